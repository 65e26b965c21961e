/*
 * Kernel and exact walk agree: on random documents and figures, every status and every "either way"
 * of the kernel, with what it hands over, is that of the exact walk alone.
 *
 * NTM_TEST_SEED gives the first seed, NTM_TEST_ROUNDS how many.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/differential.h"

static void test_kernel_agrees_with_the_exact_walk(void **state)
{
    (void)state;
    test_differential(test_seed(20231231), 400, false);
}

static void test_kernel_decides_plain_documents_mostly_itself(void **state)
{
    (void)state;
    test_tally tally = test_differential(test_seed(20231231), 200, true);
    assert_true(tally.handed * 5 < tally.pairs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kernel_agrees_with_the_exact_walk),
        cmocka_unit_test(test_kernel_decides_plain_documents_mostly_itself),
    };
    return cmocka_run_group_tests_name("eval/differential", tests, NULL, NULL);
}
