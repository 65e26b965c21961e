/* history/dossier_check.c - a dossier held against itself; it is read as hostile input. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "history/case.h"
#include "history/dossier_priv.h"
#include "model/document.h"
#include "store/runs.h"

typedef struct checking {
    const json_t *dossier;
    const json_t *body; /* of the run's entry */
    const char *file;
    ntm_arena *arena;
    ntm_dossier_checked *out;
    ntm_diags *diags;
} checking;

static void say(checking *c, const char *code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void say(checking *c, const char *code, const char *format, ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, format);
    int length = vasprintf(&text, format, args);
    va_end(args);
    c->out->findings++;
    ntm_diag(c->diags, NTM_ERROR, (ntm_place){.file = c->file}, code, "%s", length < 0 ? "" : text);
    free(text);
}

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static int64_t number_of(const json_t *object, const char *key)
{
    return json_integer_value(json_object_get(object, key));
}

static void digest_of(const json_t *value, char out[NTM_SHA256_TEXT])
{
    size_t length = 0;
    char *text = value ? ntm_json_canonical(value, &length) : NULL; /* a member may be missing */
    ntm_sha256_hex(text ? text : "", length, out);
    free(text);
}

/* ---- paths ---- */

/* Whether a leaf and the path that the dossier gives lead to a root. */
static bool leads(const json_t *path, ntm_digest leaf, int64_t index, int64_t count,
                  const char *root)
{
    ntm_digest steps[NTM_MERKLE_PATH], found, expected;
    size_t length = json_array_size(path);
    if (!json_is_array(path) || length > NTM_MERKLE_PATH || index < 0 || count < 1 ||
        !ntm_digest_parse(root, &expected))
        return false;
    for (size_t i = 0; i < length; i++) {
        const char *text = json_string_value(json_array_get(path, i));
        if (!text || !ntm_digest_parse(text, &steps[i]))
            return false;
    }
    return ntm_merkle_follow(leaf, (uint64_t)index, (uint64_t)count, steps, length, &found) &&
           ntm_digest_equal(found, expected);
}

/* Its values are read as those of a checkpoint in a file are. */
static void check_checkpoint(checking *c, const json_t *checkpoint)
{
    ntm_strbuf text = {0};
    ntm_checkpoint read;
    ntm_strbuf_printf(&text, "%s\n%lld\n%s\n%s\n", text_of(checkpoint, "name"),
                      (long long)number_of(checkpoint, "size"), text_of(checkpoint, "root"),
                      text_of(checkpoint, "time"));
    if (ntm_checkpoint_read(text.data, text.length, c->file, &read, NULL, NULL, NULL) != NTM_OK)
        say(c, "form", "%s", _("the checkpoint is not in the form of one"));
    ntm_strbuf_clear(&text);
}

static void check_entry(checking *c)
{
    const json_t *entry = json_object_get(c->dossier, "entry");
    const json_t *checkpoint = json_object_get(c->dossier, "checkpoint");
    const json_t *record = json_object_get(entry, "record");
    size_t length;
    char *text = record ? ntm_json_canonical(record, &length) : ntm_xstrdup("");
    ntm_digest leaf = ntm_merkle_leaf(text, strlen(text));
    if (!leads(json_object_get(entry, "path"), leaf, number_of(entry, "index"),
               number_of(checkpoint, "size"), text_of(checkpoint, "root")))
        say(c, "entry", "%s",
            _("the entry of the run does not lead to the root of the checkpoint"));
    check_checkpoint(c, checkpoint);
    int64_t seq = number_of(record, "seq");
    if (strcmp(text_of(record, "kind"), "run") != 0 || seq < 1 ||
        seq - 1 != number_of(entry, "index"))
        say(c, "entry", "%s", _("the entry is not that of a run"));
    free(text);
}

static void check_unit(checking *c)
{
    const json_t *unit = json_object_get(c->dossier, "unit"), *leaf = json_object_get(unit, "leaf");
    char facts[NTM_SHA256_TEXT], result[NTM_SHA256_TEXT];
    ntm_run_unit row = {.unit = text_of(leaf, "unit"),
                        .level = text_of(leaf, "level"),
                        .facts_sha256 = text_of(leaf, "facts"),
                        .result_sha256 = text_of(leaf, "result")};
    if (!leads(json_object_get(unit, "path"), ntm_run_unit_leaf(&row), number_of(unit, "index"),
               number_of(unit, "count"), text_of(c->body, "results_root")) ||
        number_of(unit, "count") != number_of(c->body, "units"))
        say(c, "unit", "%s", _("the unit does not lead to the root of the run's results"));
    digest_of(json_object_get(unit, "facts"), facts);
    if (strcmp(facts, row.facts_sha256) != 0)
        say(c, "facts", "%s", _("the facts are not those that were recorded"));
    digest_of(json_object_get(unit, "result"), result);
    if (strcmp(result, row.result_sha256) != 0)
        say(c, "result", "%s", _("the result is not the one that was recorded"));
}

/* ---- rules ---- */

static void check_documents(checking *c)
{
    const json_t *recorded = json_object_get(c->body, "documents");
    const json_t *documents = json_object_get(c->dossier, "documents");
    if (json_array_size(recorded) != json_array_size(documents))
        say(c, "documents", "%s", _("there are other documents than were recorded"));
    for (size_t i = 0; i < json_array_size(documents); i++) {
        char sha256[NTM_SHA256_TEXT];
        digest_of(json_array_get(documents, i), sha256);
        if (strcmp(sha256, text_of(json_array_get(recorded, i), "sha256")) != 0)
            say(c, "documents", _("document %zu (%s) is not the one that was recorded"), i + 1,
                text_of(json_array_get(documents, i), "id"));
    }
}

static void check_scripts(checking *c)
{
    const json_t *recorded = json_object_get(c->body, "scripts");
    const json_t *scripts = json_object_get(c->dossier, "scripts");
    if (json_array_size(recorded) != json_array_size(scripts))
        say(c, "scripts", "%s", _("there are other scripts than were recorded"));
    for (size_t i = 0; i < json_array_size(scripts); i++) {
        const json_t *script = json_array_get(scripts, i), *then = json_array_get(recorded, i);
        const char *text = text_of(script, "text");
        char sha256[NTM_SHA256_TEXT];
        ntm_sha256_hex(text, strlen(text), sha256);
        if (strcmp(sha256, text_of(then, "sha256")) != 0 ||
            strcmp(text_of(script, "path"), text_of(then, "path")) != 0)
            say(c, "scripts", _("the script %s is not the one that was recorded"),
                text_of(script, "path"));
    }
}

/* ---- computing again ---- */

static bool read_parameters(checking *c, ntm_case_parameters *out)
{
    *out = (ntm_case_parameters){.decision = text_of(c->body, "decision")};
    if (ntm_case_parameters_read(text_of(c->body, "parameters"), c->arena, out, NULL) != NTM_OK)
        return false;
    out->choice.year = (int)number_of(c->body, "year");
    out->choice.known_import = number_of(c->body, "known_import");
    return ntm_date_parse_iso(text_of(c->body, "as_of"), &out->choice.as_of);
}

static ntm_catalogue *catalogue_of(checking *c, const ntm_case_parameters *parameters)
{
    const json_t *documents = json_object_get(c->dossier, "documents");
    size_t count = json_array_size(documents);
    char **texts = ntm_xcalloc(count + 1, sizeof *texts);
    size_t *lengths = ntm_xcalloc(count + 1, sizeof *lengths);
    ntm_catalogue *catalogue = NULL;
    for (size_t i = 0; i < count; i++)
        texts[i] = ntm_json_canonical(json_array_get(documents, i), &lengths[i]);
    ntm_case_catalogue(parameters, (const char *const *)texts, lengths, count, &catalogue, NULL);
    for (size_t i = 0; i < count; i++)
        free(texts[i]);
    free(texts);
    free(lengths);
    return catalogue;
}

static void check_computation(checking *c)
{
    const json_t *unit = json_object_get(c->dossier, "unit"), *leaf = json_object_get(unit, "leaf");
    ntm_case_parameters parameters = {0};
    const char *profile = text_of(c->body, "profile"), *level = "";
    if (strcmp(profile, NTM_PROFILE) != 0) {
        say(c, "profile",
            _("it was computed by profile %s, which this program does not have; the result was "
              "not computed again"),
            profile);
        return;
    }
    ntm_catalogue *catalogue =
        read_parameters(c, &parameters) ? catalogue_of(c, &parameters) : NULL;
    char *computed = NULL, sha256[NTM_SHA256_TEXT] = "";
    if (catalogue && json_object_get(unit, "facts") &&
        ntm_case_compute(&parameters, catalogue, json_object_get(unit, "facts"),
                         text_of(leaf, "unit"), &computed, &level, NULL) == NTM_OK)
        ntm_sha256_hex(computed, strlen(computed), sha256);
    if (strcmp(sha256, text_of(leaf, "result")) != 0 || strcmp(level, text_of(leaf, "level")) != 0)
        say(c, "recomputed", "%s",
            _("computing it again from these rules and facts gives another result"));
    free(computed);
    ntm_catalogue_free(catalogue);
}

/* ---- signatures ---- */

/* Whether an earlier signature is the same one: told twice it would count twice. */
static bool is_repeated(const json_t *signatures, size_t place)
{
    for (size_t i = 0; i < place; i++)
        if (json_equal(json_array_get(signatures, i), json_array_get(signatures, place)))
            return true;
    return false;
}

/* Checkpoints from elsewhere: its own must be one of them. Whether that one is signed by the key. */
static bool check_kept(checking *c, const ntm_dossier_against *against)
{
    bool found = false, by_key = false;
    for (size_t i = 0; i < against->nkept; i++)
        if (ntm_checkpoint_equal(&against->kept[i].checkpoint, &c->out->checkpoint)) {
            found = true;
            by_key = by_key || against->kept[i].by_key;
        }
    if (against->nkept == 1 && !found)
        say(c, "checkpoint",
            _("its checkpoint is not the one in %s: name, number of entries, root or time is "
              "another"),
            against->kept[0].file);
    else if (against->nkept && !found)
        say(c, "checkpoint", _("its checkpoint is none of the %zu that were kept elsewhere"),
            against->nkept);
    return by_key;
}

static void check_signatures(checking *c, const ntm_dossier_against *against)
{
    const ntm_public_key *key = against->key;
    const json_t *signatures = json_object_get(c->dossier, "signatures"), *one;
    ntm_strbuf statement = {0};
    size_t i;
    ntm_dossier_statement(c->dossier, &statement);
    if (!json_is_array(signatures))
        say(c, "signature", "%s", _("the list of signatures is missing"));
    json_array_foreach (signatures, i, one) {
        ntm_public_key by;
        ntm_signature signature;
        if (json_object_size(one) != 2 || is_repeated(signatures, i) ||
            !ntm_hex_parse(text_of(one, "key"), sizeof by.bytes, by.bytes) ||
            !ntm_hex_parse(text_of(one, "signature"), sizeof signature.bytes, signature.bytes) ||
            !ntm_sign_verify(&by, ntm_strbuf_text(&statement), statement.length, &signature)) {
            say(c, "signature", _("signature %zu does not fit"), i + 1);
            continue;
        }
        c->out->signatures++;
        c->out->by_key += key && !memcmp(by.bytes, key->bytes, sizeof by.bytes);
    }
    bool kept_by_key = check_kept(c, against);
    if (key && !c->out->by_key && !kept_by_key)
        say(c, "signature", "%s", _("there is no signature by the key that was given"));
    ntm_strbuf_clear(&statement);
}

/* ---- the whole ---- */

static bool is_dossier(const json_t *json)
{
    return json_is_object(json) && !strcmp(text_of(json, "schema"), NTM_DOSSIER_SCHEMA);
}

static void say_part(void *check, const char *part)
{
    say(check, "form", _("%s: a member is missing, of another type, or does not belong here"),
        part);
}

/* Not a byte more or less than the canonical form, and no member but its own. */
static void check_form(checking *c, const char *text, size_t length)
{
    size_t canonical_length;
    char *canonical = ntm_json_canonical(c->dossier, &canonical_length);
    if (length != canonical_length + 1 || memcmp(text, canonical, canonical_length) != 0 ||
        text[canonical_length] != '\n')
        say(c, "form", "%s", _("the file is not in the form in which it was written"));
    free(canonical);
    ntm_dossier_form(c->dossier, say_part, c);
    char digest[NTM_SHA256_TEXT];
    ntm_dossier_digest(c->dossier, digest);
    if (strcmp(digest, text_of(c->dossier, "digest")) != 0)
        say(c, "digest", "%s", _("the digest over the whole is another: something was altered"));
}

static void check_notice(checking *c)
{
    const json_t *result = json_object_get(json_object_get(c->dossier, "unit"), "result");
    const json_t *unit = json_array_get(json_object_get(result, "units"), 0);
    c->out->illustrative = json_is_true(json_object_get(unit, "illustrative"));
    c->out->no_original_figures = !strcmp(text_of(unit, "grounds"), "none");
    if (strcmp(text_of(c->dossier, "notice"), c->out->illustrative ? NTM_ILLUSTRATIVE_WORDS : "") !=
        0)
        say(c, "notice", "%s", _("the notice does not fit the result"));
}

static void tell(checking *c)
{
    const json_t *unit = json_object_get(c->dossier, "unit"), *leaf = json_object_get(unit, "leaf");
    const json_t *result = json_object_get(unit, "result");
    const json_t *checkpoint = json_object_get(c->dossier, "checkpoint");
    ntm_dossier_checked *out = c->out;
    out->unit = ntm_xstrdup(text_of(leaf, "unit"));
    out->level = ntm_xstrdup(text_of(leaf, "level"));
    out->name = ntm_xstrdup(text_of(json_array_get(json_object_get(result, "units"), 0), "name"));
    out->decision = ntm_xstrdup(text_of(result, "decision"));
    out->as_of = ntm_xstrdup(text_of(result, "as_of"));
    out->run = number_of(json_object_get(json_object_get(c->dossier, "entry"), "record"), "number");
    snprintf(out->checkpoint.name, sizeof out->checkpoint.name, "%s", text_of(checkpoint, "name"));
    snprintf(out->checkpoint.time, sizeof out->checkpoint.time, "%s", text_of(checkpoint, "time"));
    out->checkpoint.size = (uint64_t)number_of(checkpoint, "size");
    ntm_digest_parse(text_of(checkpoint, "root"), &out->checkpoint.root);
}

ntm_rc ntm_dossier_check(const char *text, size_t length, const char *file,
                         const ntm_dossier_against *against, ntm_dossier_checked *out,
                         ntm_diags *diags)
{
    *out = (ntm_dossier_checked){0};
    json_t *json = json_loadb(text, length, JSON_REJECT_DUPLICATES, NULL);
    if (!is_dossier(json)) {
        json_decref(json);
        return ntm_fail(diags, NTM_EINPUT, (ntm_place){.file = file}, "not-a-dossier",
                        _("this is not a dossier of ntm, or it is damaged beyond reading"));
    }
    checking c = {
        .dossier = json, .file = file, .arena = ntm_arena_new(), .out = out, .diags = diags};
    c.body = json_object_get(json_object_get(json_object_get(json, "entry"), "record"), "body");
    check_form(&c, text, length);
    check_entry(&c);
    check_unit(&c);
    check_documents(&c);
    check_scripts(&c);
    check_notice(&c);
    check_computation(&c);
    tell(&c);
    check_signatures(&c, against ? against : &(ntm_dossier_against){0});
    ntm_arena_free(c.arena);
    json_decref(json);
    return NTM_OK;
}

void ntm_dossier_checked_clear(ntm_dossier_checked *checked)
{
    free(checked->unit);
    free(checked->name);
    free(checked->decision);
    free(checked->as_of);
    free(checked->level);
    *checked = (ntm_dossier_checked){0};
}
