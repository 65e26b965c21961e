/* The table of statuses, and totals that stay disjoint. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "model/status.h"

/* docs/semantics.md, "Indicator, criterion, answers", written out. Rows: applies; columns: pass. */
enum { FAILS, UNSURE, PASSES, ERRS };
static const struct {
    ntm_status status;
    bool either_way;
} TABLE[4][4] = {
    [FAILS] = {{NTM_ST_NOT_APPLICABLE, false},
               {NTM_ST_NOT_APPLICABLE, false},
               {NTM_ST_NOT_APPLICABLE, false},
               {NTM_ST_NOT_APPLICABLE, false}}, /* pass is not looked at */
    [UNSURE] = {{NTM_ST_UNKNOWN, false},
                {NTM_ST_UNKNOWN, false},
                {NTM_ST_UNKNOWN, true},
                {NTM_ST_ERROR, false}},
    [PASSES] = {{NTM_ST_FAIL, false},
                {NTM_ST_UNKNOWN, false},
                {NTM_ST_PASS, false},
                {NTM_ST_ERROR, false}},
    [ERRS] = {{NTM_ST_ERROR, false},
              {NTM_ST_ERROR, false},
              {NTM_ST_ERROR, false},
              {NTM_ST_ERROR, false}},
};

static void test_status_is_the_table(void **state)
{
    (void)state;
    for (int applies = FAILS; applies <= ERRS; applies++)
        for (int pass = FAILS; pass <= ERRS; pass++) {
            bool either_way = true;
            ntm_tri a = applies == ERRS ? NTM_PASS : (ntm_tri)applies;
            ntm_tri p = pass == ERRS ? NTM_PASS : (ntm_tri)pass;
            ntm_status status =
                ntm_status_of(true, applies == ERRS, a, pass == ERRS, p, &either_way);

            assert_int_equal(status, TABLE[applies][pass].status);
            assert_int_equal(either_way, TABLE[applies][pass].either_way);
            /* The out parameter may be left away, and without applies it is as if it passed. */
            assert_int_equal(ntm_status_of(true, applies == ERRS, a, pass == ERRS, p, NULL),
                             status);
            assert_int_equal(ntm_status_of(false, applies == ERRS, a, pass == ERRS, p, NULL),
                             TABLE[PASSES][pass].status);
        }
}

static void test_totals_are_disjoint(void **state)
{
    ntm_totals totals = {0};

    (void)state;
    for (ntm_status status = NTM_ST_FAIL; status <= NTM_ST_ERROR; status++)
        ntm_totals_add(&totals, status, false);
    ntm_totals_add(&totals, NTM_ST_UNKNOWN, true);
    assert_int_equal(totals.total, 6);
    assert_int_equal(totals.met, 3); /* pass, not applicable, either way */
    assert_int_equal(totals.not_met, 1);
    assert_int_equal(totals.undecided, 1);
    assert_int_equal(totals.error, 1);
    assert_int_equal(totals.not_applicable, 1);
    assert_int_equal(totals.either_way, 1);
    assert_int_equal(totals.met + totals.not_met + totals.undecided + totals.error, totals.total);
}

/* Of every set of up to three indicators. */
static void test_criterion_state_is_the_worst(void **state)
{
    (void)state;
    for (int a = 0; a < 6; a++)
        for (int b = 0; b < 6; b++)
            for (int c = 0; c < 6; c++) {
                const int picks[3] = {a, b, c};
                bool fails = false, open = false;
                ntm_totals totals = {0};
                ntm_level_reached expected;

                for (int i = 0; i < 3; i++) {
                    bool either_way = picks[i] == 5;
                    ntm_status status = either_way ? NTM_ST_UNKNOWN : (ntm_status)picks[i];

                    ntm_totals_add(&totals, status, either_way);
                    fails = fails || status == NTM_ST_FAIL;
                    open =
                        open || status == NTM_ST_ERROR || (status == NTM_ST_UNKNOWN && !either_way);
                }
                expected = fails ? NTM_NOT_MET : open ? NTM_UNDECIDED : NTM_MET;
                assert_int_equal(ntm_criterion_state(&totals), expected);
            }
}

static void test_codes_go_there_and_back(void **state)
{
    ntm_status back;

    (void)state;
    for (ntm_status status = NTM_ST_FAIL; status <= NTM_ST_ERROR; status++) {
        assert_true(ntm_status_from_code(ntm_status_code(status), &back));
        assert_int_equal(back, status);
    }
    assert_false(ntm_status_from_code("passed", &back));
    assert_string_equal(ntm_decided_code(NTM_DECIDED_OPEN), "open");
    assert_string_equal(ntm_decided_code(NTM_DECIDED_PASS), "pass");
    assert_string_equal(ntm_decided_code(NTM_DECIDED_FAIL), "fail");
    assert_string_equal(ntm_decided_code(NTM_DECIDED_CANNOT_PASS), "cannot_pass");
    assert_string_equal(ntm_level_reached_code(NTM_NOT_MET), "not_met");
    assert_string_equal(ntm_level_reached_code(NTM_UNDECIDED), "undecided");
    assert_string_equal(ntm_level_reached_code(NTM_MET), "met");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_status_is_the_table),
        cmocka_unit_test(test_totals_are_disjoint),
        cmocka_unit_test(test_criterion_state_is_the_worst),
        cmocka_unit_test(test_codes_go_there_and_back),
    };
    return cmocka_run_group_tests_name("model/status", tests, NULL, NULL);
}
