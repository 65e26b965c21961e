/* ntm-rules/words_list.h - the inventory of the sandbox. */
#ifndef NTM_RULES_WORDS_LIST_H
#define NTM_RULES_WORDS_LIST_H

#include <stdio.h>

#include "dsl/ntm-rules/dsl.h"

/** Every value that a script can reach, sorted, one line each. */
void words_list(dsl *d, FILE *out);

#endif
