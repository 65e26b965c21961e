/* eval/explain_notes.c - what an undecided leaf waits for, and what the reader is to be told. */
#include <string.h>

#include "eval/explain_priv.h"

/* Missing facts, those that settle the leaf alone first. */
void ntm_explain_open(ntm_explainer *explainer, ntm_ref leaf, ntm_row row,
                      const ntm_place_in_rule *place, ntm_part *part)
{
    ntm_fact_list list = {0};
    ntm_tri want = place->negated ? NTM_FAIL : NTM_PASS;
    const ntm_node *node = ntm_graph_node(explainer->exact->graph, leaf);
    /* known() is settled itself; what it asks for is not */
    ntm_explain_missing(explainer, node->op == NTM_OP_KNOWN ? node->args[0] : leaf, row, row,
                        &list);
    uint32_t own = list.count;
    if (place->key != NTM_NO_REF)
        ntm_explain_missing(explainer, place->key, place->key_row, row, &list);
    if (!list.count)
        return;
    ntm_fact *ordered = ntm_arena_array(explainer->out, list.count, sizeof *ordered);
    ntm_fact *settles = ntm_arena_array(explainer->out, list.count, sizeof *settles);
    uint32_t nordered = 0;
    bool ask = part->status == NTM_ST_UNKNOWN && part->decided == NTM_DECIDED_OPEN &&
               place->key == NTM_NO_REF && own <= NTM_MAX_SETTLES;
    for (uint32_t i = 0; i < own && ask; i++) {
        const char *value;
        if (!list.cells[i].field ||
            !ntm_solver_settles(explainer->solver, leaf, row, &list.cells[i], want, &value))
            continue;
        settles[part->nsettles] = list.items[i];
        settles[part->nsettles++].value = value;
        ordered[nordered++] = list.items[i];
        list.cells[i].row = -2; /* told */
    }
    for (uint32_t i = 0; i < list.count; i++)
        if (list.cells[i].row != -2)
            ordered[nordered++] = list.items[i];
    part->missing = ordered;
    part->nmissing = nordered;
    part->settles = settles;
}

enum { NOTICES = 5 }; /* different ones that a part may have */

static void add_notice(ntm_explainer *explainer, const char ***notices, ntm_part *part,
                       const char *code)
{
    if (!*notices)
        *notices = ntm_arena_array(explainer->out, NOTICES, sizeof **notices);
    (*notices)[part->nnotices++] = code;
    part->notices = *notices;
}

static void widen(ntm_date span[2], const ntm_observation *observation)
{
    if (!observation)
        return;
    span[0] = observation->as_of < span[0] ? observation->as_of : span[0];
    span[1] = observation->as_of > span[1] ? observation->as_of : span[1];
}

/* First and last date of the observations of one side. */
static bool span_of(ntm_explainer *explainer, ntm_ref ref, ntm_row row, ntm_date span[2])
{
    ntm_fact_list list = {0};
    ntm_explain_used(explainer, ref, row, row, &list);
    span[0] = NTM_DATE_MAX;
    span[1] = NTM_DATE_MIN;
    for (uint32_t i = 0; i < list.count; i++) {
        widen(span, list.items[i].observation);
        for (uint32_t k = 0; k < list.items[i].ncarried; k++)
            widen(span, list.items[i].carried[k].observation);
    }
    return span[0] <= span[1];
}

void ntm_explain_notices(ntm_explainer *explainer, const ntm_node *quotient, ntm_row row,
                         ntm_part *part)
{
    const char **notices = NULL;
    bool derived = false, share = false, overlay = false, carried = false, displaced = false;
    ntm_date a[2], b[2];
    if (quotient && span_of(explainer, quotient->args[0], row, a) &&
        span_of(explainer, quotient->args[1], row, b) && (a[0] != b[0] || a[1] != b[1]))
        add_notice(explainer, &notices, part, "operands-of-different-days");
    for (uint32_t i = 0; i < part->nused; i++) {
        derived = derived || part->used[i].derived;
        carried = carried || part->used[i].ncarried;
        share = share || (part->used[i].field && strchr(part->used[i].field, '/'));
        const ntm_observation *observation = part->used[i].observation;
        overlay = overlay || (observation && ntm_assessor_appraises(observation->assessor));
        displaced = displaced || part->used[i].displaced;
    }
    if (share)
        add_notice(explainer, &notices, part, "share-reported");
    if (derived)
        add_notice(explainer, &notices, part, "derived");
    if (overlay)
        add_notice(explainer, &notices, part, "assessor-overlay");
    if (carried)
        add_notice(explainer, &notices, part, "carried");
    if (displaced)
        add_notice(explainer, &notices, part, "appraised-figure-displaced");
}
