/* cli/cmd_verify.c - has anything been altered: a store, or dossiers. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "cli/record.h"
#include "history/dossier.h"
#include "report/history_text.h"
#include "store/verify.h"

enum { CHECKPOINT_LIMIT = 16384, MOST_FINDINGS = 100000 };

/* Checkpoints kept elsewhere; each signature on them must fit. */
static ntm_rc read_kept(ntm_session *session, const ntm_public_key *key, ntm_dossier_kept *kept)
{
    const ntm_args *args = session->args;
    for (size_t i = 0; i < args->ncheckpoints; i++) {
        ntm_checkpoint_signature signatures[NTM_CHECKPOINT_SIGNATURES];
        const char *path = args->checkpoints[i];
        char *text = NULL;
        size_t length, count = 0;
        ntm_rc rc = ntm_file_read(path, CHECKPOINT_LIMIT, &text, &length, &session->diags);
        if (rc == NTM_OK)
            rc = ntm_checkpoint_read(text, length, path, &kept[i].checkpoint, signatures, &count,
                                     &session->diags);
        kept[i].file = path;
        for (size_t s = 0; s < count && rc == NTM_OK; s++) {
            if (!signatures[s].valid)
                rc = ntm_fail(&session->diags, NTM_EINPUT, (ntm_place){.file = path}, "signature",
                              _("signature %zu does not fit"), s + 1);
            if (key && !memcmp(&signatures[s].key, key, sizeof *key))
                kept[i].by_key = true;
        }
        free(text);
        if (rc != NTM_OK)
            return rc;
    }
    return NTM_OK;
}

static json_t *findings_json(const ntm_diags *diags)
{
    json_t *list = json_array();
    for (size_t i = 0; i < diags->count; i++)
        json_array_append_new(list, json_pack("{s:s, s:s}", "code", diags->items[i].code, "message",
                                              diags->items[i].message));
    return list;
}

static json_t *checkpoint_json(const ntm_checkpoint *checkpoint)
{
    char root[NTM_SHA256_TEXT];
    return json_pack("{s:s, s:I, s:s, s:s}", "name", checkpoint->name, "size",
                     (json_int_t)checkpoint->size, "root", ntm_digest_text(checkpoint->root, root),
                     "time", checkpoint->time);
}

/* ---- the store ---- */

static json_t *store_json(const ntm_verified *verified, const ntm_diags *found, size_t kept)
{
    json_t *json =
        json_pack("{s:s, s:b, s:o, s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "schema", NTM_VERIFY_SCHEMA,
                  "unaltered", verified->findings == 0, "findings", findings_json(found), "entries",
                  (json_int_t)verified->entries, "imports", (json_int_t)verified->imports, "runs",
                  (json_int_t)verified->runs, "rows", (json_int_t)verified->rows, "objects",
                  (json_int_t)verified->objects, "removed", (json_int_t)verified->removed,
                  "checkpoints", (json_int_t)kept);
    if (verified->checkpoint.size)
        json_object_set_new(json, "checkpoint", checkpoint_json(&verified->checkpoint));
    return json;
}

/* For a store; with a key each must be signed by it. */
static ntm_rc read_kept_signed(ntm_session *session, const ntm_public_key *key,
                               ntm_kept_checkpoint *out)
{
    size_t count = session->args->ncheckpoints;
    ntm_dossier_kept *kept = ntm_xcalloc(count + 1, sizeof *kept);
    ntm_rc rc = read_kept(session, key, kept);
    for (size_t i = 0; i < count && rc == NTM_OK; i++) {
        out[i] = (ntm_kept_checkpoint){.file = kept[i].file, .checkpoint = kept[i].checkpoint};
        if (key && !kept[i].by_key)
            rc = ntm_fail(&session->diags, NTM_EINPUT, (ntm_place){.file = kept[i].file},
                          "signature", "%s", _("there is no signature by the key that was given"));
    }
    free(kept);
    return rc;
}

static int verify_store(ntm_session *session, const ntm_public_key *key)
{
    const ntm_args *args = session->args;
    ntm_kept_checkpoint *kept = ntm_xcalloc(args->ncheckpoints + 1, sizeof *kept);
    ntm_diags found;
    ntm_verified verified = {0};
    int code = 0;
    ntm_diags_init(&found);
    found.limit = MOST_FINDINGS;
    ntm_rc rc = read_kept_signed(session, key, kept);
    if (rc == NTM_OK)
        rc = ntm_store_open(ntm_session_store_path(session), NTM_STORE_READ, &session->store,
                            &session->diags);
    if (rc == NTM_OK)
        rc = ntm_store_verify(session->store, kept, args->ncheckpoints, &verified, &found);
    if (rc == NTM_OK) {
        json_t *json = store_json(&verified, &found, args->ncheckpoints);
        ntm_cli_findings(args, &found);
        code = ntm_record_print(session, json, ntm_verify_text);
        json_decref(json);
    }
    ntm_cli_findings(args, &found);
    free(kept);
    if (code == 0 && verified.findings)
        code = NTM_EXIT_NO;
    return ntm_session_close(session, rc, code);
}

/* ---- dossiers ---- */

static json_t *dossier_json(const char *path, ntm_rc rc, const ntm_dossier_checked *d,
                            const ntm_dossier_against *against, const ntm_diags *found)
{
    json_t *json = json_pack("{s:s, s:b, s:o}", "file", path, "unaltered",
                             rc == NTM_OK && d->findings == 0, "findings", findings_json(found));
    if (rc != NTM_OK)
        return json;
    json_t *more = json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:I, s:b, s:b, s:o, s:I, s:I, s:I, s:b}", "unit", d->unit,
        "name", d->name, "decision", d->decision, "as_of", d->as_of, "level", d->level, "run",
        (json_int_t)d->run, "illustrative", d->illustrative, "no_original_figures",
        d->no_original_figures, "checkpoint", checkpoint_json(&d->checkpoint), "signatures",
        (json_int_t)d->signatures, "by_key", (json_int_t)d->by_key, "checkpoints",
        (json_int_t)against->nkept, "key", against->key != NULL);
    json_object_update(json, more);
    json_decref(more);
    return json;
}

static ntm_rc verify_dossier(ntm_session *session, const char *path,
                             const ntm_dossier_against *against, bool *altered, json_t *list)
{
    char *text = NULL;
    size_t length;
    ntm_dossier_checked checked = {0};
    ntm_diags found;
    ntm_diags_init(&found);
    ntm_rc rc = ntm_file_read(path, NTM_DOSSIER_LIMIT, &text, &length, &found);
    if (rc == NTM_OK)
        rc = ntm_dossier_check(text, length, path, against, &checked, &found);
    *altered = *altered || checked.findings;
    json_array_append_new(list, dossier_json(path, rc, &checked, against, &found));
    ntm_cli_findings(session->args, &found);
    ntm_dossier_checked_clear(&checked);
    free(text);
    return rc;
}

static int verify_dossiers(ntm_session *session, const ntm_public_key *key)
{
    const ntm_args *args = session->args;
    bool altered = false;
    ntm_dossier_kept *kept = ntm_xcalloc(args->ncheckpoints + 1, sizeof *kept);
    ntm_dossier_against against = {.key = key, .kept = kept, .nkept = args->ncheckpoints};
    ntm_rc worst = read_kept(session, key, kept);
    if (worst != NTM_OK) {
        free(kept);
        return ntm_session_close(session, worst, 0);
    }
    json_t *list = json_array();
    for (int i = 0; i < args->nrest; i++) {
        ntm_rc rc = verify_dossier(session, args->rest[i], &against, &altered, list);
        worst = rc > worst ? rc : worst;
    }
    json_t *json = json_pack("{s:s, s:b, s:o}", "schema", NTM_VERIFY_SCHEMA, "unaltered",
                             !altered && worst == NTM_OK, "dossiers", list);
    int code = ntm_record_print(session, json, ntm_verify_text);
    json_decref(json);
    free(kept);
    return ntm_session_close(session, worst, code == 0 && altered ? NTM_EXIT_NO : code);
}

static int cmd_verify(const ntm_args *args)
{
    ntm_session session;
    ntm_public_key key;
    if (args->key && !args->nrest && !args->ncheckpoints)
        return ntm_cli_usage(&ntm_cmd_verify,
                             _("--key needs something that is signed: --checkpoint, or a dossier"));
    ntm_session_open(&session, args);
    ntm_rc rc = args->key ? ntm_sign_read_public(args->key, &key, &session.diags) : NTM_OK;
    if (rc != NTM_OK)
        return ntm_session_close(&session, rc, 0);
    if (args->nrest)
        return verify_dossiers(&session, args->key ? &key : NULL);
    return verify_store(&session, args->key ? &key : NULL);
}

static const ntm_option_id verify_options[] = {NTM_OPT_CHECKPOINT, NTM_OPT_KEY, NTM_OPT_COUNT};

const ntm_command ntm_cmd_verify = {
    .name = "verify",
    .group = "history",
    .usage = N_("[--checkpoint FILE…] [--key FILE] [DOSSIER…]"),
    .summary = N_("prove that a store, or a dossier, is what was written down"),
    .details = N_("  The store: every row, object, packed copy, trigger and view, the chain and "
                  "the root are\n  reckoned anew from the bytes, and all findings are listed. "
                  "Against a checkpoint that was\n  kept elsewhere a cut or rewritten history "
                  "shows. A dossier verifies without the store; that nobody made\n  it up as a "
                  "whole shows against the checkpoint that was kept when it was made, or a key.\n"
                  "  Exit code 1 when anything is "
                  "not as it was; 4 when it cannot be read at all.\n\n"
                  "  ntm verify --checkpoint checkpoint.txt --key office.key.pub\n"
                  "  ntm verify cam-ngoc.dossier.json --checkpoint checkpoint.txt"),
    .options = verify_options,
    .formats = "text json",
    .run = cmd_verify,
};
