/*
 * eval/plan_finish.c - from written segments to a program: what nothing reads is dropped, and values
 * that are never alive together share a register.
 */
#include "eval/plan_build_priv.h"

#include <assert.h>
#include <string.h>

/* Registers larger than this, all vectors of a batch together, leave the caches: smaller batches. */
#define VECTOR_BYTES ((size_t)8 << 20)

static const char *to_of(const ntm_ins *ins) { return ntm_kop_describe((ntm_kop)ins->op)->to; }

static bool is_vector(const ntm_ins *ins, uint32_t operand)
{
    const ntm_kop_info *info = ntm_kop_describe((ntm_kop)ins->op);
    size_t targets = strlen(info->to);
    if (operand < targets)
        return info->to[operand] == 'v';
    return info->from[0] != '*' && info->from[operand - targets] == 'v';
}

static ntm_reg *reg_of(ntm_writer *w, const ntm_ins *ins, uint32_t operand)
{
    uint32_t number = w->operands[ins->first + operand];
    return is_vector(ins, operand) ? &w->vectors.items[number] : &w->planes.items[number];
}

static uint32_t operand_count(const ntm_ins *ins)
{
    return (uint32_t)strlen(to_of(ins)) + ins->nsources;
}

static bool has_link(const ntm_ins *ins)
{
    return ins->op >= NTM_KOP_CHILD_COUNT && ins->op <= NTM_KOP_FETCH_VECTOR;
}

/* Mark the instructions that lead to a status or to a store that is read; the last one first. */
static uint32_t mark(ntm_writer *w, bool *alive, bool *stores)
{
    uint32_t count = 0;
    for (uint32_t i = w->nins; i-- > 0;) {
        const ntm_ins *ins = &w->ins[i];
        uint32_t targets = (uint32_t)strlen(to_of(ins));
        if (ins->op == NTM_KOP_STATUS)
            alive[i] = true;
        else if (ins->op == NTM_KOP_STORE_PLANE || ins->op == NTM_KOP_STORE_VECTOR)
            alive[i] = stores[ins->k];
        for (uint32_t t = 0; t < targets; t++)
            alive[i] = alive[i] || reg_of(w, ins, t)->used;
        if (!alive[i])
            continue;
        count++;
        for (uint32_t t = 0; t < operand_count(ins); t++) {
            ntm_reg *reg = reg_of(w, ins, t);
            if (!reg->used || t < targets) /* walked from the end: the first seen is the last */
                reg->last = t < targets && reg->used ? reg->last : i;
            reg->used = true;
        }
        if (has_link(ins)) {
            const ntm_link *link = &w->build->plan->links[ins->k];
            stores[link->store] = true;
            if (link->errors != NTM_NO_STORE)
                stores[link->errors] = true;
        }
    }
    return count;
}

/* Registers of one kind: inputs first, then those that are shared in turn. */
typedef struct allocation {
    uint32_t inputs, count, nfree;
    uint32_t *unused;
    const void **bases;
} allocation;

static allocation start(ntm_writer *w, ntm_regs *regs, uint32_t constants)
{
    allocation out = {.count = constants};
    out.unused = ntm_arena_array(w->build->scratch, regs->count + 1u, sizeof *out.unused);
    out.bases = ntm_arena_array(w->build->plan->arena, regs->count + 1u, sizeof *out.bases);
    for (uint32_t i = 0; i < constants; i++)
        regs->items[i].place = i;
    for (uint32_t i = constants; i < regs->count; i++) {
        ntm_reg *reg = &regs->items[i];
        if (!reg->base || !reg->used)
            continue;
        reg->place = out.count++;
        out.bases[out.inputs++] = reg->base;
    }
    return out;
}

static void take(allocation *a, ntm_reg *reg)
{
    reg->place = a->nfree ? a->unused[--a->nfree] : a->count++;
}

static void give_back(allocation *a, const ntm_reg *reg) { a->unused[a->nfree++] = reg->place; }

static void allocate(ntm_writer *w, const bool *alive, ntm_segment *out)
{
    ntm_build *build = w->build;
    allocation planes = start(w, &w->planes, 2), vectors = start(w, &w->vectors, 0);
    ntm_ins *ins_out = ntm_arena_array(build->plan->arena, out->nins, sizeof *ins_out);
    uint32_t *operands = ntm_arena_array(build->plan->arena, w->noperands, sizeof *operands);
    uint32_t *links = ntm_arena_array(build->plan->arena, out->nins, sizeof *links);
    uint32_t nins = 0, noperands = 0;
    for (uint32_t i = 0; i < w->nins; i++) {
        const ntm_ins *ins = &w->ins[i];
        uint32_t targets = (uint32_t)strlen(to_of(ins)), count = operand_count(ins);
        if (!alive[i])
            continue;
        ins_out[nins] = *ins;
        ins_out[nins++].first = noperands;
        if (has_link(ins))
            links[out->nlinks++] = ins->k;
        for (uint32_t t = 0; t < count; t++) {
            ntm_reg *reg = reg_of(w, ins, t);
            if (t < targets)
                take(is_vector(ins, t) ? &vectors : &planes, reg);
            operands[noperands++] = reg->place;
        }
        for (uint32_t t = 0; t < count; t++) {
            ntm_reg *reg = reg_of(w, ins, t);
            bool vector = is_vector(ins, t);
            bool constant = !vector && reg <= &w->planes.items[NTM_PLANE_ALL];
            if (reg->last != i || reg->base || constant)
                continue;
            reg->last = UINT32_MAX; /* a source may stand twice */
            give_back(vector ? &vectors : &planes, reg);
        }
    }
    assert(nins == out->nins);
    out->ins = ins_out;
    out->operands = operands;
    out->links = links;
    out->nplanes = planes.count;
    out->nvectors = vectors.count;
    out->plane_inputs = planes.inputs;
    out->vector_inputs = vectors.inputs;
    out->planes = (const uint64_t *const *)planes.bases;
    out->vectors = (const double *const *)vectors.bases;
}

static int32_t batch_rows(const ntm_plan *plan)
{
    size_t rows = NTM_BATCH, most = 0;
    for (uint32_t i = 0; i < plan->nsegments; i++) {
        const ntm_segment *s = &plan->segments[i];
        uint32_t own = s->nvectors - s->vector_inputs;
        most = own > most ? own : most;
    }
    while (rows > 64 && most * rows * sizeof(double) > VECTOR_BYTES)
        rows /= 2;
    return (int32_t)rows;
}

void ntm_plan_finish(ntm_build *build)
{
    enum { MOST = NTM_LEVEL_COUNT * (NTM_PLAN_DEPTH + 2) };
    ntm_plan *plan = build->plan;
    ntm_writer *writers[MOST] = {NULL};
    uint32_t number[MOST], count = 0;
    bool *stores = ntm_arena_array(build->scratch, plan->nstores, sizeof *stores);
    bool *alive[MOST];
    ntm_segment *segments = ntm_arena_array(plan->arena, MOST, sizeof *segments);

    for (uint32_t key = 0; key < MOST; key++)
        writers[key] = build->writers[key % NTM_LEVEL_COUNT][key / NTM_LEVEL_COUNT];
    uint32_t left[MOST] = {0};
    for (uint32_t key = MOST; key-- > 0;) { /* readers before those they read */
        if (!writers[key])
            continue;
        alive[key] = ntm_arena_array(build->scratch, writers[key]->nins, sizeof **alive);
        left[key] = mark(writers[key], alive[key], stores);
    }
    for (uint32_t key = 0; key < MOST; key++) {
        if (!left[key])
            continue;
        number[key] = count;
        segments[count].level = writers[key]->level;
        segments[count].nins = left[key];
        allocate(writers[key], alive[key], &segments[count++]);
    }
    ntm_store *kept = ntm_arena_array(plan->arena, plan->nstores, sizeof *kept);
    for (uint32_t i = 0; i < plan->nstores; i++) {
        kept[i] = plan->stores[i];
        if (kept[i].segment != NTM_NO_SEGMENT)
            kept[i].segment = left[kept[i].segment] ? number[kept[i].segment] : NTM_NO_SEGMENT;
    }
    plan->stores = kept;
    plan->segments = segments;
    plan->nsegments = count;
    plan->batch = batch_rows(plan);
}
