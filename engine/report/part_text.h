/* report/part_text.h - one indicator's derivation in plain sentences, from its JSON. */
#ifndef NTM_REPORT_PART_TEXT_H
#define NTM_REPORT_PART_TEXT_H

#include "report/evaluation.h"

/** Heading, then each part: measured, required, gap, what is missing, the data used, the basis. */
void ntm_indicator_text(const json_t *indicator, const ntm_text_options *options, ntm_strbuf *out);
/** One gate (condition, requirement, rule of withdrawal) with its parts. */
void ntm_gate_text(const json_t *gate, const ntm_text_options *options, ntm_strbuf *out);
/** What a part asks for: "at least 80%"; nothing where it compares nothing. A part, or of one
 *  "comparison", "required", "required_high", "unit" and "field" (the field that is compared). */
void ntm_requirement_text(const json_t *part, const ntm_text_options *options, ntm_strbuf *out);

#endif
