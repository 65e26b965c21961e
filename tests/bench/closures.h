/*
 * tests/bench/closures.h - the indicators of a document as Lua closures over tables of figures: what
 * rules in a scripting language would cost. The source is generated from the document, a closure
 * an indicator; only operators that 32/2022 uses are known.
 */
#ifndef NTM_BENCH_CLOSURES_H
#define NTM_BENCH_CLOSURES_H

#include <stdint.h>

#include "model/frame.h"

typedef struct bench_closures bench_closures;

/** Generates the closures and fills a table for each unit. Ends the process on what it does not know. */
bench_closures *bench_closures_new(const ntm_document *document, const ntm_frame *frame);
void bench_closures_free(bench_closures *closures);

/** Statuses of all communes, as bench_columns_run() gives them. */
void bench_closures_run(bench_closures *closures, uint8_t *statuses);

#endif
