/* base/arena.c - bump allocation in growing chunks; nothing is freed alone. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

typedef struct chunk {
    struct chunk *next;
    size_t used, size;
    max_align_t data[];
} chunk;

struct ntm_arena {
    chunk *chunks; /* newest first */
    size_t bytes;
};

#define FIRST_CHUNK   ((size_t)4096)
#define LARGEST_CHUNK ((size_t)1 << 20)

static _Noreturn void out_of_memory(void)
{
    fputs("ntm: error: out of memory\n", stderr);
    exit(4);
}

void *ntm_xmalloc(size_t size)
{
    void *memory = malloc(size ? size : 1);
    if (!memory)
        out_of_memory();
    return memory;
}

void *ntm_xcalloc(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size ? size : 1);
    if (!memory)
        out_of_memory();
    return memory;
}

void *ntm_xrealloc(void *old, size_t size)
{
    void *memory = realloc(old, size ? size : 1);
    if (!memory)
        out_of_memory();
    return memory;
}

char *ntm_xstrdup(const char *text)
{
    size_t size = strlen(text) + 1;
    return memcpy(ntm_xmalloc(size), text, size);
}

ntm_arena *ntm_arena_new(void) { return ntm_xcalloc(1, sizeof(ntm_arena)); }

void ntm_arena_free(ntm_arena *arena)
{
    if (!arena)
        return;
    for (chunk *c = arena->chunks, *next; c; c = next) {
        next = c->next;
        free(c);
    }
    free(arena);
}

static chunk *chunk_add(ntm_arena *arena, size_t least)
{
    size_t size = arena->chunks ? arena->chunks->size * 2 : FIRST_CHUNK;
    if (size > LARGEST_CHUNK)
        size = LARGEST_CHUNK;
    if (size < least)
        size = least;
    chunk *c = ntm_xmalloc(sizeof *c + size);
    c->used = 0;
    c->size = size;
    c->next = arena->chunks;
    arena->chunks = c;
    arena->bytes += size;
    return c;
}

void *ntm_arena_alloc(ntm_arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        out_of_memory();
    size_t rounded = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
    if (!rounded)
        rounded = sizeof(max_align_t);
    chunk *c = arena->chunks;
    if (!c || c->size - c->used < rounded)
        c = chunk_add(arena, rounded);
    void *memory = (char *)c->data + c->used;
    c->used += rounded;
    return memset(memory, 0, rounded);
}

void *ntm_arena_array(ntm_arena *arena, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        out_of_memory();
    return ntm_arena_alloc(arena, bytes);
}

char *ntm_arena_strndup(ntm_arena *arena, const char *text, size_t length)
{
    char *copy = ntm_arena_alloc(arena, length + 1);
    if (length)
        memcpy(copy, text, length);
    return copy;
}

char *ntm_arena_strdup(ntm_arena *arena, const char *text)
{
    return ntm_arena_strndup(arena, text, strlen(text));
}

char *ntm_arena_printf(ntm_arena *arena, const char *format, ...)
{
    char first[256]; /* most texts are shorter, and need not be formatted twice */
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(first, sizeof first, format, args);
    va_end(args);
    if (length < 0)
        out_of_memory();
    char *text = ntm_arena_alloc(arena, (size_t)length + 1);
    if ((size_t)length < sizeof first)
        memcpy(text, first, (size_t)length);
    else
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

size_t ntm_arena_bytes(const ntm_arena *arena) { return arena->bytes; }
