/* model/field.c - scales, and fields as documents embed them. */
#include "model/field.h"

#include <assert.h>
#include <string.h>

#include "model/measure.h"

int ntm_scale_find(const ntm_scale *scale, const char *code)
{
    for (uint32_t i = 0; i < scale->count; i++)
        if (strcmp(scale->codes[i], code) == 0)
            return (int)i;
    return -1;
}

static const char *type_code(const ntm_field *field)
{
    switch (field->kind) {
    case NTM_K_NUMBER:
        return field->whole ? "count" : "number";
    case NTM_K_YES_NO:
        return "yes_no";
    case NTM_K_GRADE:
        return "grade";
    case NTM_K_CHOICE:
        return "choice";
    case NTM_K_DATE:
        return "date";
    case NTM_K_TRUTH:
    case NTM_K_ANY:
        break;
    }
    assert(!"not the kind of a field");
    return "number";
}

static json_t *decimal_json(ntm_decimal value)
{
    char text[NTM_DECIMAL_TEXT];

    return json_string(ntm_decimal_format(value, text));
}

/* What only a number has. Its range is always said: a default must not change it one day. */
static void add_number(json_t *json, const ntm_field *field)
{
    json_object_set_new(json, "unit", json_string(field->measure));
    json_object_set_new(json, "precision", decimal_json(field->precision));
    json_object_set_new(json, "range",
                        json_pack("[o,o]", field->has_low ? decimal_json(field->low) : json_null(),
                                  field->has_high ? decimal_json(field->high) : json_null()));
}

static void add_derive(json_t *json, const ntm_field *field)
{
    json_t *derive, *sum;

    if (!field->sum_count && field->derive_children == NTM_LEVEL_NONE)
        return;
    derive = json_object();
    if (field->sum_count) {
        sum = json_array();
        for (uint32_t i = 0; i < field->sum_count; i++)
            json_array_append_new(sum, json_string(field->sum_of[i]));
        json_object_set_new(derive, "sum", sum);
    }
    if (field->derive_children != NTM_LEVEL_NONE)
        json_object_set_new(derive, "children",
                            json_string(ntm_level_code(field->derive_children)));
    json_object_set_new(json, "derive", derive);
}

json_t *ntm_field_json(const ntm_field *field)
{
    json_t *json = json_object(), *levels = json_array();

    json_object_set_new(json, "type", json_string(type_code(field)));
    for (unsigned l = 0; l < NTM_LEVEL_COUNT; l++)
        if (field->levels & NTM_LEVEL_BIT(l))
            json_array_append_new(levels, json_string(ntm_level_code((ntm_level)l)));
    json_object_set_new(json, "level", levels);
    if (field->kind == NTM_K_NUMBER)
        add_number(json, field);
    if (field->kind == NTM_K_GRADE)
        json_object_set_new(json, "scale", json_string(field->scale->name));
    if (field->kind == NTM_K_CHOICE)
        json_object_set_new(json, "list", json_string(field->scale->name));
    if (field->freshness == NTM_FRESH_YEAR)
        json_object_set_new(json, "period", json_string("year"));
    else if (field->freshness == NTM_FRESH_MONTHS)
        json_object_set_new(json, "fresh", json_integer(field->months));
    else
        json_object_set_new(json, "fresh", json_string("never"));
    if (field->part_of)
        json_object_set_new(json, "part_of", json_string(field->part_of));
    if (field->good)
        json_object_set_new(json, "good", json_string(field->good > 0 ? "up" : "down"));
    add_derive(json, field);
    if (field->stays)
        json_object_set_new(json, "carry", json_string("none"));
    return json;
}

bool ntm_field_adds_up(const ntm_field *field)
{
    static const char *const times[] = {"/day", "/year"};
    if (field->kind != NTM_K_NUMBER || strcmp(field->measure, NTM_MEASURE_ONE) == 0 ||
        strcmp(field->measure, "percent") == 0 || strchr(field->measure, '*'))
        return false;
    for (const char *by = strchr(field->measure, '/'); by;) {
        const char *next = strchr(by + 1, '/');
        size_t length = next ? (size_t)(next - by) : strlen(by);
        bool time = false;
        for (size_t i = 0; i < sizeof times / sizeof *times; i++)
            time = time || (strlen(times[i]) == length && !strncmp(by, times[i], length));
        if (!time)
            return false;
        by = next;
    }
    return true;
}
