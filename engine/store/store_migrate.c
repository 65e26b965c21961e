/*
 * store/store_migrate.c - from version 1 to 2.
 *
 * The tables of the new version are laid fresh and the rows copied over, so that a migrated store has
 * the schema of a new one to the letter, which verify checks.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "store/backup.h"
#include "store/ledger_priv.h"
#include "store/store_rows.h"

static const char *const OLD_TABLES[] = {"meta",       "object",      "import", "unit",
                                         "succession", "observation", "title",  "registration"};

/* Rows of version 1 into the tables of version 2. */
static const char COPY_1[] =
    "INSERT INTO object (sha256, kind, size, bytes) SELECT sha256, kind, size, bytes FROM "
    "old_object;"
    "INSERT INTO removal (number, sha256, size, removed_at, actor, reason)"
    " SELECT row_number() OVER (ORDER BY removed_at, sha256), sha256, size, ifnull(removed_at, ''),"
    "  '', removed_because FROM old_object WHERE bytes IS NULL;"
    "INSERT INTO import (number, kind, file, sha256, actor, imported_at, imported_at_s, note, "
    "engine,"
    "  units, successions, observations, titles, registrations, findings, papers, retractions)"
    " SELECT number, 'file', file, sha256, actor, imported_at, imported_at_s, note, engine, units, "
    "0,"
    "  observations, titles, registrations, 0, 0, 0 FROM old_import ORDER BY number;"
    "INSERT INTO unit (import, row, line, code, level, name, parent, valid_from, valid_to)"
    " SELECT import, row, 0, code, level, name, parent, valid_from, valid_to FROM old_unit;"
    "INSERT INTO observation SELECT * FROM old_observation;"
    "INSERT INTO title (import, row, line, unit, title, number, criteria_set, date, expires,"
    "  withdrawn, origin, note, appraisal)"
    " SELECT import, row, line, unit, title, number, criteria_set, date, expires, withdrawn, "
    "origin,"
    "  note, '' FROM old_title;"
    "INSERT INTO registration SELECT * FROM old_registration;";

/* Run the statements that a query makes out of the schema. */
static ntm_rc run_made(ntm_store *store, const char *query, ntm_diags *diags)
{
    ntm_strbuf all = {0};
    sqlite3_stmt *stmt = NULL;
    ntm_rc rc = ntm_store_prepare(store, query, &stmt, diags);
    while (rc == NTM_OK && sqlite3_step(stmt) == SQLITE_ROW)
        ntm_strbuf_printf(&all, "%s;", sqlite3_column_text(stmt, 0));
    sqlite3_finalize(stmt);
    if (rc == NTM_OK)
        rc = ntm_store_exec(store, ntm_strbuf_text(&all), diags);
    ntm_strbuf_clear(&all);
    return rc;
}

static ntm_rc move_away(ntm_store *store, ntm_diags *diags)
{
    ntm_rc rc = run_made(store,
                         "SELECT 'DROP ' || type || ' \"' || name || '\"' FROM sqlite_schema"
                         " WHERE type IN ('trigger', 'view')"
                         " OR (type = 'index' AND sql IS NOT NULL)",
                         diags);
    for (size_t i = 0; i < sizeof OLD_TABLES / sizeof *OLD_TABLES && rc == NTM_OK; i++) {
        char sql[96];
        snprintf(sql, sizeof sql, "ALTER TABLE %s RENAME TO old_%s", OLD_TABLES[i], OLD_TABLES[i]);
        rc = ntm_store_exec(store, sql, diags);
    }
    return rc;
}

/* The name of the store, when it was made, and that it was not born like this. */
static ntm_rc carry_meta(ntm_store *store, int from, ntm_diags *diags)
{
    uint8_t id[16];
    char hex[33], now[NTM_TIME_TEXT], sql[512];
    ntm_random(id, sizeof id);
    snprintf(sql, sizeof sql,
             "INSERT INTO meta SELECT key, value FROM old_meta;"
             "INSERT INTO meta (key, value) VALUES ('id', '%s'), ('migrated_from', '%d'),"
             " ('migrated_at', '%s'), ('migrated_by', 'ntm " NTM_VERSION "')",
             ntm_hex(id, sizeof id, hex), from, ntm_time_format((int64_t)time(NULL), now));
    return ntm_store_exec(store, sql, diags);
}

/* Entries for what was there, in the order in which it came. */
static ntm_rc enter_all(ntm_store *store, int64_t *imports_out, ntm_diags *diags)
{
    int64_t removals = 0;
    ntm_rc rc = ntm_ledger_enter(store, "store", 1, diags);
    if (rc == NTM_OK)
        rc = ntm_store_integer(store, "SELECT ifnull(max(number), 0) FROM import", imports_out,
                               diags);
    for (int64_t i = 1; i <= *imports_out && rc == NTM_OK; i++) {
        rc = ntm_store_pack_import(store, i, diags);
        if (rc == NTM_OK)
            rc = ntm_ledger_enter(store, "import", i, diags);
    }
    if (rc == NTM_OK)
        rc = ntm_store_integer(store, "SELECT ifnull(max(number), 0) FROM removal", &removals,
                               diags);
    for (int64_t i = 1; i <= removals && rc == NTM_OK; i++)
        rc = ntm_ledger_enter(store, "removal", i, diags);
    return rc;
}

static ntm_rc check_references(ntm_store *store, ntm_diags *diags)
{
    int64_t dangling = 0;
    ntm_rc rc =
        ntm_store_integer(store, "SELECT count(*) FROM pragma_foreign_key_check", &dangling, diags);
    return rc == NTM_OK && dangling
               ? ntm_fail(diags, NTM_ESYSTEM, ntm_store_place(store), "store-damaged",
                          _("the store is damaged: %s"), "foreign_key_check")
               : rc;
}

static ntm_rc rebuild(ntm_store *store, ntm_migrated *out, ntm_diags *diags)
{
    int64_t version = 0;
    ntm_rc rc = ntm_store_integer(store, "PRAGMA user_version", &version, diags);
    if (rc == NTM_OK && version != out->from)
        return ntm_fail(diags, NTM_ESYSTEM, ntm_store_place(store), "store-busy",
                        _("the store is in use by another program; nothing was changed"));
    if (rc == NTM_OK)
        rc = move_away(store, diags);
    if (rc == NTM_OK)
        rc = ntm_store_lay_tables(store, diags);
    if (rc == NTM_OK)
        rc = ntm_store_exec(store, COPY_1, diags);
    if (rc == NTM_OK)
        rc = carry_meta(store, out->from, diags);
    for (size_t i = sizeof OLD_TABLES / sizeof *OLD_TABLES; i-- > 0 && rc == NTM_OK;) {
        char sql[64];
        snprintf(sql, sizeof sql, "DROP TABLE old_%s", OLD_TABLES[i]);
        rc = ntm_store_exec(store, sql, diags);
    }
    if (rc == NTM_OK)
        rc = check_references(store, diags);
    return rc == NTM_OK ? enter_all(store, &out->imports, diags) : rc;
}

/* A copy that a migration left which was interrupted later on is taken as it is. */
static ntm_rc copy_beside(ntm_store *store, ntm_migrated *out, bool *made, ntm_diags *diags)
{
    size_t length = strlen(ntm_store_path(store)) + 16;
    char *path = ntm_xmalloc(length);
    snprintf(path, length, "%s.v%d", ntm_store_path(store), out->from);
    *made = access(path, F_OK) != 0;
    ntm_rc rc = ntm_store_copy(store, path, diags);
    if (rc == NTM_OK)
        out->copy = path;
    else
        free(path);
    return rc;
}

ntm_rc ntm_store_migrate(const char *path, ntm_migrated *out, ntm_diags *diags)
{
    ntm_store *store = NULL;
    bool made = false, tried = false;
    *out = (ntm_migrated){.from = NTM_STORE_VERSION, .to = NTM_STORE_VERSION};
    ntm_rc rc = ntm_store_open(path, NTM_STORE_OLD, &store, diags);
    if (rc == NTM_OK && store->version == NTM_STORE_VERSION) {
        ntm_store_close(store);
        return NTM_OK;
    }
    if (rc == NTM_OK) {
        out->from = store->version;
        rc = copy_beside(store, out, &made, diags);
    }
    /* The old tables refer to each other while they are replaced. */
    if (rc == NTM_OK)
        rc = ntm_store_exec(store, "PRAGMA foreign_keys = OFF", diags);
    if (rc == NTM_OK)
        rc = ntm_store_exec(store, "BEGIN IMMEDIATE", diags);
    if (rc == NTM_OK) {
        rc = rebuild(store, out, diags);
        tried = rc == NTM_OK; /* a COMMIT that fails may stand all the same: the copy is kept */
        rc = ntm_store_end(store, rc, diags);
    }
    if (rc != NTM_OK && out->copy && !tried) {
        if (made)
            unlink(out->copy);
        free(out->copy);
        out->copy = NULL;
    }
    ntm_store_close(store);
    return rc;
}
