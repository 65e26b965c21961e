/* report/history_text.c - log and replay. */
#include "report/history_text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "report/fact_text.h"
#include "report/layout.h"
#include "report/show.h"

static long long int_of(const json_t *object, const char *key)
{
    return (long long)json_integer_value(json_object_get(object, key));
}

static bool is_true(const json_t *object, const char *key)
{
    return json_is_true(json_object_get(object, key));
}

void ntm_show_safe(ntm_strbuf *out, const char *text)
{
    char *safe = ntm_text_escape(text ? text : "", text ? strlen(text) : 0, SIZE_MAX / 2);
    ntm_strbuf_puts(out, safe);
    free(safe);
}

void ntm_show_time(ntm_strbuf *out, const char *time)
{
    int64_t when;
    char day[NTM_DATE_TEXT], clock[NTM_TIME_TEXT];
    if (!time || !ntm_time_parse(time, &when)) {
        ntm_strbuf_puts(out, time ? time : "");
        return;
    }
    ntm_show_date(out, ntm_date_format(ntm_time_day(when), day));
    ntm_time_format(when + 7 * 3600, clock);
    ntm_strbuf_printf(out, " %.5s", clock + 11);
}

static void heading(const char *text, const ntm_text_options *options, ntm_strbuf *out)
{
    if (out->length)
        ntm_strbuf_putc(out, '\n');
    ntm_layout_colored(out, text, NTM_COLOR_HEAD, options->color);
    ntm_strbuf_putc(out, '\n');
}

/* A line that begins with what out already has in it, wrapped under itself. */
static void put_line(ntm_strbuf *line, const ntm_text_options *options, ntm_strbuf *out)
{
    ntm_strbuf_puts(out, "  ");
    ntm_layout_wrap(out, ntm_strbuf_text(line), 8, 2, options->width ? options->width : 100);
    ntm_strbuf_putc(out, '\n');
    ntm_strbuf_clear(line);
}

void ntm_checkpoint_lines(const json_t *checkpoint, size_t indent, ntm_strbuf *out)
{
    int width = (int)indent;
    ntm_strbuf_printf(out, "%*s%s\n%*s%lld\n%*s%s\n%*s%s\n", width, "",
                      ntm_json_text(checkpoint, "name"), width, "", int_of(checkpoint, "size"),
                      width, "", ntm_json_text(checkpoint, "root"), width, "",
                      ntm_json_text(checkpoint, "time"));
}

/* ---- log ---- */

typedef struct counted {
    const char *key, *words;
} counted;

/* "520 observations, 3 titles": of these kinds those that are more than none. */
static void show_counts(const json_t *object, const counted *kinds, size_t nkinds, const char *none,
                        ntm_strbuf *out)
{
    bool any = false;
    for (size_t i = 0; i < nkinds; i++) {
        long long count = int_of(object, kinds[i].key);
        if (!count)
            continue;
        ntm_strbuf_puts(out, any ? ", " : "");
        ntm_strbuf_printf(out, _(kinds[i].words), count);
        any = true;
    }
    if (!any)
        ntm_strbuf_puts(out, none);
}

/* "#3    28/11/2026 17:00  Lan  " */
static void begin_line(const json_t *item, const char *time, ntm_strbuf *line)
{
    ntm_strbuf_printf(line, "#%-4lld ", int_of(item, "number"));
    ntm_show_time(line, ntm_json_text(item, time));
    ntm_strbuf_puts(line, "  ");
    ntm_show_safe(line, ntm_json_text(item, "actor"));
    ntm_strbuf_puts(line, "  ");
}

static void show_note(const json_t *item, ntm_strbuf *line)
{
    const char *note = ntm_json_text(item, "note");
    if (!note || !*note)
        return;
    ntm_strbuf_puts(line, " – ");
    ntm_show_safe(line, note);
}

static void show_removal(const json_t *removal, ntm_strbuf *line)
{
    ntm_strbuf_puts(line, _(" – bytes removed"));
    if (!removal)
        return;
    ntm_strbuf_puts(line, " ");
    ntm_show_time(line, ntm_json_text(removal, "removed_at"));
    ntm_strbuf_puts(line, ", ");
    ntm_show_safe(line, ntm_json_text(removal, "actor"));
    ntm_strbuf_puts(line, ": ");
    ntm_show_safe(line, ntm_json_text(removal, "reason"));
}

static void log_import(const json_t *import, const ntm_text_options *options, ntm_strbuf *out)
{
    static const counted kinds[] = {{"units", N_("%lld units")},
                                    {"successions", N_("%lld successions of units")},
                                    {"observations", N_("%lld observations")},
                                    {"titles", N_("%lld titles")},
                                    {"registrations", N_("%lld registrations")},
                                    {"findings", N_("%lld findings of appraisers")},
                                    {"papers", N_("%lld papers")}};
    ntm_strbuf line = {0};
    begin_line(import, "imported_at", &line);
    if (!strcmp(ntm_json_text(import, "kind"), "retraction")) {
        if (json_object_get(import, "of_line"))
            ntm_strbuf_printf(&line, _("retraction of line %lld of #%lld: "),
                              int_of(import, "of_line"), int_of(import, "of_import"));
        else
            ntm_strbuf_printf(&line, _("retraction of #%lld: "), int_of(import, "of_import"));
        ntm_show_safe(&line, ntm_json_text(import, "note"));
    } else {
        ntm_show_safe(&line, ntm_json_text(import, "file"));
        ntm_strbuf_puts(&line, ": ");
        show_counts(import, kinds, sizeof kinds / sizeof *kinds, _("nothing new"), &line);
        show_note(import, &line);
    }
    if (json_object_get(import, "retracted_by"))
        ntm_strbuf_printf(&line, _(" – withdrawn by #%lld"), int_of(import, "retracted_by"));
    if (!is_true(import, "kept"))
        show_removal(json_object_get(import, "removal"), &line);
    put_line(&line, options, out);
}

/* What was asked for beside decision and day: an answer by made-up law is not like the others. */
static void show_parameters(const json_t *parameters, ntm_strbuf *line)
{
    size_t i;
    const json_t *folder;
    json_array_foreach (json_object_get(parameters, "also"), i, folder)
        ntm_strbuf_printf(line, " · --also %s", json_string_value(folder));
    if (is_true(parameters, "outside"))
        ntm_strbuf_puts(line, " · --outside");
    if (is_true(parameters, "evidenced"))
        ntm_strbuf_puts(line, " · --evidenced");
    if (ntm_json_text(parameters, "assessor"))
        ntm_strbuf_printf(line, " · --assessor %s", ntm_json_text(parameters, "assessor"));
    if (json_object_size(json_object_get(parameters, "carry")))
        ntm_strbuf_puts(line, " · --carry");
}

static void log_run(const json_t *run, const ntm_text_options *options, ntm_strbuf *out)
{
    static const counted levels[] = {{"met", N_("%lld met")},
                                     {"not_met", N_("%lld not met")},
                                     {"undecided", N_("%lld undecided")}};
    const size_t nlevels = sizeof levels / sizeof *levels;
    const json_t *units = json_object_get(run, "units");
    const char *only = ntm_json_text(units, "only");
    ntm_strbuf line = {0};
    begin_line(run, "recorded_at", &line);
    ntm_strbuf_printf(&line, "%s · ", ntm_json_text(run, "decision"));
    ntm_show_date(&line, ntm_json_text(run, "as_of"));
    ntm_strbuf_printf(&line, _(" · known #%lld"), int_of(run, "known_import"));
    put_line(&line, options, out);

    if (only) {
        ntm_strbuf_printf(&line, _("unit %s: "), only);
        for (size_t i = 0; i < nlevels; i++)
            if (int_of(units, levels[i].key))
                ntm_strbuf_puts(&line, ntm_word_level_reached(levels[i].key));
    } else {
        ntm_strbuf_printf(&line, _("%lld units: "), int_of(units, "total"));
        show_counts(units, levels, nlevels, "–", &line);
    }
    if (is_true(run, "reconstructed"))
        ntm_strbuf_puts(&line, _(" · reconstructed"));
    if (is_true(run, "illustrative"))
        ntm_strbuf_puts(&line, _(" · illustrative"));
    show_parameters(json_object_get(run, "parameters"), &line);
    show_note(run, &line);
    ntm_strbuf_puts(out, "      ");
    put_line(&line, options, out);
}

void ntm_log_text(const json_t *log, const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i;
    const json_t *item;
    const json_t *imports = json_object_get(log, "imports"), *runs = json_object_get(log, "runs");
    if (json_array_size(imports))
        heading(_("Imports (time in Vietnam)"), options, out);
    json_array_foreach (imports, i, item)
        log_import(item, options, out);
    if (json_array_size(runs))
        heading(_("Runs on record (time in Vietnam)"), options, out);
    json_array_foreach (runs, i, item)
        log_run(item, options, out);
    if (runs && !json_array_size(runs))
        ntm_strbuf_printf(out, "%s%s\n", out->length ? "\n" : "",
                          _("no run is on record; 'ntm evaluate … --record' keeps one"));
    if (!json_object_get(log, "checkpoint"))
        return;
    heading(_("Checkpoint"), options, out);
    ntm_checkpoint_lines(json_object_get(log, "checkpoint"), 2, out);
}

/* ---- replay ---- */

static void replay_difference(const json_t *difference, ntm_strbuf *out)
{
    const char *then = ntm_json_text(difference, "recorded");
    const char *now = ntm_json_text(difference, "computed");
    ntm_strbuf_printf(out, _("        first difference: unit %s, %s\n"),
                      ntm_json_text(difference, "unit"), ntm_json_text(difference, "path"));
    ntm_strbuf_printf(out, _("          recorded  %s\n          computed  %s\n"),
                      then ? then : _("nothing"), now ? now : _("nothing"));
}

static void replay_run(const json_t *run, const ntm_text_options *options, ntm_strbuf *out)
{
    static const struct {
        const char *key, *words;
    } moved[] = {
        {"rules", N_("the rules: a kept script or document is not what it was")},
        {"data", N_("the data: kept facts are not what they were")},
        {"parameters", N_("the parameters of the run are not what they were")},
        {"result", N_("the recorded result, or the facts named with it, are not what they were")},
        {"engine", N_("the program: the same rules, data and parameters give another result")}};
    const char *end = ntm_json_text(run, "end");
    ntm_strbuf_printf(out, _("  run #%-4lld "), int_of(run, "number"));
    if (!strcmp(end, "same")) {
        ntm_layout_colored(out, _("the same"), NTM_COLOR_GOOD, options->color);
        ntm_strbuf_printf(out, _(", byte for byte: %lld units\n"), int_of(run, "units"));
        return;
    }
    if (!strcmp(end, "refused")) {
        ntm_layout_colored(out, _("not replayed"), NTM_COLOR_BAD, options->color);
        ntm_strbuf_printf(out,
                          _(": it was computed by profile %s (%s), which this program does "
                            "not have\n"),
                          ntm_json_text(run, "profile"), ntm_json_text(run, "engine_then"));
        return;
    }
    ntm_layout_colored(out, _("differs"), NTM_COLOR_BAD, options->color);
    ntm_strbuf_printf(out, _(": %lld of %lld units are the same\n"), int_of(run, "same"),
                      int_of(run, "units"));
    size_t i;
    const json_t *word;
    json_array_foreach (json_object_get(run, "moved"), i, word)
        for (size_t k = 0; k < sizeof moved / sizeof *moved; k++)
            if (!strcmp(json_string_value(word), moved[k].key))
                ntm_strbuf_printf(out, "        %s\n", _(moved[k].words));
    if (json_object_get(run, "difference"))
        replay_difference(json_object_get(run, "difference"), out);
}

void ntm_replay_text(const json_t *replay, const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i;
    const json_t *run;
    if (!json_array_size(json_object_get(replay, "runs")))
        ntm_strbuf_printf(out, "%s\n",
                          _("no run is on record; 'ntm evaluate … --record' keeps one"));
    json_array_foreach (json_object_get(replay, "runs"), i, run)
        replay_run(run, options, out);
}
