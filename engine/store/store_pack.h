/*
 * store/store_pack.h - each unit's observations packed into one blob, for quick reading.
 *
 * "ntm-packed-1\0", then a table of texts (count; each its length, its bytes and a NUL), then the
 * rows (count; of each the columns of `observation` in order). Numbers are little-endian base-128
 * varints, those that may be negative zigzagged. A text column is 0 for NULL, else 1 + its place in the table.
 */
#ifndef NTM_STORE_STORE_PACK_H
#define NTM_STORE_STORE_PACK_H

#include "base/strbuf.h"
#include "store/store_rows.h"

/** A row of `observation` as texts and numbers, from a statement or from a blob. */
typedef struct ntm_observation_row {
    int64_t import, row, line, assessor_order;
    const char *unit, *field, *as_of, *kind, *value, *low, *high; /**< value, low, high: or NULL */
    const char *assessor, *origin, *evidence, *note;
} ntm_observation_row;

/** The columns in which ntm_observation_row_of() expects them. */
#define NTM_OBSERVATION_COLUMNS                                                                    \
    "import, row, line, unit, field, as_of, kind, value, low, high, assessor, assessor_order,"     \
    " origin, evidence, note"
/** Of a statement that stands on a row; texts are SQLite's until the next step. */
ntm_observation_row ntm_observation_row_of(sqlite3_stmt *stmt);

/** The rows of a unit as they stand in `observation`, packed. @param count_out  rows */
ntm_rc ntm_store_pack_unit(ntm_store *store, const char *unit, ntm_strbuf *out, int64_t *count_out,
                           ntm_diags *diags);
/**
 * Call each for every row of a blob, until it returns something else than NTM_OK. Texts are borrowed
 * from the bytes.
 * @return NTM_OK; NTM_EINPUT: the bytes are no such blob (nothing is said); what each returned
 */
ntm_rc ntm_store_unpack(const void *bytes, size_t length,
                        ntm_rc (*each)(void *context, const ntm_observation_row *row),
                        void *context);

#endif
