/*
 * eval/interval_compare.c - from sets of values to sets of truths, and sets of truths combined.
 */
#include <assert.h>

#include "eval/interval_priv.h"

static ntm_truths combine(ntm_truths a, ntm_truths b, ntm_tri (*op)(ntm_tri, ntm_tri))
{
    ntm_truths set = (a | b) & NTM_CAN_ERR;
    for (ntm_tri x = NTM_FAIL; x <= NTM_PASS; x++)
        for (ntm_tri y = NTM_FAIL; y <= NTM_PASS; y++)
            if ((a & ntm_truths_of(x)) && (b & ntm_truths_of(y)))
                set |= ntm_truths_of(op(x, y));
    return set; /* where one is nothing but an error, no pair is left: an error */
}

ntm_truths ntm_truths_least(ntm_truths a, ntm_truths b) { return combine(a, b, ntm_tri_and); }
ntm_truths ntm_truths_greatest(ntm_truths a, ntm_truths b) { return combine(a, b, ntm_tri_or); }
ntm_truths ntm_truths_if_any(ntm_truths c, ntm_truths p) { return combine(c, p, ntm_tri_if_any); }

ntm_truths ntm_truths_not(ntm_truths a)
{
    return (a & (NTM_CAN_UNKNOWN | NTM_CAN_ERR)) | (a & NTM_CAN_FAIL ? NTM_CAN_PASS : 0) |
           (a & NTM_CAN_PASS ? NTM_CAN_FAIL : 0);
}

void ntm_truth_count(ntm_truth_counts *counts, ntm_truths truths)
{
    ntm_truths known = truths & ~NTM_CAN_ERR;
    counts->total++;
    counts->can_err |= (truths & NTM_CAN_ERR) != 0;
    counts->must_err |= !known;
    counts->must_pass += known == NTM_CAN_PASS;
    counts->can_pass += (known & NTM_CAN_PASS) != 0;
    counts->cannot_fail += !(known & NTM_CAN_FAIL);
    counts->may_not_fail += (known & (NTM_CAN_PASS | NTM_CAN_UNKNOWN)) != 0;
    counts->can_unknown += (known & NTM_CAN_UNKNOWN) != 0;
    counts->either += known == (NTM_CAN_PASS | NTM_CAN_FAIL);
}

ntm_truths ntm_truths_at_least_n(const ntm_truth_counts *c, int32_t n)
{
    ntm_truths set = c->can_err ? NTM_CAN_ERR : 0;
    if (c->must_err)
        return set;
    if (c->can_pass >= n)
        set |= NTM_CAN_PASS;
    if (c->cannot_fail < n)
        set |= NTM_CAN_FAIL;
    /* Unknown: all that can be are; of the {pass, fail} ones k pass: p + k < n <= p + k + u */
    int32_t least = n - c->can_unknown - c->must_pass, most = n - 1 - c->must_pass;
    if (least < 0)
        least = 0;
    if (most > c->either)
        most = c->either;
    if (c->can_unknown && least <= most)
        set |= NTM_CAN_UNKNOWN;
    return set;
}

static int cmp(ntm_num a, ntm_num b) { return ntm_num_cmp(a, b); }

/* a >= b, or a > b when strict. */
static ntm_truths above(const ntm_poss *a, const ntm_poss *b, bool strict)
{
    ntm_truths set = 0;
    int best = cmp(a->low.greatest, b->high.least), worst = cmp(a->high.least, b->low.greatest);
    if (strict ? best > 0 : best >= 0)
        set |= NTM_CAN_PASS;
    if (strict ? worst <= 0 : worst < 0)
        set |= NTM_CAN_FAIL;
    if (!a->exact || !b->exact) { /* a's low end below b's high end, and yet the other way round */
        int under = cmp(a->low.least, b->high.greatest), over = cmp(a->high.greatest, b->low.least);
        if (strict ? under <= 0 && over > 0 : under < 0 && over >= 0)
            set |= NTM_CAN_UNKNOWN;
    }
    return set;
}

static ntm_truths equal(const ntm_poss *a, const ntm_poss *b)
{
    bool overlap =
        cmp(a->low.least, b->high.greatest) <= 0 && cmp(b->low.least, a->high.greatest) <= 0;
    if (!overlap)
        return NTM_CAN_FAIL;
    if (ntm_poss_same_single(a, b))
        return NTM_CAN_PASS;
    return NTM_CAN_PASS | NTM_CAN_FAIL | (a->exact && b->exact ? 0 : NTM_CAN_UNKNOWN);
}

static int lowest(const ntm_poss *p)
{
    for (uint32_t w = 0; w < p->words; w++)
        if (p->codes[w])
            return (int)(w * 64) + __builtin_ctzll(p->codes[w]);
    return 0;
}

static int highest(const ntm_poss *p)
{
    for (uint32_t w = p->words; w--;)
        if (p->codes[w])
            return (int)(w * 64) + 63 - __builtin_clzll(p->codes[w]);
    return 0;
}

static ntm_truths codes_above(const ntm_poss *a, const ntm_poss *b, bool strict)
{
    int margin = strict ? 1 : 0;
    return (highest(a) >= lowest(b) + margin ? NTM_CAN_PASS : 0) |
           (lowest(a) < highest(b) + margin ? NTM_CAN_FAIL : 0);
}

static ntm_truths codes_equal(const ntm_poss *a, const ntm_poss *b)
{
    uint64_t common = 0;
    for (uint32_t w = 0; w < a->words && w < b->words; w++)
        common |= a->codes[w] & b->codes[w];
    if (!common)
        return NTM_CAN_FAIL;
    return NTM_CAN_PASS | (ntm_poss_same_single(a, b) ? 0 : NTM_CAN_FAIL);
}

static ntm_truths two(ntm_op op, const ntm_poss *a, const ntm_poss *b)
{
    bool codes = a->words;
    switch (op) {
    case NTM_OP_AT_LEAST:
    case NTM_OP_ON_OR_AFTER:
        return codes ? codes_above(a, b, false) : above(a, b, false);
    case NTM_OP_AT_MOST:
    case NTM_OP_ON_OR_BEFORE:
        return codes ? codes_above(b, a, false) : above(b, a, false);
    case NTM_OP_MORE_THAN:
        return codes ? codes_above(a, b, true) : above(a, b, true);
    case NTM_OP_LESS_THAN:
        return codes ? codes_above(b, a, true) : above(b, a, true);
    case NTM_OP_IS:
        return codes ? codes_equal(a, b) : equal(a, b);
    default:
        assert(op == NTM_OP_IS_NOT);
        return ntm_truths_not(codes ? codes_equal(a, b) : equal(a, b));
    }
}

/* x between the two ends: both comparisons; nothing is, where the ends are always the wrong way. */
static ntm_truths between(const ntm_poss args[3])
{
    ntm_truths order = two(NTM_OP_AT_LEAST, &args[2], &args[1]);
    if (order == NTM_CAN_FAIL)
        return NTM_CAN_FAIL;
    return ntm_truths_least(two(NTM_OP_AT_LEAST, &args[0], &args[1]),
                            two(NTM_OP_AT_MOST, &args[0], &args[2])) |
           (order & NTM_CAN_FAIL);
}

/* x <= as_of <= x + n months: x not after as_of, not before the earliest day that reaches it. */
static ntm_truths within(const ntm_interval *interval, const ntm_poss *x, int months)
{
    ntm_date as_of = interval->exact->choice->as_of;
    ntm_num least = x->low.least, greatest = x->high.greatest;
    ntm_date earliest = ntm_date_add_months(as_of, -months);
    /* The last of a month reaches further than the same day some months on: walk to the first. */
    if (earliest != NTM_DATE_MIN) {
        while (ntm_date_add_months(earliest - 1, months) >= as_of)
            earliest--;
        while (ntm_date_add_months(earliest, months) < as_of)
            earliest++;
    }
    bool can = cmp(greatest, ntm_num_int(earliest)) >= 0 && cmp(least, ntm_num_int(as_of)) <= 0;
    bool must = cmp(least, ntm_num_int(earliest)) >= 0 && cmp(greatest, ntm_num_int(as_of)) <= 0;
    return (can ? NTM_CAN_PASS : 0) | (must ? 0 : NTM_CAN_FAIL);
}

static bool has_code(const ntm_poss *p, uint32_t code)
{
    return p->words && (p->codes[0] >> code & 1);
}

ntm_truths ntm_poss_compare(ntm_interval *interval, const ntm_node *node, const ntm_poss args[3])
{
    ntm_truths set = 0;
    bool some = true;
    for (uint32_t i = 0; i < node->nargs; i++) {
        if (args[i].error)
            set |= NTM_CAN_ERR;
        if (args[i].missing)
            set |= NTM_CAN_UNKNOWN;
        some = some && args[i].some;
    }
    if (!some)
        return set;
    switch (node->op) {
    case NTM_OP_YES:
    case NTM_OP_NO: {
        ntm_truths yes =
            (has_code(&args[0], 1) ? NTM_CAN_PASS : 0) | (has_code(&args[0], 0) ? NTM_CAN_FAIL : 0);
        return set | (node->op == NTM_OP_YES ? yes : ntm_truths_not(yes));
    }
    case NTM_OP_WITHIN:
        return set | within(interval, &args[0], node->n);
    case NTM_OP_BETWEEN:
        return set | between(args);
    default:
        return set | two(node->op, &args[0], &args[1]);
    }
}
