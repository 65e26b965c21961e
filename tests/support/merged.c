/* tests/support/merged.c - see the header. */
#include "support/merged.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "support/sketch.h"

ntm_date test_day(const char *iso)
{
    ntm_date date = 0;
    assert_true(ntm_date_parse_iso(iso, &date));
    return date;
}

void test_merged_init(test_merged *m, const char *sketch)
{
    *m = (test_merged){.document = test_sketch(sketch),
                       .dataset = ntm_dataset_new(),
                       .choice = {.as_of = test_day("2025-12-31"),
                                  .year = 2025,
                                  .known_import = INT64_MAX,
                                  .assessor_order = INT_MAX}};
    ntm_dataset_add_unit(m->dataset, &(ntm_unit){.code = "p",
                                                 .level = NTM_LEVEL_PROVINCE,
                                                 .name = "P",
                                                 .valid_from = NTM_DATE_MIN,
                                                 .valid_to = NTM_DATE_MAX});
}

void test_merged_unit(test_merged *m, const char *code, ntm_level level, const char *from,
                      const char *to)
{
    ntm_dataset_add_unit(m->dataset, &(ntm_unit){.code = code,
                                                 .level = level,
                                                 .name = code,
                                                 .parent = level == NTM_LEVEL_PROVINCE ? NULL : "p",
                                                 .valid_from = from ? test_day(from) : NTM_DATE_MIN,
                                                 .valid_to = to ? test_day(to) : NTM_DATE_MAX});
}

void test_merged_succession(test_merged *m, const char *predecessor, const char *successor,
                            const char *effective, const char *extent, const char *confirmed)
{
    ntm_succession row = {.predecessor = predecessor,
                          .successor = successor,
                          .effective = test_day(effective),
                          .confirmed = confirmed};
    assert_true(ntm_extent_from_code(extent, &row.extent));
    ntm_dataset_add_succession(m->dataset, &row);
}

void test_merged_two_into_one(test_merged *m)
{
    test_merged_unit(m, "1", NTM_LEVEL_COMMUNE, NULL, "2025-06-30");
    test_merged_unit(m, "2", NTM_LEVEL_COMMUNE, NULL, "2025-06-30");
    test_merged_unit(m, "3", NTM_LEVEL_COMMUNE, "2025-07-01", NULL);
    test_merged_succession(m, "1", "3", "2025-07-01", "whole", "");
    test_merged_succession(m, "2", "3", "2025-07-01", "whole", "");
}

static ntm_value value_of(const ntm_field *field, const char *text)
{
    ntm_value value = {.kind = field->kind};
    bool least = *text == '>';
    switch (field->kind) {
    case NTM_K_NUMBER:
        value.has_low = true;
        value.has_high = !least;
        assert_int_equal(ntm_decimal_parse(text + 2 * least, &value.low), NTM_DECIMAL_OK);
        value.high = value.low;
        break;
    case NTM_K_YES_NO:
        value.yes = strcmp(text, "yes") == 0;
        break;
    case NTM_K_DATE:
        value.date = test_day(text);
        break;
    default:
        value.code = text;
    }
    return value;
}

void test_merged_figure(test_merged *m, const char *unit, const char *field, const char *value,
                        const char *as_of)
{
    const ntm_field *found = ntm_dictionary_find(m->document->fields, field);
    assert_non_null(found);
    ntm_dataset_add_observation(m->dataset, &(ntm_observation){.unit = unit,
                                                               .field = field,
                                                               .value = value_of(found, value),
                                                               .as_of = test_day(as_of)});
}

void test_merged_policy(test_merged *m, const char *field, ntm_carry_policy policy)
{
    if (!m->carry)
        m->carry = ntm_carry_new(NULL);
    ntm_carry_set(m->carry, field, policy);
    m->choice.carry = m->carry;
}

static void forget(test_merged *m)
{
    ntm_result_free(m->result);
    ntm_frame_free(m->frame);
    m->result = NULL;
    m->frame = NULL;
}

void test_merged_build(test_merged *m)
{
    forget(m);
    assert_int_equal(ntm_frame_build(m->document, m->dataset, &m->choice, NULL, 0, &m->frame, NULL),
                     NTM_OK);
}

const ntm_unit_result *test_merged_evaluate(test_merged *m, const char *unit)
{
    forget(m);
    const char *const units[] = {unit};
    assert_int_equal(
        ntm_frame_build(m->document, m->dataset, &m->choice, units, 1, &m->frame, NULL), NTM_OK);
    assert_int_equal(
        ntm_evaluate(m->document, m->frame, NULL, units, 1, NTM_DETAIL_ALL, &m->result, NULL),
        NTM_OK);
    return &m->result->units[0];
}

ntm_cell test_merged_cell(const test_merged *m, const char *unit, const char *field)
{
    ntm_cell cell;
    ntm_row row = ntm_frame_find(m->frame, unit);
    assert_true(row >= 0);
    const ntm_column *column =
        ntm_frame_column(m->frame, ntm_dictionary_find(m->document->fields, field), NULL, false,
                         ntm_frame_row(m->frame, row)->unit->level);
    assert_non_null(column);
    ntm_frame_cell(m->frame, column, row, &cell);
    return cell;
}

void test_merged_clear(test_merged *m)
{
    forget(m);
    ntm_carry_free(m->carry);
    ntm_dataset_free(m->dataset);
    ntm_document_free(m->document);
}
