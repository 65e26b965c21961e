/*
 * tests/support/suffer.h - a command that writes, under every fault: each write fails (a full disk; an
 * error that passes), and the process is killed at each write.
 *
 * What was acknowledged is there, nothing of the rest is, verify finds nothing, and the same command
 * works afterwards.
 */
#ifndef NTM_TESTS_SUFFER_H
#define NTM_TESTS_SUFFER_H

#include "support/archive.h"
#include "support/tamper.h"

typedef struct test_command {
    ntm_rc (*run)(ntm_diags *diags); /**< opens the store, does it, closes the store */
    bool (*done)(void); /**< whether the files show what it does; checks that it is whole */
    int least;          /**< writes that it takes at the least */
    bool keeps_copy;    /**< a copy that it made may stay when it fails */
} test_command;

/** @param before  the store as it is before each try
 *  @param copy    path of a copy that the command makes, which only an acknowledged one leaves; or "" */
void test_suffer(test_tamper *before, const char *copy, const test_command *command);

/** The integer that a query of one row gives. */
int64_t test_integer(const char *path, const char *sql);

#endif
