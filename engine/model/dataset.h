/*
 * model/dataset.h - units and what is said of them, in memory: what intake/ reads from files and
 * store/ from the database, and all that evaluation sees of data.
 *
 * Append-only while it is filled, through the ntm_dataset_add_* calls only; immutable and shareable
 * by threads afterwards. Pointers to rows stand once it is filled.
 */
#ifndef NTM_MODEL_DATASET_H
#define NTM_MODEL_DATASET_H

#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/diag.h"
#include "model/field.h"
#include "model/level.h"

/** One version of an administrative unit. A code alone does not name a unit over time. */
typedef struct ntm_unit {
    const char *code;
    ntm_level level;
    const char *name;
    const char *parent;            /**< code of the parent on the days it is valid; NULL: none */
    ntm_date valid_from, valid_to; /**< inclusive; NTM_DATE_MIN / MAX where open */
    int64_t import, line;          /**< where it was said, as of observations */
} ntm_unit;

/** A value as reported: exact, or bounds. */
typedef struct ntm_value {
    ntm_kind kind;          /**< NUMBER, YES_NO, GRADE, CHOICE, DATE */
    bool has_low, has_high; /**< NUMBER: both set for an exact value and for closed bounds */
    ntm_decimal low, high;  /**< equal for an exact number; ">=95" has low only */
    bool yes;               /**< YES_NO */
    const char *code;       /**< GRADE, CHOICE */
    ntm_date date;          /**< DATE */
} ntm_value;

typedef struct ntm_observation {
    const char *unit;  /**< unit code; with as_of it names one version */
    const char *field; /**< a field, or a reported share "a/b" in percent */
    ntm_value value;
    ntm_date as_of;       /**< the day it is true for; of a yearly figure, a day of that year */
    const char *assessor; /**< code; NULL or "": not stated, taken as the lowest */
    int assessor_order;   /**< order of the level of appraisal; 0 when not stated */
    const char *origin;   /**< "report", "constructed", … or "" */
    const char *evidence; /**< what proves it; "" none */
    const char *note;     /**< or "" */
    int64_t import;       /**< number of the import; 0: straight from a file */
    int64_t line;         /**< row in its file, for messages */
    const char *file;     /**< for messages; may be NULL */
} ntm_observation;

typedef struct ntm_title {
    const char *unit, *title;          /**< title: a series ("xa-ntm") or a decision */
    const char *number;                /**< of the recognising decision */
    const char *set;                   /**< criteria set under which it was given; "" unknown */
    ntm_date date, expires, withdrawn; /**< MIN unknown; expires, withdrawn: MAX none */
    const char *origin;
    const char *note;      /**< such as that only the year is known; or "" */
    const char *appraisal; /**< documents of the findings it rests on, parted by ';'; or "" */
    int64_t import, line;
    const char *file;
} ntm_title;

typedef struct ntm_registration {
    const char *unit, *set; /**< set: a series or a decision */
    int year;
    const char *origin;
    int64_t import, line;
    const char *file;
} ntm_registration;

/** How much of a unit went into its successor. */
typedef enum ntm_extent {
    NTM_EXTENT_UNKNOWN, /**< not said: may have been split */
    NTM_EXTENT_WHOLE,
    NTM_EXTENT_PART, /**< the rest went elsewhere */
} ntm_extent;

/** Which unit became which: a merger, a split, a new code. */
typedef struct ntm_succession {
    const char *predecessor, *successor; /**< codes; one code may live on as another unit */
    ntm_date effective;                  /**< first day of the successor */
    ntm_extent extent;
    const char *confirmed; /**< who confirmed that figures may be carried over; "" nobody */
    const char *origin, *note;
    int64_t import, line;
    const char *file;
} ntm_succession;

/** What an appraiser found (ý kiến thẩm định). */
typedef enum ntm_opinion {
    NTM_OPINION_MET,
    NTM_OPINION_NOT_MET,
    NTM_OPINION_SUPPLEMENT, /**< yêu cầu bổ sung: the dossier must be completed */
} ntm_opinion;

/** A finding of a level of appraisal. It stands beside the computed status and changes nothing of it. */
typedef struct ntm_appraisal {
    const char *unit;
    const char *set;  /**< series or decision under which the item stands */
    const char *item; /**< number of a criterion ("15") or an indicator ("15.1"); "": the whole */
    const char *assessor;
    int assessor_order;
    ntm_opinion opinion;
    const char *reason;   /**< "" where none is given */
    const char *document; /**< number of the minutes or report that says so */
    ntm_date date;
    const char *office, *origin;
    int64_t import, line;
    const char *file;
} ntm_appraisal;

/** A paper that proves figures: what an observation's `evidence` names by its number. */
typedef struct ntm_evidence {
    const char *unit;   /**< whose dossier it lies in */
    const char *number; /**< "BC 12/2023"; with the unit it names the paper */
    const char *kind;   /**< what a rule asks for (`evidence = {…}` of an indicator); "" none */
    const char *title, *office;
    ntm_date date, valid_until; /**< MIN unknown; MAX without end */
    const char *path;           /**< of the scanned file, as given; "" only on paper */
    const char *sha256;         /**< of that file; "" none */
    int64_t size;               /**< bytes of that file; 0 none */
    const char *origin, *note;
    int64_t import, line;
    const char *file; /**< the data file that says all this */
} ntm_evidence;

/** An import of the store that rows of the dataset came with. */
typedef struct ntm_source {
    int64_t import;
    const char *file, *sha256;
    int64_t at; /**< seconds since 1970-01-01 UTC */
} ntm_source;

typedef struct ntm_dataset {
    ntm_arena *arena;
    ntm_names *strings; /**< every text in the dataset is interned here */
    ntm_unit *units;
    size_t nunits;
    ntm_observation *observations;
    size_t nobservations;
    ntm_title *titles;
    size_t ntitles;
    ntm_registration *registrations;
    size_t nregistrations;
    ntm_succession *successions;
    size_t nsuccessions;
    ntm_appraisal *appraisals;
    size_t nappraisals;
    ntm_evidence *evidence;
    size_t nevidence;
    ntm_source *sources; /**< rising; none where rows came straight from files */
    size_t nsources;

    /* private: kept while filling, so that readers join by number and never by text */
    size_t capacity[8];
    uint32_t *observation_unit, *observation_field; /**< numbers of the texts in strings */
    uint32_t *unit_first; /**< by number of the code: index + 1 of its first version; 0: none */
    size_t unit_first_count;
    uint32_t *unit_next; /**< by unit: index + 1 of the next version of its code */
} ntm_dataset;

ntm_dataset *ntm_dataset_new(void);
void ntm_dataset_free(ntm_dataset *dataset);
/** Each copies its argument (texts are interned, NULL texts become ""; parent stays NULL). */
void ntm_dataset_add_unit(ntm_dataset *dataset, const ntm_unit *unit);
void ntm_dataset_add_observation(ntm_dataset *dataset, const ntm_observation *observation);
void ntm_dataset_add_title(ntm_dataset *dataset, const ntm_title *title);
void ntm_dataset_add_registration(ntm_dataset *dataset, const ntm_registration *registration);
void ntm_dataset_add_succession(ntm_dataset *dataset, const ntm_succession *succession);
void ntm_dataset_add_appraisal(ntm_dataset *dataset, const ntm_appraisal *appraisal);
void ntm_dataset_add_evidence(ntm_dataset *dataset, const ntm_evidence *evidence);
void ntm_dataset_add_source(ntm_dataset *dataset, const ntm_source *source); /**< in rising order */
/** The import of that number; NULL. */
const ntm_source *ntm_dataset_source(const ntm_dataset *dataset, int64_t import);

/** What the file of a paper turned out to be; of the paper at that index. */
void ntm_dataset_set_paper_file(ntm_dataset *dataset, size_t index, const char *sha256,
                                int64_t size);
/** "78.5", ">=95", "10..20", "yes"/"no", a code, an ISO date; in the arena or a constant. */
const char *ntm_value_text(const ntm_value *value, ntm_arena *arena);

/** "whole", "part", "unknown"; "met", "not_met", "supplement": as tables, files and JSON have them. */
const char *ntm_extent_code(ntm_extent extent);
bool ntm_extent_from_code(const char *code, ntm_extent *out);
const char *ntm_opinion_code(ntm_opinion opinion);
bool ntm_opinion_from_code(const char *code, ntm_opinion *out);

/** The version of a unit valid on a date; NULL. Indexed: as quick as the code has versions. */
const ntm_unit *ntm_dataset_unit(const ntm_dataset *dataset, const char *code, ntm_date date);
/** Whether any version of the code is there, on whatever date. */
bool ntm_dataset_has_code(const ntm_dataset *dataset, const char *code);

/**
 * Check the whole: a parent that is not there or not above, versions of one code that overlap,
 * an observation, title, registration or finding of a unit that does not exist on its date, a paper of one
 * that does not exist on any day on which it is valid, a succession whose predecessor is not there on
 * the day before or whose successor does not begin on the day.
 * A parent that is there on a part of the days only is a warning.
 */
ntm_rc ntm_dataset_check(const ntm_dataset *dataset, ntm_diags *diags);
/**
 * The same for a dataset that adds to another: the units of both are known, only the rows of
 * dataset are checked. What imports use.
 * @param known  what is there already; NULL: nothing
 */
ntm_rc ntm_dataset_check_added(const ntm_dataset *dataset, const ntm_dataset *known,
                               ntm_diags *diags);

/**
 * The unit a user names, as of a date: a code; an exact name; else a name with fewer accents or in
 * another case where only one fits ("Song" is Song; "song" asks which of Song, Sóng is meant; an
 * accent that was typed is meant, so "Sóng" is never Song); "Song, Cẩm Ngọc" narrows by the
 * name of any ancestor. The place of a tone mark is forgiven: Hoà is Hòa.
 * @return NTM_OK; NTM_EUSAGE: unknown (nearest named) or ambiguous (all named, with codes)
 */
ntm_rc ntm_dataset_find_unit(const ntm_dataset *dataset, const char *name, ntm_date date,
                             const ntm_unit **out, ntm_diags *diags);

#endif
