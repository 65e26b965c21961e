/* report/answers_text.h - the four answers in sentences, from their JSON. */
#ifndef NTM_REPORT_ANSWERS_TEXT_H
#define NTM_REPORT_ANSWERS_TEXT_H

#include "report/evaluation.h"
#include "report/layout.h"

/**
 * Level with its totals, title and what of it is not kept, recognition with what stands in its way,
 * withdrawal with its lines and how far away they are. Each answer stands by itself.
 */
void ntm_answers_text(const json_t *unit, const ntm_text_options *options, ntm_strbuf *out);
/** Is everything that the unit is measured by constructed, so that its totals answer nothing? */
bool ntm_illustrates_only(const json_t *unit);
/** "the whole set is met", or that there is no ground for a conclusion and why. */
const char *ntm_level_words(const json_t *unit);
ntm_color ntm_level_color(const char *level); /**< of "met", "not_met", "undecided" */

#endif
