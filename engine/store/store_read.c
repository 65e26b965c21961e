/* store/store_read.c - rows of the tables as a dataset. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/store_pack.h"
#include "store/store_text.h"

/* A dataset being read. */
typedef struct reading {
    ntm_store *store;
    ntm_dataset *dataset;
    int64_t known;
    ntm_diags *diags;
    const char **files; /* by import number; texts in the dataset's arena */
    int64_t nfiles;
    int64_t
        *withdrawn; /* observations: pairs of import and row, rising; row 0: all of the import */
    size_t nwithdrawn;
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
        ntm_dataset_add_source(r->dataset, &(ntm_source){.import = number,
                                                         .file = file,
                                                         .sha256 = text(stmt, 2),
                                                         .at = sqlite3_column_int64(stmt, 3)});
    }
    return NTM_OK;
}

static ntm_rc read_unit(reading *r, sqlite3_stmt *stmt)
{
    ntm_unit unit = {.code = text(stmt, 2),
                     .name = text(stmt, 4),
                     .parent = text(stmt, 5),
                     .import = sqlite3_column_int64(stmt, 0),
                     .line = sqlite3_column_int64(stmt, 8)};
    const char *level = text(stmt, 3);
    if (!unit.code || !level || !ntm_level_from_code(level, &unit.level) ||
        !date_at(stmt, 6, NTM_DATE_MIN, &unit.valid_from) ||
        !date_at(stmt, 7, NTM_DATE_MAX, &unit.valid_to))
        return altered(r, stmt, "unit");
    ntm_dataset_add_unit(r->dataset, &unit);
    return NTM_OK;
}

static ntm_rc read_succession(reading *r, sqlite3_stmt *stmt)
{
    ntm_succession row = {.import = sqlite3_column_int64(stmt, 0),
                          .line = sqlite3_column_int64(stmt, 2),
                          .predecessor = text(stmt, 3),
                          .successor = text(stmt, 4),
                          .confirmed = text(stmt, 7),
                          .origin = text(stmt, 8),
                          .note = text(stmt, 9)};
    const char *extent = text(stmt, 6);
    row.file = file_of(r, row.import);
    if (!row.predecessor || !row.successor || !extent ||
        !ntm_extent_from_code(extent, &row.extent) ||
        !date_at(stmt, 5, NTM_DATE_MIN, &row.effective))
        return altered(r, stmt, "succession");
    ntm_dataset_add_succession(r->dataset, &row);
    return NTM_OK;
}

static bool is_withdrawn(const reading *r, int64_t import, int64_t row)
{
    size_t low = 0, high = r->nwithdrawn;
    while (low < high) { /* the first pair that is not below (import, 0) */
        size_t middle = low + (high - low) / 2;
        if (r->withdrawn[2 * middle] < import)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < r->nwithdrawn && r->withdrawn[2 * low] == import; low++)
        if (r->withdrawn[2 * low + 1] == 0 || r->withdrawn[2 * low + 1] == row)
            return true;
    return false;
}

static ntm_rc read_packed_row(void *context, const ntm_observation_row *from)
{
    reading *r = context;
    if (from->import > r->known || is_withdrawn(r, from->import, from->row))
        return NTM_OK;
    ntm_observation row = {.import = from->import,
                           .line = from->line,
                           .unit = from->unit,
                           .field = from->field,
                           .assessor = from->assessor,
                           .assessor_order = (int)from->assessor_order,
                           .origin = from->origin,
                           .evidence = from->evidence,
                           .note = from->note,
                           .file = file_of(r, from->import)};
    ntm_kind kind;
    if (!row.unit || !row.field || !from->kind || !from->as_of ||
        !ntm_store_kind_from_code(from->kind, &kind) ||
        !ntm_store_value_read(kind, from->value, from->low, from->high, &row.value) ||
        !ntm_date_parse_iso(from->as_of, &row.as_of))
        return NTM_EINPUT;
    ntm_dataset_add_observation(r->dataset, &row);
    return NTM_OK;
}

/* The packed copy, which verify holds against the rows of `observation`. */
static ntm_rc read_packed(reading *r, sqlite3_stmt *stmt)
{
    const char *unit = text(stmt, 0);
    ntm_rc rc = ntm_store_unpack(sqlite3_column_blob(stmt, 1),
                                 (size_t)sqlite3_column_bytes(stmt, 1), read_packed_row, r);
    return rc == NTM_OK
               ? NTM_OK
               : ntm_fail(r->diags, NTM_ESYSTEM, ntm_store_place(r->store), "store-damaged",
                          _("the store is damaged: the packed figures of unit %s cannot be read"),
                          unit ? unit : "");
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
                     .note = text(stmt, 11),
                     .appraisal = text(stmt, 12)};
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

static ntm_rc read_appraisal(reading *r, sqlite3_stmt *stmt)
{
    ntm_appraisal row = {.import = sqlite3_column_int64(stmt, 0),
                         .line = sqlite3_column_int64(stmt, 2),
                         .unit = text(stmt, 3),
                         .set = text(stmt, 4),
                         .item = text(stmt, 5),
                         .assessor = text(stmt, 6),
                         .assessor_order = sqlite3_column_int(stmt, 7),
                         .reason = text(stmt, 9),
                         .document = text(stmt, 10),
                         .office = text(stmt, 12),
                         .origin = text(stmt, 13)};
    const char *opinion = text(stmt, 8);
    row.file = file_of(r, row.import);
    if (!row.unit || !row.set || !opinion || !ntm_opinion_from_code(opinion, &row.opinion) ||
        !date_at(stmt, 11, NTM_DATE_MIN, &row.date))
        return altered(r, stmt, "finding");
    ntm_dataset_add_appraisal(r->dataset, &row);
    return NTM_OK;
}

static ntm_rc read_evidence(reading *r, sqlite3_stmt *stmt)
{
    ntm_evidence row = {.import = sqlite3_column_int64(stmt, 0),
                        .line = sqlite3_column_int64(stmt, 2),
                        .unit = text(stmt, 3),
                        .number = text(stmt, 4),
                        .kind = text(stmt, 5),
                        .title = text(stmt, 6),
                        .office = text(stmt, 7),
                        .path = text(stmt, 10),
                        .sha256 = text(stmt, 11),
                        .size = sqlite3_column_int64(stmt, 12),
                        .origin = text(stmt, 13),
                        .note = text(stmt, 14)};
    row.file = file_of(r, row.import);
    if (!row.unit || !row.number || !date_at(stmt, 8, NTM_DATE_MIN, &row.date) ||
        !date_at(stmt, 9, NTM_DATE_MAX, &row.valid_until))
        return altered(r, stmt, "evidence");
    ntm_dataset_add_evidence(r->dataset, &row);
    return NTM_OK;
}

static ntm_rc read_withdrawn(reading *r, sqlite3_stmt *stmt)
{
    r->withdrawn = ntm_xrealloc(r->withdrawn, 2 * (r->nwithdrawn + 1) * sizeof *r->withdrawn);
    r->withdrawn[2 * r->nwithdrawn] = sqlite3_column_int64(stmt, 0);
    r->withdrawn[2 * r->nwithdrawn++ + 1] = sqlite3_column_int64(stmt, 1);
    return NTM_OK;
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
    ntm_rc (*read)(reading *r, sqlite3_stmt *stmt);
} said[] = {
    {PACKED " ORDER BY unit", PACKED OF_UNIT, read_packed},
    {TITLE ORDER, TITLE OF_UNIT ORDER, read_title},
    {REGISTRATION ORDER, REGISTRATION OF_UNIT ORDER, read_registration},
    {FINDING ORDER, FINDING OF_UNIT ORDER, read_appraisal},
    {EVIDENCE ORDER, EVIDENCE OF_UNIT ORDER, read_evidence},
};

/* @param code  NULL: of all units */
static ntm_rc read_said(reading *r, const char *code)
{
    ntm_rc rc = NTM_OK;
    for (size_t i = 0; i < sizeof said / sizeof *said && rc == NTM_OK; i++)
        rc = each_row(r, code ? said[i].of_unit : said[i].all, code, said[i].read);
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
            rc = read_said(r, list[i]);
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

/* All rows, or those of some codes and their relatives; within a transaction. */
static ntm_rc read_within(ntm_store *store, const char *const *codes, size_t ncodes,
                          int64_t known_import, ntm_dataset **out, ntm_diags *diags)
{
    reading r = {.store = store, .known = known_import, .diags = diags};
    *out = NULL;
    ntm_rc rc = ntm_store_read_units(store, known_import, &r.dataset, diags);
    if (rc == NTM_OK)
        rc = each_row(&r, FILES, NULL, read_file);
    if (rc == NTM_OK)
        rc = each_row(&r, WITHDRAWN, NULL, read_withdrawn);
    if (rc == NTM_OK)
        rc = each_row(&r, SUCCESSIONS, NULL, read_succession);
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
