/* report/evidence_text.c - see the header. */
#include "report/evidence_text.h"

#include <string.h>

#include "base/i18n.h"
#include "report/fact_text.h"
#include "report/layout.h"
#include "report/paper_text.h"
#include "report/show.h"

#define WIDTH 100

static size_t width_of(const ntm_text_options *options)
{
    return options->width ? options->width : WIDTH;
}

static void wrapped(const ntm_text_options *options, size_t indent, ntm_strbuf *line,
                    ntm_strbuf *out)
{
    for (size_t i = 0; i < indent; i++)
        ntm_strbuf_putc(out, ' ');
    ntm_layout_wrap(out, ntm_strbuf_text(line), indent + 4, indent, width_of(options));
    ntm_strbuf_putc(out, '\n');
    ntm_strbuf_clear(line);
}

/* ---- the list ---- */

static void unit_line(const json_t *paper, const char **unit, ntm_strbuf *out)
{
    const char *code = ntm_json_text(paper, "unit");
    if (*unit && !strcmp(*unit, code))
        return;
    ntm_strbuf_printf(out, "%s%s (%s)\n", *unit ? "\n" : "", ntm_json_text(paper, "name"), code);
    *unit = code;
}

static void state_words(const json_t *paper, ntm_strbuf *line)
{
    const char *state = ntm_json_text(paper, "state");
    const char *until = ntm_json_text(paper, "valid_until");
    if (until) {
        ntm_strbuf_puts(line, !strcmp(state, "expired") ? _("; ran out on ") : _("; valid until "));
        ntm_show_date(line, until);
    }
    if (!strcmp(state, "not_yet"))
        ntm_strbuf_puts(line, _("; not issued yet on the day"));
}

static void paper_lines(const json_t *paper, const ntm_text_options *options, ntm_strbuf *out)
{
    ntm_strbuf line = {0};
    const char *kind = ntm_json_text(paper, "kind"), *title = ntm_json_text(paper, "title");
    const char *path = ntm_json_text(paper, "path"), *sha256 = ntm_json_text(paper, "sha256");
    const char *origin = ntm_json_text(paper, "origin"), *note = ntm_json_text(paper, "note");
    ntm_paper_text(&line, paper);
    if (kind) {
        ntm_strbuf_puts(&line, " · ");
        ntm_show_paper(&line, kind, options->dictionary);
    }
    state_words(paper, &line);
    if (origin)
        ntm_strbuf_printf(&line, "; %s", ntm_word_origin(origin));
    wrapped(options, 2, &line, out);
    if (title) {
        ntm_strbuf_puts(&line, title);
        wrapped(options, 6, &line, out);
    }
    if (note) {
        ntm_strbuf_puts(&line, note);
        wrapped(options, 6, &line, out);
    }
    if (path) {
        ntm_strbuf_puts(&line, path);
        if (json_object_get(paper, "size"))
            ntm_strbuf_printf(&line, _(", %lld bytes"),
                              (long long)json_integer_value(json_object_get(paper, "size")));
        if (sha256)
            ntm_strbuf_printf(&line, ", sha256 %s", sha256);
        wrapped(options, 6, &line, out);
    }
}

/* The figures and indicators that rest on a paper which runs out. */
static void rests(const json_t *paper, const ntm_text_options *options, ntm_strbuf *out)
{
    ntm_strbuf line = {0};
    size_t i, k;
    const json_t *figure, *entry, *number, *figures = json_object_get(paper, "figures");
    if (!figures)
        return;
    if (!json_array_size(figures)) {
        ntm_strbuf_puts(&line, _("no figure rests on it"));
        wrapped(options, 6, &line, out);
        return;
    }
    ntm_strbuf_puts(&line, _("figures that rest on it: "));
    json_array_foreach (figures, i, figure) {
        ntm_strbuf_puts(&line, i ? "; " : "");
        ntm_show_field(&line, ntm_json_text(figure, "field"), options->dictionary);
        if (strcmp(ntm_json_text(figure, "unit"), ntm_json_text(paper, "unit")) != 0)
            ntm_strbuf_printf(&line, " (%s)", ntm_json_text(figure, "name"));
    }
    wrapped(options, 6, &line, out);
    json_array_foreach (json_object_get(paper, "indicators"), i, entry) {
        ntm_strbuf_printf(&line, _("indicators of %s: "), ntm_json_text(entry, "decision"));
        json_array_foreach (json_object_get(entry, "indicators"), k, number)
            ntm_strbuf_printf(&line, "%s%s", k ? ", " : "", json_string_value(number));
        wrapped(options, 6, &line, out);
    }
}

void ntm_evidence_text(const json_t *list, const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i;
    const json_t *paper, *papers = json_object_get(list, "papers");
    const char *unit = NULL;
    json_array_foreach (papers, i, paper) {
        unit_line(paper, &unit, out);
        paper_lines(paper, options, out);
        rests(paper, options, out);
    }
    if (json_array_size(papers))
        return;
    if (json_object_get(list, "expires_before")) {
        ntm_strbuf_puts(out, _("no paper runs out before "));
        ntm_show_date(out, ntm_json_text(list, "expires_before"));
        ntm_strbuf_putc(out, '\n');
    } else {
        ntm_strbuf_puts(out, _("no paper is on record\n"));
    }
}

/* ---- CSV ---- */

void ntm_csv_put(ntm_strbuf *out, const char *text)
{
    if (!text[strcspn(text, ",;\t\"\r\n")] && *text != ' ') {
        ntm_strbuf_puts(out, text);
        return;
    }
    ntm_strbuf_putc(out, '"');
    for (; *text; text++) {
        if (*text == '"')
            ntm_strbuf_putc(out, '"');
        ntm_strbuf_putc(out, *text);
    }
    ntm_strbuf_putc(out, '"');
}

void ntm_evidence_csv(const json_t *list, ntm_strbuf *out)
{
    static const char *const keys[] = {"unit",        "number", "date",   "office",
                                       "valid_until", "kind",   "title",  "path",
                                       "sha256",      "size",   "origin", "note"};
    size_t i, count = sizeof keys / sizeof *keys;
    const json_t *paper;
    for (size_t k = 0; k < count; k++)
        ntm_strbuf_printf(out, "%s%s", k ? "," : "", keys[k]);
    ntm_strbuf_putc(out, '\n');
    json_array_foreach (json_object_get(list, "papers"), i, paper) {
        for (size_t k = 0; k < count; k++) {
            const json_t *value = json_object_get(paper, keys[k]);
            ntm_strbuf_puts(out, k ? "," : "");
            if (json_is_integer(value))
                ntm_strbuf_printf(out, "%lld", (long long)json_integer_value(value));
            else if (value)
                ntm_csv_put(out, json_string_value(value));
        }
        ntm_strbuf_putc(out, '\n');
    }
}

/* ---- files ---- */

static const char *state_word(const char *state)
{
    static const struct {
        const char *code, *word;
    } words[] = {{"same", N_("as recorded")},
                 {"changed", N_("CHANGED: another file than was recorded")},
                 {"missing", N_("there is no such file")},
                 {"unreadable", N_("cannot be read")},
                 {"no_digest", N_("no digest was recorded")}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(words[i].code, state))
            return _(words[i].word);
    return state;
}

void ntm_evidence_verify_text(const json_t *report, const ntm_text_options *options,
                              ntm_strbuf *out)
{
    size_t i;
    const json_t *paper, *counts = json_object_get(report, "counts");
    const char *unit = NULL;
    json_array_foreach (json_object_get(report, "papers"), i, paper) {
        const char *state = ntm_json_text(paper, "state");
        bool bad = !strcmp(state, "changed") || !strcmp(state, "unreadable");
        unit_line(paper, &unit, out);
        ntm_strbuf_printf(out, "  %s · %s: ", ntm_json_text(paper, "number"),
                          ntm_json_text(paper, "file"));
        ntm_layout_colored(out, state_word(state),
                           bad                      ? NTM_COLOR_BAD
                           : !strcmp(state, "same") ? NTM_COLOR_GOOD
                                                    : NTM_COLOR_OPEN,
                           options->color);
        ntm_strbuf_putc(out, '\n');
    }
    ntm_strbuf_printf(
        out,
        _("%d files as recorded, %d changed or unreadable, %d not there, %d without a digest\n"),
        (int)json_integer_value(json_object_get(counts, "same")),
        (int)(json_integer_value(json_object_get(counts, "changed")) +
              json_integer_value(json_object_get(counts, "unreadable"))),
        (int)json_integer_value(json_object_get(counts, "missing")),
        (int)json_integer_value(json_object_get(counts, "no_digest")));
    ntm_strbuf_puts(out, _("A file that is as recorded need not be true.\n"));
}
