/* report/part_text.c - see the header. */
#include "report/part_text.h"

#include <string.h>

#include "base/i18n.h"
#include "report/layout.h"
#include "report/show.h"

#define INDENT 6
#define KEY 14

static const char *text_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static size_t columns(const ntm_text_options *options)
{
    return options->width ? options->width : 100;
}

static void field_line(const char *key, ntm_strbuf *text, const ntm_text_options *options,
                       ntm_strbuf *out)
{
    ntm_layout_field(out, INDENT, KEY, key, ntm_strbuf_text(text), columns(options));
    ntm_strbuf_clear(text);
}

static void show_at(const json_t *object, ntm_strbuf *out)
{
    const json_t *at = json_object_get(object, "at");
    if (at)
        ntm_strbuf_printf(out, "%s: ", text_of(at, "name"));
}

/* The value with the field's own words when the part is about one field, else with its measure. */
static void show_amount(const json_t *part, const char *value, const ntm_text_options *options,
                        ntm_strbuf *out)
{
    const json_t *used = json_array_get(json_object_get(part, "observations"), 0);
    const char *field = used ? text_of(used, "field") : NULL;
    const char *unit = text_of(part, "unit");
    if (unit)
        ntm_show_quantity(out, value, unit, options->dictionary);
    else
        ntm_show_value(out, value, field ? field : "", options->dictionary);
}

static void measured_text(const json_t *part, const ntm_text_options *options, ntm_strbuf *out)
{
    const char *shown = text_of(part, "shown"), *measured = text_of(part, "measured");
    const json_t *bounds = json_object_get(part, "bounds");
    const json_t *children = json_object_get(part, "children");
    if (shown || measured) {
        show_amount(part, shown ? shown : measured, options, out);
    } else if (bounds) {
        const char *low = text_of(bounds, "low"), *high = text_of(bounds, "high");
        if (low) {
            ntm_strbuf_puts(out, high ? _("from ") : _("at least "));
            show_amount(part, low, options, out);
        }
        if (high) {
            ntm_strbuf_puts(out, low ? _(" to ") : _("at most "));
            show_amount(part, high, options, out);
        }
    } else if (!children) {
        ntm_strbuf_puts(out, _("not known"));
    }
    const json_t *numerator = json_object_get(part, "numerator");
    const json_t *denominator = json_object_get(part, "denominator");
    if (numerator && denominator && text_of(numerator, "value") && text_of(denominator, "value")) {
        ntm_strbuf_puts(out, " (");
        ntm_show_number(out, text_of(numerator, "value"));
        ntm_strbuf_puts(out, " / ");
        const char *field = text_of(denominator, "field");
        ntm_show_value(out, text_of(denominator, "value"), field ? field : "",
                       options->dictionary);
        ntm_strbuf_puts(out, ")");
    }
    if (children) {
        if (out->length)
            ntm_strbuf_puts(out, "; ");
        ntm_strbuf_printf(out, _("%d of %d villages meet it, %d reported"),
                          (int)json_integer_value(json_object_get(children, "passing")),
                          (int)json_integer_value(json_object_get(children, "total")),
                          (int)json_integer_value(json_object_get(children, "reported")));
    }
}

static void required_text(const json_t *part, const ntm_text_options *options, ntm_strbuf *out)
{
    static const struct {
        const char *op, *before, *after;
    } words[] = {
        {"at_least", N_("at least "), ""},      {"at_most", N_("at most "), ""},
        {"more_than", N_("more than "), ""},    {"less_than", N_("less than "), ""},
        {"is", "", ""},                         {"is_not", N_("other than "), ""},
        {"on_or_before", N_("on or before "), ""}, {"on_or_after", N_("on or after "), ""},
        {"between", N_("from "), ""},           {"within", N_("within "), ""},
    };
    const char *comparison = text_of(part, "comparison"), *required = text_of(part, "required");
    if (!comparison)
        return;
    if (!strcmp(comparison, "yes") || !strcmp(comparison, "no")) {
        ntm_strbuf_puts(out, *comparison == 'y' ? _("yes") : _("no"));
        return;
    }
    if (!strcmp(comparison, "child_all"))
        ntm_strbuf_puts(out, _("every village"));
    else if (!strcmp(comparison, "child_any"))
        ntm_strbuf_puts(out, _("at least one village"));
    else if (!strcmp(comparison, "known"))
        ntm_strbuf_puts(out, _("the figure is known"));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(words[i].op, comparison))
            ntm_strbuf_puts(out, *words[i].before ? _(words[i].before) : "");
    if (!required)
        return;
    show_amount(part, required, options, out);
    if (text_of(part, "required_high")) {
        ntm_strbuf_puts(out, _(" to "));
        show_amount(part, text_of(part, "required_high"), options, out);
    }
}

static void gap_text(const json_t *gap, bool margin, const ntm_text_options *options,
                     ntm_strbuf *out)
{
    const char *field = text_of(gap, "field"), *change = text_of(gap, "change");
    const char *from = text_of(gap, "from"), *to = text_of(gap, "to");
    const char *unit = text_of(gap, "unit"), *blocked = text_of(gap, "blocked_by");
    show_at(gap, out);
    if (!field) {
        ntm_strbuf_printf(out, margin ? _("%s villages to spare") : _("%s more villages"),
                          change ? change : "?");
        return;
    }
    if (change) {
        ntm_show_quantity(out, *change == '-' ? change + 1 : change, unit, options->dictionary);
        ntm_strbuf_puts(out, margin ? _(" to spare: ")
                             : *change == '-' ? _(" fewer: ")
                                              : _(" more: "));
    }
    ntm_show_field(out, field, options->dictionary);
    if (from && to) {
        ntm_strbuf_puts(out, _(" from "));
        ntm_show_value(out, from, field, options->dictionary);
        ntm_strbuf_puts(out, _(" to "));
        ntm_show_value(out, to, field, options->dictionary);
    } else if (to) {
        ntm_strbuf_puts(out, _(" must be: "));
        ntm_show_value(out, to, field, options->dictionary);
    }
    if (blocked && !strcmp(blocked, "range")) {
        ntm_strbuf_puts(out, _(" (beyond what the field can be)"));
    } else if (blocked) {
        ntm_strbuf_puts(out, _(" (first this must rise: "));
        ntm_show_field(out, blocked, options->dictionary);
        ntm_strbuf_puts(out, ")");
    } else if (change && !margin && unit) {
        ntm_strbuf_puts(out, _(" (everything else unchanged)"));
    }
}

static void fact_text(const json_t *fact, const ntm_text_options *options, ntm_strbuf *out)
{
    const char *field = text_of(fact, "field"), *value = text_of(fact, "value");
    const char *why = text_of(fact, "why");
    show_at(fact, out);
    if (field)
        ntm_show_field(out, field, options->dictionary);
    if (value) {
        ntm_strbuf_puts(out, why ? _(": needed ") : ": ");
        ntm_show_value(out, value, field ? field : "", options->dictionary);
    }
    if (why && !strcmp(why, "stale")) {
        ntm_strbuf_puts(out, _(": too old, it counted until "));
        ntm_show_date(out, text_of(fact, "since"));
    } else if (why && !strcmp(why, "zero-denominator")) {
        ntm_strbuf_puts(out, _(": the denominator is 0"));
    } else if (why && !strcmp(why, "no-children")) {
        ntm_strbuf_puts(out, _(": none is registered on the date"));
    } else if (why && !strcmp(why, "not-known")) {
        ntm_strbuf_printf(out, _(": not known: %s"), text_of(fact, "detail"));
    }
    const json_t *reported = json_object_get(fact, "reported");
    if (reported)
        ntm_strbuf_printf(out, _(", %d of %d villages reported"),
                          (int)json_integer_value(json_object_get(reported, "count")),
                          (int)json_integer_value(json_object_get(reported, "of")));
    if (text_of(fact, "as_of") && !why) {
        ntm_strbuf_puts(out, " (");
        ntm_show_date(out, text_of(fact, "as_of"));
        if (text_of(fact, "origin"))
            ntm_strbuf_printf(out, ", %s", ntm_word_origin(text_of(fact, "origin")));
        if (text_of(fact, "evidence"))
            ntm_strbuf_printf(out, ", %s", text_of(fact, "evidence"));
        ntm_strbuf_puts(out, ")");
    } else if (json_is_true(json_object_get(fact, "derived"))) {
        ntm_strbuf_puts(out, _(" (summed)"));
    }
}

static void list_lines(const json_t *part, const char *member, const char *key,
                       const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i;
    const json_t *item;
    ntm_strbuf text = {0};
    bool gaps = !strcmp(member, "gaps"), margins = !strcmp(member, "margins");
    json_array_foreach(json_object_get(part, member), i, item) {
        if (json_object_get(item, "alternative") && i)
            ntm_strbuf_puts(&text, _("or "));
        if (gaps || margins)
            gap_text(item, margins, options, &text);
        else
            fact_text(item, options, &text);
        field_line(i ? "" : key, &text, options, out);
    }
}

static void names_line(const json_t *names, const char *key, const ntm_text_options *options,
                       ntm_strbuf *out)
{
    size_t i;
    const json_t *name;
    ntm_strbuf text = {0};
    json_array_foreach(names, i, name)
        ntm_strbuf_printf(&text, "%s%s", i ? ", " : "", text_of(name, "name"));
    if (text.length)
        field_line(key, &text, options, out);
}

static ntm_color color_of(const char *status)
{
    return !status ? NTM_COLOR_NONE
           : !strcmp(status, "pass") || !strcmp(status, "not_applicable") ? NTM_COLOR_GOOD
           : !strcmp(status, "fail") || !strcmp(status, "error")          ? NTM_COLOR_BAD
                                                                          : NTM_COLOR_OPEN;
}

static const char *decided_words(const json_t *object)
{
    const char *status = text_of(object, "status"), *decided = text_of(object, "decided");
    if (!decided || !status || strcmp(status, "unknown") != 0)
        return NULL;
    if (!strcmp(decided, "pass"))
        return _("it passes whatever the missing figures are");
    if (!strcmp(decided, "fail"))
        return _("it fails whatever the missing figures are");
    if (!strcmp(decided, "cannot_pass"))
        return _("it cannot pass any more");
    return _("open: the missing figures decide");
}

static void notices_lines(const json_t *part, const ntm_text_options *options, ntm_strbuf *out)
{
    static const struct {
        const char *code, *text;
    } words[] = {
        {"operands-of-different-days", N_("the two figures of the share are of different days")},
        {"share-reported", N_("only the share was reported, not the counts")},
        {"assessor-overlay", N_("a figure re-measured by a higher level was used")},
        {"derived", N_("summed from other figures")},
    };
    size_t i;
    const json_t *notice;
    ntm_strbuf text = {0};
    json_array_foreach(json_object_get(part, "notices"), i, notice) {
        const char *code = json_string_value(notice);
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (!strcmp(words[k].code, code))
                code = _(words[k].text);
        ntm_strbuf_puts(&text, code);
        field_line(_("Note"), &text, options, out);
    }
}

static void part_heading(const json_t *part, size_t count, const ntm_text_options *options,
                         ntm_strbuf *out)
{
    const char *label = text_of(part, "label"), *status = text_of(part, "status");
    ntm_strbuf text = {0};
    const json_t *numerator = json_object_get(part, "numerator");
    const json_t *used = json_array_get(json_object_get(part, "observations"), 0);
    if (!used)
        used = json_array_get(json_object_get(part, "missing"), 0);
    if (label)
        ntm_strbuf_puts(&text, label);
    else if (numerator && text_of(numerator, "field"))
        ntm_show_field(&text, text_of(numerator, "field"), options->dictionary);
    else if (used && text_of(used, "field"))
        ntm_show_field(&text, text_of(used, "field"), options->dictionary);
    if (count > 1 || label) {
        ntm_strbuf_puts(out, "    - ");
        ntm_strbuf_puts(out, ntm_strbuf_text(&text));
        ntm_strbuf_puts(out, ": ");
        ntm_layout_colored(out, ntm_word_status(status), color_of(status), options->color);
        ntm_strbuf_putc(out, '\n');
    }
    ntm_strbuf_clear(&text);
}

static void part_text(const json_t *part, size_t count, const ntm_text_options *options,
                      ntm_strbuf *out)
{
    ntm_strbuf text = {0};
    part_heading(part, count, options, out);
    measured_text(part, options, &text);
    if (text.length)
        field_line(_("Measured"), &text, options, out);
    ntm_strbuf_clear(&text);
    required_text(part, options, &text);
    if (text.length)
        field_line(_("Required"), &text, options, out);
    ntm_strbuf_clear(&text);
    list_lines(part, "gaps", _("Short by"), options, out);
    list_lines(part, "margins", _("To spare"), options, out);
    const json_t *children = json_object_get(part, "children");
    names_line(json_object_get(children, "failing"), _("Not met in"), options, out);
    names_line(json_object_get(children, "unknown"), _("No data from"), options, out);
    list_lines(part, "missing", _("Missing"), options, out);
    list_lines(part, "settles", _("Settled by"), options, out);
    if (decided_words(part)) {
        ntm_strbuf_puts(&text, decided_words(part));
        if (json_is_true(json_object_get(part, "within_wholes")))
            ntm_strbuf_puts(&text, _(", as long as parts stay within their wholes"));
        field_line(_("Whatever comes"), &text, options, out);
    }
    list_lines(part, "observations", _("Data"), options, out);
    notices_lines(part, options, out);
    const json_t *error = json_object_get(part, "error");
    if (error) {
        ntm_strbuf_printf(&text, "%s %s", text_of(error, "code"), text_of(error, "detail"));
        field_line(_("Rule error"), &text, options, out);
    }
}

static bool interesting(const json_t *part, const ntm_text_options *options)
{
    const char *status = text_of(part, "status");
    return options->explain || !status || strcmp(status, "pass") != 0;
}

static void parts_text(const json_t *object, const char *member, const ntm_text_options *options,
                       ntm_strbuf *out)
{
    size_t i;
    const json_t *part, *parts = json_object_get(object, member);
    json_array_foreach(parts, i, part) {
        if (interesting(part, options))
            part_text(part, json_array_size(parts), options, out);
    }
}

static void basis_line(const json_t *object, const ntm_text_options *options, ntm_strbuf *out)
{
    const char *basis = text_of(object, "basis");
    if (!basis)
        return;
    ntm_strbuf text = {0};
    if (!strcmp(basis, "gazette") && text_of(object, "cite")) {
        ntm_strbuf_puts(&text, text_of(object, "cite"));
    } else if (strcmp(basis, "gazette") != 0) {
        ntm_strbuf_printf(&text, _("threshold not compared with the gazette (%s)"),
                          ntm_word_basis(basis));
        if (text_of(object, "source"))
            ntm_strbuf_printf(&text, ": %s", text_of(object, "source"));
    } else {
        ntm_strbuf_puts(&text, ntm_word_basis(basis));
    }
    field_line(_("Basis"), &text, options, out);
    if (text_of(object, "amended_by")) {
        ntm_strbuf_puts(&text, text_of(object, "amended_by"));
        field_line(_("Amended by"), &text, options, out);
    }
}

void ntm_indicator_text(const json_t *indicator, const ntm_text_options *options, ntm_strbuf *out)
{
    const char *number = text_of(indicator, "indicator"), *status = text_of(indicator, "status");
    ntm_strbuf heading = {0};
    ntm_strbuf_printf(&heading, "%s", text_of(indicator, "text"));
    ntm_strbuf_printf(out, "  %-6s", number);
    ntm_layout_wrap(out, ntm_strbuf_text(&heading), 8, 8, columns(options));
    ntm_strbuf_puts(out, "\n      ");
    ntm_strbuf_clear(&heading);
    ntm_layout_colored(out, ntm_word_status(status), color_of(status), options->color);
    if (json_is_true(json_object_get(indicator, "either_way")))
        ntm_strbuf_printf(out, " (%s)", _("met either way, whether it applies or not"));
    if (decided_words(indicator))
        ntm_strbuf_printf(out, " - %s", decided_words(indicator));
    ntm_strbuf_putc(out, '\n');
    const json_t *error = json_object_get(indicator, "error");
    if (error) {
        ntm_strbuf text = {0};
        ntm_strbuf_printf(&text, "%s %s", text_of(error, "code"), text_of(error, "detail"));
        field_line(_("Rule error"), &text, options, out);
    }
    const json_t *applies = json_object_get(indicator, "applies");
    if (json_array_size(applies)) {
        ntm_strbuf_printf(out, "      %s\n", _("Whether it applies:"));
        ntm_text_options all = *options;
        all.explain = true;
        parts_text(indicator, "applies", &all, out);
    }
    parts_text(indicator, "parts", options, out);
    basis_line(indicator, options, out);
    if (options->explain && text_of(indicator, "note")) {
        ntm_strbuf note = {0};
        ntm_strbuf_puts(&note, text_of(indicator, "note"));
        field_line(_("Note"), &note, options, out);
    }
}

void ntm_gate_text(const json_t *gate, const ntm_text_options *options, ntm_strbuf *out)
{
    const char *status = text_of(gate, "status");
    ntm_strbuf_printf(out, "  %s: ", text_of(gate, "name"));
    const char *word = !strcmp(text_of(gate, "kind"), "withdrawal")
                           ? (!strcmp(status, "pass")   ? _("reached")
                              : !strcmp(status, "fail") ? _("not reached")
                                                        : ntm_word_status(status))
                           : ntm_word_status(status);
    ntm_layout_colored(out, word, color_of(status), options->color);
    ntm_strbuf_putc(out, '\n');
    if (options->explain || !strcmp(status, "unknown"))
        parts_text(gate, "parts", options, out);
}
