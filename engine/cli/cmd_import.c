/* cli/cmd_import.c - files into the store: all of them or none. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/i18n.h"
#include "cli/importing.h"

#define FILE_LIMIT ((size_t)256 << 20) /* intake has its own, smaller one */

static ntm_rc load_all(ntm_session *session, ntm_import_file *files, int count)
{
    ntm_rc rc = NTM_OK;
    for (int i = 0; i < count; i++) {
        files[i].path = session->args->rest[i];
        ntm_rc one = ntm_file_read(files[i].path, FILE_LIMIT, &files[i].bytes, &files[i].length,
                                   &session->diags);
        if (one == NTM_OK)
            files[i].kind = ntm_intake_kind_of(files[i].bytes, files[i].length,
                                               ntm_session_dictionary(session));
        rc = one > rc ? one : rc;
    }
    return rc;
}

/* Units before what is said of them; otherwise the order given. */
static int units_first(const void *a, const void *b)
{
    const ntm_import_file *left = a, *right = b;
    return (right->kind == NTM_INTAKE_UNITS) - (left->kind == NTM_INTAKE_UNITS);
}

static void sort_units_first(ntm_import_file *files, int count)
{
    for (int i = 1; i < count; i++) { /* insertion: stable, and there are few files */
        ntm_import_file moving = files[i];
        int at = i;
        for (; at > 0 && units_first(&files[at - 1], &moving) > 0; at--)
            files[at] = files[at - 1];
        files[at] = moving;
    }
}

static void report_line(const ntm_import_file *file, const ntm_import_done *done, ntm_strbuf *out)
{
    if (done)
        ntm_strbuf_printf(out, "#%lld %s: ", (long long)done->number, file->path);
    else
        ntm_strbuf_printf(out, "%s: ", file->path);
    ntm_strbuf_printf(out,
                      _("%ld rows: %zu units, %zu observations, %zu titles, %zu registrations"),
                      file->report.rows, file->report.units, file->report.observations,
                      file->report.titles, file->report.registrations);
    if (file->report.evidence)
        ntm_strbuf_printf(out, _(", %zu papers"), file->report.evidence);
    if (file->report.successions)
        ntm_strbuf_printf(out, _(", %zu successions"), file->report.successions);
    if (file->report.findings)
        ntm_strbuf_printf(out, _(", %zu findings"), file->report.findings);
    if (file->report.warnings)
        ntm_strbuf_printf(out, _("; %zu warnings"), file->report.warnings);
    if (done)
        ntm_strbuf_printf(out, "\n    sha256 %s", done->sha256);
    ntm_strbuf_putc(out, '\n');
}

static json_t *report_json(const ntm_import_file *file, const ntm_import_done *done)
{
    json_t *object = json_pack(
        "{s:s, s:s, s:I, s:I, s:I, s:I, s:I, s:I}", "file", file->path, "kind",
        ntm_intake_kind_code(file->report.kind), "rows", (json_int_t)file->report.rows, "units",
        (json_int_t)file->report.units, "observations", (json_int_t)file->report.observations,
        "titles", (json_int_t)file->report.titles, "registrations",
        (json_int_t)file->report.registrations, "warnings", (json_int_t)file->report.warnings);
    if (file->report.evidence)
        json_object_set_new(object, "papers", json_integer((json_int_t)file->report.evidence));
    if (file->report.successions)
        json_object_set_new(object, "successions",
                            json_integer((json_int_t)file->report.successions));
    if (file->report.findings)
        json_object_set_new(object, "findings", json_integer((json_int_t)file->report.findings));
    if (done) {
        json_object_set_new(object, "import", json_integer(done->number));
        json_object_set_new(object, "sha256", json_string(done->sha256));
    }
    return object;
}

int ntm_import_print(const ntm_args *args, const ntm_import_file *files,
                     const ntm_import_done *done, int count)
{
    ntm_strbuf out = {0};
    json_t *list = json_array();
    bool json = args->format && !strcmp(args->format, "json");
    for (int i = 0; i < count; i++) {
        if (json)
            json_array_append_new(list, report_json(&files[i], done ? &done[i] : NULL));
        else
            report_line(&files[i], done ? &done[i] : NULL, &out);
    }
    if (json) {
        char *text = json_dumps(list, JSON_INDENT(1) | JSON_SORT_KEYS);
        ntm_strbuf_printf(&out, "%s\n", text);
        free(text);
    } else if (!done) {
        ntm_strbuf_puts(&out, _("nothing was changed (--dry-run)\n"));
    }
    json_decref(list);
    int code = ntm_cli_output(args, &out);
    ntm_strbuf_clear(&out);
    return code;
}

static int cmd_import(const ntm_args *args)
{
    ntm_session session;
    int code = 0, count = args->nrest;
    if (count < 1)
        return ntm_cli_usage(&ntm_cmd_import, _("which files?"));
    ntm_session_open(&session, args);
    ntm_import_file *files = ntm_xcalloc((size_t)count, sizeof *files);
    ntm_import_done *done = ntm_xcalloc((size_t)count, sizeof *done);
    ntm_date as_of;
    ntm_rc rc = ntm_session_as_of(&session, &as_of);
    if (rc == NTM_OK)
        rc = ntm_session_rules(&session);
    if (rc == NTM_OK)
        rc = load_all(&session, files, count);
    if (rc == NTM_OK) {
        sort_units_first(files, count);
        rc = ntm_importing(&session, files, count, done);
    }
    if (rc == NTM_OK)
        code = ntm_import_print(args, files, args->dry_run ? NULL : done, count);
    ntm_import_files_clear(files, count);
    free(files);
    free(done);
    return ntm_session_close(&session, rc, code);
}

static const ntm_option_id import_options[] = {NTM_OPT_AS_OF,   NTM_OPT_NUMBERS, NTM_OPT_WHO,
                                               NTM_OPT_MESSAGE, NTM_OPT_DRY_RUN, NTM_OPT_AGAIN,
                                               NTM_OPT_COUNT};

const ntm_command ntm_cmd_import = {
    .name = "import",
    .group = "data",
    .usage = N_("FILE…"),
    .summary =
        N_("units, observations, titles, registrations, findings from CSV files into the store"),
    .details = N_("  All of the files or nothing: every mistake is listed with file, row and "
                  "column, and then\n  nothing is imported. Each file becomes a numbered import; "
                  "what was said before stays.\n  Formats and limits: docs/data-formats.md"),
    .options = import_options,
    .formats = "text json",
    .run = cmd_import,
};
