/* report/score_text.h - points, parts and bands for people, from their JSON. */
#ifndef NTM_REPORT_SCORE_TEXT_H
#define NTM_REPORT_SCORE_TEXT_H

#include "report/evaluation.h"

/** The band, the points of each part with its most and least, and the items under it. */
void ntm_score_text(const json_t *score, const ntm_text_options *options, ntm_strbuf *out);

/** Points and band in a few words, for a list of units. */
void ntm_score_brief(const json_t *score, const ntm_text_options *options, ntm_strbuf *out);

#endif
