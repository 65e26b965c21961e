/* report/layout.c - see the header. */
#include "report/layout.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

void ntm_layout_colored(ntm_strbuf *out, const char *text, ntm_color color, bool on)
{
    static const char *const codes[] = {"",         "\033[32m", "\033[31m",
                                        "\033[33m", "\033[1m",  "\033[2m"};
    if (!on || color == NTM_COLOR_NONE) {
        ntm_strbuf_puts(out, text);
        return;
    }
    ntm_strbuf_printf(out, "%s%s\033[0m", codes[color], text);
}

void ntm_layout_pad(ntm_strbuf *out, const char *written, size_t width)
{
    for (size_t have = ntm_text_width(written); have < width; have++)
        ntm_strbuf_putc(out, ' ');
}

void ntm_layout_wrap(ntm_strbuf *out, const char *text, size_t indent, size_t first, size_t width)
{
    size_t column = first;
    bool line_start = true;
    for (const char *p = text; *p;) {
        size_t length = strcspn(p, " ");
        char *word = ntm_xmalloc(length + 1);
        memcpy(word, p, length);
        word[length] = '\0';
        size_t columns = ntm_text_width(word);
        if (!line_start && column + 1 + columns > width) {
            ntm_strbuf_putc(out, '\n');
            for (size_t i = 0; i < indent; i++)
                ntm_strbuf_putc(out, ' ');
            column = indent;
            line_start = true;
        }
        if (!line_start) {
            ntm_strbuf_putc(out, ' ');
            column++;
        }
        ntm_strbuf_puts(out, word);
        column += columns;
        line_start = false;
        free(word);
        p += length;
        p += *p == ' ';
    }
}

void ntm_layout_field(ntm_strbuf *out, size_t indent, size_t key_width, const char *key,
                      const char *text, size_t width)
{
    for (size_t i = 0; i < indent; i++)
        ntm_strbuf_putc(out, ' ');
    size_t start = indent;
    if (key_width) {
        ntm_strbuf_puts(out, key);
        ntm_layout_pad(out, key, key_width);
        start += key_width;
    }
    ntm_layout_wrap(out, text, start, start, width);
    ntm_strbuf_putc(out, '\n');
}
