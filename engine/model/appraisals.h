/*
 * model/appraisals.h - findings on record: which of them are known on a date, what they are on,
 * and whether they agree with what was computed.
 *
 * A finding stands beside the computed status; neither overwrites the other. A later finding of a
 * level on an item takes the place of its earlier one.
 */
#ifndef NTM_MODEL_APPRAISALS_H
#define NTM_MODEL_APPRAISALS_H

#include <jansson.h>

#include "model/frame.h"
#include "model/status.h"

/** What a finding is on. */
typedef enum ntm_item_kind {
    NTM_ITEM_UNKNOWN, /**< the decision has no such item */
    NTM_ITEM_WHOLE,
    NTM_ITEM_CRITERION,
    NTM_ITEM_INDICATOR,
} ntm_item_kind;

/** @param index_out  of the criterion or indicator in the document; may be NULL */
ntm_item_kind ntm_item_of(const ntm_document *document, const char *item, uint32_t *index_out);
/** The number of a criterion or indicator nearest to one that is not there; NULL: none is near.
 *  In buffer, where it is that of a criterion. */
const char *ntm_item_nearest(const ntm_document *document, const char *item, char buffer[16]);

/** Whether `set` of a finding, title or registration names the document: its series or its number. */
bool ntm_set_names(const ntm_document *document, const char *set);

/**
 * The findings on a unit version under a decision, as known: not after choice->as_of, of imports up
 * to choice->known_import; of each level and item the latest. The choice of levels limits figures,
 * not findings. One that names the decision by its series is on it when it is of a day on which the
 * decision is in force: under an older or later set of the series 15.1 is another indicator.
 * Sorted by item (the whole, criteria, indicators in the order of the document, then what it does not
 * have), then by level, highest first.
 * @param out  *out is yours to free()
 */
size_t ntm_appraisals_of(const ntm_dataset *dataset, const ntm_document *document,
                         const ntm_unit *unit, const ntm_choice *choice,
                         const ntm_appraisal ***out);

/**
 * Whether a finding and a computed status say the same: met is pass or not applicable, not met is
 * fail; a request to complete the dossier agrees with everything but a pass, and nothing agrees
 * with an error of the rule.
 */
bool ntm_opinion_agrees(ntm_opinion opinion, ntm_status status);
/** The same of a criterion or the whole. */
bool ntm_opinion_agrees_level(ntm_opinion opinion, ntm_level_reached level);

/** {"assessor", "finding", "date"[, "reason"][, "document"][, "office"][, "origin"][, "import"]} */
json_t *ntm_appraisal_json(const ntm_appraisal *appraisal);

/**
 * Add to list what is wrong with the findings on a unit: {"code", "unit", "assessor", "item"
 * [, "nearest"]}. "appraisal-item": the decision has no such criterion or indicator; "appraisal-set":
 * the set is a slip of the decision's number or series, or a part of its number.
 */
void ntm_appraisal_warnings(const ntm_dataset *dataset, const ntm_document *document,
                            const ntm_unit *unit, const ntm_choice *choice, json_t *list);

#endif
