/*
 * eval/exact_number.h - exact rationals of the exact walk: two machine words while they are small,
 * GMP rationals in an arena when they grow.
 *
 * Numbers are plain values: copied freely, nothing to clear. A big one lives as long as the arena
 * that was passed when it was made. Every result is reduced. Infinite ends of bounds are numbers
 * too; arithmetic takes finite ones only (asserted), comparison takes all.
 */
#ifndef NTM_EVAL_EXACT_NUMBER_H
#define NTM_EVAL_EXACT_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/decimal.h"

/** den > 0: num/den, both below 2^62; den 0: num points to a GMP rational; den -1: infinite. */
typedef struct ntm_num {
    int64_t num, den;
} ntm_num;

#define NTM_NUM_PLUS_INF  ((ntm_num){1, -1})
#define NTM_NUM_MINUS_INF ((ntm_num){-1, -1})

ntm_num ntm_num_int(int64_t value); /**< |value| < 2^62 */
ntm_num ntm_num_decimal(ntm_decimal value);
static inline bool ntm_num_finite(ntm_num a) { return a.den != -1; }
int ntm_num_sign(ntm_num a);           /**< -1, 0, 1 */
int ntm_num_cmp(ntm_num a, ntm_num b); /**< -1, 0, 1; infinities are equal to themselves */
bool ntm_num_is_whole(ntm_num a);

/** @return false: the result is beyond NTM_EXACT_BITS; *out is then untouched */
bool ntm_num_add(ntm_arena *arena, ntm_num a, ntm_num b, ntm_num *out);
bool ntm_num_sub(ntm_arena *arena, ntm_num a, ntm_num b, ntm_num *out);
bool ntm_num_mul(ntm_arena *arena, ntm_num a, ntm_num b, ntm_num *out);
bool ntm_num_div(ntm_arena *arena, ntm_num a, ntm_num b, ntm_num *out); /**< b is not 0 */
/** Half away from zero, to `digits` decimals (-12 to 12). */
bool ntm_num_round(ntm_arena *arena, ntm_num a, int digits, ntm_num *out);
/** The greatest whole number not above a. */
bool ntm_num_floor(ntm_arena *arena, ntm_num a, ntm_num *out);

double ntm_num_double(ntm_num a); /**< a double next to it; infinite beyond the range */
/** The whole number, when it is one and below 2^62. */
bool ntm_num_to_int(ntm_num a, int64_t *out);

/** "78.5" when it ends within 15 significant digits and 9 decimals, else "157/200", reduced. */
const char *ntm_num_text(ntm_arena *arena, ntm_num a);
/** With so many decimals, half away from zero: "78.50". */
const char *ntm_num_fixed(ntm_arena *arena, ntm_num a, int decimals);

#endif
