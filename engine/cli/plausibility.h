/* cli/plausibility.h - the plausibility rules of the rules folder, for the commands that use them. */
#ifndef NTM_CLI_PLAUSIBILITY_H
#define NTM_CLI_PLAUSIBILITY_H

#include "cli/session.h"

/** They will be needed: their scripts run along with those of the first folder that is loaded. */
void ntm_plausibility_expect(ntm_session *session);

/** Load rules/findings, if there is such a folder. */
ntm_rc ntm_plausibility_load(ntm_session *session);

/**
 * What the rules raise at the units and below them, as JSON for a report.
 * @param out  a new reference; an array, perhaps empty
 */
ntm_rc ntm_plausibility_of(ntm_session *session, const ntm_choice *choice, const char *const *units,
                           size_t nunits, json_t **out);

/** The rows of a file that was read, and how many of the warnings fell to it. */
typedef struct ntm_plausibility_file {
    const char *path;
    const ntm_dataset *rows;
    size_t warnings; /**< out */
} ntm_plausibility_file;

/**
 * Hold the rules against the communes that the rows are about, once for each year at the last day
 * of which there are rows, and warn of what they raise, at the row of a figure looked at. What was
 * said of that row already under the same code is not said again.
 * @param all  everything at hand: the rows and what was known before
 */
ntm_rc ntm_plausibility_warn(ntm_session *session, const ntm_dataset *all,
                             ntm_plausibility_file *files, size_t nfiles);

#endif
