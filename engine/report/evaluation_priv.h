/* report/evaluation_priv.h - shared by the files that make the evaluation's JSON. */
#ifndef NTM_REPORT_EVALUATION_PRIV_H
#define NTM_REPORT_EVALUATION_PRIV_H

#include "model/appraisals.h"
#include "report/evaluation.h"

typedef struct ntm_json_context {
    const ntm_result *result;
    const ntm_document *document;
    const ntm_evaluation_meta *meta;
    ntm_date as_of;
    const ntm_unit_result *unit;      /**< the one being told; NULL: none */
    const ntm_appraisal **appraisals; /**< findings on it, known on the date */
    size_t nappraisals;
} ntm_json_context;

json_t *ntm_json_date(ntm_date date); /**< ISO text */
/** Set a text member; an empty or absent text sets nothing. */
void ntm_json_set_text(json_t *object, const char *key, const char *text);
/** {"unit": code, "name": …} */
json_t *ntm_json_unit_name(const ntm_json_context *context, const char *code);

json_t *ntm_totals_json(const ntm_totals *totals);
json_t *ntm_elsewhere_json(const ntm_elsewhere *elsewhere);
json_t *ntm_facts_json(const ntm_json_context *context, const ntm_fact *facts, uint32_t count);
json_t *ntm_score_json(const ntm_json_context *context, const ntm_score_result *score);
json_t *ntm_part_json(const ntm_json_context *context, const ntm_part *part);
json_t *ntm_answers_json(const ntm_json_context *context, const ntm_unit_result *unit);

/* appraisal_json.c */

json_t *ntm_overlay_json(const ntm_overlay *overlay);
/** Before and after a unit is told: the findings on it. */
void ntm_json_appraisals_open(ntm_json_context *context, const ntm_unit_result *unit);
void ntm_json_appraisals_close(ntm_json_context *context);
/** Set "appraisals": the findings on one item, and whether each agrees with what was computed. */
void ntm_json_set_appraisals(const ntm_json_context *context, json_t *object, ntm_item_kind kind,
                             uint32_t index);

#endif
