/*
 * analysis/author_tests.h - run the authors' tests of a decision (`<script>.test.lua`).
 *
 * A case says what it changes of a base and what it expects. With `full = "pass"` the base is a unit of
 * which every figure is such that all indicators pass; it is worked out from the document itself and
 * proved by the exact walk. What neither base nor case gives is missing.
 *
 *   zone        key of the zoning; as_of: date; year: assessment year (default: that of as_of).
 *               Without as_of: the last day in force
 *   full        "pass": the base is worked out (three villages, a product, …); the case may say full
 *               too, or full = false for a unit of which nothing is known but what the case gives
 *   unit        {field = value}: at the unit, or at the ancestor that has the field
 *   villages    a list, one {field = value} for each; {} for none. A number: so many. Likewise products
 *   parent      {field = value} at the parent
 *   titles      a list of texts (series or decisions held), or of {title, date, expires, withdrawn}
 *   registered  a list of texts (sets registered for the assessment year), or of {set, year}
 *   expect      {["15.1"] = status, gap = {["15.1/nữ"] = amount}, level = "met",
 *                criteria = {met = 15, …}, indicators = {met = 51, …}, gates = {[name] = status},
 *                decided = {["6.3"] = "cannot_pass"}, zone = key, kept, recognition, withdrawal = answer}
 *
 * A value is a number, true or false, a code, a date, bounds (">=95"), or "missing". Values outside
 * the field's range, unknown fields and unknown indicators make a case wrong, never silently true.
 * An indicator whose threshold is not_known() need not pass in a full base.
 */
#ifndef NTM_ANALYSIS_AUTHOR_TESTS_H
#define NTM_ANALYSIS_AUTHOR_TESTS_H

#include <jansson.h>

#include "base/diag.h"
#include "model/catalogue.h"
#include "model/document.h"
#include "model/field.h"

#define NTM_TESTS_SCHEMA        "ntm.tests/1"
#define NTM_TEST_RESULTS_SCHEMA "ntm.test-results/1"

/** One thing that came out otherwise. */
typedef struct ntm_mismatch {
    const char *what; /**< "15.1", "gap 15.1/nữ", "level", "criteria.met" … */
    const char *expected;
    const char *got; /**< "" when there is nothing of the kind */
} ntm_mismatch;

typedef struct ntm_case_result {
    const char *name;
    ntm_place place; /**< of the case in its file */
    bool passed;
    const char *error; /**< the case could not be run: why; else NULL */
    uint32_t nmismatches;
    const ntm_mismatch *mismatches;
} ntm_case_result;

typedef struct ntm_author_tests {
    const char *decision; /**< id of the document */
    const char *file;     /**< NULL unknown */
    uint32_t ncases, npassed;
    const ntm_case_result *cases;
    ntm_arena *arena; /**< private: all of it lives here */
} ntm_author_tests;

typedef struct ntm_author_tests_options {
    ntm_catalogue
        *catalogue; /**< decisions that the tested one refers to, its amendments; or NULL */
    const ntm_dictionary *dictionary; /**< a field of it that the decision does not read may be
                                           given, and changes nothing; NULL: that is an error */
    const char *only;                 /**< run the cases whose name contains this; NULL: all */
} ntm_author_tests_options;

/** What the tests are of, as written in their file ("32/2022"); NULL when it is not there. */
const char *ntm_author_tests_decision(const json_t *tests);

/**
 * Run every case.
 * @param tests      `ntm.tests/1` (dsl/folder.h hands it back); read as hostile input
 * @param file       path of the test file, for places; or NULL
 * @param document   the decision, as its script gave it; each case takes it as consolidated on its date
 * @param options    NULL: none of them
 * @return NTM_OK: cases may have failed (ncases > npassed); NTM_EINPUT: tests is not of that form
 */
ntm_rc ntm_author_tests_run(const json_t *tests, const char *file, const ntm_document *document,
                            const ntm_author_tests_options *options, ntm_author_tests **out,
                            ntm_diags *diags);
void ntm_author_tests_free(ntm_author_tests *results); /**< NULL is allowed */

/** The results as `ntm.test-results/1`; a new reference. */
json_t *ntm_author_tests_json(const ntm_author_tests *results);
/** A finding (error) for each thing that came out otherwise, at the place of its case. */
void ntm_author_tests_findings(const ntm_author_tests *results, ntm_diags *diags);

#endif
