/* intake/titles.c - rows of titles and registrations. */
#include <string.h>

#include "base/i18n.h"
#include "intake/date.h"
#include "intake/intake_priv.h"

const char *ntm_intake_needed(ntm_intake *in, const ntm_csv_row *row, ntm_role role,
                              ntm_intake_code code, const char *message)
{
    const char *text = ntm_intake_role(in, row, role);
    if (!*text)
        ntm_intake_say(in, row, in->header.column[role], NTM_ERROR, code, "%s", message);
    return *text ? text : NULL;
}

/* The row in which the same thing stands already, or -1. */
static int64_t seen_before(ntm_intake *in, const ntm_csv_row *row, const char *unit,
                           const char *what, int32_t when)
{
    ntm_key key = {
        {ntm_names_add(in->strings, unit), ntm_names_add(in->strings, what), (uint32_t)when, 0}};
    return ntm_seen_put(in->seen, key, row->row);
}

/* Expiry and withdrawal do not come before the title. */
static bool check_order(ntm_intake *in, const ntm_csv_row *row, ntm_role role, ntm_date date,
                        ntm_date later)
{
    if (later >= date)
        return true;
    char first[NTM_DATE_TEXT], second[NTM_DATE_TEXT];
    ntm_intake_say(in, row, in->header.column[role], NTM_ERROR, NTM_IC_TITLE_PERIOD,
                   _("%s is before the day on which the title was given (%s)"),
                   ntm_intake_show_date(later, second), ntm_intake_show_date(date, first));
    return false;
}

void ntm_intake_title_row(ntm_intake *in, const ntm_csv_row *row)
{
    ntm_title title = {.import = in->options->import, .line = row->line, .file = in->file};
    bool dated = ntm_intake_date_cell(in, row, NTM_ROLE_DATE, NTM_DATE_MIN, &title.date);
    bool ok = dated;
    ok = ntm_intake_date_cell(in, row, NTM_ROLE_EXPIRES, NTM_DATE_MAX, &title.expires) && ok;
    ok = ntm_intake_date_cell(in, row, NTM_ROLE_WITHDRAWN, NTM_DATE_MAX, &title.withdrawn) && ok;
    ok = ntm_intake_origin(in, row, &title.origin) && ok;
    title.title =
        ntm_intake_needed(in, row, NTM_ROLE_TITLE, NTM_IC_TITLE_EMPTY,
                          _("the title is missing; a series (xa-ntm) or a decision was expected"));
    title.number = ntm_intake_role(in, row, NTM_ROLE_NUMBER);
    title.set = ntm_intake_role(in, row, NTM_ROLE_SET);
    title.note = ntm_intake_role(in, row, NTM_ROLE_NOTE);
    title.appraisal = ntm_intake_role(in, row, NTM_ROLE_APPRAISAL);
    const ntm_unit *unit =
        ntm_intake_unit(in, row, in->header.column[NTM_ROLE_UNIT],
                        ntm_intake_role(in, row, NTM_ROLE_UNIT), dated ? title.date : NTM_DATE_MIN);
    if (dated && title.date == NTM_DATE_MIN)
        ntm_intake_say(in, row, in->header.column[NTM_ROLE_DATE], NTM_WARNING, NTM_IC_TITLE_DATE,
                       _("the title has no date; it then counts from the beginning"));
    else if (dated)
        ntm_intake_check_day(in, row, in->header.column[NTM_ROLE_DATE], title.date);
    if (ok && title.date != NTM_DATE_MIN) {
        ok = check_order(in, row, NTM_ROLE_EXPIRES, title.date, title.expires);
        ok = check_order(in, row, NTM_ROLE_WITHDRAWN, title.date, title.withdrawn) && ok;
    }
    if (!ok || !title.title || !unit)
        return;
    title.unit = unit->code;
    int64_t before = seen_before(in, row, title.unit, title.title, title.date);
    if (before >= 0) {
        ntm_intake_say(in, row, -1, NTM_ERROR, NTM_IC_DUPLICATE_ROW,
                       _("the title '%s' of unit %s stands twice in the file: here and in row %ld"),
                       title.title, title.unit, (long)before);
        ntm_intake_hint(in, _("keep one of the two rows"));
        return;
    }
    ntm_dataset_add_title(in->staged, &title);
}

void ntm_intake_registration_row(ntm_intake *in, const ntm_csv_row *row)
{
    ntm_registration registration = {
        .import = in->options->import, .line = row->line, .file = in->file};
    bool ok = ntm_intake_origin(in, row, &registration.origin);
    registration.set =
        ntm_intake_needed(in, row, NTM_ROLE_SET, NTM_IC_SET_EMPTY,
                          _("the set is missing; a series (xa-ntm) or a decision was expected"));
    const char *year =
        ntm_intake_needed(in, row, NTM_ROLE_YEAR, NTM_IC_YEAR_SYNTAX,
                          _("the year is missing; a year such as 2023 was expected"));
    ntm_remark remark = {0};
    if (year && !ntm_intake_year(year, &registration.year, &remark)) {
        ntm_intake_say_remark(in, row, in->header.column[NTM_ROLE_YEAR], NULL, &remark);
        year = NULL;
    }
    /* a unit that ended within the year was there on its first day, a new one on its last */
    ntm_date first = NTM_DATE_MIN, last = NTM_DATE_MIN;
    if (year) {
        ntm_date_make(registration.year, 1, 1, &first);
        ntm_date_make(registration.year, 12, 31, &last);
    }
    const char *text = ntm_intake_role(in, row, NTM_ROLE_UNIT);
    bool on_first = year && ntm_dataset_unit(in->units, text, first);
    const ntm_unit *unit =
        ntm_intake_unit(in, row, in->header.column[NTM_ROLE_UNIT], text, on_first ? first : last);
    if (!ok || !registration.set || !year || !unit)
        return;
    registration.unit = unit->code;
    int64_t before = seen_before(in, row, unit->code, registration.set, registration.year);
    if (before >= 0) {
        ntm_intake_say(in, row, -1, NTM_ERROR, NTM_IC_DUPLICATE_ROW,
                       _("the registration of unit %s for '%s' stands twice in the file: here and "
                         "in row %ld"),
                       registration.unit, registration.set, (long)before);
        ntm_intake_hint(in, _("keep one of the two rows"));
        return;
    }
    ntm_dataset_add_registration(in->staged, &registration);
}
