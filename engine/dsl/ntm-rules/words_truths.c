/* ntm-rules/words_truths.c - words that join conditions. */
#include <string.h>

#include "base/i18n.h"
#include "dsl/ntm-rules/words.h"
#include "model/tri.h"

static int join(lua_State *L, ntm_op op, const char *word)
{
    dsl *d = dsl_of(L);
    spot at = dsl_here(d);
    ntm_ref *refs;
    uint32_t count;
    if (!words_truths(d, 1, word, &refs, &count))
        return value_push_poison(d);
    ntm_node proto = {.op = op, .nargs = count, .args = refs};
    return value_push_ref(d, value_node(d, &proto, at, word));
}

static int word_all_of(lua_State *L) { return join(L, NTM_OP_ALL_OF, "all_of"); }
static int word_any_of(lua_State *L) { return join(L, NTM_OP_ANY_OF, "any_of"); }
static int word_none_of(lua_State *L) { return join(L, NTM_OP_NONE_OF, "none_of"); }

static int word_at_least_n_of(lua_State *L)
{
    dsl *d = dsl_of(L);
    spot at = dsl_here(d);
    int n = 0;
    ntm_ref *refs;
    uint32_t count;
    bool good = value_integer(d, 1, "at_least_n_of", 1, (int)NTM_MAX_ARGS, &n);
    if (!words_truths(d, 2, "at_least_n_of", &refs, &count) || !good)
        return value_push_poison(d);
    ntm_node proto = {.op = NTM_OP_AT_LEAST_N_OF, .nargs = count, .args = refs, .n = n};
    return value_push_ref(d, value_node(d, &proto, at, "at_least_n_of"));
}

static int word_if_any(lua_State *L)
{
    dsl *d = dsl_of(L);
    spot at = dsl_here(d);
    words_arity(d, "if_any", 2);
    ntm_ref refs[2] = {value_truth(d, 1, at, "if_any"), value_truth(d, 2, at, "if_any")};
    if (refs[0] == NTM_NO_REF || refs[1] == NTM_NO_REF)
        return value_push_poison(d);
    ntm_node proto = {.op = NTM_OP_IF_ANY, .nargs = 2, .args = refs};
    return value_push_ref(d, value_node(d, &proto, at, "if_any"));
}

static ntm_ref part_node(dsl *d, const char *label, ntm_ref inside, spot at, const char *word)
{
    ntm_node proto = {.op = NTM_OP_PART, .nargs = 1, .args = &inside, .text = label};
    return inside == NTM_NO_REF ? NTM_NO_REF : value_node(d, &proto, at, word);
}

static int word_part(lua_State *L)
{
    dsl *d = dsl_of(L);
    spot at = dsl_here(d);
    if (lua_istable(L, 2))
        return words_score_part(L);
    words_arity(d, "part", 2);
    const char *label = value_text(d, 1, "part", DSL_LABEL_MAX);
    ntm_ref inside = value_truth(d, 2, at, "part");
    if (!label)
        return value_push_poison(d);
    return value_push_ref(d, part_node(d, label, inside, at, "part"));
}

static int word_both_sexes(lua_State *L)
{
    static const char *const keys[] = {"male", "female"}, *const labels[] = {"nam", "nữ"};
    dsl *d = dsl_of(L);
    spot at = dsl_here(d);
    words_arity(d, "both_sexes", 1);
    if (!lua_isfunction(L, 1)) {
        if (!value_is_poison(d, 1))
            dsl_bad(d, at, "both_sexes", "type", _("%s: expected a function, got %s"), "both_sexes",
                    value_describe(d, 1));
        return value_push_poison(d);
    }
    ntm_ref refs[2];
    for (int i = 0; i < 2; i++) {
        lua_pushvalue(L, 1);
        lua_pushstring(L, keys[i]);
        lua_call(L, 1, 1);
        refs[i] = part_node(d, labels[i], value_truth(d, -1, at, "both_sexes"), at, "both_sexes");
        lua_pop(L, 1);
    }
    if (refs[0] == NTM_NO_REF || refs[1] == NTM_NO_REF)
        return value_push_poison(d);
    ntm_node proto = {.op = NTM_OP_ALL_OF, .nargs = 2, .args = refs};
    return value_push_ref(d, value_node(d, &proto, at, "both_sexes"));
}

static int asked(lua_State *L, ntm_op op, const char *word)
{
    dsl *d = dsl_of(L);
    spot at = dsl_here(d);
    words_arity(d, word, 1);
    value v = value_get(d, 1, word);
    ntm_ref ref = value_as(d, &v, NULL, at, word);
    if (ref == NTM_NO_REF)
        return value_push_poison(d);
    ntm_node proto = {.op = op, .nargs = 1, .args = &ref};
    return value_push_ref(d, value_node(d, &proto, at, word));
}

static int word_yes(lua_State *L) { return asked(L, NTM_OP_YES, "yes"); }
static int word_no(lua_State *L) { return asked(L, NTM_OP_NO, "no"); }
static int word_known(lua_State *L) { return asked(L, NTM_OP_KNOWN, "known"); }

/* ---- other decisions, titles, results of this one ---- */

static int named(lua_State *L, ntm_op op, const char *word)
{
    dsl *d = dsl_of(L);
    spot at = dsl_here(d);
    words_arity(d, word, 1);
    const char *name = value_text(d, 1, word, DSL_NAME_MAX);
    if (!name)
        return value_push_poison(d);
    ntm_node proto = {.op = op, .text = name};
    return value_push_ref(d, value_node(d, &proto, at, word));
}

static int word_meets(lua_State *L) { return named(L, NTM_OP_MEETS, "meets"); }
static int word_meets_current(lua_State *L)
{
    return named(L, NTM_OP_MEETS_CURRENT, "meets_current");
}
static int word_qualifies(lua_State *L) { return named(L, NTM_OP_QUALIFIES, "qualifies"); }
static int word_holds(lua_State *L) { return named(L, NTM_OP_HOLDS, "holds"); }

static int of_criterion(lua_State *L, ntm_op op, const char *word)
{
    dsl *d = dsl_of(L);
    int n;
    words_arity(d, word, 1);
    if (!value_integer(d, 1, word, 1, 999, &n))
        return value_push_poison(d);
    ntm_node proto = {.op = op, .n = n};
    return value_push_ref(d, value_node(d, &proto, dsl_here(d), word));
}

static int word_fails(lua_State *L) { return of_criterion(L, NTM_OP_CRITERION_FAILS, "fails"); }
static int word_passes(lua_State *L) { return of_criterion(L, NTM_OP_CRITERION_PASSES, "passes"); }

static const luaL_Reg WORDS[] = {
    {"all_of", word_all_of},
    {"any_of", word_any_of},
    {"none_of", word_none_of},
    {"at_least_n_of", word_at_least_n_of},
    {"if_any", word_if_any},
    {"part", word_part},
    {"both_sexes", word_both_sexes},
    {"yes", word_yes},
    {"no", word_no},
    {"known", word_known},
    {"meets", word_meets},
    {"meets_current", word_meets_current},
    {"qualifies", word_qualifies},
    {"holds", word_holds},
    {"fails", word_fails},
    {"passes", word_passes},
    {NULL, NULL},
};

void words_open_truths(dsl *d)
{
    luaL_setfuncs(d->L, WORDS, 0);
    static const struct {
        const char *name;
        ntm_tri truth;
    } constants[] = {{"always", NTM_PASS}, {"never", NTM_FAIL}};
    for (size_t i = 0; i < 2; i++) {
        ntm_node proto = {.op = NTM_OP_TRUTH, .n = (int)constants[i].truth};
        value_push_ref(d, value_node(d, &proto, (spot){0}, constants[i].name));
        lua_setfield(d->L, -2, constants[i].name);
    }
}
