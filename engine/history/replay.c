/* history/replay.c - from the store's objects to a result, and the two results side by side. */
#include "history/replay.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "history/case.h"
#include "model/document.h"
#include "store/ledger.h"

enum { SHOWN = 80 }; /* bytes of a value that are shown */

/* ---- the first difference ---- */

static const char *shown(const json_t *value, ntm_arena *arena)
{
    if (!value)
        return NULL;
    char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_SORT_KEYS);
    size_t length = strlen(text), cut = length > SHOWN ? SHOWN : length;
    while (cut < length && cut && ((unsigned char)text[cut] & 0xc0) == 0x80)
        cut--; /* between two characters */
    const char *out = ntm_arena_printf(arena, "%.*s%s", (int)cut, text, cut < length ? "…" : "");
    free(text);
    return out;
}

static int by_key(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The keys of both objects, sorted, each once. */
static const char **keys_of(json_t *a, json_t *b, ntm_arena *arena, size_t *count_out)
{
    const char **keys =
        ntm_arena_array(arena, json_object_size(a) + json_object_size(b), sizeof *keys);
    const char *key;
    json_t *value;
    size_t count = 0;
    json_object_foreach (a, key, value)
        keys[count++] = key;
    json_object_foreach (b, key, value)
        if (!json_object_get(a, key))
            keys[count++] = key;
    qsort(keys, count, sizeof *keys, by_key);
    *count_out = count;
    return keys;
}

static bool difference(json_t *a, json_t *b, const char *path, ntm_arena *arena,
                       ntm_difference *out)
{
    if (json_is_object(a) && json_is_object(b)) {
        size_t count;
        const char **keys = keys_of(a, b, arena, &count);
        for (size_t i = 0; i < count; i++)
            if (difference(json_object_get(a, keys[i]), json_object_get(b, keys[i]),
                           ntm_arena_printf(arena, "%s%s%s", path, *path ? "." : "", keys[i]),
                           arena, out))
                return true;
        return false;
    }
    if (json_is_array(a) && json_is_array(b)) {
        size_t most =
            json_array_size(a) > json_array_size(b) ? json_array_size(a) : json_array_size(b);
        for (size_t i = 0; i < most; i++)
            if (difference(json_array_get(a, i), json_array_get(b, i),
                           ntm_arena_printf(arena, "%s[%zu]", path, i), arena, out))
                return true;
        return false;
    }
    if (a && b && json_equal(a, b))
        return false;
    *out = (ntm_difference){.path = path, .recorded = shown(a, arena), .computed = shown(b, arena)};
    return true;
}

bool ntm_json_difference(const json_t *recorded, const json_t *computed, ntm_arena *arena,
                         ntm_difference *out)
{
    return difference((json_t *)recorded, (json_t *)computed, "", arena, out);
}

/* ---- one run ---- */

typedef struct replaying {
    ntm_store *store;
    ntm_arena *arena;
    ntm_run run;
    ntm_case_parameters parameters;
    ntm_catalogue *catalogue;
    ntm_replayed *out;
    ntm_diags *diags;
} replaying;

/* What the tables say against what was entered in the ledger when the run was recorded. */
static ntm_rc compare_entry(replaying *r)
{
    static const char *const rules[] = {"documents", "scripts", "decision", "document_sha256"};
    uint64_t index;
    char *entered = NULL;
    json_t *now = NULL;
    ntm_rc rc = ntm_store_run_entry(r->store, r->run.number, &index, &entered, &now, r->diags);
    if (rc != NTM_OK)
        return rc;
    json_t *record = json_loads(entered, 0, NULL), *then = json_object_get(record, "body");
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        r->out->rules |=
            !json_equal(json_object_get(then, rules[i]), json_object_get(now, rules[i]));
        json_object_del(then, rules[i]);
        json_object_del(now, rules[i]);
    }
    r->out->parameters = !then || !json_equal(then, now);
    json_decref(record);
    json_decref(now);
    free(entered);
    return NTM_OK;
}

/* The bytes of a digest; NULL: they are not there, or not what the digest says. */
static char *kept(replaying *r, const char *sha256, size_t *length)
{
    char *bytes = NULL;
    return ntm_store_object(r->store, sha256, &bytes, length, NULL) == NTM_OK ? bytes : NULL;
}

static ntm_rc load_law(replaying *r)
{
    size_t count = r->run.ndocuments;
    char **texts = ntm_xcalloc(count + 1, sizeof *texts);
    size_t *lengths = ntm_xcalloc(count + 1, sizeof *lengths);
    bool whole = true;
    for (size_t i = 0; i < count; i++)
        whole = (texts[i] = kept(r, r->run.documents[i].sha256, &lengths[i])) && whole;
    for (size_t i = 0; i < r->run.nscripts; i++) {
        size_t length;
        char *bytes = kept(r, r->run.scripts[i].sha256, &length);
        r->out->rules |= !bytes;
        free(bytes);
    }
    if (!whole || ntm_case_catalogue(&r->parameters, (const char *const *)texts, lengths, count,
                                     &r->catalogue, NULL) != NTM_OK)
        r->out->rules = true;
    for (size_t i = 0; i < count; i++)
        free(texts[i]);
    free(texts);
    free(lengths);
    return NTM_OK;
}

static void tell_difference(replaying *r, const char *unit, const char *then, const char *now)
{
    if (r->out->first.path)
        return;
    json_t *recorded = json_loads(then, 0, NULL), *computed = json_loads(now, 0, NULL);
    if (ntm_json_difference(recorded, computed, r->arena, &r->out->first))
        r->out->first.unit = unit;
    json_decref(recorded);
    json_decref(computed);
}

static void replay_unit(replaying *r, const ntm_run_unit *unit)
{
    size_t facts_length, result_length;
    char *facts = kept(r, unit->facts_sha256, &facts_length);
    char *result = kept(r, unit->result_sha256, &result_length), *computed = NULL;
    json_t *json = facts ? json_loadb(facts, facts_length, JSON_REJECT_DUPLICATES, NULL) : NULL;
    r->out->units++;
    r->out->data |= !json;
    r->out->result |= !result;
    const char *level = "";
    bool same = json && result &&
                ntm_case_compute(&r->parameters, r->catalogue, json, unit->unit, &computed, &level,
                                 r->diags) == NTM_OK &&
                strlen(computed) == result_length && memcmp(computed, result, result_length) == 0 &&
                !strcmp(level, unit->level);
    r->out->same += same;
    if (!same && computed && result)
        tell_difference(r, unit->unit, result, computed);
    free(computed);
    free(result);
    free(facts);
    json_decref(json);
}

/* The units and their root against what was entered. */
static void compare_root(replaying *r)
{
    ntm_digest *leaves = ntm_xcalloc(r->run.nunits + 1, sizeof *leaves);
    char root[NTM_SHA256_TEXT];
    for (size_t i = 0; i < r->run.nunits; i++)
        leaves[i] = ntm_run_unit_leaf(&r->run.units[i]);
    ntm_digest_text(ntm_merkle_root(leaves, r->run.nunits), root);
    r->out->result |= strcmp(root, r->run.results_root) != 0;
    free(leaves);
}

ntm_rc ntm_replay(ntm_store *store, int64_t run, ntm_arena *arena, ntm_replayed *out,
                  ntm_diags *diags)
{
    assert(store && arena && out);
    replaying r = {.store = store, .arena = arena, .out = out, .diags = diags};
    *out = (ntm_replayed){0};
    ntm_rc rc = ntm_store_run(store, run, arena, &r.run, diags);
    if (rc != NTM_OK)
        return rc;
    out->engine_then = r.run.engine;
    out->profile = r.run.profile;
    if (strcmp(r.run.profile, NTM_PROFILE) != 0) {
        out->end = NTM_REPLAY_REFUSED;
        return NTM_OK;
    }
    rc = compare_entry(&r);
    if (rc != NTM_OK)
        return rc;
    compare_root(&r);
    if (ntm_case_parameters_read(r.run.parameters, arena, &r.parameters, NULL) != NTM_OK)
        out->parameters = true;
    r.parameters.decision = r.run.decision;
    r.parameters.choice.as_of = r.run.as_of;
    r.parameters.choice.year = r.run.year;
    r.parameters.choice.known_import = r.run.known_import;
    rc = load_law(&r);
    for (size_t i = 0; rc == NTM_OK && r.catalogue && i < r.run.nunits; i++)
        replay_unit(&r, &r.run.units[i]);
    ntm_catalogue_free(r.catalogue);
    bool moved = out->rules || out->data || out->parameters || out->result;
    if (out->same < r.run.nunits || moved)
        out->end = NTM_REPLAY_DIFFERS;
    out->engine = out->end == NTM_REPLAY_DIFFERS && !moved;
    return rc;
}
