/* ntm-rules/measure.c - units as authors write them: which may stay away, how they convert. */
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "dsl/ntm-rules/value.h"
#include "model/measure.h"

/* value = num / den in the base symbols of the table. */
typedef struct reduced {
    const char *measure; /* canonical, in base symbols; NULL: something did not fit */
    ntm_decimal num, den;
} reduced;

static reduced reduce(dsl *d, const char *measure)
{
    reduced r = {.num = ntm_decimal_int(1), .den = ntm_decimal_int(1)};
    ntm_strbuf text = {0};
    bool fits = true, below = false;
    for (const char *p = measure; *p && fits;) {
        size_t n = strcspn(p, "*/");
        char *symbol = ntm_arena_strndup(d->arena, p, n);
        const ntm_symbol *s = d->dictionary ? ntm_dictionary_symbol(d->dictionary, symbol) : NULL;
        if (s && s->of) {
            ntm_decimal *side = below ? &r.den : &r.num;
            fits = ntm_decimal_mul(*side, s->factor, side);
            ntm_strbuf_puts(&text, s->of);
        } else {
            ntm_strbuf_puts(&text, symbol);
        }
        p += n;
        if (*p) {
            below = *p == '/';
            ntm_strbuf_putc(&text, *p++);
        }
    }
    if (fits)
        r.measure = ntm_measure_canonical(d->arena, ntm_strbuf_text(&text));
    ntm_strbuf_clear(&text);
    return r;
}

/* n / m, if that is a decimal. */
static bool divide(ntm_decimal n, ntm_decimal m, ntm_decimal *out)
{
    __int128 top = n.coef, bottom = m.coef;
    int scale = n.scale - m.scale;
    bool negative = top < 0;
    if (negative)
        top = -top;
    if (bottom <= 0)
        return false;
    for (int i = 0; top % bottom && i < 16; i++) { /* 10^15 * 10^16 fits 128 bits */
        top *= 10;
        scale++;
    }
    if (top % bottom)
        return false;
    top /= bottom;
    while (scale > 0 && top % 10 == 0 && top) {
        top /= 10;
        scale--;
    }
    for (; scale < 0 && top < (__int128)1000000000000000; scale++)
        top *= 10;
    if (scale > 9 || scale < 0 || top >= (__int128)1000000000000000)
        return false;
    out->coef = negative ? -(int64_t)top : (int64_t)top;
    out->scale = top ? (uint8_t)scale : 0;
    return true;
}

/* "VND" beside "VND/person/year": an amount of money is one for each of whatever it is set beside. */
static const char *spread_money(dsl *d, const char *from, const char *to)
{
    const char *slash = strchr(to, '/');
    const ntm_symbol *s = d->dictionary ? ntm_dictionary_symbol(d->dictionary, from) : NULL;
    if (!s || strcmp(s->kind, "money") != 0 || !slash)
        return from;
    const ntm_symbol *top =
        ntm_dictionary_symbol(d->dictionary, ntm_arena_strndup(d->arena, to, (size_t)(slash - to)));
    if (!top || strcmp(top->kind, "money") != 0)
        return from;
    return ntm_measure_canonical(d->arena, ntm_arena_printf(d->arena, "%s%s", from, slash));
}

bool measure_convert(dsl *d, ntm_decimal number, const char *from, const char *to, ntm_decimal *out)
{
    from = spread_money(d, from, to);
    if (strcmp(from, to) == 0) {
        *out = number;
        return true;
    }
    reduced a = reduce(d, from), b = reduce(d, to);
    if (!a.measure || !b.measure || strcmp(a.measure, b.measure) != 0)
        return false;
    ntm_decimal top, bottom;
    return ntm_decimal_mul(number, a.num, &top) && ntm_decimal_mul(top, b.den, &top) &&
           ntm_decimal_mul(a.den, b.num, &bottom) && divide(top, bottom, out);
}

bool measure_allows_bare(dsl *d, const char *measure)
{
    static const char *const kinds[] = {"count", "length", "area", "share"};
    if (strcmp(measure, NTM_MEASURE_ONE) == 0 || strcmp(measure, "percent") == 0 ||
        strcmp(measure, "year") == 0)
        return true;
    if (strpbrk(measure, "*/"))
        return false;
    const ntm_symbol *s = d->dictionary ? ntm_dictionary_symbol(d->dictionary, measure) : NULL;
    if (!s) /* counts of children are in "village", whether the table has it or not */
        return true;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(s->kind, kinds[i]) == 0)
            return true;
    return false;
}

static const char *nearest_symbol(dsl *d, const char *symbol)
{
    ntm_names *names = ntm_names_new(d->arena);
    const char **all;
    for (uint32_t i = 0; i < ntm_dictionary_field_count(d->dictionary); i++) {
        const char *p = ntm_dictionary_field(d->dictionary, i)->measure;
        while (*p) {
            size_t n = strcspn(p, "*/");
            ntm_names_add(names, ntm_arena_strndup(d->arena, p, n));
            p += n + (p[n] != '\0');
        }
    }
    static const char *const money[] = {"thousand_vnd", "million_vnd", "billion_vnd", NULL};
    for (size_t i = 0; money[i]; i++)
        ntm_names_add(names, money[i]);
    all = ntm_arena_array(d->arena, ntm_names_count(names) + 1u, sizeof *all);
    for (uint32_t i = 0; i < ntm_names_count(names); i++)
        all[i] = ntm_names_text(names, i);
    return dsl_nearest(d, symbol, all);
}

const char *measure_written(dsl *d, const char *text, spot at)
{
    const char *measure = ntm_measure_canonical(d->arena, text);
    const char *what = ntm_arena_printf(d->arena, "\"%s", text);
    if (!measure) {
        dsl_bad(d, at, what, "unit",
                _("'%s' is no unit; expected symbols such as km or VND/person/year"), text);
        return NULL;
    }
    for (const char *p = measure; *p && d->dictionary;) {
        size_t n = strcspn(p, "*/");
        const char *symbol = ntm_arena_strndup(d->arena, p, n);
        if (strcmp(symbol, NTM_MEASURE_ONE) != 0 && !ntm_dictionary_symbol(d->dictionary, symbol)) {
            dsl_bad(d, at, what, "unknown-unit", _("unknown unit '%s'%s"), symbol,
                    dsl_meant(d, nearest_symbol(d, symbol)));
            return NULL;
        }
        p += n + (p[n] != '\0');
    }
    return measure;
}
