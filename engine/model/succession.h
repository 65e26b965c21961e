/*
 * model/succession.h - the units of which a unit was made, and whether their figures may be counted
 * for it.
 *
 * The predecessors of a unit version are those of the successions in effect on its first day. A row for
 * the same pair and day from a later import (or a later file) replaces the earlier one. Where
 * the code named another unit until the day before, and no row says what became of that one, it is
 * a predecessor too, of unknown extent: it may be the larger part.
 */
#ifndef NTM_MODEL_SUCCESSION_H
#define NTM_MODEL_SUCCESSION_H

#include "model/dataset.h"

typedef struct ntm_predecessor {
    const char *code;
    const ntm_unit *unit;             /**< as it was on the day before; NULL: not on record */
    const ntm_succession *succession; /**< NULL: no row says what became of it */
    /** Its figures may be counted: whole or confirmed, and a unit of the successor's level. */
    bool counts;
} ntm_predecessor;

/**
 * The predecessors of a unit version, by code.
 * @param out  *out is yours to free()
 * @return how many; 0: none on record (*out is then NULL)
 */
size_t ntm_predecessors_of(const ntm_dataset *dataset, const ntm_unit *unit, int64_t known_import,
                           ntm_predecessor **out);
/** The same, of the rows of dataset->successions with these indices only: for whoever has sorted them
 *  by successor. out has room for count + 1. */
size_t ntm_predecessors_among(const ntm_dataset *dataset, const ntm_unit *unit,
                              int64_t known_import, const uint32_t *rows, size_t count,
                              ntm_predecessor *out);

#endif
