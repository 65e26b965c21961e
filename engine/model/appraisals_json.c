/* model/appraisals_json.c - findings as JSON, and what is wrong with those on record. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/appraisals.h"

static void set_text(json_t *object, const char *key, const char *text)
{
    if (text && *text)
        json_object_set_new(object, key, json_string(text));
}

json_t *ntm_appraisal_json(const ntm_appraisal *appraisal)
{
    char day[NTM_DATE_TEXT];
    json_t *object = json_pack("{s:s, s:s, s:s}", "assessor", appraisal->assessor, "finding",
                               ntm_opinion_code(appraisal->opinion), "date",
                               ntm_date_format(appraisal->date, day));
    set_text(object, "reason", appraisal->reason);
    set_text(object, "document", appraisal->document);
    set_text(object, "office", appraisal->office);
    set_text(object, "origin", appraisal->origin);
    if (appraisal->import)
        json_object_set_new(object, "import", json_integer(appraisal->import));
    return object;
}

static void warn(json_t *list, const char *code, const ntm_appraisal *row, const char *what,
                 const char *nearest)
{
    json_t *object = json_pack("{s:s, s:s, s:s, s:s}", "code", code, "unit", row->unit, "assessor",
                               row->assessor, "item", what);
    set_text(object, "nearest", nearest);
    json_array_append_new(list, object);
}

static bool same_folded(const char *a, const char *b)
{
    char *left = ntm_text_fold(a), *right = ntm_text_fold(b);
    bool same = strcmp(left, right) == 0;
    free(left);
    free(right);
    return same;
}

/*
 * The name of the decision or its series that a text is a slip of, or a part; NULL. Numbers that are
 * alike are of different decisions (32/2022, 33/2022), so that only case, accents and what stands
 * behind the year may differ; no catalogue is asked, for a replay has only what the run reached.
 */
static const char *meant_set(const ntm_document *document, const char *set)
{
    size_t length = strlen(set);
    if (ntm_set_names(document, set))
        return NULL;
    if (same_folded(set, document->number) ||
        (!strncmp(document->number, set, length) && document->number[length] == '/'))
        return document->number;
    return document->series && ntm_text_distance(set, document->series, 2) <= 2 ? document->series
                                                                                : NULL;
}

void ntm_appraisal_warnings(const ntm_dataset *dataset, const ntm_document *document,
                            const ntm_unit *unit, const ntm_choice *choice, json_t *list)
{
    char buffer[16];
    const ntm_appraisal **known;
    size_t count = ntm_appraisals_of(dataset, document, unit, choice, &known);
    for (size_t i = 0; i < count; i++)
        if (ntm_item_of(document, known[i]->item, NULL) == NTM_ITEM_UNKNOWN)
            warn(list, "appraisal-item", known[i], known[i]->item,
                 ntm_item_nearest(document, known[i]->item, buffer));
    free(known);
    for (size_t i = 0; i < dataset->nappraisals; i++) {
        const ntm_appraisal *row = &dataset->appraisals[i];
        bool of_unit = strcmp(row->unit, unit->code) == 0 && row->import <= choice->known_import;
        const char *meant = of_unit ? meant_set(document, row->set) : NULL;
        if (meant)
            warn(list, "appraisal-set", row, row->set, meant);
    }
}
