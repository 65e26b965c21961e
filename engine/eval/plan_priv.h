/*
 * eval/plan_priv.h - the program inside a plan, as plan_*.c make it and kernel*.c run it.
 *
 * A program works on batches of rows with two kinds of register: a plane is a bitmap (one bit a row), a
 * vector holds one double a row. A truth is two planes, `pass` (passes for certain) and
 * `maybe` (may pass: not a fail), so that and, or and not are one operation a plane. A number is
 * a vector and a plane `ok` (not missing). Both may have a plane `bad` (error) and a plane `hand`
 * (handed over); where these are set the others say nothing.
 *
 * Bits of rows that are missing, in error or handed over are garbage in the planes that comparisons
 * give, and values there may be NaN: whoever combines them masks with `ok`.
 */
#ifndef NTM_EVAL_PLAN_PRIV_H
#define NTM_EVAL_PLAN_PRIV_H

#include "eval/plan.h"

/*
 * X(ID, "text", destinations, sources): p plane, v vector, * any number of planes.
 * What the instruction's number k means stands behind the line.
 */
#define NTM_KERNEL_OPS(X)                                                                          \
    X(AND, "and", "p", "pp")                                                                       \
    X(OR, "or", "p", "pp")                                                                         \
    X(AND_NOT, "and-not", "p", "pp")  /* a & ~b */                                                 \
    X(OR_NOT, "or-not", "p", "pp")    /* a | ~b */                                                 \
    X(NAND, "nand", "p", "pp")        /* ~(a & b) */                                               \
    X(MUX, "mux", "p", "ppp")         /* a ? b : c */                                              \
    X(COUNT_GE, "count-ge", "p", "*") /* k: that many of the planes are set */                     \
    /* a / b against a threshold, within the rows of a plane: decided exactly; and b is not 0 */   \
    X(RATIO_BELOW, "ratio<", "pp", "vvp")      /* k: threshold */                                  \
    X(RATIO_ABOVE, "ratio>", "pp", "vvp")      /* k: threshold */                                  \
    X(RATIO_BELOW_ONE, "ratio<1", "pp", "vvp") /* threshold 1: no division, no ties */             \
    X(RATIO_ABOVE_ONE, "ratio>1", "pp", "vvp")                                                     \
    X(RATIO_BELOW_TABLE, "ratio<table", "pp", "vvvp") /* k: threshold; third: place in it */       \
    X(RATIO_ABOVE_TABLE, "ratio>table", "pp", "vvvp")                                              \
    X(RATIO_BELOW_VECTOR, "ratio<vector", "pp", "vvvp") /* k: 1 when the ratio is in percent */    \
    X(RATIO_ABOVE_VECTOR, "ratio>vector", "pp", "vvvp")                                            \
    /* decimals, places, days: doubles compare as what they stand for */                           \
    X(LESS, "less", "p", "vv")                                                                     \
    X(LESS_CONST, "less-const", "p", "v") /* k: number */                                          \
    X(MORE_CONST, "more-const", "p", "v")                                                          \
    X(EQUAL_CONST, "equal-const", "p", "v")                                                        \
    X(LESS_TABLE, "less-table", "p", "vv") /* second: place; k: threshold */                       \
    X(MORE_TABLE, "more-table", "p", "vv")                                                         \
    /* numbers with an error bound: a, its bound, b, its bound */                                  \
    X(LESS_NEAR, "less-near", "pp", "vvvv") /* less; too near to tell */                           \
    X(SMALL, "small", "p", "vv")            /* may be 0 */                                         \
    X(ADD, "add", "vv", "vvvv")                                                                    \
    X(SUB, "sub", "vv", "vvvv")                                                                    \
    X(MUL, "mul", "vv", "vvvv")                                                                    \
    X(DIV, "div", "vv", "vvvv")                                                                    \
    X(LEAF_ERROR, "leaf-error", "v", "v") /* of a double that stands for a decimal */              \
    X(LEAST, "least", "v", "vv")                                                                   \
    X(GREATEST, "greatest", "v", "vv")                                                             \
    X(SELECT, "select", "v", "pvv") /* plane ? a : b */                                            \
    X(FILL, "fill", "v", "")        /* k: number */                                                \
    X(PICK, "pick", "v", "v")       /* place; k: threshold */                                      \
    /* across levels: k is a link, from the rows of this level to a store of another */            \
    X(CHILD_COUNT, "child-count", "v", "") /* children whose bit is set */                         \
    X(CHILD_ANY, "child-any", "p", "")                                                             \
    X(CHILD_SUM, "child-sum", "vv", "") /* value, error bound */                                   \
    X(CHILD_LEAST, "child-least", "vv", "")                                                        \
    X(CHILD_GREATEST, "child-greatest", "vv", "")                                                  \
    X(FETCH_PLANE, "fetch-plane", "p", "")   /* the bit of the row above; 0: none */               \
    X(FETCH_VECTOR, "fetch-vector", "v", "") /* the value of the row above; NaN: none */           \
    /* results */                                                                                  \
    X(STORE_PLANE, "store-plane", "", "p")   /* k: store */                                        \
    X(STORE_VECTOR, "store-vector", "", "v") /* k: store */                                        \
    X(STATUS, "status", "", "pppppppp")      /* k: indicator; of pass, of applies: the truth */

typedef enum ntm_kop {
#define X(id, text, to, from) NTM_KOP_##id,
    NTM_KERNEL_OPS(X)
#undef X
        NTM_KOP_COUNT
} ntm_kop;

/** text, destinations, sources of an opcode. */
typedef struct ntm_kop_info {
    const char *text, *to, *from;
} ntm_kop_info;
const ntm_kop_info *ntm_kop_describe(ntm_kop op);

/** Registers 0 and 1 of every segment are these planes. */
enum { NTM_PLANE_NONE = 0, NTM_PLANE_ALL = 1 };
#define NTM_NO_STORE   UINT32_MAX
#define NTM_NO_SEGMENT UINT32_MAX /**< a column */

typedef struct ntm_ins {
    uint16_t op, nsources;
    uint32_t k;
    uint32_t first; /**< operands[first …]: destinations, then sources */
} ntm_ins;

/**
 * What a ratio or number is compared with: one number, or one for each place of a zone key. A ratio
 * b·low < a < b·high is too near the number for doubles; percent: a/b is held against number/100.
 */
typedef struct ntm_threshold {
    uint32_t count;
    bool percent;
    const ntm_decimal *number;
    const double *value; /**< nearest double of number (of number/100) */
    const double *low, *high;
} ntm_threshold;

/**
 * From the rows of a level to those of another. Rows of both count from the level's first. Spare rows
 * of the last word have no children, and no row above.
 */
typedef struct ntm_map {
    ntm_level from, to;
    bool children;        /**< else: up, to one row */
    const int32_t *first; /**< children: those of row i are first[i] … first[i + 1] - 1;
                               up: the row above, -1: none */
    const double *total;  /**< children: how many, as a column */
    int32_t most;         /**< children of a row, at most */
    const uint64_t *some; /**< bit: there is a child, or a row above */
} ntm_map;

/** Values of a whole level that segments of other levels read: numbers of a column, or written. */
typedef struct ntm_store {
    ntm_level level;
    bool vector;
    uint32_t segment;     /**< that writes it, or NTM_NO_SEGMENT */
    const double *values; /**< of the column */
} ntm_store;

typedef struct ntm_link {
    uint32_t map, store;
    uint32_t errors; /**< CHILD_SUM …: store of the error bounds; NTM_NO_STORE: decimals */
} ntm_link;

/** A program for the rows of one level. */
typedef struct ntm_segment {
    ntm_level level;
    uint32_t nins;
    const ntm_ins *ins;
    const uint32_t *operands;
    uint32_t nplanes, nvectors;           /**< registers */
    uint32_t plane_inputs, vector_inputs; /**< the first of them read columns (planes: from 2) */
    const uint64_t *const *planes;        /**< bitmaps of the whole level */
    const double *const *vectors;
    uint32_t nlinks;
    const uint32_t *links; /**< that it reads */
} ntm_segment;

struct ntm_plan {
    ntm_arena *arena;
    const ntm_document *document;
    const ntm_frame *frame;
    ntm_row level_first[NTM_LEVEL_COUNT];
    int32_t level_count[NTM_LEVEL_COUNT];

    uint32_t nsegments, nmaps, nstores, nlinks, nthresholds, nnumbers;
    const ntm_segment *segments; /**< each behind those it reads; the last gives the statuses */
    const ntm_map *maps;
    const ntm_store *stores;
    const ntm_link *links;
    const ntm_threshold *thresholds;
    const double *numbers;
    const bool *exact; /**< by indicator: handed over whole */
    int32_t batch;     /**< rows, a multiple of 64 */
};

#define NTM_BATCH 4096 /**< rows of a batch, unless a program has very many registers */
/** u = 2^-53, half the distance of doubles at 1. */
#define NTM_HALF_ULP 0x1p-53

static inline size_t ntm_words(int32_t rows) { return ((size_t)rows + 63) / 64; }

#endif
