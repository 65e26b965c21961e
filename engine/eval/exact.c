/*
 * eval/exact.c - the walk: what is remembered, and each operator as one case.
 *
 * Errors are strict (docs/semantics.md 2): an operator first looks at all its arguments, and the
 * first error among them is its own. Only what chooses among branches leaves some unlooked at.
 */
#include <assert.h>
#include <stdlib.h>

#include "eval/exact_priv.h"

static ntm_exact *make(const ntm_document *document, const ntm_frame *frame, ntm_reach *reach)
{
    ntm_exact *exact = ntm_xcalloc(1, sizeof *exact);
    exact->document = document;
    exact->frame = frame;
    exact->choice = ntm_frame_choice(frame);
    exact->graph = document->graph;
    exact->nodes = ntm_graph_count(document->graph);
    exact->reach = reach;
    exact->arena = ntm_arena_new();
    ntm_memo_init(&exact->memo);
    return exact;
}

ntm_exact *ntm_exact_new(const ntm_document *document, const ntm_frame *frame,
                         const ntm_world *world)
{
    assert(document && frame && document->graph);
    ntm_exact *exact = make(document, frame, ntm_reach_new(document, frame, world));
    exact->owns_reach = true;
    return exact;
}

ntm_exact *ntm_exact_new_reached(const ntm_document *document, const ntm_frame *frame,
                                 ntm_reach *reach)
{
    return make(document, frame, reach);
}

ntm_exact *ntm_exact_probe_new(const ntm_exact *exact)
{
    return make(exact->document, exact->frame, exact->reach);
}

void ntm_exact_free(ntm_exact *exact)
{
    if (!exact)
        return;
    if (exact->owns_reach)
        ntm_reach_free(exact->reach);
    ntm_arena_free(exact->arena);
    ntm_memo_clear(&exact->memo);
    free(exact->values);
    free(exact);
}

/* Memory that a unit took is kept for the next one, unless it was unusually much. */
static void forget_own(ntm_exact *exact)
{
    ntm_memo_forget(&exact->memo);
    if (ntm_arena_bytes(exact->arena) > 1u << 18) {
        ntm_arena_free(exact->arena);
        exact->arena = ntm_arena_new();
    }
}

static void forget_reached(void *context, const ntm_reached *reached)
{
    (void)context;
    forget_own(reached->exact);
}

void ntm_exact_forget(ntm_exact *exact)
{
    forget_own(exact);
    if (exact->owns_reach)
        ntm_reach_each(exact->reach, forget_reached, NULL);
}

void ntm_exact_probe(ntm_exact *probe, const ntm_override *overrides, uint32_t count)
{
    forget_own(probe);
    probe->overrides = overrides;
    probe->noverrides = count;
    probe->touch = NULL;
}

bool ntm_exact_recall(const ntm_exact *exact, uint32_t key, ntm_row row, ntm_val *out)
{
    uint32_t index;
    if (!ntm_memo_find(&exact->memo, key, row, &index))
        return false;
    *out = exact->values[index];
    return true;
}

void ntm_exact_remember(ntm_exact *exact, uint32_t key, ntm_row row, ntm_val value)
{
    uint32_t index;
    ntm_memo_add(&exact->memo, key, row, &index);
    if (index >= exact->values_size) {
        exact->values_size = exact->values_size ? exact->values_size * 2 : 256;
        exact->values = ntm_xrealloc(exact->values, exact->values_size * sizeof *exact->values);
    }
    exact->values[index] = value;
}

/*
 * All arguments looked at: the first error among them, else the first that is missing. True when
 * there is neither.
 */
static bool look(ntm_exact *exact, const ntm_node *node, ntm_row row, ntm_val *stop)
{
    bool missing = false;
    for (uint32_t i = 0; i < node->nargs; i++) {
        ntm_val v = ntm_exact_eval(exact, node->args[i], row);
        if (v.state == NTM_VAL_ERROR) {
            *stop = v;
            return false;
        }
        if (v.state == NTM_VAL_MISSING && !missing) {
            missing = true;
            *stop = v;
        }
    }
    return !missing;
}

static ntm_val fold(ntm_exact *exact, const ntm_node *node, ntm_row row)
{
    ntm_val result;
    if (!look(exact, node, row, &result))
        return result;
    result = ntm_exact_eval(exact, node->args[0], row);
    for (uint32_t i = 1;
         i < node->nargs && result.state != NTM_VAL_ERROR && result.state != NTM_VAL_MISSING; i++) {
        ntm_val next = ntm_exact_eval(exact, node->args[i], row);
        if (node->op == NTM_OP_MIN || node->op == NTM_OP_MAX)
            result = ntm_val_extreme(&result, &next, node->op == NTM_OP_MIN ? -1 : 1);
        else
            result = ntm_val_arithmetic(exact->arena, node->op, &result, &next);
    }
    return result;
}

/* 100 a / b; of two fields of which one is missing: the share that was reported as a/b. */
static ntm_val percent(ntm_exact *exact, const ntm_node *node, ntm_row row)
{
    ntm_val stop;
    if (!look(exact, node, row, &stop)) {
        const ntm_node *part = ntm_graph_node(exact->graph, node->args[0]);
        const ntm_node *whole = ntm_graph_node(exact->graph, node->args[1]);
        if (stop.state == NTM_VAL_ERROR || part->op != NTM_OP_FIELD || whole->op != NTM_OP_FIELD)
            return stop;
        ntm_val share = ntm_exact_cell(exact, part->field, whole->field, false, row);
        return share.state == NTM_VAL_MISSING ? stop : share;
    }
    ntm_val a = ntm_exact_eval(exact, node->args[0], row);
    ntm_val b = ntm_exact_eval(exact, node->args[1], row);
    ntm_val hundred = ntm_val_number(ntm_num_int(100));
    ntm_val ratio = ntm_val_arithmetic(exact->arena, NTM_OP_RATIO, &a, &b);
    if (!ntm_val_is_number(&ratio))
        return ratio;
    return ntm_val_arithmetic(exact->arena, NTM_OP_MUL, &hundred, &ratio);
}

static ntm_val first_known(ntm_exact *exact, const ntm_node *node, ntm_row row)
{
    ntm_val first = ntm_val_missing(NTM_WHY_MISSING), stop;
    bool found = false;
    if (!look(exact, node, row, &stop) && stop.state == NTM_VAL_ERROR)
        return stop;
    for (uint32_t i = 0; i < node->nargs && !found; i++) {
        ntm_val v = ntm_exact_eval(exact, node->args[i], row);
        found = v.state != NTM_VAL_MISSING;
        if (found || i == 0)
            first = v;
    }
    return first;
}

static ntm_val compare(ntm_exact *exact, const ntm_node *node, ntm_row row)
{
    ntm_val stop, args[3];
    if (!look(exact, node, row, &stop))
        return stop.state == NTM_VAL_ERROR ? stop : ntm_val_truth(NTM_UNKNOWN);
    for (uint32_t i = 0; i < node->nargs; i++)
        args[i] = ntm_exact_eval(exact, node->args[i], row);
    switch (node->op) {
    case NTM_OP_BETWEEN:
        return ntm_val_truth(ntm_val_between(&args[0], &args[1], &args[2]));
    case NTM_OP_WITHIN:
        return ntm_val_truth(args[0].code <= exact->choice->as_of &&
                                     exact->choice->as_of <=
                                         ntm_date_add_months(args[0].code, node->n)
                                 ? NTM_PASS
                                 : NTM_FAIL);
    case NTM_OP_YES:
        return ntm_val_truth(args[0].code ? NTM_PASS : NTM_FAIL);
    case NTM_OP_NO:
        return ntm_val_truth(args[0].code ? NTM_FAIL : NTM_PASS);
    default:
        return ntm_val_truth(ntm_val_compare(node->op, &args[0], &args[1]));
    }
}

static ntm_val connective(ntm_exact *exact, const ntm_node *node, ntm_row row)
{
    uint32_t count[3] = {0};
    ntm_tri least = NTM_PASS, greatest = NTM_FAIL, truth[2] = {NTM_UNKNOWN, NTM_UNKNOWN};
    for (uint32_t i = 0; i < node->nargs; i++) {
        ntm_val v = ntm_exact_eval(exact, node->args[i], row);
        if (v.state == NTM_VAL_ERROR)
            return v;
        ntm_tri t = v.state == NTM_VAL_TRUTH ? v.tri : NTM_UNKNOWN; /* not_known() as a truth */
        count[t]++;
        least = ntm_tri_and(least, t);
        greatest = ntm_tri_or(greatest, t);
        if (i < 2)
            truth[i] = t;
    }
    switch (node->op) {
    case NTM_OP_ANY_OF:
        return ntm_val_truth(greatest);
    case NTM_OP_NONE_OF:
        return ntm_val_truth(ntm_tri_not(greatest));
    case NTM_OP_IF_ANY:
        return ntm_val_truth(ntm_tri_if_any(truth[0], truth[1]));
    case NTM_OP_AT_LEAST_N_OF:
        if (count[NTM_PASS] >= (uint32_t)node->n)
            return ntm_val_truth(NTM_PASS);
        return ntm_val_truth(
            count[NTM_PASS] + count[NTM_UNKNOWN] < (uint32_t)node->n ? NTM_FAIL : NTM_UNKNOWN);
    default: /* ALL_OF, PART */
        return ntm_val_truth(least);
    }
}

/* Operators of one number. */
static ntm_val reshape(ntm_exact *exact, const ntm_node *node, ntm_row row)
{
    ntm_val v = ntm_exact_eval(exact, node->args[0], row);
    if (!ntm_val_is_number(&v))
        return v;
    return node->op == NTM_OP_ROUND ? ntm_val_round(exact->arena, &v, node->n)
                                    : ntm_val_linear(exact->arena, &v, node->points);
}

static ntm_val compute(ntm_exact *exact, const ntm_node *node, ntm_row row)
{
    switch (node->op) {
    case NTM_OP_FIELD:
        return ntm_exact_cell(exact, node->field, NULL, false, row);
    case NTM_OP_PREVIOUS:
        return ntm_exact_cell(exact, ntm_graph_node(exact->graph, node->args[0])->field, NULL, true,
                              row);
    case NTM_OP_NUMBER:
        return ntm_val_number(ntm_num_decimal(node->number));
    case NTM_OP_GRADE:
    case NTM_OP_CHOICE:
        return ntm_val_code(node->n);
    case NTM_OP_DATE:
        return ntm_val_code(node->date);
    case NTM_OP_TRUTH:
        return ntm_val_truth((ntm_tri)node->n);
    case NTM_OP_AS_OF:
        return ntm_val_code(exact->choice->as_of);
    case NTM_OP_YEAR:
        return ntm_val_number(ntm_num_int(exact->choice->year));
    case NTM_OP_NOT_KNOWN:
        return ntm_val_missing(NTM_WHY_NOT_KNOWN);
    case NTM_OP_PARENT: {
        ntm_row parent = ntm_frame_row(exact->frame, row)->parent;
        return parent < 0 ? ntm_val_missing(NTM_WHY_MISSING)
                          : ntm_exact_eval(exact, node->args[0], parent);
    }
    case NTM_OP_ADD:
    case NTM_OP_SUB:
    case NTM_OP_MUL:
    case NTM_OP_RATIO:
    case NTM_OP_MIN:
    case NTM_OP_MAX:
        return fold(exact, node, row);
    case NTM_OP_PERCENT:
        return percent(exact, node, row);
    case NTM_OP_ROUND:
    case NTM_OP_LINEAR:
        return reshape(exact, node, row);
    case NTM_OP_FIRST_KNOWN:
        return first_known(exact, node, row);
    case NTM_OP_KNOWN: {
        ntm_val v = ntm_exact_eval(exact, node->args[0], row);
        if (v.state == NTM_VAL_ERROR)
            return v;
        return ntm_val_truth(v.state == NTM_VAL_MISSING ? NTM_FAIL : NTM_PASS);
    }
    case NTM_OP_AT_LEAST:
    case NTM_OP_AT_MOST:
    case NTM_OP_MORE_THAN:
    case NTM_OP_LESS_THAN:
    case NTM_OP_IS:
    case NTM_OP_IS_NOT:
    case NTM_OP_BETWEEN:
    case NTM_OP_ON_OR_BEFORE:
    case NTM_OP_ON_OR_AFTER:
    case NTM_OP_WITHIN:
    case NTM_OP_YES:
    case NTM_OP_NO:
        return compare(exact, node, row);
    case NTM_OP_ALL_OF:
    case NTM_OP_ANY_OF:
    case NTM_OP_NONE_OF:
    case NTM_OP_AT_LEAST_N_OF:
    case NTM_OP_IF_ANY:
    case NTM_OP_PART:
        return connective(exact, node, row);
    case NTM_OP_WHEN:
    case NTM_OP_CHOOSE:
    case NTM_OP_BY_ZONE:
    case NTM_OP_BY_YEAR:
    case NTM_OP_SINCE:
        return ntm_exact_select(exact, node, row);
    case NTM_OP_FIRST_OF:
        return ntm_exact_first_of(exact, node, row);
    case NTM_OP_CHILD_COUNT:
    case NTM_OP_CHILD_COUNT_WHERE:
    case NTM_OP_CHILD_PERCENT_WHERE:
    case NTM_OP_CHILD_SUM:
    case NTM_OP_CHILD_LEAST:
    case NTM_OP_CHILD_GREATEST:
    case NTM_OP_CHILD_ALL:
    case NTM_OP_CHILD_ANY:
        return ntm_exact_children(exact, node, row);
    case NTM_OP_MEETS:
    case NTM_OP_MEETS_CURRENT:
    case NTM_OP_QUALIFIES:
    case NTM_OP_HOLDS:
        return ntm_exact_elsewhere(exact, node, row);
    case NTM_OP_FAILED_SHARE:
    case NTM_OP_CRITERION_FAILS:
    case NTM_OP_CRITERION_PASSES:
        return ntm_exact_results(exact, node, row);
    case NTM_OP_COUNT:
        break;
    }
    assert(!"not an operator");
    return ntm_val_missing(NTM_WHY_MISSING);
}

ntm_val ntm_exact_eval(ntm_exact *exact, ntm_ref ref, ntm_row row)
{
    const ntm_node *node = ntm_graph_node(exact->graph, ref);
    if (!node->nargs && node->op != NTM_OP_FIELD && node->op < NTM_OP_PREVIOUS)
        return compute(exact, node, row); /* constants */

    ntm_val value;
    uint32_t index;
    if (exact->touch && ntm_memo_find(exact->touch, ref, row, &index) && !exact->touches[index])
        return ntm_exact_eval(exact->base, ref, row);
    if (ntm_exact_recall(exact, ref, row, &value))
        return value;
    value = compute(exact, node, row);
    if (node->type.kind == NTM_K_TRUTH && value.state == NTM_VAL_MISSING)
        value = ntm_val_truth(NTM_UNKNOWN);
    ntm_exact_remember(exact, ref, row, value);
    return value;
}
