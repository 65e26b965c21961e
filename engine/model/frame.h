/*
 * model/frame.h - the observations chosen for one document, date and choice, laid out as columns.
 *
 * Rows are the unit versions valid on the date, sorted by level, then by parent, then by code, so
 * that the children of a unit at one level are contiguous. A column holds one field at one level
 * as doubles; the limits of base/decimal.h make a double hold a decimal uniquely.
 * A frame is immutable once built; threads may share it.
 *
 * A unit that a merger made has a figure of its own from its first day on. Where it has none, the
 * figures of its predecessors are added up, if all of them have one and all may be counted
 * (model/succession.h, model/carry.h): each is chosen by the same rules, among the observations up
 * to the predecessor's last day. Such a cell is "carried". A predecessor that was itself made by a
 * merger is looked at in the same way, NTM_FRAME_MERGERS deep.
 */
#ifndef NTM_MODEL_FRAME_H
#define NTM_MODEL_FRAME_H

#include "model/carry.h"
#include "model/document.h"
#include "model/evidence.h"
#include "model/succession.h"

/** Which observations count (semantics: the three dates, choice of observations). */
typedef struct ntm_choice {
    ntm_date as_of;       /**< law in force and observations: none after this day */
    int year;             /**< assessment year: by_year and yearly figures */
    int64_t known_import; /**< imports up to this number are known; INT64_MAX: all */
    const char *assessor; /**< levels of appraisal up to this one; NULL: all */
    int assessor_order;   /**< its order; INT_MAX: all */
    bool evidenced;       /**< only observations with evidence (ntm_proof_counts()) */
    const ntm_papers
        *papers;            /**< where evidenced: the papers on record; NULL: any text is evidence.
                                   A frame makes them itself where they are not given */
    const ntm_carry *carry; /**< policies for successors; borrowed; NULL: the usual ones */
} ntm_choice;

/**
 * Of the observations of one unit and field the one that counts: not after the date, fresh, known,
 * not above the assessor: the latest date; on one date the highest level of appraisal; then the
 * latest import; then the latest line. NULL when none counts; *stale_out is then the newest
 * one that was too old, if any.
 * A yearly figure counts when its date is in choice->year (and not after as_of).
 */
const ntm_observation *ntm_choose(const ntm_observation *const *candidates, size_t count,
                                  const ntm_field *field, const ntm_choice *choice,
                                  const ntm_observation **stale_out);
/**
 * The observation that the chosen one took the place of although it is of a higher level of appraisal:
 * known, fresh, older; of the highest level, and of that the one that prevails. NULL: none.
 */
const ntm_observation *ntm_choose_displaced(const ntm_observation *const *candidates, size_t count,
                                            const ntm_field *field, const ntm_choice *choice,
                                            const ntm_observation *chosen);
/** The choice one year earlier, for previous(): as_of a year back, year - 1. */
ntm_choice ntm_choice_previous(const ntm_choice *choice);

/** Row numbers are global; -1 is none. */
typedef int32_t ntm_row;

typedef struct ntm_row_info {
    const ntm_unit *unit;
    ntm_row parent;                       /**< -1: none, or not among the rows */
    ntm_row first_child[NTM_LEVEL_COUNT]; /**< by level of the child */
    int32_t child_count[NTM_LEVEL_COUNT];
} ntm_row_info;

typedef enum ntm_cell_state {
    NTM_CELL_MISSING, /**< no observation */
    NTM_CELL_STALE,   /**< the newest is too old: observation is it */
    NTM_CELL_EXACT,
    NTM_CELL_BOUNDS, /**< low..high, infinite where open */
    NTM_CELL_BAD,    /**< a code that the document's scale does not have: an error of the data */
} ntm_cell_state;

/** One cell, told in full. Numbers as they are; yes/no 1 and 0; grade and choice: place; date: days. */
typedef struct ntm_cell {
    ntm_cell_state state;
    double low, high;                   /**< equal when EXACT */
    const ntm_observation *observation; /**< NULL: missing or derived */
    const ntm_observation *displaced;   /**< of a higher level of appraisal, still fresh, but older
                                             than the observation; NULL: none */
    bool derived;                       /**< from the fields or children in from[] */
    bool carried;                       /**< from the unit's predecessors; not derived then */
    ntm_level derived_from;             /**< level of the children counted in total;
                                             NTM_LEVEL_NONE: from fields of the same unit */
    int32_t reported, total;            /**< could be derived from children, and is or is not
                                             known otherwise: k of n reported */
} ntm_cell;

/**
 * A column: one field (or share) at one level. Index i is the row first + i.
 * valid: bit i is set where value[i] is an exact value; bounded: bit i is set where bounds were
 * reported (value[i] is then NaN); bad, if there is such a cell: bit i is set where the code is not
 * on the document's scale. Bitmaps have whole 64-bit words, spare bits are 0; value has as many
 * doubles as the bitmaps have bits, spare ones are NaN.
 */
typedef struct ntm_column {
    const ntm_field *field;
    const ntm_field *share_whole; /**< reported share field/share_whole; else NULL */
    bool previous;
    ntm_level level;
    ntm_row first;
    int32_t count;
    const double *value; /**< NaN where not exact */
    const uint64_t *valid, *bounded;
    const uint64_t *bad; /**< NULL: none */
    bool any_bounded;
} ntm_column;

typedef struct ntm_frame ntm_frame;

/**
 * Lay out every field that the document reads, at every level where it reads it, with the values
 * of the year before where previous() asks, and reported shares where percent() of two fields may
 * need them; derive what the dictionary says can be (a typed value wins; a conflict is a
 * warning in ntm_frame_warnings()).
 * Figures and titles stay with the unit version of their time: an observation before the row's
 * valid_from belongs to an older bearer of the code.
 * @param units  NULL: all unit versions valid on the date; else only these codes, their
 *               ancestors and descendants, and where the document reads or sums the children of
 *               an ancestor, those too. Codes that are not there on the date are left out.
 * @return NTM_OK; NTM_EINPUT: the document is an amendment
 */
ntm_rc ntm_frame_build(const ntm_document *document, const ntm_dataset *dataset,
                       const ntm_choice *choice, const char *const *units, size_t nunits,
                       ntm_frame **out, ntm_diags *diags);
void ntm_frame_free(ntm_frame *frame);

/**
 * Which children an evaluation of the document reads, also through parent(): by the level of the unit
 * that they stand below, the levels of the children. Added to what is in needs.
 */
void ntm_frame_child_needs(const ntm_document *document, ntm_level_set needs[NTM_LEVEL_COUNT]);

const ntm_choice *ntm_frame_choice(const ntm_frame *frame);
const ntm_document *ntm_frame_document(const ntm_frame *frame);
int32_t ntm_frame_rows(const ntm_frame *frame);
const ntm_row_info *ntm_frame_row(const ntm_frame *frame, ntm_row row);
/** The rows of a level are contiguous. */
void ntm_frame_level(const ntm_frame *frame, ntm_level level, ntm_row *first_out,
                     int32_t *count_out);
ntm_row ntm_frame_find(const ntm_frame *frame, const char *code); /**< -1 */
/** The ancestor (or self) of a row at a level; -1. */
ntm_row ntm_frame_ancestor(const ntm_frame *frame, ntm_row row, ntm_level level);

/** NULL when the document does not read it there. share_whole NULL but for shares. */
const ntm_column *ntm_frame_column(const ntm_frame *frame, const ntm_field *field,
                                   const ntm_field *share_whole, bool previous, ntm_level level);
void ntm_frame_cell(const ntm_frame *frame, const ntm_column *column, ntm_row row, ntm_cell *out);
/** For a derived cell: the parts it was summed from (fields of the row, or rows of children). */
void ntm_frame_derivation(const ntm_frame *frame, const ntm_column *column, ntm_row row,
                          void (*each)(void *context, ntm_row row, const ntm_field *field),
                          void *context);

/* ---- predecessors ---- */

/** Mergers behind each other that a frame looks through. */
#define NTM_FRAME_MERGERS 32

typedef struct ntm_frame_predecessor {
    ntm_predecessor is;
    const ntm_frame *frame; /**< of the unit's last day; of the same document and choice */
    ntm_row row;            /**< in it; -1: the unit is not on record */
} ntm_frame_predecessor;

/** The predecessors of a row, by code; of rows at a level at which the document reads no field none
 *  are looked up. */
const ntm_frame_predecessor *ntm_frame_predecessors(const ntm_frame *frame, ntm_row row,
                                                    size_t *count_out);
/** What a predecessor has where the successor's column stands; MISSING at another level. */
void ntm_frame_predecessor_cell(const ntm_frame_predecessor *predecessor, const ntm_column *column,
                                ntm_cell *out);
/** How the column's figures pass to a successor; reported shares never do. */
ntm_carry_policy ntm_frame_policy(const ntm_frame *frame, const ntm_column *column);

/** Calls each for every observation that the value of a cell rests on, through sums, children and
 *  predecessors. */
void ntm_frame_observations(const ntm_frame *frame, const ntm_column *column, ntm_row row,
                            void (*each)(void *context, const ntm_observation *observation),
                            void *context);

/** The title of a row on the date (a series, or a decision's id or number); NULL: none on record,
 *  withdrawn or expired. */
const ntm_title *ntm_frame_title(const ntm_frame *frame, ntm_row row, const char *title);

/** The latest import that an observation used below (and at) a row came with; 0: none. */
int64_t ntm_frame_last_import(const ntm_frame *frame, ntm_row row);

typedef struct ntm_frame_warning {
    ntm_row row;
    const char *code; /**< "derived-conflict": typed and derived differ; "derivations-differ":
                                 the sum of the fields and the sum of the children do */
    const ntm_field *field;
    double typed, derived;
} ntm_frame_warning;
const ntm_frame_warning *ntm_frame_warnings(const ntm_frame *frame, size_t *count_out);

/** First and last date of the observations used below (and at) a row; false when there are none.
 *  Dates of facts that never expire are not counted in first. */
bool ntm_frame_span(const ntm_frame *frame, ntm_row row, ntm_date *first_out, ntm_date *last_out);

/** How many figures come from one level of appraisal. */
typedef struct ntm_overlay_level {
    const char *assessor; /**< "": not stated */
    int order;
    int figures;
} ntm_overlay_level;

/** A level of appraisal laid over those below it. */
typedef struct ntm_overlay {
    const char *assessor; /**< the level; NULL: nothing was appraised, nor asked for */
    int order;            /**< figures of a lower order are taken over: not appraised by it */
    bool asked;           /**< it was asked for; else it is the highest that gave a figure */
    uint32_t nlevels;
    const ntm_overlay_level *levels; /**< of all figures used, highest first */
} ntm_overlay;

/**
 * The overlay of a unit: the figures at and below the row that the document may read, counted by
 * level of appraisal. Those of decisions that it refers to are not counted.
 * @param arena  for levels
 */
void ntm_frame_overlay(const ntm_frame *frame, ntm_row row, ntm_arena *arena, ntm_overlay *out);

#endif
