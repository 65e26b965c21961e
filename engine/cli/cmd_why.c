/* cli/cmd_why.c - why two runs on record answer differently. */
#include "base/i18n.h"
#include "cli/record.h"
#include "history/why.h"
#include "report/history_text.h"

static int cmd_why(const ntm_args *args)
{
    if (args->nrest < 2 || args->nrest > 3)
        return ntm_cli_usage(&ntm_cmd_why, _("two runs were expected, and perhaps a unit"));
    ntm_session session;
    ntm_session_open(&session, args);
    int64_t numbers[2];
    int code = 0;
    json_t *why = NULL;
    ntm_rc rc = NTM_OK;
    for (int i = 0; i < 2 && rc == NTM_OK; i++)
        rc = ntm_record_number(&session, args->rest[i], &numbers[i]) ? NTM_OK : NTM_EUSAGE;
    if (rc == NTM_OK)
        rc = ntm_store_open(ntm_session_store_path(&session), NTM_STORE_READ, &session.store,
                            &session.diags);
    if (rc == NTM_OK)
        rc = ntm_why(session.store, numbers[0], numbers[1], args->nrest == 3 ? args->rest[2] : NULL,
                     &why, &session.diags);
    if (rc == NTM_OK) {
        ntm_record_labels(&session);
        code = ntm_record_print(&session, why, ntm_why_text);
    }
    json_decref(why);
    return ntm_session_close(&session, rc, code);
}

const ntm_command ntm_cmd_why = {
    .name = "why",
    .group = "history",
    .usage = N_("RUN1 RUN2 [UNIT]"),
    .summary =
        N_("why two runs on record answer differently: law, data, correction, unit, program"),
    .details =
        N_("  Indicator by indicator, with the figures and thresholds that moved. Nothing is "
           "evaluated:\n  the causes are read off what was kept. UNIT is a code.\n\n"
           "  ntm why 3 7      ntm why 3 7 15169"),
    .formats = "text json",
    .run = cmd_why,
};
