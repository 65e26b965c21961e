/* intake/value, matcher, date: every word that is taken, and what folds onto it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "intake/date.h"
#include "intake/value.h"
#include "support/commune.h"

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

static ntm_dictionary *dictionary;
static ntm_arena *arena;
static ntm_targets *targets;

static const ntm_target *target(const char *name)
{
    const ntm_target *found = ntm_targets_find(targets, name, NULL);
    assert_non_null(found);
    return found;
}

static void test_value_reads_yes_and_no(void **state)
{
    (void)state;
    static const char *const yes[] = {"có",     "Có",  "CÓ",   "co",   "đạt",  "Đạt", "dat",
                                      "đã đạt", "rồi", "đúng", "yes",  "Y",    "x",   "X",
                                      "v",      "✓",   "✔",    "true", "TRUE", "1"};
    static const char *const no[] = {"không", "KHÔNG",   "khong", "chưa đạt", "không đạt",
                                     "Chưa",  "chưa có", "sai",   "no",       "N",
                                     "false", "0",       "✗"};
    static const char *const neither[] = {
        "2", "-", "?", "n/a", "có thể", "không áp dụng", "1,0", "đạt một phần"};
    const ntm_target *plan = target("plan.approved");
    ntm_value value;
    for (size_t i = 0; i < LENGTH(yes); i++)
        if (!ntm_value_read(yes[i], plan, 0, 0, &value, NULL) || !value.yes)
            fail_msg("%s", yes[i]);
    for (size_t i = 0; i < LENGTH(no); i++)
        if (!ntm_value_read(no[i], plan, 0, 0, &value, NULL) || value.yes)
            fail_msg("%s", no[i]);
    for (size_t i = 0; i < LENGTH(neither); i++)
        if (ntm_value_read(neither[i], plan, 0, 0, &value, NULL))
            fail_msg("%s", neither[i]);
}

static void test_value_reads_codes_and_labels(void **state)
{
    (void)state;
    static const struct {
        const char *field, *text, *code; /* code NULL: refused */
    } cases[] = {
        {"disaster.grade", "kha", "kha"},
        {"disaster.grade", "Khá", "kha"},
        {"disaster.grade", "khá", "kha"},
        {"disaster.grade", "KHA", "kha"},
        {"disaster.grade", "Fair", "kha"},
        {"disaster.grade", "khong dat", "khong_dat"},
        {"disaster.grade", "khong_dat", "khong_dat"},
        {"disaster.grade", "Không  đạt", "khong_dat"},
        {"disaster.grade", "đạt", "dat"},
        {"disaster.grade", "đ", NULL},
        {"disaster.grade", "khá tốt", NULL},
        {"disaster.grade", "3", NULL},
        {"zone.thanh_hoa_2022", "zone1", "zone1"},
        {"zone.thanh_hoa_2022", "Vùng 1", "zone1"},
        {"zone.thanh_hoa_2022", "vung 2", "zone2"},
        {"zone.thanh_hoa_2022", "Zone 2", "zone2"},
        {"zone.thanh_hoa_2022", "vùng", NULL},
        {"village.name_choice", "Song", "song"},
        {"village.name_choice", "Sóng", "s2"},
        {"village.name_choice", "sóng", "s2"},
        {"village.name_choice", "SÒNG", NULL}, /* no such accent: which of the two? */
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        ntm_value value;
        bool ok = ntm_value_read(cases[i].text, target(cases[i].field), 0, 0, &value, NULL);
        if (ok != (cases[i].code != NULL) || (ok && strcmp(value.code, cases[i].code) != 0))
            fail_msg("%s: %s", cases[i].field, cases[i].text);
    }
}

static void test_value_finds_fields_and_shares(void **state)
{
    (void)state;
    static const struct {
        const char *text, *name; /* name NULL: unknown */
    } cases[] = {
        {"population.male", "population.male"},
        {"Population.Male", "population.male"},
        {"Dân số nam", "population.male"},
        {"dan so nam", "population.male"},
        {"Male population", "population.male"},
        {"Dân số", "population.total"},
        {"health.insured/population.total", "health.insured/population.total"},
        {" health.insured / Dân số", "health.insured/population.total"},
        {"Số người có bảo hiểm y tế/population.total", "health.insured/population.total"},
        {"population", "population.total"}, /* the English label */
        {"dân", NULL},
        {"Trùng tên", NULL},
        {"", NULL},
        {"/", NULL},
        {"health.insured/", NULL},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        const ntm_target *found = ntm_targets_find(targets, cases[i].text, NULL);
        if ((found != NULL) != (cases[i].name != NULL) ||
            (found && strcmp(found->name, cases[i].name) != 0))
            fail_msg("'%s' is %s", cases[i].text, found ? found->name : "unknown");
    }
    /* one target for one share, whatever it was called */
    assert_ptr_equal(target("health.insured/population.total"), target("health.insured/Dân số"));
}

static void test_date_reads_two_forms_only(void **state)
{
    (void)state;
    static const char *const good[] = {"2023-12-31", "31/12/2023", "1/2/2023", "29/02/2024"};
    static const char *const bad[] = {"29/02/2023", "2023-2-1",    "31/12/23",    "2023",
                                      "31-12-2023", "12/31/2023",  "0/1/2023",    "45291",
                                      "45291.0",    "2023-12-31 ", "31/12/20233", "a",
                                      "//"};
    ntm_date date;
    ntm_remark remark = {0};
    for (size_t i = 0; i < LENGTH(good); i++)
        assert_true(ntm_intake_date(good[i], &date, &remark));
    assert_int_equal(remark.code, NTM_IC_NONE);
    for (size_t i = 0; i < LENGTH(bad); i++) {
        if (ntm_intake_date(bad[i], &date, &remark) || !remark.code)
            fail_msg("%s", bad[i]);
        ntm_remark_clear(&remark);
    }
    int year;
    assert_true(ntm_intake_year("2023", &year, &remark));
    assert_int_equal(year, 2023);
    assert_false(ntm_intake_year("2023.5", &year, NULL));
    assert_false(ntm_intake_year("1989", &year, NULL));
    assert_false(ntm_intake_year("20233", &year, NULL));
}

static int setup(void **state)
{
    (void)state;
    ntm_i18n_set(NTM_LANG_EN);
    dictionary = commune_dictionary();
    arena = ntm_arena_new();
    targets = dictionary ? ntm_targets_new(dictionary, arena) : NULL;
    return targets ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    ntm_arena_free(arena);
    ntm_dictionary_free(dictionary);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_value_reads_yes_and_no),
        cmocka_unit_test(test_value_reads_codes_and_labels),
        cmocka_unit_test(test_value_finds_fields_and_shares),
        cmocka_unit_test(test_date_reads_two_forms_only),
    };
    return cmocka_run_group_tests_name("intake/value", tests, setup, teardown);
}
