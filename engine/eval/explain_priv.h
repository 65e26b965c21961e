/* eval/explain_priv.h - what the explain_*.c files share. */
#ifndef NTM_EVAL_EXPLAIN_PRIV_H
#define NTM_EVAL_EXPLAIN_PRIV_H

#include "eval/exact_priv.h"
#include "eval/explain.h"
#include "eval/gap.h"
#include "eval/interval.h"

struct ntm_explainer {
    ntm_exact *exact;
    ntm_interval *interval;
    ntm_solver *solver;
    ntm_arena *out;
    ntm_memo seen, cells; /* of one walk for facts */
    bool margins;
};

/** Where a leaf stands. */
typedef struct ntm_place_in_rule {
    const char *label;
    bool negated, condition;
    uint32_t group;
    const char *group_op;
    int group_n;
    ntm_ref key; /**< what chooses the branch it stands in, while that is unknown; NTM_NO_REF */
    ntm_row key_row;
} ntm_place_in_rule;

/* explain_part.c */
void ntm_explain_part(ntm_explainer *explainer, ntm_ref leaf, ntm_row row,
                      const ntm_place_in_rule *place, ntm_part *out);

/* explain_notes.c */

/** The part's missing facts, and those that settle it alone. */
void ntm_explain_open(ntm_explainer *explainer, ntm_ref leaf, ntm_row row,
                      const ntm_place_in_rule *place, ntm_part *part);
/** @param quotient  the share that is measured, or NULL */
void ntm_explain_notices(ntm_explainer *explainer, const ntm_node *quotient, ntm_row row,
                         ntm_part *part);

/* explain_carried.c */

/** A value as facts have it: decimal, bounds, "yes", code, ISO date; NULL: none. */
const char *ntm_explain_value(ntm_arena *out, const ntm_field *field, const ntm_val *v);
/** What the predecessors of the row's unit have of a cell that was carried over or is missing; of a
 *  missing one also why it was not. */
void ntm_explain_carried(ntm_arena *out, const ntm_exact *exact, const ntm_field *field,
                         bool previous, ntm_row row, const ntm_cell *cell, ntm_fact *fact);

/* explain_elsewhere.c */

/** NULL: the leaf refers to no other decision, or to one that is not in force. */
const ntm_elsewhere *ntm_explain_elsewhere(ntm_explainer *explainer, ntm_ref leaf, ntm_row row);

/* explain_facts.c */
typedef struct ntm_fact_list {
    ntm_fact *items;
    ntm_open_cell *cells; /**< by fact: the cell, or field NULL */
    uint32_t count, capacity;
} ntm_fact_list;

/** No part lists more facts than this. */
#define NTM_MAX_FACTS 4096u

/** The cells that a node's value rests on. */
void ntm_explain_used(ntm_explainer *explainer, ntm_ref ref, ntm_row row, ntm_row unit_row,
                      ntm_fact_list *list);
/** Why a node is not known: what could settle it. */
void ntm_explain_missing(ntm_explainer *explainer, ntm_ref ref, ntm_row row, ntm_row unit_row,
                         ntm_fact_list *list);

#endif
