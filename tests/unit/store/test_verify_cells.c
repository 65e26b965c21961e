/* Every cell of every row of every table, changed: verify finds it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/i18n.h"
#include "support/tampered_archive.h"

static void test_verify_finds_nothing_in_a_store_that_nobody_touched(void **state)
{
    (void)state;
    assert_int_equal(test_archive_findings(archive.path, NULL, true), 0);
    /* What the other tests rest on: no table is empty, and most have rows to exchange. */
    test_texts tables = test_tamper_tables(&tamper);
    assert_int_equal(tables.count, 18);
    for (size_t i = 0; i < tables.count; i++) {
        test_texts rows = test_tamper_rows(&tamper, tables.items[i]);
        if (rows.count < 2)
            fail_msg("%s has %zu rows", tables.items[i], rows.count);
        test_texts_clear(&rows);
    }
    test_texts_clear(&tables);
}

static void test_verify_finds_every_changed_cell(void **state)
{
    (void)state;
    test_tamper_cells(&tamper, false);
    assert_true(tamper.changes > 500);
    assert_int_equal(tamper.missed, 0);
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_verify_finds_nothing_in_a_store_that_nobody_touched,
                                        test_tampered_archive_set_up,
                                        test_tampered_archive_tear_down),
        cmocka_unit_test_setup_teardown(test_verify_finds_every_changed_cell,
                                        test_tampered_archive_set_up,
                                        test_tampered_archive_tear_down),
    };
    return cmocka_run_group_tests_name("store/verify_cells", tests, NULL, NULL);
}
