/* model/field.c - scales, and fields as documents embed them. */
#include "model/field.h"

#include <assert.h>
#include <string.h>

int ntm_scale_find(const ntm_scale *scale, const char *code)
{
    for (uint32_t i = 0; i < scale->count; i++)
        if (strcmp(scale->codes[i], code) == 0)
            return (int)i;
    return -1;
}
