/* The four answers: each stands by itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "model/titles.h"
#include "support/standing.h"

static const char NO_DEBT[] =
    "'conditions': [{'name': 'c', 'pass': ['at_most', 'debts', {'n': '0', 'unit': 'work'}]}], ";
static const char UNKNOWN[] = "'conditions': [{'name': 'c', 'pass': ['yes', 'fault']}], ";
static const char MET[] = "'conditions': [{'name': 'c', 'pass': ['yes', 'flag']}], ";

static ntm_answers answers_of(const standing_case *c)
{
    standing s;
    standing_measure(&s, c);
    ntm_answers answers = s.answers;
    standing_clear(&s);
    return answers;
}

static void test_answers_conditions_touch_neither_level_nor_keeping(void **state)
{
    (void)state;
    const char *const gates[] = {NULL, MET, UNKNOWN, NO_DEBT};
    const char *const criteria[] = {"+++", "+-+", "+?+", "-?+"};
    const ntm_level_reached levels[] = {NTM_MET, NTM_NOT_MET, NTM_UNDECIDED, NTM_NOT_MET};
    const ntm_kept kept[] = {NTM_KEPT_YES, NTM_KEPT_NO, NTM_KEPT_UNDECIDED, NTM_KEPT_NO};
    for (int g = 0; g < 4; g++)
        for (int i = 0; i < 4; i++) {
            ntm_answers held = answers_of(
                &(standing_case){.criteria = criteria[i], .gates = gates[g], .title = "xa"});
            assert_int_equal(held.level, levels[i]);
            assert_int_equal(held.kept, kept[i]);
            assert_int_equal(held.recognition, NTM_RECOGNITION_HELD);
            assert_int_equal(held.withdrawal, NTM_WITHDRAWAL_NO_RULE);
            ntm_answers none =
                answers_of(&(standing_case){.criteria = criteria[i], .gates = gates[g]});
            assert_int_equal(none.level, levels[i]);
            assert_int_equal(none.kept, NTM_KEPT_NO_TITLE);
            assert_int_equal(none.withdrawal, NTM_WITHDRAWAL_NO_TITLE);
        }
}

static void test_answers_recognition_is_the_least_of_level_and_gates(void **state)
{
    (void)state;
    static const struct {
        const char *criteria, *gates;
        int registered;
        ntm_recognition recognition;
        ntm_tri alone;
    } cases[] = {
        {"+++", MET, 2023, NTM_RECOGNITION_YES, NTM_PASS},
        {"+++", MET, 2022, NTM_RECOGNITION_YES, NTM_PASS},
        {"+++", MET, 2024, NTM_RECOGNITION_NOT_REGISTERED, NTM_PASS}, /* not yet */
        {"+++", MET, 0, NTM_RECOGNITION_NOT_REGISTERED, NTM_PASS},
        {"+++", UNKNOWN, 2023, NTM_RECOGNITION_UNDECIDED, NTM_UNKNOWN},
        {"+++", NO_DEBT, 2023, NTM_RECOGNITION_NO, NTM_FAIL},
        {"+?+", MET, 2023, NTM_RECOGNITION_UNDECIDED, NTM_PASS},
        {"+?+", NO_DEBT, 2023, NTM_RECOGNITION_NO, NTM_FAIL},
        {"+-+", MET, 2023, NTM_RECOGNITION_NO, NTM_PASS},
        {"+-+", UNKNOWN, 0, NTM_RECOGNITION_NO, NTM_UNKNOWN},
        {"+-+", NO_DEBT, 2023, NTM_RECOGNITION_NO, NTM_FAIL}, /* met in full, still no */
        {"+++", NULL, 2023, NTM_RECOGNITION_YES, NTM_PASS},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ntm_answers a = answers_of(&(standing_case){.criteria = cases[i].criteria,
                                                    .gates = cases[i].gates,
                                                    .registered = cases[i].registered});
        assert_int_equal(a.recognition, cases[i].recognition);
        assert_int_equal(a.gates, cases[i].alone);
    }
}

static void test_answers_incomplete_decision_is_never_met(void **state)
{
    (void)state;
    const char *head = "'series': 'xa', 'incomplete': true, ";
    assert_int_equal(answers_of(&(standing_case){.criteria = "++", .head = head}).level,
                     NTM_UNDECIDED);
    assert_int_equal(answers_of(&(standing_case){.criteria = "+-", .head = head}).level,
                     NTM_NOT_MET);
    ntm_answers a = answers_of(
        &(standing_case){.criteria = "", .head = head, .gates = MET, .registered = 2023});
    assert_int_equal(a.level, NTM_UNDECIDED);
    assert_int_equal(a.recognition, NTM_RECOGNITION_UNDECIDED);
}

static void test_answers_title_counts_by_series_or_set_while_it_is_held(void **state)
{
    (void)state;
    ntm_answers a = answers_of(&(standing_case){.criteria = "+", .title = "other"});
    assert_int_equal(a.kept, NTM_KEPT_NO_TITLE);
    a = answers_of(&(standing_case){.criteria = "+", .title = "1/2022"}); /* the decision itself */
    assert_int_equal(a.kept, NTM_KEPT_YES);
    a = answers_of(&(standing_case){.criteria = "+", .title = "xa", .withdrawn = "2023-12-31"});
    assert_int_equal(a.kept, NTM_KEPT_NO_TITLE);
    a = answers_of(&(standing_case){.criteria = "+", .title = "xa", .withdrawn = "2024-01-01"});
    assert_int_equal(a.kept, NTM_KEPT_YES);
}

static void test_titles_of_a_unit_are_told_once_as_known(void **state)
{
    (void)state;
    ntm_dataset *dataset = ntm_dataset_new();
    ntm_unit unit = {.code = "1",
                     .level = NTM_LEVEL_COMMUNE,
                     .name = "Xã",
                     .valid_from = 100,
                     .valid_to = NTM_DATE_MAX};
    ntm_title title = {.unit = "1",
                       .title = "xa",
                       .number = "5",
                       .date = 200,
                       .expires = NTM_DATE_MAX,
                       .withdrawn = NTM_DATE_MAX,
                       .import = 1};
    ntm_dataset_add_unit(dataset, &unit);
    ntm_dataset_add_title(dataset, &title);
    title.withdrawn = 400; /* a later row of the same recognition */
    title.import = 2;
    ntm_dataset_add_title(dataset, &title);
    title.date = 50; /* of an older unit with this code */
    ntm_dataset_add_title(dataset, &title);
    title.date = 300;
    title.number = "6";
    title.note = "chỉ biết năm";
    ntm_dataset_add_title(dataset, &title);

    const ntm_title **list;
    assert_int_equal(ntm_titles_of(dataset, &unit, 250, INT64_MAX, &list), 1);
    assert_int_equal(list[0]->withdrawn, 400);
    assert_true(ntm_title_holds(list[0], 250, INT64_MAX));
    assert_false(ntm_title_holds(list[0], 400, INT64_MAX));
    free(list);
    assert_int_equal(ntm_titles_of(dataset, &unit, 250, 1, &list), 1);
    assert_int_equal(list[0]->withdrawn, NTM_DATE_MAX);
    free(list);
    assert_int_equal(ntm_titles_of(dataset, &unit, 300, INT64_MAX, &list), 2);
    assert_string_equal(list[0]->number, "5");
    assert_string_equal(list[1]->note, "chỉ biết năm");
    free(list);
    assert_int_equal(ntm_titles_of(dataset, &unit, 199, INT64_MAX, &list), 0);
    free(list);
    ntm_dataset_free(dataset);
}

static void test_titles_name_decisions_with_and_without_their_folder(void **state)
{
    (void)state;
    assert_true(ntm_title_same_name("xa-ntm", "xa-ntm"));
    assert_true(ntm_title_same_name("national/1980/QĐ-TTg", "1980/QĐ-TTg"));
    assert_true(ntm_title_same_name("1980/QĐ-TTg", "national/1980/QĐ-TTg"));
    assert_false(ntm_title_same_name("xa-ntm", "xa-ntm-nang-cao"));
    assert_false(ntm_title_same_name("32/2022/QĐ-UBND", "33/2022/QĐ-UBND"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers_conditions_touch_neither_level_nor_keeping),
        cmocka_unit_test(test_answers_recognition_is_the_least_of_level_and_gates),
        cmocka_unit_test(test_answers_incomplete_decision_is_never_met),
        cmocka_unit_test(test_answers_title_counts_by_series_or_set_while_it_is_held),
        cmocka_unit_test(test_titles_of_a_unit_are_told_once_as_known),
        cmocka_unit_test(test_titles_name_decisions_with_and_without_their_folder),
    };
    return cmocka_run_group_tests_name("model/answers", tests, NULL, NULL);
}
