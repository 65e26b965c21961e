/* tests/support/archive.c - see the header. */
#include "support/archive.h"

#include <dirent.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "report/evaluation.h"
#include "support/json_edit.h"
#include "support/sketch.h"

enum { WHEN = 1704067200 }; /* 2024-01-01T00:00:00Z */

static ntm_date day(const char *iso)
{
    ntm_date date;
    assert_true(ntm_date_parse_iso(iso, &date));
    return date;
}

/* ---- rows ---- */

static void unit(ntm_dataset *d, const char *code, ntm_level level, const char *parent)
{
    ntm_dataset_add_unit(d, &(ntm_unit){.code = code,
                                        .level = level,
                                        .name = code,
                                        .parent = parent,
                                        .valid_from = NTM_DATE_MIN,
                                        .valid_to = parent ? day("2025-06-30") : NTM_DATE_MAX,
                                        .line = (int64_t)d->nunits + 2});
}

static void add_units(ntm_dataset *d)
{
    unit(d, "38", NTM_LEVEL_PROVINCE, NULL);
    unit(d, "390", NTM_LEVEL_DISTRICT, "38");
    unit(d, "15169", NTM_LEVEL_COMMUNE, "390");
    unit(d, "15170", NTM_LEVEL_COMMUNE, "390");
    unit(d, "15169.01", NTM_LEVEL_VILLAGE, "15169");
    unit(d, "15169.02", NTM_LEVEL_VILLAGE, "15169");
    ntm_dataset_add_unit(d, &(ntm_unit){.code = "15127",
                                        .level = NTM_LEVEL_COMMUNE,
                                        .name = "Cẩm Thủy",
                                        .parent = "38",
                                        .valid_from = day("2025-07-01"),
                                        .valid_to = NTM_DATE_MAX,
                                        .line = 9});
    static const char *const from[] = {"15169", "15170"};
    for (int i = 0; i < 2; i++)
        ntm_dataset_add_succession(d, &(ntm_succession){.predecessor = from[i],
                                                        .successor = "15127",
                                                        .effective = day("2025-07-01"),
                                                        .extent = NTM_EXTENT_WHOLE,
                                                        .confirmed = i ? "an" : "",
                                                        .origin = "report",
                                                        .note = "sáp nhập",
                                                        .line = 2 + i});
}

static ntm_decimal decimal(const char *text)
{
    ntm_decimal value;
    assert_int_equal(ntm_decimal_parse(text, &value), NTM_DECIMAL_OK);
    return value;
}

static void observe(ntm_dataset *d, const char *code, const char *field, ntm_value value,
                    int64_t line)
{
    ntm_dataset_add_observation(d, &(ntm_observation){.unit = code,
                                                      .field = field,
                                                      .value = value,
                                                      .as_of = day("2023-12-31"),
                                                      .assessor = "commune",
                                                      .assessor_order = 2,
                                                      .origin = "constructed",
                                                      .evidence = "BC 12/2023",
                                                      .note = "ghi chú",
                                                      .line = line});
}

void test_archive_figure(ntm_dataset *d, const char *code, const char *field, const char *number,
                         int64_t line)
{
    ntm_value value = {.kind = NTM_K_NUMBER, .has_low = true, .has_high = true};
    value.low = value.high = decimal(number);
    observe(d, code, field, value, line);
}

static void add_figures(ntm_dataset *d)
{
    test_archive_figure(d, "15169", "whole", "200", 2);
    test_archive_figure(d, "15169", "part", "170", 3);
    test_archive_figure(d, "15170", "whole", "300", 4);
    observe(d, "15170", "part",
            (ntm_value){.kind = NTM_K_NUMBER, .has_low = true, .low = decimal("100")}, 5);
    observe(d, "15169", "flag", (ntm_value){.kind = NTM_K_YES_NO, .yes = true}, 6);
    observe(d, "15169", "grade", (ntm_value){.kind = NTM_K_GRADE, .code = "mid"}, 7);
    observe(d, "15169", "day", (ntm_value){.kind = NTM_K_DATE, .date = day("2017-12-29")}, 8);
    observe(d, "15169.01", "v.flag", (ntm_value){.kind = NTM_K_YES_NO, .yes = true}, 9);
}

static void add_papers(ntm_dataset *d)
{
    static const char *const units[] = {"15169", "15170"};
    for (int i = 0; i < 2; i++) {
        ntm_dataset_add_title(d, &(ntm_title){.unit = units[i],
                                              .title = "xa-ntm",
                                              .number = i ? "32/QĐ" : "5155/QĐ-UBND",
                                              .set = "1980/QĐ-TTg",
                                              .date = day("2017-12-29"),
                                              .expires = i ? day("2027-12-29") : NTM_DATE_MAX,
                                              .withdrawn = NTM_DATE_MAX,
                                              .origin = "report",
                                              .note = "n",
                                              .appraisal = "7/BB",
                                              .line = 2 + i});
        ntm_dataset_add_registration(d, &(ntm_registration){.unit = units[i],
                                                            .set = "xa-ntm",
                                                            .year = 2022 + i,
                                                            .origin = "report",
                                                            .line = 4 + i});
        ntm_dataset_add_appraisal(
            d, &(ntm_appraisal){.unit = units[i],
                                .set = "xa-ntm",
                                .item = i ? "1" : "1.1",
                                .assessor = "province",
                                .assessor_order = 4,
                                .opinion = i ? NTM_OPINION_NOT_MET : NTM_OPINION_MET,
                                .reason = "thiếu minh chứng",
                                .document = "7/BB",
                                .date = day("2023-11-30"),
                                .office = "VPĐP",
                                .origin = "report",
                                .line = 6 + i});
        ntm_dataset_add_evidence(d, &(ntm_evidence){.unit = units[i],
                                                    .number = "BC 12/2023",
                                                    .kind = "report",
                                                    .title = "Báo cáo",
                                                    .office = "UBND xã",
                                                    .date = day("2023-12-01"),
                                                    .valid_until = day("2024-12-31"),
                                                    .path = "bc12.pdf",
                                                    .sha256 = "00",
                                                    .size = 12,
                                                    .origin = "report",
                                                    .note = "",
                                                    .line = 8 + i});
    }
}

static void add_withdrawn(ntm_dataset *d)
{
    test_archive_figure(d, "15170", "part", "290", 2);
    ntm_dataset_add_title(d, &(ntm_title){.unit = "15170",
                                          .title = "xa-ntm-nang-cao",
                                          .date = NTM_DATE_MIN,
                                          .expires = NTM_DATE_MAX,
                                          .withdrawn = day("2023-06-30"),
                                          .line = 3});
}

/* ---- commands ---- */

ntm_rc test_archive_import_rows(test_archive *a, const char *bytes, const ntm_dataset *rows,
                                ntm_diags *diags)
{
    ntm_import one = {.file = bytes, .bytes = bytes, .length = strlen(bytes), .dataset = rows};
    ntm_import_by by = {.actor = "an", .when = WHEN, .note = "lần đầu"};
    ntm_import_done done;
    return ntm_store_import(a->store, &one, 1, &by, &done, diags);
}

ntm_rc test_archive_import(test_archive *a, int number, ntm_diags *diags)
{
    static const char *const bytes[] = {
        [1] = "units.csv", [2] = "figures.csv", [3] = "list of persons.csv",
        [4] = "more.csv",  [6] = "wrong.csv",
    };
    ntm_dataset *d = ntm_dataset_new();
    if (number == 1)
        add_units(d);
    else if (number == 2)
        add_figures(d);
    else if (number == 3)
        add_papers(d);
    else if (number == 6)
        add_withdrawn(d);
    if (number == 4) {
        test_archive_figure(d, "15169", "part", "17", 2);
        test_archive_figure(d, "15170", "part", "240", 3);
    }
    ntm_rc rc = test_archive_import_rows(a, bytes[number], d, diags);
    ntm_dataset_free(d);
    return rc;
}

ntm_rc test_archive_retract(test_archive *a, int64_t import, int64_t line, ntm_diags *diags)
{
    ntm_import_by by = {.actor = "bình", .when = WHEN + 60};
    ntm_retract_request request = {
        .import = import, .line = line, .reason = "nhập nhầm", .by = &by};
    ntm_retract_done done;
    return ntm_store_retract(a->store, &request, &done, diags);
}

ntm_rc test_archive_remove(test_archive *a, int64_t import, ntm_diags *diags)
{
    ntm_import_by by = {.actor = "bình", .when = WHEN + 120};
    char sha256[NTM_SHA256_TEXT];
    return ntm_store_remove_bytes(a->store, import, "danh sách cá nhân", &by, sha256, diags);
}

static ntm_rc record(test_archive *a, const char *decision, const ntm_choice *choice,
                     const ntm_dataset *dataset, const ntm_result *result, int64_t *number_out,
                     ntm_diags *diags)
{
    static const ntm_run_script scripts[] = {
        {.path = "fields.lua", .bytes = "-- fields", .length = 9},
        {.path = "lib/shares.lua", .bytes = "-- lib", .length = 6},
        {.path = "other.lua", .bytes = "-- of no use", .length = 12},
        {.path = "test.lua", .bytes = "-- test", .length = 7},
    };
    ntm_case_parameters parameters = {.decision = decision, .choice = *choice};
    ntm_evaluation_meta meta = {.engine = "",
                                .as_of_reason = "given",
                                .known_import = choice->known_import,
                                .dataset = dataset,
                                .catalogue = a->catalogue};
    json_t *shown = ntm_evaluation_json(result, &meta);
    ntm_record_request request = {.parameters = &parameters,
                                  .catalogue = a->catalogue,
                                  .dataset = dataset,
                                  .result = result,
                                  .shown = shown,
                                  .scripts = scripts,
                                  .nscripts = sizeof scripts / sizeof *scripts,
                                  .actor = "an",
                                  .note = "thử",
                                  .when = WHEN + 180};
    ntm_rc rc = ntm_record(a->store, &request, number_out, diags);
    json_decref(shown);
    return rc;
}

static ntm_rc evaluate(test_archive *a, uint32_t decision, int64_t known, int64_t *number_out,
                       ntm_diags *diags)
{
    static const char *const units[] = {"15169", "15170"};
    ntm_choice choice = {
        .as_of = day("2023-12-31"), .year = 2023, .known_import = known, .assessor_order = INT_MAX};
    ntm_dataset *dataset = NULL;
    ntm_frame *frame = NULL;
    ntm_result *result = NULL;
    const ntm_document *base = ntm_catalogue_at(a->catalogue, decision), *document = NULL;
    ntm_rc rc = ntm_store_read(a->store, NULL, 0, known, &dataset, diags);
    if (rc == NTM_OK)
        rc = ntm_catalogue_consolidated(a->catalogue, base, choice.as_of, &document, diags);
    if (rc == NTM_OK)
        rc = ntm_frame_build(document, dataset, &choice, units, 2, &frame, diags);
    ntm_world world = {.catalogue = a->catalogue, .dataset = dataset};
    if (rc == NTM_OK)
        rc = ntm_evaluate(document, frame, &world, units, 2, NTM_DETAIL_ALL, &result, diags);
    if (rc == NTM_OK)
        rc = record(a, base->id, &choice, dataset, result, number_out, diags);
    ntm_result_free(result);
    ntm_frame_free(frame);
    ntm_dataset_free(dataset);
    return rc;
}

ntm_rc test_archive_record(test_archive *a, int64_t known, int64_t *number_out, ntm_diags *diags)
{
    return evaluate(a, 0, known, number_out, diags);
}

ntm_rc test_archive_record_small(test_archive *a, int64_t known, int64_t *number_out,
                                 ntm_diags *diags)
{
    return evaluate(a, 2, known, number_out, diags);
}

/* ---- the whole ---- */

static const char DECISION[] =
    "{'number': '1/2022', 'series': 'xa-ntm', 'indicators': {"
    "  '1.1': {'pass': ['at_least', ['percent', 'part', 'whole'], 80], 'basis': 'assumed'},"
    "  '1.2': {'pass': ['yes', 'flag'], 'basis': 'assumed'},"
    "  '2.1': {'pass': ['at_least', ['child_percent_where', ['yes', 'v.flag'],"
    "                   {'level': 'village'}], 50], 'basis': 'assumed'}},"
    " 'conditions': [{'name': 'Không nợ', 'pass': ['at_most', 'debts', {'n': '0', 'unit': 'work'}],"
    "                 'basis': 'assumed'}]}";

static const char AMENDMENT[] =
    "{'schema': 'ntm.decision/1', 'kind': 'amendment', 'id': 'test/2/2023',"
    " 'amends': 'test/1/2022', 'level': 'commune', 'effective': '2023-01-01',"
    " 'fields': {'flag': {'type': 'yes_no', 'level': ['commune'], 'good': 'up'}},"
    " 'nodes': [{'op': 'field', 'field': 'flag'}, {'op': 'known', 'args': [0]}],"
    " 'criteria': [{'number': 1, 'indicators': [{'number': '1.2', 'text': 'sửa', 'pass': 1}]}],"
    " 'changes': {'replace': [{'indicator': '1.2'}]}}";

static const char SMALL[] =
    "{'schema': 'ntm.decision/1', 'id': 'test/3/2022', 'level': 'commune',"
    " 'fields': {'flag': {'type': 'yes_no', 'level': ['commune']}},"
    " 'nodes': [{'op': 'field', 'field': 'flag'}, {'op': 'yes', 'args': [0]}],"
    " 'criteria': [{'number': 1, 'name': 'c', 'indicators': [{'number': '1.1', 'text': 't',"
    "               'pass': 1, 'basis': 'assumed'}]}]}";

static void add_document(test_archive *a, json_t *json)
{
    ntm_document *document = NULL;
    ntm_diags diags = {0};
    if (ntm_document_read(json, &document, &diags) != NTM_OK ||
        ntm_catalogue_add(a->catalogue, document, &diags) != NTM_OK)
        fail_msg("%s", diags.items[0].message);
    json_decref(json);
}

static void open_store(test_archive *a)
{
    ntm_diags diags = {0};
    if (ntm_store_open(a->path, NTM_STORE_WRITE, &a->store, &diags) != NTM_OK)
        fail_msg("%s", diags.items[0].message);
}

void test_archive_init(test_archive *a)
{
    *a = (test_archive){.catalogue = ntm_catalogue_new()};
    add_document(a, test_sketch_json(DECISION));
    add_document(a, test_json(AMENDMENT));
    add_document(a, test_json(SMALL));
    snprintf(a->folder, sizeof a->folder, "/tmp/ntm-test-XXXXXX");
    assert_non_null(mkdtemp(a->folder));
    snprintf(a->path, sizeof a->path, "%s/ntm.db", a->folder);
    open_store(a);
}

void test_archive_fill(test_archive *a)
{
    int64_t run;
    ntm_diags diags = {0};
    ntm_rc rc = NTM_OK;
#define DO(call)                                                                                   \
    do {                                                                                           \
        rc = call;                                                                                 \
        if (rc != NTM_OK)                                                                          \
            fail_msg("%s: %s", #call, diags.count ? diags.items[0].message : "");                  \
    } while (0)
    for (int i = 1; i <= 4; i++)
        DO(test_archive_import(a, i, &diags));
    DO(test_archive_record(a, 4, &run, &diags));
    DO(test_archive_retract(a, 4, 2, &diags));
    DO(test_archive_remove(a, 3, &diags));
    DO(test_archive_import(a, 6, &diags));
    DO(test_archive_retract(a, 6, 0, &diags));
    DO(test_archive_remove(a, 6, &diags));
    DO(test_archive_record(a, 7, &run, &diags));
#undef DO
    ntm_diags_clear(&diags);
}

void test_archive_reopen(test_archive *a)
{
    ntm_store_close(a->store);
    open_store(a);
}

void test_archive_clear(test_archive *a)
{
    ntm_store_close(a->store);
    ntm_catalogue_free(a->catalogue);
    DIR *folder = opendir(a->folder);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));) {
        char path[400];
        snprintf(path, sizeof path, "%s/%s", a->folder, entry->d_name);
        if (entry->d_name[0] != '.')
            unlink(path);
    }
    closedir(folder);
    assert_int_equal(rmdir(a->folder), 0);
}

size_t test_archive_findings(const char *path, const ntm_kept_checkpoint *kept, bool print)
{
    ntm_store *store = NULL;
    ntm_verified verified = {0};
    ntm_diags diags;
    ntm_diags_init(&diags);
    ntm_rc rc = ntm_store_open(path, NTM_STORE_READ, &store, &diags);
    if (rc == NTM_OK)
        rc = ntm_store_verify(store, kept, kept ? 1 : 0, &verified, &diags);
    size_t findings = rc == NTM_OK ? verified.findings : diags.errors;
    for (size_t i = 0; print && i < diags.count; i++)
        print_message("%s: %s\n", diags.items[i].code, diags.items[i].message);
    ntm_store_close(store);
    ntm_diags_clear(&diags);
    return findings;
}
