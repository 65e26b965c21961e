/* Measures: one canonical text each, symbols that cancel. Levels of unit beside them. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "model/level.h"
#include "model/measure.h"

static ntm_arena *arena;

static void canonical(const char *written, const char *expected)
{
    const char *text = ntm_measure_canonical(arena, written);

    if (!expected) {
        assert_null(text);
        return;
    }
    assert_non_null(text);
    assert_string_equal(text, expected);
    assert_string_equal(ntm_measure_canonical(arena, text), expected);
}

static void test_measure_has_one_text(void **state)
{
    (void)state;
    canonical("km", "km");
    canonical("1", "1");
    canonical("1/year", "1/year");
    canonical("VND/year/person", "VND/person/year");
    canonical("m*kg/day", "kg*m/day");
    canonical("km/km", "1");
    canonical("km*a/km", "a");
    canonical("m*m", "m*m");
    canonical("m/m2", "m/m2");
    canonical("percent", "percent");
    canonical("craft_village", "craft_village");
}

static void test_measure_refuses_what_is_none(void **state)
{
    static const char *const wrong[] = {"",     " ",    "km ",  " km",   "/km",  "km/",  "km//h",
                                        "*km",  "km*",  "2",    "2km",   "k-m",  "%",    "km^2",
                                        "1*km", "km*1", "km/1", "a/b*c", "thôn", "km\n", "(km)"};

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        canonical(wrong[i], NULL);
    canonical("a*b*c*d*e*f*g*h", "a*b*c*d*e*f*g*h");
    canonical("a*b*c*d*e*f*g*h*i", NULL);
    canonical("a*b*c*d/e/f/g/h/i", NULL);
    canonical("a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a", NULL);
    canonical("abcdefghijklmnopqrstuvwxyzabcdef", "abcdefghijklmnopqrstuvwxyzabcdef");
    canonical("abcdefghijklmnopqrstuvwxyzabcdefg", NULL);
}

static void test_measure_product_and_quotient_cancel(void **state)
{
    (void)state;
    assert_string_equal(ntm_measure_mul(arena, "VND/person", "person"), "VND");
    assert_string_equal(ntm_measure_mul(arena, "1", "km"), "km");
    assert_string_equal(ntm_measure_mul(arena, "km/h", "h/km"), "1");
    assert_string_equal(ntm_measure_div(arena, "km", "km"), "1");
    assert_string_equal(ntm_measure_div(arena, "VND", "person"), "VND/person");
    assert_string_equal(ntm_measure_div(arena, "1", "VND/person"), "person/VND");
    assert_string_equal(ntm_measure_div(arena, "kg/day", "person/year"), "kg*year/day/person");
    assert_null(ntm_measure_mul(arena, "a*b*c*d", "e*f*g*h*i"));
    assert_string_equal(ntm_measure_mul(arena, "a*b*c*d/x", "e*f*g*h*x"), "a*b*c*d*e*f*g*h");
}

static void test_level_above_is_an_order(void **state)
{
    (void)state;
    for (ntm_level a = NTM_LEVEL_PROVINCE; a < NTM_LEVEL_COUNT; a++) {
        ntm_level back;

        assert_false(ntm_level_above(a, a));
        assert_true(ntm_level_from_code(ntm_level_code(a), &back));
        assert_int_equal(back, a);
        for (ntm_level b = NTM_LEVEL_PROVINCE; b < NTM_LEVEL_COUNT; b++) {
            if (ntm_level_above(a, b))
                assert_false(ntm_level_above(b, a));
            for (ntm_level c = NTM_LEVEL_PROVINCE; c < NTM_LEVEL_COUNT; c++)
                if (ntm_level_above(a, b) && ntm_level_above(b, c))
                    assert_true(ntm_level_above(a, c));
        }
    }
    assert_true(ntm_level_above(NTM_LEVEL_COMMUNE, NTM_LEVEL_VILLAGE));
    assert_true(ntm_level_above(NTM_LEVEL_COMMUNE, NTM_LEVEL_PRODUCT));
    assert_false(ntm_level_above(NTM_LEVEL_VILLAGE, NTM_LEVEL_PRODUCT));
    assert_false(ntm_level_above(NTM_LEVEL_NONE, NTM_LEVEL_VILLAGE));
    assert_false(ntm_level_above(NTM_LEVEL_COMMUNE, NTM_LEVEL_NONE));
}

static void test_level_has_vietnamese_words(void **state)
{
    ntm_level level;

    (void)state;
    assert_true(ntm_level_from_code("xã", &level));
    assert_int_equal(level, NTM_LEVEL_COMMUNE);
    assert_true(ntm_level_from_code("thôn", &level));
    assert_int_equal(level, NTM_LEVEL_VILLAGE);
    assert_false(ntm_level_from_code("ward", &level));
    assert_false(ntm_level_from_code("", &level));
}

static int set_up(void **state)
{
    (void)state;
    arena = ntm_arena_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    ntm_arena_free(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_measure_has_one_text),
        cmocka_unit_test(test_measure_refuses_what_is_none),
        cmocka_unit_test(test_measure_product_and_quotient_cancel),
        cmocka_unit_test(test_level_above_is_an_order),
        cmocka_unit_test(test_level_has_vietnamese_words),
    };
    return cmocka_run_group_tests_name("model/measure", tests, set_up, tear_down);
}
