/* tests/support/suffer.c - see the header. */
#include "support/suffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "support/faults.h"

int64_t test_integer(const char *path, const char *sql)
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

static void start_again(test_tamper *before, const char *copy)
{
    static const char *const beside[] = {"-journal", ".part", ".part-journal"};
    char path[160];
    for (size_t i = 0; i < (*copy ? 3 : 1); i++) {
        snprintf(path, sizeof path, "%s%s", i ? copy : before->path, beside[i]);
        unlink(path);
    }
    if (*copy)
        unlink(copy);
    test_tamper_restore(before);
}

static void expect_clean(const test_tamper *before)
{
    if (test_integer(before->path, "PRAGMA user_version") == 2)
        assert_int_equal(test_archive_findings(before->path, NULL, true), 0);
}

/* A try takes milliseconds, and under sanitizers many: there every third write must do. */
#ifdef NTM_SANITIZED
enum { STEP = 3 };
#else
enum { STEP = 1 };
#endif

/* The command works now, and nothing of what failed before is found by verify. */
static void expect_works(const test_tamper *before, const test_command *c)
{
    ntm_diags diags = {0};
    if (c->run(&diags) != NTM_OK)
        fail_msg("the next command: %s", diags.count ? diags.items[0].message : "");
    ntm_diags_clear(&diags);
    assert_true(c->done());
    expect_clean(before);
}

/* ---- faults ---- */

static void fail_everywhere(test_tamper *before, const char *copy, const test_command *c, int code,
                            void (*arm)(int n, int code))
{
    int n = 1 - STEP;
    for (bool failed = true; failed;) {
        assert_true((n += STEP) < 2000);
        start_again(before, copy);
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
            assert_true(c->keeps_copy || access(copy, F_OK) != 0);
        }
        if (rc == NTM_OK)
            expect_clean(before);
        else
            expect_works(before, c);
        ntm_diags_clear(&diags);
    }
    assert_true(n > c->least);
}

static void kill_everywhere(test_tamper *before, const char *copy, const test_command *c)
{
    int n = 1 - STEP;
    for (bool killed = true; killed;) {
        assert_true((n += STEP) < 2000);
        start_again(before, copy);
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
            expect_clean(before);
        else
            expect_works(before, c);
    }
    assert_true(n > c->least);
}

void test_suffer(test_tamper *before, const char *copy, const test_command *c)
{
    fail_everywhere(before, copy, c, SQLITE_FULL, test_faults_at);
    fail_everywhere(before, copy, c, SQLITE_IOERR_WRITE, test_faults_once);
    kill_everywhere(before, copy, c);
}
