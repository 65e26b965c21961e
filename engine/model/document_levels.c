/*
 * model/document_levels.c - from each root: can what it reads be read there?
 *
 * A root is read at one level. `villages:` goes one level down, parent() to any level above, and
 * so on, so a node may be read in several contexts: a set of levels it may stand at, whether
 * results of the criteria are at hand (gates), whether it is the zone's key. Each node is judged
 * once in each context.
 */
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "model/document_priv.h"

typedef struct context {
    ntm_level_set levels; /* one for a root; more below parent() */
    bool gate, zoning;
} context;

static const char *levels_text(ntm_builder *b, ntm_level_set levels)
{
    ntm_strbuf text = {0};
    const char *kept;

    for (unsigned l = 0; l < NTM_LEVEL_COUNT; l++)
        if (levels & NTM_LEVEL_BIT(l))
            ntm_strbuf_printf(&text, "%s%s", text.length ? ", " : "",
                              _(ntm_level_code((ntm_level)l)));
    kept = ntm_arena_strdup(b->scratch, ntm_strbuf_text(&text));
    ntm_strbuf_clear(&text);
    return kept;
}

static ntm_level_set levels_above(ntm_level_set levels)
{
    ntm_level_set above = 0;

    for (unsigned a = 0; a < NTM_LEVEL_COUNT; a++)
        for (unsigned l = 0; l < NTM_LEVEL_COUNT; l++)
            if ((levels & NTM_LEVEL_BIT(l)) && ntm_level_above((ntm_level)a, (ntm_level)l))
                above |= NTM_LEVEL_BIT(a);
    return above;
}

static ntm_at node_at(ntm_builder *b, ntm_ref ref)
{
    ntm_at at = {.up = &b->nodes, .index = b->origins[ref]};

    at.place = ntm_builder_node_place(b, at.index);
    if (!at.place.line)
        at.place = b->root_place;
    return at;
}

static void check_field(ntm_builder *b, ntm_ref ref, const ntm_field *field, context in)
{
    ntm_level read_at;
    ntm_at at;

    for (unsigned l = 0; l < NTM_LEVEL_COUNT; l++)
        if ((in.levels & NTM_LEVEL_BIT(l)) && ntm_field_readable(field, (ntm_level)l, &read_at))
            return;
    at = node_at(b, ref);
    ntm_read_bad(&b->r, &at, "level",
                 _("field '%s' is observed at %s, but read at %s; expected it inside an aggregate "
                   "over the units that have it"),
                 field->name, levels_text(b, field->levels), levels_text(b, in.levels));
}

static void check_children(ntm_builder *b, ntm_ref ref, const ntm_node *node, context in)
{
    ntm_at at;

    if (in.levels & levels_above(NTM_LEVEL_BIT(node->level)))
        return;
    at = node_at(b, ref);
    ntm_read_bad(&b->r, &at, "level", _("%s: a unit of level %s has no units of level %s below it"),
                 ntm_op_name(node->op), levels_text(b, in.levels), _(ntm_level_code(node->level)));
}

/* failed_share, fails, passes: results of the document itself, at hand in gates only. */
static void check_result(ntm_builder *b, ntm_ref ref, const ntm_node *node, context in)
{
    ntm_at at = node_at(b, ref);

    if (!in.gate) {
        ntm_read_bad(&b->r, &at, "gate-only",
                     _("%s: results of the criteria can be asked for only in a requirement, a "
                       "condition or a withdrawal, of the unit itself"),
                     ntm_op_name(node->op));
        return;
    }
    if (node->op == NTM_OP_FAILED_SHARE || b->doc->kind == NTM_AMENDMENT)
        return;
    for (uint32_t i = 0; i < b->doc->ncriteria; i++)
        if (b->criteria[i].number == node->n)
            return;
    ntm_read_bad(&b->r, &at, "unknown-criterion", _("%s: there is no criterion %d"),
                 ntm_op_name(node->op), node->n);
}

static void check_node(ntm_builder *b, ntm_ref ref, context in)
{
    const ntm_node *node = ntm_graph_node(b->graph, ref);
    uint32_t *seen = &b->seen[(in.gate ? 1 : 0) + (in.zoning ? 2 : 0)][ref];
    context inside = in;

    if (*seen & (1u << in.levels))
        return;
    *seen |= 1u << in.levels;
    switch (node->op) {
    case NTM_OP_FIELD:
        check_field(b, ref, node->field, in);
        return;
    case NTM_OP_PARENT:
        inside = (context){levels_above(in.levels), false, in.zoning};
        if (!inside.levels) {
            ntm_at at = node_at(b, ref);

            ntm_read_bad(&b->r, &at, "level", _("%s: a unit of level %s has no parent"),
                         ntm_op_name(node->op), levels_text(b, in.levels));
            return;
        }
        break;
    case NTM_OP_CHILD_COUNT:
    case NTM_OP_CHILD_COUNT_WHERE:
    case NTM_OP_CHILD_PERCENT_WHERE:
    case NTM_OP_CHILD_SUM:
    case NTM_OP_CHILD_LEAST:
    case NTM_OP_CHILD_GREATEST:
    case NTM_OP_CHILD_ALL:
    case NTM_OP_CHILD_ANY:
        check_children(b, ref, node, in);
        inside = (context){NTM_LEVEL_BIT(node->level), false, in.zoning};
        break;
    case NTM_OP_BY_ZONE:
        if (in.zoning) {
            ntm_at at = node_at(b, ref);

            ntm_read_bad(&b->r, &at, "cycle",
                         _("%s: the rule that gives the zone cannot ask for the zone"),
                         ntm_op_name(node->op));
            return;
        }
        if (b->doc->zone_by != NTM_NO_REF)
            check_node(b, b->doc->zone_by, (context){in.levels, false, true});
        break;
    case NTM_OP_FAILED_SHARE:
    case NTM_OP_CRITERION_FAILS:
    case NTM_OP_CRITERION_PASSES:
        check_result(b, ref, node, in);
        return;
    default:
        break;
    }
    for (uint32_t i = 0; i < node->nargs; i++)
        check_node(b, node->args[i], inside); /* at most twice NTM_MAX_DEPTH deep */
}

void ntm_builder_check_levels(ntm_builder *b, ntm_ref root, ntm_level level, bool gate, bool zoning)
{
    uint32_t count = ntm_graph_count(b->graph);

    for (int i = 0; i < 4; i++)
        if (!b->seen[i])
            b->seen[i] = ntm_arena_array(b->scratch, count, sizeof *b->seen[i]);
    check_node(b, root, (context){NTM_LEVEL_BIT(level), gate, zoning});
}
