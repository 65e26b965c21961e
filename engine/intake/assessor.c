/* intake/assessor.c - the level of appraisal that a row names. */
#include "base/i18n.h"
#include "base/strbuf.h"
#include "intake/intake_priv.h"

static void refuse_unknown(ntm_intake *in, const ntm_csv_row *row, const char *text)
{
    int column = in->header.column[NTM_ROLE_ASSESSOR];
    if (ntm_intake_full(in)) { /* it will only be counted */
        ntm_intake_say(in, row, -1, NTM_ERROR, NTM_IC_ASSESSOR_UNKNOWN, "%s", "");
        return;
    }
    ntm_strbuf list = {0};
    ntm_matcher_list(in->assessors, NULL, &list);
    ntm_intake_say(in, row, column, NTM_ERROR, NTM_IC_ASSESSOR_UNKNOWN,
                   _("unknown assessor '%s'; one of these was expected: %s"), text,
                   ntm_strbuf_text(&list));
    ntm_strbuf_clear(&list);
    int nearest = ntm_matcher_nearest(in->assessors, text);
    if (nearest >= 0)
        ntm_intake_hint(in, _("did you mean '%s'?"),
                        ntm_dictionary_assessor(in->dictionary, (uint32_t)nearest)->code);
}

bool ntm_intake_assessor(ntm_intake *in, const ntm_csv_row *row, const char *fallback,
                         ntm_date date, const ntm_assessor **out)
{
    const char *text = ntm_intake_role(in, row, NTM_ROLE_ASSESSOR);
    *out = NULL;
    if (!*text && fallback)
        text = fallback;
    if (!*text)
        return true;
    int found = ntm_matcher_find(in->assessors, text);
    if (found < 0) {
        refuse_unknown(in, row, text);
        return false;
    }
    const ntm_assessor *assessor = ntm_dictionary_assessor(in->dictionary, (uint32_t)found);
    if (date != NTM_DATE_MIN && !ntm_assessor_exists(assessor, date)) {
        char day[NTM_DATE_TEXT], from[NTM_DATE_TEXT], to[NTM_DATE_TEXT];
        ntm_intake_say(in, row, in->header.column[NTM_ROLE_ASSESSOR], NTM_ERROR,
                       NTM_IC_ASSESSOR_DAYS,
                       _("there is no level of appraisal '%s' on %s: it is there from %s to %s"),
                       assessor->code, ntm_date_show(date, day),
                       ntm_date_show(assessor->from, from), ntm_date_show(assessor->to, to));
        return false;
    }
    *out = assessor;
    return true;
}
