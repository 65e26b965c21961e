/*
 * eval/evaluate_origin.h - which units rest on rows of our own making, and which on nothing else.
 *
 * A unit is illustrative when a chosen observation of it, of an ancestor or of a unit below, in a
 * field that the document or a decision it refers to reads there, has the origin "constructed",
 * or a title that it asks for has. That some branch did not look at the row does not count: a
 * verdict must not look more certain than it is.
 *
 * Its grounds are what the level is measured by: the figures that criteria and items of a rating
 * read, at the unit, an ancestor or a unit below, also through decisions that they refer to. One that
 * only picks a threshold (the zoning, a choice from a list), a title, and what gates alone read are no
 * such figures; a total that was added up stands for its parts. So a row of somebody else's that
 * measures nothing gives no grounds, while a constructed one always takes something away.
 */
#ifndef NTM_EVAL_EVALUATE_ORIGIN_H
#define NTM_EVAL_EVALUATE_ORIGIN_H

#include "eval/world.h"
#include "model/result.h"

typedef struct ntm_origins ntm_origins;

/** Looks at all of the frame, and of the frames of the decisions that can be reached. */
ntm_origins *ntm_origins_new(const ntm_document *document, const ntm_frame *frame,
                             ntm_reach *reach);
void ntm_origins_free(ntm_origins *origins);
bool ntm_origins_constructed(const ntm_origins *origins, ntm_row row);
ntm_grounds ntm_origins_grounds(const ntm_origins *origins, ntm_row row);

/* ---- for the two files of this ---- */

/** What there is of figures at a row; a higher one prevails. */
enum { NTM_FIGURES_NONE = 0, NTM_FIGURES_CONSTRUCTED = 1, NTM_FIGURES_ORIGINAL = 2 };

bool ntm_origin_is_constructed(const char *origin);
/** Of a carried cell: whether one of the figures, or that the unit was made of theirs, is. */
bool ntm_carried_is_constructed(const ntm_frame *frame, const ntm_column *column, ntm_row row);
/** Raise the mark of each row to the units above and lower it to those below. */
void ntm_origins_spread(const ntm_frame *frame, uint8_t *rows);
/**
 * NTM_FIGURES_* by row: the figures that measure it.
 * @param gates  those that the gates read count, too (of a decision asked for by `qualifies`)
 * @return the caller's, with free()
 */
uint8_t *ntm_grounds_rows(const ntm_document *document, const ntm_frame *frame, ntm_reach *reach,
                          bool gates);

#endif
