/* analysis/author_tests_value.c - one figure of a case, held to its field. */
#include <string.h>

#include "analysis/author_tests_priv.h"
#include "base/i18n.h"

bool ntm_test_decimal(const json_t *json, ntm_decimal *out)
{
    if (json_is_string(json))
        return ntm_decimal_parse(json_string_value(json), out) == NTM_DECIMAL_OK;
    return json_is_number(json) && ntm_decimal_from_double(json_number_value(json), out);
}

/* A number, or ">=95" and "<=95". */
static const char *read_number(ntm_test_run *run, const ntm_field *field, const json_t *json,
                               ntm_value *out)
{
    const char *text = json_string_value(json);
    char bound = text && text[0] && text[1] == '=' ? text[0] : '\0';
    ntm_decimal number;
    bool good = bound == '<' || bound == '>'
                    ? ntm_decimal_parse(text + 2, &number) == NTM_DECIMAL_OK
                    : ntm_test_decimal(json, &number);

    if (!good)
        return ntm_arena_printf(run->arena, _("'%s': expected a number"), field->name);
    if (field->whole && !ntm_decimal_is_whole(number))
        return ntm_arena_printf(run->arena, _("'%s' is a whole number"), field->name);
    if ((field->has_low && ntm_decimal_compare(number, field->low) < 0) ||
        (field->has_high && ntm_decimal_compare(number, field->high) > 0))
        return ntm_arena_printf(run->arena, _("'%s': the value is outside the field's range"),
                                field->name);
    *out = (ntm_value){.kind = NTM_K_NUMBER,
                       .has_low = bound != '<',
                       .has_high = bound != '>',
                       .low = number,
                       .high = number};
    return NULL;
}

static const char *read_code(ntm_test_run *run, const ntm_field *field, const char *text,
                             ntm_value *out)
{
    int place = text && field->scale ? ntm_scale_find(field->scale, text) : -1;

    if (place < 0)
        return ntm_arena_printf(run->arena, _("'%s': '%s' is not a code of %s"), field->name,
                                text ? text : "", field->scale ? field->scale->name : "");
    *out = (ntm_value){.kind = field->kind, .code = field->scale->codes[place]};
    return NULL;
}

const char *ntm_test_value(ntm_test_run *run, const ntm_field *field, const json_t *json,
                           ntm_value *out, bool *missing_out)
{
    const char *text = json_string_value(json);

    *missing_out = text && strcmp(text, "missing") == 0 &&
                   !(field->scale && ntm_scale_find(field->scale, text) >= 0);
    if (*missing_out)
        return NULL;
    switch (field->kind) {
    case NTM_K_YES_NO:
        *out = (ntm_value){.kind = NTM_K_YES_NO, .yes = json_is_true(json)};
        return json_is_boolean(json)
                   ? NULL
                   : ntm_arena_printf(run->arena, _("'%s': expected true or false"), field->name);
    case NTM_K_GRADE:
    case NTM_K_CHOICE:
        return read_code(run, field, text, out);
    case NTM_K_DATE:
        out->kind = NTM_K_DATE;
        return text && ntm_date_parse_iso(text, &out->date)
                   ? NULL
                   : ntm_arena_printf(run->arena, _("'%s': expected a date such as 2023-12-31"),
                                      field->name);
    default:
        return read_number(run, field, json, out);
    }
}
