/*
 * The kernel: each claim on figures made for it, held against the exact walk; the two sets of loops
 * against each other; parts of the rows against all of them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "eval/exact.h"
#include "eval/kernel_near.h"
#include "eval/kernel_priv.h"
#include "support/small_world.h"

#define PERCENT(w, a, b)   test_op2(w, NTM_OP_PERCENT, test_field(w, a), test_field(w, b))
#define AT_LEAST(w, a, b)  test_op2(w, NTM_OP_AT_LEAST, a, b)
#define PERCENTS(w, value) test_number(w, value, "percent")

static int set_up(void **state)
{
    test_world *w = test_world_empty();
    test_unit(w, "p", NTM_LEVEL_PROVINCE, NULL);
    *state = w;
    return 0;
}

static int tear_down(void **state)
{
    test_world_free(*state);
    return 0;
}

static const char *commune(test_world *w, unsigned number)
{
    const char *code = ntm_arena_printf(w->arena, "c%05u", number);
    test_unit(w, code, NTM_LEVEL_COMMUNE, "p");
    return code;
}

static ntm_status decide(void *context, uint32_t indicator, ntm_row row, bool *either_way)
{
    return ntm_exact_indicator_status(context, indicator, row, either_way);
}

static bool same_planes(const ntm_status_planes *a, const ntm_status_planes *b)
{
    size_t bytes = a->indicators * a->words * sizeof(uint64_t);
    return a->words == b->words && !memcmp(a->high, b->high, bytes) &&
           !memcmp(a->low, b->low, bytes) && !memcmp(a->error, b->error, bytes) &&
           !memcmp(a->either_way, b->either_way, bytes) && !memcmp(a->hand, b->hand, bytes);
}

/* Both sets of loops give the same planes. */
static void run(const ntm_plan *plan, ntm_row first, int32_t rows, ntm_status_planes *out)
{
    ntm_status_planes base;
    ntm_kernel_run(plan, first, rows, out);
    ntm_kernel_run_with(&ntm_loops_base, plan, first, rows, &base);
    assert_true(same_planes(out, &base));
    ntm_status_planes_clear(&base);
}

/* Run the kernel; every status must be the exact walk's. Returns how many were handed over. */
static size_t check(test_world *w, ntm_status *statuses)
{
    ntm_status own[64];
    bool either_way[64];
    ntm_status_planes planes;
    ntm_row first;
    int32_t rows;
    test_world_build(w);
    ntm_plan *plan = ntm_plan_new(&w->document, w->frame);
    ntm_exact *exact = ntm_exact_new(&w->document, w->frame, NULL);
    uint32_t count = w->document.nindicators;
    assert_true(count <= 64);
    ntm_frame_level(w->frame, NTM_LEVEL_COMMUNE, &first, &rows);
    run(plan, first, rows, &planes);
    size_t handed = ntm_kernel_handed(&planes);
    ntm_kernel_hand_over(&planes, decide, NULL, exact);
    for (int32_t i = 0; i < rows; i++) {
        ntm_kernel_statuses(&planes, first + i, own, either_way);
        for (uint32_t k = 0; k < count; k++) {
            bool expected_either;
            ntm_status expected = ntm_exact_indicator_status(exact, k, first + i, &expected_either);
            if (own[k] != expected || either_way[k] != expected_either)
                fail_msg("unit %s, indicator %u: kernel %s, exact %s",
                         ntm_frame_row(w->frame, first + i)->unit->code, k + 1,
                         ntm_status_code(own[k]), ntm_status_code(expected));
            if (statuses)
                statuses[(uint32_t)i * count + k] = own[k];
        }
    }
    ntm_status_planes_clear(&planes);
    ntm_exact_free(exact);
    ntm_plan_free(plan);
    return handed;
}

/* --- thresholds ------------------------------------------------------------------------------ */

static void test_near_decides_ratios_to_the_last_digit(void **state)
{
    (void)state;
    ntm_decimal percent80 = {80, 0}, third = {333333333, 9};
    assert_int_equal(ntm_near_ratio(4, 5, percent80, true), 0);
    assert_int_equal(ntm_near_ratio(-4, -5, percent80, true), 0);
    assert_int_equal(ntm_near_ratio(4, -5, percent80, true), -1);
    assert_int_equal(ntm_near_ratio(0.3, 0.1, (ntm_decimal){3, 0}, false), 0);
    assert_int_equal(
        ntm_near_ratio(899999999999999.0, 999999999999999.0, (ntm_decimal){90, 0}, true), -1);
    assert_int_equal(
        ntm_near_ratio(899999999999999.0, 999999999999998.0, (ntm_decimal){90, 0}, true), 1);
    assert_int_equal(
        ntm_near_ratio(-899999999999999.0, 999999999999999.0, (ntm_decimal){-90, 0}, true), 1);
    assert_int_equal(ntm_near_ratio(1, 3, third, false), 1);
    assert_int_equal(ntm_near_ratio(0, 7, (ntm_decimal){0, 0}, false), 0);
    /* left alone, right too large for 128 bits */
    ntm_decimal large = {999999999999999, 0};
    assert_int_equal(ntm_near_ratio(0.000000001, 999999999999999.0, large, false), -1);
    assert_int_equal(ntm_near_ratio(0.000000001, -999999999999999.0, large, false), -1);
    assert_int_equal(
        ntm_near_ratio(0.000000001, 999999999999999.0, (ntm_decimal){-999999999999999, 0}, false),
        1);
    assert_int_equal(ntm_near_ratio_double(12.5, 20, 62.5, true), 0);
}

/* Shares within a few units of the last place of 90 %, at both ends of what a decimal can be. */
static void test_kernel_decides_shares_next_to_the_threshold(void **state)
{
    test_world *w = *state;
    static const char *const PAIRS[][2] = {{"899999999999999", "999999999999999"},
                                           {"899999999999998", "999999999999998"},
                                           {"899999999999999", "999999999999998"},
                                           {"899999999999997", "999999999999997"},
                                           {"-899999999999999", "999999999999999"},
                                           {"-899999999999999", "-999999999999999"},
                                           {"899999999999999", "-999999999999999"},
                                           {"9", "10"},
                                           {"0.9", "1"},
                                           {"0.000000009", "0.00000001"},
                                           {"0.09", "0.1"},
                                           {"-9", "-10"},
                                           {"9", "-10"},
                                           {"0", "10"},
                                           {"0", "0"},
                                           {"9", "0"},
                                           {"0.27", "0.3"},
                                           {"0.63", "0.7"},
                                           {"99", "110"},
                                           {"989999999.999999", "1099999999.99999"}};
    static const ntm_op OPS[] = {NTM_OP_AT_LEAST,  NTM_OP_AT_MOST, NTM_OP_MORE_THAN,
                                 NTM_OP_LESS_THAN, NTM_OP_IS,      NTM_OP_IS_NOT};
    ntm_status statuses[20 * 24];
    for (unsigned i = 0; i < 20; i++) {
        const char *unit = commune(w, i);
        test_figure(w, unit, "c.wide0", PAIRS[i][0]);
        test_figure(w, unit, "c.wide1", PAIRS[i][1]);
        test_figure(w, unit, "c.share", "90");
        test_figure(w, unit, "c.zone0", i % 2 ? "zone1" : "zone2");
    }
    test_zones(w);
    ntm_ref share = PERCENT(w, "c.wide0", "c.wide1");
    ntm_ref thresholds[] = {PERCENTS(w, "90"), test_field(w, "c.share"),
                            test_by_zone(w, PERCENTS(w, "90"), PERCENTS(w, "-90")),
                            PERCENTS(w, "100")};
    for (unsigned t = 0; t < 4; t++)
        for (unsigned o = 0; o < 6; o++)
            test_indicator(w, test_op2(w, OPS[o], share, thresholds[t]), NTM_NO_REF);
    assert_int_equal(check(w, statuses), 0);             /* not one is handed over */
    assert_int_equal(statuses[0], NTM_ST_FAIL);          /* 899999999999999/999999999999999 */
    assert_int_equal(statuses[2 * 24], NTM_ST_PASS);     /* …/999999999999998 */
    assert_int_equal(statuses[7 * 24], NTM_ST_PASS);     /* 9/10 */
    assert_int_equal(statuses[14 * 24], NTM_ST_UNKNOWN); /* 0/0 */
}

static void test_kernel_hands_over_sums_that_doubles_miss(void **state)
{
    test_world *w = *state;
    const char *unit = commune(w, 0);
    ntm_status statuses[8];
    test_figure(w, unit, "c.km0", "0.1");
    test_figure(w, unit, "c.km1", "0.2");
    test_figure(w, unit, "c.km2", "0.3");
    ntm_ref sum = test_op2(w, NTM_OP_ADD, test_field(w, "c.km0"), test_field(w, "c.km1"));
    ntm_ref zero = test_op2(w, NTM_OP_SUB, sum, test_field(w, "c.km2"));
    test_indicator(w, test_op2(w, NTM_OP_AT_MOST, sum, test_field(w, "c.km2")), NTM_NO_REF);
    test_indicator(w, test_op2(w, NTM_OP_IS, sum, test_number(w, "0.3", "km")), NTM_NO_REF);
    test_indicator(w, AT_LEAST(w, sum, test_number(w, "0.29", "km")), NTM_NO_REF);
    /* divided by what is 0 but looks like 5e-17 */
    ntm_ref ratio = test_op2(w, NTM_OP_RATIO, test_field(w, "c.km0"), zero);
    test_indicator(w, AT_LEAST(w, ratio, test_number(w, "1", "1")), NTM_NO_REF);
    test_indicator(w, test_op1(w, NTM_OP_KNOWN, ratio), NTM_NO_REF);
    assert_int_equal(check(w, statuses), 4); /* all but the third */
    assert_int_equal(statuses[0], NTM_ST_PASS);
    assert_int_equal(statuses[1], NTM_ST_PASS);
    assert_int_equal(statuses[3], NTM_ST_UNKNOWN);
    assert_int_equal(statuses[4], NTM_ST_FAIL);
}

/* Keys that nobody knows, and keys that are told in advance. */
static void test_kernel_chooses_by_what_is_known(void **state)
{
    test_world *w = *state;
    ntm_status statuses[3 * 3];
    static const char *const KEYS[] = {"low", "high"};
    static const char *const MARKS[] = {"low", "mid", NULL};
    for (unsigned i = 0; i < 3; i++) {
        const char *unit = commune(w, i);
        test_figure(w, unit, "c.n0", "5");
        if (MARKS[i])
            test_figure(w, unit, "c.mark0", MARKS[i]);
    }
    ntm_ref key[] = {
        test_field(w, "c.mark0"),
        test_node(w, (ntm_node){.op = NTM_OP_NOT_KNOWN, .text = "nobody says"}),
    };
    for (int i = 0; i < 3; i++) {
        ntm_ref args[] = {key[i % 2], test_number(w, "5", "person"),
                          test_number(w, i < 2 ? "6" : "5", "person")};
        ntm_ref chosen = test_node(
            w, (ntm_node){.op = NTM_OP_CHOOSE, .nargs = 3, .args = args, .nkeys = 2, .keys = KEYS});
        test_indicator(w, AT_LEAST(w, test_field(w, "c.n0"), chosen), NTM_NO_REF);
    }
    assert_int_equal(check(w, statuses), 0);
    static const ntm_status EXPECTED[3][3] = {
        {NTM_ST_PASS, NTM_ST_UNKNOWN, NTM_ST_PASS},
        {NTM_ST_ERROR, NTM_ST_UNKNOWN, NTM_ST_ERROR}, /* no choice for "mid" */
        {NTM_ST_UNKNOWN, NTM_ST_UNKNOWN, NTM_ST_PASS},
    };
    assert_memory_equal(statuses, EXPECTED, sizeof EXPECTED);
}

/* The value is known although the zone is not: both zones have the same one, which only fractions tell. */
static void test_kernel_sees_equal_values_under_an_unknown_key(void **state)
{
    test_world *w = *state;
    const char *unit = commune(w, 0);
    ntm_status statuses[4];
    test_figure(w, unit, "c.km0", "0.1");
    test_figure(w, unit, "c.km1", "0.2");
    test_figure(w, unit, "c.km2", "0.3");
    test_zones(w);
    ntm_ref sum = test_op2(w, NTM_OP_ADD, test_field(w, "c.km0"), test_field(w, "c.km1"));
    ntm_ref by_zone = test_by_zone(w, sum, test_field(w, "c.km2"));
    test_indicator(w, AT_LEAST(w, by_zone, test_number(w, "0.1", "km")), NTM_NO_REF);
    test_indicator(
        w,
        AT_LEAST(w, test_by_zone(w, test_number(w, "1", "km"), sum), test_number(w, "0.1", "km")),
        NTM_NO_REF);
    check(w, statuses);
    assert_int_equal(statuses[0], NTM_ST_PASS);
    assert_int_equal(statuses[1], NTM_ST_UNKNOWN);
}

static void test_kernel_takes_bounds_and_unknown_codes_for_what_they_are(void **state)
{
    test_world *w = *state;
    static const char *const VALUES[] = {">=95", "<=10", "90", ">=80"};
    ntm_status statuses[12];
    for (unsigned i = 0; i < 4; i++) {
        const char *unit = commune(w, i);
        test_figure(w, unit, "c.share", VALUES[i]);
        test_figure(w, unit, "c.mark0", i == 1 ? "unheard-of" : "high");
    }
    ntm_ref enough = AT_LEAST(w, test_field(w, "c.share"), PERCENTS(w, "90"));
    ntm_ref high =
        test_node(w, (ntm_node){.op = NTM_OP_GRADE,
                                .type = {.scale = ntm_dictionary_scale(w->dictionary, "mark")},
                                .text = "mid"});
    ntm_ref good = AT_LEAST(w, test_field(w, "c.mark0"), high);
    test_indicator(w, enough, NTM_NO_REF);
    test_indicator(w, good, NTM_NO_REF);
    test_indicator(w, good, enough);
    assert_int_equal(check(w, statuses), 3 + 3); /* an error is decided, a bound handed over */
    assert_int_equal(statuses[0], NTM_ST_PASS);
    assert_int_equal(statuses[3], NTM_ST_FAIL);
    assert_int_equal(statuses[4], NTM_ST_ERROR);
    assert_int_equal(statuses[5], NTM_ST_NOT_APPLICABLE); /* not looked at */
    assert_int_equal(statuses[9], NTM_ST_UNKNOWN);
}

static void test_kernel_lets_a_reported_share_stand_in(void **state)
{
    test_world *w = *state;
    ntm_status statuses[5 * 2];
    for (unsigned i = 0; i < 5; i++) {
        const char *unit = commune(w, i);
        if (i != 1 && i != 3)
            test_figure(w, unit, "c.n0", i == 4 ? "0" : "80");
        test_figure(w, unit, "c.n1", i == 4 ? "0" : "100");
        if (i)
            test_figure(w, unit, "c.n0/c.n1", i == 3 ? ">=91" : "92");
    }
    ntm_ref share = PERCENT(w, "c.n0", "c.n1");
    test_indicator(w, AT_LEAST(w, share, PERCENTS(w, "90")), NTM_NO_REF);
    test_indicator(w, test_op2(w, NTM_OP_LESS_THAN, PERCENTS(w, "90"), share), NTM_NO_REF);
    assert_int_equal(check(w, statuses), 2);
    static const ntm_status EXPECTED[] = {NTM_ST_FAIL, NTM_ST_PASS, NTM_ST_FAIL, NTM_ST_PASS,
                                          NTM_ST_UNKNOWN}; /* 0/0 is counts, not a share */
    for (unsigned i = 0; i < 5; i++)
        assert_int_equal(statuses[2 * i], EXPECTED[i]);
}

/* --- villages -------------------------------------------------------------------------------- */

static void villages(test_world *w, const char *parent, unsigned passing, unsigned failing,
                     unsigned silent)
{
    for (unsigned i = 0; i < passing + failing + silent; i++) {
        const char *code = ntm_arena_printf(w->arena, "%s.%03u", parent, i);
        test_unit(w, code, NTM_LEVEL_VILLAGE, parent);
        if (i < passing + failing)
            test_figure(w, code, "v.yes0", i < passing ? "yes" : "no");
        test_figure(w, code, "v.wide0", ntm_arena_printf(w->arena, "%u", 1000003 + 2 * i));
        test_figure(w, code, "v.wide1",
                    ntm_arena_printf(w->arena, "%u.%09u", 99999 + i, 123456789 + 2 * i));
    }
}

static void test_kernel_decides_what_unreported_villages_can_not_change(void **state)
{
    test_world *w = *state;
    ntm_status statuses[6 * 4];
    for (unsigned i = 0; i < 6; i++)
        commune(w, i);
    villages(w, "c00000", 5, 0, 2); /* 71 to 100 % */
    villages(w, "c00001", 7, 3, 0); /* 70 %, a tie */
    villages(w, "c00002", 2, 5, 0);
    villages(w, "c00003", 4, 1, 2);   /* 57 to 86 % */
    villages(w, "c00005", 90, 30, 5); /* 72 to 76 %: more than a word of bits */
    ntm_ref yes = test_op1(w, NTM_OP_YES, test_field(w, "v.yes0"));
    ntm_ref share = test_children(w, NTM_OP_CHILD_PERCENT_WHERE, NTM_LEVEL_VILLAGE, yes);
    ntm_ref count = test_children(w, NTM_OP_CHILD_COUNT_WHERE, NTM_LEVEL_VILLAGE, yes);
    test_indicator(w, AT_LEAST(w, share, PERCENTS(w, "70")), NTM_NO_REF);
    test_indicator(w, test_op2(w, NTM_OP_IS, count, test_number(w, "7", "village")), NTM_NO_REF);
    test_indicator(w, test_children(w, NTM_OP_CHILD_ALL, NTM_LEVEL_VILLAGE, yes), NTM_NO_REF);
    test_indicator(w, test_children(w, NTM_OP_CHILD_ANY, NTM_LEVEL_VILLAGE, yes), NTM_NO_REF);
    assert_int_equal(check(w, statuses), 0);
    static const ntm_status EXPECTED[6][4] = {
        {NTM_ST_PASS, NTM_ST_UNKNOWN, NTM_ST_UNKNOWN, NTM_ST_PASS},
        {NTM_ST_PASS, NTM_ST_PASS, NTM_ST_FAIL, NTM_ST_PASS},
        {NTM_ST_FAIL, NTM_ST_FAIL, NTM_ST_FAIL, NTM_ST_PASS},
        {NTM_ST_UNKNOWN, NTM_ST_FAIL, NTM_ST_FAIL, NTM_ST_PASS},
        {NTM_ST_UNKNOWN, NTM_ST_UNKNOWN, NTM_ST_UNKNOWN, NTM_ST_UNKNOWN}, /* no village */
        {NTM_ST_PASS, NTM_ST_FAIL, NTM_ST_FAIL, NTM_ST_PASS},
    };
    assert_memory_equal(statuses, EXPECTED, sizeof EXPECTED);
}

/* Fractions with a hundred different denominators: the exact walk refuses, so must the kernel. */
static void test_kernel_leaves_sums_of_very_many_fractions_alone(void **state)
{
    test_world *w = *state;
    ntm_status statuses[2];
    commune(w, 0);
    commune(w, 1);
    villages(w, "c00000", 120, 0, 0);
    villages(w, "c00001", 3, 0, 0);
    ntm_ref ratio = test_op2(w, NTM_OP_RATIO, test_field(w, "v.wide0"), test_field(w, "v.wide1"));
    ntm_ref sum = test_children(w, NTM_OP_CHILD_SUM, NTM_LEVEL_VILLAGE, ratio);
    test_indicator(w, AT_LEAST(w, sum, test_number(w, "1", "1")), NTM_NO_REF);
    assert_int_equal(check(w, statuses), 1);
    assert_int_equal(statuses[0], NTM_ST_ERROR);
    assert_int_equal(statuses[1], NTM_ST_PASS);
}

/* Few enough: the kernel adds them up itself. */
static void test_kernel_adds_up_a_few_fractions(void **state)
{
    test_world *w = *state;
    ntm_status statuses[2];
    commune(w, 0);
    commune(w, 1);
    villages(w, "c00000", 9, 0, 0);
    villages(w, "c00001", 3, 0, 0);
    ntm_ref ratio = test_op2(w, NTM_OP_RATIO, test_field(w, "v.wide0"), test_field(w, "v.wide1"));
    ntm_ref sum = test_children(w, NTM_OP_CHILD_SUM, NTM_LEVEL_VILLAGE, ratio);
    ntm_ref most = test_children(w, NTM_OP_CHILD_GREATEST, NTM_LEVEL_VILLAGE, ratio);
    test_indicator(w, AT_LEAST(w, test_op2(w, NTM_OP_SUB, sum, most), test_number(w, "50", "1")),
                   NTM_NO_REF);
    assert_int_equal(check(w, statuses), 0);
    assert_int_equal(statuses[0], NTM_ST_PASS);
    assert_int_equal(statuses[1], NTM_ST_FAIL);
}

/* Numbers that no decimal ends, one after the other: too many digits to promise anything. */
static void test_kernel_leaves_long_fractions_alone(void **state)
{
    test_world *w = *state;
    ntm_status statuses[1];
    enum { TERMS = 60 };
    ntm_ref terms[TERMS];
    const char *unit = commune(w, 0);
    test_figure(w, unit, "c.wide0", "1");
    for (int i = 0; i < TERMS; i++) {
        ntm_ref divisor =
            test_number(w, ntm_arena_printf(w->arena, "%d", 999999999 - 2 * i), "VND");
        terms[i] = test_op2(w, NTM_OP_RATIO, test_field(w, "c.wide0"), divisor);
    }
    ntm_ref sum = test_node(w, (ntm_node){.op = NTM_OP_ADD, .nargs = TERMS, .args = terms});
    test_indicator(w, AT_LEAST(w, sum, test_number(w, "0.00000006", "1")), NTM_NO_REF);
    assert_int_equal(check(w, statuses), 1);
    assert_int_equal(statuses[0], NTM_ST_PASS);
}

/* villages: … parent(villages: … parent(…)): the kernel follows three crossings, the walk all. */
static void test_kernel_follows_levels_up_and_down(void **state)
{
    test_world *w = *state;
    ntm_status statuses[2 * 6];
    commune(w, 0);
    commune(w, 1);
    villages(w, "c00000", 4, 0, 0);
    villages(w, "c00001", 1, 3, 0);
    ntm_ref yes = test_op1(w, NTM_OP_YES, test_field(w, "v.yes0"));
    ntm_ref four = test_number(w, "4", "village");
    for (int i = 0; i < 6; i++) {
        ntm_ref count = test_children(w, NTM_OP_CHILD_COUNT_WHERE, NTM_LEVEL_VILLAGE, yes);
        test_indicator(w, test_op2(w, NTM_OP_IS, count, four), NTM_NO_REF);
        yes = test_op2(w, NTM_OP_IS, test_op1(w, NTM_OP_PARENT, count), four);
    }
    assert_int_equal(check(w, statuses), 2 * 4); /* of the six, the last four */
    for (int i = 0; i < 6; i++) {
        assert_int_equal(statuses[i], NTM_ST_PASS);
        assert_int_equal(statuses[6 + i], NTM_ST_FAIL);
    }
}

static void test_kernel_reads_above_from_below(void **state)
{
    test_world *w = *state;
    ntm_status statuses[3];
    for (unsigned i = 0; i < 3; i++) {
        const char *unit = commune(w, i);
        if (i == 0)
            test_figure(w, unit, "c.n0", "80");
        test_figure(w, unit, "c.n1", "100");
        if (i < 2)
            test_figure(w, unit, "c.n0/c.n1", "92");
        villages(w, unit, 1, 0, 0);
    }
    /* the share of the commune, asked for at its villages */
    ntm_ref share = test_op1(w, NTM_OP_PARENT, PERCENT(w, "c.n0", "c.n1"));
    ntm_ref enough = AT_LEAST(w, share, PERCENTS(w, "90"));
    test_indicator(w, test_children(w, NTM_OP_CHILD_ALL, NTM_LEVEL_VILLAGE, enough), NTM_NO_REF);
    assert_int_equal(check(w, statuses), 0);
    assert_int_equal(statuses[0], NTM_ST_FAIL);
    assert_int_equal(statuses[1], NTM_ST_PASS);
    assert_int_equal(statuses[2], NTM_ST_UNKNOWN);
}

/* --- rows and loops -------------------------------------------------------------------------- */

static bool bit(const uint64_t *plane, size_t row) { return (plane[row / 64] >> (row % 64)) & 1; }

/* Any part of the rows says of them what all of the rows together say. */
static void compare_part(const ntm_plan *plan, const ntm_status_planes *all, int32_t first,
                         int32_t count)
{
    ntm_status_planes part;
    ntm_kernel_run(plan, all->first + first, count, &part);
    const uint64_t *mine[] = {part.high, part.low, part.error, part.either_way, part.hand};
    const uint64_t *theirs[] = {all->high, all->low, all->error, all->either_way, all->hand};
    size_t skipped = (size_t)(part.from - part.first);
    for (size_t i = 0; i < 5 * part.indicators && count; i++) /* rows not asked for */
        for (size_t r = 0; r < skipped; r++)
            assert_false(bit(mine[i % 5] + i / 5 * part.words, r));
    for (uint32_t i = 0; i < all->indicators; i++)
        for (int32_t r = 0; r < count; r++) {
            size_t here = (size_t)(all->first + first + r - part.first);
            size_t there = (size_t)(first + r);
            for (int p = 0; p < 5; p++)
                assert_int_equal(bit(mine[p] + i * part.words, here),
                                 bit(theirs[p] + i * all->words, there));
        }
    ntm_status_planes_clear(&part);
}

static void test_kernel_gives_the_same_bits_for_parts_and_processors(void **state)
{
    (void)state;
    uint64_t seed = test_seed(777);
    for (unsigned i = 0; i < 30; i++) {
        test_world_size size = {.communes = i < 28 ? 40 + 23 * i : 4300,
                                .most_villages = i < 28 ? 6 : 2,
                                .nodes = 300,
                                .indicators = 30};
        test_world *w = test_world_new(seed + i, &size);
        ntm_plan *plan = ntm_plan_new(&w->document, w->frame);
        ntm_status_planes base, best;
        ntm_row first;
        int32_t rows;
        ntm_frame_level(w->frame, NTM_LEVEL_COMMUNE, &first, &rows);
        ntm_kernel_run_with(&ntm_loops_base, plan, first, rows, &base);
        ntm_kernel_run(plan, first, rows, &best);
        if (!same_planes(&base, &best))
            fail_msg("seed %llu: %s and %s differ", (unsigned long long)w->seed,
                     ntm_loops_base.name, ntm_loops_best()->name);
        compare_part(plan, &best, 0, 0);
        compare_part(plan, &best, 0, 1);
        compare_part(plan, &best, rows - 1, 1);
        compare_part(plan, &best, rows / 3, rows / 2);
        compare_part(plan, &best, 1, rows - 1);
        ntm_status_planes_clear(&base);
        ntm_status_planes_clear(&best);
        ntm_plan_free(plan);
        test_world_free(w);
    }
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_near_decides_ratios_to_the_last_digit),
        T(test_kernel_decides_shares_next_to_the_threshold),
        T(test_kernel_hands_over_sums_that_doubles_miss),
        T(test_kernel_chooses_by_what_is_known),
        T(test_kernel_sees_equal_values_under_an_unknown_key),
        T(test_kernel_takes_bounds_and_unknown_codes_for_what_they_are),
        T(test_kernel_lets_a_reported_share_stand_in),
        T(test_kernel_decides_what_unreported_villages_can_not_change),
        T(test_kernel_leaves_sums_of_very_many_fractions_alone),
        T(test_kernel_adds_up_a_few_fractions),
        T(test_kernel_leaves_long_fractions_alone),
        T(test_kernel_follows_levels_up_and_down),
        T(test_kernel_reads_above_from_below),
        cmocka_unit_test(test_kernel_gives_the_same_bits_for_parts_and_processors),
    };
    return cmocka_run_group_tests_name("eval/kernel", tests, NULL, NULL);
}
