/* report/show.c - see the header. */
#include "report/show.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"
#include "model/unit_name.h"

static bool vietnamese(void) { return ntm_i18n_lang() == NTM_LANG_VI; }

static void show_digits(ntm_strbuf *out, const char *number, size_t length)
{
    size_t at = 0;
    if (length && number[0] == '-') {
        ntm_strbuf_puts(out, "-");
        at = 1;
    }
    size_t whole = at;
    while (whole < length && number[whole] != '.')
        whole++;
    for (size_t i = at; i < whole; i++) {
        if (i > at && (whole - i) % 3 == 0)
            ntm_strbuf_putc(out, vietnamese() ? '.' : ',');
        ntm_strbuf_putc(out, number[i]);
    }
    if (whole < length) {
        ntm_strbuf_putc(out, vietnamese() ? ',' : '.');
        ntm_strbuf_add(out, number + whole + 1, length - whole - 1);
    }
}

void ntm_show_number(ntm_strbuf *out, const char *number)
{
    const char *slash = strchr(number, '/');
    if (!slash) {
        show_digits(out, number, strlen(number));
        return;
    }
    show_digits(out, number, (size_t)(slash - number));
    ntm_strbuf_putc(out, '/');
    show_digits(out, slash + 1, strlen(slash + 1));
}

const char *ntm_show_end(const char *number, bool up, char buffer[NTM_SHOWN_END])
{
    char *rest;
    errno = 0;
    long long numerator = strtoll(number, &rest, 10);
    if (*rest != '/' || errno)
        return number;
    long long denominator = strtoll(rest + 1, &rest, 10);
    long long hundredfold;
    if (*rest || errno || denominator <= 0 ||
        __builtin_mul_overflow(numerator, 100LL, &hundredfold))
        return number;
    long long hundredths = hundredfold / denominator, left = hundredfold % denominator;
    hundredths += (up && left > 0) - (!up && left < 0);
    unsigned long long size =
        hundredths < 0 ? 0ULL - (unsigned long long)hundredths : (unsigned long long)hundredths;
    snprintf(buffer, NTM_SHOWN_END, "%s%llu.%02llu", hundredths < 0 ? "-" : "", size / 100,
             size % 100);
    return buffer;
}

/* A symbol's name; English names are plurals, so what stands below the line keeps its symbol. */
static void show_symbol(ntm_strbuf *out, const char *symbol, size_t length, bool below,
                        const ntm_dictionary *dictionary)
{
    char name[64];
    if (length >= sizeof name || (below && !vietnamese())) {
        ntm_strbuf_add(out, symbol, length);
        return;
    }
    memcpy(name, symbol, length);
    name[length] = '\0';
    const ntm_symbol *known = dictionary ? ntm_dictionary_symbol(dictionary, name) : NULL;
    const char *label = known ? (vietnamese() ? known->label_vi : known->label_en) : NULL;
    ntm_strbuf_puts(out, label ? label : name);
}

void ntm_show_measure(ntm_strbuf *out, const char *measure, const ntm_dictionary *dictionary)
{
    if (!measure || !strcmp(measure, "1"))
        return;
    bool below = false;
    for (const char *p = measure; *p;) {
        size_t length = strcspn(p, "*/");
        if (!(length == 1 && *p == '1'))
            show_symbol(out, p, length, below, dictionary);
        p += length;
        below = below || *p == '/';
        if (*p)
            ntm_strbuf_puts(out, *p == '*' ? "·" : "/");
        p += *p != '\0';
    }
}

/* A whole amount of money as "45 triệu" or "14,808 tỷ" when nothing is lost by it. */
static bool show_money(ntm_strbuf *out, const char *number)
{
    ntm_decimal value, scaled;
    if (ntm_decimal_parse(number, &value) != NTM_DECIMAL_OK || value.scale)
        return false;
    int64_t magnitude = llabs(value.coef);
    bool billions = magnitude >= 1000000000 && magnitude % 1000000 == 0;
    if (!billions && (magnitude < 1000000 || magnitude % 100000 != 0))
        return false;
    ntm_decimal factor = {.coef = 1, .scale = billions ? 9 : 6};
    char text[NTM_DECIMAL_TEXT];
    if (!ntm_decimal_mul(value, factor, &scaled))
        return false;
    ntm_show_number(out, ntm_decimal_format(scaled, text));
    ntm_strbuf_puts(out, billions ? _(" billion ") : _(" million "));
    return true;
}

void ntm_show_quantity(ntm_strbuf *out, const char *number, const char *measure,
                       const ntm_dictionary *dictionary)
{
    if (measure && !strncmp(measure, "VND", 3) && show_money(out, number)) {
        ntm_show_measure(out, measure, dictionary);
        return;
    }
    ntm_show_number(out, number);
    if (!measure || !strcmp(measure, "1"))
        return;
    if (!strcmp(measure, "percent")) {
        ntm_strbuf_putc(out, '%');
        return;
    }
    ntm_strbuf_putc(out, ' ');
    ntm_show_measure(out, measure, dictionary);
}

void ntm_show_date(ntm_strbuf *out, const char *iso)
{
    ntm_date date;
    char text[NTM_DATE_TEXT];
    if (vietnamese() && ntm_date_parse_iso(iso, &date))
        ntm_strbuf_puts(out, ntm_date_format_vi(date, text));
    else
        ntm_strbuf_puts(out, iso);
}

static const char *code_label(const ntm_scale *scale, const char *code)
{
    int place = ntm_scale_find(scale, code);
    const char *const *labels = vietnamese() ? scale->labels_vi : scale->labels_en;
    return place >= 0 && labels && labels[place] ? labels[place] : code;
}

void ntm_show_value(ntm_strbuf *out, const char *value, const char *field,
                    const ntm_dictionary *dictionary)
{
    const ntm_field *known = dictionary ? ntm_dictionary_find(dictionary, field) : NULL;
    ntm_kind kind = known ? known->kind : NTM_K_NUMBER;
    const char *measure = known ? known->measure : strchr(field, '/') ? "percent" : "1";
    if (!strcmp(value, "yes") || !strcmp(value, "no")) {
        ntm_strbuf_puts(out, *value == 'y' ? _("yes") : _("no"));
    } else if (known && known->scale) {
        ntm_strbuf_puts(out, code_label(known->scale, value));
    } else if (kind == NTM_K_DATE || (strlen(value) == 10 && value[4] == '-')) {
        ntm_show_date(out, value);
    } else if (!strncmp(value, ">=", 2) || !strncmp(value, "<=", 2)) {
        ntm_strbuf_puts(out, *value == '>' ? _("at least ") : _("at most "));
        ntm_show_quantity(out, value + 2, measure, dictionary);
    } else if (value[*value == '-'] >= '0' && value[*value == '-'] <= '9') {
        ntm_show_quantity(out, value, measure, dictionary);
    } else { /* a code of a list that the field does not name, such as a computed zone */
        ntm_strbuf_puts(out, value);
    }
}

static void show_label(ntm_strbuf *out, const char *name, const ntm_dictionary *dictionary)
{
    const ntm_field *field = dictionary ? ntm_dictionary_find(dictionary, name) : NULL;
    const char *label = field ? (vietnamese() ? field->label_vi : field->label_en) : NULL;
    ntm_strbuf_puts(out, label ? label : name);
}

void ntm_show_field(ntm_strbuf *out, const char *field, const ntm_dictionary *dictionary)
{
    const char *slash = strchr(field, '/');
    if (!strncmp(field, "title:", 6)) {
        ntm_strbuf_printf(out, _("title %s"), field + 6);
    } else if (!strncmp(field, "children:", 9)) {
        ntm_strbuf_printf(out, _("units at level %s"), ntm_word_level(field + 9));
    } else if (slash) {
        char *whole = ntm_xstrdup(field);
        whole[slash - field] = '\0';
        show_label(out, whole, dictionary);
        ntm_strbuf_puts(out, " / ");
        show_label(out, slash + 1, dictionary);
        free(whole);
    } else {
        show_label(out, field, dictionary);
    }
}

void ntm_show_paper(ntm_strbuf *out, const char *kind, const ntm_dictionary *dictionary)
{
    const ntm_paper *paper = dictionary ? ntm_dictionary_find_paper(dictionary, kind) : NULL;
    const char *label = paper ? (vietnamese() ? paper->label_vi : paper->label_en) : NULL;
    ntm_strbuf_puts(out, label ? label : kind);
}

typedef struct word {
    const char *code, *text;
} word;

static const char *look_up(const word *words, size_t count, const char *code)
{
    for (size_t i = 0; code && i < count; i++)
        if (!strcmp(words[i].code, code))
            return _(words[i].text);
    return code ? code : "";
}
#define LOOK_UP(words, code) look_up(words, sizeof(words) / sizeof *(words), code)

const char *ntm_word_status(const char *status)
{
    static const word words[] = {{"pass", N_("met")},
                                 {"fail", N_("not met")},
                                 {"unknown", N_("not enough data")},
                                 {"not_applicable", N_("not applicable (counts as met)")},
                                 {"error", N_("error in the rule")}};
    return LOOK_UP(words, status);
}

const char *ntm_word_level_reached(const char *level)
{
    static const word words[] = {{"met", N_("the whole set is met")},
                                 {"not_met", N_("the set is not met in full")},
                                 {"undecided", N_("not enough ground for a conclusion")}};
    return LOOK_UP(words, level);
}

const char *ntm_word_criterion(const char *state)
{
    static const word words[] = {
        {"met", N_("met")}, {"not_met", N_("not met")}, {"undecided", N_("not enough data")}};
    return LOOK_UP(words, state);
}

const char *ntm_word_basis(const char *basis)
{
    static const word words[] = {{"seed", N_("stated in the commune's report")},
                                 {"found", N_("found in a public source")},
                                 {"recalled", N_("recalled from the national set")},
                                 {"assumed", N_("assumed")},
                                 {"gazette", N_("compared with the gazette")}};
    return LOOK_UP(words, basis);
}

const char *ntm_word_origin(const char *origin)
{
    static const word words[] = {{"report", N_("from the commune's report")},
                                 {"constructed", N_("constructed for illustration")},
                                 {"found", N_("found on a public page")},
                                 {"assumed", N_("assumed")}};
    return LOOK_UP(words, origin);
}

const char *ntm_word_level(const char *level)
{
    static const word words[] = {{"province", N_("province")},
                                 {"district", N_("district")},
                                 {"commune", N_("commune")},
                                 {"village", N_("village")},
                                 {"product", N_("product")}};
    return LOOK_UP(words, level);
}

void ntm_show_unit(ntm_strbuf *out, const char *level, const char *name)
{
    char *folded = ntm_text_casefold(name);
    if (!ntm_unit_name_kind(folded, NULL))
        ntm_strbuf_printf(out, "%s ", ntm_word_level(level));
    ntm_strbuf_puts(out, name);
    free(folded);
}

const char *ntm_word_finding(const char *finding)
{
    static const word words[] = {{"met", N_("found met")},
                                 {"not_met", N_("found not met")},
                                 {"supplement", N_("to be completed")}};
    return LOOK_UP(words, finding);
}

const char *ntm_word_assessor(const char *assessor, const ntm_dictionary *dictionary)
{
    const ntm_assessor *level =
        dictionary && *assessor ? ntm_dictionary_find_assessor(dictionary, assessor) : NULL;
    if (!*assessor)
        return _("level not stated");
    if (!level)
        return assessor;
    return ntm_i18n_lang() == NTM_LANG_VI ? level->label_vi : level->label_en;
}
