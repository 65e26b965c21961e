/*
 * intake/number_digits.c - the digits of a number, and what the marks between them can mean.
 *
 * Groups have three digits, all with one mark, and the first group does not begin with 0; so 0.752
 * and 1.75 have one reading, 1.752 has two.
 */
#include <string.h>

#include "intake/number_priv.h"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

bool ntm_number_clean(const char *text, char out[NTM_NUMBER_MAX])
{
    static const struct {
        const char *from, *to;
    } marks[] = {
        {"\xC2\xA0", " "}, /* no-break space */
        {"\xE2\x80\xAF", " "},
        {"\xE2\x80\x89", " "}, /* narrow no-break, thin */
        {"\xE2\x80\x87", " "},
        {"\xE2\x80\x88", " "}, /* figure, punctuation space */
        {"\xE2\x80\x82", " "},
        {"\xE2\x80\x83", " "}, /* en, em space */
        {"\xE2\x80\x8A", " "},
        {"\t", " "}, /* hair space */
        {"\n", " "},
        {"\xE2\x80\x8B", ""}, /* zero-width space */
        {"\xEF\xBB\xBF", ""},
        {"\xE2\x81\xA0", ""}, /* byte order mark, word joiner */
        {"\xE2\x80\x8E", ""},
        {"\xE2\x80\x8F", ""}, /* marks of direction */
        {"\xE2\x88\x92", "-"},
        {"\xE2\x80\x90", "-"}, /* minus sign, hyphen */
        {"\xE2\x80\x91", "-"},
        {"\xE2\x89\xA5", ">="}, /* no-break hyphen, ≥ */
        {"\xE2\xA9\xBE", ">="},
        {"\xE2\x89\xA4", "<="}, /* ⩾, ≤ */
        {"\xE2\xA9\xBD", "<="}, /* ⩽ */
    };
    size_t length = 0;
    for (const char *p = text; *p;) {
        const char *to = NULL;
        size_t step = 1;
        bool plain = *p > ' '; /* most are; bytes above 0x7F are negative or above '~' */
        for (size_t i = 0; i < sizeof marks / sizeof *marks && !to && !(plain && *p <= '~'); i++)
            if (starts(p, marks[i].from)) {
                to = marks[i].to;
                step = strlen(marks[i].from);
            }
        size_t add = to ? strlen(to) : 1;
        if (length + add >= NTM_NUMBER_MAX)
            return false;
        memcpy(out + length, to ? to : p, add);
        length += add;
        p += step;
    }
    while (length && out[length - 1] == ' ')
        length--;
    out[length] = '\0';
    size_t lead = strspn(out, " ");
    memmove(out, out + lead, length - lead + 1);
    return true;
}

/* Digits up to the next mark. */
static size_t run(const char *text, size_t length, size_t at)
{
    size_t end = at;
    while (end < length && is_digit(text[end]))
        end++;
    return end - at;
}

/* Groups of three behind a first one of 1 to 3 digits, all divided by one mark, up to `end`. */
static bool is_grouped(const char *text, size_t end, char mark)
{
    size_t first = run(text, end, 0);
    if (first < 1 || first > 3 || text[0] == '0')
        return false;
    for (size_t at = first; at < end; at += 4)
        if (text[at] != mark || run(text, end, at + 1) != 3)
            return false;
    return true;
}

static ntm_digits_shape shape_of(ntm_digits *digits)
{
    const char *text = digits->text;
    size_t length = digits->length, marks = 0, last = 0, same = 0;
    for (size_t i = 0; i < length; i++)
        if (!is_digit(text[i])) {
            marks++;
            last = i;
        }
    if (!marks)
        return NTM_DIGITS_PLAIN;
    for (size_t i = 0; i < length; i++)
        same += text[i] == text[last];
    digits->decimal = text[last];
    if (marks == 1 && text[last] != ' ') {
        if (!is_grouped(text, length, text[last]))
            return text[last] == ',' ? NTM_DIGITS_VI : NTM_DIGITS_EN;
        return NTM_DIGITS_AMBIGUOUS;
    }
    if (same == marks) { /* one kind of mark, more than once or a space: groups */
        digits->decimal = 0;
        if (!is_grouped(text, length, text[last]))
            return NTM_DIGITS_BAD;
        if (text[last] == ' ')
            return NTM_DIGITS_PLAIN;
        return text[last] == '.' ? NTM_DIGITS_VI : NTM_DIGITS_EN;
    }
    char group = text[run(text, length, 0)];
    if (same != 1 || text[last] == ' ' || !is_grouped(text, last, group))
        return NTM_DIGITS_BAD;
    return text[last] == ',' ? NTM_DIGITS_VI : NTM_DIGITS_EN;
}

bool ntm_digits_scan(const char *text, ntm_digits *out)
{
    *out = (ntm_digits){.negative = *text == '-'};
    const char *p = text + out->negative;
    while (out->negative && *p == ' ')
        p++;
    if (!is_digit(*p))
        return false;
    out->text = p;
    while (is_digit(*p) || (strchr("., ", *p) && *p && is_digit(p[1])))
        p++;
    out->length = (size_t)(p - out->text);
    out->rest = p + strspn(p, " ");
    out->shape = shape_of(out);
    return true;
}

void ntm_digits_canonical(const ntm_digits *digits, char decimal, char out[NTM_NUMBER_MAX])
{
    size_t length = 0;
    if (digits->negative)
        out[length++] = '-';
    for (size_t i = 0; i < digits->length; i++) {
        char c = digits->text[i];
        if (is_digit(c))
            out[length++] = c;
        else if (c == decimal)
            out[length++] = '.';
    }
    out[length] = '\0';
}
