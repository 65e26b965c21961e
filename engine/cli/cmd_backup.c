/* cli/cmd_backup.c - copies of a store, and stores of older versions. */
#include <stdlib.h>

#include "base/i18n.h"
#include "cli/record.h"
#include "store/backup.h"
#include "store/ledger.h"

static int cmd_backup(const ntm_args *args)
{
    if (args->nrest != 1)
        return ntm_cli_usage(&ntm_cmd_backup, _("the name of one new file was expected"));
    ntm_session session;
    ntm_session_open(&session, args);
    ntm_strbuf out = {0};
    ntm_checkpoint checkpoint;
    char root[NTM_SHA256_TEXT];
    int code = 0;
    ntm_rc rc = ntm_store_open(ntm_session_store_path(&session), NTM_STORE_READ, &session.store,
                               &session.diags);
    if (rc == NTM_OK)
        rc = ntm_store_backup(session.store, args->rest[0], &session.diags);
    ntm_store *copy = NULL;
    if (rc == NTM_OK) /* the copy speaks for itself */
        rc = ntm_store_open(args->rest[0], NTM_STORE_READ, &copy, &session.diags);
    if (rc == NTM_OK)
        rc = ntm_store_checkpoint(copy, &checkpoint, &session.diags);
    ntm_store_close(copy);
    if (rc == NTM_OK) {
        ntm_strbuf_printf(&out, _("%s: a copy of %llu entries, root %s\n"), args->rest[0],
                          (unsigned long long)checkpoint.size,
                          ntm_digest_text(checkpoint.root, root));
        code = ntm_cli_output(args, &out);
    }
    ntm_strbuf_clear(&out);
    return ntm_session_close(&session, rc, code);
}

const ntm_command ntm_cmd_backup = {
    .name = "backup",
    .group = "history",
    .usage = N_("FILE"),
    .summary = N_("copy the store into a new file, while it is in use"),
    .details = N_("  The copy is checked and on the disk before it gets its name; a file that is "
                  "there is\n  never written over. Do not copy ntm.db by other means while a "
                  "command runs.\n\n  ntm backup /media/usb/ntm-2026-11-28.db"),
    .formats = "text",
    .run = cmd_backup,
};

static int cmd_migrate(const ntm_args *args)
{
    if (args->nrest != 0)
        return ntm_cli_usage(&ntm_cmd_migrate,
                             _("no argument was expected; --store names a store"));
    ntm_session session;
    ntm_session_open(&session, args);
    ntm_strbuf out = {0};
    ntm_migrated migrated;
    int code = 0;
    ntm_rc rc = ntm_store_migrate(ntm_session_store_path(&session), &migrated, &session.diags);
    if (rc == NTM_OK && migrated.from == migrated.to)
        ntm_strbuf_printf(&out, _("the store is up to date (version %d); nothing was changed\n"),
                          migrated.to);
    else if (rc == NTM_OK)
        ntm_strbuf_printf(&out,
                          _("the store was brought from version %d to %d; %lld imports are "
                            "entered in its ledger\nthe store as it was: %s\n"),
                          migrated.from, migrated.to, (long long)migrated.imports, migrated.copy);
    if (rc == NTM_OK)
        code = ntm_cli_output(args, &out);
    free(migrated.copy);
    ntm_strbuf_clear(&out);
    return ntm_session_close(&session, rc, code);
}

const ntm_command ntm_cmd_migrate = {
    .name = "migrate",
    .group = "history",
    .usage = "",
    .summary = N_("bring a store that an older ntm wrote up to date, and keep a copy of it"),
    .details = N_("  The copy lies beside the store (ntm.db.v1). What the older version did not "
                  "chain is\n  entered in the ledger as it stands now; nothing is proved about the "
                  "time before."),
    .formats = "text",
    .run = cmd_migrate,
};
