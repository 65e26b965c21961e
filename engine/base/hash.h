/* base/hash.h - SHA-256 (FIPS 180-4), by libsodium. */
#ifndef NTM_BASE_HASH_H
#define NTM_BASE_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NTM_SHA256_BYTES 32
#define NTM_SHA256_TEXT  65 /**< 64 lower-case hex digits and the NUL */

void ntm_sha256(const void *bytes, size_t length, uint8_t out[NTM_SHA256_BYTES]);
void ntm_sha256_hex(const void *bytes, size_t length, char out[NTM_SHA256_TEXT]);

/** A digest of bytes that come in pieces. Plain memory: nothing to free. */
typedef struct ntm_sha256_stream {
    uint64_t state[16]; /**< private */
} ntm_sha256_stream;

void ntm_sha256_begin(ntm_sha256_stream *stream);
void ntm_sha256_add(ntm_sha256_stream *stream, const void *bytes, size_t length);
void ntm_sha256_end(ntm_sha256_stream *stream, uint8_t out[NTM_SHA256_BYTES]);

/** Bytes as lower-case hex; out has room for 2 * length + 1. @return out */
char *ntm_hex(const uint8_t *bytes, size_t length, char *out);
/** Exactly 2 * length lower-case hex digits and nothing else; false: something else. */
bool ntm_hex_parse(const char *text, size_t length, uint8_t *out);

/** Random bytes of the system, for names that must not meet by chance. */
void ntm_random(void *bytes, size_t length);

#endif
