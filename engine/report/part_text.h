/* report/part_text.h - one indicator's derivation in plain sentences, from its JSON. */
#ifndef NTM_REPORT_PART_TEXT_H
#define NTM_REPORT_PART_TEXT_H

#include "report/evaluation.h"

/** Heading, then each part: measured, required, gap, what is missing, the data used, the basis. */
void ntm_indicator_text(const json_t *indicator, const ntm_text_options *options, ntm_strbuf *out);
/** One gate (condition, requirement, rule of withdrawal) with its parts. */
void ntm_gate_text(const json_t *gate, const ntm_text_options *options, ntm_strbuf *out);

#endif
