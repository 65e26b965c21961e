/* model/dictionary.c - the dictionary: units, scales, assessors; lookup. Fields: field_read.c. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "model/dictionary_priv.h"
#include "model/measure.h"

ntm_dictionary *ntm_dictionary_new(ntm_arena *arena)
{
    ntm_dictionary *d = ntm_arena_alloc(arena, sizeof *d);

    d->arena = arena;
    d->names = ntm_names_new(arena);
    d->scale_names = ntm_names_new(arena);
    d->symbol_names = ntm_names_new(arena);
    return d;
}

void ntm_dictionary_free(ntm_dictionary *d)
{
    if (d && d->owns_arena)
        ntm_arena_free(d->arena);
}

/* ---- scales and lists ---- */

void ntm_dictionary_reserve_scales(ntm_dictionary *d, size_t count)
{
    ntm_scale *scales = ntm_arena_array(d->arena, d->nscales + count, sizeof *scales);

    if (d->nscales)
        memcpy(scales, d->scales, d->nscales * sizeof *scales);
    d->scales = scales;
}

const char *ntm_dictionary_read_label(ntm_reading *r, const ntm_at *entry, const char *language,
                                      const char *fallback)
{
    ntm_at label = ntm_at_key(entry, language);
    const char *text = label.value ? ntm_read_text(r, &label, NTM_MAX_PROSE) : NULL;

    return text ? text : fallback;
}

void ntm_dictionary_add_scale(ntm_dictionary *d, ntm_reading *r, const ntm_at *at,
                              const ntm_at *codes, const char *name, bool ordered)
{
    static const char *const keys[] = {"code", "vi", "en", NULL};
    size_t count = ntm_read_array(r, codes, NTM_MAX_CODES);
    const char **code = ntm_arena_array(d->arena, count, sizeof *code);
    const char **vi = ntm_arena_array(d->arena, count, sizeof *vi);
    const char **en = ntm_arena_array(d->arena, count, sizeof *en);
    ntm_scale scale = {.name = ntm_arena_strdup(d->arena, name), .ordered = ordered};
    bool labelled = false;

    if (!ntm_is_name(name, "_-.")) {
        ntm_read_bad(r, at, "name", _("not a name for a scale or list"));
        return;
    }
    if (ntm_names_find(d->scale_names, name) != NTM_NO_NAME) {
        ntm_read_bad(r, at, "duplicate", _("a scale or list of this name stands twice"));
        return;
    }
    if (!count && json_is_array(codes->value) && json_array_size(codes->value) == 0)
        ntm_read_bad(r, codes, "empty", _("expected at least one code"));
    for (size_t i = 0; i < count; i++) {
        ntm_at entry = ntm_at_item(codes, i);
        ntm_at where = entry;

        if (d->full && json_is_object(entry.value)) {
            ntm_read_object(r, &entry, keys);
            where = ntm_at_key(&entry, "code");
        }
        code[scale.count] = ntm_read_name(r, &where, "_-.");
        if (!code[scale.count])
            continue;
        scale.codes = code;
        if (ntm_scale_find(&scale, code[scale.count]) >= 0) {
            ntm_read_bad(r, &where, "duplicate", _("code '%s' stands twice"), code[scale.count]);
            continue;
        }
        if (where.up == &entry) {
            labelled = true;
            vi[scale.count] = ntm_dictionary_read_label(r, &entry, "vi", code[scale.count]);
            en[scale.count] = ntm_dictionary_read_label(r, &entry, "en", code[scale.count]);
        } else
            vi[scale.count] = en[scale.count] = code[scale.count];
        scale.count++;
    }
    scale.codes = code;
    scale.labels_vi = labelled ? vi : NULL;
    scale.labels_en = labelled ? en : NULL;
    ntm_names_add(d->scale_names, name);
    d->scales[d->nscales++] = scale;
}

static void read_scales(ntm_dictionary *d, ntm_reading *r, const ntm_at *at, bool ordered)
{
    static const char *const keys[] = {"ordered", "codes", NULL};
    const char *name;
    json_t *value;

    if (!at->value || !ntm_read_object(r, at, NULL))
        return;
    ntm_dictionary_reserve_scales(d, json_object_size(at->value));
    json_object_foreach (at->value, name, value) {
        ntm_at scale = ntm_at_key(at, name);
        ntm_at flag, codes;
        bool said = ordered;

        if (!ntm_read_object(r, &scale, keys))
            continue;
        flag = ntm_at_key(&scale, "ordered");
        if (flag.value && ntm_read_bool(r, &flag, &said) && said != ordered)
            ntm_read_bad(r, &flag, "scale",
                         ordered ? _("a scale is ordered; put it under \"lists\" if it is not")
                                 : _("a list has no order; put it under \"scales\" if it has"));
        codes = ntm_at_key(&scale, "codes");
        ntm_dictionary_add_scale(d, r, &scale, &codes, name, ordered);
    }
}

/* ---- unit symbols ---- */

static void read_symbol(ntm_dictionary *d, ntm_reading *r, const ntm_at *at)
{
    static const char *const keys[] = {"kind", "of", "factor", "vi", "en", NULL};
    static const char *const kinds[] = {"count",  "length", "area",  "money", "mass",
                                        "volume", "time",   "share", NULL};
    ntm_symbol symbol = {.symbol = ntm_arena_strdup(d->arena, at->key),
                         .factor = ntm_decimal_int(1)};
    ntm_at kind, of, factor;
    const char *canonical;
    int which;

    if (!ntm_read_object(r, at, keys))
        return;
    canonical = ntm_measure_canonical(d->arena, at->key);
    if (!canonical || strpbrk(canonical, "*/") || strcmp(canonical, NTM_MEASURE_ONE) == 0) {
        ntm_read_bad(r, at, "name", _("a unit's symbol has letters, digits and _ only"));
        return;
    }
    kind = ntm_at_key(at, "kind");
    which = ntm_read_word(r, &kind, kinds);
    symbol.kind = which >= 0 ? kinds[which] : kinds[0];
    of = ntm_at_key(at, "of");
    factor = ntm_at_key(at, "factor");
    if (of.value)
        symbol.of = ntm_read_name(r, &of, "_");
    if ((of.value != NULL) != (factor.value != NULL))
        ntm_read_bad(r, at, "unit", _("\"of\" and \"factor\" belong together"));
    else if (factor.value && ntm_read_decimal(r, &factor, &symbol.factor) &&
             symbol.factor.coef <= 0)
        ntm_read_bad(r, &factor, "range", _("expected a number above 0"));
    symbol.label_vi = ntm_dictionary_read_label(r, at, "vi", symbol.symbol);
    symbol.label_en = ntm_dictionary_read_label(r, at, "en", symbol.symbol);
    ntm_names_add(d->symbol_names, symbol.symbol);
    d->symbols[d->nsymbols++] = symbol;
}

/* A unit is given in terms of one that stands for itself, of the same kind. */
static void check_symbols(const ntm_dictionary *d, ntm_reading *r, const ntm_at *at)
{
    for (uint32_t i = 0; i < d->nsymbols; i++) {
        const ntm_symbol *symbol = &d->symbols[i], *of;
        ntm_at entry = ntm_at_key(at, symbol->symbol), where = ntm_at_key(&entry, "of");

        if (!symbol->of)
            continue;
        of = ntm_dictionary_symbol(d, symbol->of);
        if (!of)
            ntm_read_bad(r, &where, "unit", _("unknown unit '%s'"), symbol->of);
        else if (of->of)
            ntm_read_bad(r, &where, "unit", _("'%s' is itself given in '%s'; name that one"),
                         of->symbol, of->of);
        else if (strcmp(of->kind, symbol->kind) != 0)
            ntm_read_bad(r, &where, "unit", _("'%s' is of kind %s, not %s"), of->symbol, of->kind,
                         symbol->kind);
    }
}

static void read_symbols(ntm_dictionary *d, ntm_reading *r, const ntm_at *at)
{
    const char *symbol;
    json_t *value;

    if (!at->value || !ntm_read_object(r, at, NULL))
        return;
    d->symbols = ntm_arena_array(d->arena, json_object_size(at->value), sizeof *d->symbols);
    json_object_foreach (at->value, symbol, value) {
        ntm_at entry = ntm_at_key(at, symbol);

        read_symbol(d, r, &entry);
    }
    check_symbols(d, r, at);
}

/* ---- assessors ---- */

static int assessor_compare(const void *left, const void *right)
{
    const ntm_assessor *a = left, *b = right;

    return a->order != b->order ? (a->order > b->order) - (a->order < b->order)
                                : strcmp(a->code, b->code);
}

static void read_assessor_day(ntm_reading *r, const ntm_at *entry, const char *key, ntm_date *out)
{
    ntm_at at = ntm_at_key(entry, key);

    if (at.value)
        ntm_read_date(r, &at, out);
}

/* Who assesses, and on which days there is such a level. */
static void read_office(ntm_reading *r, const ntm_at *entry, ntm_assessor *out)
{
    ntm_at office = ntm_at_key(entry, "office"), to = ntm_at_key(entry, "to");

    out->office = office.value ? ntm_read_text(r, &office, NTM_MAX_PROSE) : NULL;
    out->from = NTM_DATE_MIN;
    out->to = NTM_DATE_MAX;
    read_assessor_day(r, entry, "from", &out->from);
    read_assessor_day(r, entry, "to", &out->to);
    if (out->to < out->from)
        ntm_read_bad(r, &to, "date", _("the last day is before the first"));
}

static void read_assessors(ntm_dictionary *d, ntm_reading *r, const ntm_at *at)
{
    static const char *const keys[] = {"order", "vi", "en", "office", "from", "to", NULL};
    const char *code;
    json_t *value;

    if (!at->value || !ntm_read_object(r, at, NULL))
        return;
    d->assessors = ntm_arena_array(d->arena, json_object_size(at->value), sizeof *d->assessors);
    json_object_foreach (at->value, code, value) {
        ntm_assessor *assessor = &d->assessors[d->nassessors];
        ntm_at entry = ntm_at_key(at, code), order;
        int32_t n;

        if (!ntm_read_object(r, &entry, keys))
            continue;
        if (!ntm_is_name(code, "_-"))
            ntm_read_bad(r, &entry, "name", _("not a code for a level of appraisal"));
        order = ntm_at_key(&entry, "order");
        if (!ntm_read_int(r, &order, 1, 1000, &n))
            continue;
        assessor->code = ntm_arena_strdup(d->arena, code);
        assessor->order = n;
        assessor->label_vi = ntm_dictionary_read_label(r, &entry, "vi", assessor->code);
        assessor->label_en = ntm_dictionary_read_label(r, &entry, "en", assessor->code);
        read_office(r, &entry, assessor);
        d->nassessors++;
    }
    qsort(d->assessors, d->nassessors, sizeof *d->assessors, assessor_compare);
    for (uint32_t i = 1; i < d->nassessors; i++)
        if (d->assessors[i].order == d->assessors[i - 1].order) {
            ntm_at entry = ntm_at_key(at, d->assessors[i].code);

            ntm_read_bad(r, &entry, "duplicate", _("'%s' has the same order %d"),
                         d->assessors[i - 1].code, d->assessors[i].order);
        }
}

/* ---- the whole ---- */

ntm_rc ntm_dictionary_read(json_t *json, ntm_dictionary **out, ntm_diags *diags)
{
    static const char *const keys[] = {"schema",    "basis",  "units",  "scales", "lists",
                                       "assessors", "papers", "fields", NULL};
    static const char *const schemas[] = {"ntm.dictionary/1", NULL};
    ntm_arena *arena = ntm_arena_new();
    ntm_reading r = {.arena = arena, .diags = diags};
    ntm_at top = {.value = json}, at;
    ntm_dictionary *d = ntm_dictionary_new(arena);

    *out = NULL;
    d->owns_arena = true;
    d->full = true;
    if (ntm_read_object(&r, &top, keys)) {
        at = ntm_at_key(&top, "schema");
        ntm_read_word(&r, &at, schemas);
        at = ntm_at_key(&top, "basis");
        d->basis = ntm_read_basis(&r, &at, NULL);
        at = ntm_at_key(&top, "units");
        read_symbols(d, &r, &at);
        at = ntm_at_key(&top, "scales");
        read_scales(d, &r, &at, true);
        at = ntm_at_key(&top, "lists");
        read_scales(d, &r, &at, false);
        at = ntm_at_key(&top, "assessors");
        read_assessors(d, &r, &at);
        at = ntm_at_key(&top, "papers");
        ntm_dictionary_read_papers(d, &r, &at);
        at = ntm_at_key(&top, "fields");
        ntm_dictionary_read_fields(d, &r, &at);
    }
    if (r.errors) {
        ntm_dictionary_free(d);
        return NTM_EINPUT;
    }
    *out = d;
    return NTM_OK;
}

/* ---- lookup ---- */

uint32_t ntm_dictionary_field_count(const ntm_dictionary *d) { return d->nfields; }

const ntm_field *ntm_dictionary_field(const ntm_dictionary *d, uint32_t index)
{
    return &d->fields[index];
}

const ntm_field *ntm_dictionary_find(const ntm_dictionary *d, const char *name)
{
    uint32_t number = ntm_names_find(d->names, name);

    return number == NTM_NO_NAME ? NULL : &d->fields[number];
}

const char *ntm_dictionary_nearest(const ntm_dictionary *d, const char *name)
{
    return ntm_names_nearest(d->names, name);
}

const ntm_scale *ntm_dictionary_scale(const ntm_dictionary *d, const char *name)
{
    uint32_t number = ntm_names_find(d->scale_names, name);

    return number == NTM_NO_NAME ? NULL : &d->scales[number];
}

const ntm_symbol *ntm_dictionary_symbol(const ntm_dictionary *d, const char *symbol)
{
    uint32_t number = ntm_names_find(d->symbol_names, symbol);

    return number == NTM_NO_NAME ? NULL : &d->symbols[number];
}

uint32_t ntm_dictionary_assessor_count(const ntm_dictionary *d) { return d->nassessors; }

const ntm_assessor *ntm_dictionary_assessor(const ntm_dictionary *d, uint32_t index)
{
    return &d->assessors[index];
}

const ntm_assessor *ntm_dictionary_find_assessor(const ntm_dictionary *d, const char *code)
{
    for (uint32_t i = 0; i < d->nassessors; i++)
        if (strcmp(d->assessors[i].code, code) == 0)
            return &d->assessors[i];
    return NULL;
}

bool ntm_assessor_exists(const ntm_assessor *assessor, ntm_date day)
{
    return assessor->from <= day && day <= assessor->to;
}

bool ntm_assessor_appraises(const char *code)
{
    ntm_level own;

    if (!code || !*code)
        return false;
    return !ntm_level_from_code(code, &own) || ntm_level_above(own, NTM_LEVEL_COMMUNE);
}
