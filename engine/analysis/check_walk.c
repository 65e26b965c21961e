/*
 * analysis/check_walk.c - the walk from an item's root through all that it can look at.
 *
 * A node is met once in each scene: the same share may be guarded on one way and not on another,
 * the same table complete in one zone and full of holes in the next.
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/check_priv.h"

typedef struct visit {
    ntm_ref ref;
    ntm_check_scene scene;
} visit;

/* Scenes that a node was met in, an open-addressing table; index + 1, 0 is empty. */
struct ntm_check_visited {
    visit *visits;
    uint32_t count, capacity;
    uint32_t *slots, nslots;
};

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash ^= value;
    hash *= UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ (hash >> 29);
}

static uint64_t hash_of(const visit *v)
{
    uint64_t hash = mix(0, v->ref);

    hash = mix(hash, (uintptr_t)v->scene.way);
    hash = mix(hash, v->scene.zones);
    hash = mix(hash, v->scene.years);
    hash = mix(hash, (uint32_t)v->scene.from);
    hash = mix(hash, (uint32_t)v->scene.to);
    return mix(hash, (uint64_t)v->scene.level);
}

static bool same(const visit *a, const visit *b)
{
    return a->ref == b->ref && a->scene.way == b->scene.way && a->scene.zones == b->scene.zones &&
           a->scene.years == b->scene.years && a->scene.from == b->scene.from &&
           a->scene.to == b->scene.to && a->scene.level == b->scene.level;
}

static uint32_t slot_of(const struct ntm_check_visited *t, const visit *v)
{
    uint32_t slot = (uint32_t)hash_of(v) & (t->nslots - 1);

    while (t->slots[slot] && !same(&t->visits[t->slots[slot] - 1], v))
        slot = (slot + 1) & (t->nslots - 1);
    return slot;
}

/* True the first time. */
static bool first_visit(struct ntm_check_visited *t, const visit *v)
{
    uint32_t slot = slot_of(t, v);

    if (t->slots[slot])
        return false;
    if (t->count == t->capacity) {
        t->capacity *= 2;
        t->visits = ntm_xrealloc(t->visits, t->capacity * sizeof *t->visits);
        free(t->slots);
        t->nslots = t->capacity * 2;
        t->slots = ntm_xcalloc(t->nslots, sizeof *t->slots);
        for (uint32_t i = 0; i < t->count; i++)
            t->slots[slot_of(t, &t->visits[i])] = i + 1;
        slot = slot_of(t, v);
    }
    t->visits[t->count++] = *v;
    t->slots[slot] = t->count;
    return true;
}

/* Steps that tell what holds, or that a missing value has an answer. */
static bool step_tells(const ntm_node *node)
{
    switch (node->op) {
    case NTM_OP_ALL_OF:
    case NTM_OP_ANY_OF:
    case NTM_OP_NONE_OF:
        return node->nargs > 1;
    case NTM_OP_IF_ANY:
    case NTM_OP_WHEN:
    case NTM_OP_FIRST_KNOWN:
    case NTM_OP_FIRST_OF:
        return true;
    default:
        return false;
    }
}

static bool is_comparison(ntm_op op)
{
    switch (op) {
    case NTM_OP_AT_LEAST:
    case NTM_OP_AT_MOST:
    case NTM_OP_MORE_THAN:
    case NTM_OP_LESS_THAN:
    case NTM_OP_IS:
    case NTM_OP_IS_NOT:
    case NTM_OP_BETWEEN:
    case NTM_OP_ON_OR_BEFORE:
    case NTM_OP_ON_OR_AFTER:
        return true;
    default:
        return false;
    }
}

static void look_at(ntm_check_state *c, const ntm_check_scene *scene, ntm_ref ref,
                    const ntm_node *node)
{
    if (ntm_check_is_selection(node->op))
        ntm_check_cells(c, scene, ref);
    else if (node->op == NTM_OP_RATIO || node->op == NTM_OP_PERCENT ||
             node->op == NTM_OP_CHILD_PERCENT_WHERE)
        ntm_check_share(c, scene, ref);
    else if (is_comparison(node->op))
        ntm_check_compare(c, scene, ref);
    else if (node->op == NTM_OP_MEETS || node->op == NTM_OP_MEETS_CURRENT ||
             node->op == NTM_OP_QUALIFIES || node->op == NTM_OP_HOLDS)
        ntm_check_reference(c, scene, ref);
}

static void walk(ntm_check_state *c, ntm_ref ref, ntm_check_scene scene)
{
    visit here = {ref, scene};
    const ntm_node *node = ntm_check_node(c, ref);

    if (c->steps >= NTM_CHECK_STEPS) {
        c->too_large = true;
        return;
    }
    if (!first_visit(c->visited, &here))
        return;
    c->steps++;
    look_at(c, &scene, ref, node);
    for (uint32_t i = 0; i < node->nargs; i++) {
        ntm_check_scene inside = scene;

        if (!ntm_check_enter(c, node, i, &inside))
            continue;
        if (step_tells(node)) {
            ntm_check_step *step = ntm_arena_alloc(c->arena, sizeof *step);

            *step = (ntm_check_step){scene.way, ref, i};
            inside.way = step;
        }
        if (ntm_check_is_child(node->op))
            inside.level = node->level;
        else if (node->op == NTM_OP_PARENT)
            inside.level = NTM_LEVEL_NONE;
        walk(c, node->args[i], inside);
    }
}

void ntm_check_walk(ntm_check_state *c, const ntm_check_item *item)
{
    struct ntm_check_visited table = {.capacity = 64, .nslots = 128};
    ntm_check_scene scene = {.zones = c->all_zones,
                             .years = c->all_years,
                             .from = c->from,
                             .to = c->to,
                             .level = item->level};

    table.visits = ntm_xcalloc(table.capacity, sizeof *table.visits);
    table.slots = ntm_xcalloc(table.nslots, sizeof *table.slots);
    c->visited = &table;
    walk(c, item->root, scene);
    c->visited = NULL;
    free(table.visits);
    free(table.slots);
}
