/* tests/support/differential.c */
#include "support/differential.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

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

static void tell(const test_world *w, const ntm_plan *plan, uint32_t indicator, ntm_row row)
{
    const ntm_indicator *i = &w->document.indicators[indicator];
    print_message("seed %llu, unit %s, indicator %s\n", (unsigned long long)w->seed,
                  ntm_frame_row(w->frame, row)->unit->code, i->number);
    print_message("pass:\n");
    test_print_node(w->document.graph, i->pass, 1);
    if (i->applies != NTM_NO_REF) {
        print_message("applies:\n");
        test_print_node(w->document.graph, i->applies, 1);
    }
    if (getenv("NTM_TEST_PLAN"))
        ntm_plan_print(plan, stdout);
}

static void compare(const test_world *w, test_tally *tally)
{
    ntm_plan *plan = ntm_plan_new(&w->document, w->frame);
    ntm_exact *hand = ntm_exact_new(&w->document, w->frame, NULL);
    ntm_exact *pure = ntm_exact_new(&w->document, w->frame, NULL);
    uint32_t count = w->document.nindicators;
    ntm_status *statuses = calloc(count + 1, sizeof *statuses);
    bool *either_way = calloc(count + 1, sizeof *either_way);
    ntm_status_planes planes;
    ntm_row first;
    int32_t rows;
    ntm_frame_level(w->frame, w->document.level, &first, &rows);
    ntm_kernel_run(plan, first, rows, &planes);
    size_t handed = ntm_kernel_handed(&planes);
    assert_int_equal(ntm_kernel_hand_over(&planes, decide, row_done, hand), handed);
    assert_int_equal(ntm_kernel_handed(&planes), 0);
    for (ntm_row row = first; row < first + rows; row++) {
        ntm_kernel_statuses(&planes, row, statuses, either_way);
        for (uint32_t i = 0; i < count; i++) {
            bool expected_either_way = false;
            ntm_status expected = ntm_exact_indicator_status(pure, i, row, &expected_either_way);
            tally->by_status[expected]++;
            if (statuses[i] == expected && either_way[i] == expected_either_way)
                continue;
            tell(w, plan, i, row);
            fail_msg("kernel says %s%s, the exact walk %s%s", ntm_status_code(statuses[i]),
                     either_way[i] ? " (either way)" : "", ntm_status_code(expected),
                     expected_either_way ? " (either way)" : "");
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
}

test_tally test_differential(uint64_t first_seed, unsigned rounds, bool plain)
{
    test_tally tally = {0};
    const char *given = getenv("NTM_TEST_ROUNDS");
    if (given && *given)
        rounds = (unsigned)strtoul(given, NULL, 10);
    for (unsigned i = 0; i < rounds; i++) {
        test_random r = {.state = first_seed + i};
        test_world_size size = {.communes = test_random_below(&r, 160),
                                .most_villages = 7,
                                .nodes = 100 + test_random_below(&r, 400),
                                .indicators = 40,
                                .plain = plain};
        test_world *w = test_world_new(first_seed + i, &size);
        compare(w, &tally);
        test_world_free(w);
    }
    print_message(
        "seeds %llu to %llu: %zu pairs, %zu handed over; fail %zu, unknown %zu, pass %zu, "
        "not applicable %zu, error %zu\n",
        (unsigned long long)first_seed, (unsigned long long)first_seed + rounds - 1, tally.pairs,
        tally.handed, tally.by_status[NTM_ST_FAIL], tally.by_status[NTM_ST_UNKNOWN],
        tally.by_status[NTM_ST_PASS], tally.by_status[NTM_ST_NOT_APPLICABLE],
        tally.by_status[NTM_ST_ERROR]);
    return tally;
}
