/*
 * tests/support/json_mutate.h - a mutator for libFuzzer harnesses that read JSON: half of the changes
 * are made on JSON values, so that more than the JSON decoder is met.
 */
#ifndef NTM_TESTS_JSON_MUTATE_H
#define NTM_TESTS_JSON_MUTATE_H

#include <stddef.h>
#include <stdint.h>

/** What LLVMFuzzerCustomMutator() does; only within a harness. */
size_t test_json_mutate(uint8_t *data, size_t size, size_t max_size, unsigned seed);

#endif
