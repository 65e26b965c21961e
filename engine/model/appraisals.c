/* model/appraisals.c - see the header. */
#include "model/appraisals.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/titles.h"

/* ---- items ---- */

static const char *criterion_text(int number, char buffer[16])
{
    snprintf(buffer, 16, "%d", number);
    return buffer;
}

ntm_item_kind ntm_item_of(const ntm_document *document, const char *item, uint32_t *index_out)
{
    char number[16];
    uint32_t none;
    index_out = index_out ? index_out : &none;
    *index_out = 0;
    if (!*item)
        return NTM_ITEM_WHOLE;
    for (uint32_t i = 0; i < document->nindicators; i++)
        if (strcmp(document->indicators[i].number, item) == 0) {
            *index_out = i;
            return NTM_ITEM_INDICATOR;
        }
    for (uint32_t c = 0; c < document->ncriteria; c++)
        if (strcmp(criterion_text(document->criteria[c].number, number), item) == 0) {
            *index_out = c;
            return NTM_ITEM_CRITERION;
        }
    return NTM_ITEM_UNKNOWN;
}

const char *ntm_item_nearest(const ntm_document *document, const char *item, char buffer[16])
{
    const char *nearest = NULL;
    size_t limit = 1;
    char number[16];
    for (uint32_t i = 0; i < document->nindicators; i++)
        if (ntm_text_distance(item, document->indicators[i].number, limit) <= limit && !nearest)
            nearest = document->indicators[i].number;
    for (uint32_t c = 0; c < document->ncriteria && !nearest; c++)
        if (ntm_text_distance(item, criterion_text(document->criteria[c].number, number), limit) <=
            limit)
            nearest = criterion_text(document->criteria[c].number, buffer);
    return nearest;
}

bool ntm_set_names(const ntm_document *document, const char *set)
{
    return (document->series && !strcmp(set, document->series)) ||
           ntm_title_same_name(set, document->id);
}

/* ---- which are known ---- */

typedef struct place {
    const ntm_appraisal *row;
    ntm_item_kind kind;
    uint32_t index;
} place;

static bool concerns(const ntm_appraisal *row, const ntm_document *document, const ntm_unit *unit,
                     const ntm_choice *choice)
{
    if (row->date > choice->as_of || row->date < unit->valid_from ||
        row->import > choice->known_import || strcmp(row->unit, unit->code) != 0)
        return false;
    if (ntm_title_same_name(row->set, document->id))
        return true;
    return document->series && strcmp(row->set, document->series) == 0 &&
           row->date >= document->effective && row->date <= document->expires;
}

/* What the decision does not have stands last, by its text. */
static int by_item(const place *a, const place *b)
{
    if (a->kind != b->kind) {
        if (a->kind == NTM_ITEM_UNKNOWN || b->kind == NTM_ITEM_UNKNOWN)
            return a->kind == NTM_ITEM_UNKNOWN ? 1 : -1;
        return a->kind < b->kind ? -1 : 1;
    }
    if (a->index != b->index)
        return a->index < b->index ? -1 : 1;
    return strcmp(a->row->item, b->row->item);
}

static int by_place(const void *left, const void *right)
{
    const place *a = left, *b = right;
    int order = by_item(a, b);
    if (order)
        return order;
    if (a->row->assessor_order != b->row->assessor_order)
        return a->row->assessor_order > b->row->assessor_order ? -1 : 1;
    order = strcmp(a->row->assessor, b->row->assessor);
    if (order)
        return order;
    if (a->row->date != b->row->date) /* latest first: it holds */
        return a->row->date > b->row->date ? -1 : 1;
    if (a->row->import != b->row->import)
        return a->row->import > b->row->import ? -1 : 1;
    return a->row->line > b->row->line ? -1 : a->row->line < b->row->line;
}

size_t ntm_appraisals_of(const ntm_dataset *dataset, const ntm_document *document,
                         const ntm_unit *unit, const ntm_choice *choice, const ntm_appraisal ***out)
{
    place *places = ntm_xcalloc(dataset->nappraisals + 1, sizeof *places);
    size_t count = 0, kept = 0;
    for (size_t i = 0; i < dataset->nappraisals; i++) {
        const ntm_appraisal *row = &dataset->appraisals[i];
        if (!concerns(row, document, unit, choice))
            continue;
        places[count].row = row;
        places[count].kind = ntm_item_of(document, row->item, &places[count].index);
        count++;
    }
    qsort(places, count, sizeof *places, by_place);
    const ntm_appraisal **list = ntm_xcalloc(count + 1, sizeof *list);
    for (size_t i = 0; i < count; i++)
        if (!i || by_item(&places[i - 1], &places[i]) != 0 ||
            strcmp(places[i - 1].row->assessor, places[i].row->assessor) != 0)
            list[kept++] = places[i].row;
    free(places);
    *out = list;
    return kept;
}

/* ---- agreement ---- */

bool ntm_opinion_agrees(ntm_opinion opinion, ntm_status status)
{
    switch (status) {
    case NTM_ST_PASS:
    case NTM_ST_NOT_APPLICABLE:
        return opinion == NTM_OPINION_MET;
    case NTM_ST_FAIL:
        return opinion != NTM_OPINION_MET;
    case NTM_ST_UNKNOWN:
        return opinion == NTM_OPINION_SUPPLEMENT;
    case NTM_ST_ERROR:
        break;
    }
    return false;
}

bool ntm_opinion_agrees_level(ntm_opinion opinion, ntm_level_reached level)
{
    return ntm_opinion_agrees(opinion, level == NTM_MET       ? NTM_ST_PASS
                                       : level == NTM_NOT_MET ? NTM_ST_FAIL
                                                              : NTM_ST_UNKNOWN);
}
