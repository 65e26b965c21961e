/*
 * eval/plan_map.c - how rows of one level find those of another, and where values wait for them.
 */
#include "eval/plan_build_priv.h"

#include <assert.h>

static void set_bit(uint64_t *words, size_t bit) { words[bit / 64] |= UINT64_C(1) << (bit % 64); }

/* The children of a level's units lie one after the other, in the order of the units. */
static void fill_children(const ntm_build *build, ntm_map *map, size_t rows)
{
    const ntm_plan *plan = build->plan;
    size_t padded = (rows + 63) / 64 * 64;
    int32_t *first = ntm_arena_array(plan->arena, padded + 1, sizeof *first), next = 0;
    double *total = ntm_arena_array(plan->arena, padded, sizeof *total);
    uint64_t *some = ntm_arena_array(plan->arena, padded / 64, sizeof *some);
    for (size_t i = 0; i < rows; i++) {
        const ntm_row_info *info =
            ntm_frame_row(plan->frame, plan->level_first[map->from] + (ntm_row)i);
        int32_t count = info->child_count[map->to];
        if (count) {
            int32_t begin = info->first_child[map->to] - plan->level_first[map->to];
            for (size_t k = i; !next && k-- > 0;)
                first[k] = begin; /* those before the first who has children */
            assert(!next || next == begin);
            next = begin + count;
            set_bit(some, i);
        }
        first[i] = next - count;
        total[i] = count;
        map->most = count > map->most ? count : map->most;
    }
    for (size_t i = rows; i <= padded; i++)
        first[i] = next;
    map->first = first;
    map->total = total;
    map->some = some;
}

static void fill_above(const ntm_build *build, ntm_map *map, ntm_map_kind kind, size_t rows)
{
    const ntm_plan *plan = build->plan;
    size_t padded = (rows + 63) / 64 * 64;
    int32_t *first = ntm_arena_array(plan->arena, padded, sizeof *first);
    uint64_t *some = ntm_arena_array(plan->arena, padded / 64, sizeof *some);
    for (size_t i = 0; i < rows; i++) {
        ntm_row row = plan->level_first[map->from] + (ntm_row)i;
        ntm_row to = kind == NTM_MAP_PARENT ? ntm_frame_row(plan->frame, row)->parent
                                            : ntm_frame_ancestor(plan->frame, row, map->to);
        first[i] = to < 0 ? -1 : to - plan->level_first[map->to];
        if (to >= 0)
            set_bit(some, i);
    }
    for (size_t i = rows; i < padded; i++)
        first[i] = -1;
    map->first = first;
    map->some = some;
}

uint32_t ntm_plan_map(ntm_build *build, ntm_level from, ntm_level to, ntm_map_kind kind)
{
    ntm_plan *plan = build->plan;
    uint32_t *known = &build->map_of[from][to][kind];
    if (!*known) {
        ntm_map *maps = ntm_plan_grow(plan->arena, plan->maps, plan->nmaps, &build->maps_capacity,
                                      sizeof *maps);
        plan->maps = maps;
        ntm_map *map = &maps[plan->nmaps];
        *map = (ntm_map){.from = from, .to = to, .children = kind == NTM_MAP_CHILDREN};
        if (map->children)
            fill_children(build, map, (size_t)plan->level_count[from]);
        else
            fill_above(build, map, kind, (size_t)plan->level_count[from]);
        *known = ++plan->nmaps;
    }
    return *known - 1;
}

static uint32_t add_store(ntm_build *build, ntm_store store)
{
    ntm_plan *plan = build->plan;
    ntm_store *stores = ntm_plan_grow(plan->arena, plan->stores, plan->nstores,
                                      &build->stores_capacity, sizeof *stores);
    stores[plan->nstores] = store;
    plan->stores = stores;
    return plan->nstores++;
}

/* The store that holds a register of a segment for the whole level. Bitmaps are copied even from a
 * column: one word more is read than they have. */
uint32_t ntm_plan_store(ntm_writer *from, bool vector, uint32_t number)
{
    ntm_regs *regs = vector ? &from->vectors : &from->planes;
    if (regs->items[number].store != NTM_NO_STORE)
        return regs->items[number].store;
    ntm_store store = {.level = from->level, .vector = vector, .segment = NTM_NO_SEGMENT};
    if (vector)
        store.values = regs->items[number].base;
    if (!store.values)
        store.segment = ntm_writer_key(from);
    uint32_t made = add_store(from->build, store);
    regs->items[number].store = made;
    if (!store.values)
        ntm_write(from, vector ? NTM_KOP_STORE_VECTOR : NTM_KOP_STORE_PLANE, made, &number, 1,
                  NULL);
    return made;
}

uint32_t ntm_plan_link(ntm_build *build, uint32_t map, uint32_t store, uint32_t errors)
{
    ntm_plan *plan = build->plan;
    for (uint32_t i = plan->nlinks; i-- > 0 && i + 64 > plan->nlinks;) {
        const ntm_link *link = &plan->links[i];
        if (link->map == map && link->store == store && link->errors == errors)
            return i;
    }
    ntm_link *links = ntm_plan_grow(plan->arena, plan->links, plan->nlinks, &build->links_capacity,
                                    sizeof *links);
    links[plan->nlinks] = (ntm_link){.map = map, .store = store, .errors = errors};
    plan->links = links;
    return plan->nlinks++;
}
