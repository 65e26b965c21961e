/*
 * ntm-rules/tokens.h - where the words of a script stand.
 *
 * Lua knows the line it is on, not the column, and its tables forget that a key was written twice.
 * This reads the source once more, as Lua's own scanner does, for places only: nothing is decided
 * by it about what a script means. Malformed source gives fewer tokens, never a failure.
 */
#ifndef NTM_RULES_TOKENS_H
#define NTM_RULES_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

typedef enum token_kind { TOKEN_NAME, TOKEN_STRING, TOKEN_NUMBER, TOKEN_SYMBOL } token_kind;

typedef struct token {
    const char *text;   /* in the source; of a string: what stands between its quotes */
    unsigned char kind; /* a token_kind, in a byte: there are thousands of tokens */
    signed char turn;   /* +1 opens a bracket or block, -1 closes one */
    uint32_t length;
    uint32_t line;   /* where it begins, 1-based */
    uint32_t offset; /* byte of the source, of a string's quote */
    uint32_t match;  /* of an opening bracket: index of the closing one, or of the end */
    uint32_t depth;  /* open brackets and blocks around it */
} token;

typedef struct tokens {
    const char *source;
    size_t length;
    token *items;
    uint32_t count;
    uint32_t *first; /* by line: its first token (or the next one's) */
    uint32_t nlines;
    const uint32_t *line_starts; /* by line: byte of the source */
} tokens;

const tokens *tokens_read(ntm_arena *arena, const char *source, size_t length);

/** 1-based, in code points. */
long tokens_column(const tokens *t, uint32_t index);

/** A name or symbol of this text. Inline: asked several times of every token, mostly in vain. */
static inline bool token_is(const token *t, const char *text)
{
    return t->text[0] == text[0] && (t->kind == TOKEN_NAME || t->kind == TOKEN_SYMBOL) &&
           strlen(text) == t->length && memcmp(t->text, text, t->length) == 0;
}

/**
 * The token that a finding is about, looked for from a line on:
 *   "word"    a name, symbol or number      "\"text"  a string
 *   ".name"   a name or string behind a dot or in brackets
 *   "=key"    a key of the first table, opened on the line or later, that has it
 *   NULL      the first of the line
 * @param skip  as many fitting tokens on that line are passed over
 * @return its index, or UINT32_MAX
 */
uint32_t tokens_find(const tokens *t, uint32_t line, const char *what, unsigned skip);

/** The `word "text" {` whose table the token stands in, for one of the words; UINT32_MAX: none. */
uint32_t tokens_before(const tokens *t, uint32_t index, const char *const *words);

/** A key that is written twice in one table: both tokens. */
typedef struct token_twice {
    uint32_t first, second;
} token_twice;
/** All of them, in the arena; their number. */
size_t tokens_twice(const tokens *t, ntm_arena *arena, const token_twice **out);

/** The numeral's value as a double has fewer digits than were written. */
bool token_inexact(const token *t);

#endif
