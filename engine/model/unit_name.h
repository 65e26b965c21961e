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

/** Both texts in NFC; case and white space do not count. */
bool ntm_unit_name_fits(const char *typed, const char *name);

/**
 * The name behind a leading word for a kind of unit: "xã Cẩm Ngọc", "Phường Ba Đình", "thon Song".
 * NULL when there is none, or nothing behind it. Borrowed from name.
 * @param level_out  level of the word; may be NULL
 */
const char *ntm_unit_name_bare(const char *name, ntm_level *level_out);

#endif
