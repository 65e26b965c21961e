/* report/head_text.h - the lines that stand above every report of a measured unit (evaluation_text.c). */
#ifndef NTM_REPORT_HEAD_TEXT_H
#define NTM_REPORT_HEAD_TEXT_H

#include "report/evaluation.h"

/**
 * The words above everything else, where a verdict is not what it looks like.
 * @param report  has constructed, incomplete, outside
 * @param unit    has illustrative; may be the same object
 */
void ntm_head_banners(const json_t *report, const json_t *unit, const ntm_text_options *options,
                      ntm_strbuf *out);
/** What was measured, on which day and why that day; the law as amended; what was known. */
void ntm_head_lines(const json_t *report, const ntm_text_options *options, ntm_strbuf *out);

#endif
