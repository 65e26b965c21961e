/*
 * Whole commands, from start to exit, beside an empty process and SQLite that reads the same file.
 * Usage: bench_start [--rounds N]
 *
 * In each round every command runs once, in turn; a ratio is the median of the rounds' ratios. Time on
 * the clock counts for whoever waits; processor time, of all processes of the command together, is
 * what is left of it when the machine is busy. Memory is that of the greatest process.
 */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define C   "datasets/cam-ngoc/"
#define NTM NTM_TEST_BIN_DIR "/ntm"
#define DATA                                                                                       \
    "--units", C "units.csv", "--data", C "observations.csv", "--data", C "titles.csv", "--data",  \
        C "registrations.csv", "--as-of", "2023-12-31"
#define LOAD ".import --csv " C "observations.csv o"

enum { MOST_ROUNDS = 1001, MOST_WORDS = 20 };

typedef struct command {
    const char *label;
    const char *words[MOST_WORDS];
    double wall[MOST_ROUNDS], used[MOST_ROUNDS]; /* ms */
    long peak_kib;
    bool missing;
} command;

static command COMMANDS[] = {
    {.label = "an empty process", .words = {"true"}},
    {.label = "sqlite3, the CSV file",
     .words = {"sqlite3", ":memory:", LOAD, "select count(*), max(value) from o"}},
    {.label = "ntm --version", .words = {NTM, "--version"}},
    {.label = "ntm fields", .words = {NTM, "fields"}},
    {.label = "ntm show 32/2022", .words = {NTM, "show", "32/2022"}},
    {.label = "ntm evaluate, CSV",
     .words = {NTM, "evaluate", "32/2022", "15169", DATA, "--format", "csv"}},
    {.label = "ntm evaluate, text", .words = {NTM, "evaluate", "32/2022", "15169", DATA}},
};
enum { EMPTY, SQLITE, COUNT = sizeof COMMANDS / sizeof *COMMANDS };

static double clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double timeval_ms(struct timeval t)
{
    return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

/* Run a command once, without any output. False: there is no such program, or it failed. */
static bool run(command *c, int round)
{
    extern char **environ;
    posix_spawn_file_actions_t actions;
    struct rusage usage;
    int status;
    pid_t pid;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    double start = clock_ms();
    int error = posix_spawnp(&pid, c->words[0], &actions, NULL, (char *const *)c->words, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error || wait4(pid, &status, 0, &usage) < 0 || status != 0)
        return false;
    c->wall[round] = clock_ms() - start;
    c->used[round] = timeval_ms(usage.ru_utime) + timeval_ms(usage.ru_stime);
    if (usage.ru_maxrss > c->peak_kib)
        c->peak_kib = usage.ru_maxrss;
    return true;
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(const double *values, int count)
{
    double sorted[MOST_ROUNDS];
    memcpy(sorted, values, (size_t)count * sizeof *values);
    qsort(sorted, (size_t)count, sizeof *sorted, compare_doubles);
    return sorted[count / 2];
}

static double median_ratio(const double *values, const double *others, int count)
{
    double ratios[MOST_ROUNDS];
    for (int i = 0; i < count; i++)
        ratios[i] = values[i] / others[i];
    return median(ratios, count);
}

static int usage(void)
{
    fputs("usage: bench_start [--rounds N]\n", stderr);
    return 2;
}

int main(int argc, char **argv)
{
    int rounds = 51;
    if (argc == 3 && !strcmp(argv[1], "--rounds"))
        rounds = atoi(argv[2]);
    else if (argc != 1)
        return usage();
    if (rounds < 1 || rounds > MOST_ROUNDS)
        return usage();
    if (chdir(NTM_TEST_SOURCE_DIR) != 0) {
        perror(NTM_TEST_SOURCE_DIR);
        return 4;
    }
    for (int c = 0; c < COUNT; c++) /* untimed: what it reads is in memory then */
        COMMANDS[c].missing = !run(&COMMANDS[c], 0);
    for (int round = 0; round < rounds; round++)
        for (int c = 0; c < COUNT; c++)
            COMMANDS[c].missing = COMMANDS[c].missing || !run(&COMMANDS[c], round);

    printf("%d rounds, medians; ratios to an empty process and to sqlite3\n\n", rounds);
    printf("%-24s %10s %12s %10s %10s %10s\n", "command", "clock ms", "processor ms", "to empty",
           "to sqlite3", "peak MiB");
    for (int c = 0; c < COUNT; c++) {
        const command *one = &COMMANDS[c];
        if (one->missing) {
            printf("%-24s %10s\n", one->label, "missing");
            continue;
        }
        printf("%-24s %10.2f %12.2f %10.1f ", one->label, median(one->wall, rounds),
               median(one->used, rounds), median_ratio(one->wall, COMMANDS[EMPTY].wall, rounds));
        if (COMMANDS[SQLITE].missing)
            printf("%10s", "-");
        else
            printf("%10.1f", median_ratio(one->wall, COMMANDS[SQLITE].wall, rounds));
        printf(" %10.1f\n", (double)one->peak_kib / 1024);
    }
    return 0;
}
