/*
 * model/facts.c - facts as JSON and back.
 *
 * Each kind of row is told by a table of its members: writer and reader walk the same table, so
 * that what is written is read. Empty texts, open days and zeros are left out.
 */
#include "model/facts.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "model/read_priv.h"

/* A cell of a data file has up to 32,767 bytes, which normalising may make three times as many. */
enum { MOST_ROWS = 1000000, MOST_TEXT = 3 * 32767 };

typedef enum member_kind {
    TEXT,   /* const char *, "" where it is absent */
    PARENT, /* const char *, NULL where it is absent */
    FIRST,  /* ntm_date, NTM_DATE_MIN where it is absent */
    LAST,   /* ntm_date, NTM_DATE_MAX where it is absent */
    BIG,    /* int64_t */
    SMALL,  /* int */
    LEVEL,
    VALUE,
    EXTENT,
    OPINION,
} member_kind;

typedef struct member {
    const char *key; /* NULL: the end */
    member_kind kind;
    size_t offset;
    bool required;
} member;

#define MEMBER(type, key, kind, name, required)                                                    \
    {                                                                                              \
        key, kind, offsetof(type, name), required                                                  \
    }

#define U(key, kind, name, required) MEMBER(ntm_unit, key, kind, name, required)
static const member unit_members[] = {U("code", TEXT, code, true),
                                      U("level", LEVEL, level, true),
                                      U("name", TEXT, name, true),
                                      U("parent", PARENT, parent, false),
                                      U("valid_from", FIRST, valid_from, false),
                                      U("valid_to", LAST, valid_to, false),
                                      U("import", BIG, import, false),
                                      U("line", BIG, line, false),
                                      {0}};
#define S(key, kind, name, required) MEMBER(ntm_succession, key, kind, name, required)
static const member succession_members[] = {S("predecessor", TEXT, predecessor, true),
                                            S("successor", TEXT, successor, true),
                                            S("effective", FIRST, effective, true),
                                            S("extent", EXTENT, extent, true),
                                            S("confirmed", TEXT, confirmed, false),
                                            S("origin", TEXT, origin, false),
                                            S("note", TEXT, note, false),
                                            S("import", BIG, import, false),
                                            S("line", BIG, line, false),
                                            {0}};
#define O(key, kind, name, required) MEMBER(ntm_observation, key, kind, name, required)
static const member observation_members[] = {
    O("unit", TEXT, unit, true),          O("field", TEXT, field, true),
    O("as_of", FIRST, as_of, true),       O("value", VALUE, value, true),
    O("assessor", TEXT, assessor, false), O("assessor_order", SMALL, assessor_order, false),
    O("origin", TEXT, origin, false),     O("evidence", TEXT, evidence, false),
    O("note", TEXT, note, false),         O("import", BIG, import, false),
    O("line", BIG, line, false),          {0}};
#define T(key, kind, name, required) MEMBER(ntm_title, key, kind, name, required)
static const member title_members[] = {T("unit", TEXT, unit, true),
                                       T("title", TEXT, title, true),
                                       T("number", TEXT, number, false),
                                       T("set", TEXT, set, false),
                                       T("date", FIRST, date, false),
                                       T("expires", LAST, expires, false),
                                       T("withdrawn", LAST, withdrawn, false),
                                       T("origin", TEXT, origin, false),
                                       T("note", TEXT, note, false),
                                       T("appraisal", TEXT, appraisal, false),
                                       T("import", BIG, import, false),
                                       T("line", BIG, line, false),
                                       {0}};
#define R(key, kind, name, required) MEMBER(ntm_registration, key, kind, name, required)
static const member registration_members[] = {R("unit", TEXT, unit, true),
                                              R("set", TEXT, set, true),
                                              R("year", SMALL, year, true),
                                              R("origin", TEXT, origin, false),
                                              R("import", BIG, import, false),
                                              R("line", BIG, line, false),
                                              {0}};
#define A(key, kind, name, required) MEMBER(ntm_appraisal, key, kind, name, required)
static const member appraisal_members[] = {A("unit", TEXT, unit, true),
                                           A("set", TEXT, set, true),
                                           A("item", TEXT, item, false),
                                           A("assessor", TEXT, assessor, false),
                                           A("assessor_order", SMALL, assessor_order, false),
                                           A("opinion", OPINION, opinion, true),
                                           A("reason", TEXT, reason, false),
                                           A("document", TEXT, document, false),
                                           A("date", FIRST, date, false),
                                           A("office", TEXT, office, false),
                                           A("origin", TEXT, origin, false),
                                           A("import", BIG, import, false),
                                           A("line", BIG, line, false),
                                           {0}};
#define E(key, kind, name, required) MEMBER(ntm_evidence, key, kind, name, required)
static const member evidence_members[] = {E("unit", TEXT, unit, true),
                                          E("number", TEXT, number, true),
                                          E("kind", TEXT, kind, false),
                                          E("title", TEXT, title, false),
                                          E("office", TEXT, office, false),
                                          E("date", FIRST, date, false),
                                          E("valid_until", LAST, valid_until, false),
                                          E("path", TEXT, path, false),
                                          E("sha256", TEXT, sha256, false),
                                          E("size", BIG, size, false),
                                          E("origin", TEXT, origin, false),
                                          E("note", TEXT, note, false),
                                          E("import", BIG, import, false),
                                          E("line", BIG, line, false),
                                          {0}};
#define I(key, kind, name, required) MEMBER(ntm_source, key, kind, name, required)
static const member source_members[] = {I("number", BIG, import, true),
                                        I("file", TEXT, file, false),
                                        I("sha256", TEXT, sha256, false),
                                        I("at", BIG, at, true),
                                        {0}};

/* ---- writing ---- */

static json_t *value_json(const ntm_value *value)
{
    char text[NTM_DECIMAL_TEXT], day[NTM_DATE_TEXT];
    json_t *object = json_object();
    switch (value->kind) {
    case NTM_K_YES_NO:
        json_object_set_new(object, "yes_no", json_string(value->yes ? "yes" : "no"));
        break;
    case NTM_K_DATE:
        json_object_set_new(object, "date", json_string(ntm_date_format(value->date, day)));
        break;
    case NTM_K_GRADE:
    case NTM_K_CHOICE:
        json_object_set_new(object, value->kind == NTM_K_GRADE ? "grade" : "choice",
                            json_string(value->code));
        break;
    default:
        if (value->has_low)
            json_object_set_new(object, "low", json_string(ntm_decimal_format(value->low, text)));
        if (value->has_high)
            json_object_set_new(object, "high", json_string(ntm_decimal_format(value->high, text)));
        break;
    }
    return object;
}

static json_t *member_json(const member *m, const char *row)
{
    const void *at = row + m->offset;
    char day[NTM_DATE_TEXT];
    switch (m->kind) {
    case TEXT:
    case PARENT: {
        const char *text = *(const char *const *)at;
        return text && (*text || m->required) ? json_string(text) : NULL;
    }
    case FIRST:
    case LAST: {
        ntm_date date = *(const ntm_date *)at;
        return date == NTM_DATE_MIN || date == NTM_DATE_MAX
                   ? NULL
                   : json_string(ntm_date_format(date, day));
    }
    case BIG: {
        int64_t number = *(const int64_t *)at;
        return number || m->required ? json_integer(number) : NULL;
    }
    case SMALL: {
        int number = *(const int *)at;
        return number || m->required ? json_integer(number) : NULL;
    }
    case LEVEL:
        return json_string(ntm_level_code(*(const ntm_level *)at));
    case EXTENT:
        return json_string(ntm_extent_code(*(const ntm_extent *)at));
    case OPINION:
        return json_string(ntm_opinion_code(*(const ntm_opinion *)at));
    case VALUE:
        return value_json(at);
    }
    return NULL;
}

static void set_rows(json_t *root, const char *key, const member *members, const void *rows,
                     size_t count, size_t size)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        json_t *object = json_object();
        for (const member *m = members; m->key; m++) {
            json_t *value = member_json(m, (const char *)rows + i * size);
            if (value)
                json_object_set_new(object, m->key, value);
        }
        json_array_append_new(list, object);
    }
    json_object_set_new(root, key, list);
}

/* By unit, then what distinguishes rows of a unit. */
static int by_place(const char *unit_a, const char *unit_b, const char *what_a, const char *what_b,
                    ntm_date day_a, ntm_date day_b, int64_t import_a, int64_t import_b,
                    int64_t line_a, int64_t line_b)
{
    int order = strcmp(unit_a, unit_b);
    if (!order)
        order = strcmp(what_a, what_b);
    if (!order)
        order = (day_a > day_b) - (day_a < day_b);
    if (!order)
        order = (import_a > import_b) - (import_a < import_b);
    return order ? order : (line_a > line_b) - (line_a < line_b);
}

#define COMPARE(name, type, unit, what, day)                                                       \
    static int name(const void *left, const void *right)                                           \
    {                                                                                              \
        const type *a = left, *b = right;                                                          \
        return by_place(a->unit, b->unit, a->what, b->what, a->day, b->day, a->import, b->import,  \
                        a->line, b->line);                                                         \
    }
COMPARE(compare_units, ntm_unit, code, code, valid_from)
COMPARE(compare_successions, ntm_succession, successor, predecessor, effective)
COMPARE(compare_observations, ntm_observation, unit, field, as_of)
COMPARE(compare_titles, ntm_title, unit, title, date)
COMPARE(compare_registrations, ntm_registration, unit, set, year)
COMPARE(compare_appraisals, ntm_appraisal, unit, item, date)
COMPARE(compare_evidence, ntm_evidence, unit, number, date)

json_t *ntm_facts_write(const ntm_dataset *facts)
{
    json_t *root = json_pack("{s:s}", "schema", NTM_FACTS_SCHEMA);
#define ROWS(key, members, list, n, type, compare)                                                 \
    do {                                                                                           \
        type *rows = ntm_xcalloc((n) + 1, sizeof *rows);                                           \
        if (n)                                                                                     \
            memcpy(rows, list, (n) * sizeof *rows);                                                \
        qsort(rows, n, sizeof *rows, compare);                                                     \
        set_rows(root, key, members, rows, n, sizeof *rows);                                       \
        free(rows);                                                                                \
    } while (0)
    ROWS("units", unit_members, facts->units, facts->nunits, ntm_unit, compare_units);
    ROWS("successions", succession_members, facts->successions, facts->nsuccessions, ntm_succession,
         compare_successions);
    ROWS("observations", observation_members, facts->observations, facts->nobservations,
         ntm_observation, compare_observations);
    ROWS("titles", title_members, facts->titles, facts->ntitles, ntm_title, compare_titles);
    ROWS("registrations", registration_members, facts->registrations, facts->nregistrations,
         ntm_registration, compare_registrations);
    ROWS("appraisals", appraisal_members, facts->appraisals, facts->nappraisals, ntm_appraisal,
         compare_appraisals);
    ROWS("evidence", evidence_members, facts->evidence, facts->nevidence, ntm_evidence,
         compare_evidence);
#undef ROWS
    set_rows(root, "imports", source_members, facts->sources, facts->nsources,
             sizeof *facts->sources);
    return root;
}

/* ---- reading ---- */

static bool read_value(ntm_reading *r, const ntm_at *at, ntm_value *out)
{
    static const char *const keys[] = {"yes_no", "date", "grade", "choice", "low", "high", NULL};
    static const char *const yes_no[] = {"no", "yes", NULL};
    *out = (ntm_value){.kind = NTM_K_NUMBER};
    if (!ntm_read_object(r, at, keys))
        return false;
    ntm_at one[6];
    size_t count = 0;
    for (size_t i = 0; i < 6; i++) {
        one[i] = ntm_at_key(at, keys[i]);
        count += one[i].value != NULL;
    }
    bool number = one[4].value || one[5].value;
    if (number ? count != (size_t)(one[4].value != NULL) + (one[5].value != NULL) : count != 1) {
        ntm_read_bad(r, at, "bad-value", "%s", _("one value was expected, or bounds"));
        return false;
    }
    if (one[0].value) {
        int word = ntm_read_word(r, &one[0], yes_no);
        out->kind = NTM_K_YES_NO;
        out->yes = word == 1;
        return word >= 0;
    }
    if (one[1].value) {
        out->kind = NTM_K_DATE;
        return ntm_read_date(r, &one[1], &out->date);
    }
    if (one[2].value || one[3].value) {
        out->kind = one[2].value ? NTM_K_GRADE : NTM_K_CHOICE;
        out->code = ntm_read_text(r, one[2].value ? &one[2] : &one[3], NTM_MAX_NAME);
        return out->code != NULL;
    }
    out->has_low = one[4].value != NULL;
    out->has_high = one[5].value != NULL;
    if ((out->has_low && !ntm_read_decimal(r, &one[4], &out->low)) ||
        (out->has_high && !ntm_read_decimal(r, &one[5], &out->high)))
        return false;
    if (out->has_low && out->has_high && ntm_decimal_compare(out->low, out->high) > 0) {
        ntm_read_bad(r, at, "bad-value", "%s", _("the lower bound is above the upper one"));
        return false;
    }
    return true;
}

static bool read_big(ntm_reading *r, const ntm_at *at, int64_t *out)
{
    if (!json_is_integer(at->value) || json_integer_value(at->value) < 0) {
        ntm_read_bad(r, at, "bad-number", "%s", _("a whole number from 0 was expected"));
        return false;
    }
    *out = json_integer_value(at->value);
    return true;
}

static bool read_member(ntm_reading *r, const ntm_at *at, const member *m, char *row)
{
    static const char *const extents[] = {"unknown", "whole", "part", NULL};
    static const char *const opinions[] = {"met", "not_met", "supplement", NULL};
    void *to = row + m->offset;
    int word;
    if (!at->value && !m->required) {
        if (m->kind == TEXT)
            *(const char **)to = "";
        else if (m->kind == FIRST || m->kind == LAST)
            *(ntm_date *)to = m->kind == FIRST ? NTM_DATE_MIN : NTM_DATE_MAX;
        return true;
    }
    switch (m->kind) {
    case TEXT:
    case PARENT:
        return (*(const char **)to = ntm_read_text(r, at, MOST_TEXT)) != NULL;
    case FIRST:
    case LAST:
        return ntm_read_date(r, at, to);
    case BIG:
        return read_big(r, at, to);
    case SMALL:
        return ntm_read_int(r, at, 0, INT32_MAX, to);
    case LEVEL:
        return ntm_read_level(r, at, to);
    case VALUE:
        return read_value(r, at, to);
    case EXTENT:
        word = ntm_read_word(r, at, extents);
        *(ntm_extent *)to = (ntm_extent)(word < 0 ? 0 : word);
        return word >= 0;
    case OPINION:
        word = ntm_read_word(r, at, opinions);
        *(ntm_opinion *)to = (ntm_opinion)(word < 0 ? 0 : word);
        return word >= 0;
    }
    return false;
}

static bool read_row(ntm_reading *r, const ntm_at *at, const member *members, void *row)
{
    const char *keys[16];
    size_t count = 0;
    for (const member *m = members; m->key; m++)
        keys[count++] = m->key;
    keys[count] = NULL;
    if (!ntm_read_object(r, at, keys))
        return false;
    bool ok = true;
    for (const member *m = members; m->key; m++) {
        ntm_at one = ntm_at_key(at, m->key);
        ok = read_member(r, &one, m, row) && ok;
    }
    return ok;
}

ntm_rc ntm_facts_read(const json_t *json, ntm_dataset **out, ntm_diags *diags)
{
    static const char *const keys[] = {
        "schema",        "units",      "successions", "observations", "titles",
        "registrations", "appraisals", "evidence",    "imports",      NULL};
    static const char *const schemas[] = {NTM_FACTS_SCHEMA, NULL};
    ntm_dataset *facts = ntm_dataset_new();
    ntm_reading r = {.arena = facts->arena, .diags = diags};
    ntm_at root = {.value = (json_t *)json};
    *out = NULL;
    if (ntm_read_object(&r, &root, keys)) {
        ntm_at schema = ntm_at_key(&root, "schema");
        ntm_read_word(&r, &schema, schemas);
#define ROWS(key, members, type, add)                                                              \
    do {                                                                                           \
        ntm_at list = ntm_at_key(&root, key);                                                      \
        size_t count = ntm_read_array(&r, &list, MOST_ROWS);                                       \
        for (size_t i = 0; i < count; i++) {                                                       \
            type row = {0};                                                                        \
            ntm_at at = ntm_at_item(&list, i);                                                     \
            if (read_row(&r, &at, members, &row))                                                  \
                add(facts, &row);                                                                  \
        }                                                                                          \
    } while (0)
        ROWS("units", unit_members, ntm_unit, ntm_dataset_add_unit);
        ROWS("successions", succession_members, ntm_succession, ntm_dataset_add_succession);
        ROWS("observations", observation_members, ntm_observation, ntm_dataset_add_observation);
        ROWS("titles", title_members, ntm_title, ntm_dataset_add_title);
        ROWS("registrations", registration_members, ntm_registration, ntm_dataset_add_registration);
        ROWS("appraisals", appraisal_members, ntm_appraisal, ntm_dataset_add_appraisal);
        ROWS("evidence", evidence_members, ntm_evidence, ntm_dataset_add_evidence);
#undef ROWS
        ntm_at list = ntm_at_key(&root, "imports");
        size_t count = ntm_read_array(&r, &list, MOST_ROWS);
        for (size_t i = 0; i < count; i++) {
            ntm_source row = {0};
            ntm_at at = ntm_at_item(&list, i);
            if (!read_row(&r, &at, source_members, &row))
                continue;
            if (facts->nsources && facts->sources[facts->nsources - 1].import >= row.import)
                ntm_read_bad(&r, &at, "bad-order", "%s", _("imports were expected to rise"));
            else
                ntm_dataset_add_source(facts, &row);
        }
    }
    if (r.errors) {
        ntm_dataset_free(facts);
        return NTM_EINPUT;
    }
    *out = facts;
    return NTM_OK;
}
