/* cli/cmd_reconcile.c - what a report claims against what the rules and the data give. */
#include <stdlib.h>
#include <string.h>

#include "analysis/reconcile.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/i18n.h"
#include "cli/plausibility.h"
#include "cli/record.h"
#include "intake/claims.h"
#include "report/provenance_text.h"
#include "report/reconcile.h"

#define CLAIMS_LIMIT ((size_t)16 << 20)

typedef struct reconciliation {
    ntm_session session;
    ntm_claims *claims;
    const ntm_document *named;      /* the decision on the command line; NULL */
    const ntm_document **documents; /* by claim */
    json_t *json;
    bool differs;
} reconciliation;

static ntm_rc read_claims(reconciliation *r, const char *path)
{
    char *bytes = NULL;
    size_t length = 0;
    ntm_date date;
    ntm_intake_options options;
    ntm_session_intake(&r->session, &options);
    ntm_rc rc = ntm_session_as_of(&r->session, &date);
    if (rc == NTM_OK)
        rc = ntm_file_read(path, CLAIMS_LIMIT, &bytes, &length, &r->session.diags);
    if (rc == NTM_OK)
        rc = ntm_claims_read(path, bytes, length, ntm_session_dictionary(&r->session),
                             r->session.dataset, options.numbers, date, &r->claims,
                             &r->session.diags);
    free(bytes);
    return rc;
}

/* The document of each claim: its own decision's, else that of the command line. */
static ntm_rc find_documents(reconciliation *r)
{
    ntm_rc rc = NTM_OK;
    r->documents = ntm_xcalloc(r->claims->count + 1, sizeof *r->documents);
    for (size_t i = 0; i < r->claims->count && rc == NTM_OK; i++) {
        const ntm_claim *claim = &r->claims->items[i];
        if (!ntm_claim_needs_decision(claim))
            continue;
        if (claim->decision)
            rc = ntm_rules_decision(r->session.rules, claim->decision, &r->documents[i],
                                    &r->session.diags);
        else if (r->named)
            r->documents[i] = r->named;
        else
            rc =
                ntm_fail(&r->session.diags, NTM_EUSAGE,
                         (ntm_place){.file = r->claims->file, .line = claim->row}, "claim-decision",
                         _("'%s' is about a decision, but the row names none; name one on the "
                           "command line"),
                         claim->text);
    }
    return rc;
}

/* Rows have dates of their own; only where one has none is the date of the choice looked for. */
static ntm_rc choose(reconciliation *r, ntm_choice *choice)
{
    ntm_args args = *r->session.args;
    const ntm_document *base = r->named;
    const char *reason;
    char day[NTM_DATE_TEXT];
    bool all_dated = r->claims->count > 0;
    for (size_t i = 0; i < r->claims->count; i++) {
        base = base ? base : r->documents[i];
        all_dated = all_dated && r->claims->items[i].as_of != NTM_DATE_MIN;
    }
    if (!args.as_of && all_dated)
        args.as_of = ntm_date_format(r->claims->items[0].as_of, day);
    if (!args.as_of && !base)
        return ntm_fail(&r->session.diags, NTM_EUSAGE, NTM_NOWHERE, "no-date", "%s",
                        _("some claims have no date; say --as-of DATE"));
    const ntm_args *given = r->session.args;
    r->session.args = &args;
    ntm_rc rc = ntm_session_choice(&r->session, base, NULL, 0, choice, &reason);
    r->session.args = given;
    return rc;
}

static ntm_rc reconcile(reconciliation *r)
{
    ntm_world world = {.catalogue = ntm_session_catalogue(&r->session),
                       .dataset = r->session.dataset};
    ntm_reconcile_input input = {.claims = r->claims,
                                 .documents = r->documents,
                                 .world = &world,
                                 .dictionary = ntm_session_dictionary(&r->session),
                                 .engine = NTM_VERSION};
    ntm_rc rc = choose(r, &input.choice);
    if (rc == NTM_OK)
        rc = ntm_plausibility_load(&r->session);
    return rc == NTM_OK ? ntm_reconcile(&input, &r->json, &r->differs, &r->session.diags) : rc;
}

static int print(reconciliation *r, const ntm_args *args)
{
    ntm_strbuf out = {0};
    if (args->format && !strcmp(args->format, "json")) {
        char *text = json_dumps(r->json, JSON_INDENT(1) | JSON_SORT_KEYS);
        ntm_strbuf_printf(&out, "%s\n", text);
        free(text);
    } else {
        ntm_text_options options = {.color = ntm_cli_color(args, stdout)};
        ntm_reconcile_text(r->json, ntm_session_dictionary(&r->session), options.color, &out);
        ntm_provenance_text(r->json, &options, &out);
    }
    int code = ntm_cli_output(args, &out);
    ntm_strbuf_clear(&out);
    return code == 0 && r->differs ? NTM_EXIT_NO : code;
}

static int cmd_reconcile(const ntm_args *args)
{
    reconciliation r = {0};
    int code = 0;
    if (args->nrest < 1 || args->nrest > 2)
        return ntm_cli_usage(&ntm_cmd_reconcile,
                             _("a file of claims is needed, and perhaps a decision before it"));
    ntm_session_open(&r.session, args);
    ntm_rc rc = ntm_session_data(&r.session);
    if (rc == NTM_OK && args->nrest == 2)
        rc = ntm_session_decision(&r.session, args->rest[0], &r.named);
    if (rc == NTM_OK)
        rc = read_claims(&r, args->rest[args->nrest - 1]);
    if (rc == NTM_OK)
        rc = find_documents(&r);
    if (rc == NTM_OK)
        rc = reconcile(&r);
    if (rc == NTM_OK)
        rc = ntm_record_checkpoint(&r.session, r.json);
    if (rc == NTM_OK)
        code = print(&r, args);
    json_decref(r.json);
    free((void *)r.documents);
    ntm_claims_free(r.claims);
    return ntm_session_close(&r.session, rc, code);
}

static const ntm_option_id reconcile_options[] = {NTM_OPT_AS_OF,    NTM_OPT_KNOWN_AT,
                                                  NTM_OPT_ASSESSOR, NTM_OPT_EVIDENCED,
                                                  NTM_OPT_NUMBERS,  NTM_OPT_COUNT};

const ntm_command ntm_cmd_reconcile = {
    .name = "reconcile",
    .group = "report",
    .usage = N_("[DECISION] CLAIMS"),
    .summary = N_("what a report claims against what the rules and the data give"),
    .details = N_("  CLAIMS is a CSV file, one row for each statement of the report:\n"
                  "  unit,decision,as_of,what,value,line (docs/claims.md). DECISION is that of the "
                  "rows that\n  name none. Exit code 1: a statement differs from the data, or "
                  "from another statement.\n\n"
                  "  ntm reconcile 32/2022 claims.csv --data observations.csv --units units.csv"),
    .options = reconcile_options,
    .formats = "text json",
    .run = cmd_reconcile,
};
