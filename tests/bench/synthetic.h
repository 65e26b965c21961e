/*
 * tests/bench/synthetic.h - made-up figures for every field that the indicators of a document read.
 *
 * One province, communes with 5 to 11 villages each. One figure in ten is missing. Of shares nearly
 * half are complete, one in twelve lies on the threshold that they are held against, denominators
 * that may be 0 sometimes are. The same seed gives the same figures everywhere.
 */
#ifndef NTM_BENCH_SYNTHETIC_H
#define NTM_BENCH_SYNTHETIC_H

#include "model/frame.h"

typedef struct bench_data {
    ntm_dataset *dataset;
    ntm_frame *frame;
} bench_data;

/** Ends the process with a message when the frame can't be built. */
bench_data bench_synthetic(const ntm_document *document, int32_t communes, uint64_t seed);
void bench_data_free(bench_data *data);

#endif
