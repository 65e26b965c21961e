/*
 * model/field.h - fields (trường số liệu), scales, lists: the dictionary, and the part of it that a
 * decision document embeds.
 *
 * A field has a type, a measure, the levels of unit at which it is observed, how long a figure
 * stays fresh, and attributes that feed gaps and intervals but never change a status (range,
 * part_of). Decision documents embed every attribute but the labels, so that a replay needs
 * neither Lua nor today's dictionary.
 */
#ifndef NTM_MODEL_FIELD_H
#define NTM_MODEL_FIELD_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/diag.h"
#include "base/strbuf.h"
#include "model/level.h"

typedef enum ntm_kind {
    NTM_K_TRUTH,  /**< fail, unknown, pass */
    NTM_K_NUMBER, /**< with a measure */
    NTM_K_YES_NO,
    NTM_K_GRADE,  /**< place on an ordered scale, lowest 0 */
    NTM_K_CHOICE, /**< entry of an unordered list */
    NTM_K_DATE,   /**< whole days */
    NTM_K_ANY,    /**< not_known(): fits every type */
} ntm_kind;

/** A named ordered scale (of a grade) or unordered list (of a choice). */
typedef struct ntm_scale {
    const char *name;
    bool ordered;
    uint32_t count;
    const char *const *codes;     /**< lowest first */
    const char *const *labels_vi; /**< NULL when the labels are not at hand */
    const char *const *labels_en;
} ntm_scale;

typedef enum ntm_freshness { NTM_FRESH_NEVER, NTM_FRESH_MONTHS, NTM_FRESH_YEAR } ntm_freshness;

typedef struct ntm_field {
    const char *name;
    const char *label_vi, *label_en; /**< NULL in documents */
    ntm_kind kind;                   /**< never TRUTH or ANY */
    bool whole;                      /**< type "count": never fractional */
    const char *measure;             /**< canonical; "1" for what is not a number */
    ntm_level_set levels;
    const ntm_scale *scale;  /**< of a grade or choice, else NULL */
    ntm_freshness freshness; /**< how long an observation counts */
    int months;              /**< for NTM_FRESH_MONTHS */
    bool has_low, has_high;
    ntm_decimal low, high; /**< range, inclusive */
    const char *part_of;   /**< field this one is a part of, or NULL */
    ntm_decimal precision; /**< step of gaps; 1 for counts */
    int good;              /**< +1 up, -1 down, 0: not by effort */
    uint32_t sum_count;    /**< derive: sum of these fields of the same unit; 0: none */
    const char *const *sum_of;
    ntm_level derive_children; /**< derive: sum over the children of this level when all report;
                                    NTM_LEVEL_NONE: not derived so */
    bool stays; /**< carry = "none": a figure of its own unit only, not to be added up for the unit
                     that it became part of (votes, polls, offices) */
    const char *basis; /**< of the attributes: "assumed", …; NULL unknown */
} ntm_field;

/** An assessor (cấp đánh giá): a level of appraisal. */
typedef struct ntm_assessor {
    const char *code;
    int order; /**< rises with the level of appraisal */
    const char *label_vi, *label_en;
    const char *office; /**< who assesses there, as the law calls it; NULL: not said */
    ntm_date from, to;  /**< days on which the level exists, inclusive; MIN / MAX where open */
} ntm_assessor;

/** A kind of paper (loại giấy tờ) that rules can ask for as evidence. */
typedef struct ntm_paper {
    const char *code;
    const char *label_vi, *label_en;
} ntm_paper;

/** A unit symbol with its names; `of` and factor convert into another symbol. */
typedef struct ntm_symbol {
    const char *symbol, *kind; /**< kind: count, length, area, money, mass, volume, time, share */
    const char *of;            /**< NULL: stands for itself */
    ntm_decimal factor;        /**< 1 symbol = factor of */
    const char *label_vi, *label_en;
} ntm_symbol;

/** The whole dictionary (rules/fields.lua as data), or the part a document embeds. */
typedef struct ntm_dictionary ntm_dictionary;

/**
 * Read and validate `ntm.dictionary/1` JSON (hostile input). The object is borrowed.
 * @return NTM_OK; NTM_EINPUT with a finding for each mistake (JSON path in the message)
 */
ntm_rc ntm_dictionary_read(json_t *json, ntm_dictionary **out, ntm_diags *diags);
void ntm_dictionary_free(ntm_dictionary *dictionary);

/**
 * The dictionary as bytes for a helper of the same build on the same machine: all that scripts are
 * checked against; no labels, no levels of appraisal. Fields, scales and units by name.
 */
void ntm_dictionary_pack(const ntm_dictionary *dictionary, ntm_strbuf *out);
/** The dictionary again, which points into the bytes; NULL when they are not one. */
ntm_dictionary *ntm_dictionary_unpack(const char *bytes, size_t length);

uint32_t ntm_dictionary_field_count(const ntm_dictionary *dictionary);
const ntm_field *ntm_dictionary_field(const ntm_dictionary *dictionary, uint32_t index);
const ntm_field *ntm_dictionary_find(const ntm_dictionary *dictionary, const char *name);
const char *ntm_dictionary_nearest(const ntm_dictionary *dictionary,
                                   const char *name); /**< or NULL */
const ntm_scale *ntm_dictionary_scale(const ntm_dictionary *dictionary, const char *name);
const ntm_symbol *ntm_dictionary_symbol(const ntm_dictionary *dictionary, const char *symbol);
uint32_t ntm_dictionary_assessor_count(const ntm_dictionary *dictionary);
const ntm_assessor *ntm_dictionary_assessor(const ntm_dictionary *dictionary, uint32_t index);
const ntm_assessor *ntm_dictionary_find_assessor(const ntm_dictionary *dictionary,
                                                 const char *code);

/** Kinds of papers, by code. */
uint32_t ntm_dictionary_paper_count(const ntm_dictionary *dictionary);
const ntm_paper *ntm_dictionary_paper(const ntm_dictionary *dictionary, uint32_t index);
const ntm_paper *ntm_dictionary_find_paper(const ntm_dictionary *dictionary, const char *code);
/**
 * Whether the figures of several units add up to that of the unit made of them: counts, lengths, areas,
 * amounts of money or mass, also by day or year. Not percent, not what is divided by people or
 * anything else, not a number without a measure.
 */
bool ntm_field_adds_up(const ntm_field *field);
/**
 * Whether a level of appraisal, by its code, appraises what others reported. The levels of those who
 * report ("village", "commune", "product") assess themselves, and so does who does not say ("").
 */
bool ntm_assessor_appraises(const char *code);
/** Whether the level of appraisal exists on the day. */
bool ntm_assessor_exists(const ntm_assessor *assessor, ntm_date day);

/** Place of a code on the scale, or -1. */
int ntm_scale_find(const ntm_scale *scale, const char *code);

/** One field's attributes as JSON (as embedded in documents: no labels); a new reference. */
json_t *ntm_field_json(const ntm_field *field);

#endif
