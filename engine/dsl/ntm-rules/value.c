/* ntm-rules/value.c - values on Lua's stack: what stands there, what is put there. */
#include "dsl/ntm-rules/value.h"

#include <lauxlib.h>
#include <string.h>

#include "base/i18n.h"
#include "dsl/ntm-rules/limits.h"
#include "dsl/ntm-rules/path.h"

/* ---- pushing ---- */

int value_push(dsl *d, const value *v)
{
    if (v->kind == VALUE_POISON)
        return value_push_poison(d);
    const value **box = lua_newuserdatauv(d->L, sizeof *box, 0);
    value *kept = ntm_arena_alloc(d->arena, sizeof *kept);
    *kept = *v;
    *box = kept;
    luaL_setmetatable(d->L, META_VALUE);
    return 1;
}

int value_push_poison(dsl *d)
{
    lua_pushlightuserdata(d->L, &d->unknown); /* one poison for the whole run */
    lua_rawget(d->L, LUA_REGISTRYINDEX);
    return 1;
}

int value_push_ref(dsl *d, ntm_ref ref)
{
    if (ref == NTM_NO_REF)
        return value_push_poison(d);
    return value_push(d, &(value){.kind = VALUE_NODE, .ref = ref});
}

/* ---- taking ---- */

bool value_is_poison(dsl *d, int index) { return luaL_testudata(d->L, index, META_POISON) != NULL; }

const char *value_describe(dsl *d, int index)
{
    lua_State *L = d->L;
    switch (lua_type(L, index)) {
    case LUA_TNONE:
    case LUA_TNIL:
        return _("nothing");
    case LUA_TBOOLEAN:
        return lua_toboolean(L, index) ? "true" : "false";
    case LUA_TNUMBER:
        return _("a number");
    case LUA_TSTRING:
        return _("a text");
    case LUA_TTABLE:
        return _("a table");
    case LUA_TFUNCTION:
        return _("a function");
    default:
        break;
    }
    if (luaL_testudata(L, index, META_VALUE) || luaL_testudata(L, index, META_PATH))
        return _("an expression");
    if (luaL_testudata(L, index, META_CHILDREN))
        return _("the units below");
    return _("a part of a decision");
}

static value poison(void) { return (value){.kind = VALUE_POISON}; }

/* The numeral as it is written, to be looked for in the line. */
static const char *numeral(dsl *d, int index)
{
    char text[40];
    if (lua_isinteger(d->L, index))
        snprintf(text, sizeof text, "%lld", (long long)lua_tointeger(d->L, index));
    else
        snprintf(text, sizeof text, "%.17g", lua_tonumber(d->L, index));
    return ntm_arena_strdup(d->arena, text);
}

static value get_number(dsl *d, int index)
{
    value v = {.kind = VALUE_NUMBER};
    if (lua_isinteger(d->L, index)) {
        lua_Integer n = lua_tointeger(d->L, index);
        if (n > -1000000000000000 && n < 1000000000000000) {
            v.number = ntm_decimal_int(n);
            return v;
        }
    } else if (ntm_decimal_from_double(lua_tonumber(d->L, index), &v.number)) {
        return v;
    }
    double number = lua_tonumber(d->L, index);
    const char *text = numeral(d, index);
    spot at = dsl_here(d);
    text = text[0] == '-' ? text + 1 : text;
    if (number != number || number - number != 0)
        dsl_bad(d, at, NULL, "number", _("%s is not a number that can be measured with"),
                number != number ? "0/0" : text);
    else if (number <= -1e15 || number >= 1e15)
        dsl_bad(d, at, text, "number", _("%s is not below 1,000,000,000,000,000"), text);
    else {
        dsl_bad(d, at, text, "inexact",
                _("%s is not exact: at most 15 digits, 9 of them behind the point"), text);
        dsl_hint(d, _("write a fraction as ratio(100, 3)"));
    }
    return poison();
}

value value_get(dsl *d, int index, const char *what)
{
    lua_State *L = d->L;
    void *box;
    switch (lua_type(L, index)) {
    case LUA_TNUMBER:
        return get_number(d, index);
    case LUA_TSTRING: {
        size_t length;
        const char *bytes = lua_tolstring(L, index, &length);
        const char *text = dsl_text(d, dsl_here(d), what, bytes, length, DSL_NAME_MAX);
        return text ? (value){.kind = VALUE_TEXT, .text = text} : poison();
    }
    case LUA_TUSERDATA:
        if ((box = luaL_testudata(L, index, META_VALUE)))
            return **(const value **)box;
        if ((box = luaL_testudata(L, index, META_PATH)))
            return path_value(d, *(const path **)box);
        if (luaL_testudata(L, index, META_POISON))
            return poison();
        break;
    default:
        break;
    }
    dsl_bad(d, dsl_here(d), what, "type",
            _("%s: expected a field, a number or an expression, got %s"), what,
            value_describe(d, index));
    return poison();
}

bool value_integer(dsl *d, int index, const char *what, int low, int high, int *out)
{
    if (value_is_poison(d, index))
        return false;
    lua_Integer n = 0;
    int exact = 0;
    if (lua_type(d->L, index) == LUA_TNUMBER)
        n = lua_tointegerx(d->L, index, &exact);
    if (exact && n >= low && n <= high) {
        *out = (int)n;
        return true;
    }
    if (exact)
        dsl_bad(d, dsl_here(d), what, "range",
                _("%s: expected a whole number from %d to %d, got %lld"), what, low, high,
                (long long)n);
    else
        dsl_bad(d, dsl_here(d), what, "type",
                _("%s: expected a whole number from %d to %d, got %s"), what, low, high,
                value_describe(d, index));
    return false;
}

const char *value_text(dsl *d, int index, const char *what, size_t most)
{
    if (value_is_poison(d, index))
        return NULL;
    if (lua_type(d->L, index) != LUA_TSTRING) {
        dsl_bad(d, dsl_here(d), what, "type", _("%s: expected a text, got %s"), what,
                value_describe(d, index));
        return NULL;
    }
    size_t length;
    const char *bytes = lua_tolstring(d->L, index, &length);
    return dsl_text(d, dsl_here(d), what, bytes, length, most);
}

/* ---- nodes ---- */

static void *grow(dsl *d, const void *old, uint32_t count, uint32_t more, size_t size)
{
    void *grown = ntm_arena_array(d->arena, more, size);
    if (count)
        memcpy(grown, old, count * size);
    return grown;
}

static void remember(dsl *d, ntm_ref ref, spot at, const char *word)
{
    if (ref >= d->nnode_spots) {
        uint32_t count = d->nnode_spots, more = count ? count * 2 : 512;
        d->node_spots = grow(d, d->node_spots, count, more, sizeof *d->node_spots);
        d->node_words = grow(d, d->node_words, count, more, sizeof *d->node_words);
        d->node_labels = grow(d, d->node_labels, count, more, sizeof *d->node_labels);
        d->node_zeros = grow(d, d->node_zeros, count, more, sizeof *d->node_zeros);
        d->nnode_spots = more;
    }
    d->node_spots[ref] = at;
    d->node_words[ref] = word;
    d->node_labels[ref] = d->item ? d->item : d->criterion;
}

ntm_ref value_node(dsl *d, const ntm_node *proto, spot at, const char *word)
{
    ntm_diags found = {0};
    ntm_ref ref;
    uint32_t before = ntm_graph_count(d->graph);
    limits_charge(30 +
                  proto->nargs); /* work in C is paid for, so that a flood ends alike everywhere */
    if (ntm_graph_add(d->graph, proto, NTM_NOWHERE, &ref, &found) != NTM_OK) {
        dsl_take(d, at, word, &found);
        if (before == NTM_MAX_NODES) /* nothing that follows can be written any more */
            dsl_stop(d);
        return NTM_NO_REF;
    }
    if (ntm_graph_count(d->graph) > before) {
        limits_outside(sizeof(ntm_node) + proto->nargs * sizeof *proto->args + 64);
        remember(d, ref, at, word);
    }
    return ref;
}

ntm_ref value_truth(dsl *d, int index, spot at, const char *word)
{
    static const ntm_type truth = {.kind = NTM_K_TRUTH};
    if (lua_type(d->L, index) == LUA_TBOOLEAN) {
        if (d->attempts > d->attempts_before)
            return NTM_NO_REF; /* what came of a mistake that was told */
        dsl_bad(d, at, word, "type", _("%s: expected a condition, got %s"), word,
                value_describe(d, index));
        dsl_hint(d, "%s",
                 _("compare with :at_least(…), :is(…); join with & | ~, not with and, or, not"));
        return NTM_NO_REF;
    }
    value v = value_get(d, index, word);
    if (v.kind == VALUE_NUMBER || v.kind == VALUE_TEXT || v.kind == VALUE_LITERAL) {
        dsl_bad(d, at, word, "type", _("%s: expected a condition, got %s"), word,
                v.kind == VALUE_TEXT ? _("a text") : _("a number"));
        return NTM_NO_REF;
    }
    ntm_ref ref = value_as(d, &v, &truth, at, word);
    if (ref == NTM_NO_REF)
        return ref;
    ntm_type type = ntm_graph_node(d->graph, ref)->type;
    if (type.kind == NTM_K_TRUTH || type.kind == NTM_K_ANY)
        return ref;
    dsl_bad(d, at, word, "type", _("%s: expected a condition, got %s"), word,
            ntm_type_text(d->arena, type));
    if (type.kind == NTM_K_YES_NO)
        dsl_hint(d, "%s", _("write yes(…) or no(…) around it"));
    return NTM_NO_REF;
}
