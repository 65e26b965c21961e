/* base/arena.h, names: interning, and the nearest name for a slip of the pen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"

static int set_up(void **state)
{
    *state = ntm_arena_new();
    return 0;
}

static int tear_down(void **state)
{
    ntm_arena_free(*state);
    return 0;
}

static void test_names_are_numbered_in_order_of_arrival(void **state)
{
    ntm_names *names = ntm_names_new(*state);
    char text[16];
    for (uint32_t i = 0; i < 20000; i++) { /* many growths of the table */
        snprintf(text, sizeof text, "name%u", i);
        assert_int_equal(ntm_names_add(names, text), i);
    }
    assert_int_equal(ntm_names_count(names), 20000);
    for (uint32_t i = 0; i < 20000; i++) {
        snprintf(text, sizeof text, "name%u", i);
        assert_int_equal(ntm_names_add(names, text), i);
        assert_int_equal(ntm_names_find(names, text), i);
        assert_string_equal(ntm_names_text(names, i), text);
    }
    assert_int_equal(ntm_names_count(names), 20000);
    assert_int_equal(ntm_names_find(names, "name20000"), NTM_NO_NAME);
    assert_int_equal(ntm_names_find(names, ""), NTM_NO_NAME);
}

static void test_names_are_copied_and_exact(void **state)
{
    ntm_names *names = ntm_names_new(*state);
    char text[] = "Song";
    uint32_t song = ntm_names_add(names, text);
    text[0] = 'X';
    assert_string_equal(ntm_names_text(names, song), "Song");
    assert_int_not_equal(ntm_names_add(names, "Sóng"), song);
    assert_int_not_equal(ntm_names_add(names, "song"), song);
    assert_int_equal(ntm_names_add(names, ""), 3);
    assert_int_equal(ntm_names_find(names, ""), 3);
}

static void test_names_nearest_forgives_a_slip_and_no_more(void **state)
{
    ntm_names *names = ntm_names_new(*state);
    static const char *const known[] = {"road.commune.total_km",
                                        "road.commune.paved_km",
                                        "road.village.total_km",
                                        "zone1",
                                        "zone2",
                                        "ha",
                                        "Đồng Lão"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        ntm_names_add(names, known[i]);
    static const char *const cases[][2] = {
        {"road.comune.total_km", "road.commune.total_km"},
        {"road.commune.totalkm", "road.commune.total_km"},
        {"ROAD.COMMUNE.PAVED_KM", "road.commune.paved_km"},
        {"zone3", "zone1"}, /* of equally near ones the first */
        {"dong lao", "Đồng Lão"},
        {"khoảng cách", NULL},
        {"km", NULL}, /* nothing of a short word may be all of the slip */
        {"x", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *nearest = ntm_names_nearest(names, cases[i][0]);
        if (cases[i][1]) {
            assert_non_null(nearest);
            assert_string_equal(nearest, cases[i][1]);
        } else {
            assert_null(nearest);
        }
    }
    assert_null(ntm_names_nearest(ntm_names_new(*state), "anything"));
}

static void test_names_nearest_of_an_endless_text_is_none(void **state)
{
    ntm_names *names = ntm_names_new(*state);
    size_t length = 1 << 20;
    char *text = malloc(length + 1);
    assert_non_null(text);
    memset(text, 'a', length);
    text[length] = '\0';
    ntm_names_add(names, text);
    text[0] = 'b';
    for (int i = 0; i < 1000; i++)
        assert_null(ntm_names_nearest(names, text));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_names_are_numbered_in_order_of_arrival, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_names_are_copied_and_exact, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_names_nearest_forgives_a_slip_and_no_more, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_names_nearest_of_an_endless_text_is_none, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("base/names", tests, NULL, NULL);
}
