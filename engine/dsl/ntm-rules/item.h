/*
 * ntm-rules/item.h - the parts a decision is written of: word "name" { … }.
 *
 * Lua evaluates `indicator "2.1" { … }` as two calls: the first gives an item that waits for its
 * table, the second fills it. Between the two the table's expressions are evaluated, so the
 * first call also says what findings are about.
 */
#ifndef NTM_RULES_ITEM_H
#define NTM_RULES_ITEM_H

#include "dsl/ntm-rules/words.h"

typedef enum item_kind {
    ITEM_INDICATOR,
    ITEM_CRITERION,
    ITEM_REQUIRES,
    ITEM_CONDITION,
    ITEM_WITHDRAWAL,
    ITEM_SCHEME,
    ITEM_SCORED,
    ITEM_SCORE_PART,
    ITEM_SCORE_ITEM,
    ITEM_FINDING,
    ITEM_CASE,
    ITEM_UNIT,
    ITEM_SCALE,
    ITEM_LIST,
    ITEM_ASSESSOR,
    ITEM_FIELD,
    ITEM_PAPER,
    /* what a script returns */
    ITEM_DECISION,
    ITEM_AMENDMENT,
    ITEM_FINDINGS,
    ITEM_TESTS,
    ITEM_DICTIONARY,
    ITEM_KINDS
} item_kind;

typedef struct item item;
struct item {
    item_kind kind;
    const char *word;  /**< "indicator" */
    const char *name;  /**< "2.1"; what is in the quotes */
    const char *label; /**< for messages: "indicator 2.1" */
    spot at;
    bool filled;
    int number;                 /**< of a criterion */
    json_t *json;               /**< texts and numbers, under their names in the document */
    ntm_ref pass;               /**< pass, when, points, by; NTM_NO_REF: none, or poison */
    ntm_ref applies;            /**< applies, excludes; likewise */
    bool has_pass, has_applies; /**< given, be it poison */
    item **parts;               /**< what stands inside, in order */
    uint32_t nparts;
    uint32_t nwritten;        /**< entries of its table, also those that went wrong */
    unsigned attempts_before; /**< findings when it was begun */
    item *scheme;             /**< of a decision */
    item **lists[3];          /**< of an amendment: replace, repeal, add */
    uint32_t nlists[3];
};

typedef void (*item_filler)(dsl *d, item *it, int table);

/** Register how items of a kind are filled. */
void item_set_filler(item_kind kind, item_filler fill);
void item_open(dsl *d);

/** New item, pushed; name may be NULL after a finding. */
item *item_begin(dsl *d, item_kind kind, const char *word, const char *name);
/** word "name": the common first call. Returns 1. */
int item_word(lua_State *L, item_kind kind, const char *word);
/** The item at a place of the stack, or NULL. */
item *item_at(dsl *d, int index);

/* ---- reading the table of an item; each finding points at the key ---- */

/** The token of a key: "=pass". */
const char *item_key(dsl *d, const char *key);
/** A text under a key into it->json (as `as`, or the key); NULL if absent or after a finding. */
const char *item_text(dsl *d, item *it, int table, const char *key, size_t most, bool required);
/** A text, or a list of texts, under a key into out, as a list. */
void item_texts(dsl *d, item *it, json_t *out, int table, const char *key);
/** The text that stands first in the table. */
void item_first_text(dsl *d, item *it, int table, const char *as);
void item_bool(dsl *d, item *it, int table, const char *key);
/** A number under a key as a decimal text into it->json. */
void item_decimal(dsl *d, item *it, int table, const char *key);
/** An ISO date under a key into it->json; the text, or NULL. */
const char *item_date(dsl *d, item *it, int table, const char *key);
/** basis: one of the five words; required of what decides. */
void item_basis(dsl *d, item *it, int table, const char *as, bool required);
/** A condition under a key. */
void item_truth(dsl *d, item *it, int table, const char *key, bool required, ntm_ref *out,
                bool *given);
/** The entries of the table as items of the kinds in the set; others are findings. */
void item_parts(dsl *d, item *it, int table, unsigned kinds, const char *expected, item ***out,
                uint32_t *count_out);
#define ITEM_BIT(kind) (1u << (kind))

#endif
