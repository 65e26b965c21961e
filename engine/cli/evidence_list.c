/* cli/evidence_list.c - evidence list, evidence verify. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analysis/evidence_list.h"
#include "base/file.h"
#include "base/i18n.h"
#include "cli/evidence.h"
#include "cli/paper_files.h"
#include "cli/session.h"
#include "report/evidence_text.h"

#define VERIFY_SCHEMA "ntm.evidence-verify/1"

/* The dossiers in question: of a unit and those below it, or all; and the day. */
typedef struct dossiers {
    ntm_session session;
    const ntm_unit *unit; /* NULL: all */
    ntm_choice choice;
} dossiers;

static ntm_rc open_dossiers(dossiers *d, const ntm_args *args)
{
    bool last_day;
    ntm_session_open(&d->session, args);
    d->choice = (ntm_choice){.known_import = INT64_MAX, .assessor_order = INT_MAX};
    ntm_rc rc = ntm_session_data(&d->session);
    if (rc == NTM_OK && args->nrest)
        rc = ntm_session_unit_on(&d->session, args->rest[0], &d->unit, &d->choice.as_of, &last_day);
    else if (rc == NTM_OK)
        rc = ntm_session_as_of(&d->session, &d->choice.as_of);
    if (d->choice.as_of == NTM_DATE_MAX)
        d->choice.as_of = ntm_date_today();
    d->choice.year = ntm_date_year(d->choice.as_of);
    return rc;
}

static ntm_text_options options_of(const ntm_session *session)
{
    return (ntm_text_options){.dictionary = ntm_session_dictionary(session),
                              .color = ntm_cli_color(session->args, stdout)};
}

static ntm_rc parse_expiry(ntm_session *session, ntm_date *out)
{
    const char *text = session->args->expires_before;
    *out = NTM_DATE_MAX;
    if (!text || ntm_date_parse_any(text, out))
        return NTM_OK;
    return ntm_fail(&session->diags, NTM_EUSAGE, NTM_NOWHERE, "bad-date",
                    _("--expires-before takes a day such as 2023-12-31 or 31/12/2023, not '%s'"),
                    text);
}

static int print_list(const ntm_session *session, const json_t *list)
{
    const ntm_args *args = session->args;
    ntm_text_options options = options_of(session);
    ntm_strbuf out = {0};
    if (args->format && !strcmp(args->format, "csv"))
        ntm_evidence_csv(list, &out);
    else
        ntm_evidence_text(list, &options, &out);
    int code = ntm_evidence_cli_print(args, list, &out);
    ntm_strbuf_clear(&out);
    return code;
}

int ntm_evidence_cli_list(const ntm_args *args)
{
    dossiers d = {0};
    json_t *list = NULL;
    ntm_date before = NTM_DATE_MAX;
    int code = 0;
    if (args->nrest > 1)
        return ntm_cli_usage(&ntm_cmd_evidence, _("one unit, not %d"), args->nrest);
    ntm_rc rc = open_dossiers(&d, args);
    if (rc == NTM_OK)
        rc = parse_expiry(&d.session, &before);
    if (rc == NTM_OK && args->expires_before)
        rc = ntm_rules_load_all(d.session.rules, &d.session.diags);
    if (rc == NTM_OK) {
        ntm_evidence_query query = {.dataset = d.session.dataset,
                                    .dictionary = ntm_session_dictionary(&d.session),
                                    .catalogue = ntm_session_catalogue(&d.session),
                                    .choice = d.choice,
                                    .unit = d.unit ? d.unit->code : NULL,
                                    .expires_before = before};
        rc = ntm_evidence_list(&query, &list, &d.session.diags);
    }
    if (rc == NTM_OK)
        code = print_list(&d.session, list);
    json_decref(list);
    return ntm_session_close(&d.session, rc, code);
}

/* ---- files ---- */

static const char *state_of(const ntm_evidence *paper, const char *file, char *digest,
                            int64_t *size)
{
    if (!*paper->sha256)
        return "no_digest";
    if (access(file, F_OK) != 0)
        return "missing";
    if (ntm_file_digest(file, digest, size, NULL) != NTM_OK)
        return "unreadable";
    return !strcmp(paper->sha256, digest) ? "same" : "changed";
}

static void verify_paper(const dossiers *d, const ntm_evidence *paper, json_t *list, json_t *counts)
{
    char digest[NTM_SHA256_TEXT];
    int64_t size;
    char *file = ntm_paper_file(paper, d->session.args->file_root);
    const char *state = state_of(paper, file, digest, &size);
    json_t *object =
        json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "unit", paper->unit, "name",
                  ntm_dossier_name(d->session.dataset, paper, d->choice.as_of), "number",
                  paper->number, "path", paper->path, "file", file, "state", state);
    if (*paper->sha256)
        json_object_set_new(object, "sha256", json_string(paper->sha256));
    if (!strcmp(state, "changed")) {
        json_object_set_new(object, "found", json_string(digest));
        json_object_set_new(object, "found_size", json_integer(size));
    }
    json_array_append_new(list, object);
    json_object_set_new(counts, state,
                        json_integer(json_integer_value(json_object_get(counts, state)) + 1));
    free(file);
}

static json_t *verify(const dossiers *d)
{
    ntm_papers *papers = ntm_papers_new(d->session.dataset, INT64_MAX);
    json_t *list = json_array();
    json_t *counts = json_pack("{s:i, s:i, s:i, s:i, s:i}", "same", 0, "changed", 0, "missing", 0,
                               "unreadable", 0, "no_digest", 0);
    size_t count;
    const ntm_evidence *const *all = ntm_papers_all(papers, &count);
    for (size_t i = 0; i < count; i++)
        if (*all[i]->path && (!d->unit || ntm_unit_within(d->session.dataset, all[i]->unit,
                                                          d->unit->code, d->choice.as_of)))
            verify_paper(d, all[i], list, counts);
    ntm_papers_free(papers);
    return json_pack("{s:s, s:o, s:o}", "schema", VERIFY_SCHEMA, "papers", list, "counts", counts);
}

int ntm_evidence_cli_verify(const ntm_args *args)
{
    dossiers d = {0};
    int code = 0;
    if (args->nrest > 1)
        return ntm_cli_usage(&ntm_cmd_evidence, _("one unit, not %d"), args->nrest);
    ntm_rc rc = open_dossiers(&d, args);
    if (rc == NTM_OK) {
        ntm_text_options options = options_of(&d.session);
        json_t *report = verify(&d), *counts = json_object_get(report, "counts");
        ntm_strbuf out = {0};
        ntm_evidence_verify_text(report, &options, &out);
        code = ntm_evidence_cli_print(args, report, &out);
        if (code == 0 && (json_integer_value(json_object_get(counts, "changed")) ||
                          json_integer_value(json_object_get(counts, "unreadable"))))
            code = NTM_EXIT_NO;
        ntm_strbuf_clear(&out);
        json_decref(report);
    }
    return ntm_session_close(&d.session, rc, code);
}
