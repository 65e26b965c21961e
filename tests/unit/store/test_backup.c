/* Copies: on file systems without hard links, of stores that are private or in use, beside files of
 * others. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <dirent.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/i18n.h"
#include "store/backup.h"
#include "support/archive.h"

static test_archive archive;
static char copy[112];

/* ---- a file system that lacks something ---- */

static int link_error, renameat2_error;     /* 0: as the system has it */
static const char *appears_before_renaming; /* a file that somebody else makes meanwhile */

int link(const char *from, const char *to)
{
    if (!link_error)
        return (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
    errno = link_error;
    return -1;
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
    if (appears_before_renaming)
        assert_int_equal(ntm_file_write(appears_before_renaming, "x", 1, NULL), NTM_OK);
    if (!renameat2_error)
        return (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
    errno = renameat2_error;
    return -1;
}

static int set_up(void **state)
{
    (void)state;
    link_error = renameat2_error = 0;
    appears_before_renaming = NULL;
    test_archive_init(&archive);
    assert_int_equal(test_archive_import(&archive, 1, NULL), NTM_OK);
    snprintf(copy, sizeof copy, "%s/copy.db", archive.folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    test_archive_clear(&archive);
    return 0;
}

static size_t files_in_folder(void)
{
    size_t count = 0;
    DIR *folder = opendir(archive.folder);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));)
        count += entry->d_name[0] != '.';
    closedir(folder);
    return count;
}

static mode_t mode_of(const char *path)
{
    struct stat status;
    assert_int_equal(lstat(path, &status), 0);
    return status.st_mode & 07777;
}

static void expect_copied(void)
{
    ntm_diags diags = {0};
    if (ntm_store_backup(archive.store, copy, &diags) != NTM_OK)
        fail_msg("%s", diags.items[0].message);
    assert_int_equal(test_archive_findings(copy, NULL, true), 0);
    assert_int_equal(files_in_folder(), 2);
    assert_int_equal(unlink(copy), 0);
}

static void expect_refused(ntm_rc expected, const char *code)
{
    ntm_diags diags = {0};
    assert_int_equal(ntm_store_backup(archive.store, copy, &diags), expected);
    assert_int_equal(diags.count, 1);
    assert_string_equal(diags.items[0].code, code);
    ntm_diags_clear(&diags);
}

static void test_backup_needs_no_hard_links(void **state)
{
    (void)state;
    static const int link_errors[] = {EPERM, EOPNOTSUPP, EMLINK, ENOSYS};
    static const int rename_errors[] = {0, EINVAL, ENOSYS};
    for (size_t l = 0; l < sizeof link_errors / sizeof *link_errors; l++)
        for (size_t r = 0; r < sizeof rename_errors / sizeof *rename_errors; r++) {
            link_error = link_errors[l];
            renameat2_error = rename_errors[r];
            expect_copied();
        }
    link_error = EACCES;
    renameat2_error = 0;
    expect_refused(NTM_ESYSTEM, "backup");
    link_error = EPERM;
    renameat2_error = EIO;
    expect_refused(NTM_ESYSTEM, "backup");
    assert_int_equal(files_in_folder(), 1);
}

static void test_backup_without_links_writes_over_no_file(void **state)
{
    (void)state;
    static const int rename_errors[] = {0, EINVAL, ENOSYS};
    for (size_t r = 0; r < sizeof rename_errors / sizeof *rename_errors; r++) {
        link_error = EPERM;
        renameat2_error = rename_errors[r];
        appears_before_renaming = copy;
        expect_refused(NTM_EUSAGE, "backup-exists");
        struct stat status;
        assert_int_equal(stat(copy, &status), 0);
        assert_int_equal(status.st_size, 1);
        assert_int_equal(files_in_folder(), 2);
        unlink(copy);
    }
}

static void test_backup_has_the_mode_of_the_store(void **state)
{
    (void)state;
    static const mode_t modes[] = {0600, 0640, 0644, 0400};
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        assert_int_equal(chmod(archive.path, modes[i]), 0);
        assert_int_equal(ntm_store_backup(archive.store, copy, NULL), NTM_OK);
        assert_int_equal(mode_of(copy), modes[i]);
        unlink(copy);
    }
}

static void test_backup_leaves_files_of_others_alone(void **state)
{
    (void)state;
    char part[128];
    snprintf(part, sizeof part, "%s.part", copy);
    assert_int_equal(ntm_file_write(part, "mine", 4, NULL), NTM_OK);
    assert_int_equal(ntm_store_backup(archive.store, copy, NULL), NTM_OK);
    char *bytes;
    size_t length;
    assert_int_equal(ntm_file_read(part, 100, &bytes, &length, NULL), NTM_OK);
    assert_int_equal(length, 4);
    assert_memory_equal(bytes, "mine", 4);
    free(bytes);
    assert_int_equal(files_in_folder(), 3);
}

static void test_backup_of_a_locked_store_ends(void **state)
{
    (void)state;
    sqlite3 *other;
    assert_int_equal(sqlite3_open(archive.path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    ntm_store_set_wait(archive.store, 20);
    expect_refused(NTM_ESYSTEM, "store-busy");
    assert_int_equal(access(copy, F_OK), -1);
    sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL);
    sqlite3_close(other);
    expect_copied();
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
#define T(name) cmocka_unit_test_setup_teardown(test_backup_##name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(needs_no_hard_links),       T(without_links_writes_over_no_file),
        T(has_the_mode_of_the_store), T(leaves_files_of_others_alone),
        T(of_a_locked_store_ends),
    };
    return cmocka_run_group_tests_name("store/backup", tests, NULL, NULL);
}
