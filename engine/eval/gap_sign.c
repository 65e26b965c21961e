/*
 * eval/gap_sign.c - which cells a leaf can be moved by, and in which direction each moves it.
 *
 * The sign holds at the values at hand: a product moves with a factor as the other factor's sign
 * says. Where both sides of a product or quotient depend on the lever it is taken as mixed, and
 * so is whatever depends on it through a condition or key.
 */
#include "eval/gap_priv.h"

static unsigned flip(unsigned sign)
{
    return (sign & NTM_SIGN_UP ? NTM_SIGN_DOWN : 0) | (sign & NTM_SIGN_DOWN ? NTM_SIGN_UP : 0);
}

static unsigned sign_of(ntm_solver *solver, ntm_ref ref, ntm_row row, const ntm_lever *lever);

static unsigned arg_sign(ntm_solver *solver, const ntm_node *node, uint32_t arg, ntm_row row,
                         const ntm_lever *lever)
{
    return sign_of(solver, node->args[arg], row, lever);
}

/* A dependence without a direction. */
static unsigned blur(unsigned sign) { return sign ? NTM_SIGN_MIXED : NTM_SIGN_NONE; }

/* Does the derived cell that is read here sum the lever? */
typedef struct search {
    ntm_solver *solver;
    const ntm_lever *lever;
    bool found;
    int depth;
} search;

static void look_for(void *context, ntm_row row, const ntm_field *field)
{
    search *s = context;
    ntm_cell cell;
    if (row == s->lever->row && field == s->lever->field)
        s->found = true;
    if (s->found || s->depth > 32 ||
        !ntm_exact_cell_at(s->solver->exact, field, NULL, false, row, &cell, NULL) || !cell.derived)
        return;
    s->depth++;
    ntm_exact_cell_parts(s->solver->exact, field, false, row, look_for, s);
    s->depth--;
}

static unsigned field_sign(ntm_solver *solver, const ntm_field *field, ntm_row row,
                           const ntm_lever *lever)
{
    ntm_cell cell;
    ntm_row read_row;
    if (!ntm_exact_cell_at(solver->exact, field, NULL, false, row, &cell, &read_row))
        return NTM_SIGN_NONE;
    if (read_row == lever->row && field == lever->field)
        return NTM_SIGN_UP;
    if (!cell.derived)
        return NTM_SIGN_NONE;
    search s = {solver, lever, false, 0};
    ntm_exact_cell_parts(solver->exact, field, false, read_row, look_for, &s);
    return s.found ? NTM_SIGN_UP : NTM_SIGN_NONE;
}

/* A factor's sign where it is known; mixed where it is not. */
static unsigned scaled(ntm_solver *solver, unsigned sign, ntm_ref factor, ntm_row row)
{
    if (!sign)
        return sign;
    ntm_val v = ntm_exact_eval(solver->exact, factor, row);
    if (!ntm_val_is_number(&v))
        return NTM_SIGN_MIXED;
    int low = ntm_num_sign(v.low), high = ntm_num_sign(v.high);
    return low >= 0 ? sign : high <= 0 ? flip(sign) : NTM_SIGN_MIXED;
}

static unsigned product_sign(ntm_solver *solver, const ntm_node *node, ntm_row row,
                             const ntm_lever *lever)
{
    unsigned a = arg_sign(solver, node, 0, row, lever), b = arg_sign(solver, node, 1, row, lever);
    if (a && b)
        return NTM_SIGN_MIXED;
    if (node->op == NTM_OP_MUL)
        return a ? scaled(solver, a, node->args[1], row) : scaled(solver, b, node->args[0], row);
    return a ? scaled(solver, a, node->args[1], row) : flip(scaled(solver, b, node->args[0], row));
}

static unsigned children_sign(ntm_solver *solver, const ntm_node *node, ntm_row row,
                              const ntm_lever *lever)
{
    unsigned sign = NTM_SIGN_NONE;
    ntm_row first;
    int32_t total = ntm_exact_child_rows(solver->exact, node, row, &first);
    for (int32_t i = 0; i < total && node->nargs; i++)
        sign |= arg_sign(solver, node, 0, first + i, lever);
    bool counts = node->op == NTM_OP_CHILD_COUNT_WHERE || node->op == NTM_OP_CHILD_PERCENT_WHERE;
    return counts ? blur(sign) : sign;
}

static unsigned select_sign(ntm_solver *solver, const ntm_node *node, ntm_row row,
                            const ntm_lever *lever)
{
    unsigned sign = NTM_SIGN_NONE;
    if (node->op == NTM_OP_WHEN || node->op == NTM_OP_CHOOSE)
        sign = blur(arg_sign(solver, node, 0, row, lever));
    if (node->op == NTM_OP_BY_ZONE)
        sign = blur(sign_of(solver, solver->exact->document->zone_by, row, lever));
    ntm_branch branch = ntm_exact_branch(solver->exact, node, row);
    if (branch.known)
        return sign | arg_sign(solver, node, branch.arg, row, lever);
    for (uint32_t i = 0; i < branch.count; i++)
        sign |= arg_sign(solver, node, branch.first + i, row, lever);
    return sign;
}

static unsigned compute(ntm_solver *solver, const ntm_node *node, ntm_row row,
                        const ntm_lever *lever)
{
    unsigned sign = NTM_SIGN_NONE;
    switch (node->op) {
    case NTM_OP_FIELD:
        return field_sign(solver, node->field, row, lever);
    case NTM_OP_PREVIOUS:
        return NTM_SIGN_NONE;
    case NTM_OP_FAILED_SHARE: /* of all indicators, whatever they read */
    case NTM_OP_CRITERION_FAILS:
    case NTM_OP_CRITERION_PASSES:
        return NTM_SIGN_MIXED;
    case NTM_OP_PARENT: {
        ntm_row parent = ntm_frame_row(solver->exact->frame, row)->parent;
        return parent < 0 ? sign : arg_sign(solver, node, 0, parent, lever);
    }
    case NTM_OP_MUL:
    case NTM_OP_RATIO:
    case NTM_OP_PERCENT:
        return product_sign(solver, node, row, lever);
    case NTM_OP_LINEAR: {
        bool falls = (ntm_decimal_compare(node->points[0], node->points[2]) < 0) !=
                     (ntm_decimal_compare(node->points[1], node->points[3]) < 0);
        sign = arg_sign(solver, node, 0, row, lever);
        return falls ? flip(sign) : sign;
    }
    case NTM_OP_AT_LEAST:
    case NTM_OP_MORE_THAN:
    case NTM_OP_ON_OR_AFTER:
    case NTM_OP_SUB:
        return arg_sign(solver, node, 0, row, lever) | flip(arg_sign(solver, node, 1, row, lever));
    case NTM_OP_AT_MOST:
    case NTM_OP_LESS_THAN:
    case NTM_OP_ON_OR_BEFORE:
        return flip(arg_sign(solver, node, 0, row, lever)) | arg_sign(solver, node, 1, row, lever);
    case NTM_OP_ADD:
    case NTM_OP_MIN:
    case NTM_OP_MAX:
    case NTM_OP_ROUND:
    case NTM_OP_YES:
        for (uint32_t i = 0; i < node->nargs; i++)
            sign |= arg_sign(solver, node, i, row, lever);
        return sign;
    case NTM_OP_NO:
        return flip(arg_sign(solver, node, 0, row, lever));
    case NTM_OP_WHEN:
    case NTM_OP_CHOOSE:
    case NTM_OP_BY_ZONE:
    case NTM_OP_BY_YEAR:
    case NTM_OP_SINCE:
        return select_sign(solver, node, row, lever);
    case NTM_OP_CHILD_COUNT_WHERE:
    case NTM_OP_CHILD_PERCENT_WHERE:
    case NTM_OP_CHILD_SUM:
    case NTM_OP_CHILD_LEAST:
    case NTM_OP_CHILD_GREATEST:
    case NTM_OP_CHILD_ALL:
    case NTM_OP_CHILD_ANY:
        return children_sign(solver, node, row, lever);
    case NTM_OP_FIRST_KNOWN: /* what is missing now may become the first that is known */
        for (uint32_t i = 0; i < node->nargs; i++) {
            sign = blur(sign) | arg_sign(solver, node, i, row, lever);
            if (ntm_exact_eval(solver->exact, node->args[i], row).state != NTM_VAL_MISSING)
                return sign;
        }
        return sign;
    default: /* truths of truths, is, between, known, first_of: no one direction */
        for (uint32_t i = 0; i < node->nargs; i++)
            sign |= arg_sign(solver, node, i, row, lever);
        return blur(sign);
    }
}

static unsigned sign_of(ntm_solver *solver, ntm_ref ref, ntm_row row, const ntm_lever *lever)
{
    uint32_t index;
    if (ntm_memo_find(&solver->memo, ref, row, &index))
        return solver->signs[index];
    unsigned sign = compute(solver, ntm_graph_node(solver->exact->graph, ref), row, lever);
    ntm_memo_add(&solver->memo, ref, row, &index);
    if (index >= solver->signs_size) {
        solver->signs_size = solver->signs_size ? solver->signs_size * 2 : 128;
        solver->signs = ntm_xrealloc(solver->signs, solver->signs_size);
    }
    solver->signs[index] = (uint8_t)sign;
    return sign;
}

unsigned ntm_solver_sign(ntm_solver *solver, ntm_ref ref, ntm_row row, const ntm_lever *lever)
{
    ntm_memo_forget(&solver->memo);
    solver->signed_lever = *lever;
    solver->signed_ref = ref;
    return sign_of(solver, ref, row, lever);
}

typedef struct gathering {
    ntm_solver *solver;
    ntm_lever *levers;
    uint32_t count, limit;
} gathering;

static void take(gathering *g, const ntm_field *field, ntm_row row)
{
    ntm_row read_row = ntm_exact_read_row(g->solver->exact, field, row);
    ntm_val v = ntm_exact_cell(g->solver->exact, field, NULL, false, row);
    if (read_row < 0 || g->count == g->limit ||
        (v.state != NTM_VAL_NUMBER && v.state != NTM_VAL_CODE))
        return;
    for (uint32_t i = 0; i < g->count; i++)
        if (g->levers[i].field == field && g->levers[i].row == read_row)
            return;
    g->levers[g->count++] = (ntm_lever){field, read_row};
}

static void gather(gathering *g, ntm_ref ref, ntm_row row)
{
    const ntm_exact *exact = g->solver->exact;
    const ntm_node *node = ntm_graph_node(exact->graph, ref);
    uint32_t index, from = 0, to = node->nargs;
    if (g->count == g->limit || !ntm_memo_add(&g->solver->memo, ref, row, &index))
        return;
    switch (node->op) {
    case NTM_OP_FIELD:
        take(g, node->field, row);
        return;
    case NTM_OP_PREVIOUS:
    case NTM_OP_KNOWN:
    case NTM_OP_FIRST_OF:
    case NTM_OP_CHILD_COUNT_WHERE:
    case NTM_OP_CHILD_PERCENT_WHERE:
        return;
    case NTM_OP_PARENT:
        row = ntm_frame_row(exact->frame, row)->parent;
        if (row < 0)
            return;
        break;
    case NTM_OP_WHEN:
    case NTM_OP_CHOOSE:
    case NTM_OP_BY_ZONE:
    case NTM_OP_BY_YEAR:
    case NTM_OP_SINCE: {
        ntm_branch branch = ntm_exact_branch(g->solver->exact, node, row);
        from = branch.known ? branch.arg : branch.first;
        to = branch.known ? branch.arg + 1 : branch.first + branch.count;
        break;
    }
    case NTM_OP_CHILD_SUM:
    case NTM_OP_CHILD_LEAST:
    case NTM_OP_CHILD_GREATEST: {
        ntm_row first;
        int32_t total = ntm_exact_child_rows(exact, node, row, &first);
        for (int32_t i = 0; i < total; i++)
            gather(g, node->args[0], first + i);
        return;
    }
    default:
        break;
    }
    for (uint32_t i = from; i < to; i++)
        gather(g, node->args[i], row);
}

uint32_t ntm_solver_levers(ntm_solver *solver, ntm_ref leaf, ntm_row row, ntm_lever *levers,
                           uint32_t limit)
{
    gathering g = {solver, levers, 0, limit};
    ntm_memo_forget(&solver->memo);
    solver->signed_lever.field = NULL;
    gather(&g, leaf, row);
    return g.count;
}
