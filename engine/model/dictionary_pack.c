/*
 * model/dictionary_pack.c - the dictionary as bytes. A helper process gets it with every script, and
 * reading it as JSON and judging it anew took longer than running a short script. What was
 * judged once is written as it is: numbers in the machine's own form, texts that can be used in place.
 */
#include <stdlib.h>
#include <string.h>

#include "model/dictionary_priv.h"

#define NO_TEXT UINT32_MAX

/* ---- writing ---- */

static void put_u32(ntm_strbuf *out, uint32_t number)
{
    ntm_strbuf_add(out, &number, sizeof number);
}

static void put_text(ntm_strbuf *out, const char *text)
{
    size_t length = text ? strlen(text) : 0;

    put_u32(out, text ? (uint32_t)length : NO_TEXT);
    if (text)
        ntm_strbuf_add(out, text, length + 1);
}

static void put_texts(ntm_strbuf *out, uint32_t count, const char *const *texts)
{
    put_u32(out, count);
    for (uint32_t i = 0; i < count; i++)
        put_text(out, texts[i]);
}

static void put_decimal(ntm_strbuf *out, ntm_decimal value)
{
    ntm_strbuf_add(out, &value.coef, sizeof value.coef);
    put_u32(out, value.scale);
}

static void put_symbol(ntm_strbuf *out, const ntm_symbol *symbol)
{
    put_text(out, symbol->symbol);
    put_text(out, symbol->kind);
    put_text(out, symbol->of);
    put_decimal(out, symbol->factor);
}

static void put_scale(ntm_strbuf *out, const ntm_scale *scale)
{
    put_text(out, scale->name);
    put_u32(out, scale->ordered);
    put_texts(out, scale->count, scale->codes);
}

static void put_field(ntm_strbuf *out, const ntm_field *field)
{
    put_text(out, field->name);
    put_u32(out, field->kind);
    put_u32(out, field->whole);
    put_text(out, field->measure);
    put_u32(out, field->levels);
    put_text(out, field->scale ? field->scale->name : NULL);
    put_u32(out, field->freshness);
    put_u32(out, (uint32_t)field->months);
    put_u32(out, field->has_low);
    put_u32(out, field->has_high);
    put_decimal(out, field->low);
    put_decimal(out, field->high);
    put_text(out, field->part_of);
    put_decimal(out, field->precision);
    put_u32(out, (uint32_t)(field->good + 1));
    put_texts(out, field->sum_count, field->sum_of);
    put_u32(out, field->derive_children);
}

static int name_compare(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Names in the order of their letters, whatever the order of the script: it is the one in which a
 * helper looks for the nearest to a mistyped name. */
static const char **sorted(const ntm_names *names)
{
    uint32_t count = ntm_names_count(names);
    const char **list = ntm_xcalloc(count, sizeof *list);

    for (uint32_t i = 0; i < count; i++)
        list[i] = ntm_names_text(names, i);
    if (count)
        qsort(list, count, sizeof *list, name_compare);
    return list;
}

void ntm_dictionary_pack(const ntm_dictionary *d, ntm_strbuf *out)
{
    const char **symbols = sorted(d->symbol_names), **scales = sorted(d->scale_names);
    const char **fields = sorted(d->names);

    put_u32(out, ntm_names_count(d->symbol_names));
    put_u32(out, ntm_names_count(d->scale_names));
    put_u32(out, d->nfields);
    put_u32(out, d->npapers);
    for (uint32_t i = 0; i < ntm_names_count(d->symbol_names); i++)
        put_symbol(out, ntm_dictionary_symbol(d, symbols[i]));
    for (uint32_t i = 0; i < ntm_names_count(d->scale_names); i++)
        put_scale(out, ntm_dictionary_scale(d, scales[i]));
    for (uint32_t i = 0; i < d->nfields; i++)
        put_field(out, ntm_dictionary_find(d, fields[i]));
    for (uint32_t i = 0; i < d->npapers; i++)
        put_text(out, d->papers[i].code);
    free(symbols);
    free(scales);
    free(fields);
}

/* ---- reading ---- */

typedef struct unpacking {
    ntm_dictionary *d;
    const char *at, *end;
    bool bad;
} unpacking;

static void take(unpacking *u, void *out, size_t size)
{
    if ((size_t)(u->end - u->at) < size) {
        memset(out, 0, size);
        u->at = u->end;
        u->bad = true;
        return;
    }
    memcpy(out, u->at, size);
    u->at += size;
}

static uint32_t take_u32(unpacking *u)
{
    uint32_t number;

    take(u, &number, sizeof number);
    return number;
}

/* A number below a limit. */
static uint32_t take_below(unpacking *u, uint32_t limit)
{
    uint32_t number = take_u32(u);

    u->bad = u->bad || number >= limit;
    return number < limit ? number : 0;
}

/* How many things follow, each of which takes four bytes at least. */
static uint32_t take_count(unpacking *u)
{
    return take_below(u, (uint32_t)((size_t)(u->end - u->at) / 4 + 1));
}

static const char *take_text(unpacking *u)
{
    uint32_t length = take_u32(u);
    const char *text = u->at;

    if (length == NO_TEXT)
        return NULL;
    if (length >= (size_t)(u->end - u->at) || text[length] || memchr(text, '\0', length)) {
        u->bad = true;
        return "";
    }
    u->at += length + 1;
    return text;
}

static const char *take_name(unpacking *u)
{
    const char *text = take_text(u);

    u->bad = u->bad || !text;
    return text ? text : "";
}

static const char *const *take_names(unpacking *u, uint32_t *count)
{
    *count = take_count(u);
    const char **names = ntm_arena_array(u->d->arena, *count, sizeof *names);

    for (uint32_t i = 0; i < *count; i++)
        names[i] = take_name(u);
    return names;
}

static ntm_decimal take_decimal(unpacking *u)
{
    ntm_decimal value;

    take(u, &value.coef, sizeof value.coef);
    value.scale = (uint8_t)take_below(u, 10);
    return value;
}

static void take_symbol(unpacking *u)
{
    ntm_symbol *symbol = &u->d->symbols[u->d->nsymbols++];

    symbol->symbol = symbol->label_vi = symbol->label_en = take_name(u);
    symbol->kind = take_name(u);
    symbol->of = take_text(u);
    symbol->factor = take_decimal(u);
    ntm_names_add(u->d->symbol_names, symbol->symbol);
}

static void take_scale(unpacking *u)
{
    ntm_scale *scale = &u->d->scales[u->d->nscales++];

    scale->name = take_name(u);
    scale->ordered = take_below(u, 2);
    scale->codes = take_names(u, &scale->count);
    ntm_names_add(u->d->scale_names, scale->name);
}

static void take_field(unpacking *u)
{
    ntm_field *field = &u->d->fields[u->d->nfields++];
    const char *scale;

    field->name = field->label_vi = field->label_en = take_name(u);
    field->kind = (ntm_kind)take_below(u, NTM_K_ANY);
    field->whole = take_below(u, 2);
    field->measure = take_name(u);
    field->levels = (ntm_level_set)take_below(u, 1u << NTM_LEVEL_COUNT);
    scale = take_text(u);
    field->scale = scale ? ntm_dictionary_scale(u->d, scale) : NULL;
    u->bad = u->bad || (scale != NULL) != (field->scale != NULL);
    field->freshness = (ntm_freshness)take_below(u, NTM_FRESH_YEAR + 1);
    field->months = (int)take_below(u, 100000);
    field->has_low = take_below(u, 2);
    field->has_high = take_below(u, 2);
    field->low = take_decimal(u);
    field->high = take_decimal(u);
    field->part_of = take_text(u);
    field->precision = take_decimal(u);
    field->good = (int)take_below(u, 3) - 1;
    field->sum_of = take_names(u, &field->sum_count);
    field->derive_children = (ntm_level)take_below(u, NTM_LEVEL_NONE + 1);
    ntm_names_add(u->d->names, field->name);
}

/* They come sorted by code, as they are looked for. */
static void take_paper(unpacking *u)
{
    ntm_paper *paper = &u->d->papers[u->d->npapers++];

    paper->code = paper->label_vi = paper->label_en = take_name(u);
}

ntm_dictionary *ntm_dictionary_unpack(const char *bytes, size_t length)
{
    ntm_dictionary *d = ntm_dictionary_new(ntm_arena_new());
    unpacking u = {.d = d, .at = bytes, .end = bytes + length};
    uint32_t symbols = take_count(&u), scales = take_count(&u), fields = take_count(&u);
    uint32_t papers = take_count(&u);

    d->owns_arena = true;
    d->full = true;
    d->symbols = ntm_arena_array(d->arena, symbols, sizeof *d->symbols);
    d->scales = ntm_arena_array(d->arena, scales, sizeof *d->scales);
    d->fields = ntm_arena_array(d->arena, fields, sizeof *d->fields);
    d->papers = ntm_arena_array(d->arena, papers, sizeof *d->papers);
    for (uint32_t i = 0; i < symbols && !u.bad; i++)
        take_symbol(&u);
    for (uint32_t i = 0; i < scales && !u.bad; i++)
        take_scale(&u);
    for (uint32_t i = 0; i < fields && !u.bad; i++)
        take_field(&u);
    for (uint32_t i = 0; i < papers && !u.bad; i++)
        take_paper(&u);
    if (!u.bad && u.at == u.end && ntm_names_count(d->names) == d->nfields)
        return d;
    ntm_dictionary_free(d);
    return NULL;
}
