/* analysis/compare_items.c - statuses level by level beside the findings, item by item. */
#include <string.h>

#include "analysis/compare_priv.h"
#include "model/answers.h"

/* An item of the document. */
typedef struct item {
    ntm_item_kind kind;
    uint32_t index;
} item;

/* Met whether it applies or not counts as met. */
static ntm_status indicator_status(const ntm_unit_result *unit, uint32_t index)
{
    return unit->either_way[index] ? NTM_ST_PASS : unit->statuses[index];
}

static ntm_level_reached level_reached(const ntm_unit_result *unit, item it)
{
    return it.kind == NTM_ITEM_CRITERION ? unit->criterion_states[it.index]
                                         : ntm_level_answered(unit);
}

static const char *status_code(const ntm_compare_level *level, item it)
{
    const ntm_unit_result *unit = &level->result->units[0];
    return it.kind == NTM_ITEM_INDICATOR ? ntm_status_code(indicator_status(unit, it.index))
                                         : ntm_level_reached_code(level_reached(unit, it));
}

/* With what is computed from the figures up to the finding's own level. */
static bool agrees(const ntm_comparison *c, const ntm_appraisal *finding, item it)
{
    const ntm_compare_level *level = &c->levels[ntm_compare_level_of(c, finding->assessor)];
    const ntm_unit_result *unit = &level->result->units[0];
    return it.kind == NTM_ITEM_INDICATOR
               ? ntm_opinion_agrees(finding->opinion, indicator_status(unit, it.index))
               : ntm_opinion_agrees_level(finding->opinion, level_reached(unit, it));
}

/* The status at each level, and whether two of them differ. What a lower level leaves undecided, because
 * it has no figures for it, is no other opinion. */
static json_t *statuses_json(const ntm_comparison *c, item it, bool *differ_out)
{
    json_t *list = json_array();
    const char *decided = NULL;
    *differ_out = false;
    for (uint32_t i = 0; i < c->nlevels; i++) {
        const char *code = status_code(&c->levels[i], it);
        if (strcmp(code, "unknown") != 0 && strcmp(code, "undecided") != 0) {
            *differ_out = *differ_out || (decided && strcmp(code, decided) != 0);
            decided = code;
        }
        json_array_append_new(
            list, json_pack("{s:s, s:s}", "assessor", c->levels[i].assessor, "status", code));
    }
    return list;
}

/* The findings on the item, lowest level first like the statuses. */
static json_t *findings_json(const ntm_comparison *c, item it, bool *computed_out, bool *differ_out)
{
    json_t *list = json_array();
    const ntm_appraisal *first = NULL;
    *computed_out = *differ_out = false;
    for (size_t i = c->nfindings; i-- > 0;) {
        const ntm_appraisal *finding = c->findings[i];
        uint32_t index;
        if (ntm_item_of(c->input->document, finding->item, &index) != it.kind || index != it.index)
            continue;
        bool same = agrees(c, finding, it);
        first = first ? first : finding;
        *differ_out = *differ_out || finding->opinion != first->opinion;
        *computed_out = *computed_out || !same;
        json_t *object = ntm_appraisal_json(finding);
        json_object_set_new(object, "agrees", json_boolean(same));
        json_array_append_new(list, object);
    }
    return list;
}

static void set_name(json_t *object, const ntm_document *document, item it)
{
    char number[16];
    switch (it.kind) {
    case NTM_ITEM_INDICATOR:
        json_object_set_new(object, "kind", json_string("indicator"));
        json_object_set_new(object, "item", json_string(document->indicators[it.index].number));
        json_object_set_new(object, "text", json_string(document->indicators[it.index].text));
        break;
    case NTM_ITEM_CRITERION:
        snprintf(number, sizeof number, "%d", document->criteria[it.index].number);
        json_object_set_new(object, "kind", json_string("criterion"));
        json_object_set_new(object, "item", json_string(number));
        json_object_set_new(object, "text", json_string(document->criteria[it.index].name));
        break;
    case NTM_ITEM_WHOLE:
    case NTM_ITEM_UNKNOWN:
        json_object_set_new(object, "kind", json_string("whole"));
        json_object_set_new(object, "item", json_string(""));
        break;
    }
}

/* Add the item where something was found of it, or the levels part. */
static void tell(ntm_comparison *c, item it, json_t *list)
{
    bool by_level, by_computed, by_finding;
    json_t *statuses = statuses_json(c, it, &by_level);
    json_t *findings = findings_json(c, it, &by_computed, &by_finding);
    if (!by_level && !json_array_size(findings)) {
        json_decref(statuses);
        json_decref(findings);
        return;
    }
    json_t *differs = json_array();
    if (by_level)
        json_array_append_new(differs, json_string("levels"));
    if (by_computed)
        json_array_append_new(differs, json_string("computed"));
    if (by_finding)
        json_array_append_new(differs, json_string("findings"));
    c->items++;
    c->by_level += by_level;
    c->by_computed += by_computed;
    c->by_finding += by_finding;
    json_t *object = json_pack("{s:o, s:o, s:o}", "statuses", statuses, "findings", findings,
                               "differs", differs);
    set_name(object, c->input->document, it);
    json_array_append_new(list, object);
}

json_t *ntm_compare_items_json(ntm_comparison *c)
{
    const ntm_document *document = c->input->document;
    json_t *list = json_array();
    tell(c, (item){NTM_ITEM_WHOLE, 0}, list);
    for (uint32_t k = 0; k < document->ncriteria; k++) {
        const ntm_criterion *criterion = &document->criteria[k];
        tell(c, (item){NTM_ITEM_CRITERION, k}, list);
        for (uint32_t i = criterion->first; i < criterion->first + criterion->count; i++)
            tell(c, (item){NTM_ITEM_INDICATOR, i}, list);
    }
    return list;
}
