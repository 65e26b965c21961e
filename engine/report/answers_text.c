/* report/answers_text.c - see the header. */
#include "report/answers_text.h"

#include <string.h>

#include "base/i18n.h"
#include "report/appraisal_text.h"
#include "report/fact_text.h"
#include "report/predecessors.h"
#include "report/show.h"

#define INDENT 6

static int int_of(const json_t *object, const char *key)
{
    return (int)json_integer_value(json_object_get(object, key));
}

ntm_color ntm_level_color(const char *level)
{
    return !strcmp(level, "met")       ? NTM_COLOR_GOOD
           : !strcmp(level, "not_met") ? NTM_COLOR_BAD
                                       : NTM_COLOR_OPEN;
}

static bool is(const json_t *object, const char *key, const char *value)
{
    const char *text = ntm_json_text(object, key);
    return text && !strcmp(text, value);
}

/* One sentence on lines of its own, further in than the answer it belongs to. */
static void sentence(ntm_strbuf *text, const ntm_text_options *options, ntm_strbuf *out)
{
    ntm_strbuf_printf(out, "%*s", INDENT, "");
    ntm_layout_wrap(out, ntm_strbuf_text(text), INDENT + 2, INDENT,
                    options->width ? options->width : 100);
    ntm_strbuf_putc(out, '\n');
    ntm_strbuf_clear(text);
}

/* "2, 6, 15" or "10, 17 or 19" */
static void put_numbers(ntm_strbuf *out, const json_t *numbers, const char *last)
{
    size_t i, count = json_array_size(numbers);
    const json_t *number;
    json_array_foreach (numbers, i, number)
        ntm_strbuf_printf(out, "%s%d",
                          !i               ? ""
                          : i + 1 == count ? last
                                           : ", ",
                          (int)json_integer_value(number));
}

static void put_criteria(ntm_strbuf *out, const json_t *numbers)
{
    ntm_strbuf list = {0};
    put_numbers(&list, numbers, ", ");
    /* Translators: numbers of criteria, and how many they are */
    ntm_strbuf_printf(out, _("criteria %s (%d)"), ntm_strbuf_text(&list),
                      (int)json_array_size(numbers));
    ntm_strbuf_clear(&list);
}

/* ---- level ---- */

bool ntm_illustrates_only(const json_t *unit) { return is(unit, "grounds", "none"); }

const char *ntm_level_words(const json_t *unit)
{
    const char *level = ntm_json_text(json_object_get(unit, "answers"), "level");
    bool scored = json_object_get(unit, "score") != NULL; /* points and band are told elsewhere */
    return ntm_illustrates_only(unit) ? _("not enough ground for a conclusion: no original figures")
           : !scored                  ? ntm_word_level_reached(level)
           : !strcmp(level, "met")    ? _("a band is reached")
           : !strcmp(level, "not_met") ? _("no band is reached")
                                       : ntm_word_level_reached(level);
}

static void totals_line(const char *what, const json_t *totals, ntm_strbuf *out)
{
    const json_t *of = json_object_get(totals, "of_met");
    int met = int_of(totals, "met"), total = int_of(totals, "total");
    int na = int_of(of, "not_applicable"), either = int_of(of, "either_way");
    ntm_strbuf_puts(out, what);
    ntm_layout_pad(out, what, 12);
    ntm_strbuf_printf(out, _("%d/%d met"), met, total);
    if (na)
        ntm_strbuf_printf(out, _(" (%d of %d applicable; %d not applicable)"), met - na, total - na,
                          na);
    if (either)
        ntm_strbuf_printf(out, _(" (%d met either way)"), either);
    ntm_strbuf_printf(out, _("; %d not met; %d undecided; %d in error\n"),
                      int_of(totals, "not_met"), int_of(totals, "undecided"),
                      int_of(totals, "error"));
}

static void level_text(const json_t *unit, const ntm_text_options *options, ntm_strbuf *out)
{
    const char *level = ntm_json_text(json_object_get(unit, "answers"), "level");
    const json_t *criteria = json_object_get(unit, "criteria");
    const json_t *indicators = json_object_get(unit, "indicators");
    int indent = 2;
    ntm_strbuf_printf(out, "  %s ", _("Level reached:"));
    ntm_layout_colored(out, ntm_level_words(unit), ntm_level_color(level), options->color);
    ntm_strbuf_putc(out, '\n');
    if (json_object_get(unit, "score")) {
        if (ntm_illustrates_only(unit))
            ntm_strbuf_printf(out, "  %s\n", _("The rating below is made of illustrative figures"));
        return;
    }
    if (ntm_illustrates_only(unit)) {
        indent = INDENT;
        ntm_strbuf_puts(out, "  ");
        ntm_strbuf_printf(out, _("Illustrative figures for %d/%d criteria, %d/%d indicators:\n"),
                          int_of(criteria, "met"), int_of(criteria, "total"),
                          int_of(indicators, "met"), int_of(indicators, "total"));
    }
    ntm_strbuf_printf(out, "%*s", indent, "");
    totals_line(_("Criteria:"), criteria, out);
    ntm_strbuf_printf(out, "%*s", indent, "");
    totals_line(_("Indicators:"), indicators, out);
}

/* ---- the title, and whether it is kept ---- */

static void held_text(const json_t *held, ntm_strbuf *out)
{
    ntm_strbuf_puts(out, _("recognised"));
    if (ntm_json_text(held, "date")) {
        ntm_strbuf_putc(out, ' ');
        ntm_show_date(out, ntm_json_text(held, "date"));
    }
    if (ntm_json_text(held, "number"))
        ntm_strbuf_printf(out, " (%s)", ntm_json_text(held, "number"));
    if (ntm_json_text(held, "set"))
        ntm_strbuf_printf(out, _(" under %s"), ntm_json_text(held, "set"));
    if (is(held, "origin", "constructed"))
        ntm_strbuf_printf(out, " (%s)", ntm_word_origin("constructed"));
    ntm_strbuf_puts(out, "; ");
}

/* Titles stay with the unit of their time: what the predecessors held is told, and no more. */
static void titles_before(const json_t *unit, const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i, k;
    const json_t *predecessor, *title;
    ntm_strbuf text = {0};
    json_array_foreach (json_object_get(unit, "predecessors"), i, predecessor)
        json_array_foreach (json_object_get(predecessor, "titles"), k, title) {
            ntm_predecessor_title_text(predecessor, title, &text);
            sentence(&text, options, out);
        }
}

static void kept_text(const json_t *unit, const json_t *answers, const ntm_text_options *options,
                      ntm_strbuf *out)
{
    const json_t *held = json_object_get(answers, "held");
    ntm_strbuf text = {0};
    ntm_strbuf_printf(out, "  %s ", _("Title:"));
    if (!held) {
        ntm_strbuf_printf(out, "%s\n", _("no title on record"));
        titles_before(unit, options, out);
        return;
    }
    held_text(held, out);
    if (is(answers, "kept", "not_kept")) {
        ntm_strbuf_puts(out, _("under the set in question not kept: "));
        put_criteria(out, json_object_get(answers, "lost"));
    } else {
        ntm_strbuf_puts(
            out, is(answers, "kept", "kept")  ? _("kept in full under the set in question")
                 : ntm_illustrates_only(unit) ? _("no original figures to say whether it is kept")
                                              : _("not enough data to say whether it is kept"));
    }
    ntm_strbuf_putc(out, '\n');
    if (ntm_json_text(held, "note")) {
        ntm_strbuf_puts(&text, ntm_json_text(held, "note"));
        sentence(&text, options, out);
    }
    ntm_cited_text(held, &text);
    if (text.length)
        sentence(&text, options, out);
    titles_before(unit, options, out);
}

/* ---- recognition ---- */

static void level_reason(const json_t *reason, ntm_strbuf *text)
{
    const json_t *not_met = json_object_get(reason, "not_met");
    const json_t *undecided = json_object_get(reason, "undecided");
    if (json_is_true(json_object_get(reason, "no_original_figures"))) {
        ntm_strbuf_puts(text, _("all figures are illustrative: nothing follows from them"));
        return;
    }
    if (json_array_size(not_met)) {
        ntm_strbuf_puts(text, _("the set is not met in full: "));
        put_criteria(text, not_met);
    }
    if (json_array_size(undecided)) {
        ntm_strbuf_puts(text, json_array_size(not_met) ? "; " : "");
        ntm_strbuf_puts(text, _("not enough data, which never counts as not met: "));
        put_criteria(text, undecided);
    }
    if (json_is_true(json_object_get(reason, "incomplete"))) {
        ntm_strbuf_puts(text, text->length ? "; " : "");
        ntm_strbuf_puts(text, _("only a part of the set is known"));
    }
}

/* "Meets the set in force: not met; under 32/2022 …: 4 criteria (2, 6, 15, 17)" */
static void gate_reason(const json_t *reason, ntm_strbuf *text)
{
    const json_t *elsewhere = json_object_get(reason, "elsewhere");
    ntm_strbuf_puts(text, is(reason, "kind", "requires") ? _("requirement") : _("condition"));
    ntm_strbuf_printf(text, " \"%s\": %s", ntm_json_text(reason, "name"),
                      ntm_word_status(ntm_json_text(reason, "status")));
    if (!elsewhere)
        return;
    const json_t *not_met = json_object_get(elsewhere, "not_met");
    const json_t *undecided = json_object_get(elsewhere, "undecided");
    ntm_strbuf_printf(text, _("; under %s "), ntm_json_text(elsewhere, "decision"));
    if (json_array_size(not_met)) {
        ntm_strbuf_puts(text, _("not met: "));
        put_criteria(text, not_met);
    }
    if (json_array_size(undecided)) {
        ntm_strbuf_puts(text, json_array_size(not_met) ? "; " : "");
        ntm_strbuf_puts(text, _("not enough data: "));
        put_criteria(text, undecided);
    }
}

/* What is left to say when the whole set were met: the gates have an answer of their own. */
static void if_met_text(const json_t *unit, const json_t *answers, const ntm_text_options *options,
                        ntm_strbuf *out)
{
    int total = int_of(json_object_get(unit, "indicators"), "total");
    ntm_strbuf text = {0};
    if (is(answers, "level", "met") || is(answers, "if_met", "yes"))
        return;
    if (!total) /* of the set not even one indicator is known */
        ntm_strbuf_puts(&text,
                        is(answers, "if_met", "no")
                            ? _("even with the whole set met it could still not be recognised")
                            : _("with the whole set met it would be undecided: the "
                                "conditions lack data"));
    else if (is(answers, "if_met", "no"))
        ntm_strbuf_printf(&text,
                          _("even with all %d of %d indicators met it could still not be "
                            "recognised"),
                          total, total);
    else
        ntm_strbuf_printf(&text,
                          _("with all %d of %d indicators met it would be undecided: the "
                            "conditions lack data"),
                          total, total);
    sentence(&text, options, out);
}

static void recognition_text(const json_t *unit, const json_t *answers,
                             const ntm_text_options *options, ntm_strbuf *out)
{
    static const char *const words[][2] = {{"held", N_("the title is held already")},
                                           {"no", N_("no")},
                                           {"undecided", N_("not enough data to say")},
                                           {"not_registered", N_("nothing stands in the way")},
                                           {"yes", N_("yes")}};
    size_t i;
    const json_t *reason;
    ntm_strbuf text = {0};
    ntm_strbuf_printf(out, "  %s ", _("May be recognised:"));
    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (is(answers, "recognition", words[i][0]))
            ntm_strbuf_puts(out, _(words[i][1]));
    if (json_object_get(answers, "registered"))
        ntm_strbuf_printf(out, _("; registered in %d"), int_of(answers, "registered"));
    else if (!json_object_get(answers, "held"))
        ntm_strbuf_printf(out, "; %s", _("not registered"));
    ntm_strbuf_putc(out, '\n');
    json_array_foreach (json_object_get(answers, "reasons"), i, reason) {
        if (is(reason, "kind", "level"))
            level_reason(reason, &text);
        else
            gate_reason(reason, &text);
        if (text.length) /* of a rating by points there are no criteria to name */
            sentence(&text, options, out);
    }
    if (!json_object_get(answers, "held"))
        if_met_text(unit, answers, options, out);
}

/* ---- withdrawal ---- */

static void put_line(const json_t *line, ntm_strbuf *text)
{
    const json_t *one_of = json_object_get(line, "one_of");
    const char *share = ntm_json_text(line, "share");
    if (share) {
        ntm_strbuf_puts(text, _("from "));
        ntm_show_quantity(text, share, "percent", NULL);
    }
    if (share && one_of)
        ntm_strbuf_puts(text, _(" if among them is "));
    if (one_of) {
        ntm_strbuf_puts(text, _("criterion "));
        put_numbers(text, one_of, _(" or "));
    }
}

/* "4/19 criteria are not met = 21.05%; the line: from 50%; or from 30% if …" */
static void share_text(const json_t *rule, const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i;
    const json_t *line;
    ntm_strbuf text = {0};
    ntm_strbuf_printf(&text, _("%d/%d criteria are not met"), int_of(rule, "not_met"),
                      int_of(rule, "total"));
    if (ntm_json_text(rule, "shown")) {
        ntm_strbuf_puts(&text, " = ");
        ntm_show_quantity(&text, ntm_json_text(rule, "shown"), "percent", NULL);
    }
    if (int_of(rule, "undecided"))
        ntm_strbuf_printf(&text, _(", %d undecided"), int_of(rule, "undecided"));
    json_array_foreach (json_object_get(rule, "lines"), i, line) {
        ntm_strbuf_puts(&text, i ? _("; or ") : _("; the line: "));
        put_line(line, &text);
    }
    sentence(&text, options, out);
}

/* "10, 19 and 1 other" */
static void put_set(const json_t *set, ntm_strbuf *text)
{
    const json_t *criteria = json_object_get(set, "criteria");
    int others = int_of(set, "others");
    if (json_array_size(criteria))
        ntm_strbuf_puts(text, _("criterion "));
    put_numbers(text, criteria, _(" and "));
    if (others && json_array_size(criteria))
        ntm_strbuf_printf(text, _(" and %d of the others"), others);
    else if (others)
        ntm_strbuf_printf(text, _("any %d of the others"), others);
}

static void distance_text(const json_t *rule, const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i;
    const json_t *set, *distance = json_object_get(rule, "distance");
    int least = int_of(distance, "criteria"), told = 0;
    ntm_strbuf text = {0};
    if (is(rule, "status", "pass"))
        return;
    if (!distance) {
        ntm_strbuf_puts(&text, _("how many further criteria would reach it was not found"));
        sentence(&text, options, out);
        return;
    }
    ntm_strbuf_printf(&text, _("it would be reached by the loss of %d more"), least);
    if (json_is_true(json_object_get(distance, "any"))) {
        ntm_strbuf_puts(&text, _(", whichever they are"));
    } else {
        json_array_foreach (json_object_get(distance, "sets"), i, set) {
            int size = (int)json_array_size(json_object_get(set, "criteria"));
            if (size + int_of(set, "others") != least)
                continue;
            ntm_strbuf_puts(&text, told++ ? "; " : ": ");
            put_set(set, &text);
        }
    }
    sentence(&text, options, out);
}

static void withdrawal_text(const json_t *answers, const ntm_text_options *options, ntm_strbuf *out)
{
    static const char *const words[][2] = {
        {"no_title", N_("no title on record")},
        {"no_rule", N_("no rule of withdrawal is encoded for this set")},
        {"no", N_("the line is not reached")},
        {"undecided", N_("not enough data to say")},
        {"yes", N_("the line is reached")},
    };
    size_t i;
    const json_t *rule;
    ntm_strbuf_printf(out, "  %s ", _("Withdrawal:"));
    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (is(answers, "withdrawal", words[i][0]))
            ntm_strbuf_puts(out, _(words[i][1]));
    ntm_strbuf_putc(out, '\n');
    json_array_foreach (json_object_get(answers, "withdrawal_rules"), i, rule) {
        share_text(rule, options, out);
        distance_text(rule, options, out);
    }
}

void ntm_answers_text(const json_t *unit, const ntm_text_options *options, ntm_strbuf *out)
{
    const json_t *answers = json_object_get(unit, "answers");
    level_text(unit, options, out);
    kept_text(unit, answers, options, out);
    recognition_text(unit, answers, options, out);
    withdrawal_text(answers, options, out);
}
