/* store/store.c - opening a file that may not be ours, and the settings every connection has. */
#include "store/store.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "store/store_priv.h"

enum { WAIT_MS = 5000 };

/* ---- the path ---- */

/*
 * The path with the links of its folder resolved. SQLITE_OPEN_NOFOLLOW refuses a link anywhere in a
 * path; only the file itself may not be one, for a link could make us write elsewhere.
 */
static ntm_rc resolve(ntm_store *store, ntm_diags *diags)
{
    const char *slash = strrchr(store->path, '/');
    const char *name = slash ? slash + 1 : store->path;
    char *folder = slash ? ntm_xstrdup(store->path) : ntm_xstrdup(".");
    if (slash)
        folder[slash == store->path ? 1 : slash - store->path] = '\0';
    char *real = realpath(folder, NULL);
    free(folder);
    if (!real || !*name) {
        int error = real ? EISDIR : errno;
        free(real);
        return ntm_fail(diags, NTM_ESYSTEM, ntm_store_place(store), "store-open",
                        _("the folder of the store cannot be used: %s"), strerror(error));
    }
    size_t length = strlen(real) + strlen(name) + 2;
    store->resolved = ntm_xmalloc(length);
    snprintf(store->resolved, length, "%s/%s", strcmp(real, "/") == 0 ? "" : real, name);
    free(real);
    return NTM_OK;
}

/* Look at the file without opening it: *there_out false when there is none. */
static ntm_rc look(ntm_store *store, bool *there_out, ntm_diags *diags)
{
    struct stat status;
    ntm_place place = ntm_store_place(store);
    *there_out = lstat(store->resolved, &status) == 0;
    if (!*there_out && errno != ENOENT)
        return ntm_fail(diags, NTM_ESYSTEM, place, "store-open", _("the store cannot be read: %s"),
                        strerror(errno));
    if (*there_out && S_ISLNK(status.st_mode))
        return ntm_fail(diags, NTM_ESYSTEM, place, "store-link",
                        _("the store is a symbolic link; give the path of the file itself"));
    if (*there_out && !S_ISREG(status.st_mode))
        return ntm_fail(diags, NTM_ESYSTEM, place, "store-open", _("this is not a file"));
    return NTM_OK;
}

/* ---- settings ---- */

static bool configure(sqlite3 *db, int option, int value)
{
    int now = -1;
    return sqlite3_db_config(db, option, value, &now) == SQLITE_OK && now == value;
}

/* A file from elsewhere must not make us run anything but our own statements. */
static ntm_rc harden(ntm_store *store, ntm_diags *diags)
{
    sqlite3 *db = store->db;
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, store->wait_ms);
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(db, SQLITE_LIMIT_TRIGGER_DEPTH, 4);
    if (!configure(db, SQLITE_DBCONFIG_DEFENSIVE, 1) ||
        !configure(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0) ||
        !configure(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0) ||
        !configure(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1) ||
        !configure(db, SQLITE_DBCONFIG_ENABLE_FKEY, 1) ||
        !configure(db, SQLITE_DBCONFIG_DQS_DML, 0) || !configure(db, SQLITE_DBCONFIG_DQS_DDL, 0))
        return ntm_fail(diags, NTM_ESYSTEM, ntm_store_place(store), "store-failed",
                        _("this SQLite library cannot be set up safely"));
    return ntm_store_exec(store, "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;", diags);
}

/* The rollback journal: one file to copy, and no race of WAL's checkpoints in older libraries. */
static ntm_rc set_durable(ntm_store *store, ntm_diags *diags)
{
    if (store->mode == NTM_STORE_READ)
        return ntm_store_exec(store, "PRAGMA query_only = ON;", diags);
    sqlite3_stmt *stmt = NULL;
    ntm_rc rc = ntm_store_prepare(store, "PRAGMA journal_mode = DELETE", &stmt, diags);
    if (rc != NTM_OK)
        return rc;
    if (sqlite3_step(stmt) != SQLITE_ROW)
        rc = ntm_store_fail(store, diags);
    else if (strcmp((const char *)sqlite3_column_text(stmt, 0), "delete") != 0)
        rc = ntm_fail(diags, NTM_ESYSTEM, ntm_store_place(store), "store-busy",
                      _("the store is in use by another program; nothing was changed"));
    sqlite3_finalize(stmt);
    /* What is let go of is overwritten, not only forgotten; and a large change stays in memory until
     * its COMMIT, for a page that is written before locks all readers out. */
    return rc == NTM_OK ? ntm_store_exec(store,
                                         "PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON;"
                                         "PRAGMA cache_spill = OFF;",
                                         diags)
                        : rc;
}

/* ---- identity ---- */

ntm_rc ntm_store_identify(ntm_store *store, ntm_diags *diags)
{
    int64_t application = 0, version = 0, tables = 0;
    ntm_place place = ntm_store_place(store);
    ntm_rc rc = ntm_store_integer(store, "PRAGMA application_id", &application, diags);
    if (rc == NTM_OK)
        rc = ntm_store_integer(store, "PRAGMA user_version", &version, diags);
    if (rc == NTM_OK)
        rc = ntm_store_integer(store, "SELECT count(*) FROM sqlite_schema", &tables, diags);
    if (rc != NTM_OK)
        return rc;
    store->blank = application == 0 && version == 0 && tables == 0;
    if (store->blank)
        return NTM_OK;
    if (application != NTM_STORE_APPLICATION_ID)
        return ntm_fail(diags, NTM_ESYSTEM, place, "store-foreign",
                        _("this is a database of another program, not a store of ntm"));
    if (version > NTM_STORE_VERSION) {
        ntm_fail(diags, NTM_ESYSTEM, place, "store-newer",
                 _("the store was written by a newer ntm (version %lld; this one knows up to %d)"),
                 (long long)version, NTM_STORE_VERSION);
        ntm_diag_hint(diags, _("use the newer ntm for this store"));
        return NTM_ESYSTEM;
    }
    store->version = (int)version;
    if (version == NTM_STORE_VERSION || (version == 1 && store->mode == NTM_STORE_OLD))
        return NTM_OK;
    if (version != 1)
        return ntm_fail(diags, NTM_ESYSTEM, place, "store-damaged", _("the store is damaged: %s"),
                        "user_version");
    ntm_fail(diags, NTM_ESYSTEM, place, "store-older",
             _("the store was written by an older ntm (version %lld; this one uses %d)"),
             (long long)version, NTM_STORE_VERSION);
    ntm_diag_hint(diags, _("'ntm migrate' brings it up to date and keeps a copy beside it"));
    return NTM_ESYSTEM;
}

/* ---- opening ---- */

static ntm_rc connect(ntm_store *store, int flags, ntm_diags *diags)
{
    flags |= SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(store->resolved, &store->db, flags, NULL) != SQLITE_OK)
        return ntm_store_fail(store, diags);
    ntm_rc rc = harden(store, diags);
    /* Before anything is set that could be written: whose file is it? */
    if (rc == NTM_OK)
        rc = ntm_store_identify(store, diags);
    if (rc == NTM_OK)
        rc = set_durable(store, diags);
    return rc;
}

ntm_rc ntm_store_make(ntm_store *store, ntm_diags *diags)
{
    assert(!store->db && store->mode == NTM_STORE_WRITE);
    ntm_rc rc = connect(store, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, diags);
    if (rc != NTM_OK) {
        sqlite3_close(store->db);
        store->db = NULL;
    }
    return rc;
}

ntm_rc ntm_store_open(const char *path, ntm_store_mode mode, ntm_store **out, ntm_diags *diags)
{
    assert(path && out);
    *out = NULL;
    ntm_store *store = ntm_xcalloc(1, sizeof *store);
    store->path = ntm_xstrdup(path);
    store->mode = mode;
    store->wait_ms = WAIT_MS;
    bool there = false;
    ntm_rc rc = resolve(store, diags);
    if (rc == NTM_OK)
        rc = look(store, &there, diags);
    /* Also for reading: what a command that was killed left half written is rolled back first. A
     * file that we may not write SQLite opens for reading only. */
    if (rc == NTM_OK && there)
        rc = connect(store, SQLITE_OPEN_READWRITE, diags);
    if (rc == NTM_OK && mode != NTM_STORE_WRITE && (!there || store->blank)) {
        rc = ntm_fail(diags, NTM_EUSAGE, ntm_store_place(store), "no-store",
                      _("there is no store yet"));
        ntm_diag_hint(diags, _("ntm import makes it; --data and --units read files without one"));
    }
    if (rc != NTM_OK)
        ntm_store_close(store);
    else
        *out = store;
    return rc;
}

void ntm_store_close(ntm_store *store)
{
    if (!store)
        return;
    sqlite3_close(store->db);
    free(store->resolved);
    free(store->path);
    free(store);
}

const char *ntm_store_path(const ntm_store *store) { return store->path; }

void ntm_store_set_wait(ntm_store *store, int milliseconds)
{
    store->wait_ms = milliseconds;
    if (store->db)
        sqlite3_busy_timeout(store->db, milliseconds);
}
