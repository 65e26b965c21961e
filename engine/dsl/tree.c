/* dsl/tree.c - see the header. */
#include "dsl/tree.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"

#define VARINT_MAX 10 /* bytes of 64 bits */

/* ---- writing ---- */

static void write_head(ntm_strbuf *out, char tag, uint64_t number)
{
    char head[1 + VARINT_MAX];
    size_t length = 0;
    if (tag)
        head[length++] = tag;
    for (; number > 0x7f; number >>= 7)
        head[length++] = (char)((number & 0x7f) | 0x80);
    head[length++] = (char)number;
    ntm_strbuf_add(out, head, length);
}

static void write_text(ntm_strbuf *out, char tag, const char *text, size_t length)
{
    write_head(out, tag, length);
    ntm_strbuf_add(out, text, length + 1);
}

static void write_object(ntm_strbuf *out, const json_t *object)
{
    json_t *pairs = (json_t *)(uintptr_t)object; /* jansson walks no const object; nothing writes */
    json_t *value;
    const char *key;
    write_head(out, 'o', json_object_size(object));
    json_object_foreach (pairs, key, value) {
        write_text(out, '\0', key, strlen(key));
        ntm_tree_write(out, value);
    }
}

void ntm_tree_write(ntm_strbuf *out, const json_t *value)
{
    int64_t number;
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        write_object(out, value);
        return;
    case JSON_ARRAY:
        write_head(out, 'a', json_array_size(value));
        for (size_t i = 0; i < json_array_size(value); i++)
            ntm_tree_write(out, json_array_get(value, i));
        return;
    case JSON_STRING:
        write_text(out, 's', json_string_value(value), json_string_length(value));
        return;
    case JSON_INTEGER:
        number = json_integer_value(value);
        write_head(out, 'i', (uint64_t)number << 1 ^ (number < 0 ? UINT64_MAX : 0));
        return;
    case JSON_TRUE:
        ntm_strbuf_putc(out, 't');
        return;
    case JSON_FALSE:
        ntm_strbuf_putc(out, 'f');
        return;
    case JSON_NULL:
        ntm_strbuf_putc(out, 'n');
        return;
    case JSON_REAL:
        break;
    }
    assert(!"a number with a fraction");
}

/* ---- reading ---- */

typedef struct reader {
    const unsigned char *at, *end;
    size_t values;
} reader;

static bool read_varint(reader *r, uint64_t *out)
{
    *out = 0;
    for (unsigned shift = 0; r->at < r->end && shift < 64; shift += 7) {
        uint64_t bits = *r->at & 0x7f;
        if (bits << shift >> shift != bits)
            return false;
        *out |= bits << shift;
        if (!(*r->at++ & 0x80))
            return true;
    }
    return false;
}

/* A number of things of which each takes a byte at least. */
static bool read_count(reader *r, size_t *out)
{
    uint64_t count;
    if (!read_varint(r, &count) || count > (size_t)(r->end - r->at))
        return false;
    *out = (size_t)count;
    return true;
}

static const char *read_text(reader *r, size_t *length_out)
{
    const char *text;
    if (!read_count(r, length_out) || *length_out == (size_t)(r->end - r->at))
        return NULL;
    text = (const char *)r->at;
    if (text[*length_out] || !ntm_utf8_valid(text, *length_out, NULL)) /* which refuses NUL */
        return NULL;
    r->at += *length_out + 1;
    return text;
}

static json_t *read_value(reader *r, unsigned depth);

static json_t *read_array(reader *r, unsigned depth)
{
    size_t count;
    if (!depth || !read_count(r, &count))
        return NULL;
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++) {
        json_t *value = read_value(r, depth - 1);
        if (!value || json_array_append_new(array, value) != 0) {
            json_decref(array);
            return NULL;
        }
    }
    return array;
}

static json_t *read_object(reader *r, unsigned depth)
{
    size_t count, length;
    if (!depth || !read_count(r, &count))
        return NULL;
    json_t *object = json_object();
    for (size_t i = 0; i < count; i++) {
        const char *key = read_text(r, &length);
        json_t *value = key ? read_value(r, depth - 1) : NULL;
        if (!value || json_object_set_new_nocheck(object, key, value) != 0 ||
            json_object_size(object) != i + 1) { /* else the key was there before */
            json_decref(object);
            return NULL;
        }
    }
    return object;
}

static json_t *read_value(reader *r, unsigned depth)
{
    uint64_t number;
    size_t length;
    const char *text;
    if (r->at == r->end || ++r->values > NTM_TREE_VALUES)
        return NULL;
    switch (*r->at++) {
    case 'o':
        return read_object(r, depth);
    case 'a':
        return read_array(r, depth);
    case 's':
        text = read_text(r, &length);
        return text ? json_stringn_nocheck(text, length) : NULL;
    case 'i':
        if (!read_varint(r, &number))
            return NULL;
        return json_integer((json_int_t)(number >> 1 ^ (0 - (number & 1))));
    case 't':
        return json_true();
    case 'f':
        return json_false();
    case 'n':
        return json_null();
    default:
        return NULL;
    }
}

json_t *ntm_tree_read(const char *bytes, size_t length)
{
    reader r = {(const unsigned char *)bytes, (const unsigned char *)bytes + length, 0};
    json_t *value = read_value(&r, NTM_TREE_DEPTH);
    if (value && r.at != r.end) {
        json_decref(value);
        value = NULL;
    }
    return value;
}
