/* model/titles.c - see the header. */
#include "model/titles.h"

#include <stdlib.h>
#include <string.h>

bool ntm_title_same_name(const char *a, const char *b)
{
    if (strcmp(a, b) == 0)
        return true;
    const char *behind_a = strchr(a, '/'), *behind_b = strchr(b, '/');
    return (behind_a && strcmp(behind_a + 1, b) == 0) || (behind_b && strcmp(behind_b + 1, a) == 0);
}

bool ntm_title_named(const ntm_title *title, const char *name)
{
    return ntm_title_same_name(title->title, name) || ntm_title_same_name(title->set, name);
}

bool ntm_title_holds(const ntm_title *title, ntm_date date, int64_t known_import)
{
    return title->import <= known_import && title->date <= date && title->expires >= date &&
           title->withdrawn > date;
}

bool ntm_title_same_recognition(const ntm_title *a, const ntm_title *b)
{
    return a->date == b->date && strcmp(a->title, b->title) == 0 &&
           strcmp(a->number, b->number) == 0;
}

bool ntm_title_later_row(const ntm_title *a, const ntm_title *b)
{
    return a->import != b->import ? a->import > b->import : a->line > b->line;
}

bool ntm_registration_of(const ntm_registration *registration, const ntm_dataset *dataset,
                         const ntm_unit *unit)
{
    ntm_date first, last;
    if (strcmp(registration->unit, unit->code) != 0)
        return false;
    if (!ntm_date_make(registration->year, 1, 1, &first) ||
        !ntm_date_make(registration->year, 12, 31, &last))
        return true;
    const ntm_unit *bearer = ntm_dataset_unit(dataset, unit->code, first);
    if (!bearer)
        bearer = ntm_dataset_unit(dataset, unit->code, last);
    return !bearer || bearer->valid_from == unit->valid_from;
}

/* A code that was given again names another unit: figures and titles stay with theirs. */
static bool concerns(const ntm_title *title, const ntm_unit *unit, ntm_date date,
                     int64_t known_import)
{
    return strcmp(title->unit, unit->code) == 0 && title->import <= known_import &&
           title->date <= date && (title->date == NTM_DATE_MIN || title->date >= unit->valid_from);
}

static int by_day(const void *left, const void *right)
{
    const ntm_title *a = *(const ntm_title *const *)left, *b = *(const ntm_title *const *)right;
    if (a->date != b->date)
        return a->date < b->date ? -1 : 1;
    int order = strcmp(a->title, b->title);
    return order ? order : ntm_title_later_row(a, b) ? 1 : -1;
}

size_t ntm_titles_of(const ntm_dataset *dataset, const ntm_unit *unit, ntm_date date,
                     int64_t known_import, const ntm_title ***out)
{
    const ntm_title **list = ntm_xcalloc(dataset->ntitles + 1, sizeof *list);
    size_t count = 0;
    for (size_t i = 0; i < dataset->ntitles; i++) {
        const ntm_title *title = &dataset->titles[i];
        bool replaced = !concerns(title, unit, date, known_import);
        for (size_t k = 0; k < dataset->ntitles && !replaced; k++) {
            const ntm_title *other = &dataset->titles[k];
            replaced = concerns(other, unit, date, known_import) &&
                       ntm_title_same_recognition(other, title) &&
                       ntm_title_later_row(other, title);
        }
        if (!replaced)
            list[count++] = title;
    }
    qsort(list, count, sizeof *list, by_day);
    *out = list;
    return count;
}
