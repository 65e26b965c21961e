/*
 * eval/gap_settle.c - which open cell settles an undecided leaf alone, and with what value.
 *
 * The other open cells stay open: the leaf must come out as pass or fail by its status, not only by
 * its interval.
 */
#include "eval/gap_priv.h"

/* Of no more values than these each is tried. */
#define FEW 100

typedef struct question {
    ntm_solver *solver;
    ntm_ref leaf;
    ntm_row row;
    const ntm_open_cell *cell;
    ntm_tri want;
    unsigned sign; /* how the leaf moves with the cell */
} question;

static ntm_tri with(const question *q, ntm_val value)
{
    ntm_lever lever = {q->cell->field, q->cell->row};
    return ntm_solver_try(q->solver, q->leaf, q->row, &lever, q->cell->previous, value);
}

static bool settle_code(const question *q, const char **value_out)
{
    const ntm_field *field = q->cell->field;
    int32_t places = field->kind == NTM_K_YES_NO ? 2 : (int32_t)field->scale->count;
    int32_t wanted = -1, passing = 0;
    bool settles = false;
    for (int32_t place = 0; place < places; place++) {
        ntm_tri truth = with(q, ntm_val_code(place));
        settles = settles || truth != NTM_UNKNOWN;
        if (truth == q->want) {
            passing++;
            if (wanted < 0 || (field->good < 0 && field->kind == NTM_K_GRADE))
                wanted = place; /* the least good one that will do */
        }
    }
    bool free_choice = field->kind == NTM_K_CHOICE && passing > 1;
    if (wanted >= 0 && passing < places && !free_choice)
        *value_out = ntm_code_text(q->solver->out, field->kind, field->scale, wanted);
    return settles;
}

/* Numbers, and dates as days: position i stands for start + i * step. */
typedef struct line {
    ntm_num start, step;
    int64_t count;
    bool date;
} line;

static ntm_val at(const question *q, const line *l, int64_t i)
{
    ntm_arena *arena = q->solver->scratch;
    ntm_num way, value = l->start;
    if (!ntm_num_mul(arena, l->step, ntm_num_int(i), &way) ||
        !ntm_num_add(arena, l->start, way, &value))
        return ntm_val_missing(NTM_WHY_MISSING);
    int64_t day;
    return l->date && ntm_num_to_int(value, &day) ? ntm_val_code((int32_t)day)
                                                  : ntm_val_number(value);
}

static ntm_tri try_at(const question *q, const line *l, int64_t i) { return with(q, at(q, l, i)); }

/* The last position from `inside` towards `outside` that is as wanted. */
static int64_t border(const question *q, const line *l, int64_t inside, int64_t outside)
{
    while (inside - outside > 1 || outside - inside > 1) {
        int64_t middle = inside + (outside - inside) / 2;
        if (try_at(q, l, middle) == q->want)
            inside = middle;
        else
            outside = middle;
    }
    return inside;
}

/* Both ends leave it open. What is neither rising nor falling may settle it in between. */
static bool settles_within(const question *q, const line *l)
{
    for (int64_t i = 1; i < l->count && l->count <= FEW; i++)
        if (try_at(q, l, i) != NTM_UNKNOWN)
            return true;
    return false;
}

static bool settle_line(const question *q, const line *l, const char **value_out)
{
    int64_t low = 0, high = l->count;
    ntm_tri at_low = try_at(q, l, low), at_high = try_at(q, l, high);
    if (at_low == NTM_UNKNOWN && high > 1) /* an end where a denominator is 0 says nothing */
        at_low = try_at(q, l, ++low);
    if (at_high == NTM_UNKNOWN && high > low + 1)
        at_high = try_at(q, l, --high);
    *value_out = NULL;
    if (at_low == NTM_UNKNOWN && at_high == NTM_UNKNOWN)
        return settles_within(q, l);
    if ((at_low == q->want) == (at_high == q->want))
        return true; /* no one border */

    if (q->sign != NTM_SIGN_UP && q->sign != NTM_SIGN_DOWN)
        return true;
    bool rising = at_high == q->want;
    int64_t edge = rising ? border(q, l, high, low) : border(q, l, low, high);
    ntm_val value = at(q, l, edge);
    if (l->date)
        *value_out = ntm_code_text(q->solver->out, NTM_K_DATE, NULL, value.code);
    else
        *value_out = ntm_arena_printf(q->solver->out, rising ? ">=%s" : "<=%s",
                                      ntm_num_text(q->solver->out, value.low));
    return true;
}

static bool settle_date(const question *q, const char **value_out)
{
    ntm_date first = 0, last = 0;
    bool made = ntm_date_make(1000, 1, 1, &first) && ntm_date_make(9999, 12, 31, &last);
    line l = {ntm_num_int(first), ntm_num_int(1), (int64_t)last - first, true};
    return made && settle_line(q, &l, value_out);
}

static bool settle_number(const question *q, const char **value_out)
{
    const ntm_field *field = q->cell->field;
    ntm_interval *interval = q->solver->interval;
    ntm_arena *arena = q->solver->scratch;
    interval->wholes = true;
    ntm_poss can = ntm_poss_cell(interval, field, q->cell->previous, q->cell->row);
    ntm_num low = can.low.least, high = can.high.greatest, way;
    ntm_num most = ntm_num_int(INT64_C(999999999999999));
    ntm_decimal precision = field->precision.coef > 0 ? field->precision : ntm_decimal_int(1);
    line l = {.step = ntm_num_decimal(precision), .count = INT64_C(1) << 60};
    if (!can.some)
        return false;
    if (!ntm_num_finite(high) || ntm_num_cmp(high, most) > 0)
        high = most;
    if (!ntm_num_finite(low)) /* from 0 upwards is what people report */
        low = ntm_num_sign(high) < 0 ? ntm_num_int(-INT64_C(999999999999999)) : ntm_num_int(0);
    if (field->whole) { /* bounds between whole numbers */
        ntm_num floor;
        if (ntm_num_floor(arena, low, &floor) && ntm_num_cmp(floor, low) < 0 &&
            !ntm_num_add(arena, floor, ntm_num_int(1), &low))
            return false;
    }
    l.start = low;
    int64_t count;
    if (ntm_num_sub(arena, high, low, &way) && ntm_num_div(arena, way, l.step, &way) &&
        ntm_num_floor(arena, way, &way) && ntm_num_to_int(way, &count) && count >= 0 &&
        count < l.count)
        l.count = count;
    return settle_line(q, &l, value_out);
}

bool ntm_solver_settles(ntm_solver *solver, ntm_ref leaf, ntm_row row, const ntm_open_cell *cell,
                        ntm_tri want, const char **value_out)
{
    question q = {solver, leaf, row, cell, want, NTM_SIGN_MIXED};
    ntm_lever lever = {cell->field, cell->row};
    *value_out = NULL;
    ntm_solver_begin(solver);
    q.sign = ntm_solver_sign(solver, leaf, row, &lever);
    switch (cell->field->kind) {
    case NTM_K_NUMBER:
        return settle_number(&q, value_out);
    case NTM_K_DATE:
        return settle_date(&q, value_out);
    default:
        return settle_code(&q, value_out);
    }
}
