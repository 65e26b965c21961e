/* cli/evidence.h - the parts of `ntm evidence`: each is called with the arguments behind its word. */
#ifndef NTM_CLI_EVIDENCE_H
#define NTM_CLI_EVIDENCE_H

#include <jansson.h>

#include "cli/command.h"

int ntm_evidence_cli_list(const ntm_args *args);
int ntm_evidence_cli_verify(const ntm_args *args);
int ntm_evidence_cli_missing(const ntm_args *args);
int ntm_evidence_cli_add(const ntm_args *args);

/** Put out a report: as JSON with --format json, else as the text (or CSV) that was made of it. */
int ntm_evidence_cli_print(const ntm_args *args, const json_t *json, const ntm_strbuf *text);

#endif
