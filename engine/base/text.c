/* base/text.c - the one place that knows utf8proc. */
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/arena.h"
#include "base/strbuf.h"

bool ntm_utf8_valid(const char *bytes, size_t length, size_t *offset_out)
{
    size_t at = 0;
    while (at < length) {
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

char *ntm_text_nfc(const char *text) { return map(text, UTF8PROC_COMPOSE); }

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

/* Characters that could forge lines, move the cursor or reorder what is read. */
static bool unsafe(utf8proc_int32_t point)
{
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x61C || point == 0x200E ||
           point == 0x200F || point == 0x2028 || point == 0x2029 ||
           (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069) ||
           point == 0xFEFF;
}

char *ntm_text_escape(const char *bytes, size_t length, size_t limit)
{
    ntm_strbuf out = {0};
    for (size_t at = 0; at < length;) {
        if (out.length >= limit) {
            ntm_strbuf_puts(&out, "…");
            break;
        }
        utf8proc_int32_t point;
        utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)bytes + at,
                                                 (utf8proc_ssize_t)(length - at), &point);
        if (step <= 0) {
            ntm_strbuf_printf(&out, "\\x%02X", (unsigned)(unsigned char)bytes[at]);
            at++;
            continue;
        }
        if (unsafe(point))
            ntm_strbuf_printf(&out, point < 0x80 ? "\\x%02X" : "\\u{%04X}", (unsigned)point);
        else
            ntm_strbuf_add(&out, bytes + at, (size_t)step);
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
        for (size_t i = 1; i <= na; i++) {
            size_t diagonal = row[0];
            row[0] = i;
            for (size_t j = 1; j <= nb; j++) {
                size_t best = diagonal + (pa[i - 1] != pb[j - 1]);
                diagonal = row[j];
                if (row[j] + 1 < best)
                    best = row[j] + 1;
                if (row[j - 1] + 1 < best)
                    best = row[j - 1] + 1;
                row[j] = best;
            }
        }
        distance = row[nb] < limit + 1 ? row[nb] : limit + 1;
        free(row);
    }
    free(pa);
    free(pb);
    return distance;
}
