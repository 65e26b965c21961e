/* model/frame_titles.c - titles on record, by row. */
#include "model/frame_priv.h"
#include "model/titles.h"

#include <string.h>

/* The row whose unit version a title belongs to; a code that was given again keeps them apart. */
static ntm_row row_of(const ntm_frame *frame, const ntm_title *title)
{
    ntm_row row = ntm_frame_find(frame, title->unit);
    if (row >= 0 && title->date != NTM_DATE_MIN && title->date < frame->rows[row].unit->valid_from)
        return -1;
    return row;
}

void ntm_frame_make_titles(ntm_frame *frame)
{
    const ntm_dataset *dataset = frame->dataset;
    int32_t *first =
        ntm_arena_array(frame->arena, (size_t)frame->nrows + 2, sizeof *frame->title_first);
    frame->title_index =
        ntm_arena_array(frame->arena, dataset->ntitles, sizeof *frame->title_index);
    /* Counted one place further on, so that filling moves each first to where it belongs. */
    for (size_t i = 0; i < dataset->ntitles; i++) {
        ntm_row row = row_of(frame, &dataset->titles[i]);
        if (row >= 0)
            first[row + 2]++;
    }
    for (int32_t r = 0; r < frame->nrows; r++)
        first[r + 2] += first[r + 1];
    for (size_t i = 0; i < dataset->ntitles; i++) {
        ntm_row row = row_of(frame, &dataset->titles[i]);
        if (row >= 0)
            frame->title_index[first[row + 1]++] = &dataset->titles[i];
    }
    frame->title_first = first;
}

const ntm_title *ntm_frame_title(const ntm_frame *frame, ntm_row row, const char *title)
{
    if (row < 0 || row >= frame->nrows)
        return NULL;
    const ntm_choice *choice = &frame->choice;
    int32_t from = frame->title_first[row], to = frame->title_first[row + 1];
    const ntm_title *best = NULL;
    for (int32_t i = from; i < to; i++) {
        const ntm_title *candidate = frame->title_index[i];
        if (!ntm_title_holds(candidate, choice->as_of, choice->known_import) ||
            !ntm_title_named(candidate, title))
            continue;
        /* A later row of the same recognition (say, with the day it was withdrawn) replaces it. */
        bool replaced = false;
        for (int32_t k = from; k < to && !replaced; k++) {
            const ntm_title *other = frame->title_index[k];
            replaced = other->import <= choice->known_import &&
                       ntm_title_same_recognition(other, candidate) &&
                       ntm_title_later_row(other, candidate);
        }
        if (!replaced && (!best || candidate->date > best->date ||
                          (candidate->date == best->date && ntm_title_later_row(candidate, best))))
            best = candidate;
    }
    return best;
}
