/* ntm-rules/words_documents.c - decision, amendment, findings: what a script returns. */
#include <string.h>

#include "base/i18n.h"
#include "dsl/ntm-rules/item.h"

#define GATES (ITEM_BIT(ITEM_REQUIRES) | ITEM_BIT(ITEM_CONDITION) | ITEM_BIT(ITEM_WITHDRAWAL))

/* ---- the head, alike for all three ---- */

static void read_level(dsl *d, item *it, int table, bool required)
{
    static const char *const levels[] = {"province", "district", "commune",
                                         "village",  "product",  NULL};
    ntm_level level;
    const char *text = item_text(d, it, table, "level", DSL_NAME_MAX, required);
    if (text && !ntm_level_from_code(text, &level)) {
        dsl_bad(d, it->at, "=level", "unknown-level", _("unknown level '%s'%s"), text,
                dsl_meant(d, dsl_nearest(d, text, levels)));
        text = NULL;
    }
    if (!text) /* said above, or the usual one: what follows is checked all the same */
        json_object_set_new(it->json, "level", json_string("commune"));
}

/* A name of letters, digits and _-. under a key. */
static void read_name(dsl *d, item *it, int table, const char *key)
{
    const char *text = item_text(d, it, table, key, DSL_NAME_MAX, false);
    for (const char *p = text; p && *p; p++)
        if (!((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') ||
              strchr("_-.", *p))) {
            dsl_bad(d, it->at, item_key(d, key), "name",
                    _("%s: '%s' has other characters than letters, digits and _-."), key, text);
            json_object_del(it->json, key);
            return;
        }
}

static void read_dates(dsl *d, item *it, int table)
{
    const char *effective = item_date(d, it, table, "effective");
    const char *expires = item_date(d, it, table, "expires");
    if (!effective || !expires || strcmp(expires, effective) >= 0)
        return;
    dsl_bad(d, it->at, "=expires", "dates", _("expires '%s' is before effective '%s'"), expires,
            effective);
    json_object_del(it->json, "expires");
}

static void read_head(dsl *d, item *it, int table)
{
    item_text(d, it, table, "title", DSL_TEXT_MAX, false);
    item_text(d, it, table, "issuer", DSL_TEXT_MAX, false);
    item_bool(d, it, table, "constructed");
    item_bool(d, it, table, "incomplete");
    item_basis(d, it, table, "dates_basis", false);
    read_dates(d, it, table);
    if (!it->name)
        return;
    json_object_set_new(it->json, "number", json_string(it->name));
}

static void read_zoning(dsl *d, item *it, int table)
{
    lua_getfield(d->L, table, "zoning");
    item *scheme = item_at(d, -1);
    if (scheme && scheme->kind == ITEM_SCHEME && scheme->filled)
        it->scheme = scheme;
    else if (!lua_isnil(d->L, -1) && !value_is_poison(d, -1))
        dsl_bad(d, it->at, "=zoning", "type", _("zoning: expected zone_scheme \"…\" { … }, got %s"),
                scheme ? scheme->label : value_describe(d, -1));
    lua_pop(d->L, 1);
}

/* A list of texts under a key. */
static void read_texts(dsl *d, item *it, int table, const char *key)
{
    lua_State *L = d->L;
    json_t *list = json_array();
    lua_getfield(L, table, key);
    int top = lua_gettop(L);
    size_t count = lua_istable(L, top) ? lua_rawlen(L, top) : 0;
    bool good =
        lua_isnil(L, top) || value_is_poison(d, top) || (lua_istable(L, top) && count <= 100);
    for (size_t i = 1; good && i <= count; i++) {
        lua_rawgeti(L, top, (lua_Integer)i);
        size_t length;
        const char *bytes = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &length) : NULL;
        const char *text =
            bytes ? dsl_text(d, it->at, item_key(d, key), bytes, length, DSL_NAME_MAX) : NULL;
        good = bytes || value_is_poison(d, -1);
        if (text)
            json_array_append_new(list, json_string(text));
        lua_pop(L, 1);
    }
    if (!good)
        dsl_bad(d, it->at, item_key(d, key), "type", _("%s: expected a list of texts { \"…\", … }"),
                key);
    lua_settop(L, top - 1);
    if (json_array_size(list))
        json_object_set_new(it->json, key, list);
    else
        json_decref(list);
}

/* ---- decision ---- */

static void read_declared(dsl *d, json_t *declares, int table, const char *key, int high)
{
    int number;
    lua_getfield(d->L, table, key);
    if (!lua_isnil(d->L, -1) && value_integer(d, -1, key, 1, high, &number))
        json_object_set_new(declares, key, json_integer(number));
    lua_pop(d->L, 1);
}

static void read_years(dsl *d, item *it, json_t *declares, int table)
{
    lua_State *L = d->L;
    json_t *list = json_array();
    int last = 0, year = 0;
    lua_getfield(L, table, "years");
    int years = lua_gettop(L);
    size_t count = lua_istable(L, years) ? lua_rawlen(L, years) : 0;
    if (!lua_isnil(L, years) && !value_is_poison(d, years) && (count == 0 || count > 300))
        dsl_bad(d, it->at, "=years", "type", "%s", _("years: expected { 2022, 2023, … }"));
    for (size_t i = 1; i <= count && count <= 300; i++) {
        lua_rawgeti(L, years, (lua_Integer)i);
        bool good = value_integer(d, -1, "years", 1900, 2200, &year);
        lua_pop(L, 1);
        if (good && year > last)
            json_array_append_new(list, json_integer(year));
        else if (good)
            dsl_bad(d, it->at, "=years", "range", "%s", _("years must rise"));
        last = good ? year : last;
    }
    lua_pop(L, 1);
    if (json_array_size(list))
        json_object_set_new(declares, "years", list);
    else
        json_decref(list);
}

static void read_declares(dsl *d, item *it, int table)
{
    static const char *const keys[] = {"criteria", "indicators", "years", NULL};
    lua_getfield(d->L, table, "declares");
    int top = lua_gettop(d->L);
    if (lua_istable(d->L, top)) {
        json_t *declares = json_object();
        words_entries(d, top, it->at, "declares", keys);
        read_declared(d, declares, top, "criteria", 999);
        read_declared(d, declares, top, "indicators", 10000);
        read_years(d, it, declares, top);
        json_object_set_new(it->json, "declares", declares);
    } else if (!lua_isnil(d->L, top) && !value_is_poison(d, top)) {
        dsl_bad(d, it->at, "=declares", "type", _("declares: expected a table, got %s"),
                value_describe(d, top));
    }
    lua_settop(d->L, top - 1);
}

/* Written and declared: a set of which a line was forgotten does not pass in silence. */
static void compare_declared(dsl *d, const item *it, const char *key, uint32_t written)
{
    json_t *said = json_object_get(json_object_get(it->json, "declares"), key);
    if (said && json_integer_value(said) != (json_int_t)written)
        dsl_warn(d, it->at, "=declares", "declared",
                 strcmp(key, "criteria") == 0 ? _("%lld criteria are declared, %u are written")
                                              : _("%lld indicators are declared, %u are written"),
                 (long long)json_integer_value(said), written);
}

static void fill_decision(dsl *d, item *it, int table)
{
    static const char *const keys[] = {"title",    "issuer",         "scope",       "level",
                                       "series",   "effective",      "expires",     "basis",
                                       "declares", "zoning",         "constructed", "incomplete",
                                       "replaces", "continue_until", NULL};
    words_entries(d, table, it->at, it->word, keys);
    read_head(d, it, table);
    read_level(d, it, table, true);
    read_name(d, it, table, "scope");
    read_name(d, it, table, "series");
    read_texts(d, it, table, "replaces");
    item_date(d, it, table, "continue_until");
    read_declares(d, it, table);
    read_zoning(d, it, table);
    item_parts(d, it, table, ITEM_BIT(ITEM_CRITERION) | GATES | ITEM_BIT(ITEM_SCORED),
               _("criterion, requires, condition, withdrawal or scored"), &it->parts, &it->nparts);
    uint32_t criteria = 0, indicators = 0;
    for (uint32_t i = 0; i < it->nparts; i++)
        if (it->parts[i]->kind == ITEM_CRITERION) {
            criteria++;
            indicators += it->parts[i]->nwritten;
        }
    compare_declared(d, it, "criteria", criteria);
    compare_declared(d, it, "indicators", indicators);
}

static int word_decision(lua_State *L) { return item_word(L, ITEM_DECISION, "decision"); }

/* ---- amendment ---- */

static void read_changes(dsl *d, item *it, int table, int which, const char *key)
{
    lua_State *L = d->L;
    lua_getfield(L, table, key);
    int top = lua_gettop(L);
    if (lua_istable(L, top)) {
        words_entries(d, top, it->at, key, NULL);
        item_parts(d, it, top, ITEM_BIT(ITEM_CRITERION) | ITEM_BIT(ITEM_INDICATOR) | GATES,
                   _("indicator, criterion, requires, condition or withdrawal"), &it->lists[which],
                   &it->nlists[which]);
    } else if (!lua_isnil(L, top) && !value_is_poison(d, top)) {
        dsl_bad(d, it->at, item_key(d, key), "type", _("%s: expected a list { … }, got %s"), key,
                value_describe(d, top));
    }
    lua_settop(L, top - 1);
}

/* One entry of repeal: "15.1", 7, condition "name". */
static json_t *repeal_entry(dsl *d, item *it, int index)
{
    static const char *const gates[] = {"requires", "condition", "withdrawal"};
    item *named = item_at(d, index);
    if (named && named->kind >= ITEM_REQUIRES && named->kind <= ITEM_WITHDRAWAL && !named->filled &&
        named->name)
        return json_pack("{s:s}", gates[named->kind - ITEM_REQUIRES], named->name);
    if (named && named->kind == ITEM_INDICATOR && !named->filled && named->name)
        return json_pack("{s:s}", "indicator", named->name);
    if (named && named->kind == ITEM_CRITERION && !named->filled && named->number)
        return json_pack("{s:i}", "criterion", named->number);
    if (lua_type(d->L, index) == LUA_TSTRING) {
        size_t length;
        const char *bytes = lua_tolstring(d->L, index, &length);
        const char *text = dsl_text(d, it->at, "=repeal", bytes, length, DSL_NAME_MAX);
        return text ? json_pack("{s:s}", "indicator", text) : NULL;
    }
    if (!value_is_poison(d, index))
        dsl_bad(d, it->at, "=repeal", "type", "%s",
                _("repeal: expected the number of an indicator, criterion(n) or condition \"…\""));
    return NULL;
}

static void read_repeal(dsl *d, item *it, int table)
{
    lua_State *L = d->L;
    json_t *list = json_array();
    lua_getfield(L, table, "repeal");
    int top = lua_gettop(L);
    size_t count = lua_istable(L, top) ? lua_rawlen(L, top) : 0;
    if (!lua_isnil(L, top) && !value_is_poison(d, top) && (!lua_istable(L, top) || count > 10000)) {
        dsl_bad(d, it->at, "=repeal", "type", _("%s: expected a list { … }, got %s"), "repeal",
                value_describe(d, top));
        count = 0;
    }
    for (size_t i = 1; i <= count; i++) {
        lua_rawgeti(L, top, (lua_Integer)i);
        json_t *entry = repeal_entry(d, it, lua_gettop(L));
        if (entry)
            json_array_append_new(list, entry);
        lua_pop(L, 1);
    }
    lua_settop(L, top - 1);
    json_object_set_new(it->json, "repeal", list); /* moved into changes when it is written out */
}

static void fill_amendment(dsl *d, item *it, int table)
{
    static const char *const keys[] = {"title",     "issuer",      "amends",     "level",
                                       "effective", "expires",     "basis",      "zoning",
                                       "scope",     "constructed", "incomplete", "continue_until",
                                       "replace",   "repeal",      "add",        NULL};
    if (words_entries(d, table, it->at, it->word, keys))
        dsl_bad(d, it->at, it->word, "arity", "%s",
                _("an amendment's items stand in replace, repeal or add"));
    read_head(d, it, table);
    item_text(d, it, table, "amends", DSL_NAME_MAX, true);
    read_level(d, it, table, false);
    read_name(d, it, table, "scope");
    item_date(d, it, table, "continue_until");
    read_zoning(d, it, table);
    read_changes(d, it, table, 0, "replace");
    read_repeal(d, it, table);
    read_changes(d, it, table, 2, "add");
    if (!json_object_get(it->json, "effective"))
        dsl_bad(d, it->at, it->word, "missing", _("%s is missing"), "effective");
}

static int word_amendment(lua_State *L) { return item_word(L, ITEM_AMENDMENT, "amendment"); }

/* ---- findings ---- */

static void fill_findings(dsl *d, item *it, int table)
{
    static const char *const keys[] = {"title",     "issuer",  "level", "scope",
                                       "effective", "expires", "basis", NULL};
    words_entries(d, table, it->at, it->word, keys);
    read_head(d, it, table);
    read_level(d, it, table, false);
    read_name(d, it, table, "scope");
    item_parts(d, it, table, ITEM_BIT(ITEM_FINDING), _("finding \"…\" { … }"), &it->parts,
               &it->nparts);
}

static int word_findings(lua_State *L) { return item_word(L, ITEM_FINDINGS, "findings"); }

void words_open_documents(dsl *d)
{
    static const luaL_Reg WORDS[] = {{"decision", word_decision},
                                     {"amendment", word_amendment},
                                     {"findings", word_findings},
                                     {NULL, NULL}};
    item_set_filler(ITEM_DECISION, fill_decision);
    item_set_filler(ITEM_AMENDMENT, fill_amendment);
    item_set_filler(ITEM_FINDINGS, fill_findings);
    luaL_setfuncs(d->L, WORDS, 0);
}
