/* cli/evidence_missing.c - evidence missing: claimed against evidenced. */
#include <string.h>

#include "analysis/evidenced.h"
#include "base/i18n.h"
#include "cli/evidence.h"
#include "cli/session.h"
#include "report/evidenced.h"

static ntm_rc compare(ntm_session *session, const char *decision, const char *name, json_t **json,
                      bool *complete)
{
    const ntm_document *base;
    const ntm_unit *unit;
    ntm_evidenced_input input = {.engine = NTM_VERSION};
    ntm_rc rc = ntm_session_decision(session, decision, &base);
    if (rc == NTM_OK)
        rc = ntm_session_data(session);
    if (rc == NTM_OK)
        rc = ntm_session_unit(session, base, name, &unit);
    if (rc == NTM_OK)
        rc = ntm_session_choice(session, base, &unit->code, 1, &input.choice, &input.as_of_reason);
    if (rc == NTM_OK)
        rc = ntm_session_in_force(session, base, input.choice.as_of, &input.outside);
    if (rc == NTM_OK)
        rc = ntm_catalogue_consolidated(ntm_session_catalogue(session), base, input.choice.as_of,
                                        &input.document, &session->diags);
    if (rc != NTM_OK)
        return rc;
    ntm_world world = {.catalogue = ntm_session_catalogue(session), .dataset = session->dataset};
    input.world = &world;
    input.unit = unit->code;
    return ntm_evidenced(&input, json, complete, &session->diags);
}

int ntm_evidence_cli_missing(const ntm_args *args)
{
    ntm_session session;
    json_t *json = NULL;
    bool complete = true;
    int code = 0;
    if (args->nrest != 2)
        return ntm_cli_usage(&ntm_cmd_evidence, _("a decision and a unit are needed"));
    ntm_session_open(&session, args);
    ntm_rc rc = compare(&session, args->rest[0], args->rest[1], &json, &complete);
    if (rc == NTM_OK) {
        ntm_text_options options = {.dictionary = ntm_session_dictionary(&session),
                                    .color = ntm_cli_color(args, stdout),
                                    .explain = args->verbose};
        ntm_strbuf out = {0};
        if (args->format && !strcmp(args->format, "csv"))
            ntm_evidenced_csv(json, &out);
        else
            ntm_evidenced_text(json, &options, &out);
        code = ntm_evidence_cli_print(args, json, &out);
        if (code == 0 && !complete)
            code = NTM_EXIT_NO;
        ntm_strbuf_clear(&out);
    }
    json_decref(json);
    return ntm_session_close(&session, rc, code);
}
