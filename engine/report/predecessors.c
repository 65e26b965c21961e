/* report/predecessors.c - see the header. */
#include "report/predecessors.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "model/succession.h"
#include "model/titles.h"
#include "report/evaluation_priv.h"
#include "report/fact_text.h"
#include "report/layout.h"
#include "report/show.h"

/* ---- JSON ---- */

static json_t *title_json(const ntm_title *title, ntm_date last_day)
{
    const char *state = ntm_title_holds(title, last_day, INT64_MAX) ? "held"
                        : title->withdrawn <= last_day              ? "withdrawn"
                                                                    : "expired";
    json_t *object = json_pack("{s:s, s:s}", "title", title->title, "state", state);
    if (title->date != NTM_DATE_MIN)
        json_object_set_new(object, "date", ntm_json_date(title->date));
    ntm_json_set_text(object, "number", title->number);
    ntm_json_set_text(object, "set", title->set);
    ntm_json_set_text(object, "note", title->note);
    return object;
}

static json_t *titles_json(const ntm_dataset *dataset, const ntm_unit *unit, ntm_date last_day,
                           int64_t known_import)
{
    json_t *list = json_array();
    const ntm_title **titles = NULL;
    size_t count = unit ? ntm_titles_of(dataset, unit, last_day, known_import, &titles) : 0;
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, title_json(titles[i], last_day));
    free(titles);
    return list;
}

json_t *ntm_predecessors_json(const ntm_dataset *dataset, const ntm_unit *unit,
                              int64_t known_import)
{
    ntm_predecessor *found;
    json_t *list = json_array();
    size_t count = ntm_predecessors_of(dataset, unit, known_import, &found);
    for (size_t i = 0; i < count; i++) {
        const ntm_predecessor *p = &found[i];
        ntm_date last_day = unit->valid_from - 1;
        json_t *object = json_pack("{s:s, s:s, s:s, s:o, s:b, s:o}", "unit", p->code, "name",
                                   p->unit ? p->unit->name : p->code, "level",
                                   ntm_level_code(p->unit ? p->unit->level : unit->level), "until",
                                   ntm_json_date(last_day), "counts", p->counts, "titles",
                                   titles_json(dataset, p->unit, last_day, known_import));
        if (p->succession) {
            ntm_json_set_text(object, "extent", ntm_extent_code(p->succession->extent));
            ntm_json_set_text(object, "confirmed", p->succession->confirmed);
            ntm_json_set_text(object, "origin", p->succession->origin);
            ntm_json_set_text(object, "note", p->succession->note);
        }
        json_array_append_new(list, object);
    }
    free(found);
    return list;
}

/* ---- text ---- */

static const char *extent_words(const char *extent)
{
    return !extent                    ? _("no row says what became of it")
           : !strcmp(extent, "whole") ? _("the whole of it")
           : !strcmp(extent, "part")  ? _("a part of it")
                                      : _("how much of it is not known");
}

static void predecessor_text(const json_t *predecessor, ntm_strbuf *out)
{
    ntm_strbuf_printf(out, "%s ", ntm_json_text(predecessor, "unit"));
    ntm_show_unit(out, ntm_json_text(predecessor, "level"), ntm_json_text(predecessor, "name"));
    ntm_strbuf_printf(out, ": %s", extent_words(ntm_json_text(predecessor, "extent")));
    if (ntm_json_text(predecessor, "confirmed"))
        ntm_strbuf_printf(out, _("; confirmed by: %s"), ntm_json_text(predecessor, "confirmed"));
    if (!json_is_true(json_object_get(predecessor, "counts")))
        ntm_strbuf_puts(out, _("; its figures are not carried over"));
    if (ntm_json_text(predecessor, "origin"))
        ntm_strbuf_printf(out, " (%s)", ntm_word_origin(ntm_json_text(predecessor, "origin")));
    if (ntm_json_text(predecessor, "note"))
        ntm_strbuf_printf(out, " – %s", ntm_json_text(predecessor, "note"));
}

void ntm_predecessors_text(const json_t *predecessors, size_t width, ntm_strbuf *out)
{
    size_t i;
    const json_t *predecessor;
    json_array_foreach (predecessors, i, predecessor) {
        ntm_strbuf text = {0}, key = {0}, day = {0};
        ntm_show_date(&day, ntm_json_text(predecessor, "until"));
        ntm_strbuf_printf(&key, _("Before, until %s: "), ntm_strbuf_text(&day));
        ntm_strbuf_clear(&day);
        predecessor_text(predecessor, &text);
        ntm_strbuf_puts(out, ntm_strbuf_text(&key));
        ntm_layout_wrap(out, ntm_strbuf_text(&text), 4, ntm_text_width(ntm_strbuf_text(&key)),
                        width ? width : 100);
        ntm_strbuf_putc(out, '\n');
        ntm_strbuf_clear(&key);
        ntm_strbuf_clear(&text);
    }
}

void ntm_predecessor_title_text(const json_t *predecessor, const json_t *title, ntm_strbuf *out)
{
    const char *state = ntm_json_text(title, "state");
    ntm_strbuf_puts(out, _("before the merger "));
    ntm_show_unit(out, ntm_json_text(predecessor, "level"), ntm_json_text(predecessor, "name"));
    ntm_strbuf_printf(out, " (%s): %s, %s", ntm_json_text(predecessor, "unit"),
                      ntm_json_text(title, "title"), _("recognised"));
    if (ntm_json_text(title, "date")) {
        ntm_strbuf_putc(out, ' ');
        ntm_show_date(out, ntm_json_text(title, "date"));
    }
    if (ntm_json_text(title, "number"))
        ntm_strbuf_printf(out, " (%s)", ntm_json_text(title, "number"));
    if (ntm_json_text(title, "set"))
        ntm_strbuf_printf(out, _(" under %s"), ntm_json_text(title, "set"));
    if (!strcmp(state, "withdrawn"))
        ntm_strbuf_puts(out, _(", withdrawn since"));
    else if (!strcmp(state, "expired"))
        ntm_strbuf_puts(out, _(", expired since"));
    ntm_strbuf_puts(out, _("; a title stays with the unit of its time"));
}
