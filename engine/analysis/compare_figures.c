/* analysis/compare_figures.c - the figures of each level, field by field. */
#include <stdlib.h>
#include <string.h>

#include "analysis/compare_priv.h"
#include "base/arena.h"

/* The field that the document reads at the row under that name ("a", or a share "a/b"); NULL. */
static const ntm_field *read_there(const ntm_comparison *c, ntm_row row, const char *name)
{
    ntm_level level = ntm_frame_row(c->frame, row)->unit->level;
    const ntm_dictionary *fields = c->input->document->fields;
    const char *slash = strchr(name, '/');
    const ntm_field *whole = slash ? ntm_dictionary_find(fields, slash + 1) : NULL;
    const ntm_field *field = ntm_dictionary_find(
        fields, slash ? ntm_arena_strndup(c->arena, name, (size_t)(slash - name)) : name);
    if (!field || (slash && !whole))
        return NULL;
    return ntm_frame_column(c->frame, field, whole, false, level) ? field : NULL;
}

static bool counts(const ntm_comparison *c, const ntm_observation *observation, ntm_row *row_out)
{
    ntm_row row = ntm_frame_find(c->frame, observation->unit);
    if (row < 0 || ntm_frame_ancestor(c->frame, row, c->unit->level) != c->row ||
        observation->as_of < ntm_frame_row(c->frame, row)->unit->valid_from)
        return false;
    const ntm_field *field = read_there(c, row, observation->field);
    *row_out = row;
    return field && ntm_choose(&observation, 1, field, &c->input->choice, NULL) != NULL;
}

static int by_field(const void *left, const void *right)
{
    const ntm_compare_figure *a = left, *b = right;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    int order = strcmp(a->observation->field, b->observation->field);
    if (order)
        return order;
    return a->observation < b->observation ? -1 : a->observation > b->observation;
}

void ntm_compare_find_figures(ntm_comparison *c)
{
    const ntm_dataset *dataset = c->input->world->dataset;
    size_t capacity = 0;
    for (size_t i = 0; i < dataset->nobservations; i++) {
        ntm_row row;
        if (!counts(c, &dataset->observations[i], &row))
            continue;
        if (c->nfigures == capacity) {
            capacity = capacity ? capacity * 2 : 256;
            c->figures = ntm_xrealloc(c->figures, capacity * sizeof *c->figures);
        }
        c->figures[c->nfigures++] =
            (ntm_compare_figure){.row = row, .observation = &dataset->observations[i]};
    }
    if (c->nfigures)
        qsort(c->figures, c->nfigures, sizeof *c->figures, by_field);
}

/* ---- telling them ---- */

/* Of the figures of one field (from..to) that of a level which prevails; NULL: it gave none. */
static const ntm_observation *of_level(const ntm_comparison *c, size_t from, size_t to,
                                       uint32_t level, const ntm_field *field)
{
    const ntm_observation *best = NULL;
    for (size_t i = from; i < to; i++) {
        if (c->figures[i].level != level)
            continue;
        const ntm_observation *both[] = {c->figures[i].observation, best};
        best = best ? ntm_choose(both, 2, field, &c->input->choice, NULL) : both[0];
    }
    return best;
}

static void set_text(json_t *object, const char *key, const char *text)
{
    if (text && *text)
        json_object_set_new(object, key, json_string(text));
}

static json_t *value_json(const ntm_comparison *c, const ntm_observation *observation)
{
    char day[NTM_DATE_TEXT];
    json_t *object = json_pack("{s:s, s:s, s:s}", "assessor", observation->assessor, "value",
                               ntm_value_text(&observation->value, c->arena), "as_of",
                               ntm_date_format(observation->as_of, day));
    set_text(object, "evidence", observation->evidence);
    set_text(object, "origin", observation->origin);
    set_text(object, "note", observation->note);
    if (observation->import)
        json_object_set_new(object, "import", json_integer(observation->import));
    return object;
}

/* The indicators whose parts look at the figure, under the highest level. */
static json_t *indicators_json(const ntm_comparison *c, const ntm_observation *observation)
{
    const ntm_unit_result *unit = &c->levels[c->nlevels - 1].result->units[0];
    json_t *list = json_array();
    for (uint32_t i = 0; i < c->input->document->nindicators; i++) {
        const ntm_indicator_result *detail = &unit->details[i];
        bool reads = false;
        for (uint32_t p = 0; p < detail->nparts; p++)
            for (uint32_t k = 0; k < detail->parts[p].nused; k++) {
                const ntm_fact *fact = &detail->parts[p].used[k];
                const char *at = fact->unit ? fact->unit : c->unit->code;
                reads = reads || (fact->field && !strcmp(fact->field, observation->field) &&
                                  !strcmp(at, observation->unit));
            }
        if (reads)
            json_array_append_new(list, json_string(c->input->document->indicators[i].number));
    }
    return list;
}

/* The observation that an evaluation with all levels uses. */
static const ntm_observation *chosen(const ntm_comparison *c, size_t from, size_t to,
                                     const ntm_field *field)
{
    const ntm_observation *best = c->figures[from].observation;
    for (size_t i = from + 1; i < to; i++) {
        const ntm_observation *both[] = {c->figures[i].observation, best};
        best = ntm_choose(both, 2, field, &c->input->choice, NULL);
    }
    return best;
}

static json_t *field_json(ntm_comparison *c, size_t from, size_t to)
{
    const ntm_observation *first = c->figures[from].observation;
    const ntm_unit *unit = ntm_frame_row(c->frame, c->figures[from].row)->unit;
    const ntm_field *field = read_there(c, c->figures[from].row, first->field);
    const ntm_observation *used = chosen(c, from, to, field);
    const char *value = NULL;
    bool differs = false;
    json_t *values = json_array();
    for (uint32_t level = 0; level < c->nlevels; level++) {
        const ntm_observation *one = of_level(c, from, to, level, field);
        if (!one)
            continue;
        const char *text = ntm_value_text(&one->value, c->arena);
        differs = differs || (value && strcmp(value, text) != 0);
        value = text;
        json_t *object = value_json(c, one);
        if (one == used)
            json_object_set_new(object, "used", json_true());
        json_array_append_new(values, object);
    }
    if (json_array_size(values) < 2) {
        json_decref(values);
        return NULL;
    }
    c->compared++;
    c->differing += differs;
    return json_pack("{s:s, s:s, s:s, s:b, s:o, s:o}", "unit", unit->code, "name", unit->name,
                     "field", first->field, "differs", (int)differs, "values", values, "indicators",
                     indicators_json(c, first));
}

json_t *ntm_compare_figures_json(ntm_comparison *c)
{
    json_t *list = json_array();
    for (size_t from = 0, to; from < c->nfigures; from = to) {
        for (to = from + 1; to < c->nfigures; to++)
            if (c->figures[to].row != c->figures[from].row ||
                strcmp(c->figures[to].observation->field, c->figures[from].observation->field) != 0)
                break;
        json_t *one = field_json(c, from, to);
        if (one)
            json_array_append_new(list, one);
    }
    return list;
}
