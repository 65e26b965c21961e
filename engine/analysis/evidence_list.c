/* analysis/evidence_list.c - see the header. */
#include "analysis/evidence_list.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* A figure that counts on the day, and a paper that it names. */
typedef struct naming {
    const ntm_evidence *paper;
    const ntm_observation *figure;
} naming;

typedef struct listing {
    const ntm_evidence_query *query;
    ntm_papers *papers;
    const ntm_observation *figure; /* whose names are gone through */
    naming *namings;               /* by paper, then unit and field of the figure */
    size_t count, capacity;
    ntm_rc rc; /* of consolidating */
    ntm_diags *diags;
} listing;

/* ---- figures ---- */

static int by_unit_and_field(const void *left, const void *right)
{
    const ntm_observation *a = *(const ntm_observation *const *)left;
    const ntm_observation *b = *(const ntm_observation *const *)right;
    int order = strcmp(a->unit, b->unit);
    return order ? order : strcmp(a->field, b->field);
}

static const ntm_field *field_of(const listing *l, const char *name)
{
    const char *slash = strchr(name, '/');
    char part[256];
    if (!slash)
        return ntm_dictionary_find(l->query->dictionary, name);
    if ((size_t)(slash - name) >= sizeof part)
        return NULL;
    memcpy(part, name, (size_t)(slash - name));
    part[slash - name] = '\0';
    return ntm_dictionary_find(l->query->dictionary, part);
}

static bool is_listed(const listing *l, const ntm_evidence *paper)
{
    const ntm_evidence_query *q = l->query;
    return (q->expires_before == NTM_DATE_MAX || paper->valid_until < q->expires_before) &&
           (!q->unit || ntm_unit_within(q->dataset, paper->unit, q->unit, q->choice.as_of));
}

static void add_naming(void *context, const char *name, const ntm_evidence *paper)
{
    listing *l = context;
    (void)name;
    if (!paper || !is_listed(l, paper))
        return;
    if (l->count == l->capacity) {
        l->capacity = l->capacity ? l->capacity * 2 : 64;
        l->namings = ntm_xrealloc(l->namings, l->capacity * sizeof *l->namings);
    }
    l->namings[l->count++] = (naming){paper, l->figure};
}

static int by_paper(const void *left, const void *right)
{
    const naming *a = left, *b = right;
    if (a->paper != b->paper)
        return a->paper < b->paper ? -1 : 1;
    return by_unit_and_field(&a->figure, &b->figure);
}

/* Of each unit and field the figure that counts, and the papers on the list that it names. */
static void find_figures(listing *l)
{
    const ntm_dataset *dataset = l->query->dataset;
    const ntm_observation **all = ntm_xcalloc(dataset->nobservations + 1, sizeof *all);
    for (size_t i = 0; i < dataset->nobservations; i++)
        all[i] = &dataset->observations[i];
    qsort(all, dataset->nobservations, sizeof *all, by_unit_and_field);
    for (size_t first = 0, end; first < dataset->nobservations; first = end) {
        for (end = first + 1;
             end < dataset->nobservations && by_unit_and_field(&all[first], &all[end]) == 0;)
            end++;
        const ntm_field *field = field_of(l, all[first]->field);
        l->figure =
            field ? ntm_choose(all + first, end - first, field, &l->query->choice, NULL) : NULL;
        if (l->figure)
            ntm_papers_named(l->papers, l->figure, add_naming, l);
    }
    free((void *)all);
    if (l->count)
        qsort(l->namings, l->count, sizeof *l->namings, by_paper);
}

/* ---- indicators ---- */

/* Does the node read the field (of a share: its part)? */
static bool reads(const ntm_node *node, const char *name)
{
    size_t length = node->field ? strlen(node->field->name) : 0;
    return length && !strncmp(name, node->field->name, length) &&
           (!name[length] || name[length] == '/');
}

static bool reaches(const ntm_document *document, ntm_ref ref, const char *field, bool *seen)
{
    if (ref == NTM_NO_REF || seen[ref])
        return false;
    const ntm_node *node = ntm_graph_node(document->graph, ref);
    seen[ref] = true;
    if (reads(node, field))
        return true;
    for (uint32_t i = 0; i < node->nargs; i++)
        if (reaches(document, node->args[i], field, seen)) /* at most NTM_MAX_DEPTH deep */
            return true;
    return false;
}

static bool indicator_reads(const ntm_document *document, const ntm_indicator *indicator,
                            const char *field)
{
    bool *seen = ntm_xcalloc(ntm_graph_count(document->graph) + 1u, sizeof *seen);
    bool found = reaches(document, indicator->pass, field, seen) ||
                 reaches(document, indicator->applies, field, seen);
    free(seen);
    return found;
}

bool ntm_unit_within(const ntm_dataset *dataset, const char *unit, const char *above, ntm_date day)
{
    for (int up = 0; unit && up < NTM_LEVEL_COUNT; up++) {
        if (!strcmp(unit, above))
            return true;
        const ntm_unit *version = ntm_dataset_unit(dataset, unit, day);
        unit = version ? version->parent : NULL;
    }
    return false;
}

/* Is the decision in force and for units of the figure's level or above it? */
static bool concerns(const listing *l, const ntm_document *document, const ntm_observation *figure)
{
    const ntm_evidence_query *q = l->query;
    const ntm_unit *unit = ntm_dataset_unit(q->dataset, figure->unit, figure->as_of);
    return document->kind == NTM_DECISION && unit && document->level <= unit->level &&
           (!document->scope ||
            ntm_unit_within(q->dataset, unit->code, document->scope, figure->as_of)) &&
           ntm_catalogue_in_force(q->catalogue, document, q->choice.as_of, NULL, NULL);
}

/* The list of the decision's indicators, made when it is not there. */
static json_t *numbers_of(json_t *list, const char *decision)
{
    size_t i;
    json_t *entry;
    json_array_foreach (list, i, entry)
        if (!strcmp(json_string_value(json_object_get(entry, "decision")), decision))
            return json_object_get(entry, "indicators");
    entry = json_pack("{s:s, s:[]}", "decision", decision, "indicators");
    json_array_append_new(list, entry);
    return json_object_get(entry, "indicators");
}

static void add_number(json_t *numbers, const char *number)
{
    size_t i;
    json_t *entry;
    json_array_foreach (numbers, i, entry)
        if (!strcmp(json_string_value(entry), number))
            return;
    json_array_append_new(numbers, json_string(number));
}

static void add_indicators(listing *l, const ntm_observation *figure, json_t *list)
{
    ntm_catalogue *catalogue = l->query->catalogue;
    for (uint32_t d = 0; l->rc == NTM_OK && d < ntm_catalogue_count(catalogue); d++) {
        const ntm_document *base = ntm_catalogue_at(catalogue, d), *document;
        if (!concerns(l, base, figure))
            continue;
        l->rc = ntm_catalogue_consolidated(catalogue, base, l->query->choice.as_of, &document,
                                           l->diags);
        for (uint32_t i = 0; l->rc == NTM_OK && i < document->nindicators; i++)
            if (indicator_reads(document, &document->indicators[i], figure->field))
                add_number(numbers_of(list, document->id), document->indicators[i].number);
    }
}

/* ---- one paper ---- */

static json_t *date_json(ntm_date date)
{
    char text[NTM_DATE_TEXT];
    return json_string(ntm_date_format(date, text));
}

static const char *name_of(const listing *l, const char *code, ntm_date day)
{
    const ntm_unit *unit = ntm_dataset_unit(l->query->dataset, code, day);
    return unit ? unit->name : code;
}

const char *ntm_dossier_name(const ntm_dataset *dataset, const ntm_evidence *paper, ntm_date day)
{
    const ntm_unit *unit = ntm_dataset_unit(dataset, paper->unit, day);
    if (!unit)
        unit = ntm_dataset_unit(dataset, paper->unit, paper->date);
    for (size_t i = 0; !unit && i < dataset->nunits; i++)
        if (!strcmp(dataset->units[i].code, paper->unit))
            unit = &dataset->units[i];
    return unit ? unit->name : paper->unit;
}

static void set_text(json_t *object, const char *key, const char *text)
{
    if (*text)
        json_object_set_new(object, key, json_string(text));
}

static json_t *paper_json(const listing *l, const ntm_evidence *paper)
{
    ntm_date day = l->query->choice.as_of;
    const char *state = ntm_paper_valid(paper, day) ? "valid"
                        : paper->valid_until < day  ? "expired"
                                                    : "not_yet";
    json_t *object = json_pack("{s:s, s:s, s:s, s:s}", "unit", paper->unit, "name",
                               ntm_dossier_name(l->query->dataset, paper, day), "number",
                               paper->number, "state", state);
    if (paper->date != NTM_DATE_MIN)
        json_object_set_new(object, "date", date_json(paper->date));
    if (paper->valid_until != NTM_DATE_MAX)
        json_object_set_new(object, "valid_until", date_json(paper->valid_until));
    set_text(object, "office", paper->office);
    set_text(object, "kind", paper->kind);
    set_text(object, "title", paper->title);
    set_text(object, "path", paper->path);
    set_text(object, "sha256", paper->sha256);
    if (paper->size)
        json_object_set_new(object, "size", json_integer(paper->size));
    set_text(object, "origin", paper->origin);
    set_text(object, "note", paper->note);
    if (paper->import)
        json_object_set_new(object, "import", json_integer(paper->import));
    return object;
}

/* First of the paper's namings. */
static size_t first_of(const listing *l, const ntm_evidence *paper)
{
    size_t low = 0, high = l->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (l->namings[middle].paper < paper)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void add_rests(listing *l, const ntm_evidence *paper, json_t *object)
{
    json_t *rests = json_array(), *indicators = json_array();
    const ntm_observation *before = NULL;
    for (size_t i = first_of(l, paper); i < l->count && l->namings[i].paper == paper; i++) {
        const ntm_observation *figure = l->namings[i].figure;
        if (figure == before) /* it names the paper twice */
            continue;
        before = figure;
        json_array_append_new(rests, json_pack("{s:s, s:s, s:s, s:o}", "field", figure->field,
                                               "unit", figure->unit, "name",
                                               name_of(l, figure->unit, figure->as_of), "as_of",
                                               date_json(figure->as_of)));
        add_indicators(l, figure, indicators);
    }
    json_object_set_new(object, "figures", rests);
    json_object_set_new(object, "indicators", indicators);
}

ntm_rc ntm_evidence_list(const ntm_evidence_query *query, json_t **out, ntm_diags *diags)
{
    listing l = {.query = query,
                 .papers = ntm_papers_new(query->dataset, query->choice.known_import),
                 .diags = diags};
    size_t count;
    const ntm_evidence *const *all = ntm_papers_all(l.papers, &count);
    bool expiring = query->expires_before != NTM_DATE_MAX;
    json_t *list = json_array();
    if (expiring)
        find_figures(&l);
    for (size_t i = 0; i < count; i++) {
        if (!is_listed(&l, all[i]))
            continue;
        json_t *object = paper_json(&l, all[i]);
        if (expiring)
            add_rests(&l, all[i], object);
        json_array_append_new(list, object);
    }
    json_t *root = json_pack("{s:s, s:o, s:o}", "schema", NTM_EVIDENCE_SCHEMA, "as_of",
                             date_json(query->choice.as_of), "papers", list);
    if (query->unit)
        json_object_set_new(root, "unit", json_string(query->unit));
    if (expiring)
        json_object_set_new(root, "expires_before", date_json(query->expires_before));
    free(l.namings);
    ntm_papers_free(l.papers);
    *out = root;
    if (l.rc == NTM_OK)
        return NTM_OK;
    json_decref(root);
    *out = NULL;
    return l.rc;
}
