/*
 * model/field_links.c - what fields say of each other: part_of and derive. Nothing may be a part
 * or a sum of itself, however far around, and chains stay short enough for readers to follow.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "model/dictionary_priv.h"

/* A field that another names, as its whole or (summand) as a part of its sum: there, and fitting. */
static void check_link(const ntm_dictionary *d, ntm_reading *r, const ntm_at *fields,
                       const ntm_at *at, const ntm_field *field, const char *name, bool summand)
{
    const ntm_field *other = ntm_dictionary_find(d, name);

    if (!other && json_object_get(fields->value, name))
        return; /* what is wrong with it was told */
    if (!other)
        ntm_read_bad(r, at, "unknown-field", _("there is no field '%s'"), name);
    else if (other == field)
        ntm_read_bad(r, at, "cycle", _("the field names itself"));
    else if (other->kind != NTM_K_NUMBER || field->kind != NTM_K_NUMBER)
        ntm_read_bad(r, at, "type", _("'%s' and '%s' must both be counts or numbers"), field->name,
                     name);
    else if (strcmp(other->measure, field->measure) != 0 &&
             (summand || !other->whole || !field->whole)) /* children are a part of people */
        ntm_read_bad(r, at, "unit", _("'%s' is in %s, '%s' in %s; expected the same unit"), name,
                     other->measure, field->name, field->measure);
    else if (summand && field->whole && !other->whole)
        ntm_read_bad(r, at, "type", _("'%s' is a count, but '%s' may be fractional"), field->name,
                     name);
}

static void check_children(ntm_reading *r, const ntm_at *at, const ntm_field *field)
{
    ntm_level child = field->derive_children;
    bool above = false;

    if (child == NTM_LEVEL_NONE)
        return;
    for (unsigned l = 0; l < NTM_LEVEL_COUNT; l++)
        above =
            above || ((field->levels & NTM_LEVEL_BIT(l)) && ntm_level_above((ntm_level)l, child));
    if (!(field->levels & NTM_LEVEL_BIT(child)) || !above)
        ntm_read_bad(r, at, "derive",
                     _("a sum over %s needs a field observed there and at a level above"),
                     _(ntm_level_code(child)));
}

/* The fields that field i points to by part_of, or by derive.sum. */
static const char *link_of(const ntm_field *field, bool sums, uint32_t k)
{
    if (sums)
        return k < field->sum_count ? field->sum_of[k] : NULL;
    return k == 0 ? field->part_of : NULL;
}

typedef struct step {
    uint32_t field, next;
} step;

typedef struct walk {
    const ntm_dictionary *d;
    ntm_reading *r;
    const ntm_at *at;
    bool sums;
    enum { NEW, OPEN, DONE } * state;
    uint32_t *length; /* of the chain that begins at a field */
    step *stack;      /* on the heap: a document says how many fields there are */
} walk;

static void told_cycle(const walk *w, const ntm_field *field, const char *name)
{
    ntm_at entry = ntm_at_key(w->at, field->name);

    if (strcmp(field->name, name) != 0) /* a field that names itself was told before */
        ntm_read_bad(w->r, &entry, "cycle",
                     w->sums ? _("its sum comes back to '%s'") : _("its whole comes back to '%s'"),
                     name);
}

/* A field is done: its chain counts for the one that named it. */
static void close_step(walk *w, uint32_t number, uint32_t below)
{
    if (w->length[number] < below)
        w->length[number] = below;
    if (below == NTM_MAX_CHAIN) {
        ntm_at entry = ntm_at_key(w->at, w->d->fields[number].name);

        ntm_read_bad(w->r, &entry, "limit", _("the chain of fields is longer than %u"),
                     NTM_MAX_CHAIN);
    }
}

static void walk_from(walk *w, uint32_t start)
{
    uint32_t top = 0;

    w->stack[0] = (step){start, 0};
    w->state[start] = OPEN;
    for (;;) {
        step *now = &w->stack[top];
        const ntm_field *field = &w->d->fields[now->field];
        const char *name = link_of(field, w->sums, now->next++);
        uint32_t other = name ? ntm_names_find(w->d->names, name) : NTM_NO_NAME;

        if (name && other == NTM_NO_NAME)
            continue; /* told before */
        if (name && w->state[other] == NEW) {
            w->state[other] = OPEN;
            w->stack[++top] = (step){other, 0};
        } else if (name && w->state[other] == OPEN) {
            told_cycle(w, field, name);
        } else if (name) {
            close_step(w, now->field, w->length[other] + 1);
        } else {
            w->state[now->field] = DONE;
            if (!top)
                return;
            top--;
            close_step(w, w->stack[top].field, w->length[now->field] + 1);
        }
    }
}

static void check_chains(const ntm_dictionary *d, ntm_reading *r, const ntm_at *at, bool sums)
{
    walk w = {.d = d, .r = r, .at = at, .sums = sums};

    w.state = ntm_xcalloc(d->nfields + 1u, sizeof *w.state);
    w.length = ntm_xcalloc(d->nfields + 1u, sizeof *w.length);
    w.stack = ntm_xcalloc(d->nfields + 1u, sizeof *w.stack);
    for (uint32_t i = 0; i < d->nfields; i++)
        if (w.state[i] == NEW)
            walk_from(&w, i);
    free(w.state);
    free(w.length);
    free(w.stack);
}

void ntm_dictionary_check_links(const ntm_dictionary *d, ntm_reading *r, const ntm_at *at)
{
    for (uint32_t i = 0; i < d->nfields; i++) {
        const ntm_field *field = &d->fields[i];
        ntm_at entry = ntm_at_key(at, field->name), derive = ntm_at_key(&entry, "derive");
        ntm_at part_of = ntm_at_key(&entry, "part_of"), sum = ntm_at_key(&derive, "sum");
        ntm_at children = ntm_at_key(&derive, "children");

        if (field->part_of)
            check_link(d, r, at, &part_of, field, field->part_of, false);
        for (uint32_t k = 0; k < field->sum_count; k++) {
            ntm_at entry_at = {.up = &sum, .index = k};

            check_link(d, r, at, &entry_at, field, field->sum_of[k], true);
            for (uint32_t j = 0; j < k; j++)
                if (strcmp(field->sum_of[j], field->sum_of[k]) == 0) {
                    ntm_read_bad(r, &entry_at, "duplicate", _("'%s' stands twice"),
                                 field->sum_of[k]);
                    break;
                }
        }
        check_children(r, &children, field);
    }
    check_chains(d, r, at, false);
    check_chains(d, r, at, true);
}
