/* report/reconcile_text.c - see report/reconcile.h. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "report/layout.h"
#include "report/reconcile.h"
#include "report/reconcile_priv.h"
#include "report/show.h"

#define WIDTH  100
#define INDENT 4

static void wrapped(const ntm_reconcile_page *p, size_t indent, const char *text)
{
    for (size_t i = 0; i < indent; i++)
        ntm_strbuf_putc(p->out, ' ');
    ntm_layout_wrap(p->out, text, indent, indent, WIDTH);
    ntm_strbuf_putc(p->out, '\n');
}

/* ---- why ---- */

static const char *reason_sentence(const char *reason)
{
    static const struct {
        const char *code, *sentence;
    } sentences[] = {
        {"other-total", N_("the total is another one")},
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

static void show_list(const ntm_reconcile_page *p, const json_t *claim, const char *key,
                      const char *word)
{
    ntm_strbuf line = {0};
    size_t i;
    json_t *item;
    json_array_foreach (json_object_get(claim, key), i, item) {
        if (!i)
            ntm_strbuf_puts(&line, word);
        ntm_strbuf_printf(&line, "%s%s", i ? ", " : "",
                          json_is_object(item) ? ntm_reconcile_member(item, "name")
                                               : json_string_value(item));
    }
    if (line.length)
        wrapped(p, 2 * INDENT, ntm_strbuf_text(&line));
    ntm_strbuf_clear(&line);
}

/* "212.856.000 (Đồng Lão) + 360.000.000 (Song Nga) + …", or both sides of a share. */
static void show_parts(const ntm_reconcile_page *p, const json_t *claim)
{
    const json_t *parts = json_object_get(claim, "parts");
    bool share = !strncmp(ntm_reconcile_member(claim, "what"), "share:", 6);
    ntm_strbuf line = {0};
    size_t i;
    json_t *part;
    json_array_foreach (parts, i, part) {
        if (i)
            ntm_strbuf_puts(&line, share ? " / " : " + ");
        if (*ntm_reconcile_member(part, "value"))
            ntm_show_number(&line, ntm_reconcile_member(part, "value"));
        else
            ntm_strbuf_puts(&line, "?");
        ntm_strbuf_puts(&line, " (");
        if (strcmp(ntm_reconcile_member(part, "unit"), ntm_reconcile_member(claim, "unit")) != 0)
            ntm_strbuf_puts(&line, ntm_reconcile_member(part, "name"));
        else
            ntm_show_field(&line, ntm_reconcile_member(part, "field"), p->dictionary);
        ntm_strbuf_puts(&line, ")");
    }
    if (line.length)
        wrapped(p, 2 * INDENT, ntm_strbuf_text(&line));
    ntm_strbuf_clear(&line);
}

static void show_difference(const ntm_reconcile_page *p, const json_t *claim)
{
    const char *difference = ntm_reconcile_member(claim, "difference");
    ntm_strbuf line = {0};
    if (!*difference || !*ntm_reconcile_member(claim, "measure") || strchr(difference, '/'))
        return;
    bool less = *difference == '-';
    ntm_strbuf number = {0};
    ntm_show_number(&number, difference + less);
    if (strcmp(ntm_reconcile_member(claim, "measure"), "percent") != 0) {
        ntm_strbuf_putc(&number, ' ');
        ntm_show_measure(&number, ntm_reconcile_member(claim, "measure"), p->dictionary);
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
    ntm_strbuf_printf(out, "%s (%s)", ntm_reconcile_member(claim, "name"),
                      ntm_reconcile_member(claim, "unit"));
    if (*ntm_reconcile_member(claim, "decision"))
        ntm_strbuf_printf(out, " · %s", ntm_reconcile_member(claim, "decision"));
    ntm_strbuf_puts(out, " · ");
    ntm_show_date(out, ntm_reconcile_member(claim, "as_of"));
}

static void show_line(const json_t *claim, ntm_strbuf *out)
{
    if (*ntm_reconcile_member(claim, "line"))
        ntm_strbuf_printf(out, _("line %s"), ntm_reconcile_member(claim, "line"));
    else
        ntm_strbuf_printf(out, _("row %lld of the claims"),
                          (long long)json_integer_value(json_object_get(claim, "row")));
}

static bool has_status(const json_t *claim, const char *status)
{
    return !strcmp(ntm_reconcile_member(claim, "status"), status);
}

static void show_claim(const ntm_reconcile_page *p, const json_t *claim)
{
    ntm_strbuf line = {0};
    bool dated_only = has_status(claim, "not_compared");
    show_line(claim, &line);
    ntm_strbuf_puts(&line, ": ");
    ntm_reconcile_show_what(p, claim, &line);
    ntm_strbuf_puts(&line, ": ");
    ntm_reconcile_show_value(p, claim, "claimed", &line);
    if (*ntm_reconcile_member(claim, "computed")) {
        ntm_strbuf_puts(&line,
                        has_status(claim, "agrees") ? _("; the data: ") : _("; the data give: "));
        ntm_reconcile_show_value(p, claim, "computed", &line);
    }
    if (json_is_true(json_object_get(claim, "constructed")))
        ntm_strbuf_puts(&line, _(" [illustrative]"));
    wrapped(p, INDENT, ntm_strbuf_text(&line));
    ntm_strbuf_clear(&line);
    if (has_status(claim, "agrees") || dated_only) {
        if (json_array_size(json_object_get(claim, "parts")))
            show_parts(p, claim);
        return;
    }
    const char *sentence = reason_sentence(ntm_reconcile_member(claim, "reason"));
    if (sentence)
        wrapped(p, 2 * INDENT, sentence);
    if (!strcmp(ntm_reconcile_member(claim, "reason"), "surplus-word")) {
        ntm_strbuf_printf(&line,
                          _("'%s' stands behind an amount that is in full already; read "
                            "without it, it is what the data have"),
                          ntm_reconcile_member(claim, "surplus_word"));
        wrapped(p, 2 * INDENT, ntm_strbuf_text(&line));
        ntm_strbuf_clear(&line);
    }
    show_difference(p, claim);
    show_parts(p, claim);
    show_list(p, claim, "failing", _("not met by the data: "));
    show_list(p, claim, "undecided", _("undecided: "));
    show_list(p, claim, "villages_without", _("villages without: "));
    show_list(p, claim, "villages_untold", _("villages without a figure: "));
    if (*ntm_reconcile_member(claim, "title_number")) {
        ntm_strbuf_printf(&line, _("by %s"), ntm_reconcile_member(claim, "title_number"));
        wrapped(p, 2 * INDENT, ntm_strbuf_text(&line));
    }
    ntm_strbuf_clear(&line);
    if (*ntm_reconcile_member(claim, "note"))
        wrapped(p, 2 * INDENT, ntm_reconcile_member(claim, "note"));
}

static void heading(const ntm_reconcile_page *p, const char *text, long long count, ntm_color color)
{
    ntm_strbuf line = {0};
    ntm_strbuf_printf(&line, "%s (%lld)", text, count);
    ntm_strbuf_putc(p->out, '\n');
    ntm_layout_colored(p->out, ntm_strbuf_text(&line), color, p->color);
    ntm_strbuf_putc(p->out, '\n');
    ntm_strbuf_clear(&line);
}

static void show_claims(const ntm_reconcile_page *p, const char *status, const char *title,
                        ntm_color color)
{
    size_t i;
    json_t *claim;
    long long count =
        json_integer_value(json_object_get(json_object_get(p->json, "totals"), status));
    if (!count)
        return;
    heading(p, title, count, color);
    ntm_strbuf before = {0};
    json_array_foreach (json_object_get(p->json, "claims"), i, claim) {
        if (!has_status(claim, status))
            continue;
        ntm_strbuf scene = {0};
        show_scene(claim, &scene);
        if (strcmp(ntm_strbuf_text(&scene), ntm_strbuf_text(&before)) != 0)
            wrapped(p, 2, ntm_strbuf_text(&scene));
        ntm_strbuf_clear(&before);
        before = scene;
        show_claim(p, claim);
    }
    ntm_strbuf_clear(&before);
}

/* ---- the report against itself ---- */

static const json_t *claim_at(const ntm_reconcile_page *p, const json_t *rows, size_t index)
{
    size_t at = (size_t)json_integer_value(json_array_get(rows, index));
    return json_array_get(json_object_get(p->json, "claims"), at);
}

static char *claimed_value(const ntm_reconcile_page *p, const json_t *claim)
{
    ntm_strbuf value = {0};
    ntm_reconcile_show_value(p, claim, "claimed", &value);
    return ntm_strbuf_take(&value);
}

/* The lines from index on that have the value: "(line 43, line 172)". */
static void show_lines_of(const ntm_reconcile_page *p, const json_t *rows, size_t index,
                          const char *value, ntm_strbuf *out)
{
    for (size_t k = index; k < json_array_size(rows); k++) {
        char *other = claimed_value(p, claim_at(p, rows, k));
        if (!strcmp(value, other)) {
            ntm_strbuf_puts(out, k == index ? " (" : ", ");
            show_line(claim_at(p, rows, k), out);
        }
        free(other);
    }
    ntm_strbuf_putc(out, ')');
}

/* "7 (line 43, line 172); 8 (line 51)": each value once. */
static void show_values(const ntm_reconcile_page *p, const json_t *rows, ntm_strbuf *out)
{
    for (size_t i = 0; i < json_array_size(rows); i++) {
        char *value = claimed_value(p, claim_at(p, rows, i));
        bool told = false;
        for (size_t k = 0; k < i && !told; k++) {
            char *other = claimed_value(p, claim_at(p, rows, k));
            told = !strcmp(value, other);
            free(other);
        }
        if (!told) {
            ntm_strbuf_printf(out, "%s%s", i ? "; " : "", value);
            show_lines_of(p, rows, i, value, out);
        }
        free(value);
    }
}

/* Two claims of different things: each with its name. */
static void show_pair(const ntm_reconcile_page *p, const json_t *rows, bool units, ntm_strbuf *out)
{
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *claim = claim_at(p, rows, i);
        ntm_strbuf_puts(out, i ? "; " : "");
        if (units && i)
            ntm_strbuf_printf(out, "%s: ", ntm_reconcile_member(claim, "name"));
        ntm_reconcile_show_what(p, claim, out);
        ntm_strbuf_putc(out, ' ');
        ntm_reconcile_show_value(p, claim, "claimed", out);
        ntm_strbuf_puts(out, " (");
        show_line(claim, out);
        ntm_strbuf_putc(out, ')');
    }
}

static void show_conflict(const ntm_reconcile_page *p, const json_t *conflict)
{
    const json_t *rows = json_object_get(conflict, "claims");
    const char *kind = ntm_reconcile_member(conflict, "kind");
    ntm_strbuf line = {0};
    if (!strcmp(kind, "differ")) {
        ntm_reconcile_show_what(p, claim_at(p, rows, 0), &line);
        ntm_strbuf_puts(&line, ": ");
        show_values(p, rows, &line);
    } else {
        show_pair(p, rows, !strcmp(kind, "not-all"), &line);
        if (!strcmp(kind, "more-than-total"))
            ntm_strbuf_puts(&line, _(": together more than there are"));
    }
    wrapped(p, INDENT, ntm_strbuf_text(&line));
    ntm_strbuf_clear(&line);
    show_scene(claim_at(p, rows, 0), &line);
    wrapped(p, 2 * INDENT, ntm_strbuf_text(&line));
    ntm_strbuf_clear(&line);
}

static void show_conflicts(const ntm_reconcile_page *p)
{
    const json_t *conflicts = json_object_get(p->json, "conflicts");
    size_t i;
    json_t *conflict;
    if (!json_array_size(conflicts))
        return;
    heading(p, _("The report contradicts itself"), (long long)json_array_size(conflicts),
            NTM_COLOR_BAD);
    json_array_foreach (conflicts, i, conflict)
        show_conflict(p, conflict);
}

/* ---- plausibility ---- */

static void show_findings(const ntm_reconcile_page *p)
{
    const json_t *findings = json_object_get(p->json, "findings");
    size_t i;
    json_t *finding;
    if (!json_array_size(json_object_get(p->json, "rules")))
        return;
    heading(p, _("Figures worth a second look, by the plausibility rules"),
            (long long)json_array_size(findings), NTM_COLOR_OPEN);
    json_array_foreach (findings, i, finding) {
        ntm_strbuf line = {0};
        ntm_raised_text(finding, p->dictionary, &line);
        wrapped(p, INDENT, ntm_strbuf_text(&line));
        ntm_strbuf_clear(&line);
    }
}

static long long total_of(const ntm_reconcile_page *p, const char *key)
{
    return json_integer_value(json_object_get(json_object_get(p->json, "totals"), key));
}

void ntm_reconcile_text(const json_t *reconciled, const ntm_dictionary *dictionary, bool color,
                        ntm_strbuf *out)
{
    ntm_reconcile_page p = {
        .json = reconciled, .dictionary = dictionary, .color = color, .out = out};
    if (json_is_true(json_object_get(reconciled, "illustrative"))) {
        ntm_layout_colored(out, _("ILLUSTRATIVE DATA - not to be used as evidence"), NTM_COLOR_HEAD,
                           color);
        ntm_strbuf_putc(out, '\n');
    }
    ntm_strbuf_printf(out, _("Claimed against computed: %s\n"),
                      ntm_reconcile_member(reconciled, "file"));
    if (json_is_true(json_object_get(reconciled, "illustrative"))) {
        ntm_layout_wrap(
            out,
            _("What is marked [illustrative] rests on figures that were made to fit the "
              "report: that it agrees proves nothing."),
            0, 0, WIDTH);
        ntm_strbuf_putc(out, '\n');
    }
    ntm_strbuf_printf(out,
                      _("%lld statements: %lld differ, %lld agree, %lld agree to rounding, %lld "
                        "cannot be told, %lld are stated only; %lld contradictions within the "
                        "report\n"),
                      total_of(&p, "claims"), total_of(&p, "differs"), total_of(&p, "agrees"),
                      total_of(&p, "rounded"), total_of(&p, "untold"), total_of(&p, "not_compared"),
                      total_of(&p, "conflicts"));
    show_claims(&p, "differs", _("Differs from the data"), NTM_COLOR_BAD);
    show_conflicts(&p);
    show_claims(&p, "rounded", _("Agrees to rounding"), NTM_COLOR_GOOD);
    show_claims(&p, "untold", _("Cannot be told"), NTM_COLOR_OPEN);
    show_claims(&p, "agrees", _("Agrees"), NTM_COLOR_GOOD);
    show_claims(&p, "not_compared", _("Stated only; nothing is computed for it"), NTM_COLOR_DIM);
    show_findings(&p);
}
