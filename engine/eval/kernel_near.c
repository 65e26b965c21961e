/* eval/kernel_near.c - comparing a ratio of decimals with a decimal, in integers. */
#include "eval/kernel_near.h"

#include <assert.h>

typedef __int128 wide;

#define SOME_DIGITS ((wide)10000000000000000) /* 10^16: more than any decimal's */

static const int64_t POWER10[] = {1,       10,       100,       1000,       10000,      100000,
                                  1000000, 10000000, 100000000, 1000000000, 10000000000};

/* Whole numbers and thousandths (most figures) by a step each: what gives the double back is it. */
static ntm_decimal decimal_of(double value)
{
    double size = value < 0 ? -value : value;
    ntm_decimal out = {.coef = (int64_t)value};
    if ((double)out.coef == value)
        return out;
    if (size < 1e12) {
        out.coef = (int64_t)(value * 1000 + (value < 0 ? -0.5 : 0.5));
        out.scale = 3;
        if ((double)out.coef / 1000 == value)
            return out;
    }
    bool known = ntm_decimal_from_double(value, &out);
    assert(known); /* a frame's columns hold nothing else */
    (void)known;
    return out;
}

/* Powers up to 20. */
static wide times_power10(wide value, int power)
{
    return power > 10 ? value * POWER10[10] * POWER10[power - 10] : value * POWER10[power];
}

/*
 * a/b against t, as a * 10^x against t * b * 10^y, where x or y is 0. Left: below 10^15 * 10^20. Right:
 * t * b is below 10^30, times up to 10^9 where the left side is a alone; there, a product of 16
 * digits decides by its sign before it is multiplied.
 */
int ntm_near_ratio(double a, double b, ntm_decimal t, bool percent)
{
    ntm_decimal x = decimal_of(a), y = decimal_of(b);
    int power = y.scale + t.scale + (percent ? 2 : 0) - x.scale;
    wide left = x.coef, right = (wide)t.coef * y.coef;
    if (power >= 0)
        left = times_power10(left, power);
    else if (-SOME_DIGITS < right && right < SOME_DIGITS)
        right = times_power10(right, -power);
    int sign = left < right ? -1 : left > right;
    return b < 0 ? -sign : sign;
}

int ntm_near_ratio_double(double a, double b, double t, bool percent)
{
    return ntm_near_ratio(a, b, decimal_of(t), percent);
}
