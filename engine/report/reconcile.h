/* report/reconcile.h - claimed against computed, for people, from `ntm.reconcile/1`. */
#ifndef NTM_REPORT_RECONCILE_H
#define NTM_REPORT_RECONCILE_H

#include <jansson.h>
#include <stdbool.h>

#include "base/strbuf.h"
#include "model/field.h"

/**
 * The comparison as text, in the language of base/i18n.h: what differs first, what agrees last.
 * @param dictionary  labels of fields and measures; NULL: codes are shown
 */
void ntm_reconcile_text(const json_t *reconciled, const ntm_dictionary *dictionary, bool color,
                        ntm_strbuf *out);

/** One raised plausibility rule in one line: its text and the figures it looked at. */
void ntm_raised_text(const json_t *finding, const ntm_dictionary *dictionary, ntm_strbuf *out);

#endif
