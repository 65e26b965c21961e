/*
 * intake/number_words.c - what stands in the place of a number, before it or behind it.
 *
 * Most of it is refused, each with what to write instead: "trên 95 %" and "khoảng 360 triệu" come
 * from real reports, and no reading of them is safe.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "intake/number_priv.h"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static bool one_of(const char *text, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(text, *list) == 0)
            return true;
    return false;
}

/* From the first digit on, for hints: "trên 95 %" gives "95 %". */
static const char *from_digit(const char *text)
{
    const char *p = text;
    while (*p && !is_digit(*p))
        p++;
    return *p ? p : "95";
}

typedef enum { AT_LEAST, AT_MOST, MORE, LESS, ABOUT } word_sense;

/* Words as they stand before a number, folded. */
static const struct {
    const char *word;
    word_sense sense;
} BEFORE[] = {
    {"it nhat", AT_LEAST},
    {"toi thieu", AT_LEAST},
    {"khong duoi", AT_LEAST},
    {"khong it hon", AT_LEAST},
    {"khong thap hon", AT_LEAST},
    {"tu", AT_LEAST},
    {"at least", AT_LEAST},
    {"toi da", AT_MOST},
    {"nhieu nhat", AT_MOST},
    {"khong qua", AT_MOST},
    {"khong tren", AT_MOST},
    {"khong vuot qua", AT_MOST},
    {"at most", AT_MOST},
    {"tren", MORE},
    {"hon", MORE},
    {"lon hon", MORE},
    {"over", MORE},
    {"above", MORE},
    {"more than", MORE},
    {"duoi", LESS},
    {"nho hon", LESS},
    {"it hon", LESS},
    {"chua den", LESS},
    {"under", LESS},
    {"below", LESS},
    {"less than", LESS},
    {"khoang", ABOUT},
    {"gan", ABOUT},
    {"uoc", ABOUT},
    {"uoc dat", ABOUT},
    {"uoc tinh", ABOUT},
    {"xap xi", ABOUT},
    {"tam", ABOUT},
    {"chung", ABOUT},
    {"about", ABOUT},
    {"around", ABOUT},
    {"approx", ABOUT},
    {"approx.", ABOUT},
    {"nearly", ABOUT},
    {"~", ABOUT},
    {"≈", ABOUT},
    {"±", ABOUT},
    {"+/-", ABOUT},
    {"+-", ABOUT},
    {"ca.", ABOUT},
};

static bool refuse_word(const char *clean, word_sense sense, ntm_remark *remark)
{
    const char *number = from_digit(clean);
    if (sense == ABOUT) {
        ntm_remark_error(remark, NTM_IC_NUMBER_ABOUT,
                         _("'%s' is a rough figure; an exact number or a bound was expected"),
                         clean);
        ntm_remark_hint(remark, _("give the exact figure, or what it surely reaches: >=%s"),
                        number);
        return false;
    }
    bool low = sense == AT_LEAST || sense == MORE;
    ntm_remark_error(remark, NTM_IC_NUMBER_WORDS,
                     _("'%s' is a bound in words; a number or a bound with a sign was expected"),
                     clean);
    ntm_remark_hint(remark,
                    sense == MORE || sense == LESS
                        ? _("write %s%s (the bound itself is then possible)")
                        : _("write %s%s"),
                    low ? ">=" : "<=", number);
    return false;
}

static bool check_word_before(const char *clean, const char *folded, ntm_remark *remark)
{
    size_t best = 0;
    word_sense sense = ABOUT;
    for (size_t i = 0; i < sizeof BEFORE / sizeof *BEFORE; i++) {
        size_t length = strlen(BEFORE[i].word);
        if (length > best && strncmp(folded, BEFORE[i].word, length) == 0 &&
            !is_letter(folded[length])) {
            best = length;
            sense = BEFORE[i].sense;
        }
    }
    return !best || refuse_word(clean, sense, remark);
}

bool ntm_number_check_words(const char *clean, ntm_remark *remark)
{
    static const char *const placeholders[] = {
        "-",
        "--",
        "---",
        "–",
        "—",
        "…",
        "...",
        "?",
        "n/a",
        "na",
        "null",
        "none",
        "nan",
        "inf",
        "khong",
        "khong co",
        "khong ro",
        "chua co",
        "chua ro",
        "k",
        "kc",
        "x",
        ".",
        "chua co so lieu",
        "khong co so lieu",
        "khong ap dung",
        "no data",
        "unknown",
        "*",
        "nil",
        NULL,
    };
    if (is_digit(*clean) || (*clean == '-' && is_digit(clean[1])))
        return true;
    if (*clean == '#') {
        ntm_remark_error(remark, NTM_IC_NUMBER_SPREADSHEET_ERROR,
                         _("'%s' is an error of the spreadsheet; a number was expected"), clean);
        ntm_remark_hint(remark, _("repair the formula in the workbook and export again"));
        return false;
    }
    if (*clean == '=') {
        ntm_remark_error(remark, NTM_IC_NUMBER_FORMULA,
                         _("'%s' is a formula; its result was expected"), clean);
        return false;
    }
    if (*clean == '+' && is_digit(clean[1])) {
        ntm_remark_error(remark, NTM_IC_NUMBER_PLUS,
                         _("'%s' has a plus sign; a figure was expected, not a change"), clean);
        ntm_remark_hint(remark, _("write %s if it is the figure itself"), clean + 1);
        return false;
    }
    if (*clean == '(' && strpbrk(clean, "0123456789")) {
        ntm_remark_error(remark, NTM_IC_NUMBER_BRACKETS,
                         _("'%s' stands in brackets; a number was expected"), clean);
        ntm_remark_hint(remark, _("write a minus sign for a negative number"));
        return false;
    }
    if ((*clean == '.' || *clean == ',') && is_digit(clean[1])) {
        ntm_remark_error(remark, NTM_IC_NUMBER_POINT, _("'%s' has no digit before the %c"), clean,
                         *clean);
        ntm_remark_hint(remark, _("write 0%s"), clean);
        return false;
    }
    char *folded = ntm_text_fold(clean);
    bool fine;
    if (one_of(folded, placeholders)) {
        fine = ntm_remark_error(remark, NTM_IC_NUMBER_PLACEHOLDER,
                                _("'%s' is not a number; what is not known is left out"), clean);
        ntm_remark_hint(remark, _("write 0 if the figure is 0; else leave the cell empty, or leave "
                                  "out the row"));
    } else {
        fine = check_word_before(clean, folded, remark);
    }
    free(folded);
    return fine;
}

/* Digits that stand as in 31/12/2023, 2023-12-31, 31-12-2023: two equal marks, nothing else. */
static bool looks_like_date(const char *text)
{
    size_t runs = 0;
    char mark = 0;
    for (const char *p = text; *p; runs++) {
        size_t length = strspn(p, "0123456789");
        if (!length || length > 4)
            return false;
        p += length;
        if (!*p)
            continue;
        if ((*p != '/' && *p != '-') || (mark && *p != mark))
            return false;
        mark = *p++;
        if (!*p)
            return false;
    }
    return runs == 3;
}

static bool refuse_date(const char *clean, ntm_remark *remark)
{
    ntm_remark_error(remark, NTM_IC_NUMBER_DATE, _("'%s' is a date; a number was expected"), clean);
    ntm_remark_hint(remark, _("spreadsheets turn 1.5 or 1/5 into dates; format the column as text "
                              "and type the figure again"));
    return false;
}

/* "-97", "–97", "..97", "đến 97": the second end of a range. */
static bool is_second_end(const char *rest)
{
    static const char *const joints[] = {"–", "—", "..", "…", "~", "den", "to", "-"};
    char *folded = ntm_text_fold(rest);
    bool found = false;
    for (size_t i = 0; i < sizeof joints / sizeof *joints && !found; i++) {
        size_t length = strlen(joints[i]);
        if (strncmp(folded, joints[i], length) == 0) {
            const char *p = folded + length;
            p += strspn(p, ". ");
            found = is_digit(*p);
        }
    }
    free(folded);
    return found;
}

bool ntm_number_check_rest(const char *clean, const ntm_digits *digits, ntm_remark *remark)
{
    const char *rest = digits->rest;
    if (!*rest)
        return true;
    if (looks_like_date(clean) || (*rest == '-' && is_letter(rest[1])))
        return refuse_date(clean, remark);
    if ((*rest == 'e' || *rest == 'E') && rest == digits->text + digits->length &&
        is_digit(rest[1 + (rest[1] == '+' || rest[1] == '-')])) {
        ntm_remark_error(remark, NTM_IC_NUMBER_SCIENTIFIC,
                         _("'%s' is in scientific notation, digits may be lost"), clean);
        ntm_remark_hint(remark, _("format the cells as whole numbers in the spreadsheet and export "
                                  "again"));
        return false;
    }
    if ((*rest == '.' || *rest == ',') && !rest[1]) {
        ntm_remark_error(remark, NTM_IC_NUMBER_POINT, _("'%s' has no digit behind the %c"), clean,
                         *rest);
        return false;
    }
    if (*rest == '\'' || *rest == '_') {
        ntm_remark_error(remark, NTM_IC_NUMBER_GROUPS,
                         _("'%s': groups of digits are divided by dots, commas or spaces"), clean);
        return false;
    }
    if (*rest == '/' && is_digit(rest[1 + strspn(rest + 1, " ")])) {
        ntm_remark_error(remark, NTM_IC_NUMBER_FRACTION_TEXT,
                         _("'%s' is a quotient; one number was expected"), clean);
        ntm_remark_hint(remark, _("give the two figures each in the field of its own"));
        return false;
    }
    if (is_second_end(rest)) {
        ntm_remark_error(remark, NTM_IC_NUMBER_RANGE_TEXT,
                         _("'%s' is a range; a number or a bound was expected"), clean);
        ntm_remark_hint(remark, _("write >=… <=… with the two ends"));
        return false;
    }
    return true;
}

/* ---- units ------------------------------------------------------------------------------------ */

/* Without the blanks around slashes: "đồng / người" is "đồng/người". */
static void join_slashes(char *text)
{
    char *to = text;
    for (const char *from = text; *from; from++) {
        if (*from == ' ' && (from[1] == '/' || (to > text && to[-1] == '/')))
            continue;
        *to++ = *from;
    }
    *to = '\0';
}

/* "", "dong", "dong/nguoi/nam", "/nguoi/nam": what may follow a money word in this field. */
static bool is_money_tail(const char *tail, const ntm_number_spec *spec)
{
    static const char *const names[] = {"", "dong", "d", "vnd", NULL};
    for (size_t i = 0; names[i]; i++) {
        size_t length = strlen(names[i]);
        if (strncmp(tail, names[i], length) != 0)
            continue;
        if (!tail[length])
            return true;
        for (size_t k = 0; k < 4; k++) {
            const char *slash = spec->units[k] ? strchr(spec->units[k], '/') : NULL;
            if (slash && strcmp(tail + length, slash) == 0)
                return true;
        }
    }
    return false;
}

static const struct {
    const char *word;
    int exponent;
} MONEY_WORDS[] = {
    {"ty", 9},      {"ti", 9},    {"billion", 9}, {"trieu", 6},    {"tr", 6},
    {"million", 6}, {"nghin", 3}, {"ngan", 3},    {"thousand", 3},
};

static bool read_money_unit(const char *folded, const ntm_number_spec *spec, ntm_number_unit *out)
{
    size_t length = 0;
    while (is_letter(folded[length]))
        length++;
    for (size_t i = 0; i < sizeof MONEY_WORDS / sizeof *MONEY_WORDS; i++)
        if (strlen(MONEY_WORDS[i].word) == length &&
            strncmp(folded, MONEY_WORDS[i].word, length) == 0) {
            out->money_word = true;
            out->exponent = MONEY_WORDS[i].exponent;
            folded += length + strspn(folded + length, " ");
            break;
        }
    return is_money_tail(folded, spec);
}

static bool refuse_unit(const char *clean, const char *rest, const ntm_number_spec *spec,
                        ntm_remark *remark)
{
    if (*rest == '%') {
        ntm_remark_error(remark, NTM_IC_NUMBER_PERCENT_SIGN,
                         _("'%s' is a percentage; a figure that is no share was expected"), clean);
        if (spec->share)
            ntm_remark_hint(remark, _("a share is given as a field of its own: %s"), spec->share);
        return false;
    }
    if (*spec->unit_label)
        ntm_remark_error(remark, NTM_IC_NUMBER_UNIT,
                         _("'%s': behind the number stands '%s'; nothing or '%s' was expected"),
                         clean, rest, spec->unit_label);
    else
        ntm_remark_error(remark, NTM_IC_NUMBER_UNIT,
                         _("'%s': behind the number stands '%s'; nothing was expected"), clean,
                         rest);
    return false;
}

bool ntm_number_read_unit(const char *clean, const char *rest, const ntm_number_spec *spec,
                          ntm_number_unit *out, ntm_remark *remark)
{
    *out = (ntm_number_unit){0};
    if (!*rest)
        return true;
    if (spec->percent && strcmp(rest, "%") == 0) {
        out->percent_sign = true;
        return true;
    }
    char *folded = ntm_text_fold(rest);
    join_slashes(folded);
    bool known = false;
    if (strcmp(folded, "tro len") == 0 || strcmp(folded, "tro xuong") == 0) {
        refuse_word(clean, folded[4] == 'l' ? AT_LEAST : AT_MOST, remark);
        free(folded);
        return false;
    }
    for (size_t i = 0; i < 4 && !known; i++)
        known = spec->units[i] && *spec->units[i] && strcmp(folded, spec->units[i]) == 0;
    if (!known && spec->money)
        known = read_money_unit(folded, spec, out);
    free(folded);
    return known || refuse_unit(clean, rest, spec, remark);
}
