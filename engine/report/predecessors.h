/*
 * report/predecessors.h - of which units a unit was made, and which titles they held: as JSON, and as
 * lines for people made from it.
 */
#ifndef NTM_REPORT_PREDECESSORS_H
#define NTM_REPORT_PREDECESSORS_H

#include <jansson.h>

#include "base/strbuf.h"
#include "model/dataset.h"

/**
 * [{"unit", "name", "until", "extent", "confirmed", "origin", "note", "counts", "titles": […]}], by
 * code; empty when none are on record. extent is left out where no row says what became of the unit.
 * Titles are those of the predecessor's last day, by day of recognition.
 * @return a new reference
 */
json_t *ntm_predecessors_json(const ntm_dataset *dataset, const ntm_unit *unit,
                              int64_t known_import);

/** "Đơn vị trước: …", one line each, wrapped; nothing for an empty or absent list.
 *  @param width  columns; 0: 100 */
void ntm_predecessors_text(const json_t *predecessors, size_t width, ntm_strbuf *out);
/** "Cẩm Ngọc (15169) held xa-ntm …", and that it is not the successor's. */
void ntm_predecessor_title_text(const json_t *predecessor, const json_t *title, ntm_strbuf *out);

#endif
