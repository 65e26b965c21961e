/*
 * analysis/trial_priv.h - a unit made up for a test: it, its ancestors, its children, their figures,
 * and the search for figures with which it meets everything.
 *
 *   trial.c          units and figures, and the dataset they make
 *   trial_collect.c  every figure that a decision can ask of them, with a value to begin with
 *   trial_solve.c    the search: what fails is pushed over its threshold until nothing fails
 *   trial_move.c     one comparison pushed over its threshold
 *   trial_figure.c   the figure that gives way
 */
#ifndef NTM_ANALYSIS_TRIAL_PRIV_H
#define NTM_ANALYSIS_TRIAL_PRIV_H

#include "base/arena.h"
#include "eval/exact.h"
#include "eval/exact_number.h"
#include "model/catalogue.h"
#include "model/dataset.h"
#include "model/frame.h"

#define NTM_TRIAL_CHILDREN 50u /* of one level, at most */
#define NTM_TRIAL_UNITS    1000u
#define NTM_TRIAL_GOALS    200u /* decisions at units */

typedef struct ntm_trial_unit {
    const char *code;
    ntm_level level;
    int32_t parent; /* -1: none */
} ntm_trial_unit;

typedef struct ntm_trial_cell {
    int32_t unit;
    const ntm_field *field;
    bool previous, set;
    ntm_value value;
} ntm_trial_cell;

/* A decision that a unit is to meet. */
typedef struct ntm_trial_goal {
    const ntm_document *document;
    int32_t unit;
} ntm_trial_goal;

typedef struct ntm_trial {
    ntm_arena *arena;
    const ntm_document *document; /* consolidated on as_of */
    ntm_catalogue *catalogue;     /* or NULL */
    ntm_date as_of;
    int year;
    const char *zone;                 /* key wanted, or NULL */
    int32_t main;                     /* the unit under test */
    uint32_t wanted[NTM_LEVEL_COUNT]; /* children of a unit, by level */

    ntm_trial_unit *units;
    uint32_t nunits, units_capacity;
    ntm_trial_cell *cells;
    uint32_t ncells, cells_capacity;
    ntm_names *index; /* "unit/field" and "unit/field/-1": places in cells */
    ntm_title *titles;
    uint32_t ntitles, titles_capacity;
    ntm_registration *registrations;
    uint32_t nregistrations, registrations_capacity;
    ntm_trial_goal *goals;
    uint32_t ngoals, goals_capacity;
} ntm_trial;

/* ---- trial.c ---- */

/* The unit with its ancestors; nothing is known of it yet. The document is borrowed. */
ntm_trial *ntm_trial_new(const ntm_document *document, ntm_catalogue *catalogue, ntm_date as_of,
                         int year);
ntm_trial *ntm_trial_copy(const ntm_trial *trial);
void ntm_trial_free(ntm_trial *trial);

int32_t ntm_trial_unit_of(const ntm_trial *trial, const char *code); /* -1 */
/* The ancestor (or self) at whose level the field is observed; -1. */
int32_t ntm_trial_reader(const ntm_trial *trial, int32_t unit, const ntm_field *field);
/* A child more. */
int32_t ntm_trial_add_child(ntm_trial *trial, int32_t parent, ntm_level level);
uint32_t ntm_trial_count_children(const ntm_trial *trial, int32_t parent, ntm_level level);
int32_t ntm_trial_child(const ntm_trial *trial, int32_t parent, ntm_level level, uint32_t index);
/* The cell, made when it is not there. */
ntm_trial_cell *ntm_trial_cell_at(ntm_trial *trial, int32_t unit, const ntm_field *field,
                                  bool previous);
ntm_trial_cell *ntm_trial_find(const ntm_trial *trial, int32_t unit, const char *field,
                               bool previous); /* or NULL */
void ntm_trial_add_title(ntm_trial *trial, const ntm_title *title);
void ntm_trial_add_registration(ntm_trial *trial, const ntm_registration *registration);
/* Children of the main unit beyond `count` are forgotten with all that is theirs. */
void ntm_trial_cut_children(ntm_trial *trial, ntm_level level, uint32_t count);

ntm_dataset *ntm_trial_dataset(const ntm_trial *trial);
ntm_choice ntm_trial_choice(const ntm_trial *trial);

/* ---- trial_collect.c ---- */

/* The decision a MEETS, MEETS_CURRENT or QUALIFIES node of `from` names, on the date; or NULL. */
const ntm_document *ntm_trial_named(const ntm_trial *trial, const ntm_document *from,
                                    const ntm_node *node);
/* Children as wanted, a cell for every figure that can be asked for; new ones with a first value. */
void ntm_trial_collect(ntm_trial *trial);

/* ---- trial_solve.c ---- */

/*
 * Give every figure a value with which all goals are met.
 * @return NULL; or what could not be brought to pass, in the trial's arena
 */
const char *ntm_trial_solve(ntm_trial *trial);

/* One pass of the search over one goal. */
typedef struct ntm_push {
    ntm_trial *trial;
    const ntm_document *document;
    const ntm_graph *graph;
    ntm_frame *frame;
    ntm_exact *exact;
    ntm_arena *arena; /* of numbers */
    bool changed;
    uint32_t steps;
} ntm_push;

#define NTM_PUSH_STEPS 200000u

/* Work towards a truth; false: there is no way. */
bool ntm_push_truth(ntm_push *p, ntm_ref ref, ntm_row row, bool pass);

/* ---- trial_figure.c, trial_move.c ---- */

/* Where a value is to go. */
typedef struct ntm_aim {
    int direction; /* +1: at least; -1: at most; 0: exactly */
    bool strict;   /* and not equal */
    ntm_num number;
    int32_t code; /* yes/no, place of a grade or choice, day */
} ntm_aim;

/* The value of a node as an aim (number or code); false when it has none. */
bool ntm_push_value_of(ntm_push *p, ntm_ref ref, ntm_row row, ntm_aim *out);
bool ntm_aim_satisfied(const ntm_aim *aim, ntm_kind kind, ntm_num number, int32_t code);
bool ntm_push_field(ntm_push *p, const ntm_field *field, ntm_row row, bool previous, ntm_aim aim);
bool ntm_push_comparison(ntm_push *p, const ntm_node *node, ntm_row row, bool pass);
bool ntm_push_value(ntm_push *p, ntm_ref ref, ntm_row row, ntm_aim aim);
/* The argument of a selection that is taken at a row; a condition that is open is made to pass. */
bool ntm_push_branch(ntm_push *p, const ntm_node *node, ntm_row row, uint32_t *arg_out);
int32_t ntm_push_unit(const ntm_push *p, ntm_row row);

#endif
