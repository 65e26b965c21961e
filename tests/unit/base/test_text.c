/* base/text: Vietnamese in every Unicode form, and bytes from people who mean harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"

static void assert_fold(const char *text, const char *want)
{
    char *folded = ntm_text_fold(text);
    assert_string_equal(folded, want);
    free(folded);
}

static void assert_casefold(const char *text, const char *want)
{
    char *folded = ntm_text_casefold(text);
    assert_string_equal(folded, want);
    free(folded);
}

static void assert_escape(const char *bytes, size_t length, size_t limit, const char *want)
{
    char *safe = ntm_text_escape(bytes, length, limit);
    assert_string_equal(safe, want);
    free(safe);
}

static void test_text_folding_strips_accents_case_and_space(void **state)
{
    (void)state;
    assert_fold("Song", "song");
    assert_fold("Sóng", "song");
    assert_fold("So\u0301ng", "song");
    assert_fold("Song Nga", "song nga");
    assert_fold("Đồng Lão", "dong lao");
    assert_fold("Đo\u0302\u0300ng La\u0303o", "dong lao");
    assert_fold("  Cẩm\t\u00A0 Ngọc \n", "cam ngoc");
    assert_fold("PHÚC NGÁN VẢI", "phuc ngan vai");
    assert_fold("Ưỡn Ơ Ỵ", "uon o y");
    assert_fold("QĐ-UBND", "qd-ubnd");
    assert_fold("", "");
    assert_fold("\u3000 \u2009", "");
    assert_fold("\xff", ""); /* not UTF-8: nothing, not half of something */
}

static void test_text_casefolding_keeps_accents(void **state)
{
    (void)state;
    assert_casefold("Sóng", "sóng");
    assert_casefold("SO\u0301NG", "sóng");
    assert_casefold("ĐỒNG  Lão", "đồng lão");
    assert_casefold("Song", "song");
}

/* All letters of the Vietnamese alphabet, composed, decomposed and half composed, fold alike. */
static void test_text_every_vietnamese_letter_folds_alike_in_each_form(void **state)
{
    (void)state;
    static const char *const bases[][3] = {
        /* composed, its parts, folded */
        {"a", "a", "a"},       {"ă", "a\u0306", "a"}, {"â", "a\u0302", "a"}, {"e", "e", "e"},
        {"ê", "e\u0302", "e"}, {"i", "i", "i"},       {"o", "o", "o"},       {"ô", "o\u0302", "o"},
        {"ơ", "o\u031B", "o"}, {"u", "u", "u"},       {"ư", "u\u031B", "u"}, {"y", "y", "y"},
    };
    static const char *const tones[] = {"", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"};
    for (size_t b = 0; b < 12; b++)
        for (size_t t = 0; t < 6; t++) {
            char half[16] = "", parts[16] = "";
            strncat(half, bases[b][0], 8);
            strncat(half, tones[t], 4);
            strncat(parts, bases[b][1], 8);
            strncat(parts, tones[t], 4);
            assert_fold(half, bases[b][2]);
            assert_fold(parts, bases[b][2]);
            char *one = ntm_text_nfc(half), *two = ntm_text_nfc(parts);
            assert_string_equal(one, two);
            assert_int_equal(ntm_text_points(one, strlen(one)), 1);
            assert_int_equal(ntm_text_width(parts), 1);
            char *again = ntm_text_nfc(one);
            assert_string_equal(one, again);
            free(one);
            free(two);
            free(again);
        }
}

static void test_text_nfc_refuses_invalid_bytes(void **state)
{
    (void)state;
    assert_null(ntm_text_nfc("a\xC3"));
    assert_null(ntm_text_nfc("\xED\xA0\x80"));
    char *empty = ntm_text_nfc("");
    assert_string_equal(empty, "");
    free(empty);
}

static void test_text_validity_names_the_first_bad_byte(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length, offset;
    } bad[] = {
        {"ab\xff", 3, 2},       {"\xC3", 1, 0},
        {"x\xC0\x80", 3, 1},    {"\xE0\x80\x80", 3, 0},
        {"\xED\xA0\x80", 3, 0}, {"\xF4\x90\x80\x80", 4, 0},
        {"ok\0no", 5, 2},       {"\xF8\x88\x80\x80\x80", 5, 0},
        {"\x80", 1, 0},         {"\xE1\xBA", 2, 0},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        size_t offset = 99;
        assert_false(ntm_utf8_valid(bad[i].bytes, bad[i].length, &offset));
        assert_int_equal(offset, bad[i].offset);
        assert_false(ntm_utf8_valid(bad[i].bytes, bad[i].length, NULL));
    }
    assert_true(ntm_utf8_valid("Quyết định \xF0\x9F\x8C\xBE", strlen("Quyết định ") + 4, NULL));
    assert_true(ntm_utf8_valid("", 0, NULL));
}

static void test_text_escaping_leaves_nothing_that_acts(void **state)
{
    (void)state;
    assert_escape("Cẩm Ngọc", strlen("Cẩm Ngọc"), 100, "Cẩm Ngọc");
    assert_escape("a\033[31mb\nc\rd\0e\177", 14, 100, "a\\x1B[31mb\\x0Ac\\x0Dd\\x00e\\x7F");
    assert_escape("\u202Egpj.exe", strlen("\u202Egpj.exe"), 100, "\\u{202E}gpj.exe");
    assert_escape("x\u2066y\u2069\u200E\u061C", strlen("x\u2066y\u2069\u200E\u061C"), 100,
                  "x\\u{2066}y\\u{2069}\\u{200E}\\u{061C}");
    assert_escape("So\u200Bng\uFEFF", strlen("So\u200Bng\uFEFF"), 100, "So\\u{200B}ng\\u{FEFF}");
    assert_escape("\xC2\x85\u2028", strlen("\xC2\x85\u2028"), 100, "\\u{0085}\\u{2028}");
    assert_escape("a\xff\xC3", 3, 100, "a\\xFF\\xC3");
}

/* Whatever the bytes: printable, valid, and not much longer than asked for. */
static void test_text_escaping_holds_for_all_pairs_of_bytes(void **state)
{
    (void)state;
    for (unsigned a = 0; a < 256; a++)
        for (unsigned b = 0; b < 256; b++) {
            char pair[2] = {(char)a, (char)b};
            char *safe = ntm_text_escape(pair, 2, 100);
            assert_true(ntm_utf8_valid(safe, strlen(safe), NULL));
            for (const char *p = safe; *p; p++)
                assert_true((unsigned char)*p >= 0x20 && *p != 0x7F);
            free(safe);
        }
}

static void test_text_escaping_cuts_at_the_limit(void **state)
{
    (void)state;
    assert_escape("abcdef", 6, 6, "abcdef");
    assert_escape("abcdef", 6, 5, "abcde…");
    assert_escape("ấấấ", strlen("ấấấ"), 7, "ấấ…"); /* a character is never halved */
    assert_escape("abc\033", 4, 6, "abc…");        /* nor an escape */
    assert_escape("abc", 3, 0, "…");
    assert_escape("", 0, 0, "");
}

static void test_text_width_counts_columns(void **state)
{
    (void)state;
    assert_int_equal(ntm_text_width("Đạt"), 3);
    assert_int_equal(ntm_text_width("D\u0323"), 1);
    assert_int_equal(ntm_text_width("村"), 2);
    assert_int_equal(ntm_text_width(""), 0);
    assert_int_equal(ntm_text_points("Đạt", strlen("Đạt")), 3);
    assert_int_equal(ntm_text_points("Đạt", 2), 1);
}

static void test_text_distance_is_symmetric_and_bounded(void **state)
{
    (void)state;
    static const char *const words[] = {"",     "a",    "song",  "sóng", "song nga",
                                        "sang", "gnos", "songs", "sng",  "zzzzzz"};
    size_t n = sizeof words / sizeof *words;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            size_t whole = ntm_text_distance(words[i], words[j], 50);
            assert_int_equal(whole, ntm_text_distance(words[j], words[i], 50));
            for (size_t limit = 0; limit < 10; limit++) {
                size_t got = ntm_text_distance(words[i], words[j], limit);
                assert_int_equal(got, whole <= limit ? whole : limit + 1);
            }
        }
    assert_int_equal(ntm_text_distance("kitten", "sitting", 10), 3);
    assert_int_equal(ntm_text_distance("Đồng Lão", "dong lao", 10), 0);
    assert_int_equal(ntm_text_distance("", "abc", 10), 3);
    assert_int_equal(ntm_text_distance("road.comune.total_km", "road.commune.total_km", 5), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_folding_strips_accents_case_and_space),
        cmocka_unit_test(test_text_casefolding_keeps_accents),
        cmocka_unit_test(test_text_every_vietnamese_letter_folds_alike_in_each_form),
        cmocka_unit_test(test_text_nfc_refuses_invalid_bytes),
        cmocka_unit_test(test_text_validity_names_the_first_bad_byte),
        cmocka_unit_test(test_text_escaping_leaves_nothing_that_acts),
        cmocka_unit_test(test_text_escaping_holds_for_all_pairs_of_bytes),
        cmocka_unit_test(test_text_escaping_cuts_at_the_limit),
        cmocka_unit_test(test_text_width_counts_columns),
        cmocka_unit_test(test_text_distance_is_symmetric_and_bounded),
    };
    return cmocka_run_group_tests_name("base/text", tests, NULL, NULL);
}
