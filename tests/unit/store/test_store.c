/* Stores: what is imported comes back, once, whole, and as it was known. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/i18n.h"
#include "store/store.h"

typedef struct fixture {
    char folder[64], path[96];
    ntm_diags diags;
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    snprintf(f->folder, sizeof f->folder, "/tmp/ntm-test-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    snprintf(f->path, sizeof f->path, "%s/ntm.db", f->folder);
    ntm_diags_init(&f->diags);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    unlink(f->path);
    rmdir(f->folder);
    ntm_diags_clear(&f->diags);
    free(f);
    return 0;
}

static ntm_date day(const char *iso)
{
    ntm_date date;
    assert_true(ntm_date_parse_iso(iso, &date));
    return date;
}

static ntm_decimal decimal(const char *text)
{
    ntm_decimal value;
    assert_int_equal(ntm_decimal_parse(text, &value), NTM_DECIMAL_OK);
    return value;
}

static ntm_value exact(const char *text)
{
    return (ntm_value){.kind = NTM_K_NUMBER,
                       .has_low = true,
                       .has_high = true,
                       .low = decimal(text),
                       .high = decimal(text)};
}

static void unit(ntm_dataset *d, const char *code, ntm_level level, const char *name,
                 const char *parent, const char *to)
{
    ntm_dataset_add_unit(d, &(ntm_unit){.code = code,
                                        .level = level,
                                        .name = name,
                                        .parent = parent,
                                        .valid_from = NTM_DATE_MIN,
                                        .valid_to = to ? day(to) : NTM_DATE_MAX});
}

static void observe(ntm_dataset *d, const char *code, const char *field, ntm_value value, int line)
{
    ntm_dataset_add_observation(d, &(ntm_observation){.unit = code,
                                                      .field = field,
                                                      .value = value,
                                                      .as_of = day("2023-12-31"),
                                                      .assessor = "commune",
                                                      .assessor_order = 2,
                                                      .origin = "constructed",
                                                      .evidence = "12/BC",
                                                      .note = "ghi chú",
                                                      .line = line});
}

static ntm_dataset *units(void)
{
    ntm_dataset *d = ntm_dataset_new();
    unit(d, "38", NTM_LEVEL_PROVINCE, "Thanh Hóa", NULL, NULL);
    unit(d, "15169", NTM_LEVEL_COMMUNE, "Cẩm Ngọc", "38", "2025-06-30");
    unit(d, "15127", NTM_LEVEL_COMMUNE, "Phong Sơn", "38", NULL);
    unit(d, "15169.02", NTM_LEVEL_VILLAGE, "Song Nga", "15169", "2025-06-30");
    unit(d, "15169.03", NTM_LEVEL_VILLAGE, "Sóng", "15169", "2025-06-30");
    unit(d, "15127.01", NTM_LEVEL_VILLAGE, "Kim", "15127", NULL);
    return d;
}

static ntm_rc import(fixture *f, ntm_store *store, const char *bytes, ntm_dataset *d,
                     ntm_import_done *done)
{
    ntm_import_done none;
    ntm_import one = {.file = "dữ liệu.csv", .bytes = bytes, .length = strlen(bytes), .dataset = d};
    ntm_import_by by = {.actor = "an", .when = 1704067200};
    ntm_diags_clear(&f->diags);
    return ntm_store_import(store, &one, 1, &by, done ? done : &none, &f->diags);
}

static ntm_store *open_store(fixture *f, ntm_store_mode mode)
{
    ntm_store *store = NULL;
    ntm_rc rc = ntm_store_open(f->path, mode, &store, &f->diags);
    for (size_t i = 0; i < f->diags.count; i++)
        print_message("%s\n", f->diags.items[i].message);
    assert_int_equal(rc, NTM_OK);
    return store;
}

/* A store with the units and, as second import, one observation of each unit. */
static ntm_store *filled(fixture *f)
{
    ntm_store *store = open_store(f, NTM_STORE_WRITE);
    ntm_dataset *d = units();
    assert_int_equal(import(f, store, "units", d, NULL), NTM_OK);
    ntm_dataset *o = ntm_dataset_new();
    for (size_t i = 0; i < d->nunits; i++)
        observe(o, d->units[i].code, "population.total", exact("100"), (int)i + 2);
    assert_int_equal(import(f, store, "observations", o, NULL), NTM_OK);
    ntm_dataset_free(o);
    ntm_dataset_free(d);
    return store;
}

static ntm_dataset *read_store(fixture *f, ntm_store *store, const char *const *codes,
                               size_t ncodes, int64_t known)
{
    ntm_dataset *d = NULL;
    assert_int_equal(ntm_store_read(store, codes, ncodes, known, &d, &f->diags), NTM_OK);
    return d;
}

static void test_store_rows_come_back_as_they_were(void **state)
{
    fixture *f = *state;
    ntm_store *store = open_store(f, NTM_STORE_WRITE);
    ntm_dataset *d = units();
    observe(d, "15169", "a", exact("12345678.9"), 2);
    observe(d, "15169", "b",
            (ntm_value){.kind = NTM_K_NUMBER, .has_low = true, .low = decimal("95")}, 3);
    observe(d, "15169", "c",
            (ntm_value){.kind = NTM_K_NUMBER, .has_high = true, .high = decimal("-0.5")}, 4);
    observe(d, "15169", "d",
            (ntm_value){.kind = NTM_K_NUMBER,
                        .has_low = true,
                        .has_high = true,
                        .low = decimal("1"),
                        .high = decimal("2")},
            5);
    observe(d, "15169", "e", (ntm_value){.kind = NTM_K_YES_NO, .yes = true}, 6);
    observe(d, "15169", "f", (ntm_value){.kind = NTM_K_YES_NO}, 6);
    observe(d, "15169", "g", (ntm_value){.kind = NTM_K_GRADE, .code = "hoan_thanh_tot"}, 7);
    observe(d, "15169", "h", (ntm_value){.kind = NTM_K_CHOICE, .code = "zone2"}, 8);
    observe(d, "15169", "i", (ntm_value){.kind = NTM_K_DATE, .date = day("2017-12-29")}, 9);
    observe(d, "15169", "a/b", exact("92.5"), 10);
    ntm_dataset_add_title(d, &(ntm_title){.unit = "15169",
                                          .title = "xa-ntm",
                                          .number = "5000/QĐ-UBND",
                                          .set = "1980/QĐ-TTg",
                                          .date = day("2017-12-29"),
                                          .expires = NTM_DATE_MAX,
                                          .withdrawn = NTM_DATE_MAX,
                                          .origin = "report",
                                          .line = 2});
    ntm_dataset_add_title(d, &(ntm_title){.unit = "15169.02",
                                          .title = "thon",
                                          .line = 3,
                                          .date = NTM_DATE_MIN,
                                          .expires = day("2024-01-01"),
                                          .withdrawn = day("2023-01-01")});
    ntm_dataset_add_registration(
        d, &(ntm_registration){.unit = "15169", .set = "xa-ntm-nang-cao", .year = 2023, .line = 2});
    ntm_import_done done;
    assert_int_equal(import(f, store, "x", d, &done), NTM_OK);
    assert_int_equal(done.number, 1);
    assert_int_equal(done.units, 6);
    assert_int_equal(done.observations, 10);
    assert_int_equal(done.titles, 2);
    assert_int_equal(done.registrations, 1);
    ntm_store_close(store);

    store = open_store(f, NTM_STORE_READ);
    ntm_dataset *r = read_store(f, store, NULL, 0, INT64_MAX);
    assert_int_equal(r->nunits, d->nunits);
    for (size_t i = 0; i < d->nunits; i++) {
        assert_string_equal(r->units[i].code, d->units[i].code);
        assert_string_equal(r->units[i].name, d->units[i].name);
        assert_int_equal(r->units[i].level, d->units[i].level);
        assert_int_equal(r->units[i].valid_from, d->units[i].valid_from);
        assert_int_equal(r->units[i].valid_to, d->units[i].valid_to);
        assert_int_equal(!r->units[i].parent, !d->units[i].parent);
    }
    assert_int_equal(r->nobservations, d->nobservations);
    for (size_t i = 0; i < d->nobservations; i++) {
        const ntm_observation *a = &d->observations[i], *b = &r->observations[i];
        assert_string_equal(a->unit, b->unit);
        assert_string_equal(a->field, b->field);
        assert_int_equal(a->as_of, b->as_of);
        assert_int_equal(a->line, b->line);
        assert_int_equal(b->import, 1);
        assert_string_equal(b->file, "dữ liệu.csv");
        assert_string_equal(b->assessor, "commune");
        assert_int_equal(b->assessor_order, 2);
        assert_string_equal(b->origin, "constructed");
        assert_string_equal(b->evidence, "12/BC");
        assert_string_equal(b->note, "ghi chú");
        assert_int_equal(a->value.kind, b->value.kind);
        assert_int_equal(a->value.has_low, b->value.has_low);
        assert_int_equal(a->value.has_high, b->value.has_high);
        assert_int_equal(ntm_decimal_compare(a->value.low, b->value.low), 0);
        assert_int_equal(ntm_decimal_compare(a->value.high, b->value.high), 0);
        assert_int_equal(a->value.yes, b->value.yes);
        assert_int_equal(a->value.date, b->value.date);
        assert_true(a->value.code ? strcmp(a->value.code, b->value.code) == 0 : !b->value.code);
    }
    assert_int_equal(r->ntitles, 2);
    assert_string_equal(r->titles[0].number, "5000/QĐ-UBND");
    assert_string_equal(r->titles[0].set, "1980/QĐ-TTg");
    assert_int_equal(r->titles[0].date, day("2017-12-29"));
    assert_int_equal(r->titles[0].withdrawn, NTM_DATE_MAX);
    assert_int_equal(r->titles[1].date, NTM_DATE_MIN);
    assert_int_equal(r->titles[1].expires, day("2024-01-01"));
    assert_int_equal(r->titles[1].withdrawn, day("2023-01-01"));
    assert_int_equal(r->nregistrations, 1);
    assert_int_equal(r->registrations[0].year, 2023);
    assert_int_equal(ntm_dataset_check(r, NULL), NTM_OK);
    ntm_dataset_free(r);
    ntm_dataset_free(d);
    ntm_store_close(store);
    ntm_store_close(NULL);
}

static void test_store_reads_some_units_with_what_they_need(void **state)
{
    fixture *f = *state;
    ntm_store *store = filled(f);
    static const struct {
        const char *code;
        size_t observations;
    } cases[] = {
        {"15169", 4},    /* province, itself, two villages */
        {"15169.03", 4}, /* its commune sums up both villages */
        {"38", 6},       {"15127.01", 3}, {"nowhere", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ntm_dataset *d = read_store(f, store, &cases[i].code, 1, INT64_MAX);
        assert_int_equal(d->nunits, 6);
        assert_int_equal(d->nobservations, cases[i].observations);
        ntm_dataset_free(d);
    }
    ntm_store_close(store);
}

static void test_store_shows_what_was_known_at_an_import(void **state)
{
    fixture *f = *state;
    ntm_store *store = filled(f);
    ntm_dataset *d = ntm_dataset_new();
    unit(d, "15127", NTM_LEVEL_COMMUNE, "Phong Sơn", "38", "2025-06-30");
    ntm_dataset_add_unit(d, &(ntm_unit){.code = "15127",
                                        .level = NTM_LEVEL_COMMUNE,
                                        .name = "Cẩm Thủy",
                                        .parent = "38",
                                        .valid_from = day("2025-07-01"),
                                        .valid_to = NTM_DATE_MAX});
    observe(d, "15127", "population.total", exact("101"), 2);
    ntm_import_done done;
    assert_int_equal(import(f, store, "later", d, &done), NTM_OK);
    assert_int_equal(done.number, 3);
    ntm_dataset_free(d);

    d = read_store(f, store, NULL, 0, 2);
    assert_int_equal(d->nobservations, 6);
    assert_string_equal(ntm_dataset_unit(d, "15127", day("2026-01-01"))->name, "Phong Sơn");
    ntm_dataset_free(d);
    d = read_store(f, store, NULL, 0, INT64_MAX);
    assert_int_equal(d->nobservations, 7);
    assert_string_equal(ntm_dataset_unit(d, "15127", day("2026-01-01"))->name, "Cẩm Thủy");
    assert_int_equal(d->nunits, 7); /* the older row of 15127 is replaced, not doubled */
    ntm_dataset_free(d);
    d = read_store(f, store, NULL, 0, 0);
    assert_int_equal(d->nunits + d->nobservations, 0);
    ntm_dataset_free(d);
    ntm_store_close(store);
}

static void test_store_refuses_a_file_twice_unless_asked(void **state)
{
    fixture *f = *state;
    ntm_store *store = filled(f);
    ntm_dataset *d = units();
    assert_int_equal(import(f, store, "units", d, NULL), NTM_EINPUT);
    assert_int_equal(f->diags.count, 1);
    assert_string_equal(f->diags.items[0].code, "imported-before");
    assert_non_null(strstr(f->diags.items[0].message, "#1"));
    ntm_import one = {.file = "u.csv", .bytes = "units", .length = 5, .dataset = d};
    ntm_import_by by = {.actor = "an", .when = 1704067300, .again = true};
    ntm_import_done done;
    assert_int_equal(ntm_store_import(store, &one, 1, &by, &done, NULL), NTM_OK);
    assert_int_equal(done.number, 3);
    assert_int_equal(done.units, 0);
    assert_int_equal(done.units_unchanged, 6);
    ntm_dataset_free(d);
    ntm_store_close(store);
}

static void test_store_takes_all_files_or_none(void **state)
{
    fixture *f = *state;
    ntm_store *store = open_store(f, NTM_STORE_WRITE);
    ntm_dataset *u = units(), *good = ntm_dataset_new(), *bad = ntm_dataset_new();
    observe(good, "15169", "a", exact("1"), 2);
    observe(bad, "15169", "a", exact("1"), 2);
    observe(bad, "15170", "a", exact("1"), 3);
    ntm_import files[] = {
        {"u.csv", "u", 1, u}, {"good.csv", "g", 1, good}, {"bad.csv", "b", 1, bad}};
    ntm_import_by by = {.actor = "", .when = 0};
    ntm_import_done done[3];
    assert_int_equal(ntm_store_import(store, files, 3, &by, done, &f->diags), NTM_EINPUT);
    assert_int_equal(f->diags.count, 1);
    assert_string_equal(f->diags.items[0].code, "unknown-unit");
    assert_int_equal(f->diags.items[0].place.line, 3);
    assert_int_not_equal(access(f->path, F_OK), 0); /* not even a file was made */
    assert_int_equal(ntm_store_import(store, files, 2, &by, done, NULL), NTM_OK);
    assert_int_equal(done[0].number, 1);
    assert_int_equal(done[1].number, 2);
    assert_int_equal(ntm_store_import(store, files + 2, 1, &by, done, NULL), NTM_EINPUT);
    int64_t last;
    assert_int_equal(ntm_store_last_import(store, &last, NULL), NTM_OK);
    assert_int_equal(last, 2);
    assert_int_equal(ntm_store_import(store, files, 0, &by, NULL, NULL), NTM_OK);
    ntm_dataset_free(u);
    ntm_dataset_free(good);
    ntm_dataset_free(bad);
    ntm_store_close(store);
}

static void test_store_lists_imports_and_keeps_their_bytes(void **state)
{
    fixture *f = *state;
    ntm_store *store = filled(f);
    ntm_arena *arena = ntm_arena_new();
    ntm_import_record *list;
    size_t count;
    assert_int_equal(ntm_store_imports(store, arena, &list, &count, NULL), NTM_OK);
    assert_int_equal(count, 2);
    assert_int_equal(list[1].number, 2);
    assert_string_equal(list[1].file, "dữ liệu.csv");
    assert_string_equal(list[1].actor, "an");
    assert_string_equal(list[1].when, "2024-01-01T00:00:00Z");
    assert_int_equal(list[0].units, 6);
    assert_int_equal(list[1].observations, 6);
    assert_int_equal(list[1].size, strlen("observations"));
    assert_true(list[1].kept);

    char *bytes;
    size_t length;
    assert_int_equal(ntm_store_object(store, list[1].sha256, &bytes, &length, NULL), NTM_OK);
    assert_string_equal(bytes, "observations");
    assert_int_equal(length, strlen("observations"));
    free(bytes);
    assert_int_equal(ntm_store_object(store, "00", &bytes, &length, NULL), NTM_EUSAGE);

    int64_t number;
    assert_int_equal(ntm_store_import_at(store, 1704067199, &number, NULL), NTM_OK);
    assert_int_equal(number, 0);
    assert_int_equal(ntm_store_import_at(store, 1704067200, &number, NULL), NTM_OK);
    assert_int_equal(number, 2);
    ntm_arena_free(arena);
    ntm_store_close(store);
}

static void test_store_empty_file_of_data_is_an_import_too(void **state)
{
    fixture *f = *state;
    ntm_store *store = open_store(f, NTM_STORE_WRITE);
    ntm_dataset *d = ntm_dataset_new();
    ntm_import_done done;
    assert_int_equal(import(f, store, "", d, &done), NTM_OK);
    char *bytes;
    size_t length;
    assert_int_equal(ntm_store_object(store, done.sha256, &bytes, &length, NULL), NTM_OK);
    assert_int_equal(length, 0);
    free(bytes);
    ntm_dataset_free(d);
    ntm_store_close(store);
}

/* ---- what the plain sqlite3 shell may do ---- */

static int run_sql(const char *path, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    int rc = sqlite3_exec(db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(db, sql, NULL, NULL, NULL);
    sqlite3_close(db);
    return rc;
}

static void test_store_history_cannot_be_changed(void **state)
{
    fixture *f = *state;
    ntm_store_close(filled(f));
    static const char *const refused[] = {
        "UPDATE observation SET value = '900'",
        "DELETE FROM observation",
        "UPDATE unit SET name = 'x'",
        "DELETE FROM unit",
        "UPDATE import SET actor = 'x'",
        "DELETE FROM import",
        "UPDATE object SET bytes = x'00'",
        "UPDATE object SET bytes = NULL",
        "DELETE FROM object",
        "INSERT INTO import SELECT 9, kind, file, sha256, actor, imported_at, imported_at_s, note,"
        " engine, 0, 0, 0, 0, 0, 0, 0, 0 FROM import WHERE number = 1",
        "INSERT INTO observation SELECT 9, row, line, unit, field, as_of, kind, value, low, high,"
        " assessor, assessor_order, origin, evidence, note FROM observation",
        "INSERT INTO title VALUES (1, 1, 1, '1', 't', 'n', 's', 'soon', NULL, NULL, '', '', '')",
        "UPDATE ledger SET record = '{}'",
        "DELETE FROM ledger",
        "INSERT INTO ledger SELECT 9, 'import', 9, record, leaf, chain FROM ledger WHERE seq = 1",
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_int_equal(run_sql(f->path, refused[i]), SQLITE_CONSTRAINT);
    /* Not before a removal says why; then nothing but the bytes. */
    assert_int_equal(run_sql(f->path, "INSERT INTO removal SELECT 1, sha256, size, '2024-01-01',"
                                      " 'an', '' FROM object WHERE size = 5"),
                     SQLITE_CONSTRAINT);
    assert_int_equal(run_sql(f->path, "INSERT INTO removal SELECT 1, sha256, size, '2024-01-01',"
                                      " 'an', 'list of persons' FROM object WHERE size = 5"),
                     SQLITE_OK);
    assert_int_equal(run_sql(f->path, "UPDATE object SET bytes = NULL, size = 0 WHERE size = 5"),
                     SQLITE_CONSTRAINT);
    assert_int_equal(run_sql(f->path, "UPDATE object SET bytes = NULL WHERE size = 5"), SQLITE_OK);
    assert_int_equal(run_sql(f->path, "UPDATE object SET bytes = 'units' WHERE size = 5"),
                     SQLITE_CONSTRAINT);
    assert_int_equal(run_sql(f->path, "DELETE FROM removal"), SQLITE_CONSTRAINT);
    ntm_store *store = open_store(f, NTM_STORE_READ);
    ntm_arena *arena = ntm_arena_new();
    ntm_import_record *list;
    size_t count;
    assert_int_equal(ntm_store_imports(store, arena, &list, &count, NULL), NTM_OK);
    assert_false(list[0].kept);
    char *bytes;
    size_t length;
    assert_int_equal(ntm_store_object(store, list[0].sha256, &bytes, &length, &f->diags),
                     NTM_EUSAGE);
    ntm_arena_free(arena);
    ntm_store_close(store);
}

static int one_text(void *out, int columns, char **values, char **names)
{
    (void)names;
    snprintf(out, 64, "%s|%s", values[0] ? values[0] : "", columns > 1 ? values[1] : "");
    return 0;
}

static void test_store_views_give_the_latest_values(void **state)
{
    fixture *f = *state;
    ntm_store *store = filled(f);
    ntm_dataset *d = ntm_dataset_new();
    observe(d, "15169", "population.total", exact("111"), 2);
    assert_int_equal(import(f, store, "correction", d, NULL), NTM_OK);
    ntm_dataset_free(d);
    ntm_store_close(store);
    sqlite3 *db;
    char answer[64];
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db,
                                  "SELECT value, import FROM latest_observation"
                                  " WHERE unit = '15169'",
                                  one_text, answer, NULL),
                     SQLITE_OK);
    assert_string_equal(answer, "111|3");
    sqlite3_exec(db, "SELECT count(*), max(name) FROM latest_unit", one_text, answer, NULL);
    assert_string_equal(answer, "6|Thanh Hóa");
    sqlite3_exec(db, "SELECT count(*), min(kept) FROM import_list", one_text, answer, NULL);
    assert_string_equal(answer, "3|1");
    sqlite3_close(db);
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
#define T(name) cmocka_unit_test_setup_teardown(test_store_##name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(rows_come_back_as_they_were),
        T(reads_some_units_with_what_they_need),
        T(shows_what_was_known_at_an_import),
        T(refuses_a_file_twice_unless_asked),
        T(takes_all_files_or_none),
        T(lists_imports_and_keeps_their_bytes),
        T(empty_file_of_data_is_an_import_too),
        T(history_cannot_be_changed),
        T(views_give_the_latest_values),
    };
    return cmocka_run_group_tests_name("store/store", tests, NULL, NULL);
}
