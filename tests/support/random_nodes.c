/*
 * tests/support/random_nodes.c - random trees: nodes are drawn into a pool for each level of unit, and
 * new nodes take arguments of fitting types from the pools. What the graph refuses is left out.
 */
#include "support/random_nodes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "model/tri.h"

enum { POOL = 1024, TRIES = 24, MOST_ARGS = 6 };

typedef struct pool {
    ntm_ref refs[POOL];
    uint32_t count;
} pool;

typedef struct maker {
    test_world *world;
    test_random *r;
    ntm_graph *graph;
    pool pools[NTM_LEVEL_COUNT];
    bool plain, zoned;
} maker;

static bool add(maker *m, ntm_level level, ntm_node node)
{
    ntm_ref ref;
    pool *p = &m->pools[level];
    if (ntm_graph_add(m->graph, &node, NTM_NOWHERE, &ref, NULL) != NTM_OK)
        return false;
    if (p->count < POOL)
        p->refs[p->count++] = ref;
    return true;
}

static ntm_type type_of(const maker *m, ntm_ref ref) { return ntm_graph_node(m->graph, ref)->type; }

static bool fits(ntm_type a, ntm_type b)
{
    return a.kind == b.kind && (a.kind != NTM_K_NUMBER || strcmp(a.measure, b.measure) == 0) &&
           a.scale == b.scale;
}

/* A node of the kind, newer ones more often; NTM_NO_REF when none is found. */
static ntm_ref pick_kind(maker *m, ntm_level level, ntm_kind kind)
{
    const pool *p = &m->pools[level];
    for (int i = 0; p->count && i < TRIES * 2; i++) {
        uint32_t at = test_random_below(m->r, p->count);
        if (test_random_percent(m->r, 40))
            at = p->count - 1 - at / 3;
        ntm_kind found = type_of(m, p->refs[at]).kind;
        if (found == kind || (found == NTM_K_ANY && test_random_percent(m->r, 5)))
            return p->refs[at];
    }
    return NTM_NO_REF;
}

static ntm_ref pick_value(maker *m, ntm_level level)
{
    static const ntm_kind KINDS[] = {NTM_K_NUMBER, NTM_K_NUMBER, NTM_K_NUMBER, NTM_K_YES_NO,
                                     NTM_K_GRADE,  NTM_K_CHOICE, NTM_K_DATE};
    return pick_kind(m, level, KINDS[test_random_below(m->r, sizeof KINDS / sizeof *KINDS)]);
}

/* A constant of a type; numbers are often round percentages. */
static ntm_ref literal(maker *m, ntm_level level, ntm_type type)
{
    static const char *const ROUND[] = {"0",  "1",  "2",  "5",    "10",        "25",
                                        "50", "75", "80", "33.3", "98.765432", "100"};
    ntm_node node = {.type = type};
    switch (type.kind) {
    case NTM_K_NUMBER:
        node.op = NTM_OP_NUMBER;
        node.number = test_random_number(m->r, type.measure);
        if (test_random_percent(m->r, strcmp(type.measure, "km") ? 60 : 20))
            ntm_decimal_parse(ROUND[test_random_below(m->r, sizeof ROUND / sizeof *ROUND)],
                              &node.number);
        break;
    case NTM_K_GRADE:
    case NTM_K_CHOICE:
        node.op = type.kind == NTM_K_GRADE ? NTM_OP_GRADE : NTM_OP_CHOICE;
        node.text = type.scale->codes[test_random_below(m->r, type.scale->count)];
        break;
    case NTM_K_DATE:
        node.op = NTM_OP_DATE;
        node.date = 19700 - (ntm_date)test_random_below(m->r, 40);
        break;
    default:
        return NTM_NO_REF;
    }
    if (!add(m, level, node))
        return NTM_NO_REF;
    return m->pools[level].refs[m->pools[level].count - 1];
}

/* Another value of a type: half the time a constant. */
static ntm_ref pick_like(maker *m, ntm_level level, ntm_type type)
{
    const pool *p = &m->pools[level];
    if (type.kind == NTM_K_TRUTH)
        return pick_kind(m, level, NTM_K_TRUTH);
    if (test_random_percent(m->r, 50)) {
        ntm_ref made = literal(m, level, type);
        if (made != NTM_NO_REF)
            return made;
    }
    for (int i = 0; i < TRIES * 4; i++) {
        ntm_ref ref = p->refs[test_random_below(m->r, p->count)];
        if (fits(type_of(m, ref), type))
            return ref;
    }
    return literal(m, level, type);
}

static bool add_op(maker *m, ntm_level level, ntm_op op, uint32_t nargs, const ntm_ref *args,
                   ntm_node more)
{
    for (uint32_t i = 0; i < nargs; i++)
        if (args[i] == NTM_NO_REF)
            return false;
    more.op = op;
    more.nargs = nargs;
    more.args = args;
    return add(m, level, more);
}

static void add_leaves(maker *m, ntm_level level)
{
    const ntm_dictionary *d = m->world->dictionary;
    for (uint32_t i = 0; i < ntm_dictionary_field_count(d); i++) {
        const ntm_field *field = ntm_dictionary_field(d, i);
        ntm_level read_at;
        if (ntm_field_readable(field, level, &read_at))
            add(m, level, (ntm_node){.op = NTM_OP_FIELD, .field = field});
    }
    add(m, level, (ntm_node){.op = NTM_OP_AS_OF});
    add(m, level, (ntm_node){.op = NTM_OP_YEAR});
    add(m, level, (ntm_node){.op = NTM_OP_NOT_KNOWN, .text = "nobody asked"});
    add(m, level, (ntm_node){.op = NTM_OP_TRUTH, .n = NTM_PASS});
    add(m, level, (ntm_node){.op = NTM_OP_TRUTH, .n = NTM_FAIL});
}

/* --- operators ------------------------------------------------------------------------------- */

static void make_compare(maker *m, ntm_level level)
{
    static const ntm_op OPS[] = {
        NTM_OP_AT_LEAST, NTM_OP_AT_LEAST, NTM_OP_AT_MOST,      NTM_OP_MORE_THAN,   NTM_OP_LESS_THAN,
        NTM_OP_IS,       NTM_OP_IS_NOT,   NTM_OP_ON_OR_BEFORE, NTM_OP_ON_OR_AFTER, NTM_OP_BETWEEN};
    ntm_op op = OPS[test_random_below(m->r, sizeof OPS / sizeof *OPS)];
    bool dates = op == NTM_OP_ON_OR_BEFORE || op == NTM_OP_ON_OR_AFTER;
    ntm_ref args[3];
    args[0] = dates ? pick_kind(m, level, NTM_K_DATE)
                    : (test_random_percent(m->r, 70) ? pick_kind(m, level, NTM_K_NUMBER)
                                                     : pick_value(m, level));
    if (args[0] == NTM_NO_REF)
        return;
    for (int i = 1; i < 3; i++)
        args[i] = pick_like(m, level, type_of(m, args[0]));
    if (test_random_percent(m->r, 15)) {
        ntm_ref swap = args[0];
        args[0] = args[1];
        args[1] = swap;
    }
    add_op(m, level, op, op == NTM_OP_BETWEEN ? 3 : 2, args, (ntm_node){0});
}

static void make_truth_of_value(maker *m, ntm_level level)
{
    ntm_ref arg;
    switch (test_random_below(m->r, 4)) {
    case 0:
        arg = pick_kind(m, level, NTM_K_YES_NO);
        add_op(m, level, NTM_OP_YES, 1, &arg, (ntm_node){0});
        break;
    case 1:
        arg = pick_kind(m, level, NTM_K_YES_NO);
        add_op(m, level, NTM_OP_NO, 1, &arg, (ntm_node){0});
        break;
    case 2:
        arg = pick_kind(m, level, NTM_K_DATE);
        add_op(m, level, NTM_OP_WITHIN, 1, &arg,
               (ntm_node){.n = (int32_t)test_random_below(m->r, 20)});
        break;
    default:
        arg = pick_value(m, level);
        add_op(m, level, NTM_OP_KNOWN, 1, &arg, (ntm_node){0});
        break;
    }
}

static void make_connective(maker *m, ntm_level level)
{
    static const ntm_op OPS[] = {NTM_OP_ALL_OF,        NTM_OP_ANY_OF, NTM_OP_NONE_OF,
                                 NTM_OP_AT_LEAST_N_OF, NTM_OP_IF_ANY, NTM_OP_PART};
    ntm_op op = OPS[test_random_below(m->r, 6)];
    uint32_t n = op == NTM_OP_IF_ANY ? 2 : op == NTM_OP_PART ? 1 : 1 + test_random_below(m->r, 5);
    ntm_ref args[MOST_ARGS];
    for (uint32_t i = 0; i < n; i++)
        args[i] = pick_kind(m, level, NTM_K_TRUTH);
    ntm_node more = {.text = op == NTM_OP_PART ? "part" : NULL};
    if (op == NTM_OP_AT_LEAST_N_OF)
        more.n = 1 + (int32_t)test_random_below(m->r, n);
    add_op(m, level, op, n, args, more);
}

/* A share of two fields of one measure, the usual thing in criteria sets. */
static void make_share(maker *m, ntm_level level)
{
    static const char *const COMMUNE[] = {"c.n0",  "c.n1",    "c.n2",    "c.n1", "c.km0",
                                          "c.km1", "c.wide0", "c.wide1", "b.n0", "c.n3"};
    static const char *const VILLAGE[] = {"v.n0", "v.n1", "v.km0", "v.km1", "v.wide0", "v.wide1"};
    bool village = level == NTM_LEVEL_VILLAGE;
    uint32_t i = 2 * test_random_below(m->r, village ? 3 : 5);
    ntm_ref args[2];
    if (!village && level != NTM_LEVEL_COMMUNE)
        return;
    for (uint32_t k = 0; k < 2; k++) {
        const char *name = village ? VILLAGE[i + k] : COMMUNE[i + k];
        if (!add(m, level,
                 (ntm_node){.op = NTM_OP_FIELD,
                            .field = ntm_dictionary_find(m->world->dictionary, name)}))
            return;
        args[k] = m->pools[level].refs[m->pools[level].count - 1];
    }
    if (!add_op(m, level, test_random_percent(m->r, 70) ? NTM_OP_PERCENT : NTM_OP_RATIO, 2, args,
                (ntm_node){0}) ||
        test_random_percent(m->r, 50))
        return;
    static const ntm_op OPS[] = {NTM_OP_AT_LEAST, NTM_OP_AT_MOST, NTM_OP_MORE_THAN,
                                 NTM_OP_LESS_THAN};
    args[0] = m->pools[level].refs[m->pools[level].count - 1];
    args[1] = literal(m, level, type_of(m, args[0]));
    add_op(m, level, OPS[test_random_below(m->r, 4)], 2, args, (ntm_node){0});
}

/* Two sums of lengths: tenths that doubles can't add up. */
static void make_sums(maker *m, ntm_level level)
{
    ntm_type km = {.kind = NTM_K_NUMBER, .measure = "km"};
    ntm_ref args[2], sums[2];
    for (int i = 0; i < 2; i++) {
        args[0] = pick_like(m, level, km);
        args[1] = pick_like(m, level, km);
        if (!add_op(m, level, test_random_percent(m->r, 70) ? NTM_OP_ADD : NTM_OP_SUB, 2, args,
                    (ntm_node){0}))
            return;
        sums[i] = m->pools[level].refs[m->pools[level].count - 1];
    }
    add_op(m, level, test_random_percent(m->r, 60) ? NTM_OP_AT_LEAST : NTM_OP_IS, 2, sums,
           (ntm_node){0});
}

static void make_arithmetic(maker *m, ntm_level level)
{
    static const ntm_op OPS[] = {NTM_OP_ADD,   NTM_OP_SUB,     NTM_OP_MUL,
                                 NTM_OP_RATIO, NTM_OP_PERCENT, NTM_OP_PERCENT,
                                 NTM_OP_MIN,   NTM_OP_MAX,     NTM_OP_FIRST_KNOWN};
    ntm_op op = OPS[test_random_below(m->r, sizeof OPS / sizeof *OPS)];
    bool any = op == NTM_OP_FIRST_KNOWN || op == NTM_OP_MIN || op == NTM_OP_MAX;
    uint32_t n = op == NTM_OP_ADD || any ? 2 + test_random_below(m->r, 2) : 2;
    ntm_ref args[MOST_ARGS];
    args[0] = any && test_random_percent(m->r, 30) ? pick_value(m, level)
                                                   : pick_kind(m, level, NTM_K_NUMBER);
    if (args[0] == NTM_NO_REF)
        return;
    ntm_type type = type_of(m, args[0]);
    for (uint32_t i = 1; i < n; i++)
        args[i] = op == NTM_OP_MUL || op == NTM_OP_RATIO ? pick_kind(m, level, NTM_K_NUMBER)
                                                         : pick_like(m, level, type);
    add_op(m, level, op, n, args, (ntm_node){0});
}

static ntm_ref pick_any(maker *m, ntm_level level)
{
    return test_random_percent(m->r, 50) ? pick_kind(m, level, NTM_K_TRUTH) : pick_value(m, level);
}

static void make_select(maker *m, ntm_level level)
{
    static const char *const YEARS[] = {"2021", "2022", "2023", "2024"};
    static const char *const DAYS[] = {"2020-01-01", "2023-12-31", "2024-01-01"};
    static const char *const ZONES[] = {"zone1", "zone2"};
    ntm_ref args[MOST_ARGS], first = pick_any(m, level);
    ntm_node more = {0};
    if (first == NTM_NO_REF)
        return;
    ntm_type type = type_of(m, first);
    ntm_ref values[4] = {first};
    for (int i = 1; i < 4; i++)
        values[i] = test_random_percent(m->r, 15) ? first : pick_like(m, level, type);
    if (test_random_percent(m->r, 60) && type.kind == NTM_K_NUMBER)
        values[0] = literal(m, level, type);
    switch (test_random_below(m->r, 5)) {
    case 0:
        args[0] = pick_kind(m, level, NTM_K_TRUTH);
        memcpy(args + 1, values, 2 * sizeof *values);
        add_op(m, level, NTM_OP_WHEN, 3, args, more);
        break;
    case 1: {
        args[0] = pick_kind(m, level, test_random_percent(m->r, 50) ? NTM_K_GRADE : NTM_K_CHOICE);
        if (args[0] == NTM_NO_REF || !type_of(m, args[0]).scale)
            return;
        more.nkeys = 2 + test_random_below(m->r, 2);
        more.keys = type_of(m, args[0]).scale->codes;
        memcpy(args + 1, values, more.nkeys * sizeof *values);
        add_op(m, level, NTM_OP_CHOOSE, 1 + more.nkeys, args, more);
        break;
    }
    case 2:
        more.nkeys = 2;
        more.keys = ZONES;
        add_op(m, level, NTM_OP_BY_ZONE, 2, values, more);
        break;
    case 3:
        more.nkeys = 1 + test_random_below(m->r, 3);
        more.keys = YEARS + test_random_below(m->r, 2);
        add_op(m, level, NTM_OP_BY_YEAR, more.nkeys, values, more);
        break;
    default:
        more.nkeys = 1 + test_random_below(m->r, 2);
        more.keys = DAYS + test_random_below(m->r, 2);
        add_op(m, level, NTM_OP_SINCE, more.nkeys, values, more);
        break;
    }
}

static void make_children(maker *m, ntm_level level, ntm_level below)
{
    static const ntm_op OPS[] = {
        NTM_OP_CHILD_COUNT, NTM_OP_CHILD_COUNT_WHERE, NTM_OP_CHILD_PERCENT_WHERE,
        NTM_OP_CHILD_SUM,   NTM_OP_CHILD_LEAST,       NTM_OP_CHILD_GREATEST,
        NTM_OP_CHILD_ALL,   NTM_OP_CHILD_ANY,         NTM_OP_CHILD_PERCENT_WHERE};
    ntm_op op = OPS[test_random_below(m->r, sizeof OPS / sizeof *OPS)];
    bool number = op == NTM_OP_CHILD_SUM || op == NTM_OP_CHILD_LEAST || op == NTM_OP_CHILD_GREATEST;
    ntm_ref arg = pick_kind(m, below, number ? NTM_K_NUMBER : NTM_K_TRUTH);
    add_op(m, level, op, op != NTM_OP_CHILD_COUNT, &arg, (ntm_node){.level = below});
}

static void make_parent(maker *m, ntm_level level, ntm_level above)
{
    ntm_ref arg = pick_value(m, above);
    add_op(m, level, NTM_OP_PARENT, 1, &arg, (ntm_node){0});
}

/* What the kernel leaves to the exact walk. */
static void make_odd(maker *m, ntm_level level)
{
    ntm_ref args[5];
    ntm_decimal points[4] = {{0, 0}, {1, 0}, {10, 0}, {5, 0}};
    switch (test_random_below(m->r, 6)) {
    case 0:
        args[0] = pick_kind(m, level, NTM_K_NUMBER);
        add_op(m, level, NTM_OP_ROUND, 1, args,
               (ntm_node){.n = (int32_t)test_random_below(m->r, 4) - 1});
        break;
    case 1:
        args[0] = pick_kind(m, level, NTM_K_NUMBER);
        add_op(m, level, NTM_OP_LINEAR, 1, args, (ntm_node){.points = points});
        break;
    case 2:
        for (int i = 0; i < 5; i += 2)
            args[i] = literal(m, level, (ntm_type){.kind = NTM_K_NUMBER, .measure = "1"});
        args[3] = args[2];
        args[1] = args[0];
        args[2] = pick_kind(m, level, NTM_K_TRUTH);
        args[0] = pick_kind(m, level, NTM_K_TRUTH);
        add_op(m, level, NTM_OP_FIRST_OF, 5, args, (ntm_node){0});
        break;
    case 3:
        add(m, level, (ntm_node){.op = NTM_OP_HOLDS, .text = "xa-ntm"});
        break;
    case 4:
        add(m, level, (ntm_node){.op = NTM_OP_MEETS, .text = "t/2/2022/QĐ"});
        break;
    default:
        add(m, level, (ntm_node){.op = NTM_OP_MEETS_CURRENT, .text = "xa-ntm"});
        break;
    }
}

static void make_previous(maker *m, ntm_level level)
{
    ntm_ref arg = pick_value(m, level);
    add_op(m, level, NTM_OP_PREVIOUS, 1, &arg, (ntm_node){0});
}

static void make_one(maker *m, ntm_level level)
{
    switch (test_random_below(m->r, 20)) {
    case 0:
    case 1:
    case 2:
    case 3:
    case 4:
        make_compare(m, level);
        break;
    case 5:
    case 6:
        make_truth_of_value(m, level);
        break;
    case 7:
    case 8:
    case 9:
        make_connective(m, level);
        break;
    case 10:
    case 11:
        make_arithmetic(m, level);
        break;
    case 12:
        if (test_random_percent(m->r, 75))
            make_share(m, level);
        else
            make_sums(m, level);
        break;
    case 13:
    case 14:
        make_select(m, level);
        break;
    case 15:
    case 16:
        if (level == NTM_LEVEL_COMMUNE)
            make_children(m, level,
                          test_random_percent(m->r, 80) ? NTM_LEVEL_VILLAGE : NTM_LEVEL_PRODUCT);
        else if (level < NTM_LEVEL_COMMUNE)
            make_children(m, level, NTM_LEVEL_COMMUNE);
        break;
    case 17:
        if (level == NTM_LEVEL_VILLAGE || level == NTM_LEVEL_PRODUCT)
            make_parent(m, level, NTM_LEVEL_COMMUNE);
        else if (level == NTM_LEVEL_COMMUNE)
            make_parent(m, level,
                        test_random_percent(m->r, 70) ? NTM_LEVEL_DISTRICT : NTM_LEVEL_PROVINCE);
        else if (level == NTM_LEVEL_DISTRICT)
            make_parent(m, level, NTM_LEVEL_PROVINCE);
        break;
    case 18:
        make_previous(m, level);
        break;
    default:
        if (!m->plain && test_random_percent(m->r, 30))
            make_odd(m, level);
        break;
    }
}

/* --- the document ---------------------------------------------------------------------------- */

static ntm_ref zoning(maker *m)
{
    const ntm_dictionary *d = m->world->dictionary;
    ntm_ref refs[3] = {NTM_NO_REF, NTM_NO_REF, NTM_NO_REF};
    static const char *const FIELDS[] = {"c.zone0", "c.zone1", "d.zone0"};
    for (int i = 0; i < 3; i++) {
        ntm_node node = {.op = NTM_OP_FIELD, .field = ntm_dictionary_find(d, FIELDS[i])};
        assert_int_equal(ntm_graph_add(m->graph, &node, NTM_NOWHERE, &refs[i], NULL), NTM_OK);
    }
    if (test_random_percent(m->r, 50))
        return refs[test_random_below(m->r, 3)];
    /* a scheme computed by a rule: the zone of the list unless it is zone3 */
    ntm_ref zone2, is, out;
    ntm_node node = {.op = NTM_OP_CHOICE,
                     .text = "zone2",
                     .type = {.kind = NTM_K_CHOICE, .scale = type_of(m, refs[0]).scale}};
    assert_int_equal(ntm_graph_add(m->graph, &node, NTM_NOWHERE, &zone2, NULL), NTM_OK);
    ntm_ref args[] = {refs[1], zone2};
    node = (ntm_node){.op = NTM_OP_IS, .nargs = 2, .args = args};
    assert_int_equal(ntm_graph_add(m->graph, &node, NTM_NOWHERE, &is, NULL), NTM_OK);
    ntm_ref branches[] = {is, zone2, refs[0]};
    node = (ntm_node){.op = NTM_OP_WHEN, .nargs = 3, .args = branches};
    assert_int_equal(ntm_graph_add(m->graph, &node, NTM_NOWHERE, &out, NULL), NTM_OK);
    return out;
}

static void choose_indicators(maker *m, uint32_t count)
{
    test_world *w = m->world;
    const pool *p = &m->pools[NTM_LEVEL_COMMUNE];
    ntm_indicator *indicators = ntm_arena_array(w->arena, count, sizeof *indicators);
    uint32_t made = 0;
    for (uint32_t tries = 0; made < count && tries < count * 50; tries++) {
        uint32_t at = p->count - 1 - test_random_below(m->r, p->count);
        if (type_of(m, p->refs[at]).kind != NTM_K_TRUTH)
            continue;
        ntm_indicator *i = &indicators[made++];
        i->number = ntm_arena_printf(w->arena, "1.%u", made);
        i->text = i->number;
        i->basis = "assumed";
        i->pass = p->refs[at];
        i->applies = test_random_percent(m->r, 30) ? pick_kind(m, NTM_LEVEL_COMMUNE, NTM_K_TRUTH)
                                                   : NTM_NO_REF;
    }
    w->document.indicators = indicators;
    w->document.nindicators = made;
}

void test_random_document(test_world *w, test_random *r, const test_world_size *size)
{
    static const char *const ZONES[] = {"zone1", "zone2"};
    maker *m = calloc(1, sizeof *m);
    *m = (maker){.world = w, .r = r, .graph = w->document.graph, .plain = size->plain};
    m->zoned = test_random_percent(r, 80);
    if (m->zoned) {
        ntm_graph_set_zones(m->graph, 2, ZONES);
        w->document.zone_scheme = "zones";
        w->document.zone_by = zoning(m);
    }
    for (ntm_level level = 0; level < NTM_LEVEL_COUNT; level++)
        add_leaves(m, level);
    for (uint32_t i = 0; i < size->nodes; i++) {
        static const ntm_level LEVELS[] = {NTM_LEVEL_COMMUNE,  NTM_LEVEL_COMMUNE, NTM_LEVEL_COMMUNE,
                                           NTM_LEVEL_VILLAGE,  NTM_LEVEL_VILLAGE, NTM_LEVEL_PRODUCT,
                                           NTM_LEVEL_DISTRICT, NTM_LEVEL_PROVINCE};
        make_one(m, LEVELS[test_random_below(r, 8)]);
    }
    choose_indicators(m, size->indicators);
    free(m);
}
