/* base/date.c - civil days (the usual era arithmetic over 400-year cycles). */
#include "base/date.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"

#define FIRST_YEAR 1000
#define LAST_YEAR  9999

static bool leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

static int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && leap(year) ? 29 : days[month - 1];
}

static ntm_date civil(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year; /* years begin in March, so the leap day is the last */
    int era = y / 400, year_of_era = y - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

bool ntm_date_make(int year, int month, int day, ntm_date *out)
{
    if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1 ||
        day > month_days(year, month))
        return false;
    *out = civil(year, month, day);
    return true;
}

void ntm_date_parts(ntm_date date, int *year, int *month, int *day)
{
    int64_t z = (int64_t)date + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t day_of_era = z - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * day_of_year + 2) / 153;
    *day = (int)(day_of_year - (153 * shifted + 2) / 5 + 1);
    *month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
    *year = (int)(year_of_era + era * 400 + (*month <= 2));
}

int ntm_date_year(ntm_date date)
{
    int year, month, day;
    ntm_date_parts(date, &year, &month, &day);
    return year;
}

/* Read `least` to `most` digits; moves *at behind them; -1 when there are too few. */
static int digits(const char **at, int least, int most)
{
    int value = 0, count = 0;
    while (count < most && **at >= '0' && **at <= '9') {
        value = value * 10 + (**at - '0');
        ++*at;
        count++;
    }
    return count < least ? -1 : value;
}

bool ntm_date_parse_iso(const char *text, ntm_date *out)
{
    const char *at = text;
    int year = digits(&at, 4, 4);
    if (year < 0 || *at++ != '-')
        return false;
    int month = digits(&at, 2, 2);
    if (month < 0 || *at++ != '-')
        return false;
    int day = digits(&at, 2, 2);
    return day >= 0 && !*at && ntm_date_make(year, month, day, out);
}

bool ntm_date_parse_any(const char *text, ntm_date *out)
{
    if (ntm_date_parse_iso(text, out))
        return true;
    const char *at = text;
    int day = digits(&at, 1, 2);
    if (day < 0 || *at++ != '/')
        return false;
    int month = digits(&at, 1, 2);
    if (month < 0 || *at++ != '/')
        return false;
    int year = digits(&at, 4, 4);
    return year >= 0 && !*at && ntm_date_make(year, month, day, out);
}

const char *ntm_date_format(ntm_date date, char buffer[NTM_DATE_TEXT])
{
    int year, month, day;
    ntm_date_parts(date, &year, &month, &day);
    snprintf(buffer, NTM_DATE_TEXT, "%04d-%02d-%02d", year % 10000, month, day);
    return buffer;
}

const char *ntm_date_format_vi(ntm_date date, char buffer[NTM_DATE_TEXT])
{
    int year, month, day;
    ntm_date_parts(date, &year, &month, &day);
    snprintf(buffer, NTM_DATE_TEXT, "%02d/%02d/%04d", day, month, year % 10000);
    return buffer;
}

const char *ntm_date_show(ntm_date date, char buffer[NTM_DATE_TEXT])
{
    if (date == NTM_DATE_MIN || date == NTM_DATE_MAX)
        return "…";
    return ntm_i18n_lang() == NTM_LANG_VI ? ntm_date_format_vi(date, buffer)
                                          : ntm_date_format(date, buffer);
}

ntm_date ntm_date_add_months(ntm_date date, int months)
{
    if (date == NTM_DATE_MIN || date == NTM_DATE_MAX)
        return date;
    int year, month, day;
    ntm_date_parts(date, &year, &month, &day);
    int64_t index = (int64_t)year * 12 + (month - 1) + months;
    if (index < FIRST_YEAR * 12)
        return NTM_DATE_MIN;
    if (index >= (LAST_YEAR + 1) * 12)
        return NTM_DATE_MAX;
    year = (int)(index / 12);
    month = (int)(index % 12) + 1;
    int last = month_days(year, month);
    return civil(year, month, day < last ? day : last);
}

ntm_date ntm_date_today(void) { return ntm_time_day((int64_t)time(NULL)); }

/* ---- moments ---- */

enum { DAY_S = 86400, VIETNAM_S = 7 * 3600 };

/* The first and the last second of the years that there are. */
static const int64_t FIRST_S = -INT64_C(30610224000), LAST_S = INT64_C(253402300799);

static int64_t within(int64_t when)
{
    return when < FIRST_S ? FIRST_S : when > LAST_S ? LAST_S : when;
}

static int64_t floor_days(int64_t seconds) { return seconds / DAY_S - (seconds % DAY_S < 0); }

const char *ntm_time_format(int64_t when, char buffer[NTM_TIME_TEXT])
{
    when = within(when);
    int64_t days = floor_days(when), rest = when - days * DAY_S;
    char day[NTM_DATE_TEXT];
    snprintf(buffer, NTM_TIME_TEXT, "%sT%02d:%02d:%02dZ", ntm_date_format((ntm_date)days, day),
             (int)(rest / 3600), (int)(rest / 60 % 60), (int)(rest % 60));
    return buffer;
}

ntm_date ntm_time_day(int64_t when)
{
    return (ntm_date)floor_days(within(within(when) + VIETNAM_S));
}

int64_t ntm_time_end_of_day(ntm_date day) { return ((int64_t)day + 1) * DAY_S - 1 - VIETNAM_S; }

static bool two_digits(const char **at, int most, int *out)
{
    const char *p = *at;
    if (p[0] < '0' || p[0] > '9' || p[1] < '0' || p[1] > '9')
        return false;
    *out = (p[0] - '0') * 10 + (p[1] - '0');
    *at += 2;
    return *out <= most;
}

bool ntm_time_parse(const char *text, int64_t *out)
{
    char day_text[NTM_DATE_TEXT] = {0};
    size_t length = strcspn(text, "T ");
    const char *at = text + length;
    int hours, minutes, seconds = 59; /* a minute means all of it, as a day does */
    ntm_date day;
    if (length >= sizeof day_text)
        return false;
    memcpy(day_text, text, length);
    if (!ntm_date_parse_any(day_text, &day))
        return false;
    if (!*at) {
        *out = ntm_time_end_of_day(day);
        return true;
    }
    at++;
    if (!two_digits(&at, 23, &hours) || *at++ != ':' || !two_digits(&at, 59, &minutes))
        return false;
    if (*at == ':') {
        at++;
        if (!two_digits(&at, 59, &seconds))
            return false;
    }
    bool utc = !strcmp(at, "Z");
    if (*at && !utc && strcmp(at, "+07:00") != 0)
        return false;
    *out = (int64_t)day * DAY_S + hours * 3600 + minutes * 60 + seconds - (utc ? 0 : VIETNAM_S);
    return true;
}
