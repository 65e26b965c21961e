/* eval/interval.c - the walk over sets, and what is asked of it. */
#include "eval/interval.h"

#include <assert.h>
#include <stdlib.h>

#include "eval/interval_priv.h"

ntm_interval *ntm_interval_new(ntm_exact *exact)
{
    ntm_interval *interval = ntm_xcalloc(1, sizeof *interval);
    interval->exact = exact;
    ntm_memo_init(&interval->memo[0]);
    ntm_memo_init(&interval->memo[1]);
    ntm_memo_init(&interval->denied);
    return interval;
}

void ntm_interval_free(ntm_interval *interval)
{
    if (!interval)
        return;
    for (uint32_t i = 0; i < interval->nothers; i++)
        ntm_interval_free(interval->others[i]);
    free(interval->others);
    for (int w = 0; w < 2; w++) {
        ntm_memo_clear(&interval->memo[w]);
        free(interval->values[w]);
    }
    ntm_memo_clear(&interval->denied);
    free(interval->denies);
    free(interval);
}

void ntm_interval_forget(ntm_interval *interval)
{
    ntm_memo_forget(&interval->memo[0]);
    ntm_memo_forget(&interval->memo[1]);
    ntm_memo_forget(&interval->denied);
    for (uint32_t i = 0; i < interval->nothers; i++)
        ntm_interval_forget(interval->others[i]);
}

/* A value may stand for a truth: not_known() does. */
ntm_truths ntm_poss_truths(const ntm_poss *p)
{
    return p->truths | (p->missing ? NTM_CAN_UNKNOWN : 0) | (p->error ? NTM_CAN_ERR : 0);
}

static ntm_truths arg_truths(ntm_interval *interval, const ntm_node *node, uint32_t arg,
                             ntm_row row)
{
    ntm_poss p = ntm_poss_eval(interval, node->args[arg], row);
    return ntm_poss_truths(&p);
}

static ntm_poss fold(ntm_interval *interval, const ntm_node *node, ntm_row row)
{
    ntm_poss result = ntm_poss_eval(interval, node->args[0], row);
    for (uint32_t i = 1; i < node->nargs; i++) {
        ntm_poss next = ntm_poss_eval(interval, node->args[i], row);
        if (node->op == NTM_OP_MIN || node->op == NTM_OP_MAX)
            result = ntm_poss_extreme(interval, &result, &next, node->op == NTM_OP_MIN ? -1 : 1);
        else
            result = ntm_poss_arithmetic(interval, node->op, &result, &next);
    }
    return result;
}

/* A part over its whole is at most 100 %, whatever each of them is. */
static void stay_within_whole(ntm_interval *interval, const ntm_field *part, const ntm_field *whole,
                              ntm_row row, ntm_poss *share)
{
    ntm_row at = ntm_exact_read_row(interval->exact, part, row);
    ntm_num hundred = ntm_num_int(100);
    if (!interval->wholes || at < 0 || at != ntm_exact_read_row(interval->exact, whole, row) ||
        !ntm_part_of(interval->exact->document, part, whole) || !share->some || !share->exact ||
        ntm_num_cmp(share->low.least, ntm_num_int(0)) < 0 ||
        ntm_num_cmp(share->high.greatest, hundred) <= 0 ||
        ntm_num_cmp(share->low.least, hundred) > 0 || ntm_poss_denied(interval, at, false))
        return;
    share->low.greatest = share->high.greatest = hundred;
}

static ntm_poss percent(ntm_interval *interval, const ntm_node *node, ntm_row row)
{
    ntm_exact *exact = interval->exact;
    const ntm_node *a = ntm_graph_node(exact->graph, node->args[0]);
    const ntm_node *b = ntm_graph_node(exact->graph, node->args[1]);
    bool fields = a->op == NTM_OP_FIELD && b->op == NTM_OP_FIELD;
    ntm_poss x = ntm_poss_eval(interval, node->args[0], row);
    ntm_poss y = ntm_poss_eval(interval, node->args[1], row);
    ntm_poss hundred = ntm_poss_numbers(ntm_num_int(100), ntm_num_int(100));
    ntm_poss share = ntm_poss_arithmetic(interval, NTM_OP_RATIO, &x, &y);
    share = ntm_poss_arithmetic(interval, NTM_OP_MUL, &hundred, &share);
    if (fields)
        stay_within_whole(interval, a->field, b->field, row, &share);
    if (fields && (ntm_exact_eval(exact, node->args[0], row).state == NTM_VAL_MISSING ||
                   ntm_exact_eval(exact, node->args[1], row).state == NTM_VAL_MISSING)) {
        ntm_val reported = ntm_exact_cell(exact, a->field, b->field, false, row);
        if (ntm_val_is_number(&reported)) { /* counts that come later win over it */
            ntm_poss now = ntm_poss_of(interval, &reported, 0);
            ntm_poss_join(interval, &share, &now);
        }
    }
    return share;
}

static ntm_poss known(ntm_interval *interval, const ntm_node *node, ntm_row row)
{
    ntm_poss p = ntm_poss_eval(interval, node->args[0], row);
    ntm_val now = ntm_exact_eval(interval->exact, node->args[0], row);
    bool may_miss = p.missing || now.state == NTM_VAL_MISSING;
    return ntm_poss_truth((p.some ? NTM_CAN_PASS : 0) | (may_miss ? NTM_CAN_FAIL : 0) |
                          (p.error ? NTM_CAN_ERR : 0));
}

static ntm_poss connective(ntm_interval *interval, const ntm_node *node, ntm_row row)
{
    ntm_truths set = arg_truths(interval, node, 0, row);
    if (node->op == NTM_OP_AT_LEAST_N_OF) {
        ntm_truth_counts counts = {0};
        for (uint32_t i = 0; i < node->nargs; i++)
            ntm_truth_count(&counts, arg_truths(interval, node, i, row));
        return ntm_poss_truth(ntm_truths_at_least_n(&counts, node->n));
    }
    for (uint32_t i = 1; i < node->nargs; i++) {
        ntm_truths next = arg_truths(interval, node, i, row);
        if (node->op == NTM_OP_IF_ANY)
            set = ntm_truths_if_any(set, next);
        else if (node->op == NTM_OP_ALL_OF)
            set = ntm_truths_least(set, next);
        else
            set = ntm_truths_greatest(set, next);
    }
    return ntm_poss_truth(node->op == NTM_OP_NONE_OF ? ntm_truths_not(set) : set);
}

static ntm_poss compare(ntm_interval *interval, const ntm_node *node, ntm_row row)
{
    ntm_poss args[3] = {{0}};
    for (uint32_t i = 0; i < node->nargs; i++)
        args[i] = ntm_poss_eval(interval, node->args[i], row);
    return ntm_poss_truth(ntm_poss_compare(interval, node, args));
}

static ntm_poss compute(ntm_interval *interval, const ntm_node *node, ntm_ref ref, ntm_row row)
{
    ntm_exact *exact = interval->exact;
    ntm_val v;
    switch (node->op) {
    case NTM_OP_FIELD:
        return ntm_poss_cell(interval, node->field, false, row);
    case NTM_OP_PREVIOUS:
        return ntm_poss_cell(interval, ntm_graph_node(exact->graph, node->args[0])->field, true,
                             row);
    case NTM_OP_PARENT: {
        ntm_row parent = ntm_frame_row(exact->frame, row)->parent;
        return parent < 0 ? (ntm_poss){.missing = true}
                          : ntm_poss_eval(interval, node->args[0], parent);
    }
    case NTM_OP_ADD:
    case NTM_OP_SUB:
    case NTM_OP_MUL:
    case NTM_OP_RATIO:
    case NTM_OP_MIN:
    case NTM_OP_MAX:
        return fold(interval, node, row);
    case NTM_OP_PERCENT:
        return percent(interval, node, row);
    case NTM_OP_ROUND:
    case NTM_OP_LINEAR: {
        ntm_poss arg = ntm_poss_eval(interval, node->args[0], row);
        return ntm_poss_reshape(interval, node, &arg);
    }
    case NTM_OP_FIRST_KNOWN:
        return ntm_poss_first_known(interval, node, row);
    case NTM_OP_KNOWN:
        return known(interval, node, row);
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
        return compare(interval, node, row);
    case NTM_OP_ALL_OF:
    case NTM_OP_ANY_OF:
    case NTM_OP_NONE_OF:
    case NTM_OP_AT_LEAST_N_OF:
    case NTM_OP_IF_ANY:
    case NTM_OP_PART:
        return connective(interval, node, row);
    case NTM_OP_WHEN:
    case NTM_OP_CHOOSE:
    case NTM_OP_BY_ZONE:
    case NTM_OP_BY_YEAR:
    case NTM_OP_SINCE:
        return ntm_poss_select(interval, node, row);
    case NTM_OP_FIRST_OF:
        return ntm_poss_first_of(interval, node, row);
    case NTM_OP_CHILD_COUNT:
    case NTM_OP_CHILD_COUNT_WHERE:
    case NTM_OP_CHILD_PERCENT_WHERE:
    case NTM_OP_CHILD_SUM:
    case NTM_OP_CHILD_LEAST:
    case NTM_OP_CHILD_GREATEST:
    case NTM_OP_CHILD_ALL:
    case NTM_OP_CHILD_ANY:
        return ntm_poss_children(interval, node, row);
    case NTM_OP_MEETS:
    case NTM_OP_MEETS_CURRENT:
    case NTM_OP_QUALIFIES:
        return ntm_poss_elsewhere(interval, node, row);
    case NTM_OP_FAILED_SHARE:
    case NTM_OP_CRITERION_FAILS:
    case NTM_OP_CRITERION_PASSES:
        return ntm_poss_results(interval, node, row);
    case NTM_OP_NUMBER:
    case NTM_OP_GRADE:
    case NTM_OP_CHOICE:
    case NTM_OP_DATE:
    case NTM_OP_TRUTH:
    case NTM_OP_AS_OF:
    case NTM_OP_YEAR:
    case NTM_OP_NOT_KNOWN:
    case NTM_OP_HOLDS:
        v = ntm_exact_eval(exact, ref, row);
        return ntm_poss_of(interval, &v, node->type.scale ? node->type.scale->count : 0);
    case NTM_OP_COUNT:
        break;
    }
    assert(!"not an operator");
    return (ntm_poss){.missing = true};
}

ntm_poss ntm_poss_eval(ntm_interval *interval, ntm_ref ref, ntm_row row)
{
    int w = interval->wholes;
    uint32_t index;
    if (ntm_memo_find(&interval->memo[w], ref, row, &index))
        return interval->values[w][index];
    ntm_poss p = compute(interval, ntm_graph_node(interval->exact->graph, ref), ref, row);
    ntm_memo_add(&interval->memo[w], ref, row, &index);
    if (index >= interval->values_size[w]) {
        interval->values_size[w] = interval->values_size[w] ? interval->values_size[w] * 2 : 128;
        interval->values[w] = ntm_xrealloc(interval->values[w],
                                           interval->values_size[w] * sizeof *interval->values[w]);
    }
    interval->values[w][index] = p;
    return p;
}

ntm_truths ntm_interval_truths(ntm_interval *interval, ntm_ref ref, ntm_row row, bool wholes)
{
    interval->wholes = wholes;
    ntm_poss p = ntm_poss_eval(interval, ref, row);
    ntm_truths truths = ntm_poss_truths(&p);
    assert(truths);
    return truths;
}

ntm_decided ntm_decided_of(ntm_truths truths)
{
    if (truths == NTM_CAN_PASS)
        return NTM_DECIDED_PASS;
    if (truths == NTM_CAN_FAIL)
        return NTM_DECIDED_FAIL;
    return truths & NTM_CAN_PASS ? NTM_DECIDED_OPEN : NTM_DECIDED_CANNOT_PASS;
}

ntm_decided ntm_interval_decided(ntm_interval *interval, ntm_ref ref, ntm_row row,
                                 bool *within_wholes_out)
{
    ntm_decided apart = ntm_decided_of(ntm_interval_truths(interval, ref, row, false));
    ntm_decided whole = ntm_decided_of(ntm_interval_truths(interval, ref, row, true));
    *within_wholes_out = apart != whole;
    return whole;
}

ntm_decided ntm_interval_indicator_decided(ntm_interval *interval, uint32_t indicator, ntm_row row,
                                           bool *within_wholes_out)
{
    ntm_decided apart = ntm_decided_of(ntm_interval_indicator(interval, indicator, row, false));
    ntm_decided whole = ntm_decided_of(ntm_interval_indicator(interval, indicator, row, true));
    *within_wholes_out = apart != whole;
    return whole;
}
