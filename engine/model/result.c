/* model/result.c - a result lives in its arena. */
#include "model/result.h"

void ntm_result_free(ntm_result *result)
{
    if (result)
        ntm_arena_free(result->arena); /* the result itself lives in it */
}
