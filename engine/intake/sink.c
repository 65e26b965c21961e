/*
 * intake/sink.c - findings of a file: row and column in words, limits for each severity.
 *
 * The place of a finding is line and column of the text, as editors count; the message begins with
 * row and column as a spreadsheet names them, because that is where the office will look.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "intake/intake_priv.h"

bool ntm_intake_full(const ntm_intake *in) { return in->said[NTM_ERROR] >= in->max[NTM_ERROR]; }

/* Count a finding; true when it is to be listed. */
static bool count(ntm_intake *in, ntm_severity severity)
{
    in->listed = in->said[severity]++ < in->max[severity];
    return in->listed;
}

static void add(ntm_intake *in, ntm_severity severity, ntm_place place, ntm_intake_code code,
                const char *prefix, const char *format, va_list args)
{
    char *message = NULL;
    if (vasprintf(&message, format, args) < 0)
        message = ntm_xstrdup("");
    ntm_diag(in->diags, severity, place, ntm_intake_code_name(code), "%s%s", prefix, message);
    free(message);
}

/* "row 7, column C (value): ", or with a subject "row 7, column C (value), population.male: " */
static char *cell_prefix(const ntm_intake *in, long row, int column, const char *subject)
{
    ntm_strbuf text = {0};
    if (column < 0) {
        ntm_strbuf_printf(&text, _("row %ld: "), row);
        return ntm_strbuf_take(&text);
    }
    char letters[8];
    ntm_csv_column_letters((size_t)column, letters);
    const char *name = (size_t)column < in->header.ncolumns ? in->header.names[column] : NULL;
    if (!name || !*name || strlen(name) > 120)
        ntm_strbuf_printf(&text, _("row %ld, column %s"), row, letters);
    else
        ntm_strbuf_printf(&text, _("row %ld, column %s (%s)"), row, letters, name);
    if (subject && (!name || strcmp(subject, name) != 0))
        ntm_strbuf_printf(&text, ", %s", subject);
    ntm_strbuf_puts(&text, ": ");
    return ntm_strbuf_take(&text);
}

static ntm_place cell_place(const ntm_intake *in, const ntm_csv_row *row, int column)
{
    if (column >= 0 && (size_t)column < row->count)
        return ntm_csv_place(in->csv, &row->cells[column]);
    return (ntm_place){.file = in->file, .line = row->line, .column = column < 0 ? 0 : 1};
}

void ntm_intake_say(ntm_intake *in, const ntm_csv_row *row, int column, ntm_severity severity,
                    ntm_intake_code code, const char *format, ...)
{
    if (!count(in, severity))
        return;
    char *prefix = cell_prefix(in, row->row, column, NULL);
    va_list args;
    va_start(args, format);
    add(in, severity, cell_place(in, row, column), code, prefix, format, args);
    va_end(args);
    free(prefix);
}

void ntm_intake_hint(ntm_intake *in, const char *format, ...)
{
    if (!in->listed)
        return; /* nor was the finding it belongs to */
    char *hint = NULL;
    va_list args;
    va_start(args, format);
    if (vasprintf(&hint, format, args) < 0)
        hint = NULL;
    va_end(args);
    if (hint)
        ntm_diag_hint(in->diags, "%s", hint);
    free(hint);
}

void ntm_intake_say_remark(ntm_intake *in, const ntm_csv_row *row, int column, const char *subject,
                           ntm_remark *remark)
{
    if (!remark->code)
        return;
    if (count(in, remark->severity)) {
        char *prefix = cell_prefix(in, row->row, column, subject);
        ntm_diag(in->diags, remark->severity, cell_place(in, row, column),
                 ntm_intake_code_name(remark->code), "%s%s", prefix, remark->message);
        if (remark->hint)
            ntm_diag_hint(in->diags, "%s", remark->hint);
        free(prefix);
    }
    ntm_remark_clear(remark);
}

ntm_spot ntm_intake_spot(const ntm_csv_row *row, int column)
{
    bool cell = column >= 0 && (size_t)column < row->count;
    return (ntm_spot){
        .row = (int32_t)row->row,
        .line = (int32_t)(cell ? row->cells[column].line : row->line),
        .offset = (uint32_t)(cell ? row->cells[column].offset : row->cells[0].offset),
        .index = cell ? column : -1,
    };
}

void ntm_intake_say_spot(ntm_intake *in, const ntm_spot *spot, ntm_severity severity,
                         ntm_intake_code code, const char *format, ...)
{
    if (!count(in, severity))
        return;
    ntm_csv_cell cell = {.offset = spot->offset, .line = spot->line};
    ntm_place place = ntm_csv_place(in->csv, &cell);
    char *prefix = cell_prefix(in, spot->row, spot->index, NULL);
    va_list args;
    va_start(args, format);
    add(in, severity, place, code, prefix, format, args);
    va_end(args);
    free(prefix);
}

void ntm_intake_say_file(ntm_intake *in, ntm_severity severity, ntm_intake_code code,
                         const char *format, ...)
{
    if (!count(in, severity))
        return;
    va_list args;
    va_start(args, format);
    add(in, severity, (ntm_place){.file = in->file}, code, "", format, args);
    va_end(args);
}

void ntm_intake_move(ntm_intake *in)
{
    for (size_t i = 0; i < in->scratch.count; i++) {
        const ntm_finding *finding = &in->scratch.items[i];
        if (!count(in, finding->severity))
            continue;
        ntm_diag(in->diags, finding->severity, finding->place, finding->code, "%s",
                 finding->message);
        if (finding->hint)
            ntm_diag_hint(in->diags, "%s", finding->hint);
    }
    ntm_diags_clear(&in->scratch);
}

void ntm_intake_say_rest(ntm_intake *in)
{
    size_t rest[3];
    for (int s = NTM_NOTE; s <= NTM_ERROR; s++)
        rest[s] = in->said[s] > in->max[s] ? in->said[s] - in->max[s] : 0;
    if (rest[NTM_ERROR] + rest[NTM_WARNING] + rest[NTM_NOTE] == 0)
        return;
    ntm_diag(in->diags, NTM_NOTE, (ntm_place){.file = in->file}, ntm_intake_code_name(NTM_IC_MORE),
             _("not listed: %zu more errors, %zu more warnings, %zu more notices"), rest[NTM_ERROR],
             rest[NTM_WARNING], rest[NTM_NOTE]);
    if (in->stopped_at)
        ntm_diag_hint(in->diags, _("too many errors: the rows behind row %ld were not looked at"),
                      in->stopped_at);
}
