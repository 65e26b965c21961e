/*
 * eval/exact.h - the exact walk: every node of a document at every unit, with rationals.
 *
 * The last word on what a rule says. The kernel hands over to it what doubles can't decide,
 * explanation and gaps are made of its values. It follows docs/semantics.md to the letter and
 * is allowed to be slow: nodes are evaluated on demand, and remembered by node and unit.
 *
 * A walk belongs to one thread. It borrows document, frame and world, which it never changes
 * (but for the catalogue's cache of consolidated decisions: walks that share a world with a
 * catalogue must not run at the same time if documents refer to other decisions).
 */
#ifndef NTM_EVAL_EXACT_H
#define NTM_EVAL_EXACT_H

#include "eval/evaluate.h"

typedef struct ntm_exact ntm_exact;

/** Exact numbers (numerator or denominator) have at most this many bits; beyond: an error. Partial
 *  results of sums are held to it too, in the order of the arguments. */
#define NTM_EXACT_BITS 4096u

/**
 * Why a node is an error. Codes are stable and are stored:
 *   "number-too-large"  a value beyond NTM_EXACT_BITS
 *   "no-choice"         choose, by_zone, by_year, since: no entry for the value at hand
 *   "bad-code"          a reported grade or choice that the document's scale does not have
 *   "not-in-force"      a decision referred to that is unknown, or not in force on the date
 *   "wrong-level"       a decision referred to that is not made for units of this level
 *   "cycle"             decisions that refer to each other in a circle, or in too long a chain
 */
typedef struct ntm_exact_error {
    const char *code;
    const char *detail; /**< field, key, decision; or NULL. Borrowed, until ntm_exact_forget() */
} ntm_exact_error;

/**
 * @param frame  built for document
 * @param world  other decisions and data; NULL: every reference to another decision is an error
 */
ntm_exact *ntm_exact_new(const ntm_document *document, const ntm_frame *frame,
                         const ntm_world *world);
void ntm_exact_free(ntm_exact *exact); /**< NULL is allowed */

/** Forget what was evaluated (done between units, it keeps the memory small). */
void ntm_exact_forget(ntm_exact *exact);

/**
 * The truth of a node (of kind TRUTH) at a row.
 * @param out        written only when true is returned
 * @param error_out  written only when false is returned; may be NULL
 * @return false: the node is an error
 */
bool ntm_exact_truth(ntm_exact *exact, ntm_ref ref, ntm_row row, ntm_tri *out,
                     ntm_exact_error *error_out);

typedef enum ntm_exact_state {
    NTM_EXACT_MISSING, /**< no value: why says why */
    NTM_EXACT_VALUE,
    NTM_EXACT_BOUNDS, /**< numbers only: low..high, NULL where open */
    NTM_EXACT_ERROR,
} ntm_exact_state;

/** A value as a reader sees it. Texts are borrowed until ntm_exact_forget(). */
typedef struct ntm_exact_value {
    ntm_exact_state state;
    ntm_kind kind;
    const char *low, *high;         /**< NUMBER: decimal if it ends in 15 digits, else "p/q" */
    double low_double, high_double; /**< doubles next to the two; infinite where open */
    int32_t code;                   /**< YES_NO: 1 or 0; GRADE, CHOICE: place; DATE: days */
    const char *why;       /**< MISSING: "missing", "stale", "zero-denominator", "no-children",
                                 "not-known", "undecided" (the first reason met) */
    ntm_exact_error error; /**< ERROR */
} ntm_exact_value;

/** The value of a node (not of kind TRUTH) at a row. */
void ntm_exact_value_at(ntm_exact *exact, ntm_ref ref, ntm_row row, ntm_exact_value *out);

/**
 * Status of an indicator (semantics 3).
 * @param either_way_out  applies is unknown and pass passes; may be NULL
 */
ntm_status ntm_exact_indicator_status(ntm_exact *exact, uint32_t indicator, ntm_row row,
                                      bool *either_way_out);
/** State of a criterion, by index; made of the statuses of its indicators. */
ntm_level_reached ntm_exact_criterion_state(ntm_exact *exact, uint32_t criterion, ntm_row row);
/** Level reached: all criteria; of a scored decision: a band reached. A document without criteria: met; an incomplete one never is. */
ntm_level_reached ntm_exact_level(ntm_exact *exact, ntm_row row);
/** Status of a gate; of a withdrawal: PASS says that the title is to be withdrawn. */
ntm_status ntm_exact_gate_status(ntm_exact *exact, uint32_t gate, ntm_row row);

/** The zone key of a row; NULL: unknown, an error, or no zoning. */
const char *ntm_exact_zone(ntm_exact *exact, ntm_row row);

#endif
