/*
 * eval/interval_priv.h - what a value can be, for the interval_*.c files and for gaps.
 *
 * In one completion a value is missing, an error, or a value; a number may, even with everything
 * known that can be, be bounds (a count over children that are unknown for good). So a number has
 * two ranges: where its lower end can lie and where its upper end can.
 */
#ifndef NTM_EVAL_INTERVAL_PRIV_H
#define NTM_EVAL_INTERVAL_PRIV_H

#include "eval/exact_priv.h"
#include "eval/interval.h"

typedef struct ntm_range {
    ntm_num least, greatest;
} ntm_range;

typedef struct ntm_poss {
    ntm_truths truths;   /**< of a truth */
    bool missing, error; /**< it can be missing, an error */
    bool some;           /**< it can be a value: the rest */
    bool exact;          /**< numbers: never bounds, low and high are one */
    ntm_range low, high; /**< numbers, and dates as days */
    uint32_t words;      /**< codes (yes/no, grades, choices): bit i of codes[] is place i */
    const uint64_t *codes;
} ntm_poss;

struct ntm_interval {
    ntm_exact *exact;
    bool wholes;      /**< while one question is answered */
    ntm_memo memo[2]; /**< without and with wholes; key: a node */
    ntm_poss *values[2];
    uint32_t values_size[2];
    ntm_memo denied; /**< rows asked about: does a known part exceed a known whole? */
    bool *denies;
    uint32_t denies_size;
    ntm_interval **others; /**< of decisions reached */
    uint32_t nothers;
    uint32_t zone_depth;
};

ntm_poss ntm_poss_eval(ntm_interval *interval, ntm_ref ref, ntm_row row);
ntm_truths ntm_poss_truths(const ntm_poss *p);

static inline ntm_poss ntm_poss_truth(ntm_truths truths) { return (ntm_poss){.truths = truths}; }
static inline ntm_truths ntm_truths_of(ntm_tri tri) { return 1u << tri; }

/* interval_value.c */
ntm_poss ntm_poss_of(ntm_interval *interval, const ntm_val *v, uint32_t places);
ntm_poss ntm_poss_numbers(ntm_num least, ntm_num greatest);
void ntm_poss_join(ntm_interval *interval, ntm_poss *into, const ntm_poss *other);
ntm_poss ntm_poss_arithmetic(ntm_interval *interval, ntm_op op, const ntm_poss *a,
                             const ntm_poss *b);
ntm_poss ntm_poss_extreme(ntm_interval *interval, const ntm_poss *a, const ntm_poss *b,
                          int direction);
ntm_poss ntm_poss_reshape(ntm_interval *interval, const ntm_node *node, const ntm_poss *a);
/** One value, the same in every completion. */
bool ntm_poss_single(const ntm_poss *p);
bool ntm_poss_same_single(const ntm_poss *a, const ntm_poss *b);

/* interval_compare.c */
ntm_truths ntm_poss_compare(ntm_interval *interval, const ntm_node *node, const ntm_poss args[3]);
/** Sets of truths, combined as if independent. */
ntm_truths ntm_truths_least(ntm_truths a, ntm_truths b);
ntm_truths ntm_truths_greatest(ntm_truths a, ntm_truths b);
ntm_truths ntm_truths_not(ntm_truths a);
ntm_truths ntm_truths_if_any(ntm_truths c, ntm_truths p);
/** How many of a list of sets are what. */
typedef struct ntm_truth_counts {
    int32_t total;
    int32_t must_pass, can_pass;       /**< {pass}; with pass */
    int32_t cannot_fail, may_not_fail; /**< without fail; with pass or unknown */
    int32_t can_unknown;               /**< with unknown */
    int32_t either;                    /**< {pass, fail} */
    bool can_err, must_err;
} ntm_truth_counts;
void ntm_truth_count(ntm_truth_counts *counts, ntm_truths truths);
ntm_truths ntm_truths_at_least_n(const ntm_truth_counts *counts, int32_t n);

/* interval_cell.c */
ntm_poss ntm_poss_cell(ntm_interval *interval, const ntm_field *field, bool previous, ntm_row row);
/** The greatest value that part_of leaves to a field at the row where it is read; whole_out: the
 *  field that limits it. */
ntm_num ntm_poss_upper(ntm_interval *interval, const ntm_field *field, bool previous,
                       ntm_row read_row, const ntm_field **whole_out);
/** Whether a known part of the row exceeds its known whole. */
bool ntm_poss_denied(ntm_interval *interval, ntm_row read_row, bool previous);
/** Whether part is, directly or not, a part of whole. */
bool ntm_part_of(const ntm_document *document, const ntm_field *part, const ntm_field *whole);

/* interval_select.c */
ntm_poss ntm_poss_select(ntm_interval *interval, const ntm_node *node, ntm_row row);
ntm_poss ntm_poss_first_known(ntm_interval *interval, const ntm_node *node, ntm_row row);
ntm_poss ntm_poss_first_of(ntm_interval *interval, const ntm_node *node, ntm_row row);
ntm_poss ntm_poss_children(ntm_interval *interval, const ntm_node *node, ntm_row row);
ntm_poss ntm_poss_elsewhere(ntm_interval *interval, const ntm_node *node, ntm_row row);
ntm_poss ntm_poss_results(ntm_interval *interval, const ntm_node *node, ntm_row row);

#endif
