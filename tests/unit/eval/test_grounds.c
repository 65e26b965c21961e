/* Whose figures measure a unit: what counts, what does not, and that nothing follows from none. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "eval/evaluate.h"
#include "model/answers.h"
#include "support/sketch.h"

#define SHARE "{'indicators': {'1.1': {'pass': ['at_least', ['percent', 'part', 'whole'], 50]}}}"
#define ZONED                                                                                      \
    "{'zoning': 'zone', 'indicators': {'1.1': {'pass': ['at_least', 'rate',"                       \
    " ['by_zone', 10, 20, {'keys': ['zone1', 'zone2']}]]}}}"
#define VILLAGES                                                                                   \
    "{'indicators': {'1.1': {'pass': ['at_least',"                                                 \
    " ['child_percent_where', ['yes', 'v.flag'], {'level': 'village'}], 50]}}}"
#define GATED                                                                                      \
    "{'conditions': [{'name': 'c', 'pass': ['yes', 'fault']}],"                                    \
    " 'indicators': {'1.1': {'pass': ['yes', 'flag']}}}"
#define TITLED                                                                                     \
    "{'requires': [{'name': 'r', 'pass': ['holds', {'title': 'xa'}]}],"                            \
    " 'indicators': {'1.1': {'pass': ['yes', 'flag']}}}"
#define APPLIES "{'indicators': {'1.1': {'applies': ['yes', 'fault'], 'pass': ['yes', 'flag']}}}"
#define SUMMED                                                                                     \
    "{'fields': {'all': {'type': 'count', 'unit': 'household', 'level': ['commune', 'village'],"   \
    "   'derive': {'children': 'village'}}},"                                                      \
    " 'indicators': {'1.1': {'pass': ['at_least', 'all', {'n': '1', 'unit': 'household'}]}}}"
#define RATED                                                                                      \
    "{'scored': {'parts': [{'label': 'A', 'items': [{'number': 'A1', 'text': 't', 'basis':"        \
    " 'assumed', 'points': ['first_of', ['yes', 'flag'], {'n': '5', 'unit': '1'},"                 \
    " {'n': '0', 'unit': '1'}]}]}], 'bands': [{'from': '5', 'code': 'high'}]}}"
#define OTHER                                                                                      \
    "{'id': 'test/2/2022', 'conditions': [{'name': 'c', 'pass': ['yes', 'flag']}],"                \
    " 'indicators': {'1.1': {'pass': ['at_least', 'rate', 10]}}}"
#define MEETS     "{'indicators': {'1.1': {'pass': ['meets', {'decision': 'test/2/2022'}]}}}"
#define QUALIFIES "{'indicators': {'1.1': {'pass': ['qualifies', {'decision': 'test/2/2022'}]}}}"

typedef struct grounds_case {
    const char *name, *document;
    const char *rows; /* "unit field value origin; …"; a title: "1 title xa origin" */
    ntm_grounds commune;
    bool illustrative;
    ntm_level_reached answered;
} grounds_case;

static ntm_value value_of(const char *text)
{
    ntm_value value = {.kind = NTM_K_NUMBER};
    if (!strcmp(text, "yes") || !strcmp(text, "no"))
        return (ntm_value){.kind = NTM_K_YES_NO, .yes = *text == 'y'};
    if (!strncmp(text, "zone", 4))
        return (ntm_value){.kind = NTM_K_CHOICE, .code = text};
    value.has_low = value.has_high = true;
    assert_int_equal(ntm_decimal_parse(text, &value.low), NTM_DECIMAL_OK);
    value.high = value.low;
    return value;
}

static void add_row(ntm_dataset *dataset, const char *unit, const char *field, const char *value,
                    const char *origin)
{
    ntm_date day;
    assert_true(ntm_date_parse_iso("2023-12-31", &day));
    if (!strcmp(field, "title"))
        ntm_dataset_add_title(dataset, &(ntm_title){.unit = unit,
                                                    .title = value,
                                                    .date = day,
                                                    .expires = NTM_DATE_MAX,
                                                    .withdrawn = NTM_DATE_MAX,
                                                    .origin = origin});
    else
        ntm_dataset_add_observation(dataset, &(ntm_observation){.unit = unit,
                                                                .field = field,
                                                                .value = value_of(value),
                                                                .as_of = day,
                                                                .origin = origin});
}

/* The commune 1 with villages 1.1 and 1.2, and a commune 2 beside it, in the province 0, whose figures
 * are its own. */
static ntm_dataset *dataset_of(const char *rows)
{
    static const struct {
        const char *code, *parent;
        ntm_level level;
    } units[] = {{"0", NULL, NTM_LEVEL_PROVINCE},
                 {"1", "0", NTM_LEVEL_COMMUNE},
                 {"2", "0", NTM_LEVEL_COMMUNE},
                 {"1.1", "1", NTM_LEVEL_VILLAGE},
                 {"1.2", "1", NTM_LEVEL_VILLAGE}};
    ntm_dataset *dataset = ntm_dataset_new();
    char copy[512], *rest = copy, *row;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        ntm_dataset_add_unit(dataset, &(ntm_unit){.code = units[i].code,
                                                  .name = units[i].code,
                                                  .parent = units[i].parent,
                                                  .level = units[i].level,
                                                  .valid_from = NTM_DATE_MIN,
                                                  .valid_to = NTM_DATE_MAX});
    assert_true(snprintf(copy, sizeof copy, "%s", rows) < (int)sizeof copy);
    while ((row = strsep(&rest, ";"))) {
        char word[4][32] = {{0}};
        if (sscanf(row, " %31s %31s %31s %31s", word[0], word[1], word[2], word[3]) >= 3)
            add_row(dataset, word[0], word[1], word[2], word[3]);
    }
    return dataset;
}

static void check(const grounds_case *c)
{
    static const char *const units[] = {"1"};
    ntm_choice choice = {.year = 2023, .known_import = INT64_MAX, .assessor_order = INT_MAX};
    ntm_catalogue *catalogue = ntm_catalogue_new(); /* owns the documents */
    ntm_document *document = test_sketch(c->document);
    ntm_dataset *dataset = dataset_of(c->rows);
    ntm_world world = {catalogue, dataset};
    ntm_frame *frame;
    ntm_result *result;
    assert_int_equal(ntm_catalogue_add(catalogue, document, NULL), NTM_OK);
    assert_int_equal(ntm_catalogue_add(catalogue, test_sketch(OTHER), NULL), NTM_OK);
    assert_true(ntm_date_parse_iso("2023-12-31", &choice.as_of));
    assert_int_equal(ntm_frame_build(document, dataset, &choice, NULL, 0, &frame, NULL), NTM_OK);
    assert_int_equal(
        ntm_evaluate(document, frame, &world, units, 1, NTM_DETAIL_OPEN, &result, NULL), NTM_OK);
    const ntm_unit_result *unit = &result->units[0];
    ntm_answers answers = ntm_answers_of(result, unit, dataset);
    if (unit->grounds != c->commune || unit->illustrative != c->illustrative ||
        answers.level != c->answered)
        fail_msg("%s: grounds %s, illustrative %d, level %s", c->name,
                 ntm_grounds_code(unit->grounds), unit->illustrative,
                 ntm_level_reached_code(answers.level));
    ntm_result_free(result);
    ntm_frame_free(frame);
    ntm_dataset_free(dataset);
    ntm_catalogue_free(catalogue);
}

static void test_grounds_are_the_figures_that_measure(void **state)
{
    (void)state;
    static const grounds_case cases[] = {
        {"no figure", SHARE, "", NTM_GROUNDS_MISSING, false, NTM_UNDECIDED},
        {"both made", SHARE, "1 part 5 constructed; 1 whole 9 constructed", NTM_GROUNDS_NONE, true,
         NTM_UNDECIDED},
        {"one of two made", SHARE, "1 part 5 constructed; 1 whole 9 report", NTM_GROUNDS_PARTLY,
         true, NTM_MET},
        {"another word", SHARE, "1 part 4 found; 1 whole 9 measured", NTM_GROUNDS_ORIGINAL, false,
         NTM_NOT_MET},
        {"no word at all", SHARE, "1 part 5; 1 whole 9", NTM_GROUNDS_ORIGINAL, false, NTM_MET},
        {"another commune's", SHARE,
         "1 part 5 constructed; 1 whole 9 constructed; 2 part 5 report; 2 whole 9 report",
         NTM_GROUNDS_NONE, true, NTM_UNDECIDED},
        {"a share that counts replace", SHARE,
         "1 part 5 constructed; 1 whole 9 constructed; 1 part/whole 60 report", NTM_GROUNDS_NONE,
         true, NTM_UNDECIDED},
        {"a share that stands alone", SHARE, "1 part/whole 60 report; 1 whole 9 constructed",
         NTM_GROUNDS_PARTLY, true, NTM_MET},
        {"a made share", SHARE, "1 part/whole 60 constructed", NTM_GROUNDS_NONE, true,
         NTM_UNDECIDED},
        {"a field that is not read", SHARE,
         "1 part 5 constructed; 1 whole 9 constructed; 1 rate 5 report", NTM_GROUNDS_NONE, true,
         NTM_UNDECIDED},
        {"what decides whether it applies", APPLIES, "1 fault no report", NTM_GROUNDS_ORIGINAL,
         false, NTM_MET},
        {"a made one that decides it", APPLIES, "1 fault no constructed", NTM_GROUNDS_NONE, true,
         NTM_UNDECIDED},
        {"a rating", RATED, "1 flag yes report", NTM_GROUNDS_ORIGINAL, false, NTM_MET},
        {"a made rating", RATED, "1 flag yes constructed", NTM_GROUNDS_NONE, true, NTM_UNDECIDED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(&cases[i]);
}

static void test_grounds_are_no_zone_title_or_gate(void **state)
{
    (void)state;
    static const grounds_case cases[] = {
        {"a zone measures nothing", ZONED, "1 zone zone1 report; 1 rate 15 constructed",
         NTM_GROUNDS_NONE, true, NTM_UNDECIDED},
        {"a made zone takes away", ZONED, "1 zone zone1 constructed; 1 rate 15 report",
         NTM_GROUNDS_PARTLY, true, NTM_MET},
        {"a made zone alone", ZONED, "1 zone zone1 constructed", NTM_GROUNDS_MISSING, true,
         NTM_UNDECIDED},
        {"a gate's figure", GATED, "1 flag yes constructed; 1 fault no report", NTM_GROUNDS_NONE,
         true, NTM_UNDECIDED},
        {"a gate's made figure", GATED, "1 flag yes report; 1 fault no constructed",
         NTM_GROUNDS_PARTLY, true, NTM_MET},
        {"a title", TITLED, "1 flag yes constructed; 1 title xa report", NTM_GROUNDS_NONE, true,
         NTM_UNDECIDED},
        {"a made title", TITLED, "1 flag yes report; 1 title xa constructed", NTM_GROUNDS_PARTLY,
         true, NTM_MET},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(&cases[i]);
}

static void test_grounds_come_up_from_villages(void **state)
{
    (void)state;
    static const grounds_case cases[] = {
        {"one village of two", VILLAGES, "1.1 v.flag yes constructed; 1.2 v.flag yes report",
         NTM_GROUNDS_PARTLY, true, NTM_MET},
        {"made in both", VILLAGES, "1.1 v.flag yes constructed; 1.2 v.flag yes constructed",
         NTM_GROUNDS_NONE, true, NTM_UNDECIDED},
        {"added up", SUMMED, "1.1 all 3 report; 1.2 all 4 report", NTM_GROUNDS_ORIGINAL, false,
         NTM_MET},
        {"added up from made ones", SUMMED, "1.1 all 3 constructed; 1.2 all 4 constructed",
         NTM_GROUNDS_NONE, true, NTM_UNDECIDED},
        {"a typed total wins over its parts", SUMMED,
         "1 all 7 constructed; 1.1 all 3 report; 1.2 all 4 report", NTM_GROUNDS_NONE, true,
         NTM_UNDECIDED},
        {"parts that do not add up", SUMMED, "1.1 all 3 report", NTM_GROUNDS_MISSING, false,
         NTM_UNDECIDED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(&cases[i]);
}

static void test_grounds_reach_other_decisions(void **state)
{
    (void)state;
    static const grounds_case cases[] = {
        {"another's figure", MEETS, "1 rate 15 report", NTM_GROUNDS_ORIGINAL, false, NTM_MET},
        {"another's made figure", MEETS, "1 rate 15 constructed; 1 flag yes report",
         NTM_GROUNDS_NONE, true, NTM_UNDECIDED},
        {"another's figure of another commune", MEETS, "1 rate 15 constructed; 2 rate 15 report",
         NTM_GROUNDS_NONE, true, NTM_UNDECIDED},
        {"another's gate asked for", QUALIFIES, "1 rate 15 constructed; 1 flag yes report",
         NTM_GROUNDS_PARTLY, true, NTM_MET},
        {"another's made gate", QUALIFIES, "1 rate 15 constructed; 1 flag yes constructed",
         NTM_GROUNDS_NONE, true, NTM_UNDECIDED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(&cases[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_grounds_are_the_figures_that_measure),
        cmocka_unit_test(test_grounds_are_no_zone_title_or_gate),
        cmocka_unit_test(test_grounds_come_up_from_villages),
        cmocka_unit_test(test_grounds_reach_other_decisions),
    };
    return cmocka_run_group_tests_name("eval/grounds", tests, NULL, NULL);
}
