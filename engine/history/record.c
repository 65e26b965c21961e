/* history/record.c - see the header. */
#include "history/record.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "model/facts.h"

typedef struct recording {
    const ntm_record_request *request;
    ntm_diags *diags;
    ntm_arena *arena;
    const ntm_document **law; /* every document that may have a say */
    size_t nlaw;
    ntm_catalogue *catalogue; /* made of their kept texts */
    ntm_run run;
} recording;

/* ---- rules ---- */

static void add_document(recording *r, const ntm_document *document, ntm_run_document *out)
{
    char sha256[NTM_SHA256_TEXT];
    size_t length;
    json_t *json = ntm_document_json(document, true);
    char *text = ntm_json_canonical(json, &length);
    json_decref(json);
    *out = (ntm_run_document){
        .id = document->id,
        .document_sha256 = ntm_arena_strdup(r->arena, ntm_document_sha256(document, sha256)),
        .script = document->script ? document->script : "",
        .script_sha256 = document->script_sha256 ? document->script_sha256 : "",
        .bytes = ntm_arena_strndup(r->arena, text, length),
        .length = length};
    free(text);
}

/* The documents on which the answer can rest, and a catalogue of them as they are kept. */
static ntm_rc keep_law(recording *r)
{
    ntm_catalogue *all = r->request->catalogue;
    uint32_t count = ntm_catalogue_count(all);
    bool *marked = ntm_arena_array(r->arena, count, sizeof *marked);
    for (uint32_t i = 0; i < count; i++)
        if (!strcmp(ntm_catalogue_at(all, i)->id, r->request->parameters->decision))
            ntm_catalogue_mark(all, ntm_catalogue_at(all, i), marked);
    r->law = ntm_arena_array(r->arena, count, sizeof *r->law);
    for (uint32_t i = 0; i < count; i++)
        if (marked[i])
            r->law[r->nlaw++] = ntm_catalogue_at(all, i);

    ntm_run_document *documents = ntm_arena_array(r->arena, r->nlaw, sizeof *documents);
    const char **texts = ntm_arena_array(r->arena, r->nlaw, sizeof *texts);
    size_t *lengths = ntm_arena_array(r->arena, r->nlaw, sizeof *lengths);
    for (size_t i = 0; i < r->nlaw; i++) {
        add_document(r, r->law[i], &documents[i]);
        texts[i] = documents[i].bytes;
        lengths[i] = documents[i].length;
    }
    r->run.documents = documents;
    r->run.ndocuments = r->nlaw;
    return ntm_case_catalogue(r->request->parameters, texts, lengths, r->nlaw, &r->catalogue,
                              r->diags);
}

/* The scripts of these documents, and what every script is run with. */
static void keep_scripts(recording *r)
{
    const ntm_record_request *request = r->request;
    ntm_run_script *kept = ntm_arena_array(r->arena, request->nscripts, sizeof *kept);
    for (size_t i = 0; i < request->nscripts; i++) {
        const char *path = request->scripts[i].path;
        bool wanted = !strcmp(path, "fields.lua") || !strncmp(path, "lib/", 4);
        for (size_t k = 0; k < r->nlaw && !wanted; k++)
            wanted = r->law[k]->script && !strcmp(r->law[k]->script, path);
        if (wanted)
            kept[r->run.nscripts++] = request->scripts[i];
    }
    r->run.scripts = kept;
}

/* ---- units ---- */

static bool same_member(const json_t *a, const json_t *b, const char *key)
{
    const json_t *x = json_object_get(a, key), *y = json_object_get(b, key);
    return x && y ? json_equal(x, y) : x == y;
}

/* By place: the members of what stands in a list on both sides. */
static bool same_list(const json_t *a, const json_t *b, const char *list, const char *member)
{
    const json_t *x = json_object_get(a, list), *y = json_object_get(b, list);
    bool same = json_array_size(x) == json_array_size(y);
    for (size_t i = 0; same && i < json_array_size(x); i++)
        same = same_member(json_array_get(x, i), json_array_get(y, i), member);
    return same;
}

/* What is recorded of a unit against what was shown of it, which may tell fewer parts. */
static bool same_answer(const char *text, const json_t *shown)
{
    static const char *const members[] = {"unit",       "answers",     "criteria",
                                          "indicators", "grounds",     "criterion_results",
                                          "zone",       "illustrative"};
    json_t *json = json_loads(text, 0, NULL);
    const json_t *unit = json_array_get(json_object_get(json, "units"), 0);
    bool same = same_list(unit, shown, "results", "status") &&
                same_list(unit, shown, "results", "indicator") &&
                same_list(unit, shown, "gates", "status");
    for (size_t i = 0; same && i < sizeof members / sizeof *members; i++)
        same = same_member(unit, shown, members[i]);
    json_decref(json);
    return same;
}

static ntm_rc keep_unit(recording *r, const ntm_facts_index *index, const ntm_unit_result *unit,
                        const json_t *shown, ntm_run_unit *out)
{
    const ntm_record_request *request = r->request;
    ntm_dataset *facts = NULL;
    size_t length;
    char *result = NULL;
    ntm_facts_select(index, r->law, r->nlaw, &request->parameters->choice, unit->unit->code,
                     &facts);
    json_t *json = ntm_facts_write(facts);
    ntm_dataset_free(facts);
    char *text = ntm_json_canonical(json, &length);
    json_decref(json);
    json = json_loads(text, JSON_REJECT_DUPLICATES, NULL); /* from the bytes, as a replay does */
    ntm_rc rc = ntm_case_compute(request->parameters, r->catalogue, json, unit->unit->code, &result,
                                 &out->level, r->diags);
    json_decref(json);
    if (rc == NTM_OK && !same_answer(result, shown))
        rc = ntm_fail(r->diags, NTM_ESYSTEM, NTM_NOWHERE, "record-differs",
                      _("unit %s comes out otherwise from the facts that would be kept; this is "
                        "a mistake in ntm, and nothing was recorded"),
                      unit->unit->code);
    if (rc == NTM_OK) {
        out->unit = unit->unit->code;
        out->facts = ntm_arena_strdup(r->arena, text);
        out->result = ntm_arena_strdup(r->arena, result);
        r->run.illustrative |= unit->illustrative;
        r->run.reconstructed |= strstr(result, "\"reconstructed\":") != NULL;
    }
    free(result);
    free(text);
    return rc;
}

static ntm_rc keep_units(recording *r)
{
    const ntm_result *result = r->request->result;
    ntm_run_unit *units = ntm_arena_array(r->arena, result->nunits, sizeof *units);
    ntm_facts_index *index = ntm_facts_index_new(r->request->dataset);
    ntm_rc rc = NTM_OK;
    for (uint32_t i = 0; i < result->nunits && rc == NTM_OK; i++)
        rc = keep_unit(r, index, &result->units[i],
                       json_array_get(json_object_get(r->request->shown, "units"), i), &units[i]);
    ntm_facts_index_free(index);
    r->run.units = units;
    r->run.nunits = result->nunits;
    return rc;
}

/* ---- the whole ---- */

static void set_head(recording *r)
{
    const ntm_record_request *request = r->request;
    const ntm_case_parameters *parameters = request->parameters;
    char sha256[NTM_SHA256_TEXT];
    size_t length;
    json_t *json = ntm_case_parameters_json(parameters);
    char *text = ntm_json_canonical(json, &length);
    json_decref(json);
    r->run.recorded_at_s = request->when;
    r->run.actor = request->actor;
    r->run.note = request->note;
    r->run.profile = NTM_PROFILE;
    r->run.decision = parameters->decision;
    r->run.document_sha256 =
        ntm_arena_strdup(r->arena, ntm_document_sha256(request->result->document, sha256));
    r->run.as_of = parameters->choice.as_of;
    r->run.year = parameters->choice.year;
    r->run.known_import = parameters->choice.known_import;
    r->run.parameters = ntm_arena_strdup(r->arena, text);
    free(text);
}

ntm_rc ntm_record(ntm_store *store, const ntm_record_request *request, int64_t *number_out,
                  ntm_diags *diags)
{
    assert(store && request && request->parameters->choice.known_import != INT64_MAX);
    recording r = {.request = request, .diags = diags, .arena = ntm_arena_new()};
    ntm_rc rc = keep_law(&r);
    if (rc == NTM_OK) {
        keep_scripts(&r);
        set_head(&r);
        rc = keep_units(&r);
    }
    if (rc == NTM_OK)
        rc = ntm_store_record(store, &r.run, number_out, diags);
    ntm_catalogue_free(r.catalogue);
    ntm_arena_free(r.arena);
    return rc;
}
