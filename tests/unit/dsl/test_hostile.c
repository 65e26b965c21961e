/* Scripts that hang, eat, flood, crash or lie: each ends in clear lines, soon, and hurts nobody. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "support/document_hash.h"
#include "support/script.h"

#define MANY "for i = 1, 1e9 do "

/* What a script does, and what is said of it ("" where any finding will do). */
static const struct {
    const char *script, *told;
} HOSTILE[] = {
    /* it does not end */
    {"while true do end", "0:0: error: the script was ended: it takes too many steps\n"},
    {"::a:: goto a", "0:0: error: the script was ended: it takes too many steps\n"},
    {"local function f() return f() end return f()",
     "0:0: error: the script was ended: it takes too many steps\n"},
    {MANY "f.road.total_km:at_least(i) f.no.such:at_least(i) end", ""},
    {MANY "local x = 'a' < 'b' end", "0:0: error: the script was ended: it takes too many steps\n"},
    {"local t = {} for i = 1, 200000 do t[i] = i % 7 end " MANY "table.sort(t) end",
     "0:0: error: the script was ended: it takes too many steps\n"},
    {"for x in nonsense do end", "1:10: error: unknown word 'nonsense'\n"},
    {"local s = ('x'):rep(200000) " MANY "local t = s .. i end", ""},
    {"local s = ('x'):rep(200000) " MANY "s:find('y') end",
     "0:0: error: the script was ended: it takes too many steps\n"},
    {MANY "string.format('%99.99f', i) end",
     "0:0: error: the script was ended: it takes too many steps\n"},
    /* it eats memory */
    {"local s = 'x' while true do s = s .. s end",
     "0:0: error: the script was ended: it needs too much memory\n"},
    {"local t = {} while true do t = { t } end", ""},
    {"local t = {} " MANY "t[i] = ('x'):rep(100000) .. i end", ""},
    {"return string.rep('x', 1e15)", "1:1: error: the script stopped: string.rep: the result is "
                                     "longer than 262144 bytes\n"},
    {"return ('x'):rep(1 << 62, ('y'):rep(1 << 62))", ""},
    {"local t = {} for i = 1, 1e5 do t[i] = 'xxxxxxxxxxxxxxxx' end return table.concat(t)",
     "1:1: error: the script stopped: table.concat: the result is longer than 262144 bytes\n"},
    {"return table.unpack({}, 1, 1e7)", ""},
    {"local function f() return 1 + f() end return f()",
     "1:1: error: the script calls itself too deeply\n"},
    /* it goes too deep */
    {"local function g() return both_sexes(g) end return g()",
     "1:1: error: the script calls itself too deeply\n"},
    {"local function g() table.sort({ 1, 2 }, g) end g()",
     "1:1: error: the script calls itself too deeply\n"},
    {"local t = {} for i = 1, 200000 do t = { t } end return t",
     "1:1: error: the script returns a table; expected a decision (write return decision \"…\" { … "
     "})\n"},
    {"local t = {} for i = 1, 200000 do t = { t } end return decision 'x' { title = t, t }", ""},
    {"local t = {} for i = 1, 200000 do t = { t } end return tests 'x' { base = { unit = t } }",
     ""},
    {"local t = { level = 'commune' } t[1] = t t.title = t return decision 'x' (t)", ""},
    {"local t = { } t.unit = t t.expect = t return tests 'x' { case 'a' (t) }",
     "1:1: error: case a: tables are nested deeper than 6\n"},
    {"local x = when(always, 1, 2) for i = 1, 1000 do x = when(always, x, x) end\n"
     "return f.road.total_km:at_least(x)",
     "1:11: error: when: nested deeper than 64 without a unit\n"},
    {"local x = when(always, 1, 2) for i = 1, 60 do x = when(always, x, x) end\n"
     "return f.road.total_km:at_least(x)",
     "1:11: error: when: more than 4096 alternatives in one expression\n"},
    {"local x = ratio(f.people.male, f.people.total) for i = 1, 22 do x = x * x end return x",
     "1:71: error: mul: more than 8 values are multiplied or divided with each other\n"},
    {"local x = f.road.total_km for i = 1, 300 do x = x + i end return x:at_least(1)",
     "1:51: error: add: the expression is nested deeper than 256\n"},
    /* it floods */
    {"for i = 1, 65537 do local x = f.people.total:at_least(i) end",
     "1:46: error: more than 65536 different expressions\n"},
    {MANY "local x = yes(i) end", ""},
    {MANY "local x = _ENV['w' .. i] end", ""},
    {"local t = { level = 'commune' } for i = 1, 2e5 do t[i] = criterion(1, 'a') {\n"
     "indicator('1.' .. i) { 't', pass = always, basis = 'seed' } } end return decision 'x' (t)",
     ""},
    {"local t = { level = 'commune' } for i = 1, 20 do local c = {} for k = 1, 500 do\n"
     "c[k] = indicator(i .. '.' .. k) { ('x'):rep(19999), pass = always, basis = 'seed' } end\n"
     "t[i] = criterion(i, 'a')(c) end return decision '1/x' (t)",
     ""},
    {"local t = {} for i = 1, 1500 do t[i] = f.people.total:at_least(i) end return all_of(t)",
     "1:78: error: all_of: 1500 arguments; at most 1024 are allowed\n"},
    /* it throws odd things */
    {"error({})", "1:1: error: the script stopped: (error object of type table)\n"},
    {"error()", "1:1: error: the script stopped: (error object of type nil)\n"},
    {"error(false)", "1:1: error: the script stopped: (error object of type boolean)\n"},
    {"error(42)", "1:1: error: the script stopped: 42\n"},
    {"error(error)", "1:1: error: the script stopped: (error object of type function)\n"},
    {"error(f.road.total_km)", "1:1: error: the script stopped: (error object of type userdata)\n"},
    {"error(nonsense)", "1:7: error: unknown word 'nonsense'\n"},
    {"both_sexes(function() error({}) end)",
     "1:1: error: the script stopped: (error object of type table)\n"},
    {"error('a\\27[31mb\\r\\n%s%n\\u{202e}')",
     "1:1: error: the script stopped: a\\x1B[31mb\\x0D\\x0A%s%n\\u{202E}\n"},
    {"error('\\xff\\xfe')", "1:1: error: the script stopped: \\xFF\\xFE\n"},
    {"error(('x'):rep(200000))", ""},
    {"assert(false)", "1:1: error: the script stopped: assertion failed!\n"},
    {"assert(nil, {})", "1:1: error: the script stopped: (error object of type table)\n"},
    /* it looks for ways out */
    {"pcall(error)", "1:1: error: unknown word 'pcall'; did you mean 'scale'?\n"},
    {"coroutine.wrap(function() end)()", "1:1: error: unknown word 'coroutine'\n"},
    {"setmetatable({}, { __gc = function() end })", "1:1: error: unknown word 'setmetatable'\n"},
    {"getmetatable('').__index = nil", "1:1: error: unknown word 'getmetatable'\n"},
    {"load('return 1')()", "1:1: error: unknown word 'load'\n"},
    {"os.exit(0)", "1:1: error: unknown word 'os'\n"},
    {"debug.sethook()", "1:1: error: unknown word 'debug'\n"},
    {"collectgarbage()", "1:1: error: unknown word 'collectgarbage'\n"},
    {"_G.decision = nil", "1:1: error: unknown word '_G'\n"},
    {"_ENV = nil x()",
     "1:1: error: the script stopped: attempt to index a nil value (upvalue '_ENV')\n"},
    {"('x'):gsub('x', 'y')",
     "1:7: error: unknown word 'string.gsub'; did you mean 'string.sub'?\n"},
    {"string.dump(print)", ""},
    {"return '1' + 1", ""},
    {"string.format('%p', {})", ""},
    {"local x <close> = {}",
     "1:1: error: the script stopped: variable 'x' got a non-closable value\n"},
    {"return tostring({}):find('0x')",
     "1:1: error: the script returns nothing; expected a decision "
     "(write return decision \"…\" { … })\n"},
    {"for k in pairs({ [{}] = 1 }) do end", "1:1: error: the script stopped: pairs: keys must be "
                                            "whole numbers or texts, one is a table\n"},
    {"table.sort({ 1, 'a', {} })", "1:1: error: the script stopped: table.sort compares two "
                                   "numbers or two texts, not a number with "
                                   "a string\n"},
    /* it answers nonsense */
    {"return 42",
     "1:1: error: the script returns a number; expected a decision (write return decision "
     "\"…\" { … })\n"},
    {"return function() end", ""},
    {"return f", ""},
    {"return villages", ""},
    {"return true, decision", ""},
    {"return decision({})({})({})", ""},
    {"return decision '\\xff' { level = 'commune' }", ""},
    {"return decision 'a\\0b' { level = 'commune' }", ""},
    {"return decision 'a\\27b' { level = 'commune' }", ""},
    {"return decision(math.huge) { level = 'commune' }", ""},
    {"return criterion(1, 'a')", ""},
    {"local z = zone_scheme 'z' { keys = { 'zone1', 'zone2' }, by = f.zone }\n"
     "return by_zone(5), by_zone { 1 }, by_zone(), by_zone { [f] = 1, zone1 = {} }, choose(f.zone, "
     "5)",
     ""},
    /* it is no script */
    {"return decision '1/x' {,", "1:24: error: syntax error: unexpected symbol near ','\n"},
    {"local s = 'abc", "1:11: error: syntax error: unfinished string near <eof>\n"},
    {"--[[ never closed", ""},
};

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void test_each_ends_in_clear_lines_within_three_seconds(void **state)
{
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof HOSTILE / sizeof *HOSTILE; i++) {
        double start = seconds();
        ntm_load load = test_script_run(HOSTILE[i].script);
        double took = seconds() - start;
        const char *told = test_script_findings(&load);
        bool good = load.rc == NTM_EINPUT && !load.document && load.diags.count > 0 && took < 3 &&
                    load.diags.count <= 101 &&
                    (!*HOSTILE[i].told || strcmp(told, HOSTILE[i].told) == 0);
        for (const char *p = told; *p; p++)
            good = good && ((unsigned char)*p >= ' ' || *p == '\n') && *p != 0x7f;
        if (!good) {
            print_error("%s\n  rc %d, %.2f s, told: %.600s", HOSTILE[i].script, load.rc, took,
                        told);
            wrong++;
        }
        ntm_load_clear(&load);
    }
    assert_int_equal(wrong, 0);
#ifndef NTM_SANITIZED
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    assert_true(usage.ru_maxrss < 256 * 1024); /* KiB: the greatest of all helpers */
#endif
}

static void test_the_verdict_is_the_same_every_time(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        assert_string_equal(test_script_told("while true do end"),
                            "0:0: error: the script was ended: it takes too many steps\n");
        assert_string_equal(test_script_told("local s = 'x' while true do s = s .. s end"),
                            "0:0: error: the script was ended: it needs too much memory\n");
    }
}

/* ---- bytes that are no text ---- */

static const char *told_of(const char *bytes, size_t length)
{
    ntm_load load = test_script_run_bytes(bytes, length);
    const char *told = test_script_findings(&load);
    assert_int_equal(load.rc, NTM_EINPUT);
    ntm_load_clear(&load);
    return told;
}

static void test_what_is_no_text_never_reaches_lua(void **state)
{
    static const char chunk[] = "\033LuaT\0\031\223\r\n\032\n";
    static const char hidden[] = "# a first line\n\033LuaT\0";
    (void)state;
    assert_string_equal(told_of(chunk, sizeof chunk - 1),
                        "0:0: error: a compiled chunk, not the text of a script\n");
    assert_string_equal(told_of(hidden, sizeof hidden - 1),
                        "2:0: error: not valid UTF-8 at byte 21\n");
    assert_string_equal(told_of("\xef\xbb\xbf\033Lua", 7),
                        "1:1: error: syntax error: attempt to load a binary chunk (mode is 't')\n");
    assert_string_equal(told_of("return 1\n\xc3(", 11), "2:0: error: not valid UTF-8 at byte 10\n");
    assert_string_equal(told_of("return\0 1", 9), "1:0: error: not valid UTF-8 at byte 7\n");
}

static void test_a_script_that_is_too_large_is_not_read(void **state)
{
    (void)state;
    size_t length = (256 << 10) + 1;
    char *bytes = malloc(length);
    memset(bytes, ' ', length);
    assert_string_equal(told_of(bytes, length),
                        "0:0: error: the file has 262145 bytes; at most 262144 are read\n");
    memset(bytes, '(', length - 1);
    assert_string_equal(told_of(bytes, length - 1),
                        "1:201: error: syntax error: nested too deeply\n");
    free(bytes);
}

/* ---- the others ---- */

static const char GOOD[] = "return decision '1/2023/T' { level = 'commune', criterion(1, 'A') {\n"
                           "indicator '1.1' { 't', pass = yes(f.school), basis = 'seed' } } }\n";

static void test_the_next_script_is_unaffected(void **state)
{
    static const char *const bad[] = {"while true do end",
                                      "local t = {} while true do t = { t } end", "error({})",
                                      "string.rep = nil f = nil decision = nil"};
    (void)state;
    char *before = test_script_document(GOOD, true);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ntm_load loads[3] = {{0}};
        char path[3][200];
        for (int k = 0; k < 3; k++) {
            char name[32];
            snprintf(name, sizeof name, "test/t%d.lua", k);
            snprintf(path[k], sizeof path[k], "%s", test_script_file(name, k == 1 ? bad[i] : GOOD));
            loads[k] =
                (ntm_load){.path = path[k], .source = "test/t.lua", .folder = "test", .slug = "t"};
        }
        ntm_rules_load(test_script_surroundings(), loads, 3); /* one of them beside the bad one */
        for (int k = 0; k < 3; k++) {
            assert_int_equal(loads[k].rc, k == 1 ? NTM_EINPUT : NTM_OK);
            if (k != 1)
                assert_string_equal(sha256_of(loads[k].document),
                                    sha256_of(loads[k ? 0 : 2].document));
        }
        for (int k = 0; k < 3; k++)
            ntm_load_clear(&loads[k]);
    }
    char *after = test_script_document(GOOD, true);
    assert_string_equal(before, after);
    free(before);
    free(after);
}

static void test_a_helper_that_is_none_is_one_line(void **state)
{
    (void)state;
    test_script_surroundings();
    setenv("NTM_RULES_HELPER", "/nonexistent/ntm-rules", 1);
    ntm_load load = test_script_run(GOOD);
    assert_int_equal(load.rc, NTM_ESYSTEM);
    assert_non_null(strstr(test_script_findings(&load), "cannot start /nonexistent/ntm-rules"));
    ntm_load_clear(&load);
    static const char *const impostors[] = {"/bin/true", "/bin/false", "/bin/echo", "/bin/cat",
                                            "/usr/bin/yes"};
    for (size_t i = 0; i < sizeof impostors / sizeof *impostors; i++) {
        setenv("NTM_RULES_HELPER", impostors[i], 1);
        load = test_script_run(GOOD);
        assert_true(load.rc == NTM_ESYSTEM || load.rc == NTM_EINPUT);
        assert_int_equal(load.diags.count, 1);
        assert_null(load.document);
        ntm_load_clear(&load);
    }
    setenv("NTM_RULES_HELPER", NTM_TEST_BIN_DIR "/ntm-rules", 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_ends_in_clear_lines_within_three_seconds),
        cmocka_unit_test(test_the_verdict_is_the_same_every_time),
        cmocka_unit_test(test_what_is_no_text_never_reaches_lua),
        cmocka_unit_test(test_a_script_that_is_too_large_is_not_read),
        cmocka_unit_test(test_the_next_script_is_unaffected),
        cmocka_unit_test(test_a_helper_that_is_none_is_one_line),
    };
    return cmocka_run_group_tests_name("dsl/hostile", tests, NULL, NULL);
}
