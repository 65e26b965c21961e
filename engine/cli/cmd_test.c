/* cli/cmd_test.c - run the authors' tests that stand beside the decisions. */
#include <stdlib.h>
#include <string.h>

#include "analysis/author_tests.h"
#include "base/i18n.h"
#include "cli/session.h"
#include "report/layout.h"

typedef struct tally {
    uint32_t cases, passed, files;
    json_t *results; /* of each file */
    ntm_strbuf text;
} tally;

/* `<slug>.test.lua` tests `<slug>.lua` in the same folder. */
static bool is_of(const char *path, const ntm_document *document)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    size_t length = document->slug ? strlen(document->slug) : 0;
    return length && !strncmp(name, document->slug, length) && !strcmp(name + length, ".test.lua");
}

static void add_text(tally *t, const ntm_author_tests *tests, const ntm_args *args)
{
    bool color = ntm_cli_color(args, stdout);
    for (uint32_t i = 0; i < tests->ncases; i++) {
        const ntm_case_result *result = &tests->cases[i];
        if (result->passed && !args->verbose)
            continue;
        ntm_strbuf_puts(&t->text, "  ");
        ntm_layout_colored(&t->text, result->passed ? _("ok  ") : _("FAIL"),
                           result->passed ? NTM_COLOR_GOOD : NTM_COLOR_BAD, color);
        ntm_strbuf_printf(&t->text, "  %s\n", result->name);
    }
    ntm_strbuf_printf(&t->text, _("%s: %u of %u cases pass\n"), tests->decision, tests->npassed,
                      tests->ncases);
}

static ntm_rc run_file(ntm_session *session, const char *path, const char *only, tally *t)
{
    json_t *json = NULL;
    ntm_author_tests *tests = NULL;
    const ntm_document *document = NULL;
    ntm_rc rc = ntm_rules_tests(session->rules, path, &json, &session->diags);
    const char *of = rc == NTM_OK ? ntm_author_tests_decision(json) : NULL;
    if (rc == NTM_OK && !of)
        rc = ntm_fail(&session->diags, NTM_EINPUT, (ntm_place){.file = path}, "tests",
                      _("it does not say which decision it tests: tests \"32/2022\" { … }"));
    if (rc == NTM_OK)
        rc = ntm_rules_decision(session->rules, of, &document, &session->diags);
    ntm_author_tests_options options = {.catalogue = ntm_session_catalogue(session),
                                        .dictionary = ntm_session_dictionary(session),
                                        .only = only};
    if (rc == NTM_OK)
        rc = ntm_author_tests_run(json, path, document, &options, &tests, &session->diags);
    if (rc == NTM_OK) {
        t->files++;
        t->cases += tests->ncases;
        t->passed += tests->npassed;
        json_array_append_new(t->results, ntm_author_tests_json(tests));
        add_text(t, tests, session->args);
        ntm_author_tests_findings(tests, &session->diags);
    }
    ntm_author_tests_free(tests);
    json_decref(json);
    return rc;
}

static int print(const ntm_args *args, tally *t)
{
    if (args->format && !strcmp(args->format, "json")) {
        json_t *root = json_pack("{s:s, s:i, s:i, s:O}", "schema", "ntm.test/1", "cases",
                                 (int)t->cases, "passed", (int)t->passed, "files", t->results);
        char *text = json_dumps(root, JSON_INDENT(1) | JSON_SORT_KEYS);
        ntm_strbuf_clear(&t->text);
        ntm_strbuf_printf(&t->text, "%s\n", text);
        free(text);
        json_decref(root);
    } else if (t->files != 1) {
        ntm_strbuf_printf(&t->text, _("in all: %u of %u cases pass\n"), t->passed, t->cases);
    }
    int code = ntm_cli_output(args, &t->text);
    return code ? code : t->passed < t->cases ? NTM_EXIT_NO : 0;
}

static int cmd_test(const ntm_args *args)
{
    ntm_session session;
    tally t = {.results = json_array()};
    const ntm_document *document = NULL;
    int code = 0;
    if (args->nrest > 1)
        return ntm_cli_usage(&ntm_cmd_test, _("one decision, not %d"), args->nrest);
    ntm_session_open(&session, args);
    session.diags.limit = 2000;
    ntm_rc rc = args->nrest ? ntm_session_decision(&session, args->rest[0], &document)
                            : ntm_session_rules(&session);
    for (size_t i = 0; rc == NTM_OK && i < ntm_rules_count(session.rules, true); i++) {
        const char *path = ntm_rules_path(session.rules, true, i);
        if (!document || is_of(path, document))
            rc = run_file(&session, path, args->only, &t);
    }
    if (rc == NTM_OK && !t.files)
        rc = ntm_fail(&session.diags, NTM_EUSAGE, NTM_NOWHERE, "no-tests",
                      _("no tests stand beside the decision; they belong into %s.test.lua"),
                      document && document->slug ? document->slug : "…");
    if (rc == NTM_OK && args->only && !t.cases)
        rc = ntm_fail(&session.diags, NTM_EUSAGE, NTM_NOWHERE, "no-case",
                      _("no case has '%s' in its name"), args->only);
    if (rc == NTM_OK)
        code = print(args, &t);
    json_decref(t.results);
    ntm_strbuf_clear(&t.text);
    return ntm_session_close(&session, rc, code);
}

static const ntm_option_id test_options[] = {NTM_OPT_ONLY, NTM_OPT_COUNT};

const ntm_command ntm_cmd_test = {
    .name = "test",
    .group = "rules",
    .usage = N_("[DECISION]"),
    .summary = N_("run the rule authors' tests, which stand beside the decisions (*.test.lua)"),
    .details = N_("  Each case that fails is told with its place, what was expected and what came. "
                  "-v lists\n  also what passes. Exit code 1 when a case fails."),
    .options = test_options,
    .formats = "text json",
    .run = cmd_test,
};
