/* base/hash.c - the one place that knows libsodium. */
#include "base/hash.h"

#include <sodium.h>

void ntm_sha256_hex(const void *bytes, size_t length, char out[NTM_SHA256_TEXT])
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, bytes, length);
    sodium_bin2hex(out, NTM_SHA256_TEXT, digest, sizeof digest);
}
