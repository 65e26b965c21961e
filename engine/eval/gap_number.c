/*
 * eval/gap_number.c - the least change of one number, in steps, by doubling and halving over exact
 * evaluations: the leaf is monotone in the field, so the border is found in some tens of tries.
 */
#include <assert.h>

#include "eval/gap_priv.h"

#define MANY_STEPS (INT64_C(1) << 60)

typedef struct steps {
    ntm_solver *solver;
    ntm_ref leaf;
    ntm_row row;
    const ntm_lever *lever;
    ntm_num start, step; /* step has the sign of the direction */
    ntm_tri want;
    bool until; /* look for the first step at which it is no longer as wanted */
    int window; /* is, between: -1 the lower end is to be reached, +1 the upper; else 0 */
} steps;

static ntm_num at_step(const steps *s, int64_t count)
{
    ntm_arena *arena = s->solver->scratch;
    ntm_num way, end = s->start;
    bool fits = ntm_num_mul(arena, s->step, ntm_num_int(count), &way) &&
                ntm_num_add(arena, s->start, way, &end);
    assert(fits); /* decimals of some 30 digits */
    (void)fits;
    return end;
}

static bool as_wanted(const steps *s, int64_t count)
{
    return ntm_solver_try(s->solver, s->leaf, s->row, s->lever, false,
                          ntm_val_number(at_step(s, count))) == s->want;
}

/* The two sides of the comparison as the probe has them, when both are exact numbers. */
static bool sides(const steps *s, ntm_val *x, ntm_val *end)
{
    ntm_exact *probe = s->solver->probe;
    const ntm_node *leaf = ntm_graph_node(probe->graph, s->leaf);
    *x = ntm_exact_eval(probe, leaf->args[0], s->row);
    *end = ntm_exact_eval(probe, leaf->args[s->window > 0 ? leaf->nargs - 1 : 1], s->row);
    return x->state == NTM_VAL_NUMBER && end->state == NTM_VAL_NUMBER;
}

/* Monotone in count: of a window only the end that is nearer counts, the proof looks at both. */
static bool reached(const steps *s, int64_t count)
{
    bool wanted = as_wanted(s, count);
    if (!s->window)
        return wanted != s->until;
    ntm_val x, end;
    return sides(s, &x, &end) &&
           ntm_val_compare(s->window < 0 ? NTM_OP_AT_LEAST : NTM_OP_AT_MOST, &x, &end) == NTM_PASS;
}

static bool proved(const steps *s, int64_t count)
{
    return as_wanted(s, count) != s->until && as_wanted(s, count - 1) == s->until;
}

/* How far the two sides are apart after so many steps. */
static bool distance(const steps *s, int64_t count, ntm_num *out)
{
    ntm_val x, end;
    as_wanted(s, count); /* puts the number into the probe */
    return sides(s, &x, &end) && ntm_num_sub(s->solver->scratch, x.low, end.low, out);
}

/* Most leaves are linear in the field: where the line through two steps crosses, if it is there. */
static int64_t guess(const steps *s, int64_t limit)
{
    ntm_arena *arena = s->solver->scratch;
    ntm_num at_start, at_one, slope, root;
    int64_t count;
    if (!distance(s, 0, &at_start) || !distance(s, 1, &at_one) ||
        !ntm_num_sub(arena, at_start, at_one, &slope) || !ntm_num_sign(slope) ||
        !ntm_num_div(arena, at_start, slope, &root) || !ntm_num_floor(arena, root, &root) ||
        !ntm_num_to_int(root, &count) || count < 0 || count > limit)
        return 0;
    for (int i = 0; i < 2; i++, count++) /* a tie may be enough, or one step more is needed */
        if (count > 0 && count <= limit && proved(s, count))
            return count;
    return 0;
}

/* How many whole steps lead from the start to an end, without passing it. */
static int64_t steps_to(const steps *s, ntm_num end)
{
    ntm_arena *arena = s->solver->scratch;
    ntm_num way;
    int64_t count;
    if (!ntm_num_finite(end))
        return MANY_STEPS;
    bool fits = ntm_num_sub(arena, end, s->start, &way) && ntm_num_div(arena, way, s->step, &way) &&
                ntm_num_floor(arena, way, &way);
    assert(fits);
    (void)fits;
    if (ntm_num_sign(way) < 0)
        return 0;
    return ntm_num_to_int(way, &count) && count < MANY_STEPS ? count : MANY_STEPS;
}

/* The least number of steps, 1 to limit, at which it is reached; 0: none, or it is not proved. */
static int64_t least(const steps *s, int64_t limit)
{
    int64_t low = 0, high = 1;
    if (limit < 1)
        return 0;
    int64_t guessed = guess(s, limit);
    if (guessed)
        return guessed;
    while (!reached(s, high)) {
        if (high == limit) { /* the very end may be where a denominator becomes 0 */
            if (--high <= low || !reached(s, high))
                return 0;
            break;
        }
        low = high;
        high = high > limit / 2 ? limit : high * 2;
    }
    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;
        if (reached(s, middle))
            high = middle;
        else
            low = middle;
    }
    return proved(s, high) ? high : 0;
}

static ntm_num number_end(int direction)
{
    return ntm_num_int(direction > 0 ? INT64_C(999999999999999) : -INT64_C(999999999999999));
}

static ntm_num range_end(const ntm_field *field, int direction)
{
    if (direction > 0 && field->has_high)
        return ntm_num_decimal(field->high);
    if (direction < 0 && field->has_low)
        return ntm_num_decimal(field->low);
    return number_end(direction);
}

static void tell(const steps *s, ntm_row unit_row, int64_t count, const char *blocked_by,
                 ntm_gap_list *list)
{
    ntm_solver *solver = s->solver;
    ntm_gap *gap = ntm_gap_add(solver, list);
    if (!gap)
        return;
    ntm_num to = at_step(s, count), change;
    bool fits = ntm_num_sub(solver->scratch, to, s->start, &change);
    assert(fits);
    (void)fits;
    gap->unit = ntm_gap_unit(solver, s->lever->row, unit_row);
    gap->field = s->lever->field->name;
    gap->from = ntm_num_text(solver->out, s->start);
    gap->to = ntm_num_text(solver->out, to);
    gap->change = ntm_num_text(solver->out, change);
    gap->measure = s->lever->field->measure;
    gap->kind = NTM_K_NUMBER;
    gap->blocked_by = blocked_by;
}

/* Of is and between: below the lower end -1, above the upper +1, within 0. */
static int window_side(ntm_solver *solver, const ntm_node *leaf, ntm_row row)
{
    ntm_val args[3];
    for (uint32_t i = 0; i < leaf->nargs; i++) {
        args[i] = ntm_exact_eval(solver->exact, leaf->args[i], row);
        if (args[i].state != NTM_VAL_NUMBER)
            return 0;
    }
    if (ntm_num_cmp(args[0].low, args[1].low) < 0)
        return -1;
    return ntm_num_cmp(args[0].low, args[leaf->nargs - 1].low) > 0 ? 1 : 0;
}

/*
 * Does moving the field in its good direction move the leaf towards what is wanted? A window is
 * reached by its measured side; what fits exactly has nothing to spare.
 */
static bool helps(ntm_solver *solver, ntm_ref leaf, ntm_row row, const ntm_lever *lever,
                  ntm_tri want, bool margin, int *window)
{
    const ntm_node *node = ntm_graph_node(solver->exact->graph, leaf);
    bool up = (lever->field->good > 0) == (want == NTM_PASS);
    *window = 0;
    if (node->op != NTM_OP_BETWEEN && node->op != NTM_OP_IS)
        return ntm_solver_sign(solver, leaf, row, lever) == (up ? NTM_SIGN_UP : NTM_SIGN_DOWN);

    for (uint32_t i = 1; i < node->nargs; i++)
        if (ntm_solver_sign(solver, node->args[i], row, lever))
            return false;
    unsigned sign = ntm_solver_sign(solver, node->args[0], row, lever);
    if (want != NTM_PASS || (sign != NTM_SIGN_UP && sign != NTM_SIGN_DOWN))
        return false;
    if (margin)
        return node->op == NTM_OP_BETWEEN;
    *window = window_side(solver, node, row);
    return *window && (*window < 0) == (up == (sign == NTM_SIGN_UP));
}

void ntm_gap_number(ntm_solver *solver, ntm_ref leaf, ntm_row row, ntm_row unit_row,
                    const ntm_lever *lever, ntm_tri want, bool margin, ntm_gap_list *open,
                    ntm_gap_list *blocked)
{
    const ntm_field *field = lever->field;
    int window;
    if (!field->good || !helps(solver, leaf, row, lever, want, margin, &window))
        return;
    int direction = margin ? -field->good : field->good;
    ntm_val start = ntm_exact_cell(solver->exact, field, NULL, false, lever->row);
    ntm_decimal precision = field->precision.coef > 0 ? field->precision : ntm_decimal_int(1);
    if (direction < 0)
        precision.coef = -precision.coef;
    steps s = {.solver = solver,
               .leaf = leaf,
               .row = row,
               .lever = lever,
               .start = start.low,
               .step = ntm_num_decimal(precision),
               .want = want,
               .until = margin,
               .window = window};

    const ntm_field *whole = NULL;
    int64_t in_range = steps_to(&s, range_end(field, direction)), in_whole = MANY_STEPS;
    if (direction > 0 && !ntm_poss_denied(solver->interval, lever->row, false))
        in_whole = steps_to(&s, ntm_poss_upper(solver->interval, field, false, lever->row, &whole));
    int64_t count = least(&s, in_range < in_whole ? in_range : in_whole);
    if (count) {
        tell(&s, unit_row, margin ? count - 1 : count, NULL, open);
        return;
    }
    if (margin)
        return;
    count = least(&s, steps_to(&s, number_end(direction)));
    if (count)
        tell(&s, unit_row, count, count > in_whole && whole ? whole->name : "range", blocked);
}
