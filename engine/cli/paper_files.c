/* cli/paper_files.c - see the header. */
#include "cli/paper_files.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/strbuf.h"

char *ntm_paper_file(const ntm_evidence *paper, const char *root)
{
    ntm_strbuf path = {0};
    const char *slash = paper->file ? strrchr(paper->file, '/') : NULL;
    if (*paper->path == '/')
        return ntm_xstrdup(paper->path);
    if (root)
        ntm_strbuf_printf(&path, "%s/", root);
    else if (slash)
        ntm_strbuf_add(&path, paper->file, (size_t)(slash - paper->file) + 1);
    ntm_strbuf_puts(&path, paper->path);
    return ntm_strbuf_take(&path);
}

/* Neither absolute nor with a step upwards. */
static bool stays_below(const char *path)
{
    if (*path == '/')
        return false;
    for (const char *p = path; p; p = strchr(p, '/')) {
        p += *p == '/';
        if (!strncmp(p, "..", 2) && (p[2] == '/' || !p[2]))
            return false;
    }
    return true;
}

static ntm_rc refuse(const ntm_evidence *paper, const char *file, const char *digest, int64_t size,
                     ntm_diags *diags)
{
    ntm_place place = {.file = paper->file, .line = (long)paper->line};
    if (*paper->sha256 && strcmp(paper->sha256, digest) != 0) {
        ntm_fail(diags, NTM_EINPUT, place, "other-digest",
                 _("paper '%s' of unit %s: the file %s is another one than the row says"),
                 paper->number, paper->unit, file);
        ntm_diag_hint(diags, _("its SHA-256 is %s"), digest);
        return NTM_EINPUT;
    }
    if (paper->size && paper->size != size)
        return ntm_fail(diags, NTM_EINPUT, place, "other-size",
                        _("paper '%s' of unit %s: the file %s has %lld bytes, not %lld"),
                        paper->number, paper->unit, file, (long long)size, (long long)paper->size);
    return NTM_OK;
}

static ntm_rc digest_one(ntm_dataset *rows, size_t index, ntm_diags *diags)
{
    const ntm_evidence *paper = &rows->evidence[index];
    char digest[NTM_SHA256_TEXT];
    int64_t size;
    if (!*paper->path || (!stays_below(paper->path) && *paper->sha256))
        return NTM_OK;
    char *file = ntm_paper_file(paper, NULL);
    bool below = stays_below(paper->path), there = below && access(file, F_OK) == 0;
    ntm_rc rc = there ? ntm_file_digest(file, digest, &size, diags) : NTM_OK;
    if (!there && !*paper->sha256)
        ntm_diag(diags, NTM_WARNING, (ntm_place){.file = paper->file, .line = (long)paper->line},
                 "no-paper-file",
                 below ? _("paper '%s' of unit %s: there is no file %s; no digest is recorded")
                       : _("paper '%s' of unit %s: the file %s is not below the folder of this "
                           "data file; no digest is recorded"),
                 paper->number, paper->unit, file);
    if (there && rc == NTM_OK)
        rc = refuse(paper, file, digest, size, diags);
    if (there && rc == NTM_OK)
        ntm_dataset_set_paper_file(rows, index, digest, size);
    free(file);
    return rc;
}

ntm_rc ntm_paper_files_digest(ntm_dataset *rows, ntm_diags *diags)
{
    ntm_rc rc = NTM_OK;
    for (size_t i = 0; i < rows->nevidence; i++) {
        ntm_rc one = digest_one(rows, i, diags);
        rc = one > rc ? one : rc;
    }
    return rc;
}
