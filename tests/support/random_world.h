/*
 * tests/support/random_world.h - a random document over random units and figures, from a seed.
 *
 * Meant to find what two readers of the same tree disagree about: small values and round thresholds
 * so that ties are common, figures missing, reported as bounds or with a code nobody knows, zero
 * denominators, units without children and with a hundred, parents of different levels, decimals of
 * 15 digits, communes that a merger made and whose figures are those of their predecessors. The document is built by hand through ntm_graph_add(), the frame from a dataset.
 */
#ifndef NTM_TESTS_RANDOM_WORLD_H
#define NTM_TESTS_RANDOM_WORLD_H

#include <stdint.h>

#include "model/frame.h"

typedef struct test_random {
    uint64_t state;
} test_random;

uint64_t test_random_next(test_random *random);
uint32_t test_random_below(test_random *random, uint32_t limit);
bool test_random_percent(test_random *random, uint32_t percent);

typedef struct test_world {
    uint64_t seed;
    ntm_arena *arena;
    ntm_dictionary *dictionary;
    ntm_document document;
    ntm_dataset *dataset;
    ntm_frame *frame;
} test_world;

typedef struct test_world_size {
    uint32_t communes,
        most_villages; /**< villages of a commune; one in thirty has ten times more */
    uint32_t nodes, indicators;
    bool plain; /**< only operators that the kernel decides itself */
} test_world_size;

/** Fields and an empty document for communes (tests/support/small_world.h fills it by hand). */
test_world *test_world_empty(void);
/** The frame, as of 2023-12-31, once units, figures and document stand. */
void test_world_build(test_world *world);
/** Fails the running test when something is refused that should not be. */
test_world *test_world_new(uint64_t seed, const test_world_size *size);
void test_world_free(test_world *world);

/** An expression as text, for messages. */
void test_print_node(const ntm_graph *graph, ntm_ref ref, int depth);

/** Seed from the environment variable NTM_TEST_SEED, else the given one. */
uint64_t test_seed(uint64_t otherwise);

#endif
