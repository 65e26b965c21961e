/*
 * model/frame_fill.c - one pass over the observations, then one over the cells.
 *
 * The pass keeps for each cell the index of the observation that prevails so far: no sorting, no
 * groups, two array look-ups an observation to find the cell. ntm_choose() says the same of a list
 * of candidates; a test holds them together.
 */
#include "model/frame_priv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The columns that a field's observations may go to: by level, and for the year before. */
typedef struct slot {
    uint32_t column[NTM_LEVEL_COUNT][2]; /* column + 1; 0: none */
} slot;

typedef struct slots {
    uint32_t *of_name; /* by number of the field's text: slot + 1 */
    uint32_t names;
    slot *items;
    uint32_t count;
} slots;

/* Until something is known of it a column shares its level's empty cells: documents read many fields
 * at the villages that only communes report. */
static void share_empty(ntm_frame *frame, ntm_column_data *data)
{
    ntm_column *column = &data->column;
    ntm_level level = column->level;
    column->first = frame->level_first[level];
    column->count = frame->level_count[level];
    /* whole words of values too, so that a loop over words needs no special last one */
    size_t words = ((size_t)column->count + 63) / 64;
    if (!frame->no_value[level]) {
        double *value = ntm_arena_array(frame->arena, words * 64, sizeof *value);
        for (size_t i = 0; i < words * 64; i++)
            value[i] = NAN;
        frame->no_value[level] = value;
        frame->no_bits[level] = ntm_arena_array(frame->arena, words, sizeof **frame->no_bits);
    }
    column->value = frame->no_value[level];
    column->valid = column->bounded = frame->no_bits[level];
}

static void own_cells(ntm_frame *frame, ntm_column_data *data)
{
    if (data->value)
        return;
    ntm_column *column = &data->column;
    size_t count = (size_t)column->count, words = (count + 63) / 64;
    data->value = ntm_arena_array(frame->arena, words * 64, sizeof *data->value);
    memcpy(data->value, frame->no_value[column->level], words * 64 * sizeof *data->value);
    data->valid = ntm_arena_array(frame->arena, words, sizeof *data->valid);
    data->bounded = ntm_arena_array(frame->arena, words, sizeof *data->bounded);
    data->chosen = ntm_arena_array(frame->arena, count, sizeof *data->chosen);
    for (size_t i = 0; i < count; i++)
        data->chosen[i] = -1;
    column->value = data->value;
    column->valid = data->valid;
    column->bounded = data->bounded;
}

/* Fields are found by the number of their text; a field without any observation needs no slot. */
static void make_slots(ntm_frame *frame, slots *s)
{
    const ntm_names *strings = frame->dataset->strings;
    s->names = ntm_names_count(strings);
    s->of_name = ntm_xcalloc(s->names + 1u, sizeof *s->of_name);
    s->items = ntm_xcalloc(frame->ncolumns + 1u, sizeof *s->items);
    for (uint32_t i = 0; i < frame->ncolumns; i++) {
        const ntm_column *column = &frame->columns[i].column;
        const char *name = column->field->name;
        if (column->share_whole)
            name = ntm_arena_printf(frame->arena, "%s/%s", name, column->share_whole->name);
        uint32_t number = ntm_names_find(strings, name);
        if (number == NTM_NO_NAME)
            continue;
        if (!s->of_name[number])
            s->of_name[number] = ++s->count;
        s->items[s->of_name[number] - 1].column[column->level][column->previous] = i + 1;
    }
}

/*
 * A later figure displaces an older one of a higher level of appraisal: the highest of these is
 * kept. Each that loses is offered; one that lost to a figure which itself lost is no higher than
 * that, or was offered then. Whether it is above the one chosen in the end is asked by the reader.
 */
static void displace(ntm_frame *frame, ntm_column_data *data, int32_t i, int32_t older)
{
    const ntm_observation *all = frame->dataset->observations, *loser = &all[older];
    if (!loser->assessor_order || loser->as_of < data->window.since)
        return;
    if (!data->displaced) {
        size_t count = (size_t)data->column.count;
        data->displaced = ntm_arena_array(frame->arena, count, sizeof *data->displaced);
        for (size_t k = 0; k < count; k++)
            data->displaced[k] = -1;
    }
    const ntm_observation *kept = data->displaced[i] < 0 ? NULL : &all[data->displaced[i]];
    if (!kept || loser->assessor_order > kept->assessor_order ||
        (loser->assessor_order == kept->assessor_order && ntm_observation_prevails(loser, kept)))
        data->displaced[i] = older;
}

static void offer(ntm_frame *frame, ntm_column_data *data, ntm_row row, int32_t index)
{
    const ntm_observation *all = frame->dataset->observations;
    const ntm_observation *observation = &all[index];
    const ntm_unit *unit = frame->rows[row].unit;
    /* A code is given again: figures stay with the unit of their time. */
    if (observation->as_of > data->window.until || observation->as_of > frame->day ||
        observation->as_of < unit->valid_from ||
        !ntm_observation_known(observation, &frame->choice))
        return;
    own_cells(frame, data);
    int32_t i = row - data->column.first, *chosen = &data->chosen[i], loser = index;
    if (*chosen < 0) {
        *chosen = index;
        return;
    }
    if (ntm_observation_prevails(observation, &all[*chosen])) {
        loser = *chosen;
        *chosen = index;
    }
    if (all[loser].assessor_order > all[*chosen].assessor_order)
        displace(frame, data, i, loser);
}

static void choose_all(ntm_frame *frame)
{
    const ntm_dataset *dataset = frame->dataset;
    slots s = {0};
    make_slots(frame, &s);
    for (size_t i = 0; i < dataset->nobservations; i++) {
        uint32_t unit = dataset->observation_unit[i], field = dataset->observation_field[i];
        if (unit >= frame->row_of_unit_count || !frame->row_of_unit[unit] || !s.of_name[field])
            continue;
        ntm_row row = frame->row_of_unit[unit] - 1;
        const uint32_t *columns =
            s.items[s.of_name[field] - 1].column[frame->rows[row].unit->level];
        for (int previous = 0; previous < 2; previous++)
            if (columns[previous])
                offer(frame, &frame->columns[columns[previous] - 1], row, (int32_t)i);
    }
    free(s.of_name);
    free(s.items);
}

void ntm_frame_set_bad(ntm_frame *frame, ntm_column_data *data, int32_t i)
{
    if (!data->bad) {
        size_t words = ((size_t)data->column.count + 63) / 64;
        data->column.bad = data->bad = ntm_arena_array(frame->arena, words, sizeof *data->bad);
    }
    ntm_bit_set(data->bad, i);
}

void ntm_frame_set_exact(ntm_frame *frame, ntm_column_data *data, int32_t i, double value)
{
    own_cells(frame, data);
    data->value[i] = value;
    ntm_bit_set(data->valid, i);
}

void ntm_frame_set_bounds(ntm_frame *frame, ntm_column_data *data, int32_t i, double low,
                          double high)
{
    own_cells(frame, data);
    if (!data->low) {
        size_t count = (size_t)data->column.count;
        data->low = ntm_arena_array(frame->arena, count, sizeof *data->low);
        data->high = ntm_arena_array(frame->arena, count, sizeof *data->high);
    }
    data->low[i] = low;
    data->high[i] = high;
    ntm_bit_set(data->bounded, i);
    data->column.any_bounded = true;
}

/* The chosen observation as the cell's value. */
static void set_cell(ntm_frame *frame, ntm_column_data *data, int32_t i,
                     const ntm_observation *observation)
{
    const ntm_value *value = &observation->value;
    const ntm_field *field = data->column.field;
    /* A share is a number whatever its parts are. */
    ntm_kind kind = data->column.share_whole ? NTM_K_NUMBER : field->kind;
    if (value->kind != kind) {
        ntm_frame_set_bad(frame, data, i);
        return;
    }
    switch (kind) {
    case NTM_K_NUMBER:
        if (value->has_low && value->has_high && !ntm_decimal_compare(value->low, value->high))
            ntm_frame_set_exact(frame, data, i, ntm_decimal_double(value->low));
        else
            ntm_frame_set_bounds(frame, data, i,
                                 value->has_low ? ntm_decimal_double(value->low) : -INFINITY,
                                 value->has_high ? ntm_decimal_double(value->high) : INFINITY);
        break;
    case NTM_K_YES_NO:
        ntm_frame_set_exact(frame, data, i, value->yes ? 1 : 0);
        break;
    case NTM_K_GRADE:
    case NTM_K_CHOICE: {
        int place = field->scale && value->code ? ntm_scale_find(field->scale, value->code) : -1;
        if (place < 0)
            ntm_frame_set_bad(frame, data, i);
        else
            ntm_frame_set_exact(frame, data, i, place);
        break;
    }
    case NTM_K_DATE:
        ntm_frame_set_exact(frame, data, i, value->date);
        break;
    case NTM_K_TRUTH:
    case NTM_K_ANY:
        break; /* no field has these */
    }
}

void ntm_frame_fill(ntm_frame *frame)
{
    for (uint32_t i = 0; i < frame->ncolumns; i++)
        share_empty(frame, &frame->columns[i]);
    choose_all(frame);
    for (uint32_t c = 0; c < frame->ncolumns; c++) {
        ntm_column_data *data = &frame->columns[c];
        for (int32_t i = 0; data->chosen && i < data->column.count; i++) {
            if (data->chosen[i] < 0)
                continue;
            const ntm_observation *observation = &frame->dataset->observations[data->chosen[i]];
            if (observation->as_of >= data->window.since)
                set_cell(frame, data, i, observation);
        }
    }
}
