/*
 * tests/support/faults.h - disks that fail and processes that are killed.
 *
 * A layer between SQLite and the system counts what changes the disk (write, truncate, sync, delete)
 * and fails from the n-th on, at the n-th, or ends the process there.
 */
#ifndef NTM_TESTS_FAULTS_H
#define NTM_TESTS_FAULTS_H

enum {
    TEST_FAULTS_KILL = -1,   /**< instead of a code of SQLite: end the process … */
    TEST_FAULTS_KILLED = 77, /**< … with this exit code */
};

/** Lay it under everything that is opened from now on. */
void test_faults_install(void);
/** Count from 0 again, and fail with a code (SQLITE_FULL, SQLITE_IOERR_WRITE, …) at the n-th step. */
void test_faults_at(int n, int code);
/** Only the n-th step fails, those behind it work again. */
void test_faults_once(int n, int code);
/** The n-th file that is deleted is gone, but an error is reported all the same, as by a folder that
 *  cannot be flushed. */
void test_faults_late(int n);
/** Nothing fails any more. */
void test_faults_none(void);
/** Steps since test_faults_at(). */
int test_faults_counted(void);

#endif
