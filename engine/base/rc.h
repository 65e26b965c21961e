/*
 * base/rc.h - what a fallible call returns.
 *
 * A return code speaks of the program (bad input, no memory, a broken disk), never of a commune:
 * missing data is a value (model/tri.h), a rule that goes wrong is a status (model/status.h).
 * The text of what went wrong is a finding in the caller's ntm_diags (base/diag.h).
 */
#ifndef NTM_BASE_RC_H
#define NTM_BASE_RC_H

/** 0 is success; the other values are the exit codes of the command they end in. */
typedef enum ntm_rc {
    NTM_OK = 0,
    NTM_EUSAGE = 2,  /**< wrong usage; an unknown or ambiguous name */
    NTM_EINPUT = 3,  /**< a script, document or data file is wrong; nothing was changed */
    NTM_ESYSTEM = 4, /**< the store, the disk, the memory or a child process failed */
} ntm_rc;

#endif
