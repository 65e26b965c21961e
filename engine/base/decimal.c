/* base/decimal.c - exact decimals; every path is integer arithmetic but the two conversions. */
#include "base/decimal.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS   15
#define DECIMALS 9
#define LIMIT    INT64_C(1000000000000000) /* 10^15 */

static const int64_t power10[] = {1,      10,      100,      1000,      10000,
                                  100000, 1000000, 10000000, 100000000, 1000000000};

static ntm_decimal normal(ntm_decimal value)
{
    while (value.scale && value.coef % 10 == 0) {
        value.coef /= 10;
        value.scale--;
    }
    return value;
}

ntm_decimal_error ntm_decimal_parse(const char *text, ntm_decimal *out)
{
    const char *p = text;
    bool negative = *p == '-';
    p += negative;
    int64_t coef = 0;
    unsigned scale = 0;
    size_t digits = 0, zeros = 0; /* zeros: trailing ones of the fraction, not yet counted */
    bool point = false, whole_digit = false, fraction_digit = false, too_long = false;
    bool too_large = false;

    for (; *p; p++) {
        if (*p == '.' && !point && whole_digit) {
            point = true;
            continue;
        }
        if (*p < '0' || *p > '9')
            return NTM_DECIMAL_SYNTAX;
        if (!point) {
            whole_digit = true;
        } else {
            fraction_digit = true;
            if (*p == '0') { /* counts only if a digit follows */
                zeros++;
                continue;
            }
        }
        for (; point && zeros; zeros--) {
            scale++;
            if (coef) /* leading zeros are not significant */
                digits++;
            if (digits > DIGITS || scale > DECIMALS)
                too_long = true;
            else
                coef *= 10;
        }
        if (point)
            scale++;
        if (coef || *p != '0')
            digits++;
        if (digits > DIGITS && !point)
            too_large = true;
        else if (digits > DIGITS || scale > DECIMALS)
            too_long = true;
        if (!too_large && !too_long)
            coef = coef * 10 + (*p - '0');
    }
    if (!whole_digit || (point && !fraction_digit))
        return NTM_DECIMAL_SYNTAX;
    if (too_large)
        return NTM_DECIMAL_RANGE;
    if (too_long)
        return NTM_DECIMAL_DIGITS;
    *out = normal((ntm_decimal){.coef = negative ? -coef : coef, .scale = (uint8_t)scale});
    return NTM_DECIMAL_OK;
}

const char *ntm_decimal_format(ntm_decimal value, char buffer[NTM_DECIMAL_TEXT])
{
    uint64_t magnitude = value.coef < 0 ? (uint64_t)-value.coef : (uint64_t)value.coef;
    const char *sign = value.coef < 0 ? "-" : "";
    if (!value.scale) {
        snprintf(buffer, NTM_DECIMAL_TEXT, "%s%llu", sign, (unsigned long long)magnitude);
    } else {
        uint64_t unit = (uint64_t)power10[value.scale];
        snprintf(buffer, NTM_DECIMAL_TEXT, "%s%llu.%0*llu", sign,
                 (unsigned long long)(magnitude / unit), (int)value.scale,
                 (unsigned long long)(magnitude % unit));
    }
    return buffer;
}

ntm_decimal ntm_decimal_int(int64_t value)
{
    assert(value > -LIMIT && value < LIMIT);
    return (ntm_decimal){.coef = value};
}

double ntm_decimal_double(ntm_decimal value)
{
    /* both are exact below 2^53 and 10^22, so one rounding: the nearest double */
    return (double)value.coef / (double)power10[value.scale];
}

bool ntm_decimal_from_double(double value, ntm_decimal *out)
{
    if (!isfinite(value) || fabs(value) >= 1e15)
        return false;
    if (value == (double)(int64_t)value) {
        *out = (ntm_decimal){.coef = (int64_t)value};
        return true;
    }
    for (unsigned scale = 1; scale <= DECIMALS; scale++) {
        double scaled = value * (double)power10[scale];
        if (fabs(scaled) >= 1e15)
            return false;
        int64_t coef = llround(scaled);
        ntm_decimal candidate = {.coef = coef, .scale = (uint8_t)scale};
        if (coef > -LIMIT && coef < LIMIT && ntm_decimal_double(candidate) == value) {
            *out = normal(candidate);
            return true;
        }
    }
    return false;
}

int ntm_decimal_compare(ntm_decimal a, ntm_decimal b)
{
    __int128 left = (__int128)a.coef * power10[b.scale];
    __int128 right = (__int128)b.coef * power10[a.scale];
    return left < right ? -1 : left > right;
}

bool ntm_decimal_is_whole(ntm_decimal value) { return normal(value).scale == 0; }

static bool from_wide(__int128 coef, unsigned scale, ntm_decimal *out)
{
    while (scale && coef % 10 == 0) {
        coef /= 10;
        scale--;
    }
    if (scale > DECIMALS || coef <= -LIMIT || coef >= LIMIT)
        return false;
    *out = (ntm_decimal){.coef = (int64_t)coef, .scale = (uint8_t)scale};
    return true;
}

bool ntm_decimal_add(ntm_decimal a, ntm_decimal b, ntm_decimal *out)
{
    unsigned scale = a.scale > b.scale ? a.scale : b.scale;
    __int128 sum =
        (__int128)a.coef * power10[scale - a.scale] + (__int128)b.coef * power10[scale - b.scale];
    return from_wide(sum, scale, out);
}

bool ntm_decimal_mul(ntm_decimal a, ntm_decimal b, ntm_decimal *out)
{
    return from_wide((__int128)a.coef * b.coef, (unsigned)a.scale + b.scale, out);
}
