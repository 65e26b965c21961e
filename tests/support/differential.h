/* tests/support/differential.h - the kernel held against the exact walk on random worlds. */
#ifndef NTM_TESTS_DIFFERENTIAL_H
#define NTM_TESTS_DIFFERENTIAL_H

#include "support/kernel_check.h"
#include "support/random_world.h"

/**
 * A catalogue of one document, written as test_json() takes it; fails the test when it is refused.
 * The caller frees it with ntm_catalogue_free().
 */
ntm_catalogue *test_catalogue_of(const char *text);

/**
 * Compare on `rounds` worlds with the seeds first_seed, first_seed + 1, …; prints seed, unit and
 * expression of the first disagreement and fails. NTM_TEST_ROUNDS in the environment overrides rounds.
 * @param plain  only operators that the kernel decides itself
 */
test_tally test_differential(uint64_t first_seed, unsigned rounds, bool plain);

#endif
