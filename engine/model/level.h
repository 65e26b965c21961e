/* model/level.h - the levels of unit. The numbers are stored: never renumber. */
#ifndef NTM_MODEL_LEVEL_H
#define NTM_MODEL_LEVEL_H

#include <stdbool.h>
#include <stdint.h>

typedef enum ntm_level {
    NTM_LEVEL_PROVINCE = 0,
    NTM_LEVEL_DISTRICT = 1, /**< until 30/6/2025 */
    NTM_LEVEL_COMMUNE = 2,
    NTM_LEVEL_VILLAGE = 3,
    NTM_LEVEL_PRODUCT = 4, /**< an OCOP product; a child of a commune, like a village */
    NTM_LEVEL_COUNT = 5,
    NTM_LEVEL_NONE = 7,
} ntm_level;

/** Bit l is set when level l is in the set. */
typedef uint8_t ntm_level_set;
#define NTM_LEVEL_BIT(level) ((ntm_level_set)(1u << (level)))

const char *ntm_level_code(
    ntm_level level); /**< "province", "district", "commune", "village", "product" */
bool ntm_level_from_code(const char *code, ntm_level *out); /**< codes, and the Vietnamese words */
bool ntm_level_above(
    ntm_level a, ntm_level b); /**< can a be an ancestor of b? village and product are siblings */

#endif
