/*
 * tests/support/script.h - rule scripts written in C strings, run by the real ntm-rules.
 *
 * Scripts run with a small dictionary of every kind of field (script.c) and one library, "shares".
 * Findings are in English. Everything is kept in a directory of its own, removed at the end.
 */
#ifndef NTM_TESTS_SCRIPT_H
#define NTM_TESTS_SCRIPT_H

#include "dsl/rules.h"

/** Run a script; free with ntm_load_clear(). Its path is test/t.lua. */
ntm_load test_script_run(const char *text);
/** As test_script_run(), any bytes. */
ntm_load test_script_run_bytes(const char *bytes, size_t length);
/** Run what stands as `pass` of indicator 1.1, on line 5 of a decision with the zones of `zoned`. */
ntm_load test_script_pass(const char *expression);

/** "12:3: error: message (hint)\n" for each finding; in a buffer that the next call takes over. */
const char *test_script_findings(const ntm_load *load);
/** Findings of a script, and of an expression as for test_script_pass(). */
const char *test_script_told(const char *text);
const char *test_script_pass_told(const char *expression);

/** The document as canonical JSON with or without its source; yours to free. Fails without one. */
char *test_script_document(const char *text, bool with_source);

/** What scripts run with, for calls that this header does not foresee. */
const ntm_surroundings *test_script_surroundings(void);
/** A path in the test's own directory; the file is written when text is not NULL. */
const char *test_script_file(const char *name, const char *text);

#endif
