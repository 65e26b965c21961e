/* Hostile documents: whatever the bytes, reading ends in findings, soon and within its limits. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "model/document.h"
#include "support/json_edit.h"
#include "unit/model/documents.h"

/* ---- hostile text ---- */

static void refuse_text(const char *text, size_t length, const char *fragment)
{
    ntm_document *doc;

    assert_int_equal(ntm_document_parse(text, length, "d.json", &doc, &diags), NTM_EINPUT);
    assert_null(doc);
    assert_string_equal(diags.items[0].place.file, "d.json");
    if (!told(fragment))
        fail_msg("'%s' was not said, but '%s'", fragment, diags.items[0].message);
    ntm_diags_clear(&diags);
}

static void refuse_string(const char *text, const char *fragment)
{
    refuse_text(text, strlen(text), fragment);
}

static void test_document_parse_refuses_what_is_no_json(void **state)
{
    (void)state;
    refuse_string("", "not a JSON object");
    refuse_string("null", "not a JSON object");
    refuse_string("[]", "expected an object, found an array");
    refuse_string("{\"schema\": \"ntm.decision/1\"", "not a JSON object");
    refuse_string("{} {}", "not a JSON object");
    refuse_string("{\"id\": \"a\", \"id\": \"b\"}", "duplicate object key");
    refuse_string("{\"id\": \"x\\u0000y\"}", "not a JSON object");
    refuse_string("{\"id\": \"x\\ud800y\"}", "not a JSON object");
    refuse_string("{\"id\": 1e999}", "not a JSON object");
    refuse_string("{\"id\": 99999999999999999999}", "not a JSON object");
    refuse_string("{\"id\": \"\xe1\xbb\"}", "not valid UTF-8, from byte 9");
    refuse_string("{\"id\": \"\xc0\xaf\"}", "not valid UTF-8");
    refuse_string("\xef\xbb\xbf{}", "not a JSON object");
    refuse_text("{\"id\": \"\0\"}", 11, "not valid UTF-8");
}

static void test_document_parse_says_line_and_column(void **state)
{
    const char text[] = "{\n  \"id\": nope\n}";
    ntm_document *doc;

    (void)state;
    assert_int_equal(ntm_document_parse(text, sizeof text - 1, "d.json", &doc, &diags), NTM_EINPUT);
    assert_int_equal(diags.items[0].place.line, 2);
    ntm_diags_clear(&diags);
}

static void test_document_parse_every_cut_ends_in_findings(void **state)
{
    json_t *json = test_json(DECISION);
    char *text = json_dumps(json, 0);
    size_t length = strlen(text);

    (void)state;
    for (size_t cut = 0; cut < length; cut += cut < 200 ? 1 : 37) {
        ntm_document *doc;

        assert_int_equal(ntm_document_parse(text, cut, "d.json", &doc, &diags), NTM_EINPUT);
        assert_true(diags.errors > 0);
        ntm_diags_clear(&diags);
    }
    free(text);
    json_decref(json);
}

static void bomb(const char *before, const char *piece, size_t times, const char *fragment)
{
    ntm_strbuf text = {0};

    ntm_strbuf_puts(&text, before);
    for (size_t i = 0; i < times; i++)
        ntm_strbuf_puts(&text, piece);
    refuse_text(text.data, text.length, fragment);
    ntm_strbuf_clear(&text);
}

static void test_document_parse_survives_bombs(void **state)
{
    (void)state;
    bomb("", "[", 1000000, "maximum parsing depth reached");
    bomb("{\"nodes\":", "[", 1000000, "maximum parsing depth reached");
    bomb("", "{\"a\":", 1000000, "maximum parsing depth reached");
    bomb("", "          ", 1700000, "at most 16777216 are allowed");
    bomb("{\"id\": \"", "x", 5000000, "not a JSON object");
}

/* ---- limits, and time that grows with the input only ---- */

static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* A decision whose nodes are those, with node `pass` as its only indicator. */
static json_t *with_nodes(json_t *nodes, json_int_t pass)
{
    json_t *json = test_json("{'schema': 'ntm.decision/1', 'id': 'national/1', 'level': 'commune',"
                             " 'criteria': [{'number': 1, 'name': 'n', 'indicators': ["
                             "   {'number': '1.1', 'text': 't', 'pass': 0}]}]}");

    json_object_set_new(json, "nodes", nodes);
    json_object_set_new(
        json_array_get(
            json_object_get(json_array_get(json_object_get(json, "criteria"), 0), "indicators"), 0),
        "pass", json_integer(pass));
    return json;
}

static json_t *numbers(size_t count)
{
    json_t *nodes = json_array();
    char value[24];

    for (size_t i = 0; i < count; i++) {
        snprintf(value, sizeof value, "%zu", i);
        json_array_append_new(nodes, json_pack("{s:s,s:s}", "op", "number", "value", value));
    }
    return nodes;
}

static void test_document_node_limit(void **state)
{
    json_t *nodes = numbers(NTM_MAX_NODES - 1), *json;
    double start;

    (void)state;
    json_array_append_new(nodes, json_pack("{s:s,s:[i,i]}", "op", "at_least", "args", 0, 1));
    json = with_nodes(nodes, NTM_MAX_NODES - 1);
    start = seconds();
    ntm_document_free(take(json));
    assert_true(seconds() - start < 20);
    json_array_append_new(nodes, json_pack("{s:s}", "op", "as_of"));
    refuse(json, "nodes: 65537 entries; at most 65536 are allowed");
    assert_int_equal(diags.errors, 1);
    json_decref(json);
}

static void test_document_many_mistakes_are_counted_not_kept(void **state)
{
    json_t *nodes = json_array(), *json;
    double start = seconds();

    (void)state;
    for (size_t i = 0; i < NTM_MAX_NODES; i++)
        json_array_append_new(nodes, json_pack("{s:s,s:s}", "op", "field", "field", "no.such"));
    json = with_nodes(nodes, 0);
    refuse(json, "unknown field 'no.such'");
    assert_int_equal(diags.errors, NTM_MAX_NODES);
    assert_true(diags.count <= 200);
    assert_true(seconds() - start < 20);
    json_decref(json);
}

/* Each node is all_of of the node before, twice: a tree of 2^n leaves in n nodes. */
static json_t *doubling(const char *op, size_t count)
{
    json_t *nodes = json_array();

    json_array_append_new(nodes, json_pack("{s:s,s:s}", "op", "truth", "value", "pass"));
    for (size_t i = 1; i < count; i++)
        json_array_append_new(nodes,
                              json_pack("{s:s,s:[i,i]}", "op", op, "args", (int)i - 1, (int)i - 1));
    return nodes;
}

static void test_document_depth_limit(void **state)
{
    json_t *nodes = json_array(), *json;

    (void)state;
    json_array_append_new(nodes, json_pack("{s:s,s:s}", "op", "truth", "value", "pass"));
    for (int i = 1; i < (int)NTM_MAX_DEPTH; i++)
        json_array_append_new(nodes, json_pack("{s:s,s:[i]}", "op", "none_of", "args", i - 1));
    json = with_nodes(nodes, NTM_MAX_DEPTH - 1);
    ntm_document_free(take(json));
    json_array_append_new(nodes,
                          json_pack("{s:s,s:[i]}", "op", "none_of", "args", NTM_MAX_DEPTH - 1));
    refuse(json, "nodes[256]: none_of: the expression is nested deeper than 256");
    assert_int_equal(diags.errors, 1);
    json_decref(json);
}

static void test_document_trees_that_double_end_in_a_message(void **state)
{
    json_t *json = with_nodes(doubling("all_of", 200), 199);

    (void)state;
    refuse(json, "nodes[17]: all_of: more than 65536 parts in one expression");
    json_decref(json);
    ntm_diags_clear(&diags);
    json = with_nodes(doubling("any_of", 200), 199);
    refuse(json, "any_of: more than 4096 alternatives in one expression");
    json_decref(json);
}

static void test_document_repeated_squares_end_in_a_message(void **state)
{
    json_t *nodes = json_array(), *json;
    double start = seconds();

    (void)state;
    json_array_append_new(nodes,
                          json_pack("{s:s,s:s}", "op", "number", "value", "999999999999999"));
    for (int i = 1; i < 22; i++)
        json_array_append_new(nodes, json_pack("{s:s,s:[i,i]}", "op", "mul", "args", i - 1, i - 1));
    json_array_append_new(nodes, json_pack("{s:s,s:[i,i]}", "op", "at_least", "args", 21, 0));
    json = with_nodes(nodes, 22);
    refuse(json, "nodes[4]: mul: more than 8 values are multiplied or divided with each other");
    assert_true(seconds() - start < 2);
    json_decref(json);
}

/* parent() and villages: in one another: contexts are sets of levels, so there are few of them. */
static void test_document_contexts_are_few(void **state)
{
    json_t *nodes = json_array(), *json;
    double start = seconds();
    ntm_document *doc;

    (void)state;
    json_array_append_new(nodes, json_pack("{s:s,s:s}", "op", "child_count", "level", "village"));
    for (int i = 1; i < 120; i++)
        json_array_append_new(nodes,
                              i % 2 ? json_pack("{s:s,s:[i]}", "op", "parent", "args", i - 1)
                                    : json_pack("{s:s,s:[i],s:s}", "op", "child_sum", "args", i - 1,
                                                "level", i % 4 ? "commune" : "village"));
    json_array_append_new(nodes, json_pack("{s:s,s:[i]}", "op", "known", "args", 119));
    json = with_nodes(nodes, 120);
    if (ntm_document_read(json, &doc, &diags) == NTM_OK)
        ntm_document_free(doc);
    assert_true(seconds() - start < 2);
    json_decref(json);
}

static void test_document_text_limits(void **state)
{
    json_t *json = test_json(DECISION);
    char *long_text = malloc(30001);

    (void)state;
    memset(long_text, 'x', 30000);
    long_text[30000] = '\0';
    json_object_set_new(json, "title", json_string(long_text));
    json_object_set_new(json, "series", json_string(long_text));
    json_object_set_new(json, long_text, json_true());
    refuse(json, "title: the text is longer than 20000 bytes");
    assert_int_equal(diags.errors, 3);
    free(long_text);
    json_decref(json);
}

#define TEST(name) cmocka_unit_test_teardown(name, clear)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_document_parse_refuses_what_is_no_json),
        TEST(test_document_parse_says_line_and_column),
        TEST(test_document_parse_every_cut_ends_in_findings),
        TEST(test_document_parse_survives_bombs),
        TEST(test_document_node_limit),
        TEST(test_document_many_mistakes_are_counted_not_kept),
        TEST(test_document_depth_limit),
        TEST(test_document_trees_that_double_end_in_a_message),
        TEST(test_document_repeated_squares_end_in_a_message),
        TEST(test_document_contexts_are_few),
        TEST(test_document_text_limits),
    };

    ntm_i18n_set(NTM_LANG_EN);
    return cmocka_run_group_tests_name("model/document_hostile", tests, NULL, NULL);
}
