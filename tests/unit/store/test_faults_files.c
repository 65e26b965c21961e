/* Disks that fail and processes that are killed while bytes are removed, and files copied or made anew. */
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
#include "support/faults.h"
#include "support/suffer.h"

static test_archive archive;
static test_tamper base; /* the store as it is before each try */
static char copy_path[112];

/* ---- commands ---- */

/* Open, do, close: what one command line does. */
static ntm_rc with_store(ntm_rc (*run)(ntm_diags *diags), ntm_diags *diags)
{
    ntm_rc rc = ntm_store_open(archive.path, NTM_STORE_WRITE, &archive.store, diags);
    if (rc == NTM_OK)
        rc = run(diags);
    ntm_store_close(archive.store);
    archive.store = NULL;
    return rc;
}

static ntm_rc remove_in(ntm_diags *diags) { return test_archive_remove(&archive, 3, diags); }
static ntm_rc remove_bytes(ntm_diags *diags) { return with_store(remove_in, diags); }
static bool removed(void)
{
    int64_t without = test_integer(archive.path, "SELECT count(*) FROM object WHERE bytes IS NULL");
    assert_int_equal(test_integer(archive.path, "SELECT count(*) FROM removal"), without);
    return without == 1;
}

static ntm_rc back_up_in(ntm_diags *diags)
{
    return ntm_store_backup(archive.store, copy_path, diags);
}
static ntm_rc back_up(ntm_diags *diags) { return with_store(back_up_in, diags); }
/* A copy under its name is whole: the same rows, and verify finds nothing. */
static bool backed_up(void)
{
    if (access(copy_path, F_OK) != 0)
        return false;
    assert_int_equal(test_archive_findings(copy_path, NULL, true), 0);
    assert_int_equal(test_integer(copy_path, "SELECT count(*) FROM ledger"), 5);
    return true;
}

static ntm_rc migrate(ntm_diags *diags)
{
    ntm_migrated migrated;
    ntm_rc rc = ntm_store_migrate(archive.path, &migrated, diags);
    if (rc == NTM_OK && migrated.from == 1)
        assert_string_equal(migrated.copy, copy_path);
    free(migrated.copy);
    return rc;
}
static bool migrated(void)
{
    int64_t version = test_integer(archive.path, "PRAGMA user_version");
    assert_int_equal(test_integer(archive.path, "SELECT count(*) FROM import"), 4);
    assert_int_equal(test_integer(archive.path, "SELECT count(*) FROM observation"), 3);
    if (version == 1)
        return false;
    assert_int_equal(test_integer(copy_path, "PRAGMA user_version"), 1); /* as it was */
    assert_int_equal(test_integer(copy_path, "SELECT count(*) FROM observation"), 3);
    return true;
}

/* ---- the store before ---- */

static int set_up(void **state)
{
    (void)state;
    test_archive_init(&archive);
    for (int i = 1; i <= 4; i++)
        assert_int_equal(test_archive_import(&archive, i, NULL), NTM_OK);
    ntm_store_close(archive.store);
    archive.store = NULL;
    test_tamper_init(&base, archive.path);
    snprintf(copy_path, sizeof copy_path, "%s/copy.db", archive.folder);
    return 0;
}

static int set_up_version1(void **state)
{
    (void)state;
    test_archive_init(&archive);
    ntm_store_close(archive.store);
    archive.store = NULL;
    char *sql;
    size_t length;
    sqlite3 *db;
    assert_int_equal(ntm_file_read(NTM_TEST_SOURCE_DIR "/tests/unit/store/version1.sql", 1 << 20,
                                   &sql, &length, NULL),
                     NTM_OK);
    assert_int_equal(sqlite3_open(archive.path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    free(sql);
    test_tamper_init(&base, archive.path);
    snprintf(copy_path, sizeof copy_path, "%s.v1", archive.path);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    test_faults_none();
    test_tamper_clear(&base);
    test_archive_clear(&archive);
    return 0;
}

static void test_faults_while_removing_bytes(void **state)
{
    (void)state;
    test_suffer(&base, copy_path, &(test_command){remove_bytes, removed, 10, false});
}

static void test_faults_while_backing_up(void **state)
{
    (void)state;
    test_suffer(&base, copy_path, &(test_command){back_up, backed_up, 20, false});
}

static void test_faults_while_migrating(void **state)
{
    (void)state;
    test_suffer(&base, copy_path, &(test_command){migrate, migrated, 40, .keeps_copy = true});
}

/* The journal is gone, so the change stands, and only then is an error met. */
static void test_faults_late_error_of_a_migration_keeps_the_copy(void **state)
{
    (void)state;
    int uncertain = 0;
    ntm_rc rc = NTM_ESYSTEM;
    for (int n = 1; rc != NTM_OK; n++) {
        assert_true(n < 20);
        unlink(copy_path);
        test_tamper_restore(&base);
        ntm_diags diags = {0};
        test_faults_late(n);
        rc = migrate(&diags);
        test_faults_none();
        if (rc != NTM_OK && strcmp(diags.items[0].code, "store-uncertain") == 0) {
            uncertain++;
            assert_null(strstr(diags.items[0].message, "nothing was changed"));
            assert_true(migrated()); /* which looks at the copy too */
        }
        ntm_diags_clear(&diags);
    }
    assert_true(uncertain > 0);
    assert_true(migrated());
}

static void test_faults_late_error_of_a_removal_is_not_certain(void **state)
{
    (void)state;
    ntm_diags diags = {0};
    test_faults_late(1);
    assert_int_equal(remove_bytes(&diags), NTM_ESYSTEM);
    test_faults_none();
    assert_int_equal(diags.count, 1);
    assert_string_equal(diags.items[0].code, "store-uncertain");
    assert_true(removed());
    ntm_diags_clear(&diags);
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
    test_faults_install();
#define T(name) cmocka_unit_test_setup_teardown(test_faults_while_##name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(removing_bytes),
        T(backing_up),
        cmocka_unit_test_setup_teardown(test_faults_while_migrating, set_up_version1, tear_down),
        cmocka_unit_test_setup_teardown(test_faults_late_error_of_a_migration_keeps_the_copy,
                                        set_up_version1, tear_down),
        cmocka_unit_test_setup_teardown(test_faults_late_error_of_a_removal_is_not_certain, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("store/faults_files", tests, NULL, NULL);
}
