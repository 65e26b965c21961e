/*
 * tests/support/merged.h - communes before and after a merger, measured under a sketch
 * (tests/support/sketch.h).
 */
#ifndef NTM_TESTS_MERGED_H
#define NTM_TESTS_MERGED_H

#include "eval/evaluate.h"

typedef struct test_merged {
    ntm_document *document;
    ntm_dataset *dataset;
    ntm_carry *carry;  /**< policies; NULL: none given */
    ntm_choice choice; /**< as of 2025-12-31, all imports and levels of appraisal */
    ntm_frame *frame;
    ntm_result *result;
} test_merged;

/** The document of a sketch, no unit yet. */
void test_merged_init(test_merged *m, const char *sketch);
/** A unit; from, to: ISO days or NULL; an inner level below the province "p", which is added. */
void test_merged_unit(test_merged *m, const char *code, ntm_level level, const char *from,
                      const char *to);
/** Communes 1 and 2 until 30/6/2025, 3 from 1/7/2025, made of the two as a whole. */
void test_merged_two_into_one(test_merged *m);
/** extent: "whole", "part", "unknown"; confirmed: who, or "". */
void test_merged_succession(test_merged *m, const char *predecessor, const char *successor,
                            const char *effective, const char *extent, const char *confirmed);
/** A figure: "785", ">=95", "yes", a code, "2025-01-31" by the kind of its field. */
void test_merged_figure(test_merged *m, const char *unit, const char *field, const char *value,
                        const char *as_of);
void test_merged_policy(test_merged *m, const char *field, ntm_carry_policy policy);
/** Build the frame (again). */
void test_merged_build(test_merged *m);
/** Build it and evaluate one unit in full. */
const ntm_unit_result *test_merged_evaluate(test_merged *m, const char *unit);
ntm_cell test_merged_cell(const test_merged *m, const char *unit, const char *field);
void test_merged_clear(test_merged *m);
ntm_date test_day(const char *iso);

#endif
