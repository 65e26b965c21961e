/* report/evidenced_text.c - see report/evidenced.h. */
#include "report/evidenced.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "report/fact_text.h"
#include "report/head_text.h"
#include "report/layout.h"
#include "report/paper_text.h"
#include "report/provenance_text.h"
#include "report/show.h"

#define WIDTH 100

typedef struct page {
    const json_t *report;
    const ntm_text_options *options;
    ntm_strbuf *out;
} page;

static int int_of(const json_t *object, const char *key)
{
    return (int)json_integer_value(json_object_get(object, key));
}

static void heading(const page *p, const char *text)
{
    ntm_strbuf_putc(p->out, '\n');
    ntm_layout_colored(p->out, text, NTM_COLOR_HEAD, p->options->color);
    ntm_strbuf_putc(p->out, '\n');
}

static void wrapped(const page *p, size_t indent, const char *text)
{
    for (size_t i = 0; i < indent; i++)
        ntm_strbuf_putc(p->out, ' ');
    ntm_layout_wrap(p->out, text, indent + 2, indent,
                    p->options->width ? p->options->width : WIDTH);
    ntm_strbuf_putc(p->out, '\n');
}

/* ---- the two results ---- */

static const char *const SIDES[] = {"claimed", "evidenced"};

static const char *level_cell(const page *p, int side)
{
    const json_t *result = json_object_get(p->report, SIDES[side]);
    return strcmp(ntm_json_text(result, "grounds"), "none") != 0
               ? ntm_word_level_reached(ntm_json_text(result, "level"))
               : _("not enough ground for a conclusion: no original figures");
}

static void totals_cell(const page *p, int side, const char *key, ntm_strbuf *out)
{
    const json_t *totals = json_object_get(json_object_get(p->report, SIDES[side]), key);
    ntm_strbuf_printf(out, _("%d/%d met, %d not met, %d undecided"), int_of(totals, "met"),
                      int_of(totals, "total"), int_of(totals, "not_met"),
                      int_of(totals, "undecided"));
    if (int_of(totals, "error"))
        ntm_strbuf_printf(out, _(", %d errors"), int_of(totals, "error"));
}

/* A table of two columns: what is claimed, what is evidenced. */
static void both_results(const page *p)
{
    enum { ROWS = 4 };
    const char *const labels[ROWS] = {"", _("Level"), _("Criteria"), _("Indicators")};
    ntm_strbuf cells[ROWS][2] = {0};
    size_t width = 0;
    for (int side = 0; side < 2; side++) {
        ntm_strbuf_puts(&cells[0][side], side ? _("evidenced") : _("claimed"));
        ntm_strbuf_puts(&cells[1][side], level_cell(p, side));
        totals_cell(p, side, "criteria", &cells[2][side]);
        totals_cell(p, side, "indicators", &cells[3][side]);
    }
    for (int row = 0; row < ROWS; row++) {
        size_t columns = ntm_text_width(ntm_strbuf_text(&cells[row][0]));
        width = columns > width ? columns : width;
    }
    heading(p, _("Claimed and evidenced"));
    for (int row = 0; row < ROWS; row++) {
        ntm_strbuf_printf(p->out, "  %s", labels[row]);
        ntm_layout_pad(p->out, labels[row], 12);
        ntm_strbuf_puts(p->out, ntm_strbuf_text(&cells[row][0]));
        ntm_layout_pad(p->out, ntm_strbuf_text(&cells[row][0]), width + 3);
        ntm_strbuf_printf(p->out, "%s\n", ntm_strbuf_text(&cells[row][1]));
        for (int side = 0; side < 2; side++)
            ntm_strbuf_clear(&cells[row][side]);
    }
}

static ntm_color status_color(const char *status)
{
    bool good = !strcmp(status, "pass") || !strcmp(status, "not_applicable");
    bool bad = !strcmp(status, "fail") || !strcmp(status, "error");
    return good ? NTM_COLOR_GOOD : bad ? NTM_COLOR_BAD : NTM_COLOR_OPEN;
}

/* What is undecided only because evidence is missing is called so. */
static const char *evidenced_word(const json_t *indicator)
{
    const char *status = ntm_json_text(indicator, "evidenced");
    if (!strcmp(status, "unknown") && strcmp(ntm_json_text(indicator, "claimed"), "unknown") != 0)
        return _("not enough evidence");
    return ntm_word_status(status);
}

static bool same(const json_t *indicator)
{
    return !strcmp(ntm_json_text(indicator, "claimed"), ntm_json_text(indicator, "evidenced")) &&
           !json_object_get(indicator, "blocked");
}

static void indicator_rows(const page *p)
{
    size_t i;
    const json_t *indicator, *list = json_object_get(p->report, "indicators");
    size_t agree = 0;
    heading(p, _("Indicator by indicator"));
    json_array_foreach (list, i, indicator) {
        const char *claimed = ntm_word_status(ntm_json_text(indicator, "claimed"));
        agree += same(indicator);
        if (same(indicator) && !p->options->explain)
            continue;
        ntm_strbuf_printf(p->out, "  %-7s", ntm_json_text(indicator, "indicator"));
        ntm_layout_colored(p->out, claimed, status_color(ntm_json_text(indicator, "claimed")),
                           p->options->color);
        ntm_layout_pad(p->out, claimed, 32);
        ntm_layout_colored(p->out, evidenced_word(indicator),
                           status_color(ntm_json_text(indicator, "evidenced")), p->options->color);
        ntm_strbuf_putc(p->out, '\n');
    }
    if (agree && !p->options->explain)
        ntm_strbuf_printf(p->out, _("  the other %zu: the same, claimed and evidenced\n"), agree);
}

/* ---- what to collect ---- */

static void add_indicators(ntm_strbuf *line, const json_t *entry)
{
    size_t i;
    const json_t *number;
    json_array_foreach (json_object_get(entry, "indicators"), i, number)
        ntm_strbuf_printf(line, "%s%s", i ? ", " : _(" · indicators "), json_string_value(number));
}

static void papers(const page *p)
{
    size_t i;
    const json_t *entry, *list = json_object_get(json_object_get(p->report, "collect"), "papers");
    if (!json_array_size(list))
        return;
    heading(p, _("Papers that the rules ask for and that are not there"));
    json_array_foreach (list, i, entry) {
        ntm_strbuf line = {0};
        const json_t *paper = json_object_get(entry, "paper");
        ntm_show_paper(&line, ntm_json_text(entry, "kind"), p->options->dictionary);
        ntm_strbuf_puts(&line, ": ");
        if (paper)
            ntm_paper_why_text(&line, ntm_json_text(entry, "why"), paper);
        else
            ntm_strbuf_puts(&line, _("none is on record"));
        add_indicators(&line, entry);
        ntm_strbuf_printf(&line, _(" (that it is asked for: %s)"),
                          ntm_word_basis(ntm_json_text(entry, "basis")));
        wrapped(p, 2, ntm_strbuf_text(&line));
        ntm_strbuf_clear(&line);
    }
}

static void figure_line(const page *p, const json_t *figure)
{
    ntm_strbuf line = {0};
    size_t i;
    const json_t *paper;
    const char *field = ntm_json_text(figure, "field");
    ntm_show_field(&line, field, p->options->dictionary);
    ntm_strbuf_puts(&line, ": ");
    ntm_show_value(&line, ntm_json_text(figure, "value"), field, p->options->dictionary);
    ntm_strbuf_puts(&line, " (");
    ntm_show_date(&line, ntm_json_text(figure, "as_of"));
    ntm_strbuf_puts(&line, ")");
    json_array_foreach (json_object_get(figure, "papers"), i, paper) {
        ntm_strbuf_puts(&line, i ? "; " : ": ");
        ntm_paper_why_text(&line, ntm_json_text(figure, "why"), paper);
    }
    add_indicators(&line, figure);
    wrapped(p, 4, ntm_strbuf_text(&line));
    ntm_strbuf_clear(&line);
}

static void figures(const page *p)
{
    size_t i;
    const json_t *figure, *list = json_object_get(json_object_get(p->report, "collect"), "figures");
    const char *unit = "";
    if (!json_array_size(list))
        return;
    ntm_strbuf title = {0};
    ntm_strbuf_printf(&title, _("Figures without a valid paper (%zu)"), json_array_size(list));
    heading(p, ntm_strbuf_text(&title));
    ntm_strbuf_clear(&title);
    json_array_foreach (list, i, figure) {
        if (strcmp(unit, ntm_json_text(figure, "unit")) != 0) {
            unit = ntm_json_text(figure, "unit");
            ntm_strbuf_printf(p->out, "  %s (%s)\n", ntm_json_text(figure, "name"), unit);
        }
        figure_line(p, figure);
    }
}

static void elsewhere(const page *p)
{
    size_t i, k;
    const json_t *indicator, *decision;
    bool any = false;
    json_array_foreach (json_object_get(p->report, "indicators"), i, indicator)
        json_array_foreach (json_object_get(indicator, "elsewhere"), k, decision) {
            ntm_strbuf line = {0};
            if (!any)
                heading(p, _("Other decisions"));
            any = true;
            ntm_strbuf_printf(&line,
                              _("%s rests on %s: 'ntm evidence missing' with that decision tells "
                                "what is missing there"),
                              ntm_json_text(indicator, "indicator"), json_string_value(decision));
            wrapped(p, 2, ntm_strbuf_text(&line));
            ntm_strbuf_clear(&line);
        }
}

void ntm_evidenced_text(const json_t *report, const ntm_text_options *options, ntm_strbuf *out)
{
    page p = {report, options, out};
    ntm_head_banners(report, report, options, out);
    ntm_head_lines(report, options, out);
    ntm_reconstructed_text(report, report, options, out);
    ntm_strbuf_printf(out, "%s (%s)\n", ntm_json_text(report, "name"),
                      ntm_json_text(report, "unit"));
    both_results(&p);
    indicator_rows(&p);
    papers(&p);
    figures(&p);
    elsewhere(&p);
    if (json_is_true(json_object_get(report, "complete")))
        ntm_strbuf_printf(out, "\n%s\n", _("All that is claimed as met is evidenced."));
}

/* ---- CSV ---- */

/* How many entries name the indicator. */
static int waits_for(const json_t *report, const char *list, const char *indicator)
{
    size_t i, k;
    const json_t *entry, *number;
    int count = 0;
    json_array_foreach (json_object_get(json_object_get(report, "collect"), list), i, entry)
        json_array_foreach (json_object_get(entry, "indicators"), k, number)
            count += !strcmp(json_string_value(number), indicator);
    return count;
}

void ntm_evidenced_csv(const json_t *report, ntm_strbuf *out)
{
    size_t i;
    const json_t *indicator;
    ntm_strbuf_puts(
        out, "unit,decision,as_of,indicator,claimed,evidenced,papers,figures,illustrative\n");
    json_array_foreach (json_object_get(report, "indicators"), i, indicator) {
        const char *number = ntm_json_text(indicator, "indicator");
        ntm_strbuf_printf(out, "%s,%s,%s,%s,%s,%s,%d,%d,%s\n", ntm_json_text(report, "unit"),
                          ntm_json_text(report, "decision"), ntm_json_text(report, "as_of"), number,
                          ntm_json_text(indicator, "claimed"),
                          ntm_json_text(indicator, "evidenced"),
                          waits_for(report, "papers", number), waits_for(report, "figures", number),
                          json_is_true(json_object_get(report, "illustrative")) ? "yes" : "no");
    }
}
