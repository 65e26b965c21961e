/*
 * eval/plan_build_priv.h - how a plan is made, for the plan_*.c files only.
 *
 * plan.c walks the indicators; plan_value.c and plan_truth.c compile nodes, plan_compare.c
 * comparisons, plan_select.c when, choose and by_zone, plan_level.c and plan_map.c what is read at
 * children and parents; plan_write.c writes instructions (equal ones once) and folds constant planes;
 * plan_finish.c drops what nothing uses and assigns registers.
 */
#ifndef NTM_EVAL_PLAN_BUILD_PRIV_H
#define NTM_EVAL_PLAN_BUILD_PRIV_H

#include "eval/plan_priv.h"

/** Registers of a segment while it is written: one for each value. */
typedef uint32_t ntm_plane;
typedef uint32_t ntm_vector;
#define NTM_NO_VECTOR UINT32_MAX

/** How a number is known: the closer to data, the cheaper and the more exact its comparisons. */
typedef enum ntm_form {
    NTM_FORM_TRUTH,
    NTM_FORM_CONST, /**< number (also places and days) */
    NTM_FORM_TABLE, /**< a decimal for each place of the vector key */
    NTM_FORM_LEAF,  /**< v: doubles that each stand for a decimal */
    NTM_FORM_RATIO, /**< a / b of leaves, in percent or not; not yet divided */
    NTM_FORM_COUNT, /**< a to high children pass, of b: the number, or the percentage */
    NTM_FORM_REAL,  /**< v with error bound e */
} ntm_form;

/** What a node is at the rows of a segment. */
typedef struct ntm_pval {
    ntm_form form;
    ntm_plane ok, bad, hand;  /**< ok: not missing; not of a TRUTH */
    ntm_plane pass, maybe;    /**< TRUTH */
    ntm_decimal number;       /**< CONST */
    const ntm_decimal *table; /**< TABLE */
    uint32_t places;
    ntm_vector key;
    ntm_vector v, e, a, b, high;
    bool percent; /**< RATIO, COUNT */
    bool shared;  /**< RATIO: where `ok` is not set, the reported share stands in */
    ntm_vector share;
    ntm_plane share_ok;
    uint32_t top, bottom; /**< bits of numerator and denominator, at most */
    bool decimal;         /**< the denominator is a power of ten */
} ntm_pval;

typedef struct ntm_reg {
    const void *base; /**< of an input: for the whole level; NULL: written by an instruction */
    uint32_t store;   /**< that holds it, or NTM_NO_STORE */
    uint32_t written; /**< by instruction written - 1; 0: an input */
    uint32_t place;   /**< number in the finished segment */
    uint32_t last;    /**< last instruction that reads it */
    bool used;
} ntm_reg;

typedef struct ntm_regs {
    ntm_reg *items;
    uint32_t count, capacity;
    uint32_t *slots; /**< inputs by base: open addressing, register + 1 */
    uint32_t nslots, ninputs;
} ntm_regs;

struct ntm_build;

/** Levels crossed below it, and level: segments run in the order of their keys. */
#define ntm_writer_key(w) ((w)->depth * NTM_LEVEL_COUNT + (uint32_t)(w)->level)

/** A segment while it is written. */
typedef struct ntm_writer {
    struct ntm_build *build;
    ntm_level level;
    uint32_t depth; /**< levels crossed below it */
    ntm_ins *ins;
    uint32_t nins, ins_capacity;
    uint32_t *operands;
    uint32_t noperands, operands_capacity;
    ntm_regs planes, vectors;
    uint32_t *slots; /**< equal instructions: open addressing, instruction + 1 */
    uint32_t nslots;
    const ntm_pval **memo; /**< by node */
} ntm_writer;

#define NTM_PLAN_DEPTH        3u /**< levels crossed in a row; what is deeper is handed over */
#define NTM_PLAN_INSTRUCTIONS 1000000u /**< likewise beyond these */
#define NTM_PLAN_BITS         4000u    /**< likewise numbers that may have more */
#define NTM_PLAN_PLACES       16u      /**< of a table; longer ones are selected place by place */

typedef enum ntm_map_kind { NTM_MAP_CHILDREN, NTM_MAP_PARENT, NTM_MAP_ANCESTOR } ntm_map_kind;

typedef struct ntm_build {
    ntm_plan *plan;
    ntm_arena *scratch; /**< freed when the plan stands */
    const ntm_graph *graph;
    const ntm_choice *choice;
    ntm_writer *writers[NTM_LEVEL_COUNT][NTM_PLAN_DEPTH + 2]; /**< the deepest: statuses only */
    uint8_t *depths[NTM_LEVEL_COUNT]; /**< by node: levels crossed below it, + 1 */
    uint32_t map_of[NTM_LEVEL_COUNT][NTM_LEVEL_COUNT][3]; /**< map + 1; by NTM_MAP_* */
    uint32_t maps_capacity, stores_capacity, links_capacity;
    uint32_t thresholds_capacity, numbers_capacity;
    uint32_t instructions;
    ntm_level parent_level[NTM_LEVEL_COUNT]; /**< once known */
    bool parents_known[NTM_LEVEL_COUNT];
    ntm_ref zone_by; /**< the zoning's expression; NTM_NO_REF: by_zone is handed over */
    bool full;       /**< NTM_PLAN_INSTRUCTIONS reached */
} ntm_build;

/** Room for one more of an array in the plan's arena. */
void *ntm_plan_grow(ntm_arena *arena, const void *items, uint32_t count, uint32_t *capacity,
                    size_t size);

/* plan_write.c */
ntm_writer *ntm_writer_new(ntm_build *build, ntm_level level, uint32_t depth);
/**
 * Write an instruction, or find the equal one.
 * @param from    sources, as many as the opcode has (nfrom counts them where it has any number)
 * @param second_out  its second destination; may be NULL
 * @return its first destination, a plane or a vector by the opcode
 */
uint32_t ntm_write(ntm_writer *w, ntm_kop op, uint32_t k, const uint32_t *from, uint32_t nfrom,
                   uint32_t *second_out);
uint32_t ntm_write_leaf(ntm_writer *w, ntm_kop op, uint32_t k,
                        uint32_t *second_out); /**< no sources */
#define NTM_WRITE(w, op, k, second_out, ...)                                                       \
    ntm_write(w, NTM_KOP_##op, k, (const uint32_t[]){__VA_ARGS__},                                 \
              sizeof((const uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t), second_out)
ntm_plane ntm_plane_input(ntm_writer *w, const uint64_t *base);
ntm_vector ntm_vector_input(ntm_writer *w, const double *base);
ntm_plane ntm_plane_and(ntm_writer *w, ntm_plane x, ntm_plane y);
ntm_plane ntm_plane_or(ntm_writer *w, ntm_plane x, ntm_plane y);
ntm_plane ntm_plane_and_not(ntm_writer *w, ntm_plane x, ntm_plane y); /**< x & ~y */
ntm_plane ntm_plane_or_not(ntm_writer *w, ntm_plane x, ntm_plane y);  /**< x | ~y */
ntm_plane ntm_plane_not(ntm_writer *w, ntm_plane x);
ntm_plane ntm_plane_mux(ntm_writer *w, ntm_plane c, ntm_plane x, ntm_plane y); /**< c ? x : y */
/** At least n of the planes; they are in the scratch arena and may be reordered. */
ntm_plane ntm_plane_count_ge(ntm_writer *w, ntm_plane *planes, uint32_t count, uint32_t n);
/** Constants of the plan, by number. */
uint32_t ntm_plan_number(ntm_build *build, double value);
uint32_t ntm_plan_threshold(ntm_build *build, const ntm_decimal *numbers, uint32_t count,
                            bool percent);

/* plan_value.c */
const ntm_pval *ntm_plan_node(ntm_writer *w, ntm_ref ref);
/** A node where a truth is asked for: not_known() is one, too. */
ntm_pval ntm_plan_truth(ntm_writer *w, ntm_ref ref);
ntm_pval ntm_pval_truth(ntm_plane pass, ntm_plane maybe);
ntm_pval ntm_pval_const(ntm_decimal number);
ntm_pval ntm_pval_leaf(ntm_vector v, ntm_plane ok);
ntm_pval ntm_pval_missing(void);
ntm_pval ntm_pval_error(bool truth);
ntm_pval ntm_pval_exact(bool truth);     /**< every row is handed over */
bool ntm_pval_simple(const ntm_pval *x); /**< CONST, TABLE or LEAF */
/** Without COUNT and reported shares: partly reported rows are handed over. */
ntm_pval ntm_pval_plain(ntm_writer *w, const ntm_pval *x);
ntm_pval ntm_pval_as_leaf(ntm_writer *w, const ntm_pval *x); /**< of a simple one */
ntm_pval ntm_pval_as_real(ntm_writer *w, const ntm_pval *x);

/* plan_number.c: operators that give numbers */
ntm_pval ntm_plan_number_node(ntm_writer *w, const ntm_node *node);

/* plan_truth.c */
ntm_pval ntm_plan_connective(ntm_writer *w, const ntm_node *node);

/* plan_compare.c */
ntm_pval ntm_plan_comparison(ntm_writer *w, const ntm_node *node);
/** Rows where both are known and the same number; *hand_out: too near to tell. */
ntm_plane ntm_plan_same(ntm_writer *w, const ntm_pval *x, const ntm_pval *y, ntm_plane *hand_out);

/* plan_select.c */
ntm_pval ntm_plan_select(ntm_writer *w, const ntm_node *node);

/* plan_map.c: by number in the plan */
uint32_t ntm_plan_map(ntm_build *build, ntm_level from, ntm_level to, ntm_map_kind kind);
/** The store that holds a register of a segment for the whole level. */
uint32_t ntm_plan_store(ntm_writer *from, bool vector, uint32_t number);
uint32_t ntm_plan_link(ntm_build *build, uint32_t map, uint32_t store, uint32_t errors);

/* plan_level.c */
ntm_pval ntm_plan_field(ntm_writer *w, const ntm_field *field, const ntm_field *whole,
                        bool previous);
ntm_pval ntm_plan_parent(ntm_writer *w, const ntm_node *node);
ntm_pval ntm_plan_children(ntm_writer *w, const ntm_node *node);
/** Levels crossed below a node read at a level; above NTM_PLAN_DEPTH: too many. */
uint32_t ntm_plan_depth(ntm_build *build, ntm_ref ref, ntm_level level);

/* plan_finish.c */
void ntm_plan_finish(ntm_build *build);

#endif
