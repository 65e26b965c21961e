/*
 * eval/plan_level.c - fields, and what is read at children or parents.
 *
 * What another level gives is written to a store by a segment of that level and read through a map
 * of rows (plan_map.c). A node's depth is the number of levels crossed below it; segments run in the
 * order of their depth, so that everything read across levels is there.
 */
#include "eval/plan_build_priv.h"

static ntm_level find_parent_level(const ntm_build *build, ntm_level level)
{
    const ntm_plan *plan = build->plan;
    ntm_level found = NTM_LEVEL_NONE;
    for (int32_t i = 0; i < plan->level_count[level]; i++) {
        ntm_row parent = ntm_frame_row(plan->frame, plan->level_first[level] + i)->parent;
        if (parent < 0)
            continue;
        ntm_level of_parent = ntm_frame_row(plan->frame, parent)->unit->level;
        if (found != NTM_LEVEL_NONE && found != of_parent)
            return NTM_LEVEL_COUNT;
        found = of_parent;
    }
    return found;
}

/* The one level of the parents of a level's rows; NONE: no parents at all; COUNT: several. */
static ntm_level parent_level(ntm_build *build, ntm_level level)
{
    if (!build->parents_known[level]) {
        build->parents_known[level] = true;
        build->parent_level[level] = find_parent_level(build, level);
    }
    return build->parent_level[level];
}

static uint32_t depth_of_node(ntm_build *build, const ntm_node *node, ntm_level level)
{
    ntm_level at = level;
    uint32_t crossed = 0, deepest = 0;
    switch (node->op) {
    case NTM_OP_PARENT:
        at = parent_level(build, level);
        if (at >= NTM_LEVEL_COUNT)
            return 0;
        crossed = 1;
        break;
    case NTM_OP_CHILD_COUNT:
    case NTM_OP_CHILD_COUNT_WHERE:
    case NTM_OP_CHILD_PERCENT_WHERE:
    case NTM_OP_CHILD_SUM:
    case NTM_OP_CHILD_LEAST:
    case NTM_OP_CHILD_GREATEST:
    case NTM_OP_CHILD_ALL:
    case NTM_OP_CHILD_ANY:
        at = node->level;
        crossed = node->nargs;
        break;
    case NTM_OP_BY_ZONE:
        if (build->zone_by != NTM_NO_REF)
            deepest = ntm_plan_depth(build, build->zone_by, level);
        break;
    default:
        break;
    }
    for (uint32_t i = 0; i < node->nargs; i++) {
        uint32_t depth = crossed + ntm_plan_depth(build, node->args[i], at);
        deepest = depth > deepest ? depth : deepest;
    }
    return deepest > NTM_PLAN_DEPTH ? NTM_PLAN_DEPTH + 1 : deepest;
}

uint32_t ntm_plan_depth(ntm_build *build, ntm_ref ref, ntm_level level)
{
    if (!build->depths[level])
        build->depths[level] = ntm_arena_alloc(build->scratch, ntm_graph_count(build->graph));
    if (!build->depths[level][ref]) {
        const ntm_node *node = ntm_graph_node(build->graph, ref);
        build->depths[level][ref] = (uint8_t)(depth_of_node(build, node, level) + 1);
    }
    return build->depths[level][ref] - 1u;
}

/* The segment where a node read at another level is written. */
static ntm_writer *writer_at(ntm_build *build, ntm_level level, ntm_ref ref)
{
    uint32_t depth = ntm_plan_depth(build, ref, level);
    if (depth > NTM_PLAN_DEPTH)
        return NULL;
    ntm_writer **writer = &build->writers[level][depth];
    if (!*writer)
        *writer = ntm_writer_new(build, level, depth);
    return *writer;
}

/* A bitmap that is all 0 or all 1 is known as such. */
static ntm_plane bitmap(ntm_writer *w, const uint64_t *words, int32_t rows)
{
    bool any = false, all = true;
    for (int32_t i = 0; words && i < rows; i += 64) {
        uint64_t whole = rows - i >= 64 ? UINT64_MAX : (UINT64_C(1) << (rows - i)) - 1;
        any = any || words[i / 64];
        all = all && words[i / 64] == whole;
    }
    if (!any)
        return NTM_PLANE_NONE;
    return all ? NTM_PLANE_ALL : ntm_plane_input(w, words);
}

/* A crossing of levels: from the segment `there` into the segment `here`. */
typedef struct crossing {
    ntm_writer *here, *there;
    uint32_t map;
    ntm_plane some; /* here: rows with a child, or with a row above */
} crossing;

static crossing cross(ntm_writer *here, ntm_writer *there, uint32_t map)
{
    const ntm_plan *plan = here->build->plan;
    return (crossing){here, there, map,
                      bitmap(here, plan->maps[map].some, plan->level_count[here->level])};
}

/* A register's value across the levels: CHILD_ANY, CHILD_COUNT, FETCH_PLANE, FETCH_VECTOR. */
static uint32_t across(const crossing *c, ntm_kop op, bool vector, uint32_t number)
{
    uint32_t store = ntm_plan_store(c->there, vector, number);
    return ntm_write_leaf(c->here, op, ntm_plan_link(c->here->build, c->map, store, NTM_NO_STORE),
                          NULL);
}

static ntm_plane any_child(const crossing *c, ntm_plane plane)
{
    if (plane == NTM_PLANE_NONE)
        return NTM_PLANE_NONE;
    if (plane == NTM_PLANE_ALL)
        return c->some;
    return across(c, NTM_KOP_CHILD_ANY, false, plane);
}

static ntm_plane every_child(const crossing *c, ntm_plane plane)
{
    return ntm_plane_and_not(c->here, c->some, any_child(c, ntm_plane_not(c->there, plane)));
}

static ntm_vector count_children(const crossing *c, ntm_plane plane)
{
    ntm_build *build = c->here->build;
    if (plane == NTM_PLANE_NONE)
        return ntm_write_leaf(c->here, NTM_KOP_FILL, ntm_plan_number(build, 0), NULL);
    if (plane == NTM_PLANE_ALL)
        return ntm_vector_input(c->here, build->plan->maps[c->map].total);
    return across(c, NTM_KOP_CHILD_COUNT, false, plane);
}

static ntm_plane fetch_plane(const crossing *c, ntm_plane plane)
{
    if (plane == NTM_PLANE_NONE)
        return NTM_PLANE_NONE;
    if (plane == NTM_PLANE_ALL)
        return c->some;
    return across(c, NTM_KOP_FETCH_PLANE, false, plane);
}

static ntm_vector fetch_vector(const crossing *c, ntm_vector vector)
{
    return across(c, NTM_KOP_FETCH_VECTOR, true, vector);
}

/* A value of a row above, read at each row below it. */
static ntm_pval fetch(const crossing *c, const ntm_pval *given)
{
    ntm_pval x = ntm_pval_plain(c->there, given);
    if (ntm_pval_simple(&x) && x.form != NTM_FORM_CONST)
        x = ntm_pval_as_leaf(c->there, &x);
    ntm_pval out = x;
    out.ok = fetch_plane(c, x.ok);
    out.bad = fetch_plane(c, x.bad);
    out.hand = fetch_plane(c, x.hand);
    switch (x.form) {
    case NTM_FORM_RATIO:
        out.a = fetch_vector(c, x.a);
        out.b = fetch_vector(c, x.b);
        if (x.shared) {
            out.share = fetch_vector(c, x.share);
            out.share_ok = fetch_plane(c, x.share_ok);
        }
        break;
    case NTM_FORM_REAL:
        out.e = fetch_vector(c, x.e);
        out.v = fetch_vector(c, x.v);
        break;
    case NTM_FORM_LEAF:
        out.v = fetch_vector(c, x.v);
        break;
    default:
        break;
    }
    return out;
}

static ntm_pval read_column(ntm_writer *w, const ntm_column *column)
{
    ntm_pval out =
        ntm_pval_leaf(ntm_vector_input(w, column->value), bitmap(w, column->valid, column->count));
    out.bad = bitmap(w, column->bad, column->count);
    out.hand = column->any_bounded ? bitmap(w, column->bounded, column->count) : NTM_PLANE_NONE;
    return out;
}

/* A reader of columns only, for values that are fetched without a step in between. */
static ntm_writer *columns_of(ntm_build *build, ntm_level level)
{
    ntm_writer **writer = &build->writers[level][0];
    if (!*writer)
        *writer = ntm_writer_new(build, level, 0);
    return *writer;
}

ntm_pval ntm_plan_field(ntm_writer *w, const ntm_field *field, const ntm_field *whole,
                        bool previous)
{
    ntm_build *build = w->build;
    ntm_level read_at;
    if (!ntm_field_readable(field, w->level, &read_at))
        return ntm_pval_exact(false);
    const ntm_column *column =
        ntm_frame_column(build->plan->frame, field, whole, previous, read_at);
    if (!column)
        return ntm_pval_exact(false);
    if (read_at == w->level)
        return read_column(w, column);
    ntm_level_set above = field->levels;
    for (ntm_level level = 0; level < NTM_LEVEL_COUNT; level++)
        if (!ntm_level_above(level, w->level))
            above &= (ntm_level_set)~NTM_LEVEL_BIT(level);
    if (above & (above - 1u))
        return ntm_pval_exact(false); /* the nearest above may differ from row to row */
    crossing c = cross(w, columns_of(build, read_at),
                       ntm_plan_map(build, w->level, read_at, NTM_MAP_ANCESTOR));
    ntm_pval value = read_column(c.there, column);
    return fetch(&c, &value);
}

ntm_pval ntm_plan_parent(ntm_writer *w, const ntm_node *node)
{
    ntm_level above = parent_level(w->build, w->level);
    if (above == NTM_LEVEL_NONE)
        return ntm_pval_missing();
    if (above == NTM_LEVEL_COUNT)
        return ntm_pval_exact(false);
    ntm_writer *there = writer_at(w->build, above, node->args[0]);
    if (!there)
        return ntm_pval_exact(false);
    crossing c = cross(w, there, ntm_plan_map(w->build, w->level, above, NTM_MAP_PARENT));
    return fetch(&c, ntm_plan_node(there, node->args[0]));
}

/* Sum, least or greatest of a number of all children. */
static ntm_pval extreme_or_sum(const crossing *c, ntm_kop op, const ntm_pval *given)
{
    ntm_writer *w = c->here;
    const ntm_map *map = &w->build->plan->maps[c->map];
    ntm_pval x = ntm_pval_plain(c->there, given);
    bool leaf = ntm_pval_simple(&x);
    x = leaf ? ntm_pval_as_leaf(c->there, &x) : ntm_pval_as_real(c->there, &x);
    ntm_pval out = x;
    out.form = leaf && op != NTM_KOP_CHILD_SUM ? NTM_FORM_LEAF : NTM_FORM_REAL;
    out.ok = every_child(c, x.ok);
    out.bad = any_child(c, x.bad);
    out.hand = any_child(c, x.hand);
    uint32_t values = ntm_plan_store(c->there, true, x.v);
    uint32_t errors = leaf ? NTM_NO_STORE : ntm_plan_store(c->there, true, x.e);
    out.v = ntm_write_leaf(w, op, ntm_plan_link(w->build, c->map, values, errors), &out.e);
    if (op != NTM_KOP_CHILD_SUM)
        return out;
    if (x.decimal) {
        out.top = x.top + 31; /* fewer than 2^31 children */
        return out;
    }
    /* Denominators multiply: with very many children the sum may grow beyond the limit. */
    uint32_t each = x.top + x.bottom + 1, most = NTM_PLAN_BITS / each;
    if (map->most > (int32_t)most) {
        uint32_t number = ntm_plan_number(w->build, most);
        ntm_vector total = ntm_vector_input(w, map->total);
        out.hand = ntm_plane_or(w, out.hand, NTM_WRITE(w, MORE_CONST, number, NULL, total));
    } else {
        most = (uint32_t)map->most;
    }
    out.top = out.bottom = each * most;
    return out;
}

static ntm_pval truths(const crossing *c, ntm_op op, const ntm_pval *x)
{
    ntm_writer *w = c->here;
    ntm_vector passes = count_children(c, x->pass), most = count_children(c, x->maybe);
    ntm_vector total = ntm_vector_input(w, w->build->plan->maps[c->map].total);
    ntm_pval out = ntm_pval_leaf(passes, c->some);
    uint32_t zero = ntm_plan_number(w->build, 0);
    if (op == NTM_OP_CHILD_ALL) {
        ntm_plane short_of = NTM_WRITE(w, LESS, 0, NULL, passes, total);
        ntm_plane never = NTM_WRITE(w, LESS, 0, NULL, most, total);
        out = ntm_pval_truth(ntm_plane_and_not(w, c->some, short_of),
                             ntm_plane_not(w, ntm_plane_and(w, c->some, never)));
    } else if (op == NTM_OP_CHILD_ANY) {
        ntm_plane one = NTM_WRITE(w, MORE_CONST, zero, NULL, passes);
        ntm_plane perhaps = NTM_WRITE(w, MORE_CONST, zero, NULL, most);
        out = ntm_pval_truth(ntm_plane_and(w, c->some, one), ntm_plane_or_not(w, perhaps, c->some));
    } else {
        out.form = NTM_FORM_COUNT;
        out.a = passes;
        out.high = most;
        out.b = total;
        out.percent = op == NTM_OP_CHILD_PERCENT_WHERE;
        out.decimal = !out.percent;
    }
    out.bad = any_child(c, x->bad);
    out.hand = any_child(c, x->hand);
    return out;
}

ntm_pval ntm_plan_children(ntm_writer *w, const ntm_node *node)
{
    bool truth = node->type.kind == NTM_K_TRUTH;
    uint32_t map = ntm_plan_map(w->build, w->level, node->level, NTM_MAP_CHILDREN);
    if (node->op == NTM_OP_CHILD_COUNT) {
        crossing c = cross(w, w, map);
        return ntm_pval_leaf(ntm_vector_input(w, w->build->plan->maps[map].total), c.some);
    }
    ntm_writer *there = writer_at(w->build, node->level, node->args[0]);
    if (!there)
        return ntm_pval_exact(truth);
    crossing c = cross(w, there, map);
    switch (node->op) {
    case NTM_OP_CHILD_SUM:
        return extreme_or_sum(&c, NTM_KOP_CHILD_SUM, ntm_plan_node(there, node->args[0]));
    case NTM_OP_CHILD_LEAST:
        return extreme_or_sum(&c, NTM_KOP_CHILD_LEAST, ntm_plan_node(there, node->args[0]));
    case NTM_OP_CHILD_GREATEST:
        return extreme_or_sum(&c, NTM_KOP_CHILD_GREATEST, ntm_plan_node(there, node->args[0]));
    default: {
        ntm_pval x = ntm_plan_truth(there, node->args[0]);
        return truths(&c, node->op, &x);
    }
    }
}
