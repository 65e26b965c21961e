/*
 * store/store.h - one SQLite file that remembers who said what, when (ntm.db).
 *
 * What is written stays: a correction is a new row of a later import, triggers refuse UPDATE and
 * DELETE of history. Imports are numbered from 1 without gaps; the number decides what was known
 * when. An import is one transaction: when ntm_store_import() has returned NTM_OK it is on disk,
 * and whatever else happens nothing of it is there.
 *
 * The file is made by the first import. It has our application_id and a schema version in
 * user_version; a file that is not ours, or that another version of ntm wrote, is left alone
 * (store/backup.h brings older ones up to date). It can be read
 * with the plain sqlite3 shell: tables and columns explain themselves, views give the latest
 * values (store/store_schema.c).
 *
 * A store is for one thread. Two processes may use one file: the second waits for up to five seconds.
 * Do not keep it on a network drive, and never copy it while a command runs.
 */
#ifndef NTM_STORE_STORE_H
#define NTM_STORE_STORE_H

#include "base/hash.h"
#include "model/dataset.h"

typedef struct ntm_store ntm_store;

typedef enum ntm_store_mode {
    NTM_STORE_READ,  /**< the file must be there; nothing is written */
    NTM_STORE_WRITE, /**< the first import makes the file; nothing is touched before */
    NTM_STORE_OLD,   /**< to migrate: the file must be there, and may be of an older version */
} ntm_store_mode;

/**
 * Open a store.
 *
 * @param path  of the file; its folder must exist. The file itself may not be a symbolic link.
 * @return NTM_OK
 *         NTM_EUSAGE   READ, and there is no file (or an empty one)
 *         NTM_ESYSTEM  not a file; not ours; of a newer or an older ntm; damaged; no permission;
 *                      locked
 */
ntm_rc ntm_store_open(const char *path, ntm_store_mode mode, ntm_store **out, ntm_diags *diags);
void ntm_store_close(ntm_store *store);             /**< NULL is allowed */
const char *ntm_store_path(const ntm_store *store); /**< as given; borrowed */
/** How long to wait for another process, instead of five seconds. */
void ntm_store_set_wait(ntm_store *store, int milliseconds);

/**
 * Hold what is read until ntm_store_release() to one state of the file, though another process
 * writes meanwhile. Holding twice is holding once.
 * @param held_out  whether this call began it: only then release
 */
ntm_rc ntm_store_hold(ntm_store *store, bool *held_out, ntm_diags *diags);
void ntm_store_release(ntm_store *store, bool held);

/* ---- writing ---- */

/** One file to import: what intake/ read from it, and its bytes. All borrowed. */
typedef struct ntm_import {
    const char *file;  /**< name as the user knows it */
    const void *bytes; /**< the file as it was, kept as an object */
    size_t length;
    const ntm_dataset *dataset; /**< its rows; `import` and `file` of rows are ignored */
} ntm_import;

/** Who imports, and when. */
typedef struct ntm_import_by {
    const char *actor; /**< person or account; "" unknown */
    int64_t when;      /**< seconds since 1970-01-01 UTC */
    const char *note;  /**< why, or NULL */
    bool again;        /**< import also a file that is there already, byte for byte */
} ntm_import_by;

typedef struct ntm_import_done {
    int64_t number;
    char sha256[NTM_SHA256_TEXT];
    size_t units, observations, titles, registrations; /**< rows written */
    size_t successions, findings, papers;
    size_t units_unchanged; /**< unit rows that stood like this already; not written again */
} ntm_import_done;

/**
 * Import files in order, in one transaction. Their rows are checked against the units of the store
 * and of the files before them (ntm_dataset_check_added); warnings are added to diags.
 *
 * @param done_out  count results; written only when NTM_OK is returned
 * @return NTM_OK
 *         NTM_EINPUT   rows that do not fit, or a file that was imported before (unless `again`)
 *         NTM_ESYSTEM  locked, disk full, read-only, damaged …
 */
ntm_rc ntm_store_import(ntm_store *store, const ntm_import *imports, size_t count,
                        const ntm_import_by *by, ntm_import_done *done_out, ntm_diags *diags);

/* ---- reading ---- */

/**
 * Units, observations, titles and registrations as known up to an import, with `import`, `file` and
 * `line` set. Of a unit version that was imported more than once the latest row is given.
 *
 * @param codes  NULL: everything; else all units, but rows of observations, titles and registrations
 *               only of these units, their ancestors and all below them, and, of a village or
 *               product, all others below its parent (what a commune sums up)
 * @param known_import  INT64_MAX: all
 * @param out    yours to ntm_dataset_free(); empty for a store that is not made yet
 */
ntm_rc ntm_store_read(ntm_store *store, const char *const *codes, size_t ncodes,
                      int64_t known_import, ntm_dataset **out, ntm_diags *diags);

/** One import on record. */
typedef struct ntm_import_record {
    int64_t number;
    const char *kind; /**< "file", "retraction" */
    const char *file, *sha256, *actor, *note;
    const char *when; /**< "2023-12-31T08:00:00Z" */
    int64_t size;     /**< bytes of the file */
    bool kept;        /**< its bytes are still there */
    int64_t units, observations, titles, registrations, successions, findings, papers, retractions;
    int64_t retracted_by; /**< number of the import that withdrew all of it; 0: it stands */
    const char *removed_at, *removed_by, *removed_because; /**< of its bytes; "" they are kept */
    int64_t of_import, of_line; /**< of a retraction: what it withdrew; line 0: all of the import */
} ntm_import_record;

/** All imports, by number; texts and array live in the arena. */
ntm_rc ntm_store_imports(ntm_store *store, ntm_arena *arena, ntm_import_record **out,
                         size_t *count_out, ntm_diags *diags);
/** Number of the last import; 0: none. */
ntm_rc ntm_store_last_import(ntm_store *store, int64_t *out, ntm_diags *diags);
/** Number of the last import up to a moment (seconds since 1970-01-01 UTC, inclusive); 0: none. */
ntm_rc ntm_store_import_at(ntm_store *store, int64_t when, int64_t *out, ntm_diags *diags);

/**
 * Bytes kept under a SHA-256; checked against it.
 * @param bytes_out  yours to free(), with a NUL behind them
 * @return NTM_OK; NTM_EUSAGE: there is none, or it was removed; NTM_ESYSTEM: damaged
 */
ntm_rc ntm_store_object(ntm_store *store, const char *sha256, char **bytes_out, size_t *length_out,
                        ntm_diags *diags);

#endif
