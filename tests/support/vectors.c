/* support/vectors.c - cases in, results as JSON, differences out. */
#include "support/vectors.h"

#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "eval/evaluate.h"
#include "support/kernel_check.h"

/* ---- a case into a world ---- */

static const char *text_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static ntm_date date_of(const json_t *object, const char *key, ntm_date otherwise)
{
    ntm_date date;
    const char *text = text_of(object, key);
    return text && ntm_date_parse_iso(text, &date) ? date : otherwise;
}

static void add_units(ntm_dataset *dataset, const json_t *list)
{
    size_t i;
    const json_t *item;
    json_array_foreach (list, i, item) {
        ntm_unit unit = {.code = text_of(item, "code"),
                         .name =
                             text_of(item, "name") ? text_of(item, "name") : text_of(item, "code"),
                         .parent = text_of(item, "parent"),
                         .valid_from = date_of(item, "valid_from", NTM_DATE_MIN),
                         .valid_to = date_of(item, "valid_to", NTM_DATE_MAX)};
        ntm_level_from_code(text_of(item, "level"), &unit.level);
        ntm_dataset_add_unit(dataset, &unit);
    }
}

/* The type of a field in whichever document has it; shares are numbers. */
static const char *type_of(const json_t *documents, const char *field)
{
    const char *name;
    json_t *document;
    json_object_foreach ((json_t *)documents, name, document) {
        const char *type =
            text_of(json_object_get(json_object_get(document, "fields"), field), "type");
        if (type)
            return type;
    }
    return "number";
}

static void parse_number(const char *text, ntm_value *out)
{
    const char *dots = strstr(text, "..");
    out->kind = NTM_K_NUMBER;
    if (dots) {
        char low[NTM_DECIMAL_TEXT] = {0};
        memcpy(low, text, (size_t)(dots - text));
        out->has_low = ntm_decimal_parse(low, &out->low) == NTM_DECIMAL_OK;
        out->has_high = ntm_decimal_parse(dots + 2, &out->high) == NTM_DECIMAL_OK;
    } else if (*text == '>') {
        out->has_low = ntm_decimal_parse(text + 2, &out->low) == NTM_DECIMAL_OK;
    } else if (*text == '<') {
        out->has_high = ntm_decimal_parse(text + 2, &out->high) == NTM_DECIMAL_OK;
    } else {
        out->has_low = out->has_high = ntm_decimal_parse(text, &out->low) == NTM_DECIMAL_OK;
        out->high = out->low;
    }
}

static ntm_value value_of(const char *type, const char *text)
{
    ntm_value value = {.kind = NTM_K_CHOICE, .code = text};
    if (!strcmp(type, "count") || !strcmp(type, "number")) {
        parse_number(text, &value);
    } else if (!strcmp(type, "yes_no")) {
        value.kind = NTM_K_YES_NO;
        value.yes = !strcmp(text, "yes");
    } else if (!strcmp(type, "date")) {
        value.kind = NTM_K_DATE;
        ntm_date_parse_iso(text, &value.date);
    } else if (!strcmp(type, "grade")) {
        value.kind = NTM_K_GRADE;
    }
    return value;
}

static void add_observations(ntm_dataset *dataset, const json_t *list, const json_t *documents)
{
    size_t i;
    const json_t *item;
    json_array_foreach (list, i, item) {
        const char *field = text_of(item, "field");
        ntm_observation observation = {
            .unit = text_of(item, "unit"),
            .field = field,
            .value = value_of(type_of(documents, field), text_of(item, "value")),
            .as_of = date_of(item, "as_of", 0),
            .assessor = text_of(item, "assessor"),
            .assessor_order = (int)json_integer_value(json_object_get(item, "assessor_order")),
            .origin = text_of(item, "origin"),
            .evidence = text_of(item, "evidence"),
            .import = json_integer_value(json_object_get(item, "import")),
            .line = (int64_t)i + 1};
        ntm_dataset_add_observation(dataset, &observation);
    }
}

static void add_titles(ntm_dataset *dataset, const json_t *list)
{
    size_t i;
    const json_t *item;
    json_array_foreach (list, i, item) {
        ntm_title title = {.unit = text_of(item, "unit"),
                           .title = text_of(item, "title"),
                           .number = text_of(item, "number"),
                           .set = text_of(item, "set"),
                           .date = date_of(item, "date", NTM_DATE_MIN),
                           .expires = date_of(item, "expires", NTM_DATE_MAX),
                           .withdrawn = date_of(item, "withdrawn", NTM_DATE_MAX),
                           .origin = text_of(item, "origin"),
                           .line = (int64_t)i + 1};
        ntm_dataset_add_title(dataset, &title);
    }
}

static void add_successions(ntm_dataset *dataset, const json_t *list)
{
    size_t i;
    const json_t *item;
    json_array_foreach (list, i, item) {
        ntm_succession row = {.predecessor = text_of(item, "predecessor"),
                              .successor = text_of(item, "successor"),
                              .effective = date_of(item, "effective", 0),
                              .confirmed = text_of(item, "confirmed"),
                              .import = json_integer_value(json_object_get(item, "import")),
                              .line = (int64_t)i + 1};
        if (text_of(item, "extent"))
            ntm_extent_from_code(text_of(item, "extent"), &row.extent);
        ntm_dataset_add_succession(dataset, &row);
    }
}

/* Policies by field. */
static ntm_carry *carry_of(const json_t *choice)
{
    ntm_carry *carry = ntm_carry_new(NULL);
    ntm_carry_policy policy;
    const char *field;
    json_t *code;
    json_object_foreach (json_object_get(choice, "carry"), field, code)
        if (ntm_carry_from_code(json_string_value(code), &policy))
            ntm_carry_set(carry, field, policy);
    return carry;
}

static ntm_choice choice_of(const json_t *json, const ntm_carry *carry)
{
    const json_t *import = json_object_get(json, "known_import");
    const json_t *order = json_object_get(json, "assessor_order");
    return (ntm_choice){.as_of = date_of(json, "as_of", 0),
                        .year = (int)json_integer_value(json_object_get(json, "year")),
                        .known_import = import ? json_integer_value(import) : INT64_MAX,
                        .assessor_order = order ? (int)json_integer_value(order) : INT_MAX,
                        .evidenced = json_is_true(json_object_get(json, "evidenced")),
                        .carry = carry};
}

/* ---- a result into JSON ---- */

static void set(json_t *object, const char *key, const char *text)
{
    if (text)
        json_object_set_new(object, key, json_string(text));
}

static json_t *gaps_json(const ntm_gap *gaps, uint32_t count)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < count; i++) {
        json_t *gap = json_object();
        set(gap, "unit", gaps[i].unit);
        set(gap, "field", gaps[i].field);
        set(gap, "from", gaps[i].from);
        set(gap, "to", gaps[i].to);
        set(gap, "change", gaps[i].change);
        set(gap, "blocked_by", gaps[i].blocked_by);
        json_object_set_new(gap, "alternative", json_integer(gaps[i].alternative));
        json_array_append_new(list, gap);
    }
    return list;
}

static json_t *carried_json(const ntm_fact *fact)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < fact->ncarried; i++) {
        json_t *one = json_object();
        set(one, "unit", fact->carried[i].of->code);
        set(one, "value", fact->carried[i].value);
        json_array_append_new(list, one);
    }
    return list;
}

static json_t *facts_json(const ntm_fact *facts, uint32_t count)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < count; i++) {
        json_t *fact = json_object();
        char date[NTM_DATE_TEXT];
        set(fact, "unit", facts[i].unit);
        set(fact, "field", facts[i].field);
        if (facts[i].previous)
            json_object_set_new(fact, "previous", json_true());
        set(fact, "why", facts[i].why);
        set(fact, "detail", facts[i].detail);
        set(fact, "value", facts[i].value);
        if (facts[i].why && !strcmp(facts[i].why, "stale"))
            set(fact, "since", ntm_date_format(facts[i].since, date));
        if (facts[i].ncarried)
            json_object_set_new(fact, "carried", carried_json(&facts[i]));
        json_array_append_new(list, fact);
    }
    return list;
}

static json_t *codes_json(const char *const *codes)
{
    json_t *list = json_array();
    for (; codes && *codes; codes++)
        json_array_append_new(list, json_string(*codes));
    return list;
}

static json_t *part_json(const ntm_part *part)
{
    json_t *object = json_pack(
        "{s:i, s:s, s:s, s:b, s:b, s:b}", "node", (int)part->node, "status",
        ntm_status_code(part->status), "decided", ntm_decided_code(part->decided), "within_wholes",
        part->within_wholes, "negated", part->negated, "condition", part->condition);
    set(object, "label", part->label);
    set(object, "comparison", part->comparison);
    set(object, "measured", part->measured);
    set(object, "low", part->measured_low);
    set(object, "high", part->measured_high);
    set(object, "shown", part->shown);
    set(object, "required", part->required);
    set(object, "required_high", part->required_high);
    set(object, "numerator", part->numerator);
    set(object, "denominator", part->denominator);
    set(object, "group_op", part->group_op);
    set(object, "error", part->error);
    if (part->children >= 0)
        json_object_set_new(object, "children",
                            json_pack("{s:i, s:i, s:i, s:o, s:o}", "total", part->children,
                                      "reported", part->children_reported, "passing",
                                      part->children_passing, "failing",
                                      codes_json(part->children_failing), "unknown",
                                      codes_json(part->children_unknown)));
    json_object_set_new(object, "gaps", gaps_json(part->gaps, part->ngaps));
    json_object_set_new(object, "margins", gaps_json(part->margins, part->nmargins));
    json_object_set_new(object, "missing", facts_json(part->missing, part->nmissing));
    json_object_set_new(object, "settles", facts_json(part->settles, part->nsettles));
    json_object_set_new(object, "used", facts_json(part->used, part->nused));
    json_t *notices = json_array();
    for (uint32_t i = 0; i < part->nnotices; i++)
        json_array_append_new(notices, json_string(part->notices[i]));
    json_object_set_new(object, "notices", notices);
    return object;
}

static json_t *parts_json(const ntm_part *parts, uint32_t count)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < count; i++)
        json_array_append_new(list, part_json(&parts[i]));
    return list;
}

static json_t *unit_json(const ntm_document *document, const ntm_unit_result *unit)
{
    json_t *object = json_pack("{s:s, s:b}", "level", ntm_level_reached_code(unit->level),
                               "illustrative", unit->illustrative);
    json_t *criteria = json_object(), *indicators = json_object(), *gates = json_object();
    set(object, "zone", unit->zone);
    for (uint32_t c = 0; c < document->ncriteria; c++) {
        char number[16];
        snprintf(number, sizeof number, "%d", document->criteria[c].number);
        set(criteria, number, ntm_level_reached_code(unit->criterion_states[c]));
    }
    for (uint32_t i = 0; i < document->nindicators; i++) {
        const ntm_indicator_result *detail = &unit->details[i];
        json_t *indicator =
            json_pack("{s:s, s:b, s:s, s:b, s:o, s:o}", "status",
                      ntm_status_code(unit->statuses[i]), "either_way", unit->either_way[i],
                      "decided", ntm_decided_code(detail->decided), "within_wholes",
                      detail->within_wholes, "parts", parts_json(detail->parts, detail->nparts),
                      "applies", parts_json(detail->applies, detail->napplies));
        set(indicator, "error", detail->error);
        json_object_set_new(indicators, document->indicators[i].number, indicator);
    }
    for (uint32_t g = 0; g < document->ngates; g++)
        set(gates, document->gates[g].name, ntm_status_code(unit->gates[g].status));
    json_object_set_new(object, "criteria", criteria);
    json_object_set_new(object, "indicators", indicators);
    json_object_set_new(object, "gates", gates);
    return object;
}

/* ---- comparing ---- */

typedef struct comparison {
    const char *file, *name;
    size_t differences;
} comparison;

static void differ(comparison *c, const char *path, const json_t *expected, const json_t *actual)
{
    char *e = expected ? json_dumps(expected, JSON_ENCODE_ANY | JSON_SORT_KEYS) : NULL;
    char *a = actual ? json_dumps(actual, JSON_ENCODE_ANY | JSON_SORT_KEYS) : NULL;
    c->differences++;
    fprintf(stderr, "%s: %s: %s: expected %s, got %s\n", c->file, c->name, path, e ? e : "nothing",
            a ? a : "nothing");
    free(e);
    free(a);
}

static void compare(comparison *c, const char *path, const json_t *expected, const json_t *actual)
{
    char below[256];
    size_t i;
    const char *key;
    json_t *item;
    if (json_is_object(expected) && json_is_object(actual)) {
        json_object_foreach ((json_t *)expected, key, item) {
            snprintf(below, sizeof below, "%s/%s", path, key);
            compare(c, below, item, json_object_get(actual, key));
        }
    } else if (json_is_array(expected) && json_array_size(expected) == json_array_size(actual)) {
        json_array_foreach (expected, i, item) {
            snprintf(below, sizeof below, "%s[%zu]", path, i);
            compare(c, below, item, json_array_get(actual, i));
        }
    } else if (json_is_null(expected) ? actual && !json_is_null(actual)
                                      : !json_equal(expected, actual)) {
        differ(c, path, expected, actual);
    }
}

/* ---- a case ---- */

static void print_findings(const comparison *c, ntm_diags *diags)
{
    for (size_t i = 0; i < diags->count; i++)
        fprintf(stderr, "%s: %s: %s\n", c->file, c->name, diags->items[i].message);
}

static bool same_id(const json_t *document, const char *id)
{
    return id && !strcmp(text_of(document, "id"), id);
}

/* The documents of a case into a catalogue; the one that is measured comes back. */
static const ntm_document *add_documents(const json_t *documents, const char *id,
                                         ntm_catalogue *catalogue, ntm_diags *diags)
{
    const ntm_document *measured = NULL;
    const char *name;
    json_t *json;
    json_object_foreach ((json_t *)documents, name, json) {
        ntm_document *document;
        if (ntm_document_read(json, &document, diags) != NTM_OK)
            continue;
        if (same_id(json, id))
            measured = document;
        if (ntm_catalogue_add(catalogue, document, diags) != NTM_OK && measured == document)
            measured = NULL;
    }
    return measured;
}

/* So few units are evaluated without the kernel: it has to say the same. */
static void compare_kernel(comparison *c, const ntm_document *document, const ntm_frame *frame,
                           const ntm_world *world)
{
    test_tally tally = {0};
    test_disagreement d;
    if (!test_kernel_disagrees(document, frame, world, &tally, &d))
        return;
    c->differences++;
    fprintf(stderr, "%s: %s: unit %s, indicator %s: the kernel says %s, the exact walk %s\n",
            c->file, c->name, ntm_frame_row(frame, d.row)->unit->code,
            document->indicators[d.indicator].number, ntm_status_code(d.kernel),
            ntm_status_code(d.exact));
}

/* What the engine says of a case, by unit code; NULL when it is no case that can be evaluated. */
static json_t *actual_of(comparison *c, const json_t *test)
{
    const json_t *documents = json_object_get(test, "documents");
    ntm_diags diags;
    ntm_diags_init(&diags);
    ntm_catalogue *catalogue = ntm_catalogue_new();
    ntm_dataset *dataset = ntm_dataset_new();
    ntm_frame *frame = NULL;
    ntm_result *result = NULL;
    const ntm_document *document =
        add_documents(documents, text_of(test, "measure"), catalogue, &diags);
    add_units(dataset, json_object_get(test, "units"));
    add_observations(dataset, json_object_get(test, "observations"), documents);
    add_titles(dataset, json_object_get(test, "titles"));
    add_successions(dataset, json_object_get(test, "successions"));
    ntm_carry *carry = carry_of(json_object_get(test, "choice"));
    ntm_choice choice = choice_of(json_object_get(test, "choice"), carry);
    ntm_world world = {catalogue, dataset};
    if (document && ntm_frame_build(document, dataset, &choice, NULL, 0, &frame, &diags) == NTM_OK)
        ntm_evaluate(document, frame, &world, NULL, 0, NTM_DETAIL_ALL, &result, &diags);
    if (result)
        compare_kernel(c, document, frame, &world);
    print_findings(c, &diags);
    json_t *actual = result ? json_object() : NULL;
    for (uint32_t u = 0; result && u < result->nunits; u++)
        json_object_set_new(actual, result->units[u].unit->code,
                            unit_json(document, &result->units[u]));
    ntm_result_free(result);
    ntm_frame_free(frame);
    ntm_carry_free(carry);
    ntm_dataset_free(dataset);
    ntm_catalogue_free(catalogue);
    ntm_diags_clear(&diags);
    return actual;
}

static json_t *load_cases(const char *path)
{
    json_error_t error;
    json_t *file = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (!file)
        fprintf(stderr, "%s:%d: %s\n", path, error.line, error.text);
    return file;
}

bool test_vectors_run(const char *path, test_vectors_tally *tally)
{
    json_t *file = load_cases(path), *test;
    size_t i;
    if (!file)
        return false;
    json_array_foreach (json_object_get(file, "cases"), i, test) {
        comparison c = {path, text_of(test, "name"), 0};
        json_t *actual = actual_of(&c, test);
        compare(&c, "expect", json_object_get(test, "expect"), actual);
        json_decref(actual);
        tally->cases++;
        tally->failed += c.differences > 0;
    }
    json_decref(file);
    return true;
}

bool test_vectors_print(const char *path, FILE *out)
{
    json_t *file = load_cases(path), *test;
    size_t i;
    if (!file)
        return false;
    json_array_foreach (json_object_get(file, "cases"), i, test) {
        comparison c = {path, text_of(test, "name"), 0};
        json_t *actual = actual_of(&c, test);
        json_dumpf(actual ? actual : json_null(), out, JSON_COMPACT | JSON_ENCODE_ANY);
        fputc('\n', out);
        json_decref(actual);
    }
    json_decref(file);
    return true;
}
