/*
 * intake/date.h - dates as they are typed: 2023-12-31 or 31/12/2023, and a plain year where a year
 * is asked for.
 *
 * Refused with a hint: days that do not exist, years of two digits, serial numbers of a
 * spreadsheet (45291), dates with a time of day, years and months without a day, other separators.
 */
#ifndef NTM_INTAKE_DATE_H
#define NTM_INTAKE_DATE_H

#include "base/date.h"
#include "intake/remark.h"

/** @return false with the remark set; the text must not be empty. */
bool ntm_intake_date(const char *text, ntm_date *out, ntm_remark *remark);
/** A year from 1990 to 2100, four digits. */
bool ntm_intake_year(const char *text, int *out, ntm_remark *remark);

/** A date for messages, in the language of messages: 31/12/2023 or 2023-12-31; "…" where open. */
const char *ntm_intake_show_date(ntm_date date, char buffer[NTM_DATE_TEXT]);

#endif
