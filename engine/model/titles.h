/*
 * model/titles.h - titles on record: which of them one means, and which a unit holds on a date.
 *
 * A title is corrected by a later row of the same recognition (same title, number and day): say,
 * with the day on which it was withdrawn.
 */
#ifndef NTM_MODEL_TITLES_H
#define NTM_MODEL_TITLES_H

#include "model/dataset.h"

/** "thanh-hoa/32/2022/QĐ-UBND" and "32/2022/QĐ-UBND" name one decision; a series names itself. */
bool ntm_title_same_name(const char *a, const char *b);
/** Whether the title, or the set under which it was given, goes by the name. */
bool ntm_title_named(const ntm_title *title, const char *name);
/** Given by the date, neither expired nor withdrawn on it, and of an import up to known_import. */
bool ntm_title_holds(const ntm_title *title, ntm_date date, int64_t known_import);
/** One recognition; the later row of the two holds. */
bool ntm_title_same_recognition(const ntm_title *a, const ntm_title *b);
bool ntm_title_later_row(const ntm_title *a, const ntm_title *b);

/** Whether a registration is that of a unit version: of the one that bore the code on the first day
 *  of the year, else on the last. */
bool ntm_registration_of(const ntm_registration *registration, const ntm_dataset *dataset,
                         const ntm_unit *unit);

/**
 * The titles of a unit version as known: the latest row of each recognition given by the date,
 * expired and withdrawn ones too, by day of recognition.
 * @param out  *out is yours to free()
 */
size_t ntm_titles_of(const ntm_dataset *dataset, const ntm_unit *unit, ntm_date date,
                     int64_t known_import, const ntm_title ***out);

/**
 * The next document that a title cites (title->appraisal, parted by ';').
 * @param at  in: where to look; out: behind it. *at is "" when there are no more
 * @return the document, blanks at its ends left out, *length_out bytes of it; may be empty
 */
const char *ntm_title_cited(const char **at, size_t *length_out);
/** Whether the finding is on the title's unit and in that document. */
bool ntm_title_cites(const ntm_title *title, const ntm_appraisal *appraisal, const char *document,
                     size_t length);

/**
 * Titles that cite a document in which no finding on their unit is on record: an error where the
 * files read together hold findings on the unit, else a warning, for they may come later.
 * @param titles  whose titles are looked at
 * @param batch   the datasets of the files read together
 * @param known   what is on record besides; NULL: nothing
 */
ntm_rc ntm_titles_check(const ntm_dataset *titles, const ntm_dataset *const *batch, size_t nbatch,
                        const ntm_dataset *known, ntm_diags *diags);

#endif
