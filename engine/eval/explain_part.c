/*
 * eval/explain_part.c - one leaf: what was measured, what is required, what decides it.
 *
 * A leaf is told the way people read it: the measured side first (as_of() on_or_before(x) becomes x
 * on_or_after), and what stands under none_of as the opposite comparison where there is one.
 */
#include <assert.h>
#include <string.h>

#include "eval/explain_priv.h"
#include "eval/gap_priv.h"

/* A comparison as it is told. */
typedef struct view {
    ntm_op op;
    ntm_ref measured, required, required_high; /* NTM_NO_REF: none */
    bool negated;
} view;

static bool is_constant(const ntm_node *node)
{
    return node->op >= NTM_OP_NUMBER && node->op <= NTM_OP_YEAR;
}

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
    case NTM_OP_ON_OR_BEFORE:
        return NTM_OP_ON_OR_AFTER;
    case NTM_OP_ON_OR_AFTER:
        return NTM_OP_ON_OR_BEFORE;
    default:
        return op;
    }
}

static bool opposite(ntm_op op, ntm_op *out)
{
    static const ntm_op PAIRS[][2] = {{NTM_OP_AT_LEAST, NTM_OP_LESS_THAN},
                                      {NTM_OP_AT_MOST, NTM_OP_MORE_THAN},
                                      {NTM_OP_IS, NTM_OP_IS_NOT},
                                      {NTM_OP_YES, NTM_OP_NO}};
    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++)
        for (int side = 0; side < 2; side++)
            if (PAIRS[i][side] == op) {
                *out = PAIRS[i][1 - side];
                return true;
            }
    return false;
}

static bool compares(ntm_op op) { return op >= NTM_OP_AT_LEAST && op <= NTM_OP_NO; }

static view view_of(const ntm_exact *exact, const ntm_node *node, bool negated)
{
    view v = {node->op, NTM_NO_REF, NTM_NO_REF, NTM_NO_REF, negated};
    if (!compares(node->op)) {
        if (node->op == NTM_OP_KNOWN)
            v.measured = node->args[0];
        return v;
    }
    v.measured = node->args[0];
    if (node->nargs > 1)
        v.required = node->args[1];
    if (node->nargs > 2)
        v.required_high = node->args[2];
    if (node->nargs == 2 && is_constant(ntm_graph_node(exact->graph, v.measured)) &&
        !is_constant(ntm_graph_node(exact->graph, v.required))) {
        v.measured = node->args[1];
        v.required = node->args[0];
        v.op = mirrored(v.op);
    }
    ntm_op other;
    if (negated && opposite(v.op, &other)) {
        v.op = other;
        v.negated = false;
    }
    return v;
}

static const char *end_text(ntm_arena *out, ntm_num end)
{
    return ntm_num_finite(end) ? ntm_num_text(out, end) : NULL;
}

/* A known value as text; NULL for bounds and what is missing. */
static const char *exact_text(ntm_explainer *explainer, const ntm_node *node, const ntm_val *v)
{
    if (v->state == NTM_VAL_NUMBER)
        return ntm_num_text(explainer->out, v->low);
    if (v->state == NTM_VAL_CODE)
        return ntm_code_text(explainer->out, node->type.kind, node->type.scale, v->code);
    return NULL;
}

/* Without the zeros at the end: "78.50" is "78.5". */
static const char *trimmed(ntm_arena *out, const char *fixed)
{
    size_t length = strlen(fixed);
    if (strchr(fixed, '.')) {
        while (length && fixed[length - 1] == '0')
            length--;
        if (length && fixed[length - 1] == '.')
            length--;
    }
    const char *text = ntm_arena_strndup(out, fixed, length);
    return strcmp(text, "-0") == 0 ? "0" : text;
}

/* Two decimals, more as long as rounding changes how the comparison comes out. */
static const char *shown(ntm_explainer *explainer, const ntm_node *leaf, const view *v,
                         const ntm_val *measured, ntm_row row)
{
    ntm_arena *out = explainer->out;
    ntm_val args[3], rounded = *measured;
    bool known = leaf->nargs >= 2;
    for (uint32_t i = 0; i < leaf->nargs && leaf->nargs >= 2; i++) {
        args[i] = ntm_exact_eval(explainer->exact, leaf->args[i], row);
        known = known && ntm_val_is_number(&args[i]);
    }
    int digits = 2;
    for (; digits < 12; digits++) {
        rounded = ntm_val_round(out, measured, digits);
        if (!known || !ntm_val_is_number(&rounded) || ntm_val_same(measured, &rounded))
            break;
        ntm_val with[3] = {args[0], args[1], args[2 % leaf->nargs]};
        for (uint32_t i = 0; i < leaf->nargs; i++)
            if (leaf->args[i] == v->measured)
                with[i] = rounded;
        ntm_tri seems = leaf->op == NTM_OP_BETWEEN ? ntm_val_between(&with[0], &with[1], &with[2])
                                                   : ntm_val_compare(leaf->op, &with[0], &with[1]);
        ntm_tri is = leaf->op == NTM_OP_BETWEEN ? ntm_val_between(&args[0], &args[1], &args[2])
                                                : ntm_val_compare(leaf->op, &args[0], &args[1]);
        if (seems == is)
            break;
    }
    return trimmed(out, ntm_num_fixed(out, measured->low, digits));
}

static void tell_side(ntm_explainer *explainer, ntm_ref ref, ntm_row row, const char **value,
                      const char **field)
{
    const ntm_node *node = ntm_graph_node(explainer->exact->graph, ref);
    ntm_val v = ntm_exact_eval(explainer->exact, ref, row);
    *value = exact_text(explainer, node, &v);
    *field = node->op == NTM_OP_FIELD ? node->field->name : NULL;
}

/* The two sides of a share, seen through round(). */
static const ntm_node *share_of(const ntm_exact *exact, ntm_ref ref)
{
    const ntm_node *node = ntm_graph_node(exact->graph, ref);
    while (node->op == NTM_OP_ROUND)
        node = ntm_graph_node(exact->graph, node->args[0]);
    return node->op == NTM_OP_PERCENT || node->op == NTM_OP_RATIO ? node : NULL;
}

static void tell_measured(ntm_explainer *explainer, const ntm_node *leaf, const view *v,
                          ntm_row row, ntm_part *part)
{
    ntm_exact *exact = explainer->exact;
    const ntm_node *node = ntm_graph_node(exact->graph, v->measured);
    ntm_val value = ntm_exact_eval(exact, v->measured, row);
    part->kind = node->type.kind;
    part->measure = node->type.measure;
    part->measured = exact_text(explainer, node, &value);
    if (ntm_val_is_number(&value)) {
        part->measured_low = end_text(explainer->out, value.low);
        part->measured_high = end_text(explainer->out, value.high);
    } else {
        part->measured_low = part->measured_high = part->measured;
    }
    if (value.state == NTM_VAL_NUMBER)
        part->shown = shown(explainer, leaf, v, &value, row);
    const ntm_node *share = share_of(exact, v->measured);
    if (share) {
        tell_side(explainer, share->args[0], row, &part->numerator, &part->numerator_field);
        tell_side(explainer, share->args[1], row, &part->denominator, &part->denominator_field);
    }
}

static void tell_required(ntm_explainer *explainer, const ntm_node *leaf, const view *v,
                          ntm_row row, ntm_part *part)
{
    const ntm_ref refs[2] = {v->required, v->required_high};
    const char **texts[2] = {&part->required, &part->required_high};
    for (int i = 0; i < 2; i++) {
        if (refs[i] == NTM_NO_REF)
            continue;
        const ntm_node *node = ntm_graph_node(explainer->exact->graph, refs[i]);
        ntm_val value = ntm_exact_eval(explainer->exact, refs[i], row);
        *texts[i] = exact_text(explainer, node, &value);
        if (part->kind == NTM_K_ANY) {
            part->kind = node->type.kind;
            part->measure = node->type.measure;
        }
    }
    if (leaf->op == NTM_OP_WITHIN) { /* the days that would do */
        ntm_date as_of = explainer->exact->choice->as_of;
        ntm_date first = ntm_date_add_months(as_of, -leaf->n);
        while (first != NTM_DATE_MIN && ntm_date_add_months(first, leaf->n) < as_of)
            first++;
        part->required = ntm_code_text(explainer->out, NTM_K_DATE, NULL, first);
        part->required_high = ntm_code_text(explainer->out, NTM_K_DATE, NULL, as_of);
    }
    if (leaf->text) /* meets, holds: the decision or title */
        part->required = leaf->text;
    if (leaf->op == NTM_OP_CRITERION_FAILS || leaf->op == NTM_OP_CRITERION_PASSES)
        part->required = ntm_arena_printf(explainer->out, "%d", leaf->n);
}

static const ntm_node *aggregate_of(const ntm_exact *exact, const ntm_node *leaf, const view *v)
{
    const ntm_node *node =
        v->measured == NTM_NO_REF ? leaf : ntm_graph_node(exact->graph, v->measured);
    return node->op >= NTM_OP_CHILD_COUNT_WHERE && node->op <= NTM_OP_CHILD_ANY ? node : NULL;
}

/* Of numbers: those that are missing count as unknown, the others as reported. */
static void tell_children(ntm_explainer *explainer, const ntm_node *aggregate, ntm_row row,
                          ntm_part *part)
{
    ntm_exact *exact = explainer->exact;
    ntm_row first;
    int32_t total = ntm_exact_child_rows(exact, aggregate, row, &first);
    const char **failing = ntm_arena_array(explainer->out, (size_t)total + 1, sizeof *failing);
    const char **unknown = ntm_arena_array(explainer->out, (size_t)total + 1, sizeof *unknown);
    int32_t nfailing = 0, nunknown = 0;
    for (int32_t i = 0; i < total; i++) {
        ntm_val v = ntm_exact_eval(exact, aggregate->args[0], first + i);
        const char *code = ntm_frame_row(exact->frame, first + i)->unit->code;
        if (v.state == NTM_VAL_MISSING || v.state == NTM_VAL_ERROR ||
            (v.state == NTM_VAL_TRUTH && v.tri == NTM_UNKNOWN))
            unknown[nunknown++] = code;
        else if (v.state == NTM_VAL_TRUTH && v.tri == NTM_FAIL)
            failing[nfailing++] = code;
    }
    bool truths = ntm_graph_node(exact->graph, aggregate->args[0])->type.kind == NTM_K_TRUTH;
    part->shape = truths ? NTM_SHAPE_CHILDREN : part->shape;
    part->children = total;
    part->children_reported = total - nunknown;
    part->children_passing = truths ? total - nunknown - nfailing : 0;
    part->children_failing = failing;
    part->children_unknown = unknown;
}

static ntm_part_shape shape_of(const ntm_node *leaf, ntm_kind kind)
{
    if (leaf->op == NTM_OP_YES || leaf->op == NTM_OP_NO)
        return NTM_SHAPE_YES_NO;
    if (leaf->op == NTM_OP_ON_OR_BEFORE || leaf->op == NTM_OP_ON_OR_AFTER ||
        leaf->op == NTM_OP_WITHIN || (compares(leaf->op) && kind == NTM_K_DATE))
        return NTM_SHAPE_DATE;
    return compares(leaf->op) ? NTM_SHAPE_COMPARE : NTM_SHAPE_OTHER;
}

static void tell_status(ntm_explainer *explainer, ntm_ref leaf, ntm_row row, bool negated,
                        ntm_part *part)
{
    ntm_tri truth;
    ntm_exact_error error = {0};
    if (!ntm_exact_truth(explainer->exact, leaf, row, &truth, &error)) {
        part->status = NTM_ST_ERROR;
        part->error = error.code;
        part->error_detail = error.detail ? ntm_arena_strdup(explainer->out, error.detail) : NULL;
        part->decided = NTM_DECIDED_CANNOT_PASS;
        return;
    }
    if (negated)
        truth = ntm_tri_not(truth);
    part->status = truth == NTM_PASS   ? NTM_ST_PASS
                   : truth == NTM_FAIL ? NTM_ST_FAIL
                                       : NTM_ST_UNKNOWN;
    part->decided = truth == NTM_PASS ? NTM_DECIDED_PASS : NTM_DECIDED_FAIL;
    if (truth != NTM_UNKNOWN)
        return;
    ntm_truths apart = ntm_interval_truths(explainer->interval, leaf, row, false);
    ntm_truths whole = ntm_interval_truths(explainer->interval, leaf, row, true);
    if (negated) {
        apart = ntm_truths_not(apart);
        whole = ntm_truths_not(whole);
    }
    part->decided = ntm_decided_of(whole);
    part->within_wholes = part->decided != ntm_decided_of(apart);
}

void ntm_explain_part(ntm_explainer *explainer, ntm_ref leaf, ntm_row row,
                      const ntm_place_in_rule *place, ntm_part *part)
{
    const ntm_node *node = ntm_graph_node(explainer->exact->graph, leaf);
    view v = view_of(explainer->exact, node, place->negated);
    *part = (ntm_part){.label = place->label,
                       .node = leaf,
                       .negated = v.negated,
                       .condition = place->condition,
                       .group = place->group,
                       .group_op = place->group_op,
                       .group_n = place->group_n,
                       .comparison = ntm_op_name(v.op),
                       .kind = NTM_K_TRUTH,
                       .children = -1};
    tell_status(explainer, leaf, row, place->negated, part);
    if (v.measured != NTM_NO_REF)
        tell_measured(explainer, node, &v, row, part);
    tell_required(explainer, node, &v, row, part);
    part->elsewhere = ntm_explain_elsewhere(explainer, leaf, row);
    part->shape = shape_of(node, part->kind);
    const ntm_node *aggregate = aggregate_of(explainer->exact, node, &v);
    if (aggregate)
        tell_children(explainer, aggregate, row, part);

    ntm_fact_list used = {0};
    ntm_explain_used(explainer, leaf, row, row, &used);
    part->used = used.items;
    part->nused = used.count;
    if (part->status == NTM_ST_UNKNOWN || node->op == NTM_OP_HOLDS || node->op == NTM_OP_KNOWN)
        ntm_explain_open(explainer, leaf, row, place, part);
    ntm_explain_notices(explainer,
                        v.measured == NTM_NO_REF ? NULL : share_of(explainer->exact, v.measured),
                        row, part);

    ntm_gap_list gaps = {0}, margins = {0};
    ntm_tri want = place->negated ? NTM_FAIL : NTM_PASS;
    if (part->status == NTM_ST_FAIL && !place->condition)
        ntm_solver_gaps(explainer->solver, leaf, row, row, want, &gaps);
    if (part->status == NTM_ST_PASS && !place->condition && explainer->margins)
        ntm_solver_margins(explainer->solver, leaf, row, row, want, &margins);
    part->gaps = gaps.items;
    part->ngaps = gaps.count;
    part->margins = margins.items;
    part->nmargins = margins.count;
}
