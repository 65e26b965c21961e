/* ntm-rules/dsl.c - places and findings. */
#include "dsl/ntm-rules/dsl.h"

#include <lauxlib.h>
#include <stdarg.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "dsl/ntm-rules/limits.h"

#define ATTEMPTS_MAX 1000 /* findings told or not: a loop that errs is stopped */
#define FINDINGS_MAX 100  /* nobody reads more at once */

dsl *dsl_of(lua_State *L) { return *(dsl **)lua_getextraspace(L); }

/* ---- places ---- */

chunk *dsl_chunk(dsl *d, const char *number)
{
    char *end;
    unsigned long n = strtoul(number, &end, 10);
    return end != number && (*end == '\0' || *end == ':') && n < d->nchunks ? &d->chunks[n] : NULL;
}

spot dsl_here(dsl *d)
{
    lua_Debug ar;
    for (int level = 0; lua_getstack(d->L, level, &ar); level++) {
        if (!lua_getinfo(d->L, "Sl", &ar) || ar.currentline <= 0)
            continue;
        chunk *c = dsl_chunk(d, ar.source + 1);
        if (ar.source[0] == '@' && c)
            return (spot){c, (uint32_t)ar.currentline};
    }
    return (spot){d->script, 0};
}

const tokens *dsl_tokens(dsl *d, chunk *c)
{
    if (!c->tokens)
        c->tokens = tokens_read(d->arena, c->source, c->length);
    return c->tokens;
}

/* As dsl_place(), the skip-th that fits; *found: it is the token itself, not only its line. */
static ntm_place place_of(dsl *d, spot at, const char *what, unsigned skip, bool *found)
{
    *found = false;
    if (!at.chunk)
        return NTM_NOWHERE;
    ntm_place place = {.file = at.chunk->path, .line = (long)at.line};
    const tokens *t = dsl_tokens(d, at.chunk);
    uint32_t i = what ? tokens_find(t, at.line, what, skip) : UINT32_MAX;
    *found = i != UINT32_MAX;
    if (!*found)
        i = tokens_find(t, at.line, NULL, 0);
    if (i == UINT32_MAX)
        return place;
    if (*found || t->items[i].line == at.line) {
        place.line = (long)t->items[i].line;
        place.column = tokens_column(t, i);
    }
    return place;
}

ntm_place dsl_place(dsl *d, spot at, const char *what)
{
    bool found;
    return place_of(d, at, what, 0, &found);
}

const char *dsl_either(dsl *d, spot at, const char *what, const char *otherwise)
{
    bool found;
    place_of(d, at, what, 0, &found);
    return found ? what : otherwise;
}

/* ---- findings ---- */

static bool same_place(const ntm_finding *f, ntm_place place, const char *code)
{
    return f->place.line == place.line && f->place.column == place.column &&
           strcmp(f->code, code) == 0 && f->place.file && place.file &&
           strcmp(f->place.file, place.file) == 0;
}

/* Was this told, or is there nothing new to point at? Else *place is where to tell it. */
static bool told(dsl *d, spot at, const char *what, const char *code, const char *message,
                 ntm_place *place)
{
    for (unsigned skip = 0;; skip++) {
        bool found, taken = false, same = false;
        *place = place_of(d, at, what, skip, &found);
        if (skip && !found)
            return true;
        for (size_t i = 0; i < d->diags.count; i++)
            if (same_place(&d->diags.items[i], *place, code)) {
                taken = true;
                same = same || strcmp(d->diags.items[i].message, message) == 0;
            }
        if (!taken)
            return false;
        if (same)
            return true;
        if (!found)
            return false; /* another thing on a line where nothing can be pointed at */
    }
}

static void record(dsl *d, ntm_severity severity, spot at, const char *what, const char *code,
                   const char *text)
{
    const char *context = d->item ? d->item : d->criterion;
    if (++d->attempts > ATTEMPTS_MAX || d->diags.count >= FINDINGS_MAX)
        dsl_stop(d);
    char *message;
    size_t length = strlen(text) + (context ? strlen(context) + 2 : 0);
    char *raw = ntm_xmalloc(length + 1);
    snprintf(raw, length + 1, "%s%s%s", context ? context : "", context ? ": " : "", text);
    message = ntm_text_escape(raw, length, 2000); /* as ntm_diag() will: to compare alike */
    free(raw);
    ntm_place place;
    d->dropped = told(d, at, what, code, message, &place) || d->diags.dropped;
    if (!d->dropped)
        ntm_diag(&d->diags, severity, place, code, "%s", message);
    free(message);
}

static void record_formatted(dsl *d, ntm_severity severity, spot at, const char *what,
                             const char *code, const char *format, va_list args)
{
    char text[2048];
    vsnprintf(text, sizeof text, format, args);
    record(d, severity, at, what, code, text);
}

void dsl_bad(dsl *d, spot at, const char *what, const char *code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    record_formatted(d, NTM_ERROR, at, what, code, format, args);
    va_end(args);
}

void dsl_warn(dsl *d, spot at, const char *what, const char *code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    record_formatted(d, NTM_WARNING, at, what, code, format, args);
    va_end(args);
}

void dsl_hint(dsl *d, const char *format, ...)
{
    char text[1024];
    va_list args;
    if (d->dropped)
        return;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    ntm_diag_hint(&d->diags, "%s", text);
}

void dsl_take(dsl *d, spot at, const char *what, ntm_diags *from)
{
    for (size_t i = 0; i < from->count; i++) {
        const ntm_finding *f = &from->items[i];
        record(d, f->severity, at, what, f->code, f->message);
        if (f->hint)
            dsl_hint(d, "%s", f->hint);
    }
    ntm_diags_clear(from);
}

const char *dsl_meant(dsl *d, const char *nearest)
{
    return nearest ? ntm_arena_printf(d->arena, _("; did you mean '%s'?"), nearest) : "";
}

const char *dsl_nearest(dsl *d, const char *word, const char *const *known)
{
    if (strlen(word) > DSL_NAME_MAX)
        return NULL;
    limits_charge(5000); /* guessing is slow: a loop of wrong names pays for it */
    ntm_names *names = ntm_names_new(d->arena);
    for (int same = 1; same >= 0; same--) /* of two as near, the one that begins alike */
        for (size_t i = 0; known[i]; i++)
            if ((known[i][0] == word[0]) == same)
                ntm_names_add(names, known[i]);
    return ntm_names_nearest(names, word);
}

_Noreturn void dsl_stop(dsl *d)
{
    lua_pushlightuserdata(d->L, d);
    lua_error(d->L);
    abort(); /* lua_error() does not return, but says so only in words */
}

/* ---- texts ---- */

const char *dsl_text(dsl *d, spot at, const char *what, const char *bytes, size_t length,
                     size_t most)
{
    size_t offset;
    limits_charge(length / 4);
    limits_outside(length);
    if (length == 0) {
        dsl_bad(d, at, what, "text", "%s", _("the text is empty"));
        return NULL;
    }
    if (length > most) {
        dsl_bad(d, at, what, "text", _("the text has %zu bytes; at most %zu are allowed"), length,
                most);
        return NULL;
    }
    if (!ntm_utf8_valid(bytes, length, &offset)) {
        dsl_bad(d, at, what, "text", _("the text is not valid UTF-8 at byte %zu"), offset + 1);
        return NULL;
    }
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f) {
            dsl_bad(d, at, what, "text", _("the text has a control character at byte %zu"), i + 1);
            return NULL;
        }
    }
    char *nfc = ntm_text_nfc(bytes); /* Lua's strings end in NUL, and there is none inside */
    const char *kept = nfc ? ntm_arena_strdup(d->arena, nfc) : NULL;
    free(nfc);
    return kept;
}
