/* cli/plausibility.c - see the header. */
#include "cli/plausibility.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/findings.h"
#include "base/arena.h"
#include "base/i18n.h"
#include "report/reconcile.h"

#define LISTED 50 /* warnings that are told one by one */

/* A commune (or whatever stands above a village) in a year. */
typedef struct scene {
    const char *unit;
    int year;
    ntm_date last;
} scene;

typedef struct scenes {
    scene *items;
    size_t count, capacity;
} scenes;

void ntm_plausibility_expect(ntm_session *session) { session->expected = "findings"; }

ntm_rc ntm_plausibility_load(ntm_session *session)
{
    for (size_t i = 0; i < ntm_rules_count(session->rules, false); i++)
        if (strstr(ntm_rules_path(session->rules, false, i), "/findings/"))
            return ntm_rules_load_folder(session->rules, "findings", &session->diags);
    return NTM_OK;
}

ntm_rc ntm_plausibility_of(ntm_session *session, const ntm_choice *choice, const char *const *units,
                           size_t nunits, json_t **out)
{
    ntm_world world = {.catalogue = ntm_session_catalogue(session), .dataset = session->dataset};
    ntm_raised_list list = {0};
    ntm_arena *arena = ntm_arena_new();
    *out = NULL;
    ntm_rc rc = ntm_plausibility_load(session);
    if (rc == NTM_OK)
        rc = ntm_findings_raise(&world, choice, units, nunits, arena, &list, &session->diags);
    if (rc == NTM_OK)
        *out = ntm_findings_json(&list);
    free(list.items);
    ntm_arena_free(arena);
    return rc;
}

static void add_scene(scenes *list, const ntm_dataset *all, const ntm_observation *o)
{
    const ntm_unit *unit = ntm_dataset_unit(all, o->unit, o->as_of);
    bool child = unit && unit->parent && unit->level > NTM_LEVEL_COMMUNE;
    scene new = {
        .unit = child ? unit->parent : o->unit, .year = ntm_date_year(o->as_of), .last = o->as_of};
    if (list->count && !strcmp(list->items[list->count - 1].unit, new.unit) &&
        list->items[list->count - 1].last == new.last)
        return; /* files are mostly sorted by unit and day */
    if (list->count == list->capacity) {
        list->capacity = list->capacity ? list->capacity * 2 : 64;
        list->items = ntm_xrealloc(list->items, list->capacity * sizeof *list->items);
    }
    list->items[list->count++] = new;
}

static int by_year_unit(const void *a, const void *b)
{
    const scene *left = a, *right = b;
    if (left->year != right->year)
        return left->year < right->year ? -1 : 1;
    return strcmp(left->unit, right->unit);
}

/* "part-above-whole.health.insured" is said by intake as "part-above-whole". */
static bool said(const ntm_diags *diags, const char *code, const ntm_observation *o)
{
    size_t length = strcspn(code, ".");
    for (size_t i = 0; i < diags->count; i++) {
        const ntm_finding *f = &diags->items[i];
        if (f->place.line == o->line && f->code && strlen(f->code) == length &&
            !strncmp(f->code, code, length) && f->place.file && o->file &&
            !strcmp(f->place.file, o->file))
            return true;
    }
    return false;
}

/* The first figure of the files at hand that the rule looked at; NULL: it is of what was known. */
static const ntm_observation *culprit(const ntm_raised *raised, ntm_plausibility_file *files,
                                      size_t nfiles, ntm_plausibility_file **file_out)
{
    for (uint32_t i = 0; i < raised->nfacts; i++) {
        const ntm_observation *o = raised->facts[i].observation;
        for (size_t f = 0; o && o->file && f < nfiles; f++)
            if (!strcmp(o->file, files[f].path)) {
                *file_out = &files[f];
                return o;
            }
    }
    return NULL;
}

static void warn(ntm_session *session, const ntm_raised_list *list, ntm_plausibility_file *files,
                 size_t nfiles)
{
    json_t *json = ntm_findings_json(list);
    size_t told = 0, more = 0;
    for (size_t i = 0; i < list->count; i++) {
        ntm_plausibility_file *file = NULL;
        const ntm_observation *o = culprit(&list->items[i], files, nfiles, &file);
        if (o && said(&session->diags, list->items[i].rule->code, o))
            continue;
        if (!file && nfiles == 1)
            file = &files[0];
        if (file)
            file->warnings++;
        if (told++ >= LISTED) {
            more++;
            continue;
        }
        ntm_strbuf text = {0};
        ntm_raised_text(json_array_get(json, i), ntm_session_dictionary(session), &text);
        ntm_place place = {.file = o             ? o->file
                                   : nfiles == 1 ? files[0].path
                                                 : NULL,
                           .line = o ? (long)o->line : 0};
        ntm_diag(&session->diags, NTM_WARNING, place, list->items[i].rule->code, "%s",
                 ntm_strbuf_text(&text));
        ntm_strbuf_clear(&text);
    }
    if (more)
        ntm_diag(&session->diags, NTM_WARNING, NTM_NOWHERE, "more-findings",
                 _("%zu more warnings of the plausibility rules are not listed"), more);
    json_decref(json);
}

/* The units of one year, looked at on the last day of it on which there are rows. */
static ntm_rc raise_year(ntm_session *session, const ntm_world *world, const scene *items,
                         size_t count, ntm_arena *arena, ntm_raised_list *list)
{
    const char **units = ntm_xcalloc(count, sizeof *units);
    ntm_choice choice = {.year = items[0].year,
                         .as_of = items[0].last,
                         .known_import = INT64_MAX,
                         .assessor_order = INT_MAX};
    size_t nunits = 0;
    for (size_t i = 0; i < count; i++) {
        if (items[i].last > choice.as_of)
            choice.as_of = items[i].last;
        if (!i || strcmp(items[i].unit, items[i - 1].unit) != 0)
            units[nunits++] = items[i].unit;
    }
    ntm_rc rc = ntm_findings_raise(world, &choice, units, nunits, arena, list, &session->diags);
    free((void *)units);
    return rc;
}

ntm_rc ntm_plausibility_warn(ntm_session *session, const ntm_dataset *all,
                             ntm_plausibility_file *files, size_t nfiles)
{
    ntm_world world = {.catalogue = ntm_session_catalogue(session), .dataset = all};
    ntm_raised_list list = {0};
    scenes found = {0};
    ntm_rc rc = ntm_plausibility_load(session);
    for (size_t f = 0; f < nfiles && rc == NTM_OK; f++)
        for (size_t i = 0; i < files[f].rows->nobservations; i++)
            add_scene(&found, all, &files[f].rows->observations[i]);
    if (found.count)
        qsort(found.items, found.count, sizeof *found.items, by_year_unit);
    ntm_arena *arena = ntm_arena_new();
    for (size_t i = 0, end; i < found.count && rc == NTM_OK; i = end) {
        for (end = i; end < found.count && found.items[end].year == found.items[i].year;)
            end++;
        rc = raise_year(session, &world, &found.items[i], end - i, arena, &list);
    }
    if (rc == NTM_OK)
        warn(session, &list, files, nfiles);
    ntm_arena_free(arena);
    free(list.items);
    free(found.items);
    return rc;
}
