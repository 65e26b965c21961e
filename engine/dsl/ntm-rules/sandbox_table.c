/* ntm-rules/sandbox_table.c - table, with a sort that leaves equal entries in their order. */
#include <lauxlib.h>

#include "dsl/ntm-rules/limits.h"
#include "dsl/ntm-rules/sandbox.h"

static lua_Integer length_of(lua_State *L, int index)
{
    luaL_checktype(L, index, LUA_TTABLE);
    return (lua_Integer)lua_rawlen(L, index);
}

static int table_insert(lua_State *L)
{
    lua_Integer next = length_of(L, 1) + 1, at = next;
    switch (lua_gettop(L)) {
    case 2:
        break;
    case 3:
        at = luaL_checkinteger(L, 2);
        luaL_argcheck(L, at >= 1 && at <= next, 2, "position out of bounds");
        limits_charge((size_t)(next - at));
        for (lua_Integer i = next; i > at; i--) {
            lua_rawgeti(L, 1, i - 1);
            lua_rawseti(L, 1, i);
        }
        break;
    default:
        return luaL_error(L, "wrong number of arguments to 'insert'");
    }
    lua_rawseti(L, 1, at);
    return 0;
}

static int table_remove(lua_State *L)
{
    lua_Integer size = length_of(L, 1), at = luaL_optinteger(L, 2, size);
    if (lua_gettop(L) > 1)
        luaL_argcheck(L, at >= 1 && at <= size + 1, 2, "position out of bounds");
    lua_rawgeti(L, 1, at);
    limits_charge((size_t)(size > at ? size - at : 0));
    for (; at < size; at++) {
        lua_rawgeti(L, 1, at + 1);
        lua_rawseti(L, 1, at);
    }
    if (at >= 1 && at <= size) {
        lua_pushnil(L);
        lua_rawseti(L, 1, at);
    }
    return 1;
}

static int table_concat(lua_State *L)
{
    size_t between, total = 0;
    lua_Integer size = length_of(L, 1);
    const char *separator = luaL_optlstring(L, 2, "", &between);
    lua_Integer from = luaL_optinteger(L, 3, 1), to = luaL_optinteger(L, 4, size);
    luaL_argcheck(L, from >= 1 && to <= size, 3, "place out of bounds");
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    for (lua_Integer i = from; i <= to; i++) {
        size_t length;
        lua_rawgeti(L, 1, i);
        if (lua_type(L, -1) != LUA_TSTRING && lua_type(L, -1) != LUA_TNUMBER)
            return luaL_error(L, "invalid value (at index %d) in table for 'concat'", (int)i);
        lua_tolstring(L, -1, &length);
        total += length + between;
        if (total > SANDBOX_TEXT_MAX)
            return luaL_error(L, "table.concat: the result is longer than %d bytes",
                              (int)SANDBOX_TEXT_MAX);
        limits_charge(2 + length / 8);
        luaL_addvalue(&buffer);
        if (i < to)
            luaL_addlstring(&buffer, separator, between);
    }
    luaL_pushresult(&buffer);
    return 1;
}

static int table_unpack(lua_State *L)
{
    lua_Integer size = length_of(L, 1);
    lua_Integer from = luaL_optinteger(L, 2, 1), to = luaL_optinteger(L, 3, size);
    if (from > to)
        return 0;
    luaL_argcheck(L, from >= 1 && to - from < 1000, 3, "more than 1000 values at once");
    luaL_checkstack(L, (int)(to - from) + 1, NULL);
    for (lua_Integer i = from; i <= to; i++)
        lua_rawgeti(L, 1, i);
    return (int)(to - from) + 1;
}

/* ---- sort: a merge sort, so an inconsistent comparison can do no harm ---- */

/* Is the value on top less than the one below it? Pops both. */
static bool top_is_less(lua_State *L)
{
    bool less;
    if (lua_isnil(L, 2)) {
        int a = lua_type(L, -2), b = lua_type(L, -1);
        if (a != b || (a != LUA_TNUMBER && a != LUA_TSTRING))
            luaL_error(L, "table.sort compares two numbers or two texts, not a %s with a %s",
                       luaL_typename(L, -2), luaL_typename(L, -1));
        less = lua_compare(L, -1, -2, LUA_OPLT);
    } else {
        lua_pushvalue(L, 2);
        lua_pushvalue(L, -2);
        lua_pushvalue(L, -4);
        lua_call(L, 2, 1);
        less = lua_toboolean(L, -1);
        lua_pop(L, 1);
    }
    lua_pop(L, 2);
    return less;
}

/* Merge [low, mid) and [mid, high) of the table at `from` into the one at `to`. */
static void merge(lua_State *L, int from, int to, lua_Integer low, lua_Integer mid,
                  lua_Integer high)
{
    lua_Integer left = low, right = mid;
    limits_charge(4 * (size_t)(high - low));
    for (lua_Integer out = low; out < high; out++) {
        bool take_right = left >= mid;
        if (left < mid && right < high) {
            lua_rawgeti(L, from, left);
            lua_rawgeti(L, from, right);
            take_right = top_is_less(L);
        }
        lua_rawgeti(L, from, take_right ? right++ : left++);
        lua_rawseti(L, to, out);
    }
}

static int table_sort(lua_State *L)
{
    lua_Integer size = length_of(L, 1);
    if (!lua_isnoneornil(L, 2))
        luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_settop(L, 2);
    lua_createtable(L, size > 100000 ? 100000 : (int)size, 0);
    int from = 1, to = 3;
    for (lua_Integer width = 1; width < size; width *= 2) {
        for (lua_Integer low = 1; low <= size; low += 2 * width) {
            lua_Integer mid = low + width, high = low + 2 * width;
            merge(L, from, to, low, mid < size + 1 ? mid : size + 1,
                  high < size + 1 ? high : size + 1);
        }
        from = 4 - from;
        to = 4 - to;
    }
    for (lua_Integer i = 1; from == 3 && i <= size; i++) {
        lua_rawgeti(L, 3, i);
        lua_rawseti(L, 1, i);
    }
    return 0;
}

static const luaL_Reg TABLE[] = {
    {"concat", table_concat}, {"insert", table_insert}, {"remove", table_remove},
    {"sort", table_sort},     {"unpack", table_unpack}, {NULL, NULL},
};

void sandbox_open_table(dsl *d)
{
    luaL_newlib(d->L, TABLE);
    sandbox_library(d, "table");
}
