/* The published schemas say what the readers do. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/i18n.h"
#include "model/document.h"
#include "support/json_edit.h"
#include "unit/model/documents.h"

#define SCHEMA(name) NTM_TEST_SOURCE_DIR "/docs/" name ".schema.json"

/* Whether the validator says what is expected; the test is skipped where there is none. */
static bool fits(const char *schema, const json_t *json, bool expected)
{
    char command[1000];
    FILE *pipe;
    int status;

    snprintf(command, sizeof command,
             "/usr/bin/python3 '" NTM_TEST_SOURCE_DIR "/tests/support/validate.py' '%s' %s", schema,
             expected ? "" : "2>/dev/null");
    pipe = popen(command, "w");
    assert_non_null(pipe);
    json_dumpf(json, pipe, JSON_COMPACT);
    fputc('\n', pipe);
    status = pclose(pipe);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == 77 || WEXITSTATUS(status) == 127)
        skip();
    assert_true(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 3);
    return (WEXITSTATUS(status) == 0) == expected;
}

static void test_schema_takes_what_the_reader_writes(void **state)
{
    static const char *const documents[] = {DECISION, AMENDMENT, SCORED, FINDINGS};

    (void)state;
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        json_t *json = test_json(documents[i]), *written;
        ntm_document *doc = take(json);

        assert_true(fits(SCHEMA("decision"), json, true));
        written = ntm_document_json(doc, true);
        assert_true(fits(SCHEMA("decision"), written, true));
        json_decref(written);
        json_decref(json);
        ntm_document_free(doc);
    }
}

static void test_schema_refuses_what_the_reader_refuses(void **state)
{
    static const struct {
        const char *pointer, *value;
    } broken[] = {
        {"/tilte", "'x'"},
        {"/id", "'32-2022'"},
        {"/criteria", "[]"},
        {"/nodes/4", "{'op': 'at_leest', 'args': [2, 3]}"},
        {"/nodes/4", "{'op': 'at_least', 'args': [2]}"},
        {"/nodes/3/value", "90"},
        {"/fields/people/vi", "'Dân số'"},
        {"/criteria/0/indicators/0/basis", "'found:x'"},
        {"/requires/0/when", "4"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        json_t *json = test_json(DECISION);

        test_json_set(json, broken[i].pointer, broken[i].value);
        assert_true(fits(SCHEMA("decision"), json, false));
        refuse(json, "");
        ntm_diags_clear(&diags);
        json_decref(json);
    }
}

static void test_schema_of_the_dictionary(void **state)
{
    json_t *json = test_json(
        "{'schema': 'ntm.dictionary/1', 'basis': 'assumed',"
        " 'units': {'km': {'kind': 'length', 'vi': 'km'},"
        "           'm': {'kind': 'length', 'of': 'km', 'factor': '0.001'}},"
        " 'scales': {'r': {'ordered': true, 'codes': [{'code': 'dat', 'vi': 'Đạt'}, 'tot']}},"
        " 'lists': {'l': {'codes': ['a']}}, 'assessors': {'commune': {'order': 2,"
        "   'office': 'UBND', 'from': '2002-01-01', 'to': '2025-06-30'}},"
        " 'papers': {'bao-cao': {'vi': 'Báo cáo'}, 'b': {}},"
        " 'fields': {'road.km': {'type': 'number', 'unit': 'km', 'level': ['commune'],"
        "     'vi': 'Đường', 'precision': '0.1', 'range': ['0', null], 'fresh': 'never',"
        "     'good': 'up'},"
        "   'g': {'type': 'grade', 'scale': 'r', 'level': ['commune'], 'fresh': 12}}}");
    ntm_dictionary *d;

    (void)state;
    assert_true(fits(SCHEMA("dictionary"), json, true));
    assert_int_equal(ntm_dictionary_read(json, &d, &diags), NTM_OK);
    ntm_dictionary_free(d);
    test_json_set(json, "/fields/road.km/unit", NULL);
    assert_true(fits(SCHEMA("dictionary"), json, false));
    json_decref(json);
}

/* Every operator stands in exactly one branch of the schema, and no other name does. */
static void test_schema_names_every_operator(void **state)
{
    json_t *schema = json_load_file(SCHEMA("decision"), 0, NULL), *branches;
    int stands[NTM_OP_COUNT] = {0};

    (void)state;
    assert_non_null(schema);
    branches = json_object_get(json_object_get(json_object_get(schema, "$defs"), "node"), "oneOf");
    assert_true(json_array_size(branches) > 10);
    for (size_t i = 0; i < json_array_size(branches); i++) {
        json_t *names = json_object_get(
            json_object_get(json_object_get(json_array_get(branches, i), "properties"), "op"),
            "enum");

        for (size_t k = 0; k < json_array_size(names); k++) {
            ntm_op op = ntm_op_find(json_string_value(json_array_get(names, k)));

            assert_int_not_equal(op, NTM_OP_COUNT);
            stands[op]++;
        }
    }
    for (ntm_op op = 0; op < NTM_OP_COUNT; op++)
        if (stands[op] != 1)
            fail_msg("%s stands %d times", ntm_op_name(op), stands[op]);
    json_decref(schema);
}

#define TEST(name) cmocka_unit_test_teardown(name, clear)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_schema_takes_what_the_reader_writes),
        TEST(test_schema_refuses_what_the_reader_refuses),
        TEST(test_schema_of_the_dictionary),
        TEST(test_schema_names_every_operator),
    };

    ntm_i18n_set(NTM_LANG_EN);
    return cmocka_run_group_tests_name("model/schemas", tests, NULL, NULL);
}
