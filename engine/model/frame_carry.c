/*
 * model/frame_carry.c - figures of a unit that a merger made, from those of its predecessors.
 *
 * Predecessors are no rows of the frame: they ended before its day. Each day on which some of them
 * ended has a frame of its own, for the same document and choice, in which their figures are
 * chosen, derived and, where they were made by a merger themselves, carried. Columns of all these
 * frames stand in the same order.
 */
#include "model/frame_priv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- who the predecessors are ---- */

/* Levels at which the document reads anything. */
static ntm_level_set read_levels(const ntm_frame *frame)
{
    ntm_level_set levels = 0;
    for (uint32_t c = 0; c < frame->ncolumns; c++)
        levels |= NTM_LEVEL_BIT(frame->columns[c].column.level);
    return levels;
}

/* Successions by the row that they made: head by row, next by succession; both index + 1. */
typedef struct chains {
    uint32_t *head, *next;
    size_t longest;
} chains;

static void sort_by_row(const ntm_frame *frame, chains *c)
{
    const ntm_dataset *dataset = frame->dataset;
    ntm_level_set levels = read_levels(frame);
    size_t *lengths = ntm_xcalloc((size_t)frame->nrows + 1, sizeof *lengths);
    for (size_t i = dataset->nsuccessions; i-- > 0;) {
        const ntm_succession *row = &dataset->successions[i];
        ntm_row at = ntm_frame_find(frame, row->successor);
        if (at < 0 || frame->rows[at].unit->valid_from != row->effective ||
            !(levels & NTM_LEVEL_BIT(frame->rows[at].unit->level)))
            continue;
        c->next[i] = c->head[at];
        c->head[at] = (uint32_t)i + 1;
        if (++lengths[at] > c->longest)
            c->longest = lengths[at];
    }
    free(lengths);
}

static void add_predecessors(ntm_frame *frame, const ntm_predecessor *found, size_t count,
                             size_t *capacity)
{
    size_t first = frame->predecessor_first[frame->nrows];
    if (first + count > *capacity) {
        size_t grown = (first + count) * 2;
        ntm_frame_predecessor *list = ntm_arena_array(frame->arena, grown, sizeof *list);
        if (first)
            memcpy(list, frame->predecessors, first * sizeof *list);
        frame->predecessors = list;
        *capacity = grown;
    }
    for (size_t i = 0; i < count; i++)
        frame->predecessors[first + i] = (ntm_frame_predecessor){.is = found[i], .row = -1};
    frame->predecessor_first[frame->nrows] = first + count;
}

/* ---- a frame for each day before a merger ---- */

static ntm_date last_day(const ntm_frame *frame, ntm_row row)
{
    return frame->rows[row].unit->valid_from - 1;
}

static int by_last_day(const void *a, const void *b, void *context)
{
    const ntm_frame *frame = context;
    ntm_date x = last_day(frame, *(const ntm_row *)a), y = last_day(frame, *(const ntm_row *)b);
    return (x > y) - (x < y);
}

/* rows: those with predecessors that ended on one day. */
static void look_back(ntm_frame *frame, const ntm_row *rows, size_t count)
{
    size_t ncodes = 0, most = 0;
    for (size_t i = 0; i < count; i++)
        most += frame->predecessor_first[rows[i] + 1] - frame->predecessor_first[rows[i]];
    const char **codes = ntm_xcalloc(most, sizeof *codes);
    for (size_t i = 0; i < count; i++)
        for (size_t p = frame->predecessor_first[rows[i]];
             p < frame->predecessor_first[rows[i] + 1]; p++)
            codes[ncodes++] = frame->predecessors[p].is.code;
    ntm_frame *earlier = ntm_frame_earlier(frame, last_day(frame, rows[0]), codes, ncodes);
    frame->earlier[frame->nearlier++] = earlier;
    for (size_t i = 0; i < count; i++)
        for (size_t p = frame->predecessor_first[rows[i]];
             p < frame->predecessor_first[rows[i] + 1]; p++) {
            frame->predecessors[p].frame = earlier;
            frame->predecessors[p].row = ntm_frame_find(earlier, frame->predecessors[p].is.code);
        }
    free((void *)codes);
}

static void look_back_from_all(ntm_frame *frame)
{
    ntm_row *rows = ntm_xcalloc((size_t)frame->nrows + 1, sizeof *rows);
    size_t count = 0;
    for (ntm_row row = 0; row < frame->nrows; row++)
        if (ntm_frame_has_predecessors(frame, row))
            rows[count++] = row;
    qsort_r(rows, count, sizeof *rows, by_last_day, frame);
    frame->earlier = ntm_arena_array(frame->arena, count, sizeof *frame->earlier);
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1;
             end < count && last_day(frame, rows[end]) == last_day(frame, rows[first]);)
            end++;
        look_back(frame, &rows[first], end - first);
    }
    free(rows);
}

void ntm_frame_find_predecessors(ntm_frame *frame)
{
    const ntm_dataset *dataset = frame->dataset;
    if (!dataset->nsuccessions || frame->mergers == NTM_FRAME_MERGERS)
        return;
    chains c = {.head = ntm_xcalloc((size_t)frame->nrows + 1, sizeof *c.head),
                .next = ntm_xcalloc(dataset->nsuccessions, sizeof *c.next)};
    sort_by_row(frame, &c);
    if (c.longest) {
        size_t capacity = 0;
        uint32_t *rows = ntm_xcalloc(c.longest, sizeof *rows);
        ntm_predecessor *found = ntm_xcalloc(c.longest + 1, sizeof *found);
        size_t *first = ntm_arena_array(frame->arena, (size_t)frame->nrows + 1, sizeof *first);
        frame->predecessor_first = first;
        for (ntm_row row = 0; row < frame->nrows; row++) {
            size_t count = 0;
            first[row] = first[frame->nrows];
            for (uint32_t i = c.head[row]; i; i = c.next[i - 1])
                rows[count++] = i - 1;
            count = ntm_predecessors_among(dataset, frame->rows[row].unit,
                                           frame->choice.known_import, rows, count, found);
            add_predecessors(frame, found, count, &capacity);
        }
        free(rows);
        free(found);
        look_back_from_all(frame);
    }
    free(c.head);
    free(c.next);
}

bool ntm_frame_has_predecessors(const ntm_frame *frame, ntm_row row)
{
    return frame->predecessor_first &&
           frame->predecessor_first[row + 1] > frame->predecessor_first[row];
}

const ntm_frame_predecessor *ntm_frame_predecessors(const ntm_frame *frame, ntm_row row,
                                                    size_t *count_out)
{
    *count_out = 0;
    if (!ntm_frame_has_predecessors(frame, row))
        return NULL;
    *count_out = frame->predecessor_first[row + 1] - frame->predecessor_first[row];
    return &frame->predecessors[frame->predecessor_first[row]];
}

/* ---- what they have ---- */

void ntm_frame_predecessor_cell(const ntm_frame_predecessor *predecessor, const ntm_column *column,
                                ntm_cell *out)
{
    const ntm_column *there = NULL;
    *out = (ntm_cell){
        .state = NTM_CELL_MISSING, .low = NAN, .high = NAN, .derived_from = NTM_LEVEL_NONE};
    if (predecessor->row >= 0 && predecessor->is.unit->level == column->level)
        there = ntm_frame_column(predecessor->frame, column->field, column->share_whole,
                                 column->previous, column->level);
    if (there)
        ntm_frame_cell(predecessor->frame, there, predecessor->row, out);
}

ntm_carry_policy ntm_frame_policy(const ntm_frame *frame, const ntm_column *column)
{
    return column->share_whole ? NTM_CARRY_NONE : ntm_carry_of(frame->choice.carry, column->field);
}

/* ---- one figure of several ---- */

/* The figures of the predecessors put together, so far. */
typedef struct joined {
    ntm_carry_policy policy;
    const ntm_field *field;
    bool any, complete; /* there is one; there is one of each */
    bool settled;       /* whatever is missing */
    double low, high;
} joined;

/* All of yes and no is the least, any the greatest; so of the places of grades and of days. */
static void join(joined *j, double low, double high)
{
    bool greatest = j->policy == NTM_CARRY_ANY || j->policy == NTM_CARRY_LATEST;
    if (!j->any) {
        j->low = low;
        j->high = high;
    } else if (j->policy == NTM_CARRY_SUM) {
        j->low = ntm_frame_add(j->low, low);
        j->high = ntm_frame_add(j->high, high);
        j->complete = j->complete && !isnan(j->low) && !isnan(j->high);
    } else if (j->field->kind == NTM_K_CHOICE) {
        j->complete = j->complete && j->low == low; /* else they are told apart, and none holds */
    } else if (greatest ? low > j->low : low < j->low) {
        j->low = j->high = low;
    }
    j->any = true;
    if (j->field->kind == NTM_K_YES_NO)
        j->settled = j->low == (greatest ? 1 : 0);
}

static void set(ntm_frame *frame, ntm_column_data *data, int32_t i, const joined *j)
{
    if (j->low < j->high)
        ntm_frame_set_bounds(frame, data, i, j->low, j->high);
    else
        ntm_frame_set_exact(frame, data, i, j->low);
}

bool ntm_frame_carry(ntm_frame *frame, ntm_column_data *data, int32_t i)
{
    const ntm_column *column = &data->column;
    joined j = {
        .policy = ntm_frame_policy(frame, column), .field = column->field, .complete = true};
    size_t count;
    const ntm_frame_predecessor *list = ntm_frame_predecessors(frame, column->first + i, &count);
    if (!count || j.policy == NTM_CARRY_NONE)
        return false;
    bool bad = false;
    for (size_t p = 0; p < count; p++) {
        ntm_cell cell;
        if (!list[p].is.counts)
            return false;
        ntm_frame_predecessor_cell(&list[p], column, &cell);
        bad = bad || cell.state == NTM_CELL_BAD;
        if (cell.state == NTM_CELL_EXACT || cell.state == NTM_CELL_BOUNDS)
            join(&j, cell.low, cell.high);
        else
            j.complete = false;
    }
    if (!bad && !j.complete && !(j.any && j.settled))
        return false;
    if (bad)
        ntm_frame_set_bad(frame, data, i);
    else
        set(frame, data, i, &j);
    if (!data->how)
        data->how = ntm_arena_array(frame->arena, (size_t)column->count, sizeof *data->how);
    data->how[i] = NTM_HOW_CARRIED;
    return true;
}
