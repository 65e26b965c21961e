/*
 * model/expr_priv.h - what the files of the expression graph share, and what the document reader
 * needs beyond expr.h: adding a node under its JSON path, so that findings name it.
 *
 * A draft is a node on its way into the graph: checked, typed and brought into the one form that
 * equal nodes share (strings interned, measures canonical, keys in the order of their scale). Its
 * lists lie in the graph's scratch space until the node turns out to be new.
 */
#ifndef NTM_MODEL_EXPR_PRIV_H
#define NTM_MODEL_EXPR_PRIV_H

#include "model/expr.h"

#define NTM_CHUNK_NODES 1024u
#define NTM_CHUNKS      (NTM_MAX_NODES / NTM_CHUNK_NODES)
#define NTM_MAX_TEXT    4000u /* bytes of a label, reason or name in a node */

struct ntm_graph {
    ntm_arena *arena;
    ntm_names *strings;           /* every string of a node: equal texts are equal pointers */
    ntm_node *chunks[NTM_CHUNKS]; /* nodes never move: callers hold pointers to them */
    uint32_t count;
    uint32_t *slots; /* open addressing: ref + 1, 0 is empty */
    uint32_t nslots; /* a power of two */
    uint64_t seed;   /* of the hash: a document cannot be made whose nodes all collide */
    bool has_zones;
    uint32_t nzones;
    const char *const *zones;
    struct {
        ntm_ref args[NTM_MAX_ARGS];
        const char *keys[NTM_MAX_ARGS];
        int32_t key_values[NTM_MAX_ARGS];
        ntm_decimal points[4];
    } scratch;
};

typedef struct ntm_draft {
    ntm_graph *graph;
    const ntm_node *proto; /* as the caller gave it */
    ntm_node node;         /* as it will stand */
    ntm_place place;
    const char *path; /* JSON path for messages, or NULL */
    ntm_diags *diags;
    bool failed;
} ntm_draft;

/* As ntm_graph_add(); path ("nodes[12]") stands before each message. */
ntm_rc ntm_graph_add_at(ntm_graph *graph, const ntm_node *proto, ntm_place place, const char *path,
                        ntm_ref *out, ntm_diags *diags);

/* A finding about the draft, or (arg >= 0) about one of its arguments. */
void ntm_draft_bad(ntm_draft *draft, int arg, const char *code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Type and attributes of the draft's node; draft->failed and findings when they do not fit. */
void ntm_draft_type(ntm_draft *draft);

/* Keys of CHOOSE, BY_ZONE, BY_YEAR and SINCE: checked, valued, in order (with their arguments). */
void ntm_draft_keys(ntm_draft *draft);

const char *ntm_graph_intern(ntm_graph *graph, const char *text);

/* Type of argument i, and its words for messages. */
ntm_type ntm_draft_arg(const ntm_draft *draft, uint32_t i);
const char *ntm_draft_arg_text(const ntm_draft *draft, uint32_t i);

#endif
