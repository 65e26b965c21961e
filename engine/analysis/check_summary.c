/*
 * analysis/check_summary.c - what stands at the top of a decision, and what has still to be compared
 * with the gazette before it is used.
 */
#include <string.h>

#include "analysis/check_priv.h"

/* ---- the head ---- */

static void check_count(ntm_check_state *c, const char *what, int declared, uint32_t found)
{
    if (declared && (uint32_t)declared != found)
        ntm_check_say(c, NTM_ERROR, NTM_NO_REF, "declared-count",
                      _("%s: %d are declared, %u are written"), what, declared, found);
}

static void check_dates(ntm_check_state *c)
{
    bool by_year = false;
    char day[NTM_DATE_TEXT];

    if (c->doc->kind == NTM_FINDINGS)
        return;
    for (ntm_ref ref = 0; ref < c->nnodes && !by_year; ref++)
        by_year = ntm_check_node(c, ref)->op == NTM_OP_BY_YEAR;
    if (c->doc->effective == NTM_DATE_MIN)
        ntm_check_say(c, NTM_WARNING, NTM_NO_REF, "no-dates",
                      _("the first day in force is not given (effective)"));
    if (by_year && !c->years_known)
        ntm_check_say(c, NTM_WARNING, NTM_NO_REF, "no-last-day",
                      _("by_year is asked for, but neither the last day in force (expires) nor "
                        "declares.years is given; after %d there is no value"),
                      c->nyears ? c->years[c->nyears - 1] : 0);
    if (c->options.has_date && c->to != NTM_DATE_MAX && c->to < c->options.date)
        ntm_check_say(c, NTM_NOTE, NTM_NO_REF, "expired", _("in force until %s only"),
                      ntm_date_format(c->to, day));
}

void ntm_check_head(ntm_check_state *c)
{
    if (c->doc->kind == NTM_DECISION) {
        check_count(c, _("criteria"), c->doc->declared_criteria, c->doc->ncriteria);
        check_count(c, _("indicators"), c->doc->declared_indicators, c->doc->nindicators);
    }
    check_dates(c);
}

/* ---- basis ---- */

#define BASES 5
static const char *const BASIS[BASES] = {"gazette", "seed", "found", "recalled", "assumed"};

static void count_basis(uint32_t counts[BASES], const char *basis)
{
    for (int i = 0; basis && i < BASES; i++)
        counts[i] += strcmp(BASIS[i], basis) == 0;
}

static void tell_basis(ntm_check_state *c)
{
    uint32_t counts[BASES] = {0}, total = c->doc->nindicators + c->doc->ngates + c->doc->nitems;
    ntm_strbuf text = {0};

    for (uint32_t i = 0; i < c->doc->nindicators; i++)
        count_basis(counts, c->doc->indicators[i].basis);
    for (uint32_t i = 0; i < c->doc->ngates; i++)
        count_basis(counts, c->doc->gates[i].basis);
    for (uint32_t i = 0; i < c->doc->nitems; i++)
        count_basis(counts, c->doc->items[i].basis);
    for (int i = 0; i < BASES; i++)
        if (counts[i])
            ntm_strbuf_printf(&text, "%s%s %u", text.length ? ", " : "", BASIS[i], counts[i]);
    if (total && counts[0] < total)
        ntm_check_say(c, NTM_NOTE, NTM_NO_REF, "basis",
                      _("%u of %u texts and thresholds have not been compared with the gazette "
                        "(%s)"),
                      total - counts[0], total, ntm_strbuf_text(&text));
    ntm_strbuf_clear(&text);
}

/* One indicator: compared with the gazette, it says where in it. */
static void check_cite(ntm_check_state *c, const ntm_indicator *it)
{
    bool gazette = strcmp(it->basis, "gazette") == 0;
    ntm_check_item item = {.heading = ntm_arena_printf(c->arena, _("indicator %s"), it->number),
                           .place = it->place};

    c->item = &item;
    if (gazette && !it->cite)
        ntm_check_say(c, NTM_WARNING, NTM_NO_REF, "no-cite",
                      _("its basis is the gazette, but cite does not say the place"));
    else if (!gazette && c->options.gazette)
        ntm_check_say(c, NTM_NOTE, NTM_NO_REF, "basis",
                      _("not compared with the gazette (basis: %s)"), it->basis);
    c->item = NULL;
}

static void tell_not_known(ntm_check_state *c)
{
    uint32_t count = 0;

    for (ntm_ref ref = 0; ref < c->nnodes; ref++) {
        const ntm_node *node = ntm_check_node(c, ref);

        if (node->op != NTM_OP_NOT_KNOWN)
            continue;
        count++;
        if (c->options.gazette)
            ntm_check_say(c, NTM_NOTE, ref, "not-known", _("not known: %s"), node->text);
    }
    if (count && !c->options.gazette)
        ntm_check_say(c, NTM_NOTE, NTM_NO_REF, "not-known",
                      _("%u values are not known; --gazette lists them"), count);
}

static void tell_assumed(ntm_check_state *c)
{
    uint32_t total = ntm_dictionary_field_count(c->doc->fields), assumed = 0;

    for (uint32_t i = 0; c->options.dictionary && i < total; i++) {
        const ntm_field *used = ntm_dictionary_field(c->doc->fields, i);
        const ntm_field *field = ntm_dictionary_find(c->options.dictionary, used->name);

        assumed += field && field->basis && strcmp(field->basis, "assumed") == 0;
    }
    if (assumed)
        ntm_check_say(c, NTM_NOTE, NTM_NO_REF, "attributes-assumed",
                      _("the attributes (freshness, range, direction) of %u of %u fields are "
                        "assumed"),
                      assumed, total);
}

void ntm_check_summary(ntm_check_state *c)
{
    for (uint32_t i = 0; i < c->doc->nindicators; i++)
        check_cite(c, &c->doc->indicators[i]);
    tell_basis(c);
    tell_not_known(c);
    tell_assumed(c);
}
