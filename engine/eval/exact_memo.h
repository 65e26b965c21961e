/*
 * eval/exact_memo.h - numbers for pairs (key, row), forgotten all at once.
 *
 * The table behind what walks remember: the caller keeps his values in an array of his own, at the
 * index that a pair was given. Forgetting raises a generation and costs nothing.
 */
#ifndef NTM_EVAL_EXACT_MEMO_H
#define NTM_EVAL_EXACT_MEMO_H

#include <stdbool.h>
#include <stdint.h>

typedef struct ntm_memo_slot {
    uint32_t key, generation, index;
    int32_t row;
} ntm_memo_slot;

typedef struct ntm_memo {
    ntm_memo_slot *slots;
    uint32_t size; /**< a power of two */
    uint32_t used; /**< pairs since the last forgetting; the next one gets this index */
    uint32_t generation;
} ntm_memo;

void ntm_memo_init(ntm_memo *memo);
void ntm_memo_clear(ntm_memo *memo); /**< frees; the struct can be initialised again */
void ntm_memo_forget(ntm_memo *memo);
/** The index of a pair; false: it has none. */
bool ntm_memo_find(const ntm_memo *memo, uint32_t key, int32_t row, uint32_t *index_out);
/** The index of a pair, a new one if it had none: true when new. */
bool ntm_memo_add(ntm_memo *memo, uint32_t key, int32_t row, uint32_t *index_out);

#endif
