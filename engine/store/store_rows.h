/* store/store_rows.h - the tables whose rows come with imports: writing, reading, digesting them. */
#ifndef NTM_STORE_STORE_ROWS_H
#define NTM_STORE_STORE_ROWS_H

#include "store/store_priv.h"

/** The tables of imported rows, in the order in which they are digested. */
typedef enum ntm_store_table {
    NTM_TABLE_UNIT,
    NTM_TABLE_SUCCESSION,
    NTM_TABLE_OBSERVATION,
    NTM_TABLE_TITLE,
    NTM_TABLE_REGISTRATION,
    NTM_TABLE_FINDING,
    NTM_TABLE_EVIDENCE,
    NTM_TABLE_RETRACTION,
    NTM_TABLE_COUNT,
} ntm_store_table;

/** "unit", "observation", …: its name in SQL. */
const char *ntm_store_table_name(ntm_store_table table);
/** "units", "papers", …: the column of `import` that counts its rows. */
const char *ntm_store_table_counter(ntm_store_table table);
/** Its columns in order, parted by ", "; the first two are import and row. */
const char *ntm_store_table_columns(ntm_store_table table);

/**
 * Write the rows of a dataset as rows 1… of an import. Units that stand like this in `known` are
 * left out. `import` and `file` of rows are ignored.
 * @param counts_out  rows written, by table
 */
ntm_rc ntm_store_write_rows(ntm_store *store, int64_t import, const ntm_dataset *rows,
                            const ntm_dataset *known, int64_t counts_out[NTM_TABLE_COUNT],
                            ntm_diags *diags);
/** Whether `known` has this very version of the unit already. */
bool ntm_store_unit_unchanged(const ntm_unit *unit, const ntm_dataset *known);

/**
 * SHA-256 over the rows of an import as they stand in a table, in order: of each row its columns in
 * order, each as "n;" (NULL), "i<number>;" or "t<bytes>:<text>;", and a line feed behind the row.
 * @param count_out  rows found
 */
ntm_rc ntm_store_digest_rows(ntm_store *store, ntm_store_table table, int64_t import,
                             char out[NTM_SHA256_TEXT], int64_t *count_out, ntm_diags *diags);

/** The row of `import` itself. All borrowed. */
typedef struct ntm_import_entry {
    int64_t number;
    const char *kind, *file, *sha256;
    const ntm_import_by *by;
    int64_t counts[NTM_TABLE_COUNT];
} ntm_import_entry;

ntm_rc ntm_store_next_import(ntm_store *store, int64_t *out, ntm_diags *diags);
ntm_rc ntm_store_enter_import(ntm_store *store, const ntm_import_entry *entry, ntm_diags *diags);

/** Bring the packed copies of the units that an import speaks of up to date. */
ntm_rc ntm_store_pack_import(ntm_store *store, int64_t import, ntm_diags *diags);

#endif
