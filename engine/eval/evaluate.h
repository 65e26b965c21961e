/*
 * eval/evaluate.h - measure the units of a frame's level against a document.
 *
 * Two evaluators stand behind this: the vectorised kernel (eval/kernel.h) decides what doubles can
 * decide, the exact walk (eval/exact.h) decides the rest and tells why. They agree by test.
 */
#ifndef NTM_EVAL_EVALUATE_H
#define NTM_EVAL_EVALUATE_H

#include "model/catalogue.h"
#include "model/result.h"

/** What other decisions and data `meets`, `meets_current`, `qualifies` look at. */
typedef struct ntm_world {
    ntm_catalogue *catalogue; /**< NULL: every reference to another decision is an error status */
    const ntm_dataset *dataset;
} ntm_world;

typedef enum ntm_detail {
    NTM_DETAIL_STATUSES, /**< statuses and totals only */
    NTM_DETAIL_OPEN,     /**< parts of what fails, is undecided or errs */
    NTM_DETAIL_ALL,      /**< parts of everything, with margins */
} ntm_detail;

/**
 * @param frame  built for document; results borrow from it
 * @param units  codes to evaluate, in this order; NULL: every unit of the document's level
 *               (within its scope), by code
 * @return NTM_OK; NTM_EUSAGE: a unit that is not in the frame or not of the level
 */
ntm_rc ntm_evaluate(const ntm_document *document, const ntm_frame *frame, const ntm_world *world,
                    const char *const *units, size_t nunits, ntm_detail detail, ntm_result **out,
                    ntm_diags *diags);

/**
 * What is made of a unit's statuses: totals, states of the criteria, the level reached.
 * @param unit    statuses and either_way are given; criteria, indicators, criterion_states and level
 *                are set
 * @param states  room for the states, by criterion; unit borrows it
 */
void ntm_evaluate_totals(const ntm_document *document, ntm_unit_result *unit,
                         ntm_level_reached *states);

#endif
