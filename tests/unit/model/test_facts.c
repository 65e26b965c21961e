/* Facts as JSON: what is written is read, to the byte; and whatever else is told from it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/i18n.h"
#include "model/document.h"
#include "model/facts.h"
#include "support/json_edit.h"
#include "support/random_nodes.h"

static ntm_date day(const char *iso)
{
    ntm_date date;
    assert_true(ntm_date_parse_iso(iso, &date));
    return date;
}

/* ---- random datasets ---- */

static const char *text(test_random *r)
{
    static const char *const texts[] = {
        "",
        "",
        "report",
        "constructed",
        "BC 12/2023",
        "ghi chú",
        "\"trích\" \\ \t dẫn",
        "một\nhai",
        "a/b",
        "Ủy ban nhân dân xã Cẩm Ngọc",
        "\xf0\x9f\x98\x80",
        "0",
        "null",
        "{}",
        "'",
        "é",
    };
    return texts[test_random_below(r, sizeof texts / sizeof *texts)];
}

static const char *some(test_random *r)
{
    const char *out;
    do
        out = text(r);
    while (!*out);
    return out;
}

static ntm_date any_day(test_random *r, ntm_date open)
{
    return test_random_percent(r, 30) ? open : 15000 + (ntm_date)test_random_below(r, 6000);
}

static ntm_decimal decimal(test_random *r)
{
    static const char *const measures[] = {"VND", "km", "person", "percent"};
    return test_random_number(r, measures[test_random_below(r, 4)]);
}

static ntm_value value(test_random *r)
{
    ntm_value out = {.kind = NTM_K_NUMBER};
    switch (test_random_below(r, 6)) {
    case 0:
        out.kind = NTM_K_YES_NO;
        out.yes = test_random_percent(r, 50);
        break;
    case 1:
        out.kind = NTM_K_DATE;
        out.date = any_day(r, 15000);
        break;
    case 2:
        out.kind = test_random_percent(r, 50) ? NTM_K_GRADE : NTM_K_CHOICE;
        out.code = some(r);
        break;
    case 3:
        out.has_low = true;
        out.low = decimal(r);
        break;
    case 4:
        out.has_high = true;
        out.high = decimal(r);
        break;
    default:
        out.has_low = out.has_high = true;
        out.low = decimal(r);
        out.high = test_random_percent(r, 60) ? out.low : decimal(r);
        if (ntm_decimal_compare(out.low, out.high) > 0)
            out.high = out.low;
        break;
    }
    return out;
}

static void add_row(ntm_dataset *d, test_random *r, int64_t line)
{
    char code[16], other[16];
    snprintf(code, sizeof code, "u%u", test_random_below(r, 9));
    snprintf(other, sizeof other, "u%u", test_random_below(r, 9));
    int64_t import = test_random_below(r, 9);
    int order = (int)test_random_below(r, 5);
    switch (test_random_below(r, 8)) {
    case 0:
        ntm_dataset_add_unit(d, &(ntm_unit){code, (ntm_level)test_random_below(r, NTM_LEVEL_COUNT),
                                            some(r), test_random_percent(r, 50) ? other : NULL,
                                            any_day(r, NTM_DATE_MIN), any_day(r, NTM_DATE_MAX),
                                            import, line});
        break;
    case 1:
        ntm_dataset_add_succession(d,
                                   &(ntm_succession){code, other, any_day(r, 15000),
                                                     (ntm_extent)test_random_below(r, 3), text(r),
                                                     text(r), text(r), import, line, NULL});
        break;
    case 2:
        ntm_dataset_add_title(d, &(ntm_title){code, some(r), text(r), text(r),
                                              any_day(r, NTM_DATE_MIN), any_day(r, NTM_DATE_MAX),
                                              any_day(r, NTM_DATE_MAX), text(r), text(r), text(r),
                                              import, line, NULL});
        break;
    case 3:
        ntm_dataset_add_registration(
            d, &(ntm_registration){code, some(r), 2000 + order, text(r), import, line, NULL});
        break;
    case 4:
        ntm_dataset_add_appraisal(d, &(ntm_appraisal){code, some(r), text(r), text(r), order,
                                                      (ntm_opinion)test_random_below(r, 3), text(r),
                                                      text(r), any_day(r, NTM_DATE_MIN), text(r),
                                                      text(r), import, line, NULL});
        break;
    case 5:
        ntm_dataset_add_evidence(d, &(ntm_evidence){code, some(r), text(r), text(r), text(r),
                                                    any_day(r, NTM_DATE_MIN),
                                                    any_day(r, NTM_DATE_MAX), text(r), text(r),
                                                    order, text(r), text(r), import, line, NULL});
        break;
    default:
        ntm_dataset_add_observation(
            d, &(ntm_observation){code, some(r), value(r), any_day(r, 15000), text(r), order,
                                  text(r), text(r), text(r), import, line, NULL});
        break;
    }
}

static ntm_dataset *random_dataset(uint64_t seed)
{
    test_random r = {.state = seed};
    ntm_dataset *d = ntm_dataset_new();
    uint32_t rows = test_random_below(&r, 120);
    for (uint32_t i = 1; i <= rows; i++)
        add_row(d, &r, i);
    for (int64_t import = 1; import < 9; import++)
        if (test_random_percent(&r, 60))
            ntm_dataset_add_source(d,
                                   &(ntm_source){import, text(&r), text(&r),
                                                 1700000000 + (int64_t)test_random_below(&r, 9)});
    return d;
}

static char *written(const ntm_dataset *d)
{
    size_t length;
    json_t *json = ntm_facts_write(d);
    char *out = ntm_json_canonical(json, &length);
    json_decref(json);
    return out;
}

static ntm_dataset *read_back(const char *bytes)
{
    ntm_dataset *d = NULL;
    ntm_diags diags = {0};
    json_t *json = json_loads(bytes, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(json);
    if (ntm_facts_read(json, &d, &diags) != NTM_OK)
        fail_msg("%s in %s", diags.items[0].message, bytes);
    json_decref(json);
    return d;
}

static void test_facts_are_read_as_they_were_written(void **state)
{
    (void)state;
    uint64_t seed = test_seed(1);
    for (uint64_t i = 0; i < 300; i++) {
        ntm_dataset *d = random_dataset(seed + i);
        char *first = written(d);
        ntm_dataset *again = read_back(first);
        char *second = written(again);
        if (strcmp(first, second) != 0)
            fail_msg("seed %llu\n%s\n%s", (unsigned long long)(seed + i), first, second);
        assert_int_equal(again->nunits, d->nunits);
        assert_int_equal(again->nobservations, d->nobservations);
        assert_int_equal(again->ntitles, d->ntitles);
        assert_int_equal(again->nregistrations, d->nregistrations);
        assert_int_equal(again->nsuccessions, d->nsuccessions);
        assert_int_equal(again->nappraisals, d->nappraisals);
        assert_int_equal(again->nevidence, d->nevidence);
        assert_int_equal(again->nsources, d->nsources);
        free(first);
        free(second);
        ntm_dataset_free(again);
        ntm_dataset_free(d);
    }
}

/* The order in which rows came into memory is no part of the facts. */
static void test_facts_have_one_form_in_whatever_order(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 50; seed++) {
        ntm_dataset *d = random_dataset(seed), *turned = ntm_dataset_new();
        for (size_t i = d->nobservations; i-- > 0;)
            ntm_dataset_add_observation(turned, &d->observations[i]);
        for (size_t i = d->nunits; i-- > 0;)
            ntm_dataset_add_unit(turned, &d->units[i]);
        for (size_t i = d->ntitles; i-- > 0;)
            ntm_dataset_add_title(turned, &d->titles[i]);
        for (size_t i = d->nregistrations; i-- > 0;)
            ntm_dataset_add_registration(turned, &d->registrations[i]);
        for (size_t i = d->nsuccessions; i-- > 0;)
            ntm_dataset_add_succession(turned, &d->successions[i]);
        for (size_t i = d->nappraisals; i-- > 0;)
            ntm_dataset_add_appraisal(turned, &d->appraisals[i]);
        for (size_t i = d->nevidence; i-- > 0;)
            ntm_dataset_add_evidence(turned, &d->evidence[i]);
        for (size_t i = 0; i < d->nsources; i++)
            ntm_dataset_add_source(turned, &d->sources[i]);
        char *a = written(d), *b = written(turned);
        assert_string_equal(a, b);
        free(a);
        free(b);
        ntm_dataset_free(turned);
        ntm_dataset_free(d);
    }
}

/* The longest text that an import lets in. */
static void test_facts_keep_texts_as_long_as_a_cell(void **state)
{
    (void)state;
    char *note = malloc(32768);
    memset(note, 'x', 32767);
    note[32767] = '\0';
    ntm_dataset *d = ntm_dataset_new();
    ntm_dataset_add_observation(d, &(ntm_observation){.unit = "1",
                                                      .field = "a",
                                                      .value = {.kind = NTM_K_YES_NO},
                                                      .as_of = day("2023-12-31"),
                                                      .note = note});
    char *first = written(d);
    ntm_dataset *again = read_back(first);
    assert_string_equal(again->observations[0].note, note);
    ntm_dataset_free(again);
    ntm_dataset_free(d);
    free(first);
    free(note);
}

/* ---- hostile ---- */

static const char FACTS[] =
    "{'schema': 'ntm.facts/1',"
    " 'units': [{'code': '1', 'level': 'commune', 'name': 'x', 'valid_to': '2025-06-30'}],"
    " 'successions': [{'predecessor': '1', 'successor': '2', 'effective': '2025-07-01',"
    "                  'extent': 'whole'}],"
    " 'observations': [{'unit': '1', 'field': 'a', 'as_of': '2023-12-31',"
    "                   'value': {'low': '1', 'high': '2'}, 'import': 1, 'line': 2}],"
    " 'titles': [{'unit': '1', 'title': 't'}],"
    " 'registrations': [{'unit': '1', 'set': 's', 'year': 2023}],"
    " 'appraisals': [{'unit': '1', 'set': 's', 'opinion': 'met'}],"
    " 'evidence': [{'unit': '1', 'number': 'n'}],"
    " 'imports': [{'number': 1, 'at': 0}, {'number': 2, 'at': 5}]}";

static void test_facts_refuse_what_is_none(void **state)
{
    (void)state;
    static const struct {
        const char *pointer, *value;
    } cases[] = {
        {"/schema", "'ntm.facts/2'"},
        {"/schema", NULL},
        {"/more", "1"},
        {"/units", NULL},
        {"/units", "{}"},
        {"/units/0/code", NULL},
        {"/units/0/code", "''"},
        {"/units/0/code", "7"},
        {"/units/0/level", "'city'"},
        {"/units/0/more", "'x'"},
        {"/units/0/valid_to", "'2025-06-31'"},
        {"/units/0/parent", "''"},
        {"/units/0/line", "-1"},
        {"/units/0/line", "1.0"},
        {"/successions/0/extent", "'all'"},
        {"/successions/0/effective", NULL},
        {"/observations/0/value", NULL},
        {"/observations/0/value", "{}"},
        {"/observations/0/value", "'1'"},
        {"/observations/0/value", "{'low': '2', 'high': '1'}"},
        {"/observations/0/value", "{'low': '1', 'yes_no': 'yes'}"},
        {"/observations/0/value", "{'yes_no': 'maybe'}"},
        {"/observations/0/value", "{'date': '31/12/2023'}"},
        {"/observations/0/value", "{'grade': ''}"},
        {"/observations/0/value", "{'low': 1}"},
        {"/observations/0/value", "{'low': '1e3'}"},
        {"/observations/0/value", "{'low': '12345678901234567890'}"},
        {"/observations/0/as_of", "''"},
        {"/observations/0/assessor_order", "-1"},
        {"/observations/0/note", "''"},
        {"/titles/0/title", NULL},
        {"/titles/0/expires", "7"},
        {"/registrations/0/year", "'2023'"},
        {"/registrations/0/year", "99999999999"},
        {"/appraisals/0/opinion", "'good'"},
        {"/evidence/0/size", "-5"},
        {"/imports/1/number", "1"},
        {"/imports/0/at", NULL},
        {"/imports/0/at", "-1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *json = test_json(FACTS);
        ntm_dataset *d = NULL;
        ntm_diags diags = {0};
        test_json_set(json, cases[i].pointer, cases[i].value);
        ntm_rc rc = ntm_facts_read(json, &d, &diags);
        if (rc != NTM_EINPUT || d || !diags.count)
            fail_msg("%s = %s", cases[i].pointer, cases[i].value ? cases[i].value : "(gone)");
        ntm_diags_clear(&diags);
        json_decref(json);
    }
    json_t *json = test_json(FACTS);
    ntm_dataset *d = NULL;
    assert_int_equal(ntm_facts_read(json, &d, NULL), NTM_OK);
    ntm_dataset_free(d);
    json_decref(json);
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_facts_are_read_as_they_were_written),
        cmocka_unit_test(test_facts_have_one_form_in_whatever_order),
        cmocka_unit_test(test_facts_keep_texts_as_long_as_a_cell),
        cmocka_unit_test(test_facts_refuse_what_is_none),
    };
    return cmocka_run_group_tests_name("model/facts", tests, NULL, NULL);
}
