/*
 * analysis/evidence_list.h - the papers on record as a list, and what rests on those that run out.
 *
 * A figure rests on a paper when its evidence names it; of the figures of one unit and field the one
 * that counts on the day is told. Indicators are those of the decisions in force on the day, for
 * units of the figure's level or above it, that read the field.
 */
#ifndef NTM_ANALYSIS_EVIDENCE_LIST_H
#define NTM_ANALYSIS_EVIDENCE_LIST_H

#include <jansson.h>

#include "model/catalogue.h"
#include "model/frame.h"

#define NTM_EVIDENCE_SCHEMA "ntm.evidence/1"

typedef struct ntm_evidence_query {
    const ntm_dataset *dataset;
    const ntm_dictionary *dictionary;
    ntm_catalogue *catalogue; /**< with every decision loaded, where expires_before is given */
    ntm_choice choice;        /**< the day; what is known */
    const char *unit;         /**< only the dossiers of this unit and all below it; NULL: all */
    ntm_date expires_before;  /**< only papers that run out before this day; NTM_DATE_MAX: all */
} ntm_evidence_query;

/**
 * @param out  `ntm.evidence/1` (docs/evidence.schema.json), by unit and number; a new reference. With
 *             expires_before each paper has the figures and the indicators that rest on it.
 * @return NTM_OK; NTM_EINPUT: a decision that is in force cannot be consolidated
 */
ntm_rc ntm_evidence_list(const ntm_evidence_query *query, json_t **out, ntm_diags *diags);

/** The name of the unit whose dossier a paper lies in: that of the day, else of the unit's own time. */
const char *ntm_dossier_name(const ntm_dataset *dataset, const ntm_evidence *paper, ntm_date day);
/** Is the unit `above`, or below it, on the day? */
bool ntm_unit_within(const ntm_dataset *dataset, const char *unit, const char *above, ntm_date day);

#endif
