/* tests/support/tampered_archive.c */
#include "support/tampered_archive.h"

test_archive archive;
test_tamper tamper;

int test_tampered_archive_set_up(void **state)
{
    (void)state;
    test_archive_init(&archive);
    test_archive_fill(&archive);
    ntm_store_close(archive.store);
    archive.store = NULL;
    test_tamper_init(&tamper, archive.path);
    return 0;
}

int test_tampered_archive_tear_down(void **state)
{
    (void)state;
    test_tamper_clear(&tamper);
    test_archive_clear(&archive);
    return 0;
}
