/* store/verify.c - the ledger, entry by entry, and the checkpoints that speak of it. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/store_rows.h"
#include "store/verify_priv.h"

void ntm_verify_say(ntm_verifying *v, const char *code, const char *format, ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, format);
    int length = vasprintf(&text, format, args);
    va_end(args);
    v->out->findings++;
    ntm_diag(v->diags, NTM_ERROR, ntm_store_place(v->store), code, "%s", length < 0 ? "" : text);
    free(text);
}

void ntm_verify_rows(ntm_verifying *v, const char *sql,
                     void (*each)(ntm_verifying *v, sqlite3_stmt *stmt))
{
    sqlite3_stmt *stmt = NULL;
    int step = SQLITE_ERROR;
    if (sqlite3_prepare_v2(v->store->db, sql, -1, &stmt, NULL) == SQLITE_OK)
        while ((step = sqlite3_step(stmt)) == SQLITE_ROW)
            each(v, stmt);
    if (step != SQLITE_DONE)
        ntm_verify_say(v, "unreadable", _("a part of the store cannot be read: %s"),
                       sqlite3_errmsg(v->store->db));
    sqlite3_finalize(stmt);
}

enum { NAME = 80 };

/* What an entry is of, in words: "import #3". */
static const char *name_of(const char *kind, int64_t number, char out[NAME])
{
    static const struct {
        const char *kind, *word;
    } words[] = {{"import", N_("import")}, {"run", N_("run")}, {"removal", N_("removal")}};
    const char *word = kind;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(kind, words[i].kind) == 0)
            word = _(words[i].word);
    if (strcmp(kind, "store") == 0)
        snprintf(out, NAME, "%s", _("the store"));
    else
        snprintf(out, NAME, "%.50s #%lld", word, (long long)number);
    return out;
}

/* ---- entries ---- */

typedef struct walking {
    ntm_digest chain;
    int64_t seq;
} walking;

/* The names of what differs between an entry and the tables. */
static void list_differences(const json_t *then, const json_t *now, ntm_strbuf *out)
{
    const char *key;
    json_t *value;
    json_object_foreach ((json_t *)then, key, value) {
        json_t *other = json_object_get(now, key);
        if (json_equal(value, other))
            continue;
        if (json_is_object(value) && json_is_object(other)) {
            list_differences(value, other, out);
            continue;
        }
        ntm_strbuf_printf(out, "%s%s", out->length ? ", " : "", key);
    }
    json_object_foreach ((json_t *)now, key, value)
        if (!json_object_get(then, key))
            ntm_strbuf_printf(out, "%s%s", out->length ? ", " : "", key);
}

static void compare_record(ntm_verifying *v, int64_t seq, const char *kind, int64_t number,
                           const char *record)
{
    char *now = NULL, name[NAME];
    ntm_rc rc = ntm_ledger_record(v->store, seq, kind, number, &now, NULL);
    if (rc != NTM_OK) {
        ntm_verify_say(v, "entry-without", _("entry %lld speaks of %s, which is not there"),
                       (long long)seq, name_of(kind, number, name));
    } else if (strcmp(now, record) != 0) {
        json_t *then_json = json_loads(record, 0, NULL), *now_json = json_loads(now, 0, NULL);
        ntm_strbuf what = {0};
        list_differences(then_json, now_json, &what);
        ntm_verify_say(v, "altered", _("%s is not what entry %lld says; what differs: %s"),
                       name_of(kind, number, name), (long long)seq,
                       what.length ? ntm_strbuf_text(&what) : _("its form"));
        ntm_strbuf_clear(&what);
        json_decref(then_json);
        json_decref(now_json);
    }
    free(now);
}

static const char *column(sqlite3_stmt *stmt, int at)
{
    const char *text = (const char *)sqlite3_column_text(stmt, at);
    return text ? text : "";
}

/* The rows come in order, each number once; how far apart hostile ones may be. */
static void check_seq(ntm_verifying *v, int64_t seq, walking *w)
{
    if (seq < 1) {
        ntm_verify_say(v, "entry-stray",
                       _("an entry of the ledger has the number %lld; they count from 1"),
                       (long long)seq);
        return;
    }
    if (seq - w->seq == 2)
        ntm_verify_say(v, "entry-missing", _("entry %lld of the ledger is missing"),
                       (long long)seq - 1);
    else if (seq - w->seq != 1)
        ntm_verify_say(v, "entry-missing", _("entries %lld to %lld of the ledger are missing"),
                       (long long)w->seq + 1, (long long)seq - 1);
    w->seq = seq;
}

static void check_entry(ntm_verifying *v, sqlite3_stmt *stmt, walking *w)
{
    int64_t seq = sqlite3_column_int64(stmt, 0), number = sqlite3_column_int64(stmt, 2);
    const char *kind = column(stmt, 1), *record = column(stmt, 3);
    char text[NTM_SHA256_TEXT];
    v->out->entries++;
    check_seq(v, seq, w);
    ntm_digest leaf = ntm_merkle_leaf(record, strlen(record));
    if (strcmp(ntm_digest_text(leaf, text), column(stmt, 4)) != 0)
        ntm_verify_say(v, "leaf", _("entry %lld of the ledger was altered: its hash is another"),
                       (long long)seq);
    w->chain = ntm_ledger_chain(w->chain, leaf);
    if (strcmp(ntm_digest_text(w->chain, text), column(stmt, 5)) != 0) {
        ntm_verify_say(v, "chain", _("the chain of the ledger is broken at entry %lld"),
                       (long long)seq);
        /* go on from what stands there, so that one break is told once */
        ntm_digest_parse(column(stmt, 5), &w->chain);
    }
    compare_record(v, seq, kind, number, record);
}

static void check_entries(ntm_verifying *v)
{
    walking w = {0};
    sqlite3_stmt *stmt = NULL;
    int step = SQLITE_ERROR;
    if (sqlite3_prepare_v2(v->store->db,
                           "SELECT seq, kind, number, record, leaf, chain FROM ledger ORDER BY seq",
                           -1, &stmt, NULL) == SQLITE_OK)
        while ((step = sqlite3_step(stmt)) == SQLITE_ROW)
            check_entry(v, stmt, &w);
    if (step != SQLITE_DONE)
        ntm_verify_say(v, "unreadable", _("a part of the store cannot be read: %s"),
                       sqlite3_errmsg(v->store->db));
    sqlite3_finalize(stmt);
}

static void not_entered(ntm_verifying *v, sqlite3_stmt *stmt)
{
    char name[NAME];
    ntm_verify_say(v, "not-entered", _("%s stands in no entry of the ledger"),
                   name_of(column(stmt, 0), sqlite3_column_int64(stmt, 1), name));
}

static void count_into(ntm_verifying *v, const char *sql, int64_t *out)
{
    if (ntm_store_integer(v->store, sql, out, NULL) != NTM_OK)
        *out = 0;
}

/* Rows whose import has no entry are found by their import; here what has none at all. */
static void check_coverage(ntm_verifying *v)
{
    ntm_verify_rows(v,
                    "SELECT 'import', number FROM import WHERE number NOT IN"
                    " (SELECT number FROM ledger WHERE kind = 'import')"
                    " UNION ALL SELECT 'run', number FROM run WHERE number NOT IN"
                    " (SELECT number FROM ledger WHERE kind = 'run')"
                    " UNION ALL SELECT 'removal', number FROM removal WHERE number NOT IN"
                    " (SELECT number FROM ledger WHERE kind = 'removal')"
                    " UNION ALL SELECT 'store', 1 WHERE NOT EXISTS"
                    " (SELECT 1 FROM ledger WHERE kind = 'store' AND seq = 1)",
                    not_entered);
    for (int table = 0; table < NTM_TABLE_COUNT; table++) {
        char sql[160];
        int64_t count;
        const char *name = ntm_store_table_name((ntm_store_table)table);
        snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", name);
        count_into(v, sql, &count);
        v->out->rows += count;
        snprintf(sql, sizeof sql,
                 "SELECT count(*) FROM %s WHERE import NOT IN (SELECT number FROM import)", name);
        count_into(v, sql, &count);
        if (count)
            ntm_verify_say(v, "stray-rows", _("%lld rows of %s belong to no import"),
                           (long long)count, name);
    }
    count_into(v, "SELECT count(*) FROM import", &v->out->imports);
    count_into(v, "SELECT count(*) FROM run", &v->out->runs);
}

/* ---- checkpoints ---- */

/* The time of an entry, as its record has it; "" when there is none. */
static void time_of(ntm_verifying *v, uint64_t size, char out[NTM_TIME_TEXT])
{
    sqlite3_stmt *stmt = NULL;
    out[0] = '\0';
    if (sqlite3_prepare_v2(v->store->db,
                           "SELECT json_extract(record, '$.at') FROM ledger WHERE seq = ?1", -1,
                           &stmt, NULL) == SQLITE_OK) {
        sqlite3_bind_int64(stmt, 1, (int64_t)size);
        if (sqlite3_step(stmt) == SQLITE_ROW)
            snprintf(out, NTM_TIME_TEXT, "%s", column(stmt, 0));
    }
    sqlite3_finalize(stmt);
}

static void check_kept(ntm_verifying *v, const ntm_kept_checkpoint *kept, const ntm_digest *leaves,
                       size_t count)
{
    const ntm_checkpoint *then = &kept->checkpoint;
    char when[NTM_TIME_TEXT];
    if (strcmp(then->name, v->out->checkpoint.name) != 0) {
        ntm_verify_say(v, "other-store", _("the checkpoint %s is of another store (%s)"),
                       kept->file, then->name);
        return;
    }
    if (then->size > count) {
        ntm_verify_say(v, "cut",
                       _("the ledger was cut: the checkpoint %s knows %llu entries, the store has "
                         "%zu"),
                       kept->file, (unsigned long long)then->size, count);
        return;
    }
    time_of(v, then->size, when);
    if (!ntm_digest_equal(ntm_merkle_root(leaves, (size_t)then->size), then->root) ||
        strcmp(when, then->time) != 0)
        ntm_verify_say(v, "rewritten",
                       _("the first %llu entries are not those that the checkpoint %s knows"),
                       (unsigned long long)then->size, kept->file);
}

static void check_checkpoints(ntm_verifying *v, const ntm_kept_checkpoint *kept, size_t nkept)
{
    ntm_digest *leaves = NULL;
    size_t count = 0;
    if (ntm_store_checkpoint(v->store, &v->out->checkpoint, NULL) != NTM_OK ||
        ntm_store_leaves(v->store, &leaves, &count, NULL) != NTM_OK) {
        ntm_verify_say(v, "unreadable", _("a part of the store cannot be read: %s"), "ledger");
        v->out->checkpoint.size = 0;
    } else {
        for (size_t i = 0; i < nkept; i++)
            check_kept(v, &kept[i], leaves, count);
    }
    free(leaves);
}

ntm_rc ntm_store_verify(ntm_store *store, const ntm_kept_checkpoint *kept, size_t nkept,
                        ntm_verified *out, ntm_diags *diags)
{
    ntm_verifying v = {.store = store, .out = out, .diags = diags};
    *out = (ntm_verified){0};
    /* One snapshot, though another process may write meanwhile. */
    ntm_rc rc = ntm_store_exec(store, "BEGIN", diags);
    if (rc != NTM_OK)
        return rc;
    ntm_verify_file(&v);
    ntm_verify_schema(&v);
    check_entries(&v);
    check_coverage(&v);
    ntm_verify_objects(&v);
    ntm_verify_runs(&v);
    ntm_verify_packed(&v);
    check_checkpoints(&v, kept, nkept);
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return NTM_OK;
}
