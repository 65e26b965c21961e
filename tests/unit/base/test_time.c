/* Moments: written in UTC, meant in Vietnam, read as people write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "base/date.h"

static ntm_date day(const char *iso)
{
    ntm_date date;
    assert_true(ntm_date_parse_iso(iso, &date));
    return date;
}

static const char *format(int64_t when)
{
    static char buffer[NTM_TIME_TEXT];
    return ntm_time_format(when, buffer);
}

static void test_time_is_written_in_utc(void **state)
{
    (void)state;
    assert_string_equal(format(0), "1970-01-01T00:00:00Z");
    assert_string_equal(format(-1), "1969-12-31T23:59:59Z");
    assert_string_equal(format(1704067200), "2024-01-01T00:00:00Z");
    assert_string_equal(format(1704067199), "2023-12-31T23:59:59Z");
    assert_string_equal(format(253402300799), "9999-12-31T23:59:59Z");
    assert_string_equal(format(-30610224000), "1000-01-01T00:00:00Z");
}

static void test_time_agrees_with_the_system(void **state)
{
    (void)state;
    for (int64_t when = -30610224000; when < 253402300799; when += 86400 * 97 + 3607) {
        struct tm tm;
        char text[NTM_TIME_TEXT];
        time_t seconds = (time_t)when;
        assert_non_null(gmtime_r(&seconds, &tm));
        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &tm);
        assert_string_equal(format(when), text);
        int64_t back;
        assert_true(ntm_time_parse(text, &back));
        assert_int_equal(back, when);
    }
}

static void test_time_outside_the_calendar_is_the_nearest_within(void **state)
{
    (void)state;
    assert_string_equal(format(INT64_MAX), "9999-12-31T23:59:59Z");
    assert_string_equal(format(INT64_MIN), "1000-01-01T00:00:00Z");
    assert_int_equal(ntm_time_day(INT64_MAX), day("9999-12-31"));
    assert_int_equal(ntm_time_day(INT64_MIN), day("1000-01-01"));
}

static void test_time_falls_on_a_day_in_vietnam(void **state)
{
    (void)state;
    int64_t midnight = 1704042000; /* 2024-01-01T00:00:00+07:00 */
    assert_int_equal(ntm_time_day(midnight), day("2024-01-01"));
    assert_int_equal(ntm_time_day(midnight - 1), day("2023-12-31"));
    assert_int_equal(ntm_time_end_of_day(day("2023-12-31")), midnight - 1);
    for (ntm_date d = -4000; d < 40000; d += 37) {
        assert_int_equal(ntm_time_day(ntm_time_end_of_day(d)), d);
        assert_int_equal(ntm_time_day(ntm_time_end_of_day(d) + 1), d + 1);
    }
}

static void test_time_is_read_as_people_write_it(void **state)
{
    (void)state;
    static const struct {
        const char *text, *utc;
    } cases[] = {
        {"2023-12-31", "2023-12-31T16:59:59Z"}, /* the end of the day in Vietnam */
        {"31/12/2023", "2023-12-31T16:59:59Z"},
        {"1/2/2023", "2023-02-01T16:59:59Z"},
        {"2023-12-31T08:00", "2023-12-31T01:00:59Z"},
        {"2023-12-31 08:00:30", "2023-12-31T01:00:30Z"},
        {"31/12/2023 08:00", "2023-12-31T01:00:59Z"},
        {"2023-12-31T08:00Z", "2023-12-31T08:00:59Z"},
        {"2023-12-31T08:00:00Z", "2023-12-31T08:00:00Z"},
        {"2023-12-31T08:00+07:00", "2023-12-31T01:00:59Z"},
        {"2024-01-01T00:00:00", "2023-12-31T17:00:00Z"},
        {"2024-02-29T23:59:59Z", "2024-02-29T23:59:59Z"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t when;
        if (!ntm_time_parse(cases[i].text, &when))
            fail_msg("not read: %s", cases[i].text);
        assert_string_equal(format(when), cases[i].utc);
    }
}

static void test_time_refuses_everything_else(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        " ",
        "T",
        "2023",
        "2023-12",
        "2023-02-29",
        "31/11/2023",
        "12/31/2023",
        "2023-12-31T",
        "2023-12-31 ",
        "2023-12-31T8:00",
        "2023-12-31T08",
        "2023-12-31T08:",
        "2023-12-31T08:0",
        "2023-12-31T24:00",
        "2023-12-31T08:60",
        "2023-12-31T08:00:60",
        "2023-12-31T08:00:",
        "2023-12-31T08:00:0",
        "2023-12-31T08:00z",
        "2023-12-31T08:00+7",
        "2023-12-31T08:00+00:00",
        "2023-12-31T08:00Z ",
        " 2023-12-31",
        "2023-12-31T08:00ZZ",
        "2023-12-31  08:00",
        "2023-12-31T08:00:00.5Z",
        "2023-12-31-2023-12-31",
        "hôm qua",
        "#3",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        int64_t when = 7;
        if (ntm_time_parse(texts[i], &when))
            fail_msg("read: '%s' as %lld", texts[i], (long long)when);
        assert_int_equal(when, 7);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_time_is_written_in_utc),
        cmocka_unit_test(test_time_agrees_with_the_system),
        cmocka_unit_test(test_time_outside_the_calendar_is_the_nearest_within),
        cmocka_unit_test(test_time_falls_on_a_day_in_vietnam),
        cmocka_unit_test(test_time_is_read_as_people_write_it),
        cmocka_unit_test(test_time_refuses_everything_else),
    };
    return cmocka_run_group_tests_name("base/time", tests, NULL, NULL);
}
