/*
 * tests/support/tamper.h - change a store behind ntm's back, as somebody with the sqlite3 library can:
 * without triggers, foreign keys and checks; and put it back as it was.
 */
#ifndef NTM_TESTS_TAMPER_H
#define NTM_TESTS_TAMPER_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct test_tamper {
    const char *path; /**< of the store; borrowed */
    char *bytes;      /**< of the file as it was */
    size_t length;
    size_t changes, missed; /**< tried; not found by verify */
} test_tamper;

/** Remember the store, which nobody has open, as it is. */
void test_tamper_init(test_tamper *t, const char *path);
void test_tamper_clear(test_tamper *t);

/**
 * Run SQL on the store without its triggers, keys and checks.
 * @return false: SQLite itself refuses it (a type, a unique key); nothing was changed then
 */
bool test_tamper_sql(test_tamper *t, const char *sql);
/** As test_tamper_sql(), with what protects a store left on. */
bool test_tamper_plain_sql(test_tamper *t, const char *sql);
/** Put the file back as it was. */
void test_tamper_restore(test_tamper *t);

/**
 * Change, verify, put back. What verify does not find is printed and counted in t->missed.
 * @return false: SQLite refuses the change
 */
bool test_tamper_try(test_tamper *t, const char *sql);

/** A list of texts that a query of one column gives. */
typedef struct test_texts {
    char **items;
    size_t count;
} test_texts;
test_texts test_tamper_query(const test_tamper *t, const char *sql);
void test_texts_clear(test_texts *texts);

/**
 * Conditions that name each row of a table ("\"import\" = 1 AND \"row\" = 2"), and the names of its
 * columns.
 */
test_texts test_tamper_rows(const test_tamper *t, const char *table);
test_texts test_tamper_columns(const test_tamper *t, const char *table);
/** The tables of the store. */
test_texts test_tamper_tables(const test_tamper *t);

/**
 * Change every cell of every row of every table: to one other value each, of another kind from row
 * to row, or to all kinds of other values. Fails when a cell cannot be changed at all.
 */
void test_tamper_cells(test_tamper *t, bool all);

#endif
