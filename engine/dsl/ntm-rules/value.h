/*
 * ntm-rules/value.h - what words take and give: expressions, numbers that have no unit yet.
 *
 * A bare number takes the unit of the other side of a comparison or sum, also through by_zone,
 * by_year, since, choose and when. So these give a *deferred* value while their branches are bare:
 * it becomes a node of the graph when it meets a side that has a type. A bare text likewise takes
 * the other side's scale, or is a date.
 */
#ifndef NTM_RULES_VALUE_H
#define NTM_RULES_VALUE_H

#include "dsl/ntm-rules/dsl.h"

typedef enum value_kind {
    VALUE_POISON,   /**< something is wrong with it, and that was told */
    VALUE_NODE,     /**< ref */
    VALUE_NUMBER,   /**< number, of the other side's unit */
    VALUE_TEXT,     /**< text: a code of the other side's scale, or a date */
    VALUE_LITERAL,  /**< number in measure, convertible into the other side's */
    VALUE_DEFERRED, /**< a selection or arithmetic of the three above */
} value_kind;

typedef struct deferred deferred;

typedef struct value {
    value_kind kind;
    ntm_ref ref;
    ntm_decimal number;
    const char *measure;
    const char *text;
    deferred *deferred;
} value;

/** Metatables of the userdata, by name in the registry. */
#define META_VALUE    "value"
#define META_POISON   "poison"
#define META_PATH     "path"
#define META_CHILDREN "children"
#define META_ITEM     "item"

/** Push; each returns 1, to be returned by a word. */
int value_push(dsl *d, const value *v);
int value_push_poison(dsl *d);
/** Push the node, or poison for NTM_NO_REF. */
int value_push_ref(dsl *d, ntm_ref ref);

/** Is there poison at this place of the stack? */
bool value_is_poison(dsl *d, int index);

/**
 * The value at a place of the stack; poison after a finding when it is none.
 * @param what  token to point at, and the word of the message
 */
value value_get(dsl *d, int index, const char *what);
/** What stands at a place of the stack, in people's words: "a table", "nothing", "a text". */
const char *value_describe(dsl *d, int index);
/** A whole number from low to high at a place of the stack; false after a finding. */
bool value_integer(dsl *d, int index, const char *what, int low, int high, int *out);
/** Text at a place of the stack, NFC, in the arena; NULL after a finding, also for poison. */
const char *value_text(dsl *d, int index, const char *what, size_t most);

/** Type of a value that has one (*soft: it would give way to the other side's); false: it has none. */
bool value_type(dsl *d, const value *v, ntm_type *out, bool *soft);

/** Add a node written at a spot by a word; NTM_NO_REF after a finding. */
ntm_ref value_node(dsl *d, const ntm_node *proto, spot at, const char *word);

/** The value as a node of the wanted type (NULL: as it is); NTM_NO_REF after a finding or poison. */
ntm_ref value_as(dsl *d, const value *v, const ntm_type *wanted, spot at, const char *word);
/** As value_as(), for a truth. */
ntm_ref value_truth(dsl *d, int index, spot at, const char *word);

/**
 * An operator whose arguments (from `fixed` on) share one type: a node as soon as one of them has a
 * type, else deferred. Poison if one of them is.
 */
value value_alike(dsl *d, const ntm_node *proto, const value *args, uint32_t count, uint32_t fixed,
                  spot at, const char *word);
/** mul, ratio: the second argument is a plain number unless it has a unit. */
value value_product(dsl *d, ntm_op op, const value *a, const value *b, spot at, const char *word);

/** number in `from` as a number in `to`; false when they do not convert exactly. */
bool measure_convert(dsl *d, ntm_decimal number, const char *from, const char *to,
                     ntm_decimal *out);
/** May a number without unit stand beside this measure? */
bool measure_allows_bare(dsl *d, const char *measure);
/** Check the symbols of a written measure; canonical form, or NULL after a finding. */
const char *measure_written(dsl *d, const char *text, spot at);

#endif
