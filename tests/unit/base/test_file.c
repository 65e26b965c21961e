/* base/file: regular files whole, everything else refused or written into. */
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"

static char directory[] = "/tmp/ntm-test-file.XXXXXX";

static const char *at(const char *name)
{
    static char paths[4][128];
    static int turn;
    char *path = paths[turn++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", directory, name);
    return path;
}

static int set_up(void **state)
{
    (void)state;
    umask(022);
    return mkdtemp(directory) ? 0 : -1;
}

/* Remove what is left; returns how many files there were. */
static int empty_directory(void)
{
    int count = 0;
    DIR *dir = opendir(directory);
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        if (entry->d_name[0] != '.') {
            unlink(at(entry->d_name));
            rmdir(at(entry->d_name));
            count++;
        }
    if (dir)
        closedir(dir);
    return count;
}

static int tear_down(void **state)
{
    (void)state;
    empty_directory();
    return rmdir(directory);
}

static void assert_holds(const char *path, const char *want)
{
    char *data = NULL;
    size_t length = 0;
    assert_int_equal(ntm_file_read(path, 1 << 20, &data, &length, NULL), NTM_OK);
    assert_int_equal(length, strlen(want));
    assert_string_equal(data, want);
    free(data);
}

static void assert_refused(const char *path, size_t limit, const char *code)
{
    ntm_diags diags = {0};
    char *data = NULL;
    size_t length = 0;
    assert_int_equal(ntm_file_read(path, limit, &data, &length, &diags), NTM_EINPUT);
    assert_null(data);
    assert_int_equal(diags.count, 1);
    assert_string_equal(diags.items[0].code, code);
    assert_string_equal(diags.items[0].place.file, path);
    ntm_diags_clear(&diags);
}

static void test_file_what_was_written_is_read(void **state)
{
    (void)state;
    assert_int_equal(ntm_file_write(at("a"), "one", 3, NULL), NTM_OK);
    assert_holds(at("a"), "one");
    assert_int_equal(ntm_file_write(at("a"), "", 0, NULL), NTM_OK);
    assert_holds(at("a"), "");
    char *large = malloc(3000001);
    assert_non_null(large);
    memset(large, 'x', 3000000);
    large[3000000] = '\0';
    assert_int_equal(ntm_file_write(at("a"), large, 3000000, NULL), NTM_OK);
    char *data = NULL;
    size_t length = 0;
    assert_int_equal(ntm_file_read(at("a"), 3000000, &data, &length, NULL), NTM_OK);
    assert_int_equal(length, 3000000);
    assert_memory_equal(data, large, 3000001);
    free(data);
    free(large);
    assert_refused(at("a"), 2999999, "too-large");
    assert_int_equal(empty_directory(), 1); /* no temporary is left */
}

static void test_file_only_regular_files_are_read(void **state)
{
    (void)state;
    assert_refused(at("missing"), 100, "cannot-open");
    assert_refused(directory, 100, "not-a-file");
    assert_refused("/dev/zero", 100, "not-a-file");
    assert_int_equal(mkfifo(at("fifo"), 0600), 0);
    assert_refused(at("fifo"), 100, "not-a-file"); /* and it does not wait for a writer */
    empty_directory();
}

static void test_file_digest_is_that_of_the_bytes(void **state)
{
    (void)state;
    static const size_t lengths[] = {0, 1, 65535, 65536, 65537, 200000};
    char *bytes = malloc(200000), expected[NTM_SHA256_TEXT], digest[NTM_SHA256_TEXT];
    int64_t size;
    assert_non_null(bytes);
    for (size_t i = 0; i < 200000; i++)
        bytes[i] = (char)(i * 7 + i / 256);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        assert_int_equal(ntm_file_write(at("a"), bytes, lengths[i], NULL), NTM_OK);
        assert_int_equal(ntm_file_digest(at("a"), digest, &size, NULL), NTM_OK);
        ntm_sha256_hex(bytes, lengths[i], expected);
        assert_string_equal(digest, expected);
        assert_int_equal(size, (int64_t)lengths[i]);
    }
    free(bytes);
    assert_int_equal(ntm_file_digest(at("missing"), digest, &size, NULL), NTM_EINPUT);
    assert_int_equal(ntm_file_digest(directory, digest, &size, NULL), NTM_EINPUT);
    empty_directory();
}

static mode_t mode_of(const char *path)
{
    struct stat info;
    assert_int_equal(lstat(path, &info), 0);
    return info.st_mode;
}

static void test_file_writing_keeps_mode_and_links(void **state)
{
    (void)state;
    assert_int_equal(ntm_file_write(at("a"), "1", 1, NULL), NTM_OK);
    assert_int_equal(mode_of(at("a")) & 0777, 0644);
    assert_int_equal(chmod(at("a"), 0600), 0);
    assert_int_equal(ntm_file_write(at("a"), "2", 1, NULL), NTM_OK);
    assert_int_equal(mode_of(at("a")) & 0777, 0600);
    assert_int_equal(symlink("a", at("link")), 0);
    assert_int_equal(ntm_file_write(at("link"), "3", 1, NULL), NTM_OK);
    assert_true(S_ISLNK(mode_of(at("link"))));
    assert_holds(at("a"), "3");
    empty_directory();
}

static void test_file_devices_are_written_into_not_replaced(void **state)
{
    (void)state;
    assert_int_equal(symlink("/dev/null", at("null")), 0);
    assert_int_equal(ntm_file_write(at("null"), "x", 1, NULL), NTM_OK);
    assert_int_equal(ntm_file_write("/dev/null", "x", 1, NULL), NTM_OK);
    assert_true(S_ISCHR(mode_of("/dev/null")));
    empty_directory();
}

static void test_file_failed_writing_leaves_nothing(void **state)
{
    (void)state;
    ntm_diags diags = {0};
    assert_int_equal(ntm_file_write(at("no/such"), "x", 1, &diags), NTM_ESYSTEM);
    assert_int_equal(ntm_file_write(directory, "x", 1, &diags), NTM_ESYSTEM);
    if (access("/dev/full", W_OK) == 0)
        assert_int_equal(ntm_file_write("/dev/full", "x", 1, &diags), NTM_ESYSTEM);
    assert_true(diags.errors >= 2);
    for (size_t i = 0; i < diags.count; i++)
        assert_string_equal(diags.items[i].code, "cannot-write");
    ntm_diags_clear(&diags);
    assert_int_equal(empty_directory(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_file_what_was_written_is_read),
        cmocka_unit_test(test_file_only_regular_files_are_read),
        cmocka_unit_test(test_file_digest_is_that_of_the_bytes),
        cmocka_unit_test(test_file_writing_keeps_mode_and_links),
        cmocka_unit_test(test_file_devices_are_written_into_not_replaced),
        cmocka_unit_test(test_file_failed_writing_leaves_nothing),
    };
    return cmocka_run_group_tests_name("base/file", tests, set_up, tear_down);
}
