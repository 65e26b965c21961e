/* ntm-rules/words_values.c - words that make values: shares, sums, literals, dates, points. */
#include <string.h>

#include "base/i18n.h"
#include "dsl/ntm-rules/words.h"
#include "model/measure.h"

/* ---- shares ---- */

/*
 * { zero = "unknown" }: the author has thought of a whole of nothing. It changes no value (nothing
 * divided is always unknown); it answers the question that the static check asks.
 */
static bool check_zero(dsl *d, int table, spot at, const char *word)
{
    static const char *const keys[] = {"zero", NULL};
    lua_State *L = d->L;
    if (lua_isnoneornil(L, table) || value_is_poison(d, table))
        return false;
    if (!lua_istable(L, table)) {
        dsl_bad(d, at, word, "type", _("%s: expected { zero = \"unknown\" }, got %s"), word,
                value_describe(d, table));
        return false;
    }
    if (words_entries(d, table, at, word, keys))
        dsl_bad(d, at, word, "arity", _("%s: expected { zero = \"unknown\" }"), word);
    lua_getfield(L, table, "zero");
    bool said = lua_type(L, -1) == LUA_TSTRING && strcmp(lua_tostring(L, -1), "unknown") == 0;
    if (!said && !lua_isnil(L, -1) && !value_is_poison(d, -1))
        dsl_bad(d, at, "zero", "value", _("%s: zero can only be \"unknown\""), word);
    lua_pop(L, 1);
    return said;
}

/* The share's node is named to the static check, in the document's source. */
static void note_zero(dsl *d, bool said, const value *v)
{
    if (said && v->kind == VALUE_NODE && v->ref < d->nnode_spots)
        d->node_zeros[v->ref] = true;
}

static int word_percent(lua_State *L)
{
    dsl *d = dsl_of(L);
    spot at = dsl_here(d);
    words_arity(d, "percent", 3);
    bool zero = check_zero(d, 3, at, "percent");
    value args[2] = {value_get(d, 1, "percent"), value_get(d, 2, "percent")};
    ntm_node proto = {.op = NTM_OP_PERCENT};
    value v = value_alike(d, &proto, args, 2, 0, at, "percent");
    if (v.kind == VALUE_DEFERRED) {
        dsl_bad(d, at, "percent", "type", _("%s: neither side is a field or has a unit"),
                "percent");
        return value_push_poison(d);
    }
    note_zero(d, zero, &v);
    return value_push(d, &v);
}

static int word_ratio(lua_State *L)
{
    dsl *d = dsl_of(L);
    spot at = dsl_here(d);
    words_arity(d, "ratio", 3);
    bool zero = check_zero(d, 3, at, "ratio");
    value a = value_get(d, 1, "ratio"), b = value_get(d, 2, "ratio");
    value v = value_product(d, NTM_OP_RATIO, &a, &b, at, "ratio");
    note_zero(d, zero, &v);
    return value_push(d, &v);
}

/* ---- many values of one type ---- */

static int gather(lua_State *L, ntm_op op, const char *word)
{
    dsl *d = dsl_of(L);
    spot at = dsl_here(d);
    value *args;
    uint32_t count;
    if (!words_values(d, 1, word, &args, &count))
        return value_push_poison(d);
    if (count == 0) {
        dsl_bad(d, at, word, "arity", _("%s: the list is empty; expected at least one argument"),
                word);
        return value_push_poison(d);
    }
    if (count == 1 && op == NTM_OP_ADD)
        return value_push(d, &args[0]);
    ntm_node proto = {.op = op};
    value v = value_alike(d, &proto, args, count, 0, at, word);
    return value_push(d, &v);
}

static int word_sum(lua_State *L) { return gather(L, NTM_OP_ADD, "sum"); }
static int word_min(lua_State *L) { return gather(L, NTM_OP_MIN, "min"); }
static int word_max(lua_State *L) { return gather(L, NTM_OP_MAX, "max"); }
static int word_first_known(lua_State *L) { return gather(L, NTM_OP_FIRST_KNOWN, "first_known"); }

static int word_round(lua_State *L)
{
    dsl *d = dsl_of(L);
    spot at = dsl_here(d);
    words_arity(d, "round", 2);
    value x = value_get(d, 1, "round");
    int digits = 0;
    if (!lua_isnoneornil(L, 2) && !value_integer(d, 2, "round", -12, 12, &digits))
        return value_push_poison(d);
    ntm_node proto = {.op = NTM_OP_ROUND, .n = digits};
    value v = value_alike(d, &proto, &x, 1, 0, at, "round");
    return value_push(d, &v);
}

/* ---- literals ---- */

static int money(lua_State *L, int64_t factor, const char *word)
{
    dsl *d = dsl_of(L);
    words_arity(d, word, 1);
    if (lua_type(L, 1) != LUA_TNUMBER) {
        if (!value_is_poison(d, 1))
            dsl_bad(d, dsl_here(d), word, "type", _("%s: expected a number, got %s"), word,
                    value_describe(d, 1));
        return value_push_poison(d);
    }
    value v = value_get(d, 1, word);
    if (v.kind == VALUE_POISON)
        return value_push_poison(d);
    if (!ntm_decimal_mul(v.number, ntm_decimal_int(factor), &v.number)) {
        dsl_bad(d, dsl_here(d), word, "number",
                _("%s: the amount is not below 1,000,000,000,000,000"), word);
        return value_push_poison(d);
    }
    v.kind = VALUE_LITERAL;
    v.measure = "VND";
    return value_push(d, &v);
}

static int word_vnd(lua_State *L) { return money(L, 1, "vnd"); }
static int word_thousand_vnd(lua_State *L) { return money(L, 1000, "thousand_vnd"); }
static int word_million_vnd(lua_State *L) { return money(L, 1000000, "million_vnd"); }
static int word_billion_vnd(lua_State *L) { return money(L, 1000000000, "billion_vnd"); }

/* unit(60, "litre/person/day"); in the dictionary: unit "km" { … } */
static int word_unit(lua_State *L)
{
    dsl *d = dsl_of(L);
    if (lua_type(L, 1) == LUA_TSTRING && lua_gettop(L) == 1)
        return words_unit_definition(L);
    words_arity(d, "unit", 2);
    if (value_is_poison(d, 1) || value_is_poison(d, 2))
        return value_push_poison(d);
    if (lua_type(L, 1) != LUA_TNUMBER) {
        dsl_bad(d, dsl_here(d), "unit", "type", _("%s: expected a number, got %s"), "unit",
                value_describe(d, 1));
        return value_push_poison(d);
    }
    value v = value_get(d, 1, "unit");
    const char *text = value_text(d, 2, "unit", DSL_NAME_MAX);
    const char *measure = text ? measure_written(d, text, dsl_here(d)) : NULL;
    if (!measure || v.kind == VALUE_POISON)
        return value_push_poison(d);
    v.kind = VALUE_LITERAL;
    v.measure = measure;
    return value_push(d, &v);
}

static int word_date(lua_State *L)
{
    dsl *d = dsl_of(L);
    words_arity(d, "date", 1);
    const char *text = value_text(d, 1, "date", DSL_NAME_MAX);
    ntm_node proto = {.op = NTM_OP_DATE};
    if (!text)
        return value_push_poison(d);
    if (!ntm_date_parse_iso(text, &proto.date)) {
        dsl_bad(d, dsl_here(d), ntm_arena_printf(d->arena, "\"%s", text), "date",
                _("%s: '%s' is not a date such as 2023-12-31"), "date", text);
        return value_push_poison(d);
    }
    return value_push_ref(d, value_node(d, &proto, dsl_here(d), "date"));
}

static const char *nearest_scale(dsl *d, const char *name)
{
    ntm_names *names = ntm_names_new(d->arena);
    for (uint32_t i = 0; i < ntm_dictionary_field_count(d->dictionary); i++) {
        const ntm_scale *scale = ntm_dictionary_field(d->dictionary, i)->scale;
        if (scale)
            ntm_names_add(names, scale->name);
    }
    return ntm_names_nearest(names, name);
}

static int code(lua_State *L, bool ordered, const char *word)
{
    dsl *d = dsl_of(L);
    spot at = dsl_here(d);
    words_arity(d, word, 2);
    const char *name = value_text(d, 1, word, DSL_NAME_MAX);
    value v = value_get(d, 2, word);
    if (!name || v.kind == VALUE_POISON)
        return value_push_poison(d);
    const ntm_scale *scale = d->dictionary ? ntm_dictionary_scale(d->dictionary, name) : NULL;
    if (!scale || scale->ordered != ordered) {
        dsl_bad(d, at, ntm_arena_printf(d->arena, "\"%s", name), "unknown-scale",
                ordered ? _("unknown scale '%s'%s") : _("unknown list '%s'%s"), name,
                dsl_meant(d, d->dictionary && !scale ? nearest_scale(d, name) : NULL));
        return value_push_poison(d);
    }
    ntm_type type = {.kind = ordered ? NTM_K_GRADE : NTM_K_CHOICE, .scale = scale};
    return value_push_ref(d, value_as(d, &v, &type, at, word));
}

static int word_grade(lua_State *L) { return code(L, true, "grade"); }
static int word_choice(lua_State *L) { return code(L, false, "choice"); }

/* ---- leaves ---- */

static int leaf(lua_State *L, ntm_op op, const char *word)
{
    dsl *d = dsl_of(L);
    ntm_node proto = {.op = op};
    words_arity(d, word, 0);
    return value_push_ref(d, value_node(d, &proto, dsl_here(d), word));
}

static int word_as_of(lua_State *L) { return leaf(L, NTM_OP_AS_OF, "as_of"); }
static int word_year(lua_State *L) { return leaf(L, NTM_OP_YEAR, "year"); }
static int word_failed_share(lua_State *L) { return leaf(L, NTM_OP_FAILED_SHARE, "failed_share"); }

static int word_not_known(lua_State *L)
{
    dsl *d = dsl_of(L);
    words_arity(d, "not_known", 1);
    const char *reason = value_text(d, 1, "not_known", DSL_LABEL_MAX);
    if (!reason)
        return value_push_poison(d);
    ntm_node proto = {.op = NTM_OP_NOT_KNOWN, .text = reason};
    return value_push_ref(d, value_node(d, &proto, dsl_here(d), "not_known"));
}

static int moved(lua_State *L, ntm_op op, const char *word)
{
    dsl *d = dsl_of(L);
    spot at = dsl_here(d);
    words_arity(d, word, 1);
    value v = value_get(d, 1, word);
    ntm_ref ref = value_as(d, &v, NULL, at, word);
    if (ref == NTM_NO_REF)
        return value_push_poison(d);
    ntm_node proto = {.op = op, .nargs = 1, .args = &ref};
    return value_push_ref(d, value_node(d, &proto, at, word));
}

static int word_previous(lua_State *L) { return moved(L, NTM_OP_PREVIOUS, "previous"); }
static int word_parent(lua_State *L) { return moved(L, NTM_OP_PARENT, "parent"); }

static const luaL_Reg WORDS[] = {
    {"percent", word_percent},
    {"ratio", word_ratio},
    {"sum", word_sum},
    {"min", word_min},
    {"max", word_max},
    {"round", word_round},
    {"first_known", word_first_known},
    {"vnd", word_vnd},
    {"thousand_vnd", word_thousand_vnd},
    {"million_vnd", word_million_vnd},
    {"billion_vnd", word_billion_vnd},
    {"unit", word_unit},
    {"date", word_date},
    {"grade", word_grade},
    {"choice", word_choice},
    {"as_of", word_as_of},
    {"year", word_year},
    {"failed_share", word_failed_share},
    {"not_known", word_not_known},
    {"previous", word_previous},
    {"parent", word_parent},
    {NULL, NULL},
};

void words_open_values(dsl *d) { luaL_setfuncs(d->L, WORDS, 0); }
