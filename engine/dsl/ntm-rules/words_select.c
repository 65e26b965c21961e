/* ntm-rules/words_select.c - words that pick one of several values. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "dsl/ntm-rules/limits.h"
#include "dsl/ntm-rules/words.h"

/* One entry of { key = value, … }, in the order of the keys. */
typedef struct entry {
    const char *key;
    lua_Integer number; /* by_year: the year */
    value value;
} entry;

static int entry_compare(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    return strcmp(a->key, b->key);
}

static void bad_key(dsl *d, spot at, const char *word)
{
    if (strcmp(word, "by_year") == 0)
        dsl_bad(d, at, word, "keys", _("%s: expected years as keys: { [2022] = …, [2023] = … }"),
                word);
    else if (strcmp(word, "since") == 0)
        dsl_bad(d, at, word, "keys", _("%s: expected dates as keys: { [\"2022-08-01\"] = … }"),
                word);
    else
        dsl_bad(d, at, word, "keys", _("%s: expected names as keys: { name = value, … }"), word);
}

/* The table's entries, sorted; false after a finding or for poison in a value. */
static bool entries(dsl *d, int table, ntm_op op, spot at, const char *word, entry **out,
                    uint32_t *count_out)
{
    lua_State *L = d->L;
    uint32_t count = 0, capacity = 0;
    bool good = true;
    *out = NULL;
    *count_out = 0;
    if (value_is_poison(d, table))
        return false;
    if (!lua_istable(L, table)) {
        dsl_bad(d, at, word, "type", _("%s: expected a table of values, got %s"), word,
                value_describe(d, table));
        return false;
    }
    lua_pushnil(L);
    while (lua_next(L, table)) {
        entry e = {.key = ""};
        bool fits = op == NTM_OP_BY_YEAR ? lua_isinteger(L, -2) : lua_type(L, -2) == LUA_TSTRING;
        if (!fits || count >= NTM_MAX_ARGS) {
            bad_key(d, at, word);
            lua_pop(L, 2);
            return false;
        }
        if (op == NTM_OP_BY_YEAR) {
            e.number = lua_tointeger(L, -2);
            e.key = ntm_arena_printf(d->arena, "%lld", (long long)e.number);
        } else {
            size_t length;
            const char *bytes = lua_tolstring(L, -2, &length);
            e.key = dsl_text(d, at, word, bytes, length, DSL_NAME_MAX);
        }
        e.value = value_get(d, -1, word);
        good = good && e.key && e.value.kind != VALUE_POISON;
        if (count == capacity) {
            capacity = capacity ? capacity * 2 : 8;
            entry *grown = ntm_arena_array(d->arena, capacity, sizeof *grown);
            limits_outside(capacity * sizeof *grown);
            if (count)
                memcpy(grown, *out, count * sizeof *grown);
            *out = grown;
        }
        if (e.key)
            (*out)[count++] = e;
        lua_pop(L, 1);
    }
    if (count)
        qsort(*out, count, sizeof **out, entry_compare);
    *count_out = count;
    if (good && !count) {
        dsl_bad(d, at, word, "keys", _("%s: the table is empty"), word);
        good = false;
    }
    return good;
}

/* Keys that are not among those known: a finding each, with the nearest. */
static bool known_keys(dsl *d, const entry *list, uint32_t count, const char *const *known,
                       uint32_t nknown, const char *kind, spot at)
{
    const char **all = ntm_arena_array(d->arena, nknown + 1u, sizeof *all);
    bool good = true;
    if (nknown)
        memcpy(all, known, nknown * sizeof *all);
    for (uint32_t i = 0; i < count; i++) {
        bool found = false;
        for (uint32_t k = 0; k < nknown && !found; k++)
            found = strcmp(known[k], list[i].key) == 0;
        if (found)
            continue;
        dsl_bad(d, at, ntm_arena_printf(d->arena, "=%s", list[i].key), "unknown-key",
                _("unknown %s '%s'%s"), kind, list[i].key,
                dsl_meant(d, dsl_nearest(d, list[i].key, all)));
        good = false;
    }
    return good;
}

static int selection(dsl *d, ntm_op op, const entry *list, uint32_t count, const value *key,
                     spot at, const char *word)
{
    uint32_t fixed = key ? 1 : 0;
    const char **keys = ntm_arena_array(d->arena, count, sizeof *keys);
    value *args = ntm_arena_array(d->arena, count + fixed, sizeof *args);
    limits_outside(count * (sizeof *keys + sizeof *args));
    if (key)
        args[0] = *key;
    for (uint32_t i = 0; i < count; i++) {
        keys[i] = list[i].key;
        args[fixed + i] = list[i].value;
    }
    ntm_node proto = {.op = op, .keys = keys, .nkeys = count};
    value v = value_alike(d, &proto, args, count + fixed, fixed, at, word);
    return value_push(d, &v);
}

static int word_by_zone(lua_State *L)
{
    dsl *d = dsl_of(L);
    spot at = dsl_here(d);
    entry *list;
    uint32_t count, nzones;
    words_arity(d, "by_zone", 1);
    bool good = entries(d, 1, NTM_OP_BY_ZONE, at, "by_zone", &list, &count);
    const char *const *zones = ntm_graph_zones(d->graph, &nzones);
    if (!d->scheme) {
        dsl_bad(d, at, "by_zone", "no-zoning", "%s", _("by_zone: the decision has no zoning yet"));
        dsl_hint(d, "%s", _("write `zoning = zone_scheme \"…\" { … }` above the criteria"));
        return value_push_poison(d);
    }
    if (!*d->scheme) /* a scheme that went wrong: told there */
        return value_push_poison(d);
    if (!known_keys(d, list, count, zones, nzones, _("zone"), at) || !good)
        return value_push_poison(d);
    return selection(d, NTM_OP_BY_ZONE, list, count, NULL, at, "by_zone");
}

static int word_by_year(lua_State *L)
{
    dsl *d = dsl_of(L);
    spot at = dsl_here(d);
    entry *list;
    uint32_t count;
    words_arity(d, "by_year", 1);
    if (!entries(d, 1, NTM_OP_BY_YEAR, at, "by_year", &list, &count))
        return value_push_poison(d);
    return selection(d, NTM_OP_BY_YEAR, list, count, NULL, at, "by_year");
}

static int word_since(lua_State *L)
{
    dsl *d = dsl_of(L);
    spot at = dsl_here(d);
    entry *list;
    uint32_t count;
    words_arity(d, "since", 1);
    if (!entries(d, 1, NTM_OP_SINCE, at, "since", &list, &count))
        return value_push_poison(d);
    return selection(d, NTM_OP_SINCE, list, count, NULL, at, "since"); /* ISO dates sort as texts */
}

static int word_choose(lua_State *L)
{
    dsl *d = dsl_of(L);
    spot at = dsl_here(d);
    entry *list;
    uint32_t count;
    words_arity(d, "choose", 2);
    value key = value_get(d, 1, "choose");
    bool good = entries(d, 2, NTM_OP_CHOOSE, at, "choose", &list, &count);
    ntm_ref ref = value_as(d, &key, NULL, at, "choose");
    if (ref == NTM_NO_REF)
        return value_push_poison(d);
    ntm_type type = ntm_graph_node(d->graph, ref)->type;
    if (type.scale &&
        !known_keys(d, list, count, type.scale->codes, type.scale->count,
                    ntm_arena_printf(d->arena, _("code of %s"), type.scale->name), at))
        good = false;
    if (!good)
        return value_push_poison(d);
    key = (value){.kind = VALUE_NODE, .ref = ref};
    return selection(d, NTM_OP_CHOOSE, list, count, &key, at, "choose");
}

static int word_when(lua_State *L)
{
    dsl *d = dsl_of(L);
    spot at = dsl_here(d);
    words_arity(d, "when", 3);
    value args[3] = {{.kind = VALUE_NODE, .ref = value_truth(d, 1, at, "when")},
                     value_get(d, 2, "when"),
                     value_get(d, 3, "when")};
    if (args[0].ref == NTM_NO_REF)
        return value_push_poison(d);
    ntm_node proto = {.op = NTM_OP_WHEN};
    value v = value_alike(d, &proto, args, 3, 1, at, "when");
    return value_push(d, &v);
}

/* ---- points ---- */

static const ntm_type points_type = {.kind = NTM_K_NUMBER, .measure = "1"};

static ntm_ref points_at(dsl *d, int index, spot at, const char *word)
{
    value v = value_get(d, index, word);
    return value_as(d, &v, &points_type, at, word);
}

/* first_of { {p, 5}, {p2, 3}, {0} } */
static int word_first_of(lua_State *L)
{
    dsl *d = dsl_of(L);
    spot at = dsl_here(d);
    words_arity(d, "first_of", 1);
    if (value_is_poison(d, 1))
        return value_push_poison(d);
    if (!lua_istable(L, 1)) {
        dsl_bad(d, at, "first_of", "type", _("%s: expected a table of values, got %s"), "first_of",
                value_describe(d, 1));
        return value_push_poison(d);
    }
    uint32_t count = words_entries(d, 1, at, "first_of", NULL), nargs = 0;
    if (count == 0 || count > NTM_MAX_ARGS / 2) {
        dsl_bad(d, at, "first_of", "arity", _("first_of: expected 1 to %u entries"),
                NTM_MAX_ARGS / 2);
        return value_push_poison(d);
    }
    ntm_ref *args = ntm_arena_array(d->arena, 2u * count, sizeof *args);
    bool good = true;
    for (uint32_t i = 1; i <= count; i++) {
        bool last = i == count;
        lua_rawgeti(L, 1, (lua_Integer)i);
        int pair = lua_gettop(L);
        if (value_is_poison(d, pair)) {
            good = false;
            lua_pop(L, 1);
            continue;
        }
        if (!lua_istable(L, pair) || lua_rawlen(L, pair) != (last ? 1u : 2u)) {
            dsl_bad(d, at, "first_of", "type", "%s",
                    last ? _("first_of: the last entry is the points otherwise, such as { 0 }")
                         : _("first_of: expected { condition, points }"));
            return value_push_poison(d);
        }
        if (!last) {
            lua_rawgeti(L, pair, 1);
            args[nargs++] = value_truth(d, -1, at, "first_of");
            lua_pop(L, 1);
            good = good && args[nargs - 1] != NTM_NO_REF;
        }
        lua_rawgeti(L, pair, last ? 1 : 2);
        args[nargs++] = points_at(d, -1, at, "first_of");
        good = good && args[nargs - 1] != NTM_NO_REF;
        lua_pop(L, 2);
    }
    if (!good)
        return value_push_poison(d);
    ntm_node proto = {.op = NTM_OP_FIRST_OF, .nargs = nargs, .args = args};
    return value_push_ref(d, value_node(d, &proto, at, "first_of"));
}

/* { from, points }: two plain numbers. */
static bool read_point(dsl *d, int index, spot at, ntm_decimal out[2])
{
    lua_State *L = d->L;
    if (value_is_poison(d, index))
        return false;
    if (!lua_istable(L, index) || lua_rawlen(L, index) != 2) {
        dsl_bad(d, at, "linear", "type", "%s",
                _("linear: expected linear(x, { from, points }, { to, points })"));
        return false;
    }
    for (int i = 0; i < 2; i++) {
        lua_rawgeti(L, index, i + 1);
        value v = value_get(d, -1, "linear");
        lua_pop(L, 1);
        if (v.kind != VALUE_NUMBER) {
            if (v.kind != VALUE_POISON)
                dsl_bad(d, at, "linear", "type", "%s",
                        _("linear: both numbers of a point are plain"));
            return false;
        }
        out[i] = v.number;
    }
    return true;
}

static int word_linear(lua_State *L)
{
    dsl *d = dsl_of(L);
    spot at = dsl_here(d);
    ntm_decimal points[4];
    words_arity(d, "linear", 3);
    value x = value_get(d, 1, "linear");
    ntm_ref ref = value_as(d, &x, NULL, at, "linear");
    bool from = read_point(d, 2, at, points), to = read_point(d, 3, at, points + 2);
    if (ref == NTM_NO_REF || !from || !to)
        return value_push_poison(d);
    ntm_node proto = {.op = NTM_OP_LINEAR, .nargs = 1, .args = &ref, .points = points};
    return value_push_ref(d, value_node(d, &proto, at, "linear"));
}

static const luaL_Reg WORDS[] = {
    {"by_zone", word_by_zone}, {"by_year", word_by_year},
    {"since", word_since},     {"choose", word_choose},
    {"when", word_when},       {"first_of", word_first_of},
    {"linear", word_linear},   {NULL, NULL},
};

void words_open_select(dsl *d) { luaL_setfuncs(d->L, WORDS, 0); }
