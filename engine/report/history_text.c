/* report/history_text.c - log and replay. */
#include "report/history_text.h"

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

/* ---- log ---- */

/* "520 observations, 3 titles": the kinds of rows that an import brought. */
static void show_counts(const json_t *import, ntm_strbuf *out)
{
    static const struct {
        const char *key, *words;
    } kinds[] = {{"units", N_("%lld units")},
                 {"successions", N_("%lld successions of units")},
                 {"observations", N_("%lld observations")},
                 {"titles", N_("%lld titles")},
                 {"registrations", N_("%lld registrations")},
                 {"findings", N_("%lld findings of appraisers")},
                 {"papers", N_("%lld papers")}};
    bool any = false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        long long count = int_of(import, kinds[i].key);
        if (!count)
            continue;
        ntm_strbuf_puts(out, any ? ", " : "");
        ntm_strbuf_printf(out, _(kinds[i].words), count);
        any = true;
    }
    if (!any)
        ntm_strbuf_puts(out, _("nothing new"));
}

static void log_import(const json_t *import, ntm_strbuf *out)
{
    ntm_strbuf_printf(out, "  #%-4lld ", int_of(import, "number"));
    ntm_show_time(out, ntm_json_text(import, "imported_at"));
    ntm_strbuf_printf(out, "  %s  ", ntm_json_text(import, "actor"));
    if (!strcmp(ntm_json_text(import, "kind"), "retraction")) {
        ntm_strbuf_printf(out, _("retraction: %s\n"), ntm_json_text(import, "note"));
        return;
    }
    ntm_strbuf_printf(out, "%s: ", ntm_json_text(import, "file"));
    show_counts(import, out);
    if (json_object_get(import, "retracted_by"))
        ntm_strbuf_printf(out, _(" – withdrawn by #%lld"), int_of(import, "retracted_by"));
    if (!is_true(import, "kept"))
        ntm_strbuf_puts(out, _(" – bytes removed"));
    ntm_strbuf_putc(out, '\n');
}

static void log_run(const json_t *run, const ntm_text_options *options, ntm_strbuf *out)
{
    const json_t *units = json_object_get(run, "units");
    ntm_strbuf_printf(out, "  #%-4lld ", int_of(run, "number"));
    ntm_show_time(out, ntm_json_text(run, "recorded_at"));
    ntm_strbuf_printf(out, "  %s  %s · ", ntm_json_text(run, "actor"),
                      ntm_json_text(run, "decision"));
    ntm_show_date(out, ntm_json_text(run, "as_of"));
    ntm_strbuf_printf(out, _(" · known #%lld · %lld units: %lld met, %lld not met, %lld undecided"),
                      int_of(run, "known_import"), int_of(units, "total"), int_of(units, "met"),
                      int_of(units, "not_met"), int_of(units, "undecided"));
    if (is_true(run, "reconstructed"))
        ntm_strbuf_puts(out, _(" · reconstructed"));
    if (is_true(run, "illustrative")) {
        ntm_strbuf_puts(out, " · ");
        ntm_layout_colored(out, _("illustrative"), NTM_COLOR_BAD, options->color);
    }
    if (ntm_json_text(run, "note") && *ntm_json_text(run, "note"))
        ntm_strbuf_printf(out, " – %s", ntm_json_text(run, "note"));
    ntm_strbuf_putc(out, '\n');
}

void ntm_log_text(const json_t *log, const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i;
    const json_t *item;
    const json_t *imports = json_object_get(log, "imports"), *runs = json_object_get(log, "runs");
    if (json_array_size(imports))
        heading(_("Imports"), options, out);
    json_array_foreach (imports, i, item)
        log_import(item, out);
    if (json_array_size(runs))
        heading(_("Runs on record"), options, out);
    json_array_foreach (runs, i, item)
        log_run(item, options, out);
    if (imports && runs && !json_array_size(runs))
        ntm_strbuf_puts(out, _("\nno run is on record; 'ntm evaluate … --record' keeps one\n"));
    const json_t *checkpoint = json_object_get(log, "checkpoint");
    if (!checkpoint)
        return;
    heading(_("Checkpoint"), options, out);
    ntm_strbuf_printf(out, "  %s\n  %lld\n  %s\n  %s\n", ntm_json_text(checkpoint, "name"),
                      int_of(checkpoint, "size"), ntm_json_text(checkpoint, "root"),
                      ntm_json_text(checkpoint, "time"));
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
        {"result", N_("the recorded result itself is not what it was")},
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
    json_array_foreach (json_object_get(replay, "runs"), i, run)
        replay_run(run, options, out);
}
