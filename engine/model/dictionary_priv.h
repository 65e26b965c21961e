/*
 * model/dictionary_priv.h - the dictionary's inside: also the `fields` and `scales` of a document
 * are read with these, into the document's arena.
 */
#ifndef NTM_MODEL_DICTIONARY_PRIV_H
#define NTM_MODEL_DICTIONARY_PRIV_H

#include "model/field.h"
#include "model/read_priv.h"

#define NTM_MAX_CODES 256u /* of a scale or list */
#define NTM_MAX_CHAIN 16u  /* parts of parts, sums of sums */

struct ntm_dictionary {
    ntm_arena *arena;
    bool owns_arena;
    const char *basis; /* of fields that do not say their own */
    ntm_names *names;  /* of the fields: number = index */
    ntm_field *fields;
    uint32_t nfields;
    ntm_names *scale_names;
    ntm_scale *scales; /* and lists */
    uint32_t nscales;
    bool full; /* with labels and units; else the part that a document embeds, which names no
                  units: any well-formed measure will do */
    ntm_names *symbol_names;
    ntm_symbol *symbols;
    uint32_t nsymbols;
    ntm_assessor *assessors; /* by order */
    uint32_t nassessors;
    ntm_paper *papers; /* by code */
    uint32_t npapers;
};

/* An empty dictionary in the arena. */
ntm_dictionary *ntm_dictionary_new(ntm_arena *arena);

/* Room for that many more scales; add one. codes: strings, in full also {code, vi, en}. */
void ntm_dictionary_reserve_scales(ntm_dictionary *d, size_t count);
void ntm_dictionary_add_scale(ntm_dictionary *d, ntm_reading *r, const ntm_at *at,
                              const ntm_at *codes, const char *name, bool ordered);

/* "vi" or "en" of an entry, or the fallback. */
const char *ntm_dictionary_read_label(ntm_reading *r, const ntm_at *entry, const char *language,
                                      const char *fallback);

/* Read the object of kinds of papers. */
void ntm_dictionary_read_papers(ntm_dictionary *d, ntm_reading *r, const ntm_at *at);

/* Read the object of fields: attributes first, then what they say of each other. */
void ntm_dictionary_read_fields(ntm_dictionary *d, ntm_reading *r, const ntm_at *at);

/* part_of and derive: the fields exist and fit, and nothing is a part or sum of itself. */
void ntm_dictionary_check_links(const ntm_dictionary *d, ntm_reading *r, const ntm_at *at);

#endif
