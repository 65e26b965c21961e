/*
 * analysis/check_scene.c - what holds at a place of an expression: which zones, years and days are
 * possible, and what the truths on the way there say of the values below.
 */
#include <math.h>

#include "analysis/check_priv.h"

/* ---- zones, years, days ---- */

/* a against b, under a comparison that passes (want) or fails. */
static bool agrees(ntm_op op, double a, double b, bool want)
{
    switch (op) {
    case NTM_OP_AT_LEAST:
    case NTM_OP_ON_OR_AFTER:
        return (a >= b) == want;
    case NTM_OP_AT_MOST:
    case NTM_OP_ON_OR_BEFORE:
        return (a <= b) == want;
    case NTM_OP_MORE_THAN:
        return (a > b) == want;
    case NTM_OP_LESS_THAN:
        return (a < b) == want;
    case NTM_OP_IS:
        return (a == b) == want;
    case NTM_OP_IS_NOT:
        return (a != b) == want;
    default:
        return true;
    }
}

/* What a comparison of the year with a number leaves of the years. */
static void restrict_years(const ntm_check_state *c, const ntm_node *node, bool want,
                           ntm_check_scene *scene)
{
    const ntm_node *left = ntm_check_node(c, node->args[0]);
    const ntm_node *right = ntm_check_node(c, node->args[1]);

    for (uint32_t y = 0; y < c->nyears; y++) {
        double a = left->op == NTM_OP_YEAR ? c->years[y] : ntm_decimal_double(left->number);
        double b = right->op == NTM_OP_YEAR ? c->years[y] : ntm_decimal_double(right->number);

        if (!agrees(node->op, a, b, want))
            scene->years &= ~(UINT64_C(1) << y);
    }
}

/* What `as_of` on or before, on or after a day leaves of the days. */
static void restrict_days(const ntm_check_state *c, const ntm_node *node, bool want,
                          ntm_check_scene *scene)
{
    bool as_of_left = ntm_check_node(c, node->args[0])->op == NTM_OP_AS_OF;
    ntm_date day = ntm_check_node(c, node->args[as_of_left ? 1 : 0])->date;
    bool before = node->op == NTM_OP_ON_OR_BEFORE;

    if (!as_of_left)
        before = !before;
    if (before == want) { /* as_of <= day, or < day when the other side failed */
        ntm_date last = want || day == NTM_DATE_MIN ? day : day - 1;
        if (last < scene->to)
            scene->to = last;
    } else {
        ntm_date first = want || day == NTM_DATE_MAX ? day : day + 1;
        if (first > scene->from)
            scene->from = first;
    }
}

static void restrict_by(const ntm_check_state *c, ntm_ref ref, bool want, ntm_check_scene *scene)
{
    const ntm_node *node = ntm_check_node(c, ref);
    ntm_op left, right;

    switch (node->op) {
    case NTM_OP_PART:
        restrict_by(c, node->args[0], want, scene);
        return;
    case NTM_OP_NONE_OF:
        if (node->nargs == 1 || want)
            for (uint32_t i = 0; i < node->nargs; i++)
                restrict_by(c, node->args[i], !want, scene);
        return;
    case NTM_OP_ALL_OF:
    case NTM_OP_ANY_OF:
        if (node->nargs == 1 || want == (node->op == NTM_OP_ALL_OF))
            for (uint32_t i = 0; i < node->nargs; i++)
                restrict_by(c, node->args[i], want, scene);
        return;
    default:
        break;
    }
    if (node->nargs != 2)
        return;
    left = ntm_check_node(c, node->args[0])->op;
    right = ntm_check_node(c, node->args[1])->op;
    if ((left == NTM_OP_YEAR && right == NTM_OP_NUMBER) ||
        (left == NTM_OP_NUMBER && right == NTM_OP_YEAR))
        restrict_years(c, node, want, scene);
    else if ((node->op == NTM_OP_ON_OR_BEFORE || node->op == NTM_OP_ON_OR_AFTER) &&
             ((left == NTM_OP_AS_OF && right == NTM_OP_DATE) ||
              (left == NTM_OP_DATE && right == NTM_OP_AS_OF)))
        restrict_days(c, node, want, scene);
}

bool ntm_check_enter(const ntm_check_state *c, const ntm_node *node, uint32_t arg,
                     ntm_check_scene *scene)
{
    uint64_t bit = 0;

    switch (node->op) {
    case NTM_OP_BY_ZONE:
        if (arg < NTM_CHECK_YEARS)
            scene->zones &= UINT64_C(1) << arg;
        return scene->zones != 0;
    case NTM_OP_BY_YEAR:
        for (uint32_t y = 0; y < c->nyears; y++)
            if (c->years[y] == node->key_values[arg])
                bit = UINT64_C(1) << y;
        scene->years &= bit;
        return scene->years != 0;
    case NTM_OP_SINCE:
        if (node->key_values[arg] > scene->from)
            scene->from = node->key_values[arg];
        if (arg + 1 < node->nkeys && node->key_values[arg + 1] - 1 < scene->to)
            scene->to = node->key_values[arg + 1] - 1;
        return scene->from <= scene->to;
    case NTM_OP_WHEN:
        if (arg > 0)
            restrict_by(c, node->args[0], arg == 1, scene);
        return (scene->years || !c->nyears) && scene->from <= scene->to;
    default:
        return true;
    }
}

/* ---- facts ---- */

typedef struct gathering {
    ntm_check_state *c;
    const ntm_check_scene *scene;
    ntm_check_fact *facts;
    uint32_t count, capacity;
} gathering;

/* known: only known() itself says so. A comparison that passes has known sides too, but beside an
 * unknown share it would be unknown itself and guard nothing. */
static void add(gathering *g, ntm_ref ref, double low, double high, bool never_zero, bool known)
{
    const ntm_node *node = ntm_check_node(g->c, ref);

    if (g->count == g->capacity)
        return;
    if (node->op == NTM_OP_FIELD && node->field->whole) { /* more than 0 is 1 at least */
        low = ceil(low);
        high = floor(high);
        if (never_zero && low == 0)
            low = 1;
    }
    g->facts[g->count++] = (ntm_check_fact){ref, {low, high, never_zero}, known};
}

/* The comparison with its sides changed over, or failed instead of passed. */
static ntm_op mirrored(ntm_op op)
{
    switch (op) {
    case NTM_OP_AT_LEAST:
        return NTM_OP_AT_MOST;
    case NTM_OP_AT_MOST:
        return NTM_OP_AT_LEAST;
    case NTM_OP_MORE_THAN:
        return NTM_OP_LESS_THAN;
    case NTM_OP_LESS_THAN:
        return NTM_OP_MORE_THAN;
    default:
        return op;
    }
}

static ntm_op failed(ntm_op op)
{
    switch (op) {
    case NTM_OP_AT_LEAST:
        return NTM_OP_LESS_THAN;
    case NTM_OP_AT_MOST:
        return NTM_OP_MORE_THAN;
    case NTM_OP_MORE_THAN:
        return NTM_OP_AT_MOST;
    case NTM_OP_LESS_THAN:
        return NTM_OP_AT_LEAST;
    case NTM_OP_IS:
        return NTM_OP_IS_NOT;
    case NTM_OP_IS_NOT:
        return NTM_OP_IS;
    default:
        return NTM_OP_COUNT;
    }
}

/* x op y holds: what that says of x, from the range of y. */
static void add_side(gathering *g, ntm_op op, ntm_ref x, ntm_ref y)
{
    ntm_check_range range = ntm_check_range_of(g->c, g->scene, NULL, 0, y);

    switch (op) {
    case NTM_OP_AT_LEAST:
        add(g, x, range.low, INFINITY, range.low > 0, false);
        break;
    case NTM_OP_MORE_THAN:
        add(g, x, range.low, INFINITY, range.low >= 0, false);
        break;
    case NTM_OP_AT_MOST:
        add(g, x, -INFINITY, range.high, range.high < 0, false);
        break;
    case NTM_OP_LESS_THAN:
        add(g, x, -INFINITY, range.high, range.high <= 0, false);
        break;
    case NTM_OP_IS:
        add(g, x, range.low, range.high, false, false);
        break;
    case NTM_OP_IS_NOT:
        add(g, x, -INFINITY, INFINITY, range.low == 0 && range.high == 0, false);
        break;
    default:
        break;
    }
}

static void add_truth(gathering *g, ntm_ref ref, bool passes)
{
    const ntm_node *node = ntm_check_node(g->c, ref);
    ntm_op op;

    if (g->c->steps >= NTM_CHECK_STEPS || g->count == g->capacity)
        return;
    g->c->steps++;
    switch (node->op) {
    case NTM_OP_PART:
        add_truth(g, node->args[0], passes);
        return;
    case NTM_OP_ALL_OF:
    case NTM_OP_ANY_OF:
        if (node->nargs == 1 || passes == (node->op == NTM_OP_ALL_OF))
            for (uint32_t i = 0; i < node->nargs; i++)
                add_truth(g, node->args[i], passes);
        return;
    case NTM_OP_NONE_OF:
        if (node->nargs == 1 || passes)
            for (uint32_t i = 0; i < node->nargs; i++)
                add_truth(g, node->args[i], !passes);
        return;
    case NTM_OP_IF_ANY:
        if (!passes) {
            add_truth(g, node->args[0], true);
            add_truth(g, node->args[1], false);
        }
        return;
    case NTM_OP_KNOWN:
        if (passes)
            add(g, node->args[0], -INFINITY, INFINITY, false, true);
        return;
    case NTM_OP_BETWEEN:
        if (passes) {
            add_side(g, NTM_OP_AT_LEAST, node->args[0], node->args[1]);
            add_side(g, NTM_OP_AT_MOST, node->args[0], node->args[2]);
        }
        return;
    case NTM_OP_AT_LEAST:
    case NTM_OP_AT_MOST:
    case NTM_OP_MORE_THAN:
    case NTM_OP_LESS_THAN:
    case NTM_OP_IS:
    case NTM_OP_IS_NOT:
        op = passes ? node->op : failed(node->op);
        add_side(g, op, node->args[0], node->args[1]);
        add_side(g, mirrored(op), node->args[1], node->args[0]);
        return;
    default:
        return;
    }
}

/* What a step tells: the other arguments of all_of pass (or all_of fails whatever the one in
 * question is), those of any_of fail, and so on. */
static void add_step(gathering *g, const ntm_check_step *step)
{
    const ntm_node *node = ntm_check_node(g->c, step->node);

    switch (node->op) {
    case NTM_OP_ALL_OF:
    case NTM_OP_ANY_OF:
    case NTM_OP_NONE_OF:
        for (uint32_t i = 0; i < node->nargs; i++)
            if (i != step->arg)
                add_truth(g, node->args[i], node->op == NTM_OP_ALL_OF);
        return;
    case NTM_OP_IF_ANY:
        if (step->arg == 1)
            add_truth(g, node->args[0], true);
        return;
    case NTM_OP_WHEN:
        if (step->arg > 0)
            add_truth(g, node->args[0], step->arg == 1);
        return;
    case NTM_OP_FIRST_OF: /* truth, points, truth, points, …, points */
        for (uint32_t i = 0; i < step->arg && i + 1 < node->nargs; i += 2)
            add_truth(g, node->args[i], i + 1 == step->arg);
        return;
    default:
        return;
    }
}

uint32_t ntm_check_facts(ntm_check_state *c, const ntm_check_scene *scene, ntm_check_fact *facts,
                         uint32_t capacity, bool *guarded)
{
    gathering g = {c, scene, facts, 0, capacity};

    *guarded = false;
    for (const ntm_check_step *step = scene->way; step; step = step->up) {
        const ntm_node *node = ntm_check_node(c, step->node);

        if (node->op == NTM_OP_FIRST_KNOWN && step->arg + 1 < node->nargs)
            *guarded = true;
        add_step(&g, step);
    }
    if (c->item->applies != NTM_NO_REF)
        add_truth(&g, c->item->applies, true);
    return g.count;
}
