/* intake/number_priv.h - the steps by which a number is read, shared by the number_*.c files. */
#ifndef NTM_INTAKE_NUMBER_PRIV_H
#define NTM_INTAKE_NUMBER_PRIV_H

#include "intake/number.h"

#define NTM_NUMBER_MAX 128 /* bytes; a longer text is no number */

/**
 * A copy in which every kind of blank is ' ', invisible characters are gone, the minus signs of
 * word processors are '-', and both ends are trimmed.
 * @return false when the text is too long to be a number
 */
bool ntm_number_clean(const char *text, char out[NTM_NUMBER_MAX]);

/** What the digits of a number and the marks between them can mean. */
typedef enum ntm_digits_shape {
    NTM_DIGITS_PLAIN,     /**< 1752, 1 752 */
    NTM_DIGITS_VI,        /**< 1.752,5 · 78,5 · 1.752.000: only a decimal comma fits */
    NTM_DIGITS_EN,        /**< 1,752.5 · 78.5 · 1,752,000: only a decimal point fits */
    NTM_DIGITS_AMBIGUOUS, /**< 1.752 · 1,752 */
    NTM_DIGITS_BAD,       /**< 17.52.1 · 1 75 */
} ntm_digits_shape;

typedef struct ntm_digits {
    ntm_digits_shape shape;
    const char *text; /**< the first digit (behind a minus sign) */
    size_t length;    /**< of digits and marks */
    bool negative;
    char decimal;     /**< the decimal mark, 0: none; of AMBIGUOUS: the only mark */
    const char *rest; /**< what stands behind, blanks skipped */
} ntm_digits;

/** Split a cleaned text; false when it does not begin with a digit or a minus sign and a digit. */
bool ntm_digits_scan(const char *text, ntm_digits *out);
/** The canonical text of the digits; decimal 0: all marks separate groups. */
void ntm_digits_canonical(const ntm_digits *digits, char decimal, char out[NTM_NUMBER_MAX]);

/**
 * Refuse what is no number for a reason that can be told: placeholders, spreadsheet errors, words
 * before the number. @return false with the remark set; true: go on
 */
bool ntm_number_check_words(const char *clean, ntm_remark *remark);
/** Refuse what stands behind the digits if it is no unit: dates, ranges, exponents. */
bool ntm_number_check_rest(const char *clean, const ntm_digits *digits, ntm_remark *remark);

/** The unit behind a number. */
typedef struct ntm_number_unit {
    bool percent_sign;
    bool money_word; /**< nghìn, triệu, tỷ */
    int exponent;    /**< of the money word: the number times 10^exponent is in VND */
} ntm_number_unit;
bool ntm_number_read_unit(const char *clean, const char *rest, const ntm_number_spec *spec,
                          ntm_number_unit *out, ntm_remark *remark);

#endif
