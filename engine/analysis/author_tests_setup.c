/* analysis/author_tests_setup.c - the unit that base and case describe. */
#include <stdlib.h>
#include <string.h>

#include "analysis/author_tests_priv.h"
#include "base/i18n.h"

/* What a case says, or else the base. */
static json_t *said(const ntm_test_run *run, const json_t *test, const char *key)
{
    json_t *value = json_object_get(test, key);

    return value ? value : json_object_get(run->base, key);
}

/* ---- figures of one unit ---- */

static const ntm_field *find_field(const ntm_trial *trial, const char *name)
{
    for (uint32_t i = 0; i < trial->ngoals; i++) {
        const ntm_field *field = ntm_dictionary_find(trial->goals[i].document->fields, name);

        if (field)
            return field;
    }
    return NULL;
}

/* above: the field may be one of an ancestor. */
static const char *set_figure(ntm_test_run *run, ntm_trial *trial, int32_t unit, bool above,
                              const char *name, const json_t *json)
{
    const ntm_field *field = find_field(trial, name);
    const char *nearest, *error;
    ntm_trial_cell *cell;
    ntm_value value = {0};
    int32_t reader;
    bool missing;

    if (!field && run->dictionary && ntm_dictionary_find(run->dictionary, name))
        return NULL; /* the decision does not look at it, which a case may want to show */
    if (!field) {
        nearest = ntm_dictionary_nearest(trial->document->fields, name);
        return nearest ? ntm_arena_printf(run->arena,
                                          _("the decision reads no field '%s'; did you mean '%s'?"),
                                          name, nearest)
                       : ntm_arena_printf(run->arena, _("the decision reads no field '%s'"), name);
    }
    reader = ntm_trial_reader(trial, unit, field);
    if (reader < 0 || (!above && reader != unit))
        return ntm_arena_printf(run->arena, _("'%s' is not observed at a unit of level %s"), name,
                                ntm_level_code(trial->units[unit].level));
    error = ntm_test_value(run, field, json, &value, &missing);
    if (error)
        return error;
    cell = ntm_trial_cell_at(trial, reader, field, false);
    cell->set = !missing;
    cell->value = value;
    if (missing && (cell = ntm_trial_find(trial, reader, name, true)) != NULL)
        cell->set = false; /* nor is it known from the year before */
    return NULL;
}

static const char *set_figures(ntm_test_run *run, ntm_trial *trial, int32_t unit, bool above,
                               json_t *figures)
{
    const char *name, *error;
    json_t *value;

    if (figures && !json_is_object(figures))
        return _("expected figures as { [\"field\"] = value }");
    json_object_foreach (figures, name, value) {
        error = set_figure(run, trial, unit, above, name, value);
        if (error)
            return error;
    }
    return NULL;
}

/* ---- children ---- */

static const struct {
    const char *key;
    ntm_level level;
} CHILDREN[] = {{"villages", NTM_LEVEL_VILLAGE}, {"products", NTM_LEVEL_PRODUCT}};

/* How many children a case wants; -1: it does not say. */
static const char *count_children(ntm_test_run *run, const char *key, const json_t *list,
                                  int64_t *count_out)
{
    ntm_decimal number;

    *count_out = -1;
    if (!list)
        return NULL;
    if (json_is_array(list))
        *count_out = (int64_t)json_array_size(list);
    else if (ntm_test_decimal(list, &number) && number.scale == 0)
        *count_out = number.coef;
    if (*count_out < 0 || *count_out > (int64_t)NTM_TRIAL_CHILDREN)
        return ntm_arena_printf(run->arena, _("%s: expected a list, or a number up to %u"), key,
                                NTM_TRIAL_CHILDREN);
    return NULL;
}

static const char *set_children(ntm_test_run *run, ntm_trial *trial, ntm_level level,
                                const json_t *list, int64_t count)
{
    const char *error = NULL;

    if (count < 0)
        return NULL;
    ntm_trial_cut_children(trial, level, (uint32_t)count);
    while ((int64_t)ntm_trial_count_children(trial, trial->main, level) < count &&
           ntm_trial_add_child(trial, trial->main, level) >= 0)
        ;
    for (size_t i = 0; !error && i < json_array_size(list); i++)
        error = set_figures(run, trial, ntm_trial_child(trial, trial->main, level, (uint32_t)i),
                            false, json_array_get(list, i));
    return error;
}

/* ---- titles, registrations ---- */

static ntm_date read_day(const json_t *object, const char *key, ntm_date otherwise)
{
    const char *text = json_string_value(json_object_get(object, key));
    ntm_date date;

    return text && ntm_date_parse_iso(text, &date) ? date : otherwise;
}

static const char *add_titles(ntm_trial *trial, const json_t *list)
{
    const char *unit = trial->units[trial->main].code;

    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *entry = json_array_get(list, i);
        const char *name = json_is_string(entry)
                               ? json_string_value(entry)
                               : json_string_value(json_object_get(entry, "title"));

        if (!name)
            return _("titles: expected texts, or tables with a title");
        ntm_trial_add_title(
            trial,
            &(ntm_title){.unit = unit,
                         .title = name,
                         .number = "",
                         .set = "",
                         .date = read_day(entry, "date", ntm_date_add_months(trial->as_of, -12)),
                         .expires = read_day(entry, "expires", NTM_DATE_MAX),
                         .withdrawn = read_day(entry, "withdrawn", NTM_DATE_MAX),
                         .origin = "test"});
    }
    return list && !json_is_array(list) ? _("titles: expected a list") : NULL;
}

static const char *add_registrations(ntm_trial *trial, const json_t *list)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *entry = json_array_get(list, i);
        const char *set = json_is_string(entry) ? json_string_value(entry)
                                                : json_string_value(json_object_get(entry, "set"));
        ntm_decimal year = ntm_decimal_int(trial->year);

        if (!set || (json_object_get(entry, "year") &&
                     !ntm_test_decimal(json_object_get(entry, "year"), &year)))
            return _("registered: expected texts, or tables with a set and a year");
        ntm_trial_add_registration(trial,
                                   &(ntm_registration){.unit = trial->units[trial->main].code,
                                                       .set = set,
                                                       .year = (int)year.coef,
                                                       .origin = "test"});
    }
    return list && !json_is_array(list) ? _("registered: expected a list") : NULL;
}

/* ---- the base ---- */

/* The day a case is of: as said, else the last one in force. */
static bool day_of(const ntm_test_run *run, const json_t *test, ntm_date *out)
{
    const char *text = json_string_value(said(run, test, "as_of"));
    ntm_date last = run->document->expires;

    if (text)
        return ntm_date_parse_iso(text, out);
    if (last == NTM_DATE_MAX)
        last = run->document->effective;
    *out = last;
    return last != NTM_DATE_MIN;
}

static bool year_of(const ntm_test_run *run, const json_t *test, ntm_date day, int *out)
{
    const json_t *year = said(run, test, "year");
    ntm_decimal number;

    *out = ntm_date_year(day);
    if (!year)
        return true;
    if (!ntm_test_decimal(year, &number) || number.scale || number.coef < 1000 ||
        number.coef > 9999)
        return false;
    *out = (int)number.coef;
    return true;
}

static bool zone_exists(const ntm_document *document, const char *zone)
{
    uint32_t count;
    const char *const *zones = ntm_graph_zones(document->graph, &count);

    for (uint32_t i = 0; i < count; i++)
        if (strcmp(zones[i], zone) == 0)
            return true;
    return false;
}

static bool is_full(const ntm_test_run *run, const json_t *test)
{
    const char *full = json_string_value(said(run, test, "full"));

    return full && strcmp(full, "pass") == 0;
}

/* Without a full base nothing is known but the zone. */
static const char *empty(ntm_test_run *run, ntm_trial *trial)
{
    const ntm_node *by;
    ntm_trial_cell *cell;

    ntm_trial_collect(trial);
    for (uint32_t i = 0; i < trial->ncells; i++)
        trial->cells[i].set = false;
    if (!trial->zone)
        return NULL;
    by = ntm_graph_node(trial->document->graph, trial->document->zone_by);
    cell = by->op == NTM_OP_FIELD
               ? ntm_trial_find(trial, ntm_trial_reader(trial, trial->main, by->field),
                                by->field->name, false)
               : NULL;
    if (!cell)
        return ntm_arena_printf(run->arena,
                                _("zone: it is computed by a rule; give the figures it rests on"));
    cell->value = (ntm_value){.kind = by->field->kind, .code = trial->zone};
    cell->set = true;
    return NULL;
}

static ntm_made_base *make(ntm_test_run *run, const char *key, bool full, const char *zone,
                           ntm_date day, int year, const int64_t children[2])
{
    const ntm_document *document = run->document;
    ntm_made_base *made;
    const char *unmet;

    run->made = ntm_xrealloc(run->made, (run->nmade + 1) * sizeof *run->made);
    made = &run->made[run->nmade++];
    *made = (ntm_made_base){.key = ntm_arena_strdup(run->arena, key)};
    if (run->catalogue &&
        ntm_catalogue_consolidated(run->catalogue, document, day, &document, NULL) != NTM_OK) {
        made->error = _("the decision cannot be consolidated on that day");
        return made;
    }
    if (zone && !zone_exists(document, zone)) {
        made->error = ntm_arena_printf(run->arena, _("there is no zone '%s'"), zone);
        return made;
    }
    if (full && !zone && document->zone_scheme) {
        made->error = _("the decision has zones; say which: zone = …");
        return made;
    }
    made->trial = ntm_trial_new(document, run->catalogue, day, year);
    made->trial->zone = zone ? ntm_arena_strdup(made->trial->arena, zone) : NULL;
    for (int i = 0; i < 2; i++)
        if (children[i] > 0)
            made->trial->wanted[CHILDREN[i].level] = (uint32_t)children[i];
    if (!full) {
        made->error = empty(run, made->trial);
        return made;
    }
    unmet = ntm_trial_solve(made->trial);
    if (unmet)
        made->error = ntm_arena_printf(
            run->arena, _("no figures were found with which everything passes; still open: %s"),
            unmet);
    return made;
}

static const ntm_made_base *base_of(ntm_test_run *run, const json_t *test, const char **error_out,
                                    int64_t children[2])
{
    const char *zone = json_string_value(said(run, test, "zone"));
    bool full = is_full(run, test);
    ntm_date day;
    int year = 0; /* gcc cannot see that year_of() sets it */
    char key[400];

    for (int i = 0; i < 2; i++) {
        *error_out =
            count_children(run, CHILDREN[i].key, said(run, test, CHILDREN[i].key), &children[i]);
        if (*error_out)
            return NULL;
    }
    if (!day_of(run, test, &day))
        *error_out = _("as_of: expected a date such as 2023-12-31");
    else if (!year_of(run, test, day, &year))
        *error_out = _("year: expected a year such as 2023");
    if (*error_out)
        return NULL;
    snprintf(key, sizeof key, "%d/%.200s/%d/%d/%lld/%lld", full, zone ? zone : "", day, year,
             (long long)children[0], (long long)children[1]);
    for (uint32_t i = 0; i < run->nmade; i++)
        if (strcmp(run->made[i].key, key) == 0)
            return &run->made[i];
    return make(run, key, full, zone, day, year, children);
}

/* What base and case say of the figures, in this order: the case has the last word. */
static const char *apply(ntm_test_run *run, ntm_trial *trial, const json_t *layer)
{
    int32_t parent = trial->units[trial->main].parent;
    const char *error = set_figures(run, trial, trial->main, true, json_object_get(layer, "unit"));

    if (!error && json_object_get(layer, "parent"))
        error = parent < 0
                    ? _("parent: the unit has none")
                    : set_figures(run, trial, parent, true, json_object_get(layer, "parent"));
    if (!error)
        error = add_titles(trial, json_object_get(layer, "titles"));
    if (!error)
        error = add_registrations(trial, json_object_get(layer, "registered"));
    return error;
}

ntm_trial *ntm_test_set_up(ntm_test_run *run, const json_t *test, const char **error_out)
{
    int64_t children[2];
    const ntm_made_base *made;
    ntm_trial *trial;
    const char *error = NULL;

    *error_out = NULL;
    made = base_of(run, test, error_out, children);
    if (!made)
        return NULL;
    if (made->error) {
        *error_out = made->error;
        return NULL;
    }
    trial = ntm_trial_copy(made->trial);
    for (int i = 0; i < 2 && !error; i++)
        error = set_children(run, trial, CHILDREN[i].level, said(run, test, CHILDREN[i].key),
                             children[i]);
    if (!error && run->base)
        error = apply(run, trial, run->base);
    if (!error)
        error = apply(run, trial, test);
    if (error) {
        *error_out = error;
        ntm_trial_free(trial);
        return NULL;
    }
    return trial;
}
