/* intake/date.c - see the header. */
#include "intake/date.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"

const char *ntm_intake_show_date(ntm_date date, char buffer[NTM_DATE_TEXT])
{
    if (date == NTM_DATE_MIN || date == NTM_DATE_MAX)
        return "…";
    return ntm_i18n_lang() == NTM_LANG_VI ? ntm_date_format_vi(date, buffer)
                                          : ntm_date_format(date, buffer);
}

/* The numbers of a text, and the character behind each. */
typedef struct pieces {
    int count;
    int value[4], digits[4];
    char mark[4];
    const char *rest;
} pieces;

static pieces split(const char *text)
{
    pieces p = {0};
    while (p.count < 4 && *text >= '0' && *text <= '9') {
        int i = p.count++;
        while (*text >= '0' && *text <= '9') {
            if (p.value[i] < 100000)
                p.value[i] = p.value[i] * 10 + (*text - '0');
            p.digits[i]++;
            text++;
        }
        p.mark[i] = *text;
        if (*text && strchr("/-.", *text) && text[1] >= '0' && text[1] <= '9')
            text++;
        else
            break;
    }
    p.rest = text;
    return p;
}

/* Day, month, year were told apart, but there is no such day. */
static bool refuse_day(const char *text, int day, int month, ntm_remark *remark)
{
    ntm_remark_error(remark, NTM_IC_DATE_NO_SUCH_DAY, _("there is no day '%s'"), text);
    if (month > 12 && day <= 12)
        ntm_remark_hint(remark, _("the day stands before the month: dd/mm/yyyy"));
    return false;
}

static bool refuse_three(const char *text, const pieces *p, ntm_remark *remark)
{
    bool year_first = p->digits[0] == 4;
    int year = year_first ? p->value[0] : p->value[2];
    int day = year_first ? p->value[2] : p->value[0];
    int year_digits = year_first ? 4 : p->digits[2];
    ntm_date date;

    if (*p->rest && (strchr(" T", *p->rest) || strchr(p->rest, ':'))) {
        ntm_remark_error(remark, NTM_IC_DATE_TIME, _("'%s' has a time of day; a date was expected"),
                         text);
        ntm_remark_hint(remark, _("write the date alone: 2023-12-31 or 31/12/2023"));
        return false;
    }
    if (!*p->rest && year_digits <= 2) {
        ntm_remark_error(remark, NTM_IC_DATE_SHORT_YEAR,
                         _("'%s' has a year of %d digits; four were expected"), text, year_digits);
        return false;
    }
    if (!*p->rest && year_digits == 4 && !ntm_date_make(year, p->value[1], day, &date))
        return refuse_day(text, day, p->value[1], remark);
    ntm_remark_error(remark, NTM_IC_DATE_SYNTAX,
                     _("'%s' is not a date as expected: 2023-12-31 or 31/12/2023"), text);
    if (!*p->rest && year_digits == 4)
        ntm_remark_hint(remark, _("write %02d/%02d/%04d"), day, p->value[1], year);
    return false;
}

bool ntm_intake_date(const char *text, ntm_date *out, ntm_remark *remark)
{
    if (ntm_date_parse_any(text, out))
        return true;
    pieces p = split(text);
    if (p.count == 3)
        return refuse_three(text, &p, remark);
    if (p.count == 1 && (!*p.rest || strcmp(p.rest, ".0") == 0) && p.digits[0] == 5) {
        ntm_remark_error(remark, NTM_IC_DATE_SERIAL,
                         _("'%s' is the serial number of a spreadsheet; a date was expected"),
                         text);
        ntm_remark_hint(remark, _("format the cells as dates (dd/mm/yyyy) and export again"));
        return false;
    }
    if (!*p.rest && ((p.count == 1 && p.digits[0] == 4) || p.count == 2)) {
        ntm_remark_error(remark, NTM_IC_DATE_PART,
                         _("'%s' is only a part of a date; day, month and year were expected"),
                         text);
        if (p.count == 1)
            ntm_remark_hint(remark, _("for a figure of the year %s write %s-12-31"), text, text);
        return false;
    }
    return ntm_remark_error(remark, NTM_IC_DATE_SYNTAX,
                            _("'%s' is not a date as expected: 2023-12-31 or 31/12/2023"), text);
}

bool ntm_intake_year(const char *text, int *out, ntm_remark *remark)
{
    pieces p = split(text);
    if (p.count != 1 || *p.rest || p.digits[0] != 4 || p.value[0] < 1990 || p.value[0] > 2100)
        return ntm_remark_error(remark, NTM_IC_YEAR_SYNTAX,
                                _("'%s' is not a year as expected: 1990 to 2100"), text);
    *out = p.value[0];
    return true;
}
