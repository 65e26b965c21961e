/* Frames: rows, columns, chosen cells, derivation, spans, titles. */
#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/i18n.h"
#include "model/frame.h"

static const char *const DICTIONARY =
    "{\"schema\":\"ntm.dictionary/1\",\"basis\":\"assumed\","
    "\"units\":{\"person\":{\"kind\":\"count\",\"vi\":\"người\",\"en\":\"people\"},"
    "\"km\":{\"kind\":\"length\",\"vi\":\"km\",\"en\":\"km\"},"
    "\"VND\":{\"kind\":\"money\",\"vi\":\"đồng\",\"en\":\"VND\"}},"
    "\"scales\":{\"mark\":{\"ordered\":true,\"codes\":["
    "{\"code\":\"low\",\"vi\":\"thấp\",\"en\":\"low\"},"
    "{\"code\":\"high\",\"vi\":\"cao\",\"en\":\"high\"}]}},"
    "\"lists\":{\"zone\":{\"ordered\":false,\"codes\":["
    "{\"code\":\"zone1\",\"vi\":\"1\",\"en\":\"1\"},"
    "{\"code\":\"zone2\",\"vi\":\"2\",\"en\":\"2\"}]}},"
    "\"assessors\":{},"
    "\"fields\":{"
#define FIELD(name, levels, rest)                                                                  \
    "\"" name "\":{\"vi\":\"x\",\"en\":\"x\",\"level\":[" levels "]," rest "}"
#define BOTH "\"commune\",\"village\""
    FIELD("pop.total", BOTH,
          "\"type\":\"count\",\"unit\":\"person\",\"fresh\":12,"
          "\"derive\":{\"sum\":[\"pop.male\",\"pop.female\"],\"children\":\"village\"}") "," FIELD("pop.male",
                                                                                                   BOTH,
                                                                                                   "\"type\":\"count\",\"unit\":\"person\",\"fresh\":12,"
                                                                                                   "\"derive\":{\"children\":\"village\"}") "," FIELD("pop.female",
                                                                                                                                                      BOTH,
                                                                                                                                                      "\"type\":\"count\",\"unit\":\"person\",\"fresh\":12,"
                                                                                                                                                      "\"derive\":{\"children\":\"village\"}") "," FIELD("insured",
                                                                                                                                                                                                         "\"commune\"", "\"type\":\"count\",\"unit\":\"person\",\"fresh\":12") "," FIELD("road",
                                                                                                                                                                                                                                                                                         BOTH,
                                                                                                                                                                                                                                                                                         "\"type\":\"number\",\"unit\":\"km\",\"fresh\":\"never\","
                                                                                                                                                                                                                                                                                         "\"derive\":{\"children\":\"village\"}") "," FIELD("income",
                                                                                                                                                                                                                                                                                                                                            "\"commune\"",
                                                                                                                                                                                                                                                                                                                                            "\"type\":\"number\",\"unit\":\"VND\",\"period\":\"year\"") "," FIELD("mark",
                                                                                                                                                                                                                                                                                                                                                                                                                  "\"commune\"",
                                                                                                                                                                                                                                                                                                                                                                                                                  "\"type\":\"grade\",\"scale\":\"mark\",\"fresh\":12") "," FIELD("zone", "\"commune\"", "\"type\":\"choice\",\"list\":\"zone\",\"fresh\":\"never\"") "," FIELD("board",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                "\"village\"", "\"type\":\"yes_no\",\"fresh\":12") "," FIELD("decided", "\"commune\"", "\"type\":\"date\",\"fresh\":\"never\"") "," FIELD("province.road",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                          "\"province\"",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                          "\"type\":\"number\",\"unit\":\"km\",\"fresh\":12") "}}";

/* A document made by hand: this suite is about frames, not about reading documents. */
typedef struct fixture {
    ntm_arena *arena;
    ntm_dictionary *dictionary;
    ntm_document document;
    ntm_indicator indicators[16];
    ntm_dataset *dataset;
    ntm_frame *frame;
    ntm_choice choice;
} fixture;

static ntm_date day(const char *iso)
{
    ntm_date date;
    assert_true(ntm_date_parse_iso(iso, &date));
    return date;
}

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    json_t *json = json_loads(DICTIONARY, 0, NULL);
    assert_non_null(json);
    ntm_diags diags;
    ntm_diags_init(&diags);
    ntm_rc rc = ntm_dictionary_read(json, &f->dictionary, &diags);
    for (size_t i = 0; i < diags.count; i++)
        print_message("%s\n", diags.items[i].message);
    assert_int_equal(rc, NTM_OK);
    ntm_diags_clear(&diags);
    json_decref(json);
    f->arena = ntm_arena_new();
    f->document = (ntm_document){.id = "t/1/2022/QĐ",
                                 .level = NTM_LEVEL_COMMUNE,
                                 .fields = f->dictionary,
                                 .zone_by = NTM_NO_REF,
                                 .graph = ntm_graph_new(f->arena),
                                 .indicators = f->indicators};
    f->choice = (ntm_choice){.as_of = day("2023-12-31"),
                             .year = 2023,
                             .known_import = INT64_MAX,
                             .assessor_order = INT_MAX};
    f->dataset = ntm_dataset_new();
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    ntm_frame_free(f->frame);
    ntm_dataset_free(f->dataset);
    ntm_dictionary_free(f->dictionary);
    ntm_arena_free(f->arena);
    free(f);
    return 0;
}

/* ---- documents ---- */

static ntm_ref add(fixture *f, ntm_node node)
{
    ntm_ref ref = NTM_NO_REF;
    ntm_diags diags;
    ntm_diags_init(&diags);
    ntm_rc rc = ntm_graph_add(f->document.graph, &node, NTM_NOWHERE, &ref, &diags);
    if (rc != NTM_OK)
        print_message("%s\n", diags.items[0].message);
    assert_int_equal(rc, NTM_OK);
    ntm_diags_clear(&diags);
    return ref;
}

static const ntm_field *field(const fixture *f, const char *name)
{
    const ntm_field *found = ntm_dictionary_find(f->dictionary, name);
    assert_non_null(found);
    return found;
}

static ntm_ref read_field(fixture *f, const char *name)
{
    return add(f, (ntm_node){.op = NTM_OP_FIELD, .field = field(f, name)});
}

static ntm_ref unary(fixture *f, ntm_op op, ntm_ref a)
{
    return add(f, (ntm_node){.op = op, .nargs = 1, .args = &a});
}

static ntm_ref binary(fixture *f, ntm_op op, ntm_ref a, ntm_ref b)
{
    ntm_ref args[] = {a, b};
    return add(f, (ntm_node){.op = op, .nargs = 2, .args = args});
}

static ntm_ref of_villages(fixture *f, ntm_op op, ntm_ref a)
{
    return add(f, (ntm_node){.op = op, .nargs = 1, .args = &a, .level = NTM_LEVEL_VILLAGE});
}

static void indicator(fixture *f, ntm_ref pass)
{
    f->indicators[f->document.nindicators++] =
        (ntm_indicator){.number = "1", .pass = pass, .applies = NTM_NO_REF};
}

static void reads(fixture *f, const char *name)
{
    indicator(f, unary(f, NTM_OP_KNOWN, read_field(f, name)));
}

/* ---- data ---- */

static void unit(fixture *f, const char *code, ntm_level level, const char *parent,
                 const char *from, const char *to)
{
    ntm_dataset_add_unit(f->dataset, &(ntm_unit){.code = code,
                                                 .level = level,
                                                 .name = code,
                                                 .parent = parent,
                                                 .valid_from = from ? day(from) : NTM_DATE_MIN,
                                                 .valid_to = to ? day(to) : NTM_DATE_MAX});
}

/* Province 38, two communes, three villages and two. */
static void units(fixture *f)
{
    unit(f, "2.02", NTM_LEVEL_VILLAGE, "2", NULL, NULL);
    unit(f, "1.03", NTM_LEVEL_VILLAGE, "1", NULL, NULL);
    unit(f, "2", NTM_LEVEL_COMMUNE, "38", NULL, NULL);
    unit(f, "1.01", NTM_LEVEL_VILLAGE, "1", NULL, NULL);
    unit(f, "38", NTM_LEVEL_PROVINCE, NULL, NULL, NULL);
    unit(f, "2.01", NTM_LEVEL_VILLAGE, "2", NULL, NULL);
    unit(f, "1", NTM_LEVEL_COMMUNE, "38", NULL, NULL);
    unit(f, "1.02", NTM_LEVEL_VILLAGE, "1", NULL, NULL);
}

static void put(fixture *f, const char *code, const char *name, ntm_value value, const char *date)
{
    ntm_dataset_add_observation(
        f->dataset,
        &(ntm_observation){.unit = code, .field = name, .value = value, .as_of = day(date)});
}

static ntm_decimal decimal(const char *text)
{
    ntm_decimal value;
    assert_int_equal(ntm_decimal_parse(text, &value), NTM_DECIMAL_OK);
    return value;
}

static void number(fixture *f, const char *code, const char *name, const char *text,
                   const char *date)
{
    bool least = *text == '>';
    ntm_value value = {.kind = NTM_K_NUMBER, .has_low = true, .has_high = !least};
    value.low = value.high = decimal(text + least);
    put(f, code, name, value, date);
}

/* ---- asking ---- */

static void build(fixture *f, const char *const *codes, size_t count)
{
    ntm_frame_free(f->frame);
    assert_int_equal(
        ntm_frame_build(&f->document, f->dataset, &f->choice, codes, count, &f->frame, NULL),
        NTM_OK);
}

static ntm_cell cell_of(fixture *f, const char *code, const char *name, const char *whole,
                        bool previous)
{
    ntm_row row = ntm_frame_find(f->frame, code);
    assert_true(row >= 0);
    const ntm_column *column =
        ntm_frame_column(f->frame, field(f, name), whole ? field(f, whole) : NULL, previous,
                         ntm_frame_row(f->frame, row)->unit->level);
    assert_non_null(column);
    ntm_cell cell;
    ntm_frame_cell(f->frame, column, row, &cell);
    /* the columns say the same as the cell */
    int32_t i = row - column->first;
    bool valid = column->valid[i / 64] >> (i % 64) & 1;
    bool bounded = column->bounded[i / 64] >> (i % 64) & 1;
    assert_int_equal(valid, cell.state == NTM_CELL_EXACT);
    assert_int_equal(bounded, cell.state == NTM_CELL_BOUNDS);
    assert_true(valid ? column->value[i] == cell.low : isnan(column->value[i]));
    assert_true(!bounded || column->any_bounded);
    assert_int_equal(cell.state == NTM_CELL_BAD,
                     column->bad && (column->bad[i / 64] >> (i % 64) & 1));
    return cell;
}

static ntm_cell cell(fixture *f, const char *code, const char *name)
{
    return cell_of(f, code, name, NULL, false);
}

static void expect(fixture *f, const char *code, const char *name, double value)
{
    ntm_cell c = cell(f, code, name);
    assert_int_equal(c.state, NTM_CELL_EXACT);
    assert_true(c.low == value && c.high == value);
}

/* ---- rows ---- */

static void test_frame_rows_are_by_level_parent_and_code(void **state)
{
    fixture *f = *state;
    units(f);
    build(f, NULL, 0);
    static const char *const order[] = {"38", "1", "2", "1.01", "1.02", "1.03", "2.01", "2.02"};
    assert_int_equal(ntm_frame_rows(f->frame), 8);
    for (ntm_row r = 0; r < 8; r++) {
        assert_string_equal(ntm_frame_row(f->frame, r)->unit->code, order[r]);
        assert_int_equal(ntm_frame_find(f->frame, order[r]), r);
    }
    const ntm_row_info *second = ntm_frame_row(f->frame, 2);
    assert_int_equal(second->parent, 0);
    assert_int_equal(second->first_child[NTM_LEVEL_VILLAGE], 6);
    assert_int_equal(second->child_count[NTM_LEVEL_VILLAGE], 2);
    assert_int_equal(second->child_count[NTM_LEVEL_PRODUCT], 0);
    assert_int_equal(ntm_frame_ancestor(f->frame, 7, NTM_LEVEL_COMMUNE), 2);
    assert_int_equal(ntm_frame_ancestor(f->frame, 7, NTM_LEVEL_VILLAGE), 7);
    assert_int_equal(ntm_frame_ancestor(f->frame, 7, NTM_LEVEL_PROVINCE), 0);
    assert_int_equal(ntm_frame_ancestor(f->frame, 7, NTM_LEVEL_DISTRICT), -1);
    ntm_row first;
    int32_t count;
    ntm_frame_level(f->frame, NTM_LEVEL_COMMUNE, &first, &count);
    assert_int_equal(first, 1);
    assert_int_equal(count, 2);
    ntm_frame_level(f->frame, NTM_LEVEL_DISTRICT, &first, &count);
    assert_int_equal(count, 0);
    assert_int_equal(ntm_frame_find(f->frame, "9"), -1);
}

static void test_frame_of_some_units_has_their_relatives_only(void **state)
{
    fixture *f = *state;
    units(f);
    const char *codes[] = {"1.02", "2", "nowhere"};
    build(f, codes, 1);
    assert_int_equal(ntm_frame_rows(f->frame), 3); /* province, commune, village */
    build(f, codes, 3);
    assert_int_equal(ntm_frame_rows(f->frame), 6);
    assert_true(ntm_frame_find(f->frame, "2.02") > 0);
    assert_int_equal(ntm_frame_find(f->frame, "1.01"), -1);
    assert_int_equal(ntm_frame_row(f->frame, 1)->child_count[NTM_LEVEL_VILLAGE], 1);
}

static void test_frame_of_one_village_still_sums_all_of_its_commune(void **state)
{
    fixture *f = *state;
    units(f);
    f->document.level = NTM_LEVEL_VILLAGE;
    indicator(f, unary(f, NTM_OP_KNOWN, unary(f, NTM_OP_PARENT, read_field(f, "pop.male"))));
    for (int v = 1; v <= 3; v++)
        number(f, (const char *[]){"1.01", "1.02", "1.03"}[v - 1], "pop.male", "10", "2023-06-30");
    const char *codes[] = {"1.02"};
    build(f, codes, 1);
    expect(f, "1", "pop.male", 30);
    assert_int_equal(ntm_frame_find(f->frame, "2"), -1);
}

static void test_frame_units_are_those_of_the_day(void **state)
{
    fixture *f = *state;
    unit(f, "38", NTM_LEVEL_PROVINCE, NULL, NULL, NULL);
    unit(f, "390", NTM_LEVEL_DISTRICT, "38", NULL, "2025-06-30");
    unit(f, "15127", NTM_LEVEL_COMMUNE, "390", NULL, "2025-06-30");
    unit(f, "15127", NTM_LEVEL_COMMUNE, "38", "2025-07-01", NULL);
    reads(f, "road");
    number(f, "15127", "road", "10", "2020-01-01");
    build(f, NULL, 0);
    assert_int_equal(ntm_frame_rows(f->frame), 3);
    expect(f, "15127", "road", 10);
    f->choice.as_of = day("2025-12-31");
    build(f, NULL, 0);
    assert_int_equal(ntm_frame_rows(f->frame), 2);
    assert_int_equal(ntm_frame_row(f->frame, 1)->parent, 0);
    /* the road belongs to the older bearer of the code */
    assert_int_equal(cell(f, "15127", "road").state, NTM_CELL_MISSING);
}

/* ---- cells ---- */

static void test_frame_cells_hold_every_kind(void **state)
{
    fixture *f = *state;
    units(f);
    reads(f, "insured");
    reads(f, "mark");
    reads(f, "zone");
    reads(f, "decided");
    reads(f, "road");
    ntm_ref board = unary(f, NTM_OP_YES, read_field(f, "board"));
    indicator(f, of_villages(f, NTM_OP_CHILD_ALL, board));
    number(f, "1", "insured", "785", "2023-12-31");
    number(f, "2", "insured", ">700", "2023-12-31");
    put(f, "1", "mark", (ntm_value){.kind = NTM_K_GRADE, .code = "high"}, "2023-12-31");
    put(f, "2", "mark", (ntm_value){.kind = NTM_K_GRADE, .code = "top"}, "2023-12-31");
    put(f, "1", "zone", (ntm_value){.kind = NTM_K_CHOICE, .code = "zone2"}, "2022-08-01");
    put(f, "1", "decided", (ntm_value){.kind = NTM_K_DATE, .date = day("2022-08-01")},
        "2022-08-01");
    put(f, "2", "decided", (ntm_value){.kind = NTM_K_YES_NO, .yes = true}, "2022-08-01");
    put(f, "1.01", "board", (ntm_value){.kind = NTM_K_YES_NO, .yes = true}, "2023-12-31");
    put(f, "1.02", "board", (ntm_value){.kind = NTM_K_YES_NO}, "2023-12-31");
    put(f, "1.03", "board", (ntm_value){.kind = NTM_K_YES_NO}, "2022-12-30");
    number(f, "1", "road", "12.345", "2001-01-01");
    build(f, NULL, 0);

    expect(f, "1", "insured", 785);
    ntm_cell c = cell(f, "2", "insured");
    assert_int_equal(c.state, NTM_CELL_BOUNDS);
    assert_true(c.low == 700 && c.high == INFINITY);
    expect(f, "1", "mark", 1);
    assert_int_equal(cell(f, "2", "mark").state, NTM_CELL_BAD);
    assert_non_null(cell(f, "2", "mark").observation);
    expect(f, "1", "zone", 1);
    assert_int_equal(cell(f, "2", "zone").state, NTM_CELL_MISSING);
    assert_null(cell(f, "2", "zone").observation);
    expect(f, "1", "decided", day("2022-08-01"));
    assert_int_equal(cell(f, "2", "decided").state, NTM_CELL_BAD); /* of another kind */
    expect(f, "1.01", "board", 1);
    expect(f, "1.02", "board", 0);
    c = cell(f, "1.03", "board");
    assert_int_equal(c.state, NTM_CELL_STALE);
    assert_int_equal(c.observation->as_of, day("2022-12-30"));
    expect(f, "1", "road", 12.345);
}

static void test_frame_columns_are_where_the_document_reads(void **state)
{
    fixture *f = *state;
    units(f);
    ntm_ref paved = read_field(f, "province.road");
    indicator(f, unary(f, NTM_OP_KNOWN, paved)); /* read at the province */
    ntm_ref male = read_field(f, "pop.male"), income = read_field(f, "income");
    indicator(f, unary(f, NTM_OP_KNOWN, of_villages(f, NTM_OP_CHILD_SUM, male)));
    indicator(f, unary(f, NTM_OP_KNOWN, unary(f, NTM_OP_PREVIOUS, income)));
    ntm_ref share = binary(f, NTM_OP_PERCENT, read_field(f, "insured"), read_field(f, "pop.total"));
    indicator(f, unary(f, NTM_OP_KNOWN, share));
    build(f, NULL, 0);
    const ntm_frame *g = f->frame;
    assert_non_null(
        ntm_frame_column(g, field(f, "province.road"), NULL, false, NTM_LEVEL_PROVINCE));
    assert_null(ntm_frame_column(g, field(f, "province.road"), NULL, false, NTM_LEVEL_COMMUNE));
    assert_non_null(ntm_frame_column(g, field(f, "pop.male"), NULL, false, NTM_LEVEL_VILLAGE));
    assert_non_null(ntm_frame_column(g, field(f, "income"), NULL, true, NTM_LEVEL_COMMUNE));
    assert_null(ntm_frame_column(g, field(f, "income"), NULL, false, NTM_LEVEL_COMMUNE));
    assert_non_null(
        ntm_frame_column(g, field(f, "insured"), field(f, "pop.total"), false, NTM_LEVEL_COMMUNE));
    /* what derived fields are made of */
    assert_non_null(ntm_frame_column(g, field(f, "pop.female"), NULL, false, NTM_LEVEL_VILLAGE));
    assert_non_null(ntm_frame_column(g, field(f, "pop.total"), NULL, false, NTM_LEVEL_VILLAGE));
    assert_null(ntm_frame_column(g, field(f, "zone"), NULL, false, NTM_LEVEL_COMMUNE));
}

static void test_frame_previous_and_share(void **state)
{
    fixture *f = *state;
    units(f);
    ntm_ref income = read_field(f, "income"), male = read_field(f, "pop.male");
    indicator(f, binary(f, NTM_OP_MORE_THAN, income, unary(f, NTM_OP_PREVIOUS, income)));
    indicator(f, unary(f, NTM_OP_KNOWN, unary(f, NTM_OP_PREVIOUS, male)));
    ntm_ref share = binary(f, NTM_OP_PERCENT, read_field(f, "insured"), read_field(f, "pop.total"));
    indicator(f, unary(f, NTM_OP_KNOWN, share));
    number(f, "1", "income", "45000000", "2023-12-31");
    number(f, "1", "income", "42000000", "2022-12-31");
    number(f, "2", "income", "42000000", "2022-12-31");
    number(f, "1", "insured/pop.total", "92", "2023-12-31");
    number(f, "2", "insured/pop.total", ">92", "2023-12-31");
    number(f, "1.01", "pop.male", "5", "2022-06-30");
    number(f, "1.02", "pop.male", "6", "2022-06-30");
    number(f, "1.03", "pop.male", "7", "2022-06-30");
    build(f, NULL, 0);
    expect(f, "1", "income", 45000000);
    assert_true(cell_of(f, "1", "income", NULL, true).low == 42000000);
    assert_int_equal(cell(f, "2", "income").state, NTM_CELL_STALE);
    assert_true(cell_of(f, "1", "insured", "pop.total", false).low == 92);
    assert_int_equal(cell_of(f, "2", "insured", "pop.total", false).state, NTM_CELL_BOUNDS);
    /* figures of the year before are derived among themselves */
    assert_true(cell_of(f, "1", "pop.male", NULL, true).low == 18);
}

/* By definition: the highest level above the chosen one's that has a fresh figure, and the one of its
 * figures that prevails. */
static const ntm_observation *displaced_by(const ntm_observation *chosen,
                                           const ntm_observation *const *all, size_t count,
                                           const ntm_field *field, const ntm_choice *choice)
{
    const ntm_observation *best = NULL, *stale;
    for (size_t i = 0; i < count; i++) {
        const ntm_observation *one = ntm_choose(&all[i], 1, field, choice, &stale);
        if (!one || one->assessor_order <= chosen->assessor_order)
            continue;
        const ntm_observation *both[] = {one, best};
        if (!best || one->assessor_order > best->assessor_order ||
            (one->assessor_order == best->assessor_order &&
             ntm_choose(both, 2, field, choice, &stale) == one))
            best = one;
    }
    return best;
}

static void test_frame_choice_is_that_of_ntm_choose(void **state)
{
    fixture *f = *state;
    units(f);
    reads(f, "insured");
    uint32_t seed = 2023;
    ntm_observation all[40];
    for (int round = 0; round < 200; round++) {
        ntm_dataset_free(f->dataset);
        f->dataset = ntm_dataset_new();
        units(f);
        const ntm_observation *candidates[40];
        for (int i = 0; i < 40; i++) {
            uint32_t r[5];
            for (int k = 0; k < 5; k++)
                r[k] = (seed = seed * 1664525u + 1013904223u) >> 16;
            all[i] = (ntm_observation){.unit = "1",
                                       .field = "insured",
                                       .as_of = day("2022-12-25") + (ntm_date)(r[0] % 380),
                                       .import = r[1] % 4,
                                       .assessor_order = (int)(r[2] % 4),
                                       .evidence = r[3] % 2 ? "x" : "",
                                       .line = i + 1};
            all[i].value = (ntm_value){.kind = NTM_K_NUMBER, .has_low = true, .has_high = true};
            all[i].value.low = all[i].value.high = ntm_decimal_int(i);
            if (round % 4 == 0)
                all[i].as_of = day("2022-12-25") + (ntm_date)(r[0] % 8); /* around the edge */
            ntm_dataset_add_observation(f->dataset, &all[i]);
            candidates[i] = &all[i];
        }
        f->choice.known_import = round % 5;
        f->choice.assessor_order = round % 3 ? INT_MAX : 2;
        f->choice.evidenced = round % 7 == 0;
        build(f, NULL, 0);
        const ntm_observation *stale;
        const ntm_observation *chosen =
            ntm_choose(candidates, 40, field(f, "insured"), &f->choice, &stale);
        ntm_cell c = cell(f, "1", "insured");
        assert_int_equal(c.state, chosen  ? NTM_CELL_EXACT
                                  : stale ? NTM_CELL_STALE
                                          : NTM_CELL_MISSING);
        const ntm_observation *expected = chosen ? chosen : stale;
        assert_int_equal(c.observation ? c.observation->line : 0, expected ? expected->line : 0);
        const ntm_observation *older =
            chosen ? displaced_by(chosen, candidates, 40, field(f, "insured"), &f->choice) : NULL;
        if (!chosen)
            continue;
        assert_int_equal(c.displaced ? c.displaced->line : 0, older ? older->line : 0);
        assert_ptr_equal(
            ntm_choose_displaced(candidates, 40, field(f, "insured"), &f->choice, chosen), older);
    }
}

static void test_frame_evidenced_asks_the_papers(void **state)
{
    fixture *f = *state;
    units(f);
    reads(f, "insured");
    static const struct {
        const char *evidence, *as_of;
        int64_t known_import;
        int expected;
    } cases[] = {
        {"12", "2023-12-31", INT64_MAX, 2}, /* valid from 1/10 to 31/12 */
        {"12", "2023-09-30", INT64_MAX, 1}, {"12", "2024-01-01", INT64_MAX, 1},
        {"12", "2024-01-01", 1, 2},         /* its end came with import 2 */
        {"13", "2024-01-01", INT64_MAX, 2}, /* not on record: a text */
        {"", "2023-12-31", INT64_MAX, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ntm_dataset_free(f->dataset);
        f->dataset = ntm_dataset_new();
        units(f);
        for (int k = 0; k < 2; k++)
            ntm_dataset_add_evidence(
                f->dataset, &(ntm_evidence){.unit = "1",
                                            .number = "12",
                                            .date = day("2023-10-01"),
                                            .valid_until = k ? day("2023-12-31") : NTM_DATE_MAX,
                                            .import = k + 1});
        ntm_observation all[] = {
            {.unit = "1", .field = "insured", .as_of = day("2023-06-01"), .evidence = "giấy"},
            {.unit = "1", .field = "insured", .as_of = day("2023-07-01")}};
        all[1].evidence = cases[i].evidence;
        for (int k = 0; k < 2; k++) {
            all[k].value = (ntm_value){.kind = NTM_K_NUMBER, .has_low = true, .has_high = true};
            all[k].value.low = all[k].value.high = ntm_decimal_int(k + 1);
            ntm_dataset_add_observation(f->dataset, &all[k]);
        }
        f->choice.evidenced = true;
        f->choice.as_of = day(cases[i].as_of);
        f->choice.known_import = cases[i].known_import;
        for (int given = 0; given < 2; given++) { /* by the caller, or made by the frame */
            ntm_papers *papers = given ? ntm_papers_new(f->dataset, cases[i].known_import) : NULL;
            f->choice.papers = papers;
            build(f, NULL, 0);
            assert_true(cell(f, "1", "insured").low == cases[i].expected);
            f->choice.papers = NULL;
            ntm_frame_free(f->frame);
            f->frame = NULL;
            ntm_papers_free(papers);
        }
    }
}

/* ---- levels of appraisal ---- */

static void assessed(fixture *f, const char *unit, const char *name, const char *as_of,
                     const char *assessor, int order)
{
    ntm_observation o = {.unit = unit,
                         .field = name,
                         .value = {.kind = NTM_K_NUMBER, .has_low = true, .has_high = true},
                         .as_of = day(as_of),
                         .assessor = assessor,
                         .assessor_order = order};
    o.value.low = o.value.high = ntm_decimal_int(7);
    ntm_dataset_add_observation(f->dataset, &o);
}

static void assert_overlay(const fixture *f, const char *unit, const char *expected)
{
    ntm_overlay overlay;
    char text[200];
    ntm_row row = ntm_frame_find(f->frame, unit);
    assert_true(row >= 0);
    ntm_frame_overlay(f->frame, row, f->arena, &overlay);
    int used = snprintf(text, sizeof text, "%s%s", overlay.assessor ? overlay.assessor : "-",
                        overlay.asked ? " asked" : "");
    for (uint32_t i = 0; i < overlay.nlevels; i++) {
        const ntm_overlay_level *level = &overlay.levels[i];
        used += snprintf(text + used, sizeof text - (size_t)used, "; %s %d%s", level->assessor,
                         level->figures,
                         overlay.assessor && level->order < overlay.order ? " taken over" : "");
    }
    assert_string_equal(text, expected);
}

static void test_frame_overlay_counts_figures_by_level(void **state)
{
    fixture *f = *state;
    units(f);
    reads(f, "insured");
    reads(f, "pop.male");
    reads(f, "road");
    indicator(f, unary(f, NTM_OP_KNOWN, unary(f, NTM_OP_PREVIOUS, read_field(f, "road"))));
    assessed(f, "1", "insured", "2023-12-31", "commune", 2);
    assessed(f, "1", "insured", "2021-12-31", "province", 4); /* stale: it is not used */
    assessed(f, "1", "pop.male", "2023-12-31", "", 0);
    assessed(f, "1.01", "pop.male", "2023-12-31", "village", 1);
    assessed(f, "1.02", "pop.male", "2023-12-31", "commune", 2);
    assessed(f, "1", "income", "2023-12-31", "district", 3); /* the document does not read it */
    assessed(f, "2", "road", "2020-12-31", "commune", 2);    /* one figure, of this year and last */
    assessed(f, "2", "insured", "2023-12-31", "district", 3);
    assessed(f, "2", "insured", "2024-01-31", "central", 5); /* of another day */
    assessed(f, "2.01", "pop.male", "2023-11-30", "district", 3);
    assessed(f, "2.01", "pop.male", "2023-12-31", "commune", 2);
    build(f, NULL, 0);
    assert_overlay(f, "1", "-; commune 2; village 1;  1"); /* all assess themselves */
    assert_overlay(f, "2", "district; district 1; commune 2 taken over");
    assert_overlay(f, "2.01", "-; commune 1");
    assert_overlay(f, "2.02", "-");
    ntm_cell c = cell(f, "2.01", "pop.male");
    assert_string_equal(c.displaced->assessor, "district");
    assert_null(cell(f, "2", "insured").displaced);

    f->choice.assessor = "province";
    f->choice.assessor_order = 4;
    build(f, NULL, 0);
    assert_overlay(f, "1",
                   "province asked; commune 2 taken over; village 1 taken over;  1 taken over");
    assert_overlay(f, "2", "province asked; district 1 taken over; commune 2 taken over");
    assert_overlay(f, "2.02", "province asked");

    f->choice.assessor = "commune"; /* does not appraise: nothing is laid over anything */
    f->choice.assessor_order = 2;
    build(f, NULL, 0);
    assert_overlay(f, "2", "-; commune 2");
    assert_null(cell(f, "2.01", "pop.male").displaced); /* and it sees no district */
}

/* ---- derivation ---- */

static void test_frame_derives_sums_first_then_children(void **state)
{
    fixture *f = *state;
    units(f);
    reads(f, "pop.total");
    number(f, "1", "pop.male", "300", "2023-12-31");
    number(f, "1", "pop.female", "310", "2023-12-31");
    static const char *const villages[] = {"1.01", "1.02", "1.03", "2.01", "2.02"};
    for (int v = 0; v < 5; v++) {
        number(f, villages[v], "pop.male", "100", "2023-12-31");
        if (v != 4)
            number(f, villages[v], "pop.female", "101", "2023-12-31");
    }
    build(f, NULL, 0);
    expect(f, "1.01", "pop.total", 201);
    expect(f, "1", "pop.total", 610); /* of its own men and women, not 603 of the villages */
    ntm_cell c = cell(f, "1", "pop.total");
    assert_true(c.derived);
    assert_int_equal(c.derived_from, NTM_LEVEL_NONE);
    assert_null(c.observation);

    expect(f, "2", "pop.male", 200);
    c = cell(f, "2", "pop.male");
    assert_true(c.derived);
    assert_int_equal(c.derived_from, NTM_LEVEL_VILLAGE);
    assert_int_equal(c.reported, 2);
    assert_int_equal(c.total, 2);

    c = cell(f, "2", "pop.female"); /* one village is silent: nothing is made up */
    assert_int_equal(c.state, NTM_CELL_MISSING);
    assert_false(c.derived);
    assert_int_equal(c.reported, 1);
    assert_int_equal(c.total, 2);
    assert_int_equal(cell(f, "2", "pop.total").state, NTM_CELL_MISSING);

    size_t count;
    const ntm_frame_warning *warnings = ntm_frame_warnings(f->frame, &count);
    assert_int_equal(count, 2);
    assert_string_equal(warnings[0].code, "derived-conflict"); /* 310 women, 303 in the villages */
    assert_string_equal(warnings[1].code, "derivations-differ");
    assert_true(warnings[1].typed == 610 && warnings[1].derived == 603);
}

static void test_frame_typed_value_wins_and_a_conflict_is_told(void **state)
{
    fixture *f = *state;
    units(f);
    reads(f, "pop.total");
    number(f, "1", "pop.total", "600", "2023-12-31");
    number(f, "1", "pop.male", "300", "2023-12-31");
    number(f, "1", "pop.female", "310", "2023-12-31");
    number(f, "2", "pop.total", "610", "2023-12-31");
    number(f, "2", "pop.male", "300", "2023-12-31");
    number(f, "2", "pop.female", "310", "2023-12-31");
    build(f, NULL, 0);
    expect(f, "1", "pop.total", 600);
    assert_false(cell(f, "1", "pop.total").derived);
    size_t count;
    const ntm_frame_warning *warnings = ntm_frame_warnings(f->frame, &count);
    assert_int_equal(count, 1);
    assert_string_equal(warnings[0].code, "derived-conflict");
    assert_int_equal(warnings[0].row, ntm_frame_find(f->frame, "1"));
    assert_ptr_equal(warnings[0].field, field(f, "pop.total"));
    assert_true(warnings[0].typed == 600 && warnings[0].derived == 610);
}

static void test_frame_stale_value_gives_way_to_a_derived_one(void **state)
{
    fixture *f = *state;
    units(f);
    reads(f, "pop.total");
    number(f, "1", "pop.total", "500", "2020-12-31");
    number(f, "1", "pop.male", "300", "2023-12-31");
    number(f, "1", "pop.female", "310", "2023-12-31");
    number(f, "2", "pop.total", "500", "2020-12-31");
    number(f, "2", "pop.male", "300", "2020-12-31");
    number(f, "2", "pop.female", "310", "2023-12-31");
    build(f, NULL, 0);
    expect(f, "1", "pop.total", 610);
    assert_int_equal(cell(f, "2", "pop.total").state, NTM_CELL_STALE);
    size_t count;
    ntm_frame_warnings(f->frame, &count);
    assert_int_equal(count, 0);
}

static void test_frame_sums_are_exact_and_bounds_give_bounds(void **state)
{
    fixture *f = *state;
    units(f);
    reads(f, "road");
    number(f, "1.01", "road", "0.1", "2023-12-31");
    number(f, "1.02", "road", "0.2", "2023-12-31");
    number(f, "1.03", "road", "0.3", "2023-12-31");
    number(f, "2.01", "road", "0.1", "2023-12-31");
    number(f, "2.02", "road", ">0.2", "2023-12-31");
    build(f, NULL, 0);
    assert_true(0.1 + 0.2 + 0.3 != 0.6);
    expect(f, "1", "road", 0.6);
    ntm_cell c = cell(f, "2", "road");
    assert_int_equal(c.state, NTM_CELL_BOUNDS);
    assert_true(c.low == 0.3 && c.high == INFINITY);
    assert_true(c.derived);
}

static void test_frame_no_village_is_never_a_sum_of_zero(void **state)
{
    fixture *f = *state;
    unit(f, "3", NTM_LEVEL_COMMUNE, NULL, NULL, NULL);
    reads(f, "road");
    build(f, NULL, 0);
    ntm_cell c = cell(f, "3", "road");
    assert_int_equal(c.state, NTM_CELL_MISSING);
    assert_int_equal(c.total, 0);
}

typedef struct summands {
    int count;
    ntm_row last;
    const ntm_field *field;
} summands;

static void count_summand(void *context, ntm_row row, const ntm_field *of)
{
    summands *s = context;
    s->count++;
    s->last = row;
    s->field = of;
}

static void test_frame_derivation_names_its_parts(void **state)
{
    fixture *f = *state;
    units(f);
    reads(f, "pop.total");
    static const char *const villages[] = {"1.01", "1.02", "1.03"};
    for (int v = 0; v < 3; v++) {
        number(f, villages[v], "pop.male", "100", "2023-12-31");
        number(f, villages[v], "pop.female", "101", "2023-12-31");
    }
    build(f, NULL, 0);
    ntm_row row = ntm_frame_find(f->frame, "1");
    summands s = {0};
    ntm_frame_derivation(
        f->frame, ntm_frame_column(f->frame, field(f, "pop.total"), NULL, false, NTM_LEVEL_COMMUNE),
        row, count_summand, &s);
    assert_int_equal(s.count, 2);
    assert_int_equal(s.last, row);
    assert_ptr_equal(s.field, field(f, "pop.female"));
    s = (summands){0};
    ntm_frame_derivation(
        f->frame, ntm_frame_column(f->frame, field(f, "pop.male"), NULL, false, NTM_LEVEL_COMMUNE),
        row, count_summand, &s);
    assert_int_equal(s.count, 3);
    assert_int_equal(s.last, ntm_frame_find(f->frame, "1.03"));
}

/* ---- spans and titles ---- */

static void test_frame_span_covers_what_was_used_below(void **state)
{
    fixture *f = *state;
    units(f);
    reads(f, "pop.total");
    reads(f, "zone");
    put(f, "1", "zone", (ntm_value){.kind = NTM_K_CHOICE, .code = "zone2"}, "2010-01-01");
    put(f, "2", "zone", (ntm_value){.kind = NTM_K_CHOICE, .code = "zone2"}, "2010-01-01");
    number(f, "1", "pop.total", "1", "2023-06-30");
    number(f, "1.01", "pop.total", "1", "2023-03-31");
    number(f, "1.02", "pop.total", "1", "2023-12-30");
    number(f, "1.03", "pop.total", "1", "2021-12-31"); /* stale: not used */
    build(f, NULL, 0);
    ntm_date first, last;
    assert_true(ntm_frame_span(f->frame, ntm_frame_find(f->frame, "1"), &first, &last));
    assert_int_equal(first, day("2023-03-31"));
    assert_int_equal(last, day("2023-12-30"));
    assert_true(ntm_frame_span(f->frame, ntm_frame_find(f->frame, "2"), &first, &last));
    assert_int_equal(first, day("2010-01-01"));
    assert_false(ntm_frame_span(f->frame, ntm_frame_find(f->frame, "1.03"), &first, &last));
    assert_true(ntm_frame_span(f->frame, ntm_frame_find(f->frame, "38"), &first, &last));
}

static void title(fixture *f, const char *name, const char *number_of, const char *date,
                  const char *expires, const char *withdrawn, int64_t import)
{
    ntm_dataset_add_title(f->dataset,
                          &(ntm_title){.unit = "1",
                                       .title = name,
                                       .number = number_of,
                                       .set = "1980/QĐ-TTg",
                                       .date = date ? day(date) : NTM_DATE_MIN,
                                       .expires = expires ? day(expires) : NTM_DATE_MAX,
                                       .withdrawn = withdrawn ? day(withdrawn) : NTM_DATE_MAX,
                                       .import = import});
}

static const char *holds(fixture *f, const char *name, const char *as_of)
{
    f->choice.as_of = day(as_of);
    build(f, NULL, 0);
    const ntm_title *found = ntm_frame_title(f->frame, ntm_frame_find(f->frame, "1"), name);
    assert_null(ntm_frame_title(f->frame, ntm_frame_find(f->frame, "2"), name));
    return found ? found->number : "";
}

static void test_frame_title_is_the_one_held_on_the_day(void **state)
{
    fixture *f = *state;
    units(f);
    title(f, "xa-ntm", "A", "2017-12-29", NULL, NULL, 1);
    title(f, "xa-ntm", "A", "2017-12-29", NULL, "2021-03-01", 2); /* withdrawn, known later */
    title(f, "xa-ntm", "B", "2023-01-01", "2024-12-31", NULL, 3);
    title(f, "thon", "C", NULL, NULL, NULL, 1);
    assert_string_equal(holds(f, "xa-ntm", "2017-12-28"), "");
    assert_string_equal(holds(f, "xa-ntm", "2017-12-29"), "A");
    assert_string_equal(holds(f, "xa-ntm", "2021-02-28"), "A");
    assert_string_equal(holds(f, "xa-ntm", "2021-03-01"), "");
    assert_string_equal(holds(f, "xa-ntm", "2023-12-31"), "B");
    assert_string_equal(holds(f, "xa-ntm", "2025-01-01"), "");
    assert_string_equal(holds(f, "thon", "2020-01-01"), "C");
    assert_string_equal(holds(f, "national/1980/QĐ-TTg", "2018-01-01"), "A");
    assert_string_equal(holds(f, "xa", "2018-01-01"), "");
    f->choice.known_import = 1;
    assert_string_equal(holds(f, "xa-ntm", "2022-01-01"), "A"); /* as it was known then */
}

/* ---- predecessors and sums ---- */

/* Communes 1 (villages 1.01, 1.02) and 2 became 3 (village 3.01) on 1/7/2023. */
static void merged_units(fixture *f)
{
    unit(f, "38", NTM_LEVEL_PROVINCE, NULL, NULL, NULL);
    unit(f, "1", NTM_LEVEL_COMMUNE, "38", NULL, "2023-06-30");
    unit(f, "2", NTM_LEVEL_COMMUNE, "38", NULL, "2023-06-30");
    unit(f, "3", NTM_LEVEL_COMMUNE, "38", "2023-07-01", NULL);
    unit(f, "1.01", NTM_LEVEL_VILLAGE, "1", NULL, "2023-06-30");
    unit(f, "1.02", NTM_LEVEL_VILLAGE, "1", NULL, "2023-06-30");
    unit(f, "3.01", NTM_LEVEL_VILLAGE, "3", "2023-07-01", NULL);
    static const char *const from[] = {"1", "2"};
    for (int i = 0; i < 2; i++)
        ntm_dataset_add_succession(f->dataset, &(ntm_succession){.predecessor = from[i],
                                                                 .successor = "3",
                                                                 .effective = day("2023-07-01"),
                                                                 .extent = NTM_EXTENT_WHOLE});
}

static void test_frame_carries_what_predecessors_derive(void **state)
{
    fixture *f = *state;
    merged_units(f);
    reads(f, "pop.total");
    /* of 1 the villages have reported, of 2 the two sexes */
    number(f, "1.01", "pop.total", "10", "2023-06-30");
    number(f, "1.02", "pop.total", "20", "2023-06-30");
    number(f, "2", "pop.male", "100", "2023-06-30");
    number(f, "2", "pop.female", "200", "2023-06-30");
    build(f, NULL, 0);
    expect(f, "3", "pop.total", 330);
    assert_true(cell(f, "3", "pop.total").carried);
    /* asked for by code alone it is the same */
    const char *const codes[] = {"3"};
    build(f, codes, 1);
    expect(f, "3", "pop.total", 330);
}

static void test_frame_own_sums_come_before_predecessors(void **state)
{
    fixture *f = *state;
    merged_units(f);
    reads(f, "pop.total");
    number(f, "1", "pop.total", "10", "2023-06-30");
    number(f, "2", "pop.total", "20", "2023-06-30");
    number(f, "3", "pop.male", "12", "2023-12-01");
    number(f, "3", "pop.female", "13", "2023-12-01");
    build(f, NULL, 0);
    expect(f, "3", "pop.total", 25);
    assert_true(cell(f, "3", "pop.total").derived);
    assert_false(cell(f, "3", "pop.total").carried);
}

/* Their own totals come before a sum of what was carried: theirs were reported as totals. */
static void test_frame_totals_of_predecessors_come_before_sums_of_carried_parts(void **state)
{
    fixture *f = *state;
    merged_units(f);
    reads(f, "pop.total");
    static const char *const units[] = {"1", "2"};
    for (int i = 0; i < 2; i++) {
        number(f, units[i], "pop.male", "10", "2023-06-30");
        number(f, units[i], "pop.female", "20", "2023-06-30");
    }
    number(f, "1", "pop.total", "31", "2023-06-30");
    build(f, NULL, 0);
    expect(f, "3", "pop.male", 20);
    expect(f, "3", "pop.total", 61); /* 31 as given, 30 as a sum */
    assert_true(cell(f, "3", "pop.total").carried);
    /* also where one half was reported anew: a new half and an old one are no total */
    number(f, "3", "pop.male", "22", "2023-12-01");
    build(f, NULL, 0);
    expect(f, "3", "pop.total", 61);
    ntm_dataset *dataset = f->dataset;
    dataset->successions[1].extent = NTM_EXTENT_PART;
    build(f, NULL, 0);
    assert_int_equal(cell(f, "3", "pop.total").state, NTM_CELL_MISSING);
}

static void test_frame_carried_totals_stand_beside_villages(void **state)
{
    fixture *f = *state;
    merged_units(f);
    reads(f, "road");
    number(f, "1", "road", "1.5", "2023-06-30");
    number(f, "2", "road", "2.5", "2023-06-30");
    build(f, NULL, 0);
    expect(f, "3", "road", 4);
    assert_int_equal(cell(f, "3", "road").total, 0); /* not told as "0 of 1 villages" */
    number(f, "3.01", "road", "3", "2023-12-01");
    build(f, NULL, 0);
    expect(f, "3", "road", 3); /* all its villages have reported: its own figure */
    assert_true(cell(f, "3", "road").derived);
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
#define T(name) cmocka_unit_test_setup_teardown(test_frame_##name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(rows_are_by_level_parent_and_code),
        T(of_some_units_has_their_relatives_only),
        T(of_one_village_still_sums_all_of_its_commune),
        T(units_are_those_of_the_day),
        T(cells_hold_every_kind),
        T(columns_are_where_the_document_reads),
        T(previous_and_share),
        T(choice_is_that_of_ntm_choose),
        T(evidenced_asks_the_papers),
        T(overlay_counts_figures_by_level),
        T(derives_sums_first_then_children),
        T(typed_value_wins_and_a_conflict_is_told),
        T(stale_value_gives_way_to_a_derived_one),
        T(sums_are_exact_and_bounds_give_bounds),
        T(no_village_is_never_a_sum_of_zero),
        T(derivation_names_its_parts),
        T(span_covers_what_was_used_below),
        T(title_is_the_one_held_on_the_day),
        T(carries_what_predecessors_derive),
        T(own_sums_come_before_predecessors),
        T(totals_of_predecessors_come_before_sums_of_carried_parts),
        T(carried_totals_stand_beside_villages),
    };
    return cmocka_run_group_tests_name("model/frame", tests, NULL, NULL);
}
