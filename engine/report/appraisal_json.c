/*
 * report/appraisal_json.c - levels of appraisal in the evaluation: from which of them the figures
 * come, and their findings beside the computed statuses.
 */
#include <stdlib.h>
#include <string.h>

#include "model/answers.h"
#include "model/titles.h"
#include "report/evaluation_priv.h"

json_t *ntm_overlay_json(const ntm_overlay *overlay)
{
    json_t *levels = json_array();
    for (uint32_t i = 0; i < overlay->nlevels; i++) {
        const ntm_overlay_level *level = &overlay->levels[i];
        json_t *object =
            json_pack("{s:s, s:i}", "assessor", level->assessor, "count", level->figures);
        if (level->order < overlay->order)
            json_object_set_new(object, "taken_over", json_true());
        json_array_append_new(levels, object);
    }
    json_t *object = json_pack("{s:s, s:o}", "assessor", overlay->assessor, "figures", levels);
    if (overlay->asked)
        json_object_set_new(object, "asked", json_true());
    return object;
}

void ntm_json_appraisals_open(ntm_json_context *context, const ntm_unit_result *unit)
{
    context->unit = unit;
    context->nappraisals =
        ntm_appraisals_of(context->meta->dataset, context->document, unit->unit,
                          ntm_frame_choice(context->result->frame), &context->appraisals);
}

void ntm_json_appraisals_close(ntm_json_context *context)
{
    free(context->appraisals);
    context->appraisals = NULL;
    context->nappraisals = 0;
    context->unit = NULL;
}

static bool agrees(const ntm_unit_result *unit, ntm_item_kind kind, uint32_t index,
                   ntm_opinion opinion)
{
    switch (kind) {
    case NTM_ITEM_INDICATOR:
        /* met whether it applies or not: it counts as met */
        return ntm_opinion_agrees(opinion,
                                  unit->either_way[index] ? NTM_ST_PASS : unit->statuses[index]);
    case NTM_ITEM_CRITERION:
        return ntm_opinion_agrees_level(opinion, unit->criterion_states[index]);
    case NTM_ITEM_WHOLE:
    case NTM_ITEM_UNKNOWN:
        break;
    }
    return ntm_opinion_agrees_level(opinion, ntm_level_answered(unit));
}

void ntm_json_set_appraisals(const ntm_json_context *context, json_t *object, ntm_item_kind kind,
                             uint32_t index)
{
    json_t *list = json_array();
    for (size_t i = 0; i < context->nappraisals; i++) {
        const ntm_appraisal *appraisal = context->appraisals[i];
        uint32_t of;
        if (ntm_item_of(context->document, appraisal->item, &of) != kind || of != index)
            continue;
        json_t *one = ntm_appraisal_json(appraisal);
        json_object_set_new(one, "agrees",
                            json_boolean(agrees(context->unit, kind, index, appraisal->opinion)));
        json_array_append_new(list, one);
    }
    if (json_array_size(list))
        json_object_set(object, "appraisals", list);
    json_decref(list);
}

/* ---- the findings that a title cites ---- */

json_t *ntm_cited_json(const ntm_title *title, const ntm_dataset *dataset, ntm_date as_of,
                       int64_t known_import)
{
    json_t *list = json_array();
    for (const char *at = title->appraisal; at && *at;) {
        size_t length;
        const char *document = ntm_title_cited(&at, &length);
        int findings = 0;
        for (size_t i = 0; i < dataset->nappraisals; i++) {
            const ntm_appraisal *row = &dataset->appraisals[i];
            findings += row->date <= as_of && row->import <= known_import &&
                        ntm_title_cites(title, row, document, length);
        }
        if (length)
            json_array_append_new(
                list, json_pack("{s:s%, s:i}", "document", document, length, "findings", findings));
    }
    return list;
}
