/* model/document_nodes.c - nodes of a document: which attributes each operator has. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "model/document_priv.h"
#include "model/tri.h"

#define ATTRIBUTES(X)                                                                              \
    X(ARGS, "args")                                                                                \
    X(FIELD, "field")                                                                              \
    X(VALUE, "value")                                                                              \
    X(UNIT, "unit")                                                                                \
    X(SCALE, "scale")                                                                              \
    X(LIST, "list")                                                                                \
    X(REASON, "reason")                                                                            \
    X(DIGITS, "digits")                                                                            \
    X(POINTS, "points")                                                                            \
    X(MONTHS, "months")                                                                            \
    X(N, "n")                                                                                      \
    X(LABEL, "label")                                                                              \
    X(KEYS, "keys")                                                                                \
    X(LEVEL, "level")                                                                              \
    X(DECISION, "decision")                                                                        \
    X(SERIES, "series")                                                                            \
    X(TITLE, "title")

enum {
#define X(id, name) ATTRIBUTE_##id,
    ATTRIBUTES(X)
#undef X
        ATTRIBUTE_COUNT
};
static const char *const ATTRIBUTE_NAMES[] = {
#define X(id, name) name,
    ATTRIBUTES(X)
#undef X
};
#define HAS(id) (1u << ATTRIBUTE_##id)

static unsigned attributes_of(ntm_op op)
{
    switch (op) {
    case NTM_OP_FIELD:
        return HAS(FIELD);
    case NTM_OP_NUMBER:
        return HAS(VALUE) | HAS(UNIT);
    case NTM_OP_GRADE:
        return HAS(SCALE) | HAS(VALUE);
    case NTM_OP_CHOICE:
        return HAS(LIST) | HAS(VALUE);
    case NTM_OP_DATE:
    case NTM_OP_TRUTH:
        return HAS(VALUE);
    case NTM_OP_NOT_KNOWN:
        return HAS(REASON);
    case NTM_OP_ROUND:
        return HAS(ARGS) | HAS(DIGITS);
    case NTM_OP_LINEAR:
        return HAS(ARGS) | HAS(POINTS);
    case NTM_OP_WITHIN:
        return HAS(ARGS) | HAS(MONTHS);
    case NTM_OP_AT_LEAST_N_OF:
        return HAS(ARGS) | HAS(N);
    case NTM_OP_PART:
        return HAS(ARGS) | HAS(LABEL);
    case NTM_OP_CHOOSE:
    case NTM_OP_BY_ZONE:
    case NTM_OP_BY_YEAR:
    case NTM_OP_SINCE:
        return HAS(ARGS) | HAS(KEYS);
    case NTM_OP_CHILD_COUNT:
        return HAS(LEVEL);
    case NTM_OP_CHILD_COUNT_WHERE:
    case NTM_OP_CHILD_PERCENT_WHERE:
    case NTM_OP_CHILD_SUM:
    case NTM_OP_CHILD_LEAST:
    case NTM_OP_CHILD_GREATEST:
    case NTM_OP_CHILD_ALL:
    case NTM_OP_CHILD_ANY:
        return HAS(ARGS) | HAS(LEVEL);
    case NTM_OP_MEETS:
    case NTM_OP_QUALIFIES:
        return HAS(DECISION);
    case NTM_OP_MEETS_CURRENT:
        return HAS(SERIES);
    case NTM_OP_HOLDS:
        return HAS(TITLE);
    case NTM_OP_CRITERION_FAILS:
    case NTM_OP_CRITERION_PASSES:
        return HAS(N);
    case NTM_OP_AS_OF:
    case NTM_OP_YEAR:
    case NTM_OP_FAILED_SHARE:
        return 0;
    default:
        return HAS(ARGS);
    }
}

/* ---- one attribute each; false after a finding ---- */

static bool read_args(ntm_builder *b, const ntm_at *at, size_t index, ntm_node *proto)
{
    size_t count = json_array_size(at->value);
    ntm_ref *args;
    bool good = true;

    if (!json_is_array(at->value) || count > NTM_MAX_ARGS) {
        ntm_read_array(&b->r, at, NTM_MAX_ARGS);
        return false;
    }
    args = ntm_arena_array(b->scratch, count, sizeof *args);
    for (size_t i = 0; i < count; i++) {
        json_t *value = json_array_get(at->value, i);

        if (json_is_integer(value) && json_integer_value(value) >= 0 &&
            json_integer_value(value) < (json_int_t)index) {
            args[i] = b->refs[json_integer_value(value)];
            continue;
        }
        ntm_at arg = ntm_at_item(at, i);
        int32_t number;

        good = false;
        if (ntm_read_int(&b->r, &arg, 0, INT32_MAX, &number))
            ntm_read_bad(&b->r, &arg, "argument",
                         _("node %d does not stand before this one; arguments point backwards"),
                         number);
    }
    proto->args = args;
    proto->nargs = (uint32_t)count;
    return good;
}

static bool read_keys(ntm_builder *b, const ntm_at *at, ntm_node *proto)
{
    size_t count = ntm_read_array(&b->r, at, NTM_MAX_ARGS);
    const char **keys = ntm_arena_array(b->scratch, count, sizeof *keys);
    bool good = json_is_array(at->value) && count == json_array_size(at->value);

    for (size_t i = 0; i < count; i++) {
        ntm_at key = ntm_at_item(at, i);

        keys[i] = ntm_read_text(&b->r, &key, NTM_MAX_NAME);
        good = good && keys[i];
    }
    proto->keys = keys;
    proto->nkeys = (uint32_t)count;
    return good;
}

static bool read_points(ntm_builder *b, const ntm_at *at, ntm_node *proto)
{
    ntm_decimal *points = ntm_arena_array(b->scratch, 4, sizeof *points);
    bool good = true;

    if (!json_is_array(at->value) || json_array_size(at->value) != 4) {
        ntm_read_bad(&b->r, at, "json-type", _("expected [from, points, to, points]"));
        return false;
    }
    for (size_t i = 0; i < 4; i++) {
        ntm_at point = ntm_at_item(at, i);

        good = ntm_read_decimal(&b->r, &point, &points[i]) && good;
    }
    proto->points = points;
    return good;
}

static bool read_field(ntm_builder *b, const ntm_at *at, ntm_node *proto)
{
    const char *name = ntm_read_name(&b->r, at, "_."), *nearest = NULL;

    if (!name)
        return false;
    proto->field = ntm_dictionary_find(b->fields, name);
    if (proto->field)
        return true;
    if (json_object_get(json_object_get(b->top->value, "fields"), name)) {
        b->r.errors++; /* it stands there, but broken: that was told */
        return false;
    }
    if (ntm_read_may_guess(&b->r, name) && ntm_dictionary_field_count(b->fields) < 5000)
        nearest = ntm_dictionary_nearest(b->fields, name);
    if (nearest)
        ntm_read_bad(&b->r, at, "unknown-field", _("unknown field '%s'; did you mean '%s'?"), name,
                     nearest);
    else
        ntm_read_bad(&b->r, at, "unknown-field", _("unknown field '%s'"), name);
    return false;
}

static bool read_scale(ntm_builder *b, const ntm_at *at, ntm_node *proto)
{
    const char *name = ntm_read_name(&b->r, at, "_-.");

    if (!name)
        return false;
    proto->type.scale = ntm_dictionary_scale(b->fields, name);
    if (!proto->type.scale)
        ntm_read_bad(&b->r, at, "scale", _("there is no scale or list '%s'"), name);
    return proto->type.scale != NULL;
}

static bool read_text(ntm_builder *b, const ntm_at *at, size_t most, ntm_node *proto)
{
    proto->text = ntm_read_text(&b->r, at, most);
    return proto->text != NULL;
}

static bool read_value(ntm_builder *b, const ntm_at *at, ntm_node *proto)
{
    static const char *const truths[] = {"fail", "pass", NULL};
    int truth;

    switch (proto->op) {
    case NTM_OP_NUMBER:
        return ntm_read_decimal(&b->r, at, &proto->number);
    case NTM_OP_DATE:
        return ntm_read_date(&b->r, at, &proto->date);
    case NTM_OP_TRUTH:
        truth = ntm_read_word(&b->r, at, truths);
        proto->n = truth == 1 ? NTM_PASS : NTM_FAIL;
        return truth >= 0;
    default:
        return read_text(b, at, NTM_MAX_NAME, proto);
    }
}

static bool read_attribute(ntm_builder *b, const ntm_at *at, int attribute, size_t index,
                           ntm_node *proto)
{
    switch (attribute) {
    case ATTRIBUTE_ARGS:
        return read_args(b, at, index, proto);
    case ATTRIBUTE_FIELD:
        return read_field(b, at, proto);
    case ATTRIBUTE_VALUE:
        return read_value(b, at, proto);
    case ATTRIBUTE_UNIT:
        if (at->value)
            proto->type.measure = ntm_read_text(&b->r, at, NTM_MAX_NAME);
        return !at->value || proto->type.measure;
    case ATTRIBUTE_SCALE:
    case ATTRIBUTE_LIST:
        return read_scale(b, at, proto);
    case ATTRIBUTE_POINTS:
        return read_points(b, at, proto);
    case ATTRIBUTE_DIGITS:
    case ATTRIBUTE_MONTHS:
    case ATTRIBUTE_N:
        return ntm_read_int(&b->r, at, INT32_MIN, INT32_MAX, &proto->n);
    case ATTRIBUTE_KEYS:
        return read_keys(b, at, proto);
    case ATTRIBUTE_LEVEL:
        return ntm_read_level(&b->r, at, &proto->level);
    case ATTRIBUTE_REASON:
    case ATTRIBUTE_LABEL:
        return read_text(b, at, NTM_MAX_TEXT, proto);
    default: /* decision, series, title */
        return read_text(b, at, NTM_MAX_NAME, proto);
    }
}

/* ---- one node ---- */

static ntm_op read_op(ntm_builder *b, const ntm_at *at)
{
    ntm_at op = ntm_at_key(at, "op");
    const char *name;
    ntm_op found;

    if (!json_is_object(at->value)) {
        ntm_read_object(&b->r, at, NULL);
        return NTM_OP_COUNT;
    }
    name = json_string_value(op.value);
    found = name ? ntm_op_find(name) : NTM_OP_COUNT;
    if (found == NTM_OP_COUNT) {
        if (name)
            ntm_read_bad(&b->r, &op, "unknown-op", _("unknown operator '%.60s'"), name);
        else
            ntm_read_text(&b->r, &op, NTM_MAX_NAME);
    }
    return found;
}

static bool read_attributes(ntm_builder *b, const ntm_at *at, size_t index, ntm_node *proto)
{
    const char *keys[ATTRIBUTE_COUNT + 2] = {"op"};
    unsigned has = attributes_of(proto->op);
    size_t nkeys = 1;
    bool good = true;

    for (int i = 0; i < ATTRIBUTE_COUNT; i++)
        if (has & (1u << i))
            keys[nkeys++] = ATTRIBUTE_NAMES[i];
    if (!(has & HAS(ARGS)))
        keys[nkeys++] = "args"; /* may be written, empty: the arity tells the rest */
    keys[nkeys] = NULL;
    ntm_read_object(&b->r, at, keys);
    for (int i = 0; i < ATTRIBUTE_COUNT; i++) {
        ntm_at value = ntm_at_key(at, ATTRIBUTE_NAMES[i]);

        if ((has & (1u << i)) || (i == ATTRIBUTE_ARGS && value.value))
            good = read_attribute(b, &value, i, index, proto) && good;
    }
    return good;
}

/* A node that could not be made: its users take it for not_known(), which fits everywhere. */
static ntm_ref poison(ntm_builder *b)
{
    const ntm_node node = {.op = NTM_OP_NOT_KNOWN, .text = "?"};

    if (b->poison == NTM_NO_REF)
        ntm_graph_add(b->graph, &node, NTM_NOWHERE, &b->poison, NULL);
    return b->poison;
}

static void read_node(ntm_builder *b, size_t index)
{
    ntm_node proto = {.op = NTM_OP_COUNT, .level = NTM_LEVEL_NONE};
    ntm_at at = ntm_at_item(&b->nodes, index);
    ntm_ref ref = NTM_NO_REF;
    bool good;

    at.place = ntm_builder_node_place(b, index);
    proto.op = read_op(b, &at);
    good = proto.op != NTM_OP_COUNT && read_attributes(b, &at, index, &proto);
    if (good && proto.op == NTM_OP_PREVIOUS && proto.nargs == 1 && proto.args[0] == b->poison)
        good = false; /* what should be a field is broken */
    if (good) {
        char path[40];

        snprintf(path, sizeof path, "nodes[%zu]", index);
        if (ntm_graph_add_at(b->graph, &proto, ntm_at_place(&at), path, &ref, b->r.diags) != NTM_OK)
            b->r.errors++;
    }
    if (ref == NTM_NO_REF)
        ref = poison(b);
    else if (b->origins[ref] == UINT32_MAX)
        b->origins[ref] = (uint32_t)index;
    b->refs[index] = ref;
}

void ntm_builder_read_nodes(ntm_builder *b, const ntm_at *at)
{
    size_t errors = b->r.errors;
    ntm_arena *kept = b->r.arena;

    b->r.arena = b->scratch; /* the graph keeps its own copies */
    b->nodes = *at;
    b->nnodes = ntm_read_array(&b->r, at, NTM_MAX_NODES);
    b->nodes_bad = b->r.errors > errors;
    b->refs = ntm_arena_array(b->scratch, b->nnodes, sizeof *b->refs);
    b->origins = ntm_arena_array(b->scratch, b->nnodes + 1, sizeof *b->origins);
    memset(b->origins, 0xff, (b->nnodes + 1) * sizeof *b->origins);
    b->poison = NTM_NO_REF;
    for (size_t i = 0; i < b->nnodes; i++)
        read_node(b, i);
    b->r.arena = kept;
}
