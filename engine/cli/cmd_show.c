/* cli/cmd_show.c - the consolidated decision document; the list of decisions. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/session.h"
#include "report/layout.h"
#include "report/show.h"

static void show_date(ntm_strbuf *out, ntm_date date)
{
    char text[NTM_DATE_TEXT];
    if (date == NTM_DATE_MIN || date == NTM_DATE_MAX)
        ntm_strbuf_puts(out, "…");
    else
        ntm_show_date(out, ntm_date_format(date, text));
}

/* The days on which it is in force, with its amendments and what replaced it. */
static void show_period(ntm_strbuf *out, const ntm_document *document, ntm_date first,
                        ntm_date last)
{
    show_date(out, first);
    ntm_strbuf_puts(out, " – ");
    show_date(out, last);
    if (document->dates_assumed)
        ntm_strbuf_puts(out, _(" (dates assumed)"));
}

/* What a reader must know before he takes the text for law. */
static void show_marks(ntm_strbuf *out, const ntm_document *document)
{
    if (document->constructed)
        ntm_strbuf_printf(out, "%s\n", _("CONSTRUCTED DECISION - made for illustration, not law"));
    if (document->incomplete)
        ntm_strbuf_printf(out, "%s\n", _("INCOMPLETE DECISION - only a part of its text is known"));
}

typedef struct showing {
    ntm_catalogue *catalogue;
    const ntm_dictionary *dictionary;
    const ntm_document *base, *document; /* as written, and with its amendments */
    ntm_date day;
    ntm_strbuf *out;
} showing;

static void show_amendments(const showing *s)
{
    uint32_t count;
    const ntm_document *const *list =
        ntm_catalogue_amendments(s->catalogue, s->base, s->day, &count);
    ntm_strbuf_puts(s->out, _("consolidated on "));
    show_date(s->out, s->day);
    ntm_strbuf_puts(s->out, count ? "\n" : _(": no amendment is in effect\n"));
    for (uint32_t i = 0; i < count; i++) {
        ntm_strbuf_printf(s->out, "  %s %s %s ", _("Amended by"), list[i]->id, _("from"));
        show_date(s->out, list[i]->effective);
        ntm_strbuf_printf(s->out, "\n      %s\n", list[i]->title);
        for (uint32_t c = 0; c < list[i]->nchanges; c++) {
            const ntm_change *change = &list[i]->changes[c];
            static const char *const kinds[] = {N_("replaces"), N_("repeals"), N_("adds")};
            ntm_strbuf_printf(s->out, "      %s ", _(kinds[change->kind]));
            if (change->item)
                ntm_strbuf_printf(s->out, "%s\n", change->item);
            else
                ntm_strbuf_printf(s->out, "%s %d\n", _("criterion"), change->criterion);
        }
        if (list[i]->expires != NTM_DATE_MAX) {
            ntm_strbuf_printf(s->out, "      %s ", _("in force until"));
            show_date(s->out, list[i]->expires);
            ntm_strbuf_putc(s->out, '\n');
        }
    }
    const ntm_document *next = ntm_catalogue_replacement(s->catalogue, s->base);
    if (next) {
        ntm_strbuf_printf(s->out, "  %s %s %s ", _("Replaced by"), next->id, _("from"));
        show_date(s->out, next->effective);
        ntm_strbuf_puts(s->out, next->dates_assumed ? _(" (dates assumed)") : "");
        ntm_strbuf_putc(s->out, '\n');
    }
}

/* Of every item: what its text rests on, and which decision put it there. */
static void show_ground(const showing *s, const char *item, const char *basis, const char *note)
{
    ntm_strbuf text = {0};
    ntm_strbuf_printf(&text, "%s %s; %s %s", _("basis:"), ntm_word_basis(basis), _("put there by"),
                      ntm_catalogue_origin(s->catalogue, s->document, item));
    if (note)
        ntm_strbuf_printf(&text, "; %s", note);
    ntm_strbuf_printf(s->out, "\n%*s", 12, "");
    ntm_layout_wrap(s->out, ntm_strbuf_text(&text), 12, 12, 100);
    ntm_strbuf_putc(s->out, '\n');
    ntm_strbuf_clear(&text);
}

/* The papers that an indicator asks for. */
static void show_evidence(const showing *s, const ntm_indicator *indicator)
{
    ntm_strbuf text = {0};
    if (!indicator->nevidence)
        return;
    ntm_strbuf_puts(&text, _("evidence asked for: "));
    for (uint32_t i = 0; i < indicator->nevidence; i++) {
        ntm_strbuf_puts(&text, i ? "; " : "");
        ntm_show_paper(&text, indicator->evidence[i], s->dictionary);
    }
    ntm_strbuf_printf(&text, " (%s)", ntm_word_basis(indicator->evidence_basis));
    ntm_strbuf_printf(s->out, "%*s", 12, "");
    ntm_layout_wrap(s->out, ntm_strbuf_text(&text), 12, 12, 100);
    ntm_strbuf_putc(s->out, '\n');
    ntm_strbuf_clear(&text);
}

static void show_items(const showing *s)
{
    const ntm_document *document = s->document;
    for (uint32_t c = 0; c < document->ncriteria; c++) {
        const ntm_criterion *criterion = &document->criteria[c];
        ntm_strbuf_printf(s->out, "\n%3d  %s\n", criterion->number, criterion->name);
        for (uint32_t i = 0; i < criterion->count; i++) {
            const ntm_indicator *indicator = &document->indicators[criterion->first + i];
            ntm_strbuf_printf(s->out, "     %-6s ", indicator->number);
            ntm_layout_wrap(s->out, indicator->text, 12, 12, 100);
            show_ground(s, indicator->number, indicator->basis, indicator->note);
            show_evidence(s, indicator);
        }
    }
    for (uint32_t g = 0; g < document->ngates; g++) {
        static const char *const kinds[] = {N_("requirement"), N_("condition"), N_("withdrawal")};
        const ntm_gate *gate = &document->gates[g];
        ntm_strbuf_printf(s->out, "%s     %s: %s", g ? "" : "\n", _(kinds[gate->kind]), gate->name);
        show_ground(s, gate->name, gate->basis, gate->note);
    }
}

static void show_text(const showing *s)
{
    ntm_date first, last;
    bool in_force = ntm_catalogue_in_force(s->catalogue, s->base, s->day, &first, &last);
    show_marks(s->out, s->document);
    ntm_strbuf_printf(s->out, "%s\n%s\n", s->document->id, s->document->title);
    ntm_strbuf_printf(s->out, "%s ", _("In force:"));
    show_period(s->out, s->document, first, last);
    if (!in_force)
        ntm_strbuf_printf(s->out, " – %s", _("NOT on the day asked for"));
    ntm_strbuf_printf(s->out, "\n%s %s\n", _("document:"),
                      ntm_document_sha256(s->document, (char[NTM_SHA256_TEXT]){0}));
    show_amendments(s);
    show_items(s);
}

static ntm_rc show_day(ntm_session *session, const ntm_document *base, ntm_date *out)
{
    ntm_date first, last;
    if (session->args->as_of) {
        if (ntm_date_parse_any(session->args->as_of, out))
            return NTM_OK;
        return ntm_fail(&session->diags, NTM_EUSAGE, NTM_NOWHERE, "bad-date",
                        _("--as-of takes a day such as 2023-12-31 or 31/12/2023, not '%s'"),
                        session->args->as_of);
    }
    *out = ntm_date_today();
    if (!ntm_catalogue_in_force(ntm_session_catalogue(session), base, *out, &first, &last))
        *out = last < *out ? last : first; /* the day nearest to today on which it is law */
    return NTM_OK;
}

static int cmd_show(const ntm_args *args)
{
    ntm_session session;
    ntm_strbuf out = {0};
    const ntm_document *base, *document = NULL;
    ntm_date day;
    int code = 0;
    if (args->nrest != 1)
        return ntm_cli_usage(&ntm_cmd_show, _("which decision?"));
    ntm_session_open(&session, args);
    ntm_rc rc = ntm_session_decision(&session, args->rest[0], &base);
    if (rc == NTM_OK)
        rc = show_day(&session, base, &day);
    if (rc == NTM_OK)
        rc = ntm_catalogue_consolidated(ntm_session_catalogue(&session), base, day, &document,
                                        &session.diags);
    if (rc == NTM_OK) {
        if (args->format && !strcmp(args->format, "json")) {
            json_t *json = ntm_document_json(document, args->source);
            char *text = json_dumps(json, JSON_INDENT(1) | JSON_SORT_KEYS);
            ntm_strbuf_printf(&out, "%s\n", text);
            free(text);
            json_decref(json);
        } else {
            show_text(&(showing){.catalogue = ntm_session_catalogue(&session),
                                 .dictionary = ntm_session_dictionary(&session),
                                 .base = base,
                                 .document = document,
                                 .day = day,
                                 .out = &out});
        }
        code = ntm_cli_output(args, &out);
    }
    ntm_strbuf_clear(&out);
    return ntm_session_close(&session, rc, code);
}

static const ntm_option_id show_options[] = {NTM_OPT_AS_OF, NTM_OPT_SOURCE, NTM_OPT_ALSO,
                                             NTM_OPT_COUNT};

const ntm_command ntm_cmd_show = {
    .name = "show",
    .group = "rules",
    .usage = N_("DECISION"),
    .summary = N_("a decision as consolidated on a day; --format json: the decision document"),
    .details = N_("  The JSON is what is evaluated and hashed (docs/decision.schema.json). Without "
                  "--as-of: today,\n  or the day nearest to it on which the decision is in force."),
    .options = show_options,
    .formats = "text json",
    .run = cmd_show,
};

static json_t *decision_json(const ntm_document *document)
{
    char text[NTM_DATE_TEXT], sha256[NTM_SHA256_TEXT];
    json_t *object =
        json_pack("{s:s, s:s, s:s, s:i, s:i}", "id", document->id, "level",
                  ntm_level_code(document->level), "sha256", ntm_document_sha256(document, sha256),
                  "criteria", (int)document->ncriteria, "indicators", (int)document->nindicators);
    static const char *const kinds[] = {"decision", "amendment", "findings"};
    json_object_set_new(object, "kind", json_string(kinds[document->kind]));
    json_object_set_new(object, "title", json_string(document->title));
    if (document->amends)
        json_object_set_new(object, "amends", json_string(document->amends));
    if (document->constructed)
        json_object_set_new(object, "constructed", json_true());
    if (document->incomplete)
        json_object_set_new(object, "incomplete", json_true());
    if (document->series)
        json_object_set_new(object, "series", json_string(document->series));
    if (document->slug)
        json_object_set_new(object, "slug", json_string(document->slug));
    if (document->effective != NTM_DATE_MIN)
        json_object_set_new(object, "effective",
                            json_string(ntm_date_format(document->effective, text)));
    if (document->expires != NTM_DATE_MAX)
        json_object_set_new(object, "expires",
                            json_string(ntm_date_format(document->expires, text)));
    return object;
}

static int by_id(const void *a, const void *b)
{
    const ntm_document *const *left = a, *const *right = b;
    return strcmp((*left)->id, (*right)->id);
}

static int cmd_decisions(const ntm_args *args)
{
    ntm_session session;
    ntm_strbuf out = {0};
    int code = 0;
    if (args->nrest)
        return ntm_cli_usage(&ntm_cmd_decisions, _("this command takes no arguments"));
    ntm_session_open(&session, args);
    ntm_rc rc = ntm_session_rules(&session);
    if (rc == NTM_OK)
        rc = ntm_rules_load_all(session.rules, &session.diags);
    if (rc == NTM_OK) {
        ntm_catalogue *catalogue = ntm_session_catalogue(&session);
        uint32_t count = ntm_catalogue_count(catalogue);
        const ntm_document **list = calloc(count ? count : 1, sizeof *list);
        for (uint32_t i = 0; list && i < count; i++)
            list[i] = ntm_catalogue_at(catalogue, i);
        if (list)
            qsort(list, count, sizeof *list, by_id);
        json_t *json = json_array();
        for (uint32_t i = 0; list && i < count; i++) {
            json_array_append_new(json, decision_json(list[i]));
            ntm_strbuf_printf(&out, "%s", list[i]->id);
            ntm_layout_pad(&out, list[i]->id, 34);
            ntm_strbuf_printf(&out, " %s", ntm_word_level(ntm_level_code(list[i]->level)));
            ntm_layout_pad(&out, ntm_word_level(ntm_level_code(list[i]->level)), 10);
            show_period(&out, list[i], list[i]->effective, list[i]->expires);
            ntm_strbuf_printf(&out, "\n    %s\n", list[i]->title);
            if (list[i]->kind == NTM_AMENDMENT)
                ntm_strbuf_printf(&out, "    %s %s\n", _("amends"), list[i]->amends);
            if (list[i]->constructed)
                ntm_strbuf_printf(&out, "    %s\n", _("constructed for illustration, not law"));
            if (list[i]->incomplete)
                ntm_strbuf_printf(&out, "    %s\n", _("only a part of its text is known"));
        }
        if (args->format && !strcmp(args->format, "json")) {
            char *text = json_dumps(json, JSON_INDENT(1) | JSON_SORT_KEYS);
            ntm_strbuf_clear(&out);
            ntm_strbuf_printf(&out, "%s\n", text);
            free(text);
        }
        json_decref(json);
        free(list);
        code = ntm_cli_output(args, &out);
    }
    ntm_strbuf_clear(&out);
    return ntm_session_close(&session, rc, code);
}

const ntm_command ntm_cmd_decisions = {
    .name = "decisions",
    .group = "rules",
    .usage = "",
    .summary = N_("the decisions in the rules folder, with their days and levels"),
    .formats = "text json",
    .run = cmd_decisions,
};
