/*
 * cli/session.h - what most commands need: the rules folder, a decision by name, the data from a
 * store or from files, the dates, the units. Findings collect in the session and are printed by
 * ntm_session_close(), which also turns them into an exit code.
 */
#ifndef NTM_CLI_SESSION_H
#define NTM_CLI_SESSION_H

#include <jansson.h>

#include "cli/command.h"
#include "dsl/folder.h"
#include "intake/intake.h"
#include "model/catalogue.h"
#include "model/dataset.h"
#include "model/frame.h"
#include "store/store.h"

typedef struct ntm_session {
    const ntm_args *args;
    ntm_diags diags;
    ntm_rules *rules;     /**< dictionary and catalogue; NULL until opened */
    ntm_store *store;     /**< NULL: from files, or not opened */
    ntm_dataset *dataset; /**< NULL until read */
    ntm_dataset *units;   /**< of ntm_session_units(), once dataset has more; else NULL */
    int64_t known;        /**< the last import that is read */
    ntm_papers *papers;   /**< of --evidenced; NULL: not asked for, or none on record */
    ntm_carry *carry;     /**< of --carry; NULL: not given, or not read yet */
    ntm_date latest;      /**< no default date is later: the last day of a unit that was named */
    char **texts;         /**< normalised arguments, freed at the end */
    size_t ntexts;
    const char
        *expected; /**< folder whose scripts run along with the first that is loaded, or NULL */
} ntm_session;

void ntm_session_open(ntm_session *session, const ntm_args *args);
/** Print the findings, free all, and return code, or the worst exit code of rc. */
int ntm_session_close(ntm_session *session, ntm_rc rc, int code);

/** The argument in NFC (names typed on some keyboards come decomposed); owned by the session. */
const char *ntm_session_nfc(ntm_session *session, const char *text);
/** An argument that is kept in the store: in NFC, on one line, what cannot be printed escaped. */
const char *ntm_session_kept(ntm_session *session, const char *text);

/** Open the rules folder: the dictionary, no decision yet. */
ntm_rc ntm_session_rules(ntm_session *session);
const ntm_dictionary *ntm_session_dictionary(const ntm_session *session);
ntm_catalogue *ntm_session_catalogue(const ntm_session *session); /**< NULL until opened */

/** The decision of that name, with the folder it stands in loaded; not yet consolidated. */
ntm_rc ntm_session_decision(ntm_session *session, const char *name, const ntm_document **out);

/** --store, else NTM_STORE, else ntm.db here. Borrowed. */
const char *ntm_session_store_path(const ntm_session *session);

/** How files are read: number style, today. */
void ntm_session_intake(const ntm_session *session, ntm_intake_options *out);

/** Read the data: --data and --units files, else the store (which must exist). */
ntm_rc ntm_session_data(ntm_session *session);
/**
 * The same in two steps, for commands that name units: first the units alone, so that names can be
 * looked up, then what is said of some of them and their relatives. Straight from files everything
 * is read at once. Codes that the first step gave stay valid.
 * @param units  codes; NULL: everything
 */
ntm_rc ntm_session_units(ntm_session *session);
ntm_rc ntm_session_rows(ntm_session *session, const char *const *units, size_t nunits);

/** The day of --as-of, checked; NTM_DATE_MAX when it was not given. NTM_EUSAGE: no day, or in the
 *  future. */
ntm_rc ntm_session_as_of(ntm_session *session, ntm_date *out);

/**
 * The unit a user names, for measuring under a decision: as of --as-of; without it as of the last day
 * on which the decision was in force, else on the last day of units that ended before it.
 * @return NTM_OK; NTM_EUSAGE: unknown or ambiguous
 */
ntm_rc ntm_session_unit(ntm_session *session, const ntm_document *base, const char *name,
                        const ntm_unit **out);

/**
 * The unit a user names, whatever is asked of it: as of --as-of, else of today, else of the last day
 * on which there was a unit of that name.
 * @param last_day_out  that last day was taken
 * @return NTM_OK; NTM_EUSAGE: unknown or ambiguous
 */
ntm_rc ntm_session_unit_on(ntm_session *session, const char *name, const ntm_unit **out,
                           ntm_date *date_out, bool *last_day_out);

/**
 * Is the decision in force on the day? With --outside, that it is not is a warning only.
 * @param outside_out  it is not, and --outside was given
 * @return NTM_OK; NTM_EUSAGE
 */
ntm_rc ntm_session_in_force(ntm_session *session, const ntm_document *base, ntm_date as_of,
                            bool *outside_out);

/**
 * The dates and choice of observations from the options.
 * @param base        decision, for the default date
 * @param units       the units in question (with all below them), for the default date; NULL: all
 * @param reason_out  code of the reason for the date: "given", "last-data", "expiry"
 */
ntm_rc ntm_session_choice(ntm_session *session, const ntm_document *base, const char *const *units,
                          size_t nunits, ntm_choice *out, const char **reason_out);

#endif
