/* The dictionary: what it means, and a finding for each thing that makes no sense. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "model/field.h"
#include "support/json_edit.h"

static const char BASE[] =
    "{'schema': 'ntm.dictionary/1', 'basis': 'assumed',"
    " 'units': {'person': {'kind': 'count', 'vi': 'người', 'en': 'people'},"
    "           'child': {'kind': 'count'}, 'percent': {'kind': 'share'}, 'km': {'kind': 'length'},"
    "           'm': {'kind': 'length', 'of': 'km', 'factor': '0.001'},"
    "           'VND': {'kind': 'money'}, 'year': {'kind': 'time'}},"
    " 'scales': {'rating': {'ordered': true, 'codes': ["
    "     {'code': 'khong_dat', 'vi': 'Không đạt', 'en': 'Not met'}, {'code': 'dat'}]}},"
    " 'lists': {'terrain': {'codes': ['plain', 'mountain']}},"
    " 'assessors': {'commune': {'order': 2, 'vi': 'Xã'}, 'village': {'order': 1},"
    "    'district': {'order': 3, 'office': 'UBND huyện', 'from': '2002-01-01',"
    "                 'to': '2025-06-30'}},"
    " 'papers': {'nghiem-thu': {'vi': 'Biên bản'}, 'bao-cao': {}},"
    " 'fields': {"
    "   'population.total': {'type': 'count', 'unit': 'person', 'level': ['commune', 'village'],"
    "      'fresh': 12, 'range': ['1', null], 'vi': 'Dân số', 'en': 'Population',"
    "      'derive': {'sum': ['population.male', 'population.female'], 'children': 'village'}},"
    "   'population.male': {'type': 'count', 'unit': 'person', 'level': ['commune', 'village'],"
    "      'part_of': 'population.total', 'derive': {'children': 'village'}},"
    "   'population.female': {'type': 'count', 'unit': 'person', 'level': ['commune'],"
    "      'part_of': 'population.total'},"
    "   'road.km': {'type': 'number', 'unit': 'km', 'level': ['commune'], 'fresh': 'never',"
    "      'precision': '0.1', 'good': 'up', 'basis': 'seed'},"
    "   'road.m': {'type': 'number', 'unit': 'm', 'level': ['commune']},"
    "   'income': {'type': 'number', 'unit': 'VND/year/person', 'level': ['commune'],"
    "      'period': 'year', 'precision': '1000', 'good': 'up'},"
    "   'share': {'type': 'number', 'unit': 'percent', 'level': ['commune'], 'good': 'down'},"
    "   'grade': {'type': 'grade', 'scale': 'rating', 'level': ['commune'], 'good': 'up'},"
    "   'terrain': {'type': 'choice', 'list': 'terrain', 'level': ['commune']},"
    "   'children': {'type': 'count', 'unit': 'child', 'level': ['commune'],"
    "      'part_of': 'population.total'},"
    "   'persons': {'type': 'number', 'unit': 'person', 'level': ['commune']},"
    "   'done': {'type': 'yes_no', 'level': ['village'], 'good': 'up'},"
    "   'day': {'type': 'date', 'level': ['commune']}}}";

static ntm_diags diags;

static ntm_dictionary *read_base(void)
{
    json_t *json = test_json(BASE);
    ntm_dictionary *d = NULL;

    if (ntm_dictionary_read(json, &d, &diags) != NTM_OK)
        fail_msg("%s", diags.items[0].message);
    json_decref(json); /* nothing may point into it */
    return d;
}

static void test_dictionary_holds_what_was_written(void **state)
{
    ntm_dictionary *d = read_base();
    const ntm_field *field = ntm_dictionary_find(d, "population.total");

    (void)state;
    assert_int_equal(ntm_dictionary_field_count(d), 13);
    assert_ptr_equal(ntm_dictionary_field(d, 0), field); /* the order of the file */
    assert_string_equal(field->label_vi, "Dân số");
    assert_string_equal(field->label_en, "Population");
    assert_true(field->whole && field->has_low && !field->has_high);
    assert_int_equal(field->low.coef, 1);
    assert_int_equal(field->freshness, NTM_FRESH_MONTHS);
    assert_int_equal(field->months, 12);
    assert_int_equal(field->sum_count, 2);
    assert_string_equal(field->sum_of[1], "population.female");
    assert_int_equal(field->derive_children, NTM_LEVEL_VILLAGE);
    assert_int_equal(field->levels,
                     NTM_LEVEL_BIT(NTM_LEVEL_COMMUNE) | NTM_LEVEL_BIT(NTM_LEVEL_VILLAGE));
    assert_string_equal(field->basis, "assumed");

    field = ntm_dictionary_find(d, "income");
    assert_string_equal(field->measure, "VND/person/year");
    assert_int_equal(field->freshness, NTM_FRESH_YEAR);
    assert_false(field->has_low);
    assert_int_equal(field->good, 1);
    field = ntm_dictionary_find(d, "road.km");
    assert_string_equal(field->basis, "seed");
    assert_string_equal(field->label_vi, "road.km"); /* no label: the name */
    assert_int_equal(field->precision.coef, 1);
    assert_int_equal(field->precision.scale, 1);
    field = ntm_dictionary_find(d, "grade");
    assert_string_equal(field->scale->codes[1], "dat");
    assert_string_equal(field->scale->labels_vi[0], "Không đạt");
    assert_string_equal(field->scale->labels_vi[1], "dat");
    assert_string_equal(field->measure, "1");
    assert_null(ntm_dictionary_find(d, "population"));
    assert_string_equal(ntm_dictionary_nearest(d, "population.mael"), "population.male");
    ntm_dictionary_free(d);
}

static void test_dictionary_ranges_have_defaults(void **state)
{
    ntm_dictionary *d = read_base();
    const ntm_field *share = ntm_dictionary_find(d, "share");

    (void)state;
    assert_true(ntm_dictionary_find(d, "population.male")->has_low);
    assert_true(ntm_dictionary_find(d, "road.km")->has_low);
    assert_true(ntm_dictionary_find(d, "road.m")->has_low);
    assert_true(share->has_low && share->has_high);
    assert_int_equal(share->high.coef, 100);
    assert_false(ntm_dictionary_find(d, "grade")->has_low);
    ntm_dictionary_free(d);
}

static void test_dictionary_units_scales_assessors_and_papers(void **state)
{
    ntm_dictionary *d = read_base();

    (void)state;
    assert_string_equal(ntm_dictionary_symbol(d, "m")->of, "km");
    assert_int_equal(ntm_dictionary_symbol(d, "m")->factor.scale, 3);
    assert_string_equal(ntm_dictionary_symbol(d, "person")->label_vi, "người");
    assert_null(ntm_dictionary_symbol(d, "mile"));
    assert_true(ntm_dictionary_scale(d, "rating")->ordered);
    assert_false(ntm_dictionary_scale(d, "terrain")->ordered);
    assert_null(ntm_dictionary_scale(d, "stars"));
    assert_int_equal(ntm_scale_find(ntm_dictionary_scale(d, "terrain"), "mountain"), 1);
    assert_int_equal(ntm_scale_find(ntm_dictionary_scale(d, "terrain"), "hill"), -1);
    assert_int_equal(ntm_dictionary_assessor_count(d), 3);
    assert_string_equal(ntm_dictionary_assessor(d, 0)->code, "village"); /* by order */
    assert_int_equal(ntm_dictionary_find_assessor(d, "commune")->order, 2);
    assert_null(ntm_dictionary_find_assessor(d, "ward"));
    assert_int_equal(ntm_dictionary_paper_count(d), 2);
    assert_string_equal(ntm_dictionary_paper(d, 0)->code, "bao-cao"); /* by code */
    assert_string_equal(ntm_dictionary_paper(d, 0)->label_vi, "bao-cao");
    assert_string_equal(ntm_dictionary_find_paper(d, "nghiem-thu")->label_vi, "Biên bản");
    assert_string_equal(ntm_dictionary_find_paper(d, "nghiem-thu")->label_en, "nghiem-thu");
    assert_null(ntm_dictionary_find_paper(d, "nghiem"));

    const ntm_assessor *commune = ntm_dictionary_find_assessor(d, "commune");
    const ntm_assessor *district = ntm_dictionary_find_assessor(d, "district");
    ntm_date first, last;
    assert_true(ntm_date_make(2002, 1, 1, &first) && ntm_date_make(2025, 6, 30, &last));
    assert_null(commune->office);
    assert_true(ntm_assessor_exists(commune, NTM_DATE_MIN));
    assert_true(ntm_assessor_exists(commune, NTM_DATE_MAX));
    assert_string_equal(district->office, "UBND huyện");
    assert_false(ntm_assessor_exists(district, first - 1));
    assert_true(ntm_assessor_exists(district, first)); /* both days are its own */
    assert_true(ntm_assessor_exists(district, last));
    assert_false(ntm_assessor_exists(district, last + 1));
    ntm_dictionary_free(d);
    ntm_dictionary_free(NULL);
}

/* What ntm_field_json() writes is what a document's reader and the dictionary's read alike. */
static void test_dictionary_field_json_round_trip(void **state)
{
    ntm_dictionary *d = read_base(), *again;
    json_t *json = test_json(BASE), *fields = json_object();

    (void)state;
    for (uint32_t i = 0; i < ntm_dictionary_field_count(d); i++)
        json_object_set_new(fields, ntm_dictionary_field(d, i)->name,
                            ntm_field_json(ntm_dictionary_field(d, i)));
    json_object_set(json, "fields", fields);
    assert_int_equal(ntm_dictionary_read(json, &again, &diags), NTM_OK);
    for (uint32_t i = 0; i < ntm_dictionary_field_count(d); i++) {
        const char *name = ntm_dictionary_field(d, i)->name;
        json_t *back = ntm_field_json(ntm_dictionary_find(again, name));

        assert_true(json_equal(back, json_object_get(fields, name)));
        json_decref(back);
    }
    ntm_dictionary_free(d);
    ntm_dictionary_free(again);
    json_decref(fields);
    json_decref(json);
}

/* ---- what makes no sense ---- */

#define MALE "/fields/population.male"

static const struct {
    const char *pointer, *value, *expected;
} BROKEN[] = {
    {"/schema", "'ntm.dictionary/2'", "schema: 'ntm.dictionary/2'; expected one of"},
    {"/schema", NULL, "schema: missing"},
    {"/feilds", "{}", "feilds: unknown key; did you mean 'fields'?"},
    {"/basis", "'guessed'", "basis: 'guessed'; expected one of \"seed\""},
    {"/fields", NULL, "fields: missing; expected an object"},
    {"/fields", "[]", "fields: expected an object, found an array"},

    {"/units/k-m", "{'kind': 'length'}", "units[\"k-m\"]: a unit's symbol has letters"},
    {"/units/1", "{'kind': 'length'}", "units.1: a unit's symbol has letters"},
    {"/units/km/kind", "'distance'", "units.km.kind: 'distance'; expected one of \"count\""},
    {"/units/m/of", "'mile'", "units.m.of: unknown unit 'mile'"},
    {"/units/m/of", "'person'", "units.m.of: 'person' is of kind count, not length"},
    {"/units/m/factor", NULL, "\"of\" and \"factor\" belong together"},
    {"/units/m/factor", "'0'", "units.m.factor: expected a number above 0"},
    {"/units/m/factor", "0.001", "units.m.factor: expected a decimal number as a string"},
    {"/units/dm", "{'kind': 'length', 'of': 'm', 'factor': '0.1'}",
     "'m' is itself given in 'km'; name that one"},

    {"/scales/rating/ordered", "false", "scales.rating.ordered: a scale is ordered"},
    {"/lists/terrain/ordered", "true", "lists.terrain.ordered: a list has no order"},
    {"/scales/rating/codes", "[]", "scales.rating.codes: expected at least one code"},
    {"/scales/rating/codes/1/code", "'khong_dat'", "code 'khong_dat' stands twice"},
    {"/scales/rating/codes/1/code", "'không đạt'",
     "scales.rating.codes[1].code: 'không đạt' is no name"},
    {"/scales/rating/codes/1/code", NULL, "scales.rating.codes[1].code: missing"},
    {"/lists/rating", "{'codes': ['a']}",
     "lists.rating: a scale or list of this name stands twice"},
    {"/lists/a b", "{'codes': ['a']}", "not a name for a scale or list"},

    {"/assessors/village/order", "0", "assessors.village.order: 0; expected 1 to 1000"},
    {"/assessors/village/order", "2", "has the same order 2"},
    {"/assessors/a b", "{'order': 3}", "not a code for a level of appraisal"},
    {"/papers/a b", "{}", "not a code for a kind of paper"},
    {"/papers/bao-cao", "7", "papers[\"bao-cao\"]: expected an object"},
    {"/papers/bao-cao/order", "1", "papers[\"bao-cao\"].order: unknown key"},
    {"/papers", "[]", "papers: expected an object"},
    {"/assessors/village/office", "7", "assessors.village.office: expected a string"},
    {"/assessors/village/office", "''", "assessors.village.office: "},
    {"/assessors/village/from", "'1/7/2025'", "assessors.village.from: '1/7/2025' is not a date"},
    {"/assessors/district/to", "'2001-12-31'",
     "assessors.district.to: the last day is before the first"},

    {"/fields/Road km", "{}", "not a field's name"},
    {"/fields/.km", "{}", "fields[\".km\"]: not a field's name"},
    {"/fields/a..b", "{}", "not a field's name"},
    {"/fields/day", "'date'", "fields.day: expected an object, found a string"},
    {MALE "/type", "'amount'", "fields[\"population.male\"].type: 'amount'; expected one of"},
    {MALE "/type", NULL, "type: missing; expected \"count\", \"number\""},
    {MALE "/unit", NULL, "unit: missing; expected a string"},
    {MALE "/unit", "'persom'", "unknown unit 'persom'; did you mean 'person'?"},
    {MALE "/unit", "'completely_different'", "unit: unknown unit 'completely_different'"},
    {"/assessors/village", "7", "assessors.village: expected an object"},
    {"/scales/rating", "7", "scales.rating: expected an object"},
    {"/units/km", "7", "units.km: expected an object"},
    {MALE "/unit", "'person/'", "'person/' is no unit"},
    {MALE "/level", "'commune'", "level: expected an array, found a string"},
    {MALE "/level", "[]", "level: expected at least one level"},
    {MALE "/level", "['commune', 'commune']", "level[1]: the level stands twice"},
    {MALE "/level", "['ward']", "level[0]: 'ward'; expected one of"},
    {"/fields/day/unit", "'km'", "fields.day.unit: only a count or a number has a unit"},
    {"/fields/grade/scale", NULL, "fields.grade.scale: missing"},
    {"/fields/grade/scale", "'stars'", "there is no scale or list 'stars'"},
    {"/fields/grade/scale", "'terrain'", "'terrain' is a list without order; expected a scale"},
    {"/fields/terrain/list", "'rating'", "'rating' is an ordered scale; expected a list"},
    {"/fields/day/scale", "'rating'", "\"scale\" belongs to a grade"},
    {"/fields/day/fresh", "0", "fields.day.fresh: 0; expected 1 to 1200"},
    {"/fields/day/fresh", "1201", "expected 1 to 1200"},
    {"/fields/day/fresh", "'always'", "'always'; expected one of \"never\""},
    {"/fields/day/fresh", "1.5",
     "fields.day.fresh: expected \"never\", found a number with a fraction"},
    {"/fields/day/period", "'month'", "'month'; expected one of \"year\""},
    {"/fields/income/fresh", "12", "either \"fresh\" or \"period\", not both"},
    {MALE "/range", "['5', '4']", "the lowest value is above the highest"},
    {MALE "/range", "['0.5', null]", "range[0]: a count is a whole number"},
    {MALE "/range", "['0']", "range: expected [low, high]"},
    {MALE "/range", "[0, 1]", "range[0]: expected a decimal number as a string"},
    {"/fields/day/range", "[null, null]", "only a count or a number has a range"},
    {"/fields/road.km/precision", "'0'", "precision: expected a number above 0"},
    {MALE "/precision", "'0.1'", "precision: a count is a whole number"},
    {"/fields/day/precision", "'1'", "only a count or a number has a precision"},
    {"/fields/share/good", "'left'", "'left'; expected one of \"up\", \"down\""},
    {"/fields/terrain/good", "'up'", "a choice has no better direction"},
    {"/fields/share/colour", "'red'", "fields.share.colour: unknown key"},
    {"/fields/share/vi", "''", "fields.share.vi: the text is empty"},
    {"/fields/share/vi", "'a\\u0007b'", "the text has control characters"},

    {MALE "/part_of", "'population.all'", "there is no field 'population.all'"},
    {MALE "/part_of", "'population.male'", "the field names itself"},
    {MALE "/part_of", "'grade'", "'population.male' and 'grade' must both be counts or numbers"},
    {MALE "/part_of", "'road.km'", "'road.km' is in km, 'population.male' in person"},
    {MALE "/derive/sum", "['children']", "'children' is in child, 'population.male' in person"},
    {MALE "/derive/sum", "['persons']",
     "'population.male' is a count, but 'persons' may be fractional"},
    {"/fields/population.total/part_of", "'population.male'", "its whole comes back to"},
    {MALE "/derive/sum", "['population.total']", "its sum comes back to"},
    {MALE "/derive/sum", "['population.female', 'population.female']",
     "'population.female' stands twice"},
    {MALE "/derive/sum", "['x']", "derive.sum[0]: there is no field 'x'"},
    {MALE "/derive/sum", "[]", "derive.sum: expected at least one field"},
    {MALE "/derive", "{}", "derive: expected \"sum\", \"children\" or both"},
    {MALE "/derive/of", "1", "derive.of: unknown key"},
    {MALE "/derive/children", "'district'", "a sum over district needs a field observed there"},
    {"/fields/population.female/derive", "{'children': 'village'}",
     "a sum over village needs a field observed there and at a level above"},
    {"/fields/day/derive", "{'children': 'village'}", "only a count or a number can be a sum"},
};
#define BROKEN_COUNT (sizeof BROKEN / sizeof *BROKEN)

static void test_dictionary_each_mistake_has_its_message(void **state)
{
    (void)state;
    for (size_t i = 0; i < BROKEN_COUNT; i++) {
        json_t *json = test_json(BASE);
        ntm_dictionary *d;
        bool told = false;

        test_json_set(json, BROKEN[i].pointer, BROKEN[i].value);
        if (ntm_dictionary_read(json, &d, &diags) != NTM_EINPUT)
            fail_msg("%s = %s was taken", BROKEN[i].pointer, BROKEN[i].value);
        assert_null(d);
        for (size_t k = 0; k < diags.count; k++)
            told = told || strstr(diags.items[k].message, BROKEN[i].expected);
        if (!told)
            fail_msg("'%s' was not said of %s, but '%s'", BROKEN[i].expected, BROKEN[i].pointer,
                     diags.items[0].message);
        ntm_diags_clear(&diags);
        json_decref(json);
    }
}

static void test_dictionary_one_mistake_hides_no_other(void **state)
{
    json_t *json = test_json(BASE);
    ntm_dictionary *d;

    (void)state;
    test_json_set(json, "/units/m/factor", "'0'");
    test_json_set(json, "/assessors/village/order", "'1'");
    test_json_set(json, "/fields/day/level", "['ward']");
    test_json_set(json, "/fields/share/good", "'left'");
    test_json_set(json, MALE "/type", "'x'"); /* and nothing about those that name it */
    assert_int_equal(ntm_dictionary_read(json, &d, &diags), NTM_EINPUT);
    assert_int_equal(diags.errors, 5);
    ntm_diags_clear(&diags);
    assert_int_equal(ntm_dictionary_read(json, &d, NULL), NTM_EINPUT); /* without a list, too */
    json_decref(json);
}

static void test_dictionary_chains_have_a_limit(void **state)
{
    json_t *json = test_json(BASE), *fields = json_object_get(json, "fields");
    ntm_dictionary *d;
    char name[20], whole[20];

    (void)state;
    for (int i = 0; i < 40; i++) {
        snprintf(name, sizeof name, "f%d", i);
        snprintf(whole, sizeof whole, "f%d", i + 1);
        json_object_set_new(
            fields, name,
            json_pack("{s:s,s:s,s:[s]}", "type", "count", "unit", "person", "level", "commune"));
        if (i < 39)
            json_object_set_new(json_object_get(fields, name), "part_of", json_string(whole));
    }
    assert_int_equal(ntm_dictionary_read(json, &d, &diags), NTM_EINPUT);
    assert_int_equal(diags.errors, 1);
    assert_non_null(strstr(diags.items[0].message, "the chain of fields is longer than 16"));
    json_object_del(json_object_get(fields, "f20"), "part_of");
    json_object_del(json_object_get(fields, "f10"), "part_of");
    json_object_del(json_object_get(fields, "f30"), "part_of");
    ntm_diags_clear(&diags);
    assert_int_equal(ntm_dictionary_read(json, &d, &diags), NTM_OK);
    ntm_dictionary_free(d);
    json_decref(json);
}

static void test_dictionary_reads_no_object(void **state)
{
    static const char *const odd[] = {"[]", "null", "7", "'x'", "{}", "true"};

    (void)state;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        json_t *json = test_json(odd[i]);
        ntm_dictionary *d;

        assert_int_equal(ntm_dictionary_read(json, &d, &diags), NTM_EINPUT);
        assert_true(diags.errors > 0);
        ntm_diags_clear(&diags);
        json_decref(json);
    }
}

static int clear(void **state)
{
    (void)state;
    ntm_diags_clear(&diags);
    return 0;
}

/* ---- as bytes for a helper ---- */

static void test_dictionary_packed_is_all_that_scripts_are_checked_against(void **state)
{
    ntm_dictionary *d = read_base(), *again;
    ntm_strbuf bytes = {0};
    const ntm_symbol *metre;
    const ntm_scale *scale;

    (void)state;
    ntm_dictionary_pack(d, &bytes);
    again = ntm_dictionary_unpack(bytes.data, bytes.length);
    assert_non_null(again);
    assert_int_equal(ntm_dictionary_field_count(again), ntm_dictionary_field_count(d));
    for (uint32_t i = 0; i < ntm_dictionary_field_count(d); i++) {
        const ntm_field *field = ntm_dictionary_field(d, i);
        json_t *before = ntm_field_json(field);
        json_t *after = ntm_field_json(ntm_dictionary_find(again, field->name));

        if (!json_equal(before, after))
            fail_msg("%s is another field", field->name);
        json_decref(before);
        json_decref(after);
    }
    metre = ntm_dictionary_symbol(again, "m");
    assert_string_equal(metre->of, "km");
    assert_string_equal(metre->kind, "length");
    assert_int_equal(metre->factor.scale, 3);
    assert_null(ntm_dictionary_symbol(again, "km")->of);
    scale = ntm_dictionary_scale(again, "rating");
    assert_true(scale->ordered && !ntm_dictionary_scale(again, "terrain")->ordered);
    assert_int_equal(ntm_scale_find(scale, "dat"), 1);
    assert_ptr_equal(ntm_dictionary_find(again, "grade")->scale, scale);
    assert_int_equal(ntm_dictionary_paper_count(again), 2);
    assert_non_null(ntm_dictionary_find_paper(again, "nghiem-thu"));
    assert_null(ntm_dictionary_find_paper(again, "nghiem"));
    ntm_dictionary_free(again);
    ntm_strbuf_clear(&bytes);
    ntm_dictionary_free(d);
}

/* The nearest to a mistyped name must not depend on where a field stands in the script. */
static void test_dictionary_packed_has_its_fields_by_name(void **state)
{
    ntm_dictionary *d = read_base(), *again;
    ntm_strbuf bytes = {0};

    (void)state;
    ntm_dictionary_pack(d, &bytes);
    again = ntm_dictionary_unpack(bytes.data, bytes.length);
    for (uint32_t i = 1; i < ntm_dictionary_field_count(again); i++)
        assert_true(strcmp(ntm_dictionary_field(again, i - 1)->name,
                           ntm_dictionary_field(again, i)->name) < 0);
    ntm_dictionary_free(again);
    ntm_strbuf_clear(&bytes);
    ntm_dictionary_free(d);
}

static void test_dictionary_packed_and_damaged_is_refused_or_read_within_its_bounds(void **state)
{
    ntm_dictionary *d = read_base();
    ntm_strbuf bytes = {0};

    (void)state;
    ntm_dictionary_pack(d, &bytes);
    for (size_t length = 0; length < bytes.length; length++) {
        char *cut = malloc(length ? length : 1); /* so that a sanitizer sees a step too far */

        memcpy(cut, bytes.data, length);
        assert_null(ntm_dictionary_unpack(cut, length));
        free(cut);
    }
    for (size_t i = 0; i < bytes.length; i++) {
        char before = bytes.data[i];

        bytes.data[i] = (char)(before ^ 0xff);
        ntm_dictionary_free(ntm_dictionary_unpack(bytes.data, bytes.length));
        bytes.data[i] = before;
    }
    ntm_strbuf_putc(&bytes, 'x'); /* nothing may stand behind it */
    assert_null(ntm_dictionary_unpack(bytes.data, bytes.length));
    ntm_strbuf_clear(&bytes);
    ntm_dictionary_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_dictionary_holds_what_was_written, clear),
        cmocka_unit_test_teardown(test_dictionary_ranges_have_defaults, clear),
        cmocka_unit_test_teardown(test_dictionary_units_scales_assessors_and_papers, clear),
        cmocka_unit_test_teardown(test_dictionary_field_json_round_trip, clear),
        cmocka_unit_test_teardown(test_dictionary_each_mistake_has_its_message, clear),
        cmocka_unit_test_teardown(test_dictionary_one_mistake_hides_no_other, clear),
        cmocka_unit_test_teardown(test_dictionary_chains_have_a_limit, clear),
        cmocka_unit_test_teardown(test_dictionary_reads_no_object, clear),
        cmocka_unit_test(test_dictionary_packed_is_all_that_scripts_are_checked_against),
        cmocka_unit_test(test_dictionary_packed_has_its_fields_by_name),
        cmocka_unit_test(test_dictionary_packed_and_damaged_is_refused_or_read_within_its_bounds),
    };

    ntm_i18n_set(NTM_LANG_EN);
    return cmocka_run_group_tests_name("model/dictionary", tests, NULL, NULL);
}
