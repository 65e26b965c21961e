/*
 * model/frame_priv.h - how a frame is built, for the frame_*.c files and choose.c only.
 *
 * The steps, in order: which columns the document needs (frame_columns.c); which unit versions
 * become rows (frame_rows.c); who their predecessors are, with a frame of their own for each day
 * on which some of them ended (frame_carry.c); for each cell the observation that counts
 * (frame_fill.c); derived and carried cells (frame_derive.c, frame_carry.c) and the span of dates
 * (frame_span.c); titles (frame_titles.c). frame.c owns the struct.
 */
#ifndef NTM_MODEL_FRAME_PRIV_H
#define NTM_MODEL_FRAME_PRIV_H

#include "model/frame.h"

/** The days on which an observation of a field counts: since to until, inclusive. */
typedef struct ntm_window {
    ntm_date since; /**< older ones, if they are all there is, are stale */
    ntm_date until;
} ntm_window;

ntm_window ntm_window_of(const ntm_field *field, const ntm_choice *choice);
/** Whether the choice knows the observation at all (import, level of appraisal, evidence). */
bool ntm_observation_known(const ntm_observation *observation, const ntm_choice *choice);
/** Whether a prevails over b: later date, higher level of appraisal, later import, later line. */
bool ntm_observation_prevails(const ntm_observation *a, const ntm_observation *b);

/** How a cell's number came about; of a derived cell the observation chosen is a stale one. */
enum { NTM_HOW_OBSERVED = 0, NTM_HOW_SUM = 1, NTM_HOW_CHILDREN = 2, NTM_HOW_CARRIED = 3 };

/** A column with what its cells need to be told in full. Index i is the row column.first + i. */
typedef struct ntm_column_data {
    ntm_column column; /**< first: an ntm_column pointer is one of these */
    ntm_window window;
    double *value; /**< this, the bitmaps and chosen: NULL while nothing is known */
    uint64_t *valid, *bounded;
    double *low, *high; /**< allocated with the first bounded cell */
    uint64_t *bad;      /**< allocated with the first bad cell */
    int32_t *chosen;    /**< index of the observation, -1: none; stale when not valid or bounded */
    int32_t *displaced; /**< index of an older one of a higher level of appraisal, -1: none; NULL
                             while there is none at all */
    uint8_t *how;       /**< NTM_HOW_*; NULL: neither derived nor carried */
    int32_t *reported;  /**< children that reported; NULL: not derived from children */
    uint32_t nparts;    /**< columns it is the sum of, at the same level; 0: none */
    const uint32_t *parts;
    uint32_t child_column; /**< the same field at the children's level; UINT32_MAX: none */
} ntm_column_data;

typedef struct ntm_span {
    ntm_date first; /**< of the facts that expire; NTM_DATE_MAX: none */
    ntm_date last;  /**< of all; NTM_DATE_MIN: none */
    int64_t import; /**< the latest that any of the facts used came with; 0: none */
} ntm_span;

struct ntm_frame {
    ntm_arena *arena;
    const ntm_document *document;
    const ntm_dataset *dataset;
    ntm_choice choice, previous;
    ntm_papers *papers; /**< made here; NULL: given, or not needed */
    ntm_date day;       /**< rows are the units of this day, with figures up to it */
    int mergers;        /**< how many lie between this frame and the one that was asked for */

    int32_t nrows;
    ntm_row_info *rows;
    ntm_row level_first[NTM_LEVEL_COUNT];
    int32_t level_count[NTM_LEVEL_COUNT];
    int32_t *row_of_unit; /**< by number of the code's text: row + 1; 0: none */
    uint32_t row_of_unit_count;

    uint32_t ncolumns, columns_capacity;
    ntm_column_data *columns;
    uint32_t *order; /**< columns, each behind those it is derived from */
    uint32_t norder;
    uint32_t *slots; /**< open addressing: column + 1 */
    uint32_t nslots;
    const double *no_value[NTM_LEVEL_COUNT]; /**< cells of columns without any: NaN, no bits */
    const uint64_t *no_bits[NTM_LEVEL_COUNT];
    ntm_level_set child_needs[NTM_LEVEL_COUNT]; /**< levels of children read from a level */

    size_t
        *predecessor_first; /**< by row: its predecessors; nrows + 1 entries; NULL: none at all */
    ntm_frame_predecessor *predecessors;
    ntm_frame **earlier; /**< frames of days before mergers */
    size_t nearlier;

    int32_t *title_first; /**< by row: its titles in title_index; nrows + 1 entries */
    const ntm_title **title_index;

    ntm_span *spans; /**< by row, with all below it */
    ntm_frame_warning *warnings;
    size_t nwarnings, warnings_capacity;
};

void ntm_frame_want_columns(ntm_frame *frame);
void ntm_frame_make_rows(ntm_frame *frame, const char *const *units, size_t nunits);
/** The frame of a day for units that were predecessors of rows of another frame. */
ntm_frame *ntm_frame_earlier(const ntm_frame *successors, ntm_date day, const char *const *units,
                             size_t nunits);
void ntm_frame_find_predecessors(ntm_frame *frame);
void ntm_frame_fill(ntm_frame *frame);
void ntm_frame_set_exact(ntm_frame *frame, ntm_column_data *data, int32_t i, double value);
void ntm_frame_set_bounds(ntm_frame *frame, ntm_column_data *data, int32_t i, double low,
                          double high);
void ntm_frame_set_bad(ntm_frame *frame, ntm_column_data *data, int32_t i);
/** a + b exactly, or NaN when that needs more digits than a decimal has. */
double ntm_frame_add(double a, double b);
/** Fill a cell from the predecessors' if that can be done; false: it stays as it is. */
bool ntm_frame_carry(ntm_frame *frame, ntm_column_data *data, int32_t i);
bool ntm_frame_has_predecessors(const ntm_frame *frame, ntm_row row);
void ntm_frame_derive(ntm_frame *frame);
void ntm_frame_make_spans(ntm_frame *frame);
void ntm_frame_make_titles(ntm_frame *frame);

static inline bool ntm_bit(const uint64_t *words, int32_t index)
{
    return (words[index >> 6] >> (index & 63)) & 1u;
}
static inline void ntm_bit_set(uint64_t *words, int32_t index)
{
    words[index >> 6] |= UINT64_C(1) << (index & 63);
}

#endif
