/* report/evidence_text.h - lists of papers for people, from `ntm.evidence/1` and `ntm.evidence-verify/1`. */
#ifndef NTM_REPORT_EVIDENCE_TEXT_H
#define NTM_REPORT_EVIDENCE_TEXT_H

#include "report/evaluation.h"

/** The papers on record; of those that run out what rests on them. */
void ntm_evidence_text(const json_t *list, const ntm_text_options *options, ntm_strbuf *out);
/** One row a paper: unit,number,date,office,valid_until,kind,title,path,sha256,size,origin,note,
 *  which is also a file that can be imported (CSV, LF). */
void ntm_evidence_csv(const json_t *list, ntm_strbuf *out);
/** What became of the files of the papers. */
void ntm_evidence_verify_text(const json_t *report, const ntm_text_options *options,
                              ntm_strbuf *out);

/** A cell of a CSV row, in quotes where it needs them. */
void ntm_csv_put(ntm_strbuf *out, const char *text);

#endif
