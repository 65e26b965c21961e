/*
 * analysis/reconcile_figure.c - claims about figures: a field, a sum, a share, how many villages.
 *
 * Figures are compared exactly, and then to the digits that were claimed. A report says 2.170 million
 * where the villages add up to 2.169,856: the same amount, rounded. How many zeros at the end
 * of a whole number are rounding nobody can tell, so that goes no further than 0.1 percent.
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/reconcile_priv.h"
#include "base/arena.h"

#define ROUNDING_SHARE 1000 /* zeros at the end round by no more than 1 in 1,000 */

/* A figure that was looked up or added up. */
typedef struct figure {
    bool known; /* exact */
    ntm_num value;
    const char *why; /* not known: "missing", "stale", "bounds", "no-villages" */
} figure;

/* ---- observations ---- */

/* The observation of a unit and field that counts; NULL with why. */
static const ntm_observation *observed(ntm_reconciler *r, ntm_compared *c, const char *unit,
                                       const ntm_field *field, const char **why)
{
    const ntm_dataset *dataset = r->input->world->dataset;
    const ntm_observation **candidates =
        ntm_xcalloc(dataset->nobservations + 1, sizeof *candidates);
    const ntm_observation *stale = NULL, *chosen;
    size_t count = 0;
    for (size_t i = 0; i < dataset->nobservations; i++) {
        const ntm_observation *o = &dataset->observations[i];
        if (!strcmp(o->field, field->name) && !strcmp(o->unit, unit))
            candidates[count++] = o;
    }
    chosen = ntm_choose(candidates, count, field, &c->choice, &stale);
    free((void *)candidates);
    *why = chosen ? NULL : stale ? "stale" : "missing";
    if (chosen && !strcmp(chosen->origin, "constructed"))
        c->constructed = true;
    return chosen;
}

static figure number_of(const ntm_observation *o, const char *why)
{
    if (!o || o->value.kind != NTM_K_NUMBER)
        return (figure){.why = why ? why : "missing"};
    if (!o->value.has_low || !o->value.has_high ||
        ntm_decimal_compare(o->value.low, o->value.high) != 0)
        return (figure){.why = "bounds"};
    return (figure){.known = true, .value = ntm_num_decimal(o->value.low)};
}

static figure look_up(ntm_reconciler *r, ntm_compared *c, const char *unit, const ntm_field *field)
{
    const char *why;
    const ntm_observation *o = observed(r, c, unit, field, &why);
    return number_of(o, why);
}

/* ---- sums ---- */

/* Add one summand and tell it; the sum is not known once one of them is not. */
static void add_part(ntm_reconciler *r, ntm_compared *c, const ntm_unit *unit,
                     const ntm_field *field, figure *sum, json_t *parts)
{
    figure one = look_up(r, c, unit->code, field);
    json_t *part =
        json_pack("{s:s, s:s, s:s}", "unit", unit->code, "name", unit->name, "field", field->name);
    if (one.known)
        json_object_set_new(part, "value", json_string(ntm_num_text(r->arena, one.value)));
    else
        json_object_set_new(part, "missing", json_string(one.why));
    json_array_append_new(parts, part);
    if (!one.known || (sum->known && !ntm_num_add(r->arena, sum->value, one.value, &sum->value))) {
        sum->known = false;
        sum->why = one.why ? one.why : "number-too-large";
    }
}

static int by_code(const void *a, const void *b)
{
    return strcmp((*(const ntm_unit *const *)a)->code, (*(const ntm_unit *const *)b)->code);
}

/* The units of a level directly below one, by code. */
static const ntm_unit **children_of(const ntm_reconciler *r, const ntm_compared *c, ntm_level level,
                                    size_t *count)
{
    const ntm_dataset *dataset = r->input->world->dataset;
    const ntm_unit **list = ntm_xcalloc(dataset->nunits + 1, sizeof *list);
    *count = 0;
    for (size_t i = 0; i < dataset->nunits; i++) {
        const ntm_unit *unit = &dataset->units[i];
        if (unit->level == level && unit->parent && !strcmp(unit->parent, c->claim->unit) &&
            unit->valid_from <= c->choice.as_of && c->choice.as_of <= unit->valid_to)
            list[(*count)++] = unit;
    }
    qsort(list, *count, sizeof *list, by_code);
    return list;
}

static figure add_children(ntm_reconciler *r, ntm_compared *c, const ntm_field *field,
                           json_t *parts)
{
    size_t count;
    const ntm_unit **list = children_of(r, c, field->derive_children, &count);
    figure sum = {.known = count > 0, .value = ntm_num_int(0), .why = "no-villages"};
    for (size_t i = 0; i < count; i++)
        add_part(r, c, list[i], field, &sum, parts);
    free((void *)list);
    return sum;
}

static figure add_fields(ntm_reconciler *r, ntm_compared *c, json_t *parts)
{
    const ntm_claim *claim = c->claim;
    const ntm_unit *unit = ntm_dataset_unit(r->input->world->dataset, claim->unit, c->choice.as_of);
    figure sum = {.known = unit != NULL, .value = ntm_num_int(0), .why = "missing"};
    if (claim->field) {
        for (uint32_t i = 0; unit && i < claim->field->sum_count; i++)
            add_part(r, c, unit, ntm_dictionary_find(r->input->dictionary, claim->field->sum_of[i]),
                     &sum, parts);
        return sum;
    }
    for (const char *p = claim->subject; unit && *p;) {
        size_t length = strcspn(p, "+");
        add_part(r, c, unit,
                 ntm_dictionary_find(r->input->dictionary, ntm_arena_strndup(r->arena, p, length)),
                 &sum, parts);
        p += length;
        p += *p == '+';
    }
    return sum;
}

static figure sum_of(ntm_reconciler *r, ntm_compared *c)
{
    json_t *parts = json_array();
    const ntm_field *field = c->claim->field;
    figure sum =
        field && !field->sum_count ? add_children(r, c, field, parts) : add_fields(r, c, parts);
    json_object_set_new(c->json, "parts", parts);
    return sum;
}

/* ---- comparing ---- */

static ntm_num power_of_ten(ntm_arena *arena, int exponent)
{
    ntm_num ten = ntm_num_int(10), power = ntm_num_int(1);
    for (int i = 0; i < abs(exponent); i++)
        if (exponent > 0)
            ntm_num_mul(arena, power, ten, &power);
        else
            ntm_num_div(arena, power, ten, &power);
    return power;
}

static ntm_num distance(ntm_arena *arena, ntm_num a, ntm_num b)
{
    ntm_num d = ntm_num_int(0);
    if (ntm_num_cmp(a, b) > 0)
        ntm_num_sub(arena, a, b, &d);
    else
        ntm_num_sub(arena, b, a, &d);
    return d;
}

/* "rounded", "cut", or NULL: claimed is not the exact value to so many decimals. */
static const char *to_decimals(ntm_arena *arena, ntm_num exact, ntm_num claimed, int decimals)
{
    ntm_num rounded, step = power_of_ten(arena, -decimals);
    if (ntm_num_round(arena, exact, decimals, &rounded) && ntm_num_cmp(rounded, claimed) == 0)
        return "rounded";
    bool nearer_zero = ntm_num_sign(exact) >= 0 ? ntm_num_cmp(claimed, exact) < 0
                                                : ntm_num_cmp(claimed, exact) > 0;
    return nearer_zero && ntm_num_cmp(distance(arena, exact, claimed), step) < 0 ? "cut" : NULL;
}

static const char *agrees_to(ntm_arena *arena, ntm_num exact, ntm_decimal claimed, bool whole)
{
    ntm_num value = ntm_num_decimal(claimed), limit = ntm_num_int(0);
    const char *how = whole ? NULL : to_decimals(arena, exact, value, claimed.scale);
    int zeros = 0;
    for (int64_t rest = claimed.coef; !how && rest && rest % 10 == 0; rest /= 10)
        zeros++;
    ntm_num_div(arena, distance(arena, value, ntm_num_int(0)), ntm_num_int(ROUNDING_SHARE), &limit);
    if (how || claimed.scale || !zeros || ntm_num_cmp(distance(arena, exact, value), limit) > 0)
        return how;
    return to_decimals(arena, exact, value, zeros > 12 ? -12 : -zeros);
}

static void compare_number(ntm_reconciler *r, ntm_compared *c, figure computed, const char *measure,
                           bool whole)
{
    const ntm_claim *claim = c->claim;
    ntm_compared_text(c, "measure", measure);
    if (!computed.known || !claim->value.has_low || !claim->value.has_high ||
        ntm_decimal_compare(claim->value.low, claim->value.high) != 0) {
        ntm_compared_set(c, NTM_UNTOLD, computed.known ? "claimed-bounds" : computed.why);
        return;
    }
    ntm_num claimed = ntm_num_decimal(claim->value.low), difference;
    ntm_compared_text(c, "computed", ntm_num_text(r->arena, computed.value));
    int order = ntm_num_cmp(claimed, computed.value);
    const char *how = order ? agrees_to(r->arena, computed.value, claim->value.low, whole) : NULL;
    if (order && ntm_num_sub(r->arena, claimed, computed.value, &difference))
        ntm_compared_text(c, "difference", ntm_num_text(r->arena, difference));
    ntm_compared_text(c, "surplus_word", claim->surplus);
    if (order && !how)
        ntm_compared_set(c, NTM_DIFFERS, "values-differ");
    else if (claim->surplus)
        ntm_compared_set(c, NTM_DIFFERS, "surplus-word");
    else
        ntm_compared_set(c, order ? NTM_ROUNDED : NTM_AGREES, order ? how : "equal");
}

/* Yes/no, grades, choices and dates: the same or not. */
static void compare_other(ntm_compared *c, const ntm_observation *o)
{
    char claimed[NTM_DATE_TEXT], computed[NTM_DATE_TEXT];
    const ntm_value *a = &c->claim->value, *b = &o->value;
    const char *left = a->kind == NTM_K_YES_NO ? (a->yes ? "yes" : "no")
                       : a->kind == NTM_K_DATE ? ntm_date_format(a->date, claimed)
                                               : a->code;
    const char *right = b->kind == NTM_K_YES_NO ? (b->yes ? "yes" : "no")
                        : b->kind == NTM_K_DATE ? ntm_date_format(b->date, computed)
                                                : b->code;
    ntm_compared_text(c, "computed", right);
    bool same = a->kind == b->kind && left && right && !strcmp(left, right);
    ntm_compared_set(c, same ? NTM_AGREES : NTM_DIFFERS, same ? "equal" : "values-differ");
}

static void compare_field(ntm_reconciler *r, ntm_compared *c)
{
    const char *why;
    char day[NTM_DATE_TEXT];
    const ntm_observation *o = observed(r, c, c->claim->unit, c->claim->field, &why);
    if (o) {
        ntm_compared_text(c, "observed_on", ntm_date_format(o->as_of, day));
        ntm_compared_text(c, "origin", o->origin);
    }
    if (c->claim->field->kind == NTM_K_NUMBER)
        compare_number(r, c, number_of(o, why), c->claim->field->measure, c->claim->field->whole);
    else if (o)
        compare_other(c, o);
    else
        ntm_compared_set(c, NTM_UNTOLD, why);
}

/* ---- shares ---- */

static const ntm_field *side_of(const ntm_reconciler *r, const ntm_compared *c, bool whole)
{
    const char *slash = strchr(c->claim->subject, '/');
    const char *name =
        whole ? slash + 1
              : ntm_arena_strndup(r->arena, c->claim->subject, (size_t)(slash - c->claim->subject));
    return ntm_dictionary_find(r->input->dictionary, name);
}

static void compare_share(ntm_reconciler *r, ntm_compared *c)
{
    const ntm_claim *claim = c->claim;
    const ntm_unit *unit = ntm_dataset_unit(r->input->world->dataset, claim->unit, c->choice.as_of);
    json_t *parts = json_array();
    figure ignored = {0}, share = {.why = "missing"};
    add_part(r, c, unit, side_of(r, c, false), &ignored, parts);
    add_part(r, c, unit, side_of(r, c, true), &ignored, parts);
    json_object_set_new(c->json, "parts", parts);
    figure part = look_up(r, c, claim->unit, side_of(r, c, false));
    figure whole = look_up(r, c, claim->unit, side_of(r, c, true));
    if (part.known && whole.known && ntm_num_sign(whole.value) == 0)
        share.why = "zero-denominator";
    else if (part.known && whole.known)
        share.known = ntm_num_div(r->arena, part.value, whole.value, &share.value) &&
                      ntm_num_mul(r->arena, share.value, ntm_num_int(100), &share.value);
    if (share.known)
        ntm_compared_text(c, "shown", ntm_num_fixed(r->arena, share.value, 2));
    if (!claim->has_whole) {
        compare_number(r, c, share, "percent", false);
        return;
    }
    if (!share.known) {
        ntm_compared_set(c, NTM_UNTOLD, share.why);
        return;
    }
    ntm_num claimed = ntm_num_int(0);
    ntm_num_div(r->arena, ntm_num_decimal(claim->value.low), ntm_num_decimal(claim->whole),
                &claimed);
    ntm_num_mul(r->arena, claimed, ntm_num_int(100), &claimed);
    ntm_compared_text(c, "measure", "percent");
    ntm_compared_text(c, "claimed", ntm_num_text(r->arena, claimed));
    ntm_compared_text(c, "computed", ntm_num_text(r->arena, share.value));
    bool same = ntm_num_cmp(claimed, share.value) == 0;
    ntm_compared_set(c, same ? NTM_AGREES : NTM_DIFFERS, same ? "equal" : "values-differ");
}

/* ---- villages ---- */

static void compare_villages(ntm_reconciler *r, ntm_compared *c)
{
    size_t count;
    const ntm_unit **list = children_of(r, c, NTM_LEVEL_VILLAGE, &count);
    json_t *without = json_array(), *untold = json_array();
    int64_t with = 0, open = 0;
    char text[24];
    for (size_t i = 0; i < count; i++) {
        const char *why;
        const ntm_observation *o = observed(r, c, list[i]->code, c->claim->field, &why);
        json_t *name = json_pack("{s:s, s:s}", "unit", list[i]->code, "name", list[i]->name);
        if (o && o->value.yes)
            with++;
        else
            json_array_append(o ? without : untold, name);
        open += !o;
        json_decref(name);
    }

    snprintf(text, sizeof text, "%lld", (long long)with);
    ntm_compared_text(c, "computed", text);
    snprintf(text, sizeof text, "%lld", (long long)(with + open));
    if (open)
        ntm_compared_text(c, "computed_high", text);
    snprintf(text, sizeof text, "%zu", count);
    ntm_compared_text(c, "computed_total", text);
    json_object_set_new(c->json, "villages_without", without);
    json_object_set_new(c->json, "villages_untold", untold);
    if (c->claim->total >= 0 && c->claim->total != (int64_t)count)
        ntm_compared_set(c, NTM_DIFFERS, "other-total");
    else if (c->claim->number < with || c->claim->number > with + open)
        ntm_compared_set(c, NTM_DIFFERS, "counts-differ");
    else
        ntm_compared_set(c, open ? NTM_UNTOLD : NTM_AGREES, open ? "undecided" : "equal");
    free((void *)list);
}

void ntm_reconcile_figure(ntm_reconciler *r, ntm_compared *c)
{
    const ntm_field *field = c->claim->field;
    switch (c->claim->what) {
    case NTM_CLAIM_FIELD:
        compare_field(r, c);
        return;
    case NTM_CLAIM_SUM:
        if (!field) /* a+b+c: the fields are of one measure, so the first one's will do */
            field = ntm_dictionary_find(
                r->input->dictionary,
                ntm_arena_strndup(r->arena, c->claim->subject, strcspn(c->claim->subject, "+")));
        compare_number(r, c, sum_of(r, c), field->measure, field->whole);
        return;
    case NTM_CLAIM_SHARE:
        compare_share(r, c);
        return;
    default:
        compare_villages(r, c);
    }
}
