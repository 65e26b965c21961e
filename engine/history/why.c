/* history/why.c - two runs and their units, side by side. */
#include "history/why.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "history/kept.h"
#include "report/history_text.h"

typedef struct comparing {
    ntm_store *store;
    ntm_arena *arena;
    ntm_run run[2];
    ntm_diags *diags;
} comparing;

static const ntm_run_unit *unit_of(const ntm_run *run, const char *code)
{
    for (size_t i = 0; i < run->nunits; i++)
        if (!strcmp(run->units[i].unit, code))
            return &run->units[i];
    return NULL;
}

static json_t *head_json(const ntm_run *run)
{
    char day[NTM_DATE_TEXT];
    return json_pack("{s:I, s:s, s:s, s:s, s:s, s:i, s:I, s:s, s:s}", "number",
                     (json_int_t)run->number, "recorded_at", run->recorded_at, "decision",
                     run->decision, "document", run->document_sha256, "as_of",
                     ntm_date_format(run->as_of, day), "year", run->year, "known_import",
                     (json_int_t)run->known_import, "engine", run->engine, "profile", run->profile);
}

/* What was asked for otherwise. */
static json_t *parameters_json(const ntm_run *a, const ntm_run *b)
{
    json_t *list = json_array();
    const struct {
        const char *name;
        bool differs;
    } members[] = {{"decision", strcmp(a->decision, b->decision) != 0},
                   {"as_of", a->as_of != b->as_of},
                   {"year", a->year != b->year},
                   {"known_import", a->known_import != b->known_import},
                   {"options", strcmp(a->parameters, b->parameters) != 0}};
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (members[i].differs)
            json_array_append_new(list, json_string(members[i].name));
    return list;
}

/* JSON that cannot be made: texts of the store are not UTF-8. */
static ntm_rc damaged(const comparing *c, int64_t run1, int64_t run2)
{
    char what[64];
    snprintf(what, sizeof what, "#%lld, #%lld", (long long)run1, (long long)run2);
    return ntm_fail(c->diags, NTM_ESYSTEM, (ntm_place){.file = ntm_store_path(c->store)},
                    "store-damaged", _("the store is damaged: %s"), what);
}

static ntm_rc compare_unit(comparing *c, const char *code, json_t *units)
{
    json_t *facts[2] = {NULL, NULL}, *results[2] = {NULL, NULL};
    ntm_rc rc = NTM_OK;
    const ntm_run_unit *rows[2] = {unit_of(&c->run[0], code), unit_of(&c->run[1], code)};
    if (!strcmp(rows[0]->facts_sha256, rows[1]->facts_sha256) &&
        !strcmp(rows[0]->result_sha256, rows[1]->result_sha256))
        return NTM_OK; /* nothing moved */
    for (int i = 0; i < 2 && rc == NTM_OK; i++) {
        rc = ntm_kept_json(c->store, rows[i]->facts_sha256, &facts[i], c->diags);
        if (rc == NTM_OK)
            rc = ntm_kept_json(c->store, rows[i]->result_sha256, &results[i], c->diags);
    }
    if (rc == NTM_OK) {
        const ntm_run *a = &c->run[0], *b = &c->run[1];
        json_t *unit = ntm_why_unit(results[0], facts[0], results[1], facts[1],
                                    !strcmp(a->document_sha256, b->document_sha256),
                                    !strcmp(a->profile, b->profile));
        if (!unit)
            rc = damaged(c, a->number, b->number);
        else if (json_array_size(json_object_get(unit, "changes")))
            json_array_append(units, unit);
        json_decref(unit);
    }
    for (int i = 0; i < 2; i++) {
        json_decref(facts[i]);
        json_decref(results[i]);
    }
    return rc;
}

static ntm_rc compare(comparing *c, const char *unit, json_t *units, size_t *common_out)
{
    ntm_rc rc = NTM_OK;
    *common_out = 0;
    for (size_t i = 0; i < c->run[0].nunits && rc == NTM_OK; i++) {
        const char *code = c->run[0].units[i].unit;
        if ((unit && strcmp(unit, code) != 0) || !unit_of(&c->run[1], code))
            continue;
        ++*common_out;
        rc = compare_unit(c, code, units);
    }
    if (rc == NTM_OK && !*common_out)
        rc = ntm_fail(c->diags, NTM_EUSAGE, NTM_NOWHERE, "no-common-unit",
                      unit ? _("runs #%lld and #%lld did not both evaluate the unit %s")
                           : _("runs #%lld and #%lld have no unit in common%s"),
                      (long long)c->run[0].number, (long long)c->run[1].number, unit ? unit : "");
    return rc;
}

ntm_rc ntm_why(ntm_store *store, int64_t run1, int64_t run2, const char *unit, json_t **out,
               ntm_diags *diags)
{
    assert(store && out);
    comparing c = {.store = store, .arena = ntm_arena_new(), .diags = diags};
    json_t *units = json_array();
    size_t common;
    *out = NULL;
    ntm_rc rc = ntm_store_run(store, run1, c.arena, &c.run[0], diags);
    if (rc == NTM_OK)
        rc = ntm_store_run(store, run2, c.arena, &c.run[1], diags);
    if (rc == NTM_OK)
        rc = compare(&c, unit, units, &common);
    if (rc == NTM_OK) {
        *out = json_pack("{s:s, s:[o, o], s:o, s:b, s:b, s:I, s:O}", "schema", NTM_WHY_SCHEMA,
                         "runs", head_json(&c.run[0]), head_json(&c.run[1]), "parameters",
                         parameters_json(&c.run[0], &c.run[1]), "same_document",
                         !strcmp(c.run[0].document_sha256, c.run[1].document_sha256), "same_engine",
                         !strcmp(c.run[0].engine, c.run[1].engine), "common", (json_int_t)common,
                         "units", units);
        if (!*out)
            rc = damaged(&c, run1, run2);
    }
    json_decref(units);
    ntm_arena_free(c.arena);
    return rc;
}
