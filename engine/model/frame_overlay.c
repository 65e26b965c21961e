/* model/frame_overlay.c - from which levels of appraisal the figures of a unit come. */
#include <string.h>

#include "model/frame_priv.h"

enum { LEVELS_MAX = 64 }; /* of appraisal, told apart; what is beyond is counted with the last */

typedef struct counts {
    ntm_overlay_level levels[LEVELS_MAX];
    uint32_t count;
} counts;

static void count_figure(counts *c, const ntm_observation *observation)
{
    uint32_t i = 0;
    while (i < c->count && strcmp(c->levels[i].assessor, observation->assessor) != 0)
        i++;
    if (i == LEVELS_MAX)
        i--;
    if (i == c->count)
        c->levels[c->count++] = (ntm_overlay_level){.assessor = observation->assessor,
                                                    .order = observation->assessor_order};
    c->levels[i].figures++;
}

/* The observation that a cell of the row shows; NULL: missing, stale, or summed from others. */
static const ntm_observation *used(const ntm_frame *frame, const ntm_column *column, ntm_row row)
{
    ntm_cell cell;
    ntm_frame_cell(frame, column, row, &cell);
    bool shows = cell.state == NTM_CELL_EXACT || cell.state == NTM_CELL_BOUNDS;
    return shows ? cell.observation : NULL;
}

static void count_row(const ntm_frame *frame, ntm_row row, counts *c)
{
    const ntm_row_info *info = &frame->rows[row];
    for (uint32_t i = 0; i < frame->ncolumns; i++) {
        const ntm_column *column = &frame->columns[i].column;
        if (column->level != info->unit->level || !frame->columns[i].chosen)
            continue;
        const ntm_observation *observation = used(frame, column, row);
        const ntm_column *now =
            column->previous
                ? ntm_frame_column(frame, column->field, column->share_whole, false, column->level)
                : NULL;
        if (observation && !(now && used(frame, now, row) == observation))
            count_figure(c, observation); /* what holds for both years is one figure */
    }
    for (ntm_level level = 0; level < NTM_LEVEL_COUNT; level++)
        for (int32_t k = 0; k < info->child_count[level]; k++)
            count_row(frame, info->first_child[level] + k, c);
}

static void sort_by_order(counts *c)
{
    for (uint32_t i = 1; i < c->count; i++) {
        ntm_overlay_level moving = c->levels[i];
        uint32_t at = i;
        for (; at > 0 && (c->levels[at - 1].order < moving.order ||
                          (c->levels[at - 1].order == moving.order &&
                           strcmp(c->levels[at - 1].assessor, moving.assessor) > 0));
             at--)
            c->levels[at] = c->levels[at - 1];
        c->levels[at] = moving;
    }
}

void ntm_frame_overlay(const ntm_frame *frame, ntm_row row, ntm_arena *arena, ntm_overlay *out)
{
    const ntm_choice *choice = &frame->choice;
    counts c = {.count = 0};
    count_row(frame, row, &c);
    sort_by_order(&c);
    *out = (ntm_overlay){.nlevels = c.count};
    ntm_overlay_level *levels = ntm_arena_array(arena, c.count, sizeof *levels);
    if (c.count)
        memcpy(levels, c.levels, c.count * sizeof *levels);
    out->levels = levels;
    if (ntm_assessor_appraises(choice->assessor)) {
        out->assessor = choice->assessor;
        out->order = choice->assessor_order;
        out->asked = true;
    }
    for (uint32_t i = 0; i < c.count && !out->assessor; i++)
        if (ntm_assessor_appraises(levels[i].assessor)) {
            out->assessor = levels[i].assessor;
            out->order = levels[i].order;
        }
}
