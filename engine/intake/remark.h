/*
 * intake/remark.h - what there is to say of one cell, and the codes of everything intake says.
 *
 * A reader of numbers or dates knows the cell's text but not its place; it fills a remark, and
 * whoever knows row and column makes a finding of it (intake/sink.h). Codes are stable:
 * scripts may rely on them; each has a case in tests/unit/intake.
 */
#ifndef NTM_INTAKE_REMARK_H
#define NTM_INTAKE_REMARK_H

#include <stdbool.h>

#include "base/diag.h"

/* id, name */
#define NTM_INTAKE_CODES(X)                                                                        \
    /* numbers */                                                                                  \
    X(NUMBER_SYNTAX, "not-a-number")                                                               \
    X(NUMBER_PLACEHOLDER, "placeholder")                                                           \
    X(NUMBER_SPREADSHEET_ERROR, "spreadsheet-error")                                               \
    X(NUMBER_FORMULA, "formula")                                                                   \
    X(NUMBER_ABOUT, "rough-number")                                                                \
    X(NUMBER_WORDS, "bound-in-words")                                                              \
    X(NUMBER_STRICT, "strict-bound")                                                               \
    X(NUMBER_BOUND, "bad-bound")                                                                   \
    X(NUMBER_RANGE_TEXT, "number-range")                                                           \
    X(NUMBER_FRACTION_TEXT, "number-quotient")                                                     \
    X(NUMBER_DATE, "number-is-date")                                                               \
    X(NUMBER_PLUS, "plus-sign")                                                                    \
    X(NUMBER_BRACKETS, "number-in-brackets")                                                       \
    X(NUMBER_SCIENTIFIC, "scientific-number")                                                      \
    X(NUMBER_GROUPS, "digit-groups")                                                               \
    X(NUMBER_POINT, "missing-digit")                                                               \
    X(NUMBER_AMBIGUOUS, "ambiguous-number")                                                        \
    X(NUMBER_STYLE, "number-style")                                                                \
    X(NUMBER_GROUPED, "read-as-thousands")                                                         \
    X(NUMBER_DIGITS, "too-many-digits")                                                            \
    X(NUMBER_WHOLE, "not-whole")                                                                   \
    X(NUMBER_RANGE, "out-of-range")                                                                \
    X(NUMBER_UNIT, "wrong-unit")                                                                   \
    X(NUMBER_PERCENT_SIGN, "percent-sign")                                                         \
    X(NUMBER_PERCENT_FRACTION, "percent-below-1")                                                  \
    X(MONEY_TWICE, "money-word-twice")                                                             \
    X(MONEY_WORD_MISSING, "money-word-missing")                                                    \
    X(MONEY_SMALL, "small-amount")                                                                 \
    X(STYLE_FOLLOWS, "number-style-follows")                                                       \
    /* dates */                                                                                    \
    X(DATE_SYNTAX, "not-a-date")                                                                   \
    X(DATE_NO_SUCH_DAY, "no-such-day")                                                             \
    X(DATE_SHORT_YEAR, "short-year")                                                               \
    X(DATE_SERIAL, "date-serial")                                                                  \
    X(DATE_TIME, "date-with-time")                                                                 \
    X(DATE_PART, "part-of-date")                                                                   \
    X(DATE_FUTURE, "future-date")                                                                  \
    X(DATE_OLD, "old-date")                                                                        \
    X(DATE_MISSING, "missing-date")                                                                \
    X(YEAR_SYNTAX, "not-a-year")                                                                   \
    /* other values */                                                                             \
    X(VALUE_EMPTY, "empty-value")                                                                  \
    X(YES_NO_SYNTAX, "not-yes-no")                                                                 \
    X(CODE_UNKNOWN, "unknown-code")                                                                \
    X(CODE_AMBIGUOUS, "ambiguous-code")                                                            \
    /* files and headers */                                                                        \
    X(FILE_NO_ROWS, "no-rows")                                                                     \
    X(FILE_CUT, "no-final-newline")                                                                \
    X(FILE_GARBLED, "garbled-text")                                                                \
    X(HEADER_UNKNOWN, "unknown-header")                                                            \
    X(HEADER_MISSING, "missing-column")                                                            \
    X(HEADER_DUPLICATE, "duplicate-column")                                                        \
    X(HEADER_EMPTY, "unnamed-column")                                                              \
    X(HEADER_REPEATED, "repeated-header")                                                          \
    X(LETTERS_LOST, "lost-letters")                                                                \
    X(COLUMN_UNKNOWN, "unknown-column")                                                            \
    X(MORE, "more-findings")                                                                       \
    /* rows of observations */                                                                     \
    X(UNIT_EMPTY, "missing-unit")                                                                  \
    X(UNIT_NONE_KNOWN, "no-units")                                                                 \
    X(UNIT_UNKNOWN, "unknown-unit")                                                                \
    X(UNIT_AMBIGUOUS, "ambiguous-unit")                                                            \
    X(UNIT_SIMILAR, "similar-unit")                                                                \
    X(UNIT_ZEROS, "zeros-restored")                                                                \
    X(UNIT_NOT_VALID, "unit-not-valid")                                                            \
    X(UNIT_NAME_DIFFERS, "unit-name-differs")                                                      \
    X(FIELD_EMPTY, "missing-field")                                                                \
    X(FIELD_UNKNOWN, "unknown-field")                                                              \
    X(FIELD_AMBIGUOUS, "ambiguous-field")                                                          \
    X(FIELD_LEVEL, "field-level")                                                                  \
    X(SHARE_FIELDS, "bad-share")                                                                   \
    X(ASSESSOR_UNKNOWN, "unknown-assessor")                                                        \
    X(ORIGIN_UNKNOWN, "unknown-origin")                                                            \
    X(DUPLICATE_ROW, "duplicate-row")                                                              \
    X(DUPLICATE_FILES, "duplicate-in-files")                                                       \
    X(PART_ABOVE_WHOLE, "part-above-whole")                                                        \
    X(TENFOLD, "tenfold-jump")                                                                     \
    /* rows of units */                                                                            \
    X(CODE_EMPTY, "missing-code")                                                                  \
    X(CODE_SYNTAX, "bad-code")                                                                     \
    X(CODE_SHORT, "short-code")                                                                    \
    X(LEVEL_UNKNOWN, "unknown-level")                                                              \
    X(NAME_EMPTY, "missing-name")                                                                  \
    X(PERIOD, "bad-period")                                                                        \
    X(UNIT_OVERLAP, "unit-overlap")                                                                \
    X(PARENT_UNKNOWN, "unknown-parent")                                                            \
    X(PARENT_LEVEL, "parent-level")                                                                \
    X(PARENT_MISSING, "missing-parent")                                                            \
    X(PARENT_DAYS, "parent-days")                                                                  \
    X(SIBLING_NAME, "same-name")                                                                   \
    X(ZONE_HALF, "zone-incomplete")                                                                \
    X(ZONE_SCHEME, "unknown-zone-scheme")                                                          \
    X(ZONE_DATE, "zone-without-date")                                                              \
    /* rows of titles and registrations */                                                         \
    X(TITLE_EMPTY, "missing-title")                                                                \
    X(SET_EMPTY, "missing-set")                                                                    \
    X(TITLE_DATE, "title-without-date")                                                            \
    X(TITLE_PERIOD, "bad-title-period")                                                            \
    /* papers of evidence */                                                                       \
    X(PAPER_NUMBER, "missing-paper-number")                                                        \
    X(PAPER_NUMBER_SYNTAX, "bad-paper-number")                                                     \
    X(PAPER_OFFICE, "missing-office")                                                              \
    X(PAPER_DATE, "paper-without-date")                                                            \
    X(PAPER_PERIOD, "bad-paper-period")                                                            \
    X(PAPER_KIND, "unknown-paper-kind")                                                            \
    X(PAPER_DIGEST, "bad-digest")                                                                  \
    X(PAPER_SIZE, "bad-size")                                                                      \
    X(PAPER_PATH, "digest-without-path")                                                           \
    /* rows of successions */                                                                      \
    X(EXTENT_UNKNOWN, "unknown-extent")                                                            \
    X(CONFIRMED_WHO, "confirmed-by-nobody")                                                        \
    X(SUCCESSOR_BEGINS, "successor-begins")                                                        \
    X(PREDECESSOR_LIVES, "predecessor-lives-on")                                                   \
    X(SUCCESSION_LEVEL, "succession-level")                                                        \
    X(SUCCESSION_WHOLE, "succession-whole")                                                        \
    X(SUCCESSION_TWICE, "succession-twice")                                                        \
    X(SUCCESSION_CIRCLE, "succession-circle")                                                      \
    X(SUCCESSION_GAP, "succession-gap")                                                            \
    /* levels of appraisal and their findings */                                                   \
    X(ASSESSOR_DAYS, "assessor-days")                                                              \
    X(ASSESSOR_EMPTY, "missing-assessor")                                                          \
    X(ITEM_SYNTAX, "bad-item")                                                                     \
    X(OPINION_EMPTY, "missing-finding")                                                            \
    X(OPINION_UNKNOWN, "unknown-finding")                                                          \
    X(REASON_EMPTY, "missing-reason")                                                              \
    X(DOCUMENT_EMPTY, "missing-document")

typedef enum ntm_intake_code {
    NTM_IC_NONE,
#define X(id, name) NTM_IC_##id,
    NTM_INTAKE_CODES(X)
#undef X
        NTM_IC_COUNT
} ntm_intake_code;

const char *ntm_intake_code_name(ntm_intake_code code);

/**
 * One thing to say of a cell; code NTM_IC_NONE: nothing. Zero-initialise. Where a function takes a
 * remark, NULL means that nobody will read it: what costs time to say is then not worked out.
 */
typedef struct ntm_remark {
    ntm_intake_code code;
    ntm_severity severity;
    char *message, *hint; /**< owned; hint may be NULL */
} ntm_remark;

void ntm_remark_set(ntm_remark *remark, ntm_severity severity, ntm_intake_code code,
                    const char *format, ...) __attribute__((format(printf, 4, 5)));
/** ntm_remark_set(NTM_ERROR), returns false: `return ntm_remark_error(r, …)`. */
bool ntm_remark_error(ntm_remark *remark, ntm_intake_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void ntm_remark_hint(ntm_remark *remark, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void ntm_remark_clear(ntm_remark *remark);

#endif
