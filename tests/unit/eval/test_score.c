/* Points, parts, floors, exclusions and bands of a scored decision, also where figures are missing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "eval/evaluate.h"

/* A: a is at least 10: 6 points, else 2; b in proportion from 0 to 10: up to 8; at most 12 in all.
 * B: c yes: 5 points, else 0; floor 3. Who has d is excluded. Bands: from 15 "high", from 8 "low". */
static const char DOCUMENT[] =
    "{\"schema\":\"ntm.decision/1\",\"kind\":\"decision\",\"id\":\"x/1/2023/Y\",\"number\":\"1/"
    "2023/Y\","
    "\"folder\":\"x\",\"level\":\"product\",\"fields\":{"
    "\"a\":{\"type\":\"count\",\"unit\":\"one\",\"level\":[\"product\"],\"fresh\":\"never\"},"
    "\"b\":{\"type\":\"number\",\"unit\":\"1\",\"level\":[\"product\"],\"fresh\":\"never\"},"
    "\"c\":{\"type\":\"yes_no\",\"level\":[\"product\"],\"fresh\":\"never\"},"
    "\"d\":{\"type\":\"yes_no\",\"level\":[\"product\"],\"fresh\":\"never\"}},"
    "\"nodes\":[{\"op\":\"field\",\"field\":\"a\"},{\"op\":\"number\",\"value\":\"10\",\"unit\":"
    "\"one\"},"
    "{\"op\":\"at_least\",\"args\":[0,1]},{\"op\":\"number\",\"value\":\"6\",\"unit\":\"1\"},"
    "{\"op\":\"number\",\"value\":\"2\",\"unit\":\"1\"},{\"op\":\"first_of\",\"args\":[2,3,4]},"
    "{\"op\":\"field\",\"field\":\"b\"},"
    "{\"op\":\"linear\",\"args\":[6],\"points\":[\"0\",\"0\",\"10\",\"8\"]},"
    "{\"op\":\"field\",\"field\":\"c\"},{\"op\":\"yes\",\"args\":[8]},"
    "{\"op\":\"number\",\"value\":\"5\",\"unit\":\"1\"},{\"op\":\"number\",\"value\":\"0\","
    "\"unit\":\"1\"},"
    "{\"op\":\"first_of\",\"args\":[9,10,11]},{\"op\":\"field\",\"field\":\"d\"},"
    "{\"op\":\"yes\",\"args\":[13]}],"
    "\"scored\":{\"parts\":[{\"label\":\"A\",\"max\":\"12\",\"items\":["
    "{\"number\":\"A1\",\"text\":\"a\",\"points\":5,\"basis\":\"assumed\"},"
    "{\"number\":\"A2\",\"text\":\"b\",\"points\":7,\"basis\":\"assumed\"}]},"
    "{\"label\":\"B\",\"floor\":\"3\",\"items\":["
    "{\"number\":\"B1\",\"text\":\"c\",\"points\":12,\"excludes\":14,\"basis\":\"assumed\"}]}],"
    "\"bands\":[{\"from\":\"15\",\"code\":\"high\"},{\"from\":\"8\",\"code\":\"low\"}],"
    "\"below\":\"none\"}}";

typedef struct figures {
    const char *a, *b, *c, *d; /* NULL: missing */
} figures;

static void observe(ntm_dataset *dataset, const char *field, const char *text)
{
    if (!text)
        return;
    ntm_observation seen = {.unit = "p", .field = field, .as_of = 19000};
    if (!strcmp(text, "yes") || !strcmp(text, "no")) {
        seen.value = (ntm_value){.kind = NTM_K_YES_NO, .yes = *text == 'y'};
    } else {
        seen.value.kind = NTM_K_NUMBER;
        seen.value.has_low = seen.value.has_high = true;
        assert_int_equal(ntm_decimal_parse(text, &seen.value.low), NTM_DECIMAL_OK);
        seen.value.high = seen.value.low;
    }
    ntm_dataset_add_observation(dataset, &seen);
}

static void check(figures f, const char *low, const char *high, const char *band_low,
                  const char *band_high, ntm_level_reached level)
{
    ntm_diags diags = {0};
    ntm_document *document = NULL;
    ntm_frame *frame = NULL;
    ntm_result *result = NULL;
    assert_int_equal(
        ntm_document_parse(DOCUMENT, strlen(DOCUMENT), "score.json", &document, &diags), NTM_OK);
    ntm_dataset *dataset = ntm_dataset_new();
    ntm_dataset_add_unit(dataset, &(ntm_unit){.code = "p",
                                              .name = "p",
                                              .level = NTM_LEVEL_PRODUCT,
                                              .valid_from = NTM_DATE_MIN,
                                              .valid_to = NTM_DATE_MAX});
    observe(dataset, "a", f.a);
    observe(dataset, "b", f.b);
    observe(dataset, "c", f.c);
    observe(dataset, "d", f.d);
    ntm_choice choice = {
        .as_of = 19500, .year = 2023, .known_import = INT64_MAX, .assessor_order = INT32_MAX};
    assert_int_equal(ntm_frame_build(document, dataset, &choice, NULL, 0, &frame, &diags), NTM_OK);
    ntm_world world = {.dataset = dataset};
    assert_int_equal(
        ntm_evaluate(document, frame, &world, NULL, 0, NTM_DETAIL_ALL, &result, &diags), NTM_OK);
    assert_int_equal(result->nunits, 1);
    const ntm_score_result *score = result->units[0].score;
    assert_non_null(score);
    assert_string_equal(score->low, low);
    assert_string_equal(score->high, high);
    assert_string_equal(score->band_low, band_low);
    assert_string_equal(score->band_high, band_high);
    assert_int_equal(score->decided, !strcmp(band_low, band_high));
    assert_int_equal(result->units[0].level, level);
    ntm_result_free(result);
    ntm_frame_free(frame);
    ntm_dataset_free(dataset);
    ntm_document_free(document);
    ntm_diags_clear(&diags);
}

static void test_parts_are_summed_and_held_to_their_most(void **state)
{
    (void)state;
    check((figures){"10", "5", "yes", "no"}, "15", "15", "high", "high", NTM_MET); /* 6 + 4 + 5 */
    check((figures){"9", "5", "yes", "no"}, "11", "11", "low", "low", NTM_MET);
    check((figures){"10", "10", "yes", "no"}, "17", "17", "high", "high",
          NTM_MET); /* 14 held to 12 */
    check((figures){"9", "1", "yes", "no"}, "7.8", "7.8", "none", "none", NTM_NOT_MET);
}

static void test_a_part_below_its_floor_leaves_the_unit_below_every_band(void **state)
{
    (void)state;
    check((figures){"10", "10", "no", "no"}, "12", "12", "none", "none", NTM_NOT_MET);
}

static void test_an_exclusion_leaves_the_unit_below_every_band(void **state)
{
    (void)state;
    check((figures){"10", "5", "yes", "yes"}, "15", "15", "none", "none", NTM_NOT_MET);
    check((figures){"10", "5", "yes", NULL}, "15", "15", "none", "high", NTM_UNDECIDED);
}

static void test_missing_figures_give_two_ends(void **state)
{
    (void)state;
    check((figures){NULL, "5", "yes", "no"}, "11", "15", "low", "high", NTM_UNDECIDED);
    check((figures){NULL, "2.5", "yes", "no"}, "9", "13", "low", "low", NTM_MET);
    check((figures){"10", NULL, "yes", "no"}, "11", "17", "low", "high", NTM_UNDECIDED);
    check((figures){"10", "10", NULL, "no"}, "12", "17", "none", "high", NTM_UNDECIDED);
    check((figures){NULL, NULL, NULL, NULL}, "2", "17", "none", "high", NTM_UNDECIDED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parts_are_summed_and_held_to_their_most),
        cmocka_unit_test(test_a_part_below_its_floor_leaves_the_unit_below_every_band),
        cmocka_unit_test(test_an_exclusion_leaves_the_unit_below_every_band),
        cmocka_unit_test(test_missing_figures_give_two_ends),
    };
    return cmocka_run_group_tests_name("eval/score", tests, NULL, NULL);
}
