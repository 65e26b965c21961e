/*
 * eval/kernel_loops.h - the loops of the kernel, over whole 64-bit words of rows.
 *
 * One source (kernel_loops.inc), compiled for the processors of the platform's baseline and for
 * those with AVX2. Both give the same bits: every product, sum and comparison of doubles is rounded
 * once (-ffp-contract=off), and no result depends on how many rows a step takes.
 * Destinations never overlap sources.
 */
#ifndef NTM_EVAL_KERNEL_LOOPS_H
#define NTM_EVAL_KERNEL_LOOPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "eval/plan_priv.h"

typedef uint64_t *ntm_bits;
typedef const uint64_t *ntm_cbits;
typedef double *ntm_nums;
typedef const double *ntm_cnums;

/** A number with its error bound. */
typedef struct ntm_real {
    ntm_cnums value, error;
} ntm_real;
typedef struct ntm_real_out {
    ntm_nums value, error;
} ntm_real_out;

/** What a batch's rows read across levels: their part of a map's `first`, and a store. */
typedef struct ntm_children {
    const int32_t *first;
    ntm_cbits plane;          /**< one word longer than the level */
    const uint32_t *ranks;    /**< by word of the plane: bits set before it */
    ntm_cnums values, errors; /**< errors NULL: decimals */
} ntm_children;

typedef struct ntm_status_words {
    ntm_bits high, low, error, either_way, hand;
} ntm_status_words;

typedef struct ntm_loops {
    const char *name;
    /* planes */
    void (*and)(ntm_bits to, ntm_cbits x, ntm_cbits y, size_t words);
    void (* or)(ntm_bits to, ntm_cbits x, ntm_cbits y, size_t words);
    void (*and_not)(ntm_bits to, ntm_cbits x, ntm_cbits y, size_t words);
    void (*or_not)(ntm_bits to, ntm_cbits x, ntm_cbits y, size_t words);
    void (*nand)(ntm_bits to, ntm_cbits x, ntm_cbits y, size_t words);
    void (*mux)(ntm_bits to, ntm_cbits c, ntm_cbits x, ntm_cbits y, size_t words);
    void (*count_ge)(ntm_bits to, const ntm_cbits *planes, uint32_t count, uint32_t n,
                     size_t words);
    /** planes: pass, maybe, bad, hand of `pass`, then of `applies` */
    void (*status)(const ntm_status_words *to, const ntm_cbits planes[8], size_t words);

    /* x against y, a number, or the number at the row's place of a table */
    void (*less)(ntm_bits to, ntm_cnums x, ntm_cnums y, size_t words);
    void (*less_const)(ntm_bits to, ntm_cnums x, double number, size_t words);
    void (*more_const)(ntm_bits to, ntm_cnums x, double number, size_t words);
    void (*equal_const)(ntm_bits to, ntm_cnums x, double number, size_t words);
    void (*less_table)(ntm_bits to, ntm_cnums x, ntm_cnums place, const ntm_threshold *t,
                       size_t words);
    void (*more_table)(ntm_bits to, ntm_cnums x, ntm_cnums place, const ntm_threshold *t,
                       size_t words);

    /* rows where a/b is below (above) a threshold, exactly, of those in `known`; where b is not 0 */
    void (*ratio_below)(ntm_bits to, ntm_bits nonzero, ntm_cnums a, ntm_cnums b,
                        const ntm_threshold *t, ntm_cbits known, size_t words);
    void (*ratio_above)(ntm_bits to, ntm_bits nonzero, ntm_cnums a, ntm_cnums b,
                        const ntm_threshold *t, ntm_cbits known, size_t words);
    void (*ratio_below_one)(ntm_bits to, ntm_bits nonzero, ntm_cnums a, ntm_cnums b, size_t words);
    void (*ratio_above_one)(ntm_bits to, ntm_bits nonzero, ntm_cnums a, ntm_cnums b, size_t words);
    void (*ratio_below_table)(ntm_bits to, ntm_bits nonzero, ntm_cnums a, ntm_cnums b,
                              ntm_cnums place, const ntm_threshold *t, ntm_cbits known,
                              size_t words);
    void (*ratio_above_table)(ntm_bits to, ntm_bits nonzero, ntm_cnums a, ntm_cnums b,
                              ntm_cnums place, const ntm_threshold *t, ntm_cbits known,
                              size_t words);
    void (*ratio_below_vector)(ntm_bits to, ntm_bits nonzero, ntm_cnums a, ntm_cnums b,
                               ntm_cnums threshold, bool percent, ntm_cbits known, size_t words);
    void (*ratio_above_vector)(ntm_bits to, ntm_bits nonzero, ntm_cnums a, ntm_cnums b,
                               ntm_cnums threshold, bool percent, ntm_cbits known, size_t words);

    /* numbers with error bounds */
    void (*less_near)(ntm_bits to, ntm_bits near, ntm_real x, ntm_real y, size_t words);
    void (*small)(ntm_bits to, ntm_real x, size_t words);
    void (*add)(ntm_real_out to, ntm_real x, ntm_real y, size_t words);
    void (*sub)(ntm_real_out to, ntm_real x, ntm_real y, size_t words);
    void (*mul)(ntm_real_out to, ntm_real x, ntm_real y, size_t words);
    void (*div)(ntm_real_out to, ntm_real x, ntm_real y, size_t words);
    void (*leaf_error)(ntm_nums to, ntm_cnums x, size_t words);
    void (*least)(ntm_nums to, ntm_cnums x, ntm_cnums y, size_t words);
    void (*greatest)(ntm_nums to, ntm_cnums x, ntm_cnums y, size_t words);
    void (*select)(ntm_nums to, ntm_cbits c, ntm_cnums x, ntm_cnums y, size_t words);
    void (*fill)(ntm_nums to, double number, size_t words);
    void (*pick)(ntm_nums to, ntm_cnums place, const ntm_threshold *t, size_t words);

    void (*rank)(uint32_t *to, ntm_cbits plane, size_t words); /**< words + 1 ranks */
    /* children and parents; rows without any: 0, no bit, or NaN */
    void (*child_count)(ntm_nums to, const ntm_children *c, size_t words);
    void (*child_any)(ntm_bits to, const ntm_children *c, size_t words);
    void (*child_sum)(ntm_real_out to, const ntm_children *c, size_t words);
    void (*child_least)(ntm_real_out to, const ntm_children *c, size_t words);
    void (*child_greatest)(ntm_real_out to, const ntm_children *c, size_t words);
    void (*fetch_plane)(ntm_bits to, const ntm_children *c, size_t words);
    void (*fetch_vector)(ntm_nums to, const ntm_children *c, size_t words);
} ntm_loops;

extern const ntm_loops ntm_loops_base;
#if defined(__x86_64__)
extern const ntm_loops ntm_loops_avx2;
#endif

/** The fastest that this processor runs. */
const ntm_loops *ntm_loops_best(void);

#endif
