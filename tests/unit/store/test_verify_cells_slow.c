/* Every cell of every row of every table, changed in every way: verify finds it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/i18n.h"
#include "support/tampered_archive.h"

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
        cmocka_unit_test_setup_teardown(test_verify_finds_every_change_of_every_cell,
                                        test_tampered_archive_set_up,
                                        test_tampered_archive_tear_down),
    };
    return cmocka_run_group_tests_name("store/verify_cells_slow", tests, NULL, NULL);
}
