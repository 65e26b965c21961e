/* ntm-rules/words_dictionary.c - the field dictionary: unit, scale, list, assessor, field, paper. */
#include <string.h>

#include "base/i18n.h"
#include "dsl/ntm-rules/emit.h"

/* ---- units, assessors, papers ---- */

int words_unit_definition(lua_State *L) { return item_word(L, ITEM_UNIT, "unit"); }

static void fill_unit(dsl *d, item *it, int table)
{
    static const char *const keys[] = {"kind", "of", "factor", "vi", "en", NULL};
    words_entries(d, table, it->at, it->word, keys);
    item_text(d, it, table, "kind", DSL_NAME_MAX, true);
    item_text(d, it, table, "of", DSL_NAME_MAX, false);
    item_decimal(d, it, table, "factor");
    item_text(d, it, table, "vi", DSL_TEXT_MAX, false);
    item_text(d, it, table, "en", DSL_TEXT_MAX, false);
}

static void put_integer(dsl *d, item *it, int table, const char *key, int low, int high)
{
    int number;
    lua_getfield(d->L, table, key);
    if (!lua_isnil(d->L, -1) && value_integer(d, -1, key, low, high, &number))
        json_object_set_new(it->json, key, json_integer(number));
    lua_pop(d->L, 1);
}

static int word_assessor(lua_State *L) { return item_word(L, ITEM_ASSESSOR, "assessor"); }

static void fill_assessor(dsl *d, item *it, int table)
{
    static const char *const keys[] = {"order", "vi", "en", "office", "from", "to", NULL};
    words_entries(d, table, it->at, it->word, keys);
    put_integer(d, it, table, "order", 1, 1000);
    item_text(d, it, table, "vi", DSL_TEXT_MAX, false);
    item_text(d, it, table, "en", DSL_TEXT_MAX, false);
    item_text(d, it, table, "office", DSL_TEXT_MAX, false);
    item_date(d, it, table, "from");
    item_date(d, it, table, "to");
}

static int word_paper(lua_State *L) { return item_word(L, ITEM_PAPER, "paper"); }

static void fill_paper(dsl *d, item *it, int table)
{
    static const char *const keys[] = {"vi", "en", NULL};
    words_entries(d, table, it->at, it->word, keys);
    item_text(d, it, table, "vi", DSL_TEXT_MAX, true);
    item_text(d, it, table, "en", DSL_TEXT_MAX, false);
}

/* ---- scales and lists ---- */

/* { "code", vi = "…", en = "…" } on top of the stack. */
static json_t *code_json(dsl *d, item *it)
{
    static const char *const keys[] = {"vi", "en", NULL};
    lua_State *L = d->L;
    int entry = lua_gettop(L);
    item one = {.at = it->at, .word = it->word, .json = json_object()};
    if (lua_type(L, entry) == LUA_TSTRING) {
        const char *code = value_text(d, entry, it->word, DSL_NAME_MAX);
        if (code)
            json_object_set_new(one.json, "code", json_string(code));
        return one.json;
    }
    if (!lua_istable(L, entry)) {
        if (!value_is_poison(d, entry))
            dsl_bad(d, it->at, it->word, "type", "%s",
                    _("expected { \"code\", vi = \"…\", en = \"…\" }"));
        return one.json;
    }
    words_entries(d, entry, it->at, it->word, keys);
    item_first_text(d, &one, entry, "code");
    item_text(d, &one, entry, "vi", DSL_TEXT_MAX, false);
    item_text(d, &one, entry, "en", DSL_TEXT_MAX, false);
    return one.json;
}

static void fill_scale(dsl *d, item *it, int table)
{
    json_t *codes = json_array();
    uint32_t count = words_entries(d, table, it->at, it->word, NULL);
    for (uint32_t i = 1; i <= count && i <= 1000; i++) {
        lua_rawgeti(d->L, table, (lua_Integer)i);
        json_array_append_new(codes, code_json(d, it));
        lua_pop(d->L, 1);
    }
    json_object_set_new(it->json, "ordered", json_boolean(it->kind == ITEM_SCALE));
    json_object_set_new(it->json, "codes", codes);
}

static int word_scale(lua_State *L) { return item_word(L, ITEM_SCALE, "scale"); }
static int word_list(lua_State *L) { return item_word(L, ITEM_LIST, "list"); }

/* ---- fields ---- */

/* range = { 0, 100 }, either may be nil. */
static void put_range(dsl *d, item *it, int table)
{
    lua_State *L = d->L;
    char text[NTM_DECIMAL_TEXT];
    lua_getfield(L, table, "range");
    int range = lua_gettop(L);
    if (lua_istable(L, range)) {
        json_t *list = json_array();
        for (int i = 1; i <= 2; i++) {
            lua_rawgeti(L, range, i);
            value v = {.kind = VALUE_POISON};
            if (!lua_isnil(L, -1))
                v = value_get(d, -1, "range");
            json_array_append_new(list, v.kind == VALUE_NUMBER
                                            ? json_string(ntm_decimal_format(v.number, text))
                                            : json_null());
            lua_pop(L, 1);
        }
        json_object_set_new(it->json, "range", list);
    } else if (!lua_isnil(L, range) && !value_is_poison(d, range)) {
        dsl_bad(d, it->at, "=range", "type", "%s", _("range: expected { lowest, highest }"));
    }
    lua_settop(L, range - 1);
}

static void put_derive(dsl *d, item *it, int table)
{
    static const char *const keys[] = {"sum", "children", NULL};
    lua_State *L = d->L;
    lua_getfield(L, table, "derive");
    int derive = lua_gettop(L);
    if (lua_istable(L, derive)) {
        item one = {.at = it->at, .word = it->word, .json = json_object()};
        words_entries(d, derive, it->at, it->word, keys);
        item_texts(d, &one, one.json, derive, "sum");
        item_text(d, &one, derive, "children", DSL_NAME_MAX, false);
        json_object_set_new(it->json, "derive", one.json);
    } else if (!lua_isnil(L, derive) && !value_is_poison(d, derive)) {
        dsl_bad(d, it->at, "=derive", "type", "%s",
                _("derive: expected { sum = { \"field\", … } } or { children = \"village\" }"));
    }
    lua_settop(L, derive - 1);
}

static void fill_field(dsl *d, item *it, int table)
{
    static const char *const keys[] = {"vi",   "en",     "type",   "unit",  "level",   "scale",
                                       "list", "fresh",  "period", "range", "part_of", "precision",
                                       "good", "derive", "carry",  "basis", NULL};
    static const char *const texts[] = {"type",    "unit", "scale", "list",  "period",
                                        "part_of", "good", "carry", "basis", NULL};
    words_entries(d, table, it->at, it->word, keys);
    item_text(d, it, table, "vi", DSL_TEXT_MAX, true);
    item_text(d, it, table, "en", DSL_TEXT_MAX, true);
    for (size_t i = 0; texts[i]; i++)
        item_text(d, it, table, texts[i], DSL_NAME_MAX, false);
    item_decimal(d, it, table, "precision");
    item_texts(d, it, it->json, table, "level");
    lua_getfield(d->L, table, "fresh");
    bool months = lua_type(d->L, -1) == LUA_TNUMBER;
    lua_pop(d->L, 1);
    if (months)
        put_integer(d, it, table, "fresh", 1, 1200);
    else
        item_text(d, it, table, "fresh", DSL_NAME_MAX, false);
    put_range(d, it, table);
    put_derive(d, it, table);
}

static int word_field(lua_State *L) { return item_word(L, ITEM_FIELD, "field"); }

/* ---- the whole ---- */

static void fill_dictionary(dsl *d, item *it, int table)
{
    static const char *const keys[] = {"basis", NULL};
    words_entries(d, table, it->at, it->word, keys);
    item_basis(d, it, table, "basis", false);
    item_parts(d, it, table,
               ITEM_BIT(ITEM_UNIT) | ITEM_BIT(ITEM_SCALE) | ITEM_BIT(ITEM_LIST) |
                   ITEM_BIT(ITEM_ASSESSOR) | ITEM_BIT(ITEM_FIELD) | ITEM_BIT(ITEM_PAPER),
               _("unit, scale, list, assessor, field or paper"), &it->parts, &it->nparts);
}

static int word_dictionary(lua_State *L)
{
    dsl *d = dsl_of(L);
    words_arity(d, "dictionary", 1);
    item *it = item_begin(d, ITEM_DICTIONARY, "dictionary", NULL);
    it->filled = true;
    if (lua_istable(L, 1))
        fill_dictionary(d, it, 1);
    else if (!value_is_poison(d, 1))
        dsl_bad(d, it->at, it->word, "type", _("expected a table { … }, got %s"),
                value_describe(d, 1));
    return 1;
}

json_t *emit_dictionary(dsl *d, item *root)
{
    static const struct {
        item_kind kind;
        const char *key;
    } groups[] = {{ITEM_UNIT, "units"},   {ITEM_SCALE, "scales"},       {ITEM_LIST, "lists"},
                  {ITEM_FIELD, "fields"}, {ITEM_ASSESSOR, "assessors"}, {ITEM_PAPER, "papers"}};
    json_t *json = json_copy(root->json), *lists[ITEM_KINDS] = {0};
    json_object_set_new(json, "schema", json_string("ntm.dictionary/1"));
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        lists[groups[i].kind] = json_object();
        json_object_set_new(json, groups[i].key, lists[groups[i].kind]);
    }
    for (uint32_t i = 0; i < root->nparts; i++) {
        item *it = root->parts[i];
        if (!it->name)
            continue;
        if (json_object_get(lists[it->kind], it->name))
            dsl_bad(d, it->at, it->word, "duplicate", _("%s stands twice"), it->label);
        else
            json_object_set(lists[it->kind], it->name, it->json);
    }
    return json;
}

void words_open_dictionary(dsl *d)
{
    static const luaL_Reg WORDS[] = {{"dictionary", word_dictionary},
                                     {"scale", word_scale},
                                     {"list", word_list},
                                     {"assessor", word_assessor},
                                     {"field", word_field},
                                     {"paper", word_paper},
                                     {NULL, NULL}};
    item_set_filler(ITEM_UNIT, fill_unit);
    item_set_filler(ITEM_SCALE, fill_scale);
    item_set_filler(ITEM_LIST, fill_scale);
    item_set_filler(ITEM_ASSESSOR, fill_assessor);
    item_set_filler(ITEM_FIELD, fill_field);
    item_set_filler(ITEM_PAPER, fill_paper);
    luaL_setfuncs(d->L, WORDS, 0);
}
