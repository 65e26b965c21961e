/*
 * analysis/reconcile.h - claimed against computed: what a report says, line by line, beside what the
 * observations and the rules give.
 *
 * A claim agrees, agrees to rounding, differs, or cannot be told (something that it needs is not
 * on record); dates of the report's own are compared with nothing but each other. Claims that
 * speak of the same thing and do not agree among themselves are told besides.
 */
#ifndef NTM_ANALYSIS_RECONCILE_H
#define NTM_ANALYSIS_RECONCILE_H

#include <jansson.h>

#include "analysis/findings.h"
#include "model/claim.h"

#define NTM_RECONCILE_SCHEMA "ntm.reconcile/1"

typedef struct ntm_reconcile_input {
    const ntm_claims *claims;
    const ntm_document *const *documents; /**< by claim, not consolidated; NULL: it needs none */
    const ntm_world *world;               /**< with a catalogue */
    const ntm_dictionary *dictionary;
    ntm_choice choice;  /**< its date serves rows without one; the year is that of
                                               each row's date */
    const char *engine; /**< version of the program */
} ntm_reconcile_input;

/** Whether a claim of that kind is about a decision, and so needs a document. */
bool ntm_claim_needs_decision(const ntm_claim *claim);

/**
 * Compare every claim.
 * @param out      `ntm.reconcile/1` (docs/reconcile.schema.json); codes and exact texts, no words but
 *                 those of the report and of the plausibility rules; a new reference
 * @param differs  a claim differs, or claims contradict each other
 * @return NTM_OK, or what evaluating returns
 */
ntm_rc ntm_reconcile(const ntm_reconcile_input *input, json_t **out, bool *differs,
                     ntm_diags *diags);

#endif
