/*
 * ntm-rules/dsl.h - what the words of the language share: the state of one run, places, findings.
 *
 * A word never raises a Lua error for what an author got wrong. It records a finding and gives
 * back a poison value, which every other word takes without another finding, so that one mistake
 * is told once and hides nothing behind it. Lua errors are left for what Lua itself cannot do.
 *
 * Everything lives in one arena that is never freed: the process ends when the answer is written,
 * so a longjmp out of a word leaks nothing.
 */
#ifndef NTM_RULES_DSL_H
#define NTM_RULES_DSL_H

#include <jansson.h>
#include <lua.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "dsl/ntm-rules/tokens.h"
#include "model/expr.h"

/** A script or library that runs here. */
typedef struct chunk {
    const char *name; /**< of a library: as `use` names it */
    const char *path; /**< as findings show it */
    const char *source;
    size_t length;
    const tokens *tokens; /**< read when first needed */
    int loading;          /**< of a library: 0 not yet, 1 being loaded, 2 loaded */
} chunk;

/** A line of a chunk; chunk NULL: nowhere. */
typedef struct spot {
    chunk *chunk;
    uint32_t line;
} spot;

typedef struct dsl {
    lua_State *L;
    ntm_arena *arena;
    ntm_dictionary *dictionary; /**< NULL while the dictionary itself is loaded */
    ntm_names *prefixes; /**< every beginning of a field's name: "road", "road.commune"; made when
                            first needed, for a mistyped one */
    ntm_graph *graph;
    ntm_diags diags;
    unsigned attempts;        /**< findings, also those told before */
    unsigned attempts_before; /**< when the item that is being written was begun */
    const char *meant[8];     /**< keys that unknown ones of the newest table stand for */
    unsigned nmeant;
    bool built;                   /**< a decision, a dictionary or tests were begun */
    bool dropped;                 /**< the newest finding was not recorded: no hint for it */
    const char *criterion, *item; /**< what is being written, for messages: "indicator 2.1" */
    chunk *chunks;
    uint32_t nchunks;
    chunk *script;
    bool check; /**< the caller has found that the model does not take it: say why */
    const char *folder, *slug;
    spot *node_spots;         /**< by node of the graph: where it was written */
    const char **node_words;  /**< and the word that wrote it */
    const char **node_labels; /**< and the item it was written in, or NULL */
    bool *node_zeros;         /**< a share whose author wrote zero = "unknown" */
    uint32_t nnode_spots;
    const char *scheme;       /**< name of the zone scheme that the graph knows, or NULL; "" if it
                                     went wrong */
    struct item *scheme_item; /**< which one that is */
    ntm_ref unknown;          /**< stands for poison in what is handed on */
} dsl;

/** The run a Lua state belongs to. */
dsl *dsl_of(lua_State *L);

/* ---- places and findings ---- */

/** Lua knows chunks as "@0", "@1": the chunk of a number that stands first in a text, or NULL. */
chunk *dsl_chunk(dsl *d, const char *number);
/** The line of Lua code that is running: of the function that called the word. */
spot dsl_here(dsl *d);
const tokens *dsl_tokens(dsl *d, chunk *c);
/** Line and column of the token that `what` names (tokens_find) from a spot on. */
ntm_place dsl_place(dsl *d, spot at, const char *what);
/** The first of the two that can be found from the spot on. */
const char *dsl_either(dsl *d, spot at, const char *what, const char *otherwise);

/**
 * Record a finding, unless the same place was told the same. The message is headed by what is
 * being written ("indicator 2.1: …").
 */
void dsl_bad(dsl *d, spot at, const char *what, const char *code, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/** As dsl_bad, a warning. */
void dsl_warn(dsl *d, spot at, const char *what, const char *code, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
void dsl_hint(dsl *d, const char *format, ...) __attribute__((format(printf, 2, 3)));
/** Record findings of the model about something written at a spot. */
void dsl_take(dsl *d, spot at, const char *what, ntm_diags *from);

/** "; did you mean 'x'?", or "" (nearest NULL); in the arena. */
const char *dsl_meant(dsl *d, const char *nearest);
/** The nearest of a NULL-terminated list to a word, or NULL. */
const char *dsl_nearest(dsl *d, const char *word, const char *const *known);

/** End the script with an error that carries no message of its own: the findings say it all. */
_Noreturn void dsl_stop(dsl *d);

/* ---- texts ---- */

#define DSL_NAME_MAX  200   /**< bytes of a name, a code, a number of a decision */
#define DSL_LABEL_MAX 4000  /**< bytes of a label or reason in an expression */
#define DSL_TEXT_MAX  20000 /**< bytes of a verbatim text */

/** NFC copy of a text in the arena; NULL after a finding (not UTF-8, empty, too long). */
const char *dsl_text(dsl *d, spot at, const char *what, const char *bytes, size_t length,
                     size_t most);

#endif
