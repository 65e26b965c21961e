/* eval/kernel_avx2.c - the kernel's loops for x86-64 processors with AVX2; without fused products. */
#include "eval/kernel_loops.h"

#if defined(__x86_64__)
#define LOOP       __attribute__((target("avx2,popcnt,bmi,bmi2")))
#define LANES      4
#define LOOPS      ntm_loops_avx2
#define LOOPS_NAME "avx2"
#include "eval/kernel_loops.inc"
#endif
