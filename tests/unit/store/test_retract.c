/* Withdrawing what was wrong: from when on, what exactly, and what stays known. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/i18n.h"
#include "support/archive.h"

static int set_up(void **state)
{
    test_archive *a = calloc(1, sizeof *a);
    test_archive_init(a);
    for (int i = 1; i <= 4; i++)
        assert_int_equal(test_archive_import(a, i, NULL), NTM_OK);
    *state = a;
    return 0;
}

static int tear_down(void **state)
{
    test_archive *a = *state;
    assert_int_equal(test_archive_findings(a->path, NULL, true), 0);
    test_archive_clear(a);
    free(a);
    return 0;
}

static ntm_dataset *known(const test_archive *a, int64_t import)
{
    ntm_dataset *d = NULL;
    assert_int_equal(ntm_store_read(a->store, NULL, 0, import, &d, NULL), NTM_OK);
    return d;
}

/* How many figures of a field a unit has, as known up to an import. */
static size_t figures(const test_archive *a, int64_t import, const char *unit, const char *field)
{
    ntm_dataset *d = known(a, import);
    size_t count = 0;
    for (size_t i = 0; i < d->nobservations; i++)
        count += !strcmp(d->observations[i].unit, unit) && !strcmp(d->observations[i].field, field);
    ntm_dataset_free(d);
    return count;
}

static ntm_rc retract(test_archive *a, int64_t import, int64_t line, ntm_retract_done *done,
                      ntm_diags *diags)
{
    ntm_import_by by = {.actor = "bình", .when = 1704067260};
    ntm_retract_request request = {.import = import, .line = line, .reason = "sai", .by = &by};
    return ntm_store_retract(a->store, &request, done, diags);
}

static void test_retract_a_line_counts_from_its_number_on(void **state)
{
    test_archive *a = *state;
    ntm_retract_done done;
    assert_int_equal(retract(a, 4, 2, &done, NULL), NTM_OK);
    assert_int_equal(done.number, 5);
    assert_int_equal(done.rows, 1);
    assert_int_equal(figures(a, 3, "15169", "part"), 1);
    assert_int_equal(figures(a, 4, "15169", "part"), 2); /* what was known stays known */
    assert_int_equal(figures(a, 5, "15169", "part"), 1);
    assert_int_equal(figures(a, INT64_MAX, "15169", "part"), 1);
    assert_int_equal(figures(a, INT64_MAX, "15170", "part"), 2); /* line 3 of the import stands */

    const char *unit = "15169"; /* read by unit, too */
    ntm_dataset *d = NULL;
    assert_int_equal(ntm_store_read(a->store, &unit, 1, INT64_MAX, &d, NULL), NTM_OK);
    for (size_t i = 0; i < d->nobservations; i++)
        assert_int_not_equal(d->observations[i].import, 4);
    ntm_dataset_free(d);
}

/* One line of a wide file says several things; all of them go. */
static void test_retract_a_line_of_a_wide_file_takes_all_its_cells(void **state)
{
    test_archive *a = *state;
    ntm_dataset *d = ntm_dataset_new();
    static const char *const fields[] = {"whole", "part", "debts", "count"};
    for (size_t i = 0; i < 4; i++) {
        test_archive_figure(d, "15169", fields[i], "7", 2);
        test_archive_figure(d, "15170", fields[i], "7", 3);
    }
    assert_int_equal(test_archive_import_rows(a, "wide.csv", d, NULL), NTM_OK);
    ntm_dataset_free(d);
    ntm_retract_done done;
    assert_int_equal(retract(a, 5, 3, &done, NULL), NTM_OK);
    assert_int_equal(done.rows, 4);
    assert_int_equal(figures(a, INT64_MAX, "15170", "debts"), 0);
    assert_int_equal(figures(a, INT64_MAX, "15169", "debts"), 1);
    assert_int_equal(figures(a, 5, "15170", "debts"), 1);
}

static void test_retract_an_import_takes_every_kind_of_row(void **state)
{
    test_archive *a = *state;
    ntm_retract_done done;
    assert_int_equal(retract(a, 3, 0, &done, NULL), NTM_OK);
    assert_int_equal(done.rows, 8);
    ntm_dataset *d = known(a, INT64_MAX);
    assert_int_equal(d->ntitles + d->nregistrations + d->nappraisals + d->nevidence, 0);
    ntm_dataset_free(d);
    d = known(a, 4);
    assert_int_equal(d->ntitles + d->nregistrations + d->nappraisals + d->nevidence, 8);
    ntm_dataset_free(d);

    ntm_arena *arena = ntm_arena_new();
    ntm_import_record *list;
    size_t count;
    assert_int_equal(ntm_store_imports(a->store, arena, &list, &count, NULL), NTM_OK);
    assert_int_equal(count, 5);
    assert_int_equal(list[2].retracted_by, 5);
    assert_int_equal(list[3].retracted_by, 0);
    assert_string_equal(list[4].kind, "retraction");
    assert_string_equal(list[4].actor, "bình");
    assert_string_equal(list[4].note, "sai");
    assert_int_equal(list[4].retractions, 1);
    ntm_arena_free(arena);
}

static void expect_refused(test_archive *a, int64_t import, int64_t line, ntm_rc rc,
                           const char *code)
{
    ntm_diags diags = {0};
    ntm_retract_done done;
    int64_t before, after;
    assert_int_equal(ntm_store_last_import(a->store, &before, NULL), NTM_OK);
    assert_int_equal(retract(a, import, line, &done, &diags), rc);
    assert_int_equal(diags.count, 1);
    assert_string_equal(diags.items[0].code, code);
    ntm_diags_clear(&diags);
    assert_int_equal(ntm_store_last_import(a->store, &after, NULL), NTM_OK);
    assert_int_equal(after, before);
}

static void test_retract_refuses_what_is_not_there(void **state)
{
    test_archive *a = *state;
    expect_refused(a, 99, 0, NTM_EUSAGE, "unknown-import");
    expect_refused(a, 0, 0, NTM_EUSAGE, "unknown-import");
    expect_refused(a, 4, 99, NTM_EUSAGE, "nothing-there");
    ntm_retract_done done;
    assert_int_equal(retract(a, 4, 2, &done, NULL), NTM_OK);
    expect_refused(a, 4, 2, NTM_EUSAGE, "nothing-there");    /* not twice */
    expect_refused(a, 5, 0, NTM_EUSAGE, "unknown-import");   /* not a retraction */
    assert_int_equal(retract(a, 4, 0, &done, NULL), NTM_OK); /* the rest of it, though */
    assert_int_equal(done.number, 6);
    expect_refused(a, 4, 0, NTM_EUSAGE, "retracted-before");
    expect_refused(a, 4, 3, NTM_EUSAGE, "retracted-before");
}

/* Units that others rest on, by each kind of row. */
static void test_retract_refuses_units_that_rows_rest_on(void **state)
{
    test_archive *a = *state;
    expect_refused(a, 1, 0, NTM_EINPUT, "retract-units");
    expect_refused(a, 1, 4, NTM_EINPUT, "retract-units"); /* 15169: figures */
    expect_refused(a, 1, 2, NTM_EINPUT, "retract-units"); /* 38: a parent */
    ntm_retract_done done;
    assert_int_equal(retract(a, 2, 0, &done, NULL), NTM_OK);
    assert_int_equal(retract(a, 4, 0, &done, NULL), NTM_OK);
    expect_refused(a, 1, 4, NTM_EINPUT, "retract-units"); /* titles, papers */
    assert_int_equal(retract(a, 3, 0, &done, NULL), NTM_OK);
    assert_int_equal(retract(a, 1, 0, &done, NULL), NTM_OK); /* nothing rests on them any more */
    ntm_dataset *d = known(a, INT64_MAX);
    assert_int_equal(d->nunits + d->nsuccessions + d->nobservations, 0);
    ntm_dataset_free(d);
}

/* A version that a later import brought: the one before it comes back. */
static void test_retract_brings_the_version_before_back(void **state)
{
    test_archive *a = *state;
    ntm_dataset *d = ntm_dataset_new();
    ntm_dataset_add_unit(d, &(ntm_unit){.code = "38",
                                        .level = NTM_LEVEL_PROVINCE,
                                        .name = "Thanh Hoá",
                                        .valid_from = NTM_DATE_MIN,
                                        .valid_to = NTM_DATE_MAX,
                                        .line = 2});
    assert_int_equal(test_archive_import_rows(a, "names.csv", d, NULL), NTM_OK);
    ntm_dataset_free(d);
    static const char *const names[] = {[4] = "38", [5] = "Thanh Hoá", [6] = "38"};
    ntm_retract_done done;
    assert_int_equal(retract(a, 5, 2, &done, NULL), NTM_OK);
    for (int import = 4; import <= 6; import++) {
        d = known(a, import);
        assert_string_equal(ntm_dataset_unit(d, "38", 0)->name, names[import]);
        ntm_dataset_free(d);
    }
}

static void test_retract_lets_the_file_be_imported_again(void **state)
{
    test_archive *a = *state;
    ntm_diags diags = {0};
    assert_int_equal(test_archive_import(a, 4, &diags), NTM_EINPUT);
    assert_string_equal(diags.items[0].code, "imported-before");
    ntm_diags_clear(&diags);
    ntm_retract_done done;
    assert_int_equal(retract(a, 4, 2, &done, NULL), NTM_OK); /* a part of it is not enough */
    assert_int_equal(test_archive_import(a, 4, NULL), NTM_EINPUT);
    assert_int_equal(retract(a, 4, 0, &done, NULL), NTM_OK);
    assert_int_equal(test_archive_import(a, 4, NULL), NTM_OK);
    assert_int_equal(figures(a, INT64_MAX, "15169", "part"), 2);
    assert_int_equal(figures(a, 6, "15169", "part"), 1);
}

/* A run of before knows what it knew; a run of now does not. */
static void test_retract_changes_the_next_run_alone(void **state)
{
    test_archive *a = *state;
    ntm_retract_done done;
    int64_t first, second, third;
    assert_int_equal(test_archive_record(a, 4, &first, NULL), NTM_OK);
    assert_int_equal(retract(a, 4, 0, &done, NULL), NTM_OK);
    assert_int_equal(test_archive_record(a, 5, &second, NULL), NTM_OK);
    assert_int_equal(test_archive_record(a, 4, &third, NULL), NTM_OK);
    ntm_arena *arena = ntm_arena_new();
    ntm_run runs[3];
    assert_int_equal(ntm_store_run(a->store, first, arena, &runs[0], NULL), NTM_OK);
    assert_int_equal(ntm_store_run(a->store, second, arena, &runs[1], NULL), NTM_OK);
    assert_int_equal(ntm_store_run(a->store, third, arena, &runs[2], NULL), NTM_OK);
    assert_string_equal(runs[0].results_root, runs[2].results_root);
    assert_string_not_equal(runs[0].results_root, runs[1].results_root);
    ntm_arena_free(arena);
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
#define T(name) cmocka_unit_test_setup_teardown(test_retract_##name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(a_line_counts_from_its_number_on),  T(a_line_of_a_wide_file_takes_all_its_cells),
        T(an_import_takes_every_kind_of_row), T(refuses_what_is_not_there),
        T(refuses_units_that_rows_rest_on),   T(brings_the_version_before_back),
        T(lets_the_file_be_imported_again),   T(changes_the_next_run_alone),
    };
    return cmocka_run_group_tests_name("store/retract", tests, NULL, NULL);
}
