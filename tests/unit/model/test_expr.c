/* The graph: equal nodes are one, limits end in a message, every operator has its typing rule. */
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
#include "model/expr.h"
#include "model/tri.h"
#include "support/document_hash.h"
#include "support/json_edit.h"

/* ---- nodes by hand ---- */

static ntm_arena *arena;
static ntm_graph *graph;
static ntm_diags diags;

static int set_up(void **state)
{
    (void)state;
    arena = ntm_arena_new();
    graph = ntm_graph_new(arena);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    ntm_arena_free(arena);
    ntm_diags_clear(&diags);
    return 0;
}

static ntm_ref add(ntm_node proto)
{
    ntm_ref ref = NTM_NO_REF;

    ntm_graph_add(graph, &proto, NTM_NOWHERE, &ref, &diags);
    return ref;
}

static ntm_ref number(int64_t value, const char *measure)
{
    return add(
        (ntm_node){.op = NTM_OP_NUMBER, .number = ntm_decimal_int(value), .type.measure = measure});
}

static ntm_ref node1(ntm_op op, ntm_ref a)
{
    return add((ntm_node){.op = op, .nargs = 1, .args = &a});
}

static ntm_ref node2(ntm_op op, ntm_ref a, ntm_ref b)
{
    return add((ntm_node){.op = op, .nargs = 2, .args = (ntm_ref[]){a, b}});
}

static void assert_told(const char *fragment)
{
    for (size_t i = 0; i < diags.count; i++)
        if (strstr(diags.items[i].message, fragment))
            return;
    for (size_t i = 0; i < diags.count; i++)
        print_error("told: %s\n", diags.items[i].message);
    fail_msg("nothing says '%s'", fragment);
}

static void test_expr_equal_nodes_are_one(void **state)
{
    ntm_ref a = number(90, "percent"), sum;

    (void)state;
    assert_int_equal(number(90, "percent"), a);
    assert_int_not_equal(number(91, "percent"), a);
    assert_int_not_equal(number(90, "km"), a);
    assert_int_not_equal(number(90, NULL), a);
    assert_int_equal(number(90, NULL), number(90, "1"));
    assert_int_equal(number(1, "VND/year/person"), number(1, "VND/person/year"));
    sum = node2(NTM_OP_ADD, a, number(91, "percent"));
    assert_int_equal(node2(NTM_OP_ADD, a, number(91, "percent")), sum);
    assert_int_not_equal(node2(NTM_OP_ADD, number(91, "percent"), a), sum);
    assert_int_not_equal(node2(NTM_OP_SUB, a, number(91, "percent")), sum);
    assert_int_equal(diags.errors, 0);
}

static void test_expr_attributes_that_mean_nothing_are_left_out(void **state)
{
    ntm_node proto = {.op = NTM_OP_AS_OF, .text = "x", .n = 7, .level = NTM_LEVEL_VILLAGE};
    ntm_ref plain = add((ntm_node){.op = NTM_OP_AS_OF});

    (void)state;
    assert_int_equal(add(proto), plain);
    assert_null(ntm_graph_node(graph, plain)->text);
    assert_int_equal(ntm_graph_node(graph, plain)->level, NTM_LEVEL_NONE);
}

static void test_expr_keys_stand_in_the_order_of_their_zones(void **state)
{
    const char *zones[] = {"zone1", "zone2"};
    ntm_ref args[] = {number(80, "percent"), number(70, "percent")};
    ntm_ref turned[] = {args[1], args[0]};
    ntm_ref a, b;

    (void)state;
    ntm_graph_set_zones(graph, 2, zones);
    a = add((ntm_node){.op = NTM_OP_BY_ZONE,
                       .nargs = 2,
                       .args = args,
                       .nkeys = 2,
                       .keys = (const char *const[]){"zone2", "zone1"}});
    b = add((ntm_node){.op = NTM_OP_BY_ZONE,
                       .nargs = 2,
                       .args = turned,
                       .nkeys = 2,
                       .keys = (const char *const[]){"zone1", "zone2"}});
    assert_int_not_equal(a, NTM_NO_REF);
    assert_int_equal(a, b);
    assert_string_equal(ntm_graph_node(graph, a)->keys[0], "zone1");
    assert_int_equal(ntm_graph_node(graph, a)->args[0], args[1]);
    assert_int_equal(ntm_graph_node(graph, a)->key_values[1], 1);
}

static void test_expr_survives_many_different_nodes(void **state)
{
    ntm_ref first = number(0, "km");

    (void)state;
    for (int i = 1; i < 5000; i++)
        assert_int_equal(number(i, "km"), first + (ntm_ref)i);
    for (int i = 0; i < 5000; i++)
        assert_int_equal(number(i, "km"), first + (ntm_ref)i);
    assert_int_equal(ntm_graph_node(graph, first + 4321)->number.coef, 4321);
}

static void test_expr_refuses_texts_that_say_nothing(void **state)
{
    ntm_ref truth = add((ntm_node){.op = NTM_OP_TRUTH, .n = NTM_PASS});
    const char *keys[] = {""};
    char text[5000];

    (void)state;
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_int_equal(add((ntm_node){.op = NTM_OP_PART, .nargs = 1, .args = &truth}), NTM_NO_REF);
    assert_told("part: the label is missing or empty");
    assert_int_equal(add((ntm_node){.op = NTM_OP_HOLDS, .text = ""}), NTM_NO_REF);
    assert_told("holds: the title is missing or empty");
    assert_int_equal(add((ntm_node){.op = NTM_OP_NOT_KNOWN, .text = text}), NTM_NO_REF);
    assert_told("not_known: the reason is longer than 4000 bytes");
    assert_int_equal(
        add((ntm_node){.op = NTM_OP_BY_YEAR, .nargs = 1, .args = &truth, .nkeys = 1, .keys = keys}),
        NTM_NO_REF);
    assert_told("by_year: a key is empty or too long");
}

static void test_expr_units_have_eight_factors_at_most(void **state)
{
    (void)state;
    assert_int_equal(node2(NTM_OP_MUL, number(1, "a*b*c*d"), number(1, "e*f*g*h/i")), NTM_NO_REF);
    assert_told("mul: the unit of a*b*c*d and e*f*g*h/i has more than 8 factors");
}

static void test_expr_tells_points_apart(void **state)
{
    const ntm_decimal a[4] = {{0, 0}, {0, 0}, {10, 0}, {5, 0}};
    const ntm_decimal b[4] = {{0, 0}, {0, 0}, {10, 0}, {5, 1}};
    ntm_ref x = number(1, "km"), first;

    (void)state;
    first = add((ntm_node){.op = NTM_OP_LINEAR, .nargs = 1, .args = &x, .points = a});
    assert_int_not_equal(first, NTM_NO_REF);
    assert_int_equal(add((ntm_node){.op = NTM_OP_LINEAR, .nargs = 1, .args = &x, .points = a}),
                     first);
    assert_int_not_equal(add((ntm_node){.op = NTM_OP_LINEAR, .nargs = 1, .args = &x, .points = b}),
                         first);
}

static void test_type_text_names_each_kind(void **state)
{
    const ntm_scale scale = {.name = "s"};

    (void)state;
    assert_string_equal(ntm_type_text(arena, (ntm_type){.kind = NTM_K_ANY}), "not known");
    assert_string_equal(ntm_type_text(arena, (ntm_type){.kind = NTM_K_CHOICE, .scale = &scale}),
                        "a choice of s");
    assert_string_equal(ntm_type_text(arena, (ntm_type){.kind = NTM_K_NUMBER, .measure = "1"}),
                        "a number without unit");
}

static void test_expr_refuses_arguments_that_do_not_stand(void **state)
{
    (void)state;
    assert_int_equal(node1(NTM_OP_NONE_OF, 0), NTM_NO_REF);
    assert_told("does not stand before this one");
    assert_int_equal(add((ntm_node){.op = NTM_OP_COUNT}), NTM_NO_REF);
    assert_told("no operator has the number");
    assert_int_equal(add((ntm_node){.op = NTM_OP_FIELD}), NTM_NO_REF);
    assert_told("no field is named");
    assert_int_equal(
        add((ntm_node){.op = NTM_OP_LINEAR, .nargs = 1, .args = (ntm_ref[]){number(1, "km")}}),
        NTM_NO_REF);
    assert_told("two points are missing");
    assert_int_equal(add((ntm_node){.op = NTM_OP_TRUTH, .n = 1}), NTM_NO_REF);
    assert_told("expected pass or fail");
}

/* ---- limits ---- */

static void test_expr_repeated_squares_end_in_a_message(void **state)
{
    ntm_ref ref = number(2, NULL);

    (void)state;
    for (int i = 0; i < 22 && ref != NTM_NO_REF; i++)
        ref = node2(NTM_OP_MUL, ref, ref);
    assert_int_equal(ref, NTM_NO_REF);
    assert_told("more than 8 values are multiplied or divided");
    assert_true(ntm_graph_count(graph) < 5);
}

static void test_expr_degree_adds_up_in_products_only(void **state)
{
    ntm_ref a = number(2, NULL), b = node2(NTM_OP_MUL, a, number(3, NULL));

    (void)state;
    assert_int_equal(ntm_graph_node(graph, a)->degree, 1);
    assert_int_equal(ntm_graph_node(graph, b)->degree, 2);
    assert_int_equal(ntm_graph_node(graph, node2(NTM_OP_ADD, b, b))->degree, 2);
    assert_int_equal(ntm_graph_node(graph, node2(NTM_OP_RATIO, b, a))->degree, 3);
    assert_int_equal(ntm_graph_node(graph, node2(NTM_OP_PERCENT, b, b))->degree, 4);
}

static void test_expr_depth_has_a_limit(void **state)
{
    ntm_ref ref = add((ntm_node){.op = NTM_OP_TRUTH, .n = NTM_PASS});

    (void)state;
    for (unsigned depth = 1; depth < NTM_MAX_DEPTH; depth++) {
        ref = add((ntm_node){.op = NTM_OP_PART, .text = "x", .nargs = 1, .args = &ref});
        assert_int_not_equal(ref, NTM_NO_REF);
    }
    assert_int_equal(ntm_graph_node(graph, ref)->depth, NTM_MAX_DEPTH);
    assert_int_equal(diags.errors, 0);
    assert_int_equal(node1(NTM_OP_NONE_OF, ref), NTM_NO_REF);
    assert_told("nested deeper than 256");
}

static void test_expr_arguments_have_a_limit(void **state)
{
    ntm_ref args[NTM_MAX_ARGS + 1];

    (void)state;
    for (size_t i = 0; i <= NTM_MAX_ARGS; i++)
        args[i] = number((int64_t)i, "km");
    assert_int_not_equal(add((ntm_node){.op = NTM_OP_ADD, .nargs = NTM_MAX_ARGS, .args = args}),
                         NTM_NO_REF);
    assert_int_equal(add((ntm_node){.op = NTM_OP_ADD, .nargs = NTM_MAX_ARGS + 1, .args = args}),
                     NTM_NO_REF);
    assert_told("at most 1024");
}

static void test_expr_alternatives_have_a_limit(void **state)
{
    ntm_ref ref = add((ntm_node){.op = NTM_OP_TRUTH, .n = NTM_PASS});
    int rounds = 0;

    (void)state;
    while (ref != NTM_NO_REF && rounds < 64) {
        ref = node2(NTM_OP_ANY_OF, ref, ref);
        rounds++;
    }
    assert_in_range(rounds, 11, 13); /* 2, 6, 14 … doubles and adds two */
    assert_told("more than 4096 alternatives");
}

static void test_expr_parts_have_a_limit(void **state)
{
    ntm_ref ref = add((ntm_node){.op = NTM_OP_TRUTH, .n = NTM_PASS});
    int rounds = 0;

    (void)state;
    while (ref != NTM_NO_REF && rounds < 64) {
        ref = node2(NTM_OP_ALL_OF, ref, ref);
        rounds++;
    }
    assert_int_equal(rounds, 17); /* 2^16 parts are allowed */
    assert_told("more than 65536 parts");
}

static void test_expr_nodes_have_a_limit(void **state)
{
    (void)state;
    for (int i = 0; i < (int)NTM_MAX_NODES; i++)
        assert_int_not_equal(number(i, NULL), NTM_NO_REF);
    assert_int_equal(number(-1, NULL), NTM_NO_REF);
    assert_told("more than 65536 different expressions");
    assert_int_equal(number(17, NULL), 17); /* what stands is still found */
}

/* ---- every operator: a good and a bad case ---- */

/* Nodes that cases refer to by index; the case itself becomes the next one. */
static const char PRELUDE[] =
    "{'schema': 'ntm.decision/1', 'id': 'national/1', 'level': 'commune',"
    " 'fields': {'km': {'type': 'number', 'unit': 'km', 'level': ['commune']},"
    "            'people': {'type': 'count', 'unit': 'person', 'level': ['commune']},"
    "            'flag': {'type': 'yes_no', 'level': ['commune']},"
    "            'grade': {'type': 'grade', 'scale': 's', 'level': ['commune', 'district']},"
    "            'other': {'type': 'grade', 'scale': 't', 'level': ['commune']},"
    "            'choice': {'type': 'choice', 'list': 'l', 'level': ['commune']},"
    "            'date': {'type': 'date', 'level': ['commune']}},"
    " 'scales': {'s': {'ordered': true, 'codes': ['low', 'mid', 'top']},"
    "            't': {'ordered': true, 'codes': ['low', 'top']},"
    "            'l': {'ordered': false, 'codes': ['plain', 'mountain']}},"
    " 'zoning': {'scheme': 'z', 'keys': ['plain', 'mountain'], 'by': 5},"
    " 'nodes': ["
    /* 0 */ "{'op': 'field', 'field': 'km'}, {'op': 'field', 'field': 'people'},"
    /* 2 */ "{'op': 'field', 'field': 'flag'}, {'op': 'field', 'field': 'grade'},"
    /* 4 */ "{'op': 'field', 'field': 'other'}, {'op': 'field', 'field': 'choice'},"
    /* 6 */ "{'op': 'field', 'field': 'date'}, {'op': 'truth', 'value': 'pass'},"
    /* 8 */ "{'op': 'not_known', 'reason': 'r'}, {'op': 'number', 'value': '5'},"
    /* 10 */ "{'op': 'number', 'value': '5', 'unit': 'km'}],"
    " 'criteria': [{'number': 1, 'name': 'n', 'indicators': ["
    "     {'number': '1.1', 'text': 't', 'pass': 7}]}]}";
#define NEXT 11

typedef struct example {
    ntm_op op;
    const char *node;     /* without the op */
    const char *expected; /* NULL: good, with this type in `type` */
    const char *type;
} example;

#define GOOD(op, node, type)                                                                       \
    {                                                                                              \
        NTM_OP_##op, node, NULL, type                                                              \
    }
#define BAD(op, node, message)                                                                     \
    {                                                                                              \
        NTM_OP_##op, node, message, NULL                                                           \
    }
#define KM   "a number in km"
#define ONE  "a number without unit"
#define COND "a condition"

static const example EXAMPLES[] = {
    GOOD(FIELD, "'field': 'km'", KM),
    GOOD(FIELD, "'field': 'grade'", "a grade of s"),
    GOOD(FIELD, "'field': 'flag'", "a yes/no value"),
    BAD(FIELD, "'field': 'kn'", "nodes[11].field: unknown field 'kn'; did you mean 'km'?"),
    BAD(FIELD, "'field': 'km', 'args': [0]", "field: 1 arguments; expected exactly 0"),
    BAD(FIELD, "'unit': 'km'", "nodes[11].field: missing"),
    GOOD(NUMBER, "'value': '5', 'unit': 'VND/year/person'", "a number in VND/person/year"),
    GOOD(NUMBER, "'value': '-0.5'", ONE),
    BAD(NUMBER, "'value': 5", "nodes[11].value: expected a decimal number as a string"),
    BAD(NUMBER, "'value': '1e3'", "is not a decimal number"),
    BAD(NUMBER, "'value': '1234567890.1234567'", "more than 15 significant digits"),
    BAD(NUMBER, "'value': '1000000000000000'", "is not below"),
    BAD(NUMBER, "'value': '5', 'unit': 'k m'", "'k m' is no unit"),
    GOOD(GRADE, "'scale': 's', 'value': 'mid'", "a grade of s"),
    BAD(GRADE, "'scale': 's', 'value': 'high'", "'high' is not a code of s"),
    BAD(GRADE, "'scale': 'l', 'value': 'plain'", "expected the name of an ordered scale"),
    BAD(GRADE, "'scale': 'x', 'value': 'plain'", "there is no scale or list 'x'"),
    GOOD(CHOICE, "'list': 'l', 'value': 'plain'", "a choice of l"),
    BAD(CHOICE, "'list': 's', 'value': 'low'", "expected the name of an unordered list"),
    GOOD(DATE, "'value': '2023-12-31'", "a date"),
    BAD(DATE, "'value': '2023-02-30'", "is not a date"),
    BAD(DATE, "'value': '31/12/2023'", "is not a date"),
    GOOD(TRUTH, "'value': 'fail'", COND),
    BAD(TRUTH, "'value': 'unknown'", "expected one of \"fail\", \"pass\""),
    GOOD(AS_OF, "", "a date"),
    GOOD(AS_OF, "'args': []", "a date"),
    BAD(AS_OF, "'args': [0]", "as_of: 1 arguments; expected exactly 0"),
    GOOD(YEAR, "", "a number in year"),
    BAD(YEAR, "'value': '2023'", "nodes[11].value: unknown key"),
    GOOD(NOT_KNOWN, "'reason': 'no threshold seen'", "not known"),
    BAD(NOT_KNOWN, "'reason': ''", "the text is empty"),

    GOOD(PREVIOUS, "'args': [0]", KM),
    BAD(PREVIOUS, "'args': [10]", "previous: expected a field"),
    GOOD(PARENT, "'args': [3]", "a grade of s"),
    BAD(PARENT, "'args': [7]", "parent: argument 1 is a condition; expected a value"),

    GOOD(ADD, "'args': [0, 10, 0]", KM),
    GOOD(ADD, "'args': [0, 8]", KM),
    GOOD(ADD, "'args': [8, 8]", "not known"),
    BAD(ADD, "'args': [0, 1]",
        "nodes[11].args[1]: add: argument 1 is a number in km, argument 2 is a number in person; "
        "expected the same unit"),
    BAD(ADD, "'args': [0, 9]", "argument 2 is a number without unit; expected the same unit"),
    BAD(ADD, "'args': [0]", "add: 1 arguments; expected at least 2"),
    BAD(ADD, "'args': [0, 7]", "add: argument 2 is a condition; expected a number"),
    GOOD(SUB, "'args': [0, 10]", KM),
    BAD(SUB, "'args': [0, 10, 10]", "sub: 3 arguments; expected exactly 2"),
    BAD(SUB, "'args': [6, 6]", "argument 1 is a date; expected a number"),
    GOOD(MUL, "'args': [0, 1]", "a number in km*person"),
    GOOD(MUL, "'args': [0, 8]", "not known"),
    BAD(MUL, "'args': [0, 2]", "mul: argument 2 is a yes/no value; expected a number"),
    GOOD(RATIO, "'args': [0, 1]", "a number in km/person"),
    GOOD(RATIO, "'args': [0, 10]", ONE),
    BAD(RATIO, "'args': [3, 0]", "ratio: argument 1 is a grade of s; expected a number"),
    GOOD(PERCENT, "'args': [0, 10]", "a number in percent"),
    BAD(PERCENT, "'args': [0, 1]", "expected the same unit"),
    GOOD(MIN, "'args': [0]", KM),
    GOOD(MIN, "'args': [6, 6]", "a date"),
    BAD(MIN, "'args': []", "min: the list is empty"),
    BAD(MIN, "'args': [3, 4]",
        "argument 1 is a grade of s, argument 2 is a grade of t; expected the same type"),
    GOOD(MAX, "'args': [3, 3, 8]", "a grade of s"),
    BAD(MAX, "'args': [5]", "a choice of l; expected a number, a grade or a date"),
    GOOD(ROUND, "'args': [0], 'digits': -12", KM),
    BAD(ROUND, "'args': [0], 'digits': 13", "the number of digits is 13; expected -12 to 12"),
    BAD(ROUND, "'args': [0], 'digits': '2'", "nodes[11].digits: expected an integer"),
    GOOD(FIRST_KNOWN, "'args': [8, 2]", "a yes/no value"),
    BAD(FIRST_KNOWN, "'args': [2, 3]", "expected the same type"),
    BAD(FIRST_KNOWN, "'args': [7]", "expected a value"),
    GOOD(LINEAR, "'args': [0], 'points': ['0', '0', '10', '5']", ONE),
    BAD(LINEAR, "'args': [0], 'points': ['1', '0', '1.0', '5']", "both points stand at the same"),
    BAD(LINEAR, "'args': [0], 'points': ['1', '0', '2']", "expected [from, points, to, points]"),

    GOOD(KNOWN, "'args': [5]", COND),
    BAD(KNOWN, "'args': [7]", "known: argument 1 is a condition; expected a value"),
    GOOD(AT_LEAST, "'args': [0, 10]", COND),
    GOOD(AT_LEAST, "'args': [3, 3]", COND),
    GOOD(AT_LEAST, "'args': [8, 8]", COND),
    BAD(AT_LEAST, "'args': [0, 9]", "expected the same unit"),
    BAD(AT_LEAST, "'args': [3, 4]", "expected the same type"),
    BAD(AT_LEAST, "'args': [6, 6]", "argument 1 is a date; expected a number or a grade"),
    BAD(AT_LEAST, "'args': [5, 5]", "argument 1 is a choice of l; expected a number or a grade"),
    GOOD(AT_MOST, "'args': [0, 10]", COND),
    BAD(AT_MOST, "'args': [2, 2]", "at_most: argument 1 is a yes/no value"),
    GOOD(MORE_THAN, "'args': [0, 10]", COND),
    BAD(MORE_THAN, "'args': [0, 3]", "expected the same type"),
    GOOD(LESS_THAN, "'args': [0, 10]", COND),
    BAD(LESS_THAN, "'args': [0]", "less_than: 1 arguments; expected exactly 2"),
    GOOD(IS, "'args': [2, 2]", COND),
    GOOD(IS, "'args': [5, 5]", COND),
    GOOD(IS, "'args': [6, 6]", COND),
    BAD(IS, "'args': [7, 7]", "is: argument 1 is a condition; expected a value"),
    BAD(IS, "'args': [5, 3]", "expected the same type"),
    GOOD(IS_NOT, "'args': [0, 10]", COND),
    BAD(IS_NOT, "'args': [0, 6]", "expected the same type"),
    GOOD(BETWEEN, "'args': [0, 10, 10]", COND),
    GOOD(BETWEEN, "'args': [6, 6, 6]", COND),
    BAD(BETWEEN, "'args': [0, 10, 9]", "nodes[11].args[2]: between: argument 1"),
    BAD(BETWEEN, "'args': [0, 10]", "between: 2 arguments; expected exactly 3"),
    GOOD(ON_OR_BEFORE, "'args': [6, 6]", COND),
    BAD(ON_OR_BEFORE, "'args': [6, 0]",
        "on_or_before: argument 2 is a number in km; expected a date"),
    GOOD(ON_OR_AFTER, "'args': [6, 8]", COND),
    BAD(ON_OR_AFTER, "'args': [2, 6]", "expected a date"),
    GOOD(WITHIN, "'args': [6], 'months': 0", COND),
    BAD(WITHIN, "'args': [6], 'months': 1201", "expected 0 to 1200"),
    BAD(WITHIN, "'args': [0], 'months': 12", "expected a date"),
    GOOD(YES, "'args': [2]", COND),
    BAD(YES, "'args': [0]", "yes: argument 1 is a number in km; expected a yes/no value"),
    GOOD(NO, "'args': [8]", COND),
    BAD(NO, "'args': [7]", "expected a yes/no value"),

    GOOD(ALL_OF, "'args': [7, 8]", COND),
    BAD(ALL_OF, "'args': []", "all_of: the list is empty; expected at least one argument"),
    BAD(ALL_OF, "'args': [7, 2]", "all_of: argument 2 is a yes/no value; expected a condition"),
    GOOD(ANY_OF, "'args': [7]", COND),
    BAD(ANY_OF, "'args': []", "any_of: the list is empty"),
    GOOD(NONE_OF, "'args': [7, 7]", COND),
    BAD(NONE_OF, "'args': [0]", "expected a condition"),
    GOOD(AT_LEAST_N_OF, "'args': [7, 7, 8], 'n': 3", COND),
    BAD(AT_LEAST_N_OF, "'args': [7, 7], 'n': 3", "n is 3; expected 1 to 2"),
    BAD(AT_LEAST_N_OF, "'args': [7, 7], 'n': 0", "n is 0; expected 1 to 2"),
    GOOD(IF_ANY, "'args': [7, 7]", COND),
    BAD(IF_ANY, "'args': [7, 2]", "if_any: argument 2 is a yes/no value; expected a condition"),
    GOOD(PART, "'args': [7], 'label': 'nam'", COND),
    BAD(PART, "'args': [7], 'label': ''", "nodes[11].label: the text is empty"),
    BAD(PART, "'args': [0], 'label': 'nam'", "expected a condition"),

    GOOD(WHEN, "'args': [7, 0, 10]", KM),
    GOOD(WHEN, "'args': [7, 7, 7]", COND),
    BAD(WHEN, "'args': [2, 0, 10]", "when: argument 1 is a yes/no value; expected a condition"),
    BAD(WHEN, "'args': [7, 0, 7]", "argument 2 is a number in km, argument 3 is a condition"),
    GOOD(CHOOSE, "'args': [5, 0, 10], 'keys': ['mountain', 'plain']", KM),
    GOOD(CHOOSE, "'args': [3, 7], 'keys': ['mid']", COND),
    GOOD(CHOOSE, "'args': [8, 7], 'keys': ['anything']", COND),
    BAD(CHOOSE, "'args': [5, 0, 10], 'keys': ['hill', 'plain']", "key 'hill' is not a code of l"),
    BAD(CHOOSE, "'args': [5, 0, 0], 'keys': ['plain', 'plain']", "key 'plain' stands twice"),
    BAD(CHOOSE, "'args': [5, 0], 'keys': ['plain', 'mountain']", "choose: 2 keys for 1 values"),
    BAD(CHOOSE, "'args': [0, 0], 'keys': ['plain']", "expected a grade or a choice"),
    BAD(CHOOSE, "'args': [5, 0, 1], 'keys': ['plain', 'mountain']", "expected the same unit"),
    BAD(CHOOSE, "'args': [4, 0, 0, 0], 'keys': ['low', 'top', 'x']",
        "3 keys, but only 2 can differ"),
    GOOD(BY_ZONE, "'args': [0, 10], 'keys': ['mountain', 'plain']", KM),
    BAD(BY_ZONE, "'args': [0], 'keys': ['plain']", "by_zone: no value for mountain"),
    BAD(BY_ZONE, "'args': [0, 0], 'keys': ['plain', 'hill']", "the zoning has no zone 'hill'"),
    BAD(BY_ZONE, "'args': [0, 0], 'keys': ['plain', 'plain']", "key 'plain' stands twice"),
    GOOD(BY_YEAR, "'args': [0, 10], 'keys': ['2022', '2023']", KM),
    BAD(BY_YEAR, "'args': [0, 10], 'keys': ['2023', '2022']", "does not come after the one before"),
    BAD(BY_YEAR, "'args': [0, 10], 'keys': ['2022', '2022']", "does not come after the one before"),
    BAD(BY_YEAR, "'args': [0], 'keys': ['1899']", "is not a year from 1900 to 2200"),
    BAD(BY_YEAR, "'args': [0], 'keys': ['+2022']", "is not a year from 1900 to 2200"),
    BAD(BY_YEAR, "'args': [0], 'keys': [2022]", "nodes[11].keys[0]: expected a string"),
    GOOD(SINCE, "'args': [0, 10], 'keys': ['2022-01-01', '2023-01-01']", KM),
    BAD(SINCE, "'args': [0, 10], 'keys': ['2023-01-01', '2022-01-01']", "keys must rise"),
    BAD(SINCE, "'args': [0], 'keys': ['2022']", "is not a date such as 2023-12-31"),

    GOOD(CHILD_COUNT, "'level': 'village'", "a number in village"),
    BAD(CHILD_COUNT, "'level': 'province'", "expected the children's level"),
    BAD(CHILD_COUNT, "", "nodes[11].level: missing"),
    GOOD(CHILD_COUNT_WHERE, "'args': [7], 'level': 'product'", "a number in product"),
    BAD(CHILD_COUNT_WHERE, "'args': [2], 'level': 'village'", "expected a condition"),
    GOOD(CHILD_PERCENT_WHERE, "'args': [7], 'level': 'village'", "a number in percent"),
    BAD(CHILD_PERCENT_WHERE, "'args': [7], 'level': 'ward'", "expected one of \"province\""),
    GOOD(CHILD_SUM, "'args': [0], 'level': 'village'", KM),
    BAD(CHILD_SUM, "'args': [3], 'level': 'village'", "expected a number"),
    GOOD(CHILD_LEAST, "'args': [0], 'level': 'village'", KM),
    BAD(CHILD_LEAST, "'args': [7], 'level': 'village'", "expected a number"),
    GOOD(CHILD_GREATEST, "'args': [0], 'level': 'village'", KM),
    BAD(CHILD_GREATEST, "'args': [6], 'level': 'village'", "expected a number"),
    GOOD(CHILD_ALL, "'args': [7], 'level': 'village'", COND),
    BAD(CHILD_ALL, "'args': [2], 'level': 'village'", "expected a condition"),
    GOOD(CHILD_ANY, "'args': [7], 'level': 'village'", COND),
    BAD(CHILD_ANY, "'args': [], 'level': 'village'", "child_any: 0 arguments; expected exactly 1"),

    GOOD(MEETS, "'decision': '32/2022'", COND),
    BAD(MEETS, "'decision': ''", "the text is empty"),
    GOOD(MEETS_CURRENT, "'series': 'xa-ntm'", COND),
    BAD(MEETS_CURRENT, "", "nodes[11].series: missing"),
    GOOD(QUALIFIES, "'decision': '32/2022'", COND),
    BAD(QUALIFIES, "'series': 'xa-ntm'", "nodes[11].series: unknown key"),
    GOOD(HOLDS, "'title': 'xa-ntm'", COND),
    BAD(HOLDS, "'title': 7", "nodes[11].title: expected a string, found an integer"),
    GOOD(FAILED_SHARE, "", "a number in percent"),
    BAD(FAILED_SHARE, "'n': 1", "nodes[11].n: unknown key"),
    GOOD(CRITERION_FAILS, "'n': 1", COND),
    BAD(CRITERION_FAILS, "'n': 0", "the criterion is 0; expected 1 to 999"),
    GOOD(CRITERION_PASSES, "'n': 1", COND),
    BAD(CRITERION_PASSES, "'n': '1'", "nodes[11].n: expected an integer"),
    GOOD(FIRST_OF, "'args': [7, 9, 8, 9, 9]", ONE),
    GOOD(FIRST_OF, "'args': [9]", ONE),
    BAD(FIRST_OF, "'args': [7, 9]", "expected pairs of condition and points"),
    BAD(FIRST_OF, "'args': [9, 9, 9]",
        "first_of: argument 1 is a number without unit; expected a condition"),
    BAD(FIRST_OF, "'args': [7, 7, 9]", "first_of: argument 2 is a condition; expected a number"),
    BAD(FIRST_OF, "'args': [7, 0, 9]", "expected one unit"),
};
#define EXAMPLE_COUNT (sizeof EXAMPLES / sizeof *EXAMPLES)

/* What was written of the operator's attributes is what was read; numbers and keys have one form. */
static void check_attributes(const json_t *written, const example *e, json_t *node)
{
    static const char *const loose[] = {"args", "keys", "value", "unit"};
    json_t *nodes = json_object_get(written, "nodes"), *value;
    const char *name = ntm_op_name(e->op), *key;
    bool found = false;

    for (size_t i = 0; i < json_array_size(nodes) && !found; i++) {
        json_t *other = json_array_get(nodes, i);
        bool same = strcmp(json_string_value(json_object_get(other, "op")), name) == 0;

        json_object_foreach (node, key, value) {
            bool skip = false;

            for (size_t k = 0; k < sizeof loose / sizeof *loose; k++)
                skip = skip || strcmp(loose[k], key) == 0;
            same =
                same && (skip ? json_array_size(value) == 0 || json_object_get(other, key) != NULL
                              : json_equal(value, json_object_get(other, key)));
        }
        found = same;
    }
    if (!found)
        fail_msg("%s {%s} is not written as it was read", name, e->node);
}

/* A good node under a gate, where all operators may stand: of its type, and written as it was read. */
static void check_good(const example *e, const json_t *base, const char *node)
{
    bool truth = strcmp(e->type, COND) == 0;
    json_t *json = json_deep_copy(base), *written;
    ntm_document *document, *again;

    test_json_set(json, "/nodes/-", node);
    test_json_set(json, "/nodes/-",
                  truth ? "{'op': 'none_of', 'args': [11]}" : "{'op': 'known', 'args': [11]}");
    test_json_set(json, "/conditions", "[{'name': 'c', 'pass': 12}]");
    if (ntm_document_read(json, &document, &diags) != NTM_OK)
        fail_msg("%s: %s", node, diags.items[0].message);
    written = ntm_document_json(document, false);
    check_attributes(written, e, json_array_get(json_object_get(json, "nodes"), NEXT));
    assert_int_equal(ntm_document_read(written, &again, &diags), NTM_OK);
    assert_string_equal(sha256_of(again), sha256_of(document));
    ntm_document_free(again);
    ntm_document_free(document);
    json_decref(written);
    if (!truth && strcmp(e->type, "not known") != 0) {
        test_json_set(json, "/criteria/0/indicators/0/pass", "11");
        assert_int_equal(ntm_document_read(json, &document, &diags), NTM_EINPUT);
        assert_told(e->type); /* … expected a condition */
    }
    json_decref(json);
}

static void check_bad(const example *e, const json_t *base, const char *node)
{
    json_t *json = json_deep_copy(base);
    ntm_document *document;

    test_json_set(json, "/nodes/-", node);
    assert_int_equal(ntm_document_read(json, &document, &diags), NTM_EINPUT);
    assert_null(document);
    assert_told(e->expected);
    assert_non_null(strstr(diags.items[0].message, "nodes[11]"));
    json_decref(json);
}

static void test_expr_every_operator_has_its_typing_rule(void **state)
{
    json_t *base = test_json(PRELUDE);
    int good[NTM_OP_COUNT] = {0}, bad[NTM_OP_COUNT] = {0};

    (void)state;
    assert_int_equal(json_array_size(json_object_get(base, "nodes")), NEXT);
    for (size_t i = 0; i < EXAMPLE_COUNT; i++) {
        const example *e = &EXAMPLES[i];
        char node[400];

        snprintf(node, sizeof node, "{'op': '%s'%s%s}", ntm_op_name(e->op), *e->node ? ", " : "",
                 e->node);
        if (e->expected)
            check_bad(e, base, node);
        else
            check_good(e, base, node);
        (e->expected ? bad : good)[e->op]++;
        ntm_diags_clear(&diags);
    }
    for (ntm_op op = 0; op < NTM_OP_COUNT; op++)
        if (!good[op] || !bad[op])
            fail_msg("%s has no good or no bad case", ntm_op_name(op));
    json_decref(base);
}

static void test_op_names_go_there_and_back(void **state)
{
    (void)state;
    for (ntm_op op = 0; op < NTM_OP_COUNT; op++)
        assert_int_equal(ntm_op_find(ntm_op_name(op)), op);
    assert_int_equal(ntm_op_find("at_leas"), NTM_OP_COUNT);
    assert_int_equal(ntm_op_find(""), NTM_OP_COUNT);
}

#define GRAPH_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        GRAPH_TEST(test_expr_equal_nodes_are_one),
        GRAPH_TEST(test_expr_attributes_that_mean_nothing_are_left_out),
        GRAPH_TEST(test_expr_keys_stand_in_the_order_of_their_zones),
        GRAPH_TEST(test_expr_survives_many_different_nodes),
        GRAPH_TEST(test_expr_refuses_texts_that_say_nothing),
        GRAPH_TEST(test_expr_units_have_eight_factors_at_most),
        GRAPH_TEST(test_expr_tells_points_apart),
        GRAPH_TEST(test_type_text_names_each_kind),
        GRAPH_TEST(test_expr_refuses_arguments_that_do_not_stand),
        GRAPH_TEST(test_expr_repeated_squares_end_in_a_message),
        GRAPH_TEST(test_expr_degree_adds_up_in_products_only),
        GRAPH_TEST(test_expr_depth_has_a_limit),
        GRAPH_TEST(test_expr_arguments_have_a_limit),
        GRAPH_TEST(test_expr_alternatives_have_a_limit),
        GRAPH_TEST(test_expr_parts_have_a_limit),
        GRAPH_TEST(test_expr_nodes_have_a_limit),
        GRAPH_TEST(test_expr_every_operator_has_its_typing_rule),
        cmocka_unit_test(test_op_names_go_there_and_back),
    };

    ntm_i18n_set(NTM_LANG_EN);
    return cmocka_run_group_tests_name("model/expr", tests, NULL, NULL);
}
