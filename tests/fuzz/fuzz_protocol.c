/* Both frames, and the tree that an answer is, as hostile input: the first byte says which. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "dsl/protocol.h"
#include "dsl/tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A tree that is read is written so that the same is read again. */
static void try_tree(const char *bytes, size_t size)
{
    json_t *value = ntm_tree_read(bytes, size);
    if (!value)
        return;
    ntm_strbuf written = {0};
    ntm_tree_write(&written, value);
    json_t *again = ntm_tree_read(written.data, written.length);
    if (!again || !json_equal(value, again))
        __builtin_trap();
    json_decref(again);
    json_decref(value);
    ntm_strbuf_clear(&written);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size)
        return 0;
    const char *bytes = (const char *)data + 1;
    size--;
    if (data[0] % 3 == 2) {
        try_tree(bytes, size);
        return 0;
    }
    if (data[0] % 3) {
        char kind;
        const char *content;
        size_t length;
        if (!ntm_answer_read(bytes, size, &kind, &content, &length))
            return 0;
        if (content < bytes || content + length != bytes + size)
            __builtin_trap();
        return 0;
    }
    size_t offset = 0;
    ntm_section section;
    while (ntm_request_next(bytes, size, &offset, &section))
        if (strlen(section.name) + strlen(section.path) + section.length > size ||
            section.data + section.length >= bytes + size)
            __builtin_trap();
    return 0;
}
