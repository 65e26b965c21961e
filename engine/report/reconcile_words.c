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

/* A code as people say it; NULL: it is none. */
static const char *word_of(const char *what, const char *value)
{
    if (!strncmp(what, "indicator:", 10))
        return ntm_word_status(value);
    if (!strncmp(what, "criterion:", 10))
        return ntm_word_criterion(value);
    if (!strcmp(what, "level"))
        return ntm_word_level_reached(value);
    if (!strcmp(value, "yes") || !strcmp(value, "no"))
        return *value == 'y' ? _("yes") : _("no");
    return NULL;
}

/* Percent with its sign, other numbers with their unit; "109/217" as it is counted. */
static void show_measured(const ntm_reconcile_page *p, const json_t *claim, const char *key,
                          ntm_strbuf *out)
{
    const char *measure = ntm_reconcile_member(claim, "measure");
    const char *printed = ntm_reconcile_member(claim, "printed");
    bool claimed = !strcmp(key, "claimed");
    if (strcmp(measure, "percent") != 0) {
        ntm_show_number(out, ntm_reconcile_member(claim, key));
        ntm_strbuf_putc(out, ' ');
        ntm_show_measure(out, measure, p->dictionary);
    } else if (claimed && strchr(printed, '/')) {
        ntm_strbuf_puts(out, printed);
    } else {
        const char *shown = claimed ? "" : ntm_reconcile_member(claim, "shown");
        ntm_show_number(out, *shown ? shown : ntm_reconcile_member(claim, key));
        ntm_strbuf_putc(out, '%');
    }
}

/* "15/19"; "0-12/15" where what is undecided may still be met. */
static void show_count(const json_t *claim, const char *key, ntm_strbuf *out)
{
    bool claimed = !strcmp(key, "claimed");
    const char *high = claimed ? "" : ntm_reconcile_member(claim, "computed_high");
    const char *total = ntm_reconcile_member(claim, claimed ? "claimed_total" : "computed_total");
    ntm_strbuf_puts(out, ntm_reconcile_member(claim, key));
    ntm_strbuf_printf(out, "%s%s%s%s", *high ? "–" : "", high, *total ? "/" : "", total);
}

void ntm_reconcile_show_value(const ntm_reconcile_page *p, const json_t *claim, const char *key,
                              ntm_strbuf *out)
{
    const char *what = ntm_reconcile_member(claim, "what");
    const char *value = ntm_reconcile_member(claim, key), *word = word_of(what, value);
    bool as_printed =
        !*value || (!strcmp(key, "claimed") && *ntm_reconcile_member(claim, "surplus_word"));
    if (as_printed)
        ntm_strbuf_puts(out, ntm_reconcile_member(claim, "printed"));
    else if (word)
        ntm_strbuf_puts(out, word);
    else if (*ntm_reconcile_member(claim, "measure"))
        show_measured(p, claim, key, out);
    else if (strlen(value) == 10 && value[4] == '-')
        ntm_show_date(out, value);
    else if (strlen(value) == 7 && value[4] == '-' && ntm_i18n_lang() == NTM_LANG_VI)
        ntm_strbuf_printf(out, "%s/%.4s", value + 5, value);
    else
        show_count(claim, key, out);
}
