/*
 * eval/exact_priv.h - inside the exact walk: for its files, intervals, gaps and explanation.
 *
 * The walk is one function from (node, row) to a value, which is remembered. A probe is a second
 * walk in which some cells are replaced: the means of gaps and of what would settle an undecided
 * part.
 */
#ifndef NTM_EVAL_EXACT_PRIV_H
#define NTM_EVAL_EXACT_PRIV_H

#include "eval/exact.h"
#include "eval/exact_memo.h"
#include "eval/exact_number.h"
#include "eval/world.h"

typedef enum ntm_val_state {
    NTM_VAL_MISSING,
    NTM_VAL_NUMBER, /**< low == high */
    NTM_VAL_BOUNDS, /**< low < high, one or both perhaps infinite */
    NTM_VAL_CODE,   /**< yes/no, place of a grade or choice, day of a date: code */
    NTM_VAL_TRUTH,  /**< tri */
    NTM_VAL_ERROR,
} ntm_val_state;

typedef enum ntm_why {
    NTM_WHY_MISSING,
    NTM_WHY_STALE,
    NTM_WHY_ZERO,
    NTM_WHY_NO_CHILDREN,
    NTM_WHY_NOT_KNOWN,
    NTM_WHY_UNDECIDED,
} ntm_why;
const char *ntm_why_code(ntm_why why);

/** What a node is at a row. */
typedef struct ntm_val {
    ntm_val_state state;
    ntm_tri tri;
    ntm_why why;
    int32_t code;
    union {
        struct {
            ntm_num low, high;
        };
        ntm_exact_error error;
    };
} ntm_val;

/** A cell replaced in a probe: field (or, with whole, the reported share) as read at row. */
typedef struct ntm_override {
    ntm_row row;
    const ntm_field *field;
    bool previous;
    ntm_val value;
} ntm_override;

struct ntm_exact {
    const ntm_document *document;
    const ntm_frame *frame;
    const ntm_choice *choice;
    const ntm_graph *graph;
    uint32_t nodes; /**< nodes in the graph */
    ntm_reach *reach;
    bool owns_reach;
    ntm_arena *arena; /**< big numbers and texts, until forgotten */

    ntm_memo memo;   /**< key: a node, or beyond the last node: an indicator */
    ntm_val *values; /**< by index of the memo */
    uint32_t values_size;

    const ntm_override *overrides;
    uint32_t noverrides;
    ntm_exact *base; /* of a probe: the walk that has what the overrides don't touch … */
    const ntm_memo
        *touch; /* … that is, the pairs in here that have the touch 0; NULL: ask nobody */
    const uint8_t *touches;
    uint32_t zone_depth; /**< inside the zoning's own expression */

    const ntm_level_reached *assumed; /**< states of the criteria, in a probe; NULL: as measured */
    ntm_row assumed_row;              /**< the row for which they are assumed */
};

/* exact.c */
ntm_val ntm_exact_eval(ntm_exact *exact, ntm_ref ref, ntm_row row);
/** A walk over the same document and frame with cells replaced; forgets what it knew before. */
ntm_exact *ntm_exact_probe_new(const ntm_exact *exact);
void ntm_exact_probe(ntm_exact *probe, const ntm_override *overrides, uint32_t count);
/** A walk for a decision reached, sharing the reach. */
ntm_exact *ntm_exact_new_reached(const ntm_document *document, const ntm_frame *frame,
                                 ntm_reach *reach);
bool ntm_exact_recall(const ntm_exact *exact, uint32_t key, ntm_row row, ntm_val *out);
void ntm_exact_remember(ntm_exact *exact, uint32_t key, ntm_row row, ntm_val value);

static inline ntm_val ntm_val_truth(ntm_tri tri)
{
    return (ntm_val){.state = NTM_VAL_TRUTH, .tri = tri};
}
static inline ntm_val ntm_val_missing(ntm_why why)
{
    return (ntm_val){.state = NTM_VAL_MISSING, .why = why};
}
static inline ntm_val ntm_val_code(int32_t code)
{
    return (ntm_val){.state = NTM_VAL_CODE, .code = code};
}
static inline ntm_val ntm_val_error(const char *code, const char *detail)
{
    return (ntm_val){.state = NTM_VAL_ERROR, .error = {code, detail}};
}
static inline ntm_val ntm_val_number(ntm_num number)
{
    return (ntm_val){.state = NTM_VAL_NUMBER, .low = number, .high = number};
}
/** Bounds; a number when both ends are equal. */
ntm_val ntm_val_bounds(ntm_num low, ntm_num high);
static inline bool ntm_val_is_number(const ntm_val *v)
{
    return v->state == NTM_VAL_NUMBER || v->state == NTM_VAL_BOUNDS;
}

/* exact_cell.c */

/** The row at which a field named at `row` is read: itself or the nearest ancestor; -1: none. */
ntm_row ntm_exact_read_row(const ntm_exact *exact, const ntm_field *field, ntm_row row);
/** The value of a field read for a row (whole: of the reported share field/whole). */
ntm_val ntm_exact_cell(ntm_exact *exact, const ntm_field *field, const ntm_field *whole,
                       bool previous, ntm_row row);
/** The cell in full, where it is read; false: there is no such row or column. */
bool ntm_exact_cell_at(const ntm_exact *exact, const ntm_field *field, const ntm_field *whole,
                       bool previous, ntm_row row, ntm_cell *out, ntm_row *read_row_out);
/** A number or code of a cell, whatever frame it is of; missing, or an error, where there is none. */
ntm_val ntm_exact_cell_value(const ntm_field *field, const ntm_cell *cell);
/** Calls each for the cells that a derived cell is the sum of. */
void ntm_exact_cell_parts(const ntm_exact *exact, const ntm_field *field, bool previous,
                          ntm_row read_row,
                          void (*each)(void *context, ntm_row row, const ntm_field *field),
                          void *context);

/* exact_value.c: arithmetic and comparison of values; no missing operand, no error */
typedef bool ntm_num_op(ntm_arena *arena, ntm_num a, ntm_num b, ntm_num *out);
/** a op b on values and bounds; NTM_OP_ADD, SUB, MUL, RATIO. Missing for a divisor of 0. */
ntm_val ntm_val_arithmetic(ntm_arena *arena, ntm_op op, const ntm_val *a, const ntm_val *b);
ntm_val ntm_val_round(ntm_arena *arena, const ntm_val *a, int digits);
ntm_val ntm_val_linear(ntm_arena *arena, const ntm_val *a, const ntm_decimal points[4]);
/** -1: the least, +1: the greatest of the two. */
ntm_val ntm_val_extreme(const ntm_val *a, const ntm_val *b, int direction);
/** AT_LEAST … IS_NOT and the date comparisons, on two known values. */
ntm_tri ntm_val_compare(ntm_op op, const ntm_val *a, const ntm_val *b);
ntm_tri ntm_val_between(const ntm_val *x, const ntm_val *low, const ntm_val *high);
/** Both exact and equal. */
bool ntm_val_same(const ntm_val *a, const ntm_val *b);

/* exact_select.c: operators that choose among their arguments */

/** The branch of WHEN, CHOOSE, BY_ZONE, BY_YEAR, SINCE that is taken at a row. */
typedef struct ntm_branch {
    bool known; /**< one branch is taken: arg */
    uint32_t arg;
    ntm_val stop;          /**< an error, when its state is so: the node is this error */
    uint32_t first, count; /**< otherwise: any of these arguments may be */
} ntm_branch;
ntm_branch ntm_exact_branch(ntm_exact *exact, const ntm_node *node, ntm_row row);
ntm_val ntm_exact_select(ntm_exact *exact, const ntm_node *node, ntm_row row);
ntm_val ntm_exact_first_of(ntm_exact *exact, const ntm_node *node, ntm_row row);
/** The index of the zone at a row among the scheme's keys, as a CODE; missing; or an error. */
ntm_val ntm_exact_zone_index(ntm_exact *exact, ntm_row row);

/* exact_children.c */
ntm_val ntm_exact_children(ntm_exact *exact, const ntm_node *node, ntm_row row);
/** How many children the node's aggregate runs over at a row, and the first of them. */
int32_t ntm_exact_child_rows(const ntm_exact *exact, const ntm_node *node, ntm_row row,
                             ntm_row *first_out);

/* exact_status.c */
ntm_val ntm_exact_results(ntm_exact *exact, const ntm_node *node, ntm_row row);
ntm_val ntm_exact_elsewhere(ntm_exact *exact, const ntm_node *node, ntm_row row);
/** The walk and row that a MEETS, MEETS_CURRENT or QUALIFIES node looks at. */
const ntm_reached *ntm_exact_reached(ntm_exact *exact, const ntm_node *node, ntm_row row,
                                     ntm_row *row_out, ntm_exact_error *error_out);
ntm_tri ntm_tri_of_level(ntm_level_reached level);

#endif
