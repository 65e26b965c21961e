/* dsl/process.c - posix_spawn, poll and a monotonic deadline; no threads, no fork without exec. */
#include "dsl/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"

#ifdef NTM_SANITIZED
#define FIRST_CLOSED 3 /* the sanitizers report on standard error */
#else
#define FIRST_CLOSED 2
#endif

#define PIPE_BYTES (1 << 20) /* a request and an answer of usual size fit */

static long long now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void shut(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* A pipe whose ends are not standard descriptors, whatever the caller has closed. */
static bool open_pipe(int ends[2])
{
    int raw[2];
    ends[0] = ends[1] = -1;
    if (pipe2(raw, O_CLOEXEC) != 0)
        return false;
    for (int i = 0; i < 2; i++) {
        ends[i] = fcntl(raw[i], F_DUPFD_CLOEXEC, 3);
        close(raw[i]);
    }
    return ends[0] >= 0 && ends[1] >= 0;
}

static int spawn(ntm_process *p, const char *program, char *const argv[], int in, int out)
{
    static char *const no_environment[] = {NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    int error = posix_spawn_file_actions_init(&actions);
    if (error)
        return error;
    error = posix_spawnattr_init(&attributes);
    if (!error)
        error = posix_spawn_file_actions_adddup2(&actions, in, 0);
    if (!error)
        error = posix_spawn_file_actions_adddup2(&actions, out, 1);
    if (!error)
        error = posix_spawn_file_actions_addclosefrom_np(&actions, FIRST_CLOSED);
    if (!error)
        error = posix_spawnattr_setsigmask(&attributes, &none);
    if (!error)
        error = posix_spawnattr_setsigdefault(&attributes, &all);
    if (!error)
        error =
            posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    if (!error)
        error = posix_spawn(&p->pid, program, &actions, &attributes, argv, no_environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

/* SIGPIPE is blocked while we write: a helper that has ended is no reason to end too. */
typedef struct pipe_guard {
    sigset_t before;
    bool was_pending;
} pipe_guard;

static void guard(pipe_guard *g)
{
    sigset_t pipe_signal, pending;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    sigpending(&pending);
    g->was_pending = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &pipe_signal, &g->before);
}

static void unguard(const pipe_guard *g)
{
    static const struct timespec at_once = {0};
    sigset_t pipe_signal;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    while (!g->was_pending && sigtimedwait(&pipe_signal, NULL, &at_once) < 0 && errno == EINTR)
        continue; /* take our own SIGPIPE away before it can be delivered */
    pthread_sigmask(SIG_SETMASK, &g->before, NULL);
}

/* Feed a helper as far as its pipe takes it, so that it works while the caller does other things. */
static void feed(ntm_process *p)
{
    while (p->sent < p->input_length) {
        ssize_t n = write(p->to, p->input + p->sent, p->input_length - p->sent);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN)
            return;
        if (n <= 0)
            break; /* it does not listen; its answer will say why */
        p->sent += (size_t)n;
    }
    shut(&p->to);
}

bool ntm_process_start(ntm_process *p, const char *program, char *const argv[], int timeout_ms)
{
    int in[2] = {-1, -1}, out[2] = {-1, -1};
    p->to = p->from = -1;
    p->sent = 0;
    p->deadline_ms = now_ms() + timeout_ms;
    int error = open_pipe(in) && open_pipe(out) ? spawn(p, program, argv, in[0], out[1]) : errno;
    shut(&in[0]);
    shut(&out[1]);
    if (error) {
        shut(&in[1]);
        shut(&out[0]);
        p->end = NTM_PROCESS_FAILED;
        p->status = error;
        return false;
    }
    p->to = in[1];
    p->from = out[0];
    fcntl(p->to, F_SETFL, O_NONBLOCK);
    fcntl(p->from, F_SETFL, O_NONBLOCK);
    fcntl(p->to, F_SETPIPE_SZ, PIPE_BYTES); /* where the system refuses, they are only smaller */
    fcntl(p->from, F_SETPIPE_SZ, PIPE_BYTES);
    p->end = NTM_PROCESS_RUNNING;
    pipe_guard g;
    guard(&g);
    feed(p);
    unguard(&g);
    return true;
}

/* Reap it; `why` is how it ended if we ended it. */
static void finish(ntm_process *p, ntm_process_end why)
{
    int status = 0;
    shut(&p->to);
    shut(&p->from);
    if (why != NTM_PROCESS_EXITED)
        kill(p->pid, SIGKILL);
    while (waitpid(p->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    p->end = why;
    if (why == NTM_PROCESS_EXITED && WIFSIGNALED(status)) {
        p->end = NTM_PROCESS_SIGNALED;
        p->status = WTERMSIG(status);
    } else if (why == NTM_PROCESS_EXITED) {
        p->status = WEXITSTATUS(status);
    }
}

/* It closed its output: it is ending. A helper that only pretends to is ended at the deadline. */
static void await_exit(ntm_process *p)
{
    siginfo_t info = {0};
    int fd = pidfd_open(p->pid, 0); /* wakes us at once; kernels without it are asked again */
    long long left;
    while ((left = p->deadline_ms - now_ms()) > 0) {
        if (waitid(P_PID, (id_t)p->pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid)
            break; /* it has ended; an error: nobody is told of children, and it is gone already */
        poll(&(struct pollfd){.fd = fd, .events = POLLIN}, 1, fd < 0 ? 1 : (int)left);
    }
    shut(&fd);
    finish(p, left > 0 ? NTM_PROCESS_EXITED : NTM_PROCESS_DEADLINE);
}

static void drain(ntm_process *p)
{
    char buffer[1 << 16];
    for (;;) {
        ssize_t n = read(p->from, buffer, sizeof buffer);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN)
            return;
        if (n <= 0) {
            await_exit(p);
            return;
        }
        if (p->answer.length + (size_t)n > p->answer_limit) {
            finish(p, NTM_PROCESS_FLOOD);
            return;
        }
        ntm_strbuf_add(&p->answer, buffer, (size_t)n);
    }
}

/* One round over those that run; true when one of them ended. */
static bool round_of(ntm_process *const *list, size_t count, struct pollfd *polls)
{
    long long soonest = 0, now = now_ms();
    size_t n = 0, running = 0;
    bool ended = false;
    for (size_t i = 0; i < count; i++) {
        if (list[i]->end != NTM_PROCESS_RUNNING)
            continue;
        if (!running++ || list[i]->deadline_ms < soonest)
            soonest = list[i]->deadline_ms;
        polls[n++] = (struct pollfd){.fd = list[i]->from, .events = POLLIN};
        polls[n++] = (struct pollfd){.fd = list[i]->to, .events = POLLOUT}; /* -1 is passed over */
    }
    if (!running)
        return true;
    poll(polls, (nfds_t)n, (int)(soonest > now ? soonest - now : 0));
    n = 0;
    for (size_t i = 0; i < count; i++) {
        ntm_process *p = list[i];
        if (p->end != NTM_PROCESS_RUNNING)
            continue;
        short readable = polls[n++].revents, writable = polls[n++].revents;
        if (writable && p->to >= 0)
            feed(p);
        if (readable)
            drain(p);
        if (p->end == NTM_PROCESS_RUNNING && now_ms() >= p->deadline_ms)
            finish(p, NTM_PROCESS_DEADLINE);
        ended = ended || p->end != NTM_PROCESS_RUNNING;
    }
    return ended;
}

void ntm_process_wait(ntm_process *const *processes, size_t count)
{
    pipe_guard g;
    guard(&g);
    struct pollfd *polls = ntm_xcalloc(2 * count, sizeof *polls);
    while (!round_of(processes, count, polls))
        continue;
    free(polls);
    unguard(&g);
}

void ntm_process_clear(ntm_process *p)
{
    if (p->end == NTM_PROCESS_RUNNING && p->pid > 0)
        finish(p, NTM_PROCESS_DEADLINE);
    ntm_strbuf_clear(&p->answer);
}
