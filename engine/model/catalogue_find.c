/*
 * model/catalogue_find.c - the decision that a user or a rule names.
 *
 * People write "32/2022/QĐ-UBND", "32/ 2022/ QD-UBND", "thanh-hoa/32/2022", "32-2022-xa-ntm". Names
 * are compared as keys: accents, case and white space gone. What a key equals comes before what
 * it only begins; the folder one stands in comes before "national".
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "model/catalogue_priv.h"

static char *key_of(const char *text)
{
    char *key = ntm_text_fold(text), *to = key;
    for (const char *from = key; *from; from++)
        if (*from != ' ')
            *to++ = *from;
    *to = '\0';
    return key;
}

ntm_catalogue_keys ntm_catalogue_keys_of(const ntm_document *document)
{
    return (ntm_catalogue_keys){.id = key_of(document->id),
                                .number = key_of(document->number),
                                .slug = document->slug ? key_of(document->slug) : NULL};
}

void ntm_catalogue_keys_clear(ntm_catalogue_keys *keys)
{
    free(keys->id);
    free(keys->number);
    free(keys->slug);
}

static bool fits(const char *key, const char *other, bool beginning)
{
    if (!other)
        return false;
    return beginning ? strncmp(other, key, strlen(key)) == 0 : strcmp(other, key) == 0;
}

static bool any_fits(const ntm_catalogue_keys *keys, const char *key, bool beginning)
{
    return fits(key, keys->id, beginning) || fits(key, keys->number, beginning) ||
           fits(key, keys->slug, beginning);
}

/* Find in one folder (NULL: in all). Number found; *out is the first. */
static uint32_t find_in(const ntm_catalogue *catalogue, const char *key, const char *folder,
                        bool beginning, const ntm_document **out)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < catalogue->count; i++) {
        const ntm_document *document = catalogue->documents[i];
        if ((!folder || strcmp(document->folder, folder) == 0) &&
            any_fits(&catalogue->keys[i], key, beginning) && !count++)
            *out = document;
    }
    return count;
}

static ntm_rc ambiguous(const ntm_catalogue *catalogue, const char *name, const char *key,
                        const char *folder, bool beginning, ntm_diags *diags)
{
    ntm_strbuf list = {0};
    for (uint32_t i = 0; i < catalogue->count; i++) {
        const ntm_document *document = catalogue->documents[i];
        if ((folder && strcmp(document->folder, folder) != 0) ||
            !any_fits(&catalogue->keys[i], key, beginning))
            continue;
        ntm_strbuf_printf(&list, "%s%s", list.length ? ", " : "", document->id);
    }
    ntm_rc rc = ntm_fail(diags, NTM_EUSAGE, NTM_NOWHERE, "ambiguous-decision",
                         _("\"%s\" may be any of: %s"), name, ntm_strbuf_text(&list));
    ntm_strbuf_clear(&list);
    return rc;
}

static ntm_rc unknown(const ntm_catalogue *catalogue, const char *name, ntm_diags *diags)
{
    ntm_rc rc = ntm_fail(diags, NTM_EUSAGE, NTM_NOWHERE, "unknown-decision",
                         _("there is no decision \"%s\""), name);
    const char *nearest = NULL;
    size_t limit = strlen(name) / 3 + 1;
    for (uint32_t i = 0; i < catalogue->count; i++) {
        const ntm_document *document = catalogue->documents[i];
        const char *names[] = {document->number, document->slug, document->id};
        for (int k = 0; k < 3; k++) {
            size_t distance = names[k] ? ntm_text_distance(name, names[k], limit) : limit + 1;
            if (distance <= limit && (!nearest || distance < limit)) {
                nearest = names[k];
                limit = distance;
            }
        }
    }
    if (nearest)
        ntm_diag_hint(diags, _("did you mean %s?"), nearest);
    return rc;
}

ntm_rc ntm_catalogue_find(const ntm_catalogue *catalogue, const char *name, const char *from_folder,
                          const ntm_document **out, ntm_diags *diags)
{
    assert(catalogue && name && out);
    *out = NULL;
    const char *folders[] = {from_folder, "national", NULL};
    int nfolders = from_folder ? 3 : 1;
    if (!from_folder)
        folders[0] = NULL;
    char *key = key_of(name);
    ntm_rc rc = NTM_OK;
    bool done = false;
    for (int beginning = 0; *key && beginning < 2 && !done; beginning++)
        for (int f = 0; f < nfolders && !done; f++) {
            const ntm_document *found = NULL;
            /* From a folder, another province's decision is named in full only. */
            bool elsewhere = from_folder && !folders[f];
            uint32_t count = 0;
            if (!elsewhere)
                count = find_in(catalogue, key, folders[f], beginning, &found);
            else
                for (uint32_t i = 0; i < catalogue->count && !count; i++)
                    if (fits(key, catalogue->keys[i].id, false)) {
                        found = catalogue->documents[i];
                        count = 1;
                    }
            done = count > 0;
            if (count == 1)
                *out = found;
            else if (count > 1)
                rc = ambiguous(catalogue, name, key, folders[f], beginning, diags);
        }
    if (!done)
        rc = unknown(catalogue, name, diags);
    free(key);
    return rc;
}

const ntm_document *ntm_catalogue_named(const ntm_catalogue *catalogue, const char *name,
                                        const char *folder)
{
    const char *const folders[] = {folder, "national"};
    const ntm_document *found = NULL;
    char *key = key_of(name);
    for (int f = 0; f < 2 && !found; f++)
        for (uint32_t i = 0; i < catalogue->count && !found; i++)
            if (fits(key, catalogue->keys[i].id, false) ||
                (strcmp(catalogue->documents[i]->folder, folders[f]) == 0 &&
                 fits(key, catalogue->keys[i].number, false)))
                found = catalogue->documents[i];
    free(key);
    return found;
}
