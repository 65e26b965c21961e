/* cli/cmd_retract.c - withdraw what was wrong, remove bytes that may not be kept. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "cli/record.h"
#include "store/retract.h"

/* "#17", "17" or "#17:12". */
static bool read_target(const char *text, int64_t *import, int64_t *line)
{
    char *end;
    const char *digits = *text == '#' ? text + 1 : text;
    if (*digits < '0' || *digits > '9')
        return false;
    *import = strtoll(digits, &end, 10);
    *line = 0;
    if (*end == ':' && end[1] >= '0' && end[1] <= '9') {
        *line = strtoll(end + 1, &end, 10);
        if (*line < 1)
            return false;
    }
    return *end == '\0' && *import > 0;
}

static ntm_rc retract(ntm_session *session, int64_t import, int64_t line, const char *reason,
                      const ntm_import_by *by, ntm_strbuf *out)
{
    ntm_retract_request request = {.import = import, .line = line, .reason = reason, .by = by};
    ntm_retract_done done;
    ntm_rc rc = ntm_store_retract(session->store, &request, &done, &session->diags);
    if (rc != NTM_OK)
        return rc;
    ntm_strbuf_printf(out, "#%lld ", (long long)done.number);
    if (line)
        ntm_strbuf_printf(out, _("withdraws line %lld of import #%lld (%lld rows): %s\n"),
                          (long long)line, (long long)import, (long long)done.rows, reason);
    else
        ntm_strbuf_printf(out, _("withdraws import #%lld (%lld rows): %s\n"), (long long)import,
                          (long long)done.rows, reason);
    ntm_strbuf_printf(out, _("what was known up to #%lld stays as it was: --known-at '#%lld'\n"),
                      (long long)done.number - 1, (long long)done.number - 1);
    return NTM_OK;
}

static ntm_rc remove_bytes(ntm_session *session, int64_t import, const char *reason,
                           const ntm_import_by *by, ntm_strbuf *out)
{
    char sha256[NTM_SHA256_TEXT];
    ntm_rc rc = ntm_store_remove_bytes(session->store, import, reason, by, sha256, &session->diags);
    if (rc == NTM_OK)
        ntm_strbuf_printf(out,
                          _("the bytes of import #%lld were removed: %s\ntheir digest stays: %s; "
                            "copies of the store made before still have them\n"),
                          (long long)import, reason, sha256);
    return rc;
}

static int cmd_retract(const ntm_args *args)
{
    int64_t import, line;
    if (args->nrest != 1)
        return ntm_cli_usage(&ntm_cmd_retract,
                             _("which import? (#17, or #17:12 for a line of it)"));
    if (!read_target(args->rest[0], &import, &line))
        return ntm_cli_usage(&ntm_cmd_retract,
                             _("#17 or #17:12 was expected, the number of an import and perhaps "
                               "a line of its file, not '%s'"),
                             args->rest[0]);
    if (!args->reason || !*args->reason)
        return ntm_cli_usage(&ntm_cmd_retract, _("--reason TEXT is needed; it is kept"));
    if (args->bytes && line)
        return ntm_cli_usage(&ntm_cmd_retract, _("--bytes removes a whole file, not a line of it"));
    ntm_session session;
    ntm_session_open(&session, args);
    ntm_strbuf out = {0};
    int code = 0;
    ntm_import_by by = {.actor = ntm_record_who(&session), .when = (int64_t)time(NULL)};
    const char *reason = ntm_session_kept(&session, args->reason);
    /* reading first says whether there is a store at all */
    ntm_rc rc = ntm_store_open(ntm_session_store_path(&session), NTM_STORE_READ, &session.store,
                               &session.diags);
    ntm_store_close(session.store);
    session.store = NULL;
    if (rc == NTM_OK)
        rc = ntm_store_open(ntm_session_store_path(&session), NTM_STORE_WRITE, &session.store,
                            &session.diags);
    if (rc == NTM_OK)
        rc = args->bytes ? remove_bytes(&session, import, reason, &by, &out)
                         : retract(&session, import, line, reason, &by, &out);
    if (rc == NTM_OK)
        code = ntm_cli_output(args, &out);
    ntm_strbuf_clear(&out);
    return ntm_session_close(&session, rc, code);
}

static const ntm_option_id retract_options[] = {NTM_OPT_REASON, NTM_OPT_BYTES, NTM_OPT_WHO,
                                                NTM_OPT_COUNT};

const ntm_command ntm_cmd_retract = {
    .name = "retract",
    .group = "data",
    .usage = N_("#IMPORT[:LINE] --reason TEXT"),
    .summary = N_("withdraw an import, or what one line of its file said, with a reason"),
    .details = N_("  The rows stay on record and no longer count, from the number of the "
                  "retraction on.\n  --bytes instead removes the kept bytes of the file (a list of "
                  "persons, say); its rows\n  and its digest stay.\n\n"
                  "  ntm retract '#17' --reason \"wrong commune\"\n"
                  "  ntm retract '#17:12' --reason \"typing slip\""),
    .options = retract_options,
    .formats = "text",
    .run = cmd_retract,
};
