/* eval/exact_number.c - the small path is 128-bit integer arithmetic, the large one is GMP. */
#include "eval/exact_number.h"

#include <assert.h>
#include <gmp.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "eval/exact.h"

#define SMALL                                                                                      \
    (INT64_C(1) << 62) /* products of two stay below 2^124, sums of two such below 2^126 */

typedef __int128 wide;
typedef unsigned __int128 uwide;

static const mpq_t *big(ntm_num a) { return (const mpq_t *)(intptr_t)a.num; }

ntm_num ntm_num_int(int64_t value)
{
    assert(value > -SMALL && value < SMALL);
    return (ntm_num){value, 1};
}

static uint64_t gcd64(uint64_t a, uint64_t b)
{
    while (b) {
        uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static uwide gcd128(uwide a, uwide b)
{
    while (b) {
        if (!(a >> 64) && !(b >> 64))
            return gcd64((uint64_t)a, (uint64_t)b);
        uwide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static uwide magnitude(wide a) { return a < 0 ? -(uwide)a : (uwide)a; }

ntm_num ntm_num_decimal(ntm_decimal value)
{
    int64_t den = 1;
    for (int i = 0; i < value.scale; i++)
        den *= 10;
    uint64_t divisor = gcd64((uint64_t)llabs(value.coef), (uint64_t)den);
    return (ntm_num){value.coef / (int64_t)divisor, den / (int64_t)divisor};
}

/* Copy a canonical rational into the arena, or into two words when it fits. */
static bool keep(ntm_arena *arena, const mpq_t value, ntm_num *out)
{
    const mpz_srcptr num = mpq_numref(value), den = mpq_denref(value);

    if (mpz_sizeinbase(num, 2) <= 62 && mpz_sizeinbase(den, 2) <= 62) {
        *out = (ntm_num){mpz_get_si(num), mpz_get_si(den)};
        return true;
    }
    if (mpz_sizeinbase(num, 2) > NTM_EXACT_BITS || mpz_sizeinbase(den, 2) > NTM_EXACT_BITS)
        return false;

    mpq_t *copy = ntm_arena_alloc(arena, sizeof *copy);
    const mpz_srcptr from[2] = {num, den};
    mpz_ptr to[2] = {mpq_numref(*copy), mpq_denref(*copy)};
    for (int i = 0; i < 2; i++) {
        mp_size_t limbs = (mp_size_t)mpz_size(from[i]);
        mp_limb_t *store = ntm_arena_array(arena, (size_t)limbs + 1, sizeof *store);
        memcpy(store, mpz_limbs_read(from[i]), (size_t)limbs * sizeof *store);
        mpz_roinit_n(to[i], store, mpz_sgn(from[i]) < 0 ? -limbs : limbs);
    }
    *out = (ntm_num){(int64_t)(intptr_t)copy, 0};
    return true;
}

static void set_wide(mpz_t out, wide value)
{
    uwide m = magnitude(value);
    uint64_t words[2] = {(uint64_t)m, (uint64_t)(m >> 64)};
    mpz_import(out, 2, -1, sizeof words[0], 0, 0, words);
    if (value < 0)
        mpz_neg(out, out);
}

static bool from_wide(ntm_arena *arena, wide num, wide den, ntm_num *out)
{
    uwide divisor = gcd128(magnitude(num), (uwide)den);
    num /= (wide)divisor;
    den /= (wide)divisor;
    if (num > -(wide)SMALL && num < (wide)SMALL && den < (wide)SMALL) {
        *out = (ntm_num){(int64_t)num, (int64_t)den};
        return true;
    }
    mpq_t q;
    mpq_init(q);
    set_wide(mpq_numref(q), num);
    set_wide(mpq_denref(q), den);
    bool fits = keep(arena, q, out);
    mpq_clear(q);
    return fits;
}

/* Any number as a GMP rational; the caller clears it. */
static void load(mpq_t out, ntm_num a)
{
    assert(ntm_num_finite(a));
    mpq_init(out);
    if (a.den == 0)
        mpq_set(out, *big(a));
    else
        mpq_set_si(out, a.num, (unsigned long)a.den);
}

typedef void mpq_op(mpq_t, const mpq_t, const mpq_t);

static bool with_gmp(ntm_arena *arena, mpq_op *op, ntm_num a, ntm_num b, ntm_num *out)
{
    mpq_t x, y;
    load(x, a);
    load(y, b);
    op(x, x, y);
    bool fits = keep(arena, x, out);
    mpq_clear(x);
    mpq_clear(y);
    return fits;
}

static void q_add(mpq_t r, const mpq_t a, const mpq_t b) { mpq_add(r, a, b); }
static void q_mul(mpq_t r, const mpq_t a, const mpq_t b) { mpq_mul(r, a, b); }
static void q_div(mpq_t r, const mpq_t a, const mpq_t b) { mpq_div(r, a, b); }

static ntm_num negated(ntm_arena *arena, ntm_num a)
{
    if (a.den > 0)
        return (ntm_num){-a.num, a.den};
    ntm_num out = a;
    mpq_t x;
    load(x, a);
    mpq_neg(x, x);
    bool fits = keep(arena, x, &out);
    assert(fits); /* a sign takes no bits */
    (void)fits;
    mpq_clear(x);
    return out;
}

bool ntm_num_add(ntm_arena *arena, ntm_num a, ntm_num b, ntm_num *out)
{
    if (a.den > 0 && b.den > 0) {
        if (a.den == b.den)
            return from_wide(arena, (wide)a.num + b.num, a.den, out);
        return from_wide(arena, (wide)a.num * b.den + (wide)b.num * a.den, (wide)a.den * b.den,
                         out);
    }
    return with_gmp(arena, q_add, a, b, out);
}

bool ntm_num_sub(ntm_arena *arena, ntm_num a, ntm_num b, ntm_num *out)
{
    return ntm_num_add(arena, a, negated(arena, b), out);
}

bool ntm_num_mul(ntm_arena *arena, ntm_num a, ntm_num b, ntm_num *out)
{
    if (a.den > 0 && b.den > 0)
        return from_wide(arena, (wide)a.num * b.num, (wide)a.den * b.den, out);
    return with_gmp(arena, q_mul, a, b, out);
}

bool ntm_num_div(ntm_arena *arena, ntm_num a, ntm_num b, ntm_num *out)
{
    assert(ntm_num_sign(b) != 0);
    if (a.den > 0 && b.den > 0) {
        wide num = (wide)a.num * b.den, den = (wide)a.den * b.num;
        return den < 0 ? from_wide(arena, -num, -den, out) : from_wide(arena, num, den, out);
    }
    return with_gmp(arena, q_div, a, b, out);
}

int ntm_num_sign(ntm_num a)
{
    if (a.den == 0)
        return mpq_sgn(*big(a));
    return (a.num > 0) - (a.num < 0);
}

int ntm_num_cmp(ntm_num a, ntm_num b)
{
    if (!ntm_num_finite(a) || !ntm_num_finite(b)) {
        int64_t x = ntm_num_finite(a) ? 0 : a.num, y = ntm_num_finite(b) ? 0 : b.num;
        return (x > y) - (x < y);
    }
    if (a.den > 0 && b.den > 0) {
        wide x = (wide)a.num * b.den, y = (wide)b.num * a.den;
        return (x > y) - (x < y);
    }
    mpq_t x, y;
    load(x, a);
    load(y, b);
    int order = mpq_cmp(x, y);
    mpq_clear(x);
    mpq_clear(y);
    return (order > 0) - (order < 0);
}

bool ntm_num_is_whole(ntm_num a)
{
    return a.den == 0 ? mpz_cmp_ui(mpq_denref(*big(a)), 1) == 0 : a.den == 1;
}

/* num/den as integers times 10^digits, rounded; mode 0: half away from zero, 1: down. */
static void scaled(mpz_t out, ntm_num a, int digits, bool down)
{
    mpq_t x;
    mpz_t power;
    load(x, a);
    mpz_init(power);
    mpz_ui_pow_ui(power, 10, (unsigned long)abs(digits));
    if (digits >= 0)
        mpz_mul(mpq_numref(x), mpq_numref(x), power);
    else
        mpz_mul(mpq_denref(x), mpq_denref(x), power);
    if (down) {
        mpz_fdiv_q(out, mpq_numref(x), mpq_denref(x));
    } else { /* floor(|x| + 1/2) with x's sign: (2n + d) / 2d */
        int sign = mpz_sgn(mpq_numref(x));
        mpz_abs(mpq_numref(x), mpq_numref(x));
        mpz_mul_2exp(mpq_numref(x), mpq_numref(x), 1);
        mpz_add(mpq_numref(x), mpq_numref(x), mpq_denref(x));
        mpz_mul_2exp(mpq_denref(x), mpq_denref(x), 1);
        mpz_fdiv_q(out, mpq_numref(x), mpq_denref(x));
        if (sign < 0)
            mpz_neg(out, out);
    }
    mpz_clear(power);
    mpq_clear(x);
}

static bool unscaled(ntm_arena *arena, const mpz_t whole, int digits, ntm_num *out)
{
    mpq_t x;
    mpq_init(x);
    mpq_set_z(x, whole);
    mpz_t power;
    mpz_init(power);
    mpz_ui_pow_ui(power, 10, (unsigned long)abs(digits));
    if (digits >= 0)
        mpz_set(mpq_denref(x), power);
    else
        mpz_mul(mpq_numref(x), mpq_numref(x), power);
    mpq_canonicalize(x);
    bool fits = keep(arena, x, out);
    mpz_clear(power);
    mpq_clear(x);
    return fits;
}

bool ntm_num_round(ntm_arena *arena, ntm_num a, int digits, ntm_num *out)
{
    if (a.den == 1 && digits >= 0) {
        *out = a;
        return true;
    }
    mpz_t whole;
    mpz_init(whole);
    scaled(whole, a, digits, false);
    bool fits = unscaled(arena, whole, digits, out);
    mpz_clear(whole);
    return fits;
}

bool ntm_num_floor(ntm_arena *arena, ntm_num a, ntm_num *out)
{
    if (a.den > 0) {
        int64_t down = a.num / a.den;
        *out = (ntm_num){down - (a.num % a.den < 0), 1};
        return true;
    }
    mpz_t whole;
    mpz_init(whole);
    scaled(whole, a, 0, true);
    bool fits = unscaled(arena, whole, 0, out);
    mpz_clear(whole);
    return fits;
}

double ntm_num_double(ntm_num a)
{
    if (!ntm_num_finite(a))
        return a.num > 0 ? INFINITY : -INFINITY;
    if (a.den == 1)
        return (double)a.num;
    mpq_t x;
    load(x, a);
    double value = mpq_get_d(x);
    mpq_clear(x);
    return value;
}

bool ntm_num_to_int(ntm_num a, int64_t *out)
{
    if (a.den != 1)
        return false;
    *out = a.num;
    return true;
}

/* The decimal of a number that ends within the limits of base/decimal.h. */
static bool to_decimal(ntm_num a, ntm_decimal *out)
{
    if (a.den <= 0)
        return false;
    wide coef = a.num;
    int64_t den = a.den;
    int scale = 0;
    for (; den != 1 && scale < 9; scale++) {
        int64_t common = (int64_t)gcd64(10, (uint64_t)den);
        coef *= 10 / common;
        den /= common;
        if (magnitude(coef) >= (uwide)INT64_C(1000000000000000))
            return false;
    }
    if (den != 1 || magnitude(coef) >= (uwide)INT64_C(1000000000000000))
        return false;
    *out = (ntm_decimal){.coef = (int64_t)coef, .scale = (uint8_t)scale};
    return true;
}

const char *ntm_num_text(ntm_arena *arena, ntm_num a)
{
    ntm_decimal decimal;
    if (to_decimal(a, &decimal)) {
        char text[NTM_DECIMAL_TEXT];
        return ntm_arena_strdup(arena, ntm_decimal_format(decimal, text));
    }
    mpq_t x;
    load(x, a);
    char *text = mpq_get_str(NULL, 10, x);
    const char *kept = ntm_arena_strdup(arena, text);
    free(text);
    mpq_clear(x);
    return kept;
}

const char *ntm_num_fixed(ntm_arena *arena, ntm_num a, int decimals)
{
    mpz_t whole;
    mpz_init(whole);
    scaled(whole, a, decimals, false);
    bool negative = mpz_sgn(whole) < 0;
    mpz_abs(whole, whole);
    char *digits = mpz_get_str(NULL, 10, whole);
    mpz_clear(whole);

    size_t length = strlen(digits), fraction = (size_t)decimals;
    size_t zeros = length > fraction ? 0 : fraction + 1 - length;
    char *text = ntm_arena_alloc(arena, length + zeros + 3);
    size_t at = 0;
    if (negative)
        text[at++] = '-';
    for (size_t i = 0; i < zeros + length; i++) {
        if (i + fraction == zeros + length && fraction)
            text[at++] = '.';
        text[at++] = i < zeros ? '0' : digits[i - zeros];
    }
    text[at] = '\0';
    free(digits);
    return text;
}
