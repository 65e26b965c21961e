/* cli/cmd_evaluate.c - measure units against a decision; explain one status. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "cli/plausibility.h"
#include "cli/record.h"
#include "cli/session.h"
#include "eval/evaluate.h"
#include "history/kept.h"
#include "model/answers.h"
#include "report/evaluation.h"

/* One evaluation as the command line asks for it, from names to JSON. */
typedef struct measurement {
    ntm_session session;
    const ntm_document *document; /* as consolidated on the date */
    ntm_choice choice;
    const char *reason;
    bool outside;       /* the decision is not in force on the date, and --outside was given */
    const char **units; /* codes; NULL: all */
    const ntm_unit **versions; /* the units that were found by those names */
    size_t nunits;
    ntm_frame *frame;
    ntm_result *result;
    json_t *json;
} measurement;

static ntm_rc find_units(measurement *m, const ntm_document *base, char **names, int count)
{
    if (count == 0)
        return NTM_OK;
    m->units = ntm_xcalloc((size_t)count, sizeof *m->units);
    m->versions = ntm_xcalloc((size_t)count, sizeof *m->versions);
    for (int i = 0; i < count; i++) {
        const ntm_unit *unit;
        ntm_rc rc = ntm_session_unit(&m->session, base, names[i], &unit);
        if (rc != NTM_OK)
            return rc;
        bool twice = false;
        for (size_t k = 0; k < m->nunits; k++)
            twice = twice || !strcmp(m->units[k], unit->code);
        if (twice)
            continue;
        m->versions[m->nunits] = unit;
        if (unit->valid_to < m->session.latest)
            m->session.latest = unit->valid_to;
        m->units[m->nunits++] = unit->code;
    }
    return NTM_OK;
}

/* The last day with data may be one on which the code named another unit. */
static ntm_rc check_versions(measurement *m)
{
    ntm_rc rc = NTM_OK;
    char day[NTM_DATE_TEXT], from[NTM_DATE_TEXT];
    for (size_t i = 0; i < m->nunits; i++) {
        const ntm_unit *unit = m->versions[i];
        if (unit->valid_from <= m->choice.as_of)
            continue;
        rc = ntm_fail(&m->session.diags, NTM_EUSAGE, NTM_NOWHERE, "no-date",
                      _("%s (%s) is there from %s on, but the last day with data is %s; say "
                        "--as-of DATE"),
                      unit->name, unit->code, ntm_date_show(unit->valid_from, from),
                      ntm_date_show(m->choice.as_of, day));
    }
    return rc;
}

/* What the plausibility rules say of the units that were named, beside the result. */
static ntm_rc add_findings(measurement *m)
{
    json_t *findings;
    ntm_rc rc = ntm_plausibility_of(&m->session, &m->choice, m->units, m->nunits, &findings);
    if (rc == NTM_OK && json_array_size(findings))
        json_object_set(m->json, "findings", findings);
    json_decref(findings);
    return rc;
}

/* With --record, what is known is pinned down first: the run says up to which import. */
static void pin_known(measurement *m)
{
    const ntm_dataset *dataset = m->session.dataset;
    if (m->session.args->record && m->choice.known_import == INT64_MAX)
        m->choice.known_import =
            dataset->nsources ? dataset->sources[dataset->nsources - 1].import : 0;
}

static ntm_rc record(measurement *m, const ntm_document *base)
{
    const ntm_args *args = m->session.args;
    ntm_case_parameters parameters = {.decision = base->id,
                                      .choice = m->choice,
                                      .year_given = args->year != NULL,
                                      .outside = m->outside,
                                      .also = args->also,
                                      .nalso = args->nalso};
    return ntm_record_evaluation(&m->session, &parameters, m->result, m->json);
}

static ntm_rc measure(measurement *m, const char *decision, char **names, int count,
                      ntm_detail detail)
{
    const ntm_document *base;
    ntm_session *session = &m->session;
    const char *format = session->args->format ? session->args->format : "text";
    bool shown = strcmp(format, "csv") != 0;
    if (count && shown)
        ntm_plausibility_expect(session);
    ntm_rc rc = session->args->record ? ntm_record_check(session) : NTM_OK;
    if (rc == NTM_OK)
        rc = ntm_session_decision(session, decision, &base);
    if (rc == NTM_OK)
        rc = ntm_session_units(session);
    if (rc == NTM_OK)
        rc = find_units(m, base, names, count);
    if (rc == NTM_OK)
        rc = ntm_session_rows(session, m->units, m->nunits);
    if (rc == NTM_OK)
        rc = ntm_session_choice(session, base, m->units, m->nunits, &m->choice, &m->reason);
    if (rc == NTM_OK)
        rc = check_versions(m);
    if (rc == NTM_OK)
        rc = ntm_session_in_force(session, base, m->choice.as_of, &m->outside);
    if (rc == NTM_OK)
        pin_known(m);
    if (rc == NTM_OK)
        rc = ntm_catalogue_consolidated(ntm_session_catalogue(session), base, m->choice.as_of,
                                        &m->document, &session->diags);
    if (rc == NTM_OK)
        rc = ntm_frame_build(m->document, session->dataset, &m->choice, m->units, m->nunits,
                             &m->frame, &session->diags);
    ntm_world world = {.catalogue = ntm_session_catalogue(session), .dataset = session->dataset};
    if (rc == NTM_OK)
        rc = ntm_evaluate(m->document, m->frame, &world, m->units, m->nunits, detail, &m->result,
                          &session->diags);
    if (rc != NTM_OK)
        return rc;
    ntm_evaluation_meta meta = {.engine = NTM_VERSION,
                                .as_of_reason = m->reason,
                                .year_given = session->args->year != NULL,
                                .known_import = m->choice.known_import,
                                .dataset = session->dataset,
                                .catalogue = ntm_session_catalogue(session),
                                .base = base,
                                .outside = m->outside,
                                .undigested = !session->args->record && strcmp(format, "json")};
    m->json = ntm_evaluation_json(m->result, &meta);
    if (session->args->record)
        rc = record(m, base);
    if (rc == NTM_OK)
        rc = ntm_record_checkpoint(session, m->json);
    if (rc != NTM_OK)
        return rc;
    return m->units && shown ? add_findings(m) : NTM_OK;
}

static int measurement_close(measurement *m, ntm_rc rc, int code)
{
    json_decref(m->json);
    ntm_result_free(m->result);
    ntm_frame_free(m->frame);
    free((void *)m->units);
    free((void *)m->versions);
    return ntm_session_close(&m->session, rc, code);
}

static bool any_error(const ntm_result *result)
{
    for (uint32_t i = 0; i < result->nunits; i++)
        if (result->units[i].indicators.error)
            return true;
    return false;
}

static bool any_short(const ntm_result *result)
{
    for (uint32_t i = 0; i < result->nunits; i++)
        if (ntm_level_answered(&result->units[i]) != NTM_MET)
            return true;
    return false;
}

static int print(measurement *m, const ntm_args *args, bool explain, const char *indicator)
{
    ntm_strbuf out = {0};
    const char *format = args->format ? args->format : "text";
    ntm_text_options options = {.dictionary =
                                    m->session.rules ? ntm_session_dictionary(&m->session) : NULL,
                                .color = ntm_cli_color(args, stdout),
                                .explain = explain,
                                .indicator = indicator};
    if (!strcmp(format, "json")) {
        char *text = json_dumps(m->json, JSON_INDENT(1) | JSON_SORT_KEYS);
        ntm_strbuf_printf(&out, "%s\n", text);
        free(text);
    } else if (!strcmp(format, "csv")) {
        ntm_evaluation_csv(m->json, &out);
    } else if (explain || m->result->nunits == 1) {
        ntm_evaluation_text(m->json, &options, &out);
    } else {
        ntm_evaluation_summary(m->json, &options, &out);
    }
    int code = ntm_cli_output(args, &out);
    ntm_strbuf_clear(&out);
    if (code == 0 && m->result &&
        (any_error(m->result) || (args->exit_code && any_short(m->result))))
        code = NTM_EXIT_NO;
    return code;
}

static int cmd_evaluate(const ntm_args *args)
{
    measurement m = {0};
    if (args->nrest < 1)
        return ntm_cli_usage(&ntm_cmd_evaluate, _("which decision?"));
    ntm_session_open(&m.session, args);
    ntm_rc rc = measure(&m, args->rest[0], args->rest + 1, args->nrest - 1,
                        args->verbose ? NTM_DETAIL_ALL : NTM_DETAIL_OPEN);
    int code = rc == NTM_OK ? print(&m, args, false, NULL) : 0;
    return measurement_close(&m, rc, code);
}

/* Keep only the results of one indicator in the JSON; false when there is no such indicator. */
static bool keep_indicator(measurement *m, const char *number)
{
    size_t i, k;
    json_t *unit, *result;
    bool found = false;
    json_array_foreach (json_object_get(m->json, "units"), i, unit) {
        json_t *kept = json_array();
        json_array_foreach (json_object_get(unit, "results"), k, result)
            if (!strcmp(json_string_value(json_object_get(result, "indicator")), number))
                json_array_append(kept, result);
        found = found || json_array_size(kept) > 0;
        json_object_set_new(unit, "results", kept);
    }
    return found;
}

/* The result of a unit of a run, as it was recorded, and the warnings that go with it. */
static ntm_rc recall(measurement *m, const ntm_run *run, const char *unit)
{
    size_t place = 0;
    if (!unit && run->nunits != 1) {
        ntm_fail(&m->session.diags, NTM_EUSAGE, NTM_NOWHERE, "which-unit",
                 _("run #%lld evaluated %zu units; name one of them by its code"),
                 (long long)run->number, run->nunits);
        ntm_run_hint_units(run, &m->session.diags);
        return NTM_EUSAGE;
    }
    if (unit && (place = ntm_run_find_unit(run, unit, &m->session.diags)) == run->nunits)
        return NTM_EUSAGE;
    ntm_rc rc = ntm_kept_json(m->session.store, run->units[place].result_sha256, &m->json,
                              &m->session.diags);
    if (rc != NTM_OK)
        return rc;
    const char *engine = strncmp(run->engine, "ntm ", 4) ? run->engine : run->engine + 4;
    json_object_set_new(m->json, "engine", json_string(engine));
    json_object_set_new(m->json, "run", ntm_record_run_json(run));
    rc = ntm_record_warn_withdrawn(&m->session, run, place);
    return rc == NTM_OK ? ntm_record_checkpoint(&m->session, m->json) : rc;
}

/* explain --run: what was recorded, without evaluating again; the words are today's. */
static int explain_run(const ntm_args *args)
{
    measurement m = {0};
    int64_t number;
    ntm_run run;
    if (args->nrest > 2)
        return ntm_cli_usage(&ntm_cmd_explain, _("with --run: a unit and perhaps an indicator"));
    if (args->as_of || args->year || args->known_at || args->assessor || args->evidenced ||
        args->outside || args->nalso || args->ndata || args->nunits)
        return ntm_cli_usage(&ntm_cmd_explain,
                             _("--run shows what was recorded; day, data and options are those of "
                               "the run"));
    const char *indicator = args->nrest == 2 ? args->rest[1] : NULL;
    ntm_session_open(&m.session, args);
    ntm_arena *arena = ntm_arena_new();
    ntm_rc rc = ntm_record_number(&m.session, args->run, &number) ? NTM_OK : NTM_EUSAGE;
    if (rc == NTM_OK)
        rc = ntm_store_open(ntm_session_store_path(&m.session), NTM_STORE_READ, &m.session.store,
                            &m.session.diags);
    if (rc == NTM_OK)
        rc = ntm_store_run(m.session.store, number, arena, &run, &m.session.diags);
    if (rc == NTM_OK)
        rc = recall(&m, &run, args->nrest ? args->rest[0] : NULL);
    if (rc == NTM_OK && indicator && !keep_indicator(&m, indicator))
        rc = ntm_fail(&m.session.diags, NTM_EUSAGE, NTM_NOWHERE, "unknown-indicator",
                      _("run #%lld has no indicator '%s'"), (long long)number, indicator);
    int code = 0;
    if (rc == NTM_OK) {
        ntm_record_labels(&m.session);
        ntm_record_warn_words(&m.session, &run);
        code = print(&m, args, true, indicator);
    }
    ntm_arena_free(arena);
    return measurement_close(&m, rc, code);
}

static int cmd_explain(const ntm_args *args)
{
    measurement m = {0};
    if (args->run)
        return explain_run(args);
    if (args->nrest < 2 || args->nrest > 3)
        return ntm_cli_usage(&ntm_cmd_explain,
                             _("a decision, a unit and perhaps an indicator are needed"));
    ntm_session_open(&m.session, args);
    const char *indicator = args->nrest == 3 ? args->rest[2] : NULL;
    ntm_rc rc = measure(&m, args->rest[0], args->rest + 1, 1, NTM_DETAIL_ALL);
    if (rc == NTM_OK && indicator && !keep_indicator(&m, indicator))
        rc = ntm_fail(&m.session.diags, NTM_EUSAGE, NTM_NOWHERE, "unknown-indicator",
                      _("%s has no indicator '%s'; they are numbered %s to %s"), m.document->id,
                      indicator, m.document->nindicators ? m.document->indicators[0].number : "-",
                      m.document->nindicators
                          ? m.document->indicators[m.document->nindicators - 1].number
                          : "-");
    int code = rc == NTM_OK ? print(&m, args, true, indicator) : 0;
    return measurement_close(&m, rc, code);
}

static const ntm_option_id evaluate_options[] = {
    NTM_OPT_AS_OF,   NTM_OPT_YEAR,      NTM_OPT_KNOWN_AT, NTM_OPT_ASSESSOR, NTM_OPT_EVIDENCED,
    NTM_OPT_NUMBERS, NTM_OPT_EXIT_CODE, NTM_OPT_OUTSIDE,  NTM_OPT_ALSO,     NTM_OPT_RECORD,
    NTM_OPT_WHO,     NTM_OPT_MESSAGE,   NTM_OPT_CARRY,    NTM_OPT_COUNT};

const ntm_command ntm_cmd_evaluate = {
    .name = "evaluate",
    .group = "measure",
    .usage = N_("DECISION [UNIT…]"),
    .summary = N_("statuses and totals of units under a decision, and why what fails, fails"),
    .details = N_("  Of one unit: the conclusion, the table of criteria and, part by part, each "
                  "indicator\n  that is not met or undecided: measured, required, how much is "
                  "missing, on what data.\n  Of several units, or of all when none is named: one "
                  "line each.\n\n"
                  "  ntm evaluate 32/2022 \"Cẩm Ngọc\" --as-of 2023-12-31 \\\n"
                  "      --data observations.csv --units units.csv"),
    .options = evaluate_options,
    .formats = "text json csv",
    .run = cmd_evaluate,
};

static const ntm_option_id explain_options[] = {
    NTM_OPT_AS_OF,     NTM_OPT_YEAR,    NTM_OPT_KNOWN_AT, NTM_OPT_ASSESSOR,
    NTM_OPT_EVIDENCED, NTM_OPT_NUMBERS, NTM_OPT_OUTSIDE,  NTM_OPT_ALSO,
    NTM_OPT_RUN,       NTM_OPT_CARRY,   NTM_OPT_COUNT};

const ntm_command ntm_cmd_explain = {
    .name = "explain",
    .group = "measure",
    .usage = N_("DECISION UNIT [INDICATOR] | --run NUMBER [UNIT [INDICATOR]]"),
    .summary = N_("the whole derivation of a status, also of what is met, with the margin"),
    .details = N_("  ntm explain 32/2022 15169 15.1\n"
                  "  ntm explain --run 3 15169 15.1    as it was recorded; UNIT is a code"),
    .options = explain_options,
    .formats = "text json",
    .run = cmd_explain,
};
