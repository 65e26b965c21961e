/*
 * report/show.h - numbers, dates, measures and codes as people write them: `78,5%`, `1.000`,
 * `31/12/2023`, `45 triệu đồng/người/năm` in Vietnamese; `78.5%`, `1,000` in English.
 *
 * Nothing is rounded here: what comes in are exact texts or already shortened ones (model/result.h).
 */
#ifndef NTM_REPORT_SHOW_H
#define NTM_REPORT_SHOW_H

#include <stdbool.h>

#include "base/strbuf.h"
#include "model/field.h"

/** A canonical decimal or fraction ("78.5", "-1000", "157/200") with groups and decimal sign. */
void ntm_show_number(ntm_strbuf *out, const char *number);
#define NTM_SHOWN_END 32
/**
 * The end of an interval: a fraction becomes a decimal with two places, rounded away from the
 * interval (up or down), so that what is shown still holds all of it. Other numbers as they are.
 */
const char *ntm_show_end(const char *number, bool up, char buffer[NTM_SHOWN_END]);
/**
 * A number with its measure: percent sign, money in million or billion where that is exact, else
 * the names of the symbols. dictionary may be NULL (symbols are shown as they are).
 */
void ntm_show_quantity(ntm_strbuf *out, const char *number, const char *measure,
                       const ntm_dictionary *dictionary);
/** The measure alone: "người", "đồng/người/năm"; nothing for "1". */
void ntm_show_measure(ntm_strbuf *out, const char *measure, const ntm_dictionary *dictionary);
/** An ISO date in the style of the language; other texts as they are. */
void ntm_show_date(ntm_strbuf *out, const char *iso);
/** Any value of a field as text: decimal with measure, yes/no, label of a grade, date, bounds. */
void ntm_show_value(ntm_strbuf *out, const char *value, const char *field,
                    const ntm_dictionary *dictionary);
/** The label of a kind of paper; its code when it is not in the dictionary. */
void ntm_show_paper(ntm_strbuf *out, const char *kind, const ntm_dictionary *dictionary);
/** The field's label; for a share "a/b" both; the name itself when it is not in the dictionary. */
void ntm_show_field(ntm_strbuf *out, const char *field, const ntm_dictionary *dictionary);

/** "xã Cẩm Ngọc"; the name alone where it says its kind itself ("Thị trấn Phong Sơn"). */
void ntm_show_unit(ntm_strbuf *out, const char *level, const char *name);

const char *ntm_word_status(const char *status);       /**< "pass" → Đạt … */
const char *ntm_word_level_reached(const char *level); /**< "met" → Đạt đủ bộ tiêu chí … */
const char *ntm_word_criterion(const char *state); /**< "met" → Đạt … */
const char *ntm_word_basis(const char *basis);     /**< "assumed" → giả định … */
const char *ntm_word_origin(const char *origin);
const char *ntm_word_level(const char *level);     /**< "commune" → xã … */
const char *ntm_word_finding(const char *finding); /**< "supplement" → yêu cầu bổ sung … */
/** The label of a level of appraisal; "" → not stated; its code where it is not in the dictionary. */
const char *ntm_word_assessor(const char *assessor, const ntm_dictionary *dictionary);

#endif
