/* Every word of the language: what it becomes in the document. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "model/tri.h"
#include "support/script.h"

/* ---- a node as text: at_least(percent(road.paved_km, road.total_km), 80 percent) ---- */

static void show(const ntm_graph *graph, ntm_ref ref, ntm_strbuf *out)
{
    const ntm_node *node = ntm_graph_node(graph, ref);
    char text[NTM_DECIMAL_TEXT], date[NTM_DATE_TEXT];
    switch (node->op) {
    case NTM_OP_FIELD:
        ntm_strbuf_puts(out, node->field->name);
        return;
    case NTM_OP_NUMBER:
        ntm_strbuf_printf(out, "%s %s", ntm_decimal_format(node->number, text), node->type.measure);
        return;
    case NTM_OP_GRADE:
    case NTM_OP_CHOICE:
        ntm_strbuf_printf(out, "%s.%s", node->type.scale->name, node->text);
        return;
    case NTM_OP_DATE:
        ntm_strbuf_puts(out, ntm_date_format(node->date, date));
        return;
    case NTM_OP_TRUTH:
        ntm_strbuf_puts(out, node->n == NTM_PASS ? "pass" : "fail");
        return;
    default:
        break;
    }
    ntm_strbuf_puts(out, ntm_op_name(node->op));
    if (node->level != NTM_LEVEL_NONE)
        ntm_strbuf_printf(out, "@%s", ntm_level_code(node->level));
    if (node->text)
        ntm_strbuf_printf(out, "'%s'", node->text);
    if (node->n)
        ntm_strbuf_printf(out, "#%d", node->n);
    for (int i = 0; node->points && i < 4; i++)
        ntm_strbuf_printf(out, "%c%s", i ? ' ' : '<', ntm_decimal_format(node->points[i], text));
    ntm_strbuf_puts(out, node->points ? ">" : "");
    ntm_strbuf_puts(out, node->nargs ? "(" : "");
    for (uint32_t i = 0, k = 0; i < node->nargs; i++) {
        ntm_strbuf_puts(out, i ? ", " : "");
        if (node->nkeys && i >= node->nargs - node->nkeys)
            ntm_strbuf_printf(out, "%s=", node->keys[k++]);
        show(graph, node->args[i], out);
    }
    ntm_strbuf_puts(out, node->nargs ? ")" : "");
}

static const struct {
    const char *written, *becomes;
} EXPRESSIONS[] = {
    /* numbers take the other side's unit */
    {"percent(f.road.paved_km, f.road.total_km):at_least(80)",
     "at_least(percent(road.paved_km, road.total_km), 80 percent)"},
    {"f.road.total_km:more_than(0.5)", "more_than(road.total_km, 0.5 km)"},
    {"f.people.total:less_than(-3)", "less_than(people.total, -3 person)"},
    {"f.income:at_least(million_vnd(42))", "at_least(income, 42000000 VND/person/year)"},
    {"f.income:at_least(thousand_vnd(42.5))", "at_least(income, 42500 VND/person/year)"},
    {"f.debt:at_most(vnd(0))", "at_most(debt, 0 VND)"},
    {"f.debt:at_most(billion_vnd(1.5))", "at_most(debt, 1500000000 VND)"},
    {"f.water:at_least(unit(60, 'litre/person/day'))", "at_least(water, 60 litre/day/person)"},
    {"f.road.total_km:at_least(unit(500, 'm'))", "at_least(road.total_km, 0.5 km)"},
    {"f.farm_ha:at_least(unit(1500, 'm2'))", "at_least(farm_ha, 0.15 ha)"},
    {"(f.farm_ha + f.park_m2):at_least(1)",
     "at_least(add(farm_ha, mul(park_m2, 0.0001 ha/m2)), 1 ha)"},
    {"ratio(f.park_m2, f.people.total):at_least(unit(2, 'm2/person'))",
     "at_least(ratio(park_m2, people.total), 2 m2/person)"},
    {"percent(f.road.paved_km, f.road.total_km):at_least(ratio(100, 3))",
     "at_least(percent(road.paved_km, road.total_km), ratio(100 percent, 3 1))"},
    {"f.road.total_km:at_least(max(2, by_zone { zone1 = 1, zone2 = 3 }))",
     "at_least(road.total_km, max(2 km, by_zone(zone1=1 km, zone2=3 km)))"},
    {"f.income:at_least(by_year { [2023] = million_vnd(45), [2022] = million_vnd(42) })",
     "at_least(income, by_year(2022=42000000 VND/person/year, 2023=45000000 VND/person/year))"},
    {"f.income:at_least(by_year { [2022] = by_zone { zone1 = million_vnd(4), zone2 = vnd(5) } })",
     "at_least(income, by_year(2022=by_zone(zone1=4000000 VND/person/year, zone2=5 "
     "VND/person/year)))"},
    {"f.income:at_least(by_year { [2022] = million_vnd(1) } * 2)",
     "at_least(income, mul(by_year(2022=1000000 VND/person/year), 2 1))"},
    {"f.road.total_km:at_least(since { ['2023-01-01'] = 2, ['2022-08-01'] = 1 })",
     "at_least(road.total_km, since(2022-08-01=1 km, 2023-01-01=2 km))"},
    {"f.road.total_km:at_least(choose(f.zone, { zone2 = 2, zone1 = 1 }))",
     "at_least(road.total_km, choose(zone, zone1=1 km, zone2=2 km))"},
    {"f.road.total_km:at_least(choose(f.grade, { bad = 3, good = 2, best = 1 }))",
     "at_least(road.total_km, choose(grade, bad=3 km, good=2 km, best=1 km))"},
    {"f.road.total_km:at_least(when(yes(f.school), 1, 2))",
     "at_least(road.total_km, when(yes(school), 1 km, 2 km))"},
    {"f.road.total_km:at_least(not_known('chưa thấy'))",
     "at_least(road.total_km, not_known'chưa thấy')"},
    {"f.road.total_km:between(1, f.road.paved_km)", "between(road.total_km, 1 km, road.paved_km)"},
    {"year():at_least(2023)", "at_least(year, 2023 year)"},
    /* arithmetic */
    {"(f.people.male + f.people.female):is(f.people.total)",
     "is(add(people.male, people.female), people.total)"},
    {"(f.people.total - 5):at_least(0)", "at_least(sub(people.total, 5 person), 0 person)"},
    {"(f.road.total_km * 2):at_least(3)", "at_least(mul(road.total_km, 2 1), 3 km)"},
    {"(2 * f.road.total_km):at_least(3)", "at_least(mul(2 1, road.total_km), 3 km)"},
    {"(f.road.total_km / 2):at_least(3)", "at_least(ratio(road.total_km, 2 1), 3 km)"},
    {"(-f.road.total_km):at_most(3)", "at_most(mul(road.total_km, -1 1), 3 km)"},
    {"sum { f.people.male, f.people.female, 1 }:at_least(3)",
     "at_least(add(people.male, people.female, 1 person), 3 person)"},
    {"sum(f.people.male, f.people.female):at_least(3)",
     "at_least(add(people.male, people.female), 3 person)"},
    {"min(f.road.total_km, 5):at_least(3)", "at_least(min(road.total_km, 5 km), 3 km)"},
    {"round(f.road.total_km, 1):at_least(3)", "at_least(round#1(road.total_km), 3 km)"},
    {"first_known(f.people.total, 0):at_least(1)",
     "at_least(first_known(people.total, 0 person), 1 person)"},
    {"previous(f.people.total):at_least(1)", "at_least(previous(people.total), 1 person)"},
    {"linear(f.road.total_km, { 25, 0 }, { 75, 7 }):at_least(3)",
     "at_least(linear<25 0 75 7>(road.total_km), 3 1)"},
    {"first_of { { yes(f.school), 5 }, { 0 } }:at_least(3)",
     "at_least(first_of(yes(school), 5 1, 0 1), 3 1)"},
    /* grades, choices, dates */
    {"f.grade:at_least('good')", "at_least(grade, task_grade.good)"},
    {"f.grade:is(grade('task_grade', 'good'))", "is(grade, task_grade.good)"},
    {"max(f.grade, 'good'):is_not('bad')", "is_not(max(grade, task_grade.good), task_grade.bad)"},
    {"f.grade:at_least(by_zone { zone1 = 'good', zone2 = 'best' })",
     "at_least(grade, by_zone(zone1=task_grade.good, zone2=task_grade.best))"},
    {"f.zone:is('zone1')", "is(zone, zoned.zone1)"},
    {"f.zone:is(choice('zoned', 'zone1'))", "is(zone, zoned.zone1)"},
    {"f.plan.approved_on:on_or_before(f.plan.deadline)",
     "on_or_before(plan.approved_on, plan.deadline)"},
    {"f.plan.approved_on:on_or_after('2020-01-31')", "on_or_after(plan.approved_on, 2020-01-31)"},
    {"f.plan.approved_on:on_or_before(date '2020-01-31')",
     "on_or_before(plan.approved_on, 2020-01-31)"},
    {"f.plan.approved_on:on_or_before(as_of())", "on_or_before(plan.approved_on, as_of)"},
    {"f.plan.approved_on:within(36, 'months')", "within#36(plan.approved_on)"},
    /* conditions */
    {"yes(f.school) & no(f.market)", "all_of(yes(school), no(market))"},
    {"yes(f.school) | ~yes(f.market)", "any_of(yes(school), none_of(yes(market)))"},
    {"all_of { yes(f.school), yes(f.market) }", "all_of(yes(school), yes(market))"},
    {"any_of { yes(f.school), yes(f.market) }", "any_of(yes(school), yes(market))"},
    {"none_of { yes(f.school), yes(f.market) }", "none_of(yes(school), yes(market))"},
    {"at_least_n_of(1, { yes(f.school), yes(f.market) })",
     "at_least_n_of#1(yes(school), yes(market))"},
    {"if_any(f.farm_ha:more_than(0), yes(f.school))",
     "if_any(more_than(farm_ha, 0 ha), yes(school))"},
    {"part('trường', yes(f.school))", "part'trường'(yes(school))"},
    {"known(f.school)", "known(school)"},
    {"yes(not_known('?'))", "yes(not_known'?')"},
    {"when(yes(f.school), yes(f.market), always)", "when(yes(school), yes(market), pass)"},
    {"by_zone { zone1 = yes(f.school), zone2 = never }", "by_zone(zone1=yes(school), zone2=fail)"},
    {"both_sexes(function(sex) return percent(f.insured[sex], f.people[sex]):at_least(90) end)",
     "all_of(part'nam'(at_least(percent(insured.male, people.male), 90 percent)), "
     "part'nữ'(at_least(percent(insured.female, people.female), 90 percent)))"},
    /* units below and above */
    {"villages:count():at_least(3)", "at_least(child_count@village, 3 village)"},
    {"villages:count_where(yes(f.house)):at_least(3)",
     "at_least(child_count_where@village(yes(house)), 3 village)"},
    {"villages:percent_where(yes(f.house)):at_least(70)",
     "at_least(child_percent_where@village(yes(house)), 70 percent)"},
    {"villages:sum(f.people.total):at_least(3)",
     "at_least(child_sum@village(people.total), 3 person)"},
    {"villages:least(f.income):at_least(million_vnd(1))",
     "at_least(child_least@village(income), 1000000 VND/person/year)"},
    {"villages:greatest(f.income):at_least(million_vnd(1))",
     "at_least(child_greatest@village(income), 1000000 VND/person/year)"},
    {"villages:all(yes(f.house))", "child_all@village(yes(house))"},
    {"villages:any(yes(f.house))", "child_any@village(yes(house))"},
    {"children 'product':count():at_least(1)", "at_least(child_count@product, 1 product)"},
    {"villages:percent_meeting '41/2022/QĐ-UBND':at_least(50)",
     "at_least(child_percent_where@village(meets'41/2022/QĐ-UBND'), 50 percent)"},
    {"villages:percent_holding 'thon':at_least(50)",
     "at_least(child_percent_where@village(holds'thon'), 50 percent)"},
    /* other decisions, titles */
    {"meets '32/2022' & meets_current 'xa-ntm' & qualifies '33/2022' & holds 'xa-ntm'",
     "all_of(all_of(all_of(meets'32/2022', meets_current'xa-ntm'), qualifies'33/2022'), "
     "holds'xa-ntm')"},
    /* helpers */
    {"(use 'shares').paved(80)", "at_least(percent(road.paved_km, road.total_km), 80 percent)"},
};

static void test_expressions(void **state)
{
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof EXPRESSIONS / sizeof *EXPRESSIONS; i++) {
        ntm_load load = test_script_pass(EXPRESSIONS[i].written);
        ntm_strbuf shown = {0};
        if (load.document)
            show(load.document->graph, load.document->indicators[0].pass, &shown);
        if (strcmp(ntm_strbuf_text(&shown), EXPRESSIONS[i].becomes) != 0) {
            print_error("%s\n  becomes:  %s\n  expected: %s\n%s", EXPRESSIONS[i].written,
                        ntm_strbuf_text(&shown), EXPRESSIONS[i].becomes,
                        test_script_findings(&load));
            wrong++;
        }
        ntm_strbuf_clear(&shown);
        ntm_load_clear(&load);
    }
    assert_int_equal(wrong, 0);
}

/* ---- whole documents ---- */

static void expect_document(const char *script, const char *expected)
{
    char *found = test_script_document(script, false);
    /* the expectation is written with ' for " and without the fields */
    json_t *json = json_loads(found, 0, NULL), *want;
    ntm_strbuf text = {0};
    for (const char *p = expected; *p; p++)
        ntm_strbuf_putc(&text, (char)(*p == '\'' ? '"' : *p));
    json_error_t error;
    want = json_loads(text.data, 0, &error);
    if (!want)
        fail_msg("the expectation: %s at %d", error.text, error.position);
    json_object_del(json, "fields");
    json_object_del(json, "scales");
    if (!json_equal(json, want)) {
        char *shown = json_dumps(json, JSON_SORT_KEYS);
        print_error("%s\n", shown);
        free(shown);
        fail_msg("another document than expected");
    }
    json_decref(json);
    json_decref(want);
    ntm_strbuf_clear(&text);
    free(found);
}

static void test_a_decision_with_all_that_it_may_have(void **state)
{
    (void)state;
    expect_document(
        "return decision '32/2022/QĐ-UBND' { title = 'Bộ', issuer = 'UBND', scope = '38',\n"
        " level = 'commune', series = 'xa', effective = '2022-08-01', expires = '2025-12-31',\n"
        " basis = 'assumed', declares = { criteria = 1, indicators = 2, years = { 2022, 2023 } },\n"
        " constructed = true, incomplete = true, replaces = { '1/2018' },\n"
        " continue_until = '2026-06-30',\n"
        " zoning = zone_scheme 'z' { keys = { 'zone1', 'zone2' }, by = f.zone, vi = 'V', basis = "
        "'seed' },\n"
        " criterion(5, 'Trường') {\n"
        "  indicator '5.1' { 'một', pass = yes(f.school), applies = f.farm_ha:more_than(0),\n"
        "   basis = 'found', source = 's', cite = 'c', note = 'n' },\n"
        "  indicator '5.2' { 'hai', pass = yes(f.market), basis = 'gazette' } },\n"
        " requires 'đạt chuẩn' { pass = holds 'xa', basis = 'recalled' },\n"
        " condition 'không nợ' { pass = f.debt:at_most(vnd(0)), applies = always, basis = 'seed',\n"
        "  note = 'n', source = 's' },\n"
        " withdrawal 'thu hồi' { applies = holds 'xa', when = failed_share():at_least(50) | "
        "fails(5),\n"
        "  basis = 'found' } }",
        "{'schema': 'ntm.decision/1', 'kind': 'decision', 'id': 'test/32/2022/QĐ-UBND', 'folder': "
        "'test', 'number': '32/2022/QĐ-UBND', 'slug': 't', 'title': 'Bộ', 'issuer': 'UBND',"
        " 'scope': '38', 'level': 'commune', 'series': 'xa', 'effective': '2022-08-01', 'expires': "
        "'2025-12-31', 'dates_basis': 'assumed', 'constructed': true, 'incomplete': true,"
        " 'declares': {'criteria': 1, 'indicators': 2, 'years': [2022, 2023]}, 'replaces': "
        "['1/2018'], 'continue_until': '2026-06-30',"
        " 'zoning': {'scheme': 'z', 'keys': ['zone1', 'zone2'], 'by': 17, 'basis': 'seed'},"
        " 'nodes': [{'op': 'field', 'field': 'school'}, {'op': 'yes', 'args': [0]},"
        "  {'op': 'field', 'field': 'farm_ha'}, {'op': 'number', 'value': '0', 'unit': 'ha'},"
        "  {'op': 'more_than', 'args': [2, 3]}, {'op': 'field', 'field': 'market'},"
        "  {'op': 'yes', 'args': [5]}, {'op': 'holds', 'title': 'xa'}, {'op': 'field', 'field': "
        "'debt'},"
        "  {'op': 'number', 'value': '0', 'unit': 'VND'}, {'op': 'at_most', 'args': [8, 9]},"
        "  {'op': 'truth', 'value': 'pass'}, {'op': 'failed_share'}, {'op': 'number', 'value': "
        "'50',"
        "   'unit': 'percent'}, {'op': 'at_least', 'args': [12, 13]}, {'op': 'fails', 'n': 5},"
        "  {'op': 'any_of', 'args': [14, 15]}, {'op': 'field', 'field': 'zone'}],"
        " 'criteria': [{'number': 5, 'name': 'Trường', 'indicators': ["
        "  {'number': '5.1', 'text': 'một', 'pass': 1, 'applies': 4, 'basis': 'found', 'source': "
        "'s',"
        "   'cite': 'c', 'note': 'n'}, {'number': '5.2', 'text': 'hai', 'pass': 6, 'basis': "
        "'gazette'}]}],"
        " 'requires': [{'name': 'đạt chuẩn', 'pass': 7, 'basis': 'recalled'}],"
        " 'conditions': [{'name': 'không nợ', 'pass': 10, 'applies': 11, 'basis': 'seed', 'note': "
        "'s; "
        "n'}],"
        " 'withdrawal': [{'name': 'thu hồi', 'when': 16, 'applies': 7, 'basis': 'found'}]}");
}

static void test_points(void **state)
{
    (void)state;
    expect_document(
        "return decision '1/2023' { level = 'commune', scored {\n"
        " part('A', { max = 40, floor = 10.5 }, {\n"
        "  item 'A1' { 'một', points = first_of { { yes(f.school), 5 }, { 0 } }, basis = 'seed' "
        "},\n"
        "  item 'A2' { 'hai', points = linear(f.road.total_km, { 1, 0 }, { 3, 7.5 }),\n"
        "   excludes = no(f.market), basis = 'assumed' } }),\n"
        " bands = { { 90, 'sao_5' }, { 30, 'sao_2' } }, below = 'sao_1' } }",
        "{'schema': 'ntm.decision/1', 'kind': 'decision', 'id': 'test/1/2023', 'folder': 'test',"
        " 'number': '1/2023', 'slug': 't', 'level': 'commune',"
        " 'nodes': [{'op': 'field', 'field': 'school'}, {'op': 'yes', 'args': [0]}, {'op': "
        "'number',"
        "  'value': '5'}, {'op': 'number', 'value': '0'}, {'op': 'first_of', 'args': [1, 2, 3]},"
        "  {'op': 'field', 'field': 'road.total_km'}, {'op': 'linear', 'args': [5], 'points': "
        "['1', "
        "'0', '3', '7.5']}, {'op': 'field', 'field': 'market'}, {'op': 'no', 'args': [7]}],"
        " 'scored': {'parts': [{'label': 'A', 'max': '40', 'floor': '10.5', 'items': ["
        "  {'number': 'A1', 'text': 'một', 'points': 4, 'basis': 'seed'},"
        "  {'number': 'A2', 'text': 'hai', 'points': 6, 'excludes': 8, 'basis': 'assumed'}]}],"
        "  'bands': [{'from': '90', 'code': 'sao_5'}, {'from': '30', 'code': 'sao_2'}], 'below': "
        "'sao_1'}}");
}

static void test_an_amendment(void **state)
{
    (void)state;
    expect_document(
        "return amendment '9/2023' { amends = '32/2022', effective = '2023-07-01', expires = "
        "'2026-12-31', constructed = true, title = 'Sửa',\n"
        " replace = { indicator '15.1' { 'mới', pass = yes(f.school), basis = 'seed' },\n"
        "  condition 'không nợ' { pass = yes(f.market), basis = 'seed' } },\n"
        " repeal = { '16.1', criterion(7), condition 'hài lòng' },\n"
        " add = { criterion(20, 'Thêm') { indicator '20.1' { 'x', pass = yes(f.market), basis = "
        "'seed' } }, indicator '15.9' { 'y', pass = no(f.market), basis = 'seed' } } }",
        "{'schema': 'ntm.decision/1', 'kind': 'amendment', 'id': 'test/9/2023', 'folder': 'test',"
        " 'number': '9/2023', 'slug': 't', 'title': 'Sửa', 'level': 'commune', 'amends': '32/2022',"
        " 'effective': '2023-07-01', 'expires': '2026-12-31', 'constructed': true,"
        " 'nodes': [{'op': 'field', 'field': 'school'}, {'op': 'yes', 'args': [0]}, {'op': 'field',"
        "  'field': 'market'}, {'op': 'no', 'args': [2]}, {'op': 'yes', 'args': [2]}],"
        " 'criteria': [{'number': 15, 'indicators': [{'number': '15.1', 'text': 'mới', 'pass': 1,"
        "   'basis': 'seed'}, {'number': '15.9', 'text': 'y', 'pass': 3, 'basis': 'seed'}]},"
        "  {'number': 20, 'name': 'Thêm', 'indicators': [{'number': '20.1', 'text': 'x', 'pass': 4,"
        "   'basis': 'seed'}]}],"
        " 'conditions': [{'name': 'không nợ', 'pass': 4, 'basis': 'seed'}],"
        " 'changes': {'replace': [{'indicator': '15.1', 'criterion': 15}, {'condition': 'không "
        "nợ'}],"
        "  'repeal': [{'indicator': '16.1'}, {'criterion': 7}, {'condition': 'hài lòng'}],"
        "  'add': [{'indicator': '20.1', 'criterion': 20}, {'indicator': '15.9', 'criterion': "
        "15}]}}");
}

static void test_findings(void **state)
{
    (void)state;
    expect_document(
        "return findings 'plausible' { title = 'Hợp lý', level = 'commune',\n"
        " finding 'more-men' { when = f.people.male:more_than(f.people.total), text = 'nhiều nam' "
        "},\n"
        " finding 'no-house' { level = 'village', when = no(f.house), text = 'không nhà' } }",
        "{'schema': 'ntm.decision/1', 'kind': 'findings', 'id': 'test/plausible', 'folder': 'test',"
        " 'number': 'plausible', 'slug': 't', 'title': 'Hợp lý', 'level': 'commune',"
        " 'nodes': [{'op': 'field', 'field': 'people.male'}, {'op': 'field', 'field': "
        "'people.total'},"
        "  {'op': 'more_than', 'args': [0, 1]}, {'op': 'field', 'field': 'house'}, {'op': 'no', "
        "'args': [3]}],"
        " 'findings': [{'code': 'more-men', 'text': 'nhiều nam', 'level': 'commune', 'when': 2},"
        "  {'code': 'no-house', 'text': 'không nhà', 'level': 'village', 'when': 4}]}");
}

static void test_a_zone_may_be_a_rule(void **state)
{
    (void)state;
    char *document = test_script_document(
        "return decision '1/2026' { level = 'commune',\n"
        " zoning = zone_scheme 'nhom' { keys = { 'a', 'b', 'c' }, basis = 'found',\n"
        "  by = when(percent(f.farm_ha, f.farm_ha):less_than(10), 'a', when(yes(f.school), 'b', "
        "'c')) },\n"
        " criterion(1, 'A') { indicator '1.1' { 't', basis = 'seed', pass =\n"
        "  f.road.total_km:at_least(by_zone { a = 1, b = 2, c = 3 }) } } }",
        false);
    assert_non_null(strstr(
        document, "\"scales\":{\"nhom\":{\"codes\":[\"a\",\"b\",\"c\"],\"ordered\":false}}"));
    free(document);
}

static void test_evidence_is_a_list_and_what_it_rests_on(void **state)
{
    (void)state;
    char *document = test_script_document(
        "return decision '1/2026' { level = 'commune', criterion(1, 'A') {\n"
        " indicator '1.1' { 't', basis = 'seed', pass = yes(f.school), evidence = 'bao-cao' },\n"
        " indicator '1.2' { 't', basis = 'seed', pass = yes(f.school),\n"
        "  evidence = { 'nghiem-thu', 'bao-cao', basis = 'gazette' } },\n"
        " indicator '1.3' { 't', basis = 'seed', pass = yes(f.school),\n"
        "  evidence = { 'nghiem-thu', basis = 'assumed' } },\n"
        " indicator '1.4' { 't', basis = 'seed', pass = yes(f.school) } } }",
        false);
    static const char *const has[] = {
        "{\"basis\":\"seed\",\"evidence\":[\"bao-cao\"],\"number\":\"1.1\"",
        "{\"basis\":\"seed\",\"evidence\":[\"nghiem-thu\",\"bao-cao\"],"
        "\"evidence_basis\":\"gazette\",\"number\":\"1.2\"",
        "{\"basis\":\"seed\",\"evidence\":[\"nghiem-thu\"],\"number\":\"1.3\"",
        "{\"basis\":\"seed\",\"number\":\"1.4\"", /* the hash of what asks for none stays */
    };
    for (size_t i = 0; i < sizeof has / sizeof *has; i++)
        if (!strstr(document, has[i]))
            fail_msg("%s is missing in %s", has[i], document);
    free(document);
}

static void test_places_and_what_was_said_of_zero(void **state)
{
    (void)state;
    char *document = test_script_document(
        "local s = use 'shares'\n"
        "return decision '1/2026' { level = 'commune',\n"
        " criterion(1, 'A') {\n"
        "  indicator '1.1' { 't', basis = 'seed',\n"
        "   pass = percent(f.road.paved_km, f.road.total_km, { zero = 'unknown' })\n"
        "          :at_least(80) },\n"
        "  indicator '1.2' { 't', basis = 'seed', pass = s.paved(70) } } }",
        true);
    static const char *const has[] = {
        "\"criteria\":{\"1\":[3,2]}",
        "\"indicators\":{\"1.1\":[4,3],\"1.2\":[7,3]}",
        /* paved_km, total_km, percent, 80, at_least; then the library's: null */
        "\"nodes\":[[5,26],[5,43],[5,11],[6,12],[6,12],null,null]",
        "\"zero_unknown\":[2]",
        "\"script\":\"test/t.lua\"",
        "\"script_sha256\":\"",
    };
    for (size_t i = 0; i < sizeof has / sizeof *has; i++)
        if (!strstr(document, has[i]))
            fail_msg("%s is missing in %s", has[i], strstr(document, "\"source\""));
    free(document);
}

/* ---- tests of authors ---- */

static void test_tests_are_data(void **state)
{
    (void)state;
    ntm_load load = test_script_run(
        "return tests '32/2022' { base = { zone = 'zone2', full = 'pass' },\n"
        " case 'một' { as_of = '2023-12-31', unit = { ['people.total'] = 785, school = true,\n"
        "  grade = 'good', ['road.total_km'] = 7.999 }, expect = { ['15.1'] = 'fail',\n"
        "  gap = { ['15.1/nữ'] = '115' }, level = 'not_met' } },\n"
        " case 'không thôn' { villages = {}, expect = { ['16.1'] = 'unknown' } },\n"
        " case 'hai thôn' { villages = { { house = true }, {} }, expect = {} } }");
    assert_string_equal(test_script_findings(&load), "");
    assert_int_equal(load.kind, NTM_LOADED_TESTS);
    char *found = json_dumps(load.json, JSON_SORT_KEYS | JSON_COMPACT);
    assert_string_equal(
        found,
        "{\"base\":{\"full\":\"pass\",\"zone\":\"zone2\"},\"cases\":["
        "{\"as_of\":\"2023-12-31\",\"expect\":{\"15.1\":\"fail\",\"gap\":{\"15.1/nữ\":\"115\"},"
        "\"level\":\"not_met\"},\"name\":\"một\",\"place\":[2,2],\"unit\":{\"grade\":\"good\","
        "\"people.total\":\"785\",\"road.total_km\":\"7.999\",\"school\":true}},"
        "{\"expect\":{\"16.1\":\"unknown\"},\"name\":\"không "
        "thôn\",\"place\":[5,2],\"villages\":[]},"
        "{\"expect\":{},\"name\":\"hai thôn\",\"place\":[6,2],\"villages\":[{\"house\":true},{}]}],"
        "\"decision\":\"32/2022\",\"schema\":\"ntm.tests/1\"}");
    free(found);
    ntm_load_clear(&load);
    assert_string_equal(test_script_told("return tests 'x' { case 'a' { expct = {} } }"),
                        "1:31: error: case a: unknown key 'expct'; did you mean 'expect'?\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_expressions),
        cmocka_unit_test(test_a_decision_with_all_that_it_may_have),
        cmocka_unit_test(test_points),
        cmocka_unit_test(test_an_amendment),
        cmocka_unit_test(test_findings),
        cmocka_unit_test(test_a_zone_may_be_a_rule),
        cmocka_unit_test(test_evidence_is_a_list_and_what_it_rests_on),
        cmocka_unit_test(test_places_and_what_was_said_of_zero),
        cmocka_unit_test(test_tests_are_data),
    };
    return cmocka_run_group_tests_name("dsl/language", tests, NULL, NULL);
}
