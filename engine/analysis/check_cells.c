/*
 * analysis/check_cells.c - tables over zones, years and days: cells without a value, and values
 * that no cell asks for.
 *
 * The loader already holds by_zone to the zones of its scheme, and keys to be different. What is
 * left is time: which years and days a decision must have an answer for follows from the
 * days on which it is in force, or from declares.years.
 */
#include <string.h>

#include "analysis/check_priv.h"

/* ---- entries in use ---- */

static void use(ntm_check_state *c, ntm_ref ref, uint32_t entry)
{
    const ntm_node *node = ntm_check_node(c, ref);

    if (!c->used[ref])
        c->used[ref] = ntm_arena_array(c->arena, node->nkeys, sizeof(bool));
    c->used[ref][entry] = true;
}

static void use_reachable(ntm_check_state *c, const ntm_check_scene *scene, ntm_ref ref)
{
    const ntm_node *node = ntm_check_node(c, ref);
    uint32_t first = ntm_check_first_value(node);

    for (uint32_t k = 0; k < node->nkeys; k++) {
        ntm_check_scene inside = *scene;

        if (ntm_check_enter(c, node, k + first, &inside))
            use(c, ref, k);
    }
}

/* ---- holes ---- */

/* " in zone2" where only some zones are possible, else "". */
static const char *where(ntm_check_state *c, const ntm_check_scene *scene)
{
    if (scene->zones == c->all_zones)
        return "";
    return ntm_arena_printf(c->arena, _(" in %s"), ntm_check_zones_text(c, scene->zones));
}

static void check_years(ntm_check_state *c, const ntm_check_scene *scene, ntm_ref ref)
{
    const ntm_node *node = ntm_check_node(c, ref);
    uint64_t missing = scene->years;

    for (uint32_t k = 0; k < node->nkeys; k++)
        for (uint32_t y = 0; y < c->nyears; y++)
            if (c->years[y] == node->key_values[k])
                missing &= ~(UINT64_C(1) << y);
    if (missing && ntm_check_first(c, NTM_TOPIC_CELLS, ref))
        ntm_check_say(c, NTM_ERROR, ref, "missing-year",
                      _("by_year has no value for %s%s; the decision needs one for %s"),
                      ntm_check_years_text(c, missing), where(c, scene),
                      ntm_check_years_text(c, c->all_years));
}

static void check_days(ntm_check_state *c, const ntm_check_scene *scene, ntm_ref ref)
{
    const ntm_node *node = ntm_check_node(c, ref);
    char from[NTM_DATE_TEXT], to[NTM_DATE_TEXT];
    ntm_date first = node->nkeys ? node->key_values[0] : NTM_DATE_MAX;

    if (scene->from >= first || scene->from == NTM_DATE_MIN)
        return;
    if (!ntm_check_first(c, NTM_TOPIC_CELLS, ref))
        return;
    ntm_check_say(c, NTM_ERROR, ref, "missing-date", _("since has no value from %s to %s%s"),
                  ntm_date_format(scene->from, from),
                  ntm_date_format(scene->to < first ? scene->to : first - 1, to), where(c, scene));
}

static void check_choice(ntm_check_state *c, ntm_ref ref)
{
    const ntm_node *node = ntm_check_node(c, ref);
    const ntm_scale *scale = ntm_check_node(c, node->args[0])->type.scale;
    ntm_strbuf missing = {0};
    uint32_t at = 0;

    for (uint32_t code = 0; scale && code < scale->count; code++) {
        while (at < node->nkeys && node->key_values[at] < (int32_t)code)
            at++;
        if (at >= node->nkeys || node->key_values[at] != (int32_t)code)
            ntm_strbuf_printf(&missing, "%s%s", missing.length ? ", " : "", scale->codes[code]);
    }
    if (missing.length && ntm_check_first(c, NTM_TOPIC_CELLS, ref))
        ntm_check_say(c, NTM_ERROR, ref, "missing-choice", _("choose has no value for %s"),
                      ntm_strbuf_text(&missing));
    ntm_strbuf_clear(&missing);
}

void ntm_check_cells(ntm_check_state *c, const ntm_check_scene *scene, ntm_ref ref)
{
    const ntm_node *node = ntm_check_node(c, ref);

    switch (node->op) {
    case NTM_OP_BY_YEAR:
        check_years(c, scene, ref);
        break;
    case NTM_OP_SINCE:
        check_days(c, scene, ref);
        break;
    case NTM_OP_CHOOSE:
        check_choice(c, ref);
        return;
    default:
        return;
    }
    use_reachable(c, scene, ref);
}

void ntm_check_unused(ntm_check_state *c)
{
    if (c->too_large)
        return;
    for (ntm_ref ref = 0; ref < c->nnodes; ref++) {
        const ntm_node *node = ntm_check_node(c, ref);
        ntm_strbuf keys = {0};

        for (uint32_t k = 0; c->used[ref] && k < node->nkeys; k++)
            if (!c->used[ref][k])
                ntm_strbuf_printf(&keys, "%s%s", keys.length ? ", " : "", node->keys[k]);
        if (keys.length)
            ntm_check_say(c, NTM_NOTE, ref, "unused-entry",
                          _("%s: nothing asks for the value of %s while the decision is in force"),
                          ntm_op_name(node->op), ntm_strbuf_text(&keys));
        ntm_strbuf_clear(&keys);
    }
}

/* ---- the zoning ---- */

static bool asks_for_zone(const ntm_check_state *c)
{
    for (ntm_ref ref = 0; ref < c->nnodes; ref++)
        if (ntm_check_node(c, ref)->op == NTM_OP_BY_ZONE)
            return true;
    return false;
}

void ntm_check_zoning(ntm_check_state *c)
{
    const ntm_scale *scale;
    ntm_strbuf missing = {0};

    if (!c->doc->zone_scheme || c->doc->zone_by == NTM_NO_REF)
        return;
    scale = ntm_check_node(c, c->doc->zone_by)->type.scale;
    for (uint32_t code = 0; scale && code < scale->count; code++) {
        bool found = false;

        for (uint32_t z = 0; z < c->nzones && !found; z++)
            found = strcmp(scale->codes[code], c->zones[z]) == 0;
        if (!found)
            ntm_strbuf_printf(&missing, "%s%s", missing.length ? ", " : "", scale->codes[code]);
    }
    if (missing.length)
        ntm_check_say(c, NTM_ERROR, c->doc->zone_by, "missing-zone",
                      _("zoning \"%s\" has no zone for %s, which a unit may be reported as"),
                      c->doc->zone_scheme, ntm_strbuf_text(&missing));
    ntm_strbuf_clear(&missing);
    if (c->doc->kind == NTM_DECISION && !asks_for_zone(c))
        ntm_check_say(c, NTM_NOTE, c->doc->zone_by, "unused-zoning",
                      _("zoning \"%s\": no threshold depends on the zone"), c->doc->zone_scheme);
}
