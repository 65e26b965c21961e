/*
 * format/csv_bytes.c - what can be said of a file before its rows are read.
 *
 * Offices send workbooks renamed to .csv, "Unicode text" (UTF-16) and files from the years of TCVN3;
 * each gets a message that says what it is and how to save it anew.
 */
#include <stdint.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "format/csv.h"
#include "format/csv_priv.h"

static bool begins(const char *bytes, size_t length, const char *with, size_t with_length)
{
    return length >= with_length && memcmp(bytes, with, with_length) == 0;
}

/* What a file is that is not CSV, from its first bytes; NULL. */
static const char *other_format(const char *bytes, size_t length)
{
    if (begins(bytes, length, "PK\x03\x04", 4))
        return _("an Excel workbook (.xlsx) or another zip file");
    if (begins(bytes, length, "\xD0\xCF\x11\xE0", 4))
        return _("an old Excel workbook (.xls) or an encrypted one");
    if (begins(bytes, length, "%PDF", 4))
        return _("a PDF file");
    while (length && (*bytes == ' ' || *bytes == '\n' || *bytes == '\r' || *bytes == '\t')) {
        bytes++;
        length--;
    }
    if (begins(bytes, length, "<html", 5) || begins(bytes, length, "<!DOCTYPE", 9) ||
        begins(bytes, length, "<table", 6) || begins(bytes, length, "<?xml", 5))
        return _("a web page or XML file");
    return NULL;
}

/* Line, and column in characters, of an offset; bytes before it may be anything but are counted
 * as UTF-8. */
static ntm_place place_of(const char *bytes, size_t start, size_t offset, const char *file)
{
    ntm_place place = {.file = file, .line = 1};
    size_t begin = start;
    for (size_t at = start; at < offset; at++) {
        bool cr = bytes[at] == '\r' && bytes[at + 1] != '\n';
        if (bytes[at] == '\n' || cr) {
            place.line++;
            begin = at + 1;
        }
    }
    place.column = (long)ntm_text_points(bytes + begin, offset - begin) + 1;
    return place;
}

/* Lines with bytes that are not UTF-8, to tell one slip from a whole file in another encoding. */
static long damaged_lines(const char *bytes, size_t start, size_t length)
{
    long lines = 0;
    for (size_t at = start; at < length;) {
        const char *newline = memchr(bytes + at, '\n', length - at);
        size_t end = newline ? (size_t)(newline - bytes) : length;
        lines += !ntm_utf8_valid(bytes + at, end - at, NULL);
        at = end + 1;
    }
    return lines;
}

static ntm_rc refuse_nul(const char *bytes, size_t length, size_t start, size_t offset,
                         const char *file, ntm_diags *diags)
{
    size_t zeros = 0;
    for (size_t at = start; at < length; at++)
        zeros += bytes[at] == '\0';
    bool wide = zeros >= (length - start) / 3 && zeros > 4;
    ntm_place place = place_of(bytes, start, offset, file);
    ntm_rc rc = ntm_fail(diags, NTM_EINPUT, place, "nul-byte",
                         _("row %ld: a NUL byte; text was expected"), place.line);
    ntm_diag_hint(diags, wide ? _("the file looks like UTF-16; save it as \"CSV UTF-8\"")
                              : _("the file was damaged on its way; get it again"));
    return rc;
}

ntm_rc ntm_csv_check_bytes(const char *bytes, size_t length, const char *file, size_t *start_out,
                           ntm_diags *diags)
{
    ntm_place whole = {.file = file};
    if (length > NTM_CSV_MAX_BYTES)
        return ntm_fail(diags, NTM_EINPUT, whole, "too-large",
                        _("the file has %zu bytes; at most %zu are read"), length,
                        NTM_CSV_MAX_BYTES);
    if (begins(bytes, length, "\xFF\xFE", 2) || begins(bytes, length, "\xFE\xFF", 2)) {
        ntm_rc rc = ntm_fail(diags, NTM_EINPUT, whole, "not-utf8",
                             _("not UTF-8: the file is UTF-16 (\"Unicode text\")"));
        ntm_diag_hint(diags, _("save it as \"CSV UTF-8\""));
        return rc;
    }
    const char *other = other_format(bytes, length);
    if (other) {
        ntm_rc rc =
            ntm_fail(diags, NTM_EINPUT, whole, "not-csv", _("not a CSV file but %s"), other);
        ntm_diag_hint(diags, _("open it in Excel or LibreOffice and save it as \"CSV UTF-8\""));
        return rc;
    }
    size_t start = begins(bytes, length, "\xEF\xBB\xBF", 3) ? 3 : 0;
    size_t offset = 0;
    if (!ntm_utf8_valid(bytes + start, length - start, &offset)) {
        offset += start;
        if (bytes[offset] == '\0')
            return refuse_nul(bytes, length, start, offset, file, diags);
        ntm_place place = place_of(bytes, start, offset, file);
        long lines = damaged_lines(bytes, start, length);
        ntm_fail(diags, NTM_EINPUT, place, "not-utf8",
                 _("row %ld: not UTF-8; the file looks like Windows-1258 or TCVN3 (lines with such "
                   "bytes: %ld)"),
                 place.line, lines);
        ntm_diag_hint(diags, _("open it in Excel and save it as \"CSV UTF-8\""));
        return NTM_EINPUT;
    }
    size_t blank = start;
    while (blank < length && strchr(" \t\r\n,;\"", bytes[blank]))
        blank++;
    if (blank == length)
        return ntm_fail(diags, NTM_EINPUT, whole, "empty-file",
                        _("the file is empty; a header and rows were expected"));
    *start_out = start;
    return NTM_OK;
}
