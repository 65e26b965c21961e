/* analysis/reconcile_status.c - claims about a decision: totals, level, criteria, indicators, titles kept. */
#include <string.h>

#include "analysis/reconcile_priv.h"

/* The numbers of the criteria or indicators that are in a state. */
typedef enum wanted { FAILING, OPEN } wanted;

static json_t *criteria_list(const ntm_measured *m, wanted which)
{
    const ntm_unit_result *unit = &m->result->units[0];
    json_t *list = json_array();
    char number[16];
    for (uint32_t i = 0; i < m->document->ncriteria; i++) {
        ntm_level_reached state = unit->criterion_states[i];
        if (state != (which == FAILING ? NTM_NOT_MET : NTM_UNDECIDED))
            continue;
        snprintf(number, sizeof number, "%d", m->document->criteria[i].number);
        json_array_append_new(list, json_string(number));
    }
    return list;
}

static json_t *indicator_list(const ntm_measured *m, wanted which)
{
    const ntm_unit_result *unit = &m->result->units[0];
    json_t *list = json_array();
    for (uint32_t i = 0; i < m->document->nindicators; i++) {
        ntm_status status = unit->statuses[i];
        bool open = (status == NTM_ST_UNKNOWN && !unit->either_way[i]) || status == NTM_ST_ERROR;
        if (which == FAILING ? status == NTM_ST_FAIL : open)
            json_array_append_new(list, json_string(m->document->indicators[i].number));
    }
    return list;
}

static void set_list(ntm_compared *c, const char *key, json_t *list)
{
    if (json_array_size(list))
        json_object_set_new(c->json, key, list);
    else
        json_decref(list);
}

static void set_number(ntm_compared *c, const char *key, long long number)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", number);
    ntm_compared_text(c, key, text);
}

/* What is undecided may still fall to either side: a claim within that span cannot be told. */
static void compare_count(ntm_compared *c, const ntm_measured *m)
{
    const ntm_claim *claim = c->claim;
    bool criteria =
        claim->what == NTM_CLAIM_CRITERIA_MET || claim->what == NTM_CLAIM_CRITERIA_FAILED;
    bool met = claim->what == NTM_CLAIM_CRITERIA_MET || claim->what == NTM_CLAIM_INDICATORS_MET;
    const ntm_unit_result *unit = &m->result->units[0];
    const ntm_totals *totals = criteria ? &unit->criteria : &unit->indicators;
    int64_t computed = met ? totals->met : totals->not_met;
    int64_t open = totals->undecided + totals->error;

    set_number(c, "computed", computed);
    if (open)
        set_number(c, "computed_high", computed + open);
    set_number(c, "computed_total", totals->total);
    set_list(c, "failing", criteria ? criteria_list(m, FAILING) : indicator_list(m, FAILING));
    set_list(c, "undecided", criteria ? criteria_list(m, OPEN) : indicator_list(m, OPEN));
    if (claim->number != computed)
        set_number(c, "difference", claim->number - computed);
    if (claim->total >= 0 && claim->total != totals->total)
        ntm_compared_set(c, NTM_DIFFERS, "other-total");
    else if (claim->number < computed || claim->number > computed + open)
        ntm_compared_set(c, NTM_DIFFERS, "counts-differ");
    else if (open)
        ntm_compared_set(c, NTM_UNTOLD, "undecided");
    else
        ntm_compared_set(c, NTM_AGREES, "equal");
}

static void compare_state(ntm_compared *c, ntm_level_reached state)
{
    ntm_compared_text(c, "computed", ntm_level_reached_code(state));
    if (state == NTM_UNDECIDED)
        ntm_compared_set(c, NTM_UNTOLD, "undecided");
    else if (!strcmp(c->claim->code, ntm_level_reached_code(state)))
        ntm_compared_set(c, NTM_AGREES, "equal");
    else
        ntm_compared_set(c, NTM_DIFFERS, "status-differs");
}

static void compare_criterion(ntm_compared *c, const ntm_measured *m)
{
    char number[16];
    for (uint32_t i = 0; i < m->document->ncriteria; i++) {
        snprintf(number, sizeof number, "%d", m->document->criteria[i].number);
        if (!strcmp(number, c->claim->subject)) {
            ntm_compared_text(c, "title", m->document->criteria[i].name);
            compare_state(c, m->result->units[0].criterion_states[i]);
            return;
        }
    }
    ntm_compared_set(c, NTM_DIFFERS, "no-such-criterion");
}

static void compare_indicator(ntm_compared *c, const ntm_measured *m)
{
    const ntm_claim *claim = c->claim;
    for (uint32_t i = 0; i < m->document->nindicators; i++) {
        if (strcmp(m->document->indicators[i].number, claim->subject) != 0)
            continue;
        ntm_status status = m->result->units[0].statuses[i];
        ntm_compared_text(c, "title", m->document->indicators[i].text);
        ntm_compared_text(c, "computed", ntm_status_code(status));
        if (status == NTM_ST_UNKNOWN || status == NTM_ST_ERROR)
            ntm_compared_set(c, NTM_UNTOLD, "undecided");
        else if (!strcmp(claim->code, ntm_status_code(status)))
            ntm_compared_set(c, NTM_AGREES, "equal");
        else
            ntm_compared_set(c, NTM_DIFFERS, "status-differs");
        return;
    }
    ntm_compared_set(c, NTM_DIFFERS, "no-such-indicator");
}

static void compare_kept(const ntm_reconciler *r, ntm_compared *c, const ntm_measured *m)
{
    ntm_answers answers = ntm_answers_of(m->result, &m->result->units[0], r->input->world->dataset);
    ntm_compared_text(c, "computed",
                      answers.kept == NTM_KEPT_YES  ? "yes"
                      : answers.kept == NTM_KEPT_NO ? "no"
                                                    : NULL);
    if (answers.kept == NTM_KEPT_YES || answers.kept == NTM_KEPT_NO) {
        set_list(c, "failing", criteria_list(m, FAILING));
        bool kept = answers.kept == NTM_KEPT_YES;
        bool same = kept == !strcmp(c->claim->code, "yes");
        ntm_compared_set(c, same ? NTM_AGREES : NTM_DIFFERS, same ? "equal" : "status-differs");
    } else {
        ntm_compared_set(c, NTM_UNTOLD,
                         answers.kept == NTM_KEPT_NO_TITLE ? "no-title" : "undecided");
    }
}

void ntm_reconcile_status(ntm_reconciler *r, ntm_compared *c)
{
    const ntm_measured *m = ntm_reconcile_measure(r, c);
    if (!m || m->why_not) {
        ntm_compared_set(c, NTM_UNTOLD, m ? m->why_not : "not-measured");
        return;
    }
    switch (c->claim->what) {
    case NTM_CLAIM_LEVEL:
        compare_state(c, m->result->units[0].level);
        set_list(c, "failing", criteria_list(m, FAILING));
        return;
    case NTM_CLAIM_CRITERION:
        compare_criterion(c, m);
        return;
    case NTM_CLAIM_INDICATOR:
        compare_indicator(c, m);
        return;
    case NTM_CLAIM_KEPT:
        compare_kept(r, c, m);
        return;
    default:
        compare_count(c, m);
    }
}
