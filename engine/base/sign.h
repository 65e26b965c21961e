/*
 * base/sign.h - Ed25519 signatures (RFC 8032) with keys in small text files, by libsodium.
 *
 * A public key or signature is written in lower-case hex. The key file holds one line
 * "ntm-ed25519-secret <64 hex digits>" (the seed) and is readable by its owner alone; the public file
 * one line "ntm-ed25519-public <64 hex digits>".
 */
#ifndef NTM_BASE_SIGN_H
#define NTM_BASE_SIGN_H

#include "base/diag.h"
#include "base/hash.h"

#define NTM_PUBLIC_BYTES    32
#define NTM_SIGNATURE_BYTES 64

typedef struct ntm_public_key {
    uint8_t bytes[NTM_PUBLIC_BYTES];
} ntm_public_key;
/** Wipe with ntm_secret_wipe() when it is no longer needed. */
typedef struct ntm_secret_key {
    uint8_t bytes[64];
} ntm_secret_key;
typedef struct ntm_signature {
    uint8_t bytes[NTM_SIGNATURE_BYTES];
} ntm_signature;

/**
 * Make a pair of keys: the secret one into path (mode 0600), the public one into path.pub. Neither
 * file may be there yet; on failure none is left behind.
 * @return NTM_OK; NTM_EUSAGE: one is there; NTM_ESYSTEM
 */
ntm_rc ntm_sign_new_keys(const char *path, ntm_public_key *public_out, ntm_diags *diags);
/** @return NTM_OK; NTM_EINPUT: no such file, or not a secret key */
ntm_rc ntm_sign_read_secret(const char *path, ntm_secret_key *secret_out,
                            ntm_public_key *public_out, ntm_diags *diags);
ntm_rc ntm_sign_read_public(const char *path, ntm_public_key *out, ntm_diags *diags);
void ntm_secret_wipe(ntm_secret_key *secret);

void ntm_sign(const ntm_secret_key *secret, const void *bytes, size_t length, ntm_signature *out);
bool ntm_sign_verify(const ntm_public_key *key, const void *bytes, size_t length,
                     const ntm_signature *signature);

#endif
