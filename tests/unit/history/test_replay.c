/* Runs computed again: the same bytes; and where something was altered, what it was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/i18n.h"
#include "history/replay.h"
#include "support/archive.h"
#include "support/json_edit.h"
#include "support/tamper.h"

typedef struct fixture {
    test_archive archive;
    test_tamper tamper;
    ntm_arena *arena;
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    test_archive_init(&f->archive);
    test_archive_fill(&f->archive);
    ntm_store_close(f->archive.store);
    f->archive.store = NULL;
    test_tamper_init(&f->tamper, f->archive.path);
    f->arena = ntm_arena_new();
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    ntm_arena_free(f->arena);
    test_tamper_clear(&f->tamper);
    test_archive_clear(&f->archive);
    free(f);
    return 0;
}

static ntm_replayed replay(fixture *f, int64_t run)
{
    ntm_replayed out;
    ntm_store *store = NULL;
    assert_int_equal(ntm_store_open(f->archive.path, NTM_STORE_READ, &store, NULL), NTM_OK);
    assert_int_equal(ntm_replay(store, run, f->arena, &out, NULL), NTM_OK);
    ntm_store_close(store);
    return out;
}

/* "same", "refused", or what has moved. */
static const char *told(fixture *f, int64_t run)
{
    static char out[80];
    ntm_replayed r = replay(f, run);
    snprintf(out, sizeof out, "%s%s%s%s%s%s", r.end == NTM_REPLAY_REFUSED ? "refused " : "",
             r.rules ? "rules " : "", r.data ? "data " : "", r.parameters ? "parameters " : "",
             r.result ? "result " : "", r.engine ? "engine " : "");
    size_t length = strlen(out);
    if (length)
        out[length - 1] = '\0';
    else
        snprintf(out, sizeof out, r.end == NTM_REPLAY_SAME ? "same" : "differs for no reason");
    return out;
}

static void test_replay_gives_the_same_bytes(void **state)
{
    fixture *f = *state;
    for (int64_t run = 1; run <= 2; run++) {
        ntm_replayed r = replay(f, run);
        assert_int_equal(r.end, NTM_REPLAY_SAME);
        assert_int_equal(r.units, 2);
        assert_int_equal(r.same, 2);
        assert_string_equal(r.profile, NTM_PROFILE);
        assert_null(r.first.path);
        assert_string_equal(told(f, run), "same");
    }
    ntm_replayed out;
    ntm_store *store = NULL;
    assert_int_equal(ntm_store_open(f->archive.path, NTM_STORE_READ, &store, NULL), NTM_OK);
    assert_int_equal(ntm_replay(store, 3, f->arena, &out, NULL), NTM_EUSAGE);
    ntm_store_close(store);
}

/* Whatever comes into the store later changes no run on record. */
static void test_replay_is_not_moved_by_what_comes_later(void **state)
{
    fixture *f = *state;
    assert_int_equal(ntm_store_open(f->archive.path, NTM_STORE_WRITE, &f->archive.store, NULL),
                     NTM_OK);
    ntm_dataset *d = ntm_dataset_new();
    test_archive_figure(d, "15169", "part", "1", 2);
    assert_int_equal(test_archive_import_rows(&f->archive, "later", d, NULL), NTM_OK);
    ntm_dataset_free(d);
    assert_int_equal(test_archive_retract(&f->archive, 2, 0, NULL), NTM_OK);
    assert_int_equal(test_archive_remove(&f->archive, 2, NULL), NTM_OK);
    assert_string_equal(told(f, 1), "same");
    assert_string_equal(told(f, 2), "same");
}

/* ---- what was altered ---- */

static void expect_told(fixture *f, const char *sql, const char *expected)
{
    if (!test_tamper_sql(&f->tamper, sql))
        fail_msg("refused: %s", sql);
    const char *found = told(f, 2);
    if (strcmp(found, expected) != 0)
        fail_msg("'%s' instead of '%s': %s", found, expected, sql);
    test_tamper_restore(&f->tamper);
}

static void test_replay_tells_altered_objects_by_what_they_are(void **state)
{
    fixture *f = *state;
    static const struct {
        const char *kind, *expected;
    } cases[] = {
        {"document", "rules"}, {"script", "rules"}, {"facts", "data"}, {"result", "result"}};
    static const char *const changes[] = {
        "UPDATE object SET bytes = CAST(bytes || ' ' AS BLOB) WHERE %s",
        "UPDATE object SET bytes = NULL WHERE %s",
        "UPDATE object SET bytes = x'' WHERE %s",
        "DELETE FROM object WHERE %s",
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
        for (size_t c = 0; c < sizeof changes / sizeof *changes; c++) {
            char where[200], sql[400];
            snprintf(where, sizeof where,
                     "kind = '%s' AND sha256 IN (SELECT sha256 FROM run_document UNION SELECT"
                     " sha256 FROM run_script UNION SELECT facts FROM run_unit WHERE run = 2 UNION"
                     " SELECT result FROM run_unit WHERE run = 2)",
                     cases[k].kind);
            snprintf(sql, sizeof sql, changes[c], where);
            expect_told(f, sql, cases[k].expected);
        }
}

/* An altered object put under its right digest, with the row that names it: caught by the entry. */
static void test_replay_tells_exchanged_objects(void **state)
{
    fixture *f = *state;
    expect_told(f,
                "UPDATE run_document SET sha256 = (SELECT sha256 FROM run_document WHERE run = 2"
                " AND place = 1) WHERE run = 2 AND place = 0",
                "rules");
    expect_told(f,
                "UPDATE run_script SET sha256 = (SELECT max(sha256) FROM object WHERE kind ="
                " 'script' AND sha256 <> run_script.sha256) WHERE run = 2 AND path = 'test.lua'",
                "rules");
    expect_told(f, "DELETE FROM run_document WHERE run = 2 AND place = 1", "rules");
    expect_told(f, "DELETE FROM run_script WHERE run = 2", "rules");
    /* facts of run #1, which knew other figures: they lead to another root */
    expect_told(f,
                "UPDATE run_unit SET facts = (SELECT facts FROM run_unit AS u WHERE u.run = 1 AND"
                " u.place = run_unit.place) WHERE run = 2 AND place = 0",
                "result");
    expect_told(f, "UPDATE run_unit SET level = 'met' WHERE run = 2", "result");
    expect_told(f, "DELETE FROM run_unit WHERE run = 2 AND place = 1", "result");
}

static void test_replay_tells_altered_parameters(void **state)
{
    fixture *f = *state;
    static const char *const columns[] = {
        "as_of = '2023-06-30'",
        "as_of = '2022-12-31'",
        "year = 2022",
        "year = -2147483648",
        "known_import = 4",
        "known_import = 0",
        "parameters = '{}'",
        "parameters = 'x'",
        "parameters = ''",
        "parameters = replace(parameters, '\"evidenced\":false', '\"evidenced\":true')",
        "actor = 'x'",
        "note = 'x'",
        "engine = 'x'",
        "recorded_at = 'x'",
        "recorded_at_s = 1",
        "units = 3",
        "illustrative = 0",
        "reconstructed = 0",
    };
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        char sql[200];
        snprintf(sql, sizeof sql, "UPDATE run SET %s WHERE number = 2", columns[i]);
        expect_told(f, sql, "parameters");
    }
    expect_told(f, "UPDATE run SET decision = 'test/2/2023' WHERE number = 2", "rules");
    expect_told(f, "UPDATE run SET decision = 'x' WHERE number = 2", "rules");
    expect_told(f, "UPDATE run SET document_sha256 = 'x' WHERE number = 2", "rules");
    expect_told(f, "UPDATE run SET results_root = substr(results_root, 2) || 'x' WHERE number = 2",
                "parameters result");
}

static void test_replay_refuses_another_profile_by_name(void **state)
{
    fixture *f = *state;
    assert_true(test_tamper_sql(&f->tamper, "UPDATE run SET profile = 'ntm-0' WHERE number = 2"));
    ntm_replayed r = replay(f, 2);
    assert_int_equal(r.end, NTM_REPLAY_REFUSED);
    assert_string_equal(r.profile, "ntm-0");
    assert_int_equal(r.units, 0);
    assert_int_equal(replay(f, 1).end, NTM_REPLAY_SAME);
}

/* Documents and facts that are what their digests say, but whose result comes out otherwise. */
static void test_replay_tells_the_first_difference(void **state)
{
    fixture *f = *state;
    assert_true(test_tamper_sql(&f->tamper, "UPDATE run SET year = 2022 WHERE number = 2"));
    ntm_replayed r = replay(f, 2);
    assert_int_equal(r.end, NTM_REPLAY_DIFFERS);
    assert_int_equal(r.same, 0);
    assert_string_equal(r.first.unit, "15169");
    assert_string_equal(r.first.path, "year");
    assert_string_equal(r.first.recorded, "2023");
    assert_string_equal(r.first.computed, "2022");
}

/* ---- differences ---- */

static const char *difference(fixture *f, const char *a, const char *b)
{
    json_t *x = test_json(a), *y = test_json(b);
    ntm_difference d = {0};
    const char *out = "none";
    if (ntm_json_difference(x, y, f->arena, &d))
        out = ntm_arena_printf(f->arena, "%s: %s | %s", d.path, d.recorded ? d.recorded : "-",
                               d.computed ? d.computed : "-");
    json_decref(x);
    json_decref(y);
    return out;
}

static void test_replay_differences_have_places(void **state)
{
    fixture *f = *state;
    assert_string_equal(difference(f, "{'a': 1}", "{'a': 1}"), "none");
    assert_string_equal(difference(f, "{'b': 2, 'a': 1}", "{'a': 2, 'b': 1}"), "a: 1 | 2");
    assert_string_equal(difference(f, "{'a': {'c': [1, 2]}}", "{'a': {'c': [1, 3]}}"),
                        "a.c[1]: 2 | 3");
    assert_string_equal(difference(f, "{'a': [1]}", "{'a': [1, 2]}"), "a[1]: - | 2");
    assert_string_equal(difference(f, "{'a': [1], 'z': 0}", "{'z': 0}"), "a: [1] | -");
    assert_string_equal(difference(f, "[]", "{}"), ": [] | {}");
    assert_string_equal(difference(f, "'x'", "1"), ": \"x\" | 1");
    const char *long_text = difference(f, "'ộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộ'", "1");
    assert_non_null(strstr(long_text, "…")); /* cut between characters */
    assert_null(strchr(long_text, '?'));
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
#define T(name) cmocka_unit_test_setup_teardown(test_replay_##name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(gives_the_same_bytes),
        T(is_not_moved_by_what_comes_later),
        T(tells_altered_objects_by_what_they_are),
        T(tells_exchanged_objects),
        T(tells_altered_parameters),
        T(refuses_another_profile_by_name),
        T(tells_the_first_difference),
        T(differences_have_places),
    };
    return cmocka_run_group_tests_name("history/replay", tests, NULL, NULL);
}
