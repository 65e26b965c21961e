/*
 * model/dataset.c - filling a dataset, and finding the versions of a unit.
 *
 * Rows stand in plain growing arrays; texts are interned. Beside each observation stand the numbers
 * of its unit's and its field's text: a frame joins 1.5 million observations to its cells by
 * two array look-ups each, without hashing a text again.
 */
#include "model/dataset.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { UNITS, OBSERVATIONS, TITLES, REGISTRATIONS, SUCCESSIONS, APPRAISALS, EVIDENCE, SOURCES };

ntm_dataset *ntm_dataset_new(void)
{
    ntm_arena *arena = ntm_arena_new();
    ntm_dataset *dataset = ntm_arena_alloc(arena, sizeof *dataset);
    dataset->arena = arena;
    dataset->strings = ntm_names_new(arena);
    return dataset;
}

void ntm_dataset_free(ntm_dataset *dataset)
{
    if (!dataset)
        return;
    free(dataset->units);
    free(dataset->observations);
    free(dataset->titles);
    free(dataset->registrations);
    free(dataset->successions);
    free(dataset->appraisals);
    free(dataset->evidence);
    free(dataset->sources);
    free(dataset->observation_unit);
    free(dataset->observation_field);
    free(dataset->unit_first);
    free(dataset->unit_next);
    ntm_arena_free(dataset->arena); /* the dataset itself lives in it */
}

static void *grown(void *array, size_t capacity, size_t size)
{
    if (capacity > SIZE_MAX / size)
        abort(); /* more rows than addresses */
    return ntm_xrealloc(array, capacity * size);
}

/* True when the array of that kind must grow; its capacity is then the new one. */
static bool full(ntm_dataset *dataset, int which, size_t count)
{
    if (count < dataset->capacity[which])
        return false;
    dataset->capacity[which] = dataset->capacity[which] ? dataset->capacity[which] * 2 : 64;
    return true;
}

static const char *intern(ntm_dataset *dataset, const char *text)
{
    return ntm_names_text(dataset->strings, ntm_names_add(dataset->strings, text ? text : ""));
}

/* The same, quicker where a column mostly repeats itself from row to row. */
static const char *intern_like(ntm_dataset *dataset, const char *text, const char *before)
{
    if (!text)
        text = "";
    return before && strcmp(before, text) == 0 ? before : intern(dataset, text);
}

void ntm_dataset_add_unit(ntm_dataset *dataset, const ntm_unit *unit)
{
    assert(dataset && unit && unit->code);
    size_t index = dataset->nunits;
    if (full(dataset, UNITS, index)) {
        dataset->units = grown(dataset->units, dataset->capacity[UNITS], sizeof *dataset->units);
        dataset->unit_next =
            grown(dataset->unit_next, dataset->capacity[UNITS], sizeof *dataset->unit_next);
    }
    uint32_t code = ntm_names_add(dataset->strings, unit->code);
    ntm_unit copy = *unit;
    copy.code = ntm_names_text(dataset->strings, code);
    copy.name = intern(dataset, unit->name);
    copy.parent = unit->parent && *unit->parent ? intern(dataset, unit->parent) : NULL;
    dataset->units[index] = copy;
    dataset->unit_next[index] = 0;
    dataset->nunits = index + 1;

    if (code >= dataset->unit_first_count) {
        size_t count = dataset->unit_first_count ? dataset->unit_first_count : 256;
        while (count <= code)
            count *= 2;
        dataset->unit_first = grown(dataset->unit_first, count, sizeof *dataset->unit_first);
        memset(dataset->unit_first + dataset->unit_first_count, 0,
               (count - dataset->unit_first_count) * sizeof *dataset->unit_first);
        dataset->unit_first_count = count;
    }
    uint32_t *link = &dataset->unit_first[code];
    while (*link)
        link = &dataset->unit_next[*link - 1];
    *link = (uint32_t)index + 1;
}

void ntm_dataset_add_observation(ntm_dataset *dataset, const ntm_observation *observation)
{
    assert(dataset && observation && observation->unit && observation->field);
    size_t index = dataset->nobservations;
    assert(index < INT32_MAX); /* frames number observations by int32_t */
    if (full(dataset, OBSERVATIONS, index)) {
        size_t capacity = dataset->capacity[OBSERVATIONS];
        dataset->observations =
            grown(dataset->observations, capacity, sizeof *dataset->observations);
        dataset->observation_unit =
            grown(dataset->observation_unit, capacity, sizeof *dataset->observation_unit);
        dataset->observation_field =
            grown(dataset->observation_field, capacity, sizeof *dataset->observation_field);
    }
    static const ntm_observation none;
    const ntm_observation *before = index ? &dataset->observations[index - 1] : &none;

    uint32_t unit = before->unit && strcmp(before->unit, observation->unit) == 0
                        ? dataset->observation_unit[index - 1]
                        : ntm_names_add(dataset->strings, observation->unit);
    uint32_t field = ntm_names_add(dataset->strings, observation->field);
    ntm_observation copy = *observation;
    copy.unit = ntm_names_text(dataset->strings, unit);
    copy.field = ntm_names_text(dataset->strings, field);
    copy.value.code = observation->value.code ? intern(dataset, observation->value.code) : NULL;
    copy.assessor = intern_like(dataset, observation->assessor, before->assessor);
    copy.origin = intern_like(dataset, observation->origin, before->origin);
    copy.evidence = intern_like(dataset, observation->evidence, before->evidence);
    copy.note = intern_like(dataset, observation->note, before->note);
    copy.file = observation->file ? intern_like(dataset, observation->file, before->file) : NULL;
    dataset->observations[index] = copy;
    dataset->observation_unit[index] = unit;
    dataset->observation_field[index] = field;
    dataset->nobservations = index + 1;
}

void ntm_dataset_add_title(ntm_dataset *dataset, const ntm_title *title)
{
    assert(dataset && title && title->unit && title->title);
    if (full(dataset, TITLES, dataset->ntitles))
        dataset->titles =
            grown(dataset->titles, dataset->capacity[TITLES], sizeof *dataset->titles);
    ntm_title copy = *title;
    copy.unit = intern(dataset, title->unit);
    copy.title = intern(dataset, title->title);
    copy.number = intern(dataset, title->number);
    copy.set = intern(dataset, title->set);
    copy.origin = intern(dataset, title->origin);
    copy.note = intern(dataset, title->note);
    copy.appraisal = intern(dataset, title->appraisal);
    copy.file = title->file ? intern(dataset, title->file) : NULL;
    dataset->titles[dataset->ntitles++] = copy;
}

void ntm_dataset_add_registration(ntm_dataset *dataset, const ntm_registration *registration)
{
    assert(dataset && registration && registration->unit && registration->set);
    if (full(dataset, REGISTRATIONS, dataset->nregistrations))
        dataset->registrations = grown(dataset->registrations, dataset->capacity[REGISTRATIONS],
                                       sizeof *dataset->registrations);
    ntm_registration copy = *registration;
    copy.unit = intern(dataset, registration->unit);
    copy.set = intern(dataset, registration->set);
    copy.origin = intern(dataset, registration->origin);
    copy.file = registration->file ? intern(dataset, registration->file) : NULL;
    dataset->registrations[dataset->nregistrations++] = copy;
}

void ntm_dataset_add_succession(ntm_dataset *dataset, const ntm_succession *succession)
{
    assert(dataset && succession && succession->predecessor && succession->successor);
    if (full(dataset, SUCCESSIONS, dataset->nsuccessions))
        dataset->successions = grown(dataset->successions, dataset->capacity[SUCCESSIONS],
                                     sizeof *dataset->successions);
    ntm_succession copy = *succession;
    copy.predecessor = intern(dataset, succession->predecessor);
    copy.successor = intern(dataset, succession->successor);
    copy.confirmed = intern(dataset, succession->confirmed);
    copy.origin = intern(dataset, succession->origin);
    copy.note = intern(dataset, succession->note);
    copy.file = succession->file ? intern(dataset, succession->file) : NULL;
    dataset->successions[dataset->nsuccessions++] = copy;
}

void ntm_dataset_add_appraisal(ntm_dataset *dataset, const ntm_appraisal *appraisal)
{
    assert(dataset && appraisal && appraisal->unit && appraisal->set);
    if (full(dataset, APPRAISALS, dataset->nappraisals))
        dataset->appraisals =
            grown(dataset->appraisals, dataset->capacity[APPRAISALS], sizeof *dataset->appraisals);
    ntm_appraisal copy = *appraisal;
    copy.unit = intern(dataset, appraisal->unit);
    copy.set = intern(dataset, appraisal->set);
    copy.item = intern(dataset, appraisal->item);
    copy.assessor = intern(dataset, appraisal->assessor);
    copy.reason = intern(dataset, appraisal->reason);
    copy.document = intern(dataset, appraisal->document);
    copy.office = intern(dataset, appraisal->office);
    copy.origin = intern(dataset, appraisal->origin);
    copy.file = appraisal->file ? intern(dataset, appraisal->file) : NULL;
    dataset->appraisals[dataset->nappraisals++] = copy;
}

void ntm_dataset_add_evidence(ntm_dataset *dataset, const ntm_evidence *evidence)
{
    assert(dataset && evidence && evidence->unit && evidence->number);
    if (full(dataset, EVIDENCE, dataset->nevidence))
        dataset->evidence =
            grown(dataset->evidence, dataset->capacity[EVIDENCE], sizeof *dataset->evidence);
    ntm_evidence copy = *evidence;
    copy.unit = intern(dataset, evidence->unit);
    copy.number = intern(dataset, evidence->number);
    copy.kind = intern(dataset, evidence->kind);
    copy.title = intern(dataset, evidence->title);
    copy.office = intern(dataset, evidence->office);
    copy.path = intern(dataset, evidence->path);
    copy.sha256 = intern(dataset, evidence->sha256);
    copy.origin = intern(dataset, evidence->origin);
    copy.note = intern(dataset, evidence->note);
    copy.file = evidence->file ? intern(dataset, evidence->file) : NULL;
    dataset->evidence[dataset->nevidence++] = copy;
}

void ntm_dataset_add_source(ntm_dataset *dataset, const ntm_source *source)
{
    assert(dataset && source);
    assert(!dataset->nsources || dataset->sources[dataset->nsources - 1].import < source->import);
    if (full(dataset, SOURCES, dataset->nsources))
        dataset->sources =
            grown(dataset->sources, dataset->capacity[SOURCES], sizeof *dataset->sources);
    ntm_source copy = *source;
    copy.file = intern(dataset, source->file);
    copy.sha256 = intern(dataset, source->sha256);
    dataset->sources[dataset->nsources++] = copy;
}

const ntm_source *ntm_dataset_source(const ntm_dataset *dataset, int64_t import)
{
    size_t low = 0, high = dataset->nsources;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (dataset->sources[middle].import < import)
            low = middle + 1;
        else
            high = middle;
    }
    return low < dataset->nsources && dataset->sources[low].import == import
               ? &dataset->sources[low]
               : NULL;
}

void ntm_dataset_set_paper_file(ntm_dataset *dataset, size_t index, const char *sha256,
                                int64_t size)
{
    assert(dataset && index < dataset->nevidence);
    dataset->evidence[index].sha256 = intern(dataset, sha256);
    dataset->evidence[index].size = size;
}

/* ---- codes ---- */

static const char *const EXTENTS[] = {
    [NTM_EXTENT_UNKNOWN] = "unknown", [NTM_EXTENT_WHOLE] = "whole", [NTM_EXTENT_PART] = "part"};
static const char *const OPINIONS[] = {[NTM_OPINION_MET] = "met",
                                       [NTM_OPINION_NOT_MET] = "not_met",
                                       [NTM_OPINION_SUPPLEMENT] = "supplement"};

static bool find_code(const char *const *codes, size_t count, const char *code, int *out)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(codes[i], code) == 0) {
            *out = (int)i;
            return true;
        }
    return false;
}

const char *ntm_extent_code(ntm_extent extent) { return EXTENTS[extent]; }
const char *ntm_opinion_code(ntm_opinion opinion) { return OPINIONS[opinion]; }

bool ntm_extent_from_code(const char *code, ntm_extent *out)
{
    int found;
    if (!find_code(EXTENTS, sizeof EXTENTS / sizeof *EXTENTS, code, &found))
        return false;
    *out = (ntm_extent)found;
    return true;
}

bool ntm_opinion_from_code(const char *code, ntm_opinion *out)
{
    int found;
    if (!find_code(OPINIONS, sizeof OPINIONS / sizeof *OPINIONS, code, &found))
        return false;
    *out = (ntm_opinion)found;
    return true;
}

/* Index + 1 of the first version of a code. */
static uint32_t first_version(const ntm_dataset *dataset, const char *code)
{
    uint32_t number = ntm_names_find(dataset->strings, code);
    return number < dataset->unit_first_count ? dataset->unit_first[number] : 0;
}

const ntm_unit *ntm_dataset_unit(const ntm_dataset *dataset, const char *code, ntm_date date)
{
    for (uint32_t i = first_version(dataset, code); i; i = dataset->unit_next[i - 1]) {
        const ntm_unit *unit = &dataset->units[i - 1];
        if (unit->valid_from <= date && date <= unit->valid_to)
            return unit;
    }
    return NULL;
}

bool ntm_dataset_has_code(const ntm_dataset *dataset, const char *code)
{
    return first_version(dataset, code) != 0;
}
