/*
 * analysis/check on random documents: it ends, and what it says can never pass or never fail never
 * does, at any unit of a random world.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/check.h"
#include "eval/exact.h"
#include "support/random_world.h"

#define WORLDS 150

/*
 * Whether a claim about the node can be held against the world: its figures are within their ranges
 * (shares in it are not: intake would refuse them), and the day and the year have no part in it.
 */
static bool is_testable(const ntm_graph *graph, ntm_ref ref)
{
    const ntm_node *node = ntm_graph_node(graph, ref);

    switch (node->op) {
    case NTM_OP_YEAR:
    case NTM_OP_AS_OF:
    case NTM_OP_BY_YEAR:
    case NTM_OP_SINCE:
        return false;
    case NTM_OP_FIELD:
        if (node->field->part_of || strcmp(node->field->measure, "percent") == 0)
            return false;
        break;
    default:
        break;
    }
    for (uint32_t i = 0; i < node->nargs; i++)
        if (!is_testable(graph, node->args[i]))
            return false;
    return true;
}

/* The node is so (passes, or fails) at no unit. */
static void assert_never(const test_world *world, ntm_ref ref, ntm_tri truth)
{
    ntm_exact *exact = ntm_exact_new(&world->document, world->frame, NULL);
    ntm_tri got;

    for (ntm_row row = 0; row < ntm_frame_rows(world->frame); row++) {
        if (!ntm_exact_truth(exact, ref, row, &got, NULL) || got != truth)
            continue;
        test_print_node(world->document.graph, ref, 30);
        fail_msg("seed %llu: node %u does %s at a unit", (unsigned long long)world->seed, ref,
                 truth == NTM_PASS ? "pass" : "fail");
    }
    ntm_exact_free(exact);
}

static void test_check_claims_hold_in_random_worlds(void **state)
{
    (void)state;
    uint64_t seed = test_seed(20231231);
    test_world_size size = {.communes = 40, .most_villages = 4, .nodes = 300, .indicators = 40};
    size_t claims = 0, findings = 0;

    print_message("seed %llu\n", (unsigned long long)seed);
    for (uint64_t i = 0; i < WORLDS; i++) {
        test_world *world = test_world_new(seed + i, &size);
        ntm_document document = world->document;
        uint32_t count = ntm_graph_count(document.graph);
        ntm_place *places = calloc(count, sizeof *places);
        ntm_diags diags = {.limit = 10000};

        assert_non_null(places);
        for (ntm_ref ref = 0; ref < count; ref++) /* the line of a finding tells its node */
            places[ref] = (ntm_place){"x", (long)ref + 1, 1};
        document.node_places = places;
        ntm_check(&document, NULL, &diags);
        findings += diags.count;
        for (size_t k = 0; k < diags.count; k++) {
            const ntm_finding *finding = &diags.items[k];
            bool passes = strcmp(finding->code, "never-passes") == 0;

            if ((!passes && strcmp(finding->code, "never-fails") != 0) ||
                strstr(finding->message, " (zone") || finding->place.line <= 0 ||
                !is_testable(document.graph, (ntm_ref)finding->place.line - 1))
                continue;
            claims++;
            assert_never(world, (ntm_ref)finding->place.line - 1, passes ? NTM_PASS : NTM_FAIL);
        }
        ntm_diags_clear(&diags);
        free(places);
        test_world_free(world);
    }
    print_message("%zu findings, %zu claims held\n", findings, claims);
    assert_true(claims > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_check_claims_hold_in_random_worlds),
    };
    return cmocka_run_group_tests_name("analysis/check_random", tests, NULL, NULL);
}
