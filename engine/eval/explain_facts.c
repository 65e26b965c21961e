/*
 * eval/explain_facts.c - the observations a value rests on, and those it waits for.
 *
 * Both walks look only where the evaluation looked: not into branches that were not taken, and for
 * what is missing, not below what is known already. Each node is visited once for each row.
 */
#include <string.h>

#include "eval/explain_priv.h"

typedef struct walk {
    ntm_explainer *explainer;
    ntm_exact *exact; /* of the document in question, or of one that it refers to */
    bool own;         /* the former */
    ntm_row unit_row;
    ntm_memo *seen;  /* nodes at rows */
    ntm_memo *cells; /* cells told: key is the node, row is where it is read */
    ntm_fact_list *list;
    bool missing;
} walk;

static ntm_fact *add(walk *w, ntm_open_cell cell)
{
    ntm_fact_list *list = w->list;
    ntm_arena *out = w->explainer->out;
    if (list->count == NTM_MAX_FACTS)
        return NULL;
    if (list->count == list->capacity) {
        uint32_t capacity = list->capacity ? list->capacity * 2 : 4;
        ntm_fact *items = ntm_arena_array(out, capacity, sizeof *items);
        ntm_open_cell *cells = ntm_arena_array(out, capacity, sizeof *cells);
        if (list->count) {
            memcpy(items, list->items, list->count * sizeof *items);
            memcpy(cells, list->cells, list->count * sizeof *cells);
        }
        list->items = items;
        list->cells = cells;
        list->capacity = capacity;
    }
    if (!w->own)
        cell.field = NULL; /* cells of another frame can't be tried */
    list->cells[list->count] = cell;
    ntm_fact *fact = &list->items[list->count++];
    *fact = (ntm_fact){0};
    return fact;
}

static const char *unit_of(const walk *w, ntm_row row)
{
    const char *code = ntm_frame_row(w->exact->frame, row)->unit->code;
    const char *own = ntm_frame_row(w->explainer->exact->frame, w->unit_row)->unit->code;
    return strcmp(code, own) == 0 ? NULL : code;
}

/* The last day on which an observation that is now stale still counted. */
static ntm_date counted_until(const ntm_field *field, const ntm_observation *observation)
{
    ntm_date last = observation->as_of;
    if (field->freshness == NTM_FRESH_MONTHS)
        return ntm_date_add_months(observation->as_of, field->months);
    ntm_date_make(ntm_date_year(observation->as_of), 12, 31, &last);
    return last;
}

static void tell_cell(walk *w, ntm_ref ref, const ntm_field *field, const ntm_field *whole,
                      bool previous, ntm_row row)
{
    ntm_cell cell = {.state = NTM_CELL_MISSING};
    ntm_row read_row;
    uint32_t index;
    bool there = ntm_exact_cell_at(w->exact, field, whole, previous, row, &cell, &read_row);
    bool open = !there || cell.state == NTM_CELL_MISSING || cell.state == NTM_CELL_STALE;
    if (w->missing ? !(open || cell.state == NTM_CELL_BOUNDS) : open)
        return;
    if (!ntm_memo_add(w->cells, ref, read_row, &index))
        return;
    ntm_fact *fact =
        add(w, (ntm_open_cell){read_row < 0 || whole ? NULL : field, previous, read_row});
    if (!fact)
        return;
    ntm_val v = ntm_exact_cell(w->exact, field, whole, previous, row);
    fact->unit = read_row < 0 ? NULL : unit_of(w, read_row);
    fact->field = whole ? ntm_arena_printf(w->explainer->out, "%s/%s", field->name, whole->name)
                        : field->name;
    fact->observation = there ? cell.observation : NULL;
    if (there && cell.displaced && ntm_assessor_appraises(cell.displaced->assessor))
        fact->displaced = cell.displaced;
    fact->value = ntm_explain_value(w->explainer->out, field, &v);
    fact->previous = previous;
    fact->derived = there && cell.derived;
    if (there && cell.derived_from != NTM_LEVEL_NONE) {
        fact->reported = cell.reported;
        fact->total = cell.total;
    }
    if (w->missing)
        fact->why = cell.state == NTM_CELL_STALE    ? "stale"
                    : cell.state == NTM_CELL_BOUNDS ? "undecided"
                                                    : "missing";
    if (there && cell.state == NTM_CELL_STALE && cell.observation)
        fact->since = counted_until(field, cell.observation);
    if (there && !whole)
        ntm_explain_carried(w->explainer->out, w->exact, field, previous, read_row, &cell, fact);
}

static void visit(walk *w, ntm_ref ref, ntm_row row);

static void visit_args(walk *w, const ntm_node *node, uint32_t from, uint32_t to, ntm_row row)
{
    for (uint32_t i = from; i < to; i++)
        visit(w, node->args[i], row);
}

static ntm_fact *add_reason(walk *w, const char *why)
{
    ntm_fact *fact = add(w, (ntm_open_cell){NULL, false, -1});
    if (fact)
        fact->why = why;
    return fact;
}

static void visit_quotient(walk *w, const ntm_node *node, ntm_row row)
{
    ntm_val stop = ntm_exact_eval(w->exact, node->args[1], row);
    const ntm_node *part = ntm_graph_node(w->exact->graph, node->args[0]);
    const ntm_node *whole = ntm_graph_node(w->exact->graph, node->args[1]);
    bool gone = stop.state == NTM_VAL_MISSING ||
                ntm_exact_eval(w->exact, node->args[0], row).state == NTM_VAL_MISSING;
    if (node->op == NTM_OP_PERCENT && part->op == NTM_OP_FIELD && whole->op == NTM_OP_FIELD &&
        gone &&
        ntm_exact_cell(w->exact, part->field, whole->field, false, row).state != NTM_VAL_MISSING) {
        /* the share stands in: its key is the node of the quotient, which no cell has */
        tell_cell(w, (ntm_ref)(w->exact->nodes + node->args[0]), part->field, whole->field, false,
                  row);
        return;
    }
    visit_args(w, node, 0, 2, row);
    if (w->missing && stop.state == NTM_VAL_NUMBER && ntm_num_sign(stop.low) == 0) {
        ntm_fact *fact = add_reason(w, "zero-denominator");
        if (fact && whole->op == NTM_OP_FIELD)
            fact->field = whole->field->name;
    }
}

static void visit_children(walk *w, const ntm_node *node, ntm_row row)
{
    ntm_row first;
    int32_t total = ntm_exact_child_rows(w->exact, node, row, &first);
    if (!total && w->missing) {
        ntm_fact *fact = add_reason(w, "no-children");
        if (fact) {
            fact->unit = unit_of(w, row);
            fact->field =
                ntm_arena_printf(w->explainer->out, "children:%s", ntm_level_code(node->level));
        }
    }
    for (int32_t i = 0; i < total && node->nargs; i++)
        visit(w, node->args[0], first + i);
}

static void visit_decision(walk *w, const ntm_node *node, ntm_row row)
{
    ntm_exact_error error;
    ntm_row there;
    const ntm_reached *reached = ntm_exact_reached(w->exact, node, row, &there, &error);
    if (!reached)
        return;
    ntm_memo seen, cells;
    ntm_memo_init(&seen);
    ntm_memo_init(&cells);
    walk other = *w;
    other.exact = reached->exact;
    other.own = false;
    other.seen = &seen;
    other.cells = &cells;
    for (uint32_t i = 0; i < reached->document->nindicators; i++) {
        const ntm_indicator *indicator = &reached->document->indicators[i];
        bool either_way;
        ntm_status status = ntm_exact_indicator_status(reached->exact, i, there, &either_way);
        if (status != NTM_ST_UNKNOWN || either_way)
            continue;
        if (indicator->applies != NTM_NO_REF)
            visit(&other, indicator->applies, there);
        visit(&other, indicator->pass, there);
    }
    for (uint32_t g = 0; g < reached->document->ngates && node->op == NTM_OP_QUALIFIES; g++)
        if (reached->document->gates[g].kind != NTM_WITHDRAWAL &&
            ntm_exact_gate_status(reached->exact, g, there) == NTM_ST_UNKNOWN)
            visit(&other, reached->document->gates[g].pass, there);
    ntm_memo_clear(&seen);
    ntm_memo_clear(&cells);
}

static void visit_title(walk *w, const ntm_node *node, ntm_row row)
{
    const ntm_title *title = ntm_frame_title(w->exact->frame, row, node->text);
    if (w->missing == (title != NULL))
        return;
    ntm_fact *fact = add_reason(w, title ? NULL : "missing");
    if (!fact)
        return;
    fact->unit = unit_of(w, row);
    fact->field = ntm_arena_printf(w->explainer->out, "title:%s", node->text);
    fact->value = title && *title->number ? title->number : NULL;
}

static void visit_criteria(walk *w, const ntm_node *node, ntm_row row)
{
    const ntm_document *document = w->exact->document;
    for (uint32_t c = 0; c < document->ncriteria; c++) {
        if (!w->missing ||
            (node->op != NTM_OP_FAILED_SHARE && document->criteria[c].number != node->n) ||
            ntm_exact_criterion_state(w->exact, c, row) != NTM_UNDECIDED)
            continue;
        for (uint32_t i = 0; i < document->criteria[c].count; i++) {
            const ntm_indicator *indicator = &document->indicators[document->criteria[c].first + i];
            if (indicator->applies != NTM_NO_REF)
                visit(w, indicator->applies, row);
            visit(w, indicator->pass, row);
        }
    }
}

static void visit_branches(walk *w, const ntm_node *node, ntm_row row)
{
    ntm_branch branch = ntm_exact_branch(w->exact, node, row);
    if (node->op == NTM_OP_WHEN || node->op == NTM_OP_CHOOSE)
        visit(w, node->args[0], row);
    if (node->op == NTM_OP_BY_ZONE)
        visit(w, w->exact->document->zone_by, row);
    if (branch.known)
        visit(w, node->args[branch.arg], row);
    else
        visit_args(w, node, branch.first, branch.first + branch.count, row);
}

/* What is settled has nothing missing below it. */
static bool settled(walk *w, ntm_ref ref, ntm_row row)
{
    ntm_val v = ntm_exact_eval(w->exact, ref, row);
    return v.state == NTM_VAL_NUMBER || v.state == NTM_VAL_CODE ||
           (v.state == NTM_VAL_TRUTH && v.tri != NTM_UNKNOWN);
}

static void visit(walk *w, ntm_ref ref, ntm_row row)
{
    uint32_t index;
    const ntm_node *node = ntm_graph_node(w->exact->graph, ref);
    if (!ntm_memo_add(w->seen, ref, row, &index))
        return;
    if (w->missing && node->op != NTM_OP_HOLDS && settled(w, ref, row))
        return;
    switch (node->op) {
    case NTM_OP_FIELD:
        tell_cell(w, ref, node->field, NULL, false, row);
        return;
    case NTM_OP_PREVIOUS:
        tell_cell(w, ref, ntm_graph_node(w->exact->graph, node->args[0])->field, NULL, true, row);
        return;
    case NTM_OP_NOT_KNOWN:
        if (w->missing) {
            ntm_fact *fact = add_reason(w, "not-known");
            if (fact)
                fact->detail = node->text;
        }
        return;
    case NTM_OP_PARENT: {
        ntm_row parent = ntm_frame_row(w->exact->frame, row)->parent;
        if (parent >= 0)
            visit(w, node->args[0], parent);
        else if (w->missing)
            add_reason(w, "missing");
        return;
    }
    case NTM_OP_RATIO:
    case NTM_OP_PERCENT:
        visit_quotient(w, node, row);
        return;
    case NTM_OP_FIRST_KNOWN:
        for (uint32_t i = 0; i < node->nargs; i++) {
            visit(w, node->args[i], row);
            if (ntm_exact_eval(w->exact, node->args[i], row).state != NTM_VAL_MISSING)
                return;
        }
        return;
    case NTM_OP_WHEN:
    case NTM_OP_CHOOSE:
    case NTM_OP_BY_ZONE:
    case NTM_OP_BY_YEAR:
    case NTM_OP_SINCE:
        visit_branches(w, node, row);
        return;
    case NTM_OP_CHILD_COUNT:
    case NTM_OP_CHILD_COUNT_WHERE:
    case NTM_OP_CHILD_PERCENT_WHERE:
    case NTM_OP_CHILD_SUM:
    case NTM_OP_CHILD_LEAST:
    case NTM_OP_CHILD_GREATEST:
    case NTM_OP_CHILD_ALL:
    case NTM_OP_CHILD_ANY:
        visit_children(w, node, row);
        return;
    case NTM_OP_MEETS:
    case NTM_OP_MEETS_CURRENT:
    case NTM_OP_QUALIFIES:
        if (w->missing)
            visit_decision(w, node, row);
        return;
    case NTM_OP_HOLDS:
        visit_title(w, node, row);
        return;
    case NTM_OP_FAILED_SHARE:
    case NTM_OP_CRITERION_FAILS:
    case NTM_OP_CRITERION_PASSES:
        visit_criteria(w, node, row);
        return;
    default:
        visit_args(w, node, 0, node->nargs, row);
        return;
    }
}

static void run(ntm_explainer *explainer, ntm_ref ref, ntm_row row, ntm_row unit_row, bool missing,
                ntm_fact_list *list)
{
    ntm_memo_forget(&explainer->seen);
    ntm_memo_forget(&explainer->cells);
    walk w = {.explainer = explainer,
              .exact = explainer->exact,
              .own = true,
              .unit_row = unit_row,
              .seen = &explainer->seen,
              .cells = &explainer->cells,
              .list = list,
              .missing = missing};
    visit(&w, ref, row);
}

void ntm_explain_used(ntm_explainer *explainer, ntm_ref ref, ntm_row row, ntm_row unit_row,
                      ntm_fact_list *list)
{
    run(explainer, ref, row, unit_row, false, list);
}

void ntm_explain_rests(ntm_explainer *explainer, ntm_ref ref, ntm_row row, const ntm_fact **out,
                       uint32_t *count_out)
{
    ntm_fact_list list = {0};
    run(explainer, ref, row, row, false, &list);
    *out = list.items;
    *count_out = list.count;
}

void ntm_explain_missing(ntm_explainer *explainer, ntm_ref ref, ntm_row row, ntm_row unit_row,
                         ntm_fact_list *list)
{
    run(explainer, ref, row, unit_row, true, list);
}
