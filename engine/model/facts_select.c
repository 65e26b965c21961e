/* model/facts_select.c - the rows of a dataset that one evaluation of one unit can rest on. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "model/facts.h"
#include "model/frame_priv.h"
#include "model/succession.h"

/* Places of rows by the number of their unit: those of number n are items[start[n]..start[n + 1]). */
typedef struct grouped {
    uint32_t *start, *items;
} grouped;

struct ntm_facts_index {
    const ntm_dataset *dataset;
    uint32_t names;
    grouped observations; /* by unit, in the order of the dataset */
    grouped children;     /* units by parent */
    grouped made, went;   /* successions by successor, by predecessor */
    grouped titles, registrations, appraisals, evidence; /* by unit */
};

/* ---- the index ---- */

static grouped group(uint32_t names, size_t count, const uint32_t *number)
{
    grouped out = {.start = ntm_xcalloc(names + 2u, sizeof *out.start),
                   .items = ntm_xcalloc(count + 1, sizeof *out.items)};
    for (size_t i = 0; i < count; i++)
        if (number[i] < names)
            out.start[number[i] + 1]++;
    for (uint32_t n = 0; n < names; n++)
        out.start[n + 1] += out.start[n];
    uint32_t *next = ntm_xcalloc(names + 1u, sizeof *next);
    memcpy(next, out.start, names * sizeof *next);
    for (size_t i = 0; i < count; i++)
        if (number[i] < names)
            out.items[next[number[i]]++] = (uint32_t)i;
    free(next);
    return out;
}

/* Rows of any kind by the text at an offset in each. */
static grouped group_by(const ntm_facts_index *index, const void *rows, size_t count, size_t size,
                        size_t offset)
{
    uint32_t *numbers = ntm_xcalloc(count + 1, sizeof *numbers);
    for (size_t i = 0; i < count; i++) {
        const char *text = *(const char *const *)((const char *)rows + i * size + offset);
        numbers[i] = text ? ntm_names_find(index->dataset->strings, text) : NTM_NO_NAME;
    }
    grouped out = group(index->names, count, numbers);
    free(numbers);
    return out;
}

ntm_facts_index *ntm_facts_index_new(const ntm_dataset *dataset)
{
    ntm_facts_index *index = ntm_xcalloc(1, sizeof *index);
    index->dataset = dataset;
    index->names = ntm_names_count(dataset->strings);
    index->observations = group(index->names, dataset->nobservations, dataset->observation_unit);
#define GROUP(list, type, member)                                                                  \
    group_by(index, dataset->list, dataset->n##list, sizeof(type), offsetof(type, member))
    index->children = GROUP(units, ntm_unit, parent);
    index->made = GROUP(successions, ntm_succession, successor);
    index->went = GROUP(successions, ntm_succession, predecessor);
    index->titles = GROUP(titles, ntm_title, unit);
    index->registrations = GROUP(registrations, ntm_registration, unit);
    index->appraisals = GROUP(appraisals, ntm_appraisal, unit);
    index->evidence = GROUP(evidence, ntm_evidence, unit);
#undef GROUP
    return index;
}

static void ungroup(grouped *list)
{
    free(list->start);
    free(list->items);
}

void ntm_facts_index_free(ntm_facts_index *index)
{
    if (!index)
        return;
    ungroup(&index->observations);
    ungroup(&index->children);
    ungroup(&index->made);
    ungroup(&index->went);
    ungroup(&index->titles);
    ungroup(&index->registrations);
    ungroup(&index->appraisals);
    ungroup(&index->evidence);
    free(index);
}

/* ---- the family ---- */

typedef struct selecting {
    const ntm_facts_index *index;
    const ntm_document *const *documents;
    size_t ndocuments;
    const ntm_choice *choice;
    ntm_dataset *out;
    struct taken {
        const ntm_unit *unit;
        ntm_date day; /* figures up to it: a unit that lives on may be a predecessor, too */
        bool again;   /* the unit is taken for another day already */
    } * units;
    size_t count, capacity;
} selecting;

static void take(selecting *s, const ntm_unit *unit, ntm_date day)
{
    bool again = false;
    if (!unit)
        return;
    for (size_t i = 0; i < s->count; i++) {
        if (s->units[i].unit == unit && s->units[i].day == day)
            return;
        again = again || s->units[i].unit == unit;
    }
    if (s->count == s->capacity) {
        s->capacity = s->capacity ? s->capacity * 2 : 32;
        s->units = ntm_xrealloc(s->units, s->capacity * sizeof *s->units);
    }
    s->units[s->count++] = (struct taken){unit, day, again};
}

static bool valid_on(const ntm_unit *unit, ntm_date day)
{
    return unit->valid_from <= day && day <= unit->valid_to;
}

/* What stands below a unit on a day; circles are none, for levels fall. */
static void take_below(selecting *s, const ntm_unit *unit, ntm_date day)
{
    const ntm_facts_index *index = s->index;
    uint32_t number = ntm_names_find(index->dataset->strings, unit->code);
    for (uint32_t i = index->children.start[number]; i < index->children.start[number + 1]; i++) {
        const ntm_unit *child = &index->dataset->units[index->children.items[i]];
        if (valid_on(child, day) && ntm_level_above(unit->level, child->level)) {
            take(s, child, day);
            take_below(s, child, day);
        }
    }
}

/* A unit version with all below it, and those above it. */
static void take_family(selecting *s, const ntm_unit *unit, ntm_date day)
{
    if (!unit)
        return;
    take(s, unit, day);
    take_below(s, unit, day);
    const ntm_unit *up = unit;
    for (int i = 0; up && up->parent && i < NTM_LEVEL_COUNT; i++) {
        up = ntm_dataset_unit(s->index->dataset, up->parent, day);
        take(s, up, day);
    }
}

/* What a unit was made of, each as it was on the day before (model/succession.h). */
static void take_predecessors(selecting *s, const ntm_unit *unit)
{
    const ntm_dataset *all = s->index->dataset;
    const grouped *made = &s->index->made;
    uint32_t number = ntm_names_find(all->strings, unit->code);
    const uint32_t *rows = made->items + made->start[number];
    size_t count = made->start[number + 1] - made->start[number];
    if (!count)
        return;
    ntm_predecessor *found = ntm_xcalloc(count + 1, sizeof *found);
    size_t nfound = ntm_predecessors_among(all, unit, s->choice->known_import, rows, count, found);
    for (size_t i = 0; i < nfound; i++)
        take_family(s, found[i].unit, unit->valid_from - 1);
    free(found);
}

/* What stands below a unit on a day, as far as a document reads it from there. */
static void take_needed(selecting *s, const ntm_unit *unit, ntm_date day,
                        const ntm_level_set *needs)
{
    const ntm_facts_index *index = s->index;
    uint32_t number = ntm_names_find(index->dataset->strings, unit->code);
    if (!needs[unit->level])
        return;
    for (uint32_t i = index->children.start[number]; i < index->children.start[number + 1]; i++) {
        const ntm_unit *child = &index->dataset->units[index->children.items[i]];
        if (!(needs[unit->level] & NTM_LEVEL_BIT(child->level)) || !valid_on(child, day) ||
            !ntm_level_above(unit->level, child->level))
            continue;
        take(s, child, day);
        take_needed(s, child, day, needs);
    }
}

/* The unit and its relatives on the date; what stands beside it, where a document reads the children of
 * a unit above; then those that became one of them. */
static void take_relatives(selecting *s, const char *code)
{
    const ntm_dataset *all = s->index->dataset;
    ntm_date day = s->choice->as_of;
    const ntm_unit *unit = ntm_dataset_unit(all, code, day), *up = unit;
    ntm_level_set needs[NTM_LEVEL_COUNT] = {0};
    for (size_t d = 0; d < s->ndocuments; d++)
        ntm_frame_child_needs(s->documents[d], needs);
    take_family(s, unit, day);
    for (int i = 0; up && up->parent && i < NTM_LEVEL_COUNT; i++) {
        up = ntm_dataset_unit(all, up->parent, day);
        if (up)
            take_needed(s, up, day, needs);
    }
    for (size_t i = 0; i < s->count; i++) /* grows while predecessors of predecessors are found */
        take_predecessors(s, s->units[i].unit);
}

/* ---- observations ---- */

/* The field by which a document reads what an observation calls `name`: of a share its part. */
static const ntm_field *field_of(const ntm_document *document, const char *name)
{
    const char *slash = strchr(name, '/');
    if (!slash)
        return ntm_dictionary_find(document->fields, name);
    char part[256];
    if ((size_t)(slash - name) >= sizeof part)
        return NULL;
    memcpy(part, name, (size_t)(slash - name));
    part[slash - name] = '\0';
    return ntm_dictionary_find(document->fields, slash + 1)
               ? ntm_dictionary_find(document->fields, part)
               : NULL;
}

static bool is_there(const selecting *s, const ntm_observation *row)
{
    const ntm_dataset *out = s->out;
    for (size_t i = 0; i < out->nobservations; i++)
        if (!strcmp(out->observations[i].unit, row->unit) &&
            !strcmp(out->observations[i].field, row->field) &&
            out->observations[i].as_of == row->as_of &&
            out->observations[i].import == row->import && out->observations[i].line == row->line)
            return true;
    return false;
}

/* The observations of one unit and field that were added. */
typedef struct added {
    const ntm_observation *rows[64];
    size_t count;
    bool again; /* the unit was looked at before: others of its rows may be there */
} added;

static void add_once(selecting *s, added *done, const ntm_observation *row)
{
    bool known = !row || done->count == sizeof done->rows / sizeof *done->rows;
    for (size_t i = 0; i < done->count && !known; i++)
        known = done->rows[i] == row;
    if (known)
        return;
    done->rows[done->count++] = row;
    if (!done->again || !is_there(s, row))
        ntm_dataset_add_observation(s->out, row);
}

/* Of the candidates of one unit and field those that count for some document, this year or last, and
 * those of a higher level of appraisal that they took the place of, which the report names. */
static void add_chosen(selecting *s, const ntm_observation *const *candidates, size_t count,
                       bool again)
{
    added done = {.again = again};
    ntm_choice choices[2] = {*s->choice, ntm_choice_previous(s->choice)};
    for (size_t d = 0; d < s->ndocuments; d++) {
        const ntm_field *field = field_of(s->documents[d], candidates[0]->field);
        for (int year = 0; field && year < 2; year++) {
            const ntm_observation *stale = NULL;
            const ntm_observation *found =
                ntm_choose(candidates, count, field, &choices[year], &stale);
            add_once(s, &done, found ? found : stale);
            if (found)
                add_once(s, &done,
                         ntm_choose_displaced(candidates, count, field, &choices[year], found));
        }
    }
}

static int by_field(const void *left, const void *right)
{
    const ntm_observation *a = *(const ntm_observation *const *)left;
    const ntm_observation *b = *(const ntm_observation *const *)right;
    int order = strcmp(a->field, b->field);
    return order ? order : a < b ? -1 : a > b;
}

static void add_observations(selecting *s, const struct taken *taken)
{
    const ntm_unit *unit = taken->unit;
    const ntm_dataset *all = s->index->dataset;
    const grouped *rows = &s->index->observations;
    uint32_t number = ntm_names_find(all->strings, unit->code);
    size_t most = rows->start[number + 1] - rows->start[number], count = 0;
    const ntm_observation **list = ntm_xcalloc(most + 1, sizeof *list);
    for (uint32_t i = rows->start[number]; i < rows->start[number + 1]; i++) {
        const ntm_observation *row = &all->observations[rows->items[i]];
        if (unit->valid_from <= row->as_of && row->as_of <= unit->valid_to &&
            row->as_of <= taken->day)
            list[count++] = row;
    }
    if (count)
        qsort(list, count, sizeof *list, by_field);
    for (size_t first = 0, next; first < count; first = next) {
        for (next = first + 1; next < count && list[next]->field == list[first]->field; next++)
            ;
        add_chosen(s, list + first, next - first, taken->again);
    }
    free(list);
}

/* ---- the rest ---- */

/* The numbers of the codes whose statements are kept: those of the units taken, and of the units that
 * stood above them on earlier days, whose papers older figures may name. Each once; yours to free(). */
static uint32_t *codes_of(const selecting *s, size_t *count_out)
{
    const ntm_dataset *all = s->index->dataset;
    bool *marked = ntm_xcalloc(s->index->names + 1u, sizeof *marked);
    uint32_t *codes = ntm_xcalloc(s->index->names + 1u, sizeof *codes);
    size_t count = 0;
    for (size_t i = 0; i < s->count; i++) {
        uint32_t number = ntm_names_find(all->strings, s->units[i].unit->code);
        if (!marked[number])
            codes[count++] = number;
        marked[number] = true;
    }
    for (size_t i = 0; i < count; i++) /* grows by the parents of every version */
        for (uint32_t u = all->unit_first[codes[i]]; u; u = all->unit_next[u - 1]) {
            const char *parent = all->units[u - 1].parent;
            uint32_t number = parent ? ntm_names_find(all->strings, parent) : NTM_NO_NAME;
            if (number >= all->unit_first_count || !all->unit_first[number] || marked[number])
                continue;
            codes[count++] = number;
            marked[number] = true;
        }
    free(marked);
    *count_out = count;
    return codes;
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Successions at either end, also where else a predecessor went; each once, in the order of files. */
static void add_successions(selecting *s, const uint32_t *codes, size_t ncodes)
{
    const ntm_dataset *all = s->index->dataset;
    const grouped *ends[2] = {&s->index->made, &s->index->went};
    uint32_t *rows = ntm_xcalloc(2 * all->nsuccessions + 1, sizeof *rows);
    size_t count = 0;
    for (size_t i = 0; i < ncodes; i++)
        for (int e = 0; e < 2; e++)
            for (uint32_t k = ends[e]->start[codes[i]]; k < ends[e]->start[codes[i] + 1]; k++)
                rows[count++] = ends[e]->items[k];
    qsort(rows, count, sizeof *rows, by_number);
    for (size_t i = 0; i < count; i++) {
        const ntm_succession *row = &all->successions[rows[i]];
        if ((i == 0 || rows[i] != rows[i - 1]) && row->import <= s->choice->known_import &&
            row->effective <= s->choice->as_of)
            ntm_dataset_add_succession(s->out, row);
    }
    free(rows);
}

static void add_rows(selecting *s)
{
    const ntm_dataset *all = s->index->dataset;
    int64_t known = s->choice->known_import;
    size_t ncodes;
    uint32_t *codes = codes_of(s, &ncodes);
    /* every version of each code: whose a title or registration is depends on the others */
    for (size_t i = 0; i < ncodes; i++)
        for (uint32_t u = all->unit_first[codes[i]]; u; u = all->unit_next[u - 1])
            ntm_dataset_add_unit(s->out, &all->units[u - 1]);
    for (size_t i = 0; i < s->count; i++)
        add_observations(s, &s->units[i]);
    add_successions(s, codes, ncodes);
    for (size_t i = 0; i < ncodes; i++) {
#define ADD(list, add)                                                                             \
    for (uint32_t k = s->index->list.start[codes[i]]; k < s->index->list.start[codes[i] + 1]; k++) \
        if (all->list[s->index->list.items[k]].import <= known)                                    \
    add(s->out, &all->list[s->index->list.items[k]])
        ADD(titles, ntm_dataset_add_title);
        ADD(registrations, ntm_dataset_add_registration);
        ADD(appraisals, ntm_dataset_add_appraisal);
        ADD(evidence, ntm_dataset_add_evidence);
#undef ADD
    }
    free(codes);
}

static int by_import(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* The imports that any of the rows came with. */
static void add_sources(selecting *s)
{
    const ntm_dataset *out = s->out;
    size_t most = out->nunits + out->nobservations + out->nsuccessions + out->ntitles +
                  out->nregistrations + out->nappraisals + out->nevidence;
    int64_t *used = ntm_xcalloc(most + 1, sizeof *used);
    size_t count = 0;
#define LOOK(list)                                                                                 \
    for (size_t i = 0; i < out->n##list; i++)                                                      \
    used[count++] = out->list[i].import
    LOOK(units);
    LOOK(observations);
    LOOK(successions);
    LOOK(titles);
    LOOK(registrations);
    LOOK(appraisals);
    LOOK(evidence);
#undef LOOK
    qsort(used, count, sizeof *used, by_import);
    for (size_t i = 0; i < count; i++) {
        const ntm_source *source = ntm_dataset_source(s->index->dataset, used[i]);
        if (source && (i == 0 || used[i] != used[i - 1]))
            ntm_dataset_add_source(s->out, source);
    }
    free(used);
}

void ntm_facts_select(const ntm_facts_index *index, const ntm_document *const *documents,
                      size_t ndocuments, const ntm_choice *choice, const char *unit,
                      ntm_dataset **out)
{
    selecting s = {.index = index,
                   .documents = documents,
                   .ndocuments = ndocuments,
                   .choice = choice,
                   .out = ntm_dataset_new()};
    take_relatives(&s, unit);
    add_rows(&s);
    add_sources(&s);
    free(s.units);
    *out = s.out;
}
