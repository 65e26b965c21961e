/* model/catalogue.c - the documents at hand, law in force, what is laid over what. */
#include "model/catalogue.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "model/catalogue_priv.h"

ntm_catalogue *ntm_catalogue_new(void) { return ntm_xcalloc(1, sizeof(ntm_catalogue)); }

void ntm_catalogue_free(ntm_catalogue *catalogue)
{
    if (!catalogue)
        return;
    for (uint32_t i = 0; i < catalogue->nmade; i++)
        ntm_consolidation_free(catalogue->made[i]);
    for (uint32_t i = 0; i < catalogue->count; i++) {
        ntm_document_free(catalogue->documents[i]);
        ntm_catalogue_keys_clear(&catalogue->keys[i]);
    }
    free(catalogue->keys);
    free(catalogue->made);
    free(catalogue->documents);
    free(catalogue->found);
    for (uint32_t i = 0; i < catalogue->nadmitted; i++)
        free(catalogue->admitted[i]);
    free(catalogue->admitted);
    free(catalogue);
}

uint32_t ntm_catalogue_count(const ntm_catalogue *catalogue) { return catalogue->count; }

const ntm_document *ntm_catalogue_at(const ntm_catalogue *catalogue, uint32_t index)
{
    assert(index < catalogue->count);
    return catalogue->documents[index];
}

static ntm_place place_of(const ntm_document *document)
{
    return (ntm_place){.file = document->script};
}

/* ---- adding ---- */

/* Whether two changes concern one item; the end of a criterion concerns all in it. */
static bool same_item(const ntm_change *a, const ntm_change *b)
{
    if (a->of_gate || b->of_gate)
        return a->of_gate && b->of_gate && a->gate_kind == b->gate_kind &&
               strcmp(a->item, b->item) == 0;
    if (a->item && b->item)
        return strcmp(a->item, b->item) == 0;
    return a->criterion == b->criterion && a->criterion != 0;
}

/* Two amendments of one item on one day: nobody could say which of them holds. */
bool ntm_catalogue_clash(const ntm_document *a, const ntm_document *b, ntm_diags *diags)
{
    bool any = false;
    if (a->effective != b->effective)
        return false;
    for (uint32_t i = 0; i < a->nchanges; i++)
        for (uint32_t k = 0; k < b->nchanges; k++) {
            if (!same_item(&a->changes[i], &b->changes[k]))
                continue;
            char day[NTM_DATE_TEXT], number[16];
            const char *item = a->changes[i].item ? a->changes[i].item : b->changes[k].item;
            snprintf(number, sizeof number, "%d", a->changes[i].criterion);
            ntm_diag(diags, NTM_ERROR, place_of(a), "amended-twice",
                     _("%s and %s both change item %s of %s from %s on"), a->id, b->id,
                     item ? item : number, a->amends, ntm_date_show(a->effective, day));
            any = true;
        }
    return any;
}

/* Whether folder/name is the text id. */
static bool is_id(const char *folder, const char *name, const char *id)
{
    size_t length = strlen(folder);
    return strncmp(id, folder, length) == 0 && id[length] == '/' &&
           strcmp(id + length + 1, name) == 0;
}

/* Compared as written, for the decision they amend may be added later; what two folders call by one
 * number is compared when it is found (ntm_catalogue_consolidated). */
static bool same_target(const ntm_document *a, const ntm_document *b)
{
    if (strcmp(a->amends, b->amends) == 0)
        return strcmp(a->folder, b->folder) == 0;
    return is_id(a->folder, a->amends, b->amends) || is_id(b->folder, b->amends, a->amends);
}

ntm_rc ntm_catalogue_add(ntm_catalogue *catalogue, ntm_document *document, ntm_diags *diags)
{
    assert(catalogue && document);
    bool wrong = false;
    for (uint32_t i = 0; i < catalogue->count; i++) {
        const ntm_document *other = catalogue->documents[i];
        if (strcmp(other->id, document->id) == 0) {
            ntm_diag(diags, NTM_ERROR, place_of(document), "duplicate-decision",
                     _("there are two files for %s: %s and %s"), document->id,
                     other->script ? other->script : "?",
                     document->script ? document->script : "?");
            wrong = true;
        } else if (document->kind == NTM_AMENDMENT && other->kind == NTM_AMENDMENT &&
                   same_target(document, other) && ntm_catalogue_clash(document, other, diags)) {
            wrong = true;
        }
    }
    if (wrong) {
        ntm_document_free(document);
        return NTM_EINPUT;
    }
    if (catalogue->count == catalogue->capacity) {
        catalogue->capacity = catalogue->capacity ? catalogue->capacity * 2 : 16;
        catalogue->documents =
            ntm_xrealloc(catalogue->documents, catalogue->capacity * sizeof(ntm_document *));
        catalogue->keys =
            ntm_xrealloc(catalogue->keys, catalogue->capacity * sizeof *catalogue->keys);
        catalogue->found =
            ntm_xrealloc(catalogue->found, catalogue->capacity * sizeof(ntm_document *));
    }
    catalogue->keys[catalogue->count] = ntm_catalogue_keys_of(document);
    catalogue->documents[catalogue->count++] = document;
    return NTM_OK;
}

/* ---- what is laid over what ---- */

void ntm_catalogue_admit(ntm_catalogue *catalogue, const char *folder)
{
    catalogue->admitted =
        ntm_xrealloc(catalogue->admitted, (catalogue->nadmitted + 1) * sizeof *catalogue->admitted);
    catalogue->admitted[catalogue->nadmitted++] = ntm_xstrdup(folder);
}

/* Made up, while what it amends is law: it holds where its folder was asked for. */
static bool holds(const ntm_catalogue *catalogue, const ntm_document *amendment,
                  const ntm_document *base)
{
    if (!amendment->constructed || base->constructed ||
        strcmp(amendment->folder, base->folder) == 0)
        return true;
    for (uint32_t i = 0; i < catalogue->nadmitted; i++)
        if (strcmp(catalogue->admitted[i], amendment->folder) == 0)
            return true;
    return false;
}

static int by_effect(const void *left, const void *right)
{
    const ntm_document *a = *(const ntm_document *const *)left;
    const ntm_document *b = *(const ntm_document *const *)right;
    if (a->effective != b->effective)
        return a->effective < b->effective ? -1 : 1;
    return strcmp(a->id, b->id);
}

const ntm_document *const *ntm_catalogue_amendments(ntm_catalogue *catalogue,
                                                    const ntm_document *base, ntm_date date,
                                                    uint32_t *count_out)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < catalogue->count; i++) {
        const ntm_document *amendment = catalogue->documents[i];
        if (amendment->kind == NTM_AMENDMENT && amendment->effective <= date &&
            ntm_catalogue_named(catalogue, amendment->amends, amendment->folder) == base &&
            holds(catalogue, amendment, base))
            catalogue->found[count++] = amendment;
    }
    if (count)
        qsort(catalogue->found, count, sizeof *catalogue->found, by_effect);
    *count_out = count;
    return catalogue->found;
}

static bool same_set(const ntm_consolidation *made, const ntm_document *base,
                     const ntm_document *const *amendments, uint32_t count)
{
    return made->base == base && made->namendments == count &&
           memcmp(made->amendments, amendments, count * sizeof(ntm_document *)) == 0;
}

ntm_rc ntm_catalogue_consolidated(ntm_catalogue *catalogue, const ntm_document *base, ntm_date date,
                                  const ntm_document **out, ntm_diags *diags)
{
    assert(catalogue && base && out);
    *out = NULL;
    uint32_t count;
    const ntm_document *const *amendments = ntm_catalogue_amendments(catalogue, base, date, &count);
    if (!count) {
        *out = base;
        return NTM_OK;
    }
    for (uint32_t i = 0; i < catalogue->nmade; i++)
        if (same_set(catalogue->made[i], base, amendments, count)) {
            *out = catalogue->made[i]->document;
            return NTM_OK;
        }
    bool clash = false;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = i + 1; k < count; k++)
            clash |= ntm_catalogue_clash(amendments[i], amendments[k], diags);
    ntm_consolidation *made = clash ? NULL : ntm_consolidate(base, amendments, count, diags);
    if (!made)
        return NTM_EINPUT;
    if (catalogue->nmade == catalogue->made_capacity) {
        catalogue->made_capacity = catalogue->made_capacity ? catalogue->made_capacity * 2 : 8;
        catalogue->made =
            ntm_xrealloc(catalogue->made, catalogue->made_capacity * sizeof *catalogue->made);
    }
    catalogue->made[catalogue->nmade++] = made;
    *out = made->document;
    return NTM_OK;
}

const char *ntm_catalogue_origin(const ntm_catalogue *catalogue, const ntm_document *consolidated,
                                 const char *item)
{
    for (uint32_t i = 0; i < catalogue->nmade; i++) {
        const ntm_consolidation *made = catalogue->made[i];
        if (made->document != consolidated)
            continue;
        uint32_t number = ntm_names_find(made->items, item);
        return number == NTM_NO_NAME ? made->base->id : made->origins[number];
    }
    return consolidated->id;
}

/* ---- in force ---- */

const ntm_document *ntm_catalogue_replacement(const ntm_catalogue *catalogue,
                                              const ntm_document *base)
{
    const ntm_document *first = NULL;
    for (uint32_t i = 0; i < catalogue->count; i++) {
        const ntm_document *other = catalogue->documents[i];
        for (uint32_t r = 0; other->kind == NTM_DECISION && r < other->nreplaces; r++)
            if (ntm_catalogue_named(catalogue, other->replaces[r], other->folder) == base &&
                other != base && (!first || other->effective < first->effective))
                first = other;
    }
    return first;
}

bool ntm_catalogue_in_force(ntm_catalogue *catalogue, const ntm_document *base, ntm_date date,
                            ntm_date *first_out, ntm_date *last_out)
{
    ntm_date last = base->expires;
    uint32_t count;
    const ntm_document *const *amendments = ntm_catalogue_amendments(catalogue, base, date, &count);
    for (uint32_t i = 0; i < count; i++)
        if (amendments[i]->expires != NTM_DATE_MAX)
            last = amendments[i]->expires;
    const ntm_document *next = ntm_catalogue_replacement(catalogue, base);
    if (next && next->effective != NTM_DATE_MIN) {
        ntm_date until = next->effective - 1;
        if (next->continue_until > until)
            until = next->continue_until;
        if (until < last)
            last = until;
    }
    if (first_out)
        *first_out = base->effective;
    if (last_out)
        *last_out = last;
    return base->effective <= date && date <= last;
}

static const ntm_document *current_of(ntm_catalogue *catalogue, const char *series,
                                      const char *folder, ntm_date date, bool *two_out,
                                      ntm_diags *diags)
{
    const ntm_document *found = NULL;
    for (uint32_t i = 0; i < catalogue->count; i++) {
        const ntm_document *document = catalogue->documents[i];
        if (document->kind != NTM_DECISION || !document->series ||
            strcmp(document->series, series) != 0 || strcmp(document->folder, folder) != 0 ||
            !ntm_catalogue_in_force(catalogue, document, date, NULL, NULL))
            continue;
        const ntm_document *next = ntm_catalogue_replacement(catalogue, document);
        if (next && next->effective <= date)
            continue; /* may still be used, but is not the current one */
        if (found) {
            char day[NTM_DATE_TEXT];
            ntm_diag(diags, NTM_ERROR, place_of(document), "two-in-force",
                     _("on %s two decisions of the series %s are in force: %s and %s"),
                     ntm_date_show(date, day), series, found->id, document->id);
            *two_out = true;
            return NULL;
        }
        found = document;
    }
    return found;
}

const ntm_document *ntm_catalogue_current(ntm_catalogue *catalogue, const char *series,
                                          const char *folder, ntm_date date, ntm_diags *diags)
{
    bool two = false;
    const ntm_document *found = NULL;
    if (folder)
        found = current_of(catalogue, series, folder, date, &two, diags);
    if (!found && !two && (!folder || strcmp(folder, "national") != 0))
        found = current_of(catalogue, series, "national", date, &two, diags);
    return found;
}
