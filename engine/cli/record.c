/* cli/record.c - see the header. */
#include "cli/record.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "history/kept.h"
#include "history/record.h"
#include "store/ledger.h"

const char *ntm_record_who(ntm_session *session)
{
    const struct passwd *user = getpwuid(geteuid());
    const char *who = session->args->who;
    return ntm_session_kept(session, who ? who : user ? user->pw_name : "");
}

bool ntm_record_number(ntm_session *session, const char *text, int64_t *out)
{
    char *end;
    const char *digits = *text == '#' ? text + 1 : text;
    long long number = strtoll(digits, &end, 10);
    if (end == digits || *end || number < 1 || *digits == '+') {
        ntm_fail(&session->diags, NTM_EUSAGE, NTM_NOWHERE, "bad-number",
                 _("the number of a run was expected (3 or #3), not '%s'"), text);
        ntm_diag_hint(&session->diags, "%s", _("'ntm log' lists the runs on record"));
        return false;
    }
    *out = number;
    return true;
}

ntm_rc ntm_record_check(ntm_session *session)
{
    const ntm_args *args = session->args;
    if (args->ndata || args->nunits)
        return ntm_fail(&session->diags, NTM_EUSAGE, NTM_NOWHERE, "record-files",
                        _("--record keeps what rests on a store; import the files first"));
    if (!args->as_of)
        return ntm_fail(&session->diags, NTM_EUSAGE, NTM_NOWHERE, "record-date",
                        _("--record asks for the day in question: say --as-of DATE"));
    return NTM_OK;
}

void ntm_record_labels(ntm_session *session)
{
    if (session->rules || ntm_session_rules(session) == NTM_OK)
        return;
    ntm_diags_clear(&session->diags);
    ntm_rules_close(session->rules);
    session->rules = NULL;
}

/* Whether any row of the facts came in with a line of an import. */
static bool rests_on_line(const json_t *facts, int64_t import, int64_t line)
{
    const char *kind;
    json_t *rows, *row;
    size_t i;
    json_object_foreach ((json_t *)facts, kind, rows)
        json_array_foreach (rows, i, row)
            if (json_integer_value(json_object_get(row, "import")) == import &&
                json_integer_value(json_object_get(row, "line")) == line)
                return true;
    return false;
}

static bool rests_on_import(const json_t *facts, int64_t import)
{
    size_t i;
    json_t *one;
    json_array_foreach (json_object_get(facts, "imports"), i, one)
        if (json_integer_value(json_object_get(one, "number")) == import)
            return true;
    return false;
}

ntm_rc ntm_record_warn_withdrawn(ntm_session *session, const ntm_run *run, size_t place)
{
    ntm_arena *arena = ntm_arena_new();
    ntm_import_record *imports = NULL;
    size_t count = 0;
    json_t *facts = NULL;
    ntm_rc rc =
        ntm_kept_json(session->store, run->units[place].facts_sha256, &facts, &session->diags);
    if (rc == NTM_OK)
        rc = ntm_store_imports(session->store, arena, &imports, &count, &session->diags);
    for (size_t i = 0; rc == NTM_OK && i < count; i++) {
        const ntm_import_record *by = &imports[i];
        if (by->number <= run->known_import || !by->of_import)
            continue;
        if (!by->of_line && rests_on_import(facts, by->of_import))
            ntm_diag(&session->diags, NTM_WARNING, NTM_NOWHERE, "withdrawn-since",
                     _("run #%lld rests on import #%lld, which was withdrawn since by #%lld"),
                     (long long)run->number, (long long)by->of_import, (long long)by->number);
        else if (by->of_line && rests_on_line(facts, by->of_import, by->of_line))
            ntm_diag(&session->diags, NTM_WARNING, NTM_NOWHERE, "withdrawn-since",
                     _("run #%lld rests on line %lld of import #%lld, which was withdrawn since by "
                       "#%lld"),
                     (long long)run->number, (long long)by->of_line, (long long)by->of_import,
                     (long long)by->number);
    }
    json_decref(facts);
    ntm_arena_free(arena);
    return rc;
}

static const char *dictionary_digest(const ntm_run *run)
{
    for (size_t i = 0; i < run->nscripts; i++)
        if (!strcmp(run->scripts[i].path, "fields.lua"))
            return run->scripts[i].sha256;
    return "";
}

void ntm_record_warn_words(ntm_session *session, const ntm_run *run)
{
    const ntm_script *scripts;
    if (!session->rules) {
        ntm_diag(&session->diags, NTM_WARNING, NTM_NOWHERE, "no-words",
                 _("there is no readable rules folder: fields are shown by their codes, without "
                   "units"));
        return;
    }
    size_t count = ntm_rules_scripts(session->rules, &scripts);
    for (size_t i = 0; i < count; i++)
        if (!strcmp(scripts[i].path, "fields.lua") &&
            !strcmp(scripts[i].sha256, dictionary_digest(run)))
            return;
    ntm_diag(&session->diags, NTM_NOTE, NTM_NOWHERE, "other-words",
             _("names of fields are those of today's dictionary, which is another than the one "
               "kept with the run"));
}

int ntm_record_print(ntm_session *session, const json_t *report,
                     void (*text)(const json_t *report, const ntm_text_options *options,
                                  ntm_strbuf *out))
{
    const ntm_args *args = session->args;
    ntm_strbuf out = {0};
    ntm_text_options options = {.dictionary =
                                    session->rules ? ntm_session_dictionary(session) : NULL,
                                .color = ntm_cli_color(args, stdout)};
    if (args->format && !strcmp(args->format, "json")) {
        char *dump = json_dumps(report, JSON_INDENT(1) | JSON_SORT_KEYS);
        ntm_strbuf_printf(&out, "%s\n", dump);
        free(dump);
    } else {
        text(report, &options, &out);
    }
    int code = ntm_cli_output(args, &out);
    ntm_strbuf_clear(&out);
    return code;
}

json_t *ntm_record_run_json(const ntm_run *run)
{
    return json_pack("{s:I, s:s, s:s, s:s, s:s, s:s}", "number", (json_int_t)run->number,
                     "recorded_at", run->recorded_at, "actor", run->actor, "note", run->note,
                     "engine", run->engine, "profile", run->profile);
}

ntm_rc ntm_record_evaluation(ntm_session *session, const ntm_case_parameters *parameters,
                             const ntm_result *result, json_t *evaluation)
{
    const ntm_script *scripts;
    size_t count = ntm_rules_scripts(session->rules, &scripts);
    ntm_run_script *kept = ntm_xcalloc(count + 1, sizeof *kept);
    for (size_t i = 0; i < count; i++)
        kept[i] = (ntm_run_script){
            .path = scripts[i].path, .bytes = scripts[i].bytes, .length = scripts[i].length};
    ntm_record_request request = {
        .parameters = parameters,
        .catalogue = ntm_session_catalogue(session),
        .dataset = session->dataset,
        .result = result,
        .shown = evaluation,
        .scripts = kept,
        .nscripts = count,
        .actor = ntm_record_who(session),
        .note = session->args->message ? ntm_session_kept(session, session->args->message) : "",
        .when = (int64_t)time(NULL)};
    ntm_store *store = NULL;
    int64_t number;
    ntm_rc rc =
        ntm_store_open(ntm_session_store_path(session), NTM_STORE_WRITE, &store, &session->diags);
    if (rc == NTM_OK)
        rc = ntm_record(store, &request, &number, &session->diags);
    ntm_arena *arena = ntm_arena_new();
    ntm_run run;
    if (rc == NTM_OK)
        rc = ntm_store_run(store, number, arena, &run, &session->diags);
    if (rc == NTM_OK)
        json_object_set_new(evaluation, "run", ntm_record_run_json(&run));
    ntm_arena_free(arena);
    ntm_store_close(store);
    free(kept);
    return rc;
}

ntm_rc ntm_record_checkpoint(ntm_session *session, json_t *report)
{
    ntm_checkpoint checkpoint;
    char root[NTM_SHA256_TEXT];
    if (!session->store)
        return NTM_OK;
    ntm_rc rc = ntm_store_checkpoint(session->store, &checkpoint, &session->diags);
    if (rc == NTM_OK)
        json_object_set_new(report, "checkpoint",
                            json_pack("{s:s, s:I, s:s, s:s}", "name", checkpoint.name, "size",
                                      (json_int_t)checkpoint.size, "root",
                                      ntm_digest_text(checkpoint.root, root), "time",
                                      checkpoint.time));
    return rc;
}
