/* analysis/check: each kind of finding, what raises it and what must not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/check.h"
#include "support/sketch.h"

static bool is_summary(const ntm_finding *finding)
{
    return !strcmp(finding->code, "basis") || !strcmp(finding->code, "not-known");
}

/* "error missing-year, note basis": severity and code of each finding but the summary's. */
static const char *found_by(const char *sketch, const ntm_check_options *options, bool all)
{
    static char text[2000];
    static const char *const words[] = {"note", "warning", "error"};
    ntm_document *document = test_sketch(sketch);
    ntm_diags diags = {0};

    *text = '\0';
    ntm_check(document, options, &diags);
    for (size_t i = 0; i < diags.count; i++) {
        size_t length = strlen(text);

        if (!all && is_summary(&diags.items[i]))
            continue;
        snprintf(text + length, sizeof text - length, "%s%s %s", length ? ", " : "",
                 words[diags.items[i].severity], diags.items[i].code);
    }
    ntm_diags_clear(&diags);
    ntm_document_free(document);
    return text;
}

/* One indicator 1.1 with this pass. */
static const char *passes(const char *pass)
{
    static char sketch[4000];

    snprintf(sketch, sizeof sketch, "{'indicators': {'1.1': {'pass': %s}}}", pass);
    return found_by(sketch, NULL, false);
}

#define assert_found(sketch, want) assert_string_equal(found_by(sketch, NULL, false), want)
#define assert_passes(pass, want)  assert_string_equal(passes(pass), want)

static void test_check_says_nothing_of_a_sound_decision(void **state)
{
    (void)state;
    assert_found("{'zoning': 'zone', 'indicators': {"
                 " '1.1': {'applies': ['more_than', 'whole', {'n': '0', 'unit': 'household'}],"
                 "         'pass': ['at_least', ['percent', 'part', 'whole'],"
                 "                  ['by_zone', 70, 80, {'keys': ['zone1', 'zone2']}]]},"
                 " '2.1': {'pass': ['yes', 'flag']},"
                 " '2.2': {'pass': ['at_least', ['child_percent_where', ['yes', 'v.flag'],"
                 "                  {'level': 'village'}], 70]}},"
                 " 'declares': {'criteria': 2, 'indicators': 3}}",
                 "");
}

/* ---- cells ---- */

static void test_check_finds_years_without_a_value(void **state)
{
    (void)state;
    assert_passes("['at_least', 'rate', ['by_year', 40, 42, {'keys': ['2022', '2023']}]]",
                  "error missing-year");
    assert_passes(
        "['at_least', 'rate', ['by_year', 40, 42, 44, {'keys': ['2022', '2023', '2024']}]]", "");
    /* a typing slip leaves a hole and a value nobody asks for */
    assert_passes(
        "['at_least', 'rate', ['by_year', 40, 42, 44, {'keys': ['2022', '2023', '2042']}]]",
        "error missing-year, note unused-entry");
}

static void test_check_names_the_missing_cell_with_its_zone(void **state)
{
    (void)state;
    ntm_document *document = test_sketch(
        "{'zoning': 'zone', 'indicators': {'1.1': {'pass': ['at_least', 'rate', ['by_zone',"
        "  ['by_year', 40, 42, 44, {'keys': ['2022', '2023', '2024']}],"
        "  ['by_year', 50, {'keys': ['2022']}], {'keys': ['zone1', 'zone2']}]]}}}");
    ntm_diags diags = {0};

    ntm_check(document, NULL, &diags);
    assert_int_equal(diags.errors, 1);
    assert_string_equal(diags.items[0].message,
                        "indicator 1.1: by_year has no value for 2023, 2024 in zone2; the decision "
                        "needs one for 2022–2024");
    assert_string_equal(diags.items[0].place.file, "test.lua");
    assert_int_equal(diags.items[0].place.line, 1000);
    assert_true(diags.items[0].place.column > 1);
    ntm_diags_clear(&diags);
    ntm_document_free(document);
}

static void test_check_follows_declared_years(void **state)
{
    (void)state;
    assert_found("{'declares': {'years': [2022, 2025]}, 'indicators': {'1.1': {'pass':"
                 " ['at_least', 'rate', ['by_year', 1, 2, {'keys': ['2022', '2025']}]]}}}",
                 "warning percent-fraction");
    assert_found("{'declares': {'years': [2022, 2025]}, 'indicators': {'1.1': {'pass':"
                 " ['at_least', 'rate', ['by_year', 10, 20, {'keys': ['2022', '2024']}]]}}}",
                 "error missing-year, note unused-entry");
}

static void test_check_follows_conditions_on_the_year(void **state)
{
    (void)state;
    /* the table below is asked for in 2022 and 2023 only */
    assert_passes("['at_least', 'rate', ['when',"
                  "  ['at_most', ['year'], {'n': '2023', 'unit': 'year'}],"
                  "  ['by_year', 40, 42, {'keys': ['2022', '2023']}], 50]]",
                  "");
    assert_passes("['at_least', 'rate', ['when',"
                  "  ['more_than', ['year'], {'n': '2022', 'unit': 'year'}],"
                  "  ['by_year', 40, 42, {'keys': ['2022', '2023']}], 50]]",
                  "error missing-year, note unused-entry");
    assert_passes(
        "['at_least', 'rate', ['when',"
        "  ['none_of', ['on_or_before', ['as_of'], {'op': 'date', 'value': '2023-01-01'}]],"
        "  ['since', 40, {'keys': ['2023-01-02']}], 50]]",
        "");
}

static void test_check_finds_days_without_a_value(void **state)
{
    (void)state;
    assert_passes("['at_least', 'rate', ['since', 40, 42, {'keys': ['2022-03-01', '2023-01-01']}]]",
                  "error missing-date");
    assert_passes("['at_least', 'rate', ['since', 40, 42, {'keys': ['2021-03-01', '2023-01-01']}]]",
                  "");
    assert_passes("['at_least', 'rate', ['since', 40, 42, 44,"
                  "  {'keys': ['2020-01-01', '2022-01-01', '2025-01-01']}]]",
                  "note unused-entry");
}

static void test_check_finds_codes_without_a_value(void **state)
{
    (void)state;
    assert_passes("['at_least', 'rate', ['choose', 'grade', 40, 50, {'keys': ['low', 'high']}]]",
                  "error missing-choice");
    assert_found(
        "{'zoning': {'scheme': 'z', 'keys': ['zone1'], 'by': 'zone'}, 'indicators': {'1.1':"
        " {'pass': ['at_least', 'rate', ['by_zone', 40, {'keys': ['zone1']}]]}}}",
        "error missing-zone");
    assert_found("{'zoning': 'zone', 'indicators': {'1.1': {'pass': ['yes', 'flag']}}}",
                 "note unused-zoning");
}

static void test_check_asks_for_a_last_day_where_years_matter(void **state)
{
    (void)state;
    static const char *const tables[][2] = {
        {"['at_least', 'rate', ['by_year', 40, 42, {'keys': ['2022', '2023']}]]",
         "warning no-last-day"},
        {"['at_least', 'rate', ['by_year', 40, 42, {'keys': ['2022', '2024']}]]",
         "warning no-last-day, error missing-year"},
        {"['yes', 'flag']", ""},
    };

    for (size_t i = 0; i < 3; i++) {
        char sketch[300];
        json_t *json;
        ntm_document *document;
        ntm_diags diags = {0};
        char text[200] = "";

        snprintf(sketch, sizeof sketch, "{'indicators': {'1.1': {'pass': %s}}}", tables[i][0]);
        json = test_sketch_json(sketch);
        json_object_del(json, "expires");
        assert_int_equal(ntm_document_read(json, &document, NULL), NTM_OK);
        ntm_check(document, NULL, &diags);
        for (size_t k = 0; k < diags.count; k++)
            if (!is_summary(&diags.items[k]))
                snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s %s",
                         *text ? ", " : "",
                         diags.items[k].severity == NTM_ERROR ? "error" : "warning",
                         diags.items[k].code);
        assert_string_equal(text, tables[i][1]);
        ntm_diags_clear(&diags);
        ntm_document_free(document);
        json_decref(json);
    }
}

/* ---- shares of nothing ---- */

static void test_check_asks_each_share_what_nothing_means(void **state)
{
    (void)state;
    assert_passes("['at_least', ['percent', 'part', 'whole'], 90]", "warning zero-denominator");
    assert_passes("['at_least', ['ratio', 'count', 'people'], {'n': '2', 'unit': 'work/person'}]",
                  "");
    assert_passes("['at_least', ['percent', 'part', ['add', 'whole', 'bad']], 90]",
                  "warning zero-denominator");
    assert_found("{'indicators': {'1.1': {'pass': ['at_least', ['percent', 'part', 'whole'], 90]}},"
                 " 'source': {'zero_unknown': [2]}}",
                 "");
}

static void test_check_takes_every_kind_of_guard(void **state)
{
    (void)state;
    static const char *const guards[] = {
        "['more_than', 'whole', {'n': '0', 'unit': 'household'}]",
        "['at_least', 'whole', {'n': '1', 'unit': 'household'}]",
        "['is_not', 'whole', {'n': '0', 'unit': 'household'}]",
        "['less_than', {'n': '0', 'unit': 'household'}, 'whole']",
        "['between', 'whole', {'n': '5', 'unit': 'household'}, {'n': '9', 'unit': 'household'}]",
        "['none_of', ['at_most', 'whole', {'n': '0', 'unit': 'household'}]]",
        "['all_of', ['yes', 'flag'], ['more_than', 'whole', {'n': '0', 'unit': 'household'}]]",
        "['part', ['more_than', 'whole', {'n': '0', 'unit': 'household'}], {'label': 'x'}]",
    };
    static const char *const forms[] = {
        "{'indicators': {'1.1': {'applies': %s,"
        "  'pass': ['at_least', ['percent', 'part', 'whole'], 90]}}}",
        "{'indicators': {'1.1': {'pass':"
        "  ['if_any', %s, ['at_least', ['percent', 'part', 'whole'], 90]]}}}",
        "{'indicators': {'1.1': {'pass':"
        "  ['when', %s, ['at_least', ['percent', 'part', 'whole'], 90], ['yes', 'flag']]}}}",
        "{'indicators': {'1.1': {'pass':"
        "  ['all_of', %s, ['at_least', ['percent', 'part', 'whole'], 90]]}}}",
        "{'indicators': {'1.1': {'pass':"
        "  ['any_of', ['none_of', %s], ['at_least', ['percent', 'part', 'whole'], 90]]}}}",
    };
    char sketch[1000];

    for (size_t g = 0; g < sizeof guards / sizeof *guards; g++)
        for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
            snprintf(sketch, sizeof sketch, forms[f], guards[g]);
            if (strstr(found_by(sketch, NULL, false), "zero-denominator"))
                fail_msg("guard not seen: %s", sketch);
        }
}

static void test_check_does_not_take_what_guards_nothing(void **state)
{
    (void)state;
    static const char *const guards[] = {
        "['at_least', 'whole', {'n': '0', 'unit': 'household'}]",
        "['more_than', 'part', {'n': '0', 'unit': 'household'}]",
        "['any_of', ['yes', 'flag'], ['more_than', 'whole', {'n': '0', 'unit': 'household'}]]",
        "['none_of', ['more_than', 'whole', {'n': '0', 'unit': 'household'}]]",
        "['yes', 'flag']",
    };
    char sketch[1000];

    for (size_t g = 0; g < sizeof guards / sizeof *guards; g++) {
        snprintf(sketch, sizeof sketch,
                 "{'indicators': {'1.1': {'applies': %s, 'pass': ['at_least', ['percent',"
                 " 'bad', 'whole'], 0]}}}",
                 guards[g]);
        if (!strstr(found_by(sketch, NULL, false), "zero-denominator"))
            fail_msg("taken for a guard: %s", sketch);
    }
    assert_passes("['when', ['more_than', 'whole', {'n': '0', 'unit': 'household'}],"
                  "  ['yes', 'flag'], ['at_least', ['percent', 'part', 'whole'], 90]]",
                  "warning zero-denominator");
}

static void test_check_knows_answers_to_a_missing_share(void **state)
{
    (void)state;
    assert_passes("['at_least', ['first_known', ['percent', 'part', 'whole'], 'rate'], 90]", "");
    assert_passes("['when', ['known', ['percent', 'part', 'whole']],"
                  "  ['at_least', ['percent', 'part', 'whole'], 90], ['yes', 'flag']]",
                  "warning zero-denominator"); /* known() itself meets it: one way is unguarded */
    assert_passes(
        "['at_least', ['child_percent_where', ['yes', 'p.flag'], {'level': 'product'}], 50]",
        "warning zero-denominator");
    assert_passes(
        "['all_of', ['known', ['child_count', {'level': 'product'}]],"
        " ['at_least', ['child_percent_where', ['yes', 'p.flag'], {'level': 'product'}], 50]]",
        "");
}

/* ---- thresholds ---- */

static void test_check_finds_shares_beyond_their_ends(void **state)
{
    (void)state;
    assert_passes("['at_least', 'rate', 800]", "error percent-threshold");
    assert_passes("['at_most', 'rate', {'n': '-5', 'unit': 'percent'}]",
                  "error percent-threshold, warning sign");
    assert_passes("['at_least', 'rate', ['when', ['yes', 'flag'], 80, 800]]",
                  "error percent-threshold");
    /* growth may be more than all of last year */
    assert_passes("['at_least', ['percent', 'count', ['max', 'debts', {'n': '1', 'unit': 'work'}]],"
                  " 105]",
                  "warning percent-threshold");
    assert_passes("['at_least', 'rate', {'n': '0.8', 'unit': 'percent'}]",
                  "warning percent-fraction");
}

static void test_check_finds_comparisons_that_decide_nothing(void **state)
{
    (void)state;
    assert_passes("['at_least', 'grade', {'op': 'grade', 'scale': 'grades', 'value': 'low'}]",
                  "warning never-fails");
    assert_passes("['more_than', 'grade', {'op': 'grade', 'scale': 'grades', 'value': 'high'}]",
                  "error never-passes");
    assert_passes("['at_least', 'count', {'n': '0', 'unit': 'work'}]", "warning never-fails");
    assert_passes("['less_than', 'debts', {'n': '0', 'unit': 'work'}]", "error never-passes");
    assert_passes("['at_most', 'debts', {'n': '0', 'unit': 'work'}]", "");
    assert_passes("['more_than', 'rate', 100]", "error never-passes");
    assert_found("{'indicators': {'1.1': {'applies': ['more_than', 'whole', {'n': '0', 'unit':"
                 " 'household'}], 'pass': ['at_most', ['percent', 'bad', 'whole'], 100]}}}",
                 "warning never-fails");
    assert_passes("['between', 'rate', 0, 100]", "warning never-fails");
}

static void test_check_tells_in_which_zone_nothing_is_decided(void **state)
{
    (void)state;
    const char *const sketch =
        "{'zoning': 'zone', 'indicators': {'1.1': {'pass': ['%s', 'count',"
        " ['by_zone', {'n': '0', 'unit': 'work'}, {'n': '5', 'unit': 'work'},"
        "  {'keys': ['zone1', 'zone2']}]]}}}";
    char text[400];

    snprintf(text, sizeof text, sketch, "at_least");
    assert_found(text, "note never-fails");
    snprintf(text, sizeof text, sketch, "less_than");
    assert_found(text, "error never-passes, warning sign");
}

static void test_check_finds_items_that_do_not_depend_on_data(void **state)
{
    (void)state;
    assert_passes("['any_of', {'op': 'truth', 'value': 'pass'}, ['yes', 'flag']]",
                  "warning never-fails");
    assert_passes("['all_of', {'op': 'truth', 'value': 'fail'}, ['yes', 'flag']]",
                  "error never-passes");
    assert_passes("['known', 'rate']", "note never-unknown");
    assert_passes("['all_of', ['known', 'rate'], ['yes', 'flag']]", "");
    assert_passes("['yes', ['not_known', {'reason': 'r'}]]", "");
    assert_passes("['at_least', ['add', 'rate', ['not_known', {'reason': 'r'}]], 50]", "");
    assert_passes("['holds', {'title': 'x'}]", "");
}

static void test_check_finds_more_asked_of_a_part(void **state)
{
    (void)state;
    static const char sketch[] =
        "{'indicators': {'1.1': {'applies': ['more_than', 'whole', {'n': '0', 'unit': "
        "'household'}],"
        " 'pass': ['all_of', ['at_least', ['percent', 'part', 'whole'], %d],"
        "                    ['part', ['at_least', ['percent', 'half', 'whole'], %d],"
        "                     {'label': 'x'}]]}}}";
    char text[500];

    snprintf(text, sizeof text, sketch, 55, 60);
    assert_found(text, "warning part-above-whole");
    snprintf(text, sizeof text, sketch, 60, 55);
    assert_found(text, "");
}

/* ---- signs ---- */

static void test_check_finds_turned_signs(void **state)
{
    (void)state;
    assert_passes("['at_most', 'rate', 80]", "warning sign");
    assert_passes("['at_least', 'debts', {'n': '3', 'unit': 'work'}]", "warning sign");
    assert_passes("['at_most', 'debts', {'n': '3', 'unit': 'work'}]", "");
    assert_passes("['no', 'flag']", "warning sign");
    assert_passes("['yes', 'fault']", "warning sign");
    assert_passes("['none_of', ['yes', 'fault']]", "");
    assert_passes("['none_of', ['yes', 'flag']]", "warning sign");
    assert_passes("['less_than', 'grade', {'op': 'grade', 'scale': 'grades', 'value': 'high'}]",
                  "warning sign");
    assert_passes("['at_most', 50, 'rate']", "");
    assert_passes("['at_least', 50, 'rate']", "warning sign");
    assert_passes(
        "['at_most', ['child_percent_where', ['yes', 'v.flag'], {'level': 'village'}], 50]",
        "warning sign");
    assert_passes(
        "['at_most', ['child_percent_where', ['no', 'v.flag'], {'level': 'village'}], 50]", "");
    assert_passes("['at_most', ['sub', 'rate', 10], 70]", "warning sign");
}

static void test_check_looks_for_signs_through_shares(void **state)
{
    (void)state;
    static const char sketch[] =
        "{'indicators': {'1.1': {'applies': ['more_than', 'whole', {'n': '0', 'unit': "
        "'household'}],"
        " 'pass': ['at_least', ['percent', 'bad', 'whole'], {'n': '24.2', 'unit': 'percent'}]}}}";

    assert_found(sketch, "warning sign");
}

static void test_check_wants_nothing_of_conditions_and_withdrawals(void **state)
{
    (void)state;
    assert_found("{'indicators': {'1.1': {'applies': ['yes', 'fault'], 'pass': ['if_any',"
                 "  ['no', 'flag'], ['when', ['at_most', 'rate', 5], ['yes', 'flag'],"
                 "  ['yes', 'flag']]]}},"
                 " 'withdrawal': [{'name': 'w', 'when': ['at_most', 'rate', 50]}],"
                 " 'conditions': [{'name': 'c', 'pass': ['at_most', 'rate', 50]}]}",
                 "warning sign");
}

static void test_check_wants_points_that_fall(void **state)
{
    (void)state;
    static const char sketch[] =
        "{'level': 'commune', 'scored': {'parts': [{'label': 'A', 'items': [{'number': 'A1',"
        " 'text': 't', 'points': ['first_of', ['%s', 'rate', 80], {'n': '5', 'unit': '1'},"
        "   ['%s', 'rate', 50], {'n': '3', 'unit': '1'}, {'n': '0', 'unit': '1'}]}]}],"
        " 'bands': [{'from': '3', 'code': 'x'}]}}";
    char text[500];

    snprintf(text, sizeof text, sketch, "at_least", "at_least");
    assert_found(text, "");
    snprintf(text, sizeof text, sketch, "at_least", "at_most");
    assert_found(text, "warning sign");
}

/* ---- the head and the summary ---- */

static void test_check_compares_declared_counts(void **state)
{
    (void)state;
    assert_found("{'declares': {'criteria': 1, 'indicators': 2},"
                 " 'indicators': {'1.1': {'pass': ['yes', 'flag']}}}",
                 "error declared-count");
}

static void test_check_counts_what_the_gazette_has_not_confirmed(void **state)
{
    (void)state;
    static const char sketch[] =
        "{'indicators': {'1.1': {'basis': 'gazette', 'cite': 'x', 'pass': ['yes', 'flag']},"
        " '1.2': {'basis': 'gazette', 'pass': ['no', 'fault']},"
        " '1.3': {'basis': 'assumed', 'pass': ['yes', ['not_known', {'reason': 'r'}]]}}}";
    ntm_check_options options = {.gazette = true};

    assert_string_equal(found_by(sketch, NULL, true),
                        "warning no-cite, note basis, note not-known");
    assert_string_equal(found_by(sketch, &options, true),
                        "warning no-cite, note basis, note basis, note not-known");
}

static void test_check_tells_a_decision_that_has_expired(void **state)
{
    (void)state;
    ntm_check_options options = {.has_date = true};
    static const char sketch[] = "{'indicators': {'1.1': {'pass': ['yes', 'flag']}}}";

    assert_true(ntm_date_parse_iso("2024-12-31", &options.date));
    assert_string_equal(found_by(sketch, &options, false), "");
    options.date++;
    assert_string_equal(found_by(sketch, &options, false), "note expired");
}

static void test_check_tells_a_shared_mistake_once(void **state)
{
    (void)state;
    assert_found("{'indicators': {'1.1': {'pass': ['at_least', ['percent', 'part', 'whole'], 90]},"
                 " '1.2': {'pass': ['at_least', ['percent', 'part', 'whole'], 80]}}}",
                 "warning zero-denominator");
}

/* ---- size ---- */

static void test_check_of_a_large_expression_ends(void **state)
{
    (void)state;
    /* sums of sums: 2^40 ways down, 40 nodes */
    json_t *json = test_sketch_json("{'indicators': {'1.1': {'pass': ['yes', 'flag']}}}");
    json_t *nodes = json_object_get(json, "nodes");
    int last = (int)json_array_size(nodes);
    ntm_document *document = NULL;
    ntm_diags diags = {0};

    json_array_append_new(nodes, json_pack("{s:s, s:s}", "op", "field", "field", "rate"));
    for (int i = 0; i < 200; i++, last++)
        json_array_append_new(nodes, json_pack("{s:s, s:[i, i]}", "op", "add", "args", last, last));
    json_array_append_new(nodes,
                          json_pack("{s:s, s:[i, i]}", "op", "at_least", "args", last, last - 100));
    json_object_set_new(
        json_array_get(
            json_object_get(json_array_get(json_object_get(json, "criteria"), 0), "indicators"), 0),
        "pass", json_integer(last + 1));
    assert_int_equal(ntm_document_read(json, &document, &diags), NTM_OK);
    ntm_check(document, NULL, &diags);
    ntm_diags_clear(&diags);
    ntm_document_free(document);
    json_decref(json);
}

/* Many shares beside each other: each could be the guard of every other one. */
static void test_check_of_many_shares_ends(void **state)
{
    (void)state;
    enum { SHARES = 1000, GROUPS = 20 };
    json_t *json = test_sketch_json("{'indicators': {'1.1': {'pass': ['yes', 'flag']}}}");
    json_t *nodes = json_object_get(json, "nodes"), *all = json_array(), *groups = json_array();
    json_t *pass = json_array_get(
        json_object_get(json_array_get(json_object_get(json, "criteria"), 0), "indicators"), 0);
    ntm_document *document = NULL;
    ntm_diags diags = {0};
    char text[20];

    json_array_append_new(nodes, json_pack("{s:s, s:s}", "op", "field", "field", "part"));
    json_array_append_new(nodes, json_pack("{s:s, s:s}", "op", "field", "field", "whole"));
    int share = (int)json_array_size(nodes);
    json_array_append_new(
        nodes, json_pack("{s:s, s:[i, i]}", "op", "percent", "args", share - 2, share - 1));
    for (int g = 0; g < GROUPS; g++) {
        for (int i = 0; i < SHARES; i++) {
            int at = (int)json_array_size(nodes);

            snprintf(text, sizeof text, "%d.%d", i % 90 + 2, g * SHARES + i + 1);
            json_array_append_new(nodes, json_pack("{s:s, s:s, s:s}", "op", "number", "value", text,
                                                   "unit", "percent"));
            json_array_append_new(
                nodes, json_pack("{s:s, s:[i, i]}", "op", "at_least", "args", share, at));
            json_array_append_new(all, json_integer(at + 1));
        }
        json_array_append_new(groups, json_integer((int)json_array_size(nodes)));
        json_array_append_new(nodes, json_pack("{s:s, s:o}", "op", "all_of", "args", all));
        all = json_array();
    }
    json_decref(all);
    json_object_set_new(pass, "pass", json_integer((int)json_array_size(nodes)));
    json_array_append_new(nodes, json_pack("{s:s, s:o}", "op", "all_of", "args", groups));
    assert_int_equal(ntm_document_read(json, &document, &diags), NTM_OK);
    ntm_check(document, NULL, &diags);
    assert_true(diags.warnings > 0);
    ntm_diags_clear(&diags);
    ntm_document_free(document);
    json_decref(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_check_says_nothing_of_a_sound_decision),
        cmocka_unit_test(test_check_finds_years_without_a_value),
        cmocka_unit_test(test_check_names_the_missing_cell_with_its_zone),
        cmocka_unit_test(test_check_follows_declared_years),
        cmocka_unit_test(test_check_follows_conditions_on_the_year),
        cmocka_unit_test(test_check_finds_days_without_a_value),
        cmocka_unit_test(test_check_finds_codes_without_a_value),
        cmocka_unit_test(test_check_asks_for_a_last_day_where_years_matter),
        cmocka_unit_test(test_check_asks_each_share_what_nothing_means),
        cmocka_unit_test(test_check_takes_every_kind_of_guard),
        cmocka_unit_test(test_check_does_not_take_what_guards_nothing),
        cmocka_unit_test(test_check_knows_answers_to_a_missing_share),
        cmocka_unit_test(test_check_finds_shares_beyond_their_ends),
        cmocka_unit_test(test_check_finds_comparisons_that_decide_nothing),
        cmocka_unit_test(test_check_tells_in_which_zone_nothing_is_decided),
        cmocka_unit_test(test_check_finds_items_that_do_not_depend_on_data),
        cmocka_unit_test(test_check_finds_more_asked_of_a_part),
        cmocka_unit_test(test_check_finds_turned_signs),
        cmocka_unit_test(test_check_looks_for_signs_through_shares),
        cmocka_unit_test(test_check_wants_nothing_of_conditions_and_withdrawals),
        cmocka_unit_test(test_check_wants_points_that_fall),
        cmocka_unit_test(test_check_compares_declared_counts),
        cmocka_unit_test(test_check_counts_what_the_gazette_has_not_confirmed),
        cmocka_unit_test(test_check_tells_a_decision_that_has_expired),
        cmocka_unit_test(test_check_tells_a_shared_mistake_once),
        cmocka_unit_test(test_check_of_a_large_expression_ends),
        cmocka_unit_test(test_check_of_many_shares_ends),
    };
    return cmocka_run_group_tests_name("analysis/check", tests, NULL, NULL);
}
