/* tests/support/tampered_archive.h - the filled archive, closed and remembered, for tests that alter it. */
#ifndef NTM_TESTS_TAMPERED_ARCHIVE_H
#define NTM_TESTS_TAMPERED_ARCHIVE_H

#include "support/archive.h"
#include "support/tamper.h"

/** Of the test that runs: the archive, which nobody has open, and what alters it. */
extern test_archive archive;
extern test_tamper tamper;

/** Set-up and tear-down of one test, as cmocka_unit_test_setup_teardown() takes them. */
int test_tampered_archive_set_up(void **state);
int test_tampered_archive_tear_down(void **state);

#endif
