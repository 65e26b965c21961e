/* analysis/check.c - the order of things, findings, and what stands at the top of a document. */
#include "analysis/check_priv.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- findings ---- */

void ntm_check_say(ntm_check_state *c, ntm_severity severity, ntm_ref ref, const char *code,
                   const char *format, ...)
{
    ntm_place place = ntm_document_node_place(c->doc, ref);
    char *message = NULL;
    va_list args;

    if (place.line <= 0 && c->item)
        place = c->item->place;
    place.file = c->options.file ? c->options.file : c->doc->script;
    va_start(args, format);
    if (vasprintf(&message, format, args) < 0)
        message = ntm_xstrdup("");
    va_end(args);
    if (c->item && c->item->heading)
        ntm_diag(c->out, severity, place, code, "%s: %s", c->item->heading, message);
    else
        ntm_diag(c->out, severity, place, code, "%s", message);
    free(message);
}

bool ntm_check_first(ntm_check_state *c, ntm_check_topic topic, ntm_ref ref)
{
    uint16_t bit = (uint16_t)(1u << topic);

    if (c->said[ref] & bit)
        return false;
    c->said[ref] |= bit;
    return true;
}

/* ---- texts ---- */

const char *ntm_check_zones_text(const ntm_check_state *c, uint64_t zones)
{
    ntm_strbuf text = {0};

    for (uint32_t z = 0; z < c->nzones && z < NTM_CHECK_YEARS; z++)
        if (zones & (UINT64_C(1) << z))
            ntm_strbuf_printf(&text, "%s%s", text.length ? ", " : "", c->zones[z]);
    const char *copy = ntm_arena_strdup(c->arena, ntm_strbuf_text(&text));
    ntm_strbuf_clear(&text);
    return copy;
}

const char *ntm_check_years_text(const ntm_check_state *c, uint64_t years)
{
    ntm_strbuf text = {0};

    for (uint32_t y = 0; y < c->nyears; y++) {
        uint32_t last = y;

        if (!(years & (UINT64_C(1) << y)))
            continue;
        while (last + 1 < c->nyears && (years & (UINT64_C(1) << (last + 1))) &&
               c->years[last + 1] == c->years[last] + 1)
            last++;
        ntm_strbuf_printf(&text, "%s%d", text.length ? ", " : "", c->years[y]);
        if (last > y)
            ntm_strbuf_printf(&text, "%s%d", last > y + 1 ? "–" : ", ", c->years[last]);
        y = last;
    }
    const char *copy = ntm_arena_strdup(c->arena, ntm_strbuf_text(&text));
    ntm_strbuf_clear(&text);
    return copy;
}

/* ---- small things about nodes ---- */

uint32_t ntm_check_first_value(const ntm_node *node)
{
    return node->op == NTM_OP_WHEN || node->op == NTM_OP_CHOOSE ? 1 : 0;
}

bool ntm_check_is_selection(ntm_op op)
{
    return op == NTM_OP_WHEN || op == NTM_OP_CHOOSE || op == NTM_OP_BY_ZONE ||
           op == NTM_OP_BY_YEAR || op == NTM_OP_SINCE;
}

bool ntm_check_is_child(ntm_op op)
{
    switch (op) {
    case NTM_OP_CHILD_COUNT:
    case NTM_OP_CHILD_COUNT_WHERE:
    case NTM_OP_CHILD_PERCENT_WHERE:
    case NTM_OP_CHILD_SUM:
    case NTM_OP_CHILD_LEAST:
    case NTM_OP_CHILD_GREATEST:
    case NTM_OP_CHILD_ALL:
    case NTM_OP_CHILD_ANY:
        return true;
    default:
        return false;
    }
}

static uint8_t below_of(const ntm_node *node)
{
    switch (node->op) {
    case NTM_OP_NUMBER:
    case NTM_OP_GRADE:
    case NTM_OP_CHOICE:
    case NTM_OP_DATE:
    case NTM_OP_TRUTH:
    case NTM_OP_AS_OF:
    case NTM_OP_YEAR:
        return 0;
    case NTM_OP_BY_ZONE:
        return NTM_BELOW_ZONE | NTM_BELOW_DATA; /* a unit's zone may be unknown */
    case NTM_OP_BY_YEAR:
        return NTM_BELOW_YEAR;
    case NTM_OP_NOT_KNOWN:
        return NTM_BELOW_NOT_KNOWN | NTM_NEVER_A_VALUE;
    case NTM_OP_KNOWN:
        return NTM_BELOW_KNOWN;
    case NTM_OP_PARENT: /* there may be none */
    case NTM_OP_RATIO:  /* a divisor may be 0, even a written one */
    case NTM_OP_PERCENT:
        return NTM_BELOW_DATA;
    default:
        return node->nargs == 0 || ntm_check_is_child(node->op) ? NTM_BELOW_DATA : 0;
    }
}

/* A missing argument makes these missing. */
static bool is_strict(ntm_op op)
{
    switch (op) {
    case NTM_OP_ADD:
    case NTM_OP_SUB:
    case NTM_OP_MUL:
    case NTM_OP_RATIO:
    case NTM_OP_PERCENT:
    case NTM_OP_MIN:
    case NTM_OP_MAX:
    case NTM_OP_ROUND:
    case NTM_OP_LINEAR:
        return true;
    default:
        return false;
    }
}

/* ---- what the decision must have an answer for ---- */

static ntm_date last_day(const ntm_check_state *c)
{
    const ntm_document *base = NULL;

    if (c->doc->expires != NTM_DATE_MAX || !c->doc->amends || !c->options.catalogue)
        return c->doc->expires;
    if (ntm_catalogue_find(c->options.catalogue, c->doc->amends, c->doc->folder, &base, NULL) !=
        NTM_OK)
        return NTM_DATE_MAX;
    return base->expires;
}

/* Without declared years or a last day: up to the last year that any by_year speaks of. */
static int last_year_written(const ntm_check_state *c)
{
    int last = 0;

    for (ntm_ref ref = 0; ref < c->nnodes; ref++) {
        const ntm_node *node = ntm_check_node(c, ref);

        if (node->op == NTM_OP_BY_YEAR && node->nkeys && node->key_values[node->nkeys - 1] > last)
            last = node->key_values[node->nkeys - 1];
    }
    return last;
}

static int first_year_written(const ntm_check_state *c)
{
    int first = 0;

    for (ntm_ref ref = 0; ref < c->nnodes; ref++) {
        const ntm_node *node = ntm_check_node(c, ref);

        if (node->op == NTM_OP_BY_YEAR && node->nkeys && (!first || node->key_values[0] < first))
            first = node->key_values[0];
    }
    return first;
}

static void set_years(ntm_check_state *c)
{
    int first, last;

    c->from = c->doc->effective;
    c->to = last_day(c);
    c->years_known = c->doc->nyears || c->to != NTM_DATE_MAX;
    if (c->doc->nyears) {
        for (uint32_t i = 0; i < c->doc->nyears && c->nyears < NTM_CHECK_YEARS; i++)
            c->years[c->nyears++] = c->doc->years[i];
    } else {
        first = c->from != NTM_DATE_MIN ? ntm_date_year(c->from) : first_year_written(c);
        last = c->to != NTM_DATE_MAX ? ntm_date_year(c->to) : last_year_written(c);
        if (last < first)
            last = first;
        for (int year = first; first && year <= last && c->nyears < NTM_CHECK_YEARS; year++)
            c->years[c->nyears++] = year;
    }
    c->all_years = c->nyears == 64 ? UINT64_MAX : (UINT64_C(1) << c->nyears) - 1;
    c->zones = ntm_graph_zones(c->doc->graph, &c->nzones);
    c->all_zones = c->nzones >= 64 ? UINT64_MAX : (UINT64_C(1) << c->nzones) - 1;
}

static void prepare(ntm_check_state *c)
{
    c->nnodes = ntm_graph_count(c->doc->graph);
    c->said = ntm_arena_array(c->arena, c->nnodes, sizeof *c->said);
    c->below = ntm_arena_array(c->arena, c->nnodes, sizeof *c->below);
    c->used = ntm_arena_array(c->arena, c->nnodes, sizeof *c->used);
    c->ranges = ntm_arena_array(c->arena, c->nnodes, sizeof *c->ranges);
    c->stamps = ntm_arena_array(c->arena, c->nnodes, sizeof *c->stamps);
    for (ntm_ref ref = 0; ref < c->nnodes; ref++) { /* arguments stand before their users */
        const ntm_node *node = ntm_check_node(c, ref);

        c->below[ref] = below_of(node);
        for (uint32_t i = 0; i < node->nargs; i++) {
            uint8_t arg = c->below[node->args[i]];
            c->below[ref] |= is_strict(node->op) ? arg : (uint8_t)(arg & ~NTM_NEVER_A_VALUE);
        }
    }
    set_years(c);
}

/* ---- items ---- */

static void check_item(ntm_check_state *c, ntm_check_item item)
{
    if (item.root == NTM_NO_REF)
        return;
    c->item = &item;
    c->item_told = false;
    ntm_check_walk(c, &item);
    ntm_check_truth(c);
    ntm_check_wholes(c);
    ntm_check_sign(c);
    c->item = NULL;
}

static void check_indicators(ntm_check_state *c)
{
    for (uint32_t i = 0; i < c->doc->nindicators; i++) {
        const ntm_indicator *it = &c->doc->indicators[i];
        ntm_check_item item = {.heading = ntm_arena_printf(c->arena, _("indicator %s"), it->number),
                               .place = it->place,
                               .level = c->doc->level,
                               .applies = NTM_NO_REF};

        item.role = NTM_ROLE_APPLIES;
        item.root = it->applies;
        check_item(c, item);
        item.role = NTM_ROLE_PASS;
        item.root = it->pass;
        item.applies = it->applies;
        check_item(c, item);
    }
}

static void check_gates(ntm_check_state *c)
{
    const char *const words[] = {_("requirement \"%s\""), _("condition \"%s\""),
                                 _("withdrawal \"%s\"")};

    for (uint32_t i = 0; i < c->doc->ngates; i++) {
        const ntm_gate *gate = &c->doc->gates[i];
        ntm_strbuf heading = {0};
        ntm_check_item item = {.place = gate->place, .level = c->doc->level, .applies = NTM_NO_REF};

        ntm_strbuf_printf(&heading, words[gate->kind], gate->name);
        item.heading = ntm_strbuf_text(&heading);
        item.role = NTM_ROLE_APPLIES;
        item.root = gate->applies;
        check_item(c, item);
        item.role = gate->kind == NTM_WITHDRAWAL ? NTM_ROLE_AGAINST : NTM_ROLE_PASS;
        item.root = gate->pass;
        item.applies = gate->applies;
        check_item(c, item);
        ntm_strbuf_clear(&heading);
    }
}

static void check_points(ntm_check_state *c)
{
    for (uint32_t i = 0; i < c->doc->nitems; i++) {
        const ntm_score_item *it = &c->doc->items[i];
        ntm_check_item item = {
            .heading = it->number ? ntm_arena_printf(c->arena, _("item %s"), it->number) : it->text,
            .place = it->place,
            .level = c->doc->level,
            .applies = NTM_NO_REF};

        item.role = NTM_ROLE_POINTS;
        item.root = it->points;
        check_item(c, item);
        item.role = NTM_ROLE_AGAINST;
        item.root = it->excludes;
        check_item(c, item);
    }
}

static void check_rules(ntm_check_state *c)
{
    for (uint32_t i = 0; i < c->doc->nfindings; i++) {
        const ntm_finding_rule *rule = &c->doc->findings[i];

        check_item(
            c, (ntm_check_item){.role = NTM_ROLE_AGAINST,
                                .heading = ntm_arena_printf(c->arena, _("finding %s"), rule->code),
                                .place = rule->place,
                                .root = rule->when,
                                .applies = NTM_NO_REF,
                                .level = rule->level});
    }
}

void ntm_check(const ntm_document *document, const ntm_check_options *options, ntm_diags *findings)
{
    ntm_check_state c = {.doc = document, .out = findings, .arena = ntm_arena_new()};

    if (options)
        c.options = *options;
    prepare(&c);
    ntm_check_head(&c);
    ntm_check_zoning(&c);
    if (document->zone_scheme)
        check_item(&c, (ntm_check_item){.role = NTM_ROLE_ZONE,
                                        .heading = _("zoning"),
                                        .root = document->zone_by,
                                        .applies = NTM_NO_REF,
                                        .level = document->level});
    check_indicators(&c);
    check_gates(&c);
    check_points(&c);
    check_rules(&c);
    ntm_check_unused(&c);
    ntm_check_cycles(&c);
    if (c.too_large)
        ntm_check_say(&c, NTM_NOTE, NTM_NO_REF, "too-large",
                      _("the expressions are too large to be checked in full"));
    ntm_check_summary(&c);
    ntm_arena_free(c.arena);
}
