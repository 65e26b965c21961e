/* tests/support/kernel_check.c */
#include "support/kernel_check.h"

#include <assert.h>
#include <stdlib.h>

#include "eval/exact.h"
#include "eval/kernel.h"

static ntm_status decide(void *context, uint32_t indicator, ntm_row row, bool *either_way)
{
    return ntm_exact_indicator_status(context, indicator, row, either_way);
}

static void row_done(void *context, ntm_row row)
{
    (void)row;
    ntm_exact_forget(context);
}

bool test_kernel_disagrees(const ntm_document *document, const ntm_frame *frame,
                           const ntm_world *world, test_tally *tally, test_disagreement *first)
{
    uint32_t count = document->nindicators;
    ntm_plan *plan = ntm_plan_new(document, frame);
    ntm_exact *hand = ntm_exact_new(document, frame, world);
    ntm_exact *pure = ntm_exact_new(document, frame, world);
    ntm_status *statuses = calloc(count + 1, sizeof *statuses);
    bool *either_way = calloc(count + 1, sizeof *either_way), found = false;
    ntm_status_planes planes;
    ntm_row begin;
    int32_t rows;
    ntm_frame_level(frame, document->level, &begin, &rows);
    ntm_kernel_run(plan, begin, rows, &planes);
    size_t handed = ntm_kernel_handed(&planes);
    size_t decided = ntm_kernel_hand_over(&planes, decide, row_done, hand);
    assert(decided == handed && ntm_kernel_handed(&planes) == 0);
    (void)decided;
    for (ntm_row row = begin; row < begin + rows && !found; row++) {
        ntm_kernel_statuses(&planes, row, statuses, either_way);
        for (uint32_t i = 0; i < count && !found; i++) {
            test_disagreement d = {i, row, statuses[i], 0, either_way[i], false};
            d.exact = ntm_exact_indicator_status(pure, i, row, &d.exact_either_way);
            tally->by_status[d.exact]++;
            found = d.kernel != d.exact || d.kernel_either_way != d.exact_either_way;
            if (found)
                *first = d;
        }
        ntm_exact_forget(pure);
    }
    tally->pairs += (size_t)rows * count;
    tally->handed += handed;
    ntm_status_planes_clear(&planes);
    free(statuses);
    free(either_way);
    ntm_exact_free(hand);
    ntm_exact_free(pure);
    ntm_plan_free(plan);
    return found;
}
