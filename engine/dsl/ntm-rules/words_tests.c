/*
 * ntm-rules/words_tests.c - authors' tests: tests "32/2022" { base = …, case "…" { … } }.
 *
 * Data only: what a case says is handed on as texts, to be read by whoever reads figures from a
 * file; so a test is checked by the same rules as a commune's sheet.
 */
#include <string.h>

#include "base/i18n.h"
#include "dsl/ntm-rules/emit.h"

#define DATA_DEPTH 6

/* A number or text as text, true and false as they are; NULL for anything else. */
static json_t *scalar(dsl *d, item *it, int index, const char *what)
{
    char text[NTM_DECIMAL_TEXT];
    if (lua_isboolean(d->L, index))
        return json_boolean(lua_toboolean(d->L, index));
    if (lua_type(d->L, index) == LUA_TNUMBER) {
        value v = value_get(d, index, what);
        return v.kind == VALUE_NUMBER ? json_string(ntm_decimal_format(v.number, text)) : NULL;
    }
    if (lua_type(d->L, index) == LUA_TSTRING) {
        size_t length;
        const char *bytes = lua_tolstring(d->L, index, &length);
        const char *kept = dsl_text(d, it->at, what, bytes, length, DSL_TEXT_MAX);
        return kept ? json_string(kept) : NULL;
    }
    if (!value_is_poison(d, index))
        dsl_bad(d, it->at, what, "type", _("expected a number, a text, true or false, got %s"),
                value_describe(d, index));
    return NULL;
}

/* A table of data: a list where it has entries 1, 2, …, else by name. */
static json_t *data(dsl *d, item *it, int index, const char *what, int depth)
{
    lua_State *L = d->L;
    if (!lua_istable(L, index))
        return scalar(d, it, index, what);
    if (depth == DATA_DEPTH) {
        dsl_bad(d, it->at, what, "limit", _("tables are nested deeper than %d"), DATA_DEPTH);
        return NULL;
    }
    size_t length = lua_rawlen(L, index);
    json_t *out = length ? json_array() : json_object();
    luaL_checkstack(L, 8, NULL);
    if (length) {
        uint32_t count = words_entries(d, index, it->at, it->word, NULL);
        for (uint32_t i = 1; i <= count; i++) {
            lua_rawgeti(L, index, (lua_Integer)i);
            json_t *entry = data(d, it, lua_gettop(L), what, depth + 1);
            json_array_append_new(out, entry ? entry : json_null());
            lua_pop(L, 1);
        }
        return out;
    }
    lua_pushnil(L);
    while (lua_next(L, index)) {
        size_t n;
        const char *bytes = lua_type(L, -2) == LUA_TSTRING ? lua_tolstring(L, -2, &n) : NULL;
        const char *key = bytes ? dsl_text(d, it->at, what, bytes, n, DSL_TEXT_MAX) : NULL;
        json_t *entry = key ? data(d, it, lua_gettop(L), item_key(d, key), depth + 1) : NULL;
        if (!bytes)
            dsl_bad(d, it->at, what, "type", "%s", _("expected texts as keys"));
        if (entry)
            json_object_set_new(out, key, entry);
        lua_pop(L, 1);
    }
    return out;
}

/* The keys that a case and the base share; figures stay data. */
static const char *const CASE_KEYS[] = {"as_of",    "year",   "zone",   "unit",       "villages",
                                        "products", "parent", "titles", "registered", "full",
                                        "expect",   "note",   NULL};

static json_t *case_json(dsl *d, item *it, int table)
{
    json_t *json = json_object();
    words_entries(d, table, it->at, it->word, CASE_KEYS);
    for (size_t i = 0; CASE_KEYS[i]; i++) {
        lua_getfield(d->L, table, CASE_KEYS[i]);
        if (!lua_isnil(d->L, -1)) {
            json_t *said = data(d, it, lua_gettop(d->L), item_key(d, CASE_KEYS[i]), 0);
            if (said)
                json_object_set_new(json, CASE_KEYS[i], said);
        }
        lua_pop(d->L, 1);
    }
    const char *as_of = json_string_value(json_object_get(json, "as_of"));
    ntm_date date;
    if (as_of && !ntm_date_parse_iso(as_of, &date))
        dsl_bad(d, it->at, "=as_of", "date", _("%s: '%s' is not a date such as 2023-12-31"),
                "as_of", as_of);
    return json;
}

/* villages = {} is a list of none, not an object of none. */
static void lists_are_lists(json_t *json)
{
    static const char *const keys[] = {"villages", "products", "titles", "registered"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        json_t *list = json_object_get(json, keys[i]);
        if (json_is_object(list) && json_object_size(list) == 0)
            json_object_set_new(json, keys[i], json_array());
    }
}

static void fill_case(dsl *d, item *it, int table)
{
    json_t *json = case_json(d, it, table);
    lists_are_lists(json);
    if (!json_is_object(json_object_get(json, "expect")) && !words_meant(d, "expect"))
        dsl_bad(d, it->at, it->word, "missing", "%s",
                _("expect is missing; expected the statuses: expect = { [\"15.1\"] = \"fail\" }"));
    if (it->name)
        json_object_set_new(json, "name", json_string(it->name));
    it->json = json;
}

static void fill_tests(dsl *d, item *it, int table)
{
    static const char *const keys[] = {"base", NULL};
    words_entries(d, table, it->at, it->word, keys);
    lua_getfield(d->L, table, "base");
    if (lua_istable(d->L, -1)) {
        json_t *base = case_json(d, it, lua_gettop(d->L));
        lists_are_lists(base);
        json_object_set_new(it->json, "base", base);
    } else if (!lua_isnil(d->L, -1) && !value_is_poison(d, -1)) {
        dsl_bad(d, it->at, "=base", "type", _("%s: expected a table, got %s"), "base",
                value_describe(d, -1));
    }
    lua_pop(d->L, 1);
    item_parts(d, it, table, ITEM_BIT(ITEM_CASE), _("case \"…\" { … }"), &it->parts, &it->nparts);
    if (!it->nparts && lua_rawlen(d->L, table) == 0)
        dsl_bad(d, it->at, it->word, "empty", "%s", _("it has no case"));
}

static int word_case(lua_State *L) { return item_word(L, ITEM_CASE, "case"); }
static int word_tests(lua_State *L) { return item_word(L, ITEM_TESTS, "tests"); }

json_t *emit_tests(dsl *d, item *root)
{
    json_t *json = json_copy(root->json), *cases = json_array();
    ntm_names *names = ntm_names_new(d->arena);
    json_object_set_new(json, "schema", json_string("ntm.tests/1"));
    json_object_set_new(json, "decision", json_string(root->name ? root->name : ""));
    for (uint32_t i = 0; i < root->nparts; i++) {
        item *it = root->parts[i];
        ntm_place place = dsl_place(d, it->at, it->word);
        uint32_t before = ntm_names_count(names);
        if (it->name && ntm_names_add(names, it->name) < before)
            dsl_bad(d, it->at, it->word, "duplicate", _("%s stands twice"), it->label);
        json_object_set_new(it->json, "place",
                            json_pack("[I,I]", (json_int_t)place.line, (json_int_t)place.column));
        json_array_append(cases, it->json);
    }
    json_object_set_new(json, "cases", cases);
    return json;
}

void words_open_tests(dsl *d)
{
    static const luaL_Reg WORDS[] = {{"tests", word_tests}, {"case", word_case}, {NULL, NULL}};
    item_set_filler(ITEM_CASE, fill_case);
    item_set_filler(ITEM_TESTS, fill_tests);
    luaL_setfuncs(d->L, WORDS, 0);
}
