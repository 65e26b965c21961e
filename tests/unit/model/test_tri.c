/* Laws of truths, over the whole domain. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "model/tri.h"

#define EACH(x) for (ntm_tri x = NTM_FAIL; x <= NTM_PASS; x++)

static void test_and_or_commute_and_associate(void **state)
{
    (void)state;
    EACH(a) EACH(b)
    {
        assert_int_equal(ntm_tri_and(a, b), ntm_tri_and(b, a));
        assert_int_equal(ntm_tri_or(a, b), ntm_tri_or(b, a));
        EACH(c)
        {
            assert_int_equal(ntm_tri_and(a, ntm_tri_and(b, c)), ntm_tri_and(ntm_tri_and(a, b), c));
            assert_int_equal(ntm_tri_or(a, ntm_tri_or(b, c)), ntm_tri_or(ntm_tri_or(a, b), c));
        }
    }
}

static void test_and_or_absorb_and_distribute(void **state)
{
    (void)state;
    EACH(a) EACH(b)
    {
        assert_int_equal(ntm_tri_and(a, ntm_tri_or(a, b)), a);
        assert_int_equal(ntm_tri_or(a, ntm_tri_and(a, b)), a);
        EACH(c)
        {
            assert_int_equal(ntm_tri_and(a, ntm_tri_or(b, c)),
                             ntm_tri_or(ntm_tri_and(a, b), ntm_tri_and(a, c)));
        }
    }
}

static void test_de_morgan_and_double_negation(void **state)
{
    (void)state;
    EACH(a)
    {
        assert_int_equal(ntm_tri_not(ntm_tri_not(a)), a);
        EACH(b)
        {
            assert_int_equal(ntm_tri_not(ntm_tri_and(a, b)),
                             ntm_tri_or(ntm_tri_not(a), ntm_tri_not(b)));
            assert_int_equal(ntm_tri_not(ntm_tri_or(a, b)),
                             ntm_tri_and(ntm_tri_not(a), ntm_tri_not(b)));
        }
    }
}

static void test_identities(void **state)
{
    (void)state;
    EACH(a)
    {
        assert_int_equal(ntm_tri_and(a, NTM_PASS), a);
        assert_int_equal(ntm_tri_and(a, NTM_FAIL), NTM_FAIL);
        assert_int_equal(ntm_tri_or(a, NTM_FAIL), a);
        assert_int_equal(ntm_tri_or(a, NTM_PASS), NTM_PASS);
        assert_int_equal(ntm_tri_and(a, a), a);
        assert_int_equal(ntm_tri_or(a, a), a);
    }
}

/* What a truth may become once what is missing is known: itself, or either end of UNKNOWN. */
static int becomes(ntm_tri truth, ntm_tri known) { return truth == NTM_UNKNOWN || truth == known; }

static void test_learning_turns_no_pass_into_fail(void **state)
{
    (void)state;
    EACH(a) EACH(b) EACH(x) EACH(y)
    {
        if (x == NTM_UNKNOWN || y == NTM_UNKNOWN || !becomes(a, x) || !becomes(b, y))
            continue;
        assert_true(becomes(ntm_tri_and(a, b), ntm_tri_and(x, y)));
        assert_true(becomes(ntm_tri_or(a, b), ntm_tri_or(x, y)));
        assert_true(becomes(ntm_tri_not(a), ntm_tri_not(x)));
        /* if_any is not held to this: an unknown c gives the least of what is possible, so a fail
           becomes a pass once c is known to fail. */
        assert_true(!becomes(NTM_PASS, ntm_tri_if_any(a, b)) || ntm_tri_if_any(x, y) == NTM_PASS);
    }
}

static void test_if_any_is_the_table(void **state)
{
    (void)state;
    EACH(p)
    {
        assert_int_equal(ntm_tri_if_any(NTM_FAIL, p), NTM_PASS);
        assert_int_equal(ntm_tri_if_any(NTM_PASS, p), p);
        /* unknown: the least of the two outcomes that are possible */
        assert_int_equal(ntm_tri_if_any(NTM_UNKNOWN, p), ntm_tri_and(NTM_PASS, p));
    }
}

static void test_at_least_n_agrees_with_its_completions(void **state)
{
    (void)state;
    EACH(a) EACH(b) EACH(c) EACH(d)
    {
        ntm_tri truths[4] = {a, b, c, d};

        for (unsigned n = 1; n <= 4; n++) {
            int passes = 0, fails = 0;

            for (unsigned world = 0; world < 16; world++) {
                unsigned count = 0;
                int possible = 1;

                for (unsigned i = 0; i < 4; i++) {
                    ntm_tri value = world & (1u << i) ? NTM_PASS : NTM_FAIL;

                    possible = possible && becomes(truths[i], value);
                    count += value == NTM_PASS;
                }
                passes += possible && count >= n;
                fails += possible && count < n;
            }
            assert_int_equal(ntm_tri_at_least_n(truths, 4, n), !fails    ? NTM_PASS
                                                               : !passes ? NTM_FAIL
                                                                         : NTM_UNKNOWN);
        }
        assert_int_equal(ntm_tri_at_least_n(truths, 4, 4),
                         ntm_tri_and(ntm_tri_and(a, b), ntm_tri_and(c, d)));
        assert_int_equal(ntm_tri_at_least_n(truths, 4, 1),
                         ntm_tri_or(ntm_tri_or(a, b), ntm_tri_or(c, d)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_and_or_commute_and_associate),
        cmocka_unit_test(test_and_or_absorb_and_distribute),
        cmocka_unit_test(test_de_morgan_and_double_negation),
        cmocka_unit_test(test_identities),
        cmocka_unit_test(test_learning_turns_no_pass_into_fail),
        cmocka_unit_test(test_if_any_is_the_table),
        cmocka_unit_test(test_at_least_n_agrees_with_its_completions),
    };
    return cmocka_run_group_tests_name("model/tri", tests, NULL, NULL);
}
