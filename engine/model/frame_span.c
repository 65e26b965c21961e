/* model/frame_span.c - the observations that cells rest on, and the days they are of. */
#include "model/frame_priv.h"

typedef struct visit {
    void (*each)(void *context, const ntm_observation *observation);
    void *context;
} visit;

static void visit_cell(const ntm_frame *frame, const ntm_column *column, ntm_row row,
                       const visit *v);

typedef struct visit_part {
    const ntm_frame *frame;
    const ntm_column *column; /* the sum */
    const visit *v;
} visit_part;

static void visit_summand(void *context, ntm_row row, const ntm_field *field)
{
    const visit_part *part = context;
    const ntm_column *column = ntm_frame_column(part->frame, field, NULL, part->column->previous,
                                                ntm_frame_row(part->frame, row)->unit->level);
    if (column)
        visit_cell(part->frame, column, row, part->v);
}

/* As deep as sums are derived from sums, and mergers lie behind each other: both have limits. */
static void visit_cell(const ntm_frame *frame, const ntm_column *column, ntm_row row,
                       const visit *v)
{
    ntm_cell cell;
    ntm_frame_cell(frame, column, row, &cell);
    if (cell.state != NTM_CELL_EXACT && cell.state != NTM_CELL_BOUNDS)
        return;
    if (cell.observation)
        v->each(v->context, cell.observation);
    if (cell.derived) {
        visit_part part = {frame, column, v};
        ntm_frame_derivation(frame, column, row, visit_summand, &part);
    }
    size_t count = 0;
    const ntm_frame_predecessor *list =
        cell.carried ? ntm_frame_predecessors(frame, row, &count) : NULL;
    for (size_t p = 0; p < count; p++) {
        const ntm_column *there = list[p].row < 0
                                      ? NULL
                                      : ntm_frame_column(list[p].frame, column->field, NULL,
                                                         column->previous, column->level);
        if (there)
            visit_cell(list[p].frame, there, list[p].row, v);
    }
}

void ntm_frame_observations(const ntm_frame *frame, const ntm_column *column, ntm_row row,
                            void (*each)(void *context, const ntm_observation *observation),
                            void *context)
{
    visit v = {each, context};
    visit_cell(frame, column, row, &v);
}

/* ---- the span of dates ---- */

typedef struct dating {
    ntm_span *span;
    bool lasting; /* a fact that does not expire */
} dating;

static void date(void *context, const ntm_observation *observation)
{
    const dating *d = context;
    if (observation->import > d->span->import)
        d->span->import = observation->import;
    if (observation->as_of > d->span->last)
        d->span->last = observation->as_of;
    if (!d->lasting && observation->as_of < d->span->first)
        d->span->first = observation->as_of;
}

static void date_carried(const ntm_frame *frame, const ntm_column *column, ntm_row row, dating *d)
{
    size_t count;
    const ntm_frame_predecessor *list = ntm_frame_predecessors(frame, row, &count);
    for (size_t i = 0; i < count; i++)
        if (list[i].is.succession && list[i].is.succession->import > d->span->import)
            d->span->import = list[i].is.succession->import;
    ntm_frame_observations(frame, column, row, date, d);
}

/* Of derived cells the summands are dated where they stand; those of carried ones stand in other
 * frames. */
static void date_column(ntm_frame *frame, const ntm_column_data *data)
{
    dating d = {.lasting = data->column.field->freshness == NTM_FRESH_NEVER};
    for (int32_t i = 0; data->chosen && i < data->column.count; i++) {
        ntm_cell cell;
        if (!ntm_bit(data->column.valid, i) && !ntm_bit(data->column.bounded, i))
            continue;
        ntm_frame_cell(frame, &data->column, data->column.first + i, &cell);
        d.span = &frame->spans[data->column.first + i];
        if (cell.observation)
            date(&d, cell.observation);
        else if (cell.carried)
            date_carried(frame, &data->column, data->column.first + i, &d);
    }
}

/*
 * Dates of what previous() reads are left out: they are of the year before by intention, and would
 * hide that this year's figures are of one day.
 */
void ntm_frame_make_spans(ntm_frame *frame)
{
    frame->spans = ntm_arena_array(frame->arena, (size_t)frame->nrows, sizeof *frame->spans);
    for (int32_t r = 0; r < frame->nrows; r++)
        frame->spans[r] = (ntm_span){.first = NTM_DATE_MAX, .last = NTM_DATE_MIN};
    for (uint32_t c = 0; c < frame->ncolumns; c++)
        if (!frame->columns[c].column.previous)
            date_column(frame, &frame->columns[c]);
    for (int32_t r = frame->nrows - 1; r >= 0; r--) { /* children stand behind their parents */
        if (frame->rows[r].parent < 0)
            continue;
        ntm_span *above = &frame->spans[frame->rows[r].parent], below = frame->spans[r];
        if (below.first < above->first)
            above->first = below.first;
        if (below.last > above->last)
            above->last = below.last;
        if (below.import > above->import)
            above->import = below.import;
    }
}
