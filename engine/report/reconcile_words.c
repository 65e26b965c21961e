/* report/reconcile_words.c - what is claimed, in words. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "report/reconcile_priv.h"
#include "report/show.h"

const char *ntm_reconcile_member(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static void show_fields(const ntm_reconcile_page *p, const char *names, char separator,
                        const char *word, ntm_strbuf *out)
{
    for (const char *s = names; *s;) {
        size_t length = strcspn(s, (const char[]){separator, '\0'});
        char *name = strndup(s, length);
        if (s != names)
            ntm_strbuf_puts(out, word);
        ntm_show_field(out, name ? name : "", p->dictionary);
        free(name);
        s += length;
        s += *s == separator;
    }
}

static void show_title(const char *word, const char *number, const json_t *claim, ntm_strbuf *out)
{
    ntm_strbuf_printf(out, "%s %s", word, number);
    if (*ntm_reconcile_member(claim, "title"))
        ntm_strbuf_printf(out, " (%s)", ntm_reconcile_member(claim, "title"));
}

void ntm_reconcile_show_what(const ntm_reconcile_page *p, const json_t *claim, ntm_strbuf *out)
{
    const char *what = ntm_reconcile_member(claim, "what"), *colon = strchr(what, ':');
    const char *subject = colon ? colon + 1 : "";
    if (!strcmp(what, "criteria_met"))
        ntm_strbuf_puts(out, _("criteria met"));
    else if (!strcmp(what, "criteria_failed"))
        ntm_strbuf_puts(out, _("criteria not met"));
    else if (!strcmp(what, "indicators_met"))
        ntm_strbuf_puts(out, _("indicators met"));
    else if (!strcmp(what, "indicators_failed"))
        ntm_strbuf_puts(out, _("indicators not met"));
    else if (!strcmp(what, "level"))
        ntm_strbuf_puts(out, _("level reached"));
    else if (!strcmp(what, "kept"))
        ntm_strbuf_puts(out, _("title still kept"));
    else if (!strncmp(what, "criterion:", 10))
        show_title(_("criterion"), subject, claim, out);
    else if (!strncmp(what, "indicator:", 10))
        show_title(_("indicator"), subject, claim, out);
    else if (!strncmp(what, "field:", 6))
        ntm_show_field(out, subject, p->dictionary);
    else if (!strncmp(what, "sum:", 4)) {
        ntm_strbuf_puts(out, _("added up: "));
        show_fields(p, subject, '+', " + ", out);
    } else if (!strncmp(what, "share:", 6)) {
        ntm_strbuf_puts(out, _("share: "));
        show_fields(p, subject, '/', " / ", out);
    } else if (!strncmp(what, "villages:", 9)) {
        ntm_strbuf_puts(out, _("villages with: "));
        ntm_show_field(out, subject, p->dictionary);
    } else if (!strncmp(what, "title:", 6))
        ntm_strbuf_printf(out, _("recognised as %s"), subject);
    else
        ntm_strbuf_printf(out, _("date of %s"), subject);
}

void ntm_reconcile_show_value(const ntm_reconcile_page *p, const json_t *claim, const char *key,
                              ntm_strbuf *out)
{
    const char *value = ntm_reconcile_member(claim, key),
               *measure = ntm_reconcile_member(claim, "measure");
    char *total_key = NULL;
    if (!*value || (!strcmp(key, "claimed") && *ntm_reconcile_member(claim, "surplus_word")))
        value = ntm_reconcile_member(claim, "printed");
    else if (!strcmp(value, "pass") || !strcmp(value, "fail") || !strcmp(value, "not_applicable") ||
             !strcmp(value, "unknown") || !strcmp(value, "error"))
        value = ntm_word_status(value);
    else if (!strncmp(ntm_reconcile_member(claim, "what"), "criterion:", 10))
        value = ntm_word_criterion(value);
    else if (!strcmp(value, "met") || !strcmp(value, "not_met") || !strcmp(value, "undecided"))
        value = ntm_word_level_reached(value);
    else if (!strcmp(value, "yes") || !strcmp(value, "no"))
        value = *value == 'y' ? _("yes") : _("no");
    else if (*measure) {
        bool percent = !strcmp(measure, "percent"),
             share = *ntm_reconcile_member(claim, "shown") != '\0';
        ntm_show_number(out, share && !strcmp(key, "computed")
                                 ? ntm_reconcile_member(claim, "shown")
                             : share ? ntm_reconcile_member(claim, "printed")
                                     : value);
        ntm_strbuf_puts(out, percent ? (share && strcmp(key, "computed") != 0 ? "" : "%") : " ");
        if (!percent)
            ntm_show_measure(out, measure, p->dictionary);
        return;
    } else if (strlen(value) == 10 && value[4] == '-') {
        ntm_show_date(out, value);
        return;
    }
    ntm_strbuf_puts(out, value);
    total_key = !strcmp(key, "claimed") ? "claimed_total" : "computed_total";
    if (*ntm_reconcile_member(claim, total_key))
        ntm_strbuf_printf(out, "/%s", ntm_reconcile_member(claim, total_key));
}
