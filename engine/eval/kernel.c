/*
 * eval/kernel.c - run the segments of a plan, batch by batch, and hand out what they decided.
 *
 * A run owns the registers of one batch and the stores that carry values across levels. Before the
 * first segment runs, the rows that each must cover are found, from the rows asked for back
 * to the children and parents that they look at.
 */
#include "eval/kernel.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "eval/kernel_priv.h"

/* --- rows ------------------------------------------------------------------------------------ */

static void cover(ntm_span_rows *span, int32_t first, int32_t end)
{
    if (first >= end)
        return;
    if (span->first >= span->end)
        *span = (ntm_span_rows){first, end};
    if (first < span->first)
        span->first = first;
    if (end > span->end)
        span->end = end;
}

/* The rows of another level that a span of rows looks at through a map. */
static ntm_span_rows through(const ntm_map *map, ntm_span_rows rows)
{
    ntm_span_rows out = {0, 0};
    if (map->children)
        return (ntm_span_rows){map->first[rows.first], map->first[rows.end]};
    for (int32_t i = rows.first; i < rows.end; i++)
        if (map->first[i] >= 0)
            cover(&out, map->first[i], map->first[i] + 1);
    return out;
}

static ntm_span_rows whole_words(ntm_span_rows rows)
{
    return (ntm_span_rows){rows.first & ~63, (rows.end + 63) & ~63};
}

static void find_rows(ntm_run *run, ntm_span_rows asked)
{
    const ntm_plan *plan = run->plan;
    if (!plan->nsegments)
        return;
    run->rows[plan->nsegments - 1] = whole_words(asked);
    for (uint32_t s = plan->nsegments; s-- > 0;) {
        const ntm_segment *segment = &plan->segments[s];
        ntm_span_rows own = run->rows[s];
        if (own.end > plan->level_count[segment->level])
            own.end = plan->level_count[segment->level];
        for (uint32_t l = 0; l < segment->nlinks; l++) {
            const ntm_link *link = &plan->links[segment->links[l]];
            uint32_t from[2] = {plan->stores[link->store].segment, NTM_NO_SEGMENT};
            if (link->errors != NTM_NO_STORE)
                from[1] = plan->stores[link->errors].segment;
            if (from[0] == NTM_NO_SEGMENT && from[1] == NTM_NO_SEGMENT)
                continue;
            ntm_span_rows needed = through(&plan->maps[link->map], own);
            for (int i = 0; i < 2; i++)
                if (from[i] != NTM_NO_SEGMENT)
                    cover(&run->rows[from[i]], needed.first, needed.end);
        }
    }
    for (uint32_t s = 0; s + 1 < plan->nsegments; s++)
        run->rows[s] = whole_words(run->rows[s]);
}

/* --- memory ---------------------------------------------------------------------------------- */

static void make_stores(ntm_run *run)
{
    const ntm_plan *plan = run->plan;
    for (uint32_t i = 0; i < plan->nstores; i++) {
        const ntm_store *store = &plan->stores[i];
        size_t words = ntm_words(plan->level_count[store->level]);
        if (store->segment == NTM_NO_SEGMENT)
            continue;
        if (store->vector)
            run->store_values[i] = ntm_xmalloc((words + 1) * 64 * sizeof(double));
        else
            run->store_planes[i] = ntm_xcalloc(words + 1, sizeof(uint64_t));
    }
}

static void start(ntm_run *run, const ntm_plan *plan, const ntm_loops *loops)
{
    uint32_t planes = 2, vectors = 0;
    memset(run, 0, sizeof *run);
    run->plan = plan;
    run->loops = loops;
    for (uint32_t i = 0; i < plan->nsegments; i++) {
        const ntm_segment *s = &plan->segments[i];
        planes = s->nplanes > planes ? s->nplanes : planes;
        vectors = s->nvectors > vectors ? s->nvectors : vectors;
    }
    size_t words = (size_t)plan->batch / 64;
    run->planes = ntm_xcalloc(planes, sizeof *run->planes);
    run->vectors = ntm_xcalloc(vectors, sizeof *run->vectors);
    run->plane_memory = ntm_xmalloc(planes * words * sizeof(uint64_t));
    run->vector_memory = ntm_xmalloc((size_t)vectors * words * 64 * sizeof(double));
    run->rows = ntm_xcalloc(plan->nsegments, sizeof *run->rows);
    run->store_planes = ntm_xcalloc(plan->nstores, sizeof *run->store_planes);
    run->store_values = ntm_xcalloc(plan->nstores, sizeof *run->store_values);
    run->store_ranks = ntm_xcalloc(plan->nstores, sizeof *run->store_ranks);
    make_stores(run);
}

static void finish(ntm_run *run)
{
    for (uint32_t i = 0; i < run->plan->nstores; i++) {
        free(run->store_planes[i]);
        free(run->store_values[i]);
        free(run->store_ranks[i]);
    }
    free(run->planes);
    free(run->vectors);
    free(run->plane_memory);
    free(run->vector_memory);
    free(run->rows);
    free(run->store_planes);
    free(run->store_values);
    free(run->store_ranks);
}

/* Registers behind the inputs stay where they are from batch to batch. */
static void place_registers(ntm_run *run, const ntm_segment *segment)
{
    size_t words = (size_t)run->plan->batch / 64;
    memset(run->plane_memory, 0, words * sizeof(uint64_t));
    memset(run->plane_memory + words, 0xff, words * sizeof(uint64_t));
    run->planes[NTM_PLANE_NONE] = run->plane_memory;
    run->planes[NTM_PLANE_ALL] = run->plane_memory + words;
    for (uint32_t i = 2 + segment->plane_inputs; i < segment->nplanes; i++)
        run->planes[i] = run->plane_memory + i * words;
    for (uint32_t i = segment->vector_inputs; i < segment->nvectors; i++)
        run->vectors[i] = run->vector_memory + i * words * 64;
}

/* Inputs are only read: the kernel has one kind of pointer for all registers. */
static void place_inputs(ntm_run *run, const ntm_segment *segment, int32_t row)
{
    for (uint32_t i = 0; i < segment->plane_inputs; i++)
        run->planes[2 + i] = (uint64_t *)(uintptr_t)(segment->planes[i] + row / 64);
    for (uint32_t i = 0; i < segment->vector_inputs; i++)
        run->vectors[i] = (double *)(uintptr_t)(segment->vectors[i] + row);
}

/* --- the run --------------------------------------------------------------------------------- */

static void clear_unasked(ntm_status_planes *out)
{
    uint64_t *planes[] = {out->high, out->low, out->error, out->either_way, out->hand};
    int32_t before = out->from - out->first, end = before + out->count;
    for (size_t p = 0; p < sizeof planes / sizeof *planes; p++)
        for (uint32_t i = 0; i < out->indicators; i++) {
            uint64_t *words = planes[p] + i * out->words;
            words[0] &= UINT64_MAX << before;
            if (end % 64)
                words[out->words - 1] &= (UINT64_C(1) << (end % 64)) - 1;
        }
}

void ntm_kernel_run(const ntm_plan *plan, ntm_row first, int32_t count, ntm_status_planes *out)
{
    ntm_kernel_run_with(ntm_loops_best(), plan, first, count, out);
}

void ntm_kernel_run_with(const ntm_loops *loops, const ntm_plan *plan, ntm_row first, int32_t count,
                         ntm_status_planes *out)
{
    ntm_level level = plan->document->level;
    ntm_span_rows asked = {first - plan->level_first[level],
                           first - plan->level_first[level] + count};
    assert(count >= 0 && asked.first >= 0 && asked.end <= plan->level_count[level]);

    int32_t from = asked.first & ~63;
    size_t words = count ? ntm_words(asked.end - from) : 0;
    size_t plane = words * plan->document->nindicators;
    *out = (ntm_status_planes){.indicators = plan->document->nindicators,
                               .first = plan->level_first[level] + from,
                               .from = first,
                               .count = count,
                               .words = words};
    out->high = ntm_xmalloc(5 * plane * sizeof *out->high); /* each word is written */
    out->low = out->high + plane;
    out->error = out->low + plane;
    out->either_way = out->error + plane;
    out->hand = out->either_way + plane;
    if (!plane)
        return;

    ntm_run run;
    start(&run, plan, loops);
    run.out = out;
    find_rows(&run, asked);
    for (uint32_t s = 0; s < plan->nsegments; s++) {
        const ntm_segment *segment = &plan->segments[s];
        place_registers(&run, segment);
        for (int32_t row = run.rows[s].first; row < run.rows[s].end; row += plan->batch) {
            int32_t left = run.rows[s].end - row;
            place_inputs(&run, segment, row);
            run.row = row;
            run.out_word = (size_t)(row - from) / 64;
            ntm_kernel_batch(&run, segment, (size_t)(left < plan->batch ? left : plan->batch) / 64);
        }
    }
    finish(&run);
    clear_unasked(out);
}

void ntm_status_planes_clear(ntm_status_planes *planes)
{
    free(planes->high); /* the others lie behind it */
    *planes = (ntm_status_planes){0};
}

/* --- results --------------------------------------------------------------------------------- */

size_t ntm_kernel_handed(const ntm_status_planes *planes)
{
    size_t out = 0;
    for (size_t i = 0; i < planes->indicators * planes->words; i++)
        out += (size_t)__builtin_popcountll(planes->hand[i]);
    return out;
}

static void decide_one(ntm_status_planes *p, size_t at, uint64_t bit, ntm_status status,
                       bool either_way)
{
    p->hand[at] &= ~bit;
    p->either_way[at] |= either_way ? bit : 0;
    if (status == NTM_ST_ERROR) {
        p->error[at] |= bit;
        return;
    }
    p->high[at] |= (unsigned)status & 2u ? bit : 0;
    p->low[at] |= (unsigned)status & 1u ? bit : 0;
}

size_t ntm_kernel_hand_over(ntm_status_planes *planes, ntm_kernel_decide decide,
                            void (*row_done)(void *context, ntm_row row), void *context)
{
    size_t asked = 0;
    for (size_t w = 0; w < planes->words; w++) {
        uint64_t rows = 0;
        for (uint32_t i = 0; i < planes->indicators; i++)
            rows |= planes->hand[i * planes->words + w];
        for (; rows; rows &= rows - 1) {
            uint64_t bit = rows & -rows;
            ntm_row row = planes->first + (ntm_row)(w * 64) + __builtin_ctzll(rows);
            for (uint32_t i = 0; i < planes->indicators; i++) {
                size_t at = i * planes->words + w;
                if (!(planes->hand[at] & bit))
                    continue;
                bool either_way = false;
                ntm_status status = decide(context, i, row, &either_way);
                decide_one(planes, at, bit, status, either_way);
                asked++;
            }
            if (row_done)
                row_done(context, row);
        }
    }
    return asked;
}

void ntm_kernel_statuses(const ntm_status_planes *planes, ntm_row row, ntm_status *statuses_out,
                         bool *either_way_out)
{
    assert(row >= planes->from && row < planes->from + planes->count);
    size_t word = (size_t)(row - planes->first) / 64;
    unsigned shift = (unsigned)(row - planes->first) % 64;
    for (uint32_t i = 0; i < planes->indicators; i++) {
        size_t at = i * planes->words + word;
        assert(!((planes->hand[at] >> shift) & 1));
        unsigned status = (unsigned)((planes->high[at] >> shift) & 1) * 2 +
                          (unsigned)((planes->low[at] >> shift) & 1);
        statuses_out[i] = (planes->error[at] >> shift) & 1 ? NTM_ST_ERROR : (ntm_status)status;
        if (either_way_out)
            either_way_out[i] = (planes->either_way[at] >> shift) & 1;
    }
}
