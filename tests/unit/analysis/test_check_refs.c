/* analysis/check: other decisions, titles, and what the dictionary assumes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/check.h"
#include "support/json_edit.h"
#include "support/sketch.h"

/* A decision of the catalogue: id, and further keys of its head. */
static void add(ntm_catalogue *catalogue, const char *id, const char *head, const char *pass)
{
    char text[2000];
    ntm_document *document = NULL;
    json_t *json;

    snprintf(text, sizeof text, "{%s%s 'indicators': {'1.1': {'pass': %s}}}", head,
             *head ? "," : "", pass);
    json = test_sketch_json(text);
    json_object_set_new(json, "id", json_string(id));
    assert_int_equal(ntm_document_read(json, &document, NULL), NTM_OK);
    assert_int_equal(ntm_catalogue_add(catalogue, document, NULL), NTM_OK);
    json_decref(json);
}

/* Findings of the decision with that place in the catalogue, but the summary's. */
static const char *found_in(ntm_catalogue *catalogue, uint32_t index)
{
    static char text[1000];
    static const char *const words[] = {"note", "warning", "error"};
    ntm_check_options options = {.catalogue = catalogue};
    ntm_diags diags = {0};

    *text = '\0';
    ntm_check(ntm_catalogue_at(catalogue, index), &options, &diags);
    for (size_t i = 0; i < diags.count; i++)
        if (strcmp(diags.items[i].code, "basis") != 0)
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s %s", *text ? ", " : "",
                     words[diags.items[i].severity], diags.items[i].code);
    ntm_diags_clear(&diags);
    return text;
}

static void assert_refers(const char *head, const char *pass, const char *want)
{
    ntm_catalogue *catalogue = ntm_catalogue_new();

    add(catalogue, "test/1/2022", "", pass);
    if (head)
        add(catalogue, "test/2/2022", head, "['yes', 'flag']");
    assert_string_equal(found_in(catalogue, 0), want);
    ntm_catalogue_free(catalogue);
}

static void test_check_finds_decisions_that_are_not_there(void **state)
{
    (void)state;
    assert_refers("", "['meets', {'decision': '2/2022'}]", "");
    assert_refers(NULL, "['meets', {'decision': '2/2022'}]", "error unknown-decision");
    assert_refers(NULL, "['qualifies', {'decision': 'test/9/2022'}]", "error unknown-decision");
    assert_refers("'series': 'xa'", "['meets_current', {'series': 'xa'}]", "");
    assert_refers("'series': 'xa'", "['meets_current', {'series': 'thon'}]",
                  "error unknown-decision");
    assert_refers("'series': 'xa'", "['holds', {'title': 'xa'}]", "");
    assert_refers("'series': 'xa'", "['holds', {'title': 'test/2/2022'}]", "");
    assert_refers("'series': 'xa'", "['holds', {'title': 'thon'}]", "warning unknown-title");
}

static void test_check_finds_decisions_made_for_other_units(void **state)
{
    (void)state;
    static const char *const below =
        "['at_least', ['child_percent_where', ['meets', {'decision': '2/2022'}],"
        " {'level': 'village'}], 50]";
    ntm_catalogue *catalogue = ntm_catalogue_new();

    assert_refers("", below, "error wrong-level");
    add(catalogue, "test/1/2022", "", below);
    add(catalogue, "test/2/2022", "'level': 'village'", "['yes', 'v.flag']");
    assert_string_equal(found_in(catalogue, 0), "");
    ntm_catalogue_free(catalogue);
}

static void test_check_finds_decisions_not_in_force_all_the_time(void **state)
{
    (void)state;
    assert_refers("'effective': '2022-06-01'", "['meets', {'decision': '2/2022'}]",
                  "warning not-in-force");
    assert_refers("'expires': '2023-12-31'", "['meets', {'decision': '2/2022'}]",
                  "warning not-in-force");
    assert_refers("'effective': '2020-01-01', 'expires': '2030-12-31'",
                  "['meets', {'decision': '2/2022'}]", "");
    assert_refers("'series': 'xa', 'expires': '2023-12-31'", "['meets_current', {'series': 'xa'}]",
                  "warning not-in-force");
    /* asked only while it is in force */
    assert_refers("'expires': '2023-12-31'",
                  "['since', ['meets', {'decision': '2/2022'}], ['yes', 'flag'],"
                  " {'keys': ['2022-01-01', '2024-01-01']}]",
                  "");
}

static void test_check_finds_circles(void **state)
{
    (void)state;
    ntm_catalogue *catalogue = ntm_catalogue_new();
    ntm_check_options options = {.catalogue = catalogue};
    ntm_diags diags = {0};

    add(catalogue, "test/1/2022", "", "['meets', {'decision': '2/2022'}]");
    add(catalogue, "test/2/2022", "", "['meets', {'decision': '3/2022'}]");
    add(catalogue, "test/3/2022", "", "['meets', {'decision': '1/2022'}]");
    add(catalogue, "test/4/2022", "", "['meets', {'decision': '1/2022'}]");
    ntm_check(ntm_catalogue_at(catalogue, 0), &options, &diags);
    assert_int_equal(diags.errors, 1);
    assert_string_equal(
        diags.items[0].message,
        "the decision rests on itself: test/1/2022 → test/2/2022 → test/3/2022 → test/1/2022");
    assert_string_equal(found_in(catalogue, 3),
                        ""); /* it leads into the circle, but is not in it */
    ntm_diags_clear(&diags);
    ntm_catalogue_free(catalogue);
}

static void test_check_counts_assumed_attributes(void **state)
{
    (void)state;
    ntm_dictionary *dictionary = NULL;
    json_t *json =
        test_json("{'schema': 'ntm.dictionary/1', 'units': {}, 'scales': {}, 'lists': {},"
                  " 'assessors': {}, 'fields': {"
                  " 'flag': {'type': 'yes_no', 'level': ['commune'], 'basis': 'assumed'},"
                  " 'fault': {'type': 'yes_no', 'level': ['commune'], 'basis': 'seed'}}}");
    ntm_document *document = test_sketch("{'indicators': {'1.1': {'basis': 'gazette', 'cite': 'c',"
                                         " 'pass': ['yes', 'flag']}, '1.2': {'basis': 'gazette',"
                                         " 'cite': 'c', 'pass': ['no', 'fault']}}}");
    ntm_check_options options = {0};
    ntm_diags diags = {0};

    assert_int_equal(ntm_dictionary_read(json, &dictionary, NULL), NTM_OK);
    options.dictionary = dictionary;
    ntm_check(document, &options, &diags);
    assert_int_equal(diags.count, 1);
    assert_string_equal(diags.items[0].code, "attributes-assumed");
    assert_non_null(strstr(diags.items[0].message, "1 of 2"));
    ntm_diags_clear(&diags);
    ntm_dictionary_free(dictionary);
    ntm_document_free(document);
    json_decref(json);
}

static void test_check_names_the_script_as_it_is_known(void **state)
{
    (void)state;
    ntm_document *document = test_sketch("{'indicators': {'1.1': {'pass': ['no', 'flag']}}}");
    ntm_check_options options = {.file = "/home/a/rules/x.lua"};
    ntm_diags diags = {0};

    ntm_check(document, &options, &diags);
    assert_string_equal(diags.items[0].code, "sign");
    assert_string_equal(diags.items[0].place.file, "/home/a/rules/x.lua");
    ntm_diags_clear(&diags);
    ntm_document_free(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_check_finds_decisions_that_are_not_there),
        cmocka_unit_test(test_check_finds_decisions_made_for_other_units),
        cmocka_unit_test(test_check_finds_decisions_not_in_force_all_the_time),
        cmocka_unit_test(test_check_finds_circles),
        cmocka_unit_test(test_check_counts_assumed_attributes),
        cmocka_unit_test(test_check_names_the_script_as_it_is_known),
    };
    return cmocka_run_group_tests_name("analysis/check_refs", tests, NULL, NULL);
}
