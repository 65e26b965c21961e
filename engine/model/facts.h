/*
 * model/facts.h - the facts that one evaluation of one unit rests on, cut out of a dataset, as JSON
 * (`ntm.facts/1`, docs/facts.schema.json) and back.
 *
 * An evaluation of the facts gives the same answer as one of the whole dataset: of each figure that
 * could be read the observation that counts is there, and the newest where it is too old.
 */
#ifndef NTM_MODEL_FACTS_H
#define NTM_MODEL_FACTS_H

#include <jansson.h>

#include "model/frame.h"

#define NTM_FACTS_SCHEMA "ntm.facts/1"

/** A dataset sorted by unit, so that the facts of many units are cut out quickly. */
typedef struct ntm_facts_index ntm_facts_index;
/** Borrows the dataset. */
ntm_facts_index *ntm_facts_index_new(const ntm_dataset *dataset);
void ntm_facts_index_free(ntm_facts_index *index); /**< NULL is allowed */

/**
 * The facts of a unit: its version on the date, those above and below it, and what is below its
 * parent where one of the documents reads that; of each of them the observation that counts, for the
 * year and for the year before, by each document's dictionary; titles, registrations, findings,
 * papers; the imports that any of it came with.
 * @param documents  all that the evaluation may reach, consolidated or not
 * @param out  a dataset of its own; yours to ntm_dataset_free()
 */
void ntm_facts_select(const ntm_facts_index *index, const ntm_document *const *documents,
                      size_t ndocuments, const ntm_choice *choice, const char *unit,
                      ntm_dataset **out);

/** The facts as JSON, each kind of row in the order of unit, field, date, import, line. A new
 *  reference. */
json_t *ntm_facts_write(const ntm_dataset *facts);
/** Read `ntm.facts/1` as hostile input. @return NTM_OK; NTM_EINPUT */
ntm_rc ntm_facts_read(const json_t *json, ntm_dataset **out, ntm_diags *diags);

#endif
