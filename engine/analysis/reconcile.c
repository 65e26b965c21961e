/* analysis/reconcile.c - each claim to whoever can compare it, and the whole as JSON. */
#include "analysis/reconcile.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/reconcile_priv.h"
#include "base/arena.h"

static const char *const agreement_codes[NTM_AGREEMENTS] = {"agrees", "rounded", "differs",
                                                            "untold", "not_compared"};

bool ntm_claim_needs_decision(const ntm_claim *claim) { return claim->what <= NTM_CLAIM_INDICATOR; }

void ntm_compared_set(ntm_compared *c, ntm_agreement agreement, const char *reason)
{
    c->agreement = agreement;
    c->reason = reason;
}

void ntm_compared_text(ntm_compared *c, const char *key, const char *text)
{
    if (text && *text)
        json_object_set_new(c->json, key, json_string(text));
}

/* ---- measuring ---- */

static ntm_rc measure(ntm_reconciler *r, ntm_measured *m, const ntm_choice *choice)
{
    const ntm_world *world = r->input->world;
    const ntm_unit *unit = ntm_dataset_unit(world->dataset, m->unit, m->as_of);
    if (!ntm_catalogue_in_force(world->catalogue, m->base, m->as_of, NULL, NULL)) {
        m->why_not = "not-in-force";
        return NTM_OK;
    }
    if (!unit || unit->level != m->base->level) {
        m->why_not = "wrong-level";
        return NTM_OK;
    }
    ntm_rc rc =
        ntm_catalogue_consolidated(world->catalogue, m->base, m->as_of, &m->document, r->diags);
    if (rc == NTM_OK)
        rc = ntm_frame_build(m->document, world->dataset, choice, &m->unit, 1, &m->frame, r->diags);
    if (rc == NTM_OK)
        rc = ntm_evaluate(m->document, m->frame, world, &m->unit, 1, NTM_DETAIL_OPEN, &m->result,
                          r->diags);
    return rc;
}

static ntm_measured *measured_before(const ntm_reconciler *r, const ntm_compared *c)
{
    for (size_t i = 0; i < r->nmeasured; i++)
        if (r->measured[i].base == c->document && r->measured[i].as_of == c->choice.as_of &&
            !strcmp(r->measured[i].unit, c->claim->unit))
            return &r->measured[i];
    return NULL;
}

const ntm_measured *ntm_reconcile_measure(ntm_reconciler *r, ntm_compared *c)
{
    ntm_measured *m = measured_before(r, c);
    if (m) {
        c->constructed = m->result && m->result->units[0].illustrative;
        return m;
    }
    if (r->nmeasured == r->capacity) {
        r->capacity = r->capacity ? r->capacity * 2 : 8;
        r->measured = ntm_xrealloc(r->measured, r->capacity * sizeof *r->measured);
    }
    m = &r->measured[r->nmeasured++];
    *m = (ntm_measured){.base = c->document, .unit = c->claim->unit, .as_of = c->choice.as_of};
    ntm_rc rc = measure(r, m, &c->choice);
    if (rc > r->rc)
        r->rc = rc;
    c->constructed = m->result && m->result->units[0].illustrative;
    return rc == NTM_OK ? m : NULL;
}

/* ---- one claim ---- */

static json_t *head_json(const ntm_reconciler *r, const ntm_compared *c)
{
    char day[NTM_DATE_TEXT];
    const ntm_claim *claim = c->claim;
    const ntm_unit *unit = ntm_dataset_unit(r->input->world->dataset, claim->unit, c->choice.as_of);
    json_t *object = json_pack("{s:I, s:s, s:s, s:s, s:s, s:s}", "row", (json_int_t)claim->row,
                               "unit", claim->unit, "name", unit ? unit->name : claim->unit,
                               "as_of", ntm_date_format(c->choice.as_of, day), "what", claim->text,
                               "printed", claim->printed);
    if (*claim->line)
        json_object_set_new(object, "line", json_string(claim->line));
    if (*claim->note)
        json_object_set_new(object, "note", json_string(claim->note));
    if (c->document)
        json_object_set_new(object, "decision", json_string(c->document->id));
    return object;
}

static void set_number(ntm_compared *c, const char *key, int64_t number)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)number);
    ntm_compared_text(c, key, text);
}

/* A day, "2024-09" or "2024": as exactly as it was told. */
static void claimed_days(ntm_compared *c)
{
    char text[NTM_DATE_TEXT];
    const ntm_claim *claim = c->claim;
    ntm_date_format(claim->first, text);
    if (claim->last - claim->first > 31)
        text[4] = '\0';
    else if (claim->last != claim->first)
        text[7] = '\0';
    ntm_compared_text(c, "claimed", text);
}

static void claimed_value(ntm_compared *c)
{
    char text[NTM_DECIMAL_TEXT];
    const ntm_value *value = &c->claim->value;
    if (value->kind == NTM_K_NUMBER && (value->has_low || value->has_high))
        ntm_compared_text(c, "claimed",
                          ntm_decimal_format(value->has_low ? value->low : value->high, text));
    else if (value->kind == NTM_K_YES_NO)
        ntm_compared_text(c, "claimed", value->yes ? "yes" : "no");
    else if (value->kind == NTM_K_DATE)
        ntm_compared_text(c, "claimed", ntm_date_format(value->date, text));
    else
        ntm_compared_text(c, "claimed", value->code);
}

/* What is claimed, whether or not it can be compared. */
static void set_claimed(ntm_compared *c)
{
    const ntm_claim *claim = c->claim;
    switch (claim->what) {
    case NTM_CLAIM_CRITERIA_MET:
    case NTM_CLAIM_CRITERIA_FAILED:
    case NTM_CLAIM_INDICATORS_MET:
    case NTM_CLAIM_INDICATORS_FAILED:
    case NTM_CLAIM_VILLAGES:
        set_number(c, "claimed", claim->number);
        if (claim->total >= 0)
            set_number(c, "claimed_total", claim->total);
        return;
    case NTM_CLAIM_LEVEL:
    case NTM_CLAIM_KEPT:
    case NTM_CLAIM_CRITERION:
    case NTM_CLAIM_INDICATOR:
        ntm_compared_text(c, "claimed", claim->code);
        return;
    case NTM_CLAIM_FIELD:
    case NTM_CLAIM_SUM:
    case NTM_CLAIM_SHARE:
        claimed_value(c);
        return;
    case NTM_CLAIM_TITLE:
    case NTM_CLAIM_DATE:
        claimed_days(c);
    }
}

static void compare(ntm_reconciler *r, ntm_compared *c)
{
    switch (c->claim->what) {
    case NTM_CLAIM_FIELD:
    case NTM_CLAIM_SUM:
    case NTM_CLAIM_SHARE:
    case NTM_CLAIM_VILLAGES:
        ntm_reconcile_figure(r, c);
        return;
    case NTM_CLAIM_TITLE:
        ntm_reconcile_title(r, c);
        return;
    case NTM_CLAIM_DATE:
        ntm_compared_set(c, NTM_NOT_COMPARED, "stated-only");
        return;
    default:
        ntm_reconcile_status(r, c);
    }
}

void ntm_reconcile_title(ntm_reconciler *r, ntm_compared *c)
{
    const ntm_dataset *dataset = r->input->world->dataset;
    const ntm_title *title = NULL;
    char day[NTM_DATE_TEXT];
    for (size_t i = 0; i < dataset->ntitles; i++) {
        const ntm_title *t = &dataset->titles[i];
        if (!strcmp(t->unit, c->claim->unit) && !strcmp(t->title, c->claim->subject) &&
            (!title || t->date > title->date))
            title = t;
    }
    if (!title || title->date == NTM_DATE_MIN) {
        ntm_compared_set(c, NTM_UNTOLD, title ? "title-undated" : "no-title");
        return;
    }
    c->constructed = !strcmp(title->origin, "constructed");
    ntm_compared_text(c, "computed", ntm_date_format(title->date, day));
    ntm_compared_text(c, "title_number", title->number);
    if (c->claim->first <= title->date && title->date <= c->claim->last)
        ntm_compared_set(c, NTM_AGREES, "equal");
    else
        ntm_compared_set(c, NTM_DIFFERS,
                         title->date < c->claim->first ? "title-held-before" : "title-later");
}

static ntm_choice choice_of(const ntm_reconcile_input *input, const ntm_claim *claim)
{
    ntm_choice choice = input->choice;
    if (claim->as_of != NTM_DATE_MIN)
        choice.as_of = claim->as_of;
    choice.year = ntm_date_year(choice.as_of);
    return choice;
}

/* ---- plausibility of the units that the claims are about ---- */

static void raise_findings(ntm_reconciler *r, const ntm_compared *compared, size_t count,
                           ntm_raised_list *list)
{
    const char **units = ntm_xcalloc(count + 1, sizeof *units);
    bool *done = ntm_xcalloc(count + 1, sizeof *done);
    for (size_t i = 0; i < count && r->rc == NTM_OK; i++) {
        size_t nunits = 0;
        for (size_t k = i; k < count && !done[i]; k++)
            if (compared[k].choice.as_of == compared[i].choice.as_of) {
                done[k] = k > i;
                units[nunits++] = compared[k].claim->unit;
            }
        if (nunits)
            r->rc = ntm_findings_raise(r->input->world, &compared[i].choice, units, nunits,
                                       r->arena, list, r->diags);
    }
    free((void *)units);
    free(done);
}

static json_t *totals_json(const ntm_compared *compared, size_t count, size_t conflicts)
{
    json_int_t totals[NTM_AGREEMENTS] = {0};
    json_t *object =
        json_pack("{s:I, s:I}", "claims", (json_int_t)count, "conflicts", (json_int_t)conflicts);
    for (size_t i = 0; i < count; i++)
        totals[compared[i].agreement]++;
    for (int a = 0; a < NTM_AGREEMENTS; a++)
        json_object_set_new(object, agreement_codes[a], json_integer(totals[a]));
    return object;
}

/* The plausibility rules that were held against the units. */
static json_t *rules_json(const ntm_reconciler *r)
{
    json_t *list = json_array();
    const ntm_catalogue *catalogue = r->input->world->catalogue;
    for (uint32_t i = 0; i < ntm_catalogue_count(catalogue); i++)
        if (ntm_catalogue_at(catalogue, i)->kind == NTM_FINDINGS)
            json_array_append_new(list, json_string(ntm_catalogue_at(catalogue, i)->id));
    return list;
}

static json_t *whole_json(const ntm_reconciler *r, ntm_compared *compared, size_t count,
                          const ntm_raised_list *raised)
{
    json_t *claims = json_array();
    bool illustrative = false;
    for (size_t i = 0; i < count; i++) {
        illustrative = illustrative || compared[i].constructed;
        if (compared[i].constructed)
            json_object_set_new(compared[i].json, "constructed", json_true());

        json_object_set_new(compared[i].json, "status",
                            json_string(agreement_codes[compared[i].agreement]));
        json_object_set_new(compared[i].json, "reason", json_string(compared[i].reason));
        json_array_append(claims, compared[i].json);
    }
    json_t *conflicts = ntm_reconcile_conflicts(r->input->world->dataset, compared, count);
    return json_pack(
        "{s:s, s:s, s:s, s:b, s:o, s:o, s:o, s:o, s:o}", "schema", NTM_RECONCILE_SCHEMA, "engine",
        r->input->engine, "file", r->input->claims->file, "illustrative", (int)illustrative,
        "totals", totals_json(compared, count, json_array_size(conflicts)), "claims", claims,
        "conflicts", conflicts, "rules", rules_json(r), "findings", ntm_findings_json(raised));
}

static void clear(ntm_reconciler *r)
{
    for (size_t i = 0; i < r->nmeasured; i++) {
        ntm_result_free(r->measured[i].result);
        ntm_frame_free(r->measured[i].frame);
    }
    free(r->measured);
    ntm_arena_free(r->arena);
}

ntm_rc ntm_reconcile(const ntm_reconcile_input *input, json_t **out, bool *differs,
                     ntm_diags *diags)
{
    ntm_reconciler r = {.input = input, .arena = ntm_arena_new(), .diags = diags};
    size_t count = input->claims->count;
    ntm_compared *compared = ntm_xcalloc(count + 1, sizeof *compared);
    ntm_raised_list raised = {0};
    *out = NULL;
    *differs = false;
    for (size_t i = 0; i < count && r.rc == NTM_OK; i++) {
        ntm_compared *c = &compared[i];
        c->claim = &input->claims->items[i];
        c->document = input->documents[i];
        c->choice = choice_of(input, c->claim);
        c->json = head_json(&r, c);
        set_claimed(c);
        compare(&r, c);
        *differs = *differs || c->agreement == NTM_DIFFERS;
    }
    if (r.rc == NTM_OK)
        raise_findings(&r, compared, count, &raised);
    if (r.rc == NTM_OK) {
        *out = whole_json(&r, compared, count, &raised);
        *differs = *differs || json_array_size(json_object_get(*out, "conflicts")) > 0;
    }
    for (size_t i = 0; i < count; i++)
        json_decref(compared[i].json);
    free(compared);
    free(raised.items);
    clear(&r);
    return r.rc;
}
