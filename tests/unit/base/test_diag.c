/* base/diag: findings collect up to a limit, and are safe to print. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/diag.h"

static char *printed(const ntm_finding *finding, bool color)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    ntm_finding_print(finding, color, out);
    fclose(out);
    return text;
}

static void assert_printed(const ntm_finding *finding, const char *want)
{
    char *text = printed(finding, false);
    assert_string_equal(text, want);
    free(text);
}

static void test_diag_prints_as_much_of_the_place_as_there_is(void **state)
{
    (void)state;
    ntm_diags diags = {0};
    char file[] = "rules/x.lua";
    ntm_diag(&diags, NTM_ERROR, (ntm_place){file, 57, 12}, "a", "wrong %s", "word");
    ntm_diag(&diags, NTM_WARNING, (ntm_place){file, 57, 0}, "b", "w");
    ntm_diag(&diags, NTM_NOTE, (ntm_place){file, 0, 9}, "c", "n");
    ntm_diag_hint(&diags, "try %d", 7);
    ntm_diag_hint(&diags, "try %d", 8); /* the last one stands */
    ntm_diag(&diags, NTM_ERROR, NTM_NOWHERE, "d", "m");
    file[0] = 'X'; /* the list has its own copy */
    assert_printed(&diags.items[0], "rules/x.lua:57:12: error: wrong word\n");
    assert_printed(&diags.items[1], "rules/x.lua:57: warning: w\n");
    assert_printed(&diags.items[2], "rules/x.lua: note: n\n  hint: try 8\n");
    assert_printed(&diags.items[3], "ntm: error: m\n");
    char *colored = printed(&diags.items[3], true);
    assert_string_equal(colored, "ntm: \033[31merror\033[0m: m\n");
    free(colored);
    assert_string_equal(diags.items[0].code, "a");
    ntm_diags_clear(&diags);
    assert_int_equal(diags.count, 0);
    assert_int_equal(diags.errors, 0);
}

static void test_diag_counts_what_it_does_not_keep(void **state)
{
    (void)state;
    ntm_diags diags;
    ntm_diags_init(&diags);
    diags.limit = 3;
    for (int i = 0; i < 10; i++) {
        ntm_diag(&diags, i % 2 ? NTM_WARNING : NTM_ERROR, NTM_NOWHERE, "x", "number %d", i);
        ntm_diag_hint(&diags, "hint %d", i);
    }
    assert_int_equal(diags.count, 3);
    assert_int_equal(diags.dropped, 7);
    assert_int_equal(diags.errors, 5);
    assert_int_equal(diags.warnings, 5);
    assert_string_equal(diags.items[2].hint, "hint 2"); /* never that of a dropped one */
    ntm_diags_clear(&diags);
    assert_int_equal(diags.limit, 3);
    assert_int_equal(diags.dropped, 0);
    for (int i = 0; i < 300; i++)
        ntm_diag(&diags, NTM_NOTE, NTM_NOWHERE, "x", "m");
    assert_int_equal(diags.count, 3);
    ntm_diags_clear(&diags);
    diags.limit = 0;
    for (int i = 0; i < 300; i++)
        ntm_diag(&diags, NTM_NOTE, NTM_NOWHERE, "x", "m");
    assert_int_equal(diags.count, 200);
    assert_int_equal(diags.dropped, 100);
    ntm_diags_clear(&diags);
}

static void test_diag_texts_from_outside_cannot_act(void **state)
{
    (void)state;
    ntm_diags diags = {0};
    ntm_diag(&diags, NTM_ERROR, (ntm_place){"a\nb\033c", 1, 1}, "x", "one\ntwo\033[2J%s",
             "\u202E\xff");
    ntm_diag_hint(&diags, "h\n");
    assert_printed(&diags.items[0], "a\\x0Ab\\x1Bc:1:1: error: one\\x0Atwo\\x1B[2J\\u{202E}\\xFF\n"
                                    "  hint: h\\x0A\n");
    char *endless = malloc(100001);
    assert_non_null(endless);
    memset(endless, 'a', 100000);
    endless[100000] = '\0';
    ntm_diag(&diags, NTM_ERROR, NTM_NOWHERE, "x", "%s", endless);
    assert_int_equal(strlen(diags.items[1].message), 2000 + strlen("…"));
    free(endless);
    ntm_diags_clear(&diags);
}

static void test_diag_without_a_list_still_returns_the_code(void **state)
{
    (void)state;
    ntm_diag(NULL, NTM_ERROR, NTM_NOWHERE, "x", "m");
    ntm_diag_hint(NULL, "h");
    assert_int_equal(ntm_fail(NULL, NTM_EINPUT, NTM_NOWHERE, "x", "m"), NTM_EINPUT);
    ntm_diags diags = {0};
    ntm_diag_hint(&diags, "h"); /* nothing to hint at */
    assert_int_equal(ntm_fail_nomem(&diags), NTM_ESYSTEM);
    assert_int_equal(ntm_fail(&diags, NTM_EUSAGE, NTM_NOWHERE, "x", "%d", 3), NTM_EUSAGE);
    assert_int_equal(diags.errors, 2);
    ntm_diags_clear(&diags);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_diag_prints_as_much_of_the_place_as_there_is),
        cmocka_unit_test(test_diag_counts_what_it_does_not_keep),
        cmocka_unit_test(test_diag_texts_from_outside_cannot_act),
        cmocka_unit_test(test_diag_without_a_list_still_returns_the_code),
    };
    return cmocka_run_group_tests_name("base/diag", tests, NULL, NULL);
}
