/* tests/support/differential.h - the kernel held against the exact walk on random worlds. */
#ifndef NTM_TESTS_DIFFERENTIAL_H
#define NTM_TESTS_DIFFERENTIAL_H

#include "support/random_world.h"

typedef struct test_tally {
    size_t pairs;  /**< (unit, indicator) pairs compared */
    size_t handed; /**< of which the kernel handed over */
    size_t by_status[5];
} test_tally;

/**
 * Compare on `rounds` worlds with the seeds first_seed, first_seed + 1, …; prints seed, unit and
 * expression of the first disagreement and fails. NTM_TEST_ROUNDS in the environment overrides rounds.
 * @param plain  only operators that the kernel decides itself
 */
test_tally test_differential(uint64_t first_seed, unsigned rounds, bool plain);

#endif
