/* tests/support/tamper.c - see the header. */
#include "support/tamper.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/strbuf.h"
#include "support/archive.h"

void test_tamper_init(test_tamper *t, const char *path)
{
    *t = (test_tamper){.path = path};
    assert_int_equal(ntm_file_read(path, (size_t)64 << 20, &t->bytes, &t->length, NULL), NTM_OK);
}

void test_tamper_clear(test_tamper *t)
{
    free(t->bytes);
    *t = (test_tamper){0};
}

void test_tamper_restore(test_tamper *t)
{
    FILE *file = fopen(t->path, "wb"); /* not ntm_file_write(): nothing needs to reach the disk */
    assert_non_null(file);
    assert_int_equal(fwrite(t->bytes, 1, t->length, file), t->length);
    assert_int_equal(fclose(file), 0);
}

static bool run(test_tamper *t, const char *sql, bool plain)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(t->path, &db), SQLITE_OK);
    sqlite3_exec(db, "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY", NULL, NULL, NULL);
    if (!plain) {
        sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
        sqlite3_exec(db, "PRAGMA ignore_check_constraints = ON; PRAGMA writable_schema = ON", NULL,
                     NULL, NULL);
    } else {
        sqlite3_exec(db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
    }
    sqlite3_exec(db, "BEGIN", NULL, NULL, NULL);
    bool done = sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
    sqlite3_exec(db, done ? "COMMIT" : "ROLLBACK", NULL, NULL, NULL);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    return done;
}

bool test_tamper_sql(test_tamper *t, const char *sql) { return run(t, sql, false); }

bool test_tamper_plain_sql(test_tamper *t, const char *sql) { return run(t, sql, true); }

bool test_tamper_try(test_tamper *t, const char *sql)
{
    bool done = test_tamper_sql(t, sql);
    if (done) {
        t->changes++;
        if (test_archive_findings(t->path, NULL, false) == 0) {
            print_message("not found: %s\n", sql);
            t->missed++;
        }
        test_tamper_restore(t);
    }
    return done;
}

/* ---- looking ---- */

test_texts test_tamper_query(const test_tamper *t, const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *stmt;
    test_texts out = {0};
    assert_int_equal(sqlite3_open(t->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(stmt, 0);
        out.items = realloc(out.items, (out.count + 1) * sizeof *out.items);
        out.items[out.count++] = strdup(text ? text : "");
    }
    assert_int_equal(sqlite3_finalize(stmt), SQLITE_OK);
    sqlite3_close(db);
    return out;
}

void test_texts_clear(test_texts *texts)
{
    for (size_t i = 0; i < texts->count; i++)
        free(texts->items[i]);
    free(texts->items);
    *texts = (test_texts){0};
}

test_texts test_tamper_tables(const test_tamper *t)
{
    return test_tamper_query(t,
                             "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
}

test_texts test_tamper_columns(const test_tamper *t, const char *table)
{
    char sql[128];
    snprintf(sql, sizeof sql, "SELECT name FROM pragma_table_info('%s') ORDER BY cid", table);
    return test_tamper_query(t, sql);
}

test_texts test_tamper_rows(const test_tamper *t, const char *table)
{
    char sql[128];
    ntm_strbuf query = {0};
    snprintf(sql, sizeof sql, "SELECT name FROM pragma_table_info('%s') WHERE pk ORDER BY pk",
             table);
    test_texts keys = test_tamper_query(t, sql);
    assert_true(keys.count > 0);
    ntm_strbuf_puts(&query, "SELECT ");
    for (size_t i = 0; i < keys.count; i++)
        ntm_strbuf_printf(&query, "%s'\"%s\" = ' || quote(\"%s\")", i ? " || ' AND ' || " : "",
                          keys.items[i], keys.items[i]);
    ntm_strbuf_printf(&query, " FROM %s", table);
    test_texts rows = test_tamper_query(t, ntm_strbuf_text(&query));
    ntm_strbuf_clear(&query);
    test_texts_clear(&keys);
    return rows;
}

/* ---- cells ---- */

/* New values of a cell, by what stands there; those that its column refuses are passed over. */
static const char *const NUMBERS[] = {"%s + 1", "-%s - 1", "%s + 4294967296", "'x'", "NULL"};
static const char *const TEXTS[] = {
    "%s || 'x'",     "%s || char(0) || 'x'",
    "substr(%s, 2)", "'x' || substr(%s, 2)",
    "upper(%s)",     "lower(%s)",
    "'%s'",          "''",
    "NULL",
};
static const char *const BLOBS[] = {
    "CAST(%s || x'00' AS BLOB)",
    "CAST(x'6e' || substr(%s, 2) AS BLOB)",
    "CAST(substr(%s, 1, length(%s) - 1) || x'7f' AS BLOB)",
    "x''",
    "NULL",
};
static const char *const NOTHING[] = {"''", "'2023-12-31'", "7", "x'00'", "x''"};

/* Try one value; false: it is what stands there, or the column refuses it. */
static bool change(test_tamper *t, const char *table, const char *column, const char *row,
                   const char *form)
{
    char quoted[80], value[300], where[800], sql[1400];
    snprintf(quoted, sizeof quoted, "\"%s\"", column);
    snprintf(value, sizeof value, form, quoted, quoted);
    snprintf(where, sizeof where, "%s AND \"%s\" IS NOT %s", row, column, value);
    snprintf(sql, sizeof sql, "SELECT 1 FROM %s WHERE %s", table, where);
    test_texts found = test_tamper_query(t, sql);
    snprintf(sql, sizeof sql, "UPDATE %s SET \"%s\" = %s WHERE %s", table, column, value, where);
    bool done = found.count && test_tamper_try(t, sql);
    test_texts_clear(&found);
    return done;
}

static void change_cell(test_tamper *t, const char *table, const char *column, const char *row,
                        size_t first, bool all)
{
    char sql[800];
    snprintf(sql, sizeof sql, "SELECT typeof(\"%s\") FROM %s WHERE %s", column, table, row);
    test_texts type = test_tamper_query(t, sql);
    const char *const *forms = NOTHING;
    size_t count = sizeof NOTHING / sizeof *NOTHING, done = 0;
    assert_int_equal(type.count, 1);
    if (!strcmp(type.items[0], "integer"))
        forms = NUMBERS, count = sizeof NUMBERS / sizeof *NUMBERS;
    else if (!strcmp(type.items[0], "text"))
        forms = TEXTS, count = sizeof TEXTS / sizeof *TEXTS;
    else if (!strcmp(type.items[0], "blob"))
        forms = BLOBS, count = sizeof BLOBS / sizeof *BLOBS;
    for (size_t i = 0; i < count && (all || !done); i++)
        done += change(t, table, column, row, forms[(first + i) % count]);
    if (!done)
        fail_msg("no change of %s.%s where %s was possible", table, column, row);
    test_texts_clear(&type);
}

void test_tamper_cells(test_tamper *t, bool all)
{
    test_texts tables = test_tamper_tables(t);
    for (size_t i = 0; i < tables.count; i++) {
        test_texts rows = test_tamper_rows(t, tables.items[i]);
        test_texts columns = test_tamper_columns(t, tables.items[i]);
        for (size_t r = 0; r < rows.count; r++)
            for (size_t c = 0; c < columns.count; c++)
                change_cell(t, tables.items[i], columns.items[c], rows.items[r], r + c, all);
        test_texts_clear(&rows);
        test_texts_clear(&columns);
    }
    test_texts_clear(&tables);
}
