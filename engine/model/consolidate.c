/*
 * model/consolidate.c - a decision with its amendments laid over it.
 *
 * The documents are joined as JSON and read again by the one reader, so that what comes out is
 * typed, limited, numbered and hashed like every other document: the amendment's nodes go behind
 * the base's (references shift), its items into the base's places, and what nothing refers to any
 * more falls away. `source` is left out; places are those of two scripts.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "model/catalogue_priv.h"

static const char *const GATES[] = {"requires", "conditions", "withdrawal"};

typedef struct joining {
    ntm_consolidation *made;
    json_t *whole;                 /* the base, as amended so far */
    const ntm_document *amendment; /* the one being laid over it */
    json_t *amending;              /* it, with references shifted */
    ntm_diags *diags;
    bool wrong;
} joining;

static void complain(joining *j, const char *code, const char *format, const char *item)
{
    ntm_diag(j->diags, NTM_ERROR, (ntm_place){.file = j->amendment->script}, code, format,
             j->amendment->id, item, j->made->base->id);
    j->wrong = true;
}

static void remember(joining *j, const char *item)
{
    ntm_consolidation *made = j->made;
    uint32_t number = ntm_names_add(made->items, item);
    if (number >= made->origins_capacity) {
        made->origins_capacity = number * 2 + 16;
        made->origins = ntm_xrealloc(made->origins, made->origins_capacity * sizeof *made->origins);
    }
    made->origins[number] = j->amendment->id;
}

/* ---- references ---- */

static void shift(json_t *object, const char *key, json_int_t by)
{
    json_t *ref = json_object_get(object, key);
    if (json_is_integer(ref))
        json_object_set_new(object, key, json_integer(json_integer_value(ref) + by));
}

static void shift_items(json_t *list, json_int_t by)
{
    size_t i;
    json_t *item;
    json_array_foreach (list, i, item) {
        shift(item, "pass", by);
        shift(item, "applies", by);
        shift(item, "when", by);
        shift_items(json_object_get(item, "indicators"), by);
    }
}

static void shift_all(json_t *document, json_int_t by)
{
    size_t i, k;
    json_t *node, *arg;
    json_array_foreach (json_object_get(document, "nodes"), i, node) {
        json_t *args = json_object_get(node, "args");
        json_array_foreach (args, k, arg)
            json_array_set_new(args, k, json_integer(json_integer_value(arg) + by));
    }
    shift_items(json_object_get(document, "criteria"), by);
    for (int g = 0; g < 3; g++)
        shift_items(json_object_get(document, GATES[g]), by);
    shift(json_object_get(document, "zoning"), "by", by);
}

/* ---- what both embed ---- */

/* Fields or scales: the union; what both have must be the same. */
static void join_definitions(joining *j, const char *section)
{
    const char *name;
    json_t *theirs = json_object_get(j->amending, section), *value;
    if (!theirs)
        return;
    json_t *ours = json_object_get(j->whole, section);
    if (!ours) {
        json_object_set(j->whole, section, theirs);
        return;
    }
    json_object_foreach (theirs, name, value) {
        json_t *own = json_object_get(ours, name);
        if (!own)
            json_object_set(ours, name, value);
        else if (!json_equal(own, value))
            complain(j, "amended-dictionary",
                     _("%s defines %s otherwise than %s does: load both with one dictionary"),
                     name);
    }
}

/* ---- items ---- */

/* Index of the entry whose key is the text, or -1. */
static int find_item(json_t *list, const char *key, const char *text)
{
    size_t i;
    json_t *item;
    json_array_foreach (list, i, item) {
        const char *value = json_string_value(json_object_get(item, key));
        if (value && strcmp(value, text) == 0)
            return (int)i;
    }
    return -1;
}

static json_t *find_criterion(json_t *document, int number)
{
    size_t i;
    json_t *criterion;
    json_array_foreach (json_object_get(document, "criteria"), i, criterion)
        if (json_integer_value(json_object_get(criterion, "number")) == number)
            return criterion;
    return NULL;
}

/* The list of indicators that holds the number; its place in *index. */
static json_t *find_indicator(json_t *document, const char *number, int *index)
{
    size_t i;
    json_t *criterion;
    json_array_foreach (json_object_get(document, "criteria"), i, criterion) {
        json_t *list = json_object_get(criterion, "indicators");
        *index = find_item(list, "number", number);
        if (*index >= 0)
            return list;
    }
    return NULL;
}

/* Compare "15.2" and "15.10" as people count. */
static int natural(const char *a, const char *b)
{
    while (*a && *b) {
        char *end_a, *end_b;
        unsigned long x = strtoul(a, &end_a, 10), y = strtoul(b, &end_b, 10);
        if (end_a != a && end_b != b) {
            if (x != y)
                return x < y ? -1 : 1;
            a = end_a;
            b = end_b;
        } else if (*a != *b) {
            return *a < *b ? -1 : 1;
        } else {
            a++;
            b++;
        }
    }
    return (*a != '\0') - (*b != '\0');
}

static void insert_indicator(json_t *list, json_t *indicator)
{
    const char *number = json_string_value(json_object_get(indicator, "number"));
    size_t at = 0, count = json_array_size(list);
    while (at < count &&
           natural(json_string_value(json_object_get(json_array_get(list, at), "number")), number) <
               0)
        at++;
    json_array_insert(list, at, indicator);
}

/* A criterion that the amendment opens, in its place by number. */
static json_t *open_criterion(joining *j, int number, const char *name)
{
    json_t *list = json_object_get(j->whole, "criteria");
    if (!list) {
        json_object_set_new(j->whole, "criteria", json_array());
        list = json_object_get(j->whole, "criteria");
    }
    size_t at = 0;
    while (at < json_array_size(list) &&
           json_integer_value(json_object_get(json_array_get(list, at), "number")) < number)
        at++;
    json_t *criterion = json_pack("{s:i,s:s,s:[]}", "number", number, "name", name, "indicators");
    json_array_insert_new(list, at, criterion);
    return criterion;
}

static void change_indicator(joining *j, const ntm_change *change)
{
    int there, mine = -1;
    json_t *list = find_indicator(j->whole, change->item, &there);
    json_t *source = find_indicator(j->amending, change->item, &mine);
    json_t *body = source ? json_array_get(source, (size_t)mine) : NULL;
    if (change->kind == NTM_CHANGE_ADD) {
        json_t *criterion = find_criterion(j->whole, change->criterion);
        if (list) {
            complain(j, "amended-item", _("%s adds indicator %s, which %s has already"),
                     change->item);
            return;
        }
        if (!criterion && change->criterion_name)
            criterion = open_criterion(j, change->criterion, change->criterion_name);
        if (!criterion) {
            complain(j, "amended-item",
                     _("%s adds indicator %s to a criterion that %s does not have: name it"),
                     change->item);
            return;
        }
        insert_indicator(json_object_get(criterion, "indicators"), body);
    } else if (!list) {
        complain(j, "amended-item", _("%s changes indicator %s, which %s does not have"),
                 change->item);
        return;
    } else if (change->kind == NTM_CHANGE_REPLACE) {
        json_array_set(list, (size_t)there, body);
    } else {
        json_array_remove(list, (size_t)there);
    }
    remember(j, change->item);
}

static void change_gate(joining *j, const ntm_change *change)
{
    const char *section = GATES[change->gate_kind];
    json_t *list = json_object_get(j->whole, section);
    if (!list) {
        json_object_set_new(j->whole, section, json_array());
        list = json_object_get(j->whole, section);
    }
    json_t *source = json_object_get(j->amending, section);
    int there = find_item(list, "name", change->item);
    int mine = find_item(source, "name", change->item);
    json_t *body = mine >= 0 ? json_array_get(source, (size_t)mine) : NULL;
    if (change->kind == NTM_CHANGE_ADD) {
        if (there >= 0) {
            complain(j, "amended-item", _("%s adds \"%s\", which %s has already"), change->item);
            return;
        }
        json_array_append(list, body);
    } else if (there < 0) {
        complain(j, "amended-item", _("%s changes \"%s\", which %s does not have"), change->item);
        return;
    } else if (change->kind == NTM_CHANGE_REPLACE) {
        json_array_set(list, (size_t)there, body);
    } else {
        json_array_remove(list, (size_t)there);
    }
    remember(j, change->item);
}

static void repeal_criterion(joining *j, int number)
{
    json_t *list = json_object_get(j->whole, "criteria"), *criterion;
    size_t i;
    json_array_foreach (list, i, criterion)
        if (json_integer_value(json_object_get(criterion, "number")) == number) {
            json_array_remove(list, i);
            return;
        }
    char text[12];
    snprintf(text, sizeof text, "%d", number);
    complain(j, "amended-item", _("%s repeals criterion %s, which %s does not have"), text);
}

/* Criteria from which the last indicator went are gone too. */
static void drop_empty_criteria(json_t *whole)
{
    json_t *list = json_object_get(whole, "criteria");
    for (size_t i = json_array_size(list); i-- > 0;)
        if (!json_array_size(json_object_get(json_array_get(list, i), "indicators")))
            json_array_remove(list, i);
}

/* ---- one amendment ---- */

static void join_head(joining *j)
{
    static const char *const taken[] = {"expires", "zoning"};
    static const char *const flags[] = {"constructed", "incomplete"};
    for (int i = 0; i < 2; i++) {
        json_t *value = json_object_get(j->amending, taken[i]);
        if (value)
            json_object_set(j->whole, taken[i], value);
        if (json_is_true(json_object_get(j->amending, flags[i])))
            json_object_set_new(j->whole, flags[i], json_true());
    }
    /* The base's counts are no longer its own; the years it covers are. */
    json_t *declares = json_object_get(j->whole, "declares");
    json_object_del(declares, "criteria");
    json_object_del(declares, "indicators");
    if (declares && !json_object_size(declares))
        json_object_del(j->whole, "declares");
}

static void join_amendment(joining *j)
{
    const ntm_document *amendment = j->amendment;
    if (amendment->level != j->made->base->level)
        complain(j, "amended-level", _("%s is for units of the level %s, %s for another level"),
                 _(ntm_level_code(amendment->level)));
    j->amending = ntm_document_json(amendment, false);
    json_t *nodes = json_object_get(j->whole, "nodes");
    shift_all(j->amending, (json_int_t)json_array_size(nodes));
    json_array_extend(nodes, json_object_get(j->amending, "nodes"));
    join_definitions(j, "fields");
    join_definitions(j, "scales");
    join_head(j);
    for (uint32_t i = 0; i < amendment->nchanges; i++) {
        const ntm_change *change = &amendment->changes[i];
        if (change->of_gate)
            change_gate(j, change);
        else if (change->item)
            change_indicator(j, change);
        else
            repeal_criterion(j, change->criterion);
    }
    drop_empty_criteria(j->whole);
    json_decref(j->amending);
    j->amending = NULL;
}

static void read_whole(joining *j)
{
    for (int g = 0; g < 3; g++)
        if (!json_array_size(json_object_get(j->whole, GATES[g])))
            json_object_del(j->whole, GATES[g]);
    if (ntm_document_read(j->whole, &j->made->document, j->diags) == NTM_OK)
        return;
    ntm_diag(j->diags, NTM_ERROR, (ntm_place){.file = j->amendment->script}, "amended-whole",
             _("%s, as amended up to %s, is not a valid decision"), j->made->base->id,
             j->amendment->id);
    j->wrong = true;
}

ntm_consolidation *ntm_consolidate(const ntm_document *base, const ntm_document *const *amendments,
                                   uint32_t count, ntm_diags *diags)
{
    ntm_consolidation *made = ntm_xcalloc(1, sizeof *made);
    made->base = base;
    made->namendments = count;
    made->amendments = ntm_xcalloc(count, sizeof *made->amendments);
    memcpy(made->amendments, amendments, count * sizeof *made->amendments);
    made->arena = ntm_arena_new();
    made->items = ntm_names_new(made->arena);

    joining j = {.made = made, .whole = ntm_document_json(base, false), .diags = diags};
    for (uint32_t i = 0; i < count; i++) {
        j.amendment = amendments[i];
        join_amendment(&j);
    }
    if (!j.wrong)
        read_whole(&j);
    json_decref(j.whole);
    if (j.wrong) {
        ntm_consolidation_free(made);
        return NULL;
    }
    return made;
}

void ntm_consolidation_free(ntm_consolidation *made)
{
    if (!made)
        return;
    ntm_document_free(made->document);
    ntm_arena_free(made->arena);
    free(made->amendments);
    free(made->origins);
    free(made);
}
