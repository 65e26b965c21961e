/* eval/evaluate_origin.c - one flag for each row, raised to the units above and lowered below. */
#include "eval/evaluate_origin.h"

#include <stdlib.h>
#include <string.h>

#include "eval/exact_priv.h"

struct ntm_origins {
    int32_t rows;
    uint8_t *constructed; /* by row of the first frame: anything at all that is */
    uint8_t *figures;     /* NTM_FIGURES_* of what measures */
};

bool ntm_origin_is_constructed(const char *origin)
{
    return origin && strcmp(origin, "constructed") == 0;
}

static void see_origin(void *context, const ntm_observation *observation)
{
    *(bool *)context |= ntm_origin_is_constructed(observation->origin);
}

bool ntm_carried_is_constructed(const ntm_frame *frame, const ntm_column *column, ntm_row row)
{
    size_t count;
    bool constructed = false;
    const ntm_frame_predecessor *list = ntm_frame_predecessors(frame, row, &count);
    for (size_t i = 0; i < count; i++)
        if (list[i].is.succession && ntm_origin_is_constructed(list[i].is.succession->origin))
            constructed = true;
    ntm_frame_observations(frame, column, row, see_origin, &constructed);
    return constructed;
}

static void mark_column(const ntm_frame *frame, const ntm_column *column, uint8_t *rows)
{
    for (int32_t i = 0; column && i < column->count; i++) {
        ntm_cell cell;
        ntm_frame_cell(frame, column, column->first + i, &cell);
        bool used = cell.state == NTM_CELL_EXACT || cell.state == NTM_CELL_BOUNDS;
        if (used && cell.observation && ntm_origin_is_constructed(cell.observation->origin))
            rows[column->first + i] = NTM_FIGURES_CONSTRUCTED;
        else if (used && cell.carried && /* sums of the frame itself are marked part by part */
                 ntm_carried_is_constructed(frame, column, column->first + i))
            rows[column->first + i] = NTM_FIGURES_CONSTRUCTED;
    }
}

static void mark_title(const ntm_frame *frame, const char *name, uint8_t *rows)
{
    for (ntm_row row = 0; row < ntm_frame_rows(frame); row++) {
        const ntm_title *title = ntm_frame_title(frame, row, name);
        if (title && ntm_origin_is_constructed(title->origin))
            rows[row] = NTM_FIGURES_CONSTRUCTED;
    }
}

static void mark_node(const ntm_document *document, const ntm_frame *frame, const ntm_node *node,
                      uint8_t *rows)
{
    if (node->op == NTM_OP_HOLDS) {
        mark_title(frame, node->text, rows);
        return;
    }
    if (node->op != NTM_OP_PERCENT)
        return;
    const ntm_node *part = ntm_graph_node(document->graph, node->args[0]);
    const ntm_node *whole = ntm_graph_node(document->graph, node->args[1]);
    for (ntm_level level = 0; level < NTM_LEVEL_COUNT; level++)
        if (part->op == NTM_OP_FIELD && whole->op == NTM_OP_FIELD)
            mark_column(frame, ntm_frame_column(frame, part->field, whole->field, false, level),
                        rows);
}

static void raise(uint8_t *mark, uint8_t to) { *mark = to > *mark ? to : *mark; }

void ntm_origins_spread(const ntm_frame *frame, uint8_t *rows)
{
    int32_t count = ntm_frame_rows(frame);
    uint8_t *below = ntm_xcalloc((size_t)count + 1, sizeof *below);
    memcpy(below, rows, (size_t)count * sizeof *below);
    for (ntm_row row = count - 1; row >= 0; row--) { /* parents stand before their children */
        ntm_row parent = ntm_frame_row(frame, row)->parent;
        if (parent >= 0)
            raise(&below[parent], below[row]);
    }
    for (ntm_row row = 0; row < count; row++) {
        ntm_row parent = ntm_frame_row(frame, row)->parent;
        if (parent >= 0)
            raise(&rows[row], rows[parent]);
    }
    for (ntm_row row = 0; row < count; row++)
        raise(&rows[row], below[row]);
    free(below);
}

static uint8_t *flags_of(const ntm_document *document, const ntm_frame *frame)
{
    int32_t count = ntm_frame_rows(frame);
    uint8_t *own = ntm_xcalloc((size_t)count + 1, sizeof *own);
    uint32_t fields = ntm_dictionary_field_count(document->fields);
    for (uint32_t f = 0; f < fields; f++)
        for (ntm_level level = 0; level < NTM_LEVEL_COUNT; level++)
            for (int previous = 0; previous < 2; previous++)
                mark_column(frame,
                            ntm_frame_column(frame, ntm_dictionary_field(document->fields, f), NULL,
                                             previous, level),
                            own);
    for (ntm_ref ref = 0; ref < ntm_graph_count(document->graph); ref++)
        mark_node(document, frame, ntm_graph_node(document->graph, ref), own);

    ntm_origins_spread(frame, own);
    return own;
}

typedef struct merge {
    ntm_origins *origins;
    const ntm_frame *first;
} merge;

static void add_reached(void *context, const ntm_reached *reached)
{
    merge *m = context;
    uint8_t *flags = flags_of(reached->document, reached->frame);
    for (ntm_row row = 0; row < m->origins->rows; row++) {
        ntm_row there = ntm_frame_find(reached->frame, ntm_frame_row(m->first, row)->unit->code);
        if (there >= 0)
            m->origins->constructed[row] |= flags[there];
    }
    free(flags);
}

ntm_origins *ntm_origins_new(const ntm_document *document, const ntm_frame *frame, ntm_reach *reach)
{
    ntm_origins *origins = ntm_xcalloc(1, sizeof *origins);
    origins->rows = ntm_frame_rows(frame);
    origins->constructed = flags_of(document, frame);
    ntm_reach_all(reach);
    merge m = {origins, frame};
    ntm_reach_each(reach, add_reached, &m);
    origins->figures = ntm_grounds_rows(document, frame, reach, false);
    return origins;
}

void ntm_origins_free(ntm_origins *origins)
{
    if (!origins)
        return;
    free(origins->constructed);
    free(origins->figures);
    free(origins);
}

bool ntm_origins_constructed(const ntm_origins *origins, ntm_row row)
{
    return origins->constructed[row] != NTM_FIGURES_NONE;
}

ntm_grounds ntm_origins_grounds(const ntm_origins *origins, ntm_row row)
{
    static const ntm_grounds grounds[] = {NTM_GROUNDS_MISSING, NTM_GROUNDS_NONE,
                                          NTM_GROUNDS_ORIGINAL};
    ntm_grounds of_figures = grounds[origins->figures[row]];
    return of_figures == NTM_GROUNDS_ORIGINAL && origins->constructed[row] ? NTM_GROUNDS_PARTLY
                                                                           : of_figures;
}
