/* store/store_read_rows.c - one row of a table, or of a packed blob, into the dataset. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/store_pack.h"
#include "store/store_read_priv.h"
#include "store/store_text.h"

static const char *text(sqlite3_stmt *stmt, int column)
{
    return (const char *)sqlite3_column_text(stmt, column); /* NULL of SQL is NULL */
}

/* A row that none of our versions wrote. */
static ntm_rc altered(ntm_store_reading *r, sqlite3_stmt *stmt, const char *table)
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

static const char *file_of(const ntm_store_reading *r, int64_t import)
{
    return import > 0 && import <= r->nfiles ? r->files[import - 1] : NULL;
}

ntm_rc ntm_store_read_file(ntm_store_reading *r, sqlite3_stmt *stmt)
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

ntm_rc ntm_store_read_unit(ntm_store_reading *r, sqlite3_stmt *stmt)
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

ntm_rc ntm_store_read_succession(ntm_store_reading *r, sqlite3_stmt *stmt)
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

static bool is_withdrawn(const ntm_store_reading *r, int64_t import, int64_t row)
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
    ntm_store_reading *r = context;
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
ntm_rc ntm_store_read_packed(ntm_store_reading *r, sqlite3_stmt *stmt)
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

ntm_rc ntm_store_read_title(ntm_store_reading *r, sqlite3_stmt *stmt)
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

ntm_rc ntm_store_read_registration(ntm_store_reading *r, sqlite3_stmt *stmt)
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

ntm_rc ntm_store_read_appraisal(ntm_store_reading *r, sqlite3_stmt *stmt)
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

ntm_rc ntm_store_read_evidence(ntm_store_reading *r, sqlite3_stmt *stmt)
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

ntm_rc ntm_store_read_withdrawn(ntm_store_reading *r, sqlite3_stmt *stmt)
{
    r->withdrawn = ntm_xrealloc(r->withdrawn, 2 * (r->nwithdrawn + 1) * sizeof *r->withdrawn);
    r->withdrawn[2 * r->nwithdrawn] = sqlite3_column_int64(stmt, 0);
    r->withdrawn[2 * r->nwithdrawn++ + 1] = sqlite3_column_int64(stmt, 1);
    return NTM_OK;
}
