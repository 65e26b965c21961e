/*
 * eval/exact_children.c - aggregates over the children of a unit.
 *
 * No children on record is never "all of them": counts are missing then, truths unknown. A count of
 * which some are unknown is bounded by what the unknown ones may turn out to be.
 */
#include "eval/exact_priv.h"

int32_t ntm_exact_child_rows(const ntm_exact *exact, const ntm_node *node, ntm_row row,
                             ntm_row *first_out)
{
    const ntm_row_info *info = ntm_frame_row(exact->frame, row);
    *first_out = info->first_child[node->level];
    return info->child_count[node->level];
}

typedef struct counts {
    int32_t passes, unknowns, total;
} counts;

/* How the children's truths fall; false: *error is the first error among them. */
static bool count(ntm_exact *exact, const ntm_node *node, ntm_row row, counts *out, ntm_val *error)
{
    ntm_row first;
    *out = (counts){.total = ntm_exact_child_rows(exact, node, row, &first)};
    for (int32_t i = 0; i < out->total; i++) {
        ntm_val v = ntm_exact_eval(exact, node->args[0], first + i);
        if (v.state == NTM_VAL_ERROR) {
            *error = v;
            return false;
        }
        if (v.state != NTM_VAL_TRUTH || v.tri == NTM_UNKNOWN)
            out->unknowns++;
        else
            out->passes += v.tri == NTM_PASS;
    }
    return true;
}

static ntm_val of_truths(ntm_exact *exact, const ntm_node *node, ntm_row row)
{
    counts n;
    ntm_val error;
    if (!count(exact, node, row, &n, &error))
        return error;
    int32_t fails = n.total - n.passes - n.unknowns;
    switch (node->op) {
    case NTM_OP_CHILD_ALL:
        if (!n.total)
            return ntm_val_truth(NTM_UNKNOWN);
        return ntm_val_truth(fails ? NTM_FAIL : n.unknowns ? NTM_UNKNOWN : NTM_PASS);
    case NTM_OP_CHILD_ANY:
        if (!n.total)
            return ntm_val_truth(NTM_UNKNOWN);
        return ntm_val_truth(n.passes ? NTM_PASS : n.unknowns ? NTM_UNKNOWN : NTM_FAIL);
    default:
        break;
    }
    if (!n.total)
        return ntm_val_missing(NTM_WHY_NO_CHILDREN);
    ntm_val number = ntm_val_bounds(ntm_num_int(n.passes), ntm_num_int(n.passes + n.unknowns));
    if (node->op == NTM_OP_CHILD_COUNT_WHERE)
        return number;
    ntm_val share = ntm_val_number(ntm_num_int(n.total));
    share = ntm_val_arithmetic(exact->arena, NTM_OP_RATIO, &number, &share);
    ntm_val hundred = ntm_val_number(ntm_num_int(100));
    return ntm_val_arithmetic(exact->arena, NTM_OP_MUL, &hundred, &share);
}

static ntm_val of_numbers(ntm_exact *exact, const ntm_node *node, ntm_row row)
{
    ntm_row first;
    int32_t total = ntm_exact_child_rows(exact, node, row, &first);
    ntm_val result = ntm_val_missing(NTM_WHY_NO_CHILDREN), missing = {0};
    bool any_missing = false;
    for (int32_t i = 0; i < total; i++) {
        ntm_val v = ntm_exact_eval(exact, node->args[0], first + i);
        if (v.state == NTM_VAL_ERROR)
            return v;
        if (v.state == NTM_VAL_MISSING && !any_missing) {
            any_missing = true;
            missing = v;
        }
    }
    if (any_missing)
        return missing;
    for (int32_t i = 0; i < total && result.state != NTM_VAL_ERROR; i++) {
        ntm_val v = ntm_exact_eval(exact, node->args[0], first + i);
        if (i == 0)
            result = v;
        else if (node->op == NTM_OP_CHILD_SUM)
            result = ntm_val_arithmetic(exact->arena, NTM_OP_ADD, &result, &v);
        else
            result = ntm_val_extreme(&result, &v, node->op == NTM_OP_CHILD_LEAST ? -1 : 1);
    }
    return result;
}

ntm_val ntm_exact_children(ntm_exact *exact, const ntm_node *node, ntm_row row)
{
    ntm_row first;
    int32_t total;
    switch (node->op) {
    case NTM_OP_CHILD_COUNT:
        total = ntm_exact_child_rows(exact, node, row, &first);
        return total ? ntm_val_number(ntm_num_int(total)) : ntm_val_missing(NTM_WHY_NO_CHILDREN);
    case NTM_OP_CHILD_SUM:
    case NTM_OP_CHILD_LEAST:
    case NTM_OP_CHILD_GREATEST:
        return of_numbers(exact, node, row);
    default:
        return of_truths(exact, node, row);
    }
}
