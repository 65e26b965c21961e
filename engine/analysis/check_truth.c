/*
 * analysis/check_truth.c - an item as a whole: whether its answer depends on data at all, and whether
 * it asks more of a part than of the whole.
 */
#include <stdlib.h>

#include "analysis/check_priv.h"
#include "model/tri.h"

typedef struct truths {
    ntm_check_state *c;
    ntm_check_scene scene;
    uint8_t *can; /* by node; 0: not looked at yet */
} truths;

static unsigned truth_of(truths *t, ntm_ref ref);

/* The least (all) or the greatest of the arguments from first on. */
static unsigned fold(truths *t, const ntm_node *node, uint32_t first, bool all)
{
    unsigned can = 0, stop = all ? NTM_CAN_FAIL : NTM_CAN_PASS,
             go = all ? NTM_CAN_PASS : NTM_CAN_FAIL;
    bool always_stops = false, all_go = true, unknown = false;

    for (uint32_t i = first; i < node->nargs; i++) {
        unsigned arg = truth_of(t, node->args[i]);

        can |= arg & stop;
        always_stops = always_stops || arg == stop;
        all_go = all_go && (arg & go);
        unknown = unknown || (arg & NTM_CAN_BE_UNKNOWN);
    }
    if (always_stops)
        return stop;
    return can | (all_go ? go : 0) | (unknown ? NTM_CAN_BE_UNKNOWN : 0);
}

static unsigned turned(unsigned can)
{
    return (can & NTM_CAN_BE_UNKNOWN) | (can & NTM_CAN_PASS ? NTM_CAN_FAIL : 0) |
           (can & NTM_CAN_FAIL ? NTM_CAN_PASS : 0);
}

static bool never_known(const truths *t, ntm_ref ref)
{
    return t->c->below[ref] & NTM_NEVER_A_VALUE;
}

static unsigned leaf(truths *t, ntm_ref ref, const ntm_node *node)
{
    for (uint32_t i = 0; i < node->nargs; i++)
        if (never_known(t, node->args[i]))
            return NTM_CAN_BE_UNKNOWN;
    return ntm_check_outcome(t->c, &t->scene, node) |
           (t->c->below[ref] & (NTM_BELOW_DATA | NTM_BELOW_NOT_KNOWN) ? NTM_CAN_BE_UNKNOWN : 0);
}

static unsigned compute(truths *t, ntm_ref ref)
{
    const ntm_node *node = ntm_check_node(t->c, ref);
    unsigned can = 0;

    switch (node->op) {
    case NTM_OP_TRUTH:
        return node->n == NTM_PASS ? NTM_CAN_PASS : NTM_CAN_FAIL;
    case NTM_OP_NOT_KNOWN:
        return NTM_CAN_BE_UNKNOWN;
    case NTM_OP_KNOWN:
        return never_known(t, node->args[0])       ? NTM_CAN_FAIL
               : t->c->below[ref] & NTM_BELOW_DATA ? NTM_CAN_PASS | NTM_CAN_FAIL
                                                   : NTM_CAN_PASS;
    case NTM_OP_ALL_OF:
    case NTM_OP_ANY_OF:
        return fold(t, node, 0, node->op == NTM_OP_ALL_OF);
    case NTM_OP_NONE_OF:
        return turned(fold(t, node, 0, false));
    case NTM_OP_IF_ANY: {
        unsigned some = truth_of(t, node->args[0]), then = truth_of(t, node->args[1]);
        can = some & NTM_CAN_FAIL ? NTM_CAN_PASS : 0;
        if (some & NTM_CAN_PASS)
            can |= then;
        if (some & NTM_CAN_BE_UNKNOWN)
            can |= then | NTM_CAN_BE_UNKNOWN;
        return can;
    }
    case NTM_OP_PART:
        return truth_of(t, node->args[0]);
    case NTM_OP_CHILD_ALL:
    case NTM_OP_CHILD_ANY:
        return truth_of(t, node->args[0]) | NTM_CAN_BE_UNKNOWN;
    case NTM_OP_WHEN:
    case NTM_OP_CHOOSE:
    case NTM_OP_BY_ZONE:
    case NTM_OP_BY_YEAR:
    case NTM_OP_SINCE:
        for (uint32_t i = ntm_check_first_value(node); i < node->nargs; i++) {
            ntm_check_scene scene = t->scene;
            if (ntm_check_enter(t->c, node, i, &scene))
                can |= truth_of(t, node->args[i]);
        }
        return can |
               (node->op == NTM_OP_BY_YEAR || node->op == NTM_OP_SINCE ? 0 : NTM_CAN_BE_UNKNOWN);
    case NTM_OP_HOLDS: /* no title on record is a no */
        return NTM_CAN_PASS | NTM_CAN_FAIL;
    case NTM_OP_AT_LEAST_N_OF:
    case NTM_OP_MEETS:
    case NTM_OP_MEETS_CURRENT:
    case NTM_OP_QUALIFIES:
    case NTM_OP_CRITERION_FAILS:
    case NTM_OP_CRITERION_PASSES:
        return NTM_CAN_PASS | NTM_CAN_FAIL | NTM_CAN_BE_UNKNOWN;
    default:
        return leaf(t, ref, node);
    }
}

static unsigned truth_of(truths *t, ntm_ref ref)
{
    if (!t->can[ref]) {
        unsigned can = compute(t, ref);
        t->can[ref] = (uint8_t)(can ? can : NTM_CAN_PASS | NTM_CAN_FAIL | NTM_CAN_BE_UNKNOWN);
    }
    return t->can[ref];
}

void ntm_check_truth(ntm_check_state *c)
{
    truths t = {.c = c};
    unsigned can;

    if (c->item->role != NTM_ROLE_PASS || c->too_large)
        return;
    t.scene = (ntm_check_scene){
        .zones = c->all_zones, .years = c->all_years, .from = c->from, .to = c->to};
    t.can = ntm_xcalloc(c->nnodes, 1);
    can = truth_of(&t, c->item->root);
    free(t.can);
    if (can == NTM_CAN_BE_UNKNOWN)
        return; /* not_known(): the summary counts those */
    if (!(can & NTM_CAN_PASS) && !c->item_told)
        ntm_check_say(c, NTM_ERROR, c->item->root, "never-passes",
                      _("this can never pass, whatever is reported"));
    else if (!(can & NTM_CAN_FAIL) && !c->item_told)
        ntm_check_say(c, NTM_WARNING, c->item->root, "never-fails",
                      _("this can never fail, whatever is reported"));
    else if (!(can & NTM_CAN_BE_UNKNOWN) && c->below[c->item->root] & NTM_BELOW_KNOWN)
        ntm_check_say(c, NTM_NOTE, c->item->root, "never-unknown",
                      _("this is never unknown: known() turns a missing figure into an answer"));
}

/* ---- part above whole ---- */

#define SHARES_MAX 64u

/* The shares of which an item asks at least so much, all of them at once. */
static void collect(const ntm_check_state *c, ntm_ref ref, ntm_ref *shares, uint32_t *count)
{
    const ntm_node *node = ntm_check_node(c, ref);

    if (node->op == NTM_OP_PART || node->op == NTM_OP_ALL_OF)
        for (uint32_t i = 0; i < node->nargs; i++)
            collect(c, node->args[i], shares, count);
    else if ((node->op == NTM_OP_AT_LEAST || node->op == NTM_OP_MORE_THAN) &&
             ntm_check_node(c, node->args[0])->op == NTM_OP_PERCENT && *count < SHARES_MAX)
        shares[(*count)++] = ref;
}

static void compare_shares(ntm_check_state *c, ntm_ref part, ntm_ref whole)
{
    const ntm_node *a = ntm_check_node(c, part), *b = ntm_check_node(c, whole);
    const ntm_node *share_a = ntm_check_node(c, a->args[0]);
    const ntm_node *share_b = ntm_check_node(c, b->args[0]);
    const ntm_node *field_a = ntm_check_node(c, share_a->args[0]);
    const ntm_node *field_b = ntm_check_node(c, share_b->args[0]);

    if (share_a->args[1] != share_b->args[1] || share_a->args[0] == share_b->args[0] ||
        !ntm_check_part_of(c, field_a, field_b))
        return;
    for (uint32_t z = 0; z < (c->nzones ? c->nzones : 1) && z < NTM_CHECK_YEARS; z++) {
        ntm_check_scene scene = {
            .zones = c->all_zones, .years = c->all_years, .from = c->from, .to = c->to};
        ntm_check_range x, y;

        if (c->nzones)
            scene.zones = UINT64_C(1) << z;
        x = ntm_check_range_of(c, &scene, NULL, 0, a->args[1]);
        y = ntm_check_range_of(c, &scene, NULL, 0, b->args[1]);
        if (x.low > y.high) {
            ntm_check_say(c, NTM_WARNING, part, "part-above-whole",
                          _("more is asked of '%s' (%.15g %%) than of '%s' (%.15g %%), of which it "
                            "is a part"),
                          field_a->field->name, x.low, field_b->field->name, y.high);
            return;
        }
    }
}

void ntm_check_wholes(ntm_check_state *c)
{
    ntm_ref shares[SHARES_MAX];
    uint32_t count = 0;

    if (c->item->role != NTM_ROLE_PASS)
        return;
    collect(c, c->item->root, shares, &count);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = 0; j < count; j++)
            if (i != j)
                compare_shares(c, shares[i], shares[j]);
}
