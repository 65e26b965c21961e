/* report/evaluation_text.c - the evaluation of one unit, or of many, as text for people. */
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "report/answers_text.h"
#include "report/appraisal_text.h"
#include "report/evaluation.h"
#include "report/fact_text.h"
#include "report/head_text.h"
#include "report/layout.h"
#include "report/part_text.h"
#include "report/provenance_text.h"
#include "report/predecessors.h"
#include "report/reconcile.h"
#include "report/score_text.h"
#include "report/show.h"

static int int_of(const json_t *object, const char *key)
{
    return (int)json_integer_value(json_object_get(object, key));
}

static void heading(const char *text, const ntm_text_options *options, ntm_strbuf *out)
{
    ntm_strbuf_putc(out, '\n');
    ntm_layout_colored(out, text, NTM_COLOR_HEAD, options->color);
    ntm_strbuf_puts(out, "\n");
}

void ntm_head_banners(const json_t *evaluation, const json_t *unit, const ntm_text_options *options,
                      ntm_strbuf *out)
{
    const char *texts[4] = {0};
    if (json_is_true(json_object_get(unit, "illustrative")))
        texts[0] = _("ILLUSTRATIVE DATA - not to be used as evidence");
    if (json_is_true(json_object_get(evaluation, "constructed")))
        texts[1] = _("CONSTRUCTED DECISION - made for illustration, not law");
    if (json_is_true(json_object_get(evaluation, "incomplete")))
        texts[2] = _("INCOMPLETE DECISION - only a part of its text is known");
    if (json_is_true(json_object_get(evaluation, "outside")))
        texts[3] = _("NOT IN FORCE ON THIS DAY - measured all the same because it was asked for");
    for (size_t i = 0; i < 4; i++)
        if (texts[i]) {
            ntm_layout_colored(out, texts[i], NTM_COLOR_BAD, options->color);
            ntm_strbuf_putc(out, '\n');
        }
}

static void show_reason(const json_t *evaluation, ntm_strbuf *out)
{
    const char *reason = ntm_json_text(evaluation, "as_of_reason");
    if (reason && !strcmp(reason, "last-data"))
        ntm_strbuf_puts(out, _(" (the last day with data while the decision was in force)"));
    else if (reason && !strcmp(reason, "expiry"))
        ntm_strbuf_puts(out, _(" (the last day on which the decision was in force)"));
}

/* The days of the decision where they are only assumed, what amends it, what took its place. */
static void law_lines(const json_t *evaluation, ntm_strbuf *out)
{
    size_t i;
    const json_t *amendment;
    const char *from = ntm_json_text(evaluation, "effective");
    const char *to = ntm_json_text(evaluation, "expires");
    if (json_is_true(json_object_get(evaluation, "dates_assumed"))) {
        ntm_strbuf_printf(out, "%s ", _("In force:"));
        ntm_show_date(out, from ? from : "…");
        ntm_strbuf_puts(out, " – ");
        ntm_show_date(out, to ? to : "…");
        ntm_strbuf_printf(out, "; %s\n",
                          _("warning: these days are assumed, not compared with the gazette"));
    }
    json_array_foreach (json_object_get(evaluation, "amended_by"), i, amendment)
        ntm_strbuf_printf(out, "%s %s\n", _("Amended by"), json_string_value(amendment));
    const char *next = ntm_json_text(evaluation, "replaced_by");
    if (next && json_object_get(evaluation, "outside"))
        ntm_strbuf_printf(out, _("%s has taken its place\n"), next);
    else if (next)
        ntm_strbuf_printf(out, _("%s has taken its place; it may still be used until it ends\n"),
                          next);
}

void ntm_head_lines(const json_t *evaluation, const ntm_text_options *options, ntm_strbuf *out)
{
    ntm_strbuf_printf(out, "%s · %s ", ntm_json_text(evaluation, "decision"), _("as of"));
    ntm_show_date(out, ntm_json_text(evaluation, "as_of"));
    show_reason(evaluation, out);
    ntm_strbuf_printf(out, " · %s %d\n", _("assessment year"), int_of(evaluation, "year"));
    if (ntm_json_text(evaluation, "title"))
        ntm_strbuf_printf(out, "%s\n", ntm_json_text(evaluation, "title"));
    law_lines(evaluation, out);
    size_t policies = json_object_size(json_object_get(evaluation, "carry"));
    if (policies)
        ntm_strbuf_printf(out, _("policies were given for carrying over %zu fields\n"), policies);
    if (json_is_true(json_object_get(evaluation, "evidenced")))
        ntm_strbuf_puts(out,
                        _("only figures with evidence that is valid on the day are counted\n"));
    if (json_object_get(evaluation, "known_import"))
        ntm_strbuf_printf(out, _("as known after import #%d\n"),
                          int_of(evaluation, "known_import"));
    const char *assessor = ntm_json_text(evaluation, "assessor");
    if (assessor)
        ntm_strbuf_printf(out, _("figures of the levels of appraisal up to: %s\n"),
                          ntm_word_assessor(assessor, options->dictionary));
}

static void zone_line(const json_t *zone, const ntm_text_options *options, ntm_strbuf *out)
{
    const char *key = ntm_json_text(zone, "key"), *field = ntm_json_text(zone, "field");
    ntm_strbuf text = {0};
    if (!key)
        ntm_strbuf_puts(&text, _("not known"));
    else
        ntm_show_value(&text, key, field ? field : "", options->dictionary);
    ntm_strbuf_printf(&text, " (%s", ntm_json_text(zone, "scheme"));
    if (ntm_json_text(zone, "basis"))
        ntm_strbuf_printf(&text, ": %s", ntm_word_basis(ntm_json_text(zone, "basis")));
    ntm_strbuf_puts(&text, ")");
    if (ntm_json_text(zone, "note"))
        ntm_strbuf_printf(&text, " – %s", ntm_json_text(zone, "note"));
    ntm_strbuf_printf(out, "%s: ", _("Zone"));
    ntm_layout_wrap(out, ntm_strbuf_text(&text), 4, ntm_text_width(_("Zone")) + 2,
                    options->width ? options->width : 100);
    ntm_strbuf_putc(out, '\n');
    ntm_strbuf_clear(&text);
}

static void unit_lines(const json_t *unit, const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i;
    const json_t *ancestor;
    ntm_show_unit(out, ntm_json_text(unit, "level"), ntm_json_text(unit, "name"));
    ntm_strbuf_printf(out, " (%s)", ntm_json_text(unit, "unit"));
    json_array_foreach (json_object_get(unit, "ancestors"), i, ancestor) {
        ntm_strbuf_puts(out, ", ");
        ntm_show_unit(out, ntm_json_text(ancestor, "level"), ntm_json_text(ancestor, "name"));
    }
    ntm_strbuf_putc(out, '\n');
    ntm_predecessors_text(json_object_get(unit, "predecessors"), options->width, out);
    const json_t *zone = json_object_get(unit, "zone"), *span = json_object_get(unit, "span");
    if (zone)
        zone_line(zone, options, out);
    if (span) {
        ntm_strbuf_printf(out, "%s: ", _("Data of"));
        ntm_show_date(out, ntm_json_text(span, "from"));
        if (strcmp(ntm_json_text(span, "from"), ntm_json_text(span, "to")) != 0) {
            ntm_strbuf_puts(out, _(" to "));
            ntm_show_date(out, ntm_json_text(span, "to"));
        }
        ntm_strbuf_putc(out, '\n');
    }
    ntm_overlay_text(unit, options, out);
}

/* Columns of the state of a criterion, where findings stand beside it. */
enum { STATE_WIDTH = 18 };

static void criteria_table(const json_t *unit, const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i, name_width = ntm_text_width(_("Criterion"));
    const json_t *criterion, *list = json_object_get(unit, "criterion_results");
    json_array_foreach (list, i, criterion) {
        size_t width = ntm_text_width(ntm_json_text(criterion, "name"));
        if (width > name_width)
            name_width = width;
    }
    heading(_("Criteria"), options, out);
    ntm_strbuf_printf(out, "  %s  ", _(" No"));
    ntm_strbuf_puts(out, _("Criterion"));
    ntm_layout_pad(out, _("Criterion"), name_width + 2);
    ntm_strbuf_puts(out, _("Indicators"));
    ntm_layout_pad(out, _("Indicators"), 12);
    ntm_strbuf_puts(out, _("Result"));
    if (ntm_has_findings(unit, NULL)) {
        ntm_layout_pad(out, _("Result"), STATE_WIDTH);
        ntm_strbuf_puts(out, _("Findings"));
    }
    ntm_strbuf_putc(out, '\n');
    json_array_foreach (list, i, criterion) {
        const json_t *totals = json_object_get(criterion, "indicators");
        const char *state = ntm_json_text(criterion, "status"),
                   *name = ntm_json_text(criterion, "name");
        char counts[32];
        snprintf(counts, sizeof counts, "%d/%d", int_of(totals, "met"), int_of(totals, "total"));
        ntm_strbuf_printf(out, "  %3d  %s", int_of(criterion, "criterion"), name);
        ntm_layout_pad(out, name, name_width + 2);
        ntm_strbuf_puts(out, counts);
        ntm_layout_pad(out, counts, 12);
        ntm_layout_colored(out, ntm_word_criterion(state), ntm_level_color(state), options->color);
        if (ntm_has_findings(unit, criterion)) {
            ntm_layout_pad(out, ntm_word_criterion(state), STATE_WIDTH);
            ntm_findings_brief(unit, criterion, options, out);
        }
        ntm_strbuf_putc(out, '\n');
    }
}

static bool fails_or_open(const json_t *indicator)
{
    const char *status = ntm_json_text(indicator, "status");
    return strcmp(status, "pass") != 0 && strcmp(status, "not_applicable") != 0;
}

static void indicators(const json_t *unit, const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i;
    const json_t *indicator;
    bool any = false, differ = false;
    json_array_foreach (json_object_get(unit, "results"), i, indicator)
        differ = differ || (!fails_or_open(indicator) && ntm_findings_differ(indicator));
    json_array_foreach (json_object_get(unit, "results"), i, indicator) {
        if (options->indicator
                ? strcmp(options->indicator, ntm_json_text(indicator, "indicator")) != 0
                : !options->explain && !fails_or_open(indicator) && !ntm_findings_differ(indicator))
            continue;
        if (!any)
            heading(options->explain ? _("Indicators, part by part")
                    : differ ? _("Indicators not met, undecided or found otherwise, part by part")
                             : _("Indicators not met or undecided, part by part"),
                    options, out);
        else
            ntm_strbuf_putc(out, '\n');
        any = true;
        ntm_indicator_text(indicator, options, out);
    }
}

static void gates(const json_t *unit, const ntm_text_options *options, ntm_strbuf *out)
{
    static const struct {
        const char *kind, *title;
    } kinds[] = {{"requires", N_("Requirements of recognition")},
                 {"condition", N_("Conditions of recognition")},
                 {"withdrawal", N_("Rules of withdrawal")}};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        size_t i;
        const json_t *gate;
        bool any = false;
        json_array_foreach (json_object_get(unit, "gates"), i, gate) {
            if (strcmp(ntm_json_text(gate, "kind"), kinds[k].kind) != 0)
                continue;
            if (!any)
                heading(_(kinds[k].title), options, out);
            any = true;
            ntm_gate_text(gate, options, out);
        }
    }
}

/* What the plausibility rules raised: it decides nothing, but the reader is to know. */
static void findings(const json_t *evaluation, const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i;
    const json_t *finding, *list = json_object_get(evaluation, "findings");
    if (!json_array_size(list))
        return;
    heading(_("Figures worth a second look"), options, out);
    json_array_foreach (list, i, finding) {
        ntm_strbuf line = {0};
        ntm_raised_text(finding, options->dictionary, &line);
        ntm_strbuf_puts(out, "  ");
        ntm_layout_wrap(out, ntm_strbuf_text(&line), 4, 2, options->width ? options->width : 100);
        ntm_strbuf_putc(out, '\n');
        ntm_strbuf_clear(&line);
    }
}

static void warnings(const json_t *evaluation, const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i;
    const json_t *warning, *list = json_object_get(evaluation, "warnings");
    if (!json_array_size(list))
        return;
    heading(_("Warnings"), options, out);
    json_array_foreach (list, i, warning) {
        const char *field = ntm_json_text(warning, "field");
        ntm_strbuf_printf(out, "  %s: ", ntm_json_text(warning, "unit"));
        if (!field) {
            ntm_finding_warning_text(warning, options, out);
            ntm_strbuf_putc(out, '\n');
            continue;
        }
        ntm_show_field(out, field, options->dictionary);
        if (ntm_json_text(warning, "typed") && ntm_json_text(warning, "derived")) {
            ntm_strbuf_puts(out, _(": given as "));
            ntm_show_value(out, ntm_json_text(warning, "typed"), field, options->dictionary);
            ntm_strbuf_puts(out, _(", but its parts add up to "));
            ntm_show_value(out, ntm_json_text(warning, "derived"), field, options->dictionary);
        } else {
            ntm_strbuf_printf(out, ": %s", ntm_json_text(warning, "code"));
        }
        ntm_strbuf_putc(out, '\n');
    }
}

void ntm_evaluation_text(const json_t *evaluation, const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i;
    const json_t *unit;
    json_array_foreach (json_object_get(evaluation, "units"), i, unit) {
        if (i)
            ntm_strbuf_puts(out, "\n\n");
        ntm_head_banners(evaluation, unit, options, out);
        ntm_head_lines(evaluation, options, out);
        ntm_reconstructed_text(evaluation, unit, options, out);
        unit_lines(unit, options, out);
        if (!options->indicator) {
            heading(_("Conclusion"), options, out);
            ntm_answers_text(unit, options, out);
            if (json_object_get(unit, "score"))
                ntm_score_text(json_object_get(unit, "score"), options, out);
            else
                criteria_table(unit, options, out);
            ntm_findings_text(unit, options, out);
        }
        indicators(unit, options, out);
        if (!options->indicator)
            gates(unit, options, out);
    }
    warnings(evaluation, options, out);
    findings(evaluation, options, out);
    ntm_provenance_text(evaluation, options, out);
}

void ntm_evaluation_summary(const json_t *evaluation, const ntm_text_options *options,
                            ntm_strbuf *out)
{
    size_t i, k, name_width = 12, words_width = 28;
    const json_t *unit, *indicator, *units = json_object_get(evaluation, "units");
    const json_t *illustrative = NULL, *reconstructed = NULL;
    json_array_foreach (units, i, unit) {
        size_t width = ntm_text_width(ntm_json_text(unit, "name"));
        name_width = width > name_width ? width : name_width;
        width = ntm_text_width(ntm_level_words(unit));
        words_width = width > words_width ? width : words_width;
        if (json_is_true(json_object_get(unit, "illustrative")))
            illustrative = unit;
        if (json_object_get(unit, "reconstructed"))
            reconstructed = unit;
    }
    ntm_head_banners(evaluation, illustrative, options, out);
    ntm_head_lines(evaluation, options, out);
    ntm_reconstructed_text(evaluation, reconstructed, options, out);
    ntm_strbuf_putc(out, '\n');
    json_array_foreach (units, i, unit) {
        const json_t *criteria = json_object_get(unit, "criteria");
        const json_t *totals = json_object_get(unit, "indicators");
        const char *level = ntm_json_text(json_object_get(unit, "answers"), "level");
        const char *name = ntm_json_text(unit, "name");
        ntm_strbuf fails = {0};
        json_array_foreach (json_object_get(unit, "results"), k, indicator)
            if (fails_or_open(indicator))
                ntm_strbuf_printf(&fails, "%s%s%s", fails.length ? " " : "",
                                  ntm_json_text(indicator, "indicator"),
                                  strcmp(ntm_json_text(indicator, "status"), "fail") ? "?" : "");
        ntm_strbuf_printf(out, "%-10s %s", ntm_json_text(unit, "unit"), name);
        ntm_layout_pad(out, name, name_width + 2);
        if (json_object_get(unit, "score")) {
            ntm_score_brief(json_object_get(unit, "score"), options, out);
            if (ntm_illustrates_only(unit))
                ntm_strbuf_printf(out, " – %s", ntm_level_words(unit));
            ntm_strbuf_putc(out, '\n');
            continue;
        }
        ntm_strbuf_printf(out, "%2d/%-3d %3d/%-4d ", int_of(criteria, "met"),
                          int_of(criteria, "total"), int_of(totals, "met"),
                          int_of(totals, "total"));
        const char *words = ntm_level_words(unit);
        ntm_layout_colored(out, words, ntm_level_color(level), options->color);
        if (fails.length) {
            ntm_layout_pad(out, words, words_width + 2);
            ntm_strbuf_printf(out, "%s", ntm_strbuf_text(&fails));
        }
        ntm_strbuf_putc(out, '\n');
        ntm_strbuf_clear(&fails);
    }
    ntm_provenance_text(evaluation, options, out);
}

void ntm_evaluation_csv(const json_t *evaluation, ntm_strbuf *out)
{
    size_t i, k;
    const json_t *unit, *indicator;
    ntm_strbuf_puts(out, "unit,decision,as_of,year,indicator,status,decided,illustrative\n");
    json_array_foreach (json_object_get(evaluation, "units"), i, unit)
        json_array_foreach (json_object_get(unit, "results"), k, indicator) {
            const char *decided = ntm_json_text(indicator, "decided");
            bool illustrative = json_is_true(json_object_get(unit, "illustrative"));
            ntm_strbuf_printf(out, "%s,%s,%s,%d,%s,%s,%s,%s\n", ntm_json_text(unit, "unit"),
                              ntm_json_text(evaluation, "decision"),
                              ntm_json_text(evaluation, "as_of"), int_of(evaluation, "year"),
                              ntm_json_text(indicator, "indicator"),
                              ntm_json_text(indicator, "status"), decided ? decided : "",
                              illustrative ? "yes" : "no");
        }
}
