/*
 * analysis/evidenced_papers.c - the papers that the figures of an indicator name, and the kinds that
 * rules ask for and that are not among them.
 *
 * That a paper of the kind lies in the dossier is not enough: the minutes of acceptance of a road
 * prove no culture house. A figure must name it.
 */
#include <string.h>

#include "analysis/evidenced_priv.h"

/* ---- what is cited ---- */

typedef struct citing {
    ntm_twofold *t;
    ntm_cited *cited;
    size_t capacity;
} citing;

static void add_paper(void *context, const char *name, const ntm_evidence *paper)
{
    citing *c = context;
    (void)name;
    for (size_t i = 0; paper && i < c->cited->count; i++)
        if (c->cited->items[i] == paper)
            return;
    if (!paper)
        return;
    if (c->cited->count == c->capacity) {
        size_t capacity = c->capacity ? c->capacity * 2 : 8;
        const ntm_evidence **items = ntm_arena_array(c->t->arena, capacity, sizeof *items);
        if (c->cited->count)
            memcpy(items, c->cited->items, c->cited->count * sizeof *items);
        c->cited->items = items;
        c->capacity = capacity;
    }
    c->cited->items[c->cited->count++] = paper;
}

static void add_figure(void *context, const ntm_observation *figure)
{
    citing *c = context;
    ntm_papers_named(c->t->papers, figure, add_paper, c);
}

void ntm_twofold_cite(ntm_twofold *t)
{
    t->cited = ntm_arena_array(t->arena, t->document->nindicators, sizeof *t->cited);
    for (uint32_t i = 0; i < t->document->nindicators; i++) {
        citing c = {.t = t, .cited = &t->cited[i]};
        if (!t->document->indicators[i].nevidence)
            continue;
        ntm_twofold_each_figure(t, false, i, add_figure, &c);
        ntm_twofold_each_figure(t, true, i, add_figure, &c);
    }
}

/* ---- what is asked for ---- */

static const char *state_on(const ntm_evidence *paper, ntm_date day)
{
    return ntm_paper_valid(paper, day) ? "valid" : paper->valid_until < day ? "expired" : "not_yet";
}

const ntm_evidence *ntm_twofold_paper(const ntm_twofold *t, uint32_t indicator, const char *kind,
                                      const char **state)
{
    static const char *const order[] = {"not_yet", "expired", "valid"};
    const ntm_cited *cited = &t->cited[indicator];
    ntm_date day = t->input->choice.as_of;
    const ntm_evidence *best = NULL;
    for (int worth = 2; worth >= 0 && !best; worth--)
        for (size_t i = 0; i < cited->count && !best; i++)
            if (!strcmp(cited->items[i]->kind, kind) &&
                !strcmp(state_on(cited->items[i], day), order[worth]))
                best = cited->items[i];
    if (best) {
        *state = state_on(best, day);
        return best;
    }
    best = ntm_papers_of_kind(t->papers, t->input->unit, kind, day);
    *state = best ? "not_cited" : "missing";
    return best;
}

static bool same_entry(const json_t *entry, const char *kind, const char *basis, const char *why,
                       const json_t *paper)
{
    const json_t *there = json_object_get(entry, "paper");
    return !strcmp(json_string_value(json_object_get(entry, "kind")), kind) &&
           !strcmp(json_string_value(json_object_get(entry, "basis")), basis) &&
           !strcmp(json_string_value(json_object_get(entry, "why")), why) &&
           (there == paper || (there && paper && json_equal(there, paper)));
}

/* The entry for a kind that is asked for on that basis, made when it is not there. */
static json_t *entry_of(json_t *list, const char *kind, const char *basis, const char *why,
                        json_t *paper)
{
    size_t i;
    json_t *entry;
    json_array_foreach (list, i, entry)
        if (same_entry(entry, kind, basis, why, paper))
            return entry;
    entry =
        json_pack("{s:s, s:s, s:s, s:[]}", "kind", kind, "why", why, "basis", basis, "indicators");
    if (paper)
        json_object_set(entry, "paper", paper);
    json_array_append_new(list, entry);
    return entry;
}

json_t *ntm_twofold_papers(const ntm_twofold *t)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < t->document->nindicators; i++) {
        const ntm_indicator *indicator = &t->document->indicators[i];
        if (!ntm_twofold_blocked(t, i) || t->claimed->statuses[i] == NTM_ST_NOT_APPLICABLE)
            continue;
        for (uint32_t k = 0; k < indicator->nevidence; k++) {
            const char *why;
            const ntm_evidence *paper = ntm_twofold_paper(t, i, indicator->evidence[k], &why);
            if (!strcmp(why, "valid"))
                continue;
            json_t *json = paper ? ntm_paper_json(paper) : NULL;
            json_t *entry =
                entry_of(list, indicator->evidence[k], indicator->evidence_basis, why, json);
            json_array_append_new(json_object_get(entry, "indicators"),
                                  json_string(indicator->number));
            json_decref(json);
        }
    }
    return list;
}
