/* tests/support/json_edit.h - JSON written in C strings, and changed in one place. */
#ifndef NTM_TESTS_JSON_EDIT_H
#define NTM_TESTS_JSON_EDIT_H

#include <jansson.h>

/** The value of a text in which ' stands for ". Fails the test when it is no JSON. */
json_t *test_json(const char *text);

/**
 * Set the value at a pointer ("/criteria/0/indicators/0/pass"; in a key ~1 is a slash; "-" appends to
 * an array). text as for test_json(); NULL takes the value away.
 */
void test_json_set(json_t *json, const char *pointer, const char *text);

#endif
