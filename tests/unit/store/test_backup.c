/* Copies of a store: whole and checked, under a new name or not at all. */
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
#include "store/backup.h"
#include "support/archive.h"
#include "support/tamper.h"

typedef struct fixture {
    test_archive archive;
    char copy[96], part[112];
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    test_archive_init(&f->archive);
    test_archive_fill(&f->archive);
    snprintf(f->copy, sizeof f->copy, "%s/copy.db", f->archive.folder);
    snprintf(f->part, sizeof f->part, "%s.part", f->copy);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    assert_int_not_equal(access(f->part, F_OK), 0); /* nothing half done is ever left */
    test_archive_clear(&f->archive);
    free(f);
    return 0;
}

static void expect_refused(fixture *f, const char *path, ntm_rc rc, const char *code)
{
    ntm_diags diags = {0};
    assert_int_equal(ntm_store_backup(f->archive.store, path, &diags), rc);
    assert_int_equal(diags.count, 1);
    assert_string_equal(diags.items[0].code, code);
    ntm_diags_clear(&diags);
}

static void test_backup_is_the_same_store(void **state)
{
    fixture *f = *state;
    assert_int_equal(ntm_store_backup(f->archive.store, f->copy, NULL), NTM_OK);
    assert_int_equal(test_archive_findings(f->copy, NULL, true), 0);
    ntm_store *copy = NULL;
    ntm_checkpoint original, copied;
    assert_int_equal(ntm_store_open(f->copy, NTM_STORE_READ, &copy, NULL), NTM_OK);
    assert_int_equal(ntm_store_checkpoint(f->archive.store, &original, NULL), NTM_OK);
    assert_int_equal(ntm_store_checkpoint(copy, &copied, NULL), NTM_OK);
    assert_true(ntm_checkpoint_equal(&original, &copied));
    ntm_store_close(copy);
    /* and one that can be written to as the first one could */
    ntm_store_close(f->archive.store);
    assert_int_equal(ntm_store_open(f->copy, NTM_STORE_WRITE, &f->archive.store, NULL), NTM_OK);
    assert_int_equal(test_archive_retract(&f->archive, 2, 0, NULL), NTM_OK);
    assert_int_equal(test_archive_findings(f->copy, NULL, true), 0);
}

static void test_backup_takes_no_name_that_is_there(void **state)
{
    fixture *f = *state;
    char *bytes;
    size_t length;
    assert_int_equal(ntm_file_write(f->copy, "mine", 4, NULL), NTM_OK);
    expect_refused(f, f->copy, NTM_EUSAGE, "backup-exists");
    assert_int_equal(ntm_file_read(f->copy, 100, &bytes, &length, NULL), NTM_OK);
    assert_string_equal(bytes, "mine");
    free(bytes);
    unlink(f->copy);
    assert_int_equal(mkdir(f->copy, 0700), 0);
    expect_refused(f, f->copy, NTM_EUSAGE, "backup-exists");
    assert_int_equal(rmdir(f->copy), 0);
    assert_int_equal(symlink("nowhere", f->copy), 0); /* nor where a link leads */
    expect_refused(f, f->copy, NTM_EUSAGE, "backup-exists");
    expect_refused(f, f->archive.path, NTM_EUSAGE, "backup-exists"); /* itself */
}

static void test_backup_into_folders_that_cannot_be_used(void **state)
{
    fixture *f = *state;
    ntm_diags diags = {0};
    assert_int_equal(ntm_store_backup(f->archive.store, "/nowhere/at/all.db", &diags), NTM_ESYSTEM);
    assert_int_equal(diags.count, 1);
    ntm_diags_clear(&diags);
    assert_int_equal(ntm_store_backup(f->archive.store, "/proc/copy.db", &diags), NTM_ESYSTEM);
    assert_int_equal(diags.count, 1);
    ntm_diags_clear(&diags);
}

/* What a copy that was killed left behind: the file, and the journal beside it. */
static void test_backup_goes_on_where_one_was_interrupted(void **state)
{
    fixture *f = *state;
    char journal[128];
    snprintf(journal, sizeof journal, "%s-journal", f->part);
    assert_int_equal(ntm_file_write(f->part, "half of a page", 14, NULL), NTM_OK);
    assert_int_equal(ntm_file_write(journal, "half of a journal", 17, NULL), NTM_OK);
    assert_int_equal(ntm_store_backup(f->archive.store, f->copy, NULL), NTM_OK);
    assert_int_equal(test_archive_findings(f->copy, NULL, true), 0);
    assert_int_not_equal(access(journal, F_OK), 0);
}

/* Another command may hold the store for reading, and may have written without committing. */
static void test_backup_while_the_store_is_in_use(void **state)
{
    fixture *f = *state;
    sqlite3 *db;
    assert_int_equal(sqlite3_open(f->archive.path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db,
                                  "BEGIN IMMEDIATE; INSERT INTO meta VALUES ('more', 'not yet')",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(ntm_store_backup(f->archive.store, f->copy, NULL), NTM_OK);
    assert_int_equal(test_archive_findings(f->copy, NULL, true), 0);
    sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    sqlite3_close(db);
}

/* Held by somebody for longer than a command waits: it says so instead of waiting for ever. */
static void test_backup_of_a_store_that_is_locked_ends(void **state)
{
    fixture *f = *state;
    sqlite3 *db;
    assert_int_equal(sqlite3_open(f->archive.path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    ntm_store_set_wait(f->archive.store, 50);
    expect_refused(f, f->copy, NTM_ESYSTEM, "store-busy");
    assert_int_not_equal(access(f->copy, F_OK), 0);
    sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    sqlite3_close(db);
    assert_int_equal(ntm_store_backup(f->archive.store, f->copy, NULL), NTM_OK);
}

/* Pages that are damaged are not passed on as a backup. */
static void test_backup_of_a_damaged_store_is_refused(void **state)
{
    fixture *f = *state;
    ntm_store_close(f->archive.store);
    f->archive.store = NULL;
    int file = open(f->archive.path, O_WRONLY);
    char zeros[4096] = {0};
    assert_true(file >= 0);
    assert_int_equal(pwrite(file, zeros, sizeof zeros, 4096L * 5), sizeof zeros);
    close(file);
    assert_int_equal(ntm_store_open(f->archive.path, NTM_STORE_READ, &f->archive.store, NULL),
                     NTM_OK);
    expect_refused(f, f->copy, NTM_ESYSTEM, "store-damaged");
    assert_int_not_equal(access(f->copy, F_OK), 0);
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
#define T(name) cmocka_unit_test_setup_teardown(test_backup_##name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(is_the_same_store),
        T(takes_no_name_that_is_there),
        T(into_folders_that_cannot_be_used),
        T(goes_on_where_one_was_interrupted),
        T(while_the_store_is_in_use),
        T(of_a_store_that_is_locked_ends),
        T(of_a_damaged_store_is_refused),
    };
    return cmocka_run_group_tests_name("store/backup", tests, NULL, NULL);
}
