/* analysis/author_tests.c - every case of a test file. */
#include "analysis/author_tests.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/author_tests_priv.h"
#include "base/i18n.h"
#include "eval/evaluate.h"

#define CASES_MAX 10000u

const char *ntm_author_tests_decision(const json_t *tests)
{
    return json_string_value(json_object_get(tests, "decision"));
}

static ntm_place place_of(const char *file, const json_t *test)
{
    const json_t *place = json_object_get(test, "place");

    return (ntm_place){.file = file,
                       .line = (long)json_integer_value(json_array_get(place, 0)),
                       .column = (long)json_integer_value(json_array_get(place, 1))};
}

/* The first error of a list, as a text. */
static const char *first_error(ntm_test_run *run, const ntm_diags *diags)
{
    for (size_t i = 0; i < diags->count; i++)
        if (diags->items[i].severity == NTM_ERROR)
            return ntm_arena_strdup(run->arena, diags->items[i].message);
    return _("the unit could not be evaluated");
}

static void evaluate(ntm_test_run *run, const ntm_trial *trial, const json_t *expect,
                     ntm_case_result *out)
{
    ntm_dataset *dataset = ntm_trial_dataset(trial);
    ntm_choice choice = ntm_trial_choice(trial);
    ntm_world world = {.catalogue = run->catalogue, .dataset = dataset};
    const char *unit = trial->units[trial->main].code;
    ntm_frame *frame = NULL;
    ntm_result *result = NULL;
    ntm_diags diags = {0};

    if (ntm_frame_build(trial->document, dataset, &choice, NULL, 0, &frame, &diags) == NTM_OK &&
        ntm_evaluate(trial->document, frame, &world, &unit, 1, NTM_DETAIL_OPEN, &result, &diags) ==
            NTM_OK)
        ntm_test_compare(run, expect, result, dataset, out);
    else
        out->error = first_error(run, &diags);
    ntm_result_free(result);
    ntm_frame_free(frame);
    ntm_dataset_free(dataset);
    ntm_diags_clear(&diags);
}

static void run_case(ntm_test_run *run, const char *file, const json_t *test, ntm_case_result *out)
{
    const char *name = json_string_value(json_object_get(test, "name"));
    const json_t *expect = json_object_get(test, "expect");
    ntm_trial *trial;

    *out = (ntm_case_result){.name = ntm_arena_strdup(run->arena, name ? name : ""),
                             .place = place_of(file, test)};
    if (!json_is_object(test) || !json_is_object(expect)) {
        out->error = _("a case is a table with expect = { … }");
        return;
    }
    trial = ntm_test_set_up(run, test, &out->error);
    if (!trial)
        return;
    evaluate(run, trial, expect, out);
    ntm_trial_free(trial);
}

static bool is_wanted(const json_t *test, const char *only)
{
    const char *name = json_string_value(json_object_get(test, "name"));

    return !only || (name && strstr(name, only));
}

ntm_rc ntm_author_tests_run(const json_t *tests, const char *file, const ntm_document *document,
                            const ntm_author_tests_options *options, ntm_author_tests **out,
                            ntm_diags *diags)
{
    const char *schema = json_string_value(json_object_get(tests, "schema"));
    const json_t *cases = json_object_get(tests, "cases");
    ntm_arena *arena;
    ntm_author_tests *results;
    ntm_case_result *list;

    *out = NULL;
    if (!schema || strcmp(schema, NTM_TESTS_SCHEMA) != 0 || !json_is_array(cases) ||
        json_array_size(cases) > CASES_MAX)
        return ntm_fail(diags, NTM_EINPUT, (ntm_place){.file = file}, "tests",
                        _("expected tests as %s, with a list of cases"), NTM_TESTS_SCHEMA);
    if (document->kind != NTM_DECISION)
        return ntm_fail(diags, NTM_EINPUT, (ntm_place){.file = file}, "tests",
                        _("%s is not a decision; only decisions are tested"), document->id);
    arena = ntm_arena_new();
    results = ntm_arena_alloc(arena, sizeof *results);
    list = ntm_arena_array(arena, json_array_size(cases), sizeof *list);
    *results = (ntm_author_tests){.decision = ntm_arena_strdup(arena, document->id),
                                  .file = file ? ntm_arena_strdup(arena, file) : NULL,
                                  .cases = list,
                                  .arena = arena};
    ntm_test_run run = {.document = document,
                        .catalogue = options ? options->catalogue : NULL,
                        .dictionary = options ? options->dictionary : NULL,
                        .base = json_object_get(tests, "base"),
                        .arena = arena};
    for (size_t i = 0; i < json_array_size(cases); i++) {
        const json_t *test = json_array_get(cases, i);

        if (!is_wanted(test, options ? options->only : NULL))
            continue;
        run_case(&run, results->file, test, &list[results->ncases]);
        results->npassed += list[results->ncases++].passed;
    }
    for (uint32_t i = 0; i < run.nmade; i++)
        ntm_trial_free(run.made[i].trial);
    free(run.made);
    *out = results;
    return NTM_OK;
}

void ntm_author_tests_free(ntm_author_tests *results)
{
    if (results)
        ntm_arena_free(results->arena);
}
