/*
 * format/csv.h - read CSV from memory, row by row, with the place of every cell.
 *
 * Our own reader, because a message must name file, row and column, a damaged row must not hide the
 * next one, and the separator is found from the file. It knows nothing of units or fields.
 *
 * What is read: UTF-8 with or without a byte order mark; `,` `;` or tab between cells (a first line
 * `sep=;`, as Excel writes it, decides); CRLF, LF or CR between rows; cells in double quotes, in
 * which separators and line breaks stand for themselves and `""` is one quote. Blanks around a
 * quoted cell are dropped. The first row that is not empty is the header and fixes the number of
 * cells; rows whose cells are all empty are skipped and counted.
 *
 * What is refused, each with its place: text that is not UTF-8, NUL and other control characters, the
 * replacement character U+FFFD (a letter was lost), a quote that is never closed, text after a closing
 * quote, a quote inside a cell that is not quoted, a row with too many or too few cells, and
 * whatever is beyond NTM_CSV_MAX_*. Reading goes on with the next row.
 *
 * Codes of findings: empty-file, not-csv, not-utf8, nul-byte, too-large (of the file); control-character,
 * lost-character, open-quote, text-after-quote, stray-quote, cell-too-long, too-few-cells,
 * too-many-cells, too-many-columns, too-many-rows.
 */
#ifndef NTM_FORMAT_CSV_H
#define NTM_FORMAT_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

#define NTM_CSV_MAX_BYTES   ((size_t)256 << 20) /**< of a file */
#define NTM_CSV_MAX_CELL    ((size_t)32767)     /**< bytes of one cell, as in a spreadsheet */
#define NTM_CSV_MAX_COLUMNS ((size_t)1024)
#define NTM_CSV_MAX_ROWS    4000000L /**< with the header and empty rows */

typedef struct ntm_csv ntm_csv;

/** One cell. The text has quotes and blanks around it taken off; line breaks in it are LF. */
typedef struct ntm_csv_cell {
    const char *text; /**< NUL-terminated; borrowed until the next row is read */
    size_t length;
    size_t offset; /**< where the cell begins in the bytes */
    long line;     /**< 1-based line on which it begins */
} ntm_csv_cell;

typedef struct ntm_csv_row {
    long row;  /**< 1-based, as a spreadsheet numbers rows; line breaks in cells don't count */
    long line; /**< 1-based line of the file on which the row begins */
    size_t count;
    const ntm_csv_cell *cells;
    bool damaged; /**< a finding was added: the cells cannot be relied on */
} ntm_csv_row;

/**
 * Check the bytes as a whole (size, UTF-8, NUL, files that are not CSV at all) and make a reader.
 *
 * @param bytes  borrowed until ntm_csv_free()
 * @param file   for the places of findings; borrowed; may be NULL
 * @param out    written only on NTM_OK; free with ntm_csv_free()
 * @return NTM_OK; NTM_EINPUT: nothing of the file can be read, with one finding:
 *         too-large, empty-file, not-csv, not-utf8, nul-byte
 */
ntm_rc ntm_csv_open(const char *bytes, size_t length, const char *file, ntm_csv **out,
                    ntm_diags *diags);
void ntm_csv_free(ntm_csv *csv); /**< NULL is allowed */

/** The separator: given by `sep=`, else the one that divides the first row most often. */
char ntm_csv_delimiter(const ntm_csv *csv);
/** True when the file names its separator itself (`sep=;`). */
bool ntm_csv_delimiter_is_given(const ntm_csv *csv);
/** Choose `,` `;` or tab instead and start again from the first row. */
void ntm_csv_set_delimiter(ntm_csv *csv, char delimiter);
void ntm_csv_rewind(ntm_csv *csv); /**< start again from the first row */

/**
 * The next row that is not empty.
 *
 * @param row    valid until the next call
 * @param diags  gets what is wrong with the row; may be NULL
 * @return false at the end of the file, and beyond NTM_CSV_MAX_ROWS (finding too-many-rows)
 */
bool ntm_csv_next(ntm_csv *csv, ntm_csv_row *row, ntm_diags *diags);

long ntm_csv_empty_rows(const ntm_csv *csv); /**< skipped so far */
/** False when the last row has no line break behind it: it may be cut off. */
bool ntm_csv_ends_in_newline(const ntm_csv *csv);

/** Where a cell stands; the column counts code points. Computed on demand. */
ntm_place ntm_csv_place(const ntm_csv *csv, const ntm_csv_cell *cell);

/** "A", "Z", "AA" …: the letter a spreadsheet gives to column index (0-based). */
const char *ntm_csv_column_letters(size_t index, char buffer[8]);

#endif
