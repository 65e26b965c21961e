/*
 * dsl/tree.h - JSON values as bytes: how ntm-rules hands over what a script became.
 *
 * Text would be written, and then scanned again letter by letter, only to travel from one process to
 * the next; that was a third of the time that loading a decision took.
 *
 *   value    tag (1 byte) and what belongs to it
 *   'n' 't' 'f'   null, true, false
 *   'i'      an integer: varint of its zigzag
 *   's'      a text: varint of its length, its bytes, NUL
 *   'a'      an array: varint of its length, its values
 *   'o'      an object: varint of its size; for each pair the key as a text without its tag, a value
 *   varint   seven bits a byte, lowest first; the highest bit says that more follow
 */
#ifndef NTM_DSL_TREE_H
#define NTM_DSL_TREE_H

#include <jansson.h>

#include "base/strbuf.h"

#define NTM_TREE_DEPTH  64                /**< arrays and objects inside each other */
#define NTM_TREE_VALUES ((size_t)2 << 20) /**< values of a whole tree */

/** Append a value. Numbers with a fraction have no form: exact ones travel as texts. */
void ntm_tree_write(ntm_strbuf *out, const json_t *value);

/**
 * The value that the bytes are, from whomever they come: texts are UTF-8 without NUL, no key
 * stands twice in an object, limits are held, nothing stands behind it.
 * @return a new reference, or NULL
 */
json_t *ntm_tree_read(const char *bytes, size_t length);

#endif
