/*
 * eval/explain.c - from the truth of an indicator to its leaves.
 *
 * Under none_of, "all" becomes "any" and the other way round (De Morgan), so that the groups say
 * how the parts count.
 */
#include "eval/explain.h"

#include <stdlib.h>
#include <string.h>

#include "eval/explain_priv.h"

ntm_explainer *ntm_explainer_new(ntm_exact *exact, ntm_arena *out, bool margins)
{
    ntm_explainer *explainer = ntm_xcalloc(1, sizeof *explainer);
    explainer->exact = exact;
    explainer->interval = ntm_interval_new(exact);
    explainer->solver = ntm_solver_new(exact, out);
    explainer->out = out;
    explainer->margins = margins;
    ntm_memo_init(&explainer->seen);
    ntm_memo_init(&explainer->cells);
    return explainer;
}

void ntm_explainer_free(ntm_explainer *explainer)
{
    if (!explainer)
        return;
    ntm_interval_free(explainer->interval);
    ntm_solver_free(explainer->solver);
    ntm_memo_clear(&explainer->seen);
    ntm_memo_clear(&explainer->cells);
    free(explainer);
}

void ntm_explainer_forget(ntm_explainer *explainer) { ntm_interval_forget(explainer->interval); }

typedef struct leaves {
    ntm_explainer *explainer;
    ntm_row row;
    ntm_part *items;
    uint32_t count, capacity, groups;
} leaves;

static void add_part(leaves *p, ntm_ref leaf, const ntm_place_in_rule *place)
{
    if (p->count == p->capacity) {
        uint32_t capacity = p->capacity ? p->capacity * 2 : 4;
        ntm_part *items = ntm_arena_array(p->explainer->out, capacity, sizeof *items);
        if (p->count)
            memcpy(items, p->items, p->count * sizeof *items);
        p->items = items;
        p->capacity = capacity;
    }
    ntm_explain_part(p->explainer, leaf, p->row, place, &p->items[p->count++]);
}

static ntm_place_in_rule grouped(leaves *p, ntm_place_in_rule place, const char *op, int n)
{
    place.group = ++p->groups;
    place.group_op = op;
    place.group_n = n;
    return place;
}

static void walk(leaves *p, ntm_ref ref, ntm_place_in_rule place);

static void walk_args(leaves *p, const ntm_node *node, uint32_t from, uint32_t to,
                      ntm_place_in_rule place)
{
    for (uint32_t i = from; i < to; i++)
        walk(p, node->args[i], place);
}

static void walk_condition(leaves *p, ntm_ref ref, ntm_place_in_rule place)
{
    place.condition = true;
    place.negated = false;
    walk(p, ref, place);
}

static void walk_if_any(leaves *p, const ntm_node *node, ntm_place_in_rule place)
{
    ntm_tri condition;
    bool known = ntm_exact_truth(p->explainer->exact, node->args[0], p->row, &condition, NULL);
    place = grouped(p, place, "if_any", 0);
    walk_condition(p, node->args[0], place);
    if (!known || condition != NTM_FAIL)
        walk(p, node->args[1], place);
}

static void walk_branches(leaves *p, const ntm_node *node, ntm_place_in_rule place)
{
    ntm_branch branch = ntm_exact_branch(p->explainer->exact, node, p->row);
    if (node->op == NTM_OP_WHEN) {
        place = grouped(p, place, "when", 0);
        walk_condition(p, node->args[0], place);
    }
    if (branch.known) {
        walk(p, node->args[branch.arg], place);
        return;
    }
    if (node->op == NTM_OP_CHOOSE || node->op == NTM_OP_BY_ZONE) {
        place = grouped(p, place, "choose", 0);
        place.key =
            node->op == NTM_OP_CHOOSE ? node->args[0] : p->explainer->exact->document->zone_by;
        place.key_row = p->row;
    }
    walk_args(p, node, branch.first, branch.first + branch.count, place);
}

static void walk(leaves *p, ntm_ref ref, ntm_place_in_rule place)
{
    const ntm_node *node = ntm_graph_node(p->explainer->exact->graph, ref);
    int n = (int)node->nargs;
    switch (node->op) {
    case NTM_OP_PART:
        place.label = node->text;
        walk(p, node->args[0], place);
        return;
    case NTM_OP_NONE_OF:
        place.negated = !place.negated;
        if (!place.negated && n > 1)
            place = grouped(p, place, "any_of", 0);
        break;
    case NTM_OP_ALL_OF:
        if (place.negated && n > 1)
            place = grouped(p, place, "any_of", 0);
        break;
    case NTM_OP_ANY_OF:
        if (!place.negated && n > 1)
            place = grouped(p, place, "any_of", 0);
        break;
    case NTM_OP_AT_LEAST_N_OF:
        place = grouped(p, place, "at_least_n_of", place.negated ? n - node->n + 1 : node->n);
        break;
    case NTM_OP_IF_ANY:
        walk_if_any(p, node, place);
        return;
    case NTM_OP_WHEN:
    case NTM_OP_CHOOSE:
    case NTM_OP_BY_ZONE:
    case NTM_OP_BY_YEAR:
    case NTM_OP_SINCE:
        if (ntm_exact_branch(p->explainer->exact, node, p->row).known ||
            ntm_exact_branch(p->explainer->exact, node, p->row).count) {
            walk_branches(p, node, place);
            return;
        }
        add_part(p, ref, &place); /* no branch at all: the error is told */
        return;
    default:
        add_part(p, ref, &place);
        return;
    }
    walk_args(p, node, 0, node->nargs, place);
}

static const ntm_part *parts_of(ntm_explainer *explainer, ntm_ref ref, ntm_row row,
                                uint32_t *count_out)
{
    leaves p = {.explainer = explainer, .row = row};
    walk(&p, ref, (ntm_place_in_rule){.key = NTM_NO_REF});
    *count_out = p.count;
    return p.items;
}

static void tell_error(ntm_explainer *explainer, ntm_ref applies, ntm_ref pass, ntm_row row,
                       const char **code, const char **detail)
{
    ntm_tri truth;
    ntm_exact_error error;
    if ((applies != NTM_NO_REF &&
         !ntm_exact_truth(explainer->exact, applies, row, &truth, &error)) ||
        !ntm_exact_truth(explainer->exact, pass, row, &truth, &error)) {
        *code = error.code;
        *detail = error.detail ? ntm_arena_strdup(explainer->out, error.detail) : NULL;
    }
}

void ntm_explain_indicator(ntm_explainer *explainer, uint32_t indicator, ntm_row row, bool parts,
                           ntm_indicator_result *out)
{
    ntm_exact *exact = explainer->exact;
    const ntm_indicator *i = &exact->document->indicators[indicator];
    *out = (ntm_indicator_result){.indicator = indicator};
    out->status = ntm_exact_indicator_status(exact, indicator, row, &out->either_way);
    switch (out->status) {
    case NTM_ST_PASS:
    case NTM_ST_NOT_APPLICABLE:
        out->decided = NTM_DECIDED_PASS;
        break;
    case NTM_ST_FAIL:
        out->decided = NTM_DECIDED_FAIL;
        break;
    case NTM_ST_ERROR:
        out->decided = NTM_DECIDED_CANNOT_PASS;
        tell_error(explainer, i->applies, i->pass, row, &out->error, &out->error_detail);
        break;
    case NTM_ST_UNKNOWN:
        out->decided = ntm_interval_indicator_decided(explainer->interval, indicator, row,
                                                      &out->within_wholes);
        break;
    }
    if (!parts)
        return;
    ntm_tri applies = NTM_PASS;
    bool applies_known =
        i->applies == NTM_NO_REF || ntm_exact_truth(exact, i->applies, row, &applies, NULL);
    if (i->applies != NTM_NO_REF && (!applies_known || applies != NTM_PASS || explainer->margins))
        out->applies = parts_of(explainer, i->applies, row, &out->napplies);
    if (applies_known && applies != NTM_FAIL)
        out->parts = parts_of(explainer, i->pass, row, &out->nparts);
}

void ntm_explain_gate(ntm_explainer *explainer, uint32_t gate, ntm_row row, ntm_gate_result *out)
{
    const ntm_gate *g = &explainer->exact->document->gates[gate];
    *out = (ntm_gate_result){.gate = gate};
    out->status = ntm_exact_gate_status(explainer->exact, gate, row);
    if (out->status != NTM_ST_NOT_APPLICABLE)
        out->parts = parts_of(explainer, g->pass, row, &out->nparts);
}

ntm_fact ntm_explain_zone(ntm_explainer *explainer, ntm_row row)
{
    const ntm_document *document = explainer->exact->document;
    ntm_fact_list list = {0};
    if (document->zone_scheme && document->zone_by != NTM_NO_REF) {
        ntm_explain_used(explainer, document->zone_by, row, row, &list);
        if (!list.count)
            ntm_explain_missing(explainer, document->zone_by, row, row, &list);
    }
    return list.count ? list.items[0] : (ntm_fact){0};
}
