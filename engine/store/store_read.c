/* store/store_read.c - rows of the tables as a dataset. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/store_read_priv.h"

/* Run a query of the imports up to r->known, and of one unit where its SQL asks for it (?2). */
static ntm_rc each_row(ntm_store_reading *r, const char *sql, const char *code,
                       ntm_rc (*row)(ntm_store_reading *r, sqlite3_stmt *stmt))
{
    sqlite3_stmt *stmt = NULL;
    ntm_rc rc = ntm_store_prepare(r->store, sql, &stmt, r->diags);
    if (rc != NTM_OK)
        return rc;
    sqlite3_bind_int64(stmt, 1, r->known);
    if (code)
        sqlite3_bind_text(stmt, 2, code, -1, SQLITE_STATIC);
    int step;
    while (rc == NTM_OK && (step = sqlite3_step(stmt)) != SQLITE_DONE)
        rc = step == SQLITE_ROW ? row(r, stmt) : ntm_store_fail(r->store, r->diags);
    sqlite3_finalize(stmt);
    return rc;
}

/* ---- queries ---- */

static const char FILES[] =
    "SELECT number, file, sha256, imported_at_s FROM import WHERE number <= ?1 ORDER BY number";

static const char WITHDRAWN[] =
    "SELECT of_import, ifnull(of_row, 0) FROM retraction"
    " WHERE import <= ?1 AND (of_table IS NULL OR of_table = 'observation') ORDER BY 1, 2";

/* A row that was not withdrawn, as far as is known. */
#define STANDING(alias, table)                                                                     \
    " NOT EXISTS (SELECT 1 FROM retraction WHERE of_import = " alias ".import AND import <= ?1"    \
    " AND (of_table IS NULL OR (of_table = '" table "' AND of_row = " alias ".row)))"

/* Of each version the row of the latest import. */
static const char UNITS[] =
    "SELECT import, row, code, level, name, parent, valid_from, valid_to, line FROM unit AS u"
    " WHERE" STANDING(
        "u", "unit") " AND import = (SELECT max(import) FROM unit AS v"
                     "   WHERE code = u.code AND ifnull(valid_from, '') = ifnull(u.valid_from, '')"
                     "   AND import <= ?1 AND" STANDING("v", "unit") ")"
                                                                     " ORDER BY import, row";

static const char SUCCESSIONS[] =
    "SELECT import, row, line, predecessor, successor, effective, extent, confirmed, origin, note"
    " FROM succession AS s WHERE import <= ?1 AND" STANDING("s",
                                                            "succession") " ORDER BY import, row";

#define PACKED "SELECT unit, bytes FROM packed WHERE ?1 > 0"
#define TITLE                                                                                      \
    "SELECT import, row, line, unit, title, number, criteria_set, date, expires, withdrawn,"       \
    " origin, note, appraisal FROM title AS t WHERE import <= ?1 AND" STANDING("t", "title")
#define REGISTRATION                                                                               \
    "SELECT import, row, line, unit, criteria_set, year, origin FROM registration AS t"            \
    " WHERE import <= ?1 AND" STANDING("t", "registration")
#define FINDING                                                                                    \
    "SELECT import, row, line, unit, criteria_set, item, assessor, assessor_order, opinion,"       \
    " reason, document, date, office, origin FROM finding AS t"                                    \
    " WHERE import <= ?1 AND" STANDING("t", "finding")
#define EVIDENCE                                                                                   \
    "SELECT import, row, line, unit, number, kind, title, office, date, valid_until, path,"        \
    " sha256, size, origin, note FROM evidence AS t"                                               \
    " WHERE import <= ?1 AND" STANDING("t", "evidence")
#define ORDER   " ORDER BY import, row"
#define OF_UNIT " AND unit = ?2"

/* What is said of all units, or of one. */
static const struct {
    const char *all, *of_unit;
    ntm_rc (*read)(ntm_store_reading *r, sqlite3_stmt *stmt);
} said[] = {
    {PACKED " ORDER BY unit", PACKED OF_UNIT, ntm_store_read_packed},
    {TITLE ORDER, TITLE OF_UNIT ORDER, ntm_store_read_title},
    {REGISTRATION ORDER, REGISTRATION OF_UNIT ORDER, ntm_store_read_registration},
    {FINDING ORDER, FINDING OF_UNIT ORDER, ntm_store_read_appraisal},
    {EVIDENCE ORDER, EVIDENCE OF_UNIT ORDER, ntm_store_read_evidence},
};

/* @param code  NULL: of all units */
static ntm_rc read_said(ntm_store_reading *r, const char *code)
{
    ntm_rc rc = NTM_OK;
    for (size_t i = 0; i < sizeof said / sizeof *said && rc == NTM_OK; i++)
        rc = each_row(r, code ? said[i].of_unit : said[i].all, code, said[i].read);
    return rc;
}

/* ---- relatives ---- */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static ntm_rc read_relatives(ntm_store_reading *r, const char *const *codes, size_t ncodes)
{
    ntm_dataset *d = r->dataset;
    bool *wanted = ntm_store_relatives(d, codes, ncodes);
    const char **list = ntm_xcalloc(d->nunits + 1, sizeof *list);
    size_t count = 0;
    for (size_t i = 0; i < d->nunits; i++)
        if (ntm_store_wants(wanted, d, d->units[i].code))
            list[count++] = d->units[i].code;
    qsort(list, count, sizeof *list, by_text);
    ntm_rc rc = NTM_OK;
    for (size_t i = 0; i < count && rc == NTM_OK; i++)
        if (i == 0 || strcmp(list[i], list[i - 1]) != 0)
            rc = read_said(r, list[i]);
    free(list);
    free(wanted);
    return rc;
}

/* ---- the whole ---- */

ntm_rc ntm_store_read_units(ntm_store *store, int64_t known_import, ntm_dataset **out,
                            ntm_diags *diags)
{
    ntm_store_reading r = {.store = store, .known = known_import, .diags = diags};
    r.dataset = ntm_dataset_new();
    ntm_rc rc =
        store->db && !store->blank ? each_row(&r, UNITS, NULL, ntm_store_read_unit) : NTM_OK;
    if (rc != NTM_OK) {
        ntm_dataset_free(r.dataset);
        r.dataset = NULL;
    }
    *out = r.dataset;
    return rc;
}

/* All rows, or those of some codes and their relatives; within a transaction. */
static ntm_rc read_within(ntm_store *store, const char *const *codes, size_t ncodes,
                          int64_t known_import, ntm_dataset **out, ntm_diags *diags)
{
    ntm_store_reading r = {.store = store, .known = known_import, .diags = diags};
    *out = NULL;
    ntm_rc rc = ntm_store_read_units(store, known_import, &r.dataset, diags);
    if (rc == NTM_OK)
        rc = each_row(&r, FILES, NULL, ntm_store_read_file);
    if (rc == NTM_OK)
        rc = each_row(&r, WITHDRAWN, NULL, ntm_store_read_withdrawn);
    if (rc == NTM_OK)
        rc = each_row(&r, SUCCESSIONS, NULL, ntm_store_read_succession);
    if (rc == NTM_OK)
        rc = codes ? read_relatives(&r, codes, ncodes) : read_said(&r, NULL);
    free(r.files);
    free(r.withdrawn);
    if (rc != NTM_OK)
        ntm_dataset_free(r.dataset);
    else
        *out = r.dataset;
    return rc;
}

ntm_rc ntm_store_read_within(ntm_store *store, int64_t known_import, ntm_dataset **out,
                             ntm_diags *diags)
{
    return read_within(store, NULL, 0, known_import, out, diags);
}

ntm_rc ntm_store_read(ntm_store *store, const char *const *codes, size_t ncodes,
                      int64_t known_import, ntm_dataset **out, ntm_diags *diags)
{
    assert(store && out);
    *out = NULL;
    if (!store->db || store->blank) {
        *out = ntm_dataset_new();
        return NTM_OK;
    }
    /* One snapshot, though another process may import meanwhile. */
    ntm_rc rc = ntm_store_exec(store, "BEGIN", diags);
    if (rc != NTM_OK)
        return rc;
    rc = read_within(store, codes, ncodes, known_import, out, diags);
    if (!sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return rc;
}
