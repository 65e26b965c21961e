/*
 * eval/evaluate_grounds.c - whose figures measure each row: somebody else's, or only our own.
 *
 * The graph is walked from the criteria (or the items of a rating) with the level of the unit in
 * question, as model/frame_columns.c walks it, but for gates and the zoning; what a figure was
 * derived from stands for it.
 */
#include <stdlib.h>
#include <string.h>

#include "eval/evaluate_origin.h"
#include "eval/exact_priv.h"

typedef struct walk {
    const ntm_document *document;
    const ntm_frame *frame;
    ntm_reach *reach;
    ntm_level_set *seen; /* by node: the levels at which it was walked */
    uint8_t *rows;       /* by row of the frame: NTM_FIGURES_* */
} walk;

static bool is_used(const ntm_cell *cell)
{
    return cell->state == NTM_CELL_EXACT || cell->state == NTM_CELL_BOUNDS;
}

typedef struct source {
    walk *w;
    bool previous;
} source;

static void mark_cell(walk *w, const ntm_column *column, ntm_row row);

static void mark_source(void *context, ntm_row row, const ntm_field *field)
{
    const source *of = context;
    ntm_level level = ntm_frame_row(of->w->frame, row)->unit->level;
    const ntm_column *column = ntm_frame_column(of->w->frame, field, NULL, of->previous, level);
    if (column)
        mark_cell(of->w, column, row);
}

static void mark_observation(void *context, const ntm_observation *observation)
{
    uint8_t *mark = context;
    uint8_t figures = ntm_origin_is_constructed(observation->origin) ? NTM_FIGURES_CONSTRUCTED
                                                                     : NTM_FIGURES_ORIGINAL;
    *mark = figures > *mark ? figures : *mark;
}

/* A derivation is never deeper than the levels and the sums of the dictionary are. */
static void mark_cell(walk *w, const ntm_column *column, ntm_row row)
{
    ntm_cell cell;
    source of = {w, column->previous};
    if (w->rows[row] == NTM_FIGURES_ORIGINAL) /* soon true of most rows where figures are real */
        return;
    ntm_frame_cell(w->frame, column, row, &cell);
    if (!is_used(&cell))
        return;
    if (cell.derived)
        ntm_frame_derivation(w->frame, column, row, mark_source, &of);
    else if (cell.observation)
        mark_observation(&w->rows[row], cell.observation);
    else if (cell.carried)
        ntm_frame_observations(w->frame, column, row, mark_observation, &w->rows[row]);
}

static void mark_field(walk *w, const ntm_field *field, bool previous, ntm_level level)
{
    ntm_level read_at;
    if (field->kind == NTM_K_CHOICE || !ntm_field_readable(field, level, &read_at))
        return;
    const ntm_column *column = ntm_frame_column(w->frame, field, NULL, previous, read_at);
    for (int32_t i = 0; column && i < column->count; i++)
        mark_cell(w, column, column->first + i);
}

static bool known_at(const walk *w, const ntm_field *field, ntm_level level, ntm_row row)
{
    ntm_cell cell;
    const ntm_column *column = ntm_frame_column(w->frame, field, NULL, false, level);
    if (!column)
        return false;
    ntm_frame_cell(w->frame, column, row, &cell);
    return is_used(&cell);
}

/* A share as reported measures only where the counts are not both there. */
static void mark_share(walk *w, const ntm_field *part, const ntm_field *whole, ntm_level level)
{
    ntm_level read_at;
    if (!ntm_field_readable(part, level, &read_at))
        return;
    const ntm_column *column = ntm_frame_column(w->frame, part, whole, false, read_at);
    for (int32_t i = 0; column && i < column->count; i++) {
        ntm_row row = column->first + i;
        if (!known_at(w, part, read_at, row) || !known_at(w, whole, read_at, row))
            mark_cell(w, column, row);
    }
}

static void walk_decision(walk *w, const ntm_node *node)
{
    ntm_exact_error error;
    const ntm_reached *reached = ntm_reach_decision(w->reach, w->document, node, &error);
    if (!reached)
        return;
    uint8_t *there =
        ntm_grounds_rows(reached->document, reached->frame, w->reach, node->op == NTM_OP_QUALIFIES);
    /* Of the level that it measures alone: what stands below a unit further up is of others, too. */
    ntm_row first;
    int32_t count;
    ntm_frame_level(w->frame, reached->document->level, &first, &count);
    for (ntm_row row = first; row < first + count; row++) {
        ntm_row other = ntm_frame_find(reached->frame, ntm_frame_row(w->frame, row)->unit->code);
        if (other >= 0 && there[other] > w->rows[row])
            w->rows[row] = there[other];
    }
    free(there);
}

static void walk_node(walk *w, ntm_ref ref, ntm_level level)
{
    if (ref == NTM_NO_REF || (w->seen[ref] & NTM_LEVEL_BIT(level)))
        return;
    w->seen[ref] |= NTM_LEVEL_BIT(level);
    const ntm_graph *graph = w->document->graph;
    const ntm_node *node = ntm_graph_node(graph, ref);
    switch (node->op) {
    case NTM_OP_FIELD:
        mark_field(w, node->field, false, level);
        return;
    case NTM_OP_PREVIOUS:
        if (ntm_graph_node(graph, node->args[0])->op == NTM_OP_FIELD)
            mark_field(w, ntm_graph_node(graph, node->args[0])->field, true, level);
        return;
    case NTM_OP_PERCENT: {
        const ntm_node *part = ntm_graph_node(graph, node->args[0]);
        const ntm_node *whole = ntm_graph_node(graph, node->args[1]);
        if (part->op == NTM_OP_FIELD && whole->op == NTM_OP_FIELD)
            mark_share(w, part->field, whole->field, level);
        break;
    }
    case NTM_OP_PARENT:
        for (ntm_level above = 0; above < NTM_LEVEL_COUNT; above++)
            if (ntm_level_above(above, level))
                walk_node(w, node->args[0], above);
        return;
    case NTM_OP_MEETS:
    case NTM_OP_MEETS_CURRENT:
    case NTM_OP_QUALIFIES:
        walk_decision(w, node);
        return;
    case NTM_OP_CHILD_COUNT:
    case NTM_OP_CHILD_COUNT_WHERE:
    case NTM_OP_CHILD_PERCENT_WHERE:
    case NTM_OP_CHILD_SUM:
    case NTM_OP_CHILD_LEAST:
    case NTM_OP_CHILD_GREATEST:
    case NTM_OP_CHILD_ALL:
    case NTM_OP_CHILD_ANY:
        level = node->level;
        break;
    default:
        break;
    }
    for (uint32_t i = 0; i < node->nargs; i++)
        walk_node(w, node->args[i], level); /* at most NTM_MAX_DEPTH deep */
}

uint8_t *ntm_grounds_rows(const ntm_document *document, const ntm_frame *frame, ntm_reach *reach,
                          bool gates)
{
    int32_t count = ntm_frame_rows(frame);
    uint32_t nnodes = ntm_graph_count(document->graph);
    walk w = {.document = document, .frame = frame, .reach = reach};
    w.rows = ntm_xcalloc((size_t)count + 1, sizeof *w.rows);
    w.seen = ntm_xcalloc((size_t)nnodes + 1, sizeof *w.seen);
    for (uint32_t i = 0; i < document->nindicators; i++) {
        walk_node(&w, document->indicators[i].pass, document->level);
        walk_node(&w, document->indicators[i].applies, document->level);
    }
    for (uint32_t i = 0; i < document->nitems; i++) {
        walk_node(&w, document->items[i].points, document->level);
        walk_node(&w, document->items[i].excludes, document->level);
    }
    for (uint32_t i = 0; gates && i < document->ngates; i++) {
        walk_node(&w, document->gates[i].pass, document->level);
        walk_node(&w, document->gates[i].applies, document->level);
    }
    free(w.seen);
    ntm_origins_spread(frame, w.rows);
    return w.rows;
}
