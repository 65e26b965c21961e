/*
 * Disks that fail and processes that are killed, at every write of recording, retracting, removing
 * bytes, backing up and migrating: what was acknowledged is there, nothing of the rest is, verify
 * finds nothing, and the same command works afterwards.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/i18n.h"
#include "store/backup.h"
#include "support/archive.h"
#include "support/faults.h"
#include "support/tamper.h"

static test_archive archive;
static test_tamper base; /* the store as it is before each try */
static char copy_path[112];

/* ---- commands ---- */

typedef struct command {
    ntm_rc (*run)(ntm_diags *diags);
    bool (*done)(void); /* whether the store shows what the command does */
    int least;          /* steps that it takes at the least */
} command;

static int64_t integer(const char *path, const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *stmt;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    int64_t out = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return out;
}

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

static ntm_rc record_in(ntm_diags *diags)
{
    int64_t number;
    return test_archive_record(&archive, 4, &number, diags);
}
static ntm_rc record(ntm_diags *diags) { return with_store(record_in, diags); }
static bool recorded(void)
{
    int64_t runs = integer(archive.path, "SELECT count(*) FROM run");
    assert_int_equal(integer(archive.path, "SELECT count(*) FROM run_unit"), 2 * runs);
    return runs == 1;
}

static ntm_rc retract_in(ntm_diags *diags) { return test_archive_retract(&archive, 4, 2, diags); }
static ntm_rc retract(ntm_diags *diags) { return with_store(retract_in, diags); }
static bool retracted(void)
{
    int64_t rows = integer(archive.path, "SELECT count(*) FROM retraction");
    assert_int_equal(integer(archive.path, "SELECT count(*) FROM import"), 4 + rows);
    return rows == 1;
}

static ntm_rc remove_in(ntm_diags *diags) { return test_archive_remove(&archive, 3, diags); }
static ntm_rc remove_bytes(ntm_diags *diags) { return with_store(remove_in, diags); }
static bool removed(void)
{
    int64_t without = integer(archive.path, "SELECT count(*) FROM object WHERE bytes IS NULL");
    assert_int_equal(integer(archive.path, "SELECT count(*) FROM removal"), without);
    return without == 1;
}

static ntm_rc import_in(ntm_diags *diags) { return test_archive_import(&archive, 6, diags); }
static ntm_rc import(ntm_diags *diags) { return with_store(import_in, diags); }
static bool imported(void) { return integer(archive.path, "SELECT count(*) FROM import") == 5; }

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
    assert_int_equal(integer(copy_path, "SELECT count(*) FROM ledger"), 5);
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
    int64_t version = integer(archive.path, "PRAGMA user_version");
    assert_int_equal(integer(archive.path, "SELECT count(*) FROM import"), 4);
    assert_int_equal(integer(archive.path, "SELECT count(*) FROM observation"), 3);
    if (version == 1)
        return false;
    assert_int_equal(integer(copy_path, "PRAGMA user_version"), 1); /* as it was */
    assert_int_equal(integer(copy_path, "SELECT count(*) FROM observation"), 3);
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

static void start_again(void)
{
    static const char *const beside[] = {"-journal", ".part", ".part-journal"};
    char path[160];
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        snprintf(path, sizeof path, "%s%s", i ? copy_path : archive.path, beside[i]);
        unlink(path);
    }
    unlink(copy_path);
    test_tamper_restore(&base);
}

static void expect_clean(void)
{
    if (integer(archive.path, "PRAGMA user_version") == 2)
        assert_int_equal(test_archive_findings(archive.path, NULL, true), 0);
}

/* The command works now, and nothing of what failed before is found by verify. */
static void expect_works(const command *c)
{
    ntm_diags diags = {0};
    if (c->run(&diags) != NTM_OK)
        fail_msg("the next command: %s", diags.count ? diags.items[0].message : "");
    ntm_diags_clear(&diags);
    assert_true(c->done());
    expect_clean();
}

/* ---- faults ---- */

static void fail_everywhere(const command *c, int code, void (*arm)(int n, int code))
{
    int n = 0;
    for (bool failed = true; failed;) {
        assert_true(++n < 2000);
        start_again();
        ntm_diags diags = {0};
        arm(n, code);
        ntm_rc rc = c->run(&diags);
        failed = test_faults_counted() >= n;
        test_faults_none();
        if (rc == NTM_OK) {
            assert_true(c->done()); /* acknowledged means kept */
        } else {
            assert_true(failed);
            assert_int_equal(rc, NTM_ESYSTEM);
            if (diags.count != 1)
                fail_msg("step %d: %zu messages", n, diags.count);
            assert_false(c->done());
            assert_int_not_equal(access(copy_path, F_OK), 0);
        }
        if (rc == NTM_OK)
            expect_clean();
        else
            expect_works(c);
        ntm_diags_clear(&diags);
    }
    assert_true(n > c->least);
}

static void kill_everywhere(const command *c)
{
    int n = 0;
    for (bool killed = true; killed;) {
        assert_true(++n < 2000);
        start_again();
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            test_faults_at(n, TEST_FAULTS_KILL);
            _exit(c->run(NULL) == NTM_OK ? 0 : 1);
        }
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        killed = WEXITSTATUS(status) == TEST_FAULTS_KILLED;
        assert_true(killed || WEXITSTATUS(status) == 0);
        /* Killed after the commit, before it could say so: then all of it is there. */
        bool done = c->done();
        assert_true(done || killed);
        if (done)
            expect_clean();
        else
            expect_works(c);
    }
    assert_true(n > c->least);
}

static void suffer(const command *c)
{
    fail_everywhere(c, SQLITE_FULL, test_faults_at);
    fail_everywhere(c, SQLITE_IOERR_WRITE, test_faults_at);
    fail_everywhere(c, SQLITE_IOERR_WRITE, test_faults_once);
    kill_everywhere(c);
}

static void test_faults_while_importing(void **state)
{
    (void)state;
    suffer(&(command){import, imported, 15});
}

static void test_faults_while_recording(void **state)
{
    (void)state;
    suffer(&(command){record, recorded, 15});
}

static void test_faults_while_retracting(void **state)
{
    (void)state;
    suffer(&(command){retract, retracted, 15});
}

static void test_faults_while_removing_bytes(void **state)
{
    (void)state;
    suffer(&(command){remove_bytes, removed, 10});
}

static void test_faults_while_backing_up(void **state)
{
    (void)state;
    suffer(&(command){back_up, backed_up, 20});
}

static void test_faults_while_migrating(void **state)
{
    (void)state;
    suffer(&(command){migrate, migrated, 40});
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
    test_faults_install();
#define T(name) cmocka_unit_test_setup_teardown(test_faults_while_##name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(importing),
        T(recording),
        T(retracting),
        T(removing_bytes),
        T(backing_up),
        cmocka_unit_test_setup_teardown(test_faults_while_migrating, set_up_version1, tear_down),
    };
    return cmocka_run_group_tests_name("store/faults_history", tests, NULL, NULL);
}
