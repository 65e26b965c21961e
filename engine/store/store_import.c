/* store/store_import.c - one transaction: the file's bytes, the import, its rows. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "store/store_priv.h"
#include "store/store_text.h"

/* An import under way. */
typedef struct writing {
    ntm_store *store;
    const ntm_import *import;
    const ntm_import_by *by;
    ntm_import_done *done;
    ntm_diags *diags;
    sqlite3_stmt *stmt; /* the one of the table being written */
} writing;

/* ---- rows ---- */

static void bind_text(writing *w, int place, const char *text)
{
    sqlite3_bind_text(w->stmt, place, text, -1, SQLITE_STATIC);
}

static void bind_date(writing *w, int place, ntm_date date)
{
    char buffer[NTM_DATE_TEXT];
    if (date != NTM_DATE_MIN && date != NTM_DATE_MAX)
        sqlite3_bind_text(w->stmt, place, ntm_date_format(date, buffer), -1, SQLITE_TRANSIENT);
}

static ntm_rc begin_table(writing *w, const char *sql)
{
    return ntm_store_prepare(w->store, sql, &w->stmt, w->diags);
}

/* Write the bound row. A failed bind (no memory, too long) leaves NULL, which the tables refuse. */
static ntm_rc end_row(writing *w)
{
    int step = sqlite3_step(w->stmt);
    if (step != SQLITE_DONE)
        return ntm_store_fail(w->store, w->diags);
    sqlite3_reset(w->stmt);
    sqlite3_clear_bindings(w->stmt);
    return NTM_OK;
}

static ntm_rc end_table(writing *w, ntm_rc rc)
{
    sqlite3_finalize(w->stmt); /* NULL is allowed */
    w->stmt = NULL;
    return rc;
}

static bool same_text(const char *a, const char *b) { return strcmp(a ? a : "", b ? b : "") == 0; }

/* Whether the store has this very version of the unit already. */
static bool unchanged(const ntm_unit *unit, const ntm_dataset *known)
{
    const ntm_unit *old = ntm_dataset_unit(
        known, unit->code, unit->valid_from == NTM_DATE_MIN ? unit->valid_to : unit->valid_from);
    return old && old->valid_from == unit->valid_from && old->valid_to == unit->valid_to &&
           old->level == unit->level && same_text(old->name, unit->name) &&
           same_text(old->parent, unit->parent);
}

static ntm_rc write_units(writing *w, const ntm_dataset *known)
{
    const ntm_dataset *d = w->import->dataset;
    ntm_rc rc = begin_table(w, "INSERT INTO unit (import, row, code, level, name, parent,"
                               " valid_from, valid_to) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    for (size_t i = 0; i < d->nunits && rc == NTM_OK; i++) {
        const ntm_unit *unit = &d->units[i];
        if (unchanged(unit, known)) {
            w->done->units_unchanged++;
            continue;
        }
        sqlite3_bind_int64(w->stmt, 1, w->done->number);
        sqlite3_bind_int64(w->stmt, 2, (int64_t)++w->done->units);
        bind_text(w, 3, unit->code);
        bind_text(w, 4, ntm_level_code(unit->level));
        bind_text(w, 5, unit->name);
        bind_text(w, 6, unit->parent);
        bind_date(w, 7, unit->valid_from);
        bind_date(w, 8, unit->valid_to);
        rc = end_row(w);
    }
    return end_table(w, rc);
}

static void bind_value(writing *w, int value_at, int low_at, int high_at, const ntm_value *value)
{
    char text[NTM_STORE_VALUE_TEXT];
    if (value->kind == NTM_K_NUMBER && !ntm_store_value_exact(value)) {
        if (value->has_low)
            sqlite3_bind_text(w->stmt, low_at, ntm_decimal_format(value->low, text), -1,
                              SQLITE_TRANSIENT);
        if (value->has_high)
            sqlite3_bind_text(w->stmt, high_at, ntm_decimal_format(value->high, text), -1,
                              SQLITE_TRANSIENT);
    } else if (value->kind == NTM_K_GRADE || value->kind == NTM_K_CHOICE) {
        bind_text(w, value_at, value->code);
    } else {
        sqlite3_bind_text(w->stmt, value_at, ntm_store_value_text(value, text), -1,
                          SQLITE_TRANSIENT);
    }
}

static ntm_rc write_observations(writing *w)
{
    const ntm_dataset *d = w->import->dataset;
    ntm_rc rc = begin_table(
        w, "INSERT INTO observation (import, row, line, unit, field, as_of, kind, value, low, high,"
           " assessor, assessor_order, origin, evidence, note)"
           " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (size_t i = 0; i < d->nobservations && rc == NTM_OK; i++) {
        const ntm_observation *row = &d->observations[i];
        sqlite3_bind_int64(w->stmt, 1, w->done->number);
        sqlite3_bind_int64(w->stmt, 2, (int64_t)++w->done->observations);
        sqlite3_bind_int64(w->stmt, 3, row->line);
        bind_text(w, 4, row->unit);
        bind_text(w, 5, row->field);
        bind_date(w, 6, row->as_of);
        bind_text(w, 7, ntm_store_kind_code(row->value.kind));
        bind_value(w, 8, 9, 10, &row->value);
        bind_text(w, 11, row->assessor);
        sqlite3_bind_int(w->stmt, 12, row->assessor_order);
        bind_text(w, 13, row->origin);
        bind_text(w, 14, row->evidence);
        bind_text(w, 15, row->note);
        rc = end_row(w);
    }
    return end_table(w, rc);
}

static ntm_rc write_titles(writing *w)
{
    const ntm_dataset *d = w->import->dataset;
    ntm_rc rc = begin_table(w, "INSERT INTO title (import, row, line, unit, title, number,"
                               " criteria_set, date, expires, withdrawn, origin, note)"
                               " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (size_t i = 0; i < d->ntitles && rc == NTM_OK; i++) {
        const ntm_title *row = &d->titles[i];
        sqlite3_bind_int64(w->stmt, 1, w->done->number);
        sqlite3_bind_int64(w->stmt, 2, (int64_t)++w->done->titles);
        sqlite3_bind_int64(w->stmt, 3, row->line);
        bind_text(w, 4, row->unit);
        bind_text(w, 5, row->title);
        bind_text(w, 6, row->number);
        bind_text(w, 7, row->set);
        bind_date(w, 8, row->date);
        bind_date(w, 9, row->expires);
        bind_date(w, 10, row->withdrawn);
        bind_text(w, 11, row->origin);
        bind_text(w, 12, row->note);
        rc = end_row(w);
    }
    return end_table(w, rc);
}

static ntm_rc write_registrations(writing *w)
{
    const ntm_dataset *d = w->import->dataset;
    ntm_rc rc = begin_table(w, "INSERT INTO registration (import, row, line, unit, criteria_set,"
                               " year, origin) VALUES (?, ?, ?, ?, ?, ?, ?)");
    for (size_t i = 0; i < d->nregistrations && rc == NTM_OK; i++) {
        const ntm_registration *row = &d->registrations[i];
        sqlite3_bind_int64(w->stmt, 1, w->done->number);
        sqlite3_bind_int64(w->stmt, 2, (int64_t)++w->done->registrations);
        sqlite3_bind_int64(w->stmt, 3, row->line);
        bind_text(w, 4, row->unit);
        bind_text(w, 5, row->set);
        sqlite3_bind_int(w->stmt, 6, row->year);
        bind_text(w, 7, row->origin);
        rc = end_row(w);
    }
    return end_table(w, rc);
}

/* ---- the import itself ---- */

/* A file that is there already, byte for byte, is most likely imported by mistake. */
static ntm_rc check_new(writing *w)
{
    if (w->by->again)
        return NTM_OK;
    sqlite3_stmt *stmt = NULL;
    ntm_rc rc = ntm_store_prepare(w->store,
                                  "SELECT number, file, imported_at, actor FROM import"
                                  " WHERE sha256 = ? ORDER BY number LIMIT 1",
                                  &stmt, w->diags);
    if (rc != NTM_OK)
        return rc;
    sqlite3_bind_text(stmt, 1, w->done->sha256, -1, SQLITE_STATIC);
    int step = sqlite3_step(stmt);
    if (step == SQLITE_ROW) {
        rc = ntm_fail(
            w->diags, NTM_EINPUT, (ntm_place){.file = w->import->file}, "imported-before",
            _("this very file was imported before: #%lld, %s, on %s by %s"),
            (long long)sqlite3_column_int64(stmt, 0), (const char *)sqlite3_column_text(stmt, 1),
            (const char *)sqlite3_column_text(stmt, 2), (const char *)sqlite3_column_text(stmt, 3));
        ntm_diag_hint(w->diags, _("nothing needs to be done; --again imports it once more"));
    } else if (step != SQLITE_DONE) {
        rc = ntm_store_fail(w->store, w->diags);
    }
    sqlite3_finalize(stmt);
    return rc;
}

static ntm_rc write_object(writing *w)
{
    static const char none;
    ntm_rc rc = begin_table(w, "INSERT INTO object (sha256, kind, size, bytes)"
                               " VALUES (?, 'import', ?, ?) ON CONFLICT (sha256) DO NOTHING");
    if (rc != NTM_OK)
        return rc;
    const void *bytes = w->import->length ? w->import->bytes : &none;
    bind_text(w, 1, w->done->sha256);
    sqlite3_bind_int64(w->stmt, 2, (int64_t)w->import->length);
    if (sqlite3_bind_blob64(w->stmt, 3, bytes, w->import->length, SQLITE_STATIC) != SQLITE_OK)
        return end_table(w, ntm_store_fail(w->store, w->diags));
    return end_table(w, end_row(w));
}

/* Rows refer to it, so it comes before them; that it counts them is why units are sorted out first. */
static ntm_rc write_import(writing *w, size_t new_units)
{
    const ntm_dataset *d = w->import->dataset;
    char when[24];
    ntm_rc rc = begin_table(w, "INSERT INTO import (number, file, sha256, actor, imported_at,"
                               " imported_at_s, note, engine, units, observations, titles,"
                               " registrations) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    if (rc != NTM_OK)
        return rc;
    sqlite3_bind_int64(w->stmt, 1, w->done->number);
    bind_text(w, 2, w->import->file);
    bind_text(w, 3, w->done->sha256);
    bind_text(w, 4, w->by->actor ? w->by->actor : "");
    bind_text(w, 5, ntm_store_time_text(w->by->when, when));
    sqlite3_bind_int64(w->stmt, 6, w->by->when);
    bind_text(w, 7, w->by->note ? w->by->note : "");
    bind_text(w, 8, "ntm " NTM_VERSION);
    sqlite3_bind_int64(w->stmt, 9, (int64_t)new_units);
    sqlite3_bind_int64(w->stmt, 10, (int64_t)d->nobservations);
    sqlite3_bind_int64(w->stmt, 11, (int64_t)d->ntitles);
    sqlite3_bind_int64(w->stmt, 12, (int64_t)d->nregistrations);
    return end_table(w, end_row(w));
}

static ntm_rc write_file(writing *w)
{
    ntm_dataset *known = NULL;
    ntm_rc rc = ntm_store_read_units(w->store, INT64_MAX, &known, w->diags);
    if (rc == NTM_OK)
        rc = check_new(w);
    if (rc == NTM_OK)
        rc = ntm_dataset_check_added(w->import->dataset, known, w->diags);
    size_t new_units = 0;
    for (size_t i = 0; rc == NTM_OK && i < w->import->dataset->nunits; i++)
        new_units += !unchanged(&w->import->dataset->units[i], known);
    if (rc == NTM_OK)
        rc = ntm_store_integer(w->store, "SELECT ifnull(max(number), 0) + 1 FROM import",
                               &w->done->number, w->diags);
    if (rc == NTM_OK)
        rc = write_object(w);
    if (rc == NTM_OK)
        rc = write_import(w, new_units);
    if (rc == NTM_OK)
        rc = write_units(w, known);
    if (rc == NTM_OK)
        rc = write_observations(w);
    if (rc == NTM_OK)
        rc = write_titles(w);
    if (rc == NTM_OK)
        rc = write_registrations(w);
    ntm_dataset_free(known);
    return rc;
}

/* ---- the transaction ---- */

static ntm_rc write_all(ntm_store *store, const ntm_import *imports, size_t count,
                        const ntm_import_by *by, ntm_import_done *done, ntm_diags *diags)
{
    ntm_rc rc = ntm_store_exec(store, "BEGIN IMMEDIATE", diags);
    if (rc != NTM_OK)
        return rc;
    /* Now that nobody else writes: is it still what it was when it was opened? */
    rc = ntm_store_identify(store, diags);
    bool was_blank = store->blank;
    if (rc == NTM_OK && was_blank) {
        rc = ntm_store_lay_schema(store, diags);
        store->blank = false;
    }
    for (size_t i = 0; i < count && rc == NTM_OK; i++) {
        writing w = {
            .store = store, .import = &imports[i], .by = by, .done = &done[i], .diags = diags};
        ntm_sha256_hex(imports[i].bytes, imports[i].length, done[i].sha256);
        rc = write_file(&w);
    }
    if (rc == NTM_OK)
        rc = ntm_store_exec(store, "COMMIT", diags);
    if (rc != NTM_OK)
        store->blank = was_blank;
    /* A failed COMMIT may have rolled back already, or not. */
    if (!sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return rc;
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
