/* base/heap.h - how a program's heap is laid out; for main(), before anything is allocated. */
#ifndef NTM_BASE_HEAP_H
#define NTM_BASE_HEAP_H

/**
 * Let the first megabytes of the heap be large pages, where the system has any to give. A program
 * that lives for milliseconds spends a good part of them on being given memory: a page of 4 KiB costs
 * about a microsecond, one of 2 MiB about fifty, and a run here touches hundreds of the small ones.
 * Also, memory is asked for in large pieces and not given back piecemeal.
 * Where it can't be done nothing changes; no result depends on it.
 */
void ntm_heap_prepare(void);

#endif
