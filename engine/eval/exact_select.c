/*
 * eval/exact_select.c - when, choose, by_zone, by_year, since, first_of, and the zone of a unit.
 *
 * A branch that is not taken is not looked at, not even for an error. Where it can't be told
 * which is taken, all are: equal ones decide all the same.
 */
#include <string.h>

#include "eval/exact_priv.h"

ntm_val ntm_exact_zone_index(ntm_exact *exact, ntm_row row)
{
    const ntm_document *document = exact->document;
    if (!document->zone_scheme || document->zone_by == NTM_NO_REF)
        return ntm_val_missing(NTM_WHY_MISSING);
    if (exact->zone_depth) /* a scheme computed by its own zones */
        return ntm_val_error("cycle", document->zone_scheme);
    exact->zone_depth++;
    ntm_val key = ntm_exact_eval(exact, document->zone_by, row);
    exact->zone_depth--;
    if (key.state != NTM_VAL_CODE)
        return key;
    const ntm_scale *scale = ntm_graph_node(exact->graph, document->zone_by)->type.scale;
    const char *code = scale->codes[key.code];
    uint32_t count;
    const char *const *zones = ntm_graph_zones(exact->graph, &count);
    for (uint32_t z = 0; z < count; z++)
        if (strcmp(zones[z], code) == 0)
            return ntm_val_code((int32_t)z);
    return ntm_val_error("no-choice", code);
}

static ntm_branch taken(uint32_t arg) { return (ntm_branch){.known = true, .arg = arg}; }

static ntm_branch stopped(ntm_val error) { return (ntm_branch){.stop = error}; }

static ntm_branch any_from(uint32_t first, uint32_t count, ntm_val key)
{
    return (ntm_branch){.first = first, .count = count, .stop = key};
}

/* The entry for a key, by the numbers of the keys. */
static ntm_branch by_key(const ntm_node *node, int32_t value, uint32_t first, const char *shown)
{
    for (uint32_t i = 0; i < node->nkeys; i++)
        if (node->key_values[i] == value)
            return taken(first + i);
    return stopped(ntm_val_error("no-choice", shown));
}

static ntm_branch by_year(const ntm_exact *exact, const ntm_node *node)
{
    ntm_branch branch = by_key(node, exact->choice->year, 0, NULL);
    if (!branch.known)
        branch.stop.error.detail = ntm_arena_printf(exact->arena, "%d", exact->choice->year);
    return branch;
}

static ntm_branch since(const ntm_exact *exact, const ntm_node *node)
{
    uint32_t found = node->nkeys;
    for (uint32_t i = 0; i < node->nkeys && node->key_values[i] <= exact->choice->as_of; i++)
        found = i; /* keys rise */
    if (found < node->nkeys)
        return taken(found);
    char date[NTM_DATE_TEXT];
    ntm_date_format(exact->choice->as_of, date);
    return stopped(ntm_val_error("no-choice", ntm_arena_strdup(exact->arena, date)));
}

ntm_branch ntm_exact_branch(ntm_exact *exact, const ntm_node *node, ntm_row row)
{
    ntm_val key;
    switch (node->op) {
    case NTM_OP_WHEN:
        key = ntm_exact_eval(exact, node->args[0], row);
        if (key.state == NTM_VAL_ERROR)
            return stopped(key);
        if (key.state == NTM_VAL_TRUTH && key.tri != NTM_UNKNOWN)
            return taken(key.tri == NTM_PASS ? 1 : 2);
        return any_from(1, 2, ntm_val_missing(NTM_WHY_UNDECIDED));
    case NTM_OP_CHOOSE:
        key = ntm_exact_eval(exact, node->args[0], row);
        if (key.state == NTM_VAL_ERROR)
            return stopped(key);
        if (key.state == NTM_VAL_MISSING)
            return any_from(1, node->nargs - 1, key);
        return by_key(node, key.code, 1,
                      ntm_graph_node(exact->graph, node->args[0])->type.scale->codes[key.code]);
    case NTM_OP_BY_ZONE: {
        key = ntm_exact_zone_index(exact, row);
        if (key.state == NTM_VAL_ERROR)
            return stopped(key);
        if (key.state == NTM_VAL_MISSING)
            return any_from(0, node->nargs, key);
        return by_key(node, key.code, 0, NULL);
    }
    case NTM_OP_BY_YEAR:
        return by_year(exact, node);
    default:
        return since(exact, node);
    }
}

ntm_val ntm_exact_select(ntm_exact *exact, const ntm_node *node, ntm_row row)
{
    ntm_branch branch = ntm_exact_branch(exact, node, row);
    if (branch.known)
        return ntm_exact_eval(exact, node->args[branch.arg], row);
    if (!branch.count)
        return branch.stop;

    ntm_val first = {0};
    bool same = true;
    for (uint32_t i = 0; i < branch.count; i++) {
        ntm_val v = ntm_exact_eval(exact, node->args[branch.first + i], row);
        if (v.state == NTM_VAL_ERROR)
            return v;
        if (i == 0)
            first = v;
        same = same && ntm_val_same(&first, &v);
    }
    return same ? first : branch.stop;
}

/* Widen an answer by another that is possible; missing where one of two is. */
static void widen(ntm_val *all, const ntm_val *v, uint32_t *count)
{
    if ((*count)++ == 0)
        *all = *v;
    else if (ntm_val_is_number(all) && ntm_val_is_number(v))
        *all = ntm_val_bounds(ntm_num_cmp(v->low, all->low) < 0 ? v->low : all->low,
                              ntm_num_cmp(v->high, all->high) > 0 ? v->high : all->high);
    else if (ntm_val_is_number(all))
        *all = *v;
}

ntm_val ntm_exact_first_of(ntm_exact *exact, const ntm_node *node, ntm_row row)
{
    ntm_val all = {0};
    uint32_t possible = 0;
    bool settled = false;
    for (uint32_t i = 0; i < node->nargs; i++) { /* errors first: every argument is looked at */
        ntm_val v = ntm_exact_eval(exact, node->args[i], row);
        if (v.state == NTM_VAL_ERROR)
            return v;
    }
    for (uint32_t i = 0; i + 1 < node->nargs && !settled; i += 2) {
        ntm_val c = ntm_exact_eval(exact, node->args[i], row);
        if (c.state == NTM_VAL_TRUTH && c.tri == NTM_FAIL)
            continue;
        ntm_val v = ntm_exact_eval(exact, node->args[i + 1], row);
        widen(&all, &v, &possible);
        settled = c.state == NTM_VAL_TRUTH && c.tri == NTM_PASS;
    }
    if (!settled) {
        ntm_val v = ntm_exact_eval(exact, node->args[node->nargs - 1], row);
        widen(&all, &v, &possible);
    }
    return all;
}
