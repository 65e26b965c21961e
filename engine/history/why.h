/*
 * history/why.h - why two runs on record answer differently, indicator by indicator.
 *
 * Nothing is evaluated: the causes are read off what was kept. Of each indicator whose status, or
 * what it measures or requires, is another: the law (what is required, what is asked for, whether the
 * indicator is there), parameters (the date or the year), data (a later or an earlier figure), a
 * correction (the figure of the same day from a later import), a figure that is too old by now, a
 * withdrawal, a figure that was not known yet, an appraisal (another level's figure), evidence
 * (one of the runs counts only figures that have it), a merger (a figure taken from the units of which
 * this one was made, or left behind with them), the unit itself (its borders, the units below it), or,
 * where nothing of all this moved, the program.
 */
#ifndef NTM_HISTORY_WHY_H
#define NTM_HISTORY_WHY_H

#include <jansson.h>

#include "store/runs.h"

/**
 * The differences of two runs as `ntm.why/1` (docs/why.schema.json).
 * @param unit  code; NULL: all units that both evaluated
 * @param out   a new reference
 * @return NTM_OK; NTM_EUSAGE: no such run, no unit in common; NTM_ESYSTEM
 */
ntm_rc ntm_why(ntm_store *store, int64_t run1, int64_t run2, const char *unit, json_t **out,
               ntm_diags *diags);

/** The causes of one unit's differences, from two results and two sets of facts. A new reference:
 *  {"unit", "name", "level", "criteria", "indicators", "changes"}. */
json_t *ntm_why_unit(const json_t *result1, const json_t *facts1, const json_t *result2,
                     const json_t *facts2, bool same_document, bool same_engine);

#endif
