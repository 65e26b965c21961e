/* Reading a broken document: each mistake has its message, and none hides another. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "model/document.h"
#include "support/json_edit.h"
#include "unit/model/documents.h"

/* ---- each mistake has its message ---- */

typedef struct broken {
    const char *pointer, *value, *expected;
} broken;

static void check_broken(const char *base, const broken *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        json_t *json = test_json(base);
        ntm_document *doc;

        test_json_set(json, list[i].pointer, list[i].value);
        if (ntm_document_read(json, &doc, &diags) != NTM_EINPUT)
            fail_msg("%s = %s was taken", list[i].pointer, list[i].value);
        if (!told(list[i].expected))
            fail_msg("'%s' was not said of %s, but '%s'", list[i].expected, list[i].pointer,
                     diags.items[0].message);
        ntm_diags_clear(&diags);
        json_decref(json);
    }
}
#define CHECK_BROKEN(base, list) check_broken(base, list, sizeof(list) / sizeof *(list))

static void test_document_head_mistakes(void **state)
{
    static const broken list[] = {
        {"/schema", "'ntm.decision/2'", "schema: 'ntm.decision/2'; expected one of"},
        {"/schema", NULL, "schema: missing"},
        {"/kind", "'law'", "kind: 'law'; expected one of \"decision\""},
        {"/kind", "'amendment'", "amends: missing; expected the decision that it amends"},
        {"/kind", "'findings'", "criteria: findings do not have this"},
        {"/tilte", "'x'", "tilte: unknown key; did you mean 'title'?"},
        {"/id", NULL, "id: missing"},
        {"/id", "'32-2022'", "id: expected <folder>/<official number>"},
        {"/id", "'/32'", "id: expected <folder>/<official number>"},
        {"/id", "'thanh-hoa/'", "id: expected <folder>/<official number>"},
        {"/id", "'thanh hoa/32'", "id: 'thanh hoa' is no name of a folder"},
        {"/folder", "'national'", "folder: 'national', but the id begins with 'thanh-hoa'"},
        {"/number", "'33/2022'", "number: '33/2022', but the id ends with"},
        {"/title", "7", "title: expected a string, found an integer"},
        {"/title", "''", "title: the text is empty"},
        {"/slug", "'a/b'", "slug: 'a/b' is no name"},
        {"/scope", "38", "scope: expected a string"},
        {"/level", NULL, "level: missing"},
        {"/level", "'ward'", "level: 'ward'; expected one of \"province\", \"district\""},
        {"/effective", "'2022-13-01'", "effective: '2022-13-01' is not a date"},
        {"/effective", "20220801", "effective: expected a date as a string"},
        {"/expires", "'2022-07-31'", "expires: the last day is before the first"},
        {"/dates_basis", "'guess'", "dates_basis: 'guess'"},
        {"/constructed", "'yes'", "constructed: expected true or false, found a string"},
        {"/declares/criteria", "0", "declares.criteria: 0; expected 1 to 999"},
        {"/declares/indicators", "57.5", "declares.indicators: expected an integer"},
        {"/declares/years", "[2023, 2022]", "declares.years[1]: years must rise"},
        {"/declares/years", "[1800]", "declares.years[0]: 1800; expected 1900 to 2200"},
        {"/declares/parts", "3", "declares.parts: unknown key"},
        {"/replaces", "'x'", "replaces: expected an array"},
        {"/amends", "'x'", "amends: only an amendment has this"},
        {"/changes", "{}", "changes: only an amendment has this"},
        {"/findings", "[]", "findings: only a document of kind findings has this"},
        {"/criteria", "[]", "criteria: expected at least one criterion"},
        {"/criteria", NULL, "criteria: expected at least one criterion"},
        {"/source/script", "1", "source.script: expected a string"},
        {"/source/script_sha256", "'abc'", "source.script_sha256: expected 64 hexadecimal digits"},
        {"/source/places/nodes/0", "[0, 1]", "source.places.nodes[0][0]: 0; expected 1 to"},
        {"/source/places/nodes/0", "7", "source.places.nodes[0]: expected [line, column]"},
        {"/source/places/indicators/15.1", "[1]", "source.places.indicators[\"15.1\"]: expected"},
        {"/source/places/lines", "{}", "source.places.lines: unknown key"},
        {"/source/zero_unknown", "[-1]", "source.zero_unknown[0]: -1; expected 0 to"},
        {"/source/time", "1", "source.time: unknown key"},
    };

    (void)state;
    CHECK_BROKEN(DECISION, list);
}

static void test_document_dictionary_mistakes(void **state)
{
    static const broken list[] = {
        {"/fields/people/vi", "'Dân số'", "fields.people.vi: unknown key"},
        {"/fields/people/basis", "'seed'", "fields.people.basis: unknown key"},
        {"/fields/people/unit", "'k m'", "fields.people.unit: 'k m' is no unit"},
        {"/fields/people", NULL, "fields.insured.part_of: there is no field 'people'"},
        {"/fields/zone/list", "'rating'", "fields.zone.list: 'rating' is an ordered scale"},
        {"/scales/zones/ordered", NULL, "scales.zones.ordered: missing"},
        {"/scales/zones/codes", "['zone1', 'zone1']",
         "scales.zones.codes[1]: code 'zone1' stands twice"},
        {"/scales/zones/codes", "[{'code': 'zone1'}]", "scales.zones.codes[0]: expected a string"},
        {"/zoning/keys", "['zone1', 'zone3']", "zoning.keys[1]: 'zone3' is not a code of zones"},
        {"/zoning/keys", "[]", "zoning.keys: expected at least one zone"},
        {"/zoning/keys", "['zone1', 'zone1']", "zoning.keys[1]: 'zone1' stands twice"},
        {"/zoning/by", "4", "zoning.by: node 4 is a condition; expected a choice"},
        {"/zoning/by", "7", "zoning.by: node 7 is a number in percent; expected a choice"},
        {"/zoning/keys", "['zone 1']", "zoning.keys[0]: 'zone 1' is no name"},
        {"/scales/zones", "['zone1']", "scales.zones: expected an object, found an array"},
        {"/zoning/by", NULL, "zoning.by: missing; expected an integer"},
        {"/zoning/scheme", NULL, "zoning.scheme: missing"},
        {"/zoning", NULL, "nodes[7]: by_zone: the decision has no zoning"},
    };

    (void)state;
    CHECK_BROKEN(DECISION, list);
}

static void test_document_node_mistakes(void **state)
{
    static const broken list[] = {
        {"/nodes", NULL, "nodes: missing; expected an array"},
        {"/nodes", "{}", "nodes: expected an array, found an object"},
        {"/nodes/4", "7", "nodes[4]: expected an object, found an integer"},
        {"/nodes/4", "{}", "nodes[4].op: missing"},
        {"/nodes/4", "{'op': 7}", "nodes[4].op: expected a string"},
        {"/nodes/4", "{'op': 'at_leest'}", "nodes[4].op: unknown operator 'at_leest'"},
        {"/nodes/4", "{'op': 'at_least'}", "nodes[4].args: missing; expected an array"},
        {"/nodes/4", "{'op': 'at_least', 'args': 2}", "nodes[4].args: expected an array"},
        {"/nodes/4", "{'op': 'at_least', 'args': [4, 3]}",
         "nodes[4].args[0]: node 4 does not stand before"},
        {"/nodes/4", "{'op': 'at_least', 'args': [2, 12]}", "arguments point backwards"},
        {"/nodes/4", "{'op': 'at_least', 'args': [-1, 3]}", "nodes[4].args[0]: -1; expected 0 to"},
        {"/nodes/4", "{'op': 'at_least', 'args': ['2', 3]}",
         "nodes[4].args[0]: expected an integer"},
        {"/nodes/4", "{'op': 'at_least', 'args': [2.0, 3]}",
         "nodes[4].args[0]: expected an integer"},
        {"/nodes/4/value", "'1'", "nodes[4].value: unknown key"},
        {"/nodes/0/field", "'insurde'",
         "nodes[0].field: unknown field 'insurde'; did you mean 'insured'?"},
        {"/nodes/0/field", "'a b'", "nodes[0].field: 'a b' is no name"},
        {"/nodes/3/value", "90", "nodes[3].value: expected a decimal number as a string"},
        {"/nodes/3/value", "'9x'", "nodes[3].value: '9x' is not a decimal number"},
    };

    (void)state;
    CHECK_BROKEN(DECISION, list);
}

static void test_document_item_mistakes(void **state)
{
    static const broken list[] = {
        {"/criteria/0", "[]", "criteria[0]: expected an object"},
        {"/criteria/0/indicators/1", "7", "criteria[0].indicators[1]: expected an object"},
        {"/requires/0", "7", "requires[0]: expected an object"},
        {"/criteria/0/number", "'15'", "criteria[0].number: expected an integer"},
        {"/criteria/0/number", "0", "criteria[0].number: 0; expected 1 to 999"},
        {"/criteria/1/number", "15", "criteria[1].number: criterion 15 stands twice"},
        {"/criteria/0/name", NULL, "criteria[0].name: missing"},
        {"/criteria/0/indicators", "[]", "criteria[0].indicators: expected at least one indicator"},
        {"/criteria/0/indicators", NULL, "criteria[0].indicators: missing"},
        {"/criteria/0/indicators/1/number", "'15.1'",
         "criteria[0].indicators[1].number: '15.1' stands twice"},
        {"/criteria/0/indicators/1/number", "'15 1'", "'15 1' is no name"},
        {"/criteria/0/indicators/1/text", NULL, "criteria[0].indicators[1].text: missing"},
        {"/criteria/0/indicators/1/pass", NULL, "criteria[0].indicators[1].pass: missing"},
        {"/criteria/0/indicators/1/pass", "99",
         "criteria[0].indicators[1].pass: there is no node 99"},
        {"/criteria/0/indicators/1/pass", "2",
         "criteria[0].indicators[1].pass: node 2 is a number in percent; expected a condition"},
        {"/criteria/0/indicators/1/basis", "'found:x'", "basis: 'found:x'; expected one of"},
        {"/criteria/0/indicators/1/when", "4", "criteria[0].indicators[1].when: unknown key"},
        {"/criteria/0/indicators/1/evidence", "[]", "expected at least one kind of paper"},
        {"/criteria/0/indicators/1/evidence", "'a'", "indicators[1].evidence: expected an array"},
        {"/criteria/0/indicators/1/evidence", "['a', 'a']", "evidence[1]: 'a' stands twice"},
        {"/criteria/0/indicators/1/evidence", "['a b']", "evidence[0]: 'a b' is no name"},
        {"/criteria/0/indicators/1/evidence_basis", "'found'",
         "evidence_basis: it speaks of \"evidence\", which is missing"},
        {"/criteria/1/indicators/0/evidence_basis", "'sure'",
         "evidence_basis: 'sure'; expected one of"},
        {"/requires/0/when", "4", "requires[0].when: unknown key"},
        {"/requires/0/name", NULL, "requires[0].name: missing"},
        {"/requires/0/name", "'Thu hồi'", "withdrawal[0].name: 'Thu hồi' stands twice"},
        {"/withdrawal/0/pass", "4", "withdrawal[0].pass: unknown key"},
        {"/withdrawal/0/when", NULL, "withdrawal[0].when: missing"},
        {"/conditions", "{}", "conditions: expected an array"},
    };
    static const broken scored[] = {
        {"/scored/parts/0", "7", "scored.parts[0]: expected an object"},
        {"/scored/parts/0/items/0", "7", "scored.parts[0].items[0]: expected an object"},
        {"/scored/bands/0", "7", "scored.bands[0]: expected an object"},
        {"/scored/parts", "[]", "scored.parts: expected at least one part"},
        {"/scored/parts/0/items", "[]", "scored.parts[0].items: expected at least one item"},
        {"/scored/parts/0/floor", "'41'", "scored.parts[0].floor: the least points are above"},
        {"/scored/parts/0/max", "40", "scored.parts[0].max: expected a decimal number as a string"},
        {"/scored/parts/0/items/0/points", "2",
         "node 2 is a condition; expected a number without unit"},
        {"/scored/parts/0/items/0/excludes", "0",
         "node 0 is a number without unit; expected a condition"},
        {"/scored/parts/0/items/1/number", "'A1'",
         "scored.parts[0].items[1].number: 'A1' stands twice"},
        {"/scored/bands/1/from", "'90.0'", "scored.bands[1].from: not below the band before"},
        {"/scored/bands/0/stars", "5", "scored.bands[0].stars: unknown key"},
        {"/scored/below", "'5 sao'", "scored.below: '5 sao' is no name"},
    };

    (void)state;
    CHECK_BROKEN(DECISION, list);
    CHECK_BROKEN(SCORED, scored);
}

static void test_document_change_mistakes(void **state)
{
    static const broken list[] = {
        {"/changes", NULL, "indicator '15.1' is neither replaced nor added"},
        {"/changes", "[]", "changes: expected an object"},
        {"/changes/replace/0/indicator", "''", "changes.replace[0].indicator: the text is empty"},
        {"/criteria/1/indicators/0/number", "'15.1'", "'15.1' stands twice"},
        {"/criteria/1/indicators/0/number", "'15 1'", "'15 1' is no name"},
        {"/conditions/-", "{'name': 'Không nợ', 'pass': 1}",
         "conditions[1].name: 'Không nợ' stands twice"},
        {"/changes/delete", "[]", "changes.delete: unknown key"},
        {"/changes/replace/0", "{}", "changes.replace[0]: expected one item"},
        {"/changes/replace/0/condition", "'x'", "changes.replace[0]: expected one item"},
        {"/changes/replace/0/indicator", "'15.9'",
         "changes.replace[0].indicator: '15.9' does not stand"},
        {"/changes/replace/0/criterion", "16",
         "changes.replace[0].criterion: '15.1' stands under criterion 15"},
        {"/changes/replace/1", "{'requires': 'Không nợ'}",
         "changes.replace[1].requires: 'Không nợ' does not"},
        {"/changes/replace/-", "{'indicator': '15.1'}",
         "changes.replace[2]: the item is changed twice"},
        {"/changes/repeal/0/indicator", "'15.1'",
         "'15.1' is repealed, but stands in the amendment"},
        {"/changes/repeal/-", "{'criterion': 7}", "changes.repeal[3]: the item is changed twice"},
        {"/changes/add/0", "{'criterion': 20}", "changes.add[0]: expected one item"},
        {"/changes/replace", "[]", "'Không nợ' is neither replaced nor added by any change"},
        {"/criteria/1/number", "0", "'20.1' is added; expected the criterion it joins"},
        {"/scored", "{}", "scored: only a decision has this"},
        {"/declares", "{}", "declares: only a decision has this"},
    };
    json_t *json = test_json(AMENDMENT);

    (void)state;
    CHECK_BROKEN(AMENDMENT, list);
    json_object_del(json, "changes");
    json_object_del(json, "criteria");
    json_object_del(json, "conditions");
    refuse(json, "the amendment changes nothing");
    test_json_set(json, "/expires", "'2026-12-31'");
    ntm_diags_clear(&diags);
    ntm_document_free(take(json));
    json_decref(json);
}

static void test_document_one_mistake_hides_no_other(void **state)
{
    json_t *json = test_json(DECISION);

    (void)state;
    test_json_set(json, "/level", "'ward'");
    test_json_set(json, "/effective", "'x'");
    test_json_set(json, "/nodes/0/field", "'insurde'");
    test_json_set(json, "/nodes/3/value", "'9x'");
    test_json_set(json, "/criteria/1/indicators/0/basis", "'x'");
    test_json_set(json, "/withdrawal/0/name", NULL);
    refuse(json, "level: 'ward'");
    assert_int_equal(diags.errors, 6);
    json_decref(json);
}

/* What is built on something broken is not blamed for it. */
static void test_document_broken_things_do_not_spread(void **state)
{
    json_t *json = test_json(DECISION);

    (void)state;
    test_json_set(json, "/nodes/1", "{'op': 'field'}");
    test_json_set(json, "/nodes/3", "{'op': 'previous', 'args': [1]}");
    refuse(json, "nodes[1].field: missing");
    assert_int_equal(diags.errors, 1);
    ntm_diags_clear(&diags);

    json_decref(json);
    json = test_json(DECISION);
    test_json_set(json, "/fields/people/type",
                  "'many'"); /* nodes read it, insured is a part of it */
    refuse(json, "fields.people.type: 'many'");
    assert_int_equal(diags.count, 1);
    json_decref(json);
}

/* ---- levels ---- */

static void test_document_levels(void **state)
{
    static const broken list[] = {
        /* a village's figure outside an aggregate */
        {"/criteria/0/indicators/1/pass", "10",
         "nodes[9]: field 'culture' is observed at village, but read at commune"},
        {"/nodes/11/level", "'product'",
         "field 'culture' is observed at village, but read at product"},
        {"/level", "'village'",
         "child_percent_where: a unit of level village has no units of level village"},
        {"/level", "'district'", "field 'insured' is observed at commune, but read at district"},
        /* results of the criteria */
        {"/criteria/0/indicators/1/applies", "14",
         "nodes[13]: failed_share: results of the criteria can be asked for only in"},
        {"/nodes/15/n", "17", "nodes[15]: fails: there is no criterion 17"},
    };

    (void)state;
    CHECK_BROKEN(DECISION, list);
}

static void test_document_results_are_not_at_hand_in_children(void **state)
{
    json_t *json = test_json(DECISION);

    (void)state;
    test_json_set(json, "/nodes/16", "{'op': 'child_all', 'args': [14], 'level': 'village'}");
    refuse(json, "failed_share: results of the criteria can be asked for only");
    json_decref(json);
}

static void test_document_parent_reads_above(void **state)
{
    json_t *json = test_json(DECISION);
    ntm_document *doc;

    (void)state;
    test_json_set(json, "/fields/culture/level", "['district']");
    test_json_set(json, "/nodes/-", "{'op': 'parent', 'args': [9]}"); /* 20 */
    test_json_set(json, "/nodes/-", "{'op': 'yes', 'args': [20]}");
    test_json_set(json, "/criteria/0/indicators/1/pass", "21");
    doc = take(json);
    ntm_document_free(doc);
    test_json_set(json, "/fields/culture/level", "['village']");
    refuse(json, "field 'culture' is observed at village, but read at province, district");
    ntm_diags_clear(&diags);

    test_json_set(json, "/fields/culture/level", "['province']");
    test_json_set(json, "/nodes/20", "{'op': 'parent', 'args': [9]}");
    test_json_set(json, "/nodes/-", "{'op': 'parent', 'args': [20]}");
    test_json_set(json, "/nodes/-", "{'op': 'parent', 'args': [22]}");
    test_json_set(json, "/nodes/-", "{'op': 'yes', 'args': [23]}");
    test_json_set(json, "/criteria/0/indicators/1/pass", "24");
    refuse(json, "parent: a unit of level province has no parent");
    json_decref(json);
}

/* A commune's figure can be read inside villages: at the commune above. */
static void test_document_children_read_their_ancestors(void **state)
{
    json_t *json = test_json(DECISION);

    (void)state;
    test_json_set(json, "/nodes/10", "{'op': 'known', 'args': [0]}");
    ntm_document_free(take(json));
    json_decref(json);
}

static void test_document_zone_rule_cannot_ask_for_the_zone(void **state)
{
    json_t *json = test_json(DECISION);

    (void)state;
    test_json_set(json, "/nodes/18", "{'op': 'choice', 'list': 'zones', 'value': 'zone1'}");
    test_json_set(json, "/nodes/19",
                  "{'op': 'by_zone', 'args': [6, 18], 'keys': ['zone1', 'zone2']}");
    test_json_set(json, "/zoning/by", "19");
    refuse(json, "nodes[19]: by_zone: the rule that gives the zone cannot ask for the zone");
    json_decref(json);
}

static void test_field_readable_at_the_nearest_level_above(void **state)
{
    ntm_field field = {.levels =
                           NTM_LEVEL_BIT(NTM_LEVEL_PROVINCE) | NTM_LEVEL_BIT(NTM_LEVEL_VILLAGE)};
    ntm_level at;

    (void)state;
    assert_true(ntm_field_readable(&field, NTM_LEVEL_VILLAGE, &at));
    assert_int_equal(at, NTM_LEVEL_VILLAGE);
    assert_true(ntm_field_readable(&field, NTM_LEVEL_PRODUCT, &at));
    assert_int_equal(at, NTM_LEVEL_PROVINCE); /* a village is no ancestor of a product */
    assert_true(ntm_field_readable(&field, NTM_LEVEL_COMMUNE, &at));
    assert_int_equal(at, NTM_LEVEL_PROVINCE);
    field.levels = NTM_LEVEL_BIT(NTM_LEVEL_VILLAGE);
    assert_false(ntm_field_readable(&field, NTM_LEVEL_COMMUNE, &at));
}

#define TEST(name) cmocka_unit_test_teardown(name, clear)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_document_head_mistakes),
        TEST(test_document_dictionary_mistakes),
        TEST(test_document_node_mistakes),
        TEST(test_document_item_mistakes),
        TEST(test_document_change_mistakes),
        TEST(test_document_one_mistake_hides_no_other),
        TEST(test_document_broken_things_do_not_spread),
        TEST(test_document_levels),
        TEST(test_document_results_are_not_at_hand_in_children),
        TEST(test_document_parent_reads_above),
        TEST(test_document_children_read_their_ancestors),
        TEST(test_document_zone_rule_cannot_ask_for_the_zone),
        TEST(test_field_readable_at_the_nearest_level_above),
    };

    ntm_i18n_set(NTM_LANG_EN);
    return cmocka_run_group_tests_name("model/document_mistakes", tests, NULL, NULL);
}
