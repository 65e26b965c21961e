/* tests/support/sketch.c - see the header. */
#include "support/sketch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/json_edit.h"

static const char FIELDS[] =
    "{'whole': {'type': 'count', 'unit': 'household', 'level': ['commune']},"
    " 'part': {'type': 'count', 'unit': 'household', 'level': ['commune'], 'part_of': 'whole',"
    "          'good': 'up'},"
    " 'bad': {'type': 'count', 'unit': 'household', 'level': ['commune'], 'part_of': 'whole',"
    "         'good': 'down'},"
    " 'half': {'type': 'count', 'unit': 'household', 'level': ['commune'], 'part_of': 'part',"
    "          'good': 'up'},"
    " 'people': {'type': 'count', 'unit': 'person', 'level': ['commune'], 'range': ['1', null]},"
    " 'count': {'type': 'count', 'unit': 'work', 'level': ['commune'], 'good': 'up'},"
    " 'debts': {'type': 'count', 'unit': 'work', 'level': ['commune'], 'good': 'down'},"
    " 'km_total': {'type': 'number', 'unit': 'km', 'level': ['commune'], 'range': ['0', null],"
    "              'precision': '0.001'},"
    " 'km_part': {'type': 'number', 'unit': 'km', 'level': ['commune'], 'range': ['0', null],"
    "             'precision': '0.001', 'part_of': 'km_total', 'good': 'up'},"
    " 'rate': {'type': 'number', 'unit': 'percent', 'level': ['commune'], 'precision': '0.01',"
    "          'good': 'up'},"
    " 'income': {'type': 'number', 'unit': 'VND/person/year', 'level': ['commune'],"
    "            'period': 'year', 'range': ['0', null], 'good': 'up'},"
    " 'funds': {'type': 'number', 'unit': 'VND', 'level': ['commune'], 'period': 'year'},"
    " 'votes': {'type': 'count', 'unit': 'person', 'level': ['commune'], 'carry': 'none'},"
    " 'flag': {'type': 'yes_no', 'level': ['commune'], 'good': 'up'},"
    " 'fault': {'type': 'yes_no', 'level': ['commune'], 'good': 'down'},"
    " 'grade': {'type': 'grade', 'scale': 'grades', 'level': ['commune'], 'good': 'up'},"
    " 'day': {'type': 'date', 'level': ['commune'], 'fresh': 'never'},"
    " 'deadline': {'type': 'date', 'level': ['commune'], 'fresh': 'never'},"
    " 'terrain': {'type': 'choice', 'list': 'terrains', 'level': ['district'], 'fresh': 'never'},"
    " 'zone': {'type': 'choice', 'list': 'zones', 'level': ['commune'], 'fresh': 'never'},"
    " 'v.flag': {'type': 'yes_no', 'level': ['village'], 'good': 'up'},"
    " 'v.count': {'type': 'count', 'unit': 'house', 'level': ['village'], 'good': 'up'},"
    " 'v.people': {'type': 'count', 'unit': 'person', 'level': ['village'], 'range': ['1', null]},"
    " 'p.flag': {'type': 'yes_no', 'level': ['product'], 'good': 'up'}}";

static const char SCALES[] = "{'grades': {'ordered': true, 'codes': ['low', 'mid', 'high']},"
                             " 'zones': {'ordered': false, 'codes': ['zone1', 'zone2']},"
                             " 'terrains': {'ordered': false, 'codes': ['plain', 'mountain']}}";

static void stop(const char *why, const json_t *json)
{
    char *text = json_dumps(json, JSON_ENCODE_ANY);

    fprintf(stderr, "sketch: %s: %s\n", why, text);
    abort();
}

static json_t *number_node(const char *value, const char *unit)
{
    return json_pack("{s:s, s:s, s:s}", "op", "number", "value", value, "unit", unit);
}

/* {'n': '8', 'unit': 'km'}; {'n': 2} alone is an attribute. */
static bool is_literal(const json_t *json)
{
    return json_object_get(json, "n") && json_object_get(json, "unit");
}

static int add(json_t *nodes, json_t *node)
{
    json_array_append_new(nodes, node);
    return (int)json_array_size(nodes) - 1;
}

static int expression(json_t *nodes, const json_t *json)
{
    json_t *node, *args;
    char text[40];

    if (json_is_integer(json) || json_is_real(json)) {
        snprintf(text, sizeof text, "%.15g", json_number_value(json));
        return add(nodes, number_node(text, "percent"));
    }
    if (json_is_string(json))
        return add(nodes, json_pack("{s:s, s:O}", "op", "field", "field", json));
    if (json_is_object(json) && json_object_get(json, "n") && !json_object_get(json, "op"))
        return add(nodes, number_node(json_string_value(json_object_get(json, "n")),
                                      json_string_value(json_object_get(json, "unit"))));
    if (json_is_object(json))
        return add(nodes, json_deep_copy(json));
    if (!json_is_array(json) || !json_is_string(json_array_get(json, 0)))
        stop("no expression", json);
    node = json_pack("{s:O}", "op", json_array_get(json, 0));
    args = json_array();
    for (size_t i = 1; i < json_array_size(json); i++) {
        json_t *arg = json_array_get(json, i);

        if (json_is_object(arg) && !is_literal(arg) && !json_object_get(arg, "op"))
            json_object_update(node, arg);
        else
            json_array_append_new(args, json_integer(expression(nodes, arg)));
    }
    if (json_array_size(args))
        json_object_set_new(node, "args", args);
    else
        json_decref(args);
    return add(nodes, node);
}

/* Replace the expressions of an item by the numbers of their nodes. */
static void item(json_t *nodes, json_t *object)
{
    static const char *const keys[] = {"pass", "applies", "when", "points", "excludes", "by"};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        json_t *json = json_object_get(object, keys[i]);

        if (json)
            json_object_set_new(object, keys[i], json_integer(expression(nodes, json)));
    }
}

static void items(json_t *nodes, json_t *list)
{
    json_t *entry;
    size_t i;

    json_array_foreach (list, i, entry)
        item(nodes, entry);
}

static json_t *criteria(json_t *nodes, json_t *indicators, json_t *places)
{
    json_t *list = json_array(), *criterion = NULL, *entry;
    const char *number;
    int last = -1;

    json_object_foreach (indicators, number, entry) {
        if (atoi(number) != last) {
            last = atoi(number);
            criterion = json_pack("{s:i, s:s, s:[]}", "number", last, "name", "c", "indicators");
            json_array_append_new(list, criterion);
        }
        item(nodes, entry);
        json_object_set_new(entry, "number", json_string(number));
        if (!json_object_get(entry, "text"))
            json_object_set_new(entry, "text", json_string("t"));
        json_array_append(json_object_get(criterion, "indicators"), entry);
        json_object_set_new(places, number, json_pack("[i, i]", last, 1));
    }
    return list;
}

json_t *test_sketch_json(const char *text)
{
    json_t *sketch = test_json(text), *nodes = json_array(), *places = json_object(), *list;
    json_t *spots = json_array(), *scored, *part;
    size_t i;
    json_t *all =
        json_pack("{s:s, s:s, s:s, s:s, s:s}", "schema", "ntm.decision/1", "id", "test/1/2022",
                  "level", "commune", "effective", "2022-01-01", "expires", "2024-12-31");

    json_object_set_new(all, "fields", test_json(FIELDS));
    json_object_set_new(all, "scales", test_json(SCALES));
    list = json_object_get(sketch, "indicators");
    if (list)
        json_object_set_new(all, "criteria", criteria(nodes, list, places));
    json_object_del(sketch, "indicators");
    items(nodes, json_object_get(sketch, "requires"));
    items(nodes, json_object_get(sketch, "conditions"));
    items(nodes, json_object_get(sketch, "withdrawal"));
    items(nodes, json_object_get(sketch, "findings"));
    scored = json_object_get(sketch, "scored");
    json_array_foreach (json_object_get(scored, "parts"), i, part)
        items(nodes, json_object_get(part, "items"));
    if (json_is_string(json_object_get(sketch, "zoning")))
        json_object_set_new(sketch, "zoning",
                            json_pack("{s:s, s:[s, s], s:O}", "scheme", "z", "keys", "zone1",
                                      "zone2", "by", json_object_get(sketch, "zoning")));
    item(nodes, json_object_get(sketch, "zoning"));
    for (i = 0; i < json_array_size(nodes); i++)
        json_array_append_new(spots, json_pack("[i, i]", 1000, (int)i + 1));
    json_object_set_new(all, "nodes", nodes);
    json_object_set_new(all, "source",
                        json_pack("{s:s, s:{s:o, s:o}}", "script", "test.lua", "places", "nodes",
                                  spots, "indicators", places));
    if (json_object_get(sketch, "source"))
        json_object_update(json_object_get(all, "source"), json_object_get(sketch, "source"));
    json_object_del(sketch, "source");
    json_object_update(all, sketch);
    json_decref(sketch);
    return all;
}

ntm_document *test_sketch(const char *text)
{
    json_t *json = test_sketch_json(text);
    ntm_diags diags = {0};
    ntm_document *document = NULL;

    if (ntm_document_read(json, &document, &diags) != NTM_OK) {
        for (size_t i = 0; i < diags.count; i++)
            ntm_finding_print(&diags.items[i], false, stderr);
        stop("not read", json);
    }
    ntm_diags_clear(&diags);
    json_decref(json);
    return document;
}
