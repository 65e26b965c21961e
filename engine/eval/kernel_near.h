/*
 * eval/kernel_near.h - the last word on a ratio that doubles can't tell from its threshold.
 *
 * Ties are common (4 of 5 schools against 80 %), so they are decided here, with integers, instead of
 * being handed over: decimals have at most 15 digits, their products fit 128 bits.
 */
#ifndef NTM_EVAL_KERNEL_NEAR_H
#define NTM_EVAL_KERNEL_NEAR_H

#include <stdbool.h>

#include "base/decimal.h"

/**
 * The sign of a/b - t (percent: of 100·a/b - t).
 * @param a, b  doubles that stand for decimals (asserted); b is not 0
 */
int ntm_near_ratio(double a, double b, ntm_decimal t, bool percent);
/** The same with a threshold that is a double standing for a decimal. */
int ntm_near_ratio_double(double a, double b, double t, bool percent);

#endif
