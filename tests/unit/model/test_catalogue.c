/* Catalogues: names, law in force, amendments laid over their base, circles. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "model/catalogue.h"
#include "support/document_hash.h"

static ntm_date day(const char *iso)
{
    ntm_date date;
    assert_true(ntm_date_parse_iso(iso, &date));
    return date;
}

/* ---- documents ---- */

typedef struct item {
    const char *number; /* of an indicator; its first part is the criterion */
    const char *pass;   /* "plan", "km<threshold>", "M:<decision>", "Q:<decision>", "C:<series>" */
} item;

typedef struct spec {
    const char *kind; /* NULL: decision */
    const char *folder, *number, *slug, *series;
    const char *effective, *expires;
    const char *amends, *changes; /* changes: the JSON object */
    const char *replaces, *continue_until;
    const char *extra; /* more JSON, with a comma before it */
    item items[6];
    const char *evidence; /* kind of paper that every indicator asks for */
    item gates[3];        /* conditions, by name */
} spec;

typedef struct nodes {
    ntm_strbuf text;
    int count;
} nodes;

static int add_node(nodes *n, const char *json)
{
    ntm_strbuf_printf(&n->text, "%s%s", n->count ? "," : "", json);
    return n->count++;
}

static int add_pass(nodes *n, const char *word)
{
    char text[200];
    if (strcmp(word, "plan") == 0) {
        int field = add_node(n, "{\"op\":\"field\",\"field\":\"plan\"}");
        snprintf(text, sizeof text, "{\"op\":\"yes\",\"args\":[%d]}", field);
    } else if (strncmp(word, "km", 2) == 0) {
        int field = add_node(n, "{\"op\":\"field\",\"field\":\"km\"}");
        snprintf(text, sizeof text, "{\"op\":\"number\",\"value\":\"%s\",\"unit\":\"km\"}",
                 word + 2);
        int number = add_node(n, text);
        snprintf(text, sizeof text, "{\"op\":\"at_least\",\"args\":[%d,%d]}", field, number);
    } else {
        snprintf(text, sizeof text, "{\"op\":\"%s\",\"%s\":\"%s\"}",
                 *word == 'M'   ? "meets"
                 : *word == 'Q' ? "qualifies"
                                : "meets_current",
                 *word == 'C' ? "series" : "decision", word + 2);
    }
    return add_node(n, text);
}

static void put(ntm_strbuf *out, const char *key, const char *value)
{
    if (value)
        ntm_strbuf_printf(out, ",\"%s\":\"%s\"", key, value);
}

static ntm_document *make(const spec *s)
{
    nodes n = {0};
    ntm_strbuf criteria = {0}, gates = {0}, out = {0};
    int open = 0;
    for (const item *i = s->items; i->number; i++) {
        int criterion = atoi(i->number), pass = add_pass(&n, i->pass);
        if (criterion != open)
            ntm_strbuf_printf(&criteria, "%s{\"number\":%d,\"name\":\"c%d\",\"indicators\":[",
                              open ? "]}," : "", criterion, criterion);
        ntm_strbuf_printf(&criteria,
                          "%s{\"number\":\"%s\",\"text\":\"t\",\"pass\":%d,\"basis\":\"assumed\"",
                          criterion == open ? "," : "", i->number, pass);
        if (s->evidence)
            ntm_strbuf_printf(&criteria, ",\"evidence\":[\"%s\"]", s->evidence);
        ntm_strbuf_puts(&criteria, "}");
        open = criterion;
    }
    for (const item *g = s->gates; g->number; g++)
        ntm_strbuf_printf(&gates, "%s{\"name\":\"%s\",\"pass\":%d,\"basis\":\"assumed\"}",
                          gates.length ? "," : "", g->number, add_pass(&n, g->pass));

    ntm_strbuf_printf(&out,
                      "{\"schema\":\"ntm.decision/1\",\"kind\":\"%s\",\"id\":\"%s/%s\","
                      "\"folder\":\"%s\",\"number\":\"%s\",\"level\":\"commune\"",
                      s->kind ? s->kind : "decision", s->folder, s->number, s->folder, s->number);
    put(&out, "slug", s->slug);
    put(&out, "series", s->series);
    put(&out, "effective", s->effective);
    put(&out, "expires", s->expires);
    put(&out, "amends", s->amends);
    put(&out, "continue_until", s->continue_until);
    if (s->replaces)
        ntm_strbuf_printf(&out, ",\"replaces\":[\"%s\"]", s->replaces);
    if (s->changes)
        ntm_strbuf_printf(&out, ",\"changes\":%s", s->changes);
    if (s->extra)
        ntm_strbuf_puts(&out, s->extra);
    ntm_strbuf_puts(&out, ",\"fields\":{\"plan\":{\"type\":\"yes_no\",\"level\":[\"commune\"]},"
                          "\"km\":{\"type\":\"number\",\"unit\":\"km\",\"level\":[\"commune\"]}}");
    ntm_strbuf_printf(&out, ",\"nodes\":[%s]", ntm_strbuf_text(&n.text));
    if (open)
        ntm_strbuf_printf(&out, ",\"criteria\":[%s]}]", ntm_strbuf_text(&criteria));
    if (gates.length)
        ntm_strbuf_printf(&out, ",\"conditions\":[%s]", ntm_strbuf_text(&gates));
    ntm_strbuf_puts(&out, "}");

    ntm_document *document = NULL;
    ntm_diags diags;
    ntm_diags_init(&diags);
    ntm_rc rc = ntm_document_parse(out.data, out.length, "test.json", &document, &diags);
    for (size_t i = 0; i < diags.count; i++)
        print_message("%s\n", diags.items[i].message);
    assert_int_equal(rc, NTM_OK);
    ntm_diags_clear(&diags);
    ntm_strbuf_clear(&n.text);
    ntm_strbuf_clear(&criteria);
    ntm_strbuf_clear(&gates);
    ntm_strbuf_clear(&out);
    return document;
}

static const ntm_document *add(ntm_catalogue *c, spec s)
{
    ntm_document *document = make(&s);
    assert_int_equal(ntm_catalogue_add(c, document, NULL), NTM_OK);
    return document;
}

/* Adding or checking fails with just one finding, of this code. */
static void expect_refused(ntm_catalogue *c, const spec *s, const char *code)
{
    ntm_diags diags;
    ntm_diags_init(&diags);
    ntm_rc rc = s ? ntm_catalogue_add(c, make(s), &diags) : ntm_catalogue_check(c, &diags);
    assert_int_equal(rc, NTM_EINPUT);
    for (size_t i = 1; i < diags.count; i++)
        print_message("%s\n", diags.items[i].message);
    assert_int_equal(diags.count, 1);
    assert_string_equal(diags.items[0].code, code);
    ntm_diags_clear(&diags);
}

/* ---- names ---- */

/* The id found; "" unknown; "?" ambiguous. */
static const char *find(const ntm_catalogue *c, const char *name, const char *folder)
{
    const ntm_document *found = NULL;
    ntm_diags diags;
    ntm_diags_init(&diags);
    ntm_rc rc = ntm_catalogue_find(c, name, folder, &found, &diags);
    assert_int_equal(rc, found ? NTM_OK : NTM_EUSAGE);
    assert_int_equal(diags.count, found ? 0 : 1);
    const char *answer = found                                                    ? found->id
                         : strcmp(diags.items[0].code, "ambiguous-decision") == 0 ? "?"
                                                                                  : "";
    ntm_diags_clear(&diags);
    return answer;
}

static void test_catalogue_names_are_forgiving_but_never_guessed(void **state)
{
    (void)state;
    ntm_catalogue *c = ntm_catalogue_new();
    item one[6] = {{"1.1", "plan"}};
    const char *numbers[][3] = {{"thanh-hoa", "32/2022/QĐ-UBND", "32-2022-xa-ntm"},
                                {"thanh-hoa", "33/2022/QĐ-UBND", "33-2022-nang-cao"},
                                {"nghe-an", "32/2022/QĐ-UBND", "32-2022-xa-ntm"},
                                {"national", "318/QĐ-TTg", "318-2022"},
                                {"national", "33/2016/QĐ-TTg", "33-2016"}};
    for (int i = 0; i < 5; i++)
        add(c, (spec){.folder = numbers[i][0],
                      .number = numbers[i][1],
                      .slug = numbers[i][2],
                      .items = {one[0]}});
    const char *mine = "thanh-hoa/32/2022/QĐ-UBND";
    assert_string_equal(find(c, "thanh-hoa/32/2022/QĐ-UBND", NULL), mine);
    assert_string_equal(find(c, "THANH-HOA/32/2022/qd-ubnd", NULL), mine);
    assert_string_equal(find(c, "32/2022/QĐ-UBND", NULL), "?");
    assert_string_equal(find(c, "32/2022/QĐ-UBND", "thanh-hoa"), mine);
    assert_string_equal(find(c, "32/ 2022/ QD-UBND", "thanh-hoa"), mine);
    assert_string_equal(find(c, " 32/2022 ", "thanh-hoa"), mine);
    assert_string_equal(find(c, "32-2022-xa-ntm", "thanh-hoa"), mine);
    assert_string_equal(find(c, "33", "thanh-hoa"), "thanh-hoa/33/2022/QĐ-UBND");
    assert_string_equal(find(c, "33", "nghe-an"), "national/33/2016/QĐ-TTg");
    assert_string_equal(find(c, "33", NULL), "?");
    assert_string_equal(find(c, "33/2022", NULL), "thanh-hoa/33/2022/QĐ-UBND");
    assert_string_equal(find(c, "3", "thanh-hoa"), "?");
    assert_string_equal(find(c, "318", "thanh-hoa"), "national/318/QĐ-TTg");
    assert_string_equal(find(c, "33/2022/QĐ-UBND", "nghe-an"), ""); /* another province's */
    assert_string_equal(find(c, "thanh-hoa/33/2022/QĐ-UBND", "nghe-an"),
                        "thanh-hoa/33/2022/QĐ-UBND");
    assert_string_equal(find(c, "34/2022", NULL), "");
    assert_string_equal(find(c, "", NULL), "");
    assert_string_equal(find(c, "  ", "thanh-hoa"), "");
    ntm_catalogue_free(c);
    ntm_catalogue_free(NULL);
}

static void test_catalogue_one_id_stands_once(void **state)
{
    (void)state;
    ntm_catalogue *c = ntm_catalogue_new();
    spec s = {.folder = "f", .number = "1/2022", .items = {{"1.1", "plan"}}};
    add(c, s);
    expect_refused(c, &s, "duplicate-decision");
    assert_int_equal(ntm_catalogue_count(c), 1);
    ntm_catalogue_free(c);
}

/* ---- in force ---- */

static void test_catalogue_in_force_is_inclusive_and_moved_by_amendments(void **state)
{
    (void)state;
    ntm_catalogue *c = ntm_catalogue_new();
    const ntm_document *base = add(c, (spec){.folder = "f",
                                             .number = "1/2022",
                                             .effective = "2022-08-01",
                                             .expires = "2025-12-31",
                                             .items = {{"1.1", "plan"}}});
    ntm_date first, last;
    assert_false(ntm_catalogue_in_force(c, base, day("2022-07-31"), NULL, NULL));
    assert_true(ntm_catalogue_in_force(c, base, day("2022-08-01"), &first, &last));
    assert_int_equal(first, day("2022-08-01"));
    assert_int_equal(last, day("2025-12-31"));
    assert_true(ntm_catalogue_in_force(c, base, day("2025-12-31"), NULL, NULL));
    assert_false(ntm_catalogue_in_force(c, base, day("2026-01-01"), NULL, NULL));
    add(c, (spec){.kind = "amendment",
                  .folder = "f",
                  .number = "2/2025",
                  .amends = "1/2022",
                  .effective = "2025-11-01",
                  .expires = "2026-06-30"});
    assert_true(ntm_catalogue_in_force(c, base, day("2026-06-30"), NULL, &last));
    assert_int_equal(last, day("2026-06-30"));
    assert_true(ntm_catalogue_in_force(c, base, day("2025-10-31"), NULL, &last));
    assert_int_equal(last, day("2025-12-31")); /* as it stood on that day */
    assert_int_equal(ntm_catalogue_check(c, NULL), NTM_OK);
    ntm_catalogue_free(c);
}

static void test_catalogue_replaced_decision_ends_or_continues(void **state)
{
    (void)state;
    ntm_catalogue *c = ntm_catalogue_new();
    const ntm_document *old = add(c, (spec){.folder = "f",
                                            .number = "1/2016",
                                            .series = "xa",
                                            .effective = "2016-01-01",
                                            .items = {{"1.1", "plan"}}});
    const ntm_document *mid = add(c, (spec){.folder = "f",
                                            .number = "2/2022",
                                            .series = "xa",
                                            .effective = "2022-08-01",
                                            .replaces = "1/ 2016",
                                            .items = {{"1.1", "plan"}}});
    const ntm_document *new = add(c, (spec){.folder = "f",
                                            .number = "3/2025",
                                            .series = "xa",
                                            .effective = "2025-01-01",
                                            .replaces = "f/2/2022",
                                            .continue_until = "2025-06-30",
                                            .items = {{"1.1", "plan"}}});
    assert_true(ntm_catalogue_in_force(c, old, day("2022-07-31"), NULL, NULL));
    assert_false(ntm_catalogue_in_force(c, old, day("2022-08-01"), NULL, NULL));
    assert_true(ntm_catalogue_in_force(c, mid, day("2025-06-30"), NULL, NULL));
    assert_false(ntm_catalogue_in_force(c, mid, day("2025-07-01"), NULL, NULL));
    assert_null(ntm_catalogue_current(c, "xa", "f", day("2015-12-31"), NULL));
    assert_ptr_equal(ntm_catalogue_current(c, "xa", "f", day("2022-07-31"), NULL), old);
    assert_ptr_equal(ntm_catalogue_current(c, "xa", "f", day("2022-08-01"), NULL), mid);
    assert_ptr_equal(ntm_catalogue_current(c, "xa", "f", day("2025-03-01"), NULL), new);
    ntm_catalogue_free(c);
}

static void test_catalogue_current_is_of_the_folder_else_national(void **state)
{
    (void)state;
    ntm_catalogue *c = ntm_catalogue_new();
    const ntm_document *national = add(c, (spec){.folder = "national",
                                                 .number = "318/QĐ",
                                                 .series = "xa",
                                                 .items = {{"1.1", "plan"}}});
    const ntm_document *own = add(c, (spec){.folder = "f",
                                            .number = "1/2022",
                                            .series = "xa",
                                            .expires = "2025-12-31",
                                            .items = {{"1.1", "plan"}}});
    assert_ptr_equal(ntm_catalogue_current(c, "xa", "f", day("2023-01-01"), NULL), own);
    assert_ptr_equal(ntm_catalogue_current(c, "xa", "f", day("2026-01-01"), NULL), national);
    assert_ptr_equal(ntm_catalogue_current(c, "xa", "g", day("2023-01-01"), NULL), national);
    assert_ptr_equal(ntm_catalogue_current(c, "xa", NULL, day("2023-01-01"), NULL), national);
    assert_null(ntm_catalogue_current(c, "thon", "f", day("2023-01-01"), NULL));
    add(c, (spec){.folder = "f", .number = "2/2022", .series = "xa", .items = {{"1.1", "plan"}}});
    ntm_diags diags;
    ntm_diags_init(&diags);
    assert_null(ntm_catalogue_current(c, "xa", "f", day("2023-01-01"), &diags));
    assert_int_equal(diags.errors, 1);
    assert_string_equal(diags.items[0].code, "two-in-force");
    ntm_diags_clear(&diags);
    ntm_catalogue_free(c);
}

/* ---- amendments ---- */

static const spec BASE = {.folder = "f",
                          .number = "1/2022",
                          .effective = "2022-01-01",
                          .extra = ",\"declares\":{\"criteria\":2,\"indicators\":3,"
                                   "\"years\":[2022,2023]}",
                          .items = {{"1.2", "plan"}, {"1.10", "km70"}, {"3.1", "km50"}},
                          .gates = {{"debt", "plan"}}};

static const ntm_indicator *indicator(const ntm_document *d, const char *number)
{
    for (uint32_t i = 0; i < d->nindicators; i++)
        if (strcmp(d->indicators[i].number, number) == 0)
            return &d->indicators[i];
    return NULL;
}

/* The threshold of an indicator on km. */
static int64_t threshold(const ntm_document *d, const char *number)
{
    const ntm_node *pass = ntm_graph_node(d->graph, indicator(d, number)->pass);
    assert_int_equal(pass->op, NTM_OP_AT_LEAST);
    return ntm_graph_node(d->graph, pass->args[1])->number.coef;
}

static const ntm_document *on(ntm_catalogue *c, const ntm_document *base, const char *date)
{
    const ntm_document *made = NULL;
    ntm_diags diags;
    ntm_diags_init(&diags);
    ntm_rc rc = ntm_catalogue_consolidated(c, base, day(date), &made, &diags);
    for (size_t i = 0; i < diags.count; i++)
        print_message("%s\n", diags.items[i].message);
    assert_int_equal(rc, NTM_OK);
    ntm_diags_clear(&diags);
    return made;
}

static void test_catalogue_amendments_are_laid_over_in_order_of_effect(void **state)
{
    (void)state;
    ntm_catalogue *c = ntm_catalogue_new();
    /* added in any order, also before what they amend */
    add(c, (spec){.kind = "amendment",
                  .folder = "f",
                  .number = "9/2024",
                  .amends = "1/2022",
                  .effective = "2024-01-01",
                  .items = {{"1.10", "km90"}, {"3.2", "plan"}, {"4.1", "km10"}},
                  .evidence = "nghiem-thu",
                  .changes = "{\"replace\":[{\"indicator\":\"1.10\"}],"
                             "\"add\":[{\"indicator\":\"3.2\",\"criterion\":3},"
                             "{\"indicator\":\"4.1\",\"criterion\":4}]}"});
    add(c, (spec){.kind = "amendment",
                  .folder = "f",
                  .number = "5/2023",
                  .amends = "1/2022",
                  .effective = "2023-01-01",
                  .items = {{"1.9", "km1"}, {"1.10", "km80"}},
                  .gates = {{"survey", "plan"}},
                  .changes = "{\"replace\":[{\"indicator\":\"1.10\"}],"
                             "\"repeal\":[{\"indicator\":\"3.1\"},{\"condition\":\"debt\"}],"
                             "\"add\":[{\"indicator\":\"1.9\",\"criterion\":1},"
                             "{\"condition\":\"survey\"}]}"});
    const ntm_document *base = add(c, BASE);
    ntm_diags diags;
    ntm_diags_init(&diags);
    ntm_rc rc = ntm_catalogue_check(c, &diags);
    for (size_t i = 0; i < diags.count; i++)
        print_message("%s\n", diags.items[i].message);
    assert_int_equal(rc, NTM_OK);
    ntm_diags_clear(&diags);

    assert_ptr_equal(on(c, base, "2022-12-31"), base);
    const ntm_document *first = on(c, base, "2023-06-30"), *second = on(c, base, "2024-01-01");
    assert_ptr_equal(on(c, base, "2023-12-31"), first); /* made once */
    assert_string_equal(first->id, base->id);
    assert_string_not_equal(sha256_of(first), sha256_of(base));

    assert_int_equal(threshold(base, "1.10"), 70);
    assert_int_equal(threshold(first, "1.10"), 80);
    assert_int_equal(threshold(second, "1.10"), 90);
    assert_int_equal(first->nindicators, 3);
    assert_string_equal(first->indicators[0].number, "1.2");
    assert_string_equal(first->indicators[1].number, "1.9"); /* as people count */
    assert_string_equal(first->indicators[2].number, "1.10");
    assert_int_equal(first->ncriteria, 1); /* 3 lost its only indicator */
    assert_int_equal(first->ngates, 1);
    assert_string_equal(first->gates[0].name, "survey");
    assert_int_equal(first->declared_criteria, 0);
    assert_int_equal(first->nyears, 2);

    assert_int_equal(second->ncriteria, 3);
    assert_int_equal(second->criteria[1].number, 3);
    assert_string_equal(second->criteria[2].name, "c4");
    assert_int_equal(indicator(first, "1.10")->nevidence, 0);
    assert_int_equal(indicator(second, "1.10")->nevidence, 1); /* with all else of the item */
    assert_string_equal(indicator(second, "4.1")->evidence[0], "nghiem-thu");

    assert_string_equal(ntm_catalogue_origin(c, base, "1.10"), "f/1/2022");
    assert_string_equal(ntm_catalogue_origin(c, second, "1.2"), "f/1/2022");
    assert_string_equal(ntm_catalogue_origin(c, second, "1.10"), "f/9/2024");
    assert_string_equal(ntm_catalogue_origin(c, second, "1.9"), "f/5/2023");
    assert_string_equal(ntm_catalogue_origin(c, second, "survey"), "f/5/2023");

    uint32_t count;
    const ntm_document *const *list = ntm_catalogue_amendments(c, base, day("2024-01-01"), &count);
    assert_int_equal(count, 2);
    assert_string_equal(list[0]->number, "5/2023");
    ntm_catalogue_free(c);
}

static void test_catalogue_amending_to_the_same_text_gives_the_same_bytes(void **state)
{
    (void)state;
    ntm_catalogue *c = ntm_catalogue_new();
    spec bare = BASE;
    bare.extra = NULL;
    const ntm_document *base = add(c, bare);
    add(c, (spec){.kind = "amendment",
                  .folder = "f",
                  .number = "9/2024",
                  .amends = "1/2022",
                  .effective = "2024-01-01",
                  .items = {{"1.10", "km70"}},
                  .changes = "{\"replace\":[{\"indicator\":\"1.10\"}]}"});
    assert_string_equal(sha256_of(on(c, base, "2024-01-01")), sha256_of(base));
    ntm_catalogue_free(c);
}

static void test_catalogue_amendments_that_do_not_fit_are_refused(void **state)
{
    (void)state;
    static const struct {
        item items[2];
        const char *changes, *code;
    } cases[] = {
        {{{"1.3", "plan"}}, "{\"replace\":[{\"indicator\":\"1.3\"}]}", "amended-item"},
        {{{"1.2", "plan"}}, "{\"add\":[{\"indicator\":\"1.2\",\"criterion\":1}]}", "amended-item"},
        {{{0}}, "{\"repeal\":[{\"indicator\":\"9.9\"}]}", "amended-item"},
        {{{0}}, "{\"repeal\":[{\"criterion\":2}]}", "amended-item"},
        {{{0}}, "{\"repeal\":[{\"withdrawal\":\"debt\"}]}", "amended-item"},
        {{{0}}, "{\"repeal\":[{\"condition\":\"dept\"}]}", "amended-item"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ntm_catalogue *c = ntm_catalogue_new();
        add(c, BASE);
        add(c, (spec){.kind = "amendment",
                      .folder = "f",
                      .number = "9/2024",
                      .amends = "1/2022",
                      .effective = "2024-01-01",
                      .items = {cases[i].items[0]},
                      .changes = cases[i].changes});
        expect_refused(c, NULL, cases[i].code);
        ntm_catalogue_free(c);
    }
}

static void test_catalogue_two_amendments_of_one_item_on_one_day_are_refused(void **state)
{
    (void)state;
    ntm_catalogue *c = ntm_catalogue_new();
    add(c, BASE);
    spec one = {.kind = "amendment",
                .folder = "f",
                .number = "8/2024",
                .amends = "1/2022",
                .effective = "2024-01-01",
                .items = {{"1.10", "km80"}},
                .changes = "{\"replace\":[{\"indicator\":\"1.10\"}]}"};
    spec two = one;
    two.number = "9/2024";
    two.amends = "f/1/2022";
    add(c, one);
    expect_refused(c, &two, "amended-twice");
    two.effective = "2024-01-02";
    add(c, two);
    spec whole = {.kind = "amendment",
                  .folder = "f",
                  .number = "10/2024",
                  .amends = "1/2022",
                  .effective = "2024-01-02",
                  .changes = "{\"repeal\":[{\"criterion\":1}]}"};
    expect_refused(c, &whole, "amended-twice");
    whole.effective = "2024-01-03";
    add(c, whole);
    assert_int_equal(ntm_catalogue_check(c, NULL), NTM_OK);
    ntm_catalogue_free(c);
}

/* ---- references ---- */

static void test_catalogue_check_finds_names_that_lead_nowhere(void **state)
{
    (void)state;
    static const char *const wrong[][2] = {
        {"M:7/2022", "unknown-decision"},
        {"Q:7/2022", "unknown-decision"},
        {"C:thon", "unknown-series"},
        {"M:9/2024", "not-a-decision"},
    };
    for (size_t i = 0; i < 4; i++) {
        ntm_catalogue *c = ntm_catalogue_new();
        add(c, BASE);
        add(c, (spec){.kind = "amendment",
                      .folder = "f",
                      .number = "9/2024",
                      .amends = "1/2022",
                      .effective = "2024-01-01",
                      .changes = "{\"repeal\":[{\"criterion\":3}]}"});
        add(c, (spec){.folder = "f", .number = "2/2022", .items = {{"1.1", wrong[i][0]}}});
        expect_refused(c, NULL, wrong[i][1]);
        ntm_catalogue_free(c);
    }
    ntm_catalogue *c = ntm_catalogue_new();
    add(c, (spec){.kind = "amendment",
                  .folder = "f",
                  .number = "9/2024",
                  .amends = "1/2022",
                  .effective = "2024-01-01",
                  .changes = "{\"repeal\":[{\"criterion\":3}]}"});
    expect_refused(c, NULL, "unknown-decision");
    ntm_catalogue_free(c);
}

static void test_catalogue_check_finds_circles(void **state)
{
    (void)state;
    ntm_catalogue *c = ntm_catalogue_new();
    add(c,
        (spec){.folder = "f", .number = "1/2022", .series = "a", .items = {{"1.1", "M:2/2022"}}});
    add(c, (spec){.folder = "f", .number = "2/2022", .items = {{"1.1", "M:3/2022"}}});
    add(c, (spec){.folder = "f", .number = "3/2022", .items = {{"1.1", "C:a"}}});
    expect_refused(c, NULL, "circle");
    ntm_catalogue_free(c);

    c = ntm_catalogue_new();
    add(c, (spec){.folder = "f", .number = "1/2022", .items = {{"1.1", "M:1/2022"}}});
    expect_refused(c, NULL, "circle");
    ntm_catalogue_free(c);

    /* Gates may rest on what rests on the criteria: no circle. */
    c = ntm_catalogue_new();
    add(c, (spec){.folder = "f",
                  .number = "1/2022",
                  .items = {{"1.1", "plan"}},
                  .gates = {{"g", "M:2/2022"}}});
    add(c, (spec){.folder = "f", .number = "2/2022", .items = {{"1.1", "M:1/2022"}}});
    assert_int_equal(ntm_catalogue_check(c, NULL), NTM_OK);
    /* Until something asks for the gates too. */
    add(c, (spec){.kind = "amendment",
                  .folder = "f",
                  .number = "3/2022",
                  .amends = "2/2022",
                  .effective = "2023-01-01",
                  .items = {{"1.1", "Q:1/2022"}},
                  .changes = "{\"replace\":[{\"indicator\":\"1.1\"}]}"});
    expect_refused(c, NULL, "circle");
    ntm_catalogue_free(c);
}

static void test_catalogue_constructed_amendments_change_law_only_where_admitted(void **state)
{
    (void)state;
    for (int admitted = 0; admitted < 2; admitted++) {
        ntm_catalogue *c = ntm_catalogue_new();
        const ntm_document *law = add(c, (spec){.folder = "f",
                                                .number = "1/2022",
                                                .expires = "2025-12-31",
                                                .items = {{"1.1", "plan"}, {"1.2", "km4"}}});
        const ntm_document *example = add(c, (spec){.folder = "vi-du",
                                                    .number = "0/2022",
                                                    .extra = ",\"constructed\":true",
                                                    .items = {{"1.1", "plan"}, {"1.2", "km4"}}});
        for (int i = 0; i < 2; i++) {
            bool own = i == 1; /* of what is made up too: it holds as any other */
            add(c, (spec){.kind = "amendment",
                          .folder = "vi-du",
                          .number = own ? "2/2023" : "1/2023",
                          .amends = own ? "0/2022" : "f/1/2022",
                          .effective = "2023-01-01",
                          .expires = "2026-06-30",
                          .extra = ",\"constructed\":true",
                          .changes = "{\"repeal\":[{\"indicator\":\"1.2\"}]}"});
        }
        if (admitted)
            ntm_catalogue_admit(c, "vi-du");
        const ntm_document *made;
        ntm_date last;
        assert_int_equal(ntm_catalogue_consolidated(c, law, day("2023-06-30"), &made, NULL),
                         NTM_OK);
        assert_int_equal(made->nindicators, admitted ? 1 : 2);
        assert_int_equal(made->constructed, admitted == 1); /* and the report says so */
        assert_string_equal(ntm_catalogue_origin(c, made, "1.2"),
                            admitted ? "vi-du/1/2023" : "f/1/2022");
        ntm_catalogue_in_force(c, law, day("2023-06-30"), NULL, &last);
        assert_int_equal(last, day(admitted ? "2026-06-30" : "2025-12-31"));
        assert_int_equal(ntm_catalogue_consolidated(c, example, day("2023-06-30"), &made, NULL),
                         NTM_OK);
        assert_int_equal(made->nindicators, 1);
        ntm_catalogue_free(c);
    }
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_catalogue_names_are_forgiving_but_never_guessed),
        cmocka_unit_test(test_catalogue_one_id_stands_once),
        cmocka_unit_test(test_catalogue_in_force_is_inclusive_and_moved_by_amendments),
        cmocka_unit_test(test_catalogue_replaced_decision_ends_or_continues),
        cmocka_unit_test(test_catalogue_current_is_of_the_folder_else_national),
        cmocka_unit_test(test_catalogue_amendments_are_laid_over_in_order_of_effect),
        cmocka_unit_test(test_catalogue_amending_to_the_same_text_gives_the_same_bytes),
        cmocka_unit_test(test_catalogue_amendments_that_do_not_fit_are_refused),
        cmocka_unit_test(test_catalogue_two_amendments_of_one_item_on_one_day_are_refused),
        cmocka_unit_test(test_catalogue_check_finds_names_that_lead_nowhere),
        cmocka_unit_test(test_catalogue_check_finds_circles),
        cmocka_unit_test(test_catalogue_constructed_amendments_change_law_only_where_admitted),
    };
    return cmocka_run_group_tests_name("model/catalogue", tests, NULL, NULL);
}
