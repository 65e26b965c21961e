/* Frames: what is written is read back, what is damaged is refused. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "dsl/protocol.h"

static ntm_strbuf sample(void)
{
    ntm_strbuf request = {0};
    ntm_request_begin(&request);
    ntm_request_add(&request, NTM_SECTION_LIBRARY, "shares", "lib/shares.lua", "a\0b", 3);
    ntm_request_add(&request, NTM_SECTION_SCRIPT, "x/y", "x/y.lua", "", 0);
    ntm_request_end(&request);
    return request;
}

/* Sections up to the end; -1 when the bytes are no request. */
static int count_sections(const char *bytes, size_t length)
{
    size_t offset = 0;
    int count = 0;
    ntm_section section;
    while (ntm_request_next(bytes, length, &offset, &section))
        count++;
    return offset == SIZE_MAX ? -1 : count;
}

static void test_a_request_is_read_as_it_was_written(void **state)
{
    (void)state;
    ntm_strbuf request = sample();
    size_t offset = 0;
    ntm_section section;
    assert_true(ntm_request_next(request.data, request.length, &offset, &section));
    assert_int_equal(section.kind, NTM_SECTION_LIBRARY);
    assert_string_equal(section.name, "shares");
    assert_string_equal(section.path, "lib/shares.lua");
    assert_int_equal(section.length, 3);
    assert_memory_equal(section.data, "a\0b", 4);
    assert_true(ntm_request_next(request.data, request.length, &offset, &section));
    assert_int_equal(section.kind, NTM_SECTION_SCRIPT);
    assert_int_equal(section.length, 0);
    assert_false(ntm_request_next(request.data, request.length, &offset, &section));
    assert_int_equal(offset, request.length);
    ntm_strbuf_clear(&request);
}

static void test_a_request_cut_anywhere_is_refused(void **state)
{
    (void)state;
    ntm_strbuf request = sample();
    for (size_t length = 0; length < request.length; length++) {
        char *cut = malloc(length ? length : 1); /* so that a sanitizer sees a step too far */
        memcpy(cut, request.data, length);
        assert_int_equal(count_sections(cut, length), -1);
        free(cut);
    }
    assert_int_equal(count_sections(request.data, request.length), 2);
    ntm_strbuf_clear(&request);
}

static void test_a_request_with_any_byte_changed_is_read_within_its_bounds(void **state)
{
    (void)state;
    ntm_strbuf request = sample();
    for (size_t i = 0; i < request.length; i++)
        for (int value = 0; value < 256; value += 15) {
            char *copy = malloc(request.length);
            memcpy(copy, request.data, request.length);
            copy[i] = (char)value;
            count_sections(copy, request.length);
            free(copy);
        }
    ntm_strbuf_putc(&request, 'x'); /* nothing may stand behind the end */
    assert_int_equal(count_sections(request.data, request.length), -1);
    ntm_strbuf_clear(&request);
}

static void test_an_answer_is_one_frame_exactly(void **state)
{
    (void)state;
    char bytes[NTM_ANSWER_HEAD + 4], kind;
    const char *content;
    size_t length;
    ntm_answer_head(bytes, NTM_ANSWER_TREE, 3);
    memcpy(bytes + NTM_ANSWER_HEAD, "{} ", 4);
    assert_true(ntm_answer_read(bytes, NTM_ANSWER_HEAD + 3, &kind, &content, &length));
    assert_int_equal(kind, NTM_ANSWER_TREE);
    assert_int_equal(length, 3);
    assert_memory_equal(content, "{} ", 3);
    for (size_t n = 0; n < NTM_ANSWER_HEAD + 5; n++)
        if (n != NTM_ANSWER_HEAD + 3)
            assert_false(n <= sizeof bytes && ntm_answer_read(bytes, n, &kind, &content, &length));
    bytes[0] = 'X';
    assert_false(ntm_answer_read(bytes, NTM_ANSWER_HEAD + 3, &kind, &content, &length));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_request_is_read_as_it_was_written),
        cmocka_unit_test(test_a_request_cut_anywhere_is_refused),
        cmocka_unit_test(test_a_request_with_any_byte_changed_is_read_within_its_bounds),
        cmocka_unit_test(test_an_answer_is_one_frame_exactly),
    };
    return cmocka_run_group_tests_name("dsl/protocol", tests, NULL, NULL);
}
