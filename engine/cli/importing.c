/* cli/importing.c - see the header. */
#include "cli/importing.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "cli/paper_files.h"
#include "cli/plausibility.h"
#include "cli/record.h"
#include "model/titles.h"

/* Rows that later files, and what is told of all of them, may refer to. */
static void add_known(ntm_dataset *known, const ntm_dataset *rows, int64_t import)
{
    for (size_t i = 0; i < rows->nunits; i++)
        ntm_dataset_add_unit(known, &rows->units[i]);
    for (size_t i = 0; i < rows->nsuccessions; i++) {
        ntm_succession row = rows->successions[i];
        row.import = import;
        ntm_dataset_add_succession(known, &row);
    }
    for (size_t i = 0; i < rows->nobservations; i++) {
        ntm_observation row = rows->observations[i];
        row.import = import;
        ntm_dataset_add_observation(known, &row);
    }
    for (size_t i = 0; i < rows->nevidence; i++) {
        ntm_evidence row = rows->evidence[i];
        row.import = import;
        ntm_dataset_add_evidence(known, &row);
    }
    for (size_t i = 0; i < rows->nappraisals; i++) {
        ntm_appraisal row = rows->appraisals[i];
        row.import = import;
        ntm_dataset_add_appraisal(known, &row);
    }
}

/* Each file into a dataset of its own; known holds the store and the files before. */
static ntm_rc read_all(ntm_session *session, ntm_dataset *known, ntm_import_file *files, int count)
{
    ntm_rc rc = NTM_OK;
    ntm_intake_options options;
    ntm_session_intake(session, &options);
    options.known = known;
    for (int i = 0; i < count; i++) {
        ntm_import_file *file = &files[i];
        file->rows = ntm_dataset_new();
        ntm_rc one =
            ntm_intake_read(file->path, file->bytes, file->length, ntm_session_dictionary(session),
                            &options, file->rows, &file->report, &session->diags);
        if (one == NTM_OK)
            one = ntm_paper_files_digest(file->rows, &session->diags);
        rc = one > rc ? one : rc;
        if (one == NTM_OK) /* it will be later than all that is stored */
            add_known(known, file->rows, INT64_MAX - count + i);
    }
    return rc;
}

/* Titles cite findings, which may stand in another of the files or be on record. */
static ntm_rc check_citations(ntm_session *session, const ntm_import_file *files, int count)
{
    ntm_rc rc = NTM_OK;
    const ntm_dataset **batch = ntm_xcalloc((size_t)count, sizeof *batch);
    for (int i = 0; i < count; i++)
        batch[i] = files[i].rows;
    for (int i = 0; i < count; i++) {
        ntm_rc one = ntm_titles_check(files[i].rows, batch, (size_t)count, session->dataset,
                                      &session->diags);
        rc = one > rc ? one : rc;
    }
    free(batch);
    return rc;
}

/* What the plausibility rules say of the rows; warnings, which stop nothing. */
static ntm_rc look_twice(ntm_session *session, ntm_import_file *files, int count)
{
    ntm_plausibility_file *looked = ntm_xcalloc((size_t)count, sizeof *looked);
    for (int i = 0; i < count; i++)
        looked[i] = (ntm_plausibility_file){.path = files[i].path, .rows = files[i].rows};
    ntm_rc rc = ntm_plausibility_warn(session, session->dataset, looked, (size_t)count);
    for (int i = 0; i < count; i++)
        files[i].report.warnings += looked[i].warnings;
    free(looked);
    return rc;
}

/* Names in the evidence of figures that are no paper on record. */
static void look_for_papers(ntm_session *session, ntm_import_file *files, int count)
{
    ntm_papers *papers = ntm_papers_new(session->dataset, INT64_MAX);
    for (int i = 0; i < count; i++) {
        size_t before = session->diags.warnings;
        ntm_papers_check(papers, files[i].rows, &session->diags);
        files[i].report.warnings += session->diags.warnings - before;
    }
    ntm_papers_free(papers);
}

static ntm_rc store_all(ntm_session *session, const ntm_import_file *files, int count,
                        ntm_import_done *done)
{
    ntm_import *imports = ntm_xcalloc((size_t)count, sizeof *imports);
    for (int i = 0; i < count; i++)
        imports[i] = (ntm_import){.file = ntm_session_kept(session, files[i].path),
                                  .bytes = files[i].bytes,
                                  .length = files[i].length,
                                  .dataset = files[i].rows};
    const char *message = session->args->message;
    ntm_import_by by = {.actor = ntm_record_who(session),
                        .when = (int64_t)time(NULL),
                        .note = message ? ntm_session_kept(session, message) : NULL,
                        .again = session->args->again};
    ntm_rc rc =
        ntm_store_import(session->store, imports, (size_t)count, &by, done, &session->diags);
    free(imports);
    return rc;
}

ntm_rc ntm_importing(ntm_session *session, ntm_import_file *files, int count, ntm_import_done *done)
{
    ntm_rc rc = ntm_store_open(ntm_session_store_path(session), NTM_STORE_WRITE, &session->store,
                               &session->diags);
    if (rc == NTM_OK)
        rc = ntm_store_read(session->store, NULL, 0, INT64_MAX, &session->dataset, &session->diags);
    if (rc == NTM_OK)
        rc = read_all(session, session->dataset, files, count);
    if (rc == NTM_OK)
        rc = check_citations(session, files, count);
    if (rc == NTM_OK)
        rc = look_twice(session, files, count);
    if (rc == NTM_OK)
        look_for_papers(session, files, count);
    if (rc == NTM_OK && !session->args->dry_run)
        rc = store_all(session, files, count, done);
    return rc;
}

void ntm_import_files_clear(ntm_import_file *files, int count)
{
    for (int i = 0; i < count; i++) {
        free(files[i].bytes);
        ntm_dataset_free(files[i].rows);
    }
}
