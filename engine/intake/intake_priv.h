/* intake/intake_priv.h - one file being read: what the parts of intake share. */
#ifndef NTM_INTAKE_PRIV_H
#define NTM_INTAKE_PRIV_H

#include "base/strbuf.h"
#include "format/csv.h"
#include "intake/header.h"
#include "intake/intake.h"
#include "intake/remark.h"
#include "intake/seen.h"
#include "intake/value.h"

/** Where a staged row or value stands, for findings once all rows are read. */
typedef struct ntm_spot {
    int32_t row, line;
    uint32_t offset; /**< of the cell in the bytes; a file has fewer than 2^32 */
    int32_t index;   /**< of the cell in its row; -1: the row */
} ntm_spot;

/** A staged observation: where it stands, and what it is of, as numbers. */
typedef struct ntm_staged {
    ntm_spot spot;
    uint32_t unit; /**< number of the code in units->strings */
    const ntm_target *target;
} ntm_staged;

/** Numbers of a column, for the style that follows from the file. */
typedef struct ntm_style {
    bool scanned, told;
    ntm_number_style style;
    long proof_row; /**< of the cell that proves it; 0 none */
    char *proof;    /**< its text; in the arena */
} ntm_style;

typedef struct ntm_intake {
    const ntm_dictionary *dictionary;
    const ntm_intake_options *options;
    const char *file; /**< for messages; may be NULL */
    const char *bytes;
    size_t length;
    ntm_arena *arena;
    ntm_csv *csv;
    ntm_header header;
    ntm_targets *targets;
    ntm_matcher *assessors, *origins, *papers, *extents;
    ntm_seen *others;      /**< findings read before, for warnings; NULL: not made yet */
    ntm_matcher *opinions; /**< NULL: not made yet */

    ntm_dataset *into;        /**< where the rows go at the end */
    ntm_dataset *staged;      /**< the rows of this file until then */
    const ntm_dataset *units; /**< all units that rows may name */
    ntm_dataset *own_units;   /**< the same, when it had to be made; freed at the end */
    ntm_staged *marks;        /**< of staged->observations */
    size_t capacity_marks;
    ntm_spot *unit_spots; /**< of staged->units: the cell with the parent */
    size_t capacity_unit_spots;
    ntm_spot *succession_spots; /**< of staged->successions: the row */
    size_t capacity_succession_spots;
    ntm_names *strings; /**< numbers for the keys of seen */
    ntm_seen *seen;

    ntm_names *zero_texts; /**< codes without their leading zeros; NULL: not made yet */
    struct zero_entry {
        const char *code; /**< what such a text may stand for */
        uint32_t count;   /**< of codes */
    } * zero_entries;
    ntm_names *warned;       /**< texts that were warned of once */
    ntm_names *folded_names; /**< of all units; NULL: not made yet */
    int guesses;             /**< searches for the name nearest to an unknown one */
    ntm_names *unit_texts;   /**< unit names with dates that were found, and their units */
    const ntm_unit **unit_found;
    uint32_t capacity_found;

    ntm_style *styles; /**< by column */

    char **owned; /**< texts of the row that had to be made */
    size_t nowned, capacity_owned;

    ntm_diags *diags;
    ntm_diags scratch; /**< findings of callees, moved from here */
    ntm_intake_report report;
    size_t max[3];   /**< findings listed, by severity */
    size_t said[3];  /**< all, by severity */
    long stopped_at; /**< row behind which reading was given up; 0: it was not */
    bool listed;     /**< the newest finding was listed, not only counted */
} ntm_intake;

/* ---- sink.c: findings ---- */

/** True when another error would only be counted: what costs time to say need not be worked out. */
bool ntm_intake_full(const ntm_intake *in);
/** Say something of a cell (column >= 0) or of a row (column -1). */
void ntm_intake_say(ntm_intake *in, const ntm_csv_row *row, int column, ntm_severity severity,
                    ntm_intake_code code, const char *format, ...)
    __attribute__((format(printf, 6, 7)));
void ntm_intake_hint(ntm_intake *in, const char *format, ...) __attribute__((format(printf, 2, 3)));
/** Say what the remark holds, if anything; subject (may be NULL) names the field. Clears it. */
void ntm_intake_say_remark(ntm_intake *in, const ntm_csv_row *row, int column, const char *subject,
                           ntm_remark *remark);
ntm_spot ntm_intake_spot(const ntm_csv_row *row, int column);
/** Say something of a row or value that was staged. */
void ntm_intake_say_spot(ntm_intake *in, const ntm_spot *spot, ntm_severity severity,
                         ntm_intake_code code, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/** Say something of the file. */
void ntm_intake_say_file(ntm_intake *in, ntm_severity severity, ntm_intake_code code,
                         const char *format, ...) __attribute__((format(printf, 4, 5)));
/** Move the findings of in->scratch to the caller's, within the limits. */
void ntm_intake_move(ntm_intake *in);
/** Count of what was not listed, once, at the end. */
void ntm_intake_say_rest(ntm_intake *in);

/* ---- cell.c ---- */

/** The text of a cell: NFC, trimmed, the marks by which spreadsheets keep text taken off.
 *  Valid until the next row. "" where the file has no such column (column -1). */
const char *ntm_intake_text(ntm_intake *in, const ntm_csv_row *row, int column);
const char *ntm_intake_role(ntm_intake *in, const ntm_csv_row *row, ntm_role role);
void ntm_intake_free_texts(ntm_intake *in); /**< at the start of each row */
/** A date cell; empty: fallback. @return false when it is wrong (said). */
bool ntm_intake_date_cell(ntm_intake *in, const ntm_csv_row *row, ntm_role role, ntm_date fallback,
                          ntm_date *out);

/* ---- columns.c: the header row ---- */

/** Choose the separator, read the header. False when the file cannot be read on (said). */
bool ntm_intake_read_header(ntm_intake *in);

/* ---- unit.c ---- */

/**
 * The unit a row names, valid on date; NULL when there is none (said).
 * @param date  NTM_DATE_MIN: the date is not known, any version will do
 */
const ntm_unit *ntm_intake_unit(ntm_intake *in, const ntm_csv_row *row, int column,
                                const char *text, ntm_date date);
/** The code that the text stands for when a spreadsheet dropped its leading zeros; said as a
 *  warning once for each text. NULL: none, or more than one (said, when many_out is set). */
const char *ntm_intake_restore_zeros(ntm_intake *in, const ntm_spot *spot, const char *text,
                                     bool *many_out);
/** True the first time a text is asked for. */
bool ntm_intake_first_time(ntm_intake *in, const char *text);
/** A unit's level in the language of messages. */
const char *ntm_intake_level_word(ntm_level level);

/* ---- rows: observations.c, units.c, titles.c, evidence.c, successions.c, findings.c ---- */

void ntm_intake_long_row(ntm_intake *in, const ntm_csv_row *row);
void ntm_intake_wide_row(ntm_intake *in, const ntm_csv_row *row);
void ntm_intake_units_row(ntm_intake *in, const ntm_csv_row *row);
void ntm_intake_units_done(ntm_intake *in); /**< what needs all rows: parents */
void ntm_intake_title_row(ntm_intake *in, const ntm_csv_row *row);
void ntm_intake_registration_row(ntm_intake *in, const ntm_csv_row *row);
void ntm_intake_evidence_row(ntm_intake *in, const ntm_csv_row *row);
void ntm_intake_succession_row(ntm_intake *in, const ntm_csv_row *row);
void ntm_intake_successions_done(ntm_intake *in); /**< what needs all rows: one against another */
void ntm_intake_finding_row(ntm_intake *in, const ntm_csv_row *row);

/** Stage an observation of unit and target, or say in which row of the file it stands already.
 *  @param unit  number of the unit's code, in whatever table the rows of this file use */
void ntm_intake_stage(ntm_intake *in, const ntm_csv_row *row, int column, uint32_t unit,
                      const ntm_target *target, const ntm_observation *observation);
/** The text of a cell that must not be empty; NULL: it is, and message was said. */
const char *ntm_intake_needed(ntm_intake *in, const ntm_csv_row *row, ntm_role role,
                              ntm_intake_code code, const char *message);
/**
 * The level of appraisal a row names, by code or label; *out is NULL where it names none.
 * @param fallback  code, of rows that name none; NULL
 * @param date      the day on which the level must exist; NTM_DATE_MIN: not known
 * @return false: unknown, or not there on the day (said)
 */
bool ntm_intake_assessor(ntm_intake *in, const ntm_csv_row *row, const char *fallback,
                         ntm_date date, const ntm_assessor **out);
/** The origin of a row, by code or label; false: said. */
bool ntm_intake_origin(ntm_intake *in, const ntm_csv_row *row, const char **out);
/** Read the value in a cell; false: said. */
bool ntm_intake_value_cell(ntm_intake *in, const ntm_csv_row *row, int column, const char *text,
                           const ntm_target *target, ntm_value *out);
/** Whether the unit's level is one at which the target is observed; false: said. */
bool ntm_intake_check_level(ntm_intake *in, const ntm_csv_row *row, int column,
                            const ntm_target *target, const ntm_unit *unit);
/** Warn of a day after today, or long before the programme. */
void ntm_intake_check_day(ntm_intake *in, const ntm_csv_row *row, int column, ntm_date date);
/** All units of first, then of second and third those that no unit before them replaces (same code,
 *  same first day). Each may be NULL. */
ntm_dataset *ntm_intake_join_units(const ntm_dataset *first, const ntm_dataset *second,
                                   const ntm_dataset *third);

/* ---- style.c ---- */

/** What the column proves of its numbers; scans the file the first time it is asked. */
ntm_number_style ntm_intake_style(ntm_intake *in, int column);
/** Tell once which cell proved the style by which a cell is read. */
void ntm_intake_tell_style(ntm_intake *in, const ntm_csv_row *row, int column);

/* ---- suspicions.c: what is possible but worth a look; once all rows are staged ---- */

void ntm_intake_suspect(ntm_intake *in);

#endif
