/*
 * model/result.h - what an evaluation says: statuses, totals, answers, and the derivation of each
 * part, as codes and arguments. Words are added by report/.
 *
 * Numbers that decide are exact texts: a decimal ("78.5") or a reduced fraction ("157/200").
 */
#ifndef NTM_MODEL_RESULT_H
#define NTM_MODEL_RESULT_H

#include "model/frame.h"
#include "model/status.h"

/** What a predecessor of a unit has where the unit has no figure of its own. */
typedef struct ntm_carried {
    const ntm_predecessor *of;
    const char *value;                  /**< as in ntm_fact; NULL: it has none */
    bool stale;                         /**< it has one that is too old: observation */
    bool derived;                       /**< the predecessor's own figure is a sum */
    const ntm_observation *observation; /**< NULL: derived, or none */
} ntm_carried;

/** A fact that is missing, or was used. */
typedef struct ntm_fact {
    /** Code, where it is another unit than the one in question; else NULL. */
    const char *unit;
    /** A field, a share "a/b", or a pseudo field: "title:xa-ntm", "children:village"; NULL: a
     *  computed value. */
    const char *field;
    /** Missing: "missing", "stale", "zero-denominator", "no-children", "not-known", "undecided";
     *  "not-carried": predecessors have one, but it is not of a kind that is carried over;
     *  "unconfirmed": it is, but nobody confirmed that it may be; used: NULL. */
    const char *why;
    const char *detail;                 /**< of not-known: the reason; else NULL */
    ntm_date since;                     /**< stale: last day on which it still counted */
    const ntm_observation *observation; /**< used or stale; NULL: derived or missing */
    const ntm_observation *displaced;   /**< older, but of a level that appraises; NULL: none */
    /** Decimal, "yes"/"no", code, ISO date, ">=95", "<=5", "10..20"; of what settles: the value
     *  needed. */
    const char *value;
    bool previous; /**< the figure of the year before */
    bool derived;
    int32_t reported, total; /**< derived from children; total 0: not so */
    /** Carried over from predecessors (used), or what they have of it (missing). */
    const ntm_carried *carried;
    uint32_t ncarried;
    ntm_carry_policy policy; /**< with carried */
    ntm_date merged;         /**< with carried: first day of the unit they became */
} ntm_fact;

/** The least change that closes a part, or (margin) the most that a passing part can lose. */
typedef struct ntm_gap {
    const char *unit;    /**< code of another unit than the one in question (a village); or NULL */
    const char *field;   /**< NULL: the number of villages (children) that must change */
    const char *from;    /**< NULL: missing */
    const char *to;      /**< decimal, "yes"/"no", code, ISO date */
    const char *change;  /**< decimal, with its sign; of dates and codes NULL */
    const char *measure; /**< of the field; "1" */
    ntm_kind kind;
    const char *blocked_by; /**< the whole that must rise first (part_of), or "range"; NULL */
    uint32_t alternative;   /**< gaps with one number (above 0) are alternatives of each other */
} ntm_gap;

typedef enum ntm_part_shape {
    NTM_SHAPE_COMPARE,  /**< value against threshold */
    NTM_SHAPE_YES_NO,   /**< yes(), no() */
    NTM_SHAPE_CHILDREN, /**< share, count, all, any of the children */
    NTM_SHAPE_DATE,     /**< on_or_before, on_or_after, within */
    NTM_SHAPE_OTHER,    /**< meets, holds, known, constants */
} ntm_part_shape;

/** What a decision that a part refers to (meets, meets_current, qualifies) says of the unit. */
typedef struct ntm_elsewhere {
    const char *decision; /**< id */
    ntm_level_reached level;
    ntm_totals criteria, indicators;
    const int *not_met;   /**< numbers of criteria; as many as criteria.not_met */
    const int *undecided; /**< likewise */
} ntm_elsewhere;

/** One leaf of an indicator's truth: a comparison, a yes/no, an aggregate. */
typedef struct ntm_part {
    const char *label; /**< from part(); NULL */
    ntm_ref node;
    ntm_part_shape shape;
    ntm_status status; /**< PASS, FAIL, UNKNOWN or ERROR, as it counts (negated: turned round) */
    ntm_decided decided;
    bool within_wholes; /**< decided only as long as parts stay within wholes */
    bool negated;       /**< under none_of: it passes where the comparison does not hold (at_least
                                 and the like are told as their opposite instead) */
    bool condition;     /**< stands in the condition of a when or if_any */
    uint32_t
        group; /**< parts that stand under one any_of or at_least_n_of share a number; 0 none */
    const char *group_op; /**< "any_of", "at_least_n_of", "if_any", "when", "choose"; NULL */
    int group_n;          /**< of at_least_n_of */

    const char *comparison; /**< operator name: "at_least", "yes", "child_percent_where" … */
    ntm_kind kind;          /**< of what is compared */
    const char *measure;    /**< "percent", "VND/person/year" … */
    /** Exact; NULL: unknown; grades and choices: code; dates ISO; "yes"/"no". */
    const char *measured;
    /** Bounds; NULL: open; both are `measured` when it is exact. */
    const char *measured_low, *measured_high;
    const char *shown; /**< measured with two decimals, more where rounding would mislead; NULL */
    const char *required;                /**< exact; NULL: unknown */
    const char *required_high;           /**< between: the upper end */
    const char *numerator, *denominator; /**< values of a share's two sides, exact; NULL */
    const char *numerator_field, *denominator_field; /**< when a side is one field; NULL */

    int32_t children, children_reported, children_passing; /**< CHILDREN; children -1: not so */
    const char *const *children_failing; /**< codes; NULL-terminated; may be NULL */
    const char *const *children_unknown;

    uint32_t ngaps, nmargins, nmissing, nsettles, nused, nnotices;
    const ntm_gap *gaps;
    const ntm_gap *margins;
    const ntm_fact *missing; /**< those that could settle it */
    const ntm_fact *settles; /**< those that settle it alone; value: the value needed */
    const ntm_fact *used;
    const char *const *notices; /**< codes: "operands-of-different-days", "share-reported",
                                  "derived", "assessor-overlay", "appraised-figure-displaced" */
    const char *error;          /**< code of the error; NULL */
    const char *error_detail;
    const ntm_elsewhere *elsewhere; /**< meets, meets_current, qualifies; NULL: else, or an error */
} ntm_part;

typedef struct ntm_indicator_result {
    uint32_t indicator; /**< index in the document */
    ntm_status status;
    ntm_decided decided; /**< of the whole indicator */
    bool within_wholes, either_way;
    uint32_t nparts;
    const ntm_part *parts; /**< pass */
    uint32_t napplies;
    const ntm_part *applies; /**< parts of `applies`, told where it is not simply passed */
    const char *error, *error_detail;
} ntm_indicator_result;

typedef struct ntm_gate_result {
    uint32_t gate;
    ntm_status status;
    uint32_t nparts;
    const ntm_part *parts;
} ntm_gate_result;

/** One line of a rule of withdrawal: so much of the criteria lost and, if named, one of these. */
typedef struct ntm_withdrawal_line {
    const char *share;   /**< percent, "at least"; exact; NULL: no share */
    const int *criteria; /**< numbers: one of them lost is enough */
    uint32_t ncriteria;  /**< 0: whichever they are */
} ntm_withdrawal_line;

/** Criteria that, lost too, would reach the line. */
typedef struct ntm_further {
    const int *criteria; /**< numbers of those that the rule names */
    uint32_t ncriteria;
    uint32_t others; /**< and so many of the others, whichever they are */
} ntm_further;

/** How far a unit is from the withdrawal of its title. */
typedef struct ntm_withdrawal_result {
    uint32_t gate;
    ntm_status status;            /**< PASS: to be withdrawn */
    int failed, undecided, total; /**< criteria */
    const char *share, *shown;    /**< percent not met: exact, with two decimals; NULL: undecided */
    const ntm_withdrawal_line *lines;
    uint32_t nlines;            /**< 0: the rule is not of that form; its parts say what it is */
    bool reachable;             /**< there are criteria whose loss would reach it */
    uint32_t distance;          /**< the least number of them; 0: it is reached */
    bool any;                   /**< any criteria of that number would do */
    const ntm_further *further; /**< each without one that holds another; least first */
    uint32_t nfurther;
} ntm_withdrawal_result;

/* ---- points (a decision that is `scored`) ---- */

typedef struct ntm_score_item_result {
    uint32_t item;          /**< index in the document */
    const char *low, *high; /**< points, exact; equal when known; NULL: without end */
    ntm_tri excludes;       /**< PASS: the unit is not rated because of it */
    uint32_t nused, nmissing;
    const ntm_fact *used, *missing; /**< NULL where only statuses were asked for */
} ntm_score_item_result;

typedef struct ntm_score_part_result {
    const char *low, *high;             /**< sum of its items, at most its max */
    ntm_tri floor_reached;              /**< PASS where there is no floor */
    const ntm_score_item_result *items; /**< by item of the part */
} ntm_score_part_result;

typedef struct ntm_score_result {
    const char *low, *high; /**< sum of the parts */
    const char *band_low,
        *band_high; /**< codes at the two ends; NULL: below the bands, without a code */
    bool decided;   /**< both ends are in one band, or below all */
    ntm_tri rated;  /**< PASS: some band for certain; FAIL: none */
    ntm_tri excluded;
    const char *error, *error_detail;   /**< of an item; NULL */
    const ntm_score_part_result *parts; /**< by part of the document */
} ntm_score_result;

/** Whose figures the level is measured by (eval/evaluate_origin.h says which count). */
typedef enum ntm_grounds {
    NTM_GROUNDS_MISSING,  /**< there are no figures at all */
    NTM_GROUNDS_NONE,     /**< only constructed ones: totals illustrate, and answer nothing */
    NTM_GROUNDS_PARTLY,   /**< original ones, but constructed rows too */
    NTM_GROUNDS_ORIGINAL, /**< no constructed row */
} ntm_grounds;

typedef struct ntm_unit_result {
    ntm_row row;
    const ntm_unit *unit;
    ntm_level_reached level;
    ntm_totals criteria, indicators;
    const ntm_level_reached *criterion_states; /**< by criterion */
    const ntm_status *statuses;                /**< by indicator */
    const bool *either_way;                    /**< by indicator */
    const ntm_indicator_result *details; /**< by indicator; NULL: only statuses were asked for */
    const ntm_gate_result *gates;        /**< by gate; NULL likewise */
    const ntm_score_result *score;       /**< of a scored decision; else NULL */
    const ntm_withdrawal_result *withdrawals; /**< of the rules that apply; NULL likewise */
    uint32_t nwithdrawals;
    const char *zone; /**< key; NULL unknown or no zoning */
    ntm_fact zone_fact;
    bool illustrative; /**< rests on a constructed row */
    ntm_grounds grounds;
    ntm_overlay overlay; /**< levels of appraisal; none where only statuses were asked for */
    bool has_span;
    ntm_date span_first, span_last;
} ntm_unit_result;

typedef struct ntm_result {
    const ntm_document *document; /**< borrowed */
    const ntm_frame *frame;       /**< borrowed */
    ntm_arena *arena;
    uint32_t nunits;
    const ntm_unit_result *units;
} ntm_result;

void ntm_result_free(ntm_result *result);

#endif
