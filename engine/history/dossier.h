/*
 * history/dossier.h - one unit of one run in one file, which verifies without the store and without
 * the data of others.
 *
 * `ntm.dossier/1` (docs/dossier.schema.json): canonical JSON and a line feed, not a byte else. It holds
 * the entry of the run with its path to the root of a checkpoint, the unit with its path to the root
 * of the run, facts, result, documents and scripts, and a digest over all of it; signatures are
 * over a short statement that names the digest, the answer, and says when it is illustrative.
 * Imported files are not in it: no list of persons gets out.
 */
#ifndef NTM_HISTORY_DOSSIER_H
#define NTM_HISTORY_DOSSIER_H

#include "base/sign.h"
#include "base/strbuf.h"
#include "model/checkpoint.h"
#include "store/store.h"

#define NTM_DOSSIER_SCHEMA "ntm.dossier/1"
/** Largest dossier that is read. */
#define NTM_DOSSIER_LIMIT ((size_t)64 << 20)

/**
 * Make the dossier of a unit of a run.
 * @param secret  signs it; NULL: unsigned
 * @return NTM_OK; NTM_EUSAGE: no such run, or the unit is not in it; NTM_ESYSTEM: also when what the
 *         store holds makes no dossier that verifies. `out` is as it was on failure.
 */
ntm_rc ntm_dossier_make(ntm_store *store, int64_t run, const char *unit,
                        const ntm_secret_key *secret, const ntm_public_key *key, ntm_strbuf *out,
                        ntm_diags *diags);

/** A checkpoint that was kept elsewhere. Borrowed. */
typedef struct ntm_dossier_kept {
    const char *file; /**< for messages */
    ntm_checkpoint checkpoint;
    bool by_key; /**< signed by the key that is asked for */
} ntm_dossier_kept;

/** What a dossier is held against besides itself. Borrowed. */
typedef struct ntm_dossier_against {
    const ntm_public_key *key; /**< must have signed it, or the kept checkpoint; NULL: none asked */
    const ntm_dossier_kept *kept; /**< one of them must be its checkpoint; none where nkept is 0 */
    size_t nkept;
} ntm_dossier_against;

/** What a dossier says, once its form holds. Texts are yours: ntm_dossier_checked_clear(). */
typedef struct ntm_dossier_checked {
    size_t findings;                              /**< things that do not fit together */
    char *unit, *name, *decision, *as_of, *level; /**< "" unknown */
    int64_t run;
    bool illustrative;
    bool no_original_figures; /**< every figure was constructed: the totals answer nothing */
    ntm_checkpoint checkpoint;
    size_t signatures, by_key; /**< valid; of them by the key that was asked for */
} ntm_dossier_checked;

/**
 * Check a dossier: its form to the byte, every digest and path, the result by computing it again, its
 * signatures.
 * @param against  NULL: nothing but itself, and whoever made it up as a whole is not found
 * @param diags    gets a finding for each thing that is wrong
 * @return NTM_OK: see findings; NTM_EINPUT: not a dossier at all
 */
ntm_rc ntm_dossier_check(const char *text, size_t length, const char *file,
                         const ntm_dossier_against *against, ntm_dossier_checked *out,
                         ntm_diags *diags);
void ntm_dossier_checked_clear(ntm_dossier_checked *checked);

#endif
