/*
 * model/document_write.c - a document as JSON. What is absent is at its default, so that every
 * document has one form only.
 */
#include <stdio.h>
#include <string.h>

#include "model/document.h"
#include "model/document_priv.h"

/* ---- small writers ---- */

static void put_text(json_t *object, const char *key, const char *text)
{
    if (text)
        json_object_set_new(object, key, json_string(text));
}

static void put_decimal(json_t *object, const char *key, ntm_decimal value)
{
    char text[NTM_DECIMAL_TEXT];

    json_object_set_new(object, key, json_string(ntm_decimal_format(value, text)));
}

static void put_date(json_t *object, const char *key, ntm_date date)
{
    char text[NTM_DATE_TEXT];

    if (date != NTM_DATE_MIN && date != NTM_DATE_MAX)
        json_object_set_new(object, key, json_string(ntm_date_format(date, text)));
}

static void put_flag(json_t *object, const char *key, bool flag)
{
    if (flag)
        json_object_set_new(object, key, json_true());
}

static void put_ref(json_t *object, const char *key, ntm_ref ref)
{
    if (ref != NTM_NO_REF)
        json_object_set_new(object, key, json_integer(ref));
}

static void put_list(json_t *object, const char *key, json_t *list)
{
    if (json_array_size(list))
        json_object_set_new(object, key, list);
    else
        json_decref(list);
}

static json_t *texts_json(const char *const *texts, uint32_t count)
{
    json_t *list = json_array();

    for (uint32_t i = 0; i < count; i++)
        json_array_append_new(list, json_string(texts[i]));
    return list;
}

/* ---- items ---- */

static json_t *criteria_json(const ntm_document *doc)
{
    json_t *list = json_array();

    for (uint32_t c = 0; c < doc->ncriteria; c++) {
        const ntm_criterion *criterion = &doc->criteria[c];
        json_t *json = json_object(), *indicators = json_array();

        json_object_set_new(json, "number", json_integer(criterion->number));
        put_text(json, "name", criterion->name);
        for (uint32_t i = 0; i < criterion->count; i++) {
            const ntm_indicator *indicator = &doc->indicators[criterion->first + i];
            json_t *entry = json_object();

            put_text(entry, "number", indicator->number);
            put_text(entry, "text", indicator->text);
            put_ref(entry, "pass", indicator->pass);
            put_ref(entry, "applies", indicator->applies);
            put_text(entry, "basis", indicator->basis);
            put_text(entry, "source", indicator->source);
            put_text(entry, "cite", indicator->cite);
            put_text(entry, "note", indicator->note);
            put_list(entry, "evidence", texts_json(indicator->evidence, indicator->nevidence));
            if (indicator->nevidence && strcmp(indicator->evidence_basis, "assumed") != 0)
                put_text(entry, "evidence_basis", indicator->evidence_basis);
            json_array_append_new(indicators, entry);
        }
        json_object_set_new(json, "indicators", indicators);
        json_array_append_new(list, json);
    }
    return list;
}

static json_t *gates_json(const ntm_document *doc, ntm_gate_kind kind)
{
    json_t *list = json_array();

    for (uint32_t i = 0; i < doc->ngates; i++) {
        const ntm_gate *gate = &doc->gates[i];
        json_t *json;

        if (gate->kind != kind)
            continue;
        json = json_object();
        put_text(json, "name", gate->name);
        put_ref(json, kind == NTM_WITHDRAWAL ? "when" : "pass", gate->pass);
        put_ref(json, "applies", gate->applies);
        put_text(json, "basis", gate->basis);
        put_text(json, "note", gate->note);
        json_array_append_new(list, json);
    }
    return list;
}

static json_t *items_json(const ntm_document *doc, const ntm_score_part *part)
{
    json_t *list = json_array();

    for (uint32_t i = 0; i < part->count; i++) {
        const ntm_score_item *item = &doc->items[part->first + i];
        json_t *json = json_object();

        put_text(json, "number", item->number);
        put_text(json, "text", item->text);
        put_ref(json, "points", item->points);
        put_ref(json, "excludes", item->excludes);
        put_text(json, "basis", item->basis);
        json_array_append_new(list, json);
    }
    return list;
}

static json_t *scored_json(const ntm_document *doc)
{
    json_t *json = json_object(), *parts = json_array(), *bands = json_array();

    for (uint32_t i = 0; i < doc->nparts; i++) {
        const ntm_score_part *part = &doc->parts[i];
        json_t *entry = json_object();

        put_text(entry, "label", part->label);
        if (part->has_max)
            put_decimal(entry, "max", part->max);
        if (part->has_floor)
            put_decimal(entry, "floor", part->floor);
        json_object_set_new(entry, "items", items_json(doc, part));
        json_array_append_new(parts, entry);
    }
    for (uint32_t i = 0; i < doc->nbands; i++) {
        json_t *entry = json_object();

        put_decimal(entry, "from", doc->bands[i].from);
        put_text(entry, "code", doc->bands[i].code);
        json_array_append_new(bands, entry);
    }
    put_list(json, "parts", parts);
    put_list(json, "bands", bands);
    put_text(json, "below", doc->band_below);
    return json;
}

static json_t *findings_json(const ntm_document *doc)
{
    json_t *list = json_array();

    for (uint32_t i = 0; i < doc->nfindings; i++) {
        json_t *json = json_object();

        put_text(json, "code", doc->findings[i].code);
        put_text(json, "text", doc->findings[i].text);
        put_text(json, "level", ntm_level_code(doc->findings[i].level));
        put_ref(json, "when", doc->findings[i].when);
        json_array_append_new(list, json);
    }
    return list;
}

static json_t *change_json(const ntm_change *change)
{
    static const char *const gates[] = {"requires", "condition", "withdrawal"};
    json_t *json = json_object();

    put_text(json, change->of_gate ? gates[change->gate_kind] : "indicator", change->item);
    if (change->criterion)
        json_object_set_new(json, "criterion", json_integer(change->criterion));
    return json;
}

static json_t *changes_json(const ntm_document *doc)
{
    static const char *const kinds[] = {"replace", "repeal", "add"};
    json_t *json = json_object();

    for (int kind = 0; kind < 3; kind++) {
        json_t *list = json_array();

        for (uint32_t i = 0; i < doc->nchanges; i++)
            if (doc->changes[i].kind == (ntm_change_kind)kind)
                json_array_append_new(list, change_json(&doc->changes[i]));
        put_list(json, kinds[kind], list);
    }
    return json;
}

/* ---- source ---- */

static json_t *place_json(ntm_place place)
{
    return place.line ? json_pack("[I,I]", (json_int_t)place.line, (json_int_t)place.column)
                      : json_null();
}

static void put_place(json_t *places, const char *kind, const char *key, ntm_place place)
{
    json_t *list = json_object_get(places, kind);

    if (!place.line || !key)
        return;
    if (!list) {
        list = json_object();
        json_object_set_new(places, kind, list);
    }
    json_object_set_new(list, key, place_json(place));
}

static json_t *places_json(const ntm_document *doc)
{
    json_t *places = json_object(), *nodes = json_array();
    char number[12];

    for (uint32_t i = 0; doc->node_places && i < ntm_graph_count(doc->graph); i++)
        json_array_append_new(nodes, place_json(doc->node_places[i]));
    put_list(places, "nodes", nodes);
    for (uint32_t i = 0; i < doc->ncriteria; i++) {
        snprintf(number, sizeof number, "%d", doc->criteria[i].number);
        put_place(places, "criteria", number, doc->criteria[i].place);
    }
    for (uint32_t i = 0; i < doc->nindicators; i++)
        put_place(places, "indicators", doc->indicators[i].number, doc->indicators[i].place);
    for (uint32_t i = 0; i < doc->ngates; i++)
        put_place(places, "gates", doc->gates[i].name, doc->gates[i].place);
    for (uint32_t i = 0; i < doc->nitems; i++)
        put_place(places, "items", doc->items[i].number, doc->items[i].place);
    for (uint32_t i = 0; i < doc->nfindings; i++)
        put_place(places, "findings", doc->findings[i].code, doc->findings[i].place);
    return places;
}

static json_t *source_json(const ntm_document *doc)
{
    json_t *json = json_object(), *places = places_json(doc), *zeros = json_array();

    put_text(json, "script", doc->script);
    if (*doc->script_sha256)
        put_text(json, "script_sha256", doc->script_sha256);
    for (uint32_t i = 0; doc->zero_thought_of && i < ntm_graph_count(doc->graph); i++)
        if (doc->zero_thought_of[i])
            json_array_append_new(zeros, json_integer(i));
    put_list(json, "zero_unknown", zeros);
    if (json_object_size(places))
        json_object_set_new(json, "places", places);
    else
        json_decref(places);
    return json;
}

/* ---- the whole ---- */

static void put_head(json_t *json, const ntm_document *doc)
{
    static const char *const kinds[] = {"decision", "amendment", "findings"};

    put_text(json, "schema", NTM_DOCUMENT_SCHEMA);
    put_text(json, "kind", kinds[doc->kind]);
    put_text(json, "id", doc->id);
    put_text(json, "folder", doc->folder);
    put_text(json, "number", doc->number);
    put_text(json, "slug", doc->slug);
    if (strcmp(doc->title, doc->number) != 0)
        put_text(json, "title", doc->title);
    if (*doc->issuer)
        put_text(json, "issuer", doc->issuer);
    put_text(json, "scope", doc->scope);
    put_text(json, "level", ntm_level_code(doc->level));
    put_text(json, "series", doc->series);
    put_date(json, "effective", doc->effective);
    put_date(json, "expires", doc->expires);
    put_text(json, "dates_basis", doc->dates_basis);
    put_flag(json, "constructed", doc->constructed);
    put_flag(json, "incomplete", doc->incomplete);
    put_text(json, "amends", doc->amends);
    put_list(json, "replaces", texts_json(doc->replaces, doc->nreplaces));
    put_date(json, "continue_until", doc->continue_until);
}

static json_t *declares_json(const ntm_document *doc)
{
    json_t *json = json_object(), *years = json_array();

    if (doc->declared_criteria)
        json_object_set_new(json, "criteria", json_integer(doc->declared_criteria));
    if (doc->declared_indicators)
        json_object_set_new(json, "indicators", json_integer(doc->declared_indicators));
    for (uint32_t i = 0; i < doc->nyears; i++)
        json_array_append_new(years, json_integer(doc->years[i]));
    put_list(json, "years", years);
    return json;
}

static json_t *zoning_json(const ntm_document *doc)
{
    uint32_t count;
    const char *const *zones = ntm_graph_zones(doc->graph, &count);
    json_t *json = json_object();

    put_text(json, "scheme", doc->zone_scheme);
    json_object_set_new(json, "keys", texts_json(zones, count));
    put_ref(json, "by", doc->zone_by);
    put_text(json, "basis", doc->zone_basis);
    return json;
}

static void put_dictionary(json_t *json, const ntm_dictionary *d)
{
    json_t *fields = json_object(), *scales = json_object();

    for (uint32_t i = 0; i < d->nfields; i++)
        json_object_set_new(fields, d->fields[i].name, ntm_field_json(&d->fields[i]));
    json_object_set_new(json, "fields", fields);
    for (uint32_t i = 0; i < d->nscales; i++) {
        json_t *scale = json_object();

        json_object_set_new(scale, "ordered", json_boolean(d->scales[i].ordered));
        json_object_set_new(scale, "codes", texts_json(d->scales[i].codes, d->scales[i].count));
        json_object_set_new(scales, d->scales[i].name, scale);
    }
    if (json_object_size(scales))
        json_object_set_new(json, "scales", scales);
    else
        json_decref(scales);
}

/* An object of a document, left out when it is empty. */
static void put_object(json_t *json, const char *key, json_t *object)
{
    if (json_object_size(object))
        json_object_set_new(json, key, object);
    else
        json_decref(object);
}

json_t *ntm_document_json(const ntm_document *doc, bool with_source)
{
    json_t *json = json_object(), *nodes = json_array();

    put_head(json, doc);
    put_object(json, "declares", declares_json(doc));
    put_dictionary(json, doc->fields);
    if (doc->zone_scheme)
        json_object_set_new(json, "zoning", zoning_json(doc));
    for (uint32_t i = 0; i < ntm_graph_count(doc->graph); i++)
        json_array_append_new(nodes, ntm_node_json(ntm_graph_node(doc->graph, i)));
    json_object_set_new(json, "nodes", nodes);
    put_list(json, "criteria", criteria_json(doc));
    put_list(json, "requires", gates_json(doc, NTM_REQUIRES));
    put_list(json, "conditions", gates_json(doc, NTM_CONDITION));
    put_list(json, "withdrawal", gates_json(doc, NTM_WITHDRAWAL));
    put_object(json, "scored", scored_json(doc));
    put_object(json, "changes", changes_json(doc));
    put_list(json, "findings", findings_json(doc));
    if (with_source)
        put_object(json, "source", source_json(doc));
    return json;
}
