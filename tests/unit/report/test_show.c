/* Numbers, dates and codes as people write them, in both languages; nothing is rounded. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/i18n.h"
#include "report/layout.h"
#include "report/show.h"

static void check_number(const char *number, const char *vi, const char *en)
{
    ntm_strbuf out = {0};
    ntm_i18n_set(NTM_LANG_VI);
    ntm_show_number(&out, number);
    assert_string_equal(ntm_strbuf_text(&out), vi);
    ntm_strbuf_clear(&out);
    ntm_i18n_set(NTM_LANG_EN);
    ntm_show_number(&out, number);
    assert_string_equal(ntm_strbuf_text(&out), en);
    ntm_strbuf_clear(&out);
}

static void test_numbers_have_groups_and_the_decimal_sign_of_the_language(void **state)
{
    (void)state;
    check_number("0", "0", "0");
    check_number("78.5", "78,5", "78.5");
    check_number("999", "999", "999");
    check_number("1000", "1.000", "1,000");
    check_number("-1234567.89", "-1.234.567,89", "-1,234,567.89");
    check_number("0.000000001", "0,000000001", "0.000000001");
    check_number("1570/2001", "1.570/2.001", "1,570/2,001");
}

static void check_quantity(const char *number, const char *measure, const char *vi)
{
    ntm_strbuf out = {0};
    ntm_i18n_set(NTM_LANG_VI);
    ntm_show_quantity(&out, number, measure, NULL);
    assert_string_equal(ntm_strbuf_text(&out), vi);
    ntm_strbuf_clear(&out);
}

static void test_money_is_shortened_only_where_nothing_is_lost(void **state)
{
    (void)state;
    check_quantity("45000000", "VND/person/year", "45 triệu VND/person/year");
    check_quantity("45200000", "VND", "45,2 triệu VND");
    check_quantity("14808000000", "VND", "14,808 tỷ VND");
    check_quantity("2169856000", "VND", "2.169.856.000 VND");
    check_quantity("45123456", "VND", "45.123.456 VND");
    check_quantity("999999", "VND", "999.999 VND");
    check_quantity("-3000000", "VND", "-3 triệu VND");
    check_quantity("1/3", "VND", "1/3 VND");
}

static void test_a_percent_sign_stands_at_the_number(void **state)
{
    (void)state;
    check_quantity("78.5", "percent", "78,5%");
    check_quantity("89.996", "percent", "89,996%");
    check_quantity("12", "1", "12");
    check_quantity("3.5", "km", "3,5 km");
    check_quantity("2.1", "m2/person", "2,1 m2/person");
}

static void test_codes_without_a_field_stay_as_they_are(void **state)
{
    ntm_strbuf out = {0};
    (void)state;
    ntm_i18n_set(NTM_LANG_EN);
    ntm_show_value(&out, "group2", "", NULL);
    ntm_strbuf_putc(&out, ' ');
    ntm_show_value(&out, "-1234.5", "", NULL);
    assert_string_equal(ntm_strbuf_text(&out), "group2 -1,234.5");
    ntm_strbuf_clear(&out);
}

static void test_ends_of_intervals_are_rounded_away_from_them(void **state)
{
    char buffer[NTM_SHOWN_END];
    (void)state;
    assert_string_equal(ntm_show_end("500/7", false, buffer), "71.42");
    assert_string_equal(ntm_show_end("500/7", true, buffer), "71.43");
    assert_string_equal(ntm_show_end("-1/3", false, buffer), "-0.34");
    assert_string_equal(ntm_show_end("-1/3", true, buffer), "-0.33");
    assert_string_equal(ntm_show_end("78.5", true, buffer), "78.5");
    assert_string_equal(ntm_show_end("99999999999999999999/7", true, buffer),
                        "99999999999999999999/7");
}

static void test_dates_follow_the_language(void **state)
{
    (void)state;
    ntm_strbuf out = {0};
    ntm_i18n_set(NTM_LANG_VI);
    ntm_show_date(&out, "2023-12-31");
    ntm_strbuf_putc(&out, ' ');
    ntm_i18n_set(NTM_LANG_EN);
    ntm_show_date(&out, "2023-12-31");
    assert_string_equal(ntm_strbuf_text(&out), "31/12/2023 2023-12-31");
    ntm_strbuf_clear(&out);
}

static void test_status_words_are_those_that_officers_write(void **state)
{
    (void)state;
    ntm_i18n_set(NTM_LANG_VI);
    assert_string_equal(ntm_word_status("pass"), "Đạt");
    assert_string_equal(ntm_word_status("fail"), "Chưa đạt");
    assert_string_equal(ntm_word_status("unknown"), "Chưa đủ số liệu");
    assert_string_equal(ntm_word_status("not_applicable"), "Không áp dụng (tính đạt)");
    assert_string_equal(ntm_word_status("error"), "Lỗi quy tắc");
    assert_string_equal(ntm_word_level_reached("met"), "Đạt đủ bộ tiêu chí");
    assert_string_equal(ntm_word_level_reached("not_met"), "Chưa đạt đủ bộ tiêu chí");
    assert_string_equal(ntm_word_level_reached("undecided"), "Chưa đủ căn cứ kết luận");
    assert_string_equal(ntm_word_status("something new"), "something new");
}

static void test_lines_are_wrapped_and_padded_by_columns_not_bytes(void **state)
{
    (void)state;
    ntm_strbuf out = {0};
    ntm_layout_field(&out, 2, 6, "Đạt", "một hai ba bốn năm", 16);
    assert_string_equal(ntm_strbuf_text(&out), "  Đạt   một hai\n        ba bốn\n        năm\n");
    ntm_strbuf_clear(&out);
    ntm_layout_pad(&out, "Cẩm Ngọc", 10);
    assert_int_equal(out.length, 2);
    ntm_strbuf_clear(&out);
}

int main(void)
{
    ntm_i18n_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_have_groups_and_the_decimal_sign_of_the_language),
        cmocka_unit_test(test_money_is_shortened_only_where_nothing_is_lost),
        cmocka_unit_test(test_a_percent_sign_stands_at_the_number),
        cmocka_unit_test(test_codes_without_a_field_stay_as_they_are),
        cmocka_unit_test(test_ends_of_intervals_are_rounded_away_from_them),
        cmocka_unit_test(test_dates_follow_the_language),
        cmocka_unit_test(test_status_words_are_those_that_officers_write),
        cmocka_unit_test(test_lines_are_wrapped_and_padded_by_columns_not_bytes),
    };
    return cmocka_run_group_tests_name("report/show", tests, NULL, NULL);
}
