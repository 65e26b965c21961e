/* report/compare_text.c - see the header. */
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "report/appraisal_text.h"
#include "report/compare.h"
#include "report/fact_text.h"
#include "report/layout.h"
#include "report/show.h"

enum { ITEM_INDENT = 4, VALUE_INDENT = 8 };

static int int_of(const json_t *object, const char *key)
{
    return (int)json_integer_value(json_object_get(object, key));
}

static size_t columns(const ntm_text_options *options)
{
    return options->width ? options->width : 100;
}

static bool is_whole(const json_t *item) { return !strcmp(ntm_json_text(item, "kind"), "whole"); }

static void heading(const char *text, const ntm_text_options *options, ntm_strbuf *out)
{
    ntm_strbuf_putc(out, '\n');
    ntm_layout_colored(out, text, NTM_COLOR_HEAD, options->color);
    ntm_strbuf_putc(out, '\n');
}

static const char *label(const json_t *object, const ntm_text_options *options)
{
    return ntm_word_assessor(ntm_json_text(object, "assessor"), options->dictionary);
}

/* "    Huyện thẩm tra        17,2 km …": what one level says. */
static void level_line(const json_t *object, ntm_strbuf *text, size_t width,
                       const ntm_text_options *options, ntm_strbuf *out)
{
    ntm_layout_field(out, VALUE_INDENT, width + 2, label(object, options), ntm_strbuf_text(text),
                     columns(options));
    ntm_strbuf_clear(text);
}

/* Columns of the longest name of a level. */
static size_t label_width(const json_t *compared, const ntm_text_options *options)
{
    size_t i, width = 0;
    const json_t *level;
    json_array_foreach (json_object_get(compared, "levels"), i, level) {
        size_t own = ntm_text_width(label(level, options));
        width = own > width ? own : width;
    }
    return width;
}

/* ---- head ---- */

static void head_text(const json_t *compared, const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i;
    const json_t *level;
    ntm_strbuf text = {0};
    if (json_is_true(json_object_get(compared, "illustrative"))) {
        ntm_layout_colored(out, _("ILLUSTRATIVE DATA - not to be used as evidence"), NTM_COLOR_BAD,
                           options->color);
        ntm_strbuf_putc(out, '\n');
    }
    if (json_is_true(json_object_get(compared, "outside"))) {
        ntm_layout_colored(
            out, _("NOT IN FORCE ON THIS DAY - measured all the same because it was asked for"),
            NTM_COLOR_BAD, options->color);
        ntm_strbuf_putc(out, '\n');
    }
    ntm_strbuf_printf(out, "%s · %s ", ntm_json_text(compared, "decision"), _("as of"));
    ntm_show_date(out, ntm_json_text(compared, "as_of"));
    ntm_strbuf_printf(out, " · %s %d\n", _("assessment year"), int_of(compared, "year"));
    if (ntm_json_text(compared, "title"))
        ntm_strbuf_printf(out, "%s\n", ntm_json_text(compared, "title"));
    if (json_object_get(compared, "known_import"))
        ntm_strbuf_printf(out, _("as known after import #%d\n"), int_of(compared, "known_import"));
    ntm_strbuf_printf(out, "%s %s (%s)\n", ntm_word_level(ntm_json_text(compared, "level")),
                      ntm_json_text(compared, "name"), ntm_json_text(compared, "unit"));
    json_array_foreach (json_object_get(compared, "levels"), i, level)
        ntm_strbuf_printf(&text, _("%s%s: %d figures, %d findings"), i ? "; " : "",
                          label(level, options), int_of(level, "figures"),
                          int_of(level, "findings"));
    ntm_layout_wrap(out, ntm_strbuf_text(&text), ITEM_INDENT, 0, columns(options));
    ntm_strbuf_putc(out, '\n');
    ntm_strbuf_clear(&text);
}

/* ---- figures ---- */

static void value_text(const json_t *value, const char *field, const ntm_text_options *options,
                       ntm_strbuf *out)
{
    static const char *const keys[] = {"evidence", "origin"};
    ntm_show_value(out, ntm_json_text(value, "value"), field, options->dictionary);
    ntm_strbuf_puts(out, " (");
    ntm_show_date(out, ntm_json_text(value, "as_of"));
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *text = ntm_json_text(value, keys[i]);
        if (text)
            ntm_strbuf_printf(out, ", %s",
                              strcmp(keys[i], "origin") == 0 ? ntm_word_origin(text) : text);
    }
    ntm_strbuf_puts(out, ")");
    if (json_is_true(json_object_get(value, "used")))
        ntm_strbuf_printf(out, " – %s", _("this one counts"));
    if (ntm_json_text(value, "note"))
        ntm_strbuf_printf(out, " – %s", ntm_json_text(value, "note"));
}

static void figure_text(const json_t *compared, const json_t *figure, size_t width,
                        const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i;
    const json_t *value, *number;
    const char *field = ntm_json_text(figure, "field");
    ntm_strbuf text = {0};
    if (strcmp(ntm_json_text(figure, "unit"), ntm_json_text(compared, "unit")) != 0)
        ntm_strbuf_printf(&text, "%s: ", ntm_json_text(figure, "name"));
    ntm_show_field(&text, field, options->dictionary);
    json_array_foreach (json_object_get(figure, "indicators"), i, number)
        ntm_strbuf_printf(&text, "%s%s", i ? ", " : " – ", json_string_value(number));
    ntm_strbuf_printf(out, "  %s ", NTM_DIFFERS);
    ntm_layout_wrap(out, ntm_strbuf_text(&text), ITEM_INDENT, ITEM_INDENT, columns(options));
    ntm_strbuf_putc(out, '\n');
    ntm_strbuf_clear(&text);
    json_array_foreach (json_object_get(figure, "values"), i, value) {
        value_text(value, field, options, &text);
        level_line(value, &text, width, options, out);
    }
}

static void figures_text(const json_t *compared, size_t width, const ntm_text_options *options,
                         ntm_strbuf *out)
{
    size_t i;
    const json_t *figure, *totals = json_object_get(compared, "totals");
    int all = int_of(totals, "figures"), differ = int_of(totals, "figures_differ");
    heading(_("Figures that several levels gave"), options, out);
    if (!all) {
        ntm_strbuf_printf(out, "  %s\n", _("none"));
        return;
    }
    ntm_strbuf_printf(out, _("  %d figures; %d differ\n"), all, differ);
    json_array_foreach (json_object_get(compared, "figures"), i, figure)
        if (json_is_true(json_object_get(figure, "differs")))
            figure_text(compared, figure, width, options, out);
}

/* ---- items ---- */

static const char *status_word(const json_t *item, const char *status)
{
    if (!strcmp(ntm_json_text(item, "kind"), "indicator"))
        return ntm_word_status(status);
    return is_whole(item) ? ntm_word_level_reached(status) : ntm_word_criterion(status);
}

static const json_t *finding_of(const json_t *item, const char *assessor)
{
    size_t i;
    const json_t *finding;
    json_array_foreach (json_object_get(item, "findings"), i, finding)
        if (!strcmp(ntm_json_text(finding, "assessor"), assessor))
            return finding;
    return NULL;
}

/* A level computes a status; where it also found something, both stand in one line. */
static void item_levels(const json_t *item, size_t width, const ntm_text_options *options,
                        ntm_strbuf *out)
{
    size_t i;
    const json_t *status, *finding;
    ntm_strbuf text = {0};
    json_array_foreach (json_object_get(item, "statuses"), i, status) {
        ntm_strbuf_printf(&text, _("computed: %s"),
                          status_word(item, ntm_json_text(status, "status")));
        finding = finding_of(item, ntm_json_text(status, "assessor"));
        if (finding) {
            ntm_strbuf_puts(&text, _("; finding of "));
            ntm_show_date(&text, ntm_json_text(finding, "date"));
            ntm_strbuf_puts(&text, ": ");
            ntm_finding_words(finding, &text);
        }
        level_line(status, &text, width, options, out);
    }
}

static void item_text(const json_t *item, size_t width, const ntm_text_options *options,
                      ntm_strbuf *out)
{
    ntm_strbuf text = {0};
    if (is_whole(item))
        ntm_strbuf_puts(&text, _("The whole set"));
    else if (!strcmp(ntm_json_text(item, "kind"), "criterion"))
        ntm_strbuf_printf(&text, _("Criterion %s: %s"), ntm_json_text(item, "item"),
                          ntm_json_text(item, "text"));
    else
        ntm_strbuf_printf(&text, "%s %s", ntm_json_text(item, "item"), ntm_json_text(item, "text"));
    ntm_strbuf_printf(out, "  %s ", NTM_DIFFERS);
    ntm_layout_wrap(out, ntm_strbuf_text(&text), ITEM_INDENT, ITEM_INDENT, columns(options));
    ntm_strbuf_putc(out, '\n');
    ntm_strbuf_clear(&text);
    item_levels(item, width, options, out);
}

/* "2.2, tiêu chí 15, cả bộ": the items on which all agree. */
static void agreeing_text(const json_t *compared, const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i;
    const json_t *item;
    ntm_strbuf text = {0};
    json_array_foreach (json_object_get(compared, "items"), i, item) {
        if (json_array_size(json_object_get(item, "differs")))
            continue;
        ntm_strbuf_puts(&text, text.length ? ", " : "");
        if (is_whole(item))
            ntm_strbuf_puts(&text, _("the whole set"));
        else if (!strcmp(ntm_json_text(item, "kind"), "criterion"))
            ntm_strbuf_printf(&text, _("criterion %s"), ntm_json_text(item, "item"));
        else
            ntm_strbuf_puts(&text, ntm_json_text(item, "item"));
    }
    if (text.length)
        ntm_layout_field(out, 2, ntm_text_width(_("All agree on:")) + 1, _("All agree on:"),
                         ntm_strbuf_text(&text), columns(options));
    ntm_strbuf_clear(&text);
}

static void items_text(const json_t *compared, size_t width, const ntm_text_options *options,
                       ntm_strbuf *out)
{
    size_t i;
    const json_t *item, *totals = json_object_get(compared, "totals");
    heading(_("What is computed from the figures up to each level, and what was found"), options,
            out);
    ntm_strbuf_printf(out,
                      _("  %d items; the levels compute differently in %d, a finding differs from "
                        "what is computed in %d, findings differ in %d\n"),
                      int_of(totals, "items"), int_of(totals, "levels_differ"),
                      int_of(totals, "computed_differs"), int_of(totals, "findings_differ"));
    json_array_foreach (json_object_get(compared, "items"), i, item)
        if (json_array_size(json_object_get(item, "differs")))
            item_text(item, width, options, out);
    agreeing_text(compared, options, out);
}

void ntm_compare_text(const json_t *compared, const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i, width = label_width(compared, options);
    const json_t *warning, *warnings = json_object_get(compared, "warnings");
    head_text(compared, options, out);
    figures_text(compared, width, options, out);
    items_text(compared, width, options, out);
    if (json_array_size(warnings))
        heading(_("Warnings"), options, out);
    json_array_foreach (warnings, i, warning) {
        ntm_strbuf_puts(out, "  ");
        ntm_finding_warning_text(warning, options, out);
        ntm_strbuf_putc(out, '\n');
    }
}
