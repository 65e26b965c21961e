/*
 * model/checkpoint.h - four lines that pin a ledger down: to print, to send, to sign.
 *
 *     ntm/4f0c…            the store's name
 *     17                   how many entries its ledger has
 *     9a5b…                the Merkle root over them (RFC 6962), hex
 *     2026-11-28T10:00:00Z when the last of them was written
 *
 * A signed checkpoint has an empty line behind them, then one line a signature:
 * "ed25519 <public key> <signature>", both hex, over the four lines with their line feeds.
 */
#ifndef NTM_MODEL_CHECKPOINT_H
#define NTM_MODEL_CHECKPOINT_H

#include <stdint.h>

#include "base/merkle.h"
#include "base/sign.h"
#include "base/strbuf.h"

#define NTM_CHECKPOINT_NAME       40 /**< bytes of "ntm/" and 32 hex digits, with room */
#define NTM_CHECKPOINT_SIGNATURES 8

typedef struct ntm_checkpoint {
    char name[NTM_CHECKPOINT_NAME];
    uint64_t size;
    ntm_digest root;
    char time[24];
} ntm_checkpoint;

typedef struct ntm_checkpoint_signature {
    ntm_public_key key;
    ntm_signature signature;
    bool valid; /**< the signature fits key and text */
} ntm_checkpoint_signature;

/** The four lines. */
void ntm_checkpoint_text(const ntm_checkpoint *checkpoint, ntm_strbuf *out);
/** An empty line where it is the first, and the line of a signature. */
void ntm_checkpoint_sign(const ntm_checkpoint *checkpoint, const ntm_secret_key *secret,
                         const ntm_public_key *key, bool first, ntm_strbuf *out);

/**
 * Read four lines, and the signatures behind them if there are any. Exactly the form above: another
 * byte anywhere is refused.
 * @param text  of `length` bytes, and a NUL behind them
 * @param signatures_out  room for NTM_CHECKPOINT_SIGNATURES; NULL: none may follow
 * @return NTM_OK; NTM_EINPUT with a finding that says what was expected
 */
ntm_rc ntm_checkpoint_read(const char *text, size_t length, const char *file, ntm_checkpoint *out,
                           ntm_checkpoint_signature *signatures_out, size_t *count_out,
                           ntm_diags *diags);
bool ntm_checkpoint_equal(const ntm_checkpoint *a, const ntm_checkpoint *b);

#endif
