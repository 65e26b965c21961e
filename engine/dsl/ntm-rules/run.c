/* ntm-rules/run.c - chunks: loaded as text, run; Lua's errors as findings. */
#include "dsl/ntm-rules/run.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "dsl/ntm-rules/sandbox.h"
#include "dsl/ntm-rules/source.h"
#include "dsl/ntm-rules/words.h"

static char environment_key; /* its address: the globals in the registry */

/* ---- Lua's own errors ---- */

/* Given a byte at a time, Lua stops reading where it finds the error. */
typedef struct reading {
    const char *source;
    size_t length, at;
} reading;

static const char *read_byte(lua_State *L, void *state, size_t *size)
{
    reading *r = state;
    (void)L;
    *size = r->at < r->length ? 1 : 0;
    return *size ? r->source + r->at++ : NULL;
}

/* The last token that was read whole, if it is the one the message says it is near to. */
static uint32_t error_token(const tokens *t, const char *message, size_t read)
{
    const char *found = strstr(message, " near '");
    uint32_t last = t->count;
    while (last > 0 && t->items[last - 1].offset >= read)
        last--;
    for (uint32_t i = last; found && i > 0 && i + 3 > last;
         i--) { /* one may have been looked ahead */
        const token *one = &t->items[i - 1];
        size_t quote = one->kind == TOKEN_STRING ? 1 : 0;
        if (strncmp(found + 7 + quote, one->text, one->length) == 0)
            return i - 1;
    }
    return last ? last - 1 : UINT32_MAX;
}

static void bad_syntax(dsl *d, chunk *c, const char *message, size_t read)
{
    const tokens *t = dsl_tokens(d, c);
    uint32_t i = error_token(t, message, read);
    ntm_place place = {.file = c->path, .line = 1};
    char *end;
    const char *colon = strchr(message, ':');
    if (colon && dsl_chunk(d, message)) {
        place.line = (long)strtoul(colon + 1, &end, 10);
        if (end[0] == ':' && end[1] == ' ')
            message = end + 2;
    }
    if (i != UINT32_MAX && t->items[i].line <= (uint32_t)place.line) {
        place.line = (long)t->items[i].line;
        place.column = tokens_column(t, i);
    }
    d->attempts++;
    ntm_diag(&d->diags, NTM_ERROR, place, "syntax", _("syntax error: %s"),
             strcmp(message, "C stack overflow") == 0 ? _("nested too deeply") : message);
}

/* Message handler: an error that is no text loses its line otherwise. Leaves a text or the stop. */
static int on_error(lua_State *L)
{
    dsl *d = dsl_of(L);
    if (lua_touserdata(L, 1) == d || lua_type(L, 1) == LUA_TSTRING)
        return 1;
    if (value_is_poison(d, 1)) { /* error(a word that is none): that was told */
        lua_pushlightuserdata(L, d);
        return 1;
    }
    spot at = dsl_here(d);
    int number = at.chunk ? (int)(at.chunk - d->chunks) : 0;
    if (lua_type(L, 1) == LUA_TNUMBER)
        lua_pushfstring(L, "%d:%d: %s", number, (int)at.line, lua_tostring(L, 1));
    else
        lua_pushfstring(L, "%d:%d: (error object of type %s)", number, (int)at.line,
                        luaL_typename(L, 1));
    return 1;
}

static void bad_run(dsl *d, int status)
{
    const char *message = lua_tostring(d->L, -1), *end = NULL;
    spot at = {d->script, 0};
    chunk *c = message ? dsl_chunk(d, message) : NULL;
    if (c) {
        char *behind;
        const char *colon = strchr(message, ':');
        unsigned long line = colon ? strtoul(colon + 1, &behind, 10) : 0;
        if (line && behind[0] == ':' && behind[1] == ' ') {
            at = (spot){c, (uint32_t)line};
            end = behind + 2;
        }
    }
    if (lua_touserdata(d->L, -1) == d) {
        if (d->attempts < 100 && d->diags.errors)
            return; /* told by the word that stopped */
        ntm_diag(&d->diags, NTM_ERROR, (ntm_place){.file = d->script->path}, "stopped", "%s",
                 _("too many mistakes; the script was stopped"));
        return;
    }
    if (status == LUA_ERRERR || (message && strstr(message, "stack overflow")))
        dsl_bad(d, at, NULL, "recursion", "%s", _("the script calls itself too deeply"));
    else
        dsl_bad(d, at, NULL, "run", _("the script stopped: %s"),
                end       ? end
                : message ? message
                          : _("an error without a text"));
}

/* ---- loading ---- */

/* Push the chunk as a function; false after findings. */
static bool load_chunk(dsl *d, chunk *c)
{
    lua_State *L = d->L;
    char name[16];
    snprintf(name, sizeof name, "@%d", (int)(c - d->chunks));
    source_check(d, c);
    reading r = {c->source, c->length, 0};
    if (c->length &&
        c->source[0] == '#') /* a first line for a shell; its end is kept, for the lines */
        while (r.at < r.length && c->source[r.at] != '\n')
            r.at++;
    if (luaL_loadbufferx(L, c->source + r.at, c->length - r.at, name, "t") != LUA_OK) {
        lua_pop(L, 1);
        lua_load(L, read_byte, &r, name, "t"); /* once more, to learn where it stopped */
        bad_syntax(d, c, lua_tostring(L, -1) ? lua_tostring(L, -1) : "", r.at);
        lua_pop(L, 1);
        return false;
    }
    lua_rawgetp(L, LUA_REGISTRYINDEX, &environment_key);
    lua_setupvalue(L, -2, 1); /* the one upvalue of a main chunk is _ENV */
    return true;
}

/* use "name": what rules/lib/name.lua returns, run once. */
static int word_use(lua_State *L)
{
    dsl *d = dsl_of(L);
    spot at = dsl_here(d);
    words_arity(d, "use", 1);
    const char *name = value_text(d, 1, "use", DSL_NAME_MAX);
    if (!name)
        return value_push_poison(d);
    const char **names = ntm_arena_array(d->arena, d->nchunks + 1u, sizeof *names);
    size_t count = 0;
    chunk *c = NULL;
    for (uint32_t i = 0; i < d->nchunks; i++)
        if (&d->chunks[i] != d->script) {
            names[count++] = d->chunks[i].name;
            if (strcmp(d->chunks[i].name, name) == 0)
                c = &d->chunks[i];
        }
    const char *what = ntm_arena_printf(d->arena, "\"%s", name);
    if (!c) {
        dsl_bad(d, at, what, "unknown-library", _("unknown library '%s'%s"), name,
                dsl_meant(d, dsl_nearest(d, name, names)));
        return value_push_poison(d);
    }
    if (c->loading == 1) {
        dsl_bad(d, at, what, "cycle", _("library '%s' uses itself"), name);
        return value_push_poison(d);
    }
    if (c->loading == 0) {
        c->loading = 1;
        if (load_chunk(d, c)) {
            lua_call(L, 0, 1);
            if (lua_isnil(L, -1)) {
                dsl_bad(d, at, what, "type", _("library '%s' returns nothing"), name);
                value_push_poison(d);
            }
        } else {
            value_push_poison(d);
        }
        c->loading = 2;
        lua_rawsetp(L, LUA_REGISTRYINDEX, c);
    }
    lua_rawgetp(L, LUA_REGISTRYINDEX, c);
    return 1;
}

static void open_use(dsl *d)
{
    lua_pushcfunction(d->L, word_use);
    lua_setfield(d->L, -2, "use");
}

void run_push_environment(dsl *d) { sandbox_push(d, open_use); }

/* ---- the whole ---- */

item *run_script(dsl *d)
{
    lua_State *L = d->L;
    run_push_environment(d);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &environment_key);
    lua_pushcfunction(L, on_error);
    if (!load_chunk(d, d->script))
        return NULL;
    int status = lua_pcall(L, 0, 1, -2);
    if (status != LUA_OK) {
        bad_run(d, status);
        return NULL;
    }
    d->item = d->criterion = NULL;
    item *it = item_at(d, -1);
    if (it && it->kind >= ITEM_DECISION && it->filled) {
        if (it->kind <= ITEM_FINDINGS && d->diags.errors == 0)
            source_check_lost(d, it);
        return it;
    }
    spot at = it ? it->at : (spot){d->script, 1};
    if (d->diags.errors && !d->built)
        return NULL; /* what else should it return */
    if (it && it->kind >= ITEM_DECISION)
        dsl_bad(d, at, it->word, "unfinished", _("%s: its table { … } is missing"), it->label);
    else if (!value_is_poison(d, -1)) {
        dsl_bad(d, at, NULL, "no-decision", _("the script returns %s; expected a decision"),
                it ? it->label : value_describe(d, -1));
        dsl_hint(d, "%s", _("write return decision \"…\" { … }"));
    } else if (d->diags.errors == 0) {
        dsl_bad(d, at, NULL, "no-decision", "%s", _("the script returns no decision"));
    }
    return NULL;
}
