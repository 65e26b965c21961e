/*
 * report/appraisal_json.c - levels of appraisal in the evaluation: from which of them the figures
 * come, and their findings beside the computed statuses.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
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

json_t *ntm_appraisal_json(const ntm_appraisal *appraisal)
{
    json_t *object =
        json_pack("{s:s, s:s, s:o}", "assessor", appraisal->assessor, "finding",
                  ntm_opinion_code(appraisal->opinion), "date", ntm_json_date(appraisal->date));
    ntm_json_set_text(object, "reason", appraisal->reason);
    ntm_json_set_text(object, "document", appraisal->document);
    ntm_json_set_text(object, "office", appraisal->office);
    ntm_json_set_text(object, "origin", appraisal->origin);
    if (appraisal->import)
        json_object_set_new(object, "import", json_integer(appraisal->import));
    return object;
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
    return ntm_opinion_agrees_level(opinion, unit->level);
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

/* ---- warnings: what a finding is on, that the decision does not have ---- */

static void warn(json_t *list, const char *code, const ntm_appraisal *row, const char *what,
                 const char *nearest)
{
    json_t *object = json_pack("{s:s, s:s, s:s, s:s}", "code", code, "unit", row->unit, "assessor",
                               row->assessor, "item", what);
    ntm_json_set_text(object, "nearest", nearest);
    json_array_append_new(list, object);
}

/* The name of the decision or its series that a text is a slip of, or a part; NULL. */
static const char *meant_set(const ntm_document *document, const char *set)
{
    const char *const names[] = {document->number, document->series};
    size_t length = strlen(set);
    if (ntm_set_names(document, set))
        return NULL;
    for (size_t i = 0; i < 2; i++)
        if (names[i] && (ntm_text_distance(set, names[i], 2) <= 2 ||
                         (!strncmp(names[i], set, length) && names[i][length] == '/')))
            return names[i];
    return NULL;
}

static bool names_any(ntm_catalogue *catalogue, const char *set)
{
    for (uint32_t i = 0; catalogue && i < ntm_catalogue_count(catalogue); i++)
        if (ntm_set_names(ntm_catalogue_at(catalogue, i), set))
            return true;
    return false;
}

void ntm_json_warn_appraisals(const ntm_json_context *context, json_t *list)
{
    char buffer[16];
    const ntm_dataset *dataset = context->meta->dataset;
    for (size_t i = 0; i < context->nappraisals; i++) {
        const ntm_appraisal *row = context->appraisals[i];
        if (ntm_item_of(context->document, row->item, NULL) == NTM_ITEM_UNKNOWN)
            warn(list, "appraisal-item", row, row->item,
                 ntm_item_nearest(context->document, row->item, buffer));
    }
    for (size_t i = 0; i < dataset->nappraisals; i++) {
        const ntm_appraisal *row = &dataset->appraisals[i];
        const char *meant = strcmp(row->unit, context->unit->unit->code) == 0
                                ? meant_set(context->document, row->set)
                                : NULL;
        if (meant && !names_any(context->meta->catalogue, row->set))
            warn(list, "appraisal-set", row, row->set, meant);
    }
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
