/* ntm-rules/tokens.c - the scanner: as Lua's own, for places only. */
#include "dsl/ntm-rules/tokens.h"

#include <string.h>

#include "base/text.h"

typedef struct scanner {
    const char *at, *end;
    uint32_t line;
    tokens *out;
    uint32_t capacity;
    ntm_arena *arena;
} scanner;

static bool digit(char c) { return (unsigned)(c - '0') < 10; }
static bool letter(char c) { return (unsigned)((c | 32) - 'a') < 26 || c == '_'; }
static bool space(char c) { return c == ' ' || (c >= '\t' && c <= '\r' && c != '\n'); }

static token *add(scanner *s, token_kind kind, const char *start, const char *text, size_t length,
                  uint32_t line)
{
    if (s->out->count == s->capacity) {
        token *grown = ntm_arena_array(s->arena, s->capacity * 2u, sizeof *grown);
        memcpy(grown, s->out->items, s->capacity * sizeof *grown);
        s->out->items = grown;
        s->capacity *= 2;
    }
    token *t = &s->out->items[s->out->count++];
    *t = (token){.kind = (unsigned char)kind,
                 .text = text,
                 .length = (uint32_t)length,
                 .line = line,
                 .offset = (uint32_t)(start - s->out->source),
                 .match = UINT32_MAX};
    return t;
}

/* Level of a long bracket at p ("[[" is 0, "[=[" is 1), or -1. */
static int long_bracket(const char *p, const char *end)
{
    int level = 0;
    if (p == end || *p != '[')
        return -1;
    for (p++; p < end && *p == '='; p++)
        level++;
    return p < end && *p == '[' ? level : -1;
}

/* Go behind the closing bracket; the text between is given back. */
static void skip_long(scanner *s, int level, const char **text, size_t *length)
{
    s->at += level + 2;
    *text = s->at;
    for (; s->at < s->end; s->at++) {
        if (*s->at == '\n')
            s->line++;
        if (*s->at != ']')
            continue;
        const char *p = s->at + 1;
        int n = 0;
        while (p < s->end && *p == '=')
            p++, n++;
        if (n == level && p < s->end && *p == ']') {
            *length = (size_t)(s->at - *text);
            s->at = p + 1;
            return;
        }
    }
    *length = (size_t)(s->at - *text);
}

static void scan_string(scanner *s)
{
    const char *start = s->at, quote = *s->at++;
    uint32_t line = s->line;
    while (s->at < s->end && *s->at != quote && *s->at != '\n') {
        if (*s->at == '\\' && s->at + 1 < s->end) {
            s->at++;
            if (*s->at == 'z') { /* skips white space, also line breaks */
                for (s->at++; s->at < s->end && strchr(" \t\r\n\f\v", *s->at); s->at++)
                    s->line += *s->at == '\n';
                continue;
            }
            s->line += *s->at == '\n';
        }
        s->at++;
    }
    add(s, TOKEN_STRING, start, start + 1, (size_t)(s->at - start - 1), line);
    if (s->at < s->end && *s->at == quote)
        s->at++;
}

static void scan_number(scanner *s)
{
    const char *start = s->at;
    bool hex = s->end - start > 2 && start[0] == '0' && (start[1] | 32) == 'x';
    while (s->at < s->end) {
        char c = *s->at;
        bool exponent = hex ? (c | 32) == 'p' : (c | 32) == 'e';
        s->at++;
        if (exponent && s->at < s->end && (*s->at == '+' || *s->at == '-'))
            s->at++;
        if (s->at < s->end && !letter(*s->at) && !digit(*s->at) && *s->at != '.')
            break;
    }
    add(s, TOKEN_NUMBER, start, start, (size_t)(s->at - start), s->line);
}

/* Of ... .. == ~= <= >= // :: << >>, or of a single byte. */
static size_t symbol_length(const char *p, const char *end)
{
    char next = end - p > 1 ? p[1] : '\0';
    switch (*p) {
    case '.':
        return next != '.' ? 1 : end - p > 2 && p[2] == '.' ? 3 : 2;
    case '=':
    case '~':
        return next == '=' ? 2 : 1;
    case '<':
    case '>':
        return next == '=' || next == *p ? 2 : 1;
    case '/':
    case ':':
        return next == *p ? 2 : 1;
    default:
        return 1;
    }
}

static void scan_symbol(scanner *s)
{
    size_t length = symbol_length(s->at, s->end);
    add(s, TOKEN_SYMBOL, s->at, s->at, length, s->line);
    s->at += length;
}

static void scan_comment(scanner *s)
{
    s->at += 2;
    int level = long_bracket(s->at, s->end);
    if (level >= 0) {
        const char *text;
        size_t length;
        skip_long(s, level, &text, &length);
        return;
    }
    while (s->at < s->end && *s->at != '\n')
        s->at++;
}

static void scan_name(scanner *s)
{
    const char *start = s->at;
    while (s->at < s->end && (letter(*s->at) || digit(*s->at)))
        s->at++;
    add(s, TOKEN_NAME, start, start, (size_t)(s->at - start), s->line);
}

static void scan(scanner *s)
{
    if (s->at < s->end && *s->at == '#') /* a first line for a shell */
        while (s->at < s->end && *s->at != '\n')
            s->at++;
    while (s->at < s->end) {
        char c = *s->at;
        int level;
        if (space(c)) {
            s->at++;
        } else if (c == '\n') {
            s->line++;
            s->at++;
        } else if (letter(c)) {
            scan_name(s);
        } else if (c == '"' || c == '\'') {
            scan_string(s);
        } else if (c == '-' && s->at + 1 < s->end && s->at[1] == '-') {
            scan_comment(s);
        } else if (c == '[' && (level = long_bracket(s->at, s->end)) >= 0) {
            const char *start = s->at, *text;
            uint32_t line = s->line;
            size_t length;
            skip_long(s, level, &text, &length);
            add(s, TOKEN_STRING, start, text, length, line);
        } else if (digit(c) || (c == '.' && s->at + 1 < s->end && digit(s->at[1]))) {
            scan_number(s);
        } else {
            scan_symbol(s);
        }
    }
}

static bool is_word(const token *t, const char *word, uint32_t length)
{
    return t->length == length && memcmp(t->text, word, length) == 0;
}

/* +1 for what opens a bracket or block, -1 for what closes one. `for` and `while` count by `do`. */
static signed char turn_of(const token *t)
{
    switch (t->text[0]) {
    case '{':
    case '(':
    case '[':
        return t->kind == TOKEN_SYMBOL;
    case '}':
    case ')':
    case ']':
        return t->kind == TOKEN_SYMBOL ? -1 : 0;
    case 'f':
        return is_word(t, "function", 8);
    case 'i':
        return is_word(t, "if", 2);
    case 'd':
        return is_word(t, "do", 2);
    case 'r':
        return is_word(t, "repeat", 6);
    case 'e':
        return is_word(t, "end", 3) ? -1 : 0;
    case 'u':
        return is_word(t, "until", 5) ? -1 : 0;
    default:
        return 0;
    }
}

/* Depth and partner of each bracket. */
static void match_brackets(scanner *s)
{
    tokens *t = s->out;
    uint32_t *stack = ntm_arena_array(s->arena, t->count + 1u, sizeof *stack), top = 0;
    for (uint32_t i = 0; i < t->count; i++) {
        token *item = &t->items[i];
        item->turn = item->kind == TOKEN_NAME || item->kind == TOKEN_SYMBOL ? turn_of(item) : 0;
        if (item->turn < 0 && top) {
            t->items[stack[--top]].match = i;
            item->depth = top;
        } else {
            item->depth = top;
            if (item->turn > 0) {
                item->match = t->count;
                stack[top++] = i;
            }
        }
    }
}

static void index_lines(scanner *s)
{
    tokens *t = s->out;
    const char *end = t->source + t->length, *at = t->source;
    uint32_t nlines = 1, line = 1, i = 0;
    for (; (at = memchr(at, '\n', (size_t)(end - at))); at++)
        nlines++;
    t->nlines = nlines;
    t->first = ntm_arena_array(s->arena, nlines + 2u, sizeof *t->first);
    uint32_t *starts = ntm_arena_array(s->arena, nlines + 2u, sizeof *starts);
    for (at = t->source; (at = memchr(at, '\n', (size_t)(end - at))); at++)
        starts[++line] = (uint32_t)(at - t->source) + 1;
    t->line_starts = starts;
    for (line = 1; line <= nlines + 1; line++) {
        while (i < t->count && t->items[i].line < line)
            i++;
        t->first[line] = i;
    }
}

const tokens *tokens_read(ntm_arena *arena, const char *source, size_t length)
{
    tokens *out = ntm_arena_alloc(arena, sizeof *out);
    scanner s = {.at = source,
                 .end = source + length,
                 .line = 1,
                 .out = out,
                 .capacity = (uint32_t)(length / 6) + 64, /* a token has 7 bytes or 8 */
                 .arena = arena};
    out->source = source;
    out->length = length;
    out->items = ntm_arena_array(arena, s.capacity, sizeof *out->items);
    scan(&s);
    match_brackets(&s);
    index_lines(&s);
    return out;
}

long tokens_column(const tokens *t, uint32_t index)
{
    const token *item = &t->items[index];
    uint32_t start = item->line <= t->nlines ? t->line_starts[item->line] : 0;
    return (long)ntm_text_points(t->source + start, item->offset - start) + 1;
}

bool token_inexact(const token *t)
{
    unsigned digits = 0, trailing = 0;
    bool point = false;
    if (t->kind != TOKEN_NUMBER || t->length < 2 || (t->text[1] | 32) == 'x')
        return false;
    for (uint32_t i = 0; i < t->length; i++) {
        char c = t->text[i];
        if ((c | 32) == 'e')
            break;
        if (c == '.') {
            point = true;
            continue;
        }
        if (c == '0' && !digits)
            continue; /* leading */
        digits++;
        trailing = c == '0' ? trailing + 1 : 0;
    }
    return digits - trailing > 15 && point;
}
