/* intake/number: one reading or a refusal that says what to write. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "intake/number.h"

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

typedef enum { KM, COUNT, PERCENT, VND, INCOME, MILLION, MARK } field_of_test;

static const ntm_number_spec SPECS[] = {
    [KM] = {.has_low = true, .units = {"km", "km", "km"}, .unit_label = "km"},
    [COUNT] = {.whole = true,
               .has_low = true,
               .units = {"person", "nguoi", "people"},
               .unit_label = "people",
               .share = "insured.male/population.male"},
    [PERCENT] = {.percent = true,
                 .has_low = true,
                 .has_high = true,
                 .high = {.coef = 100},
                 .units = {"percent", "%", "%"},
                 .unit_label = "%"},
    [VND] = {.money = true, .has_low = true, .units = {"vnd", "dong", "vnd"}, .unit_label = "VND"},
    [INCOME] = {.money = true,
                .has_low = true,
                .units = {"vnd/person/year", "dong/nguoi/nam", "vnd/people/years"},
                .unit_label = "VND/people/years"},
    [MILLION] = {.money = true,
                 .money_exponent = 6,
                 .units = {"million_vnd", "trieu dong", "million vnd"},
                 .unit_label = "million VND"},
    [MARK] = {.has_high = true, .high = {.coef = 10}, .unit_label = ""},
};

static const char *show(const ntm_value *value, char *out, size_t size)
{
    char low[NTM_DECIMAL_TEXT] = "", high[NTM_DECIMAL_TEXT] = "";
    if (value->has_low)
        ntm_decimal_format(value->low, low);
    if (value->has_high)
        ntm_decimal_format(value->high, high);
    if (value->has_low && value->has_high && strcmp(low, high) == 0)
        snprintf(out, size, "%s", low);
    else
        snprintf(out, size, "%s..%s", low, high);
    return out;
}

typedef struct number_case {
    field_of_test field;
    const char *text;
    const char *value;    /* NULL: refused */
    ntm_intake_code code; /* of the refusal, notice or warning */
    const char *hint;     /* part of the hint or message; NULL: any */
    ntm_number_style declared, proven;
} number_case;

static const number_case CASES[] = {
    /* one reading each */
    {KM, "0", "0", 0, NULL, 0, 0},
    {KM, "12", "12", 0, NULL, 0, 0},
    {KM, "78,5", "78.5", 0, NULL, 0, 0},
    {KM, "78.5", "78.5", 0, NULL, 0, 0},
    {KM, "1.752,5", "1752.5", 0, NULL, 0, 0},
    {KM, "1,752.5", "1752.5", 0, NULL, 0, 0},
    {KM, "1.752,500", "1752.5", 0, NULL, 0, 0},
    {KM, "1 752,5", "1752.5", 0, NULL, 0, 0},
    {KM, "1 752.500", "1752.5", 0, NULL, 0, 0},
    {KM, "1 752", "1752", 0, NULL, 0, 0},
    {KM,
     "1\xC2\xA0"
     "752",
     "1752", 0, NULL, 0, 0},
    {KM,
     "1\xE2\x80\xAF"
     "752,5",
     "1752.5", 0, NULL, 0, 0},
    {KM,
     "1\xE2\x80\x89"
     "752\xE2\x80\x89"
     "000",
     "1752000", 0, NULL, 0, 0},
    {KM, "1.752.000", "1752000", 0, NULL, 0, 0},
    {KM, "1,752,000", "1752000", 0, NULL, 0, 0},
    {KM, "1,752,000.25", "1752000.25", 0, NULL, 0, 0},
    {KM, "0.752", "0.752", 0, NULL, 0, 0},
    {KM, "0,752", "0.752", 0, NULL, 0, 0},
    {KM, "1752.500", "1752.5", 0, NULL, 0, 0},
    {KM, "1.7520", "1.752", 0, NULL, 0, 0},
    {KM, "1,75", "1.75", 0, NULL, 0, 0},
    {KM, "007", "7", 0, NULL, 0, 0},
    {KM, " 5 \xE2\x80\x8B", "5", 0, NULL, 0, 0},
    {KM, "999999999999999", "999999999999999", 0, NULL, 0, 0},
    {KM, "0.123456789", "0.123456789", 0, NULL, 0, 0},
    {MARK, "-3", "-3", 0, NULL, 0, 0},
    {MARK,
     "\xE2\x88\x92"
     "3,5",
     "-3.5", 0, NULL, 0, 0},
    {KM, "12,5 km", "12.5", 0, NULL, 0, 0},
    {KM, "12,5km", "12.5", 0, NULL, 0, 0},
    {COUNT, "785 người", "785", 0, NULL, 0, 0},
    {COUNT, "1752.0", "1752", 0, NULL, 0, 0},
    {COUNT, "1752,00", "1752", 0, NULL, 0, 0},
    {PERCENT, "78,5%", "78.5", 0, NULL, 0, 0},
    {PERCENT, "78,5 %", "78.5", 0, NULL, 0, 0},
    {PERCENT, "100", "100", 0, NULL, 0, 0},
    /* bounds */
    {PERCENT, ">=95", "95..", 0, NULL, 0, 0},
    {PERCENT, ">= 95 %", "95..", 0, NULL, 0, 0},
    {PERCENT, "≥95", "95..", 0, NULL, 0, 0},
    {PERCENT, "<=5", "..5", 0, NULL, 0, 0},
    {PERCENT, "≤ 5,5%", "..5.5", 0, NULL, 0, 0},
    {PERCENT, ">=95 <=97", "95..97", 0, NULL, 0, 0},
    {PERCENT, "<=97>=95", "95..97", 0, NULL, 0, 0},
    {PERCENT, ">=95 <=95", "95", 0, NULL, 0, 0},
    {VND, ">=350 triệu", "350000000..", 0, NULL, 0, 0},
    /* money */
    {VND, "3.392.000.000 đồng", "3392000000", 0, NULL, 0, 0},
    {VND, "360.000.000đ", "360000000", 0, NULL, 0, 0},
    {VND, "360.000.000 VNĐ", "360000000", 0, NULL, 0, 0},
    {VND, "45,2 triệu", "45200000", 0, NULL, 0, 0},
    {VND, "45.2 TRIỆU đồng", "45200000", 0, NULL, 0, 0},
    {VND, "45,2tr", "45200000", 0, NULL, 0, 0},
    {VND, "1,5 tỷ", "1500000000", 0, NULL, 0, 0},
    {VND, "1,5 tỉ đồng", "1500000000", 0, NULL, 0, 0},
    {VND, "500 nghìn đồng", "500000", 0, NULL, 0, 0},
    {VND, "500 ngàn", "500000", 0, NULL, 0, 0},
    {VND, "0", "0", 0, NULL, 0, 0},
    {VND, "0 đồng", "0", 0, NULL, 0, 0},
    {INCOME, "45,2 triệu đồng/người/năm", "45200000", 0, NULL, 0, 0},
    {INCOME, "45,2 triệu / người / năm", "45200000", 0, NULL, 0, 0},
    {INCOME, "45200000 đồng/người/năm", "45200000", 0, NULL, 0, 0},
    {INCOME, "48333333,33", "48333333.33", 0, NULL, 0, 0},
    {MILLION, "45,2", "45.2", 0, NULL, 0, 0},
    {MILLION, "1,5 tỷ", "1500", 0, NULL, 0, 0},
    {MILLION, "500 nghìn", "0.5", 0, NULL, 0, 0},
    {MILLION, "45,2 triệu đồng", "45.2", 0, NULL, 0, 0},
    {VND, "500", "500", NTM_IC_MONEY_SMALL, "triệu", 0, 0},
    {VND, "45,2", NULL, NTM_IC_MONEY_WORD_MISSING, "45,2 triệu", 0, 0},
    {INCOME, "45,2", NULL, NTM_IC_MONEY_WORD_MISSING, "triệu", 0, 0},
    {VND, "2.000.000.000 tỷ đồng", NULL, NTM_IC_MONEY_TWICE, "full amount", 0, 0},
    {VND, "360.000.000 triệu", NULL, NTM_IC_MONEY_TWICE, "2 tỷ", 0, 0},
    {VND, "999.999,5 tỷ", "999999500000000", 0, NULL, 0, 0},
    {VND, "1,5 nghìn tỷ", NULL, NTM_IC_NUMBER_UNIT, "VND", 0, 0},
    {VND, "0,0000000001 triệu", NULL, NTM_IC_NUMBER_DIGITS, NULL, 0, 0},
    {VND, "1,123456789012345 triệu", NULL, NTM_IC_NUMBER_DIGITS, NULL, 0, 0},
    {KM, "45,2 triệu", NULL, NTM_IC_NUMBER_UNIT, "'triệu'", 0, 0},
    /* 1752 or 1.752? */
    {KM, "1.752", NULL, NTM_IC_NUMBER_AMBIGUOUS, "--numbers vi", 0, 0},
    {KM, "1.752", NULL, NTM_IC_NUMBER_AMBIGUOUS, "write 1752 or 1.7520", 0, 0},
    {KM, "1,752", NULL, NTM_IC_NUMBER_AMBIGUOUS, "write 1752 or 1,7520", 0, 0},
    {KM, "-1,752", NULL, NTM_IC_NUMBER_AMBIGUOUS, "-1752 or -1,7520", 0, 0},
    {KM, "12.752 km", NULL, NTM_IC_NUMBER_AMBIGUOUS, NULL, 0, 0},
    {KM, ">=1.752", NULL, NTM_IC_NUMBER_AMBIGUOUS, NULL, 0, 0},
    {VND, "500.000", NULL, NTM_IC_NUMBER_AMBIGUOUS, NULL, 0, 0},
    {INCOME, "45.200", NULL, NTM_IC_NUMBER_AMBIGUOUS, NULL, 0, 0},
    {VND, "1.752 tỷ", NULL, NTM_IC_NUMBER_AMBIGUOUS, NULL, 0, 0},
    {KM, "1.752", NULL, NTM_IC_NUMBER_AMBIGUOUS, "both styles", NTM_NUMBERS_OPEN,
     NTM_NUMBERS_MIXED},
    {KM, "1.752", "1752", 0, NULL, NTM_NUMBERS_VI, 0},
    {KM, "1,752", "1.752", 0, NULL, NTM_NUMBERS_VI, 0},
    {KM, "1.752", "1.752", 0, NULL, NTM_NUMBERS_EN, 0},
    {KM, "1,752", "1752", 0, NULL, NTM_NUMBERS_EN, 0},
    {KM, "1.752", "1752", 0, NULL, 0, NTM_NUMBERS_VI},
    {KM, "1,752", "1.752", 0, NULL, 0, NTM_NUMBERS_VI},
    {KM, "1.752", "1.752", 0, NULL, 0, NTM_NUMBERS_EN},
    {KM, "1.752", "1752", 0, NULL, NTM_NUMBERS_VI, NTM_NUMBERS_EN},
    {COUNT, "1.752", "1752", NTM_IC_NUMBER_GROUPED, "1752", 0, 0},
    {COUNT, "1,752", "1752", NTM_IC_NUMBER_GROUPED, "1752", 0, 0},
    {COUNT, "1.752", "1752", NTM_IC_NUMBER_GROUPED, NULL, 0, NTM_NUMBERS_EN},
    {COUNT, "1.752 người", "1752", NTM_IC_NUMBER_GROUPED, NULL, 0, 0},
    {COUNT, ">=1.752", "1752..", NTM_IC_NUMBER_GROUPED, NULL, 0, 0},
    {COUNT, "1.752", "1752", 0, NULL, NTM_NUMBERS_VI, 0},
    {COUNT, "1.752", NULL, NTM_IC_NUMBER_WHOLE, NULL, NTM_NUMBERS_EN, 0},
    {KM, "78.5", NULL, NTM_IC_NUMBER_STYLE, "--numbers vi", NTM_NUMBERS_VI, 0},
    {KM, "78,5", NULL, NTM_IC_NUMBER_STYLE, "--numbers en", NTM_NUMBERS_EN, 0},
    {KM, "1.752,5", NULL, NTM_IC_NUMBER_STYLE, NULL, NTM_NUMBERS_EN, 0},
    {KM, "78.5", "78.5", 0, NULL, 0, NTM_NUMBERS_VI},
    /* damaged digits */
    {KM, "17.52.1", NULL, NTM_IC_NUMBER_GROUPS, NULL, 0, 0},
    {KM, "1 75", NULL, NTM_IC_NUMBER_GROUPS, NULL, 0, 0},
    {KM, "1.752,50,1", NULL, NTM_IC_NUMBER_GROUPS, NULL, 0, 0},
    {KM, "1,752.000.000", NULL, NTM_IC_NUMBER_GROUPS, NULL, 0, 0},
    {KM, "0.752.000", NULL, NTM_IC_NUMBER_GROUPS, NULL, 0, 0},
    {KM, "1'752", NULL, NTM_IC_NUMBER_GROUPS, NULL, 0, 0},
    {KM, "5.", NULL, NTM_IC_NUMBER_POINT, "behind", 0, 0},
    {KM, "5,", NULL, NTM_IC_NUMBER_POINT, NULL, 0, 0},
    {KM, ",5", NULL, NTM_IC_NUMBER_POINT, "0,5", 0, 0},
    {KM, ".5", NULL, NTM_IC_NUMBER_POINT, "0.5", 0, 0},
    {KM, "1234567890123456", NULL, NTM_IC_NUMBER_DIGITS, "15 digits", 0, 0},
    {KM, "97.249999999999986", NULL, NTM_IC_NUMBER_DIGITS, NULL, 0, 0},
    {KM, "0,1234567891", NULL, NTM_IC_NUMBER_DIGITS, NULL, 0, 0},
    {KM, "1.2E+05", NULL, NTM_IC_NUMBER_SCIENTIFIC, "whole numbers", 0, 0},
    {KM, "1,2E+05", NULL, NTM_IC_NUMBER_SCIENTIFIC, NULL, 0, 0},
    {KM, "1e5", NULL, NTM_IC_NUMBER_SCIENTIFIC, NULL, 0, 0},
    {KM, "3E-2", NULL, NTM_IC_NUMBER_SCIENTIFIC, NULL, 0, 0},
    {COUNT, "78,5", NULL, NTM_IC_NUMBER_WHOLE, NULL, 0, 0},
    {COUNT, "1.752,5", NULL, NTM_IC_NUMBER_WHOLE, NULL, 0, 0},
    {KM, "+5", NULL, NTM_IC_NUMBER_PLUS, "write 5", 0, 0},
    {KM, "(5)", NULL, NTM_IC_NUMBER_BRACKETS, "minus", 0, 0},
    /* ranges of the field */
    {KM, "-1", NULL, NTM_IC_NUMBER_RANGE, "at least 0", 0, 0},
    {PERCENT, "100,01", NULL, NTM_IC_NUMBER_RANGE, "0 to 100", 0, 0},
    {PERCENT, "-0,5", NULL, NTM_IC_NUMBER_RANGE, NULL, 0, 0},
    {PERCENT, ">=101", NULL, NTM_IC_NUMBER_RANGE, NULL, 0, 0},
    {MARK, "10,5", NULL, NTM_IC_NUMBER_RANGE, "at most 10", 0, 0},
    {PERCENT, "0,785", "0.785", NTM_IC_NUMBER_PERCENT_FRACTION, NULL, 0, 0},
    {PERCENT, "0,785%", "0.785", 0, NULL, 0, 0},
    /* units */
    {KM, "12 m", NULL, NTM_IC_NUMBER_UNIT, "'km' was expected", 0, 0},
    {KM, "12 abc", NULL, NTM_IC_NUMBER_UNIT, NULL, 0, 0},
    {MARK, "3 km", NULL, NTM_IC_NUMBER_UNIT, "nothing was expected", 0, 0},
    {COUNT, "92%", NULL, NTM_IC_NUMBER_PERCENT_SIGN, "insured.male/population.male", 0, 0},
    {KM, "92 %", NULL, NTM_IC_NUMBER_PERCENT_SIGN, NULL, 0, 0},
    {PERCENT, "92%%", NULL, NTM_IC_NUMBER_PERCENT_SIGN, NULL, 0, 0},
    /* words and signs */
    {VND, "khoảng 360 triệu", NULL, NTM_IC_NUMBER_ABOUT, ">=360 triệu", 0, 0},
    {VND, "Gần 360 triệu", NULL, NTM_IC_NUMBER_ABOUT, NULL, 0, 0},
    {KM, "~12", NULL, NTM_IC_NUMBER_ABOUT, NULL, 0, 0},
    {KM, "≈ 12", NULL, NTM_IC_NUMBER_ABOUT, NULL, 0, 0},
    {KM, "ước đạt 12", NULL, NTM_IC_NUMBER_ABOUT, NULL, 0, 0},
    {PERCENT, "trên 95", NULL, NTM_IC_NUMBER_WORDS, "write >=95", 0, 0},
    {PERCENT, "Trên 95 %", NULL, NTM_IC_NUMBER_WORDS, "write >=95 %", 0, 0},
    {PERCENT, "dưới 5", NULL, NTM_IC_NUMBER_WORDS, "write <=5", 0, 0},
    {PERCENT, "ít nhất 95", NULL, NTM_IC_NUMBER_WORDS, "write >=95", 0, 0},
    {PERCENT, "không quá 5", NULL, NTM_IC_NUMBER_WORDS, "write <=5", 0, 0},
    {PERCENT, "95 trở lên", NULL, NTM_IC_NUMBER_WORDS, "write >=95", 0, 0},
    {PERCENT, "từ 95 trở lên", NULL, NTM_IC_NUMBER_WORDS, NULL, 0, 0},
    {PERCENT, ">95", NULL, NTM_IC_NUMBER_STRICT, "write >=95", 0, 0},
    {PERCENT, "< 5 %", NULL, NTM_IC_NUMBER_STRICT, "write <=5 %", 0, 0},
    {PERCENT, ">=95 >=97", NULL, NTM_IC_NUMBER_BOUND, NULL, 0, 0},
    {PERCENT, ">=97 <=95", NULL, NTM_IC_NUMBER_BOUND, "above", 0, 0},
    {PERCENT, ">=", NULL, NTM_IC_NUMBER_SYNTAX, NULL, 0, 0},
    {PERCENT, "95-97", NULL, NTM_IC_NUMBER_RANGE_TEXT, ">=", 0, 0},
    {PERCENT, "95 – 97", NULL, NTM_IC_NUMBER_RANGE_TEXT, NULL, 0, 0},
    {PERCENT, "95 đến 97", NULL, NTM_IC_NUMBER_RANGE_TEXT, NULL, 0, 0},
    {PERCENT, "95..97", NULL, NTM_IC_NUMBER_RANGE_TEXT, NULL, 0, 0},
    {COUNT, "45/50", NULL, NTM_IC_NUMBER_FRACTION_TEXT, "two figures", 0, 0},
    {KM, "01/05/2023", NULL, NTM_IC_NUMBER_DATE, "format the column", 0, 0},
    {KM, "2023-05-01", NULL, NTM_IC_NUMBER_DATE, NULL, 0, 0},
    {KM, "1-May", NULL, NTM_IC_NUMBER_DATE, NULL, 0, 0},
    /* no number at all */
    {KM, "-", NULL, NTM_IC_NUMBER_PLACEHOLDER, "write 0", 0, 0},
    {KM, "—", NULL, NTM_IC_NUMBER_PLACEHOLDER, NULL, 0, 0},
    {KM, "n/a", NULL, NTM_IC_NUMBER_PLACEHOLDER, NULL, 0, 0},
    {KM, "NULL", NULL, NTM_IC_NUMBER_PLACEHOLDER, NULL, 0, 0},
    {KM, "NaN", NULL, NTM_IC_NUMBER_PLACEHOLDER, NULL, 0, 0},
    {KM, "Chưa có", NULL, NTM_IC_NUMBER_PLACEHOLDER, NULL, 0, 0},
    {KM, "#REF!", NULL, NTM_IC_NUMBER_SPREADSHEET_ERROR, "formula", 0, 0},
    {KM, "#DIV/0!", NULL, NTM_IC_NUMBER_SPREADSHEET_ERROR, NULL, 0, 0},
    {KM, "########", NULL, NTM_IC_NUMBER_SPREADSHEET_ERROR, NULL, 0, 0},
    {KM, "=D2*D3", NULL, NTM_IC_NUMBER_FORMULA, NULL, 0, 0},
    {KM, "mười hai", NULL, NTM_IC_NUMBER_SYNTAX, "not a number", 0, 0},
    {KM, "abc", NULL, NTM_IC_NUMBER_SYNTAX, NULL, 0, 0},
    {KM, "--5", NULL, NTM_IC_NUMBER_SYNTAX, NULL, 0, 0},
    {KM, "O,5", NULL, NTM_IC_NUMBER_SYNTAX, NULL, 0, 0},
    {KM, "l2", NULL, NTM_IC_NUMBER_SYNTAX, NULL, 0, 0},
    {KM,
     "1111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111"
     "11111111111111111111111111111111111111111111111",
     NULL, NTM_IC_NUMBER_SYNTAX, "length", 0, 0},
};

static void test_number_reads_or_refuses(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        const number_case *c = &CASES[i];
        ntm_value value = {0};
        ntm_remark remark = {0};
        char text[80];
        bool ok =
            ntm_number_read(c->text, &SPECS[c->field], c->declared, c->proven, &value, &remark);
        if (ok != (c->value != NULL) || remark.code != c->code)
            fail_msg("'%s': %s %s (%s)", c->text, ok ? show(&value, text, sizeof text) : "refused",
                     ntm_intake_code_name(remark.code), remark.message ? remark.message : "");
        if (ok && strcmp(show(&value, text, sizeof text), c->value) != 0)
            fail_msg("'%s' is read as %s", c->text, text);
        if (c->hint && !(remark.message && strstr(remark.message, c->hint)) &&
            !(remark.hint && strstr(remark.hint, c->hint)))
            fail_msg("'%s': %s / %s", c->text, remark.message, remark.hint ? remark.hint : "");
        ntm_remark_clear(&remark);
    }
}

static void test_number_evidence_needs_one_reading(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        ntm_number_style style;
    } cases[] = {
        {"1.752,5", NTM_NUMBERS_VI},    {"78,5%", NTM_NUMBERS_VI},
        {"1.752.000", NTM_NUMBERS_VI},  {"1,752.5", NTM_NUMBERS_EN},
        {"78.5", NTM_NUMBERS_EN},       {"1,752,000", NTM_NUMBERS_EN},
        {"0.752", NTM_NUMBERS_EN},      {">=78,5", NTM_NUMBERS_VI},
        {"45,2 triệu", NTM_NUMBERS_VI}, {"1.752", NTM_NUMBERS_OPEN},
        {"1752", NTM_NUMBERS_OPEN},     {"1 752", NTM_NUMBERS_OPEN},
        {"17.52.1", NTM_NUMBERS_OPEN},  {"khoảng 78,5", NTM_NUMBERS_OPEN},
        {"", NTM_NUMBERS_OPEN},         {"31.12-2023", NTM_NUMBERS_OPEN},
        {"có", NTM_NUMBERS_OPEN},
    };
    for (size_t i = 0; i < LENGTH(cases); i++)
        if (ntm_number_evidence(cases[i].text) != cases[i].style)
            fail_msg("'%s'", cases[i].text);
    assert_true(ntm_number_is_ambiguous("1.752"));
    assert_true(ntm_number_is_ambiguous(">=12,345"));
    assert_false(ntm_number_is_ambiguous("0.752"));
    assert_false(ntm_number_is_ambiguous("x"));
}

/* Every decimal, written in either style, comes back: what is exported can be imported. */
static void test_number_reads_back_what_is_written(void **state)
{
    (void)state;
    uint64_t random = 7;
    for (int i = 0; i < 20000; i++) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        ntm_decimal value = {.coef = (int64_t)(random >> 16) % 1000000000000,
                             .scale = (uint8_t)(random % 10)};
        char text[NTM_DECIMAL_TEXT];
        ntm_decimal_format(value, text);
        ntm_number_style style = i % 2 ? NTM_NUMBERS_VI : NTM_NUMBERS_EN;
        char *point = strchr(text, '.');
        if (point && style == NTM_NUMBERS_VI)
            *point = ',';
        ntm_value got;
        ntm_remark remark = {0};
        if (!ntm_number_read(text, &SPECS[KM], style, 0, &got, &remark) ||
            ntm_decimal_compare(got.low, value) != 0)
            fail_msg("%s: %s", text, remark.message ? remark.message : "another number");
        ntm_remark_clear(&remark);
    }
}

static int in_english(void **state)
{
    (void)state;
    ntm_i18n_set(NTM_LANG_EN);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_number_reads_or_refuses),
        cmocka_unit_test(test_number_evidence_needs_one_reading),
        cmocka_unit_test(test_number_reads_back_what_is_written),
    };
    return cmocka_run_group_tests_name("intake/number", tests, in_english, NULL);
}
