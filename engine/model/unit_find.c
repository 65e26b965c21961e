/* model/unit_find.c - the unit a user names (see ntm_dataset_find_unit in model/dataset.h). */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "model/dataset.h"
#include "model/unit_name.h"

enum { LISTED = 12, MOST_PARTS = 6 };

/* Ways of comparing, from the strictest; the first that finds anything decides. */
enum { EXACT, FITS, BARE_EXACT, BARE, WAYS };

typedef struct query {
    const ntm_dataset *dataset;
    ntm_date date;
    char *text;                    /* NFC; parts are cut out of it */
    const char *parts[MOST_PARTS]; /* the name, then names of ancestors */
    int nparts;
} query;

static char *trim(char *text)
{
    while (*text == ' ' || *text == '\t')
        text++;
    size_t length = strlen(text);
    while (length && (text[length - 1] == ' ' || text[length - 1] == '\t'))
        text[--length] = '\0';
    return text;
}

static void cut(query *q)
{
    char *at = q->text;
    while (at && q->nparts < MOST_PARTS) {
        char *comma = strchr(at, ',');
        if (comma)
            *comma = '\0';
        q->parts[q->nparts++] = trim(at);
        at = comma ? comma + 1 : NULL;
    }
}

static bool named(const char *typed, const ntm_unit *unit, int way)
{
    if (way == EXACT)
        return strcmp(typed, unit->name) == 0;
    char *typed_folded = ntm_text_casefold(typed), *name_folded = ntm_text_casefold(unit->name);
    bool same = false;
    if (way == FITS) {
        same = ntm_unit_name_fits(typed_folded, name_folded);
    } else {
        ntm_level level = unit->level;
        int typed_words = ntm_unit_name_kind(typed_folded, &level);
        int name_words = ntm_unit_name_kind(name_folded, NULL);
        if (typed_words)
            name_words = 0; /* "xã Tân Kỳ" is not the town "Thị trấn Tân Kỳ" */
        if (level == unit->level && way == BARE_EXACT)
            same = strcmp(ntm_unit_name_skip(typed, typed_words),
                          ntm_unit_name_skip(unit->name, name_words)) == 0;
        else if (level == unit->level)
            same = ntm_unit_name_fits(ntm_unit_name_skip(typed_folded, typed_words),
                                      ntm_unit_name_skip(name_folded, name_words));
    }
    free(typed_folded);
    free(name_folded);
    return same;
}

/* Each further part names an ancestor, by code or name, in any order. */
static bool narrowed(const query *q, const ntm_unit *unit)
{
    for (int p = 1; p < q->nparts; p++) {
        const ntm_unit *above = unit;
        bool found = false;
        for (int depth = 0; depth < NTM_LEVEL_COUNT && above && !found; depth++) {
            above = above->parent ? ntm_dataset_unit(q->dataset, above->parent, q->date) : NULL;
            found = above && (strcmp(above->code, q->parts[p]) == 0 ||
                              named(q->parts[p], above, FITS) || named(q->parts[p], above, BARE));
        }
        if (!found)
            return false;
    }
    return true;
}

static bool valid(const ntm_unit *unit, ntm_date date)
{
    return unit->valid_from <= date && date <= unit->valid_to;
}

/* "Song (15169.06, Cẩm Ngọc)" */
static void describe(const query *q, const ntm_unit *unit, ntm_strbuf *out)
{
    const ntm_unit *parent =
        unit->parent ? ntm_dataset_unit(q->dataset, unit->parent, q->date) : NULL;
    ntm_strbuf_printf(out, "%s (%s%s%s)", unit->name, unit->code, parent ? ", " : "",
                      parent ? parent->name : "");
}

static int by_code(const void *a, const void *b)
{
    return strcmp((*(const ntm_unit *const *)a)->code, (*(const ntm_unit *const *)b)->code);
}

static ntm_rc ambiguous(const query *q, const char *name, const ntm_unit **found, size_t count,
                        ntm_diags *diags)
{
    qsort(found, count, sizeof *found, by_code);
    ntm_strbuf list = {0};
    for (size_t i = 0; i < count && i < LISTED; i++) {
        if (i)
            ntm_strbuf_puts(&list, ", ");
        describe(q, found[i], &list);
    }
    if (count > LISTED)
        ntm_strbuf_puts(&list, ", …");
    ntm_rc rc =
        ntm_fail(diags, NTM_EUSAGE, NTM_NOWHERE, "ambiguous-unit",
                 _("\"%s\" may be any of %zu units: %s"), name, count, ntm_strbuf_text(&list));
    ntm_diag_hint(diags, _("give the code, or narrow the name: \"%s, name of the parent\""),
                  found[0]->name);
    ntm_strbuf_clear(&list);
    return rc;
}

/* A unit of that code or name on other days: the last one before the date, else the first after. */
static const ntm_unit *on_other_days(const query *q)
{
    const ntm_unit *best = NULL;
    for (size_t i = 0; i < q->dataset->nunits; i++) {
        const ntm_unit *unit = &q->dataset->units[i];
        if (strcmp(unit->code, q->parts[0]) != 0 && !named(q->parts[0], unit, EXACT))
            continue;
        bool ended = unit->valid_to < q->date, best_ended = best && best->valid_to < q->date;
        if (!best || (ended && (!best_ended || unit->valid_to > best->valid_to)) ||
            (!ended && !best_ended && unit->valid_from < best->valid_from))
            best = unit;
    }
    return best;
}

/* "Cẩm Ngọc (15169) was there until 30/06/2025; it became Cẩm Thủy (15127)" */
static void hint_days(const query *q, const ntm_unit *unit, ntm_diags *diags)
{
    char day[NTM_DATE_TEXT];
    ntm_strbuf text = {0};
    if (unit->valid_to >= q->date) {
        ntm_strbuf_printf(&text, _("%s (%s) is there from %s on"), unit->name, unit->code,
                          ntm_date_show(unit->valid_from, day));
    } else {
        ntm_strbuf_printf(&text, _("%s (%s) was there until %s"), unit->name, unit->code,
                          ntm_date_show(unit->valid_to, day));
        bool any = false;
        for (size_t i = 0; i < q->dataset->nsuccessions; i++) {
            const ntm_succession *row = &q->dataset->successions[i];
            const ntm_unit *next = ntm_dataset_unit(q->dataset, row->successor, row->effective);
            if (row->effective != unit->valid_to + 1 || strcmp(row->predecessor, unit->code) != 0)
                continue;
            ntm_strbuf_printf(&text, "%s%s (%s)", any ? ", " : _("; it became "),
                              next ? next->name : row->successor, row->successor);
            any = true;
        }
    }
    ntm_diag_hint(diags, "%s", ntm_strbuf_text(&text));
    ntm_strbuf_clear(&text);
}

static ntm_rc unknown(const query *q, const char *name, ntm_diags *diags)
{
    char day[NTM_DATE_TEXT];
    ntm_rc rc = ntm_fail(diags, NTM_EUSAGE, NTM_NOWHERE, "unknown-unit",
                         _("there is no unit \"%s\" on %s"), name, ntm_date_show(q->date, day));
    const ntm_unit *other = diags ? on_other_days(q) : NULL;
    if (other) {
        hint_days(q, other, diags);
        return rc;
    }
    const ntm_unit *nearest = NULL;
    size_t limit = strlen(q->parts[0]) / 4 + 1;
    for (size_t i = 0; i < q->dataset->nunits; i++) {
        const ntm_unit *unit = &q->dataset->units[i];
        if (!valid(unit, q->date))
            continue;
        size_t distance = ntm_text_distance(q->parts[0], unit->name, limit);
        if (distance > limit)
            continue;
        nearest = unit;
        if (!distance)
            break;
        limit = distance - 1;
    }
    if (nearest) {
        ntm_strbuf text = {0};
        describe(q, nearest, &text);
        ntm_diag_hint(diags, _("did you mean %s?"), ntm_strbuf_text(&text));
        ntm_strbuf_clear(&text);
    }
    return rc;
}

static ntm_rc by_name(const query *q, const char *name, const ntm_unit **out, ntm_diags *diags)
{
    const ntm_unit **found = ntm_xcalloc(q->dataset->nunits + 1, sizeof *found);
    size_t count = 0;
    for (int way = EXACT; way < WAYS && !count; way++)
        for (size_t i = 0; i < q->dataset->nunits; i++) {
            const ntm_unit *unit = &q->dataset->units[i];
            if (valid(unit, q->date) && named(q->parts[0], unit, way) && narrowed(q, unit))
                found[count++] = unit;
        }
    ntm_rc rc = NTM_OK;
    if (count == 1)
        *out = found[0];
    else if (count)
        rc = ambiguous(q, name, found, count, diags);
    else
        rc = unknown(q, name, diags);
    free(found);
    return rc;
}

ntm_rc ntm_dataset_find_unit(const ntm_dataset *dataset, const char *name, ntm_date date,
                             const ntm_unit **out, ntm_diags *diags)
{
    *out = NULL;
    char *nfc = ntm_text_nfc(name);
    if (!nfc)
        return ntm_fail(diags, NTM_EUSAGE, NTM_NOWHERE, "unknown-unit",
                        _("the name of a unit is not valid UTF-8: %s"), name);
    const char *whole = trim(nfc);
    *out = ntm_dataset_unit(dataset, whole, date);
    ntm_rc rc = NTM_OK;
    if (!*out) {
        query q = {.dataset = dataset, .date = date, .text = ntm_xstrdup(whole)};
        cut(&q);
        rc = by_name(&q, whole, out, diags);
        free(q.text);
    }
    free(nfc);
    return rc;
}
