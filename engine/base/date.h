/* base/date.h - days of the proleptic Gregorian calendar, without clocks or time zones. */
#ifndef NTM_BASE_DATE_H
#define NTM_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

/** Days since 1970-01-01. */
typedef int32_t ntm_date;
#define NTM_DATE_MIN  INT32_MIN /**< open beginning */
#define NTM_DATE_MAX  INT32_MAX /**< open end */
#define NTM_DATE_TEXT 12        /**< bytes of "2023-12-31" or "31/12/2023" with the NUL */

/** Years 1000 to 9999; false if there is no such day. */
bool ntm_date_make(int year, int month, int day, ntm_date *out);
void ntm_date_parts(ntm_date date, int *year, int *month, int *day);
int ntm_date_year(ntm_date date);
bool ntm_date_parse_iso(const char *text, ntm_date *out); /**< "2023-12-31", nothing else */
bool ntm_date_parse_any(const char *text,
                        ntm_date *out); /**< ISO or d/m/yyyy (2/3/2024 is 2 March) */
const char *ntm_date_format(ntm_date date, char buffer[NTM_DATE_TEXT]);    /**< ISO */
const char *ntm_date_format_vi(ntm_date date, char buffer[NTM_DATE_TEXT]); /**< dd/mm/yyyy */
/** For messages, in their language: dd/mm/yyyy or ISO; "…" for an open end. */
const char *ntm_date_show(ntm_date date, char buffer[NTM_DATE_TEXT]);
/**
 * Same day n months later (n may be negative), the last day of the month where there is none.
 * Before year 1000 and after 9999 it is NTM_DATE_MIN and NTM_DATE_MAX, which stay what they are.
 */
ntm_date ntm_date_add_months(ntm_date date, int months);
ntm_date ntm_date_today(void); /**< the only clock in base: the day in Vietnam */

#define NTM_TIME_TEXT 24 /**< bytes of "2023-12-31T08:00:00Z" with the NUL, and room */

/** "2023-12-31T08:00:00Z" of seconds since 1970-01-01 UTC; a moment outside the years 1000 to 9999 is
 *  told as the nearest one within, here and below. @return buffer */
const char *ntm_time_format(int64_t when, char buffer[NTM_TIME_TEXT]);
/** The day that a moment falls on in Vietnam (UTC+7, without summer time), on every machine. */
ntm_date ntm_time_day(int64_t when);
/** The last second of a day in Vietnam. */
int64_t ntm_time_end_of_day(ntm_date day);
/**
 * A moment as people write it: a day (its end in Vietnam), or a day with a time behind a T or a
 * blank: "2023-12-31T08:00" (the end of that minute), "2023-12-31 08:00:30"; in Vietnam unless Z or +07:00 is behind it.
 */
bool ntm_time_parse(const char *text, int64_t *out);

#endif
