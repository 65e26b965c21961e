/*
 * eval/plan_select.c - when, choose, by_zone, by_year, since.
 *
 * A branch is a value and the rows that take it. Where the key is unknown every branch may be
 * taken: all are looked at, and the result is known only if they all are the same. Year and date are
 * the evaluation's, so that by_year and since are settled here.
 */
#include "eval/plan_build_priv.h"

#include <string.h>

typedef struct branch {
    ntm_pval value;
    ntm_plane taken;
} branch;

typedef struct branches {
    branch *items;
    uint32_t count;
    ntm_plane unknown;   /* rows that may take any of them */
    ntm_plane bad, hand; /* of the key; or it has no branch */
} branches;

/* Errors and hand-overs of the branches that are looked at. */
static void gather(ntm_writer *w, const branches *all, ntm_pval *out)
{
    out->bad = all->bad;
    out->hand = all->hand;
    for (uint32_t i = 0; i < all->count; i++) {
        const branch *b = &all->items[i];
        ntm_plane looked_at = ntm_plane_or(w, b->taken, all->unknown);
        out->bad = ntm_plane_or(w, out->bad, ntm_plane_and(w, looked_at, b->value.bad));
        out->hand = ntm_plane_or(w, out->hand, ntm_plane_and(w, looked_at, b->value.hand));
    }
}

static ntm_pval select_truth(ntm_writer *w, const branches *all)
{
    ntm_pval out = ntm_pval_truth(NTM_PLANE_NONE, NTM_PLANE_NONE);
    ntm_plane every = NTM_PLANE_ALL, some = NTM_PLANE_NONE;
    gather(w, all, &out);
    for (uint32_t i = 0; i < all->count; i++) {
        const branch *b = &all->items[i];
        out.pass = ntm_plane_or(w, out.pass, ntm_plane_and(w, b->taken, b->value.pass));
        out.maybe = ntm_plane_or(w, out.maybe, ntm_plane_and(w, b->taken, b->value.maybe));
        every = ntm_plane_and(w, every, b->value.pass);
        some = ntm_plane_or(w, some, b->value.maybe);
    }
    out.pass = ntm_plane_or(w, out.pass, ntm_plane_and(w, all->unknown, every));
    out.maybe = ntm_plane_or(w, out.maybe, ntm_plane_and(w, all->unknown, some));
    return out;
}

/* Rows where the key is unknown, and the branches that are known are the same number. */
static ntm_plane all_the_same(ntm_writer *w, const branches *all, ntm_plane *hand)
{
    ntm_plane same = all->unknown;
    for (uint32_t i = 1; i < all->count && same != NTM_PLANE_NONE; i++) {
        ntm_plane near;
        ntm_plane equal = ntm_plan_same(w, &all->items[0].value, &all->items[i].value, &near);
        *hand = ntm_plane_or(w, *hand, ntm_plane_and(w, all->unknown, near));
        same = ntm_plane_and(w, same, equal);
    }
    return same;
}

static ntm_pval select_value(ntm_writer *w, const branches *all)
{
    bool leaf = true;
    for (uint32_t i = 0; i < all->count; i++) {
        branch *b = &all->items[i];
        b->value = ntm_pval_plain(w, &b->value);
        leaf = leaf && ntm_pval_simple(&b->value);
    }
    ntm_pval out = {.form = leaf ? NTM_FORM_LEAF : NTM_FORM_REAL, .decimal = true};
    gather(w, all, &out);
    ntm_plane same = all_the_same(w, all, &out.hand);
    for (uint32_t i = all->count; i-- > 0;) {
        branch *b = &all->items[i];
        ntm_pval x = leaf ? ntm_pval_as_leaf(w, &b->value) : ntm_pval_as_real(w, &b->value);
        bool last = i == all->count - 1;
        out.v = last ? x.v : NTM_WRITE(w, SELECT, 0, NULL, b->taken, x.v, out.v);
        if (i == 0)
            same = ntm_plane_and(w, same, x.ok);
        if (!leaf)
            out.e = last ? x.e : NTM_WRITE(w, SELECT, 0, NULL, b->taken, x.e, out.e);
        out.ok = ntm_plane_or(w, out.ok, ntm_plane_and(w, b->taken, x.ok));
        out.top = x.top > out.top ? x.top : out.top;
        out.bottom = x.bottom > out.bottom ? x.bottom : out.bottom;
        out.decimal = out.decimal && x.decimal;
    }
    out.ok = ntm_plane_or(w, out.ok, same);
    return out;
}

static ntm_pval one_branch(ntm_writer *w, ntm_ref ref, bool truth)
{
    return truth ? ntm_plan_truth(w, ref) : *ntm_plan_node(w, ref);
}

static ntm_pval when(ntm_writer *w, const ntm_node *node, bool truth)
{
    ntm_pval c = ntm_plan_truth(w, node->args[0]);
    branch items[2] = {
        {.value = one_branch(w, node->args[1], truth), .taken = c.pass},
        {.value = one_branch(w, node->args[2], truth), .taken = ntm_plane_not(w, c.maybe)},
    };
    branches all = {.items = items,
                    .count = 2,
                    .unknown = ntm_plane_and_not(w, c.maybe, c.pass),
                    .bad = c.bad,
                    .hand = c.hand};
    return truth ? select_truth(w, &all) : select_value(w, &all);
}

static bool all_constant(const branches *all)
{
    for (uint32_t i = 0; i < all->count; i++) {
        const ntm_pval *x = &all->items[i].value;
        if (x->form != NTM_FORM_CONST || x->ok != NTM_PLANE_ALL || x->bad || x->hand)
            return false;
    }
    return true;
}

static bool all_equal(const branches *all)
{
    for (uint32_t i = 1; i < all->count; i++)
        if (ntm_decimal_compare(all->items[0].value.number, all->items[i].value.number) != 0)
            return false;
    return true;
}

/* A constant for each place of the key: comparisons look it up as they go. */
static ntm_pval table(ntm_writer *w, const branches *all, const ntm_pval *key,
                      const int32_t *place_of, uint32_t places)
{
    ntm_pval out = all->items[0].value;
    out.bad = all->bad;
    out.hand = all->hand;
    if (all_equal(all))
        return out;
    ntm_decimal *numbers = ntm_arena_array(w->build->scratch, places, sizeof *numbers);
    for (uint32_t i = 0; i < all->count; i++)
        if (place_of[i] >= 0)
            numbers[place_of[i]] = all->items[i].value.number;
    out.form = NTM_FORM_TABLE;
    out.table = numbers;
    out.places = places;
    out.key = key->v;
    out.ok = key->ok;
    return out;
}

/* choose and by_zone: arguments from `first` on, the i-th for the key's place_of[i] (-1: never). */
static ntm_pval by_place(ntm_writer *w, const ntm_node *node, const ntm_pval *given, uint32_t first,
                         const int32_t *place_of, uint32_t places, bool truth)
{
    ntm_pval key = ntm_pval_as_leaf(w, given);
    uint32_t count = node->nargs - first;
    branches all = {.items = ntm_arena_array(w->build->scratch, count, sizeof *all.items),
                    .count = count,
                    .unknown = ntm_plane_not(w, key.ok),
                    .bad = key.bad,
                    .hand = key.hand};
    bool *covered = ntm_arena_array(w->build->scratch, places, sizeof *covered);
    for (uint32_t i = 0; i < count; i++) {
        all.items[i].value = one_branch(w, node->args[first + i], truth);
        if (place_of[i] < 0)
            continue;
        uint32_t number = ntm_plan_number(w->build, place_of[i]);
        covered[place_of[i]] = true;
        all.items[i].taken =
            ntm_plane_and(w, key.ok, NTM_WRITE(w, EQUAL_CONST, number, NULL, key.v));
    }
    for (uint32_t p = 0; p < places; p++) {
        if (covered[p])
            continue;
        uint32_t number = ntm_plan_number(w->build, p);
        ntm_plane here = ntm_plane_and(w, key.ok, NTM_WRITE(w, EQUAL_CONST, number, NULL, key.v));
        all.bad = ntm_plane_or(w, all.bad, here);
    }
    if (truth)
        return select_truth(w, &all);
    if (places && places <= NTM_PLAN_PLACES && all_constant(&all))
        return table(w, &all, &key, place_of, places);
    return select_value(w, &all);
}

static ntm_pval choose(ntm_writer *w, const ntm_node *node, bool truth)
{
    const ntm_pval *key = ntm_plan_node(w, node->args[0]);
    const ntm_scale *scale = ntm_graph_node(w->build->graph, node->args[0])->type.scale;
    if (scale)
        return by_place(w, node, key, 1, node->key_values, scale->count, truth);
    int32_t *never = ntm_arena_array(w->build->scratch, node->nkeys, sizeof *never);
    for (uint32_t i = 0; i < node->nkeys; i++)
        never[i] = -1;
    return by_place(w, node, key, 1, never, 0, truth);
}

static ntm_pval by_zone(ntm_writer *w, const ntm_node *node, bool truth)
{
    ntm_build *build = w->build;
    if (build->zone_by == NTM_NO_REF)
        return ntm_pval_exact(truth);
    const ntm_pval *key = ntm_plan_node(w, build->zone_by);
    const ntm_scale *scale = ntm_graph_node(build->graph, build->zone_by)->type.scale;
    if (!ntm_pval_simple(key))
        return ntm_pval_exact(truth);
    int32_t *place_of = ntm_arena_array(build->scratch, node->nkeys, sizeof *place_of);
    for (uint32_t i = 0; i < node->nkeys; i++)
        place_of[i] = scale ? ntm_scale_find(scale, node->keys[i]) : -1;
    return by_place(w, node, key, 0, place_of, scale ? scale->count : 0, truth);
}

/* The entry for the year; of since, the last that is not after the date. */
static ntm_pval by_time(ntm_writer *w, const ntm_node *node, bool truth)
{
    const ntm_choice *choice = w->build->choice;
    uint32_t found = node->nkeys;
    for (uint32_t i = 0; i < node->nkeys; i++)
        if (node->op == NTM_OP_BY_YEAR ? node->key_values[i] == choice->year
                                       : node->key_values[i] <= choice->as_of)
            found = i;
    if (found == node->nkeys)
        return ntm_pval_error(truth);
    return one_branch(w, node->args[found], truth);
}

ntm_pval ntm_plan_select(ntm_writer *w, const ntm_node *node)
{
    bool truth = node->type.kind == NTM_K_TRUTH;
    switch (node->op) {
    case NTM_OP_WHEN:
        return when(w, node, truth);
    case NTM_OP_CHOOSE:
        return choose(w, node, truth);
    case NTM_OP_BY_ZONE:
        return by_zone(w, node, truth);
    default:
        return by_time(w, node, truth);
    }
}
