/* cli/record.h - evaluations into the store, and what a report says of the store. */
#ifndef NTM_CLI_RECORD_H
#define NTM_CLI_RECORD_H

#include "cli/session.h"
#include "history/case.h"
#include "model/result.h"
#include "report/evaluation.h"
#include "store/runs.h"

/** Whether --record can be done: a store and not files, and a day that was given. */
ntm_rc ntm_record_check(ntm_session *session);
/** Record the evaluation of the session's data, and name the run in its JSON ("run"). */
ntm_rc ntm_record_evaluation(ntm_session *session, const ntm_case_parameters *parameters,
                             const ntm_result *result, json_t *evaluation);
/** Name the checkpoint of the session's store in the JSON of a report; nothing without a store. */
ntm_rc ntm_record_checkpoint(ntm_session *session, json_t *report);

/** The number in "3" or "#3"; false after a finding. */
bool ntm_record_number(ntm_session *session, const char *text, int64_t *out);
/** Who it is: --who, else the user's account; owned by the session. */
const char *ntm_record_who(ntm_session *session);
/** Open the rules folder for the words of a report, if there is one; without it codes are shown. */
void ntm_record_labels(ntm_session *session);
/**
 * Warn of what the kept facts of the unit at a place of run->units rest on and that was withdrawn
 * since: whole imports and single lines. The store has to be open.
 * @return NTM_OK, also when there is nothing to warn of; the failure to read the store
 */
ntm_rc ntm_record_warn_withdrawn(ntm_session *session, const ntm_run *run, size_t place);
/** After ntm_record_labels(): tell when the dictionary is another than that of the run, or there is none. */
void ntm_record_warn_words(ntm_session *session, const ntm_run *run);
/** Put out a report by --format: JSON, or the text made from it. @return exit code */
int ntm_record_print(ntm_session *session, const json_t *report,
                     void (*text)(const json_t *report, const ntm_text_options *options,
                                  ntm_strbuf *out));
/** A run's head as the "run" of an evaluation; a new reference. */
json_t *ntm_record_run_json(const ntm_run *run);

#endif
