/*
 * Dossiers that somebody made to hurt: members missing, of the wrong type, huge, negative, deep. Each
 * ends in findings or in "not a dossier", with the digest left as it was and with it made anew.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/i18n.h"
#include "history/dossier_priv.h"
#include "support/dossiers.h"
#include "support/json_edit.h"

static const char *const VALUES[] = {
    "null",
    "true",
    "0",
    "-1",
    "1.5",
    "1e308",
    "9223372036854775807",
    "-9223372036854775808",
    "''",
    "'x'",
    "'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff'",
    "'0000-00-00'",
    "'999999999999999'",
    "'-1'",
    "[]",
    "{}",
    "[[[[[[[[[[]]]]]]]]]]",
    "{'a': {'b': 1}}",
};
enum { NVALUES = sizeof VALUES / sizeof *VALUES };

typedef struct trying {
    json_t *dossier;
    const ntm_public_key *key; /* that signed it */
    size_t tried;
    size_t turn; /* which of the values comes next, where not all are tried */
} trying;

/* What the check says, twice: of the digest as it was, and of one that fits again. */
static void try_it(trying *t, const char *path, const char *value)
{
    t->tried++;
    json_t *copy = json_deep_copy(t->dossier);
    if (test_dossier_check_json(json_incref(copy), t->key) == 0)
        fail_msg("%s = %s is not found", path, value ? value : "(gone)");
    char digest[NTM_SHA256_TEXT];
    ntm_dossier_digest(copy, digest);
    if (json_is_string(json_object_get(copy, "digest")))
        json_object_set_new(copy, "digest", json_string(digest));
    test_dossier_check_json(copy, NULL); /* found or not: it must come back */
}

static void change_each(trying *t, json_t *parent, const char *path, bool all);

/* One place: nothing there, other values there, then the places below. */
static void change(trying *t, json_t *parent, const char *key, size_t index, const char *path,
                   bool all)
{
    json_t *old = json_incref(key ? json_object_get(parent, key) : json_array_get(parent, index));
    size_t count = all ? NVALUES : 1;
    for (size_t i = 0; i < count; i++) {
        const char *text = VALUES[all ? i : t->turn++ % NVALUES];
        json_t *value = test_json(text);
        if (!json_equal(value, old)) {
            if (key)
                json_object_set(parent, key, value);
            else
                json_array_set(parent, index, value);
            try_it(t, path, text);
        }
        json_decref(value);
    }
    if (key)
        json_object_set(parent, key, old);
    else
        json_array_set(parent, index, old);
    change_each(t, old, path, all);
    if (key)
        json_object_del(parent, key);
    else
        json_array_remove(parent, index);
    try_it(t, path, NULL);
    if (key)
        json_object_set(parent, key, old);
    else
        json_array_insert(parent, index, old);
    json_decref(old);
}

static void change_each(trying *t, json_t *parent, const char *path, bool all)
{
    char below[300];
    if (json_is_object(parent)) {
        const char *keys[64], *key;
        size_t count = 0;
        json_t *value;
        json_object_foreach (parent, key, value)
            keys[count++] = strdup(key);
        for (size_t i = 0; i < count; i++) {
            snprintf(below, sizeof below, "%s/%s", path, keys[i]);
            change(t, parent, keys[i], 0, below, all);
            free((char *)keys[i]);
        }
    }
    for (size_t i = 0; json_is_array(parent) && i < json_array_size(parent); i++) {
        snprintf(below, sizeof below, "%s/%zu", path, i);
        change(t, parent, NULL, i, below, all);
    }
}

/* The parts that ntm reads for itself, with all values; facts and rules with some at each place. */
static void test_hostile_members_end_in_findings(void **state)
{
    test_dossiers *f = *state;
    trying t = {.dossier = test_dossier_json(&f->signed_), .key = &f->key};
    static const char *const whole[] = {"checkpoint", "digest", "notice", "schema", "signatures"};
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        change(&t, t.dossier, whole[i], 0, whole[i], true);
    static const char *const some[] = {"entry", "scripts", "unit", "documents"};
    for (size_t i = 0; i < sizeof some / sizeof *some; i++)
        change(&t, t.dossier, some[i], 0, some[i], false);
    print_message("%zu changes\n", t.tried);
    assert_true(t.tried > 1000);
    assert_int_equal(test_dossier_check_json(t.dossier, &f->key),
                     0); /* it was put back each time */
}

/* ---- numbers that index, and the rest of what a form may hold ---- */

static void expect_change(test_dossiers *f, const char *pointer, const char *value)
{
    json_t *json = test_dossier_json(&f->signed_);
    char digest[NTM_SHA256_TEXT];
    test_json_set(json, pointer, value);
    ntm_dossier_digest(json, digest);
    bool changed = strcmp(digest, json_string_value(json_object_get(json, "digest"))) != 0;
    json_object_set_new(json, "digest", json_string(digest));
    if (test_dossier_check_json(json, NULL) == 0 && changed)
        fail_msg("%s = %s", pointer, value);
}

/* Whether a dossier without signatures, with its digest made anew, is found to be out of form. */
static bool is_out_of_form(json_t *json)
{
    ntm_dossier_checked checked;
    ntm_diags diags;
    char digest[NTM_SHA256_TEXT];
    size_t length;
    bool found = false;
    ntm_diags_init(&diags);
    ntm_dossier_digest(json, digest);
    json_object_set_new(json, "digest", json_string(digest));
    char *text = ntm_json_canonical(json, &length);
    text = realloc(text, length + 2);
    memcpy(text + length, "\n", 2);
    assert_int_equal(ntm_dossier_check(text, length + 1, "d", NULL, &checked, &diags), NTM_OK);
    for (size_t i = 0; i < diags.count; i++) {
        assert_string_not_equal(diags.items[i].code, "digest");
        found = found || !strcmp(diags.items[i].code, "form");
    }
    ntm_dossier_checked_clear(&checked);
    ntm_diags_clear(&diags);
    free(text);
    json_decref(json);
    return found;
}

static void test_hostile_parts_hold_their_members_and_no_others(void **state)
{
    test_dossiers *f = *state;
    static const char *const parts[][8] = {
        {"", "checkpoint", "documents", "entry", "notice", "scripts", "signatures", "unit"},
        {"/entry", "index", "path", "record"},
        {"/entry/record", "at", "body", "kind", "number", "seq"},
        {"/checkpoint", "name", "root", "size", "time"},
        {"/unit", "count", "facts", "index", "leaf", "path", "result"},
        {"/unit/leaf", "facts", "level", "result", "unit"},
        {"/scripts/0", "path", "text"},
    };
    static const char *const other[] = {"null", "true", "1.5", "[[]]"};
    assert_false(is_out_of_form(test_dossier_json(&f->plain)));
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        char pointer[64];
        json_t *json = test_dossier_json(&f->plain);
        snprintf(pointer, sizeof pointer, "%s/note", parts[p][0]);
        test_json_set(json, pointer, "'x'");
        if (!is_out_of_form(json))
            fail_msg("%s is one more", pointer);
        for (size_t m = 1; m < 8 && parts[p][m]; m++) {
            snprintf(pointer, sizeof pointer, "%s/%s", parts[p][0], parts[p][m]);
            for (size_t o = 0; o < 3 + (size_t)(strstr(pointer, "index") != NULL); o++) {
                json = test_dossier_json(&f->plain);
                test_json_set(json, pointer, other[o]);
                if (!is_out_of_form(json))
                    fail_msg("%s is %s", pointer, other[o]);
            }
            json = test_dossier_json(&f->plain);
            test_json_set(json, pointer, NULL);
            if (!is_out_of_form(json))
                fail_msg("%s is gone", pointer);
        }
    }
    static const char *const values[][2] = {{"/checkpoint/name", "'ntm/x'"},
                                            {"/checkpoint/time", "'yesterday'"},
                                            {"/scripts/0", "'x'"},
                                            {"/signatures/-", "{'key': 'x'}"},
                                            {"/signatures/-", "'x'"}};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        json_t *json = test_dossier_json(&f->plain);
        test_json_set(json, values[i][0], values[i][1]);
        if (!is_out_of_form(json))
            fail_msg("%s is %s", values[i][0], values[i][1]);
    }
}

static void test_hostile_numbers_lead_nowhere(void **state)
{
    test_dossiers *f = *state;
    static const char *const numbers[] = {"-1",   "-9223372036854775808", "9223372036854775807",
                                          "1e99", "-2147483648",          "'0'"};
    static const char *const places[] = {"/entry/index",
                                         "/checkpoint/size",
                                         "/unit/index",
                                         "/unit/count",
                                         "/entry/record/seq",
                                         "/entry/record/body/units",
                                         "/entry/record/body/year"};
    for (size_t p = 0; p < sizeof places / sizeof *places; p++)
        for (size_t n = 0; n < sizeof numbers / sizeof *numbers; n++)
            expect_change(f, places[p], numbers[n]);
}

static void test_hostile_paths_are_bounded(void **state)
{
    test_dossiers *f = *state;
    json_t *json = test_dossier_json(&f->signed_);
    json_t *path = json_object_get(json_object_get(json, "entry"), "path");
    for (int i = 0; i < 1000; i++)
        json_array_append(path, json_array_get(path, 0));
    assert_true(test_dossier_check_json(json, NULL) > 0);
}

static void test_hostile_facts_do_not_end_the_program(void **state)
{
    test_dossiers *f = *state;
    static const char *const values[] = {
        "{'low': '200', 'high': '0'}",
        "{'low': '1', 'high': '-1'}",
        "{'high': '0'}",
        "{'low': '-1', 'high': '1'}",
        "{'low': '0', 'high': '0'}",
        "{'low': '999999999999999'}",
        "{'low': '0.000000001', 'high': '0.000000001'}",
        "{'yes_no': 'yes'}",
        "{'grade': 'x'}",
        "{'date': '2023-12-31'}",
        "{'choice': ''}",
        "{'low': '1e9'}",
        "{}",
        "{'low': ''}",
    };
    json_t *dossier = test_dossier_json(&f->signed_);
    json_t *facts = json_object_get(json_object_get(dossier, "unit"), "facts");
    size_t count = json_array_size(json_object_get(facts, "observations"));
    json_decref(dossier);
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++)
        for (size_t v = 0; v < sizeof values / sizeof *values; v++) {
            char pointer[64];
            snprintf(pointer, sizeof pointer, "/unit/facts/observations/%zu/value", i);
            expect_change(f, pointer, values[v]);
        }
    /* units in a circle, above themselves, twice; figures of nobody */
    expect_change(f, "/unit/facts/units/0/parent", "'15169'");
    expect_change(f, "/unit/facts/units/1/parent", "'15169.01'");
    expect_change(f, "/unit/facts/units/0/level", "'product'");
    expect_change(f, "/unit/facts/units/1/code", "'15169'");
    expect_change(f, "/unit/facts/observations/0/unit", "'nobody'");
    expect_change(f, "/unit/facts/observations/0/field", "'a/b/c'");
    expect_change(f, "/unit/facts/observations/0/field", "'/'");
    expect_change(f, "/unit/facts/units", "[]");
}

static void expect_refused(const char *text, size_t length)
{
    assert_true(test_dossier_check(text, length, NULL, false) == SIZE_MAX);
}

static void test_hostile_texts_are_no_dossiers(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{\"schema\":\"ntm.dossier/2\"}",
        "{\"schema\":1}",
        "\xff\xfe",
        "{\"schema\":\"ntm.dossier/1\",\"schema\":\"ntm.dossier/1\"}",
        "{\"schema\":\"ntm.dossier/1\\u0000\"}",
        "{\"schema\":\"ntm.dossier/1\",\"n\":1e999}",
        "{\"schema\":\"ntm.dossier/1\",\"n\":99999999999999999999}",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        expect_refused(texts[i], strlen(texts[i]));
    assert_true(test_dossier_check("{\"schema\":\"ntm.dossier/1\"}\n", 27, NULL, false) > 5);

    size_t deep = 100000;
    char *text = malloc(2 * deep + 64);
    int head = snprintf(text, 64, "{\"schema\":\"ntm.dossier/1\",\"unit\":");
    memset(text + head, '[', deep);
    memset(text + head + deep, ']', deep);
    text[(size_t)head + 2 * deep] = '}';
    expect_refused(text, (size_t)head + 2 * deep + 1);
    for (size_t d = 1; d < 3000; d *= 2) { /* as deep as the parser lets through */
        memset(text + head, '[', d);
        memset(text + head + d, ']', d);
        text[(size_t)head + 2 * d] = '}';
        assert_true(test_dossier_check(text, (size_t)head + 2 * d + 1, NULL, false) > 0);
    }
    free(text);
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
#define T(name)                                                                                    \
    cmocka_unit_test_setup_teardown(test_hostile_##name, test_dossiers_set_up,                     \
                                    test_dossiers_tear_down)
    const struct CMUnitTest tests[] = {
        T(parts_hold_their_members_and_no_others),
        T(members_end_in_findings),
        T(numbers_lead_nowhere),
        T(paths_are_bounded),
        T(facts_do_not_end_the_program),
        T(texts_are_no_dossiers),
    };
    return cmocka_run_group_tests_name("history/dossier_hostile", tests, NULL, NULL);
}
