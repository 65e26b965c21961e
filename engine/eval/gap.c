/* eval/gap.c - the solver: levers tried one by one, what each can do put in order. */
#include "eval/gap.h"

#include <stdlib.h>
#include <string.h>

#include "eval/gap_priv.h"

#define MAX_LEVERS 64u

ntm_solver *ntm_solver_new(ntm_exact *exact, ntm_arena *out)
{
    ntm_solver *solver = ntm_xcalloc(1, sizeof *solver);
    solver->exact = exact;
    solver->probe = ntm_exact_probe_new(exact);
    solver->interval = ntm_interval_new(exact);
    solver->out = out;
    solver->scratch = ntm_arena_new();
    ntm_memo_init(&solver->memo);
    ntm_memo_init(&solver->priced);
    return solver;
}

void ntm_solver_free(ntm_solver *solver)
{
    if (!solver)
        return;
    ntm_interval_free(solver->interval);
    ntm_exact_free(solver->probe);
    ntm_arena_free(solver->scratch);
    ntm_memo_clear(&solver->memo);
    ntm_memo_clear(&solver->priced);
    free(solver->signs);
    free(solver->costs);
    free(solver);
}

void ntm_solver_begin(ntm_solver *solver)
{
    ntm_interval_forget(solver->interval); /* another unit may have been evaluated since */
    if (ntm_arena_bytes(solver->scratch) > 1u << 17) {
        ntm_arena_free(solver->scratch);
        solver->scratch = ntm_arena_new();
    }
}

ntm_tri ntm_solver_try(ntm_solver *solver, ntm_ref leaf, ntm_row row, const ntm_lever *lever,
                       bool previous, ntm_val value)
{
    ntm_override override = {lever->row, lever->field, previous, value};
    ntm_tri truth;
    ntm_exact_probe(solver->probe, &override, 1);
    if (!previous && solver->signed_ref == leaf && solver->signed_lever.field == lever->field &&
        solver->signed_lever.row == lever->row) { /* what has no sign is as it was */
        solver->probe->base = solver->exact;
        solver->probe->touch = &solver->memo;
        solver->probe->touches = solver->signs;
    }
    return ntm_exact_truth(solver->probe, leaf, row, &truth, NULL) ? truth : NTM_UNKNOWN;
}

ntm_gap *ntm_gap_add(ntm_solver *solver, ntm_gap_list *list)
{
    if (list->count == NTM_MAX_GAPS)
        return NULL;
    if (list->count == list->capacity) {
        uint32_t capacity = list->capacity ? list->capacity * 2 : 4;
        ntm_gap *items = ntm_arena_array(solver->out, capacity, sizeof *items);
        if (list->count)
            memcpy(items, list->items, list->count * sizeof *items);
        list->items = items;
        list->capacity = capacity;
    }
    ntm_gap *gap = &list->items[list->count++];
    *gap = (ntm_gap){0};
    return gap;
}

const char *ntm_gap_unit(const ntm_solver *solver, ntm_row row, ntm_row unit_row)
{
    return row == unit_row ? NULL : ntm_frame_row(solver->exact->frame, row)->unit->code;
}

static void append(ntm_solver *solver, ntm_gap_list *list, const ntm_gap_list *more)
{
    for (uint32_t i = 0; i < more->count; i++) {
        ntm_gap *gap = ntm_gap_add(solver, list);
        if (gap)
            *gap = more->items[i];
    }
}

/* Deadlines are not moved: of a comparison of dates, only the side that is told about. */
static ntm_ref dated_side(const ntm_solver *solver, ntm_ref leaf)
{
    const ntm_graph *graph = solver->exact->graph;
    const ntm_node *node = ntm_graph_node(graph, leaf);
    for (uint32_t i = 0; i < node->nargs; i++) {
        const ntm_node *arg = ntm_graph_node(graph, node->args[i]);
        if (arg->type.kind == NTM_K_DATE && (arg->nargs || arg->op == NTM_OP_FIELD))
            return node->args[i];
    }
    return leaf;
}

static bool is_comparison(ntm_op op) { return (op >= NTM_OP_AT_LEAST && op <= NTM_OP_NO); }

static void solve(ntm_solver *solver, ntm_ref leaf, ntm_row row, ntm_row unit_row, ntm_tri want,
                  bool margin, ntm_gap_list *list)
{
    ntm_lever levers[MAX_LEVERS];
    ntm_gap_list open = {0}, blocked = {0};
    if (ntm_gap_children(solver, leaf, row, unit_row, want, margin, list) ||
        !is_comparison(ntm_graph_node(solver->exact->graph, leaf)->op))
        return;
    uint32_t count = ntm_solver_levers(solver, dated_side(solver, leaf), row, levers, MAX_LEVERS);
    for (uint32_t i = 0; i < count; i++) {
        if (levers[i].field->kind == NTM_K_NUMBER)
            ntm_gap_number(solver, leaf, row, unit_row, &levers[i], want, margin, &open, &blocked);
        else
            ntm_gap_code(solver, leaf, row, unit_row, &levers[i], want, margin, &open);
    }
    for (uint32_t i = 0; i < open.count && open.count > 1 && !margin; i++)
        open.items[i].alternative = 1;
    append(solver, list, open.count ? &open : &blocked);
}

void ntm_solver_gaps(ntm_solver *solver, ntm_ref leaf, ntm_row row, ntm_row unit_row, ntm_tri want,
                     ntm_gap_list *list)
{
    ntm_solver_begin(solver);
    if (!solver->depth++)
        solver->patience = 4 * NTM_MAX_GAPS;
    solve(solver, leaf, row, unit_row, want, false, list);
    solver->depth--;
}

void ntm_solver_margins(ntm_solver *solver, ntm_ref leaf, ntm_row row, ntm_row unit_row,
                        ntm_tri want, ntm_gap_list *list)
{
    ntm_solver_begin(solver);
    solve(solver, leaf, row, unit_row, want, true, list);
}
