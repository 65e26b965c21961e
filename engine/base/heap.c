/* base/heap.c - see the header. */
#include "base/heap.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define LARGE_PAGE  ((uintptr_t)2 << 20)
#define HEAP_BYTES  ((uintptr_t)8 << 20)   /* asked for at first; untouched ones cost nothing */
#define FIRST_HEAP  ((uintptr_t)256 << 10) /* more than malloc asks for by itself at first */
#define BLOCK_HEADS 64                     /* more than malloc writes between two blocks */

void ntm_heap_prepare(void)
{
#ifndef NTM_SANITIZED            /* the sanitizers have a heap of their own */
    static void *volatile block; /* volatile, so that no compiler leaves an allocation out */
    mallopt(M_TRIM_THRESHOLD, (int)(8 * HEAP_BYTES));
    mallopt(M_MMAP_THRESHOLD, (int)HEAP_BYTES);
    mallopt(M_TOP_PAD, (int)HEAP_BYTES);
    /*
     * One block, never touched, reaches from where the heap is now to just before the first large
     * page; as it is more than the heap has, the heap grows, by all of M_TOP_PAD. Nothing behind
     * it may be touched before madvise: a large page is only given where no small one is yet.
     */
    uintptr_t first = (uintptr_t)malloc(FIRST_HEAP / 4);   /* no hole in the heap is so large, */
    uintptr_t next = first + FIRST_HEAP / 4 + BLOCK_HEADS; /* so the next block comes behind it */
    uintptr_t edge = (next + FIRST_HEAP + LARGE_PAGE) & ~(LARGE_PAGE - 1);
    block = malloc(edge - next - BLOCK_HEADS);
    uintptr_t end = (uintptr_t)sbrk(0), at = (uintptr_t)block;
    if (at > first && at < edge && end > edge && end - edge <= 2 * HEAP_BYTES)
        madvise((void *)edge, (end - edge) & ~(LARGE_PAGE - 1), MADV_HUGEPAGE);
#endif
}
