/* store/store_priv.h - what the store_*.c files share; the only place that names sqlite3. */
#ifndef NTM_STORE_STORE_PRIV_H
#define NTM_STORE_STORE_PRIV_H

#include <sqlite3.h>

#include "store/store.h"

/** "ntmD" as a big-endian number: what `file ntm.db` and other programs see. */
#define NTM_STORE_APPLICATION_ID 0x6E746D44
#define NTM_STORE_VERSION        2

struct ntm_store {
    char *path;     /* as given */
    char *resolved; /* its folder without links */
    ntm_store_mode mode;
    sqlite3 *db;    /* NULL: the file is not there yet (mode WRITE) */
    bool blank;     /* the file is there, the schema is not */
    int version;    /* user_version, once it is open */
    bool was_blank; /* before the transaction that is open */
    int wait_ms;
};

/** Where findings of a store point to. */
static inline ntm_place ntm_store_place(const ntm_store *store)
{
    return (ntm_place){.file = store->path};
}

/** What the last failed call of sqlite3 means, as one finding. Always NTM_ESYSTEM. */
ntm_rc ntm_store_fail(ntm_store *store, ntm_diags *diags);

/** The same of a call that was not the last one, by the code that it returned. */
ntm_rc ntm_store_fail_code(ntm_store *store, int code, ntm_diags *diags);
/** The same of a COMMIT: after an error of the disk it may stand all the same, for the journal can be
 *  gone before the error is met. */
ntm_rc ntm_store_fail_commit(ntm_store *store, ntm_diags *diags);

/** Run SQL without parameters or results. */
ntm_rc ntm_store_exec(ntm_store *store, const char *sql, ntm_diags *diags);
/** Prepare one statement; finalize it with sqlite3_finalize(). */
ntm_rc ntm_store_prepare(ntm_store *store, const char *sql, sqlite3_stmt **out, ntm_diags *diags);
/** Bind a borrowed text where NULL in its place would mean something else (a query that finds nothing,
 *  a column that may be empty). */
ntm_rc ntm_store_bind_text(ntm_store *store, sqlite3_stmt *stmt, int place, const char *text,
                           ntm_diags *diags);
/** The integer that a query of one row gives; absent stays as it was. */
ntm_rc ntm_store_integer(ntm_store *store, const char *sql, int64_t *out, ntm_diags *diags);

/** Open the file of a store that is not there yet, for writing. */
ntm_rc ntm_store_make(ntm_store *store, ntm_diags *diags);
/** Whether the open file is ours: sets store->blank, or fails. */
ntm_rc ntm_store_identify(ntm_store *store, ntm_diags *diags);

/** The units alone, as ntm_store_read() gives them; inside whatever transaction is open. */
ntm_rc ntm_store_read_units(ntm_store *store, int64_t known_import, ntm_dataset **out,
                            ntm_diags *diags);

/** Everything, as ntm_store_read() gives it; inside whatever transaction is open. */
ntm_rc ntm_store_read_within(ntm_store *store, int64_t known_import, ntm_dataset **out,
                             ntm_diags *diags);

/** Make a blank file a store: tables, its name, the first entry of its ledger. All within the
 *  transaction that is open, as are the tables alone. */
ntm_rc ntm_store_lay_schema(ntm_store *store, ntm_diags *diags);
ntm_rc ntm_store_lay_tables(ntm_store *store, ntm_diags *diags);

/** BEGIN IMMEDIATE, and the look at what the file is now that nobody else writes; a blank file
 *  becomes a store. */
ntm_rc ntm_store_begin(ntm_store *store, ntm_diags *diags);
/** COMMIT where rc is NTM_OK, else ROLLBACK; what to return. */
ntm_rc ntm_store_end(ntm_store *store, ntm_rc rc, ntm_diags *diags);

/** As ntm_store_backup(), but a file of that name with the very bytes of the copy is the copy. */
ntm_rc ntm_store_copy(ntm_store *store, const char *path, ntm_diags *diags);

/** Keep bytes under their digest; the same bytes once. @param kind  as in the table object */
ntm_rc ntm_store_keep(ntm_store *store, const char *kind, const void *bytes, size_t length,
                      char sha256_out[NTM_SHA256_TEXT], ntm_diags *diags);

#endif
