/*
 * The facts of a unit, cut out of a dataset, written and read again, give the same report to the
 * byte as the whole dataset: on random worlds with children, siblings, shares, the year before and other
 * decisions, with figures corrected, appraised and not known yet.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/i18n.h"
#include "eval/evaluate.h"
#include "model/facts.h"
#include "report/evaluation.h"
#include "support/differential.h"
#include "support/random_world.h"

/* What `meets` in a random document looks at; its fields are looked at otherwise than in the world. */
static const char OTHER[] =
    "{'schema': 'ntm.decision/1', 'id': 't/2/2022/QĐ', 'level': 'commune', 'series': 'xa-ntm',"
    " 'effective': '2020-01-01',"
    " 'fields': {'c.n0': {'type': 'count', 'unit': 'person', 'level': ['commune'],"
    "                     'fresh': 3},"
    "            'c.yes0': {'type': 'yes_no', 'level': ['commune'], 'period': 'year'},"
    "            'v.yes0': {'type': 'yes_no', 'level': ['village']}},"
    " 'nodes': [{'op': 'field', 'field': 'c.n0'}, {'op': 'number', 'value': '3', 'unit': 'person'},"
    "           {'op': 'at_least', 'args': [0, 1]}, {'op': 'field', 'field': 'c.yes0'},"
    "           {'op': 'yes', 'args': [3]}, {'op': 'field', 'field': 'v.yes0'},"
    "           {'op': 'yes', 'args': [5]}, {'op': 'child_any', 'level': 'village', 'args': [6]}],"
    " 'criteria': [{'number': 1, 'name': 'n', 'indicators':"
    "               [{'number': '1.1', 'text': 't', 'pass': 2, 'basis': 'assumed'}]},"
    "              {'number': 2, 'name': 'm', 'indicators':"
    "               [{'number': '2.1', 'text': 't', 'pass': 7, 'applies': 4, 'basis': "
    "'assumed'}]}]}";

/* ---- worlds with a history ---- */

/* Other figures for what is known: later or earlier, of other imports and levels, with papers. */
static void add_history(test_world *w, test_random *r)
{
    size_t known = w->dataset->nobservations;
    for (size_t i = 0; i < known; i++) {
        ntm_observation o = w->dataset->observations[i];
        if (!test_random_percent(r, 40))
            continue;
        o.value = w->dataset->observations[test_random_below(r, (uint32_t)known)].value;
        if (o.value.kind != w->dataset->observations[i].value.kind)
            continue;
        o.as_of += (ntm_date)test_random_below(r, 500) - 250;
        o.import = test_random_below(r, 6);
        o.assessor_order = (int)test_random_below(r, 4);
        o.assessor = o.assessor_order ? "district" : "";
        o.evidence = test_random_percent(r, 50) ? "BC" : "";
        o.origin = test_random_percent(r, 20) ? "constructed" : "report";
        o.line = (int64_t)(known + i);
        ntm_dataset_add_observation(w->dataset, &o);
    }
    for (int64_t import = 1; import < 6; import++)
        ntm_dataset_add_source(w->dataset,
                               &(ntm_source){import, "f.csv", "00", 1700000000 + import * 1000000});
}

/* Some fields grow old. */
static void age_fields(test_world *w, test_random *r)
{
    for (uint32_t i = 0; i < ntm_dictionary_field_count(w->dictionary); i++) {
        ntm_field *field = (ntm_field *)ntm_dictionary_field(w->dictionary, i);
        field->freshness = test_random_percent(r, 60)   ? NTM_FRESH_NEVER
                           : test_random_percent(r, 50) ? NTM_FRESH_YEAR
                                                        : NTM_FRESH_MONTHS;
        field->months = 1 + (int)test_random_below(r, 20);
    }
}

/* What a document read from JSON has, and one made by hand lacks. */
static void complete(test_world *w, ntm_criterion *criterion)
{
    *criterion = (ntm_criterion){.number = 1, .name = "n", .count = w->document.nindicators};
    w->document.criteria = criterion;
    w->document.ncriteria = 1;
    w->document.title = w->document.number;
    w->document.issuer = "";
}

/* ---- two reports ---- */

typedef struct measuring {
    const ntm_document *document;
    ntm_catalogue *catalogue;
    const ntm_choice *choice;
} measuring;

/* @param unit  NULL: all communes */
static json_t *report_json(const measuring *m, const ntm_dataset *dataset, const char *unit)
{
    ntm_frame *frame = NULL;
    ntm_result *result = NULL;
    ntm_world world = {.catalogue = m->catalogue, .dataset = dataset};
    ntm_diags diags = {0};
    if (ntm_frame_build(m->document, dataset, m->choice, unit ? &unit : NULL, unit != NULL, &frame,
                        &diags) != NTM_OK ||
        ntm_evaluate(m->document, frame, &world, unit ? &unit : NULL, unit != NULL, NTM_DETAIL_ALL,
                     &result, &diags) != NTM_OK)
        fail_msg("unit %s: %s", unit ? unit : "", diags.count ? diags.items[0].message : "");
    ntm_evaluation_meta meta = {.engine = "",
                                .as_of_reason = "given",
                                .known_import = m->choice->known_import,
                                .dataset = dataset,
                                .undigested = true};
    json_t *json = ntm_evaluation_json(result, &meta);
    ntm_result_free(result);
    ntm_frame_free(frame);
    return json;
}

static char *report(const measuring *m, const ntm_dataset *dataset, const char *unit)
{
    size_t length;
    json_t *json = report_json(m, dataset, unit);
    char *text = ntm_json_canonical(json, &length);
    json_decref(json);
    return text;
}

static ntm_dataset *facts_of(const measuring *m, const ntm_facts_index *index, const char *unit)
{
    const ntm_document *law[] = {m->document, ntm_catalogue_at(m->catalogue, 0)};
    ntm_dataset *facts = NULL, *again = NULL;
    ntm_facts_select(index, law, 2, m->choice, unit, &facts);
    json_t *json = ntm_facts_write(facts);
    ntm_dataset_free(facts);
    assert_int_equal(ntm_facts_read(json, &again, NULL), NTM_OK);
    json_decref(json);
    return again;
}

static ntm_choice random_choice(test_random *r)
{
    return (ntm_choice){.as_of = 19722 - (ntm_date)(test_random_below(r, 3) * 100),
                        .year = 2023,
                        .known_import = 1 + test_random_below(r, 6),
                        .assessor_order = test_random_percent(r, 70) ? INT_MAX : 2,
                        .evidenced = test_random_percent(r, 10)};
}

static void expect_same(const test_world *w, const char *unit, const char *found,
                        const char *expected)
{
    if (strcmp(found, expected) == 0)
        return;
    size_t at = 0;
    while (found[at] == expected[at])
        at++;
    at = at > 300 ? at - 300 : 0;
    fail_msg("seed %llu, unit %s: …%.600s… instead of …%.600s…", (unsigned long long)w->seed, unit,
             found + at, expected + at);
}

static void compare_facts(test_world *w, ntm_catalogue *catalogue, test_random *r)
{
    ntm_choice choice = random_choice(r);
    measuring m = {&w->document, catalogue, &choice};
    ntm_facts_index *index = ntm_facts_index_new(w->dataset);
    for (size_t i = 0; i < w->dataset->nunits; i++) {
        const char *unit = w->dataset->units[i].code;
        if (w->dataset->units[i].level != w->document.level ||
            !ntm_dataset_unit(w->dataset, unit, choice.as_of))
            continue;
        ntm_dataset *facts = facts_of(&m, index, unit);
        char *whole = report(&m, w->dataset, unit), *cut = report(&m, facts, unit);
        expect_same(w, unit, cut, whole);
        free(whole);
        free(cut);
        ntm_dataset_free(facts);
    }
    ntm_facts_index_free(index);
}

static void compare_alone(test_world *w, ntm_catalogue *catalogue, test_random *r)
{
    ntm_choice choice = random_choice(r);
    measuring m = {&w->document, catalogue, &choice};
    json_t *all = report_json(&m, w->dataset, NULL), *unit;
    size_t i, length;
    json_array_foreach (json_object_get(all, "units"), i, unit) {
        const char *code = json_string_value(json_object_get(unit, "unit"));
        json_t *alone = report_json(&m, w->dataset, code);
        char *one = ntm_json_canonical(json_array_get(json_object_get(alone, "units"), 0), &length);
        char *among = ntm_json_canonical(unit, &length);
        expect_same(w, code, one, among);
        free(one);
        free(among);
        json_decref(alone);
    }
    json_decref(all);
}

/* On worlds of many seeds. */
static void on_worlds(void (*compare)(test_world *w, ntm_catalogue *catalogue, test_random *r))
{
    ntm_catalogue *catalogue = test_catalogue_of(OTHER);
    const char *given = getenv("NTM_TEST_ROUNDS");
    long rounds = given && *given ? strtol(given, NULL, 10) : 60;
    uint64_t seed = test_seed(1);
    for (long i = 0; i < rounds; i++) {
        test_random r = {.state = seed + (uint64_t)i + 1000};
        test_world_size size = {.communes = 1 + test_random_below(&r, 12),
                                .most_villages = 5,
                                .nodes = 100 + test_random_below(&r, 300),
                                .indicators = 30};
        test_world *w = test_world_new(seed + (uint64_t)i, &size);
        ntm_criterion criterion;
        complete(w, &criterion);
        age_fields(w, &r);
        add_history(w, &r);
        compare(w, catalogue, &r);
        test_world_free(w);
    }
    ntm_catalogue_free(catalogue);
}

static void test_facts_report_as_the_whole_dataset_does(void **state)
{
    (void)state;
    on_worlds(compare_facts);
}

/* What is said of a unit does not depend on who else is asked about. */
static void test_facts_of_one_unit_are_told_as_among_all(void **state)
{
    (void)state;
    on_worlds(compare_alone);
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_facts_report_as_the_whole_dataset_does),
        cmocka_unit_test(test_facts_of_one_unit_are_told_as_among_all),
    };
    return cmocka_run_group_tests_name("history/facts_differential", tests, NULL, NULL);
}
