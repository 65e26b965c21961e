/* analysis/author_tests: bases that pass, cases that change them, and what differs told plainly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/author_tests.h"
#include "support/json_edit.h"
#include "support/sketch.h"

/* The result of the cases of a decision with these indicators. */
static ntm_author_tests *run_with(const char *sketch, const char *base, const char *cases,
                                  ntm_catalogue *catalogue)
{
    ntm_document *document = test_sketch(sketch);
    char text[4000];
    ntm_author_tests *results = NULL;
    ntm_author_tests_options options = {.catalogue = catalogue};
    ntm_diags diags = {0};

    snprintf(text, sizeof text,
             "{'schema': 'ntm.tests/1', 'decision': '1/2022', 'base': %s,"
             " 'cases': [%s]}",
             base, cases);
    json_t *tests = test_json(text);
    assert_int_equal(
        ntm_author_tests_run(tests, "t.test.lua", document, &options, &results, &diags), NTM_OK);
    json_decref(tests);
    ntm_diags_clear(&diags);
    ntm_document_free(document);
    return results;
}

/* "ok", the error of the case, or "what: expected/got, …". */
static const char *outcome_in(const char *sketch, const char *base, const char *test)
{
    static char text[1000];
    ntm_author_tests *results = run_with(sketch, base, test, NULL);
    const ntm_case_result *result = &results->cases[0];
    size_t length;

    assert_int_equal(results->ncases, 1);
    assert_int_equal(results->npassed, result->passed);
    snprintf(text, sizeof text, "%s", result->error ? result->error : result->passed ? "ok" : "");
    for (uint32_t i = 0; i < result->nmismatches; i++) {
        const ntm_mismatch *m = &result->mismatches[i];

        length = strlen(text);
        snprintf(text + length, sizeof text - length, "%s%s: %s/%s", i ? ", " : "", m->what,
                 m->expected, m->got);
    }
    ntm_author_tests_free(results);
    return text;
}

#define FULL                               "{'full': 'pass', 'as_of': '2023-06-30'}"
#define assert_outcome(sketch, test, want) assert_string_equal(outcome_in(sketch, FULL, test), want)

/* A full base is found for this pass (of indicator 1.1, in zone2). */
static void assert_full(const char *pass)
{
    char sketch[3000];
    const char *outcome;

    snprintf(sketch, sizeof sketch, "{'zoning': 'zone', 'indicators': {'1.1': {'pass': %s}}}",
             pass);
    outcome = outcome_in(sketch, "{'full': 'pass', 'as_of': '2023-06-30', 'zone': 'zone2'}",
                         "{'expect': {'1.1': 'pass', 'level': 'met', 'zone': 'zone2'}}");
    if (strcmp(outcome, "ok") != 0)
        fail_msg("%s: %s", pass, outcome);
}

static void test_base_passes_every_kind_of_comparison(void **state)
{
    (void)state;
    static const char *const passes[] = {
        "['at_least', ['percent', 'part', 'whole'], 90]",
        "['at_most', ['percent', 'bad', 'whole'], 5]",
        "['more_than', ['percent', 'part', 'whole'], {'n': '99.9', 'unit': 'percent'}]",
        "['less_than', ['percent', 'part', 'whole'], {'n': '33.333', 'unit': 'percent'}]",
        "['is', 'count', {'n': '17', 'unit': 'work'}]",
        "['is_not', 'debts', {'n': '0', 'unit': 'work'}]",
        "['is_not', 'grade', {'op': 'grade', 'scale': 'grades', 'value': 'high'}]",
        "['is', 'grade', {'op': 'grade', 'scale': 'grades', 'value': 'mid'}]",
        "['less_than', 'grade', {'op': 'grade', 'scale': 'grades', 'value': 'high'}]",
        "['between', 'rate', 40, {'n': '40.25', 'unit': 'percent'}]",
        "['at_least', ['ratio', 'km_part', 'people'], {'n': '0.0071', 'unit': 'km/person'}]",
        "['at_least', 'income', {'n': '45000000', 'unit': 'VND/person/year'}]",
        "['yes', 'flag']",
        "['no', 'flag']",
        "['yes', 'fault']",
        "['is', 'terrain', {'op': 'choice', 'list': 'terrains', 'value': 'mountain'}]",
        "['on_or_before', 'day', 'deadline']",
        "['on_or_after', 'day', {'op': 'date', 'value': '2030-01-01'}]",
        "['on_or_before', 'day', {'op': 'date', 'value': '2001-01-01'}]",
        "['within', 'day', {'months': 36}]",
        "['none_of', ['within', 'day', {'months': 36}]]",
    };
    for (size_t i = 0; i < sizeof passes / sizeof *passes; i++)
        assert_full(passes[i]);
}

static void test_base_passes_through_arithmetic(void **state)
{
    (void)state;
    static const char *const passes[] = {
        "['at_least', ['add', 'part', 'bad', 'whole'], {'n': '5000', 'unit': 'household'}]",
        "['at_most', ['add', 'part', 'bad', 'whole'], {'n': '7', 'unit': 'household'}]",
        "['at_least', ['sub', 'whole', 'part'], {'n': '12', 'unit': 'household'}]",
        "['is', ['sub', 'whole', 'part'], {'n': '12', 'unit': 'household'}]",
        "['at_least', ['mul', 'rate', {'n': '2', 'unit': '1'}], 150]",
        "['at_least', ['min', 'count', 'debts'], {'n': '5', 'unit': 'work'}]",
        "['at_most', ['min', 'count', 'debts'], {'n': '5', 'unit': 'work'}]",
        "['at_most', ['max', 'count', 'debts'], {'n': '5', 'unit': 'work'}]",
        "['at_least', ['round', 'rate', {'digits': 0}], 77]",
        "['at_least', ['first_known', 'rate', 50], 77]",
        "['at_least', ['linear', 'rate', {'points': ['20', '0', '80', '10']}],"
        " {'n': '7', 'unit': '1'}]",
        "['at_least', ['sub', 'rate', ['previous', 'rate']], 5]",
        "['at_least', ['percent', 'count', ['previous', 'count']], 110]",
        "['at_least', 'rate', ['by_zone', 10, 90, {'keys': ['zone1', 'zone2']}]]",
        "['at_most', 'rate', ['by_year', 10, 9, 8, {'keys': ['2022', '2023', '2024']}]]",
        "['at_most', 'rate', ['since', 10, 9, {'keys': ['2022-01-01', '2023-01-01']}]]",
        "['at_least', 'rate', ['when', ['yes', 'flag'], 81, 82]]",
        "['at_most', 'rate', ['choose', 'grade', 1, 2, 3, {'keys': ['low', 'mid', 'high']}]]",
        "['is', ['parent', 'terrain'], {'op': 'choice', 'list': 'terrains', 'value': 'mountain'}]",
        "['at_least', 50, 'rate']",
    };
    for (size_t i = 0; i < sizeof passes / sizeof *passes; i++)
        assert_full(passes[i]);
}

static void test_base_passes_through_connectives(void **state)
{
    (void)state;
    static const char *const passes[] = {
        "['all_of', ['yes', 'flag'], ['at_most', 'rate', 20], ['at_least', 'rate', 10]]",
        "['any_of', {'op': 'truth', 'value': 'fail'}, ['at_most', 'rate', 20]]",
        "['none_of', ['at_least', 'rate', 20], ['yes', 'flag']]",
        "['at_least_n_of', ['no', 'flag'], ['yes', 'fault'], ['at_most', 'rate', 3], {'n': 2}]",
        "['if_any', ['more_than', 'whole', {'n': '0', 'unit': 'household'}],"
        " ['at_most', ['percent', 'part', 'whole'], 40]]",
        "['if_any', ['yes', 'flag'], {'op': 'truth', 'value': 'fail'}]",
        "['when', ['yes', 'fault'], {'op': 'truth', 'value': 'fail'}, ['no', 'flag']]",
        "['part', ['known', 'rate'], {'label': 'x'}]",
        "['holds', {'title': 'xa-ntm'}]",
    };
    for (size_t i = 0; i < sizeof passes / sizeof *passes; i++)
        assert_full(passes[i]);
}

static void test_base_has_children_that_pass(void **state)
{
    (void)state;
    static const char *const passes[] = {
        "['at_least', ['child_percent_where', ['no', 'v.flag'], {'level': 'village'}], 70]",
        "['at_most', ['child_percent_where', ['yes', 'v.flag'], {'level': 'village'}], 10]",
        "['is', ['child_count_where', ['yes', 'v.flag'], {'level': 'village'}],"
        " {'n': '2', 'unit': 'village'}]",
        "['at_least', ['child_sum', 'v.count', {'level': 'village'}], {'n': '10000', 'unit': "
        "'house'}]",
        "['at_most', ['child_greatest', 'v.count', {'level': 'village'}], {'n': '3', 'unit': "
        "'house'}]",
        "['at_least', ['child_count', {'level': 'village'}], {'n': '6', 'unit': 'village'}]",
        "['child_all', ['no', 'v.flag'], {'level': 'village'}]",
        "['child_any', ['yes', 'p.flag'], {'level': 'product'}]",
        "['at_least', ['child_count_where', ['yes', 'p.flag'], {'level': 'product'}],"
        " {'n': '4', 'unit': 'product'}]",
    };
    for (size_t i = 0; i < sizeof passes / sizeof *passes; i++)
        assert_full(passes[i]);
}

static void test_base_settles_between_indicators(void **state)
{
    (void)state;
    assert_outcome(
        "{'indicators': {'1.1': {'pass': ['at_least', ['percent', 'part', 'whole'], 60]},"
        " '1.2': {'pass': ['at_most', ['percent', 'part', 'whole'], 61]},"
        " '1.3': {'pass': ['at_most', 'whole', {'n': '200', 'unit': 'household'}]},"
        " '1.4': {'applies': ['more_than', 'bad', {'n': '0', 'unit': 'household'}],"
        "         'pass': ['at_most', ['percent', 'bad', 'whole'], 2]}}}",
        "{'expect': {'1.1': 'pass', '1.2': 'pass', '1.3': 'pass', '1.4': 'pass',"
        " 'indicators': {'met': '4', 'not_applicable': 0}}}",
        "ok");
}

static void test_base_that_cannot_be_is_said_so(void **state)
{
    (void)state;
    assert_outcome("{'indicators': {'1.1': {'pass': ['at_least', 'rate', 60]},"
                   " '1.2': {'pass': ['at_most', 'rate', 50]}}}",
                   "{'expect': {'level': 'met'}}",
                   "no figures were found with which everything passes; still open: 1.1, 1.2");
}

static void test_base_leaves_what_nobody_knows_open(void **state)
{
    (void)state;
    assert_outcome("{'indicators': {'1.1': {'pass': ['at_least', 'rate', 60]},"
                   " '1.2': {'pass': ['at_least', 'rate', ['not_known', {'reason': 'r'}]]}}}",
                   "{'expect': {'1.1': 'pass', '1.2': 'unknown', 'level': 'undecided'}}", "ok");
}

/* ---- cases ---- */

#define SHARE                                                                                      \
    "{'indicators': {'1.1': {'pass': ['all_of', ['part', ['at_least', ['percent', 'part',"         \
    " 'whole'], 90], {'label': 'nữ'}], ['part', ['yes', 'flag'], {'label': 'b'}]]},"             \
    " '2.1': {'pass': ['at_least', ['child_percent_where', ['yes', 'v.flag'],"                     \
    "  {'level': 'village'}], 70]}}}"

static void test_case_changes_the_base(void **state)
{
    (void)state;
    assert_outcome(SHARE,
                   "{'unit': {'part': '785', 'whole': 1000}, 'expect': {'1.1': 'fail',"
                   " 'gap': {'1.1/nữ': '115'}, 'level': 'not_met',"
                   " 'criteria': {'met': 1, 'not_met': 1, 'total': '2'}}}",
                   "ok");
    assert_outcome(SHARE, "{'unit': {'flag': false}, 'expect': {'1.1': 'fail', '2.1': 'pass'}}",
                   "ok");
    assert_outcome(SHARE, "{'unit': {'part': '>=900', 'whole': '1000'}, 'expect': {'1.1': 'pass'}}",
                   "ok");
}

static void test_case_can_make_a_figure_missing(void **state)
{
    (void)state;
    assert_outcome(SHARE,
                   "{'unit': {'part': 'missing'}, 'expect': {'1.1': 'unknown',"
                   " 'decided': {'1.1': 'open'}, 'level': 'undecided'}}",
                   "ok");
}

static void test_case_says_how_many_villages_and_what_of_them(void **state)
{
    (void)state;
    assert_outcome(SHARE, "{'villages': [], 'expect': {'2.1': 'unknown'}}", "ok");
    assert_outcome(SHARE, "{'villages': 7, 'expect': {'2.1': 'pass'}}", "ok");
    assert_outcome(SHARE,
                   "{'villages': [{'v.flag': true}, {'v.flag': true}, {'v.flag': false}],"
                   " 'expect': {'2.1': 'fail', 'gap': {'2.1': 1}}}",
                   "ok");
    /* 5 of 7 pass whatever the other two report */
    assert_outcome(SHARE,
                   "{'villages': [{}, {}, {}, {}, {}, {'v.flag': 'missing'},"
                   " {'v.flag': 'missing'}], 'expect': {'2.1': 'pass'}}",
                   "ok");
    /* products as many as are named */
    assert_outcome("{'indicators': {'1.1': {'pass': ['known', ['child_count',"
                   " {'level': 'product'}]]}}}",
                   "{'products': [], 'expect': {'1.1': 'fail'}}", "ok");
}

static void test_case_without_a_base_knows_only_what_it_gives(void **state)
{
    (void)state;
    assert_string_equal(outcome_in(SHARE, "{}",
                                   "{'unit': {'flag': true, 'part': 95, 'whole': 100},"
                                   " 'expect': {'1.1': 'pass', '2.1': 'unknown'}}"),
                        "ok");
    assert_string_equal(outcome_in(SHARE, FULL, "{'full': false, 'expect': {'1.1': 'unknown'}}"),
                        "ok");
}

static void test_case_chooses_zone_day_and_year(void **state)
{
    (void)state;
    static const char sketch[] =
        "{'zoning': 'zone', 'indicators': {'1.1': {'pass': ['at_least', 'income', ['by_zone',"
        " ['by_year', {'n': '10', 'unit': 'VND/person/year'}, {'n': '20', 'unit':"
        "  'VND/person/year'}, {'n': '30', 'unit': 'VND/person/year'},"
        "  {'keys': ['2022', '2023', '2024']}], {'n': '40', 'unit': 'VND/person/year'},"
        " {'keys': ['zone1', 'zone2']}]]}}}";
    static const char base[] = "{'full': 'pass', 'zone': 'zone1', 'as_of': '2023-06-30'}";

    assert_string_equal(outcome_in(sketch, base,
                                   "{'unit': {'income': 19}, 'expect':"
                                   " {'1.1': 'fail', 'gap': {'1.1': '1'}}}"),
                        "ok");
    assert_string_equal(outcome_in(sketch, base,
                                   "{'as_of': '2022-12-31', 'unit': {'income': 10},"
                                   " 'expect': {'1.1': 'pass'}}"),
                        "ok");
    assert_string_equal(outcome_in(sketch, base,
                                   "{'year': '2022', 'unit': {'income': 10},"
                                   " 'expect': {'1.1': 'pass'}}"),
                        "ok");
    assert_string_equal(outcome_in(sketch, base,
                                   "{'zone': 'zone2', 'unit': {'income': 39},"
                                   " 'expect': {'1.1': 'fail', 'zone': 'zone2'}}"),
                        "ok");
    assert_string_equal(outcome_in(sketch, FULL, "{'expect': {'1.1': 'pass'}}"),
                        "the decision has zones; say which: zone = …");
    assert_string_equal(outcome_in(sketch, base, "{'zone': 'zone9', 'expect': {}}"),
                        "there is no zone 'zone9'");
}

static void test_case_gives_figures_of_the_parent(void **state)
{
    (void)state;
    static const char sketch[] =
        "{'indicators': {'1.1': {'pass': ['is', 'terrain', {'op': 'choice',"
        " 'list': 'terrains', 'value': 'plain'}]}}}";

    assert_outcome(sketch, "{'parent': {'terrain': 'mountain'}, 'expect': {'1.1': 'fail'}}", "ok");
    assert_outcome(sketch, "{'unit': {'terrain': 'mountain'}, 'expect': {'1.1': 'fail'}}", "ok");
}

static void test_case_looks_at_gates_and_answers(void **state)
{
    (void)state;
    static const char sketch[] =
        "{'series': 'xa-ntm', 'indicators': {'1.1': {'pass': ['yes', 'flag']}},"
        " 'requires': [{'name': 'Đã đạt chuẩn', 'pass': ['holds', {'title': 'xa'}]}],"
        " 'conditions': [{'name': 'Không nợ', 'pass': ['at_most', 'debts',"
        "   {'n': '0', 'unit': 'work'}]}],"
        " 'withdrawal': [{'name': 'Thu hồi', 'applies': ['holds', {'title': 'xa-ntm'}],"
        "   'when': ['at_least', ['failed_share'], 50]}]}";

    assert_outcome(sketch,
                   "{'unit': {'debts': 1}, 'expect': {'gates': {'Không nợ': 'fail',"
                   " 'Đã đạt chuẩn': 'pass', 'Thu hồi': 'not_applicable'},"
                   " 'level': 'met', 'recognition': 'no', 'withdrawal': 'no_title'}}",
                   "ok");
    assert_outcome(sketch,
                   "{'titles': ['xa-ntm'], 'unit': {'flag': false}, 'expect':"
                   " {'kept': 'not_kept', 'withdrawal': 'yes'}}",
                   "ok");
    assert_outcome(sketch,
                   "{'titles': [{'title': 'xa-ntm', 'expires': '2023-01-01'}], 'expect':"
                   " {'kept': 'no_title'}}",
                   "ok");
    assert_outcome(sketch, "{'expect': {'recognition': 'not_registered'}}", "ok");
    assert_outcome(sketch, "{'registered': ['xa-ntm'], 'expect': {'recognition': 'yes'}}", "ok");
}

/* ---- what is wrong is told ---- */

static void test_case_differences_name_both_sides(void **state)
{
    (void)state;
    assert_outcome(SHARE,
                   "{'unit': {'part': 785, 'whole': 1000}, 'expect': {'1.1': 'pass',"
                   " 'gap': {'1.1/nữ': 114, '1.1/nam': 3}, 'level': 'met'}}",
                   "1.1: pass/fail, gap 1.1/nữ: 114/115, gap 1.1/nam: 3/, level: met/not_met");
    assert_outcome(SHARE, "{'expect': {'9.9': 'pass'}}", "9.9: pass/");
    assert_outcome(SHARE, "{'expect': {'gates': {'x': 'pass'}, 'indicators': {'made': 1}}}",
                   "gate x: pass/, indicators.made: 1/");
}

static void test_case_mistakes_are_errors(void **state)
{
    (void)state;
    assert_outcome(SHARE, "{'unit': {'parts': 1}, 'expect': {}}",
                   "the decision reads no field 'parts'; did you mean 'part'?");
    assert_outcome(SHARE, "{'unit': {'part': '1.5'}, 'expect': {}}", "'part' is a whole number");
    assert_outcome(SHARE, "{'unit': {'part': '-1'}, 'expect': {}}",
                   "'part': the value is outside the field's range");
    assert_outcome(SHARE, "{'unit': {'part': true}, 'expect': {}}", "'part': expected a number");
    assert_outcome(SHARE, "{'unit': {'flag': 1}, 'expect': {}}", "'flag': expected true or false");
    assert_outcome(SHARE, "{'unit': {'v.flag': true}, 'expect': {}}",
                   "'v.flag' is not observed at a unit of level commune");
    assert_outcome(SHARE, "{'villages': [{'flag': true}], 'expect': {}}",
                   "'flag' is not observed at a unit of level village");
    assert_outcome(SHARE, "{'villages': 'many', 'expect': {}}",
                   "villages: expected a list, or a number up to 50");
    assert_outcome(SHARE, "{'as_of': 'yesterday', 'expect': {}}",
                   "as_of: expected a date such as 2023-12-31");
    assert_outcome(SHARE, "{'titles': [3], 'expect': {}}",
                   "titles: expected texts, or tables with a title");
    assert_outcome(SHARE, "{'unit': 3, 'expect': {}}",
                   "expected figures as { [\"field\"] = value }");
    assert_outcome(SHARE, "{'unit': {}}", "a case is a table with expect = { … }");
    assert_outcome(SHARE, "7", "a case is a table with expect = { … }");
}

static void test_tests_of_another_form_are_refused(void **state)
{
    (void)state;
    ntm_document *document = test_sketch(SHARE);
    static const char *const bad[] = {"{}", "[]", "{'schema': 'ntm.tests/2', 'cases': []}",
                                      "{'schema': 'ntm.tests/1', 'cases': {}}"};

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        json_t *tests = test_json(bad[i]);
        ntm_author_tests *results;
        ntm_diags diags = {0};

        assert_int_equal(ntm_author_tests_run(tests, NULL, document, NULL, &results, &diags),
                         NTM_EINPUT);
        assert_null(results);
        assert_int_equal(diags.errors, 1);
        ntm_diags_clear(&diags);
        json_decref(tests);
    }
    ntm_document_free(document);
}

/* ---- results ---- */

static void test_results_are_told_as_json_and_as_findings(void **state)
{
    (void)state;
    ntm_author_tests *results = run_with(
        SHARE, FULL,
        "{'name': 'a', 'place': [5, 3], 'expect': {'1.1': 'pass'}},"
        "{'name': 'b', 'place': [9, 3], 'unit': {'flag': false}, 'expect': {'1.1': 'pass'}},"
        "{'name': 'c', 'unit': {'nothing': 1}, 'expect': {}}",
        NULL);
    json_t *json = ntm_author_tests_json(results);
    json_t *want = test_json(
        "{'schema': 'ntm.test-results/1', 'decision': 'test/1/2022', 'file': 't.test.lua',"
        " 'passed': 1, 'failed': 2, 'cases': ["
        "  {'name': 'a', 'passed': true, 'line': 5, 'column': 3, 'mismatches': []},"
        "  {'name': 'b', 'passed': false, 'line': 9, 'column': 3, 'mismatches':"
        "   [{'what': '1.1', 'expected': 'pass', 'got': 'fail'}]},"
        "  {'name': 'c', 'passed': false, 'mismatches': []}]}");
    ntm_diags diags = {0};

    json_object_del(json_array_get(json_object_get(json, "cases"), 2), "error");
    assert_true(json_equal(json, want));
    ntm_author_tests_findings(results, &diags);
    assert_int_equal(diags.errors, 2);
    assert_string_equal(diags.items[0].message, "case \"b\": 1.1: expected pass, got fail");
    assert_string_equal(diags.items[0].place.file, "t.test.lua");
    assert_int_equal(diags.items[0].place.line, 9);
    ntm_diags_clear(&diags);
    json_decref(json);
    json_decref(want);
    ntm_author_tests_free(results);
    ntm_author_tests_free(NULL);
}

static void test_only_cases_of_that_name_are_run(void **state)
{
    (void)state;
    ntm_document *document = test_sketch(SHARE);
    json_t *tests = test_json("{'schema': 'ntm.tests/1', 'base': {'full': 'pass'}, 'cases': ["
                              " {'name': '1.1 at the line', 'expect': {}},"
                              " {'name': '2.1 none', 'expect': {}}]}");
    ntm_author_tests *results;

    assert_int_equal(ntm_author_tests_run(tests, NULL, document,
                                          &(ntm_author_tests_options){.only = "2.1"}, &results,
                                          NULL),
                     NTM_OK);
    assert_int_equal(results->ncases, 1);
    assert_string_equal(results->cases[0].name, "2.1 none");
    assert_int_equal(results->npassed, 1);
    ntm_author_tests_free(results);
    json_decref(tests);
    ntm_document_free(document);
}

static void test_base_meets_the_decisions_it_refers_to(void **state)
{
    (void)state;
    ntm_catalogue *catalogue = ntm_catalogue_new();
    json_t *json =
        test_sketch_json("{'series': 'thon', 'level': 'village', 'indicators': {'1.1': {'pass':"
                         " ['at_least', 'v.count', {'n': '5000', 'unit': 'house'}]}}}");
    ntm_document *village = NULL;
    ntm_author_tests *results;

    json_object_set_new(json, "id", json_string("test/41/2022"));
    assert_int_equal(ntm_document_read(json, &village, NULL), NTM_OK);
    json_decref(json);
    assert_int_equal(ntm_catalogue_add(catalogue, village, NULL), NTM_OK);
    results = run_with("{'indicators': {'1.1': {'pass': ['at_least', ['child_percent_where',"
                       " ['meets', {'decision': '41/2022'}], {'level': 'village'}], 70]}}}",
                       FULL,
                       "{'expect': {'1.1': 'pass'}},"
                       "{'villages': [{'v.count': 4999}, {'v.count': 5000}],"
                       " 'expect': {'1.1': 'fail'}}",
                       catalogue);
    assert_int_equal(results->ncases, 2);
    for (uint32_t k = 0; k < 2; k++)
        if (!results->cases[k].passed)
            fail_msg("case %u: %s", k, results->cases[k].error ? results->cases[k].error : "?");
    ntm_author_tests_free(results);
    ntm_catalogue_free(catalogue);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_base_passes_every_kind_of_comparison),
        cmocka_unit_test(test_base_passes_through_arithmetic),
        cmocka_unit_test(test_base_passes_through_connectives),
        cmocka_unit_test(test_base_has_children_that_pass),
        cmocka_unit_test(test_base_settles_between_indicators),
        cmocka_unit_test(test_base_that_cannot_be_is_said_so),
        cmocka_unit_test(test_base_leaves_what_nobody_knows_open),
        cmocka_unit_test(test_case_changes_the_base),
        cmocka_unit_test(test_case_can_make_a_figure_missing),
        cmocka_unit_test(test_case_says_how_many_villages_and_what_of_them),
        cmocka_unit_test(test_case_without_a_base_knows_only_what_it_gives),
        cmocka_unit_test(test_case_chooses_zone_day_and_year),
        cmocka_unit_test(test_case_gives_figures_of_the_parent),
        cmocka_unit_test(test_case_looks_at_gates_and_answers),
        cmocka_unit_test(test_case_differences_name_both_sides),
        cmocka_unit_test(test_case_mistakes_are_errors),
        cmocka_unit_test(test_tests_of_another_form_are_refused),
        cmocka_unit_test(test_results_are_told_as_json_and_as_findings),
        cmocka_unit_test(test_only_cases_of_that_name_are_run),
        cmocka_unit_test(test_base_meets_the_decisions_it_refers_to),
    };
    return cmocka_run_group_tests_name("analysis/author_tests", tests, NULL, NULL);
}
