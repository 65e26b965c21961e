/*
 * model/answers.h - the four answers about a unit, never folded into one: the level reached, whether
 * a held title is kept, whether the unit may be recognised, whether a title is to be withdrawn.
 *
 * Conditions of recognition never make the level or the keeping of a title undecided. Where every
 * figure was constructed the totals of a unit stand, but nothing follows from them: level, keeping
 * and withdrawal are undecided then, and recognition is unless a record alone answers it.
 */
#ifndef NTM_MODEL_ANSWERS_H
#define NTM_MODEL_ANSWERS_H

#include "model/result.h"

typedef enum ntm_kept { NTM_KEPT_NO_TITLE, NTM_KEPT_YES, NTM_KEPT_NO, NTM_KEPT_UNDECIDED } ntm_kept;

typedef enum ntm_recognition {
    NTM_RECOGNITION_HELD,           /**< the title is held already */
    NTM_RECOGNITION_NO,             /**< the level, a requirement or a condition fails */
    NTM_RECOGNITION_UNDECIDED,      /**< nothing fails, something is undecided or errs */
    NTM_RECOGNITION_NOT_REGISTERED, /**< nothing is in the way but that no registration is on record */
    NTM_RECOGNITION_YES,
} ntm_recognition;

typedef enum ntm_withdrawal_answer {
    NTM_WITHDRAWAL_NO_TITLE,
    NTM_WITHDRAWAL_NO_RULE, /**< the decision encodes no rule of withdrawal */
    NTM_WITHDRAWAL_NO,
    NTM_WITHDRAWAL_UNDECIDED,
    NTM_WITHDRAWAL_YES,
} ntm_withdrawal_answer;

typedef struct ntm_answers {
    ntm_level_reached level;
    ntm_kept kept;
    const ntm_title *title; /**< the title held on the date, or NULL */
    ntm_recognition recognition;
    ntm_tri gates; /**< requirements and conditions alone: recognition with every criterion met */
    const ntm_registration *registration; /**< the latest up to the assessment year, or NULL */
    ntm_withdrawal_answer withdrawal;
} ntm_answers;

/**
 * @param dataset  for registrations; borrowed
 * Recognition and withdrawal need the gates: with NTM_DETAIL_STATUSES they are undecided where
 * the decision has gates of that kind.
 */
ntm_answers ntm_answers_of(const ntm_result *result, const ntm_unit_result *unit,
                           const ntm_dataset *dataset);

/** Whether the gate stands in the way of recognition: FAIL it does, UNKNOWN it may, PASS it does not. */
ntm_tri ntm_gate_allows(const ntm_unit_result *unit, uint32_t gate);

/** The level as an answer: undecided where there are no original figures. */
ntm_level_reached ntm_level_answered(const ntm_unit_result *unit);

const char *ntm_grounds_code(ntm_grounds grounds);
const char *ntm_kept_code(ntm_kept kept);
const char *ntm_recognition_code(ntm_recognition recognition);
const char *ntm_withdrawal_code(ntm_withdrawal_answer withdrawal);

#endif
