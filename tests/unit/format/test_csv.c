/* format/csv: cells and their places, every finding, damage of every kind, libcsv as the oracle. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if __has_include(<csv.h>)
#include <csv.h>
#define HAVE_LIBCSV 1
#endif

#include "base/arena.h"
#include "base/i18n.h"
#include "base/strbuf.h"
#include "format/csv.h"

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

/* Rows as "a|b/c|d/", with "!" behind a damaged row. The bytes are copied to the end of a block of
 * their own, so that the sanitizer sees a read beyond them. */
static char *flatten(const char *text, size_t length, char delimiter, ntm_diags *diags)
{
    char *bytes = malloc(length ? length : 1);
    memcpy(bytes, text, length);
    ntm_strbuf out = {0};
    ntm_csv *csv;
    if (ntm_csv_open(bytes, length, "f.csv", &csv, diags) == NTM_OK) {
        if (delimiter)
            ntm_csv_set_delimiter(csv, delimiter);
        ntm_csv_row row;
        while (ntm_csv_next(csv, &row, diags)) {
            for (size_t i = 0; i < row.count; i++)
                ntm_strbuf_printf(&out, "%s%s", i ? "|" : "", row.cells[i].text);
            ntm_strbuf_puts(&out, row.damaged ? "!/" : "/");
        }
        ntm_csv_free(csv);
    }
    free(bytes);
    return out.data ? ntm_strbuf_take(&out) : ntm_xstrdup("");
}

static void assert_rows(const char *text, const char *expected)
{
    ntm_diags diags = {0};
    char *got = flatten(text, strlen(text), 0, &diags);
    assert_string_equal(got, expected);
    assert_int_equal(diags.errors, 0);
    free(got);
    ntm_diags_clear(&diags);
}

static void test_csv_reads_separators_line_breaks_and_quotes(void **state)
{
    (void)state;
    static const struct {
        const char *text, *rows;
    } cases[] = {
        {"a,b\n1,2\n", "a|b/1|2/"},
        {"a;b\r\n1;2\r\n", "a|b/1|2/"},
        {"a\tb\r1\t2\r", "a|b/1|2/"},
        {"a,b\n1,2", "a|b/1|2/"},
        {"\xEF\xBB\xBF"
         "a,b\n1,2\n",
         "a|b/1|2/"},
        {"sep=;\na,x;b\n1;2\n", "a,x|b/1|2/"},
        {"\"sep=,\"\r\na,b;c\r\n1,2;3\r\n", "a|b;c/1|2;3/"},
        {"a;b\n1,5;2\n", "a|b/1,5|2/"},
        {"a,b\n\"x,y\",\"say \"\"hi\"\"\"\n", "a|b/x,y|say \"hi\"/"},
        {"a,b\n\"x\r\ny\rz\",2\n", "a|b/x\ny\nz|2/"},
        {"a,b\n \"x\" , y \n", "a|b/x|y/"},
        {"a,b\n\" x \",\n", "a|b/ x |/"},
        {"a,b\n\"\",\"\"\"\"\n", "a|b/|\"/"},
        {"a,b\n\n , \n1,2\n\n", "a|b/1|2/"},
        {"\n\na,b\n1,2\n", "a|b/1|2/"},
        {"một,hai\nđường,\"nước, sạch\"\n", "một|hai/đường|nước, sạch/"},
        {"a\n1\n2\n", "a/1/2/"},
        {"a,b\n1,\"\"\n,2\n", "a|b/1|/|2/"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++)
        assert_rows(cases[i].text, cases[i].rows);
}

static void test_csv_names_the_place_of_every_damage(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t length; /* 0: of the string */
        const char *code;
        long line, column;
        const char *rows;    /* what is still read */
        const char *message; /* part of it; NULL */
        const char *hint;    /* part of it; NULL */
    } cases[] = {
        {"", 0, "empty-file", 0, 0, "", "empty", NULL},
        {"\xEF\xBB\xBF", 0, "empty-file", 0, 0, "", NULL, NULL},
        {" \r\n,,;\t\"\"\n", 0, "empty-file", 0, 0, "", NULL, NULL},
        {"PK\x03\x04zip", 0, "not-csv", 0, 0, "", ".xlsx", "CSV UTF-8"},
        {"\xD0\xCF\x11\xE0\xA1", 0, "not-csv", 0, 0, "", ".xls", NULL},
        {"%PDF-1.7", 0, "not-csv", 0, 0, "", "PDF", NULL},
        {"\n <html><table>", 0, "not-csv", 0, 0, "", "web page", NULL},
        {"\xFF\xFE"
         "a\0,\0",
         6, "not-utf8", 0, 0, "", "UTF-16", "CSV UTF-8"},
        {"a\0,\0b\0\n\0001\0,\0002\0", 14, "nul-byte", 1, 2, "", "row 1", "UTF-16"},
        {"a,b\n1,\0\n", 8, "nul-byte", 2, 3, "", "row 2", "damaged"},
        {"a,b\r\n1,2\r\nc\xE1i,\xFE\r\n", 0, "not-utf8", 3, 2, "", "row 3", "CSV UTF-8"},
        {"a,b\r\n1,2\r\nc\xE1i,\xFE\r\n", 0, "not-utf8", 3, 2, "", "Windows-1258 or TCVN3", NULL},
        {"a,b\nx,\xC3\n", 0, "not-utf8", 2, 3, "", NULL, NULL},         /* cut in a letter */
        {"a,b\nx,\xED\xA0\x80\n", 0, "not-utf8", 2, 3, "", NULL, NULL}, /* a surrogate */
        {"a,b\nx,\xC0\x80\n", 0, "not-utf8", 2, 3, "", NULL, NULL},     /* an overlong NUL */
        {"a,b\nx\x01y,2\n3,4\n", 0, "control-character", 2, 2, "a|b/!/3|4/", "row 2, column A",
         NULL},
        {"a,b\nx,\"1\n2\n3\x7F\"\n3,4\n", 0, "control-character", 4, 2, "a|b/x!/3|4/", NULL, NULL},
        {"a,b\nx,\xC2\x85\n3,4\n", 0, "control-character", 2, 3, "a|b/x!/3|4/", "column B", NULL},
        {"a,b\nx,C\xEF\xBF\xBDm\n3,4\n", 0, "lost-character", 2, 4, "a|b/x!/3|4/", "lost",
         "CSV UTF-8"},
        {"a,b\n\"x,2\n3,4\n", 0, "open-quote", 2, 1, "a|b/!/3|4/", "never closed", "quote"},
        {"a,b\n1,\"x\n3,4\n", 0, "open-quote", 2, 3, "a|b/1!/3|4/", "row 2, column B", NULL},
        {"a,b\n1,\"", 0, "open-quote", 2, 3, "a|b/1!/", NULL, NULL},
        {"a,b\n1,\"x\"y\n3,4\n", 0, "text-after-quote", 2, 6, "a|b/1!/3|4/", "behind a closing",
         "line 2, column 3"},
        {"a,b\n1,\"x\n2,\"y\"\n3,4\n", 0, "text-after-quote", 3, 4, "a|b/1!/3|4/", NULL,
         "line 2, column 3"},
        {"a,b\nx\"y\",2\n3,4\n", 0, "stray-quote", 2, 2, "a|b/!/3|4/", "inside a cell", "twice"},
        {"a,b\n1,2\n3\n5,6\n", 0, "too-few-cells", 3, 1, "a|b/1|2/3!/5|6/",
         "row 3 has 1 cell(s); the header has 2", "separators"},
        {"a,b\n1,2\n3;4\n", 0, "too-few-cells", 3, 1, "a|b/1|2/3;4!/", NULL, "another separator"},
        {"a,b,c\n1,2,3\n4,5", 0, "too-few-cells", 3, 3, "a|b|c/1|2|3/4|5!/", NULL, "cut off"},
        {"a,b\n1,2,3\n5,6\n", 0, "too-many-cells", 2, 5, "a|b/1|2|3!/5|6/",
         "row 2 has 3 cell(s); the header has 2", NULL},
        {"a,b\nx,78,5\n", 0, "too-many-cells", 2, 6, "a|b/x|78|5!/", NULL, "\"78,5\""},
        {"a,b\nx,y,\n", 0, "too-many-cells", 2, 5, "a|b/x|y|!/", NULL, "separator"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        ntm_diags diags = {0};
        size_t length = cases[i].length ? cases[i].length : strlen(cases[i].text);
        char *rows = flatten(cases[i].text, length, 0, &diags);
        if (diags.count != 1)
            fail_msg("case %zu: %zu findings", i, diags.count);
        const ntm_finding *finding = &diags.items[0];
        assert_string_equal(finding->code, cases[i].code);
        assert_string_equal(finding->place.file, "f.csv");
        if (finding->place.line != cases[i].line || finding->place.column != cases[i].column)
            fail_msg("case %zu: place %ld:%ld", i, finding->place.line, finding->place.column);
        assert_string_equal(rows, cases[i].rows);
        if (cases[i].message && !strstr(finding->message, cases[i].message))
            fail_msg("case %zu: %s", i, finding->message);
        if (cases[i].hint && (!finding->hint || !strstr(finding->hint, cases[i].hint)))
            fail_msg("case %zu: hint %s", i, finding->hint ? finding->hint : "(none)");
        free(rows);
        ntm_diags_clear(&diags);
    }
}

static void test_csv_limits_are_kept(void **state)
{
    (void)state;
    ntm_diags diags = {0};
    ntm_csv *csv = NULL;
    /* the size is refused before a byte is looked at */
    assert_int_equal(ntm_csv_open("", NTM_CSV_MAX_BYTES + 1, "f.csv", &csv, &diags), NTM_EINPUT);
    assert_string_equal(diags.items[0].code, "too-large");
    ntm_diags_clear(&diags);

    ntm_strbuf text = {0};
    ntm_strbuf_puts(&text, "a,b\n1,");
    for (size_t i = 0; i < NTM_CSV_MAX_CELL; i++)
        ntm_strbuf_putc(&text, 'x');
    ntm_strbuf_puts(&text, "\n");
    char *rows = flatten(text.data, text.length, 0, &diags);
    assert_int_equal(diags.count, 0); /* just long enough */
    free(rows);
    ntm_strbuf_puts(&text, "1,");
    for (size_t i = 0; i <= NTM_CSV_MAX_CELL; i++)
        ntm_strbuf_putc(&text, 'x');
    ntm_strbuf_puts(&text, "\n2,\"");
    for (size_t i = 0; i < NTM_CSV_MAX_CELL; i++)
        ntm_strbuf_puts(&text, i % 9 ? "x" : "\"\"");
    ntm_strbuf_puts(&text, "yyyyyyyyyyyyyyy\"\n");
    rows = flatten(text.data, text.length, 0, &diags);
    assert_int_equal(diags.count, 2);
    assert_string_equal(diags.items[0].code, "cell-too-long");
    assert_int_equal(diags.items[0].place.line, 3);
    assert_int_equal(diags.items[1].place.line, 4);
    assert_non_null(diags.items[1].hint);
    free(rows);
    ntm_diags_clear(&diags);

    text.length = 0;
    for (size_t i = 0; i <= NTM_CSV_MAX_COLUMNS; i++)
        ntm_strbuf_puts(&text, "c,");
    ntm_strbuf_puts(&text, "\na,b\n");
    rows = flatten(text.data, text.length, 0, &diags);
    assert_int_equal(diags.count, 1);
    assert_string_equal(diags.items[0].code, "too-many-columns");
    free(rows);
    ntm_diags_clear(&diags);

    text.length = 0;
    for (long i = 0; i <= NTM_CSV_MAX_ROWS; i++)
        ntm_strbuf_puts(&text, "1\n");
    assert_int_equal(ntm_csv_open(text.data, text.length, "f.csv", &csv, &diags), NTM_OK);
    ntm_csv_row row;
    long count = 0;
    while (ntm_csv_next(csv, &row, &diags))
        count++;
    assert_int_equal(count, NTM_CSV_MAX_ROWS);
    assert_int_equal(diags.count, 1);
    assert_string_equal(diags.items[0].code, "too-many-rows");
    assert_false(ntm_csv_next(csv, &row, &diags));
    assert_int_equal(diags.count, 1);
    ntm_csv_free(csv);
    ntm_diags_clear(&diags);
    ntm_strbuf_clear(&text);
}

static void test_csv_cells_know_row_line_and_column(void **state)
{
    (void)state;
    const char *text = "\xEF\xBB\xBFmã,tên\n\n1,\"a\nb\"\nđường,  x\n";
    ntm_csv *csv;
    assert_int_equal(ntm_csv_open(text, strlen(text), "f.csv", &csv, NULL), NTM_OK);
    ntm_csv_row row;
    assert_true(ntm_csv_next(csv, &row, NULL));
    assert_int_equal(ntm_csv_place(csv, &row.cells[0]).column, 1);
    assert_int_equal(ntm_csv_place(csv, &row.cells[1]).column, 4);
    assert_true(ntm_csv_next(csv, &row, NULL));
    assert_int_equal(row.row, 3);
    assert_int_equal(row.line, 3);
    assert_int_equal(ntm_csv_place(csv, &row.cells[1]).column, 3);
    assert_true(ntm_csv_next(csv, &row, NULL));
    assert_int_equal(row.row, 4); /* as a spreadsheet counts */
    assert_int_equal(row.line, 5);
    assert_int_equal(ntm_csv_place(csv, &row.cells[1]).column, 9);
    assert_int_equal(ntm_csv_empty_rows(csv), 1);
    assert_true(ntm_csv_ends_in_newline(csv));
    assert_false(ntm_csv_next(csv, &row, NULL));
    ntm_csv_rewind(csv);
    assert_true(ntm_csv_next(csv, &row, NULL));
    assert_int_equal(row.row, 1);
    ntm_csv_free(csv);

    char letters[8];
    assert_string_equal(ntm_csv_column_letters(0, letters), "A");
    assert_string_equal(ntm_csv_column_letters(25, letters), "Z");
    assert_string_equal(ntm_csv_column_letters(26, letters), "AA");
    assert_string_equal(ntm_csv_column_letters(701, letters), "ZZ");
    assert_string_equal(ntm_csv_column_letters(702, letters), "AAA");
}

static const char GOOD[] = "\xEF\xBB\xBFunit;field;value;note\r\n"
                           "15169;population.total;1.752;\"Cẩm Ngọc; \"\"xã\"\"\"\r\n"
                           "15169.01;road.total_km;12,5;\"hai\r\ndòng\"\r\n\r\n"
                           "\"15169.02\";x;;\r\n";

static void test_csv_survives_every_truncation(void **state)
{
    (void)state;
    for (size_t length = 0; length < sizeof GOOD; length++) {
        ntm_diags diags = {0};
        free(flatten(GOOD, length, 0, &diags));
        ntm_diags_clear(&diags);
    }
}

static uint64_t random_state;
static uint32_t next_random(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)(random_state >> 32);
}

static void test_csv_survives_random_damage(void **state)
{
    (void)state;
    random_state = 20231231;
    static const char odd[] = "\",;\t\r\n\0\xEF\xC2 =x";
    for (int round = 0; round < 20000; round++) {
        char text[sizeof GOOD + 8];
        size_t length = sizeof GOOD - 1;
        memcpy(text, GOOD, length);
        for (uint32_t n = next_random() % 4 + 1; n; n--) {
            size_t at = next_random() % length;
            switch (next_random() % 4) {
            case 0:
                text[at] = (char)next_random();
                break;
            case 1:
                text[at] = odd[next_random() % (sizeof odd - 1)];
                break;
            case 2:
                memmove(text + at, text + at + 1, length - at - 1);
                length--;
                break;
            default:
                memmove(text + at + 1, text + at, length - at);
                text[at] = odd[next_random() % (sizeof odd - 1)];
                length++;
            }
        }
        ntm_diags diags = {0};
        free(flatten(text, length, 0, &diags));
        ntm_diags_clear(&diags);
    }
}

#ifdef HAVE_LIBCSV
typedef struct oracle {
    ntm_strbuf out;
    size_t cells, filled;
    size_t row_start;
} oracle;

static void oracle_cell(void *data, size_t length, void *context)
{
    oracle *o = context;
    if (o->cells++)
        ntm_strbuf_putc(&o->out, '|');
    const char *text = data;
    for (size_t i = 0; i < length; i++) { /* our reader gives line breaks as LF */
        if (text[i] == '\r' && i + 1 < length && text[i + 1] == '\n')
            continue;
        ntm_strbuf_putc(&o->out, text[i] == '\r' ? '\n' : text[i]);
    }
    o->filled += length > 0;
}

static void oracle_row(int c, void *context)
{
    (void)c;
    oracle *o = context;
    if (o->filled)
        ntm_strbuf_putc(&o->out, '/');
    else if (o->out.data) /* rows of empty cells are skipped by ours */
        o->out.data[o->out.length = o->row_start] = '\0';
    o->row_start = o->out.length;
    o->cells = o->filled = 0;
}

/* Random well-formed tables: libcsv and our reader see the same cells. */
static void test_csv_agrees_with_libcsv(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a",   "Cẩm", "12,5", ";", "\"",    "\n", "\r\n", " ",
                                         "x y", "\t",  "",     "đ", "1.752", "'",  "=",    "\r"};
    random_state = 41;
    for (int round = 0; round < 5000; round++) {
        char delimiter = ",;\t"[next_random() % 3];
        const char *newline = (const char *[]){"\n", "\r\n", "\r"}[next_random() % 3];
        size_t columns = next_random() % 5 + 2, rows = next_random() % 6 + 1;
        ntm_strbuf text = {0};
        for (size_t r = 0; r < rows; r++) {
            for (size_t c = 0; c < columns; c++) {
                ntm_strbuf cell = {0};
                for (uint32_t n = next_random() % 4; n; n--)
                    ntm_strbuf_puts(&cell, pieces[next_random() % LENGTH(pieces)]);
                if (r == 0 && c == 0)
                    ntm_strbuf_puts(&cell, "h"); /* the header is never an empty row */
                const char *raw = cell.data ? cell.data : "";
                bool quote = strpbrk(raw, ",;\t\"\r\n") || next_random() % 4 == 0;
                if (c)
                    ntm_strbuf_putc(&text, delimiter);
                if (quote)
                    ntm_strbuf_putc(&text, '"');
                for (const char *p = raw; *p; p++) {
                    if (*p == '"')
                        ntm_strbuf_putc(&text, '"');
                    ntm_strbuf_putc(&text, *p);
                }
                if (quote)
                    ntm_strbuf_putc(&text, '"');
                ntm_strbuf_clear(&cell);
            }
            if (r + 1 < rows || next_random() % 2)
                ntm_strbuf_puts(&text, newline);
        }
        ntm_diags diags = {0};
        char *ours = flatten(text.data, text.length, delimiter, &diags);
        assert_int_equal(diags.count, 0);

        struct csv_parser parser;
        oracle o = {0};
        assert_int_equal(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI), 0);
        csv_set_delim(&parser, (unsigned char)delimiter);
        assert_int_equal(csv_parse(&parser, text.data, text.length, oracle_cell, oracle_row, &o),
                         text.length);
        assert_int_equal(csv_fini(&parser, oracle_cell, oracle_row, &o), 0);
        csv_free(&parser);
        if (strcmp(ours, ntm_strbuf_text(&o.out)) != 0)
            fail_msg("round %d: [%s] ours [%s] libcsv [%s]", round, text.data, ours, o.out.data);
        free(ours);
        ntm_strbuf_clear(&o.out);
        ntm_strbuf_clear(&text);
        ntm_diags_clear(&diags);
    }
}
#endif

static int in_english(void **state)
{
    (void)state;
    ntm_i18n_set(NTM_LANG_EN);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_csv_reads_separators_line_breaks_and_quotes),
        cmocka_unit_test(test_csv_names_the_place_of_every_damage),
        cmocka_unit_test(test_csv_limits_are_kept),
        cmocka_unit_test(test_csv_cells_know_row_line_and_column),
        cmocka_unit_test(test_csv_survives_every_truncation),
        cmocka_unit_test(test_csv_survives_random_damage),
#ifdef HAVE_LIBCSV
        cmocka_unit_test(test_csv_agrees_with_libcsv),
#endif
    };
    return cmocka_run_group_tests_name("format/csv", tests, in_english, NULL);
}
