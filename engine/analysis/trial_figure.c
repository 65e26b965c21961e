/*
 * analysis/trial_figure.c - values as the walk sees them, and the figure that takes the nearest value
 * on its grid (counts are whole, lengths have metres) that does what is wanted.
 */
#include <string.h>

#include "analysis/trial_priv.h"

/* ---- values as they are ---- */

/* "78.5" or "157/200"; false when it is too long to be either. */
static bool number_of(ntm_push *p, const char *text, ntm_num *out)
{
    const char *slash = text ? strchr(text, '/') : NULL;
    ntm_decimal above, below;

    if (!text)
        return false;
    if (!slash) {
        if (ntm_decimal_parse(text, &above) != NTM_DECIMAL_OK)
            return false;
        *out = ntm_num_decimal(above);
        return true;
    }
    if (ntm_decimal_parse(ntm_arena_strndup(p->arena, text, (size_t)(slash - text)), &above) !=
            NTM_DECIMAL_OK ||
        ntm_decimal_parse(slash + 1, &below) != NTM_DECIMAL_OK || below.coef == 0)
        return false;
    return ntm_num_div(p->arena, ntm_num_decimal(above), ntm_num_decimal(below), out);
}

bool ntm_push_value_of(ntm_push *p, ntm_ref ref, ntm_row row, ntm_aim *out)
{
    ntm_exact_value value;

    ntm_exact_value_at(p->exact, ref, row, &value);
    if (value.state != NTM_EXACT_VALUE)
        return false;
    out->code = value.code;
    return value.kind != NTM_K_NUMBER || number_of(p, value.low, &out->number);
}

static int compare_to(const ntm_aim *aim, ntm_kind kind, ntm_num number, int32_t code)
{
    if (kind == NTM_K_NUMBER)
        return ntm_num_cmp(number, aim->number);
    return (code > aim->code) - (code < aim->code);
}

bool ntm_aim_satisfied(const ntm_aim *aim, ntm_kind kind, ntm_num number, int32_t code)
{
    int order = compare_to(aim, kind, number, code);

    if (!aim->direction)
        return (order == 0) != aim->strict;
    return order == 0 ? !aim->strict : (order > 0) == (aim->direction > 0);
}

/* ---- a figure ---- */

static bool floor_to(ntm_push *p, ntm_num value, ntm_num step, ntm_num *out)
{
    ntm_num steps;

    return ntm_num_div(p->arena, value, step, &steps) && ntm_num_floor(p->arena, steps, &steps) &&
           ntm_num_mul(p->arena, steps, step, out);
}

/* The nearest value on the field's grid that satisfies the aim, within its range. */
static bool nearest(ntm_push *p, const ntm_field *field, const ntm_aim *aim, ntm_decimal *out)
{
    ntm_num step = ntm_num_int(1), value, up;

    if (!field->whole)
        step = field->precision.coef > 0 ? ntm_num_decimal(field->precision)
                                         : ntm_num_decimal((ntm_decimal){.coef = 1, .scale = 2});
    if (!floor_to(p, aim->number, step, &value) || !ntm_num_add(p->arena, value, step, &up))
        return false;
    if (!ntm_aim_satisfied(aim, NTM_K_NUMBER, value, 0)) {
        if (aim->direction < 0 && !ntm_num_sub(p->arena, value, step, &value))
            return false;
        if (aim->direction > 0)
            value = up;
    }
    if (!ntm_aim_satisfied(aim, NTM_K_NUMBER, value, 0))
        return false;
    if (field->has_low && ntm_num_cmp(value, ntm_num_decimal(field->low)) < 0)
        value = ntm_num_decimal(field->low);
    if (field->has_high && ntm_num_cmp(value, ntm_num_decimal(field->high)) > 0)
        value = ntm_num_decimal(field->high);
    return ntm_aim_satisfied(aim, NTM_K_NUMBER, value, 0) &&
           ntm_decimal_parse(ntm_num_text(p->arena, value), out) == NTM_DECIMAL_OK;
}

static bool set_code(ntm_trial_cell *cell, const ntm_aim *aim)
{
    const ntm_scale *scale = cell->field->scale;
    int32_t code = aim->code + (aim->strict ? aim->direction : 0);

    switch (cell->field->kind) {
    case NTM_K_YES_NO:
        cell->value = (ntm_value){.kind = NTM_K_YES_NO, .yes = code != 0};
        return true;
    case NTM_K_DATE:
        cell->value = (ntm_value){.kind = NTM_K_DATE, .date = code};
        return true;
    default:
        if (aim->strict && !aim->direction) /* any other */
            code = aim->code == 0 ? 1 : 0;
        if (!scale || code < 0 || code >= (int32_t)scale->count)
            return false;
        cell->value = (ntm_value){.kind = cell->field->kind, .code = scale->codes[code]};
        return true;
    }
}

bool ntm_push_field(ntm_push *p, const ntm_field *field, ntm_row row, bool previous, ntm_aim aim)
{
    int32_t unit = ntm_push_unit(p, row);
    ntm_trial_cell *cell;
    ntm_decimal number;

    unit = unit < 0 ? -1 : ntm_trial_reader(p->trial, unit, field);
    cell = unit < 0 ? NULL : ntm_trial_cell_at(p->trial, unit, field, previous);
    if (!cell)
        return false;
    if (field->kind == NTM_K_NUMBER) {
        if (aim.strict && !aim.direction) /* another number: one step more */
            aim.direction = 1;
        if (!nearest(p, field, &aim, &number))
            return false;
        cell->value = (ntm_value){
            .kind = NTM_K_NUMBER, .has_low = true, .has_high = true, .low = number, .high = number};
    } else if (!set_code(cell, &aim)) {
        return false;
    }
    cell->set = true;
    p->changed = true;
    return true;
}
