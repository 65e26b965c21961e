/* ntm-rules/words_children.c - `villages`, `children "product"`: over the units below. */
#include <string.h>

#include "base/i18n.h"
#include "dsl/ntm-rules/words.h"

static int push_children(dsl *d, ntm_level level)
{
    ntm_level *box = lua_newuserdatauv(d->L, sizeof *box, 0);
    *box = level;
    luaL_setmetatable(d->L, META_CHILDREN);
    return 1;
}

static int word_children(lua_State *L)
{
    static const char *const levels[] = {"district", "commune", "village", "product", NULL};
    dsl *d = dsl_of(L);
    ntm_level level;
    words_arity(d, "children", 1);
    const char *code = value_text(d, 1, "children", DSL_NAME_MAX);
    if (!code)
        return value_push_poison(d);
    if (!ntm_level_from_code(code, &level) || level == NTM_LEVEL_PROVINCE) {
        dsl_bad(d, dsl_here(d), ntm_arena_printf(d->arena, "\"%s", code), "unknown-level",
                _("children: unknown level '%s'%s"), code,
                dsl_meant(d, dsl_nearest(d, code, levels)));
        return value_push_poison(d);
    }
    return push_children(d, level);
}

/* The level that stands before the colon; false after a finding. */
static bool children_of(dsl *d, const char *word, ntm_level *out)
{
    ntm_level *box = luaL_testudata(d->L, 1, META_CHILDREN);
    if (box) {
        *out = *box;
        return true;
    }
    if (!value_is_poison(d, 1))
        dsl_bad(d, dsl_here(d), word, "type", _("%s: expected villages:%s(…) with a colon"), word,
                word);
    return false;
}

static int count_children(lua_State *L)
{
    dsl *d = dsl_of(L);
    ntm_node proto = {.op = NTM_OP_CHILD_COUNT};
    words_arity(d, "count", 1);
    if (!children_of(d, "count", &proto.level))
        return value_push_poison(d);
    return value_push_ref(d, value_node(d, &proto, dsl_here(d), "count"));
}

static int over_children(lua_State *L, ntm_op op, bool of_truths, const char *word)
{
    dsl *d = dsl_of(L);
    spot at = dsl_here(d);
    ntm_node proto = {.op = op, .nargs = 1};
    ntm_ref inside;
    words_arity(d, word, 2);
    if (!children_of(d, word, &proto.level))
        return value_push_poison(d);
    if (of_truths) {
        inside = value_truth(d, 2, at, word);
    } else {
        value v = value_get(d, 2, word);
        inside = value_as(d, &v, NULL, at, word);
    }
    if (inside == NTM_NO_REF)
        return value_push_poison(d);
    proto.args = &inside;
    return value_push_ref(d, value_node(d, &proto, at, word));
}

#define OVER(name, op, of_truths)                                                                  \
    static int method_##name(lua_State *L) { return over_children(L, op, of_truths, #name); }
OVER(count_where, NTM_OP_CHILD_COUNT_WHERE, true)
OVER(percent_where, NTM_OP_CHILD_PERCENT_WHERE, true)
OVER(sum, NTM_OP_CHILD_SUM, false)
OVER(least, NTM_OP_CHILD_LEAST, false)
OVER(greatest, NTM_OP_CHILD_GREATEST, false)
OVER(all, NTM_OP_CHILD_ALL, true)
OVER(any, NTM_OP_CHILD_ANY, true)

static int percent_named(lua_State *L, ntm_op op, const char *word)
{
    dsl *d = dsl_of(L);
    spot at = dsl_here(d);
    ntm_node inner = {.op = op};
    ntm_node outer = {.op = NTM_OP_CHILD_PERCENT_WHERE, .nargs = 1};
    words_arity(d, word, 2);
    bool good = children_of(d, word, &outer.level);
    inner.text = value_text(d, 2, word, DSL_NAME_MAX);
    if (!good || !inner.text)
        return value_push_poison(d);
    ntm_ref inside = value_node(d, &inner, at, word);
    if (inside == NTM_NO_REF)
        return value_push_poison(d);
    outer.args = &inside;
    return value_push_ref(d, value_node(d, &outer, at, word));
}

static int method_percent_meeting(lua_State *L)
{
    return percent_named(L, NTM_OP_MEETS, "percent_meeting");
}

static int method_percent_holding(lua_State *L)
{
    return percent_named(L, NTM_OP_HOLDS, "percent_holding");
}

static const luaL_Reg METHODS[] = {
    {"count", count_children},
    {"count_where", method_count_where},
    {"percent_where", method_percent_where},
    {"sum", method_sum},
    {"least", method_least},
    {"greatest", method_greatest},
    {"all", method_all},
    {"any", method_any},
    {"percent_meeting", method_percent_meeting},
    {"percent_holding", method_percent_holding},
    {NULL, NULL},
};

const luaL_Reg *words_children_methods(void) { return METHODS; }

static int children_index(lua_State *L)
{
    dsl *d = dsl_of(L);
    const char *names[sizeof METHODS / sizeof *METHODS];
    if (lua_type(L, 2) == LUA_TSTRING) {
        const char *name = lua_tostring(L, 2);
        for (size_t i = 0; i < sizeof METHODS / sizeof *METHODS; i++) {
            names[i] = METHODS[i].name;
            if (names[i] && strcmp(names[i], name) == 0) {
                lua_pushcfunction(L, METHODS[i].func);
                return 1;
            }
        }
        dsl_bad(d, dsl_here(d), name, "unknown-word",
                _("villages and children have no word ':%.200s'%s"), name,
                dsl_meant(d, dsl_nearest(d, name, names)));
    }
    return value_push_poison(d);
}

void words_open_children(dsl *d)
{
    lua_State *L = d->L;
    luaL_newmetatable(L, META_CHILDREN);
    words_set_operators(d);
    lua_pushcfunction(L, children_index);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
    lua_pushcfunction(L, word_children);
    lua_setfield(L, -2, "children");
    push_children(d, NTM_LEVEL_VILLAGE);
    lua_setfield(L, -2, "villages");
}
