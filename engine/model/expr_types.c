/*
 * model/expr_types.c - what each operator takes and gives (docs/semantics.md, the table of
 * operators). not_known() has the kind ANY: it fits everywhere, and the other side decides.
 */
#include <assert.h>
#include <string.h>

#include "base/i18n.h"
#include "model/expr_priv.h"
#include "model/measure.h"
#include "model/tri.h"

#define BIT(kind) (1u << (kind))
#define NUMBERS   BIT(NTM_K_NUMBER)
#define ORDERED   (BIT(NTM_K_NUMBER) | BIT(NTM_K_GRADE))
#define DATES     BIT(NTM_K_DATE)
#define TRUTHS    BIT(NTM_K_TRUTH)
#define VALUES                                                                                     \
    (BIT(NTM_K_NUMBER) | BIT(NTM_K_YES_NO) | BIT(NTM_K_GRADE) | BIT(NTM_K_CHOICE) | BIT(NTM_K_DATE))

const char *ntm_type_text(ntm_arena *arena, ntm_type type)
{
    switch (type.kind) {
    case NTM_K_TRUTH:
        return _("a condition");
    case NTM_K_NUMBER:
        if (strcmp(type.measure, NTM_MEASURE_ONE) == 0)
            return _("a number without unit");
        return ntm_arena_printf(arena, _("a number in %s"), type.measure);
    case NTM_K_YES_NO:
        return _("a yes/no value");
    case NTM_K_GRADE:
        return ntm_arena_printf(arena, _("a grade of %s"), type.scale->name);
    case NTM_K_CHOICE:
        return ntm_arena_printf(arena, _("a choice of %s"), type.scale->name);
    case NTM_K_DATE:
        return _("a date");
    case NTM_K_ANY:
        return _("not known");
    }
    assert(!"no such kind");
    return "";
}

ntm_type ntm_draft_arg(const ntm_draft *d, uint32_t i)
{
    return ntm_graph_node(d->graph, d->node.args[i])->type;
}

const char *ntm_draft_arg_text(const ntm_draft *d, uint32_t i)
{
    return ntm_type_text(d->graph->arena, ntm_draft_arg(d, i));
}

/* Argument i must be of one of the kinds; expected names them. */
static bool takes(ntm_draft *d, uint32_t i, unsigned kinds, const char *expected)
{
    ntm_kind kind = ntm_draft_arg(d, i).kind;

    if (kind == NTM_K_ANY || (kinds & BIT(kind)))
        return true;
    ntm_draft_bad(d, (int)i, "type", _("%s: argument %u is %s; expected %s"),
                  ntm_op_name(d->node.op), i + 1, ntm_draft_arg_text(d, i), expected);
    return false;
}

static void all_take(ntm_draft *d, unsigned kinds, const char *expected)
{
    for (uint32_t i = 0; i < d->node.nargs; i++)
        takes(d, i, kinds, expected);
}

static bool same_type(ntm_type a, ntm_type b)
{
    if (a.kind != b.kind)
        return false;
    if (a.kind == NTM_K_NUMBER)
        return a.measure == b.measure; /* interned */
    if (a.kind == NTM_K_GRADE || a.kind == NTM_K_CHOICE)
        return a.scale == b.scale || strcmp(a.scale->name, b.scale->name) == 0;
    return true;
}

/*
 * The one type of the arguments from first on; ANY when none decides. A finding for each argument
 * that differs from the first that decides.
 */
static ntm_type alike(ntm_draft *d, uint32_t first)
{
    ntm_type common = {.kind = NTM_K_ANY};
    uint32_t decider = first;

    for (uint32_t i = first; i < d->node.nargs; i++) {
        ntm_type type = ntm_draft_arg(d, i);

        if (type.kind == NTM_K_ANY || same_type(type, common))
            continue;
        if (common.kind == NTM_K_ANY) {
            common = type;
            decider = i;
            continue;
        }
        if (type.kind == NTM_K_NUMBER && common.kind == NTM_K_NUMBER)
            ntm_draft_bad(d, (int)i, "unit",
                          _("%s: argument %u is %s, argument %u is %s; expected the same unit"),
                          ntm_op_name(d->node.op), decider + 1, ntm_draft_arg_text(d, decider),
                          i + 1, ntm_draft_arg_text(d, i));
        else
            ntm_draft_bad(d, (int)i, "type",
                          _("%s: argument %u is %s, argument %u is %s; expected the same type"),
                          ntm_op_name(d->node.op), decider + 1, ntm_draft_arg_text(d, decider),
                          i + 1, ntm_draft_arg_text(d, i));
    }
    return common;
}

static void give(ntm_draft *d, ntm_kind kind) { d->node.type = (ntm_type){.kind = kind}; }

static void give_number(ntm_draft *d, const char *measure)
{
    d->node.type = (ntm_type){.kind = NTM_K_NUMBER, .measure = ntm_graph_intern(d->graph, measure)};
}

/* A text attribute that may not be empty. */
static void take_text(ntm_draft *d, const char *what)
{
    const char *text = d->proto->text;

    if (!text || !*text)
        ntm_draft_bad(d, -1, "attribute", _("%s: %s is missing or empty"), ntm_op_name(d->node.op),
                      what);
    else if (strlen(text) > NTM_MAX_TEXT)
        ntm_draft_bad(d, -1, "limit", _("%s: %s is longer than %u bytes"), ntm_op_name(d->node.op),
                      what, NTM_MAX_TEXT);
    else
        d->node.text = ntm_graph_intern(d->graph, text);
}

static void take_n(ntm_draft *d, const char *what, int32_t low, int32_t high)
{
    if (d->proto->n < low || d->proto->n > high)
        ntm_draft_bad(d, -1, "attribute", _("%s: %s is %d; expected %d to %d"),
                      ntm_op_name(d->node.op), what, d->proto->n, low, high);
    else
        d->node.n = d->proto->n;
}

static void type_field(ntm_draft *d)
{
    const ntm_field *field = d->proto->field;

    if (!field) {
        ntm_draft_bad(d, -1, "attribute", _("%s: no field is named"), ntm_op_name(d->node.op));
        return;
    }
    assert(field->scale || (field->kind != NTM_K_GRADE && field->kind != NTM_K_CHOICE));
    d->node.field = field;
    if (field->kind == NTM_K_NUMBER)
        give_number(d, field->measure);
    else
        give(d, field->kind);
    if (field->kind == NTM_K_GRADE || field->kind == NTM_K_CHOICE)
        d->node.type.scale = field->scale;
}

static void type_number(ntm_draft *d)
{
    const char *written = d->proto->type.measure ? d->proto->type.measure : NTM_MEASURE_ONE;
    const char *measure = ntm_measure_canonical(d->graph->arena, written);

    if (!measure) {
        ntm_draft_bad(d, -1, "unit",
                      _("%s: '%s' is no unit; expected symbols such as km or VND/person/year"),
                      ntm_op_name(d->node.op), written);
        return;
    }
    d->node.number = d->proto->number;
    give_number(d, measure);
}

/* A literal grade or choice: the code's place on its scale. */
static void type_code(ntm_draft *d, ntm_kind kind)
{
    const ntm_scale *scale = d->proto->type.scale;
    int place;

    take_text(d, _("the code"));
    if (!scale || scale->ordered != (kind == NTM_K_GRADE)) {
        ntm_draft_bad(d, -1, "scale",
                      kind == NTM_K_GRADE ? _("%s: expected the name of an ordered scale")
                                          : _("%s: expected the name of an unordered list"),
                      ntm_op_name(d->node.op));
        return;
    }
    if (d->failed)
        return;
    place = ntm_scale_find(scale, d->node.text);
    if (place < 0) {
        ntm_draft_bad(d, -1, "scale", _("%s: '%s' is not a code of %s"), ntm_op_name(d->node.op),
                      d->node.text, scale->name);
        return;
    }
    d->node.n = place;
    d->node.type = (ntm_type){.kind = kind, .scale = scale};
}

static void type_product(ntm_draft *d)
{
    ntm_type a, b;
    const char *measure;

    all_take(d, NUMBERS, _("a number"));
    if (d->failed)
        return;
    a = ntm_draft_arg(d, 0);
    b = ntm_draft_arg(d, 1);
    if (a.kind == NTM_K_ANY || b.kind == NTM_K_ANY) {
        give(d, NTM_K_ANY); /* its unit is not known either */
        return;
    }
    measure = d->node.op == NTM_OP_MUL ? ntm_measure_mul(d->graph->arena, a.measure, b.measure)
                                       : ntm_measure_div(d->graph->arena, a.measure, b.measure);
    if (measure)
        give_number(d, measure);
    else
        ntm_draft_bad(d, -1, "unit", _("%s: the unit of %s and %s has more than 8 factors"),
                      ntm_op_name(d->node.op), a.measure, b.measure);
}

/* Points: from, points, to, points. */
static void type_linear(ntm_draft *d)
{
    const ntm_decimal *points = d->proto->points;

    takes(d, 0, NUMBERS, _("a number"));
    if (!points) {
        ntm_draft_bad(d, -1, "attribute", _("%s: the two points are missing"),
                      ntm_op_name(d->node.op));
        return;
    }
    if (ntm_decimal_compare(points[0], points[2]) == 0) {
        ntm_draft_bad(d, -1, "attribute", _("%s: both points stand at the same value"),
                      ntm_op_name(d->node.op));
        return;
    }
    memcpy(d->graph->scratch.points, points, sizeof d->graph->scratch.points);
    d->node.points = d->graph->scratch.points;
    give_number(d, NTM_MEASURE_ONE);
}

static void type_comparison(ntm_draft *d, unsigned kinds, const char *expected)
{
    all_take(d, kinds, expected);
    if (!d->failed)
        alike(d, 0);
    give(d, NTM_K_TRUTH);
}

/* Truth, number, truth, number, …, number. */
static void type_first_of(ntm_draft *d)
{
    uint32_t last = d->node.nargs - 1;

    if (last % 2) {
        ntm_draft_bad(d, -1, "arity",
                      _("%s: expected pairs of condition and points, then the points otherwise"),
                      ntm_op_name(d->node.op));
        return;
    }
    d->node.type = (ntm_type){.kind = NTM_K_ANY};
    for (uint32_t i = 0; i <= last; i++) {
        ntm_type type = ntm_draft_arg(d, i);

        if (i % 2 == 0 && i < last)
            takes(d, i, TRUTHS, _("a condition"));
        else if (!takes(d, i, NUMBERS, _("a number")) || type.kind == NTM_K_ANY)
            continue;
        else if (d->node.type.kind == NTM_K_ANY)
            d->node.type = type;
        else if (!same_type(type, d->node.type))
            ntm_draft_bad(d, (int)i, "unit", _("%s: points in %s and in %s; expected one unit"),
                          ntm_op_name(d->node.op), d->node.type.measure, type.measure);
    }
}

static void type_children(ntm_draft *d)
{
    ntm_level level = d->proto->level;
    ntm_op op = d->node.op;

    if (level >= NTM_LEVEL_COUNT || level == NTM_LEVEL_PROVINCE) {
        ntm_draft_bad(d, -1, "attribute",
                      _("%s: expected the children's level: district, commune, village or product"),
                      ntm_op_name(op));
        return;
    }
    d->node.level = level;
    switch (op) {
    case NTM_OP_CHILD_COUNT:
        give_number(d, ntm_level_code(level));
        break;
    case NTM_OP_CHILD_COUNT_WHERE:
        takes(d, 0, TRUTHS, _("a condition"));
        give_number(d, ntm_level_code(level));
        break;
    case NTM_OP_CHILD_PERCENT_WHERE:
        takes(d, 0, TRUTHS, _("a condition"));
        give_number(d, "percent");
        break;
    case NTM_OP_CHILD_ALL:
    case NTM_OP_CHILD_ANY:
        takes(d, 0, TRUTHS, _("a condition"));
        give(d, NTM_K_TRUTH);
        break;
    default:
        takes(d, 0, NUMBERS, _("a number"));
        d->node.type = ntm_draft_arg(d, 0);
        break;
    }
}

void ntm_draft_type(ntm_draft *d)
{
    const ntm_node *proto = d->proto;

    switch (proto->op) {
    case NTM_OP_FIELD:
        type_field(d);
        break;
    case NTM_OP_NUMBER:
        type_number(d);
        break;
    case NTM_OP_GRADE:
        type_code(d, NTM_K_GRADE);
        break;
    case NTM_OP_CHOICE:
        type_code(d, NTM_K_CHOICE);
        break;
    case NTM_OP_DATE:
        d->node.date = proto->date;
        give(d, NTM_K_DATE);
        break;
    case NTM_OP_TRUTH:
        if (proto->n != NTM_FAIL && proto->n != NTM_PASS)
            ntm_draft_bad(d, -1, "attribute", _("%s: expected pass or fail"),
                          ntm_op_name(proto->op));
        d->node.n = proto->n;
        give(d, NTM_K_TRUTH);
        break;
    case NTM_OP_AS_OF:
        give(d, NTM_K_DATE);
        break;
    case NTM_OP_YEAR:
        give_number(d, "year");
        break;
    case NTM_OP_NOT_KNOWN:
        take_text(d, _("the reason"));
        give(d, NTM_K_ANY);
        break;

    case NTM_OP_PREVIOUS:
        if (ntm_graph_node(d->graph, d->node.args[0])->op != NTM_OP_FIELD)
            ntm_draft_bad(d, 0, "type", _("%s: expected a field"), ntm_op_name(proto->op));
        d->node.type = ntm_draft_arg(d, 0);
        break;
    case NTM_OP_PARENT:
        takes(d, 0, VALUES, _("a value"));
        d->node.type = ntm_draft_arg(d, 0);
        break;

    case NTM_OP_ADD:
    case NTM_OP_SUB:
        all_take(d, NUMBERS, _("a number"));
        if (!d->failed)
            d->node.type = alike(d, 0);
        break;
    case NTM_OP_MUL:
    case NTM_OP_RATIO:
        type_product(d);
        break;
    case NTM_OP_PERCENT:
        all_take(d, NUMBERS, _("a number"));
        if (!d->failed)
            alike(d, 0);
        give_number(d, "percent");
        break;
    case NTM_OP_MIN:
    case NTM_OP_MAX:
        all_take(d, ORDERED | DATES, _("a number, a grade or a date"));
        if (!d->failed)
            d->node.type = alike(d, 0);
        break;
    case NTM_OP_ROUND:
        takes(d, 0, NUMBERS, _("a number"));
        take_n(d, _("the number of digits"), -12, 12);
        d->node.type = ntm_draft_arg(d, 0);
        break;
    case NTM_OP_FIRST_KNOWN:
        all_take(d, VALUES, _("a value"));
        if (!d->failed)
            d->node.type = alike(d, 0);
        break;
    case NTM_OP_LINEAR:
        type_linear(d);
        break;

    case NTM_OP_KNOWN:
        takes(d, 0, VALUES, _("a value"));
        give(d, NTM_K_TRUTH);
        break;
    case NTM_OP_AT_LEAST:
    case NTM_OP_AT_MOST:
    case NTM_OP_MORE_THAN:
    case NTM_OP_LESS_THAN:
        type_comparison(d, ORDERED, _("a number or a grade"));
        break;
    case NTM_OP_IS:
    case NTM_OP_IS_NOT:
        type_comparison(d, VALUES, _("a value"));
        break;
    case NTM_OP_BETWEEN:
        type_comparison(d, ORDERED | DATES, _("a number, a grade or a date"));
        break;
    case NTM_OP_ON_OR_BEFORE:
    case NTM_OP_ON_OR_AFTER:
        type_comparison(d, DATES, _("a date"));
        break;
    case NTM_OP_WITHIN:
        takes(d, 0, DATES, _("a date"));
        take_n(d, _("the number of months"), 0, 1200);
        give(d, NTM_K_TRUTH);
        break;
    case NTM_OP_YES:
    case NTM_OP_NO:
        takes(d, 0, BIT(NTM_K_YES_NO), _("a yes/no value"));
        give(d, NTM_K_TRUTH);
        break;

    case NTM_OP_AT_LEAST_N_OF:
        take_n(d, _("n"), 1, (int32_t)proto->nargs);
        all_take(d, TRUTHS, _("a condition"));
        give(d, NTM_K_TRUTH);
        break;
    case NTM_OP_PART:
        take_text(d, _("the label"));
        all_take(d, TRUTHS, _("a condition"));
        give(d, NTM_K_TRUTH);
        break;
    case NTM_OP_ALL_OF:
    case NTM_OP_ANY_OF:
    case NTM_OP_NONE_OF:
    case NTM_OP_IF_ANY:
        all_take(d, TRUTHS, _("a condition"));
        give(d, NTM_K_TRUTH);
        break;

    case NTM_OP_WHEN:
        takes(d, 0, TRUTHS, _("a condition"));
        d->node.type = alike(d, 1);
        break;
    case NTM_OP_CHOOSE:
        if (takes(d, 0, BIT(NTM_K_GRADE) | BIT(NTM_K_CHOICE), _("a grade or a choice")))
            ntm_draft_keys(d);
        d->node.type = alike(d, 1);
        break;
    case NTM_OP_BY_ZONE:
    case NTM_OP_BY_YEAR:
    case NTM_OP_SINCE:
        ntm_draft_keys(d);
        d->node.type = alike(d, 0);
        break;

    case NTM_OP_CHILD_COUNT:
    case NTM_OP_CHILD_COUNT_WHERE:
    case NTM_OP_CHILD_PERCENT_WHERE:
    case NTM_OP_CHILD_SUM:
    case NTM_OP_CHILD_LEAST:
    case NTM_OP_CHILD_GREATEST:
    case NTM_OP_CHILD_ALL:
    case NTM_OP_CHILD_ANY:
        type_children(d);
        break;

    case NTM_OP_MEETS:
    case NTM_OP_QUALIFIES:
        take_text(d, _("the decision"));
        give(d, NTM_K_TRUTH);
        break;
    case NTM_OP_MEETS_CURRENT:
        take_text(d, _("the series"));
        give(d, NTM_K_TRUTH);
        break;
    case NTM_OP_HOLDS:
        take_text(d, _("the title"));
        give(d, NTM_K_TRUTH);
        break;
    case NTM_OP_FAILED_SHARE:
        give_number(d, "percent");
        break;
    case NTM_OP_CRITERION_FAILS:
    case NTM_OP_CRITERION_PASSES:
        take_n(d, _("the criterion"), 1, 999);
        give(d, NTM_K_TRUTH);
        break;
    case NTM_OP_FIRST_OF:
        type_first_of(d);
        break;
    case NTM_OP_COUNT:
        assert(!"not an operator");
        break;
    }
}
