/* report/appraisal_text.h - levels of appraisal and their findings as text, from the evaluation's JSON. */
#ifndef NTM_REPORT_APPRAISAL_TEXT_H
#define NTM_REPORT_APPRAISAL_TEXT_H

#include "report/evaluation.h"

/** Marks a finding that differs from what was computed. */
#define NTM_DIFFERS "≠"

/** "Huyện thẩm tra: 12 số liệu; lấy của cấp dưới, chưa thẩm định: 88 (Xã tự đánh giá 88)"; a line, or
 *  nothing where no level that appraises is in play. */
void ntm_overlay_text(const json_t *unit, const ntm_text_options *options, ntm_strbuf *out);
/** Whether anything was found of a criterion, or of one of its indicators; NULL: of any. */
bool ntm_has_findings(const json_t *unit, const json_t *criterion);
/** The findings on a criterion and its indicators in brief: "huyện: đạt, 15.1 chưa đạt ≠". */
void ntm_findings_brief(const json_t *unit, const json_t *criterion,
                        const ntm_text_options *options, ntm_strbuf *out);
/** "chưa đạt ≠ kết quả tính – reason (document; office)" */
void ntm_finding_words(const json_t *finding, ntm_strbuf *out);
/** One finding with who and when: "Huyện thẩm tra 15/03/2024: chưa đạt – reason (document; office)". */
void ntm_finding_text(const json_t *finding, const ntm_text_options *options, ntm_strbuf *out);
/** Whether one of the findings on an item differs from what was computed. */
bool ntm_findings_differ(const json_t *item);
/** The findings on the whole and on criteria, a line each, under a heading of their own. */
void ntm_findings_text(const json_t *unit, const ntm_text_options *options, ntm_strbuf *out);
/** What is wrong with a finding on record: an item or a set that is not there. */
void ntm_finding_warning_text(const json_t *warning, const ntm_text_options *options,
                              ntm_strbuf *out);
/** "căn cứ thẩm định: 12/BC (2 ý kiến)": the findings that a title cites. */
void ntm_cited_text(const json_t *title, ntm_strbuf *out);

#endif
