/* ntm-rules/emit.c - a decision, amendment or findings as a document. */
#include "dsl/ntm-rules/emit.h"

#include <string.h>

#include "base/i18n.h"
#include "model/document.h"

typedef struct emitter {
    dsl *d;
    emitted *map;
    bool *reached;
    ntm_ref *number; /* ref → number in the JSON */
    json_t *places;
    ntm_names *names; /* what may stand only once, by kind: "indicator 2.1" */
    spot *name_spots;
} emitter;

/* ---- what may stand only once ---- */

/* False after a finding: an item of that kind and name was emitted before. */
static bool once(emitter *e, const item *it, const char *kind, const char *name)
{
    char *key = ntm_arena_printf(e->d->arena, "%s %s", kind, name);
    uint32_t count = ntm_names_count(e->names), n = ntm_names_add(e->names, key);
    if (n == count) {
        if (n % 256 == 0) {
            spot *grown = ntm_arena_array(e->d->arena, n + 256u, sizeof *grown);
            if (n)
                memcpy(grown, e->name_spots, n * sizeof *grown);
            e->name_spots = grown;
        }
        e->name_spots[n] = it->at;
        return true;
    }
    ntm_place first = dsl_place(e->d, e->name_spots[n], it->word);
    dsl_bad(e->d, it->at, it->word, "duplicate", _("%s stands twice; first at %s:%ld:%ld"),
            it->label, first.file ? first.file : "?", first.line, first.column);
    return false;
}

static void put_place(emitter *e, const char *kind, const char *key, const item *it)
{
    if (it->at.chunk != e->d->script || !it->at.line)
        return;
    json_t *list = json_object_get(e->places, kind);
    if (!list) {
        list = json_object();
        json_object_set_new(e->places, kind, list);
    }
    ntm_place place = dsl_place(e->d, it->at, it->word);
    json_object_set_new(list, key,
                        json_pack("[I,I]", (json_int_t)place.line, (json_int_t)place.column));
}

/* ---- nodes ---- */

static void reach(emitter *e, ntm_ref ref)
{
    if (ref != NTM_NO_REF)
        e->reached[ref] = true;
}

static void reach_item(emitter *e, item *it)
{
    reach(e, it->pass);
    reach(e, it->applies);
    for (uint32_t i = 0; i < it->nparts; i++)
        reach_item(e, it->parts[i]); /* three levels at most */
    for (int list = 0; list < 3; list++)
        for (uint32_t i = 0; i < it->nlists[list]; i++)
            reach_item(e, it->lists[list][i]);
    if (it->scheme)
        reach_item(e, it->scheme);
}

static json_t *nodes_json(emitter *e)
{
    dsl *d = e->d;
    uint32_t count = ntm_graph_count(d->graph);
    json_t *nodes = json_array(), *places = json_array();
    for (uint32_t i = count; i-- > 0;) /* arguments point backwards */
        if (e->reached[i])
            for (uint32_t a = 0; a < ntm_graph_node(d->graph, i)->nargs; a++)
                e->reached[ntm_graph_node(d->graph, i)->args[a]] = true;
    for (uint32_t i = 0; i < count; i++) {
        if (!e->reached[i])
            continue;
        ntm_node node = *ntm_graph_node(d->graph, i);
        ntm_ref *args = ntm_arena_array(d->arena, node.nargs, sizeof *args);
        for (uint32_t a = 0; a < node.nargs; a++)
            args[a] = e->number[node.args[a]];
        node.args = args;
        e->number[i] = e->map->nnodes;
        e->map->nodes[e->map->nnodes++] = i;
        json_array_append_new(nodes, ntm_node_json(&node));
        if (d->node_spots[i].chunk == d->script && d->node_spots[i].line) {
            ntm_place place = dsl_place(d, d->node_spots[i], d->node_words[i]);
            json_array_append_new(
                places, json_pack("[I,I]", (json_int_t)place.line, (json_int_t)place.column));
        } else {
            json_array_append_new(places, json_null()); /* a library's line says nothing here */
        }
    }
    json_object_set_new(e->places, "nodes", places);
    return nodes;
}

static json_t *zeros_json(emitter *e)
{
    json_t *zeros = json_array();
    for (uint32_t i = 0; i < e->map->nnodes; i++)
        if (e->d->node_zeros[e->map->nodes[i]])
            json_array_append_new(zeros, json_integer(i));
    return zeros;
}

/* ---- fields and scales that the nodes use ---- */

static void put_field(dsl *d, json_t *fields, json_t *scales, const ntm_field *field);

static void put_scale(json_t *scales, const ntm_scale *scale)
{
    if (!scale || json_object_get(scales, scale->name))
        return;
    json_t *codes = json_array();
    for (uint32_t i = 0; i < scale->count; i++)
        json_array_append_new(codes, json_string(scale->codes[i]));
    json_object_set_new(scales, scale->name,
                        json_pack("{s:b,s:o}", "ordered", scale->ordered ? 1 : 0, "codes", codes));
}

static void put_link(dsl *d, json_t *fields, json_t *scales, const char *name)
{
    const ntm_field *field = name ? ntm_dictionary_find(d->dictionary, name) : NULL;
    if (field)
        put_field(d, fields, scales, field);
}

static void put_field(dsl *d, json_t *fields, json_t *scales, const ntm_field *field)
{
    if (json_object_get(fields, field->name))
        return;
    json_object_set_new(fields, field->name, ntm_field_json(field));
    put_scale(scales, field->scale);
    put_link(d, fields, scales, field->part_of); /* the dictionary has no cycles of links */
    for (uint32_t i = 0; i < field->sum_count; i++)
        put_link(d, fields, scales, field->sum_of[i]);
}

static void put_dictionary(emitter *e, json_t *out)
{
    json_t *fields = json_object(), *scales = json_object();
    for (uint32_t i = 0; i < e->map->nnodes; i++) {
        const ntm_node *node = ntm_graph_node(e->d->graph, e->map->nodes[i]);
        if (node->field)
            put_field(e->d, fields, scales, node->field);
        put_scale(scales, node->type.scale);
    }
    json_object_set_new(out, "fields", fields);
    if (json_object_size(scales))
        json_object_set_new(out, "scales", scales);
    else
        json_decref(scales);
}

/* ---- items ---- */

/* An item's own texts, with its two expressions under these names. */
static json_t *item_json(emitter *e, const item *it, const char *pass, const char *applies)
{
    json_t *json = json_copy(it->json);
    ntm_ref unknown = e->number[e->d->unknown];
    json_object_set_new(json, pass,
                        json_integer(it->pass == NTM_NO_REF ? unknown : e->number[it->pass]));
    if (it->has_applies)
        json_object_set_new(
            json, applies,
            json_integer(it->applies == NTM_NO_REF ? unknown : e->number[it->applies]));
    return json;
}

static json_t *criterion_json(emitter *e, item *it)
{
    json_t *json = json_copy(it->json), *list = json_array();
    uint32_t kept = 0;
    for (uint32_t i = 0; i < it->nparts; i++) {
        item *indicator = it->parts[i];
        if (!indicator->name || !once(e, indicator, "indicator", indicator->name))
            continue;
        json_t *entry = item_json(e, indicator, "pass", "applies");
        json_object_set_new(entry, "number", json_string(indicator->name));
        json_array_append_new(list, entry);
        put_place(e, "indicators", indicator->name, indicator);
        it->parts[kept++] = indicator; /* the map speaks of what is in the JSON */
    }
    it->nparts = kept;
    json_object_set_new(json, "number", json_integer(it->number));
    json_object_set_new(json, "indicators", list);
    return json;
}

static void put_criterion(emitter *e, json_t *list, item *it)
{
    char number[16];
    if (!it->number)
        return;
    snprintf(number, sizeof number, "%d", it->number);
    if (!once(e, it, "criterion", number))
        return;
    json_t *json = criterion_json(e, it);
    if (!json_array_size(json_object_get(json, "indicators"))) { /* told where they are missing */
        json_decref(json);
        return;
    }
    json_array_append_new(list, json);
    put_place(e, "criteria", number, it);
    e->map->criteria[e->map->ncriteria++] = it;
}

static void put_gate(emitter *e, json_t *const lists[3], item *it)
{
    int kind = (int)it->kind - (int)ITEM_REQUIRES;
    if (!it->name || !once(e, it, "gate", it->name))
        return;
    json_t *json = item_json(e, it, it->kind == ITEM_WITHDRAWAL ? "when" : "pass", "applies");
    json_object_set_new(json, "name", json_string(it->name));
    json_array_append_new(lists[kind], json);
    put_place(e, "gates", it->name, it);
    e->map->gates[kind][e->map->ngates[kind]++] = it;
}

static json_t *scored_json(emitter *e, item *it)
{
    json_t *json = json_copy(it->json), *parts = json_array();
    for (uint32_t p = 0; p < it->nparts; p++) {
        item *part = it->parts[p];
        json_t *entry = json_copy(part->json), *items = json_array();
        uint32_t kept = 0;
        for (uint32_t i = 0; i < part->nparts; i++) {
            item *each = part->parts[i];
            if (!each->name || !once(e, each, "item", each->name))
                continue;
            json_t *one = item_json(e, each, "points", "excludes");
            json_object_set_new(one, "number", json_string(each->name));
            json_array_append_new(items, one);
            put_place(e, "items", each->name, each);
            part->parts[kept++] = each;
        }
        part->nparts = kept;
        json_object_set_new(entry, "items", items);
        json_array_append_new(parts, entry);
    }
    json_object_set_new(json, "parts", parts);
    e->map->score_parts = it->parts;
    e->map->nscore_parts = it->nparts;
    return json;
}

static json_t *findings_json(emitter *e, item *root)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < root->nparts; i++) {
        item *it = root->parts[i];
        if (!it->name || !once(e, it, "finding", it->name))
            continue;
        json_t *json = item_json(e, it, "when", "applies");
        json_object_set_new(json, "code", json_string(it->name));
        json_array_append_new(list, json);
        put_place(e, "findings", it->name, it);
        e->map->findings[e->map->nfindings++] = it;
    }
    return list;
}

void emit_list(json_t *out, const char *key, json_t *list)
{
    if (json_array_size(list))
        json_object_set_new(out, key, list);
    else
        json_decref(list);
}

/* ---- the whole ---- */

static json_t *head_json(dsl *d, const item *root)
{
    static const char *const kinds[] = {"decision", "amendment", "findings"};
    json_t *json = json_copy(root->json);
    json_object_set_new(json, "schema", json_string(NTM_DOCUMENT_SCHEMA));
    json_object_set_new(json, "kind", json_string(kinds[root->kind - ITEM_DECISION]));
    json_object_set_new(json, "folder", json_string(d->folder));
    if (*d->slug)
        json_object_set_new(json, "slug", json_string(d->slug));
    json_object_set_new(
        json, "id",
        json_string(ntm_arena_printf(d->arena, "%s/%s", d->folder, root->name ? root->name : "?")));
    return json;
}

static void put_zoning(emitter *e, json_t *out, item *root)
{
    item *scheme = root->scheme;
    if (!scheme)
        return;
    json_t *json = json_copy(scheme->json);
    json_object_set_new(
        json, "by",
        json_integer(e->number[scheme->pass == NTM_NO_REF ? e->d->unknown : scheme->pass]));
    json_object_set_new(out, "zoning", json);
}

/* by_zone was written, but the decision does not say which zoning is its own. */
static void check_zoning(emitter *e, item *root)
{
    uint32_t count = ntm_graph_count(e->d->graph);
    if (root->scheme || !e->d->scheme_item)
        return;
    for (uint32_t i = 0; i < count; i++)
        if (ntm_graph_node(e->d->graph, i)->op == NTM_OP_BY_ZONE) {
            dsl_bad(e->d, root->at, root->word, "no-zoning", "%s",
                    _("by_zone is used, but zoning is missing"));
            root->scheme = e->d->scheme_item;
            return;
        }
}

json_t *emit_document(dsl *d, item *root, emitted *map)
{
    ntm_node unknown = {.op = NTM_OP_NOT_KNOWN, .text = "?"};
    emitter e = {.d = d, .map = map, .places = json_object(), .names = ntm_names_new(d->arena)};
    item **parts = root->parts;
    uint32_t nparts = root->nparts, count, most = nparts;
    json_t *out, *criteria = json_array(), *gates[3] = {json_array(), json_array(), json_array()};
    json_t *scored = NULL;

    *map = (emitted){.root = root};
    check_zoning(&e, root);
    d->unknown = value_node(d, &unknown, (spot){0}, "not_known");
    if (d->unknown == NTM_NO_REF) /* the graph is full: that was told */
        return NULL;
    out = head_json(d, root);
    if (root->kind == ITEM_AMENDMENT)
        most = nparts = emit_changes(d, root, out, &parts);
    count = ntm_graph_count(d->graph);
    e.reached = ntm_arena_alloc(d->arena, count);
    e.number = ntm_arena_array(d->arena, count, sizeof *e.number);
    map->nodes = ntm_arena_array(d->arena, count, sizeof *map->nodes);
    map->criteria = ntm_arena_array(d->arena, most, sizeof *map->criteria);
    map->findings = ntm_arena_array(d->arena, most, sizeof *map->findings);
    for (int kind = 0; kind < 3; kind++)
        map->gates[kind] = ntm_arena_array(d->arena, most, sizeof **map->gates);
    reach_item(&e, root);
    reach(&e, d->unknown);
    json_object_set_new(out, "nodes", nodes_json(&e));
    put_dictionary(&e, out);
    put_zoning(&e, out, root);
    for (uint32_t i = 0; i < nparts && root->kind != ITEM_FINDINGS; i++) {
        if (parts[i]->kind == ITEM_CRITERION)
            put_criterion(&e, criteria, parts[i]);
        else if (parts[i]->kind != ITEM_SCORED)
            put_gate(&e, gates, parts[i]);
        else if (!scored)
            scored = scored_json(&e, parts[i]);
        else
            dsl_bad(d, parts[i]->at, "scored", "duplicate", "%s", _("scored stands twice"));
    }
    emit_list(out, "criteria", criteria);
    emit_list(out, "requires", gates[0]);
    emit_list(out, "conditions", gates[1]);
    emit_list(out, "withdrawal", gates[2]);
    if (scored)
        json_object_set_new(out, "scored", scored);
    if (root->kind == ITEM_FINDINGS)
        json_object_set_new(out, "findings", findings_json(&e, root));
    json_object_set_new(out, "source",
                        json_pack("{s:o,s:o}", "places", e.places, "zero_unknown", zeros_json(&e)));
    return out;
}
