/* eval/kernel_priv.h - a run of a plan, for kernel.c, kernel_batch.c and tests. */
#ifndef NTM_EVAL_KERNEL_PRIV_H
#define NTM_EVAL_KERNEL_PRIV_H

#include "eval/kernel.h"
#include "eval/kernel_loops.h"

/** Rows of a level, counted from its first; end is behind the last. */
typedef struct ntm_span_rows {
    int32_t first, end;
} ntm_span_rows;

typedef struct ntm_run {
    const ntm_plan *plan;
    const ntm_loops *loops;
    ntm_status_planes *out;
    ntm_span_rows *rows; /**< by segment: what it must cover */
    uint64_t **planes;   /**< registers at the batch's first row */
    double **vectors;
    uint64_t *plane_memory;
    double *vector_memory;
    uint64_t **store_planes; /**< by store; NULL: a column */
    double **store_values;
    uint32_t **store_ranks; /**< of planes that are counted, once asked for */
    int32_t row;            /**< first row of the batch, in the segment's level */
    size_t out_word;        /**< first word of the batch in the status planes */
} ntm_run;

/** ntm_kernel_run() with the loops of a certain processor: tests hold them against each other. */
void ntm_kernel_run_with(const ntm_loops *loops, const ntm_plan *plan, ntm_row first, int32_t count,
                         ntm_status_planes *out);

/** Run all instructions of a segment over `words` words of rows. */
void ntm_kernel_batch(ntm_run *run, const ntm_segment *segment, size_t words);

#endif
