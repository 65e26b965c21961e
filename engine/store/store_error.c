/* store/store_error.c - what went wrong below, in words for an office. */
#include <string.h>

#include "base/i18n.h"
#include "store/store_priv.h"

ntm_rc ntm_store_fail(ntm_store *store, ntm_diags *diags)
{
    ntm_place place = ntm_store_place(store);
    int code = store->db ? sqlite3_extended_errcode(store->db) : SQLITE_NOMEM;
    const char *detail = store->db ? sqlite3_errmsg(store->db) : "";
    int cause = store->db ? sqlite3_system_errno(store->db) : 0;
    const char *reason = cause ? strerror(cause) : detail;
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        ntm_fail(diags, NTM_ESYSTEM, place, "store-busy",
                 _("the store is in use by another program; nothing was changed"));
        ntm_diag_hint(diags, _("wait until the other command has ended, then try again"));
        break;
    case SQLITE_FULL:
        ntm_fail(diags, NTM_ESYSTEM, place, "store-full",
                 _("the disk is full; nothing was changed"));
        ntm_diag_hint(diags, _("free some space, then try again"));
        break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
        ntm_fail(diags, NTM_ESYSTEM, place, "store-read-only",
                 _("the store or its folder may not be written to; nothing was changed"));
        break;
    case SQLITE_CANTOPEN:
        if (code == SQLITE_CANTOPEN_SYMLINK)
            ntm_fail(diags, NTM_ESYSTEM, place, "store-link",
                     _("the store is a symbolic link; give the path of the file itself"));
        else
            ntm_fail(diags, NTM_ESYSTEM, place, "store-open",
                     _("the store, or a file beside it, cannot be opened: %s"), reason);
        break;
    case SQLITE_NOTADB:
        ntm_fail(diags, NTM_ESYSTEM, place, "store-foreign", _("this file is not a store of ntm"));
        break;
    case SQLITE_CORRUPT:
        ntm_fail(diags, NTM_ESYSTEM, place, "store-damaged", _("the store is damaged: %s"), detail);
        ntm_diag_hint(diags, _("keep the file as it is and go back to the last backup"));
        break;
    case SQLITE_IOERR:
        ntm_fail(diags, NTM_ESYSTEM, place, "store-io",
                 _("the disk reported an error: %s; nothing was changed"), reason);
        break;
    case SQLITE_NOMEM:
        return ntm_fail_nomem(diags);
    default:
        ntm_fail(diags, NTM_ESYSTEM, place, "store-failed", _("the store failed: %s"), detail);
        break;
    }
    return NTM_ESYSTEM;
}

ntm_rc ntm_store_fail_code(ntm_store *store, int code, ntm_diags *diags)
{
    return (code & 0xff) == SQLITE_NOMEM
               ? ntm_fail_nomem(diags)
               : ntm_fail(diags, NTM_ESYSTEM, ntm_store_place(store), "store-failed",
                          _("the store failed: %s"), sqlite3_errstr(code));
}

ntm_rc ntm_store_fail_commit(ntm_store *store, ntm_diags *diags)
{
    int cause = sqlite3_system_errno(store->db);
    if ((sqlite3_extended_errcode(store->db) & 0xff) != SQLITE_IOERR)
        return ntm_store_fail(store, diags);
    ntm_fail(diags, NTM_ESYSTEM, ntm_store_place(store), "store-uncertain",
             _("the disk reported an error: %s; it is not certain whether the change was kept"),
             cause ? strerror(cause) : sqlite3_errmsg(store->db));
    ntm_diag_hint(diags, _("'ntm verify' checks the store, 'ntm log' lists what it has"));
    return NTM_ESYSTEM;
}

ntm_rc ntm_store_exec(ntm_store *store, const char *sql, ntm_diags *diags)
{
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK
               ? NTM_OK
               : ntm_store_fail(store, diags);
}

ntm_rc ntm_store_prepare(ntm_store *store, const char *sql, sqlite3_stmt **out, ntm_diags *diags)
{
    return sqlite3_prepare_v2(store->db, sql, -1, out, NULL) == SQLITE_OK
               ? NTM_OK
               : ntm_store_fail(store, diags);
}

ntm_rc ntm_store_bind_text(ntm_store *store, sqlite3_stmt *stmt, int place, const char *text,
                           ntm_diags *diags)
{
    int code = sqlite3_bind_text(stmt, place, text, -1, SQLITE_STATIC);
    return code == SQLITE_OK ? NTM_OK : ntm_store_fail_code(store, code, diags);
}

ntm_rc ntm_store_integer(ntm_store *store, const char *sql, int64_t *out, ntm_diags *diags)
{
    sqlite3_stmt *stmt = NULL;
    ntm_rc rc = ntm_store_prepare(store, sql, &stmt, diags);
    if (rc != NTM_OK)
        return rc;
    int step = sqlite3_step(stmt);
    if (step == SQLITE_ROW)
        *out = sqlite3_column_int64(stmt, 0);
    else if (step != SQLITE_DONE)
        rc = ntm_store_fail(store, diags);
    sqlite3_finalize(stmt);
    return rc;
}
