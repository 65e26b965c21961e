/*
 * Gaps against what whole numbers say: the least change, computed here by division, must be the one
 * that the solver finds by trying. Further kinds are in docs/vectors/gaps.json; random ones are
 * proved by tests/vectors/differential.py.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "eval/gap.h"
#include "support/measured.h"
#include "support/random_world.h"

#define COUNT "'type': 'count', 'unit': 'person', 'level': ['commune'], 'fresh': 'never'"

static void add(test_measured *m, const char *field, int64_t value)
{
    test_measured_number(m, "c", field, ntm_decimal_int(value));
}

/* The only part of the commune's only indicator. */
static const ntm_part *part_of(test_measured *m)
{
    const ntm_indicator_result *detail = &m->result->units[0].details[0];
    assert_int_equal(detail->nparts, 1);
    return &detail->parts[0];
}

static void check(const ntm_gap *gap, const char *field, int64_t from, int64_t change)
{
    char text[64];
    assert_string_equal(gap->field, field);
    snprintf(text, sizeof text, "%lld", (long long)from);
    assert_string_equal(gap->from, text);
    snprintf(text, sizeof text, "%lld", (long long)(from + change));
    assert_string_equal(gap->to, text);
    snprintf(text, sizeof text, "%lld", (long long)change);
    assert_string_equal(gap->change, text);
}

static void test_gap_of_a_share_is_what_division_says(void **state)
{
    (void)state;
    test_random r = {test_seed(20231231)};
    print_message("seed %llu\n", (unsigned long long)r.state);
    for (int round = 0; round < 300; round++) {
        test_measured m;
        int64_t whole = 1 + test_random_below(&r, round % 2 ? 200 : 2000000);
        int64_t part = test_random_below(&r, (uint32_t)whole);
        int64_t tenths = test_random_below(&r, 1001); /* of a percent */
        char nodes[400];
        snprintf(nodes, sizeof nodes,
                 "[{'op': 'field', 'field': 'part'}, {'op': 'field', 'field': 'whole'},"
                 " {'op': 'percent', 'args': [0, 1]},"
                 " {'op': 'number', 'value': '%lld.%lld', 'unit': 'percent'},"
                 " {'op': 'at_least', 'args': [2, 3]}]",
                 (long long)tenths / 10, (long long)tenths % 10);
        test_measured_init(&m,
                           "{'part': {" COUNT ", 'part_of': 'whole', 'good': 'up'},"
                           " 'whole': {" COUNT ", 'range': ['1', null]}}",
                           nodes, (const int[]){4, -1});
        test_measured_units(&m, 1, 0);
        add(&m, "part", part);
        add(&m, "whole", whole);
        test_measured_run(&m, NTM_DETAIL_ALL);
        const ntm_part *told = part_of(&m);
        int64_t needed = (tenths * whole + 999) / 1000; /* rounded up */
        assert_int_equal(told->status, part >= needed ? NTM_ST_PASS : NTM_ST_FAIL);
        if (part < needed) {
            assert_int_equal(told->ngaps, 1);
            check(&told->gaps[0], "part", part, needed - part);
            assert_null(told->gaps[0].blocked_by);
        } else if (needed > 0) {
            assert_int_equal(told->nmargins, 1);
            check(&told->margins[0], "part", part, needed - part);
        } else {
            assert_int_equal(told->nmargins, 0); /* none can be too few */
        }
        test_measured_clear(&m);
    }
}

static void test_gap_of_a_denominator_is_what_division_says(void **state)
{
    (void)state;
    test_random r = {test_seed(5)};
    print_message("seed %llu\n", (unsigned long long)r.state);
    for (int round = 0; round < 200; round++) {
        test_measured m;
        int64_t served = 1 + test_random_below(&r, 500), offices = 1 + test_random_below(&r, 500);
        int64_t each = 1 + test_random_below(&r, 40);
        char nodes[400];
        snprintf(nodes, sizeof nodes,
                 "[{'op': 'field', 'field': 'served'}, {'op': 'field', 'field': 'offices'},"
                 " {'op': 'ratio', 'args': [0, 1]}, {'op': 'number', 'value': '%lld'},"
                 " {'op': 'at_least', 'args': [2, 3]}]",
                 (long long)each);
        test_measured_init(&m, "{'served': {" COUNT "}, 'offices': {" COUNT ", 'good': 'down'}}",
                           nodes, (const int[]){4, -1});
        test_measured_units(&m, 1, 0);
        add(&m, "served", served);
        add(&m, "offices", offices);
        test_measured_run(&m, NTM_DETAIL_OPEN);
        const ntm_indicator_result *detail = &m.result->units[0].details[0];
        int64_t most = served / each; /* offices that there may be; with none there is no share */
        assert_int_equal(detail->status, offices <= most ? NTM_ST_PASS : NTM_ST_FAIL);
        assert_int_equal(detail->nparts, offices > most); /* only what is open is told */
        if (offices > most && most > 0)
            check(&detail->parts[0].gaps[0], "offices", offices, most - offices);
        else if (offices > most)
            assert_int_equal(detail->parts[0].ngaps, 0);
        test_measured_clear(&m);
    }
}

/* 15 digits, and steps of 10^-9: numbers beyond two machine words. */
static void test_gap_of_the_longest_decimals(void **state)
{
    (void)state;
    test_measured m;
    ntm_decimal value;
    test_measured_init(&m,
                       "{'x': {'type': 'number', 'unit': 'km', 'level': ['commune'],"
                       " 'fresh': 'never', 'precision': '0.000000001', 'good': 'up'}}",
                       "[{'op': 'field', 'field': 'x'},"
                       " {'op': 'number', 'value': '900000.000000001', 'unit': 'km'},"
                       " {'op': 'more_than', 'args': [0, 1]}]",
                       (const int[]){2, -1});
    test_measured_units(&m, 1, 0);
    assert_int_equal(ntm_decimal_parse("123456.000000009", &value), NTM_DECIMAL_OK);
    test_measured_number(&m, "c", "x", value);
    test_measured_run(&m, NTM_DETAIL_OPEN);
    const ntm_part *part = part_of(&m);
    assert_int_equal(part->ngaps, 1);
    assert_string_equal(part->gaps[0].to, "900000.000000002");
    assert_string_equal(part->gaps[0].change, "776543.999999993");
    test_measured_clear(&m);
}

/* A hundred villages: the cheapest first, and no more than the limit. */
static void test_gaps_of_many_villages_are_in_order_and_limited(void **state)
{
    (void)state;
    test_measured m;
    test_measured_init(&m,
                       "{'a': {'type': 'yes_no', 'level': ['village'], 'fresh': 'never'},"
                       " 'b': {'type': 'yes_no', 'level': ['village'], 'fresh': 'never'},"
                       " 'd': {'type': 'yes_no', 'level': ['village'], 'fresh': 'never'}}",
                       "[{'op': 'field', 'field': 'a'}, {'op': 'yes', 'args': [0]},"
                       " {'op': 'field', 'field': 'b'}, {'op': 'yes', 'args': [2]},"
                       " {'op': 'field', 'field': 'd'}, {'op': 'yes', 'args': [4]},"
                       " {'op': 'all_of', 'args': [1, 3, 5]},"
                       " {'op': 'child_percent_where', 'level': 'village', 'args': [6]},"
                       " {'op': 'number', 'value': '100', 'unit': 'percent'},"
                       " {'op': 'at_least', 'args': [7, 8]}]",
                       (const int[]){9, -1});
    test_measured_units(&m, 1, 99);
    for (int v = 1; v <= 99; v++) {
        char code[16];
        snprintf(code, sizeof code, "c.%02d", v);
        test_measured_yes(&m, code, "a", v == 50);
        test_measured_yes(&m, code, "b", v == 50 || v == 60);
        test_measured_yes(&m, code, "d", v == 60);
    }
    test_measured_run(&m, NTM_DETAIL_OPEN);
    const ntm_part *part = part_of(&m);
    assert_int_equal(part->children, 99);
    assert_int_equal(part->ngaps, NTM_MAX_GAPS);
    assert_null(part->gaps[0].field);
    assert_string_equal(part->gaps[0].change, "99");
    assert_string_equal(part->gaps[1].unit, "c.50"); /* one condition */
    assert_string_equal(part->gaps[1].field, "d");
    assert_string_equal(part->gaps[2].unit, "c.60");
    assert_string_equal(part->gaps[2].field, "a");
    assert_string_equal(part->gaps[3].unit, "c.01"); /* three */
    assert_string_equal(part->gaps[5].unit, "c.01");
    test_measured_clear(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gap_of_a_share_is_what_division_says),
        cmocka_unit_test(test_gap_of_a_denominator_is_what_division_says),
        cmocka_unit_test(test_gap_of_the_longest_decimals),
        cmocka_unit_test(test_gaps_of_many_villages_are_in_order_and_limited),
    };
    return cmocka_run_group_tests_name("eval/gaps", tests, NULL, NULL);
}
