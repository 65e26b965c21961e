/*
 * model/evidence.h - papers on record, and what the evidence that a figure names comes to.
 *
 * A figure names its papers by number, parted by ';'. A paper is looked for in the dossier of the
 * figure's unit, then in those of the units above it. Where one or more of the names are papers on
 * record, those papers decide: the figure is proved while one of them is valid. Where none is on
 * record, the text stands for itself and counts as evidence ("biên bản lưu tại xã").
 *
 * Numbers are compared without regard to case and to runs of blanks.
 */
#ifndef NTM_MODEL_EVIDENCE_H
#define NTM_MODEL_EVIDENCE_H

#include "model/dataset.h"

/** The papers of a dataset, as known up to an import. Immutable; threads may share it. */
typedef struct ntm_papers ntm_papers;

/**
 * @param dataset  borrowed; must outlive the papers and not grow
 * @param known_import  papers of later imports are not seen; INT64_MAX: all. Of several rows of
 *                      one unit and number the latest (import, then line) is the paper.
 */
ntm_papers *ntm_papers_new(const ntm_dataset *dataset, int64_t known_import);
void ntm_papers_free(ntm_papers *papers); /**< NULL is allowed */

/** All papers, by unit and number. */
const ntm_evidence *const *ntm_papers_all(const ntm_papers *papers, size_t *count_out);
/** Issued by the day and not run out. */
bool ntm_paper_valid(const ntm_evidence *paper, ntm_date day);

/** A paper of a kind that a rule asks for, in the dossier of the unit or of one above it on the day:
 *  a valid one before one that has run out before one not issued yet; NULL: none of the kind. */
const ntm_evidence *ntm_papers_of_kind(const ntm_papers *papers, const char *unit, const char *kind,
                                       ntm_date day);

/** What a figure's evidence comes to on a day. */
typedef enum ntm_proof {
    NTM_PROOF_NONE,    /**< nothing is named */
    NTM_PROOF_NOT_YET, /**< the papers named are issued after the day */
    NTM_PROOF_EXPIRED, /**< the papers named have run out (or one has, others are not issued) */
    NTM_PROOF_TEXT,    /**< a text that names no paper on record */
    NTM_PROOF_VALID,   /**< a paper that is valid on the day */
} ntm_proof;

ntm_proof ntm_papers_proof(const ntm_papers *papers, const ntm_observation *observation,
                           ntm_date day);
bool ntm_proof_counts(ntm_proof proof);      /**< TEXT and VALID */
const char *ntm_proof_code(ntm_proof proof); /**< "none", "not_yet", "expired", "text", "valid" */

/** Call each for every name in a figure's evidence, in order; paper NULL: not on record. */
void ntm_papers_named(const ntm_papers *papers, const ntm_observation *observation,
                      void (*each)(void *context, const char *name, const ntm_evidence *paper),
                      void *context);

/**
 * Warn of names that are no paper on record though the dossier of the unit (or of a unit above it
 * up to the commune) has papers: most often a slip. Each name of a unit is told once.
 * @param papers  of everything at hand
 * @param rows    the rows to look at; they need not be in the dataset of papers
 */
void ntm_papers_check(const ntm_papers *papers, const ntm_dataset *rows, ntm_diags *diags);

#endif
