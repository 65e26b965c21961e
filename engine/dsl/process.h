/*
 * dsl/process.h - helper processes: started with two pipes and nothing else, ended by a deadline.
 */
#ifndef NTM_DSL_PROCESS_H
#define NTM_DSL_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/strbuf.h"

typedef enum ntm_process_end {
    NTM_PROCESS_RUNNING,
    NTM_PROCESS_EXITED,   /**< by itself; status is its exit code */
    NTM_PROCESS_SIGNALED, /**< by a signal that was not ours; status is the signal */
    NTM_PROCESS_DEADLINE, /**< killed: it had not ended in time */
    NTM_PROCESS_FLOOD,    /**< killed: it wrote more than the limit */
    NTM_PROCESS_FAILED,   /**< could not be started; status is an errno */
} ntm_process_end;

/** One helper. Set the first group, start, wait; then read end, status and answer. */
typedef struct ntm_process {
    const char *input; /**< borrowed until it has ended */
    size_t input_length;
    size_t answer_limit;

    ntm_process_end end;
    int status;
    ntm_strbuf answer;

    pid_t pid; /* private from here */
    int to, from;
    size_t sent;
    long long deadline_ms;
} ntm_process;

/**
 * Start program with arguments (NULL-terminated), an empty environment and no descriptor but its
 * standard input and output, both pipes. False: end is NTM_PROCESS_FAILED.
 */
bool ntm_process_start(ntm_process *process, const char *program, char *const argv[],
                       int timeout_ms);
/** Feed and read all of them until one more of those that run has ended, or none runs. */
void ntm_process_wait(ntm_process *const *processes, size_t count);
void ntm_process_clear(ntm_process *process); /**< ends it if it runs, frees the answer */

#endif
