/*
 * intake/successions.c - rows that say which unit became which.
 *
 * A row is checked against the units at once, and against the other rows of its file when all are
 * read. The successor is a unit that begins on the day: figures stay with the unit of their time,
 * and a unit that takes in another is another unit from that day, even under its old code.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/text.h"
#include "intake/date.h"
#include "intake/intake_priv.h"

/* ---- one row ---- */

static bool read_effective(ntm_intake *in, const ntm_csv_row *row, ntm_date *out)
{
    int column = in->header.column[NTM_ROLE_EFFECTIVE];
    if (!ntm_intake_date_cell(in, row, NTM_ROLE_EFFECTIVE, NTM_DATE_MIN, out))
        return false;
    if (*out == NTM_DATE_MIN) {
        ntm_intake_say(in, row, column, NTM_ERROR, NTM_IC_DATE_MISSING,
                       _("the day from which the succession is in effect is missing"));
        return false;
    }
    ntm_intake_check_day(in, row, column, *out);
    return true;
}

static bool read_extent(ntm_intake *in, const ntm_csv_row *row, ntm_extent *out)
{
    const char *text = ntm_intake_role(in, row, NTM_ROLE_EXTENT);
    *out = NTM_EXTENT_UNKNOWN;
    if (!*text)
        return true;
    int found = ntm_matcher_find(in->extents, text);
    if (found < 0) {
        ntm_intake_say(in, row, in->header.column[NTM_ROLE_EXTENT], NTM_ERROR,
                       NTM_IC_EXTENT_UNKNOWN,
                       _("'%s' says not how much of the unit is meant; whole (toàn bộ), part (một "
                         "phần) or unknown (chưa rõ) was expected"),
                       text);
        return false;
    }
    *out = (ntm_extent)found;
    return true;
}

/* Who confirmed is to answer for it: "có" is nobody. */
static bool read_confirmed(ntm_intake *in, const ntm_csv_row *row, const char **out)
{
    static const char *const nobody[] = {"co",   "khong",       "roi", "chua",  "yes",
                                         "no",   "x",           "y",   "n",     "v",
                                         "true", "da xac nhan", "dat", "dong y"};
    *out = ntm_intake_role(in, row, NTM_ROLE_CONFIRMED);
    char *folded = ntm_text_fold(*out);
    bool names = strspn(folded, "0123456789?-.✓✔☑") != strlen(folded) || !*folded;
    for (size_t i = 0; i < sizeof nobody / sizeof *nobody; i++)
        names = names && strcmp(folded, nobody[i]) != 0;
    free(folded);
    if (!names)
        ntm_intake_say(in, row, in->header.column[NTM_ROLE_CONFIRMED], NTM_ERROR,
                       NTM_IC_CONFIRMED_WHO,
                       _("'%s' names nobody; the person or office that confirmed was expected, or "
                         "an empty cell"),
                       *out);
    return names;
}

/* Both units are there on their day; the successor begins on it. */
static bool check_units(ntm_intake *in, const ntm_csv_row *row, const ntm_succession *succession,
                        const ntm_unit *predecessor, const ntm_unit *successor)
{
    char day[NTM_DATE_TEXT], other[NTM_DATE_TEXT];
    ntm_date effective = succession->effective;
    bool ok = true;
    if (successor->valid_from < effective) {
        ntm_intake_say(in, row, in->header.column[NTM_ROLE_SUCCESSOR], NTM_ERROR,
                       NTM_IC_SUCCESSOR_BEGINS,
                       _("unit %s (%s) was there before %s already; a unit that takes in another "
                         "is another unit from that day on"),
                       successor->code, successor->name, ntm_intake_show_date(effective, day));
        ntm_intake_hint(in,
                        _("in the units file, end its row on %s and begin a new row with the same "
                          "code on %s"),
                        ntm_intake_show_date(effective - 1, other),
                        ntm_intake_show_date(effective, day));
        ok = false;
    }
    if (succession->extent == NTM_EXTENT_WHOLE && predecessor->valid_to >= effective) {
        ntm_intake_say(in, row, in->header.column[NTM_ROLE_PREDECESSOR], NTM_ERROR,
                       NTM_IC_PREDECESSOR_LIVES,
                       _("unit %s (%s) is still there on %s; what went wholly into another unit "
                         "has ended"),
                       predecessor->code, predecessor->name, ntm_intake_show_date(effective, day));
        ntm_intake_hint(in, _("end its row in the units file on %s, or write part (một phần)"),
                        ntm_intake_show_date(effective - 1, other));
        ok = false;
    }
    if (predecessor->level != successor->level)
        ntm_intake_say(
            in, row, in->header.column[NTM_ROLE_SUCCESSOR], NTM_WARNING, NTM_IC_SUCCESSION_LEVEL,
            _("%s (%s) and %s (%s) are of two levels: %s, %s; no figure is carried "
              "from one to the other"),
            predecessor->code, predecessor->name, successor->code, successor->name,
            ntm_intake_level_word(predecessor->level), ntm_intake_level_word(successor->level));
    return ok;
}

static bool is_second(ntm_intake *in, const ntm_csv_row *row, const ntm_succession *succession)
{
    ntm_key key = {{ntm_names_add(in->strings, succession->predecessor),
                    ntm_names_add(in->strings, succession->successor),
                    (uint32_t)succession->effective, 0}};
    int64_t before = ntm_seen_put(in->seen, key, row->row);
    if (before < 0)
        return false;
    ntm_intake_say(in, row, -1, NTM_ERROR, NTM_IC_DUPLICATE_ROW,
                   _("that %s became %s stands twice in the file: here and in row %ld"),
                   succession->predecessor, succession->successor, (long)before);
    ntm_intake_hint(in, _("keep one of the two rows"));
    return true;
}

static void stage(ntm_intake *in, const ntm_csv_row *row, const ntm_succession *succession)
{
    size_t index = in->staged->nsuccessions;
    if (index == in->capacity_succession_spots) {
        in->capacity_succession_spots = index ? index * 2 : 64;
        in->succession_spots = ntm_xrealloc(in->succession_spots, in->capacity_succession_spots *
                                                                      sizeof *in->succession_spots);
    }
    in->succession_spots[index] = ntm_intake_spot(row, -1);
    ntm_dataset_add_succession(in->staged, succession);
}

void ntm_intake_succession_row(ntm_intake *in, const ntm_csv_row *row)
{
    ntm_succession succession = {.import = in->options->import,
                                 .line = row->line,
                                 .file = in->file,
                                 .note = ntm_intake_role(in, row, NTM_ROLE_NOTE)};
    bool dated = read_effective(in, row, &succession.effective);
    bool ok = read_extent(in, row, &succession.extent) && dated;
    ok = read_confirmed(in, row, &succession.confirmed) && ok;
    ok = ntm_intake_origin(in, row, &succession.origin) && ok;
    const ntm_unit *predecessor = ntm_intake_unit(in, row, in->header.column[NTM_ROLE_PREDECESSOR],
                                                  ntm_intake_role(in, row, NTM_ROLE_PREDECESSOR),
                                                  dated ? succession.effective - 1 : NTM_DATE_MIN);
    const ntm_unit *successor = ntm_intake_unit(in, row, in->header.column[NTM_ROLE_SUCCESSOR],
                                                ntm_intake_role(in, row, NTM_ROLE_SUCCESSOR),
                                                dated ? succession.effective : NTM_DATE_MIN);
    bool there = dated && predecessor && successor;
    if (there)
        ok = check_units(in, row, &succession, predecessor, successor) && ok;
    if (!there || !ok)
        return;
    succession.predecessor = predecessor->code;
    succession.successor = successor->code;
    if (!is_second(in, row, &succession))
        stage(in, row, &succession);
}

/* ---- once all rows are read ---- */

/* The rows of a file in the order of day and predecessor. */
typedef struct sorted {
    ntm_intake *in;
    const ntm_succession *rows;
    size_t *order;
    size_t count;
    size_t
        *whole; /* by the first place of a unit: its row of extent whole into another; SIZE_MAX */
} sorted;

static int compare(const ntm_succession *a, ntm_date day, const char *predecessor)
{
    if (a->effective != day)
        return a->effective < day ? -1 : 1;
    return strcmp(a->predecessor, predecessor);
}

static int by_predecessor(const void *a, const void *b, void *context)
{
    const ntm_succession *rows = context;
    size_t i = *(const size_t *)a, k = *(const size_t *)b;
    int order = compare(&rows[i], rows[k].effective, rows[k].predecessor);
    return order ? order : (i > k) - (i < k);
}

/* The first place in the order with that day and predecessor, or where it would be. */
static size_t find(const sorted *s, ntm_date day, const char *predecessor)
{
    size_t low = 0, high = s->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(&s->rows[s->order[middle]], day, predecessor) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool same_unit(const sorted *s, size_t place, ntm_date day, const char *predecessor)
{
    return place < s->count && !compare(&s->rows[s->order[place]], day, predecessor);
}

/* A unit that went wholly into one went into no other; what two units take over counts twice. */
static void check_division(const sorted *s, size_t first, size_t end)
{
    ntm_intake *in = s->in;
    size_t confirmed = SIZE_MAX;
    s->whole[first] = SIZE_MAX;
    for (size_t i = first; i < end; i++) {
        const ntm_succession *row = &s->rows[s->order[i]];
        if (row->extent == NTM_EXTENT_WHOLE && strcmp(row->successor, row->predecessor) != 0)
            s->whole[first] = s->order[i];
        const ntm_spot *spot = &in->succession_spots[s->order[i]];
        size_t other = i == first ? first + 1 : first;
        if (row->extent == NTM_EXTENT_WHOLE && end - first > 1) {
            ntm_intake_say_spot(in, spot, NTM_ERROR, NTM_IC_SUCCESSION_WHOLE,
                                _("%s cannot have gone wholly into %s, for row %d says that it "
                                  "went into %s"),
                                row->predecessor, row->successor,
                                in->succession_spots[s->order[other]].row,
                                s->rows[s->order[other]].successor);
            ntm_intake_hint(in, _("write part (một phần) in both rows"));
        }
        if (!*row->confirmed)
            continue;
        if (confirmed != SIZE_MAX)
            ntm_intake_say_spot(in, spot, NTM_ERROR, NTM_IC_SUCCESSION_TWICE,
                                _("the figures of %s would count twice: row %d confirms that they "
                                  "go to %s, this row that they go to %s"),
                                row->predecessor, in->succession_spots[s->order[confirmed]].row,
                                s->rows[s->order[confirmed]].successor, row->successor);
        confirmed = i;
    }
}

/* The row by which a unit went wholly into another; SIZE_MAX. */
static size_t whole_row(const sorted *s, ntm_date day, const char *unit)
{
    size_t first = find(s, day, unit);
    return same_unit(s, first, day, unit) ? s->whole[first] : SIZE_MAX;
}

/* A became B and B became A on one day: possible of codes, but most often a slip. */
static void check_circles(const sorted *s)
{
    size_t *path = ntm_xcalloc(s->count, sizeof *path); /* by row: number of the walk; 0: none */
    for (size_t start = 0; start < s->count; start++) {
        size_t at = whole_row(s, s->rows[start].effective, s->rows[start].predecessor);
        while (at != SIZE_MAX && !path[at]) {
            path[at] = start + 1;
            at = whole_row(s, s->rows[at].effective, s->rows[at].successor);
        }
        if (at == SIZE_MAX || path[at] != start + 1)
            continue; /* it ends, or joins what was walked before */
        ntm_strbuf chain = {0};
        ntm_strbuf_puts(&chain, s->rows[at].predecessor);
        size_t next = at;
        do {
            ntm_strbuf_printf(&chain, " → %s", s->rows[next].successor);
            next = whole_row(s, s->rows[next].effective, s->rows[next].successor);
        } while (next != at && chain.length < 200);
        ntm_intake_say_spot(
            s->in, &s->in->succession_spots[at], NTM_ERROR, NTM_IC_SUCCESSION_CIRCLE,
            _("the units become each other on one day, wholly: %s"), ntm_strbuf_text(&chain));
        ntm_strbuf_clear(&chain);
    }
    free(path);
}

static bool told_in(const ntm_dataset *dataset, ntm_date day, const char *predecessor)
{
    for (size_t i = 0; dataset && i < dataset->nsuccessions; i++)
        if (!compare(&dataset->successions[i], day, predecessor))
            return true;
    return false;
}

/* The successor's code named another unit until the day before: what became of that one? */
static void check_gap(const sorted *s, size_t index)
{
    ntm_intake *in = s->in;
    const ntm_succession *row = &s->rows[index];
    const ntm_unit *older = ntm_dataset_unit(in->units, row->successor, row->effective - 1);
    ntm_key key = {
        {ntm_names_add(in->strings, row->successor), (uint32_t)row->effective, UINT32_MAX, 1}};
    if (!older ||
        same_unit(s, find(s, row->effective, row->successor), row->effective, row->successor) ||
        ntm_seen_put(in->seen, key, 0) >= 0 || told_in(in->into, row->effective, row->successor) ||
        told_in(in->options->known, row->effective, row->successor))
        return;
    char day[NTM_DATE_TEXT];
    ntm_intake_say_spot(in, &in->succession_spots[index], NTM_WARNING, NTM_IC_SUCCESSION_GAP,
                        _("no row says what became of %s (%s), the unit with that code until %s; "
                          "nothing is carried over to the new %s until one does"),
                        older->code, older->name, ntm_intake_show_date(row->effective - 1, day),
                        row->successor);
}

void ntm_intake_successions_done(ntm_intake *in)
{
    sorted s = {.in = in, .rows = in->staged->successions, .count = in->staged->nsuccessions};
    if (!s.count)
        return;
    s.order = ntm_xcalloc(s.count, sizeof *s.order);
    s.whole = ntm_xcalloc(s.count, sizeof *s.whole);
    for (size_t i = 0; i < s.count; i++)
        s.order[i] = i;
    qsort_r(s.order, s.count, sizeof *s.order, by_predecessor, in->staged->successions);
    for (size_t first = 0, end; first < s.count; first = end) {
        const ntm_succession *row = &s.rows[s.order[first]];
        for (end = first + 1; same_unit(&s, end, row->effective, row->predecessor);)
            end++;
        check_division(&s, first, end);
    }
    check_circles(&s);
    for (size_t i = 0; i < s.count; i++)
        check_gap(&s, i);
    free(s.order);
    free(s.whole);
}
