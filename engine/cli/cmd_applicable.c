/* cli/cmd_applicable.c - which sets apply to a unit on a date, and which titles it held. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/session.h"
#include "model/titles.h"
#include "report/layout.h"
#include "report/predecessors.h"
#include "report/appraisal_text.h"
#include "report/show.h"

typedef struct question {
    ntm_session session;
    const ntm_unit *unit;
    ntm_date date;
    bool last_day; /* no date was given, and the unit is no more: its last day was taken */
} question;

/* Is the unit the one of the code, or below it? */
static bool within(const question *q, const char *code)
{
    const ntm_unit *unit = q->unit;
    for (int up = 0; code && unit && up < NTM_LEVEL_COUNT; up++) {
        if (!strcmp(unit->code, code))
            return true;
        unit = unit->parent ? ntm_dataset_unit(q->session.dataset, unit->parent, q->date) : NULL;
    }
    return !code;
}

static bool applies(const question *q, const ntm_document *document)
{
    return document->kind == NTM_DECISION && document->level == q->unit->level &&
           within(q, document->scope) &&
           ntm_catalogue_in_force(ntm_session_catalogue(&q->session), document, q->date, NULL,
                                  NULL);
}

/* National sets give way to the province's own of the same series; newer ones to what they replace. */
static const ntm_document *instead_of(const question *q, const ntm_document *document)
{
    ntm_catalogue *catalogue = ntm_session_catalogue(&q->session);
    const ntm_document *next = ntm_catalogue_replacement(catalogue, document);
    if (next && next->effective <= q->date)
        return next;
    for (uint32_t i = 0; document->series && !document->scope && i < ntm_catalogue_count(catalogue);
         i++) {
        const ntm_document *other = ntm_catalogue_at(catalogue, i);
        if (other->scope && other->series && !strcmp(other->series, document->series) &&
            applies(q, other))
            return other;
    }
    return NULL;
}

static json_t *date_json(ntm_date date)
{
    char text[NTM_DATE_TEXT];
    if (date == NTM_DATE_MIN || date == NTM_DATE_MAX)
        return json_null();
    return json_string(ntm_date_format(date, text));
}

static json_t *decision_json(const question *q, const ntm_document *document)
{
    ntm_catalogue *catalogue = ntm_session_catalogue(&q->session);
    ntm_date first, last;
    uint32_t count;
    ntm_catalogue_in_force(catalogue, document, q->date, &first, &last);
    json_t *amendments = json_array();
    const ntm_document *const *list =
        ntm_catalogue_amendments(catalogue, document, q->date, &count);
    for (uint32_t i = 0; i < count; i++)
        json_array_append_new(amendments, json_string(list[i]->id));
    json_t *object =
        json_pack("{s:s, s:s, s:o, s:o, s:b, s:b, s:b, s:o}", "decision", document->id, "title",
                  document->title, "from", date_json(first), "to", date_json(last), "dates_assumed",
                  document->dates_assumed, "constructed", document->constructed, "incomplete",
                  document->incomplete, "amended_by", amendments);
    if (document->series)
        json_object_set_new(object, "series", json_string(document->series));
    const ntm_document *instead = instead_of(q, document);
    if (instead)
        json_object_set_new(object, "instead", json_string(instead->id));
    return object;
}

static json_t *title_json(const question *q, const ntm_title *title)
{
    const char *state = ntm_title_holds(title, q->date, INT64_MAX) ? "held"
                        : title->withdrawn <= q->date              ? "withdrawn"
                                                                   : "expired";
    json_t *object = json_pack("{s:s, s:s, s:o, s:o, s:o}", "title", title->title, "state", state,
                               "date", date_json(title->date), "expires", date_json(title->expires),
                               "withdrawn", date_json(title->withdrawn));
    if (*title->number)
        json_object_set_new(object, "number", json_string(title->number));
    if (*title->set)
        json_object_set_new(object, "set", json_string(title->set));
    if (*title->origin)
        json_object_set_new(object, "origin", json_string(title->origin));
    if (*title->note)
        json_object_set_new(object, "note", json_string(title->note));
    if (*title->appraisal)
        json_object_set_new(object, "appraisal",
                            ntm_cited_json(title, q->session.dataset, q->date, INT64_MAX));
    return object;
}

static json_t *registration_json(const ntm_registration *registration)
{
    json_t *object = json_pack("{s:s, s:i}", "set", registration->set, "year", registration->year);
    if (*registration->origin)
        json_object_set_new(object, "origin", json_string(registration->origin));
    return object;
}

static json_t *registrations_json(const question *q)
{
    json_t *list = json_array();
    const ntm_dataset *dataset = q->session.dataset;
    for (size_t i = 0; i < dataset->nregistrations; i++) {
        const ntm_registration *r = &dataset->registrations[i];
        if (ntm_registration_of(r, dataset, q->unit) && r->year <= ntm_date_year(q->date))
            json_array_append_new(list, registration_json(r));
    }
    return list;
}

static int by_id(const void *a, const void *b)
{
    const ntm_document *const *left = a, *const *right = b;
    return strcmp((*left)->id, (*right)->id);
}

static json_t *answer_json(const question *q)
{
    ntm_catalogue *catalogue = ntm_session_catalogue(&q->session);
    uint32_t count = ntm_catalogue_count(catalogue), kept = 0;
    const ntm_document **list = ntm_xcalloc(count + 1, sizeof *list);
    for (uint32_t i = 0; i < count; i++)
        if (applies(q, ntm_catalogue_at(catalogue, i)))
            list[kept++] = ntm_catalogue_at(catalogue, i);
    qsort(list, kept, sizeof *list, by_id);
    json_t *decisions = json_array(), *titles = json_array();
    for (uint32_t i = 0; i < kept; i++)
        json_array_append_new(decisions, decision_json(q, list[i]));
    free(list);
    const ntm_title **held;
    size_t nheld = ntm_titles_of(q->session.dataset, q->unit, q->date, INT64_MAX, &held);
    for (size_t i = 0; i < nheld; i++)
        json_array_append_new(titles, title_json(q, held[i]));
    free(held);
    json_t *answer =
        json_pack("{s:s, s:s, s:s, s:s, s:o, s:s, s:o, s:o, s:o}", "schema", "ntm.applicable/1",
                  "unit", q->unit->code, "name", q->unit->name, "level",
                  ntm_level_code(q->unit->level), "as_of", date_json(q->date), "as_of_reason",
                  q->session.args->as_of ? "given"
                  : q->last_day          ? "unit-ended"
                                         : "today",
                  "decisions", decisions, "titles", titles, "registrations", registrations_json(q));
    json_t *predecessors = ntm_predecessors_json(q->session.dataset, q->unit, INT64_MAX);
    if (json_array_size(predecessors))
        json_object_set(answer, "predecessors", predecessors);
    json_decref(predecessors);
    return answer;
}

/* ---- text ---- */

static const char *text_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static void put_date(ntm_strbuf *out, const json_t *object, const char *key)
{
    const char *date = text_of(object, key);
    ntm_show_date(out, date ? date : "…");
}

static void decision_text(const json_t *decision, ntm_strbuf *out)
{
    size_t i;
    const json_t *amendment;
    ntm_strbuf_printf(out, "  %s", text_of(decision, "decision"));
    ntm_layout_pad(out, text_of(decision, "decision"), 32);
    put_date(out, decision, "from");
    ntm_strbuf_puts(out, " – ");
    put_date(out, decision, "to");
    if (json_is_true(json_object_get(decision, "dates_assumed")))
        ntm_strbuf_puts(out, _(" (dates assumed)"));
    ntm_strbuf_printf(out, "\n      %s\n", text_of(decision, "title"));
    if (json_is_true(json_object_get(decision, "constructed")))
        ntm_strbuf_printf(out, "      %s\n", _("constructed for illustration, not law"));
    if (json_is_true(json_object_get(decision, "incomplete")))
        ntm_strbuf_printf(out, "      %s\n", _("only a part of its text is known"));
    json_array_foreach (json_object_get(decision, "amended_by"), i, amendment)
        ntm_strbuf_printf(out, "      %s %s\n", _("Amended by"), json_string_value(amendment));
    if (text_of(decision, "instead")) {
        ntm_strbuf_puts(out, "      ");
        ntm_strbuf_printf(out, _("in its place on this day: %s\n"), text_of(decision, "instead"));
    }
}

/* A record of our own making is no answer to what the unit holds or asked for. */
static void put_origin(const json_t *object, ntm_strbuf *out)
{
    const char *origin = text_of(object, "origin");
    if (origin && !strcmp(origin, "constructed"))
        ntm_strbuf_printf(out, " (%s)", ntm_word_origin(origin));
}

static void title_text(const json_t *title, ntm_strbuf *out)
{
    ntm_strbuf_printf(out, "  %s: %s ", text_of(title, "title"), _("recognised"));
    put_date(out, title, "date");
    if (text_of(title, "number"))
        ntm_strbuf_printf(out, " (%s)", text_of(title, "number"));
    if (text_of(title, "set"))
        ntm_strbuf_printf(out, _(" under %s"), text_of(title, "set"));
    if (text_of(title, "expires")) {
        ntm_strbuf_puts(out, _("; until "));
        put_date(out, title, "expires");
    }
    if (!strcmp(text_of(title, "state"), "withdrawn")) {
        ntm_strbuf_puts(out, _("; withdrawn "));
        put_date(out, title, "withdrawn");
    } else if (!strcmp(text_of(title, "state"), "expired")) {
        ntm_strbuf_puts(out, _("; no longer held"));
    }
    put_origin(title, out);
    ntm_strbuf_putc(out, '\n');
    if (text_of(title, "note"))
        ntm_strbuf_printf(out, "      %s\n", text_of(title, "note"));
    if (json_object_get(title, "appraisal")) {
        ntm_strbuf_puts(out, "      ");
        ntm_cited_text(title, out);
        ntm_strbuf_putc(out, '\n');
    }
}

/* What the units held of which this one was made. */
static void titles_before(const json_t *answer, ntm_strbuf *out)
{
    size_t i, k;
    const json_t *predecessor, *title;
    json_array_foreach (json_object_get(answer, "predecessors"), i, predecessor)
        json_array_foreach (json_object_get(predecessor, "titles"), k, title) {
            ntm_strbuf text = {0};
            ntm_predecessor_title_text(predecessor, title, &text);
            ntm_strbuf_puts(out, "  ");
            ntm_layout_wrap(out, ntm_strbuf_text(&text), 6, 2, 100);
            ntm_strbuf_putc(out, '\n');
            ntm_strbuf_clear(&text);
        }
}

static void answer_text(const json_t *answer, ntm_strbuf *out)
{
    size_t i;
    const json_t *item, *list = json_object_get(answer, "registrations");
    ntm_show_unit(out, text_of(answer, "level"), text_of(answer, "name"));
    ntm_strbuf_printf(out, " (%s) · %s ", text_of(answer, "unit"), _("as of"));
    put_date(out, answer, "as_of");
    if (!strcmp(text_of(answer, "as_of_reason"), "unit-ended"))
        ntm_strbuf_puts(out, _(" (the last day of this unit)"));
    ntm_strbuf_putc(out, '\n');
    ntm_predecessors_text(json_object_get(answer, "predecessors"), 0, out);
    ntm_strbuf_printf(out, "\n%s\n", _("Sets that apply"));
    json_array_foreach (json_object_get(answer, "decisions"), i, item)
        decision_text(item, out);
    if (!i)
        ntm_strbuf_printf(out, "  %s\n", _("none among those at hand"));
    ntm_strbuf_printf(out, "\n%s\n", _("Titles on record"));
    json_array_foreach (json_object_get(answer, "titles"), i, item)
        title_text(item, out);
    if (!i)
        ntm_strbuf_printf(out, "  %s\n", _("no title on record"));
    titles_before(answer, out);
    ntm_strbuf_printf(out, "\n%s\n", _("Registrations"));
    json_array_foreach (list, i, item) {
        ntm_strbuf_printf(out, "  %s: %d", text_of(item, "set"),
                          (int)json_integer_value(json_object_get(item, "year")));
        put_origin(item, out);
        ntm_strbuf_putc(out, '\n');
    }
    if (!i)
        ntm_strbuf_printf(out, "  %s\n", _("not registered"));
}

static int print(const question *q, const ntm_args *args)
{
    ntm_strbuf out = {0};
    json_t *json = answer_json(q);
    if (args->format && !strcmp(args->format, "json")) {
        char *text = json_dumps(json, JSON_INDENT(1) | JSON_SORT_KEYS);
        ntm_strbuf_printf(&out, "%s\n", text);
        free(text);
    } else {
        answer_text(json, &out);
    }
    json_decref(json);
    int code = ntm_cli_output(args, &out);
    ntm_strbuf_clear(&out);
    return code;
}

static int cmd_applicable(const ntm_args *args)
{
    question q = {0};
    int code = 0;
    if (args->nrest != 1)
        return ntm_cli_usage(&ntm_cmd_applicable, _("which unit?"));
    ntm_session_open(&q.session, args);
    ntm_rc rc = ntm_session_data(&q.session);
    if (rc == NTM_OK)
        rc = ntm_rules_load_all(q.session.rules, &q.session.diags);
    if (rc == NTM_OK)
        rc = ntm_session_unit_on(&q.session, args->rest[0], &q.unit, &q.date, &q.last_day);
    if (rc == NTM_OK)
        code = print(&q, args);
    return ntm_session_close(&q.session, rc, code);
}

static const ntm_option_id applicable_options[] = {NTM_OPT_AS_OF, NTM_OPT_ALSO, NTM_OPT_COUNT};

const ntm_command ntm_cmd_applicable = {
    .name = "applicable",
    .group = "rules",
    .usage = N_("UNIT"),
    .summary = N_("which sets apply to a unit on a day, and which titles it holds"),
    .details = N_("  Sets of the unit's level, made for the whole country or for where it lies, in "
                  "force on the day.\n  Without --as-of: today, or the last day of a unit that is "
                  "no more."),
    .options = applicable_options,
    .formats = "text json",
    .run = cmd_applicable,
};
