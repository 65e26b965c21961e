/*
 * history/case.h - one evaluation of one unit as something that can be kept: parameters, documents,
 * facts; and the computation of its result from these alone.
 *
 * Recording, replaying and checking a dossier all go through ntm_case_compute(), so what is
 * recorded is what a replay computes: canonical `ntm.evaluation/1` without `engine`.
 */
#ifndef NTM_HISTORY_CASE_H
#define NTM_HISTORY_CASE_H

#include <jansson.h>

#include "model/catalogue.h"
#include "model/frame.h"

/**
 * The rules of computing that this program follows. Whatever changes a byte of a result for the
 * same inputs gets a new name; results of an older name are then computed by its rules, or refused.
 */
#define NTM_PROFILE "ntm-1"

/** What was asked for. Texts are borrowed. */
typedef struct ntm_case_parameters {
    const char *decision; /**< id of the base */
    ntm_choice choice;
    bool year_given, outside;
    const char *const *also; /**< folders whose constructed amendments were admitted */
    size_t nalso;
} ntm_case_parameters;

/** What stands in no column of its own, as JSON for `run.parameters`; a new reference. */
json_t *ntm_case_parameters_json(const ntm_case_parameters *parameters);
/**
 * Read it back into the members that it holds; texts and policies live in the arena.
 * @return NTM_OK; NTM_EINPUT
 */
ntm_rc ntm_case_parameters_read(const char *json, ntm_arena *arena, ntm_case_parameters *out,
                                ntm_diags *diags);

/** A catalogue of kept documents, each as JSON text. @return NTM_OK; NTM_EINPUT */
ntm_rc ntm_case_catalogue(const ntm_case_parameters *parameters, const char *const *texts,
                          const size_t *lengths, size_t count, ntm_catalogue **out,
                          ntm_diags *diags);

/**
 * Evaluate the unit, in full detail.
 * @param facts  `ntm.facts/1`
 * @param result_out  canonical JSON; yours to free()
 * @param level_out   "met", "not_met" or "undecided"; may be NULL
 * @return NTM_OK; NTM_EINPUT, NTM_EUSAGE: the parts do not belong together
 */
ntm_rc ntm_case_compute(const ntm_case_parameters *parameters, ntm_catalogue *catalogue,
                        const json_t *facts, const char *unit, char **result_out,
                        const char **level_out, ntm_diags *diags);

#endif
