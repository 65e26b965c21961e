/* ntm-rules/sandbox_string.c - string without patterns, utf8. */
#include <ctype.h>
#include <lauxlib.h>
#include <lualib.h>
#include <string.h>

#include "dsl/ntm-rules/limits.h"
#include "dsl/ntm-rules/sandbox.h"

/* Absolute place of a relative one, as Lua counts: -1 is the last byte. */
static size_t place(lua_Integer at, size_t length)
{
    if (at > 0)
        return (size_t)at;
    if (at == 0)
        return 1;
    return at < -(lua_Integer)length ? 1 : length + (size_t)at + 1;
}

static size_t end_place(lua_State *L, int arg, lua_Integer otherwise, size_t length)
{
    lua_Integer at = luaL_optinteger(L, arg, otherwise);
    if (at > (lua_Integer)length)
        return length;
    if (at >= 0)
        return (size_t)at;
    return at < -(lua_Integer)length ? 0 : length + (size_t)at + 1;
}

static int string_len(lua_State *L)
{
    size_t length;
    luaL_checklstring(L, 1, &length);
    lua_pushinteger(L, (lua_Integer)length);
    return 1;
}

static int string_sub(lua_State *L)
{
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    size_t from = place(luaL_checkinteger(L, 2), length), to = end_place(L, 3, -1, length);
    if (from > to)
        lua_pushliteral(L, "");
    else
        lua_pushlstring(L, text + from - 1, to - from + 1);
    return 1;
}

static int string_byte(lua_State *L)
{
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    lua_Integer first = luaL_optinteger(L, 2, 1);
    size_t from = place(first, length), to = end_place(L, 3, (lua_Integer)from, length);
    if (from > to)
        return 0;
    if (to - from >= 200)
        return luaL_error(L, "string.byte: more than 200 bytes at once");
    luaL_checkstack(L, (int)(to - from) + 1, NULL);
    for (size_t i = from; i <= to; i++)
        lua_pushinteger(L, (unsigned char)text[i - 1]);
    return (int)(to - from) + 1;
}

static int string_char(lua_State *L)
{
    luaL_Buffer buffer;
    int top = lua_gettop(L);
    char *out = luaL_buffinitsize(L, &buffer, (size_t)top);
    for (int i = 1; i <= top; i++) {
        lua_Integer c = luaL_checkinteger(L, i);
        luaL_argcheck(L, c >= 0 && c <= 255, i, "value out of range");
        out[i - 1] = (char)c;
    }
    luaL_pushresultsize(&buffer, (size_t)top);
    return 1;
}

static int mapped(lua_State *L, int (*map)(int))
{
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    luaL_Buffer buffer;
    char *out = luaL_buffinitsize(L, &buffer, length);
    limits_charge(length / 8);
    for (size_t i = 0; i < length; i++) { /* ASCII only, in every locale */
        unsigned char c = (unsigned char)text[i];
        out[i] = (char)(c < 128 ? map(c) : c);
    }
    luaL_pushresultsize(&buffer, length);
    return 1;
}

static int string_lower(lua_State *L) { return mapped(L, tolower); }
static int string_upper(lua_State *L) { return mapped(L, toupper); }

static int string_reverse(lua_State *L)
{
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    luaL_Buffer buffer;
    char *out = luaL_buffinitsize(L, &buffer, length);
    limits_charge(length / 8);
    for (size_t i = 0; i < length; i++)
        out[i] = text[length - 1 - i];
    luaL_pushresultsize(&buffer, length);
    return 1;
}

static int string_rep(lua_State *L)
{
    size_t length, between;
    const char *text = luaL_checklstring(L, 1, &length);
    lua_Integer n = luaL_checkinteger(L, 2);
    const char *separator = luaL_optlstring(L, 3, "", &between);
    if (n <= 0) {
        lua_pushliteral(L, "");
        return 1;
    }
    if (length + between > 0 &&
        (length + between > SANDBOX_TEXT_MAX ||
         (lua_Unsigned)n > (lua_Unsigned)SANDBOX_TEXT_MAX / (length + between)))
        return luaL_error(L, "string.rep: the result is longer than %d bytes",
                          (int)SANDBOX_TEXT_MAX);
    if (length + between == 0)
        n = 1;
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    limits_charge((size_t)n + (length + between) * (size_t)n / 8);
    while (n-- > 0) {
        luaL_addlstring(&buffer, text, length);
        if (n > 0)
            luaL_addlstring(&buffer, separator, between);
    }
    luaL_pushresult(&buffer);
    return 1;
}

/* string.find(s, what, init): `what` is always plain text. */
static int string_find(lua_State *L)
{
    size_t length, wanted;
    const char *text = luaL_checklstring(L, 1, &length);
    const char *what = luaL_checklstring(L, 2, &wanted);
    size_t from = place(luaL_optinteger(L, 3, 1), length) - 1;
    limits_charge(length / 8);
    const char *found = from <= length ? memmem(text + from, length - from, what, wanted) : NULL;
    if (!found) {
        lua_pushnil(L);
        return 1;
    }
    lua_pushinteger(L, found - text + 1);
    lua_pushinteger(L, found - text + (lua_Integer)wanted);
    return 2;
}

/* One directive of format, % included, into spec; gives the letter behind it, 0 if malformed. */
static char directive(const char **at, const char *end, char spec[20])
{
    size_t n = 0;
    const char *p = *at;
    spec[n++] = '%';
    while (p < end && *p && strchr("-+ #0", *p) && n < 7)
        spec[n++] = *p++;
    for (int i = 0; i < 2 && p < end && isdigit((unsigned char)*p); i++)
        spec[n++] = *p++;
    if (p < end && *p == '.') {
        spec[n++] = *p++;
        for (int i = 0; i < 2 && p < end && isdigit((unsigned char)*p); i++)
            spec[n++] = *p++;
    }
    spec[n] = '\0';
    if (p >= end)
        return 0;
    *at = p + 1;
    return *p;
}

static void finish_spec(char spec[20], const char *type)
{
    size_t n = strlen(spec);
    memcpy(spec + n, type, strlen(type) + 1);
}

static int string_format(lua_State *L)
{
    size_t length;
    const char *format = luaL_checklstring(L, 1, &length), *end = format + length;
    luaL_Buffer buffer;
    int arg = 1;
    luaL_buffinit(L, &buffer);
    limits_charge(length);
    for (const char *p = format; p < end;) {
        if (*p != '%') {
            luaL_addchar(&buffer, *p++);
            continue;
        }
        char spec[20], out[450];
        p++;
        if (p < end && *p == '%') {
            luaL_addchar(&buffer, *p++);
            continue;
        }
        char letter = directive(&p, end, spec);
        limits_charge(100); /* printing a number is long work for one instruction */
        int written = 0;
        arg++;
        switch (letter) {
        case 'd':
        case 'i':
        case 'x':
        case 'X': {
            char type[4] = {'l', 'l', letter, '\0'};
            finish_spec(spec, type);
            written = snprintf(out, sizeof out, spec, (long long)luaL_checkinteger(L, arg));
            break;
        }
        case 'c':
            finish_spec(spec, "c");
            written = snprintf(out, sizeof out, spec, (int)luaL_checkinteger(L, arg));
            break;
        case 'e':
        case 'f':
        case 'g': {
            char type[2] = {letter, '\0'};
            finish_spec(spec, type);
            written = snprintf(out, sizeof out, spec, luaL_checknumber(L, arg));
            break;
        }
        case 's': {
            size_t n;
            const char *text = luaL_checklstring(L, arg, &n);
            limits_charge(n / 8);
            if (strlen(spec) == 1) {
                luaL_addlstring(&buffer, text, n);
                continue;
            }
            luaL_argcheck(L, n == strlen(text) && n < 400, arg, "text too long for a width");
            finish_spec(spec, "s");
            written = snprintf(out, sizeof out, spec, text);
            break;
        }
        default:
            return luaL_error(L,
                              "string.format: only %%d %%i %%x %%X %%c %%e %%f %%g %%s and %%%%");
        }
        if (written < 0 || (size_t)written >= sizeof out)
            return luaL_error(L, "string.format: the result is too long");
        luaL_addlstring(&buffer, out, (size_t)written);
    }
    luaL_pushresult(&buffer);
    return 1;
}

static const luaL_Reg STRING[] = {
    {"byte", string_byte}, {"char", string_char},
    {"find", string_find}, {"format", string_format},
    {"len", string_len},   {"lower", string_lower},
    {"rep", string_rep},   {"reverse", string_reverse},
    {"sub", string_sub},   {"upper", string_upper},
    {NULL, NULL},
};

/* char, codepoint, codes, len, offset of Lua's own library, in a table of ours. */
static void open_utf8(dsl *d)
{
    static const char *const names[] = {"char", "codepoint", "codes", "len", "offset"};
    lua_State *L = d->L;
    lua_newtable(L);
    lua_pushcfunction(L, luaopen_utf8);
    lua_call(L, 0, 1);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        lua_getfield(L, -1, names[i]);
        lua_setfield(L, -3, names[i]);
    }
    lua_pop(L, 1);
    sandbox_library(d, "utf8");
}

void sandbox_open_string(dsl *d)
{
    lua_State *L = d->L;
    luaL_newlib(L, STRING);
    lua_pushliteral(L, ""); /* one metatable serves all strings: __index, and nothing else */
    lua_createtable(L, 0, 2);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
    sandbox_library(d, "string");
    open_utf8(d);
}
