/*
 * eval/gap_children.c - how many more children must pass, and what each of them would need.
 *
 * The number comes first; then, child by child, the gaps of what fails there and the values of what
 * is missing there, children with the fewest conditions first.
 */
#include <stdlib.h>

#include "eval/gap_priv.h"

#define COST_MAX 1000000

/* How many conditions stand between a truth and what is wanted, at least. */
static int32_t cost(ntm_solver *solver, ntm_ref ref, ntm_row row, ntm_tri want);

static int compare_costs(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* The sum of the n cheapest arguments. */
static int32_t cheapest(ntm_solver *solver, const ntm_node *node, ntm_row row, ntm_tri want,
                        uint32_t n)
{
    int32_t *costs = ntm_xcalloc(node->nargs, sizeof *costs), sum = 0;
    for (uint32_t i = 0; i < node->nargs; i++)
        costs[i] = cost(solver, node->args[i], row, want);
    qsort(costs, node->nargs, sizeof *costs, compare_costs);
    for (uint32_t i = 0; i < n && i < node->nargs && sum < COST_MAX; i++)
        sum += costs[i];
    free(costs);
    return sum < COST_MAX ? sum : COST_MAX;
}

/* How many of its arguments must come out as *want for the node to do so; 0: it is a leaf. */
static uint32_t needed(const ntm_node *node, ntm_tri *want)
{
    bool pass = *want == NTM_PASS;
    switch (node->op) {
    case NTM_OP_PART:
        return 1;
    case NTM_OP_ALL_OF:
        return pass ? node->nargs : 1;
    case NTM_OP_ANY_OF:
        return pass ? 1 : node->nargs;
    case NTM_OP_NONE_OF:
        *want = pass ? NTM_FAIL : NTM_PASS;
        return pass ? node->nargs : 1;
    case NTM_OP_AT_LEAST_N_OF:
        return pass ? (uint32_t)node->n : node->nargs - (uint32_t)node->n + 1;
    default:
        return 0;
    }
}

/* The argument that a node is, here: the branch taken, what follows an if_any; or none. */
static ntm_ref stands_for(ntm_solver *solver, const ntm_node *node, ntm_row row)
{
    ntm_branch branch;
    switch (node->op) {
    case NTM_OP_IF_ANY:
        return node->args[1];
    case NTM_OP_WHEN:
    case NTM_OP_CHOOSE:
    case NTM_OP_BY_ZONE:
    case NTM_OP_BY_YEAR:
    case NTM_OP_SINCE:
        branch = ntm_exact_branch(solver->exact, node, row);
        return branch.known ? node->args[branch.arg] : NTM_NO_REF;
    default:
        return NTM_NO_REF;
    }
}

static bool is_so(ntm_solver *solver, ntm_ref ref, ntm_row row, ntm_tri want)
{
    ntm_tri truth;
    return ntm_exact_truth(solver->exact, ref, row, &truth, NULL) && truth == want;
}

static int32_t price(ntm_solver *solver, ntm_ref ref, ntm_row row, ntm_tri want)
{
    const ntm_node *node = ntm_graph_node(solver->exact->graph, ref);
    if (is_so(solver, ref, row, want))
        return 0;
    ntm_ref other = stands_for(solver, node, row);
    if (other != NTM_NO_REF)
        return cost(solver, other, row, want);
    uint32_t n = needed(node, &want);
    return n ? cheapest(solver, node, row, want, n) : 1;
}

static int32_t cost(ntm_solver *solver, ntm_ref ref, ntm_row row, ntm_tri want)
{
    uint32_t key = 2 * ref + (want == NTM_PASS), index;
    if (ntm_memo_find(&solver->priced, key, row, &index))
        return solver->costs[index];
    int32_t found = price(solver, ref, row, want);
    ntm_memo_add(&solver->priced, key, row, &index);
    if (index >= solver->costs_size) {
        solver->costs_size = solver->costs_size ? solver->costs_size * 2 : 128;
        solver->costs = ntm_xrealloc(solver->costs, solver->costs_size * sizeof *solver->costs);
    }
    return solver->costs[index] = found;
}

/* The open cells of an undecided leaf, each with the value that is needed. */
static void ask(ntm_solver *solver, ntm_ref leaf, ntm_row row, ntm_row unit_row, ntm_tri want,
                ntm_gap_list *list)
{
    const ntm_node *node = ntm_graph_node(solver->exact->graph, leaf);
    for (uint32_t i = 0; i < node->nargs; i++) {
        const ntm_node *arg = ntm_graph_node(solver->exact->graph, node->args[i]);
        ntm_open_cell cell = {arg->field, false, -1};
        const char *value;
        if (arg->op != NTM_OP_FIELD ||
            ntm_exact_eval(solver->exact, node->args[i], row).state != NTM_VAL_MISSING)
            continue;
        cell.row = ntm_exact_read_row(solver->exact, arg->field, row);
        if (cell.row < 0 || !ntm_solver_settles(solver, leaf, row, &cell, want, &value) || !value)
            continue;
        ntm_gap *gap = ntm_gap_add(solver, list);
        if (!gap)
            return;
        gap->unit = ntm_gap_unit(solver, cell.row, unit_row);
        gap->field = arg->field->name;
        gap->to = value[0] == '>' || value[0] == '<' ? value + 2 : value;
        gap->measure = arg->field->measure;
        gap->kind = arg->field->kind;
    }
}

/* What must change for a truth to be as wanted: of alternatives the cheapest. */
static void conditions(ntm_solver *solver, ntm_ref ref, ntm_row row, ntm_row unit_row, ntm_tri want,
                       ntm_gap_list *list)
{
    const ntm_node *node = ntm_graph_node(solver->exact->graph, ref);
    ntm_tri truth;
    if (!ntm_exact_truth(solver->exact, ref, row, &truth, NULL) || truth == want)
        return;
    ntm_ref other = stands_for(solver, node, row);
    if (other != NTM_NO_REF) {
        conditions(solver, other, row, unit_row, want, list);
        return;
    }
    uint32_t n = needed(node, &want);
    if (!solver->patience) /* a rule of thousands of leaves */
        return;
    if (!n) {
        solver->patience--;
        if (truth == NTM_UNKNOWN)
            ask(solver, ref, row, unit_row, want, list);
        else if (node->op < NTM_OP_CHILD_COUNT || node->op > NTM_OP_CHILD_ANY)
            ntm_solver_gaps(solver, ref, row, unit_row, want, list);
        return;
    }
    /* The n cheapest arguments: those within the price of the dearest of them, in order. */
    int32_t *costs = ntm_xcalloc(node->nargs, sizeof *costs);
    int32_t *sorted = ntm_xcalloc(node->nargs, sizeof *sorted);
    for (uint32_t i = 0; i < node->nargs; i++)
        sorted[i] = costs[i] = cost(solver, node->args[i], row, want);
    qsort(sorted, node->nargs, sizeof *sorted, compare_costs);
    int32_t most = sorted[n - 1];
    uint32_t taken = 0;
    for (int pass = 0; pass < 2; pass++) /* first the cheaper ones, then as many at the price */
        for (uint32_t i = 0; i < node->nargs && taken < n; i++)
            if (pass ? costs[i] == most : costs[i] < most) {
                taken++;
                conditions(solver, node->args[i], row, unit_row, want, list);
            }
    free(costs);
    free(sorted);
}

typedef struct candidate {
    ntm_row row;
    int32_t cost;
} candidate;

static int compare_candidates(const void *a, const void *b)
{
    const candidate *x = a, *y = b;
    if (x->cost != y->cost)
        return x->cost < y->cost ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static void tell_children(ntm_solver *solver, const ntm_node *aggregate, ntm_row row,
                          ntm_row unit_row, ntm_gap_list *list)
{
    ntm_row first;
    int32_t total = ntm_exact_child_rows(solver->exact, aggregate, row, &first), count = 0;
    ntm_ref predicate = aggregate->args[0];
    candidate *open = ntm_xcalloc((size_t)total + 1, sizeof *open);
    ntm_memo_forget(&solver->priced);
    for (int32_t i = 0; i < total; i++)
        if (!is_so(solver, predicate, first + i, NTM_PASS))
            open[count++] = (candidate){first + i, cost(solver, predicate, first + i, NTM_PASS)};
    qsort(open, (size_t)count, sizeof *open, compare_candidates);
    for (int32_t i = 0; i < count && list->count < NTM_MAX_GAPS; i++)
        conditions(solver, predicate, open[i].row, unit_row, NTM_PASS, list);
    free(open);
}

/* The leaf's truth with m children passing and none unknown. */
static ntm_tri with_count(ntm_solver *solver, const ntm_node *leaf, uint32_t side, ntm_row row,
                          int32_t total, int32_t m)
{
    if (leaf->op == NTM_OP_CHILD_ALL)
        return m == total ? NTM_PASS : NTM_FAIL;
    if (leaf->op == NTM_OP_CHILD_ANY)
        return m ? NTM_PASS : NTM_FAIL;
    ntm_val args[3];
    for (uint32_t i = 0; i < leaf->nargs; i++) {
        args[i] = ntm_exact_eval(solver->exact, leaf->args[i], row);
        if (i != side && !ntm_val_is_number(&args[i]))
            return NTM_UNKNOWN;
    }
    ntm_num value = ntm_num_int(m);
    if (ntm_graph_node(solver->exact->graph, leaf->args[side])->op == NTM_OP_CHILD_PERCENT_WHERE &&
        !ntm_num_div(solver->out, ntm_num_int(100 * (int64_t)m), ntm_num_int(total), &value))
        return NTM_UNKNOWN;
    args[side] = ntm_val_number(value);
    return leaf->op == NTM_OP_BETWEEN ? ntm_val_between(&args[0], &args[1], &args[2])
                                      : ntm_val_compare(leaf->op, &args[0], &args[1]);
}

/* The aggregate that a leaf compares, or is; side: which argument. */
static const ntm_node *aggregate_of(ntm_solver *solver, const ntm_node *leaf, uint32_t *side)
{
    *side = 0;
    if (leaf->op == NTM_OP_CHILD_ALL || leaf->op == NTM_OP_CHILD_ANY)
        return leaf;
    if (leaf->op < NTM_OP_AT_LEAST || leaf->op > NTM_OP_BETWEEN)
        return NULL;
    for (; *side < leaf->nargs; ++*side) {
        const ntm_node *arg = ntm_graph_node(solver->exact->graph, leaf->args[*side]);
        if (arg->op == NTM_OP_CHILD_COUNT_WHERE || arg->op == NTM_OP_CHILD_PERCENT_WHERE)
            return arg;
    }
    return NULL;
}

static void tell_count(ntm_solver *solver, const ntm_node *aggregate, int32_t from, int32_t to,
                       ntm_gap_list *list)
{
    ntm_gap *gap = ntm_gap_add(solver, list);
    if (!gap)
        return;
    gap->from = ntm_num_text(solver->out, ntm_num_int(from));
    gap->to = ntm_num_text(solver->out, ntm_num_int(to));
    gap->change = ntm_num_text(solver->out, ntm_num_int(to - from));
    gap->measure = ntm_level_code(aggregate->level);
    gap->kind = NTM_K_NUMBER;
}

bool ntm_gap_children(ntm_solver *solver, ntm_ref ref, ntm_row row, ntm_row unit_row, ntm_tri want,
                      bool margin, ntm_gap_list *list)
{
    const ntm_node *leaf = ntm_graph_node(solver->exact->graph, ref);
    uint32_t side;
    const ntm_node *aggregate = aggregate_of(solver, leaf, &side);
    if (!aggregate)
        return false;
    ntm_row first;
    int32_t total = ntm_exact_child_rows(solver->exact, aggregate, row, &first), now = 0;
    for (int32_t i = 0; i < total; i++)
        now += is_so(solver, aggregate->args[0], first + i, NTM_PASS);
    /* What is open counts as failing: for a gap it must be won, for a margin it is not relied on */
    if (margin) {
        int32_t lost = 0;
        while (lost < now && with_count(solver, leaf, side, row, total, now - lost - 1) == want)
            lost++;
        if (with_count(solver, leaf, side, row, total, now) == want && lost < now)
            tell_count(solver, aggregate, now, now - lost, list);
        return true;
    }
    for (int32_t to = now + 1; to <= total; to++)
        if (with_count(solver, leaf, side, row, total, to) == want) {
            tell_count(solver, aggregate, now, to, list);
            tell_children(solver, aggregate, row, unit_row, list);
            return true;
        }
    for (int32_t to = now - 1; to >= 0; to--)
        if (with_count(solver, leaf, side, row, total, to) == want) {
            tell_count(solver, aggregate, now, to, list);
            return true;
        }
    return true;
}
