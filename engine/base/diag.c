/* base/diag.c - see the header. */
#include "base/diag.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/text.h"

#define LIMIT_DEFAULT 200
#define MESSAGE_MAX   2000

void ntm_diags_init(ntm_diags *diags) { *diags = (ntm_diags){0}; }

void ntm_diags_clear(ntm_diags *diags)
{
    for (size_t i = 0; i < diags->count; i++) {
        free((char *)(uintptr_t)diags->items[i].place.file);
        free((char *)(uintptr_t)diags->items[i].code);
        free(diags->items[i].message);
        free(diags->items[i].hint);
    }
    free(diags->items);
    *diags = (ntm_diags){.limit = diags->limit};
}

static char *format_safe(const char *format, va_list args)
{
    char *raw = NULL;
    if (vasprintf(&raw, format, args) < 0)
        return ntm_xstrdup("");
    char *safe = ntm_text_escape(raw, strlen(raw), MESSAGE_MAX);
    free(raw);
    return safe;
}

static void add(ntm_diags *diags, ntm_severity severity, ntm_place place, const char *code,
                const char *format, va_list args)
{
    if (!diags)
        return;
    diags->errors += severity == NTM_ERROR;
    diags->warnings += severity == NTM_WARNING;
    if (diags->count >= (diags->limit ? diags->limit : LIMIT_DEFAULT)) {
        diags->dropped++;
        return;
    }
    if (diags->count == diags->capacity) {
        diags->capacity = diags->capacity ? diags->capacity * 2 : 8;
        diags->items = ntm_xrealloc(diags->items, diags->capacity * sizeof *diags->items);
    }
    place.file = place.file ? ntm_text_escape(place.file, strlen(place.file), MESSAGE_MAX) : NULL;
    diags->items[diags->count++] = (ntm_finding){
        .severity = severity,
        .place = place,
        .code = ntm_xstrdup(code),
        .message = format_safe(format, args),
    };
}

void ntm_diag(ntm_diags *diags, ntm_severity severity, ntm_place place, const char *code,
              const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add(diags, severity, place, code, format, args);
    va_end(args);
}

void ntm_diag_hint(ntm_diags *diags, const char *format, ...)
{
    if (!diags || !diags->count || diags->dropped)
        return;
    va_list args;
    va_start(args, format);
    ntm_finding *newest = &diags->items[diags->count - 1];
    free(newest->hint);
    newest->hint = format_safe(format, args);
    va_end(args);
}

ntm_rc ntm_fail(ntm_diags *diags, ntm_rc rc, ntm_place place, const char *code, const char *format,
                ...)
{
    va_list args;
    va_start(args, format);
    add(diags, NTM_ERROR, place, code, format, args);
    va_end(args);
    return rc;
}

ntm_rc ntm_fail_nomem(ntm_diags *diags)
{
    return ntm_fail(diags, NTM_ESYSTEM, NTM_NOWHERE, "no-memory", "%s", _("out of memory"));
}

void ntm_finding_print(const ntm_finding *finding, bool color, FILE *out)
{
    static const char *const colors[] = {"\033[36m", "\033[33m", "\033[31m"};
    const char *const words[] = {_("note"), _("warning"), _("error")};
    const ntm_place *place = &finding->place;
    if (place->file) {
        fprintf(out, "%s:", place->file);
        if (place->line > 0)
            fprintf(out, "%ld:", place->line);
        if (place->line > 0 && place->column > 0)
            fprintf(out, "%ld:", place->column);
        fputc(' ', out);
    } else {
        fputs("ntm: ", out);
    }
    fprintf(out, "%s%s%s: %s\n", color ? colors[finding->severity] : "", words[finding->severity],
            color ? "\033[0m" : "", finding->message);
    if (finding->hint)
        fprintf(out, "  %s: %s\n", _("hint"), finding->hint);
}
