/*
 * model/document_priv.h - how a document is read, in steps that share one builder:
 *
 *   document_read.c     what stands at the top; the order of the steps
 *   document_source.c   the script, and places in it
 *   document_nodes.c    nodes into a first graph, as written
 *   document_items.c    criteria, indicators, gates, points, findings: roots into that graph
 *   document_changes.c  what an amendment changes
 *   document_levels.c   who can be read at which level, from each root
 *   document_build.c    the final graph: only what is reached, numbered in post-order
 */
#ifndef NTM_MODEL_DOCUMENT_PRIV_H
#define NTM_MODEL_DOCUMENT_PRIV_H

#include "model/dictionary_priv.h"
#include "model/document.h"
#include "model/expr_priv.h"

#define NTM_MAX_ITEMS 10000u /* entries of one list of a document */

typedef struct ntm_builder {
    ntm_reading r; /* its arena is the document's */
    ntm_document *doc;
    ntm_arena *scratch; /* freed when the document stands */
    const ntm_at *top;
    ntm_dictionary *fields; /* all that the JSON embeds */
    ntm_graph *graph;       /* as written, in scratch; refs below are into this one until the end */
    ntm_at nodes;
    size_t nnodes;
    bool nodes_bad;       /* there is no list of nodes: say so once, not at each root */
    ntm_ref *refs;        /* JSON index → ref */
    uint32_t *origins;    /* ref → first JSON index that gave it */
    ntm_ref poison;       /* stands for a broken node, so that its users are checked all the same */
    uint32_t *seen[4];    /* level check: by node, bit = set of levels (document_levels.c) */
    ntm_place root_place; /* of the root whose nodes are being judged, where they have none */
    json_t *places;       /* source.places, or NULL */
    json_t *zeros;        /* source.zero_unknown: JSON indexes of nodes, or NULL */
    ntm_names *numbers;   /* of indicators and score items, told twice */
    ntm_names *gate_names;

    ntm_criterion *criteria;
    ntm_indicator *indicators;
    ntm_gate *gates;
    ntm_score_item *items;
    ntm_finding_rule *findings;
} ntm_builder;

/* ntm_document_read() with the path that findings name where the document names no script. */
ntm_rc ntm_document_read_at(const json_t *json, const char *path, ntm_document **out,
                            ntm_diags *diags);

void ntm_builder_read_source(ntm_builder *b, const ntm_at *at);
/* Place of a thing in the script: source.places.<kind>["<key>"]; line 0 when it is not said. */
ntm_place ntm_builder_place(const ntm_builder *b, const char *kind, const char *key);
/* Place of a JSON node. */
ntm_place ntm_builder_node_place(const ntm_builder *b, size_t index);

void ntm_builder_read_nodes(ntm_builder *b, const ntm_at *at);

/*
 * The root that stands under a key: index of a node, of the kind (or not_known), readable at the
 * level. NTM_NO_REF after a finding, and for what is absent and optional.
 */
ntm_ref ntm_builder_root(ntm_builder *b, const ntm_at *at, ntm_kind kind, ntm_level level,
                         bool gate);

void ntm_builder_read_criteria(ntm_builder *b, const ntm_at *at);
void ntm_builder_read_gates(ntm_builder *b, const ntm_at *required, const ntm_at *conditions,
                            const ntm_at *withdrawal);
void ntm_builder_read_scored(ntm_builder *b, const ntm_at *at);
void ntm_builder_read_findings(ntm_builder *b, const ntm_at *at);
void ntm_builder_read_changes(ntm_builder *b, const ntm_at *at);

/* Findings for what cannot be read where this root reads it. zoning: it is the zone's key. */
void ntm_builder_check_levels(ntm_builder *b, ntm_ref root, ntm_level level, bool gate,
                              bool zoning);

/* The final dictionary and graph; every root of the document is renumbered. */
void ntm_builder_finish(ntm_builder *b);

#endif
