/*
 * model/measure.h - units of measurement, as exponents of symbols: "VND/person/year", "m2/person".
 *
 * (A "unit" without more is an administrative unit, model/dataset.h.) The canonical text has the
 * numerator's symbols sorted and joined by '*', then each denominator symbol, sorted, after a '/':
 * "kg*m/day/person". "1" is the dimensionless number. "percent" is a symbol of its own.
 * Nothing is converted here: a document holds only equal measures on both sides; conversions
 * are explicit multiplications by a number in, say, "km/m".
 */
#ifndef NTM_MODEL_MEASURE_H
#define NTM_MODEL_MEASURE_H

#include <stdbool.h>

#include "base/arena.h"

#define NTM_MEASURE_ONE "1"

/** Canonical form of a written measure, in the arena; NULL when it is malformed (symbols are
 *  [A-Za-z_][A-Za-z0-9_]*, at most 8 factors). */
const char *ntm_measure_canonical(ntm_arena *arena, const char *text);
/** Product and quotient of two canonical measures, canonical; NULL beyond 8 factors. */
const char *ntm_measure_mul(ntm_arena *arena, const char *a, const char *b);
const char *ntm_measure_div(ntm_arena *arena, const char *a, const char *b);

#endif
