/*
 * eval/plan_compare.c - comparisons, which are where doubles end and truths begin.
 *
 * Everything rests on two planes: rows where x is below y, and rows where it is above. Decimals
 * compare as doubles do; a ratio of decimals with a decimal is decided exactly, ties included; any
 * other pair is handed over when the difference is within the error bounds. A count of children
 * that have not all reported has two ends, and each side of the answer looks at its own.
 */
#include "eval/plan_build_priv.h"

typedef enum side { BELOW, ABOVE } side;

/* Rows where an end of x is below (above) y, of those where both are known. */
typedef struct relation {
    ntm_plane plane;
    ntm_plane ok;   /* x and y are known, and x is not divided by 0 */
    ntm_plane near; /* too near to tell */
} relation;

static relation ratio_side(ntm_writer *w, const ntm_pval *x, ntm_vector a, const ntm_pval *y,
                           side which, ntm_plane known)
{
    bool below = which == BELOW;
    relation out = {.ok = known};
    uint32_t nonzero;
    if (y->form == NTM_FORM_LEAF) {
        uint32_t from[] = {a, x->b, y->v, known};
        out.plane = ntm_write(w, below ? NTM_KOP_RATIO_BELOW_VECTOR : NTM_KOP_RATIO_ABOVE_VECTOR,
                              x->percent, from, 4, &nonzero);
    } else if (y->form == NTM_FORM_TABLE) {
        uint32_t from[] = {a, x->b, y->key, known};
        out.plane = ntm_write(w, below ? NTM_KOP_RATIO_BELOW_TABLE : NTM_KOP_RATIO_ABOVE_TABLE,
                              ntm_plan_threshold(w->build, y->table, y->places, x->percent), from,
                              4, &nonzero);
    } else {
        uint32_t from[] = {a, x->b, known};
        bool one = ntm_decimal_compare(y->number, ntm_decimal_int(x->percent ? 100 : 1)) == 0;
        if (one)
            out.plane = ntm_write(w, below ? NTM_KOP_RATIO_BELOW_ONE : NTM_KOP_RATIO_ABOVE_ONE, 0,
                                  from, 3, &nonzero);
        else
            out.plane = ntm_write(w, below ? NTM_KOP_RATIO_BELOW : NTM_KOP_RATIO_ABOVE,
                                  ntm_plan_threshold(w->build, &y->number, 1, x->percent), from, 3,
                                  &nonzero);
    }
    if (x->form == NTM_FORM_RATIO) /* a count is never of 0 children */
        out.ok = ntm_plane_and(w, known, nonzero);
    return out;
}

static relation simple_side(ntm_writer *w, const ntm_pval *x, const ntm_pval *y, side which,
                            ntm_plane known)
{
    bool below = which == BELOW;
    relation out = {.ok = known};
    if (x->form == NTM_FORM_CONST && y->form == NTM_FORM_CONST) {
        int sign = ntm_decimal_compare(x->number, y->number);
        out.plane = (below ? sign < 0 : sign > 0) ? NTM_PLANE_ALL : NTM_PLANE_NONE;
        return out;
    }
    if (x->form != NTM_FORM_LEAF && y->form == NTM_FORM_LEAF)
        return simple_side(w, y, x, below ? ABOVE : BELOW, known);
    ntm_pval left = ntm_pval_as_leaf(w, x);
    if (y->form == NTM_FORM_CONST) {
        uint32_t number = ntm_plan_number(w->build, ntm_decimal_double(y->number));
        out.plane = below ? NTM_WRITE(w, LESS_CONST, number, NULL, left.v)
                          : NTM_WRITE(w, MORE_CONST, number, NULL, left.v);
    } else if (y->form == NTM_FORM_TABLE) {
        uint32_t threshold = ntm_plan_threshold(w->build, y->table, y->places, false);
        out.plane = below ? NTM_WRITE(w, LESS_TABLE, threshold, NULL, left.v, y->key)
                          : NTM_WRITE(w, MORE_TABLE, threshold, NULL, left.v, y->key);
    } else {
        out.plane = below ? NTM_WRITE(w, LESS, 0, NULL, left.v, y->v)
                          : NTM_WRITE(w, LESS, 0, NULL, y->v, left.v);
    }
    return out;
}

/* x: RATIO, COUNT or simple with y simple, or both REAL. high: the upper end of a count. */
static relation relate(ntm_writer *w, const ntm_pval *x, bool high, const ntm_pval *y, side which)
{
    ntm_plane known = ntm_plane_and(w, x->ok, y->ok);
    if (x->form == NTM_FORM_REAL) {
        relation out = {.ok = known};
        uint32_t xy[] = {x->v, x->e, y->v, y->e}, yx[] = {y->v, y->e, x->v, x->e};
        out.plane = ntm_write(w, NTM_KOP_LESS_NEAR, 0, which == BELOW ? xy : yx, 4, &out.near);
        out.near = ntm_plane_and(w, out.near, known);
        return out;
    }
    ntm_vector end = high ? x->high : x->a;
    if (x->form == NTM_FORM_RATIO || (x->form == NTM_FORM_COUNT && x->percent))
        return ratio_side(w, x, end, y, which, known);
    if (x->form == NTM_FORM_COUNT) {
        ntm_pval leaf = ntm_pval_leaf(end, x->ok);
        return simple_side(w, &leaf, y, which, known);
    }
    return simple_side(w, x, y, which, known);
}

/* Of both arguments: an error or a hand-over of one is one of the comparison. */
static ntm_pval start(ntm_writer *w, const ntm_pval *x, const ntm_pval *y)
{
    return (ntm_pval){.form = NTM_FORM_TRUTH,
                      .bad = ntm_plane_or(w, x->bad, y->bad),
                      .hand = ntm_plane_or(w, x->hand, y->hand)};
}

/* Passes where x (at the end that makes it hardest) is not on the side; a fail needs the easiest. */
static ntm_pval not_on_side(ntm_writer *w, const ntm_pval *x, const ntm_pval *y, side which)
{
    ntm_pval out = start(w, x, y);
    bool count = x->form == NTM_FORM_COUNT;
    relation hard = relate(w, x, count && which == ABOVE, y, which);
    relation easy = relate(w, x, count && which == BELOW, y, which);
    out.pass = ntm_plane_and_not(w, hard.ok, hard.plane);
    out.maybe = ntm_plane_not(w, ntm_plane_and(w, easy.ok, easy.plane));
    out.hand = ntm_plane_or(w, out.hand, hard.near);
    return out;
}

static ntm_pval on_side(ntm_writer *w, const ntm_pval *x, const ntm_pval *y, side which)
{
    ntm_pval out = not_on_side(w, x, y, which);
    ntm_plane pass = out.pass;
    out.pass = ntm_plane_not(w, out.maybe);
    out.maybe = ntm_plane_not(w, pass);
    return out;
}

static ntm_pval is(ntm_writer *w, const ntm_pval *x, const ntm_pval *y)
{
    ntm_pval out = start(w, x, y);
    bool count = x->form == NTM_FORM_COUNT;
    relation low_above = relate(w, x, false, y, ABOVE), low_below = relate(w, x, false, y, BELOW);
    relation high_below = count ? relate(w, x, true, y, BELOW) : low_below;
    ntm_plane ok = low_above.ok;
    out.pass = ntm_plane_and_not(w, ok, ntm_plane_or(w, low_above.plane, low_below.plane));
    if (count)
        out.pass = ntm_plane_and_not(w, out.pass, NTM_WRITE(w, LESS, 0, NULL, x->a, x->high));
    out.maybe =
        ntm_plane_not(w, ntm_plane_and(w, ok, ntm_plane_or(w, low_above.plane, high_below.plane)));
    out.hand = ntm_plane_or(w, out.hand, low_above.near);
    return out;
}

static ntm_pval negate(ntm_writer *w, ntm_pval x)
{
    ntm_plane pass = x.pass;
    x.pass = ntm_plane_not(w, x.maybe);
    x.maybe = ntm_plane_not(w, pass);
    return x;
}

static ntm_op mirrored(ntm_op op)
{
    switch (op) {
    case NTM_OP_AT_LEAST:
    case NTM_OP_ON_OR_AFTER:
        return NTM_OP_AT_MOST;
    case NTM_OP_AT_MOST:
    case NTM_OP_ON_OR_BEFORE:
        return NTM_OP_AT_LEAST;
    case NTM_OP_MORE_THAN:
        return NTM_OP_LESS_THAN;
    case NTM_OP_LESS_THAN:
        return NTM_OP_MORE_THAN;
    default:
        return op;
    }
}

static ntm_pval compare(ntm_writer *w, ntm_op op, const ntm_pval *left, const ntm_pval *right);

/* A percentage of two fields: by the counts where both are there, else by the reported share. */
static ntm_pval compare_shared(ntm_writer *w, ntm_op op, const ntm_pval *x, const ntm_pval *y)
{
    ntm_pval counts = *x, share = ntm_pval_leaf(x->share, x->share_ok);
    counts.shared = false;
    counts = compare(w, op, &counts, y);
    share = compare(w, op, &share, y);
    counts.pass = ntm_plane_mux(w, x->ok, counts.pass, share.pass);
    counts.maybe = ntm_plane_mux(w, x->ok, counts.maybe, share.maybe);
    counts.bad = ntm_plane_or(w, counts.bad, share.bad);
    counts.hand = ntm_plane_or(w, counts.hand, share.hand);
    return counts;
}

/* Bring a pair into a shape that relate() takes. */
static ntm_pval compare(ntm_writer *w, ntm_op op, const ntm_pval *left, const ntm_pval *right)
{
    ntm_pval x = *left, y = *right;
    if (!ntm_pval_simple(&y) && (ntm_pval_simple(&x) || x.form != NTM_FORM_COUNT)) {
        ntm_pval swap = x;
        x = y;
        y = swap;
        op = mirrored(op);
    }
    if (!ntm_pval_simple(&y))
        y = ntm_pval_plain(w, &y);
    if (!ntm_pval_simple(&y) || x.form == NTM_FORM_REAL) {
        x = ntm_pval_as_real(w, &x);
        y = ntm_pval_as_real(w, &y);
    } else if (x.form == NTM_FORM_RATIO && x.shared) {
        return compare_shared(w, op, &x, &y);
    }
    switch (op) {
    case NTM_OP_AT_LEAST:
    case NTM_OP_ON_OR_AFTER:
        return not_on_side(w, &x, &y, BELOW);
    case NTM_OP_AT_MOST:
    case NTM_OP_ON_OR_BEFORE:
        return not_on_side(w, &x, &y, ABOVE);
    case NTM_OP_MORE_THAN:
        return on_side(w, &x, &y, ABOVE);
    case NTM_OP_LESS_THAN:
        return on_side(w, &x, &y, BELOW);
    case NTM_OP_IS:
        return is(w, &x, &y);
    default: /* IS_NOT */
        return negate(w, is(w, &x, &y));
    }
}

ntm_plane ntm_plan_same(ntm_writer *w, const ntm_pval *x, const ntm_pval *y, ntm_plane *hand_out)
{
    ntm_pval left = ntm_pval_plain(w, x), right = ntm_pval_plain(w, y);
    ntm_pval out = compare(w, NTM_OP_IS, &left, &right);
    *hand_out = out.hand;
    return out.pass;
}

/* Between two others, both inclusive; unknown as soon as one of the three is. */
static ntm_pval between(ntm_writer *w, const ntm_node *node)
{
    ntm_pval x = *ntm_plan_node(w, node->args[0]);
    ntm_pval low = *ntm_plan_node(w, node->args[1]), high = *ntm_plan_node(w, node->args[2]);
    x = ntm_pval_plain(w, &x);
    low = ntm_pval_plain(w, &low);
    high = ntm_pval_plain(w, &high);
    ntm_pval above = compare(w, NTM_OP_AT_LEAST, &x, &low);
    ntm_pval out = compare(w, NTM_OP_AT_MOST, &x, &high);
    ntm_plane unknown = ntm_plane_or(w, ntm_plane_and_not(w, above.maybe, above.pass),
                                     ntm_plane_and_not(w, out.maybe, out.pass));
    out.pass = ntm_plane_and(w, above.pass, out.pass);
    out.maybe = ntm_plane_or(w, unknown, ntm_plane_and(w, above.maybe, out.maybe));
    out.bad = ntm_plane_or(w, above.bad, out.bad);
    out.hand = ntm_plane_or(w, above.hand, out.hand);
    return out;
}

/*
 * x <= as_of <= x + n months. The same day n months later never goes back as x goes on, so there is a
 * first day that reaches as_of: the same day n months before, or, where that month is too short
 * to have it, the first of the next.
 */
static ntm_pval within(ntm_writer *w, const ntm_node *node)
{
    ntm_date as_of = w->build->choice->as_of;
    ntm_date first = ntm_date_add_months(as_of, -node->n);
    while (ntm_date_add_months(first, node->n) < as_of)
        first++;
    const ntm_pval *x = ntm_plan_node(w, node->args[0]);
    ntm_pval from = ntm_pval_const(ntm_decimal_int(first));
    ntm_pval until = ntm_pval_const(ntm_decimal_int(as_of));
    ntm_pval out = compare(w, NTM_OP_ON_OR_AFTER, x, &from);
    ntm_pval before = compare(w, NTM_OP_ON_OR_BEFORE, x, &until);
    out.pass = ntm_plane_and(w, out.pass, before.pass);
    out.maybe = ntm_plane_and(w, out.maybe, before.maybe);
    return out;
}

static ntm_pval yes_no(ntm_writer *w, const ntm_node *node)
{
    const ntm_pval *x = ntm_plan_node(w, node->args[0]);
    ntm_pval one = ntm_pval_const(ntm_decimal_int(1));
    return compare(w, node->op == NTM_OP_YES ? NTM_OP_AT_LEAST : NTM_OP_LESS_THAN, x, &one);
}

static ntm_pval known(ntm_writer *w, const ntm_node *node)
{
    ntm_pval x = *ntm_plan_node(w, node->args[0]);
    if (x.form == NTM_FORM_RATIO) /* known unless divided by 0 */
        x = ntm_pval_as_real(w, &x);
    x = ntm_pval_plain(w, &x);
    ntm_pval out = ntm_pval_truth(x.ok, x.ok);
    out.bad = x.bad;
    out.hand = x.hand;
    return out;
}

ntm_pval ntm_plan_comparison(ntm_writer *w, const ntm_node *node)
{
    switch (node->op) {
    case NTM_OP_BETWEEN:
        return between(w, node);
    case NTM_OP_WITHIN:
        return within(w, node);
    case NTM_OP_YES:
    case NTM_OP_NO:
        return yes_no(w, node);
    case NTM_OP_KNOWN:
        return known(w, node);
    default:
        return compare(w, node->op, ntm_plan_node(w, node->args[0]),
                       ntm_plan_node(w, node->args[1]));
    }
}
