/*
 * analysis/reconcile_conflicts.c - a report against itself: claims of one thing with different
 * values, and totals that do not add up.
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/reconcile_priv.h"
#include "base/arena.h"

/* The same unit, decision and day. */
static bool same_scene(const ntm_compared *a, const ntm_compared *b)
{
    return a->document == b->document && a->choice.as_of == b->choice.as_of &&
           !strcmp(a->claim->unit, b->claim->unit);
}

static bool same_subject(const ntm_compared *a, const ntm_compared *b)
{
    const char *left = a->claim->subject, *right = b->claim->subject;
    return same_scene(a, b) && a->claim->what == b->claim->what &&
           !strcmp(left ? left : "", right ? right : "");
}

static bool same_numbers(const ntm_value *a, const ntm_value *b)
{
    return a->has_low == b->has_low && a->has_high == b->has_high &&
           ntm_decimal_compare(a->low, b->low) == 0 && ntm_decimal_compare(a->high, b->high) == 0;
}

/* Can both hold? Of figures only what is exactly the same; days may be told more or less exactly. */
static bool compatible(const ntm_claim *a, const ntm_claim *b)
{
    switch (a->what) {
    case NTM_CLAIM_CRITERIA_MET:
    case NTM_CLAIM_CRITERIA_FAILED:
    case NTM_CLAIM_INDICATORS_MET:
    case NTM_CLAIM_INDICATORS_FAILED:
    case NTM_CLAIM_VILLAGES:
        return a->number == b->number && (a->total < 0 || b->total < 0 || a->total == b->total);
    case NTM_CLAIM_LEVEL:
    case NTM_CLAIM_KEPT:
    case NTM_CLAIM_CRITERION:
    case NTM_CLAIM_INDICATOR:
        return !strcmp(a->code, b->code);
    case NTM_CLAIM_FIELD:
    case NTM_CLAIM_SUM:
        if (a->value.kind == NTM_K_NUMBER)
            return same_numbers(&a->value, &b->value);
        return a->value.yes == b->value.yes && a->value.date == b->value.date &&
               !strcmp(a->value.code ? a->value.code : "", b->value.code ? b->value.code : "");
    case NTM_CLAIM_SHARE: /* percent and counts are compared with what is computed, not crosswise */
        return a->has_whole != b->has_whole ||
               (same_numbers(&a->value, &b->value) &&
                (!a->has_whole || ntm_decimal_compare(a->whole, b->whole) == 0));
    case NTM_CLAIM_TITLE:
    case NTM_CLAIM_DATE:
        return a->first <= b->last && b->first <= a->last;
    }
    return true;
}

static json_t *conflict_json(const ntm_compared *c, const char *kind, json_t *claims)
{
    return json_pack("{s:s, s:s, s:s, s:o}", "kind", kind, "unit", c->claim->unit, "what",
                     c->claim->text, "claims", claims);
}

/* All claims of one thing, told once, when two of them cannot both hold. */
static void find_different(const ntm_compared *compared, size_t count, json_t *out)
{
    bool *done = ntm_xcalloc(count + 1, sizeof *done);
    for (size_t i = 0; i < count; i++) {
        bool differ = false;
        json_t *rows = json_array();
        for (size_t k = i; k < count && !done[i]; k++) {
            if (!same_subject(&compared[i], &compared[k]))
                continue;
            json_array_append_new(rows, json_integer((json_int_t)k));
            for (size_t l = i; l < k; l++)
                differ = differ || (same_subject(&compared[i], &compared[l]) &&
                                    !compatible(compared[l].claim, compared[k].claim));
            done[k] = k > i;
        }
        if (differ)
            json_array_append_new(out, conflict_json(&compared[i], "differ", rows));
        else
            json_decref(rows);
    }
    free(done);
}

/* "12/19" leaves 7 that are not met, or fewer where some are undecided; never 8. */
static void find_arithmetic(const ntm_compared *compared, size_t count, json_t *out)
{
    for (size_t i = 0; i < count; i++) {
        const ntm_claim *met = compared[i].claim;
        bool criteria = met->what == NTM_CLAIM_CRITERIA_MET;
        if ((!criteria && met->what != NTM_CLAIM_INDICATORS_MET) || met->total < 0)
            continue;
        for (size_t k = 0; k < count; k++) {
            const ntm_claim *failed = compared[k].claim;
            if (failed->what !=
                    (criteria ? NTM_CLAIM_CRITERIA_FAILED : NTM_CLAIM_INDICATORS_FAILED) ||
                !same_scene(&compared[i], &compared[k]) ||
                met->number + failed->number <= met->total)
                continue;
            json_array_append_new(out,
                                  conflict_json(&compared[i], "more-than-total",
                                                json_pack("[I, I]", (json_int_t)i, (json_int_t)k)));
        }
    }
}

/* "7/7 villages" beside a line that says of one of them that it has none. */
static void find_villages(const ntm_dataset *dataset, const ntm_compared *compared, size_t count,
                          json_t *out)
{
    for (size_t i = 0; i < count; i++) {
        const ntm_claim *all = compared[i].claim;
        if (all->what != NTM_CLAIM_VILLAGES || all->number != all->total)
            continue;
        for (size_t k = 0; k < count; k++) {
            const ntm_claim *one = compared[k].claim;
            const ntm_unit *unit = ntm_dataset_unit(dataset, one->unit, compared[k].choice.as_of);
            if (one->what == NTM_CLAIM_FIELD && one->field == all->field && !one->value.yes &&
                unit && unit->parent && !strcmp(unit->parent, all->unit) &&
                compared[i].choice.as_of == compared[k].choice.as_of)
                json_array_append_new(
                    out, conflict_json(&compared[i], "not-all",
                                       json_pack("[I, I]", (json_int_t)i, (json_int_t)k)));
        }
    }
}

json_t *ntm_reconcile_conflicts(const ntm_dataset *dataset, const ntm_compared *compared,
                                size_t count)
{
    json_t *out = json_array();
    find_different(compared, count, out);
    find_arithmetic(compared, count, out);
    find_villages(dataset, compared, count, out);
    return out;
}
