/*
 * model/claim.h - what a report says of a unit, line by line, to be held against what is computed.
 *
 * A claim is never evidence and never an observation: it is read, compared and shown. What can be
 * claimed stands in docs/claims.md; the reader is intake/claims.h, the comparison
 * analysis/reconcile.h.
 */
#ifndef NTM_MODEL_CLAIM_H
#define NTM_MODEL_CLAIM_H

#include "model/dataset.h"

typedef enum ntm_claim_what {
    NTM_CLAIM_CRITERIA_MET, /**< number, perhaps of total */
    NTM_CLAIM_CRITERIA_FAILED,
    NTM_CLAIM_INDICATORS_MET,
    NTM_CLAIM_INDICATORS_FAILED,
    NTM_CLAIM_LEVEL,     /**< code "met", "not_met" */
    NTM_CLAIM_KEPT,      /**< code "yes", "no": a title that is held */
    NTM_CLAIM_CRITERION, /**< subject: its number; code "met", "not_met" */
    NTM_CLAIM_INDICATOR, /**< subject: its number; code "pass", "fail", "not_applicable" */
    NTM_CLAIM_FIELD,     /**< subject: the field; value */
    NTM_CLAIM_SUM,       /**< subject: a field, or a+b+c; value */
    NTM_CLAIM_SHARE,     /**< subject: a/b; value in percent, or value and whole */
    NTM_CLAIM_VILLAGES,  /**< subject: a yes/no field; number of villages, perhaps of total */
    NTM_CLAIM_TITLE,     /**< subject: a series or decision; day, month or year */
    NTM_CLAIM_DATE,      /**< subject: a name of the reader's own; day, month or year */
} ntm_claim_what;

typedef struct ntm_claim {
    const char *unit;     /**< code */
    const char *decision; /**< as written; NULL: the row names none */
    ntm_date as_of;       /**< NTM_DATE_MIN: the row has none */
    ntm_claim_what what;
    const char *text;    /**< `what` as written: "indicator:15.1" */
    const char *subject; /**< behind the colon; NULL where there is none */
    const char *printed; /**< the value as the report prints it */

    int64_t number, total; /**< counts; total -1: not said */
    const char *code;
    const ntm_field *field; /**< FIELD, VILLAGES, and SUM of one field; of the dictionary */
    ntm_value value;
    bool has_whole; /**< SHARE as "109/217": value and whole are its two sides */
    ntm_decimal whole;
    const char *surplus;  /**< a money word that stands behind a full amount ("tỷ đồng"), and
                                without which value was read; NULL */
    ntm_date first, last; /**< TITLE, DATE: the days that it may be */

    const char *line; /**< of the report, as written; "" */
    const char *note; /**< or "" */
    long row;         /**< in the claims file */
} ntm_claim;

/** The claims of one file, in its order. */
typedef struct ntm_claims {
    ntm_arena *arena;
    const char *file;
    ntm_claim *items;
    size_t count;
} ntm_claims;

#endif
