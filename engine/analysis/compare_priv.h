/* analysis/compare_priv.h - what compare.c, compare_figures.c and compare_items.c share. */
#ifndef NTM_ANALYSIS_COMPARE_PRIV_H
#define NTM_ANALYSIS_COMPARE_PRIV_H

#include "analysis/compare.h"
#include "model/appraisals.h"

/** A level of appraisal that said something of the unit. The one that assesses itself holds all
 *  that was reported from the unit and below it. */
typedef struct ntm_compare_level {
    const char *assessor; /**< "": not stated */
    int order;            /**< figures up to this order are its own or taken over */
    bool own;
    int figures, findings;
    ntm_frame *frame;
    ntm_result *result; /**< of the one unit */
} ntm_compare_level;

/** One known, fresh figure that the document reads at or below the unit. */
typedef struct ntm_compare_figure {
    ntm_row row; /**< of the first frame */
    const ntm_observation *observation;
    uint32_t level; /**< index */
} ntm_compare_figure;

typedef struct ntm_comparison {
    const ntm_compare_input *input;
    ntm_arena *arena;
    ntm_frame *frame; /**< of all levels */
    ntm_row row;      /**< of the unit */
    const ntm_unit *unit;
    ntm_compare_level *levels; /**< lowest first */
    uint32_t nlevels;
    ntm_compare_figure *figures; /**< by row, then field, then level */
    size_t nfigures;
    const ntm_appraisal **findings; /**< as ntm_appraisals_of() gives them */
    size_t nfindings;
    int compared, differing;                      /**< figures of several levels */
    int items, by_level, by_computed, by_finding; /**< items, and how many part in what */
} ntm_comparison;

/** Whether the level assesses the unit itself: it is that of the unit or of units below it. */
bool ntm_compare_own(const ntm_comparison *c, const char *assessor);
/** Index of a level; of the unit's own where the assessor is one of those. */
uint32_t ntm_compare_level_of(const ntm_comparison *c, const char *assessor);

/** compare_figures.c: find the figures; afterwards, when levels are numbered, tell them. */
void ntm_compare_find_figures(ntm_comparison *c);
json_t *ntm_compare_figures_json(ntm_comparison *c);
/** compare_items.c: the whole, criteria and indicators of which something is said or that part. */
json_t *ntm_compare_items_json(ntm_comparison *c);

#endif
