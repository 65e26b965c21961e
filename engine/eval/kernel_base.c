/* eval/kernel_base.c - the kernel's loops for every processor of the platform. */
#include "eval/kernel_loops.h"

#define LOOP
#define LANES      2
#define LOOPS      ntm_loops_base
#define LOOPS_NAME "base"
#include "eval/kernel_loops.inc"

const ntm_loops *ntm_loops_best(void)
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt") &&
        __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2"))
        return &ntm_loops_avx2;
#endif
    return &ntm_loops_base;
}
