/* model/succession.c - see the header. */
#include "model/succession.h"

#include <stdlib.h>
#include <string.h>

static bool begins(const ntm_succession *row, const ntm_unit *unit, int64_t known_import)
{
    return row->effective == unit->valid_from && row->import <= known_import &&
           strcmp(row->successor, unit->code) == 0;
}

/* The place of a code in the list, or where it belongs. */
static size_t place_of(const ntm_predecessor *list, size_t count, const char *code, bool *there)
{
    size_t at = 0;
    while (at < count && strcmp(list[at].code, code) < 0)
        at++;
    *there = at < count && strcmp(list[at].code, code) == 0;
    return at;
}

static ntm_predecessor *insert(ntm_predecessor *list, size_t *count, size_t at)
{
    memmove(&list[at + 1], &list[at], (*count - at) * sizeof *list);
    ++*count;
    return &list[at];
}

/* A row, in its place by code or in that of the row that it replaces. */
static void put(ntm_predecessor *list, size_t *count, const ntm_succession *row)
{
    bool there;
    size_t at = place_of(list, *count, row->predecessor, &there);
    if (!there)
        *insert(list, count, at) = (ntm_predecessor){.code = row->predecessor, .succession = row};
    else if (row->import >= list[at].succession->import) /* rows stand in the order of files */
        list[at].succession = row;
}

/* Whether some known row says what became of the unit with that code on the day. */
static bool went_elsewhere(const ntm_dataset *dataset, const ntm_unit *unit, int64_t known_import)
{
    for (size_t i = 0; i < dataset->nsuccessions; i++) {
        const ntm_succession *row = &dataset->successions[i];
        if (row->effective == unit->valid_from && row->import <= known_import &&
            strcmp(row->predecessor, unit->code) == 0)
            return true;
    }
    return false;
}

size_t ntm_predecessors_among(const ntm_dataset *dataset, const ntm_unit *unit,
                              int64_t known_import, const uint32_t *rows, size_t count,
                              ntm_predecessor *out)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        if (begins(&dataset->successions[rows[i]], unit, known_import))
            put(out, &found, &dataset->successions[rows[i]]);
    if (!found)
        return 0;
    ntm_date before = unit->valid_from - 1;
    bool there;
    size_t at = place_of(out, found, unit->code, &there);
    if (!there && ntm_dataset_unit(dataset, unit->code, before) &&
        !went_elsewhere(dataset, unit, known_import))
        *insert(out, &found, at) = (ntm_predecessor){.code = unit->code};
    for (size_t i = 0; i < found; i++) {
        const ntm_succession *row = out[i].succession;
        out[i].unit = ntm_dataset_unit(dataset, out[i].code, before);
        out[i].counts = row && out[i].unit && out[i].unit->level == unit->level &&
                        (row->extent == NTM_EXTENT_WHOLE || *row->confirmed);
    }
    return found;
}

size_t ntm_predecessors_of(const ntm_dataset *dataset, const ntm_unit *unit, int64_t known_import,
                           ntm_predecessor **out)
{
    uint32_t *rows = ntm_xcalloc(dataset->nsuccessions + 1, sizeof *rows);
    size_t count = 0;
    for (size_t i = 0; i < dataset->nsuccessions; i++)
        if (begins(&dataset->successions[i], unit, known_import))
            rows[count++] = (uint32_t)i;
    *out = ntm_xcalloc(count + 1, sizeof **out);
    size_t found = ntm_predecessors_among(dataset, unit, known_import, rows, count, *out);
    free(rows);
    if (!found) {
        free(*out);
        *out = NULL;
    }
    return found;
}
