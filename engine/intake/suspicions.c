/*
 * intake/suspicions.c - what is possible but worth a look: a part above its whole, ten times as much as
 * before, the same figure in two files.
 *
 * Only figures of the file at hand are warned of. They are compared with each other and with what
 * is at hand already, along chains of the observations of one unit and field.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "intake/date.h"
#include "intake/intake_priv.h"

typedef struct link {
    const ntm_observation *observation;
    long row;     /* in the file at hand; 0: from elsewhere */
    bool into;    /* from the data that were read before */
    int64_t next; /* index of the next link of the chain; -1 */
} link;

typedef struct chains {
    ntm_intake *in;
    ntm_seen *heads; /* unit and field → index into firsts */
    int64_t *firsts; /* newest link of each chain; -1 */
    size_t nfirsts, capacity_firsts;
    link *links;
    size_t nlinks, capacity_links;
} chains;

/* The chain of a unit and field, made when it is not there. */
static size_t chain_of(chains *c, uint32_t unit, uint32_t target)
{
    ntm_key key = {{unit, target}};
    int64_t found = ntm_seen_put(c->heads, key, (int64_t)c->nfirsts);
    if (found >= 0)
        return (size_t)found;
    if (c->nfirsts == c->capacity_firsts) {
        c->capacity_firsts = c->capacity_firsts ? c->capacity_firsts * 2 : 256;
        c->firsts = ntm_xrealloc(c->firsts, c->capacity_firsts * sizeof *c->firsts);
    }
    c->firsts[c->nfirsts] = -1;
    return c->nfirsts++;
}

static void append(chains *c, size_t chain, const ntm_observation *observation, long row, bool into)
{
    if (c->nlinks == c->capacity_links) {
        c->capacity_links = c->capacity_links ? c->capacity_links * 2 : 256;
        c->links = ntm_xrealloc(c->links, c->capacity_links * sizeof *c->links);
    }
    c->links[c->nlinks] = (link){observation, row, into, c->firsts[chain]};
    c->firsts[chain] = (int64_t)c->nlinks++;
}

/* Observations from elsewhere, of chains that are there. */
static void append_known(chains *c, const ntm_dataset *dataset, bool into)
{
    for (size_t i = 0; dataset && i < dataset->nobservations; i++) {
        const ntm_observation *o = &dataset->observations[i];
        uint32_t unit = ntm_names_find(c->in->units->strings, o->unit);
        const ntm_target *target = ntm_targets_find(c->in->targets, o->field, NULL);
        if (unit == NTM_NO_NAME || !target)
            continue;
        int64_t *chain = ntm_seen_find(c->heads, (ntm_key){{unit, target->id}});
        if (chain)
            append(c, (size_t)*chain, o, 0, into);
    }
}

static bool is_exact(const ntm_observation *o)
{
    return o->value.kind == NTM_K_NUMBER && o->value.has_low && o->value.has_high &&
           ntm_decimal_compare(o->value.low, o->value.high) == 0;
}

/* The newest observation of a chain up to a date (before it, where strict). */
static const link *newest(const chains *c, size_t chain, ntm_date date, bool strict)
{
    const link *best = NULL;
    for (int64_t i = c->firsts[chain]; i >= 0; i = c->links[i].next) {
        const link *l = &c->links[i];
        if (l->observation->as_of > date || (strict && l->observation->as_of == date) ||
            l->observation->value.kind != NTM_K_NUMBER)
            continue;
        if (!best || l->observation->as_of > best->observation->as_of)
            best = l;
    }
    return best;
}

/* "row 3", "data.csv, row 3", "on record". */
static void say_where(const link *l, ntm_strbuf *out)
{
    if (l->row)
        ntm_strbuf_printf(out, _("row %ld"), l->row);
    else if (l->into && l->observation->file)
        ntm_strbuf_printf(out, _("%s, line %ld"), l->observation->file, (long)l->observation->line);
    else
        ntm_strbuf_puts(out, _("on record"));
}

static void check_whole(chains *c, size_t index)
{
    const ntm_observation *o = &c->in->staged->observations[index];
    const ntm_staged *mark = &c->in->marks[index];
    size_t chain = chain_of(c, mark->unit, (uint32_t)mark->target->part_of);
    const link *whole = newest(c, chain, o->as_of, false);
    if (!whole || !o->value.has_low || !whole->observation->value.has_high ||
        ntm_decimal_compare(o->value.low, whole->observation->value.high) <= 0)
        return;
    char part[NTM_DECIMAL_TEXT], total[NTM_DECIMAL_TEXT];
    ntm_strbuf where = {0};
    say_where(whole, &where);
    ntm_intake_say_spot(
        c->in, &c->in->marks[index].spot, NTM_WARNING, NTM_IC_PART_ABOVE_WHOLE,
        _("%s of unit %s is %s, more than the whole it is a part of: %s is %s "
          "(%s); the row is kept"),
        o->field, o->unit, ntm_number_show(o->value.low, part), mark->target->field->part_of,
        ntm_number_show(whole->observation->value.high, total), ntm_strbuf_text(&where));
    ntm_strbuf_clear(&where);
}

/* a >= 10 b, both above zero; exact. */
static bool is_tenfold(ntm_decimal a, ntm_decimal b)
{
    ntm_decimal ten_b;
    if (a.coef <= 0 || b.coef <= 0 || !ntm_decimal_mul(b, ntm_decimal_int(10), &ten_b))
        return false;
    return ntm_decimal_compare(a, ten_b) >= 0;
}

static void check_jump(chains *c, size_t index, size_t chain)
{
    const ntm_observation *o = &c->in->staged->observations[index];
    const link *before = is_exact(o) ? newest(c, chain, o->as_of, true) : NULL;
    if (!before || !is_exact(before->observation))
        return;
    ntm_decimal now = o->value.low, then = before->observation->value.low;
    if (!is_tenfold(now, then) && !is_tenfold(then, now))
        return;
    char a[NTM_DECIMAL_TEXT], b[NTM_DECIMAL_TEXT], day[NTM_DATE_TEXT];
    ntm_strbuf where = {0};
    say_where(before, &where);
    ntm_intake_say_spot(
        c->in, &c->in->marks[index].spot, NTM_WARNING, NTM_IC_TENFOLD,
        _("%s of unit %s is %s, but was %s on %s (%s): a factor of ten or more; the "
          "row is kept"),
        o->field, o->unit, ntm_number_show(now, a), ntm_number_show(then, b),
        ntm_intake_show_date(before->observation->as_of, day), ntm_strbuf_text(&where));
    ntm_strbuf_clear(&where);
}

static bool same_value(const ntm_value *a, const ntm_value *b)
{
    if (a->kind != b->kind || a->has_low != b->has_low || a->has_high != b->has_high)
        return false;
    return ntm_decimal_compare(a->low, b->low) == 0 && ntm_decimal_compare(a->high, b->high) == 0 &&
           a->yes == b->yes && a->date == b->date &&
           strcmp(a->code ? a->code : "", b->code ? b->code : "") == 0;
}

static void check_other_files(chains *c, size_t index, size_t chain)
{
    const ntm_observation *o = &c->in->staged->observations[index];
    for (int64_t i = c->firsts[chain]; i >= 0; i = c->links[i].next) {
        const link *l = &c->links[i];
        if (!l->into || l->observation->as_of != o->as_of ||
            strcmp(l->observation->assessor, o->assessor) != 0 ||
            same_value(&l->observation->value, &o->value))
            continue;
        ntm_strbuf where = {0};
        say_where(l, &where);
        ntm_intake_say_spot(c->in, &c->in->marks[index].spot, NTM_WARNING, NTM_IC_DUPLICATE_FILES,
                            _("%s of unit %s on this date has another value in %s; the one read "
                              "last counts"),
                            o->field, o->unit, ntm_strbuf_text(&where));
        ntm_strbuf_clear(&where);
        return;
    }
}

void ntm_intake_suspect(ntm_intake *in)
{
    const ntm_dataset *staged = in->staged;
    if (!staged->nobservations)
        return;
    chains c = {.in = in, .heads = ntm_seen_new()};
    for (size_t i = 0; i < staged->nobservations; i++) {
        const ntm_staged *mark = &in->marks[i];
        append(&c, chain_of(&c, mark->unit, mark->target->id), &staged->observations[i],
               mark->spot.row, false);
        if (mark->target->part_of >= 0)
            chain_of(&c, mark->unit, (uint32_t)mark->target->part_of);
    }
    append_known(&c, in->into, true);
    append_known(&c, in->options->known, false);
    for (size_t i = 0; i < staged->nobservations; i++) {
        const ntm_staged *mark = &in->marks[i];
        size_t chain = chain_of(&c, mark->unit, mark->target->id);
        check_other_files(&c, i, chain);
        if (staged->observations[i].value.kind != NTM_K_NUMBER)
            continue;
        if (mark->target->part_of >= 0)
            check_whole(&c, i);
        check_jump(&c, i, chain);
    }
    ntm_seen_free(c.heads);
    free(c.firsts);
    free(c.links);
}
