/*
 * intake/intake.h - data files into observations, units, titles, registrations, papers,
 * successions and findings.
 *
 * A file is told by its header. Column names and values may be codes or Vietnamese or English words
 * (docs/data-formats.md):
 *
 *   long           unit,field,value,as_of[,assessor][,origin][,evidence][,note]
 *   wide           unit[,as_of][,assessor]…,<field>,<field>,…
 *   units          code,level,name,parent,valid_from,valid_to[,zone_scheme,zone]
 *   titles         unit,title[,number][,date][,set][,expires][,withdrawn][,origin][,note][,appraisal]
 *   registrations  unit,set,year[,origin]
 *   evidence       unit,number,date,office[,valid_until][,kind][,title][,path][,sha256][,size]…
 *   succession     predecessor,successor,effective[,extent][,confirmed][,origin][,note]
 *   findings       unit,set,item,assessor,finding[,reason][,document],date[,office][,origin]
 *
 * Everything of a file is added, or nothing: every cell is checked, every error gets a finding with
 * file, line, row and column, up to a limit, then the rest is counted. What is suspicious but
 * possible is a warning and is kept.
 */
#ifndef NTM_INTAKE_INTAKE_H
#define NTM_INTAKE_INTAKE_H

#include "intake/number.h"
#include "model/dataset.h"

typedef enum ntm_intake_kind {
    NTM_INTAKE_UNKNOWN,
    NTM_INTAKE_UNITS,
    NTM_INTAKE_TITLES,
    NTM_INTAKE_REGISTRATIONS,
    NTM_INTAKE_LONG,
    NTM_INTAKE_WIDE,
    NTM_INTAKE_EVIDENCE,
    NTM_INTAKE_SUCCESSION,
    NTM_INTAKE_FINDINGS,
    NTM_INTAKE_KINDS,
} ntm_intake_kind;

const char *ntm_intake_kind_code(ntm_intake_kind kind); /**< "long", "wide", "units" … */

/** Start from ntm_intake_options_init(). All pointers are borrowed. */
typedef struct ntm_intake_options {
    ntm_number_style numbers; /**< declared by --numbers; OPEN: it must follow from the file */
    ntm_date as_of;           /**< of rows without a date; NTM_DATE_MIN: none given */
    const char *assessor;     /**< code, of rows without one; NULL: not stated */
    const char *origin;       /**< of rows without one; NULL: "" */
    ntm_date today;           /**< later dates are warned of; NTM_DATE_MAX: no such warning */
    const ntm_dataset *known; /**< units (and observations, for warnings) at hand besides `into`,
                                     such as those of the store; NULL */
    int64_t import;           /**< number of the import, for the rows; 0 */
    size_t max_errors;        /**< findings of each severity listed for a file; 0: 100 errors,
                                     50 warnings, 20 notices */
} ntm_intake_options;

void ntm_intake_options_init(ntm_intake_options *options);

/** What was read; filled as far as reading came, also when the file is refused. */
typedef struct ntm_intake_report {
    ntm_intake_kind kind;
    char delimiter;
    long rows;                                         /**< below the header, without empty ones */
    long empty_rows;                                   /**< skipped */
    size_t units, observations, titles, registrations; /**< added */
    size_t evidence;                                   /**< papers added */
    size_t successions;                                /**< added */
    size_t findings;                                   /**< likewise */
    size_t errors, warnings, notices;                  /**< all, listed or not */
} ntm_intake_report;

/**
 * Read one file and add what it holds.
 *
 * Units that rows name must be in `into` or options->known, so a units file is read before the
 * files about its units, and a parent before its children (or in one file, in any order).
 *
 * @param path     for messages and, when bytes is NULL, the file to read
 * @param bytes    the file's bytes, or NULL; borrowed
 * @param into     gets the rows, on NTM_OK only
 * @param report   may be NULL
 * @return NTM_OK; NTM_EINPUT: nothing was added; NTM_ESYSTEM: reading failed
 */
ntm_rc ntm_intake_read(const char *path, const char *bytes, size_t length,
                       const ntm_dictionary *dictionary, const ntm_intake_options *options,
                       ntm_dataset *into, ntm_intake_report *report, ntm_diags *diags);

/** The kind of a file by its header, so that units can be read first; no findings. */
ntm_intake_kind ntm_intake_kind_of(const char *bytes, size_t length,
                                   const ntm_dictionary *dictionary);

#endif
