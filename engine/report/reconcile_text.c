/* report/reconcile_text.c - see report/reconcile.h. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "report/layout.h"
#include "report/reconcile.h"
#include "report/show.h"

#define WIDTH  100
#define INDENT 4

typedef struct page {
    const json_t *json;
    const ntm_dictionary *dictionary;
    bool color;
    ntm_strbuf *out;
} page;

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static void wrapped(const page *p, size_t indent, const char *text)
{
    for (size_t i = 0; i < indent; i++)
        ntm_strbuf_putc(p->out, ' ');
    ntm_layout_wrap(p->out, text, indent, indent, WIDTH);
    ntm_strbuf_putc(p->out, '\n');
}

/* ---- what is claimed, in words ---- */

static void show_fields(const page *p, const char *names, char separator, const char *word,
                        ntm_strbuf *out)
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
    if (*text_of(claim, "title"))
        ntm_strbuf_printf(out, " (%s)", text_of(claim, "title"));
}

static void show_what(const page *p, const json_t *claim, ntm_strbuf *out)
{
    const char *what = text_of(claim, "what"), *colon = strchr(what, ':');
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

/* Counts with their total, numbers in full with their measure, words, dates. */
static void show_value(const page *p, const json_t *claim, const char *key, ntm_strbuf *out)
{
    const char *value = text_of(claim, key), *measure = text_of(claim, "measure");
    char *total_key = NULL;
    if (!*value || (!strcmp(key, "claimed") && *text_of(claim, "surplus_word")))
        value = text_of(claim, "printed");
    else if (!strcmp(value, "pass") || !strcmp(value, "fail") || !strcmp(value, "not_applicable") ||
             !strcmp(value, "unknown") || !strcmp(value, "error"))
        value = ntm_word_status(value);
    else if (!strncmp(text_of(claim, "what"), "criterion:", 10))
        value = ntm_word_criterion(value);
    else if (!strcmp(value, "met") || !strcmp(value, "not_met") || !strcmp(value, "undecided"))
        value = ntm_word_level_reached(value);
    else if (!strcmp(value, "yes") || !strcmp(value, "no"))
        value = *value == 'y' ? _("yes") : _("no");
    else if (*measure) {
        bool percent = !strcmp(measure, "percent"), share = *text_of(claim, "shown") != '\0';
        ntm_show_number(out, share && !strcmp(key, "computed") ? text_of(claim, "shown")
                             : share                           ? text_of(claim, "printed")
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
    if (*text_of(claim, total_key))
        ntm_strbuf_printf(out, "/%s", text_of(claim, total_key));
}

/* ---- why ---- */

static const char *reason_sentence(const char *reason)
{
    static const struct {
        const char *code, *sentence;
    } sentences[] = {
        {"other-total", N_("the total is another one")},
        {"surplus-word", N_("as printed it is a thousand or a million times too much; without the "
                            "word behind the full amount it is what the data have")},
        {"title-held-before", N_("the title on record was given before that")},
        {"title-later", N_("the title on record was given after that")},
        {"rounded", N_("agrees when rounded to the digits that were printed")},
        {"cut", N_("agrees when cut to the digits that were printed")},
        {"undecided", N_("some of it is undecided for lack of data")},
        {"missing", N_("no figure is on record")},
        {"stale", N_("the figure on record is too old")},
        {"bounds", N_("only bounds are on record")},
        {"claimed-bounds", N_("only a bound is claimed")},
        {"no-villages", N_("no villages are on record")},
        {"no-title", N_("no title is on record")},
        {"title-undated", N_("the title on record has no date")},
        {"not-in-force", N_("the decision was not in force on that day")},
        {"wrong-level", N_("the decision is not made for units of this level")},
        {"no-such-criterion", N_("the decision has no such criterion")},
        {"no-such-indicator", N_("the decision has no such indicator")},
        {"zero-denominator", N_("the whole is 0")},
        {"number-too-large", N_("the number is too large")},
    };
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        if (!strcmp(sentences[i].code, reason))
            return _(sentences[i].sentence);
    return NULL;
}

static void show_list(const page *p, const json_t *claim, const char *key, const char *word)
{
    ntm_strbuf line = {0};
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(claim, key), i, item) {
        if (!i)
            ntm_strbuf_puts(&line, word);
        ntm_strbuf_printf(&line, "%s%s", i ? ", " : "",
                          json_is_object(item) ? text_of(item, "name") : json_string_value(item));
    }
    if (line.length)
        wrapped(p, 2 * INDENT, ntm_strbuf_text(&line));
    ntm_strbuf_clear(&line);
}

/* "212.856.000 (Đồng Lão) + 360.000.000 (Song Nga) + …", or both sides of a share. */
static void show_parts(const page *p, const json_t *claim)
{
    const json_t *parts = json_object_get(claim, "parts");
    bool share = !strncmp(text_of(claim, "what"), "share:", 6);
    ntm_strbuf line = {0};
    size_t i;
    json_t *part;
    json_array_foreach(parts, i, part) {
        if (i)
            ntm_strbuf_puts(&line, share ? " / " : " + ");
        if (*text_of(part, "value"))
            ntm_show_number(&line, text_of(part, "value"));
        else
            ntm_strbuf_puts(&line, "?");
        ntm_strbuf_puts(&line, " (");
        if (strcmp(text_of(part, "unit"), text_of(claim, "unit")) != 0)
            ntm_strbuf_puts(&line, text_of(part, "name"));
        else
            ntm_show_field(&line, text_of(part, "field"), p->dictionary);
        ntm_strbuf_puts(&line, ")");
    }
    if (line.length)
        wrapped(p, 2 * INDENT, ntm_strbuf_text(&line));
    ntm_strbuf_clear(&line);
}

static void show_difference(const page *p, const json_t *claim)
{
    const char *difference = text_of(claim, "difference");
    ntm_strbuf line = {0};
    if (!*difference || !*text_of(claim, "measure") || strchr(difference, '/'))
        return;
    bool less = *difference == '-';
    ntm_strbuf number = {0};
    ntm_show_number(&number, difference + less);
    if (strcmp(text_of(claim, "measure"), "percent") != 0) {
        ntm_strbuf_putc(&number, ' ');
        ntm_show_measure(&number, text_of(claim, "measure"), p->dictionary);
    } else {
        ntm_strbuf_putc(&number, '%');
    }
    ntm_strbuf_printf(&line, less ? _("the report says %s less") : _("the report says %s more"),
                      ntm_strbuf_text(&number));
    wrapped(p, 2 * INDENT, ntm_strbuf_text(&line));
    ntm_strbuf_clear(&number);
    ntm_strbuf_clear(&line);
}

/* ---- claims ---- */

static void show_scene(const json_t *claim, ntm_strbuf *out)
{
    ntm_strbuf_printf(out, "%s (%s)", text_of(claim, "name"), text_of(claim, "unit"));
    if (*text_of(claim, "decision"))
        ntm_strbuf_printf(out, " · %s", text_of(claim, "decision"));
    ntm_strbuf_puts(out, " · ");
    ntm_show_date(out, text_of(claim, "as_of"));
}

static void show_line(const json_t *claim, ntm_strbuf *out)
{
    if (*text_of(claim, "line"))
        ntm_strbuf_printf(out, _("line %s"), text_of(claim, "line"));
    else
        ntm_strbuf_printf(out, _("row %lld of the claims"),
                          (long long)json_integer_value(json_object_get(claim, "row")));
}

static bool has_status(const json_t *claim, const char *status)
{
    return !strcmp(text_of(claim, "status"), status);
}

static void show_claim(const page *p, const json_t *claim)
{
    ntm_strbuf line = {0};
    bool dated_only = has_status(claim, "not_compared");
    show_line(claim, &line);
    ntm_strbuf_puts(&line, ": ");
    show_what(p, claim, &line);
    ntm_strbuf_puts(&line, ": ");
    show_value(p, claim, "claimed", &line);
    if (*text_of(claim, "computed")) {
        ntm_strbuf_puts(&line, has_status(claim, "agrees") ? _("; the data: ") : _("; the data give: "));
        show_value(p, claim, "computed", &line);
    }
    wrapped(p, INDENT, ntm_strbuf_text(&line));
    ntm_strbuf_clear(&line);
    show_scene(claim, &line);
    wrapped(p, 2 * INDENT, ntm_strbuf_text(&line));
    ntm_strbuf_clear(&line);
    if (has_status(claim, "agrees") || dated_only) {
        if (json_array_size(json_object_get(claim, "parts")))
            show_parts(p, claim);
        return;
    }
    const char *sentence = reason_sentence(text_of(claim, "reason"));
    if (sentence)
        wrapped(p, 2 * INDENT, sentence);
    show_difference(p, claim);
    show_parts(p, claim);
    show_list(p, claim, "failing", _("not met by the data: "));
    show_list(p, claim, "undecided", _("undecided: "));
    show_list(p, claim, "villages_without", _("villages without: "));
    show_list(p, claim, "villages_untold", _("villages without a figure: "));
    if (*text_of(claim, "title_number")) {
        ntm_strbuf_printf(&line, _("by %s"), text_of(claim, "title_number"));
        wrapped(p, 2 * INDENT, ntm_strbuf_text(&line));
    }
    ntm_strbuf_clear(&line);
    if (*text_of(claim, "note"))
        wrapped(p, 2 * INDENT, text_of(claim, "note"));
}

static void heading(const page *p, const char *text, long long count, ntm_color color)
{
    ntm_strbuf line = {0};
    ntm_strbuf_printf(&line, "%s (%lld)", text, count);
    ntm_strbuf_putc(p->out, '\n');
    ntm_layout_colored(p->out, ntm_strbuf_text(&line), color, p->color);
    ntm_strbuf_putc(p->out, '\n');
    ntm_strbuf_clear(&line);
}

static void show_claims(const page *p, const char *status, const char *title, ntm_color color)
{
    size_t i;
    json_t *claim;
    long long count = json_integer_value(
        json_object_get(json_object_get(p->json, "totals"), status));
    if (!count)
        return;
    heading(p, title, count, color);
    json_array_foreach(json_object_get(p->json, "claims"), i, claim)
        if (has_status(claim, status))
            show_claim(p, claim);
}

/* ---- the report against itself ---- */

static void show_conflict(const page *p, const json_t *conflict)
{
    const json_t *claims = json_object_get(p->json, "claims");
    const json_t *rows = json_object_get(conflict, "claims"), *row;
    const json_t *first =
        json_array_get(claims, (size_t)json_integer_value(json_array_get(rows, 0)));
    bool too_many = !strcmp(text_of(conflict, "kind"), "more-than-total");
    ntm_strbuf line = {0};
    size_t i;
    if (!too_many) {
        show_what(p, first, &line);
        ntm_strbuf_puts(&line, ": ");
    }
    json_array_foreach(rows, i, row) {
        const json_t *claim = json_array_get(claims, (size_t)json_integer_value(row));
        if (i)
            ntm_strbuf_puts(&line, "; ");
        if (too_many) {
            show_what(p, claim, &line);
            ntm_strbuf_putc(&line, ' ');
        }
        show_value(p, claim, "claimed", &line);
        ntm_strbuf_puts(&line, " (");
        show_line(claim, &line);
        ntm_strbuf_puts(&line, ")");
    }
    if (too_many)
        ntm_strbuf_puts(&line, _(": together more than there are"));
    wrapped(p, INDENT, ntm_strbuf_text(&line));
    ntm_strbuf_clear(&line);
    show_scene(first, &line);
    wrapped(p, 2 * INDENT, ntm_strbuf_text(&line));
    ntm_strbuf_clear(&line);
}

static void show_conflicts(const page *p)
{
    const json_t *conflicts = json_object_get(p->json, "conflicts");
    size_t i;
    json_t *conflict;
    if (!json_array_size(conflicts))
        return;
    heading(p, _("The report contradicts itself"), (long long)json_array_size(conflicts),
            NTM_COLOR_BAD);
    json_array_foreach(conflicts, i, conflict)
        show_conflict(p, conflict);
}

/* ---- plausibility ---- */

static void show_fact(const json_t *fact, const ntm_dictionary *dictionary, ntm_strbuf *out)
{
    const char *read = text_of(fact, "read"), *measure = text_of(fact, "measure");
    if (*text_of(fact, "field"))
        ntm_show_field(out, text_of(fact, "field"), dictionary);
    if (!strcmp(read, "previous"))
        ntm_strbuf_puts(out, _(" a year before"));
    else if (!strncmp(read, "child_", 6))
        ntm_strbuf_puts(out, _(" of the units below"));
    else if (!strcmp(read, "add"))
        ntm_strbuf_puts(out, _("together"));
    else if (!*text_of(fact, "field"))
        ntm_strbuf_puts(out, _("computed"));
    ntm_strbuf_putc(out, ' ');
    ntm_show_number(out, text_of(fact, "value"));
    if (strcmp(measure, "1") != 0) {
        ntm_strbuf_putc(out, ' ');
        ntm_show_measure(out, measure, dictionary);
    }
}

void ntm_raised_text(const json_t *finding, const ntm_dictionary *dictionary, ntm_strbuf *out)
{
    size_t i;
    json_t *fact;
    ntm_strbuf_printf(out, "%s (%s), ", text_of(finding, "name"), text_of(finding, "unit"));
    ntm_show_date(out, text_of(finding, "as_of"));
    ntm_strbuf_printf(out, ": %s", text_of(finding, "text"));
    if (*text_of(finding, "error"))
        ntm_strbuf_printf(out, _(" (the rule itself went wrong: %s)"), text_of(finding, "error"));
    json_array_foreach(json_object_get(finding, "facts"), i, fact) {
        ntm_strbuf_puts(out, i ? "; " : ": ");
        show_fact(fact, dictionary, out);
    }
}

static void show_findings(const page *p)
{
    const json_t *findings = json_object_get(p->json, "findings");
    size_t i;
    json_t *finding;
    if (!json_array_size(findings))
        return;
    heading(p, _("Figures worth a second look"), (long long)json_array_size(findings),
            NTM_COLOR_OPEN);
    json_array_foreach(findings, i, finding) {
        ntm_strbuf line = {0};
        ntm_raised_text(finding, p->dictionary, &line);
        wrapped(p, INDENT, ntm_strbuf_text(&line));
        ntm_strbuf_clear(&line);
    }
}

static long long total_of(const page *p, const char *key)
{
    return json_integer_value(json_object_get(json_object_get(p->json, "totals"), key));
}

void ntm_reconcile_text(const json_t *reconciled, const ntm_dictionary *dictionary, bool color,
                        ntm_strbuf *out)
{
    page p = {.json = reconciled, .dictionary = dictionary, .color = color, .out = out};
    if (json_is_true(json_object_get(reconciled, "illustrative"))) {
        ntm_layout_colored(out, _("ILLUSTRATIVE DATA - not to be used as evidence"),
                           NTM_COLOR_HEAD, color);
        ntm_strbuf_putc(out, '\n');
    }
    ntm_strbuf_printf(out, _("Claimed against computed: %s\n"), text_of(reconciled, "file"));
    ntm_strbuf_printf(out,
                      _("%lld statements: %lld differ, %lld agree, %lld agree to rounding, %lld "
                        "cannot be told, %lld are stated only; %lld contradictions within the "
                        "report\n"),
                      total_of(&p, "claims"), total_of(&p, "differs"), total_of(&p, "agrees"),
                      total_of(&p, "rounded"), total_of(&p, "untold"),
                      total_of(&p, "not_compared"), total_of(&p, "conflicts"));
    show_claims(&p, "differs", _("Differs from the data"), NTM_COLOR_BAD);
    show_conflicts(&p);
    show_claims(&p, "rounded", _("Agrees to rounding"), NTM_COLOR_GOOD);
    show_claims(&p, "untold", _("Cannot be told"), NTM_COLOR_OPEN);
    show_claims(&p, "agrees", _("Agrees"), NTM_COLOR_GOOD);
    show_claims(&p, "not_compared", _("Stated only; nothing is computed for it"), NTM_COLOR_DIM);
    show_findings(&p);
}
