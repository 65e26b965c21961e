/*
 * base/diag.h - findings: where, what is wrong, what was expected.
 *
 * A fallible call adds its findings, where the problem is seen, to the ntm_diags its caller passed
 * in, and returns an ntm_rc. Findings collect: one mistake never hides the next. Only cli/ prints.
 * Texts are in the language chosen by base/i18n.h at the moment they are added; everything that
 * comes from a script or a data file goes through ntm_text_escape() first (diags do it themselves).
 */
#ifndef NTM_BASE_DIAG_H
#define NTM_BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/rc.h"

typedef enum ntm_severity { NTM_NOTE, NTM_WARNING, NTM_ERROR } ntm_severity;

/** A place in a script or data file. Any part may be absent. */
typedef struct ntm_place {
    const char *file; /**< path as the user knows it; NULL: none */
    long line;        /**< 1-based; 0: none */
    long column;      /**< 1-based, in code points; 0: none */
} ntm_place;

typedef struct ntm_finding {
    ntm_severity severity;
    ntm_place place;  /**< file is owned by the list */
    const char *code; /**< stable short name, e.g. "unknown-field"; a string literal or owned */
    char *message;    /**< one line, owned by the list */
    char *hint;       /**< what to do; may be NULL; owned by the list */
} ntm_finding;

/** A growing list of findings; counts per severity. Zero-initialise or ntm_diags_init(). */
typedef struct ntm_diags {
    ntm_finding *items;
    size_t count, capacity;
    size_t errors, warnings;
    size_t limit; /**< findings beyond it are counted, not kept; 0: 200 */
    size_t dropped;
} ntm_diags;

void ntm_diags_init(ntm_diags *diags);
void ntm_diags_clear(ntm_diags *diags); /**< frees what it holds; the struct can be used again */

/**
 * Add a finding. diags may be NULL (nothing is recorded). The message is made printable
 * (control and bidirectional characters escaped, at most 2,000 bytes) and copied.
 */
void ntm_diag(ntm_diags *diags, ntm_severity severity, ntm_place place, const char *code,
              const char *format, ...) __attribute__((format(printf, 5, 6)));
/** Set the hint of the newest finding; no effect when it was dropped. */
void ntm_diag_hint(ntm_diags *diags, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** ntm_diag(NTM_ERROR) and return rc: `return ntm_fail(d, NTM_EINPUT, place, "code", _("…"), …)`. */
ntm_rc ntm_fail(ntm_diags *diags, ntm_rc rc, ntm_place place, const char *code, const char *format,
                ...) __attribute__((format(printf, 5, 6)));

/** No memory: a fixed finding, returns NTM_ESYSTEM. */
ntm_rc ntm_fail_nomem(ntm_diags *diags);

/** Print `file:line:column: error: message` (and `hint: …`), one finding. */
void ntm_finding_print(const ntm_finding *finding, bool color, FILE *out);

#define NTM_NOWHERE ((ntm_place){0})

#endif
