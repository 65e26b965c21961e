/* Disks that fail and processes that are killed while rows are added: imports, runs, retractions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sqlite3.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/i18n.h"
#include "support/archive.h"
#include "support/faults.h"
#include "support/suffer.h"

static test_archive archive;
static test_tamper base; /* the store as it is before each try */

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

static ntm_rc record_in(ntm_diags *diags)
{
    int64_t number;
    return test_archive_record(&archive, 4, &number, diags);
}
static ntm_rc record(ntm_diags *diags) { return with_store(record_in, diags); }
static bool recorded(void)
{
    int64_t runs = test_integer(archive.path, "SELECT count(*) FROM run");
    assert_int_equal(test_integer(archive.path, "SELECT count(*) FROM run_unit"), 2 * runs);
    return runs == 1;
}

static ntm_rc retract_in(ntm_diags *diags) { return test_archive_retract(&archive, 4, 2, diags); }
static ntm_rc retract(ntm_diags *diags) { return with_store(retract_in, diags); }
static bool retracted(void)
{
    int64_t rows = test_integer(archive.path, "SELECT count(*) FROM retraction");
    assert_int_equal(test_integer(archive.path, "SELECT count(*) FROM import"), 4 + rows);
    return rows == 1;
}

static ntm_rc import_in(ntm_diags *diags) { return test_archive_import(&archive, 6, diags); }
static ntm_rc import(ntm_diags *diags) { return with_store(import_in, diags); }
static bool imported(void)
{
    return test_integer(archive.path, "SELECT count(*) FROM import") == 5;
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

static void test_faults_while_importing(void **state)
{
    (void)state;
    test_suffer(&base, "", &(test_command){import, imported, 15, false});
}

static void test_faults_while_recording(void **state)
{
    (void)state;
    test_suffer(&base, "", &(test_command){record, recorded, 15, false});
}

static void test_faults_while_retracting(void **state)
{
    (void)state;
    test_suffer(&base, "", &(test_command){retract, retracted, 15, false});
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
    };
    return cmocka_run_group_tests_name("store/faults_history", tests, NULL, NULL);
}
