/* cli/cmd_log.c - what was ever done to a store: imports, retractions, runs. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/record.h"
#include "report/history_text.h"

static json_t *import_json(const ntm_import_record *import)
{
    json_t *object = json_pack(
        "{s:I, s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:b, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I}",
        "number", (json_int_t)import->number, "kind", import->kind, "file", import->file, "sha256",
        import->sha256, "actor", import->actor, "note", import->note, "imported_at", import->when,
        "size", (json_int_t)import->size, "kept", import->kept, "units", (json_int_t)import->units,
        "successions", (json_int_t)import->successions, "observations",
        (json_int_t)import->observations, "titles", (json_int_t)import->titles, "registrations",
        (json_int_t)import->registrations, "findings", (json_int_t)import->findings, "papers",
        (json_int_t)import->papers, "retractions", (json_int_t)import->retractions);
    if (import->of_import)
        json_object_set_new(object, "of_import", json_integer(import->of_import));
    if (import->of_line)
        json_object_set_new(object, "of_line", json_integer(import->of_line));
    if (*import->removed_at)
        json_object_set_new(object, "removal",
                            json_pack("{s:s, s:s, s:s}", "removed_at", import->removed_at, "actor",
                                      import->removed_by, "reason", import->removed_because));
    if (import->retracted_by)
        json_object_set_new(object, "retracted_by", json_integer(import->retracted_by));
    return object;
}

static json_t *run_json(const ntm_run *run)
{
    char day[NTM_DATE_TEXT];
    json_t *object = ntm_record_run_json(run);
    json_t *more = json_pack("{s:s, s:s, s:s, s:i, s:I, s:b, s:b, s:{s:I, s:I, s:I, s:I}}",
                             "decision", run->decision, "document", run->document_sha256, "as_of",
                             ntm_date_format(run->as_of, day), "year", run->year, "known_import",
                             (json_int_t)run->known_import, "illustrative", run->illustrative,
                             "reconstructed", run->reconstructed, "units", "total",
                             (json_int_t)run->nunits, "met", (json_int_t)run->met, "not_met",
                             (json_int_t)run->not_met, "undecided", (json_int_t)run->undecided);
    if (*run->only_unit)
        json_object_set_new(json_object_get(more, "units"), "only", json_string(run->only_unit));
    json_object_update(object, more);
    json_decref(more);
    json_t *parameters = json_loads(run->parameters, JSON_REJECT_DUPLICATES, NULL);
    if (parameters)
        json_object_set_new(object, "parameters", parameters);
    return object;
}

static ntm_rc gather(ntm_session *session, const char *what, json_t *log)
{
    ntm_arena *arena = ntm_arena_new();
    ntm_import_record *imports = NULL;
    ntm_run *runs = NULL;
    size_t nimports = 0, nruns = 0;
    ntm_rc rc = NTM_OK;
    if (!what || !strcmp(what, "imports")) {
        json_t *list = json_array();
        rc = ntm_store_imports(session->store, arena, &imports, &nimports, &session->diags);
        for (size_t i = 0; i < nimports; i++)
            json_array_append_new(list, import_json(&imports[i]));
        json_object_set_new(log, "imports", list);
    }
    if (rc == NTM_OK && (!what || !strcmp(what, "runs"))) {
        json_t *list = json_array();
        rc = ntm_store_runs(session->store, arena, &runs, &nruns, &session->diags);
        for (size_t i = 0; i < nruns; i++)
            json_array_append_new(list, run_json(&runs[i]));
        json_object_set_new(log, "runs", list);
    }
    ntm_arena_free(arena);
    return rc == NTM_OK ? ntm_record_checkpoint(session, log) : rc;
}

static int cmd_log(const ntm_args *args)
{
    ntm_session session;
    const char *what = args->nrest ? args->rest[0] : NULL;
    if (args->nrest > 1 || (what && strcmp(what, "imports") != 0 && strcmp(what, "runs") != 0))
        return ntm_cli_usage(&ntm_cmd_log, _("'imports', 'runs' or nothing was expected"));
    ntm_session_open(&session, args);
    json_t *log = json_pack("{s:s}", "schema", NTM_LOG_SCHEMA);
    int code = 0;
    ntm_rc rc = ntm_store_open(ntm_session_store_path(&session), NTM_STORE_READ, &session.store,
                               &session.diags);
    if (rc == NTM_OK)
        rc = gather(&session, what, log);
    if (rc == NTM_OK)
        code = ntm_record_print(&session, log, ntm_log_text);
    json_decref(log);
    return ntm_session_close(&session, rc, code);
}

const ntm_command ntm_cmd_log = {
    .name = "log",
    .group = "history",
    .usage = N_("[imports|runs]"),
    .summary = N_("what was done to the store: imports, retractions, runs on record"),
    .details = N_("  Imports by number (--known-at goes by it), runs by number (explain --run, "
                  "replay and why\n  go by it), and the checkpoint of the store as it stands."),
    .formats = "text json",
    .run = cmd_log,
};
