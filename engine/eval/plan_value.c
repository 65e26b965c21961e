/*
 * eval/plan_value.c - what a node is at the rows of a segment, and the forms of numbers.
 */
#include "eval/plan_build_priv.h"
#include "model/tri.h"

#include <assert.h>

/* Bits of a decimal's numerator (below 10^15) and denominator (up to 10^9). */
enum { DECIMAL_TOP = 50, DECIMAL_BOTTOM = 30 };

ntm_pval ntm_pval_truth(ntm_plane pass, ntm_plane maybe)
{
    return (ntm_pval){.form = NTM_FORM_TRUTH, .pass = pass, .maybe = maybe};
}

ntm_pval ntm_pval_leaf(ntm_vector v, ntm_plane ok)
{
    return (ntm_pval){.form = NTM_FORM_LEAF,
                      .v = v,
                      .ok = ok,
                      .top = DECIMAL_TOP,
                      .bottom = DECIMAL_BOTTOM,
                      .decimal = true};
}

ntm_pval ntm_pval_const(ntm_decimal number)
{
    return (ntm_pval){.form = NTM_FORM_CONST,
                      .number = number,
                      .ok = NTM_PLANE_ALL,
                      .top = DECIMAL_TOP,
                      .bottom = DECIMAL_BOTTOM,
                      .decimal = true};
}

ntm_pval ntm_pval_missing(void)
{
    ntm_pval out = ntm_pval_const((ntm_decimal){0});
    out.ok = NTM_PLANE_NONE;
    return out;
}

ntm_pval ntm_pval_error(bool truth)
{
    ntm_pval out = truth ? ntm_pval_truth(NTM_PLANE_NONE, NTM_PLANE_ALL) : ntm_pval_missing();
    out.bad = NTM_PLANE_ALL;
    return out;
}

ntm_pval ntm_pval_exact(bool truth)
{
    ntm_pval out = truth ? ntm_pval_truth(NTM_PLANE_NONE, NTM_PLANE_ALL) : ntm_pval_missing();
    out.hand = NTM_PLANE_ALL;
    return out;
}

bool ntm_pval_simple(const ntm_pval *x)
{
    return x->form == NTM_FORM_CONST || x->form == NTM_FORM_TABLE || x->form == NTM_FORM_LEAF;
}

ntm_pval ntm_pval_as_leaf(ntm_writer *w, const ntm_pval *x)
{
    ntm_pval out = *x;
    ntm_build *build = w->build;
    out.form = NTM_FORM_LEAF;
    if (x->form == NTM_FORM_CONST)
        out.v = ntm_write_leaf(w, NTM_KOP_FILL,
                               ntm_plan_number(build, ntm_decimal_double(x->number)), NULL);
    else if (x->form == NTM_FORM_TABLE)
        out.v =
            NTM_WRITE(w, PICK, ntm_plan_threshold(build, x->table, x->places, false), NULL, x->key);
    else
        assert(x->form == NTM_FORM_LEAF);
    return out;
}

ntm_pval ntm_pval_plain(ntm_writer *w, const ntm_pval *x)
{
    if (x->form != NTM_FORM_COUNT)
        return *x;
    ntm_pval out = *x;
    ntm_plane partly = NTM_WRITE(w, LESS, 0, NULL, x->a, x->high);
    out.hand = ntm_plane_or(w, x->hand, ntm_plane_and(w, x->ok, partly));
    if (x->percent) {
        out.form = NTM_FORM_RATIO;
    } else {
        out.form = NTM_FORM_LEAF;
        out.v = x->a;
    }
    return out;
}

/* The quotient, and 100 times it for a percentage; a reported share where counts are missing. */
static ntm_pval divide(ntm_writer *w, const ntm_pval *x)
{
    ntm_pval out = *x;
    out.form = NTM_FORM_REAL;
    uint32_t zero = ntm_plan_number(w->build, 0);
    uint32_t a_error = NTM_WRITE(w, LEAF_ERROR, 0, NULL, x->a);
    uint32_t b_error = NTM_WRITE(w, LEAF_ERROR, 0, NULL, x->b);
    out.ok = ntm_plane_and_not(w, x->ok, NTM_WRITE(w, EQUAL_CONST, zero, NULL, x->b));
    out.v = NTM_WRITE(w, DIV, 0, &out.e, x->a, a_error, x->b, b_error);
    if (x->percent) {
        uint32_t hundred = ntm_write_leaf(w, NTM_KOP_FILL, ntm_plan_number(w->build, 100), NULL);
        uint32_t hundred_error = NTM_WRITE(w, LEAF_ERROR, 0, NULL, hundred);
        out.v = NTM_WRITE(w, MUL, 0, &out.e, out.v, out.e, hundred, hundred_error);
    }
    if (x->shared) {
        uint32_t share_error = NTM_WRITE(w, LEAF_ERROR, 0, NULL, x->share);
        out.v = NTM_WRITE(w, SELECT, 0, NULL, x->ok, out.v, x->share);
        out.e = NTM_WRITE(w, SELECT, 0, NULL, x->ok, out.e, share_error);
        out.ok = ntm_plane_mux(w, x->ok, out.ok, x->share_ok);
        out.shared = false;
    }
    return out;
}

ntm_pval ntm_pval_as_real(ntm_writer *w, const ntm_pval *x)
{
    ntm_pval out = ntm_pval_plain(w, x);
    if (out.form == NTM_FORM_REAL)
        return out;
    if (out.form == NTM_FORM_RATIO)
        return divide(w, &out);
    out = ntm_pval_as_leaf(w, &out);
    out.form = NTM_FORM_REAL;
    out.e = NTM_WRITE(w, LEAF_ERROR, 0, NULL, out.v);
    return out;
}

static bool is_truth(const ntm_node *node) { return node->type.kind == NTM_K_TRUTH; }

static ntm_pval compile(ntm_writer *w, const ntm_node *node)
{
    switch (node->op) {
    case NTM_OP_FIELD:
        return ntm_plan_field(w, node->field, NULL, false);
    case NTM_OP_NUMBER:
        return ntm_pval_const(node->number);
    case NTM_OP_GRADE:
    case NTM_OP_CHOICE:
        return ntm_pval_const(ntm_decimal_int(node->n));
    case NTM_OP_DATE:
        return ntm_pval_const(ntm_decimal_int(node->date));
    case NTM_OP_AS_OF:
        return ntm_pval_const(ntm_decimal_int(w->build->choice->as_of));
    case NTM_OP_YEAR:
        return ntm_pval_const(ntm_decimal_int(w->build->choice->year));
    case NTM_OP_TRUTH:
        return node->n == NTM_PASS ? ntm_pval_truth(NTM_PLANE_ALL, NTM_PLANE_ALL)
                                   : ntm_pval_truth(NTM_PLANE_NONE, NTM_PLANE_NONE);
    case NTM_OP_NOT_KNOWN:
        return ntm_pval_missing();
    case NTM_OP_PREVIOUS:
        return ntm_plan_field(w, ntm_graph_node(w->build->graph, node->args[0])->field, NULL, true);
    case NTM_OP_PARENT:
        return ntm_plan_parent(w, node);

    case NTM_OP_ADD:
    case NTM_OP_SUB:
    case NTM_OP_MUL:
    case NTM_OP_RATIO:
    case NTM_OP_PERCENT:
    case NTM_OP_MIN:
    case NTM_OP_MAX:
    case NTM_OP_FIRST_KNOWN:
        return ntm_plan_number_node(w, node);

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
    case NTM_OP_KNOWN:
        return ntm_plan_comparison(w, node);

    case NTM_OP_ALL_OF:
    case NTM_OP_ANY_OF:
    case NTM_OP_NONE_OF:
    case NTM_OP_AT_LEAST_N_OF:
    case NTM_OP_IF_ANY:
    case NTM_OP_PART:
        return ntm_plan_connective(w, node);

    case NTM_OP_WHEN:
    case NTM_OP_CHOOSE:
    case NTM_OP_BY_ZONE:
    case NTM_OP_BY_YEAR:
    case NTM_OP_SINCE:
        return ntm_plan_select(w, node);

    case NTM_OP_CHILD_COUNT:
    case NTM_OP_CHILD_COUNT_WHERE:
    case NTM_OP_CHILD_PERCENT_WHERE:
    case NTM_OP_CHILD_SUM:
    case NTM_OP_CHILD_LEAST:
    case NTM_OP_CHILD_GREATEST:
    case NTM_OP_CHILD_ALL:
    case NTM_OP_CHILD_ANY:
        return ntm_plan_children(w, node);

    case NTM_OP_ROUND:
    case NTM_OP_LINEAR:
    case NTM_OP_MEETS:
    case NTM_OP_MEETS_CURRENT:
    case NTM_OP_QUALIFIES:
    case NTM_OP_HOLDS:
    case NTM_OP_FAILED_SHARE:
    case NTM_OP_CRITERION_FAILS:
    case NTM_OP_CRITERION_PASSES:
    case NTM_OP_FIRST_OF:
    case NTM_OP_COUNT:
        break;
    }
    return ntm_pval_exact(is_truth(node));
}

const ntm_pval *ntm_plan_node(ntm_writer *w, ntm_ref ref)
{
    if (w->memo[ref])
        return w->memo[ref];
    const ntm_node *node = ntm_graph_node(w->build->graph, ref);
    ntm_pval value;
    if (w->build->full)
        value = ntm_pval_exact(is_truth(node));
    else
        value = compile(w, node);
    if (value.form != NTM_FORM_TRUTH && (value.top > NTM_PLAN_BITS || value.bottom > NTM_PLAN_BITS))
        value = ntm_pval_exact(false); /* whether it is too large is for the exact walk to say */
    assert((value.form == NTM_FORM_TRUTH) == is_truth(node) || node->type.kind == NTM_K_ANY);
    ntm_pval *kept = ntm_arena_alloc(w->build->scratch, sizeof *kept);
    *kept = value;
    return w->memo[ref] = kept;
}

ntm_pval ntm_plan_truth(ntm_writer *w, ntm_ref ref)
{
    const ntm_pval *value = ntm_plan_node(w, ref);
    if (value->form == NTM_FORM_TRUTH)
        return *value;
    ntm_pval out = ntm_pval_truth(NTM_PLANE_NONE, NTM_PLANE_ALL); /* not_known() */
    out.bad = value->bad;
    out.hand = value->hand;
    return out;
}
