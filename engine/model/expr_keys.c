/*
 * model/expr_keys.c - keys of choose, by_zone, by_year and since.
 *
 * Keys are brought into the order of what they stand for (place on the scale, index of the zone,
 * year, day), their values with them: two tables that say the same are then one node.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "model/expr_priv.h"

#define YEAR_MIN 1900
#define YEAR_MAX 2200

/* Where the values begin: behind the key expression of choose. */
static uint32_t first_value(const ntm_draft *d) { return d->node.op == NTM_OP_CHOOSE ? 1 : 0; }

/* A key's number, by the operator; false after a finding. */
static bool key_value(ntm_draft *d, uint32_t i, int32_t *out)
{
    const char *name = ntm_op_name(d->node.op), *key = d->proto->keys[i];
    int place, arg = (int)(i + first_value(d));
    const ntm_scale *scale;
    char *end;
    long year;

    switch (d->node.op) {
    case NTM_OP_CHOOSE:
        scale = ntm_draft_arg(d, 0).scale;
        if (!scale) { /* of not_known(): no key is ever looked up */
            *out = (int32_t)i;
            return true;
        }
        place = ntm_scale_find(scale, key);
        if (place < 0)
            ntm_draft_bad(d, arg, "keys", _("%s: key '%s' is not a code of %s"), name, key,
                          scale->name);
        *out = place;
        return place >= 0;
    case NTM_OP_BY_ZONE:
        for (uint32_t z = 0; z < d->graph->nzones; z++)
            if (strcmp(d->graph->zones[z], key) == 0) {
                *out = (int32_t)z;
                return true;
            }
        ntm_draft_bad(d, arg, "keys", _("%s: the zoning has no zone '%s'"), name, key);
        return false;
    case NTM_OP_BY_YEAR:
        year = strtol(key, &end, 10);
        if (strlen(key) != 4 || key[0] < '0' || key[0] > '9' || *end || year < YEAR_MIN ||
            year > YEAR_MAX) {
            ntm_draft_bad(d, arg, "keys", _("%s: key '%s' is not a year from %d to %d"), name, key,
                          YEAR_MIN, YEAR_MAX);
            return false;
        }
        *out = (int32_t)year;
        return true;
    default:
        if (!ntm_date_parse_iso(key, out)) {
            ntm_draft_bad(d, arg, "keys", _("%s: key '%s' is not a date such as 2023-12-31"), name,
                          key);
            return false;
        }
        return true;
    }
}

/* How many different keys there can be. */
static uint32_t most_keys(const ntm_draft *d)
{
    if (d->node.op == NTM_OP_BY_ZONE)
        return d->graph->nzones;
    if (d->node.op == NTM_OP_CHOOSE && ntm_draft_arg(d, 0).scale)
        return ntm_draft_arg(d, 0).scale->count;
    return NTM_MAX_ARGS;
}

/* Years and dates are written rising; codes and zones in any order. */
static bool must_rise(ntm_op op) { return op == NTM_OP_BY_YEAR || op == NTM_OP_SINCE; }

typedef struct keyed {
    int32_t value;
    const char *key;
    ntm_ref arg;
} keyed;

static int keyed_compare(const void *left, const void *right)
{
    const keyed *a = left, *b = right;

    return (a->value > b->value) - (a->value < b->value);
}

static void sort_keys(ntm_draft *d, keyed *list, uint32_t count)
{
    uint32_t first = first_value(d);

    qsort(list, count, sizeof *list, keyed_compare);
    for (uint32_t i = 0; i < count; i++) {
        d->graph->scratch.key_values[i] = list[i].value;
        d->graph->scratch.keys[i] = list[i].key;
        d->graph->scratch.args[first + i] = list[i].arg;
    }
    d->node.nkeys = count;
    d->node.keys = d->graph->scratch.keys;
    d->node.key_values = d->graph->scratch.key_values;
}

static bool repeated(ntm_draft *d, const keyed *list, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++)
        if (list[i - 1].value == list[i].value) {
            ntm_draft_bad(d, -1, "keys", _("%s: key '%s' stands twice"), ntm_op_name(d->node.op),
                          list[i].key);
            return true;
        }
    return false;
}

/* by_zone covers its zoning exactly; unknown keys were told before. */
static void check_zones_covered(ntm_draft *d)
{
    ntm_strbuf missing = {0};
    uint32_t at = 0;

    for (uint32_t z = 0; z < d->graph->nzones; z++) {
        if (at < d->node.nkeys && d->node.key_values[at] == (int32_t)z)
            at++;
        else
            ntm_strbuf_printf(&missing, "%s%s", missing.length ? ", " : "", d->graph->zones[z]);
    }
    if (missing.length)
        ntm_draft_bad(d, -1, "keys", _("%s: no value for %s"), ntm_op_name(d->node.op),
                      ntm_strbuf_text(&missing));
    ntm_strbuf_clear(&missing);
}

void ntm_draft_keys(ntm_draft *d)
{
    const char *name = ntm_op_name(d->node.op);
    uint32_t first = first_value(d), count = d->proto->nkeys;
    keyed *list;

    if (d->node.op == NTM_OP_BY_ZONE && !d->graph->has_zones) {
        ntm_draft_bad(d, -1, "keys", _("%s: the decision has no zoning"), name);
        return;
    }
    if (count + first != d->node.nargs) {
        ntm_draft_bad(d, -1, "keys", _("%s: %u keys for %u values"), name, count,
                      d->node.nargs - first);
        return;
    }
    if (count > most_keys(d)) { /* told at once: looking up a thousand wrong keys is slow */
        ntm_draft_bad(d, -1, "keys", _("%s: %u keys, but only %u can differ"), name, count,
                      most_keys(d));
        return;
    }
    list = ntm_xcalloc(count ? count : 1, sizeof *list);
    for (uint32_t i = 0; i < count; i++) {
        const char *key = d->proto->keys[i];

        if (!key || !*key || strlen(key) > NTM_MAX_TEXT) {
            ntm_draft_bad(d, (int)(i + first), "keys", _("%s: a key is empty or too long"), name);
            continue;
        }
        list[i] = (keyed){.key = ntm_graph_intern(d->graph, key), .arg = d->node.args[first + i]};
        if (!key_value(d, i, &list[i].value) || d->failed)
            continue;
        if (i && must_rise(d->node.op) && list[i].value <= list[i - 1].value)
            ntm_draft_bad(d, (int)(i + first), "keys",
                          _("%s: key '%s' does not come after the one before; keys must rise"),
                          name, key);
    }
    if (!d->failed) {
        sort_keys(d, list, count);
        if (!repeated(d, list, count) && d->node.op == NTM_OP_BY_ZONE)
            check_zones_covered(d);
    }
    free(list);
}
