/* eval/exact_memo.c - open addressing; a slot of an older generation is empty. */
#include "eval/exact_memo.h"

#include <stdlib.h>

#include "base/arena.h"

#define START 512u

void ntm_memo_init(ntm_memo *memo)
{
    *memo = (ntm_memo){.size = START, .generation = 1};
    memo->slots = ntm_xcalloc(memo->size, sizeof *memo->slots);
}

void ntm_memo_clear(ntm_memo *memo)
{
    free(memo->slots);
    *memo = (ntm_memo){0};
}

void ntm_memo_forget(ntm_memo *memo)
{
    memo->used = 0;
    if (++memo->generation == 0) { /* after 2^32 times the stamps begin again */
        free(memo->slots);
        memo->slots = ntm_xcalloc(memo->size, sizeof *memo->slots);
        memo->generation = 1;
    }
}

/* The slot of a pair, or the empty one where it belongs. */
static ntm_memo_slot *slot_of(const ntm_memo *memo, uint32_t key, int32_t row)
{
    uint64_t hash = ((uint64_t)(uint32_t)row << 32 | key) * UINT64_C(0x9E3779B97F4A7C15);
    uint32_t mask = memo->size - 1, slot = (uint32_t)(hash >> 32) & mask;
    while (memo->slots[slot].generation == memo->generation &&
           (memo->slots[slot].key != key || memo->slots[slot].row != row))
        slot = (slot + 1) & mask;
    return &memo->slots[slot];
}

bool ntm_memo_find(const ntm_memo *memo, uint32_t key, int32_t row, uint32_t *index_out)
{
    const ntm_memo_slot *slot = slot_of(memo, key, row);
    if (slot->generation != memo->generation)
        return false;
    *index_out = slot->index;
    return true;
}

static void grow(ntm_memo *memo)
{
    ntm_memo_slot *old = memo->slots;
    uint32_t size = memo->size;
    memo->size = size * 2;
    memo->slots = ntm_xcalloc(memo->size, sizeof *memo->slots);
    for (uint32_t i = 0; i < size; i++)
        if (old[i].generation == memo->generation)
            *slot_of(memo, old[i].key, old[i].row) = old[i];
    free(old);
}

bool ntm_memo_add(ntm_memo *memo, uint32_t key, int32_t row, uint32_t *index_out)
{
    if (memo->used >= memo->size / 2)
        grow(memo);
    ntm_memo_slot *slot = slot_of(memo, key, row);
    bool fresh = slot->generation != memo->generation;
    if (fresh)
        *slot = (ntm_memo_slot){
            .key = key, .generation = memo->generation, .index = memo->used++, .row = row};
    *index_out = slot->index;
    return fresh;
}
