/*
 * analysis/trial_solve.c - figures with which everything is met.
 *
 * Round after round the exact walk says which indicators do not pass yet, and each of these is pushed:
 * down its connectives to the comparisons that fail, there by the least change of a figure. What
 * passes is not touched, so figures that several indicators share settle between their
 * thresholds. The walk of the last round is the proof.
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/trial_priv.h"
#include "base/i18n.h"
#include "base/strbuf.h"

#define ROUNDS      40
#define LAST_ROUNDS 4  /* of two that exclude each other, each fails in turn */
#define SOFT_ROUNDS 10 /* rounds in which requirements and conditions are pushed too */

/* ---- truths ---- */

int32_t ntm_push_unit(const ntm_push *p, ntm_row row)
{
    return ntm_trial_unit_of(p->trial, ntm_frame_row(p->frame, row)->unit->code);
}

static bool push_all(ntm_push *p, const ntm_node *node, uint32_t first, ntm_row row, bool pass)
{
    bool ok = true;

    for (uint32_t i = first; i < node->nargs; i++)
        ok = ntm_push_truth(p, node->args[i], row, pass) && ok;
    return ok;
}

static bool push_one(ntm_push *p, const ntm_node *node, ntm_row row, bool pass)
{
    for (uint32_t i = 0; i < node->nargs; i++)
        if (ntm_push_truth(p, node->args[i], row, pass))
            return true;
    return false;
}

static bool push_children(ntm_push *p, const ntm_node *node, ntm_row row, bool pass)
{
    const ntm_row_info *info = ntm_frame_row(p->frame, row);
    bool ok = info->child_count[node->level] > 0;

    for (int32_t i = 0; i < info->child_count[node->level]; i++)
        ok = ntm_push_truth(p, node->args[0], info->first_child[node->level] + i, pass) && ok;
    return ok;
}

static bool push_title(ntm_push *p, const ntm_node *node, ntm_row row, bool pass)
{
    int32_t unit = ntm_push_unit(p, row);
    ntm_date since = ntm_date_add_months(p->trial->as_of, -12);

    if (!pass || unit < 0)
        return false;
    ntm_trial_add_title(p->trial, &(ntm_title){.unit = p->trial->units[unit].code,
                                               .title = node->text,
                                               .number = "",
                                               .set = "",
                                               .date = since,
                                               .expires = NTM_DATE_MAX,
                                               .withdrawn = NTM_DATE_MAX,
                                               .origin = "test"});
    p->changed = true;
    return true;
}

static bool push_within(ntm_push *p, const ntm_node *node, ntm_row row, bool pass)
{
    ntm_aim aim = {.direction = pass ? 0 : -1, .code = p->trial->as_of};

    if (!pass)
        aim.code = ntm_date_add_months(p->trial->as_of, -node->n) - 32;
    return ntm_push_value(p, node->args[0], row, aim);
}

static bool push_connective(ntm_push *p, const ntm_node *node, ntm_row row, bool pass)
{
    uint32_t arg;

    switch (node->op) {
    case NTM_OP_ALL_OF:
        return pass ? push_all(p, node, 0, row, true) : push_one(p, node, row, false);
    case NTM_OP_ANY_OF:
        return pass ? push_one(p, node, row, true) : push_all(p, node, 0, row, false);
    case NTM_OP_NONE_OF:
        return pass ? push_all(p, node, 0, row, false) : push_one(p, node, row, true);
    case NTM_OP_AT_LEAST_N_OF:
        return push_all(p, node, 0, row, pass);
    case NTM_OP_PART:
        return ntm_push_truth(p, node->args[0], row, pass);
    case NTM_OP_IF_ANY: /* what is asked for is there, and as asked; else it is not there */
        if (!pass)
            return push_all(p, node, 0, row, true) && ntm_push_truth(p, node->args[1], row, false);
        return ntm_push_truth(p, node->args[1], row, true) ||
               ntm_push_truth(p, node->args[0], row, false);
    default: /* selections */
        return ntm_push_branch(p, node, row, &arg) && ntm_push_truth(p, node->args[arg], row, pass);
    }
}

bool ntm_push_truth(ntm_push *p, ntm_ref ref, ntm_row row, bool pass)
{
    const ntm_node *node = ntm_graph_node(p->graph, ref);
    ntm_tri now;

    if (p->steps++ > NTM_PUSH_STEPS)
        return false;
    if (node->type.kind != NTM_K_TRUTH)
        return false;
    if (ntm_exact_truth(p->exact, ref, row, &now, NULL) && now == (pass ? NTM_PASS : NTM_FAIL))
        return true;
    switch (node->op) {
    case NTM_OP_ALL_OF:
    case NTM_OP_ANY_OF:
    case NTM_OP_NONE_OF:
    case NTM_OP_AT_LEAST_N_OF:
    case NTM_OP_PART:
    case NTM_OP_IF_ANY:
    case NTM_OP_WHEN:
    case NTM_OP_CHOOSE:
    case NTM_OP_BY_ZONE:
    case NTM_OP_BY_YEAR:
    case NTM_OP_SINCE:
        return push_connective(p, node, row, pass);
    case NTM_OP_YES:
    case NTM_OP_NO:
        return ntm_push_value(p, node->args[0], row,
                              (ntm_aim){.code = pass == (node->op == NTM_OP_YES)});
    case NTM_OP_CHILD_ALL:
    case NTM_OP_CHILD_ANY:
        return push_children(p, node, row, pass);
    case NTM_OP_WITHIN:
        return push_within(p, node, row, pass);
    case NTM_OP_HOLDS:
        return push_title(p, node, row, pass);
    case NTM_OP_MEETS: /* goals of their own */
    case NTM_OP_MEETS_CURRENT:
    case NTM_OP_QUALIFIES:
        return pass;
    default:
        return node->nargs >= 2 && ntm_push_comparison(p, node, row, pass);
    }
}

/* ---- goals ---- */

static void push_zone(ntm_push *p, ntm_row row)
{
    const ntm_scale *scale;
    const char *zone;
    int code;

    if (!p->trial->zone || p->document->zone_by == NTM_NO_REF)
        return;
    scale = ntm_graph_node(p->graph, p->document->zone_by)->type.scale;
    code = scale ? ntm_scale_find(scale, p->trial->zone) : -1;
    zone = ntm_exact_zone(p->exact, row);
    if (code >= 0 && (!zone || strcmp(zone, p->trial->zone) != 0))
        ntm_push_value(p, p->document->zone_by, row, (ntm_aim){.code = code});
}

static void push_item(ntm_push *p, ntm_ref applies, ntm_ref pass, ntm_row row)
{
    if (applies != NTM_NO_REF)
        ntm_push_truth(p, applies, row, true);
    ntm_push_truth(p, pass, row, true);
}

/* A threshold that nobody knows stands in the way: no figure can help. (Arguments stand before their
 * users, so one way down the nodes is enough.) */
static bool is_not_known(const ntm_push *p, ntm_ref root)
{
    uint8_t *below = ntm_xcalloc(root + 1u, 1);
    bool found;

    below[root] = 1;
    for (ntm_ref ref = root + 1; ref-- > 0;) {
        const ntm_node *node = ntm_graph_node(p->graph, ref);

        for (uint32_t i = 0; below[ref] && i < node->nargs; i++)
            below[node->args[i]] = 1;
    }
    found = false;
    for (ntm_ref ref = 0; ref <= root && !found; ref++)
        found = below[ref] && ntm_graph_node(p->graph, ref)->op == NTM_OP_NOT_KNOWN;
    free(below);
    return found;
}

/* Push what is not met, and name it. */
static void push_goal(ntm_push *p, ntm_row row, bool soft, ntm_names *unmet)
{
    const ntm_document *doc = p->document;

    push_zone(p, row);
    for (uint32_t i = 0; i < doc->nindicators; i++) {
        const ntm_indicator *it = &doc->indicators[i];

        ntm_status status = ntm_exact_indicator_status(p->exact, i, row, NULL);

        if (status == NTM_ST_PASS)
            continue;
        if (status != NTM_ST_UNKNOWN || !is_not_known(p, it->pass))
            ntm_names_add(unmet, it->number);
        push_item(p, it->applies, it->pass, row);
    }
    for (uint32_t i = 0; soft && i < doc->ngates; i++)
        if (doc->gates[i].kind != NTM_WITHDRAWAL &&
            ntm_exact_gate_status(p->exact, i, row) != NTM_ST_PASS)
            push_item(p, doc->gates[i].applies, doc->gates[i].pass, row);
}

/* One round; what is not met is named in unmet. */
static bool round_of(ntm_trial *trial, bool soft, ntm_names *unmet)
{
    ntm_dataset *dataset = ntm_trial_dataset(trial);
    ntm_choice choice = ntm_trial_choice(trial);
    ntm_world world = {.catalogue = trial->catalogue, .dataset = dataset};
    bool changed = false;

    for (uint32_t g = 0; g < trial->ngoals; g++) {
        const ntm_trial_goal *goal = &trial->goals[g];
        ntm_push p = {.trial = trial,
                      .document = goal->document,
                      .graph = goal->document->graph,
                      .arena = ntm_arena_new()};
        ntm_row row;

        if (ntm_frame_build(goal->document, dataset, &choice, NULL, 0, &p.frame, NULL) == NTM_OK) {
            p.exact = ntm_exact_new(goal->document, p.frame, &world);
            row = ntm_frame_find(p.frame, trial->units[goal->unit].code);
            if (row >= 0)
                push_goal(&p, row, soft, unmet);
            changed = changed || p.changed;
            ntm_exact_free(p.exact);
            ntm_frame_free(p.frame);
        }
        ntm_arena_free(p.arena);
    }
    ntm_dataset_free(dataset);
    return changed;
}

/* The numbers in a set, in the order of the decisions. */
static const char *list_of(const ntm_trial *trial, const ntm_names *unmet)
{
    ntm_strbuf text = {0};
    const char *list;

    for (uint32_t g = 0; g < trial->ngoals; g++)
        for (uint32_t i = 0; i < trial->goals[g].document->nindicators; i++) {
            const char *number = trial->goals[g].document->indicators[i].number;

            if (ntm_names_find(unmet, number) != NTM_NO_NAME &&
                (g == 0 || trial->goals[g].document != trial->goals[g - 1].document))
                ntm_strbuf_printf(&text, "%s%s", text.length ? ", " : "", number);
        }
    list = text.length ? ntm_arena_strdup(trial->arena, ntm_strbuf_text(&text)) : NULL;
    ntm_strbuf_clear(&text);
    return list;
}

const char *ntm_trial_solve(ntm_trial *trial)
{
    ntm_names *late = ntm_names_new(trial->arena), *unmet;

    ntm_trial_collect(trial);
    for (int round = 0; round < ROUNDS; round++) {
        unmet = ntm_names_new(trial->arena);
        if (!round_of(trial, round < SOFT_ROUNDS, unmet))
            return list_of(trial, unmet);
        for (uint32_t i = 0; round >= ROUNDS - LAST_ROUNDS && i < ntm_names_count(unmet); i++)
            ntm_names_add(late, ntm_names_text(unmet, i));
        ntm_trial_collect(trial); /* more children may be wanted now */
    }
    return list_of(trial, late);
}
