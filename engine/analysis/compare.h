/*
 * analysis/compare.h - levels of appraisal against each other, and findings against what is computed.
 *
 * A unit is measured once for each level that gave a figure or a finding, with the figures of the
 * levels up to it. Three things may part: figures that several levels gave; statuses computed from
 * them, where both are decided; findings, from the status computed at their own level or from each other.
 */
#ifndef NTM_ANALYSIS_COMPARE_H
#define NTM_ANALYSIS_COMPARE_H

#include <jansson.h>

#include "eval/evaluate.h"

#define NTM_COMPARE_SCHEMA "ntm.compare/1"

typedef struct ntm_compare_input {
    const ntm_document *document; /**< consolidated on the date */
    const ntm_world *world;       /**< with data; its catalogue may be NULL */
    const char *unit;             /**< code of a unit of the document's level, there on the date */
    ntm_choice choice;            /**< its level of appraisal: the highest whose figures count */
    const char *engine;           /**< version of the program */
    const char *as_of_reason;
    bool outside; /**< the decision is not in force on the date */
} ntm_compare_input;

/**
 * @param out      `ntm.compare/1` (docs/compare.schema.json); a new reference
 * @param differs  something parts
 * @return NTM_OK; NTM_EUSAGE: there is no second level and no finding to compare, or what evaluating
 *         returns
 */
ntm_rc ntm_compare(const ntm_compare_input *input, json_t **out, bool *differs, ntm_diags *diags);

#endif
