/* ntm-rules/words_scored.c - points instead of criteria: scored, part with a table, item. */
#include <string.h>

#include "base/i18n.h"
#include "dsl/ntm-rules/item.h"

/* ---- item "A1" { "…", points = …, excludes = p } ---- */

static void fill_score_item(dsl *d, item *it, int table)
{
    static const char *const keys[] = {"points", "excludes", "basis", NULL};
    static const ntm_type points = {.kind = NTM_K_NUMBER, .measure = "1"};
    words_entries(d, table, it->at, it->word, keys);
    item_first_text(d, it, table, "text");
    lua_getfield(d->L, table, "points");
    it->has_pass = !lua_isnil(d->L, -1);
    if (!it->has_pass) {
        if (!words_meant(d, "points"))
            dsl_bad(d, it->at, it->word, "missing", _("%s is missing"), "points");
    } else if (!value_is_poison(d, -1)) {
        value v = value_get(d, -1, "points");
        it->pass = value_as(d, &v, &points, it->at, "points");
        ntm_type type = {.kind = NTM_K_ANY};
        if (it->pass != NTM_NO_REF)
            type = ntm_graph_node(d->graph, it->pass)->type;
        if (type.kind != NTM_K_ANY &&
            (type.kind != NTM_K_NUMBER || strcmp(type.measure, points.measure) != 0)) {
            dsl_bad(d, it->at, "=points", "type",
                    _("points: expected a number without unit, got %s"),
                    ntm_type_text(d->arena, type));
            dsl_hint(d, "%s", _("write first_of { { condition, points }, …, { 0 } } or linear(…)"));
            it->pass = NTM_NO_REF;
        }
    }
    lua_pop(d->L, 1);
    item_truth(d, it, table, "excludes", false, &it->applies, &it->has_applies);
    item_basis(d, it, table, "basis", true);
}

static int word_item(lua_State *L) { return item_word(L, ITEM_SCORE_ITEM, "item"); }

/* ---- part("A", { max = 40, floor = 10 }, { item … }) ---- */

int words_score_part(lua_State *L)
{
    static const char *const keys[] = {"max", "floor", NULL};
    dsl *d = dsl_of(L);
    words_arity(d, "part", 3);
    const char *label = value_text(d, 1, "part", DSL_TEXT_MAX);
    item *it = item_begin(d, ITEM_SCORE_PART, "part", label);
    it->filled = true;
    if (label)
        json_object_set_new(it->json, "label", json_string(label));
    words_entries(d, 2, it->at, it->word, keys);
    item_decimal(d, it, 2, "max");
    item_decimal(d, it, 2, "floor");
    if (lua_istable(L, 3)) {
        words_entries(d, 3, it->at, it->word, NULL);
        item_parts(d, it, 3, ITEM_BIT(ITEM_SCORE_ITEM), _("item \"…\" { … }"), &it->parts,
                   &it->nparts);
        if (!it->nparts && lua_rawlen(L, 3) == 0)
            dsl_bad(d, it->at, it->word, "empty", "%s", _("it has no item"));
    } else if (!value_is_poison(d, 3)) {
        dsl_bad(
            d, it->at, it->word, "type", "%s",
            _("expected part(\"label\", condition), or part(\"label\", { max = … }, { item … })"));
    }
    d->item = NULL;
    return 1;
}

/* ---- scored { part(…), …, bands = { { 90, "sao_5" }, … }, below = "…" } ---- */

static void read_bands(dsl *d, item *it, int table)
{
    lua_State *L = d->L;
    char text[NTM_DECIMAL_TEXT];
    lua_getfield(L, table, "bands");
    int bands = lua_gettop(L);
    size_t count = lua_istable(L, bands) ? lua_rawlen(L, bands) : 0;
    json_t *list = json_array();
    if ((!lua_istable(L, bands) && !lua_isnil(L, bands) && !value_is_poison(d, bands)) ||
        count > 200) {
        dsl_bad(d, it->at, "=bands", "type", "%s",
                _("bands: expected { { 90, \"sao_5\" }, … }, falling"));
        count = 0;
    }
    for (size_t i = 1; i <= count; i++) {
        lua_rawgeti(L, bands, (lua_Integer)i);
        int band = lua_gettop(L);
        if (!lua_istable(L, band) || lua_rawlen(L, band) != 2) {
            if (!value_is_poison(d, band))
                dsl_bad(d, it->at, "=bands", "type", "%s",
                        _("bands: expected { { 90, \"sao_5\" }, … }, falling"));
            lua_pop(L, 1);
            continue;
        }
        lua_rawgeti(L, band, 1);
        lua_rawgeti(L, band, 2);
        value from = value_get(d, -2, "bands"), code = value_get(d, -1, "bands");
        if (from.kind == VALUE_NUMBER && code.kind == VALUE_TEXT)
            json_array_append_new(list, json_pack("{s:s,s:s}", "from",
                                                  ntm_decimal_format(from.number, text), "code",
                                                  code.text));
        else if (from.kind != VALUE_POISON && code.kind != VALUE_POISON)
            dsl_bad(d, it->at, "=bands", "type", "%s",
                    _("bands: expected { { 90, \"sao_5\" }, … }, falling"));
        lua_pop(L, 3);
    }
    lua_pop(L, 1);
    if (json_array_size(list))
        json_object_set_new(it->json, "bands", list);
    else
        json_decref(list);
}

static void fill_scored(dsl *d, item *it, int table)
{
    static const char *const keys[] = {"bands", "below", NULL};
    words_entries(d, table, it->at, it->word, keys);
    item_parts(d, it, table, ITEM_BIT(ITEM_SCORE_PART), _("part(\"…\", { … }, { item … })"),
               &it->parts, &it->nparts);
    if (!it->nparts && lua_rawlen(d->L, table) == 0)
        dsl_bad(d, it->at, it->word, "empty", "%s", _("scored has no part"));
    read_bands(d, it, table);
    item_text(d, it, table, "below", DSL_NAME_MAX, false);
}

static int word_scored(lua_State *L)
{
    dsl *d = dsl_of(L);
    words_arity(d, "scored", 1);
    item *it = item_begin(d, ITEM_SCORED, "scored", NULL);
    if (lua_istable(L, 1)) {
        it->filled = true;
        fill_scored(d, it, 1);
    } else if (!value_is_poison(d, 1)) {
        dsl_bad(d, it->at, it->word, "type", _("expected a table { … }, got %s"),
                value_describe(d, 1));
    }
    it->filled = true;
    return 1;
}

void words_open_scored(dsl *d)
{
    static const luaL_Reg WORDS[] = {{"item", word_item}, {"scored", word_scored}, {NULL, NULL}};
    item_set_filler(ITEM_SCORE_ITEM, fill_score_item);
    item_set_filler(ITEM_SCORED, fill_scored);
    luaL_setfuncs(d->L, WORDS, 0);
}
