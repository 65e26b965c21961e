/* store/ledger.c - entries made from the tables, chained; the root over them. */
#include "store/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "model/document.h"
#include "store/ledger_priv.h"
#include "store/store_rows.h"

/* A file that somebody else wrote may hold anything. */
static ntm_rc fail_damaged(ntm_store *store, const char *what, ntm_diags *diags)
{
    return ntm_fail(diags, NTM_ESYSTEM, ntm_store_place(store), "store-damaged",
                    _("the store is damaged: %s"), what);
}

/* ---- bodies ---- */

static json_t *column_json(sqlite3_stmt *stmt, int column)
{
    switch (sqlite3_column_type(stmt, column)) {
    case SQLITE_NULL:
        return json_null();
    case SQLITE_INTEGER:
        return json_integer(sqlite3_column_int64(stmt, column));
    default:
        return json_stringn((const char *)sqlite3_column_text(stmt, column),
                            (size_t)sqlite3_column_bytes(stmt, column));
    }
}

json_t *ntm_ledger_row(sqlite3_stmt *stmt)
{
    json_t *object = json_object();
    for (int c = 0; c < sqlite3_column_count(stmt); c++) {
        json_t *value = column_json(stmt, c);
        json_object_set_new(object, sqlite3_column_name(stmt, c), value ? value : json_null());
    }
    return object;
}

/* The one row of a query; NULL: none, or *rc_out says what failed. */
static json_t *row_json(ntm_store *store, const char *sql, int64_t number, ntm_rc *rc_out,
                        ntm_diags *diags)
{
    sqlite3_stmt *stmt = NULL;
    json_t *object = NULL;
    *rc_out = ntm_store_prepare(store, sql, &stmt, diags);
    if (*rc_out != NTM_OK)
        return NULL;
    if (sqlite3_bind_parameter_count(stmt))
        sqlite3_bind_int64(stmt, 1, number);
    int step = sqlite3_step(stmt);
    if (step == SQLITE_ROW)
        object = ntm_ledger_row(stmt);
    else
        *rc_out = step == SQLITE_DONE ? NTM_EUSAGE : ntm_store_fail(store, diags);
    sqlite3_finalize(stmt);
    return object;
}

static json_t *import_body(ntm_store *store, int64_t number, ntm_rc *rc_out, ntm_diags *diags)
{
    json_t *body = row_json(store,
                            "SELECT i.kind, file, i.sha256, size, actor, imported_at,"
                            " imported_at_s, note, engine, units, successions, observations,"
                            " titles, registrations, findings, papers, retractions"
                            " FROM import AS i LEFT JOIN object AS o ON o.sha256 = i.sha256"
                            " WHERE number = ?1",
                            number, rc_out, diags);
    if (!body)
        return NULL;
    json_t *rows = json_object();
    for (int table = 0; table < NTM_TABLE_COUNT && *rc_out == NTM_OK; table++) {
        char digest[NTM_SHA256_TEXT];
        int64_t count;
        *rc_out =
            ntm_store_digest_rows(store, (ntm_store_table)table, number, digest, &count, diags);
        if (count)
            json_object_set_new(rows, ntm_store_table_name((ntm_store_table)table),
                                json_string(digest));
    }
    json_object_set_new(body, "rows", rows);
    return body;
}

/* Body and time of what the entry is of. */
static json_t *body_of(ntm_store *store, const char *kind, int64_t number, const char **at_key,
                       ntm_rc *rc_out, ntm_diags *diags)
{
    if (!strcmp(kind, "import")) {
        *at_key = "imported_at";
        return import_body(store, number, rc_out, diags);
    }
    if (!strcmp(kind, "run")) {
        *at_key = "recorded_at";
        return ntm_store_run_body(store, number, rc_out, diags);
    }
    if (!strcmp(kind, "removal")) {
        *at_key = "removed_at";
        return row_json(store,
                        "SELECT sha256, size, removed_at, actor, reason FROM removal"
                        " WHERE number = ?1",
                        number, rc_out, diags);
    }
    *at_key = "made_at";
    json_t *meta = row_json(store, "SELECT json_group_object(key, value) AS meta FROM meta", number,
                            rc_out, diags);
    json_t *body =
        json_loads(json_string_value(json_object_get(meta, "meta")), JSON_REJECT_DUPLICATES, NULL);
    json_decref(meta);
    if (!body && *rc_out == NTM_OK)
        *rc_out = NTM_EUSAGE;
    return body;
}

ntm_rc ntm_ledger_record(ntm_store *store, int64_t seq, const char *kind, int64_t number,
                         char **text_out, ntm_diags *diags)
{
    ntm_rc rc = NTM_OK;
    const char *at_key;
    *text_out = NULL;
    json_t *body = body_of(store, kind, number, &at_key, &rc, diags);
    if (rc == NTM_OK) {
        json_t *at = json_object_get(body, at_key);
        json_t *record =
            json_pack("{s:O, s:O, s:s, s:I, s:I}", "at", at ? at : json_null(), "body", body,
                      "kind", kind, "number", (json_int_t)number, "seq", (json_int_t)seq);
        size_t length;
        if (record) /* else the kind is no text: the row was altered */
            *text_out = ntm_json_canonical(record, &length);
        else
            rc = NTM_EUSAGE;
        json_decref(record);
    }
    json_decref(body);
    return rc;
}

/* ---- entering ---- */

ntm_digest ntm_ledger_chain(ntm_digest before, ntm_digest leaf)
{
    ntm_digest out;
    ntm_sha256_stream stream;
    ntm_sha256_begin(&stream);
    ntm_sha256_add(&stream, NTM_CHAIN_START, strlen(NTM_CHAIN_START));
    ntm_sha256_add(&stream, before.bytes, sizeof before.bytes);
    ntm_sha256_add(&stream, leaf.bytes, sizeof leaf.bytes);
    ntm_sha256_end(&stream, out.bytes);
    return out;
}

/* Number and chain of the last entry; 0 and zeros when there is none. */
static ntm_rc last_entry(ntm_store *store, int64_t *seq_out, ntm_digest *chain_out,
                         ntm_diags *diags)
{
    sqlite3_stmt *stmt = NULL;
    *seq_out = 0;
    *chain_out = (ntm_digest){0};
    ntm_rc rc = ntm_store_prepare(store, "SELECT seq, chain FROM ledger ORDER BY seq DESC LIMIT 1",
                                  &stmt, diags);
    if (rc != NTM_OK)
        return rc;
    int step = sqlite3_step(stmt);
    if (step == SQLITE_ROW) {
        *seq_out = sqlite3_column_int64(stmt, 0);
        if (!ntm_digest_parse((const char *)sqlite3_column_text(stmt, 1), chain_out))
            rc = fail_damaged(store, "ledger", diags);
    } else if (step != SQLITE_DONE) {
        rc = ntm_store_fail(store, diags);
    }
    sqlite3_finalize(stmt);
    return rc;
}

ntm_rc ntm_ledger_enter(ntm_store *store, const char *kind, int64_t number, ntm_diags *diags)
{
    int64_t seq;
    ntm_digest chain;
    char *record = NULL;
    sqlite3_stmt *stmt = NULL;
    ntm_rc rc = last_entry(store, &seq, &chain, diags);
    if (rc == NTM_OK)
        rc = ntm_ledger_record(store, seq + 1, kind, number, &record, diags);
    if (rc == NTM_EUSAGE) /* it was written just now, or carried over from an older version */
        rc = fail_damaged(store, kind, diags);
    if (rc == NTM_OK)
        rc = ntm_store_prepare(store,
                               "INSERT INTO ledger (seq, kind, number, record, leaf, chain)"
                               " VALUES (?, ?, ?, ?, ?, ?)",
                               &stmt, diags);
    if (rc == NTM_OK) {
        char leaf_text[NTM_SHA256_TEXT], chain_text[NTM_SHA256_TEXT];
        ntm_digest leaf = ntm_merkle_leaf(record, strlen(record));
        sqlite3_bind_int64(stmt, 1, seq + 1);
        sqlite3_bind_text(stmt, 2, kind, -1, SQLITE_STATIC);
        sqlite3_bind_int64(stmt, 3, number);
        sqlite3_bind_text(stmt, 4, record, -1, SQLITE_STATIC);
        sqlite3_bind_text(stmt, 5, ntm_digest_text(leaf, leaf_text), -1, SQLITE_STATIC);
        sqlite3_bind_text(stmt, 6, ntm_digest_text(ntm_ledger_chain(chain, leaf), chain_text), -1,
                          SQLITE_STATIC);
        if (sqlite3_step(stmt) != SQLITE_DONE)
            rc = ntm_store_fail(store, diags);
    }
    sqlite3_finalize(stmt);
    free(record);
    return rc;
}

/* ---- asking ---- */

ntm_rc ntm_store_leaves(ntm_store *store, ntm_digest **out, size_t *count_out, ntm_diags *diags)
{
    sqlite3_stmt *stmt = NULL;
    size_t count = 0, capacity = 0;
    ntm_digest *leaves = NULL;
    int step = SQLITE_DONE;
    ntm_rc rc = ntm_store_prepare(store, "SELECT leaf FROM ledger ORDER BY seq", &stmt, diags);
    while (rc == NTM_OK && (step = sqlite3_step(stmt)) == SQLITE_ROW) {
        if (count == capacity) {
            capacity = capacity ? capacity * 2 : 64;
            leaves = ntm_xrealloc(leaves, capacity * sizeof *leaves);
        }
        if (!ntm_digest_parse((const char *)sqlite3_column_text(stmt, 0), &leaves[count++]))
            rc = fail_damaged(store, "ledger", diags);
    }
    if (rc == NTM_OK && step != SQLITE_DONE)
        rc = ntm_store_fail(store, diags);
    sqlite3_finalize(stmt);
    if (rc != NTM_OK) {
        free(leaves);
        leaves = NULL;
        count = 0;
    }
    *out = leaves;
    *count_out = count;
    return rc;
}

static ntm_rc name_and_time(ntm_store *store, ntm_checkpoint *out, ntm_diags *diags)
{
    sqlite3_stmt *stmt = NULL;
    ntm_rc rc = ntm_store_prepare(store,
                                  "SELECT (SELECT value FROM meta WHERE key = 'id'),"
                                  " (SELECT json_extract(record, '$.at') FROM ledger"
                                  "  ORDER BY seq DESC LIMIT 1)",
                                  &stmt, diags);
    if (rc != NTM_OK)
        return rc;
    if (sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_text(stmt, 0) &&
        sqlite3_column_text(stmt, 1)) {
        snprintf(out->name, sizeof out->name, "ntm/%s", sqlite3_column_text(stmt, 0));
        snprintf(out->time, sizeof out->time, "%s", sqlite3_column_text(stmt, 1));
    } else {
        rc = fail_damaged(store, "meta, ledger", diags);
    }
    sqlite3_finalize(stmt);
    return rc;
}

ntm_rc ntm_store_checkpoint(ntm_store *store, ntm_checkpoint *out, ntm_diags *diags)
{
    ntm_digest *leaves;
    size_t count;
    *out = (ntm_checkpoint){0};
    if (!store->db || store->blank)
        return ntm_fail(diags, NTM_EUSAGE, ntm_store_place(store), "no-store",
                        _("there is no store of this name yet"));
    bool held;
    ntm_rc rc = ntm_store_hold(store, &held, diags);
    if (rc != NTM_OK)
        return rc;
    rc = ntm_store_leaves(store, &leaves, &count, diags);
    if (rc == NTM_OK)
        rc = name_and_time(store, out, diags);
    ntm_store_release(store, held);
    if (rc == NTM_OK) {
        out->size = count;
        out->root = ntm_merkle_root(leaves, count);
    }
    free(leaves);
    return rc;
}

ntm_rc ntm_store_run_entry(ntm_store *store, int64_t run, uint64_t *index_out, char **record_out,
                           json_t **body_out, ntm_diags *diags)
{
    sqlite3_stmt *stmt = NULL;
    *record_out = NULL;
    ntm_rc rc = ntm_store_prepare(
        store, "SELECT seq, record FROM ledger WHERE kind = 'run' AND number = ?1", &stmt, diags);
    if (rc != NTM_OK)
        return rc;
    sqlite3_bind_int64(stmt, 1, run);
    int step = sqlite3_step(stmt);
    if (step == SQLITE_ROW) {
        int64_t seq = sqlite3_column_int64(stmt, 0);
        const char *record = (const char *)sqlite3_column_text(stmt, 1);
        if (seq < 1 || !record) {
            rc = fail_damaged(store, "ledger", diags);
        } else {
            *index_out = (uint64_t)seq - 1;
            *record_out = ntm_xstrdup(record);
        }
    } else if (step != SQLITE_DONE) {
        rc = ntm_store_fail(store, diags);
    } else {
        rc = ntm_fail(diags, NTM_EUSAGE, ntm_store_place(store), "unknown-run",
                      _("there is no run #%lld in the store"), (long long)run);
    }
    sqlite3_finalize(stmt);
    if (rc == NTM_OK && body_out)
        *body_out = ntm_store_run_body(store, run, &rc, diags);
    if (rc == NTM_EUSAGE && *record_out) /* entered, but not there */
        rc = fail_damaged(store, "run", diags);
    if (rc != NTM_OK) {
        free(*record_out);
        *record_out = NULL;
    }
    return rc;
}
