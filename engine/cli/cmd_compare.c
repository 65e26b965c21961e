/* cli/cmd_compare.c - one level of appraisal against another, and findings against what is computed. */
#include <stdlib.h>
#include <string.h>

#include "analysis/compare.h"
#include "base/i18n.h"
#include "cli/record.h"
#include "report/compare.h"
#include "report/provenance_text.h"

/* From names to the comparison as JSON. */
static ntm_rc compare(ntm_session *session, const char *decision, const char *name, json_t **out,
                      bool *differs)
{
    const ntm_document *base;
    const ntm_unit *unit;
    ntm_compare_input input = {.engine = NTM_VERSION};
    ntm_rc rc = ntm_session_decision(session, decision, &base);
    if (rc == NTM_OK)
        rc = ntm_session_units(session);
    if (rc == NTM_OK)
        rc = ntm_session_unit(session, base, name, &unit);
    if (rc != NTM_OK)
        return rc;
    input.unit = unit->code;
    rc = ntm_session_rows(session, &input.unit, 1);
    if (rc == NTM_OK)
        rc = ntm_session_choice(session, base, &input.unit, 1, &input.choice, &input.as_of_reason);
    if (rc == NTM_OK)
        rc = ntm_session_in_force(session, base, input.choice.as_of, &input.outside);
    if (rc == NTM_OK)
        rc = ntm_catalogue_consolidated(ntm_session_catalogue(session), base, input.choice.as_of,
                                        &input.document, &session->diags);
    ntm_world world = {.catalogue = ntm_session_catalogue(session), .dataset = session->dataset};
    input.world = &world;
    return rc == NTM_OK ? ntm_compare(&input, out, differs, &session->diags) : rc;
}

static int print(const ntm_session *session, const json_t *compared, bool differs)
{
    const ntm_args *args = session->args;
    ntm_strbuf out = {0};
    const char *format = args->format ? args->format : "text";
    ntm_text_options options = {.dictionary = ntm_session_dictionary(session),
                                .color = ntm_cli_color(args, stdout)};
    if (!strcmp(format, "json")) {
        char *text = json_dumps(compared, JSON_INDENT(1) | JSON_SORT_KEYS);
        ntm_strbuf_printf(&out, "%s\n", text);
        free(text);
    } else if (!strcmp(format, "csv")) {
        ntm_compare_csv(compared, &out);
    } else {
        ntm_compare_text(compared, &options, &out);
        ntm_provenance_text(compared, &options, &out);
    }
    int code = ntm_cli_output(args, &out);
    ntm_strbuf_clear(&out);
    return code == 0 && differs ? NTM_EXIT_NO : code;
}

static int cmd_compare(const ntm_args *args)
{
    ntm_session session;
    json_t *compared = NULL;
    bool differs = false;
    if (args->nrest != 2)
        return ntm_cli_usage(&ntm_cmd_compare, _("a decision and a unit are needed"));
    ntm_session_open(&session, args);
    ntm_rc rc = compare(&session, args->rest[0], args->rest[1], &compared, &differs);
    if (rc == NTM_OK)
        rc = ntm_record_checkpoint(&session, compared);
    int code = rc == NTM_OK ? print(&session, compared, differs) : 0;
    json_decref(compared);
    return ntm_session_close(&session, rc, code);
}

static const ntm_option_id compare_options[] = {
    NTM_OPT_AS_OF,   NTM_OPT_YEAR,    NTM_OPT_KNOWN_AT, NTM_OPT_ASSESSOR, NTM_OPT_EVIDENCED,
    NTM_OPT_NUMBERS, NTM_OPT_OUTSIDE, NTM_OPT_ALSO,     NTM_OPT_COUNT};

const ntm_command ntm_cmd_compare = {
    .name = "compare",
    .group = "report",
    .usage = N_("DECISION UNIT"),
    .summary = N_("one level of appraisal against another, and findings against what is computed"),
    .details = N_(
        "  Where several levels gave a figure: each one's, and the status that the figures up to "
        "each level\n  give. Where a level found something: whether that is what its figures "
        "give, and what other\n  levels found. Exit code 1: something differs.\n\n"
        "  ntm compare 32/2022 15169 --as-of 2024-05-01 --year 2023"),
    .options = compare_options,
    .formats = "text json csv",
    .run = cmd_compare,
};
