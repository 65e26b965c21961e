/*
 * eval/exact_status.c - from truths to statuses, criteria, gates; other decisions and titles.
 *
 * A criterion with an indicator in error is undecided, so `meets` of its decision is unknown, or
 * fails for another criterion: an error there is told there (docs/semantics.md 3).
 */
#include <assert.h>

#include "eval/exact_priv.h"
#include "eval/score.h"

/* The truth of a node, NTM_NO_REF passing; false on an error. */
static bool truth_of(ntm_exact *exact, ntm_ref ref, ntm_row row, ntm_tri *out,
                     ntm_exact_error *error)
{
    *out = NTM_PASS;
    return ref == NTM_NO_REF || ntm_exact_truth(exact, ref, row, out, error);
}

bool ntm_exact_truth(ntm_exact *exact, ntm_ref ref, ntm_row row, ntm_tri *out,
                     ntm_exact_error *error_out)
{
    ntm_val v = ntm_exact_eval(exact, ref, row);
    if (v.state == NTM_VAL_ERROR) {
        if (error_out)
            *error_out = v.error;
        return false;
    }
    assert(v.state == NTM_VAL_TRUTH || v.state == NTM_VAL_MISSING);
    *out = v.state == NTM_VAL_TRUTH ? v.tri : NTM_UNKNOWN;
    return true;
}

static ntm_status status_of(ntm_exact *exact, ntm_ref applies, ntm_ref pass, ntm_row row,
                            bool *either_way)
{
    ntm_tri a, p = NTM_UNKNOWN;
    bool applies_error = !truth_of(exact, applies, row, &a, NULL), pass_error = false;
    if (!applies_error && a != NTM_FAIL) /* else pass is not looked at */
        pass_error = !truth_of(exact, pass, row, &p, NULL);
    return ntm_status_of(applies != NTM_NO_REF, applies_error, a, pass_error, p, either_way);
}

ntm_status ntm_exact_indicator_status(ntm_exact *exact, uint32_t indicator, ntm_row row,
                                      bool *either_way_out)
{
    assert(indicator < exact->document->nindicators);
    const ntm_indicator *i = &exact->document->indicators[indicator];
    uint32_t key = exact->nodes + indicator;
    ntm_val known;
    if (!ntm_exact_recall(exact, key, row, &known)) {
        bool either_way = false;
        ntm_status status = status_of(exact, i->applies, i->pass, row, &either_way);
        known = (ntm_val){.code = (int32_t)status * 2 + either_way};
        ntm_exact_remember(exact, key, row, known);
    }
    if (either_way_out)
        *either_way_out = known.code % 2;
    return (ntm_status)(known.code / 2);
}

ntm_level_reached ntm_exact_criterion_state(ntm_exact *exact, uint32_t criterion, ntm_row row)
{
    assert(criterion < exact->document->ncriteria);
    if (exact->assumed && row == exact->assumed_row)
        return exact->assumed[criterion];
    const ntm_criterion *c = &exact->document->criteria[criterion];
    ntm_totals totals = {0};
    for (uint32_t i = 0; i < c->count; i++) {
        bool either_way;
        ntm_status status = ntm_exact_indicator_status(exact, c->first + i, row, &either_way);
        ntm_totals_add(&totals, status, either_way);
    }
    return ntm_criterion_state(&totals);
}

ntm_level_reached ntm_exact_level(ntm_exact *exact, ntm_row row)
{
    /* of a decision known only in part nobody can say that it is met */
    ntm_level_reached level = exact->document->incomplete ? NTM_UNDECIDED : NTM_MET;
    const ntm_score_result *score = ntm_score(exact, NULL, row, exact->arena);
    if (score)
        return ntm_score_level(score);
    for (uint32_t c = 0; c < exact->document->ncriteria; c++) {
        ntm_level_reached state = ntm_exact_criterion_state(exact, c, row);
        if (state < level)
            level = state;
    }
    return level;
}

ntm_status ntm_exact_gate_status(ntm_exact *exact, uint32_t gate, ntm_row row)
{
    assert(gate < exact->document->ngates);
    const ntm_gate *g = &exact->document->gates[gate];
    return status_of(exact, g->applies, g->pass, row, NULL);
}

const char *ntm_exact_zone(ntm_exact *exact, ntm_row row)
{
    ntm_val index = ntm_exact_zone_index(exact, row);
    uint32_t count;
    const char *const *zones = ntm_graph_zones(exact->graph, &count);
    return index.state == NTM_VAL_CODE ? zones[index.code] : NULL;
}

ntm_tri ntm_tri_of_level(ntm_level_reached level)
{
    return level == NTM_MET ? NTM_PASS : level == NTM_NOT_MET ? NTM_FAIL : NTM_UNKNOWN;
}

/* Requirements and conditions; an error or an unknown leaves it undecided. */
static ntm_tri gates(ntm_exact *exact, ntm_row row)
{
    ntm_tri least = NTM_PASS;
    for (uint32_t g = 0; g < exact->document->ngates; g++) {
        if (exact->document->gates[g].kind == NTM_WITHDRAWAL)
            continue;
        ntm_status status = ntm_exact_gate_status(exact, g, row);
        ntm_tri tri = status == NTM_ST_FAIL                                      ? NTM_FAIL
                      : status == NTM_ST_PASS || status == NTM_ST_NOT_APPLICABLE ? NTM_PASS
                                                                                 : NTM_UNKNOWN;
        least = ntm_tri_and(least, tri);
    }
    return least;
}

const ntm_reached *ntm_exact_reached(ntm_exact *exact, const ntm_node *node, ntm_row row,
                                     ntm_row *row_out, ntm_exact_error *error_out)
{
    const ntm_reached *other = ntm_reach_decision(exact->reach, exact->document, node, error_out);
    if (!other)
        return NULL;
    const ntm_unit *unit = ntm_frame_row(exact->frame, row)->unit;
    *row_out =
        unit->level == other->document->level ? ntm_frame_find(other->frame, unit->code) : -1;
    if (*row_out >= 0)
        return other;
    *error_out = (ntm_exact_error){"wrong-level", node->text};
    return NULL;
}

ntm_val ntm_exact_elsewhere(ntm_exact *exact, const ntm_node *node, ntm_row row)
{
    if (node->op == NTM_OP_HOLDS)
        return ntm_val_truth(ntm_frame_title(exact->frame, row, node->text) ? NTM_PASS : NTM_FAIL);
    ntm_exact_error error;
    ntm_row there;
    const ntm_reached *other = ntm_exact_reached(exact, node, row, &there, &error);
    if (!other)
        return ntm_val_error(error.code, error.detail);
    ntm_tri met = ntm_tri_of_level(ntm_exact_level(other->exact, there));
    if (node->op == NTM_OP_QUALIFIES)
        met = ntm_tri_and(met, gates(other->exact, there));
    return ntm_val_truth(met);
}

ntm_val ntm_exact_results(ntm_exact *exact, const ntm_node *node, ntm_row row)
{
    const ntm_document *document = exact->document;
    if (node->op == NTM_OP_FAILED_SHARE) {
        int32_t failed = 0, undecided = 0;
        for (uint32_t c = 0; c < document->ncriteria; c++) {
            ntm_level_reached state = ntm_exact_criterion_state(exact, c, row);
            failed += state == NTM_NOT_MET;
            undecided += state == NTM_UNDECIDED;
        }
        if (!document->ncriteria)
            return ntm_val_missing(NTM_WHY_ZERO);
        ntm_val number = ntm_val_bounds(ntm_num_int(100 * (int64_t)failed),
                                        ntm_num_int(100 * ((int64_t)failed + undecided)));
        ntm_val total = ntm_val_number(ntm_num_int(document->ncriteria));
        return ntm_val_arithmetic(exact->arena, NTM_OP_RATIO, &number, &total);
    }
    for (uint32_t c = 0; c < document->ncriteria; c++) {
        if (document->criteria[c].number != node->n)
            continue;
        ntm_tri met = ntm_tri_of_level(ntm_exact_criterion_state(exact, c, row));
        return ntm_val_truth(node->op == NTM_OP_CRITERION_PASSES ? met : ntm_tri_not(met));
    }
    return ntm_val_error("no-choice", ntm_arena_printf(exact->arena, "%d", node->n));
}

static double end_double(const ntm_val *v, ntm_num end)
{
    return ntm_val_is_number(v) ? ntm_num_double(end) : 0;
}

void ntm_exact_value_at(ntm_exact *exact, ntm_ref ref, ntm_row row, ntm_exact_value *out)
{
    ntm_val v = ntm_exact_eval(exact, ref, row);
    *out = (ntm_exact_value){.kind = ntm_graph_node(exact->graph, ref)->type.kind};
    switch (v.state) {
    case NTM_VAL_NUMBER:
    case NTM_VAL_BOUNDS:
        out->state = v.state == NTM_VAL_NUMBER ? NTM_EXACT_VALUE : NTM_EXACT_BOUNDS;
        out->low = ntm_num_finite(v.low) ? ntm_num_text(exact->arena, v.low) : NULL;
        out->high = ntm_num_finite(v.high) ? ntm_num_text(exact->arena, v.high) : NULL;
        out->low_double = end_double(&v, v.low);
        out->high_double = end_double(&v, v.high);
        break;
    case NTM_VAL_CODE:
        out->state = NTM_EXACT_VALUE;
        out->code = v.code;
        break;
    case NTM_VAL_ERROR:
        out->state = NTM_EXACT_ERROR;
        out->error = v.error;
        break;
    case NTM_VAL_MISSING:
    case NTM_VAL_TRUTH: /* asking for the value of a truth is a wrong call */
        assert(v.state == NTM_VAL_MISSING);
        out->state = NTM_EXACT_MISSING;
        out->why = ntm_why_code(v.why);
        break;
    }
}
