/* tests/support/differential.c */
#include "support/differential.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "support/json_edit.h"

/* What `meets` in a random document looks at. */
static const char OTHER[] =
    "{'schema': 'ntm.decision/1', 'id': 't/2/2022/QĐ', 'level': 'commune', 'series': 'xa-ntm',"
    " 'effective': '2020-01-01',"
    " 'fields': {'c.n0': {'type': 'count', 'unit': 'person', 'level': ['commune']},"
    "            'c.yes0': {'type': 'yes_no', 'level': ['commune']},"
    "            'v.yes0': {'type': 'yes_no', 'level': ['village']}},"
    " 'nodes': [{'op': 'field', 'field': 'c.n0'}, {'op': 'number', 'value': '3', 'unit': 'person'},"
    "           {'op': 'at_least', 'args': [0, 1]}, {'op': 'field', 'field': 'c.yes0'},"
    "           {'op': 'yes', 'args': [3]}, {'op': 'field', 'field': 'v.yes0'},"
    "           {'op': 'yes', 'args': [5]}, {'op': 'child_any', 'level': 'village', 'args': [6]}],"
    " 'criteria': [{'number': 1, 'name': 'n', 'indicators':"
    "               [{'number': '1.1', 'text': 't', 'pass': 2, 'basis': 'assumed'}]},"
    "              {'number': 2, 'name': 'm', 'indicators':"
    "               [{'number': '2.1', 'text': 't', 'pass': 7, 'applies': 4, 'basis': "
    "'assumed'}]}]}";

ntm_catalogue *test_catalogue_of(const char *text)
{
    ntm_catalogue *catalogue = ntm_catalogue_new();
    ntm_document *document = NULL;
    ntm_diags diags = {0};
    json_t *json = test_json(text);
    if (ntm_document_read(json, &document, &diags) != NTM_OK ||
        ntm_catalogue_add(catalogue, document, &diags) != NTM_OK)
        fail_msg("%s", diags.items[0].message);
    ntm_diags_clear(&diags);
    json_decref(json);
    return catalogue;
}

static void tell(const test_world *w, const test_disagreement *d)
{
    const ntm_indicator *i = &w->document.indicators[d->indicator];
    print_message("seed %llu, unit %s, indicator %s\n", (unsigned long long)w->seed,
                  ntm_frame_row(w->frame, d->row)->unit->code, i->number);
    print_message("pass:\n");
    test_print_node(w->document.graph, i->pass, 1);
    if (i->applies != NTM_NO_REF) {
        print_message("applies:\n");
        test_print_node(w->document.graph, i->applies, 1);
    }
    fail_msg("kernel says %s%s, the exact walk %s%s", ntm_status_code(d->kernel),
             d->kernel_either_way ? " (either way)" : "", ntm_status_code(d->exact),
             d->exact_either_way ? " (either way)" : "");
}

test_tally test_differential(uint64_t first_seed, unsigned rounds, bool plain)
{
    test_tally tally = {0};
    ntm_catalogue *catalogue = test_catalogue_of(OTHER);
    const char *given = getenv("NTM_TEST_ROUNDS");
    if (given && *given)
        rounds = (unsigned)strtoul(given, NULL, 10);
    for (unsigned i = 0; i < rounds; i++) {
        test_random r = {.state = first_seed + i};
        test_world_size size = {.communes = test_random_below(&r, 160),
                                .most_villages = 7,
                                .nodes = 100 + test_random_below(&r, 400),
                                .indicators = 40,
                                .plain = plain};
        test_world *w = test_world_new(first_seed + i, &size);
        test_disagreement d;
        ntm_world world = {.catalogue = catalogue, .dataset = w->dataset};
        if (test_kernel_disagrees(&w->document, w->frame, i % 4 ? &world : NULL, &tally, &d))
            tell(w, &d);
        test_world_free(w);
    }
    ntm_catalogue_free(catalogue);
    print_message(
        "seeds %llu to %llu: %zu pairs, %zu handed over; fail %zu, unknown %zu, pass %zu, "
        "not applicable %zu, error %zu\n",
        (unsigned long long)first_seed, (unsigned long long)first_seed + rounds - 1, tally.pairs,
        tally.handed, tally.by_status[NTM_ST_FAIL], tally.by_status[NTM_ST_UNKNOWN],
        tally.by_status[NTM_ST_PASS], tally.by_status[NTM_ST_NOT_APPLICABLE],
        tally.by_status[NTM_ST_ERROR]);
    return tally;
}
