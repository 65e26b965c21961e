/* report/part_json.c - one part of an indicator as JSON: measured, required, gaps, facts. */
#include <string.h>

#include "report/evaluation_priv.h"

/* Administrative unit of a fact or gap, where it is not the unit in question. */
static void set_at(const ntm_json_context *context, json_t *object, const char *code)
{
    if (code)
        json_object_set_new(object, "at", ntm_json_unit_name(context, code));
}

static json_t *gap_json(const ntm_json_context *context, const ntm_gap *gap)
{
    json_t *object = json_object();
    ntm_json_set_text(object, "field", gap->field);
    ntm_json_set_text(object, "from", gap->from);
    ntm_json_set_text(object, "to", gap->to);
    ntm_json_set_text(object, "change", gap->change);
    if (gap->measure && strcmp(gap->measure, "1") != 0)
        ntm_json_set_text(object, "unit", gap->measure);
    ntm_json_set_text(object, "blocked_by", gap->blocked_by);
    if (gap->alternative)
        json_object_set_new(object, "alternative", json_integer(gap->alternative));
    set_at(context, object, gap->unit);
    return object;
}

static json_t *gaps_json(const ntm_json_context *context, const ntm_gap *gaps, uint32_t count)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < count; i++)
        json_array_append_new(list, gap_json(context, &gaps[i]));
    return list;
}

static void set_observation(json_t *object, const ntm_observation *seen)
{
    json_object_set_new(object, "as_of", ntm_json_date(seen->as_of));
    ntm_json_set_text(object, "assessor", seen->assessor);
    ntm_json_set_text(object, "origin", seen->origin);
    ntm_json_set_text(object, "evidence", seen->evidence);
    ntm_json_set_text(object, "note", seen->note);
    if (seen->import)
        json_object_set_new(object, "import", json_integer(seen->import));
}

static json_t *carried_json(const ntm_carried *carried)
{
    const ntm_unit *unit = carried->of->unit;
    json_t *object =
        json_pack("{s:s, s:s, s:b}", "unit", carried->of->code, "name",
                  unit ? unit->name : carried->of->code, "counts", carried->of->counts);
    ntm_json_set_text(object, "value", carried->value);
    if (carried->stale)
        json_object_set_new(object, "stale", json_true());
    if (carried->derived)
        json_object_set_new(object, "derived", json_true());
    if (carried->of->succession)
        ntm_json_set_text(object, "confirmed", carried->of->succession->confirmed);
    if (carried->observation)
        set_observation(object, carried->observation);
    return object;
}

/* What the predecessors of the unit have: the summands, or why nothing was carried over. */
static void set_carried(json_t *object, const ntm_fact *fact)
{
    json_t *from = json_array();
    for (uint32_t i = 0; i < fact->ncarried; i++)
        json_array_append_new(from, carried_json(&fact->carried[i]));
    json_object_set_new(object, "carried",
                        json_pack("{s:s, s:o, s:o}", "policy", ntm_carry_code(fact->policy),
                                  "merged", ntm_json_date(fact->merged), "from", from));
}

/* Whether the level of appraisal in question took the figure over from below, and an older figure of
 * such a level that it displaced. */
static void set_level(const ntm_json_context *context, json_t *object, const ntm_fact *fact)
{
    const ntm_overlay *overlay = context->unit ? &context->unit->overlay : NULL;
    if (overlay && overlay->assessor && fact->observation->assessor_order < overlay->order)
        json_object_set_new(object, "taken_over", json_true());
    if (!fact->displaced)
        return;
    ntm_arena *arena = ntm_arena_new();
    json_object_set_new(object, "displaced",
                        json_pack("{s:s, s:s, s:o}", "assessor", fact->displaced->assessor, "value",
                                  ntm_value_text(&fact->displaced->value, arena), "as_of",
                                  ntm_json_date(fact->displaced->as_of)));
    ntm_arena_free(arena);
}

static json_t *fact_json(const ntm_json_context *context, const ntm_fact *fact)
{
    json_t *object = json_object();
    ntm_json_set_text(object, "field", fact->field);
    ntm_json_set_text(object, "why", fact->why);
    ntm_json_set_text(object, "detail", fact->detail);
    ntm_json_set_text(object, "value", fact->value);
    if (fact->why && !strcmp(fact->why, "stale"))
        json_object_set_new(object, "since", ntm_json_date(fact->since));
    if (fact->derived)
        json_object_set_new(object, "derived", json_true());
    if (fact->total)
        json_object_set_new(object, "reported",
                            json_pack("{s:i, s:i}", "of", fact->total, "count", fact->reported));
    if (fact->ncarried)
        set_carried(object, fact);
    if (fact->observation) {
        set_observation(object, fact->observation);
        set_level(context, object, fact);
    }
    set_at(context, object, fact->unit);
    return object;
}

json_t *ntm_facts_json(const ntm_json_context *context, const ntm_fact *facts, uint32_t count)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < count; i++)
        json_array_append_new(list, fact_json(context, &facts[i]));
    return list;
}

static json_t *names_json(const ntm_json_context *context, const char *const *codes)
{
    json_t *list = json_array();
    for (; codes && *codes; codes++)
        json_array_append_new(list, ntm_json_unit_name(context, *codes));
    return list;
}

static json_t *side_json(const char *field, const char *value)
{
    json_t *object = json_object();
    ntm_json_set_text(object, "field", field);
    ntm_json_set_text(object, "value", value);
    return object;
}

static void set_measured(json_t *object, const ntm_part *part)
{
    ntm_json_set_text(object, "measured", part->measured);
    if (!part->measured && (part->measured_low || part->measured_high)) {
        json_t *bounds = json_object();
        ntm_json_set_text(bounds, "low", part->measured_low);
        ntm_json_set_text(bounds, "high", part->measured_high);
        json_object_set_new(object, "bounds", bounds);
    }
    ntm_json_set_text(object, "shown", part->shown);
    if (part->measure && !strcmp(part->measure, "percent"))
        ntm_json_set_text(object, "percent", part->shown);
    ntm_json_set_text(object, "required", part->required);
    ntm_json_set_text(object, "required_high", part->required_high);
    if (part->numerator || part->numerator_field)
        json_object_set_new(object, "numerator", side_json(part->numerator_field, part->numerator));
    if (part->denominator || part->denominator_field)
        json_object_set_new(object, "denominator",
                            side_json(part->denominator_field, part->denominator));
}

static json_t *children_json(const ntm_json_context *context, const ntm_part *part)
{
    return json_pack("{s:i, s:i, s:i, s:o, s:o}", "total", part->children, "reported",
                     part->children_reported, "passing", part->children_passing, "failing",
                     names_json(context, part->children_failing), "unknown",
                     names_json(context, part->children_unknown));
}

json_t *ntm_part_json(const ntm_json_context *context, const ntm_part *part)
{
    json_t *object = json_pack(
        "{s:o, s:s, s:s}", "label", part->label ? json_string(part->label) : json_null(), "status",
        ntm_status_code(part->status), "decided", ntm_decided_code(part->decided));
    ntm_json_set_text(object, "comparison", part->comparison);
    if (part->measure && strcmp(part->measure, "1") != 0)
        ntm_json_set_text(object, "unit", part->measure);
    set_measured(object, part);
    if (part->within_wholes)
        json_object_set_new(object, "within_wholes", json_true());
    if (part->negated)
        json_object_set_new(object, "negated", json_true());
    if (part->group) {
        json_t *group = json_pack("{s:i}", "number", part->group);
        ntm_json_set_text(group, "op", part->group_op);
        if (part->group_n)
            json_object_set_new(group, "n", json_integer(part->group_n));
        json_object_set_new(object, "group", group);
    }
    if (part->children >= 0 && part->shape == NTM_SHAPE_CHILDREN)
        json_object_set_new(object, "children", children_json(context, part));
    json_object_set_new(object, "gaps", gaps_json(context, part->gaps, part->ngaps));
    if (part->nmargins)
        json_object_set_new(object, "margins", gaps_json(context, part->margins, part->nmargins));
    json_object_set_new(object, "missing", ntm_facts_json(context, part->missing, part->nmissing));
    if (part->nsettles)
        json_object_set_new(object, "settles",
                            ntm_facts_json(context, part->settles, part->nsettles));
    json_object_set_new(object, "observations", ntm_facts_json(context, part->used, part->nused));
    if (part->nnotices) {
        json_t *notices = json_array();
        for (uint32_t i = 0; i < part->nnotices; i++)
            json_array_append_new(notices, json_string(part->notices[i]));
        json_object_set_new(object, "notices", notices);
    }
    if (part->elsewhere)
        json_object_set_new(object, "elsewhere", ntm_elsewhere_json(part->elsewhere));
    if (part->error)
        json_object_set_new(object, "error",
                            json_pack("{s:s, s:s}", "code", part->error, "detail",
                                      part->error_detail ? part->error_detail : ""));
    return object;
}
