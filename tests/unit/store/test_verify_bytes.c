/*
 * Single bytes of the database file changed: verify finds it, or every row reads as before (the byte
 * lay in free space); and nothing ever crashes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "support/random_world.h"
#include "support/tampered_archive.h"

static void add_query(sqlite3 *db, const char *sql, ntm_strbuf *out)
{
    sqlite3_stmt *stmt = NULL;
    int step = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL);
    while (step == SQLITE_OK || step == SQLITE_ROW) {
        step = sqlite3_step(stmt);
        for (int c = 0; step == SQLITE_ROW && c < sqlite3_column_count(stmt); c++) {
            ntm_strbuf_printf(out, "%d:", sqlite3_column_type(stmt, c));
            const void *bytes = sqlite3_column_blob(stmt, c);
            if (bytes)
                ntm_strbuf_add(out, bytes, (size_t)sqlite3_column_bytes(stmt, c));
        }
    }
    ntm_strbuf_printf(out, "%s\n", step == SQLITE_DONE ? "" : "unreadable");
    sqlite3_finalize(stmt);
}

/* Every row of every table, in the order of its key. */
static void read_all(ntm_strbuf *out)
{
    static const char *const tables[] = {
        "meta",        "object", "removal",      "import",       "unit",     "succession",
        "observation", "title",  "finding",      "registration", "evidence", "retraction",
        "packed",      "run",    "run_document", "run_script",   "run_unit", "ledger",
    };
    sqlite3 *db;
    assert_int_equal(sqlite3_open(archive.path, &db), SQLITE_OK);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        char sql[64];
        snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY 1, 2", tables[i]);
        add_query(db, sql, out);
    }
    sqlite3_close(db);
}

static void write_byte(size_t at, char byte)
{
    FILE *file = fopen(archive.path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, (long)at, SEEK_SET), 0);
    assert_int_equal(fputc((unsigned char)byte, file), (unsigned char)byte);
    assert_int_equal(fclose(file), 0);
}

static void test_verify_finds_changed_bytes_that_mean_something(void **state)
{
    (void)state;
    const char *rounds = getenv("NTM_TEST_ROUNDS");
    long count = rounds ? strtol(rounds, NULL, 10) : 600;
    test_random random = {.state = test_seed(1)};
    ntm_strbuf before = {0};
    size_t found = 0;
    read_all(&before);
    for (long i = 0; i < count; i++) {
        size_t at = (size_t)(test_random_next(&random) % tamper.length);
        char byte = (char)(tamper.bytes[at] ^ (1 << test_random_below(&random, 8)));
        write_byte(at, byte);
        if (test_archive_findings(archive.path, NULL, false)) {
            found++;
        } else {
            ntm_strbuf now = {0};
            read_all(&now);
            if (now.length != before.length || memcmp(now.data, before.data, now.length) != 0)
                fail_msg("byte %zu as %02x reads otherwise and is not found", at, byte & 0xff);
            ntm_strbuf_clear(&now);
        }
        test_tamper_restore(&tamper);
    }
    print_message("%zu of %ld changes found; the others change no row\n", found, count);
    assert_true(found > 0);
    ntm_strbuf_clear(&before);
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_verify_finds_changed_bytes_that_mean_something,
                                        test_tampered_archive_set_up,
                                        test_tampered_archive_tear_down),
    };
    return cmocka_run_group_tests_name("store/verify_bytes", tests, NULL, NULL);
}
