/*
 * Intervals: the algebra of sets of truths and of ranges against every choice from them. That whole
 * documents are sound is tried by tests/vectors/differential.py, which enumerates completions.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "eval/interval_priv.h"
#include "support/small_world.h"

#define ALL_SETS 16u /* of fail, unknown, pass, error */

typedef ntm_truths set_op(ntm_truths, ntm_truths);
typedef ntm_tri tri_op(ntm_tri, ntm_tri);

/* Every pair that can be chosen; an error on either side is an error. */
static ntm_truths by_hand(ntm_truths a, ntm_truths b, tri_op *op)
{
    ntm_truths out = (a | b) & NTM_CAN_ERR;
    for (ntm_tri x = NTM_FAIL; x <= NTM_PASS; x++)
        for (ntm_tri y = NTM_FAIL; y <= NTM_PASS; y++)
            if ((a >> x & 1) && (b >> y & 1))
                out |= 1u << op(x, y);
    return out;
}

static void test_sets_of_two_truths_combine_as_their_members_do(void **state)
{
    (void)state;
    static const struct {
        set_op *sets;
        tri_op *truths;
    } ops[] = {{ntm_truths_least, ntm_tri_and},
               {ntm_truths_greatest, ntm_tri_or},
               {ntm_truths_if_any, ntm_tri_if_any}};
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
        for (ntm_truths a = 1; a < ALL_SETS; a++)
            for (ntm_truths b = 1; b < ALL_SETS; b++)
                assert_int_equal(ops[i].sets(a, b), by_hand(a, b, ops[i].truths));
    for (ntm_truths a = 1; a < ALL_SETS; a++)
        assert_int_equal(ntm_truths_not(ntm_truths_not(a)), a);
}

static void test_at_least_n_of_sets_is_that_of_their_members(void **state)
{
    (void)state;
    for (ntm_truths sets = 0; sets < 7 * 7 * 7 * 7; sets++) {
        const ntm_truths s[4] = {sets % 7 + 1, sets / 7 % 7 + 1, sets / 49 % 7 + 1, sets / 343 + 1};
        ntm_truth_counts counts = {0};
        ntm_truths expected[5] = {0};
        for (int i = 0; i < 4; i++)
            ntm_truth_count(&counts, s[i]);
        for (unsigned pick = 0; pick < 81; pick++) {
            const ntm_tri t[4] = {(ntm_tri)(pick % 3), (ntm_tri)(pick / 3 % 3),
                                  (ntm_tri)(pick / 9 % 3), (ntm_tri)(pick / 27)};
            if ((s[0] >> t[0] & 1) && (s[1] >> t[1] & 1) && (s[2] >> t[2] & 1) &&
                (s[3] >> t[3] & 1))
                for (unsigned n = 1; n <= 4; n++)
                    expected[n] |= 1u << ntm_tri_at_least_n(t, 4, n);
        }
        for (int n = 1; n <= 4; n++)
            assert_int_equal(ntm_truths_at_least_n(&counts, n), expected[n]);
    }
}

static void test_decided_follows_the_set(void **state)
{
    (void)state;
    assert_int_equal(ntm_decided_of(NTM_CAN_PASS), NTM_DECIDED_PASS);
    assert_int_equal(ntm_decided_of(NTM_CAN_FAIL), NTM_DECIDED_FAIL);
    assert_int_equal(ntm_decided_of(NTM_CAN_UNKNOWN), NTM_DECIDED_CANNOT_PASS);
    assert_int_equal(ntm_decided_of(NTM_CAN_FAIL | NTM_CAN_UNKNOWN), NTM_DECIDED_CANNOT_PASS);
    assert_int_equal(ntm_decided_of(NTM_CAN_FAIL | NTM_CAN_ERR), NTM_DECIDED_CANNOT_PASS);
    assert_int_equal(ntm_decided_of(NTM_CAN_PASS | NTM_CAN_ERR), NTM_DECIDED_OPEN);
    assert_int_equal(ntm_decided_of(NTM_CAN_PASS | NTM_CAN_UNKNOWN), NTM_DECIDED_OPEN);
}

typedef struct fixture {
    test_world *world;
    ntm_exact *exact;
    ntm_interval *interval;
} fixture;

static int set_up(void **state)
{
    static fixture f;
    f.world = test_world_empty();
    test_unit(f.world, "c0", NTM_LEVEL_COMMUNE, NULL);
    test_world_build(f.world);
    f.exact = ntm_exact_new(&f.world->document, f.world->frame, NULL);
    f.interval = ntm_interval_new(f.exact);
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    ntm_interval_free(f->interval);
    ntm_exact_free(f->exact);
    test_world_free(f->world);
    return 0;
}

/* A value that can be bounds: its low end from l0..l1, its high end from h0..h1. */
static ntm_poss bounds_between(int l0, int l1, int h0, int h1)
{
    ntm_poss p = {.some = true, .exact = false};
    p.low = (ntm_range){ntm_num_int(l0), ntm_num_int(l1)};
    p.high = (ntm_range){ntm_num_int(h0), ntm_num_int(h1)};
    return p;
}

static void test_comparisons_of_ranges_hold_what_their_members_say(void **state)
{
    fixture *f = *state;
    static const ntm_op OPS[] = {NTM_OP_AT_LEAST,  NTM_OP_AT_MOST, NTM_OP_MORE_THAN,
                                 NTM_OP_LESS_THAN, NTM_OP_IS,      NTM_OP_IS_NOT};
    test_random r = {test_seed(20231231)};
    print_message("seed %llu\n", (unsigned long long)r.state);
    for (int round = 0; round < 4000; round++) {
        int l0 = (int)test_random_below(&r, 4), l1 = l0 + (int)test_random_below(&r, 3);
        int h0 = l0 + (int)test_random_below(&r, 3), h1 = (h0 > l1 ? h0 : l1);
        int t0 = (int)test_random_below(&r, 6), t1 = t0 + (int)test_random_below(&r, 3);
        h1 += (int)test_random_below(&r, 2);
        ntm_node node = {.op = OPS[test_random_below(&r, 6)], .nargs = 2};
        const ntm_poss args[3] = {bounds_between(l0, l1, h0, h1),
                                  ntm_poss_numbers(ntm_num_int(t0), ntm_num_int(t1))};
        ntm_truths said = ntm_poss_compare(f->interval, &node, args);
        for (int l = l0; l <= l1; l++)
            for (int h = h0 > l ? h0 : l; h <= h1; h++)
                for (int t = t0; t <= t1; t++) {
                    ntm_val a = ntm_val_bounds(ntm_num_int(l), ntm_num_int(h));
                    ntm_val b = ntm_val_number(ntm_num_int(t));
                    assert_true(said & 1u << ntm_val_compare(node.op, &a, &b));
                }
    }
}

static void test_arithmetic_of_ranges_holds_what_their_members_give(void **state)
{
    fixture *f = *state;
    static const ntm_op OPS[] = {NTM_OP_ADD, NTM_OP_SUB, NTM_OP_MUL, NTM_OP_RATIO};
    test_random r = {test_seed(7)};
    print_message("seed %llu\n", (unsigned long long)r.state);
    for (int round = 0; round < 2000; round++) {
        int ends[2][2];
        ntm_poss p[2];
        for (int i = 0; i < 2; i++) {
            ends[i][0] = (int)test_random_below(&r, 9) - 4;
            ends[i][1] = ends[i][0] + (int)test_random_below(&r, 5);
            p[i] = ntm_poss_numbers(ntm_num_int(ends[i][0]), ntm_num_int(ends[i][1]));
        }
        ntm_op op = OPS[test_random_below(&r, 4)];
        ntm_poss result = ntm_poss_arithmetic(f->interval, op, &p[0], &p[1]);
        for (int x = ends[0][0]; x <= ends[0][1]; x++)
            for (int y = ends[1][0]; y <= ends[1][1]; y++) {
                ntm_val a = ntm_val_number(ntm_num_int(x)), b = ntm_val_number(ntm_num_int(y));
                ntm_val v = ntm_val_arithmetic(f->exact->arena, op, &a, &b);
                if (v.state == NTM_VAL_MISSING) {
                    assert_true(result.missing);
                    continue;
                }
                assert_true(result.some && ntm_num_cmp(result.low.least, v.low) <= 0 &&
                            ntm_num_cmp(result.high.greatest, v.low) >= 0);
            }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sets_of_two_truths_combine_as_their_members_do),
        cmocka_unit_test(test_at_least_n_of_sets_is_that_of_their_members),
        cmocka_unit_test(test_decided_follows_the_set),
        cmocka_unit_test_setup_teardown(test_comparisons_of_ranges_hold_what_their_members_say,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_arithmetic_of_ranges_holds_what_their_members_give,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests_name("eval/intervals", tests, NULL, NULL);
}
