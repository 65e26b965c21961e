/* store/store_run_read.c - runs on record, as they were written. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "store/runs.h"
#include "store/store_priv.h"

/* A list that grows while rows are read, then moves into the arena. */
typedef struct list {
    void *items;
    size_t count, capacity, size;
} list;

static void *list_next(list *l)
{
    if (l->count == l->capacity) {
        l->capacity = l->capacity ? l->capacity * 2 : 16;
        l->items = ntm_xrealloc(l->items, l->capacity * l->size);
    }
    return memset((char *)l->items + l->count++ * l->size, 0, l->size);
}

static void *list_move(list *l, ntm_arena *arena)
{
    void *out = ntm_arena_array(arena, l->count, l->size);
    if (l->count)
        memcpy(out, l->items, l->count * l->size);
    free(l->items);
    return out;
}

static const char *text(ntm_arena *arena, sqlite3_stmt *stmt, int column)
{
    const char *found = (const char *)sqlite3_column_text(stmt, column);
    return ntm_arena_strdup(arena, found ? found : "");
}

#define RUN                                                                                        \
    "SELECT number, recorded_at, recorded_at_s, actor, note, engine, profile, decision,"           \
    " document_sha256, as_of, year, known_import, parameters, illustrative, reconstructed,"        \
    " results_root, units,"                                                                        \
    " (SELECT count(*) FROM run_unit WHERE run = number AND level = 'met'),"                       \
    " (SELECT count(*) FROM run_unit WHERE run = number AND level = 'not_met'),"                   \
    " (SELECT count(*) FROM run_unit WHERE run = number AND level = 'undecided'),"                 \
    " CASE units WHEN 1 THEN (SELECT unit FROM run_unit WHERE run = number) END FROM run"

static ntm_rc read_run(ntm_store *store, sqlite3_stmt *stmt, ntm_arena *arena, ntm_run *out,
                       ntm_diags *diags)
{
    *out = (ntm_run){.number = sqlite3_column_int64(stmt, 0),
                     .recorded_at = text(arena, stmt, 1),
                     .recorded_at_s = sqlite3_column_int64(stmt, 2),
                     .actor = text(arena, stmt, 3),
                     .note = text(arena, stmt, 4),
                     .engine = text(arena, stmt, 5),
                     .profile = text(arena, stmt, 6),
                     .decision = text(arena, stmt, 7),
                     .document_sha256 = text(arena, stmt, 8),
                     .year = sqlite3_column_int(stmt, 10),
                     .known_import = sqlite3_column_int64(stmt, 11),
                     .parameters = text(arena, stmt, 12),
                     .illustrative = sqlite3_column_int(stmt, 13) != 0,
                     .reconstructed = sqlite3_column_int(stmt, 14) != 0,
                     .results_root = text(arena, stmt, 15),
                     .nunits = (size_t)sqlite3_column_int64(stmt, 16),
                     .met = sqlite3_column_int64(stmt, 17),
                     .not_met = sqlite3_column_int64(stmt, 18),
                     .undecided = sqlite3_column_int64(stmt, 19),
                     .only_unit = text(arena, stmt, 20)};
    return ntm_date_parse_iso(text(arena, stmt, 9), &out->as_of)
               ? NTM_OK
               : ntm_fail(diags, NTM_ESYSTEM, ntm_store_place(store), "store-damaged",
                          _("the store is damaged: run #%lld cannot be read"),
                          (long long)out->number);
}

ntm_rc ntm_store_runs(ntm_store *store, ntm_arena *arena, ntm_run **out, size_t *count_out,
                      ntm_diags *diags)
{
    assert(store && arena && out && count_out);
    list runs = {.size = sizeof(ntm_run)};
    sqlite3_stmt *stmt = NULL;
    int step = SQLITE_DONE;
    ntm_rc rc = NTM_OK;
    if (store->db && !store->blank)
        rc = ntm_store_prepare(store, RUN " ORDER BY number", &stmt, diags);
    while (rc == NTM_OK && stmt && (step = sqlite3_step(stmt)) == SQLITE_ROW)
        rc = read_run(store, stmt, arena, list_next(&runs), diags);
    if (rc == NTM_OK && step != SQLITE_DONE)
        rc = ntm_store_fail(store, diags);
    sqlite3_finalize(stmt);
    *count_out = runs.count;
    *out = list_move(&runs, arena);
    return rc;
}

void ntm_run_hint_units(const ntm_run *run, ntm_diags *diags)
{
    enum { MOST = 12 };
    ntm_strbuf codes = {0};
    for (size_t i = 0; i < run->nunits && i < MOST; i++)
        ntm_strbuf_printf(&codes, "%s%s", i ? ", " : "", run->units[i].unit);
    ntm_diag_hint(diags, _("it evaluated %s%s"), ntm_strbuf_text(&codes),
                  run->nunits > MOST ? ", …" : "");
    ntm_strbuf_clear(&codes);
}

size_t ntm_run_find_unit(const ntm_run *run, const char *code, ntm_diags *diags)
{
    for (size_t i = 0; i < run->nunits; i++)
        if (!strcmp(run->units[i].unit, code))
            return i;
    ntm_fail(diags, NTM_EUSAGE, NTM_NOWHERE, "unit-not-in-run",
             _("run #%lld did not evaluate a unit with the code %s"), (long long)run->number, code);
    ntm_run_hint_units(run, diags);
    return run->nunits;
}

static void read_document(ntm_arena *arena, sqlite3_stmt *stmt, void *to)
{
    *(ntm_run_document *)to = (ntm_run_document){.id = text(arena, stmt, 0),
                                                 .sha256 = text(arena, stmt, 1),
                                                 .document_sha256 = text(arena, stmt, 2),
                                                 .script = text(arena, stmt, 3),
                                                 .script_sha256 = text(arena, stmt, 4)};
}

static void read_script(ntm_arena *arena, sqlite3_stmt *stmt, void *to)
{
    *(ntm_run_script *)to =
        (ntm_run_script){.path = text(arena, stmt, 0), .sha256 = text(arena, stmt, 1)};
}

static void read_unit(ntm_arena *arena, sqlite3_stmt *stmt, void *to)
{
    *(ntm_run_unit *)to = (ntm_run_unit){.unit = text(arena, stmt, 0),
                                         .level = text(arena, stmt, 1),
                                         .facts_sha256 = text(arena, stmt, 2),
                                         .result_sha256 = text(arena, stmt, 3)};
}

/* All rows of a query of one run. */
static ntm_rc read_list(ntm_store *store, const char *sql, int64_t number, ntm_arena *arena,
                        list *out, void (*read)(ntm_arena *, sqlite3_stmt *, void *),
                        ntm_diags *diags)
{
    sqlite3_stmt *stmt = NULL;
    int step = SQLITE_DONE;
    ntm_rc rc = ntm_store_prepare(store, sql, &stmt, diags);
    if (rc == NTM_OK)
        sqlite3_bind_int64(stmt, 1, number);
    while (rc == NTM_OK && (step = sqlite3_step(stmt)) == SQLITE_ROW)
        read(arena, stmt, list_next(out));
    if (rc == NTM_OK && step != SQLITE_DONE)
        rc = ntm_store_fail(store, diags);
    sqlite3_finalize(stmt);
    return rc;
}

ntm_rc ntm_store_run(ntm_store *store, int64_t number, ntm_arena *arena, ntm_run *out,
                     ntm_diags *diags)
{
    assert(store && arena && out);
    sqlite3_stmt *stmt = NULL;
    bool found = false;
    ntm_rc rc = NTM_OK;
    if (store->db && !store->blank)
        rc = ntm_store_prepare(store, RUN " WHERE number = ?1", &stmt, diags);
    if (rc == NTM_OK && stmt) {
        sqlite3_bind_int64(stmt, 1, number);
        int step = sqlite3_step(stmt);
        found = step == SQLITE_ROW;
        if (found)
            rc = read_run(store, stmt, arena, out, diags);
        else if (step != SQLITE_DONE)
            rc = ntm_store_fail(store, diags);
    }
    sqlite3_finalize(stmt);
    if (rc == NTM_OK && !found) {
        rc = ntm_fail(diags, NTM_EUSAGE, ntm_store_place(store), "unknown-run",
                      _("there is no run #%lld in the store"), (long long)number);
        ntm_diag_hint(diags, "%s", _("'ntm log' lists the runs on record"));
    }
    if (rc != NTM_OK)
        return rc;
    list documents = {.size = sizeof(ntm_run_document)}, scripts = {.size = sizeof(ntm_run_script)};
    list units = {.size = sizeof(ntm_run_unit)};
    rc = read_list(store,
                   "SELECT id, sha256, document_sha256, script, script_sha256 FROM run_document"
                   " WHERE run = ?1 ORDER BY place",
                   number, arena, &documents, read_document, diags);
    if (rc == NTM_OK)
        rc = read_list(store, "SELECT path, sha256 FROM run_script WHERE run = ?1 ORDER BY path",
                       number, arena, &scripts, read_script, diags);
    if (rc == NTM_OK)
        rc = read_list(store,
                       "SELECT unit, level, facts, result FROM run_unit WHERE run = ?1"
                       " ORDER BY place",
                       number, arena, &units, read_unit, diags);
    out->ndocuments = documents.count;
    out->documents = list_move(&documents, arena);
    out->nscripts = scripts.count;
    out->scripts = list_move(&scripts, arena);
    out->nunits = units.count;
    out->units = list_move(&units, arena);
    return rc;
}
