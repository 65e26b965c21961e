/*
 * The exact walk: its numbers, the laws of truths through the tree, what it costs, and that the
 * published cases leave out no operator. What each operator means: docs/vectors/, test_vectors.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <glob.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "eval/exact.h"
#include "eval/exact_memo.h"
#include "eval/exact_number.h"
#include "support/small_world.h"

static ntm_num number(const char *text)
{
    ntm_decimal decimal;
    assert_int_equal(ntm_decimal_parse(text, &decimal), NTM_DECIMAL_OK);
    return ntm_num_decimal(decimal);
}

/* A random fraction of up to some 140 bits: small ones, large ones, and those in between. */
static ntm_num random_fraction(test_random *r, ntm_arena *arena)
{
    ntm_num n = ntm_num_int(1), factor;
    for (uint32_t i = test_random_below(r, 3) + 1; i; i--) {
        int64_t a = (int64_t)(test_random_next(r) >> (2 + test_random_below(r, 60))) + 1;
        int64_t b = (int64_t)(test_random_next(r) >> (2 + test_random_below(r, 60))) + 1;
        assert_true(ntm_num_div(arena, ntm_num_int(a % (INT64_C(1) << 61)),
                                ntm_num_int(b % (INT64_C(1) << 61) + 1), &factor));
        assert_true(ntm_num_mul(arena, n, factor, &n));
    }
    if (test_random_percent(r, 50))
        assert_true(ntm_num_sub(arena, ntm_num_int(0), n, &n));
    return n;
}

static void test_numbers_keep_the_laws_of_fractions_at_every_size(void **state)
{
    (void)state;
    test_random r = {test_seed(20231231)};
    print_message("seed %llu\n", (unsigned long long)r.state);
    ntm_arena *arena = ntm_arena_new();
    for (int i = 0; i < 3000; i++) {
        ntm_num a = random_fraction(&r, arena), b = random_fraction(&r, arena), x, y, z;
        assert_true(ntm_num_add(arena, a, b, &x) && ntm_num_sub(arena, x, b, &y));
        assert_int_equal(ntm_num_cmp(y, a), 0);
        assert_true(ntm_num_mul(arena, a, b, &x) && ntm_num_div(arena, x, b, &y));
        assert_int_equal(ntm_num_cmp(y, a), 0);
        assert_true(ntm_num_sub(arena, a, b, &z));
        assert_int_equal(ntm_num_sign(z), ntm_num_cmp(a, b));
        assert_true(ntm_num_floor(arena, a, &x) && ntm_num_sub(arena, a, x, &y));
        assert_true(ntm_num_is_whole(x) && ntm_num_sign(y) >= 0 &&
                    ntm_num_cmp(y, ntm_num_int(1)) < 0);
        bool alike = strcmp(ntm_num_text(arena, a), ntm_num_text(arena, b)) == 0;
        assert_int_equal(alike, ntm_num_cmp(a, b) == 0);
    }
    ntm_arena_free(arena);
}

static void test_numbers_round_half_away_from_zero(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        int digits;
        const char *result, *fixed;
    } cases[] = {{"2.5", 0, "3", "3"},         {"-2.5", 0, "-3", "-3"},
                 {"0.05", 1, "0.1", "0.1"},    {"-0.04", 1, "0", "0.0"},
                 {"1250", -2, "1300", "1300"}, {"89.996", 2, "90", "90.00"},
                 {"0.005", 2, "0.01", "0.01"}, {"123456789012345", -12, "123000000000000", NULL}};
    ntm_arena *arena = ntm_arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ntm_num out, in = number(cases[i].value);
        assert_true(ntm_num_round(arena, in, cases[i].digits, &out));
        assert_string_equal(ntm_num_text(arena, out), cases[i].result);
        if (cases[i].fixed && cases[i].digits >= 0)
            assert_string_equal(ntm_num_fixed(arena, in, cases[i].digits), cases[i].fixed);
    }
    ntm_num third;
    assert_true(ntm_num_div(arena, ntm_num_int(-1), ntm_num_int(3), &third));
    assert_string_equal(ntm_num_text(arena, third), "-1/3");
    assert_string_equal(ntm_num_fixed(arena, third, 2), "-0.33");
    ntm_arena_free(arena);
}

static void test_numbers_end_at_4096_bits(void **state)
{
    (void)state;
    ntm_arena *arena = ntm_arena_new();
    ntm_num two = ntm_num_int(2), power = two, untouched = two;
    int bits = 2; /* of 2^1 */
    while (ntm_num_mul(arena, power, two, &power))
        bits++;
    assert_int_equal(bits, NTM_EXACT_BITS);
    assert_false(ntm_num_mul(arena, power, two, &untouched));
    assert_int_equal(ntm_num_cmp(untouched, two), 0);
    assert_true(ntm_num_double(power) > 1e300);
    ntm_num one;
    assert_true(ntm_num_div(arena, power, power, &one));
    assert_string_equal(ntm_num_text(arena, one), "1");
    ntm_arena_free(arena);
}

static void test_memo_forgets_all_at_once(void **state)
{
    (void)state;
    ntm_memo memo;
    uint32_t index;
    ntm_memo_init(&memo);
    for (int round = 0; round < 3; round++) {
        for (uint32_t i = 0; i < 5000; i++) {
            assert_true(ntm_memo_add(&memo, i % 70, (int32_t)(i / 70) - 1, &index));
            assert_int_equal(index, i);
        }
        assert_false(ntm_memo_add(&memo, 69, -1, &index));
        assert_int_equal(index, 69);
        ntm_memo_forget(&memo);
        assert_false(ntm_memo_find(&memo, 69, -1, &index));
    }
    ntm_memo_clear(&memo);
}

/* --- through the tree --- */

static int set_up(void **state)
{
    test_world *w = test_world_empty();
    test_unit(w, "p", NTM_LEVEL_PROVINCE, NULL);
    test_unit(w, "c0", NTM_LEVEL_COMMUNE, "p");
    test_unit(w, "v0", NTM_LEVEL_VILLAGE, "c0");
    *state = w;
    return 0;
}

static int tear_down(void **state)
{
    test_world_free(*state);
    return 0;
}

static ntm_ref truth_node(test_world *w, ntm_tri tri)
{
    if (tri == NTM_UNKNOWN)
        return test_op1(w, NTM_OP_YES, test_field(w, "c.yes0")); /* nobody reported it */
    return test_node(w, (ntm_node){.op = NTM_OP_TRUTH, .n = (int32_t)tri});
}

static ntm_tri truth_of(ntm_exact *exact, ntm_ref ref, ntm_row row)
{
    ntm_tri tri = NTM_UNKNOWN;
    assert_true(ntm_exact_truth(exact, ref, row, &tri, NULL));
    return tri;
}

static ntm_ref negated(test_world *w, ntm_ref a) { return test_op1(w, NTM_OP_NONE_OF, a); }

static void test_connectives_keep_the_laws_of_kleene(void **state)
{
    test_world *w = *state;
    ntm_ref laws[27][5][2];
    int n = 0;
    for (int i = 0; i < 27; i++) {
        ntm_ref a = truth_node(w, (ntm_tri)(i % 3)), b = truth_node(w, (ntm_tri)(i / 3 % 3));
        ntm_ref c = truth_node(w, (ntm_tri)(i / 9));
        const ntm_ref both[5][2] = {
            {test_op2(w, NTM_OP_ALL_OF, a, b), test_op2(w, NTM_OP_ALL_OF, b, a)},
            {test_op2(w, NTM_OP_ANY_OF, test_op2(w, NTM_OP_ANY_OF, a, b), c),
             test_op3(w, NTM_OP_ANY_OF, a, b, c)},
            {test_op2(w, NTM_OP_ALL_OF, a, test_op2(w, NTM_OP_ANY_OF, a, b)), a},
            {negated(w, test_op2(w, NTM_OP_ALL_OF, a, b)),
             test_op2(w, NTM_OP_ANY_OF, negated(w, a), negated(w, b))},
            {negated(w, negated(w, a)), a}};
        memcpy(laws[n++], both, sizeof both);
    }
    test_world_build(w);
    ntm_exact *exact = ntm_exact_new(&w->document, w->frame, NULL);
    ntm_row row = ntm_frame_find(w->frame, "c0");
    for (int i = 0; i < n; i++)
        for (int law = 0; law < 5; law++)
            assert_int_equal(truth_of(exact, laws[i][law][0], row),
                             truth_of(exact, laws[i][law][1], row));
    ntm_exact_free(exact);
}

static void test_shared_nodes_are_evaluated_once(void **state)
{
    test_world *w = *state;
    test_figure(w, "c0", "c.km0", "0.000000001");
    ntm_ref sum = test_field(w, "c.km0");
    for (int i = 0; i < 200; i++) /* 2^200 leaves, if they were looked at one by one */
        sum = test_op2(w, NTM_OP_ADD, sum, sum);
    ntm_ref rule = test_op2(w, NTM_OP_AT_LEAST, sum, test_number(w, "1", "km"));
    test_indicator(w, rule, NTM_NO_REF);
    test_world_build(w);
    ntm_exact *exact = ntm_exact_new(&w->document, w->frame, NULL);
    assert_int_equal(truth_of(exact, rule, ntm_frame_find(w->frame, "c0")), NTM_PASS);
    ntm_exact_free(exact);
}

static void test_walk_says_the_same_after_forgetting(void **state)
{
    test_world *w = *state;
    test_figure(w, "c0", "c.n0", "785");
    test_figure(w, "c0", "c.n1", ">=3");
    ntm_ref share =
        test_op2(w, NTM_OP_RATIO, test_field(w, "c.n0"), test_number(w, "900", "person"));
    ntm_ref bound = test_field(w, "c.n1"), none = test_field(w, "c.n2");
    test_indicator(w, test_op2(w, NTM_OP_AT_LEAST, share, test_number(w, "1", "1")), NTM_NO_REF);
    test_indicator(w, test_op2(w, NTM_OP_AT_LEAST, bound, none), NTM_NO_REF);
    test_world_build(w);
    ntm_exact *exact = ntm_exact_new(&w->document, w->frame, NULL);
    ntm_row row = ntm_frame_find(w->frame, "c0");
    for (int round = 0; round < 2; round++) {
        ntm_exact_value v;
        ntm_exact_value_at(exact, share, row, &v);
        assert_int_equal(v.state, NTM_EXACT_VALUE);
        assert_string_equal(v.low, "157/180");
        ntm_exact_value_at(exact, bound, row, &v);
        assert_int_equal(v.state, NTM_EXACT_BOUNDS);
        assert_string_equal(v.low, "3");
        assert_null(v.high);
        ntm_exact_value_at(exact, none, row, &v);
        assert_int_equal(v.state, NTM_EXACT_MISSING);
        assert_string_equal(v.why, "missing");
        assert_int_equal(ntm_exact_indicator_status(exact, 0, row, NULL), NTM_ST_FAIL);
        assert_int_equal(ntm_exact_indicator_status(exact, 1, row, NULL), NTM_ST_UNKNOWN);
        ntm_exact_forget(exact);
    }
    ntm_exact_free(exact);
}

static void test_decisions_need_a_catalogue(void **state)
{
    test_world *w = *state;
    test_indicator(w, test_node(w, (ntm_node){.op = NTM_OP_MEETS, .text = "1/2022/QĐ-UBND"}),
                   NTM_NO_REF);
    test_world_build(w);
    ntm_exact *exact = ntm_exact_new(&w->document, w->frame, NULL);
    ntm_exact_error error;
    ntm_tri truth;
    assert_false(ntm_exact_truth(exact, w->document.indicators[0].pass,
                                 ntm_frame_find(w->frame, "c0"), &truth, &error));
    assert_string_equal(error.code, "not-in-force");
    assert_string_equal(error.detail, "1/2022/QĐ-UBND");
    ntm_exact_free(exact);
}

static void test_published_cases_use_every_operator(void **state)
{
    (void)state;
    bool seen[NTM_OP_COUNT] = {false};
    glob_t files;
    assert_int_equal(glob(NTM_TEST_SOURCE_DIR "/docs/vectors/*.json", 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        json_t *file = json_load_file(files.gl_pathv[i], 0, NULL), *test, *document, *node;
        size_t t, n;
        const char *name;
        assert_non_null(file);
        json_array_foreach (json_object_get(file, "cases"), t, test)
            json_object_foreach (json_object_get(test, "documents"), name, document)
                json_array_foreach (json_object_get(document, "nodes"), n, node)
                    seen[ntm_op_find(json_string_value(json_object_get(node, "op")))] = true;
        json_decref(file);
    }
    globfree(&files);
    for (ntm_op op = 0; op < NTM_OP_COUNT; op++)
        if (!seen[op])
            fail_msg("no published case uses %s", ntm_op_name(op));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_keep_the_laws_of_fractions_at_every_size),
        cmocka_unit_test(test_numbers_round_half_away_from_zero),
        cmocka_unit_test(test_numbers_end_at_4096_bits),
        cmocka_unit_test(test_memo_forgets_all_at_once),
        cmocka_unit_test_setup_teardown(test_connectives_keep_the_laws_of_kleene, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_shared_nodes_are_evaluated_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_walk_says_the_same_after_forgetting, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_decisions_need_a_catalogue, set_up, tear_down),
        cmocka_unit_test(test_published_cases_use_every_operator),
    };
    return cmocka_run_group_tests_name("eval/exact", tests, NULL, NULL);
}
