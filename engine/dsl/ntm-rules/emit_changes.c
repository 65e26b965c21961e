/* ntm-rules/emit_changes.c - an amendment: what it puts in place, by criterion, and what it changes. */
#include <string.h>

#include "dsl/ntm-rules/emit.h"

static int number_of(const item *indicator)
{
    int number = 0;
    for (const char *p = indicator->name; p && *p >= '0' && *p <= '9' && number < 1000; p++)
        number = number * 10 + (*p - '0');
    return number;
}

/* The amendment's criterion of that number, made when it is not there yet. */
static item *criterion_of(dsl *d, item ***list, uint32_t *count, int number, const item *like)
{
    for (uint32_t i = 0; i < *count; i++)
        if ((*list)[i]->number == number)
            return (*list)[i];
    item **grown = ntm_arena_array(d->arena, *count + 1u, sizeof *grown);
    if (*count)
        memcpy(grown, *list, *count * sizeof *grown);
    item *it = ntm_arena_alloc(d->arena, sizeof *it);
    *it = (item){.kind = ITEM_CRITERION,
                 .word = "criterion",
                 .at = like->at,
                 .filled = true,
                 .number = number,
                 .json = json_object(),
                 .pass = NTM_NO_REF,
                 .applies = NTM_NO_REF,
                 .label = like->label};
    grown[(*count)++] = it;
    *list = grown;
    return it;
}

static void join_indicator(dsl *d, item *criterion, item *indicator)
{
    item **grown = ntm_arena_array(d->arena, criterion->nparts + 1u, sizeof *grown);
    if (criterion->nparts)
        memcpy(grown, criterion->parts, criterion->nparts * sizeof *grown);
    grown[criterion->nparts++] = indicator;
    criterion->parts = grown;
}

/* Indicators of replace and add under their criteria, gates as parts; a change for each. */
static void spread_changes(dsl *d, item *root, json_t *changes, item ***criteria, uint32_t *count)
{
    static const char *const names[] = {"replace", "repeal", "add"};
    static const char *const gates[] = {"requires", "condition", "withdrawal"};
    for (int list = 0; list < 3; list += 2) {
        json_t *said = json_array();
        for (uint32_t i = 0; i < root->nlists[list]; i++) {
            item *it = root->lists[list][i];
            if (it->kind == ITEM_CRITERION) {
                item *home = criterion_of(d, criteria, count, it->number, it);
                json_t *name = json_object_get(it->json, "name");
                if (name)
                    json_object_set(home->json, "name", name);
                for (uint32_t k = 0; k < it->nparts; k++) {
                    join_indicator(d, home, it->parts[k]);
                    if (it->parts[k]->name)
                        json_array_append_new(said, json_pack("{s:s,s:i}", "indicator",
                                                              it->parts[k]->name, "criterion",
                                                              it->number));
                }
            } else if (it->kind == ITEM_INDICATOR) {
                join_indicator(d, criterion_of(d, criteria, count, number_of(it), it), it);
                if (it->name)
                    json_array_append_new(said, json_pack("{s:s}", "indicator", it->name));
            } else if (it->name) {
                json_array_append_new(
                    said, json_pack("{s:s}", gates[it->kind - ITEM_REQUIRES], it->name));
            }
        }
        emit_list(changes, names[list], said);
    }
}

static bool is_gate(const item *it)
{
    return it->kind >= ITEM_REQUIRES && it->kind <= ITEM_WITHDRAWAL;
}

uint32_t emit_changes(dsl *d, item *root, json_t *out, item ***parts_out)
{
    json_t *changes = json_object();
    item **criteria = NULL;
    uint32_t ncriteria = 0, count = 0;
    spread_changes(d, root, changes, &criteria, &ncriteria);
    emit_list(changes, "repeal", json_incref(json_object_get(out, "repeal")));
    json_object_del(out, "repeal");
    if (json_object_size(changes))
        json_object_set_new(out, "changes", changes);
    else
        json_decref(changes);
    *parts_out = ntm_arena_array(d->arena, ncriteria + root->nlists[0] + root->nlists[2],
                                 sizeof **parts_out);
    for (uint32_t i = 0; i < ncriteria; i++)
        (*parts_out)[count++] = criteria[i];
    for (int list = 0; list < 3; list += 2)
        for (uint32_t i = 0; i < root->nlists[list]; i++)
            if (is_gate(root->lists[list][i]))
                (*parts_out)[count++] = root->lists[list][i];
    return count;
}
