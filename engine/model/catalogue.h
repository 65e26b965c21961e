/*
 * model/catalogue.h - the decisions at hand: names resolved, law in force on a date, amendments laid
 * over their base. No I/O: dsl/ loads scripts, this holds what they became.
 */
#ifndef NTM_MODEL_CATALOGUE_H
#define NTM_MODEL_CATALOGUE_H

#include "model/document.h"

typedef struct ntm_catalogue ntm_catalogue;

ntm_catalogue *ntm_catalogue_new(void);
void ntm_catalogue_free(ntm_catalogue *catalogue);

/** Takes ownership, also when it fails. NTM_EINPUT: an id that is there already, or an amendment of
 *  one item on one day that another amendment makes too. */
ntm_rc ntm_catalogue_add(ntm_catalogue *catalogue, ntm_document *document, ntm_diags *diags);
uint32_t ntm_catalogue_count(const ntm_catalogue *catalogue);
const ntm_document *ntm_catalogue_at(const ntm_catalogue *catalogue, uint32_t index);

/**
 * Let the constructed amendments of a folder ("vi-du") hold. An amendment that is marked as
 * constructed is never laid over a decision of another folder that is law, unless its folder is
 * admitted: what was made up for illustration or as a draft can lie beside the law and be loaded
 * with it without changing it. Before anything is consolidated.
 */
void ntm_catalogue_admit(ntm_catalogue *catalogue, const char *folder);

/**
 * Once all are added: what an amendment amends is there and is a decision; the decisions and series
 * that `meets`, `qualifies` and `meets_current` name can be found; no decision's answer rests on
 * itself; every consolidated set can be made. A decision that replaces one which is not there
 * is a warning: older law need not be written down.
 * @return NTM_OK; NTM_EINPUT: a finding for each mistake
 */
ntm_rc ntm_catalogue_check(ntm_catalogue *catalogue, ntm_diags *diags);

/**
 * The decision a user names: an id, an official number (accents, case and spaces forgiven:
 * "32/2022/QD-UBND"), an unambiguous beginning ("32/2022"), or a slug.
 * @param from_folder  look there first, then in "national"; NULL: anywhere, if unambiguous
 * @return NTM_OK; NTM_EUSAGE: unknown (nearest named) or ambiguous (all named)
 */
ntm_rc ntm_catalogue_find(const ntm_catalogue *catalogue, const char *name, const char *from_folder,
                          const ntm_document **out, ntm_diags *diags);

/**
 * The decision as consolidated on a date: the base with every amendment effective by then, in order
 * of effect. The result is owned by the catalogue (made once for each base and set of
 * amendments). For each indicator and gate, who put it there: ntm_catalogue_origin().
 * The base itself is returned where nothing amends it.
 */
ntm_rc ntm_catalogue_consolidated(ntm_catalogue *catalogue, const ntm_document *base, ntm_date date,
                                  const ntm_document **out, ntm_diags *diags);
/** The amendments laid over base by a date, in order; borrowed until the next call. */
const ntm_document *const *ntm_catalogue_amendments(ntm_catalogue *catalogue,
                                                    const ntm_document *base, ntm_date date,
                                                    uint32_t *count_out);
/** Id of the decision or amendment that put item (an indicator number or gate name) there. */
const char *ntm_catalogue_origin(const ntm_catalogue *catalogue, const ntm_document *consolidated,
                                 const char *item);

/**
 * Whether the decision (with the amendments effective by the date) is in force on the date; its
 * first and last day may be asked for (each may be NULL). A decision that another one replaces
 * ends on the day before, or on the day until which the other one lets it continue.
 */
bool ntm_catalogue_in_force(ntm_catalogue *catalogue, const ntm_document *base, ntm_date date,
                            ntm_date *first_out, ntm_date *last_out);
/** The decision that replaces base first, in force by the date or not; NULL. */
const ntm_document *ntm_catalogue_replacement(const ntm_catalogue *catalogue,
                                              const ntm_document *base);
/**
 * The decision of a series in force on a date and not replaced by another by then: of the folder,
 * else of "national". Unconsolidated. NULL when there is none, without a finding, and when
 * there are two, with one.
 * @param folder  NULL: "national" only
 */
const ntm_document *ntm_catalogue_current(ntm_catalogue *catalogue, const char *series,
                                          const char *folder, ntm_date date, ntm_diags *diags);

/**
 * Mark every document that can have a say in an evaluation of base: itself, its amendments, what
 * replaces it, the decisions that these refer to, and so on. A catalogue of these alone answers
 * as the whole one does.
 * @param marked  by index, as many as ntm_catalogue_count(); set, never cleared
 */
void ntm_catalogue_mark(const ntm_catalogue *catalogue, const ntm_document *base, bool *marked);

#endif
