/* eval/evaluate_origin.c - one flag for each row, raised to the units above and lowered below. */
#include "eval/evaluate_origin.h"

#include <stdlib.h>
#include <string.h>

#include "eval/exact_priv.h"

struct ntm_origins {
    int32_t rows;
    bool *constructed; /* by row of the first frame */
};

static bool is_constructed(const char *origin)
{
    return origin && strcmp(origin, "constructed") == 0;
}

static void mark_column(const ntm_frame *frame, const ntm_column *column, bool *rows)
{
    for (int32_t i = 0; column && i < column->count; i++) {
        ntm_cell cell;
        ntm_frame_cell(frame, column, column->first + i, &cell);
        bool used = cell.state == NTM_CELL_EXACT || cell.state == NTM_CELL_BOUNDS;
        if (used && cell.observation && is_constructed(cell.observation->origin))
            rows[column->first + i] = true;
    }
}

static void mark_title(const ntm_frame *frame, const char *name, bool *rows)
{
    for (ntm_row row = 0; row < ntm_frame_rows(frame); row++) {
        const ntm_title *title = ntm_frame_title(frame, row, name);
        if (title && is_constructed(title->origin))
            rows[row] = true;
    }
}

static void mark_node(const ntm_document *document, const ntm_frame *frame, const ntm_node *node,
                      bool *rows)
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

/* Own rows, then what is above and below each. */
static bool *flags_of(const ntm_document *document, const ntm_frame *frame)
{
    int32_t count = ntm_frame_rows(frame);
    bool *own = ntm_xcalloc((size_t)count + 1, sizeof *own);
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

    bool *below = ntm_xcalloc((size_t)count + 1, sizeof *below);
    memcpy(below, own, (size_t)count * sizeof *below);
    for (ntm_row row = count - 1; row >= 0; row--) { /* parents stand before their children */
        ntm_row parent = ntm_frame_row(frame, row)->parent;
        if (parent >= 0)
            below[parent] |= below[row];
    }
    for (ntm_row row = 0; row < count; row++) {
        ntm_row parent = ntm_frame_row(frame, row)->parent;
        if (parent >= 0)
            own[row] |= own[parent];
        below[row] |= own[row];
    }
    free(own);
    return below;
}

typedef struct merge {
    ntm_origins *origins;
    const ntm_frame *first;
} merge;

static void add_reached(void *context, const ntm_reached *reached)
{
    merge *m = context;
    bool *flags = flags_of(reached->document, reached->frame);
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
    return origins;
}

void ntm_origins_free(ntm_origins *origins)
{
    if (!origins)
        return;
    free(origins->constructed);
    free(origins);
}

bool ntm_origins_constructed(const ntm_origins *origins, ntm_row row)
{
    return origins->constructed[row];
}
