/*
 * intake/number.h - numbers as Vietnamese offices type them. Nothing is guessed: a text has one
 * reading, or it is refused with what to write instead.
 *
 *   78,5 · 78.5 · 1.752,5 · 1,752.5 · 1 752,5 · 1.752.000 · −3     one reading each
 *   1.752 · 1,752      1752 or 1.752? Decided by the declared number style, else by another cell of
 *                      the column that has one reading only; else, in a whole-number field, it can
 *                      only be 1752 (taken with a notice); else refused
 *   78,5% · 45,2 triệu · 1,5 tỷ đồng · 12 km    a percent sign, money words, the field's own unit
 *   >=95 · ≤5 · >=95 <=97                       bounds, inclusive
 *
 * Refused: rough figures ("khoảng 360 triệu"), bounds in words ("trên 95") and strict ones (">95"),
 * ranges, quotients, scientific notation, spreadsheet errors, placeholders ("-", "n/a"), more
 * than 15 digits or 9 decimals, a fraction in a whole-number field, whatever is outside the range.
 */
#ifndef NTM_INTAKE_NUMBER_H
#define NTM_INTAKE_NUMBER_H

#include "intake/remark.h"
#include "model/dataset.h"
#include "model/field.h"

/** How a column writes its numbers: with a decimal comma (vi) or a decimal point (en). */
typedef enum ntm_number_style {
    NTM_NUMBERS_OPEN,  /**< not declared; nothing proves it */
    NTM_NUMBERS_VI,    /**< 1.752,5 */
    NTM_NUMBERS_EN,    /**< 1,752.5 */
    NTM_NUMBERS_MIXED, /**< the column has proofs of both */
} ntm_number_style;

/** What a field asks of its numbers. The texts are borrowed. */
typedef struct ntm_number_spec {
    bool whole; /**< never fractional */
    bool percent;
    bool money;         /**< the measure's numerator is money */
    int money_exponent; /**< of money: the field's unit is 10^exponent VND */
    bool has_low, has_high;
    ntm_decimal low, high;  /**< range */
    const char *units[4];   /**< folded texts of the field's own unit; "" where there is none */
    const char *unit_label; /**< for messages, in the language of messages; "" none */
    const char *share;      /**< for a hint: the share "a/b" this count is part of; NULL */
} ntm_number_spec;

/** The spec of a field that is a number; its texts live in the arena. */
ntm_number_spec ntm_number_spec_of(const ntm_dictionary *dictionary, const ntm_field *field,
                                   ntm_arena *arena);
/** The spec of a share "a/b": percent, 0 to 100. */
ntm_number_spec ntm_number_spec_share(void);

/** What the text proves of its column: VI, EN, or OPEN. Any text is allowed. */
ntm_number_style ntm_number_evidence(const char *text);

/**
 * Read a number or bounds.
 *
 * @param text      NFC; not empty
 * @param declared  the style the user declared: VI, EN or OPEN
 * @param proven    what the column proves, where nothing is declared; never overrides a cell that has
 *                  one reading
 * @param out       written only on true: kind NUMBER, has_low/low, has_high/high
 * @param remark    on false the error; on true a notice or warning, or nothing
 */
bool ntm_number_read(const char *text, const ntm_number_spec *spec, ntm_number_style declared,
                     ntm_number_style proven, ntm_value *out, ntm_remark *remark);

/** Whether only the style tells 1752 from 1.752 here: the text would be refused in a km field. */
bool ntm_number_is_ambiguous(const char *text);

/** A decimal as the language of messages writes it: 78,5 or 78.5. */
const char *ntm_number_show(ntm_decimal value, char buffer[NTM_DECIMAL_TEXT]);

#endif
