/* eval/exact_cell.c - from a cell of the frame to a value. */
#include <assert.h>
#include <math.h>

#include "eval/exact_priv.h"

ntm_row ntm_exact_read_row(const ntm_exact *exact, const ntm_field *field, ntm_row row)
{
    while (row >= 0) {
        const ntm_row_info *info = ntm_frame_row(exact->frame, row);
        if (field->levels & NTM_LEVEL_BIT(info->unit->level))
            break;
        row = info->parent;
    }
    return row;
}

bool ntm_exact_cell_at(const ntm_exact *exact, const ntm_field *field, const ntm_field *whole,
                       bool previous, ntm_row row, ntm_cell *out, ntm_row *read_row_out)
{
    ntm_row read_row = ntm_exact_read_row(exact, field, row);
    if (read_row_out)
        *read_row_out = read_row;
    if (read_row < 0)
        return false;
    ntm_level level = ntm_frame_row(exact->frame, read_row)->unit->level;
    const ntm_column *column = ntm_frame_column(exact->frame, field, whole, previous, level);
    if (!column)
        return false;
    ntm_frame_cell(exact->frame, column, read_row, out);
    return true;
}

void ntm_exact_cell_parts(const ntm_exact *exact, const ntm_field *field, bool previous,
                          ntm_row read_row,
                          void (*each)(void *context, ntm_row row, const ntm_field *field),
                          void *context)
{
    ntm_level level = ntm_frame_row(exact->frame, read_row)->unit->level;
    const ntm_column *column = ntm_frame_column(exact->frame, field, NULL, previous, level);
    if (column)
        ntm_frame_derivation(exact->frame, column, read_row, each, context);
}

/* One end of bounds. A frame holds decimals only, and a double tells which. */
static ntm_num end_of(double value)
{
    if (isinf(value))
        return value > 0 ? NTM_NUM_PLUS_INF : NTM_NUM_MINUS_INF;
    ntm_decimal decimal;
    bool is_decimal = ntm_decimal_from_double(value, &decimal);
    assert(is_decimal);
    (void)is_decimal;
    return ntm_num_decimal(decimal);
}

typedef struct sum {
    ntm_exact *exact;
    bool previous;
    ntm_val value;
} sum;

static void add_part(void *context, ntm_row row, const ntm_field *field)
{
    sum *s = context;
    ntm_val part = ntm_exact_cell(s->exact, field, NULL, s->previous, row);
    if (!ntm_val_is_number(&s->value))
        return;
    s->value = ntm_val_is_number(&part)
                   ? ntm_val_arithmetic(s->exact->arena, NTM_OP_ADD, &s->value, &part)
                   : part;
}

/* number: the cell's value is one, whatever the field is (a share) */
static ntm_val value_of(const ntm_field *field, const ntm_cell *cell, bool number)
{
    switch (cell->state) {
    case NTM_CELL_STALE:
        return ntm_val_missing(NTM_WHY_STALE);
    case NTM_CELL_BAD:
        return ntm_val_error("bad-code", field->name);
    case NTM_CELL_EXACT:
    case NTM_CELL_BOUNDS:
        break;
    case NTM_CELL_MISSING:
        return ntm_val_missing(NTM_WHY_MISSING);
    }
    if (!number)
        return ntm_val_code((int32_t)cell->low);
    return ntm_val_bounds(end_of(cell->low), end_of(cell->high));
}

ntm_val ntm_exact_cell_value(const ntm_field *field, const ntm_cell *cell)
{
    return value_of(field, cell, field->kind == NTM_K_NUMBER);
}

ntm_val ntm_exact_cell(ntm_exact *exact, const ntm_field *field, const ntm_field *whole,
                       bool previous, ntm_row row)
{
    ntm_cell cell;
    ntm_row read_row;
    bool there = ntm_exact_cell_at(exact, field, whole, previous, row, &cell, &read_row);
    for (uint32_t i = 0; i < exact->noverrides && !whole; i++) {
        const ntm_override *o = &exact->overrides[i];
        if (o->row == read_row && o->field == field && o->previous == previous)
            return o->value;
    }
    if (!there)
        return ntm_val_missing(NTM_WHY_MISSING);
    bool known = cell.state == NTM_CELL_EXACT || cell.state == NTM_CELL_BOUNDS;
    if (known && cell.derived && exact->noverrides) { /* one of the summands may be replaced */
        sum s = {exact, previous, ntm_val_number(ntm_num_int(0))};
        ntm_exact_cell_parts(exact, field, previous, read_row, add_part, &s);
        return s.value;
    }
    return value_of(field, &cell, whole || field->kind == NTM_K_NUMBER);
}
