/* eval/kernel_batch.c - the interpreter: one case for each opcode of eval/plan_priv.h. */
#include "eval/kernel_priv.h"

#include <assert.h>
#include <string.h>

/* Written whole by a segment before: its bits are counted the first time that it is read. */
static const uint32_t *ranks_of(ntm_run *run, uint32_t store)
{
    if (!run->store_ranks[store]) {
        size_t words = ntm_words(run->plan->level_count[run->plan->stores[store].level]);
        run->store_ranks[store] = ntm_xmalloc((words + 1) * sizeof **run->store_ranks);
        run->loops->rank(run->store_ranks[store], run->store_planes[store], words);
    }
    return run->store_ranks[store];
}

/* What a link reads, at the batch's rows. */
static const ntm_children *linked(ntm_run *run, const ntm_ins *ins, ntm_children *to)
{
    const ntm_plan *plan = run->plan;
    const ntm_link *link = &plan->links[ins->k];
    const ntm_store *store = &plan->stores[link->store];
    *to = (ntm_children){.first = plan->maps[link->map].first + run->row,
                         .plane = run->store_planes[link->store],
                         .values = store->values ? store->values : run->store_values[link->store]};
    if (ins->op == NTM_KOP_CHILD_COUNT || ins->op == NTM_KOP_CHILD_ANY)
        to->ranks = ranks_of(run, link->store);
    if (link->errors != NTM_NO_STORE)
        to->errors = run->store_values[link->errors];
    return to;
}

static void store_plane(ntm_run *run, uint32_t number, ntm_cbits from, size_t words)
{
    memcpy(run->store_planes[number] + run->row / 64, from, words * sizeof *from);
}

static void store_vector(ntm_run *run, uint32_t number, ntm_cnums from, size_t words)
{
    memcpy(run->store_values[number] + run->row, from, words * 64 * sizeof *from);
}

static void status(ntm_run *run, uint32_t indicator, const uint32_t *operands, size_t words)
{
    ntm_status_planes *out = run->out;
    size_t at = indicator * out->words + run->out_word;
    ntm_status_words to = {out->high + at, out->low + at, out->error + at, out->either_way + at,
                           out->hand + at};
    ntm_cbits from[8];
    for (int i = 0; i < 8; i++)
        from[i] = run->planes[operands[i]];
    if (words > out->words - run->out_word)
        words = out->words - run->out_word;
    run->loops->status(&to, from, words);
}

static void count_ge(ntm_run *run, const ntm_ins *ins, const uint32_t *operands, size_t words)
{
    ntm_cbits planes[NTM_MAX_ARGS];
    assert(ins->nsources <= NTM_MAX_ARGS);
    for (uint32_t i = 0; i < ins->nsources; i++)
        planes[i] = run->planes[operands[1 + i]];
    run->loops->count_ge(run->planes[operands[0]], planes, ins->nsources, ins->k, words);
}

#define P(i)      run->planes[o[i]]
#define V(i)      run->vectors[o[i]]
#define REAL(i)   ((ntm_real){V(i), V((i) + 1)})
#define REAL_OUT  ((ntm_real_out){V(0), V(1)})
#define NUMBER    plan->numbers[ins->k]
#define THRESHOLD &plan->thresholds[ins->k]
#define LINKED    (linked(run, ins, &children))

void ntm_kernel_batch(ntm_run *run, const ntm_segment *segment, size_t words)
{
    const ntm_plan *plan = run->plan;
    const ntm_loops *do_ = run->loops;
    ntm_children children;
    for (const ntm_ins *ins = segment->ins, *end = ins + segment->nins; ins < end; ins++) {
        const uint32_t *o = segment->operands + ins->first;
        switch ((ntm_kop)ins->op) {
        case NTM_KOP_AND:
            do_->and (P(0), P(1), P(2), words);
            break;
        case NTM_KOP_OR:
            do_->or (P(0), P(1), P(2), words);
            break;
        case NTM_KOP_AND_NOT:
            do_->and_not(P(0), P(1), P(2), words);
            break;
        case NTM_KOP_OR_NOT:
            do_->or_not(P(0), P(1), P(2), words);
            break;
        case NTM_KOP_NAND:
            do_->nand(P(0), P(1), P(2), words);
            break;
        case NTM_KOP_MUX:
            do_->mux(P(0), P(1), P(2), P(3), words);
            break;
        case NTM_KOP_COUNT_GE:
            count_ge(run, ins, o, words);
            break;
        case NTM_KOP_RATIO_BELOW:
            do_->ratio_below(P(0), P(1), V(2), V(3), THRESHOLD, P(4), words);
            break;
        case NTM_KOP_RATIO_ABOVE:
            do_->ratio_above(P(0), P(1), V(2), V(3), THRESHOLD, P(4), words);
            break;
        case NTM_KOP_RATIO_BELOW_ONE:
            do_->ratio_below_one(P(0), P(1), V(2), V(3), words);
            break;
        case NTM_KOP_RATIO_ABOVE_ONE:
            do_->ratio_above_one(P(0), P(1), V(2), V(3), words);
            break;
        case NTM_KOP_RATIO_BELOW_TABLE:
            do_->ratio_below_table(P(0), P(1), V(2), V(3), V(4), THRESHOLD, P(5), words);
            break;
        case NTM_KOP_RATIO_ABOVE_TABLE:
            do_->ratio_above_table(P(0), P(1), V(2), V(3), V(4), THRESHOLD, P(5), words);
            break;
        case NTM_KOP_RATIO_BELOW_VECTOR:
            do_->ratio_below_vector(P(0), P(1), V(2), V(3), V(4), ins->k != 0, P(5), words);
            break;
        case NTM_KOP_RATIO_ABOVE_VECTOR:
            do_->ratio_above_vector(P(0), P(1), V(2), V(3), V(4), ins->k != 0, P(5), words);
            break;
        case NTM_KOP_LESS:
            do_->less(P(0), V(1), V(2), words);
            break;
        case NTM_KOP_LESS_CONST:
            do_->less_const(P(0), V(1), NUMBER, words);
            break;
        case NTM_KOP_MORE_CONST:
            do_->more_const(P(0), V(1), NUMBER, words);
            break;
        case NTM_KOP_EQUAL_CONST:
            do_->equal_const(P(0), V(1), NUMBER, words);
            break;
        case NTM_KOP_LESS_TABLE:
            do_->less_table(P(0), V(1), V(2), THRESHOLD, words);
            break;
        case NTM_KOP_MORE_TABLE:
            do_->more_table(P(0), V(1), V(2), THRESHOLD, words);
            break;
        case NTM_KOP_LESS_NEAR:
            do_->less_near(P(0), P(1), REAL(2), REAL(4), words);
            break;
        case NTM_KOP_SMALL:
            do_->small(P(0), REAL(1), words);
            break;
        case NTM_KOP_ADD:
            do_->add(REAL_OUT, REAL(2), REAL(4), words);
            break;
        case NTM_KOP_SUB:
            do_->sub(REAL_OUT, REAL(2), REAL(4), words);
            break;
        case NTM_KOP_MUL:
            do_->mul(REAL_OUT, REAL(2), REAL(4), words);
            break;
        case NTM_KOP_DIV:
            do_->div(REAL_OUT, REAL(2), REAL(4), words);
            break;
        case NTM_KOP_LEAF_ERROR:
            do_->leaf_error(V(0), V(1), words);
            break;
        case NTM_KOP_LEAST:
            do_->least(V(0), V(1), V(2), words);
            break;
        case NTM_KOP_GREATEST:
            do_->greatest(V(0), V(1), V(2), words);
            break;
        case NTM_KOP_SELECT:
            do_->select(V(0), P(1), V(2), V(3), words);
            break;
        case NTM_KOP_FILL:
            do_->fill(V(0), NUMBER, words);
            break;
        case NTM_KOP_PICK:
            do_->pick(V(0), V(1), THRESHOLD, words);
            break;
        case NTM_KOP_CHILD_COUNT:
            do_->child_count(V(0), LINKED, words);
            break;
        case NTM_KOP_CHILD_ANY:
            do_->child_any(P(0), LINKED, words);
            break;
        case NTM_KOP_CHILD_SUM:
            do_->child_sum(REAL_OUT, LINKED, words);
            break;
        case NTM_KOP_CHILD_LEAST:
            do_->child_least(REAL_OUT, LINKED, words);
            break;
        case NTM_KOP_CHILD_GREATEST:
            do_->child_greatest(REAL_OUT, LINKED, words);
            break;
        case NTM_KOP_FETCH_PLANE:
            do_->fetch_plane(P(0), LINKED, words);
            break;
        case NTM_KOP_FETCH_VECTOR:
            do_->fetch_vector(V(0), LINKED, words);
            break;
        case NTM_KOP_STORE_PLANE:
            store_plane(run, ins->k, P(0), words);
            break;
        case NTM_KOP_STORE_VECTOR:
            store_vector(run, ins->k, V(0), words);
            break;
        case NTM_KOP_STATUS:
            status(run, ins->k, o, words);
            break;
        case NTM_KOP_COUNT:
            assert(!"no instruction");
        }
    }
}
