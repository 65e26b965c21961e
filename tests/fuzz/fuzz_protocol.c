/* Both frames, and the tree in an answer, as hostile input: the first byte says which frame. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "dsl/protocol.h"
#include "dsl/tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size)
        return 0;
    const char *bytes = (const char *)data + 1;
    size--;
    if (data[0] % 2) {
        char kind;
        const char *content;
        size_t length;
        if (!ntm_answer_read(bytes, size, &kind, &content, &length))
            return 0;
        if (content < bytes || content + length != bytes + size)
            __builtin_trap();
        json_decref(ntm_tree_read(content, length));
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
