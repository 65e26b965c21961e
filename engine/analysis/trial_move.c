/*
 * analysis/trial_move.c - one comparison pushed over its threshold: the target is carried down the
 * expression to a figure (trial_figure.c).
 */
#include <string.h>

#include "analysis/trial_priv.h"
#include "model/tri.h"

/* ---- arithmetic ---- */

static bool push_share(ntm_push *p, const ntm_node *node, ntm_row row, ntm_aim aim)
{
    ntm_aim whole = {0}, part = aim, other;
    ntm_num hundred = ntm_num_int(node->op == NTM_OP_PERCENT ? 100 : 1);

    if (!ntm_push_value_of(p, node->args[1], row, &whole) || ntm_num_sign(whole.number) == 0)
        return ntm_push_value(p, node->args[1], row,
                              (ntm_aim){.direction = 1, .strict = true, .number = ntm_num_int(0)});
    if (!ntm_num_mul(p->arena, aim.number, whole.number, &part.number) ||
        !ntm_num_div(p->arena, part.number, hundred, &part.number))
        return false;
    part.direction = aim.direction * ntm_num_sign(whole.number);
    if (ntm_push_value(p, node->args[0], row, part))
        return true;
    /* the part cannot move: the whole does, the other way */
    other = aim;
    other.direction = -aim.direction;
    return ntm_num_sign(aim.number) > 0 && ntm_push_value_of(p, node->args[0], row, &part) &&
           ntm_num_mul(p->arena, part.number, hundred, &other.number) &&
           ntm_num_div(p->arena, other.number, aim.number, &other.number) &&
           ntm_push_value(p, node->args[1], row, other);
}

/* No argument can do it alone: each does its share. */
static bool push_evenly(ntm_push *p, const ntm_node *node, ntm_row row, ntm_aim aim)
{
    bool ok = node->op == NTM_OP_ADD && aim.direction &&
              ntm_num_div(p->arena, aim.number, ntm_num_int(node->nargs), &aim.number);

    for (uint32_t i = 0; ok && i < node->nargs; i++)
        ok = ntm_push_value(p, node->args[i], row, aim);
    return ok;
}

/* An argument of a sum (or the side of a difference) takes what the others leave. */
static bool push_sum(ntm_push *p, const ntm_node *node, ntm_row row, ntm_aim aim)
{
    ntm_aim total = {0}, here = {0}, wanted;

    for (uint32_t i = 0; i < node->nargs; i++) {
        bool minus = node->op == NTM_OP_SUB && i == 1;
        ntm_num rest;

        total.number = ntm_num_int(0);
        for (uint32_t k = 0; k < node->nargs; k++) {
            if (k == i)
                continue;
            if (!ntm_push_value_of(p, node->args[k], row, &here))
                return ntm_push_value(p, node->args[k], row,
                                      (ntm_aim){.direction = 1, .number = ntm_num_int(0)});
            if (node->op == NTM_OP_SUB && k == 1) {
                if (!ntm_num_sub(p->arena, total.number, here.number, &total.number))
                    return false;
            } else if (!ntm_num_add(p->arena, total.number, here.number, &total.number)) {
                return false;
            }
        }
        if (!ntm_num_sub(p->arena, aim.number, total.number, &rest))
            return false;
        wanted = aim;
        wanted.number = rest;
        if (minus) {
            wanted.direction = -aim.direction;
            if (!ntm_num_sub(p->arena, ntm_num_int(0), rest, &wanted.number))
                return false;
        }
        if (ntm_push_value(p, node->args[i], row, wanted))
            return true;
    }
    return push_evenly(p, node, row, aim);
}

static bool push_product(ntm_push *p, const ntm_node *node, ntm_row row, ntm_aim aim)
{
    for (uint32_t i = 0; i < 2; i++) {
        ntm_aim other = {0}, wanted = aim;

        if (!ntm_push_value_of(p, node->args[1 - i], row, &other) ||
            ntm_num_sign(other.number) == 0 ||
            !ntm_num_div(p->arena, aim.number, other.number, &wanted.number))
            continue;
        wanted.direction = aim.direction * ntm_num_sign(other.number);
        if (ntm_push_value(p, node->args[i], row, wanted))
            return true;
    }
    return false;
}

static bool push_linear(ntm_push *p, const ntm_node *node, ntm_row row, ntm_aim aim)
{
    ntm_num x0 = ntm_num_decimal(node->points[0]), y0 = ntm_num_decimal(node->points[1]);
    ntm_num x1 = ntm_num_decimal(node->points[2]), y1 = ntm_num_decimal(node->points[3]);
    ntm_num run, rise, part;

    if (!ntm_num_sub(p->arena, x1, x0, &run) || !ntm_num_sub(p->arena, y1, y0, &rise) ||
        ntm_num_sign(rise) == 0 || !ntm_num_sub(p->arena, aim.number, y0, &part) ||
        !ntm_num_mul(p->arena, part, run, &part) || !ntm_num_div(p->arena, part, rise, &part) ||
        !ntm_num_add(p->arena, part, x0, &aim.number))
        return false;
    aim.direction *= ntm_num_sign(run) * ntm_num_sign(rise);
    return ntm_push_value(p, node->args[0], row, aim);
}

/* All arguments, or the first that can: as min and max ask. */
static bool push_extreme(ntm_push *p, const ntm_node *node, ntm_row row, ntm_aim aim)
{
    bool all = !aim.direction || (aim.direction > 0) == (node->op == NTM_OP_MIN), ok = all;

    for (uint32_t i = 0; i < node->nargs; i++) {
        bool moved = ntm_push_value(p, node->args[i], row, aim);

        if (!all && moved)
            return true;
        ok = ok && moved;
    }
    return ok;
}

/* ---- children ---- */

static bool push_count(ntm_push *p, const ntm_node *node, ntm_row row, ntm_aim aim)
{
    int64_t count;
    ntm_num whole = aim.number;

    if (aim.direction < 0)
        return false;
    if (!ntm_num_is_whole(whole) && (!ntm_num_floor(p->arena, whole, &whole) ||
                                     !ntm_num_add(p->arena, whole, ntm_num_int(1), &whole)))
        return false;
    if (!ntm_num_to_int(whole, &count))
        return false;
    count += aim.strict;
    if (count > NTM_TRIAL_CHILDREN || count <= (int64_t)p->trial->wanted[node->level])
        return false;
    (void)row;
    p->trial->wanted[node->level] = (uint32_t)count;
    p->changed = true;
    return true;
}

/* So many of the children pass; more where more is asked for, none where less. */
static bool push_count_where(ntm_push *p, const ntm_node *node, ntm_row row, ntm_aim aim)
{
    const ntm_row_info *info = ntm_frame_row(p->frame, row);
    int32_t count = info->child_count[node->level];
    int64_t wanted = aim.direction < 0 ? 0 : count;
    ntm_num share = aim.number;
    bool ok = count > 0;

    if (!aim.direction && !aim.strict) {
        if (node->op == NTM_OP_CHILD_PERCENT_WHERE &&
            (!ntm_num_mul(p->arena, share, ntm_num_int(count), &share) ||
             !ntm_num_div(p->arena, share, ntm_num_int(100), &share)))
            return false;
        if (!ntm_num_to_int(share, &wanted) || wanted < 0 || wanted > count)
            return false;
    } else if (aim.direction > 0 && node->op == NTM_OP_CHILD_COUNT_WHERE &&
               !ntm_aim_satisfied(&aim, NTM_K_NUMBER, ntm_num_int(count), 0)) {
        return push_count(p, node, row, aim);
    }
    for (int32_t i = 0; i < count; i++)
        ok = ntm_push_truth(p, node->args[0], info->first_child[node->level] + i, i < wanted) && ok;
    return ok;
}

static bool push_each(ntm_push *p, const ntm_node *node, ntm_row row, ntm_aim aim)
{
    const ntm_row_info *info = ntm_frame_row(p->frame, row);
    int32_t count = info->child_count[node->level];
    bool ok = count > 0;

    if (node->op == NTM_OP_CHILD_SUM && count &&
        !ntm_num_div(p->arena, aim.number, ntm_num_int(count), &aim.number))
        return false;
    for (int32_t i = 0; i < count; i++)
        ok = ntm_push_value(p, node->args[0], info->first_child[node->level] + i, aim) && ok;
    return ok;
}

/* ---- selections ---- */

bool ntm_push_branch(ntm_push *p, const ntm_node *node, ntm_row row, uint32_t *arg_out)
{
    const char *zone;
    ntm_aim key = {0};
    ntm_tri truth;
    bool found = false;

    switch (node->op) {
    case NTM_OP_WHEN:
        if (!ntm_exact_truth(p->exact, node->args[0], row, &truth, NULL))
            return false;
        *arg_out = truth == NTM_FAIL ? 2 : 1;
        return truth != NTM_UNKNOWN || ntm_push_truth(p, node->args[0], row, true);
    case NTM_OP_CHOOSE:
        if (!ntm_push_value_of(p, node->args[0], row, &key))
            return false;
        for (uint32_t i = 0; i < node->nkeys && !found; i++) {
            found = node->key_values[i] == key.code;
            *arg_out = i + 1;
        }
        return found;
    case NTM_OP_BY_ZONE:
        zone = ntm_exact_zone(p->exact, row);
        for (uint32_t i = 0; zone && i < node->nkeys && !found; i++) {
            found = strcmp(node->keys[i], zone) == 0;
            *arg_out = i;
        }
        return found;
    case NTM_OP_BY_YEAR:
        for (uint32_t i = 0; i < node->nkeys && !found; i++) {
            found = node->key_values[i] == p->trial->year;
            *arg_out = i;
        }
        return found;
    default: /* since */
        for (uint32_t i = 0; i < node->nkeys && node->key_values[i] <= p->trial->as_of; i++) {
            found = true;
            *arg_out = i;
        }
        return found;
    }
}

/* ---- any expression ---- */

static bool push_points(ntm_push *p, const ntm_node *node, ntm_row row, ntm_aim aim)
{
    ntm_aim points = {0};

    for (uint32_t i = 0; i + 2 < node->nargs; i += 2)
        if (ntm_push_value_of(p, node->args[i + 1], row, &points) &&
            ntm_aim_satisfied(&aim, NTM_K_NUMBER, points.number, 0))
            return ntm_push_truth(p, node->args[i], row, true);
    return false;
}

bool ntm_push_value(ntm_push *p, ntm_ref ref, ntm_row row, ntm_aim aim)
{
    const ntm_node *node = ntm_graph_node(p->graph, ref);
    ntm_aim now = {0};
    ntm_row parent;
    uint32_t arg;

    if (p->steps++ > NTM_PUSH_STEPS)
        return false;
    if (ntm_push_value_of(p, ref, row, &now) &&
        ntm_aim_satisfied(&aim, node->type.kind, now.number, now.code))
        return true;
    switch (node->op) {
    case NTM_OP_FIELD:
        return ntm_push_field(p, node->field, row, false, aim);
    case NTM_OP_PREVIOUS:
        return ntm_push_field(p, ntm_graph_node(p->graph, node->args[0])->field, row, true, aim);
    case NTM_OP_PARENT:
        parent = ntm_frame_row(p->frame, row)->parent;
        return parent >= 0 && ntm_push_value(p, node->args[0], parent, aim);
    case NTM_OP_PERCENT:
    case NTM_OP_RATIO:
        return push_share(p, node, row, aim);
    case NTM_OP_ADD:
    case NTM_OP_SUB:
        return push_sum(p, node, row, aim);
    case NTM_OP_MUL:
        return push_product(p, node, row, aim);
    case NTM_OP_MIN:
    case NTM_OP_MAX:
        return push_extreme(p, node, row, aim);
    case NTM_OP_ROUND:
    case NTM_OP_FIRST_KNOWN:
        return ntm_push_value(p, node->args[0], row, aim);
    case NTM_OP_LINEAR:
        return push_linear(p, node, row, aim);
    case NTM_OP_FIRST_OF:
        return push_points(p, node, row, aim);
    case NTM_OP_WHEN:
    case NTM_OP_CHOOSE:
    case NTM_OP_BY_ZONE:
    case NTM_OP_BY_YEAR:
    case NTM_OP_SINCE:
        return ntm_push_branch(p, node, row, &arg) && ntm_push_value(p, node->args[arg], row, aim);
    case NTM_OP_CHILD_COUNT:
        return push_count(p, node, row, aim);
    case NTM_OP_CHILD_COUNT_WHERE:
    case NTM_OP_CHILD_PERCENT_WHERE:
        return push_count_where(p, node, row, aim);
    case NTM_OP_CHILD_SUM:
    case NTM_OP_CHILD_LEAST:
    case NTM_OP_CHILD_GREATEST:
        return push_each(p, node, row, aim);
    default:
        return false;
    }
}

/* ---- comparisons ---- */

static ntm_aim aim_of(ntm_op op, bool pass, ntm_aim limit)
{
    switch (op) {
    case NTM_OP_AT_LEAST:
    case NTM_OP_ON_OR_AFTER:
        limit.direction = pass ? 1 : -1;
        limit.strict = !pass;
        break;
    case NTM_OP_AT_MOST:
    case NTM_OP_ON_OR_BEFORE:
        limit.direction = pass ? -1 : 1;
        limit.strict = !pass;
        break;
    case NTM_OP_MORE_THAN:
        limit.direction = pass ? 1 : -1;
        limit.strict = pass;
        break;
    case NTM_OP_LESS_THAN:
        limit.direction = pass ? -1 : 1;
        limit.strict = pass;
        break;
    default: /* is, is_not */
        limit.direction = 0;
        limit.strict = pass == (op == NTM_OP_IS_NOT);
        break;
    }
    return limit;
}

static bool push_between(ntm_push *p, const ntm_node *node, ntm_row row, bool pass)
{
    ntm_aim low = {0}, high = {0}, now = {0};
    ntm_kind kind = ntm_graph_node(p->graph, node->args[0])->type.kind;

    if (!ntm_push_value_of(p, node->args[1], row, &low) ||
        !ntm_push_value_of(p, node->args[2], row, &high))
        return false;
    if (!pass) {
        low.direction = -1;
        low.strict = true;
        high.direction = 1;
        high.strict = true;
        return ntm_push_value(p, node->args[0], row, high) ||
               ntm_push_value(p, node->args[0], row, low);
    }
    low.direction = 1;
    high.direction = -1;
    if (ntm_push_value_of(p, node->args[0], row, &now) &&
        ntm_aim_satisfied(&low, kind, now.number, now.code))
        return ntm_push_value(p, node->args[0], row, high);
    return ntm_push_value(p, node->args[0], row, low);
}

bool ntm_push_comparison(ntm_push *p, const ntm_node *node, ntm_row row, bool pass)
{
    ntm_aim limit = {0};

    if (node->op == NTM_OP_BETWEEN)
        return push_between(p, node, row, pass);
    if (ntm_push_value_of(p, node->args[1], row, &limit) &&
        ntm_push_value(p, node->args[0], row, aim_of(node->op, pass, limit)))
        return true;
    /* the left side stands: the right side gives way */
    limit = (ntm_aim){0};
    if (!ntm_push_value_of(p, node->args[0], row, &limit))
        return false;
    limit = aim_of(node->op, pass, limit);
    limit.direction = -limit.direction;
    return ntm_push_value(p, node->args[1], row, limit);
}
