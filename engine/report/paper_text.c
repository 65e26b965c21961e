/* report/paper_text.c - see the header. */
#include "report/paper_text.h"

#include <string.h>

#include "base/i18n.h"
#include "report/fact_text.h"
#include "report/show.h"

void ntm_paper_text(ntm_strbuf *out, const json_t *paper)
{
    const char *date = ntm_json_text(paper, "date"), *office = ntm_json_text(paper, "office");
    ntm_strbuf_puts(out, ntm_json_text(paper, "number"));
    if (!date && !office)
        return;
    ntm_strbuf_puts(out, " (");
    if (date)
        ntm_show_date(out, date);
    ntm_strbuf_printf(out, "%s%s)", date && office ? ", " : "", office ? office : "");
}

void ntm_paper_why_text(ntm_strbuf *out, const char *why, const json_t *paper)
{
    const char *until = ntm_json_text(paper, "valid_until");
    ntm_paper_text(out, paper);
    if (!strcmp(why, "expired") && until) {
        ntm_strbuf_puts(out, _(" ran out on "));
        ntm_show_date(out, until);
    } else if (!strcmp(why, "not_yet")) {
        ntm_strbuf_puts(out, _(" was issued after the day in question"));
    } else if (!strcmp(why, "not_cited")) {
        ntm_strbuf_puts(out, _(" is on record, but no figure of the indicator names it"));
    }
}
