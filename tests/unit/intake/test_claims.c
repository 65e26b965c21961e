/* intake/claims: what each kind of claim takes, and what it refuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/i18n.h"
#include "intake/claims.h"
#include "support/commune.h"

static ntm_dictionary *dictionary;
static ntm_dataset *units;
static ntm_claims *claims;
static char codes[1000];

/* Read rows below the usual header; the codes of what is wrong, in order. */
static const char *read_rows(const char *header, const char *rows)
{
    char *text = NULL;
    ntm_diags diags = {0};
    ntm_claims_free(claims);
    claims = NULL;
    if (asprintf(&text, "%s\n%s", header, rows) < 0)
        fail();
    ntm_rc rc = ntm_claims_read("claims.csv", text, strlen(text), dictionary, units,
                                NTM_NUMBERS_OPEN, 19722, &claims, &diags);
    *codes = '\0';
    for (size_t i = 0; i < diags.count; i++) {
        strncat(codes, i ? " " : "", sizeof codes - strlen(codes) - 1);
        strncat(codes, diags.items[i].code, sizeof codes - strlen(codes) - 1);
    }
    assert_true((rc == NTM_OK) == (claims != NULL));
    assert_true((rc == NTM_OK) == !diags.errors);
    ntm_diags_clear(&diags);
    free(text);
    return codes;
}

static const ntm_claim *one(const char *what, const char *value)
{
    char row[300];
    snprintf(row, sizeof row, "15169,\"%s\",\"%s\"\n", what, value);
    assert_string_equal(read_rows("unit,what,value", row), "");
    assert_int_equal(claims->count, 1);
    return &claims->items[0];
}

static const char *refused(const char *what, const char *value)
{
    char row[300];
    snprintf(row, sizeof row, "15169,\"%s\",\"%s\"\n", what, value);
    return read_rows("unit,what,value", row);
}

static int set_up(void **state)
{
    (void)state;
    ntm_i18n_set(NTM_LANG_EN);
    dictionary = commune_dictionary();
    units = commune_units();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    ntm_claims_free(claims);
    ntm_dataset_free(units);
    ntm_dictionary_free(dictionary);
    return 0;
}

static void test_claims_counts_may_have_a_total(void **state)
{
    (void)state;
    const ntm_claim *claim = one("criteria_met", "15/19");
    assert_int_equal(claim->what, NTM_CLAIM_CRITERIA_MET);
    assert_int_equal(claim->number, 15);
    assert_int_equal(claim->total, 19);
    assert_int_equal(one("indicators_failed", "6")->total, -1);
    assert_string_equal(refused("criteria_met", "19/15"), "claim-count");
    assert_string_equal(refused("criteria_met", "15/"), "claim-count");
    assert_string_equal(refused("criteria_met", "-1"), "claim-count");
    assert_string_equal(refused("criteria_met", "99999999999999999999"), "claim-count");
    assert_string_equal(refused("criteria_met", ""), "claim-count");
}

static void test_claims_a_money_word_behind_a_full_amount_is_kept_as_a_slip(void **state)
{
    (void)state;
    const ntm_claim *claim = one("field:debt_vnd", "2.000.000.000 tỷ đồng");
    assert_string_equal(claim->surplus, "tỷ đồng");
    assert_int_equal(claim->value.low.coef, 2000000000);
    assert_null(one("field:debt_vnd", "2 tỷ đồng")->surplus);
    assert_int_equal(claims->items[0].value.low.coef, 2000000000);
    assert_string_equal(refused("field:debt_vnd", "tỷ đồng"), "not-a-number");
}

static void test_claims_shares_are_percent_or_counts(void **state)
{
    (void)state;
    const ntm_claim *claim = one("share:health.insured/population.total", "50,2");
    assert_false(claim->has_whole);
    claim = one("share:health.insured/population.total", "109/217");
    assert_true(claim->has_whole);
    assert_int_equal(claim->whole.coef, 217);
    assert_string_equal(refused("share:health.insured/population.total", "109/0"), "claim-share");
    assert_string_equal(refused("share:health.insured", "5"), "claim-share");
}

static void test_claims_days_may_be_months_and_years(void **state)
{
    (void)state;
    ntm_date first, last;
    const ntm_claim *claim = one("title:xa-ntm", "2024-02");
    ntm_date_make(2024, 2, 1, &first);
    ntm_date_make(2024, 2, 29, &last);
    assert_int_equal(claim->first, first);
    assert_int_equal(claim->last, last);
    claim = one("date:hoàn thành", "2024");
    assert_int_equal(claim->last - claim->first, 365);
    claim = one("date:hoàn thành", "30/6/2024");
    assert_int_equal(claim->last, claim->first);
    assert_string_equal(refused("date:hoàn thành", "2024-13"), "part-of-date");
    assert_string_equal(refused("date:hoàn thành", "31/6/2024"), "no-such-day");
}

static void test_claims_sums_want_numbers_that_add_up(void **state)
{
    (void)state;
    const ntm_claim *claim = one("sum:population.male+health.insured", "12");
    assert_null(claim->field);
    assert_string_equal(claim->subject, "population.male+health.insured");
    assert_string_equal(refused("sum:population.male", "12"), "claim-sum"); /* of nothing */
    assert_string_equal(refused("sum:population.male+road.total_km", "12"), "claim-sum");
    assert_string_equal(refused("sum:population.male+plan.approved", "12"), "claim-sum");
    assert_string_equal(refused("sum:population.male+", "12"), "claim-sum");
    assert_string_equal(refused("sum:+", "12"), "unknown-field");
}

static void test_claims_subjects_and_words(void **state)
{
    (void)state;
    assert_string_equal(one("indicator:15.1", "fail")->subject, "15.1");
    assert_string_equal(one("kept", "no")->code, "no");
    assert_string_equal(one("villages:village.culture_title", "7/7")->field->name,
                        "village.culture_title");
    assert_string_equal(refused("indicator", "fail"), "claim-subject");
    assert_string_equal(refused("level:x", "met"), "claim-subject");
    assert_string_equal(refused("level", "đạt"), "claim-word");
    assert_string_equal(refused("villages:population.total", "7/7"), "claim-villages");
    assert_string_equal(refused("villages:plan.approved", "7/7"), "claim-villages");
    assert_string_equal(refused("anything", "1"), "unknown-claim");
    assert_string_equal(refused("", "1"), "unknown-claim");
    assert_string_equal(refused("field:nothing", "1"), "unknown-field");
}

static void test_claims_labels_and_names_stand_for_codes(void **state)
{
    (void)state;
    const ntm_claim *claim = one("field:Dân số nam", "3612");
    assert_string_equal(claim->subject, "population.male");
    assert_string_equal(read_rows("value,what,unit,line", "1,population,Sóng,9\n"),
                        "unknown-claim");
    assert_string_equal(read_rows("value,what,unit,line", "3,field:population.male,Sóng,92\n"), "");
    assert_string_equal(claims->items[0].unit, "15169.03");
    assert_string_equal(claims->items[0].line, "92");
    assert_string_equal(read_rows("unit,what,value", "Nowhere,level,met\n"), "unknown-unit");
}

static void test_claims_header(void **state)
{
    (void)state;
    assert_string_equal(read_rows("unit,what", "15169,level\n"), "missing-column");
    assert_string_equal(read_rows("unit,what,value,waht", "15169,level,met,x\n"), "unknown-column");
    assert_string_equal(read_rows("unit,what,value,unit", "15169,level,met,x\n"),
                        "duplicate-column");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_claims_counts_may_have_a_total),
        cmocka_unit_test(test_claims_a_money_word_behind_a_full_amount_is_kept_as_a_slip),
        cmocka_unit_test(test_claims_shares_are_percent_or_counts),
        cmocka_unit_test(test_claims_days_may_be_months_and_years),
        cmocka_unit_test(test_claims_sums_want_numbers_that_add_up),
        cmocka_unit_test(test_claims_subjects_and_words),
        cmocka_unit_test(test_claims_labels_and_names_stand_for_codes),
        cmocka_unit_test(test_claims_header),
    };
    return cmocka_run_group_tests_name("intake/claims", tests, set_up, tear_down);
}
