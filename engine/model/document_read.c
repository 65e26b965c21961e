/* model/document_read.c - what stands at the top of a document, and the order of reading. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "model/document_priv.h"

static const char *const TOP_KEYS[] = {
    "schema",   "kind",           "id",          "number",     "folder",   "slug",
    "title",    "issuer",         "scope",       "level",      "series",   "effective",
    "expires",  "dates_basis",    "constructed", "incomplete", "declares", "amends",
    "replaces", "continue_until", "fields",      "scales",     "zoning",   "nodes",
    "criteria", "requires",       "conditions",  "withdrawal", "scored",   "changes",
    "findings", "source",         NULL};

/* ---- the head: names, dates, what the decision is ---- */

static const char *text_at(ntm_builder *b, const char *key, size_t most, const char *fallback)
{
    ntm_at at = ntm_at_key(b->top, key);
    const char *text = at.value ? ntm_read_text(&b->r, &at, most) : NULL;

    return text ? text : fallback;
}

static const char *name_at(ntm_builder *b, const char *key, const char *also)
{
    ntm_at at = ntm_at_key(b->top, key);

    return at.value ? ntm_read_name(&b->r, &at, also) : NULL;
}

static void date_at(ntm_builder *b, const char *key, ntm_date *out)
{
    ntm_at at = ntm_at_key(b->top, key);

    if (at.value)
        ntm_read_date(&b->r, &at, out);
}

static void flag_at(ntm_builder *b, const char *key, bool *out)
{
    ntm_at at = ntm_at_key(b->top, key);

    if (at.value)
        ntm_read_bool(&b->r, &at, out);
}

/* An id is the rules folder and the official number; said apart, they must agree. */
static void read_id(ntm_builder *b)
{
    ntm_at at = ntm_at_key(b->top, "id"), folder_at = ntm_at_key(b->top, "folder");
    ntm_at number_at = ntm_at_key(b->top, "number");
    const char *id = ntm_read_text(&b->r, &at, NTM_MAX_NAME), *slash, *said;

    b->doc->id = b->doc->folder = b->doc->number = "";
    if (!id)
        return;
    slash = strchr(id, '/');
    b->doc->id = id;
    if (!slash || slash == id || !slash[1] || strchr(id, '\n') || strchr(id, '\t')) {
        ntm_read_bad(&b->r, &at, "name",
                     _("expected <folder>/<official number>, e.g. thanh-hoa/32/2022/QĐ-UBND"));
        return;
    }
    b->doc->folder = ntm_arena_strndup(b->r.arena, id, (size_t)(slash - id));
    b->doc->number = slash + 1;
    if (!ntm_is_name(b->doc->folder, "_-"))
        ntm_read_bad(&b->r, &at, "name", _("'%s' is no name of a folder"), b->doc->folder);
    said = folder_at.value ? ntm_read_text(&b->r, &folder_at, NTM_MAX_NAME) : NULL;
    if (said && strcmp(said, b->doc->folder) != 0)
        ntm_read_bad(&b->r, &folder_at, "name", _("'%s', but the id begins with '%s'"), said,
                     b->doc->folder);
    said = number_at.value ? ntm_read_text(&b->r, &number_at, NTM_MAX_NAME) : NULL;
    if (said && strcmp(said, b->doc->number) != 0)
        ntm_read_bad(&b->r, &number_at, "name", _("'%s', but the id ends with '%s'"), said,
                     b->doc->number);
}

static void read_dates(ntm_builder *b)
{
    ntm_document *doc = b->doc;
    ntm_at expires = ntm_at_key(b->top, "expires"), basis = ntm_at_key(b->top, "dates_basis");

    doc->effective = doc->continue_until = NTM_DATE_MIN;
    doc->expires = NTM_DATE_MAX;
    date_at(b, "effective", &doc->effective);
    date_at(b, "expires", &doc->expires);
    date_at(b, "continue_until", &doc->continue_until);
    if (doc->expires < doc->effective)
        ntm_read_bad(&b->r, &expires, "date", _("the last day is before the first"));
    doc->dates_basis = ntm_read_basis(&b->r, &basis, NULL);
    doc->dates_assumed = doc->dates_basis && strcmp(doc->dates_basis, "assumed") == 0;
}

static void read_declares(ntm_builder *b)
{
    static const char *const keys[] = {"criteria", "indicators", "years", NULL};
    ntm_at at = ntm_at_key(b->top, "declares"), criteria, indicators, years;
    int32_t *list, number;
    size_t count;

    if (!at.value || !ntm_read_object(&b->r, &at, keys))
        return;
    criteria = ntm_at_key(&at, "criteria");
    if (criteria.value && ntm_read_int(&b->r, &criteria, 1, 999, &number))
        b->doc->declared_criteria = number;
    indicators = ntm_at_key(&at, "indicators");
    if (indicators.value && ntm_read_int(&b->r, &indicators, 1, (int32_t)NTM_MAX_ITEMS, &number))
        b->doc->declared_indicators = number;
    years = ntm_at_key(&at, "years");
    count = years.value ? ntm_read_array(&b->r, &years, 301) : 0;
    list = ntm_arena_array(b->r.arena, count, sizeof *list);
    for (size_t i = 0; i < count; i++) {
        ntm_at year = ntm_at_item(&years, i);

        if (!ntm_read_int(&b->r, &year, 1900, 2200, &list[i]))
            return;
        if (i && list[i] <= list[i - 1])
            ntm_read_bad(&b->r, &year, "range", _("years must rise"));
    }
    b->doc->years = list;
    b->doc->nyears = (uint32_t)count;
}

static void read_replaces(ntm_builder *b)
{
    ntm_at at = ntm_at_key(b->top, "replaces");
    size_t count = at.value ? ntm_read_array(&b->r, &at, 100) : 0;
    const char **list = ntm_arena_array(b->r.arena, count, sizeof *list);

    for (size_t i = 0; i < count; i++) {
        ntm_at entry = ntm_at_item(&at, i);

        list[i] = ntm_read_text(&b->r, &entry, NTM_MAX_NAME);
    }
    b->doc->replaces = list;
    b->doc->nreplaces = (uint32_t)count;
}

static void read_head(ntm_builder *b)
{
    static const char *const schemas[] = {NTM_DOCUMENT_SCHEMA, NULL};
    static const char *const kinds[] = {"decision", "amendment", "findings", NULL};
    ntm_at at = ntm_at_key(b->top, "schema");
    int kind;

    ntm_read_word(&b->r, &at, schemas);
    at = ntm_at_key(b->top, "kind");
    kind = at.value ? ntm_read_word(&b->r, &at, kinds) : 0;
    b->doc->kind = kind < 0 ? NTM_DECISION : (ntm_document_kind)kind;
    read_id(b);
    b->doc->slug = name_at(b, "slug", "_-.");
    b->doc->title = text_at(b, "title", NTM_MAX_PROSE, b->doc->number);
    b->doc->issuer = text_at(b, "issuer", NTM_MAX_PROSE, "");
    b->doc->scope = name_at(b, "scope", "_-.");
    b->doc->series = name_at(b, "series", "_-.");
    b->doc->amends = text_at(b, "amends", NTM_MAX_NAME, NULL);
    at = ntm_at_key(b->top, "level");
    b->doc->level = NTM_LEVEL_COMMUNE;
    if (at.value || b->doc->kind != NTM_FINDINGS) /* findings say their levels one by one */
        ntm_read_level(&b->r, &at, &b->doc->level);
    read_dates(b);
    flag_at(b, "constructed", &b->doc->constructed);
    flag_at(b, "incomplete", &b->doc->incomplete);
    read_declares(b);
    read_replaces(b);
}

/* Which sections each kind of document has. */
static void check_sections(ntm_builder *b)
{
    static const char *const only_decisions[] = {"scored", "declares", "replaces"};
    static const char *const not_in_findings[] = {"criteria",   "requires", "conditions",
                                                  "withdrawal", "zoning",   "series"};
    ntm_at at;

    for (size_t i = 0; i < sizeof only_decisions / sizeof *only_decisions; i++) {
        at = ntm_at_key(b->top, only_decisions[i]);
        if (at.value && b->doc->kind != NTM_DECISION)
            ntm_read_bad(&b->r, &at, "kind", _("only a decision has this"));
    }
    for (size_t i = 0; i < sizeof not_in_findings / sizeof *not_in_findings; i++) {
        at = ntm_at_key(b->top, not_in_findings[i]);
        if (at.value && b->doc->kind == NTM_FINDINGS)
            ntm_read_bad(&b->r, &at, "kind", _("findings do not have this"));
    }
    at = ntm_at_key(b->top, "findings");
    if (at.value && b->doc->kind != NTM_FINDINGS)
        ntm_read_bad(&b->r, &at, "kind", _("only a document of kind findings has this"));
    else if (b->doc->kind == NTM_FINDINGS && !json_array_size(at.value))
        ntm_read_bad(&b->r, &at, "empty", _("expected at least one finding"));
    at = ntm_at_key(b->top, "changes");
    if (at.value && b->doc->kind != NTM_AMENDMENT)
        ntm_read_bad(&b->r, &at, "kind", _("only an amendment has this"));
    at = ntm_at_key(b->top, "amends");
    if (at.value && b->doc->kind != NTM_AMENDMENT)
        ntm_read_bad(&b->r, &at, "kind", _("only an amendment has this"));
    else if (!at.value && b->doc->kind == NTM_AMENDMENT)
        ntm_read_bad(&b->r, &at, "missing", _("missing; expected the decision that it amends"));
    at = ntm_at_key(b->top, "criteria");
    if (b->doc->kind == NTM_DECISION && !json_array_size(at.value) &&
        !json_object_get(b->top->value, "scored") &&
        !json_is_true(json_object_get(b->top->value, "incomplete"))) /* none may be known */
        ntm_read_bad(&b->r, &at, "empty", _("expected at least one criterion, or \"scored\""));
}

/* ---- fields, scales, zoning ---- */

static void read_dictionary(ntm_builder *b)
{
    static const char *const keys[] = {"ordered", "codes", NULL};
    ntm_at fields = ntm_at_key(b->top, "fields"), scales = ntm_at_key(b->top, "scales");
    const char *name;
    json_t *value;

    if (scales.value && ntm_read_object(&b->r, &scales, NULL)) {
        ntm_dictionary_reserve_scales(b->fields, json_object_size(scales.value));
        json_object_foreach (scales.value, name, value) {
            ntm_at scale = ntm_at_key(&scales, name), ordered, codes;
            bool is_ordered = false;

            if (!ntm_read_object(&b->r, &scale, keys))
                continue;
            ordered = ntm_at_key(&scale, "ordered");
            codes = ntm_at_key(&scale, "codes");
            ntm_read_bool(&b->r, &ordered, &is_ordered);
            ntm_dictionary_add_scale(b->fields, &b->r, &scale, &codes, name, is_ordered);
        }
    }
    if (fields.value)
        ntm_dictionary_read_fields(b->fields, &b->r, &fields);
}

/* The keys; they must be known before the first by_zone, the rule that gives them comes later. */
static void read_zoning(ntm_builder *b, const ntm_at *at)
{
    static const char *const keys[] = {"scheme", "keys", "by", "basis", NULL};
    ntm_at scheme, list, basis;
    const char **zones;
    size_t count;

    b->doc->zone_by = NTM_NO_REF;
    if (!at->value || !ntm_read_object(&b->r, at, keys))
        return;
    scheme = ntm_at_key(at, "scheme");
    b->doc->zone_scheme = ntm_read_text(&b->r, &scheme, NTM_MAX_NAME);
    basis = ntm_at_key(at, "basis");
    b->doc->zone_basis = ntm_read_basis(&b->r, &basis, NULL);
    list = ntm_at_key(at, "keys");
    count = ntm_read_array(&b->r, &list, NTM_MAX_CODES);
    zones = ntm_arena_array(b->scratch, count, sizeof *zones);
    if (!count && json_is_array(list.value) && json_array_size(list.value) == 0)
        ntm_read_bad(&b->r, &list, "empty", _("expected at least one zone"));
    for (size_t i = 0; i < count; i++) {
        ntm_at key = ntm_at_item(&list, i);

        zones[i] = ntm_read_name(&b->r, &key, "_-.");
        if (!zones[i])
            zones[i] = "";
        for (size_t j = 0; j < i; j++)
            if (*zones[i] && strcmp(zones[i], zones[j]) == 0) {
                ntm_read_bad(&b->r, &key, "duplicate", _("'%s' stands twice"), zones[i]);
                break;
            }
    }
    ntm_graph_set_zones(b->graph, (uint32_t)count, zones);
}

static void read_zone_rule(ntm_builder *b, const ntm_at *zoning)
{
    ntm_at by = ntm_at_key(zoning, "by"), list = ntm_at_key(zoning, "keys");
    const ntm_scale *scale;
    const char *const *zones;
    uint32_t count;

    if (!json_is_object(zoning->value))
        return;
    b->doc->zone_by = ntm_builder_root(b, &by, NTM_K_CHOICE, b->doc->level, false);
    if (b->doc->zone_by == NTM_NO_REF)
        return;
    scale = ntm_graph_node(b->graph, b->doc->zone_by)->type.scale;
    zones = ntm_graph_zones(b->graph, &count);
    for (uint32_t i = 0; scale && i < count; i++)
        if (*zones[i] && ntm_scale_find(scale, zones[i]) < 0) {
            ntm_at key = ntm_at_item(&list, i);

            ntm_read_bad(&b->r, &key, "scale", _("'%s' is not a code of %s"), zones[i],
                         scale->name);
        }
}

/* ---- the whole ---- */

static void read_all(ntm_builder *b)
{
    ntm_at source = ntm_at_key(b->top, "source"), zoning = ntm_at_key(b->top, "zoning");
    ntm_at nodes = ntm_at_key(b->top, "nodes"), criteria = ntm_at_key(b->top, "criteria");
    ntm_at requires = ntm_at_key(b->top, "requires"), conditions = ntm_at_key(b->top, "conditions");
    ntm_at withdrawal = ntm_at_key(b->top, "withdrawal"), scored = ntm_at_key(b->top, "scored");
    ntm_at findings = ntm_at_key(b->top, "findings"), changes = ntm_at_key(b->top, "changes");

    ntm_builder_read_source(b, &source);
    read_head(b);
    check_sections(b);
    read_dictionary(b);
    read_zoning(b, &zoning);
    ntm_builder_read_nodes(b, &nodes);
    read_zone_rule(b, &zoning);
    ntm_builder_read_criteria(b, &criteria);
    ntm_builder_read_gates(b, &requires, &conditions, &withdrawal);
    ntm_builder_read_scored(b, &scored);
    if (b->doc->kind == NTM_FINDINGS)
        ntm_builder_read_findings(b, &findings);
    if (b->doc->kind == NTM_AMENDMENT)
        ntm_builder_read_changes(b, &changes);
}

ntm_rc ntm_document_read_at(const json_t *json, const char *path, ntm_document **out,
                            ntm_diags *diags)
{
    ntm_arena *arena = ntm_arena_new(), *scratch = ntm_arena_new();
    ntm_document *doc = ntm_arena_alloc(arena, sizeof *doc);
    /* jansson walks objects only through pointers to non-const; nothing here writes. */
    ntm_at top = {.value = (json_t *)(uintptr_t)json, .place = {.file = path}};
    ntm_builder b = {
        .r = {.arena = arena, .diags = diags}, .doc = doc, .scratch = scratch, .top = &top};
    bool good;

    *out = NULL;
    doc->arena = arena;
    b.fields = ntm_dictionary_new(arena);
    b.graph = ntm_graph_new(scratch);
    b.numbers = ntm_names_new(scratch);
    b.gate_names = ntm_names_new(scratch);
    if (ntm_read_object(&b.r, &top, TOP_KEYS))
        read_all(&b);
    good = !b.r.errors;
    if (good) {
        ntm_builder_finish(&b);
        *out = doc;
    }
    ntm_arena_free(scratch);
    if (!good)
        ntm_arena_free(arena);
    return good ? NTM_OK : NTM_EINPUT;
}

ntm_rc ntm_document_read(const json_t *json, ntm_document **out, ntm_diags *diags)
{
    return ntm_document_read_at(json, NULL, out, diags);
}
