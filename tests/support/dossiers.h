/* tests/support/dossiers.h - dossiers out of a test_archive, and what a check says of texts like them. */
#ifndef NTM_TESTS_DOSSIERS_H
#define NTM_TESTS_DOSSIERS_H

#include "history/dossier.h"
#include "support/archive.h"

typedef struct test_dossiers {
    test_archive archive;
    ntm_secret_key secret;
    ntm_public_key key, other; /**< other: of nobody who signed */
    ntm_strbuf plain, signed_; /**< of 15169 in run #2 */
    ntm_strbuf small;          /**< of 15170 under test/3/2022, in run #3; signed too */
} test_dossiers;

/** cmocka's set-up and tear-down; *state becomes a test_dossiers. */
int test_dossiers_set_up(void **state);
int test_dossiers_tear_down(void **state);

/** Findings; SIZE_MAX where it is not even a dossier. The messages are printed when `print` is set. */
size_t test_dossier_check(const char *text, size_t length, const ntm_public_key *key, bool print);
/** The test fails when nothing is found; at: the byte that was changed, for its message. */
void test_dossier_must_be_found(const char *text, size_t length, size_t at);

/** A dossier as JSON; a new reference. */
json_t *test_dossier_json(const ntm_strbuf *dossier);
/** Findings of JSON in the form of a dossier; takes the reference. */
size_t test_dossier_check_json(json_t *json, const ntm_public_key *key);

#endif
