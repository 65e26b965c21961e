/* analysis/evidenced.c - the two measurements and their comparison. */
#include "analysis/evidenced.h"

#include <assert.h>
#include <string.h>

#include "analysis/evidenced_priv.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "model/answers.h"

/* ---- measuring ---- */

static ntm_rc measure(ntm_twofold *t, bool evidenced, ntm_diags *diags)
{
    ntm_frame **frame = &t->frames[evidenced];
    ntm_choice choice = t->input->choice;
    choice.evidenced = evidenced;
    choice.papers = evidenced ? t->papers : NULL;
    ntm_rc rc = ntm_frame_build(t->document, t->dataset, &choice, &t->input->unit, 1, frame, diags);
    if (rc == NTM_OK)
        rc = ntm_evaluate(t->document, *frame, t->input->world, &t->input->unit, 1, NTM_DETAIL_ALL,
                          &t->results[evidenced], diags);
    return rc;
}

bool ntm_twofold_met(const ntm_unit_result *unit, uint32_t indicator)
{
    ntm_status status = unit->statuses[indicator];
    return status == NTM_ST_PASS || status == NTM_ST_NOT_APPLICABLE || unit->either_way[indicator];
}

bool ntm_twofold_blocked(const ntm_twofold *t, uint32_t indicator)
{
    return ntm_twofold_met(t->claimed, indicator) && !ntm_twofold_met(&t->evidenced, indicator);
}

static bool papers_there(const ntm_twofold *t, uint32_t index)
{
    const ntm_indicator *indicator = &t->document->indicators[index];
    const char *state = "valid";
    for (uint32_t i = 0; i < indicator->nevidence && !strcmp(state, "valid"); i++)
        ntm_twofold_paper(t, index, indicator->evidence[i], &state);
    return !strcmp(state, "valid");
}

/* Statuses by the figures with evidence; what would be met is undecided while a paper is missing. */
static void ask_for_papers(ntm_twofold *t)
{
    const ntm_document *document = t->document;
    ntm_status *statuses = ntm_arena_array(t->arena, document->nindicators, sizeof *statuses);
    bool *either_way = ntm_arena_array(t->arena, document->nindicators, sizeof *either_way);
    for (uint32_t i = 0; i < document->nindicators; i++) {
        statuses[i] = t->by_figures->statuses[i];
        either_way[i] = t->by_figures->either_way[i];
        if ((statuses[i] == NTM_ST_PASS || either_way[i]) && !papers_there(t, i)) {
            statuses[i] = NTM_ST_UNKNOWN;
            either_way[i] = false;
        }
    }
    t->evidenced = *t->by_figures;
    t->evidenced.statuses = statuses;
    t->evidenced.either_way = either_way;
    ntm_evaluate_totals(document, &t->evidenced,
                        ntm_arena_array(t->arena, document->ncriteria, sizeof(ntm_level_reached)));
}

/* ---- JSON ---- */

static json_t *date_json(ntm_date date)
{
    char text[NTM_DATE_TEXT];
    return json_string(ntm_date_format(date, text));
}

static void set_text(json_t *object, const char *key, const char *text)
{
    if (text && *text)
        json_object_set_new(object, key, json_string(text));
}

json_t *ntm_paper_json(const ntm_evidence *paper)
{
    json_t *object = json_pack("{s:s, s:s}", "unit", paper->unit, "number", paper->number);
    if (paper->date != NTM_DATE_MIN)
        json_object_set_new(object, "date", date_json(paper->date));
    if (paper->valid_until != NTM_DATE_MAX)
        json_object_set_new(object, "valid_until", date_json(paper->valid_until));
    set_text(object, "office", paper->office);
    set_text(object, "kind", paper->kind);
    set_text(object, "title", paper->title);
    set_text(object, "origin", paper->origin);
    return object;
}

static json_t *totals_json(const ntm_totals *totals)
{
    return json_pack("{s:i, s:i, s:i, s:i, s:i, s:{s:i, s:i}}", "met", totals->met, "not_met",
                     totals->not_met, "undecided", totals->undecided, "error", totals->error,
                     "total", totals->total, "of_met", "not_applicable", totals->not_applicable,
                     "either_way", totals->either_way);
}

static json_t *side_json(const ntm_unit_result *unit)
{
    return json_pack("{s:s, s:o, s:o}", "level", ntm_level_reached_code(ntm_level_answered(unit)),
                     "criteria", totals_json(&unit->criteria), "indicators",
                     totals_json(&unit->indicators));
}

static json_t *criteria_json(const ntm_twofold *t)
{
    json_t *list = json_array();
    for (uint32_t c = 0; c < t->document->ncriteria; c++)
        json_array_append_new(
            list, json_pack("{s:i, s:s, s:s, s:s}", "criterion", t->document->criteria[c].number,
                            "name", t->document->criteria[c].name, "claimed",
                            ntm_level_reached_code(t->claimed->criterion_states[c]), "evidenced",
                            ntm_level_reached_code(t->evidenced.criterion_states[c])));
    return list;
}

/* The papers that an indicator asks for, and what is there of each. */
static json_t *asked_json(const ntm_twofold *t, uint32_t index)
{
    const ntm_indicator *indicator = &t->document->indicators[index];
    json_t *list = json_array();
    for (uint32_t i = 0; i < indicator->nevidence; i++) {
        const char *state;
        const ntm_evidence *paper = ntm_twofold_paper(t, index, indicator->evidence[i], &state);
        json_t *object = json_pack("{s:s, s:s, s:s}", "kind", indicator->evidence[i], "state",
                                   state, "basis", indicator->evidence_basis);
        if (paper)
            json_object_set_new(object, "paper", ntm_paper_json(paper));
        json_array_append_new(list, object);
    }
    return list;
}

/* Other decisions that the indicator refers to: their figures are not looked through here. */
static json_t *elsewhere_json(const ntm_twofold *t, uint32_t indicator)
{
    const ntm_indicator_result *detail = &t->claimed->details[indicator];
    json_t *list = json_array();
    for (uint32_t i = 0; i < detail->nparts; i++)
        if (detail->parts[i].elsewhere)
            json_array_append_new(list, json_string(detail->parts[i].elsewhere->decision));
    return list;
}

static json_t *indicator_json(const ntm_twofold *t, uint32_t index)
{
    const ntm_indicator *indicator = &t->document->indicators[index];
    json_t *object = json_pack("{s:i, s:s, s:s, s:s, s:s}", "criterion",
                               t->document->criteria[indicator->criterion].number, "indicator",
                               indicator->number, "text", indicator->text, "claimed",
                               ntm_status_code(t->claimed->statuses[index]), "evidenced",
                               ntm_status_code(t->evidenced.statuses[index]));
    if (t->claimed->either_way[index])
        json_object_set_new(object, "claimed_either_way", json_true());
    if (t->evidenced.either_way[index])
        json_object_set_new(object, "evidenced_either_way", json_true());
    if (indicator->nevidence)
        json_object_set_new(object, "papers", asked_json(t, index));
    if (!ntm_twofold_blocked(t, index))
        return object;
    json_object_set_new(object, "blocked", json_true());
    json_t *elsewhere = elsewhere_json(t, index);
    if (json_array_size(elsewhere))
        json_object_set(object, "elsewhere", elsewhere);
    json_decref(elsewhere);
    return object;
}

static bool any_blocked(const ntm_twofold *t)
{
    bool any = false;
    for (uint32_t i = 0; i < t->document->nindicators; i++)
        any = any || ntm_twofold_blocked(t, i);
    return any;
}

static json_t *head_json(const ntm_twofold *t)
{
    const ntm_evidenced_input *input = t->input;
    const ntm_document *document = t->document;
    char sha256[NTM_SHA256_TEXT];
    json_t *root =
        json_pack("{s:s, s:s, s:s, s:s, s:s, s:o, s:s, s:i, s:s, s:s, s:b}", "schema",
                  NTM_EVIDENCED_SCHEMA, "engine", input->engine, "decision", document->id, "title",
                  document->title, "document", ntm_document_sha256(document, sha256), "as_of",
                  date_json(input->choice.as_of), "as_of_reason", input->as_of_reason, "year",
                  input->choice.year, "unit", t->claimed->unit->code, "name",
                  t->claimed->unit->name, "illustrative", t->claimed->illustrative);
    if (document->constructed)
        json_object_set_new(root, "constructed", json_true());
    if (document->incomplete)
        json_object_set_new(root, "incomplete", json_true());
    if (input->outside)
        json_object_set_new(root, "outside", json_true());
    if (input->choice.known_import != INT64_MAX)
        json_object_set_new(root, "known_import", json_integer(input->choice.known_import));
    set_text(root, "assessor", input->choice.assessor);
    return root;
}

/* A day before its data came in is reconstructed, as in an evaluation. */
static void set_reconstructed(const ntm_twofold *t, json_t *root)
{
    const ntm_source *source =
        ntm_dataset_source(t->dataset, ntm_frame_last_import(t->frames[false], t->claimed->row));
    char when[NTM_TIME_TEXT];
    if (source && ntm_time_day(source->at) > t->input->choice.as_of)
        json_object_set_new(root, "reconstructed",
                            json_pack("{s:I, s:s}", "import", (json_int_t)source->import,
                                      "imported_at", ntm_time_format(source->at, when)));
}

static json_t *whole_json(const ntm_twofold *t)
{
    json_t *root = head_json(t), *indicators = json_array();
    for (uint32_t i = 0; i < t->document->nindicators; i++)
        json_array_append_new(indicators, indicator_json(t, i));
    set_reconstructed(t, root);
    json_object_set_new(root, "claimed", side_json(t->claimed));
    json_object_set_new(root, "evidenced", side_json(&t->evidenced));
    json_object_set_new(root, "criteria", criteria_json(t));
    json_object_set_new(root, "indicators", indicators);
    json_object_set_new(root, "collect",
                        json_pack("{s:o, s:o}", "papers", ntm_twofold_papers(t), "figures",
                                  ntm_twofold_figures(t)));
    json_object_set_new(root, "complete", json_boolean(!any_blocked(t)));
    return root;
}

ntm_rc ntm_evidenced(const ntm_evidenced_input *input, json_t **out, bool *complete,
                     ntm_diags *diags)
{
    assert(input && input->document && input->world && input->unit && out && complete);
    ntm_twofold t = {.input = input, .document = input->document, .dataset = input->world->dataset};
    *out = NULL;
    if (!input->document->nindicators)
        return ntm_fail(diags, NTM_EUSAGE, NTM_NOWHERE, "no-indicators",
                        _("%s has no indicators; claimed and evidenced are compared by indicator"),
                        input->document->id);
    t.arena = ntm_arena_new();
    t.papers = ntm_papers_new(t.dataset, input->choice.known_import);
    ntm_rc rc = measure(&t, false, diags);
    if (rc == NTM_OK)
        rc = measure(&t, true, diags);
    if (rc == NTM_OK) {
        t.claimed = &t.results[false]->units[0];
        t.by_figures = &t.results[true]->units[0];
        ntm_twofold_cite(&t);
        ask_for_papers(&t);
        *out = whole_json(&t);
        *complete = !any_blocked(&t);
    }
    for (int side = 0; side < 2; side++) {
        ntm_result_free(t.results[side]);
        ntm_frame_free(t.frames[side]);
    }
    ntm_papers_free(t.papers);
    ntm_arena_free(t.arena);
    return rc;
}
