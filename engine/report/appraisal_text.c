/* report/appraisal_text.c - see the header. */
#include "report/appraisal_text.h"

#include <string.h>

#include "base/i18n.h"
#include "report/fact_text.h"
#include "report/layout.h"
#include "report/show.h"

static int int_of(const json_t *object, const char *key)
{
    return (int)json_integer_value(json_object_get(object, key));
}

static size_t columns(const ntm_text_options *options)
{
    return options->width ? options->width : 100;
}

static bool differs(const json_t *finding)
{
    return json_is_false(json_object_get(finding, "agrees"));
}

/* ---- where the figures come from ---- */

void ntm_overlay_text(const json_t *unit, const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i;
    const json_t *level, *overlay = json_object_get(unit, "overlay");
    int own = 0, below = 0;
    ntm_strbuf list = {0}, text = {0};
    if (!overlay)
        return;
    json_array_foreach (json_object_get(overlay, "figures"), i, level) {
        if (!json_is_true(json_object_get(level, "taken_over"))) {
            own += int_of(level, "count");
            continue;
        }
        below += int_of(level, "count");
        ntm_strbuf_printf(&list, "%s%s: %d", list.length ? ", " : "",
                          ntm_word_assessor(ntm_json_text(level, "assessor"), options->dictionary),
                          int_of(level, "count"));
    }
    const char *name = ntm_word_assessor(ntm_json_text(overlay, "assessor"), options->dictionary);
    ntm_strbuf_printf(&text, _("%s: %d figures of its own"), name, own);
    if (below)
        ntm_strbuf_printf(&text, _("; %d taken over from below, not appraised (%s)"), below,
                          ntm_strbuf_text(&list));
    ntm_layout_wrap(out, ntm_strbuf_text(&text), 4, 0, columns(options));
    ntm_strbuf_putc(out, '\n');
    ntm_strbuf_clear(&list);
    ntm_strbuf_clear(&text);
}

/* ---- findings in brief, for the table of criteria ---- */

static bool of_criterion(const json_t *indicator, const json_t *criterion)
{
    return int_of(indicator, "criterion") == int_of(criterion, "criterion");
}

bool ntm_has_findings(const json_t *unit, const json_t *criterion)
{
    size_t i;
    const json_t *item;
    if (criterion && json_object_get(criterion, "appraisals"))
        return true;
    json_array_foreach (json_object_get(unit, "criterion_results"), i, item)
        if (!criterion && json_object_get(item, "appraisals"))
            return true;
    json_array_foreach (json_object_get(unit, "results"), i, item)
        if (json_object_get(item, "appraisals") && (!criterion || of_criterion(item, criterion)))
            return true;
    return false;
}

bool ntm_findings_differ(const json_t *item)
{
    size_t i;
    const json_t *finding;
    json_array_foreach (json_object_get(item, "appraisals"), i, finding)
        if (differs(finding))
            return true;
    return false;
}

/* The finding of a level on an item; NULL. */
static const json_t *finding_of(const json_t *item, const char *assessor)
{
    size_t i;
    const json_t *finding;
    json_array_foreach (json_object_get(item, "appraisals"), i, finding)
        if (!strcmp(ntm_json_text(finding, "assessor"), assessor))
            return finding;
    return NULL;
}

/* "15.1, 15.3 chưa đạt" of one level and one word. */
static void put_indicators(const json_t *unit, const json_t *criterion, const char *assessor,
                           const char *word, ntm_strbuf *out)
{
    size_t i;
    const json_t *indicator;
    bool any = false;
    ntm_strbuf list = {0};
    json_array_foreach (json_object_get(unit, "results"), i, indicator) {
        const json_t *finding =
            of_criterion(indicator, criterion) ? finding_of(indicator, assessor) : NULL;
        if (!finding || strcmp(ntm_json_text(finding, "finding"), word) != 0)
            continue;
        ntm_strbuf_printf(&list, "%s%s%s", any ? ", " : "", ntm_json_text(indicator, "indicator"),
                          differs(finding) ? NTM_DIFFERS : "");
        any = true;
    }
    if (any)
        ntm_strbuf_printf(out, "%s%s %s", out->length ? ", " : "", ntm_strbuf_text(&list),
                          ntm_word_finding(word));
    ntm_strbuf_clear(&list);
}

static void put_level(const json_t *unit, const json_t *criterion, const char *assessor,
                      const ntm_text_options *options, ntm_strbuf *out)
{
    static const char *const words[] = {"not_met", "supplement", "met"};
    ntm_strbuf text = {0};
    const json_t *own = finding_of(criterion, assessor);
    if (own)
        ntm_strbuf_printf(&text, "%s%s", ntm_word_finding(ntm_json_text(own, "finding")),
                          differs(own) ? NTM_DIFFERS : "");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        put_indicators(unit, criterion, assessor, words[i], &text);
    if (text.length)
        ntm_strbuf_printf(out, "%s%s: %s", out->length ? "; " : "",
                          ntm_word_assessor(assessor, options->dictionary), ntm_strbuf_text(&text));
    ntm_strbuf_clear(&text);
}

static void note_levels(const json_t *item, json_t *levels)
{
    size_t i, k;
    const json_t *finding, *level;
    json_array_foreach (json_object_get(item, "appraisals"), i, finding) {
        const char *assessor = ntm_json_text(finding, "assessor");
        bool there = false;
        json_array_foreach (levels, k, level)
            there = there || !strcmp(json_string_value(level), assessor);
        if (!there)
            json_array_append_new(levels, json_string(assessor));
    }
}

void ntm_findings_brief(const json_t *unit, const json_t *criterion,
                        const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i;
    const json_t *item;
    json_t *levels = json_array();
    ntm_strbuf text = {0};
    note_levels(criterion, levels);
    json_array_foreach (json_object_get(unit, "results"), i, item)
        if (of_criterion(item, criterion))
            note_levels(item, levels);
    json_array_foreach (levels, i, item)
        put_level(unit, criterion, json_string_value(item), options, &text);
    ntm_strbuf_puts(out, ntm_strbuf_text(&text));
    ntm_strbuf_clear(&text);
    json_decref(levels);
}

/* ---- findings in full ---- */

void ntm_finding_words(const json_t *finding, ntm_strbuf *out)
{
    static const char *const keys[] = {"document", "office", "origin"};
    ntm_strbuf source = {0};
    ntm_strbuf_puts(out, ntm_word_finding(ntm_json_text(finding, "finding")));
    if (differs(finding))
        ntm_strbuf_printf(out, " %s", _("≠ computed"));
    if (ntm_json_text(finding, "reason"))
        ntm_strbuf_printf(out, " – %s", ntm_json_text(finding, "reason"));
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *text = ntm_json_text(finding, keys[i]);
        if (text)
            ntm_strbuf_printf(&source, "%s%s", source.length ? "; " : "",
                              strcmp(keys[i], "origin") == 0 ? ntm_word_origin(text) : text);
    }
    if (source.length)
        ntm_strbuf_printf(out, " (%s)", ntm_strbuf_text(&source));
    ntm_strbuf_clear(&source);
}

void ntm_finding_text(const json_t *finding, const ntm_text_options *options, ntm_strbuf *out)
{
    ntm_strbuf_printf(out, "%s ",
                      ntm_word_assessor(ntm_json_text(finding, "assessor"), options->dictionary));
    ntm_show_date(out, ntm_json_text(finding, "date"));
    ntm_strbuf_puts(out, ": ");
    ntm_finding_words(finding, out);
}

static void item_lines(const json_t *item, const char *name, const ntm_text_options *options,
                       ntm_strbuf *out)
{
    size_t i;
    const json_t *finding;
    json_array_foreach (json_object_get(item, "appraisals"), i, finding) {
        ntm_strbuf text = {0};
        ntm_finding_text(finding, options, &text);
        ntm_layout_field(out, 2, 14, i ? "" : name, ntm_strbuf_text(&text), columns(options));
        ntm_strbuf_clear(&text);
    }
}

void ntm_findings_text(const json_t *unit, const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i;
    const json_t *criterion;
    ntm_strbuf lines = {0};
    item_lines(unit, _("The whole set"), options, &lines);
    json_array_foreach (json_object_get(unit, "criterion_results"), i, criterion) {
        char name[64];
        snprintf(name, sizeof name, _("Criterion %d"), int_of(criterion, "criterion"));
        item_lines(criterion, name, options, &lines);
    }
    if (lines.length) {
        ntm_strbuf_putc(out, '\n');
        ntm_layout_colored(out, _("Findings of appraisers, beside what is computed"),
                           NTM_COLOR_HEAD, options->color);
        ntm_strbuf_printf(out, "\n%s", ntm_strbuf_text(&lines));
    }
    ntm_strbuf_clear(&lines);
}

void ntm_finding_warning_text(const json_t *warning, const ntm_text_options *options,
                              ntm_strbuf *out)
{
    const char *nearest = ntm_json_text(warning, "nearest");
    bool of_set = !strcmp(ntm_json_text(warning, "code"), "appraisal-set");
    ntm_strbuf_printf(out,
                      of_set ? _("finding of %s under '%s': there is no such set or decision here")
                             : _("finding of %s on '%s': the decision has no such criterion or "
                                 "indicator"),
                      ntm_word_assessor(ntm_json_text(warning, "assessor"), options->dictionary),
                      ntm_json_text(warning, "item"));
    if (nearest)
        ntm_strbuf_printf(out, _("; is it %s?"), nearest);
}

/* ---- titles ---- */

void ntm_cited_text(const json_t *title, ntm_strbuf *out)
{
    size_t i;
    const json_t *cited, *list = json_object_get(title, "appraisal");
    json_array_foreach (list, i, cited) {
        int findings = int_of(cited, "findings");
        ntm_strbuf_printf(out, "%s%s", i ? "; " : _("rests on the findings of "),
                          ntm_json_text(cited, "document"));
        if (findings)
            ntm_strbuf_printf(out, _(" (%d on record)"), findings);
        else
            ntm_strbuf_puts(out, _(" (none on record)"));
    }
}
