/*
 * intake/style.c - the number style that follows from a column.
 *
 * The file is read a second time, and only when a cell is met that the style decides: most files
 * have none. In a long file all figures stand in one column, so they prove the style for each other.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "intake/intake_priv.h"

/* Whether the cell of this row is a number field's, whose digits say something of the style. */
static bool is_number_cell(ntm_intake *in, const ntm_csv_row *row, int column)
{
    const ntm_target *target = in->header.targets[column];
    if (in->header.kind == NTM_INTAKE_LONG) {
        /* the row was read before or will be: what is wrong with its field is said there */
        const char *name = ntm_intake_text(in, row, in->header.column[NTM_ROLE_FIELD]);
        target = ntm_targets_find(in->targets, name, NULL);
    }
    return target && ntm_target_is_number(target);
}

static void scan(ntm_intake *in, int column, ntm_style *style)
{
    ntm_csv *csv;
    if (ntm_csv_open(in->bytes, in->length, NULL, &csv, NULL) != NTM_OK)
        return;
    if (!ntm_csv_delimiter_is_given(csv))
        ntm_csv_set_delimiter(csv, ntm_csv_delimiter(in->csv));
    ntm_csv_row row;
    ntm_csv_next(csv, &row, NULL); /* the header */
    size_t kept = in->nowned;      /* texts of the row that is being read stay */
    while (style->style != NTM_NUMBERS_MIXED && ntm_csv_next(csv, &row, NULL)) {
        while (in->nowned > kept)
            free(in->owned[--in->nowned]);
        if (row.damaged || (size_t)column >= row.count || !row.cells[column].length ||
            !is_number_cell(in, &row, column))
            continue;
        const char *text = row.cells[column].text;
        ntm_number_style proof = ntm_number_evidence(text);
        if (proof == NTM_NUMBERS_OPEN || proof == style->style)
            continue;
        if (style->style == NTM_NUMBERS_OPEN) {
            style->style = proof;
            style->proof_row = row.row;
            style->proof = ntm_arena_strdup(in->arena, text);
        } else {
            style->style = NTM_NUMBERS_MIXED;
        }
    }
    ntm_csv_free(csv);
}

ntm_number_style ntm_intake_style(ntm_intake *in, int column)
{
    ntm_style *style = &in->styles[column];
    if (!style->scanned) {
        style->scanned = true;
        scan(in, column, style);
    }
    return style->style;
}

void ntm_intake_tell_style(ntm_intake *in, const ntm_csv_row *row, int column)
{
    ntm_style *style = &in->styles[column];
    if (style->told || !style->proof_row)
        return;
    style->told = true;
    ntm_intake_say(in, row, column, NTM_NOTE, NTM_IC_STYLE_FOLLOWS,
                   style->style == NTM_NUMBERS_VI
                       ? _("numbers of this column are read with a decimal comma, as row %ld shows "
                           "('%s')")
                       : _("numbers of this column are read with a decimal point, as row %ld shows "
                           "('%s')"),
                   style->proof_row, style->proof);
}
