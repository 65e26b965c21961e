/* store/verify_priv.h - shared by verify.c and verify_tables.c. */
#ifndef NTM_STORE_VERIFY_PRIV_H
#define NTM_STORE_VERIFY_PRIV_H

#include "store/ledger_priv.h"
#include "store/verify.h"

typedef struct ntm_verifying {
    ntm_store *store;
    ntm_verified *out;
    ntm_diags *diags;
} ntm_verifying;

/** A finding about the store. */
void ntm_verify_say(ntm_verifying *v, const char *code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/** Run a query and call each for its rows; a query that fails is a finding, not an end. */
void ntm_verify_rows(ntm_verifying *v, const char *sql,
                     void (*each)(ntm_verifying *v, sqlite3_stmt *stmt));

/** The file itself, the schema, the objects, the packed copies, the units of runs. */
void ntm_verify_file(ntm_verifying *v);
void ntm_verify_schema(ntm_verifying *v);
void ntm_verify_objects(ntm_verifying *v);
void ntm_verify_packed(ntm_verifying *v);
void ntm_verify_runs(ntm_verifying *v);

#endif
