/*
 * model/field_read.c - attributes of a field, each checked by sense (docs: dictionary.schema.json).
 */
#include <string.h>

#include "base/i18n.h"
#include "model/dictionary_priv.h"
#include "model/measure.h"

enum { TYPE_COUNT, TYPE_NUMBER, TYPE_YES_NO, TYPE_GRADE, TYPE_CHOICE, TYPE_DATE };
static const char *const TYPES[] = {"count", "number", "yes_no", "grade", "choice", "date", NULL};

/* ---- unit ---- */

/* Each symbol of a measure must be a unit of the dictionary. */
static void check_symbols(const ntm_dictionary *d, ntm_reading *r, const ntm_at *at,
                          const char *measure)
{
    for (const char *p = measure; *p;) {
        size_t length = strcspn(p, "*/");
        char *symbol = ntm_arena_strndup(r->arena, p, length);

        if (strcmp(symbol, NTM_MEASURE_ONE) != 0 && !ntm_dictionary_symbol(d, symbol)) {
            const char *nearest =
                ntm_read_may_guess(r, symbol) ? ntm_names_nearest(d->symbol_names, symbol) : NULL;

            if (nearest)
                ntm_read_bad(r, at, "unit", _("unknown unit '%s'; did you mean '%s'?"), symbol,
                             nearest);
            else
                ntm_read_bad(r, at, "unit", _("unknown unit '%s'"), symbol);
        }
        p += length + (p[length] != '\0');
    }
}

static void read_measure(const ntm_dictionary *d, ntm_reading *r, const ntm_at *at,
                         ntm_field *field)
{
    ntm_at unit = ntm_at_key(at, "unit");
    const char *text;

    field->measure = NTM_MEASURE_ONE;
    if (field->kind != NTM_K_NUMBER) {
        if (unit.value)
            ntm_read_bad(r, &unit, "unit", _("only a count or a number has a unit"));
        return;
    }
    text = ntm_read_text(r, &unit, NTM_MAX_NAME);
    if (!text)
        return;
    field->measure = ntm_measure_canonical(r->arena, text);
    if (!field->measure) {
        field->measure = NTM_MEASURE_ONE;
        ntm_read_bad(r, &unit, "unit",
                     _("'%s' is no unit; expected symbols such as km or VND/person/year"), text);
    } else if (d->full)
        check_symbols(d, r, &unit, field->measure);
}

/* ---- levels, scale, freshness ---- */

static void read_levels(ntm_reading *r, const ntm_at *at, ntm_field *field)
{
    ntm_at levels = ntm_at_key(at, "level");
    size_t count = ntm_read_array(r, &levels, NTM_LEVEL_COUNT);

    for (size_t i = 0; i < count; i++) {
        ntm_at entry = ntm_at_item(&levels, i);
        ntm_level level;

        if (!ntm_read_level(r, &entry, &level))
            continue;
        if (field->levels & NTM_LEVEL_BIT(level))
            ntm_read_bad(r, &entry, "duplicate", _("the level stands twice"));
        field->levels |= NTM_LEVEL_BIT(level);
    }
    if (json_is_array(levels.value) && json_array_size(levels.value) == 0)
        ntm_read_bad(r, &levels, "empty", _("expected at least one level"));
}

static void read_scale(const ntm_dictionary *d, ntm_reading *r, const ntm_at *at, const char *key,
                       bool wanted, ntm_field *field)
{
    ntm_at where = ntm_at_key(at, key);
    const char *name;

    if (!wanted) {
        if (where.value)
            ntm_read_bad(r, &where, "scale",
                         _("\"scale\" belongs to a grade, \"list\" to a choice"));
        return;
    }
    name = ntm_read_name(r, &where, "_-.");
    if (!name)
        return;
    field->scale = ntm_dictionary_scale(d, name);
    if (!field->scale)
        ntm_read_bad(r, &where, "scale", _("there is no scale or list '%s'"), name);
    else if (field->scale->ordered != (field->kind == NTM_K_GRADE)) {
        ntm_read_bad(r, &where, "scale",
                     field->scale->ordered ? _("'%s' is an ordered scale; expected a list")
                                           : _("'%s' is a list without order; expected a scale"),
                     name);
        field->scale = NULL;
    }
}

static void read_freshness(ntm_reading *r, const ntm_at *at, ntm_field *field)
{
    static const char *const periods[] = {"year", NULL}, *const words[] = {"never", NULL};
    ntm_at fresh = ntm_at_key(at, "fresh"), period = ntm_at_key(at, "period");
    int32_t months;

    field->freshness = NTM_FRESH_NEVER;
    if (fresh.value && period.value) {
        ntm_read_bad(r, &period, "freshness", _("either \"fresh\" or \"period\", not both"));
        return;
    }
    if (period.value && ntm_read_word(r, &period, periods) == 0)
        field->freshness = NTM_FRESH_YEAR;
    if (!fresh.value)
        return;
    if (!json_is_integer(fresh.value)) {
        ntm_read_word(r, &fresh, words);
        return;
    }
    if (ntm_read_int(r, &fresh, 1, 1200, &months)) {
        field->freshness = NTM_FRESH_MONTHS;
        field->months = months;
    }
}

/* ---- range, precision, direction ---- */

/* Counts, lengths and areas begin at 0, percentages run from 0 to 100 without saying so. */
static void default_range(const ntm_dictionary *d, ntm_field *field)
{
    static const char *const lengths_and_areas[] = {"km", "m", "ha", "m2"};
    const ntm_symbol *symbol = d->full ? ntm_dictionary_symbol(d, field->measure) : NULL;

    if (field->kind != NTM_K_NUMBER)
        return;
    if (strcmp(field->measure, "percent") == 0) {
        field->has_low = field->has_high = true;
        field->low = ntm_decimal_int(0);
        field->high = ntm_decimal_int(100);
        return;
    }
    field->has_low = field->whole || (symbol && (strcmp(symbol->kind, "length") == 0 ||
                                                 strcmp(symbol->kind, "area") == 0 ||
                                                 strcmp(symbol->kind, "count") == 0));
    for (size_t i = 0; i < sizeof lengths_and_areas / sizeof *lengths_and_areas; i++)
        field->has_low = field->has_low || strcmp(field->measure, lengths_and_areas[i]) == 0;
    field->low = ntm_decimal_int(0);
}

static bool read_end(ntm_reading *r, const ntm_at *range, size_t i, bool whole, ntm_decimal *out)
{
    ntm_at end = ntm_at_item(range, i);

    if (json_is_null(end.value) || !ntm_read_decimal(r, &end, out))
        return false;
    if (whole && !ntm_decimal_is_whole(*out))
        ntm_read_bad(r, &end, "range", _("a count is a whole number"));
    return true;
}

static void read_range(const ntm_dictionary *d, ntm_reading *r, const ntm_at *at, ntm_field *field)
{
    ntm_at range = ntm_at_key(at, "range");

    default_range(d, field);
    if (!range.value)
        return;
    if (field->kind != NTM_K_NUMBER) {
        ntm_read_bad(r, &range, "range", _("only a count or a number has a range"));
        return;
    }
    if (!json_is_array(range.value) || json_array_size(range.value) != 2) {
        ntm_read_bad(r, &range, "range", _("expected [low, high]; null where a side is open"));
        return;
    }
    field->has_low = read_end(r, &range, 0, field->whole, &field->low);
    field->has_high = read_end(r, &range, 1, field->whole, &field->high);
    if (field->has_low && field->has_high && ntm_decimal_compare(field->low, field->high) > 0)
        ntm_read_bad(r, &range, "range", _("the lowest value is above the highest"));
}

static void read_precision(ntm_reading *r, const ntm_at *at, ntm_field *field)
{
    ntm_at precision = ntm_at_key(at, "precision");

    field->precision = ntm_decimal_int(1);
    if (!precision.value) {
        if (field->kind == NTM_K_NUMBER && !field->whole)
            field->precision = (ntm_decimal){.coef = 1, .scale = 2};
        return;
    }
    if (field->kind != NTM_K_NUMBER)
        ntm_read_bad(r, &precision, "precision", _("only a count or a number has a precision"));
    else if (!ntm_read_decimal(r, &precision, &field->precision))
        return;
    else if (field->precision.coef <= 0)
        ntm_read_bad(r, &precision, "precision", _("expected a number above 0"));
    else if (field->whole && !ntm_decimal_is_whole(field->precision))
        ntm_read_bad(r, &precision, "precision", _("a count is a whole number"));
}

static void read_good(ntm_reading *r, const ntm_at *at, ntm_field *field)
{
    static const char *const words[] = {"up", "down", NULL};
    ntm_at good = ntm_at_key(at, "good");
    int which;

    if (!good.value)
        return;
    which = ntm_read_word(r, &good, words);
    if (field->kind == NTM_K_CHOICE)
        ntm_read_bad(r, &good, "good", _("a choice has no better direction"));
    else if (which >= 0)
        field->good = which == 0 ? 1 : -1;
}

/* ---- what a field says of others; checked when all fields are read ---- */

static void read_derive(ntm_reading *r, const ntm_at *at, ntm_field *field)
{
    static const char *const keys[] = {"sum", "children", NULL};
    ntm_at derive = ntm_at_key(at, "derive"), sum, children;
    const char **names;
    size_t count;

    field->derive_children = NTM_LEVEL_NONE;
    if (!derive.value || !ntm_read_object(r, &derive, keys))
        return;
    if (field->kind != NTM_K_NUMBER) {
        ntm_read_bad(r, &derive, "derive", _("only a count or a number can be a sum"));
        return;
    }
    sum = ntm_at_key(&derive, "sum");
    children = ntm_at_key(&derive, "children");
    if (children.value)
        ntm_read_level(r, &children, &field->derive_children);
    if (!sum.value) {
        if (!children.value)
            ntm_read_bad(r, &derive, "derive", _("expected \"sum\", \"children\" or both"));
        return;
    }
    count = ntm_read_array(r, &sum, 100);
    names = ntm_arena_array(r->arena, count, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        ntm_at entry = ntm_at_item(&sum, i);

        names[field->sum_count] = ntm_read_name(r, &entry, "_.");
        field->sum_count += names[field->sum_count] != NULL;
    }
    field->sum_of = names;
    if (json_is_array(sum.value) && json_array_size(sum.value) == 0)
        ntm_read_bad(r, &sum, "empty", _("expected at least one field"));
}

static void read_carry(ntm_reading *r, const ntm_at *at, ntm_field *field)
{
    static const char *const words[] = {"none", NULL};
    ntm_at carry = ntm_at_key(at, "carry");

    if (!carry.value)
        return;
    if (field->kind != NTM_K_NUMBER)
        ntm_read_bad(r, &carry, "carry",
                     _("only a count or a number is ever carried over to a successor"));
    else
        field->stays = ntm_read_word(r, &carry, words) == 0;
}

static void read_labels(const ntm_dictionary *d, ntm_reading *r, const ntm_at *at, ntm_field *field)
{
    ntm_at vi = ntm_at_key(at, "vi"), en = ntm_at_key(at, "en"), basis = ntm_at_key(at, "basis");
    const char *text;

    if (!d->full)
        return;
    text = vi.value ? ntm_read_text(r, &vi, NTM_MAX_PROSE) : NULL;
    field->label_vi = text ? text : field->name;
    text = en.value ? ntm_read_text(r, &en, NTM_MAX_PROSE) : NULL;
    field->label_en = text ? text : field->name;
    field->basis = ntm_read_basis(r, &basis, d->basis);
}

static bool is_field_name(const char *name)
{
    for (const char *p = name; *p; p++)
        if (*p == '.' && (p == name || p[1] == '.' || !p[1]))
            return false;
    return ntm_is_name(name, "_.");
}

static bool read_field(const ntm_dictionary *d, ntm_reading *r, const ntm_at *at, ntm_field *field)
{
    static const char *const keys[] = {"type",  "unit",   "level", "scale",   "list",
                                       "fresh", "period", "range", "part_of", "precision",
                                       "good",  "derive", "carry", NULL};
    static const char *const full_keys[] = {
        "type",      "unit", "level",  "scale", "list", "fresh", "period", "range", "part_of",
        "precision", "good", "derive", "carry", "vi",   "en",    "basis",  NULL};
    static const ntm_kind kinds[] = {NTM_K_NUMBER, NTM_K_NUMBER, NTM_K_YES_NO,
                                     NTM_K_GRADE,  NTM_K_CHOICE, NTM_K_DATE};
    ntm_at type, part_of;
    int which;

    if (!is_field_name(at->key))
        ntm_read_bad(r, at, "name", _("not a field's name; expected words such as road.total_km"));
    if (!ntm_read_object(r, at, d->full ? full_keys : keys))
        return false;
    type = ntm_at_key(at, "type");
    which = ntm_read_word(r, &type, TYPES);
    if (which < 0)
        return false; /* nothing else can be judged without the type */
    field->name = ntm_arena_strdup(r->arena, at->key);
    field->kind = kinds[which];
    field->whole = which == TYPE_COUNT;
    read_measure(d, r, at, field);
    read_levels(r, at, field);
    read_scale(d, r, at, "scale", which == TYPE_GRADE, field);
    read_scale(d, r, at, "list", which == TYPE_CHOICE, field);
    read_freshness(r, at, field);
    read_range(d, r, at, field);
    read_precision(r, at, field);
    read_good(r, at, field);
    read_derive(r, at, field);
    read_carry(r, at, field);
    read_labels(d, r, at, field);
    part_of = ntm_at_key(at, "part_of");
    if (part_of.value)
        field->part_of = ntm_read_name(r, &part_of, "_.");
    /* A grade or choice without its scale fits nowhere. */
    return field->scale || (field->kind != NTM_K_GRADE && field->kind != NTM_K_CHOICE);
}

void ntm_dictionary_read_fields(ntm_dictionary *d, ntm_reading *r, const ntm_at *at)
{
    const char *name;
    json_t *value;

    if (!ntm_read_object(r, at, NULL))
        return;
    d->fields = ntm_arena_array(d->arena, json_object_size(at->value), sizeof *d->fields);
    json_object_foreach (at->value, name, value) {
        ntm_at entry = ntm_at_key(at, name);
        ntm_field *field = &d->fields[d->nfields];

        *field = (ntm_field){0};
        if (read_field(d, r, &entry, field)) {
            ntm_names_add(d->names, name);
            d->nfields++;
        }
    }
    ntm_dictionary_check_links(d, r, at);
}
