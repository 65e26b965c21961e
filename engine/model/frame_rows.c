/*
 * model/frame_rows.c - the unit versions valid on the date, in the order of rows.
 *
 * Rows are sorted by level, then by the parent's row, then by code: parents come before children,
 * and the children of a unit at one level are contiguous.
 */
#include "model/frame_priv.h"

#include <stdlib.h>
#include <string.h>

/* A unit valid on the date, before it is known whether it becomes a row. */
typedef struct candidate {
    const ntm_unit *unit;
    uint32_t code;      /* number of its text */
    int32_t parent;     /* index of the parent among the candidates, -1 */
    int32_t next_child; /* index of the next child of the same parent, -1 */
    int32_t first_child;
    ntm_row row; /* -1: not taken */
    bool taken;
    bool below;  /* with all its descendants */
    bool needed; /* with the children that the document reads */
} candidate;

typedef struct rows {
    ntm_frame *frame;
    candidate *items;
    int32_t count;
    int32_t *by_code; /* by number of the text: index + 1 */
    uint32_t names;
} rows;

static int32_t find_code(const rows *r, const char *code)
{
    uint32_t number = ntm_names_find(r->frame->dataset->strings, code);
    return number < r->names ? r->by_code[number] - 1 : -1;
}

static void list_candidates(rows *r)
{
    const ntm_dataset *dataset = r->frame->dataset;
    ntm_date date = r->frame->day;
    r->items = ntm_xcalloc(dataset->nunits + 1, sizeof *r->items);
    r->names = (uint32_t)dataset->unit_first_count;
    r->by_code = ntm_xcalloc(r->names + 1u, sizeof *r->by_code);
    for (uint32_t code = 0; code < r->names; code++) {
        for (uint32_t i = dataset->unit_first[code]; i; i = dataset->unit_next[i - 1]) {
            const ntm_unit *unit = &dataset->units[i - 1];
            if (date < unit->valid_from || unit->valid_to < date)
                continue;
            r->items[r->count] = (candidate){.unit = unit,
                                             .code = code,
                                             .parent = -1,
                                             .next_child = -1,
                                             .first_child = -1,
                                             .row = -1};
            r->by_code[code] = ++r->count;
            break; /* versions of a code do not overlap (ntm_dataset_check) */
        }
    }
    for (int32_t i = 0; i < r->count; i++) {
        candidate *item = &r->items[i];
        int32_t parent = item->unit->parent ? find_code(r, item->unit->parent) : -1;
        if (parent < 0 || !ntm_level_above(r->items[parent].unit->level, item->unit->level))
            continue;
        item->parent = parent;
        item->next_child = r->items[parent].first_child;
        r->items[parent].first_child = i;
    }
}

static void take_below(rows *r, int32_t index)
{
    candidate *item = &r->items[index];
    if (item->below)
        return;
    item->taken = item->below = true;
    for (int32_t child = item->first_child; child >= 0; child = r->items[child].next_child)
        take_below(r, child); /* as deep as there are levels */
}

/* A unit, and the children that the document reads from a unit of its level. */
static void take_needed(rows *r, int32_t index)
{
    candidate *item = &r->items[index];
    if (item->below || item->needed)
        return;
    item->taken = item->needed = true;
    ntm_level_set needs = r->frame->child_needs[item->unit->level];
    for (int32_t child = item->first_child; needs && child >= 0; child = r->items[child].next_child)
        if (needs & NTM_LEVEL_BIT(r->items[child].unit->level))
            take_needed(r, child);
}

/* Of predecessors the children are needed of which their figures may be sums; nothing above them. */
static void take_predecessors(rows *r, const char *const *units, size_t nunits)
{
    for (size_t i = 0; i < nunits; i++) {
        int32_t index = find_code(r, units[i]);
        if (index >= 0)
            take_needed(r, index);
    }
}

static void take_units(rows *r, const char *const *units, size_t nunits)
{
    for (size_t i = 0; i < nunits; i++) {
        int32_t index = find_code(r, units[i]);
        if (index >= 0)
            take_below(r, index);
    }
    for (size_t i = 0; i < nunits; i++) {
        int32_t index = find_code(r, units[i]);
        if (index < 0)
            continue;
        for (int32_t up = r->items[index].parent; up >= 0; up = r->items[up].parent)
            take_needed(r, up);
    }
}

static int compare(const void *a, const void *b, void *context)
{
    const candidate *items = context;
    const candidate *x = &items[*(const int32_t *)a], *y = &items[*(const int32_t *)b];
    ntm_row parent_x = x->parent < 0 ? -1 : items[x->parent].row;
    ntm_row parent_y = y->parent < 0 ? -1 : items[y->parent].row;
    if (parent_x != parent_y)
        return parent_x < parent_y ? -1 : 1;
    return strcmp(x->unit->code, y->unit->code);
}

/* Rows of one level; the levels above have theirs already. */
static void number_level(rows *r, ntm_level level, int32_t *scratch)
{
    ntm_frame *frame = r->frame;
    int32_t count = 0;
    for (int32_t i = 0; i < r->count; i++)
        if (r->items[i].taken && r->items[i].unit->level == level)
            scratch[count++] = i;
    qsort_r(scratch, (size_t)count, sizeof *scratch, compare, r->items);
    frame->level_first[level] = frame->nrows;
    frame->level_count[level] = count;
    for (int32_t i = 0; i < count; i++) {
        candidate *item = &r->items[scratch[i]];
        ntm_row_info *row = &frame->rows[frame->nrows];
        row->unit = item->unit;
        row->parent = item->parent < 0 ? -1 : r->items[item->parent].row;
        for (ntm_level l = 0; l < NTM_LEVEL_COUNT; l++)
            row->first_child[l] = -1;
        if (row->parent >= 0) {
            ntm_row_info *parent = &frame->rows[row->parent];
            if (!parent->child_count[level]++)
                parent->first_child[level] = frame->nrows;
        }
        item->row = frame->nrows;
        frame->row_of_unit[item->code] = ++frame->nrows;
    }
}

void ntm_frame_make_rows(ntm_frame *frame, const char *const *units, size_t nunits)
{
    rows r = {.frame = frame};
    list_candidates(&r);
    if (frame->mergers)
        take_predecessors(&r, units, nunits);
    else if (units)
        take_units(&r, units, nunits);
    else
        for (int32_t i = 0; i < r.count; i++)
            r.items[i].taken = true;

    int32_t taken = 0;
    for (int32_t i = 0; i < r.count; i++)
        taken += r.items[i].taken;
    frame->rows = ntm_arena_array(frame->arena, (size_t)taken, sizeof *frame->rows);
    frame->row_of_unit_count = r.names;
    frame->row_of_unit = ntm_arena_array(frame->arena, r.names, sizeof *frame->row_of_unit);
    int32_t *scratch = ntm_xmalloc(((size_t)r.count + 1) * sizeof *scratch);
    for (ntm_level level = 0; level < NTM_LEVEL_COUNT; level++)
        number_level(&r, level, scratch);
    free(scratch);
    free(r.items);
    free(r.by_code);
}
