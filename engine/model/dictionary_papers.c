/* model/dictionary_papers.c - the kinds of papers that rules can ask for. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "model/dictionary_priv.h"

static int paper_compare(const void *left, const void *right)
{
    const ntm_paper *a = left, *b = right;

    return strcmp(a->code, b->code);
}

void ntm_dictionary_read_papers(ntm_dictionary *d, ntm_reading *r, const ntm_at *at)
{
    static const char *const keys[] = {"vi", "en", NULL};
    const char *code;
    json_t *value;

    if (!at->value || !ntm_read_object(r, at, NULL))
        return;
    d->papers = ntm_arena_array(d->arena, json_object_size(at->value), sizeof *d->papers);
    json_object_foreach (at->value, code, value) {
        ntm_paper *paper = &d->papers[d->npapers];
        ntm_at entry = ntm_at_key(at, code);

        if (!ntm_read_object(r, &entry, keys))
            continue;
        if (!ntm_is_name(code, "_-"))
            ntm_read_bad(r, &entry, "name", _("not a code for a kind of paper"));
        paper->code = ntm_arena_strdup(d->arena, code);
        paper->label_vi = ntm_dictionary_read_label(r, &entry, "vi", paper->code);
        paper->label_en = ntm_dictionary_read_label(r, &entry, "en", paper->code);
        d->npapers++;
    }
    if (d->npapers)
        qsort(d->papers, d->npapers, sizeof *d->papers, paper_compare);
}

uint32_t ntm_dictionary_paper_count(const ntm_dictionary *d) { return d->npapers; }

const ntm_paper *ntm_dictionary_paper(const ntm_dictionary *d, uint32_t index)
{
    return &d->papers[index];
}

const ntm_paper *ntm_dictionary_find_paper(const ntm_dictionary *d, const char *code)
{
    ntm_paper wanted = {.code = code};

    return d->npapers ? bsearch(&wanted, d->papers, d->npapers, sizeof wanted, paper_compare)
                      : NULL;
}
