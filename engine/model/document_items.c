/* model/document_items.c - criteria, indicators, gates, points and findings of a document. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "model/document_priv.h"
#include "model/measure.h"

/* ---- roots ---- */

static bool fits_root(ntm_type type, ntm_kind kind)
{
    if (type.kind == NTM_K_ANY)
        return true;
    return type.kind == kind &&
           (kind != NTM_K_NUMBER || strcmp(type.measure, NTM_MEASURE_ONE) == 0);
}

static const char *root_text(ntm_kind kind)
{
    switch (kind) {
    case NTM_K_TRUTH:
        return _("a condition");
    case NTM_K_NUMBER:
        return _("a number without unit");
    default:
        return _("a choice");
    }
}

ntm_ref ntm_builder_root(ntm_builder *b, const ntm_at *at, ntm_kind kind, ntm_level level,
                         bool gate)
{
    int32_t index;
    ntm_ref ref;
    ntm_type type;

    if (!ntm_read_int(&b->r, at, 0, INT32_MAX, &index) || b->nodes_bad)
        return NTM_NO_REF;
    if ((size_t)index >= b->nnodes) {
        ntm_read_bad(&b->r, at, "argument", _("there is no node %d"), index);
        return NTM_NO_REF;
    }
    ref = b->refs[index];
    type = ntm_graph_node(b->graph, ref)->type;
    if (!fits_root(type, kind) && !(kind == NTM_K_CHOICE && type.kind == NTM_K_GRADE)) {
        ntm_read_bad(&b->r, at, "type", _("node %d is %s; expected %s"), index,
                     ntm_type_text(b->scratch, type), root_text(kind));
        return NTM_NO_REF;
    }
    b->root_place = ntm_at_place(at);
    ntm_builder_check_levels(b, ref, level, gate, kind == NTM_K_CHOICE);
    return ref;
}

/* A root that may be absent. */
static ntm_ref optional_root(ntm_builder *b, const ntm_at *up, const char *key, ntm_level level,
                             bool gate)
{
    ntm_at at = ntm_at_key(up, key);

    return at.value ? ntm_builder_root(b, &at, NTM_K_TRUTH, level, gate) : NTM_NO_REF;
}

static ntm_ref required_root(ntm_builder *b, const ntm_at *up, const char *key, ntm_kind kind,
                             ntm_level level, bool gate)
{
    ntm_at at = ntm_at_key(up, key);

    return ntm_builder_root(b, &at, kind, level, gate);
}

static const char *text_of(ntm_builder *b, const ntm_at *up, const char *key, size_t most)
{
    ntm_at at = ntm_at_key(up, key);

    return ntm_read_text(&b->r, &at, most);
}

static const char *optional_text(ntm_builder *b, const ntm_at *up, const char *key)
{
    ntm_at at = ntm_at_key(up, key);

    return at.value ? ntm_read_text(&b->r, &at, NTM_MAX_PROSE) : NULL;
}

static const char *basis_of(ntm_builder *b, const ntm_at *up)
{
    ntm_at at = ntm_at_key(up, "basis");

    return ntm_read_basis(&b->r, &at, "assumed");
}

/* A name that no other thing of its kind may have; false after a finding. */
static bool unique(ntm_builder *b, const ntm_at *at, ntm_names *names, const char *name)
{
    if (!name)
        return false;
    if (ntm_names_find(names, name) != NTM_NO_NAME) {
        ntm_read_bad(&b->r, at, "duplicate", _("'%s' stands twice"), name);
        return false;
    }
    ntm_names_add(names, name);
    return true;
}

/* ---- criteria and indicators ---- */

/* Kinds of papers, by the codes of the dictionary; which ones it has now decides nothing here. */
static void read_evidence(ntm_builder *b, const ntm_at *up, ntm_indicator *out)
{
    ntm_at list = ntm_at_key(up, "evidence"), basis = ntm_at_key(up, "evidence_basis");
    const ntm_at *at = &list;
    size_t count = at->value ? ntm_read_array(&b->r, at, NTM_MAX_CODES) : 0;
    const char **codes = ntm_arena_array(b->r.arena, count, sizeof *codes);

    if (json_is_array(at->value) && json_array_size(at->value) == 0)
        ntm_read_bad(&b->r, at, "empty", _("expected at least one kind of paper"));
    for (size_t i = 0; i < count; i++) {
        ntm_at entry = ntm_at_item(at, i);
        const char *code = ntm_read_name(&b->r, &entry, "_-");

        for (uint32_t k = 0; code && k < out->nevidence; k++)
            if (strcmp(codes[k], code) == 0) {
                ntm_read_bad(&b->r, &entry, "duplicate", _("'%s' stands twice"), code);
                code = NULL;
            }
        if (code)
            codes[out->nevidence++] = code;
    }
    out->evidence = codes;
    if (at->value)
        out->evidence_basis = ntm_read_basis(&b->r, &basis, "assumed");
    else if (basis.value)
        ntm_read_bad(&b->r, &basis, "missing", _("it speaks of \"evidence\", which is missing"));
}

static void read_indicator(ntm_builder *b, ntm_at *at, uint32_t criterion, ntm_indicator *out)
{
    static const char *const keys[] = {"number",   "text",           "pass", "applies",
                                       "basis",    "source",         "cite", "note",
                                       "evidence", "evidence_basis", NULL};
    ntm_at number = ntm_at_key(at, "number");

    *out = (ntm_indicator){.pass = NTM_NO_REF, .applies = NTM_NO_REF, .criterion = criterion};
    if (json_is_string(number.value))
        at->place = ntm_builder_place(b, "indicators", json_string_value(number.value));
    out->place = ntm_at_place(at);
    if (!ntm_read_object(&b->r, at, keys))
        return;
    out->number = ntm_read_name(&b->r, &number, "._-/đĐ");
    unique(b, &number, b->numbers, out->number);
    out->text = text_of(b, at, "text", NTM_MAX_PROSE);
    out->pass = required_root(b, at, "pass", NTM_K_TRUTH, b->doc->level, false);
    out->applies = optional_root(b, at, "applies", b->doc->level, false);
    out->basis = basis_of(b, at);
    out->source = optional_text(b, at, "source");
    out->cite = optional_text(b, at, "cite");
    out->note = optional_text(b, at, "note");
    read_evidence(b, at, out);
}

static void read_criterion(ntm_builder *b, ntm_at *at, uint32_t index)
{
    static const char *const keys[] = {"number", "name", "indicators", NULL};
    bool amendment = b->doc->kind == NTM_AMENDMENT;
    ntm_criterion *out = &b->criteria[index];
    ntm_at number = ntm_at_key(at, "number"), name = ntm_at_key(at, "name"), list;
    int32_t value = -1;
    size_t count;

    *out = (ntm_criterion){.number = -1, .first = b->doc->nindicators};
    if (!ntm_read_object(&b->r, at, keys))
        return;
    if (ntm_read_int(&b->r, &number, amendment ? 0 : 1, 999, &value)) {
        char text[12];

        snprintf(text, sizeof text, "%d", value);
        at->place = ntm_builder_place(b, "criteria", text);
        for (uint32_t i = 0; i < index; i++)
            if (b->criteria[i].number == value) {
                ntm_read_bad(&b->r, &number, "duplicate", _("criterion %d stands twice"), value);
                break;
            }
    }
    out->number = value;
    out->place = ntm_at_place(at);
    if (name.value || !amendment)
        out->name = ntm_read_text(&b->r, &name, NTM_MAX_PROSE);
    list = ntm_at_key(at, "indicators");
    count = ntm_read_array(&b->r, &list, NTM_MAX_ITEMS);
    if (!count && json_is_array(list.value) && json_array_size(list.value) == 0)
        ntm_read_bad(&b->r, &list, "empty", _("expected at least one indicator"));
    for (size_t i = 0; i < count; i++) {
        ntm_at entry = ntm_at_item(&list, i);

        read_indicator(b, &entry, index, &b->indicators[b->doc->nindicators++]);
    }
    out->count = (uint32_t)count;
}

void ntm_builder_read_criteria(ntm_builder *b, const ntm_at *at)
{
    size_t count = at->value ? ntm_read_array(&b->r, at, 999) : 0, indicators = 0;

    for (size_t i = 0; i < count; i++)
        indicators += json_array_size(json_object_get(json_array_get(at->value, i), "indicators"));
    b->criteria = ntm_arena_array(b->r.arena, count, sizeof *b->criteria);
    b->indicators = ntm_arena_array(b->r.arena, indicators, sizeof *b->indicators);
    for (size_t i = 0; i < count; i++) {
        ntm_at entry = ntm_at_item(at, i);

        read_criterion(b, &entry, (uint32_t)i);
    }
    b->doc->criteria = b->criteria;
    b->doc->ncriteria = (uint32_t)count;
    b->doc->indicators = b->indicators;
}

/* ---- gates ---- */

static void read_gate(ntm_builder *b, ntm_at *at, ntm_gate_kind kind, ntm_gate *out)
{
    static const char *const keys[] = {"name", "pass", "applies", "basis", "note", NULL};
    static const char *const withdrawal_keys[] = {"name", "when", "applies", "basis", "note", NULL};
    const char *root = kind == NTM_WITHDRAWAL ? "when" : "pass";
    ntm_at name = ntm_at_key(at, "name");

    *out = (ntm_gate){.kind = kind, .pass = NTM_NO_REF, .applies = NTM_NO_REF};
    if (json_is_string(name.value))
        at->place = ntm_builder_place(b, "gates", json_string_value(name.value));
    out->place = ntm_at_place(at);
    if (!ntm_read_object(&b->r, at, kind == NTM_WITHDRAWAL ? withdrawal_keys : keys))
        return;
    out->name = ntm_read_text(&b->r, &name, NTM_MAX_PROSE);
    unique(b, &name, b->gate_names, out->name);
    out->pass = required_root(b, at, root, NTM_K_TRUTH, b->doc->level, true);
    out->applies = optional_root(b, at, "applies", b->doc->level, true);
    out->basis = basis_of(b, at);
    out->note = optional_text(b, at, "note");
}

void ntm_builder_read_gates(ntm_builder *b, const ntm_at *required, const ntm_at *conditions,
                            const ntm_at *withdrawal)
{
    const ntm_at *const lists[] = {required, conditions, withdrawal};
    size_t counts[3], total = 0;

    for (int kind = 0; kind < 3; kind++)
        total += counts[kind] =
            lists[kind]->value ? ntm_read_array(&b->r, lists[kind], NTM_MAX_ITEMS) : 0;
    b->gates = ntm_arena_array(b->r.arena, total, sizeof *b->gates);
    for (int kind = 0; kind < 3; kind++)
        for (size_t i = 0; i < counts[kind]; i++) {
            ntm_at entry = ntm_at_item(lists[kind], i);

            read_gate(b, &entry, (ntm_gate_kind)kind, &b->gates[b->doc->ngates++]);
        }
    b->doc->gates = b->gates;
}

/* ---- points ---- */

static void read_item(ntm_builder *b, ntm_at *at, ntm_score_item *out)
{
    static const char *const keys[] = {"number", "text", "points", "excludes", "basis", NULL};
    ntm_at number = ntm_at_key(at, "number");

    *out = (ntm_score_item){.points = NTM_NO_REF, .excludes = NTM_NO_REF};
    if (json_is_string(number.value))
        at->place = ntm_builder_place(b, "items", json_string_value(number.value));
    out->place = ntm_at_place(at);
    if (!ntm_read_object(&b->r, at, keys))
        return;
    if (number.value) {
        out->number = ntm_read_name(&b->r, &number, "._-/đĐ");
        unique(b, &number, b->numbers, out->number);
    }
    out->text = text_of(b, at, "text", NTM_MAX_PROSE);
    out->points = required_root(b, at, "points", NTM_K_NUMBER, b->doc->level, false);
    out->excludes = optional_root(b, at, "excludes", b->doc->level, false);
    out->basis = basis_of(b, at);
}

static void read_part(ntm_builder *b, const ntm_at *at, ntm_score_part *out)
{
    static const char *const keys[] = {"label", "max", "floor", "items", NULL};
    ntm_at max = ntm_at_key(at, "max"), low = ntm_at_key(at, "floor"), list;
    size_t count;

    *out = (ntm_score_part){.first = b->doc->nitems};
    if (!ntm_read_object(&b->r, at, keys))
        return;
    out->label = text_of(b, at, "label", NTM_MAX_PROSE);
    out->has_max = max.value && ntm_read_decimal(&b->r, &max, &out->max);
    out->has_floor = low.value && ntm_read_decimal(&b->r, &low, &out->floor);
    if (out->has_max && out->has_floor && ntm_decimal_compare(out->floor, out->max) > 0)
        ntm_read_bad(&b->r, &low, "range", _("the least points are above the most"));
    list = ntm_at_key(at, "items");
    count = ntm_read_array(&b->r, &list, NTM_MAX_ITEMS);
    if (!count && json_is_array(list.value) && json_array_size(list.value) == 0)
        ntm_read_bad(&b->r, &list, "empty", _("expected at least one item"));
    for (size_t i = 0; i < count; i++) {
        ntm_at entry = ntm_at_item(&list, i);

        read_item(b, &entry, &b->items[b->doc->nitems++]);
    }
    out->count = (uint32_t)count;
}

/* Bands fall: the first that is reached counts. */
static void read_bands(ntm_builder *b, const ntm_at *at)
{
    static const char *const keys[] = {"from", "code", NULL};
    size_t count = at->value ? ntm_read_array(&b->r, at, NTM_MAX_CODES) : 0;
    ntm_band *bands = ntm_arena_array(b->r.arena, count, sizeof *bands);

    for (size_t i = 0; i < count; i++) {
        ntm_at entry = ntm_at_item(at, i), from = ntm_at_key(&entry, "from");
        ntm_at code = ntm_at_key(&entry, "code");

        if (!ntm_read_object(&b->r, &entry, keys))
            continue;
        bands[i].code = ntm_read_name(&b->r, &code, "_-.");
        if (ntm_read_decimal(&b->r, &from, &bands[i].from) && i &&
            ntm_decimal_compare(bands[i].from, bands[i - 1].from) >= 0)
            ntm_read_bad(&b->r, &from, "range", _("not below the band before; bands must fall"));
    }
    b->doc->bands = bands;
    b->doc->nbands = (uint32_t)count;
}

void ntm_builder_read_scored(ntm_builder *b, const ntm_at *at)
{
    static const char *const keys[] = {"parts", "bands", "below", NULL};
    ntm_at list, bands, below;
    ntm_score_part *parts;
    size_t count, items = 0;

    if (!at->value || !ntm_read_object(&b->r, at, keys))
        return;
    list = ntm_at_key(at, "parts");
    count = ntm_read_array(&b->r, &list, NTM_MAX_ITEMS);
    if (!count && json_is_array(list.value) && json_array_size(list.value) == 0)
        ntm_read_bad(&b->r, &list, "empty", _("expected at least one part"));
    for (size_t i = 0; i < count; i++)
        items += json_array_size(json_object_get(json_array_get(list.value, i), "items"));
    parts = ntm_arena_array(b->r.arena, count, sizeof *parts);
    b->items = ntm_arena_array(b->r.arena, items, sizeof *b->items);
    for (size_t i = 0; i < count; i++) {
        ntm_at entry = ntm_at_item(&list, i);

        read_part(b, &entry, &parts[i]);
    }
    b->doc->parts = parts;
    b->doc->nparts = (uint32_t)count;
    b->doc->items = b->items;
    bands = ntm_at_key(at, "bands");
    read_bands(b, &bands);
    below = ntm_at_key(at, "below");
    if (below.value)
        b->doc->band_below = ntm_read_name(&b->r, &below, "_-.");
}

/* ---- findings ---- */

void ntm_builder_read_findings(ntm_builder *b, const ntm_at *at)
{
    static const char *const keys[] = {"code", "text", "level", "when", NULL};
    size_t count = at->value ? ntm_read_array(&b->r, at, NTM_MAX_ITEMS) : 0;

    b->findings = ntm_arena_array(b->r.arena, count, sizeof *b->findings);
    for (size_t i = 0; i < count; i++) {
        ntm_at entry = ntm_at_item(at, i), code = ntm_at_key(&entry, "code");
        ntm_at level = ntm_at_key(&entry, "level");
        ntm_finding_rule *out = &b->findings[i];

        out->level = b->doc->level;
        out->when = NTM_NO_REF;
        if (json_is_string(code.value))
            entry.place = ntm_builder_place(b, "findings", json_string_value(code.value));
        out->place = ntm_at_place(&entry);
        if (!ntm_read_object(&b->r, &entry, keys))
            continue;
        out->code = ntm_read_name(&b->r, &code, "_-.");
        unique(b, &code, b->numbers, out->code);
        out->text = text_of(b, &entry, "text", NTM_MAX_PROSE);
        if (level.value)
            ntm_read_level(&b->r, &level, &out->level);
        out->when = required_root(b, &entry, "when", NTM_K_TRUTH, out->level, false);
    }
    b->doc->findings = b->findings;
    b->doc->nfindings = (uint32_t)count;
}
