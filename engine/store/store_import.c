/* store/store_import.c - one transaction: the file's bytes, the import, its rows, their entry. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/ledger_priv.h"
#include "store/store_rows.h"
#include "store/store_text.h"

/* An import under way. */
typedef struct writing {
    ntm_store *store;
    const ntm_import *import;
    const ntm_import_by *by;
    ntm_import_done *done;
    ntm_diags *diags;
} writing;

/* ---- the import itself ---- */

/* A file that is there already, byte for byte, is most likely imported by mistake. */
static ntm_rc check_new(writing *w)
{
    if (w->by->again)
        return NTM_OK;
    sqlite3_stmt *stmt = NULL;
    ntm_rc rc = ntm_store_prepare(w->store,
                                  "SELECT number, file, imported_at_s, actor FROM import AS i"
                                  " WHERE sha256 = ? AND NOT EXISTS (SELECT 1 FROM retraction"
                                  "  WHERE of_import = i.number AND of_table IS NULL)"
                                  " ORDER BY number LIMIT 1",
                                  &stmt, w->diags);
    if (rc != NTM_OK)
        return rc;
    rc = ntm_store_bind_text(w->store, stmt, 1, w->done->sha256, w->diags);
    int step = rc == NTM_OK ? sqlite3_step(stmt) : SQLITE_DONE;
    if (step == SQLITE_ROW) {
        char day[NTM_DATE_TEXT];
        rc = ntm_fail(w->diags, NTM_EINPUT, (ntm_place){.file = w->import->file}, "imported-before",
                      _("this very file was imported before: #%lld, %s, on %s by %s"),
                      (long long)sqlite3_column_int64(stmt, 0),
                      (const char *)sqlite3_column_text(stmt, 1),
                      ntm_date_show(ntm_time_day(sqlite3_column_int64(stmt, 2)), day),
                      (const char *)sqlite3_column_text(stmt, 3));
        ntm_diag_hint(w->diags, _("nothing needs to be done; --again imports it once more"));
    } else if (step != SQLITE_DONE) {
        rc = ntm_store_fail(w->store, w->diags);
    }
    sqlite3_finalize(stmt);
    return rc;
}

ntm_rc ntm_store_next_import(ntm_store *store, int64_t *out, ntm_diags *diags)
{
    return ntm_store_integer(store, "SELECT ifnull(max(number), 0) + 1 FROM import", out, diags);
}

ntm_rc ntm_store_enter_import(ntm_store *store, const ntm_import_entry *entry, ntm_diags *diags)
{
    sqlite3_stmt *stmt = NULL;
    char when[NTM_TIME_TEXT], sql[512];
    int length = snprintf(sql, sizeof sql,
                          "INSERT INTO import (number, kind, file, sha256, actor, imported_at,"
                          " imported_at_s, note, engine");
    for (int table = 0; table < NTM_TABLE_COUNT; table++)
        length += snprintf(sql + length, sizeof sql - (size_t)length, ", %s",
                           ntm_store_table_counter((ntm_store_table)table));
    snprintf(sql + length, sizeof sql - (size_t)length,
             ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    ntm_rc rc = ntm_store_prepare(store, sql, &stmt, diags);
    if (rc != NTM_OK)
        return rc;
    sqlite3_bind_int64(stmt, 1, entry->number);
    sqlite3_bind_text(stmt, 2, entry->kind, -1, SQLITE_STATIC);
    sqlite3_bind_text(stmt, 3, entry->file, -1, SQLITE_STATIC);
    sqlite3_bind_text(stmt, 4, entry->sha256, -1, SQLITE_STATIC);
    sqlite3_bind_text(stmt, 5, entry->by->actor ? entry->by->actor : "", -1, SQLITE_STATIC);
    sqlite3_bind_text(stmt, 6, ntm_time_format(entry->by->when, when), -1, SQLITE_STATIC);
    sqlite3_bind_int64(stmt, 7, entry->by->when);
    sqlite3_bind_text(stmt, 8, entry->by->note ? entry->by->note : "", -1, SQLITE_STATIC);
    sqlite3_bind_text(stmt, 9, "ntm " NTM_VERSION, -1, SQLITE_STATIC);
    for (int table = 0; table < NTM_TABLE_COUNT; table++)
        sqlite3_bind_int64(stmt, 10 + table, entry->counts[table]);
    if (sqlite3_step(stmt) != SQLITE_DONE)
        rc = ntm_store_fail(store, diags);
    sqlite3_finalize(stmt);
    return rc;
}

/* Rows refer to their import, so it is entered before them, and counts them; that is why units that
 * are there already are sorted out first. */
static void count_rows(const ntm_dataset *rows, const ntm_dataset *known,
                       int64_t counts[NTM_TABLE_COUNT])
{
    counts[NTM_TABLE_UNIT] = 0;
    for (size_t i = 0; i < rows->nunits; i++)
        counts[NTM_TABLE_UNIT] += !ntm_store_unit_unchanged(&rows->units[i], known);
    counts[NTM_TABLE_SUCCESSION] = (int64_t)rows->nsuccessions;
    counts[NTM_TABLE_OBSERVATION] = (int64_t)rows->nobservations;
    counts[NTM_TABLE_TITLE] = (int64_t)rows->ntitles;
    counts[NTM_TABLE_REGISTRATION] = (int64_t)rows->nregistrations;
    counts[NTM_TABLE_FINDING] = (int64_t)rows->nappraisals;
    counts[NTM_TABLE_EVIDENCE] = (int64_t)rows->nevidence;
    counts[NTM_TABLE_RETRACTION] = 0;
}

static void tell_done(ntm_import_done *done, const ntm_dataset *rows,
                      const int64_t counts[NTM_TABLE_COUNT])
{
    done->units = (size_t)counts[NTM_TABLE_UNIT];
    done->units_unchanged = rows->nunits - done->units;
    done->observations = rows->nobservations;
    done->titles = rows->ntitles;
    done->registrations = rows->nregistrations;
    done->successions = rows->nsuccessions;
    done->findings = rows->nappraisals;
    done->papers = rows->nevidence;
}

static ntm_rc write_file(writing *w)
{
    ntm_dataset *known = NULL;
    const ntm_dataset *rows = w->import->dataset;
    ntm_import_entry entry = {
        .kind = "file", .file = w->import->file, .sha256 = w->done->sha256, .by = w->by};
    int64_t written[NTM_TABLE_COUNT];
    ntm_rc rc = ntm_store_read_units(w->store, INT64_MAX, &known, w->diags);
    if (rc == NTM_OK)
        rc = check_new(w);
    if (rc == NTM_OK)
        rc = ntm_dataset_check_added(rows, known, w->diags);
    if (rc == NTM_OK)
        rc = ntm_store_next_import(w->store, &entry.number, w->diags);
    if (rc == NTM_OK)
        rc = ntm_store_keep(w->store, "import", w->import->bytes, w->import->length,
                            w->done->sha256, w->diags);
    if (rc == NTM_OK) {
        count_rows(rows, known, entry.counts);
        rc = ntm_store_enter_import(w->store, &entry, w->diags);
    }
    if (rc == NTM_OK)
        rc = ntm_store_write_rows(w->store, entry.number, rows, known, written, w->diags);
    if (rc == NTM_OK)
        rc = ntm_store_pack_import(w->store, entry.number, w->diags);
    if (rc == NTM_OK)
        rc = ntm_ledger_enter(w->store, "import", entry.number, w->diags);
    if (rc == NTM_OK) {
        w->done->number = entry.number;
        tell_done(w->done, rows, written);
    }
    ntm_dataset_free(known);
    return rc;
}

/* ---- the transaction ---- */

static ntm_rc write_all(ntm_store *store, const ntm_import *imports, size_t count,
                        const ntm_import_by *by, ntm_import_done *done, ntm_diags *diags)
{
    ntm_rc rc = ntm_store_begin(store, diags);
    if (rc != NTM_OK)
        return rc;
    for (size_t i = 0; i < count && rc == NTM_OK; i++) {
        writing w = {
            .store = store, .import = &imports[i], .by = by, .done = &done[i], .diags = diags};
        ntm_sha256_hex(imports[i].bytes, imports[i].length, done[i].sha256);
        rc = write_file(&w);
    }
    return ntm_store_end(store, rc, diags);
}

/* Before the first import makes the file: would its rows fit? A refused import leaves no file. */
static ntm_rc check_first(const ntm_import *imports, size_t count, ntm_diags *diags)
{
    ntm_dataset *known = ntm_dataset_new();
    ntm_rc rc = NTM_OK;
    for (size_t i = 0; i < count && rc == NTM_OK; i++) {
        /* Warnings are told when the rows are written, so here only errors are. */
        rc = ntm_dataset_check_added(imports[i].dataset, known, NULL);
        if (rc != NTM_OK)
            ntm_dataset_check_added(imports[i].dataset, known, diags);
        for (size_t u = 0; u < imports[i].dataset->nunits; u++)
            ntm_dataset_add_unit(known, &imports[i].dataset->units[u]);
    }
    ntm_dataset_free(known);
    return rc;
}

ntm_rc ntm_store_import(ntm_store *store, const ntm_import *imports, size_t count,
                        const ntm_import_by *by, ntm_import_done *done_out, ntm_diags *diags)
{
    assert(store && store->mode == NTM_STORE_WRITE && by && (count == 0 || (imports && done_out)));
    if (!count)
        return NTM_OK;
    ntm_rc rc = NTM_OK;
    if (!store->db) {
        rc = check_first(imports, count, diags);
        if (rc == NTM_OK)
            rc = ntm_store_make(store, diags);
    }
    if (rc != NTM_OK)
        return rc;
    ntm_import_done *done = ntm_xcalloc(count, sizeof *done);
    rc = write_all(store, imports, count, by, done, diags);
    if (rc == NTM_OK)
        memcpy(done_out, done, count * sizeof *done);
    free(done);
    return rc;
}
