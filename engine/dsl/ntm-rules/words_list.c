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
#include "dsl/ntm-rules/words.h"

#define LINES_MAX 2000

typedef struct lister {
    lua_State *L;
    char *lines[LINES_MAX];
    size_t count;
    const void *seen[LINES_MAX];
    size_t nseen;
} lister;

/* Was it listed under another name? Texts and numbers are listed wherever they stand. */
static bool seen_before(lister *l, int index)
{
    const void *p = lua_type(l->L, index) == LUA_TSTRING ? NULL : lua_topointer(l->L, index);
    for (size_t i = 0; p && i < l->nseen; i++)
        if (l->seen[i] == p)
            return true;
    if (p && l->nseen < LINES_MAX)
        l->seen[l->nseen++] = p;
    return false;
}

static void add_line(lister *l, const char *path, const char *type)
{
    ntm_strbuf line = {0};
    ntm_strbuf_printf(&line, "%s: %s", path, type);
    if (l->count < LINES_MAX)
        l->lines[l->count++] = ntm_strbuf_take(&line);
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void list_value(lister *l, const char *path, int depth);

/* The entries of the table at index, by name: which path is met first must not depend on chance. */
static void list_entries(lister *l, int index, const char *path, int depth)
{
    lua_State *L = l->L;
    const char *names[LINES_MAX];
    size_t count = 0;
    char inner[512];
    lua_pushnil(L);
    while (lua_next(L, index)) {
        if (lua_type(L, -2) == LUA_TSTRING && count < LINES_MAX)
            names[count++] = lua_tostring(L, -2);
        else
            add_line(l, path, "something without a name");
        lua_pop(L, 1);
    }
    if (count)
        qsort(names, count, sizeof *names, compare);
    for (size_t i = 0; i < count; i++) {
        lua_pushstring(L, names[i]);
        lua_rawget(L, index);
        snprintf(inner, sizeof inner, "%s%s%s", path, *path ? "." : "", names[i]);
        list_value(l, inner, depth + 1);
        lua_pop(L, 1);
    }
}

/* The value on top of the stack, what is in it, its metatable and its upvalues. */
static void list_value(lister *l, const char *path, int depth)
{
    lua_State *L = l->L;
    int index = lua_gettop(L);
    char inner[512];
    if (*path)
        add_line(l, path, luaL_typename(L, index));
    if (depth > 8 || lua_type(L, index) < LUA_TTABLE || seen_before(l, index))
        return;
    luaL_checkstack(L, 8, NULL);
    if (lua_getmetatable(L, index)) {
        snprintf(inner, sizeof inner, "%s<meta>", path);
        list_value(l, inner, depth + 1);
        lua_pop(L, 1);
    }
    if (lua_istable(L, index))
        list_entries(l, index, path, depth);
    for (int i = 1; lua_isfunction(L, index) && lua_getupvalue(L, index, i); i++) {
        snprintf(inner, sizeof inner, "%s<upvalue %d>", path, i);
        list_value(l, inner, depth + 1);
        lua_pop(L, 1);
    }
}

static void list_methods(lister *l, const char *of, const luaL_Reg *methods)
{
    char path[200];
    for (const luaL_Reg *m = methods; m->name; m++) {
        snprintf(path, sizeof path, "%s:%s", of, m->name);
        add_line(l, path, "function");
    }
}

void words_list(dsl *d, FILE *out)
{
    static const char *const metas[] = {META_VALUE, META_POISON, META_PATH, META_CHILDREN,
                                        META_ITEM};
    lister *l = ntm_xcalloc(1, sizeof *l);
    l->L = d->L;
    run_push_environment(d);
    lua_getmetatable(d->L, -1); /* the words are behind __index, as its first upvalue */
    lua_getfield(d->L, -1, "__index");
    lua_getupvalue(d->L, -1, 1);
    list_value(l, "", 0);
    lua_pop(d->L, 3);
    list_value(l, "_ENV", 0);
    lua_pushliteral(d->L, "");
    lua_getmetatable(d->L, -1);
    list_value(l, "text<meta>", 0);
    for (size_t i = 0; i < sizeof metas / sizeof *metas; i++) {
        char path[64];
        snprintf(path, sizeof path, "%s<meta>", metas[i]);
        luaL_getmetatable(d->L, metas[i]);
        list_value(l, path, 0);
    }
    list_methods(l, META_VALUE, words_value_methods());
    list_methods(l, META_CHILDREN, words_children_methods());
    qsort(l->lines, l->count, sizeof *l->lines, compare);
    for (size_t i = 0; i < l->count; i++)
        fprintf(out, "%s\n", l->lines[i]);
}
