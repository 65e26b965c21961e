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

/* What the causes of one unit's changes are weighed by. */
typedef struct weighing {
    const json_t *facts; /* of the second run */
    json_int_t known;    /* the last import that it knows */
    const char *own;     /* code of the unit */
    bool same_document, same_engine;
    bool same_day; /* the same date and year */
    bool same_year;
    const char *day; /* of the second run */
    bool same_zone;
    bool same_evidence; /* both count figures without evidence, or neither does */
    bool units;         /* what is on record of the units themselves is another */
    json_t *causes;
} weighing;

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
static bool still_there(const weighing *w, const json_t *fact)
{
    size_t i;
    json_t *row;
    json_array_foreach (json_object_get(w->facts, "observations"), i, row)
        if (!strcmp(text_of(row, "field"), text_of(fact, "field")) &&
            !strcmp(text_of(row, "unit"), fact_unit(fact, w->own)) &&
            !differs(row, fact, "as_of") && !differs(row, fact, "import"))
            return true;
    return false;
}

/* Taken from the units of which this one was made, or left behind with them. */
static bool is_of_merger(const json_t *fact) { return json_object_get(fact, "carried") != NULL; }

/* Why one figure is another: by whose it is, of which day, from which import. */
static const char *kind_of_change(const weighing *w, const json_t *then, const json_t *now)
{
    if (is_of_merger(now) != (then && is_of_merger(then)))
        return "merger";
    if (!then)
        return w->same_evidence ? "data" : "evidence";
    if (differs(then, now, "assessor"))
        return "appraisal";
    json_int_t before = json_integer_value(json_object_get(then, "import"));
    json_int_t after = json_integer_value(json_object_get(now, "import"));
    if (before > w->known) /* the second run looks further back than the first */
        return "not-known";
    if (differs(then, now, "as_of") || before == after)
        return "data";
    return after > before ? "correction" : "withdrawn";
}

/* @param missing  what the second run says of the figure that it lacks; NULL: nothing */
static const char *kind_of_loss(const weighing *w, const json_t *then, const json_t *missing)
{
    if (missing && is_of_merger(missing))
        return "merger";
    if (!w->same_evidence)
        return "evidence";
    if (still_there(w, then))
        return "stale";
    if (!w->same_year || strcmp(text_of(then, "as_of"), w->day) > 0)
        return "parameters"; /* a figure of a day or a year that was not asked for */
    return json_integer_value(json_object_get(then, "import")) > w->known ? "not-known"
                                                                          : "withdrawn";
}

/* The facts of all parts of an indicator: what was used, or what was missing. A new reference. */
static json_t *gather(const json_t *indicator, const char *member)
{
    static const char *const lists[] = {"applies", "parts"};
    json_t *all = json_array(), *part;
    size_t i;
    for (size_t k = 0; k < 2; k++)
        json_array_foreach (json_object_get(indicator, lists[k]), i, part)
            json_array_extend(all, json_object_get(part, member));
    return all;
}

static void add_name(json_t *names, const char *name)
{
    size_t i;
    json_t *one;
    json_array_foreach (names, i, one)
        if (!strcmp(json_string_value(one), name))
            return;
    json_array_append_new(names, json_string(name));
}

/* Figures that are others; of two documents also which fields one of them alone asks for. */
static void figure_causes(weighing *w, const json_t *then, const json_t *now)
{
    size_t i;
    json_t *fact, *begun = json_array(), *ended = json_array();
    json_t *before = gather(then, "observations"), *after = gather(now, "observations");
    json_t *lacked = gather(then, "missing"), *lacking = gather(now, "missing");
    json_array_foreach (after, i, fact) {
        const json_t *old = same_figure(before, fact, w->own);
        if (!*text_of(fact, "field") || (old && !differs(old, fact, "value")))
            continue;
        if (!old && !w->same_document && !same_figure(lacked, fact, w->own))
            add_name(begun, text_of(fact, "field"));
        else
            add_cause(w->causes, kind_of_change(w, old, fact), figure_json(old, fact, w->own));
    }
    json_array_foreach (before, i, fact) {
        if (!*text_of(fact, "field") || same_figure(after, fact, w->own))
            continue;
        if (!w->same_document && !same_figure(lacking, fact, w->own))
            add_name(ended, text_of(fact, "field"));
        else
            add_cause(w->causes, kind_of_loss(w, fact, same_figure(lacking, fact, w->own)),
                      figure_json(fact, NULL, w->own));
    }
    if (json_array_size(begun) || json_array_size(ended))
        add_cause(w->causes, "law",
                  json_pack("{s:O, s:O}", "reads", begun, "reads_no_more", ended));
    json_decref(begun);
    json_decref(ended);
    json_decref(before);
    json_decref(after);
    json_decref(lacked);
    json_decref(lacking);
}

/* What a part asks for, with the field whose words the value is told in; NULL: nothing. */
static json_t *requirement_json(const json_t *part)
{
    static const char *const keys[] = {"comparison", "required", "required_high", "unit"};
    json_t *object = json_object();
    const json_t *used = json_array_get(json_object_get(part, "observations"), 0);
    if (!used)
        used = json_array_get(json_object_get(part, "missing"), 0);
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
        if (json_object_get(part, keys[k]))
            json_object_set(object, keys[k], json_object_get(part, keys[k]));
    if (json_object_get(object, "required") && json_object_get(used, "field"))
        json_object_set(object, "field", json_object_get(used, "field"));
    if (!json_object_get(object, "comparison")) {
        json_decref(object);
        return NULL;
    }
    return object;
}

/* Thresholds that are others: by the law, else by the year or date, else by what they rest on (the
 * zone). */
static void requirement_causes(weighing *w, const json_t *then, const json_t *now)
{
    static const char *const keys[] = {"comparison", "required", "required_high"};
    bool moved = false;
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
        moved = moved || differs(then, now, keys[k]);
    if (!moved)
        return;
    json_t *more = json_object();
    json_t *before = requirement_json(then), *after = requirement_json(now);
    if (before)
        json_object_set_new(more, "then", before);
    if (after)
        json_object_set_new(more, "now", after);
    if (json_is_string(json_object_get(now, "label")))
        json_object_set(more, "part", json_object_get(now, "label"));
    /* a threshold that one side could not tell, or that goes by the zone, moved with the data */
    bool by_data =
        differs(then, now, "required") &&
        (!w->same_zone || !json_object_get(then, "required") || !json_object_get(now, "required"));
    add_cause(w->causes,
              !w->same_document        ? "law"
              : w->same_day || by_data ? "data"
                                       : "parameters",
              more);
}

/* Part by part; false when there are others than there were. */
static bool part_causes(weighing *w, const json_t *then, const json_t *now, const char *key)
{
    const json_t *a = json_object_get(then, key), *b = json_object_get(now, key);
    for (size_t i = 0; i < json_array_size(a) && i < json_array_size(b); i++)
        requirement_causes(w, json_array_get(a, i), json_array_get(b, i));
    return json_array_size(a) == json_array_size(b);
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

static json_t *change_json(weighing *w, const json_t *then, const json_t *now)
{
    const json_t *any = now ? now : then;
    w->causes = json_array();
    if (!then || !now) {
        add_cause(w->causes, "law", json_pack("{s:s}", "indicator", then ? "gone" : "new"));
    } else {
        bool same = part_causes(w, then, now, "applies");
        same = part_causes(w, then, now, "parts") && same;
        figure_causes(w, then, now);
        same = same && !differs(then, now, "text") && !differs(then, now, "amended_by");
        if (!same && !w->same_document && !any_of_kind(w->causes, "law"))
            add_cause(w->causes, "law", NULL);
    }
    if (w->units)
        add_cause(w->causes, "unit", NULL);
    if (!json_array_size(w->causes))
        add_cause(w->causes,
                  !w->same_document ? "law"
                  : !w->same_engine ? "engine"
                  : !w->same_day    ? "parameters"
                                    : "data",
                  NULL);
    json_t *change = json_pack("{s:s, s:s, s:o}", "indicator", text_of(any, "indicator"), "text",
                               text_of(any, "text"), "causes", w->causes);
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
    const json_t *limit = json_object_get(result2, "known_import");
    weighing w = {
        .facts = facts2,
        .known = limit ? json_integer_value(limit) : INT64_MAX,
        .own = text_of(b, "unit"),
        .same_document = same_document,
        .same_engine = same_engine,
        .same_day = !differs(result1, result2, "as_of") && !differs(result1, result2, "year"),
        .same_year = !differs(result1, result2, "year"),
        .day = text_of(result2, "as_of"),
        .same_zone = !differs(json_object_get(a, "zone"), json_object_get(b, "zone"), "key"),
        .same_evidence = !differs(result1, result2, "evidenced"),
        .units = units_moved(facts1, facts2)};
    json_t *changes = json_array(), *one;
    size_t i;
    json_array_foreach (json_object_get(b, "results"), i, one) {
        const json_t *then = indicator_in(result1, text_of(one, "indicator"));
        if (moved(then, one))
            json_array_append_new(changes, change_json(&w, then, one));
    }
    json_array_foreach (json_object_get(a, "results"), i, one)
        if (!indicator_in(result2, text_of(one, "indicator")))
            json_array_append_new(changes, change_json(&w, one, NULL));
    return json_pack(
        "{s:s, s:s, s:o, s:o, s:o, s:o}", "unit", w.own, "name", text_of(b, "name"), "level",
        pair(json_object_get(json_object_get(a, "answers"), "level"),
             json_object_get(json_object_get(b, "answers"), "level")),
        "criteria", pair(json_object_get(a, "criteria"), json_object_get(b, "criteria")),
        "indicators", pair(json_object_get(a, "indicators"), json_object_get(b, "indicators")),
        "changes", changes);
}
