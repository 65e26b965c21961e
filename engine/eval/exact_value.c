/*
 * eval/exact_value.c - arithmetic and comparison of values and bounds.
 *
 * Bounds are closed intervals, with ends that may be infinite; 0 times an infinite end is 0 (the
 * other factor is nothing, however large the one may be).
 */
#include <assert.h>

#include "eval/exact_priv.h"

const char *ntm_why_code(ntm_why why)
{
    static const char *const CODES[] = {
        [NTM_WHY_MISSING] = "missing",       [NTM_WHY_STALE] = "stale",
        [NTM_WHY_ZERO] = "zero-denominator", [NTM_WHY_NO_CHILDREN] = "no-children",
        [NTM_WHY_NOT_KNOWN] = "not-known",   [NTM_WHY_UNDECIDED] = "undecided",
    };
    return CODES[why];
}

ntm_val ntm_val_bounds(ntm_num low, ntm_num high)
{
    return (ntm_val){.state = ntm_num_cmp(low, high) == 0 && ntm_num_finite(low) ? NTM_VAL_NUMBER
                                                                                 : NTM_VAL_BOUNDS,
                     .low = low,
                     .high = high};
}

static ntm_val too_large(void) { return ntm_val_error("number-too-large", NULL); }

static bool add_ends(ntm_arena *arena, ntm_num a, ntm_num b, ntm_num *out)
{
    if (ntm_num_finite(a) && ntm_num_finite(b))
        return ntm_num_add(arena, a, b, out);
    *out = ntm_num_finite(a) ? b : a; /* two low ends or two high ends: never opposite */
    return true;
}

static bool mul_ends(ntm_arena *arena, ntm_num a, ntm_num b, ntm_num *out)
{
    int sign = ntm_num_sign(a) * ntm_num_sign(b);
    if (ntm_num_finite(a) && ntm_num_finite(b))
        return ntm_num_mul(arena, a, b, out);
    *out = sign > 0 ? NTM_NUM_PLUS_INF : sign < 0 ? NTM_NUM_MINUS_INF : ntm_num_int(0);
    return true;
}

/* 1/a of an end that is not 0. */
static bool inverse_end(ntm_arena *arena, ntm_num a, ntm_num *out)
{
    if (ntm_num_finite(a))
        return ntm_num_div(arena, ntm_num_int(1), a, out);
    *out = ntm_num_int(0);
    return true;
}

static bool negate(ntm_arena *arena, ntm_num a, ntm_num *out)
{
    if (ntm_num_finite(a))
        return ntm_num_sub(arena, ntm_num_int(0), a, out);
    *out = (ntm_num){-a.num, -1};
    return true;
}

static ntm_val multiply(ntm_arena *arena, const ntm_val *a, const ntm_val *b)
{
    const ntm_num x[2] = {a->low, a->high}, y[2] = {b->low, b->high};
    ntm_num least = ntm_num_int(0), greatest = least;
    /* exact factors have one product; the other three would say the same */
    int last = a->state == NTM_VAL_NUMBER && b->state == NTM_VAL_NUMBER ? 1 : 4;
    for (int i = 0; i < last; i++) {
        ntm_num product;
        if (!mul_ends(arena, x[i & 1], y[i >> 1], &product))
            return too_large();
        if (!i || ntm_num_cmp(product, least) < 0)
            least = product;
        if (!i || ntm_num_cmp(product, greatest) > 0)
            greatest = product;
    }
    return ntm_val_bounds(least, greatest);
}

static ntm_val divide(ntm_arena *arena, const ntm_val *a, const ntm_val *b)
{
    if (b->state == NTM_VAL_NUMBER && ntm_num_sign(b->low) == 0)
        return ntm_val_missing(NTM_WHY_ZERO);
    if (ntm_num_sign(b->low) <= 0 && ntm_num_sign(b->high) >= 0)
        return ntm_val_missing(NTM_WHY_UNDECIDED);
    if (a->state == NTM_VAL_NUMBER && b->state == NTM_VAL_NUMBER) {
        ntm_num quotient;
        return ntm_num_div(arena, a->low, b->low, &quotient) ? ntm_val_number(quotient)
                                                             : too_large();
    }
    ntm_num low, high;
    if (!inverse_end(arena, b->high, &low) || !inverse_end(arena, b->low, &high))
        return too_large();
    ntm_val inverse = ntm_val_bounds(low, high);
    return multiply(arena, a, &inverse);
}

ntm_val ntm_val_arithmetic(ntm_arena *arena, ntm_op op, const ntm_val *a, const ntm_val *b)
{
    ntm_num low, high;
    switch (op) {
    case NTM_OP_ADD:
        if (!add_ends(arena, a->low, b->low, &low))
            return too_large();
        if (a->state == NTM_VAL_NUMBER && b->state == NTM_VAL_NUMBER)
            return ntm_val_number(low);
        return add_ends(arena, a->high, b->high, &high) ? ntm_val_bounds(low, high) : too_large();
    case NTM_OP_SUB: {
        ntm_val minus = {.state = b->state};
        if (!negate(arena, b->high, &minus.low) || !negate(arena, b->low, &minus.high))
            return too_large();
        return ntm_val_arithmetic(arena, NTM_OP_ADD, a, &minus);
    }
    case NTM_OP_MUL:
        return multiply(arena, a, b);
    default:
        assert(op == NTM_OP_RATIO);
        return divide(arena, a, b);
    }
}

ntm_val ntm_val_round(ntm_arena *arena, const ntm_val *a, int digits)
{
    ntm_num low = a->low, high = a->high;
    if ((ntm_num_finite(low) && !ntm_num_round(arena, low, digits, &low)) ||
        (ntm_num_finite(high) && !ntm_num_round(arena, high, digits, &high)))
        return too_large();
    return ntm_val_bounds(low, high);
}

/* The line through both points; level beyond them. */
static bool on_line(ntm_arena *arena, ntm_num x, const ntm_num p[4], ntm_num *out)
{
    bool rising = ntm_num_cmp(p[0], p[2]) < 0;
    int left = rising ? 0 : 2, right = rising ? 2 : 0;
    if (ntm_num_cmp(x, p[left]) <= 0) {
        *out = p[left + 1];
        return true;
    }
    if (ntm_num_cmp(x, p[right]) >= 0) {
        *out = p[right + 1];
        return true;
    }
    ntm_num run, rise, width;
    return ntm_num_sub(arena, x, p[0], &run) && ntm_num_sub(arena, p[3], p[1], &rise) &&
           ntm_num_sub(arena, p[2], p[0], &width) && ntm_num_div(arena, rise, width, &rise) &&
           ntm_num_mul(arena, rise, run, &run) && ntm_num_add(arena, p[1], run, out);
}

ntm_val ntm_val_linear(ntm_arena *arena, const ntm_val *a, const ntm_decimal points[4])
{
    ntm_num p[4], low, high;
    for (int i = 0; i < 4; i++)
        p[i] = ntm_num_decimal(points[i]);
    if (!on_line(arena, a->low, p, &low) || !on_line(arena, a->high, p, &high))
        return too_large();
    return ntm_num_cmp(low, high) <= 0 ? ntm_val_bounds(low, high) : ntm_val_bounds(high, low);
}

ntm_val ntm_val_extreme(const ntm_val *a, const ntm_val *b, int direction)
{
    if (a->state == NTM_VAL_CODE)
        return (a->code - b->code) * direction >= 0 ? *a : *b;
    bool low = ntm_num_cmp(a->low, b->low) * direction >= 0;
    bool high = ntm_num_cmp(a->high, b->high) * direction >= 0;
    return ntm_val_bounds(low ? a->low : b->low, high ? a->high : b->high);
}

bool ntm_val_same(const ntm_val *a, const ntm_val *b)
{
    if (a->state != b->state)
        return false;
    if (a->state == NTM_VAL_NUMBER)
        return ntm_num_cmp(a->low, b->low) == 0;
    return (a->state == NTM_VAL_CODE && a->code == b->code) ||
           (a->state == NTM_VAL_TRUTH && a->tri == b->tri);
}

/* a >= b, or a > b when strict, for every pair of values within the bounds. */
static ntm_tri above(const ntm_val *a, const ntm_val *b, bool strict)
{
    if (a->state == NTM_VAL_CODE)
        return a->code > b->code || (!strict && a->code == b->code) ? NTM_PASS : NTM_FAIL;
    int surely = ntm_num_cmp(a->low, b->high), at_best = ntm_num_cmp(a->high, b->low);
    if (strict ? surely > 0 : surely >= 0)
        return NTM_PASS;
    return (strict ? at_best <= 0 : at_best < 0) ? NTM_FAIL : NTM_UNKNOWN;
}

static ntm_tri equal(const ntm_val *a, const ntm_val *b)
{
    if (ntm_val_same(a, b))
        return NTM_PASS;
    if (a->state == NTM_VAL_CODE || ntm_num_cmp(a->high, b->low) < 0 ||
        ntm_num_cmp(b->high, a->low) < 0)
        return NTM_FAIL;
    return NTM_UNKNOWN;
}

ntm_tri ntm_val_compare(ntm_op op, const ntm_val *a, const ntm_val *b)
{
    switch (op) {
    case NTM_OP_AT_LEAST:
    case NTM_OP_ON_OR_AFTER:
        return above(a, b, false);
    case NTM_OP_AT_MOST:
    case NTM_OP_ON_OR_BEFORE:
        return above(b, a, false);
    case NTM_OP_MORE_THAN:
        return above(a, b, true);
    case NTM_OP_LESS_THAN:
        return above(b, a, true);
    case NTM_OP_IS:
        return equal(a, b);
    default:
        assert(op == NTM_OP_IS_NOT);
        return ntm_tri_not(equal(a, b));
    }
}

ntm_tri ntm_val_between(const ntm_val *x, const ntm_val *low, const ntm_val *high)
{
    if (above(high, low, false) == NTM_FAIL) /* nothing lies between, whatever x is */
        return NTM_FAIL;
    return ntm_tri_and(above(x, low, false), above(high, x, false));
}
