/* history/why_unit.c - what moved between two results of one unit, read off their parts and facts. */
#include <stdint.h>
#include <string.h>

#include "history/why.h"

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static const json_t *unit_in(const json_t *result)
{
    return json_array_get(json_object_get(result, "units"), 0);
}

/* The result of an indicator by its number; NULL. */
static const json_t *indicator_in(const json_t *result, const char *number)
{
    size_t i;
    json_t *one;
    json_array_foreach (json_object_get(unit_in(result), "results"), i, one)
        if (!strcmp(text_of(one, "indicator"), number))
            return one;
    return NULL;
}

static bool differs(const json_t *a, const json_t *b, const char *key)
{
    const json_t *x = json_object_get(a, key), *y = json_object_get(b, key);
    return x && y ? !json_equal(x, y) : x != y;
}

/* ---- causes ---- */

static void add_cause(json_t *causes, const char *kind, json_t *more)
{
    json_t *cause = json_pack("{s:s}", "kind", kind);
    if (more)
        json_object_update(cause, more);
    json_decref(more);
    size_t i;
    json_t *one;
    bool known = false;
    json_array_foreach (causes, i, one)
        known = known || json_equal(one, cause);
    if (!known)
        json_array_append(causes, cause);
    json_decref(cause);
}

/* The unit of a figure that a part used: its own, or another one that is named. */
static const char *fact_unit(const json_t *fact, const char *own)
{
    const char *at = text_of(json_object_get(fact, "at"), "unit");
    return *at ? at : own;
}

static const json_t *same_figure(const json_t *facts, const json_t *fact, const char *own)
{
    size_t i;
    json_t *one;
    json_array_foreach (facts, i, one)
        if (!strcmp(text_of(one, "field"), text_of(fact, "field")) &&
            !strcmp(fact_unit(one, own), fact_unit(fact, own)))
            return one;
    return NULL;
}

static json_t *figure_json(const json_t *then, const json_t *now, const char *own)
{
    const json_t *any = now ? now : then;
    json_t *object =
        json_pack("{s:s, s:s}", "field", text_of(any, "field"), "unit", fact_unit(any, own));
    static const char *const keys[] = {"value", "as_of", "import", "assessor"};
    for (int side = 0; side < 2; side++) {
        const json_t *fact = side ? now : then;
        json_t *told = json_object();
        for (size_t k = 0; fact && k < sizeof keys / sizeof *keys; k++)
            if (json_object_get(fact, keys[k]))
                json_object_set(told, keys[k], json_object_get(fact, keys[k]));
        if (fact)
            json_object_set(object, side ? "now" : "then", told);
        json_decref(told);
    }
    return object;
}

/* Whether the row behind a figure is still among the facts: then it was only too old to count. */
static bool still_there(const json_t *facts, const json_t *fact, const char *own)
{
    size_t i;
    json_t *row;
    json_array_foreach (json_object_get(facts, "observations"), i, row)
        if (!strcmp(text_of(row, "field"), text_of(fact, "field")) &&
            !strcmp(text_of(row, "unit"), fact_unit(fact, own)) && !differs(row, fact, "as_of") &&
            !differs(row, fact, "import"))
            return true;
    return false;
}

/* Taken from the units of which this one was made, or left behind with them. */
static bool is_of_merger(const json_t *fact) { return json_object_get(fact, "carried") != NULL; }

/* Why one figure is another: by whose it is, of which day, from which import. */
static const char *kind_of_change(const json_t *then, const json_t *now, json_int_t known)
{
    if (is_of_merger(now) != (then && is_of_merger(then)))
        return "merger";
    if (!then)
        return "data";
    if (differs(then, now, "assessor"))
        return "appraisal";
    json_int_t before = json_integer_value(json_object_get(then, "import"));
    json_int_t after = json_integer_value(json_object_get(now, "import"));
    if (before > known) /* the second run looks further back than the first */
        return "not-known";
    if (differs(then, now, "as_of") || before == after)
        return "data";
    return after > before ? "correction" : "withdrawn";
}

static void figure_causes(const json_t *then, const json_t *now, const json_t *facts,
                          json_int_t known, const char *own, json_t *causes)
{
    size_t i;
    json_t *fact;
    const json_t *before = json_object_get(then, "observations");
    const json_t *after = json_object_get(now, "observations");
    json_array_foreach (after, i, fact) {
        const json_t *old = same_figure(before, fact, own);
        if (!*text_of(fact, "field") || (old && !differs(old, fact, "value")))
            continue;
        add_cause(causes, kind_of_change(old, fact, known), figure_json(old, fact, own));
    }
    const json_t *missing = json_object_get(now, "missing");
    json_array_foreach (before, i, fact)
        if (*text_of(fact, "field") && !same_figure(after, fact, own))
            add_cause(causes,
                      is_of_merger(same_figure(missing, fact, own))                 ? "merger"
                      : still_there(facts, fact, own)                               ? "stale"
                      : json_integer_value(json_object_get(fact, "import")) > known ? "not-known"
                                                                                    : "withdrawn",
                      figure_json(fact, NULL, own));
}

/* What is asked for. */
static void law_causes(const json_t *then, const json_t *now, json_t *causes)
{
    if (!differs(then, now, "required") && !differs(then, now, "required_high") &&
        !differs(then, now, "comparison"))
        return;
    json_t *more = json_object();
    if (json_object_get(then, "required"))
        json_object_set(more, "then", json_object_get(then, "required"));
    if (json_object_get(now, "required"))
        json_object_set(more, "now", json_object_get(now, "required"));
    if (json_object_get(now, "unit"))
        json_object_set(more, "measure", json_object_get(now, "unit"));
    if (json_is_string(json_object_get(now, "label")))
        json_object_set(more, "part", json_object_get(now, "label"));
    add_cause(causes, "law", more);
}

static void part_causes(const json_t *then, const json_t *now, const char *key, const json_t *facts,
                        json_int_t known, const char *own, json_t *causes)
{
    const json_t *a = json_object_get(then, key), *b = json_object_get(now, key);
    if (json_array_size(a) != json_array_size(b))
        add_cause(causes, "law", NULL);
    for (size_t i = 0; i < json_array_size(a) && i < json_array_size(b); i++) {
        law_causes(json_array_get(a, i), json_array_get(b, i), causes);
        figure_causes(json_array_get(a, i), json_array_get(b, i), facts, known, own, causes);
    }
}

/* Borders and units below: what is on record of the units themselves, imports apart. */
static bool units_moved(const json_t *facts1, const json_t *facts2)
{
    const json_t *a = json_object_get(facts1, "units"), *b = json_object_get(facts2, "units");
    if (json_array_size(a) != json_array_size(b))
        return true;
    for (size_t i = 0; i < json_array_size(a); i++) {
        static const char *const keys[] = {"code",   "level",      "name",
                                           "parent", "valid_from", "valid_to"};
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
            if (differs(json_array_get(a, i), json_array_get(b, i), keys[k]))
                return true;
    }
    return false;
}

/* ---- the unit ---- */

static bool moved(const json_t *then, const json_t *now)
{
    if (!then || !now || differs(then, now, "status"))
        return true;
    const json_t *a = json_object_get(then, "parts"), *b = json_object_get(now, "parts");
    for (size_t i = 0; i < json_array_size(a) || i < json_array_size(b); i++) {
        const json_t *x = json_array_get(a, i), *y = json_array_get(b, i);
        if (!x || !y || differs(x, y, "measured") || differs(x, y, "required") ||
            differs(x, y, "status"))
            return true;
    }
    return false;
}

static bool any_of_kind(const json_t *causes, const char *kind)
{
    size_t i;
    json_t *one;
    json_array_foreach (causes, i, one)
        if (!strcmp(text_of(one, "kind"), kind))
            return true;
    return false;
}

static json_t *change_json(const json_t *then, const json_t *now, const json_t *facts,
                           json_int_t known, const char *own, bool units, bool same_document,
                           bool same_engine)
{
    const json_t *any = now ? now : then;
    json_t *causes = json_array();
    if (!then || !now) {
        add_cause(causes, "law", json_pack("{s:s}", "indicator", then ? "gone" : "new"));
    } else {
        part_causes(then, now, "applies", facts, known, own, causes);
        part_causes(then, now, "parts", facts, known, own, causes);
        if ((differs(then, now, "text") || differs(then, now, "amended_by")) &&
            !any_of_kind(causes, "law"))
            add_cause(causes, "law", NULL);
    }
    if (units)
        add_cause(causes, "unit", NULL);
    if (!json_array_size(causes))
        add_cause(causes, !same_document ? "law" : !same_engine ? "engine" : "data", NULL);
    json_t *change = json_pack("{s:s, s:s, s:o}", "indicator", text_of(any, "indicator"), "text",
                               text_of(any, "text"), "causes", causes);
    if (then)
        json_object_set(change, "then", json_object_get(then, "status"));
    if (now)
        json_object_set(change, "now", json_object_get(now, "status"));
    return change;
}

static json_t *pair(const json_t *a, const json_t *b)
{
    return json_pack("[O, O]", a ? a : json_null(), b ? b : json_null());
}

json_t *ntm_why_unit(const json_t *result1, const json_t *facts1, const json_t *result2,
                     const json_t *facts2, bool same_document, bool same_engine)
{
    const json_t *a = unit_in(result1), *b = unit_in(result2);
    const char *own = text_of(b, "unit");
    bool units = units_moved(facts1, facts2);
    const json_t *limit = json_object_get(result2, "known_import");
    json_int_t known = limit ? json_integer_value(limit) : INT64_MAX;
    json_t *changes = json_array(), *one;
    size_t i;
    json_array_foreach (json_object_get(b, "results"), i, one) {
        const json_t *then = indicator_in(result1, text_of(one, "indicator"));
        if (moved(then, one))
            json_array_append_new(changes, change_json(then, one, facts2, known, own, units,
                                                       same_document, same_engine));
    }
    json_array_foreach (json_object_get(a, "results"), i, one)
        if (!indicator_in(result2, text_of(one, "indicator")))
            json_array_append_new(changes, change_json(one, NULL, facts2, known, own, units,
                                                       same_document, same_engine));
    return json_pack(
        "{s:s, s:s, s:o, s:o, s:o, s:o}", "unit", own, "name", text_of(b, "name"), "level",
        pair(json_object_get(json_object_get(a, "answers"), "level"),
             json_object_get(json_object_get(b, "answers"), "level")),
        "criteria", pair(json_object_get(a, "criteria"), json_object_get(b, "criteria")),
        "indicators", pair(json_object_get(a, "indicators"), json_object_get(b, "indicators")),
        "changes", changes);
}
