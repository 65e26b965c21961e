/* Opening: files that are not ours, not files, not readable, in use. Nothing of them is changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/i18n.h"
#include "store/store_rows.h"

typedef struct fixture {
    char folder[64], path[96], other[96];
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    snprintf(f->folder, sizeof f->folder, "/tmp/ntm-test-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    snprintf(f->path, sizeof f->path, "%s/ntm.db", f->folder);
    snprintf(f->other, sizeof f->other, "%s/other.db", f->folder);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    chmod(f->folder, 0700);
    unlink(f->path);
    rmdir(f->path);
    unlink(f->other);
    assert_int_equal(rmdir(f->folder), 0); /* no journal and no other file is left */
    free(f);
    return 0;
}

static void expect_refused(const char *path, ntm_store_mode mode, ntm_rc rc, const char *code)
{
    ntm_diags diags;
    ntm_diags_init(&diags);
    ntm_store *store = NULL;
    assert_int_equal(ntm_store_open(path, mode, &store, &diags), rc);
    assert_null(store);
    assert_int_equal(diags.count, 1);
    assert_string_equal(diags.items[0].code, code);
    assert_string_equal(diags.items[0].place.file, path);
    ntm_diags_clear(&diags);
}

static void sql(const char *path, const char *text)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static ntm_rc import(ntm_store *store, const char *bytes, ntm_diags *diags)
{
    ntm_dataset *d = ntm_dataset_new();
    ntm_dataset_add_unit(d, &(ntm_unit){.code = bytes,
                                        .level = NTM_LEVEL_COMMUNE,
                                        .name = "x",
                                        .valid_from = NTM_DATE_MIN,
                                        .valid_to = NTM_DATE_MAX});
    ntm_import one = {.file = "u.csv", .bytes = bytes, .length = strlen(bytes), .dataset = d};
    ntm_import_by by = {.actor = "an"};
    ntm_import_done done;
    ntm_rc rc = ntm_store_import(store, &one, 1, &by, &done, diags);
    ntm_dataset_free(d);
    return rc;
}

static void make_store(const char *path)
{
    ntm_store *store = NULL;
    assert_int_equal(ntm_store_open(path, NTM_STORE_WRITE, &store, NULL), NTM_OK);
    assert_int_equal(import(store, "1", NULL), NTM_OK);
    ntm_store_close(store);
}

static void test_open_makes_nothing_before_the_first_import(void **state)
{
    fixture *f = *state;
    expect_refused(f->path, NTM_STORE_READ, NTM_EUSAGE, "no-store");
    ntm_store *store = NULL;
    assert_int_equal(ntm_store_open(f->path, NTM_STORE_WRITE, &store, NULL), NTM_OK);
    ntm_dataset *d = NULL;
    assert_int_equal(ntm_store_read(store, NULL, 0, INT64_MAX, &d, NULL), NTM_OK);
    assert_int_equal(d->nunits, 0);
    ntm_dataset_free(d);
    int64_t last = 7;
    assert_int_equal(ntm_store_last_import(store, &last, NULL), NTM_OK);
    assert_int_equal(last, 0);
    assert_int_equal(ntm_store_import_at(store, 0, &last, NULL), NTM_OK);
    ntm_arena *arena = ntm_arena_new();
    ntm_import_record *list;
    size_t count = 7;
    assert_int_equal(ntm_store_imports(store, arena, &list, &count, NULL), NTM_OK);
    assert_int_equal(count, 0);
    ntm_arena_free(arena);
    char *bytes;
    assert_int_equal(ntm_store_object(store, "00", &bytes, &count, NULL), NTM_EUSAGE);
    ntm_store_close(store);
    assert_int_not_equal(access(f->path, F_OK), 0);
}

static void test_open_empty_file_becomes_a_store(void **state)
{
    fixture *f = *state;
    assert_int_equal(ntm_file_write(f->path, "", 0, NULL), NTM_OK);
    expect_refused(f->path, NTM_STORE_READ, NTM_EUSAGE, "no-store");
    make_store(f->path);
    ntm_store *store = NULL;
    assert_int_equal(ntm_store_open(f->path, NTM_STORE_READ, &store, NULL), NTM_OK);
    ntm_store_close(store);
}

static void expect_same_bytes(const char *path, const char *before, size_t length)
{
    char *after;
    size_t now;
    assert_int_equal(ntm_file_read(path, 1 << 20, &after, &now, NULL), NTM_OK);
    assert_int_equal(now, length);
    assert_memory_equal(after, before, length);
    free(after);
}

/* Both ways of opening refuse the file and leave it as it is. */
static void expect_left_alone(const char *path, const char *code)
{
    char *before;
    size_t length;
    assert_int_equal(ntm_file_read(path, 1 << 20, &before, &length, NULL), NTM_OK);
    expect_refused(path, NTM_STORE_READ, NTM_ESYSTEM, code);
    expect_refused(path, NTM_STORE_WRITE, NTM_ESYSTEM, code);
    expect_same_bytes(path, before, length);
    free(before);
}

static void test_open_leaves_foreign_files_alone(void **state)
{
    fixture *f = *state;
    static const char text[] = "unit,field,value,as_of\n15169,population.total,5000,2023-12-31\n";
    assert_int_equal(ntm_file_write(f->path, text, sizeof text - 1, NULL), NTM_OK);
    expect_left_alone(f->path, "store-foreign");

    unlink(f->path);
    sql(f->path, "CREATE TABLE t (x)");
    expect_left_alone(f->path, "store-foreign");

    unlink(f->path);
    sql(f->path, "PRAGMA application_id = 252006674; CREATE TABLE t (x)");
    expect_left_alone(f->path, "store-foreign");

    unlink(f->path);
    sql(f->path, "PRAGMA user_version = 1; CREATE TABLE observation (x)");
    expect_left_alone(f->path, "store-foreign");

    unlink(f->path);
    sql(f->path, "PRAGMA journal_mode = WAL; CREATE TABLE t (x)");
    expect_left_alone(f->path, "store-foreign");
}

static void test_open_leaves_newer_stores_alone(void **state)
{
    fixture *f = *state;
    make_store(f->path);
    sql(f->path, "PRAGMA user_version = 3");
    expect_left_alone(f->path, "store-newer");
}

static void test_open_tells_damage(void **state)
{
    fixture *f = *state;
    make_store(f->path);
    char *bytes;
    size_t length;
    assert_int_equal(ntm_file_read(f->path, 1 << 20, &bytes, &length, NULL), NTM_OK);
    assert_int_equal(ntm_file_write(f->path, bytes, 4096 + 100, NULL), NTM_OK); /* cut */
    ntm_diags diags;
    ntm_diags_init(&diags);
    ntm_store *store = NULL;
    ntm_dataset *d = NULL;
    ntm_rc rc = ntm_store_open(f->path, NTM_STORE_READ, &store, &diags);
    if (rc == NTM_OK)
        rc = ntm_store_read(store, NULL, 0, INT64_MAX, &d, &diags);
    assert_int_equal(rc, NTM_ESYSTEM);
    assert_string_equal(diags.items[0].code, "store-damaged");
    ntm_diags_clear(&diags);
    ntm_store_close(store);
    free(bytes);
}

static void expect_unreadable(const char *path)
{
    ntm_diags diags;
    ntm_diags_init(&diags);
    ntm_store *store = NULL;
    ntm_dataset *d = NULL;
    assert_int_equal(ntm_store_open(path, NTM_STORE_READ, &store, NULL), NTM_OK);
    assert_int_equal(ntm_store_read(store, NULL, 0, INT64_MAX, &d, &diags), NTM_ESYSTEM);
    assert_null(d);
    assert_int_equal(diags.count, 1);
    assert_string_equal(diags.items[0].code, "store-damaged");
    assert_null(strstr(diags.items[0].message, "(null)"));
    ntm_diags_clear(&diags);
    ntm_store_close(store);
}

/* Figures are read from their packed copies: pack what stands in `observation` now. */
static void pack(const char *path)
{
    ntm_store *store = NULL;
    assert_int_equal(ntm_store_open(path, NTM_STORE_WRITE, &store, NULL), NTM_OK);
    assert_int_equal(ntm_store_pack_import(store, 1, NULL), NTM_OK);
    ntm_store_close(store);
}

static void test_open_refuses_rows_nobody_wrote(void **state)
{
    fixture *f = *state;
    static const char *const altered[] = {
        "INSERT INTO observation VALUES (1, 9, 1, '1', 'a', '2023-12-39', 'number', '1', NULL,"
        " NULL, '', 0, '', '', '')",
        "INSERT INTO observation VALUES (1, 9, 1, '1', 'a', '2023-12-31', 'number', '1e3', NULL,"
        " NULL, '', 0, '', '', '')",
        "INSERT INTO observation VALUES (1, 9, 1, '1', 'a', '2023-12-31', 'yes_no', 'true', NULL,"
        " NULL, '', 0, '', '', '')",
        "INSERT INTO observation VALUES (1, 9, 1, '1', 'a', '2023-12-31', 'date', 'now', NULL,"
        " NULL, '', 0, '', '', '')",
        "INSERT INTO observation VALUES (1, 9, 1, '1', 'a', '2023-12-31', 'grade', NULL, '1',"
        " NULL, '', 0, '', '', '')",
        "INSERT INTO observation VALUES (1, 9, 1, '1', 'a', '2023-12-31', 'number', NULL, '2',"
        " '1', '', 0, '', '', '')",
        "INSERT INTO packed VALUES ('1', 0, x'')",
        "INSERT INTO packed VALUES ('1', 1, CAST('ntm-packed-1' AS BLOB))",
        "INSERT INTO unit VALUES (1, 9, 1, '2', 'commune', 'x', NULL, '2023-12-39', NULL)",
        "INSERT INTO succession VALUES (1, 9, 1, '1', '2', '2023-13-01', 'whole', '', '', '')",
        "INSERT INTO title VALUES (1, 9, 1, '1', 't', '', '', '2023-02-30', NULL, NULL, '', '',"
        " '')",
        "INSERT INTO finding VALUES (1, 9, 1, '1', 's', '', '', 0, 'met', '', '', '2023-02-30', '',"
        " '')",
        "INSERT INTO evidence VALUES (1, 9, 1, '1', 'n', '', '', '', NULL, '2023-02-30', '', '', 0,"
        " '', '')",
    };
    for (size_t i = 0; i < sizeof altered / sizeof *altered; i++) {
        unlink(f->path);
        make_store(f->path);
        sql(f->path, altered[i]);
        if (strstr(altered[i], "INTO observation"))
            pack(f->path);
        expect_unreadable(f->path);
    }
}

static void test_open_tables_of_nulls_end_in_a_message(void **state)
{
    fixture *f = *state;
    sql(f->path, "PRAGMA application_id = 1853123908; PRAGMA user_version = 2;"
                 "CREATE TABLE import (number, file, sha256, imported_at_s);"
                 "CREATE TABLE retraction (import, row, of_import, of_table, of_row);"
                 "CREATE TABLE unit (import, row, line, code, level, name, parent, valid_from,"
                 " valid_to);"
                 "INSERT INTO import (number) VALUES (1);"
                 "INSERT INTO unit (import, code) VALUES (1, '1')");
    expect_unreadable(f->path);

    sql(f->path, "DELETE FROM unit");
    ntm_store *store = NULL; /* tables that are not there */
    ntm_dataset *d = NULL;
    assert_int_equal(ntm_store_open(f->path, NTM_STORE_READ, &store, NULL), NTM_OK);
    assert_int_equal(ntm_store_read(store, NULL, 0, INT64_MAX, &d, NULL), NTM_ESYSTEM);
    ntm_store_close(store);

    sql(f->path, "CREATE TABLE succession (import, row, line, predecessor, successor, effective,"
                 " extent, confirmed, origin, note);"
                 "CREATE TABLE packed (unit, bytes); INSERT INTO packed DEFAULT VALUES;");
    expect_unreadable(f->path);
}

static void test_open_refuses_what_is_no_file(void **state)
{
    fixture *f = *state;
    make_store(f->other);
    assert_int_equal(symlink("other.db", f->path), 0);
    expect_refused(f->path, NTM_STORE_READ, NTM_ESYSTEM, "store-link");
    expect_refused(f->path, NTM_STORE_WRITE, NTM_ESYSTEM, "store-link");
    unlink(f->path);
    assert_int_equal(symlink("nowhere.db", f->path), 0);
    expect_refused(f->path, NTM_STORE_WRITE, NTM_ESYSTEM, "store-link");
    unlink(f->path);
    assert_int_equal(mkdir(f->path, 0700), 0);
    expect_refused(f->path, NTM_STORE_WRITE, NTM_ESYSTEM, "store-open");
    rmdir(f->path);
    assert_int_equal(mkfifo(f->path, 0600), 0);
    expect_refused(f->path, NTM_STORE_READ, NTM_ESYSTEM, "store-open");
    expect_refused("/nowhere/at/all/ntm.db", NTM_STORE_WRITE, NTM_ESYSTEM, "store-open");
    expect_refused("/tmp/", NTM_STORE_WRITE, NTM_ESYSTEM, "store-open");
}

static void test_open_folder_may_be_a_link(void **state)
{
    fixture *f = *state;
    make_store(f->path);
    assert_int_equal(symlink(f->folder, f->other), 0);
    char path[128];
    snprintf(path, sizeof path, "%s/ntm.db", f->other);
    ntm_store *store = NULL;
    assert_int_equal(ntm_store_open(path, NTM_STORE_READ, &store, NULL), NTM_OK);
    assert_string_equal(ntm_store_path(store), path);
    ntm_store_close(store);
}

static void test_open_without_permission_is_told(void **state)
{
    fixture *f = *state;
    if (geteuid() == 0)
        skip(); /* root may do anything */
    chmod(f->folder, 0500);
    ntm_diags diags;
    ntm_diags_init(&diags);
    ntm_store *store = NULL;
    assert_int_equal(ntm_store_open(f->path, NTM_STORE_WRITE, &store, &diags), NTM_OK);
    assert_int_equal(import(store, "1", &diags), NTM_ESYSTEM);
    assert_int_equal(diags.count, 1);
    ntm_diags_clear(&diags);
    ntm_store_close(store);
}

static void test_open_waits_for_others_then_tells(void **state)
{
    fixture *f = *state;
    make_store(f->path);
    sqlite3 *db;
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_exec(db, "ROLLBACK; BEGIN IMMEDIATE", NULL, NULL, NULL);

    ntm_store *store = NULL;
    ntm_diags diags;
    ntm_diags_init(&diags);
    assert_int_equal(ntm_store_open(f->path, NTM_STORE_WRITE, &store, NULL), NTM_OK);
    ntm_store_set_wait(store, 20);
    assert_int_equal(import(store, "2", &diags), NTM_ESYSTEM);
    assert_string_equal(diags.items[0].code, "store-busy");
    ntm_dataset *d = NULL; /* a writer that has not committed hinders no reader */
    assert_int_equal(ntm_store_read(store, NULL, 0, INT64_MAX, &d, NULL), NTM_OK);
    assert_int_equal(d->nunits, 1);
    ntm_dataset_free(d);
    sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    assert_int_equal(import(store, "2", NULL), NTM_OK);
    sqlite3_close(db);
    ntm_diags_clear(&diags);
    ntm_store_close(store);
}

static void test_open_reader_writes_nothing(void **state)
{
    fixture *f = *state;
    make_store(f->path);
    char *before;
    size_t length;
    assert_int_equal(ntm_file_read(f->path, 1 << 20, &before, &length, NULL), NTM_OK);
    chmod(f->path, 0400);
    ntm_store *store = NULL;
    ntm_dataset *d = NULL;
    assert_int_equal(ntm_store_open(f->path, NTM_STORE_READ, &store, NULL), NTM_OK);
    assert_int_equal(ntm_store_read(store, NULL, 0, INT64_MAX, &d, NULL), NTM_OK);
    assert_int_equal(d->nunits, 1);
    ntm_dataset_free(d);
    ntm_store_close(store);
    expect_same_bytes(f->path, before, length);
    free(before);
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
#define T(name) cmocka_unit_test_setup_teardown(test_open_##name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(makes_nothing_before_the_first_import),
        T(empty_file_becomes_a_store),
        T(leaves_foreign_files_alone),
        T(leaves_newer_stores_alone),
        T(tells_damage),
        T(refuses_rows_nobody_wrote),
        T(tables_of_nulls_end_in_a_message),
        T(refuses_what_is_no_file),
        T(folder_may_be_a_link),
        T(without_permission_is_told),
        T(waits_for_others_then_tells),
        T(reader_writes_nothing),
    };
    return cmocka_run_group_tests_name("store/open", tests, NULL, NULL);
}
