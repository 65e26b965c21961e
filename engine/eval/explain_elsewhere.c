/* eval/explain_elsewhere.c - what the decision that a leaf refers to says of the unit. */
#include "eval/explain_priv.h"

static const int *numbers_of(ntm_explainer *explainer, const ntm_reached *other, ntm_row row,
                             ntm_level_reached state, int count)
{
    int *numbers = ntm_arena_array(explainer->out, (size_t)count, sizeof *numbers);
    for (uint32_t c = 0, next = 0; c < other->document->ncriteria; c++)
        if (ntm_exact_criterion_state(other->exact, c, row) == state)
            numbers[next++] = other->document->criteria[c].number;
    return numbers;
}

const ntm_elsewhere *ntm_explain_elsewhere(ntm_explainer *explainer, ntm_ref leaf, ntm_row row)
{
    ntm_exact *exact = explainer->exact;
    const ntm_node *node = ntm_graph_node(exact->graph, leaf);
    ntm_exact_error error;
    ntm_row there;
    if (node->op != NTM_OP_MEETS && node->op != NTM_OP_MEETS_CURRENT &&
        node->op != NTM_OP_QUALIFIES)
        return NULL;
    const ntm_reached *other = ntm_exact_reached(exact, node, row, &there, &error);
    if (!other)
        return NULL;
    const ntm_document *document = other->document;
    ntm_elsewhere *told = ntm_arena_alloc(explainer->out, sizeof *told);
    told->decision = document->id;
    told->level = ntm_exact_level(other->exact, there);
    told->criteria.total = (int)document->ncriteria;
    for (uint32_t c = 0; c < document->ncriteria; c++) {
        ntm_level_reached state = ntm_exact_criterion_state(other->exact, c, there);
        told->criteria.met += state == NTM_MET;
        told->criteria.not_met += state == NTM_NOT_MET;
        told->criteria.undecided += state == NTM_UNDECIDED;
    }
    for (uint32_t i = 0; i < document->nindicators; i++) {
        bool either_way;
        ntm_status status = ntm_exact_indicator_status(other->exact, i, there, &either_way);
        ntm_totals_add(&told->indicators, status, either_way);
    }
    told->not_met = numbers_of(explainer, other, there, NTM_NOT_MET, told->criteria.not_met);
    told->undecided = numbers_of(explainer, other, there, NTM_UNDECIDED, told->criteria.undecided);
    return told;
}
