/* intake/seen.h - a set of keys with the row in which each was first seen. */
#ifndef NTM_INTAKE_SEEN_H
#define NTM_INTAKE_SEEN_H

#include <stddef.h>
#include <stdint.h>

/** Four numbers, compared together. */
typedef struct ntm_key {
    uint32_t part[4];
} ntm_key;

typedef struct ntm_seen ntm_seen;

ntm_seen *ntm_seen_new(void);
void ntm_seen_free(ntm_seen *seen); /**< NULL is allowed */
/** The value stored under the key; stores value (not negative) and returns -1 when it is new. */
int64_t ntm_seen_put(ntm_seen *seen, ntm_key key, int64_t value);
/** Where the value of a key is stored, or NULL; valid until the next put. */
int64_t *ntm_seen_find(const ntm_seen *seen, ntm_key key);

#endif
