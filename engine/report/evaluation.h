/*
 * report/evaluation.h - the report of an evaluation: first as JSON, then as text made from the JSON.
 */
#ifndef NTM_REPORT_EVALUATION_H
#define NTM_REPORT_EVALUATION_H

#include <jansson.h>
#include <stdbool.h>

#include "base/strbuf.h"
#include "model/catalogue.h"
#include "model/result.h"

#define NTM_EVALUATION_SCHEMA "ntm.evaluation/1"

/** What a result does not know of itself. */
typedef struct ntm_evaluation_meta {
    const char *engine;         /**< version of the program */
    const char *as_of_reason;   /**< code: "given", "last-data", "expiry"; never NULL */
    bool year_given;            /**< --year was given */
    int64_t known_import;       /**< as asked for; INT64_MAX: all */
    const ntm_dataset *dataset; /**< for names of units; borrowed for the call */
    ntm_catalogue *catalogue;   /**< origin of amended items; NULL: not told */
    const ntm_document *base;   /**< as it was before amendments; NULL: they are not told */
    bool outside;               /**< measured on a day on which the decision is not in force */
    bool undigested;            /**< leave out the digest of the document, most of the work for one
                                     unit, where it is not going to be shown: as text, as CSV */
} ntm_evaluation_meta;

/**
 * The evaluation as `ntm.evaluation/1` (docs/evaluation.schema.json). Codes and exact numbers, no
 * words but the law's own.
 * @return a new reference
 */
json_t *ntm_evaluation_json(const ntm_result *result, const ntm_evaluation_meta *meta);

/** [{"document", "findings": how many are known on the date}] of the documents that a title cites. */
json_t *ntm_cited_json(const ntm_title *title, const ntm_dataset *dataset, ntm_date as_of,
                       int64_t known_import);

typedef struct ntm_text_options {
    const ntm_dictionary *dictionary; /**< labels of fields and measures; NULL: codes are shown */
    bool color;
    bool explain;          /**< every part that is there, not only what fails or is open */
    const char *indicator; /**< only this one (with explain); NULL: all */
    size_t width;          /**< columns; 0: 100 */
} ntm_text_options;

/** The evaluation as text for people, in the language of base/i18n.h, from the JSON alone. */
void ntm_evaluation_text(const json_t *evaluation, const ntm_text_options *options,
                         ntm_strbuf *out);
/** One row a unit and indicator: unit,decision,as_of,year,indicator,status,decided,illustrative (CSV, LF; no texts of people, so nothing to quote). */
void ntm_evaluation_csv(const json_t *evaluation, ntm_strbuf *out);
/** Many units: one line each (code, name, level, criteria, indicators, what fails). */
void ntm_evaluation_summary(const json_t *evaluation, const ntm_text_options *options,
                            ntm_strbuf *out);

#endif
