/*
 * analysis/evidenced.h - claimed against evidenced: one unit measured by all its figures, beside the
 * same unit measured by those figures only that have evidence, and what stands between the two.
 *
 * Evidenced means more than --evidenced: an indicator is met only if, of every kind of paper that the
 * rule asks for, one is on record, valid on the day and named by a figure that the indicator rests on.
 * What is claimed as not met or undecided needs no proof here, so only what is claimed as met is
 * looked at for papers still to collect. Requirements, conditions and withdrawal are not compared.
 */
#ifndef NTM_ANALYSIS_EVIDENCED_H
#define NTM_ANALYSIS_EVIDENCED_H

#include <jansson.h>

#include "eval/evaluate.h"

#define NTM_EVIDENCED_SCHEMA "ntm.evidence-missing/1"

typedef struct ntm_evidenced_input {
    const ntm_document *document; /**< as consolidated on the date */
    const ntm_world *world;
    ntm_choice choice; /**< what is claimed: evidenced is false, papers NULL */
    const char *unit;  /**< code */
    const char *engine;
    const char *as_of_reason; /**< as of ntm_evaluation_meta */
    bool outside;
} ntm_evidenced_input;

/**
 * @param out       `ntm.evidence-missing/1` (docs/evidence-missing.schema.json); codes and exact texts; a
 *                  new reference
 * @param complete  all that is claimed as met is evidenced
 * @return NTM_OK; NTM_EUSAGE: the unit is not of the decision's level, or the decision gives points;
 *         or what evaluating returns
 */
ntm_rc ntm_evidenced(const ntm_evidenced_input *input, json_t **out, bool *complete,
                     ntm_diags *diags);

#endif
