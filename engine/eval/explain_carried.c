/*
 * eval/explain_carried.c - values of facts as text, and what the predecessors of a unit have of one.
 *
 * A carried figure is told by the units that reported it: where a predecessor's own figure was
 * carried from units before it, those are told in its place.
 */
#include <string.h>

#include "eval/explain_priv.h"

static const char *bounds_text(ntm_arena *out, const ntm_val *v)
{
    if (!ntm_num_finite(v->high))
        return ntm_num_finite(v->low) ? ntm_arena_printf(out, ">=%s", ntm_num_text(out, v->low))
                                      : NULL;
    if (!ntm_num_finite(v->low))
        return ntm_arena_printf(out, "<=%s", ntm_num_text(out, v->high));
    return ntm_arena_printf(out, "%s..%s", ntm_num_text(out, v->low), ntm_num_text(out, v->high));
}

static const char *code_text(const ntm_field *field, ntm_arena *out, int32_t code)
{
    char date[NTM_DATE_TEXT];
    if (field->kind == NTM_K_YES_NO)
        return code ? "yes" : "no";
    if (field->kind == NTM_K_DATE)
        return ntm_arena_strdup(out, ntm_date_format(code, date));
    return field->scale && (uint32_t)code < field->scale->count ? field->scale->codes[code] : NULL;
}

const char *ntm_explain_value(ntm_arena *out, const ntm_field *field, const ntm_val *v)
{
    switch (v->state) {
    case NTM_VAL_NUMBER:
        return ntm_num_text(out, v->low);
    case NTM_VAL_BOUNDS:
        return bounds_text(out, v);
    case NTM_VAL_CODE:
        return code_text(field, out, v->code);
    default:
        return NULL;
    }
}

/* ---- predecessors ---- */

typedef struct telling {
    ntm_arena *out;
    const ntm_field *field;
    ntm_carried *items;
    uint32_t count, capacity;
    bool any, all_count; /* one has a figure; the figures of all may be counted */
} telling;

static ntm_carried *add(telling *t)
{
    if (t->count == t->capacity) {
        uint32_t capacity = t->capacity ? t->capacity * 2 : 4;
        ntm_carried *items = ntm_arena_array(t->out, capacity, sizeof *items);
        if (t->count)
            memcpy(items, t->items, t->count * sizeof *items);
        t->items = items;
        t->capacity = capacity;
    }
    return &t->items[t->count++];
}

static void tell(telling *t, const ntm_frame *frame, const ntm_column *column, ntm_row row)
{
    size_t count;
    const ntm_frame_predecessor *list = ntm_frame_predecessors(frame, row, &count);
    for (size_t i = 0; i < count; i++) {
        ntm_cell cell;
        ntm_frame_predecessor_cell(&list[i], column, &cell);
        const ntm_column *there = cell.carried
                                      ? ntm_frame_column(list[i].frame, column->field, NULL,
                                                         column->previous, column->level)
                                      : NULL;
        if (there) {
            tell(t, list[i].frame, there, list[i].row);
            continue;
        }
        ntm_val v = ntm_exact_cell_value(t->field, &cell);
        const char *value = ntm_explain_value(t->out, t->field, &v);
        /* a copy: the frame of another decision that `meets` looked at is gone before the result */
        ntm_predecessor *of = ntm_arena_alloc(t->out, sizeof *of);
        *of = list[i].is;
        *add(t) = (ntm_carried){.of = of,
                                .value = value,
                                .stale = cell.state == NTM_CELL_STALE,
                                .derived = cell.derived,
                                .observation = cell.observation};
        t->any = t->any || value;
        t->all_count = t->all_count && list[i].is.counts;
    }
}

void ntm_explain_carried(ntm_arena *out, const ntm_exact *exact, const ntm_field *field,
                         bool previous, ntm_row row, const ntm_cell *cell, ntm_fact *fact)
{
    bool missing = cell->state == NTM_CELL_MISSING;
    const ntm_column *column = ntm_frame_column(exact->frame, field, NULL, previous,
                                                ntm_frame_row(exact->frame, row)->unit->level);
    if (!column || (!cell->carried && !missing))
        return;
    telling t = {.out = out, .field = field, .all_count = true};
    tell(&t, exact->frame, column, row);
    if (!t.any && !cell->carried)
        return; /* they have nothing: it is simply missing */
    fact->carried = t.items;
    fact->ncarried = t.count;
    fact->policy = ntm_frame_policy(exact->frame, column);
    fact->merged = ntm_frame_row(exact->frame, row)->unit->valid_from;
    if (missing && fact->policy == NTM_CARRY_NONE)
        fact->why = "not-carried";
    else if (missing && !t.all_count)
        fact->why = "unconfirmed";
}
