/* ntm-rules/tokens_find.c - looking for words, and for keys that are written twice. */
#include <stdlib.h>
#include <string.h>

#include "dsl/ntm-rules/tokens.h"

#define SEARCH_LINES  80 /* an expression that goes on longer is searched no further */
#define SEARCH_TOKENS 4000

/* ---- looking for words ---- */

static bool text_is(const token *t, const char *text)
{
    return strlen(text) == t->length && memcmp(t->text, text, t->length) == 0;
}

static bool fits(const tokens *t, uint32_t i, const char *what)
{
    const token *item = &t->items[i];
    switch (what[0]) {
    case '"':
        return item->kind == TOKEN_STRING && text_is(item, what + 1);
    case '.':
        if (what[1] == '\0' || what[1] == '.')
            return token_is(item, what); /* the symbols . and .. */
        return (item->kind == TOKEN_NAME || item->kind == TOKEN_STRING) && i > 0 &&
               (token_is(&t->items[i - 1], ".") || token_is(&t->items[i - 1], "[")) &&
               text_is(item, what + 1);
    default:
        if (item->kind == TOKEN_NUMBER) /* 1e3 is 1000 */
            return ((what[0] >= '0' && what[0] <= '9') || what[0] == '.') &&
                   strtod(what, NULL) == strtod(item->text, NULL);
        return token_is(item, what);
    }
}

/* The key directly inside the table that opens at `open`. */
static uint32_t key_in(const tokens *t, uint32_t open, const char *key)
{
    uint32_t depth = t->items[open].depth + 1, end = t->items[open].match;
    for (uint32_t i = open + 1; i < end && i + 1 < t->count; i++) {
        const token *item = &t->items[i];
        if (item->depth == depth && item->kind == TOKEN_NAME && text_is(item, key) &&
            token_is(&t->items[i + 1], "="))
            return i;
        if (item->depth == depth + 1 && token_is(&t->items[i - 1], "[") &&
            item->kind != TOKEN_SYMBOL && text_is(item, key))
            return i;
    }
    return UINT32_MAX;
}

/* The key in the first table from a token on that has it. */
static uint32_t find_key(const tokens *t, uint32_t from, const char *key, unsigned skip)
{
    uint32_t last = t->items[from].line + SEARCH_LINES;
    for (uint32_t i = from; i < t->count && i < from + SEARCH_TOKENS; i++) {
        if (t->items[i].line > last)
            break;
        if (!token_is(&t->items[i], "{"))
            continue;
        uint32_t k = key_in(t, i, key);
        if (k == UINT32_MAX)
            continue;
        if (skip == 0)
            return k;
        skip--;
    }
    return UINT32_MAX;
}

uint32_t tokens_find(const tokens *t, uint32_t line, const char *what, unsigned skip)
{
    if (line < 1 || line > t->nlines)
        return UINT32_MAX;
    uint32_t first = t->first[line];
    if (first >= t->count)
        return UINT32_MAX;
    if (!what)
        return skip ? UINT32_MAX : first;
    if (what[0] == '=' && what[1] != '\0' && what[1] != '=')
        return find_key(t, first, what + 1, skip);
    uint32_t on_line = 0; /* the line of the first that fits */
    for (uint32_t i = first; i < t->count && i < first + SEARCH_TOKENS; i++) {
        uint32_t at = t->items[i].line;
        if (at > line + SEARCH_LINES || (on_line && at > on_line))
            break;
        if (!fits(t, i, what))
            continue;
        on_line = at;
        if (skip == 0)
            return i;
        skip--;
    }
    return UINT32_MAX;
}

uint32_t tokens_before(const tokens *t, uint32_t index, const char *const *words)
{
    for (uint32_t i = index; i-- > 0;) {
        if (!token_is(&t->items[i], "{") || t->items[i].match < index || i < 2)
            continue;
        for (size_t w = 0; words[w]; w++)
            if (t->items[i - 1].kind == TOKEN_STRING && token_is(&t->items[i - 2], words[w]))
                return i - 2;
    }
    return UINT32_MAX;
}

/* ---- keys written twice ---- */

#define TWICE_MAX 200 /* nobody reads more at once */

typedef struct key {
    uint32_t table, token; /* opening bracket, the key */
    bool text;             /* a name or string; else a number */
    struct key *next;
} key;

static uint32_t key_hash(const token *t, uint32_t table)
{
    uint32_t h = 2166136261u ^ table;
    for (uint32_t i = 0; i < t->length; i++)
        h = (h ^ (unsigned char)t->text[i]) * 16777619u;
    return h;
}

/* The key that stands at i, directly inside a table: its token, or UINT32_MAX. */
static uint32_t key_at(const tokens *t, uint32_t i)
{
    const token *item = &t->items[i];
    if (item->kind == TOKEN_NAME && i + 1 < t->count && token_is(&t->items[i + 1], "="))
        return i;
    if (token_is(item, "[") && i + 3 < t->count && token_is(&t->items[i + 2], "]") &&
        token_is(&t->items[i + 3], "=") &&
        (t->items[i + 1].kind == TOKEN_STRING || t->items[i + 1].kind == TOKEN_NUMBER) &&
        !memchr(t->items[i + 1].text, '\\', t->items[i + 1].length))
        return i + 1;
    return UINT32_MAX;
}

size_t tokens_twice(const tokens *t, ntm_arena *arena, const token_twice **out)
{
    uint32_t nslots = 64, *stack = ntm_arena_array(arena, t->count + 1u, sizeof *stack), top = 0;
    while (nslots < t->count / 4)
        nslots *= 2;
    key **slots = ntm_arena_array(arena, nslots, sizeof *slots);
    token_twice *found = ntm_arena_array(arena, TWICE_MAX, sizeof *found);
    size_t count = 0;
    for (uint32_t i = 0; i < t->count; i++) {
        const token *item = &t->items[i], *before = i ? &t->items[i - 1] : item;
        if (top && i == t->items[stack[top - 1]].match) {
            top--;
            continue;
        }
        bool in_table = top && t->items[stack[top - 1]].text[0] == '{' &&
                        (token_is(before, "{") || token_is(before, ",") || token_is(before, ";"));
        uint32_t k = in_table ? key_at(t, i) : UINT32_MAX;
        if (k != UINT32_MAX) {
            const token *name = &t->items[k];
            bool text = name->kind != TOKEN_NUMBER;
            key **slot = &slots[key_hash(name, stack[top - 1]) & (nslots - 1)], *same = *slot;
            while (same && !(same->table == stack[top - 1] && same->text == text &&
                             t->items[same->token].length == name->length &&
                             memcmp(t->items[same->token].text, name->text, name->length) == 0))
                same = same->next;
            if (same && count < TWICE_MAX) {
                found[count++] = (token_twice){same->token, k};
            } else if (!same) {
                key *added = ntm_arena_alloc(arena, sizeof *added);
                *added = (key){stack[top - 1], k, text, *slot};
                *slot = added;
            }
        }
        if (item->match != UINT32_MAX)
            stack[top++] = i;
    }
    *out = found;
    return count;
}
