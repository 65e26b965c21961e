/*
 * analysis/check_priv.h - the parts of the static check, and what they share.
 *
 *   check.c           the order of things; what stands at the top of a document
 *   check_walk.c      the walk from every item's root, with what holds on the way
 *   check_scene.c     what holds: zones, years, days, and facts of values
 *   check_range.c     which values a node can have, given what holds
 *   check_cells.c     zones, years and dates without a value, and values without use
 *   check_share.c     shares of nothing
 *   check_compare.c   thresholds that decide nothing
 *   check_truth.c     items that depend on nothing, parts above wholes
 *   check_sign.c      at least of a bad thing, at most of a good one
 *   check_refs.c      other decisions and titles
 *   check_summary.c   basis, what is not known, what is assumed
 */
#ifndef NTM_ANALYSIS_CHECK_PRIV_H
#define NTM_ANALYSIS_CHECK_PRIV_H

#include <stdarg.h>

#include "analysis/check.h"
#include "base/arena.h"
#include "base/i18n.h"
#include "base/strbuf.h"

#define NTM_CHECK_STEPS 3000000u /* nodes met in one check; beyond, the rest is left unchecked */
#define NTM_CHECK_YEARS 64u      /* years and zones are sets of bits */

/** What an expression decides. */
typedef enum ntm_check_role {
    NTM_ROLE_PASS,    /**< an indicator, a requirement, a condition: passing is good */
    NTM_ROLE_APPLIES, /**< whether it is asked at all */
    NTM_ROLE_AGAINST, /**< a withdrawal, an exclusion, a plausibility rule: passing is bad */
    NTM_ROLE_POINTS,  /**< a number */
    NTM_ROLE_ZONE,    /**< the key of the zoning */
} ntm_check_role;

typedef struct ntm_check_item {
    ntm_check_role role;
    const char *heading; /**< "indicator 2.1": before each message */
    ntm_place place;
    ntm_ref root;
    ntm_ref applies; /**< what holds whenever root is looked at, or NTM_NO_REF */
    ntm_level level;
} ntm_check_item;

/** One step of the way from an item's root: argument arg of node is looked at. */
typedef struct ntm_check_step {
    const struct ntm_check_step *up;
    ntm_ref node;
    uint32_t arg;
} ntm_check_step;

/** Where the walk is, and what holds there. */
typedef struct ntm_check_scene {
    const ntm_check_step *way; /**< only steps that tell something */
    uint64_t zones, years;     /**< those that are possible, by index */
    ntm_date from, to;         /**< days that are possible */
    ntm_level level;           /**< of the unit in question */
} ntm_check_scene;

/** Values a number, a grade (its places) or a date (its days) can have. */
typedef struct ntm_check_range {
    double low, high;
    bool never_zero; /**< although 0 lies between the ends */
} ntm_check_range;

/** What a truth says of a node when it passes or fails. */
typedef struct ntm_check_fact {
    ntm_ref node;
    ntm_check_range range;
    bool known; /**< the node has a value */
} ntm_check_fact;

/** Findings told once for each node. */
typedef enum ntm_check_topic {
    NTM_TOPIC_CELLS,
    NTM_TOPIC_ZERO,
    NTM_TOPIC_COMPARE,
    NTM_TOPIC_THRESHOLD,
    NTM_TOPIC_SIGN,
    NTM_TOPIC_REFERENCE,
} ntm_check_topic;

/* What stands below a node. */
#define NTM_BELOW_ZONE      0x01u /* a by_zone */
#define NTM_BELOW_YEAR      0x02u /* a by_year */
#define NTM_BELOW_DATA      0x04u /* anything that an observation, a title or a unit decides */
#define NTM_BELOW_NOT_KNOWN 0x08u /* not_known() */
#define NTM_BELOW_KNOWN     0x10u /* known() */
#define NTM_NEVER_A_VALUE   0x20u /* of the node itself: missing, whatever is reported */

typedef struct ntm_check_state {
    const ntm_document *doc;
    ntm_check_options options;
    ntm_diags *out;
    ntm_arena *arena;
    uint32_t nnodes, nzones;
    const char *const *zones;
    uint32_t nyears;
    int32_t years[NTM_CHECK_YEARS]; /**< those the decision must have an answer for */
    bool years_known;               /**< there is a last one */
    uint64_t all_zones, all_years;
    ntm_date from, to; /**< in force */

    const ntm_check_item *item; /**< being walked */
    bool item_told;             /**< of a comparison in it that decides nothing */
    uint32_t steps;
    bool too_large;
    uint16_t *said; /**< by node: bits of ntm_check_topic */
    uint8_t *below; /**< by node: NTM_BELOW_… */
    bool **used;    /**< by node with keys: entries that can be asked for, or NULL */

    ntm_check_range *ranges; /**< by node, where stamp is now */
    uint32_t *stamps, stamp;
    struct ntm_check_visited *visited;
} ntm_check_state;

/* ---- check.c ---- */

/** A finding about a node (or NTM_NO_REF: about the item), headed by the item. */
void ntm_check_say(ntm_check_state *c, ntm_severity severity, ntm_ref ref, const char *code,
                   const char *format, ...) __attribute__((format(printf, 5, 6)));
/** True the first time the topic comes up for the node. */
bool ntm_check_first(ntm_check_state *c, ntm_check_topic topic, ntm_ref ref);
static inline const ntm_node *ntm_check_node(const ntm_check_state *c, ntm_ref ref)
{
    return ntm_graph_node(c->doc->graph, ref);
}
/** Where the selected values of a selection begin among its arguments. */
uint32_t ntm_check_first_value(const ntm_node *node);
bool ntm_check_is_selection(ntm_op op); /**< WHEN, CHOOSE, BY_ZONE, BY_YEAR, SINCE */
bool ntm_check_is_child(ntm_op op);
/** "zone1, zone2" and "2022, 2023–2025" of sets of bits. */
const char *ntm_check_zones_text(const ntm_check_state *c, uint64_t zones);
const char *ntm_check_years_text(const ntm_check_state *c, uint64_t years);

/* ---- the parts ---- */

void ntm_check_walk(ntm_check_state *c, const ntm_check_item *item);

/**
 * What holds at a scene: facts from the steps of its way and from what applies. Sets *guarded when
 * a missing value at the scene has an answer of its own (first_known).
 */
uint32_t ntm_check_facts(ntm_check_state *c, const ntm_check_scene *scene, ntm_check_fact *facts,
                         uint32_t capacity, bool *guarded);
/** The range of a node at a scene, given facts. */
ntm_check_range ntm_check_range_of(ntm_check_state *c, const ntm_check_scene *scene,
                                   const ntm_check_fact *facts, uint32_t nfacts, ntm_ref ref);
bool ntm_check_part_of(const ntm_check_state *c, const ntm_node *part, const ntm_node *whole);
/** The scene of argument arg of a selection; false when it can never be taken. */
bool ntm_check_enter(const ntm_check_state *c, const ntm_node *node, uint32_t arg,
                     ntm_check_scene *scene);

void ntm_check_cells(ntm_check_state *c, const ntm_check_scene *scene, ntm_ref ref);
void ntm_check_unused(ntm_check_state *c);
void ntm_check_zoning(ntm_check_state *c);
void ntm_check_share(ntm_check_state *c, const ntm_check_scene *scene, ntm_ref ref);
void ntm_check_compare(ntm_check_state *c, const ntm_check_scene *scene, ntm_ref ref);
/** How a comparison can come out for figures within their ranges: NTM_CAN_…. */
unsigned ntm_check_outcome(ntm_check_state *c, const ntm_check_scene *scene, const ntm_node *node);
#define NTM_CAN_FAIL       1u
#define NTM_CAN_PASS       2u
#define NTM_CAN_BE_UNKNOWN 4u
void ntm_check_truth(ntm_check_state *c);
void ntm_check_wholes(ntm_check_state *c);
void ntm_check_sign(ntm_check_state *c);
void ntm_check_reference(ntm_check_state *c, const ntm_check_scene *scene, ntm_ref ref);
void ntm_check_cycles(ntm_check_state *c);
void ntm_check_head(ntm_check_state *c);
void ntm_check_summary(ntm_check_state *c);

#endif
