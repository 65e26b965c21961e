/*
 * tests/support/sketch.h - decision documents written short, for tests.
 *
 *     test_sketch("{'indicators': {'1.1': {'pass': ['at_least', ['percent', 'part', 'whole'], 90]}}}")
 *
 * An expression is a list [operator, arguments…, {attributes}]; a text is a field; a number is a
 * literal in percent, {'n': '8', 'unit': 'km'} in another measure; {'op': …} is a node as it stands.
 * Everything else at the top ("effective", "zoning", "declares", "conditions" …) goes into the
 * document; a text "zone" as zoning is the field zone with keys zone1, zone2. Each indicator's
 * number is its line in "test.lua"; each node has column 1 + its index there (line 1000).
 *
 * The fields at hand: whole, part (of whole, good up), bad (of whole, good down), half (of part),
 * people (1 at least), count (good up), debts (good down), km_total, km_part (of km_total, steps of
 * a metre), rate (percent, good up), income (VND/person/year, yearly), funds (VND, yearly), votes (never
 * carried over), flag (yes/no, good up), fault
 * (yes/no, good down), grade (low, mid, high; good up), day, deadline (dates), terrain (of a
 * district), zone (zone1, zone2), v.flag, v.count, v.people of villages, p.flag of products.
 */
#ifndef NTM_TESTS_SKETCH_H
#define NTM_TESTS_SKETCH_H

#include "model/document.h"

/** The document as JSON; a new reference. Fails the test when the text is no sketch. */
json_t *test_sketch_json(const char *text);
/** The document, read. Findings of the reader fail the test. */
ntm_document *test_sketch(const char *text);

#endif
