/*
 * Fuzz the reader of ntm.facts/1 with bytes: what is taken has one form, and can be measured.
 */
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "eval/evaluate.h"
#include "model/facts.h"
#include "report/evaluation.h"
#include "support/json_mutate.h"
#include "support/sketch.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);

/* Shares, sums of villages, the year before, the parent, dates, grades, zones, titles. */
static const char DECISION[] =
    "{'series': 'xa-ntm', 'zoning': 'zone', 'indicators': {"
    "  '1.1': {'pass': ['at_least', ['percent', 'part', 'whole'], 80], 'basis': 'assumed'},"
    "  '1.2': {'pass': ['yes', 'flag'], 'applies': ['more_than', 'count', {'n': '0', 'unit':"
    "          'work'}], 'basis': 'assumed'},"
    "  '1.3': {'pass': ['is', 'grade', {'op': 'grade', 'value': 'high', 'scale': 'grades'}],"
    "          'basis': 'assumed'},"
    "  '1.4': {'pass': ['on_or_before', 'day', 'deadline'], 'basis': 'assumed'},"
    "  '1.5': {'pass': ['at_least', 'rate', ['previous', 'rate']], 'basis': 'assumed'},"
    "  '2.1': {'pass': ['at_least', ['child_percent_where', ['yes', 'v.flag'],"
    "                   {'level': 'village'}], 50], 'basis': 'assumed'},"
    "  '2.2': {'pass': ['at_least', ['percent', 'km_part', 'km_total'],"
    "                   ['by_zone', 50, 80, {'keys': ['zone1', 'zone2']}]], 'basis': 'assumed'}},"
    " 'conditions': [{'name': 'Không nợ', 'pass': ['at_most', 'debts', {'n': '0', 'unit': 'work'}],"
    "                 'basis': 'assumed'}],"
    " 'requires': [{'name': 'Đã đạt', 'pass': {'op': 'holds', 'title': 'xa-ntm'},"
    "               'basis': 'assumed'}]}";

static ntm_document *document;

static void measure(const ntm_dataset *facts)
{
    static const char unit[] = "15169";
    const char *units[] = {unit};
    ntm_choice choice = {.year = 2023, .known_import = INT64_MAX, .assessor_order = INT_MAX};
    ntm_frame *frame = NULL;
    ntm_result *result = NULL;
    ntm_world world = {.dataset = facts};
    if (!ntm_date_parse_iso("2023-12-31", &choice.as_of))
        abort();
    if (ntm_frame_build(document, facts, &choice, units, 1, &frame, NULL) == NTM_OK &&
        ntm_evaluate(document, frame, &world, units, 1, NTM_DETAIL_ALL, &result, NULL) == NTM_OK) {
        ntm_evaluation_meta meta = {
            .engine = "", .as_of_reason = "given", .known_import = INT64_MAX, .dataset = facts};
        json_decref(ntm_evaluation_json(result, &meta));
    }
    ntm_result_free(result);
    ntm_frame_free(frame);
}

static char *written(const ntm_dataset *facts)
{
    size_t length;
    json_t *json = ntm_facts_write(facts);
    char *text = ntm_json_canonical(json, &length);
    json_decref(json);
    return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ntm_diags diags = {0};
    ntm_dataset *facts = NULL, *again = NULL;
    json_t *json = json_loadb((const char *)data, size, JSON_REJECT_DUPLICATES, NULL);
    if (!document)
        document = test_sketch(DECISION);
    if (json && ntm_facts_read(json, &facts, &diags) == NTM_OK) {
        char *first = written(facts);
        json_t *copy = json_loads(first, 0, NULL);
        if (ntm_facts_read(copy, &again, NULL) != NTM_OK)
            abort();
        char *second = written(again);
        if (strcmp(first, second) != 0)
            abort();
        measure(facts);
        json_decref(copy);
        ntm_dataset_free(again);
        ntm_dataset_free(facts);
        free(first);
        free(second);
    } else if (json && !diags.errors) {
        abort(); /* refused without a word */
    }
    json_decref(json);
    ntm_diags_clear(&diags);
    return 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
    return test_json_mutate(data, size, max_size, seed);
}
