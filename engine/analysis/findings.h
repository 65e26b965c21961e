/*
 * analysis/findings.h - plausibility rules (`findings "…"`) over units: what is possible but worth a
 * second look.
 *
 * A rule is raised where its `when` passes; what is missing raises nothing. It decides no status.
 * The exact walk evaluates it, as it does every condition of a criteria set.
 */
#ifndef NTM_ANALYSIS_FINDINGS_H
#define NTM_ANALYSIS_FINDINGS_H

#include <jansson.h>

#include "eval/evaluate.h"

/** A figure that a raised rule looked at. */
typedef struct ntm_raised_fact {
    const char *field;   /**< NULL: computed from the figures before it */
    const char *read;    /**< "own", "previous", or an operator: "child_sum", "add", "ratio" … */
    const char *measure; /**< of the value; "1" */
    ntm_kind kind;
    const char *value; /**< exact text; a bound: ">=95", "<=5", "10..20" */
    const ntm_observation
        *observation; /**< read at the unit or above it; NULL: derived, computed */
} ntm_raised_fact;

/** A rule that holds at a unit. */
typedef struct ntm_raised {
    const ntm_document *document; /**< borrowed from the catalogue */
    const ntm_finding_rule *rule;
    const ntm_unit *unit;
    ntm_date as_of;
    const char *error; /**< code: the rule itself went wrong; NULL */
    uint32_t nfacts;
    const ntm_raised_fact *facts;
} ntm_raised;

/** Grows; free(items) when done. The texts live in the arena that was passed. */
typedef struct ntm_raised_list {
    ntm_raised *items;
    size_t count, capacity;
} ntm_raised_list;

/**
 * Evaluate every findings document of the catalogue that is in force on the date.
 *
 * @param units  codes: the rules are held against these units and all below them; NULL: all units
 * @param list   what is raised is added, in the order of the units; a rule that is raised there
 *               already for the unit with the same figures is not added again
 * @return NTM_OK, or what building a frame returns
 */
ntm_rc ntm_findings_raise(const ntm_world *world, const ntm_choice *choice,
                          const char *const *units, size_t nunits, ntm_arena *arena,
                          ntm_raised_list *list, ntm_diags *diags);

/** As JSON: an array of `finding` of docs/reconcile.schema.json; a new reference. */
json_t *ntm_findings_json(const ntm_raised_list *list);

#endif
