/* cli/cmd_check.c - look for mistakes in rule scripts. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analysis/check.h"
#include "base/i18n.h"
#include "cli/session.h"

static json_t *finding_json(const ntm_finding *finding)
{
    static const char *const severities[] = {"note", "warning", "error"};
    json_t *object = json_pack("{s:s, s:s, s:s}", "severity", severities[finding->severity], "code",
                               finding->code, "message", finding->message);
    if (finding->place.file)
        json_object_set_new(object, "file", json_string(finding->place.file));
    if (finding->place.line > 0)
        json_object_set_new(object, "line", json_integer(finding->place.line));
    if (finding->place.column > 0)
        json_object_set_new(object, "column", json_integer(finding->place.column));
    if (finding->hint)
        json_object_set_new(object, "hint", json_string(finding->hint));
    return object;
}

/* The findings are the result: to standard output, errors first to be seen last on a terminal. */
static int print(const ntm_args *args, ntm_diags *found, uint32_t checked)
{
    ntm_strbuf out = {0};
    size_t errors = found->errors, warnings = found->warnings;
    if (args->format && !strcmp(args->format, "json")) {
        json_t *list = json_array();
        for (size_t i = 0; i < found->count; i++)
            json_array_append_new(list, finding_json(&found->items[i]));
        json_t *root = json_pack("{s:s, s:i, s:I, s:I, s:o}", "schema", "ntm.check/1", "checked",
                                 (int)checked, "errors", (json_int_t)errors, "warnings",
                                 (json_int_t)warnings, "findings", list);
        char *text = json_dumps(root, JSON_INDENT(1) | JSON_SORT_KEYS);
        ntm_strbuf_printf(&out, "%s\n", text);
        free(text);
        json_decref(root);
    } else {
        char *text = NULL;
        size_t length = 0;
        FILE *stream = open_memstream(&text, &length);
        for (size_t i = 0; stream && i < found->count; i++)
            if (found->items[i].severity == NTM_ERROR || !args->quiet)
                ntm_finding_print(&found->items[i], ntm_cli_color(args, stdout), stream);
        if (stream)
            fclose(stream);
        ntm_strbuf_add(&out, text, length);
        free(text);
        if (found->dropped)
            ntm_strbuf_printf(&out, _("ntm: … and %zu more\n"), found->dropped);
        ntm_strbuf_printf(&out, _("checked %u decisions: %zu errors, %zu warnings\n"), checked,
                          errors, warnings);
    }
    int code = ntm_cli_output(args, &out);
    ntm_strbuf_clear(&out);
    ntm_diags_clear(found);
    return code ? code : errors ? NTM_EXIT_NO : 0;
}

/* script: the path it was asked for by; NULL: it lies in the rules folder. */
static void check_one(ntm_session *session, const ntm_document *document, const char *script)
{
    char *path = NULL;
    if (script)
        path = ntm_xstrdup(script);
    else if (document->script &&
             asprintf(&path, "%s/%s", ntm_rules_directory(session->rules), document->script) < 0)
        path = NULL;
    ntm_check_options options = {
        .catalogue = ntm_session_catalogue(session),
        .dictionary = ntm_session_dictionary(session),
        .file = path,
        .has_date = session->args->as_of != NULL,
        .gazette = session->args->gazette,
    };
    if (options.has_date && !ntm_date_parse_any(session->args->as_of, &options.date))
        options.has_date = false;
    ntm_check(document, &options, &session->diags);
    free(path);
}

/* Names, circles and every set that was ever in force, with the constructed amendments too. */
static void check_together(ntm_session *session)
{
    ntm_catalogue *catalogue = ntm_session_catalogue(session);
    for (uint32_t i = 0; i < ntm_catalogue_count(catalogue); i++) {
        const ntm_document *document = ntm_catalogue_at(catalogue, i);
        if (document->kind == NTM_AMENDMENT && document->constructed)
            ntm_catalogue_admit(catalogue, document->folder);
    }
    ntm_catalogue_check(catalogue, &session->diags);
}

static int cmd_check(const ntm_args *args)
{
    ntm_session session;
    uint32_t checked = 0;
    ntm_date date;
    if (args->as_of && !ntm_date_parse_any(args->as_of, &date))
        return ntm_cli_usage(&ntm_cmd_check,
                             _("--as-of takes a day such as 2023-12-31 or 31/12/2023, not '%s'"),
                             args->as_of);
    ntm_session_open(&session, args);
    session.diags.limit = 2000;
    ntm_rc rc = ntm_session_rules(&session);
    if (rc == NTM_OK && !args->nrest) {
        rc = ntm_rules_load_all(session.rules, &session.diags);
        ntm_catalogue *catalogue = ntm_session_catalogue(&session);
        for (uint32_t i = 0; i < ntm_catalogue_count(catalogue); i++, checked++)
            check_one(&session, ntm_catalogue_at(catalogue, i), NULL);
        if (rc == NTM_OK) /* else what is missing would be missed once more */
            check_together(&session);
    }
    for (int i = 0; i < args->nrest && rc != NTM_ESYSTEM; i++) {
        const ntm_document *document;
        ntm_rc one = ntm_session_decision(&session, args->rest[i], &document);
        if (one == NTM_OK) {
            check_one(&session, document, access(args->rest[i], F_OK) == 0 ? args->rest[i] : NULL);
            checked++;
        }
        rc = one > rc ? one : rc;
    }
    if (rc == NTM_ESYSTEM || rc == NTM_EUSAGE)
        return ntm_session_close(&session, rc, 0);
    int code =
        print(args, &session.diags, checked); /* a script that does not load: the answer is no */
    return ntm_session_close(&session, NTM_OK, code);
}

static const ntm_option_id check_options[] = {NTM_OPT_GAZETTE, NTM_OPT_AS_OF, NTM_OPT_COUNT};

const ntm_command ntm_cmd_check = {
    .name = "check",
    .group = "rules",
    .usage = N_("[DECISION…]"),
    .summary = N_("look for mistakes in rule scripts: names, units, holes, thresholds, shares of "
                  "nothing"),
    .details = N_("  Of the decisions named (also by the path of a script), or of all in the rules "
                  "folder.\n  Exit code 1 when there are errors."),
    .options = check_options,
    .formats = "text json",
    .run = cmd_check,
};
