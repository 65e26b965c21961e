/*
 * intake/value.h - what a field column or a field name means (a target), and values read for it.
 *
 * yes/no: có/không, đạt/chưa đạt, rồi/chưa, yes/no, true/false, x or ✓, 1/0, in any case and without
 * accents too. Grades and choices: the code or a label (intake/matcher.h). Numbers: intake/number.h.
 * Dates: intake/date.h.
 */
#ifndef NTM_INTAKE_VALUE_H
#define NTM_INTAKE_VALUE_H

#include "intake/matcher.h"
#include "intake/number.h"
#include "model/dataset.h"

/** A field, or a reported share of two fields, with what its values look like. */
typedef struct ntm_target {
    uint32_t id;            /**< among the targets: index of the field, shares behind them */
    int64_t part_of;        /**< id of the field that this one is part of; -1: none, or a share */
    const char *name;       /**< field name, or "a/b" */
    const ntm_field *field; /**< of a share: the part */
    const ntm_field *whole; /**< of a share; else NULL */
    ntm_level_set levels;   /**< at which it is observed */
    ntm_number_spec spec;   /**< numbers and shares */
    ntm_matcher *codes;     /**< grades and choices; else NULL */
} ntm_target;

/** Finds and remembers targets by what users write. Lives in an arena. */
typedef struct ntm_targets ntm_targets;

ntm_targets *ntm_targets_new(const ntm_dictionary *dictionary, ntm_arena *arena);
/**
 * The target of a field name, a label, or a share of either ("a/b").
 * @return NULL with the remark set: unknown-field (nearest named), ambiguous-field, bad-share
 */
const ntm_target *ntm_targets_find(ntm_targets *targets, const char *text, ntm_remark *remark);
/** Whether the text names a target; nothing is said. */
bool ntm_targets_has(ntm_targets *targets, const char *text);

bool ntm_target_is_number(const ntm_target *target);

/**
 * Read a value.
 * @param text  NFC, trimmed, not empty
 * @param out   written only on true; a code is that of the scale
 * @return false with the error in remark; true, perhaps with a notice or warning in it
 */
bool ntm_value_read(const char *text, const ntm_target *target, ntm_number_style declared,
                    ntm_number_style proven, ntm_value *out, ntm_remark *remark);

#endif
