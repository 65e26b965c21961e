/*
 * base/merkle.h - the hash tree of RFC 6962, section 2.1: one root for a list of records, and for
 * each record a short proof that it is in the list, without the others.
 *
 * A leaf is SHA-256(0x00 || record), a node SHA-256(0x01 || left || right); the left subtree of n
 * leaves has the largest power of two below n. The root of no leaves is the SHA-256 of nothing.
 */
#ifndef NTM_BASE_MERKLE_H
#define NTM_BASE_MERKLE_H

#include "base/hash.h"

typedef struct ntm_digest {
    uint8_t bytes[NTM_SHA256_BYTES];
} ntm_digest;

/** Longest path of a proof: trees have fewer than 2^63 leaves. */
#define NTM_MERKLE_PATH 64

ntm_digest ntm_merkle_leaf(const void *record, size_t length);
/** Root over leaves[0..count). */
ntm_digest ntm_merkle_root(const ntm_digest *leaves, size_t count);
/**
 * The audit path of leaf `index` among `count`, from the leaf upwards (RFC 6962, 2.1.1).
 * @return its length, at most NTM_MERKLE_PATH
 */
size_t ntm_merkle_path(const ntm_digest *leaves, size_t count, size_t index,
                       ntm_digest path[NTM_MERKLE_PATH]);
/**
 * The root that a leaf and its path lead to.
 * @return false when the path has another length than a tree of that size has there
 */
bool ntm_merkle_follow(ntm_digest leaf, uint64_t index, uint64_t count, const ntm_digest *path,
                       size_t length, ntm_digest *root_out);

bool ntm_digest_equal(ntm_digest a, ntm_digest b);
/** Lower-case hex. @return out */
char *ntm_digest_text(ntm_digest digest, char out[NTM_SHA256_TEXT]);
bool ntm_digest_parse(const char *text, ntm_digest *out); /**< 64 lower-case hex digits only */

#endif
