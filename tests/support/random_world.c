/* tests/support/random_world.c - units, figures, and the document that is measured. */
#include "support/random_world.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/strbuf.h"
#include "support/json_edit.h"
#include "support/random_nodes.h"

uint64_t test_random_next(test_random *random) /* splitmix64 */
{
    uint64_t z = random->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

uint32_t test_random_below(test_random *random, uint32_t limit)
{
    return (uint32_t)((test_random_next(random) >> 32) * limit >> 32);
}

bool test_random_percent(test_random *random, uint32_t percent)
{
    return test_random_below(random, 100) < percent;
}

uint64_t test_seed(uint64_t otherwise)
{
    const char *text = getenv("NTM_TEST_SEED");
    return text && *text ? strtoull(text, NULL, 0) : otherwise;
}

static const char DICTIONARY[] =
    "{'schema': 'ntm.dictionary/1', 'basis': 'assumed',"
    " 'units': {'person': {'kind': 'count'}, 'percent': {'kind': 'share'},"
    "           'km': {'kind': 'length'}, 'VND': {'kind': 'money'}, 'year': {'kind': 'time'},"
    "           'village': {'kind': 'count'}, 'product': {'kind': 'count'},"
    "           'commune': {'kind': 'count'}, 'district': {'kind': 'count'}},"
    " 'scales': {'mark': {'ordered': true, 'codes': [{'code': 'low'}, {'code': 'mid'},"
    "                    {'code': 'high'}]}},"
    " 'lists': {'zone': {'codes': [{'code': 'zone3'}, {'code': 'zone1'}, {'code': 'zone2'}]}},"
    " 'assessors': {}, 'fields': {";

static const struct {
    const char *name, *levels, *type;
} FIELDS[] = {
    {"c.n0", "'commune'", "'count', 'unit': 'person'"},
    {"c.n1", "'commune'", "'count', 'unit': 'person'"},
    {"c.n2", "'commune'", "'count', 'unit': 'person'"},
    {"c.n3", "'commune'", "'count', 'unit': 'person'"},
    {"c.n4", "'commune'", "'count', 'unit': 'person'"},
    {"c.n5", "'commune'", "'count', 'unit': 'person'"},
    {"c.km0", "'commune'", "'number', 'unit': 'km'"},
    {"c.km1", "'commune'", "'number', 'unit': 'km'"},
    {"c.km2", "'commune'", "'number', 'unit': 'km'"},
    {"c.wide0", "'commune'", "'number', 'unit': 'VND', 'range': [null, null]"},
    {"c.wide1", "'commune'", "'number', 'unit': 'VND', 'range': [null, null]"},
    {"c.share", "'commune'", "'number', 'unit': 'percent'"},
    {"c.yes0", "'commune'", "'yes_no'"},
    {"c.yes1", "'commune'", "'yes_no'"},
    {"c.yes2", "'commune'", "'yes_no'"},
    {"c.mark0", "'commune'", "'grade', 'scale': 'mark'"},
    {"c.mark1", "'commune'", "'grade', 'scale': 'mark'"},
    {"c.zone0", "'commune'", "'choice', 'list': 'zone'"},
    {"c.zone1", "'commune'", "'choice', 'list': 'zone'"},
    {"c.day0", "'commune'", "'date'"},
    {"c.day1", "'commune'", "'date'"},
    {"b.n0", "'commune', 'village'",
     "'count', 'unit': 'person', 'derive': {'children': 'village'}"},
    {"b.n1", "'commune', 'village'", "'count', 'unit': 'person'"},
    {"v.n0", "'village'", "'count', 'unit': 'person'"},
    {"v.n1", "'village'", "'count', 'unit': 'person'"},
    {"v.km0", "'village'", "'number', 'unit': 'km'"},
    {"v.km1", "'village'", "'number', 'unit': 'km'"},
    {"v.wide0", "'village'", "'number', 'unit': 'VND', 'range': [null, null]"},
    {"v.wide1", "'village'", "'number', 'unit': 'VND', 'range': [null, null]"},
    {"v.yes0", "'village'", "'yes_no'"},
    {"v.yes1", "'village'", "'yes_no'"},
    {"v.mark0", "'village'", "'grade', 'scale': 'mark'"},
    {"v.day0", "'village'", "'date'"},
    {"p.n0", "'product'", "'count', 'unit': 'person'"},
    {"p.yes0", "'product'", "'yes_no'"},
    {"d.n0", "'district'", "'count', 'unit': 'person'"},
    {"d.yes0", "'district'", "'yes_no'"},
    {"u.n0", "'province'", "'count', 'unit': 'person'"},
    {"u.mark0", "'province'", "'grade', 'scale': 'mark'"},
    {"du.n0", "'district', 'province'", "'count', 'unit': 'person'"},
    {"d.zone0", "'district'", "'choice', 'list': 'zone'"},
};

static json_t *dictionary(void)
{
    ntm_strbuf text = {0};
    ntm_strbuf_puts(&text, DICTIONARY);
    for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++)
        ntm_strbuf_printf(&text, "%s'%s': {'level': [%s], 'fresh': 'never', 'type': %s}",
                          i ? ", " : "", FIELDS[i].name, FIELDS[i].levels, FIELDS[i].type);
    ntm_strbuf_puts(&text, "}}");
    json_t *json = test_json(ntm_strbuf_text(&text));
    ntm_strbuf_clear(&text);
    return json;
}

/* --- figures --------------------------------------------------------------------------------- */

static int64_t power10(unsigned n) { return n ? 10 * power10(n - 1) : 1; }

/*
 * Counts are small and round; lengths are tenths, whose sums doubles miss by a bit; wide numbers have up
 * to 15 digits, often such that a quotient is next to a round one.
 */
ntm_decimal test_random_number(test_random *r, const char *measure)
{
    static const int ROUND[] = {0, 1, 2, 3, 4, 5, 8, 10, 12, 20, 25, 50, 80, 90, 100};
    static const int TENTHS[] = {0, 1, 2, 3, 4, 6, 7, 11, 22, 33};
    ntm_decimal out = {0};
    if (strcmp(measure, "VND") == 0 && test_random_percent(r, 40)) {
        out.coef = (1 + test_random_below(r, 10)) * power10(14) - 3 + test_random_below(r, 7);
        out.coef = out.coef < power10(15) ? out.coef : power10(15) - 1;
        out.scale = (uint8_t)(test_random_percent(r, 30) ? 9 : 0);
    } else if (strcmp(measure, "VND") == 0) {
        out.coef = (int64_t)(test_random_next(r) % (uint64_t)power10(1 + test_random_below(r, 15)));
        out.scale = (uint8_t)test_random_below(r, 10);
    } else if (strcmp(measure, "km") == 0 && test_random_percent(r, 80)) {
        out.coef = TENTHS[test_random_below(r, sizeof TENTHS / sizeof *TENTHS)];
        out.scale = 1;
    } else if (test_random_percent(r, 60)) {
        out.coef = ROUND[test_random_below(r, sizeof ROUND / sizeof *ROUND)];
    } else {
        out.coef = test_random_below(r, test_random_percent(r, 50) ? 30 : 2000);
        out.scale = strcmp(measure, "person") ? (uint8_t)test_random_below(r, 4) : 0;
    }
    if (strcmp(measure, "VND") == 0 && test_random_percent(r, 20))
        out.coef = -out.coef;
    while (out.scale && out.coef % 10 == 0) {
        out.coef /= 10;
        out.scale--;
    }
    return out;
}

static ntm_value random_value(test_random *r, const ntm_field *field, uint32_t bounds)
{
    ntm_value out = {.kind = field->kind};
    switch (field->kind) {
    case NTM_K_NUMBER:
        out.has_low = out.has_high = true;
        out.low = out.high = test_random_number(r, field->measure);
        if (test_random_percent(r, bounds)) {
            out.high = test_random_number(r, field->measure);
            if (ntm_decimal_compare(out.low, out.high) > 0) {
                ntm_decimal swap = out.low;
                out.low = out.high;
                out.high = swap;
            }
            out.has_low = test_random_percent(r, 80);
            out.has_high = !out.has_low || test_random_percent(r, 60);
        }
        break;
    case NTM_K_YES_NO:
        out.yes = test_random_percent(r, 70);
        break;
    case NTM_K_GRADE:
    case NTM_K_CHOICE:
        out.code = field->scale->codes[test_random_below(r, field->scale->count)];
        if (test_random_percent(r, 3))
            out.code = "nobody-knows";
        break;
    case NTM_K_DATE:
        out.date = 19700 - (ntm_date)test_random_below(r, test_random_percent(r, 50) ? 40 : 900);
        break;
    default:
        break;
    }
    return out;
}

/* How good the figures of a world are, in percent. */
typedef struct quality {
    uint32_t missing, bounds;
} quality;

static void observe(test_world *w, test_random *r, quality q, const char *unit, ntm_level level)
{
    for (uint32_t i = 0; i < ntm_dictionary_field_count(w->dictionary); i++) {
        const ntm_field *field = ntm_dictionary_field(w->dictionary, i);
        ntm_observation o = {.unit = unit, .field = field->name, .as_of = 19500};
        if (!(field->levels & NTM_LEVEL_BIT(level)) || test_random_percent(r, q.missing))
            continue;
        o.value = random_value(r, field, q.bounds);
        ntm_dataset_add_observation(w->dataset, &o);
        if (test_random_percent(r, 50)) { /* the year before */
            o.as_of -= 366;
            o.value = random_value(r, field, q.bounds);
            ntm_dataset_add_observation(w->dataset, &o);
        }
    }
    for (unsigned i = 0; level == NTM_LEVEL_COMMUNE && i < 3; i++) {
        static const char *const SHARES[] = {"c.n0/c.n1", "c.n2/c.n1", "c.km0/c.km1"};
        ntm_observation o = {.unit = unit, .field = SHARES[i], .as_of = 19500};
        if (test_random_percent(r, 40))
            continue;
        o.value = random_value(r, ntm_dictionary_find(w->dictionary, "c.share"), q.bounds);
        ntm_dataset_add_observation(w->dataset, &o);
    }
}

static void add_unit(test_world *w, test_random *r, quality q, const char *code, ntm_level level,
                     const char *parent)
{
    ntm_unit unit = {.code = code,
                     .level = level,
                     .name = code,
                     .parent = parent,
                     .valid_from = NTM_DATE_MIN,
                     .valid_to = NTM_DATE_MAX};
    ntm_dataset_add_unit(w->dataset, &unit);
    observe(w, r, q, code, level);
}

/* Days of a random world: figures are of 19500 (and the year before), it is looked at on 19722. */
enum { MERGER = 19600 };

/* A commune that a merger made of one to three, with figures of its own only here and there. */
static void add_merged(test_world *w, test_random *r, quality q, const char *code,
                       const char *parent)
{
    static const char *const confirmed[] = {"", "A"};
    char older[48];
    ntm_unit unit = {.code = code,
                     .level = NTM_LEVEL_COMMUNE,
                     .name = code,
                     .parent = parent,
                     .valid_from = MERGER,
                     .valid_to = NTM_DATE_MAX};
    size_t first = w->dataset->nobservations;
    ntm_dataset_add_unit(w->dataset, &unit);
    observe(w, r, (quality){.missing = 80, .bounds = q.bounds}, code, NTM_LEVEL_COMMUNE);
    for (; first < w->dataset->nobservations; first++)
        w->dataset->observations[first].as_of += MERGER - 19500;
    for (uint32_t p = 1 + test_random_below(r, 3); p-- > 0;) {
        snprintf(older, sizeof older, "%s.o%u", code, p);
        unit.code = unit.name = older;
        unit.valid_from = NTM_DATE_MIN;
        unit.valid_to = MERGER - 1;
        ntm_dataset_add_unit(w->dataset, &unit);
        observe(w, r, q, older, NTM_LEVEL_COMMUNE);
        ntm_succession row = {.predecessor = older,
                              .successor = code,
                              .effective = MERGER,
                              .extent = test_random_percent(r, 90) ? NTM_EXTENT_WHOLE
                                                                   : NTM_EXTENT_UNKNOWN,
                              .confirmed = confirmed[test_random_percent(r, 50)]};
        ntm_dataset_add_succession(w->dataset, &row);
    }
}

static void add_units(test_world *w, test_random *r, const test_world_size *size)
{
    char code[32], parent[32], below[48];
    static const uint32_t MISSING[] = {0, 2, 10, 40};
    quality q = {.missing = MISSING[test_random_below(r, 4)],
                 .bounds = test_random_percent(r, 50) ? 6 : 0};
    bool districts = test_random_percent(r, 60), mixed = test_random_percent(r, 15);
    bool villages = test_random_percent(r, 90), alone = test_random_percent(r, 10);
    bool merged = test_random_percent(r, 30);
    add_unit(w, r, q, "p", NTM_LEVEL_PROVINCE, NULL);
    for (int d = 0; districts && d < 3; d++) {
        snprintf(code, sizeof code, "d%d", d);
        add_unit(w, r, q, code, NTM_LEVEL_DISTRICT, "p");
    }
    for (uint32_t c = 0; c < size->communes; c++) {
        snprintf(code, sizeof code, "c%05u", c);
        snprintf(parent, sizeof parent, "d%u", test_random_below(r, 3));
        bool under_district = districts && !(mixed && test_random_percent(r, 30));
        const char *above = alone ? NULL : under_district ? parent : "p";
        if (merged && test_random_percent(r, 30))
            add_merged(w, r, q, code, above);
        else
            add_unit(w, r, q, code, NTM_LEVEL_COMMUNE, above);
        uint32_t n = villages ? test_random_below(r, size->most_villages + 1) : 0;
        if (n && test_random_percent(r, 3))
            n *= 20;
        for (uint32_t v = 0; v < n; v++) {
            snprintf(below, sizeof below, "%s.v%03u", code, v);
            add_unit(w, r, q, below, NTM_LEVEL_VILLAGE, code);
        }
        for (uint32_t p = test_random_below(r, 3); p-- > 0;) {
            snprintf(below, sizeof below, "%s.p%u", code, p);
            add_unit(w, r, q, below, NTM_LEVEL_PRODUCT, code);
        }
        if (test_random_percent(r, 20)) {
            ntm_title title = {.unit = code,
                               .title = "xa-ntm",
                               .date = 19000,
                               .expires = NTM_DATE_MAX,
                               .withdrawn = NTM_DATE_MAX};
            ntm_dataset_add_title(w->dataset, &title);
        }
    }
}

/* --- the whole ------------------------------------------------------------------------------- */

test_world *test_world_empty(void)
{
    test_world *w = calloc(1, sizeof *w);
    ntm_diags diags = {0};
    json_t *json = dictionary();
    if (ntm_dictionary_read(json, &w->dictionary, &diags) != NTM_OK)
        fail_msg("%s", diags.items[0].message);
    json_decref(json);
    w->arena = ntm_arena_new();
    w->dataset = ntm_dataset_new();
    w->document = (ntm_document){.id = "t/1/2022/QĐ",
                                 .folder = "t",
                                 .number = "1/2022/QĐ",
                                 .level = NTM_LEVEL_COMMUNE,
                                 .effective = NTM_DATE_MIN,
                                 .expires = NTM_DATE_MAX,
                                 .fields = w->dictionary,
                                 .graph = ntm_graph_new(w->arena),
                                 .zone_by = NTM_NO_REF};
    return w;
}

void test_world_build(test_world *w)
{
    ntm_diags diags = {0};
    ntm_choice choice = {.as_of = 19722, /* 2023-12-31 */
                         .year = 2023,
                         .known_import = INT64_MAX,
                         .assessor_order = INT_MAX};
    if (ntm_frame_build(&w->document, w->dataset, &choice, NULL, 0, &w->frame, &diags) != NTM_OK)
        fail_msg("seed %llu: %s", (unsigned long long)w->seed, diags.items[0].message);
    ntm_diags_clear(&diags);
}

test_world *test_world_new(uint64_t seed, const test_world_size *size)
{
    test_world *w = test_world_empty();
    test_random r = {.state = seed};
    w->seed = seed;
    add_units(w, &r, size);
    test_random_document(w, &r, size);
    test_world_build(w);
    return w;
}

void test_world_free(test_world *w)
{
    ntm_frame_free(w->frame);
    ntm_dataset_free(w->dataset);
    ntm_dictionary_free(w->dictionary);
    ntm_arena_free(w->arena);
    free(w);
}

void test_print_node(const ntm_graph *graph, ntm_ref ref, int depth)
{
    const ntm_node *node = ntm_graph_node(graph, ref);
    char text[NTM_DECIMAL_TEXT];
    print_message("%*s%u %s", depth * 2, "", ref, ntm_op_name(node->op));
    if (node->field)
        print_message(" %s", node->field->name);
    if (node->op == NTM_OP_NUMBER)
        print_message(" %s", ntm_decimal_format(node->number, text));
    if (node->op == NTM_OP_DATE)
        print_message(" %d", node->date);
    if (node->n)
        print_message(" n %d", node->n);
    for (uint32_t i = 0; i < node->nkeys; i++)
        print_message(" %s", node->keys[i]);
    print_message("\n");
    for (uint32_t i = 0; i < node->nargs; i++)
        test_print_node(graph, node->args[i], depth + 1);
}
