/* base/strbuf: grows, stays terminated, gives its text away. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/strbuf.h"

static void test_strbuf_is_terminated_at_every_length(void **state)
{
    (void)state;
    ntm_strbuf buf = {0};
    assert_string_equal(ntm_strbuf_text(&buf), "");
    for (size_t i = 0; i < 5000; i++) {
        ntm_strbuf_putc(&buf, (char)('a' + i % 26));
        assert_int_equal(buf.length, i + 1);
        assert_int_equal(buf.data[buf.length], '\0');
        assert_true(buf.capacity > buf.length);
    }
    assert_int_equal(strlen(ntm_strbuf_text(&buf)), 5000);
    ntm_strbuf_clear(&buf);
    assert_string_equal(ntm_strbuf_text(&buf), "");
    ntm_strbuf_clear(&buf);
}

static void test_strbuf_prints_across_its_growth(void **state)
{
    (void)state;
    for (int width = 0; width < 200; width++) {
        ntm_strbuf buf = {0};
        ntm_strbuf_puts(&buf, "<");
        ntm_strbuf_printf(&buf, "%*s", width, "");
        ntm_strbuf_puts(&buf, ">");
        assert_int_equal(buf.length, (size_t)width + 2);
        assert_int_equal(buf.data[width + 1], '>');
        ntm_strbuf_clear(&buf);
    }
}

static void test_strbuf_holds_bytes_and_gives_them_away(void **state)
{
    (void)state;
    ntm_strbuf buf = {0};
    ntm_strbuf_add(&buf, "a\0b", 3);
    ntm_strbuf_add(&buf, "", 0);
    assert_int_equal(buf.length, 3);
    assert_memory_equal(ntm_strbuf_text(&buf), "a\0b", 4);
    char *text = ntm_strbuf_take(&buf);
    assert_memory_equal(text, "a\0b", 4);
    free(text);
    assert_int_equal(buf.length, 0);
    text = ntm_strbuf_take(&buf); /* of an empty one: still a text to free */
    assert_string_equal(text, "");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strbuf_is_terminated_at_every_length),
        cmocka_unit_test(test_strbuf_prints_across_its_growth),
        cmocka_unit_test(test_strbuf_holds_bytes_and_gives_them_away),
    };
    return cmocka_run_group_tests_name("base/strbuf", tests, NULL, NULL);
}
