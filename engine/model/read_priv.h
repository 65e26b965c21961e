/*
 * model/read_priv.h - reading hostile JSON with a finding for each mistake.
 *
 * An ntm_at is a value and the way to it: its key or index and the ntm_at it stands in, kept on the
 * C stack of the reader. Each ntm_read_… function checks one value, adds a finding with the JSON
 * path where it is wrong, and never stops at the first. A value that is absent (NULL) is wrong for
 * all of them: ask at->value first where it is optional.
 */
#ifndef NTM_MODEL_READ_PRIV_H
#define NTM_MODEL_READ_PRIV_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/diag.h"
#include "model/level.h"

#define NTM_MAX_NAME  200u   /* bytes of an id, a name, a code */
#define NTM_MAX_PROSE 20000u /* bytes of a verbatim text */

typedef struct ntm_reading {
    ntm_arena *arena; /* of what is being made */
    ntm_diags *diags;
    size_t errors; /* also counted where diags is NULL */
} ntm_reading;

typedef struct ntm_at {
    const struct ntm_at *up; /* NULL: the document */
    const char *key;         /* in an object; NULL: in an array */
    size_t index;
    json_t *value;   /* NULL: absent */
    ntm_place place; /* in the script, where it is known; else that of up counts */
} ntm_at;

ntm_at ntm_at_key(const ntm_at *up, const char *key);
ntm_at ntm_at_item(const ntm_at *up, size_t index);

/* Where it is in the script, as far as that is known. */
ntm_place ntm_at_place(const ntm_at *at);

void ntm_read_bad(ntm_reading *r, const ntm_at *at, const char *code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* May a nearest name be looked for? Not in the thousandth finding: guessing is slow. */
bool ntm_read_may_guess(const ntm_reading *r, const char *word);

/* An object with no keys but these (NULL-terminated; NULL: any). False: it is none at all. */
bool ntm_read_object(ntm_reading *r, const ntm_at *at, const char *const *keys);
/* An array of at most `most` values; its size, 0 where it is none. */
size_t ntm_read_array(ntm_reading *r, const ntm_at *at, size_t most);

/*
 * A text of 1 to `most` bytes in NFC, without control characters but line break and tab, in the
 * arena; NULL after a finding.
 */
const char *ntm_read_text(ntm_reading *r, const ntm_at *at, size_t most);
/* A name of letters, digits and the bytes in `also`, not empty, at most NTM_MAX_NAME. */
const char *ntm_read_name(ntm_reading *r, const ntm_at *at, const char *also);
bool ntm_is_name(const char *text, const char *also);

bool ntm_read_bool(ntm_reading *r, const ntm_at *at, bool *out);
bool ntm_read_int(ntm_reading *r, const ntm_at *at, int32_t low, int32_t high, int32_t *out);
/* A decimal number as a JSON string. */
bool ntm_read_decimal(ntm_reading *r, const ntm_at *at, ntm_decimal *out);
bool ntm_read_date(ntm_reading *r, const ntm_at *at, ntm_date *out);
/* Index of the word (NULL-terminated list), -1 after a finding. */
int ntm_read_word(ntm_reading *r, const ntm_at *at, const char *const *words);
bool ntm_read_level(ntm_reading *r, const ntm_at *at, ntm_level *out);

/* One of seed, found, recalled, assumed, gazette; fallback where it is absent or wrong. */
const char *ntm_read_basis(ntm_reading *r, const ntm_at *at, const char *fallback);

#endif
