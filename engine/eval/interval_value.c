/* eval/interval_value.c - sets of values: made, joined, and put through arithmetic. */
#include <assert.h>
#include <string.h>

#include "eval/interval_priv.h"

static uint64_t *words_for(ntm_interval *interval, uint32_t places, uint32_t *count)
{
    *count = (places + 63) / 64;
    if (!*count)
        *count = 1;
    return ntm_arena_array(interval->exact->arena, *count, sizeof(uint64_t));
}

ntm_poss ntm_poss_numbers(ntm_num least, ntm_num greatest)
{
    ntm_range range = {least, greatest};
    return (ntm_poss){.some = true, .exact = true, .low = range, .high = range};
}

ntm_poss ntm_poss_of(ntm_interval *interval, const ntm_val *v, uint32_t places)
{
    ntm_poss p = {0};
    switch (v->state) {
    case NTM_VAL_MISSING:
        p.missing = true;
        break;
    case NTM_VAL_ERROR:
        p.error = true;
        break;
    case NTM_VAL_TRUTH:
        p.truths = ntm_truths_of(v->tri);
        break;
    case NTM_VAL_NUMBER:
        p = ntm_poss_numbers(v->low, v->low);
        break;
    case NTM_VAL_BOUNDS: /* the true number lies somewhere between */
        p = ntm_poss_numbers(v->low, v->high);
        break;
    case NTM_VAL_CODE:
        if (!places) /* a date */
            return ntm_poss_numbers(ntm_num_int(v->code), ntm_num_int(v->code));
        uint64_t *codes = words_for(interval, places, &p.words);
        codes[v->code / 64] |= UINT64_C(1) << (v->code % 64);
        p.codes = codes;
        p.some = true;
        break;
    }
    return p;
}

static ntm_num least(ntm_num a, ntm_num b) { return ntm_num_cmp(a, b) <= 0 ? a : b; }
static ntm_num greatest(ntm_num a, ntm_num b) { return ntm_num_cmp(a, b) >= 0 ? a : b; }

static ntm_range hull(ntm_range a, ntm_range b)
{
    return (ntm_range){least(a.least, b.least), greatest(a.greatest, b.greatest)};
}

void ntm_poss_join(ntm_interval *interval, ntm_poss *into, const ntm_poss *other)
{
    into->truths |= other->truths;
    into->missing |= other->missing;
    into->error |= other->error;
    if (!other->some)
        return;
    if (!into->some) {
        ntm_poss flags = *into;
        *into = *other;
        into->truths = flags.truths;
        into->missing = flags.missing;
        into->error = flags.error;
        return;
    }
    if (into->words) {
        uint32_t count;
        uint64_t *codes = words_for(
            interval, (into->words > other->words ? into->words : other->words) * 64, &count);
        for (uint32_t w = 0; w < count; w++)
            codes[w] =
                (w < into->words ? into->codes[w] : 0) | (w < other->words ? other->codes[w] : 0);
        into->codes = codes;
        into->words = count;
        return;
    }
    into->exact = into->exact && other->exact;
    into->low = hull(into->low, other->low);
    into->high = hull(into->high, other->high);
}

bool ntm_poss_single(const ntm_poss *p)
{
    if (!p->some || p->missing || p->error)
        return false;
    if (p->words) {
        int bits = 0;
        for (uint32_t w = 0; w < p->words; w++)
            bits += __builtin_popcountll(p->codes[w]);
        return bits == 1;
    }
    return p->exact && ntm_num_cmp(p->low.least, p->low.greatest) == 0;
}

bool ntm_poss_same_single(const ntm_poss *a, const ntm_poss *b)
{
    ntm_poss x = *a, y = *b;
    x.missing = y.missing = x.error = y.error = false;
    if (!ntm_poss_single(&x) || !ntm_poss_single(&y))
        return false;
    if (!x.words)
        return ntm_num_cmp(x.low.least, y.low.least) == 0;
    for (uint32_t w = 0; w < x.words || w < y.words; w++)
        if ((w < x.words ? x.codes[w] : 0) != (w < y.words ? y.codes[w] : 0))
            return false;
    return true;
}

/* Both sides' flags; some only if both are. */
static ntm_poss flags(const ntm_poss *a, const ntm_poss *b)
{
    return (ntm_poss){.missing = a->missing || b->missing,
                      .error = a->error || b->error,
                      .some = a->some && b->some,
                      .exact = a->exact && b->exact};
}

static ntm_val as_bounds(ntm_range r) { return ntm_val_bounds(r.least, r.greatest); }

/* An operator on two ranges; false when an end is beyond the limit of exact numbers. */
static bool on_ranges(ntm_interval *interval, ntm_op op, ntm_range a, ntm_range b, ntm_range *out)
{
    ntm_val x = as_bounds(a), y = as_bounds(b);
    ntm_val v = ntm_val_arithmetic(interval->exact->arena, op, &x, &y);
    if (!ntm_val_is_number(&v))
        return false;
    *out = (ntm_range){v.low, v.high};
    return true;
}

/* 1/b over a range without its 0, which is somewhere within or at an end. */
static bool inverse(ntm_interval *interval, ntm_range b, ntm_range *out)
{
    int low = ntm_num_sign(b.least), high = ntm_num_sign(b.greatest);
    ntm_range one = {ntm_num_int(1), ntm_num_int(1)}, part;
    *out = (ntm_range){NTM_NUM_MINUS_INF, NTM_NUM_PLUS_INF};
    if (low < 0 && high > 0)
        return true;
    part = low < 0 ? (ntm_range){b.least, b.least} : (ntm_range){b.greatest, b.greatest};
    if (!on_ranges(interval, NTM_OP_RATIO, one, part, &part))
        return false;
    if (low < 0)
        out->greatest = part.greatest;
    else
        out->least = part.least;
    return true;
}

static ntm_range whole_of(const ntm_poss *p) { return (ntm_range){p->low.least, p->high.greatest}; }

static ntm_poss anything(ntm_poss p)
{
    p.error = true;
    p.low = p.high = (ntm_range){NTM_NUM_MINUS_INF, NTM_NUM_PLUS_INF};
    return p;
}

static ntm_poss quotient(ntm_interval *interval, const ntm_poss *a, const ntm_poss *b)
{
    ntm_poss p = flags(a, b);
    if (!p.some)
        return p;
    ntm_range divisor = whole_of(b), both;
    bool has_zero = ntm_num_sign(divisor.least) <= 0 && ntm_num_sign(divisor.greatest) >= 0;
    if (!has_zero) {
        bool positive = ntm_num_sign(divisor.least) > 0 && ntm_num_sign(a->low.least) >= 0;
        if (!p.exact && positive && on_ranges(interval, NTM_OP_RATIO, a->low, b->high, &p.low) &&
            on_ranges(interval, NTM_OP_RATIO, a->high, b->low, &p.high))
            return p;
        if (!on_ranges(interval, NTM_OP_RATIO, whole_of(a), divisor, &both))
            return anything(p);
        p.low = p.high = both;
        return p;
    }
    p.missing = true;
    if (ntm_num_cmp(divisor.least, divisor.greatest) == 0) { /* always 0 */
        p.some = false;
        return p;
    }
    ntm_range inverted;
    if (!inverse(interval, divisor, &inverted) ||
        !on_ranges(interval, NTM_OP_MUL, whole_of(a), inverted, &both))
        return anything(p);
    p.low = p.high = both;
    return p;
}

ntm_poss ntm_poss_arithmetic(ntm_interval *interval, ntm_op op, const ntm_poss *a,
                             const ntm_poss *b)
{
    ntm_poss p = flags(a, b);
    bool fits;
    if (op == NTM_OP_RATIO)
        return quotient(interval, a, b);
    if (!p.some)
        return p;
    bool nonnegative = ntm_num_sign(a->low.least) >= 0 && ntm_num_sign(b->low.least) >= 0;
    if (op == NTM_OP_ADD || (op == NTM_OP_MUL && nonnegative))
        fits = on_ranges(interval, op, a->low, b->low, &p.low) &&
               on_ranges(interval, op, a->high, b->high, &p.high);
    else if (op == NTM_OP_SUB)
        fits = on_ranges(interval, op, a->low, b->high, &p.low) &&
               on_ranges(interval, op, a->high, b->low, &p.high);
    else {
        ntm_range both = {0};
        fits = on_ranges(interval, op, whole_of(a), whole_of(b), &both);
        p.low = p.high = both;
    }
    return fits ? p : anything(p);
}

static ntm_range range_extreme(ntm_range a, ntm_range b, int direction)
{
    return direction < 0
               ? (ntm_range){least(a.least, b.least), least(a.greatest, b.greatest)}
               : (ntm_range){greatest(a.least, b.least), greatest(a.greatest, b.greatest)};
}

/* The places that the lesser (or greater) of two can be: any of one side that the other side can
 * stay above (or below). */
static ntm_poss code_extreme(ntm_interval *interval, const ntm_poss *a, const ntm_poss *b,
                             int direction, ntm_poss p)
{
    uint32_t places = (a->words > b->words ? a->words : b->words) * 64;
    uint64_t *codes = words_for(interval, places, &p.words);
    const ntm_poss *sides[2] = {a, b};
    for (int s = 0; s < 2; s++)
        for (uint32_t i = 0; i < sides[s]->words * 64; i++) {
            const ntm_poss *other = sides[1 - s];
            bool room = false;
            for (uint32_t k = 0; k < other->words * 64 && !room; k++)
                room = (other->codes[k / 64] >> (k % 64) & 1) && (direction < 0 ? k >= i : k <= i);
            if ((sides[s]->codes[i / 64] >> (i % 64) & 1) && room)
                codes[i / 64] |= UINT64_C(1) << (i % 64);
        }
    p.codes = codes;
    return p;
}

ntm_poss ntm_poss_extreme(ntm_interval *interval, const ntm_poss *a, const ntm_poss *b,
                          int direction)
{
    ntm_poss p = flags(a, b);
    if (!p.some)
        return p;
    if (a->words)
        return code_extreme(interval, a, b, direction, p);
    p.low = range_extreme(a->low, b->low, direction);
    p.high = range_extreme(a->high, b->high, direction);
    return p;
}

static bool reshape_range(ntm_interval *interval, const ntm_node *node, ntm_range *range)
{
    ntm_val v = as_bounds(*range);
    v = node->op == NTM_OP_ROUND ? ntm_val_round(interval->exact->arena, &v, node->n)
                                 : ntm_val_linear(interval->exact->arena, &v, node->points);
    if (!ntm_val_is_number(&v))
        return false;
    *range = (ntm_range){v.low, v.high};
    return true;
}

ntm_poss ntm_poss_reshape(ntm_interval *interval, const ntm_node *node, const ntm_poss *a)
{
    ntm_poss p = *a;
    if (!p.some)
        return p;
    bool falling = node->op == NTM_OP_LINEAR &&
                   (ntm_decimal_compare(node->points[0], node->points[2]) < 0) !=
                       (ntm_decimal_compare(node->points[1], node->points[3]) < 0);
    if (!reshape_range(interval, node, &p.low) || !reshape_range(interval, node, &p.high))
        return anything(p);
    if (falling) {
        ntm_range low = p.low;
        p.low = p.high;
        p.high = low;
    }
    return p;
}
