/* base/merkle.c - roots and paths, straight from the definitions of RFC 6962. */
#include "base/merkle.h"

#include <assert.h>
#include <string.h>

static ntm_digest join(ntm_digest left, ntm_digest right)
{
    static const uint8_t node = 0x01;
    ntm_digest out;
    ntm_sha256_stream stream;
    ntm_sha256_begin(&stream);
    ntm_sha256_add(&stream, &node, 1);
    ntm_sha256_add(&stream, left.bytes, sizeof left.bytes);
    ntm_sha256_add(&stream, right.bytes, sizeof right.bytes);
    ntm_sha256_end(&stream, out.bytes);
    return out;
}

ntm_digest ntm_merkle_leaf(const void *record, size_t length)
{
    static const uint8_t leaf = 0x00;
    ntm_digest out;
    ntm_sha256_stream stream;
    ntm_sha256_begin(&stream);
    ntm_sha256_add(&stream, &leaf, 1);
    ntm_sha256_add(&stream, record, length);
    ntm_sha256_end(&stream, out.bytes);
    return out;
}

/* The largest power of two below count (count > 1). */
static size_t split(size_t count)
{
    size_t left = 1;
    while (left < count - left)
        left *= 2;
    return left;
}

ntm_digest ntm_merkle_root(const ntm_digest *leaves, size_t count)
{
    if (count == 0) {
        ntm_digest none;
        ntm_sha256("", 0, none.bytes);
        return none;
    }
    if (count == 1)
        return leaves[0];
    size_t left = split(count);
    return join(ntm_merkle_root(leaves, left), ntm_merkle_root(leaves + left, count - left));
}

size_t ntm_merkle_path(const ntm_digest *leaves, size_t count, size_t index,
                       ntm_digest path[NTM_MERKLE_PATH])
{
    assert(index < count);
    if (count == 1)
        return 0;
    size_t left = split(count), length;
    if (index < left) {
        length = ntm_merkle_path(leaves, left, index, path);
        path[length] = ntm_merkle_root(leaves + left, count - left);
    } else {
        length = ntm_merkle_path(leaves + left, count - left, index - left, path);
        path[length] = ntm_merkle_root(leaves, left);
    }
    return length + 1;
}

bool ntm_merkle_follow(ntm_digest leaf, uint64_t index, uint64_t count, const ntm_digest *path,
                       size_t length, ntm_digest *root_out)
{
    if (index >= count)
        return false;
    uint64_t last = count - 1; /* of the level that the walk stands on */
    ntm_digest at = leaf;
    for (size_t i = 0; i < length; i++) {
        /* A rightmost node without a sibling rises unchanged until it has one. */
        while (index == last && !(index & 1) && last) {
            index >>= 1;
            last >>= 1;
        }
        if (!last)
            return false;
        at = index & 1 ? join(path[i], at) : join(at, path[i]);
        index >>= 1;
        last >>= 1;
    }
    while (index == last && !(index & 1) && last) {
        index >>= 1;
        last >>= 1;
    }
    *root_out = at;
    return last == 0;
}

bool ntm_digest_equal(ntm_digest a, ntm_digest b)
{
    return memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0;
}

char *ntm_digest_text(ntm_digest digest, char out[NTM_SHA256_TEXT])
{
    return ntm_hex(digest.bytes, sizeof digest.bytes, out);
}

bool ntm_digest_parse(const char *text, ntm_digest *out)
{
    return ntm_hex_parse(text, sizeof out->bytes, out->bytes);
}
