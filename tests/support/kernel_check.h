/* tests/support/kernel_check.h - the kernel, with what it hands over, held against the exact walk. */
#ifndef NTM_TESTS_KERNEL_CHECK_H
#define NTM_TESTS_KERNEL_CHECK_H

#include "eval/evaluate.h"

typedef struct test_disagreement {
    uint32_t indicator;
    ntm_row row;
    ntm_status kernel, exact;
    bool kernel_either_way, exact_either_way;
} test_disagreement;

typedef struct test_tally {
    size_t pairs;  /**< (unit, indicator) pairs compared */
    size_t handed; /**< of which the kernel handed over */
    size_t by_status[5];
} test_tally;

/**
 * Compare statuses and "either way" of all units of the document's level.
 * @param tally  added to
 * @param first  the first disagreement, written when true is returned
 * @return whether there is one
 */
bool test_kernel_disagrees(const ntm_document *document, const ntm_frame *frame,
                           const ntm_world *world, test_tally *tally, test_disagreement *first);

#endif
