/* analysis/trial.c - units and figures of a made-up unit, and the dataset they make. */
#include "analysis/trial_priv.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GROW(array, count, capacity)                                                               \
    do {                                                                                           \
        if ((count) == (capacity)) {                                                               \
            (capacity) = (capacity) ? (capacity)*2 : 16;                                           \
            (array) = ntm_xrealloc((array), (capacity) * sizeof *(array));                         \
        }                                                                                          \
    } while (0)

/* ---- units ---- */

static int32_t add_unit(ntm_trial *trial, const char *code, ntm_level level, int32_t parent)
{
    GROW(trial->units, trial->nunits, trial->units_capacity);
    trial->units[trial->nunits] =
        (ntm_trial_unit){ntm_arena_strdup(trial->arena, code), level, parent};
    return (int32_t)trial->nunits++;
}

ntm_trial *ntm_trial_new(const ntm_document *document, ntm_catalogue *catalogue, ntm_date as_of,
                         int year)
{
    static const char *const codes[] = {"province", "district", "commune", "village", "product"};
    ntm_trial *trial = ntm_xcalloc(1, sizeof *trial);
    int32_t parent = -1;

    trial->arena = ntm_arena_new();
    trial->index = ntm_names_new(trial->arena);
    trial->document = document;
    trial->catalogue = catalogue;
    trial->as_of = as_of;
    trial->year = year;
    trial->wanted[NTM_LEVEL_DISTRICT] = 2;
    trial->wanted[NTM_LEVEL_COMMUNE] = 2;
    trial->wanted[NTM_LEVEL_VILLAGE] = 3;
    trial->wanted[NTM_LEVEL_PRODUCT] = 1;
    for (int level = 0; level < (int)document->level; level++)
        if (ntm_level_above((ntm_level)level, document->level))
            parent = add_unit(trial, codes[level], (ntm_level)level, parent);
    trial->main = add_unit(trial, codes[document->level], document->level, parent);
    return trial;
}

static void *copy_of(const void *array, size_t count, size_t size)
{
    void *copy = ntm_xmalloc(count * size);

    if (count)
        memcpy(copy, array, count * size);
    return copy;
}

ntm_trial *ntm_trial_copy(const ntm_trial *from)
{
    ntm_trial *trial = copy_of(from, 1, sizeof *from);

    trial->arena = ntm_arena_new();
    trial->index = ntm_names_new(trial->arena);
    for (uint32_t i = 0; i < ntm_names_count(from->index); i++)
        ntm_names_add(trial->index, ntm_names_text(from->index, i));
    trial->units = copy_of(from->units, from->nunits, sizeof *from->units);
    trial->units_capacity = from->nunits;
    for (uint32_t i = 0; i < trial->nunits; i++)
        trial->units[i].code = ntm_arena_strdup(trial->arena, from->units[i].code);
    trial->cells = copy_of(from->cells, from->ncells, sizeof *from->cells);
    trial->cells_capacity = from->ncells;
    trial->titles = copy_of(from->titles, from->ntitles, sizeof *from->titles);
    trial->titles_capacity = from->ntitles;
    for (uint32_t i = 0; i < trial->ntitles; i++) {
        trial->titles[i].unit = ntm_arena_strdup(trial->arena, from->titles[i].unit);
        trial->titles[i].title = ntm_arena_strdup(trial->arena, from->titles[i].title);
    }
    trial->registrations =
        copy_of(from->registrations, from->nregistrations, sizeof *from->registrations);
    trial->registrations_capacity = from->nregistrations;
    for (uint32_t i = 0; i < trial->nregistrations; i++) {
        trial->registrations[i].unit = ntm_arena_strdup(trial->arena, from->registrations[i].unit);
        trial->registrations[i].set = ntm_arena_strdup(trial->arena, from->registrations[i].set);
    }
    trial->goals = copy_of(from->goals, from->ngoals, sizeof *from->goals);
    trial->goals_capacity = from->ngoals;
    return trial;
}

void ntm_trial_free(ntm_trial *trial)
{
    if (!trial)
        return;
    free(trial->units);
    free(trial->cells);
    free(trial->titles);
    free(trial->registrations);
    free(trial->goals);
    ntm_arena_free(trial->arena);
    free(trial);
}

int32_t ntm_trial_unit_of(const ntm_trial *trial, const char *code)
{
    for (uint32_t i = 0; i < trial->nunits; i++)
        if (strcmp(trial->units[i].code, code) == 0)
            return (int32_t)i;
    return -1;
}

int32_t ntm_trial_reader(const ntm_trial *trial, int32_t unit, const ntm_field *field)
{
    while (unit >= 0 && !(field->levels & NTM_LEVEL_BIT(trial->units[unit].level)))
        unit = trial->units[unit].parent;
    return unit;
}

uint32_t ntm_trial_count_children(const ntm_trial *trial, int32_t parent, ntm_level level)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < trial->nunits; i++)
        count += trial->units[i].parent == parent && trial->units[i].level == level;
    return count;
}

int32_t ntm_trial_child(const ntm_trial *trial, int32_t parent, ntm_level level, uint32_t index)
{
    for (uint32_t i = 0; i < trial->nunits; i++)
        if (trial->units[i].parent == parent && trial->units[i].level == level && index-- == 0)
            return (int32_t)i;
    return -1;
}

int32_t ntm_trial_add_child(ntm_trial *trial, int32_t parent, ntm_level level)
{
    char code[200];

    if (trial->nunits >= NTM_TRIAL_UNITS)
        return -1;
    snprintf(code, sizeof code, "%.150s.%c%02u", trial->units[parent].code,
             ntm_level_code(level)[0], ntm_trial_count_children(trial, parent, level) + 1);
    return add_unit(trial, code, level, parent);
}

/* A unit that is no longer there keeps its place, without parent, level and figures. */
static void forget(ntm_trial *trial, int32_t unit)
{
    for (uint32_t i = 0; i < trial->nunits; i++)
        if (trial->units[i].parent == unit)
            forget(trial, (int32_t)i);
    for (uint32_t i = 0; i < trial->ncells; i++)
        if (trial->cells[i].unit == unit)
            trial->cells[i].set = false;
    trial->units[unit].parent = -1;
    trial->units[unit].level = NTM_LEVEL_NONE;
}

void ntm_trial_cut_children(ntm_trial *trial, ntm_level level, uint32_t count)
{
    while (ntm_trial_count_children(trial, trial->main, level) > count)
        forget(trial, ntm_trial_child(trial, trial->main, level, count));
}

/* ---- figures ---- */

static const char *cell_name(char text[300], int32_t unit, const char *field, bool previous)
{
    snprintf(text, 300, "%d/%.250s%s", unit, field, previous ? "/-1" : "");
    return text;
}

ntm_trial_cell *ntm_trial_find(const ntm_trial *trial, int32_t unit, const char *field,
                               bool previous)
{
    char text[300];
    uint32_t at = ntm_names_find(trial->index, cell_name(text, unit, field, previous));

    return at == NTM_NO_NAME ? NULL : &trial->cells[at];
}

ntm_trial_cell *ntm_trial_cell_at(ntm_trial *trial, int32_t unit, const ntm_field *field,
                                  bool previous)
{
    char text[300];
    uint32_t at = ntm_names_add(trial->index, cell_name(text, unit, field->name, previous));

    if (at == trial->ncells) {
        GROW(trial->cells, trial->ncells, trial->cells_capacity);
        trial->cells[trial->ncells++] =
            (ntm_trial_cell){.unit = unit, .field = field, .previous = previous};
    }
    return &trial->cells[at];
}

void ntm_trial_add_title(ntm_trial *trial, const ntm_title *title)
{
    GROW(trial->titles, trial->ntitles, trial->titles_capacity);
    trial->titles[trial->ntitles] = *title;
    trial->titles[trial->ntitles].unit = ntm_arena_strdup(trial->arena, title->unit);
    trial->titles[trial->ntitles++].title = ntm_arena_strdup(trial->arena, title->title);
}

void ntm_trial_add_registration(ntm_trial *trial, const ntm_registration *registration)
{
    GROW(trial->registrations, trial->nregistrations, trial->registrations_capacity);
    trial->registrations[trial->nregistrations] = *registration;
    trial->registrations[trial->nregistrations].unit =
        ntm_arena_strdup(trial->arena, registration->unit);
    trial->registrations[trial->nregistrations++].set =
        ntm_arena_strdup(trial->arena, registration->set);
}

/* ---- the dataset ---- */

ntm_choice ntm_trial_choice(const ntm_trial *trial)
{
    return (ntm_choice){.as_of = trial->as_of,
                        .year = trial->year,
                        .known_import = INT64_MAX,
                        .assessor_order = INT_MAX};
}

/* The day a figure is observed: as fresh as can be, and in the year that is asked for. */
static ntm_date observed_on(const ntm_trial *trial, const ntm_trial_cell *cell)
{
    ntm_choice choice = ntm_trial_choice(trial);
    ntm_date last;

    if (cell->previous)
        choice = ntm_choice_previous(&choice);
    if (cell->field->freshness == NTM_FRESH_YEAR && ntm_date_make(choice.year, 12, 31, &last) &&
        last < choice.as_of)
        return last;
    return choice.as_of;
}

ntm_dataset *ntm_trial_dataset(const ntm_trial *trial)
{
    ntm_dataset *dataset = ntm_dataset_new();

    for (uint32_t i = 0; i < trial->nunits; i++) {
        const ntm_trial_unit *unit = &trial->units[i];

        if (unit->level == NTM_LEVEL_NONE)
            continue;
        ntm_dataset_add_unit(
            dataset,
            &(ntm_unit){.code = unit->code,
                        .level = unit->level,
                        .name = unit->code,
                        .parent = unit->parent < 0 ? NULL : trial->units[unit->parent].code,
                        .valid_from = NTM_DATE_MIN,
                        .valid_to = NTM_DATE_MAX});
    }
    for (uint32_t i = 0; i < trial->ncells; i++) {
        const ntm_trial_cell *cell = &trial->cells[i];

        if (cell->set)
            ntm_dataset_add_observation(dataset,
                                        &(ntm_observation){.unit = trial->units[cell->unit].code,
                                                           .field = cell->field->name,
                                                           .value = cell->value,
                                                           .as_of = observed_on(trial, cell),
                                                           .evidence = "",
                                                           .origin = "test"});
    }
    for (uint32_t i = 0; i < trial->ntitles; i++)
        ntm_dataset_add_title(dataset, &trial->titles[i]);
    for (uint32_t i = 0; i < trial->nregistrations; i++)
        ntm_dataset_add_registration(dataset, &trial->registrations[i]);
    return dataset;
}
