/*
 * Figures of predecessors: which are counted for the unit that a merger made, and which are not.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/strbuf.h"
#include "model/facts.h"
#include "support/merged.h"
#include "support/random_world.h"

/* Reads a field of every kind. */
static const char READS[] =
    "{'indicators': {"
    "'1.1': {'pass': ['known', 'whole']}, '1.2': {'pass': ['known', 'km_total']},"
    "'1.3': {'pass': ['known', 'rate']}, '1.4': {'pass': ['known', 'income']},"
    "'1.5': {'pass': ['known', 'flag']}, '1.6': {'pass': ['known', 'grade']},"
    "'1.7': {'pass': ['known', 'day']}, '1.8': {'pass': ['known', 'zone']},"
    "'1.9': {'pass': ['known', 'funds']}, '1.10': {'pass': ['known', 'votes']},"
    "'1.11': {'pass': ['at_least', ['percent', 'part', 'whole'], 50]},"
    "'1.12': {'pass': ['known', ['previous', 'funds']]}}}";

static void expect_number(const test_merged *m, const char *unit, const char *field, double value)
{
    ntm_cell cell = test_merged_cell(m, unit, field);
    assert_int_equal(cell.state, NTM_CELL_EXACT);
    if (cell.low != value)
        fail_msg("%s of %s is %.17g, not %.17g", field, unit, cell.low, value);
    assert_true(cell.high == value);
}

static void expect_missing(const test_merged *m, const char *unit, const char *field)
{
    ntm_cell cell = test_merged_cell(m, unit, field);
    assert_int_equal(cell.state, NTM_CELL_MISSING);
    assert_false(cell.carried);
    assert_false(cell.derived);
}

static void test_carry_adds_up_what_adds_up(void **state)
{
    (void)state;
    test_merged m;
    test_merged_init(&m, READS);
    test_merged_two_into_one(&m);
    static const char *const fields[] = {"whole", "km_total", "funds"};
    for (size_t i = 0; i < 3; i++) {
        test_merged_figure(&m, "1", fields[i], i == 1 ? "0.1" : "7412", "2025-06-30");
        test_merged_figure(&m, "2", fields[i], i == 1 ? "0.2" : "7792", "2025-01-31");
    }
    test_merged_build(&m);
    expect_number(&m, "3", "whole", 15204);
    expect_number(&m, "3", "km_total", 0.3); /* exact, as a decimal */
    expect_number(&m, "3", "funds", 15204);
    ntm_cell cell = test_merged_cell(&m, "3", "whole");
    assert_true(cell.carried);
    assert_false(cell.derived);
    assert_null(cell.observation);
    size_t count;
    const ntm_frame_predecessor *list =
        ntm_frame_predecessors(m.frame, ntm_frame_find(m.frame, "3"), &count);
    assert_int_equal(count, 2);
    assert_string_equal(list[0].is.unit->code, "1");
    assert_string_equal(list[1].is.code, "2");
    assert_true(list[0].is.counts);
    assert_int_equal(ntm_frame_find(m.frame, "1"), -1); /* no row of the day */
    ntm_frame_predecessors(m.frame, ntm_frame_find(m.frame, "p"), &count);
    assert_int_equal(count, 0);
    test_merged_clear(&m);
}

static void test_carry_needs_a_figure_of_each(void **state)
{
    (void)state;
    test_merged m;
    test_merged_init(&m, READS);
    test_merged_two_into_one(&m);
    test_merged_figure(&m, "1", "whole", "10", "2025-06-30");
    test_merged_figure(&m, "1", "funds", "10", "2025-06-30");
    test_merged_figure(&m, "2", "funds", "10", "2024-12-31"); /* of the year before */
    test_merged_figure(&m, "2", "km_total", "5", "2025-06-30");
    test_merged_build(&m);
    expect_missing(&m, "3", "whole");
    expect_missing(&m, "3", "funds");
    expect_missing(&m, "3", "km_total");
    /* what is said of the old code after its last day is nobody's figure */
    test_merged_figure(&m, "2", "whole", "20", "2025-07-01");
    test_merged_build(&m);
    expect_missing(&m, "3", "whole");
    test_merged_figure(&m, "2", "whole", "20", "2025-06-30");
    test_merged_build(&m);
    expect_number(&m, "3", "whole", 30);
    /* a figure of its own replaces all of theirs */
    test_merged_figure(&m, "3", "whole", "29", "2025-10-01");
    test_merged_build(&m);
    expect_number(&m, "3", "whole", 29);
    assert_false(test_merged_cell(&m, "3", "whole").carried);
    m.choice.as_of = test_day("2025-09-30");
    test_merged_build(&m);
    expect_number(&m, "3", "whole", 30);
    test_merged_clear(&m);
}

static void test_carry_leaves_rates_codes_and_votes_behind(void **state)
{
    (void)state;
    static const char *const fields[][2] = {
        {"rate", "92"},        {"income", "45000000"}, {"flag", "yes"}, {"grade", "mid"},
        {"day", "2025-01-31"}, {"zone", "zone1"},      {"votes", "9"}};
    test_merged m;
    test_merged_init(&m, READS);
    test_merged_two_into_one(&m);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        for (int unit = 1; unit <= 2; unit++)
            test_merged_figure(&m, unit == 1 ? "1" : "2", fields[i][0], fields[i][1], "2025-06-30");
    test_merged_build(&m);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        expect_missing(&m, "3", fields[i][0]);
    /* a reported share is no count */
    ntm_dataset_add_observation(m.dataset,
                                &(ntm_observation){.unit = "1",
                                                   .field = "part/whole",
                                                   .as_of = test_day("2025-06-30"),
                                                   .value = {.kind = NTM_K_NUMBER,
                                                             .has_low = true,
                                                             .has_high = true,
                                                             .low = ntm_decimal_int(90),
                                                             .high = ntm_decimal_int(90)}});
    test_merged_build(&m);
    const ntm_field *part = ntm_dictionary_find(m.document->fields, "part");
    const ntm_field *whole = ntm_dictionary_find(m.document->fields, "whole");
    const ntm_column *column = ntm_frame_column(m.frame, part, whole, false, NTM_LEVEL_COMMUNE);
    ntm_cell cell;
    ntm_frame_cell(m.frame, column, ntm_frame_find(m.frame, "3"), &cell);
    assert_int_equal(cell.state, NTM_CELL_MISSING);
    test_merged_clear(&m);
}

static void test_carry_bounds_add_up(void **state)
{
    (void)state;
    test_merged m;
    test_merged_init(&m, READS);
    test_merged_two_into_one(&m);
    test_merged_figure(&m, "1", "whole", ">=95", "2025-06-30");
    test_merged_figure(&m, "2", "whole", "10", "2025-06-30");
    test_merged_build(&m);
    ntm_cell cell = test_merged_cell(&m, "3", "whole");
    assert_int_equal(cell.state, NTM_CELL_BOUNDS);
    assert_true(cell.low == 105 && isinf(cell.high));
    assert_true(cell.carried);
    test_merged_clear(&m);
}

/* ---- who may be counted ---- */

typedef struct extent_case {
    const char *rows; /* "predecessor extent confirmed", parted by ';' */
    double value;     /* of the successor; 0: nothing is carried */
    int predecessors;
} extent_case;

static void test_carry_moves_nothing_that_nobody_confirmed(void **state)
{
    (void)state;
    static const extent_case cases[] = {
        {"1 whole -; 2 whole -", 30, 2},
        {"1 whole -; 2 unknown -", 0, 2},
        {"1 part -; 2 whole -", 0, 2},
        {"1 part A; 2 unknown B", 30, 2},
        {"1 whole -", 10, 1},
        {"5 whole -", 0, 1},            /* a district */
        {"1 whole -; 9 whole -", 0, 2}, /* not on record */
        /* the later row of a pair holds */
        {"1 unknown -; 2 whole -; 1 whole -", 30, 2},
        {"1 whole -; 2 whole -; 1 unknown -", 0, 2},
        {"1 unknown -; 2 whole -; 1 unknown A", 30, 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        test_merged m;
        test_merged_init(&m, READS);
        test_merged_unit(&m, "1", NTM_LEVEL_COMMUNE, NULL, "2025-06-30");
        test_merged_unit(&m, "2", NTM_LEVEL_COMMUNE, NULL, "2025-06-30");
        test_merged_unit(&m, "5", NTM_LEVEL_DISTRICT, NULL, "2025-06-30");
        test_merged_unit(&m, "3", NTM_LEVEL_COMMUNE, "2025-07-01", NULL);
        char *rows = strdup(cases[i].rows), *next = rows;
        for (char *row; (row = strsep(&next, ";"));) {
            char code[8], extent[16], who[8];
            assert_int_equal(sscanf(row, " %7s %15s %7s", code, extent, who), 3);
            test_merged_succession(&m, code, "3", "2025-07-01", extent,
                                   strcmp(who, "-") ? who : "");
        }
        free(rows);
        test_merged_figure(&m, "1", "whole", "10", "2025-06-30");
        test_merged_figure(&m, "2", "whole", "20", "2025-06-30");
        test_merged_build(&m);
        size_t count;
        ntm_frame_predecessors(m.frame, ntm_frame_find(m.frame, "3"), &count);
        assert_int_equal(count, cases[i].predecessors);
        ntm_cell cell = test_merged_cell(&m, "3", "whole");
        if ((cell.state == NTM_CELL_EXACT ? cell.low : 0) != cases[i].value)
            fail_msg("%s: %g", cases[i].rows, cell.low);
        test_merged_clear(&m);
    }
}

static void test_carry_one_code_is_two_units(void **state)
{
    (void)state;
    test_merged m;
    test_merged_init(&m, READS);
    test_merged_unit(&m, "1", NTM_LEVEL_COMMUNE, NULL, "2025-06-30");
    test_merged_unit(&m, "2", NTM_LEVEL_COMMUNE, NULL, "2025-06-30");
    test_merged_unit(&m, "2", NTM_LEVEL_COMMUNE, "2025-07-01", NULL);
    test_merged_succession(&m, "1", "2", "2025-07-01", "whole", "");
    test_merged_figure(&m, "1", "whole", "10", "2025-06-30");
    test_merged_figure(&m, "2", "whole", "20", "2025-06-30");
    test_merged_build(&m);
    /* no row says what became of the old 2: it may be the larger part of the new one */
    expect_missing(&m, "2", "whole");
    size_t count;
    const ntm_frame_predecessor *list =
        ntm_frame_predecessors(m.frame, ntm_frame_find(m.frame, "2"), &count);
    assert_int_equal(count, 2);
    assert_null(list[1].is.succession);
    assert_false(list[1].is.counts);
    test_merged_succession(&m, "2", "2", "2025-07-01", "whole", "");
    test_merged_build(&m);
    expect_number(&m, "2", "whole", 30);
    /* before the merger it is the town, with its own figure */
    m.choice.as_of = test_day("2025-06-30");
    test_merged_build(&m);
    expect_number(&m, "2", "whole", 20);
    assert_false(test_merged_cell(&m, "2", "whole").carried);
    expect_number(&m, "1", "whole", 10);
    test_merged_clear(&m);

    /* a row that leads elsewhere answers for it */
    test_merged_init(&m, READS);
    test_merged_unit(&m, "1", NTM_LEVEL_COMMUNE, NULL, "2025-06-30");
    test_merged_unit(&m, "2", NTM_LEVEL_COMMUNE, NULL, "2025-06-30");
    test_merged_unit(&m, "2", NTM_LEVEL_COMMUNE, "2025-07-01", NULL);
    test_merged_unit(&m, "3", NTM_LEVEL_COMMUNE, "2025-07-01", NULL);
    test_merged_succession(&m, "1", "2", "2025-07-01", "whole", "");
    test_merged_succession(&m, "2", "3", "2025-07-01", "whole", "");
    test_merged_figure(&m, "1", "whole", "10", "2025-06-30");
    test_merged_figure(&m, "2", "whole", "20", "2025-06-30");
    test_merged_build(&m);
    expect_number(&m, "2", "whole", 10);
    expect_number(&m, "3", "whole", 20);
    test_merged_clear(&m);
}

static void test_carry_knows_what_the_choice_knows(void **state)
{
    (void)state;
    test_merged m;
    test_merged_init(&m, READS);
    test_merged_two_into_one(&m);
    m.dataset->successions[1].import = 5;
    test_merged_figure(&m, "1", "whole", "10", "2025-06-30");
    test_merged_figure(&m, "2", "whole", "20", "2025-06-30");
    m.dataset->observations[0].import = 3;
    m.choice.known_import = 4;
    test_merged_build(&m);
    expect_number(&m, "3", "whole", 10); /* as it was thought to be then: made of 1 alone */
    m.choice.known_import = 5;
    test_merged_build(&m);
    expect_number(&m, "3", "whole", 30);
    m.choice.known_import = 2;
    test_merged_build(&m);
    expect_missing(&m, "3", "whole");
    m.choice.known_import = INT64_MAX;
    m.choice.evidenced = true;
    test_merged_build(&m);
    expect_missing(&m, "3", "whole");
    test_merged_clear(&m);
}

static void test_carry_looks_through_mergers(void **state)
{
    (void)state;
    test_merged m;
    test_merged_init(&m, READS);
    test_merged_two_into_one(&m);
    /* 1 was made of 7 and 8 on 1/2/2025, and has a figure of its own for one field only */
    m.dataset->units[1].valid_from = test_day("2025-02-01");
    test_merged_unit(&m, "7", NTM_LEVEL_COMMUNE, NULL, "2025-01-31");
    test_merged_unit(&m, "8", NTM_LEVEL_COMMUNE, NULL, "2025-01-31");
    test_merged_succession(&m, "7", "1", "2025-02-01", "whole", "");
    test_merged_succession(&m, "8", "1", "2025-02-01", "part", "A");
    static const char *const units[] = {"7", "8", "2"}, *const values[] = {"1", "2", "4"};
    for (int i = 0; i < 3; i++) {
        test_merged_figure(&m, units[i], "whole", values[i], "2025-01-31");
        test_merged_figure(&m, units[i], "km_total", values[i], "2025-01-31");
    }
    test_merged_figure(&m, "1", "km_total", "16", "2025-06-30");
    test_merged_build(&m);
    expect_number(&m, "3", "whole", 7);
    expect_number(&m, "3", "km_total", 20);
    test_merged_clear(&m);
}

/* A chain of mergers is looked through so far and no further; a long one does no harm. */
static void test_carry_ends_after_so_many_mergers(void **state)
{
    (void)state;
    for (int length = NTM_FRAME_MERGERS - 1; length < 3000; length += length < 40 ? 1 : 900) {
        test_merged m;
        test_merged_init(&m, READS);
        ntm_date first = test_day("2025-12-01") - length;
        for (int i = 0; i <= length; i++) {
            ntm_dataset_add_unit(m.dataset,
                                 &(ntm_unit){.code = "1",
                                             .level = NTM_LEVEL_COMMUNE,
                                             .name = "1",
                                             .parent = "p",
                                             .valid_from = first + i,
                                             .valid_to = i < length ? first + i : NTM_DATE_MAX});
            if (i)
                ntm_dataset_add_succession(m.dataset,
                                           &(ntm_succession){.predecessor = "1",
                                                             .successor = "1",
                                                             .effective = first + i,
                                                             .extent = NTM_EXTENT_WHOLE});
        }
        ntm_value value = {.kind = NTM_K_NUMBER,
                           .has_low = true,
                           .has_high = true,
                           .low = ntm_decimal_int(5),
                           .high = ntm_decimal_int(5)};
        ntm_dataset_add_observation(
            m.dataset,
            &(ntm_observation){.unit = "1", .field = "whole", .value = value, .as_of = first});
        test_merged_build(&m);
        assert_int_equal(test_merged_cell(&m, "1", "whole").state,
                         length <= NTM_FRAME_MERGERS ? NTM_CELL_EXACT : NTM_CELL_MISSING);
        test_merged_clear(&m);
    }
}

static void test_carry_takes_the_year_before_from_the_year_before(void **state)
{
    (void)state;
    test_merged m;
    test_merged_init(&m, READS);
    test_merged_two_into_one(&m);
    test_merged_figure(&m, "1", "funds", "1", "2024-12-31");
    test_merged_figure(&m, "2", "funds", "2", "2024-03-01");
    test_merged_figure(&m, "1", "funds", "4", "2025-06-30");
    test_merged_figure(&m, "2", "funds", "8", "2025-06-30");
    test_merged_build(&m);
    expect_number(&m, "3", "funds", 12);
    const ntm_column *column = ntm_frame_column(
        m.frame, ntm_dictionary_find(m.document->fields, "funds"), NULL, true, NTM_LEVEL_COMMUNE);
    ntm_cell cell;
    ntm_frame_cell(m.frame, column, ntm_frame_find(m.frame, "3"), &cell);
    assert_int_equal(cell.state, NTM_CELL_EXACT);
    assert_true(cell.low == 3);
    test_merged_clear(&m);
}

/* ---- policies ---- */

typedef struct policy_case {
    const char *field;
    ntm_carry_policy policy;
    const char *first, *second; /* NULL: no figure */
    const char *expected;       /* NULL: missing */
} policy_case;

static void test_carry_policies(void **state)
{
    (void)state;
    static const policy_case cases[] = {
        {"flag", NTM_CARRY_ALL, "yes", "yes", "1"},
        {"flag", NTM_CARRY_ALL, "yes", "no", "0"},
        {"flag", NTM_CARRY_ALL, "yes", NULL, NULL},
        {"flag", NTM_CARRY_ALL, "no", NULL, "0"}, /* whatever the other is */
        {"flag", NTM_CARRY_ANY, "no", "no", "0"},
        {"flag", NTM_CARRY_ANY, "no", "yes", "1"},
        {"flag", NTM_CARRY_ANY, NULL, "yes", "1"},
        {"flag", NTM_CARRY_ANY, "no", NULL, NULL},
        {"flag", NTM_CARRY_ANY, NULL, NULL, NULL},
        {"flag", NTM_CARRY_NONE, "yes", "yes", NULL},
        {"grade", NTM_CARRY_ALL, "high", "mid", "1"},
        {"grade", NTM_CARRY_ANY, "mid", "high", "2"},
        {"grade", NTM_CARRY_ANY, "low", "mid", "1"},
        {"grade", NTM_CARRY_ALL, "low", NULL, NULL},
        {"zone", NTM_CARRY_ALL, "zone2", "zone2", "1"},
        {"zone", NTM_CARRY_ALL, "zone1", "zone2", NULL},
        {"zone", NTM_CARRY_ALL, "zone1", NULL, NULL},
        {"day", NTM_CARRY_LATEST, "2025-01-31", "2024-12-31", "20119"},
        {"day", NTM_CARRY_EARLIEST, "2025-01-31", "2024-12-31", "20088"},
        {"day", NTM_CARRY_LATEST, "2025-01-31", NULL, NULL},
        {"whole", NTM_CARRY_NONE, "1", "2", NULL},
        {"whole", NTM_CARRY_SUM, "1", "2", "3"},
        {"votes", NTM_CARRY_SUM, "1", "2", "3"}, /* somebody wants it so */
        {"rate", NTM_CARRY_SUM, "1", "2", NULL}, /* that fits no rate */
        {"flag", NTM_CARRY_LATEST, "yes", "yes", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const policy_case *c = &cases[i];
        test_merged m;
        test_merged_init(&m, READS);
        test_merged_two_into_one(&m);
        test_merged_policy(&m, c->field, c->policy);
        if (c->first)
            test_merged_figure(&m, "1", c->field, c->first, "2025-06-30");
        if (c->second)
            test_merged_figure(&m, "2", c->field, c->second, "2025-06-30");
        test_merged_build(&m);
        ntm_cell cell = test_merged_cell(&m, "3", c->field);
        bool good = c->expected ? cell.state == NTM_CELL_EXACT && cell.carried &&
                                      cell.low == strtod(c->expected, NULL)
                                : cell.state == NTM_CELL_MISSING && !cell.carried;
        if (!good)
            fail_msg("case %zu: state %d, %g", i, cell.state, cell.low);
        /* nobody confirmed: no policy moves it */
        m.dataset->successions[0].extent = NTM_EXTENT_UNKNOWN;
        test_merged_build(&m);
        assert_int_equal(test_merged_cell(&m, "3", c->field).state, NTM_CELL_MISSING);
        test_merged_clear(&m);
    }
}

static void test_carry_policy_fits_kinds(void **state)
{
    (void)state;
    static const struct {
        const char *field, *fits; /* a letter for each: none sum all any latest earliest */
        ntm_carry_policy usual;
    } cases[] = {
        {"whole", "ns", NTM_CARRY_SUM},  {"km_total", "ns", NTM_CARRY_SUM},
        {"funds", "ns", NTM_CARRY_SUM},  {"votes", "ns", NTM_CARRY_NONE},
        {"rate", "n", NTM_CARRY_NONE},   {"income", "n", NTM_CARRY_NONE},
        {"flag", "nAy", NTM_CARRY_NONE}, {"grade", "nAy", NTM_CARRY_NONE},
        {"zone", "nA", NTM_CARRY_NONE},  {"day", "nle", NTM_CARRY_NONE},
    };
    static const char letters[] = "nsAyle";
    test_merged m;
    test_merged_init(&m, READS);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const ntm_field *field = ntm_dictionary_find(m.document->fields, cases[i].field);
        assert_non_null(field);
        assert_int_equal(ntm_carry_usual(field), cases[i].usual);
        for (int p = 0; p < NTM_CARRY_POLICIES; p++)
            if (ntm_carry_fits((ntm_carry_policy)p, field) !=
                (strchr(cases[i].fits, letters[p]) != NULL))
                fail_msg("%s %s", cases[i].field, ntm_carry_code((ntm_carry_policy)p));
    }
    /* an amount by day adds up, what is divided by people or anything else does not */
    static const struct {
        const char *measure;
        bool adds_up;
    } measures[] = {{"kg/day", true},      {"kg/year", true},           {"VND/person/year", false},
                    {"m2/person", false},  {"litre/day/person", false}, {"percent", false},
                    {"1", false},          {"kg*km/day", false},        {"kg/day/year", true},
                    {"kg/daylight", false}};
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++) {
        ntm_field field = {.kind = NTM_K_NUMBER, .measure = measures[i].measure};
        assert_int_equal(ntm_field_adds_up(&field), measures[i].adds_up);
    }
    test_merged_clear(&m);
}

static void test_carry_of_a_code_that_no_scale_has_is_an_error(void **state)
{
    (void)state;
    test_merged m;
    test_merged_init(&m, READS);
    test_merged_two_into_one(&m);
    test_merged_policy(&m, "grade", NTM_CARRY_ALL);
    test_merged_figure(&m, "1", "grade", "low", "2025-06-30");
    test_merged_figure(&m, "2", "grade", "nobody-knows", "2025-06-30");
    test_merged_build(&m);
    assert_int_equal(test_merged_cell(&m, "3", "grade").state, NTM_CELL_BAD);
    test_merged_clear(&m);
}

/* ---- what it rests on ---- */

static void count_days(void *context, const ntm_observation *observation)
{
    ntm_strbuf_printf(context, "%s %d;", observation->unit, (int)observation->as_of);
}

static void test_carry_tells_the_observations_it_rests_on(void **state)
{
    (void)state;
    test_merged m;
    test_merged_init(&m, READS);
    test_merged_two_into_one(&m);
    test_merged_figure(&m, "1", "whole", "10", "2025-05-31");
    test_merged_figure(&m, "2", "whole", "20", "2025-06-30");
    test_merged_build(&m);
    ntm_row row = ntm_frame_find(m.frame, "3");
    const ntm_column *column = ntm_frame_column(
        m.frame, ntm_dictionary_find(m.document->fields, "whole"), NULL, false, NTM_LEVEL_COMMUNE);
    ntm_strbuf seen = {0}, expected = {0};
    ntm_frame_observations(m.frame, column, row, count_days, &seen);
    ntm_strbuf_printf(&expected, "1 %d;2 %d;", (int)test_day("2025-05-31"),
                      (int)test_day("2025-06-30"));
    assert_string_equal(ntm_strbuf_text(&seen), ntm_strbuf_text(&expected));
    ntm_strbuf_clear(&seen);
    ntm_strbuf_clear(&expected);
    ntm_date first, last;
    assert_true(ntm_frame_span(m.frame, row, &first, &last));
    assert_int_equal(last, test_day("2025-06-30"));
    test_merged_clear(&m);
}

/* ---- against a naive reading ---- */

/* The sum of a field at a unit on a day, by the letter of the rules; false: unknown. */
static bool naive(const test_merged *m, const char *code, ntm_date day, int64_t *sum)
{
    const ntm_unit *unit = ntm_dataset_unit(m->dataset, code, day);
    const ntm_observation *best = NULL;
    if (!unit)
        return false;
    for (size_t i = 0; i < m->dataset->nobservations; i++) {
        const ntm_observation *o = &m->dataset->observations[i];
        if (!strcmp(o->unit, code) && o->as_of >= unit->valid_from && o->as_of <= day &&
            (!best || o->as_of > best->as_of))
            best = o;
    }
    if (best) {
        *sum += best->value.low.coef;
        return true;
    }
    bool any = false, named = false, complete = true;
    for (size_t i = 0; i < m->dataset->nsuccessions; i++) {
        const ntm_succession *s = &m->dataset->successions[i];
        if (s->effective != unit->valid_from)
            continue;
        named = named || !strcmp(s->predecessor, code);
        if (strcmp(s->successor, code) != 0)
            continue;
        any = true;
        complete = complete && (s->extent == NTM_EXTENT_WHOLE || *s->confirmed) &&
                   naive(m, s->predecessor, unit->valid_from - 1, sum);
    }
    bool namesake = !named && ntm_dataset_unit(m->dataset, code, unit->valid_from - 1);
    return any && complete && !namesake;
}

/* Eight codes over five periods; each begins, ends, goes on or becomes others as chance has it. */
static void random_history(test_merged *m, test_random *r)
{
    static const char *const codes[] = {"a", "b", "c", "d", "e", "f", "g", "h"};
    ntm_date start = test_day("2021-01-01");
    for (int period = 0; period < 5; period++)
        for (int c = 0; c < 8; c++) {
            if (test_random_percent(r, 25))
                continue;
            ntm_date from = start + 365 * period, to = from + 364;
            ntm_dataset_add_unit(m->dataset,
                                 &(ntm_unit){.code = codes[c],
                                             .level = NTM_LEVEL_COMMUNE,
                                             .name = codes[c],
                                             .parent = "p",
                                             .valid_from = from,
                                             .valid_to = period < 4 ? to : NTM_DATE_MAX});
            ntm_value value = {.kind = NTM_K_NUMBER, .has_low = true, .has_high = true};
            value.low = value.high = ntm_decimal_int(1 + test_random_below(r, 1000));
            if (test_random_percent(r, period == 4 ? 10 : 60))
                ntm_dataset_add_observation(
                    m->dataset,
                    &(ntm_observation){.unit = codes[c],
                                       .field = "km_total",
                                       .value = value,
                                       .as_of = from + (ntm_date)test_random_below(r, 365)});
        }
    for (int period = 1; period < 5; period++)
        for (int a = 0; a < 8; a++)
            for (int b = 0; b < 8; b++) {
                ntm_date day = start + 365 * period;
                const ntm_unit *after = ntm_dataset_unit(m->dataset, codes[b], day);
                if (!after || !ntm_dataset_unit(m->dataset, codes[a], day - 1) ||
                    !test_random_percent(r, 20))
                    continue;
                ntm_dataset_add_succession(
                    m->dataset,
                    &(ntm_succession){.predecessor = codes[a],
                                      .successor = codes[b],
                                      .effective = day,
                                      .extent = test_random_percent(r, 80) ? NTM_EXTENT_WHOLE
                                                                           : NTM_EXTENT_PART,
                                      .confirmed = test_random_percent(r, 30) ? "A" : ""});
            }
}

static void test_carry_agrees_with_a_naive_reading(void **state)
{
    (void)state;
    int carried = 0;
    for (uint64_t seed = 1; seed <= 600; seed++) {
        test_random r = {.state = seed};
        test_merged m;
        test_merged_init(&m, READS);
        random_history(&m, &r);
        m.choice.as_of = test_day("2025-12-31");
        test_merged_build(&m);
        ntm_row first;
        int32_t count;
        ntm_frame_level(m.frame, NTM_LEVEL_COMMUNE, &first, &count);
        for (ntm_row row = first; row < first + count; row++) {
            const char *code = ntm_frame_row(m.frame, row)->unit->code;
            int64_t sum = 0;
            bool known = naive(&m, code, m.choice.as_of, &sum);
            ntm_cell cell = test_merged_cell(&m, code, "km_total");
            if (known != (cell.state == NTM_CELL_EXACT) || (known && cell.low != (double)sum))
                fail_msg("seed %d, unit %s: %g, naive %s %lld", (int)seed, code, cell.low,
                         known ? "" : "unknown", (long long)sum);
            carried += cell.carried;
        }
        test_merged_clear(&m);
    }
    assert_true(carried > 100);
}

/* What a run keeps of a unit gives the same figure as all there is. */
static void test_carry_counts_the_same_from_kept_facts(void **state)
{
    (void)state;
    int carried = 0;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        test_random r = {.state = seed * 7919};
        test_merged m;
        test_merged_init(&m, READS);
        random_history(&m, &r);
        /* some go on beside what was made of them */
        for (size_t i = 1; i < m.dataset->nunits; i++) {
            ntm_unit *unit = &m.dataset->units[i];
            if (unit->valid_to == NTM_DATE_MAX || test_random_percent(&r, 50) ||
                ntm_dataset_unit(m.dataset, unit->code, unit->valid_to + 1))
                continue;
            unit->valid_to += 365;
            ntm_value value = {.kind = NTM_K_NUMBER, .has_low = true, .has_high = true};
            value.low = value.high = ntm_decimal_int(5000);
            ntm_dataset_add_observation(m.dataset, &(ntm_observation){.unit = unit->code,
                                                                      .field = "km_total",
                                                                      .value = value,
                                                                      .as_of = unit->valid_to});
        }
        test_merged_build(&m);
        ntm_facts_index *index = ntm_facts_index_new(m.dataset);
        const ntm_document *document = m.document;
        ntm_row first;
        int32_t count;
        ntm_frame_level(m.frame, NTM_LEVEL_COMMUNE, &first, &count);
        for (ntm_row row = first; row < first + count; row++) {
            const char *code = ntm_frame_row(m.frame, row)->unit->code;
            ntm_cell all = test_merged_cell(&m, code, "km_total");
            test_merged kept = {.document = m.document, .choice = m.choice};
            ntm_facts_select(index, &document, 1, &m.choice, code, &kept.dataset);
            test_merged_build(&kept);
            ntm_cell cell = test_merged_cell(&kept, code, "km_total");
            if (cell.state != all.state || cell.carried != all.carried ||
                (cell.state == NTM_CELL_EXACT && cell.low != all.low))
                fail_msg("seed %d, unit %s: %g of facts, %g of all", (int)seed, code, cell.low,
                         all.low);
            carried += all.carried;
            ntm_frame_free(kept.frame);
            ntm_dataset_free(kept.dataset);
        }
        ntm_facts_index_free(index);
        test_merged_clear(&m);
    }
    assert_true(carried > 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_carry_adds_up_what_adds_up),
        cmocka_unit_test(test_carry_needs_a_figure_of_each),
        cmocka_unit_test(test_carry_leaves_rates_codes_and_votes_behind),
        cmocka_unit_test(test_carry_bounds_add_up),
        cmocka_unit_test(test_carry_moves_nothing_that_nobody_confirmed),
        cmocka_unit_test(test_carry_one_code_is_two_units),
        cmocka_unit_test(test_carry_knows_what_the_choice_knows),
        cmocka_unit_test(test_carry_looks_through_mergers),
        cmocka_unit_test(test_carry_ends_after_so_many_mergers),
        cmocka_unit_test(test_carry_takes_the_year_before_from_the_year_before),
        cmocka_unit_test(test_carry_policies),
        cmocka_unit_test(test_carry_policy_fits_kinds),
        cmocka_unit_test(test_carry_of_a_code_that_no_scale_has_is_an_error),
        cmocka_unit_test(test_carry_tells_the_observations_it_rests_on),
        cmocka_unit_test(test_carry_agrees_with_a_naive_reading),
        cmocka_unit_test(test_carry_counts_the_same_from_kept_facts),
    };
    return cmocka_run_group_tests_name("model/carry", tests, NULL, NULL);
}
