/* Bytes that may not be kept: gone from the file on the disk, with their digest staying. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/i18n.h"
#include "support/archive.h"

static int set_up(void **state)
{
    test_archive *a = calloc(1, sizeof *a);
    test_archive_init(a);
    assert_int_equal(test_archive_import(a, 1, NULL), NTM_OK);
    *state = a;
    return 0;
}

static int tear_down(void **state)
{
    test_archive *a = *state;
    assert_int_equal(test_archive_findings(a->path, NULL, true), 0);
    test_archive_clear(a);
    free(a);
    return 0;
}

/* Whether a text stands anywhere in the file, also where no row is. */
static bool on_disk(const test_archive *a, const char *text)
{
    char *bytes;
    size_t length;
    assert_int_equal(ntm_file_read(a->path, (size_t)64 << 20, &bytes, &length, NULL), NTM_OK);
    bool found = memmem(bytes, length, text, strlen(text)) != NULL;
    free(bytes);
    return found;
}

/* A file of that many lines, in each of which `name` stands; its import. */
static void import_persons(test_archive *a, const char *name, size_t lines)
{
    ntm_strbuf bytes = {0};
    ntm_dataset *d = ntm_dataset_new();
    test_archive_figure(d, "15169", "whole", "200", 2);
    for (size_t i = 0; i < lines; i++)
        ntm_strbuf_printf(&bytes, "%zu,%s,%zu\n", i, name, i * 7919 % 1000);
    ntm_import one = {.file = "f.csv", .bytes = bytes.data, .length = bytes.length, .dataset = d};
    ntm_import_by by = {.actor = "an", .when = 1704067200};
    ntm_import_done done;
    assert_int_equal(ntm_store_import(a->store, &one, 1, &by, &done, NULL), NTM_OK);
    ntm_dataset_free(d);
    ntm_strbuf_clear(&bytes);
}

static void test_removal_leaves_no_byte_on_the_disk(void **state)
{
    test_archive *a = *state;
    import_persons(a, "NGUYEN-VAN-KIN", 3000);
    assert_true(on_disk(a, "NGUYEN-VAN-KIN"));
    assert_int_equal(test_archive_remove(a, 2, NULL), NTM_OK);
    assert_false(on_disk(a, "NGUYEN-VAN-KIN"));
}

/* Small files lie in pages that are split and joined as others come and go: no copy may stay. */
static void test_removal_of_small_files_leaves_no_copy(void **state)
{
    test_archive *a = *state;
    char name[40];
    for (int i = 0; i < 60; i++) {
        snprintf(name, sizeof name, "PERSON-%d-OF-NOBODY", i);
        import_persons(a, name, 1 + (size_t)i * 7 % 60);
    }
    for (int i = 0; i < 60; i++) {
        snprintf(name, sizeof name, "PERSON-%d-OF-NOBODY", i);
        assert_true(on_disk(a, name));
        assert_int_equal(test_archive_remove(a, 2 + i, NULL), NTM_OK);
        if (on_disk(a, name))
            fail_msg("%s is still there", name);
    }
}

static void test_removal_keeps_digest_size_and_rows(void **state)
{
    test_archive *a = *state;
    import_persons(a, "NGUYEN-VAN-KIN", 10);
    ntm_arena *arena = ntm_arena_new();
    ntm_import_record *before, *after;
    size_t count;
    assert_int_equal(ntm_store_imports(a->store, arena, &before, &count, NULL), NTM_OK);
    assert_true(before[1].kept);
    assert_int_equal(test_archive_remove(a, 2, NULL), NTM_OK);
    assert_int_equal(ntm_store_imports(a->store, arena, &after, &count, NULL), NTM_OK);
    assert_int_equal(count, 2);
    assert_false(after[1].kept);
    assert_string_equal(after[1].sha256, before[1].sha256);
    assert_int_equal(after[1].size, before[1].size);
    ntm_dataset *d = NULL;
    assert_int_equal(ntm_store_read(a->store, NULL, 0, INT64_MAX, &d, NULL), NTM_OK);
    assert_int_equal(d->nobservations, 1);
    ntm_dataset_free(d);

    char *bytes;
    size_t length;
    ntm_diags diags = {0};
    assert_int_equal(ntm_store_object(a->store, after[1].sha256, &bytes, &length, &diags),
                     NTM_EUSAGE);
    assert_non_null(strstr(diags.items[0].message, "removed"));
    ntm_diags_clear(&diags);
    ntm_arena_free(arena);
}

static void expect_refused(test_archive *a, int64_t import, const char *code)
{
    ntm_diags diags = {0};
    assert_int_equal(test_archive_remove(a, import, &diags), NTM_EUSAGE);
    assert_int_equal(diags.count, 1);
    assert_string_equal(diags.items[0].code, code);
    ntm_diags_clear(&diags);
}

static void test_removal_refuses_what_is_not_there(void **state)
{
    test_archive *a = *state;
    expect_refused(a, 9, "unknown-import");
    assert_int_equal(test_archive_import(a, 2, NULL), NTM_OK);
    assert_int_equal(test_archive_retract(a, 2, 0, NULL), NTM_OK);
    expect_refused(a, 3, "unknown-import"); /* the request of a retraction is no file */
    assert_int_equal(test_archive_remove(a, 2, NULL), NTM_OK); /* withdrawn or not */
    expect_refused(a, 2, "removed-before");
}

/* The same file once more, by --again or after it was withdrawn: the bytes do not come back. */
static void test_removal_holds_for_the_same_bytes_again(void **state)
{
    test_archive *a = *state;
    import_persons(a, "NGUYEN-VAN-KIN", 40);
    assert_int_equal(test_archive_retract(a, 2, 0, NULL), NTM_OK);
    assert_int_equal(test_archive_remove(a, 2, NULL), NTM_OK);
    import_persons(a, "NGUYEN-VAN-KIN", 40);
    assert_false(on_disk(a, "NGUYEN-VAN-KIN"));
    expect_refused(a, 4, "removed-before");
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
#define T(name) cmocka_unit_test_setup_teardown(test_removal_##name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(leaves_no_byte_on_the_disk),     T(of_small_files_leaves_no_copy),
        T(keeps_digest_size_and_rows),     T(refuses_what_is_not_there),
        T(holds_for_the_same_bytes_again),
    };
    return cmocka_run_group_tests_name("store/removal", tests, NULL, NULL);
}
