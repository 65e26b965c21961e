/* intake/number.c - from a text to a value: bounds, style, scale, range. */
#include "intake/number.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "intake/number_priv.h"

const char *ntm_number_show(ntm_decimal value, char buffer[NTM_DECIMAL_TEXT])
{
    ntm_decimal_format(value, buffer);
    char *point = strchr(buffer, '.');
    if (point && ntm_i18n_lang() == NTM_LANG_VI)
        *point = ',';
    return buffer;
}

/* ---- what a field asks of its numbers --------------------------------------------------------- */

/* 10^n as n; -1 when the factor is something else. */
static int power_of_ten(ntm_decimal factor)
{
    int exponent = 0;
    int64_t coef = factor.coef;
    while (coef >= 10 && coef % 10 == 0) {
        coef /= 10;
        exponent++;
    }
    return coef == 1 && factor.scale == 0 ? exponent : -1;
}

typedef enum { AS_SYMBOL, AS_VI, AS_EN } unit_words;

/* A measure in words: "VND/person/year", "đồng/người/năm". */
static void measure_text(const ntm_dictionary *dictionary, const char *measure, unit_words words,
                         ntm_strbuf *out)
{
    for (const char *p = measure; *p;) {
        size_t length = strcspn(p, "*/");
        char symbol[64];
        if (length >= sizeof symbol)
            return;
        memcpy(symbol, p, length);
        symbol[length] = '\0';
        const ntm_symbol *known = ntm_dictionary_symbol(dictionary, symbol);
        const char *label = known && words == AS_VI   ? known->label_vi
                            : known && words == AS_EN ? known->label_en
                                                      : NULL;
        ntm_strbuf_puts(out, label ? label : symbol);
        p += length;
        if (*p)
            ntm_strbuf_putc(out, *p++);
    }
}

static const char *folded_measure(const ntm_dictionary *dictionary, const char *measure,
                                  unit_words words, ntm_arena *arena)
{
    ntm_strbuf text = {0};
    measure_text(dictionary, measure, words, &text);
    char *folded = ntm_text_fold(ntm_strbuf_text(&text));
    const char *kept = ntm_arena_strdup(arena, folded);
    free(folded);
    ntm_strbuf_clear(&text);
    return kept;
}

static void find_money(const ntm_dictionary *dictionary, const char *measure, ntm_number_spec *spec)
{
    char symbol[64];
    size_t length = strcspn(measure, "*/");
    if (length >= sizeof symbol || measure[length] == '*')
        return;
    memcpy(symbol, measure, length);
    symbol[length] = '\0';
    const ntm_symbol *known = ntm_dictionary_symbol(dictionary, symbol);
    if (!known || !known->kind || strcmp(known->kind, "money") != 0)
        return;
    spec->money_exponent = known->of ? power_of_ten(known->factor) : 0;
    spec->money = spec->money_exponent >= 0;
}

ntm_number_spec ntm_number_spec_of(const ntm_dictionary *dictionary, const ntm_field *field,
                                   ntm_arena *arena)
{
    ntm_number_spec spec = {
        .whole = field->whole,
        .has_low = field->has_low,
        .has_high = field->has_high,
        .low = field->low,
        .high = field->high,
        .unit_label = "",
    };
    const char *measure = field->measure ? field->measure : "1";
    spec.percent = strcmp(measure, "percent") == 0;
    if (strcmp(measure, "1") != 0) {
        find_money(dictionary, measure, &spec);
        spec.units[0] = folded_measure(dictionary, measure, AS_SYMBOL, arena);
        spec.units[1] = folded_measure(dictionary, measure, AS_VI, arena);
        spec.units[2] = folded_measure(dictionary, measure, AS_EN, arena);
        ntm_strbuf label = {0};
        measure_text(dictionary, measure, ntm_i18n_lang() == NTM_LANG_VI ? AS_VI : AS_EN, &label);
        spec.unit_label = ntm_arena_strdup(arena, ntm_strbuf_text(&label));
        ntm_strbuf_clear(&label);
    }
    if (field->part_of)
        spec.share = ntm_arena_printf(arena, "%s/%s", field->name, field->part_of);
    return spec;
}

ntm_number_spec ntm_number_spec_share(void)
{
    return (ntm_number_spec){
        .percent = true,
        .has_low = true,
        .has_high = true,
        .low = {0},
        .high = {.coef = 100},
        .unit_label = "%",
    };
}

/* ---- style ------------------------------------------------------------------------------------ */

/* Behind >=, <= and blanks. */
static const char *skip_bound(const char *clean)
{
    if ((*clean == '>' || *clean == '<') && clean[1] == '=')
        clean += 2;
    return clean + strspn(clean, " ");
}

ntm_number_style ntm_number_evidence(const char *text)
{
    char clean[NTM_NUMBER_MAX];
    ntm_digits digits;
    if (!ntm_number_clean(text, clean) || !ntm_digits_scan(skip_bound(clean), &digits))
        return NTM_NUMBERS_OPEN;
    if (*digits.rest && strchr("./-,", *digits.rest))
        return NTM_NUMBERS_OPEN; /* a date or a range */
    return digits.shape == NTM_DIGITS_VI   ? NTM_NUMBERS_VI
           : digits.shape == NTM_DIGITS_EN ? NTM_NUMBERS_EN
                                           : NTM_NUMBERS_OPEN;
}

bool ntm_number_is_ambiguous(const char *text)
{
    char clean[NTM_NUMBER_MAX];
    ntm_digits digits;
    return ntm_number_clean(text, clean) && ntm_digits_scan(skip_bound(clean), &digits) &&
           digits.shape == NTM_DIGITS_AMBIGUOUS;
}

/* How the number may be written so that it has one reading: 1752, and 1,7520 with its own mark. */
static bool refuse_ambiguous(const char *clean, const ntm_digits *digits, ntm_number_style proven,
                             ntm_remark *remark)
{
    char whole[NTM_NUMBER_MAX], mark = digits->decimal;
    ntm_digits_canonical(digits, 0, whole);
    int length = (int)digits->length;
    const char *sign = digits->negative ? "-" : "";
    ntm_remark_error(remark, NTM_IC_NUMBER_AMBIGUOUS,
                     proven == NTM_NUMBERS_MIXED
                         ? _("'%s' can be %s or %s%.*s0, and the column has numbers of both styles")
                         : _("'%s' can be %s or %s%.*s0; one reading was expected"),
                     clean, whole, sign, length, digits->text);
    ntm_remark_hint(remark,
                    mark == '.'
                        ? _("declare the style of the file (--numbers vi: the dot divides "
                            "thousands; --numbers en: it is the decimal point), or write %s or "
                            "%s%.*s0")
                        : _("declare the style of the file (--numbers en: the comma divides "
                            "thousands; --numbers vi: it is the decimal comma), or write %s or "
                            "%s%.*s0"),
                    whole, sign, length, digits->text);
    return false;
}

/* Find the decimal mark (0: none) by the rules of number.h. */
static bool choose_decimal(const char *clean, const ntm_digits *digits, const ntm_number_spec *spec,
                           ntm_number_style declared, ntm_number_style proven, char *decimal_out,
                           ntm_remark *remark)
{
    ntm_digits_shape shape = digits->shape;
    *decimal_out = shape == NTM_DIGITS_PLAIN ? 0 : digits->decimal;
    if (shape == NTM_DIGITS_BAD)
        return ntm_remark_error(
            remark, NTM_IC_NUMBER_GROUPS,
            _("'%s': groups of three digits, all divided by the same mark, were expected"), clean);
    if ((shape == NTM_DIGITS_VI && declared == NTM_NUMBERS_EN) ||
        (shape == NTM_DIGITS_EN && declared == NTM_NUMBERS_VI)) {
        ntm_remark_error(remark, NTM_IC_NUMBER_STYLE,
                         declared == NTM_NUMBERS_VI
                             ? _("'%s' does not fit the declared style (--numbers vi: 1.752,5)")
                             : _("'%s' does not fit the declared style (--numbers en: 1,752.5)"),
                         clean);
        return false;
    }
    if (shape != NTM_DIGITS_AMBIGUOUS)
        return true;
    if (declared == NTM_NUMBERS_OPEN && spec->whole) {
        char whole[NTM_NUMBER_MAX];
        ntm_digits_canonical(digits, 0, whole);
        ntm_remark_set(remark, NTM_NOTE, NTM_IC_NUMBER_GROUPED,
                       _("'%s' is read as %s: the field has whole numbers only"), clean, whole);
        *decimal_out = 0;
        return true;
    }
    ntm_number_style style = declared != NTM_NUMBERS_OPEN ? declared : proven;
    if (style != NTM_NUMBERS_VI && style != NTM_NUMBERS_EN)
        return refuse_ambiguous(clean, digits, proven, remark);
    if (digits->decimal != (style == NTM_NUMBERS_VI ? ',' : '.'))
        *decimal_out = 0;
    return true;
}

/* ---- value ------------------------------------------------------------------------------------ */

static bool is_zero(ntm_decimal value) { return value.coef == 0; }

/* A whole figure behind which a money word stands too: "2.000.000.000 tỷ đồng". */
static bool said_twice(ntm_decimal value, int exponent)
{
    int64_t limit = exponent >= 6 ? 1000000 : 1000000000;
    ntm_decimal magnitude = {.coef = value.coef < 0 ? -value.coef : value.coef,
                             .scale = value.scale};
    return ntm_decimal_compare(magnitude, ntm_decimal_int(limit)) >= 0;
}

static bool scale_money(const char *clean, const ntm_number_spec *spec, const ntm_number_unit *unit,
                        ntm_decimal *value, ntm_remark *remark)
{
    ntm_decimal thousand = ntm_decimal_int(1000);
    if (!unit->money_word) {
        ntm_decimal magnitude = {.coef = value->coef < 0 ? -value->coef : value->coef,
                                 .scale = value->scale};
        if (spec->money_exponent || is_zero(*value) ||
            ntm_decimal_compare(magnitude, thousand) >= 0)
            return true;
        if (!ntm_decimal_is_whole(*value)) {
            ntm_remark_error(remark, NTM_IC_MONEY_WORD_MISSING,
                             _("'%s' is a fraction of a few đồng; an amount in %s was expected"),
                             clean, spec->unit_label);
            ntm_remark_hint(remark, _("write '%s triệu' or '%s tỷ' if that is meant"), clean,
                            clean);
            return false;
        }
        ntm_remark_set(remark, NTM_WARNING, NTM_IC_MONEY_SMALL,
                       _("'%s' is read as that many đồng; if million or billion is meant, say "
                         "triệu or tỷ"),
                       clean);
        return true;
    }
    if (said_twice(*value, unit->exponent)) {
        ntm_remark_error(remark, NTM_IC_MONEY_TWICE,
                         _("'%s': the number is a full amount already; a money word behind it "
                           "cannot be meant"),
                         clean);
        ntm_remark_hint(remark, _("write the number with đồng, or a short number with the word "
                                  "(2 tỷ)"));
        return false;
    }
    int exponent = unit->exponent - spec->money_exponent;
    ntm_decimal factor = {.coef = 1};
    for (int i = 0; i < exponent; i++)
        factor.coef *= 10;
    if (exponent < 0)
        factor.scale = (uint8_t)-exponent;
    if (!ntm_decimal_mul(*value, factor, value))
        return ntm_remark_error(remark, NTM_IC_NUMBER_DIGITS,
                                _("'%s' has more than 15 digits or 9 decimals"), clean);
    return true;
}

static bool check_range(const char *clean, const ntm_number_spec *spec, ntm_decimal value,
                        ntm_remark *remark)
{
    bool below = spec->has_low && ntm_decimal_compare(value, spec->low) < 0;
    bool above = spec->has_high && ntm_decimal_compare(value, spec->high) > 0;
    if (!below && !above)
        return true;
    char low[NTM_DECIMAL_TEXT], high[NTM_DECIMAL_TEXT];
    ntm_number_show(spec->low, low);
    ntm_number_show(spec->high, high);
    if (spec->has_low && spec->has_high)
        return ntm_remark_error(remark, NTM_IC_NUMBER_RANGE,
                                _("'%s' is outside the range %s to %s"), clean, low, high);
    if (below)
        return ntm_remark_error(remark, NTM_IC_NUMBER_RANGE,
                                _("'%s' is too low; at least %s was expected"), clean, low);
    return ntm_remark_error(remark, NTM_IC_NUMBER_RANGE,
                            _("'%s' is too high; at most %s was expected"), clean, high);
}

/* One number without a bound sign; clean is the whole cell, for messages. */
static bool read_one(const char *clean, const char *text, const ntm_number_spec *spec,
                     ntm_number_style declared, ntm_number_style proven, ntm_decimal *out,
                     ntm_remark *remark)
{
    ntm_digits digits;
    if (!ntm_number_check_words(text, remark))
        return false;
    if (!ntm_digits_scan(text, &digits))
        return ntm_remark_error(remark, NTM_IC_NUMBER_SYNTAX, _("'%s' is not a number"), clean);
    ntm_number_unit unit;
    if (!ntm_number_check_rest(text, &digits, remark) ||
        !ntm_number_read_unit(clean, digits.rest, spec, &unit, remark))
        return false;

    char decimal, canonical[NTM_NUMBER_MAX];
    if (!choose_decimal(clean, &digits, spec, declared, proven, &decimal, remark))
        return false;
    ntm_digits_canonical(&digits, decimal, canonical);
    ntm_decimal value;
    if (ntm_decimal_parse(canonical, &value) != NTM_DECIMAL_OK)
        return ntm_remark_error(remark, NTM_IC_NUMBER_DIGITS,
                                _("'%s' has more than 15 digits or 9 decimals"), clean);
    if (spec->money && !scale_money(clean, spec, &unit, &value, remark))
        return false;
    if (spec->whole && !ntm_decimal_is_whole(value))
        return ntm_remark_error(remark, NTM_IC_NUMBER_WHOLE,
                                _("'%s' has a fraction; a whole number was expected"), clean);
    if (!check_range(clean, spec, value, remark))
        return false;
    if (spec->percent && !unit.percent_sign && value.coef > 0 &&
        ntm_decimal_compare(value, ntm_decimal_int(1)) < 0)
        ntm_remark_set(remark, NTM_WARNING, NTM_IC_NUMBER_PERCENT_FRACTION,
                       _("'%s' is read as less than 1%%; write 78,5%% and not 0,785"), clean);
    *out = value;
    return true;
}

/* `>=95`, `<=5`, or both; the parts are read apart. */
static bool read_bounds(const char *clean, const ntm_number_spec *spec, ntm_number_style declared,
                        ntm_number_style proven, ntm_value *out, ntm_remark *remark)
{
    for (const char *at = clean; *at;) {
        bool low = *at == '>', inclusive = at[1] == '=';
        const char *text = at + 1 + inclusive;
        text += strspn(text, " ");
        size_t length = strcspn(text, "<>");
        char part[NTM_NUMBER_MAX];
        memcpy(part, text, length);
        while (length && part[length - 1] == ' ')
            length--;
        part[length] = '\0';
        at = text + strcspn(text, "<>");
        if (!inclusive) {
            ntm_remark_error(remark, NTM_IC_NUMBER_STRICT,
                             _("'%s': a bound is written with >= or <=, the bound itself counted"),
                             clean);
            ntm_remark_hint(remark, _("write %s%s"), low ? ">=" : "<=", part);
            return false;
        }
        if (low ? out->has_low : out->has_high)
            return ntm_remark_error(remark, NTM_IC_NUMBER_BOUND,
                                    _("'%s': one bound from below and one from above may stand, "
                                      "as in >=95 <=97"),
                                    clean);
        if (!*part)
            return ntm_remark_error(remark, NTM_IC_NUMBER_SYNTAX,
                                    _("'%s': a number was expected behind the sign"), clean);
        if (!read_one(clean, part, spec, declared, proven, low ? &out->low : &out->high, remark))
            return false;
        *(low ? &out->has_low : &out->has_high) = true;
    }
    if (out->has_low && out->has_high && ntm_decimal_compare(out->low, out->high) > 0)
        return ntm_remark_error(remark, NTM_IC_NUMBER_BOUND,
                                _("'%s': the lower bound is above the upper one"), clean);
    return true;
}

bool ntm_number_read(const char *text, const ntm_number_spec *spec, ntm_number_style declared,
                     ntm_number_style proven, ntm_value *out, ntm_remark *remark)
{
    char clean[NTM_NUMBER_MAX];
    ntm_value value = {.kind = NTM_K_NUMBER};
    if (!ntm_number_clean(text, clean))
        return ntm_remark_error(remark, NTM_IC_NUMBER_SYNTAX,
                                _("a text of this length is not a number"));
    if (*clean == '>' || *clean == '<') {
        if (!read_bounds(clean, spec, declared, proven, &value, remark))
            return false;
    } else {
        if (!read_one(clean, clean, spec, declared, proven, &value.low, remark))
            return false;
        value.high = value.low;
        value.has_low = value.has_high = true;
    }
    *out = value;
    return true;
}
