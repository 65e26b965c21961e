/* model/value.c - a reported value as text, as results and reports have it. */
#include "model/dataset.h"

static const char *number_text(ntm_arena *arena, const ntm_value *value)
{
    char low[NTM_DECIMAL_TEXT], high[NTM_DECIMAL_TEXT];
    if (value->has_low)
        ntm_decimal_format(value->low, low);
    if (value->has_high)
        ntm_decimal_format(value->high, high);
    if (!value->has_low)
        return ntm_arena_printf(arena, "<=%s", value->has_high ? high : "");
    if (!value->has_high)
        return ntm_arena_printf(arena, ">=%s", low);
    if (ntm_decimal_compare(value->low, value->high) == 0)
        return ntm_arena_strdup(arena, low);
    return ntm_arena_printf(arena, "%s..%s", low, high);
}

const char *ntm_value_text(const ntm_value *value, ntm_arena *arena)
{
    char day[NTM_DATE_TEXT];
    switch (value->kind) {
    case NTM_K_NUMBER:
        return number_text(arena, value);
    case NTM_K_YES_NO:
        return value->yes ? "yes" : "no";
    case NTM_K_GRADE:
    case NTM_K_CHOICE:
        return value->code ? value->code : "";
    case NTM_K_DATE:
        return ntm_arena_strdup(arena, ntm_date_format(value->date, day));
    case NTM_K_TRUTH:
    case NTM_K_ANY:
        break; /* no field has these */
    }
    return "";
}
