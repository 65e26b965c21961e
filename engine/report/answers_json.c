/* report/answers_json.c - the four answers as codes, with the facts they rest on. */
#include "model/answers.h"
#include "report/evaluation_priv.h"

static json_t *number_list(const int *numbers, uint32_t count)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < count; i++)
        json_array_append_new(list, json_integer(numbers[i]));
    return list;
}

/* Numbers of the criteria in a state. */
static json_t *criteria_json(const ntm_json_context *context, const ntm_unit_result *unit,
                             ntm_level_reached state)
{
    json_t *list = json_array();
    for (uint32_t c = 0; c < context->document->ncriteria; c++)
        if (unit->criterion_states[c] == state)
            json_array_append_new(list, json_integer(context->document->criteria[c].number));
    return list;
}

static json_t *title_json(const ntm_json_context *context, const ntm_title *title)
{
    json_t *object = json_pack("{s:s}", "title", title->title);
    ntm_json_set_text(object, "number", title->number);
    ntm_json_set_text(object, "set", title->set);
    ntm_json_set_text(object, "origin", title->origin);
    ntm_json_set_text(object, "note", title->note);
    if (title->date != NTM_DATE_MIN)
        json_object_set_new(object, "date", ntm_json_date(title->date));
    if (title->expires != NTM_DATE_MAX)
        json_object_set_new(object, "expires", ntm_json_date(title->expires));
    if (title->appraisal && *title->appraisal)
        json_object_set_new(object, "appraisal",
                            ntm_cited_json(title, context->meta->dataset, context->as_of,
                                           context->meta->known_import));
    return object;
}

/* ---- what stands in the way of recognition ---- */

static void add_level_reason(const ntm_json_context *context, const ntm_unit_result *unit,
                             json_t *reasons)
{
    ntm_level_reached level = ntm_level_answered(unit);
    if (level == NTM_MET)
        return;
    json_t *reason = json_pack("{s:s, s:s, s:o, s:o}", "kind", "level", "status",
                               level == NTM_NOT_MET ? "fail" : "unknown", "not_met",
                               criteria_json(context, unit, NTM_NOT_MET), "undecided",
                               criteria_json(context, unit, NTM_UNDECIDED));
    if (context->document->incomplete)
        json_object_set_new(reason, "incomplete", json_true());
    if (unit->grounds == NTM_GROUNDS_NONE)
        json_object_set_new(reason, "no_original_figures", json_true());
    json_array_append_new(reasons, reason);
}

static void add_gate_reasons(const ntm_json_context *context, const ntm_unit_result *unit,
                             json_t *reasons)
{
    for (uint32_t g = 0; unit->gates && g < context->document->ngates; g++) {
        const ntm_gate *gate = &context->document->gates[g];
        if (gate->kind == NTM_WITHDRAWAL || ntm_gate_allows(unit, g) == NTM_PASS)
            continue;
        json_t *reason = json_pack("{s:s, s:s, s:s}", "kind",
                                   gate->kind == NTM_REQUIRES ? "requires" : "condition", "name",
                                   gate->name, "status", ntm_status_code(unit->gates[g].status));
        for (uint32_t p = 0; p < unit->gates[g].nparts; p++) {
            const ntm_elsewhere *elsewhere = unit->gates[g].parts[p].elsewhere;
            if (elsewhere && unit->gates[g].parts[p].status != NTM_ST_PASS)
                json_object_set_new(reason, "elsewhere", ntm_elsewhere_json(elsewhere));
        }
        json_array_append_new(reasons, reason);
    }
}

static const char *tri_code(ntm_tri tri)
{
    return tri == NTM_PASS ? "yes" : tri == NTM_FAIL ? "no" : "undecided";
}

/* ---- withdrawal ---- */

static json_t *further_json(const ntm_further *further)
{
    return json_pack("{s:o, s:i}", "criteria", number_list(further->criteria, further->ncriteria),
                     "others", (int)further->others);
}

static json_t *withdrawal_json(const ntm_json_context *context,
                               const ntm_withdrawal_result *withdrawal)
{
    json_t *lines = json_array();
    for (uint32_t i = 0; i < withdrawal->nlines; i++) {
        const ntm_withdrawal_line *line = &withdrawal->lines[i];
        json_t *object = json_object();
        ntm_json_set_text(object, "share", line->share);
        if (line->ncriteria)
            json_object_set_new(object, "one_of", number_list(line->criteria, line->ncriteria));
        json_array_append_new(lines, object);
    }
    json_t *object = json_pack(
        "{s:s, s:s, s:i, s:i, s:i, s:o}", "name", context->document->gates[withdrawal->gate].name,
        "status", ntm_status_code(withdrawal->status), "not_met", withdrawal->failed, "undecided",
        withdrawal->undecided, "total", withdrawal->total, "lines", lines);
    ntm_json_set_text(object, "share", withdrawal->share);
    ntm_json_set_text(object, "shown", withdrawal->shown);
    if (!withdrawal->reachable)
        return object;
    json_t *further = json_array();
    for (uint32_t i = 0; i < withdrawal->nfurther; i++)
        json_array_append_new(further, further_json(&withdrawal->further[i]));
    json_object_set_new(object, "distance",
                        json_pack("{s:i, s:b, s:o}", "criteria", (int)withdrawal->distance, "any",
                                  withdrawal->any, "sets", further));
    return object;
}

json_t *ntm_elsewhere_json(const ntm_elsewhere *elsewhere)
{
    const ntm_totals *criteria = &elsewhere->criteria, *indicators = &elsewhere->indicators;
    return json_pack("{s:s, s:s, s:o, s:o, s:o, s:o}", "decision", elsewhere->decision, "level",
                     ntm_level_reached_code(elsewhere->level), "criteria",
                     ntm_totals_json(criteria), "indicators", ntm_totals_json(indicators),
                     "not_met", number_list(elsewhere->not_met, (uint32_t)criteria->not_met),
                     "undecided", number_list(elsewhere->undecided, (uint32_t)criteria->undecided));
}

json_t *ntm_answers_json(const ntm_json_context *context, const ntm_unit_result *unit)
{
    ntm_answers answers = ntm_answers_of(context->result, unit, context->meta->dataset);
    json_t *object = json_pack(
        "{s:s, s:s, s:s, s:s}", "level", ntm_level_reached_code(answers.level), "kept",
        ntm_kept_code(answers.kept), "recognition", ntm_recognition_code(answers.recognition),
        "withdrawal", ntm_withdrawal_code(answers.withdrawal));
    if (answers.registration)
        json_object_set_new(object, "registered", json_integer(answers.registration->year));
    if (answers.title) {
        json_object_set_new(object, "held", title_json(context, answers.title));
        json_object_set_new(object, "lost", criteria_json(context, unit, NTM_NOT_MET));
    } else {
        json_t *reasons = json_array();
        add_level_reason(context, unit, reasons);
        add_gate_reasons(context, unit, reasons);
        json_object_set_new(object, "reasons", reasons);
        json_object_set_new(object, "if_met", json_string(tri_code(answers.gates)));
    }
    if (answers.title && unit->nwithdrawals) {
        json_t *rules = json_array();
        for (uint32_t i = 0; i < unit->nwithdrawals; i++)
            json_array_append_new(rules, withdrawal_json(context, &unit->withdrawals[i]));
        json_object_set_new(object, "withdrawal_rules", rules);
    }
    return object;
}
