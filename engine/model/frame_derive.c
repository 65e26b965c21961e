/*
 * model/frame_derive.c - figures that follow from others, and the span of dates.
 *
 * A typed value wins over what can be derived; where both exist and differ, that is a warning. The
 * sum of the fields named in sum_of comes first, the sum over the children second, and both only
 * when every summand is known: a sum of what happens to be there would pass for the whole.
 * Summands reported as bounds give bounds.
 */
#include "model/frame_priv.h"

#include <math.h>
#include <string.h>

/* A sum under way: what is known of it so far. */
typedef struct total {
    bool known; /* every summand so far is */
    double low, high;
} total;

/* a + b exactly, or NaN when that needs more digits than a decimal has. */
static double add_exact(double a, double b)
{
    if (isinf(a) || isinf(b))
        return a + b; /* both are low ends, or both high ends: never of opposite sign */
    ntm_decimal x, y, sum;
    if (!ntm_decimal_from_double(a, &x) || !ntm_decimal_from_double(b, &y) ||
        !ntm_decimal_add(x, y, &sum))
        return NAN;
    return ntm_decimal_double(sum);
}

/* Add cell i of a column; true when it is known. */
static bool add_cell(total *sum, const ntm_column_data *data, int32_t i)
{
    double low, high;
    if (ntm_bit(data->column.valid, i)) {
        low = high = data->column.value[i];
    } else if (ntm_bit(data->column.bounded, i)) {
        low = data->low[i];
        high = data->high[i];
    } else {
        sum->known = false;
        return false;
    }
    sum->low = add_exact(sum->low, low);
    sum->high = add_exact(sum->high, high);
    if (isnan(sum->low) || isnan(sum->high))
        sum->known = false;
    return true;
}

static total sum_parts(const ntm_frame *frame, const ntm_column_data *data, int32_t i)
{
    total sum = {.known = data->nparts > 0};
    for (uint32_t p = 0; p < data->nparts && sum.known; p++)
        add_cell(&sum, &frame->columns[data->parts[p]], i);
    return sum;
}

static total sum_children(const ntm_frame *frame, const ntm_column_data *data, int32_t i)
{
    total sum = {.known = false};
    if (data->child_column == UINT32_MAX)
        return sum;
    const ntm_column_data *child = &frame->columns[data->child_column];
    const ntm_row_info *row = &frame->rows[data->column.first + i];
    int32_t count = row->child_count[child->column.level];
    int32_t first = row->first_child[child->column.level] - child->column.first;
    sum.known = count > 0;
    int32_t reported = 0;
    for (int32_t k = 0; k < count; k++)
        reported += add_cell(&sum, child, first + k);
    data->reported[i] = reported;
    return sum;
}

static void warn(ntm_frame *frame, const ntm_column_data *data, int32_t i, const char *code,
                 double typed, double derived)
{
    if (frame->nwarnings == frame->warnings_capacity) {
        size_t capacity = frame->warnings_capacity ? frame->warnings_capacity * 2 : 16;
        ntm_frame_warning *warnings = ntm_arena_array(frame->arena, capacity, sizeof *warnings);
        if (frame->nwarnings)
            memcpy(warnings, frame->warnings, frame->nwarnings * sizeof *warnings);
        frame->warnings = warnings;
        frame->warnings_capacity = capacity;
    }
    frame->warnings[frame->nwarnings++] = (ntm_frame_warning){.row = data->column.first + i,
                                                              .code = code,
                                                              .field = data->column.field,
                                                              .typed = typed,
                                                              .derived = derived};
}

static bool disjoint(const total *a, const total *b)
{
    return a->high < b->low || b->high < a->low;
}

static void derive_cell(ntm_frame *frame, ntm_column_data *data, int32_t i)
{
    total sum = sum_parts(frame, data, i), children = sum_children(frame, data, i);
    total typed = {.known = true};
    if (!add_cell(&typed, data, i))
        typed.known = false;

    if (typed.known) {
        if (sum.known && disjoint(&typed, &sum))
            warn(frame, data, i, "derived-conflict", typed.low, sum.low);
        else if (children.known && disjoint(&typed, &children))
            warn(frame, data, i, "derived-conflict", typed.low, children.low);
        return;
    }
    if (sum.known && children.known && disjoint(&sum, &children))
        warn(frame, data, i, "derivations-differ", sum.low, children.low);
    const total *taken = sum.known ? &sum : &children;
    if (!taken->known)
        return;
    data->how[i] = sum.known ? NTM_HOW_SUM : NTM_HOW_CHILDREN;
    if (!(taken->low < taken->high))
        ntm_frame_set_exact(frame, data, i, taken->low);
    else
        ntm_frame_set_bounds(frame, data, i, taken->low, taken->high);
}

void ntm_frame_derive(ntm_frame *frame)
{
    for (uint32_t o = 0; o < frame->norder; o++) {
        ntm_column_data *data = &frame->columns[frame->order[o]];
        if (!data->nparts && data->child_column == UINT32_MAX)
            continue;
        size_t count = (size_t)data->column.count;
        data->how = ntm_arena_array(frame->arena, count, sizeof *data->how);
        if (data->child_column != UINT32_MAX)
            data->reported = ntm_arena_array(frame->arena, count, sizeof *data->reported);
        for (int32_t i = 0; i < data->column.count; i++)
            derive_cell(frame, data, i);
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
    for (uint32_t c = 0; c < frame->ncolumns; c++) {
        const ntm_column_data *data = &frame->columns[c];
        if (data->column.previous)
            continue;
        bool lasting = data->column.field->freshness == NTM_FRESH_NEVER;
        for (int32_t i = 0; data->chosen && i < data->column.count; i++) {
            if (!(ntm_bit(data->column.valid, i) || ntm_bit(data->column.bounded, i)) ||
                (data->how && data->how[i] != NTM_HOW_OBSERVED))
                continue;
            const ntm_observation *used = &frame->dataset->observations[data->chosen[i]];
            ntm_date date = used->as_of;
            ntm_span *span = &frame->spans[data->column.first + i];
            if (used->import > span->import)
                span->import = used->import;
            if (date > span->last)
                span->last = date;
            if (!lasting && date < span->first)
                span->first = date;
        }
    }
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
