/* ntm-rules/words_operators.c - methods and operators of expressions; poison takes all of them. */
#include <string.h>

#include "base/i18n.h"
#include "dsl/ntm-rules/words.h"

/* ---- comparisons: x:at_least(y) ---- */

static int compare(lua_State *L, ntm_op op, const char *word)
{
    dsl *d = dsl_of(L);
    spot at = dsl_here(d);
    words_arity(d, word, 2);
    if (lua_type(L, 1) == LUA_TNUMBER && lua_gettop(L) == 1) {
        dsl_bad(d, at, word, "type", _("%s: nothing stands before it; write x:%s(…) with a colon"),
                word, word);
        return value_push_poison(d);
    }
    value args[2] = {value_get(d, 1, word), value_get(d, 2, word)};
    ntm_node proto = {.op = op};
    value result = value_alike(d, &proto, args, 2, 0, at, word);
    if (result.kind == VALUE_DEFERRED) { /* neither side says what it is */
        dsl_bad(d, at, word, "type", _("%s: neither side is a field or has a unit"), word);
        return value_push_poison(d);
    }
    return value_push(d, &result);
}

#define COMPARISON(name, op)                                                                       \
    static int method_##name(lua_State *L) { return compare(L, op, #name); }
COMPARISON(at_least, NTM_OP_AT_LEAST)
COMPARISON(at_most, NTM_OP_AT_MOST)
COMPARISON(more_than, NTM_OP_MORE_THAN)
COMPARISON(less_than, NTM_OP_LESS_THAN)
COMPARISON(is, NTM_OP_IS)
COMPARISON(is_not, NTM_OP_IS_NOT)

static int compare_dates(lua_State *L, ntm_op op, const char *word)
{
    static const ntm_type date = {.kind = NTM_K_DATE};
    dsl *d = dsl_of(L);
    spot at = dsl_here(d);
    words_arity(d, word, 2);
    value x = value_get(d, 1, word), y = value_get(d, 2, word);
    ntm_ref refs[2] = {value_as(d, &x, &date, at, word), value_as(d, &y, &date, at, word)};
    if (refs[0] == NTM_NO_REF || refs[1] == NTM_NO_REF)
        return value_push_poison(d);
    ntm_node proto = {.op = op, .nargs = 2, .args = refs};
    return value_push_ref(d, value_node(d, &proto, at, word));
}

static int method_on_or_before(lua_State *L)
{
    return compare_dates(L, NTM_OP_ON_OR_BEFORE, "on_or_before");
}

static int method_on_or_after(lua_State *L)
{
    return compare_dates(L, NTM_OP_ON_OR_AFTER, "on_or_after");
}

static int method_between(lua_State *L)
{
    dsl *d = dsl_of(L);
    spot at = dsl_here(d);
    words_arity(d, "between", 3);
    value args[3] = {value_get(d, 1, "between"), value_get(d, 2, "between"),
                     value_get(d, 3, "between")};
    ntm_node proto = {.op = NTM_OP_BETWEEN};
    value result = value_alike(d, &proto, args, 3, 0, at, "between");
    if (result.kind == VALUE_DEFERRED) {
        dsl_bad(d, at, "between", "type", _("%s: neither side is a field or has a unit"),
                "between");
        return value_push_poison(d);
    }
    return value_push(d, &result);
}

static int method_within(lua_State *L)
{
    static const char *const units[] = {"months", NULL};
    static const ntm_type date = {.kind = NTM_K_DATE};
    dsl *d = dsl_of(L);
    spot at = dsl_here(d);
    words_arity(d, "within", 3);
    value x = value_get(d, 1, "within");
    ntm_ref ref = value_as(d, &x, &date, at, "within");
    int months;
    bool good = value_integer(d, 2, "within", 0, 1200, &months);
    const char *unit = value_text(d, 3, "within", DSL_NAME_MAX);
    if (unit && strcmp(unit, "months") != 0) {
        dsl_bad(d, at, ntm_arena_printf(d->arena, "\"%s", unit), "unit",
                _("within: expected \"months\", got '%s'%s"), unit,
                dsl_meant(d, dsl_nearest(d, unit, units)));
        unit = NULL;
    }
    if (!good || !unit || ref == NTM_NO_REF)
        return value_push_poison(d);
    ntm_node proto = {.op = NTM_OP_WITHIN, .nargs = 1, .args = &ref, .n = months};
    return value_push_ref(d, value_node(d, &proto, at, "within"));
}

static const luaL_Reg METHODS[] = {
    {"at_least", method_at_least},
    {"at_most", method_at_most},
    {"more_than", method_more_than},
    {"less_than", method_less_than},
    {"is", method_is},
    {"is_not", method_is_not},
    {"between", method_between},
    {"on_or_before", method_on_or_before},
    {"on_or_after", method_on_or_after},
    {"within", method_within},
    {NULL, NULL},
};

const luaL_Reg *words_value_methods(void) { return METHODS; }

bool words_push_method(dsl *d, const char *name)
{
    for (const luaL_Reg *m = METHODS; m->name; m++)
        if (strcmp(m->name, name) == 0) {
            lua_pushcfunction(d->L, m->func);
            return true;
        }
    return false;
}

void words_unknown_method(dsl *d, spot at, const char *name)
{
    const char *names[sizeof METHODS / sizeof *METHODS];
    for (size_t i = 0; i < sizeof METHODS / sizeof *METHODS; i++)
        names[i] = METHODS[i].name;
    dsl_bad(d, at, name, "unknown-word", _("an expression has no word ':%.200s'%s"), name,
            dsl_meant(d, dsl_nearest(d, name, names)));
}

static int value_index(lua_State *L)
{
    dsl *d = dsl_of(L);
    if (lua_type(L, 2) != LUA_TSTRING) {
        if (!value_is_poison(d, 2))
            dsl_bad(d, dsl_here(d), NULL, "type", "%s", _("an expression has no entries"));
        return value_push_poison(d);
    }
    if (words_push_method(d, lua_tostring(L, 2)))
        return 1;
    words_unknown_method(d, dsl_here(d), lua_tostring(L, 2));
    return value_push_poison(d);
}

/* ---- operators ---- */

static int truths(lua_State *L, ntm_op op, int count, const char *word)
{
    dsl *d = dsl_of(L);
    spot at = dsl_here(d);
    ntm_ref refs[2];
    bool good = true;
    for (int i = 0; i < count; i++) {
        refs[i] = value_truth(d, i + 1, at, word);
        good = good && refs[i] != NTM_NO_REF;
    }
    if (!good)
        return value_push_poison(d);
    ntm_node proto = {.op = op, .nargs = (uint32_t)count, .args = refs};
    return value_push_ref(d, value_node(d, &proto, at, word));
}

static int op_and(lua_State *L) { return truths(L, NTM_OP_ALL_OF, 2, "&"); }
static int op_or(lua_State *L) { return truths(L, NTM_OP_ANY_OF, 2, "|"); }
static int op_not(lua_State *L) { return truths(L, NTM_OP_NONE_OF, 1, "~"); }

static int sum(lua_State *L, ntm_op op, const char *word)
{
    dsl *d = dsl_of(L);
    value args[2] = {value_get(d, 1, word), value_get(d, 2, word)};
    ntm_node proto = {.op = op};
    value result = value_alike(d, &proto, args, 2, 0, dsl_here(d), word);
    return value_push(d, &result);
}

static int product(lua_State *L, ntm_op op, const char *word)
{
    dsl *d = dsl_of(L);
    value a = value_get(d, 1, word), b = value_get(d, 2, word);
    value result = value_product(d, op, &a, &b, dsl_here(d), word);
    return value_push(d, &result);
}

static int op_add(lua_State *L) { return sum(L, NTM_OP_ADD, "+"); }
static int op_sub(lua_State *L) { return sum(L, NTM_OP_SUB, "-"); }
static int op_mul(lua_State *L) { return product(L, NTM_OP_MUL, "*"); }
static int op_div(lua_State *L) { return product(L, NTM_OP_RATIO, "/"); }

static int op_negate(lua_State *L)
{
    dsl *d = dsl_of(L);
    value a = value_get(d, 1, "-"), minus = {.kind = VALUE_NUMBER, .number = ntm_decimal_int(-1)};
    value result = value_product(d, NTM_OP_MUL, &a, &minus, dsl_here(d), "-");
    return value_push(d, &result);
}

/* Lua makes a boolean of whatever a comparison gives, so it cannot build an expression. */
static int op_compare(lua_State *L)
{
    dsl *d = dsl_of(L);
    if (!value_is_poison(d, 1) && !value_is_poison(d, 2)) {
        static const char *const symbols[] = {"<", "<=", ">", ">=", "==", "~=", NULL};
        const char *what = NULL;
        for (size_t i = 0; symbols[i] && !what; i++)
            what = dsl_either(d, dsl_here(d), symbols[i], NULL);
        dsl_bad(d, dsl_here(d), what, "comparison", "%s",
                _("expressions are not compared with < <= > >= == ~="));
        dsl_hint(d, "%s", _("write x:at_least(y), :at_most, :more_than, :less_than, :is, :is_not"));
    }
    lua_pushboolean(L, 0);
    return 1;
}

static int op_unfit(lua_State *L)
{
    dsl *d = dsl_of(L);
    if (!value_is_poison(d, 1) && !value_is_poison(d, 2)) {
        dsl_bad(d, dsl_here(d), NULL, "operator", "%s",
                _("this operator does not join expressions; + - * / and & | ~ do"));
    }
    return value_push_poison(d);
}

static int op_length(lua_State *L)
{
    dsl *d = dsl_of(L);
    if (!value_is_poison(d, 1))
        dsl_bad(d, dsl_here(d), "#", "operator", "%s", _("an expression has no length"));
    lua_pushinteger(L, 0);
    return 1;
}

static int op_assign(lua_State *L)
{
    dsl *d = dsl_of(L);
    if (!value_is_poison(d, 1))
        dsl_bad(d, dsl_here(d), NULL, "assignment", "%s", _("an expression cannot be changed"));
    return 0;
}

static int op_call(lua_State *L)
{
    dsl *d = dsl_of(L);
    dsl_bad(
        d, dsl_here(d), NULL, "type", "%s",
        _("an expression is not a function (is a comma missing before this table or bracket?)"));
    return value_push_poison(d);
}

static const luaL_Reg OPERATORS[] = {
    {"__add", op_add},    {"__sub", op_sub},      {"__mul", op_mul},    {"__div", op_div},
    {"__unm", op_negate}, {"__band", op_and},     {"__bor", op_or},     {"__bnot", op_not},
    {"__lt", op_compare}, {"__le", op_compare},   {"__eq", op_compare}, {"__mod", op_unfit},
    {"__pow", op_unfit},  {"__idiv", op_unfit},   {"__bxor", op_unfit}, {"__shl", op_unfit},
    {"__shr", op_unfit},  {"__concat", op_unfit}, {"__len", op_length}, {"__newindex", op_assign},
    {"__call", op_call},  {NULL, NULL},
};

void words_set_operators(dsl *d)
{
    luaL_setfuncs(d->L, OPERATORS, 0);
    lua_pushboolean(d->L, 0);
    lua_setfield(d->L, -2, "__metatable");
}

/* ---- poison ---- */

static int poison_gives_poison(lua_State *L) { return value_push_poison(dsl_of(L)); }

/* `for x in poison do`: Lua calls it with two nothings, and would go on for ever. */
static int poison_call(lua_State *L)
{
    dsl *d = dsl_of(L);
    if (lua_gettop(L) == 3 && lua_isnil(L, 2) && lua_isnil(L, 3))
        return 0;
    return value_push_poison(d);
}

static int poison_is_false(lua_State *L)
{
    lua_pushboolean(L, 0);
    return 1;
}

static int poison_is_empty(lua_State *L)
{
    lua_pushinteger(L, 0);
    return 1;
}

static int poison_takes_all(lua_State *L)
{
    (void)L;
    return 0;
}

void words_open_operators(dsl *d)
{
    lua_State *L = d->L;
    luaL_newmetatable(L, META_VALUE);
    words_set_operators(d);
    lua_pushcfunction(L, value_index);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);

    luaL_newmetatable(L, META_POISON);
    words_set_operators(d);
    static const char *const poisonous[] = {
        "__add", "__sub",  "__mul",  "__div", "__unm", "__band",   "__bor",   "__bnot", "__mod",
        "__pow", "__idiv", "__bxor", "__shl", "__shr", "__concat", "__index", NULL};
    for (size_t i = 0; poisonous[i]; i++) {
        lua_pushcfunction(L, poison_gives_poison);
        lua_setfield(L, -2, poisonous[i]);
    }
    static const char *const comparing[] = {"__lt", "__le", "__eq", NULL};
    for (size_t i = 0; comparing[i]; i++) {
        lua_pushcfunction(L, poison_is_false);
        lua_setfield(L, -2, comparing[i]);
    }
    lua_pushcfunction(L, poison_call);
    lua_setfield(L, -2, "__call");
    lua_pushcfunction(L, poison_is_empty);
    lua_setfield(L, -2, "__len");
    lua_pushcfunction(L, poison_takes_all);
    lua_setfield(L, -2, "__newindex");
    lua_pop(L, 1);

    lua_newuserdatauv(L, 1, 0);
    luaL_setmetatable(L, META_POISON);
    lua_pushlightuserdata(L, &d->unknown);
    lua_insert(L, -2);
    lua_rawset(L, LUA_REGISTRYINDEX);
}
