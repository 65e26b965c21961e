/* report/fact_text.c - see the header. */
#include "report/fact_text.h"

#include <string.h>

#include "base/i18n.h"
#include "report/show.h"

const char *ntm_json_text(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static void show_at(const json_t *object, ntm_strbuf *out)
{
    const json_t *at = json_object_get(object, "at");
    if (at)
        ntm_strbuf_printf(out, "%s: ", ntm_json_text(at, "name"));
}

void ntm_gap_text(const json_t *gap, bool margin, const ntm_text_options *options, ntm_strbuf *out)
{
    const char *field = ntm_json_text(gap, "field"), *change = ntm_json_text(gap, "change");
    const char *from = ntm_json_text(gap, "from"), *to = ntm_json_text(gap, "to");
    const char *unit = ntm_json_text(gap, "unit"), *blocked = ntm_json_text(gap, "blocked_by");
    show_at(gap, out);
    if (!field) {
        ntm_strbuf_printf(out, margin ? _("%s villages to spare") : _("%s more villages"),
                          change ? change : "?");
        return;
    }
    if (change) {
        ntm_strbuf amount = {0};
        ntm_show_quantity(&amount, *change == '-' ? change + 1 : change, unit, options->dictionary);
        ntm_strbuf_printf(out,
                          margin           ? "%s: "
                          : *change == '-' ? _("%s fewer: ")
                                           : _("%s more: "),
                          ntm_strbuf_text(&amount));
        ntm_strbuf_clear(&amount);
    }
    ntm_show_field(out, field, options->dictionary);
    if (change && from && to && !margin) {
        ntm_strbuf_puts(out, _(", from "));
        ntm_show_value(out, from, field, options->dictionary);
        ntm_strbuf_puts(out, _(" to "));
        ntm_show_value(out, to, field, options->dictionary);
    } else if (to && !margin) {
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

/* Who gave the figure, where a level that appraises is in play; it did not look at what it took over. */
static void show_assessor(const json_t *fact, const ntm_text_options *options, ntm_strbuf *out)
{
    const char *assessor = ntm_json_text(fact, "assessor");
    bool taken_over = json_is_true(json_object_get(fact, "taken_over"));
    if (taken_over || ntm_assessor_appraises(assessor))
        ntm_strbuf_printf(out, ", %s",
                          ntm_word_assessor(assessor ? assessor : "", options->dictionary));
    if (taken_over)
        ntm_strbuf_printf(out, ", %s", _("not appraised"));
}

static void show_displaced(const json_t *fact, const ntm_text_options *options, ntm_strbuf *out)
{
    const json_t *displaced = json_object_get(fact, "displaced");
    const char *field = ntm_json_text(fact, "field");
    if (!displaced)
        return;
    ntm_strbuf_puts(out, _("; in place of "));
    ntm_show_value(out, ntm_json_text(displaced, "value"), field ? field : "", options->dictionary);
    ntm_strbuf_puts(out, " (");
    ntm_show_date(out, ntm_json_text(displaced, "as_of"));
    ntm_strbuf_printf(out, ", %s)",
                      ntm_word_assessor(ntm_json_text(displaced, "assessor"), options->dictionary));
}

/* " (30/06/2025, report, BC 12)"; nothing where no one observation stands behind the figure */
static void source_text(const json_t *object, const ntm_text_options *options, ntm_strbuf *out)
{
    if (!ntm_json_text(object, "as_of"))
        return;
    ntm_strbuf_puts(out, " (");
    ntm_show_date(out, ntm_json_text(object, "as_of"));
    if (ntm_json_text(object, "origin"))
        ntm_strbuf_printf(out, ", %s", ntm_word_origin(ntm_json_text(object, "origin")));
    if (ntm_json_text(object, "evidence"))
        ntm_strbuf_printf(out, ", %s", ntm_json_text(object, "evidence"));
    show_assessor(object, options, out);
    ntm_strbuf_puts(out, ")");
}

/* "15127 Thị trấn Phong Sơn 7.792 người (30/06/2025) + 15169 Cẩm Ngọc …" */
static void predecessors_text(const json_t *carried, const char *field, bool sum,
                              const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i;
    const json_t *one;
    json_array_foreach (json_object_get(carried, "from"), i, one) {
        ntm_strbuf_printf(out, "%s%s %s%s",
                          !i    ? ""
                          : sum ? " + "
                                : "; ",
                          ntm_json_text(one, "unit"), ntm_json_text(one, "name"), sum ? " " : ": ");
        if (!ntm_json_text(one, "value")) {
            ntm_strbuf_puts(out, json_is_true(json_object_get(one, "stale"))
                                     ? _("only a figure that is too old")
                                     : _("no figure"));
            continue;
        }
        ntm_show_value(out, ntm_json_text(one, "value"), field, options->dictionary);
        if (json_is_true(json_object_get(one, "derived")))
            ntm_strbuf_puts(out, _(" (summed)"));
        source_text(one, options, out);
    }
}

static int reported_by(const json_t *carried)
{
    size_t i;
    int count = 0;
    const json_t *one;
    json_array_foreach (json_object_get(carried, "from"), i, one)
        count += ntm_json_text(one, "value") != NULL;
    return count;
}

static const char *policy_words(const char *policy)
{
    static const struct {
        const char *code, *text;
    } words[] = {
        {"sum", N_("added up from ")},
        {"all", N_("by the policy \"all\" from ")},
        {"any", N_("by the policy \"any\" from ")},
        {"latest", N_("by the policy \"latest\" from ")},
        {"earliest", N_("by the policy \"earliest\" from ")},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(words[i].code, policy))
            return _(words[i].text);
    return "";
}

/* Behind a value: whose figures it is made of; behind what is missing: why theirs are not taken. */
static void carried_text(const json_t *carried, const char *field, const char *why,
                         const ntm_text_options *options, ntm_strbuf *out)
{
    const char *policy = ntm_json_text(carried, "policy");
    bool used = !why || !strcmp(why, "undecided");
    if (used)
        ntm_strbuf_printf(out, ", %s", policy_words(policy));
    else if (!strcmp(why, "not-carried"))
        ntm_strbuf_puts(out, _(": not carried over, to be assessed anew; before: "));
    else if (!strcmp(why, "unconfirmed"))
        ntm_strbuf_puts(out,
                        _(": not carried over, for nobody confirmed that it may be; before: "));
    else
        ntm_strbuf_printf(out, _(": %d of %d merged units reported it: "), reported_by(carried),
                          (int)json_array_size(json_object_get(carried, "from")));
    predecessors_text(carried, field, used && !strcmp(policy, "sum"), options, out);
    ntm_strbuf_puts(out, _(", merged on "));
    ntm_show_date(out, ntm_json_text(carried, "merged"));
}

void ntm_fact_text(const json_t *fact, bool needed, const ntm_text_options *options,
                   ntm_strbuf *out)
{
    const char *field = ntm_json_text(fact, "field"), *value = ntm_json_text(fact, "value");
    const char *why = ntm_json_text(fact, "why");
    show_at(fact, out);
    if (why && !strcmp(why, "not-known")) {
        ntm_strbuf_printf(out, _("not known: %s"), ntm_json_text(fact, "detail"));
        return;
    }
    if (field)
        ntm_show_field(out, field, options->dictionary);
    if (value) {
        ntm_strbuf_puts(out, needed ? _(": needed ") : why ? _(": so far only ") : ": ");
        ntm_show_value(out, value, field ? field : "", options->dictionary);
    }
    if (why && !strcmp(why, "stale")) {
        ntm_strbuf_puts(out, _(": too old, it counted until "));
        ntm_show_date(out, ntm_json_text(fact, "since"));
    } else if (why && !strcmp(why, "zero-denominator")) {
        ntm_strbuf_puts(out, _(": the denominator is 0"));
    } else if (why && !strcmp(why, "no-children")) {
        ntm_strbuf_puts(out, _(": none is registered on the date"));
    }
    const json_t *reported = json_object_get(fact, "reported");
    const json_t *carried = json_object_get(fact, "carried");
    if (carried && !needed)
        carried_text(carried, field ? field : "", why, options, out);
    if (reported)
        ntm_strbuf_printf(out, _(", %d of %d villages reported"),
                          (int)json_integer_value(json_object_get(reported, "count")),
                          (int)json_integer_value(json_object_get(reported, "of")));
    if (ntm_json_text(fact, "as_of") && !why) {
        source_text(fact, options, out);
        show_displaced(fact, options, out);
        if (ntm_json_text(fact, "note"))
            ntm_strbuf_printf(out, " – %s", ntm_json_text(fact, "note"));
    } else if (json_is_true(json_object_get(fact, "derived"))) {
        ntm_strbuf_puts(out, _(" (summed)"));
    }
}

void ntm_error_text(const json_t *error, ntm_strbuf *out)
{
    static const struct {
        const char *code, *text;
    } words[] = {
        {"no-choice", N_("the rule has no value for %s")},
        {"not-in-force", N_("%s is unknown here, or not in force on the day")},
        {"bad-code", N_("a reported code is on no scale of the decision: %s")},
        {"wrong-level", N_("%s is not made for units of this level")},
        {"number-too-large", N_("a number becomes too large%s")},
        {"cycle", N_("decisions refer to each other in a circle: %s")},
    };
    const char *code = ntm_json_text(error, "code"), *detail = ntm_json_text(error, "detail");
    for (size_t i = 0; code && i < sizeof words / sizeof *words; i++) {
        const char *format = _(words[i].text), *hole = strstr(format, "%s");
        if (strcmp(words[i].code, code) != 0 || !hole)
            continue;
        ntm_strbuf_add(out, format, (size_t)(hole - format));
        ntm_strbuf_puts(out, detail ? detail : "");
        ntm_strbuf_puts(out, hole + 2);
        return;
    }
    ntm_strbuf_printf(out, "%s %s", code ? code : "", detail ? detail : "");
}
