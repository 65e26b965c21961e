/*
 * eval/plan_truth.c - connectives. With the planes `pass` and `maybe` and is an and of both, or an or,
 * and not swaps their complements. An error or a hand-over in any argument is one of the whole.
 */
#include "eval/plan_build_priv.h"

static void join(ntm_writer *w, ntm_pval *out, const ntm_pval *x)
{
    out->bad = ntm_plane_or(w, out->bad, x->bad);
    out->hand = ntm_plane_or(w, out->hand, x->hand);
}

static ntm_pval all_of(ntm_writer *w, const ntm_node *node)
{
    ntm_pval out = ntm_pval_truth(NTM_PLANE_ALL, NTM_PLANE_ALL);
    for (uint32_t i = 0; i < node->nargs; i++) {
        ntm_pval x = ntm_plan_truth(w, node->args[i]);
        out.pass = ntm_plane_and(w, out.pass, x.pass);
        out.maybe = ntm_plane_and(w, out.maybe, x.maybe);
        join(w, &out, &x);
    }
    return out;
}

static ntm_pval any_of(ntm_writer *w, const ntm_node *node)
{
    ntm_pval out = ntm_pval_truth(NTM_PLANE_NONE, NTM_PLANE_NONE);
    for (uint32_t i = 0; i < node->nargs; i++) {
        ntm_pval x = ntm_plan_truth(w, node->args[i]);
        out.pass = ntm_plane_or(w, out.pass, x.pass);
        out.maybe = ntm_plane_or(w, out.maybe, x.maybe);
        join(w, &out, &x);
    }
    return out;
}

static ntm_pval none_of(ntm_writer *w, const ntm_node *node)
{
    ntm_pval out = any_of(w, node);
    ntm_plane pass = out.pass;
    out.pass = ntm_plane_not(w, out.maybe);
    out.maybe = ntm_plane_not(w, pass);
    return out;
}

static ntm_pval at_least_n_of(ntm_writer *w, const ntm_node *node)
{
    ntm_pval out = ntm_pval_truth(NTM_PLANE_NONE, NTM_PLANE_NONE);
    ntm_plane *pass = ntm_arena_array(w->build->scratch, node->nargs, sizeof *pass);
    ntm_plane *maybe = ntm_arena_array(w->build->scratch, node->nargs, sizeof *maybe);
    for (uint32_t i = 0; i < node->nargs; i++) {
        ntm_pval x = ntm_plan_truth(w, node->args[i]);
        pass[i] = x.pass;
        maybe[i] = x.maybe;
        join(w, &out, &x);
    }
    out.pass = ntm_plane_count_ge(w, pass, node->nargs, (uint32_t)node->n);
    out.maybe = ntm_plane_count_ge(w, maybe, node->nargs, (uint32_t)node->n);
    return out;
}

/* Pass where the condition fails, else the truth (also where the condition is unknown: the least
 * of pass and the truth). */
static ntm_pval if_any(ntm_writer *w, const ntm_node *node)
{
    ntm_pval c = ntm_plan_truth(w, node->args[0]), out = ntm_plan_truth(w, node->args[1]);
    out.pass = ntm_plane_or_not(w, out.pass, c.maybe);
    out.maybe = ntm_plane_or_not(w, out.maybe, c.maybe);
    join(w, &out, &c);
    return out;
}

ntm_pval ntm_plan_connective(ntm_writer *w, const ntm_node *node)
{
    switch (node->op) {
    case NTM_OP_ANY_OF:
        return any_of(w, node);
    case NTM_OP_NONE_OF:
        return none_of(w, node);
    case NTM_OP_AT_LEAST_N_OF:
        return at_least_n_of(w, node);
    case NTM_OP_IF_ANY:
        return if_any(w, node);
    default: /* ALL_OF; PART has one argument */
        return all_of(w, node);
    }
}
