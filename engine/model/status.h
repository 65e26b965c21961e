/*
 * model/status.h - the five statuses an indicator ends in, and how totals are made of them.
 *
 * The numbers are stored in runs and packed by the kernel: never renumber.
 */
#ifndef NTM_MODEL_STATUS_H
#define NTM_MODEL_STATUS_H

#include <stdbool.h>

#include "model/tri.h"

typedef enum ntm_status {
    NTM_ST_FAIL = 0,
    NTM_ST_UNKNOWN = 1,
    NTM_ST_PASS = 2,
    NTM_ST_NOT_APPLICABLE = 3,
    NTM_ST_ERROR = 4,
} ntm_status;

/** Whether the missing data can still change an unknown part (semantics: intervals). */
typedef enum ntm_decided {
    NTM_DECIDED_OPEN = 0,
    NTM_DECIDED_PASS = 1,        /**< passes whatever is missing */
    NTM_DECIDED_FAIL = 2,        /**< fails whatever is missing */
    NTM_DECIDED_CANNOT_PASS = 3, /**< fails or stays unknown, never passes */
} ntm_decided;

/** Level reached by a unit, or the state of a criterion. */
typedef enum ntm_level_reached {
    NTM_NOT_MET = 0,
    NTM_UNDECIDED = 1,
    NTM_MET = 2
} ntm_level_reached;

/** Disjoint: met + not_met + undecided + error = total; the last two are "of which" inside met. */
typedef struct ntm_totals {
    int met, not_met, undecided, error, total;
    int not_applicable, either_way;
} ntm_totals;

const char *ntm_status_code(
    ntm_status status); /**< "pass", "fail", "unknown", "not_applicable", "error" */
bool ntm_status_from_code(const char *code, ntm_status *out);
const char *ntm_decided_code(ntm_decided decided); /**< "pass", "fail", "cannot_pass", "open" */
const char *ntm_level_reached_code(ntm_level_reached l); /**< "met", "not_met", "undecided" */

/**
 * Status of an indicator from `applies` and `pass` (semantics 3). An error in what was looked at
 * dominates: `pass` is not looked at where `applies` fails.
 * @param has_applies  false: as if applies passed
 * @param either_way_out  set when applies is unknown and pass passes (counted as met, of which
 *        either way; the status is then NTM_ST_UNKNOWN); may be NULL
 */
ntm_status ntm_status_of(bool has_applies, bool applies_error, ntm_tri applies, bool pass_error,
                         ntm_tri pass, bool *either_way_out);

void ntm_totals_add(ntm_totals *totals, ntm_status status, bool either_way);

/**
 * State of a criterion from the totals of its indicators: not met if one is not met; else
 * undecided if one is undecided or errs; else met.
 */
ntm_level_reached ntm_criterion_state(const ntm_totals *indicators);

#endif
