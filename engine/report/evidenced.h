/* report/evidenced.h - claimed against evidenced, for people, from `ntm.evidence-missing/1`. */
#ifndef NTM_REPORT_EVIDENCED_H
#define NTM_REPORT_EVIDENCED_H

#include "report/evaluation.h"

/**
 * The two results side by side, then the papers still to collect, in the language of base/i18n.h.
 * @param options  explain: also the indicators in which the two agree
 */
void ntm_evidenced_text(const json_t *report, const ntm_text_options *options, ntm_strbuf *out);
/** One row an indicator: unit,decision,as_of,indicator,claimed,evidenced,papers,figures,illustrative
 *  (how many papers and figures it waits for; CSV, LF). */
void ntm_evidenced_csv(const json_t *report, ntm_strbuf *out);

#endif
