/* eval/interval_select.c - sets of what branches, children and other decisions can come to. */
#include <assert.h>
#include <stdlib.h>

#include "eval/interval_priv.h"

static ntm_num later(ntm_num a, ntm_num b, int direction)
{
    return ntm_num_cmp(a, b) * direction >= 0 ? a : b;
}

/* What two values can both be; false: they can't be alike. */
static bool meet(ntm_interval *interval, ntm_poss *into, const ntm_poss *other)
{
    if (!into->some || !other->some)
        return false;
    if (into->words) {
        uint64_t *codes = ntm_arena_array(interval->exact->arena, into->words, sizeof *codes);
        uint64_t any = 0;
        for (uint32_t w = 0; w < into->words; w++) {
            codes[w] = into->codes[w] & (w < other->words ? other->codes[w] : 0);
            any |= codes[w];
        }
        into->codes = codes;
        return any != 0;
    }
    ntm_num least = later(into->low.least, other->low.least, 1);
    ntm_num greatest = later(into->high.greatest, other->high.greatest, -1);
    *into = ntm_poss_numbers(least, greatest);
    return ntm_num_cmp(least, greatest) <= 0;
}

/* Where a condition or key is unknown for good: only what all branches can be alike, or unknown. */
static void join_undecided(ntm_interval *interval, ntm_poss *into, const ntm_poss *branches,
                           uint32_t count, bool truth)
{
    ntm_poss alike = branches[0];
    bool same = true, some = branches[0].some;
    ntm_truths error = 0;
    for (uint32_t i = 0; i < count; i++) {
        into->error |= branches[i].error;
        error |= branches[i].truths & NTM_CAN_ERR;
        alike.truths &= branches[i].truths;
        same = same && (truth ? branches[i].truths == branches[0].truths
                              : ntm_poss_same_single(&branches[i], &branches[0]) &&
                                    ntm_poss_single(&branches[i]));
        some = some && (i == 0 || meet(interval, &alike, &branches[i]));
    }
    alike.error = alike.missing = false;
    alike.some = some;
    ntm_truths known = alike.truths & ~NTM_CAN_ERR;
    if (truth && (!same || !known || (known & (known - 1))))
        alike.truths |= NTM_CAN_UNKNOWN;
    alike.truths |= error;
    if (!truth && !same)
        alike.missing = true;
    ntm_poss_join(interval, into, &alike);
}

static ntm_poss branch_value(ntm_interval *interval, const ntm_node *node, uint32_t arg,
                             ntm_row row)
{
    ntm_poss p = ntm_poss_eval(interval, node->args[arg], row);
    if (node->type.kind == NTM_K_TRUTH)
        p = ntm_poss_truth(ntm_poss_truths(&p));
    return p;
}

static ntm_poss select_when(ntm_interval *interval, const ntm_node *node, ntm_row row)
{
    ntm_poss condition = ntm_poss_eval(interval, node->args[0], row), result = {0};
    ntm_truths can = ntm_poss_truths(&condition);
    ntm_poss branches[2] = {branch_value(interval, node, 1, row),
                            branch_value(interval, node, 2, row)};
    if (can & NTM_CAN_PASS)
        ntm_poss_join(interval, &result, &branches[0]);
    if (can & NTM_CAN_FAIL)
        ntm_poss_join(interval, &result, &branches[1]);
    if (can & NTM_CAN_UNKNOWN)
        join_undecided(interval, &result, branches, 2, node->type.kind == NTM_K_TRUTH);
    if (can & NTM_CAN_ERR) {
        result.error = true;
        if (node->type.kind == NTM_K_TRUTH)
            result.truths |= NTM_CAN_ERR;
    }
    return result;
}

static bool can_be(const ntm_poss *key, int32_t place)
{
    return key->some && (uint32_t)place < key->words * 64 &&
           (key->codes[place / 64] >> (place % 64) & 1);
}

/* The set of zone indices at a row. */
static ntm_poss zone_index(ntm_interval *interval, ntm_row row)
{
    ntm_exact *exact = interval->exact;
    ntm_val now = ntm_exact_zone_index(exact, row);
    uint32_t count;
    ntm_graph_zones(exact->graph, &count);
    if (now.state == NTM_VAL_ERROR || interval->zone_depth)
        return (ntm_poss){.error = true};
    interval->zone_depth++;
    ntm_poss key = ntm_poss_eval(interval, exact->document->zone_by, row), zones = {0};
    interval->zone_depth--;
    zones.missing = key.missing;
    zones.error = key.error;
    const ntm_scale *scale = ntm_graph_node(exact->graph, exact->document->zone_by)->type.scale;
    const char *const *names = ntm_graph_zones(exact->graph, &count);
    for (uint32_t z = 0; scale && z < count; z++) {
        int place = ntm_scale_find(scale, names[z]);
        if (place < 0 || !can_be(&key, place))
            continue;
        ntm_val zone = ntm_val_code((int32_t)z);
        ntm_poss one = ntm_poss_of(interval, &zone, count);
        ntm_poss_join(interval, &zones, &one);
    }
    return zones;
}

/* choose and by_zone: the union over the keys that are possible. */
static ntm_poss select_keyed(ntm_interval *interval, const ntm_node *node, ntm_row row)
{
    bool truth = node->type.kind == NTM_K_TRUTH;
    uint32_t first = node->op == NTM_OP_CHOOSE;
    ntm_poss key = first ? ntm_poss_eval(interval, node->args[0], row) : zone_index(interval, row);
    ntm_poss *branches = ntm_xcalloc(node->nkeys + 1u, sizeof *branches), result = {0};
    bool found = false;
    for (uint32_t i = 0; i < node->nkeys; i++) {
        branches[i] = branch_value(interval, node, first + i, row);
        if (can_be(&key, node->key_values[i])) {
            ntm_poss_join(interval, &result, &branches[i]);
            found = true;
        }
    }
    if (key.missing)
        join_undecided(interval, &result, branches, node->nkeys, truth);
    if (key.error || (key.some && !found)) {
        result.error = true;
        if (truth)
            result.truths |= NTM_CAN_ERR;
    }
    free(branches);
    return result;
}

ntm_poss ntm_poss_select(ntm_interval *interval, const ntm_node *node, ntm_row row)
{
    if (node->op == NTM_OP_WHEN)
        return select_when(interval, node, row);
    if (node->op == NTM_OP_CHOOSE || node->op == NTM_OP_BY_ZONE)
        return select_keyed(interval, node, row);
    ntm_branch branch = ntm_exact_branch(interval->exact, node, row);
    if (branch.known)
        return branch_value(interval, node, branch.arg, row);
    return node->type.kind == NTM_K_TRUTH ? ntm_poss_truth(NTM_CAN_ERR) : (ntm_poss){.error = true};
}

ntm_poss ntm_poss_first_known(ntm_interval *interval, const ntm_node *node, ntm_row row)
{
    ntm_poss result = {0};
    bool missing = true, reached = true;
    for (uint32_t i = 0; i < node->nargs; i++) {
        ntm_poss p = ntm_poss_eval(interval, node->args[i], row);
        ntm_val now = ntm_exact_eval(interval->exact, node->args[i], row);
        result.error |= p.error;
        if (!reached)
            continue;
        missing = missing && p.missing;
        p.missing = p.error = false;
        ntm_poss_join(interval, &result, &p);
        reached = now.state == NTM_VAL_MISSING;
    }
    result.missing = missing;
    return result;
}

ntm_poss ntm_poss_first_of(ntm_interval *interval, const ntm_node *node, ntm_row row)
{
    ntm_poss result = {0};
    bool open = true, unsure = false;
    for (uint32_t i = 0; i < node->nargs; i++) {
        ntm_poss p = ntm_poss_eval(interval, node->args[i], row);
        bool condition = i % 2 == 0 && i + 1 < node->nargs;
        ntm_truths can = condition ? ntm_poss_truths(&p) : 0;
        result.error |= p.error || (can & NTM_CAN_ERR);
        if (!open)
            continue;
        if (!condition) { /* the last: otherwise */
            p.error = false;
            ntm_poss_join(interval, &result, &p);
            continue;
        }
        ntm_poss points = ntm_poss_eval(interval, node->args[++i], row);
        result.error |= points.error;
        points.error = false;
        if (can & (NTM_CAN_PASS | NTM_CAN_UNKNOWN))
            ntm_poss_join(interval, &result, &points);
        unsure = unsure || (can & NTM_CAN_UNKNOWN);
        open = (can & (NTM_CAN_FAIL | NTM_CAN_UNKNOWN)) != 0;
    }
    if (unsure && result.some) { /* points may be bounds: anywhere between the least and the most */
        result.exact = false;
        result.low.greatest = result.high.greatest;
        result.high.least = result.low.least;
    }
    return result;
}

static ntm_poss count_children(ntm_interval *interval, const ntm_node *node, ntm_row first,
                               int32_t total)
{
    ntm_truth_counts c = {0};
    for (int32_t i = 0; i < total; i++) {
        ntm_poss p = ntm_poss_eval(interval, node->args[0], first + i);
        ntm_truth_count(&c, ntm_poss_truths(&p));
    }
    ntm_poss count = {.missing = !total, .error = c.can_err, .some = total > 0};
    count.exact = !c.can_unknown;
    count.low = (ntm_range){ntm_num_int(c.must_pass), ntm_num_int(c.can_pass)};
    count.high = (ntm_range){ntm_num_int(c.cannot_fail), ntm_num_int(c.may_not_fail)};
    if (c.must_err)
        count = (ntm_poss){.error = true};
    if (node->op == NTM_OP_CHILD_COUNT_WHERE || !count.some)
        return count;
    ntm_num rate;
    bool fits = ntm_num_div(interval->exact->arena, ntm_num_int(100), ntm_num_int(total), &rate);
    assert(fits);
    (void)fits;
    ntm_poss each = ntm_poss_numbers(rate, rate);
    return ntm_poss_arithmetic(interval, NTM_OP_MUL, &count, &each);
}

ntm_poss ntm_poss_children(ntm_interval *interval, const ntm_node *node, ntm_row row)
{
    ntm_row first;
    int32_t total = ntm_exact_child_rows(interval->exact, node, row, &first);
    if (node->op == NTM_OP_CHILD_COUNT)
        return total ? ntm_poss_numbers(ntm_num_int(total), ntm_num_int(total))
                     : (ntm_poss){.missing = true};
    if (node->op == NTM_OP_CHILD_COUNT_WHERE || node->op == NTM_OP_CHILD_PERCENT_WHERE)
        return count_children(interval, node, first, total);
    bool truth = node->type.kind == NTM_K_TRUTH;
    if (!total)
        return truth ? ntm_poss_truth(NTM_CAN_UNKNOWN) : (ntm_poss){.missing = true};
    ntm_poss result = ntm_poss_eval(interval, node->args[0], first);
    result.truths = truth ? ntm_poss_truths(&result) : 0;
    for (int32_t i = 1; i < total; i++) {
        ntm_poss next = ntm_poss_eval(interval, node->args[0], first + i);
        if (node->op == NTM_OP_CHILD_ALL)
            result.truths = ntm_truths_least(result.truths, ntm_poss_truths(&next));
        else if (node->op == NTM_OP_CHILD_ANY)
            result.truths = ntm_truths_greatest(result.truths, ntm_poss_truths(&next));
        else if (node->op == NTM_OP_CHILD_SUM)
            result = ntm_poss_arithmetic(interval, NTM_OP_ADD, &result, &next);
        else
            result =
                ntm_poss_extreme(interval, &result, &next, node->op == NTM_OP_CHILD_LEAST ? -1 : 1);
    }
    return truth ? ntm_poss_truth(result.truths) : result;
}
