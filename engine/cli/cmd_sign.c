/* cli/cmd_sign.c - the checkpoint of a store, signed or not; keys. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "cli/record.h"
#include "store/ledger.h"

enum { CHECKPOINT_LIMIT = 16384 };

static int new_key(const ntm_args *args)
{
    ntm_session session;
    ntm_session_open(&session, args);
    ntm_public_key key;
    ntm_strbuf out = {0};
    char hex[2 * NTM_PUBLIC_BYTES + 1];
    int code = 0;
    ntm_rc rc = ntm_sign_new_keys(args->new_key, &key, &session.diags);
    if (rc == NTM_OK) {
        ntm_strbuf_printf(
            &out,
            _("secret key %s: keep it where the store is not\npublic key %s.pub: give "
              "it to whoever verifies\n  %s\n"),
            args->new_key, args->new_key, ntm_hex(key.bytes, sizeof key.bytes, hex));
        code = ntm_cli_output(args, &out);
    }
    ntm_strbuf_clear(&out);
    return ntm_session_close(&session, rc, code);
}

/* The text to sign: a checkpoint that has signatures already, else the store's own. */
static ntm_rc base_text(ntm_session *session, ntm_checkpoint *checkpoint, size_t *signatures,
                        ntm_strbuf *out)
{
    const ntm_args *args = session->args;
    *signatures = 0;
    if (!args->ncheckpoints) {
        ntm_rc rc = ntm_store_open(ntm_session_store_path(session), NTM_STORE_READ, &session->store,
                                   &session->diags);
        if (rc == NTM_OK)
            rc = ntm_store_checkpoint(session->store, checkpoint, &session->diags);
        if (rc == NTM_OK)
            ntm_checkpoint_text(checkpoint, out);
        return rc;
    }
    ntm_checkpoint_signature read[NTM_CHECKPOINT_SIGNATURES];
    char *text = NULL;
    size_t length;
    ntm_rc rc =
        ntm_file_read(args->checkpoints[0], CHECKPOINT_LIMIT, &text, &length, &session->diags);
    if (rc == NTM_OK)
        rc = ntm_checkpoint_read(text, length, args->checkpoints[0], checkpoint, read, signatures,
                                 &session->diags);
    for (size_t i = 0; i < *signatures && rc == NTM_OK; i++)
        if (!read[i].valid)
            rc = ntm_fail(&session->diags, NTM_EINPUT, (ntm_place){.file = args->checkpoints[0]},
                          "signature", _("signature %zu does not fit"), i + 1);
    if (rc == NTM_OK && *signatures == NTM_CHECKPOINT_SIGNATURES)
        rc =
            ntm_fail(&session->diags, NTM_EUSAGE, (ntm_place){.file = args->checkpoints[0]},
                     "signatures", _("the checkpoint has %d signatures; there is no room for more"),
                     NTM_CHECKPOINT_SIGNATURES);
    if (rc == NTM_OK)
        ntm_strbuf_add(out, text, length);
    free(text);
    return rc;
}

static int cmd_sign(const ntm_args *args)
{
    if (args->nrest != 0)
        return ntm_cli_usage(&ntm_cmd_sign, _("no argument was expected; see the options"));
    if (args->ncheckpoints > 1)
        return ntm_cli_usage(&ntm_cmd_sign, _("one checkpoint is signed at a time"));
    if (args->new_key && (args->key || args->ncheckpoints))
        return ntm_cli_usage(&ntm_cmd_sign, _("--new-key makes keys and signs nothing"));
    if (args->new_key)
        return new_key(args);
    ntm_session session;
    ntm_session_open(&session, args);
    ntm_strbuf out = {0};
    ntm_checkpoint checkpoint;
    ntm_secret_key secret;
    ntm_public_key key;
    size_t signatures;
    int code = 0;
    ntm_rc rc = base_text(&session, &checkpoint, &signatures, &out);
    if (rc == NTM_OK && args->key) {
        rc = ntm_sign_read_secret(args->key, &secret, &key, &session.diags);
        if (rc == NTM_OK)
            ntm_checkpoint_sign(&checkpoint, &secret, &key, signatures == 0, &out);
        ntm_secret_wipe(&secret);
    }
    if (rc == NTM_OK)
        code = ntm_cli_output(args, &out);
    ntm_strbuf_clear(&out);
    return ntm_session_close(&session, rc, code);
}

static const ntm_option_id sign_options[] = {NTM_OPT_KEY, NTM_OPT_NEW_KEY, NTM_OPT_CHECKPOINT,
                                             NTM_OPT_COUNT};

const ntm_command ntm_cmd_sign = {
    .name = "sign",
    .group = "history",
    .usage = N_("[--key FILE | --new-key FILE]"),
    .summary = N_("the checkpoint of the store, signed with Ed25519; new keys"),
    .details = N_("  Four lines: the store's name, its entries, their root, the time of the last. "
                  "Keep them\n  where the store is not: against them 'ntm verify --checkpoint' "
                  "shows a cut or rewritten\n  history. With --checkpoint FILE a further signature "
                  "is put under a checkpoint at hand.\n\n"
                  "  ntm sign --new-key office.key\n"
                  "  ntm sign --key office.key -o checkpoint.txt\n"
                  "  ntm sign --key province.key --checkpoint checkpoint.txt -o both.txt"),
    .options = sign_options,
    .formats = "text",
    .run = cmd_sign,
};
