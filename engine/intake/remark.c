/* intake/remark.c - see the header. */
#include "intake/remark.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/arena.h"

const char *ntm_intake_code_name(ntm_intake_code code)
{
    static const char *const names[] = {"",
#define X(id, name) name,
                                        NTM_INTAKE_CODES(X)
#undef X
    };
    return names[code];
}

static char *format_text(const char *format, va_list args)
{
    char *text = NULL;
    return vasprintf(&text, format, args) < 0 ? ntm_xstrdup("") : text;
}

static void set(ntm_remark *remark, ntm_severity severity, ntm_intake_code code, const char *format,
                va_list args)
{
    if (!remark)
        return;
    ntm_remark_clear(remark);
    remark->severity = severity;
    remark->code = code;
    remark->message = format_text(format, args);
}

void ntm_remark_set(ntm_remark *remark, ntm_severity severity, ntm_intake_code code,
                    const char *format, ...)
{
    va_list args;
    va_start(args, format);
    set(remark, severity, code, format, args);
    va_end(args);
}

bool ntm_remark_error(ntm_remark *remark, ntm_intake_code code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    set(remark, NTM_ERROR, code, format, args);
    va_end(args);
    return false;
}

void ntm_remark_hint(ntm_remark *remark, const char *format, ...)
{
    if (!remark)
        return;
    va_list args;
    va_start(args, format);
    free(remark->hint);
    remark->hint = format_text(format, args);
    va_end(args);
}

void ntm_remark_clear(ntm_remark *remark)
{
    free(remark->message);
    free(remark->hint);
    *remark = (ntm_remark){0};
}
