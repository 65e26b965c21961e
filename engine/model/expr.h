/*
 * model/expr.h - expressions as a hash-consed graph of typed nodes.
 *
 * A node is added once its arguments stand; equal nodes are one node, so a graph has no cycles and
 * arguments always point backwards. Adding checks arity, types, measures and limits: both the
 * words of the DSL and the reader of documents go through ntm_graph_add(), so that nothing else
 * needs to. A node may be read at different units (a field inside `villages:` is read at each
 * village), so readers memoise by node and unit; level rules are checked by
 * ntm_document validation (model/document.h), which knows the context.
 */
#ifndef NTM_MODEL_EXPR_H
#define NTM_MODEL_EXPR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/diag.h"
#include "model/field.h"
#include "model/level.h"
#include "model/op.h"

/** Index of a node in its graph. */
typedef uint32_t ntm_ref;
#define NTM_NO_REF UINT32_MAX

#define NTM_MAX_NODES  65536u
#define NTM_MAX_DEPTH  256u
#define NTM_MAX_DEGREE 8u /**< multiplicative degree: x*x has 2 */
#define NTM_MAX_ARGS   1024u
#define NTM_MAX_ALTERNATIVES                                                                       \
    4096u /**< alternatives (any_of, at_least_n_of, when, choose …) below one node */
#define NTM_MAX_PARTS 65536u /**< parts below one node, shared ones counted at each place */

typedef struct ntm_type {
    ntm_kind kind;
    const char *measure;    /**< NUMBER: canonical, interned in the graph; else NULL */
    const ntm_scale *scale; /**< GRADE, CHOICE; else NULL */
} ntm_type;

/** One node. Which members mean something depends on op (model/op.h); the others are zero. */
typedef struct ntm_node {
    ntm_op op;
    ntm_type type; /**< set by ntm_graph_add() */
    uint32_t nargs;
    const ntm_ref *args;    /**< in the graph's arena */
    const ntm_field *field; /**< FIELD */
    ntm_decimal number;     /**< NUMBER */
    const char *text; /**< reason, label, decision, series, title; code of a GRADE or CHOICE */
    int32_t n;        /**< digits, months, n, criterion number, place of a grade, 0/2 of TRUTH */
    ntm_date date;    /**< DATE */
    ntm_level level;  /**< CHILD_* */
    uint32_t nkeys;
    const char *const *keys;   /**< CHOOSE, BY_ZONE, BY_YEAR, SINCE: as written */
    const int32_t *key_values; /**< place on the scale, index of the zone key, year, or day */
    const ntm_decimal *points; /**< LINEAR: from, points, to, points */
    uint16_t depth;            /**< longest path to a leaf, a leaf is 1 */
    uint16_t degree;       /**< leaves 1; mul, ratio and percent add, the others take the most */
    uint32_t alternatives; /**< own ones (any_of: nargs, when: 2 …) and those of all arguments */
    uint32_t parts;        /**< leaves of the connectives and selections; others count as 1: what a
                                  walk meets that does not remember nodes */
} ntm_node;

typedef struct ntm_graph ntm_graph;

/** A graph and the arena it lives in. scales and fields the nodes point to are borrowed. */
ntm_graph *ntm_graph_new(ntm_arena *arena);

/**
 * Declare the zone keys that BY_ZONE nodes must cover exactly (before the first of them).
 * Without a zoning, BY_ZONE is refused.
 */
void ntm_graph_set_zones(ntm_graph *graph, uint32_t count, const char *const *keys);

/**
 * Add a node, or find the equal one that stands.
 *
 * Keys of CHOOSE and BY_ZONE may come in any order; in the graph they stand in the order of their
 * scale or zoning, their arguments with them.
 *
 * @param proto  op, args and attributes; args and strings are copied. Of type only this is read:
 *               measure of a NUMBER (as written; NULL: none), scale of a GRADE or CHOICE. type,
 *               depth, degree, alternatives, parts, key_values and n of a GRADE or CHOICE are
 *               computed.
 * @param place  for the findings
 * @return NTM_OK; NTM_EINPUT: unknown op, arity, an argument that does not stand, types or
 *         measures that do not fit (the finding names both), keys that repeat or do not fit,
 *         an attribute out of its limits, or one of NTM_MAX_*.
 */
ntm_rc ntm_graph_add(ntm_graph *graph, const ntm_node *proto, ntm_place place, ntm_ref *out,
                     ntm_diags *diags);

const ntm_node *ntm_graph_node(const ntm_graph *graph, ntm_ref ref); /**< borrowed; asserts range */
uint32_t ntm_graph_count(const ntm_graph *graph);
const char *const *ntm_graph_zones(const ntm_graph *graph, uint32_t *count_out);

/** For messages: "a number in km", "a grade of task_grade" …; in the arena, or static. */
const char *ntm_type_text(ntm_arena *arena, ntm_type type);

#endif
