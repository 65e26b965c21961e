/* store/store_text.c - texts in tables: canonical decimals, yes and no, codes, ISO dates. */
#include "store/store_text.h"

#include <string.h>

static const char *const KINDS[] = {
    [NTM_K_NUMBER] = "number", [NTM_K_YES_NO] = "yes_no", [NTM_K_GRADE] = "grade",
    [NTM_K_CHOICE] = "choice", [NTM_K_DATE] = "date",
};

const char *ntm_store_kind_code(ntm_kind kind) { return KINDS[kind]; }

bool ntm_store_kind_from_code(const char *code, ntm_kind *out)
{
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        if (KINDS[i] && strcmp(KINDS[i], code) == 0) {
            *out = (ntm_kind)i;
            return true;
        }
    return false;
}

bool ntm_store_value_exact(const ntm_value *value)
{
    return value->has_low && value->has_high && ntm_decimal_compare(value->low, value->high) == 0;
}

const char *ntm_store_value_text(const ntm_value *value, char buffer[NTM_STORE_VALUE_TEXT])
{
    switch (value->kind) {
    case NTM_K_NUMBER:
        return ntm_decimal_format(value->low, buffer);
    case NTM_K_YES_NO:
        return value->yes ? "yes" : "no";
    case NTM_K_DATE:
        return ntm_date_format(value->date, buffer);
    default:
        return value->code;
    }
}

static bool read_number(const char *text, bool *has, ntm_decimal *out)
{
    *has = text != NULL;
    return !text || ntm_decimal_parse(text, out) == NTM_DECIMAL_OK;
}

bool ntm_store_value_read(ntm_kind kind, const char *value, const char *low, const char *high,
                          ntm_value *out)
{
    *out = (ntm_value){.kind = kind};
    if (kind == NTM_K_NUMBER)
        return read_number(value ? value : low, &out->has_low, &out->low) &&
               read_number(value ? value : high, &out->has_high, &out->high) &&
               (out->has_low || out->has_high) &&
               !(out->has_low && out->has_high && ntm_decimal_compare(out->low, out->high) > 0);
    if (!value || low || high)
        return false;
    switch (kind) {
    case NTM_K_YES_NO:
        out->yes = strcmp(value, "yes") == 0;
        return out->yes || strcmp(value, "no") == 0;
    case NTM_K_DATE:
        return ntm_date_parse_iso(value, &out->date);
    default:
        out->code = value;
        return *value != '\0';
    }
}
