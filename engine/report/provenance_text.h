/* report/provenance_text.h - where an answer comes from: reconstructed, on record, under which root. */
#ifndef NTM_REPORT_PROVENANCE_TEXT_H
#define NTM_REPORT_PROVENANCE_TEXT_H

#include "report/evaluation.h"

/** A line that the day was reconstructed from data that came in after it; nothing where it was not. */
void ntm_reconstructed_text(const json_t *evaluation, const json_t *unit,
                            const ntm_text_options *options, ntm_strbuf *out);
/** The run that holds the evaluation, and the checkpoint of the store; nothing without a store. */
void ntm_provenance_text(const json_t *evaluation, const ntm_text_options *options,
                         ntm_strbuf *out);

#endif
