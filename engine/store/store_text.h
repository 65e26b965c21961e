/* store/store_text.h - values as the texts of the tables, and back. */
#ifndef NTM_STORE_STORE_TEXT_H
#define NTM_STORE_STORE_TEXT_H

#include "model/dataset.h"

#define NTM_STORE_VALUE_TEXT NTM_DECIMAL_TEXT

/** "number", "yes_no", "grade", "choice", "date". */
const char *ntm_store_kind_code(ntm_kind kind);
bool ntm_store_kind_from_code(const char *code, ntm_kind *out);

/** Both bounds are there and equal. */
bool ntm_store_value_exact(const ntm_value *value);
/** Of an exact number, a yes/no or a date: "78.5", "yes", "no", "2023-12-31". */
const char *ntm_store_value_text(const ntm_value *value, char buffer[NTM_STORE_VALUE_TEXT]);
/**
 * Back again; texts may be NULL. code of a grade or choice is borrowed from value.
 * @return false: no such value (the row was altered)
 */
bool ntm_store_value_read(ntm_kind kind, const char *value, const char *low, const char *high,
                          ntm_value *out);

#endif
