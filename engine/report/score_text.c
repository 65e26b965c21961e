/* report/score_text.c - see the header. */
#include "report/score_text.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "report/fact_text.h"
#include "report/layout.h"
#include "report/show.h"

#define INDENT 12

/* "36", or "30 to 36" while something is missing; no end: not known. */
static void show_points(const json_t *object, ntm_strbuf *out)
{
    const char *low = ntm_json_text(object, "low"), *high = ntm_json_text(object, "high");
    if (low && high && !strcmp(low, high)) {
        ntm_show_number(out, low);
    } else if (low && high) {
        ntm_show_number(out, low);
        ntm_strbuf_puts(out, _(" to "));
        ntm_show_number(out, high);
    } else {
        ntm_strbuf_puts(out, _("not known"));
    }
}

/* The name of a band is the label of its code on the scale that has it. */
static void show_band(const json_t *score, const char *key, const ntm_text_options *options,
                      ntm_strbuf *out)
{
    const char *code = ntm_json_text(score, key);
    const ntm_dictionary *dictionary = options->dictionary;
    if (!code) {
        ntm_strbuf_puts(out, _("below every band"));
        return;
    }
    for (uint32_t i = 0; dictionary && i < ntm_dictionary_field_count(dictionary); i++) {
        const ntm_field *field = ntm_dictionary_field(dictionary, i);
        if (field->scale && ntm_scale_find(field->scale, code) >= 0) {
            ntm_show_value(out, code, field->name, dictionary);
            return;
        }
    }
    ntm_strbuf_puts(out, code);
}

static void band_line(const json_t *score, const ntm_text_options *options, ntm_strbuf *out)
{
    ntm_strbuf_printf(out, "  %s ", _("Band:"));
    if (json_object_get(score, "band")) {
        show_band(score, "band_low", options, out);
    } else {
        ntm_strbuf_printf(out, "%s (", _("not enough data to say"));
        show_band(score, "band_low", options, out);
        ntm_strbuf_puts(out, _(" to "));
        show_band(score, "band_high", options, out);
        ntm_strbuf_putc(out, ')');
    }
    if (!strcmp(ntm_json_text(score, "excluded"), "pass"))
        ntm_strbuf_printf(out, "; %s", _("excluded from rating"));
    ntm_strbuf_printf(out, "\n  %s ", _("Points:"));
    show_points(score, out);
    ntm_strbuf_putc(out, '\n');
}

static void item_lines(const json_t *item, const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i, width = options->width ? options->width : 100;
    const json_t *fact;
    const char *number = ntm_json_text(item, "number");
    ntm_strbuf text = {0}, points = {0};
    show_points(item, &points);
    ntm_strbuf_puts(out, "    ");
    ntm_strbuf_puts(out, number ? number : "-");
    ntm_layout_pad(out, number ? number : "-", 6);
    ntm_strbuf_printf(&text, "%s: %s", ntm_json_text(item, "text"), ntm_strbuf_text(&points));
    ntm_layout_wrap(out, ntm_strbuf_text(&text), INDENT, 10, width);
    ntm_strbuf_putc(out, '\n');
    ntm_strbuf_clear(&text);
    json_array_foreach (json_object_get(item, "missing"), i, fact) {
        ntm_fact_text(fact, false, options, &text);
        ntm_layout_field(out, INDENT, 17, i ? "" : _("Missing"), ntm_strbuf_text(&text), width);
        ntm_strbuf_clear(&text);
    }
    json_array_foreach (json_object_get(item, "observations"), i, fact) {
        if (!options->explain)
            break;
        ntm_fact_text(fact, false, options, &text);
        ntm_layout_field(out, INDENT, 17, i ? "" : _("Data"), ntm_strbuf_text(&text), width);
        ntm_strbuf_clear(&text);
    }
    ntm_strbuf_clear(&points);
}

static void part_lines(const json_t *part, const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i;
    const json_t *item;
    const char *most = ntm_json_text(part, "max"), *floor = ntm_json_text(part, "floor");
    ntm_strbuf_printf(out, "\n  %s: ", ntm_json_text(part, "label"));
    show_points(part, out);
    if (most) {
        ntm_strbuf_putc(out, '/');
        ntm_show_number(out, most);
    }
    if (floor) {
        const char *reached = ntm_json_text(part, "floor_reached");
        ntm_strbuf_puts(out, _("; at least "));
        ntm_show_number(out, floor);
        ntm_strbuf_printf(out, ": %s", ntm_word_status(reached));
    }
    ntm_strbuf_putc(out, '\n');
    json_array_foreach (json_object_get(part, "items"), i, item)
        item_lines(item, options, out);
}

void ntm_score_brief(const json_t *score, const ntm_text_options *options, ntm_strbuf *out)
{
    show_points(score, out);
    ntm_strbuf_puts(out, "  ");
    if (json_object_get(score, "band"))
        show_band(score, "band_low", options, out);
    else
        ntm_strbuf_puts(out, _("not enough data to say"));
}

void ntm_score_text(const json_t *score, const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i;
    const json_t *part, *error = json_object_get(score, "error");
    ntm_strbuf_putc(out, '\n');
    ntm_layout_colored(out, _("Rating by points"), NTM_COLOR_HEAD, options->color);
    ntm_strbuf_putc(out, '\n');
    if (error) {
        ntm_strbuf_printf(out, "  %s: ", _("Rule error"));
        ntm_error_text(error, out);
        ntm_strbuf_putc(out, '\n');
        return;
    }
    band_line(score, options, out);
    json_array_foreach (json_object_get(score, "parts"), i, part)
        part_lines(part, options, out);
}
