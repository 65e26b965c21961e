/* tests/support/standing.c - see the header. */
#include "support/standing.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "support/sketch.h"

const char standing_withdrawal[] =
    "'withdrawal': [{'name': 'w', 'applies': ['holds', {'title': 'xa'}], 'when': ['any_of',"
    " ['at_least', ['failed_share'], 50], ['all_of', ['at_least', ['failed_share'], 30],"
    " ['any_of', {'op': 'fails', 'n': 10}, {'op': 'fails', 'n': 17},"
    " {'op': 'fails', 'n': 19}]]]}], ";

static void stop(const char *why)
{
    fprintf(stderr, "standing: %s\n", why);
    abort();
}

static ntm_date day(const char *iso)
{
    ntm_date date;
    if (!ntm_date_parse_iso(iso, &date))
        stop(iso);
    return date;
}

static ntm_document *document_of(const standing_case *c)
{
    ntm_strbuf text = {0};
    ntm_strbuf_printf(&text, "{%s%s'indicators': {", c->head ? c->head : "'series': 'xa', ",
                      c->gates ? c->gates : "");
    for (size_t i = 0; c->criteria[i]; i++)
        ntm_strbuf_printf(&text, "%s'%zu.1': {'pass': ['%s', '%s']}", i ? ", " : "", i + 1,
                          c->criteria[i] == '-' ? "no" : "yes",
                          c->criteria[i] == '?' ? "fault" : "flag");
    ntm_strbuf_puts(&text, "}}");
    ntm_document *document = test_sketch(ntm_strbuf_text(&text));
    ntm_strbuf_clear(&text);
    return document;
}

static ntm_dataset *dataset_of(const standing_case *c)
{
    ntm_dataset *dataset = ntm_dataset_new();
    ntm_dataset_add_unit(dataset, &(ntm_unit){.code = "1",
                                              .level = NTM_LEVEL_COMMUNE,
                                              .name = "Xã",
                                              .valid_from = NTM_DATE_MIN,
                                              .valid_to = NTM_DATE_MAX});
    ntm_observation seen = {.unit = "1", .field = "flag", .as_of = day("2023-12-31")};
    seen.value = (ntm_value){.kind = NTM_K_YES_NO, .yes = true};
    ntm_dataset_add_observation(dataset, &seen);
    seen.field = "debts";
    seen.value = (ntm_value){.kind = NTM_K_NUMBER, .has_low = true, .has_high = true};
    seen.value.low.coef = seen.value.high.coef = 3;
    ntm_dataset_add_observation(dataset, &seen);
    if (c->title)
        ntm_dataset_add_title(
            dataset, &(ntm_title){.unit = "1",
                                  .title = c->title,
                                  .number = "5155/QĐ-UBND",
                                  .date = day("2017-12-29"),
                                  .expires = NTM_DATE_MAX,
                                  .withdrawn = c->withdrawn ? day(c->withdrawn) : NTM_DATE_MAX});
    if (c->registered)
        ntm_dataset_add_registration(
            dataset, &(ntm_registration){.unit = "1", .set = "xa", .year = c->registered});
    return dataset;
}

void standing_measure(standing *s, const standing_case *c)
{
    const char *const units[] = {"1"};
    ntm_diags diags = {0};
    ntm_choice choice = {.as_of = day("2023-12-31"),
                         .year = 2023,
                         .known_import = INT64_MAX,
                         .assessor_order = INT_MAX};
    *s = (standing){.document = document_of(c), .dataset = dataset_of(c)};
    if (ntm_frame_build(s->document, s->dataset, &choice, units, 1, &s->frame, &diags) != NTM_OK ||
        ntm_evaluate(s->document, s->frame, NULL, units, 1, NTM_DETAIL_OPEN, &s->result, &diags) !=
            NTM_OK)
        stop("not measured");
    ntm_diags_clear(&diags);
    s->unit = &s->result->units[0];
    s->answers = ntm_answers_of(s->result, s->unit, s->dataset);
}

void standing_clear(standing *s)
{
    ntm_result_free(s->result);
    ntm_frame_free(s->frame);
    ntm_dataset_free(s->dataset);
    ntm_document_free(s->document);
    *s = (standing){0};
}
