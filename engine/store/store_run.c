/* store/store_run.c - writing a run, its body in the ledger, reading it back. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "model/document.h"
#include "store/ledger_priv.h"
#include "store/runs.h"
#include "store/store_text.h"

static void bind_text(sqlite3_stmt *stmt, int place, const char *text)
{
    sqlite3_bind_text(stmt, place, text, -1, SQLITE_STATIC);
}

static ntm_rc step_once(ntm_store *store, sqlite3_stmt *stmt, ntm_diags *diags)
{
    ntm_rc rc = sqlite3_step(stmt) == SQLITE_DONE ? NTM_OK : ntm_store_fail(store, diags);
    sqlite3_reset(stmt);
    return rc;
}

ntm_digest ntm_run_unit_leaf(const ntm_run_unit *unit)
{
    size_t length;
    json_t *object = json_pack("{s:s, s:s, s:s, s:s}", "facts", unit->facts_sha256, "level",
                               unit->level, "result", unit->result_sha256, "unit", unit->unit);
    if (!object) /* an altered row that is no text at all: a leaf that nothing has */
        return ntm_merkle_leaf("", 0);
    char *text = ntm_json_canonical(object, &length);
    ntm_digest leaf = ntm_merkle_leaf(text, length);
    free(text);
    json_decref(object);
    return leaf;
}

/* ---- writing ---- */

static ntm_rc keep_documents(ntm_store *store, int64_t number, const ntm_run *run, ntm_diags *diags)
{
    sqlite3_stmt *stmt = NULL;
    char sha256[NTM_SHA256_TEXT];
    ntm_rc rc = ntm_store_prepare(store,
                                  "INSERT INTO run_document (run, place, id, sha256,"
                                  " document_sha256, script, script_sha256)"
                                  " VALUES (?, ?, ?, ?, ?, ?, ?)",
                                  &stmt, diags);
    for (size_t i = 0; i < run->ndocuments && rc == NTM_OK; i++) {
        const ntm_run_document *document = &run->documents[i];
        rc = ntm_store_keep(store, "document", document->bytes, document->length, sha256, diags);
        if (rc != NTM_OK)
            break;
        sqlite3_bind_int64(stmt, 1, number);
        sqlite3_bind_int64(stmt, 2, (int64_t)i);
        bind_text(stmt, 3, document->id);
        bind_text(stmt, 4, sha256);
        bind_text(stmt, 5, document->document_sha256);
        bind_text(stmt, 6, document->script);
        bind_text(stmt, 7, document->script_sha256);
        rc = step_once(store, stmt, diags);
    }
    sqlite3_finalize(stmt);
    return rc;
}

static ntm_rc keep_scripts(ntm_store *store, int64_t number, const ntm_run *run, ntm_diags *diags)
{
    sqlite3_stmt *stmt = NULL;
    char sha256[NTM_SHA256_TEXT];
    ntm_rc rc = ntm_store_prepare(
        store, "INSERT INTO run_script (run, path, sha256) VALUES (?, ?, ?)", &stmt, diags);
    for (size_t i = 0; i < run->nscripts && rc == NTM_OK; i++) {
        rc = ntm_store_keep(store, "script", run->scripts[i].bytes, run->scripts[i].length, sha256,
                            diags);
        if (rc != NTM_OK)
            break;
        sqlite3_bind_int64(stmt, 1, number);
        bind_text(stmt, 2, run->scripts[i].path);
        bind_text(stmt, 3, sha256);
        rc = step_once(store, stmt, diags);
    }
    sqlite3_finalize(stmt);
    return rc;
}

/* The units, and the root over them. */
static ntm_rc keep_units(ntm_store *store, int64_t number, const ntm_run *run, ntm_digest *root_out,
                         ntm_diags *diags)
{
    sqlite3_stmt *stmt = NULL;
    ntm_digest *leaves = ntm_xcalloc(run->nunits + 1, sizeof *leaves);
    ntm_rc rc = ntm_store_prepare(store,
                                  "INSERT INTO run_unit (run, place, unit, level, facts, result)"
                                  " VALUES (?, ?, ?, ?, ?, ?)",
                                  &stmt, diags);
    for (size_t i = 0; i < run->nunits && rc == NTM_OK; i++) {
        ntm_run_unit unit = run->units[i];
        char facts[NTM_SHA256_TEXT], result[NTM_SHA256_TEXT];
        rc = ntm_store_keep(store, "facts", unit.facts, strlen(unit.facts), facts, diags);
        if (rc == NTM_OK)
            rc = ntm_store_keep(store, "result", unit.result, strlen(unit.result), result, diags);
        if (rc != NTM_OK)
            break;
        unit.facts_sha256 = facts;
        unit.result_sha256 = result;
        leaves[i] = ntm_run_unit_leaf(&unit);
        sqlite3_bind_int64(stmt, 1, number);
        sqlite3_bind_int64(stmt, 2, (int64_t)i);
        bind_text(stmt, 3, unit.unit);
        bind_text(stmt, 4, unit.level);
        bind_text(stmt, 5, facts);
        bind_text(stmt, 6, result);
        rc = step_once(store, stmt, diags);
    }
    sqlite3_finalize(stmt);
    *root_out = ntm_merkle_root(leaves, run->nunits);
    free(leaves);
    return rc;
}

static ntm_rc write_run(ntm_store *store, int64_t number, const ntm_run *run, ntm_digest root,
                        ntm_diags *diags)
{
    sqlite3_stmt *stmt = NULL;
    char when[NTM_TIME_TEXT], day[NTM_DATE_TEXT], root_text[NTM_SHA256_TEXT];
    ntm_rc rc = ntm_store_prepare(
        store,
        "INSERT INTO run (number, recorded_at, recorded_at_s, actor, note, engine, profile,"
        " decision, document_sha256, as_of, year, known_import, parameters, units, illustrative,"
        " reconstructed, results_root) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        &stmt, diags);
    if (rc != NTM_OK)
        return rc;
    sqlite3_bind_int64(stmt, 1, number);
    bind_text(stmt, 2, ntm_time_format(run->recorded_at_s, when));
    sqlite3_bind_int64(stmt, 3, run->recorded_at_s);
    bind_text(stmt, 4, run->actor);
    bind_text(stmt, 5, run->note);
    bind_text(stmt, 6, "ntm " NTM_VERSION);
    bind_text(stmt, 7, run->profile);
    bind_text(stmt, 8, run->decision);
    bind_text(stmt, 9, run->document_sha256);
    bind_text(stmt, 10, ntm_date_format(run->as_of, day));
    sqlite3_bind_int(stmt, 11, run->year);
    sqlite3_bind_int64(stmt, 12, run->known_import);
    bind_text(stmt, 13, run->parameters);
    sqlite3_bind_int64(stmt, 14, (int64_t)run->nunits);
    sqlite3_bind_int(stmt, 15, run->illustrative);
    sqlite3_bind_int(stmt, 16, run->reconstructed);
    bind_text(stmt, 17, ntm_digest_text(root, root_text));
    rc = step_once(store, stmt, diags);
    sqlite3_finalize(stmt);
    return rc;
}

/* The run holds the root over its units, so it is written after them. */
static ntm_rc write_all(ntm_store *store, const ntm_run *run, int64_t *number, ntm_diags *diags)
{
    ntm_digest root;
    ntm_rc rc =
        ntm_store_integer(store, "SELECT ifnull(max(number), 0) + 1 FROM run", number, diags);
    if (rc == NTM_OK) /* they name a run that is not there yet */
        rc = ntm_store_exec(store, "PRAGMA defer_foreign_keys = ON", diags);
    if (rc == NTM_OK)
        rc = keep_documents(store, *number, run, diags);
    if (rc == NTM_OK)
        rc = keep_scripts(store, *number, run, diags);
    if (rc == NTM_OK)
        rc = keep_units(store, *number, run, &root, diags);
    if (rc == NTM_OK)
        rc = write_run(store, *number, run, root, diags);
    return rc == NTM_OK ? ntm_ledger_enter(store, "run", *number, diags) : rc;
}

ntm_rc ntm_store_record(ntm_store *store, const ntm_run *run, int64_t *number_out, ntm_diags *diags)
{
    assert(store && store->mode == NTM_STORE_WRITE && store->db && run && number_out);
    int64_t number = 0;
    ntm_rc rc = ntm_store_begin(store, diags);
    if (rc != NTM_OK)
        return rc;
    rc = ntm_store_end(store, write_all(store, run, &number, diags), diags);
    if (rc == NTM_OK)
        *number_out = number;
    return rc;
}

/* ---- the body of its entry ---- */

/* Rows of a query as an array of objects. */
static json_t *rows_json(ntm_store *store, const char *sql, int64_t number, ntm_rc *rc_out,
                         ntm_diags *diags)
{
    sqlite3_stmt *stmt = NULL;
    json_t *list = json_array();
    int step = SQLITE_DONE;
    *rc_out = ntm_store_prepare(store, sql, &stmt, diags);
    if (*rc_out == NTM_OK) {
        sqlite3_bind_int64(stmt, 1, number);
        while ((step = sqlite3_step(stmt)) == SQLITE_ROW)
            json_array_append_new(list, ntm_ledger_row(stmt));
    }
    if (*rc_out == NTM_OK && step != SQLITE_DONE)
        *rc_out = ntm_store_fail(store, diags);
    sqlite3_finalize(stmt);
    return list;
}

json_t *ntm_store_run_body(ntm_store *store, int64_t number, ntm_rc *rc_out, ntm_diags *diags)
{
    sqlite3_stmt *stmt = NULL;
    json_t *body = NULL;
    *rc_out = ntm_store_prepare(store,
                                "SELECT recorded_at, recorded_at_s, actor, note, engine, profile,"
                                " decision, document_sha256, as_of, year, known_import,"
                                " parameters, units, illustrative, reconstructed, results_root"
                                " FROM run WHERE number = ?1",
                                &stmt, diags);
    if (*rc_out != NTM_OK)
        return NULL;
    sqlite3_bind_int64(stmt, 1, number);
    int step = sqlite3_step(stmt);
    if (step == SQLITE_ROW)
        body = ntm_ledger_row(stmt);
    else
        *rc_out = step == SQLITE_DONE ? NTM_EUSAGE : ntm_store_fail(store, diags);
    sqlite3_finalize(stmt);
    if (body) {
        json_t *documents = rows_json(store,
                                      "SELECT id, sha256, document_sha256, script, script_sha256"
                                      " FROM run_document WHERE run = ?1 ORDER BY place",
                                      number, rc_out, diags);
        json_object_set_new(body, "documents", documents);
    }
    if (body && *rc_out == NTM_OK) {
        json_t *scripts =
            rows_json(store, "SELECT path, sha256 FROM run_script WHERE run = ?1 ORDER BY path",
                      number, rc_out, diags);
        json_object_set_new(body, "scripts", scripts);
    }
    return body;
}
