/* base/hash.h - SHA-256 (FIPS 180-4), by libsodium. */
#ifndef NTM_BASE_HASH_H
#define NTM_BASE_HASH_H

#include <stddef.h>

#define NTM_SHA256_TEXT 65 /**< 64 lower-case hex digits and the NUL */

void ntm_sha256_hex(const void *bytes, size_t length, char out[NTM_SHA256_TEXT]);

#endif
