/* report/reconcile_priv.h - what the parts of the reconciliation's text share. */
#ifndef NTM_REPORT_RECONCILE_PRIV_H
#define NTM_REPORT_RECONCILE_PRIV_H

#include <jansson.h>
#include <stdbool.h>

#include "base/strbuf.h"
#include "model/field.h"

typedef struct ntm_reconcile_page {
    const json_t *json;
    const ntm_dictionary *dictionary;
    bool color;
    ntm_strbuf *out;
} ntm_reconcile_page;

/** A text member; "" where there is none. Borrowed. */
const char *ntm_reconcile_member(const json_t *object, const char *key);
/** What a claim is about: "criteria met", "indicator 6.3 (…)", the label of a field. */
void ntm_reconcile_show_what(const ntm_reconcile_page *p, const json_t *claim, ntm_strbuf *out);
/** Its value under "claimed" or "computed": counts with their total, numbers in full with their
 *  measure, words, dates. */
void ntm_reconcile_show_value(const ntm_reconcile_page *p, const json_t *claim, const char *key,
                              ntm_strbuf *out);

#endif
