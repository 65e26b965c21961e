/* dsl/protocol.c - framing only; what the sections mean is known to rules.c and ntm-rules. */
#include "dsl/protocol.h"

#include <stdint.h>
#include <string.h>

static const char request_magic[6] = {'N', 'T', 'M', 'Q', '1', '\n'};
static const char answer_magic[6] = {'N', 'T', 'M', 'A', '1', '\n'};

static void put_u32(char out[4], size_t value)
{
    for (int i = 0; i < 4; i++)
        out[i] = (char)((value >> (8 * i)) & 0xff);
}

static size_t get_u32(const char in[4])
{
    size_t value = 0;
    for (int i = 3; i >= 0; i--)
        value = value << 8 | (unsigned char)in[i];
    return value;
}

void ntm_request_begin(ntm_strbuf *request)
{
    ntm_strbuf_add(request, request_magic, sizeof request_magic);
}

void ntm_request_add(ntm_strbuf *request, ntm_section_kind kind, const char *name, const char *path,
                     const void *data, size_t length)
{
    char head[13];
    head[0] = (char)kind;
    put_u32(head + 1, strlen(name));
    put_u32(head + 5, strlen(path));
    put_u32(head + 9, length);
    ntm_strbuf_add(request, head, sizeof head);
    ntm_strbuf_add(request, name, strlen(name) + 1);
    ntm_strbuf_add(request, path, strlen(path) + 1);
    if (length)
        ntm_strbuf_add(request, data, length);
    ntm_strbuf_putc(request, '\0');
}

void ntm_request_end(ntm_strbuf *request)
{
    ntm_request_add(request, NTM_SECTION_END, "", "", NULL, 0);
}

/* A text of `length` bytes and its NUL at *at; NULL when it is cut off or holds another NUL. */
static const char *take(const char *bytes, size_t total, size_t *at, size_t length, bool text)
{
    if (length >= total - *at) /* *at <= total always; one byte more than length is needed */
        return NULL;
    const char *start = bytes + *at;
    if (start[length] != '\0' || (text && memchr(start, '\0', length)))
        return NULL;
    *at += length + 1;
    return start;
}

bool ntm_request_next(const char *bytes, size_t length, size_t *offset, ntm_section *out)
{
    size_t at = *offset;
    *offset = SIZE_MAX;
    if (at == 0) {
        if (length < sizeof request_magic || memcmp(bytes, request_magic, sizeof request_magic))
            return false;
        at = sizeof request_magic;
    }
    if (at > length || length - at < 13)
        return false;
    const char *head = bytes + at;
    at += 13;
    out->kind = head[0];
    out->length = get_u32(head + 9);
    if (!(out->name = take(bytes, length, &at, get_u32(head + 1), true)) ||
        !(out->path = take(bytes, length, &at, get_u32(head + 5), true)) ||
        !(out->data = take(bytes, length, &at, out->length, false)))
        return false;
    if (out->kind == NTM_SECTION_END) {
        if (at == length)
            *offset = at;
        return false;
    }
    *offset = at;
    return true;
}

void ntm_answer_head(char head[NTM_ANSWER_HEAD], ntm_answer_kind kind, size_t length)
{
    memcpy(head, answer_magic, sizeof answer_magic);
    head[6] = (char)kind;
    put_u32(head + 7, length);
}

bool ntm_answer_read(const char *bytes, size_t length, char *kind_out, const char **content_out,
                     size_t *length_out)
{
    if (length < NTM_ANSWER_HEAD || memcmp(bytes, answer_magic, sizeof answer_magic) ||
        get_u32(bytes + 7) != length - NTM_ANSWER_HEAD)
        return false;
    *kind_out = bytes[6];
    *content_out = bytes + NTM_ANSWER_HEAD;
    *length_out = length - NTM_ANSWER_HEAD;
    return true;
}
