/*
 * eval/gap_code.c - the value needed of a yes/no, a grade, a choice or a date.
 *
 * Places of a scale are few: the nearest that will do is found by trying them. Days are many, but a
 * comparison of dates is monotone, so the border is halved into.
 */
#include "eval/gap_priv.h"
#include "model/measure.h"

const char *ntm_code_text(ntm_arena *arena, ntm_kind kind, const ntm_scale *scale, int32_t code)
{
    char date[NTM_DATE_TEXT];
    switch (kind) {
    case NTM_K_YES_NO:
        return code ? "yes" : "no";
    case NTM_K_DATE:
        return ntm_arena_strdup(arena, ntm_date_format(code, date));
    default:
        return scale && code >= 0 && (uint32_t)code < scale->count ? scale->codes[code] : NULL;
    }
}

static bool as_wanted(ntm_solver *solver, ntm_ref leaf, ntm_row row, const ntm_lever *lever,
                      ntm_tri want, int32_t code)
{
    return ntm_solver_try(solver, leaf, row, lever, false, ntm_val_code(code)) == want;
}

static void tell(ntm_solver *solver, const ntm_lever *lever, ntm_row unit_row, int32_t from,
                 int32_t to, ntm_gap_list *list)
{
    ntm_gap *gap = ntm_gap_add(solver, list);
    if (!gap)
        return;
    gap->unit = ntm_gap_unit(solver, lever->row, unit_row);
    gap->field = lever->field->name;
    gap->from = ntm_code_text(solver->out, lever->field->kind, lever->field->scale, from);
    gap->to = ntm_code_text(solver->out, lever->field->kind, lever->field->scale, to);
    gap->measure = NTM_MEASURE_ONE;
    gap->kind = lever->field->kind;
}

/* Whether effort moves the field from one place to the other; unordered lists have no direction. */
static bool may_move(const ntm_field *field, int32_t from, int32_t to)
{
    return !field->good || field->kind == NTM_K_CHOICE || (to > from) == (field->good > 0);
}

static void nearest_place(ntm_solver *solver, ntm_ref leaf, ntm_row row, ntm_row unit_row,
                          const ntm_lever *lever, ntm_tri want, int32_t from, ntm_gap_list *list)
{
    const ntm_field *field = lever->field;
    int32_t places = field->kind == NTM_K_YES_NO ? 2 : (int32_t)field->scale->count;
    for (int32_t distance = 1; distance < places; distance++)
        for (int32_t to = from - distance; to <= from + distance; to += 2 * distance)
            if (to >= 0 && to < places && may_move(field, from, to) &&
                as_wanted(solver, leaf, row, lever, want, to)) {
                tell(solver, lever, unit_row, from, to, list);
                return;
            }
}

/* The lowest grade (of a field whose good direction is up) that still passes. */
static void farthest_grade(ntm_solver *solver, ntm_ref leaf, ntm_row row, ntm_row unit_row,
                           const ntm_lever *lever, ntm_tri want, int32_t from, ntm_gap_list *list)
{
    const ntm_field *field = lever->field;
    int32_t to = from, step = field->good > 0 ? -1 : 1;
    if (field->kind != NTM_K_GRADE || !field->good)
        return;
    while (to + step >= 0 && to + step < (int32_t)field->scale->count &&
           as_wanted(solver, leaf, row, lever, want, to + step))
        to += step;
    if (to != from)
        tell(solver, lever, unit_row, from, to, list);
}

/*
 * The day nearest to `from`, in the direction given, that has the truth of the far end: all days
 * beyond have it too. False when the far end is no different.
 */
static bool border_day(ntm_solver *solver, ntm_ref leaf, ntm_row row, const ntm_lever *lever,
                       ntm_tri want, bool wanted, int32_t from, int direction, int32_t *out)
{
    int32_t far = 0, near = from;
    if (!ntm_date_make(direction < 0 ? 1000 : 9999, direction < 0 ? 1 : 12, direction < 0 ? 1 : 31,
                       &far) ||
        as_wanted(solver, leaf, row, lever, want, far) != wanted)
        return false;
    while (far - near != direction) {
        int32_t middle = near + (far - near) / 2;
        if (as_wanted(solver, leaf, row, lever, want, middle) == wanted)
            far = middle;
        else
            near = middle;
    }
    *out = far;
    return true;
}

/* x <= as_of <= x + months: the earliest day for one too old, as_of for one that lies ahead. */
static void within_gap(ntm_solver *solver, ntm_ref leaf, ntm_row row, ntm_row unit_row,
                       const ntm_lever *lever, ntm_tri want, int32_t from, ntm_gap_list *list)
{
    ntm_date far = solver->exact->choice->as_of, near = from;
    if (!as_wanted(solver, leaf, row, lever, want, far))
        return;
    while (far - near >
           1) { /* no turns where the day lies ahead: as_of is the latest that will do */
        int32_t middle = near + (far - near) / 2;
        if (as_wanted(solver, leaf, row, lever, want, middle))
            far = middle;
        else
            near = middle;
    }
    tell(solver, lever, unit_row, from, far, list);
}

static void date_gap(ntm_solver *solver, ntm_ref leaf, ntm_row row, ntm_row unit_row,
                     const ntm_lever *lever, ntm_tri want, bool margin, int32_t from,
                     ntm_gap_list *list)
{
    unsigned sign = ntm_solver_sign(solver, leaf, row, lever);
    int32_t day;
    if (ntm_graph_node(solver->exact->graph, leaf)->op == NTM_OP_WITHIN) {
        if (!margin && want == NTM_PASS)
            within_gap(solver, leaf, row, unit_row, lever, want, from, list);
        return;
    }
    if (sign != NTM_SIGN_UP && sign != NTM_SIGN_DOWN)
        return;
    int direction = (sign == NTM_SIGN_UP) == (want == NTM_PASS) ? 1 : -1;
    if (!margin) {
        if (border_day(solver, leaf, row, lever, want, true, from, direction, &day))
            tell(solver, lever, unit_row, from, day, list);
    } else if (border_day(solver, leaf, row, lever, want, false, from, -direction, &day) &&
               day + direction != from) {
        tell(solver, lever, unit_row, from, day + direction, list);
    }
}

void ntm_gap_code(ntm_solver *solver, ntm_ref leaf, ntm_row row, ntm_row unit_row,
                  const ntm_lever *lever, ntm_tri want, bool margin, ntm_gap_list *list)
{
    ntm_val from = ntm_exact_cell(solver->exact, lever->field, NULL, false, lever->row);
    ntm_solver_sign(solver, leaf, row, lever); /* what can't change need not be tried again */
    if (lever->field->kind == NTM_K_DATE)
        date_gap(solver, leaf, row, unit_row, lever, want, margin, from.code, list);
    else if (margin)
        farthest_grade(solver, leaf, row, unit_row, lever, want, from.code, list);
    else
        nearest_place(solver, leaf, row, unit_row, lever, want, from.code, list);
}
