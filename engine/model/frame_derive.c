/*
 * model/frame_derive.c - figures that follow from others.
 *
 * A typed value wins over what can be derived; where both exist and differ, that is a warning. The
 * sum of the fields named in sum_of comes first, the sum over the children second, and both only
 * when every summand is known: a sum of what happens to be there would pass for the whole.
 * Summands reported as bounds give bounds. What the predecessors of a unit had comes behind its own
 * figures: before a sum of what was itself carried, for theirs was reported as one.
 */
#include "model/frame_priv.h"

#include <math.h>
#include <string.h>

/* A sum under way: what is known of it so far. */
typedef struct total {
    bool known;   /* every summand so far is */
    bool carried; /* one of them comes from predecessors */
    double low, high;
} total;

double ntm_frame_add(double a, double b)
{
    if (isinf(a) || isinf(b))
        return a + b; /* both are low ends, or both high ends: never of opposite sign */
    ntm_decimal x, y, sum;
    if (!ntm_decimal_from_double(a, &x) || !ntm_decimal_from_double(b, &y) ||
        !ntm_decimal_add(x, y, &sum))
        return NAN;
    return ntm_decimal_double(sum);
}

/* Whether the value of a cell comes from predecessors, itself or by way of a sum. */
static bool rests_on_carried(const ntm_frame *frame, const ntm_column_data *data, int32_t i)
{
    int how = data->how ? data->how[i] : NTM_HOW_OBSERVED;
    if (!frame->predecessor_first || how == NTM_HOW_OBSERVED || how == NTM_HOW_CARRIED)
        return how == NTM_HOW_CARRIED;
    if (how == NTM_HOW_SUM) {
        for (uint32_t p = 0; p < data->nparts; p++)
            if (rests_on_carried(frame, &frame->columns[data->parts[p]], i))
                return true;
        return false;
    }
    const ntm_column_data *child = &frame->columns[data->child_column];
    const ntm_row_info *row = &frame->rows[data->column.first + i];
    int32_t first = row->first_child[child->column.level] - child->column.first;
    for (int32_t k = 0; k < row->child_count[child->column.level]; k++)
        if (rests_on_carried(frame, child, first + k))
            return true;
    return false;
}

/* Add cell i of a column; true when it is known. */
static bool add_cell(const ntm_frame *frame, total *sum, const ntm_column_data *data, int32_t i)
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
    sum->carried = sum->carried || rests_on_carried(frame, data, i);
    sum->low = ntm_frame_add(sum->low, low);
    sum->high = ntm_frame_add(sum->high, high);
    if (isnan(sum->low) || isnan(sum->high))
        sum->known = false;
    return true;
}

static total sum_parts(const ntm_frame *frame, const ntm_column_data *data, int32_t i)
{
    total sum = {.known = data->nparts > 0};
    for (uint32_t p = 0; p < data->nparts && sum.known; p++)
        add_cell(frame, &sum, &frame->columns[data->parts[p]], i);
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
        reported += add_cell(frame, &sum, child, first + k);
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

static bool is_open(const ntm_column_data *data, int32_t i)
{
    return !ntm_bit(data->column.valid, i) && !ntm_bit(data->column.bounded, i) &&
           !(data->bad && ntm_bit(data->bad, i));
}

static void derive_cell(ntm_frame *frame, ntm_column_data *data, int32_t i)
{
    total sum = sum_parts(frame, data, i), children = sum_children(frame, data, i);
    total typed = {.known = true};
    if (!add_cell(frame, &typed, data, i))
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
    const total *taken =
        sum.known && (!sum.carried || !children.known || children.carried) ? &sum : &children;
    bool own = taken->known && !taken->carried;
    if (!own && is_open(data, i) && ntm_frame_has_predecessors(frame, data->column.first + i) &&
        ntm_frame_carry(frame, data, i))
        return;
    if (!taken->known)
        return;
    data->how[i] = taken == &sum ? NTM_HOW_SUM : NTM_HOW_CHILDREN;
    if (!(taken->low < taken->high))
        ntm_frame_set_exact(frame, data, i, taken->low);
    else
        ntm_frame_set_bounds(frame, data, i, taken->low, taken->high);
}

/* Of what cannot be derived the predecessors alone are asked. */
static void carry_column(ntm_frame *frame, ntm_column_data *data)
{
    if (!frame->predecessor_first || ntm_frame_policy(frame, &data->column) == NTM_CARRY_NONE)
        return;
    for (int32_t i = 0; i < data->column.count; i++)
        if (ntm_frame_has_predecessors(frame, data->column.first + i) && is_open(data, i))
            ntm_frame_carry(frame, data, i);
}

void ntm_frame_derive(ntm_frame *frame)
{
    for (uint32_t o = 0; o < frame->norder; o++) {
        ntm_column_data *data = &frame->columns[frame->order[o]];
        if (!data->nparts && data->child_column == UINT32_MAX) {
            carry_column(frame, data);
            continue;
        }
        size_t count = (size_t)data->column.count;
        data->how = ntm_arena_array(frame->arena, count, sizeof *data->how);
        if (data->child_column != UINT32_MAX)
            data->reported = ntm_arena_array(frame->arena, count, sizeof *data->reported);
        for (int32_t i = 0; i < data->column.count; i++)
            derive_cell(frame, data, i);
    }
}
