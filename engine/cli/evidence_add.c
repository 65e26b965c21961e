/*
 * cli/evidence_add.c - evidence add: one paper, as the evidence file of one row that it would be.
 *
 * So it goes through the checks of every import, and what is kept in the store says it again in full.
 */
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "cli/evidence.h"
#include "cli/importing.h"
#include "report/evidence_text.h"

#define FILE_NAME "ntm evidence add" /* of the import; without a slash: paths are those from here */

static void put(ntm_strbuf *out, const char *text)
{
    ntm_csv_put(out, text ? text : "");
    ntm_strbuf_putc(out, ',');
}

/* The file: header and one row. */
static ntm_rc write_row(const ntm_args *args, ntm_strbuf *out, ntm_diags *diags)
{
    char digest[NTM_SHA256_TEXT] = "";
    int64_t size = 0;
    if (args->attach) {
        ntm_rc rc = ntm_file_digest(args->attach, digest, &size, diags);
        if (rc != NTM_OK)
            return rc;
    }
    ntm_strbuf_puts(out, "unit,number,date,office,valid_until,kind,title,path,sha256,size,origin,"
                         "note\n");
    put(out, args->rest[0]);
    put(out, args->number);
    put(out, args->date);
    put(out, args->office);
    put(out, args->valid_until);
    put(out, args->kind);
    put(out, args->title);
    put(out, args->attach);
    put(out, digest);
    if (args->attach)
        ntm_strbuf_printf(out, "%lld", (long long)size);
    ntm_strbuf_putc(out, ',');
    put(out, args->origin);
    ntm_csv_put(out, args->note ? args->note : "");
    ntm_strbuf_putc(out, '\n');
    return NTM_OK;
}

static const char *needed_option(const ntm_args *args)
{
    return !args->number ? "--number" : !args->date ? "--date" : !args->office ? "--office" : NULL;
}

int ntm_evidence_cli_add(const ntm_args *args)
{
    ntm_session session;
    ntm_import_file file = {.path = FILE_NAME};
    ntm_import_done done;
    ntm_strbuf row = {0};
    int code = 0;
    if (args->nrest != 1)
        return ntm_cli_usage(&ntm_cmd_evidence, _("whose paper? One unit is needed"));
    if (args->ndata || args->nunits)
        return ntm_cli_usage(
            &ntm_cmd_evidence,
            _("'evidence add' writes into the store; --data and --units only read"));
    if (needed_option(args))
        return ntm_cli_usage(&ntm_cmd_evidence, _("%s is needed"), needed_option(args));
    ntm_session_open(&session, args);
    ntm_rc rc = write_row(args, &row, &session.diags);
    if (rc == NTM_OK)
        rc = ntm_session_rules(&session);
    if (rc == NTM_OK) {
        file.length = row.length;
        file.bytes = ntm_strbuf_take(&row);
        file.kind = NTM_INTAKE_EVIDENCE;
        rc = ntm_importing(&session, &file, 1, &done);
    }
    if (rc == NTM_OK)
        code = ntm_import_print(args, &file, args->dry_run ? NULL : &done, 1);
    ntm_strbuf_clear(&row);
    ntm_import_files_clear(&file, 1);
    return ntm_session_close(&session, rc, code);
}
