/*
 * tests/support/commune.h - a small dictionary and the units around Cẩm Ngọc, for tests that read
 * data files.
 */
#ifndef NTM_TESTS_SUPPORT_COMMUNE_H
#define NTM_TESTS_SUPPORT_COMMUNE_H

#include "model/dataset.h"
#include "model/field.h"

/** Fields of every kind, at commune and village; free with ntm_dictionary_free(). */
ntm_dictionary *commune_dictionary(void);

/**
 * Thanh Hóa (38), Cẩm Thủy (390), the commune Cẩm Ngọc (15169, until 30/6/2025) with Đồng Lão, Song
 * Nga, Sóng, Song (.01, .02, .03, .06); Cẩm Thủy (15127, from 1/7/2025); Hà Nội (01) with a district 001
 * and the communes 00001, 00127 Kim and 00128 Kim, whose codes lose zeros easily; 00131 Vân Canh and
 * 00132 Phú Diễn, which end on 30/6/2025 and begin anew on 1/7/2025.
 */
ntm_dataset *commune_units(void);

#endif
