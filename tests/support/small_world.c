/* tests/support/small_world.c */
#include "support/small_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

void test_unit(test_world *w, const char *code, ntm_level level, const char *parent)
{
    ntm_unit unit = {.code = code,
                     .level = level,
                     .name = code,
                     .parent = parent,
                     .valid_from = NTM_DATE_MIN,
                     .valid_to = NTM_DATE_MAX};
    ntm_dataset_add_unit(w->dataset, &unit);
}

static void set_number(ntm_value *value, const char *text)
{
    ntm_decimal number;
    bool low = strncmp(text, ">=", 2) == 0, high = strncmp(text, "<=", 2) == 0;
    assert_int_equal(ntm_decimal_parse(text + (low || high ? 2 : 0), &number), NTM_DECIMAL_OK);
    value->kind = NTM_K_NUMBER;
    value->has_low = !high;
    value->has_high = !low;
    value->low = value->high = number;
}

void test_figure(test_world *w, const char *unit, const char *field, const char *text)
{
    const ntm_field *found = ntm_dictionary_find(w->dictionary, field);
    ntm_observation o = {.unit = unit, .field = field, .as_of = 19500};
    assert_true(found || strchr(field, '/'));
    o.value.kind = found ? found->kind : NTM_K_NUMBER;
    switch (o.value.kind) {
    case NTM_K_NUMBER:
        set_number(&o.value, text);
        break;
    case NTM_K_YES_NO:
        o.value.yes = strcmp(text, "yes") == 0;
        break;
    case NTM_K_DATE:
        assert_true(ntm_date_parse_iso(text, &o.value.date));
        break;
    default:
        o.value.code = text;
        break;
    }
    ntm_dataset_add_observation(w->dataset, &o);
}

ntm_ref test_node(test_world *w, ntm_node node)
{
    ntm_ref ref = NTM_NO_REF;
    ntm_diags diags = {0};
    if (ntm_graph_add(w->document.graph, &node, NTM_NOWHERE, &ref, &diags) != NTM_OK)
        fail_msg("%s", diags.items[0].message);
    ntm_diags_clear(&diags);
    return ref;
}

ntm_ref test_field(test_world *w, const char *name)
{
    const ntm_field *field = ntm_dictionary_find(w->dictionary, name);
    assert_non_null(field);
    return test_node(w, (ntm_node){.op = NTM_OP_FIELD, .field = field});
}

ntm_ref test_number(test_world *w, const char *value, const char *measure)
{
    ntm_node node = {.op = NTM_OP_NUMBER, .type = {.measure = measure}};
    assert_int_equal(ntm_decimal_parse(value, &node.number), NTM_DECIMAL_OK);
    return test_node(w, node);
}

ntm_ref test_op1(test_world *w, ntm_op op, ntm_ref a)
{
    return test_node(w, (ntm_node){.op = op, .nargs = 1, .args = &a});
}

ntm_ref test_op2(test_world *w, ntm_op op, ntm_ref a, ntm_ref b)
{
    return test_node(w, (ntm_node){.op = op, .nargs = 2, .args = (ntm_ref[]){a, b}});
}

ntm_ref test_op3(test_world *w, ntm_op op, ntm_ref a, ntm_ref b, ntm_ref c)
{
    return test_node(w, (ntm_node){.op = op, .nargs = 3, .args = (ntm_ref[]){a, b, c}});
}

ntm_ref test_children(test_world *w, ntm_op op, ntm_level level, ntm_ref a)
{
    return test_node(w, (ntm_node){.op = op, .level = level, .nargs = a != NTM_NO_REF, .args = &a});
}

void test_zones(test_world *w)
{
    static const char *const ZONES[] = {"zone1", "zone2"};
    ntm_graph_set_zones(w->document.graph, 2, ZONES);
    w->document.zone_scheme = "zones";
    w->document.zone_by = test_field(w, "c.zone0");
}

ntm_ref test_by_zone(test_world *w, ntm_ref zone1, ntm_ref zone2)
{
    static const char *const ZONES[] = {"zone1", "zone2"};
    return test_node(w, (ntm_node){.op = NTM_OP_BY_ZONE,
                                   .nargs = 2,
                                   .args = (ntm_ref[]){zone1, zone2},
                                   .nkeys = 2,
                                   .keys = ZONES});
}

void test_indicator(test_world *w, ntm_ref pass, ntm_ref applies)
{
    uint32_t n = w->document.nindicators;
    ntm_indicator *all = ntm_arena_array(w->arena, n + 1, sizeof *all);
    if (n)
        memcpy(all, w->document.indicators, n * sizeof *all);
    all[n] = (ntm_indicator){.number = ntm_arena_printf(w->arena, "1.%u", n + 1),
                             .text = "",
                             .pass = pass,
                             .applies = applies,
                             .basis = "assumed"};
    w->document.indicators = all;
    w->document.nindicators = n + 1;
}
