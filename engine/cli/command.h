/*
 * cli/command.h - the commands, their options, and how a command line becomes a call.
 */
#ifndef NTM_CLI_COMMAND_H
#define NTM_CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/diag.h"
#include "base/strbuf.h"

/** Exit codes (0 and the ntm_rc values 2, 3, 4 besides): done, and the answer is "no". */
#define NTM_EXIT_NO 1

/** Every option there is; a command lists those it takes. */
typedef enum ntm_option_id {
    NTM_OPT_STORE,
    NTM_OPT_DATA,
    NTM_OPT_UNITS,
    NTM_OPT_RULES,
    NTM_OPT_LANG,
    NTM_OPT_FORMAT,
    NTM_OPT_OUTPUT,
    NTM_OPT_COLOR,
    NTM_OPT_QUIET,
    NTM_OPT_VERBOSE,
    NTM_OPT_HELP,
    NTM_OPT_AS_OF,
    NTM_OPT_YEAR,
    NTM_OPT_KNOWN_AT,
    NTM_OPT_ASSESSOR,
    NTM_OPT_EVIDENCED,
    NTM_OPT_EXIT_CODE,
    NTM_OPT_NUMBERS,
    NTM_OPT_WHO,
    NTM_OPT_AGAIN,
    NTM_OPT_ONLY,
    NTM_OPT_DRY_RUN,
    NTM_OPT_GAZETTE,
    NTM_OPT_SOURCE,
    NTM_OPT_LEVEL,
    NTM_OPT_OUTSIDE,
    NTM_OPT_ALSO,
    NTM_OPT_RECORD,
    NTM_OPT_RUN,
    NTM_OPT_REASON,
    NTM_OPT_ALL,
    NTM_OPT_MESSAGE,
    NTM_OPT_BYTES,
    NTM_OPT_KEY,
    NTM_OPT_NEW_KEY,
    NTM_OPT_CHECKPOINT,
    NTM_OPT_EXPIRES_BEFORE,
    NTM_OPT_FILE_ROOT,
    NTM_OPT_NUMBER,
    NTM_OPT_DATE,
    NTM_OPT_OFFICE,
    NTM_OPT_VALID_UNTIL,
    NTM_OPT_KIND,
    NTM_OPT_TITLE,
    NTM_OPT_ATTACH,
    NTM_OPT_ORIGIN,
    NTM_OPT_NOTE,
    NTM_OPT_CARRY,
    NTM_OPT_COUNT,
} ntm_option_id;

/** The options of one command line, as given; texts are borrowed from argv. */
typedef struct ntm_args {
    const char *store, *rules, *lang, *format, *output, *color;
    const char *as_of, *year, *known_at, *assessor, *numbers, *who, *level, *only;
    const char *run, *reason, *message, *key, *new_key, *carry;
    const char *expires_before, *file_root;
    const char *number, *date, *office, *valid_until, *kind, *title, *attach, *origin, *note;
    const char **data, **units, **also,
        **checkpoints; /**< in the order given; freed with the args */
    size_t ndata, nunits, nalso, ncheckpoints;
    bool record, all, bytes;
    bool quiet, verbose, help, evidenced, exit_code, again, dry_run, gazette, source, outside;
    char **rest; /**< what is not an option */
    int nrest;
} ntm_args;

typedef struct ntm_command {
    const char *name;
    const char *group;   /**< "measure", "rules", "data", … */
    const char *usage;   /**< what follows the name */
    const char *summary; /**< one line */
    const char *details; /**< paragraphs of the help; may be NULL */
    const ntm_option_id
        *options;        /**< besides the common ones; ends with NTM_OPT_COUNT; may be NULL */
    const char *formats; /**< "text json csv"; the first is the default */
    int (*run)(const ntm_args *args); /**< returns the exit code */
} ntm_command;

/** All commands; ends with a NULL. */
extern const ntm_command *const ntm_commands[];

extern const ntm_command ntm_cmd_evaluate, ntm_cmd_explain, ntm_cmd_check, ntm_cmd_test,
    ntm_cmd_show, ntm_cmd_applicable, ntm_cmd_import, ntm_cmd_units, ntm_cmd_fields,
    ntm_cmd_decisions, ntm_cmd_reconcile, ntm_cmd_log, ntm_cmd_replay, ntm_cmd_why, ntm_cmd_verify,
    ntm_cmd_sign, ntm_cmd_dossier, ntm_cmd_retract, ntm_cmd_backup, ntm_cmd_migrate,
    ntm_cmd_evidence, ntm_cmd_assessors, ntm_cmd_compare;

/** Read the options behind the command's name. Findings go to standard error; 0 or NTM_EUSAGE. */
int ntm_args_parse(const ntm_command *command, int argc, char **argv, ntm_args *args);
void ntm_args_clear(ntm_args *args);

/** Help of all commands, of one, of a topic ("exit", "names", "dates"). */
void ntm_help_all(FILE *out);
void ntm_help_command(const ntm_command *command, FILE *out);
bool ntm_help_topic(const char *topic, FILE *out);

/** One option for the help: "-o, --output FILE" and its sentence (translated). */
const char *ntm_option_names(ntm_option_id id);
const char *ntm_option_help(ntm_option_id id);

/** Colour on this stream? By --color, NO_COLOR and whether it is a terminal. */
bool ntm_cli_color(const ntm_args *args, FILE *stream);
/** Print the findings to standard error, and how many were left out; frees them. */
void ntm_cli_findings(const ntm_args *args, ntm_diags *diags);
/**
 * Put out what a command made: to standard output, or with -o into a file as a whole.
 * @return 0, or NTM_ESYSTEM after a finding was printed (a full disk or a closed pipe is noticed)
 */
int ntm_cli_output(const ntm_args *args, const ntm_strbuf *text);
/** A usage mistake: prints it and where help is; returns NTM_EUSAGE. */
int ntm_cli_usage(const ntm_command *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
