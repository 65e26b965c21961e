/*
 * support/vectors.h - run published cases (docs/vectors/README.md) against the engine.
 *
 * What a case expects is a part of what the engine says: members that it does not name are free,
 * lists are compared whole.
 */
#ifndef NTM_SUPPORT_VECTORS_H
#define NTM_SUPPORT_VECTORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef struct test_vectors_tally {
    size_t cases, failed;
} test_vectors_tally;

/** Run every case of a file; each difference is printed. False: the file can't be read. */
bool test_vectors_run(const char *path, test_vectors_tally *tally);

/** Print what the engine says of each case, one JSON object (or null) a line, in their order. */
bool test_vectors_print(const char *path, FILE *out);

#endif
