/* report/provenance_text.c - see the header. */
#include "report/provenance_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "report/fact_text.h"
#include "report/history_text.h"
#include "report/layout.h"
#include "report/show.h"

/* "2026-11-28T10:00:00Z": the day in Vietnam, as people write it. */
static void show_day_of(ntm_strbuf *out, const char *time)
{
    int64_t when;
    char day[NTM_DATE_TEXT];
    if (time && ntm_time_parse(time, &when))
        ntm_show_date(out, ntm_date_format(ntm_time_day(when), day));
}

void ntm_reconstructed_text(const json_t *evaluation, const json_t *unit,
                            const ntm_text_options *options, ntm_strbuf *out)
{
    const json_t *how = json_object_get(unit, "reconstructed");
    if (!how)
        return;
    ntm_strbuf line = {0};
    ntm_strbuf_printf(&line, "%s ", _("Reconstructed for"));
    ntm_show_date(&line, ntm_json_text(evaluation, "as_of"));
    ntm_strbuf_printf(&line, _(": the data came in later, up to import #%d of "),
                      (int)json_integer_value(json_object_get(how, "import")));
    show_day_of(&line, ntm_json_text(how, "imported_at"));
    ntm_strbuf_puts(&line, _("; this is not what was known on that day"));
    ntm_layout_wrap(out, ntm_strbuf_text(&line), 0, 2, options->width ? options->width : 100);
    ntm_strbuf_putc(out, '\n');
    ntm_strbuf_clear(&line);
}

void ntm_provenance_text(const json_t *evaluation, const ntm_text_options *options, ntm_strbuf *out)
{
    const json_t *run = json_object_get(evaluation, "run");
    const json_t *checkpoint = json_object_get(evaluation, "checkpoint");
    if (!run && !checkpoint)
        return;
    ntm_strbuf_putc(out, '\n');
    ntm_layout_colored(out, run ? _("On record") : _("The store (this answer is not recorded)"),
                       NTM_COLOR_HEAD, options->color);
    ntm_strbuf_putc(out, '\n');
    if (run) {
        ntm_strbuf line = {0};
        ntm_strbuf_printf(&line, _("run #%d, recorded on "),
                          (int)json_integer_value(json_object_get(run, "number")));
        show_day_of(&line, ntm_json_text(run, "recorded_at"));
        ntm_strbuf_puts(&line, _(" by "));
        ntm_show_safe(&line, ntm_json_text(run, "actor"));
        ntm_strbuf_printf(&line, _("; %s, profile %s"), ntm_json_text(run, "engine"),
                          ntm_json_text(run, "profile"));
        if (*ntm_json_text(run, "note")) {
            ntm_strbuf_puts(&line, " – ");
            ntm_show_safe(&line, ntm_json_text(run, "note"));
        }
        ntm_layout_field(out, 2, 0, "", ntm_strbuf_text(&line),
                         options->width ? options->width : 100);
        ntm_strbuf_clear(&line);
    }
    if (checkpoint) {
        ntm_strbuf_puts(out, _("  checkpoint, to keep elsewhere ('ntm verify --checkpoint'):\n"));
        ntm_checkpoint_lines(checkpoint, 4, out);
    }
}
