/* history/case.c - parameters, documents and facts to a result; no store, no files, no clock. */
#include "history/case.h"

#include <limits.h>
#include <string.h>

#include "base/i18n.h"
#include "eval/evaluate.h"
#include "model/answers.h"
#include "model/evidence.h"
#include "model/facts.h"
#include "report/evaluation.h"

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

static bool read_carry(json_t *json, ntm_arena *arena, const ntm_carry **out)
{
    const char *field;
    json_t *value;
    ntm_carry *carry = ntm_carry_new(arena);
    json_object_foreach (json, field, value) {
        ntm_carry_policy policy;
        if (!json_is_string(value) || !ntm_carry_from_code(json_string_value(value), &policy))
            return false;
        ntm_carry_set(carry, field, policy);
    }
    *out = carry;
    return json_is_object(json);
}

json_t *ntm_case_parameters_json(const ntm_case_parameters *parameters)
{
    json_t *object = json_object(), *also = json_array();
    for (size_t i = 0; i < parameters->nalso; i++)
        json_array_append_new(also, json_string(parameters->also[i]));
    json_object_set_new(object, "also", also);
    if (parameters->choice.assessor) {
        json_object_set_new(object, "assessor", json_string(parameters->choice.assessor));
        json_object_set_new(object, "assessor_order",
                            json_integer(parameters->choice.assessor_order));
    }
    json_object_set_new(object, "evidenced", json_boolean(parameters->choice.evidenced));
    if (ntm_carry_count(parameters->choice.carry))
        json_object_set_new(object, "carry", carry_json(parameters->choice.carry));
    json_object_set_new(object, "outside", json_boolean(parameters->outside));
    json_object_set_new(object, "year_given", json_boolean(parameters->year_given));
    return object;
}

static bool read_parameters(const json_t *json, ntm_arena *arena, ntm_case_parameters *out)
{
    const char *assessor = NULL;
    int order = INT_MAX, evidenced, outside, year_given;
    json_t *also, *folder, *carry = NULL;
    size_t i;
    if (json_unpack((json_t *)json, "{s:o, s?s, s?i, s?o, s:b, s:b, s:b !}", "also", &also,
                    "assessor", &assessor, "assessor_order", &order, "carry", &carry, "evidenced",
                    &evidenced, "outside", &outside, "year_given", &year_given) != 0 ||
        !json_is_array(also))
        return false;
    const char **folders = ntm_arena_array(arena, json_array_size(also), sizeof *folders);
    json_array_foreach (also, i, folder) {
        if (!json_is_string(folder))
            return false;
        folders[i] = ntm_arena_strdup(arena, json_string_value(folder));
    }
    out->choice.carry = NULL;
    if (carry && !read_carry(carry, arena, &out->choice.carry))
        return false;
    out->also = folders;
    out->nalso = json_array_size(also);
    out->choice.assessor = assessor ? ntm_arena_strdup(arena, assessor) : NULL;
    out->choice.assessor_order = order;
    out->choice.evidenced = evidenced;
    out->outside = outside;
    out->year_given = year_given;
    return true;
}

ntm_rc ntm_case_parameters_read(const char *json, ntm_arena *arena, ntm_case_parameters *out,
                                ntm_diags *diags)
{
    json_t *parsed = json_loads(json, JSON_REJECT_DUPLICATES, NULL);
    bool ok = parsed && read_parameters(parsed, arena, out);
    json_decref(parsed);
    return ok ? NTM_OK
              : ntm_fail(diags, NTM_EINPUT, NTM_NOWHERE, "bad-parameters",
                         _("the parameters of the run cannot be read"));
}

ntm_rc ntm_case_catalogue(const ntm_case_parameters *parameters, const char *const *texts,
                          const size_t *lengths, size_t count, ntm_catalogue **out,
                          ntm_diags *diags)
{
    ntm_catalogue *catalogue = ntm_catalogue_new();
    ntm_rc rc = NTM_OK;
    for (size_t i = 0; i < count && rc == NTM_OK; i++) {
        ntm_document *document = NULL;
        rc = ntm_document_parse(texts[i], lengths[i], NULL, &document, diags);
        if (rc == NTM_OK)
            rc = ntm_catalogue_add(catalogue, document, diags);
    }
    for (size_t i = 0; i < parameters->nalso; i++)
        ntm_catalogue_admit(catalogue, parameters->also[i]);
    if (rc != NTM_OK)
        ntm_catalogue_free(catalogue);
    *out = rc == NTM_OK ? catalogue : NULL;
    return rc;
}

static const ntm_document *base_of(const ntm_catalogue *catalogue, const char *id)
{
    for (uint32_t i = 0; i < ntm_catalogue_count(catalogue); i++)
        if (!strcmp(ntm_catalogue_at(catalogue, i)->id, id))
            return ntm_catalogue_at(catalogue, i);
    return NULL;
}

/* The report of the result, without what is not of the result: the program that made it. */
static char *canonical(const ntm_result *result, const ntm_evaluation_meta *meta)
{
    size_t length;
    json_t *json = ntm_evaluation_json(result, meta);
    json_object_del(json, "engine");
    char *text = ntm_json_canonical(json, &length);
    json_decref(json);
    return text;
}

ntm_rc ntm_case_compute(const ntm_case_parameters *parameters, ntm_catalogue *catalogue,
                        const json_t *facts, const char *unit, char **result_out,
                        const char **level_out, ntm_diags *diags)
{
    ntm_dataset *dataset = NULL;
    ntm_frame *frame = NULL;
    ntm_result *result = NULL;
    const ntm_document *base = base_of(catalogue, parameters->decision), *document = NULL;
    *result_out = NULL;
    if (!base)
        return ntm_fail(diags, NTM_EINPUT, NTM_NOWHERE, "unknown-decision",
                        _("there is no decision \"%s\""), parameters->decision);
    if (parameters->choice.year < 1000 || parameters->choice.year > 9999)
        return ntm_fail(diags, NTM_EINPUT, NTM_NOWHERE, "bad-parameters",
                        _("the parameters of the run cannot be read"));
    ntm_rc rc = ntm_facts_read(facts, &dataset, diags);
    if (rc == NTM_OK)
        rc =
            ntm_catalogue_consolidated(catalogue, base, parameters->choice.as_of, &document, diags);
    ntm_choice choice = parameters->choice;
    ntm_papers *papers = rc == NTM_OK && choice.evidenced && dataset->nevidence
                             ? ntm_papers_new(dataset, choice.known_import)
                             : NULL;
    choice.papers = papers; /* those among the facts, whatever the caller had */
    if (rc == NTM_OK)
        rc = ntm_frame_build(document, dataset, &choice, &unit, 1, &frame, diags);
    ntm_world world = {.catalogue = catalogue, .dataset = dataset};
    if (rc == NTM_OK)
        rc = ntm_evaluate(document, frame, &world, &unit, 1, NTM_DETAIL_ALL, &result, diags);
    if (rc == NTM_OK) {
        ntm_evaluation_meta meta = {.engine = "",
                                    .as_of_reason = "given",
                                    .year_given = parameters->year_given,
                                    .known_import = parameters->choice.known_import,
                                    .dataset = dataset,
                                    .catalogue = catalogue,
                                    .base = base,
                                    .outside = parameters->outside};
        *result_out = canonical(result, &meta);
        if (level_out)
            *level_out = ntm_level_reached_code(ntm_level_answered(&result->units[0]));
    }
    ntm_result_free(result);
    ntm_frame_free(frame);
    ntm_papers_free(papers);
    ntm_dataset_free(dataset);
    return rc;
}
