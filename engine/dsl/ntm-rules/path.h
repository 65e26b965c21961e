/*
 * ntm-rules/path.h - `f`: fields by name, "f.road.commune.paved_km".
 *
 * A field is also a beginning of others (labour.force, labour.force.male), so a path only knows
 * that it is meant as a field when it is used as one. Names are looked up then.
 */
#ifndef NTM_RULES_PATH_H
#define NTM_RULES_PATH_H

#include "dsl/ntm-rules/value.h"

typedef struct path {
    const struct path *up; /**< NULL: f itself */
    const char *segment;
    const char *name; /**< "road.commune"; "" of f */
    spot at;          /**< where the segment was written */
} path;

/** The field of that name as a node; poison after a finding that names the nearest one. */
value path_value(dsl *d, const path *p);

/** Register the metatable of paths and push f. */
void path_open(dsl *d);

#endif
