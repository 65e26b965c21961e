/*
 * tests/bench/columns_32_2022.h - the 57 indicators of 32/2022/QĐ-UBND written by hand in C, as loops over
 * columns: what the kernel is measured against. Independent of the rules folder, so that it also
 * checks them.
 */
#ifndef NTM_BENCH_COLUMNS_32_2022_H
#define NTM_BENCH_COLUMNS_32_2022_H

#include <stdint.h>

#include "model/frame.h"

typedef struct bench_columns bench_columns;

/** Bind the columns by name; ends the process when one is not in the frame. */
bench_columns *bench_columns_new(const ntm_frame *frame);
void bench_columns_free(bench_columns *columns);

/** Number of the i-th indicator, "1.1" …; NULL behind the last. */
const char *bench_columns_indicator(uint32_t index);

/** Statuses (fail 0, unknown 1, pass 2, not applicable 3) of all communes: [indicator * rows + row].
 *  Either way is 4 more. */
void bench_columns_run(const bench_columns *columns, uint8_t *statuses);

#endif
