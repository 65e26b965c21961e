/*
 * ntm-rules/sandbox.h - the environment of a script, built from nothing.
 *
 * What is not added here does not exist: no load, no metatables, no coroutines, no protected
 * calls, no patterns, no clock, no chance. Everything gives the same on every machine.
 */
#ifndef NTM_RULES_SANDBOX_H
#define NTM_RULES_SANDBOX_H

#include "dsl/ntm-rules/dsl.h"

/**
 * Push the table that a script has as its globals: the words, and what is left of Lua.
 * @param more  adds words to the table on top of the stack
 */
void sandbox_push(dsl *d, void (*more)(dsl *d));

/* The parts; each adds to the table on top of the stack. */
void sandbox_open_base(dsl *d);
void sandbox_open_string(dsl *d); /**< and the metatable of strings */
void sandbox_open_table(dsl *d);
void sandbox_open_math(dsl *d);

/** A library table whose unknown names are findings: pops the table, sets it as `name` below it. */
void sandbox_library(dsl *d, const char *name);

#define SANDBOX_TEXT_MAX ((size_t)256 << 10) /**< bytes of a text that a library function makes */

#endif
