/* analysis/compare.c - see the header: levels, their measurements, the whole. */
#include "analysis/compare.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/compare_priv.h"
#include "base/arena.h"
#include "base/i18n.h"

/* ---- levels ---- */

bool ntm_compare_own(const ntm_comparison *c, const char *assessor)
{
    ntm_level level;
    if (!*assessor)
        return true;
    return ntm_level_from_code(assessor, &level) && !ntm_level_above(level, c->unit->level);
}

uint32_t ntm_compare_level_of(const ntm_comparison *c, const char *assessor)
{
    bool own = ntm_compare_own(c, assessor);
    for (uint32_t i = 0; i < c->nlevels; i++)
        if (own ? c->levels[i].own : !strcmp(c->levels[i].assessor, assessor))
            return i;
    return UINT32_MAX;
}

/* Note a level that said something; the own one is called by the highest of its names. */
static void note_level(ntm_comparison *c, const char *assessor, int order, bool figure)
{
    uint32_t i = ntm_compare_level_of(c, assessor);
    if (i == UINT32_MAX) {
        i = c->nlevels++;
        c->levels[i] = (ntm_compare_level){
            .assessor = assessor, .order = order, .own = ntm_compare_own(c, assessor)};
    }
    ntm_compare_level *level = &c->levels[i];
    if (order > level->order) {
        level->order = order;
        level->assessor = assessor;
    }
    level->figures += figure;
    level->findings += !figure;
}

static int by_order(const void *left, const void *right)
{
    const ntm_compare_level *a = left, *b = right;
    if (a->own != b->own)
        return a->own ? -1 : 1;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    return strcmp(a->assessor, b->assessor);
}

static void find_levels(ntm_comparison *c)
{
    size_t most = c->nfigures + c->nfindings + 1;
    c->levels = ntm_arena_array(c->arena, most, sizeof *c->levels);
    for (size_t i = 0; i < c->nfigures; i++)
        note_level(c, c->figures[i].observation->assessor,
                   c->figures[i].observation->assessor_order, true);
    for (size_t i = 0; i < c->nfindings; i++)
        note_level(c, c->findings[i]->assessor, c->findings[i]->assessor_order, false);
    qsort(c->levels, c->nlevels, sizeof *c->levels, by_order);
    for (size_t i = 0; i < c->nfigures; i++)
        c->figures[i].level = ntm_compare_level_of(c, c->figures[i].observation->assessor);
}

static ntm_rc measure_level(const ntm_comparison *c, ntm_compare_level *level, ntm_detail detail,
                            ntm_diags *diags)
{
    ntm_choice choice = c->input->choice;
    if (level->order < choice.assessor_order) {
        choice.assessor = level->assessor;
        choice.assessor_order = level->order;
    }
    ntm_rc rc = ntm_frame_build(c->input->document, c->input->world->dataset, &choice,
                                &c->input->unit, 1, &level->frame, diags);
    if (rc == NTM_OK)
        rc = ntm_evaluate(c->input->document, level->frame, c->input->world, &c->input->unit, 1,
                          detail, &level->result, diags);
    return rc;
}

/* ---- the whole ---- */

static json_t *levels_json(const ntm_comparison *c)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < c->nlevels; i++) {
        const ntm_compare_level *level = &c->levels[i];
        json_t *object = json_pack("{s:s, s:i, s:i}", "assessor", level->assessor, "figures",
                                   level->figures, "findings", level->findings);
        if (level->own)
            json_object_set_new(object, "own", json_true());
        json_array_append_new(list, object);
    }
    return list;
}

static bool is_illustrative(const ntm_comparison *c)
{
    for (uint32_t i = 0; i < c->nlevels; i++)
        if (c->levels[i].result->units[0].illustrative)
            return true;
    for (size_t i = 0; i < c->nfindings; i++)
        if (!strcmp(c->findings[i]->origin, "constructed"))
            return true;
    return false;
}

static json_t *whole_json(ntm_comparison *c)
{
    char sha256[NTM_SHA256_TEXT], day[NTM_DATE_TEXT];
    const ntm_compare_input *input = c->input;
    json_t *figures = ntm_compare_figures_json(c), *items = ntm_compare_items_json(c);
    json_t *warnings = json_array();
    ntm_appraisal_warnings(input->world->dataset, input->document, c->unit, &input->choice,
                           warnings);
    json_t *totals =
        json_pack("{s:i, s:i, s:i, s:i, s:i, s:i}", "figures", c->compared, "figures_differ",
                  c->differing, "items", c->items, "levels_differ", c->by_level, "computed_differs",
                  c->by_computed, "findings_differ", c->by_finding);
    json_t *root = json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:s, s:i, s:s, s:s, s:s, s:b, s:o, s:o, s:o, s:o, s:o}",
        "schema", NTM_COMPARE_SCHEMA, "engine", input->engine, "decision", input->document->id,
        "document", ntm_document_sha256(input->document, sha256), "as_of",
        ntm_date_format(input->choice.as_of, day), "as_of_reason", input->as_of_reason, "year",
        input->choice.year, "unit", c->unit->code, "name", c->unit->name, "level",
        ntm_level_code(c->unit->level), "illustrative", (int)is_illustrative(c), "totals", totals,
        "levels", levels_json(c), "figures", figures, "items", items, "warnings", warnings);
    if (input->document->title)
        json_object_set_new(root, "title", json_string(input->document->title));
    if (input->outside)
        json_object_set_new(root, "outside", json_true());
    if (input->choice.assessor)
        json_object_set_new(root, "assessor", json_string(input->choice.assessor));
    if (input->choice.known_import != INT64_MAX)
        json_object_set_new(root, "known_import", json_integer(input->choice.known_import));
    return root;
}

static ntm_rc nothing(const ntm_comparison *c, ntm_diags *diags)
{
    char day[NTM_DATE_TEXT];
    ntm_rc rc =
        ntm_fail(diags, NTM_EUSAGE, NTM_NOWHERE, "nothing-to-compare",
                 _("there is nothing to compare: on %s neither a finding on %s (%s) under %s "
                   "nor figures of a second level of appraisal are known"),
                 ntm_date_show(c->input->choice.as_of, day), c->unit->name, c->unit->code,
                 c->input->document->id);
    ntm_diag_hint(diags, "%s",
                  _("figures bear their level in the column 'assessor'; findings are a kind of "
                    "file of their own (docs/data-formats.md)"));
    return rc;
}

/* The frame of all levels, the figures in it, the findings. */
static ntm_rc look(ntm_comparison *c, ntm_diags *diags)
{
    const ntm_compare_input *input = c->input;
    ntm_result *checked; /* that the unit is there, and of the level */
    ntm_rc rc = ntm_frame_build(input->document, input->world->dataset, &input->choice,
                                &input->unit, 1, &c->frame, diags);
    if (rc == NTM_OK)
        rc = ntm_evaluate(input->document, c->frame, input->world, &input->unit, 1,
                          NTM_DETAIL_STATUSES, &checked, diags);
    if (rc != NTM_OK)
        return rc;
    c->row = checked->units[0].row;
    c->unit = checked->units[0].unit;
    ntm_result_free(checked);
    ntm_compare_find_figures(c);
    c->nfindings = ntm_appraisals_of(input->world->dataset, input->document, c->unit,
                                     &input->choice, &c->findings);
    find_levels(c);
    return NTM_OK;
}

ntm_rc ntm_compare(const ntm_compare_input *input, json_t **out, bool *differs, ntm_diags *diags)
{
    ntm_comparison c = {.input = input, .arena = ntm_arena_new()};
    *out = NULL;
    *differs = false;
    ntm_rc rc = look(&c, diags);
    if (rc == NTM_OK && c.nlevels < 2 && !c.nfindings)
        rc = nothing(&c, diags);
    for (uint32_t i = 0; i < c.nlevels && rc == NTM_OK; i++)
        rc = measure_level(&c, &c.levels[i],
                           i + 1 == c.nlevels ? NTM_DETAIL_ALL : NTM_DETAIL_STATUSES, diags);
    if (rc == NTM_OK) {
        *out = whole_json(&c);
        *differs = c.differing || c.by_level || c.by_computed || c.by_finding;
    }
    for (uint32_t i = 0; i < c.nlevels; i++) {
        ntm_result_free(c.levels[i].result);
        ntm_frame_free(c.levels[i].frame);
    }
    ntm_frame_free(c.frame);
    free(c.figures);
    free(c.findings);
    ntm_arena_free(c.arena);
    return rc;
}
