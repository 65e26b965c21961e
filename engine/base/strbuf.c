/* base/strbuf.c - see the header. */
#include "base/strbuf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static void reserve(ntm_strbuf *buf, size_t more)
{
    if (buf->capacity - buf->length > more)
        return;
    size_t capacity = buf->capacity ? buf->capacity * 2 : 64;
    while (capacity - buf->length <= more)
        capacity *= 2;
    buf->data = ntm_xrealloc(buf->data, capacity);
    buf->capacity = capacity;
}

void ntm_strbuf_clear(ntm_strbuf *buf)
{
    free(buf->data);
    *buf = (ntm_strbuf){0};
}

void ntm_strbuf_add(ntm_strbuf *buf, const void *bytes, size_t length)
{
    reserve(buf, length);
    if (length)
        memcpy(buf->data + buf->length, bytes, length);
    buf->length += length;
    buf->data[buf->length] = '\0';
}

void ntm_strbuf_puts(ntm_strbuf *buf, const char *text) { ntm_strbuf_add(buf, text, strlen(text)); }
void ntm_strbuf_putc(ntm_strbuf *buf, char byte) { ntm_strbuf_add(buf, &byte, 1); }

void ntm_strbuf_printf(ntm_strbuf *buf, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    reserve(buf, 64); /* most pieces are shorter, and need not be formatted twice */
    size_t room = buf->capacity - buf->length;
    int length = vsnprintf(buf->data + buf->length, room, format, args);
    va_end(args);
    if (length > 0 && (size_t)length >= room) {
        reserve(buf, (size_t)length);
        vsnprintf(buf->data + buf->length, (size_t)length + 1, format, again);
    }
    if (length > 0)
        buf->length += (size_t)length;
    buf->data[buf->length] = '\0';
    va_end(again);
}

const char *ntm_strbuf_text(const ntm_strbuf *buf) { return buf->data ? buf->data : ""; }

char *ntm_strbuf_take(ntm_strbuf *buf)
{
    char *text = buf->data ? buf->data : ntm_xstrdup("");
    *buf = (ntm_strbuf){0};
    return text;
}
