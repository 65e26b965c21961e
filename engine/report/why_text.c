/* report/why_text.c - why two runs answer differently, for people. */
#include <string.h>

#include "base/i18n.h"
#include "report/fact_text.h"
#include "report/history_text.h"
#include "report/layout.h"
#include "report/part_text.h"
#include "report/show.h"

static long long int_of(const json_t *object, const char *key)
{
    return (long long)json_integer_value(json_object_get(object, key));
}

static void show_run(const json_t *run, bool same_engine, const ntm_text_options *options,
                     ntm_strbuf *out)
{
    ntm_strbuf line = {0};
    ntm_strbuf_printf(&line, _("run #%lld: "), int_of(run, "number"));
    ntm_show_time(&line, ntm_json_text(run, "recorded_at"));
    ntm_strbuf_printf(&line, " · %s · ", ntm_json_text(run, "decision"));
    ntm_show_date(&line, ntm_json_text(run, "as_of"));
    ntm_strbuf_printf(&line, _(" · year %lld · known #%lld"), int_of(run, "year"),
                      int_of(run, "known_import"));
    if (!same_engine)
        ntm_strbuf_printf(&line, " · %s", ntm_json_text(run, "engine"));
    ntm_layout_field(out, 2, 0, "", ntm_strbuf_text(&line), options->width ? options->width : 100);
    ntm_strbuf_clear(&line);
}

static void show_assessor(const char *code, const ntm_dictionary *dictionary, ntm_strbuf *out)
{
    const ntm_assessor *assessor =
        dictionary ? ntm_dictionary_find_assessor(dictionary, code) : NULL;
    const char *label = !assessor                        ? NULL
                        : ntm_i18n_lang() == NTM_LANG_EN ? assessor->label_en
                                                         : assessor->label_vi;
    ntm_strbuf_printf(out, ", %s", label ? label : code);
}

static void show_side(const json_t *side, const char *field, const ntm_text_options *options,
                      ntm_strbuf *out)
{
    if (!side) {
        ntm_strbuf_puts(out, _("nothing"));
        return;
    }
    ntm_show_value(out, ntm_json_text(side, "value") ? ntm_json_text(side, "value") : "?", field,
                   options->dictionary);
    if (!ntm_json_text(side, "as_of"))
        return;
    ntm_strbuf_puts(out, " (");
    ntm_show_date(out, ntm_json_text(side, "as_of"));
    if (json_object_get(side, "import"))
        ntm_strbuf_printf(out, ", #%lld", int_of(side, "import"));
    if (ntm_json_text(side, "assessor"))
        show_assessor(ntm_json_text(side, "assessor"), options->dictionary, out);
    ntm_strbuf_putc(out, ')');
}

/* "correction, Nữ tham gia BHYT: 2.983 (31/12/2023, #2) → 3.700 (31/12/2023, #3)" */
static void show_figure(const json_t *cause, const char *own, const ntm_text_options *options,
                        ntm_strbuf *out)
{
    const char *field = ntm_json_text(cause, "field");
    ntm_strbuf_puts(out, ", ");
    ntm_show_field(out, field, options->dictionary);
    if (strcmp(ntm_json_text(cause, "unit"), own) != 0)
        ntm_strbuf_printf(out, " [%s]", ntm_json_text(cause, "unit"));
    ntm_strbuf_puts(out, ": ");
    show_side(json_object_get(cause, "then"), field, options, out);
    ntm_strbuf_puts(out, " → ");
    show_side(json_object_get(cause, "now"), field, options, out);
}

/* ", required: at least 80% → at least 90% (women)" */
static void show_requirement(const json_t *cause, const ntm_text_options *options, ntm_strbuf *out)
{
    static const char *const sides[] = {"then", "now"};
    ntm_strbuf_puts(out, _(", required: "));
    for (size_t i = 0; i < 2; i++) {
        const json_t *side = json_object_get(cause, sides[i]);
        ntm_strbuf_puts(out, i ? " → " : "");
        size_t before = out->length;
        if (side)
            ntm_requirement_text(side, options, out);
        if (out->length == before) /* a threshold that rests on what is missing is not known */
            ntm_strbuf_puts(out, side ? _("not known") : _("nothing"));
    }
    if (ntm_json_text(cause, "part"))
        ntm_strbuf_printf(out, " (%s)", ntm_json_text(cause, "part"));
}

static void show_fields(const json_t *names, const char *words, const ntm_text_options *options,
                        ntm_strbuf *out)
{
    size_t i;
    const json_t *name;
    json_array_foreach (names, i, name) {
        ntm_strbuf_puts(out, i ? ", " : words);
        ntm_show_field(out, json_string_value(name), options->dictionary);
    }
}

static void show_law(const json_t *cause, const ntm_text_options *options, ntm_strbuf *out)
{
    const char *indicator = ntm_json_text(cause, "indicator");
    const json_t *more = json_object_get(cause, "reads"),
                 *less = json_object_get(cause, "reads_no_more");
    if (indicator)
        ntm_strbuf_printf(out, ": %s",
                          !strcmp(indicator, "new") ? _("the indicator is new")
                                                    : _("the indicator is gone"));
    else if (more) {
        show_fields(more, _(", now asked for: "), options, out);
        show_fields(less, json_array_size(more) ? _("; no longer: ") : _(", no longer asked for: "),
                    options, out);
    } else
        ntm_strbuf_puts(out, _(": the indicator is worded or measured otherwise"));
}

static void show_cause(const json_t *cause, const char *own, const ntm_text_options *options,
                       ntm_strbuf *out)
{
    static const struct {
        const char *kind, *words;
    } kinds[] = {{"law", N_("law")},
                 {"parameters", N_("another day or year in question")},
                 {"data", N_("another figure")},
                 {"correction", N_("correction")},
                 {"stale", N_("too old by then")},
                 {"withdrawn", N_("withdrawn")},
                 {"not-known", N_("not known then")},
                 {"appraisal", N_("figure of another level of appraisal")},
                 {"evidence", N_("only one of the runs counts figures without evidence")},
                 {"merger", N_("merger of units")},
                 {"unit", N_("the unit itself: its borders, or the units below it")},
                 {"engine", N_("the program")}};
    const char *kind = ntm_json_text(cause, "kind");
    ntm_strbuf line = {0};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(kind, kinds[i].kind))
            ntm_strbuf_puts(&line, _(kinds[i].words));
    if (ntm_json_text(cause, "field"))
        show_figure(cause, own, options, &line);
    else if (json_object_get(cause, "then") || json_object_get(cause, "now"))
        show_requirement(cause, options, &line);
    else if (!strcmp(kind, "law"))
        show_law(cause, options, &line);
    ntm_strbuf_puts(out, "        ");
    ntm_layout_wrap(out, ntm_strbuf_text(&line), 10, 8, options->width ? options->width : 100);
    ntm_strbuf_putc(out, '\n');
    ntm_strbuf_clear(&line);
}

static void show_change(const json_t *change, const char *own, const ntm_text_options *options,
                        ntm_strbuf *out)
{
    const char *then = ntm_json_text(change, "then"), *now = ntm_json_text(change, "now");
    size_t i;
    const json_t *cause;
    ntm_strbuf line = {0};
    ntm_strbuf_printf(&line, "%-5s ", ntm_json_text(change, "indicator"));
    ntm_strbuf_printf(&line, "%s → %s · %s", then ? ntm_word_status(then) : "–",
                      now ? ntm_word_status(now) : "–", ntm_json_text(change, "text"));
    ntm_strbuf_puts(out, "  ");
    ntm_layout_wrap(out, ntm_strbuf_text(&line), 8, 2, options->width ? options->width : 100);
    ntm_strbuf_putc(out, '\n');
    ntm_strbuf_clear(&line);
    json_array_foreach (json_object_get(change, "causes"), i, cause)
        show_cause(cause, own, options, out);
}

static void show_totals(const json_t *unit, const char *key, const char *words, ntm_strbuf *out)
{
    const json_t *pair = json_object_get(unit, key);
    const json_t *a = json_array_get(pair, 0), *b = json_array_get(pair, 1);
    ntm_strbuf_printf(out, "  %s %lld/%lld → %lld/%lld", words, int_of(a, "met"),
                      int_of(a, "total"), int_of(b, "met"), int_of(b, "total"));
}

/* What was asked for otherwise, in the words of the options. */
static void show_parameters(const json_t *parameters, ntm_strbuf *out)
{
    static const struct {
        const char *code, *words;
    } names[] = {
        {"decision", N_("the decision")},
        {"as_of", N_("the day in question")},
        {"year", N_("the assessment year")},
        {"known_import", N_("what is known")},
        {"options", N_("options (level of appraisal, evidence, --also, --carry, --outside)")}};
    size_t i;
    const json_t *one;
    json_array_foreach (parameters, i, one) {
        ntm_strbuf_puts(out, i ? ", " : _("  asked for otherwise: "));
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            if (!strcmp(json_string_value(one), names[k].code))
                ntm_strbuf_puts(out, _(names[k].words));
    }
    if (json_array_size(parameters))
        ntm_strbuf_putc(out, '\n');
}

void ntm_why_text(const json_t *why, const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i, k;
    const json_t *run, *unit, *change;
    json_array_foreach (json_object_get(why, "runs"), i, run)
        show_run(run, json_is_true(json_object_get(why, "same_engine")), options, out);
    show_parameters(json_object_get(why, "parameters"), out);
    json_array_foreach (json_object_get(why, "units"), i, unit) {
        ntm_strbuf name = {0};
        ntm_strbuf_putc(out, '\n');
        ntm_strbuf_printf(&name, "%s %s", ntm_json_text(unit, "unit"), ntm_json_text(unit, "name"));
        ntm_layout_colored(out, ntm_strbuf_text(&name), NTM_COLOR_HEAD, options->color);
        ntm_strbuf_clear(&name);
        show_totals(unit, "criteria", _("criteria"), out);
        show_totals(unit, "indicators", _("indicators"), out);
        ntm_strbuf_putc(out, '\n');
        json_array_foreach (json_object_get(unit, "changes"), k, change)
            show_change(change, ntm_json_text(unit, "unit"), options, out);
    }
    long long common = int_of(why, "common");
    long long changed = (long long)json_array_size(json_object_get(why, "units"));
    ntm_strbuf_printf(out, _("\n%lld units in both runs; %lld of them changed\n"), common, changed);
}
