/* report/raised_text.c - a plausibility rule that was raised, in one line. */
#include <string.h>

#include "base/i18n.h"
#include "report/reconcile.h"
#include "report/reconcile_priv.h"
#include "report/show.h"

/* Numbers in full; bounds, codes and dates as everywhere. */
static void show_number(const json_t *fact, const ntm_dictionary *dictionary, ntm_strbuf *out)
{
    const char *value = ntm_reconcile_member(fact, "value");
    const char *measure = ntm_reconcile_member(fact, "measure");
    ntm_decimal number;
    if (ntm_decimal_parse(value, &number) != NTM_DECIMAL_OK && !strchr(value, '/')) {
        ntm_show_value(out, value, ntm_reconcile_member(fact, "field"), dictionary);
        return;
    }
    ntm_show_number(out, value);
    if (strcmp(measure, "1") != 0) {
        ntm_strbuf_putc(out, ' ');
        ntm_show_measure(out, measure, dictionary);
    }
}

/* With its day where that is another one than the rule was looked at on. */
static void show_fact(const json_t *fact, const char *as_of, const ntm_dictionary *dictionary,
                      ntm_strbuf *out)
{
    const char *read = ntm_reconcile_member(fact, "read");
    if (*ntm_reconcile_member(fact, "field"))
        ntm_show_field(out, ntm_reconcile_member(fact, "field"), dictionary);
    if (!strcmp(read, "child_count"))
        ntm_strbuf_puts(out, _("units below"));
    else if (!strcmp(read, "previous"))
        ntm_strbuf_puts(out, _(" a year before"));
    else if (!strncmp(read, "child_", 6))
        ntm_strbuf_puts(out, _(" of the units below"));
    else if (!strcmp(read, "add"))
        ntm_strbuf_puts(out, _("together"));
    else if (!*ntm_reconcile_member(fact, "field"))
        ntm_strbuf_puts(out, _("computed"));
    ntm_strbuf_putc(out, ' ');
    show_number(fact, dictionary, out);
    const char *day = ntm_reconcile_member(fact, "as_of");
    if (*day && strcmp(day, as_of) != 0) {
        ntm_strbuf_puts(out, " (");
        ntm_show_date(out, day);
        ntm_strbuf_putc(out, ')');
    }
}

void ntm_raised_text(const json_t *finding, const ntm_dictionary *dictionary, ntm_strbuf *out)
{
    size_t i;
    json_t *fact;
    ntm_strbuf_printf(out, "%s (%s), ", ntm_reconcile_member(finding, "name"),
                      ntm_reconcile_member(finding, "unit"));
    ntm_show_date(out, ntm_reconcile_member(finding, "as_of"));
    ntm_strbuf_printf(out, ": %s", ntm_reconcile_member(finding, "text"));
    if (*ntm_reconcile_member(finding, "error"))
        ntm_strbuf_printf(out, _(" (the rule itself went wrong: %s)"),
                          ntm_reconcile_member(finding, "error"));
    json_array_foreach (json_object_get(finding, "facts"), i, fact) {
        ntm_strbuf_puts(out, i ? "; " : ": ");
        show_fact(fact, ntm_reconcile_member(finding, "as_of"), dictionary, out);
    }
}
