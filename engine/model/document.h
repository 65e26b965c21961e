/*
 * model/document.h - the decision document: what a rule script becomes, and all that is evaluated,
 * stored and hashed. The only reader, validator and writer of `ntm.decision/1`.
 *
 * A document comes from the sandboxed helper or from a file and is read as hostile input:
 * whatever it holds, reading ends in a document or in findings, within the limits of
 * model/expr.h. A document is immutable once read and may be shared by threads.
 */
#ifndef NTM_MODEL_DOCUMENT_H
#define NTM_MODEL_DOCUMENT_H

#include <jansson.h>

#include "base/date.h"
#include "base/diag.h"
#include "base/hash.h"
#include "model/expr.h"

#define NTM_DOCUMENT_SCHEMA "ntm.decision/1"

typedef enum ntm_document_kind { NTM_DECISION, NTM_AMENDMENT, NTM_FINDINGS } ntm_document_kind;

typedef struct ntm_indicator {
    const char *number; /**< "15.1" */
    const char *text;   /**< verbatim */
    ntm_ref pass;
    ntm_ref applies;                  /**< NTM_NO_REF: always */
    const char *basis;                /**< seed, found, recalled, assumed, gazette; never NULL */
    const char *source, *cite, *note; /**< or NULL */
    uint32_t nevidence;
    const char *const *evidence; /**< kinds of papers that must be on record for it */
    const char *evidence_basis;  /**< of that list; NULL where there is none */
    uint32_t criterion;          /**< index */
    ntm_place place;             /**< in the script; from `source` */
} ntm_indicator;

typedef struct ntm_criterion {
    int number;            /**< in an amendment 0: wherever the base has the indicators */
    const char *name;      /**< in an amendment NULL: as in the base */
    uint32_t first, count; /**< its indicators */
    ntm_place place;
} ntm_criterion;

typedef enum ntm_gate_kind { NTM_REQUIRES, NTM_CONDITION, NTM_WITHDRAWAL } ntm_gate_kind;

typedef struct ntm_gate {
    ntm_gate_kind kind;
    const char *name;
    ntm_ref pass;             /**< of a withdrawal: `when` */
    ntm_ref applies;          /**< NTM_NO_REF: always */
    const char *basis, *note; /**< note may be NULL */
    ntm_place place;
} ntm_gate;

typedef struct ntm_score_item {
    const char *number, *text, *basis; /**< number may be NULL */
    ntm_ref points;                    /**< a number */
    ntm_ref excludes; /**< truth: the whole is not rated when it passes; NTM_NO_REF */
    ntm_place place;
} ntm_score_item;
typedef struct ntm_score_part {
    const char *label;
    bool has_max, has_floor;
    ntm_decimal max, floor;
    uint32_t first, count; /**< its items */
} ntm_score_part;
typedef struct ntm_band {
    ntm_decimal from; /**< points, inclusive; bands fall */
    const char *code;
} ntm_band;

/** One change of an amendment. */
typedef enum ntm_change_kind {
    NTM_CHANGE_REPLACE,
    NTM_CHANGE_REPEAL,
    NTM_CHANGE_ADD
} ntm_change_kind;
typedef struct ntm_change {
    ntm_change_kind kind;
    int criterion;    /**< criterion number; 0 where the item is not in one, or not said */
    const char *item; /**< indicator number, or a gate's name; NULL: REPEAL of a whole criterion */
    bool of_gate;     /**< item is a gate's name */
    ntm_gate_kind gate_kind;    /**< of_gate */
    const char *criterion_name; /**< ADD of a criterion that is new; else NULL */
    uint32_t indicator;         /**< REPLACE, ADD: index into indicators; UINT32_MAX for gates */
    uint32_t gate;              /**< index into gates; UINT32_MAX for indicators */
} ntm_change;

typedef struct ntm_document {
    ntm_document_kind kind;
    const char *id; /**< "thanh-hoa/32/2022/QĐ-UBND": <folder>/<official number> */
    const char *folder, *number;
    const char *slug;   /**< file name without .lua; NULL if unknown */
    const char *title;  /**< the number where none is given */
    const char *issuer; /**< "" if not given */
    const char *series; /**< NULL if none */
    const char *scope;  /**< code of the unit it holds for; NULL: the whole country */
    ntm_level level;
    ntm_date effective, expires;                /**< inclusive; NTM_DATE_MIN / MAX where open */
    const char *dates_basis;                    /**< basis of the two dates; NULL: not said */
    bool dates_assumed;                         /**< dates_basis is "assumed" */
    bool constructed;                           /**< of our own making: said in every report */
    bool incomplete;                            /**< known only in part: said in every report */
    int declared_criteria, declared_indicators; /**< 0: not declared */
    uint32_t nyears;
    const int32_t *years; /**< declares.years, rising; 0 of them: those in force */
    const char *amends;   /**< of an amendment */
    uint32_t nreplaces;
    const char *const *replaces; /**< decisions that this one replaces */
    ntm_date continue_until;     /**< NTM_DATE_MIN: not given */

    ntm_graph *graph;
    const ntm_dictionary *fields; /**< those used, without labels */
    const char *zone_scheme;      /**< NULL: no zoning */
    const char *zone_basis;       /**< or NULL */
    ntm_ref zone_by;

    uint32_t ncriteria, nindicators, ngates, nparts, nitems, nbands, nchanges, nfindings;
    const ntm_criterion *criteria;
    const ntm_indicator *indicators; /**< in the order of the criteria */
    const ntm_gate *gates;
    const ntm_score_part *parts;
    const ntm_score_item *items;
    const ntm_band *bands;
    const char *band_below; /**< code below the lowest band; NULL: none */
    const ntm_change *changes;
    const struct ntm_finding_rule *findings;

    const char *script;           /**< path of the script, below the rules folder; NULL unknown */
    const char *script_sha256;    /**< "" if unknown */
    const ntm_place *node_places; /**< by node; line 0: unknown; NULL: none at all */
    const bool *zero_thought_of;  /**< by node: a share whose author wrote zero = "unknown", for the
                                          static check; it changes no value. NULL: none */
    ntm_arena *arena;             /**< private */
} ntm_document;

/** A plausibility rule of `findings "…"`. */
typedef struct ntm_finding_rule {
    const char *code, *text; /**< text: Vietnamese, for people */
    ntm_level level;
    ntm_ref when;
    ntm_place place;
} ntm_finding_rule;

/** Place of a node in the script (line 0: unknown); ref may be NTM_NO_REF. */
ntm_place ntm_document_node_place(const ntm_document *document, ntm_ref ref);

/**
 * Read, validate and type a document. One finding for each mistake, with the JSON path, and the
 * script's line where `source` has it. Besides the schema: node limits, levels (a village-only
 * field outside a child aggregate; a field no ancestor has), gate-only operators in indicators,
 * zoning without keys, duplicate numbers.
 * @param json  borrowed, unchanged
 * @return NTM_OK; NTM_EINPUT
 */
ntm_rc ntm_document_read(const json_t *json, ntm_document **out, ntm_diags *diags);
/** Parse text (UTF-8, at most 16 MiB, duplicate keys refused), then ntm_document_read(). */
ntm_rc ntm_document_parse(const char *text, size_t length, const char *path, ntm_document **out,
                          ntm_diags *diags);
void ntm_document_free(ntm_document *document); /**< NULL is allowed */

/**
 * The document as JSON: canonical (keys sorted by the dumper; nodes in post-order from the criteria in
 * order, each indicator's pass before its applies, then gates, points, findings, the zoning last;
 * what nothing reaches is dropped, also fields and scales). Reading it gives an equal document
 * with the same sha256.
 * @param with_source  keep `source`
 * @return a new reference
 */
json_t *ntm_document_json(const ntm_document *document, bool with_source);

/**
 * SHA-256 of the canonical JSON without `source`, in hex; anyone can check it. Writing the document
 * costs as much as reading it, so it is made when it is asked for, not for each script of a folder.
 * @return out
 */
const char *ntm_document_sha256(const ntm_document *document, char out[NTM_SHA256_TEXT]);

/** One node as a document has it (op, attributes, args); a new reference. */
json_t *ntm_node_json(const ntm_node *node);

/** Canonical bytes of a JSON value: sorted keys, no spaces, UTF-8. Yours to free(). */
char *ntm_json_canonical(const json_t *json, size_t *length_out);

/** Evaluation context of levels: can `field` be read at `level` (own level or an ancestor's)? */
bool ntm_field_readable(const ntm_field *field, ntm_level level, ntm_level *read_at_out);

#endif
