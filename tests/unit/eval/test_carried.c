/*
 * What an evaluation says of a unit that a merger made: shares from counts, reasons for what was not
 * carried over, gaps in the unit's own figures.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "model/answers.h"
#include "support/merged.h"

static const ntm_part *part_of(const ntm_unit_result *unit, uint32_t indicator)
{
    assert_int_equal(unit->details[indicator].nparts, 1);
    return &unit->details[indicator].parts[0];
}

static bool has_notice(const ntm_part *part, const char *code)
{
    for (uint32_t i = 0; i < part->nnotices; i++)
        if (!strcmp(part->notices[i], code))
            return true;
    return false;
}

/* The mean of 91.9 and 88.5 percent would meet 90; the people do not. */
static void test_carried_shares_are_rebuilt_from_counts(void **state)
{
    (void)state;
    test_merged m;
    test_merged_init(
        &m, "{'indicators': {'1.1': {'pass': ['at_least', ['percent', 'part', 'whole'], 90]}}}");
    test_merged_two_into_one(&m);
    test_merged_figure(&m, "1", "part", "3298", "2025-06-30");
    test_merged_figure(&m, "1", "whole", "3590", "2025-06-30");
    test_merged_figure(&m, "2", "part", "4700", "2025-05-31");
    test_merged_figure(&m, "2", "whole", "5310", "2025-06-30");
    const ntm_unit_result *unit = test_merged_evaluate(&m, "3");
    const ntm_part *part = part_of(unit, 0);
    assert_int_equal(unit->statuses[0], NTM_ST_FAIL);
    assert_string_equal(part->numerator, "7998");
    assert_string_equal(part->denominator, "8900");
    /* the gap is in figures of the new unit */
    assert_int_equal(part->ngaps, 1);
    assert_string_equal(part->gaps[0].field, "part");
    assert_null(part->gaps[0].unit);
    assert_string_equal(part->gaps[0].from, "7998");
    assert_string_equal(part->gaps[0].to, "8010");
    /* whose figures they are */
    assert_int_equal(part->nused, 2);
    const ntm_fact *fact = &part->used[0];
    assert_string_equal(fact->field, "part");
    assert_null(fact->why);
    assert_null(fact->observation);
    assert_false(fact->derived);
    assert_int_equal(fact->policy, NTM_CARRY_SUM);
    assert_int_equal(fact->merged, test_day("2025-07-01"));
    assert_int_equal(fact->ncarried, 2);
    assert_string_equal(fact->carried[0].of->code, "1");
    assert_string_equal(fact->carried[0].value, "3298");
    assert_int_equal(fact->carried[1].observation->as_of, test_day("2025-05-31"));
    assert_true(has_notice(part, "carried"));
    assert_true(has_notice(part, "operands-of-different-days"));
    assert_false(unit->illustrative);
    test_merged_clear(&m);
}

typedef struct reason_case {
    const char *rule, *field;
    const char *first, *second; /* figures of the two; NULL: none */
    const char *extent;         /* of the second */
    const char *why;
    uint32_t told; /* predecessors */
} reason_case;

static void test_carried_reasons_say_why_not(void **state)
{
    (void)state;
    static const reason_case cases[] = {
        {"['yes', 'flag']", "flag", "yes", "no", "whole", "not-carried", 2},
        {"['yes', 'flag']", "flag", "yes", NULL, "whole", "not-carried", 2},
        {"['yes', 'flag']", "flag", NULL, NULL, "whole", "missing", 0},
        {"['at_least', 'rate', 90]", "rate", "95", "96", "whole", "not-carried", 2},
        {"['at_least', 'rate', 90]", "rate", "95", "96", "unknown", "not-carried", 2},
        {"['at_least', 'count', {'n': '5', 'unit': 'work'}]", "count", "3", "4", "unknown",
         "unconfirmed", 2},
        {"['at_least', 'count', {'n': '5', 'unit': 'work'}]", "count", "3", NULL, "part",
         "unconfirmed", 2},
        {"['at_least', 'count', {'n': '5', 'unit': 'work'}]", "count", "3", NULL, "whole",
         "missing", 2},
        {"['at_least', 'count', {'n': '5', 'unit': 'work'}]", "count", NULL, NULL, "part",
         "missing", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const reason_case *c = &cases[i];
        char sketch[256];
        test_merged m;
        snprintf(sketch, sizeof sketch, "{'indicators': {'1.1': {'pass': %s}}}", c->rule);
        test_merged_init(&m, sketch);
        test_merged_two_into_one(&m);
        ntm_extent_from_code(c->extent, &m.dataset->successions[1].extent);
        if (c->first)
            test_merged_figure(&m, "1", c->field, c->first, "2025-06-30");
        if (c->second)
            test_merged_figure(&m, "2", c->field, c->second, "2025-06-30");
        const ntm_unit_result *unit = test_merged_evaluate(&m, "3");
        const ntm_part *part = part_of(unit, 0);
        assert_int_equal(unit->statuses[0], NTM_ST_UNKNOWN);
        assert_int_equal(part->nmissing, 1);
        if (strcmp(part->missing[0].why, c->why) != 0 || part->missing[0].ncarried != c->told)
            fail_msg("case %zu: %s, %u told", i, part->missing[0].why,
                     (unsigned)part->missing[0].ncarried);
        if (c->told && c->first)
            assert_string_equal(part->missing[0].carried[0].value, c->first);
        test_merged_clear(&m);
    }
}

static void test_carried_bounds_decide_as_others_do(void **state)
{
    (void)state;
    static const struct {
        const char *figure;
        ntm_status status;
    } cases[] = {{">=95", NTM_ST_PASS}, {">=85", NTM_ST_UNKNOWN}};
    for (size_t i = 0; i < 2; i++) {
        test_merged m;
        test_merged_init(&m, "{'indicators': {'1.1': {'pass':"
                             " ['at_least', 'count', {'n': '100', 'unit': 'work'}]}}}");
        test_merged_two_into_one(&m);
        test_merged_figure(&m, "1", "count", cases[i].figure, "2025-06-30");
        test_merged_figure(&m, "2", "count", "10", "2025-06-30");
        const ntm_unit_result *unit = test_merged_evaluate(&m, "3");
        assert_int_equal(unit->statuses[0], cases[i].status);
        const ntm_part *part = part_of(unit, 0);
        assert_string_equal(part->measured_low, i ? "95" : "105");
        assert_null(part->measured_high);
        if (cases[i].status == NTM_ST_UNKNOWN) {
            assert_string_equal(part->missing[0].why, "undecided");
            assert_int_equal(part->missing[0].ncarried, 2);
            assert_int_equal(part->decided, NTM_DECIDED_OPEN);
        }
        test_merged_clear(&m);
    }
}

static void test_carried_illustration_stays_one(void **state)
{
    (void)state;
    for (int what = 0; what < 3; what++) { /* nothing, a figure, a succession made up */
        test_merged m;
        test_merged_init(&m, "{'indicators': {'1.1': {'pass':"
                             " ['at_least', 'count', {'n': '1', 'unit': 'work'}]}}}");
        test_merged_two_into_one(&m);
        test_merged_figure(&m, "1", "count", "1", "2025-06-30");
        test_merged_figure(&m, "2", "count", "1", "2025-06-30");
        m.dataset->observations[1].origin = what == 1 ? "constructed" : "";
        m.dataset->successions[0].origin = what == 2 ? "constructed" : "";
        assert_int_equal(test_merged_evaluate(&m, "3")->illustrative, what > 0);
        test_merged_clear(&m);
    }
}

/* A title, and a registration, stay with the unit that bore the code then. */
static void test_carried_titles_and_registrations_stay(void **state)
{
    (void)state;
    test_merged m;
    test_merged_init(&m, "{'series': 'xa', 'indicators': {'1.1': {'pass':"
                         " ['at_least', 'count', {'n': '1', 'unit': 'work'}]},"
                         " '1.2': {'pass': ['holds', {'title': 'xa'}]}}}");
    test_merged_unit(&m, "1", NTM_LEVEL_COMMUNE, NULL, "2025-06-30");
    test_merged_unit(&m, "2", NTM_LEVEL_COMMUNE, NULL, "2025-06-30");
    test_merged_unit(&m, "2", NTM_LEVEL_COMMUNE, "2025-07-01", NULL);
    test_merged_succession(&m, "1", "2", "2025-07-01", "whole", "");
    test_merged_succession(&m, "2", "2", "2025-07-01", "whole", "");
    static const char *const holders[] = {"1", "2"};
    for (int i = 0; i < 2; i++) {
        test_merged_figure(&m, holders[i], "count", "1", "2025-06-30");
        ntm_dataset_add_title(m.dataset, &(ntm_title){.unit = holders[i],
                                                      .title = "xa",
                                                      .date = test_day("2017-12-29"),
                                                      .expires = NTM_DATE_MAX,
                                                      .withdrawn = NTM_DATE_MAX});
    }
    ntm_dataset_add_registration(m.dataset,
                                 &(ntm_registration){.unit = "2", .set = "xa", .year = 2024});
    const ntm_unit_result *unit = test_merged_evaluate(&m, "2");
    assert_int_equal(unit->statuses[0], NTM_ST_PASS);
    assert_int_equal(unit->statuses[1], NTM_ST_FAIL);
    ntm_answers answers = ntm_answers_of(m.result, unit, m.dataset);
    assert_null(answers.title);
    assert_null(answers.registration);
    ntm_dataset_add_registration(m.dataset,
                                 &(ntm_registration){.unit = "2", .set = "xa", .year = 2026});
    m.choice.as_of = test_day("2026-06-30");
    m.choice.year = 2026;
    unit = test_merged_evaluate(&m, "2");
    answers = ntm_answers_of(m.result, unit, m.dataset);
    assert_non_null(answers.registration);
    assert_int_equal(answers.registration->year, 2026);
    /* the town of before still holds what it held */
    m.choice.as_of = test_day("2025-06-30");
    m.choice.year = 2025;
    unit = test_merged_evaluate(&m, "2");
    assert_int_equal(unit->statuses[1], NTM_ST_PASS);
    answers = ntm_answers_of(m.result, unit, m.dataset);
    assert_non_null(answers.title);
    assert_int_equal(answers.registration->year, 2024);
    test_merged_clear(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_carried_shares_are_rebuilt_from_counts),
        cmocka_unit_test(test_carried_reasons_say_why_not),
        cmocka_unit_test(test_carried_bounds_decide_as_others_do),
        cmocka_unit_test(test_carried_illustration_stays_one),
        cmocka_unit_test(test_carried_titles_and_registrations_stay),
    };
    return cmocka_run_group_tests_name("eval/carried", tests, NULL, NULL);
}
