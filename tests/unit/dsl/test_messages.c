/* Every mistake an author can make: the words that tell of it, and where they point. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "support/script.h"

typedef struct message {
    const char *script, *told;
} message;

static int wrong; /* all that differ are shown, then the test fails */

static void different(const message *m, const char *told)
{
    wrong++;
    print_error("%s\n  told:     %s  expected: %s\n", m->script, told,
                m->told ? m->told : "some finding");
}

/* ---- in an expression: it stands on line 5, in indicator 1.1 ---- */

static const message IN_PASS[] = {
    /* names */
    {"percent(f.road.payed_km, f.road.total_km):at_least(80)",
     "5:16: error: indicator 1.1: unknown field 'road.payed_km'; did you mean 'road.paved_km'?\n"},
    {"percent(f.roed.paved_km, f.road.total_km):at_least(80)",
     "5:11: error: indicator 1.1: unknown field 'roed.paved_km'; did you mean 'road.paved_km'?\n"},
    {"f.people:at_least(80)",
     "5:3: error: indicator 1.1: 'people' is not a field, only the beginning of the names of "
     "fields\n"},
    {"f:at_least(80)", NULL},
    {"both_sexes(function(sex) return percent(f.insurde[sex], f.people[sex]):at_least(90) end)",
     "5:43: error: indicator 1.1: unknown field 'insurde.male'; did you mean 'insured.male'?\n"},
    {"yes(f.school) & yess(f.market)",
     "5:17: error: indicator 1.1: unknown word 'yess'; did you mean 'yes'?\n"},
    {"f.road.total_km:at_leest(80)", "5:17: error: indicator 1.1: an expression has no word "
                                     "':at_leest'; did you mean 'at_least'?\n"},
    {"percent(f.road.paved_km, f.road.total_km):atleast(80)",
     "5:43: error: indicator 1.1: an expression has no word ':atleast'; did you mean "
     "'at_least'?\n"},
    {"villages:procent_where(yes(f.house)):at_least(80)",
     "5:10: error: indicator 1.1: villages and children have no word ':procent_where'; did you "
     "mean "
     "'percent_where'?\n"},
    {"f.road.total_km:at_least(by_zone { zone1 = 1, zone2 = 2, zona3 = 3 })",
     "5:58: error: indicator 1.1: unknown zone 'zona3'; did you mean 'zone1'?\n"},
    {"f.grade:at_least('god')",
     "5:18: error: indicator 1.1: 'god' is not a code of task_grade; did you mean 'good'?\n"},
    {"f.grade:at_least(grade('task_grad', 'good'))",
     "5:24: error: indicator 1.1: unknown scale 'task_grad'; did you mean 'task_grade'?\n"},
    {"f.road.total_km:at_least(choose(f.zone, { zone1 = 1, zane2 = 2 }))",
     "5:54: error: indicator 1.1: unknown code of zoned 'zane2'; did you mean 'zone2'?\n"},
    {"f.water:at_least(unit(60, 'liter/person/day'))",
     "5:27: error: indicator 1.1: unknown unit 'liter'; did you mean 'litre'?\n"},
    {"children 'vilage':count():at_least(1)", NULL},
    {"string.gsub('a', 'b', 'c')",
     "5:8: error: indicator 1.1: unknown word 'string.gsub'; did you mean 'string.sub'?\n"},
    /* units */
    {"f.income:at_least(42)",
     "5:19: error: indicator 1.1: at_least: 42 has no unit; the other side is in VND/person/year "
     "(write million_vnd(42))\n"},
    {"f.debt:at_most(42000000)",
     "5:16: error: indicator 1.1: at_most: 42000000 has no unit; the other side is in VND (write "
     "vnd(42000000))\n"},
    {"f.income:at_least(by_year { [2023] = 42, [2024] = 45 })",
     "5:38: error: indicator 1.1: by_year: 42 has no unit; the other side is in VND/person/year "
     "(write million_vnd(42))\n"},
    {"f.water:at_least(60)",
     "5:18: error: indicator 1.1: at_least: 60 has no unit; the other side is in litre/day/person "
     "(write unit(60, \"litre/day/person\"))\n"},
    {"f.road.total_km:at_least(f.households)", "5:17: error: indicator 1.1: at_least: argument 1 "
                                               "is a number in km, argument 2 is a number in "
                                               "household; expected the same unit\n"},
    {"f.road.total_km:at_least(million_vnd(1))", "5:17: error: indicator 1.1: at_least: argument 1 "
                                                 "is a number in km, argument 2 is a number in "
                                                 "VND; expected the same unit\n"},
    /* types */
    {"f.school", "4:1: error: indicator 1.1: pass: expected a condition, got a yes/no value (write "
                 "yes(…) or no(…) around it)\n"},
    {"5", "4:1: error: indicator 1.1: pass: expected a condition, got a number\n"},
    {"yes(f.road.total_km)",
     "5:1: error: indicator 1.1: yes: argument 1 is a number in km; expected a yes/no value\n"},
    {"f.grade:at_least(3)",
     "5:9: error: indicator 1.1: at_least: got a number; the other side is a "
     "grade of task_grade\n"},
    {"f.road.total_km:at_least('good')", "5:17: error: indicator 1.1: at_least: got the text "
                                         "'good'; the other side is a number in km\n"},
    {"f.grade:at_least(f.learning)", "5:9: error: indicator 1.1: at_least: argument 1 is a grade "
                                     "of task_grade, argument 2 is a grade "
                                     "of level; expected the same type\n"},
    {"all_of {}", "5:1: error: indicator 1.1: all_of: the list is empty; expected at least one "
                  "argument\n"},
    {"at_least_n_of(3, { yes(f.school), yes(f.market) })",
     "5:1: error: indicator 1.1: at_least_n_of: n is 3; expected 1 to 2\n"},
    {"yes(f.school) & 5", "5:15: error: indicator 1.1: &: expected a condition, got a "
                          "number\n"},
    {"f.road.total_km >= 5",
     "5:17: error: indicator 1.1: expressions are not compared with < <= > >= == ~= (write "
     "x:at_least(y), :at_most, :more_than, :less_than, :is, :is_not)\n"},
    {"f.road.total_km == f.road.paved_km",
     "5:17: error: indicator 1.1: expressions are not compared with < <= > >= == ~= (write "
     "x:at_least(y), :at_most, :more_than, :less_than, :is, :is_not)\n"},
    {"not yes(f.school)",
     "4:1: error: indicator 1.1: pass: expected a condition, got false (compare "
     "with :at_least(…), :is(…); join with & | ~, not with and, or, not)\n"},
    {"yes(f.school) and yes(f.market)",
     "5:15: error: 'and' of Lua does not join conditions: one of them is lost (write "
     "& for and, | for or, ~ for not)\n"},
    {"yes(f.school) or yes(f.market)",
     "5:15: error: 'or' of Lua does not join conditions: one of them is lost (write & "
     "for and, | for or, ~ for not)\n"},
    {"f.plan.approved_on:on_or_before('31/12/2023')",
     "5:33: error: indicator 1.1: on_or_before: '31/12/2023' is not a date such as 2023-12-31\n"},
    {"f.plan.approved_on:within(12, 'month')",
     "5:31: error: indicator 1.1: within: expected \"months\", got 'month'; did you mean "
     "'months'?\n"},
    {"both_sexes(yes(f.school))",
     "5:1: error: indicator 1.1: both_sexes: expected a function, got an expression\n"},
    {"percent(f.road.paved_km):at_least(1)",
     "5:1: error: indicator 1.1: percent: expected a field, a number or an expression, got "
     "nothing\n"},
    {"percent(f.road.paved_km, f.road.total_km, { zero = 'fail' }):at_least(1)",
     "5:45: error: indicator 1.1: percent: zero can only be \"unknown\"\n"},
    {"percent(5, 10):at_least(50)",
     "5:1: error: indicator 1.1: percent: neither side is a field or has a unit\n"},
    {"max(5, 10):at_least(7)",
     "5:12: error: indicator 1.1: at_least: neither side is a field or has a unit\n"},
    {"first_of { { yes(f.school), 5 } }:at_least(3)",
     "5:1: error: indicator 1.1: first_of: the last entry is the points otherwise, such as { 0 "
     "}\n"},
    {"f.road.total_km:at_least(since { ['2023-13-01'] = 5 })",
     "5:26: error: indicator 1.1: since: key '2023-13-01' is not a date such as 2023-12-31\n"},
    {"f.road.total_km:at_least(by_year { zone1 = 5 })",
     "5:26: error: indicator 1.1: by_year: expected years as keys: { [2022] = …, [2023] = … }\n"},
    {"f.road.total_km:at_least(by_zone { zone1 = 5 })",
     "5:26: error: indicator 1.1: by_zone: no value for zone2\n"},
    {"previous(percent(f.road.paved_km, f.road.total_km)):at_least(5)",
     "5:1: error: indicator 1.1: previous: expected a field\n"},
    /* numbers */
    {"percent(f.road.paved_km, f.road.total_km):at_least(33.333333333333336)",
     "5:52: error: indicator 1.1: 33.333333333333336 is not exact: at most 15 digits, 9 of them "
     "behind the point (write a fraction as ratio(100, 3))\n"},
    {"percent(f.road.paved_km, f.road.total_km):at_least(89.9999999999999999)",
     "5:52: error: 89.9999999999999999 is not exact: at most 15 digits, 9 of them behind the point "
     "(write a fraction as ratio(100, 3))\n"},
    {"percent(f.road.paved_km, f.road.total_km):at_least(100 / 3)",
     "5:1: error: indicator 1.1: 33.333333333333336 is not exact: at most 15 digits, 9 of them "
     "behind the point (write a fraction as ratio(100, 3))\n"},
    {"f.people.total:at_least(0 / 0)",
     "5:1: error: indicator 1.1: 0/0 is not a number that can be measured with\n"},
    {"f.people.total:at_least(1 / 0)", "5:1: error: indicator 1.1: inf is not a number that can be "
                                       "measured with\n"},
    {"f.people.total:at_least(1000000000000000)",
     "5:25: error: indicator 1.1: 1000000000000000 is not below 1,000,000,000,000,000\n"},
    {"f.people.total:at_least(2 ^ 3)",
     "5:27: error: '^' is not part of the language: powers are not exact; write x * x\n"},
    /* levels, gates */
    {"yes(f.house)", "5:7: error: indicator 1.1: field 'house' is observed at village, but read at "
                     "commune; expected it inside an aggregate over the units that have it\n"},
    {"failed_share():at_most(5)",
     "5:1: error: indicator 1.1: failed_share: results of the criteria can be asked for only in a "
     "requirement, a condition or a withdrawal, of the unit itself\n"},
    /* poison spreads without a word */
    {"sum { f.no.such, f.road.total_km } * 2 / f.households + 5",
     "5:9: error: indicator 1.1: unknown field 'no.such'\n"},
    {"villages:percent_where(yes(nothing_such.x.y(1)) & ~yes(f.house)):at_least(nothing_such + 1)",
     "5:28: error: indicator 1.1: unknown word 'nothing_such'\n"},
};

static void test_expressions(void **state)
{
    (void)state;
    wrong = 0;
    for (size_t i = 0; i < sizeof IN_PASS / sizeof *IN_PASS; i++) {
        const char *told = test_script_pass_told(IN_PASS[i].script);
        if (IN_PASS[i].told ? strcmp(told, IN_PASS[i].told) != 0 : !*told)
            different(&IN_PASS[i], told);
    }
    assert_int_equal(wrong, 0);
}

/* ---- in whole scripts ---- */

#define HEAD "return decision '1/2023/T' { level = 'commune', "
#define GOOD "criterion(1, 'A') { indicator '1.1' { 't', pass = yes(f.school), basis = 'seed' } }"

static const message SCRIPTS[] = {
    {"return decision '1/2023/T' { levl = 'commune',\n" GOOD " }",
     "1:30: error: unknown key 'levl'; did you mean 'level'?\n"},
    {HEAD
     "\ncriterion(1, 'A') {\n indicator '1.1' { 't', pass = yes(f.school), basis = 'sead' } } }",
     "3:47: error: indicator 1.1: unknown basis 'sead'; did you mean 'seed'? (expected seed, "
     "found, "
     "recalled, assumed or gazette)\n"},
    {HEAD "\ncriterion(1, 'A') {\n indicator '1.1' { 't', pass = yes(f.school) } } }",
     "3:2: error: indicator 1.1: basis is missing; expected seed, found, recalled, assumed or "
     "gazette\n"},
    {HEAD "\ncriterion(1, 'A') { indicator '1.1' { 't', pass = yes(f.school), basis = 'seed',\n"
          " evidence = { 'bao-cao', 'nghiem-tu', 'bao-cao' } } } }",
     "3:15: error: indicator 1.1: evidence: 'bao-cao' stands twice\n"
     "3:26: error: indicator 1.1: evidence: unknown kind of paper 'nghiem-tu'; did you mean "
     "'nghiem-thu'? (kinds of papers are declared in fields.lua: paper \"code\" { vi = \"…\" })\n"},
    {HEAD "\ncriterion(1, 'A') { indicator '1.1' { 't', pass = yes(f.school), basis = 'seed',\n"
          " evidence = { 'bao-cao', basis = 'sean', bases = 1 } } } }",
     "3:34: error: indicator 1.1: unknown basis 'sean'; did you mean 'seed'? (expected seed, "
     "found, recalled, assumed or gazette)\n"
     "3:42: error: indicator 1.1: unknown key 'bases'; did you mean 'basis'?\n"},
    {HEAD "\ncriterion(1, 'A') { indicator '1.1' { 't', pass = yes(f.school), basis = 'seed',\n"
          " evidence = {} } } }",
     "3:2: error: indicator 1.1: evidence: expected { \"kind of paper\", … }, or nothing where "
     "none "
     "is asked for\n"},
    {HEAD "\ncriterion(1, 'A') { indicator '1.1' { 't', pass = yes(f.school), basis = 'seed',\n"
          " evidence = 7 } } }",
     "3:2: error: indicator 1.1: evidence: expected a list of texts { \"…\", … }\n"},
    {HEAD "\ncriterion(1, 'A') {\n indicator '1.1' { 't', basis = 'seed' } } }",
     "3:2: error: indicator 1.1: pass is missing\n"},
    {HEAD "\ncriterion(1, 'A') {\n indicator '1.1' { pass = yes(f.school), basis = 'seed' } } }",
     "3:2: error: indicator 1.1: its text is missing; expected it first, in quotes\n"},
    {HEAD "\ncriterion(1, 'A') {\n indicator '1.1' { 't', 'u', pass = yes(f.school), basis = "
          "'seed' } } }",
     "3:2: error: indicator 1.1: more than a text stands in it without a name; expected name = "
     "value\n"},
    {HEAD "\ncriterion(1, 'A') {\n indicator '1.1' } }",
     "3:2: error: criterion 1: indicator 1.1: its table { … } is missing\n"},
    {HEAD "\n" GOOD ",\n" GOOD " }", "3:1: error: criterion 1 stands twice; first at PATH:2:1\n"},
    {HEAD "\ncriterion(1, 'A') { indicator '1.1' { 't', pass = yes(f.school), basis = 'seed' },\n"
          "  indicator '1.1' { 't', pass = no(f.school), basis = 'seed' } } }",
     "3:3: error: indicator 1.1 stands twice; first at PATH:2:21\n"},
    {HEAD
     "\ncriterion(2, 'A') {\n indicator '1.1' { 't', pass = yes(f.school), basis = 'seed' } } }",
     "3:12: error: criterion 2: indicator '1.1' stands in criterion 2; expected a number such as "
     "2.1\n"},
    {HEAD "effective = '2024-01-01',\n expires = '2023-12-31',\n" GOOD " }",
     "2:2: error: expires '2023-12-31' is before effective '2024-01-01'\n"},
    {HEAD "effective = '1/1/2024',\n" GOOD " }",
     "1:49: error: effective: '1/1/2024' is not a date such as 2023-12-31\n"},
    {HEAD "declares = { criteria = 2, indicators = 1 },\n" GOOD " }",
     "1:49: warning: 2 criteria are declared, 1 are written\n"},
    {HEAD "declares = { criteria = 1, indicators = 57 },\n" GOOD " }",
     "1:49: warning: 57 indicators are declared, 1 are written\n"},
    {HEAD "title = 'a',\n title = 'b',\n" GOOD " }",
     "2:2: error: key 'title' stands twice in one table; first at line 1, column 49\n"},
    {HEAD "\ncriterion(1, 'A') { indicator '1.1' { 't', basis = 'seed', pass =\n"
          " f.road.total_km:at_least(by_year { [2023] = 1,\n [2023] = 2 }) } } }",
     "4:3: error: indicator 1.1: key '2023' stands twice in one table; first at line 3, column "
     "38\n"},
    {HEAD "\n f.school,\n" GOOD " }",
     "1:8: error: entry 1 is an expression; expected criterion, requires, condition, withdrawal or "
     "scored\n"},
    {HEAD "\n indicator '1.1' { 't', pass = yes(f.school), basis = 'seed' } }",
     "2:2: error: indicator 1.1 does not belong here; expected criterion, requires, condition, "
     "withdrawal or scored\n"},
    {HEAD "\n zoning = 5, " GOOD " }",
     "2:2: error: zoning: expected zone_scheme \"…\" { … }, got a number\n"},
    {HEAD "\n zoning = zone_scheme 'z' { keys = { 'zone1', 'zone9' }, by = f.zone }, " GOOD " }",
     "2:47: error: zone_scheme z: 'zone9' is not a code of zoned; did you mean 'zone1'?\n"},
    {HEAD "criterion(1, 'A') { indicator '1.1' { 't', basis = 'seed',\n"
          "pass = f.road.total_km:at_least(by_zone { zone1 = 1 }) } } }",
     "2:33: error: indicator 1.1: by_zone: the decision has no zoning yet (write `zoning = "
     "zone_scheme \"…\" { … }` above the criteria)\n"},
    {HEAD GOOD ",\n condition 'No debt' { pass = fails(7), basis = 'seed' } }",
     "2:31: error: condition No debt: fails: there is no criterion 7\n"},
    /* what a script is made of */
    {"",
     "1:0: error: the script returns nothing; expected a decision (write return decision \"…\" { "
     "… })\n"},
    {"decision '1/2023/T' { level = 'commune', " GOOD " }",
     "1:1: error: the script returns nothing; expected a decision (write return decision \"…\" { … "
     "})\n"},
    {"return decision '1/2023/T'", "1:8: error: decision 1/2023/T: its table { … } is missing\n"},
    {"local x = use 'share'\n" HEAD GOOD " }",
     "1:15: error: unknown library 'share'; did you mean 'shares'?\n"},
    {"local shares = use 'shares'\n" HEAD
     "criterion(1, 'A') { indicator '1.1' { 't', basis = 'seed', pass = yes(shares.broken()) } } }",
     "lib:5:35: error: indicator 1.1: unknown field 'no_such_field'\n"},
    {"x = 5\n" HEAD GOOD " }", "1:1: error: 'x' is not declared (write local x = …)\n"},
    {"percent = 5\n" HEAD GOOD " }",
     "1:1: error: 'percent' is a word of the language (write local percent = …)\n"},
    {"return decision '1/2023/T' {\n level = 'commune'\n " GOOD " }",
     "3:2: error: syntax error: '}' expected (to close '{' at line 1) near 'criterion'\n"},
    {"local x = = 5", "1:11: error: syntax error: unexpected symbol near '='\n"},
    {"local x\nlocal y = x.z",
     "2:1: error: the script stopped: attempt to index a nil value (local "
     "'x')\n"},
    {"\nerror('so nicht')", "2:1: error: the script stopped: so nicht\n"},
    {"\nerror({ 1 })", "2:1: error: the script stopped: (error object of type table)\n"},
    {"local function f() return f() + 1 end\nassert(false, 'x' .. f.y)", NULL},
};

/* PATH stands for where the test's script lies. */
static bool fits(const char *told, const char *expected)
{
    const char *path = strstr(expected, "PATH");
    if (!path)
        return strcmp(told, expected) == 0;
    size_t before = (size_t)(path - expected), n = strlen(told), m = strlen(path + 4);
    return strncmp(told, expected, before) == 0 && n > before + m &&
           strcmp(told + n - m, path + 4) == 0;
}

static void test_scripts(void **state)
{
    (void)state;
    wrong = 0;
    for (size_t i = 0; i < sizeof SCRIPTS / sizeof *SCRIPTS; i++) {
        const char *told = test_script_told(SCRIPTS[i].script);
        if (SCRIPTS[i].told ? !fits(told, SCRIPTS[i].told) : !*told)
            different(&SCRIPTS[i], told);
    }
    assert_int_equal(wrong, 0);
}

/* ---- one mistake never hides the next ---- */

static const char TWELVE[] =
    "local shares = use 'shares'\n"
    "return decision '99/2023/QĐ-UBND' {\n"
    "  title = 'Mười hai lỗi', level = 'commune', series = 'xa-thu', scope = '38',\n"
    "  effective = '2023-01-01', expires = '2022-12-31',\n"
    "  zoning = zone_scheme 'z' { keys = { 'zone1', 'zone2' }, by = f.zone },\n"
    "  criterion(1, 'Một') {\n"
    "    indicator '1.1' { 'unknown field', basis = 'assumed',\n"
    "      pass = percent(f.road.payed_km, f.road.total_km):at_least(80) },\n"
    "    indicator '1.2' { 'unknown zone', basis = 'assumed',\n"
    "      pass = percent(f.road.paved_km, f.road.total_km):at_least(by_zone { zone1 = 1, zone3 = "
    "2 }) "
    "},\n"
    "    indicator '1.3' { 'unknown grade', basis = 'assumed', pass = f.grade:at_least('god') },\n"
    "    indicator '1.4' { 'unknown key', basis = 'assumed', pas = 1, pass = yes(f.school) },\n"
    "    indicator '1.5' { 'no basis', pass = yes(f.school) },\n"
    "    indicator '1.6' { 'no unit', basis = 'assumed',\n"
    "      pass = f.income:at_least(by_year { [2023] = 42, [2024] = 45 }) },\n"
    "    indicator '1.7' { 'a field of villages', basis = 'assumed', pass = yes(f.house) },\n"
    "    indicator '1.8' { 'unknown word', basis = 'assumed',\n"
    "      pass = vilages:percent_where(yes(f.house)):at_least(50) },\n"
    "    indicator '1.9' { 'units', basis = 'assumed',\n"
    "      pass = percent(f.households, f.people.total):at_most(5) },\n"
    "    indicator '1.1' { 'its number again', basis = 'assumed', pass = yes(f.market) },\n"
    "  },\n"
    "  criterion(2, 'Hai') {\n"
    "    indicator '2.1' { 'key twice', basis = 'assumed', pass = yes(f.school), basis = 'seed' "
    "},\n"
    "  },\n"
    "}\n";

static void test_twelve_mistakes_are_twelve_findings(void **state)
{
    static const char *const places[] = {
        "4:29: error: expires",
        "8:29: error: indicator 1.1: unknown field 'road.payed_km'",
        "10:86: error: indicator 1.2: unknown zone 'zone3'",
        "11:83: error: indicator 1.3: 'god'",
        "12:57: error: indicator 1.4: unknown key 'pas'",
        "13:5: error: indicator 1.5: basis",
        "15:51: error: indicator 1.6: by_year: 42 has no unit",
        "16:78: error: indicator 1.7: field 'house'",
        "18:14: error: indicator 1.8: unknown word",
        "20:14: error: indicator 1.9: percent: argument 1",
        "21:5: error: indicator 1.1 stands twice",
        "24:77: error: indicator 2.1: key 'basis' stands twice"};
    (void)state;
    ntm_load load = test_script_run(TWELVE);
    const char *told = test_script_findings(&load), *line = told;
    assert_int_equal(load.rc, NTM_EINPUT);
    for (size_t i = 0; i < 12; i++) {
        if (!line || strncmp(line, places[i], strlen(places[i])) != 0) {
            print_error("in:\n%s", told);
            fail_msg("expected %s", places[i]);
        }
        line = strchr(line, '\n') + 1;
    }
    assert_string_equal(line, "");
    ntm_load_clear(&load);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_expressions),
        cmocka_unit_test(test_scripts),
        cmocka_unit_test(test_twelve_mistakes_are_twelve_findings),
    };
    return cmocka_run_group_tests_name("dsl/messages", tests, NULL, NULL);
}
