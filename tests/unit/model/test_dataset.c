/* Datasets: filling, versions of units, checks, names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/i18n.h"
#include "model/dataset.h"

static ntm_date day(const char *iso)
{
    ntm_date date;
    assert_true(ntm_date_parse_iso(iso, &date));
    return date;
}

static void add(ntm_dataset *d, const char *code, ntm_level level, const char *name,
                const char *parent, const char *from, const char *to)
{
    ntm_dataset_add_unit(d, &(ntm_unit){.code = code,
                                        .level = level,
                                        .name = name,
                                        .parent = parent,
                                        .valid_from = from ? day(from) : NTM_DATE_MIN,
                                        .valid_to = to ? day(to) : NTM_DATE_MAX});
}

static void observe(ntm_dataset *d, const char *unit, const char *as_of)
{
    ntm_dataset_add_observation(d, &(ntm_observation){.unit = unit,
                                                      .field = "population.total",
                                                      .value = {.kind = NTM_K_NUMBER,
                                                                .has_low = true,
                                                                .has_high = true,
                                                                .low = ntm_decimal_int(7),
                                                                .high = ntm_decimal_int(7)},
                                                      .as_of = day(as_of),
                                                      .file = "o.csv",
                                                      .line = 2});
}

static void succeed(ntm_dataset *d, const char *predecessor, const char *successor,
                    const char *effective)
{
    ntm_dataset_add_succession(d, &(ntm_succession){.predecessor = predecessor,
                                                    .successor = successor,
                                                    .effective = day(effective)});
}

/* The commune of the seed report and its namesakes, before and after the merger of 2025. */
static ntm_dataset *cam_ngoc(void)
{
    ntm_dataset *d = ntm_dataset_new();
    add(d, "38", NTM_LEVEL_PROVINCE, "Thanh Hóa", NULL, NULL, NULL);
    add(d, "390", NTM_LEVEL_DISTRICT, "Cẩm Thủy", "38", NULL, "2025-06-30");
    add(d, "15169", NTM_LEVEL_COMMUNE, "Cẩm Ngọc", "390", NULL, "2025-06-30");
    add(d, "15127", NTM_LEVEL_COMMUNE, "Phong Sơn", "390", NULL, "2025-06-30");
    add(d, "15127", NTM_LEVEL_COMMUNE, "Cẩm Thủy", "38", "2025-07-01", NULL);
    add(d, "15169.02", NTM_LEVEL_VILLAGE, "Song Nga", "15169", NULL, "2025-06-30");
    add(d, "15169.03", NTM_LEVEL_VILLAGE, "Sóng", "15169", NULL, "2025-06-30");
    add(d, "15169.06", NTM_LEVEL_VILLAGE, "Song", "15169", NULL, "2025-06-30");
    add(d, "15127.01", NTM_LEVEL_VILLAGE, "Hòa Thuận", "15127", NULL, "2025-06-30");
    add(d, "15127.02", NTM_LEVEL_VILLAGE, "Kim", "15127", NULL, "2025-06-30");
    add(d, "15169.05", NTM_LEVEL_VILLAGE, "Kim", "15169", NULL, "2025-06-30");
    return d;
}

static void test_dataset_version_is_the_one_valid_on_the_day(void **state)
{
    (void)state;
    ntm_dataset *d = cam_ngoc();
    assert_string_equal(ntm_dataset_unit(d, "15127", day("2025-06-30"))->name, "Phong Sơn");
    assert_string_equal(ntm_dataset_unit(d, "15127", day("2025-07-01"))->name, "Cẩm Thủy");
    assert_null(ntm_dataset_unit(d, "15169", day("2025-07-01")));
    assert_null(ntm_dataset_unit(d, "99999", day("2025-07-01")));
    assert_null(ntm_dataset_unit(d, "Song", day("2023-07-01"))); /* a text, but no code */
    assert_true(ntm_dataset_has_code(d, "15169"));
    assert_false(ntm_dataset_has_code(d, "15168"));
    ntm_dataset_free(d);
}

static void test_dataset_texts_are_shared_and_never_null(void **state)
{
    (void)state;
    ntm_dataset *d = cam_ngoc();
    observe(d, "15169", "2023-12-31");
    observe(d, "15169", "2023-12-31");
    const ntm_observation *o = d->observations;
    assert_ptr_equal(o[0].field, o[1].field);
    assert_ptr_equal(o[0].unit, ntm_dataset_unit(d, "15169", day("2023-12-31"))->code);
    assert_string_equal(o[0].assessor, "");
    assert_string_equal(o[0].evidence, "");
    assert_ptr_equal(o[0].file, o[1].file);
    assert_int_equal(d->observation_unit[0], d->observation_unit[1]);
    ntm_dataset_free(d);
    ntm_dataset_free(NULL);
}

static void test_dataset_many_rows_keep_their_values(void **state)
{
    (void)state;
    ntm_dataset *d = ntm_dataset_new();
    char code[16];
    for (int i = 0; i < 3000; i++) {
        snprintf(code, sizeof code, "%05d", i);
        add(d, code, NTM_LEVEL_COMMUNE, code, NULL, NULL, NULL);
        observe(d, code, "2023-12-31");
    }
    for (int i = 0; i < 3000; i++) {
        snprintf(code, sizeof code, "%05d", i);
        const ntm_unit *unit = ntm_dataset_unit(d, code, 0);
        assert_non_null(unit);
        assert_string_equal(unit->code, code);
        assert_string_equal(d->observations[i].unit, code);
    }
    ntm_dataset_free(d);
}

/* ---- check ---- */

static void expect_findings(const ntm_dataset *d, const ntm_dataset *known, size_t count,
                            const char *code)
{
    ntm_diags diags;
    ntm_diags_init(&diags);
    ntm_rc rc = ntm_dataset_check_added(d, known, &diags);
    assert_int_equal(diags.count, count);
    if (count)
        assert_string_equal(diags.items[0].code, code);
    assert_int_equal(rc, diags.errors ? NTM_EINPUT : NTM_OK);
    ntm_diags_clear(&diags);
}

static void test_dataset_check_passes_what_is_right(void **state)
{
    (void)state;
    ntm_dataset *d = cam_ngoc();
    observe(d, "15169", "2025-06-30");
    ntm_dataset_add_title(d, &(ntm_title){.unit = "15169",
                                          .title = "xa-ntm",
                                          .date = day("2017-12-29"),
                                          .expires = NTM_DATE_MAX,
                                          .withdrawn = NTM_DATE_MAX});
    ntm_dataset_add_registration(
        d, &(ntm_registration){.unit = "15127", .set = "xa-ntm", .year = 2025});
    succeed(d, "15169", "15127", "2025-07-01");
    succeed(d, "15127", "15127", "2025-07-01");
    expect_findings(d, NULL, 0, NULL);
    ntm_dataset_free(d);
}

static void test_dataset_check_finds_each_mistake(void **state)
{
    (void)state;
    ntm_dataset *d = cam_ngoc();
    observe(d, "15169", "2025-07-01");
    expect_findings(d, NULL, 1, "unit-not-valid");
    ntm_dataset_free(d);

    d = cam_ngoc();
    observe(d, "15168", "2023-07-01");
    expect_findings(d, NULL, 1, "unknown-unit");
    ntm_dataset_free(d);

    d = cam_ngoc();
    ntm_dataset_add_appraisal(
        d, &(ntm_appraisal){.unit = "15169", .set = "xa-ntm", .date = day("2025-06-30")});
    expect_findings(d, NULL, 0, NULL);
    ntm_dataset_add_appraisal(
        d, &(ntm_appraisal){.unit = "15169", .set = "xa-ntm", .date = day("2025-07-01")});
    expect_findings(d, NULL, 1, "unit-not-valid");
    ntm_dataset_free(d);

    d = cam_ngoc();
    add(d, "15169", NTM_LEVEL_COMMUNE, "Cẩm Ngọc", "390", "2020-01-01", "2021-01-01");
    expect_findings(d, NULL, 1, "unit-overlap");
    ntm_dataset_free(d);

    d = cam_ngoc();
    add(d, "15169.08", NTM_LEVEL_VILLAGE, "Mới", "15170", NULL, NULL);
    expect_findings(d, NULL, 1, "unit-parent");
    ntm_dataset_free(d);

    d = cam_ngoc();
    add(d, "15169.08", NTM_LEVEL_VILLAGE, "Mới", "15169", "2025-08-01", NULL);
    expect_findings(d, NULL, 1, "unit-parent");
    ntm_dataset_free(d);

    d = cam_ngoc();
    add(d, "15169.08", NTM_LEVEL_VILLAGE, "Mới", "15169", "2025-01-01", NULL);
    expect_findings(d, NULL, 1, "unit-parent-days"); /* a warning */
    ntm_dataset_free(d);

    d = cam_ngoc();
    add(d, "15170", NTM_LEVEL_COMMUNE, "Lạ", "15169.02", NULL, "2025-06-30");
    expect_findings(d, NULL, 1, "unit-parent-level");
    ntm_dataset_free(d);

    d = cam_ngoc();
    add(d, "15170", NTM_LEVEL_COMMUNE, "Lạ", "38", "2024-01-02", "2024-01-01");
    expect_findings(d, NULL, 1, "unit-period");
    ntm_dataset_free(d);

    d = cam_ngoc();
    ntm_dataset_add_title(d, &(ntm_title){.unit = "1", .title = "xa-ntm", .date = NTM_DATE_MIN});
    ntm_dataset_add_registration(
        d, &(ntm_registration){.unit = "15169", .set = "xa-ntm", .year = 2026});
    expect_findings(d, NULL, 2, "unknown-unit");
    ntm_dataset_free(d);

    d = cam_ngoc();
    succeed(d, "15169", "15127", "2025-07-02"); /* ended, and begun, a day before */
    expect_findings(d, NULL, 2, "unit-not-valid");
    ntm_dataset_free(d);

    d = cam_ngoc();
    succeed(d, "15168", "15127", "2025-07-01");
    expect_findings(d, NULL, 1, "unknown-unit");
    ntm_dataset_free(d);

    d = cam_ngoc();
    succeed(d, "15169", "38", "2025-07-01");
    expect_findings(d, NULL, 1, "successor-begins");
    ntm_dataset_free(d);
}

static void test_dataset_check_knows_what_was_there_before(void **state)
{
    (void)state;
    ntm_dataset *known = cam_ngoc(), *added = ntm_dataset_new();
    observe(added, "15169.02", "2023-12-31");
    add(added, "15169.08", NTM_LEVEL_VILLAGE, "Mới", "15169", NULL, "2025-06-30");
    expect_findings(added, known, 0, NULL);
    expect_findings(added, NULL, 2, "unit-parent");
    /* A row of the same first day replaces the known one; another one overlaps it. */
    add(added, "15169", NTM_LEVEL_COMMUNE, "Cẩm Ngọc", "390", NULL, "2024-12-31");
    add(added, "15127", NTM_LEVEL_COMMUNE, "Phong Sơn", "390", "2024-01-01", "2025-06-30");
    ntm_diags diags;
    ntm_diags_init(&diags);
    assert_int_equal(ntm_dataset_check_added(added, known, &diags), NTM_EINPUT);
    assert_int_equal(diags.errors, 1);
    assert_int_equal(diags.warnings, 1); /* 15169.08 now outlives its parent */
    ntm_diags_clear(&diags);
    ntm_dataset_free(added);
    ntm_dataset_free(known);
}

/* ---- names ---- */

/* The code found; "" unknown; "?" ambiguous. */
static const char *find(const ntm_dataset *d, const char *name, const char *date)
{
    const ntm_unit *unit = NULL;
    ntm_diags diags;
    ntm_diags_init(&diags);
    ntm_rc rc = ntm_dataset_find_unit(d, name, day(date), &unit, &diags);
    const char *answer;
    if (rc == NTM_OK) {
        assert_int_equal(diags.count, 0);
        answer = unit->code;
    } else {
        assert_int_equal(rc, NTM_EUSAGE);
        assert_null(unit);
        assert_int_equal(diags.count, 1);
        answer = strcmp(diags.items[0].code, "ambiguous-unit") == 0 ? "?" : "";
    }
    ntm_diags_clear(&diags);
    return answer;
}

static void test_dataset_song_song_and_song_nga_are_three_villages(void **state)
{
    (void)state;
    ntm_dataset *d = cam_ngoc();
    const char *at = "2023-12-31";
    assert_string_equal(find(d, "Song", at), "15169.06");
    assert_string_equal(find(d, "Sóng", at), "15169.03");
    assert_string_equal(find(d, "Song Nga", at), "15169.02");
    assert_string_equal(find(d, "sóng", at), "15169.03");
    assert_string_equal(find(d, "song", at), "?");
    assert_string_equal(find(d, "SONG", at), "?");
    assert_string_equal(find(d, "song nga", at), "15169.02");
    assert_string_equal(find(d, "Sòng", at), ""); /* an accent that was typed is meant */
    assert_string_equal(find(d, "Song Ng", at), "");
    assert_string_equal(find(d, "Son", at), "");
    assert_string_equal(find(d, "Song, Cẩm Ngọc", at), "15169.06");
    assert_string_equal(find(d, "song, Cẩm Ngọc", at), "?");
    assert_string_equal(find(d, "Song, Phong Sơn", at), "");
    assert_string_equal(find(d, "thôn Song", at), "15169.06");
    assert_string_equal(find(d, "thôn song", at), "?");
    assert_string_equal(find(d, "xã Song", at), "");
    ntm_dataset_free(d);
}

static void test_dataset_an_accent_typed_is_meant(void **state)
{
    (void)state;
    ntm_dataset *d = ntm_dataset_new();
    add(d, "1", NTM_LEVEL_VILLAGE, "Song", NULL, NULL, NULL);
    assert_string_equal(find(d, "Sóng", "2023-12-31"), "");
    assert_string_equal(find(d, "song", "2023-12-31"), "1");
    ntm_dataset_free(d);
}

static void test_dataset_finds_names_as_people_type_them(void **state)
{
    (void)state;
    ntm_dataset *d = cam_ngoc();
    const char *at = "2023-12-31";
    assert_string_equal(find(d, "15169", at), "15169");
    assert_string_equal(find(d, " 15169 ", at), "15169");
    assert_string_equal(find(d, "15169", "2025-07-01"), "");
    assert_string_equal(find(d, "cam ngoc", at), "15169");
    assert_string_equal(find(d, "Cẩm  Ngọc", at), "15169");
    assert_string_equal(find(d,
                             "Ca\xCC\x82\xCC\x89m Ngo\xCC\xA3"
                             "c",
                             at),
                        "15169"); /* NFD */
    assert_string_equal(find(d, "xã Cẩm Ngọc", at), "15169");
    assert_string_equal(find(d, "Hoà Thuận", at), "15127.01");
    assert_string_equal(find(d, "hoa thuan", at), "15127.01");
    assert_string_equal(find(d, "Hóa Thuận", at), "");
    assert_string_equal(find(d, "Kim", at), "?");
    assert_string_equal(find(d, "Kim, Phong Sơn", at), "15127.02");
    assert_string_equal(find(d, "Kim, 15169", at), "15169.05");
    assert_string_equal(find(d, "Kim, cam ngoc, Thanh Hóa", at), "15169.05");
    /* the town and the commune of one name; a village that has another kind in its name */
    add(d, "15130", NTM_LEVEL_COMMUNE, "Thị trấn Tân Kỳ", "390", NULL, "2025-06-30");
    add(d, "15131", NTM_LEVEL_COMMUNE, "Tân Kỳ", "390", NULL, "2025-06-30");
    add(d, "15132", NTM_LEVEL_COMMUNE, "Phường Ba Đình", "390", NULL, "2025-06-30");
    add(d, "15131.01", NTM_LEVEL_VILLAGE, "Bản Ngàm", "15131", NULL, "2025-06-30");
    assert_string_equal(find(d, "Tân Kỳ", at), "15131");
    assert_string_equal(find(d, "xã Tân Kỳ", at), "15131");
    assert_string_equal(find(d, "Thị trấn Tân Kỳ", at), "15130");
    assert_string_equal(find(d, "thi tran tan ky", at), "15130");
    assert_string_equal(find(d, "ba dinh", at), "15132");
    assert_string_equal(find(d, "xã Ba Đình", at), "");
    assert_string_equal(find(d, "thôn Bản Ngàm", at), "15131.01");
    assert_string_equal(find(d, "Ngàm", at), "15131.01");
    assert_string_equal(find(d, "Cẩm Thủy", at), "390");
    assert_string_equal(find(d, "Cẩm Thủy", "2025-07-01"), "15127");
    assert_string_equal(find(d, "", at), "");
    assert_string_equal(find(d, ",", at), "");
    assert_string_equal(find(d, "\xFF", at), "");
    ntm_dataset_free(d);
}

static void test_dataset_values_are_told_as_reports_have_them(void **state)
{
    (void)state;
    ntm_arena *arena = ntm_arena_new();
    ntm_decimal one = ntm_decimal_int(1), ten = ntm_decimal_int(10);
    const struct {
        ntm_value value;
        const char *text;
    } cases[] = {
        {{.kind = NTM_K_NUMBER, .has_low = true, .has_high = true, .low = ten, .high = ten}, "10"},
        {{.kind = NTM_K_NUMBER, .has_low = true, .low = ten}, ">=10"},
        {{.kind = NTM_K_NUMBER, .has_high = true, .high = ten}, "<=10"},
        {{.kind = NTM_K_NUMBER, .has_low = true, .has_high = true, .low = one, .high = ten},
         "1..10"},
        {{.kind = NTM_K_YES_NO, .yes = true}, "yes"},
        {{.kind = NTM_K_YES_NO}, "no"},
        {{.kind = NTM_K_GRADE, .code = "dat"}, "dat"},
        {{.kind = NTM_K_DATE, .date = day("2023-12-31")}, "2023-12-31"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(ntm_value_text(&cases[i].value, arena), cases[i].text);
    ntm_arena_free(arena);
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dataset_version_is_the_one_valid_on_the_day),
        cmocka_unit_test(test_dataset_texts_are_shared_and_never_null),
        cmocka_unit_test(test_dataset_many_rows_keep_their_values),
        cmocka_unit_test(test_dataset_check_passes_what_is_right),
        cmocka_unit_test(test_dataset_check_finds_each_mistake),
        cmocka_unit_test(test_dataset_check_knows_what_was_there_before),
        cmocka_unit_test(test_dataset_song_song_and_song_nga_are_three_villages),
        cmocka_unit_test(test_dataset_an_accent_typed_is_meant),
        cmocka_unit_test(test_dataset_finds_names_as_people_type_them),
        cmocka_unit_test(test_dataset_values_are_told_as_reports_have_them),
    };
    return cmocka_run_group_tests_name("model/dataset", tests, NULL, NULL);
}
