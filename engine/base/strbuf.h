/* base/strbuf.h - a growing byte string, always NUL-terminated. */
#ifndef NTM_BASE_STRBUF_H
#define NTM_BASE_STRBUF_H

#include <stddef.h>

typedef struct ntm_strbuf {
    char *data; /**< NULL until something is added */
    size_t length, capacity;
} ntm_strbuf;

void ntm_strbuf_clear(ntm_strbuf *buf); /**< frees; the struct can be used again */
void ntm_strbuf_add(ntm_strbuf *buf, const void *bytes, size_t length);
void ntm_strbuf_puts(ntm_strbuf *buf, const char *text);
void ntm_strbuf_putc(ntm_strbuf *buf, char byte);
void ntm_strbuf_printf(ntm_strbuf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
const char *ntm_strbuf_text(const ntm_strbuf *buf); /**< "" when empty; borrowed */
char *ntm_strbuf_take(ntm_strbuf *buf);             /**< the text, yours to free(); buf is empty */

#endif
