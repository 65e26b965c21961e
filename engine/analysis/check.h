/*
 * analysis/check.h - the static check: what is wrong, or looks wrong, in a decision that loads.
 *
 * The loader refuses what has no meaning (types, units, unknown names); the check looks for what
 * has a meaning that nobody can have meant. Findings carry the place in the script and a severity:
 *
 *   error    for some unit, year or zone the rule would go wrong
 *   warning  it is probably not what the author means
 *   note     worth knowing before the decision is published
 *
 * Codes of findings are stable: "missing-year", "missing-date", "missing-choice", "missing-zone",
 * "unused-entry", "unused-zoning", "no-last-day", "zero-denominator", "sign", "percent-threshold",
 * "percent-fraction", "never-passes", "never-fails", "never-unknown", "part-above-whole",
 * "declared-count", "no-dates", "expired", "basis", "no-cite", "not-known", "attributes-assumed",
 * "unknown-decision", "unknown-title", "wrong-level", "not-in-force", "cycle", "too-large".
 *
 * A check belongs to one thread; documents are only read.
 */
#ifndef NTM_ANALYSIS_CHECK_H
#define NTM_ANALYSIS_CHECK_H

#include "base/diag.h"
#include "model/catalogue.h"
#include "model/document.h"

typedef struct ntm_check_options {
    ntm_catalogue *catalogue;         /**< resolves decisions referred to; NULL: not looked at */
    const ntm_dictionary *dictionary; /**< says which attributes are assumed; NULL: not told */
    const char *file;                 /**< the script as its reader knows it, for places; NULL: as
                                           the document names it, below the rules folder */
    bool has_date;
    ntm_date date; /**< has_date: a decision whose last day is before it is told */
    bool gazette;  /**< one by one, what has still to be compared with the gazette */
} ntm_check_options;

/**
 * Check one document: a decision, an amendment by itself, or plausibility rules.
 * @param document  as its script gave it, with places; a consolidated one has none
 * @param options   NULL: none of them
 * @param findings  what is found is added; the answer is "no" when its count of errors rises
 */
void ntm_check(const ntm_document *document, const ntm_check_options *options, ntm_diags *findings);

#endif
