/* report/fact_text.h - one fact (a figure used or missing) or one gap, as a phrase, from its JSON. */
#ifndef NTM_REPORT_FACT_TEXT_H
#define NTM_REPORT_FACT_TEXT_H

#include "report/evaluation.h"

/** A text member, or NULL. Borrowed. */
const char *ntm_json_text(const json_t *object, const char *key);

/** "thêm 115 người: Nữ tham gia bảo hiểm y tế, từ 785 người đến 900 người"; margin: what is to spare. */
void ntm_gap_text(const json_t *gap, bool margin, const ntm_text_options *options, ntm_strbuf *out);
/**
 * "Dân số nữ: 3.800 người (31/12/2023, …) – note", or what is missing and why.
 * @param needed  the value is the one that would settle the part, not one that was reported
 */
void ntm_fact_text(const json_t *fact, bool needed, const ntm_text_options *options,
                   ntm_strbuf *out);

/** What went wrong in a rule, from {"code", "detail"}. */
void ntm_error_text(const json_t *error, ntm_strbuf *out);

#endif
