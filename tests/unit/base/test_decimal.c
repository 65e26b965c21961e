/* base/decimal: exact within its limits, refused beyond them. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/decimal.h"

static ntm_decimal parsed(const char *text)
{
    ntm_decimal value;
    if (ntm_decimal_parse(text, &value) != NTM_DECIMAL_OK)
        fail_msg("\"%s\" was refused", text);
    return value;
}

static const char *shown(ntm_decimal value)
{
    static char buffer[NTM_DECIMAL_TEXT];
    return ntm_decimal_format(value, buffer);
}

/* Every number of up to four digits at every scale, and its negative: text and double go round. */
static void test_decimal_round_trips_all_of_four_digits(void **state)
{
    (void)state;
    for (int coef = -9999; coef <= 9999; coef++) {
        char text[NTM_DECIMAL_TEXT + 8];
        for (int scale = 0; scale <= 9; scale++) {
            long long unit = 1;
            for (int i = 0; i < scale; i++)
                unit *= 10;
            long long magnitude = coef < 0 ? -coef : coef;
            snprintf(text, sizeof text, scale ? "%s%lld.%0*lld" : "%s%lld", coef < 0 ? "-" : "",
                     magnitude / unit, scale, magnitude % unit);
            ntm_decimal value = parsed(text), back;
            assert_true(value.scale == 0 || value.coef % 10 != 0);
            assert_true(ntm_decimal_from_double(ntm_decimal_double(value), &back));
            assert_int_equal(back.coef, value.coef);
            assert_int_equal(back.scale, value.scale);
            assert_int_equal(ntm_decimal_compare(parsed(shown(value)), value), 0);
            assert_int_equal(ntm_decimal_is_whole(value), magnitude % unit == 0);
        }
    }
}

static uint64_t seed = UINT64_C(20231231);

static uint64_t next_random(void) /* xorshift64* */
{
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return seed * UINT64_C(2685821657736338717);
}

static void test_decimal_double_holds_fifteen_digits(void **state)
{
    (void)state;
    uint64_t first = seed;
    print_message("seed %llu\n", (unsigned long long)first);
    for (int i = 0; i < 300000; i++) {
        int64_t coef =
            INT64_C(100000000000000) + (int64_t)(next_random() % UINT64_C(900000000000000));
        if (coef % 10 == 0)
            coef++;
        if (next_random() & 1)
            coef = -coef;
        ntm_decimal value = {.coef = coef, .scale = (uint8_t)(next_random() % 10)}, back;
        assert_true(ntm_decimal_from_double(ntm_decimal_double(value), &back));
        assert_int_equal(back.coef, value.coef);
        assert_int_equal(back.scale, value.scale);
        /* the text leads to the same double as the C library's own reading of it */
        assert_true(strtod(shown(value), NULL) == ntm_decimal_double(value));
        assert_int_equal(parsed(shown(value)).coef, value.coef);
    }
}

static void test_decimal_refuses_what_is_not_canonical(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",   "-",   "+1",  "--1",  ".5",   "5.",  "1..2", "1.2.3", "1e5", "1E5",
        " 1", "1 ",  "1,5", "0x1",  "inf",  "nan", "1-",   "-.5",   "1_0", "１",
        "1.", "-1.", ".",   "1.-5", "1.5 ", "\t1", "1\n",  "٣",     "1.e", "1'000",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ntm_decimal value;
        if (ntm_decimal_parse(bad[i], &value) != NTM_DECIMAL_SYNTAX)
            fail_msg("\"%s\" was taken", bad[i]);
    }
}

static void test_decimal_limits_are_digits_decimals_and_size(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        ntm_decimal_error error;
    } cases[] = {
        {"999999999999999", NTM_DECIMAL_OK},
        {"-999999999999999", NTM_DECIMAL_OK},
        {"1000000000000000", NTM_DECIMAL_RANGE},
        {"-1000000000000000", NTM_DECIMAL_RANGE},
        {"99999999999999999999999999999999999999", NTM_DECIMAL_RANGE},
        {"1000000000000000.5", NTM_DECIMAL_RANGE},
        {"999999999999999.0", NTM_DECIMAL_OK},
        {"999999999999999.9", NTM_DECIMAL_DIGITS},
        {"99999999999999.9", NTM_DECIMAL_OK},
        {"0.000000001", NTM_DECIMAL_OK},
        {"0.0000000001", NTM_DECIMAL_DIGITS},
        {"0.0000000010", NTM_DECIMAL_OK},
        {"1.0000000000000000000000000000", NTM_DECIMAL_OK},
        {"1.0000000000000000000000000001", NTM_DECIMAL_DIGITS},
        {"000000000000000000000000000000012", NTM_DECIMAL_OK},
        {"0.123456789", NTM_DECIMAL_OK},
        {"0.1234567891", NTM_DECIMAL_DIGITS},
        {"123456.123456789", NTM_DECIMAL_OK},
        {"1234567.123456789", NTM_DECIMAL_DIGITS},
        {"100000000000000.01", NTM_DECIMAL_DIGITS},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ntm_decimal value;
        if (ntm_decimal_parse(cases[i].text, &value) != cases[i].error)
            fail_msg("\"%s\" was judged otherwise", cases[i].text);
    }
}

static void test_decimal_text_is_the_shortest(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"-0", "0"},        {"-0.000", "0"},       {"0001.500", "1.5"},
        {"-0.05", "-0.05"}, {"1752", "1752"},      {"10.0", "10"},
        {"100", "100"},     {"-12.340", "-12.34"}, {"0.000000001", "0.000000001"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(shown(parsed(cases[i][0])), cases[i][1]);
}

static void test_decimal_doubles_that_are_no_decimals_are_refused(void **state)
{
    (void)state;
    static const double bad[] = {NAN,    INFINITY, -INFINITY, 1e15,
                                 -1e15,  1e300,    1.0 / 3.0, 0.1 + 0.2,
                                 5e-324, 1e-10,    0x1p-40,   999999999999999.875};
    ntm_decimal value;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(ntm_decimal_from_double(bad[i], &value));
    assert_true(ntm_decimal_from_double(-0.0, &value));
    assert_string_equal(shown(value), "0");
    assert_true(ntm_decimal_from_double(999999999999999.0, &value));
    assert_string_equal(shown(value), "999999999999999");
}

static void test_decimal_order_is_that_of_the_numbers(void **state)
{
    (void)state;
    for (int a = -120; a <= 120; a++)
        for (int b = -120; b <= 120; b++)
            for (int sa = 0; sa <= 3; sa++)
                for (int sb = 0; sb <= 3; sb++) {
                    static const int power[] = {1, 10, 100, 1000};
                    ntm_decimal x = {.coef = a, .scale = (uint8_t)sa};
                    ntm_decimal y = {.coef = b, .scale = (uint8_t)sb};
                    int left = a * power[sb], right = b * power[sa];
                    int want = left < right ? -1 : left > right;
                    assert_int_equal(ntm_decimal_compare(x, y), want);
                }
}

static void test_decimal_sums_and_products_are_exact_or_refused(void **state)
{
    (void)state;
    ntm_decimal out;
    assert_true(ntm_decimal_add(parsed("0.1"), parsed("0.2"), &out));
    assert_string_equal(shown(out), "0.3");
    assert_true(ntm_decimal_add(parsed("99999999999999.9"), parsed("0.1"), &out));
    assert_string_equal(shown(out), "100000000000000");
    assert_false(ntm_decimal_add(parsed("999999999999999"), parsed("1"), &out));
    assert_true(ntm_decimal_add(parsed("999999999999999"), parsed("-999999999999999"), &out));
    assert_string_equal(shown(out), "0");
    assert_false(ntm_decimal_add(parsed("999999999999999"), parsed("0.000000001"), &out));
    assert_true(ntm_decimal_mul(parsed("0.00005"), parsed("0.0002"), &out));
    assert_string_equal(shown(out), "0.00000001");
    assert_false(ntm_decimal_mul(parsed("0.00001"), parsed("0.00001"), &out));
    assert_true(ntm_decimal_mul(parsed("1.25"), parsed("-8"), &out));
    assert_string_equal(shown(out), "-10");
    assert_false(ntm_decimal_mul(parsed("99999999"), parsed("99999999"), &out));
    for (int a = -99; a <= 99; a++)
        for (int b = -99; b <= 99; b++) {
            ntm_decimal x = {.coef = a, .scale = a % 10 ? 1 : 0};
            ntm_decimal y = {.coef = b, .scale = b % 10 ? 1 : 0}, xy, yx;
            assert_true(ntm_decimal_mul(x, y, &xy) && ntm_decimal_mul(y, x, &yx));
            assert_int_equal(ntm_decimal_compare(xy, yx), 0);
            assert_true(ntm_decimal_add(x, y, &xy) && ntm_decimal_add(y, x, &yx));
            assert_int_equal(ntm_decimal_compare(xy, yx), 0);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decimal_round_trips_all_of_four_digits),
        cmocka_unit_test(test_decimal_double_holds_fifteen_digits),
        cmocka_unit_test(test_decimal_refuses_what_is_not_canonical),
        cmocka_unit_test(test_decimal_limits_are_digits_decimals_and_size),
        cmocka_unit_test(test_decimal_text_is_the_shortest),
        cmocka_unit_test(test_decimal_doubles_that_are_no_decimals_are_refused),
        cmocka_unit_test(test_decimal_order_is_that_of_the_numbers),
        cmocka_unit_test(test_decimal_sums_and_products_are_exact_or_refused),
    };
    return cmocka_run_group_tests_name("base/decimal", tests, NULL, NULL);
}
