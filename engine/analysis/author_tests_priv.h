/*
 * analysis/author_tests_priv.h - the parts of a run of authors' tests:
 *
 *   author_tests.c          every case; the results
 *   author_tests_setup.c    the unit that base and case describe
 *   author_tests_value.c    one figure
 *   author_tests_expect.c   what came out beside what was expected
 *   author_tests_report.c   results as JSON and as findings
 */
#ifndef NTM_ANALYSIS_AUTHOR_TESTS_PRIV_H
#define NTM_ANALYSIS_AUTHOR_TESTS_PRIV_H

#include "analysis/author_tests.h"
#include "analysis/trial_priv.h"
#include "model/result.h"

/* Units worked out before: one for each zone, day, year and number of children. */
typedef struct ntm_made_base {
    const char *key;
    ntm_trial *trial;
    const char *error; /* it could not be worked out */
} ntm_made_base;

typedef struct ntm_test_run {
    const ntm_document *document;
    ntm_catalogue *catalogue;
    const ntm_dictionary *dictionary;
    const json_t *base; /* or NULL */
    ntm_arena *arena;   /* of the results */
    ntm_made_base *made;
    uint32_t nmade;
} ntm_test_run;

/*
 * The unit of a case, ready to be evaluated.
 * @param error_out  why there is none: a text in the run's arena
 */
ntm_trial *ntm_test_set_up(ntm_test_run *run, const json_t *test, const char **error_out);

/* A number written as text or number. */
bool ntm_test_decimal(const json_t *json, ntm_decimal *out);
/*
 * The value of a field as a case writes it.
 * @param missing_out  the field is to have no value
 * @return NULL; or what is wrong
 */
const char *ntm_test_value(ntm_test_run *run, const ntm_field *field, const json_t *json,
                           ntm_value *out, bool *missing_out);

/* The differences between a unit's result and `expect`. */
void ntm_test_compare(ntm_test_run *run, const json_t *expect, const ntm_result *result,
                      const ntm_dataset *dataset, ntm_case_result *out);

#endif
