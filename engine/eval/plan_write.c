/*
 * eval/plan_write.c - instructions of a segment while it is written.
 *
 * Equal instructions are written once, and operations with planes that are all 0 or all 1 are not
 * written at all: a rule that cannot err costs nothing for errors.
 */
#include "eval/plan_build_priv.h"

#include <assert.h>
#include <string.h>

static const ntm_kop_info INFO[] = {
#define X(id, text, to, from) [NTM_KOP_##id] = {text, to, from},
    NTM_KERNEL_OPS(X)
#undef X
};

const ntm_kop_info *ntm_kop_describe(ntm_kop op)
{
    assert(op < NTM_KOP_COUNT);
    return &INFO[op];
}

void *ntm_plan_grow(ntm_arena *arena, const void *items, uint32_t count, uint32_t *capacity,
                    size_t size)
{
    if (count < *capacity)
        return (void *)(uintptr_t)items;
    *capacity = *capacity ? *capacity * 2 : 16;
    void *grown = ntm_arena_array(arena, *capacity, size);
    if (count)
        memcpy(grown, items, count * size);
    return grown;
}

static uint32_t add_register(ntm_writer *w, ntm_regs *regs, const void *base)
{
    regs->items = ntm_plan_grow(w->build->scratch, regs->items, regs->count, &regs->capacity,
                                sizeof *regs->items);
    regs->items[regs->count] =
        (ntm_reg){.base = base, .store = NTM_NO_STORE, .written = base ? 0 : w->nins};
    return regs->count++;
}

ntm_writer *ntm_writer_new(ntm_build *build, ntm_level level, uint32_t depth)
{
    ntm_writer *w = ntm_arena_alloc(build->scratch, sizeof *w);
    w->build = build;
    w->level = level;
    w->depth = depth;
    w->nslots = 256;
    w->slots = ntm_arena_array(build->scratch, w->nslots, sizeof *w->slots);
    w->memo = ntm_arena_array(build->scratch, ntm_graph_count(build->graph), sizeof *w->memo);
    add_register(w, &w->planes, NULL); /* NTM_PLANE_NONE */
    add_register(w, &w->planes, NULL); /* NTM_PLANE_ALL */
    return w;
}

static uint32_t *input_slot(ntm_regs *regs, const void *base)
{
    uint64_t h = (uint64_t)(uintptr_t)base * UINT64_C(0x9E3779B97F4A7C15);
    uint32_t slot = (uint32_t)(h >> 32);
    for (;; slot++) {
        uint32_t *at = &regs->slots[slot & (regs->nslots - 1)];
        if (!*at || regs->items[*at - 1].base == base)
            return at;
    }
}

static uint32_t input(ntm_writer *w, ntm_regs *regs, const void *base)
{
    assert(base);
    if (regs->ninputs >= regs->nslots / 2) {
        regs->nslots = regs->nslots ? regs->nslots * 2 : 64;
        regs->slots = ntm_arena_array(w->build->scratch, regs->nslots, sizeof *regs->slots);
        for (uint32_t i = 0; i < regs->count; i++)
            if (regs->items[i].base)
                *input_slot(regs, regs->items[i].base) = i + 1;
    }
    uint32_t *slot = input_slot(regs, base);
    if (!*slot) {
        *slot = add_register(w, regs, base) + 1;
        regs->ninputs++;
    }
    return *slot - 1;
}

ntm_plane ntm_plane_input(ntm_writer *w, const uint64_t *base)
{
    return input(w, &w->planes, base);
}

ntm_vector ntm_vector_input(ntm_writer *w, const double *base)
{
    return input(w, &w->vectors, base);
}

static uint32_t hash(ntm_kop op, uint32_t k, const uint32_t *from, uint32_t nfrom)
{
    uint64_t h = (uint64_t)op * UINT64_C(0x9E3779B97F4A7C15) + k;
    for (uint32_t i = 0; i < nfrom; i++)
        h = (h ^ from[i]) * UINT64_C(0xC2B2AE3D27D4EB4F) + (h >> 29);
    return (uint32_t)(h ^ (h >> 32));
}

static const uint32_t *sources_of(const ntm_writer *w, const ntm_ins *ins)
{
    return &w->operands[ins->first + strlen(INFO[ins->op].to)];
}

static void rehash(ntm_writer *w)
{
    w->nslots *= 2;
    w->slots = ntm_arena_array(w->build->scratch, w->nslots, sizeof *w->slots);
    for (uint32_t i = 0; i < w->nins; i++) {
        const ntm_ins *ins = &w->ins[i];
        uint32_t slot = hash((ntm_kop)ins->op, ins->k, sources_of(w, ins), ins->nsources);
        while (w->slots[slot & (w->nslots - 1)])
            slot++;
        w->slots[slot & (w->nslots - 1)] = i + 1;
    }
}

static void add_operand(ntm_writer *w, uint32_t operand)
{
    w->operands = ntm_plan_grow(w->build->scratch, w->operands, w->noperands, &w->operands_capacity,
                                sizeof *w->operands);
    w->operands[w->noperands++] = operand;
}

uint32_t ntm_write(ntm_writer *w, ntm_kop op, uint32_t k, const uint32_t *from, uint32_t nfrom,
                   uint32_t *second_out)
{
    const char *to = INFO[op].to;
    uint32_t slot = hash(op, k, from, nfrom);
    for (; w->slots[slot & (w->nslots - 1)]; slot++) {
        const ntm_ins *ins = &w->ins[w->slots[slot & (w->nslots - 1)] - 1];
        if (ins->op == op && ins->k == k && ins->nsources == nfrom &&
            memcmp(sources_of(w, ins), from, nfrom * sizeof *from) == 0) {
            if (second_out)
                *second_out = w->operands[ins->first + 1];
            return w->operands[ins->first];
        }
    }
    w->slots[slot & (w->nslots - 1)] = w->nins + 1;

    w->ins = ntm_plan_grow(w->build->scratch, w->ins, w->nins, &w->ins_capacity, sizeof *w->ins);
    uint32_t first = w->noperands;
    w->ins[w->nins++] =
        (ntm_ins){.op = (uint16_t)op, .nsources = (uint16_t)nfrom, .k = k, .first = first};
    for (const char *p = to; *p; p++)
        add_operand(w, add_register(w, *p == 'p' ? &w->planes : &w->vectors, NULL));
    for (uint32_t i = 0; i < nfrom; i++)
        add_operand(w, from[i]);
    if (w->nins > w->nslots / 2)
        rehash(w);
    if (++w->build->instructions >= NTM_PLAN_INSTRUCTIONS)
        w->build->full = true;
    if (second_out)
        *second_out = w->operands[first + 1];
    return *to ? w->operands[first] : 0;
}

uint32_t ntm_write_leaf(ntm_writer *w, ntm_kop op, uint32_t k, uint32_t *second_out)
{
    const uint32_t none = 0;
    return ntm_write(w, op, k, &none, 0, second_out);
}

/* The order of the sources of a symmetric operation is no difference. */
static ntm_plane symmetric(ntm_writer *w, ntm_kop op, ntm_plane x, ntm_plane y)
{
    uint32_t from[2] = {x < y ? x : y, x < y ? y : x};
    return ntm_write(w, op, 0, from, 2, NULL);
}

ntm_plane ntm_plane_and(ntm_writer *w, ntm_plane x, ntm_plane y)
{
    if (x == NTM_PLANE_NONE || y == NTM_PLANE_NONE)
        return NTM_PLANE_NONE;
    if (x == NTM_PLANE_ALL || x == y)
        return y;
    if (y == NTM_PLANE_ALL)
        return x;
    return symmetric(w, NTM_KOP_AND, x, y);
}

ntm_plane ntm_plane_or(ntm_writer *w, ntm_plane x, ntm_plane y)
{
    if (x == NTM_PLANE_ALL || y == NTM_PLANE_ALL)
        return NTM_PLANE_ALL;
    if (x == NTM_PLANE_NONE || x == y)
        return y;
    if (y == NTM_PLANE_NONE)
        return x;
    return symmetric(w, NTM_KOP_OR, x, y);
}

/* The complement of an operation is most often another one of the same planes. */
ntm_plane ntm_plane_not(ntm_writer *w, ntm_plane x)
{
    if (x == NTM_PLANE_NONE)
        return NTM_PLANE_ALL;
    if (x == NTM_PLANE_ALL)
        return NTM_PLANE_NONE;
    uint32_t written = w->planes.items[x].written;
    const ntm_ins *ins = written ? &w->ins[written - 1] : NULL;
    if (ins && ins->op <= NTM_KOP_NAND && ins->op != NTM_KOP_OR) {
        uint32_t a = w->operands[ins->first + 1], b = w->operands[ins->first + 2];
        switch ((ntm_kop)ins->op) {
        case NTM_KOP_AND:
            return NTM_WRITE(w, NAND, 0, NULL, a, b);
        case NTM_KOP_NAND:
            return a == b ? a : symmetric(w, NTM_KOP_AND, a, b);
        case NTM_KOP_AND_NOT:
            return NTM_WRITE(w, OR_NOT, 0, NULL, b, a);
        default: /* OR_NOT */
            return NTM_WRITE(w, AND_NOT, 0, NULL, b, a);
        }
    }
    return NTM_WRITE(w, NAND, 0, NULL, x, x);
}

ntm_plane ntm_plane_and_not(ntm_writer *w, ntm_plane x, ntm_plane y)
{
    if (x == NTM_PLANE_NONE || y == NTM_PLANE_ALL || x == y)
        return NTM_PLANE_NONE;
    if (y == NTM_PLANE_NONE)
        return x;
    if (x == NTM_PLANE_ALL)
        return ntm_plane_not(w, y);
    return NTM_WRITE(w, AND_NOT, 0, NULL, x, y);
}

ntm_plane ntm_plane_or_not(ntm_writer *w, ntm_plane x, ntm_plane y)
{
    if (x == NTM_PLANE_ALL || y == NTM_PLANE_NONE || x == y)
        return NTM_PLANE_ALL;
    if (y == NTM_PLANE_ALL)
        return x;
    if (x == NTM_PLANE_NONE)
        return ntm_plane_not(w, y);
    return NTM_WRITE(w, OR_NOT, 0, NULL, x, y);
}

ntm_plane ntm_plane_mux(ntm_writer *w, ntm_plane c, ntm_plane x, ntm_plane y)
{
    if (c == NTM_PLANE_ALL || x == y)
        return x;
    if (c == NTM_PLANE_NONE)
        return y;
    if (x == NTM_PLANE_NONE)
        return ntm_plane_and_not(w, y, c);
    if (x == NTM_PLANE_ALL)
        return ntm_plane_or(w, c, y);
    if (y == NTM_PLANE_NONE)
        return ntm_plane_and(w, c, x);
    if (y == NTM_PLANE_ALL)
        return ntm_plane_or_not(w, x, c);
    return NTM_WRITE(w, MUX, 0, NULL, c, x, y);
}

ntm_plane ntm_plane_count_ge(ntm_writer *w, ntm_plane *planes, uint32_t count, uint32_t n)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (planes[i] == NTM_PLANE_ALL)
            n -= n > 0;
        else if (planes[i] != NTM_PLANE_NONE)
            planes[kept++] = planes[i];
    }
    if (n == 0)
        return NTM_PLANE_ALL;
    if (n > kept)
        return NTM_PLANE_NONE;
    return ntm_write(w, NTM_KOP_COUNT_GE, n, planes, kept, NULL);
}

uint32_t ntm_plan_number(ntm_build *build, double value)
{
    ntm_plan *plan = build->plan;
    for (uint32_t i = plan->nnumbers; i-- > 0 && i + 64 > plan->nnumbers;)
        if (memcmp(&plan->numbers[i], &value, sizeof value) == 0)
            return i;
    double *numbers = ntm_plan_grow(plan->arena, plan->numbers, plan->nnumbers,
                                    &build->numbers_capacity, sizeof *numbers);
    numbers[plan->nnumbers] = value;
    plan->numbers = numbers;
    return plan->nnumbers++;
}

/* The nearest double of number/100: both sides of the division are exact, so one rounding. */
static double hundredth(ntm_decimal number)
{
    double divisor = 100;
    for (unsigned i = 0; i < number.scale; i++)
        divisor *= 10; /* at most 10^11: exact */
    return (double)number.coef / divisor;
}

static bool same_threshold(const ntm_threshold *t, const ntm_decimal *numbers, uint32_t count,
                           bool percent)
{
    if (t->count != count || t->percent != percent)
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (ntm_decimal_compare(t->number[i], numbers[i]) != 0)
            return false;
    return true;
}

/*
 * The band around a threshold t within which a ratio of two decimals can't be told from it. With
 * the rounding of both decimals, of t, of the ends and of the products the quotient is off by less
 * than 6u relative; 16u leaves room (semantics 6 asks for 8u of both sides).
 */
uint32_t ntm_plan_threshold(ntm_build *build, const ntm_decimal *numbers, uint32_t count,
                            bool percent)
{
    ntm_plan *plan = build->plan;
    for (uint32_t i = plan->nthresholds; i-- > 0 && i + 64 > plan->nthresholds;)
        if (same_threshold(&plan->thresholds[i], numbers, count, percent))
            return i;
    ntm_decimal *copy = ntm_arena_array(plan->arena, count, sizeof *copy);
    double *value = ntm_arena_array(plan->arena, 3 * (size_t)count, sizeof *value);
    double *low = value + count, *high = low + count;
    for (uint32_t i = 0; i < count; i++) {
        copy[i] = numbers[i];
        value[i] = percent ? hundredth(numbers[i]) : ntm_decimal_double(numbers[i]);
        double margin = 16 * NTM_HALF_ULP * (value[i] < 0 ? -value[i] : value[i]);
        low[i] = value[i] - margin;
        high[i] = value[i] + margin;
    }
    ntm_threshold *thresholds = ntm_plan_grow(plan->arena, plan->thresholds, plan->nthresholds,
                                              &build->thresholds_capacity, sizeof *thresholds);
    thresholds[plan->nthresholds] = (ntm_threshold){.count = count,
                                                    .percent = percent,
                                                    .number = copy,
                                                    .value = value,
                                                    .low = low,
                                                    .high = high};
    plan->thresholds = thresholds;
    return plan->nthresholds++;
}
