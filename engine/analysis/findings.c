/* analysis/findings.c - see the header. */
#include "analysis/findings.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "eval/exact.h"

#define MAX_FACTS 16 /* of one rule; a rule that reads more is told without the rest */

/* One findings document over one frame. */
typedef struct pass {
    const ntm_document *document;
    const ntm_frame *frame;
    ntm_exact *exact;
    ntm_arena *arena;
    ntm_raised_list *list;
    size_t before; /* items of the list that were there */
    const char *const *units;
    size_t nunits;
} pass;

/* ---- what a rule looked at ---- */

static bool is_told(ntm_op op)
{
    switch (op) {
    case NTM_OP_FIELD:
    case NTM_OP_PREVIOUS:
    case NTM_OP_CHILD_COUNT:
    case NTM_OP_CHILD_COUNT_WHERE:
    case NTM_OP_CHILD_PERCENT_WHERE:
    case NTM_OP_CHILD_SUM:
    case NTM_OP_CHILD_LEAST:
    case NTM_OP_CHILD_GREATEST:
    case NTM_OP_ADD:
    case NTM_OP_RATIO:
    case NTM_OP_PERCENT:
        return true;
    default:
        return false; /* constants, and steps on the way: what they are made of is told */
    }
}

/* Whether the arguments are read somewhere else: at children, in another year, at the parent. */
static bool is_elsewhere(ntm_op op)
{
    return op == NTM_OP_PREVIOUS || op == NTM_OP_PARENT ||
           (op >= NTM_OP_CHILD_COUNT && op <= NTM_OP_CHILD_ANY);
}

/* The field that a node is about: itself, or its only argument. */
static const ntm_field *field_of(const pass *p, const ntm_node *node)
{
    while (node->op != NTM_OP_FIELD && node->nargs == 1)
        node = ntm_graph_node(p->document->graph, node->args[0]);
    return node->op == NTM_OP_FIELD ? node->field : NULL;
}

static const ntm_observation *observation_of(const pass *p, const ntm_field *field, ntm_row row,
                                             bool previous)
{
    ntm_level level;
    if (!ntm_field_readable(field, ntm_frame_row(p->frame, row)->unit->level, &level))
        return NULL;
    const ntm_column *column = ntm_frame_column(p->frame, field, NULL, previous, level);
    ntm_row at = ntm_frame_ancestor(p->frame, row, level);
    if (!column || at < 0)
        return NULL;
    ntm_cell cell;
    ntm_frame_cell(p->frame, column, at, &cell);
    return cell.observation;
}

static const char *code_text(ntm_arena *arena, const ntm_node *node, const ntm_exact_value *value)
{
    char day[NTM_DATE_TEXT];
    if (value->kind == NTM_K_YES_NO)
        return value->code ? "yes" : "no";
    if (value->kind == NTM_K_DATE)
        return ntm_arena_strdup(arena, ntm_date_format(value->code, day));
    return node->type.scale ? node->type.scale->codes[value->code] : "";
}

static const char *value_text(ntm_arena *arena, const ntm_node *node, const ntm_exact_value *value)
{
    if (value->kind != NTM_K_NUMBER)
        return code_text(arena, node, value);
    if (value->state == NTM_EXACT_VALUE)
        return ntm_arena_strdup(arena, value->low);
    if (value->low && value->high)
        return ntm_arena_printf(arena, "%s..%s", value->low, value->high);
    return ntm_arena_printf(arena, "%s%s", value->low ? ">=" : "<=",
                            value->low    ? value->low
                            : value->high ? value->high
                                          : "");
}

static bool has_fact(const ntm_raised *raised, const char *read, const ntm_field *field)
{
    for (uint32_t i = 0; i < raised->nfacts; i++)
        if (!strcmp(raised->facts[i].read, read) && field && raised->facts[i].field &&
            !strcmp(raised->facts[i].field, field->name))
            return true;
    return false;
}

static void add_fact(const pass *p, ntm_ref ref, ntm_row row, ntm_raised *raised,
                     ntm_raised_fact *facts)
{
    const ntm_node *node = ntm_graph_node(p->document->graph, ref);
    const ntm_field *field = node->op == NTM_OP_CHILD_COUNT ? NULL : field_of(p, node);
    const char *read = node->op == NTM_OP_FIELD      ? "own"
                       : node->op == NTM_OP_PREVIOUS ? "previous"
                                                     : ntm_op_name(node->op);
    ntm_exact_value value;
    if (raised->nfacts == MAX_FACTS || has_fact(raised, read, field))
        return;
    ntm_exact_value_at(p->exact, ref, row, &value);
    if (value.state != NTM_EXACT_VALUE && value.state != NTM_EXACT_BOUNDS)
        return;
    bool observed = node->op == NTM_OP_FIELD || node->op == NTM_OP_PREVIOUS;
    facts[raised->nfacts++] = (ntm_raised_fact){
        .field = field ? field->name : NULL,
        .read = read,
        .measure = node->type.measure ? node->type.measure : "1",
        .kind = value.kind,
        .value = value_text(p->arena, node, &value),
        .observation =
            observed && field ? observation_of(p, field, row, node->op == NTM_OP_PREVIOUS) : NULL};
}

/* Arguments first: a sum stands behind what it is made of. */
static void add_facts(const pass *p, ntm_ref ref, ntm_row row, ntm_raised *raised,
                      ntm_raised_fact *facts)
{
    const ntm_node *node = ntm_graph_node(p->document->graph, ref);
    for (uint32_t i = 0; i < node->nargs && !is_elsewhere(node->op); i++)
        add_facts(p, node->args[i], row, raised, facts);
    if (is_told(node->op))
        add_fact(p, ref, row, raised, facts);
}

/* ---- raising ---- */

static bool same(const ntm_raised *a, const ntm_raised *b)
{
    if (a->rule != b->rule || strcmp(a->unit->code, b->unit->code) != 0 || a->nfacts != b->nfacts)
        return false;
    for (uint32_t i = 0; i < a->nfacts; i++)
        if (strcmp(a->facts[i].value, b->facts[i].value) != 0)
            return false;
    return true;
}

/* Within one call a rule comes once to a unit; only what was there before can be the same. */
static void add(ntm_raised_list *list, size_t before, const ntm_raised *raised)
{
    for (size_t i = 0; i < before; i++)
        if (same(&list->items[i], raised))
            return;
    if (list->count == list->capacity) {
        list->capacity = list->capacity ? list->capacity * 2 : 32;
        list->items = ntm_xrealloc(list->items, list->capacity * sizeof *list->items);
    }
    list->items[list->count++] = *raised;
}

static void try_rule(const pass *p, const ntm_finding_rule *rule, ntm_row row)
{
    ntm_tri truth;
    ntm_exact_error error;
    bool good = ntm_exact_truth(p->exact, rule->when, row, &truth, &error);
    if (good && truth != NTM_PASS)
        return;
    ntm_raised raised = {.document = p->document,
                         .rule = rule,
                         .unit = ntm_frame_row(p->frame, row)->unit,
                         .as_of = ntm_frame_choice(p->frame)->as_of};
    ntm_raised_fact *facts = ntm_arena_array(p->arena, MAX_FACTS, sizeof *facts);
    raised.facts = facts;
    if (good)
        add_facts(p, rule->when, row, &raised, facts);
    else
        raised.error = ntm_arena_strdup(p->arena, error.code);
    add(p->list, p->before, &raised);
}

/* Mark the rows of the codes and all below them; parents stand before their children. */
static void mark(const ntm_frame *frame, const char *const *codes, size_t count, bool *marks)
{
    for (size_t i = 0; i < count; i++) {
        ntm_row row = ntm_frame_find(frame, codes[i]);
        if (row >= 0)
            marks[row] = true;
    }
    for (ntm_row row = 0; row < ntm_frame_rows(frame); row++) {
        ntm_row parent = ntm_frame_row(frame, row)->parent;
        if (parent >= 0 && marks[parent])
            marks[row] = true;
    }
}

static void walk(const pass *p)
{
    size_t rows = (size_t)ntm_frame_rows(p->frame);
    bool *wanted = ntm_xcalloc(rows + 1, sizeof *wanted);
    bool *in_scope = ntm_xcalloc(rows + 1, sizeof *in_scope);
    mark(p->frame, p->units, p->nunits, wanted);
    if (p->document->scope)
        mark(p->frame, &p->document->scope, 1, in_scope);
    for (ntm_row row = 0; row < (ntm_row)rows; row++) {
        if ((p->units && !wanted[row]) || (p->document->scope && !in_scope[row]))
            continue;
        for (uint32_t i = 0; i < p->document->nfindings; i++)
            if (p->document->findings[i].level == ntm_frame_row(p->frame, row)->unit->level)
                try_rule(p, &p->document->findings[i], row);
        ntm_exact_forget(p->exact);
    }
    free(wanted);
    free(in_scope);
}

ntm_rc ntm_findings_raise(const ntm_world *world, const ntm_choice *choice,
                          const char *const *units, size_t nunits, ntm_arena *arena,
                          ntm_raised_list *list, ntm_diags *diags)
{
    size_t before = list->count;
    for (uint32_t i = 0; i < ntm_catalogue_count(world->catalogue); i++) {
        const ntm_document *document = ntm_catalogue_at(world->catalogue, i);
        ntm_frame *frame;
        if (document->kind != NTM_FINDINGS || choice->as_of < document->effective ||
            choice->as_of > document->expires)
            continue;
        ntm_rc rc = ntm_frame_build(document, world->dataset, choice, units, nunits, &frame, diags);
        if (rc != NTM_OK)
            return rc;
        pass p = {.document = document,
                  .frame = frame,
                  .exact = ntm_exact_new(document, frame, world),
                  .arena = arena,
                  .list = list,
                  .before = before,
                  .units = units,
                  .nunits = nunits};
        walk(&p);
        ntm_exact_free(p.exact);
        ntm_frame_free(frame);
    }
    return NTM_OK;
}

/* ---- JSON ---- */

static json_t *fact_json(const ntm_raised_fact *fact)
{
    char day[NTM_DATE_TEXT];
    json_t *object = json_pack("{s:s, s:s, s:s}", "read", fact->read, "value", fact->value,
                               "measure", fact->measure);
    if (fact->field)
        json_object_set_new(object, "field", json_string(fact->field));
    if (!fact->observation)
        return object;
    json_object_set_new(object, "as_of",
                        json_string(ntm_date_format(fact->observation->as_of, day)));
    if (*fact->observation->origin)
        json_object_set_new(object, "origin", json_string(fact->observation->origin));
    return object;
}

json_t *ntm_findings_json(const ntm_raised_list *list)
{
    json_t *array = json_array();
    char day[NTM_DATE_TEXT];
    for (size_t i = 0; i < list->count; i++) {
        const ntm_raised *raised = &list->items[i];
        json_t *facts = json_array();
        for (uint32_t k = 0; k < raised->nfacts; k++)
            json_array_append_new(facts, fact_json(&raised->facts[k]));
        json_t *object = json_pack(
            "{s:s, s:s, s:s, s:s, s:s, s:s, s:o}", "rules", raised->document->id, "code",
            raised->rule->code, "text", raised->rule->text, "unit", raised->unit->code, "name",
            raised->unit->name, "as_of", ntm_date_format(raised->as_of, day), "facts", facts);
        if (raised->error)
            json_object_set_new(object, "error", json_string(raised->error));
        json_array_append_new(array, object);
    }
    return array;
}
