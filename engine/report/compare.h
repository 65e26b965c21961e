/* report/compare.h - levels of appraisal against each other, for people, from `ntm.compare/1`. */
#ifndef NTM_REPORT_COMPARE_H
#define NTM_REPORT_COMPARE_H

#include "report/evaluation.h"

/** The comparison as text, in the language of base/i18n.h: what differs first, then what agrees. */
void ntm_compare_text(const json_t *compared, const ntm_text_options *options, ntm_strbuf *out);
/**
 * A row for each level that said something of a figure or an item:
 * kind,unit,item,assessor,computed,finding,value,date,document,differs (CSV, LF). kind: figure, whole,
 * criterion, indicator; item: a field or a number; differs: yes or no, of the figure or item.
 */
void ntm_compare_csv(const json_t *compared, ntm_strbuf *out);

#endif
