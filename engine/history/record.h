/* history/record.h - keep an evaluation: cut out its facts, compute it from them, store all of it. */
#ifndef NTM_HISTORY_RECORD_H
#define NTM_HISTORY_RECORD_H

#include "history/case.h"
#include "model/result.h"
#include "store/runs.h"

/** Who records, and what the rules were made from. All borrowed. */
typedef struct ntm_record_request {
    const ntm_case_parameters
        *parameters; /**< choice.known_import: the last import known, never INT64_MAX */
    ntm_catalogue *catalogue;
    const ntm_dataset *dataset;    /**< that was evaluated */
    const ntm_result *result;      /**< of it: the units */
    const json_t *shown;           /**< its report, which the recorded ones are held against */
    const ntm_run_script *scripts; /**< that the rules folder read */
    size_t nscripts;
    const char *actor, *note; /**< "" none */
    int64_t when;             /**< seconds since 1970-01-01 UTC */
} ntm_record_request;

/**
 * Record a run. Every unit is computed again from the very bytes that are kept, and must come out
 * as it was shown: statuses, totals, answers, grounds. So a run that is on record can be replayed.
 * @param number_out  of the run
 * @return NTM_OK; NTM_ESYSTEM: the store, or a unit that comes out otherwise (nothing is recorded)
 */
ntm_rc ntm_record(ntm_store *store, const ntm_record_request *request, int64_t *number_out,
                  ntm_diags *diags);

#endif
