/* model/level.c - names of the levels and which stands above which. */
#include "model/level.h"

#include <assert.h>
#include <string.h>

static const struct {
    const char *code;
    const char *vi[2]; /* the words of unit files, second one without accents */
} LEVELS[NTM_LEVEL_COUNT] = {
    [NTM_LEVEL_PROVINCE] = {"province", {"tỉnh", "tinh"}},
    [NTM_LEVEL_DISTRICT] = {"district", {"huyện", "huyen"}},
    [NTM_LEVEL_COMMUNE] = {"commune", {"xã", "xa"}},
    [NTM_LEVEL_VILLAGE] = {"village", {"thôn", "thon"}},
    [NTM_LEVEL_PRODUCT] = {"product", {"sản phẩm", "san pham"}},
};

const char *ntm_level_code(ntm_level level)
{
    assert((unsigned)level < NTM_LEVEL_COUNT);
    return LEVELS[level].code;
}

bool ntm_level_from_code(const char *code, ntm_level *out)
{
    for (unsigned l = 0; l < NTM_LEVEL_COUNT; l++)
        if (strcmp(code, LEVELS[l].code) == 0 || strcmp(code, LEVELS[l].vi[0]) == 0 ||
            strcmp(code, LEVELS[l].vi[1]) == 0) {
            *out = (ntm_level)l;
            return true;
        }
    return false;
}

bool ntm_level_above(ntm_level a, ntm_level b)
{
    if (a >= NTM_LEVEL_COUNT || b >= NTM_LEVEL_COUNT || a >= b)
        return false;
    return a != NTM_LEVEL_VILLAGE; /* below a village stands nothing, a product is its sibling */
}
