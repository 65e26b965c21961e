/*
 * ntm-rules/emit.h - what a script wrote, as the JSON it hands back; and the model's own findings
 * about that JSON, told where in the script they come from.
 */
#ifndef NTM_RULES_EMIT_H
#define NTM_RULES_EMIT_H

#include "dsl/ntm-rules/item.h"

/** What stands where in the JSON, so that `criteria[1].indicators[0]` finds its way back. */
typedef struct emitted {
    item *root;
    item **criteria, **gates[3], **score_parts, **findings;
    uint32_t ncriteria, ngates[3], nscore_parts, nfindings;
    ntm_ref *nodes; /**< by number of the JSON's nodes: ref in the graph */
    uint32_t nnodes;
} emitted;

/** `ntm.decision/1` of a decision, amendment or findings; findings for what stands twice. */
json_t *emit_document(dsl *d, item *root, emitted *map);
/** `ntm.dictionary/1` */
json_t *emit_dictionary(dsl *d, item *root);
/** `ntm.tests/1` */
json_t *emit_tests(dsl *d, item *root);

/**
 * Changes of an amendment into out; the criteria and gates that it puts in place.
 * @return the number of parts
 */
uint32_t emit_changes(dsl *d, item *root, json_t *out, item ***parts_out);
/** Set a list under a key, if there is anything in it. Takes the reference. */
void emit_list(json_t *out, const char *key, json_t *list);

/** Let the model read the JSON, and record its findings at their places in the script. */
void emit_check_document(dsl *d, const json_t *json, const emitted *map);
void emit_check_dictionary(dsl *d, json_t *json, item *root);

#endif
