/* Findings on record: which are known, in which order, on what, and whether they agree. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "model/appraisals.h"
#include "model/titles.h"

static const ntm_criterion criteria[] = {
    {.number = 2, .name = "Giao thông", .first = 0, .count = 2},
    {.number = 15, .name = "Y tế", .first = 2, .count = 1},
};
static const ntm_indicator indicators[] = {
    {.number = "2.2"}, {.number = "2.10"}, {.number = "15.1", .criterion = 1}};
static ntm_document document = {.id = "thanh-hoa/32/2022/QĐ-UBND",
                                .number = "32/2022/QĐ-UBND",
                                .series = "xa-ntm",
                                .ncriteria = 2,
                                .nindicators = 3,
                                .criteria = criteria,
                                .indicators = indicators};
static const ntm_unit commune = {.code = "15169", .valid_from = NTM_DATE_MIN};
static ntm_dataset *dataset;

static ntm_date day(const char *iso)
{
    ntm_date date;
    assert_true(ntm_date_parse_iso(iso, &date));
    return date;
}

static int set_up(void **state)
{
    (void)state;
    document.effective = day("2022-08-01");
    document.expires = day("2025-12-31");
    dataset = ntm_dataset_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    ntm_dataset_free(dataset);
    return 0;
}

static void found(const char *set, const char *item, const char *level, int order, const char *date,
                  int64_t import, const char *reason)
{
    ntm_appraisal row = {.unit = "15169",
                         .set = set,
                         .item = item,
                         .assessor = level,
                         .assessor_order = order,
                         .opinion = NTM_OPINION_NOT_MET,
                         .date = day(date),
                         .reason = reason,
                         .document = "12/BC",
                         .import = import,
                         .line = (int64_t)dataset->nappraisals + 2};
    ntm_dataset_add_appraisal(dataset, &row);
}

/* The reasons of those known, which name the rows. */
static void assert_known(const ntm_unit *unit, const char *as_of, int64_t import,
                         const char *expected)
{
    ntm_choice choice = {.as_of = day(as_of), .known_import = import, .assessor_order = 1};
    const ntm_appraisal **list;
    ntm_strbuf text = {0};
    size_t count = ntm_appraisals_of(dataset, &document, unit, &choice, &list);
    for (size_t i = 0; i < count; i++)
        ntm_strbuf_printf(&text, "%s%s", i ? " " : "", list[i]->reason);
    assert_string_equal(ntm_strbuf_text(&text), expected);
    ntm_strbuf_clear(&text);
    free(list);
}

static void test_appraisals_the_latest_of_each_level_holds_on_the_date(void **state)
{
    (void)state;
    found("xa-ntm", "15.1", "district", 3, "2024-03-15", 4, "first");
    found("xa-ntm", "15.1", "district", 3, "2024-04-15", 5, "later");
    found("32/2022/QĐ-UBND", "15.1", "province", 4, "2024-03-20", 6, "above");
    found("thanh-hoa/32/2022/QĐ-UBND", "2.10", "district", 3, "2024-03-15", 4, "ten");
    found("xa-ntm", "2.2", "district", 3, "2024-03-15", 4, "two");
    found("xa-ntm", "2", "district", 3, "2024-03-15", 4, "criterion");
    found("xa-ntm", "", "district", 3, "2024-03-15", 4, "whole");
    found("xa-ntm", "15.9", "district", 3, "2024-03-15", 4, "nowhere");
    found("xa-ntm-nang-cao", "15.1", "district", 3, "2024-04-15", 4, "other set");
    found("33/2022/QĐ-UBND", "15.1", "district", 3, "2024-04-15", 4, "other decision");
    assert_known(&commune, "2024-03-14", INT64_MAX, "");
    assert_known(&commune, "2024-03-15", INT64_MAX, "whole criterion two ten first nowhere");
    assert_known(&commune, "2024-05-01", INT64_MAX, "whole criterion two ten above later nowhere");
    assert_known(&commune, "2024-05-01", 5, "whole criterion two ten later nowhere");
    assert_known(&commune, "2024-05-01", 4, "whole criterion two ten first nowhere");
    assert_known(&commune, "2024-05-01", 3, "");
}

static void test_appraisals_of_one_day_the_later_import_then_line_holds(void **state)
{
    (void)state;
    found("xa-ntm", "15.1", "district", 3, "2024-03-15", 4, "a");
    found("32/2022/QĐ-UBND", "15.1", "district", 3, "2024-03-15", 4, "b");
    assert_known(&commune, "2024-05-01", INT64_MAX, "b");
    found("xa-ntm", "15.1", "district", 3, "2024-03-15", 3, "c");
    assert_known(&commune, "2024-05-01", INT64_MAX, "b");
    found("xa-ntm", "15.1", "district", 3, "2024-03-15", 9, "d");
    assert_known(&commune, "2024-05-01", INT64_MAX, "d");
    assert_known(&commune, "2024-05-01", 4, "b");
}

static void test_appraisals_stay_with_the_unit_and_the_set_of_their_time(void **state)
{
    (void)state;
    ntm_unit new_bearer = {.code = "15169", .valid_from = day("2024-04-01")};
    ntm_unit other = {.code = "15127", .valid_from = NTM_DATE_MIN};
    found("xa-ntm", "2", "district", 3, "2022-07-31", 1, "before");
    found("xa-ntm", "2.2", "district", 3, "2022-08-01", 1, "first-day");
    found("xa-ntm", "2.10", "district", 3, "2025-12-31", 1, "last-day");
    found("xa-ntm", "15", "province", 4, "2026-01-01", 1, "after");
    found("32/2022/QĐ-UBND", "15.1", "province", 4, "2026-01-01", 1, "named");
    assert_known(&commune, "2026-03-01", INT64_MAX, "first-day last-day named");
    assert_known(&new_bearer, "2026-03-01", INT64_MAX, "last-day named");
    assert_known(&other, "2026-03-01", INT64_MAX, "");
}

static void test_appraisals_items_are_found_and_near_ones_named(void **state)
{
    (void)state;
    uint32_t index;
    char buffer[16];
    assert_int_equal(ntm_item_of(&document, "", &index), NTM_ITEM_WHOLE);
    assert_int_equal(ntm_item_of(&document, "15", &index), NTM_ITEM_CRITERION);
    assert_int_equal(index, 1);
    assert_int_equal(ntm_item_of(&document, "2.10", &index), NTM_ITEM_INDICATOR);
    assert_int_equal(index, 1);
    assert_int_equal(ntm_item_of(&document, "2.1", NULL), NTM_ITEM_UNKNOWN);
    assert_int_equal(ntm_item_of(&document, "02", NULL), NTM_ITEM_UNKNOWN);
    assert_string_equal(ntm_item_nearest(&document, "15.3", buffer), "15.1");
    assert_string_equal(ntm_item_nearest(&document, "16", buffer), "15");
    assert_null(ntm_item_nearest(&document, "171.5", buffer));
}

static void test_appraisals_agree_with_what_they_say(void **state)
{
    (void)state;
    static const char *const expected[] = {[NTM_ST_FAIL] = "-++",
                                           [NTM_ST_UNKNOWN] = "--+",
                                           [NTM_ST_PASS] = "+--",
                                           [NTM_ST_NOT_APPLICABLE] = "+--",
                                           [NTM_ST_ERROR] = "---"};
    for (int status = NTM_ST_FAIL; status <= NTM_ST_ERROR; status++)
        for (int opinion = NTM_OPINION_MET; opinion <= NTM_OPINION_SUPPLEMENT; opinion++)
            assert_int_equal(ntm_opinion_agrees((ntm_opinion)opinion, (ntm_status)status),
                             expected[status][opinion] == '+');
    assert_true(ntm_opinion_agrees_level(NTM_OPINION_MET, NTM_MET));
    assert_false(ntm_opinion_agrees_level(NTM_OPINION_MET, NTM_UNDECIDED));
    assert_true(ntm_opinion_agrees_level(NTM_OPINION_SUPPLEMENT, NTM_UNDECIDED));
    assert_false(ntm_opinion_agrees_level(NTM_OPINION_SUPPLEMENT, NTM_MET));
    assert_true(ntm_opinion_agrees_level(NTM_OPINION_NOT_MET, NTM_NOT_MET));
}

/* ---- the documents that titles cite ---- */

static void title(ntm_dataset *into, const char *unit, const char *appraisal)
{
    ntm_title row = {.unit = unit,
                     .title = "xa-ntm",
                     .date = day("2024-05-01"),
                     .expires = NTM_DATE_MAX,
                     .withdrawn = NTM_DATE_MAX,
                     .appraisal = appraisal,
                     .file = "titles.csv",
                     .line = (int64_t)into->ntitles + 2};
    ntm_dataset_add_title(into, &row);
}

static void test_titles_cite_findings_that_are_there(void **state)
{
    (void)state;
    ntm_dataset *titles = ntm_dataset_new();
    const ntm_dataset *alone[] = {titles}, *both[] = {titles, dataset};
    ntm_diags diags = {0};
    found("xa-ntm", "", "district", 3, "2024-03-15", 1, "x"); /* in 12/BC */
    title(titles, "15169", "");
    title(titles, "15169", " 12/BC ;");
    assert_int_equal(ntm_titles_check(titles, both, 2, NULL, &diags), NTM_OK);
    assert_int_equal(diags.count, 0);

    title(titles, "15169", "12/BC; 13/BC");
    title(titles, "15127", "12/BC"); /* of another unit: on that one nothing is known */
    assert_int_equal(ntm_titles_check(titles, both, 2, NULL, &diags), NTM_EINPUT);
    assert_int_equal(diags.count, 2);
    assert_int_equal(diags.errors, 1);
    assert_non_null(strstr(diags.items[0].message, "'13/BC'"));
    assert_non_null(strstr(diags.items[0].hint, "'12/BC'"));
    assert_int_equal(diags.items[0].place.line, 4);
    assert_int_equal(diags.items[1].severity, NTM_WARNING);
    ntm_diags_clear(&diags);

    /* the findings are on record, not in the files: others may follow */
    assert_int_equal(ntm_titles_check(titles, alone, 1, dataset, &diags), NTM_OK);
    assert_int_equal(diags.count, 2);
    assert_int_equal(diags.errors, 0);
    ntm_diags_clear(&diags);
    ntm_dataset_free(titles);
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_appraisals_the_latest_of_each_level_holds_on_the_date,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_appraisals_of_one_day_the_later_import_then_line_holds,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_appraisals_stay_with_the_unit_and_the_set_of_their_time, set_up, tear_down),
        cmocka_unit_test(test_appraisals_items_are_found_and_near_ones_named),
        cmocka_unit_test(test_appraisals_agree_with_what_they_say),
        cmocka_unit_test_setup_teardown(test_titles_cite_findings_that_are_there, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("model/appraisals", tests, NULL, NULL);
}
