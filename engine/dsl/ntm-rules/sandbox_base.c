/* ntm-rules/sandbox_base.c - assert, error, pairs … : Lua's own words, the same on every machine. */
#include <lauxlib.h>
#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "dsl/ntm-rules/limits.h"
#include "dsl/ntm-rules/sandbox.h"
#include "dsl/ntm-rules/value.h"

static int base_assert(lua_State *L)
{
    if (lua_toboolean(L, 1))
        return lua_gettop(L);
    luaL_checkany(L, 1);
    lua_remove(L, 1);
    lua_pushliteral(L, "assertion failed!");
    lua_settop(L, 1);
    if (lua_type(L, 1) == LUA_TSTRING) { /* unlike Lua's own: an author wants to know where */
        luaL_where(L, 1);
        lua_insert(L, 1);
        lua_concat(L, 2);
    }
    return lua_error(L);
}

static int base_error(lua_State *L)
{
    lua_settop(L, 1);
    if (lua_type(L, 1) == LUA_TSTRING) {
        luaL_where(L, 1);
        lua_insert(L, 1);
        lua_concat(L, 2);
    }
    return lua_error(L);
}

/* ---- tostring, tonumber, type, select ---- */

static int base_tostring(lua_State *L)
{
    luaL_checkany(L, 1);
    switch (lua_type(L, 1)) {
    case LUA_TNUMBER:
        lua_pushvalue(L, 1);
        lua_tostring(L, -1);
        return 1;
    case LUA_TSTRING:
        lua_pushvalue(L, 1);
        return 1;
    case LUA_TBOOLEAN:
        lua_pushstring(L, lua_toboolean(L, 1) ? "true" : "false");
        return 1;
    default: /* never an address: it differs from run to run */
        lua_pushstring(L, luaL_typename(L, 1));
        return 1;
    }
}

static int base_tonumber(lua_State *L)
{
    luaL_checkany(L, 1);
    if (!lua_isnoneornil(L, 2))
        return luaL_error(L, "tonumber takes one argument");
    if (lua_type(L, 1) == LUA_TNUMBER) {
        lua_settop(L, 1);
        return 1;
    }
    size_t length;
    const char *text = lua_type(L, 1) == LUA_TSTRING ? lua_tolstring(L, 1, &length) : NULL;
    if (!text || lua_stringtonumber(L, text) != length + 1)
        lua_pushnil(L);
    return 1;
}

static int base_type(lua_State *L)
{
    luaL_checkany(L, 1);
    lua_pushstring(L, luaL_typename(L, 1));
    return 1;
}

static int base_select(lua_State *L)
{
    int top = lua_gettop(L);
    if (lua_type(L, 1) == LUA_TSTRING && strcmp(lua_tostring(L, 1), "#") == 0) {
        lua_pushinteger(L, top - 1);
        return 1;
    }
    lua_Integer n = luaL_checkinteger(L, 1);
    if (n < 0)
        n = top + n;
    else if (n > top)
        n = top;
    luaL_argcheck(L, n >= 1, 1, "index out of range");
    return top - (int)n;
}

/* ---- ipairs, pairs ---- */

static int ipairs_step(lua_State *L)
{
    lua_Integer i = luaL_checkinteger(L, 2) + 1;
    lua_pushinteger(L, i);
    if (!lua_istable(L, 1)) {
        lua_pushnil(L);
        return 1;
    }
    lua_rawgeti(L, 1, i);
    return lua_isnil(L, -1) ? 1 : 2;
}

static int base_ipairs(lua_State *L)
{
    dsl *d = dsl_of(L);
    if (!value_is_poison(d, 1))
        luaL_checktype(L, 1, LUA_TTABLE);
    lua_pushcfunction(L, ipairs_step);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

typedef struct sort_key {
    bool text;
    lua_Integer number;
    const char *bytes;
    size_t length;
} sort_key;

static int key_compare(const void *left, const void *right)
{
    const sort_key *a = left, *b = right;
    if (a->text != b->text)
        return a->text ? 1 : -1;
    if (!a->text)
        return (a->number > b->number) - (a->number < b->number);
    size_t n = a->length < b->length ? a->length : b->length;
    int order = memcmp(a->bytes, b->bytes, n);
    return order ? order : (a->length > b->length) - (a->length < b->length);
}

/* Upvalues: the table, its keys in order, the place in them. */
static int pairs_step(lua_State *L)
{
    lua_Integer i = lua_tointeger(L, lua_upvalueindex(3)) + 1;
    lua_pushinteger(L, i);
    lua_replace(L, lua_upvalueindex(3));
    if (lua_rawgeti(L, lua_upvalueindex(2), i) == LUA_TNIL)
        return 1;
    lua_pushvalue(L, -1);
    lua_rawget(L, lua_upvalueindex(1));
    return 2;
}

static int pairs_of_nothing(lua_State *L)
{
    lua_pushnil(L);
    return 1;
}

/* Whole numbers rising, then texts by their bytes. */
static int base_pairs(lua_State *L)
{
    size_t count = 0, filled = 0;
    if (value_is_poison(dsl_of(L), 1)) {
        lua_pushcfunction(L, pairs_of_nothing);
        return 1;
    }
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    lua_pushnil(L);
    while (lua_next(L, 1)) {
        lua_pop(L, 1);
        if (!lua_isinteger(L, -1) && lua_type(L, -1) != LUA_TSTRING)
            return luaL_error(L, "pairs: keys must be whole numbers or texts, one is a %s",
                              luaL_typename(L, -1));
        count++;
    }
    limits_charge(4 * count);
    sort_key *keys = lua_newuserdatauv(L, (count + 1) * sizeof *keys, 0);
    lua_pushnil(L);
    while (lua_next(L, 1)) {
        lua_pop(L, 1);
        sort_key *k = &keys[filled++];
        k->text = lua_type(L, -1) == LUA_TSTRING;
        if (k->text)
            k->bytes = lua_tolstring(L, -1, &k->length); /* kept alive by the table */
        else
            k->number = lua_tointeger(L, -1);
    }
    if (count)
        qsort(keys, count, sizeof *keys, key_compare);
    lua_pushvalue(L, 1);
    lua_createtable(L, count > 100000 ? 100000 : (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        if (keys[i].text)
            lua_pushlstring(L, keys[i].bytes, keys[i].length);
        else
            lua_pushinteger(L, keys[i].number);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, pairs_step, 3);
    return 1;
}

static const luaL_Reg BASE[] = {
    {"assert", base_assert}, {"error", base_error},       {"ipairs", base_ipairs},
    {"pairs", base_pairs},   {"select", base_select},     {"tonumber", base_tonumber},
    {"type", base_type},     {"tostring", base_tostring}, {NULL, NULL},
};

void sandbox_open_base(dsl *d) { luaL_setfuncs(d->L, BASE, 0); }

/* ---- math ---- */

static int math_abs(lua_State *L)
{
    if (lua_isinteger(L, 1)) {
        lua_Integer n = lua_tointeger(L, 1);
        lua_pushinteger(L, n < 0 ? (lua_Integer)(0u - (lua_Unsigned)n) : n);
    } else {
        lua_pushnumber(L, fabs(luaL_checknumber(L, 1)));
    }
    return 1;
}

static int push_whole(lua_State *L, lua_Number number)
{
    lua_Integer n;
    if (lua_numbertointeger(number, &n))
        lua_pushinteger(L, n);
    else
        lua_pushnumber(L, number);
    return 1;
}

static int math_floor(lua_State *L)
{
    if (lua_isinteger(L, 1)) {
        lua_settop(L, 1);
        return 1;
    }
    return push_whole(L, floor(luaL_checknumber(L, 1)));
}

static int math_ceil(lua_State *L)
{
    if (lua_isinteger(L, 1)) {
        lua_settop(L, 1);
        return 1;
    }
    return push_whole(L, ceil(luaL_checknumber(L, 1)));
}

static int math_fmod(lua_State *L)
{
    if (lua_isinteger(L, 1) && lua_isinteger(L, 2)) {
        lua_Integer a = lua_tointeger(L, 1), b = lua_tointeger(L, 2);
        if (b == 0)
            return luaL_argerror(L, 2, "zero");
        lua_pushinteger(L, b == -1 ? 0 : a % b);
        return 1;
    }
    lua_pushnumber(L, fmod(luaL_checknumber(L, 1), luaL_checknumber(L, 2)));
    return 1;
}

static int extreme(lua_State *L, bool greatest)
{
    int best = 1, top = lua_gettop(L);
    luaL_checknumber(L, 1);
    for (int i = 2; i <= top; i++) {
        luaL_checknumber(L, i);
        if (greatest ? lua_compare(L, best, i, LUA_OPLT) : lua_compare(L, i, best, LUA_OPLT))
            best = i;
    }
    lua_pushvalue(L, best);
    return 1;
}

static int math_max(lua_State *L) { return extreme(L, true); }
static int math_min(lua_State *L) { return extreme(L, false); }

static int math_tointeger(lua_State *L)
{
    int exact;
    lua_Integer n = lua_tointegerx(L, 1, &exact);
    luaL_checkany(L, 1);
    if (exact)
        lua_pushinteger(L, n);
    else
        lua_pushnil(L);
    return 1;
}

static int math_type(lua_State *L)
{
    luaL_checkany(L, 1);
    if (lua_type(L, 1) == LUA_TNUMBER)
        lua_pushstring(L, lua_isinteger(L, 1) ? "integer" : "float");
    else
        lua_pushnil(L);
    return 1;
}

static int math_ult(lua_State *L)
{
    lua_pushboolean(L,
                    (lua_Unsigned)luaL_checkinteger(L, 1) < (lua_Unsigned)luaL_checkinteger(L, 2));
    return 1;
}

static const luaL_Reg MATH[] = {
    {"abs", math_abs}, {"ceil", math_ceil}, {"floor", math_floor},         {"fmod", math_fmod},
    {"max", math_max}, {"min", math_min},   {"tointeger", math_tointeger}, {"type", math_type},
    {"ult", math_ult}, {NULL, NULL},
};

void sandbox_open_math(dsl *d)
{
    lua_State *L = d->L;
    luaL_newlib(L, MATH);
    lua_pushnumber(L, HUGE_VAL);
    lua_setfield(L, -2, "huge");
    lua_pushinteger(L, LUA_MAXINTEGER);
    lua_setfield(L, -2, "maxinteger");
    lua_pushinteger(L, LUA_MININTEGER);
    lua_setfield(L, -2, "mininteger");
    sandbox_library(d, "math");
}
