/* intake/seen.c - open addressing; at most half full. */
#include "intake/seen.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

typedef struct slot {
    ntm_key key;
    int64_t value; /* -1: empty */
} slot;

struct ntm_seen {
    slot *slots;
    size_t count, size; /* size: a power of two */
};

static void allocate(ntm_seen *seen, size_t size)
{
    seen->slots = ntm_xcalloc(size, sizeof *seen->slots);
    seen->size = size;
    for (size_t i = 0; i < size; i++)
        seen->slots[i].value = -1;
}

ntm_seen *ntm_seen_new(void)
{
    ntm_seen *seen = ntm_xcalloc(1, sizeof *seen);
    allocate(seen, 256);
    return seen;
}

void ntm_seen_free(ntm_seen *seen)
{
    if (!seen)
        return;
    free(seen->slots);
    free(seen);
}

static slot *slot_of(const ntm_seen *seen, ntm_key key)
{
    uint64_t hash = 0x9E3779B97F4A7C15u;
    for (int i = 0; i < 4; i++) {
        hash ^= key.part[i];
        hash *= 0xFF51AFD7ED558CCDu;
        hash ^= hash >> 32;
    }
    size_t at = (size_t)hash & (seen->size - 1);
    while (seen->slots[at].value >= 0 && memcmp(&seen->slots[at].key, &key, sizeof key) != 0)
        at = (at + 1) & (seen->size - 1);
    return &seen->slots[at];
}

int64_t *ntm_seen_find(const ntm_seen *seen, ntm_key key)
{
    slot *found = slot_of(seen, key);
    return found->value >= 0 ? &found->value : NULL;
}

int64_t ntm_seen_put(ntm_seen *seen, ntm_key key, int64_t value)
{
    slot *found = slot_of(seen, key);
    if (found->value >= 0)
        return found->value;
    *found = (slot){.key = key, .value = value};
    if (++seen->count * 2 > seen->size) {
        ntm_seen old = *seen;
        allocate(seen, old.size * 2);
        for (size_t i = 0; i < old.size; i++)
            if (old.slots[i].value >= 0)
                *slot_of(seen, old.slots[i].key) = old.slots[i];
        free(old.slots);
    }
    return -1;
}
