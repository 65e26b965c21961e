/* Every cell of every row of every table, changed in every way: verify finds it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/i18n.h"
#include "support/archive.h"
#include "support/tamper.h"

static test_archive archive;
static test_tamper tamper;

static int set_up(void **state)
{
    (void)state;
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
    test_tamper_clear(&tamper);
    test_archive_clear(&archive);
    return 0;
}

static void test_verify_finds_every_change_of_every_cell(void **state)
{
    (void)state;
    test_tamper_cells(&tamper, true);
    assert_true(tamper.changes > 3000);
    assert_int_equal(tamper.missed, 0);
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_verify_finds_every_change_of_every_cell, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("store/verify_cells_slow", tests, NULL, NULL);
}
