/* Which documents can have a say in an answer: those alone are kept with a run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "model/catalogue.h"
#include "support/json_edit.h"

static ntm_catalogue *catalogue;

static int set_up(void **state)
{
    (void)state;
    catalogue = ntm_catalogue_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    ntm_catalogue_free(catalogue);
    return 0;
}

/*
 * A decision, or with `amends` in more an amendment, whose one indicator passes as node says.
 * @param more  members with a comma behind each
 */
static void add(const char *id, const char *node, const char *more)
{
    ntm_strbuf text = {0};
    ntm_document *document = NULL;
    ntm_diags diags = {0};
    bool amendment = strstr(more, "'amends'") != NULL;
    ntm_strbuf_printf(&text,
                      "{'schema': 'ntm.decision/1', 'id': '%s', 'level': 'commune', %s%s"
                      " 'fields': {'f': {'type': 'yes_no', 'level': ['commune']}},"
                      " 'nodes': [{'op': 'field', 'field': 'f'}, {'op': 'known', 'args': [0]}, %s],"
                      " 'criteria': [{'number': 1%s, 'indicators': [{'number': '1.1', 'text': 't',"
                      " 'pass': 2, 'basis': 'assumed'}]}]}",
                      id, more,
                      amendment ? "'kind': 'amendment', 'changes': {'replace': [{'indicator':"
                                  " '1.1'}]},"
                                : "",
                      *node ? node : "{'op': 'not_known', 'reason': 'r'}",
                      amendment ? "" : ", 'name': 'c'");
    json_t *json = test_json(ntm_strbuf_text(&text));
    if (ntm_document_read(json, &document, &diags) != NTM_OK ||
        ntm_catalogue_add(catalogue, document, &diags) != NTM_OK)
        fail_msg("%s: %s", id, diags.items[0].message);
    json_decref(json);
    ntm_strbuf_clear(&text);
}

static const ntm_document *named(const char *id)
{
    for (uint32_t i = 0; i < ntm_catalogue_count(catalogue); i++)
        if (!strcmp(ntm_catalogue_at(catalogue, i)->id, id))
            return ntm_catalogue_at(catalogue, i);
    fail_msg("no %s", id);
    return NULL;
}

/* The marked ids in order, parted by blanks. */
static void expect_marked(const char *base, const char *expected)
{
    bool marked[32] = {0};
    ntm_strbuf out = {0};
    ntm_catalogue_mark(catalogue, named(base), marked);
    for (uint32_t i = 0; i < ntm_catalogue_count(catalogue); i++)
        if (marked[i])
            ntm_strbuf_printf(&out, "%s%s", out.length ? " " : "",
                              ntm_catalogue_at(catalogue, i)->id);
    assert_string_equal(ntm_strbuf_text(&out), expected);
    ntm_strbuf_clear(&out);
}

#define FLAG          "{'op': 'yes', 'args': [0]}"
#define MEETS(id)     "{'op': 'meets', 'decision': '" id "'}"
#define QUALIFIES(id) "{'op': 'qualifies', 'decision': '" id "'}"
#define CURRENT(s)    "{'op': 'meets_current', 'series': '" s "'}"

static void test_mark_takes_a_decision_alone_where_it_refers_to_nothing(void **state)
{
    (void)state;
    add("a/1", FLAG, "");
    add("a/2", FLAG, "");
    add("b/1", MEETS("a/1"), "");
    expect_marked("a/1", "a/1");
    expect_marked("a/2", "a/2");
}

static void test_mark_follows_references_and_their_references(void **state)
{
    (void)state;
    add("a/1", MEETS("a/2"), "");
    add("a/2", QUALIFIES("a/3"), "");
    add("a/3", FLAG, "");
    add("a/4", FLAG, "");
    expect_marked("a/1", "a/1 a/2 a/3");
    expect_marked("a/2", "a/2 a/3");
    expect_marked("a/3", "a/3");
}

static void test_mark_ends_in_circles(void **state)
{
    (void)state;
    add("a/1", MEETS("a/2"), "");
    add("a/2", MEETS("a/1"), "");
    expect_marked("a/1", "a/1 a/2");
    expect_marked("a/2", "a/1 a/2");
}

/* An unqualified number is looked for in the folder of who refers to it, then among the national. */
static void test_mark_resolves_numbers_as_evaluation_does(void **state)
{
    (void)state;
    add("a/1", MEETS("5"), "");
    add("a/5", FLAG, "");
    add("b/5", FLAG, "");
    add("b/1", MEETS("7"), "");
    add("national/7", FLAG, "");
    add("a/7", FLAG, "");
    expect_marked("a/1", "a/1 a/5");
    expect_marked("b/1", "b/1 national/7");
}

static void test_mark_takes_amendments_of_whatever_is_taken(void **state)
{
    (void)state;
    add("a/1", MEETS("a/2"), "");
    add("a/2", FLAG, "");
    add("a/11", FLAG, "'amends': 'a/1', 'effective': '2023-01-01',");
    add("a/12", FLAG, "'amends': '2', 'effective': '2023-01-01',");
    add("b/13", FLAG, "'amends': 'a/1', 'effective': '2024-01-01',");
    add("a/3", FLAG, "");
    add("a/14", FLAG, "'amends': 'a/3', 'effective': '2023-01-01',");
    expect_marked("a/1", "a/1 a/2 a/11 a/12 b/13");
    expect_marked("a/2", "a/2 a/12");
    expect_marked("a/3", "a/3 a/14");
}

/* An amendment may bring a reference that the base did not have. */
static void test_mark_follows_references_of_amendments(void **state)
{
    (void)state;
    add("a/1", FLAG, "");
    add("a/2", FLAG, "");
    add("a/11", MEETS("a/2"), "'amends': 'a/1', 'effective': '2023-01-01',");
    expect_marked("a/1", "a/1 a/2 a/11");
}

/* What replaces a decision says until when it is in force. */
static void test_mark_takes_what_replaces(void **state)
{
    (void)state;
    add("a/1", FLAG, "'effective': '2020-01-01',");
    add("a/2", FLAG, "'replaces': ['a/1'], 'effective': '2022-01-01',");
    add("a/3", FLAG, "'replaces': ['a/2'], 'effective': '2024-01-01',");
    add("a/21", FLAG, "'amends': 'a/2', 'effective': '2023-01-01',");
    expect_marked("a/1", "a/1 a/2 a/3 a/21");
    expect_marked("a/2", "a/2 a/3 a/21");
    expect_marked("a/3", "a/3");
}

/* Which decision of a series is in force depends on the day: all of them are kept. */
static void test_mark_takes_every_decision_of_a_series(void **state)
{
    (void)state;
    add("a/1", CURRENT("xa"), "");
    add("a/2", FLAG, "'series': 'xa', 'effective': '2020-01-01',");
    add("a/3", FLAG, "'series': 'xa', 'effective': '2022-01-01',");
    add("a/31", FLAG, "'amends': 'a/3', 'effective': '2023-01-01',");
    add("a/4", FLAG, "'series': 'thon',");
    add("b/2", FLAG, "'series': 'xa',");
    add("national/2", FLAG, "'series': 'xa',");
    expect_marked("a/1", "a/1 a/2 a/3 a/31 national/2");
}

static void test_mark_adds_to_what_is_marked(void **state)
{
    (void)state;
    bool marked[4] = {0};
    add("a/1", FLAG, "");
    add("a/2", FLAG, "");
    add("a/3", FLAG, "");
    ntm_catalogue_mark(catalogue, named("a/3"), marked);
    ntm_catalogue_mark(catalogue, named("a/1"), marked);
    assert_true(marked[0] && !marked[1] && marked[2]);
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
#define T(name) cmocka_unit_test_setup_teardown(test_mark_##name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(takes_a_decision_alone_where_it_refers_to_nothing),
        T(follows_references_and_their_references),
        T(ends_in_circles),
        T(resolves_numbers_as_evaluation_does),
        T(takes_amendments_of_whatever_is_taken),
        T(follows_references_of_amendments),
        T(takes_what_replaces),
        T(takes_every_decision_of_a_series),
        T(adds_to_what_is_marked),
    };
    return cmocka_run_group_tests_name("model/catalogue_mark", tests, NULL, NULL);
}
