/* Derivations: which leaves are told and how they stand to each other; evaluation of many units. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "eval/exact.h"
#include "support/measured.h"
#include "support/random_world.h"

#define YES_NO(name) "'" name "': {'type': 'yes_no', 'level': ['commune'], 'fresh': 'never'}"
#define FIELDS                                                                                     \
    "{" YES_NO("a") "," YES_NO("b") "," YES_NO(                                                    \
        "d") ","                                                                                   \
             "'n': {'type': 'count', 'unit': 'person', 'level': ['commune'], 'fresh': 'never'},"   \
             "'v': {'type': 'yes_no', 'level': ['village'], 'fresh': 'never'}}"
/* 0, 2, 4: fields a, b, d; 1, 3, 5: yes of them */
#define THREE                                                                                      \
    "{'op': 'field', 'field': 'a'}, {'op': 'yes', 'args': [0]}, {'op': 'field', 'field': 'b'},"    \
    "{'op': 'yes', 'args': [2]}, {'op': 'field', 'field': 'd'}, {'op': 'yes', 'args': [4]},"

static void init(test_measured *m, const char *nodes, int pass)
{
    test_measured_init(m, FIELDS, nodes, (const int[]){pass, -1});
    test_measured_units(m, 1, 0);
}

static const ntm_indicator_result *detail_of(test_measured *m)
{
    test_measured_run(m, NTM_DETAIL_ALL);
    return &m->result->units[0].details[0];
}

static void test_leaves_carry_the_nearest_label_and_their_group(void **state)
{
    (void)state;
    test_measured m;
    init(&m,
         "[" THREE "{'op': 'any_of', 'args': [1, 3]},"
         " {'op': 'part', 'label': 'inner', 'args': [5]}, {'op': 'all_of', 'args': [6, 7]},"
         " {'op': 'part', 'label': 'outer', 'args': [8]}]",
         9);
    test_measured_yes(&m, "c", "a", false);
    test_measured_yes(&m, "c", "b", true);
    const ntm_indicator_result *detail = detail_of(&m);
    assert_int_equal(detail->nparts, 3);
    for (int i = 0; i < 2; i++) {
        assert_string_equal(detail->parts[i].label, "outer");
        assert_string_equal(detail->parts[i].group_op, "any_of");
        assert_int_equal(detail->parts[i].group, 1);
    }
    assert_string_equal(detail->parts[2].label, "inner");
    assert_int_equal(detail->parts[2].group, 0);
    assert_int_equal(detail->parts[0].status, NTM_ST_FAIL);
    assert_int_equal(detail->parts[1].status, NTM_ST_PASS);
    assert_int_equal(detail->parts[2].status, NTM_ST_UNKNOWN);
    assert_int_equal(detail->status, NTM_ST_UNKNOWN);
    assert_string_equal(detail->parts[0].measured, "no");
    test_measured_clear(&m);
}

static void test_under_none_of_all_becomes_any(void **state)
{
    (void)state;
    test_measured m;
    init(&m, "[" THREE "{'op': 'all_of', 'args': [1, 3]}, {'op': 'none_of', 'args': [6]}]", 7);
    test_measured_yes(&m, "c", "a", true);
    test_measured_yes(&m, "c", "b", true);
    const ntm_indicator_result *detail = detail_of(&m);
    assert_int_equal(detail->status, NTM_ST_FAIL);
    assert_int_equal(detail->nparts, 2);
    for (int i = 0; i < 2; i++) {
        assert_string_equal(detail->parts[i].group_op, "any_of");
        assert_string_equal(detail->parts[i].comparison, "no");
        assert_int_equal(detail->parts[i].status, NTM_ST_FAIL);
        assert_false(detail->parts[i].negated);
        assert_string_equal(detail->parts[i].gaps[0].to, "no");
    }
    test_measured_clear(&m);
}

static void test_condition_of_if_any_is_told_as_such(void **state)
{
    (void)state;
    test_measured m;
    init(&m, "[" THREE "{'op': 'if_any', 'args': [1, 3]}]", 6);
    test_measured_yes(&m, "c", "a", false);
    const ntm_indicator_result *detail = detail_of(&m);
    assert_int_equal(detail->status, NTM_ST_PASS);
    assert_int_equal(detail->nparts, 1); /* what follows does not matter */
    assert_true(detail->parts[0].condition);
    assert_int_equal(detail->parts[0].ngaps, 0);
    test_measured_yes(&m, "c", "a", true);
    detail = detail_of(&m);
    assert_int_equal(detail->nparts, 2);
    assert_false(detail->parts[1].condition);
    assert_int_equal(detail->parts[1].status, NTM_ST_UNKNOWN);
    assert_string_equal(detail->parts[1].settles[0].value, "yes");
    test_measured_clear(&m);
}

static void test_what_settles_it_alone_comes_first(void **state)
{
    (void)state;
    test_measured m;
    test_measured_init(&m, FIELDS,
                       "[{'op': 'field', 'field': 'v'}, {'op': 'yes', 'args': [0]},"
                       " {'op': 'child_count_where', 'level': 'village', 'args': [1]},"
                       " {'op': 'number', 'value': '2', 'unit': 'village'},"
                       " {'op': 'at_least', 'args': [2, 3]}]",
                       (const int[]){4, -1});
    test_measured_units(&m, 1, 3);
    test_measured_yes(&m, "c.01", "v", true);
    const ntm_indicator_result *detail = detail_of(&m);
    const ntm_part *part = &detail->parts[0];
    assert_int_equal(part->nmissing, 2); /* either village will do */
    assert_int_equal(part->nsettles, 2);
    assert_string_equal(part->settles[0].unit, "c.02");
    assert_string_equal(part->measured_low, "1");
    assert_string_equal(part->measured_high, "3");
    assert_null(part->measured);
    assert_string_equal(part->children_unknown[1], "c.03");
    assert_null(part->children_unknown[2]);
    test_measured_clear(&m);
}

static void test_detail_says_how_much_is_told(void **state)
{
    (void)state;
    test_measured m;
    init(&m, "[" THREE "{'op': 'all_of', 'args': [1, 3]}]", 6);
    test_measured_yes(&m, "c", "a", true);
    test_measured_yes(&m, "c", "b", true);
    test_measured_run(&m, NTM_DETAIL_STATUSES);
    assert_null(m.result->units[0].details);
    assert_int_equal(m.result->units[0].statuses[0], NTM_ST_PASS);
    test_measured_run(&m, NTM_DETAIL_OPEN);
    assert_int_equal(m.result->units[0].details[0].nparts, 0);
    assert_int_equal(m.result->units[0].details[0].decided, NTM_DECIDED_PASS);
    test_measured_run(&m, NTM_DETAIL_ALL);
    assert_int_equal(m.result->units[0].details[0].nparts, 2);
    test_measured_clear(&m);
}

static void test_units_are_named_or_taken_in_order_of_code(void **state)
{
    (void)state;
    test_measured m;
    ntm_diags diags = {0};
    ntm_result *result = NULL;
    test_measured_init(&m, FIELDS, "[" THREE "{'op': 'all_of', 'args': [1]}]",
                       (const int[]){6, -1});
    test_measured_units(&m, 12, 1);
    test_measured_run(&m, NTM_DETAIL_STATUSES);
    assert_int_equal(m.result->nunits, 12);
    assert_string_equal(m.result->units[0].unit->code, "c");
    assert_string_equal(m.result->units[2].unit->code, "c10");
    const char *two[] = {"c3", "c1"};
    assert_int_equal(
        ntm_evaluate(m.document, m.frame, NULL, two, 2, NTM_DETAIL_OPEN, &result, &diags), NTM_OK);
    assert_int_equal(result->nunits, 2);
    assert_string_equal(result->units[0].unit->code, "c3");
    ntm_result_free(result);
    const char *wrong[] = {"c1", "c.01", "nobody"};
    assert_int_equal(
        ntm_evaluate(m.document, m.frame, NULL, wrong, 3, NTM_DETAIL_OPEN, &result, &diags),
        NTM_EUSAGE);
    assert_null(result);
    assert_int_equal(diags.errors, 2); /* one mistake does not hide the next */
    assert_string_equal(diags.items[0].code, "wrong-level");
    assert_string_equal(diags.items[1].code, "unknown-unit");
    ntm_diags_clear(&diags);
    test_measured_clear(&m);
}

/* Many units go through the kernel, each alone through the walk: the same statuses. */
static void test_many_units_come_out_as_each_alone(void **state)
{
    (void)state;
    test_random r = {test_seed(20231231)};
    print_message("seed %llu\n", (unsigned long long)r.state);
    for (int round = 0; round < 5; round++) {
        test_world *w = test_world_new(
            test_random_next(&r),
            &(test_world_size){.communes = 60, .most_villages = 6, .nodes = 80, .indicators = 12});
        ntm_result *all = NULL, *one = NULL;
        assert_int_equal(
            ntm_evaluate(&w->document, w->frame, NULL, NULL, 0, NTM_DETAIL_OPEN, &all, NULL),
            NTM_OK);
        assert_true(all->nunits >= 30);
        for (uint32_t u = 0; u < all->nunits; u++) {
            const char *code = all->units[u].unit->code;
            assert_int_equal(ntm_evaluate(&w->document, w->frame, NULL, &code, 1,
                                          NTM_DETAIL_STATUSES, &one, NULL),
                             NTM_OK);
            for (uint32_t i = 0; i < w->document.nindicators; i++) {
                assert_int_equal(all->units[u].statuses[i], one->units[0].statuses[i]);
                assert_int_equal(all->units[u].details[i].status, one->units[0].statuses[i]);
                assert_int_equal(all->units[u].either_way[i], one->units[0].either_way[i]);
            }
            ntm_result_free(one);
        }
        ntm_result_free(all);
        test_world_free(w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_leaves_carry_the_nearest_label_and_their_group),
        cmocka_unit_test(test_under_none_of_all_becomes_any),
        cmocka_unit_test(test_condition_of_if_any_is_told_as_such),
        cmocka_unit_test(test_what_settles_it_alone_comes_first),
        cmocka_unit_test(test_detail_says_how_much_is_told),
        cmocka_unit_test(test_units_are_named_or_taken_in_order_of_code),
        cmocka_unit_test(test_many_units_come_out_as_each_alone),
    };
    return cmocka_run_group_tests_name("eval/explain", tests, NULL, NULL);
}
