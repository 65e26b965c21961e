/* tests/support/random_nodes.h - the random document of a test_world; used by random_world.c. */
#ifndef NTM_TESTS_RANDOM_NODES_H
#define NTM_TESTS_RANDOM_NODES_H

#include "support/random_world.h"

void test_random_document(test_world *world, test_random *random, const test_world_size *size);
ntm_decimal test_random_number(test_random *random, const char *measure);

#endif
