/*
 * store/backup.h - a copy of a store that can be trusted, and stores of older versions brought up to
 * date. Both never write over a file, and leave nothing half done.
 */
#ifndef NTM_STORE_BACKUP_H
#define NTM_STORE_BACKUP_H

#include "store/store.h"

/**
 * Copy a store into a new file while other commands may use it: page by page by SQLite, flushed to
 * the disk, checked, and only then under its name. Until then it is PATH with ".part." and six random
 * characters, which is left when the process is killed. It has the mode of the store where the file system has modes. A store
 * that another program locks for a minute on end is "store-busy".
 * @return NTM_OK; NTM_EUSAGE: a file of that name is there; NTM_ESYSTEM (no file is left)
 */
ntm_rc ntm_store_backup(ntm_store *store, const char *path, ntm_diags *diags);

typedef struct ntm_migrated {
    int from, to;    /**< versions; equal: it was up to date, and nothing was done */
    char *copy;      /**< path of the copy that was kept, also when the disk failed at the end;
                          NULL: none. Yours to free() */
    int64_t imports; /**< entered in the ledger */
} ntm_migrated;

/**
 * Bring a store of an older version up to date, in one transaction, after a copy was made beside it
 * ("ntm.db.v1"). What the older version did not chain is chained as it stands now: the ledger
 * proves nothing about the time before.
 * @return NTM_OK; NTM_EUSAGE: no store, or the name of the copy is taken; NTM_ESYSTEM
 */
ntm_rc ntm_store_migrate(const char *path, ntm_migrated *out, ntm_diags *diags);

#endif
