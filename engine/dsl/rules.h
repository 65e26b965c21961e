/*
 * dsl/rules.h - from a rule script to data: starts ntm-rules, hands it bytes, checks what it says.
 *
 * No Lua here. The script is opened once; the bytes that were read are the bytes that are hashed
 * and the bytes that are run. The helper gets an empty environment and two pipes. What it answers
 * is read as hostile input, whatever it was that answered.
 *
 * A script that hangs, eats memory, floods or crashes ends in one finding within 3 seconds.
 * Findings are in the language of base/i18n.h. Any thread may call, each with its own arguments.
 */
#ifndef NTM_DSL_RULES_H
#define NTM_DSL_RULES_H

#include <jansson.h>

#include "base/diag.h"
#include "model/document.h"
#include "model/field.h"

/** A library of the rules folder, as `use "name"` finds it. */
typedef struct ntm_library {
    char *name; /**< "recognition" */
    char *path; /**< as people know it: "rules/lib/recognition.lua" */
    char *data; /**< its bytes */
    size_t length;
} ntm_library;

/** What scripts are run with. */
typedef struct ntm_surroundings {
    const char *dictionary; /**< of ntm_dictionary_pack(); NULL for the dictionary's script */
    size_t dictionary_length;
    const ntm_library *libraries;
    size_t nlibraries;
} ntm_surroundings;

typedef enum ntm_loaded_kind {
    NTM_LOADED_NOTHING,
    NTM_LOADED_DOCUMENT, /**< a decision, an amendment or findings */
    NTM_LOADED_DICTIONARY,
    NTM_LOADED_TESTS,
} ntm_loaded_kind;

/** One script to load, and what became of it. */
typedef struct ntm_load {
    /* in, borrowed */
    const char *path;   /**< to open, and as findings show it */
    const char *source; /**< as the document names it: relative to the rules folder */
    const char *folder; /**< "thanh-hoa"; "" for the dictionary */
    const char *slug;   /**< file name without .lua */
    /* out; ntm_load_clear() frees */
    ntm_rc rc;
    ntm_loaded_kind kind;
    ntm_document *document;     /**< NTM_LOADED_DOCUMENT: taken by setting it to NULL */
    ntm_dictionary *dictionary; /**< NTM_LOADED_DICTIONARY: likewise */
    json_t *json;               /**< NTM_LOADED_DICTIONARY, NTM_LOADED_TESTS (form checked only) */
    char *data; /**< the bytes that were read and run, a NUL behind them; NULL: nothing was run */
    size_t length;
    char sha256[NTM_SHA256_TEXT]; /**< of these bytes */
    ntm_diags diags;
} ntm_load;

/** Load scripts, two to four helpers at a time; each load has its own rc and findings. */
void ntm_rules_load(const ntm_surroundings *surroundings, ntm_load *loads, size_t count);
void ntm_load_clear(ntm_load *load);

/** Copy all findings of one list to another. */
void ntm_diags_append(ntm_diags *to, const ntm_diags *from);

#endif
