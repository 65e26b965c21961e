/* eval/gap_priv.h - what the gap_*.c files share. */
#ifndef NTM_EVAL_GAP_PRIV_H
#define NTM_EVAL_GAP_PRIV_H

#include "eval/exact_priv.h"
#include "eval/gap.h"
#include "eval/interval_priv.h"

/** A cell that a gap may change. */
typedef struct ntm_lever {
    const ntm_field *field;
    ntm_row row; /**< where it is read */
} ntm_lever;

struct ntm_solver {
    ntm_exact *exact, *probe;
    ntm_interval *interval; /* for part_of */
    ntm_arena *out;
    ntm_arena *scratch; /* numbers of one question */
    ntm_memo memo;      /* of one question about a lever, or of one search for levers */
    uint8_t *signs;     /* by index of the memo */
    uint32_t signs_size;
    ntm_memo priced; /* truths of children whose cost is known: key is 2 * node + wanted */
    int32_t *costs;  /* by its index */
    uint32_t costs_size;
    ntm_lever signed_lever;   /* the memo of signs is about this one, if field is not NULL … */
    ntm_ref signed_ref;       /* … and below this node */
    uint32_t depth, patience; /* leaves of children that are still looked at in this question */
};

/* How a value or truth moves with a lever: not at all, with it, against it, or either. */
enum { NTM_SIGN_NONE = 0, NTM_SIGN_UP = 1, NTM_SIGN_DOWN = 2, NTM_SIGN_MIXED = 3 };

/* gap_sign.c */
unsigned ntm_solver_sign(ntm_solver *solver, ntm_ref ref, ntm_row row, const ntm_lever *lever);
/** The levers below a leaf, numerators before denominators; never keys, conditions, predicates. */
uint32_t ntm_solver_levers(ntm_solver *solver, ntm_ref leaf, ntm_row row, ntm_lever *levers,
                           uint32_t limit);

/* gap.c */

/** Before a question that others don't ask while they wait for it. */
void ntm_solver_begin(ntm_solver *solver);
/** The truth of a leaf with one cell replaced; UNKNOWN also for an error. */
ntm_tri ntm_solver_try(ntm_solver *solver, ntm_ref leaf, ntm_row row, const ntm_lever *lever,
                       bool previous, ntm_val value);
ntm_gap *ntm_gap_add(ntm_solver *solver, ntm_gap_list *list);
/** Code of a row's unit where it is not the unit in question. */
const char *ntm_gap_unit(const ntm_solver *solver, ntm_row row, ntm_row unit_row);
/** A field's code value as text: yes, no, a code, an ISO date. */
const char *ntm_code_text(ntm_arena *arena, ntm_kind kind, const ntm_scale *scale, int32_t code);

/* gap_number.c: numbers */
void ntm_gap_number(ntm_solver *solver, ntm_ref leaf, ntm_row row, ntm_row unit_row,
                    const ntm_lever *lever, ntm_tri want, bool margin, ntm_gap_list *open,
                    ntm_gap_list *blocked);
/* gap_code.c: yes/no, grades, choices, dates */
void ntm_gap_code(ntm_solver *solver, ntm_ref leaf, ntm_row row, ntm_row unit_row,
                  const ntm_lever *lever, ntm_tri want, bool margin, ntm_gap_list *list);
/* gap_children.c: counts and truths of children; false: the leaf is not about children */
bool ntm_gap_children(ntm_solver *solver, ntm_ref leaf, ntm_row row, ntm_row unit_row, ntm_tri want,
                      bool margin, ntm_gap_list *list);

#endif
