/* ntm-rules/words.c - the table of words, and what many of them need. */
#include "dsl/ntm-rules/words.h"

#include <string.h>

#include "base/i18n.h"
#include "dsl/ntm-rules/limits.h"
#include "dsl/ntm-rules/path.h"

void words_open(dsl *d)
{
    lua_newtable(d->L);
    words_open_operators(d);
    words_open_values(d);
    words_open_truths(d);
    words_open_select(d);
    words_open_children(d);
    words_open_items(d);
    words_open_documents(d);
    words_open_scored(d);
    words_open_tests(d);
    words_open_dictionary(d);
    path_open(d);
    lua_setfield(d->L, -2, "f");
}

void words_arity(dsl *d, const char *word, int most)
{
    if (lua_gettop(d->L) > most)
        dsl_bad(d, dsl_here(d), word, "arity", _("%s: %d arguments; at most %d are expected"), word,
                lua_gettop(d->L), most);
}

static void unknown_key(dsl *d, spot at, const char *key, const char *const *keys)
{
    const char *nearest = keys ? dsl_nearest(d, key, keys) : NULL;
    dsl_bad(d, at, ntm_arena_printf(d->arena, "=%.200s", key), "unknown-key",
            _("unknown key '%.200s'%s"), key, dsl_meant(d, nearest));
    if (nearest && d->nmeant < sizeof d->meant / sizeof *d->meant)
        d->meant[d->nmeant++] = nearest;
}

bool words_meant(const dsl *d, const char *key)
{
    for (unsigned i = 0; i < d->nmeant; i++)
        if (strcmp(d->meant[i], key) == 0)
            return true;
    return false;
}

uint32_t words_entries(dsl *d, int table, spot at, const char *word, const char *const *keys)
{
    lua_State *L = d->L;
    size_t length = lua_rawlen(L, table);
    limits_charge(length);
    d->nmeant = 0;
    lua_pushnil(L);
    while (lua_next(L, table)) {
        lua_pop(L, 1);
        if (lua_type(L, -1) == LUA_TSTRING) {
            const char *key = lua_tostring(L, -1);
            bool known = false;
            for (size_t i = 0; keys && keys[i]; i++)
                known = known || strcmp(keys[i], key) == 0;
            if (!known)
                unknown_key(d, at, key, keys);
        } else if (!lua_isinteger(L, -1) || lua_tointeger(L, -1) < 1 ||
                   (size_t)lua_tointeger(L, -1) > length) {
            dsl_bad(d, at, word, "unknown-key", _("%s: an entry before the last is nothing"), word);
        }
    }
    if (length > UINT32_MAX / 2)
        length = 0;
    return (uint32_t)length;
}

bool words_values(dsl *d, int first, const char *word, value **out, uint32_t *count_out)
{
    lua_State *L = d->L;
    bool listed = lua_gettop(L) == first && lua_istable(L, first), good = true;
    uint32_t count = listed ? words_entries(d, first, dsl_here(d), word, NULL)
                            : (uint32_t)(lua_gettop(L) - first + 1);
    unsigned before = d->attempts;
    if (count > NTM_MAX_ARGS) {
        dsl_bad(d, dsl_here(d), word, "limit", _("%s: %u arguments; at most %u are allowed"), word,
                count, NTM_MAX_ARGS);
        return false;
    }
    *out = ntm_arena_array(d->arena, count, sizeof **out);
    limits_outside(count * sizeof **out);
    for (uint32_t i = 0; i < count; i++) {
        if (listed)
            lua_rawgeti(L, first, (lua_Integer)i + 1);
        else
            lua_pushvalue(L, first + (int)i);
        (*out)[i] = value_get(d, -1, word);
        good = good && (*out)[i].kind != VALUE_POISON;
        lua_pop(L, 1);
    }
    *count_out = count;
    return good && d->attempts == before;
}

bool words_truths(dsl *d, int first, const char *word, ntm_ref **out, uint32_t *count_out)
{
    lua_State *L = d->L;
    spot at = dsl_here(d);
    bool listed = lua_gettop(L) == first && lua_istable(L, first), good = true;
    uint32_t count =
        listed ? words_entries(d, first, at, word, NULL) : (uint32_t)(lua_gettop(L) - first + 1);
    unsigned before = d->attempts;
    if (count > NTM_MAX_ARGS) {
        dsl_bad(d, at, word, "limit", _("%s: %u arguments; at most %u are allowed"), word, count,
                NTM_MAX_ARGS);
        return false;
    }
    *out = ntm_arena_array(d->arena, count, sizeof **out);
    limits_outside(count * sizeof **out);
    for (uint32_t i = 0; i < count; i++) {
        if (listed)
            lua_rawgeti(L, first, (lua_Integer)i + 1);
        else
            lua_pushvalue(L, first + (int)i);
        (*out)[i] = value_truth(d, -1, at, word);
        good = good && (*out)[i] != NTM_NO_REF;
        lua_pop(L, 1);
    }
    *count_out = count;
    return good && d->attempts == before;
}
