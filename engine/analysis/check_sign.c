/*
 * analysis/check_sign.c - signs turned: at least so much of what should fall, at most so much of what
 * should rise. Two public pages print a limit on stunting as "at least 24.2 %".
 *
 * The direction wanted of an expression is carried down to its fields and held against the direction
 * in which effort moves them. What only selects (applies, zones, conditions) wants nothing.
 */
#include <stdlib.h>

#include "analysis/check_priv.h"

typedef struct signs {
    ntm_check_state *c;
    uint8_t *seen;    /* truths, by node: bit 0 wanted down, bit 1 wanted up */
    uint32_t *met[2]; /* values, by node: the last comparison that wanted them down, up */
} signs;

static void truth(signs *s, ntm_ref ref, int want);

static bool enter(signs *s, ntm_ref ref, int want)
{
    uint8_t bit = want > 0 ? 2 : 1;

    if (s->seen[ref] & bit)
        return false;
    s->seen[ref] |= bit;
    return true;
}

static void say(signs *s, ntm_ref comparison, const ntm_node *node, const ntm_field *field)
{
    if (!ntm_check_first(s->c, NTM_TOPIC_SIGN, comparison))
        return;
    ntm_check_say(s->c, NTM_WARNING, comparison, "sign",
                  field->good > 0
                      ? _("%s: more of '%s' is better, but this asks for less of it; is "
                          "the sign turned?")
                      : _("%s: less of '%s' is better, but this asks for more of it; is "
                          "the sign turned?"),
                  ntm_op_name(node->op), field->name);
}

/* value: an expression of which more (+1) or less (-1) is wanted by a comparison. */
static void value(signs *s, ntm_ref ref, int want, ntm_ref comparison)
{
    const ntm_node *node = ntm_check_node(s->c, ref);

    if (s->met[want > 0][ref] == comparison + 1)
        return;
    s->met[want > 0][ref] = comparison + 1;
    switch (node->op) {
    case NTM_OP_FIELD:
        if (node->field->good == -want)
            say(s, comparison, ntm_check_node(s->c, comparison), node->field);
        return;
    case NTM_OP_RATIO:
    case NTM_OP_PERCENT: /* wholes are not moved by effort */
    case NTM_OP_PREVIOUS:
    case NTM_OP_PARENT:
    case NTM_OP_ROUND:
    case NTM_OP_CHILD_SUM:
    case NTM_OP_CHILD_LEAST:
    case NTM_OP_CHILD_GREATEST:
        value(s, node->args[0], want, comparison);
        return;
    case NTM_OP_SUB:
        value(s, node->args[0], want, comparison);
        value(s, node->args[1], -want, comparison);
        return;
    case NTM_OP_ADD:
    case NTM_OP_MIN:
    case NTM_OP_MAX:
    case NTM_OP_FIRST_KNOWN:
        for (uint32_t i = 0; i < node->nargs; i++)
            value(s, node->args[i], want, comparison);
        return;
    case NTM_OP_WHEN:
    case NTM_OP_CHOOSE:
    case NTM_OP_BY_ZONE:
    case NTM_OP_BY_YEAR:
    case NTM_OP_SINCE:
        for (uint32_t i = ntm_check_first_value(node); i < node->nargs; i++)
            value(s, node->args[i], want, comparison);
        return;
    case NTM_OP_CHILD_COUNT_WHERE:
    case NTM_OP_CHILD_PERCENT_WHERE:
        truth(s, node->args[0], want);
        return;
    default:
        return;
    }
}

static void compare(signs *s, ntm_ref ref, const ntm_node *node, int want)
{
    value(s, node->args[0], want, ref);
    value(s, node->args[1], -want, ref);
}

static void truth(signs *s, ntm_ref ref, int want)
{
    const ntm_node *node = ntm_check_node(s->c, ref);

    if (!enter(s, ref, want))
        return;
    switch (node->op) {
    case NTM_OP_ALL_OF:
    case NTM_OP_ANY_OF:
    case NTM_OP_AT_LEAST_N_OF:
    case NTM_OP_PART:
    case NTM_OP_CHILD_ALL:
    case NTM_OP_CHILD_ANY:
        for (uint32_t i = 0; i < node->nargs; i++)
            truth(s, node->args[i], want);
        return;
    case NTM_OP_NONE_OF:
        for (uint32_t i = 0; i < node->nargs; i++)
            truth(s, node->args[i], -want);
        return;
    case NTM_OP_IF_ANY:
        truth(s, node->args[1], want);
        return;
    case NTM_OP_WHEN:
    case NTM_OP_CHOOSE:
    case NTM_OP_BY_ZONE:
    case NTM_OP_BY_YEAR:
    case NTM_OP_SINCE:
        for (uint32_t i = ntm_check_first_value(node); i < node->nargs; i++)
            truth(s, node->args[i], want);
        return;
    case NTM_OP_YES:
    case NTM_OP_NO:
        value(s, node->args[0], node->op == NTM_OP_YES ? want : -want, ref);
        return;
    case NTM_OP_AT_LEAST:
    case NTM_OP_MORE_THAN:
    case NTM_OP_ON_OR_AFTER:
        compare(s, ref, node, want);
        return;
    case NTM_OP_AT_MOST:
    case NTM_OP_LESS_THAN:
    case NTM_OP_ON_OR_BEFORE:
        compare(s, ref, node, -want);
        return;
    default:
        return;
    }
}

/* Points that fall from truth to truth: each truth is wanted. */
static void points(signs *s, ntm_ref ref)
{
    const ntm_node *node = ntm_check_node(s->c, ref);
    ntm_check_scene scene = {
        .zones = s->c->all_zones, .years = s->c->all_years, .from = s->c->from, .to = s->c->to};

    if (node->op == NTM_OP_ADD || node->op == NTM_OP_MIN) {
        for (uint32_t i = 0; i < node->nargs; i++)
            points(s, node->args[i]);
        return;
    }
    if (node->op != NTM_OP_FIRST_OF)
        return;
    for (uint32_t i = 0; i + 2 < node->nargs; i += 2) {
        uint32_t next = i + 3 < node->nargs ? i + 3 : node->nargs - 1;
        ntm_check_range here = ntm_check_range_of(s->c, &scene, NULL, 0, node->args[i + 1]);
        ntm_check_range then = ntm_check_range_of(s->c, &scene, NULL, 0, node->args[next]);

        if (here.low > then.high)
            truth(s, node->args[i], +1);
    }
}

void ntm_check_sign(ntm_check_state *c)
{
    signs s = {.c = c};

    if (c->item->role != NTM_ROLE_PASS && c->item->role != NTM_ROLE_POINTS)
        return;
    s.seen = ntm_xcalloc(c->nnodes, 1);
    s.met[0] = ntm_xcalloc(c->nnodes, sizeof *s.met[0]);
    s.met[1] = ntm_xcalloc(c->nnodes, sizeof *s.met[1]);
    if (c->item->role == NTM_ROLE_PASS)
        truth(&s, c->item->root, +1);
    else
        points(&s, c->item->root);
    free(s.seen);
    free(s.met[0]);
    free(s.met[1]);
}
