/* ntm-rules/limits.c - see the header. */
#include "dsl/ntm-rules/limits.h"

#include <errno.h>
#include <seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include "dsl/protocol.h"

#define HOOK_STEP 1000

static int64_t budget = LIMIT_INSTRUCTIONS, spent;
static size_t lua_bytes, lua_peak, outside_bytes;
static volatile sig_atomic_t answering; /* the first byte of an answer is written */

static void put(const char *bytes, size_t length)
{
    while (length) {
        ssize_t n = write(STDOUT_FILENO, bytes, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            _exit(4);
        bytes += n;
        length -= (size_t)n;
    }
}

_Noreturn void limits_end(const char *verdict)
{
    if (!answering) {
        answering = 1;
        char frame[NTM_ANSWER_HEAD + 64];
        size_t length = strlen(verdict);
        ntm_answer_head(frame, NTM_ANSWER_LIMIT_HIT, length);
        memcpy(frame + NTM_ANSWER_HEAD, verdict, length);
        put(frame, NTM_ANSWER_HEAD + length); /* one write: a pipe takes it whole */
    }
    _exit(1);
}

_Noreturn void limits_answer(char *answer, size_t length)
{
    if (length > NTM_ANSWER_LIMIT)
        limits_end(NTM_VERDICT_ANSWER);
    ntm_answer_head(answer, NTM_ANSWER_TREE, length - NTM_ANSWER_HEAD);
    answering = 1;
    put(answer, length);
    _exit(0);
}

static void on_alarm(int signal)
{
    (void)signal;
    limits_end(NTM_VERDICT_TIME);
}

/* ---- what the process may use ---- */

static bool limit(int resource, rlim_t value)
{
    struct rlimit both = {.rlim_cur = value, .rlim_max = value};
    return setrlimit((__rlimit_resource_t)resource, &both) == 0;
}

static bool limit_resources(void)
{
    bool ok = limit(RLIMIT_CPU, LIMIT_SECONDS + 1) && limit(RLIMIT_FSIZE, 0) &&
              limit(RLIMIT_NOFILE, 3) && limit(RLIMIT_NPROC, 0) && limit(RLIMIT_CORE, 0) &&
              limit(RLIMIT_STACK, (rlim_t)8 << 20);
#ifndef NTM_SANITIZED /* the sanitizers' shadow memory is terabytes of address space */
    ok = ok && limit(RLIMIT_AS, (rlim_t)192 << 20);
#endif
    return ok;
}

static bool start_timer(void)
{
    struct sigaction action = {.sa_handler = on_alarm};
    struct itimerval once = {.it_value.tv_sec = LIMIT_SECONDS};
    sigset_t none;
    sigemptyset(&none);
    return sigaction(SIGALRM, &action, NULL) == 0 && sigprocmask(SIG_SETMASK, &none, NULL) == 0 &&
           setitimer(ITIMER_REAL, &once, NULL) == 0;
}

/* ---- what the process may ask of the kernel ---- */

static bool allow(scmp_filter_ctx filter, int syscall)
{
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, syscall, 0) == 0;
}

static bool filter_syscalls(void)
{
    static const int always[] = {
        SCMP_SYS(read),        SCMP_SYS(write),          SCMP_SYS(exit_group),
        SCMP_SYS(brk),         SCMP_SYS(munmap),         SCMP_SYS(mremap),
        SCMP_SYS(futex),       SCMP_SYS(rt_sigreturn),   SCMP_SYS(clock_gettime),
        SCMP_SYS(madvise), /* free() of large blocks gives pages back */
#ifdef NTM_SANITIZED
        SCMP_SYS(mprotect),    SCMP_SYS(getpid),         SCMP_SYS(gettid),
        SCMP_SYS(sched_yield), SCMP_SYS(rt_sigprocmask), SCMP_SYS(sigaltstack),
        SCMP_SYS(readlink),    SCMP_SYS(rt_sigaction),   SCMP_SYS(sched_getaffinity),
#endif
    };
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (!filter)
        return false;
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof always / sizeof *always; i++)
        ok = allow(filter, always[i]);
    ok = ok && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
                                SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0;
    ok = ok && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return ok;
}

const char *limits_enter(void)
{
    if (!start_timer())
        return "timer";
    if (!limit_resources())
        return "resource limits";
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        return "privileges";
    if (!filter_syscalls())
        return "system-call filter";
    return NULL;
}

/* ---- how much the script may use ---- */

void *limits_alloc(void *unused, void *block, size_t old_size, size_t new_size)
{
    (void)unused;
    if (!block)
        old_size = 0; /* Lua passes the kind of object here */
    if (new_size == 0) {
        lua_bytes -= old_size;
        free(block);
        return NULL;
    }
    size_t after = lua_bytes - old_size;
    if (new_size > LIMIT_LUA_BYTES || after > LIMIT_LUA_BYTES - new_size)
        limits_end(NTM_VERDICT_MEMORY);
    void *moved = realloc(block, new_size);
    if (!moved)
        limits_end(NTM_VERDICT_MEMORY);
    lua_bytes = after + new_size;
    if (lua_bytes > lua_peak)
        lua_peak = lua_bytes;
    return moved;
}

/*
 * A function that calls itself without end would stop at the memory limit, which tells its author
 * nothing. Ended here it is an error with a line; it needs no verdict, for nothing catches errors.
 */
static void check_depth(lua_State *L)
{
    lua_Debug ar;
    if (!lua_getstack(L, LIMIT_DEPTH, &ar))
        return;
    if (lua_getstack(L, 0, &ar) && lua_getinfo(L, "Sl", &ar))
        lua_pushfstring(L, "%s:%d: stack overflow", ar.source + 1, ar.currentline);
    else
        lua_pushliteral(L, "stack overflow");
    lua_error(L);
}

static void on_count(lua_State *L, lua_Debug *ar)
{
    (void)ar;
    check_depth(L);
    spent += HOOK_STEP;
    if (spent > budget)
        limits_end(NTM_VERDICT_INSTRUCTIONS);
}

void limits_watch(lua_State *L, int64_t instructions)
{
    budget = instructions;
    lua_sethook(L, on_count, LUA_MASKCOUNT, HOOK_STEP);
}

void limits_charge(size_t steps)
{
    spent += steps > LIMIT_INSTRUCTIONS ? LIMIT_INSTRUCTIONS : (int64_t)steps;
    if (spent > budget)
        limits_end(NTM_VERDICT_INSTRUCTIONS);
}

void limits_outside(size_t bytes)
{
    outside_bytes += bytes;
    if (bytes > LIMIT_TEXT_BYTES || outside_bytes > LIMIT_TEXT_BYTES)
        limits_end(NTM_VERDICT_MEMORY);
}

int64_t limits_spent(void) { return spent; }
size_t limits_lua_bytes(void) { return lua_peak; }
