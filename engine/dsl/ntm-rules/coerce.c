/* ntm-rules/coerce.c - values that have no type yet meet a side that has one. */
#include <string.h>

#include "base/i18n.h"
#include "dsl/ntm-rules/limits.h"
#include "dsl/ntm-rules/value.h"
#include "model/measure.h"

#define DEFERRED_DEPTH 64 /* a chain of selections longer than this is not an author's */

struct deferred {
    ntm_node proto; /* op, keys, n; args are not used */
    const value *args;
    uint32_t nargs, fixed; /* the first `fixed` are nodes already */
    spot at;
    const char *word;
    unsigned depth;
    bool typed; /* one of its branches has a unit of its own */
    ntm_type type;
    uint32_t ncached, capacity; /* what it became, by type: shared branches are walked once */
    struct {
        ntm_type type;
        ntm_ref ref;
    } * cached;
};

static value poison(void) { return (value){.kind = VALUE_POISON}; }

static value node_value(ntm_ref ref)
{
    return ref == NTM_NO_REF ? poison() : (value){.kind = VALUE_NODE, .ref = ref};
}

static bool is_product(ntm_op op) { return op == NTM_OP_MUL || op == NTM_OP_RATIO; }

static const ntm_type plain = {.kind = NTM_K_NUMBER, .measure = NTM_MEASURE_ONE};

bool value_type(dsl *d, const value *v, ntm_type *out, bool *soft)
{
    *soft = true;
    switch (v->kind) {
    case VALUE_NODE:
        *out = ntm_graph_node(d->graph, v->ref)->type;
        *soft = false;
        return out->kind != NTM_K_ANY;
    case VALUE_LITERAL:
        *out = (ntm_type){.kind = NTM_K_NUMBER, .measure = v->measure};
        return true;
    case VALUE_DEFERRED:
        *out = v->deferred->type;
        return v->deferred->typed;
    default:
        return false;
    }
}

/* ---- a number meets a type ---- */

static const char *number_text(dsl *d, ntm_decimal number)
{
    char text[NTM_DECIMAL_TEXT];
    return ntm_arena_strdup(d->arena, ntm_decimal_format(number, text));
}

static ntm_ref number_node(dsl *d, ntm_decimal number, const char *measure, spot at,
                           const char *word)
{
    ntm_node proto = {.op = NTM_OP_NUMBER, .number = number, .type.measure = measure};
    return value_node(d, &proto, at, word);
}

static void missing_unit(dsl *d, ntm_decimal number, const char *measure, spot at, const char *word)
{
    const char *text = number_text(d, number);
    dsl_bad(d, at, dsl_either(d, at, text, word), "needs-unit",
            _("%s: %s has no unit; the other side is in %s"), word, text, measure);
    if (strncmp(measure, "VND", 3) == 0 && (measure[3] == '\0' || measure[3] == '/'))
        dsl_hint(d,
                 ntm_decimal_compare(number, ntm_decimal_int(100000)) < 0
                     ? _("write million_vnd(%s)")
                     : _("write vnd(%s)"),
                 text);
    else
        dsl_hint(d, _("write unit(%s, \"%s\")"), text, measure);
}

static ntm_ref mismatch(dsl *d, const char *got, const ntm_type *wanted, spot at, const char *word)
{
    dsl_bad(d, at, word, "type", _("%s: got %s; the other side is %s"), word, got,
            ntm_type_text(d->arena, *wanted));
    return NTM_NO_REF;
}

static ntm_ref bare_number(dsl *d, const value *v, const ntm_type *wanted, spot at,
                           const char *word)
{
    if (!wanted || wanted->kind == NTM_K_ANY)
        return number_node(d, v->number, NTM_MEASURE_ONE, at, word);
    if (wanted->kind != NTM_K_NUMBER)
        return mismatch(d, _("a number"), wanted, at, word);
    if (!measure_allows_bare(d, wanted->measure)) {
        missing_unit(d, v->number, wanted->measure, at, word);
        return NTM_NO_REF;
    }
    return number_node(d, v->number, wanted->measure, at, word);
}

static ntm_ref literal(dsl *d, const value *v, const ntm_type *wanted, spot at, const char *word)
{
    ntm_decimal number = v->number;
    if (!wanted || wanted->kind == NTM_K_ANY)
        return number_node(d, number, v->measure, at, word);
    if (wanted->kind != NTM_K_NUMBER)
        return mismatch(d, ntm_arena_printf(d->arena, _("a number in %s"), v->measure), wanted, at,
                        word);
    if (!measure_convert(d, v->number, v->measure, wanted->measure, &number))
        return number_node(d, v->number, v->measure, at, word); /* the operator names both units */
    return number_node(d, number, wanted->measure, at, word);
}

/* A node in another unit of the same kind is multiplied by the dictionary's factor. */
static ntm_ref converted(dsl *d, ntm_ref ref, const ntm_type *wanted, spot at, const char *word)
{
    ntm_type own = ntm_graph_node(d->graph, ref)->type;
    ntm_decimal factor;
    if (!wanted || wanted->kind != NTM_K_NUMBER || own.kind != NTM_K_NUMBER ||
        strcmp(own.measure, wanted->measure) == 0 ||
        !measure_convert(d, ntm_decimal_int(1), own.measure, wanted->measure, &factor))
        return ref;
    const char *between = ntm_measure_div(d->arena, wanted->measure, own.measure);
    if (!between)
        return ref;
    ntm_ref args[2] = {ref, number_node(d, factor, between, at, word)};
    ntm_node proto = {.op = NTM_OP_MUL, .nargs = 2, .args = args};
    return args[1] == NTM_NO_REF ? ref : value_node(d, &proto, at, word);
}

/* ---- a text meets a type ---- */

static ntm_ref text_node(dsl *d, const value *v, const ntm_type *wanted, spot at, const char *word)
{
    const char *what = ntm_arena_printf(d->arena, "\"%s", v->text);
    ntm_node proto = {.text = v->text};
    if (!wanted || wanted->kind == NTM_K_ANY) {
        dsl_bad(d, at, what, "type", _("%s: '%s' is compared with nothing that says what it is"),
                word, v->text);
        dsl_hint(d, "%s", _("write date \"2023-12-31\" or grade(\"scale\", \"code\")"));
        return NTM_NO_REF;
    }
    switch (wanted->kind) {
    case NTM_K_DATE:
        proto.op = NTM_OP_DATE;
        if (ntm_date_parse_iso(v->text, &proto.date))
            break;
        dsl_bad(d, at, what, "date", _("%s: '%s' is not a date such as 2023-12-31"), word, v->text);
        return NTM_NO_REF;
    case NTM_K_GRADE:
    case NTM_K_CHOICE:
        proto.op = wanted->kind == NTM_K_GRADE ? NTM_OP_GRADE : NTM_OP_CHOICE;
        proto.type = *wanted;
        if (ntm_scale_find(wanted->scale, v->text) < 0) {
            const char **codes =
                ntm_arena_array(d->arena, wanted->scale->count + 1u, sizeof *codes);
            memcpy(codes, wanted->scale->codes, wanted->scale->count * sizeof *codes);
            dsl_bad(d, at, what, "unknown-code", _("'%s' is not a code of %s%s"), v->text,
                    wanted->scale->name, dsl_meant(d, dsl_nearest(d, v->text, codes)));
            return NTM_NO_REF;
        }
        break;
    default:
        return mismatch(d, ntm_arena_printf(d->arena, _("the text '%s'"), v->text), wanted, at,
                        word);
    }
    return value_node(d, &proto, at, word);
}

/* ---- a deferred value meets a type ---- */

static bool same_type(const ntm_type *a, const ntm_type *b)
{
    if (a->kind != b->kind || a->scale != b->scale)
        return false;
    return a->kind != NTM_K_NUMBER || strcmp(a->measure, b->measure) == 0;
}

static void cache(dsl *d, deferred *f, const ntm_type *type, ntm_ref ref)
{
    if (f->ncached == f->capacity) {
        uint32_t more = f->capacity ? f->capacity * 2 : 2;
        void *grown = ntm_arena_array(d->arena, more, sizeof *f->cached);
        if (f->ncached)
            memcpy(grown, f->cached, f->ncached * sizeof *f->cached);
        f->cached = grown;
        f->capacity = more;
    }
    f->cached[f->ncached].type = *type;
    f->cached[f->ncached++].ref = ref;
}

static ntm_ref deferred_node(dsl *d, deferred *f, const ntm_type *wanted)
{
    ntm_type own = {.kind = NTM_K_ANY};
    bool soft;
    if (!wanted || wanted->kind == NTM_K_ANY) {
        value self = {.kind = VALUE_DEFERRED, .deferred = f};
        wanted = value_type(d, &self, &own, &soft) ? &own : &plain;
    }
    for (uint32_t i = 0; i < f->ncached; i++)
        if (same_type(&f->cached[i].type, wanted))
            return f->cached[i].ref;
    ntm_ref *args = ntm_arena_array(d->arena, f->nargs, sizeof *args);
    bool good = true;
    for (uint32_t i = 0; i < f->nargs; i++) {
        if (i < f->fixed)
            args[i] = f->args[i].ref;
        else
            args[i] = value_as(d, &f->args[i], is_product(f->proto.op) && i == 1 ? &plain : wanted,
                               f->at, f->word);
        good = good && args[i] != NTM_NO_REF;
        if (!good && f->args[i].kind == VALUE_NUMBER)
            break; /* the next number lacks the same unit: one mistake, told once */
    }
    ntm_node proto = f->proto;
    proto.args = args;
    proto.nargs = f->nargs;
    ntm_ref ref = good ? value_node(d, &proto, f->at, f->word) : NTM_NO_REF;
    cache(d, f, wanted, ref);
    return ref;
}

ntm_ref value_as(dsl *d, const value *v, const ntm_type *wanted, spot at, const char *word)
{
    switch (v->kind) {
    case VALUE_NODE:
        return converted(d, v->ref, wanted, at, word);
    case VALUE_NUMBER:
        return bare_number(d, v, wanted, at, word);
    case VALUE_LITERAL:
        return literal(d, v, wanted, at, word);
    case VALUE_TEXT:
        return text_node(d, v, wanted, at, word);
    case VALUE_DEFERRED:
        return deferred_node(d, v->deferred, wanted);
    case VALUE_POISON:
        break;
    }
    return NTM_NO_REF;
}

/* ---- operators over values ---- */

static value defer(dsl *d, const ntm_node *proto, const value *args, uint32_t count, uint32_t fixed,
                   spot at, const char *word)
{
    deferred *f = ntm_arena_alloc(d->arena, sizeof *f);
    value *copy = ntm_arena_array(d->arena, count, sizeof *copy);
    limits_outside(sizeof *f + count * sizeof *copy);
    memcpy(copy, args, count * sizeof *copy);
    *f = (deferred){
        .proto = *proto, .args = copy, .nargs = count, .fixed = fixed, .at = at, .word = word};
    for (uint32_t i = fixed; i < count; i++) {
        bool soft; /* none of them is a node: it would not be deferred */
        if (copy[i].kind == VALUE_DEFERRED && copy[i].deferred->depth >= f->depth)
            f->depth = copy[i].deferred->depth + 1;
        if (!f->typed && !(is_product(proto->op) && i == 1))
            f->typed = value_type(d, &copy[i], &f->type, &soft);
    }
    if (f->depth > DEFERRED_DEPTH) {
        dsl_bad(d, at, word, "limit", _("%s: nested deeper than %d without a unit"), word,
                DEFERRED_DEPTH);
        return poison();
    }
    return (value){.kind = VALUE_DEFERRED, .deferred = f};
}

value value_alike(dsl *d, const ntm_node *proto, const value *args, uint32_t count, uint32_t fixed,
                  spot at, const char *word)
{
    ntm_type type = {.kind = NTM_K_ANY}, other;
    bool decided = false, nodes = false, soft;
    for (uint32_t i = 0; i < count; i++) {
        if (args[i].kind == VALUE_POISON)
            return poison();
        if (i < fixed)
            continue;
        nodes = nodes || args[i].kind == VALUE_NODE;
        if (!decided && value_type(d, &args[i], &other, &soft) && !soft) {
            type = other;
            decided = true;
        }
    }
    if (!decided && !nodes) {
        return defer(d, proto, args, count, fixed, at, word);
    }
    for (uint32_t i = fixed; i < count && !decided; i++) /* only not_known() has come so far */
        decided = value_type(d, &args[i], &type, &soft);
    ntm_ref *refs = ntm_arena_array(d->arena, count, sizeof *refs);
    bool good = true;
    for (uint32_t i = 0; i < count; i++) {
        refs[i] = i < fixed ? args[i].ref : value_as(d, &args[i], &type, at, word);
        good = good && refs[i] != NTM_NO_REF;
    }
    if (!good)
        return poison();
    ntm_node node = *proto;
    node.args = refs;
    node.nargs = count;
    return node_value(value_node(d, &node, at, word));
}

value value_product(dsl *d, ntm_op op, const value *a, const value *b, spot at, const char *word)
{
    ntm_node proto = {.op = op};
    if (a->kind == VALUE_POISON || b->kind == VALUE_POISON)
        return poison();
    if (a->kind != VALUE_NODE && b->kind != VALUE_NODE) {
        ntm_type type;
        bool soft, a_has = value_type(d, a, &type, &soft), b_has = value_type(d, b, &type, &soft);
        value both[2] = {*a, *b};
        if (op == NTM_OP_MUL && b_has && !a_has) { /* the factor stands behind */
            both[0] = *b;
            both[1] = *a;
            a_has = true;
            b_has = false;
        }
        if (!b_has)
            return defer(d, &proto, both, 2, 0, at, word);
    }
    ntm_ref refs[2];
    const value *sides[2] = {a, b};
    for (int i = 0; i < 2; i++) {
        ntm_type type;
        bool soft, has = value_type(d, sides[i], &type, &soft);
        refs[i] = value_as(d, sides[i], has ? NULL : &plain, at, word);
        if (refs[i] == NTM_NO_REF)
            return poison();
    }
    proto.args = refs;
    proto.nargs = 2;
    return node_value(value_node(d, &proto, at, word));
}
