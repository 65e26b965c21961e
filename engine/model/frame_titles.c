/* model/frame_titles.c - titles on record, by row. */
#include "model/frame_priv.h"

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

/* "thanh-hoa/32/2022/QĐ-UBND" and "32/2022/QĐ-UBND" name one decision. */
static bool same_name(const char *a, const char *b)
{
    if (strcmp(a, b) == 0)
        return true;
    const char *behind_a = strchr(a, '/'), *behind_b = strchr(b, '/');
    return (behind_a && strcmp(behind_a + 1, b) == 0) || (behind_b && strcmp(behind_b + 1, a) == 0);
}

static bool same_title(const ntm_title *a, const ntm_title *b)
{
    return a->date == b->date && strcmp(a->title, b->title) == 0 &&
           strcmp(a->number, b->number) == 0;
}

static bool later_row(const ntm_title *a, const ntm_title *b)
{
    return a->import != b->import ? a->import > b->import : a->line > b->line;
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
        if (candidate->import > choice->known_import || candidate->date > choice->as_of ||
            candidate->expires < choice->as_of || candidate->withdrawn <= choice->as_of ||
            !(same_name(candidate->title, title) || same_name(candidate->set, title)))
            continue;
        /* A later row of the same recognition (say, with the day it was withdrawn) replaces it. */
        bool replaced = false;
        for (int32_t k = from; k < to && !replaced; k++) {
            const ntm_title *other = frame->title_index[k];
            replaced = other->import <= choice->known_import && same_title(other, candidate) &&
                       later_row(other, candidate);
        }
        if (!replaced && (!best || candidate->date > best->date ||
                          (candidate->date == best->date && later_row(candidate, best))))
            best = candidate;
    }
    return best;
}
