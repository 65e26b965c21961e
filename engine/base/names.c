/* base/names.c - interned strings: an open-addressing table over an array of texts. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

/* Longer texts are no names with a slip in them; comparing them with each name would take long. */
#define NEAREST_MAX ((size_t)256)

struct ntm_names {
    ntm_arena *arena;
    const char **texts;
    uint32_t count, capacity;
    uint32_t *slots; /* number + 1; 0 is empty */
    uint32_t nslots; /* a power of two */
};

static uint32_t hash_text(const char *text)
{
    /* FNV-1a, begun at an address that differs from run to run: texts from hostile files cannot be
     * chosen to collide. Only the slots depend on it, never a number or an order. */
    static const char anchor;
    uint32_t h = 2166136261u ^ (uint32_t)((uintptr_t)&anchor >> 4);
    for (const unsigned char *p = (const unsigned char *)text; *p; p++)
        h = (h ^ *p) * 16777619u;
    return h;
}

ntm_names *ntm_names_new(ntm_arena *arena)
{
    ntm_names *names = ntm_arena_alloc(arena, sizeof *names);
    names->arena = arena;
    names->nslots = 64;
    names->slots = ntm_arena_array(arena, names->nslots, sizeof *names->slots);
    names->capacity = 32;
    names->texts = ntm_arena_array(arena, names->capacity, sizeof *names->texts);
    return names;
}

/* The slot that holds text, or the empty one where it belongs. */
static uint32_t slot_of(const ntm_names *names, const char *text)
{
    uint32_t mask = names->nslots - 1;
    uint32_t slot = hash_text(text) & mask;
    while (names->slots[slot] && strcmp(names->texts[names->slots[slot] - 1], text) != 0)
        slot = (slot + 1) & mask;
    return slot;
}

static void grow(ntm_names *names)
{
    uint32_t capacity = names->capacity * 2;
    const char **texts = ntm_arena_array(names->arena, capacity, sizeof *texts);
    memcpy(texts, names->texts, names->count * sizeof *texts);
    names->texts = texts;
    names->capacity = capacity;
    names->nslots = capacity * 2;
    names->slots = ntm_arena_array(names->arena, names->nslots, sizeof *names->slots);
    for (uint32_t i = 0; i < names->count; i++)
        names->slots[slot_of(names, texts[i])] = i + 1;
}

uint32_t ntm_names_add(ntm_names *names, const char *text)
{
    uint32_t slot = slot_of(names, text);
    if (names->slots[slot])
        return names->slots[slot] - 1;
    if (names->count == names->capacity) {
        grow(names);
        slot = slot_of(names, text);
    }
    names->texts[names->count] = ntm_arena_strdup(names->arena, text);
    names->slots[slot] = ++names->count;
    return names->count - 1;
}

uint32_t ntm_names_find(const ntm_names *names, const char *text)
{
    uint32_t slot = slot_of(names, text);
    return names->slots[slot] ? names->slots[slot] - 1 : NTM_NO_NAME;
}

const char *ntm_names_text(const ntm_names *names, uint32_t number) { return names->texts[number]; }

uint32_t ntm_names_count(const ntm_names *names) { return names->count; }

const char *ntm_names_nearest(const ntm_names *names, const char *text)
{
    size_t length = strlen(text);
    if (length > NEAREST_MAX)
        return NULL;
    size_t points = ntm_text_points(text, length);
    if (!points)
        return NULL;
    size_t limit = points / 4 + 1; /* a slip of the pen, not another word */
    if (limit >= points)
        limit = points - 1;
    const char *nearest = NULL;
    for (uint32_t i = 0; i < names->count; i++) {
        size_t distance = ntm_text_distance(text, names->texts[i], limit);
        if (distance <= limit) {
            nearest = names->texts[i];
            if (distance == 0)
                break;
            limit = distance - 1;
        }
    }
    return nearest;
}
