/*
 * ntm-rules/words_list.c - every value that a script can reach, as lines "path: type".
 *
 * For `ntm-rules --words`: a test compares the list with a stored one, so that nothing slips into
 * the sandbox unseen; the same list feeds the checker's table of known globals.
 */
#include "dsl/ntm-rules/words_list.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "dsl/ntm-rules/run.h"

typedef struct lister {
    lua_State *L;
    char *lines[2000];
    size_t count;
    const void *seen[200];
    size_t nseen;
} lister;

static bool seen_before(lister *l, int index)
{
    const void *p = lua_topointer(l->L, index);
    for (size_t i = 0; i < l->nseen; i++)
        if (l->seen[i] == p)
            return true;
    if (l->nseen < sizeof l->seen / sizeof *l->seen)
        l->seen[l->nseen++] = p;
    return false;
}

static void add_line(lister *l, const char *path, const char *type)
{
    ntm_strbuf line = {0};
    ntm_strbuf_printf(&line, "%s: %s", path, type);
    if (l->count < sizeof l->lines / sizeof *l->lines)
        l->lines[l->count++] = ntm_strbuf_take(&line);
}

/* The value on top of the stack, what is in it, its metatable and its upvalues. */
static void list_value(lister *l, const char *path, int depth)
{
    lua_State *L = l->L;
    int index = lua_gettop(L);
    char inner[512];
    add_line(l, path, luaL_typename(L, index));
    if (depth > 8 || lua_type(L, index) < LUA_TSTRING || lua_type(L, index) == LUA_TNUMBER)
        return;
    luaL_checkstack(L, 8, NULL);
    bool pointed = lua_type(L, index) != LUA_TSTRING;
    if (pointed && seen_before(l, index))
        return;
    if (lua_getmetatable(L, index)) {
        if (!seen_before(l, -1)) {
            snprintf(inner, sizeof inner, "%s<meta>", path);
            list_value(l, inner, depth + 1);
        }
        lua_pop(L, 1);
    }
    if (lua_istable(L, index)) {
        lua_pushnil(L);
        while (lua_next(L, index)) {
            snprintf(inner, sizeof inner, "%s.%s", path,
                     lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "?");
            list_value(l, inner, depth + 1);
            lua_pop(L, 1);
        }
    }
    for (int i = 1; lua_isfunction(L, index); i++) {
        if (!lua_getupvalue(L, index, i))
            break;
        snprintf(inner, sizeof inner, "%s<upvalue %d>", path, i);
        list_value(l, inner, depth + 1);
        lua_pop(L, 1);
    }
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void words_list(dsl *d, FILE *out)
{
    lister *l = ntm_xcalloc(1, sizeof *l);
    l->L = d->L;
    run_push_environment(d);
    list_value(l, "_ENV", 0);
    lua_pop(d->L, 1);
    lua_pushliteral(d->L, "");
    list_value(l, "\"\"", 0);
    lua_pop(d->L, 1);
    qsort(l->lines, l->count, sizeof *l->lines, compare);
    for (size_t i = 0; i < l->count; i++)
        fprintf(out, "%s\n", l->lines[i]);
}
