/* ntm-rules/item.c - see the header. */
#include "dsl/ntm-rules/item.h"

#include <string.h>

#include "base/i18n.h"
#include "dsl/ntm-rules/limits.h"

#define PARTS_MAX 10000u /* what the model allows in one list */

static item_filler fillers[ITEM_KINDS];

void item_set_filler(item_kind kind, item_filler fill) { fillers[kind] = fill; }

/* ---- the two calls ---- */

item *item_at(dsl *d, int index)
{
    item **box = luaL_testudata(d->L, index, META_ITEM);
    return box ? *box : NULL;
}

item *item_begin(dsl *d, item_kind kind, const char *word, const char *name)
{
    item **box = lua_newuserdatauv(d->L, sizeof *box, 0);
    limits_charge(200);
    limits_outside(sizeof(item) + 256);
    item *it = ntm_arena_alloc(d->arena, sizeof *it);
    it->kind = kind;
    it->word = word;
    it->name = name;
    if (kind == ITEM_INDICATOR && name)
        it->label = ntm_arena_printf(d->arena, _("indicator %s"), name);
    else
        it->label = name ? ntm_arena_printf(d->arena, "%s %.120s", word, name) : word;
    it->at = dsl_here(d);
    it->attempts_before = d->attempts_before = d->attempts;
    it->json = json_object();
    it->pass = it->applies = NTM_NO_REF;
    *box = it;
    luaL_setmetatable(d->L, META_ITEM);
    if (kind == ITEM_CRITERION) {
        d->criterion = it->label;
        d->item = NULL;
    } else if (kind < ITEM_DECISION && kind != ITEM_SCORED) {
        d->item = it->label;
    } else {
        d->criterion = d->item = NULL;
        d->built = d->built || kind >= ITEM_DECISION;
    }
    return it;
}

int item_word(lua_State *L, item_kind kind, const char *word)
{
    dsl *d = dsl_of(L);
    words_arity(d, word, 1);
    item_begin(d, kind, word, value_text(d, 1, word, DSL_TEXT_MAX));
    return 1;
}

static int item_call(lua_State *L)
{
    dsl *d = dsl_of(L);
    item *it = *(item **)luaL_checkudata(L, 1, META_ITEM);
    if (it->filled)
        dsl_bad(d, it->at, it->word, "type", "%s",
                _("it has two tables (is a comma missing between two items?)"));
    else if (lua_istable(L, 2)) {
        it->filled = true;
        d->item = it->kind < ITEM_DECISION && it->kind != ITEM_CRITERION && it->kind != ITEM_SCORED
                      ? it->label
                      : NULL;
        d->criterion = it->kind == ITEM_CRITERION ? it->label : d->criterion;
        fillers[it->kind](d, it, 2);
    } else if (!value_is_poison(d, 2)) {
        dsl_bad(d, it->at, it->word, "type", _("expected a table { … }, got %s"),
                value_describe(d, 2));
    }
    it->filled = true;
    if (it->kind == ITEM_CRITERION || it->kind >= ITEM_DECISION)
        d->criterion = NULL;
    d->item = NULL;
    lua_pushvalue(L, 1);
    return 1;
}

static int item_index(lua_State *L)
{
    dsl *d = dsl_of(L);
    dsl_bad(d, dsl_here(d), NULL, "type", "%s", _("a part of a decision has no entries to read"));
    return value_push_poison(d);
}

void item_open(dsl *d)
{
    lua_State *L = d->L;
    luaL_newmetatable(L, META_ITEM);
    words_set_operators(d);
    lua_pushcfunction(L, item_call);
    lua_setfield(L, -2, "__call");
    lua_pushcfunction(L, item_index);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
}

/* ---- reading ---- */

/* Keys are literals, asked for again with every item: each is written once. */
const char *item_key(dsl *d, const char *key)
{
    static const char *keys[64], *whats[64];
    size_t slot = ((uintptr_t)key >> 1) % 64;
    if (keys[slot] != key || strcmp(whats[slot] + 1, key) != 0) {
        keys[slot] = key;
        whats[slot] = ntm_arena_printf(d->arena, "=%s", key);
    }
    return whats[slot];
}

/* Push what stands under a key; false (nothing pushed) when absent or poison. */
static bool push_field(dsl *d, item *it, int table, const char *key, bool required, bool *given)
{
    lua_getfield(d->L, table, key);
    if (given)
        *given = !lua_isnil(d->L, -1);
    if (lua_isnil(d->L, -1) && required && !words_meant(d, key))
        dsl_bad(d, it->at, it->word, "missing", _("%s is missing"), key);
    if (lua_isnil(d->L, -1) || value_is_poison(d, -1)) {
        lua_pop(d->L, 1);
        return false;
    }
    return true;
}

const char *item_text(dsl *d, item *it, int table, const char *key, size_t most, bool required)
{
    if (!push_field(d, it, table, key, required, NULL))
        return NULL;
    const char *text = NULL;
    if (lua_type(d->L, -1) == LUA_TSTRING) {
        size_t length;
        const char *bytes = lua_tolstring(d->L, -1, &length);
        text = dsl_text(d, it->at, item_key(d, key), bytes, length, most);
    } else {
        dsl_bad(d, it->at, item_key(d, key), "type", _("%s: expected a text, got %s"), key,
                value_describe(d, -1));
    }
    lua_pop(d->L, 1);
    if (text)
        json_object_set_new(it->json, key, json_string(text));
    return text;
}

void item_texts(dsl *d, item *it, json_t *out, int table, const char *key)
{
    lua_State *L = d->L;
    lua_getfield(L, table, key);
    int top = lua_gettop(L);
    bool listed = lua_istable(L, top);
    size_t count = listed ? lua_rawlen(L, top) : 1;
    json_t *list = json_array();
    for (size_t i = 1; !lua_isnil(L, top) && !value_is_poison(d, top) && i <= count && i <= 1000;
         i++) {
        if (listed)
            lua_rawgeti(L, top, (lua_Integer)i);
        else
            lua_pushvalue(L, top);
        size_t length;
        const char *bytes = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &length) : NULL;
        const char *text =
            bytes ? dsl_text(d, it->at, item_key(d, key), bytes, length, DSL_NAME_MAX) : NULL;
        if (text)
            json_array_append_new(list, json_string(text));
        else if (!bytes && !value_is_poison(d, -1))
            dsl_bad(d, it->at, item_key(d, key), "type",
                    _("%s: expected a list of texts { \"…\", … }"), key);
        lua_pop(L, 1);
    }
    if (!lua_isnil(L, top) && !value_is_poison(d, top))
        json_object_set_new(out, key, list);
    lua_settop(L, top - 1);
}

void item_first_text(dsl *d, item *it, int table, const char *as)
{
    lua_rawgeti(d->L, table, 1);
    if (lua_type(d->L, -1) == LUA_TSTRING) {
        size_t length;
        const char *bytes = lua_tolstring(d->L, -1, &length);
        const char *text = dsl_text(d, it->at, it->word, bytes, length, DSL_TEXT_MAX);
        if (text)
            json_object_set_new(it->json, as, json_string(text));
    } else if (!value_is_poison(d, -1)) {
        dsl_bad(d, it->at, it->word, "missing",
                _("its text is missing; expected it first, in quotes"));
    }
    lua_pop(d->L, 1);
    if (lua_rawlen(d->L, table) > 1)
        dsl_bad(d, it->at, it->word, "arity", "%s",
                _("more than a text stands in it without a name; expected name = value"));
}

void item_bool(dsl *d, item *it, int table, const char *key)
{
    if (!push_field(d, it, table, key, false, NULL))
        return;
    if (!lua_isboolean(d->L, -1))
        dsl_bad(d, it->at, item_key(d, key), "type", _("%s: expected true or false, got %s"), key,
                value_describe(d, -1));
    else if (lua_toboolean(d->L, -1))
        json_object_set_new(it->json, key, json_true());
    lua_pop(d->L, 1);
}

void item_decimal(dsl *d, item *it, int table, const char *key)
{
    char text[NTM_DECIMAL_TEXT];
    if (!push_field(d, it, table, key, false, NULL))
        return;
    if (lua_type(d->L, -1) == LUA_TNUMBER) {
        value v = value_get(d, -1, key);
        if (v.kind == VALUE_NUMBER)
            json_object_set_new(it->json, key, json_string(ntm_decimal_format(v.number, text)));
    } else if (lua_type(d->L, -1) == LUA_TSTRING) {
        item_text(d, it, table, key, DSL_NAME_MAX, false); /* the model reads it */
    } else {
        dsl_bad(d, it->at, item_key(d, key), "type", _("%s: expected a number, got %s"), key,
                value_describe(d, -1));
    }
    lua_pop(d->L, 1);
}

const char *item_date(dsl *d, item *it, int table, const char *key)
{
    ntm_date date;
    const char *text = item_text(d, it, table, key, DSL_NAME_MAX, false);
    if (!text || ntm_date_parse_iso(text, &date))
        return text;
    json_object_del(it->json, key);
    dsl_bad(d, it->at, item_key(d, key), "date", _("%s: '%s' is not a date such as 2023-12-31"),
            key, text);
    return NULL;
}

void item_basis(dsl *d, item *it, int table, const char *as, bool required)
{
    static const char *const words[] = {"seed", "found", "recalled", "assumed", "gazette", NULL};
    if (!push_field(d, it, table, "basis", false, NULL)) {
        lua_getfield(d->L, table, "basis");
        if (lua_isnil(d->L, -1) && required && !words_meant(d, "basis"))
            dsl_bad(d, it->at, it->word, "missing-basis", "%s",
                    _("basis is missing; expected seed, found, recalled, assumed or gazette"));
        lua_pop(d->L, 1);
        return;
    }
    lua_pop(d->L, 1);
    const char *text = item_text(d, it, table, "basis", DSL_NAME_MAX, false), *what;
    json_object_del(it->json, "basis");
    if (!text)
        return;
    /* (the key of that name which is found first would be the indicator's own) */
    what = strcmp(as, "evidence_basis") ? item_key(d, "basis")
                                        : ntm_arena_printf(d->arena, "\"%s", text);
    for (size_t i = 0; words[i]; i++)
        if (strcmp(words[i], text) == 0) {
            json_object_set_new(it->json, as, json_string(text));
            return;
        }
    dsl_bad(d, it->at, what, "unknown-basis", _("unknown basis '%s'%s"), text,
            dsl_meant(d, dsl_nearest(d, text, words)));
    dsl_hint(d, "%s", _("expected seed, found, recalled, assumed or gazette"));
}

void item_truth(dsl *d, item *it, int table, const char *key, bool required, ntm_ref *out,
                bool *given)
{
    if (!push_field(d, it, table, key, required, given))
        return;
    if (lua_type(d->L, -1) == LUA_TUSERDATA &&
        (luaL_testudata(d->L, -1, META_VALUE) || luaL_testudata(d->L, -1, META_PATH)))
        *out = value_truth(d, -1, it->at, item_key(d, key) + 1);
    else if (!lua_isboolean(d->L, -1) || d->attempts == it->attempts_before) {
        /* (a boolean after a finding is what came of it) */
        dsl_bad(d, it->at, item_key(d, key), "type", _("%s: expected a condition, got %s"), key,
                value_describe(d, -1));
        if (lua_isboolean(d->L, -1))
            dsl_hint(
                d, "%s",
                _("compare with :at_least(…), :is(…); join with & | ~, not with and, or, not"));
    }
    lua_pop(d->L, 1);
}

void item_parts(dsl *d, item *it, int table, unsigned kinds, const char *expected, item ***out,
                uint32_t *count_out)
{
    lua_State *L = d->L;
    size_t count = lua_rawlen(L, table);
    *count_out = 0;
    it->nwritten = (uint32_t)(count > PARTS_MAX ? PARTS_MAX : count);
    limits_charge(count);
    if (count > PARTS_MAX) {
        dsl_bad(d, it->at, it->word, "limit", _("%zu entries; at most %u are allowed"), count,
                PARTS_MAX);
        count = 0;
    }
    *out = ntm_arena_array(d->arena, count, sizeof **out);
    for (size_t i = 1; i <= count; i++) {
        lua_rawgeti(L, table, (lua_Integer)i);
        item *part = item_at(d, -1);
        if (part && (kinds & ITEM_BIT(part->kind)) && part->filled) {
            (*out)[(*count_out)++] = part;
        } else if (part && (kinds & ITEM_BIT(part->kind))) {
            dsl_bad(d, part->at, part->word, "unfinished", _("%s: its table { … } is missing"),
                    part->label);
        } else if (part) {
            dsl_bad(d, part->at, part->word, "misplaced", _("%s does not belong here; expected %s"),
                    part->label, expected);
        } else if (!value_is_poison(d, -1)) {
            dsl_bad(d, it->at, it->word, "type", _("entry %zu is %s; expected %s"), i,
                    value_describe(d, -1), expected);
        }
        lua_pop(L, 1);
    }
}
