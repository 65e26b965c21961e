/*
 * base/arena.h - memory that is freed whole.
 *
 * A document, a dataset, an evaluation own an arena each. Nothing in it is freed alone.
 * Running out of memory ends the process with exit code 4 and one line (a tool that measures
 * communes has nothing better to do), so these calls never return NULL.
 */
#ifndef NTM_BASE_ARENA_H
#define NTM_BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

typedef struct ntm_arena ntm_arena;

ntm_arena *ntm_arena_new(void);
void ntm_arena_free(ntm_arena *arena); /**< NULL is allowed */

/** size bytes, zeroed, aligned for any object; size 0 gives a valid pointer. */
void *ntm_arena_alloc(ntm_arena *arena, size_t size);
/** count * size bytes; an overflow ends the process. */
void *ntm_arena_array(ntm_arena *arena, size_t count, size_t size);
char *ntm_arena_strdup(ntm_arena *arena, const char *text);
/** Exactly length bytes and a NUL behind them. */
char *ntm_arena_strndup(ntm_arena *arena, const char *text, size_t length);
char *ntm_arena_printf(ntm_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
size_t ntm_arena_bytes(const ntm_arena *arena); /**< bytes reserved from the system */

/** malloc and realloc that end the process instead of returning NULL; free() frees. */
void *ntm_xmalloc(size_t size);
void *ntm_xcalloc(size_t count, size_t size);
void *ntm_xrealloc(void *old, size_t size);
char *ntm_xstrdup(const char *text);

/**
 * Interned strings: equal texts get one pointer, numbered from 0 in order of arrival.
 * Owned by the table's arena.
 */
typedef struct ntm_names ntm_names;
#define NTM_NO_NAME UINT32_MAX

ntm_names *ntm_names_new(ntm_arena *arena);
uint32_t ntm_names_add(ntm_names *names, const char *text);        /**< number, adding if new */
uint32_t ntm_names_find(const ntm_names *names, const char *text); /**< number or NTM_NO_NAME */
const char *ntm_names_text(const ntm_names *names, uint32_t number);
uint32_t ntm_names_count(const ntm_names *names);
/** The known name nearest to text by edit distance (folded), or NULL if none is near enough: one
 *  slip and another for every four characters, never all of a short text. */
const char *ntm_names_nearest(const ntm_names *names, const char *text);

#endif
