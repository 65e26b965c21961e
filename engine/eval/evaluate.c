/*
 * eval/evaluate.c - units, statuses, totals, and as much derivation as was asked for.
 *
 * Statuses of many units come from the kernel, which hands over to the exact walk what it can't
 * decide; of few units from the walk alone. Derivations always come from the walk.
 */
#include "eval/evaluate.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "eval/evaluate_origin.h"
#include "eval/exact_priv.h"
#include "eval/explain.h"
#include "eval/kernel.h"
#include "eval/score.h"
#include "eval/withdrawal.h"

/* Below this number of units a plan does not pay. */
#define KERNEL_UNITS 24

typedef struct run {
    const ntm_document *document;
    const ntm_frame *frame;
    ntm_detail detail;
    ntm_arena *arena;
    ntm_exact *exact;
    ntm_explainer *explainer;
    ntm_origins *origins;
    bool has_planes;
    ntm_status_planes planes;
} run;

static ntm_status decide(void *context, uint32_t indicator, ntm_row row, bool *either_way_out)
{
    run *r = context;
    return ntm_exact_indicator_status(r->exact, indicator, row, either_way_out);
}

static void row_done(void *context, ntm_row row)
{
    run *r = context;
    (void)row;
    ntm_exact_forget(r->exact);
}

static int compare_codes(const void *a, const void *b, void *context)
{
    const ntm_frame *frame = context;
    return strcmp(ntm_frame_row(frame, *(const ntm_row *)a)->unit->code,
                  ntm_frame_row(frame, *(const ntm_row *)b)->unit->code);
}

/* Every unit of the level below the document's scope; where the scope is not on record, all. */
static ntm_row *rows_of_level(const run *r, size_t *count_out)
{
    ntm_row first, scope = -1;
    int32_t count;
    ntm_frame_level(r->frame, r->document->level, &first, &count);
    if (r->document->scope)
        scope = ntm_frame_find(r->frame, r->document->scope);
    ntm_row *rows = ntm_xcalloc((size_t)count + 1, sizeof *rows);
    *count_out = 0;
    for (ntm_row row = first; row < first + count; row++) {
        ntm_row up = row;
        while (scope >= 0 && up >= 0 && up != scope)
            up = ntm_frame_row(r->frame, up)->parent;
        if (up >= 0)
            rows[(*count_out)++] = row;
    }
    qsort_r(rows, *count_out, sizeof *rows, compare_codes, (void *)r->frame);
    return rows;
}

static ntm_rc rows_of_codes(const run *r, const char *const *units, size_t nunits, ntm_row *rows,
                            ntm_diags *diags)
{
    ntm_rc rc = NTM_OK;
    for (size_t i = 0; i < nunits; i++) {
        char date[NTM_DATE_TEXT];
        rows[i] = ntm_frame_find(r->frame, units[i]);
        if (rows[i] < 0) {
            ntm_date_format(ntm_frame_choice(r->frame)->as_of, date);
            rc = ntm_fail(diags, NTM_EUSAGE, NTM_NOWHERE, "unknown-unit",
                          _("no unit has the code %s on %s"), units[i], date);
            continue;
        }
        const ntm_unit *unit = ntm_frame_row(r->frame, rows[i])->unit;
        if (unit->level != r->document->level)
            rc = ntm_fail(diags, NTM_EUSAGE, NTM_NOWHERE, "wrong-level",
                          _("%s %s is a %s; %s is for units of level %s"), unit->code, unit->name,
                          _(ntm_level_code(unit->level)), r->document->id,
                          _(ntm_level_code(r->document->level)));
    }
    return rc;
}

static void run_kernel(run *r, const ntm_row *rows, size_t count)
{
    if (count < KERNEL_UNITS)
        return;
    ntm_row least = rows[0], most = rows[0];
    for (size_t i = 1; i < count; i++) {
        least = rows[i] < least ? rows[i] : least;
        most = rows[i] > most ? rows[i] : most;
    }
    if ((size_t)(most - least) >= 4 * count) /* scattered over the country */
        return;
    ntm_plan *plan = ntm_plan_new(r->document, r->frame);
    ntm_kernel_run(plan, least, most - least + 1, &r->planes);
    ntm_kernel_hand_over(&r->planes, decide, row_done, r);
    ntm_plan_free(plan);
    r->has_planes = true;
}

void ntm_evaluate_totals(const ntm_document *document, ntm_unit_result *unit,
                         ntm_level_reached *states)
{
    unit->criteria = unit->indicators = (ntm_totals){0};
    for (uint32_t c = 0; c < document->ncriteria; c++) {
        const ntm_criterion *criterion = &document->criteria[c];
        ntm_totals own = {0};
        for (uint32_t i = criterion->first; i < criterion->first + criterion->count; i++) {
            ntm_totals_add(&own, unit->statuses[i], unit->either_way[i]);
            ntm_totals_add(&unit->indicators, unit->statuses[i], unit->either_way[i]);
        }
        states[c] = ntm_criterion_state(&own);
        unit->criteria.total++;
        unit->criteria.met += states[c] == NTM_MET;
        unit->criteria.not_met += states[c] == NTM_NOT_MET;
        unit->criteria.undecided += states[c] == NTM_UNDECIDED;
        if (states[c] == NTM_MET) {
            unit->criteria.not_applicable += own.total && own.not_applicable == own.total;
            unit->criteria.either_way += own.either_way > 0;
        }
    }
    unit->criterion_states = states;
    unit->level = unit->criteria.not_met                             ? NTM_NOT_MET
                  : unit->criteria.undecided || document->incomplete ? NTM_UNDECIDED
                                                                     : NTM_MET;
}

static void tell_details(run *r, ntm_unit_result *unit)
{
    const ntm_document *document = r->document;
    ntm_indicator_result *details =
        ntm_arena_array(r->arena, document->nindicators, sizeof *details);
    ntm_gate_result *gates = ntm_arena_array(r->arena, document->ngates, sizeof *gates);
    for (uint32_t i = 0; i < document->nindicators; i++) {
        bool parts = r->detail == NTM_DETAIL_ALL || unit->statuses[i] != NTM_ST_PASS;
        ntm_explain_indicator(r->explainer, i, unit->row, parts, &details[i]);
    }
    for (uint32_t g = 0; g < document->ngates; g++)
        ntm_explain_gate(r->explainer, g, unit->row, &gates[g]);
    unit->details = details;
    unit->gates = gates;
    unit->withdrawals =
        ntm_withdrawals(r->exact, unit->row, unit->criterion_states, r->arena, &unit->nwithdrawals);
}

static void evaluate_unit(run *r, ntm_row row, ntm_unit_result *unit)
{
    const ntm_document *document = r->document;
    ntm_status *statuses = ntm_arena_array(r->arena, document->nindicators, sizeof *statuses);
    bool *either_way = ntm_arena_array(r->arena, document->nindicators, sizeof *either_way);
    *unit = (ntm_unit_result){.row = row, .unit = ntm_frame_row(r->frame, row)->unit};
    if (r->has_planes)
        ntm_kernel_statuses(&r->planes, row, statuses, either_way);
    else
        for (uint32_t i = 0; i < document->nindicators; i++)
            statuses[i] = ntm_exact_indicator_status(r->exact, i, row, &either_way[i]);
    unit->statuses = statuses;
    unit->either_way = either_way;
    ntm_evaluate_totals(document, unit,
                        ntm_arena_array(r->arena, document->ncriteria, sizeof(ntm_level_reached)));
    unit->score =
        ntm_score(r->exact, r->detail == NTM_DETAIL_STATUSES ? NULL : r->explainer, row, r->arena);
    if (unit->score)
        unit->level = ntm_score_level(unit->score);
    if (r->detail != NTM_DETAIL_STATUSES)
        tell_details(r, unit);
    unit->zone = ntm_exact_zone(r->exact, row);
    unit->zone_fact = ntm_explain_zone(r->explainer, row);
    unit->illustrative = ntm_origins_constructed(r->origins, row);
    unit->grounds = ntm_origins_grounds(r->origins, row);
    if (r->detail != NTM_DETAIL_STATUSES)
        ntm_frame_overlay(r->frame, row, r->arena, &unit->overlay);
    unit->has_span = ntm_frame_span(r->frame, row, &unit->span_first, &unit->span_last);
    ntm_exact_forget(r->exact);
    ntm_explainer_forget(r->explainer);
}

ntm_rc ntm_evaluate(const ntm_document *document, const ntm_frame *frame, const ntm_world *world,
                    const char *const *units, size_t nunits, ntm_detail detail, ntm_result **out,
                    ntm_diags *diags)
{
    assert(document && frame && out);
    *out = NULL;
    run r = {.document = document, .frame = frame, .detail = detail};
    size_t count = nunits;
    ntm_row *rows;
    if (units) {
        rows = ntm_xcalloc(nunits + 1, sizeof *rows);
        ntm_rc rc = rows_of_codes(&r, units, nunits, rows, diags);
        if (rc != NTM_OK) {
            free(rows);
            return rc;
        }
    } else {
        rows = rows_of_level(&r, &count);
    }

    r.arena = ntm_arena_new();
    ntm_result *result = ntm_arena_alloc(r.arena, sizeof *result);
    ntm_unit_result *results = ntm_arena_array(r.arena, count, sizeof *results);
    r.exact = ntm_exact_new(document, frame, world);
    r.explainer = ntm_explainer_new(r.exact, r.arena, detail == NTM_DETAIL_ALL);
    r.origins = ntm_origins_new(document, frame, r.exact->reach);
    run_kernel(&r, rows, count);
    for (size_t i = 0; i < count; i++)
        evaluate_unit(&r, rows[i], &results[i]);

    *result = (ntm_result){.document = document,
                           .frame = frame,
                           .arena = r.arena,
                           .nunits = (uint32_t)count,
                           .units = results};
    *out = result;
    if (r.has_planes)
        ntm_status_planes_clear(&r.planes);
    ntm_origins_free(r.origins);
    ntm_explainer_free(r.explainer);
    ntm_exact_free(r.exact);
    free(rows);
    return NTM_OK;
}
