/* ntm-rules/path.c - see the header. */
#include "dsl/ntm-rules/path.h"

#include <lauxlib.h>
#include <string.h>

#include "base/i18n.h"
#include "dsl/ntm-rules/limits.h"
#include "dsl/ntm-rules/words.h"

#define NAME_MAX_BYTES 200

static int push_path(dsl *d, const path *p)
{
    const path **box = lua_newuserdatauv(d->L, sizeof *box, 0);
    *box = p;
    luaL_setmetatable(d->L, META_PATH);
    return 1;
}

static const path *check_path(lua_State *L)
{
    return *(const path **)luaL_checkudata(L, 1, META_PATH);
}

/* Does a field's name begin so? The beginnings are collected for the first mistyped name. */
static bool is_prefix(dsl *d, const char *text)
{
    uint32_t count = d->dictionary && !d->prefixes ? ntm_dictionary_field_count(d->dictionary) : 0;
    if (!d->prefixes)
        d->prefixes = ntm_names_new(d->arena);
    for (uint32_t i = 0; i < count; i++) {
        const char *name = ntm_dictionary_field(d->dictionary, i)->name;
        for (const char *dot = strchr(name, '.'); dot; dot = strchr(dot + 1, '.'))
            ntm_names_add(d->prefixes, ntm_arena_strndup(d->arena, name, (size_t)(dot - name)));
        ntm_names_add(d->prefixes, name);
    }
    return ntm_names_find(d->prefixes, text) != NTM_NO_NAME;
}

/* The first segment that no field's name has there. */
static const path *first_wrong(dsl *d, const path *p)
{
    const path *wrong = p;
    for (const path *q = p; q->up; q = q->up)
        if (!is_prefix(d, q->name))
            wrong = q;
    return wrong;
}

static void unknown_field(dsl *d, const path *p)
{
    const path *wrong = first_wrong(d, p);
    const char *what = ntm_arena_printf(d->arena, ".%s", wrong->segment), *nearest = NULL;
    if (strlen(p->name) <= NAME_MAX_BYTES) {
        limits_charge(50000); /* comparing with every name is slow: a loop of wrong names pays */
        nearest = d->dictionary ? ntm_dictionary_nearest(d->dictionary, p->name) : NULL;
    }
    if (tokens_find(dsl_tokens(d, wrong->at.chunk), wrong->at.line, what, 0) == UINT32_MAX &&
        wrong->up->up) /* written as f.population[sex]: point at what stands there */
        what = ntm_arena_printf(d->arena, ".%s", wrong->up->segment);
    if (!nearest && is_prefix(d, p->name)) {
        dsl_bad(d, wrong->at, what, "unknown-field",
                _("'%s' is not a field, only the beginning of the names of fields"), p->name);
        return;
    }
    dsl_bad(d, wrong->at, what, "unknown-field", _("unknown field '%s'%s"), p->name,
            dsl_meant(d, nearest));
}

value path_value(dsl *d, const path *p)
{
    if (!p->up) {
        dsl_bad(d, dsl_here(d), "f", "unknown-field", "%s",
                _("f stands alone; expected a field such as f.population.total"));
        return (value){.kind = VALUE_POISON};
    }
    const ntm_field *field = d->dictionary ? ntm_dictionary_find(d->dictionary, p->name) : NULL;
    if (!field) {
        unknown_field(d, p);
        return (value){.kind = VALUE_POISON};
    }
    ntm_node proto = {.op = NTM_OP_FIELD, .field = field};
    ntm_ref ref = value_node(d, &proto, p->at, ntm_arena_printf(d->arena, ".%s", p->segment));
    return ref == NTM_NO_REF ? (value){.kind = VALUE_POISON}
                             : (value){.kind = VALUE_NODE, .ref = ref};
}

static int path_index(lua_State *L)
{
    dsl *d = dsl_of(L);
    const path *up = check_path(L);
    if (value_is_poison(d, 2))
        return value_push_poison(d);
    if (lua_type(L, 2) != LUA_TSTRING) {
        dsl_bad(d, dsl_here(d), "f", "type", _("a field's name is a text, not %s"),
                value_describe(d, 2));
        return value_push_poison(d);
    }
    size_t length;
    const char *segment = lua_tolstring(L, 2, &length);
    if (up->up && words_push_method(d, segment))
        return 1;
    if (strlen(up->name) + length > 4 * NAME_MAX_BYTES) {
        dsl_bad(d, dsl_here(d), NULL, "unknown-field", "%s",
                _("the name of the field is too long"));
        return value_push_poison(d);
    }
    limits_charge(10);
    limits_outside(sizeof(path) + strlen(up->name) + 2 * length + 8);
    path *p = ntm_arena_alloc(d->arena, sizeof *p);
    p->up = up;
    p->segment = ntm_arena_strndup(d->arena, segment, length);
    p->name = up->up ? ntm_arena_printf(d->arena, "%s.%s", up->name, p->segment) : p->segment;
    p->at = dsl_here(d);
    return push_path(d, p);
}

/* f.x.y:at_leest(90): Lua looked up "at_leest" as a field and now calls it. */
static int path_call(lua_State *L)
{
    dsl *d = dsl_of(L);
    const path *p = check_path(L);
    bool method = p->up && p->up->up && luaL_testudata(L, 2, META_PATH);
    if (method) {
        value owner = path_value(d, p->up);
        if (owner.kind == VALUE_NODE || !is_prefix(d, p->name))
            words_unknown_method(d, p->at, p->segment);
    } else if (p->up) {
        dsl_bad(d, dsl_here(d), p->segment, "type", _("'%s' is a field, not a function"), p->name);
    } else {
        dsl_bad(d, dsl_here(d), "f", "type", "%s", _("f is not a function; write f.name"));
    }
    return value_push_poison(d);
}

static int path_newindex(lua_State *L)
{
    dsl *d = dsl_of(L);
    dsl_bad(d, dsl_here(d), NULL, "assignment", "%s", _("fields cannot be assigned to"));
    return 0;
}

void path_open(dsl *d)
{
    lua_State *L = d->L;
    luaL_newmetatable(L, META_PATH);
    words_set_operators(d);
    lua_pushcfunction(L, path_index);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, path_newindex);
    lua_setfield(L, -2, "__newindex");
    lua_pushcfunction(L, path_call);
    lua_setfield(L, -2, "__call");
    lua_pop(L, 1);
    path *root = ntm_arena_alloc(d->arena, sizeof *root);
    root->segment = root->name = "";
    push_path(d, root);
}
