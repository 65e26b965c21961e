/* history/dossier.c - making a dossier out of the store. */
#include "history/dossier_priv.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "history/kept.h"
#include "model/document.h"
#include "store/ledger.h"
#include "store/runs.h"

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

void ntm_dossier_digest(const json_t *dossier, char out[NTM_SHA256_TEXT])
{
    json_t *bare = json_copy((json_t *)dossier);
    size_t length;
    json_object_del(bare, "digest");
    json_object_del(bare, "signatures");
    char *text = ntm_json_canonical(bare, &length);
    ntm_sha256_hex(text, length, out);
    free(text);
    json_decref(bare);
}

void ntm_dossier_statement(const json_t *dossier, ntm_strbuf *out)
{
    const json_t *unit = json_object_get(dossier, "unit");
    const json_t *leaf = json_object_get(unit, "leaf");
    const json_t *result = json_object_get(unit, "result");
    char digest[NTM_SHA256_TEXT];
    ntm_dossier_digest(dossier, digest);
    ntm_strbuf_printf(out, "%s\n%s\n%s %s %s %s\n%s\n", text_of(dossier, "schema"), digest,
                      text_of(leaf, "unit"), text_of(result, "decision"), text_of(result, "as_of"),
                      text_of(leaf, "level"), text_of(dossier, "notice"));
}

/* ---- making ---- */

typedef struct making {
    ntm_store *store;
    ntm_arena *arena;
    ntm_run run;
    size_t place; /* of the unit among those of the run */
    json_t *dossier;
    ntm_diags *diags;
} making;

static ntm_rc find_unit(making *m, const char *unit)
{
    m->place = ntm_run_find_unit(&m->run, unit, m->diags);
    return m->place < m->run.nunits ? NTM_OK : NTM_EUSAGE;
}

static json_t *path_json(const ntm_digest *leaves, size_t count, size_t index)
{
    ntm_digest path[NTM_MERKLE_PATH];
    char text[NTM_SHA256_TEXT];
    json_t *list = json_array();
    size_t length = ntm_merkle_path(leaves, count, index, path);
    for (size_t i = 0; i < length; i++)
        json_array_append_new(list, json_string(ntm_digest_text(path[i], text)));
    return list;
}

static ntm_rc add_entry(making *m)
{
    uint64_t index;
    char *record = NULL;
    ntm_digest *leaves = NULL;
    size_t count;
    ntm_checkpoint checkpoint;
    char root[NTM_SHA256_TEXT];
    ntm_rc rc = ntm_store_run_entry(m->store, m->run.number, &index, &record, NULL, m->diags);
    if (rc == NTM_OK)
        rc = ntm_store_leaves(m->store, &leaves, &count, m->diags);
    if (rc == NTM_OK)
        rc = ntm_store_checkpoint(m->store, &checkpoint, m->diags);
    if (rc == NTM_OK) {
        json_t *entry = json_pack("{s:o, s:I, s:o}", "record", json_loads(record, 0, NULL), "index",
                                  (json_int_t)index, "path", path_json(leaves, count, index));
        json_object_set_new(m->dossier, "entry", entry);
        json_object_set_new(m->dossier, "checkpoint",
                            json_pack("{s:s, s:I, s:s, s:s}", "name", checkpoint.name, "size",
                                      (json_int_t)checkpoint.size, "root",
                                      ntm_digest_text(checkpoint.root, root), "time",
                                      checkpoint.time));
    }
    free(leaves);
    free(record);
    return rc;
}

static ntm_rc add_unit(making *m)
{
    const ntm_run_unit *unit = &m->run.units[m->place];
    json_t *facts = NULL, *result = NULL;
    ntm_digest *leaves = ntm_arena_array(m->arena, m->run.nunits, sizeof *leaves);
    for (size_t i = 0; i < m->run.nunits; i++)
        leaves[i] = ntm_run_unit_leaf(&m->run.units[i]);
    ntm_rc rc = ntm_kept_json(m->store, unit->facts_sha256, &facts, m->diags);
    if (rc == NTM_OK)
        rc = ntm_kept_json(m->store, unit->result_sha256, &result, m->diags);
    if (rc != NTM_OK) {
        json_decref(facts);
        return rc;
    }
    bool illustrative = json_is_true(
        json_object_get(json_array_get(json_object_get(result, "units"), 0), "illustrative"));
    json_t *leaf = json_pack("{s:s, s:s, s:s, s:s}", "facts", unit->facts_sha256, "level",
                             unit->level, "result", unit->result_sha256, "unit", unit->unit);
    json_object_set_new(m->dossier, "unit",
                        json_pack("{s:o, s:I, s:I, s:o, s:o, s:o}", "leaf", leaf, "index",
                                  (json_int_t)m->place, "count", (json_int_t)m->run.nunits, "path",
                                  path_json(leaves, m->run.nunits, m->place), "facts", facts,
                                  "result", result));
    json_object_set_new(m->dossier, "notice",
                        json_string(illustrative ? NTM_ILLUSTRATIVE_WORDS : ""));
    return NTM_OK;
}

static ntm_rc add_rules(making *m)
{
    json_t *documents = json_array(), *scripts = json_array();
    ntm_rc rc = NTM_OK;
    for (size_t i = 0; i < m->run.ndocuments && rc == NTM_OK; i++) {
        json_t *document = NULL;
        rc = ntm_kept_json(m->store, m->run.documents[i].sha256, &document, m->diags);
        if (rc == NTM_OK)
            json_array_append_new(documents, document);
    }
    for (size_t i = 0; i < m->run.nscripts && rc == NTM_OK; i++) {
        char *bytes = NULL;
        size_t length;
        rc = ntm_store_object(m->store, m->run.scripts[i].sha256, &bytes, &length, m->diags);
        if (rc == NTM_OK)
            json_array_append_new(
                scripts, json_pack("{s:s, s:s}", "path", m->run.scripts[i].path, "text", bytes));
        free(bytes);
    }
    json_object_set_new(m->dossier, "documents", documents);
    json_object_set_new(m->dossier, "scripts", scripts);
    return rc;
}

static void sign(making *m, const ntm_secret_key *secret, const ntm_public_key *key)
{
    ntm_strbuf statement = {0};
    ntm_signature signature;
    char key_hex[2 * NTM_PUBLIC_BYTES + 1], hex[2 * NTM_SIGNATURE_BYTES + 1];
    ntm_dossier_statement(m->dossier, &statement);
    ntm_sign(secret, ntm_strbuf_text(&statement), statement.length, &signature);
    json_object_set_new(m->dossier, "signatures",
                        json_pack("[{s:s, s:s}]", "key",
                                  ntm_hex(key->bytes, sizeof key->bytes, key_hex), "signature",
                                  ntm_hex(signature.bytes, sizeof signature.bytes, hex)));
    ntm_strbuf_clear(&statement);
}

/* What does not verify is not given away. A profile of another program is no damage. */
static ntm_rc check_made(const making *m, const ntm_strbuf *text)
{
    ntm_dossier_checked checked;
    ntm_diags found;
    const char *damage = NULL;
    ntm_diags_init(&found);
    ntm_rc rc = ntm_dossier_check(text->data, text->length, NULL, NULL, &checked, &found);
    for (size_t i = 0; i < found.count && !damage; i++)
        if (rc != NTM_OK || strcmp(found.items[i].code, "profile") != 0)
            damage = found.items[i].message;
    rc = damage ? ntm_fail(m->diags, NTM_ESYSTEM, (ntm_place){.file = ntm_store_path(m->store)},
                           "store-damaged", _("the store is damaged: %s"), damage)
                : NTM_OK;
    ntm_dossier_checked_clear(&checked);
    ntm_diags_clear(&found);
    return rc;
}

ntm_rc ntm_dossier_make(ntm_store *store, int64_t run, const char *unit,
                        const ntm_secret_key *secret, const ntm_public_key *key, ntm_strbuf *out,
                        ntm_diags *diags)
{
    assert(store && unit && out && (!secret || key));
    making m = {.store = store,
                .arena = ntm_arena_new(),
                .dossier = json_pack("{s:s}", "schema", NTM_DOSSIER_SCHEMA),
                .diags = diags};
    ntm_rc rc = ntm_store_run(store, run, m.arena, &m.run, diags);
    if (rc == NTM_OK)
        rc = find_unit(&m, unit);
    if (rc == NTM_OK)
        rc = add_entry(&m);
    if (rc == NTM_OK)
        rc = add_unit(&m);
    if (rc == NTM_OK)
        rc = add_rules(&m);
    if (rc == NTM_OK) {
        char digest[NTM_SHA256_TEXT];
        size_t length;
        ntm_dossier_digest(m.dossier, digest);
        json_object_set_new(m.dossier, "digest", json_string(digest));
        json_object_set_new(m.dossier, "signatures", json_array());
        if (secret)
            sign(&m, secret, key);
        char *json = ntm_json_canonical(m.dossier, &length);
        ntm_strbuf text = {0};
        ntm_strbuf_add(&text, json, length);
        ntm_strbuf_putc(&text, '\n');
        rc = check_made(&m, &text);
        if (rc == NTM_OK)
            ntm_strbuf_add(out, text.data, text.length);
        ntm_strbuf_clear(&text);
        free(json);
    }
    json_decref(m.dossier);
    ntm_arena_free(m.arena);
    return rc;
}
