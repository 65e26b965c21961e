/* Copies onto a disk that has no links, as sticks with FAT have none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <errno.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/i18n.h"
#include "store/backup.h"
#include "support/archive.h"

/* Instead of the system's: what a FAT file system answers. */
int link(const char *from, const char *to)
{
    (void)from;
    errno = access(to, F_OK) == 0 ? EEXIST : EPERM;
    return -1;
}

static void test_backup_works_without_links(void **state)
{
    (void)state;
    test_archive archive;
    char copy[96], part[112], *bytes;
    size_t length;
    test_archive_init(&archive);
    test_archive_fill(&archive);
    snprintf(copy, sizeof copy, "%s/copy.db", archive.folder);
    snprintf(part, sizeof part, "%s.part", copy);
    assert_int_equal(ntm_store_backup(archive.store, copy, NULL), NTM_OK);
    assert_int_equal(test_archive_findings(copy, NULL, true), 0);
    assert_int_not_equal(access(part, F_OK), 0);

    unlink(copy); /* and writes over nothing, there too */
    assert_int_equal(ntm_file_write(copy, "mine", 4, NULL), NTM_OK);
    assert_int_equal(ntm_store_backup(archive.store, copy, NULL), NTM_EUSAGE);
    assert_int_equal(ntm_file_read(copy, 100, &bytes, &length, NULL), NTM_OK);
    assert_string_equal(bytes, "mine");
    free(bytes);
    test_archive_clear(&archive);
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_backup_works_without_links)};
    return cmocka_run_group_tests_name("store/backup_stick", tests, NULL, NULL);
}
