/* cli/session_unit.c - a unit by name, and whether a decision measures it on a day. */
#include "base/i18n.h"
#include "cli/session.h"

/* Days on which to look for units when no day was given, from the latest: after the first one come
 * the last days of units that ended before it, down to `first`. */
static ntm_date next_lookup_day(const ntm_dataset *dataset, ntm_date first, ntm_date below)
{
    ntm_date day = NTM_DATE_MIN;
    for (size_t i = 0; i < dataset->nunits; i++) {
        ntm_date end = dataset->units[i].valid_to;
        if (end < below && end >= first && end > day)
            day = end;
    }
    return day;
}

ntm_rc ntm_session_unit(ntm_session *session, const ntm_document *base, const char *name,
                        const ntm_unit **out)
{
    ntm_date given, first, last, today = ntm_date_today();
    const ntm_dataset *dataset = session->dataset;
    ntm_rc rc = ntm_session_as_of(session, &given);
    if (rc != NTM_OK)
        return rc;
    name = ntm_session_nfc(session, name);
    if (given != NTM_DATE_MAX)
        return ntm_dataset_find_unit(dataset, name, given, out, &session->diags);
    ntm_catalogue_in_force(ntm_session_catalogue(session), base, today, &first, &last);
    last = last < today ? last : today;
    for (ntm_date day = last; day != NTM_DATE_MIN; day = next_lookup_day(dataset, first, day))
        if (ntm_dataset_find_unit(dataset, name, day, out, NULL) == NTM_OK)
            return NTM_OK;
    return ntm_dataset_find_unit(dataset, name, last, out, &session->diags);
}

ntm_rc ntm_session_unit_on(ntm_session *session, const char *name, const ntm_unit **out,
                           ntm_date *date_out, bool *last_day_out)
{
    const ntm_dataset *dataset = session->dataset;
    ntm_date today = ntm_date_today();
    ntm_rc rc = ntm_session_as_of(session, date_out);
    *last_day_out = false;
    name = ntm_session_nfc(session, name);
    if (rc != NTM_OK)
        return rc;
    if (*date_out == NTM_DATE_MAX) {
        for (ntm_date day = today; day != NTM_DATE_MIN;
             day = next_lookup_day(dataset, NTM_DATE_MIN, day))
            if (ntm_dataset_find_unit(dataset, name, day, out, NULL) == NTM_OK) {
                *date_out = day;
                *last_day_out = day != today;
                return NTM_OK;
            }
        *date_out = today;
    }
    return ntm_dataset_find_unit(dataset, name, *date_out, out, &session->diags);
}

ntm_rc ntm_session_in_force(ntm_session *session, const ntm_document *base, ntm_date as_of,
                            bool *outside_out)
{
    ntm_date first, last;
    char day[NTM_DATE_TEXT], from[NTM_DATE_TEXT], to[NTM_DATE_TEXT];
    ntm_diags *diags = &session->diags;
    *outside_out = false;
    if (ntm_catalogue_in_force(ntm_session_catalogue(session), base, as_of, &first, &last))
        return NTM_OK;
    *outside_out = session->args->outside;
    ntm_diag(diags, *outside_out ? NTM_WARNING : NTM_ERROR, NTM_NOWHERE, "not-in-force",
             _("%s is not in force on %s: it is from %s to %s%s"), base->id,
             ntm_date_show(as_of, day), first == NTM_DATE_MIN ? "…" : ntm_date_show(first, from),
             last == NTM_DATE_MAX ? "…" : ntm_date_show(last, to),
             base->dates_assumed ? _(" (dates assumed)") : "");
    if (*outside_out)
        return NTM_OK;
    ntm_diag_hint(diags, "%s", _("--outside measures all the same, and the report says so"));
    return NTM_EUSAGE;
}
