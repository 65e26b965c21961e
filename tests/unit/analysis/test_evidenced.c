/*
 * Claimed against evidenced: what each indicator comes to, what is told as missing, and that nothing
 * more than what is told is needed.
 */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/evidenced.h"
#include "base/i18n.h"
#include "base/strbuf.h"
#include "support/random_world.h"
#include "support/sketch.h"

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

static ntm_date day_of(const char *iso)
{
    ntm_date day;
    assert_true(ntm_date_parse_iso(iso, &day));
    return day;
}

/* ---- by hand ---- */

#define SHARE  "'pass': ['at_least', ['percent', 'part', 'whole'], 50]"
#define ASKS   ", 'evidence': ['minutes', 'report']"
#define ONE(x) "{'indicators': {'1.1': {" x "}}}"

static ntm_value value_of(const char *text)
{
    ntm_value value = {.kind = NTM_K_NUMBER, .has_low = true, .has_high = true};
    if (!strcmp(text, "yes") || !strcmp(text, "no"))
        return (ntm_value){.kind = NTM_K_YES_NO, .yes = *text == 'y'};
    assert_int_equal(ntm_decimal_parse(text, &value.low), NTM_DECIMAL_OK);
    value.high = value.low;
    return value;
}

/* "1 part 5 M": a figure of 2023-12-31; "1 part 5 M 2022-12-31": of another day; "-" no evidence. */
static void add_figure(ntm_dataset *dataset, const char *text)
{
    char unit[32], field[32], value[32], evidence[32], day[16] = "2023-12-31";
    assert_true(sscanf(text, " %31s %31s %31s %31s %15s", unit, field, value, evidence, day) >= 4);
    ntm_dataset_add_observation(
        dataset, &(ntm_observation){.unit = unit,
                                    .field = field,
                                    .value = value_of(value),
                                    .as_of = day_of(day),
                                    .evidence = strcmp(evidence, "-") ? evidence : "",
                                    .line = (int64_t)dataset->nobservations + 2});
}

/* The commune 1 with the villages 1.1 and 1.2; M minutes, R a report, X minutes that ran out, L minutes
 * of the next year, V minutes in the dossier of village 1.1. */
static ntm_dataset *dataset_of(const char *rows)
{
    static const char *const units[][2] = {{"1", NULL}, {"1.1", "1"}, {"1.2", "1"}};
    static const struct {
        const char *unit, *number, *kind, *date, *until;
    } papers[] = {{"1", "M", "minutes", "2023-01-01", NULL},
                  {"1", "R", "report", "2023-01-01", "2023-12-31"},
                  {"1", "X", "minutes", "2022-01-01", "2023-12-30"},
                  {"1", "L", "minutes", "2024-01-01", NULL},
                  {"1.1", "V", "minutes", "2023-01-01", NULL}};
    ntm_dataset *dataset = ntm_dataset_new();
    char copy[512], *rest = copy, *row;
    for (size_t i = 0; i < LENGTH(units); i++)
        ntm_dataset_add_unit(
            dataset, &(ntm_unit){.code = units[i][0],
                                 .name = units[i][0],
                                 .parent = units[i][1],
                                 .level = units[i][1] ? NTM_LEVEL_VILLAGE : NTM_LEVEL_COMMUNE,
                                 .valid_from = NTM_DATE_MIN,
                                 .valid_to = NTM_DATE_MAX});
    for (size_t i = 0; i < LENGTH(papers); i++)
        ntm_dataset_add_evidence(
            dataset, &(ntm_evidence){.unit = papers[i].unit,
                                     .number = papers[i].number,
                                     .kind = papers[i].kind,
                                     .office = "UBND",
                                     .date = day_of(papers[i].date),
                                     .valid_until =
                                         papers[i].until ? day_of(papers[i].until) : NTM_DATE_MAX});
    assert_true(snprintf(copy, sizeof copy, "%s", rows) < (int)sizeof copy);
    while ((row = strsep(&rest, ";")))
        if (row[strspn(row, " ")])
            add_figure(dataset, row);
    return dataset;
}

static const char *text(const json_t *object, const char *key)
{
    const char *found = json_string_value(json_object_get(object, key));
    return found ? found : "";
}

static void tell_numbers(const json_t *entry, ntm_strbuf *out)
{
    size_t i;
    const json_t *number;
    json_array_foreach (json_object_get(entry, "indicators"), i, number)
        ntm_strbuf_printf(out, " %s", json_string_value(number));
}

/* "pass>unknown; minutes missing 1.1; 1 part none 1.1": statuses, papers, figures. */
static char *tell(const json_t *report)
{
    ntm_strbuf out = {0};
    size_t i;
    const json_t *entry, *collect = json_object_get(report, "collect");
    json_array_foreach (json_object_get(report, "indicators"), i, entry)
        ntm_strbuf_printf(&out, "%s%s%s>%s%s", i ? " " : "", text(entry, "claimed"),
                          json_object_get(entry, "claimed_either_way") ? "!" : "",
                          text(entry, "evidenced"),
                          json_object_get(entry, "evidenced_either_way") ? "!" : "");
    json_array_foreach (json_object_get(collect, "papers"), i, entry) {
        ntm_strbuf_printf(&out, "; %s %s %s", text(entry, "kind"), text(entry, "why"),
                          text(json_object_get(entry, "paper"), "number"));
        tell_numbers(entry, &out);
    }
    json_array_foreach (json_object_get(collect, "figures"), i, entry) {
        ntm_strbuf_printf(&out, "; %s %s=%s %s", text(entry, "unit"), text(entry, "field"),
                          text(entry, "value"), text(entry, "why"));
        tell_numbers(entry, &out);
    }
    return ntm_strbuf_take(&out);
}

typedef struct evidenced_case {
    const char *document, *rows, *told;
    bool complete;
} evidenced_case;

static void check(const evidenced_case *c)
{
    ntm_catalogue *catalogue = ntm_catalogue_new(); /* owns the document */
    ntm_document *document = test_sketch(c->document);
    ntm_dataset *dataset = dataset_of(c->rows);
    ntm_world world = {catalogue, dataset};
    ntm_evidenced_input input = {.document = document,
                                 .world = &world,
                                 .choice = {.as_of = day_of("2023-12-31"),
                                            .year = 2023,
                                            .known_import = INT64_MAX,
                                            .assessor_order = INT_MAX},
                                 .unit = "1",
                                 .engine = "test",
                                 .as_of_reason = "given"};
    json_t *report;
    bool complete;
    assert_int_equal(ntm_catalogue_add(catalogue, document, NULL), NTM_OK);
    assert_int_equal(ntm_evidenced(&input, &report, &complete, NULL), NTM_OK);
    char *told = tell(report);
    if (strcmp(told, c->told) != 0 || complete != c->complete)
        fail_msg("%s\n  %s\n  told      %s (complete: %d)\n  expected  %s", c->document, c->rows,
                 told, complete, c->told);
    assert_int_equal(json_is_true(json_object_get(report, "complete")), complete);
    free(told);
    json_decref(report);
    ntm_dataset_free(dataset);
    ntm_catalogue_free(catalogue);
}

static void test_evidenced_tells_what_stands_in_between(void **state)
{
    (void)state;
    static const evidenced_case cases[] = {
        /* figures */
        {ONE(SHARE), "1 part 5 M; 1 whole 9 giấy", "pass>pass", true},
        {ONE(SHARE), "1 part 5 -; 1 whole 9 X",
         "pass>unknown; 1 part=5 none 1.1; 1 whole=9 "
         "expired 1.1",
         false},
        {ONE(SHARE), "1 part 5 L; 1 whole 9 M", "pass>unknown; 1 part=5 not_yet 1.1", false},
        /* what is claimed as not met or not known is asked for nothing */
        {ONE(SHARE), "1 part 4 -; 1 whole 9 -", "fail>unknown", true},
        {ONE(SHARE), "1 part 4 -", "unknown>unknown", true},
        /* an older figure with a paper takes the place of a newer one without */
        {ONE(SHARE), "1 part 5 -; 1 part 9 M 2023-06-30; 1 whole 9 M", "pass>pass", true},
        {ONE(SHARE), "1 part 5 -; 1 part 1 M 2023-06-30; 1 whole 9 M",
         "pass>fail; 1 part=5 none 1.1", false},
        /* papers that are asked for: named by a figure, and valid */
        {ONE(SHARE ASKS), "1 part 5 M; 1 whole 9 R", "pass>pass", true},
        {ONE(SHARE ASKS), "1 part 5 M; 1 whole 9 M", "pass>unknown; report not_cited R 1.1", false},
        {ONE(SHARE ASKS), "1 part 5 giấy; 1 whole 9 giấy",
         "pass>unknown; minutes not_cited M 1.1; report not_cited R 1.1", false},
        {ONE(SHARE ASKS), "1 part 5 X; 1 whole 9 R",
         "pass>unknown; minutes expired X 1.1; 1 part=5 expired 1.1", false},
        {ONE(SHARE ", 'evidence': ['permit']"), "1 part 5 M; 1 whole 9 R",
         "pass>unknown; permit missing  1.1", false},
        {ONE(SHARE ASKS), "1 part 4 M; 1 whole 9 M", "fail>fail", true},
        /* what does not apply asks for no paper, but its reason needs one */
        {ONE("'applies': ['yes', 'flag'], 'pass': ['yes', 'fault']" ASKS), "1 flag no M",
         "not_applicable>not_applicable", true},
        {ONE("'applies': ['yes', 'flag'], 'pass': ['yes', 'fault']" ASKS), "1 flag no -",
         "not_applicable>unknown; 1 flag=no none 1.1", false},
        /* whether it applies need not be proved where it is met either way */
        {ONE("'applies': ['yes', 'flag'], 'pass': ['yes', 'fault']"), "1 flag yes -; 1 fault yes M",
         "pass>unknown!", true},
        {ONE("'applies': ['yes', 'flag'], 'pass': ['yes', 'fault'], 'evidence': ['report']"),
         "1 fault yes M", "unknown!>unknown; report not_cited R 1.1", false},
        /* villages: each its own paper, its own dossier before the commune's */
        {ONE("'pass': ['at_least', ['child_percent_where', ['yes', 'v.flag'], {'level': "
             "'village'}], 100], 'evidence': ['minutes']"),
         "1.1 v.flag yes V; 1.2 v.flag yes -", "pass>unknown; 1.2 v.flag=yes none 1.1", false},
        {ONE("'pass': ['at_least', ['child_percent_where', ['yes', 'v.flag'], {'level': "
             "'village'}], 100], 'evidence': ['minutes']"),
         "1.1 v.flag yes V; 1.2 v.flag yes giấy", "pass>pass", true},
        /* a sum is followed down to what was reported */
        {"{'fields': {'all': {'type': 'count', 'unit': 'household', 'level': ['commune', "
         "'village'], 'derive': {'children': 'village'}}}, 'indicators': {'1.1': {'pass': "
         "['at_least', 'all', {'n': '3', 'unit': 'household'}]}}}",
         "1.1 all 1 M; 1.2 all 2 -", "pass>unknown; 1.2 all=2 none 1.1", false},
        /* a figure that several indicators wait for stands once */
        {"{'indicators': {'1.1': {" SHARE "}, '1.2': {'pass': ['at_least', 'whole', {'n': '1', "
         "'unit': 'household'}]}, '2.1': {'pass': ['at_least', 'part', {'n': '9', 'unit': "
         "'household'}]}}}",
         "1 part 5 M; 1 whole 9 -", "pass>unknown pass>unknown fail>fail; 1 whole=9 none 1.1 1.2",
         false},
    };
    for (size_t i = 0; i < LENGTH(cases); i++)
        check(&cases[i]);
}

static void test_evidenced_of_points_is_refused(void **state)
{
    (void)state;
    ntm_document *document = test_sketch(
        "{'scored': {'parts': [{'label': 'A', 'items': [{'number': 'A1', 'text': 't', 'basis':"
        " 'assumed', 'points': ['first_of', ['yes', 'flag'], {'n': '5', 'unit': '1'},"
        " {'n': '0', 'unit': '1'}]}]}], 'bands': [{'from': '5', 'code': 'high'}]}}");
    ntm_dataset *dataset = dataset_of("");
    ntm_world world = {.dataset = dataset};
    ntm_evidenced_input input = {.document = document, .world = &world, .unit = "1"};
    ntm_diags diags = {0};
    json_t *report;
    bool complete;
    assert_int_equal(ntm_evidenced(&input, &report, &complete, &diags), NTM_EUSAGE);
    assert_null(report);
    assert_string_equal(diags.items[0].code, "no-indicators");
    ntm_diags_clear(&diags);
    ntm_dataset_free(dataset);
    ntm_document_free(document);
}

/* ---- at random ---- */

static json_t *report_on(test_world *w, const char *unit, bool *complete)
{
    ntm_world world = {.dataset = w->dataset};
    ntm_evidenced_input input = {.document = &w->document,
                                 .world = &world,
                                 .choice = *ntm_frame_choice(w->frame),
                                 .unit = unit,
                                 .engine = "test",
                                 .as_of_reason = "given"};
    json_t *report;
    ntm_diags diags = {0};
    if (ntm_evidenced(&input, &report, complete, &diags) != NTM_OK)
        fail_msg("seed %llu: %s", (unsigned long long)w->seed, diags.items[0].message);
    ntm_diags_clear(&diags);
    return report;
}

/* The figures listed, and they alone, get evidence. */
static size_t collect_figures(test_world *w, const json_t *report)
{
    size_t i, given = 0;
    const json_t *figure, *list = json_object_get(json_object_get(report, "collect"), "figures");
    json_array_foreach (list, i, figure) {
        size_t before = given;
        for (size_t k = 0; k < w->dataset->nobservations; k++) {
            ntm_observation *o = &w->dataset->observations[k];
            if (strcmp(o->unit, text(figure, "unit")) || strcmp(o->field, text(figure, "field")) ||
                o->as_of != day_of(text(figure, "as_of")))
                continue;
            assert_false(*o->evidence);
            o->evidence = "giấy";
            given++;
        }
        assert_true(given > before);
    }
    return given;
}

/* What is still blocked, and its rules. */
static void show_open(const test_world *w, const json_t *report)
{
    size_t i;
    const json_t *indicator;
    char *told = tell(report);
    print_message("%s\n", strchr(told, ';') ? strchr(told, ';') : "");
    free(told);
    json_array_foreach (json_object_get(report, "indicators"), i, indicator) {
        if (!json_object_get(indicator, "blocked"))
            continue;
        print_message("%s: %s, %s\n", text(indicator, "indicator"), text(indicator, "claimed"),
                      text(indicator, "evidenced"));
        test_print_node(w->document.graph, w->document.indicators[i].pass, 1);
        if (w->document.indicators[i].applies != NTM_NO_REF)
            test_print_node(w->document.graph, w->document.indicators[i].applies, 1);
    }
}

/* Every indicator is either blocked and named by something, or not blocked and named by nothing. */
static size_t check_names(const test_world *w, const json_t *report)
{
    size_t i, k, n, blocked = 0;
    const json_t *indicator, *figure, *number;
    json_array_foreach (json_object_get(report, "indicators"), i, indicator) {
        bool named = false;
        json_array_foreach (json_object_get(json_object_get(report, "collect"), "figures"), k,
                            figure)
            json_array_foreach (json_object_get(figure, "indicators"), n, number)
                named = named || !strcmp(json_string_value(number), text(indicator, "indicator"));
        if (named != json_is_true(json_object_get(indicator, "blocked"))) {
            show_open(w, report);
            fail_msg("seed %llu: %s is blocked, or named", (unsigned long long)w->seed,
                     text(indicator, "indicator"));
        }
        blocked += named;
    }
    return blocked;
}

/* Operators under which a figure that becomes known can take from another what was known. */
static bool turns(const ntm_document *document)
{
    bool found = false;
    for (ntm_ref ref = 0; ref < ntm_graph_count(document->graph); ref++) {
        ntm_op op = ntm_graph_node(document->graph, ref)->op;
        found = found || op == NTM_OP_KNOWN || op == NTM_OP_FIRST_KNOWN || op == NTM_OP_IF_ANY;
    }
    return found;
}

static void check_world(test_world *w, test_random *r, size_t *blocked, size_t *cleared)
{
    static const uint32_t SHARES[] = {0, 30, 80, 100};
    uint32_t share = SHARES[test_random_below(r, 4)];
    ntm_criterion whole = {.number = 1, .name = "c", .count = w->document.nindicators};
    w->document.title = "t";
    w->document.issuer = "";
    w->document.criteria = &whole;
    w->document.ncriteria = 1;
    for (size_t i = 0; i < w->dataset->nobservations; i++)
        w->dataset->observations[i].evidence = test_random_percent(r, share) ? "giấy" : "";
    ntm_row first;
    int32_t count;
    ntm_frame_level(w->frame, NTM_LEVEL_COMMUNE, &first, &count);
    for (int32_t c = 0; c < count; c++) {
        const char *unit = ntm_frame_row(w->frame, first + c)->unit->code;
        bool complete, then;
        json_t *report = report_on(w, unit, &complete), *again;
        size_t open = check_names(w, report);
        assert_int_equal(complete, open == 0);
        collect_figures(w, report);
        again = report_on(w, unit, &then);
        while (!then && turns(&w->document)) { /* the paper of one figure asks for another's */
            assert_true(collect_figures(w, again) > 0);
            json_decref(again);
            again = report_on(w, unit, &then);
        }
        if (!then) {
            show_open(w, again);
            fail_msg("seed %llu, %s: not complete with all that was asked for",
                     (unsigned long long)w->seed, unit);
        }
        assert_true(json_equal(json_object_get(report, "claimed"),
                               json_object_get(again, "claimed"))); /* evidence changes no claim */
        *blocked += open;
        *cleared += open > 0;
        json_decref(report);
        json_decref(again);
    }
}

static void test_evidenced_is_complete_once_all_that_is_listed_is_there(void **state)
{
    (void)state;
    test_random r = {test_seed(15169)};
    size_t blocked = 0, cleared = 0;
    print_message("seed %llu\n", (unsigned long long)r.state);
    for (int round = 0; round < 150; round++) {
        test_world_size size = {.communes = 3, .most_villages = 4, .nodes = 60, .indicators = 12};
        test_world *w = test_world_new(test_random_next(&r), &size);
        check_world(w, &r, &blocked, &cleared);
        test_world_free(w);
    }
    assert_true(blocked > 200 && cleared > 100); /* there was something to ask for */
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_evidenced_tells_what_stands_in_between),
        cmocka_unit_test(test_evidenced_of_points_is_refused),
        cmocka_unit_test(test_evidenced_is_complete_once_all_that_is_listed_is_there),
    };
    return cmocka_run_group_tests_name("analysis/evidenced", tests, NULL, NULL);
}
