/* The decision document: what it holds, and that it has one form and one hash. */
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
#include "support/document_hash.h"
#include "support/json_edit.h"
#include "unit/model/documents.h"

/* ---- what it holds ---- */

static void test_document_holds_what_was_written(void **state)
{
    ntm_document *doc = take_text(DECISION);
    char day[NTM_DATE_TEXT];

    (void)state;
    assert_string_equal(doc->folder, "thanh-hoa");
    assert_string_equal(doc->number, "32/2022/QĐ-UBND");
    assert_string_equal(doc->title, "Bộ tiêu chí");
    assert_string_equal(ntm_date_format(doc->expires, day), "2025-12-31");
    assert_string_equal(ntm_date_format(doc->continue_until, day), "2026-06-30");
    assert_true(doc->dates_assumed);
    assert_false(doc->constructed || doc->incomplete);
    assert_int_equal(doc->declared_indicators, 3);
    assert_int_equal(doc->nyears, 2);
    assert_int_equal(doc->years[1], 2023);
    assert_int_equal(doc->nreplaces, 1);
    assert_int_equal(doc->ncriteria, 2);
    assert_int_equal(doc->nindicators, 3);
    assert_int_equal(doc->criteria[1].first, 2);
    assert_string_equal(doc->indicators[0].basis, "recalled");
    assert_string_equal(doc->indicators[1].basis, "assumed"); /* not said */
    assert_int_equal(doc->indicators[0].applies, NTM_NO_REF);
    assert_string_equal(doc->indicators[2].cite, "c");
    assert_int_equal(doc->indicators[2].criterion, 1);
    assert_int_equal(doc->indicators[2].nevidence, 2);
    assert_string_equal(doc->indicators[2].evidence[1], "bao_cao");
    assert_string_equal(doc->indicators[2].evidence_basis, "found");
    assert_int_equal(doc->indicators[1].nevidence, 0);
    assert_null(doc->indicators[1].evidence_basis);
    assert_int_equal(doc->ngates, 2);
    assert_int_equal(doc->gates[1].kind, NTM_WITHDRAWAL);
    assert_string_equal(doc->zone_scheme, "z");
    ntm_document_free(doc);
    ntm_document_free(NULL);
}

static void test_document_numbers_nodes_in_post_order(void **state)
{
    static const char *const order[] = {"field",
                                        "field",
                                        "percent",
                                        "number",
                                        "at_least",
                                        "number",
                                        "by_zone",
                                        "at_least",
                                        "field",
                                        "yes",
                                        "child_percent_where",
                                        "at_least",
                                        "holds",
                                        "failed_share",
                                        "at_least",
                                        "fails",
                                        "all_of",
                                        "field"};
    ntm_document *doc = take_text(DECISION);

    (void)state;
    assert_int_equal(ntm_graph_count(doc->graph), sizeof order / sizeof *order);
    for (uint32_t i = 0; i < ntm_graph_count(doc->graph); i++)
        assert_string_equal(ntm_op_name(ntm_graph_node(doc->graph, i)->op), order[i]);
    assert_int_equal(doc->indicators[0].pass, 4);
    assert_int_equal(doc->indicators[1].applies, 4); /* one node, shared */
    assert_int_equal(doc->zone_by, 17);              /* the zoning comes last */
    ntm_document_free(doc);
}

static void test_document_drops_what_nothing_reaches(void **state)
{
    ntm_document *doc = take_text(DECISION);

    (void)state;
    assert_int_equal(ntm_dictionary_field_count(doc->fields), 4);
    assert_null(ntm_dictionary_find(doc->fields, "unused"));
    assert_null(ntm_dictionary_find(doc->fields, "stars"));
    assert_null(ntm_dictionary_scale(doc->fields, "rating"));
    assert_non_null(ntm_dictionary_scale(doc->fields, "zones"));
    assert_ptr_equal(ntm_graph_node(doc->graph, doc->zone_by)->type.scale,
                     ntm_dictionary_scale(doc->fields, "zones"));
    ntm_document_free(doc);
}

static void test_document_keeps_wholes_of_parts(void **state)
{
    json_t *json = test_json(DECISION);
    ntm_document *doc;

    (void)state;
    test_json_set(json, "/nodes/2", "{'op': 'percent', 'args': [0, 0]}");
    doc = take(json);
    assert_non_null(ntm_dictionary_find(doc->fields, "people")); /* insured is a part of it */
    ntm_document_free(doc);
    json_decref(json);
}

static void test_document_knows_places(void **state)
{
    ntm_document *doc = take_text(DECISION);

    (void)state;
    assert_string_equal(doc->indicators[0].place.file, "thanh-hoa/32.lua");
    assert_int_equal(doc->indicators[0].place.line, 9);
    assert_int_equal(doc->criteria[0].place.column, 1);
    assert_int_equal(doc->indicators[1].place.line, 8); /* its criterion's */
    assert_int_equal(doc->gates[1].place.line, 40);
    assert_int_equal(ntm_document_node_place(doc, 0).line, 10);
    assert_int_equal(ntm_document_node_place(doc, 1).line, 0);
    assert_int_equal(ntm_document_node_place(doc, 2).line, 12);
    assert_string_equal(ntm_document_node_place(doc, NTM_NO_REF).file, "thanh-hoa/32.lua");
    assert_true(doc->zero_thought_of[2]); /* the share; node 18 is reached by nothing */
    assert_false(doc->zero_thought_of[0]);
    ntm_document_free(doc);
}

static void test_document_findings_stand_at_their_line(void **state)
{
    json_t *json = test_json(DECISION);

    (void)state;
    test_json_set(json, "/nodes/2", "{'op': 'yes', 'args': [0]}");
    refuse(json,
           "nodes[2].args[0]: yes: argument 1 is a number in person; expected a yes/no value");
    assert_string_equal(diags.items[0].place.file, "thanh-hoa/32.lua");
    assert_int_equal(diags.items[0].place.line, 12);
    assert_int_equal(diags.errors, 1); /* those that use node 2 are not blamed */
    json_decref(json);
}

/* ---- one form ---- */

static void check_round_trip(const json_t *json)
{
    for (int with_source = 0; with_source < 2; with_source++) {
        ntm_document *doc = take(json), *again;
        json_t *written = ntm_document_json(doc, with_source), *twice;
        char hash[NTM_SHA256_TEXT], *bytes;
        size_t length;

        assert_true(with_source || !json_object_get(written, "source"));
        again = take(written);
        assert_string_equal(sha256_of(again), sha256_of(doc));
        twice = ntm_document_json(again, with_source);
        assert_true(json_equal(written, twice));
        json_object_del(twice, "source");
        bytes = ntm_json_canonical(twice, &length);
        ntm_sha256_hex(bytes, length, hash);
        assert_string_equal(hash, sha256_of(doc)); /* anyone can check it */
        free(bytes);
        json_decref(written);
        json_decref(twice);
        ntm_document_free(doc);
        ntm_document_free(again);
    }
}

static void test_document_round_trip_is_stable(void **state)
{
    json_t *json = test_json(DECISION);

    (void)state;
    check_round_trip(json);
    json_decref(json);
}

static void test_document_hash_does_not_see_form(void **state)
{
    json_t *json = test_json(DECISION);
    ntm_document *plain = take(json), *other;

    (void)state;
    json_object_del(json, "source");
    json_object_del(json, "kind");
    test_json_set(json, "/nodes/3/value", "'90'");
    test_json_set(json, "/nodes/-", "{'op': 'year'}"); /* unreachable */
    test_json_set(json, "/fields/other", "{'type': 'date', 'level': ['commune']}");
    test_json_set(json, "/zoning/by", "19"); /* an equal node */
    test_json_set(json, "/nodes/7",
                  "{'op': 'by_zone', 'args': [3, 5], 'keys': ['zone1', 'zone2']}");
    other = take(json);
    assert_string_equal(sha256_of(plain), sha256_of(other));
    ntm_document_free(other);
    test_json_set(json, "/nodes/3/value", "'91'");
    other = take(json);
    assert_string_not_equal(sha256_of(plain), sha256_of(other));
    ntm_document_free(other);
    ntm_document_free(plain);
    json_decref(json);
}

static void test_document_texts_are_composed(void **state)
{
    json_t *json = test_json(DECISION);
    ntm_document *plain = take(json), *other;

    (void)state;
    test_json_set(json, "/criteria/0/name", "'Y te\xcc\x82\xcc\x81'"); /* e, circumflex, acute */
    other = take(json);
    assert_string_equal(other->criteria[0].name, "Y tế");
    assert_string_equal(sha256_of(plain), sha256_of(other));
    ntm_document_free(other);
    ntm_document_free(plain);
    json_decref(json);
}

/* ---- other kinds ---- */

static void test_document_amendment_says_what_it_changes(void **state)
{
    json_t *json = test_json(AMENDMENT);
    ntm_document *doc = take(json);

    (void)state;
    assert_int_equal(doc->nchanges, 6);
    assert_int_equal(doc->changes[0].kind, NTM_CHANGE_REPLACE);
    assert_int_equal(doc->changes[0].indicator, 0);
    assert_int_equal(doc->changes[0].criterion, 15);
    assert_true(doc->changes[1].of_gate);
    assert_int_equal(doc->changes[1].gate_kind, NTM_CONDITION);
    assert_int_equal(doc->changes[1].gate, 0);
    assert_string_equal(doc->changes[2].item, "16.1");
    assert_int_equal(doc->changes[2].indicator, UINT32_MAX);
    assert_null(doc->changes[3].item);
    assert_int_equal(doc->changes[3].criterion, 7);
    assert_int_equal(doc->changes[4].gate_kind, NTM_WITHDRAWAL);
    assert_string_equal(doc->changes[5].criterion_name, "Mới");
    assert_null(doc->criteria[0].name);
    check_round_trip(json);
    ntm_document_free(doc);
    json_decref(json);
}

static void test_document_scored_has_parts_and_bands(void **state)
{
    json_t *json = test_json(SCORED);
    ntm_document *doc = take(json);

    (void)state;
    assert_int_equal(doc->nparts, 1);
    assert_int_equal(doc->nitems, 2);
    assert_null(doc->items[1].number);
    assert_int_equal(doc->items[1].excludes, NTM_NO_REF);
    assert_int_equal(doc->nbands, 2);
    assert_string_equal(doc->band_below, "sao_3");
    check_round_trip(json);
    ntm_document_free(doc);
    json_decref(json);
}

static void test_document_findings_have_levels_of_their_own(void **state)
{
    json_t *json = test_json(FINDINGS);
    ntm_document *doc = take(json);

    (void)state;
    assert_int_equal(doc->nfindings, 1);
    assert_int_equal(doc->findings[0].level, NTM_LEVEL_VILLAGE);
    check_round_trip(json);
    ntm_document_free(doc);
    test_json_set(json, "/findings/0/level", "'commune'");
    refuse(json, "nodes[0]: field 'km' is observed at village, but read at commune");
    json_decref(json);
}

#define TEST(name) cmocka_unit_test_teardown(name, clear)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_document_holds_what_was_written),
        TEST(test_document_numbers_nodes_in_post_order),
        TEST(test_document_drops_what_nothing_reaches),
        TEST(test_document_keeps_wholes_of_parts),
        TEST(test_document_knows_places),
        TEST(test_document_findings_stand_at_their_line),
        TEST(test_document_round_trip_is_stable),
        TEST(test_document_hash_does_not_see_form),
        TEST(test_document_texts_are_composed),
        TEST(test_document_amendment_says_what_it_changes),
        TEST(test_document_scored_has_parts_and_bands),
        TEST(test_document_findings_have_levels_of_their_own),
    };

    ntm_i18n_set(NTM_LANG_EN);
    return cmocka_run_group_tests_name("model/document", tests, NULL, NULL);
}
