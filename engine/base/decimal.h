/*
 * base/decimal.h - exact decimal numbers as people write them.
 *
 * At most 15 significant digits, at most 9 decimals, magnitude below 10^15. Within these limits
 * the nearest double holds the decimal uniquely: ntm_decimal_from_double(ntm_decimal_double(d))
 * gives d back, so a column of doubles loses nothing.
 */
#ifndef NTM_BASE_DECIMAL_H
#define NTM_BASE_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** value = coef / 10^scale; no trailing zeros in coef while scale > 0; |coef| < 10^15. */
typedef struct ntm_decimal {
    int64_t coef;
    uint8_t scale; /**< 0 to 9 */
} ntm_decimal;

#define NTM_DECIMAL_TEXT 32 /**< bytes that any decimal's text needs */

typedef enum ntm_decimal_error {
    NTM_DECIMAL_OK = 0,
    NTM_DECIMAL_SYNTAX, /**< not a number of the form -?digits(.digits)? */
    NTM_DECIMAL_DIGITS, /**< more than 15 significant digits or 9 decimals */
    NTM_DECIMAL_RANGE,  /**< magnitude 10^15 or more */
} ntm_decimal_error;

/** Read the canonical form `-?digits[.digits]` (a dot, no exponent, no spaces, no plus sign). */
ntm_decimal_error ntm_decimal_parse(const char *text, ntm_decimal *out);
/** Shortest canonical text, e.g. "-0.05", "1752"; writes at most NTM_DECIMAL_TEXT bytes. */
const char *ntm_decimal_format(ntm_decimal value, char buffer[NTM_DECIMAL_TEXT]);

ntm_decimal ntm_decimal_int(int64_t value); /**< |value| < 10^15 (asserted) */
double ntm_decimal_double(ntm_decimal value);
/** The decimal whose nearest double this is; false when it needs more digits, or is not finite. */
bool ntm_decimal_from_double(double value, ntm_decimal *out);
int ntm_decimal_compare(ntm_decimal a, ntm_decimal b); /**< <0, 0, >0; exact */
bool ntm_decimal_is_whole(ntm_decimal value);
/** a*b, a+b when the exact result is again a decimal; else false. */
bool ntm_decimal_add(ntm_decimal a, ntm_decimal b, ntm_decimal *out);
bool ntm_decimal_mul(ntm_decimal a, ntm_decimal b, ntm_decimal *out);

#endif
