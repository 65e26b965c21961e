/* cli/cmd_dossier.c - one unit of one run in one file. */
#include <stdlib.h>

#include "base/i18n.h"
#include "cli/record.h"
#include "history/dossier.h"

static int cmd_dossier(const ntm_args *args)
{
    if (args->nrest != 2)
        return ntm_cli_usage(&ntm_cmd_dossier, _("a run and a unit were expected"));
    ntm_session session;
    ntm_session_open(&session, args);
    ntm_strbuf out = {0};
    ntm_secret_key secret;
    ntm_public_key key;
    int64_t run = 0;
    int code = 0;
    ntm_rc rc = ntm_record_number(&session, args->rest[0], &run) ? NTM_OK : NTM_EUSAGE;
    if (rc == NTM_OK && args->key)
        rc = ntm_sign_read_secret(args->key, &secret, &key, &session.diags);
    if (rc == NTM_OK)
        rc = ntm_store_open(ntm_session_store_path(&session), NTM_STORE_READ, &session.store,
                            &session.diags);
    bool held = false;
    if (rc == NTM_OK)
        rc = ntm_store_hold(session.store, &held, &session.diags);
    if (rc == NTM_OK)
        rc = ntm_dossier_make(session.store, run, args->rest[1], args->key ? &secret : NULL,
                              args->key ? &key : NULL, &out, &session.diags);
    ntm_secret_wipe(&secret);
    if (session.store)
        ntm_store_release(session.store, held);
    if (rc == NTM_OK)
        code = ntm_cli_output(args, &out);
    ntm_strbuf_clear(&out);
    return ntm_session_close(&session, rc, code);
}

static const ntm_option_id dossier_options[] = {NTM_OPT_KEY, NTM_OPT_COUNT};

const ntm_command ntm_cmd_dossier = {
    .name = "dossier",
    .group = "history",
    .usage = N_("RUN UNIT [--key FILE] -o FILE"),
    .summary = N_("what proves one unit's result, in one file that verifies without the store"),
    .details = N_("  Rules, facts, result, the digests of the papers, the entry of the run and its "
                  "path to the\n  checkpoint; no imported file, so no list of persons, and nothing "
                  "of other units. UNIT is\n  a code. 'ntm verify FILE' checks it anywhere.\n\n"
                  "  ntm dossier 3 15169 --key office.key -o cam-ngoc.dossier.json"),
    .options = dossier_options,
    .formats = "json",
    .run = cmd_dossier,
};
