/* Packed figures: unpacked as they were packed; other bytes end in an error, or in a valid blob. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/i18n.h"
#include "store/store_pack.h"
#include "support/archive.h"
#include "support/random_world.h"

static test_archive archive;
static ntm_strbuf blob; /* of the unit 15169 */
static int64_t rows;

static int set_up(void **state)
{
    (void)state;
    test_archive_init(&archive);
    test_archive_fill(&archive);
    assert_int_equal(ntm_store_pack_unit(archive.store, "15169", &blob, &rows, NULL), NTM_OK);
    assert_true(rows > 5);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    ntm_strbuf_clear(&blob);
    test_archive_clear(&archive);
    return 0;
}

/* ---- round trip ---- */

static void put(ntm_strbuf *out, const char *text)
{
    ntm_strbuf_printf(out, "|%s", text ? text : "NULL");
}

static ntm_rc write_row(void *context, const ntm_observation_row *row)
{
    ntm_strbuf *out = context;
    ntm_strbuf_printf(out, "%lld|%lld|%lld|%lld", (long long)row->import, (long long)row->row,
                      (long long)row->line, (long long)row->assessor_order);
    const char *const texts[] = {row->unit,   row->field,    row->as_of, row->kind,
                                 row->value,  row->low,      row->high,  row->assessor,
                                 row->origin, row->evidence, row->note};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        put(out, texts[i]);
    ntm_strbuf_putc(out, '\n');
    return NTM_OK;
}

static void test_pack_is_unpacked_as_it_was(void **state)
{
    (void)state;
    ntm_strbuf packed = {0}, plain = {0};
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(ntm_store_unpack(blob.data, blob.length, write_row, &packed), NTM_OK);
    assert_int_equal(ntm_store_prepare(archive.store,
                                       "SELECT " NTM_OBSERVATION_COLUMNS " FROM observation"
                                       " WHERE unit = '15169' ORDER BY import, row",
                                       &stmt, NULL),
                     NTM_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        ntm_observation_row row = ntm_observation_row_of(stmt);
        write_row(&plain, &row);
    }
    sqlite3_finalize(stmt);
    assert_string_equal(ntm_strbuf_text(&packed), ntm_strbuf_text(&plain));
    ntm_strbuf_clear(&packed);
    ntm_strbuf_clear(&plain);

    ntm_strbuf empty = {0}; /* of a unit that nothing is said of */
    int64_t count;
    assert_int_equal(ntm_store_pack_unit(archive.store, "nobody", &empty, &count, NULL), NTM_OK);
    assert_int_equal(count, 0);
    assert_int_equal(ntm_store_unpack(empty.data, empty.length, write_row, &plain), NTM_OK);
    assert_int_equal(plain.length, 0);
    ntm_strbuf_clear(&empty);
}

static ntm_rc stop(void *context, const ntm_observation_row *row)
{
    (void)row;
    return ++*(int *)context == 3 ? NTM_ESYSTEM : NTM_OK;
}

static void test_pack_stops_when_it_is_told_to(void **state)
{
    (void)state;
    int seen = 0;
    assert_int_equal(ntm_store_unpack(blob.data, blob.length, stop, &seen), NTM_ESYSTEM);
    assert_int_equal(seen, 3);
}

/* ---- other bytes ---- */

/* Every text is read, so that a sanitizer sees one that leads astray. */
static ntm_rc touch(void *context, const ntm_observation_row *row)
{
    ntm_strbuf out = {0};
    write_row(&out, row);
    *(size_t *)context += out.length;
    ntm_strbuf_clear(&out);
    return NTM_OK;
}

/* In a buffer of just that length. */
static ntm_rc unpack(const char *bytes, size_t length)
{
    char *exact = malloc(length ? length : 1);
    size_t touched = 0;
    if (length)
        memcpy(exact, bytes, length);
    ntm_rc rc = ntm_store_unpack(exact, length, touch, &touched);
    assert_true(rc == NTM_OK || rc == NTM_EINPUT);
    free(exact);
    return rc;
}

static void test_pack_refuses_every_beginning_and_more(void **state)
{
    (void)state;
    for (size_t length = 0; length < blob.length; length++)
        assert_int_equal(unpack(blob.data, length), NTM_EINPUT);
    ntm_strbuf more = {0};
    ntm_strbuf_add(&more, blob.data, blob.length);
    assert_int_equal(unpack(more.data, more.length), NTM_OK);
    ntm_strbuf_putc(&more, '\0');
    assert_int_equal(unpack(more.data, more.length), NTM_EINPUT);
    ntm_strbuf_clear(&more);
    assert_int_equal(ntm_store_unpack(NULL, 0, touch, NULL), NTM_EINPUT);
}

static void test_pack_survives_other_bytes(void **state)
{
    (void)state;
    char *bytes = malloc(blob.length);
    for (size_t i = 0; i < blob.length; i++)
        for (int change = 1; change < 256; change++) {
            memcpy(bytes, blob.data, blob.length);
            bytes[i] = (char)(bytes[i] ^ change);
            ntm_rc rc = unpack(bytes, blob.length);
            if (i < 13)
                assert_int_equal(rc, NTM_EINPUT); /* the magic */
        }
    test_random random = {.state = test_seed(3)};
    for (int round = 0; round < 20000; round++) {
        memcpy(bytes, blob.data, blob.length);
        for (uint32_t n = 1 + test_random_below(&random, 6); n-- > 0;)
            bytes[13 + test_random_below(&random, (uint32_t)blob.length - 13)] =
                (char)test_random_below(&random, 256);
        unpack(bytes, blob.length);
    }
    free(bytes);
}

/* Counts and lengths that no blob can have. */
static void test_pack_refuses_numbers_that_lead_astray(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length;
    } cases[] = {
#define BLOB(rest) {"ntm-packed-1\0" rest, sizeof "ntm-packed-1" + sizeof rest - 1}
        BLOB(""),
        BLOB("\x01"), /* one text, which is not there */
        BLOB("\x01\x05"
             "ab\0"), /* longer than what follows */
        BLOB("\x01\x01"
             "ab"), /* no NUL behind it */
        BLOB("\x01\x02"
             "a\0\0\0"),                                      /* a NUL within it */
        BLOB("\xff\xff\xff\xff\x0f\x00"),                     /* four thousand million texts */
        BLOB("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x00"), /* 2^64 - 1 */
        BLOB("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02\x00"), /* more than a number holds */
        BLOB("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x00"),
        BLOB("\x00"),     /* no count of rows */
        BLOB("\x00\x01"), /* a row that is not there */
        BLOB("\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"),
        BLOB(
            "\x00\x01\x02\x02\x02\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"), /* text 1 of 0 */
        BLOB("\x00\x00\x00"), /* something behind the end */
#undef BLOB
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (unpack(cases[i].bytes, cases[i].length) != NTM_EINPUT)
            fail_msg("case %zu", i);
    assert_int_equal(unpack("ntm-packed-1\0\0\0", 15), NTM_OK); /* no texts, no rows */
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
#define T(name) cmocka_unit_test_setup_teardown(test_pack_##name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(is_unpacked_as_it_was),
        T(stops_when_it_is_told_to),
        T(refuses_every_beginning_and_more),
        T(survives_other_bytes),
        T(refuses_numbers_that_lead_astray),
    };
    return cmocka_run_group_tests_name("store/pack", tests, NULL, NULL);
}
