/*
 * model/evidence.c - see the header.
 *
 * Papers stand twice: by unit and number for those who list them, and by folded number and unit for
 * those who look for one. A figure's names mostly are no numbers of any paper or are found at once,
 * so that a frame can ask for each of its figures.
 */
#include "model/evidence.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "base/text.h"

typedef struct numbered {
    uint32_t number; /* of the folded text */
    const ntm_evidence *paper;
} numbered;

struct ntm_papers {
    const ntm_dataset *dataset;
    ntm_arena *arena;
    ntm_names *numbers; /* folded */
    numbered *index;    /* by number, then unit */
    const ntm_evidence **all;
    size_t count;
};

/* ---- the index ---- */

/* Of one unit and number the latest row stands first. */
static int by_number(const void *left, const void *right)
{
    const numbered *a = left, *b = right;
    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    int order = strcmp(a->paper->unit, b->paper->unit);
    if (order)
        return order;
    if (a->paper->import != b->paper->import)
        return a->paper->import > b->paper->import ? -1 : 1;
    return (a->paper->line < b->paper->line) - (a->paper->line > b->paper->line);
}

static int by_unit(const void *left, const void *right)
{
    const ntm_evidence *a = *(const ntm_evidence *const *)left;
    const ntm_evidence *b = *(const ntm_evidence *const *)right;
    int order = strcmp(a->unit, b->unit);
    return order ? order : strcmp(a->number, b->number);
}

ntm_papers *ntm_papers_new(const ntm_dataset *dataset, int64_t known_import)
{
    ntm_arena *arena = ntm_arena_new();
    ntm_papers *papers = ntm_arena_alloc(arena, sizeof *papers);
    size_t count = 0, kept = 0;
    *papers = (ntm_papers){.dataset = dataset, .arena = arena, .numbers = ntm_names_new(arena)};
    papers->index = ntm_arena_array(arena, dataset->nevidence + 1, sizeof *papers->index);
    papers->all = ntm_arena_array(arena, dataset->nevidence + 1, sizeof *papers->all);
    for (size_t i = 0; i < dataset->nevidence; i++) {
        const ntm_evidence *paper = &dataset->evidence[i];
        if (paper->import > known_import)
            continue;
        char *folded = ntm_text_casefold(paper->number);
        papers->index[count++] = (numbered){ntm_names_add(papers->numbers, folded), paper};
        free(folded);
    }
    qsort(papers->index, count, sizeof *papers->index, by_number);
    for (size_t i = 0; i < count; i++) {
        const numbered *row = &papers->index[i];
        if (kept && papers->index[kept - 1].number == row->number &&
            strcmp(papers->index[kept - 1].paper->unit, row->paper->unit) == 0)
            continue;
        papers->index[kept] = *row;
        papers->all[kept++] = row->paper;
    }
    papers->count = kept;
    qsort(papers->all, kept, sizeof *papers->all, by_unit);
    return papers;
}

void ntm_papers_free(ntm_papers *papers)
{
    if (papers)
        ntm_arena_free(papers->arena); /* the papers live in it */
}

const ntm_evidence *const *ntm_papers_all(const ntm_papers *papers, size_t *count_out)
{
    *count_out = papers->count;
    return papers->all;
}

static const ntm_evidence *find(const ntm_papers *papers, const char *unit, uint32_t number)
{
    size_t low = 0, high = papers->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const numbered *row = &papers->index[middle];
        int order = row->number != number ? (row->number < number ? -1 : 1)
                                          : strcmp(row->paper->unit, unit);
        if (!order)
            return row->paper;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static uint32_t number_of(const ntm_papers *papers, const char *text)
{
    char *folded = ntm_text_casefold(text);
    uint32_t number = ntm_names_find(papers->numbers, folded);
    free(folded);
    return number;
}

bool ntm_paper_valid(const ntm_evidence *paper, ntm_date day)
{
    return paper->date <= day && day <= paper->valid_until;
}

/* ---- units above ---- */

/* The code of the unit above on the day; NULL. */
static const char *above(const ntm_papers *papers, const char *code, ntm_date day)
{
    const ntm_unit *unit = ntm_dataset_unit(papers->dataset, code, day);
    return unit ? unit->parent : NULL;
}

static const ntm_evidence *find_above(const ntm_papers *papers, const char *code, ntm_date day,
                                      uint32_t number)
{
    const ntm_evidence *paper = NULL;
    for (int up = 0; code && !paper && up < NTM_LEVEL_COUNT; up++) {
        paper = find(papers, code, number);
        code = paper ? code : above(papers, code, day);
    }
    return paper;
}

/* First of the unit's papers in the list by unit. */
static size_t first_of(const ntm_papers *papers, const char *unit)
{
    size_t low = 0, high = papers->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(papers->all[middle]->unit, unit) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* How good a paper is on the day: valid, run out, not issued yet. */
static int worth(const ntm_evidence *paper, ntm_date day)
{
    return ntm_paper_valid(paper, day) ? 3 : paper->date <= day ? 2 : 1;
}

const ntm_evidence *ntm_papers_of_kind(const ntm_papers *papers, const char *unit, const char *kind,
                                       ntm_date day)
{
    const ntm_evidence *best = NULL;
    for (int up = 0; unit && up < NTM_LEVEL_COUNT; up++) {
        for (size_t i = first_of(papers, unit);
             i < papers->count && strcmp(papers->all[i]->unit, unit) == 0; i++) {
            const ntm_evidence *paper = papers->all[i];
            if (strcmp(paper->kind, kind) == 0 &&
                (!best || worth(paper, day) > worth(best, day) ||
                 (worth(paper, day) == worth(best, day) && paper->valid_until > best->valid_until)))
                best = paper;
        }
        unit = above(papers, unit, day);
    }
    return best;
}

/* ---- what a figure names ---- */

typedef void name_visitor(void *context, const char *name, const ntm_evidence *paper);

static void each_name(const ntm_papers *papers, const ntm_observation *observation,
                      name_visitor *visit, void *context)
{
    const char *text = observation->evidence ? observation->evidence : "";
    ntm_strbuf name = {0};
    while (*text) {
        size_t length = strcspn(text, ";"), from = 0, to = length;
        while (from < to && text[from] == ' ')
            from++;
        while (to > from && text[to - 1] == ' ')
            to--;
        if (to > from) {
            ntm_strbuf_clear(&name);
            ntm_strbuf_add(&name, text + from, to - from);
            uint32_t number = number_of(papers, ntm_strbuf_text(&name));
            visit(context, ntm_strbuf_text(&name),
                  number == NTM_NO_NAME
                      ? NULL
                      : find_above(papers, observation->unit, observation->as_of, number));
        }
        text += length + (text[length] == ';');
    }
    ntm_strbuf_clear(&name);
}

void ntm_papers_named(const ntm_papers *papers, const ntm_observation *observation,
                      void (*each)(void *context, const char *name, const ntm_evidence *paper),
                      void *context)
{
    each_name(papers, observation, each, context);
}

typedef struct weighing {
    ntm_date day;
    bool named, on_record, valid, expired;
} weighing;

static void weigh(void *context, const char *name, const ntm_evidence *paper)
{
    weighing *w = context;
    (void)name;
    w->named = true;
    w->on_record = w->on_record || paper;
    w->valid = w->valid || (paper && ntm_paper_valid(paper, w->day));
    w->expired = w->expired || (paper && paper->valid_until < w->day);
}

ntm_proof ntm_papers_proof(const ntm_papers *papers, const ntm_observation *observation,
                           ntm_date day)
{
    weighing w = {.day = day};
    each_name(papers, observation, weigh, &w);
    return !w.named       ? NTM_PROOF_NONE
           : w.valid      ? NTM_PROOF_VALID
           : !w.on_record ? NTM_PROOF_TEXT
           : w.expired    ? NTM_PROOF_EXPIRED
                          : NTM_PROOF_NOT_YET;
}

bool ntm_proof_counts(ntm_proof proof)
{
    return proof == NTM_PROOF_TEXT || proof == NTM_PROOF_VALID;
}

const char *ntm_proof_code(ntm_proof proof)
{
    static const char *const codes[] = {"none", "not_yet", "expired", "text", "valid"};
    return codes[proof];
}

/* ---- names that are no paper ---- */

typedef struct checking {
    const ntm_papers *papers;
    const ntm_observation *observation;
    ntm_names *told; /* "unit name" */
    ntm_diags *diags;
    int guesses; /* nearest numbers looked for */
} checking;

enum { GUESSES_MAX = 20 };

/* The unit itself, or the unit above it that is no higher than a commune, whose dossier has papers. */
static const char *dossier_of(const ntm_papers *papers, const ntm_observation *observation)
{
    const char *code = observation->unit;
    while (code) {
        const ntm_unit *unit = ntm_dataset_unit(papers->dataset, code, observation->as_of);
        size_t first = first_of(papers, code);
        if (!unit || (unit->level < NTM_LEVEL_COMMUNE && code != observation->unit))
            return NULL;
        if (first < papers->count && strcmp(papers->all[first]->unit, code) == 0)
            return code;
        code = unit->parent;
    }
    return NULL;
}

static const char *nearest(const ntm_papers *papers, const char *unit, const char *name)
{
    const char *best = NULL;
    size_t limit = strlen(name) / 4 + 1;
    for (size_t i = first_of(papers, unit);
         i < papers->count && strcmp(papers->all[i]->unit, unit) == 0; i++) {
        size_t distance = ntm_text_distance(name, papers->all[i]->number, limit);
        if (distance > limit)
            continue;
        best = papers->all[i]->number;
        if (!distance)
            break;
        limit = distance - 1;
    }
    return best;
}

static void check_name(void *context, const char *name, const ntm_evidence *paper)
{
    checking *c = context;
    const ntm_observation *row = c->observation;
    const char *dossier = paper ? NULL : dossier_of(c->papers, row);
    if (!dossier)
        return;
    ntm_strbuf key = {0};
    ntm_strbuf_printf(&key, "%s %s", row->unit, name);
    bool before = ntm_names_find(c->told, ntm_strbuf_text(&key)) != NTM_NO_NAME;
    ntm_names_add(c->told, ntm_strbuf_text(&key));
    ntm_strbuf_clear(&key);
    if (before)
        return;
    ntm_diag(c->diags, NTM_WARNING, (ntm_place){.file = row->file, .line = (long)row->line},
             "unknown-paper",
             _("evidence '%s' of unit %s: no paper of this number is on record; it counts as a "
               "text"),
             name, row->unit);
    const char *near = c->guesses++ < GUESSES_MAX ? nearest(c->papers, dossier, name) : NULL;
    if (near)
        ntm_diag_hint(c->diags, _("did you mean '%s'?"), near);
}

void ntm_papers_check(const ntm_papers *papers, const ntm_dataset *rows, ntm_diags *diags)
{
    ntm_arena *arena = ntm_arena_new();
    checking c = {.papers = papers, .told = ntm_names_new(arena), .diags = diags};
    for (size_t i = 0; papers->count && i < rows->nobservations; i++) {
        c.observation = &rows->observations[i];
        each_name(papers, c.observation, check_name, &c);
    }
    ntm_arena_free(arena);
}
