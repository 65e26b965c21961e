/* analysis/reconcile_priv.h - what the parts of the comparison share. */
#ifndef NTM_ANALYSIS_RECONCILE_PRIV_H
#define NTM_ANALYSIS_RECONCILE_PRIV_H

#include "analysis/reconcile.h"
#include "eval/exact_number.h"
#include "model/answers.h"

typedef enum ntm_agreement {
    NTM_AGREES,
    NTM_ROUNDED, /**< to the digits that were claimed */
    NTM_DIFFERS,
    NTM_UNTOLD,       /**< something is not on record, or undecided */
    NTM_NOT_COMPARED, /**< nothing is computed for it */
    NTM_AGREEMENTS,
} ntm_agreement;

/** A unit measured under a decision on a date. */
typedef struct ntm_measured {
    const ntm_document *base, *document; /**< document: consolidated; NULL: could not be measured */
    const char *unit;
    ntm_date as_of;
    ntm_frame *frame;
    ntm_result *result;
    const char *why_not; /**< "not-in-force", "wrong-level"; NULL */
} ntm_measured;

typedef struct ntm_reconciler {
    const ntm_reconcile_input *input;
    ntm_arena *arena;
    ntm_measured *measured;
    size_t nmeasured, capacity;

    ntm_diags *diags;
    ntm_rc rc; /**< of evaluating */
} ntm_reconciler;

/** What became of one claim. JSON members go straight into the claim's object. */
typedef struct ntm_compared {
    const ntm_claim *claim;
    const ntm_document *document; /**< NULL: it needs none */
    ntm_choice choice;            /**< with the claim's date and year */
    ntm_agreement agreement;
    const char *reason; /**< code; docs/claims.md */
    bool constructed;   /**< what it was compared with rests on a constructed row */
    json_t *json;
} ntm_compared;

void ntm_compared_set(ntm_compared *c, ntm_agreement agreement, const char *reason);
/** A text member, where there is one. */
void ntm_compared_text(ntm_compared *c, const char *key, const char *text);

/** Measure the claim's unit, or take what was measured before; NULL: evaluating failed. */
const ntm_measured *ntm_reconcile_measure(ntm_reconciler *r, ntm_compared *c);

/** Counts, level, criterion, indicator, kept: what the decision says (reconcile_status.c). */
void ntm_reconcile_status(ntm_reconciler *r, ntm_compared *c);
/** Field, sum, share, villages: what the observations say (reconcile_figure.c). */
void ntm_reconcile_figure(ntm_reconciler *r, ntm_compared *c);
/** The title on record. */
void ntm_reconcile_title(ntm_reconciler *r, ntm_compared *c);

/** Claims of one thing that cannot all hold (reconcile_conflicts.c); a new reference. */
json_t *ntm_reconcile_conflicts(const ntm_dataset *dataset, const ntm_compared *compared,
                                size_t count);

#endif
