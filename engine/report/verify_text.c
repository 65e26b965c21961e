/* report/verify_text.c - what a store or a dossier was found to be, for people. */
#include <string.h>

#include "base/i18n.h"
#include "report/fact_text.h"
#include "report/history_text.h"
#include "report/layout.h"
#include "report/show.h"

static long long int_of(const json_t *object, const char *key)
{
    return (long long)json_integer_value(json_object_get(object, key));
}

static void paragraph(const char *text, size_t indent, ntm_color color,
                      const ntm_text_options *options, ntm_strbuf *out)
{
    ntm_strbuf wrapped = {0};
    ntm_layout_wrap(&wrapped, text, indent, 0, options->width ? options->width : 100);
    ntm_layout_colored(out, ntm_strbuf_text(&wrapped), color, options->color);
    ntm_strbuf_putc(out, '\n');
    ntm_strbuf_clear(&wrapped);
}

/* What it comes to: never more than that nothing was altered. */
static void end_words(const json_t *object, const ntm_text_options *options, ntm_strbuf *out)
{
    if (json_is_true(json_object_get(object, "unaltered")))
        paragraph(_("Nothing was altered since it was written down; this does not prove that the "
                    "figures or the conclusions are true."),
                  0, NTM_COLOR_GOOD, options, out);
    else
        paragraph(_("SOMETHING IS NOT AS IT WAS WRITTEN DOWN; the findings above say what."), 0,
                  NTM_COLOR_BAD, options, out);
}

static void store_text(const json_t *verify, const ntm_text_options *options, ntm_strbuf *out)
{
    ntm_strbuf line = {0};
    const json_t *checkpoint = json_object_get(verify, "checkpoint");
    ntm_strbuf_printf(&line,
                      _("%lld entries: %lld imports with %lld rows, %lld runs; %lld objects kept"),
                      int_of(verify, "entries"), int_of(verify, "imports"), int_of(verify, "rows"),
                      int_of(verify, "runs"), int_of(verify, "objects"));
    if (int_of(verify, "removed"))
        ntm_strbuf_printf(&line, _(", %lld of them without their bytes"),
                          int_of(verify, "removed"));
    paragraph(ntm_strbuf_text(&line), 2, NTM_COLOR_NONE, options, out);
    ntm_strbuf_clear(&line);
    if (checkpoint) {
        ntm_strbuf_printf(out, "%s\n", _("Checkpoint"));
        ntm_checkpoint_lines(checkpoint, 2, out);
    }
    if (int_of(verify, "checkpoints")) {
        ntm_strbuf_printf(&line, _("Held against %lld checkpoints from elsewhere."),
                          int_of(verify, "checkpoints"));
        paragraph(ntm_strbuf_text(&line), 0, NTM_COLOR_NONE, options, out);
    } else {
        paragraph(_("Without a checkpoint from elsewhere (--checkpoint) a history that was made "
                    "anew as a whole, or cut at its end, cannot be told."),
                  0, NTM_COLOR_NONE, options, out);
    }
    ntm_strbuf_clear(&line);
    end_words(verify, options, out);
}

/* What it was held against from elsewhere; without that it only fits itself. */
static void against_words(const json_t *dossier, const ntm_text_options *options, ntm_strbuf *out)
{
    ntm_strbuf line = {0};
    if (int_of(dossier, "checkpoints"))
        ntm_strbuf_printf(&line, _("Held against %lld checkpoints from elsewhere."),
                          int_of(dossier, "checkpoints"));
    else if (!json_is_true(json_object_get(dossier, "key")))
        ntm_strbuf_printf(&line, "%s",
                          _("Held against no checkpoint (--checkpoint) and no key (--key) from "
                            "elsewhere: a dossier that somebody made up as a whole cannot be "
                            "told."));
    if (line.length)
        paragraph(ntm_strbuf_text(&line), 0, NTM_COLOR_NONE, options, out);
    ntm_strbuf_clear(&line);
}

static void dossier_text(const json_t *dossier, const ntm_text_options *options, ntm_strbuf *out)
{
    ntm_strbuf line = {0};
    const json_t *checkpoint = json_object_get(dossier, "checkpoint");
    if (!checkpoint) { /* no dossier at all: the findings say so */
        ntm_strbuf_printf(out, _("%s: not verified\n"), ntm_json_text(dossier, "file"));
        return;
    }
    if (json_is_true(json_object_get(dossier, "illustrative")))
        paragraph(_("ILLUSTRATIVE DATA - not to be used as evidence"), 0, NTM_COLOR_BAD, options,
                  out);
    ntm_strbuf_printf(&line, "%s: %s %s · %s · ", ntm_json_text(dossier, "file"),
                      ntm_json_text(dossier, "unit"), ntm_json_text(dossier, "name"),
                      ntm_json_text(dossier, "decision"));
    ntm_show_date(&line, ntm_json_text(dossier, "as_of"));
    ntm_strbuf_printf(&line, " · %s · ",
                      json_is_true(json_object_get(dossier, "no_original_figures"))
                          ? _("not enough ground for a conclusion: no original figures")
                          : ntm_word_level_reached(ntm_json_text(dossier, "level")));
    ntm_strbuf_printf(&line, _("run #%lld"), int_of(dossier, "run"));
    paragraph(ntm_strbuf_text(&line), 2, NTM_COLOR_NONE, options, out);
    ntm_strbuf_clear(&line);
    ntm_strbuf_printf(out, _("Checkpoint of the ledger it is from, %lld valid signatures\n"),
                      int_of(dossier, "signatures"));
    ntm_checkpoint_lines(checkpoint, 2, out);
    against_words(dossier, options, out);
    end_words(dossier, options, out);
}

void ntm_verify_text(const json_t *verify, const ntm_text_options *options, ntm_strbuf *out)
{
    size_t i;
    const json_t *dossier;
    if (!json_object_get(verify, "dossiers"))
        store_text(verify, options, out);
    json_array_foreach (json_object_get(verify, "dossiers"), i, dossier) {
        if (i)
            ntm_strbuf_putc(out, '\n');
        dossier_text(dossier, options, out);
    }
}
