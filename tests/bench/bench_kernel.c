/*
 * The kernel beside what it competes with: the same indicators as columnar C written by hand, and as
 * Lua closures.
 * Usage: bench_kernel [--document FILE.json] [--units N] [--rounds N] [--only ENGINE [--times N]]
 *
 * All engines measure the same made-up communes; before any time is taken their statuses are held
 * against each other, all of them. Times: in each round every engine runs once untimed and
 * then timed, in turn, and ratios are of one round. --only runs one engine a number of times, for
 * tools that count instructions.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "bench/closures.h"
#include "bench/columns_32_2022.h"
#include "bench/synthetic.h"
#include "dsl/folder.h"
#include "eval/exact.h"
#include "eval/kernel_priv.h"

enum { ENGINES = 4, MOST_ROUNDS = 101 };

typedef struct bench {
    const ntm_document *document;
    bench_data data;
    ntm_plan *plan;
    ntm_exact *exact;
    bench_columns *columns;
    bench_closures *closures;
    ntm_row first;
    int32_t rows;
    uint8_t *statuses;
    size_t handed, runs;
} bench;

static ntm_status decide(void *context, uint32_t indicator, ntm_row row, bool *either_way)
{
    return ntm_exact_indicator_status(context, indicator, row, either_way);
}

static void run_kernel_with(bench *b, const ntm_loops *loops)
{
    ntm_status_planes planes;
    ntm_kernel_run_with(loops, b->plan, b->first, b->rows, &planes);
    b->handed = ntm_kernel_hand_over(&planes, decide, NULL, b->exact);
    ntm_status_planes_clear(&planes);
}

/* Not static: callgrind is told to count what happens inside. Counting the runs keeps the last call
 * from becoming a jump out of the function. */
void bench_run_kernel(bench *b);
void bench_run_columns(bench *b);
void bench_run_closures(bench *b);
void bench_run_base(bench *b);

__attribute__((noinline)) void bench_run_kernel(bench *b)
{
    run_kernel_with(b, ntm_loops_best());
    b->runs++;
}

__attribute__((noinline)) void bench_run_base(bench *b)
{
    run_kernel_with(b, &ntm_loops_base);
    b->runs++;
}

__attribute__((noinline)) void bench_run_columns(bench *b)
{
    bench_columns_run(b->columns, b->statuses);
    b->runs++;
}

__attribute__((noinline)) void bench_run_closures(bench *b)
{
    bench_closures_run(b->closures, b->statuses);
    b->runs++;
}

static const struct {
    const char *name, *label;
    void (*run)(bench *b);
    int times; /* a timed pass */
} ENGINE[ENGINES] = {
    {"columns", "columnar C, by hand", bench_run_columns, 10},
    {"kernel", "kernel", bench_run_kernel, 10},
    {"base", "kernel, without AVX2", bench_run_base, 10},
    {"closures", "Lua closures", bench_run_closures, 1},
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* --- the same statuses ----------------------------------------------------------------------- */

static void must_agree(const bench *b, const char *name, const uint8_t *expected)
{
    size_t rows = (size_t)b->rows;
    for (size_t i = 0; i < rows * b->document->nindicators; i++)
        if (b->statuses[i] != expected[i]) {
            fprintf(stderr, "bench: indicator %s, unit %s: the kernel says %d, %s %d\n",
                    b->document->indicators[i / rows].number,
                    ntm_frame_row(b->data.frame, b->first + (ntm_row)(i % rows))->unit->code,
                    expected[i], name, b->statuses[i]);
            exit(1);
        }
}

static void check(bench *b)
{
    uint32_t n = b->document->nindicators;
    size_t rows = (size_t)b->rows, counts[8] = {0};
    uint8_t *expected = malloc(rows * n);
    ntm_status *statuses = calloc(n, sizeof *statuses);
    bool *either_way = calloc(n, sizeof *either_way);
    ntm_status_planes planes;
    for (uint32_t i = 0; i <= n; i++) {
        const char *number = bench_columns_indicator(i);
        if (i < n ? !number || strcmp(number, b->document->indicators[i].number) : number != NULL) {
            fprintf(stderr, "bench: the columnar C is not of these indicators\n");
            exit(1);
        }
    }
    ntm_kernel_run(b->plan, b->first, b->rows, &planes);
    size_t handed = ntm_kernel_hand_over(&planes, decide, NULL, b->exact);
    for (size_t r = 0; r < rows; r++) {
        ntm_kernel_statuses(&planes, b->first + (ntm_row)r, statuses, either_way);
        for (uint32_t i = 0; i < n; i++) {
            expected[i * rows + r] = (uint8_t)(statuses[i] + (either_way[i] ? 4 : 0));
            counts[expected[i * rows + r] & 3]++;
        }
    }
    ntm_status_planes_clear(&planes);
    bench_run_columns(b);
    must_agree(b, "columnar C", expected);
    memset(b->statuses, 0xff, rows * n);
    bench_run_closures(b);
    must_agree(b, "closures", expected);
    printf("%d communes, %u indicators: %zu pass, %zu fail, %zu unknown, %zu not applicable; "
           "%zu handed over; all engines agree\n",
           b->rows, n, counts[2], counts[0], counts[1], counts[3], handed);
    free(expected);
    free(statuses);
    free(either_way);
}

/* --- times ----------------------------------------------------------------------------------- */

static int compare_doubles(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

static double median(const double *values, int count)
{
    double sorted[MOST_ROUNDS];
    memcpy(sorted, values, (size_t)count * sizeof *values);
    qsort(sorted, (size_t)count, sizeof *sorted, compare_doubles);
    return sorted[count / 2];
}

static void take_times(bench *b, int rounds)
{
    double times[ENGINES][MOST_ROUNDS], ratio[MOST_ROUNDS];
    double pairs = (double)b->rows * b->document->nindicators;
    for (int round = 0; round < rounds; round++)
        for (int e = 0; e < ENGINES; e++) {
            ENGINE[e].run(b); /* its own data in the caches */
            double start = now();
            for (int i = 0; i < ENGINE[e].times; i++)
                ENGINE[e].run(b);
            times[e][round] = (now() - start) / ENGINE[e].times / pairs;
        }
    printf("%-24s %18s %16s\n", "", "ns/unit/indicator", "to columnar C");
    for (int e = 0; e < ENGINES; e++) {
        for (int r = 0; r < rounds; r++)
            ratio[r] = times[e][r] / times[0][r];
        printf("%-24s %18.3f %16.2f\n", ENGINE[e].label, median(times[e], rounds),
               median(ratio, rounds));
    }
    for (int r = 0; r < rounds; r++)
        ratio[r] = times[3][r] / times[1][r];
    printf("closures to kernel %.0f\n", median(ratio, rounds));
}

static void tell_plan(const bench *b)
{
    double start = now();
    ntm_plan *plan = ntm_plan_new(b->document, b->data.frame);
    double made = now() - start;
    ntm_plan_size size = ntm_plan_measure(plan);
    printf("plan: %u instructions in %u segments, %u planes, %u vectors, batches of %d; made in "
           "%.2f ms; loops: %s\n",
           size.instructions, size.segments, size.planes, size.vectors, size.batch, made / 1e6,
           ntm_loops_best()->name);
    ntm_plan_free(plan);
}

/* What a hand-over costs: every indicator of some units by the exact walk. */
static void tell_exact(const bench *b)
{
    int32_t rows = b->rows < 500 ? b->rows : 500;
    double start = now();
    for (ntm_row row = b->first; row < b->first + rows; row++) {
        for (uint32_t i = 0; i < b->document->nindicators; i++)
            ntm_exact_indicator_status(b->exact, i, row, NULL);
        ntm_exact_forget(b->exact);
    }
    printf("exact walk: %.0f ns/unit/indicator\n",
           (now() - start) / rows / b->document->nindicators);
}

/* --- set-up ---------------------------------------------------------------------------------- */

static long option(int argc, char **argv, const char *name, long otherwise)
{
    for (int i = 1; i + 1 < argc; i++)
        if (strcmp(argv[i], name) == 0)
            return strtol(argv[i + 1], NULL, 10);
    return otherwise;
}

static const char *text_option(int argc, char **argv, const char *name)
{
    for (int i = 1; i + 1 < argc; i++)
        if (strcmp(argv[i], name) == 0)
            return argv[i + 1];
    return NULL;
}

/* 32/2022 as the rules folder has it, or as a document. */
static const ntm_document *load(const char *path, ntm_rules **rules, ntm_document **own)
{
    const ntm_document *found = NULL;
    ntm_diags diags = {0};
    char *text = NULL;
    size_t length;
    ntm_rc rc;
    if (path) {
        rc = ntm_file_read(path, (size_t)16 << 20, &text, &length, &diags);
        if (rc == NTM_OK)
            rc = ntm_document_parse(text, length, path, own, &diags);
        found = *own;
        free(text);
    } else {
        setenv("NTM_RULES_HELPER", NTM_TEST_BIN_DIR "/ntm-rules", 0);
        rc = ntm_rules_open(NTM_TEST_SOURCE_DIR "/rules", rules, &diags);
        if (rc == NTM_OK)
            rc = ntm_rules_decision(*rules, "thanh-hoa/32/2022/QĐ-UBND", &found, &diags);
    }
    for (size_t i = 0; i < diags.count && rc != NTM_OK; i++)
        ntm_finding_print(&diags.items[i], false, stderr);
    ntm_diags_clear(&diags);
    return rc == NTM_OK ? found : NULL;
}

static int run_only(bench *b, const char *name, long times)
{
    for (int e = 0; e < ENGINES; e++) {
        if (strcmp(name, ENGINE[e].name) != 0)
            continue;
        for (long i = 0; i < times; i++)
            ENGINE[e].run(b);
        return 0;
    }
    fprintf(stderr, "bench: no engine '%s'\n", name);
    return 2;
}

int main(int argc, char **argv)
{
    bench b = {0};
    ntm_rules *rules = NULL;
    ntm_document *own = NULL;
    long units = option(argc, argv, "--units", 10000), rounds = option(argc, argv, "--rounds", 21);
    const char *only = text_option(argc, argv, "--only");
    if (units < 1 || units > 1000000 || rounds < 1 || rounds > MOST_ROUNDS) {
        fputs("usage: bench_kernel [--document FILE.json] [--units N] [--rounds N] "
              "[--only ENGINE [--times N]]\n",
              stderr);
        return 2;
    }
    b.document = load(text_option(argc, argv, "--document"), &rules, &own);
    if (!b.document)
        return 1;
    b.data = bench_synthetic(b.document, (int32_t)units, 20231231);
    ntm_frame_level(b.data.frame, b.document->level, &b.first, &b.rows);
    b.plan = ntm_plan_new(b.document, b.data.frame);
    b.exact = ntm_exact_new(b.document, b.data.frame, NULL);
    b.columns = bench_columns_new(b.data.frame);
    b.closures = bench_closures_new(b.document, b.data.frame);
    b.statuses = calloc((size_t)b.rows, b.document->nindicators);
    int result = 0;
    if (only) {
        result = run_only(&b, only, option(argc, argv, "--times", 1));
    } else {
        check(&b);
        tell_plan(&b);
        tell_exact(&b);
        take_times(&b, (int)rounds);
    }
    free(b.statuses);
    bench_closures_free(b.closures);
    bench_columns_free(b.columns);
    ntm_exact_free(b.exact);
    ntm_plan_free(b.plan);
    bench_data_free(&b.data);
    ntm_document_free(own);
    ntm_rules_close(rules);
    return result;
}
