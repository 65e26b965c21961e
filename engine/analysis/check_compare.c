/*
 * analysis/check_compare.c - thresholds that decide nothing: shares beyond 0 to 100, comparisons that
 * can never pass or never fail for any figure that is taken in at all.
 */
#include <math.h>

#include "analysis/check_priv.h"

/* ---- thresholds of shares ---- */

/* A constant, or a selection of constants: every number in it. */
static bool each_number(const ntm_check_state *c, ntm_ref ref,
                        void (*each)(void *context, const ntm_node *number), void *context)
{
    const ntm_node *node = ntm_check_node(c, ref);
    bool all = true;

    if (node->op == NTM_OP_NUMBER) {
        each(context, node);
        return true;
    }
    if (!ntm_check_is_selection(node->op))
        return false;
    for (uint32_t i = ntm_check_first_value(node); i < node->nargs; i++)
        all = each_number(c, node->args[i], each, context) && all;
    return all;
}

typedef struct threshold {
    double beyond, fraction; /* one of that kind; NAN: none */
} threshold;

static void judge(void *context, const ntm_node *number)
{
    threshold *t = context;
    double value = ntm_decimal_double(number->number);

    if (value < 0 || value > 100)
        t->beyond = value;
    else if (value > 0 && value <= 1)
        t->fraction = value;
}

static bool is_percent(const ntm_node *node)
{
    return node->type.kind == NTM_K_NUMBER && node->type.measure &&
           strcmp(node->type.measure, "percent") == 0;
}

/* True when the comparison was told to have a wrong threshold. */
static bool check_threshold(ntm_check_state *c, ntm_ref ref, ntm_ref value, ntm_ref limit,
                            ntm_check_range range, bool upwards)
{
    threshold t = {NAN, NAN};

    if (!is_percent(ntm_check_node(c, value)))
        return false;
    each_number(c, limit, judge, &t);
    if (!isnan(t.beyond) && ntm_check_first(c, NTM_TOPIC_THRESHOLD, ref)) {
        bool share = range.low >= 0 && range.high <= 100;

        ntm_check_say(c, share ? NTM_ERROR : NTM_WARNING, ref, "percent-threshold",
                      _("a share is compared with %.15g %%; expected 0 to 100"), t.beyond);
    } else if (!isnan(t.fraction) && upwards && ntm_check_first(c, NTM_TOPIC_THRESHOLD, ref)) {
        ntm_check_say(c, NTM_WARNING, ref, "percent-fraction",
                      _("a share is compared with %.15g %%; is %.15g %% meant?"), t.fraction,
                      t.fraction * 100);
    }
    return !isnan(t.beyond);
}

/* ---- what a comparison can come out as ---- */

static unsigned at_least(ntm_check_range a, ntm_check_range b)
{
    return (a.high >= b.low ? NTM_CAN_PASS : 0) | (a.low < b.high ? NTM_CAN_FAIL : 0);
}

static unsigned more_than(ntm_check_range a, ntm_check_range b)
{
    return (a.high > b.low ? NTM_CAN_PASS : 0) | (a.low <= b.high ? NTM_CAN_FAIL : 0);
}

static unsigned is_same(ntm_check_range a, ntm_check_range b)
{
    bool apart = a.high < b.low || b.high < a.low;
    bool single = a.low == a.high && b.low == b.high && a.low == b.low;

    return (apart ? 0 : NTM_CAN_PASS) | (single ? 0 : NTM_CAN_FAIL);
}

/* Kinds with an order that ranges know; choices and answers have none. */
static bool has_range(const ntm_check_state *c, const ntm_node *node)
{
    for (uint32_t i = 0; i < node->nargs; i++) {
        ntm_kind kind = ntm_check_node(c, node->args[i])->type.kind;
        if (kind != NTM_K_NUMBER && kind != NTM_K_GRADE && kind != NTM_K_DATE)
            return false;
    }
    return node->nargs >= 2;
}

unsigned ntm_check_outcome(ntm_check_state *c, const ntm_check_scene *scene, const ntm_node *node)
{
    ntm_check_range a, b;
    unsigned same;

    if (!has_range(c, node))
        return NTM_CAN_PASS | NTM_CAN_FAIL;
    a = ntm_check_range_of(c, scene, NULL, 0, node->args[0]);
    b = ntm_check_range_of(c, scene, NULL, 0, node->args[1]);
    switch (node->op) {
    case NTM_OP_AT_LEAST:
    case NTM_OP_ON_OR_AFTER:
        return at_least(a, b);
    case NTM_OP_AT_MOST:
    case NTM_OP_ON_OR_BEFORE:
        return at_least(b, a);
    case NTM_OP_MORE_THAN:
        return more_than(a, b);
    case NTM_OP_LESS_THAN:
        return more_than(b, a);
    case NTM_OP_IS:
        return is_same(a, b);
    case NTM_OP_IS_NOT:
        same = is_same(a, b);
        return (same & NTM_CAN_FAIL ? NTM_CAN_PASS : 0) | (same & NTM_CAN_PASS ? NTM_CAN_FAIL : 0);
    case NTM_OP_BETWEEN: {
        unsigned low = at_least(a, b);
        unsigned high = at_least(ntm_check_range_of(c, scene, NULL, 0, node->args[2]), a);
        return (low & high & NTM_CAN_PASS) | ((low | high) & NTM_CAN_FAIL);
    }
    default:
        return NTM_CAN_PASS | NTM_CAN_FAIL;
    }
}

/* ---- cell by cell ---- */

typedef struct cells {
    uint32_t count, passing, failing; /* cells, and those that can pass, can fail */
    uint64_t dead_zones, dead_years;  /* of those that cannot pass */
    uint64_t sure_zones, sure_years;  /* of those that cannot fail */
} cells;

/* The comparison in every zone and year that its sides ask for and the scene leaves. */
static cells count_cells(ntm_check_state *c, const ntm_check_scene *scene, ntm_ref ref)
{
    const ntm_node *node = ntm_check_node(c, ref);
    bool by_zone = c->below[ref] & NTM_BELOW_ZONE && c->nzones && c->nzones <= NTM_CHECK_YEARS;
    bool by_year = c->below[ref] & NTM_BELOW_YEAR && c->nyears;
    cells found = {0};

    for (uint32_t z = 0; z < (by_zone ? c->nzones : 1); z++)
        for (uint32_t y = 0; y < (by_year ? c->nyears : 1); y++) {
            ntm_check_scene cell = *scene;
            unsigned can;

            if (by_zone)
                cell.zones &= UINT64_C(1) << z;
            if (by_year)
                cell.years &= UINT64_C(1) << y;
            if ((by_zone && !cell.zones) || (by_year && !cell.years))
                continue;
            can = ntm_check_outcome(c, &cell, node);
            found.count++;
            found.passing += (can & NTM_CAN_PASS) != 0;
            found.failing += (can & NTM_CAN_FAIL) != 0;
            if (!(can & NTM_CAN_PASS)) {
                found.dead_zones |= cell.zones;
                found.dead_years |= cell.years;
            }
            if (!(can & NTM_CAN_FAIL)) {
                found.sure_zones |= cell.zones;
                found.sure_years |= cell.years;
            }
        }
    return found;
}

/* " (zone1; 2022, 2023)" of what does not hold everywhere, or "". */
static const char *cells_text(ntm_check_state *c, uint64_t zones, uint64_t years)
{
    bool some_zones = c->nzones && zones != c->all_zones;
    bool some_years = c->nyears && years != c->all_years;

    if (!some_zones && !some_years)
        return "";
    return ntm_arena_printf(c->arena, " (%s%s%s)", some_zones ? ntm_check_zones_text(c, zones) : "",
                            some_zones && some_years ? "; " : "",
                            some_years ? ntm_check_years_text(c, years) : "");
}

/* " '0 to 100' against '120'": the two ranges. */
static const char *range_text(ntm_check_state *c, ntm_check_range range)
{
    if (range.low == range.high)
        return ntm_arena_printf(c->arena, "%.15g", range.low);
    if (range.low == -INFINITY)
        return ntm_arena_printf(c->arena, _("at most %.15g"), range.high);
    if (range.high == INFINITY)
        return ntm_arena_printf(c->arena, _("at least %.15g"), range.low);
    return ntm_arena_printf(c->arena, _("%.15g to %.15g"), range.low, range.high);
}

static const char *sides_text(ntm_check_state *c, const ntm_check_scene *scene,
                              const ntm_node *node)
{
    const ntm_node *left = ntm_check_node(c, node->args[0]);

    if (left->type.kind == NTM_K_NUMBER)
        return ntm_arena_printf(
            c->arena, _("the left side is %s, the right side %s"),
            range_text(c, ntm_check_range_of(c, scene, NULL, 0, node->args[0])),
            range_text(c, ntm_check_range_of(c, scene, NULL, 0, node->args[1])));
    return left->type.kind == NTM_K_GRADE ? _("whatever the grade is") : _("whatever the day is");
}

static void check_outcome(ntm_check_state *c, const ntm_check_scene *scene, ntm_ref ref)
{
    const ntm_node *node = ntm_check_node(c, ref);
    cells found = count_cells(c, scene, ref);
    bool asked = c->item->role == NTM_ROLE_PASS;

    if (found.passing < found.count && ntm_check_first(c, NTM_TOPIC_COMPARE, ref)) {
        c->item_told = true;
        scene = found.passing ? &(ntm_check_scene){scene->way,  found.dead_zones, found.dead_years,
                                                   scene->from, scene->to,        scene->level}
                              : scene;
        ntm_check_say(c, asked ? NTM_ERROR : NTM_WARNING, ref, "never-passes",
                      _("%s can never pass%s: %s"), ntm_op_name(node->op),
                      cells_text(c, found.dead_zones, found.dead_years),
                      sides_text(c, scene, node));
    } else if (found.failing < found.count && ntm_check_first(c, NTM_TOPIC_COMPARE, ref)) {
        c->item_told = true;
        /* nothing asked for in one zone may be meant; nothing asked for anywhere is not */
        ntm_check_say(c, found.failing ? NTM_NOTE : NTM_WARNING, ref, "never-fails",
                      _("%s can never fail%s: %s"), ntm_op_name(node->op),
                      cells_text(c, found.sure_zones, found.sure_years),
                      sides_text(c, scene, node));
    }
}

void ntm_check_compare(ntm_check_state *c, const ntm_check_scene *scene, ntm_ref ref)
{
    const ntm_node *node = ntm_check_node(c, ref);
    ntm_check_range left;
    bool upwards = node->op == NTM_OP_AT_LEAST || node->op == NTM_OP_MORE_THAN, told;

    if (!has_range(c, node) || !(c->below[ref] & NTM_BELOW_DATA))
        return;
    left = ntm_check_range_of(c, scene, NULL, 0, node->args[0]);
    told = check_threshold(c, ref, node->args[0], node->args[1], left, upwards);
    if (node->op == NTM_OP_BETWEEN)
        told = check_threshold(c, ref, node->args[0], node->args[2], left, false) || told;
    if (told)
        c->item_told = true;
    else
        check_outcome(c, scene, ref);
}
