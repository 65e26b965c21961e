/* Plans: what is settled when a plan is made, what costs nothing, what goes to the exact walk. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "eval/plan.h"
#include "model/tri.h"
#include "support/small_world.h"

#define PERCENT(w, a, b) test_op2(w, NTM_OP_PERCENT, test_field(w, a), test_field(w, b))

static int set_up(void **state)
{
    test_world *w = test_world_empty();
    test_unit(w, "p", NTM_LEVEL_PROVINCE, NULL);
    for (int i = 0; i < 3; i++) {
        static const char *const CODES[] = {"c0", "c1", "c2"};
        static const char *const VILLAGES[] = {"v0", "v1", "v2"};
        test_unit(w, CODES[i], NTM_LEVEL_COMMUNE, "p");
        test_unit(w, VILLAGES[i], NTM_LEVEL_VILLAGE, "c0");
    }
    /* each column has a figure, and misses one */
    static const char *const NUMBERS[] = {"c.n0", "c.n1", "c.n2", "c.n3", "c.km0", "c.km1"};
    for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++)
        test_figure(w, "c0", NUMBERS[i], "1");
    test_figure(w, "c0", "c.yes0", "yes");
    test_figure(w, "c0", "c.yes1", "yes");
    test_figure(w, "c0", "c.zone0", "zone1");
    test_figure(w, "v0", "v.yes0", "yes");
    test_figure(w, "v0", "v.n0", "1");
    *state = w;
    return 0;
}

static int tear_down(void **state)
{
    test_world_free(*state);
    return 0;
}

/* The program as text; yours to free(). */
static char *program(test_world *w, ntm_plan **plan_out)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    test_world_build(w);
    ntm_plan *plan = ntm_plan_new(&w->document, w->frame);
    ntm_plan_print(plan, out);
    fclose(out);
    if (plan_out)
        *plan_out = plan;
    else
        ntm_plan_free(plan);
    return text;
}

static void assert_program(test_world *w, const char *expected)
{
    char *text = program(w, NULL);
    assert_string_equal(text, expected);
    free(text);
}

static unsigned count_of(const char *text, const char *word)
{
    unsigned n = 0;
    for (const char *at = text; (at = strstr(at, word)); at += strlen(word))
        n++;
    return n;
}

static void test_plan_of_a_share_is_one_ratio_and_three_planes(void **state)
{
    test_world *w = *state;
    test_indicator(
        w,
        test_op2(w, NTM_OP_AT_LEAST, PERCENT(w, "c.n0", "c.n1"), test_number(w, "80", "percent")),
        NTM_NO_REF);
    /* p2, p3: the columns' bitmaps; no plane for errors or for what is handed over */
    assert_program(w, "segment commune: 8 planes, 2 vectors\n"
                      "    0  p4 = and p2 p3\n"
                      "    1  p5 p6 = ratio< v0 v1 p4  ; 80 %\n"
                      "    2  p7 = and p4 p6\n"
                      "    3  p6 = and-not p7 p5\n"
                      "    4  p4 = nand p5 p7\n"
                      "    5  status p6 p4 p0 p0 p1 p1 p0 p0  ; 1.1\n");
}

static void test_plan_looks_thresholds_up_by_zone_in_one_step(void **state)
{
    test_world *w = *state;
    test_zones(w);
    ntm_ref by_zone =
        test_by_zone(w, test_number(w, "70", "percent"), test_number(w, "80", "percent"));
    test_indicator(w, test_op2(w, NTM_OP_AT_LEAST, PERCENT(w, "c.n0", "c.n1"), by_zone),
                   NTM_NO_REF);
    char *text = program(w, NULL);
    assert_non_null(strstr(text, "= ratio<table")); /* zone3, zone1, zone2 in the list's order */
    assert_non_null(strstr(text, "; 0 70 80 %"));
    free(text);
}

static void test_plan_settles_year_and_date(void **state)
{
    test_world *w = *state;
    static const char *const YEARS[] = {"2022", "2023"};
    static const char *const DAYS[] = {"2020-01-01", "2024-01-01"};
    ntm_ref values[] = {test_number(w, "42", "person"), test_number(w, "45", "person")};
    ntm_node node = {.op = NTM_OP_BY_YEAR, .nargs = 2, .args = values, .nkeys = 2, .keys = YEARS};
    ntm_ref by_year = test_node(w, node);
    node.op = NTM_OP_SINCE;
    node.keys = DAYS;
    ntm_ref since = test_node(w, node);
    test_indicator(w, test_op2(w, NTM_OP_AT_LEAST, test_field(w, "c.n0"), by_year), NTM_NO_REF);
    test_indicator(w, test_op2(w, NTM_OP_AT_LEAST, test_field(w, "c.n0"), since), NTM_NO_REF);
    char *text = program(w, NULL);
    assert_int_equal(count_of(text, "less-const"), 2);
    assert_non_null(strstr(text, "; 45"));
    assert_non_null(strstr(text, "; 42"));
    free(text);
}

static void test_plan_writes_equal_steps_once_and_unused_ones_never(void **state)
{
    test_world *w = *state;
    ntm_ref a =
        test_op2(w, NTM_OP_AT_LEAST, PERCENT(w, "c.n0", "c.n1"), test_number(w, "80", "percent"));
    ntm_ref not_a = test_op1(w, NTM_OP_NONE_OF, a);
    ntm_ref yes = test_op1(w, NTM_OP_YES, test_field(w, "c.yes0"));
    ntm_ref no = test_op1(w, NTM_OP_NO, test_field(w, "c.yes0"));
    test_indicator(w, a, NTM_NO_REF);
    test_indicator(w, not_a, NTM_NO_REF);
    test_indicator(w, yes, no);
    /* a test that can't fail: the other branch is not in the program */
    ntm_ref truth = test_node(w, (ntm_node){.op = NTM_OP_TRUTH, .n = NTM_PASS});
    test_indicator(w,
                   test_op3(w, NTM_OP_WHEN, truth, yes,
                            test_op2(w, NTM_OP_AT_LEAST, PERCENT(w, "c.n2", "c.n3"),
                                     test_number(w, "7", "percent"))),
                   NTM_NO_REF);
    char *text = program(w, NULL);
    assert_int_equal(count_of(text, "ratio<"), 1);
    assert_int_equal(count_of(text, "less-const"), 1);
    assert_null(strstr(text, "; 7 %"));
    free(text);
}

static void test_plan_runs_villages_as_a_segment_of_their_own(void **state)
{
    test_world *w = *state;
    ntm_ref yes = test_op1(w, NTM_OP_YES, test_field(w, "v.yes0"));
    ntm_ref share = test_children(w, NTM_OP_CHILD_PERCENT_WHERE, NTM_LEVEL_VILLAGE, yes);
    test_indicator(w, test_op2(w, NTM_OP_AT_LEAST, share, test_number(w, "70", "percent")),
                   NTM_NO_REF);
    ntm_plan *plan;
    char *text = program(w, &plan);
    assert_int_equal(strncmp(text, "segment village", 15), 0);
    assert_non_null(strstr(text, "\nsegment commune"));
    assert_int_equal(count_of(text, "child-count"), 2); /* that pass, that may pass */
    assert_false(ntm_plan_is_exact(plan, 0));
    assert_int_equal(ntm_plan_measure(plan).segments, 2);
    ntm_plan_free(plan);
    free(text);
}

static void test_plan_hands_over_what_it_does_not_do(void **state)
{
    test_world *w = *state;
    ntm_ref yes = test_op1(w, NTM_OP_YES, test_field(w, "c.yes0"));
    ntm_ref rounded = test_node(
        w, (ntm_node){.op = NTM_OP_ROUND, .nargs = 1, .args = (ntm_ref[]){test_field(w, "c.km0")}});
    ntm_ref compare = test_op2(w, NTM_OP_AT_LEAST, rounded, test_number(w, "1", "km"));
    test_indicator(w, yes, NTM_NO_REF);
    test_indicator(w, compare, NTM_NO_REF);
    test_indicator(w, test_op2(w, NTM_OP_ALL_OF, yes, compare), NTM_NO_REF);
    test_indicator(w, compare, yes); /* not where `applies` fails */
    ntm_plan *plan;
    free(program(w, &plan));
    assert_false(ntm_plan_is_exact(plan, 0));
    assert_true(ntm_plan_is_exact(plan, 1));
    assert_true(ntm_plan_is_exact(plan, 2));
    assert_false(ntm_plan_is_exact(plan, 3));
    ntm_plan_free(plan);
}

/* Many values alive at once: the batch shrinks instead of the memory growing. */
static void test_plan_of_many_numbers_takes_smaller_batches(void **state)
{
    test_world *w = *state;
    enum { SUMS = 900 };
    ntm_ref args[SUMS], sum[SUMS];
    ntm_ref field = test_field(w, "c.km0");
    char text[16];
    for (int i = 0; i < SUMS; i++) {
        snprintf(text, sizeof text, "%d", i + 1);
        sum[i] = test_op2(w, NTM_OP_ADD, field, test_number(w, text, "km"));
    }
    /* read forwards, then backwards */
    for (int i = 0; i < SUMS; i++)
        args[i] = test_op2(w, NTM_OP_AT_LEAST, sum[i], test_number(w, "5", "km"));
    test_indicator(w, test_node(w, (ntm_node){.op = NTM_OP_ALL_OF, .nargs = SUMS, .args = args}),
                   NTM_NO_REF);
    for (int i = 0; i < SUMS; i++)
        args[i] = test_op2(w, NTM_OP_LESS_THAN, sum[SUMS - 1 - i], test_number(w, "5000", "km"));
    test_indicator(w, test_node(w, (ntm_node){.op = NTM_OP_ALL_OF, .nargs = SUMS, .args = args}),
                   NTM_NO_REF);
    ntm_plan *plan;
    free(program(w, &plan));
    ntm_plan_size size = ntm_plan_measure(plan);
    assert_true(size.vectors >= SUMS);
    assert_true((size_t)size.batch * size.vectors * sizeof(double) <= (size_t)16 << 20);
    assert_int_equal(size.batch % 64, 0);
    ntm_plan_free(plan);
}

/* Tens of thousands of nodes, all in use. */
static void test_plan_of_a_very_large_document_stands(void **state)
{
    test_world *w = *state;
    enum { EACH = 500 };
    ntm_ref args[EACH], field[] = {test_field(w, "c.km0"), test_field(w, "c.km1")};
    char text[16];
    for (int i = 0; i < 20; i++) {
        for (int k = 0; k < EACH; k++) {
            snprintf(text, sizeof text, "%d.%03d", i, k);
            ntm_ref sum = test_op2(w, NTM_OP_ADD, field[k % 2], test_number(w, text, "km"));
            args[k] = test_op2(w, NTM_OP_AT_LEAST, sum, field[1 - k % 2]);
        }
        test_indicator(w,
                       test_node(w, (ntm_node){.op = NTM_OP_AT_LEAST_N_OF,
                                               .nargs = EACH,
                                               .args = args,
                                               .n = 7 * (i + 1)}),
                       NTM_NO_REF);
    }
    ntm_plan *plan;
    free(program(w, &plan));
    assert_true(ntm_plan_measure(plan).instructions > 40000);
    ntm_plan_free(plan);
}

static void test_plan_of_a_document_without_indicators_is_empty(void **state)
{
    ntm_plan *plan;
    free(program(*state, &plan));
    assert_int_equal(ntm_plan_measure(plan).instructions, 0);
    ntm_plan_free(plan);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(test_plan_of_a_share_is_one_ratio_and_three_planes),
        T(test_plan_looks_thresholds_up_by_zone_in_one_step),
        T(test_plan_settles_year_and_date),
        T(test_plan_writes_equal_steps_once_and_unused_ones_never),
        T(test_plan_runs_villages_as_a_segment_of_their_own),
        T(test_plan_hands_over_what_it_does_not_do),
        T(test_plan_of_many_numbers_takes_smaller_batches),
        T(test_plan_of_a_very_large_document_stands),
        T(test_plan_of_a_document_without_indicators_is_empty),
    };
    return cmocka_run_group_tests_name("eval/plan", tests, NULL, NULL);
}
