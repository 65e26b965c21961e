/* model/titles_cited.c - the findings that a title rests on, by the documents it cites. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "model/titles.h"

const char *ntm_title_cited(const char **at, size_t *length_out)
{
    const char *from = *at + strspn(*at, " ");
    size_t length = strcspn(from, ";");
    *at = from + length + (from[length] == ';');
    while (length && from[length - 1] == ' ')
        length--;
    *length_out = length;
    return from;
}

bool ntm_title_cites(const ntm_title *title, const ntm_appraisal *appraisal, const char *document,
                     size_t length)
{
    return length && strcmp(title->unit, appraisal->unit) == 0 &&
           strlen(appraisal->document) == length &&
           memcmp(appraisal->document, document, length) == 0;
}

/* What the datasets hold of one citation. */
typedef struct search {
    const ntm_title *title;
    const char *document;
    size_t length;
    bool found, any;     /* the document; any finding on the unit */
    const char *nearest; /* of the documents of findings on the unit; NULL: none is near */
    size_t distance;
} search;

enum { SLIPS = 3 }; /* letters by which a number may differ to be the one meant */

static void look(search *s, const ntm_dataset *dataset)
{
    char *text = ntm_xmalloc(s->length + 1);
    memcpy(text, s->document, s->length);
    text[s->length] = '\0';
    for (size_t i = 0; dataset && i < dataset->nappraisals; i++) {
        const ntm_appraisal *row = &dataset->appraisals[i];
        if (strcmp(row->unit, s->title->unit) != 0)
            continue;
        s->any = true;
        s->found = s->found || ntm_title_cites(s->title, row, s->document, s->length);
        size_t distance = *row->document ? ntm_text_distance(text, row->document, SLIPS) : SIZE_MAX;
        if (distance <= SLIPS && (!s->nearest || distance < s->distance)) {
            s->nearest = row->document;
            s->distance = distance;
        }
    }
    free(text);
}

static void tell(const search *s, ntm_diags *diags)
{
    ntm_place place = {.file = s->title->file, .line = (long)s->title->line};
    ntm_diag(diags, s->any ? NTM_ERROR : NTM_WARNING, place, "title-appraisal",
             _("the title '%s' of unit %s cites '%.*s', but no finding on the unit names that "
               "document"),
             s->title->title, s->title->unit, (int)s->length, s->document);
    if (s->nearest)
        ntm_diag_hint(diags, _("a finding on the unit names '%s'"), s->nearest);
}

ntm_rc ntm_titles_check(const ntm_dataset *titles, const ntm_dataset *const *batch, size_t nbatch,
                        const ntm_dataset *known, ntm_diags *diags)
{
    ntm_rc rc = NTM_OK;
    for (size_t i = 0; i < titles->ntitles; i++) {
        const ntm_title *title = &titles->titles[i];
        for (const char *at = title->appraisal; at && *at;) {
            search s = {.title = title};
            s.document = ntm_title_cited(&at, &s.length);
            if (!s.length)
                continue;
            for (size_t b = 0; b < nbatch; b++)
                look(&s, batch[b]);
            bool in_batch = s.any;
            look(&s, known);
            if (s.found)
                continue;
            s.any = in_batch;
            tell(&s, diags);
            rc = in_batch ? NTM_EINPUT : rc;
        }
    }
    return rc;
}
