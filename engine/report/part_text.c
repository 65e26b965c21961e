/* report/part_text.c - see the header. */
#include "report/part_text.h"

#include <string.h>

#include "base/i18n.h"
#include "report/appraisal_text.h"
#include "report/fact_text.h"
#include "report/layout.h"
#include "report/show.h"

#define INDENT 6
#define KEY    17

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

/* The value with the field's own words when the part is about one field, else with its measure. */
static void show_amount(const json_t *part, const char *value, const ntm_text_options *options,
                        ntm_strbuf *out)
{
    const json_t *used = json_array_get(json_object_get(part, "observations"), 0);
    if (!used)
        used = json_array_get(json_object_get(part, "missing"), 0);
    const char *field = ntm_json_text(used ? used : part, "field");
    const char *unit = ntm_json_text(part, "unit");
    if (unit)
        ntm_show_quantity(out, value, unit, options->dictionary);
    else
        ntm_show_value(out, value, field ? field : "", options->dictionary);
}

/* A phrase about one amount: "at least %s" with the amount in it. */
static void phrase(const char *format, const json_t *part, const char *value,
                   const ntm_text_options *options, ntm_strbuf *out)
{
    ntm_strbuf amount = {0};
    show_amount(part, value, options, &amount);
    const char *hole = strstr(format, "%s");
    if (hole)
        ntm_strbuf_add(out, format, (size_t)(hole - format));
    ntm_strbuf_puts(out, ntm_strbuf_text(&amount));
    if (hole)
        ntm_strbuf_puts(out, hole + 2);
    ntm_strbuf_clear(&amount);
}

static void bounds_text(const json_t *bounds, const json_t *part, const ntm_text_options *options,
                        ntm_strbuf *out)
{
    const char *low = ntm_json_text(bounds, "low"), *high = ntm_json_text(bounds, "high");
    char below[NTM_SHOWN_END], above[NTM_SHOWN_END];
    low = low ? ntm_show_end(low, false, below) : NULL;
    high = high ? ntm_show_end(high, true, above) : NULL;
    if (low && high) {
        phrase(_("from %s"), part, low, options, out);
        phrase(_(" to %s"), part, high, options, out);
    } else if (low) {
        phrase(_("at least %s"), part, low, options, out);
    } else if (high) {
        phrase(_("at most %s"), part, high, options, out);
    }
}

static void measured_text(const json_t *part, const ntm_text_options *options, ntm_strbuf *out)
{
    const char *shown = ntm_json_text(part, "shown"), *measured = ntm_json_text(part, "measured");
    const json_t *bounds = json_object_get(part, "bounds");
    const json_t *children = json_object_get(part, "children");
    if (shown || measured) {
        show_amount(part, shown ? shown : measured, options, out);
    } else if (bounds) {
        bounds_text(bounds, part, options, out);
    } else if (!children) {
        ntm_strbuf_puts(out, _("not known"));
    }
    const json_t *numerator = json_object_get(part, "numerator");
    const json_t *denominator = json_object_get(part, "denominator");
    if (numerator && denominator && ntm_json_text(numerator, "value") &&
        ntm_json_text(denominator, "value")) {
        ntm_strbuf_puts(out, " (");
        ntm_show_number(out, ntm_json_text(numerator, "value"));
        ntm_strbuf_puts(out, " / ");
        const char *field = ntm_json_text(denominator, "field");
        ntm_show_value(out, ntm_json_text(denominator, "value"), field ? field : "",
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

void ntm_requirement_text(const json_t *part, const ntm_text_options *options, ntm_strbuf *out)
{
    static const struct {
        const char *op, *format;
    } words[] = {
        {"at_least", N_("at least %s")},
        {"at_most", N_("at most %s")},
        {"more_than", N_("more than %s")},
        {"less_than", N_("less than %s")},
        {"is", "%s"},
        {"is_not", N_("other than %s")},
        {"on_or_before", N_("on or before %s")},
        {"on_or_after", N_("on or after %s")},
        {"between", N_("from %s")},
        {"within", N_("within %s")},
    };
    const char *comparison = ntm_json_text(part, "comparison"),
               *required = ntm_json_text(part, "required");
    if (!comparison)
        return;
    if (!strcmp(comparison, "yes") || !strcmp(comparison, "no"))
        ntm_strbuf_puts(out, *comparison == 'y' ? _("yes") : _("no"));
    else if (!strcmp(comparison, "child_all"))
        ntm_strbuf_puts(out, _("every village"));
    else if (!strcmp(comparison, "child_any"))
        ntm_strbuf_puts(out, _("at least one village"));
    else if (!strcmp(comparison, "known"))
        ntm_strbuf_puts(out, _("the figure is known"));
    const char *unit = ntm_json_text(part, "unit");
    if (required && unit && !strcmp(comparison, "at_least") && !strcmp(unit, "percent") &&
        !strcmp(required, "100"))
        comparison = "is"; /* nothing lies above the whole */
    for (size_t i = 0; required && i < sizeof words / sizeof *words; i++)
        if (!strcmp(words[i].op, comparison))
            phrase(strcmp(words[i].format, "%s") ? _(words[i].format) : "%s", part, required,
                   options, out);
    if (ntm_json_text(part, "required_high"))
        phrase(_(" to %s"), part, ntm_json_text(part, "required_high"), options, out);
}

/* Of the data of a part: all when explaining; else neither the zone, which stands in the head, nor
 * the villages that meet it. */
static bool worth_showing(const json_t *part, const json_t *fact, const ntm_text_options *options)
{
    static const char *const lists[] = {"failing", "unknown"};
    const json_t *at = json_object_get(fact, "at"), *name;
    const json_t *children = json_object_get(part, "children");
    const char *field = ntm_json_text(fact, "field");
    size_t i;
    if (options->explain)
        return true;
    if (!at || !children)
        return !field || strncmp(field, "zone.", 5) != 0;
    for (size_t k = 0; k < 2; k++)
        json_array_foreach (json_object_get(children, lists[k]), i, name)
            if (!strcmp(ntm_json_text(name, "unit"), ntm_json_text(at, "unit")))
                return true;
    return false;
}

static void list_lines(const json_t *part, const char *member, const char *key,
                       const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i;
    const json_t *item;
    ntm_strbuf text = {0};
    bool gaps = !strcmp(member, "gaps"), margins = !strcmp(member, "margins");
    size_t shown = 0;
    bool data = !strcmp(member, "observations"), settles = !strcmp(member, "settles");
    json_array_foreach (json_object_get(part, member), i, item) {
        if ((data && !worth_showing(part, item, options)) ||
            (settles && !options->explain && !ntm_json_text(item, "value")))
            continue;
        if (json_object_get(item, "alternative") && shown)
            ntm_strbuf_puts(&text, _("or "));
        if (gaps || margins)
            ntm_gap_text(item, margins, options, &text);
        else
            ntm_fact_text(item, settles, options, &text);
        field_line(shown++ ? "" : key, &text, options, out);
    }
}

static void names_line(const json_t *names, const char *key, const ntm_text_options *options,
                       ntm_strbuf *out)
{
    size_t i;
    const json_t *name;
    ntm_strbuf text = {0};
    json_array_foreach (names, i, name)
        ntm_strbuf_printf(&text, "%s%s", i ? ", " : "", ntm_json_text(name, "name"));
    if (text.length)
        field_line(key, &text, options, out);
}

static ntm_color color_of(const char *status)
{
    return !status                                                        ? NTM_COLOR_NONE
           : !strcmp(status, "pass") || !strcmp(status, "not_applicable") ? NTM_COLOR_GOOD
           : !strcmp(status, "fail") || !strcmp(status, "error")          ? NTM_COLOR_BAD
                                                                          : NTM_COLOR_OPEN;
}

/* Is what is missing for good a rule that is not known, and no figure? (of an indicator or a part) */
static bool rule_not_known(const json_t *object)
{
    size_t i;
    const json_t *item;
    json_array_foreach (json_object_get(object, "parts"), i, item)
        if (rule_not_known(item))
            return true;
    json_array_foreach (json_object_get(object, "missing"), i, item)
        if (ntm_json_text(item, "why") && !strcmp(ntm_json_text(item, "why"), "not-known"))
            return true;
    return false;
}

static const char *decided_words(const json_t *object)
{
    const char *status = ntm_json_text(object, "status"),
               *decided = ntm_json_text(object, "decided");
    if (!decided || !status || strcmp(status, "unknown") != 0)
        return NULL;
    if (!strcmp(decided, "pass"))
        return _("it passes whatever the missing figures are");
    if (!strcmp(decided, "fail"))
        return _("it fails whatever the missing figures are");
    if (!strcmp(decided, "cannot_pass"))
        return rule_not_known(object) ? _("not to be told as long as the rule is not known")
                                      : _("it cannot pass any more");
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
        {"appraised-figure-displaced",
         N_("a later figure of a lower level took the place of an appraised one")},
        {"derived", N_("summed from other figures")},
        {"carried", N_("carried over from the units that were merged, not measured anew")},
    };
    size_t i;
    const json_t *notice;
    ntm_strbuf text = {0};
    json_array_foreach (json_object_get(part, "notices"), i, notice) {
        const char *code = json_string_value(notice);
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (!strcmp(words[k].code, code))
                code = _(words[k].text);
        ntm_strbuf_puts(&text, code);
        field_line(_("Note"), &text, options, out);
    }
}

/* What a part asks that measures no figure; NULL for the others. */
static const char *asked(const char *comparison)
{
    static const struct {
        const char *op, *text;
    } words[] = {
        {"fails", N_("criterion %s is not met")},
        {"passes", N_("criterion %s is met")},
        {"meets", N_("meets %s")},
        {"meets_current", N_("meets the set in force of %s")},
        {"qualifies", N_("meets %s and its conditions")},
        {"holds", N_("holds the title %s")},
    };
    for (size_t i = 0; comparison && i < sizeof words / sizeof *words; i++)
        if (!strcmp(words[i].op, comparison))
            return _(words[i].text);
    return NULL;
}

static void show_asked(const json_t *part, ntm_strbuf *out)
{
    const char *format = asked(ntm_json_text(part, "comparison"));
    const char *required = ntm_json_text(part, "required"), *hole = strstr(format, "%s");
    ntm_strbuf_add(out, format, (size_t)(hole - format));
    ntm_strbuf_puts(out, required ? required : "");
    ntm_strbuf_puts(out, hole + 2);
}

static void part_heading(const json_t *part, size_t count, const ntm_text_options *options,
                         ntm_strbuf *out)
{
    const char *label = ntm_json_text(part, "label"), *status = ntm_json_text(part, "status");
    ntm_strbuf text = {0};
    const json_t *numerator = json_object_get(part, "numerator");
    const json_t *used = json_array_get(json_object_get(part, "observations"), 0);
    if (!used)
        used = json_array_get(json_object_get(part, "missing"), 0);
    if (label)
        ntm_strbuf_puts(&text, label);
    else if (numerator && ntm_json_text(numerator, "field"))
        ntm_show_field(&text, ntm_json_text(numerator, "field"), options->dictionary);
    else if (used && ntm_json_text(used, "field"))
        ntm_show_field(&text, ntm_json_text(used, "field"), options->dictionary);
    else if (asked(ntm_json_text(part, "comparison")))
        show_asked(part, &text);
    bool truth = !label && asked(ntm_json_text(part, "comparison")) && strcmp(status, "unknown");
    const char *word = !truth                    ? ntm_word_status(status)
                       : !strcmp(status, "pass") ? _("yes")
                                                 : _("no");
    if (count > 1 || label) {
        ntm_strbuf_printf(out, "    - %s%s", ntm_strbuf_text(&text), text.length ? ": " : "");
        ntm_layout_colored(out, word, truth ? NTM_COLOR_NONE : color_of(status), options->color);
        ntm_strbuf_putc(out, '\n');
    }
    ntm_strbuf_clear(&text);
}

/* goal: passing is what one works for; not so of a part that says whether the indicator applies */
static void part_text(const json_t *part, size_t count, bool goal, const ntm_text_options *options,
                      ntm_strbuf *out)
{
    ntm_strbuf text = {0};
    part_heading(part, count, options, out);
    if (!asked(ntm_json_text(part, "comparison")))
        measured_text(part, options, &text);
    if (text.length)
        field_line(_("Measured"), &text, options, out);
    ntm_strbuf_clear(&text);
    ntm_requirement_text(part, options, &text);
    if (text.length)
        field_line(_("Required"), &text, options, out);
    ntm_strbuf_clear(&text);
    list_lines(part, "gaps", _("Short by"), options, out);
    list_lines(part, "margins", _("To spare"), options, out);
    const json_t *children = json_object_get(part, "children");
    names_line(json_object_get(children, "failing"), _("Not met in"), options, out);
    names_line(json_object_get(children, "unknown"), _("No data from"), options, out);
    list_lines(part, "missing", _("Missing"), options, out);
    if (goal)
        list_lines(part, "settles", _("Settled by"), options, out);
    const char *decided = ntm_json_text(part, "decided");
    if (decided_words(part) && strcmp(decided, "open") != 0) {
        ntm_strbuf_puts(&text, decided_words(part));
        if (json_is_true(json_object_get(part, "within_wholes")))
            ntm_strbuf_puts(&text, _(", as long as parts stay within their wholes"));
        field_line(_("Outlook"), &text, options, out);
    }
    list_lines(part, "observations", _("Data"), options, out);
    notices_lines(part, options, out);
    const json_t *error = json_object_get(part, "error");
    if (error) {
        ntm_error_text(error, &text);
        field_line(_("Rule error"), &text, options, out);
    }
}

static bool interesting(const json_t *part, const ntm_text_options *options)
{
    const char *status = ntm_json_text(part, "status");
    return options->explain || !status || strcmp(status, "pass") != 0;
}

static void parts_text(const json_t *object, const char *member, const ntm_text_options *options,
                       ntm_strbuf *out)
{
    size_t i;
    const json_t *part, *parts = json_object_get(object, member);
    json_array_foreach (parts, i, part) {
        if (interesting(part, options))
            part_text(part, json_array_size(parts), strcmp(member, "applies") != 0, options, out);
    }
}

static void basis_line(const json_t *object, const ntm_text_options *options, ntm_strbuf *out)
{
    const char *basis = ntm_json_text(object, "basis");
    if (!basis)
        return;
    ntm_strbuf text = {0};
    if (!strcmp(basis, "gazette") && ntm_json_text(object, "cite")) {
        ntm_strbuf_puts(&text, ntm_json_text(object, "cite"));
    } else if (strcmp(basis, "gazette") != 0) {
        ntm_strbuf_printf(&text, _("threshold not compared with the gazette (%s)"),
                          ntm_word_basis(basis));
        if (ntm_json_text(object, "source"))
            ntm_strbuf_printf(&text, ": %s", ntm_json_text(object, "source"));
    } else {
        ntm_strbuf_puts(&text, ntm_word_basis(basis));
    }
    field_line(_("Basis"), &text, options, out);
    if (ntm_json_text(object, "amended_by")) {
        ntm_strbuf_puts(&text, ntm_json_text(object, "amended_by"));
        field_line(_("Amended by"), &text, options, out);
    }
}

/* What appraisers found of it, beside what was computed. */
static void findings_lines(const json_t *indicator, const ntm_text_options *options,
                           ntm_strbuf *out)
{
    size_t i;
    const json_t *finding;
    json_array_foreach (json_object_get(indicator, "appraisals"), i, finding) {
        ntm_strbuf text = {0};
        ntm_finding_text(finding, options, &text);
        field_line(i ? "" : _("Found"), &text, options, out);
    }
}

void ntm_indicator_text(const json_t *indicator, const ntm_text_options *options, ntm_strbuf *out)
{
    const char *number = ntm_json_text(indicator, "indicator"),
               *status = ntm_json_text(indicator, "status");
    ntm_strbuf heading = {0};
    ntm_strbuf_printf(&heading, "%s", ntm_json_text(indicator, "text"));
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
        ntm_error_text(error, &text);
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
    findings_lines(indicator, options, out);
    basis_line(indicator, options, out);
    if (options->explain && ntm_json_text(indicator, "note")) {
        ntm_strbuf note = {0};
        ntm_strbuf_puts(&note, ntm_json_text(indicator, "note"));
        field_line(_("Note"), &note, options, out);
    }
}

/* What is missing for a gate, each fact once. */
static void gate_missing(const json_t *gate, const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i, k;
    const json_t *part, *fact;
    json_t *seen = json_object();
    ntm_strbuf text = {0};
    json_array_foreach (json_object_get(gate, "parts"), i, part)
        json_array_foreach (json_object_get(part, "missing"), k, fact) {
            const char *field = ntm_json_text(fact, "field");
            const char *name = field ? field : ntm_json_text(fact, "detail");
            if (!name || json_object_get(seen, name))
                continue;
            bool first = json_object_size(seen) == 0;
            json_object_set_new(seen, name, json_true());
            ntm_fact_text(fact, false, options, &text);
            field_line(first ? _("Missing") : "", &text, options, out);
        }
    json_decref(seen);
}

void ntm_gate_text(const json_t *gate, const ntm_text_options *options, ntm_strbuf *out)
{
    const char *status = ntm_json_text(gate, "status");
    bool withdrawal = !strcmp(ntm_json_text(gate, "kind"), "withdrawal");
    const char *word = ntm_word_status(status);
    if (withdrawal && !strcmp(status, "pass"))
        word = _("reached");
    else if (withdrawal && !strcmp(status, "fail"))
        word = _("not reached");
    else if (!strcmp(status, "not_applicable"))
        word = withdrawal ? _("does not apply, no title is held") : _("does not apply");
    ntm_strbuf_printf(out, "  - %s: ", ntm_json_text(gate, "name"));
    ntm_layout_colored(out, word, withdrawal ? NTM_COLOR_NONE : color_of(status), options->color);
    ntm_strbuf_putc(out, '\n');
    if (options->explain || (!withdrawal && !strcmp(status, "fail")) || !strcmp(status, "error"))
        parts_text(gate, "parts", options, out);
    else if (!strcmp(status, "unknown"))
        gate_missing(gate, options, out);
}
