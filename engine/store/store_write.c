/* store/store_write.c - what every write shares: the transaction, and bytes kept by their digest. */
#include <string.h>

#include "store/store_priv.h"

ntm_rc ntm_store_hold(ntm_store *store, bool *held_out, ntm_diags *diags)
{
    *held_out = store->db && sqlite3_get_autocommit(store->db);
    return *held_out ? ntm_store_exec(store, "BEGIN", diags) : NTM_OK;
}

void ntm_store_release(ntm_store *store, bool held)
{
    if (held && !sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}

ntm_rc ntm_store_begin(ntm_store *store, ntm_diags *diags)
{
    ntm_rc rc = ntm_store_exec(store, "BEGIN IMMEDIATE", diags);
    if (rc != NTM_OK)
        return rc;
    /* Now that nobody else writes: is it still what it was when it was opened? */
    rc = ntm_store_identify(store, diags);
    store->was_blank = store->blank;
    if (rc == NTM_OK && store->blank) {
        rc = ntm_store_lay_schema(store, diags);
        store->blank = false;
    }
    return rc == NTM_OK ? NTM_OK : ntm_store_end(store, rc, diags);
}

ntm_rc ntm_store_end(ntm_store *store, ntm_rc rc, ntm_diags *diags)
{
    if (rc == NTM_OK && sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
        rc = ntm_store_fail_commit(store, diags);
    if (rc != NTM_OK)
        store->blank = store->was_blank;
    /* A failed COMMIT may have rolled back already, or not. */
    if (!sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return rc;
}

ntm_rc ntm_store_keep(ntm_store *store, const char *kind, const void *bytes, size_t length,
                      char sha256_out[NTM_SHA256_TEXT], ntm_diags *diags)
{
    static const char none;
    sqlite3_stmt *stmt = NULL;
    ntm_sha256_hex(bytes, length, sha256_out);
    ntm_rc rc = ntm_store_prepare(store,
                                  "INSERT INTO object (sha256, kind, size, bytes)"
                                  " VALUES (?, ?, ?, ?) ON CONFLICT (sha256) DO NOTHING",
                                  &stmt, diags);
    if (rc != NTM_OK)
        return rc;
    sqlite3_bind_text(stmt, 1, sha256_out, -1, SQLITE_STATIC);
    sqlite3_bind_text(stmt, 2, kind, -1, SQLITE_STATIC);
    sqlite3_bind_int64(stmt, 3, (int64_t)length);
    if (sqlite3_bind_blob64(stmt, 4, length ? bytes : &none, length, SQLITE_STATIC) != SQLITE_OK ||
        sqlite3_step(stmt) != SQLITE_DONE)
        rc = ntm_store_fail(store, diags);
    sqlite3_finalize(stmt);
    return rc;
}
