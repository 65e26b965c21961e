/* model/op.c - names of the operators. */
#include "model/op.h"

#include <assert.h>
#include <string.h>

static const char *const NAMES[] = {
#define X(id, name, least, most) [NTM_OP_##id] = name,
    NTM_OPS(X)
#undef X
};

const char *ntm_op_name(ntm_op op)
{
    assert((unsigned)op < NTM_OP_COUNT);
    return NAMES[op];
}

ntm_op ntm_op_find(const char *name)
{
    unsigned op = 0;

    while (op < NTM_OP_COUNT && strcmp(NAMES[op], name) != 0)
        op++;
    return (ntm_op)op;
}
