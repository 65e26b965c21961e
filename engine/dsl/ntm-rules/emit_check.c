/*
 * ntm-rules/emit_check.c - the model's findings about the JSON, as findings about the script.
 *
 * The model knows levels, links between fields, limits and forms; it speaks of
 * `criteria[1].indicators[0].pass`. Here that way is walked back to the item and the key.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "dsl/ntm-rules/emit.h"
#include "model/document.h"

#define STEPS_MAX 8

/* `criteria[1].indicators["x"]`: keys and indices. */
typedef struct step {
    const char *key; /* NULL: an index */
    size_t index;
} step;

typedef struct way {
    step steps[STEPS_MAX];
    unsigned count;
    const char *rest; /* behind ": " */
} way;

static bool key_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* Take the way off the head of a message; false when there is none. */
static bool read_way(dsl *d, const char *text, way *out)
{
    const char *p = text;
    *out = (way){0};
    while (out->count < STEPS_MAX) {
        step *s = &out->steps[out->count];
        if (*p == '[' && p[1] == '"') {
            const char *end = strstr(p + 2, "\"]");
            if (!end)
                return false;
            s->key = ntm_arena_strndup(d->arena, p + 2, (size_t)(end - p - 2));
            p = end + 2;
        } else if (*p == '[') {
            char *end;
            s->index = strtoul(p + 1, &end, 10);
            if (end == p + 1 || *end != ']')
                return false;
            p = end + 1;
        } else {
            if (*p == '.' && out->count)
                p++;
            const char *start = p;
            while (key_char(*p))
                p++;
            if (p == start)
                return false;
            s->key = ntm_arena_strndup(d->arena, start, (size_t)(p - start));
        }
        out->count++;
        if (p[0] == ':' && p[1] == ' ') {
            out->rest = p + 2;
            return true;
        }
    }
    return false;
}

/* What a way leads to. */
typedef struct target {
    spot at;
    const char *what, *label;
} target;

static target of_item(dsl *d, const item *it, const char *key)
{
    target t = {.at = it->at, .what = it->word, .label = it->label};
    if (it->kind >= ITEM_DECISION)
        t.label = NULL;
    if (!key || strcmp(key, "text") == 0 || strcmp(key, "indicators") == 0)
        return t;
    if ((strcmp(key, "number") == 0 || strcmp(key, "name") == 0 || strcmp(key, "code") == 0 ||
         strcmp(key, "label") == 0 || strcmp(key, "id") == 0) &&
        it->name)
        t.what = ntm_arena_printf(d->arena, "\"%s", it->name);
    else
        t.what = dsl_either(d, it->at, item_key(d, strcmp(key, "dates_basis") == 0 ? "basis" : key),
                            it->word);
    return t;
}

static const char *key_at(const way *w, unsigned i)
{
    return i < w->count ? w->steps[i].key : NULL;
}

static item *pick(item *const *list, uint32_t count, const way *w, unsigned i)
{
    if (i >= w->count || w->steps[i].key || w->steps[i].index >= count)
        return NULL;
    return list[w->steps[i].index];
}

static target of_document(dsl *d, const emitted *map, const way *w)
{
    static const char *const gates[] = {"requires", "conditions", "withdrawal"};
    const char *top = key_at(w, 0);
    item *it, *inner;
    if (!top)
        return of_item(d, map->root, NULL);
    if (strcmp(top, "nodes") == 0 && w->count > 1 && w->steps[1].index < map->nnodes) {
        ntm_ref ref = map->nodes[w->steps[1].index];
        return (target){d->node_spots[ref], d->node_words[ref], d->node_labels[ref]};
    }
    if (strcmp(top, "criteria") == 0 && (it = pick(map->criteria, map->ncriteria, w, 1))) {
        if ((inner = pick(it->parts, it->nparts, w, 3)))
            return of_item(d, inner, key_at(w, 4));
        return of_item(d, it, key_at(w, 2));
    }
    for (int kind = 0; kind < 3; kind++)
        if (strcmp(top, gates[kind]) == 0 && (it = pick(map->gates[kind], map->ngates[kind], w, 1)))
            return of_item(d, it, key_at(w, 2));
    if (strcmp(top, "findings") == 0 && (it = pick(map->findings, map->nfindings, w, 1)))
        return of_item(d, it, key_at(w, 2));
    if (strcmp(top, "scored") == 0 && key_at(w, 1) && strcmp(w->steps[1].key, "parts") == 0 &&
        (it = pick(map->score_parts, map->nscore_parts, w, 2))) {
        if ((inner = pick(it->parts, it->nparts, w, 4)))
            return of_item(d, inner, key_at(w, 5));
        return of_item(d, it, key_at(w, 3));
    }
    if (strcmp(top, "scored") == 0)
        return of_item(d, map->root, key_at(w, 1));
    if (strcmp(top, "zoning") == 0 && map->root->scheme)
        return of_item(d, map->root->scheme, key_at(w, 1));
    if (strcmp(top, "changes") == 0)
        return of_item(d, map->root, key_at(w, 1));
    return of_item(d, map->root, top);
}

/* Nothing is left of a list because all of it went wrong: that was told. */
static bool told(const dsl *d, const ntm_finding *f, const emitted *map, const way *w)
{
    return d->diags.errors && map->root->nwritten && strcmp(f->code, "empty") == 0 && w->count == 1;
}

static void record(dsl *d, const ntm_finding *f, const char *message, target t)
{
    d->item = t.label;
    if (f->severity == NTM_ERROR)
        dsl_bad(d, t.at, t.what, f->code, "%s", message);
    else
        dsl_warn(d, t.at, t.what, f->code, "%s", message);
    if (f->hint)
        dsl_hint(d, "%s", f->hint);
    d->item = NULL;
}

void emit_check_document(dsl *d, const json_t *json, const emitted *map)
{
    ntm_diags found = {0};
    ntm_document *document = NULL;
    ntm_document_read(json, &document, &found);
    for (size_t i = 0; i < found.count; i++) {
        const ntm_finding *f = &found.items[i];
        way w;
        bool known = read_way(d, f->message, &w);
        if (known && told(d, f, map, &w))
            continue;
        record(d, f, known ? w.rest : f->message,
               known ? of_document(d, map, &w) : of_item(d, map->root, NULL));
    }
}

/* ---- the dictionary ---- */

static target of_dictionary(dsl *d, const item *root, const way *w)
{
    static const struct {
        const char *key;
        item_kind kind;
    } groups[] = {{"units", ITEM_UNIT},   {"scales", ITEM_SCALE},       {"lists", ITEM_LIST},
                  {"fields", ITEM_FIELD}, {"assessors", ITEM_ASSESSOR}, {"papers", ITEM_PAPER}};
    const char *top = key_at(w, 0), *name = key_at(w, 1);
    for (size_t g = 0; top && name && g < sizeof groups / sizeof *groups; g++) {
        if (strcmp(groups[g].key, top) != 0)
            continue;
        for (uint32_t i = 0; i < root->nparts; i++) {
            const item *it = root->parts[i];
            if (it->kind == groups[g].kind && it->name && strcmp(it->name, name) == 0)
                return of_item(d, it, key_at(w, 2));
        }
    }
    return of_item(d, root, NULL);
}

void emit_check_dictionary(dsl *d, json_t *json, item *root)
{
    ntm_diags found = {0};
    ntm_dictionary *dictionary = NULL;
    ntm_dictionary_read(json, &dictionary, &found);
    for (size_t i = 0; i < found.count; i++) {
        const ntm_finding *f = &found.items[i];
        way w;
        bool known = read_way(d, f->message, &w);
        record(d, f, known ? w.rest : f->message,
               known ? of_dictionary(d, root, &w) : of_item(d, root, NULL));
    }
}
