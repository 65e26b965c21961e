/* analysis/reconcile and findings: figures, rounding, a report against itself, plausibility. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/reconcile.h"
#include "base/i18n.h"
#include "intake/claims.h"
#include "intake/intake.h"
#include "support/commune.h"

static const char RULES[] =
    "{'schema': 'ntm.decision/1', 'kind': 'findings', 'id': 'findings/odd', 'level': 'commune',"
    " 'fields': {'population.total': {'type': 'count', 'unit': 'person', 'fresh': 24,"
    "    'level': ['commune', 'village']},"
    "   'health.insured': {'type': 'count', 'unit': 'person', 'fresh': 24,"
    "    'level': ['commune', 'village']}},"
    " 'nodes': ["
    "   {'op': 'field', 'field': 'health.insured'}, {'op': 'field', 'field': 'population.total'},"
    "   {'op': 'more_than', 'args': [0, 1]},"
    "   {'op': 'child_sum', 'level': 'village', 'args': [1]}, {'op': 'is_not', 'args': [3, 1]},"
    "   {'op': 'previous', 'args': [1]}, {'op': 'number', 'value': '10'},"
    "   {'op': 'mul', 'args': [5, 6]}, {'op': 'at_least', 'args': [1, 7]}],"
    " 'findings': ["
    "   {'code': 'part', 'text': 'phần lớn hơn tổng', 'when': 2},"
    "   {'code': 'part-village', 'text': 'phần lớn hơn tổng', 'level': 'village', 'when': 2},"
    "   {'code': 'villages', 'text': 'các thôn không khớp', 'when': 4},"
    "   {'code': 'tenfold', 'text': 'gấp mười', 'when': 8}]}";

static ntm_dictionary *dictionary;
static ntm_dataset *dataset;
static ntm_catalogue *catalogue;
static json_t *result;
static bool differs;

static int set_up(void **state)
{
    (void)state;
    ntm_i18n_set(NTM_LANG_EN);
    dictionary = commune_dictionary();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    json_decref(result);
    ntm_dataset_free(dataset);
    ntm_catalogue_free(catalogue);
    ntm_dictionary_free(dictionary);
    return 0;
}

/* Start from the units around Cẩm Ngọc with these rows of observations. */
static void observe(const char *rows)
{
    char *text = NULL;
    ntm_intake_options options;
    ntm_diags diags = {0};
    ntm_intake_options_init(&options);
    ntm_dataset_free(dataset);
    dataset = commune_units();
    if (asprintf(&text, "unit,field,value,as_of,origin\n%s", rows) < 0)
        fail();
    assert_int_equal(ntm_intake_read("data.csv", text, strlen(text), dictionary, &options, dataset,
                                     NULL, &diags),
                     NTM_OK);
    ntm_diags_clear(&diags);
    free(text);
}

static void add_rules(void)
{
    char *text = strdup(RULES);
    ntm_document *document;
    ntm_diags diags = {0};
    for (char *p = text; *p; p++)
        if (*p == '\'')
            *p = '"';
    ntm_catalogue_free(catalogue);
    catalogue = ntm_catalogue_new();
    if (ntm_document_parse(text, strlen(text), "odd.json", &document, &diags) != NTM_OK)
        fail_msg("%s", diags.items[0].message);
    assert_int_equal(ntm_catalogue_add(catalogue, document, &diags), NTM_OK);
    ntm_diags_clear(&diags);
    free(text);
}

/* Compare the claims (unit,what,value) on the last day of 2023. */
static void compare(const char *rows)
{
    char *text = NULL;
    ntm_claims *claims;
    ntm_diags diags = {0};
    if (!catalogue)
        catalogue = ntm_catalogue_new();
    if (asprintf(&text, "unit,what,value\n%s", rows) < 0)
        fail();
    ntm_world world = {.catalogue = catalogue, .dataset = dataset};
    ntm_reconcile_input input = {.world = &world,
                                 .dictionary = dictionary,
                                 .engine = "test",
                                 .choice = {.known_import = INT64_MAX, .assessor_order = INT_MAX}};
    ntm_date_make(2023, 12, 31, &input.choice.as_of);
    if (ntm_claims_read("claims.csv", text, strlen(text), dictionary, dataset, NTM_NUMBERS_OPEN,
                        input.choice.as_of, &claims, &diags) != NTM_OK)
        fail_msg("%s", diags.items[0].message);
    input.claims = claims;
    input.documents = calloc(claims->count + 1, sizeof *input.documents);
    json_decref(result);
    assert_int_equal(ntm_reconcile(&input, &result, &differs, &diags), NTM_OK);
    free((void *)input.documents);
    ntm_claims_free(claims);
    ntm_diags_clear(&diags);
    free(text);
}

static const char *member(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static const json_t *claim(size_t index)
{
    return json_array_get(json_object_get(result, "claims"), index);
}

/* "rounded cut": status and reason of a single claim. */
static const char *verdict(const char *what, const char *value)
{
    static char text[100];
    char row[200];
    snprintf(row, sizeof row, "15169,\"%s\",\"%s\"\n", what, value);
    compare(row);
    snprintf(text, sizeof text, "%s %s", member(claim(0), "status"), member(claim(0), "reason"));
    return text;
}

static void test_reconcile_rounds_to_the_digits_that_were_printed(void **state)
{
    (void)state;
    observe("15169,debt_vnd,2169856000,2023-12-31,report\n"
            "15169,health.insured,3991,2023-12-31,report\n"
            "15169,population.total,7077,2023-12-31,report\n"
            "15169,road.total_km,12.34,2023-12-31,report\n");
    assert_string_equal(verdict("field:debt_vnd", "2.169.856.000"), "agrees equal");
    assert_false(differs);
    assert_string_equal(verdict("field:debt_vnd", "2.170.000.000"), "rounded rounded");
    assert_string_equal(member(claim(0), "difference"), "144000");
    assert_false(differs);
    assert_string_equal(verdict("field:debt_vnd", "2.169.000.000"), "rounded cut");
    assert_string_equal(verdict("field:debt_vnd", "2.200.000.000"), "differs values-differ");
    assert_true(differs);
    assert_string_equal(verdict("field:debt_vnd", "2.169.856.001"), "differs values-differ");
    /* 3991/7077 is 56.39…% */
    assert_string_equal(verdict("share:health.insured/population.total", "56,4"),
                        "rounded rounded");
    assert_string_equal(verdict("share:health.insured/population.total", "56,3"), "rounded cut");
    assert_string_equal(verdict("share:health.insured/population.total", "56"), "rounded rounded");
    assert_string_equal(verdict("share:health.insured/population.total", "56,5"),
                        "differs values-differ");
    assert_string_equal(verdict("share:health.insured/population.total", "3991/7077"),
                        "agrees equal");
    assert_string_equal(verdict("share:health.insured/population.total", "3990/7077"),
                        "differs values-differ");
    assert_string_equal(verdict("field:road.total_km", "12,3"), "rounded rounded");
    /* a count is excused zeros at its end, and 1 in 1,000 at most */
    assert_string_equal(verdict("field:health.insured", "3990"), "rounded rounded");
    assert_string_equal(verdict("field:population.total", "7100"), "differs values-differ");
}

static void test_reconcile_a_word_too_many_always_differs(void **state)
{
    (void)state;
    observe("15169,debt_vnd,2000000000,2023-12-31,report\n");
    assert_string_equal(verdict("field:debt_vnd", "2.000.000.000 tỷ đồng"), "differs surplus-word");
    assert_true(differs);
    assert_string_equal(verdict("field:debt_vnd", "3.000.000.000 tỷ đồng"),
                        "differs values-differ");
    assert_string_equal(verdict("field:debt_vnd", "2 tỷ đồng"), "agrees equal");
}

static void test_reconcile_what_is_not_on_record_is_no_difference(void **state)
{
    (void)state;
    observe("15169,debt_vnd,>=5000000,2023-12-31,report\n"
            "15169,population.total,0005,2023-12-31,report\n");
    assert_string_equal(verdict("field:debt_vnd", "6.000.000"), "untold bounds");
    assert_string_equal(verdict("field:population.male", "6"), "untold missing");
    assert_string_equal(verdict("sum:population.male+population.total", "6"), "untold missing");
    assert_string_equal(verdict("share:population.male/population.total", "6"), "untold missing");
    assert_string_equal(verdict("title:xa-ntm", "2024"), "untold no-title");
    assert_string_equal(verdict("date:plan", "2024"), "not_compared stated-only");
    assert_false(differs);
}

static void test_reconcile_villages_are_named(void **state)
{
    (void)state;
    observe("15169.01,village.culture_title,có,2023-12-31,constructed\n"
            "15169.02,village.culture_title,có,2023-12-31,report\n"
            "15169.03,village.culture_title,không,2023-12-31,report\n");
    assert_string_equal(verdict("villages:village.culture_title", "4/4"), "differs counts-differ");
    assert_true(json_is_true(json_object_get(result, "illustrative")));
    const json_t *without = json_array_get(json_object_get(claim(0), "villages_without"), 0);
    assert_string_equal(member(without, "name"), "Sóng");
    assert_string_equal(verdict("villages:village.culture_title", "3/4"), "untold undecided");
    assert_string_equal(verdict("villages:village.culture_title", "2/3"), "differs other-total");
    assert_string_equal(verdict("villages:village.culture_title", "1"), "differs counts-differ");
}

static void test_reconcile_finds_the_report_against_itself(void **state)
{
    (void)state;
    observe("15169,population.total,5,2023-12-31,report\n");
    compare("15169,date:plan,30/6/2024\n15169,date:plan,2024-06\n15169,date:plan,2024\n"
            "15169,date:other,31/8/2024\n");
    assert_int_equal(json_array_size(json_object_get(result, "conflicts")), 0);
    assert_false(differs);
    compare("15169,date:plan,30/6/2024\n15169,date:plan,2024\n15169,date:plan,31/8/2024\n");
    const json_t *conflict = json_array_get(json_object_get(result, "conflicts"), 0);
    assert_int_equal(json_array_size(json_object_get(conflict, "claims")), 3);
    assert_true(differs);
    compare(
        "15169,villages:village.culture_title,4/4\n15169.03,field:village.culture_title,không\n");
    assert_string_equal(member(json_array_get(json_object_get(result, "conflicts"), 0), "kind"),
                        "not-all");
}

/* "part@15169 villages@15169": what is raised, in order. */
static const char *raised(void)
{
    static char text[500];
    size_t i;
    json_t *finding;
    *text = '\0';
    add_rules();
    compare("15169,field:population.total,1\n");
    json_array_foreach (json_object_get(result, "findings"), i, finding) {
        size_t length = strlen(text);
        snprintf(text + length, sizeof text - length, "%s%s@%s", i ? " " : "",
                 member(finding, "code"), member(finding, "unit"));
    }
    return text;
}

static void test_findings_are_raised_where_they_hold_and_nowhere_else(void **state)
{
    (void)state;
    observe("15169,population.total,100,2023-12-31,report\n"
            "15169,health.insured,100,2023-12-31,report\n");
    assert_string_equal(raised(), ""); /* what is missing raises nothing */
    observe("15169,population.total,100,2023-12-31,report\n"
            "15169,health.insured,101,2023-12-31,report\n"
            "15169.02,population.total,50,2023-12-31,report\n"
            "15169.02,health.insured,51,2023-12-31,report\n"
            "15169.03,population.total,50,2023-12-31,report\n");
    assert_string_equal(raised(), "part@15169 part-village@15169.02");
    observe("15169,population.total,100,2023-12-31,report\n"
            "15169.01,population.total,30,2023-12-31,report\n"
            "15169.02,population.total,30,2023-12-31,report\n"
            "15169.03,population.total,30,2023-12-31,report\n"
            "15169.06,population.total,11,2023-12-31,report\n");
    assert_string_equal(raised(), "villages@15169");
    const json_t *facts =
        json_object_get(json_array_get(json_object_get(result, "findings"), 0), "facts");
    assert_string_equal(member(json_array_get(facts, 0), "read"), "child_sum");
    assert_string_equal(member(json_array_get(facts, 0), "value"), "101");
    assert_string_equal(member(json_array_get(facts, 1), "value"), "100");
    observe("15169,population.total,100,2023-12-31,report\n"
            "15169,population.total,10,2022-12-31,report\n");
    assert_string_equal(raised(), "tenfold@15169");
    observe("15169,population.total,99,2023-12-31,report\n"
            "15169,population.total,10,2022-12-31,report\n");
    assert_string_equal(raised(), "");
}

static void test_findings_are_told_once(void **state)
{
    (void)state;
    observe("15169,population.total,100,2023-12-31,report\n"
            "15169,health.insured,101,2023-12-31,report\n");
    add_rules();
    ntm_world world = {.catalogue = catalogue, .dataset = dataset};
    ntm_choice choice = {.year = 2023, .known_import = INT64_MAX, .assessor_order = INT_MAX};
    ntm_date_make(2023, 12, 31, &choice.as_of);
    ntm_arena *arena = ntm_arena_new();
    ntm_raised_list list = {0};
    ntm_diags diags = {0};
    const char *other = "00001";
    assert_int_equal(ntm_findings_raise(&world, &choice, NULL, 0, arena, &list, &diags), NTM_OK);
    assert_int_equal(ntm_findings_raise(&world, &choice, NULL, 0, arena, &list, &diags), NTM_OK);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.items[0].facts[0].observation->file, "data.csv");
    list.count = 0;
    assert_int_equal(ntm_findings_raise(&world, &choice, &other, 1, arena, &list, &diags), NTM_OK);
    assert_int_equal(list.count, 0);
    free(list.items);
    ntm_arena_free(arena);
    ntm_diags_clear(&diags);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reconcile_rounds_to_the_digits_that_were_printed),
        cmocka_unit_test(test_reconcile_a_word_too_many_always_differs),
        cmocka_unit_test(test_reconcile_what_is_not_on_record_is_no_difference),
        cmocka_unit_test(test_reconcile_villages_are_named),
        cmocka_unit_test(test_reconcile_finds_the_report_against_itself),
        cmocka_unit_test(test_findings_are_raised_where_they_hold_and_nowhere_else),
        cmocka_unit_test(test_findings_are_told_once),
    };
    return cmocka_run_group_tests_name("analysis/reconcile", tests, set_up, tear_down);
}
