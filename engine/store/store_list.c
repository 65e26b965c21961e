/* store/store_list.c - imports on record, and the bytes that were kept. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/store_priv.h"

static bool is_made(const ntm_store *store) { return store->db && !store->blank; }

ntm_rc ntm_store_imports(ntm_store *store, ntm_arena *arena, ntm_import_record **out,
                         size_t *count_out, ntm_diags *diags)
{
    assert(store && arena && out && count_out);
    *out = NULL;
    *count_out = 0;
    if (!is_made(store))
        return NTM_OK;
    sqlite3_stmt *stmt = NULL;
    size_t count = 0, capacity = 0;
    ntm_import_record *list = NULL;
    ntm_rc rc = ntm_store_prepare(
        store,
        "SELECT i.number, i.kind, file, i.sha256, i.actor, i.note, imported_at, o.size,"
        " bytes IS NOT NULL, units, observations, titles, registrations, successions, findings,"
        " papers, retractions, ifnull((SELECT min(import) FROM retraction"
        "  WHERE of_import = i.number AND of_table IS NULL), 0),"
        " CASE WHEN i.kind = 'retraction' AND json_valid(CAST(bytes AS TEXT))"
        "  THEN json_extract(CAST(bytes AS TEXT), '$.import') ELSE 0 END,"
        " CASE WHEN i.kind = 'retraction' AND json_valid(CAST(bytes AS TEXT))"
        "  THEN json_extract(CAST(bytes AS TEXT), '$.line') ELSE 0 END,"
        " r.removed_at, r.actor, r.reason"
        " FROM import AS i JOIN object AS o ON o.sha256 = i.sha256"
        " LEFT JOIN removal AS r ON r.sha256 = o.sha256 ORDER BY i.number",
        &stmt, diags);
    int step = SQLITE_DONE;
    while (rc == NTM_OK && (step = sqlite3_step(stmt)) == SQLITE_ROW) {
        if (count == capacity) {
            capacity = capacity ? capacity * 2 : 16;
            list = ntm_xrealloc(list, capacity * sizeof *list);
        }
        ntm_import_record *record = &list[count++];
        *record = (ntm_import_record){.number = sqlite3_column_int64(stmt, 0),
                                      .size = sqlite3_column_int64(stmt, 7),
                                      .kept = sqlite3_column_int(stmt, 8) != 0};
        const char **texts[] = {&record->kind,  &record->file, &record->sha256,
                                &record->actor, &record->note, &record->when};
        for (int i = 0; i < 6; i++) {
            const char *column = (const char *)sqlite3_column_text(stmt, 1 + i);
            *texts[i] = ntm_arena_strdup(arena, column ? column : "");
        }
        int64_t *numbers[] = {&record->units,         &record->observations, &record->titles,
                              &record->registrations, &record->successions,  &record->findings,
                              &record->papers,        &record->retractions,  &record->retracted_by,
                              &record->of_import,     &record->of_line};
        for (int i = 0; i < 11; i++)
            *numbers[i] = sqlite3_column_int64(stmt, 9 + i);
        const char **removal[] = {&record->removed_at, &record->removed_by,
                                  &record->removed_because};
        for (int i = 0; i < 3; i++) {
            const char *column = (const char *)sqlite3_column_text(stmt, 20 + i);
            *removal[i] = ntm_arena_strdup(arena, column ? column : "");
        }
    }
    if (rc == NTM_OK && step != SQLITE_DONE)
        rc = ntm_store_fail(store, diags);
    sqlite3_finalize(stmt);
    if (rc == NTM_OK) {
        *out = ntm_arena_array(arena, count, sizeof *list);
        if (count)
            memcpy(*out, list, count * sizeof *list);
        *count_out = count;
    }
    free(list);
    return rc;
}

ntm_rc ntm_store_last_import(ntm_store *store, int64_t *out, ntm_diags *diags)
{
    *out = 0;
    return is_made(store)
               ? ntm_store_integer(store, "SELECT ifnull(max(number), 0) FROM import", out, diags)
               : NTM_OK;
}

ntm_rc ntm_store_import_at(ntm_store *store, int64_t when, int64_t *out, ntm_diags *diags)
{
    *out = 0;
    if (!is_made(store))
        return NTM_OK;
    char sql[120];
    snprintf(sql, sizeof sql,
             "SELECT ifnull(max(number), 0) FROM import WHERE imported_at_s <= %lld",
             (long long)when);
    return ntm_store_integer(store, sql, out, diags);
}

ntm_rc ntm_store_object(ntm_store *store, const char *sha256, char **bytes_out, size_t *length_out,
                        ntm_diags *diags)
{
    assert(store && sha256 && bytes_out && length_out);
    ntm_place place = ntm_store_place(store);
    *bytes_out = NULL;
    sqlite3_stmt *stmt = NULL;
    if (is_made(store)) {
        ntm_rc rc =
            ntm_store_prepare(store, "SELECT bytes FROM object WHERE sha256 = ?", &stmt, diags);
        if (rc != NTM_OK)
            return rc;
        sqlite3_bind_text(stmt, 1, sha256, -1, SQLITE_STATIC);
    }
    int step = stmt ? sqlite3_step(stmt) : SQLITE_DONE;
    ntm_rc rc = NTM_OK;
    if (step == SQLITE_ROW && sqlite3_column_type(stmt, 0) == SQLITE_BLOB) {
        size_t length = (size_t)sqlite3_column_bytes(stmt, 0);
        const void *blob = sqlite3_column_blob(stmt, 0); /* NULL when it is empty */
        char digest[NTM_SHA256_TEXT], *bytes = ntm_xmalloc(length + 1);
        if (length)
            memcpy(bytes, blob, length);
        bytes[length] = '\0';
        ntm_sha256_hex(bytes, length, digest);
        if (strcmp(digest, sha256) == 0) {
            *bytes_out = bytes;
            *length_out = length;
        } else {
            free(bytes);
            rc = ntm_fail(diags, NTM_ESYSTEM, place, "store-damaged",
                          _("the store is damaged: the bytes kept as %s are others"), sha256);
        }
    } else if (step == SQLITE_ROW || step == SQLITE_DONE) {
        rc = ntm_fail(diags, NTM_EUSAGE, place, "no-object",
                      step == SQLITE_ROW ? _("the bytes of %s were removed")
                                         : _("there are no bytes with the digest %s"),
                      sha256);
    } else {
        rc = ntm_store_fail(store, diags);
    }
    sqlite3_finalize(stmt);
    return rc;
}
