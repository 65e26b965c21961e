/* report/paper_text.h - a paper as a phrase, from its JSON. */
#ifndef NTM_REPORT_PAPER_TEXT_H
#define NTM_REPORT_PAPER_TEXT_H

#include <jansson.h>

#include "base/strbuf.h"

/** "BB 12/2023 (20/12/2023, UBND xã)". */
void ntm_paper_text(ntm_strbuf *out, const json_t *paper);
/** The paper and why it does not count: "expired", "not_yet", "not_cited". */
void ntm_paper_why_text(ntm_strbuf *out, const char *why, const json_t *paper);

#endif
