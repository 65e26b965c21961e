/* model/dataset_check.c - what must hold between the rows of a dataset. */
#include "model/dataset.h"

#include <string.h>

#include "base/i18n.h"

/* The dataset under check, and what was there before it. */
typedef struct check {
    const ntm_dataset *added, *known; /* known may be NULL */
    ntm_diags *diags;
} check;

static uint32_t first_version(const ntm_dataset *dataset, const char *code)
{
    uint32_t number = dataset ? ntm_names_find(dataset->strings, code) : NTM_NO_NAME;
    return dataset && number < dataset->unit_first_count ? dataset->unit_first[number] : 0;
}

static bool in_added(const check *c, const char *code, ntm_date valid_from)
{
    for (uint32_t i = first_version(c->added, code); i; i = c->added->unit_next[i - 1])
        if (c->added->units[i - 1].valid_from == valid_from)
            return true;
    return false;
}

/*
 * Call each for every version of a code: of the added rows, then of the known ones that no added
 * row of the same first day replaces.
 */
static void each_version(const check *c, const char *code,
                         void (*each)(const ntm_unit *unit, void *context), void *context)
{
    for (uint32_t i = first_version(c->added, code); i; i = c->added->unit_next[i - 1])
        each(&c->added->units[i - 1], context);
    for (uint32_t i = first_version(c->known, code); i; i = c->known->unit_next[i - 1])
        if (!in_added(c, code, c->known->units[i - 1].valid_from))
            each(&c->known->units[i - 1], context);
}

/* ---- units ---- */

typedef struct version_check {
    const check *c;
    const ntm_unit *unit;
    bool met_itself;
    int64_t parent_days; /* days of the unit's period on which its parent is there */
} version_check;

static bool overlap(const ntm_unit *a, const ntm_unit *b)
{
    return a->valid_from <= b->valid_to && b->valid_from <= a->valid_to;
}

static void check_other_version(const ntm_unit *other, void *context)
{
    version_check *v = context;
    if (other == v->unit) {
        v->met_itself = true;
        return;
    }
    /* Of two rows of the added dataset only the later one is told. */
    bool added = other >= v->c->added->units && other < v->c->added->units + v->c->added->nunits;
    if (!overlap(other, v->unit) || (added && v->met_itself))
        return;
    char from[NTM_DATE_TEXT], to[NTM_DATE_TEXT];
    ntm_diag(v->c->diags, NTM_ERROR, NTM_NOWHERE, "unit-overlap",
             _("unit %s (%s): its period overlaps that of another row of this code, %s to %s"),
             v->unit->code, v->unit->name, ntm_date_show(other->valid_from, from),
             ntm_date_show(other->valid_to, to));
}

static void check_parent(const ntm_unit *parent, void *context)
{
    version_check *v = context;
    if (!overlap(parent, v->unit))
        return;
    ntm_date from =
        parent->valid_from > v->unit->valid_from ? parent->valid_from : v->unit->valid_from;
    ntm_date to = parent->valid_to < v->unit->valid_to ? parent->valid_to : v->unit->valid_to;
    v->parent_days += (int64_t)to - from + 1;
    if (!ntm_level_above(parent->level, v->unit->level))
        ntm_diag(v->c->diags, NTM_ERROR, NTM_NOWHERE, "unit-parent-level",
                 _("unit %s (%s): its parent %s (%s) is not of a level above it"), v->unit->code,
                 v->unit->name, parent->code, parent->name);
}

static void check_unit(const check *c, const ntm_unit *unit)
{
    version_check v = {.c = c, .unit = unit};
    char from[NTM_DATE_TEXT], to[NTM_DATE_TEXT];
    if (unit->valid_from > unit->valid_to) {
        ntm_diag(c->diags, NTM_ERROR, NTM_NOWHERE, "unit-period",
                 _("unit %s (%s): valid_from %s is after valid_to %s"), unit->code, unit->name,
                 ntm_date_show(unit->valid_from, from), ntm_date_show(unit->valid_to, to));
        return;
    }
    each_version(c, unit->code, check_other_version, &v);
    if (!unit->parent)
        return;
    each_version(c, unit->parent, check_parent, &v);
    if (!v.parent_days)
        ntm_diag(c->diags, NTM_ERROR, NTM_NOWHERE, "unit-parent",
                 _("unit %s (%s): there is no parent %s between %s and %s"), unit->code, unit->name,
                 unit->parent, ntm_date_show(unit->valid_from, from),
                 ntm_date_show(unit->valid_to, to));
    else if (v.parent_days <= (int64_t)unit->valid_to - unit->valid_from)
        ntm_diag(c->diags, NTM_WARNING, NTM_NOWHERE, "unit-parent-days",
                 _("unit %s (%s): its parent %s is there on a part of its days only"), unit->code,
                 unit->name, unit->parent);
}

/* ---- rows that name a unit ---- */

typedef struct range {
    ntm_date from, to; /* days asked for */
    bool any, on_date;
    const ntm_unit *near; /* some version, for the message */
} range;

static void look(const ntm_unit *unit, void *context)
{
    range *r = context;
    r->any = true;
    r->near = unit;
    r->on_date |= unit->valid_from <= r->to && r->from <= unit->valid_to;
}

/* A row about the unit needs a version valid on one of the days from..to. */
static void check_reference(const check *c, const char *code, ntm_date from, ntm_date to,
                            ntm_place place)
{
    range r = {.from = from, .to = to};
    each_version(c, code, look, &r);
    if (r.on_date)
        return;
    if (!r.any) {
        ntm_diag(c->diags, NTM_ERROR, place, "unknown-unit", _("there is no unit with the code %s"),
                 code);
        return;
    }
    char first[NTM_DATE_TEXT], last[NTM_DATE_TEXT], valid[NTM_DATE_TEXT], until[NTM_DATE_TEXT];
    if (from == to)
        ntm_diag(c->diags, NTM_ERROR, place, "unit-not-valid",
                 _("unit %s (%s) is not valid on %s, but from %s to %s"), code, r.near->name,
                 ntm_date_show(from, first), ntm_date_show(r.near->valid_from, valid),
                 ntm_date_show(r.near->valid_to, until));
    else
        ntm_diag(c->diags, NTM_ERROR, place, "unit-not-valid",
                 _("unit %s (%s) is not valid between %s and %s, but from %s to %s"), code,
                 r.near->name, ntm_date_show(from, first), ntm_date_show(to, last),
                 ntm_date_show(r.near->valid_from, valid), ntm_date_show(r.near->valid_to, until));
}

static void check_observations(const check *c)
{
    const ntm_dataset *d = c->added;
    const ntm_unit *before = NULL; /* rows mostly come unit by unit */
    for (size_t i = 0; i < d->nobservations; i++) {
        const ntm_observation *row = &d->observations[i];
        if (before && strcmp(before->code, row->unit) == 0 && before->valid_from <= row->as_of &&
            row->as_of <= before->valid_to)
            continue;
        before = ntm_dataset_unit(d, row->unit, row->as_of);
        if (!before)
            check_reference(c, row->unit, row->as_of, row->as_of,
                            (ntm_place){.file = row->file, .line = (long)row->line});
    }
}

typedef struct beginning {
    ntm_date day;
    const ntm_unit *unit; /* is there on the day, but was there before it; NULL */
} beginning;

static void check_beginning(const ntm_unit *unit, void *context)
{
    beginning *b = context;
    if (unit->valid_from < b->day && b->day <= unit->valid_to)
        b->unit = unit;
}

static void check_succession(const check *c, const ntm_succession *row)
{
    ntm_place place = {.file = row->file, .line = (long)row->line};
    check_reference(c, row->predecessor, row->effective - 1, row->effective - 1, place);
    check_reference(c, row->successor, row->effective, row->effective, place);
    beginning b = {.day = row->effective};
    each_version(c, row->successor, check_beginning, &b);
    char day[NTM_DATE_TEXT];
    if (b.unit)
        ntm_diag(c->diags, NTM_ERROR, place, "successor-begins",
                 _("unit %s (%s) was there before %s already; a unit that takes in another is "
                   "another unit from that day on"),
                 b.unit->code, b.unit->name, ntm_date_show(row->effective, day));
}

ntm_rc ntm_dataset_check_added(const ntm_dataset *dataset, const ntm_dataset *known,
                               ntm_diags *diags)
{
    ntm_diags own;
    ntm_diags_init(&own);
    check c = {.added = dataset, .known = known, .diags = diags ? diags : &own};
    size_t errors = c.diags->errors;
    for (size_t i = 0; i < dataset->nunits; i++)
        check_unit(&c, &dataset->units[i]);
    check_observations(&c);
    for (size_t i = 0; i < dataset->ntitles; i++) {
        const ntm_title *row = &dataset->titles[i];
        bool dated = row->date != NTM_DATE_MIN;
        check_reference(&c, row->unit, dated ? row->date : NTM_DATE_MIN,
                        dated ? row->date : NTM_DATE_MAX,
                        (ntm_place){.file = row->file, .line = (long)row->line});
    }
    for (size_t i = 0; i < dataset->nregistrations; i++) {
        const ntm_registration *row = &dataset->registrations[i];
        ntm_date from = NTM_DATE_MIN, to = NTM_DATE_MAX;
        if (!ntm_date_make(row->year, 1, 1, &from) || !ntm_date_make(row->year, 12, 31, &to))
            from = NTM_DATE_MIN, to = NTM_DATE_MAX;
        check_reference(&c, row->unit, from, to,
                        (ntm_place){.file = row->file, .line = (long)row->line});
    }
    for (size_t i = 0; i < dataset->nevidence; i++) {
        const ntm_evidence *row = &dataset->evidence[i];
        check_reference(&c, row->unit, row->date, row->valid_until,
                        (ntm_place){.file = row->file, .line = (long)row->line});
    }
    for (size_t i = 0; i < dataset->nsuccessions; i++)
        check_succession(&c, &dataset->successions[i]);
    for (size_t i = 0; i < dataset->nappraisals; i++) {
        const ntm_appraisal *row = &dataset->appraisals[i];
        check_reference(&c, row->unit, row->date, row->date,
                        (ntm_place){.file = row->file, .line = (long)row->line});
    }
    bool good = c.diags->errors == errors;
    ntm_diags_clear(&own);
    return good ? NTM_OK : NTM_EINPUT;
}

ntm_rc ntm_dataset_check(const ntm_dataset *dataset, ntm_diags *diags)
{
    return ntm_dataset_check_added(dataset, NULL, diags);
}
