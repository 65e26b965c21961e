/* store/store_read.c - rows of the tables as a dataset. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/store_priv.h"
#include "store/store_text.h"

/* A dataset being read. */
typedef struct reading {
    ntm_store *store;
    ntm_dataset *dataset;
    int64_t known;
    ntm_diags *diags;
    const char **files; /* by import number; texts in the dataset's arena */
    int64_t nfiles;
} reading;

static const char *text(sqlite3_stmt *stmt, int column)
{
    return (const char *)sqlite3_column_text(stmt, column); /* NULL of SQL is NULL */
}

/* A row that none of our versions wrote. */
static ntm_rc altered(reading *r, sqlite3_stmt *stmt, const char *table)
{
    return ntm_fail(r->diags, NTM_ESYSTEM, ntm_store_place(r->store), "store-damaged",
                    _("the store is damaged: row %lld of import #%lld in %s cannot be read"),
                    (long long)sqlite3_column_int64(stmt, 1),
                    (long long)sqlite3_column_int64(stmt, 0), table);
}

/* A date column; false when there is a text that is no date. */
static bool date_at(sqlite3_stmt *stmt, int column, ntm_date absent, ntm_date *out)
{
    const char *iso = text(stmt, column);
    *out = absent;
    return !iso || ntm_date_parse_iso(iso, out);
}

static const char *file_of(const reading *r, int64_t import)
{
    return import > 0 && import <= r->nfiles ? r->files[import - 1] : NULL;
}

/* Run a query of the imports up to r->known, and of one unit where its SQL asks for it (?2). */
static ntm_rc each_row(reading *r, const char *sql, const char *code,
                       ntm_rc (*row)(reading *r, sqlite3_stmt *stmt))
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

/* ---- rows ---- */

static ntm_rc read_file(reading *r, sqlite3_stmt *stmt)
{
    int64_t number = sqlite3_column_int64(stmt, 0);
    const char *file = text(stmt, 1);
    if (number == r->nfiles + 1) {
        r->files = ntm_xrealloc(r->files, (size_t)number * sizeof *r->files);
        r->files[r->nfiles++] = ntm_arena_strdup(r->dataset->arena, file ? file : "");
    }
    return NTM_OK;
}

static ntm_rc read_unit(reading *r, sqlite3_stmt *stmt)
{
    ntm_unit unit = {.code = text(stmt, 2), .name = text(stmt, 4), .parent = text(stmt, 5)};
    const char *level = text(stmt, 3);
    if (!unit.code || !level || !ntm_level_from_code(level, &unit.level) ||
        !date_at(stmt, 6, NTM_DATE_MIN, &unit.valid_from) ||
        !date_at(stmt, 7, NTM_DATE_MAX, &unit.valid_to))
        return altered(r, stmt, "unit");
    ntm_dataset_add_unit(r->dataset, &unit);
    return NTM_OK;
}

static ntm_rc read_observation(reading *r, sqlite3_stmt *stmt)
{
    ntm_observation row = {.import = sqlite3_column_int64(stmt, 0),
                           .line = sqlite3_column_int64(stmt, 2),
                           .unit = text(stmt, 3),
                           .field = text(stmt, 4),
                           .assessor = text(stmt, 10),
                           .assessor_order = sqlite3_column_int(stmt, 11),
                           .origin = text(stmt, 12),
                           .evidence = text(stmt, 13),
                           .note = text(stmt, 14)};
    const char *kind_code = text(stmt, 6);
    ntm_kind kind;
    row.file = file_of(r, row.import);
    if (!row.unit || !row.field || !kind_code || !ntm_store_kind_from_code(kind_code, &kind) ||
        !ntm_store_value_read(kind, text(stmt, 7), text(stmt, 8), text(stmt, 9), &row.value) ||
        !date_at(stmt, 5, NTM_DATE_MIN, &row.as_of))
        return altered(r, stmt, "observation");
    ntm_dataset_add_observation(r->dataset, &row);
    return NTM_OK;
}

static ntm_rc read_title(reading *r, sqlite3_stmt *stmt)
{
    ntm_title row = {.import = sqlite3_column_int64(stmt, 0),
                     .line = sqlite3_column_int64(stmt, 2),
                     .unit = text(stmt, 3),
                     .title = text(stmt, 4),
                     .number = text(stmt, 5),
                     .set = text(stmt, 6),
                     .origin = text(stmt, 10),
                     .note = text(stmt, 11)};
    row.file = file_of(r, row.import);
    if (!row.unit || !row.title || !date_at(stmt, 7, NTM_DATE_MIN, &row.date) ||
        !date_at(stmt, 8, NTM_DATE_MAX, &row.expires) ||
        !date_at(stmt, 9, NTM_DATE_MAX, &row.withdrawn))
        return altered(r, stmt, "title");
    ntm_dataset_add_title(r->dataset, &row);
    return NTM_OK;
}

static ntm_rc read_registration(reading *r, sqlite3_stmt *stmt)
{
    ntm_registration row = {.import = sqlite3_column_int64(stmt, 0),
                            .line = sqlite3_column_int64(stmt, 2),
                            .unit = text(stmt, 3),
                            .set = text(stmt, 4),
                            .year = sqlite3_column_int(stmt, 5),
                            .origin = text(stmt, 6)};
    row.file = file_of(r, row.import);
    if (!row.unit || !row.set)
        return altered(r, stmt, "registration");
    ntm_dataset_add_registration(r->dataset, &row);
    return NTM_OK;
}

/* ---- queries ---- */

static const char FILES[] = "SELECT number, file FROM import WHERE number <= ?1 ORDER BY number";

/* Of each version the row of the latest import. */
static const char UNITS[] =
    "SELECT import, row, code, level, name, parent, valid_from, valid_to FROM unit AS u"
    " WHERE import = (SELECT max(import) FROM unit WHERE code = u.code"
    "   AND ifnull(valid_from, '') = ifnull(u.valid_from, '') AND import <= ?1)"
    " ORDER BY import, row";

#define OBSERVATION                                                                                \
    "SELECT import, row, line, unit, field, as_of, kind, value, low, high, assessor,"              \
    " assessor_order, origin, evidence, note FROM observation WHERE import <= ?1"
#define TITLE                                                                                      \
    "SELECT import, row, line, unit, title, number, criteria_set, date, expires, withdrawn,"       \
    " origin, note FROM title WHERE import <= ?1"
#define REGISTRATION                                                                               \
    "SELECT import, row, line, unit, criteria_set, year, origin FROM registration"                 \
    " WHERE import <= ?1"
#define ORDER   " ORDER BY import, row"
#define OF_UNIT " AND unit = ?2"

static ntm_rc read_all(reading *r)
{
    ntm_rc rc = each_row(r, OBSERVATION ORDER, NULL, read_observation);
    if (rc == NTM_OK)
        rc = each_row(r, TITLE ORDER, NULL, read_title);
    if (rc == NTM_OK)
        rc = each_row(r, REGISTRATION ORDER, NULL, read_registration);
    return rc;
}

static ntm_rc read_of(reading *r, const char *code)
{
    ntm_rc rc = each_row(r, OBSERVATION OF_UNIT ORDER, code, read_observation);
    if (rc == NTM_OK)
        rc = each_row(r, TITLE OF_UNIT ORDER, code, read_title);
    if (rc == NTM_OK)
        rc = each_row(r, REGISTRATION OF_UNIT ORDER, code, read_registration);
    return rc;
}

/* ---- relatives ---- */

static void want(bool *set, const ntm_dataset *d, const char *code)
{
    uint32_t number = ntm_names_find(d->strings, code);
    if (number != NTM_NO_NAME)
        set[number] = true;
}

static bool wants(const bool *set, const ntm_dataset *d, const char *code)
{
    uint32_t number = code ? ntm_names_find(d->strings, code) : NTM_NO_NAME;
    return number != NTM_NO_NAME && set[number];
}

/* Mark the codes whose rows are needed: in any version, for a frame may be of any day. */
static bool *relatives(const ntm_dataset *d, const char *const *codes, size_t ncodes)
{
    uint32_t names = ntm_names_count(d->strings);
    bool *below = ntm_xcalloc(names + 1u, sizeof *below); /* with everything under them */
    bool *above = ntm_xcalloc(names + 1u, sizeof *above);
    for (size_t i = 0; i < ncodes; i++) {
        want(below, d, codes[i]);
        want(above, d, codes[i]);
    }
    for (size_t i = 0; i < d->nunits; i++) { /* a commune sums up all its villages */
        const ntm_unit *unit = &d->units[i];
        if (unit->parent && wants(above, d, unit->code) &&
            (unit->level == NTM_LEVEL_VILLAGE || unit->level == NTM_LEVEL_PRODUCT))
            want(below, d, unit->parent);
    }
    for (int level = 0; level < NTM_LEVEL_COUNT; level++) /* no chain is longer */
        for (size_t i = 0; i < d->nunits; i++) {
            const ntm_unit *unit = &d->units[i];
            if (wants(below, d, unit->parent))
                want(below, d, unit->code);
            if (unit->parent && wants(above, d, unit->code))
                want(above, d, unit->parent);
        }
    for (uint32_t i = 0; i < names; i++)
        below[i] |= above[i];
    free(above);
    return below;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static ntm_rc read_relatives(reading *r, const char *const *codes, size_t ncodes)
{
    ntm_dataset *d = r->dataset;
    bool *wanted = relatives(d, codes, ncodes);
    const char **list = ntm_xcalloc(d->nunits + 1, sizeof *list);
    size_t count = 0;
    for (size_t i = 0; i < d->nunits; i++)
        if (wants(wanted, d, d->units[i].code))
            list[count++] = d->units[i].code;
    qsort(list, count, sizeof *list, by_text);
    ntm_rc rc = NTM_OK;
    for (size_t i = 0; i < count && rc == NTM_OK; i++)
        if (i == 0 || strcmp(list[i], list[i - 1]) != 0)
            rc = read_of(r, list[i]);
    free(list);
    free(wanted);
    return rc;
}

/* ---- the whole ---- */

ntm_rc ntm_store_read_units(ntm_store *store, int64_t known_import, ntm_dataset **out,
                            ntm_diags *diags)
{
    reading r = {.store = store, .known = known_import, .diags = diags};
    r.dataset = ntm_dataset_new();
    ntm_rc rc = store->db && !store->blank ? each_row(&r, UNITS, NULL, read_unit) : NTM_OK;
    if (rc != NTM_OK) {
        ntm_dataset_free(r.dataset);
        r.dataset = NULL;
    }
    *out = r.dataset;
    return rc;
}

ntm_rc ntm_store_read(ntm_store *store, const char *const *codes, size_t ncodes,
                      int64_t known_import, ntm_dataset **out, ntm_diags *diags)
{
    assert(store && out);
    *out = NULL;
    reading r = {.store = store, .known = known_import, .diags = diags};
    if (!store->db || store->blank) {
        *out = ntm_dataset_new();
        return NTM_OK;
    }
    /* One snapshot, though another process may import meanwhile. */
    ntm_rc rc = ntm_store_exec(store, "BEGIN", diags);
    if (rc != NTM_OK)
        return rc;
    rc = ntm_store_read_units(store, known_import, &r.dataset, diags);
    if (rc == NTM_OK)
        rc = each_row(&r, FILES, NULL, read_file);
    if (rc == NTM_OK)
        rc = codes ? read_relatives(&r, codes, ncodes) : read_all(&r);
    if (!sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    free(r.files);
    if (rc != NTM_OK)
        ntm_dataset_free(r.dataset);
    else
        *out = r.dataset;
    return rc;
}
