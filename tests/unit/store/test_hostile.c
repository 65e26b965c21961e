/* Calls below that fail without a word, and files that somebody else wrote: nothing is acknowledged
 * that is not so, and nothing ends the program. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sqlite3.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/i18n.h"
#include "store/backup.h"
#include "store/ledger_priv.h"
#include "support/archive.h"
#include "support/tamper.h"

static test_archive archive;
static test_tamper tamper;

/* ---- a library that runs out of memory ---- */

static int bound, fail_bind_at; /* 0: never */
static bool no_memory_database;

int sqlite3_bind_text(sqlite3_stmt *stmt, int place, const char *text, int length,
                      void (*release)(void *))
{
    if (++bound == fail_bind_at)
        return SQLITE_NOMEM;
    size_t bytes = length < 0 ? (text ? strlen(text) : 0) : (size_t)length;
    return sqlite3_bind_text64(stmt, place, text, bytes, release, SQLITE_UTF8);
}

int sqlite3_open(const char *name, sqlite3 **out)
{
    if (!no_memory_database || strcmp(name, ":memory:") != 0)
        return sqlite3_open_v2(name, out, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    *out = NULL;
    return SQLITE_NOMEM;
}

static int set_up(void **state)
{
    (void)state;
    fail_bind_at = 0;
    no_memory_database = false;
    test_archive_init(&archive);
    test_archive_fill(&archive);
    ntm_store_close(archive.store);
    archive.store = NULL;
    test_tamper_init(&tamper, archive.path);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fail_bind_at = 0;
    test_tamper_clear(&tamper);
    test_archive_clear(&archive);
    return 0;
}

static void open_store(void)
{
    ntm_store_close(archive.store);
    assert_int_equal(ntm_store_open(archive.path, NTM_STORE_WRITE, &archive.store, NULL), NTM_OK);
}

/* The code of the one message; to be freed by the next call. */
static const char *only_code(ntm_diags *diags)
{
    static char code[64];
    assert_int_equal(diags->count, 1);
    snprintf(code, sizeof code, "%s", diags->items[0].code);
    ntm_diags_clear(diags);
    return code;
}

static bool found(const char *code)
{
    ntm_store *store = NULL;
    ntm_verified verified;
    ntm_diags diags = {0};
    bool out = false;
    assert_int_equal(ntm_store_open(archive.path, NTM_STORE_READ, &store, NULL), NTM_OK);
    assert_int_equal(ntm_store_verify(store, NULL, 0, &verified, &diags), NTM_OK);
    for (size_t i = 0; i < diags.count; i++)
        out |= strcmp(diags.items[i].code, code) == 0;
    ntm_diags_clear(&diags);
    ntm_store_close(store);
    return out;
}

/* A title of which any column may be left out, and figures with a span. */
static ntm_rc import_rows(const char *bytes, ntm_diags *diags)
{
    ntm_date date;
    assert_true(ntm_date_parse_iso("2023-12-31", &date));
    ntm_dataset *d = ntm_dataset_new();
    ntm_dataset_add_title(d, &(ntm_title){.unit = "15169",
                                          .title = "advanced",
                                          .number = "9/QD",
                                          .set = "test/1/2022",
                                          .date = date,
                                          .expires = date,
                                          .withdrawn = date,
                                          .line = 2});
    test_archive_figure(d, "15169", "whole", "201", 3);
    ntm_rc rc = test_archive_import_rows(&archive, bytes, d, diags);
    ntm_dataset_free(d);
    return rc;
}

/* What writes texts: an import, the withdrawal of a line, the removal of bytes. */
static ntm_rc change(int what, ntm_diags *diags)
{
    switch (what) {
    case 0:
        return import_rows("later.csv", diags);
    case 1:
        return test_archive_retract(&archive, 4, 3, diags);
    default:
        return test_archive_remove(&archive, 2, diags);
    }
}

static void test_hostile_a_value_that_is_not_bound_is_not_written_as_none(void **state)
{
    (void)state;
    for (int what = 0; what < 3; what++) {
        bool failed = true;
        int n = 0;
        while (failed) {
            assert_true(++n < 1000);
            test_tamper_restore(&tamper);
            open_store();
            bound = 0;
            fail_bind_at = n;
            ntm_rc rc = change(what, NULL);
            failed = bound >= n;
            fail_bind_at = 0;
            if (failed == (rc == NTM_OK))
                fail_msg("change %d, text %d: %d", what, n, rc);
        }
        assert_true(n > 5);
    }
}

/* ---- verify ---- */

static void test_hostile_a_schema_that_cannot_be_checked_is_told(void **state)
{
    (void)state;
    assert_int_equal(test_archive_findings(archive.path, NULL, true), 0);
    no_memory_database = true;
    assert_true(found("schema"));
}

static void test_hostile_numbers_of_entries_are_told(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *code;
    } tries[] = {
        {"UPDATE ledger SET seq = 9223372036854775807 WHERE seq = 12", "entry-missing"},
        {"UPDATE ledger SET seq = 9223372036854775806 + (seq - 11) WHERE seq > 10",
         "entry-missing"},
        {"UPDATE ledger SET seq = -9223372036854775807 - 1 WHERE seq = 1", "entry-stray"},
        {"UPDATE ledger SET seq = 0 WHERE seq = 1", "entry-stray"},
    };
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        assert_true(test_tamper_sql(&tamper, tries[i].sql));
        if (!found(tries[i].code))
            fail_msg("not found: %s", tries[i].sql);
        test_tamper_restore(&tamper);
    }
}

/* Entered as ntm enters removals, so that nothing else is amiss. */
static void test_hostile_removal_of_what_is_no_import_is_told(void **state)
{
    (void)state;
    static const char *const kinds[] = {"document", "script", "facts", "result"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        char sql[400];
        snprintf(sql, sizeof sql,
                 "INSERT INTO removal (number, sha256, size, removed_at, actor, reason)"
                 " SELECT 3, sha256, size, '2024-01-01T00:00:00Z', '', 'x' FROM object"
                 " WHERE kind = '%s' LIMIT 1;"
                 "UPDATE object SET bytes = NULL WHERE sha256 ="
                 " (SELECT sha256 FROM removal WHERE number = 3);",
                 kinds[i]);
        assert_true(test_tamper_sql(&tamper, sql));
        open_store();
        assert_int_equal(ntm_store_begin(archive.store, NULL), NTM_OK);
        assert_int_equal(ntm_ledger_enter(archive.store, "removal", 3, NULL), NTM_OK);
        assert_int_equal(ntm_store_end(archive.store, NTM_OK, NULL), NTM_OK);
        ntm_store_close(archive.store);
        archive.store = NULL;
        assert_true(found("removal-kind"));
        test_tamper_restore(&tamper);
    }
    assert_false(found("removal-kind"));
}

/* ---- messages ---- */

static void test_hostile_import_without_its_object_is_damage(void **state)
{
    (void)state;
    ntm_diags diags = {0};
    assert_true(test_tamper_sql(&tamper, "DELETE FROM object WHERE sha256 ="
                                         " (SELECT sha256 FROM import WHERE number = 2)"));
    open_store();
    assert_int_equal(test_archive_remove(&archive, 2, &diags), NTM_ESYSTEM);
    assert_string_equal(only_code(&diags), "store-damaged");
}

static ntm_rc entry(int64_t run, ntm_diags *diags)
{
    uint64_t index;
    char *record;
    json_t *body = NULL;
    open_store();
    ntm_rc rc = ntm_store_run_entry(archive.store, run, &index, &record, &body, diags);
    free(record);
    json_decref(body);
    return rc;
}

static void test_hostile_entry_of_a_run_is_told(void **state)
{
    (void)state;
    ntm_diags diags = {0};
    assert_int_equal(entry(1, NULL), NTM_OK);
    assert_int_equal(entry(9, &diags), NTM_EUSAGE);
    assert_string_equal(only_code(&diags), "unknown-run");
    assert_true(test_tamper_sql(&tamper, "UPDATE ledger SET seq = 0 WHERE kind = 'run' AND"
                                         " number = 1"));
    assert_int_equal(entry(1, &diags), NTM_ESYSTEM);
    assert_string_equal(only_code(&diags), "store-damaged");
    test_tamper_restore(&tamper);
    assert_true(test_tamper_sql(&tamper,
                                "ALTER TABLE ledger RENAME TO ledger_2;"
                                "CREATE TABLE ledger (seq, kind, number, record, leaf, chain);"
                                "INSERT INTO ledger VALUES (1, 'run', 1, NULL, '', '')"));
    assert_int_equal(entry(1, &diags), NTM_ESYSTEM);
    assert_string_equal(only_code(&diags), "store-damaged");
    assert_true(test_tamper_sql(&tamper, /* a view that fails at its row, as a disk may */
                                "DROP TABLE ledger; CREATE VIEW ledger AS SELECT 1 AS seq,"
                                " 'run' AS kind, 1 AS number, json('{') AS record"));
    assert_int_equal(entry(1, &diags), NTM_ESYSTEM);
    assert_string_not_equal(only_code(&diags), "unknown-run");
}

static void test_hostile_meta_of_an_older_store_is_damage(void **state)
{
    (void)state;
    char *sql;
    size_t length;
    sqlite3 *db;
    assert_int_equal(remove(archive.path), 0);
    assert_int_equal(ntm_file_read(NTM_TEST_SOURCE_DIR "/tests/unit/store/version1.sql", 1 << 20,
                                   &sql, &length, NULL),
                     NTM_OK);
    assert_int_equal(sqlite3_open(archive.path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(db, "INSERT INTO meta VALUES ('x', CAST(x'72ff' AS TEXT))", NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(db);
    free(sql);
    ntm_migrated migrated;
    ntm_diags diags = {0};
    assert_int_equal(ntm_store_migrate(archive.path, &migrated, &diags), NTM_ESYSTEM);
    assert_string_equal(only_code(&diags), "store-damaged");
    assert_null(migrated.copy);
}

/* ---- settings ---- */

static void test_hostile_readers_are_not_locked_out_by_a_large_change(void **state)
{
    (void)state;
    open_store();
    size_t length = (size_t)16 << 20;
    char *bytes = calloc(1, length), sha256[NTM_SHA256_TEXT];
    assert_non_null(bytes);
    int64_t on = 0;
    assert_int_equal(ntm_store_integer(archive.store, "PRAGMA secure_delete", &on, NULL), NTM_OK);
    assert_int_equal(on, 1);
    assert_int_equal(ntm_store_begin(archive.store, NULL), NTM_OK);
    assert_int_equal(ntm_store_keep(archive.store, "import", bytes, length, sha256, NULL), NTM_OK);
    ntm_store *reader = NULL;
    assert_int_equal(ntm_store_open(archive.path, NTM_STORE_READ, &reader, NULL), NTM_OK);
    ntm_store_set_wait(reader, 20);
    ntm_dataset *d = NULL;
    assert_int_equal(ntm_store_read(reader, NULL, 0, INT64_MAX, &d, NULL), NTM_OK);
    ntm_dataset_free(d);
    ntm_store_close(reader);
    ntm_store_end(archive.store, NTM_EINPUT, NULL);
    free(bytes);
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
#define T(name) cmocka_unit_test_setup_teardown(test_hostile_##name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(a_value_that_is_not_bound_is_not_written_as_none),
        T(a_schema_that_cannot_be_checked_is_told),
        T(numbers_of_entries_are_told),
        T(removal_of_what_is_no_import_is_told),
        T(import_without_its_object_is_damage),
        T(entry_of_a_run_is_told),
        T(meta_of_an_older_store_is_damage),
        T(readers_are_not_locked_out_by_a_large_change),
    };
    return cmocka_run_group_tests_name("store/hostile", tests, NULL, NULL);
}
