/* report/evaluation_json.c - a result as the JSON contract: head, units, totals, gates. */
#include <string.h>

#include "base/i18n.h"
#include "model/answers.h"
#include "report/evaluation.h"
#include "report/evaluation_priv.h"
#include "report/predecessors.h"

json_t *ntm_json_date(ntm_date date)
{
    char text[NTM_DATE_TEXT];
    return json_string(ntm_date_format(date, text));
}

void ntm_json_set_text(json_t *object, const char *key, const char *text)
{
    if (text && *text)
        json_object_set_new(object, key, json_string(text));
}

json_t *ntm_json_unit_name(const ntm_json_context *context, const char *code)
{
    const ntm_unit *unit = ntm_dataset_unit(context->meta->dataset, code, context->as_of);
    return json_pack("{s:s, s:s}", "unit", code, "name", unit ? unit->name : code);
}

json_t *ntm_totals_json(const ntm_totals *totals)
{
    return json_pack("{s:i, s:i, s:i, s:i, s:i, s:{s:i, s:i}}", "met", totals->met, "not_met",
                     totals->not_met, "undecided", totals->undecided, "error", totals->error,
                     "total", totals->total, "of_met", "not_applicable", totals->not_applicable,
                     "either_way", totals->either_way);
}

static json_t *parts_json(const ntm_json_context *context, const ntm_part *parts, uint32_t count)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < count; i++)
        json_array_append_new(list, ntm_part_json(context, &parts[i]));
    return list;
}

static json_t *gate_json(const ntm_json_context *context, const ntm_gate_result *result)
{
    static const char *const kinds[] = {"requires", "condition", "withdrawal"};
    const ntm_gate *gate = &context->document->gates[result->gate];
    json_t *because = json_array();
    for (uint32_t i = 0; i < result->nparts; i++)
        for (uint32_t k = 0; k < result->parts[i].nmissing; k++) {
            const ntm_fact *fact = &result->parts[i].missing[k];
            json_array_append_new(because, json_pack("[s, s]", fact->why ? fact->why : "missing",
                                                     fact->field ? fact->field : ""));
        }
    json_t *object =
        json_pack("{s:s, s:s, s:s, s:o, s:o}", "kind", kinds[gate->kind], "name", gate->name,
                  "status", ntm_status_code(result->status), "because", because, "parts",
                  parts_json(context, result->parts, result->nparts));
    ntm_json_set_text(object, "basis", gate->basis);
    ntm_json_set_text(object, "note", gate->note);
    return object;
}

static void set_origin(const ntm_json_context *context, json_t *object, const char *item)
{
    if (!context->meta->catalogue)
        return;
    const char *origin = ntm_catalogue_origin(context->meta->catalogue, context->document, item);
    if (origin && strcmp(origin, context->document->id) != 0)
        ntm_json_set_text(object, "amended_by", origin);
}

static json_t *indicator_json(const ntm_json_context *context, const ntm_unit_result *unit,
                              uint32_t index)
{
    const ntm_indicator *indicator = &context->document->indicators[index];
    const ntm_criterion *criterion = &context->document->criteria[indicator->criterion];
    json_t *object = json_pack("{s:i, s:s, s:s, s:s, s:s}", "criterion", criterion->number,
                               "indicator", indicator->number, "text", indicator->text, "status",
                               ntm_status_code(unit->statuses[index]), "basis", indicator->basis);
    ntm_json_set_text(object, "cite", indicator->cite);
    ntm_json_set_text(object, "source", indicator->source);
    ntm_json_set_text(object, "note", indicator->note);
    set_origin(context, object, indicator->number);
    if (unit->either_way[index])
        json_object_set_new(object, "either_way", json_true());
    ntm_json_set_appraisals(context, object, NTM_ITEM_INDICATOR, index);
    if (!unit->details)
        return object;
    const ntm_indicator_result *detail = &unit->details[index];
    if (unit->statuses[index] != NTM_ST_NOT_APPLICABLE && unit->statuses[index] != NTM_ST_ERROR)
        json_object_set_new(object, "decided", json_string(ntm_decided_code(detail->decided)));
    if (detail->within_wholes)
        json_object_set_new(object, "within_wholes", json_true());
    if (detail->error)
        json_object_set_new(object, "error",
                            json_pack("{s:s, s:s}", "code", detail->error, "detail",
                                      detail->error_detail ? detail->error_detail : ""));
    if (detail->nparts)
        json_object_set_new(object, "parts", parts_json(context, detail->parts, detail->nparts));
    if (detail->napplies)
        json_object_set_new(object, "applies",
                            parts_json(context, detail->applies, detail->napplies));
    return object;
}

static json_t *criterion_json(const ntm_json_context *context, const ntm_unit_result *unit,
                              uint32_t index)
{
    const ntm_criterion *criterion = &context->document->criteria[index];
    ntm_totals totals = {0};
    for (uint32_t i = 0; i < criterion->count; i++)
        ntm_totals_add(&totals, unit->statuses[criterion->first + i],
                       unit->either_way[criterion->first + i]);
    json_t *object =
        json_pack("{s:i, s:s, s:s, s:o}", "criterion", criterion->number, "name", criterion->name,
                  "status", ntm_level_reached_code(unit->criterion_states[index]), "indicators",
                  ntm_totals_json(&totals));
    ntm_json_set_appraisals(context, object, NTM_ITEM_CRITERION, index);
    return object;
}

static json_t *zone_json(const ntm_json_context *context, const ntm_unit_result *unit)
{
    json_t *zone = json_pack("{s:s}", "scheme", context->document->zone_scheme);
    json_object_set_new(zone, "key", unit->zone ? json_string(unit->zone) : json_null());
    ntm_json_set_text(zone, "basis", context->document->zone_basis);
    ntm_json_set_text(zone, "field", unit->zone_fact.field);
    const ntm_observation *observation = unit->zone_fact.observation;
    if (observation) {
        json_object_set_new(zone, "as_of", ntm_json_date(observation->as_of));
        ntm_json_set_text(zone, "origin", observation->origin);
        ntm_json_set_text(zone, "note", observation->note);
    }
    return zone;
}

static json_t *ancestors_json(const ntm_json_context *context, const ntm_unit_result *unit)
{
    json_t *list = json_array();
    const ntm_row_info *row = ntm_frame_row(context->result->frame, unit->row);
    while (row->parent >= 0) {
        row = ntm_frame_row(context->result->frame, row->parent);
        json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "unit", row->unit->code, "name",
                                              row->unit->name, "level",
                                              ntm_level_code(row->unit->level)));
    }
    return list;
}

/* A day before its data came in is reconstructed: what is said of it was not known on it. */
static void set_reconstructed(const ntm_json_context *context, const ntm_unit_result *unit,
                              json_t *object)
{
    const ntm_source *source = ntm_dataset_source(
        context->meta->dataset, ntm_frame_last_import(context->result->frame, unit->row));
    char when[NTM_TIME_TEXT];
    if (source && ntm_time_day(source->at) > context->as_of)
        json_object_set_new(object, "reconstructed",
                            json_pack("{s:I, s:s}", "import", (json_int_t)source->import,
                                      "imported_at", ntm_time_format(source->at, when)));
}

static json_t *unit_json(const ntm_json_context *context, const ntm_unit_result *unit)
{
    const ntm_document *document = context->document;
    json_t *criteria = json_array(), *gates = json_array(), *results = json_array();
    for (uint32_t i = 0; i < document->ncriteria; i++)
        json_array_append_new(criteria, criterion_json(context, unit, i));
    for (uint32_t i = 0; unit->gates && i < document->ngates; i++)
        json_array_append_new(gates, gate_json(context, &unit->gates[i]));
    for (uint32_t i = 0; i < document->nindicators; i++)
        json_array_append_new(results, indicator_json(context, unit, i));
    json_t *object = json_pack(
        "{s:s, s:s, s:s, s:o, s:b, s:s, s:o, s:o, s:o, s:o, s:o, s:o}", "unit", unit->unit->code,
        "name", unit->unit->name, "level", ntm_level_code(unit->unit->level), "ancestors",
        ancestors_json(context, unit), "illustrative", unit->illustrative, "grounds",
        ntm_grounds_code(unit->grounds), "answers", ntm_answers_json(context, unit), "criteria",
        ntm_totals_json(&unit->criteria), "indicators", ntm_totals_json(&unit->indicators),
        "criterion_results", criteria, "gates", gates, "results", results);
    json_t *predecessors =
        ntm_predecessors_json(context->meta->dataset, unit->unit, context->meta->known_import);
    if (json_array_size(predecessors))
        json_object_set(object, "predecessors", predecessors);
    json_decref(predecessors);
    ntm_json_set_appraisals(context, object, NTM_ITEM_WHOLE, 0);
    if (unit->overlay.assessor)
        json_object_set_new(object, "overlay", ntm_overlay_json(&unit->overlay));
    if (unit->score)
        json_object_set_new(object, "score", ntm_score_json(context, unit->score));
    if (document->zone_scheme)
        json_object_set_new(object, "zone", zone_json(context, unit));
    set_reconstructed(context, unit, object);
    if (unit->has_span)
        json_object_set_new(object, "span",
                            json_pack("{s:o, s:o}", "from", ntm_json_date(unit->span_first), "to",
                                      ntm_json_date(unit->span_last)));
    return object;
}

static json_t *warnings_json(const ntm_json_context *context)
{
    size_t count;
    const ntm_frame_warning *warnings = ntm_frame_warnings(context->result->frame, &count);
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        const ntm_row_info *row = ntm_frame_row(context->result->frame, warnings[i].row);
        json_t *object = json_pack("{s:s, s:s, s:s}", "code", warnings[i].code, "unit",
                                   row->unit->code, "field", warnings[i].field->name);
        ntm_decimal number;
        char text[NTM_DECIMAL_TEXT];
        if (ntm_decimal_from_double(warnings[i].typed, &number))
            ntm_json_set_text(object, "typed", ntm_decimal_format(number, text));
        if (ntm_decimal_from_double(warnings[i].derived, &number))
            ntm_json_set_text(object, "derived", ntm_decimal_format(number, text));
        json_array_append_new(list, object);
    }
    return list;
}

/* The amendments laid over the decision by the date, and the one that took its place by then. */
static void set_law(const ntm_evaluation_meta *meta, ntm_date as_of, json_t *root)
{
    uint32_t count;
    const ntm_document *const *amendments =
        ntm_catalogue_amendments(meta->catalogue, meta->base, as_of, &count);
    json_t *list = json_array();
    for (uint32_t i = 0; i < count; i++)
        json_array_append_new(list, json_string(amendments[i]->id));
    if (count)
        json_object_set(root, "amended_by", list);
    json_decref(list);
    const ntm_document *next = ntm_catalogue_replacement(meta->catalogue, meta->base);
    if (next && next->effective <= as_of)
        ntm_json_set_text(root, "replaced_by", next->id);
}

static json_t *carry_json(const ntm_carry *carry)
{
    json_t *object = json_object();
    for (uint32_t i = 0; i < ntm_carry_count(carry); i++) {
        ntm_carry_policy policy;
        const char *field = ntm_carry_at(carry, i, &policy);
        json_object_set_new(object, field, json_string(ntm_carry_code(policy)));
    }
    return object;
}

json_t *ntm_evaluation_json(const ntm_result *result, const ntm_evaluation_meta *meta)
{
    const ntm_document *document = result->document;
    const ntm_choice *choice = ntm_frame_choice(result->frame);
    ntm_json_context context = {
        .result = result, .document = document, .meta = meta, .as_of = choice->as_of};
    char sha256[NTM_SHA256_TEXT];
    json_t *units = json_array(), *warnings = warnings_json(&context);
    for (uint32_t i = 0; i < result->nunits; i++) {
        ntm_json_appraisals_open(&context, &result->units[i]);
        json_array_append_new(units, unit_json(&context, &result->units[i]));
        ntm_appraisal_warnings(meta->dataset, document, result->units[i].unit, choice, warnings);
        ntm_json_appraisals_close(&context);
    }
    json_t *root =
        json_pack("{s:s, s:s, s:s, s:s*, s:o, s:s, s:i, s:o, s:o}", "schema", NTM_EVALUATION_SCHEMA,
                  "engine", meta->engine, "decision", document->id, "document",
                  meta->undigested ? NULL : ntm_document_sha256(document, sha256), "as_of",
                  ntm_json_date(choice->as_of), "as_of_reason", meta->as_of_reason, "year",
                  choice->year, "warnings", warnings, "units", units);
    ntm_json_set_text(root, "title", document->title);
    ntm_json_set_text(root, "number", document->number);
    ntm_json_set_text(root, "series", document->series);
    if (document->effective != NTM_DATE_MIN)
        json_object_set_new(root, "effective", ntm_json_date(document->effective));
    if (document->expires != NTM_DATE_MAX)
        json_object_set_new(root, "expires", ntm_json_date(document->expires));
    if (document->dates_assumed)
        json_object_set_new(root, "dates_assumed", json_true());
    if (document->constructed)
        json_object_set_new(root, "constructed", json_true());
    if (document->incomplete)
        json_object_set_new(root, "incomplete", json_true());
    if (meta->outside)
        json_object_set_new(root, "outside", json_true());
    if (meta->catalogue && meta->base)
        set_law(meta, choice->as_of, root);
    if (meta->known_import != INT64_MAX)
        json_object_set_new(root, "known_import", json_integer(meta->known_import));
    ntm_json_set_text(root, "assessor", choice->assessor);
    if (choice->evidenced)
        json_object_set_new(root, "evidenced", json_true());
    if (ntm_carry_count(choice->carry))
        json_object_set_new(root, "carry", carry_json(choice->carry));
    return root;
}
