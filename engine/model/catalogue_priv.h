/* model/catalogue_priv.h - what catalogue*.c and consolidate*.c share. */
#ifndef NTM_MODEL_CATALOGUE_PRIV_H
#define NTM_MODEL_CATALOGUE_PRIV_H

#include "model/catalogue.h"

/** A base with the amendments that were laid over it, and what came out. */
typedef struct ntm_consolidation {
    const ntm_document *base;
    uint32_t namendments;
    const ntm_document **amendments;
    ntm_document *document; /**< owned */
    ntm_arena *arena;       /**< of the names below */
    ntm_names *items;       /**< items that an amendment put there */
    const char **origins;   /**< by number in items: id of the amendment */
    uint32_t norigins, origins_capacity;
} ntm_consolidation;

/** A document's names as they are compared: see catalogue_find.c. */
typedef struct ntm_catalogue_keys {
    char *id, *number, *slug; /**< slug may be NULL */
} ntm_catalogue_keys;

struct ntm_catalogue {
    ntm_document **documents;
    ntm_catalogue_keys *keys; /**< by document */
    uint32_t count, capacity;
    ntm_consolidation **made;
    uint32_t nmade, made_capacity;
    char **admitted; /**< folders whose constructed amendments hold */
    uint32_t nadmitted;
    const ntm_document **found; /**< answer of ntm_catalogue_amendments() */
};

ntm_catalogue_keys ntm_catalogue_keys_of(const ntm_document *document);
void ntm_catalogue_keys_clear(ntm_catalogue_keys *keys);
/** What an amendment amends, or a name in a `replaces`; NULL when it is not there. Exact only. */
const ntm_document *ntm_catalogue_named(const ntm_catalogue *catalogue, const char *name,
                                        const char *folder);

/** Whether two amendments of one decision change one item from one day on; a finding for each. */
bool ntm_catalogue_clash(const ntm_document *a, const ntm_document *b, ntm_diags *diags);

/** Lay the amendments over the base. @return NULL with findings when they do not fit. */
ntm_consolidation *ntm_consolidate(const ntm_document *base, const ntm_document *const *amendments,
                                   uint32_t count, ntm_diags *diags);
void ntm_consolidation_free(ntm_consolidation *consolidation);

#endif
