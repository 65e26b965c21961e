/* Which observation counts: dates, freshness, imports, levels of appraisal, evidence. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/frame.h"

static ntm_date day(const char *iso)
{
    ntm_date date;
    assert_true(ntm_date_parse_iso(iso, &date));
    return date;
}

static ntm_choice choice_of(const char *as_of)
{
    ntm_date date = day(as_of);
    return (ntm_choice){.as_of = date,
                        .year = ntm_date_year(date),
                        .known_import = INT64_MAX,
                        .assessor_order = INT_MAX};
}

static const ntm_field months_12 = {
    .name = "population.total", .kind = NTM_K_NUMBER, .freshness = NTM_FRESH_MONTHS, .months = 12};
static const ntm_field never = {
    .name = "plan.approved", .kind = NTM_K_YES_NO, .freshness = NTM_FRESH_NEVER};
static const ntm_field yearly = {
    .name = "income", .kind = NTM_K_NUMBER, .freshness = NTM_FRESH_YEAR};

/* Choose among count observations; -1 none, -2 - i when i is too old. */
static int choose(const ntm_observation *all, size_t count, const ntm_field *field,
                  const ntm_choice *choice)
{
    const ntm_observation *candidates[16], *stale = NULL;
    for (size_t i = 0; i < count; i++)
        candidates[i] = &all[i];
    const ntm_observation *chosen = ntm_choose(candidates, count, field, choice, &stale);
    assert_true(!chosen || !stale);
    assert_ptr_equal(ntm_choose(candidates, count, field, choice, NULL), chosen);
    return chosen ? (int)(chosen - all) : stale ? -2 - (int)(stale - all) : -1;
}

static int choose_one(const char *date, const ntm_field *field, const ntm_choice *choice)
{
    ntm_observation one = {.as_of = day(date), .evidence = ""};
    return choose(&one, 1, field, choice);
}

static void test_choose_fresh_is_as_of_within_months_of_the_date(void **state)
{
    (void)state;
    ntm_choice choice = choice_of("2023-12-31");
    assert_int_equal(choose_one("2023-12-31", &months_12, &choice), 0);
    assert_int_equal(choose_one("2024-01-01", &months_12, &choice), -1); /* after the date */
    assert_int_equal(choose_one("2022-12-31", &months_12, &choice), 0);
    assert_int_equal(choose_one("2022-12-30", &months_12, &choice), -2);
    assert_int_equal(choose_one("1999-01-01", &never, &choice), 0);
    choice = choice_of("2024-02-29");
    assert_int_equal(choose_one("2023-02-28", &months_12, &choice), -2); /* until 28/2/2024 */
    assert_int_equal(choose_one("2023-03-01", &months_12, &choice), 0);
    choice = choice_of("2025-02-28");
    assert_int_equal(choose_one("2024-02-29", &months_12, &choice), 0); /* no 29/2/2025 */
}

static void test_choose_freshness_agrees_with_its_definition(void **state)
{
    (void)state;
    static const int spans[] = {0, 1, 3, 6, 12, 13, 24, 60};
    ntm_date first = day("2023-01-25");
    for (size_t m = 0; m < sizeof spans / sizeof *spans; m++)
        for (ntm_date as_of = first; as_of < first + 420; as_of += 3) {
            ntm_field field = {.freshness = NTM_FRESH_MONTHS, .months = spans[m]};
            ntm_choice choice = {
                .as_of = as_of, .known_import = INT64_MAX, .assessor_order = INT_MAX};
            ntm_date about = ntm_date_add_months(as_of, -spans[m]);
            for (ntm_date date = about - 6; date <= about + 6 && date <= as_of; date++) {
                ntm_observation one = {.as_of = date, .evidence = ""};
                bool fresh = as_of <= ntm_date_add_months(date, spans[m]);
                assert_int_equal(choose(&one, 1, &field, &choice), fresh ? 0 : -2);
            }
        }
}

static void test_choose_yearly_figure_counts_in_its_year(void **state)
{
    (void)state;
    ntm_choice choice = choice_of("2024-05-15");
    choice.year = 2023; /* assessed in May for the year before */
    assert_int_equal(choose_one("2023-01-01", &yearly, &choice), 0);
    assert_int_equal(choose_one("2023-12-31", &yearly, &choice), 0);
    assert_int_equal(choose_one("2022-12-31", &yearly, &choice), -2);
    assert_int_equal(choose_one("2024-03-31", &yearly, &choice), -1); /* of another year, not old */
    choice = choice_of("2023-06-30");
    assert_int_equal(choose_one("2023-12-31", &yearly, &choice), -1); /* not yet known then */
    assert_int_equal(choose_one("2023-06-30", &yearly, &choice), 0);
}

static void test_choose_latest_then_level_then_import_then_line(void **state)
{
    (void)state;
    ntm_choice choice = choice_of("2023-12-31");
    ntm_date d1 = day("2023-06-30"), d2 = day("2023-12-31");
    ntm_observation all[] = {
        {.as_of = d1, .assessor_order = 5, .import = 9, .line = 9, .evidence = ""},
        {.as_of = d2, .assessor_order = 1, .import = 8, .line = 8, .evidence = ""},
        {.as_of = d2, .assessor_order = 2, .import = 1, .line = 7, .evidence = ""},
        {.as_of = d2, .assessor_order = 2, .import = 2, .line = 1, .evidence = ""},
        {.as_of = d2, .assessor_order = 2, .import = 2, .line = 2, .evidence = ""},
        {.as_of = d2, .assessor_order = 2, .import = 2, .line = 1, .evidence = ""},
    };
    for (size_t count = 1; count <= 5; count++)
        assert_int_equal(choose(all, count, &months_12, &choice), (int)count - 1);
    assert_int_equal(choose(all, 6, &months_12, &choice), 4);
    assert_int_equal(choose(all, 0, &months_12, &choice), -1);
}

static void test_choose_sees_only_what_the_choice_knows(void **state)
{
    (void)state;
    ntm_date d = day("2023-12-31");
    ntm_observation all[] = {
        {.as_of = d - 3, .import = 1, .assessor_order = 1, .evidence = "42/BB"},
        {.as_of = d - 2, .import = 2, .assessor_order = 1, .evidence = ""},
        {.as_of = d - 1, .import = 2, .assessor_order = 3, .evidence = ""},
    };
    ntm_choice choice = choice_of("2023-12-31");
    assert_int_equal(choose(all, 3, &months_12, &choice), 2);
    choice.assessor_order = 2;
    assert_int_equal(choose(all, 3, &months_12, &choice), 1);
    choice.known_import = 1;
    assert_int_equal(choose(all, 3, &months_12, &choice), 0);
    choice.known_import = 0;
    assert_int_equal(choose(all, 3, &months_12, &choice), -1);
    choice = choice_of("2023-12-31");
    choice.evidenced = true;
    assert_int_equal(choose(all, 3, &months_12, &choice), 0);
    all[0].evidence = NULL;
    assert_int_equal(choose(all, 3, &months_12, &choice), -1);
}

static void test_choose_newest_of_the_old_ones_is_named(void **state)
{
    (void)state;
    ntm_choice choice = choice_of("2023-12-31");
    ntm_observation all[] = {
        {.as_of = day("2020-01-01"), .evidence = ""},
        {.as_of = day("2022-01-01"), .evidence = ""},
        {.as_of = day("2021-01-01"), .evidence = ""},
        {.as_of = day("2024-01-01"), .evidence = ""},
    };
    assert_int_equal(choose(all, 4, &months_12, &choice), -2 - 1);
}

static void test_choose_previous_is_one_year_back(void **state)
{
    (void)state;
    ntm_choice choice = choice_of("2024-02-29");
    choice.evidenced = true;
    ntm_choice previous = ntm_choice_previous(&choice);
    assert_int_equal(previous.as_of, day("2023-02-28"));
    assert_int_equal(previous.year, 2023);
    assert_true(previous.evidenced);
    assert_int_equal(previous.known_import, INT64_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_choose_fresh_is_as_of_within_months_of_the_date),
        cmocka_unit_test(test_choose_freshness_agrees_with_its_definition),
        cmocka_unit_test(test_choose_yearly_figure_counts_in_its_year),
        cmocka_unit_test(test_choose_latest_then_level_then_import_then_line),
        cmocka_unit_test(test_choose_sees_only_what_the_choice_knows),
        cmocka_unit_test(test_choose_newest_of_the_old_ones_is_named),
        cmocka_unit_test(test_choose_previous_is_one_year_back),
    };
    return cmocka_run_group_tests_name("model/choose", tests, NULL, NULL);
}
