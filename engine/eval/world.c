/*
 * eval/world.c - decisions reached from one evaluation.
 *
 * All of them are known before the first is evaluated: the names in a document are resolved on the
 * date, then those of the documents found, and so on. A reference that can lead back to its own
 * document is an error wherever it stands in the circle.
 */
#include "eval/world.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "eval/exact_priv.h"

typedef struct edge {
    const ntm_node *node;
    bool leads; /* to the entry `target`, if only in a circle */
    uint32_t target;
    ntm_exact_error error;
} edge;

typedef struct entry {
    ntm_reached reached; /* frame and exact are made when they are first asked for */
    bool owns_frame, no_frame;
    edge *edges;
    uint32_t nedges;
    int length; /* of the longest chain from here, in decisions */
} entry;

struct ntm_reach {
    const ntm_world *world;
    const ntm_choice *choice;
    bool resolved;
    entry *entries; /* the first is the document of the evaluation */
    uint32_t count, capacity;
};

ntm_reach *ntm_reach_new(const ntm_document *document, const ntm_frame *frame,
                         const ntm_world *world)
{
    ntm_reach *reach = ntm_xcalloc(1, sizeof *reach);
    reach->world = world;
    reach->choice = ntm_frame_choice(frame);
    reach->capacity = 8;
    reach->entries = ntm_xcalloc(reach->capacity, sizeof *reach->entries);
    reach->entries[0].reached = (ntm_reached){.document = document, .frame = frame};
    reach->count = 1;
    return reach;
}

void ntm_reach_free(ntm_reach *reach)
{
    if (!reach)
        return;
    for (uint32_t i = 0; i < reach->count; i++) {
        entry *e = &reach->entries[i];
        ntm_exact_free(e->reached.exact);
        if (e->owns_frame)
            ntm_frame_free((ntm_frame *)e->reached.frame);
        free(e->edges);
    }
    free(reach->entries);
    free(reach);
}

/* The document that a name stands for on the date, or NULL. */
static const ntm_document *resolve(const ntm_reach *reach, const ntm_document *from,
                                   const ntm_node *node)
{
    const ntm_document *base = NULL, *consolidated = NULL;
    if (!reach->world || !reach->world->catalogue || !reach->world->dataset)
        return NULL;
    ntm_catalogue *catalogue = reach->world->catalogue;
    ntm_date date = reach->choice->as_of;
    if (node->op == NTM_OP_MEETS_CURRENT)
        base = ntm_catalogue_current(catalogue, node->text, from->folder, date, NULL);
    else if (ntm_catalogue_find(catalogue, node->text, from->folder, &base, NULL) != NTM_OK)
        return NULL;
    if (!base || !ntm_catalogue_in_force(catalogue, base, date, NULL, NULL) ||
        ntm_catalogue_consolidated(catalogue, base, date, &consolidated, NULL) != NTM_OK)
        return NULL;
    return consolidated;
}

static uint32_t entry_of(ntm_reach *reach, const ntm_document *document)
{
    for (uint32_t i = 0; i < reach->count; i++)
        if (strcmp(reach->entries[i].reached.document->id, document->id) == 0)
            return i; /* a draft of a decision stands for the decision */
    if (reach->count == reach->capacity) {
        reach->capacity *= 2;
        reach->entries = ntm_xrealloc(reach->entries, reach->capacity * sizeof *reach->entries);
    }
    reach->entries[reach->count] = (entry){.reached.document = document};
    return reach->count++;
}

static bool refers(ntm_op op)
{
    return op == NTM_OP_MEETS || op == NTM_OP_MEETS_CURRENT || op == NTM_OP_QUALIFIES;
}

static void find_edges(ntm_reach *reach, uint32_t from)
{
    const ntm_document *document = reach->entries[from].reached.document;
    uint32_t nodes = ntm_graph_count(document->graph), count = 0;
    for (ntm_ref ref = 0; ref < nodes; ref++)
        count += refers(ntm_graph_node(document->graph, ref)->op);
    edge *edges = ntm_xcalloc(count ? count : 1, sizeof *edges);
    count = 0;
    for (ntm_ref ref = 0; ref < nodes; ref++) {
        const ntm_node *node = ntm_graph_node(document->graph, ref);
        if (!refers(node->op))
            continue;
        const ntm_document *other = resolve(reach, document, node);
        edges[count] = (edge){.node = node};
        edges[count].leads = other != NULL;
        if (other)
            edges[count].target = entry_of(reach, other); /* may move the entries */
        else
            edges[count].error = (ntm_exact_error){"not-in-force", node->text};
        count++;
    }
    reach->entries[from].edges = edges;
    reach->entries[from].nedges = count;
}

/* Everything that can be reached from an entry, itself only if there is a way back. */
static void mark(const ntm_reach *reach, uint32_t from, bool *marked)
{
    uint32_t *stack = ntm_xcalloc(reach->count + 1, sizeof *stack), depth = 0;
    stack[depth++] = from;
    while (depth) {
        const entry *e = &reach->entries[stack[--depth]];
        for (uint32_t i = 0; i < e->nedges; i++) {
            uint32_t target = e->edges[i].target;
            if (e->edges[i].leads && !marked[target]) {
                marked[target] = true;
                stack[depth++] = target;
            }
        }
    }
    free(stack);
}

static void cut_circles(ntm_reach *reach)
{
    bool *marked = ntm_xcalloc(reach->count, sizeof *marked);
    for (uint32_t from = 0; from < reach->count; from++) {
        entry *e = &reach->entries[from];
        for (uint32_t i = 0; i < e->nedges; i++) {
            if (e->edges[i].error.code)
                continue;
            memset(marked, 0, reach->count * sizeof *marked);
            mark(reach, e->edges[i].target, marked);
            if (marked[from] || e->edges[i].target == from)
                e->edges[i].error = (ntm_exact_error){"cycle", e->edges[i].node->text};
        }
    }
    free(marked);
}

/* Longest chains; without circles this settles in as many rounds as the longest has decisions. */
static void measure_chains(ntm_reach *reach)
{
    bool changed = true;
    for (uint32_t i = 0; i < reach->count; i++)
        reach->entries[i].length = 1;
    while (changed) {
        changed = false;
        for (uint32_t from = 0; from < reach->count; from++) {
            entry *e = &reach->entries[from];
            for (uint32_t i = 0; i < e->nedges; i++) {
                int length = 1 + reach->entries[e->edges[i].target].length;
                if (!e->edges[i].error.code && length > e->length) {
                    e->length = length;
                    changed = true;
                }
            }
        }
    }
    for (uint32_t from = 0; from < reach->count; from++) {
        entry *e = &reach->entries[from];
        for (uint32_t i = 0; i < e->nedges; i++)
            if (!e->edges[i].error.code &&
                reach->entries[e->edges[i].target].length > NTM_REACH_LENGTH)
                e->edges[i].error = (ntm_exact_error){"cycle", e->edges[i].node->text};
    }
}

static void resolve_all(ntm_reach *reach)
{
    reach->resolved = true;
    for (uint32_t i = 0; i < reach->count; i++) /* grows while it runs */
        find_edges(reach, i);
    cut_circles(reach);
    measure_chains(reach);
}

/*
 * A frame of the other document. Where the first frame was built for few of the units, this one is
 * built for the same of them.
 */
static const ntm_frame *build_frame(const ntm_reach *reach, const ntm_document *document)
{
    const ntm_frame *first = reach->entries[0].reached.frame;
    const ntm_dataset *dataset = reach->world->dataset;
    const char **codes = NULL;
    size_t count = 0;
    if ((size_t)ntm_frame_rows(first) < dataset->nunits / 2) {
        ntm_row row;
        int32_t rows;
        ntm_frame_level(first, document->level, &row, &rows);
        codes = ntm_xcalloc((size_t)rows + 1, sizeof *codes);
        for (; count < (size_t)rows; count++)
            codes[count] = ntm_frame_row(first, row + (ntm_row)count)->unit->code;
    }
    ntm_frame *frame = NULL;
    if (ntm_frame_build(document, dataset, reach->choice, codes, count, &frame, NULL) != NTM_OK)
        frame = NULL;
    free(codes);
    return frame;
}

/* Frame and walk of an entry, made when first asked for; NULL: there can be no frame. */
static const ntm_reached *make_walk(ntm_reach *reach, uint32_t index)
{
    entry *e = &reach->entries[index];
    if (!e->reached.exact && !e->no_frame) {
        const ntm_frame *frame = build_frame(reach, e->reached.document);
        if (frame) {
            e->reached.frame = frame;
            e->owns_frame = true;
            e->reached.exact = ntm_exact_new_reached(e->reached.document, frame, reach);
        }
        e->no_frame = !frame;
    }
    return e->no_frame ? NULL : &e->reached;
}

const ntm_reached *ntm_reach_decision(ntm_reach *reach, const ntm_document *from,
                                      const ntm_node *node, ntm_exact_error *error_out)
{
    if (!reach->resolved)
        resolve_all(reach);
    const edge *found = NULL;
    for (uint32_t i = 0; i < reach->count && !found; i++) {
        const entry *e = &reach->entries[i];
        for (uint32_t k = 0; e->reached.document == from && k < e->nedges && !found; k++)
            if (e->edges[k].node == node)
                found = &e->edges[k];
    }
    assert(found); /* every such node of every document reached has an edge */
    if (found->error.code) {
        *error_out = found->error;
        return NULL;
    }
    const ntm_reached *reached = make_walk(reach, found->target);
    if (!reached)
        *error_out = (ntm_exact_error){"not-in-force", node->text};
    return reached;
}

void ntm_reach_all(ntm_reach *reach)
{
    if (!reach->resolved)
        resolve_all(reach);
    for (uint32_t i = 0; i < reach->count; i++)
        for (uint32_t k = 0; k < reach->entries[i].nedges; k++)
            if (!reach->entries[i].edges[k].error.code)
                make_walk(reach, reach->entries[i].edges[k].target);
}

void ntm_reach_each(const ntm_reach *reach, void (*each)(void *context, const ntm_reached *reached),
                    void *context)
{
    for (uint32_t i = 0; i < reach->count; i++)
        if (reach->entries[i].reached.exact)
            each(context, &reach->entries[i].reached);
}
