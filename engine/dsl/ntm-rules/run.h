/*
 * ntm-rules/run.h - one request: load the script, run it, hand back what it wrote.
 */
#ifndef NTM_RULES_RUN_H
#define NTM_RULES_RUN_H

#include "dsl/ntm-rules/dsl.h"
#include "dsl/ntm-rules/item.h"

/** What the script returned, or NULL (the findings say why). */
item *run_script(dsl *d);

/** Push the globals of scripts: sandbox_push() and `use`. */
void run_push_environment(dsl *d);

#endif
