/* base/hash.c - digests and random bytes of libsodium. */
#include "base/hash.h"

#include <sodium.h>
#include <string.h>

_Static_assert(sizeof(ntm_sha256_stream) >= sizeof(crypto_hash_sha256_state), "room for the state");

static crypto_hash_sha256_state *state_of(ntm_sha256_stream *stream)
{
    return (crypto_hash_sha256_state *)(void *)stream->state;
}

void ntm_sha256(const void *bytes, size_t length, uint8_t out[NTM_SHA256_BYTES])
{
    crypto_hash_sha256(out, bytes, length);
}

void ntm_sha256_hex(const void *bytes, size_t length, char out[NTM_SHA256_TEXT])
{
    uint8_t digest[NTM_SHA256_BYTES];
    ntm_sha256(bytes, length, digest);
    ntm_hex(digest, sizeof digest, out);
}

void ntm_sha256_begin(ntm_sha256_stream *stream) { crypto_hash_sha256_init(state_of(stream)); }

void ntm_sha256_add(ntm_sha256_stream *stream, const void *bytes, size_t length)
{
    crypto_hash_sha256_update(state_of(stream), bytes, length);
}

void ntm_sha256_end(ntm_sha256_stream *stream, uint8_t out[NTM_SHA256_BYTES])
{
    crypto_hash_sha256_final(state_of(stream), out);
}

char *ntm_hex(const uint8_t *bytes, size_t length, char *out)
{
    return sodium_bin2hex(out, 2 * length + 1, bytes, length);
}

static int digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool ntm_hex_parse(const char *text, size_t length, uint8_t *out)
{
    for (size_t i = 0; i < length; i++) {
        int high = digit(text[2 * i]);
        int low = high < 0 ? -1 : digit(text[2 * i + 1]);
        if (low < 0)
            return false;
        out[i] = (uint8_t)(high << 4 | low);
    }
    return text[2 * length] == '\0';
}

void ntm_random(void *bytes, size_t length)
{
    if (sodium_init() < 0) /* the system gives no random bytes at all */
        abort();
    randombytes_buf(bytes, length);
}
