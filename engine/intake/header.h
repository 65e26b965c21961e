/* intake/header.h - what the columns of a file are. */
#ifndef NTM_INTAKE_HEADER_H
#define NTM_INTAKE_HEADER_H

#include "format/csv.h"
#include "intake/intake.h"
#include "intake/value.h"

/** What a column that is not a field holds. */
typedef enum ntm_role {
    NTM_ROLE_UNIT,
    NTM_ROLE_UNIT_NAME, /**< beside the code, to be compared with it */
    NTM_ROLE_FIELD,
    NTM_ROLE_VALUE,
    NTM_ROLE_AS_OF,
    NTM_ROLE_ASSESSOR,
    NTM_ROLE_ORIGIN,
    NTM_ROLE_EVIDENCE,
    NTM_ROLE_NOTE,
    NTM_ROLE_CODE,
    NTM_ROLE_LEVEL,
    NTM_ROLE_NAME,
    NTM_ROLE_PARENT,
    NTM_ROLE_VALID_FROM,
    NTM_ROLE_VALID_TO,
    NTM_ROLE_ZONE_SCHEME,
    NTM_ROLE_ZONE,
    NTM_ROLE_TITLE,
    NTM_ROLE_NUMBER,
    NTM_ROLE_DATE,
    NTM_ROLE_SET,
    NTM_ROLE_EXPIRES,
    NTM_ROLE_WITHDRAWN,
    NTM_ROLE_YEAR,
    NTM_ROLE_OFFICE,
    NTM_ROLE_VALID_UNTIL,
    NTM_ROLE_KIND,
    NTM_ROLE_PATH,
    NTM_ROLE_SHA256,
    NTM_ROLE_SIZE,
    NTM_ROLE_PREDECESSOR,
    NTM_ROLE_SUCCESSOR,
    NTM_ROLE_EFFECTIVE,
    NTM_ROLE_EXTENT,
    NTM_ROLE_CONFIRMED,
    NTM_ROLE_APPRAISAL, /**< documents of findings that a title rests on */
    NTM_ROLE_ITEM,
    NTM_ROLE_FINDING,
    NTM_ROLE_REASON,
    NTM_ROLE_DOCUMENT,
    NTM_ROLE_COUNT,
} ntm_role;

typedef struct ntm_header {
    ntm_intake_kind kind;
    size_t ncolumns;
    const char **names;         /**< as written; in the arena */
    const ntm_target **targets; /**< of a wide file's field columns; else NULL */
    bool *unnamed;              /**< columns without a name: their cells must be empty */
    int column[NTM_ROLE_COUNT]; /**< -1: none */
    int score;                  /**< columns that were recognised */
} ntm_header;

/** The role a column name means in files of that kind, or NTM_ROLE_COUNT. */
ntm_role ntm_header_role(ntm_intake_kind kind, const char *name);
/** The name of a role's column in files of that kind; NULL: they have none. */
const char *ntm_header_role_name(ntm_intake_kind kind, ntm_role role);
bool ntm_header_role_required(ntm_intake_kind kind, ntm_role role);
/** "unit,title[,number]…": how a header of that kind looks. */
const char *ntm_header_pattern(ntm_intake_kind kind);

/** Tell the kind from the names, and how many names fit it (nothing is said, nothing is kept). */
ntm_intake_kind ntm_header_kind(const char *const *names, size_t count, ntm_targets *targets,
                                int *score_out);

#endif
