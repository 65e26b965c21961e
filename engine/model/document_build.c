/*
 * model/document_build.c - the final graph and dictionary: only what the roots reach, in the order
 * in which they reach it. Two scripts that say the same thus end in the same bytes.
 */
#include <stdlib.h>
#include <string.h>

#include "model/document_priv.h"

/* ---- fields and scales that are reached ---- */

typedef struct reach {
    ntm_builder *b;
    bool *node;  /* of the first graph */
    bool *field; /* of all embedded */
    bool *scale;
    uint32_t *stack; /* fields whose links are still to be followed */
    uint32_t top;
} reach;

static void reach_scale(reach *x, const ntm_scale *scale)
{
    if (scale)
        x->scale[scale - x->b->fields->scales] = true;
}

static void reach_field(reach *x, const char *name)
{
    uint32_t number = ntm_names_find(x->b->fields->names, name);

    if (x->field[number])
        return;
    x->field[number] = true;
    x->stack[x->top++] = number;
    while (x->top) {
        const ntm_field *field = &x->b->fields->fields[x->stack[--x->top]];

        reach_scale(x, field->scale);
        for (uint32_t i = 0; i <= field->sum_count; i++) {
            const char *link = i < field->sum_count ? field->sum_of[i] : field->part_of;
            uint32_t other = link ? ntm_names_find(x->b->fields->names, link) : NTM_NO_NAME;

            if (!link || x->field[other])
                continue;
            x->field[other] = true;
            x->stack[x->top++] = other;
        }
    }
}

static void reach_node(reach *x, ntm_ref ref)
{
    const ntm_node *node;

    if (ref == NTM_NO_REF || x->node[ref])
        return;
    x->node[ref] = true;
    node = ntm_graph_node(x->b->graph, ref);
    if (node->field)
        reach_field(x, node->field->name);
    reach_scale(x, node->type.scale);
    for (uint32_t i = 0; i < node->nargs; i++)
        reach_node(x, node->args[i]); /* at most NTM_MAX_DEPTH deep */
}

/* ---- every root, in the order that numbers the nodes ---- */

static void each_root(ntm_builder *b, void (*visit)(void *context, ntm_ref *root), void *context)
{
    for (uint32_t i = 0; i < b->doc->nindicators; i++) {
        visit(context, &b->indicators[i].pass);
        visit(context, &b->indicators[i].applies);
    }
    for (uint32_t i = 0; i < b->doc->ngates; i++) {
        visit(context, &b->gates[i].pass);
        visit(context, &b->gates[i].applies);
    }
    for (uint32_t i = 0; i < b->doc->nitems; i++) {
        visit(context, &b->items[i].points);
        visit(context, &b->items[i].excludes);
    }
    for (uint32_t i = 0; i < b->doc->nfindings; i++)
        visit(context, &b->findings[i].when);
    visit(context, &b->doc->zone_by);
}

static void visit_reach(void *context, ntm_ref *root) { reach_node(context, *root); }

/* ---- the final dictionary, by name ---- */

static int field_compare(const void *left, const void *right)
{
    const ntm_field *a = left, *b = right;

    return strcmp(a->name, b->name);
}

static int scale_compare(const void *left, const void *right)
{
    const ntm_scale *a = left, *b = right;

    return strcmp(a->name, b->name);
}

static ntm_dictionary *final_dictionary(const reach *x)
{
    const ntm_dictionary *all = x->b->fields;
    ntm_dictionary *d = ntm_dictionary_new(x->b->r.arena);

    ntm_dictionary_reserve_scales(d, all->nscales);
    for (uint32_t i = 0; i < all->nscales; i++)
        if (x->scale[i])
            d->scales[d->nscales++] = all->scales[i];
    if (d->nscales)
        qsort(d->scales, d->nscales, sizeof *d->scales, scale_compare);
    for (uint32_t i = 0; i < d->nscales; i++)
        ntm_names_add(d->scale_names, d->scales[i].name);

    d->fields = ntm_arena_array(d->arena, all->nfields, sizeof *d->fields);
    for (uint32_t i = 0; i < all->nfields; i++)
        if (x->field[i])
            d->fields[d->nfields++] = all->fields[i];
    if (d->nfields)
        qsort(d->fields, d->nfields, sizeof *d->fields, field_compare);
    for (uint32_t i = 0; i < d->nfields; i++) {
        ntm_names_add(d->names, d->fields[i].name);
        if (d->fields[i].scale)
            d->fields[i].scale = ntm_dictionary_scale(d, d->fields[i].scale->name);
    }
    return d;
}

/* ---- the final graph, in post-order ---- */

typedef struct renumbering {
    ntm_builder *b;
    const ntm_dictionary *fields;
    ntm_graph *graph;
    ntm_ref *number; /* first graph → final graph */
    ntm_place *places;
} renumbering;

static ntm_ref renumber(renumbering *n, ntm_ref ref)
{
    const ntm_node *node = ntm_graph_node(n->b->graph, ref);
    ntm_node proto = *node;
    ntm_ref *args;

    if (n->number[ref] != NTM_NO_REF)
        return n->number[ref];
    args = ntm_xcalloc(node->nargs + 1u, sizeof *args);
    for (uint32_t i = 0; i < node->nargs; i++)
        args[i] = renumber(n, node->args[i]);
    proto.args = args;
    if (node->field)
        proto.field = ntm_dictionary_find(n->fields, node->field->name);
    if (node->type.scale)
        proto.type.scale = ntm_dictionary_scale(n->fields, node->type.scale->name);
    /* What stood in the first graph stands in this one: a finding here would be a bug. */
    if (ntm_graph_add(n->graph, &proto, NTM_NOWHERE, &n->number[ref], n->b->r.diags) != NTM_OK)
        abort();
    n->places[n->number[ref]] = ntm_builder_node_place(n->b, n->b->origins[ref]);
    free(args);
    return n->number[ref];
}

/* Nodes that stand under an index no node has, or that nothing reaches, are passed over. */
static const bool *final_zeros(const renumbering *n)
{
    bool *zeros = ntm_arena_array(n->b->r.arena, ntm_graph_count(n->graph), sizeof *zeros);
    const json_t *entry;
    size_t i;

    json_array_foreach (n->b->zeros, i, entry) {
        json_int_t index = json_integer_value(entry);

        if (index >= 0 && (size_t)index < n->b->nnodes &&
            n->number[n->b->refs[index]] != NTM_NO_REF)
            zeros[n->number[n->b->refs[index]]] = true;
    }
    return zeros;
}

static void visit_renumber(void *context, ntm_ref *root)
{
    if (*root != NTM_NO_REF)
        *root = renumber(context, *root);
}

void ntm_builder_finish(ntm_builder *b)
{
    uint32_t count = ntm_graph_count(b->graph), nzones;
    const char *const *zones = ntm_graph_zones(b->graph, &nzones);
    reach x = {.b = b};
    renumbering n = {.b = b};

    x.node = ntm_arena_alloc(b->scratch, count);
    x.field = ntm_arena_alloc(b->scratch, b->fields->nfields);
    x.scale = ntm_arena_alloc(b->scratch, b->fields->nscales);
    x.stack = ntm_arena_array(b->scratch, b->fields->nfields + 1u, sizeof *x.stack);
    each_root(b, visit_reach, &x);

    n.fields = final_dictionary(&x);
    n.graph = ntm_graph_new(b->r.arena);
    if (b->doc->zone_scheme)
        ntm_graph_set_zones(n.graph, nzones, zones);
    n.number = ntm_arena_array(b->scratch, count, sizeof *n.number);
    memset(n.number, 0xff, count * sizeof *n.number);
    n.places = ntm_arena_array(b->r.arena, count, sizeof *n.places);
    each_root(b, visit_renumber, &n);

    if (b->zeros)
        b->doc->zero_thought_of = final_zeros(&n);
    b->doc->fields = n.fields;
    b->doc->graph = n.graph;
    b->doc->node_places = b->places ? n.places : NULL;
}
