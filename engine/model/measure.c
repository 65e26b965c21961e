/* model/measure.c - measures as two sorted lists of symbols, which cancel. */
#include "model/measure.h"

#include <stddef.h>
#include <string.h>

#define MAX_FACTORS 8
#define MAX_SYMBOL  32 /* bytes */

typedef struct slice {
    const char *text;
    size_t length;
} slice;

/* Room for two canonical measures side by side, before they cancel. */
typedef struct factors {
    slice up[2 * MAX_FACTORS], down[2 * MAX_FACTORS];
    size_t ups, downs;
} factors;

static int slice_compare(slice a, slice b)
{
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = memcmp(a.text, b.text, shorter);

    return order ? order : (a.length > b.length) - (a.length < b.length);
}

/* Multiply by a symbol: take it from the other side if it stands there, else put it in order. */
static bool factors_put(slice *own, size_t *owns, slice *other, size_t *others, slice symbol)
{
    size_t at;

    for (size_t i = 0; i < *others; i++)
        if (slice_compare(other[i], symbol) == 0) {
            memmove(other + i, other + i + 1, (--*others - i) * sizeof *other);
            return true;
        }
    if (*owns == 2 * MAX_FACTORS)
        return false;
    for (at = *owns; at > 0 && slice_compare(own[at - 1], symbol) > 0; at--)
        own[at] = own[at - 1];
    own[at] = symbol;
    ++*owns;
    return true;
}

static bool is_symbol_byte(char byte, bool first)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' ||
           (!first && byte >= '0' && byte <= '9');
}

/* Multiply by the measure in text (or divide); false when it is malformed. */
static bool factors_add(factors *f, const char *text, bool divide)
{
    bool below = false; /* behind a '/' */

    for (const char *p = text;;) {
        slice symbol = {p, 0};

        if (*p == '1' && p == text) {
            p++;
            if (*p == '*')
                return false;
        } else {
            while (is_symbol_byte(*p, p == symbol.text))
                p++;
            symbol.length = (size_t)(p - symbol.text);
            if (!symbol.length || symbol.length > MAX_SYMBOL)
                return false;
            if (below != divide ? !factors_put(f->down, &f->downs, f->up, &f->ups, symbol)
                                : !factors_put(f->up, &f->ups, f->down, &f->downs, symbol))
                return false;
        }
        if (!*p)
            return true;
        if (*p == '*' && below) /* "a/b*c" can be read in two ways */
            return false;
        if (*p != '*' && *p != '/')
            return false;
        below = *p++ == '/';
    }
}

static const char *factors_text(const factors *f, ntm_arena *arena)
{
    size_t length = 2;
    char *text, *p;

    if (f->ups + f->downs > MAX_FACTORS)
        return NULL;
    for (size_t i = 0; i < f->ups; i++)
        length += f->up[i].length + 1;
    for (size_t i = 0; i < f->downs; i++)
        length += f->down[i].length + 1;
    p = text = ntm_arena_alloc(arena, length);
    if (!f->ups)
        *p++ = '1';
    for (size_t i = 0; i < f->ups; i++) {
        if (i)
            *p++ = '*';
        memcpy(p, f->up[i].text, f->up[i].length);
        p += f->up[i].length;
    }
    for (size_t i = 0; i < f->downs; i++) {
        *p++ = '/';
        memcpy(p, f->down[i].text, f->down[i].length);
        p += f->down[i].length;
    }
    *p = '\0';
    return text;
}

const char *ntm_measure_canonical(ntm_arena *arena, const char *text)
{
    factors f = {0};

    return factors_add(&f, text, false) ? factors_text(&f, arena) : NULL;
}

const char *ntm_measure_mul(ntm_arena *arena, const char *a, const char *b)
{
    factors f = {0};

    return factors_add(&f, a, false) && factors_add(&f, b, false) ? factors_text(&f, arena) : NULL;
}

const char *ntm_measure_div(ntm_arena *arena, const char *a, const char *b)
{
    factors f = {0};

    return factors_add(&f, a, false) && factors_add(&f, b, true) ? factors_text(&f, arena) : NULL;
}
