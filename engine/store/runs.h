/*
 * store/runs.h - evaluations on record: what was asked for, the rules and facts as they were, what
 * came out. Written once, in one transaction with its entry in the ledger; read for ever.
 *
 * Texts and arrays that are read live in the caller's arena.
 */
#ifndef NTM_STORE_RUNS_H
#define NTM_STORE_RUNS_H

#include "base/merkle.h"
#include "store/store.h"

/** A document that a run could reach. */
typedef struct ntm_run_document {
    const char *id;
    const char *document_sha256; /**< of its meaning: without source */
    const char *script;          /**< path below the rules folder; "" not from a script */
    const char *script_sha256;   /**< or "" */
    const char *sha256;          /**< of the JSON that is kept; read only */
    const char *bytes;           /**< of that JSON; written only */
    size_t length;
} ntm_run_document;

/** A script that was read when the rules were loaded: the documents', the dictionary's, libraries. */
typedef struct ntm_run_script {
    const char *path, *sha256; /**< sha256: read only */
    const char *bytes;         /**< written only */
    size_t length;
} ntm_run_script;

/** What was computed of one unit. */
typedef struct ntm_run_unit {
    const char *unit, *level;                 /**< level: "met", "not_met", "undecided" */
    const char *facts_sha256, *result_sha256; /**< read only */
    const char *facts, *result;               /**< canonical JSON; written only */
} ntm_run_unit;

typedef struct ntm_run {
    int64_t number;          /**< read only, as are the next three */
    const char *recorded_at; /**< "2023-12-31T08:00:00Z" */
    const char *engine, *results_root;
    int64_t recorded_at_s; /**< seconds since 1970-01-01 UTC */
    const char *actor, *note, *profile, *decision, *document_sha256;
    ntm_date as_of;
    int year;
    int64_t known_import;
    const char *parameters; /**< canonical JSON */
    bool illustrative, reconstructed;
    const ntm_run_document *documents;
    const ntm_run_script *scripts; /**< by path */
    const ntm_run_unit *units;     /**< in the order of the evaluation */
    size_t ndocuments, nscripts, nunits;
    int64_t met, not_met, undecided; /**< units; read only */
    const char *only_unit;           /**< code, where there is one unit; else ""; read only */
} ntm_run;

/**
 * Record a run. The store must have imports: a run without data is none.
 * @return NTM_OK; NTM_ESYSTEM: locked, disk full …
 */
ntm_rc ntm_store_record(ntm_store *store, const ntm_run *run, int64_t *number_out,
                        ntm_diags *diags);

/** All runs by number, without documents, scripts and units. */
ntm_rc ntm_store_runs(ntm_store *store, ntm_arena *arena, ntm_run **out, size_t *count_out,
                      ntm_diags *diags);
/** One run, whole. @return NTM_OK; NTM_EUSAGE: there is none of that number; NTM_ESYSTEM */
ntm_rc ntm_store_run(ntm_store *store, int64_t number, ntm_arena *arena, ntm_run *out,
                     ntm_diags *diags);

/** The place of a unit among those of a run that was read whole; nunits after a finding that names
 *  those that are there. */
size_t ntm_run_find_unit(const ntm_run *run, const char *code, ntm_diags *diags);
/** Add to the last finding which units the run has. */
void ntm_run_hint_units(const ntm_run *run, ntm_diags *diags);

/** The leaf of a unit in the tree under results_root: {"facts", "level", "result", "unit"} in
 *  canonical JSON. */
ntm_digest ntm_run_unit_leaf(const ntm_run_unit *unit);

#endif
