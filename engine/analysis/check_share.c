/*
 * analysis/check_share.c - shares of nothing. No dispute, no craft village, no graduate in a year are
 * usual, and a share of nothing is neither met nor failed: the author is asked to say what is meant,
 * by applies, by if_any, or by zero = "unknown" where unknown is what is meant.
 */
#include <stdlib.h>

#include "analysis/check_priv.h"

#define FACTS_MAX 2048u

static bool thought_of(const ntm_check_state *c, ntm_ref ref)
{
    return c->doc->zero_thought_of && c->doc->zero_thought_of[ref];
}

/* The node has a value, says a fact; or one that is computed from it has. */
static bool known_by_fact(const ntm_check_state *c, const ntm_check_fact *facts, uint32_t count,
                          ntm_ref ref)
{
    for (uint32_t i = 0; i < count; i++) {
        ntm_ref at = facts[i].node;

        for (int depth = 0; facts[i].known && depth < 8; depth++) {
            const ntm_node *node = ntm_check_node(c, at);

            if (at == ref)
                return true;
            if (node->nargs != 1 && node->op != NTM_OP_MUL)
                break;
            at = node->args[0];
        }
    }
    return false;
}

/* Children of this level are counted in a fact: then there are some. */
static bool children_by_fact(const ntm_check_state *c, const ntm_check_fact *facts, uint32_t count,
                             ntm_level level)
{
    for (uint32_t i = 0; i < count; i++) {
        const ntm_node *node = ntm_check_node(c, facts[i].node);

        if (facts[i].known && ntm_check_is_child(node->op) && node->level == level)
            return true;
    }
    return false;
}

static void say(ntm_check_state *c, ntm_ref ref)
{
    const ntm_node *node = ntm_check_node(c, ref), *whole;

    if (node->op == NTM_OP_CHILD_PERCENT_WHERE) {
        ntm_check_say(c, NTM_WARNING, ref, "zero-denominator",
                      _("a unit may have no %s on record, and the share is unknown then"),
                      ntm_level_code(node->level));
        ntm_diag_hint(c->out, _("say what holds then: known(children \"%s\":count())"),
                      ntm_level_code(node->level));
        return;
    }
    whole = ntm_check_node(c, node->args[1]);
    if (whole->op == NTM_OP_FIELD)
        ntm_check_say(c, NTM_WARNING, ref, "zero-denominator",
                      _("'%s' may be 0, and the share is unknown then"), whole->field->name);
    else
        ntm_check_say(c, NTM_WARNING, ref, "zero-denominator",
                      _("the whole of this share may be 0, and the share is unknown then"));
    ntm_diag_hint(c->out, "%s",
                  _("guard it by applies or if_any (more_than(0)), or write { zero = \"unknown\" } "
                    "if that is what is meant"));
}

void ntm_check_share(ntm_check_state *c, const ntm_check_scene *scene, ntm_ref ref)
{
    const ntm_node *node = ntm_check_node(c, ref);
    ntm_check_range range;
    ntm_check_fact *facts;
    uint32_t count;
    bool guarded;

    if (thought_of(c, ref))
        return;
    if (node->op == NTM_OP_CHILD_PERCENT_WHERE) {
        if (node->level != NTM_LEVEL_PRODUCT) /* every commune has villages */
            return;
    } else { /* most wholes are never 0: no need to know how one got here */
        range = ntm_check_range_of(c, scene, NULL, 0, node->args[1]);
        if (range.low > 0 || range.high < 0 || range.never_zero)
            return;
    }
    facts = ntm_xcalloc(FACTS_MAX, sizeof *facts);
    count = ntm_check_facts(c, scene, facts, FACTS_MAX, &guarded);
    guarded = guarded || known_by_fact(c, facts, count, ref);
    if (!guarded && node->op == NTM_OP_CHILD_PERCENT_WHERE) {
        guarded = children_by_fact(c, facts, count, node->level);
    } else if (!guarded) {
        range = ntm_check_range_of(c, scene, facts, count, node->args[1]);
        guarded = range.low > 0 || range.high < 0 || range.never_zero;
    }
    free(facts);
    if (!guarded && ntm_check_first(c, NTM_TOPIC_ZERO, ref))
        say(c, ref);
}
