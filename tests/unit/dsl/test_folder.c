/* The rules folder: what is loaded when a decision is named, and what happens when something is wrong. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "dsl/folder.h"
#include "support/script.h"

#define DECISION(number, rest)                                                                     \
    "return decision '" number "' { level = 'commune', effective = '2022-01-01', " rest            \
    " criterion(1, 'A') { indicator '1.1' { 't', pass = yes(f.school), basis = 'seed' } } }\n"

static const char FIELDS[] =
    "return dictionary { unit 'person' { kind = 'count', vi = 'người', en = 'people' },\n"
    "  field 'school' { vi = 'Trường', en = 'School', type = 'yes_no', level = 'commune',\n"
    "    fresh = 'never' },\n"
    "  field 'people' { vi = 'Dân', en = 'People', type = 'count', unit = 'person',\n"
    "    level = 'commune', fresh = 12 } }\n";

static char *directory; /* of the rules */
static ntm_diags found;
static ntm_rules *rules;

static int setup(void **state)
{
    (void)state;
    test_script_surroundings(); /* makes the directory, finds the helper */
    const char *path = test_script_file("rules/fields.lua", FIELDS);
    free(directory);
    directory = ntm_xstrdup(path);
    *strrchr(directory, '/') = '\0';
    test_script_file("rules/lib/common.lua",
                     "return { pass = function() return yes(f.school) end }");
    test_script_file("rules/thanh-hoa/32-2022-xa.lua",
                     DECISION("32/2022/QĐ-UBND", "series = 'xa',"));
    test_script_file(
        "rules/thanh-hoa/33-2022-nang-cao.lua",
        "local c = use 'common'\n"
        "return decision '33/2022/QĐ-UBND' { level = 'commune',\n"
        " requires 'base' { pass = meets 'national/1/2020/QĐ-TTg', basis = 'seed' },\n"
        " criterion(1, 'A') { indicator '1.1' { 't', pass = c.pass(), basis = 'seed' } } }\n");
    test_script_file("rules/thanh-hoa/32-2022-xa.test.lua",
                     "return tests '32/2022' { case 'a' { expect = { ['1.1'] = 'pass' } } }");
    test_script_file("rules/national/1-2020-xa.lua", DECISION("1/2020/QĐ-TTg", ""));
    test_script_file("rules/nghe-an/7-2022-xa.lua", DECISION("7/2022/QĐ-UBND", ""));
    unlink(test_script_file("rules/nghe-an/8-2022-broken.lua", NULL));
    unlink(test_script_file("rules/thanh-hoa/34-2023-sua.lua", NULL));
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    ntm_rules_close(rules);
    ntm_diags_clear(&found);
    rules = NULL;
    return 0;
}

static void open_rules(void)
{
    assert_int_equal(ntm_rules_open(directory, &rules, &found), NTM_OK);
    assert_int_equal(found.count, 0);
}

static const char *decide(const char *name, ntm_rc rc)
{
    const ntm_document *document = NULL;
    assert_int_equal(ntm_rules_decision(rules, name, &document, &found), rc);
    return document ? document->id : NULL;
}

static uint32_t loaded(void) { return ntm_catalogue_count(ntm_rules_catalogue(rules)); }

static void test_opening_loads_the_dictionary_and_no_decision(void **state)
{
    (void)state;
    open_rules();
    assert_int_equal(loaded(), 0);
    assert_string_equal(ntm_dictionary_find(ntm_rules_dictionary(rules), "school")->label_vi,
                        "Trường");
    assert_int_equal(ntm_rules_count(rules, false), 4);
    assert_int_equal(ntm_rules_count(rules, true), 1);
    assert_non_null(strstr(ntm_rules_path(rules, true, 0), "thanh-hoa/32-2022-xa.test.lua"));
    assert_null(ntm_rules_path(rules, true, 1));
}

static void test_a_decision_is_found_by_any_of_its_names(void **state)
{
    static const char *const names[] = {
        "32/2022/QĐ-UBND", "32/2022/qd-ubnd",           "32/2022",
        "32-2022-xa",      "thanh-hoa/32/2022/QĐ-UBND", "thanh-hoa/32-2022-xa.lua"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        open_rules();
        const char *id = decide(names[i], NTM_OK);
        if (!id || strcmp(id, "thanh-hoa/32/2022/QĐ-UBND") != 0)
            fail_msg("%s gives %s", names[i], id ? id : "nothing");
        ntm_rules_close(rules);
    }
    rules = NULL;
}

static void test_its_folder_comes_with_it_and_what_that_refers_to(void **state)
{
    (void)state;
    open_rules();
    decide("7/2022", NTM_OK);
    assert_int_equal(loaded(), 1); /* nothing in this folder refers to another */
    decide("32/2022", NTM_OK);
    assert_int_equal(loaded(), 4); /* both of thanh-hoa, and national, which 33/2022 asks for */
    decide("33/2022", NTM_OK);
    assert_int_equal(loaded(), 4);
}

static void test_an_expected_folder_is_loaded_when_it_is_asked_for(void **state)
{
    (void)state;
    open_rules();
    ntm_rules_expect(rules, "nghe-an");
    ntm_rules_expect(rules, "no-such-folder");
    decide("32/2022", NTM_OK);
    assert_int_equal(loaded(), 3); /* thanh-hoa and national */
    const char *path = test_script_file("rules/nghe-an/7-2022-xa.lua", NULL);
    unlink(path); /* it has run along with them */
    assert_int_equal(ntm_rules_load_folder(rules, "nghe-an", &found), NTM_OK);
    assert_int_equal(loaded(), 4);
}

static void test_what_is_wrong_with_an_expected_folder_is_told_when_it_is_asked_for(void **state)
{
    (void)state;
    test_script_file("rules/nghe-an/8-2022-broken.lua", "return decision '8/2022' {");
    open_rules();
    ntm_rules_expect(rules, "nghe-an");
    assert_non_null(decide("32/2022", NTM_OK));
    assert_int_equal(found.count, 0);
    assert_int_equal(ntm_rules_load_folder(rules, "nghe-an", &found), NTM_EINPUT);
    assert_int_equal(found.count, 1);
    assert_non_null(strstr(found.items[0].place.file, "8-2022-broken.lua"));
}

static void test_a_document_knows_its_script(void **state)
{
    const ntm_document *document;
    (void)state;
    open_rules();
    assert_int_equal(ntm_rules_decision(rules, "33/2022", &document, &found), NTM_OK);
    assert_string_equal(document->script, "thanh-hoa/33-2022-nang-cao.lua");
    assert_string_equal(document->slug, "33-2022-nang-cao");
    assert_string_equal(document->folder, "thanh-hoa");
    assert_int_equal(strlen(document->script_sha256), 64);
    assert_int_equal(document->indicators[0].place.line, 4);
}

static void test_a_broken_file_of_the_folder_stops_it(void **state)
{
    (void)state;
    test_script_file("rules/nghe-an/8-2022-broken.lua",
                     "return decision '8/2022' {\n level = 'communee',\n");
    open_rules();
    assert_null(decide("7/2022", NTM_EINPUT)); /* it might amend this one */
    assert_int_equal(found.count, 1);
    assert_non_null(strstr(found.items[0].place.file, "8-2022-broken.lua"));
    assert_int_equal(found.items[0].place.line, 2);
    assert_non_null(decide("32/2022", NTM_OK)); /* another folder is unaffected */
    assert_int_equal(ntm_rules_load_all(rules, &found), NTM_EINPUT);
}

static void test_an_amendment_is_loaded_with_its_base(void **state)
{
    const ntm_document *base, *consolidated;
    ntm_date date;
    (void)state;
    test_script_file("rules/thanh-hoa/34-2023-sua.lua",
                     "return amendment '34/2023/QĐ-UBND' { amends = '32/2022/QĐ-UBND',\n"
                     " effective = '2023-07-01', replace = {\n"
                     "  indicator '1.1' { 'mới', pass = no(f.school), basis = 'seed' } } }\n");
    open_rules();
    assert_int_equal(ntm_rules_decision(rules, "32/2022", &base, &found), NTM_OK);
    assert_true(ntm_date_make(2023, 7, 1, &date));
    assert_int_equal(
        ntm_catalogue_consolidated(ntm_rules_catalogue(rules), base, date, &consolidated, &found),
        NTM_OK);
    assert_string_equal(consolidated->indicators[0].text, "mới");
}

static void test_unknown_and_ambiguous_names(void **state)
{
    (void)state;
    open_rules();
    assert_null(decide("99/2099", NTM_EUSAGE));
    assert_int_equal(loaded(), 4); /* everything was looked through */
    test_script_file("rules/nghe-an/32-2022-xa.lua", DECISION("32/2022/QĐ-UBND", ""));
    ntm_rules_close(rules);
    ntm_diags_clear(&found);
    open_rules();
    assert_null(decide("32/2022", NTM_EUSAGE));
    assert_non_null(decide("nghe-an/32/2022/QĐ-UBND", NTM_OK));
    unlink(test_script_file("rules/nghe-an/32-2022-xa.lua", NULL));
}

static void test_a_draft_elsewhere_and_a_document_file(void **state)
{
    (void)state;
    open_rules();
    char *draft =
        ntm_xstrdup(test_script_file("my-drafts/5-2024.lua", DECISION("5/2024/QĐ-UBND", "")));
    assert_string_equal(decide(draft, NTM_OK), "my-drafts/5/2024/QĐ-UBND");
    assert_string_equal(decide(draft, NTM_OK),
                        "my-drafts/5/2024/QĐ-UBND"); /* once more: the same */
    free(draft);
    char *json = ntm_xstrdup(test_script_file(
        "d.json",
        "{\"schema\": \"ntm.decision/1\", \"id\": \"x/1/2024\", \"level\": \"commune\", "
        "\"fields\": {\"a\": {\"type\": \"yes_no\", \"level\": [\"commune\"]}}, \"nodes\": "
        "[{\"op\": \"field\", \"field\": \"a\"}, {\"op\": \"yes\", \"args\": [0]}], "
        "\"criteria\": [{\"number\": 1, \"name\": \"A\", \"indicators\": [{\"number\": "
        "\"1.1\", \"text\": \"t\", \"pass\": 1, \"basis\": \"seed\"}]}]}"));
    assert_string_equal(decide(json, NTM_OK), "x/1/2024");
    free(json);
    assert_null(decide("/nonexistent.lua", NTM_EINPUT));
    assert_null(decide("/nonexistent.json", NTM_EINPUT));
}

/* "lib/common.lua ..." of all scripts that are at hand. */
static char *scripts_at_hand(void)
{
    const ntm_script *scripts;
    size_t count = ntm_rules_scripts(rules, &scripts);
    ntm_strbuf text = {0};
    for (size_t i = 0; i < count; i++)
        ntm_strbuf_printf(&text, "%s%s", i ? " " : "", scripts[i].path);
    return text.data;
}

static void assert_at_hand(const char *expected)
{
    char *paths = scripts_at_hand();
    assert_string_equal(paths, expected);
    free(paths);
}

static void test_the_scripts_that_were_read_stay_at_hand(void **state)
{
    (void)state;
    open_rules();
    assert_at_hand("fields.lua lib/common.lua");
    decide("7/2022", NTM_OK);
    assert_at_hand("fields.lua lib/common.lua nghe-an/7-2022-xa.lua");
    decide("32/2022", NTM_OK);
    assert_at_hand("fields.lua lib/common.lua national/1-2020-xa.lua nghe-an/7-2022-xa.lua "
                   "thanh-hoa/32-2022-xa.lua thanh-hoa/33-2022-nang-cao.lua");
}

static void test_the_bytes_of_a_script_are_those_that_ran(void **state)
{
    static const char ran[] = DECISION("7/2022/QĐ-UBND", "");
    const ntm_script *scripts;
    const ntm_document *document;
    char sha256[NTM_SHA256_TEXT];
    (void)state;
    open_rules();
    assert_int_equal(ntm_rules_decision(rules, "7/2022", &document, &found), NTM_OK);
    test_script_file("rules/nghe-an/7-2022-xa.lua", "return 'something else by now'");
    assert_int_equal(ntm_rules_scripts(rules, &scripts), 3);
    assert_string_equal(scripts[0].bytes, FIELDS);
    assert_int_equal(scripts[2].length, sizeof ran - 1);
    assert_string_equal(scripts[2].bytes, ran);
    assert_string_equal(scripts[2].sha256, document->script_sha256);
    for (size_t i = 0; i < 3; i++) {
        ntm_sha256_hex(scripts[i].bytes, scripts[i].length, sha256);
        assert_string_equal(scripts[i].sha256, sha256);
    }
}

static void test_a_script_that_fails_is_at_hand_and_one_that_cannot_run_is_not(void **state)
{
    (void)state;
    test_script_file("rules/nghe-an/8-2022-broken.lua", "return decision '8/2022' {");
    open_rules();
    decide("7/2022", NTM_EINPUT);
    assert_at_hand("fields.lua lib/common.lua nghe-an/7-2022-xa.lua nghe-an/8-2022-broken.lua");
    test_script_file("rules/nghe-an/8-2022-broken.lua", "\033Lua");
    ntm_rules_close(rules);
    ntm_diags_clear(&found);
    open_rules();
    decide("7/2022", NTM_EINPUT);
    assert_at_hand("fields.lua lib/common.lua nghe-an/7-2022-xa.lua");
}

static void test_tests_of_authors(void **state)
{
    json_t *tests = NULL;
    (void)state;
    open_rules();
    assert_int_equal(ntm_rules_tests(rules, ntm_rules_path(rules, true, 0), &tests, &found),
                     NTM_OK);
    assert_string_equal(json_string_value(json_object_get(tests, "decision")), "32/2022");
    json_decref(tests);
    assert_int_equal(ntm_rules_tests(rules, ntm_rules_path(rules, false, 0), &tests, &found),
                     NTM_EINPUT);
    assert_null(tests);
}

static void test_folders_that_are_none(void **state)
{
    (void)state;
    assert_int_equal(ntm_rules_open("/nonexistent", &rules, &found), NTM_EINPUT);
    assert_null(rules);
    test_script_file(
        "rules/fields.lua",
        "return dictionary { unit 'km' { kind = 'lenght' },\n"
        "field 'a' { vi = 'a', en = 'a', type = 'count', unit = 'kn', level = 'commune' },\n"
        "assessor 'a' { order = 1, from = '2025-07-01', to = '2025-06-30' },\n"
        "assessor 'b' { order = 2, to = '30/6/2025', till = '2025-06-30' } }");
    ntm_diags_clear(&found);
    assert_int_equal(ntm_rules_open(directory, &rules, &found), NTM_EINPUT);
    assert_null(rules);
    assert_true(found.count >= 2);
    for (size_t i = 0; i < found.count; i++) {
        assert_non_null(strstr(found.items[i].place.file, "fields.lua"));
        assert_true(found.items[i].place.line > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_opening_loads_the_dictionary_and_no_decision, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_a_decision_is_found_by_any_of_its_names, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_its_folder_comes_with_it_and_what_that_refers_to,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(test_an_expected_folder_is_loaded_when_it_is_asked_for,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_what_is_wrong_with_an_expected_folder_is_told_when_it_is_asked_for, setup,
            teardown),
        cmocka_unit_test_setup_teardown(test_a_document_knows_its_script, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_broken_file_of_the_folder_stops_it, setup, teardown),
        cmocka_unit_test_setup_teardown(test_an_amendment_is_loaded_with_its_base, setup, teardown),
        cmocka_unit_test_setup_teardown(test_unknown_and_ambiguous_names, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_draft_elsewhere_and_a_document_file, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_the_scripts_that_were_read_stay_at_hand, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_the_bytes_of_a_script_are_those_that_ran, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(
            test_a_script_that_fails_is_at_hand_and_one_that_cannot_run_is_not, setup, teardown),
        cmocka_unit_test_setup_teardown(test_tests_of_authors, setup, teardown),
        cmocka_unit_test_setup_teardown(test_folders_that_are_none, setup, teardown),
    };
    int failed = cmocka_run_group_tests_name("dsl/folder", tests, NULL, NULL);
    free(directory);
    return failed;
}
