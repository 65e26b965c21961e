/* The comparison of test_differential.c on many more worlds, with seeds of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/differential.h"

static void test_kernel_agrees_with_the_exact_walk_on_many_worlds(void **state)
{
    (void)state;
    test_differential(test_seed(UINT64_C(0x20231231000)), 4000, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kernel_agrees_with_the_exact_walk_on_many_worlds),
    };
    return cmocka_run_group_tests_name("eval/differential_slow", tests, NULL, NULL);
}
