/* support/measured.c */
#include "support/measured.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "support/json_edit.h"

static json_t *indicators_of(const int *pass)
{
    json_t *list = json_array();
    for (int i = 0; pass[i] >= 0; i++) {
        char number[16];
        snprintf(number, sizeof number, "1.%d", i + 1);
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:i}", "number", number, "text", "…",
                                              "basis", "assumed", "pass", pass[i]));
    }
    return list;
}

void test_measured_init(test_measured *m, const char *fields, const char *nodes, const int *pass)
{
    ntm_document *document = NULL;
    ntm_diags diags = {0};
    *m = (test_measured){.catalogue = ntm_catalogue_new(), .dataset = ntm_dataset_new()};
    json_t *json = test_json("{'schema': 'ntm.decision/1', 'id': 'test/1/2022/QĐ-UBND',"
                             " 'level': 'commune', 'scales': {}, 'scope': 'p'}");
    json_object_set_new(json, "fields", test_json(fields));
    json_object_set_new(json, "nodes", test_json(nodes));
    json_object_set_new(json, "criteria",
                        json_pack("[{s:i, s:s, s:o}]", "number", 1, "name", "…", "indicators",
                                  indicators_of(pass)));
    if (ntm_document_read(json, &document, &diags) != NTM_OK)
        fail_msg("%s", diags.items[0].message);
    assert_int_equal(ntm_catalogue_add(m->catalogue, document, &diags), NTM_OK);
    m->document = document;
    ntm_diags_clear(&diags);
    json_decref(json);
}

static void add_unit(test_measured *m, const char *code, ntm_level level, const char *parent)
{
    ntm_unit unit = {.code = code,
                     .name = code,
                     .level = level,
                     .parent = parent,
                     .valid_from = NTM_DATE_MIN,
                     .valid_to = NTM_DATE_MAX};
    ntm_dataset_add_unit(m->dataset, &unit);
}

void test_measured_units(test_measured *m, int communes, int villages)
{
    add_unit(m, "p", NTM_LEVEL_PROVINCE, NULL);
    for (int c = 0; c < communes; c++) {
        char commune[16], village[24];
        snprintf(commune, sizeof commune, c ? "c%d" : "c", c);
        add_unit(m, commune, NTM_LEVEL_COMMUNE, "p");
        for (int v = 1; v <= villages; v++) {
            snprintf(village, sizeof village, "%s.%02d", commune, v);
            add_unit(m, village, NTM_LEVEL_VILLAGE, commune);
        }
    }
}

static void add_value(test_measured *m, const char *unit, const char *field, ntm_value value)
{
    ntm_observation row = {.unit = unit, .field = field, .value = value};
    row.line = (int64_t)m->dataset->nobservations + 1;
    assert_true(ntm_date_parse_iso("2023-12-31", &row.as_of));
    ntm_dataset_add_observation(m->dataset, &row);
}

void test_measured_number(test_measured *m, const char *unit, const char *field, ntm_decimal value)
{
    add_value(
        m, unit, field,
        (ntm_value){
            .kind = NTM_K_NUMBER, .has_low = true, .has_high = true, .low = value, .high = value});
}

void test_measured_yes(test_measured *m, const char *unit, const char *field, bool yes)
{
    add_value(m, unit, field, (ntm_value){.kind = NTM_K_YES_NO, .yes = yes});
}

static void forget(test_measured *m)
{
    ntm_result_free(m->result);
    ntm_frame_free(m->frame);
    m->result = NULL;
    m->frame = NULL;
}

void test_measured_run(test_measured *m, ntm_detail detail)
{
    ntm_choice choice = {.year = 2023, .known_import = INT64_MAX, .assessor_order = INT_MAX};
    ntm_world world = {m->catalogue, m->dataset};
    forget(m);
    assert_true(ntm_date_parse_iso("2023-12-31", &choice.as_of));
    assert_int_equal(ntm_frame_build(m->document, m->dataset, &choice, NULL, 0, &m->frame, NULL),
                     NTM_OK);
    assert_int_equal(ntm_evaluate(m->document, m->frame, &world, NULL, 0, detail, &m->result, NULL),
                     NTM_OK);
}

void test_measured_clear(test_measured *m)
{
    forget(m);
    ntm_dataset_free(m->dataset);
    ntm_catalogue_free(m->catalogue);
}
