/*
 * model/frame_columns.c - which fields a document reads, at which levels of unit.
 *
 * The graph is walked from each root with the level of the unit in question, as the validator of
 * documents does: an aggregate over children changes the level, parent() rises to any level above
 * (a commune's parent is a district until 30/6/2025 and a province afterwards). Columns that a
 * derived field is made of follow.
 */
#include "model/frame_priv.h"

#include <stdlib.h>
#include <string.h>

/* A chain of "sum of a field that is a sum of …" is as long as the dictionary allows; the document
 * may be hostile. What is deeper is simply not derived. */
enum { DERIVE_DEPTH = 32 };

typedef struct walk {
    ntm_frame *frame;
    const ntm_graph *graph;
    ntm_ref zone_by;
    ntm_level_set *seen; /* by node: the levels at which it was walked */
    uint8_t *state;      /* by column: NEW, OPEN, DONE */
    uint32_t state_capacity;
} walk;

enum { NEW, OPEN, DONE };

static uint32_t hash_key(const void *field, const void *whole, bool previous, ntm_level level)
{
    uint64_t h = (uint64_t)(uintptr_t)field * UINT64_C(0x9E3779B97F4A7C15);
    h ^= (uint64_t)(uintptr_t)whole * UINT64_C(0xC2B2AE3D27D4EB4F);
    h ^= ((uint64_t)level * 2 + previous) * UINT64_C(0x165667B19E3779F9);
    return (uint32_t)(h >> 32) ^ (uint32_t)h;
}

/* The slot that holds the column, or the empty one where it belongs. */
static uint32_t slot_of(const ntm_frame *frame, const ntm_field *field, const ntm_field *whole,
                        bool previous, ntm_level level)
{
    uint32_t mask = frame->nslots - 1, slot = hash_key(field, whole, previous, level) & mask;
    for (; frame->slots[slot]; slot = (slot + 1) & mask) {
        const ntm_column *column = &frame->columns[frame->slots[slot] - 1].column;
        if (column->field == field && column->share_whole == whole &&
            column->previous == previous && column->level == level)
            break;
    }
    return slot;
}

const ntm_column *ntm_frame_column(const ntm_frame *frame, const ntm_field *field,
                                   const ntm_field *share_whole, bool previous, ntm_level level)
{
    uint32_t number = frame->slots[slot_of(frame, field, share_whole, previous, level)];
    return number ? &frame->columns[number - 1].column : NULL;
}

static void grow_slots(ntm_frame *frame)
{
    frame->nslots *= 2;
    frame->slots = ntm_arena_array(frame->arena, frame->nslots, sizeof *frame->slots);
    for (uint32_t i = 0; i < frame->ncolumns; i++) {
        const ntm_column *column = &frame->columns[i].column;
        frame->slots[slot_of(frame, column->field, column->share_whole, column->previous,
                             column->level)] = i + 1;
    }
}

/* Number of the column, made when it is new. */
static uint32_t add_column(walk *w, const ntm_field *field, const ntm_field *whole, bool previous,
                           ntm_level level)
{
    ntm_frame *frame = w->frame;
    uint32_t slot = slot_of(frame, field, whole, previous, level);
    if (frame->slots[slot])
        return frame->slots[slot] - 1;
    if (frame->ncolumns == frame->columns_capacity) {
        uint32_t capacity = frame->columns_capacity * 2;
        ntm_column_data *columns = ntm_arena_array(frame->arena, capacity, sizeof *columns);
        memcpy(columns, frame->columns, frame->ncolumns * sizeof *columns);
        frame->columns = columns;
        frame->columns_capacity = capacity;
        w->state = ntm_xrealloc(w->state, capacity);
    }
    uint32_t number = frame->ncolumns++;
    ntm_column_data *data = &frame->columns[number];
    data->column.field = field;
    data->column.share_whole = whole;
    data->column.previous = previous;
    data->column.level = level;
    data->child_column = UINT32_MAX;
    data->window = ntm_window_of(field, previous ? &frame->previous : &frame->choice);
    w->state[number] = NEW;
    frame->slots[slot] = number + 1;
    if (frame->ncolumns > frame->nslots / 2)
        grow_slots(frame);
    return number;
}

static void resolve(walk *w, uint32_t number, int depth);

/* A column that another is derived from; UINT32_MAX where that would go in a circle or too deep. */
static uint32_t dependency(walk *w, const ntm_field *field, bool previous, ntm_level level,
                           int depth)
{
    uint32_t number = add_column(w, field, NULL, previous, level);
    resolve(w, number, depth + 1);
    return w->state[number] == DONE ? number : UINT32_MAX;
}

/*
 * The columns of sum_of, only when all of them exist at the level: a sum of some of the parts would
 * pass for the whole.
 */
static void resolve_sum(walk *w, uint32_t number, int depth)
{
    ntm_column column = w->frame->columns[number].column;
    const ntm_field *field = column.field;
    uint32_t *parts = ntm_arena_array(w->frame->arena, field->sum_count, sizeof *parts);
    for (uint32_t i = 0; i < field->sum_count; i++) {
        const ntm_field *part = ntm_dictionary_find(w->frame->document->fields, field->sum_of[i]);
        if (!part || part->kind != NTM_K_NUMBER || !(part->levels & NTM_LEVEL_BIT(column.level)))
            return;
        parts[i] = dependency(w, part, column.previous, column.level, depth);
        if (parts[i] == UINT32_MAX)
            return;
    }
    w->frame->columns[number].nparts = field->sum_count;
    w->frame->columns[number].parts = parts;
}

/* Find what a column may be derived from, depth first, so that the order puts parts first. */
static void resolve(walk *w, uint32_t number, int depth)
{
    ntm_frame *frame = w->frame;
    if (w->state[number] != NEW || depth > DERIVE_DEPTH)
        return;
    w->state[number] = OPEN;
    ntm_column column = frame->columns[number].column;
    const ntm_field *field = column.field;
    if (field->kind == NTM_K_NUMBER && !column.share_whole) {
        ntm_level children = field->derive_children;
        if (field->sum_count)
            resolve_sum(w, number, depth);
        if (children < NTM_LEVEL_COUNT && ntm_level_above(column.level, children) &&
            (field->levels & NTM_LEVEL_BIT(children))) {
            uint32_t child = dependency(w, field, column.previous, children, depth);
            frame->columns[number].child_column = child;
            if (child != UINT32_MAX)
                frame->child_needs[column.level] |= NTM_LEVEL_BIT(children);
        }
    }
    w->state[number] = DONE;
    frame->order[frame->norder++] = number;
}

/* The wholes of a part come with it: what is still possible, and gaps, stay within them. */
static void want_wholes(walk *w, const ntm_field *part, bool previous, ntm_level level)
{
    const ntm_dictionary *fields = w->frame->document->fields;
    for (int depth = 0; part->part_of && depth < DERIVE_DEPTH; depth++) {
        part = ntm_dictionary_find(fields, part->part_of);
        if (!part || !(part->levels & NTM_LEVEL_BIT(level)))
            return;
        add_column(w, part, NULL, previous, level);
    }
}

static void want(walk *w, const ntm_field *field, const ntm_field *whole, bool previous,
                 ntm_level level)
{
    ntm_level read_at;
    if (!ntm_field_readable(field, level, &read_at))
        return;
    add_column(w, field, whole, previous, read_at);
    if (!whole)
        want_wholes(w, field, previous, read_at);
}

static void walk_node(walk *w, ntm_ref ref, ntm_level level)
{
    if (ref == NTM_NO_REF || (w->seen[ref] & NTM_LEVEL_BIT(level)))
        return;
    w->seen[ref] |= NTM_LEVEL_BIT(level);
    const ntm_node *node = ntm_graph_node(w->graph, ref);
    switch (node->op) {
    case NTM_OP_FIELD:
        want(w, node->field, NULL, false, level);
        return;
    case NTM_OP_PREVIOUS: {
        const ntm_node *field = ntm_graph_node(w->graph, node->args[0]);
        if (field->op == NTM_OP_FIELD)
            want(w, field->field, NULL, true, level);
        return;
    }
    case NTM_OP_PERCENT: {
        const ntm_node *part = ntm_graph_node(w->graph, node->args[0]);
        const ntm_node *whole = ntm_graph_node(w->graph, node->args[1]);
        if (part->op == NTM_OP_FIELD && whole->op == NTM_OP_FIELD)
            want(w, part->field, whole->field, false, level);
        break;
    }
    case NTM_OP_PARENT:
        for (ntm_level above = 0; above < NTM_LEVEL_COUNT; above++)
            if (ntm_level_above(above, level))
                walk_node(w, node->args[0], above);
        return;
    case NTM_OP_BY_ZONE:
        walk_node(w, w->zone_by, level); /* the scheme is computed for the unit in question */
        break;
    case NTM_OP_CHILD_COUNT:
    case NTM_OP_CHILD_COUNT_WHERE:
    case NTM_OP_CHILD_PERCENT_WHERE:
    case NTM_OP_CHILD_SUM:
    case NTM_OP_CHILD_LEAST:
    case NTM_OP_CHILD_GREATEST:
    case NTM_OP_CHILD_ALL:
    case NTM_OP_CHILD_ANY:
        w->frame->child_needs[level] |= NTM_LEVEL_BIT(node->level);
        level = node->level;
        break;
    default:
        break;
    }
    for (uint32_t i = 0; i < node->nargs; i++)
        walk_node(w, node->args[i], level); /* at most NTM_MAX_DEPTH deep */
}

void ntm_frame_want_columns(ntm_frame *frame)
{
    const ntm_document *document = frame->document;
    walk w = {.frame = frame,
              .graph = document->graph,
              .zone_by = document->zone_scheme ? document->zone_by : NTM_NO_REF};
    uint32_t nnodes = ntm_graph_count(document->graph);
    w.seen = ntm_xcalloc(nnodes ? nnodes : 1, sizeof *w.seen);
    frame->nslots = 256;
    frame->slots = ntm_arena_array(frame->arena, frame->nslots, sizeof *frame->slots);
    frame->columns_capacity = 64;
    frame->columns = ntm_arena_array(frame->arena, frame->columns_capacity, sizeof *frame->columns);
    w.state = ntm_xmalloc(frame->columns_capacity);

    ntm_level level = document->level;
    for (uint32_t i = 0; i < document->nindicators; i++) {
        walk_node(&w, document->indicators[i].pass, level);
        walk_node(&w, document->indicators[i].applies, level);
    }
    for (uint32_t i = 0; i < document->ngates; i++) {
        walk_node(&w, document->gates[i].pass, level);
        walk_node(&w, document->gates[i].applies, level);
    }
    for (uint32_t i = 0; i < document->nitems; i++) {
        walk_node(&w, document->items[i].points, level);
        walk_node(&w, document->items[i].excludes, level);
    }
    for (uint32_t i = 0; i < document->nfindings; i++)
        walk_node(&w, document->findings[i].when, document->findings[i].level);
    walk_node(&w, w.zone_by, level);

    /* Derivations add columns behind the end; each enters the order once, when it is resolved. */
    size_t at_most = (size_t)ntm_dictionary_field_count(document->fields) * NTM_LEVEL_COUNT * 2 +
                     frame->ncolumns;
    frame->order = ntm_arena_array(frame->arena, at_most, sizeof *frame->order);
    for (uint32_t i = 0; i < frame->ncolumns; i++)
        resolve(&w, i, 0);
    free(w.seen);
    free(w.state);
}

void ntm_frame_child_needs(const ntm_document *document, ntm_level_set needs[NTM_LEVEL_COUNT])
{
    ntm_arena *arena = ntm_arena_new();
    ntm_frame *frame = ntm_arena_alloc(arena, sizeof *frame);
    frame->arena = arena;
    frame->document = document;
    ntm_frame_want_columns(frame);
    for (ntm_level level = 0; level < NTM_LEVEL_COUNT; level++)
        needs[level] |= frame->child_needs[level];
    ntm_arena_free(arena);
}
