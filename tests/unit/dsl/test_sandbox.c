/*
 * What a script finds around it, and what its process may do. This program is also its own spy:
 * started as the helper, it tells what it was given.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/strbuf.h"
#include "dsl/process.h"
#include "dsl/protocol.h"
#include "dsl/tree.h"
#include "support/script.h"

#ifdef NTM_SANITIZED
#define DESCRIPTORS " 0 1 2" /* the sanitizers report on the last */
#else
#define DESCRIPTORS " 0 1"
#endif

extern char **environ;

/* As the helper: answer with a finding that says which descriptors are open, and the environment. */
static int spy(void)
{
    ntm_strbuf text = {0}, answer = {0};
    char head[NTM_ANSWER_HEAD], buffer[4096];
    size_t variables = 0;
    while (read(0, buffer, sizeof buffer) > 0)
        continue;
    ntm_strbuf_puts(&text, "descriptors");
    for (int fd = 0; fd < 1024; fd++)
        if (fcntl(fd, F_GETFD) >= 0)
            ntm_strbuf_printf(&text, " %d", fd);
    while (environ[variables])
        variables++;
    ntm_strbuf_printf(&text, "; variables %zu", variables);
    json_t *json = json_pack("{s:s,s:[{s:s,s:s,s:s}]}", "kind", "nothing", "findings", "severity",
                             "error", "code", "spy", "message", text.data);
    ntm_tree_write(&answer, json);
    json_decref(json);
    ntm_answer_head(head, NTM_ANSWER_TREE, answer.length);
    bool ok = write(1, head, sizeof head) == (ssize_t)sizeof head &&
              write(1, answer.data, answer.length) == (ssize_t)answer.length;
    ntm_strbuf_clear(&text);
    ntm_strbuf_clear(&answer);
    return ok ? 0 : 1;
}

static void test_the_helper_inherits_nothing(void **state)
{
    char self[4096];
    (void)state;
    test_script_surroundings();
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    assert_true(n > 0);
    self[n] = '\0';
    int open_here[3] = {open("/dev/null", O_RDONLY), open("/dev/null", O_WRONLY), dup(0)};
    setenv("NTM_RULES_HELPER", self, 1);
    setenv("NTM_SECRET", "of the caller", 1);
    assert_string_equal(test_script_told("return 1"),
                        "0:0: error: descriptors" DESCRIPTORS "; variables 0\n");
    setenv("NTM_RULES_HELPER", NTM_TEST_BIN_DIR "/ntm-rules", 1);
    for (int i = 0; i < 3; i++)
        close(open_here[i]);
}

/* A caller that was started so, as some supervisors do, is not told how its children end. */
static void test_a_caller_that_ignores_its_children_gets_its_answer(void **state)
{
    (void)state;
    void (*before)(int) = signal(SIGCHLD, SIG_IGN);
    assert_string_equal(test_script_told("return decision '1/2023/T' { level = 'commune',\n"
                                         "  criterion(1, 'A') { indicator '1.1' { 'text',\n"
                                         "  pass = yes(f.school), basis = 'assumed' } } }"),
                        "");
    signal(SIGCHLD, before);
}

/* The value behind a word of /proc/<pid>/status, -1 when it is not there. */
static long status_of(pid_t pid, const char *word)
{
    char path[64], line[256];
    long value = -1;
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, word, strlen(word)) == 0)
            value = strtol(line + strlen(word), NULL, 10);
    if (file)
        fclose(file);
    return value;
}

static void test_the_helper_has_locked_itself_in_before_it_reads(void **state)
{
    char name[] = "ntm-rules";
    char *const argv[] = {name, NULL};
    ntm_process p = {.input = "", .input_length = 1, .answer_limit = 1000};
    (void)state;
    assert_true(ntm_process_start(&p, NTM_TEST_BIN_DIR "/ntm-rules", argv, 3000));
    for (int i = 0; i < 200 && status_of(p.pid, "Seccomp:") != 2; i++)
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
    assert_int_equal(status_of(p.pid, "Seccomp:"), 2); /* not a byte was sent yet */
    assert_int_equal(status_of(p.pid, "NoNewPrivs:"), 1);
    assert_int_equal(status_of(p.pid, "Threads:"), 1);
    ntm_process *const all[] = {&p};
    ntm_process_wait(all, 1);
    assert_int_equal(p.end, NTM_PROCESS_EXITED);
    char kind;
    const char *content;
    size_t length;
    assert_true(ntm_answer_read(p.answer.data, p.answer.length, &kind, &content, &length));
    assert_int_equal(kind, NTM_ANSWER_LIMIT_HIT);
    assert_memory_equal(content, NTM_VERDICT_REQUEST, length);
    ntm_process_clear(&p);
}

static void test_a_helper_that_hangs_is_ended_at_its_deadline(void **state)
{
    char name[] = "sleep", seconds[] = "20";
    char *const argv[] = {name, seconds, NULL};
    ntm_process p = {.input = "", .answer_limit = 1000};
    (void)state;
    assert_true(ntm_process_start(&p, "/bin/sleep", argv, 100));
    ntm_process *const all[] = {&p};
    ntm_process_wait(all, 1);
    assert_int_equal(p.end, NTM_PROCESS_DEADLINE);
    ntm_process_clear(&p);
}

/* ---- the environment of scripts ---- */

static void test_a_script_reaches_what_is_listed_and_nothing_else(void **state)
{
    char *listed = NULL, line[512];
    size_t length;
    ntm_strbuf found = {0};
    (void)state;
    assert_int_equal(ntm_file_read(NTM_TEST_SOURCE_DIR "/tests/unit/dsl/words.txt", 1 << 20,
                                   &listed, &length, NULL),
                     NTM_OK);
    FILE *words = popen(NTM_TEST_BIN_DIR "/ntm-rules --words", "r");
    assert_non_null(words);
    while (fgets(line, sizeof line, words))
        ntm_strbuf_puts(&found, line);
    assert_int_equal(pclose(words), 0);
    if (strcmp(ntm_strbuf_text(&found), listed) != 0)
        fail_msg("what scripts reach has changed: look at each line of the difference, then\n"
                 "  ntm-rules --words > tests/unit/dsl/words.txt");
    ntm_strbuf_clear(&found);
    free(listed);
}

/* Scripts that check themselves: an assertion that fails is a finding. */
static const char *const HOLDS[] = {
    /* pairs: whole numbers rising, then texts by their bytes; whatever the order they came in */
    "local t = { z = 1, a = 2, [3] = 3, [-1] = 4, ['ă'] = 5, B = 6 } local s = ''\n"
    "for k, v in pairs(t) do s = s .. k .. '=' .. v .. ' ' end assert(s == '-1=4 3=3 B=6 a=2 z=1 "
    "ă=5 ', s)",
    "local n = 0 for k in pairs { 1, 2, nil, 4 } do n = n + 1 end assert(n == 3)",
    "local t = { 1, 2, 3 } for k in pairs(t) do t[k] = nil end assert(#t == 0)",
    "local s = '' for i, v in ipairs { 'a', 'b', nil, 'd' } do s = s .. i .. v end assert(s == "
    "'1a2b')",
    /* sort: equal entries keep their order */
    "local t = {} for i = 1, 60000 do t[i] = { i % 10, i } end\n"
    "table.sort(t, function(a, b) return a[1] < b[1] end)\n"
    "for i = 2, #t do assert(t[i - 1][1] < t[i][1] or t[i - 1][1] == t[i][1] and t[i - 1][2] < "
    "t[i][2]) end",
    "local t = { 3, 1, 2 } table.sort(t) assert(table.concat(t, ',') == '1,2,3')",
    "local t = { 'b', 'a', 'B' } table.sort(t) assert(table.concat(t) == 'Bab')",
    "local t = {} for i = 1, 1000 do t[i] = i end table.sort(t, function() return true end) "
    "assert(#t == 1000)",
    "local t = { 1 } table.sort(t) table.sort({}) assert(t[1] == 1)",
    /* objects have no address, and no way to be told apart by chance */
    "assert(tostring({}) == 'table' and tostring(function() end) == 'function')",
    "assert(tostring(f) == 'userdata' and tostring(nil) == 'nil' and tostring(true) == 'true')",
    "assert(tostring(12) == '12' and tostring(1.5) == '1.5' and tostring('x') == 'x')",
    "assert(type(f) == 'userdata' and type('') == 'string' and type(nil) == 'nil')",
    "assert(tonumber('12') == 12 and tonumber('x') == nil and tonumber('0x10') == 16)",
    "assert(select('#', 1, nil) == 2 and select(-1, 1, 2) == 2)",
    /* texts */
    "assert(('abc'):sub(2) == 'bc' and ('abc'):sub(-2, -2) == 'b' and ('abc'):upper() == 'ABC')",
    "assert(('a.c'):find('.') == 2 and ('abc'):find('.') == nil and ('abcabc'):find('c', 4) == 6)",
    "assert(('ab'):rep(3, '-') == 'ab-ab-ab' and ('ab'):reverse() == 'ba' and #('é') == 2)",
    "assert(string.format('%d %5.1f %s %x %%', 3, 1.25, 'x', 255) == '3   1.2 x ff %')",
    "assert(string.byte('A') == 65 and string.char(72, 105) == 'Hi')",
    "assert(utf8.len('Cẩm') == 3 and utf8.char(7849) == 'ẩ')",
    /* tables */
    "local t = { 1, 3 } table.insert(t, 2, 2) table.insert(t, 4) assert(table.concat(t) == '1234')",
    "local t = { 1, 2, 3 } assert(table.remove(t, 1) == 1 and table.remove(t) == 3 and #t == 1)",
    "local a, b = table.unpack { 5, 6 } assert(a == 5 and b == 6)",
    /* numbers */
    "assert(math.floor(-1.5) == -2 and math.ceil(1.2) == 2 and math.abs(-3) == 3 and math.fmod(7, "
    "3) == 1)",
    "assert(math.max(1, 5, 3) == 5 and math.min(2, 1) == 1 and math.type(1) == 'integer')",
    "assert(math.tointeger(3.0) == 3 and math.ult(1, -1) and math.maxinteger + 1 == "
    "math.mininteger)",
};

static void test_what_is_left_of_lua_is_as_promised(void **state)
{
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof HOLDS / sizeof *HOLDS; i++) {
        ntm_load load = test_script_run(HOLDS[i]);
        const char *told = test_script_findings(&load);
        if (load.diags.count != 1 || !strstr(told, "the script returns nothing")) {
            print_error("%s\n  told: %s", HOLDS[i], told);
            wrong++;
        }
        ntm_load_clear(&load);
    }
    assert_int_equal(wrong, 0);
}

/* ---- the same every time ---- */

static const char VARIED[] =
    "local seen = {} for i = 1, 40 do seen['k' .. i * 7919 % 41] = i end\n"
    "local order = {} for k, v in pairs(seen) do order[#order + 1] = k .. v end\n"
    "local parts = {} for i, text in ipairs(order) do\n"
    "  parts[i] = part(text, f.people.total:at_least(i)) end\n"
    "return decision '1/2023/T' { level = 'commune', title = table.concat(order, ' '),\n"
    "  criterion(1, tostring(seen)) { indicator '1.1' { 't', pass = all_of(parts), basis = 'seed' "
    "},\n"
    "  indicator '1.2' { 'u', pass = yes(f.school) & yes(f.market), basis = 'seed' } } }\n";

static void test_the_same_script_gives_the_same_bytes(void **state)
{
    (void)state;
    char *first = test_script_document(VARIED, true);
    for (int i = 0; i < 4; i++) {
        char *again = test_script_document(VARIED, true);
        assert_string_equal(first, again);
        free(again);
    }
    free(first);
}

static void test_comments_and_layout_change_the_places_only(void **state)
{
    (void)state;
    ntm_strbuf moved = {0};
    ntm_strbuf_printf(&moved, "-- a comment\n\n\n%s -- and one behind", VARIED);
    char *first = test_script_document(VARIED, false);
    char *again = test_script_document(moved.data, false);
    assert_string_equal(first, again);
    free(first);
    free(again);
    ntm_strbuf_clear(&moved);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strncmp(argv[1], "--lang=", 7) == 0)
        return spy();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_helper_inherits_nothing),
        cmocka_unit_test(test_a_caller_that_ignores_its_children_gets_its_answer),
        cmocka_unit_test(test_the_helper_has_locked_itself_in_before_it_reads),
        cmocka_unit_test(test_a_helper_that_hangs_is_ended_at_its_deadline),
        cmocka_unit_test(test_a_script_reaches_what_is_listed_and_nothing_else),
        cmocka_unit_test(test_what_is_left_of_lua_is_as_promised),
        cmocka_unit_test(test_the_same_script_gives_the_same_bytes),
        cmocka_unit_test(test_comments_and_layout_change_the_places_only),
    };
    return cmocka_run_group_tests_name("dsl/sandbox", tests, NULL, NULL);
}
