/* Rows taken away, added and exchanged in every table: verify finds it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "support/tampered_archive.h"

static void each_table(void (*each)(const char *table, const test_texts *rows))
{
    test_texts tables = test_tamper_tables(&tamper);
    for (size_t i = 0; i < tables.count; i++) {
        test_texts rows = test_tamper_rows(&tamper, tables.items[i]);
        each(tables.items[i], &rows);
        test_texts_clear(&rows);
    }
    test_texts_clear(&tables);
    assert_int_equal(tamper.missed, 0);
}

/* ---- taken away ---- */

static void delete_rows(const char *table, const test_texts *rows)
{
    char sql[700];
    for (size_t i = 0; i < rows->count; i++) {
        snprintf(sql, sizeof sql, "DELETE FROM %s WHERE %s", table, rows->items[i]);
        assert_true(test_tamper_try(&tamper, sql));
    }
    snprintf(sql, sizeof sql, "DELETE FROM %s", table);
    assert_true(test_tamper_try(&tamper, sql));
}

static void test_verify_finds_every_deleted_row(void **state)
{
    (void)state;
    each_table(delete_rows);
    assert_true(tamper.changes > 100);
}

/* With all that refers to it, but not from the end. */
static void test_verify_finds_what_is_taken_away_whole(void **state)
{
    (void)state;
    static const char *const whole[] = {
        "DELETE FROM run_unit WHERE run = 1; DELETE FROM run_document WHERE run = 1;"
        " DELETE FROM run_script WHERE run = 1; DELETE FROM run WHERE number = 1;"
        " DELETE FROM object WHERE kind IN ('facts', 'result') AND sha256 NOT IN"
        " (SELECT facts FROM run_unit UNION SELECT result FROM run_unit);"
        " DELETE FROM ledger WHERE kind = 'run' AND number = 1;",
        "DELETE FROM retraction WHERE import = 5;"
        " DELETE FROM object WHERE sha256 = (SELECT sha256 FROM import WHERE number = 5);"
        " DELETE FROM import WHERE number = 5;"
        " DELETE FROM ledger WHERE kind = 'import' AND number = 5;",
        "DELETE FROM ledger WHERE seq = 3; UPDATE ledger SET seq = seq - 1 WHERE seq > 3;",
        "DELETE FROM ledger WHERE seq = 1;",
        "DELETE FROM ledger WHERE seq = (SELECT max(seq) FROM ledger);",
        "DELETE FROM removal WHERE number = 2; DELETE FROM ledger WHERE kind = 'removal' AND"
        " number = 2;",
        "DELETE FROM observation WHERE import = 2 AND unit = '15169.01';"
        " DELETE FROM packed WHERE unit = '15169.01';",
    };
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        assert_true(test_tamper_try(&tamper, whole[i]));
    assert_int_equal(tamper.missed, 0);
}

/* ---- added ---- */

/* What else must be another where a second key stands in the way. */
static const struct {
    const char *table, *column, *value;
} ALSO[] = {
    {"ledger", "number", "number + 1000"},
    {"removal", "sha256", "sha256 || 'x'"},
    {"unit", "code", "code || 'x'"},
};

static bool insert_copy(const char *table, const test_texts *columns, const char *row,
                        const char *key, const char *value)
{
    ntm_strbuf sql = {0};
    ntm_strbuf_printf(&sql, "INSERT INTO %s SELECT ", table);
    for (size_t c = 0; c < columns->count; c++) {
        const char *column = columns->items[c], *other = NULL;
        for (size_t i = 0; i < sizeof ALSO / sizeof *ALSO; i++)
            if (!strcmp(ALSO[i].table, table) && !strcmp(ALSO[i].column, column))
                other = ALSO[i].value;
        ntm_strbuf_puts(&sql, c ? ", " : "");
        if (!strcmp(column, key))
            ntm_strbuf_printf(&sql, value, column);
        else if (other)
            ntm_strbuf_puts(&sql, other);
        else
            ntm_strbuf_printf(&sql, "\"%s\"", column);
    }
    ntm_strbuf_printf(&sql, " FROM %s WHERE %s", table, row);
    bool done = test_tamper_try(&tamper, ntm_strbuf_text(&sql));
    ntm_strbuf_clear(&sql);
    return done;
}

static void insert_rows(const char *table, const test_texts *rows)
{
    static const char *const values[] = {"\"%s\" + 1000", "\"%s\" || 'x'",
                                         "\"%s\" || char(0) || 'x'"};
    char sql[128];
    snprintf(sql, sizeof sql, "SELECT name FROM pragma_table_info('%s') WHERE pk", table);
    test_texts keys = test_tamper_query(&tamper, sql),
               columns = test_tamper_columns(&tamper, table);
    for (size_t i = 0; i < rows->count; i++) {
        size_t done = 0;
        for (size_t k = 0; k < keys.count; k++)
            for (size_t v = 0; v < sizeof values / sizeof *values; v++)
                done += insert_copy(table, &columns, rows->items[i], keys.items[k], values[v]);
        if (!done)
            fail_msg("no row could be added to %s", table);
    }
    test_texts_clear(&keys);
    test_texts_clear(&columns);
}

static void test_verify_finds_every_row_that_nobody_entered(void **state)
{
    (void)state;
    each_table(insert_rows);
    assert_true(tamper.changes > 150);
}

static void test_verify_finds_bytes_that_nothing_refers_to(void **state)
{
    (void)state;
    static const char *const kinds[] = {"import", "script", "document", "facts", "result"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        char sha256[NTM_SHA256_TEXT], sql[200];
        ntm_sha256_hex("stray", 5, sha256);
        snprintf(sql, sizeof sql,
                 "INSERT INTO object VALUES ('%s', '%s', 5,"
                 " CAST('stray' AS BLOB))",
                 sha256, kinds[i]);
        assert_true(test_tamper_try(&tamper, sql));
    }
    assert_int_equal(tamper.missed, 0);
}

/* ---- exchanged ---- */

/* "(key of a, columns of b)" as values to insert; "" when both have the same. */
static void values_of(const char *table, const test_texts *columns, const char *a, const char *b,
                      ntm_strbuf *out)
{
    char sql[1000];
    ntm_strbuf_puts(out, "(");
    for (size_t c = 0; c < columns->count; c++) {
        snprintf(sql, sizeof sql,
                 "SELECT quote(\"%s\") FROM %s WHERE CASE WHEN (SELECT pk FROM"
                 " pragma_table_info('%s') WHERE name = '%s') THEN %s ELSE %s END",
                 columns->items[c], table, table, columns->items[c], a, b);
        test_texts value = test_tamper_query(&tamper, sql);
        assert_int_equal(value.count, 1);
        ntm_strbuf_printf(out, "%s%s", c ? ", " : "", value.items[0]);
        test_texts_clear(&value);
    }
    ntm_strbuf_puts(out, ")");
}

static bool exchange(const char *table, const char *a, const char *b)
{
    test_texts columns = test_tamper_columns(&tamper, table);
    ntm_strbuf a_b = {0}, b_a = {0}, a_a = {0}, sql = {0};
    values_of(table, &columns, a, b, &a_b);
    values_of(table, &columns, b, a, &b_a);
    values_of(table, &columns, a, a, &a_a);
    bool differ = strcmp(ntm_strbuf_text(&a_a), ntm_strbuf_text(&a_b)) != 0;
    ntm_strbuf_printf(&sql, "DELETE FROM %s WHERE %s; DELETE FROM %s WHERE %s;", table, a, table,
                      b);
    ntm_strbuf_printf(&sql, "INSERT INTO %s VALUES %s, %s", table, ntm_strbuf_text(&a_b),
                      ntm_strbuf_text(&b_a));
    bool done = differ && test_tamper_try(&tamper, ntm_strbuf_text(&sql));
    assert_true(done || !differ);
    ntm_strbuf_clear(&a_a);
    ntm_strbuf_clear(&a_b);
    ntm_strbuf_clear(&b_a);
    ntm_strbuf_clear(&sql);
    test_texts_clear(&columns);
    return done;
}

static void exchange_rows(const char *table, const test_texts *rows)
{
    size_t done = 0;
    for (size_t i = 1; i < rows->count; i++)
        done += exchange(table, rows->items[i - 1], rows->items[i]);
    done += exchange(table, rows->items[0], rows->items[rows->count - 1]);
    if (!done)
        fail_msg("no rows of %s could be exchanged", table);
}

static void test_verify_finds_exchanged_rows(void **state)
{
    (void)state;
    each_table(exchange_rows);
    assert_true(tamper.changes > 80);
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
#define T(name)                                                                                    \
    cmocka_unit_test_setup_teardown(test_verify_##name, test_tampered_archive_set_up,              \
                                    test_tampered_archive_tear_down)
    const struct CMUnitTest tests[] = {
        T(finds_every_deleted_row),
        T(finds_what_is_taken_away_whole),
        T(finds_every_row_that_nobody_entered),
        T(finds_bytes_that_nothing_refers_to),
        T(finds_exchanged_rows),
    };
    return cmocka_run_group_tests_name("store/verify_rows", tests, NULL, NULL);
}
