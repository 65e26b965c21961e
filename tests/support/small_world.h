/* tests/support/small_world.h - units, figures and rules written by hand, on the fields of random_world. */
#ifndef NTM_TESTS_SMALL_WORLD_H
#define NTM_TESTS_SMALL_WORLD_H

#include "support/random_world.h"

/** A unit of a level; parent NULL: none. */
void test_unit(test_world *world, const char *code, ntm_level level, const char *parent);
/** A figure: a decimal, ">=95", "yes" or "no", a code, a date; field may be a share "a/b". */
void test_figure(test_world *world, const char *unit, const char *field, const char *value);

/** Nodes of the document. Each fails the test when the graph refuses it. */
ntm_ref test_node(test_world *world, ntm_node node);
ntm_ref test_field(test_world *world, const char *name);
ntm_ref test_number(test_world *world, const char *value, const char *measure);
ntm_ref test_op1(test_world *world, ntm_op op, ntm_ref a);
ntm_ref test_op2(test_world *world, ntm_op op, ntm_ref a, ntm_ref b);
ntm_ref test_op3(test_world *world, ntm_op op, ntm_ref a, ntm_ref b, ntm_ref c);
ntm_ref test_children(test_world *world, ntm_op op, ntm_level level,
                      ntm_ref a); /**< or NTM_NO_REF */
/** Zones "zone1" and "zone2" by the field c.zone0; before the first by_zone. */
void test_zones(test_world *world);
ntm_ref test_by_zone(test_world *world, ntm_ref zone1, ntm_ref zone2);

/** One more indicator; applies may be NTM_NO_REF. */
void test_indicator(test_world *world, ntm_ref pass, ntm_ref applies);

#endif
