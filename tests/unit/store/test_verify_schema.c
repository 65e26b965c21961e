/* Triggers, indexes, views and tables dropped, altered and added: verify finds it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/i18n.h"
#include "support/tampered_archive.h"

/* Run on each part of the schema that has a text; @1 is its type, @2 its name. */
static void on_each(const char *types, const char *const *forms, size_t count)
{
    char sql[400];
    snprintf(sql, sizeof sql,
             "SELECT type || ' ' || name FROM sqlite_schema WHERE sql IS NOT NULL AND type IN (%s)",
             types);
    test_texts parts = test_tamper_query(&tamper, sql);
    assert_true(parts.count > 0);
    for (size_t i = 0; i < parts.count; i++) {
        char *name = strchr(parts.items[i], ' ');
        *name++ = '\0';
        for (size_t f = 0; f < count; f++) {
            snprintf(sql, sizeof sql, forms[f], name, parts.items[i]);
            if (!test_tamper_try(&tamper, sql))
                fail_msg("refused: %s", sql);
        }
    }
    test_texts_clear(&parts);
}

static void test_verify_finds_every_dropped_part_of_the_schema(void **state)
{
    (void)state;
    static const char *const forms[] = {"DROP %2$s %1$s"};
    on_each("'trigger', 'index', 'view', 'table'", forms, 1);
    assert_true(tamper.changes > 60);
    assert_int_equal(tamper.missed, 0);
}

static void test_verify_finds_every_altered_part_of_the_schema(void **state)
{
    (void)state;
    static const char *const forms[] = {
        "UPDATE sqlite_schema SET sql = sql || ' ' WHERE name = '%1$s'",
        "UPDATE sqlite_schema SET sql = sql || ' -- x' WHERE name = '%1$s'",
        "UPDATE sqlite_schema SET sql = replace(sql, ' ', char(10)) WHERE name = '%1$s'",
    };
    on_each("'trigger', 'index', 'view', 'table'", forms, 3);
    static const char *const defused[] = {
        "UPDATE sqlite_schema SET sql = replace(sql, 'raise(ABORT', 'nullif(1') WHERE name = "
        "'%1$s'",
        "UPDATE sqlite_schema SET sql = replace(sql, 'BEFORE', 'AFTER') WHERE name = '%1$s'",
    };
    on_each("'trigger'", defused, 2);
    static const char *const wider[] = {"ALTER TABLE %1$s ADD COLUMN more TEXT"};
    on_each("'table'", wider, 1);
    assert_int_equal(tamper.missed, 0);
}

static void test_verify_finds_what_was_added_to_the_schema(void **state)
{
    (void)state;
    static const char *const added[] = {
        "CREATE TABLE extra (x)",
        "CREATE VIEW extra AS SELECT 1",
        "CREATE INDEX extra ON ledger (number)",
        "CREATE TRIGGER extra AFTER INSERT ON import BEGIN SELECT 1; END",
        /* names that look like those of ANALYZE */
        "CREATE TABLE sqlitexstat1 (x)",
        "CREATE TRIGGER sqlite0stat AFTER INSERT ON import BEGIN SELECT 1; END",
        "INSERT INTO sqlite_schema VALUES ('trigger', 'sqlite_stat1', 'import', 0, 'CREATE TRIGGER"
        " sqlite_stat1 AFTER INSERT ON import BEGIN SELECT 1; END')",
        "INSERT INTO sqlite_schema VALUES ('view', 'sqlite_stat9', 'sqlite_stat9', 0,"
        " 'CREATE VIEW sqlite_stat9 AS SELECT 1')",
    };
    for (size_t i = 0; i < sizeof added / sizeof *added; i++)
        assert_true(test_tamper_try(&tamper, added[i]));
    assert_int_equal(tamper.missed, 0);
}

/* What anybody may do to a store that is theirs, and nothing of it is history. */
static void test_verify_lets_statistics_and_compaction_be(void **state)
{
    (void)state;
    assert_true(test_tamper_sql(&tamper, "ANALYZE"));
    assert_int_equal(test_archive_findings(archive.path, NULL, true), 0);
    sqlite3 *db;
    assert_int_equal(sqlite3_open(archive.path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "VACUUM", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "REINDEX", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    assert_int_equal(test_archive_findings(archive.path, NULL, true), 0);
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
#define T(name)                                                                                    \
    cmocka_unit_test_setup_teardown(test_verify_##name, test_tampered_archive_set_up,              \
                                    test_tampered_archive_tear_down)
    const struct CMUnitTest tests[] = {
        T(finds_every_dropped_part_of_the_schema),
        T(finds_every_altered_part_of_the_schema),
        T(finds_what_was_added_to_the_schema),
        T(lets_statistics_and_compaction_be),
    };
    return cmocka_run_group_tests_name("store/verify_schema", tests, NULL, NULL);
}
