/*
 * analysis/trial_collect.c - every figure that a decision, and those it refers to, can ask of a unit and
 * those around it, with a value to begin with: wholes of 1,000, parts as full as their whole where
 * more is better, nothing of what should fall, the best grade, today.
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/trial_priv.h"

#define FIRST_AMOUNT 1000

/* ---- what can be asked for ---- */

typedef struct collecting {
    ntm_trial *trial;
    const ntm_document *document;
    uint8_t **seen; /* by unit: by node */
    uint32_t nseen;
} collecting;

static bool first_time(collecting *c, ntm_ref ref, int32_t unit)
{
    if ((uint32_t)unit >= c->nseen) {
        uint32_t count = c->trial->nunits + 16;

        c->seen = ntm_xrealloc(c->seen, count * sizeof *c->seen);
        memset(c->seen + c->nseen, 0, (count - c->nseen) * sizeof *c->seen);
        c->nseen = count;
    }
    if (!c->seen[unit])
        c->seen[unit] = ntm_xcalloc(ntm_graph_count(c->document->graph), 1);
    if (c->seen[unit][ref])
        return false;
    c->seen[unit][ref] = 1;
    return true;
}

const ntm_document *ntm_trial_named(const ntm_trial *trial, const ntm_document *from,
                                    const ntm_node *node)
{
    const ntm_document *found = NULL, *consolidated = NULL;

    if (!trial->catalogue)
        return NULL;
    if (node->op == NTM_OP_MEETS_CURRENT)
        found =
            ntm_catalogue_current(trial->catalogue, node->text, from->folder, trial->as_of, NULL);
    else if (ntm_catalogue_find(trial->catalogue, node->text, from->folder, &found, NULL) != NTM_OK)
        return NULL;
    if (!found || ntm_catalogue_consolidated(trial->catalogue, found, trial->as_of, &consolidated,
                                             NULL) != NTM_OK)
        return NULL;
    return consolidated;
}

static void add_goal(ntm_trial *trial, const ntm_document *document, int32_t unit)
{
    for (uint32_t i = 0; i < trial->ngoals; i++)
        if (trial->goals[i].document == document && trial->goals[i].unit == unit)
            return;
    if (trial->ngoals >= NTM_TRIAL_GOALS)
        return;
    if (trial->ngoals == trial->goals_capacity) {
        trial->goals_capacity = trial->goals_capacity * 2 + 4;
        trial->goals = ntm_xrealloc(trial->goals, trial->goals_capacity * sizeof *trial->goals);
    }
    trial->goals[trial->ngoals++] = (ntm_trial_goal){document, unit};
}

static void collect(collecting *c, ntm_ref ref, int32_t unit, bool previous);

static void collect_children(collecting *c, const ntm_node *node, int32_t unit)
{
    ntm_trial *trial = c->trial;

    while (ntm_trial_count_children(trial, unit, node->level) < trial->wanted[node->level] &&
           ntm_trial_add_child(trial, unit, node->level) >= 0)
        ;
    for (uint32_t i = 0; node->nargs && i < ntm_trial_count_children(trial, unit, node->level); i++)
        collect(c, node->args[0], ntm_trial_child(trial, unit, node->level, i), false);
}

static void collect(collecting *c, ntm_ref ref, int32_t unit, bool previous)
{
    const ntm_node *node = ntm_graph_node(c->document->graph, ref);
    const ntm_document *named;
    int32_t reader;

    if (unit < 0)
        return;
    if (node->op == NTM_OP_FIELD) {
        reader = ntm_trial_reader(c->trial, unit, node->field);
        if (reader >= 0)
            ntm_trial_cell_at(c->trial, reader, node->field, previous);
        return;
    }
    if (!first_time(c, ref, unit))
        return;
    switch (node->op) {
    case NTM_OP_PREVIOUS:
        collect(c, node->args[0], unit, true);
        return;
    case NTM_OP_PARENT:
        collect(c, node->args[0], c->trial->units[unit].parent, false);
        return;
    case NTM_OP_CHILD_COUNT:
    case NTM_OP_CHILD_COUNT_WHERE:
    case NTM_OP_CHILD_PERCENT_WHERE:
    case NTM_OP_CHILD_SUM:
    case NTM_OP_CHILD_LEAST:
    case NTM_OP_CHILD_GREATEST:
    case NTM_OP_CHILD_ALL:
    case NTM_OP_CHILD_ANY:
        collect_children(c, node, unit);
        return;
    case NTM_OP_MEETS:
    case NTM_OP_MEETS_CURRENT:
    case NTM_OP_QUALIFIES:
        named = ntm_trial_named(c->trial, c->document, node);
        if (named && named->level == c->trial->units[unit].level)
            add_goal(c->trial, named, unit);
        return;
    case NTM_OP_BY_ZONE:
        if (c->document->zone_by != NTM_NO_REF)
            collect(c, c->document->zone_by, unit, false);
        break;
    default:
        break;
    }
    for (uint32_t i = 0; i < node->nargs; i++)
        collect(c, node->args[i], unit, false);
}

static void collect_root(collecting *c, ntm_ref ref, int32_t unit)
{
    if (ref != NTM_NO_REF)
        collect(c, ref, unit, false);
}

static void collect_goal(ntm_trial *trial, const ntm_trial_goal goal)
{
    const ntm_document *doc = goal.document;
    collecting c = {.trial = trial, .document = doc};

    collect_root(&c, doc->zone_by, goal.unit);
    for (uint32_t i = 0; i < doc->nindicators; i++) {
        collect_root(&c, doc->indicators[i].applies, goal.unit);
        collect_root(&c, doc->indicators[i].pass, goal.unit);
    }
    for (uint32_t i = 0; i < doc->ngates; i++) {
        collect_root(&c, doc->gates[i].applies, goal.unit);
        collect_root(&c, doc->gates[i].pass, goal.unit);
    }
    for (uint32_t i = 0; i < c.nseen; i++)
        free(c.seen[i]);
    free(c.seen);
}

/* ---- values to begin with ---- */

static ntm_decimal amount(const ntm_field *field)
{
    ntm_decimal first = ntm_decimal_int(field->good < 0 ? 0 : FIRST_AMOUNT);

    if (field->has_high && ntm_decimal_compare(first, field->high) > 0)
        first = field->high;
    if (field->has_low && ntm_decimal_compare(first, field->low) < 0)
        first = field->low;
    return first;
}

static void set_number(ntm_trial_cell *cell, ntm_decimal number)
{
    cell->value = (ntm_value){
        .kind = NTM_K_NUMBER, .has_low = true, .has_high = true, .low = number, .high = number};
    cell->set = true;
}

/* A field of which another cell of the unit is the sum. */
static bool is_summand(const ntm_trial *trial, const ntm_trial_cell *cell)
{
    for (uint32_t i = 0; i < trial->ncells; i++) {
        const ntm_trial_cell *whole = &trial->cells[i];

        for (uint32_t k = 0; whole->unit == cell->unit && k < whole->field->sum_count; k++)
            if (strcmp(whole->field->sum_of[k], cell->field->name) == 0)
                return true;
    }
    return false;
}

static bool set_sum(ntm_trial *trial, ntm_trial_cell *cell)
{
    ntm_decimal sum = ntm_decimal_int(0);

    if (!cell->field->sum_count)
        return false;
    for (uint32_t k = 0; k < cell->field->sum_count; k++) {
        const ntm_trial_cell *part =
            ntm_trial_find(trial, cell->unit, cell->field->sum_of[k], cell->previous);

        if (!part || !part->set || !ntm_decimal_add(sum, part->value.low, &sum))
            return false;
    }
    set_number(cell, sum);
    return true;
}

static void set_first(ntm_trial *trial, ntm_trial_cell *cell, int depth)
{
    const ntm_field *field = cell->field;
    ntm_trial_cell *whole = NULL;

    switch (field->kind) {
    case NTM_K_YES_NO:
        cell->value = (ntm_value){.kind = field->kind, .yes = field->good >= 0};
        break;
    case NTM_K_GRADE:
    case NTM_K_CHOICE:
        cell->value = (ntm_value){.kind = field->kind, .code = field->scale->codes[0]};
        if (field->kind == NTM_K_GRADE && field->good >= 0)
            cell->value.code = field->scale->codes[field->scale->count - 1];
        break;
    case NTM_K_DATE:
        cell->value = (ntm_value){.kind = field->kind, .date = trial->as_of};
        break;
    default:
        if (set_sum(trial, cell))
            return;
        set_number(cell, amount(field));
        if (!field->part_of || field->good < 0 || depth > 16 || is_summand(trial, cell))
            return;
        whole = ntm_trial_find(trial, cell->unit, field->part_of, cell->previous);
        if (!whole)
            return;
        if (!whole->set)
            set_first(trial, whole, depth + 1);
        if (whole->value.has_low &&
            (!field->has_high || ntm_decimal_compare(whole->value.low, field->high) <= 0))
            set_number(cell, whole->value.low);
        return;
    }
    cell->set = true;
}

void ntm_trial_collect(ntm_trial *trial)
{
    uint32_t before = trial->ncells;

    add_goal(trial, trial->document, trial->main);
    for (uint32_t i = 0; i < trial->ngoals; i++) /* grows while it is gone through */
        collect_goal(trial, trial->goals[i]);
    for (int pass = 0; pass < 2; pass++) /* summands first, then sums and parts of them */
        for (uint32_t i = before; i < trial->ncells; i++)
            if (!trial->cells[i].set && (pass || is_summand(trial, &trial->cells[i])))
                set_first(trial, &trial->cells[i], 0);
}
