/* base/text.c - the one place that knows utf8proc. */
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/arena.h"
#include "base/strbuf.h"

bool ntm_utf8_valid(const char *bytes, size_t length, size_t *offset_out)
{
    size_t at = 0;
    while (at < length) {
        if ((signed char)bytes[at] > 0) { /* most bytes of most files */
            at++;
            continue;
        }
        utf8proc_int32_t point;
        utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)bytes + at,
                                                 (utf8proc_ssize_t)(length - at), &point);
        if (step <= 0 || point == 0) {
            if (offset_out)
                *offset_out = at;
            return false;
        }
        at += (size_t)step;
    }
    return true;
}

static char *map(const char *text, utf8proc_option_t options)
{
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_ssize_t length = utf8proc_map((const utf8proc_uint8_t *)text, 0, &mapped,
                                           options | UTF8PROC_NULLTERM | UTF8PROC_STABLE);
    if (length < 0) {
        free(mapped);
        return NULL;
    }
    return (char *)mapped;
}

/*
 * Is it in NFC for certain? Below U+0300, and from U+1E00 to U+1EFF where the Vietnamese letters
 * are, every character is and nothing combines; a few dashes and quotation marks likewise. That is
 * all there is in most texts, and composing costs thirty times as much as looking.
 */
static bool surely_nfc(const char *text)
{
    for (const unsigned char *p = (const unsigned char *)text; *p;) {
        if (*p < 0x80)
            p++;
        else if (*p >= 0xc2 && *p <= 0xcb && (p[1] & 0xc0) == 0x80) /* U+0080 to U+02FF */
            p += 2;
        else if (*p == 0xe1 && p[1] >= 0xb8 && p[1] <= 0xbb && (p[2] & 0xc0) == 0x80)
            p += 3; /* U+1E00 to U+1EFF */
        else if (*p == 0xe2 && p[1] == 0x80 && p[2] >= 0x90 && p[2] <= 0xa7)
            p += 3; /* U+2010 to U+2027 */
        else
            return false;
    }
    return true;
}

char *ntm_text_nfc(const char *text)
{
    return surely_nfc(text) ? ntm_xstrdup(text) : map(text, UTF8PROC_COMPOSE);
}

/* Runs of white space (also no-break and thin spaces) become one space; ends are trimmed. With
 * strip_stroke, đ becomes d: its stroke is not a combining mark. */
static char *squeeze(char *text, bool strip_stroke)
{
    ntm_strbuf out = {0};
    bool space = false;
    for (const char *p = text; *p;) {
        utf8proc_int32_t point;
        utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)p, -1, &point);
        if (step <= 0)
            break;
        utf8proc_category_t category = utf8proc_category(point);
        if (category == UTF8PROC_CATEGORY_ZS || (point >= 9 && point <= 13)) {
            space = out.length > 0;
        } else {
            if (space)
                ntm_strbuf_putc(&out, ' ');
            space = false;
            if (strip_stroke && (point == 0x111 || point == 0x110))
                ntm_strbuf_putc(&out, 'd');
            else
                ntm_strbuf_add(&out, p, (size_t)step);
        }
        p += step;
    }
    free(text);
    return ntm_strbuf_take(&out);
}

char *ntm_text_fold(const char *text)
{
    char *mapped = map(text, UTF8PROC_COMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
    return squeeze(mapped ? mapped : ntm_xstrdup(""), true);
}

char *ntm_text_casefold(const char *text)
{
    char *mapped = map(text, UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
    return squeeze(mapped ? mapped : ntm_xstrdup(""), false);
}

size_t ntm_text_width(const char *text)
{
    size_t width = 0;
    while (*text) {
        utf8proc_int32_t point;
        utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &point);
        if (step <= 0) {
            width++;
            text++;
            continue;
        }
        int columns = utf8proc_charwidth(point);
        width += columns > 0 ? (size_t)columns : 0;
        text += step;
    }
    return width;
}

size_t ntm_text_points(const char *text, size_t length)
{
    size_t points = 0;
    for (size_t i = 0; i < length && text[i]; i++)
        points += ((unsigned char)text[i] & 0xC0) != 0x80;
    return points;
}

/* Characters that could forge lines, move the cursor, reorder what is read or hide in a name. */
static bool unsafe(utf8proc_int32_t point)
{
    static const utf8proc_int32_t ranges[][2] = {
        {0x0000, 0x001F}, {0x007F, 0x009F},   /* controls */
        {0x00AD, 0x00AD}, {0x061C, 0x061C},   /* soft hyphen; Arabic letter mark */
        {0x200B, 0x200F}, {0x2028, 0x202E},   /* zero width, direction, separators */
        {0x2060, 0x206F}, {0xFEFF, 0xFEFF},   /* joiners, isolates; byte order mark */
        {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F}, /* annotations; tags */
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (point >= ranges[i][0] && point <= ranges[i][1])
            return true;
    return false;
}

char *ntm_text_escape(const char *bytes, size_t length, size_t limit)
{
    ntm_strbuf out = {0};
    for (size_t at = 0; at < length;) {
        utf8proc_int32_t point;
        utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)bytes + at,
                                                 (utf8proc_ssize_t)(length - at), &point);
        char escaped[16];
        const char *piece = escaped;
        size_t size;
        if (step <= 0) {
            size = (size_t)snprintf(escaped, sizeof escaped, "\\x%02X",
                                    (unsigned)(unsigned char)bytes[at]);
            step = 1;
        } else if (unsafe(point)) {
            size = (size_t)snprintf(escaped, sizeof escaped, point < 0x80 ? "\\x%02X" : "\\u{%04X}",
                                    (unsigned)point);
        } else {
            piece = bytes + at;
            size = (size_t)step;
        }
        if (out.length + size > limit) {
            ntm_strbuf_puts(&out, "…");
            break;
        }
        ntm_strbuf_add(&out, piece, size);
        at += (size_t)step;
    }
    return ntm_strbuf_take(&out);
}

/* The code points of a folded text; count_out of them; yours to free(). */
static utf8proc_int32_t *points_of(const char *text, size_t *count_out)
{
    char *folded = ntm_text_fold(text);
    size_t length = strlen(folded), count = 0;
    utf8proc_int32_t *points = ntm_xmalloc((length + 1) * sizeof *points);
    for (const char *p = folded; *p;) {
        utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)p, -1, &points[count]);
        if (step <= 0)
            break;
        count++;
        p += step;
    }
    free(folded);
    *count_out = count;
    return points;
}

size_t ntm_text_distance(const char *a, const char *b, size_t limit)
{
    size_t na, nb;
    utf8proc_int32_t *pa = points_of(a, &na), *pb = points_of(b, &nb);
    size_t distance = limit + 1;
    if ((na > nb ? na - nb : nb - na) <= limit) {
        size_t *row = ntm_xmalloc((nb + 1) * sizeof *row);
        for (size_t j = 0; j <= nb; j++)
            row[j] = j;
        size_t least = 0; /* of the row: the distance cannot fall below it any more */
        for (size_t i = 1; i <= na && least <= limit; i++) {
            size_t diagonal = row[0];
            row[0] = least = i;
            for (size_t j = 1; j <= nb; j++) {
                size_t best = diagonal + (pa[i - 1] != pb[j - 1]);
                diagonal = row[j];
                if (row[j] + 1 < best)
                    best = row[j] + 1;
                if (row[j - 1] + 1 < best)
                    best = row[j - 1] + 1;
                row[j] = best;
                if (best < least)
                    least = best;
            }
        }
        distance = least <= limit && row[nb] <= limit ? row[nb] : limit + 1;
        free(row);
    }
    free(pa);
    free(pb);
    return distance;
}
