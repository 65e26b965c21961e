/*
 * eval/interval_status.c - sets for indicators, criteria, gates and whole decisions.
 *
 * An indicator that does not apply passes here, and so does one that is met either way: both count
 * as met. An error leaves a criterion undecided, as in eval/exact_status.c.
 */
#include <assert.h>
#include <stdlib.h>

#include "eval/interval_priv.h"

static ntm_truths truths_of(ntm_interval *interval, ntm_ref ref, ntm_row row)
{
    if (ref == NTM_NO_REF)
        return NTM_CAN_PASS;
    ntm_poss p = ntm_poss_eval(interval, ref, row);
    return ntm_poss_truths(&p);
}

static ntm_truths status_truths(ntm_interval *interval, ntm_ref applies, ntm_ref pass, ntm_row row)
{
    ntm_truths a = truths_of(interval, applies, row), set = a & NTM_CAN_ERR;
    if (a & NTM_CAN_FAIL)
        set |= NTM_CAN_PASS;
    if (!(a & (NTM_CAN_PASS | NTM_CAN_UNKNOWN)))
        return set;
    ntm_truths p = truths_of(interval, pass, row);
    if (a & NTM_CAN_PASS)
        set |= p;
    if (a & NTM_CAN_UNKNOWN)
        set |= (p & (NTM_CAN_PASS | NTM_CAN_ERR)) |
               (p & (NTM_CAN_FAIL | NTM_CAN_UNKNOWN) ? NTM_CAN_UNKNOWN : 0);
    return set;
}

ntm_truths ntm_interval_indicator(ntm_interval *interval, uint32_t indicator, ntm_row row,
                                  bool wholes)
{
    assert(indicator < interval->exact->document->nindicators);
    const ntm_indicator *i = &interval->exact->document->indicators[indicator];
    interval->wholes = wholes;
    return status_truths(interval, i->applies, i->pass, row);
}

ntm_truths ntm_interval_gate(ntm_interval *interval, uint32_t gate, ntm_row row, bool wholes)
{
    const ntm_gate *g = &interval->exact->document->gates[gate];
    interval->wholes = wholes;
    return status_truths(interval, g->applies, g->pass, row);
}

static ntm_truths error_as_unknown(ntm_truths set)
{
    return (set & ~NTM_CAN_ERR) | (set & NTM_CAN_ERR ? NTM_CAN_UNKNOWN : 0);
}

/* Met, not met, undecided as pass, fail, unknown. */
static ntm_truths criterion(ntm_interval *interval, uint32_t index, ntm_row row)
{
    const ntm_criterion *c = &interval->exact->document->criteria[index];
    ntm_truths set = NTM_CAN_PASS;
    for (uint32_t i = 0; i < c->count; i++) {
        const ntm_indicator *indicator = &interval->exact->document->indicators[c->first + i];
        set = ntm_truths_least(set, error_as_unknown(status_truths(interval, indicator->applies,
                                                                   indicator->pass, row)));
    }
    return set;
}

static ntm_interval *other_of(ntm_interval *interval, ntm_exact *exact)
{
    for (uint32_t i = 0; i < interval->nothers; i++)
        if (interval->others[i]->exact == exact)
            return interval->others[i];
    interval->others =
        ntm_xrealloc(interval->others, (interval->nothers + 1) * sizeof(*interval->others));
    return interval->others[interval->nothers++] = ntm_interval_new(exact);
}

ntm_poss ntm_poss_elsewhere(ntm_interval *interval, const ntm_node *node, ntm_row row)
{
    ntm_exact_error error;
    ntm_row there;
    const ntm_reached *reached = ntm_exact_reached(interval->exact, node, row, &there, &error);
    if (!reached)
        return ntm_poss_truth(NTM_CAN_ERR);
    ntm_interval *other = other_of(interval, reached->exact);
    const ntm_document *document = reached->document;
    ntm_truths set = document->incomplete ? NTM_CAN_UNKNOWN : NTM_CAN_PASS;
    other->wholes = interval->wholes;
    for (uint32_t c = 0; c < document->ncriteria; c++)
        set = ntm_truths_least(set, criterion(other, c, there));
    for (uint32_t g = 0; g < document->ngates && node->op == NTM_OP_QUALIFIES; g++) {
        const ntm_gate *gate = &document->gates[g];
        if (gate->kind != NTM_WITHDRAWAL)
            set = ntm_truths_least(
                set, error_as_unknown(status_truths(other, gate->applies, gate->pass, there)));
    }
    return ntm_poss_truth(set);
}

ntm_poss ntm_poss_results(ntm_interval *interval, const ntm_node *node, ntm_row row)
{
    const ntm_document *document = interval->exact->document;
    if (node->op != NTM_OP_FAILED_SHARE) {
        for (uint32_t c = 0; c < document->ncriteria; c++) {
            if (document->criteria[c].number != node->n)
                continue;
            ntm_truths met = criterion(interval, c, row);
            return ntm_poss_truth(node->op == NTM_OP_CRITERION_PASSES ? met : ntm_truths_not(met));
        }
        return ntm_poss_truth(NTM_CAN_ERR);
    }
    if (!document->ncriteria)
        return (ntm_poss){.missing = true};
    ntm_truth_counts counts = {0};
    for (uint32_t c = 0; c < document->ncriteria; c++) /* here a failing criterion is what passes */
        ntm_truth_count(&counts, ntm_truths_not(criterion(interval, c, row)));
    ntm_poss failed = {.some = true, .exact = !counts.can_unknown};
    failed.low = (ntm_range){ntm_num_int(counts.must_pass), ntm_num_int(counts.can_pass)};
    failed.high = (ntm_range){ntm_num_int(counts.cannot_fail), ntm_num_int(counts.may_not_fail)};
    ntm_num rate;
    bool fits = ntm_num_div(interval->exact->arena, ntm_num_int(100),
                            ntm_num_int(document->ncriteria), &rate);
    assert(fits);
    (void)fits;
    ntm_poss each = ntm_poss_numbers(rate, rate);
    return ntm_poss_arithmetic(interval, NTM_OP_MUL, &failed, &each);
}
