/*
 * tests/support/standing.h - a commune measured under a set of criteria of which each has one
 * indicator, said to be met, not met or undecided; with titles, registrations and gates.
 */
#ifndef NTM_TESTS_STANDING_H
#define NTM_TESTS_STANDING_H

#include "eval/evaluate.h"
#include "model/answers.h"

typedef struct standing_case {
    const char *criteria;  /**< one letter each: '+' met, '-' not met, '?' undecided */
    const char *head;      /**< more of the sketch, ends with a comma: "'series': 'xa', " */
    const char *gates;     /**< likewise: "'conditions': […], " */
    const char *title;     /**< series of a title on record since 2017-12-29; NULL: none */
    const char *withdrawn; /**< day on which it was withdrawn; NULL: it was not */
    int registered;        /**< year of a registration for "xa"; 0: none */
} standing_case;

typedef struct standing {
    ntm_document *document;
    ntm_dataset *dataset;
    ntm_frame *frame;
    ntm_result *result;
    const ntm_unit_result *unit;
    ntm_answers answers;
} standing;

/** As of 2023-12-31. The commune has flag = yes, debts = 3, and no fault on record. */
void standing_measure(standing *s, const standing_case *c);
void standing_clear(standing *s);

/** Withdrawal as 32/2022 has it: 50 %, or 30 % with one of 10, 17, 19; of those that hold "xa". */
extern const char standing_withdrawal[];

#endif
