/* model/document_write_nodes.c - a node as JSON: the attributes of its operator (model/op.h). */
#include <string.h>

#include "model/document_priv.h"
#include "model/measure.h"
#include "model/tri.h"

static void put_text(json_t *object, const char *key, const char *text)
{
    json_object_set_new(object, key, json_string(text));
}

static void put_texts(json_t *object, const char *key, const char *const *texts, uint32_t count)
{
    json_t *list;

    if (!count)
        return;
    list = json_array();
    for (uint32_t i = 0; i < count; i++)
        json_array_append_new(list, json_string(texts[i]));
    json_object_set_new(object, key, list);
}

static void put_args(json_t *object, const ntm_node *node)
{
    json_t *list;

    if (!node->nargs)
        return;
    list = json_array();
    for (uint32_t i = 0; i < node->nargs; i++)
        json_array_append_new(list, json_integer(node->args[i]));
    json_object_set_new(object, "args", list);
}

static json_t *points_json(const ntm_decimal points[4])
{
    json_t *list = json_array();
    char text[NTM_DECIMAL_TEXT];

    for (int i = 0; i < 4; i++)
        json_array_append_new(list, json_string(ntm_decimal_format(points[i], text)));
    return list;
}

static void put_attributes(json_t *json, const ntm_node *node)
{
    char number[NTM_DECIMAL_TEXT], date[NTM_DATE_TEXT];

    switch (node->op) {
    case NTM_OP_FIELD:
        put_text(json, "field", node->field->name);
        break;
    case NTM_OP_NUMBER:
        put_text(json, "value", ntm_decimal_format(node->number, number));
        if (strcmp(node->type.measure, NTM_MEASURE_ONE) != 0)
            put_text(json, "unit", node->type.measure);
        break;
    case NTM_OP_GRADE:
        put_text(json, "scale", node->type.scale->name);
        put_text(json, "value", node->text);
        break;
    case NTM_OP_CHOICE:
        put_text(json, "list", node->type.scale->name);
        put_text(json, "value", node->text);
        break;
    case NTM_OP_DATE:
        put_text(json, "value", ntm_date_format(node->date, date));
        break;
    case NTM_OP_TRUTH:
        put_text(json, "value", node->n == NTM_PASS ? "pass" : "fail");
        break;
    case NTM_OP_NOT_KNOWN:
        put_text(json, "reason", node->text);
        break;
    case NTM_OP_ROUND:
        json_object_set_new(json, "digits", json_integer(node->n));
        break;
    case NTM_OP_WITHIN:
        json_object_set_new(json, "months", json_integer(node->n));
        break;
    case NTM_OP_AT_LEAST_N_OF:
    case NTM_OP_CRITERION_FAILS:
    case NTM_OP_CRITERION_PASSES:
        json_object_set_new(json, "n", json_integer(node->n));
        break;
    case NTM_OP_LINEAR:
        json_object_set_new(json, "points", points_json(node->points));
        break;
    case NTM_OP_PART:
        put_text(json, "label", node->text);
        break;
    case NTM_OP_MEETS:
    case NTM_OP_QUALIFIES:
        put_text(json, "decision", node->text);
        break;
    case NTM_OP_MEETS_CURRENT:
        put_text(json, "series", node->text);
        break;
    case NTM_OP_HOLDS:
        put_text(json, "title", node->text);
        break;
    default:
        break;
    }
    if (node->level != NTM_LEVEL_NONE)
        put_text(json, "level", ntm_level_code(node->level));
}

json_t *ntm_node_json(const ntm_node *node)
{
    json_t *json = json_object();

    put_text(json, "op", ntm_op_name(node->op));
    put_attributes(json, node);
    put_texts(json, "keys", node->keys, node->nkeys);
    put_args(json, node);
    return json;
}
