/* ntm-rules/sandbox.c - globals: words behind a table that tells of names it does not know. */
#include "dsl/ntm-rules/sandbox.h"

#include <lauxlib.h>
#include <string.h>

#include "base/i18n.h"
#include "dsl/ntm-rules/words.h"

/* Keys of the table at index that are texts, as a list for the nearest name. */
static const char *nearest_in(dsl *d, int index, const char *name)
{
    lua_State *L = d->L;
    size_t count = 0, capacity = 256;
    const char **names = ntm_arena_array(d->arena, capacity + 1, sizeof *names);
    lua_pushnil(L);
    while (lua_next(L, index)) {
        if (lua_type(L, -2) == LUA_TSTRING && count < capacity)
            names[count++] = lua_tostring(L, -2);
        lua_pop(L, 1);
    }
    /* the order in the table is not that of the names: the nearest must be the same every time */
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k > 0 && strcmp(names[k - 1], names[k]) > 0; k--) {
            const char *other = names[k];
            names[k] = names[k - 1];
            names[k - 1] = other;
        }
    return dsl_nearest(d, name, names);
}

/* ---- globals ---- */

/* Upvalue 1: words; 2: what the script has assigned. */
static int global_index(lua_State *L)
{
    dsl *d = dsl_of(L);
    lua_pushvalue(L, 2);
    lua_rawget(L, lua_upvalueindex(1));
    if (!lua_isnil(L, -1))
        return 1;
    lua_pushvalue(L, 2);
    lua_rawget(L, lua_upvalueindex(2));
    if (!lua_isnil(L, -1))
        return 1;
    if (lua_type(L, 2) != LUA_TSTRING) {
        dsl_bad(d, dsl_here(d), NULL, "unknown-word", "%s", _("no word has such a name"));
        return value_push_poison(d);
    }
    const char *name = lua_tostring(L, 2);
    dsl_bad(d, dsl_here(d), name, "unknown-word", _("unknown word '%.200s'%s"), name,
            dsl_meant(d, nearest_in(d, lua_upvalueindex(1), name)));
    return value_push_poison(d);
}

static int global_newindex(lua_State *L)
{
    dsl *d = dsl_of(L);
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : NULL;
    if (name) {
        lua_pushvalue(L, 2);
        lua_rawget(L, lua_upvalueindex(1));
        bool word = !lua_isnil(L, -1);
        lua_pop(L, 1);
        dsl_bad(d, dsl_here(d), name, "assignment",
                word ? _("'%.200s' is a word of the language") : _("'%.200s' is not declared"),
                name);
        dsl_hint(d, _("write local %.200s = …"), name);
    }
    if (!lua_isnil(L, 2) &&
        !(lua_type(L, 2) == LUA_TNUMBER && lua_tonumber(L, 2) != lua_tonumber(L, 2))) {
        lua_pushvalue(L, 2);
        lua_pushvalue(L, 3);
        lua_rawset(L, lua_upvalueindex(2));
    }
    return 0;
}

void sandbox_push(dsl *d, void (*more)(dsl *d))
{
    lua_State *L = d->L;
    words_open(d);
    more(d);
    sandbox_open_base(d);
    sandbox_open_string(d);
    sandbox_open_table(d);
    sandbox_open_math(d);

    lua_newtable(L); /* _ENV: empty, so that every access passes through the functions above */
    lua_newtable(L); /* its metatable */
    lua_newtable(L); /* what the script assigns */
    lua_pushvalue(L, -4);
    lua_pushvalue(L, -2);
    lua_pushcclosure(L, global_index, 2);
    lua_setfield(L, -3, "__index");
    lua_pushvalue(L, -4);
    lua_insert(L, -2);
    lua_pushcclosure(L, global_newindex, 2);
    lua_setfield(L, -2, "__newindex");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_remove(L, -2); /* the words stay reachable through the functions */
}

/* ---- libraries ---- */

static int library_index(lua_State *L)
{
    dsl *d = dsl_of(L);
    const char *library = lua_tostring(L, lua_upvalueindex(1));
    if (lua_type(L, 2) == LUA_TSTRING) {
        const char *name = lua_tostring(L, 2),
                   *near = lua_istable(L, 1) ? nearest_in(d, 1, name) : NULL;
        if (near)
            near = ntm_arena_printf(d->arena, "%s.%s", library, near);
        dsl_bad(d, dsl_here(d), name, "unknown-word", _("unknown word '%s.%.200s'%s"), library,
                name, dsl_meant(d, near));
    } else if (!value_is_poison(d, 2)) {
        lua_pushnil(L);
        return 1;
    }
    return value_push_poison(d);
}

void sandbox_library(dsl *d, const char *name)
{
    lua_State *L = d->L;
    lua_newtable(L);
    lua_pushstring(L, name);
    lua_pushcclosure(L, library_index, 1);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_setfield(L, -2, name);
}
