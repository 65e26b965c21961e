/*
 * model/unit_name.h - when a typed name means a unit's name.
 *
 * Whoever types "cam ngoc" on a keyboard without accents means Cẩm Ngọc; whoever types an accent
 * means it. So the typed name may have fewer accents than the name, never other ones: "song" fits
 * Song and Sóng, "sóng" fits Sóng only. Which letter bears the tone mark is a matter of
 * spelling school and does not count: Hoà and Hòa are one name.
 */
#ifndef NTM_MODEL_UNIT_NAME_H
#define NTM_MODEL_UNIT_NAME_H

#include <stdbool.h>

#include "model/level.h"

/** Both texts as ntm_text_casefold() gives them: whoever compares many folds each once. */
bool ntm_unit_name_fits(const char *typed, const char *name);

/**
 * How many leading words of a casefolded name say what kind of unit it is: 1 of "xã cẩm ngọc",
 * 2 of "thi tran cam thuy"; 0 when none do, or nothing is behind them.
 * @param level_out  level of the kind; may be NULL
 */
int ntm_unit_name_kind(const char *folded, ntm_level *level_out);

/** The text behind so many words (words are separated by spaces); borrowed. */
const char *ntm_unit_name_skip(const char *name, int words);

#endif
