/* cli/cmd_verify.c - has anything been altered: a store, or dossiers. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "cli/record.h"
#include "history/dossier.h"
#include "report/show.h"
#include "store/verify.h"

enum { CHECKPOINT_LIMIT = 16384, MOST_FINDINGS = 100000 };

/* Checkpoints kept elsewhere; with a key each must be signed by it. */
static ntm_rc read_kept(ntm_session *session, const ntm_public_key *key, ntm_kept_checkpoint *kept)
{
    const ntm_args *args = session->args;
    for (size_t i = 0; i < args->ncheckpoints; i++) {
        ntm_checkpoint_signature signatures[NTM_CHECKPOINT_SIGNATURES];
        const char *path = args->checkpoints[i];
        char *text = NULL;
        size_t length, count = 0, by_key = 0;
        ntm_rc rc = ntm_file_read(path, CHECKPOINT_LIMIT, &text, &length, &session->diags);
        if (rc == NTM_OK)
            rc = ntm_checkpoint_read(text, path, &kept[i].checkpoint, signatures, &count,
                                     &session->diags);
        kept[i].file = path;
        for (size_t s = 0; s < count && rc == NTM_OK; s++) {
            if (!signatures[s].valid)
                rc = ntm_fail(&session->diags, NTM_EINPUT, (ntm_place){.file = path}, "signature",
                              _("signature %zu does not fit"), s + 1);
            by_key += key && !memcmp(&signatures[s].key, key, sizeof *key);
        }
        if (rc == NTM_OK && key && !by_key)
            rc = ntm_fail(&session->diags, NTM_EINPUT, (ntm_place){.file = path}, "signature", "%s",
                          _("there is no signature by the key that was given"));
        free(text);
        if (rc != NTM_OK)
            return rc;
    }
    return NTM_OK;
}

static void end_words(bool unaltered, ntm_strbuf *out)
{
    ntm_strbuf_puts(
        out, unaltered ? _("Nothing was altered since it was written down; this does not prove "
                           "that the figures or the conclusions are true.\n")
                       : _("SOMETHING IS NOT AS IT WAS WRITTEN DOWN; the findings above say "
                           "what.\n"));
}

/* ---- the store ---- */

static json_t *findings_json(const ntm_diags *diags)
{
    json_t *list = json_array();
    for (size_t i = 0; i < diags->count; i++)
        json_array_append_new(list, json_pack("{s:s, s:s}", "code", diags->items[i].code, "message",
                                              diags->items[i].message));
    return list;
}

static void store_words(const ntm_verified *v, size_t kept, ntm_strbuf *out)
{
    char root[NTM_SHA256_TEXT];
    ntm_strbuf_printf(out,
                      _("%lld entries: %lld imports with %lld rows, %lld runs; %lld objects, %lld "
                        "of them without their bytes\n"),
                      (long long)v->entries, (long long)v->imports, (long long)v->rows,
                      (long long)v->runs, (long long)v->objects, (long long)v->removed);
    ntm_strbuf_printf(out, "%s · %llu · %s\n%s\n", v->checkpoint.name,
                      (unsigned long long)v->checkpoint.size, v->checkpoint.time,
                      ntm_digest_text(v->checkpoint.root, root));
    if (kept)
        ntm_strbuf_printf(out, _("held against %zu checkpoints from elsewhere\n"), kept);
    else
        ntm_strbuf_puts(out, _("without a checkpoint from elsewhere (--checkpoint) a history that "
                               "was made anew as a whole, or cut at its end, cannot be told\n"));
    end_words(v->findings == 0, out);
}

static int verify_store(ntm_session *session, const ntm_public_key *key)
{
    const ntm_args *args = session->args;
    ntm_kept_checkpoint *kept = ntm_xcalloc(args->ncheckpoints + 1, sizeof *kept);
    ntm_diags found;
    ntm_verified verified = {0};
    ntm_strbuf out = {0};
    char root[NTM_SHA256_TEXT];
    int code = 0;
    ntm_diags_init(&found);
    found.limit = MOST_FINDINGS;
    ntm_rc rc = read_kept(session, key, kept);
    if (rc == NTM_OK)
        rc = ntm_store_open(ntm_session_store_path(session), NTM_STORE_READ, &session->store,
                            &session->diags);
    if (rc == NTM_OK)
        rc = ntm_store_verify(session->store, kept, args->ncheckpoints, &verified, &found);
    if (rc == NTM_OK && args->format && !strcmp(args->format, "json")) {
        json_t *json = json_pack(
            "{s:s, s:b, s:o, s:I, s:I, s:I, s:I, s:I, s:I, s:{s:s, s:I, s:s, s:s}, s:I}", "schema",
            "ntm.verify/1", "unaltered", verified.findings == 0, "findings", findings_json(&found),
            "entries", (json_int_t)verified.entries, "imports", (json_int_t)verified.imports,
            "runs", (json_int_t)verified.runs, "rows", (json_int_t)verified.rows, "objects",
            (json_int_t)verified.objects, "removed", (json_int_t)verified.removed, "checkpoint",
            "name", verified.checkpoint.name, "size", (json_int_t)verified.checkpoint.size, "root",
            ntm_digest_text(verified.checkpoint.root, root), "time", verified.checkpoint.time,
            "checkpoints", (json_int_t)args->ncheckpoints);
        char *text = json_dumps(json, JSON_INDENT(1) | JSON_SORT_KEYS);
        ntm_strbuf_printf(&out, "%s\n", text);
        free(text);
        json_decref(json);
    } else if (rc == NTM_OK) {
        store_words(&verified, args->ncheckpoints, &out);
    }
    ntm_cli_findings(args, &found);
    if (rc == NTM_OK)
        code = ntm_cli_output(args, &out);
    ntm_strbuf_clear(&out);
    free(kept);
    if (code == 0 && verified.findings)
        code = NTM_EXIT_NO;
    return ntm_session_close(session, rc, code);
}

/* ---- dossiers ---- */

static void dossier_words(const char *path, const ntm_dossier_checked *d, ntm_strbuf *out)
{
    char root[NTM_SHA256_TEXT];
    if (d->illustrative)
        ntm_strbuf_printf(out, "%s\n", _("ILLUSTRATIVE DATA - not to be used as evidence"));
    ntm_strbuf_printf(out, "%s: %s %s · %s · ", path, d->unit, d->name, d->decision);
    ntm_show_date(out, d->as_of);
    ntm_strbuf_printf(out, " · %s · ",
                      d->no_original_figures
                          ? _("not enough ground for a conclusion: no original figures")
                          : ntm_word_level_reached(d->level));
    ntm_strbuf_printf(out, _("run #%lld\n"), (long long)d->run);
    ntm_strbuf_printf(out, _("in the ledger %s, %llu entries, root %s, %s; %zu signatures\n"),
                      d->checkpoint.name, (unsigned long long)d->checkpoint.size,
                      ntm_digest_text(d->checkpoint.root, root), d->checkpoint.time, d->signatures);
    end_words(d->findings == 0, out);
}

static ntm_rc verify_dossier(ntm_session *session, const char *path, const ntm_public_key *key,
                             bool *altered, ntm_strbuf *out)
{
    char *text = NULL;
    size_t length;
    ntm_dossier_checked checked = {0};
    ntm_rc rc = ntm_file_read(path, NTM_DOSSIER_LIMIT, &text, &length, &session->diags);
    if (rc == NTM_OK)
        rc = ntm_dossier_check(text, length, path, key, &checked, &session->diags);
    if (rc == NTM_OK) {
        *altered = *altered || checked.findings;
        dossier_words(path, &checked, out);
    }
    ntm_dossier_checked_clear(&checked);
    free(text);
    return rc;
}

static int verify_dossiers(ntm_session *session, const ntm_public_key *key)
{
    const ntm_args *args = session->args;
    ntm_strbuf out = {0};
    bool altered = false;
    ntm_rc worst = NTM_OK;
    for (int i = 0; i < args->nrest; i++) {
        ntm_rc rc = verify_dossier(session, args->rest[i], key, &altered, &out);
        worst = rc > worst ? rc : worst;
    }
    ntm_cli_findings(args, &session->diags);
    int code = ntm_cli_output(args, &out);
    ntm_strbuf_clear(&out);
    return ntm_session_close(session, worst, code == 0 && altered ? NTM_EXIT_NO : code);
}

static int cmd_verify(const ntm_args *args)
{
    ntm_session session;
    ntm_public_key key;
    if (args->nrest && args->ncheckpoints)
        return ntm_cli_usage(&ntm_cmd_verify,
                             _("--checkpoint is for the store; a dossier carries its own"));
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
    .usage = N_("[--checkpoint FILE…] [--key FILE] | DOSSIER…"),
    .summary = N_("prove that a store, or a dossier, is what was written down"),
    .details = N_("  The store: every row, object, packed copy, trigger and view, the chain and "
                  "the root are\n  reckoned anew from the bytes, and all findings are listed. "
                  "Against a checkpoint that was\n  kept elsewhere a cut or rewritten history "
                  "shows. A dossier verifies without the store.\n  Exit code 1 when anything is "
                  "not as it was; 4 when it cannot be read at all.\n\n"
                  "  ntm verify --checkpoint checkpoint.txt --key office.key.pub\n"
                  "  ntm verify cam-ngoc.dossier.json"),
    .options = verify_options,
    .formats = "text json",
    .run = cmd_verify,
};
