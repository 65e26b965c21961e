/*
 * model/expr.c - the graph: hash-consing, limits, lookup. What fits whom stands in expr_types.c.
 */
#include "model/expr.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "model/expr_priv.h"

static const struct {
    int16_t least, most;
} ARITY[] = {
#define X(id, name, least, most) [NTM_OP_##id] = {least, most},
    NTM_OPS(X)
#undef X
};

ntm_graph *ntm_graph_new(ntm_arena *arena)
{
    ntm_graph *graph = ntm_arena_alloc(arena, sizeof *graph);

    graph->arena = arena;
    graph->strings = ntm_names_new(arena);
    graph->nslots = 256;
    graph->slots = ntm_arena_array(arena, graph->nslots, sizeof *graph->slots);
    /* An address is secret enough, and nothing that is seen depends on the hash. */
    graph->seed = (uint64_t)(uintptr_t)graph * 0x9e3779b97f4a7c15u;
    return graph;
}

const char *ntm_graph_intern(ntm_graph *graph, const char *text)
{
    return ntm_names_text(graph->strings, ntm_names_add(graph->strings, text));
}

void ntm_graph_set_zones(ntm_graph *graph, uint32_t count, const char *const *keys)
{
    const char **copy = ntm_arena_array(graph->arena, count, sizeof *copy);

    for (uint32_t i = 0; i < count; i++)
        copy[i] = ntm_graph_intern(graph, keys[i]);
    graph->zones = copy;
    graph->nzones = count;
    graph->has_zones = true;
}

const char *const *ntm_graph_zones(const ntm_graph *graph, uint32_t *count_out)
{
    *count_out = graph->nzones;
    return graph->zones;
}

uint32_t ntm_graph_count(const ntm_graph *graph) { return graph->count; }

const ntm_node *ntm_graph_node(const ntm_graph *graph, ntm_ref ref)
{
    assert(ref < graph->count);
    return &graph->chunks[ref / NTM_CHUNK_NODES][ref % NTM_CHUNK_NODES];
}

void ntm_draft_bad(ntm_draft *draft, int arg, const char *code, const char *format, ...)
{
    char text[1900];
    va_list args;

    draft->failed = true;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (!draft->path)
        ntm_diag(draft->diags, NTM_ERROR, draft->place, code, "%s", text);
    else if (arg >= 0)
        ntm_diag(draft->diags, NTM_ERROR, draft->place, code, "%s.args[%d]: %s", draft->path, arg,
                 text);
    else
        ntm_diag(draft->diags, NTM_ERROR, draft->place, code, "%s: %s", draft->path, text);
}

/* Number of arguments, and that each stands. */
static void check_args(ntm_draft *draft)
{
    const ntm_node *proto = draft->proto;
    const char *name = ntm_op_name(proto->op);
    uint32_t least = (uint32_t)ARITY[proto->op].least;
    uint32_t most = ARITY[proto->op].most < 0 ? NTM_MAX_ARGS : (uint32_t)ARITY[proto->op].most;

    if (proto->nargs > NTM_MAX_ARGS)
        ntm_draft_bad(draft, -1, "limit", _("%s: %u arguments; at most %u are allowed"), name,
                      proto->nargs, NTM_MAX_ARGS);
    else if (proto->nargs < least && ARITY[proto->op].most < 0 && least == 1)
        ntm_draft_bad(draft, -1, "arity",
                      _("%s: the list is empty; expected at least one argument"), name);
    else if (proto->nargs < least || proto->nargs > most) {
        if (least == most)
            ntm_draft_bad(draft, -1, "arity", _("%s: %u arguments; expected exactly %u"), name,
                          proto->nargs, least);
        else
            ntm_draft_bad(draft, -1, "arity", _("%s: %u arguments; expected at least %u"), name,
                          proto->nargs, least);
    }
    if (draft->failed)
        return;
    for (uint32_t i = 0; i < proto->nargs; i++)
        if (proto->args[i] >= draft->graph->count)
            ntm_draft_bad(draft, (int)i, "argument",
                          _("%s: argument %u names a node that does not stand before this one"),
                          name, i + 1);
}

static uint32_t saturating_add(uint32_t a, uint32_t b, uint32_t limit)
{
    return a + b > limit ? limit + 1 : a + b; /* both are at most limit + 1: no overflow */
}

/* Does the operator multiply the degrees of its arguments? */
static bool multiplies(ntm_op op)
{
    return op == NTM_OP_MUL || op == NTM_OP_RATIO || op == NTM_OP_PERCENT;
}

/* How many alternatives the node itself opens, besides those below it. */
static uint32_t own_alternatives(const ntm_node *node)
{
    switch (node->op) {
    case NTM_OP_ANY_OF:
    case NTM_OP_AT_LEAST_N_OF:
    case NTM_OP_FIRST_KNOWN:
    case NTM_OP_BY_ZONE:
    case NTM_OP_BY_YEAR:
    case NTM_OP_SINCE:
        return node->nargs;
    case NTM_OP_CHOOSE:
        return node->nargs - 1;
    case NTM_OP_FIRST_OF:
        return (node->nargs + 1) / 2;
    case NTM_OP_WHEN:
    case NTM_OP_IF_ANY:
        return 2;
    default:
        return 0;
    }
}

/* Do the arguments show as parts of their own when the node is explained? */
static bool has_parts(ntm_op op)
{
    switch (op) {
    case NTM_OP_ALL_OF:
    case NTM_OP_NONE_OF:
    case NTM_OP_PART:
        return true;
    default:
        return false;
    }
}

static void measure_limits(ntm_draft *draft)
{
    ntm_node *node = &draft->node;
    const char *name = ntm_op_name(node->op);
    uint32_t depth = 0, degree = multiplies(node->op) ? 0 : 1, parts = 0;
    uint32_t alternatives = own_alternatives(node);
    bool spreads = alternatives || has_parts(node->op);

    for (uint32_t i = 0; i < node->nargs; i++) {
        const ntm_node *arg = ntm_graph_node(draft->graph, node->args[i]);

        if (arg->depth > depth)
            depth = arg->depth;
        if (multiplies(node->op))
            degree = saturating_add(degree, arg->degree, NTM_MAX_DEGREE);
        else if (arg->degree > degree)
            degree = arg->degree;
        alternatives = saturating_add(alternatives, arg->alternatives, NTM_MAX_ALTERNATIVES);
        if (spreads)
            parts = saturating_add(parts, arg->parts, NTM_MAX_PARTS);
    }
    if (depth + 1 > NTM_MAX_DEPTH)
        ntm_draft_bad(draft, -1, "limit", _("%s: the expression is nested deeper than %u"), name,
                      NTM_MAX_DEPTH);
    if (degree > NTM_MAX_DEGREE)
        ntm_draft_bad(draft, -1, "limit",
                      _("%s: more than %u values are multiplied or divided with each other"), name,
                      NTM_MAX_DEGREE);
    if (alternatives > NTM_MAX_ALTERNATIVES)
        ntm_draft_bad(draft, -1, "limit", _("%s: more than %u alternatives in one expression"),
                      name, NTM_MAX_ALTERNATIVES);
    if (parts > NTM_MAX_PARTS)
        ntm_draft_bad(draft, -1, "limit", _("%s: more than %u parts in one expression"), name,
                      NTM_MAX_PARTS);
    node->depth = (uint16_t)(depth + 1);
    node->degree = (uint16_t)degree;
    node->alternatives = alternatives;
    node->parts = spreads ? parts : 1;
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * 0xff51afd7ed558ccdu;
    return hash ^ (hash >> 32);
}

static uint64_t hash_node(const ntm_graph *graph, const ntm_node *node)
{
    uint64_t h = mix(graph->seed, (uint64_t)node->op);

    h = mix(h, (uintptr_t)node->field);
    h = mix(h, (uintptr_t)node->text);
    h = mix(h, (uintptr_t)node->type.measure);
    h = mix(h, (uintptr_t)node->type.scale);
    h = mix(h, (uint64_t)node->number.coef ^ ((uint64_t)node->number.scale << 56));
    h = mix(h, ((uint64_t)(uint32_t)node->n << 32) | (uint32_t)node->date);
    h = mix(h, (uint64_t)node->level);
    for (uint32_t i = 0; i < node->nargs; i++)
        h = mix(h, node->args[i]);
    for (uint32_t i = 0; i < node->nkeys; i++)
        h = mix(h, (uintptr_t)node->keys[i]);
    for (int i = 0; node->points && i < 4; i++)
        h = mix(h, (uint64_t)node->points[i].coef ^ ((uint64_t)node->points[i].scale << 56));
    return h;
}

static bool same_number(ntm_decimal a, ntm_decimal b)
{
    return a.coef == b.coef && a.scale == b.scale;
}

static bool same_node(const ntm_node *a, const ntm_node *b)
{
    if (a->op != b->op || a->nargs != b->nargs || a->nkeys != b->nkeys || a->field != b->field ||
        a->text != b->text || a->n != b->n || a->date != b->date || a->level != b->level ||
        a->type.kind != b->type.kind || a->type.measure != b->type.measure ||
        a->type.scale != b->type.scale || !same_number(a->number, b->number))
        return false;
    if (a->nargs && memcmp(a->args, b->args, a->nargs * sizeof *a->args) != 0)
        return false;
    for (uint32_t i = 0; i < a->nkeys; i++)
        if (a->keys[i] != b->keys[i])
            return false;
    for (int i = 0; a->points && i < 4; i++)
        if (!same_number(a->points[i], b->points[i]))
            return false;
    return true;
}

/* The slot that holds the node, or the empty one where it belongs. */
static uint32_t *slot_of(const ntm_graph *graph, const ntm_node *node)
{
    uint32_t mask = graph->nslots - 1;
    uint32_t i = (uint32_t)hash_node(graph, node) & mask;

    while (graph->slots[i] && !same_node(ntm_graph_node(graph, graph->slots[i] - 1), node))
        i = (i + 1) & mask;
    return &graph->slots[i];
}

static void grow_slots(ntm_graph *graph)
{
    graph->nslots *= 2;
    graph->slots = ntm_arena_array(graph->arena, graph->nslots, sizeof *graph->slots);
    for (uint32_t ref = 0; ref < graph->count; ref++)
        *slot_of(graph, ntm_graph_node(graph, ref)) = ref + 1;
}

static const void *keep(ntm_graph *graph, const void *list, size_t count, size_t size)
{
    void *copy;

    if (!count)
        return NULL;
    copy = ntm_arena_array(graph->arena, count, size);
    memcpy(copy, list, count * size);
    return copy;
}

static ntm_ref append(ntm_graph *graph, const ntm_node *node)
{
    ntm_node **chunk = &graph->chunks[graph->count / NTM_CHUNK_NODES];
    ntm_node *place;

    if (!*chunk)
        *chunk = ntm_arena_array(graph->arena, NTM_CHUNK_NODES, sizeof **chunk);
    place = *chunk + graph->count % NTM_CHUNK_NODES;
    *place = *node;
    place->args = keep(graph, node->args, node->nargs, sizeof *node->args);
    place->keys = keep(graph, node->keys, node->nkeys, sizeof *node->keys);
    place->key_values = keep(graph, node->key_values, node->nkeys, sizeof *node->key_values);
    place->points = keep(graph, node->points, node->points ? 4 : 0, sizeof *node->points);
    return graph->count++;
}

ntm_rc ntm_graph_add_at(ntm_graph *graph, const ntm_node *proto, ntm_place place, const char *path,
                        ntm_ref *out, ntm_diags *diags)
{
    ntm_draft draft = {
        .graph = graph, .proto = proto, .place = place, .path = path, .diags = diags};
    uint32_t *slot;

    *out = NTM_NO_REF;
    if ((unsigned)proto->op >= NTM_OP_COUNT) {
        ntm_draft_bad(&draft, -1, "unknown-op", _("no operator has the number %d"), (int)proto->op);
        return NTM_EINPUT;
    }
    check_args(&draft);
    if (draft.failed)
        return NTM_EINPUT;
    draft.node.op = proto->op;
    draft.node.nargs = proto->nargs;
    draft.node.level = NTM_LEVEL_NONE;
    if (proto->nargs) {
        memcpy(graph->scratch.args, proto->args, proto->nargs * sizeof *proto->args);
        draft.node.args = graph->scratch.args;
    }
    ntm_draft_type(&draft);
    if (!draft.failed)
        measure_limits(&draft);
    if (draft.failed)
        return NTM_EINPUT;

    slot = slot_of(graph, &draft.node);
    if (*slot) {
        *out = *slot - 1;
        return NTM_OK;
    }
    if (graph->count == NTM_MAX_NODES) {
        ntm_draft_bad(&draft, -1, "limit", _("more than %u different expressions"), NTM_MAX_NODES);
        return NTM_EINPUT;
    }
    if (graph->count >= graph->nslots / 2) {
        grow_slots(graph);
        slot = slot_of(graph, &draft.node);
    }
    *out = append(graph, &draft.node);
    *slot = *out + 1;
    return NTM_OK;
}

ntm_rc ntm_graph_add(ntm_graph *graph, const ntm_node *proto, ntm_place place, ntm_ref *out,
                     ntm_diags *diags)
{
    return ntm_graph_add_at(graph, proto, place, NULL, out, diags);
}
