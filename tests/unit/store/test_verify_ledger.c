/* What a ledger alone cannot tell, and a checkpoint from outside can: a cut tail, a rewritten whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/i18n.h"
#include "store/ledger_priv.h"
#include "store/store_rows.h"
#include "support/archive.h"
#include "support/tamper.h"

typedef struct fixture {
    test_archive archive;
    test_tamper tamper;
    ntm_kept_checkpoint kept;
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    test_archive_init(&f->archive);
    test_archive_fill(&f->archive);
    f->kept.file = "kept.txt";
    assert_int_equal(ntm_store_checkpoint(f->archive.store, &f->kept.checkpoint, NULL), NTM_OK);
    ntm_store_close(f->archive.store);
    f->archive.store = NULL;
    test_tamper_init(&f->tamper, f->archive.path);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    test_tamper_clear(&f->tamper);
    test_archive_clear(&f->archive);
    free(f);
    return 0;
}

/* The codes of all findings, parted by blanks; in a buffer that the next call takes over. */
static const char *codes(fixture *f, bool with_checkpoint)
{
    static char out[400];
    ntm_store *store = NULL;
    ntm_verified verified;
    ntm_diags diags;
    ntm_diags_init(&diags);
    assert_int_equal(ntm_store_open(f->archive.path, NTM_STORE_READ, &store, NULL), NTM_OK);
    assert_int_equal(ntm_store_verify(store, &f->kept, with_checkpoint, &verified, &diags), NTM_OK);
    assert_int_equal(verified.findings, diags.count);
    out[0] = '\0';
    for (size_t i = 0; i < diags.count; i++)
        snprintf(out + strlen(out), sizeof out - strlen(out), "%s%s", i ? " " : "",
                 diags.items[i].code);
    ntm_diags_clear(&diags);
    ntm_store_close(store);
    return out;
}

static void test_ledger_untouched_fits_its_checkpoint(void **state)
{
    fixture *f = *state;
    assert_string_equal(codes(f, true), "");
    assert_int_equal(f->kept.checkpoint.size, 12);
    /* and still does when it has grown */
    ntm_store *store = NULL;
    assert_int_equal(ntm_store_open(f->archive.path, NTM_STORE_WRITE, &store, NULL), NTM_OK);
    f->archive.store = store;
    ntm_dataset *d = ntm_dataset_new();
    test_archive_figure(d, "15169", "whole", "201", 2);
    assert_int_equal(test_archive_import_rows(&f->archive, "later.csv", d, NULL), NTM_OK);
    ntm_dataset_free(d);
    assert_string_equal(codes(f, true), "");
}

/* The last entry with all that it speaks of: nothing inside is amiss. */
static const char CUT_RUN[] =
    "DELETE FROM run_unit WHERE run = 2; DELETE FROM run_document WHERE run = 2;"
    "DELETE FROM run_script WHERE run = 2; DELETE FROM run WHERE number = 2;"
    "DELETE FROM object WHERE kind IN ('facts', 'result') AND sha256 NOT IN"
    " (SELECT facts FROM run_unit UNION SELECT result FROM run_unit);"
    "DELETE FROM ledger WHERE seq = 12";

static void test_ledger_cut_at_its_end_is_told_by_a_checkpoint(void **state)
{
    fixture *f = *state;
    assert_true(test_tamper_sql(&f->tamper, CUT_RUN));
    assert_string_equal(codes(f, false), "");
    assert_string_equal(codes(f, true), "cut");

    test_tamper_restore(&f->tamper); /* the entry alone is missed by what it spoke of */
    assert_true(test_tamper_sql(&f->tamper, "DELETE FROM ledger WHERE seq = 12"));
    assert_string_equal(codes(f, false), "not-entered");
    assert_string_equal(codes(f, true), "not-entered cut");
}

/* Cut, and grown again to the same length. */
static void test_ledger_with_another_end_is_told_by_a_checkpoint(void **state)
{
    fixture *f = *state;
    assert_true(test_tamper_sql(&f->tamper, CUT_RUN));
    assert_int_equal(ntm_store_open(f->archive.path, NTM_STORE_WRITE, &f->archive.store, NULL),
                     NTM_OK);
    ntm_dataset *d = ntm_dataset_new();
    test_archive_figure(d, "15169", "whole", "201", 2);
    assert_int_equal(test_archive_import_rows(&f->archive, "later.csv", d, NULL), NTM_OK);
    ntm_dataset_free(d);
    assert_string_equal(codes(f, false), "");
    assert_string_equal(codes(f, true), "rewritten");
}

/* Enter everything anew in the order in which it was, as one would who knows how ntm does it. */
static void rewrite(fixture *f)
{
    test_texts kinds = test_tamper_query(&f->tamper, "SELECT kind FROM ledger ORDER BY seq");
    test_texts numbers = test_tamper_query(&f->tamper, "SELECT number FROM ledger ORDER BY seq");
    assert_true(test_tamper_sql(&f->tamper, "DELETE FROM ledger"));
    ntm_store *store = NULL;
    assert_int_equal(ntm_store_open(f->archive.path, NTM_STORE_WRITE, &store, NULL), NTM_OK);
    assert_int_equal(ntm_store_begin(store, NULL), NTM_OK);
    for (size_t i = 0; i < kinds.count; i++) {
        int64_t number = strtoll(numbers.items[i], NULL, 10);
        if (!strcmp(kinds.items[i], "import"))
            assert_int_equal(ntm_store_pack_import(store, number, NULL), NTM_OK);
        assert_int_equal(ntm_ledger_enter(store, kinds.items[i], number, NULL), NTM_OK);
    }
    assert_int_equal(ntm_store_end(store, NTM_OK, NULL), NTM_OK);
    ntm_store_close(store);
    test_texts_clear(&kinds);
    test_texts_clear(&numbers);
}

static void test_ledger_rewritten_as_a_whole_is_told_by_a_checkpoint(void **state)
{
    fixture *f = *state;
    rewrite(f); /* nothing altered: the same ledger to the byte */
    assert_string_equal(codes(f, true), "");
    assert_true(test_tamper_sql(&f->tamper,
                                "UPDATE observation SET value = '900' WHERE field = 'part'"
                                " AND unit = '15169' AND import = 2"));
    assert_string_equal(codes(f, false), "altered packed");
    rewrite(f);
    assert_string_equal(codes(f, false), "");
    assert_string_equal(codes(f, true), "rewritten");
}

static void test_ledger_of_another_time_or_store_does_not_fit(void **state)
{
    fixture *f = *state;
    ntm_checkpoint right = f->kept.checkpoint;
    f->kept.checkpoint.time[18]++; /* a later second */
    assert_string_equal(codes(f, true), "rewritten");
    f->kept.checkpoint = right;
    f->kept.checkpoint.root.bytes[31] ^= 1;
    assert_string_equal(codes(f, true), "rewritten");
    f->kept.checkpoint = right;
    f->kept.checkpoint.size--; /* the root is of another size */
    assert_string_equal(codes(f, true), "rewritten");
    f->kept.checkpoint.size += 2;
    assert_string_equal(codes(f, true), "cut");
    f->kept.checkpoint = right;
    f->kept.checkpoint.name[5] ^= 1;
    assert_string_equal(codes(f, true), "other-store");
    /* the other way round: the store got another name, and its ledger fits it */
    f->kept.checkpoint = right;
    assert_true(test_tamper_sql(&f->tamper, "UPDATE meta SET value = '0123456789abcdef0123456789"
                                            "abcdef' WHERE key = 'id'"));
    rewrite(f);
    assert_string_equal(codes(f, false), "");
    assert_string_equal(codes(f, true), "other-store");
}

/* Every prefix of the ledger had its checkpoint; the store as it is now fits each of them. */
static void test_ledger_fits_the_checkpoints_of_all_its_ages(void **state)
{
    fixture *f = *state;
    ntm_digest *leaves;
    size_t count;
    ntm_store *store = NULL;
    assert_int_equal(ntm_store_open(f->archive.path, NTM_STORE_READ, &store, NULL), NTM_OK);
    assert_int_equal(ntm_store_leaves(store, &leaves, &count, NULL), NTM_OK);
    ntm_store_close(store);
    test_texts times = test_tamper_query(
        &f->tamper, "SELECT json_extract(record, '$.at') FROM ledger ORDER BY seq");
    for (size_t size = 1; size <= count; size++) {
        f->kept.checkpoint.size = size;
        f->kept.checkpoint.root = ntm_merkle_root(leaves, size);
        snprintf(f->kept.checkpoint.time, sizeof f->kept.checkpoint.time, "%s",
                 times.items[size - 1]);
        assert_string_equal(codes(f, true), "");
    }
    test_texts_clear(&times);
    free(leaves);
}

/* A column whose bytes are no UTF-8 was not written by us; it must not end the program either. */
static void test_ledger_with_bytes_that_are_no_text_is_told(void **state)
{
    fixture *f = *state;
    static const char *const columns[] = {"kind", "record", "leaf", "chain"};
    for (int seq = 1; seq <= 12; seq++)
        for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
            char sql[120];
            snprintf(sql, sizeof sql, "UPDATE ledger SET %s = CAST(x'72ff' AS TEXT) WHERE seq = %d",
                     columns[i], seq);
            assert_true(test_tamper_try(&f->tamper, sql));
        }
    assert_int_equal(f->tamper.missed, 0);
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
#define T(name) cmocka_unit_test_setup_teardown(test_ledger_##name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(untouched_fits_its_checkpoint),
        T(cut_at_its_end_is_told_by_a_checkpoint),
        T(with_another_end_is_told_by_a_checkpoint),
        T(rewritten_as_a_whole_is_told_by_a_checkpoint),
        T(of_another_time_or_store_does_not_fit),
        T(fits_the_checkpoints_of_all_its_ages),
        T(with_bytes_that_are_no_text_is_told),
    };
    return cmocka_run_group_tests_name("store/verify_ledger", tests, NULL, NULL);
}
