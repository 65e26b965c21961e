/*
 * eval/plan_number.c - arithmetic, least and greatest, first_known.
 *
 * A quotient of decimals stays undivided as long as it can: comparing a with t * b needs no
 * division and is decided to the last digit. Other arithmetic carries an error bound.
 */
#include "eval/plan_build_priv.h"

static uint32_t larger(uint32_t x, uint32_t y) { return x > y ? x : y; }

/* Bits of an exact sum, product or quotient, at most. */
static void set_bits(ntm_pval *out, ntm_op op, const ntm_pval *x, const ntm_pval *y)
{
    switch (op) {
    case NTM_OP_MUL:
        out->top = x->top + y->top;
        out->bottom = x->bottom + y->bottom;
        out->decimal = x->decimal && y->decimal;
        return;
    case NTM_OP_RATIO:
    case NTM_OP_PERCENT:
        out->top = x->top + y->bottom + 7;
        out->bottom = x->bottom + y->top;
        out->decimal = false;
        return;
    default:
        break;
    }
    out->decimal = x->decimal && y->decimal;
    if (out->decimal) { /* over the larger power of ten; numerators grow by the smaller one */
        out->bottom = larger(x->bottom, y->bottom);
        out->top = larger(x->top + out->bottom - x->bottom, y->top + out->bottom - y->bottom) + 1;
    } else {
        out->bottom = x->bottom + y->bottom;
        out->top = larger(x->top + y->bottom, y->top + x->bottom) + 1;
    }
}

static ntm_kop opcode(ntm_op op)
{
    switch (op) {
    case NTM_OP_ADD:
        return NTM_KOP_ADD;
    case NTM_OP_SUB:
        return NTM_KOP_SUB;
    case NTM_OP_MUL:
        return NTM_KOP_MUL;
    default:
        return NTM_KOP_DIV;
    }
}

/* Missing if one is, an error if one is, handed over if one is. */
static void join(ntm_writer *w, ntm_pval *out, const ntm_pval *x, const ntm_pval *y)
{
    out->ok = ntm_plane_and(w, x->ok, y->ok);
    out->bad = ntm_plane_or(w, x->bad, y->bad);
    out->hand = ntm_plane_or(w, x->hand, y->hand);
}

static ntm_pval arithmetic(ntm_writer *w, ntm_op op, const ntm_pval *left, const ntm_pval *right)
{
    ntm_pval x = ntm_pval_as_real(w, left), y = ntm_pval_as_real(w, right);
    ntm_pval out = {.form = NTM_FORM_REAL};
    join(w, &out, &x, &y);
    set_bits(&out, op, &x, &y);
    uint32_t from[4] = {x.v, x.e, y.v, y.e};
    out.v = ntm_write(w, opcode(op), 0, from, 4, &out.e);
    if (op == NTM_OP_RATIO || op == NTM_OP_PERCENT)
        out.hand = ntm_plane_or(w, out.hand,
                                ntm_plane_and(w, out.ok, NTM_WRITE(w, SMALL, 0, NULL, y.v, y.e)));
    if (op == NTM_OP_PERCENT) {
        ntm_pval hundred = ntm_pval_const(ntm_decimal_int(100));
        hundred = ntm_pval_as_real(w, &hundred);
        out.v = NTM_WRITE(w, MUL, 0, &out.e, out.v, out.e, hundred.v, hundred.e);
    }
    return out;
}

static ntm_pval sum(ntm_writer *w, const ntm_node *node)
{
    ntm_pval out = *ntm_plan_node(w, node->args[0]);
    for (uint32_t i = 1; i < node->nargs; i++) {
        const ntm_pval *x = ntm_plan_node(w, node->args[i]);
        out = arithmetic(w, NTM_OP_ADD, &out, x);
        if (out.top > NTM_PLAN_BITS || out.bottom > NTM_PLAN_BITS)
            return ntm_pval_exact(false);
    }
    return out;
}

/* Where a count of the two fields is missing, the share reported as a/b stands in. */
static void add_share(ntm_writer *w, ntm_pval *out, const ntm_node *a, const ntm_node *b)
{
    if (a->op != NTM_OP_FIELD || b->op != NTM_OP_FIELD)
        return;
    ntm_pval share = ntm_plan_field(w, a->field, b->field, false);
    if (share.ok == NTM_PLANE_NONE && share.bad == NTM_PLANE_NONE && share.hand == NTM_PLANE_NONE)
        return;
    share = ntm_pval_as_leaf(w, &share);
    out->shared = true;
    out->share = share.v;
    out->share_ok = share.ok;
    ntm_plane odd = ntm_plane_or(w, share.bad, share.hand);
    out->hand = ntm_plane_or(w, out->hand, ntm_plane_and_not(w, odd, out->ok));
}

static ntm_pval ratio(ntm_writer *w, const ntm_node *node)
{
    ntm_pval x = *ntm_plan_node(w, node->args[0]), y = *ntm_plan_node(w, node->args[1]);
    x = ntm_pval_plain(w, &x);
    y = ntm_pval_plain(w, &y);
    if (!ntm_pval_simple(&x) || !ntm_pval_simple(&y))
        return arithmetic(w, node->op, &x, &y);
    x = ntm_pval_as_leaf(w, &x);
    y = ntm_pval_as_leaf(w, &y);
    ntm_pval out = {
        .form = NTM_FORM_RATIO, .a = x.v, .b = y.v, .percent = node->op == NTM_OP_PERCENT};
    join(w, &out, &x, &y);
    set_bits(&out, node->op, &x, &y);
    if (out.percent)
        add_share(w, &out, ntm_graph_node(w->build->graph, node->args[0]),
                  ntm_graph_node(w->build->graph, node->args[1]));
    return out;
}

static ntm_pval extreme(ntm_writer *w, const ntm_node *node)
{
    ntm_kop op = node->op == NTM_OP_MIN ? NTM_KOP_LEAST : NTM_KOP_GREATEST;
    ntm_pval out = *ntm_plan_node(w, node->args[0]);
    out = ntm_pval_plain(w, &out);
    for (uint32_t i = 1; i < node->nargs; i++) {
        ntm_pval x = *ntm_plan_node(w, node->args[i]), joined;
        x = ntm_pval_plain(w, &x);
        bool leaf = ntm_pval_simple(&out) && ntm_pval_simple(&x);
        x = leaf ? ntm_pval_as_leaf(w, &x) : ntm_pval_as_real(w, &x);
        out = leaf ? ntm_pval_as_leaf(w, &out) : ntm_pval_as_real(w, &out);
        joined = (ntm_pval){.form = out.form,
                            .top = larger(out.top, x.top),
                            .bottom = larger(out.bottom, x.bottom),
                            .decimal = out.decimal && x.decimal};
        join(w, &joined, &out, &x);
        uint32_t from[2] = {out.v, x.v};
        joined.v = ntm_write(w, op, 0, from, 2, NULL);
        if (!leaf)
            joined.e = NTM_WRITE(w, GREATEST, 0, NULL, out.e, x.e);
        out = joined;
    }
    return out;
}

/* The first that is not missing; all are looked at for errors. */
static ntm_pval first_known(ntm_writer *w, const ntm_node *node)
{
    ntm_pval out = *ntm_plan_node(w, node->args[node->nargs - 1]);
    out = ntm_pval_plain(w, &out);
    for (uint32_t i = node->nargs - 1; i-- > 0;) {
        ntm_pval x = *ntm_plan_node(w, node->args[i]), joined;
        x = ntm_pval_plain(w, &x);
        bool leaf = ntm_pval_simple(&out) && ntm_pval_simple(&x);
        x = leaf ? ntm_pval_as_leaf(w, &x) : ntm_pval_as_real(w, &x);
        out = leaf ? ntm_pval_as_leaf(w, &out) : ntm_pval_as_real(w, &out);
        joined = (ntm_pval){.form = out.form,
                            .top = larger(out.top, x.top),
                            .bottom = larger(out.bottom, x.bottom),
                            .decimal = out.decimal && x.decimal};
        join(w, &joined, &out, &x);
        joined.ok = ntm_plane_or(w, out.ok, x.ok);
        joined.v = NTM_WRITE(w, SELECT, 0, NULL, x.ok, x.v, out.v);
        if (!leaf)
            joined.e = NTM_WRITE(w, SELECT, 0, NULL, x.ok, x.e, out.e);
        out = joined;
    }
    return out;
}

ntm_pval ntm_plan_number_node(ntm_writer *w, const ntm_node *node)
{
    switch (node->op) {
    case NTM_OP_ADD:
        return sum(w, node);
    case NTM_OP_RATIO:
    case NTM_OP_PERCENT:
        return ratio(w, node);
    case NTM_OP_MIN:
    case NTM_OP_MAX:
        return extreme(w, node);
    case NTM_OP_FIRST_KNOWN:
        return first_known(w, node);
    default:
        return arithmetic(w, node->op, ntm_plan_node(w, node->args[0]),
                          ntm_plan_node(w, node->args[1]));
    }
}
