/* base/date: every day of the years 1000 to 9999. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"

static ntm_date day(const char *iso)
{
    ntm_date date;
    if (!ntm_date_parse_iso(iso, &date))
        fail_msg("\"%s\" was refused", iso);
    return date;
}

static bool leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

static void test_date_days_follow_each_other_and_round_trip(void **state)
{
    (void)state;
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    ntm_date expected = day("1000-01-01");
    for (int year = 1000; year <= 9999; year++)
        for (int month = 1; month <= 12; month++) {
            int length = lengths[month - 1] + (month == 2 && leap(year));
            for (int d = 1; d <= length; d++, expected++) {
                ntm_date date, back;
                int y, m, dd;
                assert_true(ntm_date_make(year, month, d, &date));
                assert_int_equal(date, expected);
                ntm_date_parts(date, &y, &m, &dd);
                assert_true(y == year && m == month && dd == d);
                if (d == 1 || d == length) { /* texts: the ends of each month */
                    char text[NTM_DATE_TEXT];
                    assert_true(ntm_date_parse_iso(ntm_date_format(date, text), &back));
                    assert_int_equal(back, date);
                    assert_true(ntm_date_parse_any(ntm_date_format_vi(date, text), &back));
                    assert_int_equal(back, date);
                    assert_int_equal(ntm_date_year(date), year);
                }
            }
            ntm_date none;
            assert_false(ntm_date_make(year, month, length + 1, &none));
            assert_false(ntm_date_make(year, month, 0, &none));
        }
    assert_int_equal(day("1970-01-01"), 0);
    assert_int_equal(day("2000-03-01"), 11017);
}

static void test_date_refuses_other_forms(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",           "2023",        "2023-1-1",    "2023-02-29", "2023-13-01",  "2023-00-10",
        "0999-12-31", "10000-01-01", "23-01-01",    "2023/01/01", "2023-01-01 ", " 2023-01-01",
        "2023-01-1x", "-2023-01-01", "2023-01-001", "31/12/2023", "2023-06-31",  "20230101",
    };
    ntm_date date;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (ntm_date_parse_iso(bad[i], &date))
            fail_msg("\"%s\" was taken", bad[i]);
    static const char *const bad_any[] = {
        "31/12/23",    "12/31/2023", "31-12-2023", "31.12.2023", "29/2/2023",
        "1/1/999",     "001/1/2023", "1/1/20233",  "/1/2023",    "1//2023",
        "31/12/2023 ", "0/1/2023",   "1/0/2023",
    };
    for (size_t i = 0; i < sizeof bad_any / sizeof *bad_any; i++)
        if (ntm_date_parse_any(bad_any[i], &date))
            fail_msg("\"%s\" was taken", bad_any[i]);
    assert_true(ntm_date_parse_any("2/3/2024", &date));
    assert_int_equal(date, day("2024-03-02"));
    assert_true(ntm_date_parse_any("29/02/2024", &date));
    assert_int_equal(date, day("2024-02-29"));
}

static void test_date_months_end_where_there_is_no_such_day(void **state)
{
    (void)state;
    static const struct {
        const char *from;
        int months;
        const char *to;
    } cases[] = {
        {"2023-01-31", 1, "2023-02-28"},     {"2024-01-31", 1, "2024-02-29"},
        {"2024-02-29", 12, "2025-02-28"},    {"2024-02-29", 48, "2028-02-29"},
        {"2023-03-31", -1, "2023-02-28"},    {"2023-12-15", 1, "2024-01-15"},
        {"2023-01-15", -1, "2022-12-15"},    {"2023-05-31", 36, "2026-05-31"},
        {"2000-02-29", -1200, "1900-02-28"}, {"2023-07-10", 0, "2023-07-10"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(ntm_date_add_months(day(cases[i].from), cases[i].months),
                         day(cases[i].to));
    for (ntm_date date = day("1999-12-01"); date <= day("2004-03-01"); date++)
        for (int months = -50; months <= 50; months++) {
            int y, m, d, y2, m2, d2;
            ntm_date_parts(date, &y, &m, &d);
            ntm_date_parts(ntm_date_add_months(date, months), &y2, &m2, &d2);
            assert_int_equal(y2 * 12 + m2, y * 12 + m + months);
            assert_true(d2 == d || (d2 < d && d2 >= 28));
        }
}

static void test_date_months_never_leave_the_calendar(void **state)
{
    (void)state;
    assert_int_equal(ntm_date_add_months(day("9999-12-31"), 1), NTM_DATE_MAX);
    assert_int_equal(ntm_date_add_months(day("2023-01-01"), INT_MAX), NTM_DATE_MAX);
    assert_int_equal(ntm_date_add_months(day("2023-01-01"), INT_MIN), NTM_DATE_MIN);
    assert_int_equal(ntm_date_add_months(day("1000-01-31"), -1), NTM_DATE_MIN);
    assert_int_equal(ntm_date_add_months(NTM_DATE_MAX, -1), NTM_DATE_MAX);
    assert_int_equal(ntm_date_add_months(NTM_DATE_MIN, 1), NTM_DATE_MIN);
    char text[NTM_DATE_TEXT]; /* open ends have some text, within the buffer */
    assert_true(strlen(ntm_date_format(NTM_DATE_MIN, text)) < NTM_DATE_TEXT);
    assert_true(strlen(ntm_date_format_vi(NTM_DATE_MAX, text)) < NTM_DATE_TEXT);
}

static void test_date_today_is_a_day_of_this_century(void **state)
{
    (void)state;
    assert_in_range(ntm_date_year(ntm_date_today()), 2000, 2099);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_date_days_follow_each_other_and_round_trip),
        cmocka_unit_test(test_date_refuses_other_forms),
        cmocka_unit_test(test_date_months_end_where_there_is_no_such_day),
        cmocka_unit_test(test_date_months_never_leave_the_calendar),
        cmocka_unit_test(test_date_today_is_a_day_of_this_century),
    };
    return cmocka_run_group_tests_name("base/date", tests, NULL, NULL);
}
