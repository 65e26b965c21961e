/*
 * Disks that fail and processes that are killed, at every write of an import: nothing acknowledged is
 * lost, nothing half written is seen, and the next command works.
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

#include "base/i18n.h"
#include "store/store.h"
#include "support/archive.h"
#include "support/faults.h"

/* ---- imports under fault ---- */

static char folder[64], path[96];

static int set_up(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/ntm-test-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/ntm.db", folder);
    return 0;
}

static void clean(void)
{
    char journal[112];
    snprintf(journal, sizeof journal, "%s-journal", path);
    unlink(path);
    unlink(journal);
}

static int tear_down(void **state)
{
    (void)state;
    clean();
    return rmdir(folder);
}

/* Import number n: one unit "n" and, from the second on, a hundred observations. */
static ntm_rc import(int n, ntm_diags *diags)
{
    ntm_store *store = NULL;
    ntm_rc rc = ntm_store_open(path, NTM_STORE_WRITE, &store, diags);
    if (rc != NTM_OK)
        return rc;
    char code[12];
    snprintf(code, sizeof code, "%d", n);
    ntm_dataset *d = ntm_dataset_new();
    ntm_dataset_add_unit(d, &(ntm_unit){.code = code,
                                        .level = NTM_LEVEL_COMMUNE,
                                        .name = code,
                                        .valid_from = NTM_DATE_MIN,
                                        .valid_to = NTM_DATE_MAX});
    for (int i = 0; n > 1 && i < 100; i++) {
        ntm_observation row = {.unit = code, .field = "field.with.a.rather.long.name", .line = i};
        row.value = (ntm_value){.kind = NTM_K_NUMBER, .has_low = true, .has_high = true};
        row.note = "so long a note that the rows of one import do not fit on one page of the file";
        ntm_dataset_add_observation(d, &row);
    }
    ntm_import one = {.file = "f.csv", .bytes = code, .length = strlen(code), .dataset = d};
    ntm_import_by by = {.actor = "an"};
    ntm_import_done done;
    rc = ntm_store_import(store, &one, 1, &by, &done, diags);
    ntm_dataset_free(d);
    ntm_store_close(store);
    return rc;
}

/* Imports on record; each must be whole. */
static int64_t whole_imports(void)
{
    ntm_store *store = NULL;
    ntm_diags diags;
    ntm_diags_init(&diags);
    ntm_rc rc = ntm_store_open(path, NTM_STORE_WRITE, &store, &diags);
    for (size_t i = 0; i < diags.count; i++)
        print_message("%s\n", diags.items[i].message);
    assert_int_equal(rc, NTM_OK);
    int64_t last = 0;
    assert_int_equal(ntm_store_last_import(store, &last, NULL), NTM_OK);
    ntm_dataset *d = NULL;
    assert_int_equal(ntm_store_read(store, NULL, 0, INT64_MAX, &d, NULL), NTM_OK);
    assert_int_equal(d->nunits, last);
    assert_int_equal(d->nobservations, last > 1 ? 100 * (last - 1) : 0);
    ntm_dataset_free(d);
    ntm_store_close(store);
    ntm_diags_clear(&diags);
    if (last)
        assert_int_equal(test_archive_findings(path, NULL, true), 0);
    return last;
}

/* Fail the n-th step of the first and of the second import, for every n. */
static void fail_everywhere(int code, const char *expected)
{
    for (int before = 0; before < 2; before++) {
        bool failed = true;
        int n = 0;
        while (failed) {
            assert_true(++n < 1000);
            clean();
            test_faults_none();
            if (before)
                assert_int_equal(import(1, NULL), NTM_OK);
            test_faults_at(n, code);
            ntm_diags diags;
            ntm_diags_init(&diags);
            ntm_rc rc = import(before + 1, &diags);
            failed = test_faults_counted() >= n;
            test_faults_none();
            if (rc == NTM_OK) {
                assert_int_equal(whole_imports(), before + 1); /* acknowledged means kept */
            } else {
                assert_true(failed);
                assert_int_equal(rc, NTM_ESYSTEM);
                assert_int_equal(diags.count, 1);
                if (expected && strcmp(diags.items[0].code, "store-io") != 0 &&
                    strcmp(diags.items[0].code, "store-uncertain") != 0)
                    assert_string_equal(diags.items[0].code, expected);
                assert_int_equal(whole_imports(), before);
                assert_int_equal(import(before + 1, NULL), NTM_OK); /* the next command works */
                assert_int_equal(whole_imports(), before + 1);
            }
            ntm_diags_clear(&diags);
        }
        assert_true(n > 15); /* journal, pages, syncs, the end of the journal */
    }
}

static void test_faults_full_disk_changes_nothing(void **state)
{
    (void)state;
    fail_everywhere(SQLITE_FULL, "store-full");
}

static void test_faults_failing_disk_changes_nothing(void **state)
{
    (void)state;
    fail_everywhere(SQLITE_IOERR_WRITE, "store-io");
}

static void test_faults_killed_at_every_write(void **state)
{
    (void)state;
    for (int before = 0; before < 2; before++) {
        bool killed = true;
        int n = 0;
        while (killed) {
            assert_true(++n < 1000);
            clean();
            test_faults_none();
            if (before)
                assert_int_equal(import(1, NULL), NTM_OK);
            pid_t child = fork();
            assert_true(child >= 0);
            if (child == 0) {
                test_faults_at(n, TEST_FAULTS_KILL);
                _exit(import(before + 1, NULL) == NTM_OK ? 0 : 1);
            }
            int status;
            assert_int_equal(waitpid(child, &status, 0), child);
            assert_true(WIFEXITED(status));
            killed = WEXITSTATUS(status) == TEST_FAULTS_KILLED;
            assert_true(killed || WEXITSTATUS(status) == 0);
            int64_t now = whole_imports();
            /* Killed after the commit, before it could say so: then all of it is there. */
            assert_true(now == before + 1 || (killed && now == before));
            if (now == before)
                assert_int_equal(import(before + 1, NULL), NTM_OK);
            assert_int_equal(whole_imports(), before + 1);
        }
        assert_true(n > 15);
    }
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
    test_faults_install();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_faults_full_disk_changes_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_faults_failing_disk_changes_nothing, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_faults_killed_at_every_write, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("store/faults", tests, NULL, NULL);
}
