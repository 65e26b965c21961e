/* A store that version 1 wrote, brought up to date: the same rows, entered in a ledger, a copy kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sqlite3.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/i18n.h"
#include "store/backup.h"
#include "support/archive.h"
#include "support/suffer.h"

typedef struct fixture {
    test_archive archive; /* its store is of version 1, and closed */
    char copy[112];
} fixture;

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    char *sql;
    size_t length;
    test_archive_init(&f->archive);
    ntm_store_close(f->archive.store);
    f->archive.store = NULL;
    assert_int_equal(ntm_file_read(NTM_TEST_SOURCE_DIR "/tests/unit/store/version1.sql", 1 << 20,
                                   &sql, &length, NULL),
                     NTM_OK);
    run_sql(f->archive.path, sql);
    free(sql);
    snprintf(f->copy, sizeof f->copy, "%s.v1", f->archive.path);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    test_archive_clear(&f->archive);
    free(f);
    return 0;
}

/* All rows of a query as text. */
static char *rows_of(const char *path, const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *stmt;
    ntm_strbuf out = {0};
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        for (int c = 0; c < sqlite3_column_count(stmt); c++) {
            const char *text = (const char *)sqlite3_column_text(stmt, c);
            ntm_strbuf_printf(&out, "%s|", text ? text : "NULL");
        }
        ntm_strbuf_putc(&out, '\n');
    }
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return ntm_strbuf_take(&out);
}

static ntm_rc migrate(fixture *f, ntm_migrated *out, ntm_diags *diags)
{
    return ntm_store_migrate(f->archive.path, out, diags);
}

static void migrate_well(fixture *f)
{
    ntm_migrated done;
    ntm_diags diags = {0};
    if (migrate(f, &done, &diags) != NTM_OK)
        fail_msg("%s", diags.items[0].message);
    free(done.copy);
    ntm_diags_clear(&diags);
}

static void test_migrate_keeps_every_row(void **state)
{
    fixture *f = *state;
    static const char *const same[] = {
        "SELECT sha256, kind, size, hex(bytes) FROM object ORDER BY sha256",
        "SELECT number, file, sha256, actor, imported_at, imported_at_s, note, engine, units,"
        " observations, titles, registrations FROM import ORDER BY number",
        "SELECT import, row, code, level, name, parent, valid_from, valid_to FROM unit ORDER BY 1, "
        "2",
        "SELECT * FROM observation ORDER BY import, row",
        "SELECT import, row, line, unit, title, number, criteria_set, date, expires, withdrawn,"
        " origin, note FROM title ORDER BY 1, 2",
        "SELECT * FROM registration ORDER BY import, row",
        "SELECT key, value FROM meta WHERE key IN ('made_at', 'made_by') ORDER BY key",
    };
    char *before[7];
    for (size_t i = 0; i < 7; i++) {
        before[i] = rows_of(f->archive.path, same[i]);
        assert_true(strlen(before[i]) > 10);
    }
    ntm_migrated done;
    assert_int_equal(migrate(f, &done, NULL), NTM_OK);
    assert_int_equal(done.from, 1);
    assert_int_equal(done.to, 2);
    assert_int_equal(done.imports, 4);
    assert_string_equal(done.copy, f->copy);
    free(done.copy);
    for (size_t i = 0; i < 7; i++) {
        char *after = rows_of(f->archive.path, same[i]), *kept = rows_of(f->copy, same[i]);
        assert_string_equal(after, before[i]);
        assert_string_equal(kept, before[i]); /* the copy is the store as it was */
        free(after);
        free(kept);
        free(before[i]);
    }
    assert_int_equal(test_integer(f->copy, "PRAGMA user_version"), 1);
}

static void test_migrate_gives_a_store_like_a_new_one(void **state)
{
    fixture *f = *state;
    migrate_well(f);
    assert_int_equal(test_archive_findings(f->archive.path, NULL, true), 0);
    test_archive fresh;
    test_archive_init(&fresh);
    assert_int_equal(test_archive_import(&fresh, 1, NULL), NTM_OK);
    static const char schema[] =
        "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2";
    char *a = rows_of(f->archive.path, schema), *b = rows_of(fresh.path, schema);
    assert_string_equal(a, b);
    free(a);
    free(b);
    assert_int_equal(test_integer(f->archive.path, "PRAGMA application_id"),
                     test_integer(fresh.path, "PRAGMA application_id"));
    test_archive_clear(&fresh);

    char *kinds = rows_of(f->archive.path, "SELECT seq, kind, number FROM ledger ORDER BY seq");
    assert_string_equal(kinds, "1|store|1|\n2|import|1|\n3|import|2|\n4|import|3|\n5|import|4|\n");
    free(kinds);
    /* that it was not born like this is on record */
    assert_int_equal(
        test_integer(f->archive.path, "SELECT value FROM meta WHERE key = 'migrated_from'"), 1);
    /* and it goes on: imports, retractions and runs work on it */
    assert_int_equal(ntm_store_open(f->archive.path, NTM_STORE_WRITE, &f->archive.store, NULL),
                     NTM_OK);
    assert_int_equal(test_archive_retract(&f->archive, 2, 2, NULL), NTM_OK);
    assert_int_equal(test_archive_remove(&f->archive, 1, NULL), NTM_OK);
    assert_int_equal(test_archive_findings(f->archive.path, NULL, true), 0);
}

/* Bytes that version 1 removed stay removed, with their reason. */
static void test_migrate_enters_what_was_removed_before(void **state)
{
    fixture *f = *state;
    run_sql(f->archive.path,
            "UPDATE object SET bytes = NULL, removed_at = '2024-01-01T00:00:00Z', removed_because ="
            " 'list of persons' WHERE sha256 = (SELECT sha256 FROM import WHERE number = 4)");
    migrate_well(f);
    assert_int_equal(test_archive_findings(f->archive.path, NULL, true), 0);
    char *removal =
        rows_of(f->archive.path, "SELECT number, size, removed_at, reason FROM removal");
    assert_string_equal(removal, "1|46|2024-01-01T00:00:00Z|list of persons|\n");
    free(removal);
}

static void test_migrate_twice_does_nothing(void **state)
{
    fixture *f = *state;
    migrate_well(f);
    char *before, *after;
    size_t length, now;
    assert_int_equal(ntm_file_read(f->archive.path, 1 << 22, &before, &length, NULL), NTM_OK);
    unlink(f->copy);
    ntm_migrated done;
    assert_int_equal(migrate(f, &done, NULL), NTM_OK);
    assert_int_equal(done.from, done.to);
    assert_null(done.copy);
    assert_int_not_equal(access(f->copy, F_OK), 0);
    assert_int_equal(ntm_file_read(f->archive.path, 1 << 22, &after, &now, NULL), NTM_OK);
    assert_int_equal(now, length);
    assert_memory_equal(after, before, length);
    free(before);
    free(after);
}

/* ---- refused ---- */

static void expect_refused(fixture *f, ntm_rc rc, const char *code)
{
    ntm_migrated done;
    ntm_diags diags = {0};
    assert_int_equal(migrate(f, &done, &diags), rc);
    assert_int_equal(diags.count, 1);
    assert_string_equal(diags.items[0].code, code);
    assert_null(done.copy);
    ntm_diags_clear(&diags);
}

static void test_migrate_writes_over_no_other_file(void **state)
{
    fixture *f = *state;
    assert_int_equal(ntm_file_write(f->copy, "mine", 4, NULL), NTM_OK);
    expect_refused(f, NTM_EUSAGE, "backup-exists");
    assert_int_equal(test_integer(f->archive.path, "PRAGMA user_version"), 1);
    char *bytes;
    size_t length;
    assert_int_equal(ntm_file_read(f->copy, 100, &bytes, &length, NULL), NTM_OK);
    assert_string_equal(bytes, "mine");
    free(bytes);
    unlink(f->copy);
    assert_int_equal(symlink("nowhere", f->copy), 0);
    expect_refused(f, NTM_EUSAGE, "backup-exists");
    unlink(f->copy);
    /* a copy of another time: what came since is not in it */
    ntm_store *store = NULL;
    assert_int_equal(ntm_store_open(f->archive.path, NTM_STORE_OLD, &store, NULL), NTM_OK);
    assert_int_equal(ntm_store_backup(store, f->copy, NULL), NTM_OK);
    ntm_store_close(store);
    run_sql(f->archive.path, "INSERT INTO meta VALUES ('more', 'since')");
    expect_refused(f, NTM_EUSAGE, "backup-exists");
    assert_int_equal(access(f->copy, F_OK), 0); /* and it is left where it was */
}

/* The copy that an interrupted migration left is the store as it is. */
static void test_migrate_goes_on_with_the_copy_it_made(void **state)
{
    fixture *f = *state;
    ntm_store *store = NULL;
    assert_int_equal(ntm_store_open(f->archive.path, NTM_STORE_OLD, &store, NULL), NTM_OK);
    assert_int_equal(ntm_store_backup(store, f->copy, NULL), NTM_OK);
    ntm_store_close(store);
    migrate_well(f);
    assert_int_equal(test_archive_findings(f->archive.path, NULL, true), 0);
}

static void test_migrate_refuses_what_is_not_an_older_store(void **state)
{
    fixture *f = *state;
    run_sql(f->archive.path, "PRAGMA user_version = 3");
    expect_refused(f, NTM_ESYSTEM, "store-newer");
    run_sql(f->archive.path, "PRAGMA user_version = 0");
    expect_refused(f, NTM_ESYSTEM, "store-damaged");
    run_sql(f->archive.path, "PRAGMA user_version = 1; PRAGMA application_id = 7");
    expect_refused(f, NTM_ESYSTEM, "store-foreign");
    unlink(f->archive.path);
    expect_refused(f, NTM_EUSAGE, "no-store");
    assert_int_equal(ntm_file_write(f->archive.path, "unit,field\n", 11, NULL), NTM_OK);
    expect_refused(f, NTM_ESYSTEM, "store-foreign");
    assert_int_not_equal(access(f->copy, F_OK), 0);
}

/* Rows that version 1 did not write: told, and nothing is changed. */
static void test_migrate_refuses_rows_that_do_not_fit(void **state)
{
    fixture *f = *state;
    static const char *const altered[] = {
        "INSERT INTO unit VALUES (9, 1, 'x', 'commune', 'x', NULL, NULL, NULL)",
        "INSERT INTO observation VALUES (9, 1, 1, 'x', 'a', '2023-12-31', 'number', '1', NULL, "
        "NULL,"
        " '', 0, '', '', '')",
        "DROP TABLE registration",
        "ALTER TABLE unit RENAME COLUMN name TO label",
    };
    for (size_t i = 0; i < sizeof altered / sizeof *altered; i++) {
        char *before, *after;
        size_t length, now;
        run_sql(f->archive.path, altered[i]);
        assert_int_equal(ntm_file_read(f->archive.path, 1 << 22, &before, &length, NULL), NTM_OK);
        ntm_migrated done;
        ntm_diags diags = {0};
        assert_int_equal(migrate(f, &done, &diags), NTM_ESYSTEM);
        assert_int_equal(diags.count, 1);
        ntm_diags_clear(&diags);
        assert_int_not_equal(access(f->copy, F_OK), 0);
        assert_int_equal(ntm_file_read(f->archive.path, 1 << 22, &after, &now, NULL), NTM_OK);
        assert_int_equal(now, length);
        assert_memory_equal(after, before, length);
        free(before);
        free(after);
    }
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
#define T(name) cmocka_unit_test_setup_teardown(test_migrate_##name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(keeps_every_row),
        T(gives_a_store_like_a_new_one),
        T(enters_what_was_removed_before),
        T(twice_does_nothing),
        T(writes_over_no_other_file),
        T(goes_on_with_the_copy_it_made),
        T(refuses_what_is_not_an_older_store),
        T(refuses_rows_that_do_not_fit),
    };
    return cmocka_run_group_tests_name("store/migrate", tests, NULL, NULL);
}
