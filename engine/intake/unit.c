/*
 * intake/unit.c - the unit a row means: a code, a code that lost its zeros, an exact name.
 *
 * Data are joined by code. A name counts only if it is exact but for case and the place of the tone
 * mark: Song and Sóng are two villages of one commune, and a wrong guess would never be noticed.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/text.h"
#include "intake/date.h"
#include "intake/intake_priv.h"
#include "model/unit_name.h"

const char *ntm_intake_level_word(ntm_level level)
{
    switch (level) {
    case NTM_LEVEL_PROVINCE:
        return _("province");
    case NTM_LEVEL_DISTRICT:
        return _("district");
    case NTM_LEVEL_COMMUNE:
        return _("commune");
    case NTM_LEVEL_VILLAGE:
        return _("village");
    case NTM_LEVEL_PRODUCT:
        return _("product");
    case NTM_LEVEL_COUNT:
    case NTM_LEVEL_NONE:
        break;
    }
    return "?";
}

bool ntm_intake_first_time(ntm_intake *in, const char *text)
{
    if (ntm_names_find(in->warned, text) != NTM_NO_NAME)
        return false;
    ntm_names_add(in->warned, text);
    return true;
}

/* The name nearest to an unknown one is looked for so often; the search goes through all units. */
enum { GUESSES_MAX = 10 };

/* ---- lost zeros ------------------------------------------------------------------------------- */

static const char *without_zeros(const char *code)
{
    while (*code == '0' && code[1] >= '0' && code[1] <= '9')
        code++;
    return code;
}

static void index_zeros(ntm_intake *in)
{
    in->zero_texts = ntm_names_new(in->arena);
    in->zero_entries = ntm_arena_array(in->arena, in->units->nunits + 1, sizeof *in->zero_entries);
    for (size_t i = 0; i < in->units->nunits; i++) {
        const char *code = in->units->units[i].code, *text = without_zeros(code);
        if (text == code)
            continue;
        uint32_t number = ntm_names_add(in->zero_texts, text);
        struct zero_entry *entry = &in->zero_entries[number];
        if (!entry->code || strcmp(entry->code, code) != 0) {
            entry->count++;
            entry->code = code;
        }
    }
}

const char *ntm_intake_restore_zeros(ntm_intake *in, const ntm_spot *spot, const char *text,
                                     bool *many_out)
{
    *many_out = false;
    if (strspn(text, "0123456789.") != strlen(text))
        return NULL;
    if (!in->zero_texts)
        index_zeros(in);
    uint32_t number = ntm_names_find(in->zero_texts, without_zeros(text));
    if (number == NTM_NO_NAME)
        return NULL;
    const struct zero_entry *entry = &in->zero_entries[number];
    if (entry->count > 1) {
        *many_out = true;
        ntm_intake_say_spot(in, spot, NTM_ERROR, NTM_IC_UNIT_AMBIGUOUS,
                            _("'%s' may be any of %u codes that begin with zeros"), text,
                            (unsigned)entry->count);
        ntm_intake_hint(in, _("format the column as text in the spreadsheet, so that the zeros "
                              "stay"));
        return NULL;
    }
    if (ntm_intake_first_time(in, text))
        ntm_intake_say_spot(in, spot, NTM_WARNING, NTM_IC_UNIT_ZEROS,
                            _("'%s' is read as %s: a spreadsheet dropped the leading zeros"), text,
                            entry->code);
    return entry->code;
}

/* ---- names ------------------------------------------------------------------------------------ */

/* Some version of a code, the newest, for messages and for rows without a date. */
static const ntm_unit *any_version(const ntm_dataset *units, const char *code)
{
    uint32_t number = ntm_names_find(units->strings, code);
    const ntm_unit *newest = NULL;
    if (number >= units->unit_first_count)
        return NULL;
    for (uint32_t i = units->unit_first[number]; i; i = units->unit_next[i - 1])
        if (!newest || units->units[i - 1].valid_to > newest->valid_to)
            newest = &units->units[i - 1];
    return newest;
}

/* The first part of "Song, Cẩm Ngọc" is the name itself, but for case, kind and tone mark. */
static bool is_exact_name(const char *text, const ntm_unit *unit)
{
    size_t length = strcspn(text, ",");
    char *part = ntm_xmalloc(length + 1);
    memcpy(part, text, length);
    part[length] = '\0';
    char *typed = ntm_text_casefold(part), *name = ntm_text_casefold(unit->name);
    const char *typed_bare = ntm_unit_name_skip(typed, ntm_unit_name_kind(typed, NULL));
    const char *name_bare = ntm_unit_name_skip(name, ntm_unit_name_kind(name, NULL));
    bool exact =
        (ntm_unit_name_fits(typed, name) && ntm_unit_name_fits(name, typed)) ||
        (ntm_unit_name_fits(typed_bare, name_bare) && ntm_unit_name_fits(name_bare, typed_bare));
    free(part);
    free(typed);
    free(name);
    return exact;
}

static void remember_unit(ntm_intake *in, const char *key, const ntm_unit *unit)
{
    uint32_t number = ntm_names_add(in->unit_texts, key);
    if (number >= in->capacity_found) {
        uint32_t capacity = in->capacity_found ? in->capacity_found * 2 : 64;
        const ntm_unit **found = ntm_arena_array(in->arena, capacity, sizeof *found);
        if (in->capacity_found)
            memcpy(found, in->unit_found, in->capacity_found * sizeof *found);
        in->unit_found = found;
        in->capacity_found = capacity;
    }
    in->unit_found[number] = unit;
}

/* The code behind "15169.0", as programs write it that took the column for numbers; NULL. */
static const char *code_as_number(const ntm_intake *in, const char *text)
{
    size_t length = strlen(text);
    char code[32];
    if (length < 3 || length >= sizeof code || strcmp(text + length - 2, ".0") != 0)
        return NULL;
    memcpy(code, text, length - 2);
    code[length - 2] = '\0';
    const ntm_unit *unit = any_version(in->units, code);
    return unit ? unit->code : NULL;
}

static void refuse_name(ntm_intake *in, const ntm_csv_row *row, int column, const char *text,
                        const ntm_diags *found)
{
    const ntm_finding *finding = found->count ? &found->items[0] : NULL;
    bool ambiguous = finding && strcmp(finding->code, "ambiguous-unit") == 0;
    if (ambiguous)
        ntm_intake_say(in, row, column, NTM_ERROR, NTM_IC_UNIT_AMBIGUOUS, "%s", finding->message);
    else
        ntm_intake_say(in, row, column, NTM_ERROR, NTM_IC_UNIT_UNKNOWN,
                       _("unknown unit '%s'; a code or an exact name was expected"), text);
    if (strchr(text, '?'))
        ntm_intake_hint(in, _("letters were lost (there is a ? in their place); save the workbook "
                              "as \"CSV UTF-8\""));
    else if (code_as_number(in, text))
        ntm_intake_hint(in, _("write the code as text: %s"), code_as_number(in, text));
    else if (finding && finding->hint)
        ntm_intake_hint(in, "%s", finding->hint);
    else if (strspn(text, "0123456789.,") == strlen(text))
        ntm_intake_hint(in, _("is the file with the units of this one read?"));
}

/* Every name that a unit of the data has, folded, with and without its kind. A text that is none of
 * them names no unit, whatever its accents, and need not be searched for. */
static bool may_be_name(ntm_intake *in, const char *text)
{
    if (!in->folded_names) {
        in->folded_names = ntm_names_new(in->arena);
        for (size_t i = 0; i < in->units->nunits; i++) {
            char *folded = ntm_text_fold(in->units->units[i].name);
            ntm_names_add(in->folded_names, folded);
            int words = ntm_unit_name_kind(folded, NULL);
            if (words)
                ntm_names_add(in->folded_names, ntm_unit_name_skip(folded, words));
            free(folded);
        }
    }
    char *folded = ntm_text_fold(text);
    folded[strcspn(folded, ",")] = '\0';
    for (size_t length = strlen(folded); length && folded[length - 1] == ' ';)
        folded[--length] = '\0';
    const char *bare = ntm_unit_name_skip(folded, ntm_unit_name_kind(folded, NULL));
    bool found = ntm_names_find(in->folded_names, folded) != NTM_NO_NAME ||
                 ntm_names_find(in->folded_names, bare) != NTM_NO_NAME;
    free(folded);
    return found;
}

/* For a name without a date: the last day on which a unit of that name was there. */
static ntm_date last_day_of(const ntm_intake *in, const char *text)
{
    ntm_date today = in->options->today, last = today;
    bool found = false;
    char *folded = ntm_text_fold(text);
    folded[strcspn(folded, ",")] = '\0';
    for (size_t i = 0; i < in->units->nunits; i++) {
        const ntm_unit *unit = &in->units->units[i];
        ntm_date day = unit->valid_to < today ? unit->valid_to : today;
        if (found && day <= last)
            continue;
        char *name = ntm_text_fold(unit->name);
        if (strcmp(ntm_unit_name_skip(name, ntm_unit_name_kind(name, NULL)),
                   ntm_unit_name_skip(folded, ntm_unit_name_kind(folded, NULL))) == 0) {
            last = day;
            found = true;
        }
        free(name);
    }
    free(folded);
    return last;
}

static const ntm_unit *find_name(ntm_intake *in, const ntm_csv_row *row, int column,
                                 const char *text, ntm_date date)
{
    char key[320];
    int length = snprintf(key, sizeof key, "%d %s", (int)date, text);
    bool keep = length > 0 && (size_t)length < sizeof key;
    uint32_t number = keep ? ntm_names_find(in->unit_texts, key) : NTM_NO_NAME;
    if (number != NTM_NO_NAME)
        return in->unit_found[number];
    bool may_be = strlen(text) <= 300 && may_be_name(in, text);
    if (!may_be && (ntm_intake_full(in) || in->guesses++ >= GUESSES_MAX)) {
        ntm_intake_say(in, row, column, NTM_ERROR, NTM_IC_UNIT_UNKNOWN,
                       _("unknown unit '%s'; a code or an exact name was expected"), text);
        return NULL;
    }
    const ntm_unit *unit = NULL;
    ntm_diags found = {0};
    if (ntm_dataset_find_unit(in->units, text, date, &unit, &found) != NTM_OK) {
        refuse_name(in, row, column, text, &found);
        unit = NULL;
    } else if (!is_exact_name(text, unit)) {
        ntm_intake_say(in, row, column, NTM_ERROR, NTM_IC_UNIT_SIMILAR,
                       _("there is no unit '%s', but %s (%s); figures are joined by exact names "
                         "only"),
                       text, unit->name, unit->code);
        ntm_intake_hint(in, _("write the code %s if that unit is meant"), unit->code);
        unit = NULL;
    } else if (keep) {
        remember_unit(in, key, unit);
    }
    ntm_diags_clear(&found);
    return unit;
}

/* ---- a row's unit ----------------------------------------------------------------------------- */

static const ntm_unit *find_code(ntm_intake *in, const ntm_csv_row *row, int column,
                                 const char *code, ntm_date date)
{
    const ntm_unit *unit = date == NTM_DATE_MIN ? any_version(in->units, code)
                                                : ntm_dataset_unit(in->units, code, date);
    if (unit)
        return unit;
    unit = any_version(in->units, code);
    char day[NTM_DATE_TEXT], from[NTM_DATE_TEXT], to[NTM_DATE_TEXT];
    ntm_intake_say(in, row, column, NTM_ERROR, NTM_IC_UNIT_NOT_VALID,
                   _("unit %s (%s) does not exist on %s; it is valid from %s to %s"), code,
                   unit->name, ntm_intake_show_date(date, day),
                   ntm_intake_show_date(unit->valid_from, from),
                   ntm_intake_show_date(unit->valid_to, to));
    return NULL;
}

/* The column with the name beside the code catches a code that slipped a row. */
static bool check_name(ntm_intake *in, const ntm_csv_row *row, const ntm_unit *unit)
{
    int column = in->header.column[NTM_ROLE_UNIT_NAME];
    const char *name = ntm_intake_text(in, row, column);
    if (!*name || strcmp(name, unit->name) == 0 || is_exact_name(name, unit))
        return true;
    ntm_intake_say(in, row, column, NTM_ERROR, NTM_IC_UNIT_NAME_DIFFERS,
                   _("unit %s is %s, but the name beside it is '%s'"), unit->code, unit->name,
                   name);
    return false;
}

const ntm_unit *ntm_intake_unit(ntm_intake *in, const ntm_csv_row *row, int column,
                                const char *text, ntm_date date)
{
    if (!*text) {
        ntm_intake_say(in, row, column, NTM_ERROR, NTM_IC_UNIT_EMPTY,
                       _("the unit is missing; a code or an exact name was expected"));
        return NULL;
    }
    if (!in->units->nunits) {
        if (ntm_intake_first_time(in, "\x01no-units")) {
            ntm_intake_say(in, row, column, NTM_ERROR, NTM_IC_UNIT_NONE_KNOWN,
                           _("unit '%s' cannot be found: no units are known yet"), text);
            ntm_intake_hint(in, _("read the units file first (%s)"),
                            ntm_header_pattern(NTM_INTAKE_UNITS));
        }
        return NULL;
    }
    const ntm_unit *unit = NULL;
    bool many = false;
    if (ntm_dataset_has_code(in->units, text)) {
        unit = find_code(in, row, column, text, date);
    } else {
        ntm_spot spot = ntm_intake_spot(row, column);
        const char *code = ntm_intake_restore_zeros(in, &spot, text, &many);
        if (code)
            unit = find_code(in, row, column, code, date);
        else if (!many)
            unit = find_name(in, row, column, text,
                             date == NTM_DATE_MIN ? last_day_of(in, text) : date);
    }
    return unit && check_name(in, row, unit) ? unit : NULL;
}
