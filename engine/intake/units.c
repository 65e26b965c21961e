/*
 * intake/units.c - rows of a units file.
 *
 * Parents are looked up once all rows are read, so that a file may list them in any order.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/text.h"
#include "intake/date.h"
#include "intake/intake_priv.h"

enum { CODE_MAX = 32 };

static bool read_code(ntm_intake *in, const ntm_csv_row *row, const char *code)
{
    int column = in->header.column[NTM_ROLE_CODE];
    if (!*code) {
        ntm_intake_say(in, row, column, NTM_ERROR, NTM_IC_CODE_EMPTY,
                       _("the code of the unit is missing"));
        return false;
    }
    size_t length = strlen(code);
    static const char allowed[] =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ._-";
    if (length > CODE_MAX || strspn(code, allowed) != length) {
        ntm_intake_say(in, row, column, NTM_ERROR, NTM_IC_CODE_SYNTAX,
                       _("'%s' is no code; at most %d letters without accents, digits, '.', '_' "
                         "or '-' were expected"),
                       code, CODE_MAX);
        return false;
    }
    return true;
}

/* Official codes of provinces, districts and communes have 2, 3 and 5 digits. */
static void check_length(ntm_intake *in, const ntm_csv_row *row, const char *code, ntm_level level)
{
    static const size_t digits[] = {2, 3, 5};
    size_t length = strlen(code);
    if (level > NTM_LEVEL_COMMUNE || length >= digits[level] ||
        strspn(code, "0123456789") != length)
        return;
    ntm_intake_say(in, row, in->header.column[NTM_ROLE_CODE], NTM_WARNING, NTM_IC_CODE_SHORT,
                   _("code %s has %zu digits, official codes of this level have %zu; did a "
                     "spreadsheet drop leading zeros?"),
                   code, length, digits[level]);
}

static bool read_level(ntm_intake *in, const ntm_csv_row *row, ntm_level *out)
{
    static const struct {
        const char *word; /* folded */
        ntm_level level;
    } words[] = {
        {"tinh", NTM_LEVEL_PROVINCE},    {"huyen", NTM_LEVEL_DISTRICT},
        {"quan", NTM_LEVEL_DISTRICT},    {"thi xa", NTM_LEVEL_DISTRICT},
        {"xa", NTM_LEVEL_COMMUNE},       {"phuong", NTM_LEVEL_COMMUNE},
        {"thi tran", NTM_LEVEL_COMMUNE}, {"dac khu", NTM_LEVEL_COMMUNE},
        {"thon", NTM_LEVEL_VILLAGE},     {"ban", NTM_LEVEL_VILLAGE},
        {"ap", NTM_LEVEL_VILLAGE},       {"lang", NTM_LEVEL_VILLAGE},
        {"buon", NTM_LEVEL_VILLAGE},     {"to dan pho", NTM_LEVEL_VILLAGE},
        {"khu pho", NTM_LEVEL_VILLAGE},  {"san pham", NTM_LEVEL_PRODUCT},
    };
    const char *text = ntm_intake_role(in, row, NTM_ROLE_LEVEL);
    char *folded = ntm_text_fold(text);
    bool found = ntm_level_from_code(folded, out);
    for (size_t i = 0; i < sizeof words / sizeof *words && !found; i++)
        if (strcmp(folded, words[i].word) == 0) {
            *out = words[i].level;
            found = true;
        }
    free(folded);
    if (!found)
        ntm_intake_say(in, row, in->header.column[NTM_ROLE_LEVEL], NTM_ERROR, NTM_IC_LEVEL_UNKNOWN,
                       _("'%s' is no level; province, district, commune, village or product was "
                         "expected"),
                       text);
    return found;
}

static bool overlap(const ntm_unit *a, const ntm_unit *b)
{
    return a->valid_from <= b->valid_to && b->valid_from <= a->valid_to;
}

/* A version of the code in a dataset whose period overlaps; -1. */
static long overlapping(const ntm_dataset *dataset, const ntm_unit *unit)
{
    uint32_t number = dataset ? ntm_names_find(dataset->strings, unit->code) : NTM_NO_NAME;
    if (!dataset || number >= dataset->unit_first_count)
        return -1;
    for (uint32_t i = dataset->unit_first[number]; i; i = dataset->unit_next[i - 1])
        if (overlap(&dataset->units[i - 1], unit))
            return (long)i - 1;
    return -1;
}

static bool same_row(const ntm_unit *a, const ntm_unit *b)
{
    return a->level == b->level && a->valid_from == b->valid_from && a->valid_to == b->valid_to &&
           strcmp(a->name, b->name) == 0 && strcmp(a->parent ? a->parent : "", b->parent) == 0;
}

/* The row of another file that says just the same of the unit; NULL. */
static const ntm_unit *said_before(const ntm_intake *in, const ntm_unit *unit)
{
    long read = overlapping(in->into, unit);
    return read >= 0 && same_row(&in->into->units[read], unit) ? &in->into->units[read] : NULL;
}

static bool check_versions(ntm_intake *in, const ntm_csv_row *row, const ntm_unit *unit)
{
    int column = in->header.column[NTM_ROLE_CODE];
    long here = overlapping(in->staged, unit);
    if (here >= 0) {
        ntm_intake_say(in, row, column, NTM_ERROR, NTM_IC_UNIT_OVERLAP,
                       _("unit %s stands in row %d too, and the two periods overlap"), unit->code,
                       in->unit_spots[here].row);
        ntm_intake_hint(in, _("give the older one the day on which it ended (valid_to)"));
        return false;
    }
    if (overlapping(in->into, unit) >= 0) {
        ntm_intake_say(in, row, column, NTM_ERROR, NTM_IC_UNIT_OVERLAP,
                       _("unit %s was read from another file already, for a period that overlaps"),
                       unit->code);
        return false;
    }
    long known = overlapping(in->options->known, unit);
    if (known >= 0 && in->options->known->units[known].valid_from != unit->valid_from) {
        char from[NTM_DATE_TEXT], to[NTM_DATE_TEXT];
        const ntm_unit *other = &in->options->known->units[known];
        ntm_intake_say(in, row, column, NTM_ERROR, NTM_IC_UNIT_OVERLAP,
                       _("unit %s is on record already from %s to %s, and the periods overlap"),
                       unit->code, ntm_intake_show_date(other->valid_from, from),
                       ntm_intake_show_date(other->valid_to, to));
        ntm_intake_hint(in, _("a correction of that row has the same valid_from"));
        return false;
    }
    return true;
}

/* ---- zones ------------------------------------------------------------------------------------ */

/* "zone.thanh_hoa_2022", its label, or "thanh-hoa-2022" alone. */
static const ntm_target *zone_target(ntm_intake *in, const ntm_csv_row *row, const char *scheme)
{
    const ntm_target *target = ntm_targets_find(in->targets, scheme, NULL);
    if (!target) {
        char name[128];
        int length = snprintf(name, sizeof name, "zone.%s", scheme);
        for (char *p = name; *p; p++)
            if (*p == '-')
                *p = '_';
        if (length > 0 && (size_t)length < sizeof name)
            target = ntm_targets_find(in->targets, name, NULL);
    }
    if (target && target->codes)
        return target;
    ntm_intake_say(in, row, in->header.column[NTM_ROLE_ZONE_SCHEME], NTM_ERROR, NTM_IC_ZONE_SCHEME,
                   _("'%s' is no zone scheme; a field with a list of zones, such as "
                     "zone.thanh_hoa_2022, was expected"),
                   scheme);
    return NULL;
}

static void read_zone(ntm_intake *in, const ntm_csv_row *row, const ntm_unit *unit)
{
    const char *scheme = ntm_intake_role(in, row, NTM_ROLE_ZONE_SCHEME);
    const char *zone = ntm_intake_role(in, row, NTM_ROLE_ZONE);
    int column = in->header.column[NTM_ROLE_ZONE];
    if (!*scheme && !*zone)
        return;
    if (!*scheme || !*zone) {
        ntm_intake_say(in, row, *scheme ? column : in->header.column[NTM_ROLE_ZONE_SCHEME],
                       NTM_ERROR, NTM_IC_ZONE_HALF,
                       _("zone_scheme and zone stand together, or neither does"));
        return;
    }
    const ntm_target *target = zone_target(in, row, scheme);
    ntm_observation observation = {.unit = unit->code,
                                   .import = in->options->import,
                                   .file = in->file,
                                   .line = row->line,
                                   .note = ntm_intake_role(in, row, NTM_ROLE_NOTE)};
    if (!target || !ntm_intake_check_level(in, row, column, target, unit) ||
        !ntm_intake_value_cell(in, row, column, zone, target, &observation.value) ||
        !ntm_intake_origin(in, row, &observation.origin))
        return;
    observation.field = target->name;
    observation.as_of = unit->valid_from != NTM_DATE_MIN ? unit->valid_from : in->options->as_of;
    if (observation.as_of > unit->valid_to)
        observation.as_of = unit->valid_to;
    if (observation.as_of == NTM_DATE_MIN) {
        ntm_intake_say(in, row, column, NTM_ERROR, NTM_IC_ZONE_DATE,
                       _("the zone has no first day; a zone can change, so it needs a date"));
        ntm_intake_hint(in, _("fill in valid_from, or give --as-of"));
        return;
    }
    ntm_intake_stage(in, row, column, ntm_names_add(in->staged->strings, unit->code), target,
                     &observation);
}

/* ---- rows ------------------------------------------------------------------------------------- */

void ntm_intake_units_row(ntm_intake *in, const ntm_csv_row *row)
{
    ntm_unit unit = {.line = row->line,
                     .import = in->options->import,
                     .code = ntm_intake_role(in, row, NTM_ROLE_CODE),
                     .name = ntm_intake_role(in, row, NTM_ROLE_NAME),
                     .parent = ntm_intake_role(in, row, NTM_ROLE_PARENT)};
    bool ok = read_code(in, row, unit.code);
    bool level = read_level(in, row, &unit.level);
    if (ok && level)
        check_length(in, row, unit.code, unit.level);
    if (!*unit.name) {
        ntm_intake_say(in, row, in->header.column[NTM_ROLE_NAME], NTM_ERROR, NTM_IC_NAME_EMPTY,
                       _("the name of the unit is missing"));
        ok = false;
    } else if (strchr(unit.name, '?')) {
        ntm_intake_say(in, row, in->header.column[NTM_ROLE_NAME], NTM_ERROR, NTM_IC_LETTERS_LOST,
                       _("'%s': letters were lost (there is a ? in their place)"), unit.name);
        ntm_intake_hint(in, _("save the workbook as \"CSV UTF-8\""));
        ok = false;
    }
    ok = ntm_intake_date_cell(in, row, NTM_ROLE_VALID_FROM, NTM_DATE_MIN, &unit.valid_from) && ok;
    ok = ntm_intake_date_cell(in, row, NTM_ROLE_VALID_TO, NTM_DATE_MAX, &unit.valid_to) && ok;
    if (ok && unit.valid_from > unit.valid_to) {
        char from[NTM_DATE_TEXT], to[NTM_DATE_TEXT];
        ntm_intake_say(in, row, in->header.column[NTM_ROLE_VALID_TO], NTM_ERROR, NTM_IC_PERIOD,
                       _("valid_to (%s) is before valid_from (%s)"),
                       ntm_intake_show_date(unit.valid_to, to),
                       ntm_intake_show_date(unit.valid_from, from));
        ok = false;
    }
    if (!ok || !level)
        return;
    const ntm_unit *before = said_before(in, &unit);
    if (before) {
        read_zone(in, row, before);
        return;
    }
    if (!check_versions(in, row, &unit))
        return;
    size_t index = in->staged->nunits;
    if (index == in->capacity_unit_spots) {
        in->capacity_unit_spots = in->capacity_unit_spots ? in->capacity_unit_spots * 2 : 64;
        in->unit_spots =
            ntm_xrealloc(in->unit_spots, in->capacity_unit_spots * sizeof *in->unit_spots);
    }
    in->unit_spots[index] = ntm_intake_spot(row, in->header.column[NTM_ROLE_PARENT]);
    ntm_dataset_add_unit(in->staged, &unit);
    read_zone(in, row, &in->staged->units[index]);
}

/* ---- once all rows are read ------------------------------------------------------------------- */

static void join(ntm_dataset *all, const ntm_dataset *more)
{
    size_t before = all->nunits;
    for (size_t i = 0; more && i < more->nunits; i++) {
        const ntm_unit *unit = &more->units[i];
        bool replaced = false;
        uint32_t number = ntm_names_find(all->strings, unit->code);
        uint32_t at = number < all->unit_first_count ? all->unit_first[number] : 0;
        for (; at && at <= before && !replaced; at = all->unit_next[at - 1])
            replaced = all->units[at - 1].valid_from == unit->valid_from;
        if (!replaced)
            ntm_dataset_add_unit(all, unit);
    }
}

ntm_dataset *ntm_intake_join_units(const ntm_dataset *first, const ntm_dataset *second,
                                   const ntm_dataset *third)
{
    ntm_dataset *all = ntm_dataset_new();
    join(all, first);
    join(all, second);
    join(all, third);
    return all;
}

/* Days of the unit's period on which a version of the parent is there; -1: wrong level (said). */
static int64_t days_with_parent(ntm_intake *in, size_t index, const char *parent)
{
    const ntm_unit *unit = &in->staged->units[index];
    const ntm_dataset *units = in->units;
    int64_t days = 0;
    for (size_t i = units->unit_first[ntm_names_find(units->strings, parent)]; i;
         i = units->unit_next[i - 1]) {
        const ntm_unit *other = &units->units[i - 1];
        if (!overlap(other, unit))
            continue;
        if (!ntm_level_above(other->level, unit->level)) {
            ntm_intake_say_spot(in, &in->unit_spots[index], NTM_ERROR, NTM_IC_PARENT_LEVEL,
                                _("the parent of %s is %s (%s), which is not of a level above it"),
                                unit->code, other->code, other->name);
            return -1;
        }
        ntm_date from = other->valid_from > unit->valid_from ? other->valid_from : unit->valid_from;
        ntm_date to = other->valid_to < unit->valid_to ? other->valid_to : unit->valid_to;
        days += (int64_t)to - from + 1;
    }
    return days;
}

static void check_parent(ntm_intake *in, size_t index)
{
    ntm_unit *unit = &in->staged->units[index];
    const ntm_spot *spot = &in->unit_spots[index];
    if (!unit->parent) {
        if (unit->level > NTM_LEVEL_COMMUNE)
            ntm_intake_say_spot(in, spot, NTM_WARNING, NTM_IC_PARENT_MISSING,
                                _("%s (%s) has no parent; it will count for no commune"),
                                unit->code, unit->name);
        return;
    }
    if (!ntm_dataset_has_code(in->units, unit->parent)) {
        bool many;
        const char *code = ntm_intake_restore_zeros(in, spot, unit->parent, &many);
        if (many)
            return;
        if (!code) {
            ntm_intake_say_spot(in, spot, NTM_ERROR, NTM_IC_PARENT_UNKNOWN,
                                _("there is no parent with the code '%s'"), unit->parent);
            ntm_intake_hint(in, _("parents are given by code, in this file or in one that is read "
                                  "before it"));
            return;
        }
        unit->parent =
            ntm_names_text(in->staged->strings, ntm_names_add(in->staged->strings, code));
    }
    int64_t days = days_with_parent(in, index, unit->parent);
    if (days == 0)
        ntm_intake_say_spot(in, spot, NTM_ERROR, NTM_IC_PARENT_UNKNOWN,
                            _("the parent %s does not exist on any day on which %s does"),
                            unit->parent, unit->code);
    else if (days > 0 && days <= (int64_t)unit->valid_to - unit->valid_from)
        ntm_intake_say_spot(in, spot, NTM_WARNING, NTM_IC_PARENT_DAYS,
                            _("the parent %s exists on a part of the days of %s only"),
                            unit->parent, unit->code);
}

/* Two units of one name below one parent: possible, but most often one of them is a slip. */
static void check_name(ntm_intake *in, size_t index)
{
    const ntm_unit *unit = &in->staged->units[index];
    char *folded = ntm_text_casefold(unit->name);
    ntm_key key = {{ntm_names_add(in->strings, unit->parent ? unit->parent : ""),
                    ntm_names_add(in->strings, folded), (uint32_t)unit->level, UINT32_MAX}};
    free(folded);
    int64_t before = ntm_seen_put(in->seen, key, (int64_t)index);
    if (before < 0 || !overlap(&in->staged->units[before], unit))
        return;
    ntm_intake_say_spot(in, &in->unit_spots[index], NTM_WARNING, NTM_IC_SIBLING_NAME,
                        _("%s has the same name and parent as %s in row %d: %s"), unit->code,
                        in->staged->units[before].code, in->unit_spots[before].row, unit->name);
}

void ntm_intake_units_done(ntm_intake *in)
{
    ntm_dataset_free(in->own_units); /* without the units of this file */
    in->own_units = ntm_intake_join_units(in->staged, in->into, in->options->known);
    in->units = in->own_units;
    for (size_t i = 0; i < in->staged->nunits; i++) {
        check_parent(in, i);
        check_name(in, i);
    }
}
