/* Trees of values: what is written is read back, what is damaged or excessive is refused. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "dsl/tree.h"

static const char SAMPLE[] =
    "{\"a\": [1, -1, 0, 127, 128, -64, -65, 9223372036854775807, -9223372036854775808],"
    " \"chữ\": \"Thanh Hóa\", \"\": \"\", \"l\": [[], {}, null, true, false, {\"b\": {\"c\": 5}}]}";

/* Whether these bytes are a value; they are copied, so that a sanitizer sees a step too far. */
static bool is_tree(const char *bytes, size_t length)
{
    char *copy = malloc(length ? length : 1);
    memcpy(copy, bytes, length);
    json_t *value = ntm_tree_read(copy, length);
    bool good = value != NULL;
    json_decref(value);
    free(copy);
    return good;
}

static ntm_strbuf sample(void)
{
    ntm_strbuf bytes = {0};
    json_t *json = json_loads(SAMPLE, 0, NULL);
    assert_non_null(json);
    ntm_tree_write(&bytes, json);
    json_decref(json);
    return bytes;
}

static void test_a_tree_is_read_as_it_was_written(void **state)
{
    (void)state;
    ntm_strbuf bytes = sample();
    json_t *json = json_loads(SAMPLE, 0, NULL), *read = ntm_tree_read(bytes.data, bytes.length);
    assert_non_null(read);
    assert_true(json_equal(json, read));
    assert_string_equal(json_object_iter_key(json_object_iter(read)), "a"); /* in their order */
    json_decref(json);
    json_decref(read);
    ntm_strbuf_clear(&bytes);
}

static void test_a_long_text_and_many_values_need_longer_lengths(void **state)
{
    (void)state;
    for (size_t length = 126; length < 20000; length += 16381) {
        ntm_strbuf bytes = {0};
        char *text = malloc(length);
        memset(text, 'x', length);
        json_t *json = json_array(), *read;
        for (size_t i = 0; i < length; i++)
            json_array_append_new(json, json_integer((json_int_t)i));
        json_array_append_new(json, json_stringn(text, length));
        ntm_tree_write(&bytes, json);
        read = ntm_tree_read(bytes.data, bytes.length);
        assert_true(json_equal(json, read));
        json_decref(json);
        json_decref(read);
        free(text);
        ntm_strbuf_clear(&bytes);
    }
}

static void test_a_tree_cut_anywhere_or_with_more_behind_it_is_refused(void **state)
{
    (void)state;
    ntm_strbuf bytes = sample();
    for (size_t length = 0; length < bytes.length; length++)
        assert_false(is_tree(bytes.data, length));
    assert_true(is_tree(bytes.data, bytes.length));
    ntm_strbuf_putc(&bytes, 'n');
    assert_false(is_tree(bytes.data, bytes.length));
    ntm_strbuf_clear(&bytes);
}

static void test_a_tree_with_any_byte_changed_is_read_within_its_bounds(void **state)
{
    (void)state;
    ntm_strbuf bytes = sample();
    for (size_t i = 0; i < bytes.length; i++)
        for (int value = 0; value < 256; value++) {
            char before = bytes.data[i];
            bytes.data[i] = (char)value;
            is_tree(bytes.data, bytes.length);
            bytes.data[i] = before;
        }
    ntm_strbuf_clear(&bytes);
}

#define TREE(text) text, sizeof text - 1 /* with its NULs */

static void test_what_no_tree_may_hold_is_refused(void **state)
{
    static const struct {
        const char *what, *bytes;
        size_t length;
    } bad[] = {
        {"an unknown tag", TREE("x")},
        {"a text that is not UTF-8", TREE("s\x01\xff\0")},
        {"a NUL inside a text", TREE("s\x03a\0b\0")},
        {"a text without its NUL", TREE("s\x01"
                                        "ab")},
        {"a key that is not UTF-8", TREE("o\x01\x01\xff\0n")},
        {"a key twice", TREE("o\x02\x01k\0n\x01k\0t")},
        {"more values than there are bytes", TREE("a\xff\xff\xff\xff\x0fn")},
        {"a length of more than 64 bits", TREE("s\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0")},
        {"a length that wraps around", TREE("s\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\0")},
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (is_tree(bad[i].bytes, bad[i].length))
            fail_msg("%s is read", bad[i].what);
    assert_true(is_tree(TREE("o\x02\x01k\0n\x01l\0t")));
    assert_true(is_tree(TREE("s\x02\xc3\xa0\0")));
}

static void test_depth_and_number_of_values_have_limits(void **state)
{
    (void)state;
    ntm_strbuf bytes = {0};
    for (int i = 0; i < NTM_TREE_DEPTH; i++)
        ntm_strbuf_add(&bytes, "a\x01", 2);
    ntm_strbuf_putc(&bytes, 'n');
    assert_true(is_tree(bytes.data, bytes.length));
    assert_false(is_tree("a\x01", 2));
    ntm_strbuf deeper = {0};
    ntm_strbuf_add(&deeper, "a\x01", 2);
    ntm_strbuf_add(&deeper, bytes.data, bytes.length);
    assert_false(is_tree(deeper.data, deeper.length));
    ntm_strbuf_clear(&deeper);
    ntm_strbuf_clear(&bytes);

    ntm_strbuf_add(&bytes, "a\x80\x80\x80\x01", 5); /* 2^21 of them, and the array itself */
    for (size_t i = 0; i < NTM_TREE_VALUES; i++)
        ntm_strbuf_putc(&bytes, 'n');
    assert_false(is_tree(bytes.data, bytes.length));
    memcpy(bytes.data, "a\xff\xff\x7f", 4); /* one fewer, in one byte fewer */
    memmove(bytes.data + 4, bytes.data + 5, NTM_TREE_VALUES - 1);
    assert_true(is_tree(bytes.data, NTM_TREE_VALUES + 3));
    ntm_strbuf_clear(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_tree_is_read_as_it_was_written),
        cmocka_unit_test(test_a_long_text_and_many_values_need_longer_lengths),
        cmocka_unit_test(test_a_tree_cut_anywhere_or_with_more_behind_it_is_refused),
        cmocka_unit_test(test_a_tree_with_any_byte_changed_is_read_within_its_bounds),
        cmocka_unit_test(test_what_no_tree_may_hold_is_refused),
        cmocka_unit_test(test_depth_and_number_of_values_have_limits),
    };
    return cmocka_run_group_tests_name("dsl/tree", tests, NULL, NULL);
}
