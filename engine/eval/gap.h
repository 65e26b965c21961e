/*
 * eval/gap.h - how far a part is from passing, or from no longer passing (docs/semantics.md 5).
 *
 * One field changes, in its good direction, everything else stays; in steps of 1 for counts, of the
 * field's precision otherwise. Each gap is proved before it is told: with the change the part
 * passes, with one step less it does not. Never through conditions, keys or `applies`, and
 * never a figure of the year before.
 */
#ifndef NTM_EVAL_GAP_H
#define NTM_EVAL_GAP_H

#include "eval/exact.h"
#include "model/result.h"

/** Finds gaps and margins, and what would settle an undecided part; works on a walk's cells. */
typedef struct ntm_solver ntm_solver;

/** @param out  where texts and lists of results are made */
ntm_solver *ntm_solver_new(ntm_exact *exact, ntm_arena *out);
void ntm_solver_free(ntm_solver *solver); /**< NULL is allowed */

/** A list under way. */
typedef struct ntm_gap_list {
    ntm_gap *items;
    uint32_t count, capacity;
} ntm_gap_list;

/** No part lists more gaps than this: children beyond are left out. */
#define NTM_MAX_GAPS 256u

/**
 * The gaps of a failing leaf: a comparison, yes or no, or an aggregate over children.
 * @param unit_row  the unit in question (units of gaps are told where they differ from it)
 * @param want      the truth that is wanted: PASS, or FAIL under none_of
 *
 * Several gaps that each close the leaf alone are alternatives (alternative 1). For children: first
 * how many more must pass (field NULL), then what each of those that don't would need, those
 * with the fewest conditions first. Nothing where no single field closes it.
 */
void ntm_solver_gaps(ntm_solver *solver, ntm_ref leaf, ntm_row row, ntm_row unit_row, ntm_tri want,
                     ntm_gap_list *list);
/** The same the other way: how much a passing leaf can lose. */
void ntm_solver_margins(ntm_solver *solver, ntm_ref leaf, ntm_row row, ntm_row unit_row,
                        ntm_tri want, ntm_gap_list *list);

/** A cell that is missing, stale or a bound. */
typedef struct ntm_open_cell {
    const ntm_field *field;
    bool previous;
    ntm_row row; /**< where it is read */
} ntm_open_cell;

/**
 * Whether one open cell can settle an undecided leaf alone, the others staying open.
 * @param value_out  what it must be for the leaf to be as wanted: ">=50", "<=10", "yes", the least
 *                   grade, the last (or first) day; NULL: no such value, or no single border
 */
bool ntm_solver_settles(ntm_solver *solver, ntm_ref leaf, ntm_row row, const ntm_open_cell *cell,
                        ntm_tri want, const char **value_out);

#endif
