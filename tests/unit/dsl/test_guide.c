/* The rule-writing guide: its examples run, its errors are told as it says, no word is left out. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "support/script.h"

#define ROOT NTM_TEST_SOURCE_DIR "/"

static char *guide;
static ntm_strbuf packed;
static ntm_surroundings around; /* the project's own dictionary and libraries */

static char *read_file(const char *path)
{
    char *data = NULL;
    size_t length;
    assert_int_equal(ntm_file_read(path, 1 << 20, &data, &length, NULL), NTM_OK);
    return data;
}

static int setup(void **state)
{
    static ntm_library libraries[1];
    static char name[] = "measures", path[] = ROOT "rules/lib/measures.lua";
    (void)state;
    test_script_surroundings();
    guide = read_file(ROOT "docs/writing-decisions.md");
    ntm_load load = {
        .path = ROOT "rules/fields.lua", .source = "fields.lua", .folder = "", .slug = "fields"};
    ntm_rules_load(&around, &load, 1);
    assert_int_equal(load.rc, NTM_OK);
    libraries[0] = (ntm_library){name, path, read_file(path), 0};
    libraries[0].length = strlen(libraries[0].data);
    ntm_dictionary_pack(load.dictionary, &packed);
    around.dictionary = packed.data;
    around.dictionary_length = packed.length;
    around.libraries = libraries;
    around.nlibraries = 1;
    ntm_load_clear(&load);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    free(around.libraries[0].data);
    ntm_strbuf_clear(&packed);
    free(guide);
    return 0;
}

static ntm_load run(const char *text)
{
    const char *path = test_script_file("t.lua", text);
    ntm_load load = {.path = path, .source = "test/t.lua", .folder = "test", .slug = "t"};
    ntm_rules_load(&around, &load, 1);
    return load;
}

/* The next block fenced as `kind` from *at on; yours to free. NULL: no more. */
static char *next_block(const char **at, const char *kind)
{
    char fence[40];
    snprintf(fence, sizeof fence, "\n```%s\n", kind);
    const char *start = strstr(*at, fence), *end;
    if (!start)
        return NULL;
    start += strlen(fence);
    end = strstr(start, "```\n");
    assert_non_null(end);
    *at = end;
    ntm_strbuf block = {0};
    ntm_strbuf_add(&block, start, (size_t)(end - start));
    return ntm_strbuf_take(&block);
}

static unsigned all_run(const char *kind, const char *before, const char *behind)
{
    const char *at = guide;
    unsigned count = 0;
    for (char *block; (block = next_block(&at, kind)); count++) {
        ntm_strbuf text = {0};
        ntm_strbuf_printf(&text, "%s%s%s", before, block, behind);
        ntm_load load = run(text.data);
        if (load.rc != NTM_OK || load.diags.count)
            fail_msg("%s\n%s", block, test_script_findings(&load));
        ntm_load_clear(&load);
        ntm_strbuf_clear(&text);
        free(block);
    }
    return count;
}

static void test_its_examples_load(void **state)
{
    (void)state;
    assert_true(all_run("lua script", "", "") >= 7);
    assert_true(all_run("lua pass",
                        "return decision '1/2023/T' { title = 'T', level = 'commune',\n"
                        "criterion(1, 'A') { indicator '1.1' { 'text', basis = 'assumed', pass =\n",
                        "} } }") >= 5);
}

static void test_its_errors_are_told_as_it_says(void **state)
{
    (void)state;
    const char *at = guide;
    char *script = next_block(&at, "lua error"), *expected = next_block(&at, "text");
    assert_non_null(script);
    assert_non_null(expected);
    ntm_load load = run(script);
    /* the guide says t.lua where the test has a longer path */
    ntm_strbuf told = {0};
    for (const char *p = test_script_findings(&load); *p;) {
        if (strncmp(p, load.path, strlen(load.path)) == 0) {
            ntm_strbuf_puts(&told, "t.lua");
            p += strlen(load.path);
        } else {
            ntm_strbuf_putc(&told, *p++);
        }
    }
    assert_string_equal(ntm_strbuf_text(&told), expected);
    ntm_strbuf_clear(&told);
    ntm_load_clear(&load);
    free(script);
    free(expected);
}

/* A word stands in the guide as code: `word`, `word(…`, `word "…`, `x:word(…`, `a, word`. */
static bool is_named(const char *word)
{
    size_t n = strlen(word);
    for (const char *p = guide; (p = strstr(p, word)); p += n) {
        char before = p == guide ? ' ' : p[-1], after = p[n];
        if (strchr("` :(", before) && (strchr("`({ \",", after)))
            return true;
    }
    return false;
}

static void test_it_names_every_word(void **state)
{
    (void)state;
    char *words = read_file(ROOT "tests/unit/dsl/words.txt");
    int missing = 0;
    for (char *line = words, *end; (end = strchr(line, '\n')); line = end + 1) {
        *end = '\0';
        char *colon = strstr(line, ": "), *last = line;
        if (!colon || strchr(line, '<') || strncmp(line, "_ENV", 4) == 0)
            continue;
        *colon = '\0';
        for (char *p = line; *p; p++)
            if (*p == '.' || *p == ':')
                last = p + 1;
        if (!is_named(last)) {
            print_error("docs/writing-decisions.md does not name %s\n", line);
            missing++;
        }
    }
    free(words);
    assert_int_equal(missing, 0);
}

static void test_the_checker_of_scripts_knows_every_word(void **state)
{
    (void)state;
    char *words = read_file(ROOT "tests/unit/dsl/words.txt"),
         *luacheck = read_file(ROOT ".luacheckrc");
    for (char *line = words, *end; (end = strchr(line, '\n')); line = end + 1) {
        char quoted[64];
        *end = '\0';
        char *colon = strstr(line, ": ");
        if (!colon || strpbrk(line, "<.") || strchr(line, ':') != colon || *line == '_')
            continue;
        *colon = '\0';
        snprintf(quoted, sizeof quoted, "\"%s\"", line);
        if (!strstr(luacheck, quoted))
            fail_msg(".luacheckrc does not know %s", line);
    }
    free(words);
    free(luacheck);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_its_examples_load),
        cmocka_unit_test(test_its_errors_are_told_as_it_says),
        cmocka_unit_test(test_it_names_every_word),
        cmocka_unit_test(test_the_checker_of_scripts_knows_every_word),
    };
    return cmocka_run_group_tests_name("dsl/guide", tests, setup, teardown);
}
