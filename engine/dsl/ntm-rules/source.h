/*
 * ntm-rules/source.h - mistakes that leave no trace at run time: a key written twice, a number that is
 * not the one written, Lua's own `and` and `or` between conditions.
 */
#ifndef NTM_RULES_SOURCE_H
#define NTM_RULES_SOURCE_H

#include "dsl/ntm-rules/item.h"

/** Findings about a chunk, before it runs. */
void source_check(dsl *d, chunk *c);
/** Findings about conditions that were written and then lost, after it ran without any. */
void source_check_lost(dsl *d, const item *root);

#endif
