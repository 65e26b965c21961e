/* base/arena: blocks that are aligned, zeroed and apart, whatever their sizes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"

static void test_arena_blocks_are_aligned_zeroed_and_apart(void **state)
{
    (void)state;
    ntm_arena *arena = ntm_arena_new();
    enum { BLOCKS = 3000 };
    static struct {
        unsigned char *at;
        size_t size;
    } blocks[BLOCKS];
    for (size_t i = 0; i < BLOCKS; i++) { /* sizes around those of the chunks, too */
        size_t size = i % 500 == 499 ? (size_t)4096 << (i / 500) : (i * 37) % 300;
        blocks[i].at = ntm_arena_alloc(arena, size);
        blocks[i].size = size;
        assert_non_null(blocks[i].at);
        assert_int_equal((uintptr_t)blocks[i].at % _Alignof(max_align_t), 0);
        for (size_t j = 0; j < size; j++)
            assert_int_equal(blocks[i].at[j], 0);
        memset(blocks[i].at, (int)(i & 0xFF), size);
    }
    size_t sum = 0;
    for (size_t i = 0; i < BLOCKS; i++) {
        for (size_t j = 0; j < blocks[i].size; j++)
            assert_int_equal(blocks[i].at[j], i & 0xFF);
        sum += blocks[i].size;
    }
    assert_true(ntm_arena_bytes(arena) >= sum);
    ntm_arena_free(arena);
    ntm_arena_free(NULL);
}

static void test_arena_blocks_of_nothing_are_apart(void **state)
{
    (void)state;
    ntm_arena *arena = ntm_arena_new();
    assert_ptr_not_equal(ntm_arena_alloc(arena, 0), ntm_arena_alloc(arena, 0));
    assert_non_null(ntm_arena_array(arena, 0, 8));
    ntm_arena_free(arena);
}

static void test_arena_copies_texts(void **state)
{
    (void)state;
    ntm_arena *arena = ntm_arena_new();
    assert_string_equal(ntm_arena_strdup(arena, "Cẩm Ngọc"), "Cẩm Ngọc");
    assert_string_equal(ntm_arena_strndup(arena, "abcdef", 3), "abc");
    assert_string_equal(ntm_arena_strndup(arena, "abc", 0), "");
    assert_string_equal(ntm_arena_printf(arena, "%s:%d", "x", 42), "x:42");
    char *long_text = ntm_arena_printf(arena, "%0*d", 100000, 7);
    assert_int_equal(strlen(long_text), 100000);
    ntm_arena_free(arena);
}

/* An impossible size ends the process with code 4 and one line, it never wraps around. */
static void ends_with_4(void (*call)(void))
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (!freopen("/dev/null", "w", stderr))
            _exit(1);
        call();
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 4);
}

static ntm_arena *volatile reachable; /* what the ended process held is no leak */

static void array_too_large(void)
{
    reachable = ntm_arena_new();
    ntm_arena_array(reachable, SIZE_MAX / 4, 8);
}

static void block_too_large(void)
{
    reachable = ntm_arena_new();
    ntm_arena_alloc(reachable, SIZE_MAX - 3);
}

static void test_arena_sizes_that_overflow_end_the_process(void **state)
{
    (void)state;
    ends_with_4(array_too_large);
    ends_with_4(block_too_large);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena_blocks_are_aligned_zeroed_and_apart),
        cmocka_unit_test(test_arena_blocks_of_nothing_are_apart),
        cmocka_unit_test(test_arena_copies_texts),
        cmocka_unit_test(test_arena_sizes_that_overflow_end_the_process),
    };
    return cmocka_run_group_tests_name("base/arena", tests, NULL, NULL);
}
