/*
 * format/csv.c - one pass over the bytes; the cells of a row are copied, unquoted, into one buffer.
 *
 * A damaged row is left at the end of the line on which the damage was seen: a quote that is never
 * closed then costs one row and not the rest of the file.
 */
#include "format/csv.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "format/csv_priv.h"

struct ntm_csv {
    const char *bytes, *file;
    size_t length;
    size_t start; /* behind byte order mark and sep= line */
    size_t at;
    long start_line, line, row;
    long empty_rows;
    size_t width; /* cells of the header; 0: not read yet */
    char delimiter;
    bool given;              /* by sep= */
    bool stopped;            /* too many rows */
    unsigned char kind[256]; /* of each byte: what a plain cell does with it */

    ntm_strbuf text; /* the cells of the row, each with a NUL */
    ntm_csv_cell *cells;
    size_t *starts; /* of each cell in text: the buffer moves while it grows */
    size_t count, capacity;
};

/* Most bytes are text; CHECK bytes may begin a character that is refused. */
enum { KIND_TEXT, KIND_END, KIND_QUOTE, KIND_CHECK };

/* What ends the reading of a cell. */
typedef enum { CELL_MORE, CELL_LAST, CELL_BROKEN } cell_end;

void ntm_csv_free(ntm_csv *csv)
{
    if (!csv)
        return;
    ntm_strbuf_clear(&csv->text);
    free(csv->cells);
    free(csv->starts);
    free(csv);
}

/* Behind a line break that begins at `at`. */
static size_t skip_newline(const ntm_csv *csv, size_t at)
{
    if (csv->bytes[at] == '\r' && at + 1 < csv->length && csv->bytes[at + 1] == '\n')
        return at + 2;
    return at + 1;
}

static bool is_newline(char c) { return c == '\n' || c == '\r'; }

static bool is_blank(const ntm_csv *csv, char c)
{
    return c == ' ' || (c == '\t' && csv->delimiter != '\t');
}

static size_t line_end(const ntm_csv *csv, size_t at)
{
    while (at < csv->length && !is_newline(csv->bytes[at]))
        at++;
    return at;
}

static ntm_place place_at(const ntm_csv *csv, size_t offset, long line)
{
    size_t begin = offset;
    while (begin > csv->start && !is_newline(csv->bytes[begin - 1]))
        begin--;
    return (ntm_place){.file = csv->file,
                       .line = line,
                       .column = (long)ntm_text_points(csv->bytes + begin, offset - begin) + 1};
}

ntm_place ntm_csv_place(const ntm_csv *csv, const ntm_csv_cell *cell)
{
    return place_at(csv, cell->offset, cell->line);
}

const char *ntm_csv_column_letters(size_t index, char buffer[8])
{
    char letters[8];
    size_t count = 0;
    for (size_t rest = index + 1; rest && count < 7; rest = (rest - 1) / 26)
        letters[count++] = (char)('A' + (rest - 1) % 26);
    for (size_t i = 0; i < count; i++)
        buffer[i] = letters[count - 1 - i];
    buffer[count] = '\0';
    return buffer;
}

/* ---- finding the separator ------------------------------------------------------------------- */

/* `sep=;` as the first line, which spreadsheets obey and hide. */
static void read_sep_line(ntm_csv *csv)
{
    size_t end = line_end(csv, csv->start);
    const char *line = csv->bytes + csv->start;
    size_t length = end - csv->start;
    if (length >= 2 && line[0] == '"' && line[length - 1] == '"') {
        line++;
        length -= 2;
    }
    if (length != 5 || strncmp(line, "sep=", 4) != 0 || !strchr(",;\t", line[4]))
        return;
    csv->given = true;
    csv->delimiter = line[4];
    csv->start = end < csv->length ? skip_newline(csv, end) : end;
    csv->start_line = 2;
}

/* The separator that stands most often in the first row that has anything in it. */
static char sniff(const ntm_csv *csv)
{
    static const char candidates[] = {';', '\t', ','};
    size_t counts[3] = {0};
    bool quoted = false, any = false;
    for (size_t at = csv->start; at < csv->length; at++) {
        char c = csv->bytes[at];
        if (c == '"')
            quoted = !quoted;
        else if (is_newline(c) && !quoted && any)
            break;
        for (size_t i = 0; i < 3 && !quoted; i++)
            counts[i] += c == candidates[i];
        any = any || (!is_newline(c) && c != ' ');
    }
    size_t best = 2; /* the comma, unless another stands more often */
    for (size_t i = 0; i < 2; i++)
        if (counts[i] > counts[best])
            best = i;
    return candidates[best];
}

ntm_rc ntm_csv_open(const char *bytes, size_t length, const char *file, ntm_csv **out,
                    ntm_diags *diags)
{
    size_t start = 0;
    ntm_rc rc = ntm_csv_check_bytes(bytes, length, file, &start, diags);
    if (rc != NTM_OK)
        return rc;
    ntm_csv *csv = ntm_xcalloc(1, sizeof *csv);
    csv->bytes = bytes;
    csv->length = length;
    csv->file = file;
    csv->start = start;
    csv->start_line = 1;
    read_sep_line(csv);
    if (!csv->given)
        csv->delimiter = sniff(csv);
    ntm_csv_rewind(csv);
    *out = csv;
    return NTM_OK;
}

char ntm_csv_delimiter(const ntm_csv *csv) { return csv->delimiter; }

bool ntm_csv_delimiter_is_given(const ntm_csv *csv) { return csv->given; }

void ntm_csv_set_delimiter(ntm_csv *csv, char delimiter)
{
    csv->delimiter = delimiter;
    ntm_csv_rewind(csv);
}

void ntm_csv_rewind(ntm_csv *csv)
{
    for (unsigned c = 0; c < 256; c++)
        csv->kind[c] = c < 0x20 || c == 0x7F || c == 0xC2 || c == 0xEF ? KIND_CHECK : KIND_TEXT;
    csv->kind['"'] = KIND_QUOTE;
    csv->kind['\t'] = KIND_TEXT;
    csv->kind['\r'] = csv->kind['\n'] = KIND_END;
    csv->kind[(unsigned char)csv->delimiter] = KIND_END;
    csv->at = csv->start;
    csv->line = csv->start_line;
    csv->row = csv->start_line - 1;
    csv->empty_rows = 0;
    csv->width = 0;
    csv->stopped = false;
}

long ntm_csv_empty_rows(const ntm_csv *csv) { return csv->empty_rows; }

bool ntm_csv_ends_in_newline(const ntm_csv *csv)
{
    return csv->length > csv->start && is_newline(csv->bytes[csv->length - 1]);
}

/* ---- one cell --------------------------------------------------------------------------------- */

/* A finding about the cell that is being read; (at, line) is where the trouble stands. */
static cell_end broken(ntm_csv *csv, size_t at, long line, ntm_diags *diags, const char *code,
                       const char *message)
{
    char letters[8];
    ntm_diag(diags, NTM_ERROR, place_at(csv, at, line), code, _("row %ld, column %s: %s"), csv->row,
             ntm_csv_column_letters(csv->count, letters), message);
    csv->at = line_end(csv, at);
    return CELL_BROKEN;
}

static void push_cell(ntm_csv *csv, size_t text_start, size_t offset, long line)
{
    if (csv->count == csv->capacity) {
        csv->capacity = csv->capacity ? csv->capacity * 2 : 32;
        csv->cells = ntm_xrealloc(csv->cells, csv->capacity * sizeof *csv->cells);
        csv->starts = ntm_xrealloc(csv->starts, csv->capacity * sizeof *csv->starts);
    }
    csv->starts[csv->count] = text_start;
    csv->cells[csv->count++] =
        (ntm_csv_cell){.length = csv->text.length - text_start, .offset = offset, .line = line};
    ntm_strbuf_putc(&csv->text, '\0');
}

/* Blanks at both ends of what was copied since text_start are not part of the cell. */
static void trim(ntm_csv *csv, size_t text_start)
{
    char *text = csv->text.data ? csv->text.data + text_start : NULL;
    size_t length = csv->text.length - text_start, lead = 0;
    while (length && (text[length - 1] == ' ' || text[length - 1] == '\t'))
        length--;
    while (lead < length && (text[lead] == ' ' || text[lead] == '\t'))
        lead++;
    if (lead)
        memmove(text, text + lead, length - lead);
    csv->text.length = text_start + length - lead;
}

/* Characters that no office types into a cell: what they say of the file is that it is damaged. */
static cell_end check_characters(ntm_csv *csv, size_t from, size_t to, ntm_diags *diags)
{
    long line = csv->line;
    for (size_t at = from; at < to; at++) {
        unsigned char c = (unsigned char)csv->bytes[at];
        if (is_newline((char)c) || c == '\t') {
            line += c == '\n' || (c == '\r' && csv->bytes[at + 1] != '\n');
            continue;
        }
        if (c < 0x20 || c == 0x7F || (c == 0xC2 && (unsigned char)csv->bytes[at + 1] < 0xA0))
            return broken(csv, at, line, diags, "control-character",
                          _("a control character stands in the cell; text was expected"));
        if (c == 0xEF && memcmp(csv->bytes + at, "\xEF\xBF\xBD", 3) == 0) {
            broken(csv, at, line, diags, "lost-character",
                   _("a letter was lost when the file was converted (there is a � in its place)"));
            ntm_diag_hint(diags, _("save it as \"CSV UTF-8\" again from the original workbook"));
            return CELL_BROKEN;
        }
    }
    return CELL_MORE;
}

static cell_end after_cell(ntm_csv *csv, size_t at)
{
    csv->at = at;
    if (at < csv->length && csv->bytes[at] == csv->delimiter) {
        csv->at++;
        return CELL_MORE;
    }
    return CELL_LAST;
}

static cell_end too_long(ntm_csv *csv, size_t open, ntm_diags *diags)
{
    char letters[8];
    ntm_diag(diags, NTM_ERROR, place_at(csv, open, csv->line), "cell-too-long",
             _("row %ld, column %s: the cell has more than %zu bytes"), csv->row,
             ntm_csv_column_letters(csv->count, letters), NTM_CSV_MAX_CELL);
    if (csv->bytes[open] == '"')
        ntm_diag_hint(diags, _("the quote that opens it may have no closing quote"));
    csv->at = line_end(csv, open);
    return CELL_BROKEN;
}

/* `open` is the place of the opening quote. Lines inside the cell are counted once it is whole. */
static cell_end read_quoted(ntm_csv *csv, size_t open, ntm_diags *diags)
{
    size_t text_start = csv->text.length, at = open + 1, piece = at;
    long lines = 0;
    for (;; at++) {
        if (at >= csv->length) {
            cell_end end = broken(csv, open, csv->line, diags, "open-quote",
                                  _("the quote that opens here is never closed"));
            ntm_diag_hint(diags, _("put a quote at the end of the cell, or take this one away"));
            return end;
        }
        char c = csv->bytes[at];
        if (csv->text.length - text_start + (at - piece) > NTM_CSV_MAX_CELL)
            return too_long(csv, open, diags);
        if (c == '"') {
            ntm_strbuf_add(&csv->text, csv->bytes + piece, at - piece);
            if (at + 1 >= csv->length || csv->bytes[at + 1] != '"')
                break;
            at++;
            piece = at; /* the second of two quotes stays */
        } else if (is_newline(c)) {
            ntm_strbuf_add(&csv->text, csv->bytes + piece, at - piece);
            ntm_strbuf_putc(&csv->text, '\n');
            lines++;
            at = skip_newline(csv, at) - 1;
            piece = at + 1;
        }
    }
    if (check_characters(csv, open, at, diags) == CELL_BROKEN) {
        csv->line += lines;
        csv->at = line_end(csv, at);
        return CELL_BROKEN;
    }
    long opened_on = csv->line;
    csv->line += lines;
    size_t next = at + 1;
    while (next < csv->length && is_blank(csv, csv->bytes[next]))
        next++;
    if (next < csv->length && csv->bytes[next] != csv->delimiter && !is_newline(csv->bytes[next])) {
        ntm_place opening = place_at(csv, open, opened_on);
        cell_end end = broken(csv, next, csv->line, diags, "text-after-quote",
                              _("text stands behind a closing quote; a separator was expected"));
        ntm_diag_hint(diags,
                      _("the cell was opened on line %ld, column %ld; inside a quoted cell a quote "
                        "is written twice (\"\")"),
                      opening.line, opening.column);
        return end;
    }
    push_cell(csv, text_start, open, opened_on);
    return after_cell(csv, next);
}

static cell_end read_plain(ntm_csv *csv, ntm_diags *diags)
{
    size_t text_start = csv->text.length, begin = csv->at, at = begin;
    bool check = false;
    for (; at < csv->length; at++) {
        unsigned char kind = csv->kind[(unsigned char)csv->bytes[at]];
        if (kind == KIND_TEXT)
            continue;
        if (kind == KIND_END)
            break;
        if (kind == KIND_QUOTE) {
            broken(csv, at, csv->line, diags, "stray-quote",
                   _("a quote stands inside a cell that does not begin with one"));
            ntm_diag_hint(diags,
                          _("put the whole cell in quotes and write the quote twice (\"\")"));
            return CELL_BROKEN;
        }
        check = true;
    }
    if (at - begin > NTM_CSV_MAX_CELL)
        return too_long(csv, begin, diags);
    if (check && check_characters(csv, begin, at, diags) == CELL_BROKEN)
        return CELL_BROKEN;
    ntm_strbuf_add(&csv->text, csv->bytes + begin, at - begin);
    trim(csv, text_start);
    while (begin < at && is_blank(csv, csv->bytes[begin]))
        begin++;
    push_cell(csv, text_start, begin, csv->line);
    return after_cell(csv, at);
}

static cell_end read_cell(ntm_csv *csv, ntm_diags *diags)
{
    size_t at = csv->at;
    while (at < csv->length && is_blank(csv, csv->bytes[at]))
        at++;
    if (at < csv->length && csv->bytes[at] == '"')
        return read_quoted(csv, at, diags);
    return read_plain(csv, diags);
}

/* ---- one row ---------------------------------------------------------------------------------- */

/* Read the cells of one row; the reader then stands behind its line break. */
static void read_row(ntm_csv *csv, ntm_csv_row *row, ntm_diags *diags)
{
    csv->text.length = 0;
    csv->count = 0;
    csv->row++;
    *row = (ntm_csv_row){.row = csv->row, .line = csv->line};
    cell_end end = CELL_MORE;
    while (end == CELL_MORE) {
        if (csv->count == NTM_CSV_MAX_COLUMNS) {
            ntm_diag(diags, NTM_ERROR, place_at(csv, csv->at, csv->line), "too-many-columns",
                     _("row %ld has more than %zu cells"), csv->row, NTM_CSV_MAX_COLUMNS);
            csv->at = line_end(csv, csv->at);
            end = CELL_BROKEN;
            break;
        }
        end = read_cell(csv, diags);
    }
    row->damaged = end == CELL_BROKEN;
    if (csv->at < csv->length) {
        csv->at = skip_newline(csv, csv->at);
        csv->line++;
    }
    for (size_t i = 0; i < csv->count; i++)
        csv->cells[i].text = csv->text.data + csv->starts[i];
    row->cells = csv->cells;
    row->count = csv->count;
}

static bool is_empty(const ntm_csv_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (row->cells[i].length)
            return false;
    return !row->damaged;
}

/* Why a row may have the wrong number of cells, if it shows. */
static void hint_at_width(const ntm_csv *csv, const ntm_csv_row *row, ntm_diags *diags)
{
    bool more = row->count > csv->width;
    for (size_t i = 0; i + 1 < row->count && more && csv->delimiter == ','; i++) {
        const ntm_csv_cell *a = &row->cells[i], *b = &row->cells[i + 1];
        if (a->length && b->length && strspn(a->text, "-0123456789.") == a->length &&
            strspn(b->text, "0123456789") == b->length) {
            ntm_diag_hint(diags, _("a number with a decimal comma must stand in quotes: \"%s,%s\""),
                          a->text, b->text);
            return;
        }
    }
    if (more) {
        ntm_diag_hint(diags, _("a cell that holds the separator must stand in quotes"));
        return;
    }
    if (row->count == 1 && strpbrk(row->cells[0].text, ",;\t"))
        ntm_diag_hint(diags, _("the header has another separator than this row"));
    else if (csv->at >= csv->length && !ntm_csv_ends_in_newline(csv))
        ntm_diag_hint(diags, _("it is the last row: the file may have been cut off"));
    else
        ntm_diag_hint(diags, _("empty cells also need their separators"));
}

bool ntm_csv_next(ntm_csv *csv, ntm_csv_row *row, ntm_diags *diags)
{
    while (csv->at < csv->length && !csv->stopped) {
        if (csv->row >= NTM_CSV_MAX_ROWS) {
            csv->stopped = true;
            ntm_diag(diags, NTM_ERROR, (ntm_place){.file = csv->file, .line = csv->line},
                     "too-many-rows", _("the file has more than %ld rows"), NTM_CSV_MAX_ROWS);
            break;
        }
        read_row(csv, row, diags);
        if (is_empty(row)) {
            csv->empty_rows++;
            continue;
        }
        if (!csv->width) {
            csv->width = row->damaged ? 0 : row->count;
        } else if (!row->damaged && row->count != csv->width) {
            size_t at = row->count < csv->width ? row->count - 1 : csv->width;
            ntm_diag(diags, NTM_ERROR, ntm_csv_place(csv, &row->cells[at]),
                     row->count < csv->width ? "too-few-cells" : "too-many-cells",
                     _("row %ld has %zu cell(s); the header has %zu"), row->row, row->count,
                     csv->width);
            hint_at_width(csv, row, diags);
            row->damaged = true;
        }
        return true;
    }
    return false;
}
