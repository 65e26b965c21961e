/* store/store_retract.c - retractions as imports of their own, removals as entries. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "model/document.h"
#include "store/ledger_priv.h"
#include "store/retract.h"
#include "store/store_rows.h"

typedef struct retracting {
    ntm_store *store;
    const ntm_retract_request *request;
    int64_t number, rows; /* of the retraction; rows of it written */
    int64_t withdrawn;
    ntm_diags *diags;
} retracting;

/* One row of a query that takes two numbers. */
static ntm_rc ask(ntm_store *store, const char *sql, int64_t a, int64_t b, int64_t *out,
                  ntm_diags *diags)
{
    sqlite3_stmt *stmt = NULL;
    ntm_rc rc = ntm_store_prepare(store, sql, &stmt, diags);
    if (rc != NTM_OK)
        return rc;
    sqlite3_bind_int64(stmt, 1, a);
    if (sqlite3_bind_parameter_count(stmt) > 1)
        sqlite3_bind_int64(stmt, 2, b);
    int step = sqlite3_step(stmt);
    *out = step == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : 0;
    if (step != SQLITE_ROW && step != SQLITE_DONE)
        rc = ntm_store_fail(store, diags);
    sqlite3_finalize(stmt);
    return rc;
}

static ntm_rc check_import(ntm_store *store, int64_t import, ntm_diags *diags)
{
    int64_t there, last;
    ntm_rc rc = ask(store, "SELECT count(*) FROM import WHERE number = ?1 AND kind = 'file'",
                    import, 0, &there, diags);
    if (rc != NTM_OK || there)
        return rc;
    rc = ntm_store_last_import(store, &last, diags);
    if (rc == NTM_OK)
        rc = ntm_fail(diags, NTM_EUSAGE, ntm_store_place(store), "unknown-import",
                      import <= last ? _("#%lld is a retraction itself, not an import of a file")
                                     : _("there is no import #%lld"),
                      (long long)import);
    if (import > last)
        ntm_diag_hint(diags, "%s", _("'ntm log' lists the imports"));
    return rc;
}

static ntm_rc check_standing(retracting *r)
{
    int64_t by;
    ntm_rc rc = ask(r->store,
                    "SELECT ifnull(min(import), 0) FROM retraction"
                    " WHERE of_import = ?1 AND of_table IS NULL",
                    r->request->import, 0, &by, r->diags);
    if (rc == NTM_OK && by)
        rc = ntm_fail(r->diags, NTM_EUSAGE, ntm_store_place(r->store), "retracted-before",
                      _("import #%lld was withdrawn already, by #%lld"),
                      (long long)r->request->import, (long long)by);
    return rc;
}

/* ---- rows ---- */

static ntm_rc write_retraction(retracting *r, const char *table, int64_t row)
{
    sqlite3_stmt *stmt = NULL;
    ntm_rc rc = ntm_store_prepare(r->store,
                                  "INSERT INTO retraction (import, row, of_import, of_table,"
                                  " of_row, reason) VALUES (?, ?, ?, ?, ?, ?)",
                                  &stmt, r->diags);
    if (rc != NTM_OK)
        return rc;
    sqlite3_bind_int64(stmt, 1, r->number);
    sqlite3_bind_int64(stmt, 2, ++r->rows);
    sqlite3_bind_int64(stmt, 3, r->request->import);
    if (table) {
        rc = ntm_store_bind_text(r->store, stmt, 4, table, r->diags);
        sqlite3_bind_int64(stmt, 5, row);
    }
    sqlite3_bind_text(stmt, 6, r->request->reason, -1, SQLITE_STATIC);
    if (rc == NTM_OK && sqlite3_step(stmt) != SQLITE_DONE)
        rc = ntm_store_fail(r->store, r->diags);
    sqlite3_finalize(stmt);
    return rc;
}

/* The rows of a line of the file, in each table; those that stand. */
static ntm_rc each_row_of_line(retracting *r, ntm_rc (*each)(retracting *, const char *, int64_t))
{
    ntm_rc rc = NTM_OK;
    for (int t = 0; t < NTM_TABLE_RETRACTION && rc == NTM_OK; t++) {
        const char *table = ntm_store_table_name((ntm_store_table)t);
        char sql[256];
        sqlite3_stmt *stmt = NULL;
        int step = SQLITE_DONE;
        snprintf(sql, sizeof sql,
                 "SELECT row FROM %s WHERE import = ?1 AND line = ?2 AND NOT EXISTS (SELECT 1 FROM"
                 " retraction WHERE of_import = ?1 AND of_table = '%s' AND of_row = %s.row)",
                 table, table, table);
        rc = ntm_store_prepare(r->store, sql, &stmt, r->diags);
        if (rc == NTM_OK) {
            sqlite3_bind_int64(stmt, 1, r->request->import);
            sqlite3_bind_int64(stmt, 2, r->request->line);
        }
        while (rc == NTM_OK && (step = sqlite3_step(stmt)) == SQLITE_ROW)
            rc = each(r, table, sqlite3_column_int64(stmt, 0));
        if (rc == NTM_OK && step != SQLITE_DONE)
            rc = ntm_store_fail(r->store, r->diags);
        sqlite3_finalize(stmt);
    }
    return rc;
}

static ntm_rc count_row(retracting *r, const char *table, int64_t row)
{
    (void)table, (void)row;
    r->withdrawn++;
    return NTM_OK;
}

/* How many rows it is about; none is a mistake of the caller. */
static ntm_rc count_rows(retracting *r)
{
    if (!r->request->line)
        return ask(r->store,
                   "SELECT units + successions + observations + titles + registrations + findings"
                   " + papers FROM import WHERE number = ?1",
                   r->request->import, 0, &r->withdrawn, r->diags);
    ntm_rc rc = each_row_of_line(r, count_row);
    if (rc == NTM_OK && !r->withdrawn)
        rc = ntm_fail(r->diags, NTM_EUSAGE, ntm_store_place(r->store), "nothing-there",
                      _("line %lld of import #%lld says nothing that still counts"),
                      (long long)r->request->line, (long long)r->request->import);
    return rc;
}

/* ---- the import that it is ---- */

/* The bytes under its digest: what was asked for, as JSON. */
static ntm_rc keep_request(retracting *r, char sha256[NTM_SHA256_TEXT])
{
    size_t length;
    json_t *json = json_pack("{s:I, s:I, s:s, s:I, s:s}", "import", (json_int_t)r->request->import,
                             "line", (json_int_t)r->request->line, "reason", r->request->reason,
                             "retraction", (json_int_t)r->number, "schema", "ntm.retraction/1");
    char *text = ntm_json_canonical(json, &length);
    ntm_rc rc = ntm_store_keep(r->store, "import", text, length, sha256, r->diags);
    free(text);
    json_decref(json);
    return rc;
}

static ntm_rc enter(retracting *r)
{
    char sha256[NTM_SHA256_TEXT];
    ntm_import_entry entry = {.kind = "retraction", .file = "", .sha256 = sha256};
    ntm_import_by by = *r->request->by;
    by.note = r->request->reason;
    entry.by = &by;
    ntm_rc rc = ntm_store_next_import(r->store, &entry.number, r->diags);
    r->number = entry.number;
    if (rc == NTM_OK)
        rc = keep_request(r, sha256);
    entry.counts[NTM_TABLE_RETRACTION] = r->request->line ? r->withdrawn : 1;
    if (rc == NTM_OK)
        rc = ntm_store_enter_import(r->store, &entry, r->diags);
    if (rc == NTM_OK)
        rc =
            r->request->line ? each_row_of_line(r, write_retraction) : write_retraction(r, NULL, 0);
    return rc == NTM_OK ? ntm_ledger_enter(r->store, "import", r->number, r->diags) : rc;
}

/* What is left must fit together: a row may not be left without its unit. */
static ntm_rc check_rest(retracting *r)
{
    ntm_dataset *rest = NULL;
    ntm_diags said;
    ntm_diags_init(&said);
    ntm_rc rc = ntm_store_read_within(r->store, INT64_MAX, &rest, r->diags);
    if (rc == NTM_OK && ntm_dataset_check(rest, &said) != NTM_OK) {
        rc = ntm_fail(r->diags, NTM_EINPUT, ntm_store_place(r->store), "retract-units",
                      _("it cannot be withdrawn, for other rows rest on it: %s"),
                      said.count ? said.items[0].message : "");
        ntm_diag_hint(r->diags, "%s", _("withdraw those rows first, or import a correction"));
    }
    ntm_diags_clear(&said);
    ntm_dataset_free(rest);
    return rc;
}

static ntm_rc retract(retracting *r)
{
    ntm_rc rc = check_import(r->store, r->request->import, r->diags);
    if (rc == NTM_OK)
        rc = check_standing(r);
    if (rc == NTM_OK)
        rc = count_rows(r);
    if (rc == NTM_OK)
        rc = enter(r);
    return rc == NTM_OK ? check_rest(r) : rc;
}

ntm_rc ntm_store_retract(ntm_store *store, const ntm_retract_request *request,
                         ntm_retract_done *done_out, ntm_diags *diags)
{
    assert(store && store->db && request && request->reason && *request->reason && done_out);
    retracting r = {.store = store, .request = request, .diags = diags};
    ntm_rc rc = ntm_store_begin(store, diags);
    if (rc != NTM_OK)
        return rc;
    rc = ntm_store_end(store, retract(&r), diags);
    if (rc == NTM_OK)
        *done_out = (ntm_retract_done){.number = r.number, .rows = r.withdrawn};
    return rc;
}

/* ---- bytes ---- */

static ntm_rc write_removal(ntm_store *store, int64_t number, const char *sha256,
                            const char *reason, const ntm_import_by *by, ntm_diags *diags)
{
    sqlite3_stmt *stmt = NULL;
    char when[NTM_TIME_TEXT];
    ntm_rc rc = ntm_store_prepare(store,
                                  "INSERT INTO removal (number, sha256, size, removed_at, actor,"
                                  " reason) SELECT ?1, sha256, size, ?3, ?4, ?5 FROM object"
                                  " WHERE sha256 = ?2",
                                  &stmt, diags);
    if (rc != NTM_OK)
        return rc;
    sqlite3_bind_int64(stmt, 1, number);
    sqlite3_bind_text(stmt, 2, sha256, -1, SQLITE_STATIC);
    sqlite3_bind_text(stmt, 3, ntm_time_format(by->when, when), -1, SQLITE_STATIC);
    sqlite3_bind_text(stmt, 4, by->actor ? by->actor : "", -1, SQLITE_STATIC);
    sqlite3_bind_text(stmt, 5, reason, -1, SQLITE_STATIC);
    if (sqlite3_step(stmt) != SQLITE_DONE)
        rc = ntm_store_fail(store, diags);
    sqlite3_finalize(stmt);
    return rc;
}

static ntm_rc digest_of_import(ntm_store *store, int64_t import, char sha256_out[NTM_SHA256_TEXT],
                               ntm_diags *diags)
{
    sqlite3_stmt *stmt = NULL;
    bool removed = false;
    ntm_rc rc = ntm_store_prepare(store,
                                  "SELECT o.sha256, bytes IS NULL FROM import AS i JOIN object AS o"
                                  " ON o.sha256 = i.sha256 WHERE number = ?1",
                                  &stmt, diags);
    if (rc != NTM_OK)
        return rc;
    sqlite3_bind_int64(stmt, 1, import);
    int step = sqlite3_step(stmt);
    const unsigned char *sha256 = step == SQLITE_ROW ? sqlite3_column_text(stmt, 0) : NULL;
    if (sha256) {
        snprintf(sha256_out, NTM_SHA256_TEXT, "%s", sha256);
        removed = sqlite3_column_int(stmt, 1) != 0;
    } else if (step == SQLITE_ROW || step == SQLITE_DONE) { /* an import without its object */
        rc = ntm_fail(diags, NTM_ESYSTEM, ntm_store_place(store), "store-damaged",
                      _("the store is damaged: %s"), "object");
    } else {
        rc = ntm_store_fail(store, diags);
    }
    sqlite3_finalize(stmt);
    return removed
               ? ntm_fail(diags, NTM_EUSAGE, ntm_store_place(store), "removed-before",
                          _("the bytes of import #%lld were removed already"), (long long)import)
               : rc;
}

static ntm_rc forget_bytes(ntm_store *store, const char *sha256, ntm_diags *diags)
{
    sqlite3_stmt *stmt = NULL;
    ntm_rc rc =
        ntm_store_prepare(store, "UPDATE object SET bytes = NULL WHERE sha256 = ?1", &stmt, diags);
    if (rc == NTM_OK)
        rc = ntm_store_bind_text(store, stmt, 1, sha256, diags);
    if (rc == NTM_OK && sqlite3_step(stmt) != SQLITE_DONE)
        rc = ntm_store_fail(store, diags);
    sqlite3_finalize(stmt);
    return rc;
}

static ntm_rc remove_bytes(ntm_store *store, int64_t import, const char *reason,
                           const ntm_import_by *by, char sha256[NTM_SHA256_TEXT], ntm_diags *diags)
{
    int64_t number;
    ntm_rc rc = check_import(store, import, diags);
    if (rc == NTM_OK)
        rc = digest_of_import(store, import, sha256, diags);
    if (rc == NTM_OK)
        rc = ntm_store_integer(store, "SELECT ifnull(max(number), 0) + 1 FROM removal", &number,
                               diags);
    if (rc == NTM_OK)
        rc = write_removal(store, number, sha256, reason, by, diags);
    if (rc == NTM_OK)
        rc = forget_bytes(store, sha256, diags);
    return rc == NTM_OK ? ntm_ledger_enter(store, "removal", number, diags) : rc;
}

ntm_rc ntm_store_remove_bytes(ntm_store *store, int64_t import, const char *reason,
                              const ntm_import_by *by, char sha256_out[NTM_SHA256_TEXT],
                              ntm_diags *diags)
{
    assert(store && store->db && reason && *reason && by);
    sha256_out[0] = '\0';
    ntm_rc rc = ntm_store_begin(store, diags);
    if (rc != NTM_OK)
        return rc;
    return ntm_store_end(store, remove_bytes(store, import, reason, by, sha256_out, diags), diags);
}
