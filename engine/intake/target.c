/* intake/target.c - fields and shares by what users write. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "intake/value.h"

struct ntm_targets {
    const ntm_dictionary *dictionary;
    ntm_arena *arena;
    ntm_matcher *fields;
    ntm_names *names; /* texts that were found, and their targets by number */
    const ntm_target **found;
    uint32_t capacity;
    const ntm_target **by_field; /* by index of the field */
    ntm_names *shares;           /* canonical names of shares */
    const ntm_target **by_share;
    uint32_t capacity_shares;
};

ntm_targets *ntm_targets_new(const ntm_dictionary *dictionary, ntm_arena *arena)
{
    ntm_targets *targets = ntm_arena_alloc(arena, sizeof *targets);
    uint32_t count = ntm_dictionary_field_count(dictionary);
    targets->dictionary = dictionary;
    targets->arena = arena;
    targets->names = ntm_names_new(arena);
    targets->shares = ntm_names_new(arena);
    targets->fields = ntm_matcher_new(arena);
    targets->by_field = ntm_arena_array(arena, count, sizeof *targets->by_field);
    for (uint32_t i = 0; i < count; i++) {
        const ntm_field *field = ntm_dictionary_field(dictionary, i);
        ntm_matcher_add(targets->fields, field->name, field->label_vi, field->label_en);
    }
    return targets;
}

/* Store a pointer under the next number of a table of names. */
static void remember(ntm_targets *targets, const ntm_target ***array, uint32_t *capacity,
                     uint32_t number, const ntm_target *target)
{
    if (number >= *capacity) {
        uint32_t more = *capacity ? *capacity * 2 : 64;
        const ntm_target **grown = ntm_arena_array(targets->arena, more, sizeof *grown);
        if (*capacity)
            memcpy(grown, *array, *capacity * sizeof *grown);
        *array = grown;
        *capacity = more;
    }
    (*array)[number] = target;
}

static const ntm_target *field_target(ntm_targets *targets, int index)
{
    if (targets->by_field[index])
        return targets->by_field[index];
    const ntm_field *field = ntm_dictionary_field(targets->dictionary, (uint32_t)index);
    ntm_target *target = ntm_arena_alloc(targets->arena, sizeof *target);
    const ntm_field *whole =
        field->part_of ? ntm_dictionary_find(targets->dictionary, field->part_of) : NULL;
    *target =
        (ntm_target){.id = (uint32_t)index,
                     .part_of = whole ? whole - ntm_dictionary_field(targets->dictionary, 0) : -1,
                     .name = field->name,
                     .field = field,
                     .levels = field->levels};
    if (field->kind == NTM_K_NUMBER)
        target->spec = ntm_number_spec_of(targets->dictionary, field, targets->arena);
    if (field->scale) {
        const ntm_scale *scale = field->scale;
        target->codes = ntm_matcher_new(targets->arena);
        for (uint32_t i = 0; i < scale->count; i++)
            ntm_matcher_add(target->codes, scale->codes[i],
                            scale->labels_vi ? scale->labels_vi[i] : NULL,
                            scale->labels_en ? scale->labels_en[i] : NULL);
    }
    targets->by_field[index] = target;
    return target;
}

/* A share of two figures of one kind, reported in percent. */
static const ntm_target *share_target(ntm_targets *targets, const char *text, const ntm_field *part,
                                      const ntm_field *whole, ntm_remark *remark)
{
    const char *problem = NULL;
    ntm_level_set levels = part->levels & whole->levels;
    if (part == whole)
        problem = _("a share of a field in itself");
    else if (part->kind != NTM_K_NUMBER || whole->kind != NTM_K_NUMBER)
        problem = _("both sides must be numbers");
    else if (!part->measure || !whole->measure || strcmp(part->measure, whole->measure) != 0)
        problem = _("both sides must have the same unit");
    else if (strcmp(part->measure, "percent") == 0)
        problem = _("one side is a percentage already");
    else if (!levels)
        problem = _("the two fields are not observed at the same level");
    if (problem) {
        ntm_remark_error(remark, NTM_IC_SHARE_FIELDS, _("'%s' cannot be a share: %s"), text,
                         problem);
        return NULL;
    }
    char *name = ntm_arena_printf(targets->arena, "%s/%s", part->name, whole->name);
    uint32_t number = ntm_names_find(targets->shares, name);
    if (number != NTM_NO_NAME)
        return targets->by_share[number];
    ntm_target *target = ntm_arena_alloc(targets->arena, sizeof *target);
    *target = (ntm_target){.id = ntm_dictionary_field_count(targets->dictionary) +
                                 ntm_names_count(targets->shares),
                           .part_of = -1,
                           .name = name,
                           .field = part,
                           .whole = whole,
                           .levels = levels,
                           .spec = ntm_number_spec_share()};
    number = ntm_names_add(targets->shares, name);
    remember(targets, &targets->by_share, &targets->capacity_shares, number, target);
    return target;
}

static char *trimmed(const char *text, size_t length)
{
    while (length && *text == ' ') {
        text++;
        length--;
    }
    while (length && text[length - 1] == ' ')
        length--;
    char *copy = ntm_xmalloc(length + 1);
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

/* Labels may hold slashes themselves, so each slash is tried. False when no two fields are named. */
static bool find_share(ntm_targets *targets, const char *text, const ntm_target **out,
                       ntm_remark *remark)
{
    int part = NTM_MATCH_NONE, whole = NTM_MATCH_NONE;
    for (const char *slash = strchr(text, '/'); slash && (part < 0 || whole < 0);
         slash = strchr(slash + 1, '/')) {
        char *left = trimmed(text, (size_t)(slash - text));
        char *right = trimmed(slash + 1, strlen(slash + 1));
        part = ntm_matcher_find(targets->fields, left);
        whole = ntm_matcher_find(targets->fields, right);
        free(left);
        free(right);
    }
    if (part < 0 || whole < 0)
        return false;
    *out = share_target(targets, text, ntm_dictionary_field(targets->dictionary, (uint32_t)part),
                        ntm_dictionary_field(targets->dictionary, (uint32_t)whole), remark);
    return true;
}

static void refuse_unknown(ntm_targets *targets, const char *text, ntm_remark *remark)
{
    if (!remark)
        return;
    const char *slash = strchr(text, '/');
    char *side = NULL;
    if (slash) { /* name the side that is wrong */
        char *left = trimmed(text, (size_t)(slash - text));
        char *right = trimmed(slash + 1, strlen(slash + 1));
        bool left_known = ntm_matcher_find(targets->fields, left) >= 0;
        side = left_known ? right : left;
        free(left_known ? left : right);
    }
    const char *unknown = side ? side : text;
    ntm_remark_error(remark, NTM_IC_FIELD_UNKNOWN, _("unknown field '%s'"), unknown);
    int nearest = ntm_matcher_nearest(targets->fields, unknown);
    if (nearest >= 0)
        ntm_remark_hint(remark, _("did you mean '%s'?"),
                        ntm_dictionary_field(targets->dictionary, (uint32_t)nearest)->name);
    free(side);
}

const ntm_target *ntm_targets_find(ntm_targets *targets, const char *text, ntm_remark *remark)
{
    uint32_t number = ntm_names_find(targets->names, text);
    if (number != NTM_NO_NAME)
        return targets->found[number];
    const ntm_target *found = NULL;
    const ntm_field *coded =
        ntm_dictionary_find(targets->dictionary, text); /* what most files say */
    int index = coded ? (int)(coded - ntm_dictionary_field(targets->dictionary, 0))
                      : ntm_matcher_find(targets->fields, text);
    if (index >= 0) {
        found = field_target(targets, index);
    } else if (index == NTM_MATCH_MANY) {
        ntm_strbuf list = {0};
        if (remark)
            ntm_matcher_list(targets->fields, text, &list);
        ntm_remark_error(remark, NTM_IC_FIELD_AMBIGUOUS, _("'%s' may be any of the fields: %s"),
                         text, ntm_strbuf_text(&list));
        ntm_remark_hint(remark, _("give the code of the field"));
        ntm_strbuf_clear(&list);
    } else if (!find_share(targets, text, &found, remark)) {
        refuse_unknown(targets, text, remark);
    }
    if (found)
        remember(targets, &targets->found, &targets->capacity, ntm_names_add(targets->names, text),
                 found);
    return found;
}

bool ntm_targets_has(ntm_targets *targets, const char *text)
{
    return ntm_targets_find(targets, text, NULL) != NULL;
}
