/* analysis/author_tests_expect.c - what came out beside what was expected. */
#include <stdlib.h>
#include <string.h>

#include "analysis/author_tests_priv.h"
#include "base/i18n.h"
#include "base/strbuf.h"
#include "model/answers.h"

typedef struct comparing {
    ntm_test_run *run;
    const ntm_result *result;
    const ntm_dataset *dataset;
    const ntm_unit_result *unit;
    ntm_mismatch *list;
    uint32_t count, capacity;
} comparing;

static void differ(comparing *c, const char *what, const char *expected, const char *got)
{
    if (c->count == c->capacity) {
        c->capacity = c->capacity * 2 + 4;
        c->list = ntm_xrealloc(c->list, c->capacity * sizeof *c->list);
    }
    c->list[c->count++] = (ntm_mismatch){ntm_arena_strdup(c->run->arena, what),
                                         ntm_arena_strdup(c->run->arena, expected),
                                         ntm_arena_strdup(c->run->arena, got)};
}

/* The expected value as text: a case may write 15 or "15". */
static const char *wanted(comparing *c, const json_t *json)
{
    ntm_decimal number;
    char text[NTM_DECIMAL_TEXT];

    if (json_is_string(json))
        return json_string_value(json);
    if (json_is_boolean(json))
        return json_is_true(json) ? "true" : "false";
    if (json_is_number(json) && ntm_decimal_from_double(json_number_value(json), &number))
        return ntm_arena_strdup(c->run->arena, ntm_decimal_format(number, text));
    return "?";
}

static bool same(const char *a, const char *b)
{
    ntm_decimal x, y;

    if (ntm_decimal_parse(a, &x) == NTM_DECIMAL_OK && ntm_decimal_parse(b, &y) == NTM_DECIMAL_OK)
        return ntm_decimal_compare(x, y) == 0;
    return strcmp(a, b) == 0;
}

static void compare(comparing *c, const char *what, const json_t *expected, const char *got)
{
    const char *text = wanted(c, expected);

    if (!same(text, got))
        differ(c, what, text, got);
}

/* ---- indicators, gaps ---- */

static int64_t find_indicator(const comparing *c, const char *number, size_t length)
{
    const ntm_document *doc = c->result->document;

    for (uint32_t i = 0; i < doc->nindicators; i++)
        if (strlen(doc->indicators[i].number) == length &&
            strncmp(doc->indicators[i].number, number, length) == 0)
            return i;
    return -1;
}

static bool gap_is(const ntm_gap *gap, const char *text)
{
    return same(text, gap->change ? gap->change : gap->to);
}

static void compare_gap(comparing *c, const char *key, const json_t *expected)
{
    const char *slash = strchr(key, '/'), *text = wanted(c, expected);
    int64_t index = find_indicator(c, key, slash ? (size_t)(slash - key) : strlen(key));
    ntm_strbuf got = {0};
    bool found = false;

    if (index >= 0 && c->unit->details) {
        const ntm_indicator_result *detail = &c->unit->details[index];

        for (uint32_t i = 0; i < detail->nparts && !found; i++) {
            const ntm_part *part = &detail->parts[i];

            if (slash && (!part->label || strcmp(part->label, slash + 1) != 0))
                continue;
            for (uint32_t g = 0; g < part->ngaps && !found; g++) {
                const ntm_gap *gap = &part->gaps[g];

                found = gap_is(gap, text);
                ntm_strbuf_printf(&got, "%s%s", got.length ? ", " : "",
                                  gap->change ? gap->change : gap->to);
            }
        }
    }
    if (!found) {
        const char *what = ntm_arena_printf(c->run->arena, "gap %s", key);

        differ(c, what, text, ntm_strbuf_text(&got));
    }
    ntm_strbuf_clear(&got);
}

static void compare_decided(comparing *c, const char *key, const json_t *expected)
{
    int64_t index = find_indicator(c, key, strlen(key));
    const char *got =
        index >= 0 && c->unit->details ? ntm_decided_code(c->unit->details[index].decided) : "";

    compare(c, ntm_arena_printf(c->run->arena, "decided %s", key), expected, got);
}

/* ---- totals, gates, answers ---- */

static void compare_total(comparing *c, const char *of, const ntm_totals *totals, const char *key,
                          const json_t *expected)
{
    const struct {
        const char *key;
        int value;
    } parts[] = {{"met", totals->met},
                 {"not_met", totals->not_met},
                 {"undecided", totals->undecided},
                 {"error", totals->error},
                 {"total", totals->total},
                 {"not_applicable", totals->not_applicable},
                 {"either_way", totals->either_way}};
    const char *what = ntm_arena_printf(c->run->arena, "%s.%s", of, key);

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strcmp(parts[i].key, key) == 0) {
            compare(c, what, expected, ntm_arena_printf(c->run->arena, "%d", parts[i].value));
            return;
        }
    differ(c, what, wanted(c, expected), "");
}

static void compare_gate(comparing *c, const char *name, const json_t *expected)
{
    const ntm_document *doc = c->result->document;
    const char *what = ntm_arena_printf(c->run->arena, "gate %s", name);

    for (uint32_t i = 0; i < doc->ngates; i++)
        if (strcmp(doc->gates[i].name, name) == 0 && c->unit->gates) {
            compare(c, what, expected, ntm_status_code(c->unit->gates[i].status));
            return;
        }
    differ(c, what, wanted(c, expected), "");
}

/* True when the key is one of a unit's answers. */
static bool compare_answer(comparing *c, const char *key, const json_t *expected)
{
    ntm_answers answers;
    const char *got;

    if (strcmp(key, "level") == 0) {
        got = ntm_level_reached_code(c->unit->level);
    } else if (strcmp(key, "zone") == 0) {
        got = c->unit->zone ? c->unit->zone : "";
    } else {
        answers = ntm_answers_of(c->result, c->unit, c->dataset);
        if (strcmp(key, "kept") == 0)
            got = ntm_kept_code(answers.kept);
        else if (strcmp(key, "recognition") == 0)
            got = ntm_recognition_code(answers.recognition);
        else if (strcmp(key, "withdrawal") == 0)
            got = ntm_withdrawal_code(answers.withdrawal);
        else
            return false;
    }
    compare(c, key, expected, got);
    return true;
}

/* A table of expectations; what: for one that is no table. */
static bool compare_table(comparing *c, const char *key, json_t *expected)
{
    const char *name;
    json_t *value;
    bool gap = !strcmp(key, "gap"), gates = !strcmp(key, "gates");
    bool decided = !strcmp(key, "decided"), criteria = !strcmp(key, "criteria");

    if (!gap && !gates && !decided && !criteria && strcmp(key, "indicators") != 0)
        return false;
    json_object_foreach (expected, name, value) {
        if (gap)
            compare_gap(c, name, value);
        else if (gates)
            compare_gate(c, name, value);
        else if (decided)
            compare_decided(c, name, value);
        else
            compare_total(c, key, criteria ? &c->unit->criteria : &c->unit->indicators, name,
                          value);
    }
    if (!json_is_object(expected))
        differ(c, key, "{ … }", wanted(c, expected));
    return true;
}

void ntm_test_compare(ntm_test_run *run, const json_t *expect, const ntm_result *result,
                      const ntm_dataset *dataset, ntm_case_result *out)
{
    comparing c = {.run = run, .result = result, .dataset = dataset, .unit = &result->units[0]};
    ntm_mismatch *kept;
    const char *key;
    json_t *value;

    json_object_foreach ((json_t *)(uintptr_t)expect, key, value) {
        int64_t index = find_indicator(&c, key, strlen(key));

        if (index >= 0)
            compare(&c, key, value, ntm_status_code(c.unit->statuses[index]));
        else if (!compare_table(&c, key, value) && !compare_answer(&c, key, value))
            differ(&c, key, wanted(&c, value), ""); /* the decision has nothing of that name */
    }
    kept = ntm_arena_array(run->arena, c.count, sizeof *kept);
    if (c.count)
        memcpy(kept, c.list, c.count * sizeof *kept);
    free(c.list);
    out->mismatches = kept;
    out->nmismatches = c.count;
    out->passed = c.count == 0;
}
