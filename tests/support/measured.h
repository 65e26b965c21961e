/*
 * support/measured.h - a document in JSON, some figures of the commune c, and what the engine says.
 */
#ifndef NTM_SUPPORT_MEASURED_H
#define NTM_SUPPORT_MEASURED_H

#include "eval/evaluate.h"

typedef struct test_measured {
    ntm_catalogue *catalogue; /**< owns the document */
    const ntm_document *document;
    ntm_dataset *dataset;
    ntm_frame *frame;
    ntm_result *result;
} test_measured;

/**
 * A document with one indicator 1.1 for each rule.
 * @param fields  JSON object of fields
 * @param nodes   JSON array of nodes
 * @param pass    nodes of the indicators, ended by -1
 * In both ' stands for ". Fails the test when the document is refused.
 */
void test_measured_init(test_measured *m, const char *fields, const char *nodes, const int *pass);
/** Units p (province), c (commune), c.01 … (villages). */
void test_measured_units(test_measured *m, int communes, int villages);
void test_measured_number(test_measured *m, const char *unit, const char *field, ntm_decimal value);
void test_measured_yes(test_measured *m, const char *unit, const char *field, bool yes);
/** Evaluate as of 2023-12-31; what was evaluated before is freed. */
void test_measured_run(test_measured *m, ntm_detail detail);
void test_measured_clear(test_measured *m);

#endif
