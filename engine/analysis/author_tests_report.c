/* analysis/author_tests_report.c - results of authors' tests, as JSON and as findings. */
#include "analysis/author_tests.h"
#include "base/i18n.h"

static json_t *case_json(const ntm_case_result *result)
{
    json_t *json = json_pack("{s:s, s:b}", "name", result->name, "passed", result->passed);
    json_t *list = json_array();

    if (result->place.line > 0)
        json_object_set_new(json, "line", json_integer(result->place.line));
    if (result->place.column > 0)
        json_object_set_new(json, "column", json_integer(result->place.column));
    if (result->error)
        json_object_set_new(json, "error", json_string(result->error));
    for (uint32_t i = 0; i < result->nmismatches; i++) {
        const ntm_mismatch *m = &result->mismatches[i];

        json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "what", m->what, "expected",
                                              m->expected, "got", m->got));
    }
    json_object_set_new(json, "mismatches", list);
    return json;
}

json_t *ntm_author_tests_json(const ntm_author_tests *results)
{
    json_t *cases = json_array();
    json_t *json = json_pack("{s:s, s:s, s:i, s:i}", "schema", NTM_TEST_RESULTS_SCHEMA, "decision",
                             results->decision, "passed", (int)results->npassed, "failed",
                             (int)(results->ncases - results->npassed));

    if (results->file)
        json_object_set_new(json, "file", json_string(results->file));
    for (uint32_t i = 0; i < results->ncases; i++)
        json_array_append_new(cases, case_json(&results->cases[i]));
    json_object_set_new(json, "cases", cases);
    return json;
}

void ntm_author_tests_findings(const ntm_author_tests *results, ntm_diags *diags)
{
    for (uint32_t i = 0; i < results->ncases; i++) {
        const ntm_case_result *result = &results->cases[i];

        if (result->error)
            ntm_diag(diags, NTM_ERROR, result->place, "case", _("case \"%s\": %s"), result->name,
                     result->error);
        for (uint32_t k = 0; k < result->nmismatches; k++) {
            const ntm_mismatch *m = &result->mismatches[k];

            if (*m->got)
                ntm_diag(diags, NTM_ERROR, result->place, "case",
                         _("case \"%s\": %s: expected %s, got %s"), result->name, m->what,
                         m->expected, m->got);
            else
                ntm_diag(diags, NTM_ERROR, result->place, "case",
                         _("case \"%s\": %s: expected %s, but there is nothing of the kind"),
                         result->name, m->what, m->expected);
        }
    }
}
