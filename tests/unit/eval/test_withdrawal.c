/* How far a title is from its withdrawal: against a count by hand over every set of criteria. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "eval/withdrawal.h"
#include "support/standing.h"

#define CRITERIA 19

static void measure(standing *s, const char *criteria)
{
    standing_measure(
        s, &(standing_case){.criteria = criteria, .gates = standing_withdrawal, .title = "xa"});
}

static void test_withdrawal_of_cam_ngoc_is_two_criteria_away(void **state)
{
    (void)state;
    standing s;
    measure(&s, "+-+++-++++++++-+-++"); /* 2, 6, 15, 17 */
    assert_int_equal(s.answers.withdrawal, NTM_WITHDRAWAL_NO);
    assert_int_equal(s.unit->nwithdrawals, 1);
    const ntm_withdrawal_result *w = s.unit->withdrawals;
    assert_int_equal(w->failed, 4);
    assert_int_equal(w->total, 19);
    assert_string_equal(w->share, "400/19");
    assert_string_equal(w->shown, "21.05");
    assert_int_equal(w->nlines, 2);
    assert_string_equal(w->lines[0].share, "50");
    assert_int_equal(w->lines[0].ncriteria, 0);
    assert_string_equal(w->lines[1].share, "30");
    assert_int_equal(w->lines[1].ncriteria, 3);
    assert_int_equal(w->lines[1].criteria[1], 17);
    assert_true(w->reachable && w->any);
    assert_int_equal(w->distance, 2);
    standing_clear(&s);
}

static int bits(uint32_t set)
{
    int count = 0;
    for (; set; set &= set - 1)
        count++;
    return count;
}

/* The rule of 32/2022 written out, on sets of criteria (bit i is criterion i + 1). */
static bool reached(uint32_t lost)
{
    int count = bits(lost);
    bool named = lost >> 9 & 1 || lost >> 16 & 1 || lost >> 18 & 1;
    return 100 * count >= 50 * CRITERIA || (100 * count >= 30 * CRITERIA && named);
}

static void test_withdrawal_distance_is_that_of_every_set_tried(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "+++++++++++++++++++", "---++++++++++++++++", "-----++++++++++++++",
        "--------+++++++++++", "------+++-+++++++++", "----------+++++++++",
        "-----++++-+++++++++", "---?++++++++++++++?", "????+++++?+++++++++",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        standing s;
        measure(&s, cases[i]);
        uint32_t lost = 0;
        for (int k = 0; k < CRITERIA; k++)
            lost |= (uint32_t)(cases[i][k] == '-') << k;
        int least = 99, ways = 0, of = 0;
        for (uint32_t more = 0; more < 1u << CRITERIA; more++) {
            if (more & lost)
                continue;
            bool reaches = reached(lost | more);
            int size = bits(more);
            if (reaches && size < least) {
                least = size;
                ways = of = 0;
            }
            ways += reaches && size == least;
        }
        for (uint32_t more = 0; more < 1u << CRITERIA; more++)
            of += !(more & lost) && bits(more) == least;
        const ntm_withdrawal_result *w = s.unit->withdrawals;
        assert_int_equal(w->distance, least);
        assert_int_equal(w->any, ways == of);
        assert_int_equal(w->status == NTM_ST_PASS, least == 0);
        for (uint32_t k = 0; k < w->nfurther; k++)
            assert_true(w->further[k].ncriteria + w->further[k].others >= w->distance);
        standing_clear(&s);
    }
}

static void test_withdrawal_names_what_must_be_among_the_further_ones(void **state)
{
    (void)state;
    standing s;
    measure(&s, "-----++++++++++++++"); /* five lost, none of the named: one of them is enough */
    const ntm_withdrawal_result *w = s.unit->withdrawals;
    assert_int_equal(w->distance, 1);
    assert_false(w->any);
    assert_int_equal(w->nfurther, 4); /* 10; 17; 19; five of the others */
    for (int i = 0; i < 3; i++) {
        assert_int_equal(w->further[i].ncriteria, 1);
        assert_int_equal(w->further[i].others, 0);
    }
    assert_int_equal(w->further[0].criteria[0], 10);
    assert_int_equal(w->further[2].criteria[0], 19);
    assert_int_equal(w->further[3].ncriteria, 0);
    assert_int_equal(w->further[3].others, 5);
    standing_clear(&s);
}

static void test_withdrawal_without_title_or_rule_has_no_distance(void **state)
{
    (void)state;
    standing s;
    standing_measure(&s, &(standing_case){.criteria = "+-", .gates = NULL, .title = "xa"});
    assert_int_equal(s.unit->nwithdrawals, 0);
    assert_int_equal(s.answers.withdrawal, NTM_WITHDRAWAL_NO_RULE);
    standing_clear(&s);
    standing_measure(
        &s, &(standing_case){.criteria = "+-+++-++++++++-+-++", .gates = standing_withdrawal});
    assert_int_equal(s.unit->nwithdrawals, 0); /* the rule is for those that hold the title */
    assert_int_equal(s.answers.withdrawal, NTM_WITHDRAWAL_NO_TITLE);
    standing_clear(&s);
}

static void test_withdrawal_of_another_form_has_no_lines_but_a_distance(void **state)
{
    (void)state;
    standing s;
    standing_measure(
        &s, &(standing_case){.criteria = "++++",
                             .title = "xa",
                             .gates = "'withdrawal': [{'name': 'w', 'when': ['all_of',"
                                      " {'op': 'fails', 'n': 1}, {'op': 'fails', 'n': 2}]}], "});
    const ntm_withdrawal_result *w = s.unit->withdrawals;
    assert_int_equal(w->nlines, 0);
    assert_true(w->reachable);
    assert_int_equal(w->distance, 2);
    assert_false(w->any); /* 3 and 4 have nothing to do with it */
    assert_int_equal(w->nfurther, 1);
    assert_int_equal(w->further[0].ncriteria, 2);
    standing_clear(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_withdrawal_of_cam_ngoc_is_two_criteria_away),
        cmocka_unit_test(test_withdrawal_distance_is_that_of_every_set_tried),
        cmocka_unit_test(test_withdrawal_names_what_must_be_among_the_further_ones),
        cmocka_unit_test(test_withdrawal_without_title_or_rule_has_no_distance),
        cmocka_unit_test(test_withdrawal_of_another_form_has_no_lines_but_a_distance),
    };
    return cmocka_run_group_tests_name("eval/withdrawal", tests, NULL, NULL);
}
