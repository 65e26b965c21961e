/*
 * ntm-rules/limits.h - the two walls around a script: what the process may do, how much it may use.
 *
 * Every limit here ends the process with one fixed verdict and _exit(). None of them raises a Lua
 * error, so nothing a script does can catch one.
 */
#ifndef NTM_RULES_LIMITS_H
#define NTM_RULES_LIMITS_H

#include <lua.h>
#include <stddef.h>
#include <stdint.h>

#define LIMIT_INSTRUCTIONS 20000000 /* VM instructions, all functions together */
#define LIMIT_LUA_BYTES    ((size_t)64 << 20)
#define LIMIT_TEXT_BYTES   ((size_t)64 << 20) /* what the words keep outside Lua */
#define LIMIT_DEPTH        10000              /* Lua functions that wait for each other */
#define LIMIT_SECONDS      2

/**
 * Give up everything but computing, reading stdin and writing stdout: resource limits, timer, no new
 * privileges, not dumpable, system calls by allow-list. Call it before a byte of input is read.
 * @return NULL, or what could not be set up
 */
const char *limits_enter(void);

/** End the process with a verdict of dsl/protocol.h, unless an answer is already on its way. */
_Noreturn void limits_end(const char *verdict);

/** The allocator of the Lua state; counts against LIMIT_LUA_BYTES. */
void *limits_alloc(void *unused, void *block, size_t old_size, size_t new_size);

/** Install the count hook with this budget. */
void limits_watch(lua_State *L, int64_t instructions);
/** Take the price of work done in C from the same budget. */
void limits_charge(size_t steps);
/** Bytes kept outside Lua so far; ends the process beyond LIMIT_TEXT_BYTES. */
void limits_outside(size_t bytes);

int64_t limits_spent(void);    /**< instructions so far, rounded up to the hook's step */
size_t limits_lua_bytes(void); /**< the most that Lua held at once */

/** Write a whole answer and leave: in one piece, so that the caller is woken once. Its first
 *  NTM_ANSWER_HEAD bytes are free for the head. */
_Noreturn void limits_answer(char *answer, size_t length);

#endif
