/* analysis/evidenced_priv.h - what the evidenced*.c files share. */
#ifndef NTM_ANALYSIS_EVIDENCED_PRIV_H
#define NTM_ANALYSIS_EVIDENCED_PRIV_H

#include "analysis/evidenced.h"
#include "eval/explain.h"

/** The papers on record that the figures of an indicator name. */
typedef struct ntm_cited {
    const ntm_evidence **items;
    size_t count;
} ntm_cited;

/** One unit measured twice. */
typedef struct ntm_twofold {
    const ntm_evidenced_input *input;
    const ntm_document *document;
    const ntm_dataset *dataset;
    ntm_papers *papers;
    ntm_arena *arena;
    ntm_frame *frames[2]; /**< claimed, evidenced */
    ntm_result *results[2];
    ntm_exact *exacts[2];
    ntm_explainer *explainers[2];
    const ntm_unit_result *claimed;    /**< with details */
    const ntm_unit_result *by_figures; /**< the figures with evidence alone */
    ntm_unit_result evidenced; /**< by_figures, with the papers asked for taken into account */
    ntm_cited *cited;          /**< by indicator */
} ntm_twofold;

/** Whether the indicator counts as met. */
bool ntm_twofold_met(const ntm_unit_result *unit, uint32_t indicator);
/** Claimed as met, but not evidenced. */
bool ntm_twofold_blocked(const ntm_twofold *t, uint32_t indicator);

/** Call each for every reported figure that an indicator rests on, as claimed or as evidenced; what was
 *  summed is followed down to what was reported. A figure may come more than once
 *  (evidenced_figures.c). */
void ntm_twofold_each_figure(const ntm_twofold *t, bool evidenced, uint32_t indicator,
                             void (*each)(void *context, const ntm_observation *figure),
                             void *context);

/** Fill t->cited (evidenced_papers.c). */
void ntm_twofold_cite(ntm_twofold *t);
/**
 * The best paper of a kind for an indicator, and what it comes to: "valid", "expired", "not_yet";
 * "not_cited": one is in the dossier, but no figure of the indicator names it; "missing": NULL.
 */
const ntm_evidence *ntm_twofold_paper(const ntm_twofold *t, uint32_t indicator, const char *kind,
                                      const char **state);
/** {"unit", "number", "date", …} of a paper. */
json_t *ntm_paper_json(const ntm_evidence *paper);

/** Papers that are asked for and not there, for what is claimed as met. */
json_t *ntm_twofold_papers(const ntm_twofold *t);
/** Figures without a valid paper that indicators rest on which are claimed as met, but not
 *  evidenced (evidenced_figures.c). */
json_t *ntm_twofold_figures(const ntm_twofold *t);

#endif
