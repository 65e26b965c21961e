/*
 * analysis/evidenced_figures.c - figures without a valid paper that keep what is claimed from being
 * evidenced.
 *
 * The figures are those that the value of `pass` rests on; where an indicator does not apply, that of
 * `applies`: that it applies need not be proved, since what is met is then met either way (unless an
 * older figure that has evidence makes `applies` err). What was summed is followed down to the
 * figures that were reported.
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/evidenced_priv.h"
#include "base/arena.h"

/* ---- the figures of an indicator ---- */

typedef struct walk {
    const ntm_frame *frame;
    void (*each)(void *context, const ntm_observation *figure);
    void *context;
} walk;

/* A figure, or those that a computed one rests on, through sums, children and predecessors. */
static void walk_fact(const walk *w, ntm_row unit_row, const ntm_fact *fact)
{
    const ntm_dictionary *fields = ntm_frame_document(w->frame)->fields;
    const ntm_field *field = fact->field ? ntm_dictionary_find(fields, fact->field) : NULL;
    ntm_row row = fact->unit ? ntm_frame_find(w->frame, fact->unit) : unit_row;
    if (fact->observation) {
        w->each(w->context, fact->observation);
        return;
    }
    if (!field || row < 0)
        return;
    const ntm_column *column = ntm_frame_column(w->frame, field, NULL, fact->previous,
                                                ntm_frame_row(w->frame, row)->unit->level);
    if (column)
        ntm_frame_observations(w->frame, column, row, w->each, w->context);
}

static void walk_node(const walk *w, ntm_explainer *explainer, ntm_ref ref, ntm_row row)
{
    const ntm_fact *facts;
    uint32_t count;
    if (ref == NTM_NO_REF)
        return;
    ntm_explain_rests(explainer, ref, row, &facts, &count);
    for (uint32_t i = 0; i < count; i++)
        walk_fact(w, row, &facts[i]);
}

void ntm_twofold_each_figure(const ntm_twofold *t, bool evidenced, uint32_t indicator,
                             void (*each)(void *context, const ntm_observation *figure),
                             void *context)
{
    const ntm_indicator *rule = &t->document->indicators[indicator];
    const ntm_unit_result *unit = evidenced ? t->by_figures : t->claimed;
    walk w = {.frame = t->frames[evidenced], .each = each, .context = context};
    bool not_applicable = unit->statuses[indicator] == NTM_ST_NOT_APPLICABLE;
    bool erred = t->by_figures->statuses[indicator] == NTM_ST_ERROR;
    if (!not_applicable)
        walk_node(&w, t->explainers[evidenced], rule->pass, unit->row);
    if (not_applicable || erred)
        walk_node(&w, t->explainers[evidenced], rule->applies, unit->row);
}

/* ---- those without a valid paper ---- */

/* A reported figure, and the indicators that wait for its paper. */
typedef struct figure {
    const ntm_observation *observation;
    json_t *indicators;
} figure;

typedef struct gathering {
    const ntm_twofold *t;
    const char *indicator; /* whose figures are gathered */
    figure *figures;
    size_t count, capacity;
} gathering;

static void add(void *context, const ntm_observation *observation)
{
    gathering *g = context;
    const ntm_twofold *t = g->t;
    size_t i = 0;
    if (ntm_proof_counts(ntm_papers_proof(t->papers, observation, t->input->choice.as_of)))
        return;
    while (i < g->count && g->figures[i].observation != observation)
        i++;
    if (i == g->count) {
        if (g->count == g->capacity) {
            g->capacity = g->capacity ? g->capacity * 2 : 64;
            g->figures = ntm_xrealloc(g->figures, g->capacity * sizeof *g->figures);
        }
        g->figures[g->count++] = (figure){observation, json_array()};
    }
    json_t *list = g->figures[i].indicators;
    size_t last = json_array_size(list);
    if (!last || strcmp(json_string_value(json_array_get(list, last - 1)), g->indicator) != 0)
        json_array_append_new(list, json_string(g->indicator));
}

/* ---- JSON ---- */

static const char *value_text(ntm_arena *arena, const ntm_value *value)
{
    char low[NTM_DECIMAL_TEXT], high[NTM_DECIMAL_TEXT], day[NTM_DATE_TEXT];
    switch (value->kind) {
    case NTM_K_NUMBER:
        ntm_decimal_format(value->low, low);
        ntm_decimal_format(value->high, high);
        if (!value->has_high)
            return ntm_arena_printf(arena, ">=%s", low);
        if (!value->has_low)
            return ntm_arena_printf(arena, "<=%s", high);
        return !strcmp(low, high) ? ntm_arena_strdup(arena, low)
                                  : ntm_arena_printf(arena, "%s..%s", low, high);
    case NTM_K_YES_NO:
        return value->yes ? "yes" : "no";
    case NTM_K_DATE:
        return ntm_arena_strdup(arena, ntm_date_format(value->date, day));
    default:
        return value->code ? value->code : "";
    }
}

static void add_paper(void *context, const char *name, const ntm_evidence *paper)
{
    (void)name;
    if (paper)
        json_array_append_new(context, ntm_paper_json(paper));
}

static json_t *figure_json(const ntm_twofold *t, const figure *f)
{
    const ntm_observation *o = f->observation;
    const ntm_unit *unit = ntm_dataset_unit(t->dataset, o->unit, o->as_of);
    ntm_date day = t->input->choice.as_of;
    char as_of[NTM_DATE_TEXT];
    json_t *papers = json_array();
    json_t *object =
        json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:O}", "field", o->field, "unit", o->unit, "name",
                  unit ? unit->name : o->unit, "value", value_text(t->arena, &o->value), "as_of",
                  ntm_date_format(o->as_of, as_of), "why",
                  ntm_proof_code(ntm_papers_proof(t->papers, o, day)), "indicators", f->indicators);
    ntm_papers_named(t->papers, o, add_paper, papers);
    if (json_array_size(papers))
        json_object_set(object, "papers", papers);
    json_decref(papers);
    if (*o->origin)
        json_object_set_new(object, "origin", json_string(o->origin));
    return object;
}

static int by_unit_and_field(const void *left, const void *right)
{
    const ntm_observation *a = ((const figure *)left)->observation;
    const ntm_observation *b = ((const figure *)right)->observation;
    int order = strcmp(a->unit, b->unit);
    if (!order)
        order = strcmp(a->field, b->field);
    return order ? order : (a->as_of > b->as_of) - (a->as_of < b->as_of);
}

json_t *ntm_twofold_figures(const ntm_twofold *t)
{
    gathering g = {.t = t};
    json_t *list = json_array();
    for (uint32_t i = 0; i < t->document->nindicators; i++) {
        if (!ntm_twofold_blocked(t, i))
            continue;
        g.indicator = t->document->indicators[i].number;
        ntm_twofold_each_figure(t, false, i, add, &g);
    }
    if (g.count)
        qsort(g.figures, g.count, sizeof *g.figures, by_unit_and_field);
    for (size_t i = 0; i < g.count; i++) {
        json_array_append_new(list, figure_json(t, &g.figures[i]));
        json_decref(g.figures[i].indicators);
    }
    free(g.figures);
    return list;
}
