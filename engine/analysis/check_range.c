/*
 * analysis/check_range.c - which values a node can have: interval arithmetic in doubles over the
 * ranges of the fields. It serves advice, never a verdict, so an end that is off by a rounding does
 * no harm.
 */
#include <math.h>
#include <string.h>

#include "analysis/check_priv.h"

typedef struct ranging {
    ntm_check_state *c;
    const ntm_check_scene *scene;
    const ntm_check_fact *facts;
    uint32_t nfacts;
} ranging;

static const ntm_check_range ANY = {-INFINITY, INFINITY, false};

static ntm_check_range exactly(double value) { return (ntm_check_range){value, value, value != 0}; }

static ntm_check_range hull(ntm_check_range a, ntm_check_range b)
{
    return (ntm_check_range){fmin(a.low, b.low), fmax(a.high, b.high),
                             a.never_zero && b.never_zero};
}

static bool can_be_zero(ntm_check_range r) { return r.low <= 0 && r.high >= 0 && !r.never_zero; }

/* 0 times infinity is 0 here: an open end is never reached. */
static double times(double a, double b) { return a == 0 || b == 0 ? 0 : a * b; }

static ntm_check_range product(ntm_check_range a, ntm_check_range b)
{
    double ends[] = {times(a.low, b.low), times(a.low, b.high), times(a.high, b.low),
                     times(a.high, b.high)};
    ntm_check_range r = exactly(ends[0]);

    for (int i = 1; i < 4; i++) {
        r.low = fmin(r.low, ends[i]);
        r.high = fmax(r.high, ends[i]);
    }
    r.never_zero = !can_be_zero(a) && !can_be_zero(b);
    return r;
}

static ntm_check_range quotient(ntm_check_range a, ntm_check_range b)
{
    ntm_check_range inverse = ANY;

    if (b.low >= 0) /* 0 itself gives no value */
        inverse = (ntm_check_range){b.high == INFINITY ? 0 : 1 / b.high,
                                    b.low == 0 ? INFINITY : 1 / b.low, b.high != INFINITY};
    else if (b.high <= 0)
        inverse = (ntm_check_range){b.high == 0 ? -INFINITY : 1 / b.high,
                                    b.low == -INFINITY ? 0 : 1 / b.low, b.low != -INFINITY};
    else
        return ANY;
    ntm_check_range r = product(a, inverse);
    r.never_zero = !can_be_zero(a);
    return r;
}

static ntm_check_range of_field(const ntm_field *field)
{
    ntm_check_range r = ANY;

    if (field->kind == NTM_K_GRADE && field->scale) {
        r.low = 0;
        r.high = field->scale->count ? field->scale->count - 1.0 : 0;
    } else if (field->kind == NTM_K_NUMBER) {
        if (field->has_low)
            r.low = ntm_decimal_double(field->low);
        if (field->has_high)
            r.high = ntm_decimal_double(field->high);
    }
    r.never_zero = r.low > 0 || r.high < 0;
    return r;
}

bool ntm_check_part_of(const ntm_check_state *c, const ntm_node *part, const ntm_node *whole)
{
    const ntm_field *field = part->field;

    if (part->op != NTM_OP_FIELD || whole->op != NTM_OP_FIELD)
        return false;
    for (int steps = 0; field && steps < 64; steps++) {
        if (strcmp(field->name, whole->field->name) == 0)
            return true;
        field = field->part_of ? ntm_dictionary_find(c->doc->fields, field->part_of) : NULL;
    }
    return false;
}

static ntm_check_range of(ranging *r, ntm_ref ref);

static ntm_check_range of_share(ranging *r, const ntm_node *node)
{
    ntm_check_range a = of(r, node->args[0]), b = of(r, node->args[1]);
    ntm_check_range q = quotient(a, b);
    const ntm_node *part = ntm_check_node(r->c, node->args[0]);
    const ntm_node *whole = ntm_check_node(r->c, node->args[1]);

    if (ntm_check_part_of(r->c, part, whole) && b.low >= 0)
        q.high = fmin(q.high, 1);
    return node->op == NTM_OP_PERCENT ? product(q, exactly(100)) : q;
}

static ntm_check_range of_years(ranging *r)
{
    ntm_check_range range = ANY;

    for (uint32_t y = 0; y < r->c->nyears; y++)
        if (r->scene->years & (UINT64_C(1) << y))
            range = range.low == -INFINITY ? exactly(r->c->years[y])
                                           : hull(range, exactly(r->c->years[y]));
    if (!r->c->years_known)
        range.high = INFINITY;
    return range;
}

static ntm_check_range of_alternatives(ranging *r, const ntm_node *node)
{
    bool any = false;
    ntm_check_range range = ANY;

    for (uint32_t i = ntm_check_first_value(node); i < node->nargs; i++) {
        ntm_check_scene scene = *r->scene; /* what is remembered holds for one scene: this one
                                              only tells whether the entry can be taken */
        if (!ntm_check_enter(r->c, node, i, &scene))
            continue;
        ntm_check_range entry = of(r, node->args[i]);
        range = any ? hull(range, entry) : entry;
        any = true;
    }
    return range;
}

static ntm_check_range sum(ranging *r, const ntm_node *node)
{
    ntm_check_range total = of(r, node->args[0]);

    for (uint32_t i = 1; i < node->nargs; i++) {
        ntm_check_range next = of(r, node->args[i]);
        bool up = total.low >= 0 && next.low >= 0, down = total.high <= 0 && next.high <= 0;
        bool never = (up || down) && (!can_be_zero(total) || !can_be_zero(next));

        total = (ntm_check_range){total.low + next.low, total.high + next.high, never};
    }
    return total;
}

static ntm_check_range extreme(ranging *r, const ntm_node *node)
{
    ntm_check_range range = of(r, node->args[0]);

    for (uint32_t i = 1; i < node->nargs; i++) {
        ntm_check_range next = of(r, node->args[i]);
        bool never = range.never_zero && next.never_zero;

        range =
            node->op == NTM_OP_MIN
                ? (ntm_check_range){fmin(range.low, next.low), fmin(range.high, next.high), never}
                : (ntm_check_range){fmax(range.low, next.low), fmax(range.high, next.high), never};
    }
    return range;
}

static ntm_check_range rounded(ntm_check_range a, int digits)
{
    double unit = pow(10, digits);
    ntm_check_range r = {a.low, a.high, false};

    if (isfinite(a.low))
        r.low = round(a.low * unit) / unit;
    if (isfinite(a.high))
        r.high = round(a.high * unit) / unit;
    return r;
}

static ntm_check_range of_points(ranging *r, const ntm_node *node)
{
    ntm_check_range range = of(r, node->args[node->nargs - 1]);

    for (uint32_t i = 1; i < node->nargs; i += 2)
        range = hull(range, of(r, node->args[i]));
    return range;
}

/* A sum over one unit or more: 0 or the units' own sign at one end. */
static ntm_check_range of_sum_below(ntm_check_range each)
{
    return (ntm_check_range){each.low >= 0 ? each.low : -INFINITY,
                             each.high <= 0 ? each.high : INFINITY, each.low > 0 || each.high < 0};
}

static ntm_check_range compute(ranging *r, ntm_ref ref)
{
    const ntm_node *node = ntm_check_node(r->c, ref);

    switch (node->op) {
    case NTM_OP_FIELD:
        return of_field(node->field);
    case NTM_OP_NUMBER:
        return exactly(ntm_decimal_double(node->number));
    case NTM_OP_GRADE:
        return exactly(node->n);
    case NTM_OP_DATE:
        return exactly(node->date);
    case NTM_OP_AS_OF:
        return (ntm_check_range){
            r->scene->from == NTM_DATE_MIN ? -INFINITY : (double)r->scene->from,
            r->scene->to == NTM_DATE_MAX ? INFINITY : (double)r->scene->to, false};
    case NTM_OP_YEAR:
        return of_years(r);
    case NTM_OP_PREVIOUS:
    case NTM_OP_PARENT:
        return of(r, node->args[0]);
    case NTM_OP_ADD:
        return sum(r, node);
    case NTM_OP_SUB: {
        ntm_check_range a = of(r, node->args[0]), b = of(r, node->args[1]);
        return (ntm_check_range){a.low - b.high, a.high - b.low, a.low > b.high || a.high < b.low};
    }
    case NTM_OP_MUL:
        return product(of(r, node->args[0]), of(r, node->args[1]));
    case NTM_OP_RATIO:
    case NTM_OP_PERCENT:
        return of_share(r, node);
    case NTM_OP_MIN:
    case NTM_OP_MAX:
        return extreme(r, node);
    case NTM_OP_ROUND:
        return rounded(of(r, node->args[0]), node->n);
    case NTM_OP_FIRST_KNOWN:
    case NTM_OP_WHEN:
    case NTM_OP_CHOOSE:
    case NTM_OP_BY_ZONE:
    case NTM_OP_BY_YEAR:
    case NTM_OP_SINCE:
        return of_alternatives(r, node);
    case NTM_OP_LINEAR:
        return hull(exactly(ntm_decimal_double(node->points[1])),
                    exactly(ntm_decimal_double(node->points[3])));
    case NTM_OP_CHILD_COUNT:
        return (ntm_check_range){1, INFINITY, true}; /* none at all gives no value */
    case NTM_OP_CHILD_COUNT_WHERE:
        return (ntm_check_range){0, INFINITY, false};
    case NTM_OP_CHILD_PERCENT_WHERE:
    case NTM_OP_FAILED_SHARE:
        return (ntm_check_range){0, 100, false};
    case NTM_OP_CHILD_SUM:
        return of_sum_below(of(r, node->args[0]));
    case NTM_OP_CHILD_LEAST:
    case NTM_OP_CHILD_GREATEST:
        return of(r, node->args[0]);
    case NTM_OP_FIRST_OF:
        return of_points(r, node);
    default:
        return ANY;
    }
}

static ntm_check_range of(ranging *r, ntm_ref ref)
{
    ntm_check_state *c = r->c;
    ntm_check_range range;

    if (c->stamps[ref] == c->stamp)
        return c->ranges[ref];
    if (c->steps >= NTM_CHECK_STEPS) {
        c->too_large = true;
        return ANY;
    }
    c->steps++;
    range = compute(r, ref);
    for (uint32_t i = 0; i < r->nfacts; i++)
        if (r->facts[i].node == ref) {
            range.low = fmax(range.low, r->facts[i].range.low);
            range.high = fmin(range.high, r->facts[i].range.high);
            range.never_zero = range.never_zero || r->facts[i].range.never_zero;
        }
    range.never_zero = range.never_zero || range.low > 0 || range.high < 0;
    c->ranges[ref] = range;
    c->stamps[ref] = c->stamp;
    return range;
}

ntm_check_range ntm_check_range_of(ntm_check_state *c, const ntm_check_scene *scene,
                                   const ntm_check_fact *facts, uint32_t nfacts, ntm_ref ref)
{
    ranging r = {c, scene, facts, nfacts};

    c->stamp++;
    return of(&r, ref);
}
