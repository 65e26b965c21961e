/*
 * model/document_changes.c - what an amendment changes.
 *
 *   "changes": {"replace": [{"indicator": "15.1"}, {"condition": "Không nợ đọng"}],
 *               "repeal": [{"indicator": "16.1"}, {"criterion": 7}], "add": [{"indicator": "15.3"}]}
 *
 * What is put in place of the old, or added, stands in the amendment's own criteria and gates; each
 * of these is named by exactly one change.
 */
#include <string.h>

#include "base/i18n.h"
#include "model/document_priv.h"

static const char *const ITEM_KEYS[] = {"indicator", "criterion",  "requires",
                                        "condition", "withdrawal", NULL};
static const char *const GATE_KEYS[] = {"requires", "condition", "withdrawal"};

typedef struct changer {
    ntm_builder *b;
    ntm_change *changes;
    uint32_t count;
    ntm_names *indicators, *gates; /* of the amendment itself, number = index */
    ntm_names *named;              /* items that a change names */
    bool *used[2];                 /* indicator, gate: by index */
} changer;

/* An item that is replaced or added must stand in the amendment; one that is repealed must not. */
static uint32_t find_body(changer *c, const ntm_at *at, ntm_change *change)
{
    ntm_names *names = change->of_gate ? c->gates : c->indicators;
    uint32_t found = ntm_names_find(names, change->item);
    bool *used = c->used[change->of_gate];

    if (found != NTM_NO_NAME && change->of_gate && c->b->gates[found].kind != change->gate_kind)
        found = NTM_NO_NAME;
    if (change->kind == NTM_CHANGE_REPEAL) {
        if (found != NTM_NO_NAME) {
            used[found] = true;
            ntm_read_bad(&c->b->r, at, "change",
                         _("'%s' is repealed, but stands in the amendment; replace it instead"),
                         change->item);
        }
        return UINT32_MAX;
    }
    if (found == NTM_NO_NAME) {
        ntm_read_bad(&c->b->r, at, "change", _("'%s' does not stand in the amendment"),
                     change->item);
        return UINT32_MAX;
    }
    used[found] = true;
    return found;
}

static void read_criterion_number(changer *c, const ntm_at *at, ntm_change *change)
{
    const ntm_criterion *own;
    int32_t number = 0;

    if (at->value && ntm_read_int(&c->b->r, at, 1, 999, &number))
        change->criterion = number;
    if (change->indicator == UINT32_MAX)
        return;
    own = &c->b->criteria[c->b->indicators[change->indicator].criterion];
    if (change->criterion && own->number && change->criterion != own->number)
        ntm_read_bad(&c->b->r, at, "change", _("'%s' stands under criterion %d"), change->item,
                     own->number);
    if (!change->criterion && own->number > 0)
        change->criterion = own->number;
    if (change->kind != NTM_CHANGE_ADD)
        return;
    change->criterion_name = own->name;
    if (!change->criterion)
        ntm_read_bad(&c->b->r, at, "change", _("'%s' is added; expected the criterion it joins"),
                     change->item);
}

static void name_once(changer *c, const ntm_at *at, const ntm_change *change)
{
    const char *name =
        change->item
            ? ntm_arena_printf(c->b->scratch, "%d %s",
                               change->of_gate ? 1 + (int)change->gate_kind : 0, change->item)
            : ntm_arena_printf(c->b->scratch, "%d", change->criterion);

    if (ntm_names_find(c->named, name) != NTM_NO_NAME)
        ntm_read_bad(&c->b->r, at, "duplicate", _("the item is changed twice"));
    ntm_names_add(c->named, name);
}

static void read_change(changer *c, const ntm_at *at, ntm_change_kind kind)
{
    ntm_change *change = &c->changes[c->count];
    ntm_at indicator, criterion, item = {0};
    int said = 0;

    *change = (ntm_change){.kind = kind, .indicator = UINT32_MAX, .gate = UINT32_MAX};
    if (!ntm_read_object(&c->b->r, at, ITEM_KEYS))
        return;
    indicator = ntm_at_key(at, "indicator");
    criterion = ntm_at_key(at, "criterion");
    if (indicator.value) {
        item = indicator;
        said++;
    }
    for (int gate = 0; gate < 3; gate++) {
        ntm_at name = ntm_at_key(at, GATE_KEYS[gate]);

        if (!name.value)
            continue;
        item = name;
        said++;
        change->of_gate = true;
        change->gate_kind = (ntm_gate_kind)gate;
    }
    if (said > 1 || (!said && !(criterion.value && kind == NTM_CHANGE_REPEAL)) ||
        (change->of_gate && criterion.value)) {
        ntm_read_bad(&c->b->r, at, "change",
                     _("expected one item: \"indicator\", \"requires\", \"condition\" or "
                       "\"withdrawal\"; \"criterion\" alone repeals a whole one"));
        return;
    }
    if (said) {
        change->item = ntm_read_text(&c->b->r, &item, NTM_MAX_PROSE);
        if (!change->item)
            return;
        if (change->of_gate)
            change->gate = find_body(c, &item, change);
        else
            change->indicator = find_body(c, &item, change);
    }
    if (!change->of_gate)
        read_criterion_number(c, &criterion, change);
    name_once(c, at, change);
    c->count++;
}

/* Nothing stands in an amendment that it does not say what to do with. */
static void check_used(changer *c)
{
    ntm_builder *b = c->b;

    for (uint32_t i = 0; i < b->doc->nindicators; i++)
        if (!c->used[0][i] && b->indicators[i].number) {
            ntm_at at = {.up = b->top, .key = "changes", .place = b->indicators[i].place};

            ntm_read_bad(&b->r, &at, "change",
                         _("indicator '%s' is neither replaced nor added by any change"),
                         b->indicators[i].number);
        }
    for (uint32_t i = 0; i < b->doc->ngates; i++)
        if (!c->used[1][i] && b->gates[i].name) {
            ntm_at at = {.up = b->top, .key = "changes", .place = b->gates[i].place};

            ntm_read_bad(&b->r, &at, "change",
                         _("'%s' is neither replaced nor added by any change"), b->gates[i].name);
        }
}

void ntm_builder_read_changes(ntm_builder *b, const ntm_at *at)
{
    static const char *const keys[] = {"replace", "repeal", "add", NULL};
    changer c = {.b = b};
    size_t total = 0, counts[3] = {0};

    if (at->value && !ntm_read_object(&b->r, at, keys))
        return;
    for (int kind = 0; kind < 3; kind++) {
        ntm_at list = ntm_at_key(at, keys[kind]);

        counts[kind] = list.value ? ntm_read_array(&b->r, &list, NTM_MAX_ITEMS) : 0;
        total += counts[kind];
    }
    c.changes = ntm_arena_array(b->r.arena, total, sizeof *c.changes);
    c.indicators = ntm_names_new(b->scratch);
    c.gates = ntm_names_new(b->scratch);
    c.named = ntm_names_new(b->scratch);
    c.used[0] = ntm_arena_alloc(b->scratch, b->doc->nindicators);
    c.used[1] = ntm_arena_alloc(b->scratch, b->doc->ngates);
    /* A broken or repeated name keeps its number, so that numbers stay indices. */
    for (uint32_t i = 0; i < b->doc->nindicators; i++)
        if (!b->indicators[i].number || ntm_names_add(c.indicators, b->indicators[i].number) != i)
            ntm_names_add(c.indicators, ntm_arena_printf(b->scratch, "\n%u", i));
    for (uint32_t i = 0; i < b->doc->ngates; i++)
        if (!b->gates[i].name || ntm_names_add(c.gates, b->gates[i].name) != i)
            ntm_names_add(c.gates, ntm_arena_printf(b->scratch, "\n%u", i));
    for (int kind = 0; kind < 3; kind++) {
        ntm_at list = ntm_at_key(at, keys[kind]);

        for (size_t i = 0; i < counts[kind]; i++) {
            ntm_at entry = ntm_at_item(&list, i);

            read_change(&c, &entry, (ntm_change_kind)kind);
        }
    }
    check_used(&c);
    b->doc->changes = c.changes;
    b->doc->nchanges = c.count;
    if (!total && b->doc->expires == NTM_DATE_MAX && b->doc->continue_until == NTM_DATE_MIN)
        ntm_read_bad(&b->r, at, "empty",
                     _("the amendment changes nothing: expected \"replace\", \"repeal\", \"add\" "
                       "or a new \"expires\""));
}
