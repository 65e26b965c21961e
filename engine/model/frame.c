/* model/frame.c - building a frame in order, and what its readers ask. */
#include "model/frame.h"

#include <assert.h>
#include <math.h>

#include "base/i18n.h"
#include "model/frame_priv.h"

static ntm_frame *new_frame(const ntm_document *document, const ntm_dataset *dataset,
                            const ntm_choice *choice, ntm_date day)
{
    ntm_arena *arena = ntm_arena_new();
    ntm_frame *frame = ntm_arena_alloc(arena, sizeof *frame);
    frame->arena = arena;
    frame->document = document;
    frame->dataset = dataset;
    frame->choice = *choice;
    if (choice->evidenced && !choice->papers && dataset->nevidence)
        frame->choice.papers = frame->papers = ntm_papers_new(dataset, choice->known_import);
    frame->previous = ntm_choice_previous(&frame->choice);
    frame->day = day;
    return frame;
}

static void build(ntm_frame *frame, const char *const *units, size_t nunits)
{
    ntm_frame_want_columns(frame);
    ntm_frame_make_rows(frame, units, nunits);
    ntm_frame_find_predecessors(frame);
    ntm_frame_fill(frame);
    ntm_frame_derive(frame);
}

ntm_rc ntm_frame_build(const ntm_document *document, const ntm_dataset *dataset,
                       const ntm_choice *choice, const char *const *units, size_t nunits,
                       ntm_frame **out, ntm_diags *diags)
{
    assert(document && dataset && choice && out);
    *out = NULL;
    if (document->kind == NTM_AMENDMENT)
        return ntm_fail(diags, NTM_EINPUT, NTM_NOWHERE, "frame-amendment",
                        _("%s is an amendment: it is measured as part of the decision it amends"),
                        document->id);
    ntm_frame *frame = new_frame(document, dataset, choice, choice->as_of);
    build(frame, units, nunits);
    ntm_frame_make_spans(frame);
    ntm_frame_make_titles(frame);
    *out = frame;
    return NTM_OK;
}

ntm_frame *ntm_frame_earlier(const ntm_frame *successors, ntm_date day, const char *const *units,
                             size_t nunits)
{
    ntm_frame *frame =
        new_frame(successors->document, successors->dataset, &successors->choice, day);
    frame->mergers = successors->mergers + 1;
    build(frame, units, nunits);
    return frame;
}

void ntm_frame_free(ntm_frame *frame)
{
    if (!frame)
        return;
    ntm_papers_free(frame->papers);
    for (size_t i = 0; i < frame->nearlier; i++)
        ntm_frame_free(frame->earlier[i]);
    ntm_arena_free(frame->arena); /* the frame itself lives in it */
}

const ntm_choice *ntm_frame_choice(const ntm_frame *frame) { return &frame->choice; }
const ntm_document *ntm_frame_document(const ntm_frame *frame) { return frame->document; }
int32_t ntm_frame_rows(const ntm_frame *frame) { return frame->nrows; }

const ntm_row_info *ntm_frame_row(const ntm_frame *frame, ntm_row row)
{
    assert(row >= 0 && row < frame->nrows);
    return &frame->rows[row];
}

void ntm_frame_level(const ntm_frame *frame, ntm_level level, ntm_row *first_out,
                     int32_t *count_out)
{
    assert(level < NTM_LEVEL_COUNT);
    *first_out = frame->level_first[level];
    *count_out = frame->level_count[level];
}

ntm_row ntm_frame_find(const ntm_frame *frame, const char *code)
{
    uint32_t number = ntm_names_find(frame->dataset->strings, code);
    return number < frame->row_of_unit_count ? frame->row_of_unit[number] - 1 : -1;
}

ntm_row ntm_frame_ancestor(const ntm_frame *frame, ntm_row row, ntm_level level)
{
    while (row >= 0 && frame->rows[row].unit->level != level)
        row = frame->rows[row].parent;
    return row;
}

static const ntm_column_data *data_of(const ntm_column *column)
{
    return (const ntm_column_data *)column; /* its first member */
}

void ntm_frame_cell(const ntm_frame *frame, const ntm_column *column, ntm_row row, ntm_cell *out)
{
    const ntm_column_data *data = data_of(column);
    int32_t i = row - column->first;
    assert(i >= 0 && i < column->count);
    *out = (ntm_cell){
        .state = NTM_CELL_MISSING, .low = NAN, .high = NAN, .derived_from = NTM_LEVEL_NONE};
    int how = data->how ? data->how[i] : NTM_HOW_OBSERVED;
    if (how == NTM_HOW_OBSERVED && data->chosen && data->chosen[i] >= 0)
        out->observation = &frame->dataset->observations[data->chosen[i]];
    if (out->observation && data->displaced && data->displaced[i] >= 0) {
        const ntm_observation *older = &frame->dataset->observations[data->displaced[i]];
        if (older->assessor_order > out->observation->assessor_order)
            out->displaced = older;
    }
    out->derived = how == NTM_HOW_SUM || how == NTM_HOW_CHILDREN;
    out->carried = how == NTM_HOW_CARRIED;
    bool known = ntm_bit(column->valid, i) || ntm_bit(column->bounded, i);
    if (data->reported && how != NTM_HOW_SUM && (out->derived || !known)) {
        out->derived_from = frame->columns[data->child_column].column.level;
        out->reported = data->reported[i];
        out->total = frame->rows[row].child_count[out->derived_from];
    }
    if (ntm_bit(column->valid, i)) {
        out->state = NTM_CELL_EXACT;
        out->low = out->high = column->value[i];
    } else if (ntm_bit(column->bounded, i)) {
        out->state = NTM_CELL_BOUNDS;
        out->low = data->low[i];
        out->high = data->high[i];
    } else if (data->bad && ntm_bit(data->bad, i)) {
        out->state = NTM_CELL_BAD;
    } else if (out->observation) {
        out->state = NTM_CELL_STALE;
    }
}

void ntm_frame_derivation(const ntm_frame *frame, const ntm_column *column, ntm_row row,
                          void (*each)(void *context, ntm_row row, const ntm_field *field),
                          void *context)
{
    const ntm_column_data *data = data_of(column);
    int how = data->how ? data->how[row - column->first] : NTM_HOW_OBSERVED;
    if (how == NTM_HOW_SUM) {
        for (uint32_t p = 0; p < data->nparts; p++)
            each(context, row, frame->columns[data->parts[p]].column.field);
    } else if (how == NTM_HOW_CHILDREN) {
        const ntm_row_info *info = &frame->rows[row];
        ntm_level level = frame->columns[data->child_column].column.level;
        for (int32_t k = 0; k < info->child_count[level]; k++)
            each(context, info->first_child[level] + k, column->field);
    }
}

const ntm_frame_warning *ntm_frame_warnings(const ntm_frame *frame, size_t *count_out)
{
    *count_out = frame->nwarnings;
    return frame->warnings;
}

bool ntm_frame_span(const ntm_frame *frame, ntm_row row, ntm_date *first_out, ntm_date *last_out)
{
    const ntm_span *span = &frame->spans[row];
    if (span->last == NTM_DATE_MIN)
        return false;
    *first_out = span->first == NTM_DATE_MAX ? span->last : span->first;
    *last_out = span->last;
    return true;
}

int64_t ntm_frame_last_import(const ntm_frame *frame, ntm_row row)
{
    return frame->spans[row].import;
}
